//! The tray: passages that a reader collects, and the page that lists them.

mod colours;
mod desk;
mod files;
mod note;
mod notice;
mod row;
mod selection;
mod store;
mod tools;

use leptos::prelude::*;

use crate::export::tray::{Colour, Passage, folded_words};

use super::url::{View, ViewState};
use super::words::{grouped, use_words};
use super::{Explorer, use_explorer};
use row::Row;
use tools::Tools;

pub(super) use colours::{ColourChoice, ink};
pub(super) use desk::{Desk, Here};
pub(super) use note::Note;
pub(super) use notice::{CollectSentence, Float};

/// Passages that are shown before a reader asks for more.
const PAGE: usize = 100;

/// How addresses name the order of making; without it passages come in the order of their documents.
const BY_MADE: &str = "made";

/// Collects what is selected or has the focus; tells what to do where that is nothing.
pub(super) fn collect(explorer: Explorer) {
    match selection::pointed_at(explorer) {
        Some(wanted) => {
            explorer.tray.collect(wanted);
            selection::forget();
        }
        None => explorer.tray.tell(desk::Told::Nothing),
    }
}

/// The page.
#[component]
pub(super) fn Tray() -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let words = use_words();
    let typed = RwSignal::new(String::new());
    let n_rows = RwSignal::new(PAGE);
    let ids = shown(explorer, typed);
    let is_empty = Memo::new(move |_| tray.passages.with(Vec::is_empty));
    let n_left = move || ids.with(Vec::len).saturating_sub(n_rows.get());
    let rows = move || ids.with(|ids| ids.iter().take(n_rows.get()).cloned().collect::<Vec<_>>());
    view! {
        <div class="wrap tray">
            <h1 class="tray__title">{words.of_whole(View::Tray)}</h1>
            <p class="tray__count num" hidden=is_empty>{move || words.n_passages(count(ids.with(Vec::len)), count(tray.passages.with(Vec::len)))}</p>
            <p class="tray__hint">{words.tray_hint()}</p>
            <p class="flag" hidden=move || tray.is_kept.get()>{words.tray_not_kept()}</p>
            <p class="flag" hidden=move || tray.n_unread.get() == 0>{move || words.tray_unread(count(tray.n_unread.get()))}</p>
            <Tools ids typed/>
            <section class="tray__empty nothing" hidden=move || !is_empty.get()>
                <h2 class="nothing__title">{words.tray_is_empty()}</h2>
                <p>{words.tray_how()}</p>
            </section>
            <p class="tray__none" hidden=move || is_empty.get() || !ids.with(Vec::is_empty)>{words.no_such_passage()}</p>
            <ol class="tray__list">
                <For each=rows key=|id| id.clone() let(id)><Row id/></For>
            </ol>
            <p class="hit-list__more" hidden=move || n_left() == 0>
                <button type="button" class="button" on:click=move |_| n_rows.update(|n| *n += PAGE)>{move || words.more(count(n_left()))}</button>
            </p>
        </div>
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The colour that an address keeps.
fn chosen_colour(state: &ViewState) -> Option<Colour> {
    state.part.as_deref().and_then(Colour::from_name)
}

/// Ids of the passages that the filter keeps, in order. What a reader writes moves nothing: only passages that come and go, and another
/// filter, are looked at.
fn shown(Explorer { navigator, answers, tray, .. }: Explorer, typed: RwSignal<String>) -> Memo<Vec<String>> {
    let ids = Memo::new(move |_| {
        tray.passages.with(|passages| passages.iter().map(|p| p.id.clone()).collect::<Vec<_>>())
    });
    let chosen = Memo::new(move |_| {
        navigator.state().with(|state| (chosen_colour(state), state.by.as_deref() == Some(BY_MADE)))
    });
    let summary = answers.summary();
    Memo::new(move |_| {
        ids.track();
        let (colour, is_by_made) = chosen.get();
        let words = folded_words(&typed.read());
        let places = tray.places.get();
        tray.passages.with_untracked(|passages| {
            let is_kept = |passage: &&Passage| {
                colour.is_none_or(|colour| passage.colour == colour)
                    && (words.is_empty() || passage.has(&words))
            };
            let mut kept: Vec<&Passage> = passages.iter().filter(is_kept).collect();
            if is_by_made {
                kept.reverse();
            } else {
                let order = |passage: &&Passage| {
                    let document =
                        summary.documents.iter().position(|document| document.id == passage.document);
                    let found = places.get(&passage.id).and_then(Option::as_ref).map(|found| found.at);
                    (document.unwrap_or(usize::MAX), found.or(passage.place.map(|place| place.at)))
                };
                crate::order::sort_by_key(&mut kept, order);
            }
            kept.into_iter().map(|passage| passage.id.clone()).collect()
        })
    })
}

/// How many there are, for the list of pages.
pub(super) fn n_passages(tray: Desk) -> u32 {
    count(tray.passages.with(Vec::len))
}

/// `0` is not worth a mark.
pub(super) fn badge(n: u32) -> String {
    if n == 0 { String::new() } else { grouped(n) }
}
