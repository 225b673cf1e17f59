//! How many hits and articles fall on each value of a facet and on each day, month or year, in one pass over what the words find.
//!
//! What is counted for a facet, or for the axis that the range of days speaks of, leaves its own choice aside: each value has the number
//! that a reader would get by choosing it too. What was excluded stays excluded, except for the count of the excluded value itself.
//!
//! A corpus in one pack and one in files are counted by the same code; they differ in where columns and hits come from.

use super::Engine;
use crate::corpus::ArticleId;
use crate::day::{Day, edtf_bounds};
use crate::index::facet::{Column, ColumnKind, Value, bin};
use crate::protocol::{
    Axis, CountAnswer, CountRequest, FacetAnswer, FacetOrder, FacetRequest, Filter, Grain, TimeAnswer,
    TimeBin, TimeRequest, ValueCount,
};
use crate::query::matcher::{days, has_day};
use crate::query::selection::{Selection, choice};
use crate::text::fold::{HanClasses, needle};

/// Bins of time, at most, if the grain is not asked for; with more, the next coarser one is taken.
const MOST_BINS: usize = 120;

/// What counting asks of a corpus.
pub(crate) trait Countable {
    /// The classes by which labels are searched.
    fn classes(&self) -> &HanClasses;

    /// The values of articles; `None` where they are not at hand, and then nothing is counted by them.
    fn column(&self, kind: ColumnKind) -> Option<&Column>;

    /// Whether a day of an article lies in a range.
    fn has_day(&self, article: ArticleId, axis: Axis, range: (Day, Day)) -> bool;
}

/// An article that the words find.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    pub(crate) id: ArticleId,
    /// Number of its document.
    pub(crate) document: u32,
    /// `None` where there are some, and how many is not known.
    pub(crate) n_hits: Option<u32>,
    /// A cover or contents page: its hits count, and it is no article.
    pub(crate) is_matter: bool,
}

/// Hits and articles.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    n_articles: u32,
    n_hits: u32,
    /// There are more hits than were counted.
    has_more: bool,
}

impl Counted {
    fn add(&mut self, article: Weighed) {
        self.n_articles += u32::from(!article.is_matter);
        self.n_hits = self.n_hits.saturating_add(article.n_hits.unwrap_or(0));
        self.has_more |= article.n_hits.is_none();
    }

    fn is_used(&self) -> bool {
        self.n_articles > 0 || self.n_hits > 0 || self.has_more
    }

    fn n_hits(&self) -> Option<u32> {
        (!self.has_more).then_some(self.n_hits)
    }
}

/// What is counted for one column.
struct Tally<'a> {
    column: &'a Column,
    by_value: Vec<Counted>,
    /// Values that anything falls on.
    n_used: usize,
    /// Articles without a value.
    without: Counted,
}

impl<'a> Tally<'a> {
    fn new(column: &'a Column) -> Tally<'a> {
        Tally {
            column,
            by_value: vec![Counted::default(); column.values().len()],
            n_used: 0,
            without: Counted::default(),
        }
    }

    fn add(&mut self, article: Weighed, is_counted: impl Fn(u32) -> bool) {
        let numbers = self.column.of(article.id);
        if numbers.is_empty() {
            self.without.add(article);
        }
        for &number in numbers.iter().filter(|&&number| is_counted(number)) {
            if let Some(counted) = self.by_value.get_mut(number as usize) {
                let was_used = counted.is_used();
                counted.add(article);
                self.n_used += usize::from(!was_used && counted.is_used());
            }
        }
    }
}

/// Which conditions an article fails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failing {
    None,
    /// The selection with this number only.
    Selection(usize),
    /// The range of days only.
    Days,
    Several,
}

impl Failing {
    fn and(self, other: Failing) -> Failing {
        if self == Failing::None { other } else { Failing::Several }
    }
}

/// The filter of which counts leave parts aside: its words alone.
pub(crate) fn words_of(filter: &Filter) -> Filter {
    Filter { documents: Vec::new(), facets: Vec::new(), from: None, to: None, ..filter.clone() }
}

impl Engine {
    /// How many hits and articles fall on the values of facets and on bins of time.
    #[must_use]
    pub fn counts(&self, request: &CountRequest) -> CountAnswer {
        // The words alone decide what is found once and kept; choices among it cost one pass.
        let matches = self.matches(&words_of(&request.filter));
        let found = matches.found.iter().map(|found| {
            let article = self.corpus.article(found.article);
            Weighed {
                id: found.article,
                document: article.document().number().0,
                n_hits: Some(super::count(found.hits.len())),
                is_matter: article.is_matter(),
            }
        });
        Counting::new(self, request).answer(found)
    }
}

impl Countable for Engine {
    fn classes(&self) -> &HanClasses {
        self.index.classes()
    }

    fn column(&self, kind: ColumnKind) -> Option<&Column> {
        self.index.column(&self.corpus, kind)
    }

    fn has_day(&self, article: ArticleId, axis: Axis, range: (Day, Day)) -> bool {
        has_day(self.corpus.article(article), axis, range)
    }
}

/// What is to be counted of a corpus.
pub(crate) struct Counting<'a> {
    source: &'a dyn Countable,
    request: &'a CountRequest,
    range: Option<(Day, Day)>,
    /// Facets in which something was chosen or excluded.
    selections: Vec<Selection<'a>>,
    /// Facets to count.
    asked: Vec<(&'a FacetRequest, Selection<'a>)>,
}

impl<'a> Counting<'a> {
    /// Reads a request; what it counts by must be at hand.
    pub(crate) fn new(source: &'a dyn Countable, request: &'a CountRequest) -> Counting<'a> {
        let filter = &request.filter;
        let asked = |facet: &'a FacetRequest| {
            let column = source.column(ColumnKind::of(facet.facet, filter.axis))?;
            Some((facet, Selection::new(column, choice(filter, facet.facet))))
        };
        Counting {
            source,
            request,
            range: days(filter),
            selections: Selection::all(filter, |kind| source.column(kind)),
            asked: request.facets.iter().filter_map(asked).collect(),
        }
    }

    /// Whether an article that the words find is counted anywhere.
    pub(crate) fn is_counted(&self, article: ArticleId) -> bool {
        let failing = self.failing(article);
        failing == Failing::None
            || self.asked.iter().any(|(_, own)| self.is_of_facet(failing, own))
            || self.request.times.iter().any(|time| self.is_of_time(failing, time))
    }

    /// Counts; `found` is what the words find, in the order of the corpus.
    pub(crate) fn answer(&self, found: impl Iterator<Item = Weighed>) -> CountAnswer {
        let mut tallies: Vec<Tally<'_>> = self.asked.iter().map(|(_, own)| Tally::new(own.column)).collect();
        let mut times: Vec<Times<'_>> =
            self.request.times.iter().map(|time| Times::new(self.source, time)).collect();
        let mut all = Counted::default();
        let mut documents: Vec<u32> = Vec::new();
        for article in found {
            let failing = self.failing(article.id);
            if failing == Failing::Several {
                continue;
            }
            if failing == Failing::None {
                all.add(article);
                documents.push(article.document);
            }
            for ((_, own), tally) in self.asked.iter().zip(&mut tallies) {
                if self.is_of_facet(failing, own) {
                    let is_excluded = own.has_excluded(article.id);
                    tally.add(article, |number| !is_excluded || own.excludes(number));
                }
            }
            for time in &mut times {
                if self.is_of_time(failing, time.request) {
                    time.add(article);
                }
            }
        }
        documents.dedup();
        let facets = self.asked.iter().zip(&tallies);
        CountAnswer {
            n_hits: all.n_hits(),
            n_articles: all.n_articles,
            n_documents: super::count(documents.len()),
            facets: facets.map(|((facet, own), tally)| self.facet(facet, own, tally)).collect(),
            times: times.into_iter().map(Times::answer).collect(),
        }
    }

    fn failing(&self, article: ArticleId) -> Failing {
        let mut failing = Failing::None;
        for (number, selection) in self.selections.iter().enumerate() {
            if !selection.admits(article) {
                failing = failing.and(Failing::Selection(number));
            }
        }
        let is_outside = |range: (Day, Day)| !self.source.has_day(article, self.request.filter.axis, range);
        if failing != Failing::Several && self.range.is_some_and(is_outside) {
            failing = failing.and(Failing::Days);
        }
        failing
    }

    /// Whether an article counts for a facet, whose own choice is left aside.
    fn is_of_facet(&self, failing: Failing, own: &Selection<'_>) -> bool {
        match failing {
            Failing::None => true,
            Failing::Selection(number) => self.selections.get(number).is_some_and(|s| s.facet == own.facet),
            Failing::Days | Failing::Several => false,
        }
    }

    /// Whether an article counts on an axis; on that of the filter its range of days is left aside.
    fn is_of_time(&self, failing: Failing, time: &TimeRequest) -> bool {
        failing == Failing::None || (failing == Failing::Days && time.axis == self.request.filter.axis)
    }

    fn facet(&self, request: &FacetRequest, own: &Selection<'_>, tally: &Tally<'_>) -> FacetAnswer {
        let contains = needle(&request.contains, self.source.classes());
        let is_wanted = |label: &str| needle(label, self.source.classes()).contains(&contains);
        let is_chosen = |id: &String| own.choice.chosen.contains(id);
        let is_excluded = |id: &String| own.choice.excluded.contains(id);
        let value = |(value, counted): (&Value, &Counted)| ValueCount {
            id: value.id.clone(),
            label: value.label.clone(),
            n_articles: counted.n_articles,
            n_hits: counted.n_hits(),
            is_chosen: is_chosen(&value.id),
            is_excluded: is_excluded(&value.id),
        };
        let values = tally.column.values().iter().zip(&tally.by_value);
        let mut order: Vec<(usize, Counted)> = values
            .clone()
            .map(|(_, counted)| *counted)
            .enumerate()
            .filter(|(_, counted)| counted.is_used())
            .filter(|(number, _)| {
                contains.is_empty()
                    || tally.column.values().get(*number).is_some_and(|value| is_wanted(&value.label))
            })
            .collect();
        if request.order == FacetOrder::Count {
            crate::order::sort_by_key(&mut order, |(_, counted)| {
                std::cmp::Reverse((counted.n_articles, counted.n_hits))
            });
        }
        let n_values = super::count(order.len());
        let at = |number: usize| Some((tally.column.values().get(number)?, tally.by_value.get(number)?));
        let shown = order.iter().take(request.limit as usize).filter_map(|(number, _)| at(*number));
        let mut shown: Vec<ValueCount> = shown.map(value).collect();
        // What a reader chose or excluded never disappears.
        for id in own.choice.chosen.iter().chain(&own.choice.excluded) {
            if shown.iter().any(|known| known.id == *id) {
                continue;
            }
            let known = values.clone().find(|(known, _)| known.id == *id).map(value);
            shown.push(known.unwrap_or_else(|| ValueCount {
                id: id.clone(),
                label: id.clone(),
                n_hits: Some(0),
                is_chosen: is_chosen(id),
                is_excluded: is_excluded(id),
                ..ValueCount::default()
            }));
        }
        FacetAnswer { facet: request.facet, values: shown, n_values, n_without: tally.without.n_articles }
    }
}

/// Tallies of one axis: of the grain that was asked for, or of all.
struct Times<'a> {
    request: &'a TimeRequest,
    /// From the finest to the coarsest.
    tallies: Vec<(Grain, Tally<'a>)>,
}

impl<'a> Times<'a> {
    fn new(source: &'a dyn Countable, request: &'a TimeRequest) -> Times<'a> {
        let grains = [Grain::Day, Grain::Month, Grain::Year];
        // Publications are few, and many are known by their month only.
        let is_fine = |grain: Grain| request.axis == Axis::Mentioned || grain != Grain::Day;
        let is_wanted = |grain: &Grain| request.grain.map_or(is_fine(*grain), |wanted| wanted == *grain);
        let tally = |grain| Some((grain, Tally::new(source.column(ColumnKind::Time(request.axis, grain))?)));
        Times { request, tallies: grains.into_iter().filter(is_wanted).filter_map(tally).collect() }
    }

    fn add(&mut self, article: Weighed) {
        let last = self.tallies.len().saturating_sub(1);
        for (place, (_, tally)) in self.tallies.iter_mut().enumerate() {
            // What takes too many bins already is not shown.
            if place == last || tally.n_used <= MOST_BINS {
                tally.add(article, |_| true);
            }
        }
    }

    /// The finest grain that takes few bins.
    fn answer(self) -> TimeAnswer {
        let last = self.tallies.len().saturating_sub(1);
        let fits =
            |(place, (_, tally)): &(usize, &(Grain, Tally<'_>))| *place == last || tally.n_used <= MOST_BINS;
        let chosen = self.tallies.iter().enumerate().find(fits).map(|(_, chosen)| chosen);
        let Some((grain, tally)) = chosen else {
            return TimeAnswer { axis: self.request.axis, ..TimeAnswer::default() };
        };
        let values = tally.column.values().iter().zip(&tally.by_value);
        let bins = values.filter(|(_, counted)| counted.is_used()).filter_map(|(value, counted)| {
            let (first, last) = bin(first_day(&value.id)?, *grain);
            Some(TimeBin {
                first: first.to_string(),
                last: last.to_string(),
                n_articles: counted.n_articles,
                n_hits: counted.n_hits(),
            })
        });
        TimeAnswer {
            axis: self.request.axis,
            grain: *grain,
            bins: bins.collect(),
            n_undated: tally.without.n_articles,
        }
    }
}

fn first_day(id: &str) -> Option<Day> {
    edtf_bounds(id).map(|days| days.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::builder::{
        ArticleEntry, CorpusEntry, DocumentEntry, MentionEntry, ParagraphEntry, build,
    };
    use crate::protocol::{Facet, FacetChoice, SearchRequest};

    /// Documents `a` to `e`: text, publisher, day of publication, days mentioned.
    const DOCUMENTS: [(&str, Option<&str>, &str, &[&str]); 5] = [
        ("网络网络", Some("甲社"), "2020-02-06", &["2020-01-24", "2020-02"]),
        ("网络", Some("甲社"), "2020-03", &["2020-02-01/2020-02-03"]),
        ("網絡", Some("乙社"), "2021-05-01", &["2021-05-01", "2020-02-02"]),
        ("宽带", Some("丙社"), "2021-05-02", &["2021"]),
        ("网络", None, "", &[]),
    ];

    fn engine() -> Engine {
        let documents = DOCUMENTS.iter().zip(["a", "b", "c", "d", "e"]).map(
            |((text, publisher, published, days), id)| {
                let mentions = days.iter().map(|edtf| MentionEntry {
                    start: 0,
                    end: 3,
                    edtf: (*edtf).to_owned(),
                    year_basis: crate::protocol::YearBasis::Text,
                    ..MentionEntry::default()
                });
                let article = ArticleEntry {
                    paragraphs: vec![ParagraphEntry {
                        start: 0,
                        end: text.len(),
                        ..ParagraphEntry::default()
                    }],
                    mentions: mentions.collect(),
                    ..ArticleEntry::default()
                };
                DocumentEntry {
                    id: id.to_owned(),
                    title: format!("文献{id}"),
                    publisher: publisher.map(str::to_owned),
                    published: Some((*published).to_owned()).filter(|day| !day.is_empty()),
                    lang: "zh-Hans".to_owned(),
                    text: (*text).to_owned(),
                    articles: vec![article],
                    ..DocumentEntry::default()
                }
            },
        );
        Engine::open(build(&CorpusEntry::default(), &documents.collect::<Vec<_>>()).unwrap()).unwrap()
    }

    /// Reads choices such as `publisher=甲社 year!=2020`.
    fn filter(query: &str, choices: &str, axis: Axis) -> Filter {
        let facets = choices.split_whitespace().map(|choice| {
            let (name, id) = choice.split_once('=').unwrap();
            let facet = match name.trim_end_matches('!') {
                "document" => Facet::Document,
                "publisher" => Facet::Publisher,
                "year" => Facet::Year,
                "month" => Facet::Month,
                _ => Facet::Language,
            };
            let (kept, dropped) = (vec![id.to_owned()], Vec::new());
            let (chosen, excluded) = if name.ends_with('!') { (dropped, kept) } else { (kept, dropped) };
            FacetChoice { facet, chosen, excluded }
        });
        Filter { query: query.to_owned(), axis, facets: facets.collect(), ..Filter::default() }
    }

    fn check(query: &str, choices: &str, (facet, contains, limit): (Facet, &str, u32), expected: &str) {
        let request = CountRequest {
            filter: filter(query, choices, Axis::Published),
            facets: vec![FacetRequest {
                facet,
                contains: contains.to_owned(),
                limit,
                ..FacetRequest::default()
            }],
            times: Vec::new(),
        };
        let engine = engine();
        let answer = engine.counts(&request);
        let value = |value: &ValueCount| {
            let sign = if value.is_excluded {
                "-"
            } else if value.is_chosen {
                "+"
            } else {
                ""
            };
            format!("{sign}{} {}/{}", value.label, value.n_articles, value.n_hits.unwrap())
        };
        let values: Vec<String> = answer.facets[0].values.iter().map(value).collect();
        assert_eq!(
            format!("{}: {}", answer.facets[0].n_values, values.join(", ")),
            expected,
            "{query} {choices}"
        );
        // What is counted is what a search finds.
        let found = engine.search(&SearchRequest { filter: request.filter, ..SearchRequest::default() });
        let counted = (answer.n_hits.unwrap(), answer.n_articles, answer.n_documents);
        assert_eq!((found.n_hits, found.n_articles, found.n_documents), counted, "{query} {choices}");
    }

    #[test]
    fn a_facet_leaves_its_own_choice_aside() {
        let publisher = (Facet::Publisher, "", 9);
        check("网络", "", publisher, "2: 甲社 2/3, 乙社 1/1");
        check("", "", publisher, "3: 甲社 2/0, 乙社 1/0, 丙社 1/0");
        check("网络", "publisher=乙社", publisher, "2: 甲社 2/3, +乙社 1/1");
        check("网络", "publisher=甲社 publisher=乙社", publisher, "2: +甲社 2/3, +乙社 1/1");
        check("网络", "year=2020", publisher, "1: 甲社 2/3");
        check("网络", "year=2020 publisher=乙社", publisher, "1: 甲社 2/3, +乙社 0/0");
        check("网络", "year=2020 publisher=乙社", (Facet::Year, "", 9), "1: 2021 1/1, +2020 0/0");
        check("网络", "publisher!=甲社", publisher, "2: -甲社 2/3, 乙社 1/1");
        check("网络", "publisher!=甲社", (Facet::Year, "", 9), "1: 2021 1/1");
        check("网络", "publisher=没有", publisher, "2: 甲社 2/3, 乙社 1/1, +没有 0/0");
        check("网络", "language=zh-Hans document=c", (Facet::Language, "", 9), "1: +zh-Hans 1/1");
        check("网络", "document!=a document!=b", (Facet::Month, "", 9), "1: 2021-05 1/1");
    }

    #[test]
    fn a_long_facet_is_searched_and_cut() {
        check("", "", (Facet::Document, "", 2), "5: 文献a 1/0, 文献b 1/0");
        check("", "", (Facet::Document, "献Ｃ", 9), "1: 文献c 1/0");
        check("", "document=d", (Facet::Document, "文献e", 9), "1: 文献e 1/0, +文献d 1/0");
        check("网络", "", (Facet::Publisher, "", 1), "2: 甲社 2/3");
    }

    #[test]
    fn an_article_has_every_year_that_it_mentions() {
        let engine = engine();
        let counts = |choices: &str| {
            let request = CountRequest {
                filter: filter("网络", choices, Axis::Mentioned),
                facets: vec![FacetRequest { facet: Facet::Year, limit: 9, ..FacetRequest::default() }],
                times: Vec::new(),
            };
            let answer = engine.counts(&request);
            let values = answer.facets[0].values.iter().map(|value| (value.id.clone(), value.n_articles));
            (answer.n_articles, values.collect::<Vec<_>>(), answer.facets[0].n_without)
        };
        let years = |n: u32, m: u32| vec![("2020".to_owned(), n), ("2021".to_owned(), m)];
        assert_eq!(counts(""), (4, years(3, 1), 1));
        assert_eq!(counts("year=2021"), (1, years(3, 1), 1));
        // With 2021 excluded, choosing 2020 as well would leave two.
        assert_eq!(counts("year!=2021"), (3, years(2, 1), 1));
    }

    #[test]
    fn time_is_counted_on_both_axes() {
        let engine = engine();
        let times = |filter: Filter, grain: Option<Grain>| {
            let times = [Axis::Published, Axis::Mentioned].map(|axis| TimeRequest { axis, grain });
            let answer = engine.counts(&CountRequest { filter, facets: Vec::new(), times: times.into() });
            let printed = answer.times.iter().map(|time| {
                let bins: Vec<String> = time
                    .bins
                    .iter()
                    .map(|bin| format!("{} {}/{}", bin.first, bin.n_articles, bin.n_hits.unwrap()))
                    .collect();
                format!("{:?} {} +{}", time.grain, bins.join(", "), time.n_undated)
            });
            printed.collect::<Vec<_>>()
        };
        let all = filter("网络", "", Axis::Published);
        assert_eq!(
            times(all.clone(), None),
            [
                "Month 2020-02-01 1/2, 2020-03-01 1/1, 2021-05-01 1/1 +1",
                "Day 2020-01-24 1/2, 2020-02-01 1/1, 2020-02-02 2/2, 2020-02-03 1/1, 2021-05-01 1/1 +1"
            ]
        );
        assert_eq!(
            times(all.clone(), Some(Grain::Year)),
            ["Year 2020-01-01 2/3, 2021-01-01 1/1 +1", "Year 2020-01-01 3/4, 2021-01-01 1/1 +1"]
        );
        // The range narrows the other axis only.
        let in_2021 = Filter { from: Some("2021-01-01".to_owned()), ..all };
        assert_eq!(
            times(in_2021, Some(Grain::Year)),
            ["Year 2020-01-01 2/3, 2021-01-01 1/1 +1", "Year 2020-01-01 1/1, 2021-01-01 1/1 +0"]
        );
    }
}
