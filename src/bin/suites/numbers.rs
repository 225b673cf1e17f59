//! Suites of numbers, figures and money.
//!
//! Each suite has its own conventions for what we name otherwise; they are translated here, by rule, never by case.

use jianbao::annotate::numeral::decimal::Decimal;
use jianbao::annotate::numeral::line::Line;
use jianbao::annotate::numeral::write::{Style, digit_words, money_words, words};
use jianbao::annotate::numeral::{self, Form, Number};
use serde_json::Value;

use super::{Outcome, Scorer, text};

mod duckling;
mod interval;
mod jionlp;
mod recognizers;
mod spoken;

/// The scorer of a suite.
pub(crate) fn scorer(suite: &str) -> Option<Scorer> {
    Some(match suite {
        "cn2an" => cn2an,
        "duckling-number" => duckling::score,
        "itn-tn" => spoken::score,
        "jionlp-money" => jionlp::score,
        "jionlp-money-extract" => jionlp::score_extract,
        "recognizers-number" => recognizers::score,
        _ => return None,
    })
}

/// One outcome of an exact comparison.
fn exact(is_right: bool, found: impl Into<String>) -> Vec<Outcome> {
    vec![Outcome { metric: "exact", is_right, found: found.into() }]
}

/// Whether two values are the same but for rounding.
fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// cn2an: words → number, number → words, and both within sentences.
fn cn2an(case: &Value) -> Vec<Outcome> {
    let (input, mode) = (text(case, "text"), text(case, "mode"));
    let expect = case.get("expect").unwrap_or(&Value::Null);
    match text(case, "dir") {
        "cn2an" => {
            let found = if mode.starts_with("direct") {
                numeral::digits(input).map(Value::from)
            } else {
                cheque(input, mode.contains("strict")).map(Value::from)
            };
            let is_right = match (&found, expect) {
                (None, Value::Null) => true,
                (Some(found), expect) if expect.is_number() => {
                    found.as_f64().zip(expect.as_f64()).is_some_and(|(a, b)| is_close(a, b))
                }
                (Some(found), expect) => found == expect,
                _ => false,
            };
            exact(is_right, format!("{found:?}"))
        }
        "an2cn" => {
            let narrow = Line::new(input);
            let narrow: String = narrow.chars(0..narrow.len()).iter().collect();
            let plain = plain_digits(&narrow);
            let plain = plain.as_str();
            let found: Vec<Value> = [
                words(plain, Style::Plain),
                words(plain, Style::Cheque),
                money_words(plain),
                digit_words(plain, Style::Plain),
            ]
            .into_iter()
            .map(Value::from)
            .collect();
            let is_right = match expect {
                Value::Array(expect) => *expect == found,
                expect => found.first() == Some(expect),
            };
            exact(is_right, format!("{found:?}"))
        }
        _ => {
            let found = match mode {
                "direct_an2cn_data_dict" => to_words(input, true),
                "smart_data_dict" => to_digits(input),
                _ => to_words(input, false),
            };
            exact(expect.as_str() == Some(found.as_str()), found)
        }
    }
}

/// A numeral or a sum of money as on cheques; a strict reader refuses digits in a row, 一万三 and Arabic digits.
fn cheque(input: &str, is_strict: bool) -> Option<f64> {
    let sum = input.strip_suffix('整').unwrap_or(input);
    let number = match numeral::read(sum) {
        Some(number) => number,
        None => {
            let line = Line::new(sum);
            let figure = jianbao::annotate::quantity::figure::figure(&line, 0)?;
            let is_yuan = figure.unit.is_some_and(|unit| unit.name == "元");
            (is_yuan && figure.range == (0..line.len())).then_some(figure.number)?
        }
    };
    let is_plain = number.upper.is_none() && number.form != Form::Bare && number.letter.is_none();
    let is_loose = matches!(number.form, Form::Spelled | Form::Arabic | Form::Mixed);
    // 一万三 leaves something out.
    let is_short = sum.chars().rev().nth(1).is_some_and(|c| "百千万亿佰仟".contains(c))
        && sum.chars().next_back().is_some_and(numeral::is_word_digit);
    let has_bad_space = input.contains(' ');
    if !is_plain || has_bad_space || is_strict && (is_loose || is_short) {
        return None;
    }
    number.to_f64()
}

/// Digits with an exponent, written out; other input as it is.
fn plain_digits(input: &str) -> String {
    if !input.contains(['e', 'E']) {
        return input.to_owned();
    }
    let (sign, unsigned) = input.strip_prefix('-').map_or(("", input), |rest| ("-", rest));
    let value = numeral::read(unsigned).as_ref().and_then(numeral::exact);
    value.map_or_else(|| input.to_owned(), |value| format!("{sign}{value}"))
}

/// A sentence with its Chinese numerals in digits.
fn to_digits(sentence: &str) -> String {
    let line = Line::new(sentence);
    replaced(sentence, &line, |_, number| {
        let value = numeral::exact(number).filter(|_| number.upper.is_none() && number.form != Form::Arabic);
        if number.is_percent {
            return Some(format!("{}%", numeral::exact(number)?));
        }
        if number.divisor != Decimal::whole(1) {
            return Some(format!("{}/{}", number.value?, number.divisor));
        }
        value.map(|value| value.to_string())
    })
}

/// A sentence with its digits in words; years digit by digit, or all numbers so.
fn to_words(sentence: &str, is_direct: bool) -> String {
    let line = Line::new(sentence);
    replaced(sentence, &line, |range, number| {
        let printed: String = line.chars(range.clone()).iter().filter(|c| **c != ',').collect();
        if number.divisor != Decimal::whole(1) {
            let (top, bottom) = printed.split_once('/')?;
            return Some(format!("{}分之{}", words(bottom, Style::Plain)?, words(top, Style::Plain)?));
        }
        if number.form != Form::Arabic || number.letter.is_some() || number.power > 0 && !printed.is_ascii() {
            let digits: String = printed.chars().take_while(|c| matches!(c, '0'..='9' | '.' | '-')).collect();
            let rest: String = printed.chars().skip(digits.chars().count()).collect();
            return Some(words(&digits, Style::Plain)? + &rest);
        }
        let is_year = line.at(range.end) == '年' && range.len() == 4;
        if is_direct || is_year {
            return digit_words(&printed, Style::Plain);
        }
        let spoken = words(&printed, Style::Plain)?;
        Some(if line.at(range.end) == '%' { format!("百分之{spoken}") } else { spoken })
    })
}

fn replaced(
    sentence: &str,
    line: &Line,
    say: impl Fn(&std::ops::Range<usize>, &Number) -> Option<String>,
) -> String {
    let mut out = String::new();
    let mut end = 0;
    for (range, number) in numeral::find_whole(line) {
        let bytes = line.bytes(&range);
        let Some(said) = say(&range, &number) else { continue };
        out.push_str(sentence.get(end..bytes.start).unwrap_or(""));
        out.push_str(&said);
        // The sign of a share is spoken before it; degrees have a sign as well.
        end = bytes.end;
        let rest = sentence.get(end..).unwrap_or("");
        if said.starts_with("百分之") && rest.starts_with('%') {
            end += 1;
        } else if let Some(sign) = ["℃", "°C"].iter().find(|sign| rest.starts_with(**sign)) {
            out.push_str("摄氏度");
            end += sign.len();
        } else if rest.starts_with("摄氏度") && said.ends_with(|c: char| c.is_ascii_digit()) {
            out.push('℃');
            end += "摄氏度".len();
        }
    }
    out.push_str(sentence.get(end..).unwrap_or(""));
    out
}
