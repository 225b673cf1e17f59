//! Concordance and word statistics: requests and answers (feature `engine`).
//!
//! A unit is one Han character (or kana), one Latin word or one number; an n-gram is a run of units inside one paragraph with no
//! punctuation between. Units compare folded, as searching does, unless [`Filter::exact`] is set. Word statistics look at articles;
//! covers, contents pages and notes are left out, since they repeat titles.

use serde::{Deserialize, Serialize};

use super::{Filter, Reading};

// ── concordance ───────────────────────────────────────────────────────────────────────────────────────────────

/// Asks for the occurrences of a query, one a line, with what stands around each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConcordanceRequest {
    /// What to look for; a filter without a query has articles and no occurrences.
    pub filter: Filter,
    /// Characters shown on each side, at most 1,000.
    pub window: u32,
    /// By what the lines are sorted, the first key first; lines that no key tells apart stay in order. Empty for that order alone.
    pub sort: Vec<ConcordanceKey>,
    /// How many of the sort keys make a group; 0 for no groups.
    pub n_group_keys: u32,
    /// Large groups first; else groups stand in the order of their keys.
    pub is_by_frequency: bool,
    /// Take only some of the lines, by chance.
    pub sample: Option<Sample>,
    /// Lines to skip.
    pub offset: u32,
    /// Lines to return at most.
    pub limit: u32,
}

impl Default for ConcordanceRequest {
    fn default() -> ConcordanceRequest {
        ConcordanceRequest {
            filter: Filter::default(),
            window: 20,
            sort: Vec::new(),
            n_group_keys: 0,
            is_by_frequency: false,
            sample: None,
            offset: 0,
            limit: 100,
        }
    }
}

/// By what lines of a concordance are sorted.
///
/// Characters compare folded, by Unicode code point; white space does not count. A line that has no such character, at the edge of
/// its article, comes last. So does an undated document; a month or year counts as its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConcordanceKey {
    /// The n-th character to the right of the keyword, 1 to 3; others count as the nearest of these.
    Right(u8),
    /// The n-th character to the left of the keyword, 1 to 3; others count as the nearest of these.
    Left(u8),
    /// Publication of the document, oldest first.
    Date,
    /// As the text goes. Nothing is left to a key behind this one.
    Order,
}

/// A random sample that the same seed draws again.
///
/// `SplitMix64` (Steele, Lea and Flood 2014) feeds reservoir sampling (Vitter 1985, algorithm R) over the hits in document order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Lines to draw; all when there are fewer.
    pub n: u32,
    /// Any number.
    pub seed: u64,
}

/// A concordance (key words in context).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConcordanceAnswer {
    /// How the query was read.
    pub reading: Reading,
    /// Occurrences in all, as a search counts them.
    pub n_hits: u32,
    /// Articles with at least one, covers and contents pages not counted.
    pub n_articles: u32,
    /// Documents with at least one.
    pub n_documents: u32,
    /// Lines in all, of which `lines` is one page: the hits, or those of them that were drawn.
    pub n_lines: u32,
    /// This page of lines.
    pub lines: Vec<ConcordanceLine>,
    /// All groups, in the order of the lines.
    pub groups: Vec<ConcordanceGroup>,
}

/// One occurrence. Line breaks and runs of spaces of the printed text are left out, between Latin words there is one space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcordanceLine {
    /// Id of the document.
    pub document: String,
    /// Id of the article.
    pub article: String,
    /// EDTF date on which the document was published.
    pub published: Option<String>,
    /// First byte of the keyword in the document's cleaned text.
    pub at: u32,
    /// Byte after its last.
    pub end: u32,
    /// Which term of the query.
    pub term: u8,
    /// What stands before it in the article.
    pub left: String,
    /// The keyword as printed; the middle of a very long one is left out.
    pub keyword: String,
    /// What stands behind it in the article.
    pub right: String,
}

/// Lines that agree in the first sort keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcordanceGroup {
    /// The characters to the left that the group is about, in reading order, as its first line prints them.
    pub left: String,
    /// Those to the right.
    pub right: String,
    /// Publication, where the group is about it.
    pub published: Option<String>,
    /// Lines in it.
    pub n: u32,
    /// Number of its first line, counted from 0.
    pub first: u32,
}

// ── n-grams ───────────────────────────────────────────────────────────────────────────────────────────────────

/// Which n-grams are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NgramOptions {
    /// Units of the shortest, 1 to 6.
    pub shortest: u8,
    /// Units of the longest, 1 to 6.
    pub longest: u8,
    /// Occurrences at least.
    pub min_count: u32,
    /// Only Han characters; else Latin words and numbers are units too.
    pub is_han_only: bool,
    /// Leave out an n-gram when at least nine in ten of its occurrences lie in one n-gram that is a unit longer and no longer than
    /// the longest that is counted, as 信保障 in 通信保障.
    pub drops_parts: bool,
}

impl Default for NgramOptions {
    fn default() -> NgramOptions {
        NgramOptions { shortest: 2, longest: 4, min_count: 2, is_han_only: true, drops_parts: false }
    }
}

/// Asks for the most frequent n-grams.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NgramRequest {
    /// In which articles.
    pub filter: Filter,
    /// Which n-grams.
    pub options: NgramOptions,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

/// The most frequent n-grams; of equally frequent ones the longer first, then by folded characters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NgramAnswer {
    /// How the query was read.
    pub reading: Reading,
    /// Articles that were counted in.
    pub n_articles: u32,
    /// Units in them.
    pub n_units: u32,
    /// Different n-grams that fulfil the options.
    pub n_rows: u32,
    /// This page of them.
    pub rows: Vec<NgramRow>,
}

/// One n-gram.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NgramRow {
    /// As its first occurrence prints it.
    pub text: String,
    /// Units in it.
    pub n_units: u8,
    /// Occurrences; those that overlap count each.
    pub n: u32,
    /// Occurrences in 10,000 units.
    pub rate: f64,
    /// Articles with at least one.
    pub n_articles: u32,
    /// Gries' DP over the articles: 0 as even as can be, towards 1 all in a small part; [`crate::measure::dispersion`].
    pub dp: f64,
    /// DP divided by the largest value that these articles allow.
    pub dp_norm: f64,
}

// ── collocates ────────────────────────────────────────────────────────────────────────────────────────────────

/// Asks what stands near the hits of a query more often than elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollocateRequest {
    /// The query. Its days and documents also limit the text that is compared with.
    pub filter: Filter,
    /// Units that belong to the window on each side of a hit.
    pub window: u32,
    /// Units of a collocate, 1 to 6.
    pub n_units: u8,
    /// Occurrences near hits at least.
    pub min_count: u32,
    /// Only Han characters; else Latin words and numbers are units too.
    pub is_han_only: bool,
    /// In which order.
    pub sort: CollocateSort,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

impl Default for CollocateRequest {
    fn default() -> CollocateRequest {
        CollocateRequest {
            filter: Filter::default(),
            window: 5,
            n_units: 2,
            min_count: 2,
            is_han_only: true,
            sort: CollocateSort::LogLikelihood,
            offset: 0,
            limit: 50,
        }
    }
}

/// In which order collocates come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CollocateSort {
    /// By log-likelihood, first those seen more often than expected, the strongest first, last those seen least.
    #[default]
    LogLikelihood,
    /// By Dice's coefficient.
    Dice,
}

/// What stands near the hits; [`crate::measure::collocate`] says how it is counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CollocateAnswer {
    /// How the query was read.
    pub reading: Reading,
    /// Hits that have a window: those in articles.
    pub n_hits: u32,
    /// n-grams in the windows, all taken together.
    pub n_near: u32,
    /// n-grams in all the text that is compared, windows included and hits excluded.
    pub n_all: u32,
    /// Different collocates that fulfil the options.
    pub n_rows: u32,
    /// This page of them.
    pub rows: Vec<CollocateRow>,
}

/// One collocate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CollocateRow {
    /// As its first occurrence prints it.
    pub text: String,
    /// Occurrences in the windows.
    pub observed: u32,
    /// Occurrences in the windows that chance alone would bring.
    pub expected: f64,
    /// Occurrences in all the text that is compared.
    pub n: u32,
    /// Dunning's log-likelihood G²; never negative, whichever way observed and expected differ.
    pub log_likelihood: f64,
    /// Dice's coefficient.
    pub dice: f64,
}

// ── keyness ───────────────────────────────────────────────────────────────────────────────────────────────────

/// Asks which n-grams are typical of one part of the corpus and not of another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeynessRequest {
    /// The first part.
    pub first: Filter,
    /// The second; `None` for all articles that are not in the first. An article in both counts in both.
    pub second: Option<Filter>,
    /// Which n-grams; `min_count` is of both parts together.
    pub options: NgramOptions,
    /// Of which part they must be typical.
    pub side: KeynessSide,
    /// In which order.
    pub sort: KeynessSort,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to return at most.
    pub limit: u32,
}

impl Default for KeynessRequest {
    fn default() -> KeynessRequest {
        KeynessRequest {
            first: Filter::default(),
            second: None,
            options: NgramOptions { min_count: 3, ..NgramOptions::default() },
            side: KeynessSide::First,
            sort: KeynessSort::LogLikelihood,
            offset: 0,
            limit: 50,
        }
    }
}

/// Of which part n-grams must be typical: there their rate is higher.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeynessSide {
    /// The first.
    #[default]
    First,
    /// The second.
    Second,
    /// Either, those of equal rate included.
    Either,
}

/// In which order key n-grams come; of equal ones the longer first, then by folded characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeynessSort {
    /// Surest first.
    #[default]
    LogLikelihood,
    /// Largest difference first, whichever way.
    LogRatio,
}

/// What is typical of one part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeynessAnswer {
    /// How the first query was read.
    pub first_reading: Reading,
    /// How the second query was read.
    pub second_reading: Option<Reading>,
    /// Size of the first part.
    pub first: PartSize,
    /// Size of the second part.
    pub second: PartSize,
    /// Different n-grams that fulfil the options.
    pub n_rows: u32,
    /// This page of them.
    pub rows: Vec<KeynessRow>,
}

/// How large a part of the corpus is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartSize {
    /// Units.
    pub n_units: u32,
    /// Articles.
    pub n_articles: u32,
    /// Documents.
    pub n_documents: u32,
}

/// One n-gram in two parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeynessRow {
    /// As its first occurrence prints it.
    pub text: String,
    /// Units in it.
    pub n_units: u8,
    /// In the first part.
    pub first: PartCount,
    /// In the second part.
    pub second: PartCount,
    /// Dunning's log-likelihood G²: how sure it is that the rates differ.
    pub log_likelihood: f64,
    /// Hardie's log ratio: by how many doublings the first rate is above the second; negative when below.
    pub log_ratio: f64,
}

/// How often an n-gram occurs in a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartCount {
    /// Occurrences.
    pub n: u32,
    /// Occurrences in 10,000 units.
    pub rate: f64,
    /// Articles with at least one.
    pub n_articles: u32,
    /// Documents with at least one.
    pub n_documents: u32,
}
