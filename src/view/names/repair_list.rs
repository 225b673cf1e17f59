//! What a reader has corrected: to be taken back, and to be taken away as a file.

use leptos::prelude::*;

use crate::protocol::annotation::EntityName;
use crate::view::ui::{live, live_flag, live_text, read_file};
use crate::view::use_explorer;
use crate::view::words::{grouped, use_words};

use super::Page;
use super::repairs::Repairs;

/// The corrections.
#[component]
pub(super) fn RepairList(page: Page) -> impl IntoView {
    let words = use_words();
    let n = move || {
        page.repairs
            .with(|repairs| u32::try_from(repairs.hidden.len() + repairs.merged.len()).unwrap_or(u32::MAX))
    };
    let is_empty = move || page.repairs.with(Repairs::is_empty);
    let rows = move || {
        page.repairs.with(|repairs| {
            let hidden = repairs.hidden.iter().map(|name| (name.clone(), None));
            let merged = repairs.merged.iter().map(|merge| (merge.name.clone(), Some(merge.into.clone())));
            hidden.chain(merged).map(|(name, into)| view! { <Row page name into/> }).collect_view()
        })
    };
    let file = move |print: fn(&Repairs) -> String, kind: &'static str| {
        move || page.repairs.with(|repairs| data_address(&print(repairs), kind))
    };
    view! {
        <details class="repairs" open=live_flag(move || !is_empty())>
            <summary class="repairs__title">{words.own_repairs()} " " <small class="num">{live_text(move || grouped(n()))}</small></summary>
            <p class="repairs__hint">{words.own_repairs_hint()}</p>
            <ul class="repairs__list" hidden=live_flag(is_empty)>{live(rows)}</ul>
            <p class="repairs__files">
                <a class="button" download="names.toml" hidden=live_flag(is_empty) href=file(Repairs::to_toml, "application/toml")>{words.save_toml()}</a>
                <a class="button" download="names.json" hidden=live_flag(is_empty) href=file(Repairs::to_json, "application/json")>{words.save_json()}</a>
                <OpenFile page/>
            </p>
        </details>
    }
}

#[component]
fn Row(page: Page, name: EntityName, into: Option<EntityName>) -> impl IntoView {
    let words = use_words();
    let lang = use_explorer().answers.summary().lang.clone();
    let id = name.id.clone();
    let label = words.undo_repair(&name.name);
    let (what, into) = match into {
        Some(into) => (words.merged_into(), Some(view! { " → " <b lang=lang.clone()>{into.name}</b> })),
        None => (words.hidden_name(), None),
    };
    view! {
        <li class="repairs__row">
            <span class="dim">{what}</span>
            <span><b lang=lang>{name.name}</b> {into}</span>
            <button type="button" class="button button--quiet" aria-label=label on:click=move |_| page.repair(|repairs| repairs.undo(&id))>{words.undo()}</button>
        </li>
    }
}

/// A field that takes a file which was saved here or elsewhere.
#[component]
fn OpenFile(page: Page) -> impl IntoView {
    let words = use_words();
    let is_wrong = RwSignal::new(false);
    let take = move |text: Option<String>| match text.and_then(|text| Repairs::from_json(&text)) {
        Some(read) => {
            is_wrong.set(false);
            page.repair(|repairs| repairs.add(read));
        }
        None => is_wrong.set(true),
    };
    view! {
        <label class="button repairs__open">
            <span>{words.open_json()}</span>
            <input class="unseen" type="file" accept=".json,application/json" on:change=move |event| {
                if let Some(input) = event.target() {
                    read_file(&input, None, take);
                }
            }/>
        </label>
        <span class="repairs__wrong" role="status">{live_text(move || if is_wrong.get() { words.wrong_file().to_owned() } else { String::new() })}</span>
    }
}

/// An address that holds a file.
fn data_address(text: &str, kind: &str) -> String {
    format!("data:{kind};charset=utf-8,{}", String::from(js_sys::encode_uri_component(text)))
}
