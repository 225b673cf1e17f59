//! Spellings of the corpus that differ in one character from a term that it does not have: what the page by itself can offer.
//!
//! With the feature `engine`, [`super::spelled`] takes its place, whose tables the page has no room for.

use std::ops::Range;

use super::Engine;
use super::relax::replaced;
use crate::order::counted;
use crate::protocol::{Filter, RelaxationKind};
use crate::query::Query;
use crate::query::find::Finder;
use crate::query::term::{Pattern, Term};

/// Characters of a term, at least, for which spellings with one other character are looked for; of two characters too many would do.
const SHORTEST: usize = 3;

/// Characters of such a term, at most; each is tried.
const LONGEST: usize = 16;

/// Spellings that are offered for a term.
const MOST_SPELLINGS: usize = 3;

impl Engine {
    /// Adds the filter with each such spelling in the place of its term.
    #[inline]
    pub(super) fn with_one_other(
        &self,
        filter: &Filter,
        query: &Query,
        weaker: &mut Vec<(RelaxationKind, Filter)>,
    ) {
        // In quotation marks or behind a field something else stands there than the term alone.
        let is_bare = |term: &Term| filter.query.get(term.range.clone()) == Some(&term.text);
        for (_, term) in query.wanted().filter(|(_, term)| is_bare(term)) {
            for spelling in self.spellings(term) {
                let query = replaced(&filter.query, &term.range, &spelling);
                weaker.push((RelaxationKind::Spelling(spelling), Filter { query, ..filter.clone() }));
            }
        }
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
