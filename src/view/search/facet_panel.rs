//! Documents to choose from. On narrow windows the panel is a sheet. The whole program has further facets
//! (`facet_groups.rs`).

use leptos::prelude::*;

use crate::protocol::DocumentSummary;
use crate::view::history::Write;
use crate::view::ui::live_text;
use crate::view::words::grouped;
#[cfg(not(feature = "files"))]
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

/// Id of the panel, for the button that opens it as a sheet.
pub(in crate::view) const FACETS_ID: &str = "facets";

/// The documents, each with its number of matching articles.
///
/// The counts leave the choice of documents aside, so a value shows what adding it would bring and never vanishes.
#[cfg(not(feature = "files"))]
#[component]
pub(super) fn FacetPanel() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let done = live_text(move || words.done(answers.search.read().n_articles));
    let documents = answers.summary().documents.clone();
    view! {
        <aside class="facets" id=FACETS_ID popover="" aria-label=words.filter()>
            <div class="facets__close">
                <span>{words.filter()}</span>
                <button type="button" class="button button--quiet" popovertarget=FACETS_ID popovertargetaction="hide">
                    {done}
                </button>
            </div>
            <fieldset class="facets__group">
                <legend class="facets__legend">
                    <span>{words.documents()}</span>
                    <small>{words.in_articles()}</small>
                </legend>
                <div class="facets__values">
                    {documents.into_iter().map(|document| view! { <DocumentChoice document/> }).collect_view()}
                </div>
            </fieldset>
        </aside>
    }
}

#[component]
pub(super) fn DocumentChoice(document: DocumentSummary) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let DocumentSummary { id, title, lang, .. } = document;
    let id = StoredValue::new(id);
    let is_chosen = navigator.part(move |state| id.with_value(|id| state.documents.contains(id)));
    let count = move || {
        let answer = answers.search.read();
        let value = id.with_value(|id| answer.documents.iter().find(|value| value.id == *id));
        value.map_or(0, |value| value.n_articles)
    };
    let choose = move |_| {
        let id = id.get_value();
        let toggle = |documents: &mut Vec<String>| match documents.iter().position(|other| *other == id) {
            Some(index) => drop(documents.remove(index)),
            None => documents.push(id),
        };
        navigator.change(|state| state.with(|next| toggle(&mut next.documents)), Write::Push);
    };
    view! {
        <label class="facets__value" class:facets__value--chosen=is_chosen class:facets__value--empty=move || count() == 0>
            <input type="checkbox" prop:checked=is_chosen on:change=choose/>
            <span class="facets__name" lang=lang title=title.clone()>{title.clone()}</span>
            <span class="facets__count num">{live_text(move || grouped(count()))}</span>
        </label>
    }
}
