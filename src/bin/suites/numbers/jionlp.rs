//! jionlp-money and jionlp-money-extract: sums of money.
//!
//! Their convention: without a currency it is yuan; two decimals; a range, and whatever is not exact, is `blur`.

use jianbao::annotate::numeral::Number;
use jianbao::annotate::numeral::line::Line;
use jianbao::annotate::quantity::figure::{Figure, figure};
use jianbao::annotate::quantity::figures;
use jianbao::annotate::quantity::unit::Kind;
use serde_json::{Value, json};

use crate::Outcome;

pub(crate) fn score(case: &Value) -> Vec<Outcome> {
    let line = Line::new(super::text(case, "text"));
    let found = sum(&line).and_then(|figure| shown(&figure));
    let expect = case.get("expect").unwrap_or(&Value::Null);
    super::exact(found.as_ref() == Some(expect), found.unwrap_or_default().to_string())
}

/// The longest sum of money of a text, or the first number without a unit.
fn sum(line: &Line) -> Option<Figure> {
    let mut place = 0;
    while place < line.len() {
        if let Some(figure) = figure(line, place) {
            let is_money = figure.unit.is_none_or(|unit| unit.kind == Kind::Money);
            if is_money && figure.number.value.is_some() {
                return Some(figure);
            }
        }
        place += 1;
    }
    None
}

fn shown(figure: &Figure) -> Option<Value> {
    let fixed = |number: &Number| Some(format!("{:.2}", number.to_f64()?));
    let low = fixed(&figure.number)?;
    let unit = figure.unit.map_or("元", |unit| unit.name);
    let case = match unit {
        "USD" => "美元",
        "$" => "美元",
        "EUR" => "欧元",
        "GBP" => "英镑",
        "JPY" => "日元",
        "KRW" => "韩元",
        "HKD" => "港元",
        "MOP" => "澳门元",
        "TWD" => "新台币",
        "SGD" => "新加坡元",
        "AUD" => "澳元",
        "CAD" => "加元",
        "RUB" => "卢布",
        "INR" => "卢比",
        "THB" => "泰铢",
        "VND" => "越南盾",
        "MYR" => "马来西亚林吉特",
        "CHF" => "瑞士法郎",
        unit => unit,
    };
    Some(match &figure.upper {
        Some(upper) => json!({"num": [low, fixed(upper)?], "case": case, "definition": "blur"}),
        None => {
            let definition = if figure.bound.is_some() { "blur" } else { "accurate" };
            json!({"num": low, "case": case, "definition": definition})
        }
    })
}

pub(crate) fn score_extract(case: &Value) -> Vec<Outcome> {
    let input = super::text(case, "text");
    let line = Line::new(input);
    let found: Vec<Value> = figures(&line)
        .into_iter()
        .filter(|figure| {
            figure.is(Kind::Money) && figure.number.form != jianbao::annotate::numeral::Form::Bare
        })
        .map(|figure| {
            let bytes = line.bytes(&figure.range);
            let words = input.get(bytes).unwrap_or("");
            json!({"text": words, "offset": [figure.range.start, figure.range.end], "type": "money"})
        })
        .collect();
    let found = json!([found]);
    super::exact(case.get("expect") == Some(&found), found.to_string())
}
