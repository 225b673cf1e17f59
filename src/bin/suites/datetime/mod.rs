//! Suites of dates, times and calendars. Each file translates what the library says into the customs of one of them.

mod calendars;
mod duckling;
mod jionlp;
mod recognizers;

use jianbao::annotate::time::calendar::Stamp;
use serde_json::Value;

use super::{Outcome, Scorer, text};

/// The scorer of a suite.
pub(crate) fn scorer(suite: &str) -> Option<Scorer> {
    Some(match suite {
        "recognizers-model" => recognizers::model,
        "recognizers-parts" => recognizers::parts,
        "recognizers-extract" => recognizers::extract,
        "duckling-time" => duckling::time,
        "duckling-duration" => duckling::duration,
        "jionlp-time" => jionlp::time,
        "jionlp-time-extract" => jionlp::extract,
        "lunar-convert" | "lunar-table" => calendars::lunar,
        _ => return None,
    })
}

/// The moment that a case is told at.
fn reference(case: &Value) -> Option<Stamp> {
    if let Some(year) = case.pointer("/ref/partial/year").and_then(Value::as_i64) {
        // Only the year is given: what is said of months and days is then said of that year's first.
        let partial =
            |key: &str| case.pointer(&format!("/ref/partial/{key}")).and_then(Value::as_i64).unwrap_or(1);
        return Stamp::parse(&format!("{year:04}-{:02}-{:02}", partial("month"), partial("day")));
    }
    Stamp::parse(text(case, "ref"))
}

fn outcome(metric: &'static str, is_right: bool, found: impl Into<String>) -> Outcome {
    Outcome { metric, is_right, found: found.into() }
}

/// Code points before a byte.
fn n_chars(words: &str, byte: usize) -> usize {
    words.get(..byte).map_or(0, |before| before.chars().count())
}
