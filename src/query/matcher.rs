//! Terms, exclusions, days and documents → matching articles with their hits.
//!
//! A term occurs where its folded characters stand in the folded text: nothing is missed and nothing invented. Occurrences of
//! one term do not overlap and are counted from the left. With [`Filter::exact`] the printed characters must be the typed
//! ones; only white space is still bridged. A term with gaps, and terms near each other, occur as the whole stretch.

use std::ops::Range;

use super::find::Finder;
use super::parse::{Node, Query, TestKind, parse};
use super::term::{Pattern, Term};
use crate::corpus::{Article, ArticleId, Corpus, Document};
use crate::day::{Day, edtf_bounds};
use crate::index::Index;
use crate::order::counted;
#[cfg(not(feature = "engine"))]
use crate::order::put_in_order;
use crate::protocol::{Axis, Chip, Filter, Mark, ParagraphKind, Reading};
use crate::text::fold::{needle, squeeze};

/// Other spellings that a chip names at most.
const MAX_SPELLINGS: usize = 3;

/// An occurrence of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First byte in [`Corpus::text`].
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Number of the term.
    pub term: u8,
}

/// An article that matches, with its hits in order of their place.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The article.
    pub article: ArticleId,
    /// Hits of all wanted terms.
    pub hits: Vec<Hit>,
}

/// All that a filter finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// Matching articles in corpus order.
    pub found: Vec<Match>,
    /// The query as understood.
    pub query: Query,
    /// The query as chips.
    pub reading: Reading,
}

impl Matches {
    /// Occurrences in all matching articles.
    #[must_use]
    pub fn n_hits(&self) -> usize {
        self.found.iter().map(|found| found.hits.len()).sum()
    }

    /// The match of an article.
    #[must_use]
    pub fn of(&self, article: ArticleId) -> Option<&Match> {
        let place = self.found.binary_search_by_key(&article, |found| found.article).ok()?;
        self.found.get(place)
    }
}

/// Finds everything that a filter lets through.
#[must_use]
pub fn search(corpus: &Corpus, index: &Index, filter: &Filter) -> Matches {
    #[cfg_attr(not(feature = "engine"), expect(unused_mut, reason = "only a regular expression is left out"))]
    let mut query = parse(&filter.query);
    let finder = Finder::new(corpus, index, filter.exact);
    #[cfg(feature = "engine")]
    let scanned = super::scanned::scan(corpus, index, &mut query, filter.exact);
    #[cfg(feature = "engine")]
    let finder = Finder { scanned: &scanned, ..finder };
    let terms: Vec<Occurrences> = query.terms.iter().map(|term| Occurrences::find(&finder, term)).collect();
    let scope = Scope::new(corpus, index, filter);
    let marked: Vec<usize> =
        query.wanted().map(|(number, _)| number).filter(|&number| !repeats_another(&terms, number)).collect();
    let asked = Asked { query: &query, terms: &terms, marked: &marked, axis: filter.axis, index };
    let mut found = Vec::new();
    for article in corpus.articles() {
        let is_asked = query.wanted().next().is_some();
        // Without a query the list is of articles; a cover is only worth a line when something in it was found.
        if (!is_asked && article.is_matter()) || !scope.admits(article) {
            continue;
        }
        if asked.holds(article, None) {
            found.push(Match { article: article.number(), hits: asked.hits(article) });
        }
    }
    let reading = reading(corpus, &asked, scope);
    Matches { found, query, reading }
}

/// Where a term stands, article by article.
#[derive(Debug, Default)]
struct Occurrences {
    /// In corpus order.
    by_article: Vec<(ArticleId, Vec<Range<usize>>)>,
    n: usize,
}

impl Occurrences {
    fn find(finder: &Finder<'_>, term: &Term) -> Occurrences {
        let mut occurrences = Occurrences::default();
        for place in finder.places(&term.pattern) {
            let article = finder.index.article_at(place.start);
            let span = finder.index.source_span(finder.corpus, place);
            if term.is_in_title && !is_in_title(finder.corpus.article(article), &span) {
                continue;
            }
            // Places come in the order of the text, and so of the articles.
            match occurrences.by_article.last_mut().filter(|(last, _)| *last == article) {
                Some((_, spans)) => spans.push(span),
                None => occurrences.by_article.push((article, vec![span])),
            }
            occurrences.n += 1;
        }
        occurrences
    }

    fn of(&self, article: ArticleId) -> &[Range<usize>] {
        let place = self.by_article.partition_point(|(other, _)| *other < article);
        let found = self.by_article.get(place).filter(|(other, _)| *other == article);
        found.map_or(&[], |(_, spans)| spans)
    }
}

fn is_in_title(article: Article<'_>, span: &Range<usize>) -> bool {
    let mut titles = article.paragraphs().filter(|paragraph| paragraph.kind() == ParagraphKind::Title);
    titles.any(|title| title.range().contains(&span.start))
}

fn is_inside(span: &Range<usize>, stretch: &Range<usize>) -> bool {
    stretch.start <= span.start && span.end <= stretch.end
}

/// A query with what was found of its terms.
#[derive(Clone, Copy)]
struct Asked<'a> {
    query: &'a Query,
    terms: &'a [Occurrences],
    /// Numbers of the terms whose places are hits.
    marked: &'a [usize],
    axis: Axis,
    index: &'a Index,
}

impl Asked<'_> {
    /// Whether an article is what the query asks for. The exclusion at `lifted` counts as holding.
    fn holds(&self, article: Article<'_>, lifted: Option<&Range<usize>>) -> bool {
        let Some(root) = &self.query.root else { return true };
        if self.query.in_paragraph.is_none() {
            return self.node(root, article, None, lifted);
        }
        article.paragraphs().any(|paragraph| self.node(root, article, Some(&paragraph.range()), lifted))
    }

    /// Whether a condition holds for an article, or for a stretch of it.
    fn node(
        &self,
        node: &Node,
        article: Article<'_>,
        stretch: Option<&Range<usize>>,
        lifted: Option<&Range<usize>>,
    ) -> bool {
        match node {
            Node::Term(number) => self.terms.get(*number).is_some_and(|term| {
                let spans = term.of(article.number());
                match stretch {
                    Some(stretch) => spans.iter().any(|span| is_inside(span, stretch)),
                    None => !spans.is_empty(),
                }
            }),
            Node::Test(number) => self.test(*number, article),
            Node::Not(_, range) if Some(range) == lifted => true,
            Node::Not(node, _) => !self.node(node, article, stretch, lifted),
            Node::And(nodes) => nodes.iter().all(|node| self.node(node, article, stretch, lifted)),
            Node::Or(nodes) => nodes.iter().any(|node| self.node(node, article, stretch, lifted)),
        }
    }

    fn test(&self, number: usize, article: Article<'_>) -> bool {
        match self.query.tests.get(number).map(|test| &test.kind) {
            Some(TestKind::Document(words)) => names(article.document(), words, self.index),
            Some(TestKind::Days(first, last)) => has_day(article, self.axis, (*first, *last)),
            #[cfg(all(feature = "files", not(feature = "engine")))]
            Some(TestKind::Unknown) => false,
            #[cfg(feature = "engine")]
            Some(TestKind::Named(kind, words)) => is_named(article, *kind, words, self.index),
            #[cfg(feature = "engine")]
            Some(TestKind::Unit(words)) => {
                let wanted = needle(words, self.index.classes());
                article.figures().any(|figure| needle(figure.unit(), self.index.classes()) == wanted)
            }
            #[cfg(feature = "engine")]
            Some(TestKind::Value(amount)) => article.figures().any(|figure| {
                figure.value().is_some_and(|value| amount.is_met_by(value, figure.upper(), figure.unit()))
            }),
            None => true,
        }
    }

    /// The hits of an article in order.
    fn hits(&self, article: Article<'_>) -> Vec<Hit> {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let stretches: Option<Vec<Range<usize>>> = self.query.in_paragraph.as_ref().map(|_| {
            let root = self.query.root.as_ref();
            let holds =
                |range: &Range<usize>| root.is_none_or(|root| self.node(root, article, Some(range), None));
            article.paragraphs().map(|paragraph| paragraph.range()).filter(holds).collect()
        });
        let is_meant = |span: &&Range<usize>| {
            stretches.as_ref().is_none_or(|all| all.iter().any(|stretch| is_inside(span, stretch)))
        };
        let mut hits: Vec<Hit> = Vec::new();
        for &number in self.marked {
            let spans = self.terms.get(number).map_or(&[][..], |term| term.of(article.number()));
            let term = u8::try_from(number).unwrap_or(u8::MAX);
            let spans = spans.iter().filter(is_meant);
            hits.extend(spans.map(|span| Hit { start: offset(span.start), end: offset(span.end), term }));
        }
        in_order(hits)
    }
}

/// Hits by their places. They come in runs, one a term, which the library's sorting merges.
#[cfg(feature = "engine")]
fn in_order(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort();
    hits
}

/// Hits by their places.
#[cfg(not(feature = "engine"))]
fn in_order(hits: Vec<Hit>) -> Vec<Hit> {
    let mut order: Vec<usize> = (0..hits.len()).collect();
    put_in_order(&mut order, &|a, b| hits.get(a).cmp(&hits.get(b)));
    order.into_iter().filter_map(|place| hits.get(place).copied()).collect()
}

/// Whether what a document says of itself holds words.
fn names(document: Document<'_>, words: &str, index: &Index) -> bool {
    let wanted = needle(words, index.classes());
    let fields = [Some(document.title()), document.publisher(), document.issue(), Some(document.source())];
    fields.into_iter().flatten().any(|field| needle(field, index.classes()).contains(&wanted))
}

/// Whether an article names such an entity by any name that holds these words.
#[cfg(feature = "engine")]
fn is_named(article: Article<'_>, kind: crate::protocol::EntityKind, words: &str, index: &Index) -> bool {
    let wanted = needle(words, index.classes());
    let holds = |name: &str| needle(name, index.classes()).contains(&wanted);
    article
        .names()
        .map(|name| name.entity())
        .any(|entity| entity.kind() == kind && (holds(entity.name()) || entity.aliases().any(holds)))
}

/// Whether a day of an article lies in a range.
pub(crate) fn has_day(article: Article<'_>, axis: Axis, range: (Day, Day)) -> bool {
    match axis {
        Axis::Published => published_days(article.document()).is_some_and(|days| touches(days, range)),
        Axis::Mentioned => {
            article.mentions().any(|mention| mention.days().is_some_and(|days| touches(days, range)))
        }
    }
}

/// Whether a term matches just what an earlier one does, as 網絡 behind 网络: its hits are the same and count once.
fn repeats_another(terms: &[Occurrences], number: usize) -> bool {
    let own = terms.get(number);
    terms.iter().take(number).any(|other| own.is_some_and(|own| own.by_article == other.by_article))
}

/// What a filter says beside its query.
struct Scope<'a> {
    days: Option<(Day, Day)>,
    axis: Axis,
    #[cfg(not(feature = "files"))]
    documents: &'a [String],
    #[cfg(feature = "files")]
    selections: Vec<super::selection::Selection<'a>>,
}

impl<'a> Scope<'a> {
    #[cfg_attr(not(feature = "files"), expect(unused_variables, reason = "only facets look at them"))]
    fn new(corpus: &Corpus, index: &'a Index, filter: &'a Filter) -> Scope<'a> {
        Scope {
            days: days(filter),
            axis: filter.axis,
            #[cfg(not(feature = "files"))]
            documents: &filter.documents,
            #[cfg(feature = "files")]
            selections: super::selection::Selection::all(filter, |kind| index.column(corpus, kind)),
        }
    }

    fn admits(&self, article: Article<'_>) -> bool {
        #[cfg(not(feature = "files"))]
        if !self.documents.is_empty() && !self.documents.iter().any(|id| id == article.document().id()) {
            return false;
        }
        #[cfg(feature = "files")]
        if !self.selections.iter().all(|selection| selection.admits(article.number())) {
            return false;
        }
        self.days.is_none_or(|range| has_day(article, self.axis, range))
    }
}

/// First and last day of the filter's range; an open side reaches to the end of the calendar.
#[must_use]
pub fn days(filter: &Filter) -> Option<(Day, Day)> {
    let from = filter.from.as_deref().and_then(Day::parse);
    let to = filter.to.as_deref().and_then(Day::parse);
    if from.is_none() && to.is_none() {
        return None;
    }
    let first = from.or_else(|| Day::new(1, 1, 1))?;
    let last = to.or_else(|| Day::new(9999, 12, 31))?;
    Some((first.min(last), last.max(first)))
}

/// Days that a document's date of publication covers.
#[must_use]
pub fn published_days(document: Document<'_>) -> Option<(Day, Day)> {
    document.published().and_then(edtf_bounds)
}

/// Whether two ranges of days share one.
#[must_use]
pub fn touches(a: (Day, Day), b: (Day, Day)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn reading(corpus: &Corpus, asked: &Asked<'_>, scope: Scope<'_>) -> Reading {
    let query = asked.query;
    let mut reading = Reading { chips: Vec::new(), remarks: query.remarks.clone() };
    if let Some(root) = &query.root {
        ReadingContext { corpus, asked, scope }.push(root, false, &mut reading.chips);
    }
    if let Some(range) = &query.in_paragraph {
        reading.chips.push(Chip::InParagraph { start: count(range.start), end: count(range.end) });
    }
    reading
}

struct ReadingContext<'a> {
    corpus: &'a Corpus,
    asked: &'a Asked<'a>,
    scope: Scope<'a>,
}

impl ReadingContext<'_> {
    fn push(&self, node: &Node, is_inner: bool, chips: &mut Vec<Chip>) {
        match node {
            Node::Term(number) => chips.extend(self.term(*number)),
            Node::Test(number) => chips.extend(self.asked.query.tests.get(*number).map(|test| Chip::Field {
                field: test.field,
                text: test.text.clone(),
                start: count(test.range.start),
                end: count(test.range.end),
            })),
            Node::Not(inner, range) => chips.push(self.exclusion(inner, range)),
            Node::And(nodes) => self.list(nodes, &Chip::And, is_inner, chips),
            Node::Or(nodes) => self.list(nodes, &Chip::Or, is_inner, chips),
        }
    }

    fn list(&self, nodes: &[Node], sign: &Chip, is_inner: bool, chips: &mut Vec<Chip>) {
        // Plain terms side by side need no words between them.
        let is_plain = !is_inner
            && *sign == Chip::And
            && nodes.iter().all(|n| matches!(n, Node::Term(_) | Node::Test(_) | Node::Not(..)));
        if is_inner {
            chips.push(Chip::Open);
        }
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 && !is_plain {
                chips.push(sign.clone());
            }
            self.push(node, true, chips);
        }
        if is_inner {
            chips.push(Chip::Close);
        }
    }

    fn term(&self, number: usize) -> Option<Chip> {
        let term = self.asked.query.terms.get(number)?;
        let occurrences = self.asked.terms.get(number)?;
        let typed = squeeze(&term.text);
        // A stretch with gaps is no other spelling.
        let is_literal = matches!(term.pattern, Pattern::Literal(_));
        let spans = occurrences.by_article.iter().filter(|_| is_literal).flat_map(|(_, spans)| spans);
        // Most places are spelled as typed.
        let printed = spans.map(|span| self.corpus.text().get(span.clone()).unwrap_or(""));
        let printed: Vec<String> = printed.filter(|printed| *printed != typed).map(squeeze).collect();
        let also = counted(&printed).into_iter().map(|(spelling, _)| spelling);
        Some(Chip::Term {
            text: if term.is_in_title { format!("title:{}", term.text) } else { term.text.clone() },
            also: also.filter(|spelling| *spelling != typed).take(MAX_SPELLINGS).collect(),
            n_hits: count(occurrences.n),
            term: u8::try_from(number).unwrap_or(u8::MAX),
            start: count(term.range.start),
            end: count(term.range.end),
        })
    }

    fn exclusion(&self, inner: &Node, range: &Range<usize>) -> Chip {
        let taken = self
            .corpus
            .articles()
            .filter(|article| !article.is_matter() && self.scope.admits(*article))
            .filter(|article| self.asked.holds(*article, Some(range)) && !self.asked.holds(*article, None));
        let mut texts = Vec::new();
        terms_of(inner, self.asked.query, &mut texts);
        Chip::Not {
            text: texts.join(" "),
            n_articles: count(taken.count()),
            start: count(range.start),
            end: count(range.end),
        }
    }
}

fn terms_of<'a>(node: &Node, query: &'a Query, texts: &mut Vec<&'a str>) {
    match node {
        Node::Term(number) => texts.extend(query.terms.get(*number).map(|term| term.text.as_str())),
        Node::Test(number) => texts.extend(query.tests.get(*number).map(|test| test.text.as_str())),
        Node::Not(node, _) => terms_of(node, query, texts),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| terms_of(node, query, texts)),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Bytes of the longest hit.
#[must_use]
pub fn longest(hits: &[Hit]) -> u32 {
    hits.iter().map(|hit| hit.end.saturating_sub(hit.start)).max().unwrap_or(0)
}

/// The hits that touch `range` of [`Corpus::text`], as marks of that stretch. They are in order, and none is longer than `longest`.
#[must_use]
pub fn marks_in(hits: &[Hit], longest: u32, range: &Range<usize>) -> Vec<Mark> {
    let (start, end) = (count(range.start), count(range.end));
    let from = hits.partition_point(|hit| hit.start.saturating_add(longest) < start);
    let touching = hits.iter().skip(from).take_while(|hit| hit.start < end).filter(|hit| start < hit.end);
    touching
        .map(|hit| Mark {
            start: hit.start.max(start) - start,
            end: hit.end.min(end) - start,
            term: hit.term,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};

    fn check(text: &str, query: &str, exact: bool, n_hits: usize) {
        let article = ArticleEntry {
            paragraphs: vec![ParagraphEntry { start: 0, end: text.len(), ..ParagraphEntry::default() }],
            ..ArticleEntry::default()
        };
        let document =
            DocumentEntry { text: text.to_owned(), articles: vec![article], ..DocumentEntry::default() };
        let corpus = Corpus::open(build(&CorpusEntry::default(), &[document]).unwrap()).unwrap();
        let filter = Filter { query: query.to_owned(), exact, ..Filter::default() };
        let found = search(&corpus, &Index::new(&corpus), &filter);
        assert_eq!(found.n_hits(), n_hits, "{query} in {text}");
    }

    #[test]
    fn marks_are_those_of_the_hits_that_touch() {
        let hits: Vec<Hit> =
            [(0, 30), (3, 6), (9, 12), (12, 15)].map(|(start, end)| Hit { start, end, term: 0 }).into();
        for (range, expected) in [
            (9..12, vec![(0, 3), (0, 3)]),
            (6..9, vec![(0, 3)]),
            (0..6, vec![(0, 6), (3, 6)]),
            (30..40, vec![]),
            (13..14, vec![(0, 1), (0, 1)]),
        ] {
            let marks = marks_in(&hits, longest(&hits), &range);
            assert_eq!(marks.iter().map(|m| (m.start, m.end)).collect::<Vec<_>>(), expected, "{range:?}");
        }
    }

    #[test]
    fn every_place_is_found_and_counted_once() {
        check("通信網絡和网络", "网络", false, 2);
        check("通信網絡和网络", "网络", true, 1);
        check("网络網絡", "网络 網絡", false, 2);
        check("网络網絡", "网络 網絡", true, 2);
        check("发發发发", "发发", true, 1);
        check("發发发", "发发", true, 1);
        check("复工\n复产", "复工复产", true, 1);
        check("网络", "-网络", false, 0);
        check("通信网、通讯网、通网", "通?网", false, 2);
        check("通信網、通讯网、通网", "通*网", false, 3);
        check("通信網、通讯网、通网", "通?网", true, 1);
        check("通信网，然后是网", "“通?网”", false, 0);
        check("一二一三四一二", "一?一*二", false, 1);
        check("一二二三四一二三", "一*二?三", false, 1);
        check(&format!("一{}二", "三".repeat(30)), "一*二", false, 1);
        check(&format!("一{}二", "三".repeat(31)), "一*二", false, 0);
        // Takes many seconds if what stands behind each of many ends is looked at anew.
        check(&"一".repeat(4500), "一*一*一*一*一*一*一*一*一", false, 500);
        check("网络很好，宽带也好。网络。", "网络 NEAR/3 宽带", false, 1);
        check("网络很好，宽带也好。", "宽带 NEAR/2 网络", false, 0);
        check("网络很好，宽带也好。", "宽带 NEAR/3 网络", false, 1);
        check("发发发", "发 NEAR/0 发", false, 1);
        check("乙甲之乙之之丙", "甲 NEAR/1 乙 NEAR/2 丙", false, 1);
        check("丙之之乙之甲乙", "甲 NEAR/1 乙 NEAR/2 丙", false, 1);
        check("乙甲之乙之之丙", "丙 NEAR/2 乙 NEAR/1 甲", false, 1);
        check("乙甲之乙之之之丙", "甲 NEAR/1 乙 NEAR/2 丙", false, 0);
        check("丁之乙甲之乙之丙", "甲 NEAR/1 乙 NEAR/1 丙 NEAR/9 丁", false, 1);
        check("网络", "title:网络", false, 0);
        check("网络", "网络 in:paragraph", false, 1);
        check("网络", "网络 on:2020", false, 0);
    }

    #[test]
    #[cfg(feature = "engine")]
    fn patterns_are_terms() {
        check("３００万、4万", "/[0-9]+万/", false, 2);
        check("３００万、4万", "/[0-9]+万/", true, 1);
        check("通信網\n絡，通信网络", "/網.?絡/", false, 2);
        check("通信網\n絡，通信网络", "/網.?絡/", true, 1);
        check("ＶｏＬＴＥ和volte", "/vo[A-Z]+/", false, 2);
        check("ＶｏＬＴＥ和volte", "/vo[a-z]+/", true, 1);
        check("網網网", "/網/", true, 2);
        check("网络很好，宽带也好。", "/宽./ NEAR/3 网络", false, 1);
        check("网络很好，宽带也好。", "/[0-9]/ OR 宽带", false, 1);
        check("网络很好，宽带也好。", "网络 -/带[也]/", false, 0);
        check("网络很好，宽带也好。", "/宽带/ 宽带", false, 1);
        check("网络", "/(/ 网络", false, 1);
        check("网络", "/x*/", false, 0);
        check("网络", "title:/网/", false, 0);
        check(&"网".repeat(300_000), r"/(\p{Han}{1,30}){1,30}/ 网", false, 300_000);
    }
}
