//! Why nothing was found: weaker filters that find something, and spellings that do occur.

use std::ops::Range;

use super::{Engine, count};
use crate::order::counted;
use crate::protocol::{Filter, Relaxation, RelaxationKind};
use crate::query::Matches;
use crate::query::find::Finder;
use crate::query::term::{Pattern, Term};

/// Characters of a term, at least, for which spellings with one other character are looked for; of two characters too many would do.
const SHORTEST: usize = 3;

/// Characters of such a term, at most; each is tried.
const LONGEST: usize = 16;

/// Spellings that are offered for a term.
const MOST_SPELLINGS: usize = 3;

impl Engine {
    /// What would be found with one condition less, or with one character other than typed; conditions first.
    pub(super) fn relaxations(&self, filter: &Filter, matches: &Matches) -> Vec<Relaxation> {
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
        // In quotation marks or behind a field something else stands there than the term alone.
        let is_bare = |term: &Term| filter.query.get(term.range.clone()) == Some(&term.text);
        for (_, term) in query.wanted().filter(|(_, term)| is_bare(term)) {
            for spelling in self.spellings(term) {
                let query = replaced(&filter.query, &term.range, &spelling);
                weaker.push((RelaxationKind::Spelling(spelling), Filter { query, ..filter.clone() }));
            }
        }
        let relaxation = |(kind, filter): (RelaxationKind, Filter)| {
            let matches = self.matches(&filter);
            let (n_hits, n_articles) = (count(matches.n_hits()), self.n_articles(&matches));
            Relaxation { kind, filter, n_hits, n_articles }
        };
        weaker.into_iter().map(relaxation).filter(|r| r.n_hits > 0 || r.n_articles > 0).collect()
    }

    /// Words of the corpus that differ from a term in one character, the most frequent first; none where the term itself occurs.
    fn spellings(&self, term: &Term) -> Vec<String> {
        let Pattern::Literal(text) = &term.pattern else { return Vec::new() };
        let finder = Finder::new(&self.corpus, &self.index, false);
        let chars: Vec<char> = text.chars().collect();
        if !(SHORTEST..=LONGEST).contains(&chars.len())
            || !chars.iter().all(|c| c.is_alphanumeric())
            || finder.occurs(text)
        {
            return Vec::new();
        }
        let mut found: Vec<String> = Vec::new();
        for index in 0..chars.len() {
            let part = |range: Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
            for place in finder.with_one_other(&part(0..index), &part(index + 1..chars.len())) {
                let source = self.index.source_span(&self.corpus, place);
                let printed = self.corpus.text().get(source).unwrap_or("");
                if printed.chars().all(char::is_alphanumeric) {
                    found.push(printed.to_owned());
                }
            }
        }
        counted(&found).into_iter().take(MOST_SPELLINGS).map(|(spelling, _)| spelling).collect()
    }
}

/// A query with other words in the place of some of its bytes.
fn replaced(query: &str, range: &Range<usize>, words: &str) -> String {
    let (before, after) = (query.get(..range.start), query.get(range.end..));
    format!("{}{words}{}", before.unwrap_or(""), after.unwrap_or("")).trim().to_owned()
}
