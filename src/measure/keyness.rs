//! What tells two parts of the corpus apart.
//!
//! The two parts are read as one text: what is only in the first, what is in both, what is only in the second. So one sorted list
//! of n-grams serves both sides.

use super::best::Best;
use super::contingency::Contingency;
use super::ngram::{Ngrams, Run};
use super::unit::{Reader, Units};
use super::word_list::{by_article, printed};
use super::{count, rate};
use crate::corpus::{ArticleId, Corpus};
use crate::index::Index;
use crate::protocol::analysis::{KeynessRequest, KeynessRow, KeynessSide, KeynessSort, PartCount, PartSize};

/// The sizes of two parts, and a page of what tells them apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyness {
    /// Sizes of the first and the second part.
    pub sizes: [PartSize; 2],
    /// Different n-grams that fulfil the options.
    pub n_rows: u32,
    /// The page.
    pub rows: Vec<KeynessRow>,
}

/// Compares two sets of articles, each in corpus order; the filters of the request have been applied to them.
#[must_use]
pub fn keyness(
    corpus: &Corpus,
    index: &Index,
    [first, second]: [&[ArticleId]; 2],
    request: &KeynessRequest,
) -> Keyness {
    let options = request.options;
    let is_exact = request.first.exact || request.second.as_ref().is_some_and(|second| second.exact);
    let reader = Reader { corpus, classes: index.classes(), is_exact, is_han_only: options.is_han_only };
    let is_in = |articles: &[ArticleId], article: &ArticleId| articles.binary_search(article).is_ok();
    let (both, only_first): (Vec<ArticleId>, Vec<ArticleId>) =
        first.iter().copied().partition(|article| is_in(second, article));
    let only_second = second.iter().copied().filter(|article| !is_in(first, article));
    let (n_only_first, n_first) = (only_first.len(), first.len());
    let articles: Vec<ArticleId> = only_first.into_iter().chain(both).chain(only_second).collect();
    let units = Units::of(reader, &articles);
    let sides = Sides { corpus, units: &units, n_only_first, n_first };
    let (second_start, first_end) = (sides.start(n_only_first), sides.start(n_first));
    let sizes = sides.sizes();
    let ngrams = Ngrams::of(&units, options.longest.max(options.shortest));
    let mut judge = options.drops_parts.then(|| ngrams.part_judge());
    let mut best = Best::new((request.offset as usize).saturating_add(request.limit as usize));
    ngrams.each(
        options.shortest,
        |place| [place < first_end, place >= second_start],
        |run| {
            let counts = contingency(run, sizes);
            let is_typical = is_typical(counts, request.side);
            let is_frequent = run.counts[0].saturating_add(run.counts[1]) >= options.min_count;
            if is_frequent && is_typical && !judge.as_mut().is_some_and(|judge| judge.is_part(run)) {
                let score = match request.sort {
                    KeynessSort::LogLikelihood => counts.log_likelihood(),
                    KeynessSort::LogRatio => counts.log_ratio().abs(),
                };
                best.offer(score, run);
            }
        },
    );
    let (n_rows, runs) = best.finish();
    let row = |run: &Run| {
        let counts = contingency(run, sizes);
        let [first, second] = sides.counts(run, ngrams.places(run), sizes);
        KeynessRow {
            text: printed(&units, corpus, &ngrams, run),
            n_units: run.n_units,
            first,
            second,
            log_likelihood: counts.log_likelihood(),
            log_ratio: counts.log_ratio(),
        }
    };
    let rows = runs.iter().skip(request.offset as usize).map(row).collect();
    Keyness { sizes, n_rows: count(n_rows), rows }
}

fn contingency(run: &Run, [first, second]: [PartSize; 2]) -> Contingency {
    Contingency::of_parts(run.counts[0], first.n_units, run.counts[1], second.n_units)
}

/// Whether an n-gram is more frequent on the side that is asked about.
fn is_typical(counts: Contingency, side: KeynessSide) -> bool {
    // Rates are compared as whole numbers, so that equal ones are equal.
    let (n_first, n_second) = (
        u64::from(counts.here) + u64::from(counts.others_here),
        u64::from(counts.elsewhere) + u64::from(counts.others_elsewhere),
    );
    let first = u128::from(counts.here) * u128::from(n_second);
    let second = u128::from(counts.elsewhere) * u128::from(n_first);
    match side {
        KeynessSide::First => first > second || (n_second == 0 && counts.here > 0),
        KeynessSide::Second => second > first || (n_first == 0 && counts.elsewhere > 0),
        KeynessSide::Either => true,
    }
}

/// Which articles of the joined text belong to which part.
struct Sides<'a> {
    corpus: &'a Corpus,
    units: &'a Units,
    /// Articles that are only in the first part; they come first.
    n_only_first: usize,
    /// Articles in the first part; the rest is only in the second.
    n_first: usize,
}

impl Sides<'_> {
    /// First place of an article.
    fn start(&self, number: usize) -> u32 {
        count(self.units.places_of(number).start)
    }

    /// Numbers of the articles of both parts.
    fn ranges(&self) -> [std::ops::Range<usize>; 2] {
        [0..self.n_first, self.n_only_first..self.units.n_articles()]
    }

    fn sizes(&self) -> [PartSize; 2] {
        let sizes = self.units.sizes();
        self.ranges().map(|range| PartSize {
            n_units: sizes.get(range.clone()).unwrap_or_default().iter().sum(),
            n_articles: count(range.len()),
            n_documents: self.n_documents(range),
        })
    }

    fn n_documents(&self, articles: impl Iterator<Item = usize>) -> u32 {
        let document = |number| Some(self.corpus.article(self.units.article(number)?).document().number());
        let mut documents: Vec<_> = articles.filter_map(document).collect();
        crate::order::sort(&mut documents);
        documents.dedup();
        count(documents.len())
    }

    fn counts(&self, run: &Run, places: &[u32], sizes: [PartSize; 2]) -> [PartCount; 2] {
        let by_article = by_article(self.units, places);
        let part = |side: usize, n: u32, n_units: u32| {
            let range = self.ranges()[side].clone();
            let own = by_article.iter().map(|(number, _)| *number).filter(|number| range.contains(number));
            PartCount {
                n,
                rate: rate(n, n_units),
                n_articles: count(own.clone().count()),
                n_documents: self.n_documents(own),
            }
        };
        [part(0, run.counts[0], sizes[0].n_units), part(1, run.counts[1], sizes[1].n_units)]
    }
}
