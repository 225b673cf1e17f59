//! Spellings of the corpus for terms that it does not have.
//!
//! Each is offered with what it would find in the place of what was typed, under all other conditions. What the characters may turn into
//! is [`crate::query::spelling`]'s business.

use std::cmp::Reverse;

use memchr::memmem;
use serde::{Serialize, Serializer};

use super::relax::replaced;
use super::{Engine, count};
use crate::order::put_in_order;
use crate::protocol::{Filter, Relaxation, RelaxationKind};
use crate::query::find::Finder;
use crate::query::spelling::{Change, Found, Speller};
use crate::query::term::{Pattern, Term};
use crate::query::{Matches, parse, search};
use crate::text::fold::{needle, squeeze};

/// Spellings that are offered, at most.
const MOST: usize = 5;

/// Spellings of a term that are tried, at most.
const MOST_TRIED: usize = 12;

/// Terms for which spellings are looked for, at most; each takes a pass over the text.
const MOST_TERMS: usize = 4;

/// Spellings of each of several terms that are tried together with the first ones of the others.
const MOST_TOGETHER: usize = 3;

/// How much more frequent a closer spelling of two characters makes another one not worth a line.
const MUCH_MORE: usize = 8;

/// A query in another spelling, and what it finds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spelled {
    /// The words that stand in the place of what was typed.
    pub text: String,
    /// How they differ; of several, how the one does that differs most.
    pub change: Change,
    /// The filter with them.
    #[serde(rename = "query", serialize_with = "query_of")]
    pub filter: Filter,
    /// Hits that it brings.
    #[serde(rename = "hits")]
    pub n_hits: u32,
    /// Articles that it brings, covers and contents pages not counted.
    #[serde(rename = "articles")]
    pub n_articles: u32,
}

fn query_of<S: Serializer>(filter: &Filter, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&filter.query)
}

impl From<Spelled> for Relaxation {
    fn from(spelled: Spelled) -> Relaxation {
        let Spelled { text, filter, n_hits, n_articles, .. } = spelled;
        Relaxation { kind: RelaxationKind::Spelling(text), filter, n_hits, n_articles }
    }
}

/// A term as it might be meant.
#[derive(Clone, Debug)]
struct Meant<'a> {
    term: &'a Term,
    /// As the corpus prints it.
    printed: String,
    change: Change,
    cost: u32,
}

impl Engine {
    /// Spellings that would bring results, the closest and then those with most hits first; none for a term that occurs.
    pub(super) fn spelled(&self, filter: &Filter, matches: &Matches) -> Vec<Spelled> {
        let wanted = matches.query.wanted().map(|(_, term)| term);
        let absent: Vec<Vec<Meant<'_>>> =
            wanted.map(|term| self.meant(term)).filter(|meant| !meant.is_empty()).take(MOST_TERMS).collect();
        let alone = absent.iter().flatten().map(|meant| vec![meant.clone()]).collect();
        let found = self.tried(filter, matches, alone);
        if !found.is_empty() || absent.len() < 2 {
            return found;
        }
        self.tried(filter, matches, together(&absent))
    }

    /// What a term that stands nowhere might be meant as, the closest first.
    fn meant<'a>(&self, term: &'a Term) -> Vec<Meant<'a>> {
        let Pattern::Literal(text) = &term.pattern else { return Vec::new() };
        if Finder::new(&self.corpus, &self.index, false).occurs(text) {
            return Vec::new();
        }
        let speller = Speller::new(&needle(text, self.index.classes()));
        let found = speller.map(|speller| speller.scan(self.index.text())).unwrap_or_default();
        let meant = telling(found).into_iter().map(|found| {
            let stretch = found.place..found.place + found.spelling.text.len();
            let source = self.index.source_span(&self.corpus, stretch);
            let printed = squeeze(self.corpus.text().get(source).unwrap_or(""));
            Meant { term, printed, change: found.spelling.change, cost: found.spelling.cost }
        });
        meant.collect()
    }

    /// Those of the readings that find something, in order.
    fn tried(&self, filter: &Filter, matches: &Matches, readings: Vec<Vec<Meant<'_>>>) -> Vec<Spelled> {
        let mut found: Vec<(u32, Spelled)> = Vec::new();
        for meant in readings {
            let Some(query) = respelled(&filter.query, matches, &meant) else { continue };
            let filter = Filter { query, ..filter.clone() };
            // Not kept: most of them nobody asks for.
            let matches = search(&self.corpus, &self.index, &filter);
            let (n_hits, n_articles) = (count(matches.n_hits()), self.n_articles(&matches));
            let Some(change) = meant.iter().max_by_key(|meant| meant.cost).map(|meant| meant.change) else {
                continue;
            };
            if n_hits > 0 {
                let words: Vec<&str> = meant.iter().map(|meant| meant.printed.as_str()).collect();
                let cost = meant.iter().map(|meant| meant.cost).sum();
                found.push((cost, Spelled { text: words.join(" "), change, filter, n_hits, n_articles }));
            }
        }
        let rank = |number: usize| found.get(number).map(|(cost, spelled)| (*cost, Reverse(spelled.n_hits)));
        let mut order: Vec<usize> = (0..found.len()).collect();
        put_in_order(&mut order, &|a, b| rank(a).cmp(&rank(b)));
        let first = order.into_iter().take(MOST).filter_map(|number| found.get(number));
        first.map(|(_, spelled)| spelled.clone()).collect()
    }
}

/// The first spellings, less those that are a closer one with a character more or less: behind 疫情防控 nobody needs 疫情防. Two
/// characters are like many others, which chance brings together, but seldom: a much more frequent closer spelling stands for them.
fn telling(found: Vec<Found>) -> Vec<Found> {
    let mut telling: Vec<Found> = Vec::new();
    for one in found {
        let text = one.spelling.text.as_str();
        let is_short = text.chars().count() <= 2;
        let says_no_more = |closer: &Found| {
            let other = closer.spelling.text.as_str();
            holds(other, text) || holds(text, other) || (is_short && closer.n > one.n * MUCH_MORE)
        };
        if telling.len() < MOST_TRIED && !telling.iter().any(says_no_more) {
            telling.push(one);
        }
    }
    telling
}

fn holds(text: &str, part: &str) -> bool {
    memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// The first spelling of every term, then each term in turn with the next ones.
fn together<'a>(absent: &[Vec<Meant<'a>>]) -> Vec<Vec<Meant<'a>>> {
    let first: Vec<Meant<'a>> = absent.iter().filter_map(|meant| meant.first().cloned()).collect();
    let mut readings = vec![first.clone()];
    for (place, meant) in absent.iter().enumerate() {
        for other in meant.iter().take(MOST_TOGETHER).skip(1) {
            let mut reading = first.clone();
            if let Some(slot) = reading.get_mut(place) {
                *slot = other.clone();
            }
            readings.push(reading);
        }
    }
    readings
}

/// The query with other words in the place of terms; `None` where it would be read in another way.
fn respelled(query: &str, matches: &Matches, meant: &[Meant<'_>]) -> Option<String> {
    let mut spelled = query.to_owned();
    // From the end, so that what stands before keeps its place.
    for Meant { term, printed, .. } in meant.iter().rev() {
        // Quotation marks and the name of a field stay.
        let typed = query.get(term.range.clone())?;
        let inside = memmem::find(typed.as_bytes(), term.text.as_bytes())? + term.range.start;
        spelled = replaced(&spelled, &(inside..inside + term.text.len()), printed);
    }
    let read = parse(&spelled);
    let is_kept = |(new, old): (&Term, &Term)| match meant.iter().find(|meant| meant.term == old) {
        Some(meant) => new.pattern == Pattern::Literal(meant.printed.clone()),
        None => new.pattern == old.pattern,
    };
    let same = read.terms.len() == matches.query.terms.len()
        && read.remarks.len() == matches.query.remarks.len()
        && read.terms.iter().zip(&matches.query.terms).all(is_kept);
    same.then_some(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};
    use crate::protocol::SearchRequest;

    fn engine(texts: &[&str]) -> Engine {
        let document = |(number, text): (usize, &&str)| DocumentEntry {
            id: number.to_string(),
            text: (*text).to_owned(),
            articles: vec![ArticleEntry {
                paragraphs: vec![ParagraphEntry { start: 0, end: text.len(), ..ParagraphEntry::default() }],
                ..ArticleEntry::default()
            }],
            ..DocumentEntry::default()
        };
        let documents: Vec<DocumentEntry> = texts.iter().enumerate().map(document).collect();
        Engine::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap()
    }

    const TEXTS: [&str; 4] = [
        "疫情防控期間，公司保障網絡暢通。網絡很好。",
        "疫情防控，自己的账号。时候到了，周末未完。网络",
        "做好通信保障工作，攻势、公事。毕竟 疫情防治",
        "Network services, 5G网络 2020年",
    ];

    /// Checks what is offered for a query: the words, their hits and articles.
    fn check(query: &str, exact: bool, expected: &str) {
        let engine = engine(&TEXTS);
        let filter = Filter { query: query.to_owned(), exact, ..Filter::default() };
        let request = SearchRequest { filter, ..SearchRequest::default() };
        let listing = engine.list(&request);
        let offer = |spelled: &Spelled| format!("{} {}/{}", spelled.text, spelled.n_hits, spelled.n_articles);
        let offers: Vec<String> = listing.spellings.iter().map(offer).collect();
        assert_eq!(offers.join(", "), expected, "{query}");
        for spelled in listing.spellings {
            let answer =
                engine.search(&SearchRequest { filter: spelled.filter.clone(), ..SearchRequest::default() });
            assert_eq!((answer.n_hits, answer.n_articles), (spelled.n_hits, spelled.n_articles), "{query}");
            assert_ne!(spelled.filter.query, query);
        }
        let relaxations = engine.search(&request).relaxations;
        let spellings = relaxations.iter().filter(|r| matches!(r.kind, RelaxationKind::Spelling(_)));
        assert_eq!(spellings.count(), offers.len(), "{query}");
    }

    #[test]
    fn spellings_that_occur_are_offered() {
        check("疫情防空", false, "疫情防控 2/2, 疫情防治 1/1");
        check("网洛", false, "網絡 4/3");
        check("自已", false, "自己 1/1");
        check("帐号", false, "账号 1/1");
        check("周未", false, "周末 1/1");
        check("公式", false, "公事 1/1, 公司 1/1, 攻势 1/1");
        check("攻是", false, "攻势 1/1, 公事 1/1");
        check("疫情情", false, "疫情 3/3");
        check("netwrok", false, "Network 1/1");
        check("没有这些", false, "");
        check("“疫情防空”", false, "疫情防控 2/2, 疫情防治 1/1");
        check("疫情防空 网络", false, "疫情防控 5/2");
    }

    #[test]
    fn what_occurs_has_no_other_spelling() {
        check("疫情防控", false, "");
        check("網絡 没有这些", false, "");
        check("疫情防控 通信", false, "");
        check("網络", true, "");
        check("2021年", false, "");
        check("-网洛", false, "");
    }

    #[test]
    fn conditions_stay_as_they_are() {
        check("网洛 -暢通", false, "網絡 2/2");
        check("网洛 疫情防空", false, "網絡 疫情防控 5/2");
        check("帐号 OR 自已", false, "账号 1/1, 自己 1/1");
        check("title:网洛", false, "");
        check("网?洛", false, "");
    }

    #[test]
    fn the_changes_are_named() {
        let engine = engine(&TEXTS);
        let filter = Filter { query: "疫情防空".to_owned(), ..Filter::default() };
        let listing = engine.list(&SearchRequest { filter, ..SearchRequest::default() });
        let printed = serde_json::to_string(&listing.spellings[0]).unwrap();
        assert_eq!(
            printed,
            r#"{"text":"疫情防控","change":"sound","query":"疫情防控","hits":2,"articles":2}"#
        );
    }
}
