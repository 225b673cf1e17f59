//! The most frequent n-grams of some articles.

use super::best::Best;
use super::dispersion::Parts;
use super::ngram::{Ngrams, Run};
use super::unit::{Reader, Units};
use super::{count, rate};
use crate::corpus::{ArticleId, Corpus};
use crate::index::Index;
use crate::protocol::analysis::{NgramOptions, NgramRow};

/// What was counted, and a page of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordList {
    /// Units in the articles.
    pub n_units: u32,
    /// Different n-grams that fulfil the options.
    pub n_rows: u32,
    /// The page.
    pub rows: Vec<NgramRow>,
}

/// Counts the n-grams of articles, and returns `limit` of them behind the first `offset`.
#[must_use]
pub fn word_list(
    corpus: &Corpus,
    index: &Index,
    articles: &[ArticleId],
    is_exact: bool,
    options: NgramOptions,
    (offset, limit): (u32, u32),
) -> WordList {
    let reader = Reader { corpus, classes: index.classes(), is_exact, is_han_only: options.is_han_only };
    let units = Units::of(reader, articles);
    let ngrams = Ngrams::of(&units, options.longest.max(options.shortest));
    let mut judge = options.drops_parts.then(|| ngrams.part_judge());
    let mut best = Best::new((offset as usize).saturating_add(limit as usize));
    ngrams.each(
        options.shortest,
        |_| [true, false],
        |run| {
            if run.n() >= options.min_count && !judge.as_mut().is_some_and(|judge| judge.is_part(run)) {
                best.offer(f64::from(run.n()), run);
            }
        },
    );
    let (n_rows, runs) = best.finish();
    let sizes = units.sizes();
    let n_units = sizes.iter().sum();
    let parts = Parts::new(sizes);
    let row = |run: &Run| {
        let by_article = by_article(&units, ngrams.places(run));
        let dispersion = parts.dispersion(by_article.iter().copied());
        NgramRow {
            text: printed(&units, corpus, &ngrams, run),
            n_units: run.n_units,
            n: run.n(),
            rate: rate(run.n(), n_units),
            n_articles: count(by_article.len()),
            dp: dispersion.dp,
            dp_norm: dispersion.dp_norm,
        }
    };
    let rows = runs.iter().skip(offset as usize).map(row).collect();
    WordList { n_units, n_rows: count(n_rows), rows }
}

/// An n-gram as its first occurrence prints it.
pub(super) fn printed(units: &Units, corpus: &Corpus, ngrams: &Ngrams<'_>, run: &Run) -> String {
    let first = ngrams.places(run).iter().min().copied();
    first.map_or_else(String::new, |place| units.printed(corpus, place, run.n_units))
}

/// How many of some places each article holds; articles by their number among those that were read, in order.
pub(super) fn by_article(units: &Units, places: &[u32]) -> Vec<(usize, u32)> {
    let mut articles: Vec<usize> = places.iter().map(|&place| units.article_at(place)).collect();
    articles.sort_unstable();
    articles.chunk_by(|a, b| a == b).filter_map(|own| Some((*own.first()?, count(own.len())))).collect()
}
