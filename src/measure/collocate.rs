//! What stands near hits.
//!
//! The counts are those of surface co-occurrence (Evert 2008, "Corpora and collocations", §4.1): the window of a hit is so many units
//! to its left and right inside its paragraph, punctuation not counted; windows that overlap are one. An n-gram is near when it lies
//! in a window with all its units. Hits themselves are taken out of the text: no n-gram contains or crosses one. Then
//!
//! - O₁₁ is how often the n-gram stands near, C₁ how often anywhere in the text,
//! - R₁ is how many n-grams of its length stand near, N how many anywhere,
//! - E₁₁ = R₁ · C₁ ÷ N is expected, and the log-likelihood and Dice's coefficient are those of [`Contingency`].

use super::best::Best;
use super::contingency::Contingency;
use super::count;
use super::ngram::{LONGEST, Ngrams, Run};
use super::unit::{BREAK, PARAGRAPH, Reader, Units, is_unit};
use super::word_list::printed;
use crate::corpus::{ArticleId, Corpus};
use crate::index::Index;
use crate::protocol::analysis::{CollocateRequest, CollocateRow, CollocateSort};
use crate::query::Matches;
use crate::query::matcher::Hit;

/// What was counted, and a page of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collocates {
    /// Hits in the articles.
    pub n_hits: u32,
    /// n-grams near them.
    pub n_near: u32,
    /// n-grams in all.
    pub n_all: u32,
    /// Different collocates that fulfil the options.
    pub n_rows: u32,
    /// The page.
    pub rows: Vec<CollocateRow>,
}

/// Counts what stands near the hits in some articles, compared with all of their text.
#[must_use]
pub fn collocates(
    corpus: &Corpus,
    index: &Index,
    articles: &[ArticleId],
    matches: &Matches,
    request: &CollocateRequest,
) -> Collocates {
    let is_han_only = request.is_han_only;
    let reader = Reader { corpus, classes: index.classes(), is_exact: request.filter.exact, is_han_only };
    let mut units = Units::of(reader, articles);
    let n_units = request.n_units.clamp(1, LONGEST);
    let near = near(&mut units, matches, request.window, n_units);
    let is_near = |place: u32| near.get(place as usize).is_some_and(|&n| n >= n_units);
    let ngrams = Ngrams::of(&units, n_units);
    let (n_near, n_all) = (ngrams.n_places(n_units, is_near), ngrams.n_places(n_units, |_| true));
    let mut best = Best::new((request.offset as usize).saturating_add(request.limit as usize));
    let counts =
        |run: &Run| Contingency::of_parts(run.counts[0], n_near, run.counts[1], n_all.saturating_sub(n_near));
    ngrams.each(
        n_units,
        |place| [is_near(place), !is_near(place)],
        |run| {
            if run.counts[0] >= request.min_count.max(1) {
                best.offer(score(counts(run), request.sort), run);
            }
        },
    );
    let (n_rows, runs) = best.finish();
    let row = |run: &Run| CollocateRow {
        text: printed(&units, corpus, &ngrams, run),
        observed: run.counts[0],
        expected: counts(run).expected(),
        n: run.n(),
        log_likelihood: counts(run).log_likelihood(),
        dice: counts(run).dice(),
    };
    let rows = runs.iter().skip(request.offset as usize).map(row).collect();
    let hits = articles.iter().filter_map(|article| matches.of(*article)).map(|found| found.hits.len());
    Collocates { n_hits: count(hits.sum()), n_near, n_all, n_rows: count(n_rows), rows }
}

fn score(counts: Contingency, sort: CollocateSort) -> f64 {
    match sort {
        CollocateSort::Dice => counts.dice(),
        CollocateSort::LogLikelihood if f64::from(counts.here) < counts.expected() => {
            -counts.log_likelihood()
        }
        CollocateSort::LogLikelihood => counts.log_likelihood(),
    }
}

/// Takes the hits out of the units, and says for each place how many units from there on are near one, as far as `n_units`.
fn near(units: &mut Units, matches: &Matches, window: u32, n_units: u8) -> Vec<u8> {
    let mut is_hit = vec![false; units.codes.len()];
    for number in 0..units.n_articles() {
        let found = units.article(number).and_then(|article| matches.of(article));
        let Some(stretches) = found.map(|found| stretches(&found.hits)) else { continue };
        for place in units.places_of(number) {
            let start = units.starts.get(place).copied().unwrap_or(u32::MAX);
            let at = stretches.partition_point(|&(_, end)| end <= start);
            if stretches.get(at).is_some_and(|&(first, _)| first < units.end(place))
                && let Some(slot) = is_hit.get_mut(place)
            {
                *slot = true;
            }
        }
    }
    let mut near = vec![0_u8; units.codes.len()];
    let mark = |place: usize, distance: &mut u32, near: &mut [u8]| {
        let code = units.codes.get(place).copied().unwrap_or(BREAK);
        if code == PARAGRAPH {
            *distance = u32::MAX;
        } else if is_hit.get(place) == Some(&true) {
            *distance = 0;
        } else if is_unit(code) {
            *distance = distance.saturating_add(1);
            if *distance <= window
                && let Some(slot) = near.get_mut(place)
            {
                *slot = 1;
            }
        }
    };
    let mut distance = u32::MAX;
    (0..near.len()).for_each(|place| mark(place, &mut distance, &mut near));
    distance = u32::MAX;
    (0..near.len()).rev().for_each(|place| mark(place, &mut distance, &mut near));
    for (code, _) in units.codes.iter_mut().zip(&is_hit).filter(|(code, is_hit)| **is_hit && is_unit(**code))
    {
        *code = BREAK;
    }
    let mut next = 0;
    for slot in near.iter_mut().rev() {
        next = if *slot > 0 { n_units.min(next + 1) } else { 0 };
        *slot = next;
    }
    near
}

/// The bytes that hits cover, in order; where they overlap they are one stretch.
fn stretches(hits: &[Hit]) -> Vec<(u32, u32)> {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for hit in hits {
        match stretches.last_mut().filter(|(_, end)| hit.start <= *end) {
            Some((_, end)) => *end = hit.end.max(*end),
            None => stretches.push((hit.start, hit.end)),
        }
    }
    stretches
}
