//! Names to choose from, those with most mentions first.

use leptos::prelude::*;

use crate::protocol::EntityKind;
use crate::protocol::annotation::{EntityName, NameCount};
use crate::view::history::Write;
use crate::view::ui::{live, live_flag, live_text};
use crate::view::use_explorer;
use crate::view::words::{grouped, use_words};

use super::asked::kind_of;
use super::{Page, with_entity};

/// Kinds, a field to filter by, the names.
#[component]
pub(super) fn NameList(page: Page) -> impl IntoView {
    let words = use_words();
    let n_left = move || {
        page.listed.with(|listed| {
            let n_shown = u32::try_from(listed.answer.names.len()).unwrap_or(u32::MAX);
            listed.answer.n_names.saturating_sub(n_shown)
        })
    };
    let none = move || {
        let is_filtered = page.navigator.state().read().by.is_some();
        if is_filtered { words.no_such_name() } else { words.no_names() }.to_owned()
    };
    let cancel = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && page.merging.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
            page.merging.set(None);
        }
    };
    let is_empty = move || page.listed.with(|listed| listed.answer.names.is_empty());
    view! {
        <aside class="name-list" aria-label=words.names() on:keydown=cancel>
            <Kinds page/>
            <FilterField page/>
            <Merging page/>
            <table class="name-list__table" hidden=live_flag(is_empty)>
                <caption class="unseen">{words.names()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.name()}</th>
                        <th scope="col">{words.mentions()}</th>
                        <th scope="col">{words.in_articles()}</th>
                    </tr>
                </thead>
                <Rows page/>
            </table>
            <p class="names__none" hidden=live_flag(move || page.is_new() || !is_empty())>{live_text(none)}</p>
            <div class="names__waiting" hidden=live_flag(move || !page.is_new())>
                <span class="unseen">{words.counting()}</span>
                {["", "", "", "", "", "", "", ""].map(|empty| view! { <i>{empty}</i> }).collect_view()}
            </div>
            <button type="button" class="button name-list__more" hidden=live_flag(move || n_left() == 0)
                on:click=move |_| page.navigator.show_more()>{live_text(move || words.more(n_left()))}</button>
        </aside>
    }
}

/// Kinds of names with how many there are of each.
#[component]
fn Kinds(page: Page) -> impl IntoView {
    let words = use_words();
    let navigator = page.navigator;
    let link = move |kind: Option<EntityKind>| {
        let is_current = navigator.part(move |state| kind_of(state) == kind);
        let count = move || {
            page.listed.with(|listed| match kind {
                Some(kind) => listed.answer.kinds[kind as usize],
                None => listed.answer.kinds.iter().sum(),
            })
        };
        let href = navigator.link(move |state| {
            state.with(|next| (next.part, next.entity) = (kind.map(|kind| kind.name().to_owned()), None))
        });
        view! {
            <a class="name-list__kind" href=href aria-current=move || is_current().then_some("true")>
                {kind.map_or(words.all_kinds(), |kind| words.entity_kind(kind))} " " <small class="num">{live_text(move || grouped(count()))}</small>
            </a>
        }
    };
    view! {
        <nav class="name-list__kinds" aria-label=words.kinds_of_names()>
            {link(None)} {EntityKind::ALL.map(|kind| link(Some(kind))).collect_view()}
        </nav>
    }
}

#[component]
fn FilterField(page: Page) -> impl IntoView {
    let words = use_words();
    let navigator = page.navigator;
    let text = navigator.part(|state| state.by.clone().unwrap_or_default());
    let filter = move |text: String| {
        let text = Some(text).filter(|text| !text.trim().is_empty());
        navigator.change(|state| state.with(|next| next.by = text), Write::Type);
    };
    let is_composing = StoredValue::new(false);
    view! {
        <input class="name-list__filter" type="search" autocomplete="off" aria-label=words.filter_names() placeholder=words.filter_names()
            prop:value=text
            on:compositionstart=move |_| is_composing.set_value(true)
            on:compositionend=move |event| {
                is_composing.set_value(false);
                filter(event_target_value(&event));
            }
            on:input=move |event| if !is_composing.get_value() { filter(event_target_value(&event)) }/>
    }
}

/// What is being chosen, and a way out.
#[component]
fn Merging(page: Page) -> impl IntoView {
    let words = use_words();
    let sentence = move || {
        page.merging.with(|name| name.as_ref().map(|name| words.choose_same(&name.name)).unwrap_or_default())
    };
    view! {
        <div class="name-list__merging" role="status" hidden=live_flag(move || page.merging.with(Option::is_none))>
            <p>{live_text(sentence)}</p>
            <button type="button" class="button" on:click=move |_| page.merging.set(None)>{words.cancel()}</button>
        </div>
    }
}

#[component]
fn Rows(page: Page) -> impl IntoView {
    let names = Memo::new(move |_| page.listed.with(|listed| listed.answer.names.clone()));
    let rows = move || {
        let merging = page.merging.get();
        let own = merging.as_ref().map(|name| name.id.clone());
        let is_other = |name: &&NameCount| own.as_ref() != Some(&name.entity.id);
        names.with(|names| {
            let rows = names.iter().filter(is_other).cloned();
            rows.map(|count| view! { <Row page count merging=merging.clone()/> }).collect_view()
        })
    };
    view! { <tbody>{live(rows)}</tbody> }
}

/// A name, which is shown; or which another one is merged into.
#[component]
fn Row(page: Page, count: NameCount, merging: Option<EntityName>) -> impl IntoView {
    let words = use_words();
    let lang = use_explorer().answers.summary().lang.clone();
    let NameCount { entity, n_mentions, n_articles, is_ambiguous, .. } = count;
    let own = StoredValue::new(entity.id.clone());
    let is_current = Memo::new(move |_| page.id.with(|id| own.with_value(|own| id.as_ref() == Some(own))));
    let name = entity.name.clone();
    let choice = match merging {
        Some(merged) => {
            let merge = move |_| {
                let (merged, into) = (merged.clone(), entity.clone());
                page.merging.set(None);
                page.navigator
                    .change(|state| with_entity(state, Some(&into.id)), crate::view::history::Write::Push);
                page.repair(|repairs| repairs.merge(merged, into));
            };
            view! { <button type="button" class="name-list__name" lang=lang on:click=merge>{name}</button> }
                .into_any()
        }
        None => {
            let href = page.navigator.link(move |state| own.with_value(|own| with_entity(state, Some(own))));
            view! { <a class="name-list__name" lang=lang href=href aria-current=move || is_current.get().then_some("true")>{name}</a> }.into_any()
        }
    };
    let doubt = is_ambiguous.then(|| view! { <span class="flag" title=words.ambiguous()><span class="unseen">{words.ambiguous()}</span></span> });
    view! {
        <tr class="name-list__row" class:name-list__row--current=is_current>
            <th scope="row">{choice} {doubt}</th>
            <td class="num">{grouped(n_mentions)}</td>
            <td class="num">{grouped(n_articles)}</td>
        </tr>
    }
}
