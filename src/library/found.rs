//! [`Found`]: what a filter finds in a library, as far as it was looked at.

use std::cmp::Reverse;
use std::collections::HashMap;

use memchr::memmem;

use super::choice::numbers;
use super::entries::Entries;
use super::library::{Chunk, Library};
use super::plan::Possible;
use crate::corpus::ArticleId;
use crate::error::Result;
use crate::protocol::{Filter, Sort};
use crate::query::matcher::days;
use crate::query::parse::Node;
use crate::query::term::Pattern;
use crate::query::{self, Query};
use crate::text::fold::{HanClasses, needle};

/// What a filter finds.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) query: Query,
    /// Entries that match or may match.
    pub(crate) entries: Entries,
    /// Entries that were not looked at yet.
    unseen: Entries,
    /// All of `entries` match, seen or not.
    pub(crate) is_exact: bool,
    /// Hits in what was looked at, or in all where the index knows.
    pub(crate) n_hits: u64,
    /// The index knows the number of hits.
    knows_hits: bool,
    /// Hits in each entry that matched, in the order in which they were looked at.
    hits: Vec<(u32, u32)>,
    /// How to look without building hits; `None` where only the whole matcher can tell.
    plain: Option<Plain>,
    /// Wanted terms in the title of each entry.
    n_titles: Vec<u8>,
}

/// A query of nothing but characters.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    root: Node,
    needles: Vec<memmem::Finder<'static>>,
    /// Which needles are hits.
    marked: Vec<usize>,
}

impl Found {
    /// What the index says; the files that it needs are at hand.
    pub(crate) fn new(library: &Library, filter: &Filter) -> Result<Found> {
        let query = query::parse(&filter.query);
        let Possible { entries, is_exact } = library.possible(&query, filter)?;
        let n = library.catalog.n_entries;
        let mut entries = entries.unwrap_or_else(|| Entries::all(n));
        let is_narrowed = library.narrow(filter, &query, &mut entries);
        let n_hits = one_string(library, &query).filter(|_| is_exact && !is_narrowed);
        Ok(Found {
            unseen: if is_exact && query.wanted().next().is_none() {
                Entries::none(n)
            } else {
                entries.clone()
            },
            entries,
            is_exact,
            hits: Vec::new(),
            n_hits: u64::from(n_hits.unwrap_or(0)),
            knows_hits: n_hits.is_some(),
            plain: Plain::new(&query, filter, &library.classes),
            n_titles: library.n_titles(&query)?,
            query,
        })
    }

    /// Whether every entry is known to match or not.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_exact || self.unseen.len() == 0
    }

    /// Whether the number of hits is known too.
    pub(crate) fn is_counted(&self) -> bool {
        self.knows_hits || self.unseen.len() == 0
    }

    /// Whether so much must be fetched for nothing but the number of hits that it stays unknown.
    pub(crate) fn is_too_wide_to_count(&self, library: &Library) -> bool {
        self.is_complete() && !self.is_counted() && library.is_wide(self.unseen.iter())
    }

    /// Whether every entry was looked at.
    pub(crate) fn is_all_seen(&self) -> bool {
        self.unseen.len() == 0
    }

    /// Entries of which it is not known whether they match, or how many hits they have where those are wanted.
    pub(crate) fn unknown(&self, with_hits: bool) -> impl Iterator<Item = u32> {
        self.unseen.iter().filter(move |_| with_hits || !self.is_exact)
    }

    /// Hits in all that matches, where the index knows or all was looked at.
    pub(crate) fn n_all_hits(&self) -> Option<u32> {
        self.is_counted().then(|| u32::try_from(self.n_hits).unwrap_or(u32::MAX))
    }

    /// Hits of each entry that was looked at, of all others 0.
    pub(crate) fn hits_by_entry(&self, n_entries: u32) -> Vec<u32> {
        let mut hits = vec![0; n_entries as usize];
        for (entry, n) in &self.hits {
            if let Some(slot) = hits.get_mut(*entry as usize) {
                *slot = *n;
            }
        }
        hits
    }

    /// Whether an entry was looked at.
    pub(crate) fn is_seen(&self, entry: u32) -> bool {
        !self.unseen.contains(entry)
    }

    /// The chunks that must be looked at to know all, in order.
    pub(crate) fn unseen_chunks(&self, library: &Library) -> Vec<usize> {
        let mut chunks: Vec<usize> = self.unseen.iter().map(|entry| library.chunk_of(entry)).collect();
        chunks.dedup();
        chunks
    }

    /// Looks at the entries of an open chunk that were not looked at yet.
    pub(crate) fn look(&mut self, library: &Library, place: usize, chunk: &Chunk, filter: &Filter) {
        let range = library.entries_of(place);
        let unseen: Vec<u32> = self.unseen.within(range.clone()).collect();
        if unseen.is_empty() {
            return;
        }
        let mut n_hits = 0;
        let mut note = |entry: u32, n: u64| {
            n_hits += n;
            self.hits.push((entry, u32::try_from(n).unwrap_or(u32::MAX)));
        };
        if let Some(plain) = &self.plain {
            for &entry in &unseen {
                let text = chunk.engine.index().article_text(ArticleId(entry - range.start));
                match plain.n_hits(text) {
                    Some(n) => note(entry, n),
                    None => self.entries.remove(entry),
                }
            }
        } else {
            let matches = query::search(chunk.engine.corpus(), chunk.engine.index(), filter);
            for &entry in &unseen {
                match matches.of(ArticleId(entry - range.start)) {
                    Some(found) => note(entry, found.hits.len() as u64),
                    None => self.entries.remove(entry),
                }
            }
        }
        unseen.iter().for_each(|entry| self.unseen.remove(*entry));
        if !self.knows_hits {
            self.n_hits += n_hits;
        }
    }

    /// Entries that match or may match, in the order of the results.
    pub(crate) fn order(&self, library: &Library, sort: Sort) -> Vec<u32> {
        match sort {
            Sort::Order => self.entries.iter().collect(),
            Sort::Date => {
                // Oldest first, those without a day last.
                let published = |entry: &u32| {
                    let days = library.days.published(library.days.document_of(*entry));
                    if days.1 > 0 { days } else { (u32::MAX, u32::MAX) }
                };
                let mut dated: Vec<u32> = self.entries.iter().collect();
                crate::order::sort_by_key(&mut dated, published);
                dated
            }
            Sort::Relevance => self.best_first(library),
            Sort::Hits => {
                let mut order = self.best_first(library);
                let hits: HashMap<u32, u32> = self.hits.iter().copied().collect();
                crate::order::sort_by_key(&mut order, |entry| Reverse(hits.get(entry).copied().unwrap_or(0)));
                order
            }
        }
    }

    /// Those with more of the terms in their titles first; of equal ones those that were published later.
    fn best_first(&self, library: &Library) -> Vec<u32> {
        let most = self.n_titles.iter().copied().max().unwrap_or(0);
        let mut order = Vec::new();
        for level in (0..=most).rev() {
            let is_here = |entry: &u32| {
                self.entries.contains(*entry)
                    && self.n_titles.get(*entry as usize).is_some_and(|n| *n == level)
            };
            order.extend(library.by_day.iter().copied().filter(is_here));
        }
        order
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.n_titles.len() + self.n_titles.len() / 4 + self.hits.len() * 8 + 512
    }
}

/// How often a query of one string of characters occurs, if the index knows.
fn one_string(library: &Library, query: &Query) -> Option<u32> {
    let Some(Node::Term(number)) = &query.root else { return None };
    let Pattern::Literal(text) = &query.terms.get(*number)?.pattern else { return None };
    library.n_hits(&needle(text, &library.classes))
}

impl Plain {
    pub(super) fn new(query: &Query, filter: &Filter, classes: &HanClasses) -> Option<Plain> {
        let is_plain = !filter.exact
            && query.in_paragraph.is_none()
            && query.tests.is_empty()
            && query.terms.iter().all(|term| !term.is_in_title);
        let root = query.root.clone().filter(|_| is_plain)?;
        let mut folded = Vec::new();
        for term in &query.terms {
            let Pattern::Literal(text) = &term.pattern else { return None };
            folded.push(needle(text, classes));
        }
        if folded.iter().any(String::is_empty) {
            return None;
        }
        let marked: Vec<usize> = query.wanted().map(|(number, _)| number).collect();
        let first = |number: &usize| {
            folded.iter().position(|text| Some(text) == folded.get(*number)) == Some(*number)
        };
        let marked = marked.into_iter().filter(first).collect();
        let needles = folded.iter().map(|text| memmem::Finder::new(text.as_bytes()).into_owned()).collect();
        Some(Plain { root, needles, marked })
    }

    /// Hits in a folded text, if it matches.
    pub(super) fn n_hits(&self, text: &str) -> Option<u64> {
        if !self.holds(&self.root, text) {
            return None;
        }
        let hits = self.marked.iter().filter_map(|number| self.needles.get(*number));
        Some(hits.map(|needle| needle.find_iter(text.as_bytes()).count() as u64).sum())
    }

    fn holds(&self, node: &Node, text: &str) -> bool {
        match node {
            Node::Term(number) => {
                self.needles.get(*number).is_some_and(|needle| needle.find(text.as_bytes()).is_some())
            }
            Node::Test(_) => true,
            Node::Not(node, _) => !self.holds(node, text),
            Node::And(nodes) => nodes.iter().all(|node| self.holds(node, text)),
            Node::Or(nodes) => nodes.iter().any(|node| self.holds(node, text)),
        }
    }
}

impl Library {
    /// Leaves out what the filter's days and choices shut out, and matter where nothing is looked for; says whether anything
    /// was. The columns that it needs are at hand.
    fn narrow(&self, filter: &Filter, query: &Query, entries: &mut Entries) -> bool {
        let n = self.catalog.n_entries;
        let mut is_narrowed = false;
        if query.wanted().next().is_none() {
            entries.and(&Entries::of(n, &self.days.matter).not());
            is_narrowed = true;
        }
        is_narrowed |= self.choose(filter, entries);
        if let Some(range) = days(filter) {
            let range = numbers(range);
            let kept = entries.iter().filter(|entry| self.has_day(*entry, filter.axis, range));
            *entries = Entries::of(n, &kept.collect::<Vec<u32>>());
            is_narrowed = true;
        }
        is_narrowed
    }
}
