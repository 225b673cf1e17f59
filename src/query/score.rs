//! Which result comes first.
//!
//! Okapi BM25 over the query's own terms (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", §3.2), with
//! occurrences in the title counted [`TITLE_WEIGHT`] times. The order never decides what is found.

use super::matcher::{Match, Matches};
use crate::corpus::Corpus;
use crate::order::put_in_order;
use crate::protocol::{ParagraphKind, Sort};

/// BM25's k₁: how soon further occurrences add little.
pub const K1: f64 = 1.2;

/// BM25's b: how much a long article must make up for.
pub const B: f64 = 0.75;

/// How many occurrences in the text one in the title is worth.
pub const TITLE_WEIGHT: f64 = 4.0;

/// The matches' places in [`Matches::found`], best first; equal ones keep the order of the corpus.
#[must_use]
pub fn ranked(corpus: &Corpus, matches: &Matches, sort: Sort) -> Vec<usize> {
    let mut order: Vec<usize> = (0..matches.found.len()).collect();
    match sort {
        Sort::Order => {}
        Sort::Date => {
            let days = |place: usize| {
                let article = matches.found.get(place).map(|found| corpus.article(found.article))?;
                super::matcher::published_days(article.document())
            };
            let key = |place: usize| days(place).map_or((true, None), |days| (false, Some(days)));
            put_in_order(&mut order, &|a, b| key(a).cmp(&key(b)));
        }
        Sort::Relevance => {
            let scores = scores(corpus, matches);
            let score = |place: usize| scores.get(place).copied().unwrap_or(0.0);
            put_in_order(&mut order, &|a, b| score(b).total_cmp(&score(a)));
        }
    }
    order
}

fn scores(corpus: &Corpus, matches: &Matches) -> Vec<f64> {
    let n_articles = corpus.n_articles() as f64;
    let total: u64 = corpus.articles().map(|article| u64::from(article.n_characters())).sum();
    let mean = (total as f64 / n_articles).max(1.0);
    // Rarity is judged among the matches and all articles of the corpus, so that it needs no other pass.
    let mut n_containing = vec![0_u32; matches.query.terms.len()];
    for found in &matches.found {
        for (term, n) in weights(corpus, found, n_containing.len()).iter().enumerate() {
            if let Some(slot) = n_containing.get_mut(term).filter(|_| *n > 0.0) {
                *slot += 1;
            }
        }
    }
    let score = |found: &Match| {
        let length = f64::from(corpus.article(found.article).n_characters());
        let weights = weights(corpus, found, n_containing.len());
        let parts = weights.iter().zip(&n_containing).map(|(&weight, &n)| {
            let n = f64::from(n);
            let idf = (1.0 + (n_articles - n + 0.5) / (n + 0.5)).ln();
            idf * weight * (K1 + 1.0) / (weight + K1 * (1.0 - B + B * length / mean))
        });
        parts.sum()
    };
    matches.found.iter().map(score).collect()
}

/// Occurrences of each term in one article, those in its title weighted.
fn weights(corpus: &Corpus, found: &Match, n_terms: usize) -> Vec<f64> {
    let titles = corpus.article(found.article).paragraphs().filter(|p| p.kind() == ParagraphKind::Title);
    let titles: Vec<std::ops::Range<usize>> = titles.map(|paragraph| paragraph.range()).collect();
    let mut weights = vec![0.0; n_terms];
    for hit in &found.hits {
        let is_in_title = titles.iter().any(|title| title.contains(&(hit.start as usize)));
        if let Some(weight) = weights.get_mut(usize::from(hit.term)) {
            *weight += if is_in_title { TITLE_WEIGHT } else { 1.0 };
        }
    }
    weights
}
