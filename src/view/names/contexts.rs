//! The sentences that name it.

use leptos::prelude::*;

use crate::protocol::annotation::Sentence;
use crate::view::day_text::show_edtf;
use crate::view::ui::{Picked, live, live_flag, live_text};
use crate::view::url::{View, ViewState};
use crate::view::words::use_words;

use super::Page;
use super::asked::CONTEXTS;

/// Characters on either side of the name.
const ROOM: usize = 70;

/// One row a mention; each opens the reader there.
#[component]
pub(super) fn Contexts(page: Page) -> impl IntoView {
    let words = use_words();
    let contexts = Memo::new(move |_| page.with_entity(|entity| entity.contexts.clone()).unwrap_or_default());
    let state = Memo::new(move |_| page.navigator.state().read().on(View::Results));
    let rows = move || {
        let state = state.get();
        contexts.get().into_iter().map(|place| view! { <Row place state=state.clone()/> }).collect_view()
    };
    let n_left = move || {
        let n_mentions = page.with_entity(|entity| entity.count.n_mentions).unwrap_or_default();
        n_mentions.saturating_sub(contexts.with(|contexts| u32::try_from(contexts.len()).unwrap_or(u32::MAX)))
    };
    let more = move |_| {
        let id = page.id.get_untracked().unwrap_or_default();
        page.grown.update(|grown| {
            *grown = grown.of(&id);
            grown.n_contexts += 2 * CONTEXTS;
        });
    };
    view! {
        <section class="name__section">
            <h3 class="name__heading">{words.contexts()}</h3>
            <p class="names__none" hidden=live_flag(move || !contexts.with(Vec::is_empty))>{words.no_mentions()}</p>
            <ol class="name-contexts">{live(rows)}</ol>
            <button type="button" class="button" hidden=live_flag(move || n_left() == 0) on:click=more>
                {live_text(move || words.more(n_left()))}
            </button>
        </section>
    }
}

#[component]
fn Row(place: Sentence, state: ViewState) -> impl IntoView {
    let words = use_words();
    let href = state.reading(&place.document, Some(place.at)).href();
    let published = place.published.as_deref().map(|day| show_edtf(day, words));
    view! {
        <li class="name-contexts__row">
            <a class="name-contexts__text" lang=place.lang.clone() draggable="false" href=href>
                <Picked text=place.text mark=place.mark class="mark mark--1 name-contexts__mark" room=ROOM/>
            </a>
            <p class="name-contexts__source">
                <span lang=place.lang>{place.title}</span> " " <span class="num">{published}</span>
            </p>
        </li>
    }
}
