//! All that crosses between the page and the engine: requests and answers, as plain data.
//!
//! Offsets are bytes of UTF-8. An offset called `at` counts in the cleaned text of its document; a [`Mark`] counts
//! in the string that it accompanies. Days are EDTF strings such as `2020-02-06`.
//!
//! This module knows neither how an answer is found nor how it is shown.

use serde::{Deserialize, Serialize};

#[cfg(feature = "files")]
pub mod analysis;
#[cfg(feature = "files")]
pub mod annotation;
#[cfg(feature = "files")]
pub mod copies;
#[cfg(feature = "files")]
mod count;
#[cfg(feature = "files")]
pub mod passage;
mod read;
mod search;
mod timeline;

#[cfg(feature = "files")]
pub use count::*;
pub use read::*;
pub use search::*;
pub use timeline::*;

/// What every view is filtered by: the words, the time, the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The query as typed; empty for none.
    pub query: String,
    /// Match characters exactly as typed, without folding width, case and script.
    pub exact: bool,
    /// First day, inclusive, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day, inclusive, `YYYY-MM-DD`.
    pub to: Option<String>,
    /// Which days `from` and `to` speak of.
    pub axis: Axis,
    /// Ids of the documents to keep; empty for all.
    pub documents: Vec<String>,
    /// What else was chosen or excluded; documents chosen here add to `documents`.
    #[cfg(feature = "files")]
    #[serde(default)]
    pub facets: Vec<FacetChoice>,
}

/// A field that results are counted and filtered by.
///
/// An article has any number of values in each: one document, at most one publisher, every year that it mentions, everybody whom it names.
/// A corpus in files knows no names and units.
#[cfg(feature = "files")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Facet {
    /// The document, by its id.
    #[default]
    Document,
    /// Who published the document, by name.
    Publisher,
    /// Years such as `2020`, on the filter's [`Axis`].
    Year,
    /// Months such as `2020-02`, on the filter's [`Axis`].
    Month,
    /// Language and script of the document, by their BCP 47 tag.
    Language,
    /// Organisations that it names, by the id of their entity.
    Organisation,
    /// People that it names, by the id of their entity.
    Person,
    /// Places that it names, by the id of their entity.
    Place,
    /// Services and products that it names, by the id of their entity.
    Service,
    /// Units of its figures, as they are normalised.
    Unit,
    /// Whether it nearly repeats an earlier article: `copy`, or nothing.
    Copies,
}

#[cfg(feature = "files")]
impl Facet {
    /// All facets.
    pub const ALL: [Facet; 11] = [
        Facet::Document,
        Facet::Publisher,
        Facet::Year,
        Facet::Month,
        Facet::Language,
        Facet::Organisation,
        Facet::Person,
        Facet::Place,
        Facet::Service,
        Facet::Unit,
        Facet::Copies,
    ];

    /// How JSON and scripts name [`Facet::ALL`].
    pub const NAMES: [&'static str; 11] = [
        "document",
        "publisher",
        "year",
        "month",
        "language",
        "organisation",
        "person",
        "place",
        "service",
        "unit",
        "copies",
    ];

    /// The facet of the entities of a kind.
    #[must_use]
    pub fn of(kind: EntityKind) -> Facet {
        match kind {
            EntityKind::Organisation => Facet::Organisation,
            EntityKind::Person => Facet::Person,
            EntityKind::Place => Facet::Place,
            EntityKind::Service => Facet::Service,
        }
    }
}

/// What was chosen and excluded in one facet. Chosen values are alternatives; the choices of several facets must all hold; an article with
/// an excluded value never matches.
#[cfg(feature = "files")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetChoice {
    /// The facet.
    pub facet: Facet,
    /// Ids of the values to keep; empty for all.
    #[serde(default)]
    pub chosen: Vec<String>,
    /// Ids of the values to leave out.
    #[serde(default)]
    pub excluded: Vec<String>,
}

/// Which days of an article count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// The days that its text mentions.
    #[default]
    Mentioned,
    /// The day on which its document was published.
    Published,
}

/// In which order results come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Most relevant first.
    #[default]
    Relevance,
    /// By publication, oldest first; what is undated comes last.
    Date,
    /// As the documents stand in the corpus.
    Order,
    /// Most hits first.
    #[cfg(feature = "files")]
    Hits,
}

/// How much each thing counts in the order by relevance; `query::score` has the formula.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// BM25's k₁: how soon further hits add little.
    pub k1: f64,
    /// BM25's b: how much a long article must make up for, from 0 to 1.
    pub b: f64,
    /// How many hits in the text one in the title is worth.
    pub title: f64,
    /// How much more a rare term counts than a frequent one; 0 for all the same.
    pub rarity: f64,
    /// Hits early in the article.
    pub position: f64,
    /// Many hits for the article's length.
    pub density: f64,
    /// Terms near each other.
    pub near: f64,
    /// Terms side by side, as typed.
    pub phrase: f64,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            k1: 1.2,
            b: 0.75,
            title: 4.0,
            rarity: 1.0,
            position: 0.2,
            density: 0.1,
            near: 0.5,
            phrase: 0.5,
        }
    }
}

#[cfg(feature = "files")]
impl Weights {
    /// Names of all weights, as [`Weights::set`] takes them.
    pub const NAMES: [&'static str; 8] =
        ["k1", "b", "title", "rarity", "position", "density", "near", "phrase"];

    /// Changes a weight; `false` when there is none of this name or the value is no number from 0 to 1000 (1 for `b`).
    ///
    /// ```
    /// use jianbao::protocol::Weights;
    /// let mut weights = Weights::default();
    /// assert!(weights.set("title", 8.0) && !weights.set("colour", 1.0));
    /// assert_eq!(weights.title, 8.0);
    /// ```
    pub fn set(&mut self, name: &str, value: f64) -> bool {
        let (slot, most) = match name {
            "k1" => (&mut self.k1, 1000.0),
            "b" => (&mut self.b, 1.0),
            "title" => (&mut self.title, 1000.0),
            "rarity" => (&mut self.rarity, 1000.0),
            "position" => (&mut self.position, 1000.0),
            "density" => (&mut self.density, 1000.0),
            "near" => (&mut self.near, 1000.0),
            "phrase" => (&mut self.phrase, 1000.0),
            _ => return false,
        };
        let is_fit = (0.0..=most).contains(&value);
        *slot = if is_fit { value } else { *slot };
        is_fit
    }
}

/// What the page asks. What only a whole engine answers comes last, so that a page of a corpus in files understands both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// What the corpus is.
    Summary,
    /// Articles that match.
    Search(SearchRequest),
    /// One article to read.
    Read(ReadRequest),
    /// Days, and how many mentions fall on each.
    Timeline(TimelineRequest),
    /// How many results fall on the values of facets and on time.
    #[cfg(feature = "files")]
    Counts(CountRequest),
    /// Occurrences in their contexts.
    #[cfg(feature = "engine")]
    Concordance(analysis::ConcordanceRequest),
    /// The most frequent n-grams.
    #[cfg(feature = "engine")]
    Ngrams(analysis::NgramRequest),
    /// What stands near hits.
    #[cfg(feature = "engine")]
    Collocates(analysis::CollocateRequest),
    /// What tells two parts of the corpus apart.
    #[cfg(feature = "engine")]
    Keyness(analysis::KeynessRequest),
    /// Figures of the articles that match.
    #[cfg(feature = "engine")]
    Figures(annotation::FigureRequest),
    /// What these articles name.
    #[cfg(feature = "engine")]
    Names(annotation::NameRequest),
    /// One entity.
    #[cfg(feature = "engine")]
    Entity(annotation::EntityRequest),
    /// Where passages stand that a reader keeps.
    #[cfg(feature = "engine")]
    Passages(passage::PassageRequest),
    /// Articles that say nearly the same.
    #[cfg(feature = "engine")]
    Copies(copies::CopiesRequest),
}

/// What the engine answers; each variant belongs to the request of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// Answers [`Request::Summary`].
    Summary(Summary),
    /// Answers [`Request::Search`].
    Search(SearchAnswer),
    /// Answers [`Request::Read`]; `None` when no such document or article exists.
    Read(Option<ReadAnswer>),
    /// Answers [`Request::Timeline`].
    Timeline(TimelineAnswer),
    /// Answers [`Request::Counts`].
    #[cfg(feature = "files")]
    Counts(CountAnswer),
    /// Answers [`Request::Concordance`].
    #[cfg(feature = "engine")]
    Concordance(analysis::ConcordanceAnswer),
    /// Answers [`Request::Ngrams`].
    #[cfg(feature = "engine")]
    Ngrams(analysis::NgramAnswer),
    /// Answers [`Request::Collocates`].
    #[cfg(feature = "engine")]
    Collocates(analysis::CollocateAnswer),
    /// Answers [`Request::Keyness`].
    #[cfg(feature = "engine")]
    Keyness(analysis::KeynessAnswer),
    /// Answers [`Request::Figures`].
    #[cfg(feature = "engine")]
    Figures(annotation::FigureAnswer),
    /// Answers [`Request::Names`].
    #[cfg(feature = "engine")]
    Names(annotation::NameAnswer),
    /// Answers [`Request::Entity`]; `None` when there is none of this id.
    #[cfg(feature = "engine")]
    Entity(Option<Box<annotation::EntityAnswer>>),
    /// Answers [`Request::Passages`].
    #[cfg(feature = "engine")]
    Passages(passage::PassageAnswer),
    /// Answers [`Request::Copies`]; `None` when there is no article of this id.
    #[cfg(feature = "engine")]
    Copies(Option<Box<copies::CopiesAnswer>>),
}

/// A stretch of a string that one search term matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Which term of the query, counted from 0 in the order of [`Reading::chips`].
    pub term: u8,
}

// ── what the corpus is ────────────────────────────────────────────────────────────────────────────────────────

/// What the corpus is: its title and its documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Title of the corpus.
    pub title: String,
    /// One sentence that says what it is; may be empty.
    pub description: String,
    /// BCP 47 tag of the language that title and description are written in.
    pub lang: String,
    /// First 8 hexadecimal digits of the pack's checksum.
    pub version: String,
    /// Documents; `documents` lists them where they are few enough to be listed.
    pub n_documents: u32,
    /// Articles in all documents, covers and contents pages not counted.
    pub n_articles: u32,
    /// Characters of cleaned text, white space not counted.
    pub n_characters: u32,
    /// Mentions of dates.
    pub n_dates: u32,
    /// Articles that nearly repeat an earlier one.
    #[cfg(feature = "files")]
    #[serde(default)]
    pub n_copies: u32,
    /// First day that a text mentions.
    pub first_day: Option<String>,
    /// Last day that a text mentions.
    pub last_day: Option<String>,
    /// The documents in corpus order.
    pub documents: Vec<DocumentSummary>,
}

/// One document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentSummary {
    /// Stable id.
    pub id: String,
    /// Title, printed or else taken from its first article or file name.
    pub title: String,
    /// Who published it, where the document says so.
    pub publisher: Option<String>,
    /// Issue number as printed.
    pub issue: Option<String>,
    /// EDTF date of publication.
    pub published: Option<String>,
    /// How `published` is known.
    pub published_basis: Option<PublishedBasis>,
    /// BCP 47 tag: `zh-Hans`, `zh-Hant`, `en`, …
    pub lang: String,
    /// File name as received.
    pub source: String,
    /// SHA-256 of the file as received, in hexadecimal.
    pub checksum: String,
    /// Encoding that was read, such as `UTF-8`.
    pub encoding: String,
    /// The encoding was judged by how often characters occur; else a byte order mark or valid UTF-8 settled it.
    pub is_encoding_guessed: bool,
    /// Format that was found.
    pub format: Format,
    /// How little was repaired and is in doubt, 0 to 100; `text::quality` has the formula.
    pub quality: u8,
    /// Characters of cleaned text, white space not counted.
    pub n_characters: u32,
    /// Cleaning rules that changed something, and how often.
    pub repairs: Vec<(String, u32)>,
    /// What looked odd and was left as it stands.
    pub n_diagnostics: u32,
    /// Its articles in order.
    pub articles: Vec<ArticleSummary>,
}

/// Format of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown, front matter included.
    Markdown,
    /// HTML, a page or a fragment.
    Html,
    /// One line of a JSONL file.
    Jsonl,
}

/// How a publication date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedBasis {
    /// The document says it.
    Printed,
    /// Concluded from other dates in the document.
    Inferred,
    /// Told by the user's settings.
    Config,
}

/// One article of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleSummary {
    /// Stable id, unique in the corpus.
    pub id: String,
    /// Title; empty for the pages around the articles (cover, contents, source note).
    pub title: String,
    /// What stands before the title, such as the sender.
    pub kicker: Option<String>,
    /// Cover, contents page or source note: searchable, and no article.
    pub is_matter: bool,
    /// Where it begins in the document, as `at` of a [`ReadRequest`].
    pub at: u32,
    /// Characters, white space not counted.
    pub n_characters: u32,
}

#[cfg(all(test, feature = "engine"))]
mod tests {
    use super::*;

    #[test]
    fn facets_have_the_names_that_json_gives_them() {
        for (facet, name) in Facet::ALL.into_iter().zip(Facet::NAMES) {
            assert_eq!(serde_json::to_value(facet).unwrap(), name);
        }
    }
}
