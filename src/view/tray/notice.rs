//! What happened to the tray last, seen and heard on every page; and the button beside a selection.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::DomRect;

use crate::view::url::{View, ViewState};
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

use super::desk::{Desk, Told};
use super::selection::{forget, selected};

/// After so long a notice goes away by itself.
const LONG: Duration = Duration::from_secs(12);

/// A selection rests so long before the button comes.
const REST: Duration = Duration::from_millis(150);

/// What lies over every page.
#[component]
pub(in crate::view) fn Float() -> impl IntoView {
    view! { <aside aria-label=use_words().tray()><Notice/> <CollectSelection/></aside> }
}

/// What happened last, and how to take it back.
#[component]
fn Notice() -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let words = use_words();
    let sentence = move || tray.told.with(|told| told.as_ref().map(|(_, told)| sentence(told, words)));
    let can_undo =
        move || tray.told.with(|told| matches!(told, Some((_, Told::Collected(_) | Told::Removed(..)))));
    Effect::new(move |_| {
        let Some(number) = tray.told.with(|told| told.as_ref().map(|(number, _)| *number)) else { return };
        forget_later(tray, number);
    });
    let view = explorer.navigator.view();
    let collected = move || {
        let is_reader = view.get() == View::Reader;
        tray.told.with(|told| match told {
            Some((_, Told::Collected(id))) if is_reader => Some(id.clone()),
            _ => None,
        })
    };
    let annotate = move |_| {
        tray.card.set(untrack(collected).map(|id| (id, true)));
        tray.told.set(None);
    };
    view! {
        <div class="tray-notice" class:tray-notice--shown=move || sentence().is_some()>
            <p role="status" class="tray-notice__text">
                {move || sentence()}
                {move || (!tray.is_kept.get() && sentence().is_some()).then(|| view! { " " <span class="flag">{words.tray_not_kept()}</span> })}
            </p>
            <button type="button" class="button button--quiet" hidden=move || !can_undo() on:click=move |_| tray.undo()>{words.undo()}</button>
            <button type="button" class="button button--quiet" hidden=move || collected().is_none() on:click=annotate>{words.annotate()}</button>
            <a class="button button--quiet" hidden=move || view.get() == View::Tray href=explorer.navigator.link(|state| state.on(View::Tray))>{words.to_tray()}</a>
            <button type="button" class="tray-notice__close" aria-label=words.close() on:click=move |_| tray.told.set(None)>"×"</button>
        </div>
    }
}

/// Takes a notice away after a while, and never from under the pointer or the focus.
fn forget_later(tray: Desk, number: u32) {
    let forget = move || {
        let is_last = tray.told.with_untracked(|told| told.as_ref().is_some_and(|(last, _)| *last == number));
        let is_held = document().query_selector(".tray-notice:is(:hover, :focus-within)");
        match is_held {
            Ok(Some(_)) if is_last => forget_later(tray, number),
            _ if is_last => tray.told.set(None),
            _ => {}
        }
    };
    set_timeout(forget, LONG);
}

fn sentence(told: &Told, words: Words) -> String {
    match told {
        Told::Collected(_) => words.collected().to_owned(),
        Told::Known => words.already_collected().to_owned(),
        Told::Nothing => words.nothing_to_collect().to_owned(),
        Told::Full => words.tray_is_full().to_owned(),
        Told::Removed(..) => words.removed().to_owned(),
        Told::Imported(added, n_elsewhere, n_unread) => words.imported(added, *n_elsewhere, *n_unread),
        Told::Refused(unread) => words.refused(*unread).to_owned(),
    }
}

/// The button beside a selection in the reader.
#[component]
fn CollectSelection() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let place = RwSignal::new(None::<(f64, f64)>);
    let look = move |()| {
        let is_reader = explorer.navigator.state().with_untracked(|state| state.view == View::Reader);
        let found = selected(explorer).filter(|_| is_reader).map(|(_, rect)| beside(&rect));
        if place.get_untracked() != found {
            place.set(found);
        }
    };
    let look = StoredValue::new_local(leptos::leptos_dom::helpers::debounce(REST, look));
    let listener = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
        look.try_update_value(|look| look(()));
    });
    let function: js_sys::Function = listener.into_js_value().unchecked_into();
    let _ = document().add_event_listener_with_callback("selectionchange", &function);
    let function = StoredValue::new_local(function);
    on_cleanup(move || {
        let _ = function.try_with_value(|function| {
            document().remove_event_listener_with_callback("selectionchange", function)
        });
    });
    let collect = move |_| {
        if let Some((wanted, _)) = selected(explorer) {
            explorer.tray.collect(wanted);
            forget();
            place.set(None);
        }
    };
    view! {
        <button type="button" class="tray-collect" hidden=move || place.get().is_none()
            style:--x=move || place.get().map(|(x, _)| format!("{x:.0}px"))
            style:--y=move || place.get().map(|(_, y)| format!("{y:.0}px"))
            // The selection stays.
            on:mousedown=|event| event.prevent_default() on:click=collect>
            {words.collect()} " " <kbd aria-hidden="true">"s"</kbd>
        </button>
    }
}

/// Where the button stands on the page: under the end of the selection.
fn beside(rect: &DomRect) -> (f64, f64) {
    let window = window();
    let width = window.inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let x = rect.right().min(width - 120.0).max(8.0);
    (x, rect.bottom() + window.scroll_y().unwrap_or_default() + 6.0)
}

/// A quiet button that collects the sentence of a hit. Keys do the same on the hit's link, so that it is no stop of the Tab key.
#[component]
pub(in crate::view) fn CollectSentence(
    /// Where the hit's link leads.
    href: String,
) -> impl IntoView {
    let tray = use_explorer().tray;
    let words = use_words();
    let collect = move |_| {
        let state = ViewState::parse(&href);
        if let (Some(document), Some(at)) = (state.document, state.at) {
            tray.collect(crate::protocol::passage::Wanted::Sentence { document, at });
        }
    };
    view! {
        <button type="button" class="tray-sentence" tabindex="-1" title=words.collect_sentence() aria-label=words.collect_sentence() on:click=collect>
            <span aria-hidden="true">"＋"</span>
        </button>
    }
}
