//! duckling-number: one number, sum of money or measure, in one dimension.
//!
//! Their convention: weights in grams, a bare yuan is a `Dollar`, and bounds are `min` and `max`.

use jianbao::annotate::numeral::line::Line;
use jianbao::annotate::numeral::{self, Number};
use jianbao::annotate::quantity::bound::Bound;
use jianbao::annotate::quantity::figure::{Figure, figure};
use serde_json::Value;

use crate::Outcome;

pub(crate) fn score(case: &Value) -> Vec<Outcome> {
    let input = super::text(case, "text");
    let line = Line::new(input);
    let expect = case.get("expect").unwrap_or(&Value::Null);
    let found = match super::text(case, "dim") {
        "Numeral" => numeral(&line).map(|value| (Some(value), None, None, "")),
        "Ordinal" => ordinal(&line).map(|value| (Some(value), None, None, "")),
        dim => measure(&line, dim),
    };
    let is_right = found.is_some_and(|(value, min, max, unit)| {
        let is_same = |key: &str, found: Option<f64>| match (expect.get(key).and_then(Value::as_f64), found) {
            (Some(wanted), Some(found)) => super::is_close(wanted, found),
            (None, None) => true,
            _ => false,
        };
        let is_unit = expect.get("unit").and_then(Value::as_str).is_none_or(|wanted| wanted == unit);
        is_same("value", value) && is_same("min", min) && is_same("max", max) && is_unit
    });
    super::exact(is_right, format!("{found:?}"))
}

fn numeral(line: &Line) -> Option<f64> {
    let whole: String = line.chars(0..line.len()).iter().collect();
    if let Some(number) = numeral::read(&whole) {
        return number.to_f64();
    }
    let figure = figure(line, 0);
    // A half, and a dozen.
    if line.has(0, "半") || line.has(0, "一半") {
        return Some(0.5);
    }
    let (_, number) = numeral::scan(line, 0)?;
    let number = figure.map_or(number, |figure| figure.number);
    let factor = match line.before(line.len()) {
        '打' => 12.0,
        '对' | '双' => 2.0,
        _ => 1.0,
    };
    number.to_f64().map(|value| value * factor)
}

fn ordinal(line: &Line) -> Option<f64> {
    (line.at(0) == '第').then_some(())?;
    numeral::scan(line, line.skip_spaces(1))?.1.to_f64()
}

type Bounds = (Option<f64>, Option<f64>, Option<f64>, &'static str);

fn measure(line: &Line, dim: &str) -> Option<Bounds> {
    if dim == "AmountOfMoney"
        && let Some(found) = coins(line)
    {
        return Some(found);
    }
    let figures: Vec<Figure> = jianbao::annotate::quantity::figures(line);
    let figure = figures.into_iter().find(|figure| figure.unit.is_some() || dim == "Temperature")?;
    let (unit, factor) = unit(figure.unit.map_or("", |unit| unit.name), dim)?;
    // A yuan is theirs by name only where 人民币 is printed.
    let is_named =
        ["人民币", "CNY", "RMB"].iter().any(|name| (0..line.len()).any(|place| line.has(place, name)));
    let unit = if unit == "Dollar" && is_named { "CNY" } else { unit };
    let value = |number: &Number| number.to_f64().map(|value| value * factor);
    let low = value(&figure.number);
    if let Some(upper) = &figure.upper {
        return Some((None, low, value(upper), unit));
    }
    Some(match figure.bound {
        Some(Bound::AtLeast | Bound::Over) => (None, low, None, unit),
        Some(Bound::AtMost | Bound::Under) => (None, None, low, unit),
        _ => (low, None, None, unit),
    })
}

/// Coins by themselves: 五分, 三毫子.
fn coins(line: &Line) -> Option<Bounds> {
    let (end, number) = numeral::scan(line, 0)?;
    let (coin, coin_end) = line.any(end, &["分钱", "分", "仙", "毫子", "毫"])?;
    let value = number.to_f64().filter(|_| coin_end == line.len());
    let is_tenth = coin.starts_with('毫');
    let unit = if is_tenth { "Dollar" } else { "Cent" };
    value.map(|value| (Some(if is_tenth { value / 10.0 } else { value }), None, None, unit))
}

/// Their unit, and how many of it ours is.
fn unit(name: &'static str, dim: &str) -> Option<(&'static str, f64)> {
    Some(match (dim, name) {
        ("AmountOfMoney", "元" | "$") => ("Dollar", 1.0),
        ("AmountOfMoney", name) => (name, 1.0),
        ("Distance", "公里") => ("Kilometre", 1.0),
        ("Distance", "米") => ("Metre", 1.0),
        ("Distance", "厘米") => ("Centimetre", 1.0),
        ("Distance", "毫米") => ("Millimetre", 1.0),
        ("Distance", "英里") => ("Mile", 1.0),
        ("Distance", "英尺") => ("Foot", 1.0),
        ("Distance", "英寸") => ("Inch", 1.0),
        ("Distance", "码") => ("Yard", 1.0),
        ("Quantity", "克") => ("Gram", 1.0),
        ("Quantity", "公斤") => ("Gram", 1000.0),
        ("Quantity", "毫克") => ("Gram", 0.001),
        ("Quantity", "斤") => ("Gram", 500.0),
        ("Quantity", "两") => ("Gram", 50.0),
        ("Quantity", "杯") => ("Cup", 1.0),
        ("Quantity", "磅") => ("Pound", 1.0),
        ("Quantity", "盎司") => ("Ounce", 1.0),
        ("Temperature", "摄氏度") => ("Celsius", 1.0),
        ("Temperature", "华氏度") => ("Fahrenheit", 1.0),
        ("Temperature", "度" | "") => ("Degree", 1.0),
        ("Volume", "升") => ("Litre", 1.0),
        ("Volume", "毫升") => ("Millilitre", 1.0),
        ("Volume", "加仑") => ("Gallon", 1.0),
        _ => return None,
    })
}
