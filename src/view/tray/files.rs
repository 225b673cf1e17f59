//! The tray as files, and which document an annotation from elsewhere means.

use crate::export::Source;
use crate::export::tray::{Passage, tray_annotations, tray_csv, tray_markdown};
use crate::view::Explorer;
use crate::view::take_away::{save, site_address, today};
use crate::view::url::{View, ViewState};

use leptos::prelude::*;

/// A form that the tray goes out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    /// Quotations with their sources.
    Markdown,
    /// A table.
    Csv,
    /// W3C Web Annotations.
    Annotations,
}

/// Saves the passages of these ids, as they stand in the corpus now.
pub(super) fn save_tray(Explorer { answers, tray, .. }: Explorer, file: File, ids: &[String]) {
    let places = tray.places.get_untracked();
    let passages: Vec<Passage> = tray.passages.with_untracked(|passages| {
        let known = |id: &String| passages.iter().find(|passage| passage.id == *id).cloned();
        ids.iter().filter_map(known).collect()
    });
    let now = |mut passage: Passage| {
        let found = places.get(&passage.id).cloned().flatten();
        found.into_iter().for_each(|found| passage.take(found));
        passage
    };
    let passages: Vec<Passage> = passages.into_iter().map(now).collect();
    let (summary, site, today) = (answers.summary(), site_address(), today());
    let place = |document: &str, at: Option<u32>| {
        format!("{site}{}", ViewState::default().reading(document, at).href())
    };
    let address = format!("{site}{}", ViewState::default().on(View::Overview).href().trim_end_matches('?'));
    let source = Source { summary: &summary, query: "", address: &address, place: &place, today: &today };
    let (ending, media, text) = match file {
        File::Markdown => ("md", "text/markdown;charset=utf-8", tray_markdown(&passages, &source)),
        File::Csv => ("csv", "text/csv;charset=utf-8", tray_csv(&passages, &source)),
        File::Annotations => ("jsonld", "application/ld+json", tray_annotations(&passages, &source)),
    };
    save(&format!("jianbao-tray-{today}.{ending}"), media, &text);
}

/// The document of the corpus that an address means: by its id, as the reader opens it, or as its text page.
pub(super) fn document_of(Explorer { answers, .. }: Explorer, address: &str) -> Option<String> {
    let summary = answers.summary();
    let known = |id: &str| summary.documents.iter().any(|document| document.id == id).then(|| id.to_owned());
    meant(address).into_iter().find_map(|id| known(&id))
}

/// What an address may mean.
fn meant(address: &str) -> [String; 3] {
    let address = address.split('#').next().unwrap_or_default();
    let (path, search) = address.split_once('?').unwrap_or((address, ""));
    let page = path.rsplit('/').next().unwrap_or_default();
    let page = page.strip_suffix(".html").or_else(|| page.strip_suffix(".original.txt")).unwrap_or(page);
    [ViewState::parse(search).document.unwrap_or_default(), page.to_owned(), address.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_documents() {
        for (address, expected) in [
            ("https://x/y/?view=reader&doc=001-ab&at=3", "001-ab"),
            ("https://x/?doc=%E7%BD%91#a", "网"),
            ("https://x/doc/001-ab.html", "001-ab"),
            ("https://x/doc/001-ab.original.txt", "001-ab"),
            ("001-ab", "001-ab"),
        ] {
            assert!(meant(address).iter().any(|id| id == expected), "{address}");
        }
        for address in ["", "?", "#", "https://x/", "javascript:alert(1)"] {
            assert!(meant(address).iter().all(|id| id != "001-ab"), "{address}");
        }
    }
}
