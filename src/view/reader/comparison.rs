//! The article as the file has it, beside the cleaned text, every change marked and named.
//!
//! The file's text is no part of the page; it is fetched when it is first asked for.

use js_sys::futures::JsFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, Response};

use crate::corpus::{ORIGINAL, TEXT_PAGE, file_name};
use crate::text::pair;
use crate::view::history::focus;
use crate::view::ui::{Fresh, add, live, made};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::sides::sides;
use super::{Standing, bring_to_middle, hit_id, settle};

/// What came back for a document; at first for none.
#[derive(Debug, Default)]
struct Original {
    /// Id of the document.
    document: String,
    /// Its text beside the cleaned one; `None` when it could not be had.
    file: Option<String>,
}

/// Raw and cleaned text side by side.
#[component]
pub(super) fn Comparison(
    /// Where the reader stood in the cleaned text.
    standing: Option<Standing>,
) -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let original = RwSignal::new(Original::default());
    Effect::new(move |_| {
        let current = explorer.answers.current.get();
        match document_id(explorer) {
            Some(id) if original.with(|original| original.document != id) => {
                fetch(explorer, id, original, standing);
            }
            _ => request_animation_frame(move || mark_current(current)),
        }
    });
    // A button of the legend leads to its next change, and Enter on a change to the next of its kind.
    let press = move |event: &Event, tag: &str| {
        let Some(target) = event.target().filter(|_| tag != "DEL" || is_enter(event)) else { return };
        let target: Element = target.unchecked_into();
        match target.get_attribute("data-kind") {
            Some(kind) if target.tag_name() == tag => go_on(&kind, &target),
            None if target.class_name() == "button" && tag == "BUTTON" => original.set(Original::default()),
            _ => {}
        }
    };
    view! {
        <div on:click=move |event| press(&event, "BUTTON") on:keydown=move |event| press(&event, "DEL")>
            {live(move || Fresh::made(move || show(explorer, &original.read(), words)))}
        </div>
    }
}

fn document_id(Explorer { answers, .. }: Explorer) -> Option<String> {
    answers.with_article(|read| answers.document(read.document)).flatten().map(|document| document.id)
}

/// Asks for the original text of a document. An answer that comes too late is for another document, and asked for anew.
fn fetch(explorer: Explorer, document: String, original: RwSignal<Original>, standing: Option<Standing>) {
    let version = &explorer.answers.summary().version;
    let address = format!("doc/{}?{version}", file_name(&document, ORIGINAL));
    leptos::task::spawn_local(async move {
        let file = text_of(&address).await.filter(|file| pair::read(file).is_some());
        let has_come = file.is_some();
        if original.try_set(Original { document, file }).is_none() && has_come {
            settle(explorer, standing);
        }
    });
}

/// The text at an address below the page.
async fn text_of(address: &str) -> Option<String> {
    let response: Response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.unchecked_into();
    let text = response.text().ok().filter(|_| response.ok())?;
    JsFuture::from(text).await.ok()?.as_string()
}

/// The two sides; until they are there, or when they cannot be had, what is to be said of that.
fn show(explorer: Explorer, original: &Original, words: Words) -> Element {
    let Explorer { answers, .. } = explorer;
    let id = document_id(explorer).filter(|id| *id == original.document);
    let Some(id) = id else {
        let note = made("p", "compare__note", words.fetching());
        let _ = note.set_attribute("role", "status");
        return note;
    };
    let file = original.file.as_deref();
    let sides = file.and_then(pair::read).and_then(|pairs| {
        answers.with_article(|article| {
            Some(sides(&answers.document(article.document)?, article, &pairs, words))
        })?
    });
    sides.unwrap_or_else(|| {
        let note = made("p", "compare__note", words.no_original());
        let _ = note.set_attribute("role", "alert");
        let link = made("a", "", words.text_page());
        let _ = link.set_attribute("href", &format!("doc/{}", file_name(&id, TEXT_PAGE)));
        add(&note, &link);
        add(&note, &made("button", "button", words.again()));
        note
    })
}

/// Marks the pieces of the current hit, and no others.
fn mark_current(current: Option<usize>) {
    let class = current.map(hit_id).unwrap_or_default();
    let marks = document().get_elements_by_tag_name("mark");
    for mark in (0..marks.length()).filter_map(|index| marks.item(index)) {
        let list = mark.class_list();
        let _ = list.toggle_with_force("mark--now", current.is_some() && list.contains(&class));
    }
}

/// Leads to the change of a kind that comes after `from`; a button remembers how far it has led.
fn go_on(kind: &str, from: &Element) {
    let Ok(changes) = document().query_selector_all(&format!("del.{kind}")) else { return };
    let own = (0..changes.length()).find(|index| {
        changes.item(*index).is_some_and(|change| change == *AsRef::<web_sys::Node>::as_ref(from))
    });
    let last = own.or_else(|| from.get_attribute("data-last")?.parse().ok());
    let index = last.map_or(0, |last: u32| last + 1).checked_rem(changes.length()).unwrap_or(0);
    let _ = from.set_attribute("data-last", &index.to_string());
    if let Some(change) = changes.item(index) {
        let change: &HtmlElement = change.unchecked_ref();
        bring_to_middle(change);
        focus(change);
    }
}

fn is_enter(event: &Event) -> bool {
    event.unchecked_ref::<web_sys::KeyboardEvent>().key() == "Enter"
}
