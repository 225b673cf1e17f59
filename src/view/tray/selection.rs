//! What is selected in the reader, as a stretch of the document.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element};

use crate::protocol::ReadAnswer;
use crate::protocol::passage::Wanted;
use crate::view::Explorer;
use crate::view::url::{View, ViewState};

/// Blocks of the reader whose text is a paragraph's.
const BLOCKS: &str = ".reader__text :is(.article__title, .article__heading, .article__paragraph)";

/// Bytes that lie at most between two paragraphs that follow each other.
const GAP: u32 = 8;

/// What of a paragraph is selected.
struct Piece<'a> {
    at: u32,
    is_after_seam: bool,
    text: &'a str,
    /// In UTF-16 units, as the browser counts.
    units: Range<usize>,
}

/// The stretch of the document that these pieces make; it ends where other text lies between two of them.
fn stretch(pieces: &[Piece<'_>]) -> Option<(u32, u32)> {
    let mut whole: Option<(u32, u32)> = None;
    // Where the paragraph before ends.
    let mut last_end = 0;
    for piece in pieces.iter().filter(|piece| !piece.units.is_empty()) {
        let byte = |unit: usize| {
            let at = u32::try_from(byte_of(piece.text, unit)).unwrap_or(u32::MAX);
            piece.at.saturating_add(at)
        };
        let (start, end) = (byte(piece.units.start), byte(piece.units.end));
        whole = match whole {
            None => Some((start, end)),
            Some((first, _))
                if !piece.is_after_seam && piece.at >= last_end && piece.at - last_end <= GAP =>
            {
                Some((first, end))
            }
            stopped => return stopped,
        };
        last_end = byte(usize::MAX);
    }
    whole.filter(|(start, end)| start < end)
}

/// The byte at which a UTF-16 unit of a text begins.
fn byte_of(text: &str, unit: usize) -> usize {
    let mut n_units = 0;
    for (at, c) in text.char_indices() {
        if n_units >= unit {
            return at;
        }
        n_units += c.len_utf16();
    }
    text.len()
}

/// What is selected in the open article, and where that ends on the screen.
pub(super) fn selected(explorer: Explorer) -> Option<(Wanted, DomRect)> {
    let selection = window().get_selection().ok().flatten()?;
    if selection.is_collapsed() {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let document = explorer.navigator.state().with_untracked(|state| state.document.clone())?;
    let (at, end) = untrack(|| explorer.answers.with_article(|article| selected_in(article, &range)))??;
    Some((Wanted::Stretch { document, at, end }, range.get_bounding_client_rect()))
}

fn selected_in(article: &ReadAnswer, range: &web_sys::Range) -> Option<(u32, u32)> {
    let blocks = leptos::prelude::document().query_selector_all(BLOCKS).ok()?;
    let mut pieces = Vec::new();
    for block in (0..blocks.length()).filter_map(|index| blocks.item(index)?.dyn_into::<Element>().ok()) {
        if !range.intersects_node(&block).unwrap_or(false) {
            continue;
        }
        let Some((paragraph, own)) = paragraph_of(article, &block) else { continue };
        let whole = usize::try_from(own.to_string().length()).unwrap_or_default();
        let before = |node: &web_sys::Node, offset: u32| {
            let part = own.clone_range();
            part.set_end(node, offset).ok()?;
            usize::try_from(part.to_string().length()).ok()
        };
        let start = range.start_container().ok().filter(|node| block.contains(Some(node)));
        let start = start.and_then(|node| before(&node, range.start_offset().ok()?)).unwrap_or(0);
        let end = range.end_container().ok().filter(|node| block.contains(Some(node)));
        let end = end.and_then(|node| before(&node, range.end_offset().ok()?)).unwrap_or(whole);
        pieces.push(Piece {
            at: paragraph.at,
            is_after_seam: paragraph.is_after_seam,
            text: &paragraph.text,
            units: start..end,
        });
    }
    stretch(&pieces)
}

/// The paragraph that a block shows, and its text on the page: a kicker before a title does not belong to it.
fn paragraph_of<'a>(
    article: &'a ReadAnswer,
    block: &Element,
) -> Option<(&'a crate::protocol::Paragraph, web_sys::Range)> {
    let index: usize = block.id().strip_prefix("paragraph-")?.parse().ok()?;
    let paragraph = article.paragraphs.get(index)?;
    let own = leptos::prelude::document().create_range().ok()?;
    own.select_node_contents(block).ok()?;
    if let Ok(Some(kicker)) = block.query_selector(":scope > .article__kicker") {
        own.set_start_after(&kicker).ok()?;
    }
    (own.to_string() == paragraph.text.as_str()).then_some((paragraph, own))
}

/// Selects nothing.
pub(super) fn forget() {
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.remove_all_ranges();
    }
}

/// What the key collects: the selection; else the sentence of what has the focus; else that of the current hit.
pub(super) fn pointed_at(explorer: Explorer) -> Option<Wanted> {
    if let Some((wanted, _)) = selected(explorer) {
        return Some(wanted);
    }
    let active = leptos::prelude::document().active_element();
    let state = explorer.navigator.state().get_untracked();
    if state.view != View::Reader {
        let link = active?.closest("main a[href^='?']").ok()??;
        let state = ViewState::parse(&link.get_attribute("href")?);
        return Some(Wanted::Sentence { document: state.document?, at: state.at? });
    }
    let document = state.document?;
    let at = untrack(|| {
        explorer.answers.with_article(|article| {
            let focused = active.and_then(|active| focused_in(article, &active));
            let current =
                explorer.answers.current.get().and_then(|hit| article.hits.get(hit)).map(|hit| hit.at);
            focused.or(current)
        })
    })??;
    Some(Wanted::Sentence { document, at })
}

/// The place in the document of an element inside a paragraph.
fn focused_in(article: &ReadAnswer, active: &Element) -> Option<u32> {
    let block = active.closest(BLOCKS).ok()??;
    if block == *active {
        return None;
    }
    let (paragraph, own) = paragraph_of(article, &block)?;
    own.set_end_before(active).ok()?;
    let byte = byte_of(&paragraph.text, usize::try_from(own.to_string().length()).ok()?);
    Some(paragraph.at.saturating_add(u32::try_from(byte).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pieces: &[(u32, bool, &'static str, Range<usize>)], expected: Option<(u32, u32)>) {
        let piece = |(at, is_after_seam, text, units): &(u32, bool, &'static str, Range<usize>)| Piece {
            at: *at,
            is_after_seam: *is_after_seam,
            text,
            units: units.clone(),
        };
        let pieces: Vec<Piece<'_>> = pieces.iter().map(piece).collect();
        assert_eq!(stretch(&pieces), expected);
    }

    #[test]
    fn units_of_the_browser_become_bytes() {
        check(&[(10, false, "网络𠀀畅通", 1..4)], Some((13, 20)));
        check(&[(10, false, "网络", 0..99)], Some((10, 16)));
        check(&[(10, false, "网络", 1..1)], None);
        check(&[], None);
    }

    #[test]
    fn a_stretch_ends_where_other_text_begins() {
        let next = |at, is_after_seam| [(10, false, "网络", 1..2), (at, is_after_seam, "畅通", 0..1)];
        check(&next(17, false), Some((13, 20)));
        check(&next(17, true), Some((13, 16)));
        check(&next(90, false), Some((13, 16)));
        check(&next(0, false), Some((13, 16)));
        check(&[(10, false, "网络", 1..2), (17, false, "畅通", 0..0)], Some((13, 16)));
    }
}
