//! Why nothing was found: weaker filters that find something, and spellings that do occur.

use std::ops::Range;

use super::{Engine, count};
use crate::order::counted;
use crate::protocol::{Filter, Relaxation, RelaxationKind};
use crate::query::find::Finder;
use crate::query::term::{Pattern, Term};
use crate::query::{Matches, Query};

/// Characters of a term, at least, for which spellings with one other character are looked for; of two characters too many would do.
const SHORTEST: usize = 3;

/// Characters of such a term, at most; each is tried.
const LONGEST: usize = 16;

/// Spellings that are offered for a term.
const MOST_SPELLINGS: usize = 3;

impl Engine {
    /// What would be found with one condition less, or in another spelling; conditions first.
    pub(super) fn relaxations(&self, filter: &Filter, matches: &Matches) -> Vec<Relaxation> {
        #[cfg(feature = "engine")]
        let found = {
            let spelled = self.spelled(filter, matches).into_iter().map(Into::into);
            self.weaker(filter, matches).into_iter().chain(spelled).collect()
        };
        #[cfg(not(feature = "engine"))]
        let found = self.found(weaker(filter, &matches.query, |term| self.spellings(term)));
        found
    }

    /// What would be found with one condition less.
    #[cfg(feature = "engine")]
    pub(super) fn weaker(&self, filter: &Filter, matches: &Matches) -> Vec<Relaxation> {
        self.found(weaker(filter, &matches.query, |_| Vec::new()))
    }

    /// Those of the filters that find something, and how much.
    fn found(&self, weaker: Vec<(RelaxationKind, Filter)>) -> Vec<Relaxation> {
        let relaxation = |(kind, filter): (RelaxationKind, Filter)| {
            let matches = self.matches(&filter);
            let (n_hits, n_articles) = (count(matches.n_hits()), self.n_articles(&matches));
            Relaxation { kind, filter, n_hits, n_articles }
        };
        weaker.into_iter().map(relaxation).filter(|r| r.n_hits > 0 || r.n_articles > 0).collect()
    }

    /// Words of the corpus that differ from a term in one character; none where the term itself occurs.
    #[cfg(not(feature = "engine"))]
    fn spellings(&self, term: &Term) -> Vec<String> {
        let Some(letters) = letters(term) else { return Vec::new() };
        let finder = Finder::new(&self.corpus, &self.index, false);
        let mut found: Vec<String> = Vec::new();
        if !finder.occurs(&String::from_iter(&letters)) {
            words_near(&finder, &letters, &mut found);
        }
        most_frequent(&found)
    }
}

/// The filter with one condition less each, then with words that `spellings` gives in the place of a term.
pub(crate) fn weaker(
    filter: &Filter,
    query: &Query,
    spellings: impl Fn(&Term) -> Vec<String>,
) -> Vec<(RelaxationKind, Filter)> {
    let mut weaker: Vec<(RelaxationKind, Filter)> = Vec::new();
    if filter.from.is_some() || filter.to.is_some() {
        weaker.push((RelaxationKind::Dates, Filter { from: None, to: None, ..filter.clone() }));
    }
    if !filter.documents.is_empty() {
        weaker.push((RelaxationKind::Documents, Filter { documents: Vec::new(), ..filter.clone() }));
    }
    #[cfg(feature = "files")]
    if !filter.facets.is_empty() {
        weaker.push((RelaxationKind::Facets, Filter { facets: Vec::new(), ..filter.clone() }));
    }
    if filter.exact {
        weaker.push((RelaxationKind::Exact, Filter { exact: false, ..filter.clone() }));
    }
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
            weaker.push((RelaxationKind::OnlyTerm(term.text.clone()), Filter { query, ..filter.clone() }));
        }
    }
    for (_, term) in query.wanted().filter(|(_, term)| is_bare(filter, term)) {
        for spelling in spellings(term) {
            let query = replaced(&filter.query, &term.range, &spelling);
            weaker.push((RelaxationKind::Spelling(spelling), Filter { query, ..filter.clone() }));
        }
    }
    weaker
}

/// Whether a term stands in its query alone; in quotation marks or behind a field something else stands there.
pub(crate) fn is_bare(filter: &Filter, term: &Term) -> bool {
    filter.query.get(term.range.clone()) == Some(&term.text)
}

/// The characters of a term for which spellings are looked for; `None` where there would be too many, or none.
pub(crate) fn letters(term: &Term) -> Option<Vec<char>> {
    let Pattern::Literal(text) = &term.pattern else { return None };
    let letters: Vec<char> = text.chars().collect();
    let is_fit = (SHORTEST..=LONGEST).contains(&letters.len()) && letters.iter().all(|c| c.is_alphanumeric());
    is_fit.then_some(letters)
}

/// Appends the words that differ from some characters in one of them, as printed and as often as they stand.
pub(crate) fn words_near(finder: &Finder<'_>, letters: &[char], found: &mut Vec<String>) {
    for place in 0..letters.len() {
        let part = |range: Range<usize>| letters.get(range).unwrap_or_default().iter().collect::<String>();
        for place in finder.with_one_other(&part(0..place), &part(place + 1..letters.len())) {
            let source = finder.index.source_span(finder.corpus, place);
            let printed = finder.corpus.text().get(source).unwrap_or("");
            if printed.chars().all(char::is_alphanumeric) {
                found.push(printed.to_owned());
            }
        }
    }
}

/// The words that are offered, the most frequent first.
pub(crate) fn most_frequent(found: &[String]) -> Vec<String> {
    counted(found).into_iter().take(MOST_SPELLINGS).map(|(spelling, _)| spelling).collect()
}

/// A query with other words in the place of some of its bytes.
pub(super) fn replaced(query: &str, range: &Range<usize>, words: &str) -> String {
    let (before, after) = (query.get(..range.start), query.get(range.end..));
    format!("{}{words}{}", before.unwrap_or(""), after.unwrap_or("")).trim().to_owned()
}
