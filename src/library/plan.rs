//! Which entries can match a query, judged by the index alone.

use super::Part;
use super::entries::Entries;
use super::frequent::{Gram, LONGEST, gram};
use super::library::Library;
use super::shard::{Pair, Postings};
use crate::error::Result;
use crate::protocol::Filter;
use crate::query::Query;
use crate::query::parse::{Node, TestKind};
use crate::query::term::{Pattern, Term};
use crate::text::fold::{is_indexed, needle};
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
        let lacks = |shard: &usize| !self.shards.borrow().has(*shard);
        let mut need = |text: &str| {
            let folded = needle(text, &self.classes);
            match Lookup::of(&folded) {
                Lookup::Pairs(pairs, n) => {
                    let cover = pairs.get(..n).unwrap_or_default();
                    let place = |pair: &Pair| self.catalog.shard_of(*pair);
                    let needed = cover.iter().filter(|pair| !self.has(**pair)).filter_map(place);
                    let lacking: Vec<usize> = needed.filter(lacks).collect();
                    // Longer strings are needed only where the pairs turn out to say little.
                    if lacking.is_empty() && self.needs_longer(&folded, cover) {
                        shards.extend(pairs.iter().filter_map(place));
                    }
                    shards.extend(lacking);
                }
                Lookup::Character(c) => shards.extend(self.catalog.shards_of(c)),
                Lookup::Nothing | Lookup::Never => {}
            }
        };
        query.terms.iter().for_each(|term| each_text(&term.pattern, &mut need));
        crate::order::sort(&mut shards);
        shards.dedup();
        shards.into_iter().filter(lacks).map(Part::Shard).collect()
    }

    /// The entries that can match; the files that [`Library::lacking`] names must be at hand.
    /// So must be the columns that [`Library::lacking_columns`] names.
    pub(crate) fn possible(&self, query: &Query, filter: &Filter) -> Result<Possible> {
        let Some(root) = &query.root else { return Ok(Possible { entries: None, is_exact: true }) };
        let mut possible = self.node(root, query, filter)?;
        possible.is_exact &= query.in_paragraph.is_none();
        Ok(possible)
    }

    fn node(&self, node: &Node, query: &Query, filter: &Filter) -> Result<Possible> {
        let each = |nodes: &[Node]| {
            nodes.iter().map(|node| self.node(node, query, filter)).collect::<Result<Vec<_>>>()
        };
        let known = |entries: Entries| Possible { entries: Some(entries), is_exact: true };
        // What an article holds somewhere may be missing in the paragraph that is looked for.
        let is_loose = filter.exact || query.in_paragraph.is_some();
        Ok(match node {
            Node::Term(number) => match query.terms.get(*number) {
                Some(term) => self.term(term, is_loose)?,
                None => Possible::ANY,
            },
            Node::Test(number) => match query.tests.get(*number).map(|test| &test.kind) {
                Some(TestKind::Document(words)) => self.named(words).map_or(Possible::ANY, known),
                Some(TestKind::Days(first, last)) => known(self.dated(filter.axis, (*first, *last))),
                // Nobody knows them here.
                #[cfg(not(feature = "engine"))]
                Some(TestKind::Unknown) => known(Entries::none(self.catalog.n_entries)),
                #[cfg(feature = "engine")]
                Some(TestKind::Named(..) | TestKind::Unit(_) | TestKind::Value(_)) => {
                    known(Entries::none(self.catalog.n_entries))
                }
                None => Possible::ANY,
            },
            Node::Not(node, _) => {
                let inner = self.node(node, query, filter)?;
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

    /// Where a term can stand; of a loose one the index knows only that.
    fn term(&self, term: &Term, is_loose: bool) -> Result<Possible> {
        let mut possible = self.pattern(&term.pattern)?;
        possible.is_exact &= !is_loose && !term.is_in_title;
        Ok(possible)
    }

    fn pattern(&self, pattern: &Pattern) -> Result<Possible> {
        let mut texts = Vec::new();
        each_text(pattern, &mut |text| texts.push(needle(text, &self.classes)));
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
                let mut all: Option<Entries> = None;
                let mut and = |postings: &Postings| {
                    let own = Entries::of(n, &postings.articles);
                    match &mut all {
                        Some(all) => all.and(&own),
                        None => all = Some(own),
                    }
                };
                for pair in &pairs {
                    // What is not at hand narrows nothing; scanning decides.
                    if let Some(postings) = self.postings(*pair)? {
                        and(&postings);
                    }
                }
                let mut is_exact = pairs.len() == 1 && folded.chars().count() == 2;
                let cover = pairs.get(..n_cover).unwrap_or_default();
                if self.needs_longer(folded, cover) {
                    let runs = runs(folded);
                    for run in &runs {
                        let Some(own) = self.run(run)? else { continue };
                        and(&own.postings);
                        is_exact = own.is_exact && runs.len() == 1 && run.len() == folded.chars().count();
                    }
                }
                // Of a pair that is not at hand nothing is known.
                Possible { is_exact: is_exact && all.is_some(), entries: all }
            }
        })
    }

    /// The entries in which a term that is looked for stands, where the index knows all of them; the files that
    /// [`Library::lacking`] names must be at hand.
    pub(crate) fn with_hits(&self, query: &Query) -> Result<Entries> {
        let mut all = Entries::none(self.catalog.n_entries);
        for (_, term) in query.wanted() {
            match self.term(term, false)?.entries {
                Some(entries) => all.or(&entries),
                None => return Ok(Entries::all(self.catalog.n_entries)),
            }
        }
        Ok(all)
    }

    fn has(&self, pair: Pair) -> bool {
        self.postings.borrow().has(gram(&[pair.0, pair.1]))
    }

    /// Whether pairs that are at hand leave so many chunks for a string that longer strings must tell.
    fn needs_longer(&self, folded: &str, cover: &[Pair]) -> bool {
        if folded.chars().nth(2).is_none() {
            return false;
        }
        let lists = cover.iter().filter_map(|pair| self.postings(*pair).ok().flatten());
        let common = common_to_all(&lists.collect::<Vec<_>>());
        common.is_some_and(|common| self.is_wide(common.into_iter()))
    }

    /// The entries of a run of characters that the index takes up: all that hold it, or the few chunks' that may.
    /// `None` where nothing is at hand.
    fn run(&self, run: &[u32]) -> Result<Option<Run>> {
        let mut lists = Vec::new();
        for pair in run.windows(2) {
            let [first, second] = *pair else { continue };
            lists.extend(self.postings((first, second))?);
        }
        if lists.len() + 1 < run.len() {
            return Ok(common_to_all(&lists).map(Run::inexact));
        }
        for len in 3..=run.len().min(LONGEST) {
            let mut longer = Vec::new();
            for (string, pair) in run.windows(len).zip(lists.windows(2)) {
                let [left, right] = pair else { continue };
                let among = common(&left.articles, &right.articles);
                let shard = string.first().copied().zip(string.get(1).copied());
                let shard = shard.and_then(|pair| self.catalog.shard_of(pair));
                let shard = shard.and_then(|shard| self.shards.borrow_mut().get(shard));
                // So few that scanning is cheaper, or not to be known.
                let (true, Some(shard)) = (self.is_wide(among.iter().copied()), shard) else {
                    return Ok(Some(Run::inexact(among)));
                };
                let known = self.postings.borrow_mut().get(gram(string));
                longer.push(match known {
                    Some(postings) => postings,
                    None => {
                        let own = Rc::new(shard.longer(string, &among)?.unwrap_or_default());
                        self.put(gram(string), &own);
                        own
                    }
                });
            }
            lists = longer;
        }
        let is_exact = lists.len() == 1;
        Ok(match lists.first().filter(|_| is_exact) {
            Some(postings) => Some(Run { postings: postings.clone(), is_exact }),
            None => common_to_all(&lists).map(Run::inexact),
        })
    }

    /// How often a string of characters occurs, if the index knows; its files are at hand.
    pub(crate) fn n_hits(&self, folded: &str) -> Option<u32> {
        let chars: Vec<u32> = folded.chars().map(u32::from).collect();
        let [run] = runs(folded).try_into().ok()?;
        let run: Vec<u32> = Some(run).filter(|run| *run == chars && run.len() > 1)?;
        let own = self.run(&run).ok().flatten().filter(|own| own.is_exact)?;
        Some(own.postings.n_hits)
    }

    /// The entries of a pair; `None` where its file is not at hand.
    pub(crate) fn postings(&self, pair: Pair) -> Result<Option<Rc<Postings>>> {
        let known = self.postings.borrow_mut().get(gram(&[pair.0, pair.1]));
        if known.is_some() {
            return Ok(known);
        }
        let Some(place) = self.catalog.shard_of(pair) else { return Ok(Some(Rc::default())) };
        let Some(shard) = self.shards.borrow_mut().get(place) else { return Ok(None) };
        let postings = Rc::new(shard.postings(pair)?);
        self.put(gram(&[pair.0, pair.1]), &postings);
        Ok(Some(postings))
    }

    fn put(&self, gram: Gram, postings: &Rc<Postings>) {
        let n_bytes = (postings.articles.len() + postings.titles.len()) * 4 + 96;
        self.postings.borrow_mut().put(gram, postings.clone(), n_bytes);
    }

    /// For each entry how many wanted terms its title holds, as far as pairs tell.
    pub(crate) fn n_titles(&self, query: &Query) -> Result<Vec<u8>> {
        let mut n_titles = vec![0_u8; self.catalog.n_entries as usize];
        for (_, term) in query.wanted() {
            let mut texts = Vec::new();
            each_text(&term.pattern, &mut |text| texts.push(needle(text, &self.classes)));
            let mut all: Option<Entries> = None;
            for text in texts {
                let Lookup::Pairs(pairs, n) = Lookup::of(&text) else { continue };
                for pair in pairs.into_iter().take(n) {
                    let Some(postings) = self.postings(pair)? else { continue };
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

/// What the index says of a run of characters.
struct Run {
    /// Entries, and where it is exact the number of hits.
    postings: Rc<Postings>,
    /// All of the entries hold it; scanning must tell otherwise.
    is_exact: bool,
}

impl Run {
    fn inexact(articles: Vec<u32>) -> Run {
        Run { postings: Rc::new(Postings { articles, ..Postings::default() }), is_exact: false }
    }
}

/// The characters of a string that the index takes up, where two or more stand together.
fn runs(folded: &str) -> Vec<Vec<u32>> {
    let runs = folded.split(|c| !is_indexed(c)).map(|run| run.chars().map(u32::from).collect());
    runs.filter(|run: &Vec<u32>| run.len() > 1).collect()
}

/// The entries in all lists; `None` of none.
fn common_to_all(lists: &[Rc<Postings>]) -> Option<Vec<u32>> {
    let (first, rest) = lists.split_first()?;
    Some(rest.iter().fold(first.articles.clone(), |all, list| common(&all, &list.articles)))
}

/// The numbers in both of two rising lists.
fn common(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut rest = b;
    let is_there = |n: &u32| {
        // Galloping: most steps are short.
        let mut step = 1;
        while rest.get(step).is_some_and(|other| other < n) {
            step *= 2;
        }
        let near = rest.get(..=step).unwrap_or(rest);
        rest = rest.get(near.partition_point(|other| other < n)..).unwrap_or_default();
        rest.first() == Some(n)
    };
    a.iter().copied().filter(is_there).collect()
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
        #[cfg(feature = "engine")]
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
