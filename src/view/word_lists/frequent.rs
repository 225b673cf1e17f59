//! The most frequent expressions of what matches.

use leptos::prelude::*;

use crate::protocol::analysis::{NgramOptions, NgramRequest, NgramRow};
use crate::view::ui::{Numerals, live};
use crate::view::url::ViewState;
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::choice::Choice;
use super::figure::Cell;
use super::parts::{LengthChoice, More, Status, n_asked, to_concordance};
use super::table::{Column, Row, WordTable};

/// Frequencies, and how evenly they are spread.
#[component]
pub(super) fn Frequent() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let asked = Memo::new(move |_| navigator.state().with(|state| request(state, n_asked(navigator))));
    let found = Memo::new(move |_| answers.client.ngrams(asked.get()));
    let is_waiting = Memo::new(move |_| found.with(|(answered, _)| asked.with(|asked| asked != answered)));
    let rows = Memo::new(move |_| {
        let state = navigator.state().read();
        found.with(|(_, answer)| answer.rows.iter().map(|found| row(&state, found)).collect::<Vec<_>>())
    });
    let sentence = Signal::derive(move || {
        found.with(|(_, answer)| words.n_frequent(answer.n_rows, answer.n_units, answer.n_articles))
    });
    let n_rows = Signal::derive(move || rows.with(Vec::len));
    let n_left = Memo::new(move |_| found.with(|(_, answer)| left(answer.n_rows, answer.rows.len())));
    view! {
        <div class="word-lists__head">
            <p class="counts">{live(move || view! { <Numerals text=sentence.get()/> })}</p>
            <LengthChoice usual=(2, 6)/>
        </div>
        <p class="word-lists__measure">{words.frequent_measure()}</p>
        <WordTable caption=words.list_frequent().to_owned() columns=columns(words) usual="n" rows/>
        <Status is_waiting n_rows sentence/>
        <More n_left n_rows/>
    }
}

/// Rows that are not shown.
pub(super) fn left(n_rows: u32, n_shown: usize) -> u32 {
    n_rows.saturating_sub(u32::try_from(n_shown).unwrap_or(u32::MAX))
}

fn request(state: &ViewState, limit: u32) -> NgramRequest {
    let (shortest, longest) = Choice::parse(state.by.as_deref()).length.unwrap_or((2, 6));
    let options = NgramOptions { shortest, longest, drops_parts: true, ..NgramOptions::default() };
    NgramRequest { filter: state.filter(), options, offset: 0, limit }
}

fn columns(words: crate::view::words::Words) -> Vec<Column> {
    let column = |name, label, hint| Column { name, label, hint };
    vec![
        column("n", words.column_count(), words.column_count_hint()),
        column("rate", words.column_rate(), words.column_rate_hint()),
        column("articles", words.column_articles(), words.column_articles_hint()),
        column("dp", words.column_dispersion(), words.column_dispersion_hint()),
    ]
}

fn row(state: &ViewState, found: &NgramRow) -> Row {
    Row {
        text: found.text.clone(),
        href: to_concordance(state, &found.text).href(),
        cells: vec![
            Cell::count(found.n),
            Cell::measure(found.rate, 2),
            Cell::count(found.n_articles),
            Cell::measure(found.dp_norm, 2),
        ],
    }
}
