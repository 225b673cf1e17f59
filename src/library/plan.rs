//! Which entries can match a query, judged by the index alone.

use super::Part;
use super::entries::Entries;
use super::library::Library;
use super::shard::{Pair, Postings};
use crate::error::Result;
use crate::query::Query;
use crate::query::parse::{Node, TestKind};
use crate::query::term::{Pattern, Term};
use crate::text::fold::{fold_term, is_indexed};
use std::rc::Rc;

/// Entries that can match.
#[derive(Clone, Debug)]
pub(crate) struct Possible {
    /// `None` for all.
    pub(crate) entries: Option<Entries>,
    /// All of them match.
    pub(crate) is_exact: bool,
}

impl Possible {
    const ANY: Possible = Possible { entries: None, is_exact: false };

    fn and(self, other: Possible) -> Possible {
        let is_exact = self.is_exact && other.is_exact;
        let entries = match (self.entries, other.entries) {
            (Some(mut own), Some(other)) => {
                own.and(&other);
                Some(own)
            }
            (own, other) => own.or(other),
        };
        Possible { entries, is_exact }
    }

    fn or(self, other: Possible) -> Possible {
        let is_exact = self.is_exact && other.is_exact;
        let entries = self.entries.zip(other.entries).map(|(mut own, other)| {
            own.or(&other);
            own
        });
        Possible { entries, is_exact }
    }
}

/// What a string of characters asks of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// These pairs, of which every entry must have all. The first `n` cover the string and are always looked at; the others
    /// are only where they are at hand.
    Pairs(Vec<Pair>, usize),
    /// Every pair that begins with this character.
    Character(u32),
    /// The index says nothing of such characters.
    Nothing,
    /// An empty string stands nowhere.
    Never,
}

impl Lookup {
    /// Takes folded characters apart.
    pub(crate) fn of(folded: &str) -> Lookup {
        if folded.is_empty() {
            return Lookup::Never;
        }
        let chars: Vec<char> = folded.chars().collect();
        let (mut cover, mut others): (Vec<Pair>, Vec<Pair>) = (Vec::new(), Vec::new());
        for run in chars.split(|c| !is_indexed(*c)) {
            let pairs =
                run.windows(2).filter_map(|pair| Some((u32::from(*pair.first()?), u32::from(*pair.last()?))));
            let last = run.len().saturating_sub(2);
            for (place, pair) in pairs.enumerate() {
                if place % 2 == 0 || place == last { cover.push(pair) } else { others.push(pair) }
            }
        }
        if cover.is_empty() {
            let one = chars.iter().find(|c| is_indexed(**c));
            return one.map_or(Lookup::Nothing, |c| Lookup::Character(u32::from(*c)));
        }
        let n = cover.len();
        cover.extend(others);
        Lookup::Pairs(cover, n)
    }
}

impl Library {
    /// The files of the index that a query needs and that are not at hand.
    pub(crate) fn lacking(&self, query: &Query) -> Vec<Part> {
        let mut shards: Vec<usize> = Vec::new();
        let mut need = |text: &str| match Lookup::of(&fold_term(text, &self.classes)) {
            Lookup::Pairs(pairs, n) => {
                let pairs = pairs.into_iter().take(n).filter(|pair| !self.postings.borrow().has(*pair));
                shards.extend(pairs.filter_map(|pair| self.catalog.shard_of(pair)));
            }
            Lookup::Character(c) => shards.extend(self.catalog.shards_of(c)),
            Lookup::Nothing | Lookup::Never => {}
        };
        query.terms.iter().for_each(|term| each_text(&term.pattern, &mut need));
        shards.sort_unstable();
        shards.dedup();
        let lacks = |shard: &usize| !self.shards.borrow().has(*shard);
        shards.into_iter().filter(lacks).map(Part::Shard).collect()
    }

    /// The entries that can match; the files that [`Library::lacking`] names must be at hand.
    pub(crate) fn possible(&self, query: &Query, is_exact: bool) -> Result<Possible> {
        let Some(root) = &query.root else { return Ok(Possible { entries: None, is_exact: true }) };
        let mut possible = self.node(root, query, is_exact)?;
        possible.is_exact &= query.in_paragraph.is_none();
        Ok(possible)
    }

    fn node(&self, node: &Node, query: &Query, is_exact: bool) -> Result<Possible> {
        let each = |nodes: &[Node]| {
            nodes.iter().map(|node| self.node(node, query, is_exact)).collect::<Result<Vec<_>>>()
        };
        Ok(match node {
            Node::Term(number) => match query.terms.get(*number) {
                Some(term) => self.term(term, is_exact)?,
                None => Possible::ANY,
            },
            Node::Test(number) => match query.tests.get(*number).map(|test| &test.kind) {
                Some(TestKind::Document(_) | TestKind::Days(..)) | None => Possible::ANY,
            },
            Node::Not(node, _) => {
                let inner = self.node(node, query, is_exact)?;
                match inner.entries.filter(|_| inner.is_exact) {
                    Some(entries) => Possible { entries: Some(entries.not()), is_exact: true },
                    None => Possible::ANY,
                }
            }
            Node::And(nodes) => {
                let all = Possible { entries: None, is_exact: true };
                each(nodes)?.into_iter().fold(all, Possible::and)
            }
            Node::Or(nodes) => {
                let none = Possible { entries: Some(Entries::none(self.catalog.n_entries)), is_exact: true };
                each(nodes)?.into_iter().fold(none, Possible::or)
            }
        })
    }

    fn term(&self, term: &Term, is_exact: bool) -> Result<Possible> {
        let mut possible = self.pattern(&term.pattern)?;
        possible.is_exact &= !is_exact && !term.is_in_title;
        Ok(possible)
    }

    fn pattern(&self, pattern: &Pattern) -> Result<Possible> {
        let mut texts = Vec::new();
        each_text(pattern, &mut |text| texts.push(fold_term(text, &self.classes)));
        let mut possible = Possible { entries: None, is_exact: matches!(pattern, Pattern::Literal(_)) };
        for text in texts {
            possible = possible.and(self.text(&text)?);
        }
        Ok(possible)
    }

    fn text(&self, folded: &str) -> Result<Possible> {
        let n = self.catalog.n_entries;
        Ok(match Lookup::of(folded) {
            Lookup::Never => Possible { entries: Some(Entries::none(n)), is_exact: true },
            Lookup::Nothing => Possible::ANY,
            Lookup::Character(c) => {
                let mut all = Entries::none(n);
                for shard in self.catalog.shards_of(c) {
                    let Some(shard) = self.shards.borrow_mut().get(shard) else { continue };
                    shard.all(c, |postings| postings.articles.iter().for_each(|entry| all.insert(*entry)))?;
                }
                Possible { entries: Some(all), is_exact: folded.chars().count() == 1 }
            }
            Lookup::Pairs(pairs, n_cover) => {
                let is_exact = pairs.len() == 1 && folded.chars().count() == 2;
                let mut all: Option<Entries> = None;
                for (place, pair) in pairs.into_iter().enumerate() {
                    // What is not at hand narrows nothing; scanning decides.
                    let Some(postings) = self.postings(pair, place < n_cover)? else { continue };
                    let own = Entries::of(n, &postings.articles);
                    match &mut all {
                        Some(all) => all.and(&own),
                        None => all = Some(own),
                    }
                }
                Possible { entries: all, is_exact }
            }
        })
    }

    /// The entries of a pair. One that is not needed is looked up only where its file is at hand.
    pub(crate) fn postings(&self, pair: Pair, is_needed: bool) -> Result<Option<Rc<Postings>>> {
        if let Some(postings) = self.postings.borrow_mut().get(pair) {
            return Ok(Some(postings));
        }
        let Some(place) = self.catalog.shard_of(pair) else { return Ok(Some(Rc::default())) };
        let Some(shard) = self.shards.borrow_mut().get(place) else {
            return Ok(is_needed.then(Rc::default));
        };
        let postings = Rc::new(shard.postings(pair)?);
        let n_bytes = (postings.articles.len() + postings.titles.len()) * 4 + 64;
        self.postings.borrow_mut().put(pair, postings.clone(), n_bytes);
        Ok(Some(postings))
    }

    /// For each entry how many wanted terms its title holds, as far as pairs tell.
    pub(crate) fn n_titles(&self, query: &Query) -> Result<Vec<u8>> {
        let mut n_titles = vec![0_u8; self.catalog.n_entries as usize];
        for (_, term) in query.wanted() {
            let mut texts = Vec::new();
            each_text(&term.pattern, &mut |text| texts.push(fold_term(text, &self.classes)));
            let mut all: Option<Entries> = None;
            for text in texts {
                let Lookup::Pairs(pairs, n) = Lookup::of(&text) else { continue };
                for pair in pairs.into_iter().take(n) {
                    let Some(postings) = self.postings(pair, true)? else { continue };
                    let titled = postings
                        .titles
                        .iter()
                        .filter_map(|place| postings.articles.get(*place as usize).copied());
                    let own = Entries::of(self.catalog.n_entries, &titled.collect::<Vec<u32>>());
                    match &mut all {
                        Some(all) => all.and(&own),
                        None => all = Some(own),
                    }
                }
            }
            for entry in all.iter().flat_map(Entries::iter) {
                if let Some(n) = n_titles.get_mut(entry as usize) {
                    *n = n.saturating_add(1);
                }
            }
        }
        Ok(n_titles)
    }
}

/// Calls for every string that a pattern needs somewhere.
pub(crate) fn each_text(pattern: &Pattern, give: &mut dyn FnMut(&str)) {
    match pattern {
        Pattern::Literal(text) => give(text),
        Pattern::Gaps(first, rest) => {
            give(first);
            rest.iter().for_each(|(_, text)| give(text));
        }
        Pattern::Near(first, rest) => {
            each_text(first, give);
            rest.iter().for_each(|(_, pattern)| each_text(pattern, give));
        }
        // What it needs is known to its own search only.
        Pattern::Regex(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folded: &str, expected: &str) {
        let name = |pair: &Pair| [pair.0, pair.1].into_iter().filter_map(char::from_u32).collect::<String>();
        let printed = match Lookup::of(folded) {
            Lookup::Pairs(pairs, n) => {
                let pairs: Vec<String> = pairs.iter().map(name).collect();
                format!("{} | {}", pairs[..n].join(" "), pairs[n..].join(" "))
            }
            other => format!("{other:?}"),
        };
        assert_eq!(printed, expected, "{folded}");
    }

    #[test]
    fn strings_are_taken_apart() {
        check("", "Never");
        check("，。", "Nothing");
        check("网", &format!("Character({})", u32::from('网')));
        check("“网”", &format!("Character({})", u32::from('网')));
        check("网络", "网络 | ");
        check("网络安", "网络 络安 | ");
        check("网络安全", "网络 安全 | 络安");
        check("网络，安全法", "网络 安全 全法 | ");
        check("一二三四五", "一二 三四 四五 | 二三");
    }
}
