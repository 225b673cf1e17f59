//! What the three lists share.

use leptos::prelude::*;

use crate::view::history::{Navigator, PAGE, Write};
use crate::view::ui::{Announcer, live_flag, live_text};
use crate::view::url::{View, ViewState};
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::choice::{Choice, LENGTHS, chosen, parse_length, print_length};

/// Rows that are shown before a reader asks for more.
const ROWS: u32 = 100;
/// Rows that stand for the list until it comes.
const N_AWAITED: usize = 8;

/// Rows to ask for.
pub(super) fn n_asked(navigator: Navigator) -> u32 {
    ROWS * (navigator.limit() / PAGE).max(1)
}

/// The concordance of an expression under the rest of the present filter.
pub(super) fn to_concordance(state: &ViewState, text: &str) -> ViewState {
    state.with(|next| {
        text.clone_into(&mut next.query);
        next.view = View::Concordance;
        (next.part, next.by) = (None, None);
    })
}

/// How many characters the expressions have.
#[component]
pub(super) fn LengthChoice(
    /// The length that needs no name.
    usual: (u8, u8),
    /// Only one length at a time.
    #[prop(optional)]
    is_single: bool,
) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let length = Memo::new(move |_| {
        navigator.state().with(|state| Choice::parse(state.by.as_deref()).length).unwrap_or(usual)
    });
    let choose = move |event| {
        let length = parse_length(event_target_value(&event).trim_start_matches('n'));
        let length = length.filter(|length| *length != usual);
        navigator.change(|state| chosen(state, |known| Choice { length, ..known }), Write::Push);
    };
    let option = move |value: (u8, u8)| {
        view! { <option value=print_length(value) prop:selected=move || length.get() == value>{words.n_long(value.0, value.1)}</option> }
    };
    let offered = LENGTHS.into_iter().filter(move |(shortest, longest)| !is_single || shortest == longest);
    view! {
        <label class="choice">
            <span>{words.length()}</span>
            <select class="choice__select" on:change=choose>{offered.map(option).collect_view()}</select>
        </label>
    }
}

/// What stands below a table without rows, and what is heard of one with rows.
#[component]
pub(super) fn Status(
    is_waiting: Memo<bool>,
    n_rows: Signal<usize>,
    sentence: Signal<String>,
) -> impl IntoView {
    let words = use_words();
    let is_empty = move || n_rows.get() == 0;
    view! {
        <div class="word-lists__awaited" aria-hidden="true" hidden=live_flag(move || !is_waiting.get() || !is_empty())>
            {(0..N_AWAITED).map(|_| view! { <i></i> }).collect_view()}
        </div>
        <p class="word-lists__none" hidden=live_flag(move || is_waiting.get() || !is_empty())>{words.no_expressions()}</p>
        <Announcer sentence/>
    }
}

/// A button for more rows.
#[component]
pub(super) fn More(n_left: Memo<u32>, n_rows: Signal<usize>) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    view! {
        <p class="hit-list__more" hidden=live_flag(move || n_left.get() == 0)>
            <button type="button" class="button" on:click=move |_| navigator.show_more()>{live_text(move || words.more(n_left.get()))}</button>
            <span class="word-lists__among">{live_text(move || words.sorted_among(n_rows.get()))}</span>
        </p>
    }
}
