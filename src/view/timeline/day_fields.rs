//! Two fields to type days into.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use crate::day::edtf_bounds;
use crate::view::history::Write;
use crate::view::ui::{live_flag, live_text};
use crate::view::url::ViewState;
use crate::view::use_explorer;
use crate::view::words::use_words;

/// Which end of the range a field sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    From,
    To,
}

/// First and last day as text, and a way to clear both.
#[component]
pub(super) fn DayFields() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let has_days = navigator.part(|state| state.has_days());
    view! {
        <div class="day-fields">
            <DayField end=End::From label=words.from()/>
            <DayField end=End::To label=words.to()/>
            <a class="button button--quiet" hidden=live_flag(move || !has_days()) href=navigator.link(|state| super::with_days(state, None))>
                {words.clear_days()} " " <kbd aria-hidden="true">"Esc"</kbd>
            </a>
        </div>
    }
}

#[component]
fn DayField(end: End, label: &'static str) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let day = navigator.part(move |state| day_of(state, end).clone().unwrap_or_default());
    let is_wrong = RwSignal::new(false);
    let commit = move |event: &web_sys::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        let text = input.value();
        let read = read_day(&text, end);
        is_wrong.set(read.is_none() && !text.trim().is_empty());
        if !is_wrong.get_untracked() {
            input.set_value(read.as_deref().unwrap_or_default());
            navigator.change(|state| with_day(state, end, read), Write::Push);
        }
    };
    let id = if end == End::From { "day-from" } else { "day-to" };
    let note_id = format!("{id}-note");
    view! {
        <div class="day-fields__field">
            <label for=id>{label}</label>
            <input id=id class="day-fields__input num" type="text" inputmode="numeric" autocomplete="off" placeholder="2020-02-01"
                prop:value=day aria-invalid=live_text(move || is_wrong.get().to_string()) aria-describedby=note_id.clone()
                on:change=move |event| commit(&event)
                on:keydown=move |event: KeyboardEvent| if event.key() == "Enter" && !event.is_composing() { commit(&event) }/>
            <span id=note_id class="day-fields__note">{live_text(move || if is_wrong.get() { words.wrong_day().to_owned() } else { String::new() })}</span>
        </div>
    }
}

fn day_of(state: &ViewState, end: End) -> &Option<String> {
    match end {
        End::From => &state.from,
        End::To => &state.to,
    }
}

/// The state with another day at one end; the other end goes when it no longer fits.
fn with_day(state: &ViewState, end: End, day: Option<String>) -> ViewState {
    state.with(|next| {
        let other = if end == End::From { &mut next.to } else { &mut next.from };
        let is_turned = |other: &String| {
            day.as_ref().is_some_and(|day| (day > other) == (end == End::From) && day != other)
        };
        if other.as_ref().is_some_and(is_turned) {
            *other = None;
        }
        *day_mut(next, end) = day;
    })
}

fn day_mut(state: &mut ViewState, end: End) -> &mut Option<String> {
    match end {
        End::From => &mut state.from,
        End::To => &mut state.to,
    }
}

/// Reads a day as people type it; a month or year stands for its first or last day.
fn read_day(text: &str, end: End) -> Option<String> {
    let digits: Vec<String> = text
        .chars()
        .map(narrow)
        .collect::<String>()
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let edtf = match digits.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [whole] if whole.len() == 8 => format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..]),
        [whole] if whole.len() == 6 => format!("{}-{}", &whole[..4], &whole[4..]),
        [year] => year.to_owned(),
        [year, month] => format!("{year}-{month:0>2}"),
        [year, month, day] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => return None,
    };
    let (first, last) = edtf_bounds(&edtf)?;
    Some(if end == End::From { first } else { last }.to_string())
}

/// The halfwidth digit of a fullwidth one.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        for (text, from, to) in [
            ("2020-02-01", "2020-02-01", "2020-02-01"),
            (" 2020/2/1 ", "2020-02-01", "2020-02-01"),
            ("2020.2", "2020-02-01", "2020-02-29"),
            ("2020", "2020-01-01", "2020-12-31"),
            ("20200201", "2020-02-01", "2020-02-01"),
            ("202002", "2020-02-01", "2020-02-29"),
            ("2020年2月1日", "2020-02-01", "2020-02-01"),
            ("２０２０年２月", "2020-02-01", "2020-02-29"),
        ] {
            assert_eq!(read_day(text, End::From).as_deref(), Some(from), "{text}");
            assert_eq!(read_day(text, End::To).as_deref(), Some(to), "{text}");
        }
    }

    #[test]
    fn a_day_past_the_other_end_takes_its_place() {
        let state = ViewState::parse("?from=2020-02-01&to=2020-02-10");
        for (end, day, expected) in [
            (End::From, "2020-02-05", "?from=2020-02-05&to=2020-02-10"),
            (End::From, "2020-02-10", "?from=2020-02-10&to=2020-02-10"),
            (End::From, "2020-03-01", "?from=2020-03-01"),
            (End::To, "2020-01-01", "?to=2020-01-01"),
            (End::To, "2020-03-01", "?from=2020-02-01&to=2020-03-01"),
        ] {
            assert_eq!(with_day(&state, end, Some(day.into())).href(), expected);
        }
        assert_eq!(with_day(&state, End::To, None).href(), "?from=2020-02-01");
    }

    #[test]
    fn other_text_is_no_day() {
        for text in ["", "2020-02-30", "2月1日", "1.2.2020.5", "20-02-01", "二月", "2020-13"] {
            assert_eq!(read_day(text, End::From), None, "{text}");
        }
    }
}
