//! Why nothing was found: weaker filters that find something, and spellings that do occur.

use std::ops::Range;

use super::{Engine, count};
use crate::protocol::{Filter, Relaxation, RelaxationKind};
use crate::query::Matches;

impl Engine {
    /// What would be found with one condition less, or in another spelling; conditions first.
    pub(super) fn relaxations(&self, filter: &Filter, matches: &Matches) -> Vec<Relaxation> {
        let weaker = self.weaker(filter, matches);
        #[cfg(feature = "engine")]
        let weaker =
            weaker.into_iter().chain(self.spelled(filter, matches).into_iter().map(Into::into)).collect();
        weaker
    }

    /// What would be found with one condition less; in the page by itself also with one character other than typed.
    pub(super) fn weaker(&self, filter: &Filter, matches: &Matches) -> Vec<Relaxation> {
        let mut weaker: Vec<(RelaxationKind, Filter)> = Vec::new();
        if filter.from.is_some() || filter.to.is_some() {
            weaker.push((RelaxationKind::Dates, Filter { from: None, to: None, ..filter.clone() }));
        }
        if !filter.documents.is_empty() {
            weaker.push((RelaxationKind::Documents, Filter { documents: Vec::new(), ..filter.clone() }));
        }
        #[cfg(feature = "engine")]
        if !filter.facets.is_empty() {
            weaker.push((RelaxationKind::Facets, Filter { facets: Vec::new(), ..filter.clone() }));
        }
        if filter.exact {
            weaker.push((RelaxationKind::Exact, Filter { exact: false, ..filter.clone() }));
        }
        let query = &matches.query;
        let parts = query.tests.iter().map(|test| &test.range).chain(query.in_paragraph.as_ref());
        for range in parts {
            // Behind a minus the rest would turn into an exclusion.
            if filter.query.get(..range.start).is_some_and(|before| before.ends_with(['-', '－', '−'])) {
                continue;
            }
            let part = filter.query.get(range.clone()).unwrap_or_default().to_owned();
            let rest = replaced(&filter.query, range, "");
            weaker.push((RelaxationKind::Without(part), Filter { query: rest, ..filter.clone() }));
        }
        if query.terms.len() > 1 {
            for (_, term) in query.wanted() {
                let query = filter.query.get(term.range.clone()).unwrap_or(&term.text).to_owned();
                weaker
                    .push((RelaxationKind::OnlyTerm(term.text.clone()), Filter { query, ..filter.clone() }));
            }
        }
        #[cfg(not(feature = "engine"))]
        self.with_one_other(filter, query, &mut weaker);
        let relaxation = |(kind, filter): (RelaxationKind, Filter)| {
            let matches = self.matches(&filter);
            let (n_hits, n_articles) = (count(matches.n_hits()), self.n_articles(&matches));
            Relaxation { kind, filter, n_hits, n_articles }
        };
        weaker.into_iter().map(relaxation).filter(|r| r.n_hits > 0 || r.n_articles > 0).collect()
    }
}

/// A query with other words in the place of some of its bytes.
pub(super) fn replaced(query: &str, range: &Range<usize>, words: &str) -> String {
    let (before, after) = (query.get(..range.start), query.get(range.end..));
    format!("{}{words}{}", before.unwrap_or(""), after.unwrap_or("")).trim().to_owned()
}
