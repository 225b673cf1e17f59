//! The customs of Recognizers-Text: a time is written as TIMEX, with the value before the reference and the one after it where
//! the words leave it open. Lunar days are not reckoned, the end of a range is the beginning of its last part, and a span
//! takes in what bounds the time: 从, 之前.

use jianbao::annotate::time::calendar::{self, Bias, Convention, Interval, Stamp};
use jianbao::annotate::time::festival::{self, Rule};
use jianbao::annotate::time::moment::{Bound, Count, DayPart, Length, Meaning, Moment, Unit, Weekday, Year};
use jianbao::annotate::time::{Expression, resolve_by};
use serde_json::{Value, json};

use super::{Outcome, n_chars, outcome, reference, text};

fn day_parts(part: DayPart) -> (u8, u8) {
    match part {
        DayPart::Dawn => (4, 8),
        DayPart::Morning | DayPart::Forenoon => (8, 12),
        DayPart::Noon => (11, 13),
        DayPart::Afternoon => (12, 16),
        DayPart::Dusk | DayPart::Evening => (16, 20),
        DayPart::Night | DayPart::Midnight => (20, 24),
        DayPart::Daytime => (8, 18),
    }
}

fn day_part_name(part: DayPart) -> &'static str {
    match part {
        DayPart::Dawn => "TDA",
        DayPart::Morning | DayPart::Forenoon => "TMO",
        DayPart::Noon => "TMI",
        DayPart::Afternoon => "TAF",
        DayPart::Dusk | DayPart::Evening => "TEV",
        DayPart::Night | DayPart::Midnight => "TNI",
        DayPart::Daytime => "TDT",
    }
}

fn convention(bias: Bias) -> Convention {
    Convention { bias, day_parts, is_week_counted: true, is_lunar_read: false }
}

/// What a time is called: whether it has a date, a time of day, and length.
fn kind(meaning: &Meaning) -> &'static str {
    let is_dated = |moment: &Moment| moment.has_date();
    match meaning {
        Meaning::At(moment) if moment.is_vague => "date",
        Meaning::At(moment) if moment.is_now => "datetime",
        Meaning::At(moment) => match (moment.hour.is_some(), moment.day_part.is_some(), is_dated(moment)) {
            (true, _, true) => "datetime",
            (true, _, false) => "time",
            (false, true, true) => "datetimerange",
            (false, true, false) => "timerange",
            _ if is_day(moment) => "date",
            _ => "daterange",
        },
        Meaning::Between(first, last) => {
            match (first.has_time() || last.has_time(), is_dated(first) || is_dated(last)) {
                (true, true) => "datetimerange",
                (true, false) => "timerange",
                _ => "daterange",
            }
        }
        Meaning::Bounded(moment, _) => match (moment.has_time(), is_dated(moment)) {
            (true, true) => "datetimerange",
            (true, false) => "timerange",
            _ => "daterange",
        },
        Meaning::Shift(length, _) if length.grain() >= Unit::Day => "date",
        Meaning::Shift(..) => "datetime",
        Meaning::Rolling(length, _) if length.grain() >= Unit::Day => "daterange",
        Meaning::Rolling(..) => "datetimerange",
        Meaning::Portion(..) => "daterange",
        Meaning::Lasting(_) | Meaning::LastingBetween(..) => "duration",
        Meaning::Every(..) => "set",
    }
}

fn is_day(moment: &Moment) -> bool {
    let is_weekday = matches!(moment.weekday, Some(Weekday::Day(_)));
    moment.day.is_some() || moment.festival.is_some() || (is_weekday && moment.part.is_none())
}

/// Whether the year, month or week is left open, so that a past and a future value may be meant.
fn is_open(moment: &Moment) -> bool {
    let is_relative = |count: Option<Count>| matches!(count, Some(Count::From(_) | Count::Same(_)));
    let is_told = moment.year.is_some()
        || is_relative(moment.month)
        || is_relative(moment.day)
        || is_relative(moment.week)
        || is_relative(moment.quarter);
    moment.has_date() && !is_told && !moment.is_now && !moment.is_vague
}

fn day(stamp: Stamp) -> String {
    stamp.to_string().get(..10).unwrap_or("").to_owned()
}

fn second(stamp: Stamp) -> String {
    stamp.to_string().replace('T', " ")
}

fn clock(stamp: Stamp) -> String {
    stamp.to_string().get(11..).unwrap_or("").to_owned()
}

/// TIMEX of the date part; empty for a time of day alone.
fn date_timex(moment: &Moment, now: Stamp) -> Option<String> {
    if !moment.has_date() {
        return Some(String::new());
    }
    let at = |moment: &Moment| calendar::at(moment, now, &convention(Bias::Current));
    let date = moment.date_only();
    let is_relative = |count: Option<Count>| matches!(count, Some(Count::From(_) | Count::Same(_)));
    let year = match moment.year {
        Some(Year::Is(year)) => format!("{year:04}"),
        Some(Year::From(_)) => {
            at(&Moment { year: moment.year, ..Moment::default() })?.start?.to_string().get(..4)?.to_owned()
        }
        _ => "XXXX".to_owned(),
    };
    if let Some(festival) = moment.festival.and_then(festival::get) {
        return Some(match festival.rule {
            Rule::Solar(month, day) | Rule::Lunar(month, day) => format!("{year}-{month:02}-{day:02}"),
            Rule::Eve if festival.name.contains("三十") => format!("{year}-01-30"),
            Rule::Eve => format!("{year}-12-31"),
            Rule::Weekday(month, weekday, nth) => format!("{year}-{month:02}-WXX-{weekday}-{nth}"),
            _ => day(at(&date)?.start?),
        });
    }
    if is_relative(moment.day) || (is_relative(moment.month) && moment.day.is_some()) {
        return Some(day(at(&date)?.start?));
    }
    if moment.week.is_some() || (moment.weekday.is_some() && moment.month.is_none() && moment.nth.is_none()) {
        return week_timex(moment, now);
    }
    if moment.half.is_some()
        || moment.quarter.is_some()
        || matches!(moment.year, Some(Year::Span(..)))
        || moment.part.is_some()
    {
        let interval = at(&date)?;
        let (start, end) = (day(interval.start?), day(interval.end?));
        let length = match (moment.half, moment.quarter, moment.year) {
            (Some(_), ..) => "P6M".to_owned(),
            (_, Some(_), _) => "P3M".to_owned(),
            (.., Some(Year::Span(_, n))) => format!("P{n}Y"),
            _ => format!("P{}D", interval.end?.since(interval.start?) / 86_400),
        };
        let hide = |date: String| match moment.year {
            Some(Year::Span(first, 10)) if first >= 1900 => format!("XX{}", date.get(2..).unwrap_or("")),
            None => format!("XXXX{}", date.get(4..).unwrap_or("")),
            _ => date,
        };
        return Some(format!("({},{},{length})", hide(start), hide(end)));
    }
    if is_relative(moment.month) {
        return at(&date)?.start?.to_string().get(..7).map(str::to_owned);
    }
    let number = |count: Option<Count>| match count {
        Some(Count::Is(n)) => Some(n),
        _ => None,
    };
    Some(match (number(moment.month), number(moment.day)) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, Some(day)) => format!("{year}-XX-{day:02}"),
        (None, None) => match moment.season {
            Some(season) => format!("{year}-{}", ["SP", "SU", "FA", "WI"].get(usize::from(season) - 1)?),
            None => year,
        },
    })
}

fn week_timex(moment: &Moment, now: Stamp) -> Option<String> {
    if moment.week.is_none() {
        return Some(match moment.weekday? {
            Weekday::Day(weekday) => format!("XXXX-WXX-{weekday}"),
            Weekday::Weekend => "XXXX-WXX-WE".to_owned(),
        });
    }
    let interval = calendar::at(&moment.date_only(), now, &convention(Bias::Current))?;
    let start = interval.start?;
    if matches!(moment.weekday, Some(Weekday::Day(_))) {
        return Some(day(start));
    }
    let (year, week) = iso_week(start)?;
    let weekend = if moment.weekday.is_some() { "-WE" } else { "" };
    Some(format!("{year:04}-W{week:02}{weekend}"))
}

/// ISO year and week of a day.
fn iso_week(at: Stamp) -> Option<(i32, i32)> {
    let day = at.day()?;
    let thursday = day.plus(3 - day.number().rem_euclid(7));
    let (first, _) = thursday.year();
    Some((thursday.ymd().0, thursday.since(first) / 7 + 1))
}

fn time_timex(moment: &Moment) -> String {
    let Some(hour) = moment.hour else {
        return moment.day_part.map_or(String::new(), |part| day_part_name(part).to_owned());
    };
    let minute = moment.minute.map_or(String::new(), |minute| format!(":{minute:02}"));
    let second = moment.second.map_or(String::new(), |second| format!(":{second:02}"));
    format!("T{:02}{minute}{second}", hour % 24)
}

fn timex(moment: &Moment, now: Stamp) -> Option<String> {
    if moment.is_vague {
        return Some(day(now));
    }
    if moment.is_now {
        return Some("PRESENT_REF".to_owned());
    }
    Some(format!("{}{}", date_timex(moment, now)?, time_timex(moment)))
}

/// The full date of one end of a range: a month by its first day.
fn end_timex(moment: &Moment, now: Stamp, start: Stamp) -> Option<String> {
    let timex = timex(moment, now)?;
    if moment.has_time() {
        return Some(timex);
    }
    Some(match timex.len() {
        4 => format!("{timex}-01-01"),
        7 if !timex.contains('W') => format!("{timex}-01"),
        10 => timex,
        _ => day(start),
    })
}

/// A value with its TIMEX.
fn value(timex: &str, kind: &str, fields: &[(&str, String)]) -> Value {
    let mut value = json!({ "timex": timex, "type": kind });
    if let Some(object) = value.as_object_mut() {
        for (key, field) in fields {
            object.insert((*key).to_owned(), json!(field));
        }
    }
    value
}

fn stamp_as(kind: &str, stamp: Stamp) -> String {
    match kind {
        "date" | "daterange" => day(stamp),
        "time" | "timerange" => clock(stamp),
        _ => second(stamp),
    }
}

/// All values of a time: those that the words leave open come as the past and the future one.
fn values(found: &Expression, now: Stamp) -> Option<Vec<Value>> {
    let kind = kind(&found.meaning);
    let unresolved = |timex: String| vec![value(&timex, kind, &[("value", "not resolved".to_owned())])];
    match &found.meaning {
        Meaning::At(moment) => point_values(moment, kind, now),
        Meaning::Between(first, last) => range_values(first, last, kind, now),
        Meaning::Bounded(moment, bound) => bounded_values(moment, *bound, kind, now),
        Meaning::Shift(length, sign) => {
            let at = calendar::shift_by(now, length, i64::from(*sign))?;
            Some(vec![value(&day(at), kind, &[("value", stamp_as(kind, at))])])
        }
        Meaning::Rolling(length, sign) => {
            let there = calendar::shift_by(now, length, i64::from(sign.signum()))?;
            let (start, end) = (there.min(now), there.max(now));
            let print = |at: Stamp| if kind == "daterange" { day(at) } else { at.to_string() };
            let timex = format!("({},{},{})", print(start), print(end), length.iso());
            Some(vec![value(&timex, kind, &[("start", stamp_as(kind, start)), ("end", stamp_as(kind, end))])])
        }
        Meaning::Portion(_, n, unit) => {
            let (start, end) = (found.interval?.start?, found.interval?.end?);
            let length = Length::new(n.unsigned_abs() * 100, *unit);
            let timex = format!("({},{},{})", day(start), day(end), length.iso());
            Some(vec![value(&timex, kind, &[("start", day(start)), ("end", day(end))])])
        }
        Meaning::Lasting(length) | Meaning::LastingBetween(length, _) => {
            Some(vec![value(&length.iso(), kind, &[("value", seconds(length).to_string())])])
        }
        Meaning::Every(length, first, _) => {
            let timex = match first {
                Some(moment) => set_timex(length, moment, now)?,
                None => length.iso(),
            };
            Some(unresolved(timex))
        }
    }
}

fn set_timex(length: &Length, moment: &Moment, now: Stamp) -> Option<String> {
    let at = timex(moment, now)?;
    Some(match length.grain() {
        Unit::Day => at,
        _ => at,
    })
}

fn seconds(length: &Length) -> u64 {
    let one = |unit: Unit| match unit {
        Unit::Second => 1,
        Unit::Minute => 60,
        Unit::Hour => 3600,
        Unit::Day | Unit::Workday => 86_400,
        Unit::Week => 604_800,
        Unit::Month => 2_592_000,
        Unit::Quarter => 7_776_000,
        Unit::Year => 31_536_000,
        Unit::Decade => 315_360_000,
        Unit::Century => 3_153_600_000,
    };
    length.parts().map(|(hundredths, unit)| u64::from(hundredths) * one(unit) / 100).sum()
}

/// The stretches that a moment may mean: one, or the past and the future one.
fn stretches(moment: &Moment, now: Stamp) -> Vec<Option<Interval>> {
    if !is_open(moment) {
        return vec![calendar::at(moment, now, &convention(Bias::Current))];
    }
    // What lies on the present day belongs to the future.
    let now = now.plus(-now.second());
    let at = |bias: Bias| {
        calendar::at(&moment.date_only(), now, &convention(bias)).and_then(|found| {
            let bare = Moment {
                hour: moment.hour,
                minute: moment.minute,
                second: moment.second,
                day_part: moment.day_part,
                ..Moment::default()
            };
            if moment.has_time() {
                calendar::at(&bare, found.start?, &convention(Bias::Current))
            } else {
                Some(found)
            }
        })
    };
    vec![at(Bias::Past), at(Bias::Future)]
}

fn point_values(moment: &Moment, kind: &str, now: Stamp) -> Option<Vec<Value>> {
    let timex_of = timex(moment, now)?;
    if moment.is_now || moment.is_vague {
        return Some(vec![value(&timex_of, kind, &[("value", stamp_as(kind, now))])]);
    }
    let mut values = Vec::new();
    for interval in stretches(moment, now) {
        let Some(Interval { start: Some(start), end: Some(end), .. }) = interval else {
            return Some(vec![value(&timex_of, kind, &[("value", "not resolved".to_owned())])]);
        };
        let fields = if kind.ends_with("range") {
            vec![("start", stamp_as(kind, start)), ("end", stamp_as(kind, end))]
        } else {
            vec![("value", stamp_as(kind, start))]
        };
        values.push(value(&timex_of, kind, &fields));
    }
    if moment.is_hour_open && moment.hour.is_some_and(|hour| hour <= 12) {
        let late = Moment { hour: moment.hour.map(|hour| hour % 12 + 12), is_hour_open: false, ..*moment };
        values.extend(point_values(&late, kind, now)?);
    }
    if moment.is_lunar && moment.day.is_some() {
        for value in values.iter_mut().filter_map(Value::as_object_mut) {
            value.insert("isLunar".to_owned(), json!("True"));
        }
    }
    Some(values)
}

fn range_values(first: &Moment, last: &Moment, kind: &str, now: Stamp) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    let biases: &[Bias] = if is_open(first) { &[Bias::Past, Bias::Future] } else { &[Bias::Current] };
    let midnight = now.plus(-now.second());
    for &bias in biases {
        let here = if is_open(first) { midnight } else { now };
        let whole = calendar::interval(&Meaning::Between(*first, *last), here, &convention(bias));
        let Some(Interval { start: Some(start), end: Some(end), .. }) = whole else {
            let (a, b) = (date_timex(first, now)?, date_timex(last, now)?);
            return Some(vec![value(
                &format!("({a},{b},PXD)"),
                kind,
                &[("value", "not resolved".to_owned())],
            )]);
        };
        // The end is where the last part begins.
        let grain =
            calendar::at(last, start, &convention(Bias::Current)).map_or(Unit::Day, |found| found.grain);
        let end = match grain {
            _ if last.is_now => now,
            Unit::Month | Unit::Quarter | Unit::Year => calendar::floor(end.plus(-1), grain)?,
            Unit::Week => end.plus(-604_800),
            Unit::Day => end.plus(-86_400),
            Unit::Hour if last.hour.is_some() => end.plus(-3600),
            Unit::Minute => end.plus(-60),
            Unit::Second => end.plus(-1),
            _ => end,
        };
        let length = span_length(start, end, grain, kind);
        let (a, b) = (end_timex(first, now, start)?, end_timex(last, now, end)?);
        let b = if kind == "datetimerange" && !last.has_date() {
            format!("{}{b}", date_timex(first, now)?)
        } else {
            b
        };
        let a = if kind == "datetimerange" && !first.has_date() { format!("{}{a}", day(start)) } else { a };
        values.push(value(
            &format!("({a},{b},{length})"),
            kind,
            &[("start", stamp_as(kind, start)), ("end", stamp_as(kind, end))],
        ));
    }
    Some(values)
}

fn span_length(start: Stamp, end: Stamp, grain: Unit, kind: &str) -> String {
    let months = || {
        let (from, to) = (start.day(), end.day());
        let (Some((y1, m1, _)), Some((y2, m2, _))) = (from.map(|day| day.ymd()), to.map(|day| day.ymd()))
        else {
            return 0;
        };
        (y2 - y1) * 12 + i32::from(m2) - i32::from(m1)
    };
    if kind == "daterange" {
        return match grain {
            Unit::Year => format!("P{}Y", months() / 12),
            Unit::Month => format!("P{}M", months()),
            _ => format!("P{}D", end.since(start) / 86_400),
        };
    }
    let n = end.since(start);
    let part = |n: i64, sign: &str| if n > 0 { format!("{n}{sign}") } else { String::new() };
    format!("PT{}{}{}", part(n / 3600, "H"), part(n / 60 % 60, "M"), part(n % 60, "S"))
}

fn bounded_values(moment: &Moment, bound: Bound, kind: &str, now: Stamp) -> Option<Vec<Value>> {
    let timex_of = timex(moment, now)?;
    let is_point = is_day(moment) || moment.hour.is_some();
    let mut values = Vec::new();
    for interval in stretches(moment, now) {
        let Interval { start, end, .. } = interval?;
        let (start, end) = (start?, end?);
        let (name, key, at) = match bound {
            Bound::Before => ("before", "end", start),
            Bound::Until if is_point => ("until", "end", start),
            Bound::Until => ("until", "end", end),
            Bound::After if is_point => ("after", "start", start),
            Bound::After => ("after", "start", end),
            Bound::Since => ("since", "start", start),
        };
        let source = if is_point { "datetimepoint" } else { "datetimerange" };
        let fields =
            [("Mod", name.to_owned()), ("sourceEntity", source.to_owned()), (key, stamp_as(kind, at))];
        values.push(value(&timex_of, kind, &fields));
    }
    Some(values)
}

/// The span and what is expected of it.
struct Wanted<'a> {
    span: (usize, usize),
    kind: &'a str,
    case: &'a Value,
}

fn wanted(case: &Value) -> Vec<Wanted<'_>> {
    let number = |span: &Value, n: usize| {
        span.get(n).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    };
    let expect = case.get("expect").and_then(Value::as_array);
    let one = |one| {
        let span = Value::get(one, "span")?;
        let kind = text(one, "type");
        Some(Wanted {
            span: (number(span, 0), number(span, 1)),
            kind: kind.trim_start_matches("datetimeV2."),
            case: one,
        })
    };
    expect.map_or(Vec::new(), |expect| expect.iter().filter_map(one).collect())
}

fn read(case: &Value, now: Stamp) -> Vec<((usize, usize), Expression)> {
    let words = text(case, "text");
    let found = resolve_by(words, now, &convention(Bias::Current));
    let found = found.into_iter().map(|found| match found.meaning {
        Meaning::At(moment) => Expression { meaning: Meaning::At(literal(moment)), ..found },
        _ => found,
    });
    found.map(|found| ((n_chars(words, found.range.start), n_chars(words, found.range.end)), found)).collect()
}

/// Lunar festivals by their month and day, as if these were the solar calendar's.
fn literal(moment: Moment) -> Moment {
    let named = moment.festival.and_then(festival::get);
    let (month, day, is_lunar) = match named.map(|festival| (festival.rule, festival.name)) {
        Some((Rule::Lunar(month, day), _)) => (month, day, false),
        Some((Rule::Eve, name)) if name.contains("三十") => (1, 30, true),
        Some((Rule::Eve, _)) => (12, 31, false),
        _ => return moment,
    };
    let count = |n: u8| Some(Count::Is(i32::from(n)));
    Moment { festival: None, month: count(month), day: count(day), is_lunar, ..moment }
}

/// `recognizers-model`: all spans, types and values of a case; and spans and types alone.
pub(super) fn model(case: &Value) -> Vec<Outcome> {
    let Some(now) = reference(case).or_else(|| Stamp::parse("2017-03-22T00:00:00")) else {
        return Vec::new();
    };
    let (found, wanted) = (read(case, now), wanted(case));
    let is_typed = found.len() == wanted.len()
        && found
            .iter()
            .zip(&wanted)
            .all(|((span, found), wanted)| *span == wanted.span && kind(&found.meaning) == wanted.kind);
    let printed: Vec<(String, Option<Vec<Value>>)> = found
        .iter()
        .map(|(_, found)| {
            (
                format!(
                    "{} {}",
                    text(case, "text").get(found.range.clone()).unwrap_or(""),
                    kind(&found.meaning)
                ),
                values(found, now),
            )
        })
        .collect();
    let is_exact = is_typed
        && printed.iter().zip(&wanted).all(|((_, values), wanted)| {
            values.as_ref().map(|values| json!(values)) == wanted.case.get("values").cloned()
        });
    let printed = printed
        .iter()
        .map(|(words, values)| format!("{words} {}", json!(values)))
        .collect::<Vec<_>>()
        .join("; ");
    vec![outcome("case-exact", is_exact, printed.clone()), outcome("span+type", is_typed, printed)]
}

/// `recognizers-parts`: TIMEX, and the past and future values, of the words that are given.
pub(super) fn parts(case: &Value) -> Vec<Outcome> {
    let Some(now) = reference(case).or_else(|| Stamp::parse("2017-03-22T00:00:00")) else {
        return Vec::new();
    };
    let (found, wanted) = (read(case, now), wanted(case));
    let (mut is_timex, mut is_resolved) = (found.len() >= wanted.len(), found.len() >= wanted.len());
    let mut printed = Vec::new();
    for wanted in &wanted {
        let values =
            found.iter().find(|(span, _)| *span == wanted.span).and_then(|(_, found)| values(found, now));
        let timex =
            values.as_ref().and_then(|values| values.first()).map(|value| text(value, "timex").to_owned());
        let has_timex = wanted.case.get("timex").is_some_and(Value::is_string);
        is_timex &= timex.is_some() && (!has_timex || timex.as_deref() == Some(text(wanted.case, "timex")));
        let resolved = |values: &[Value], key: &str, value: Option<&Value>| {
            let sides = wanted.case.get(key).and_then(Value::as_object);
            sides.is_none_or(|sides| {
                let wanted: Vec<String> =
                    sides.values().filter_map(Value::as_str).map(str::to_owned).collect();
                let found: Vec<String> = ["value", "start", "end"]
                    .iter()
                    .filter_map(|key| value?.get(*key)?.as_str().map(str::to_owned))
                    .collect();
                let is_set =
                    wanted.iter().any(|wanted| wanted.starts_with("Set:") || wanted.starts_with("0001-"));
                is_set
                    || (!values.is_empty()
                        && found.len() == wanted.len()
                        && wanted.iter().all(|wanted| found.contains(wanted)))
            })
        };
        is_resolved &= values.as_ref().is_some_and(|values| {
            resolved(values, "future", values.last()) && resolved(values, "past", values.first())
        });
        printed.push(format!("{}", json!(values)));
    }
    let printed = printed.join("; ");
    vec![outcome("timex", is_timex, printed.clone()), outcome("resolution", is_resolved, printed)]
}

/// `recognizers-extract`: spans of the one kind that a case asks for.
pub(super) fn extract(case: &Value) -> Vec<Outcome> {
    let Some(now) = reference(case).or_else(|| Stamp::parse("2017-03-22T00:00:00")) else {
        return Vec::new();
    };
    let wanted: Vec<(usize, usize)> = wanted(case).iter().map(|wanted| wanted.span).collect();
    let spec = text(case, "spec");
    let found = read(case, now);
    let is_asked = |found: &Expression| match spec {
        "HolidayExtractor" => !matches!(found.meaning, Meaning::At(Moment { day: Some(Count::From(_)), .. })),
        "DurationExtractor" => kind(&found.meaning) == "duration",
        "SetExtractor" => kind(&found.meaning) == "set",
        _ => true,
    };
    let mut found: Vec<(usize, usize)> =
        found.iter().filter(|(_, found)| is_asked(found)).map(|(span, _)| *span).collect();
    if spec == "TimeExtractor" {
        found = times(case, now);
    }
    if spec == "DatePeriodExtractor" {
        // This part of theirs leaves what bounds a stretch to another.
        found = bare(case, now, &found);
    }
    vec![outcome("spans", found == wanted, format!("{found:?}"))]
}

/// Times of day within the times of a text.
fn times(case: &Value, now: Stamp) -> Vec<(usize, usize)> {
    let words = text(case, "text");
    let found = resolve_by(words, now, &convention(Bias::Current)).into_iter().filter_map(|found| {
        let inner = words.get(found.range.clone())?;
        inner.char_indices().find_map(|(at, _)| {
            let rest = resolve_by(inner.get(at..)?, now, &convention(Bias::Current));
            let time = rest.first().filter(|time| matches!(time.meaning, Meaning::At(moment) | Meaning::Bounded(moment, _) if moment.hour.is_some() && !moment.has_date()))?;
            let unbound = match time.meaning {
                Meaning::Bounded(..) => ["以后", "之后", "以前", "之前", "前", "后"].iter().find_map(|bound| inner.strip_suffix(bound)).map_or(inner.len(), str::len),
                _ => at + time.range.end,
            };
            let start = found.range.start + at + time.range.start;
            Some((n_chars(words, start), n_chars(words, found.range.start + unbound)))
        })
    });
    found.collect()
}

fn bare(case: &Value, now: Stamp, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let words = text(case, "text");
    let found = resolve_by(words, now, &convention(Bias::Current));
    spans
        .iter()
        .zip(&found)
        .map(|(&(start, end), found)| {
            let inner = words.get(found.range.clone()).unwrap_or("");
            let bound = ["以后", "之后", "以前", "之前"].iter().find(|bound| inner.ends_with(*bound));
            (start, end - bound.map_or(0, |bound| bound.chars().count()))
        })
        .collect()
}
