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

use super::layout::{Item, Window, usual};

/// Lanes that are shown; the others are one lane of their own.
const MOST: usize = 12;

/// Characters of a label.
const LABEL: usize = 14;

/// A lane before its dates have places.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lane {
    pub(super) name: String,
    pub(super) lang: String,
    /// Dates with their numbers, in order of their first day.
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
            let mut rest = Lane { name: words.other_lanes().to_owned(), lang: String::new(), items: rest };
            crate::order::sort_by_key(&mut rest.items, |(_, item)| item.first);
            lanes.push(rest);
        }
        let items: Vec<Item> =
            lanes.iter().flat_map(|lane| lane.items.iter().map(|(_, item)| *item)).collect();
        let first = items.iter().map(|item| item.first).min().unwrap_or(0);
        let last = items.iter().map(|item| item.last).max().unwrap_or(0);
        let all = Window { first: first - 1, last: last + 1 };
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
    let (first, last) = (Day::parse(&entry.first)?, Day::parse(&entry.last)?);
    Some(Item {
        first: first.number(),
        last: last.number(),
        n_characters: label_of(entry, name).chars().count(),
        is_uncertain: is_vague(&entry.edtf, &entry.first, &entry.last),
        is_doubtful: entry.suggested.is_some(),
        is_outside,
    })
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
    Window { first: first - margin, last: last + margin }
}
