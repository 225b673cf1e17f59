//! What tells two sides apart: two documents, periods, organisations, or what two queries find.

use leptos::prelude::*;

use crate::protocol::analysis::{KeynessRequest, KeynessRow, KeynessSide, KeynessSort, PartSize};
use crate::view::history::Write;
use crate::view::ui::{Numerals, live, live_text};
use crate::view::url::{View, ViewState};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::choice::{Choice, chosen};
use super::figure::Cell;
use super::frequent::left;
use super::parts::{LengthChoice, More, Status, n_asked};
use super::side::Side;
use super::side_choice::SideChoice;
use super::table::{Column, Row, WordTable};

/// Two sides, and what is typical of them.
#[component]
pub(super) fn Keyness() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    // Until a side is chosen: what is found against the rest, or the first document against the others.
    let usual = answers.summary().documents.first().map(|document| document.id.clone());
    let sides = Memo::new(move |_| navigator.state().with(|state| sides(state, usual.as_deref())));
    let asked =
        Memo::new(move |_| navigator.state().with(|state| request(state, &sides.get(), n_asked(navigator))));
    let found = Memo::new(move |_| answers.client.keyness(asked.get()));
    let is_waiting = Memo::new(move |_| found.with(|(answered, _)| asked.with(|asked| asked != answered)));
    let rows = Memo::new(move |_| {
        let state = navigator.state().read();
        let (asked, answer) = found.get();
        answer.rows.iter().map(|found| row(&state, &asked, found)).collect::<Vec<_>>()
    });
    let size = move |is_first: bool| {
        found.with(|(_, answer)| part_size(if is_first { answer.first } else { answer.second }, words))
    };
    let sentence = Signal::derive(move || found.with(|(_, answer)| words.n_typical(answer.n_rows)));
    let n_rows = Signal::derive(move || rows.with(Vec::len));
    let n_left = Memo::new(move |_| found.with(|(_, answer)| left(answer.n_rows, answer.rows.len())));
    view! {
        <div class="word-sides">
            <SideChoice is_first=true sides/>
            <p class="word-sides__size num">{live_text(move || size(true))}</p>
            <SideChoice is_first=false sides/>
            <p class="word-sides__size num">{live_text(move || size(false))}</p>
        </div>
        <div class="word-lists__head">
            <p class="counts">{live(move || view! { <Numerals text=sentence.get()/> })}</p>
            <LengthChoice usual=(2, 6)/>
            <TypicalChoice/>
        </div>
        <p class="word-lists__measure">{words.keyness_measure()}</p>
        <WordTable caption=words.list_keyness().to_owned() columns=columns(words) usual="g2" rows/>
        <Status is_waiting n_rows sentence/>
        <More n_left n_rows/>
    }
}

fn part_size(size: PartSize, words: Words) -> String {
    words.side_size(size.n_units, size.n_articles, size.n_documents)
}

/// The two sides that a state compares.
fn sides(state: &ViewState, usual: Option<&str>) -> (Side, Side) {
    let choice = Choice::parse(state.by.as_deref());
    let usual = match usual {
        Some(id) if !state.is_narrowed() => Side::Document(id.to_owned()),
        _ => Side::Present,
    };
    (choice.first.unwrap_or(usual), choice.second.unwrap_or(Side::Rest))
}

fn request(state: &ViewState, (first, second): &(Side, Side), limit: u32) -> KeynessRequest {
    let choice = Choice::parse(state.by.as_deref());
    let usual = KeynessRequest::default();
    let (shortest, longest) = choice.length.unwrap_or((2, 6));
    let present = state.filter();
    let is_by_ratio = choice.column.as_deref() == Some("ratio");
    KeynessRequest {
        first: first.filter(&present).unwrap_or_default(),
        second: second.filter(&present),
        options: crate::protocol::analysis::NgramOptions {
            shortest,
            longest,
            drops_parts: true,
            ..usual.options
        },
        side: choice.typical_of,
        sort: if is_by_ratio { KeynessSort::LogRatio } else { KeynessSort::LogLikelihood },
        limit,
        ..usual
    }
}

/// Of which side the expressions must be typical.
#[component]
fn TypicalChoice() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let side =
        Memo::new(move |_| navigator.state().with(|state| Choice::parse(state.by.as_deref()).typical_of));
    let button = move |value: KeynessSide, text: &'static str| {
        let choose = move |_| {
            let change = |known| Choice { typical_of: value, ..known };
            navigator.change(|state| chosen(state, change), Write::Push);
        };
        view! {
            <button type="button" aria-pressed=live_text(move || (side.get() == value).to_string()) on:click=choose>{text}</button>
        }
    };
    view! {
        <div class="toggle" role="group" aria-label=words.typical_of()>
            {button(KeynessSide::First, words.typical_of_first())}
            {button(KeynessSide::Second, words.typical_of_second())}
            {button(KeynessSide::Either, words.typical_of_either())}
        </div>
    }
}

fn columns(words: Words) -> Vec<Column> {
    let column = |name, label, hint| Column { name, label, hint };
    vec![
        column("a", words.column_first(), words.column_first_hint()),
        column("a-rate", words.column_first_rate(), words.column_rate_hint()),
        column("b", words.column_second(), words.column_second_hint()),
        column("b-rate", words.column_second_rate(), words.column_rate_hint()),
        column("ratio", words.column_ratio(), words.column_ratio_hint()),
        column("g2", words.column_likelihood(), words.column_likelihood_hint()),
    ]
}

fn row(state: &ViewState, asked: &KeynessRequest, found: &KeynessRow) -> Row {
    let on_side = |filter: &crate::protocol::Filter| {
        let filter = crate::protocol::Filter { query: found.text.clone(), ..filter.clone() };
        state.filtered_by(&filter).on(View::Concordance).href()
    };
    let whole = crate::protocol::Filter { exact: asked.first.exact, ..crate::protocol::Filter::default() };
    let first = Cell::count(found.first.n).to(on_side(&asked.first));
    let second = Cell::count(found.second.n);
    Row {
        text: found.text.clone(),
        href: on_side(&whole),
        cells: vec![
            first,
            Cell::measure(found.first.rate, 2),
            // No filter says “the rest”.
            asked.second.as_ref().map_or(second.clone(), |filter| second.clone().to(on_side(filter))),
            Cell::measure(found.second.rate, 2),
            Cell::difference(found.log_ratio),
            Cell::measure(found.log_likelihood, 1),
        ],
    }
}
