//! Searching a pack for programs: results as plain data.

use super::listing::{Listing, listed};
use super::{Engine, count};
use crate::protocol::{Filter, SearchRequest, Sort, Weights};
use crate::query::score;

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
