//! Searching: requests and answers.

use serde::{Deserialize, Serialize};

#[cfg(feature = "files")]
use super::EntityKind;
use super::{ArticleSummary, Filter, Mark, Sort, Weights};

/// Asks for one page of results.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchRequest {
    /// What to keep.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Articles to skip.
    pub offset: u32,
    /// Articles to return at most.
    pub limit: u32,
    /// Excerpts for an article at most.
    pub n_snippets: u32,
    /// What counts in the order by relevance.
    #[cfg(feature = "files")]
    #[serde(default)]
    pub weights: Weights,
}

impl SearchRequest {
    /// What counts in the order by relevance.
    pub(crate) fn weights(&self) -> Weights {
        #[cfg(feature = "files")]
        return self.weights;
        #[cfg(not(feature = "files"))]
        Weights::default()
    }
}

/// Results of a search.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchAnswer {
    /// How the query was read.
    pub reading: Reading,
    /// Occurrences in all matching articles; 0 without a query, and with results where they were not counted.
    pub n_hits: u32,
    /// Matching articles, covers and contents pages not counted.
    pub n_articles: u32,
    /// Documents with at least one hit.
    pub n_documents: u32,
    /// Entries in all, of which `articles` is one page; near copies share one.
    pub n_entries: u32,
    /// This page of results.
    pub articles: Vec<ArticleHits>,
    /// How many articles each document has under this filter, its own choice of documents left aside; corpus order.
    pub documents: Vec<FacetValue>,
    /// Set when nothing matched: what would match with one condition left out.
    pub relaxations: Vec<Relaxation>,
}

/// How the query was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Terms, operators and brackets in the order in which they were read.
    pub chips: Vec<Chip>,
    /// What could not be understood and was left out.
    pub remarks: Vec<QueryRemark>,
}

/// One part of the query as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Chip {
    /// A term that must occur (or may, under an `Or`).
    Term {
        /// As typed.
        text: String,
        /// The other spellings that also match and occur in the corpus, such as 网络 for 網絡.
        also: Vec<String>,
        /// Occurrences in the whole corpus; `u32::MAX` where they were not counted.
        n_hits: u32,
        /// Number that [`Mark::term`] refers to.
        term: u8,
        /// Bytes of the query.
        start: u32,
        /// Byte after the last.
        end: u32,
    },
    /// A term that must not occur.
    Not {
        /// As typed.
        text: String,
        /// Articles that it takes away.
        n_articles: u32,
        /// Bytes of the query, the minus sign included.
        start: u32,
        /// Byte after the last.
        end: u32,
    },
    /// A condition that is not about words.
    Field {
        /// Which.
        field: QueryField,
        /// What stands behind the colon.
        text: String,
        /// Bytes of the query.
        start: u32,
        /// Byte after the last.
        end: u32,
    },
    /// All conditions must hold in one paragraph.
    InParagraph {
        /// Bytes of the query.
        start: u32,
        /// Byte after the last.
        end: u32,
    },
    /// Both sides must match; printed only where brackets or an `Or` make it worth saying.
    And,
    /// Either side may match.
    Or,
    /// Opening bracket.
    Open,
    /// Closing bracket.
    Close,
}

/// A field of the query language that is not about words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QueryField {
    /// `doc:`
    Document,
    /// `after:`
    After,
    /// `before:`
    Before,
    /// `on:`
    On,
    /// `org:`, `person:`, `place:`, `service:`
    #[cfg(feature = "files")]
    Named(EntityKind),
    /// `unit:`
    #[cfg(feature = "files")]
    Unit,
    /// `value>`
    #[cfg(feature = "files")]
    Value,
}

/// Something in the query that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryRemark {
    /// What is wrong.
    pub kind: QueryRemarkKind,
    /// First byte of the query.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

/// What is wrong with a part of a query; each one is read in the most useful way and the search goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QueryRemarkKind {
    /// A quotation mark without its partner: the phrase runs to the end.
    OpenQuote,
    /// A bracket without its partner: left out.
    OpenBracket,
    /// An operator with nothing to join: left out.
    LooseOperator,
    /// Only exclusions: everything else matches.
    OnlyExclusions,
    /// More than 32 terms: the rest is left out.
    TooManyTerms,
    /// A field that the corpus has nothing for: left out.
    NoField,
    /// No day, month or year stands behind a field that takes one: left out.
    NoDay,
    /// No number stands behind `value`: left out.
    #[cfg(feature = "files")]
    NoNumber,
    /// A part of a regular expression that makes no sense: the expression is left out.
    #[cfg(feature = "files")]
    BadPattern,
    /// A regular expression that would take too long, or finds too much: left out.
    #[cfg(feature = "files")]
    PatternTooLarge,
}

/// An article that matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleHits {
    /// Index of its document in [`Summary::documents`](super::Summary::documents).
    pub document: u32,
    /// The article.
    pub article: ArticleSummary,
    /// Hits in the title, as bytes of [`ArticleSummary::title`].
    pub title_marks: Vec<Mark>,
    /// Occurrences in the article.
    pub n_hits: u32,
    /// Where the hits stand, from 0 (start) to 1 (end), with their terms; at most 200.
    pub strip: Vec<(f32, u8)>,
    /// Excerpts, in the order of the text. Without a query: the beginning of the article.
    pub snippets: Vec<Snippet>,
    /// Hits that no excerpt shows.
    pub n_unshown: u32,
    /// Matching articles that say nearly the same and have no entry of their own.
    pub n_copies: u32,
}

/// An excerpt: whole sentences where they are short enough.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Snippet {
    /// Paragraph of the article, counted from 1.
    pub paragraph: u32,
    /// The text.
    pub text: String,
    /// Hits in `text`.
    pub marks: Vec<Mark>,
    /// Where the first hit (or the excerpt, if it has none) stands in the document.
    pub at: u32,
    /// Something of the sentence was cut off before `text`.
    pub is_cut_before: bool,
    /// Something of the sentence was cut off after `text`.
    pub is_cut_after: bool,
}

/// A value to filter by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// What the filter holds.
    pub id: String,
    /// What the reader sees.
    pub label: String,
    /// Matching articles.
    pub n_articles: u32,
}

/// A weaker filter that finds something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relaxation {
    /// What was left out.
    pub kind: RelaxationKind,
    /// The filter without it.
    pub filter: Filter,
    /// Hits that it would bring; 0 without a query, and with articles where they were not counted.
    pub n_hits: u32,
    /// Articles that it would bring.
    pub n_articles: u32,
}

/// Which condition a relaxation leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelaxationKind {
    /// The range of dates.
    Dates,
    /// The choice of documents.
    Documents,
    /// What was chosen and excluded in the facets.
    #[cfg(feature = "files")]
    Facets,
    /// Matching exactly as typed.
    Exact,
    /// All but this term.
    OnlyTerm(String),
    /// This part of the query.
    Without(String),
    /// Nothing: a word of the corpus that differs from the typed one in one character is taken in its place.
    Spelling(String),
}
