//! The query field.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, InputEvent, KeyboardEvent};

use crate::view::history::focus;
use crate::view::reader::{Step, step};
use crate::view::ui::Lens;
use crate::view::url::View;
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

/// Input methods send their keys with this code where they do not say that they are composing.
const COMPOSING_KEY: u32 = 229;

/// The query field: every committed change searches.
///
/// While an input method composes, the text is the method's: nothing is searched, submitted or overwritten.
#[component]
pub(in crate::view) fn SearchBox() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let n_documents = explorer.answers.summary().n_documents;
    let query = explorer.navigator.part(|state| state.query.clone());
    let input = NodeRef::<html::Input>::new();
    let commit = move || {
        if let Some(input) = input.get_untracked() {
            explorer.navigator.type_query(&input.value());
        }
    };
    let typed = move |event: InputEvent| {
        if !event.is_composing() {
            commit();
        }
    };
    view! {
        <div class="search-box" role="search">
            <Lens/>
            <input node_ref=input class="search-box__input" type="search" name="q" autocomplete="off" spellcheck="false"
                enterkeyhint="search" aria-label=words.search_label() placeholder=words.search_hint(n_documents)
                prop:value=query on:input=move |event| typed(event.unchecked_into())
                on:compositionend=move |_| commit() on:keydown=move |event| key(explorer, &event)/>
            <kbd class="search-box__key" aria-hidden="true">"/"</kbd>
        </div>
    }
}

fn key(explorer: Explorer, event: &KeyboardEvent) {
    if event.is_composing() || event.key_code() == COMPOSING_KEY {
        return;
    }
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            enter(explorer, event.shift_key());
        }
        "Escape" => {
            event.prevent_default();
            escape(explorer, event);
        }
        _ => {}
    }
}

/// In the reader from hit to hit; in the results on to the first one.
fn enter(explorer: Explorer, is_shifted: bool) {
    match explorer.navigator.state().with_untracked(|state| state.view) {
        View::Reader => step(explorer, if is_shifted { Step::Back } else { Step::On }),
        View::Results => {
            let first = document().query_selector(".hit__title a").ok().flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                focus(&first);
            }
        }
        _ => {}
    }
}

/// Closes what is open, then clears, then leaves.
fn escape(explorer: Explorer, event: &KeyboardEvent) {
    let has_query = explorer.navigator.state().with_untracked(|state| !state.query.is_empty());
    if explorer.card.get_untracked().is_some() {
        explorer.card.set(None);
    } else if has_query {
        explorer.navigator.type_query("");
    } else if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        let _ = input.blur();
    }
}
