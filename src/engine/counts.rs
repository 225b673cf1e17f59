//! How many hits and articles fall on each value of a facet and on each day, month or year, in one pass over what the words find.
//!
//! What is counted for a facet, or for the axis that the range of days speaks of, leaves its own choice aside: each value has the number
//! that a reader would get by choosing it too. What was excluded stays excluded, except for the count of the excluded value itself.

use super::Engine;
use crate::corpus::ArticleId;
use crate::day::{Day, edtf_bounds};
use crate::index::facet::{Column, ColumnKind, bin};
use crate::protocol::{
    Axis, CountAnswer, CountRequest, FacetAnswer, FacetOrder, FacetRequest, Filter, Grain, TimeAnswer,
    TimeBin, TimeRequest, ValueCount,
};
use crate::query::matcher::{days, has_day};
use crate::query::selection::Selection;
use crate::text::fold::fold_term;

/// Bins of time, at most, if the grain is not asked for; with more, the next coarser one is taken.
const MOST_BINS: usize = 120;

/// Hits and articles.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    n_articles: u32,
    n_hits: u32,
}

impl Counted {
    fn add(&mut self, article: Weighed) {
        self.n_articles += u32::from(!article.is_matter);
        self.n_hits = self.n_hits.saturating_add(article.n_hits);
    }
}

/// An article that the words find.
#[derive(Clone, Copy)]
struct Weighed {
    id: ArticleId,
    n_hits: u32,
    /// A cover or contents page: its hits count, and it is no article.
    is_matter: bool,
}

/// What is counted for one column.
struct Tally<'a> {
    column: &'a Column,
    by_value: Vec<Counted>,
    /// Articles without a value.
    without: Counted,
}

impl<'a> Tally<'a> {
    fn new(column: &'a Column) -> Tally<'a> {
        Tally {
            column,
            by_value: vec![Counted::default(); column.values().len()],
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
                counted.add(article);
            }
        }
    }

    fn n_used(&self) -> usize {
        self.by_value.iter().filter(|counted| counted.n_articles > 0 || counted.n_hits > 0).count()
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

impl Engine {
    /// How many hits and articles fall on the values of facets and on bins of time.
    #[must_use]
    pub fn counts(&self, request: &CountRequest) -> CountAnswer {
        let filter = &request.filter;
        let (corpus, index) = (&self.corpus, &self.index);
        // The words alone decide what is found once and kept; choices among it cost one pass.
        let open =
            Filter { documents: Vec::new(), facets: Vec::new(), from: None, to: None, ..filter.clone() };
        let matches = self.matches(&open);
        let range = days(filter);
        let selections = Selection::all(corpus, index, filter);
        let asked: Vec<(&FacetRequest, Selection<'_>)> = request
            .facets
            .iter()
            .filter_map(|facet| Some((facet, Selection::new(corpus, index, filter, facet.facet)?)))
            .collect();
        let mut tallies: Vec<Tally<'_>> =
            asked.iter().map(|(_, selection)| Tally::new(selection.column)).collect();
        let mut times: Vec<Times<'_>> = request.times.iter().map(|time| Times::new(self, time)).collect();
        let mut all = Counted::default();
        let mut documents: Vec<u32> = Vec::new();
        for found in &matches.found {
            let article = corpus.article(found.article);
            let weighed = Weighed {
                id: found.article,
                n_hits: super::count(found.hits.len()),
                is_matter: article.is_matter(),
            };
            let mut failing = Failing::None;
            for (number, selection) in selections.iter().enumerate() {
                if !selection.admits(found.article) {
                    failing = failing.and(Failing::Selection(number));
                }
            }
            if failing != Failing::Several && range.is_some_and(|range| !has_day(article, filter.axis, range))
            {
                failing = failing.and(Failing::Days);
            }
            if failing == Failing::None {
                all.add(weighed);
                documents.push(article.document().number().0);
            }
            for ((_, own), tally) in asked.iter().zip(&mut tallies) {
                let is_own = match failing {
                    Failing::None => true,
                    Failing::Selection(number) => {
                        selections.get(number).is_some_and(|s| s.facet == own.facet)
                    }
                    Failing::Days | Failing::Several => false,
                };
                if is_own {
                    let is_excluded = own.has_excluded(found.article);
                    tally.add(weighed, |number| !is_excluded || own.excludes(number));
                }
            }
            for time in &mut times {
                if failing == Failing::None || (failing == Failing::Days && time.request.axis == filter.axis)
                {
                    time.add(weighed);
                }
            }
        }
        documents.dedup();
        CountAnswer {
            n_hits: all.n_hits,
            n_articles: all.n_articles,
            n_documents: super::count(documents.len()),
            facets: asked
                .iter()
                .zip(&tallies)
                .map(|((facet, own), tally)| self.facet(facet, own, tally))
                .collect(),
            times: times.into_iter().map(Times::answer).collect(),
        }
    }

    fn facet(&self, request: &FacetRequest, own: &Selection<'_>, tally: &Tally<'_>) -> FacetAnswer {
        let contains = fold_term(&request.contains, self.index.classes());
        let is_wanted = |label: &str| fold_term(label, self.index.classes()).contains(&contains);
        let is_chosen = |id: &String| own.choice.chosen.contains(id);
        let is_excluded = |id: &String| own.choice.excluded.contains(id);
        let value = |(value, counted): (&crate::index::facet::Value, &Counted)| ValueCount {
            id: value.id.clone(),
            label: value.label.clone(),
            n_articles: counted.n_articles,
            n_hits: counted.n_hits,
            is_chosen: is_chosen(&value.id),
            is_excluded: is_excluded(&value.id),
        };
        let values = tally.column.values().iter().zip(&tally.by_value);
        let is_used = |counted: &Counted| counted.n_articles > 0 || counted.n_hits > 0;
        let mut order: Vec<(usize, Counted)> = values
            .clone()
            .map(|(_, counted)| *counted)
            .enumerate()
            .filter(|(_, counted)| is_used(counted))
            .filter(|(number, _)| {
                contains.is_empty()
                    || tally.column.values().get(*number).is_some_and(|value| is_wanted(&value.label))
            })
            .collect();
        if request.order == FacetOrder::Count {
            order.sort_by_key(|(_, counted)| std::cmp::Reverse((counted.n_articles, counted.n_hits)));
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
    fn new(engine: &'a Engine, request: &'a TimeRequest) -> Times<'a> {
        let grains = [Grain::Day, Grain::Month, Grain::Year];
        // Publications are few, and many are known by their month only.
        let is_fine = |grain: Grain| request.axis == Axis::Mentioned || grain != Grain::Day;
        let is_wanted = |grain: &Grain| request.grain.map_or(is_fine(*grain), |wanted| wanted == *grain);
        let tally = |grain| {
            let column = engine.index.column(&engine.corpus, ColumnKind::Time(request.axis, grain))?;
            Some((grain, Tally::new(column)))
        };
        Times { request, tallies: grains.into_iter().filter(is_wanted).filter_map(tally).collect() }
    }

    fn add(&mut self, article: Weighed) {
        for (_, tally) in &mut self.tallies {
            tally.add(article, |_| true);
        }
    }

    /// The finest grain that takes few bins.
    fn answer(self) -> TimeAnswer {
        let n_used = |tally: &Tally<'_>| tally.n_used();
        let last = self.tallies.len().saturating_sub(1);
        let fits =
            |(place, (_, tally)): &(usize, &(Grain, Tally<'_>))| *place == last || n_used(tally) <= MOST_BINS;
        let chosen = self.tallies.iter().enumerate().find(fits).map(|(_, chosen)| chosen);
        let Some((grain, tally)) = chosen else {
            return TimeAnswer { axis: self.request.axis, ..TimeAnswer::default() };
        };
        let bins = tally.column.values().iter().zip(&tally.by_value).filter_map(|(value, counted)| {
            let (first, last) = bin(first_day(&value.id)?, *grain);
            (counted.n_articles > 0 || counted.n_hits > 0).then(|| TimeBin {
                first: first.to_string(),
                last: last.to_string(),
                n_articles: counted.n_articles,
                n_hits: counted.n_hits,
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
                    suggested: None,
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
            format!("{sign}{} {}/{}", value.label, value.n_articles, value.n_hits)
        };
        let values: Vec<String> = answer.facets[0].values.iter().map(value).collect();
        assert_eq!(
            format!("{}: {}", answer.facets[0].n_values, values.join(", ")),
            expected,
            "{query} {choices}"
        );
        // What is counted is what a search finds.
        let found = engine.search(&SearchRequest { filter: request.filter, ..SearchRequest::default() });
        let counted = (answer.n_hits, answer.n_articles, answer.n_documents);
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
                    .map(|bin| format!("{} {}/{}", bin.first, bin.n_articles, bin.n_hits))
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
