//! Search results as plain data for programs: the command line, and scripts beside the page.

use serde::Serialize;

use super::spelled::Spelled;
use super::{Engine, count, offset};
use crate::corpus::Corpus;
use crate::protocol::{CountAnswer, Filter, Relaxation, SearchRequest, Sort, Weights};
use crate::query::matcher::Match;
use crate::query::{score, snippet};

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

impl Engine {
    /// One page of results as plain data.
    #[must_use]
    pub fn list(&self, request: &SearchRequest) -> Listing {
        let matches = self.matches(&request.filter);
        let order = score::ranked(&self.corpus, &matches, request.sort, &request.weights());
        let page = order.iter().skip(request.offset as usize).take(request.limit as usize);
        let found = page.filter_map(|&place| matches.found.get(place));
        let listed = found.map(|found| listed(&self.corpus, found, request.n_snippets as usize));
        let hits = listed.collect();
        let is_empty = matches.found.is_empty();
        Listing {
            total: Some(count(matches.n_hits())),
            articles: self.n_articles(&matches),
            documents: self.n_documents(&matches),
            hits,
            counts: None,
            relaxations: if is_empty { self.weaker(&request.filter, &matches) } else { Vec::new() },
            spellings: if is_empty { self.spelled(&request.filter, &matches) } else { Vec::new() },
        }
    }

    /// Numbers of all documents that hold a match, each once, in the order of the results.
    #[must_use]
    pub fn matching_documents(&self, filter: &Filter, sort: Sort) -> Vec<u32> {
        let matches = self.matches(filter);
        let mut seen = vec![false; self.corpus.documents().count()];
        let mut documents = Vec::new();
        for place in score::ranked(&self.corpus, &matches, sort, &Weights::default()) {
            let Some(found) = matches.found.get(place) else { continue };
            let document = self.corpus.article(found.article).document().number().0;
            if let Some(seen) = seen.get_mut(document as usize).filter(|seen| !**seen) {
                *seen = true;
                documents.push(document);
            }
        }
        documents
    }
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
