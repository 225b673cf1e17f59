//! Search results as plain data for programs: the command line, and scripts beside the page.

use serde::Serialize;

use super::offset;
#[cfg(feature = "engine")]
use super::spelled::Spelled;
use crate::corpus::Corpus;
use crate::protocol::{CountAnswer, Relaxation};
use crate::query::matcher::Match;
use crate::query::snippet;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Listing {
    /// Hits in all that was found; `None` where a corpus in files would have had to be fetched for nothing else.
    pub total: Option<u32>,
    /// Articles with hits; covers and contents pages are not counted.
    pub articles: u32,
    /// Documents with hits.
    pub documents: u32,
    /// The articles of this page of results, best first.
    pub hits: Vec<Listed>,
    /// How results fall on facets and time, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<CountAnswer>,
    /// What would be found with one condition less, where nothing was found.
    #[serde(skip)]
    pub relaxations: Vec<Relaxation>,
    /// What would be found in another spelling, where nothing was found.
    #[cfg(feature = "engine")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spellings: Vec<Spelled>,
}

/// An article with hits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// Id of its document.
    pub document: String,
    /// Its id.
    pub article: String,
    /// Its title; empty for a cover or contents page.
    pub title: String,
    /// EDTF date on which its document was published.
    pub published: Option<String>,
    /// The hits: first byte and byte after the last in the document's cleaned text.
    pub spans: Vec<(u32, u32)>,
    /// Excerpts, in the order of the text.
    pub snippets: Vec<ListedSnippet>,
}

/// An excerpt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedSnippet {
    /// The text.
    pub text: String,
    /// Hits in it: first byte and byte after the last.
    pub marks: Vec<(u32, u32)>,
}

/// An article with hits as plain data.
pub(crate) fn listed(corpus: &Corpus, found: &Match, n_snippets: usize) -> Listed {
    let article = corpus.article(found.article);
    let document = article.document();
    let base = document.text_range().start;
    let span = |at: u32| offset(at as usize, base);
    let snippets = if found.hits.is_empty() {
        snippet::lead(article).into_iter().collect()
    } else {
        snippet::snippets(article, &found.hits, n_snippets).0
    };
    let snippets = snippets.into_iter().map(|snippet| ListedSnippet {
        marks: snippet.marks.iter().map(|mark| (mark.start, mark.end)).collect(),
        text: snippet.text,
    });
    Listed {
        document: document.id().to_owned(),
        article: article.id().to_owned(),
        title: article.title().to_owned(),
        published: document.published().map(str::to_owned),
        spans: found.hits.iter().map(|hit| (span(hit.start), span(hit.end))).collect(),
        snippets: snippets.collect(),
    }
}
