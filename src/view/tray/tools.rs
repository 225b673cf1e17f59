//! What narrows and orders the tray, and its files.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::export::tray::{Colour, MOST_BYTES, Unread, tray_from_annotations};
use crate::view::history::Write;
use crate::view::ui::read_file;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::desk::Told;
use super::files::{File, document_of, save_tray};
use super::{BY_MADE, badge, chosen_colour, count, ink};

/// The tools.
#[component]
pub(super) fn Tools(ids: Memo<Vec<String>>, typed: RwSignal<String>) -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let words = use_words();
    let is_empty = Memo::new(move |_| tray.passages.with(Vec::is_empty));
    let is_by_made = explorer.navigator.part(|state| state.by.as_deref() == Some(BY_MADE));
    let order = move |event: web_sys::Event| {
        let by = Some(event_target_value(&event)).filter(|by| !by.is_empty());
        explorer.navigator.change(|state| state.with(|next| next.by = by), Write::Replace);
    };
    let file = move |file: File, label: &'static str| {
        view! {
            <button type="button" class="button" disabled=move || ids.with(Vec::is_empty)
                on:click=move |_| save_tray(explorer, file, &ids.get_untracked())>{label}</button>
        }
    };
    view! {
        <div class="tray-tools" class:tray-tools--empty=is_empty>
            <div class="tray-tools__row" hidden=is_empty>
                <input type="search" class="tray-tools__find" aria-label=words.find_in_notes() placeholder=words.find_in_notes()
                    prop:value=typed on:input=move |event| typed.set(event_target_value(&event))/>
                <ColourFilter/>
                <label class="choice"><span>{words.tray_order()}</span>
                    <select class="choice__select" on:change=order>
                        <option value="" selected=move || !is_by_made()>{words.by_place()}</option>
                        <option value=BY_MADE selected=is_by_made>{words.by_made()}</option>
                    </select>
                </label>
            </div>
            <div class="tray-tools__row tray-tools__files">
                <span class="tray-tools__label" hidden=is_empty>{words.save_as()}</span>
                <span class="tray-tools__save" hidden=is_empty>
                    {file(File::Markdown, "Markdown")} {file(File::Csv, "CSV")} {file(File::Annotations, "W3C Annotations")}
                </span>
                <OpenFile/>
            </div>
        </div>
    }
}

/// All colours, or one of them.
#[component]
fn ColourFilter() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let chosen = explorer.navigator.part(chosen_colour);
    let link = move |colour: Option<Colour>| {
        explorer
            .navigator
            .link(move |state| state.with(|next| next.part = colour.map(|colour| colour.name().to_owned())))
    };
    let n_of = move |colour| {
        explorer
            .tray
            .passages
            .with(|passages| passages.iter().filter(|passage| passage.colour == colour).count())
    };
    let one = move |colour: Colour| {
        view! {
            <a href=link(Some(colour)) title=words.colour_name(colour) aria-current=move || (chosen() == Some(colour)).to_string()>
                <span class=ink(colour) aria-hidden="true"></span>
                <span class="unseen">{words.colour_name(colour)}</span>
                <small class="num">{move || badge(count(n_of(colour)))}</small>
            </a>
        }
    };
    view! {
        <div class="toggle tray-tools__colours" role="group" aria-label=words.colour()>
            <a href=link(None) aria-current=move || chosen().is_none().to_string()>{words.all_colours()}</a>
            {Colour::ALL.map(one).collect_view()}
        </div>
    }
}

/// A field that takes a file of annotations.
#[component]
fn OpenFile() -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let words = use_words();
    let take = move |text: Option<String>| {
        let Some(text) = text else { return tray.tell(Told::Refused(Unread::TooLarge)) };
        match tray_from_annotations(&text, &|address| document_of(explorer, address)) {
            Ok(read) => tray.import(read),
            Err(unread) => tray.tell(Told::Refused(unread)),
        }
    };
    view! {
        <label class="button tray-tools__open" title=words.open_annotations_hint()>
            <span>{words.open_annotations()}</span>
            <input class="unseen" type="file" accept=".json,.jsonld,application/json,application/ld+json" on:change=move |event| {
                let Some(input) = event.target() else { return };
                read_file(&input, Some(MOST_BYTES), take);
                // The same file can be chosen again.
                if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
                    set_timeout({ let input = input.clone(); move || input.set_value("") }, std::time::Duration::ZERO);
                }
            }/>
        </label>
    }
}
