//! Where the regular expressions of a query stand.
//!
//! They are looked for before anything else: only then is it known whether one takes or finds too much, which leaves it out of the
//! query with a remark. A count is exact or it is not given.

use std::ops::Range;

use memchr::memmem;

use super::parse::Query;
use super::regex::{Budget, Regex, Scanner};
use super::term::Pattern;
use crate::corpus::{ArticleId, Corpus};
use crate::index::Index;
use crate::protocol::QueryRemarkKind;
use crate::text::fold::{needle, squeeze};

/// Matches of an expression, at most.
const MAX_PLACES: usize = 1_000_000;

/// Work for an expression, at most: bytes of text, each held against so many characters and classes as the pattern has. Most of them
/// are settled without being looked at; natively the limit is some seconds of the worst case.
const MAX_WORK: usize = 1_000_000_000;

/// A regular expression with its places.
#[derive(Debug)]
pub(crate) struct Scanned {
    pub(crate) regex: Regex,
    /// Bytes of the folded text, in order, none over another.
    pub(crate) places: Vec<Range<usize>>,
}

/// Looks for the expressions of a query, and leaves out of it the terms whose expression is too much.
pub(crate) fn scan(corpus: &Corpus, index: &Index, query: &mut Query, exact: bool) -> Vec<Scanned> {
    let mut scanned: Vec<Scanned> = Vec::new();
    for number in 0..query.terms.len() {
        let mut regexes = Vec::new();
        if let Some(term) = query.terms.get(number) {
            regexes_of(&term.pattern, &mut regexes);
        }
        for regex in regexes {
            if scanned.iter().any(|known| known.regex == regex) {
                continue;
            }
            match places(corpus, index, &regex, exact) {
                Some(places) => scanned.push(Scanned { regex, places }),
                None => {
                    query.leave_out(number, QueryRemarkKind::PatternTooLarge);
                    break;
                }
            }
        }
    }
    scanned
}

fn regexes_of(pattern: &Pattern, regexes: &mut Vec<Regex>) {
    match pattern {
        Pattern::Regex(regex) => regexes.push(regex.clone()),
        Pattern::Near(first, rest) => {
            regexes_of(first, regexes);
            rest.iter().for_each(|(_, pattern)| regexes_of(pattern, regexes));
        }
        Pattern::Literal(_) | Pattern::Gaps(..) => {}
    }
}

/// All places of an expression in the folded text; `None` when they are too many or take too long.
fn places(corpus: &Corpus, index: &Index, regex: &Regex, exact: bool) -> Option<Vec<Range<usize>>> {
    let scanner = regex.scanner(if exact { None } else { Some(index.classes()) })?;
    let literal = needle(scanner.literal(), index.classes());
    let mut budget = Budget { work: MAX_WORK, places: MAX_PLACES };
    let mut places = Vec::new();
    for (article, range) in index.articles() {
        let folded = index.text().get(range.clone()).unwrap_or("");
        if memmem::find(folded.as_bytes(), literal.as_bytes()).is_none() {
            continue;
        }
        let own = match exact {
            true => exact_places(corpus, article, &scanner, folded, &mut budget)?,
            false => scanner.scan(folded, &mut budget)?,
        };
        places.extend(own.into_iter().map(|place| range.start + place.start..range.start + place.end));
    }
    Some(places)
}

/// Places in the folded text of an article whose printed characters match.
fn exact_places(
    corpus: &Corpus,
    article: ArticleId,
    scanner: &Scanner,
    folded: &str,
    budget: &mut Budget,
) -> Option<Vec<Range<usize>>> {
    let mut printed = String::new();
    for paragraph in corpus.article(article).paragraphs() {
        printed.push(' ');
        printed.push_str(paragraph.text());
    }
    let printed = squeeze(&printed);
    // Both texts have the same characters, one for one, and differ in their bytes.
    let mut pairs = printed.chars().zip(folded.chars());
    let (mut at, mut folded_at) = (0, 0);
    let mut folded_place = |wanted: usize| {
        while at < wanted
            && let Some((printed, folded)) = pairs.next()
        {
            at += printed.len_utf8();
            folded_at += folded.len_utf8();
        }
        folded_at
    };
    let places = scanner.scan(&printed, budget)?;
    Some(places.into_iter().map(|place| folded_place(place.start)..folded_place(place.end)).collect())
}
