//! The lanes of the present answer, before their dates have places.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::day::Day;
use crate::protocol::{TimelineAnswer, TimelineEntry};
use crate::view::client::Shared;
use crate::view::day_text::is_vague;
use crate::view::url::ViewState;
use crate::view::use_explorer;
use crate::view::words::Words;

use super::layout::{DAY, Item, Window, day_of, usual};

/// Lanes that are shown; the others are one lane of their own.
const MOST: usize = 12;

/// Characters of a label.
const LABEL: usize = 14;

/// A lane before its dates have places.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lane {
    pub(super) name: String,
    pub(super) lang: String,
    /// Dates with their numbers, in order of their first minute.
    pub(super) items: Vec<(usize, Item)>,
}

/// All that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chart {
    pub(super) lanes: Vec<Lane>,
    pub(super) answer: Shared<TimelineAnswer>,
    pub(super) all: Window,
    pub(super) usual: Window,
}

/// The lanes of the present answer.
pub(super) fn chart_of(by: Memo<&'static str>, words: Words) -> Memo<Arc<Chart>> {
    let answers = use_explorer().answers;
    Memo::new(move |_| {
        let answer = answers.timeline.get();
        let mut lanes: Vec<Lane> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut documents: HashMap<u32, (String, String)> = HashMap::new();
        let mut document_of = |entry: &TimelineEntry| {
            let named = || {
                let document = answers.document(entry.document).unwrap_or_default();
                (document.title, document.lang)
            };
            documents.entry(entry.document).or_insert_with(named).clone()
        };
        for (number, entry, is_outside) in in_order(&answer) {
            let (name, lang) = match by.get() {
                "who" => match &entry.who {
                    Some(who) => (who.name.clone(), document_of(entry).1),
                    None => (words.by_nobody().to_owned(), String::new()),
                },
                "document" => document_of(entry),
                _ => (words.every_date().to_owned(), String::new()),
            };
            let Some(item) = item_of(entry, &name, is_outside) else { continue };
            match places.get(&name).and_then(|place| lanes.get_mut(*place)) {
                Some(lane) => lane.items.push((number, item)),
                None => {
                    places.insert(name.clone(), lanes.len());
                    lanes.push(Lane { name, lang, items: vec![(number, item)] });
                }
            }
        }
        // The longest first; what is told of nobody, and the rest, last.
        crate::order::sort_by_key(&mut lanes, |lane| {
            (lane.name == words.by_nobody(), std::cmp::Reverse(lane.items.len()))
        });
        if lanes.len() > MOST {
            let rest: Vec<(usize, Item)> =
                lanes.split_off(MOST - 1).into_iter().flat_map(|lane| lane.items).collect();
            let rest = Lane { name: words.other_lanes().to_owned(), lang: String::new(), items: rest };
            lanes.push(rest);
        }
        // A day with a time comes behind longer stretches that begin with the day, and others lie in between.
        lanes.iter_mut().for_each(|lane| lane.items.sort_by_key(|(_, item)| item.from));
        let items: Vec<Item> =
            lanes.iter().flat_map(|lane| lane.items.iter().map(|(_, item)| *item)).collect();
        let first = items.iter().map(|item| day_of(item.from)).min().unwrap_or(0);
        let last = items.iter().map(Item::last_day).max().unwrap_or(0);
        let all = Window::of_days(first - 1, last + 1);
        Arc::new(Chart { lanes, usual: usual(&items), all, answer })
    })
}

/// All dates in order of time, each with its number and whether it lies outside of the chosen days. Those inside are counted first.
fn in_order(answer: &TimelineAnswer) -> impl Iterator<Item = (usize, &TimelineEntry, bool)> {
    let mut inside = answer.entries.iter().enumerate().peekable();
    let mut outside = (answer.entries.len()..).zip(&answer.others).peekable();
    std::iter::from_fn(move || {
        let is_inside = match (inside.peek(), outside.peek()) {
            (Some((_, one)), Some((_, other))) => one.first <= other.first,
            (one, _) => one.is_some(),
        };
        let next = if is_inside { inside.next() } else { outside.next() };
        next.map(|(number, entry)| (number, entry, !is_inside))
    })
}

impl Chart {
    /// The date with this number.
    pub(super) fn entry(&self, number: usize) -> Option<&TimelineEntry> {
        let n_inside = self.answer.entries.len();
        self.answer.entries.get(number).or_else(|| self.answer.others.get(number.checked_sub(n_inside)?))
    }
}

fn item_of(entry: &TimelineEntry, name: &str, is_outside: bool) -> Option<Item> {
    let (from, to) = minutes_of(entry)?;
    Some(Item {
        from,
        to,
        n_characters: label_of(entry, name).chars().count(),
        is_uncertain: is_vague(&entry.edtf, &entry.first, &entry.last),
        is_doubtful: entry.suggested.is_some(),
        is_outside,
    })
}

/// From which minute to which a date lasts: whole days, unless it tells the time of day.
fn minutes_of(entry: &TimelineEntry) -> Option<(i64, i64)> {
    let days = Window::of_days(Day::parse(&entry.first)?.number(), Day::parse(&entry.last)?.number());
    let (start, end) = entry.edtf.split_once('/').unwrap_or((&entry.edtf, ""));
    let on = |day: &str, edtf: &str| time_of(edtf.strip_prefix(day)?);
    let from = on(&entry.first, start).map_or(days.from, |time| days.from + time);
    let to = match on(&entry.last, end) {
        Some(time) => days.to - DAY + time,
        // A time is a point where nothing says how long.
        None if end.is_empty() && on(&entry.first, start).is_some() => from,
        None => days.to,
    };
    Some((from, to.max(from)))
}

/// The minute of the day that the `T20:00` of an EDTF value tells.
fn time_of(edtf: &str) -> Option<i64> {
    let (hour, minute) = edtf.strip_prefix('T')?.get(..5)?.split_once(':')?;
    Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
}

/// The first words of what happened, without the name that the lane has.
pub(super) fn label_of(entry: &TimelineEntry, name: &str) -> String {
    let text = entry.text.trim();
    let rest = text.strip_prefix(name).map(|rest| rest.trim_start_matches(['，', ',', ' ']));
    let text = rest.filter(|rest| rest.chars().count() > 3).unwrap_or(text);
    let mut label: String = text.chars().take(LABEL).collect();
    if label.len() < text.len() {
        label.push('…');
    }
    label
}

/// The days that are chosen, where both ends are.
pub(super) fn chosen_days(state: &ViewState) -> Option<(i32, i32)> {
    let number = |day: &Option<String>| day.as_deref().and_then(Day::parse).map(Day::number);
    Some((number(&state.from)?, number(&state.to)?))
}

/// The days that are chosen, with some room around them.
pub(super) fn window_of((first, last): (i32, i32)) -> Window {
    let margin = ((last - first) / 6).max(2);
    Window::of_days(first - margin, last + margin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::edtf_bounds;

    #[test]
    fn a_time_of_day_is_a_point_and_a_day_a_stretch() {
        let start = i64::from(Day::parse("2020-01-24").unwrap().number()) * DAY;
        for (edtf, expected) in [
            ("2020-01-24", (0, DAY)),
            ("2020-01-24T20:00", (1200, 1200)),
            ("2020-01-24T00:00", (0, 0)),
            ("2020-01-24T24:00", (DAY, DAY)),
            ("2020-01-24T08:30~", (510, 510)),
            ("2020-01-24T08:00/2020-01-24T18:00", (480, 1080)),
            ("2020-01-24T20:00/2020-01-26", (1200, 3 * DAY)),
            ("2020-01-24/2020-01-25T12:00", (0, DAY + 720)),
            ("2020-01-24/..", (0, DAY)),
            ("2020-01-24T18:00/2020-01-24T08:00", (1080, 1080)),
            ("2020-01", (-23 * DAY, 8 * DAY)),
        ] {
            let (first, last) = edtf_bounds(edtf).unwrap();
            let entry = TimelineEntry {
                edtf: edtf.to_owned(),
                first: first.to_string(),
                last: last.to_string(),
                ..TimelineEntry::default()
            };
            let (from, to) = minutes_of(&entry).unwrap();
            assert_eq!((from - start, to - start), expected, "{edtf}");
        }
    }
}
