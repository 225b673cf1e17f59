//! One name: what it is, when it occurs, with what, and where.

use leptos::prelude::*;

use crate::protocol::Facet;
use crate::protocol::annotation::{EntityAnswer, EntityName};
use crate::view::ui::{live, live_flag};
use crate::view::url::{Choice, View, ViewState};
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

use super::contexts::Contexts;
use super::named_with::NamedWith;
use super::times::Times;
use super::together::Together;
use super::{Page, with_entity};

/// Names of parts that are listed at most.
const PARTS: usize = 12;

/// The name that is shown.
#[component]
pub(super) fn Entity(page: Page) -> impl IntoView {
    let words = use_words();
    let is_shown = Memo::new(move |_| page.with_entity(|_| ()).is_some());
    let is_gone = move || {
        let is_asked = page.told.with(|told| told.as_ref().is_some_and(|told| !told.request.id.is_empty()));
        is_asked && !is_shown.get()
    };
    let head = move || page.with_entity(|entity| head(page, entity, words));
    view! {
        <p class="names__none" hidden=live_flag(move || !is_gone())>{words.no_such_name()}</p>
        <article class="name" hidden=live_flag(move || !is_shown.get())>
            {live(head)}
            <Actions page/>
            <Times page/>
            <NamedWith page/>
            <Together page/>
            <Contexts page/>
        </article>
    }
}

/// What is known of the name itself.
fn head(page: Page, entity: &EntityAnswer, words: Words) -> impl IntoView + use<> {
    let count = &entity.count;
    let lang = use_explorer().answers.summary().lang.clone();
    let link = |name: EntityName| {
        let href = page.navigator.link(move |state| with_entity(state, Some(&name.id)));
        view! { <a class="name__link" href=href>{name.name}</a> " " }
    };
    let n_rest = entity.parts.len().saturating_sub(PARTS);
    let rest = (n_rest > 0).then(|| words.and_others(u32::try_from(n_rest).unwrap_or(u32::MAX)));
    let parts: Vec<_> = entity.parts.iter().take(PARTS).cloned().map(link).collect();
    let fact = |term: &'static str, text: String| {
        let lang = lang.clone();
        (!text.is_empty()).then(|| view! { <dt>{term}</dt><dd lang=lang>{text}</dd> })
    };
    let parent = entity
        .parent
        .clone()
        .map(|parent| view! { <dt>{words.part_of()}</dt><dd lang=lang.clone()>{link(parent)}</dd> });
    let parts = (!parts.is_empty())
        .then(|| view! { <dt>{words.parts()}</dt><dd lang=lang.clone()>{parts} {rest}</dd> });
    view! {
        <h2 class="name__title song" lang=lang.clone()>{count.entity.name.clone()}</h2>
        <p class="name__counts num">
            {words.entity_kind(count.entity.kind)} " · " {words.mention_counts(count.n_mentions, count.n_articles, count.n_documents)}
            {count.is_ambiguous.then(|| view! { " " <span class="flag">{words.ambiguous()}</span> })}
        </p>
        <dl class="name__facts">
            {fact(words.aliases(), entity.aliases.join("、"))}
            {fact(words.role(), entity.role.clone().unwrap_or_default())}
            {fact(words.province(), entity.province.clone().unwrap_or_default())}
            {parent}
            {parts}
        </dl>
    }
}

/// What can be done with the name.
#[component]
fn Actions(page: Page) -> impl IntoView {
    let words = use_words();
    let name = move || page.with_entity(|entity| entity.count.entity.clone());
    let results = move || {
        let href = name().map(|name| {
            page.repairs.with(|repairs| {
                let same: Vec<EntityName> = repairs.same_as(&name.id).cloned().collect();
                page.navigator.state().with(|state| naming(state, &name, &same).href())
            })
        });
        href.unwrap_or_default()
    };
    let hide = move |_| {
        if let Some(name) = untrack(name) {
            page.navigator.change(|state| with_entity(state, None), crate::view::history::Write::Replace);
            page.repair(|repairs| repairs.hide(name));
        }
    };
    let merge = move |_| {
        page.merging.set(untrack(name));
        let list = document().query_selector(".name-list__filter").ok().flatten();
        if let Some(list) =
            list.and_then(|list| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(list).ok())
        {
            // The list comes up first where it stood back.
            request_animation_frame(move || drop(list.focus()));
        }
    };
    view! {
        <p class="name__actions">
            <a href=results>{words.only_naming()}</a>
            <button type="button" on:click=merge>{words.merge_name()}</button>
            <button type="button" on:click=hide>{words.hide_name()}</button>
        </p>
    }
}

/// The results that name an entity, or what is taken for it.
fn naming(state: &ViewState, name: &EntityName, same: &[EntityName]) -> ViewState {
    state.with(|next| {
        next.view = View::Results;
        // Choices of several facets must all hold: another kind cannot stand beside this one.
        for name in same.iter().filter(|other| other.kind == name.kind).chain([name]) {
            next.choose(Facet::of(name.kind), &name.id, Choice::Chosen);
        }
    })
}
