//! JioNLP's customs: stretches are told by their first and last second; what began and has not ended ends now.

use jianbao::annotate::time::calendar::{self, Bias, Convention, Interval, Stamp, shift_by};
use jianbao::annotate::time::moment::{Bound, Count, DayPart, Length, Meaning, Moment, Unit, Weekday, Year};
use jianbao::annotate::time::{Expression, resolve_by};
use serde_json::{Value, json};

use super::{Outcome, n_chars, outcome, reference, text};

fn day_parts(part: DayPart) -> (u8, u8) {
    match part {
        DayPart::Dawn => (0, 5),
        DayPart::Morning => (6, 9),
        DayPart::Forenoon => (7, 12),
        DayPart::Noon => (12, 14),
        DayPart::Afternoon => (12, 18),
        DayPart::Dusk => (17, 19),
        DayPart::Evening | DayPart::Night => (18, 24),
        DayPart::Midnight => (0, 1),
        DayPart::Daytime => (6, 18),
    }
}

const CONVENTION: Convention =
    Convention { bias: Bias::Current, day_parts, is_week_counted: true, is_lunar_read: true };

fn printed(stamp: Option<Stamp>, open: &str) -> String {
    stamp.map_or(open.to_owned(), |stamp| stamp.to_string().replace('T', " "))
}

/// The one time of a text, however much of it that is.
fn only(words: &str, reference: Stamp, convention: &Convention) -> Option<Expression> {
    let found = resolve_by(words, reference, convention);
    let first = found.first()?;
    // A list of days goes from the first to the last.
    if found.len() > 1 {
        let ends = (first.meaning, found.last()?.meaning);
        if let (Meaning::At(first_day), Meaning::At(last)) = ends {
            let filled =
                Moment { year: last.year.or(first_day.year), month: last.month.or(first_day.month), ..last };
            let meaning = Meaning::Between(first_day, filled);
            let interval = calendar::interval(&meaning, reference, convention);
            return Some(Expression { range: first.range.start..found.last()?.range.end, meaning, interval });
        }
    }
    Some(first.clone())
}

/// `jionlp-time`: value exact, by the suite's own way to write it.
pub(super) fn time(case: &Value) -> Vec<Outcome> {
    let is_future = case.pointer("/opts/ret_future").is_some_and(|value| value.to_string().contains("rue"));
    let bias = if is_future { Bias::Future } else { Bias::Current };
    let convention = Convention { bias, ..CONVENTION };
    let has_reference = case.get("ref").is_some_and(|reference| !reference.is_null());
    let now = reference(case).or_else(|| Stamp::parse("2021-06-14T01:06:40"));
    let found = now.and_then(|now| only(text(case, "text"), now, &convention).map(|found| (now, found)));
    let wanted = case.pointer("/expect/time").cloned().unwrap_or(Value::Null);
    let kind = case.pointer("/expect/type").and_then(Value::as_str).unwrap_or("");
    let value = found.and_then(|(now, found)| match kind {
        "time_delta" => delta(&found.meaning),
        "time_period" => period(&found, now, &convention),
        _ if has_reference => span(&found, now, text(case, "text")),
        _ => None,
    });
    let is_right = value.as_ref().is_some_and(|value| agrees(value, &wanted));
    vec![outcome("value", is_right, value.map_or("nothing".to_owned(), |value| value.to_string()))]
}

/// Equal, numbers by their value; of sets with many turns the first is enough.
fn agrees(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Number(found), Value::Number(wanted)) => found.as_f64() == wanted.as_f64(),
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len()
                && found.iter().zip(wanted).all(|(found, wanted)| agrees(found, wanted))
        }
        (Value::Object(found), Value::Object(wanted)) => wanted.iter().all(|(key, wanted)| {
            key == "string" || found.get(key).is_some_and(|found| agrees(found, wanted))
        }),
        _ => found == wanted,
    }
}

fn span(found: &Expression, now: Stamp, words: &str) -> Option<Value> {
    let Interval { mut start, mut end, .. } = found.interval?;
    let mut is_end_now = false;
    match found.meaning {
        Meaning::At(moment) if moment.is_now => {
            return Some(json!([printed(Some(now), ""), printed(Some(now), "")]));
        }
        Meaning::Between(first, last) => {
            let _ = first;
            // An hour that ends a stretch ends it at its beginning.
            if last.hour.is_some() && last.second.is_none() {
                let at = end?.plus(if last.minute.is_some() { -60 } else { -3600 });
                return Some(json!([printed(start, ""), printed(Some(at), "")]));
            }
            is_end_now = last.day == Some(Count::From(0)) && !last.has_time() || last.is_now;
        }
        Meaning::Bounded(moment, Bound::Since) => {
            let _ = moment;
            is_end_now = start < Some(now);
        }
        Meaning::Bounded(moment, Bound::Before) => {
            // Before a year still ahead is from now until its end.
            let stretch = calendar::at(&moment, now, &CONVENTION)?;
            if stretch.start > Some(now) {
                start = Some(now);
                end = stretch.end;
            }
        }
        Meaning::Shift(length, sign) => {
            // 以前 and 以后 are open, 前 and 后 mean the one unit there.
            let words = words.get(found.range.clone()).unwrap_or("");
            let is_open =
                ["以前", "以后"].iter().any(|side| words.ends_with(side)) || words.starts_with("再过");
            return shifted(&length, sign, now, is_open);
        }
        Meaning::Rolling(length, sign) => {
            let (n, unit) = length.whole()?;
            let day_start = |at: Stamp| calendar::floor(at, unit.max(Unit::Day));
            let words = words.get(found.range.clone()).unwrap_or("");
            if words.ends_with('内') {
                let at = calendar::shift(now, i64::from(n) * 100, unit)?;
                let end = if unit >= Unit::Day { calendar::floor(at, Unit::Day)?.plus(86_399) } else { at };
                return Some(json!([printed(Some(now), ""), printed(Some(end), "")]));
            }
            if unit >= Unit::Day {
                let other = calendar::shift(now, i64::from(n) * 100 * i64::from(sign.signum()), unit)?;
                if sign < 0 {
                    let floor = if unit == Unit::Week || (unit == Unit::Month && words.starts_with('近')) {
                        calendar::floor(other, Unit::Day)?
                    } else {
                        day_start(other)?
                    };
                    return Some(json!([printed(Some(floor), ""), printed(Some(now), "")]));
                }
                return Some(json!([
                    printed(Some(now), ""),
                    printed(Some(calendar::floor(other, unit)?.plus(-1)), "")
                ]));
            }
        }
        _ => {}
    }
    let last = if is_end_now { Some(now) } else { end.map(|end| end.plus(-1)) };
    Some(json!([printed(start, "-inf"), printed(last, "inf")]))
}

/// So long ago: the whole unit there; with 多 or a half, open.
fn shifted(length: &Length, sign: i8, now: Stamp, is_open: bool) -> Option<Value> {
    let at = shift_by(now, length, i64::from(sign))?;
    let is_half = length.whole().is_none();
    // Halves are told by the next smaller unit.
    let unit = match length.grain() {
        Unit::Year if is_half => Unit::Month,
        Unit::Month if is_half => Unit::Day,
        Unit::Day if is_half => Unit::Hour,
        unit => unit,
    };
    if unit < Unit::Day {
        return Some(match (is_open, sign < 0) {
            (true, true) => json!(["-inf", printed(Some(at), "")]),
            (true, false) => json!([printed(Some(at), ""), "inf"]),
            _ => json!([printed(Some(at), ""), printed(Some(at), "")]),
        });
    }
    let start = calendar::floor(at, unit)?;
    let end = calendar::shift(start, 100, unit)?.plus(-1);
    if is_open || length.is_approximate {
        return Some(if sign < 0 {
            json!(["-inf", printed(Some(end), "")])
        } else {
            json!([printed(Some(start), ""), "inf"])
        });
    }
    Some(json!([printed(Some(start), ""), printed(Some(end), "")]))
}

fn unit_name(unit: Unit) -> (&'static str, f64) {
    match unit {
        Unit::Second => ("second", 1.0),
        Unit::Minute => ("minute", 1.0),
        Unit::Hour => ("hour", 1.0),
        Unit::Day => ("day", 1.0),
        Unit::Workday => ("workday", 1.0),
        Unit::Week => ("day", 7.0),
        Unit::Month => ("month", 1.0),
        Unit::Quarter => ("month", 3.0),
        Unit::Year => ("year", 1.0),
        Unit::Decade => ("year", 10.0),
        Unit::Century => ("year", 100.0),
    }
}

fn amounts(length: &Length) -> Value {
    let mut amounts = serde_json::Map::new();
    for (hundredths, unit) in length.parts() {
        let (name, factor) = unit_name(unit);
        amounts.insert(name.to_owned(), json!(f64::from(hundredths) / 100.0 * factor));
    }
    Value::Object(amounts)
}

fn delta(meaning: &Meaning) -> Option<Value> {
    match meaning {
        Meaning::Lasting(length) => Some(amounts(length)),
        Meaning::LastingBetween(first, last) => Some(json!([amounts(first), amounts(last)])),
        // 两日 and 五日 are read as days of the month elsewhere.
        Meaning::At(Moment { day: Some(Count::Is(n)), month: None, .. }) => Some(json!({ "day": n })),
        Meaning::At(Moment { year: Some(Year::Is(n)), month: None, .. }) if (1900..2100).contains(n) => {
            Some(json!({ "year": n % 100 }))
        }
        _ => None,
    }
}

fn period(found: &Expression, now: Stamp, convention: &Convention) -> Option<Value> {
    let Meaning::Every(length, first, last) = found.meaning else { return None };
    let mut delta = amounts(&length);
    if let Some(days) = delta.get("workday").cloned() {
        delta = json!({ "day": days });
    }
    let point = match (first, last) {
        (Some(first), last) => {
            let first_there = if first.weekday == Some(Weekday::Weekend) {
                Moment { weekday: Some(Weekday::Day(7)), ..first }
            } else {
                first
            };
            let meaning = match last {
                Some(last) => Meaning::Between(first_there, last),
                None => Meaning::At(first_there),
            };
            let interval = calendar::interval(&meaning, now, convention)?;
            let end = interval.end?.plus(-1);
            json!({ "time": [printed(interval.start, ""), printed(Some(end), "")] })
        }
        _ => Value::Null,
    };
    Some(json!({ "delta": delta, "point": point }))
}

/// `jionlp-time-extract`: the times of a sentence, by words and place.
pub(super) fn extract(case: &Value) -> Vec<Outcome> {
    let words = text(case, "text");
    let now = reference(case).or_else(|| Stamp::parse("2021-06-14T01:06:40"));
    let found: Vec<Value> = now.map_or(Vec::new(), |now| {
        let found = resolve_by(words, now, &CONVENTION);
        found
            .iter()
            .map(|found| json!([n_chars(words, found.range.start), n_chars(words, found.range.end)]))
            .collect()
    });
    let wanted: Vec<Value> = case
        .get("expect")
        .and_then(Value::as_array)
        .map_or(Vec::new(), |expect| expect.iter().filter_map(|one| one.get("offset").cloned()).collect());
    vec![outcome("spans", found == wanted, format!("{found:?}"))]
}
