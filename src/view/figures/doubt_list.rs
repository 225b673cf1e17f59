//! What a copy editor would query, one place a row.

use leptos::prelude::*;

use crate::protocol::annotation::Note;
use crate::view::ui::{Picked, live, live_flag, live_text};
use crate::view::url::{View, ViewState};
use crate::view::words::{Words, use_words};

use super::Page;
use super::doubt::{Detail, detail};

/// Rows before a reader asks for all.
const ROWS: usize = 20;
/// Characters of the sentence on either side.
const ROOM: usize = 40;

/// The doubts in all documents that match.
#[component]
pub(super) fn DoubtList(page: Page) -> impl IntoView {
    let words = use_words();
    let is_whole = RwSignal::new(false);
    let notes = Memo::new(move |_| page.told.with(|told| told.answer.notes.clone()));
    let state = Memo::new(move |_| page.navigator.state().read().on(View::Results));
    let rows = move || {
        let (state, notes) = (state.get(), notes.get());
        let n_rows = if is_whole.get() { usize::MAX } else { ROWS };
        notes.into_iter().take(n_rows).map(|note| view! { <Row note state=state.clone()/> }).collect_view()
    };
    let n_left = move || if is_whole.get() { 0 } else { notes.with(Vec::len).saturating_sub(ROWS) };
    view! {
        <section class="doubts" hidden=live_flag(move || notes.with(Vec::is_empty))>
            <h2 class="doubts__title">{words.doubts_title()} " " <small class="num">{live_text(move || notes.with(Vec::len).to_string())}</small></h2>
            <p class="doubts__hint">{words.doubts_hint()}</p>
            <ul class="doubts__list">{live(rows)}</ul>
            <button type="button" class="button" hidden=live_flag(move || n_left() == 0) on:click=move |_| is_whole.set(true)>
                {live_text(move || words.more(u32::try_from(n_left()).unwrap_or(u32::MAX)))}
            </button>
        </section>
    }
}

#[component]
fn Row(note: Note, state: ViewState) -> impl IntoView {
    let words = use_words();
    let said = said(&note, &state, words);
    let Note { code, message, place } = note;
    let href = state.reading(&place.document, Some(place.at)).href();
    view! {
        <li class="doubts__row">
            <span class="flag doubts__code">{words.doubt_of(&code).to_owned()}</span>
            <a class="doubts__text" lang=place.lang.clone() href=href>
                <Picked text=place.text mark=place.mark class="doubts__mark" room=ROOM/>
            </a>
            <p class="doubts__message" title=message.clone()>{said}</p>
            <span class="doubts__source" lang=place.lang>{place.title}</span>
        </li>
    }
}

/// What the doubt says besides its kind; in English where there are no words for it.
fn said(note: &Note, state: &ViewState, words: Words) -> AnyView {
    match detail(note) {
        Some(Detail::Likely(day)) => words.likely_day(&day).into_any(),
        Some(Detail::Sum(sum, total)) => words.sum_and_total(&sum, &total).into_any(),
        Some(Detail::Elsewhere { value, document, at }) => {
            let href = state.reading(&document, Some(at)).href();
            view! { <a href=href>{words.elsewhere(&value)}</a> }.into_any()
        }
        // Its kind says it all, and the sentence shows the words.
        None if note.code == "doubtful-figure" => ().into_any(),
        None => view! { <span lang="en">{note.message.clone()}</span> }.into_any(),
    }
}
