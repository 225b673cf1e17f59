//! All facets of the whole program: documents, names, units, publishers, years. On narrow windows the panel is a sheet.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use crate::protocol::{Facet, ValueCount};
use crate::view::history::Write;
use crate::view::ui::{by_name, live_flag, live_text};
use crate::view::url::{Choice, ViewState};
use crate::view::words::{grouped, use_words};
use crate::view::{Explorer, use_explorer};

use super::facet_counts::{FACETS, FIRST, shown};
use super::facet_panel::{DocumentChoice, FACETS_ID};

/// The documents, then a group for each further facet that has values.
///
/// The counts leave a facet's own choice aside, so a value shows what adding it would bring and never vanishes.
#[component]
pub(in crate::view) fn FacetPanel() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    answers.facets.show_panel();
    let documents = answers.summary().documents.clone();
    let is_listed = !documents.is_empty();
    view! {
        <aside class="facets" id=FACETS_ID popover="" aria-label=words.filter()>
            <div class="facets__close">
                <span>{words.filter()}</span>
                <button type="button" class="button button--quiet" popovertarget=FACETS_ID popovertargetaction="hide">
                    {live_text(move || words.done(answers.search.read().n_articles))}
                </button>
            </div>
            <fieldset class="facets__group" hidden=!is_listed>
                <legend class="facets__legend">
                    <span>{words.documents()}</span>
                    <small>{words.in_articles()}</small>
                </legend>
                <div class="facets__values">
                    {documents.into_iter().map(|document| view! { <DocumentChoice document/> }).collect_view()}
                </div>
            </fieldset>
            {FACETS.map(|facet| view! { <Group facet/> }).collect_view()}
        </aside>
    }
}

/// One facet.
#[component]
fn Group(facet: Facet) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let facets = answers.facets;
    let words = use_words();
    let is_whole = facets.wish(facet, |wish| wish.is_whole);
    let is_by_name = facets.wish(facet, |wish| wish.is_by_name);
    let n_values = Memo::new(move |_| facets.answer.with(|answer| n_values(&answer.facets, facet)));
    let values = Memo::new(move |_| {
        let told = facets.answer.get();
        let told = told.facets.iter().find(|known| known.facet == facet);
        let mut values = told.map(|known| known.values.clone()).unwrap_or_default();
        if is_by_name() {
            let compare = by_name(words.0);
            crate::order::sort_by(&mut values, |a, b| compare(&a.label, &b.label));
        }
        shown(values, is_whole())
    });
    let is_searched = facets.wish(facet, |wish| wish.is_whole && !wish.contains.is_empty());
    let is_chosen = navigator.part(move |state| state.facets.iter().any(|choice| choice.facet == facet));
    let is_empty = move || values.with(Vec::is_empty) && !is_searched() && !is_chosen();
    let is_long = move || is_whole() || n_values.get() as usize > FIRST;
    view! {
        <fieldset class="facets__group facet-group" hidden=live_flag(is_empty)>
            <legend class="facets__legend">
                <span>{words.facet(facet)}</span>
                <OrderButton facet/>
            </legend>
            {move || is_whole().then(|| view! { <Finder facet/> })}
            <div class="facets__values" class:facet-group__values--whole=is_whole>
                <For each=move || values.get() key=|value| value.id.clone() let:value>
                    <Value facet value values/>
                </For>
            </div>
            <p class="facet-group__none" hidden=live_flag(move || !is_searched() || !values.with(Vec::is_empty))>{words.no_such_value()}</p>
            <button type="button" class="facet-group__more" hidden=live_flag(move || !is_long())
                aria-expanded=move || is_whole().to_string()
                on:click=move |_| facets.wish_for(facet, |wish| wish.is_whole = !wish.is_whole)>
                {live_text(move || match is_whole() {
                    true => words.fewer().to_owned(),
                    false => words.n_other_values(n_values.get().saturating_sub(FIRST as u32)),
                })}
            </button>
        </fieldset>
    }
}

fn n_values(facets: &[crate::protocol::FacetAnswer], facet: Facet) -> u32 {
    facets.iter().find(|known| known.facet == facet).map_or(0, |known| known.n_values)
}

/// By count or by name; says which, and changes it.
#[component]
fn OrderButton(facet: Facet) -> impl IntoView {
    let facets = use_explorer().answers.facets;
    let words = use_words();
    let is_by_name = facets.wish(facet, |wish| wish.is_by_name);
    let text = move || if is_by_name() { words.by_name(facet) } else { words.by_articles() }.to_owned();
    view! {
        <button type="button" class="facet-group__order" title=words.change_order()
            on:click=move |_| facets.wish_for(facet, |wish| wish.is_by_name = !wish.is_by_name)>
            <span class="unseen">{words.order()} " "</span>
            {live_text(text)}
        </button>
    }
}

/// A field that keeps only values with certain characters. What an input method composes is its own until it is done.
#[component]
fn Finder(facet: Facet) -> impl IntoView {
    let facets = use_explorer().answers.facets;
    let words = use_words();
    let contains = facets.wish(facet, |wish| wish.contains.clone());
    let find = move |event: &web_sys::Event| {
        let text = event_target_value(event);
        facets.wish_for(facet, |wish| wish.contains = text.trim().to_owned());
    };
    let typed = move |event: web_sys::Event| {
        if !event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing) {
            find(&event);
        }
    };
    view! {
        <input class="facet-group__finder" type="search" autocomplete="off" spellcheck="false"
            aria-label=words.find_in(words.facet(facet)) placeholder=words.find_in(words.facet(facet))
            prop:value=contains on:input=move |event| typed(event.unchecked_into())
            on:compositionend=move |event| find(&event)/>
    }
}

/// One value: a box to choose it, a button to leave it out.
#[component]
fn Value(facet: Facet, value: ValueCount, values: Memo<Vec<ValueCount>>) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let id = StoredValue::new(value.id);
    let label = if facet == Facet::Copies { words.near_copy().to_owned() } else { value.label };
    let choice = navigator.part(move |state| id.with_value(|id| choice_of(state, facet, id)));
    let n_articles = Memo::new(move |last: Option<&u32>| {
        let told = values.with(|values| {
            id.with_value(|id| values.iter().find(|value| value.id == *id).map(|value| value.n_articles))
        });
        told.or(last.copied()).unwrap_or_default()
    });
    let choose = move |wanted: Choice| {
        let next = |state: &ViewState| {
            let choice = if id.with_value(|id| choice_of(state, facet, id)) == wanted {
                Choice::Neither
            } else {
                wanted
            };
            state.with(|next| id.with_value(|id| next.choose(facet, id, choice)))
        };
        navigator.change(next, Write::Push);
    };
    let lang = (!matches!(facet, Facet::Year | Facet::Month | Facet::Copies))
        .then(|| answers.summary().lang.clone());
    let exclude = words.exclude(&label);
    view! {
        <div class="facet-row" class:facet-row--excluded=move || choice() == Choice::Excluded>
            <label class="facets__value" class:facets__value--chosen=move || choice() == Choice::Chosen
                class:facets__value--empty=move || n_articles.get() == 0>
                <input type="checkbox" prop:checked=move || choice() == Choice::Chosen on:change=move |_| choose(Choice::Chosen)/>
                <span class="facets__name" lang=lang title=label.clone()>{label.clone()}</span>
                <span class="facets__count num">{live_text(move || grouped(n_articles.get()))}</span>
            </label>
            <button type="button" class="facet-row__exclude" aria-label=exclude.clone() title=exclude
                aria-pressed=move || (choice() == Choice::Excluded).to_string() on:click=move |_| choose(Choice::Excluded)>
                "−"
            </button>
        </div>
    }
}

/// What the state makes of a value.
fn choice_of(state: &ViewState, facet: Facet, id: &str) -> Choice {
    let Some(choice) = state.facets.iter().find(|choice| choice.facet == facet) else {
        return Choice::Neither;
    };
    let has = |ids: &[String]| ids.iter().any(|known| known == id);
    match (has(&choice.chosen), has(&choice.excluded)) {
        (true, _) => Choice::Chosen,
        (_, true) => Choice::Excluded,
        _ => Choice::Neither,
    }
}
