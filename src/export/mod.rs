//! HITS → FILES: what a reader takes away, one format a file.
//!
//! Everything here turns answers into text. Spreadsheets get comma-separated values with a byte order mark, without which Excel
//! takes Chinese for something else; calendars get iCalendar (RFC 5545); reference managers get BibTeX, RIS and CSL-JSON.
//!
//! This room knows answers and addresses, nothing of pages, and fetches nothing.

mod calendar;
mod citation;
mod hits;
mod table;
pub mod tray;

pub use calendar::calendar;
pub use citation::{Citation, Style, cite};
pub use hits::{articles_csv, hits_csv, hits_json, hits_markdown};
pub use table::{dates_csv, figures_csv, names_csv};

use crate::protocol::{DocumentSummary, Summary};

/// Where what is taken away comes from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The corpus.
    pub summary: &'a Summary,
    /// The query as typed.
    pub query: &'a str,
    /// The address that shows what was searched and chosen.
    pub address: &'a str,
    /// The address that opens a document of this id, at a byte of its cleaned text.
    pub place: &'a dyn Fn(&str, Option<u32>) -> String,
    /// Today, `YYYY-MM-DD`.
    pub today: &'a str,
}

impl<'a> Source<'a> {
    /// The document of an id.
    fn document(&self, id: &str) -> Option<&'a DocumentSummary> {
        self.summary.documents.iter().find(|document| document.id == id)
    }

    /// The title of an article, by its id.
    fn article(&self, document: &str, article: &str) -> &'a str {
        let articles =
            self.document(document).map(|document| document.articles.as_slice()).unwrap_or_default();
        articles.iter().find(|known| known.id == article).map_or("", |known| known.title.as_str())
    }

    fn place(&self, document: &str, at: Option<u32>) -> String {
        (self.place)(document, at)
    }

    fn title_of(&self, document: &str) -> &'a str {
        self.document(document).map_or("", |document| document.title.as_str())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::protocol::{ArticleSummary, PublishedBasis};

    /// A corpus of one document.
    pub(super) fn summary() -> Summary {
        let article =
            ArticleSummary { id: "d/1".to_owned(), title: "一篇".to_owned(), ..ArticleSummary::default() };
        let document = DocumentSummary {
            id: "d".to_owned(),
            title: "甲报，“乙”".to_owned(),
            publisher: Some("某社".to_owned()),
            published: Some("2020-02-06".to_owned()),
            published_basis: Some(PublishedBasis::Printed),
            lang: "zh-Hans".to_owned(),
            articles: vec![article],
            ..DocumentSummary::default()
        };
        Summary {
            title: "简报集".to_owned(),
            version: "0123abcd".to_owned(),
            lang: "zh-Hans".to_owned(),
            n_documents: 1,
            documents: vec![document],
            ..Summary::default()
        }
    }

    /// An address of a place.
    pub(super) fn place(document: &str, at: Option<u32>) -> String {
        format!("https://x/?doc={document}{}", at.map(|at| format!("&at={at}")).unwrap_or_default())
    }

    /// Where it comes from.
    pub(super) fn source<'a>(summary: &'a Summary, query: &'a str) -> Source<'a> {
        Source { summary, query, address: "https://x/?q", place: &place, today: "2026-11-23" }
    }

    #[test]
    fn titles_are_looked_up() {
        let summary = summary();
        let source = source(&summary, "");
        assert_eq!(
            (source.title_of("d"), source.article("d", "d/1"), source.title_of("x")),
            ("甲报，“乙”", "一篇", "")
        );
    }
}
