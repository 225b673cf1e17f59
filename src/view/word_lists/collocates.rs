//! What stands near the hits of the query.

use leptos::prelude::*;

use crate::protocol::Chip;
use crate::protocol::analysis::{CollocateAnswer, CollocateRequest, CollocateRow, CollocateSort};
use crate::view::history::Write;
use crate::view::ui::{Fresh, Numerals, live};
use crate::view::url::{View, ViewState};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::choice::{Choice, WINDOWS, chosen};
use super::figure::Cell;
use super::frequent::left;
use super::offer::Offer;
use super::parts::{LengthChoice, More, Status, n_asked};
use super::table::{Column, Row, WordTable};

/// Characters on each side of a hit, unless others are chosen.
const WINDOW: u32 = 5;

/// The neighbours; without a query there are none.
#[component]
pub(super) fn Collocates() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let has_query = Memo::new(move |_| navigator.state().with(|state| !state.query.trim().is_empty()));
    live(move || match has_query.get() {
        true => Fresh::new(view! { <Neighbours/> }),
        false => Fresh::new(
            view! { <Offer title=words.collocates_no_query() hint=words.collocates_no_query_hint()/> },
        ),
    })
}

#[component]
fn Neighbours() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let asked = Memo::new(move |_| navigator.state().with(|state| request(state, n_asked(navigator))));
    let found = Memo::new(move |_| answers.client.collocates(asked.get()));
    let is_waiting = Memo::new(move |_| found.with(|(answered, _)| asked.with(|asked| asked != answered)));
    let rows = Memo::new(move |_| {
        let state = navigator.state().read();
        let (asked, answer) = found.get();
        answer.rows.iter().map(|found| row(&state, &asked, &answer, found)).collect::<Vec<_>>()
    });
    let sentence = Signal::derive(move || {
        found.with(|(asked, answer)| words.n_collocates(answer.n_hits, asked.window, answer.n_rows))
    });
    let n_rows = Signal::derive(move || rows.with(Vec::len));
    let n_left = Memo::new(move |_| found.with(|(_, answer)| left(answer.n_rows, answer.rows.len())));
    view! {
        <div class="word-lists__head">
            <p class="counts">{live(move || view! { <Numerals text=sentence.get()/> })}</p>
            <LengthChoice usual=(2, 2) is_single=true/>
            <WindowChoice/>
        </div>
        <p class="word-lists__measure">{words.collocates_measure()}</p>
        <WordTable caption=words.list_collocates().to_owned() columns=columns(words) usual="g2" rows/>
        <Status is_waiting n_rows sentence/>
        <More n_left n_rows/>
    }
}

fn request(state: &ViewState, limit: u32) -> CollocateRequest {
    let choice = Choice::parse(state.by.as_deref());
    let is_by_dice = choice.column.as_deref() == Some("dice");
    CollocateRequest {
        filter: state.filter(),
        window: choice.window.unwrap_or(WINDOW),
        n_units: choice.length.map_or(2, |(_, longest)| longest),
        sort: if is_by_dice { CollocateSort::Dice } else { CollocateSort::LogLikelihood },
        limit,
        ..CollocateRequest::default()
    }
}

#[component]
fn WindowChoice() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let window = Memo::new(move |_| {
        navigator.state().with(|state| Choice::parse(state.by.as_deref()).window).unwrap_or(WINDOW)
    });
    let choose = move |event| {
        let window = event_target_value(&event).parse().ok().filter(|window| *window != WINDOW);
        navigator.change(|state| chosen(state, |known| Choice { window, ..known }), Write::Push);
    };
    let option = move |n: u32| {
        view! { <option value=n.to_string() prop:selected=move || window.get() == n>{words.on_each_side(n)}</option> }
    };
    view! {
        <label class="choice">
            <span>{words.window()}</span>
            <select class="choice__select" on:change=choose>{WINDOWS.map(option).collect_view()}</select>
        </label>
    }
}

fn columns(words: Words) -> Vec<Column> {
    let column = |name, label, hint| Column { name, label, hint };
    vec![
        column("near", words.column_near(), words.column_near_hint()),
        column("expected", words.column_expected(), words.column_expected_hint()),
        column("rate", words.column_near_rate(), words.column_near_rate_hint()),
        column("n", words.column_all(), words.column_all_hint()),
        column("rate-all", words.column_all_rate(), words.column_all_rate_hint()),
        column("dice", words.column_dice(), words.column_dice_hint()),
        column("g2", words.column_likelihood(), words.column_likelihood_hint()),
    ]
}

fn row(state: &ViewState, asked: &CollocateRequest, answer: &CollocateAnswer, found: &CollocateRow) -> Row {
    let rate = |n: u32, of: u32| if of == 0 { 0.0 } else { f64::from(n) * 10_000.0 / f64::from(of) };
    // What stands there less often than chance would bring comes last, however sure that is.
    let is_shunned = f64::from(found.observed) < found.expected;
    let likelihood = if is_shunned { -found.log_likelihood } else { found.log_likelihood };
    let query = together(answer, &asked.filter.query, asked.window, &found.text);
    let next = state.with(|next| {
        next.query = query;
        next.view = View::Concordance;
        (next.part, next.by) = (None, None);
    });
    Row {
        text: found.text.clone(),
        href: next.href(),
        cells: vec![
            Cell::count(found.observed),
            Cell::measure(found.expected, 1),
            Cell::measure(rate(found.observed, answer.n_near), 1),
            Cell::count(found.n),
            Cell::measure(rate(found.n, answer.n_all), 1),
            Cell::measure(found.dice, 3),
            Cell::measure(likelihood, 1),
        ],
    }
}

/// A query for a word near the hits; several terms and a neighbour must only stand in one article.
fn together(answer: &CollocateAnswer, query: &str, window: u32, text: &str) -> String {
    let is_one = matches!(answer.reading.chips[..], [Chip::Term { .. }]);
    let query = query.trim();
    if is_one { format!("{query} NEAR/{window} {text}") } else { format!("({query}) {text}") }
}
