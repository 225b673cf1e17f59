//! Lanes of dates with what happened, by document or by whom it is told.
//!
//! Points, spans, what is uncertain, and what is doubtful look different; dates that stand too near each other are one mark with
//! their number. Ctrl or ⌘ and the wheel zoom at the pointer, the plain wheel scrolls the page. All of it stands in the table too.

mod layout;
mod ruler;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, WheelEvent};

use crate::day::Day;
use crate::protocol::{TimelineAnswer, TimelineEntry};
use crate::view::client::Shared;
use crate::view::day_text::is_vague;
use crate::view::history::Write;
use crate::view::ui::{self, live};
use crate::view::url::View;
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};
use layout::{Item, Placed, Window, placed, usual};
use ruler::marks;

/// Lanes that are shown; the others are one lane of their own.
const MOST: usize = 12;

/// Characters of a label.
const LABEL: usize = 14;

/// What the lanes are told by, with the names that addresses give them.
const BY: [&str; 3] = ["who", "document", "one"];

/// A lane before its dates have places.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lane {
    name: String,
    lang: String,
    items: Vec<(usize, Item)>,
}

/// All that is drawn.
#[derive(Clone, Debug, PartialEq)]
struct Chart {
    lanes: Vec<Lane>,
    answer: Shared<TimelineAnswer>,
    all: Window,
    usual: Window,
}

/// The lanes, their ruler, and how to look at them.
#[component]
pub(super) fn LaneChart() -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let by =
        navigator.part(|state| BY.into_iter().find(|by| state.by.as_deref() == Some(*by)).unwrap_or(BY[0]));
    let by = Memo::new(move |_| by());
    let chart = chart_of(by, words);
    // What was zoomed to; nothing as long as the days that are chosen decide.
    let zoomed = RwSignal::new(None::<Window>);
    let chosen = navigator.part(|state| (state.from.clone(), state.to.clone()));
    Effect::new(move |_| {
        let _ = (chosen(), by.get());
        zoomed.set(None);
    });
    let window = Memo::new(move |_| {
        let chart = chart.read();
        zoomed.get().unwrap_or_else(|| chosen_window(chosen()).unwrap_or(chart.usual))
    });
    let frame = NodeRef::<html::Div>::new();
    let width =
        move || frame.get().map_or(960.0, |frame: web_sys::HtmlDivElement| f64::from(frame.client_width()));
    let zoom = move |factor: f64, x: f64| {
        zoomed.set(Some(window.get_untracked().zoomed(factor, x, chart.read_untracked().all)))
    };
    let wheel = move |event: WheelEvent| {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            zoom(if event.delta_y() < 0.0 { 0.8 } else { 1.25 }, place_of(&event));
        }
    };
    let key = move |event: KeyboardEvent| {
        let all = chart.read_untracked().all;
        match event.key().as_str() {
            "+" | "=" => zoom(0.5, 50.0),
            "-" => zoom(2.0, 50.0),
            "0" => zoomed.set(Some(all)),
            "," => zoomed.set(Some(window.get_untracked().moved(-1, all))),
            "." => zoomed.set(Some(window.get_untracked().moved(1, all))),
            _ => return,
        }
        event.prevent_default();
    };
    let body = move || {
        let (chart, window) = (chart.read(), window.get());
        let entries = &chart.answer.entries;
        let width = untrack(width);
        let lane = |lane: &Lane| {
            // A mark needs the first of its dates alone, however many it stands for.
            let first = |one: &Placed| entries.get(*one.items.first()?).cloned();
            let placed = placed(&lane.items, window, width);
            let placed = placed.into_iter().filter_map(|one| Some((first(&one)?, one))).collect();
            view! { <LaneRow name=lane.name.clone() lang=lane.lang.clone() n_items=lane.items.len() placed zoomed window/> }
        };
        view! {
            <div class="lanes__ruler" aria-hidden="true">
                {marks(window).into_iter().map(|mark| view! {
                    <span class="lanes__mark" class:lanes__mark--major=mark.is_major style:left=percent(mark.x)>{mark.label}</span>
                }).collect_view()}
            </div>
            {chart.lanes.iter().map(lane).collect_view()}
        }
    };
    view! {
        <section class="lanes" hidden=move || chart.read().lanes.is_empty() aria-label=words.lanes_label() on:keydown=key>
            <div class="lanes__head">
                <ByChoice by/>
                <span class="lanes__zoom" role="group" aria-label=words.zoom()>
                    <button type="button" class="button button--quiet" aria-label=words.zoom_out() on:click=move |_| zoom(2.0, 50.0)>"−"</button>
                    <button type="button" class="button button--quiet" aria-label=words.zoom_in() on:click=move |_| zoom(0.5, 50.0)>"+"</button>
                    <button type="button" class="button button--quiet" on:click=move |_| zoomed.set(Some(chart.read_untracked().all))>{words.fit_all()}</button>
                </span>
            </div>
            <div class="lanes__frame" node_ref=frame on:wheel=wheel>{live(body)}</div>
        </section>
    }
}

/// What the lanes are told by.
#[component]
fn ByChoice(by: Memo<&'static str>) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let choose = move |event| {
        let value: String = event_target_value(&event);
        let next = Some(value).filter(|value| value != BY[0]);
        navigator.change(|state| state.with(|state| state.by = next), Write::Push);
    };
    let label = move |by: &str| match by {
        "who" => words.by_who(),
        "document" => words.documents(),
        _ => words.by_nothing(),
    };
    view! {
        <label class="choice">
            <span>{words.lanes_by()}</span>
            <select class="choice__select" on:change=choose>
                {BY.map(|value| view! { <option value=value prop:selected=move || by.get() == value>{label(value)}</option> }).collect_view()}
            </select>
        </label>
    }
}

/// A lane: its name, and its marks.
#[component]
fn LaneRow(
    name: String,
    lang: String,
    n_items: usize,
    placed: Vec<(TimelineEntry, Placed)>,
    zoomed: RwSignal<Option<Window>>,
    window: Window,
) -> impl IntoView {
    let n_rows = placed.iter().map(|(_, one)| one.row + 1).max().unwrap_or(1);
    let own_name = name.clone();
    let mark = move |(first, one): (TimelineEntry, Placed)| {
        view! { <MarkLink one first name=own_name.clone() zoomed window/> }
    };
    view! {
        <div class="lanes__lane">
            <h2 class="lanes__name" lang=lang>{name} <small class="num">{n_items}</small></h2>
            <div class="lanes__track" style:--rows=n_rows.to_string()>
                {placed.into_iter().map(mark).collect_view()}
            </div>
        </div>
    }
}

/// One date that opens the reader there, or several that are zoomed to.
#[component]
fn MarkLink(
    one: Placed,
    first: TimelineEntry,
    name: String,
    zoomed: RwSignal<Option<Window>>,
    window: Window,
) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let document = answers.document(first.document).unwrap_or_default();
    let n = one.items.len();
    let is_doubtful = one.is_doubtful;
    let label = label_of(&first, &name);
    let href = {
        let (id, at) = (document.id.clone(), first.at);
        navigator.link(move |state| state.on(View::Timeline).reading(&id, Some(at)))
    };
    let said = format!("{} {}", first.edtf, first.text);
    let (low, high) = one.days;
    let nearer = move |event: web_sys::MouseEvent| {
        if n > 1 && window.n_days() > 3 {
            event.prevent_default();
            event.stop_propagation();
            let margin = ((high - low) / 4).max(1);
            zoomed.set(Some(Window { first: low - margin, last: high + margin }));
        }
    };
    let is_cluster = n > 1;
    let spoken = if is_cluster { words.several_dates(n, &said) } else { said.clone() };
    view! {
        <a class="lanes__entry" class:lanes__entry--span=one.width.gt(&0.0) class:lanes__entry--cluster=is_cluster
            class:lanes__entry--uncertain=one.is_uncertain class:lanes__entry--doubtful=is_doubtful class:lanes__entry--before=one.is_before
            style:left=percent(one.x) style:--row=one.row.to_string() style:--width=percent(one.width)
            href=href title=said on:click=nearer>
            <span class="lanes__dot" aria-hidden="true" style:width=(one.width > 0.0).then_some("100%")>{(n > 1).then(|| n.to_string())}</span>
            <span class="unseen">{spoken}</span>
            {one.has_label.then(|| view! { <span class="lanes__label" aria-hidden="true" lang=document.lang>{label}</span> })}
        </a>
    }
    .into_any()
}

/// The lanes of the present answer.
fn chart_of(by: Memo<&'static str>, words: Words) -> Memo<Chart> {
    let answers = use_explorer().answers;
    Memo::new(move |_| {
        let answer = answers.timeline.get();
        let entries = &answer.entries;
        let mut lanes: Vec<Lane> = Vec::new();
        for (number, entry) in entries.iter().enumerate() {
            let (name, lang) = match by.get() {
                "who" => match &entry.who {
                    Some(who) => (who.name.clone(), document_lang(answers, entry)),
                    None => (words.by_nobody().to_owned(), String::new()),
                },
                "document" => {
                    let document = answers.document(entry.document).unwrap_or_default();
                    (document.title, document.lang)
                }
                _ => (words.every_date().to_owned(), String::new()),
            };
            let Some(item) = item_of(entry, &name) else { continue };
            match lanes.iter_mut().find(|lane| lane.name == name) {
                Some(lane) => lane.items.push((number, item)),
                None => lanes.push(Lane { name, lang, items: vec![(number, item)] }),
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
        let items: Vec<Item> = entries.iter().filter_map(|entry| item_of(entry, "")).collect();
        let first = items.iter().map(|item| item.first).min().unwrap_or(0);
        let last = items.iter().map(|item| item.last).max().unwrap_or(0);
        Chart { lanes, usual: usual(&items), all: Window { first: first - 1, last: last + 1 }, answer }
    })
}

fn document_lang(answers: crate::view::answers::Answers, entry: &TimelineEntry) -> String {
    answers.document(entry.document).map(|document| document.lang).unwrap_or_default()
}

fn item_of(entry: &TimelineEntry, name: &str) -> Option<Item> {
    let (first, last) = (Day::parse(&entry.first)?, Day::parse(&entry.last)?);
    Some(Item {
        first: first.number(),
        last: last.number(),
        n_characters: label_of(entry, name).chars().count(),
        is_uncertain: is_vague(&entry.edtf, &entry.first, &entry.last),
        is_doubtful: entry.suggested.is_some(),
    })
}

/// The first words of what happened, without the name that the lane has.
fn label_of(entry: &TimelineEntry, name: &str) -> String {
    let text = entry.text.trim();
    let rest = text.strip_prefix(name).map(|rest| rest.trim_start_matches(['，', ',', ' ']));
    let text = rest.filter(|rest| rest.chars().count() > 3).unwrap_or(text);
    let mut label: String = text.chars().take(LABEL).collect();
    if label.len() < text.len() {
        label.push('…');
    }
    label
}

/// The days that are chosen, with some room around them.
fn chosen_window((from, to): (Option<String>, Option<String>)) -> Option<Window> {
    let number = |day: Option<String>| day.as_deref().and_then(Day::parse).map(Day::number);
    let (first, last) = (number(from)?, number(to)?);
    let margin = ((last - first) / 6).max(2);
    Some(Window { first: first - margin, last: last + margin })
}

/// Where the pointer is, in hundredths of the frame.
fn place_of(event: &WheelEvent) -> f64 {
    let frame = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    frame.map_or(50.0, |frame| {
        let bounds = frame.get_bounding_client_rect();
        ((f64::from(event.client_x()) - bounds.left()) * 100.0 / bounds.width().max(1.0)).clamp(0.0, 100.0)
    })
}

/// Hundredths as the style sheet takes them.
fn percent(x: f64) -> String {
    format!("{}%", ui::percent(x))
}
