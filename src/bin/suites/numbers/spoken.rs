//! itn-tn: written and spoken forms of the same sentence.
//!
//! We turn neither into the other, so what counts is whether both sides say the same numbers. There are three readings, each
//! taken on both sides alike: numbers with ranges and fractions as values; digit by digit, for codes; and values after common
//! measures have become one (1 kg and 1000 g).

use jianbao::annotate::numeral::line::Line;
use jianbao::annotate::numeral::{self, Form, Number};
use jianbao::annotate::quantity::figure::Figure;
use jianbao::annotate::quantity::figures;
use serde_json::Value;

use crate::Outcome;

pub(crate) fn score(case: &Value) -> Vec<Outcome> {
    let (input, expect) = (super::text(case, "text"), super::text(case, "expect"));
    let sides = [input, expect].map(Line::new);
    let [a, b] = &sides;
    let readings: [fn(&Line) -> Vec<f64>; 5] = [printed, reduced, atoms, calendar, digits];
    let is_right = readings.iter().any(|reading| is_same(&reading(a), &reading(b)));
    // A sentence without numbers must stay as it is.
    let is_right = is_right && (!printed(a).is_empty() || input == expect);
    vec![Outcome { metric: "same value", is_right, found: format!("{:?} / {:?}", printed(a), printed(b)) }]
}

fn is_same(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| super::is_close(a, b))
}

/// All values in order; ranges give both ends.
fn printed(line: &Line) -> Vec<f64> {
    values(line, |_| 1.0)
}

/// Values in the smallest common measure.
fn reduced(line: &Line) -> Vec<f64> {
    values(line, |figure| match figure.unit.map(|unit| unit.name) {
        Some("公斤" | "公里" | "千瓦" | "千瓦时" | "千伏" | "千赫" | "千帕" | "千比特") => {
            1000.0
        }
        Some("吨" | "兆瓦" | "兆赫") => 1e6,
        _ => 1.0,
    })
}

fn values(line: &Line, factor: fn(&Figure) -> f64) -> Vec<f64> {
    let mut values = Vec::new();
    for figure in figures(line) {
        let factor = factor(&figure);
        let ends = [Some(figure.number), figure.upper];
        values.extend(ends.iter().flatten().filter_map(Number::to_f64).map(|value| value * factor));
    }
    values
}

/// The numbers that a slash, a colon or a hyphen joins, each for itself.
fn atoms(line: &Line) -> Vec<f64> {
    let joins = |c: char| matches!(c, '/' | ':' | '-' | '：' | '~');
    let apart: String = line.chars(0..line.len()).iter().map(|&c| if joins(c) { '|' } else { c }).collect();
    let line = Line::new(&apart);
    let mut values: Vec<f64> = Vec::new();
    let mut last: Option<(usize, Number)> = None;
    for (range, number) in numeral::find(&line) {
        let Some(mut value) = number.to_f64() else { continue };
        let before = last.filter(|(end, _)| line.at(*end) == '|' && end + 1 == range.start);
        if let (Some((_, low)), Some(printed)) = (before, values.last_mut()) {
            let power = if low.power == 0 { number.power } else { 0 };
            (*printed, value) = spread(*printed, value, 10_f64.powi(i32::try_from(power).unwrap_or(0)));
        }
        values.push(value);
        values.extend(number.upper_to_f64());
        last = Some((range.end, number));
    }
    values
}

/// As [`atoms`], for dates and times: 2008.08, 08/2008 and 11:00 are a year with its month and an hour.
fn calendar(line: &Line) -> Vec<f64> {
    let written: String = line.chars(0..line.len()).iter().collect();
    let mut values = atoms(&Line::new(&written.replace(['.', '/'], "|").replace(":00", "")));
    if let [month, year] = values.as_mut_slice()
        && *month <= 12.0
        && *year >= 1000.0
    {
        std::mem::swap(month, year);
    }
    values
}

/// Their ranges are written short: 15-6 is 15 to 16, 45-6万 is 450,000 to 460,000.
fn spread(low: f64, high: f64, factor: f64) -> (f64, f64) {
    let short = high / factor;
    let scale = 10_f64.powi(short.abs().max(1.0).log10().floor() as i32 + 1);
    let joined = (low / scale).floor() * scale + short;
    if factor > 1.0 && low < short {
        (low * factor, high)
    } else if short < low && joined > low {
        (low * factor, joined * factor)
    } else {
        (low, high)
    }
}

/// Every digit for itself, where nothing but digits in a row is said.
fn digits(line: &Line) -> Vec<f64> {
    let is_row = |number: &Number| matches!(number.form, Form::Arabic | Form::Spelled) && number.power == 0;
    if !numeral::find(line).iter().all(|(_, number)| is_row(number)) {
        return vec![f64::NAN];
    }
    let whole = |c: char| numeral::digits(&c.to_string()).and_then(|digit| digit.parse().ok());
    line.chars(0..line.len()).iter().filter_map(|&c| whole(c)).collect()
}
