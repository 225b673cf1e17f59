//! The marks of the lanes as elements that stay from frame to frame.
//!
//! A date keeps its element for as long as it is shown, with the focus if it has it, and only what differs is written. While the
//! lanes move nothing is: then `sketch.rs` draws them.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::view::answers::Answers;
use crate::view::ui::{self, add, add_text, made};
use crate::view::url::{View, ViewState};
use crate::view::words::Words;

use super::chart::{Chart, Lane, label_of};
use super::layout::{MARGIN, Placed, ROW, Window, placed};
use super::percent;

/// The number of no date.
const NONE: usize = usize::MAX;

/// What marks need to know to say where they lead.
pub(super) struct Saying<'a> {
    pub(super) state: &'a ViewState,
    pub(super) answers: Answers,
    pub(super) words: Words,
}

/// All lanes on the page.
#[derive(Default)]
pub(super) struct Tracks {
    /// What is drawn.
    chart: Option<Arc<Chart>>,
    lanes: Vec<Track>,
    /// The date that got the keyboard's focus: its number, and its first minute. Its mark may stand for others by now.
    held: Option<(usize, i64)>,
    /// What the links follow.
    state: Option<ViewState>,
}

/// One lane: its element, and its marks in the order of time.
struct Track {
    element: HtmlElement,
    marks: Vec<Mark>,
}

/// The element of a mark.
struct Mark {
    link: HtmlElement,
    dot: Element,
    spoken: Element,
    label: HtmlElement,
    placed: Placed,
    /// Its link and its words are those of its date.
    is_said: bool,
}

impl Tracks {
    /// Draws the lanes into `list`, which is `width` pixels wide; `false` when the mark that had the focus is gone.
    pub(super) fn draw(
        &mut self,
        list: &HtmlElement,
        chart: &Arc<Chart>,
        window: Window,
        width: f64,
        saying: &Saying<'_>,
    ) -> bool {
        let had_focus = document().active_element().filter(|element| list.contains(Some(element)));
        if !self.chart.as_ref().is_some_and(|drawn| Arc::ptr_eq(drawn, chart)) {
            self.chart = Some(Arc::clone(chart));
            self.held = None;
            list.set_text_content(None);
            self.lanes = chart.lanes.iter().map(|lane| Track::made(list, lane)).collect();
        }
        let is_elsewhere = self.state.as_ref() != Some(saying.state);
        if is_elsewhere {
            self.state = Some(saying.state.clone());
        }
        for (track, lane) in self.lanes.iter_mut().zip(&chart.lanes) {
            let held = had_focus.as_ref().and_then(|link| track.mark_of(link)).zip(self.held);
            let held = held.map(|(mark, (number, minute))| (mark, number, window.x(minute)));
            track.draw(&placed(&lane.items, window, width), held);
            for mark in &mut track.marks {
                mark.is_said &= !is_elsewhere;
                mark.say(chart, lane, saying);
            }
        }
        had_focus.is_none() || document().active_element() == had_focus
    }

    /// The mark that an element belongs to.
    pub(super) fn mark_at(&self, target: &Element) -> Option<Placed> {
        let link = target.closest(".lanes__entry").ok().flatten()?;
        self.lanes.iter().find_map(|track| Some(track.marks.get(track.mark_of(&link)?)?.placed))
    }

    /// The focus comes to an element.
    pub(super) fn hold(&mut self, target: &Element) {
        self.held = self.mark_at(target).map(|mark| (mark.first, mark.times.0));
    }
}

impl Track {
    /// A lane without marks, behind those that are in `list`.
    fn made(list: &Element, lane: &Lane) -> Track {
        let row = made("div", "lanes__lane", "");
        let heading = made("h2", "lanes__name", "");
        let _ = heading.set_attribute("lang", &lane.lang);
        let _ = heading.set_attribute("title", &lane.name);
        let n_items = lane.items.iter().filter(|(_, item)| !item.is_outside).count();
        add(&heading, &made("span", "", &lane.name));
        add_text(&heading, " ");
        add(&heading, &made("small", "num", &n_items.to_string()));
        let element: HtmlElement = made("div", "lanes__track", "").unchecked_into();
        add(&row, &heading);
        add(&row, &element);
        add(list, &row);
        Track { element, marks: Vec::new() }
    }

    /// Brings the elements to where their marks are. `held` is the element that has the focus, its date, and where that stands.
    fn draw(&mut self, placed: &[Placed], held: Option<(usize, usize, f64)>) {
        let numbers: Vec<usize> = self.marks.iter().map(|mark| mark.placed.first).collect();
        let held = held.and_then(|(mark, number, x)| Some((mark, nearest(placed, number, x)?)));
        let mut elements: Vec<Option<Mark>> = self.marks.drain(..).map(Some).collect();
        for (one, element) in placed.iter().zip(assigned(&numbers, placed, held)) {
            let known = elements.get_mut(element).and_then(Option::take);
            let mut mark = known.unwrap_or_else(|| Mark::made(&self.element));
            mark.show(*one);
            self.marks.push(mark);
        }
        elements.into_iter().flatten().for_each(|mark| mark.link.remove());
        self.put_in_order(held.map_or(0, |(_, place)| place));
        let n_rows = placed.iter().map(|one| one.row + 1).max().unwrap_or(1);
        let height = format!("{}px", n_rows as f64 * ROW + 2.0 * MARGIN);
        let _ = self.element.style().set_property("height", &height);
    }

    /// Puts the elements in the order of time, around the one at `pivot`: to move the one that has the focus would take it away.
    fn put_in_order(&self, pivot: usize) {
        let (before, after) = self.marks.split_at(pivot.min(self.marks.len()));
        for pair in after.windows(2) {
            if let [last, mark] = pair {
                let next = last.link.next_sibling();
                if next.as_ref() != Some(&mark.link) {
                    let _ = self.element.insert_before(&mark.link, next.as_ref());
                }
            }
        }
        let mut next = after.first();
        for mark in before.iter().rev() {
            if let Some(next) = next.map(|next| &next.link)
                && next.previous_sibling().as_ref() != Some(&mark.link)
            {
                let _ = self.element.insert_before(&mark.link, Some(next));
            }
            next = Some(mark);
        }
    }

    /// The number of the mark that an element is.
    fn mark_of(&self, link: &Element) -> Option<usize> {
        let is_inside = self.element.contains(Some(link));
        is_inside.then(|| self.marks.iter().position(|mark| mark.link.is_same_node(Some(link)))).flatten()
    }
}

impl Mark {
    fn made(track: &Element) -> Mark {
        let (link, dot) = (made("a", "", ""), made("span", "lanes__dot", ""));
        let (spoken, label) = (made("span", "unseen", ""), made("span", "lanes__label", ""));
        for silent in [&dot, &label] {
            let _ = silent.set_attribute("aria-hidden", "true");
        }
        let _ = label.set_attribute("hidden", "");
        for part in [&dot, &spoken, &label] {
            add(&link, part);
        }
        add(track, &link);
        // It stands nowhere, so that all of it is written.
        let placed = Placed { x: f64::NAN, width: f64::NAN, first: NONE, ..Placed::default() };
        let (link, label) = (link.unchecked_into(), label.unchecked_into());
        Mark { link, dot, spoken, label, placed, is_said: false }
    }

    /// Stands where `one` does, and looks like it.
    fn show(&mut self, one: Placed) {
        let old = std::mem::replace(&mut self.placed, one);
        let style = self.link.style();
        if (old.x, old.row) != (one.x, one.row) {
            let y = one.row as f64 * ROW + MARGIN;
            let _ = style.set_property("translate", &format!("{}cqw {y}px", ui::percent(one.x)));
        }
        #[expect(clippy::float_cmp, reason = "whether it is the very same")]
        if old.width != one.width {
            let _ = style
                .set_property("width", &if one.width > 0.0 { percent(one.width) } else { String::new() });
        }
        if old.n != one.n {
            self.dot.set_text_content((one.n > 1).then(|| one.n.to_string()).as_deref());
        }
        let class = class_of(&one);
        if self.link.class_name() != class {
            self.link.set_class_name(&class);
        }
        if old.has_label != one.has_label {
            self.label.set_hidden(!one.has_label);
        }
        self.is_said &= (old.first, old.n) == (one.first, one.n);
    }

    /// Leads to its date, and says what that is.
    fn say(&mut self, chart: &Chart, lane: &Lane, Saying { state, answers, words }: &Saying<'_>) {
        let Placed { first, n, .. } = self.placed;
        let Some(entry) = chart.entry(first).filter(|_| !self.is_said) else { return };
        self.is_said = true;
        let document = answers.document(entry.document).unwrap_or_default();
        let href = state.on(View::Timeline).reading(&document.id, Some(entry.at)).href();
        let said = format!("{} {}", entry.edtf, entry.text);
        let spoken = if n > 1 { words.several_dates(n, &said) } else { said.clone() };
        let _ = self.link.set_attribute("href", &href);
        let _ = self.link.set_attribute("title", &said);
        self.spoken.set_text_content(Some(&spoken));
        let _ = self.label.set_attribute("lang", &document.lang);
        self.label.set_text_content(Some(&label_of(entry, &lane.name)));
    }
}

/// The classes of a mark.
fn class_of(one: &Placed) -> String {
    let mut class = "lanes__entry".to_owned();
    for (is_so, name) in [
        (one.width > 0.0, " lanes__entry--span"),
        (one.n > 1, " lanes__entry--cluster"),
        (one.is_uncertain, " lanes__entry--uncertain"),
        (one.is_doubtful, " lanes__entry--doubtful"),
        (one.is_before, " lanes__entry--before"),
        (one.is_outside, " lanes__entry--outside"),
    ] {
        if is_so {
            class.push_str(name);
        }
    }
    class
}

/// The element for each mark: the one that showed its first date before, else one that is free, else a new one, numbered on.
/// `numbers` are the dates that the elements showed; an element and a mark that are `held` belong together.
fn assigned(numbers: &[usize], placed: &[Placed], held: Option<(usize, usize)>) -> Vec<usize> {
    let elements: HashMap<usize, usize> =
        numbers.iter().enumerate().map(|(element, number)| (*number, element)).collect();
    let mut is_taken = vec![false; numbers.len()];
    let mut take = |element: usize| match is_taken.get_mut(element) {
        Some(is_taken) if !*is_taken => {
            *is_taken = true;
            Some(element)
        }
        _ => None,
    };
    let held = held.and_then(|(element, mark)| Some((take(element)?, mark)));
    let known: Vec<Option<usize>> = placed
        .iter()
        .enumerate()
        .map(|(mark, one)| match held {
            Some((element, held)) if held == mark => Some(element),
            _ => take(*elements.get(&one.first)?),
        })
        .collect();
    let mut free = (0..numbers.len())
        .filter(|element| !is_taken.get(*element).copied().unwrap_or(true))
        .chain(numbers.len()..);
    known.into_iter().filter_map(|element| element.or_else(|| free.next())).collect()
}

/// The mark of the date with this number; one that stands for it, where it is no mark of its own, is near its place `x`.
fn nearest(placed: &[Placed], number: usize, x: f64) -> Option<usize> {
    let own = placed.iter().position(|one| one.first == number);
    let distance = |one: &Placed| (one.x - x).abs();
    let near = || {
        let (place, _) =
            placed.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)))?;
        Some(place)
    };
    own.or_else(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(first: &[usize]) -> Vec<Placed> {
        first.iter().map(|&first| Placed { first, x: first as f64, ..Placed::default() }).collect()
    }

    #[test]
    fn a_date_keeps_its_element() {
        for (numbers, placed, held, expected) in [
            (&[][..], &[4, 5][..], None, &[0, 1][..]),
            (&[4, 5], &[4, 5], None, &[0, 1]),
            (&[4, 5, 6], &[5, 7], None, &[1, 0]),
            (&[4, 5], &[3, 4, 6, 7], None, &[1, 0, 2, 3]),
            // What is held stays at its mark, whatever that shows now; what showed it before goes elsewhere.
            (&[4, 5, 6], &[4, 6], Some((1, 0)), &[1, 2]),
            (&[4, 5, 6], &[4, 5, 6], Some((0, 2)), &[2, 1, 0]),
            (&[4], &[], None, &[]),
        ] {
            assert_eq!(assigned(numbers, &marks(placed), held), expected, "{numbers:?} {placed:?}");
        }
    }

    #[test]
    fn a_date_among_others_is_near_its_place() {
        let placed = marks(&[10, 20, 40]);
        for (number, x, expected) in [(20, 0.0, 1), (24, 24.0, 1), (39, 39.0, 2), (1, -50.0, 0)] {
            assert_eq!(nearest(&placed, number, x), Some(expected), "{number}");
        }
        assert_eq!(nearest(&[], 1, 1.0), None);
    }
}
