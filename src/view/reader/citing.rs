//! A copied quote takes with it where it stands: title, document, day, and a link that opens there. Its characters stay the source's own.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Selection};

use crate::protocol::ReadAnswer;
use crate::view::day_text::show_published;
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

/// Characters from which on a copy is a quote; fewer are a word to be looked up elsewhere.
const QUOTE: usize = 12;

/// Listens for as long as the reader is shown.
pub(super) fn cite_copies() {
    let (explorer, words) = (use_explorer(), use_words());
    let handle = window_event_listener(leptos::ev::copy, move |event| {
        if let Some(text) = cited(explorer, words) {
            put(&event, &text);
        }
    });
    on_cleanup(move || handle.remove());
}

/// The selected quote with its source; `None` where no quote of the open article is selected.
fn cited(explorer: Explorer, words: Words) -> Option<String> {
    let selection = window().get_selection().ok()??;
    let quote = String::from(selection.to_string());
    if quote.chars().filter(|c| !c.is_whitespace()).count() < QUOTE {
        return None;
    }
    let (paragraph, before) = start(&selection)?;
    let Explorer { navigator, answers, .. } = explorer;
    untrack(|| {
        answers.with_article(|read| {
            let document = answers.document(read.document)?;
            let article = document.articles.get(read.article as usize)?;
            let at = place(read, paragraph, &before)?;
            let href = navigator.state().with_untracked(|state| {
                let only = crate::view::url::ViewState { query: state.query.clone(), ..Default::default() };
                only.reading(&document.id, Some(at)).href()
            });
            let site =
                location().origin().unwrap_or_default() + location().pathname().unwrap_or_default().as_str();
            let title = if article.title.is_empty() { &document.title } else { &article.title };
            let source = words.quoted_from(title, &document.title, &show_published(&document, words));
            Some(format!("{quote}\n\n{source}\n{site}{href}"))
        })?
    })
}

/// The paragraph in which a selection begins, and the text of it before the selection.
fn start(selection: &Selection) -> Option<(usize, String)> {
    let range = selection.get_range_at(0).ok()?;
    let node = range.start_container().ok()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let block = element.closest(".article [id^='paragraph-']").ok()??;
    let paragraph = block.id().strip_prefix("paragraph-")?.parse().ok()?;
    let before = range.clone_range();
    before.select_node_contents(&block).ok()?;
    before.set_end(&node, range.start_offset().ok()?).ok()?;
    Some((paragraph, String::from(before.to_string())))
}

/// Where a quote stands in the document; a kicker that the page shows before a title is no part of it.
fn place(article: &ReadAnswer, paragraph: usize, before: &str) -> Option<u32> {
    let paragraph = article.paragraphs.get(paragraph)?;
    let len = if paragraph.text.starts_with(before) { before.len() } else { 0 };
    paragraph.at.checked_add(u32::try_from(len).ok()?)
}

fn put(event: &ClipboardEvent, text: &str) {
    if let Some(clipboard) = event.clipboard_data()
        && clipboard.set_data("text/plain", text).is_ok()
    {
        event.prevent_default();
    }
}
