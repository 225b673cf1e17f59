//! Articles that another article interrupts.
//!
//! On a page set in columns an article may stop, another one begin, and the rest of the first follow behind it. The last paragraphs of the
//! second are then about what the first is about: they share words with it, names above all, and hardly any with what they stand behind. Such paragraphs are given back; the article then has several spans. Nothing is moved in the text itself.

use std::collections::BTreeSet;

use super::Article;
use crate::protocol::ParagraphKind;
use crate::text::CleanText;
use crate::text::fold::is_han;

/// Characters of the words that are compared: most names of people have three.
const GRAM: usize = 3;

/// How much likelier, as natural logarithm, paragraphs must be in their article than in the one they stand in.
const LEAST: f32 = 3.0;

/// Paragraphs of an article on such a page, and articles on it, at most; more is no page.
const LONGEST: usize = 200;
const MOST: usize = 60;

/// What a word counts for that an article has nowhere else.
const UNSEEN: f32 = 0.3;

type Grams = BTreeSet<[char; GRAM]>;

/// Gives each article back the paragraphs that stand at the end of the next one.
pub(super) fn reunite(text: &CleanText, articles: &mut [Article]) {
    if articles.len() > MOST {
        return;
    }
    let grams: Vec<Vec<Grams>> = articles.iter().map(|article| paragraphs(text, article)).collect();
    for index in 1..articles.len() {
        let Some(from) = tail(articles, &grams, index) else { continue };
        let Some(host) = articles.get_mut(index) else { continue };
        let mut moved = host.paragraphs.split_off(from);
        if let Some(first) = moved.first_mut() {
            first.is_after_seam = true;
        }
        if let Some(owner) = articles.get_mut(index - 1) {
            owner.paragraphs.extend(moved);
        }
    }
}

/// The paragraph from which on an article's text belongs to the one before it.
fn tail(articles: &[Article], grams: &[Vec<Grams>], index: usize) -> Option<usize> {
    let (owner, host) = (articles.get(index - 1)?, articles.get(index)?);
    if owner.is_matter
        || host.is_matter
        || host.paragraphs.len() > LONGEST
        || owner.paragraphs.len() > LONGEST
    {
        return None;
    }
    let (owner_grams, host_grams) = (grams.get(index - 1)?, grams.get(index)?);
    let others: BTreeSet<&[char; GRAM]> = (0..grams.len())
        .filter(|&other| other != index && other + 1 != index)
        .filter_map(|other| grams.get(other))
        .flat_map(|article| article.iter().flatten())
        .collect();
    let first_text = host.paragraphs.iter().position(|paragraph| paragraph.kind == ParagraphKind::Body)?;
    // A heading in the tail would be one of the host, and one in front of it keeps a paragraph.
    let last_heading = host.paragraphs.iter().rposition(|paragraph| paragraph.kind != ParagraphKind::Body);
    let earliest = last_heading.map_or(0, |heading| heading + 2).max(first_text + 1);
    let mut best: Option<(f32, usize)> = None;
    let mut gain = 0.0;
    for from in (earliest..host.paragraphs.len()).rev() {
        let likelier = likelier(from, owner_grams, host_grams, &others);
        gain += likelier;
        if likelier > 0.0 && gain >= LEAST && best.is_none_or(|(most, _)| gain > most) {
            best = Some((gain, from));
        }
    }
    best.map(|(_, from)| from)
}

/// How much likelier the words of a host's paragraph are in the owner than in the rest of the host, words of other articles aside.
fn likelier(index: usize, owner: &[Grams], host: &[Grams], others: &BTreeSet<&[char; GRAM]>) -> f32 {
    let Some(words) = host.get(index) else { return 0.0 };
    let rest = host.iter().enumerate().filter(|&(other, _)| other != index).map(|(_, grams)| grams);
    let rest: Vec<&Grams> = rest.collect();
    let known = words.iter().filter(|gram| !others.contains(gram));
    known
        .map(|gram| {
            let n_owner = owner.iter().filter(|grams| grams.contains(gram)).count();
            let n_rest = rest.iter().filter(|grams| grams.contains(gram)).count();
            if n_owner + n_rest == 0 {
                return 0.0;
            }
            // Numbers of paragraphs are small.
            #[allow(clippy::cast_precision_loss)]
            let odds = (n_owner as f32 + UNSEEN) / (n_rest as f32 + UNSEEN);
            odds.ln()
        })
        .sum()
}

/// For each paragraph the runs of characters in it.
fn paragraphs(text: &CleanText, article: &Article) -> Vec<Grams> {
    let runs = article.paragraphs.iter().map(|paragraph| {
        let chars: Vec<char> = text.words(paragraph.span).chars().collect();
        let grams = chars.windows(GRAM).filter(|run| run.iter().all(|&c| is_han(c)));
        grams.filter_map(|run| <[char; GRAM]>::try_from(run).ok()).collect()
    });
    runs.collect()
}
