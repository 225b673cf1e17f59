//! Duckling's customs: what is not told lies ahead; so many units ago are all of them; a morning begins at four.

use jianbao::annotate::time::calendar::{self, Bias, Convention, Interval, Stamp, floor, shift};
use jianbao::annotate::time::moment::{Bound, DayPart, Meaning, Unit, Weekday};
use jianbao::annotate::time::{length, resolve_by};
use serde_json::Value;

use super::{Outcome, outcome, reference, text};

fn day_parts(part: DayPart) -> (u8, u8) {
    match part {
        DayPart::Dawn => (0, 4),
        DayPart::Morning | DayPart::Forenoon => (4, 12),
        DayPart::Noon => (12, 14),
        DayPart::Afternoon => (12, 19),
        DayPart::Dusk => (17, 21),
        DayPart::Evening | DayPart::Night => (18, 24),
        DayPart::Midnight => (0, 1),
        DayPart::Daytime => (6, 18),
    }
}

const CONVENTION: Convention =
    Convention { bias: Bias::Future, day_parts, is_week_counted: false, is_lunar_read: true };

fn grain_name(grain: Unit) -> &'static str {
    match grain {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day | Unit::Workday => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year | Unit::Decade | Unit::Century => "year",
    }
}

/// `duckling-time`: the whole text is one time; start and grain, and for intervals the end, are exact.
pub(super) fn time(case: &Value) -> Vec<Outcome> {
    let found = reference(case).and_then(|reference| read(text(case, "text"), reference));
    let expected = |key: &str| case.pointer(&format!("/expect/{key}")).and_then(Value::as_str).unwrap_or("");
    // The suite writes the first of a month or year as day 00.
    let instant = |key: &str| expected(key).replace("-00T", "-01T").replace("-00-", "-01-");
    let is_right = found.as_ref().is_some_and(|(kind, interval)| {
        let is_same =
            |found: Option<Stamp>, key: &str| found.is_some_and(|at| at.to_string() == instant(key));
        let wanted = expected("kind");
        let is_end_right = wanted != "interval" || is_same(interval.end, "end_exclusive");
        let is_start_right = match wanted {
            "open_before" => {
                is_same(interval.end, "end")
                    || is_same(interval.end, "start")
                    || is_same(interval.end, "end_exclusive")
            }
            "open_after" | "open_interval" => is_same(interval.start, "start"),
            _ => is_same(interval.start, "start"),
        };
        (*kind == wanted || wanted.starts_with("open"))
            && is_start_right
            && is_end_right
            && grain_name(interval.grain) == expected("grain")
    });
    vec![outcome(
        "exact",
        is_right,
        format!(
            "{:?}",
            found.map(|(kind, i)| (
                kind,
                i.start.map(|s| s.to_string()),
                i.end.map(|s| s.to_string()),
                i.grain
            ))
        ),
    )]
}

fn read(words: &str, reference: Stamp) -> Option<(&'static str, Interval)> {
    let found = resolve_by(words, reference, &CONVENTION);
    let [one] = found.as_slice() else { return None };
    if one.range != (0..words.len()) {
        return None;
    }
    match one.meaning {
        // So many units ago or ahead: whole units, beside the one that is running.
        Meaning::Shift(length, sign) | Meaning::Rolling(length, sign) => {
            let (n, unit) = length.whole()?;
            let here = floor(reference, unit)?;
            let n = i64::from(n) * 100;
            let (start, end) = if sign < 0 {
                (shift(here, -n, unit)?, here)
            } else {
                let start = shift(here, 100, unit)?;
                (start, shift(start, n, unit)?)
            };
            Some(("interval", Interval { start: Some(start), end: Some(end), grain: unit }))
        }
        Meaning::At(moment) => {
            let interval = one.interval?;
            // A weekend begins on Friday evening.
            if moment.weekday == Some(Weekday::Weekend) {
                let start = interval.start?.plus(-6 * 3600);
                return Some(("interval", Interval { start: Some(start), grain: Unit::Hour, ..interval }));
            }
            let is_part = moment.hour.is_none() && moment.day_part.is_some();
            // A day of the week beside which nothing stands is not today.
            let is_bare = moment.weekday.is_some()
                && moment.week.is_none()
                && moment.nth.is_none()
                && moment.month.is_none();
            if is_bare && interval.start?.day() == reference.day() && !moment.has_time() {
                let ahead = Convention { bias: Bias::Future, ..CONVENTION };
                let interval = calendar::at(&moment, reference.plus(86_400), &ahead)?;
                return Some(("point", interval));
            }
            let is_long = matches!(interval.grain, Unit::Decade);
            Some((if is_part || is_long { "interval" } else { "point" }, interval))
        }
        Meaning::Bounded(_, bound) => {
            let kind =
                if matches!(bound, Bound::Before | Bound::Until) { "open_before" } else { "open_after" };
            Some((kind, one.interval?))
        }
        _ => Some(("interval", one.interval?)),
    }
}

/// `duckling-duration`: value and unit exact; halves are counted in the next smaller unit.
pub(super) fn duration(case: &Value) -> Vec<Outcome> {
    let found = length(text(case, "text")).and_then(|length| {
        let parts: Vec<(u32, Unit)> = length.parts().collect();
        let smallest = parts.last()?.1;
        let is_whole = parts.iter().all(|(hundredths, _)| hundredths.is_multiple_of(100));
        let grain = if is_whole { smallest } else { next_smaller(smallest) };
        let value = parts
            .iter()
            .map(|&(hundredths, unit)| f64::from(hundredths) / 100.0 * in_units(unit, grain))
            .sum::<f64>();
        Some((value, grain))
    });
    let value = case.pointer("/expect/value").and_then(Value::as_f64).unwrap_or(-1.0);
    let unit = case.pointer("/expect/unit").and_then(Value::as_str).unwrap_or("");
    let is_right =
        found.is_some_and(|(found, grain)| (found - value).abs() < 1e-6 && grain_name(grain) == unit);
    vec![outcome("exact", is_right, format!("{found:?}"))]
}

fn next_smaller(unit: Unit) -> Unit {
    match unit {
        Unit::Second | Unit::Minute => Unit::Second,
        Unit::Hour => Unit::Minute,
        Unit::Day | Unit::Workday => Unit::Hour,
        Unit::Week | Unit::Month => Unit::Day,
        _ => Unit::Month,
    }
}

fn in_units(unit: Unit, grain: Unit) -> f64 {
    let seconds = |unit: Unit| match unit {
        Unit::Second => 1.0,
        Unit::Minute => 60.0,
        Unit::Hour => 3600.0,
        Unit::Day | Unit::Workday => 86_400.0,
        Unit::Week => 7.0 * 86_400.0,
        Unit::Month => 30.0 * 86_400.0,
        Unit::Quarter => 90.0 * 86_400.0,
        Unit::Year => 360.0 * 86_400.0,
        Unit::Decade => 3600.0 * 86_400.0,
        Unit::Century => 36_000.0 * 86_400.0,
    };
    seconds(unit) / seconds(grain)
}
