//! Which result comes first. The order never decides what is found.
//!
//! ```text
//! score = Σ rarity(t) · n(t) · (k1 + 1) / (n(t) + k1 · (1 − b + b · length / mean length))     over the query's terms t
//!         · (1 + position · P + density · D + near · N + phrase · S)
//! ```
//!
//! The sum is Okapi BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", §3.2):
//!
//! - *n(t)* counts the hits of a term, one in the title [`Weights::title`] times;
//! - *rarity(t)* = 1 + [`Weights::rarity`] · (*idf* − 1), where *idf* = ln(1 + (*N* − *m* + ½) / (*m* + ½)) with *N* articles in all and *m* matching
//!   ones that have the term.
//!
//! The factor behind it says where the hits stand; each of its parts lies between 0 and 1:
//!
//! - *P* is 1 when the first hit begins the article, and 0 when it ends it;
//! - *D* = *d* / (*d* + 0.02), where *d* is the share of the article that its hits make up;
//! - *N* = 8 / (8 + *g*), where *g* is the number of characters between the terms where they stand closest together, whatever their order;
//! - *S* is 1 when they stand side by side somewhere in the order in which they were typed, else 0.
//!
//! *N* and *S* are 0 where there is one term only; where the article has just some of several terms, they are weaker by as much. They look at
//! the first 1,000 hits of an article. Of equal articles the one published later comes first, then the order of the corpus decides.
//!
//! The page by itself, without the feature `engine`, leaves the factor at 1 and equal articles in the order of the corpus.

#[cfg(feature = "engine")]
use super::matcher::Hit;
use super::matcher::{Match, Matches, published_days};
#[cfg(feature = "engine")]
use crate::corpus::DocumentId;
use crate::corpus::{Article, Corpus};
use crate::order::put_in_order;
use crate::protocol::{ParagraphKind, Sort, Weights};

/// Hits of an article that are looked at for how near terms are to each other.
#[cfg(feature = "engine")]
const MOST_LOOKED_AT: usize = 1000;

/// Characters between terms that halve what their nearness counts.
#[cfg(feature = "engine")]
const HALF_NEAR: f64 = 8.0;

/// Share of hits in an article that makes half of what density counts.
#[cfg(feature = "engine")]
const HALF_DENSE: f64 = 0.02;

/// Bytes of most characters.
#[cfg(feature = "engine")]
const BYTES: f64 = 3.0;

/// The matches' places in [`Matches::found`], best first; equal ones keep the order of the corpus.
#[must_use]
#[cfg_attr(not(feature = "engine"), expect(unused_variables, reason = "the page has the weights built in"))]
pub fn ranked(corpus: &Corpus, matches: &Matches, sort: Sort, weights: &Weights) -> Vec<usize> {
    // What is known beforehand need not be asked for by the page's program.
    #[cfg(not(feature = "engine"))]
    let weights = &Weights::default();
    let mut order: Vec<usize> = (0..matches.found.len()).collect();
    match sort {
        Sort::Order => {}
        Sort::Date => {
            let days = |place: usize| {
                let article = matches.found.get(place).map(|found| corpus.article(found.article))?;
                published_days(article.document())
            };
            let key = |place: usize| days(place).map_or((true, None), |days| (false, Some(days)));
            put_in_order(&mut order, &|a, b| key(a).cmp(&key(b)));
        }
        #[cfg(feature = "files")]
        Sort::Hits => {
            let n_hits = |place: usize| matches.found.get(place).map_or(0, |found| found.hits.len());
            put_in_order(&mut order, &|a, b| n_hits(b).cmp(&n_hits(a)));
        }
        // Without words all are equal, and a list of everything is best read as it stands.
        Sort::Relevance if matches.query.wanted().next().is_none() => {}
        Sort::Relevance => {
            let scores = scores(corpus, matches, weights);
            let score = |place: usize| scores.get(place).copied().unwrap_or(0.0);
            #[cfg(feature = "engine")]
            {
                let days = published(corpus, matches);
                let last = |place: usize| days.get(place).copied().flatten().map(|days| days.1);
                put_in_order(&mut order, &|a, b| {
                    score(b).total_cmp(&score(a)).then_with(|| last(b).cmp(&last(a)))
                });
            }
            #[cfg(not(feature = "engine"))]
            put_in_order(&mut order, &|a, b| score(b).total_cmp(&score(a)));
        }
    }
    order
}

/// The days on which the matches were published.
#[cfg(feature = "engine")]
fn published(corpus: &Corpus, matches: &Matches) -> Vec<Option<(crate::day::Day, crate::day::Day)>> {
    let mut known: Option<(DocumentId, _)> = None;
    let days = matches.found.iter().map(|found| {
        let document = corpus.article(found.article).document();
        // The articles of a document stand side by side.
        match known {
            Some((id, days)) if id == document.number() => days,
            _ => {
                let days = published_days(document);
                known = Some((document.number(), days));
                days
            }
        }
    });
    days.collect()
}

/// What the formula needs of an article.
struct Features {
    /// Hits of each term, those in the title weighted.
    counts: Vec<f64>,
    length: f64,
    /// The factor that says where they stand.
    factor: f64,
}

fn scores(corpus: &Corpus, matches: &Matches, weights: &Weights) -> Vec<f64> {
    let n_articles = corpus.n_articles() as f64;
    let total: u64 = corpus.articles().map(|article| u64::from(article.n_characters())).sum();
    let mean = (total as f64 / n_articles).max(1.0);
    let n_wanted = matches.query.wanted().count();
    let mut n_matching = vec![0.0_f64; matches.query.terms.len()];
    let mut all: Vec<Features> = Vec::with_capacity(matches.found.len());
    for found in &matches.found {
        let features = features(corpus.article(found.article), found, &mut n_matching, n_wanted, weights);
        all.push(features);
    }
    let rarity = |n: &f64| {
        let idf = (1.0 + (n_articles - n + 0.5) / (n + 0.5)).ln();
        // Never nothing: a frequent term still counts.
        (1.0 + weights.rarity * (idf - 1.0)).max(0.01)
    };
    let rarities: Vec<f64> = n_matching.iter().map(rarity).collect();
    let score = |features: &Features| {
        let short = weights.k1 * (1.0 - weights.b + weights.b * features.length / mean);
        let part = |(n, rarity): (&f64, &f64)| {
            // Without k1 what is absent would be divided by nothing.
            if *n > 0.0 { rarity * n * (weights.k1 + 1.0) / (n + short) } else { 0.0 }
        };
        features.counts.iter().zip(&rarities).map(part).sum::<f64>() * features.factor
    };
    all.iter().map(score).collect()
}

/// Looks at one article, and adds it to those that have its terms.
#[cfg_attr(not(feature = "engine"), expect(unused_variables, reason = "the page has no factor"))]
fn features(
    article: Article<'_>,
    found: &Match,
    n_matching: &mut [f64],
    n_wanted: usize,
    weights: &Weights,
) -> Features {
    let titles = article.paragraphs().filter(|paragraph| paragraph.kind() == ParagraphKind::Title);
    let titles: Vec<std::ops::Range<usize>> = titles.map(|paragraph| paragraph.range()).collect();
    let mut counts = vec![0.0; n_matching.len()];
    for hit in &found.hits {
        let is_in_title = titles.iter().any(|title| title.contains(&(hit.start as usize)));
        if let Some(count) = counts.get_mut(usize::from(hit.term)) {
            *count += if is_in_title { weights.title } else { 1.0 };
        }
    }
    for (n, count) in n_matching.iter_mut().zip(&counts) {
        if *count > 0.0 {
            *n += 1.0;
        }
    }
    let length = f64::from(article.n_characters());
    Features {
        #[cfg(feature = "engine")]
        factor: factor(article, &found.hits, &counts, n_wanted, weights),
        #[cfg(not(feature = "engine"))]
        factor: 1.0,
        counts,
        length,
    }
}

/// What the formula makes of where the hits stand.
#[cfg(feature = "engine")]
fn factor(article: Article<'_>, hits: &[Hit], counts: &[f64], n_wanted: usize, weights: &Weights) -> f64 {
    let Some(first) = hits.first() else { return 1.0 };
    let (mut start, mut end) = (usize::MAX, 0);
    for range in article.paragraphs().map(|paragraph| paragraph.range()) {
        (start, end) = (start.min(range.start), end.max(range.end));
    }
    let before = (first.start as usize).saturating_sub(start) as f64;
    let whole = end.saturating_sub(start).max(1) as f64;
    let mut factor = 1.0 + weights.position * (1.0 - before / whole).max(0.0);
    let n_bytes: u64 = hits.iter().map(|hit| u64::from(hit.end.saturating_sub(hit.start))).sum();
    let share = n_bytes as f64 / BYTES / f64::from(article.n_characters()).max(1.0);
    factor += weights.density * share / (share + HALF_DENSE);
    let n_present = counts.iter().filter(|count| **count > 0.0).count();
    if n_present > 1 {
        let (gap, is_in_order) = closest(hits, n_present);
        let part = (n_present - 1) as f64 / (n_wanted.max(n_present) - 1) as f64;
        factor += part * weights.near * HALF_NEAR / (HALF_NEAR + f64::from(gap) / BYTES);
        factor += if is_in_order { part * weights.phrase } else { 0.0 };
    }
    factor
}

/// How many bytes lie between `n_terms` different terms where they stand closest together, and whether they stand somewhere side by side
/// in the order of their numbers.
#[cfg(feature = "engine")]
fn closest(hits: &[Hit], n_terms: usize) -> (u32, bool) {
    // The last hit of each term so far, the latest one at the end.
    let mut last: Vec<Hit> = Vec::with_capacity(n_terms);
    let (mut gap, mut is_in_order) = (u32::MAX, false);
    for hit in hits.iter().take(MOST_LOOKED_AT) {
        if let Some(old) = last.iter().position(|other| other.term == hit.term) {
            last.remove(old);
        }
        last.push(*hit);
        if last.len() < n_terms {
            continue;
        }
        let (mut between, mut is_rising) = (0_u32, true);
        for pair in last.windows(2) {
            if let [a, b] = pair {
                between = between.saturating_add(b.start.saturating_sub(a.end));
                is_rising &= a.term < b.term && a.end <= b.start;
            }
        }
        gap = gap.min(between);
        is_in_order |= is_rising && between == 0;
    }
    (gap, is_in_order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};
    use crate::index::Index;
    use crate::protocol::Filter;
    use crate::query::search;

    /// A text of its own: its first line is the title; `@2020-02-06` at its end is the day of publication.
    fn document(text: &str) -> DocumentEntry {
        let (text, published) =
            text.split_once('@').map_or((text, None), |(text, day)| (text, Some(day.to_owned())));
        let title = text.find('\n').unwrap_or(0);
        let paragraph = |range: std::ops::Range<usize>, kind| ParagraphEntry {
            start: range.start,
            end: range.end,
            kind,
            ..ParagraphEntry::default()
        };
        let paragraphs = vec![
            paragraph(0..title, ParagraphKind::Title),
            paragraph((title + 1).min(text.len())..text.len(), ParagraphKind::Body),
        ];
        let article = ArticleEntry { paragraphs, ..ArticleEntry::default() };
        DocumentEntry {
            text: text.to_owned(),
            articles: vec![article],
            published,
            ..DocumentEntry::default()
        }
    }

    fn order(texts: &[&str], query: &str, sort: Sort, weights: &Weights) -> Vec<usize> {
        let documents: Vec<DocumentEntry> = texts.iter().map(|text| document(text)).collect();
        let corpus = Corpus::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap();
        let filter = Filter { query: query.to_owned(), ..Filter::default() };
        let matches = search(&corpus, &Index::new(&corpus), &filter);
        ranked(&corpus, &matches, sort, weights)
    }

    /// All weights at nothing but one.
    fn only(change: impl FnOnce(&mut Weights)) -> Weights {
        let mut weights = Weights {
            k1: 1.2,
            b: 0.0,
            title: 1.0,
            rarity: 0.0,
            position: 0.0,
            density: 0.0,
            near: 0.0,
            phrase: 0.0,
        };
        change(&mut weights);
        weights
    }

    /// The second text comes before the first by one weight alone and by all together; without the weight they stand as they were.
    fn check(name: &str, query: &str, texts: [&str; 2], weights: &Weights) {
        assert_eq!(order(&texts, query, Sort::Relevance, weights), [1, 0], "{name} alone");
        assert_eq!(order(&texts, query, Sort::Relevance, &Weights::default()), [1, 0], "{name} among others");
        assert_eq!(order(&texts, query, Sort::Relevance, &only(|_| {})), [0, 1], "without {name}");
    }

    #[test]
    fn each_weight_changes_the_order_as_a_reader_expects() {
        let filler = |n: usize| "之".repeat(n);
        check("title", "网络", ["之之\n网络之之", "网络\n之之之之"], &only(|w| w.title = 4.0));
        check("length", "网络", [&format!("\n网络{}", filler(90)), "\n网络"], &only(|w| w.b = 0.75));
        let (late, early) = (format!("\n{}网络", filler(60)), format!("\n网络{}", filler(60)));
        check("position", "网络", [&late, &early], &only(|w| w.position = 0.2));
        let (sparse, dense) = (format!("\n网络{}", filler(60)), format!("\n网络{}", filler(6)));
        check("density", "网络", [&sparse, &dense], &only(|w| w.density = 0.1));
        let (far, near) = (format!("\n甲{}乙", filler(60)), format!("\n甲{}乙{}", filler(5), filler(55)));
        check("near", "甲 乙", [&far, &near], &only(|w| w.near = 0.5));
        check("near in any order", "乙 甲", [&far, &near], &only(|w| w.near = 0.5));
        check("phrase", "甲 乙", ["\n之甲之乙", "\n之甲乙之"], &only(|w| w.phrase = 0.5));
        check("phrase in order", "甲 乙", ["\n之乙甲之", "\n之甲乙之"], &only(|w| w.phrase = 0.5));
        check(
            "near among three",
            "甲 OR 乙 OR 丙",
            ["\n甲之之之之乙", "\n甲之乙之之之"],
            &only(|w| w.near = 0.5),
        );
    }

    #[test]
    fn what_is_rare_counts_more() {
        let texts = ["\n甲之", "\n乙之", "\n甲之", "\n甲之"];
        assert_eq!(order(&texts, "甲 OR 乙", Sort::Relevance, &only(|w| w.rarity = 1.0))[0], 1);
        assert_eq!(order(&texts, "甲 OR 乙", Sort::Relevance, &Weights::default())[0], 1);
        assert_eq!(order(&texts, "甲 OR 乙", Sort::Relevance, &only(|_| {})), [0, 1, 2, 3]);
    }

    #[test]
    fn more_hits_come_first_and_of_equal_ones_the_newer() {
        let weights = Weights::default();
        let texts = ["\n网络之之之之", "\n网络网络之之", "\n之之"];
        assert_eq!(order(&texts, "网络", Sort::Relevance, &weights), [1, 0]);
        assert_eq!(order(&texts, "网络", Sort::Hits, &weights), [1, 0]);
        let texts = ["\n网络", "\n网络@2019-05", "\n网络@2020-02-06", "\n网络@2020"];
        assert_eq!(order(&texts, "网络", Sort::Relevance, &weights), [3, 2, 1, 0]);
        assert_eq!(order(&texts, "", Sort::Relevance, &weights), [0, 1, 2, 3]);
        assert_eq!(order(&texts, "-甲", Sort::Relevance, &weights), [0, 1, 2, 3]);
        assert_eq!(order(&texts, "网络", Sort::Date, &weights), [1, 3, 2, 0]);
    }

    #[test]
    fn terms_are_closest_where_least_lies_between_them() {
        let hits = |places: &[(u32, u32, u8)]| -> Vec<Hit> {
            places.iter().map(|&(start, end, term)| Hit { start, end, term }).collect()
        };
        for (places, n_terms, expected) in [
            (vec![(0, 3, 0), (3, 6, 1)], 2, (0, true)),
            (vec![(0, 3, 1), (3, 6, 0)], 2, (0, false)),
            (vec![(0, 3, 0), (9, 12, 1), (15, 18, 0)], 2, (3, false)),
            (vec![(0, 3, 0), (9, 12, 2), (15, 18, 1)], 3, (9, false)),
            (vec![(0, 6, 0), (3, 9, 1)], 2, (0, false)),
            (vec![(0, 3, 0)], 2, (u32::MAX, false)),
        ] {
            assert_eq!(closest(&hits(&places), n_terms), expected, "{places:?}");
        }
    }

    #[test]
    fn no_weight_breaks_the_order() {
        for value in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
            let weights = only(|w| (w.k1, w.b, w.title, w.rarity) = (value, value, value, value));
            assert_eq!(order(&["\n网络", "\n网络之"], "网络", Sort::Relevance, &weights).len(), 2);
        }
    }
}
