//! All that crosses between the page and the engine: requests and answers, as plain data.
//!
//! Offsets are bytes of UTF-8. An offset called `at` counts in the cleaned text of its document; a [`Mark`] counts
//! in the string that it accompanies. Days are EDTF strings such as `2020-02-06`.
//!
//! This module knows neither how an answer is found nor how it is shown.

use serde::{Deserialize, Serialize};

#[cfg(feature = "engine")]
pub mod analysis;
#[cfg(feature = "engine")]
pub mod annotation;

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
    #[cfg(feature = "engine")]
    #[serde(default)]
    pub facets: Vec<FacetChoice>,
}

/// A field that results are counted and filtered by.
///
/// An article has any number of values in each: one document, at most one publisher, every year that it mentions, everybody whom it names.
/// A corpus in files knows no names and units.
#[cfg(feature = "engine")]
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
}

#[cfg(feature = "engine")]
impl Facet {
    /// All facets.
    pub const ALL: [Facet; 10] = [
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
#[cfg(feature = "engine")]
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
    #[cfg(feature = "engine")]
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

#[cfg(feature = "engine")]
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

/// What the page asks.
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
    /// How many results fall on the values of facets and on time.
    #[cfg(feature = "engine")]
    Counts(CountRequest),
    /// Figures of the articles that match.
    #[cfg(feature = "engine")]
    Figures(annotation::FigureRequest),
    /// What these articles name.
    #[cfg(feature = "engine")]
    Names(annotation::NameRequest),
    /// One entity.
    #[cfg(feature = "engine")]
    Entity(annotation::EntityRequest),
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
    /// Answers [`Request::Counts`].
    #[cfg(feature = "engine")]
    Counts(CountAnswer),
    /// Answers [`Request::Figures`].
    #[cfg(feature = "engine")]
    Figures(annotation::FigureAnswer),
    /// Answers [`Request::Names`].
    #[cfg(feature = "engine")]
    Names(annotation::NameAnswer),
    /// Answers [`Request::Entity`]; `None` when there is none of this id.
    #[cfg(feature = "engine")]
    Entity(Option<Box<annotation::EntityAnswer>>),
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

// ── searching ─────────────────────────────────────────────────────────────────────────────────────────────────

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
    #[cfg(feature = "engine")]
    #[serde(default)]
    pub weights: Weights,
}

impl SearchRequest {
    /// What counts in the order by relevance.
    pub(crate) fn weights(&self) -> Weights {
        #[cfg(feature = "engine")]
        return self.weights;
        #[cfg(not(feature = "engine"))]
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
    /// Entries in all, of which `articles` is one page.
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
    #[cfg(feature = "engine")]
    Named(EntityKind),
    /// `unit:`
    #[cfg(feature = "engine")]
    Unit,
    /// `value>`
    #[cfg(feature = "engine")]
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
    #[cfg(feature = "engine")]
    NoNumber,
    /// A part of a regular expression that makes no sense: the expression is left out.
    #[cfg(feature = "engine")]
    BadPattern,
    /// A regular expression that would take too long, or finds too much: left out.
    #[cfg(feature = "engine")]
    PatternTooLarge,
}

/// An article that matches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleHits {
    /// Index of its document in [`Summary::documents`].
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
    #[cfg(feature = "engine")]
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

// ── reading ───────────────────────────────────────────────────────────────────────────────────────────────────

/// Asks for one article to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadRequest {
    /// What is being searched: its hits are marked, and stepping follows its results.
    pub filter: Filter,
    /// The order of the results that stepping follows.
    pub sort: Sort,
    /// Id of the document.
    pub document: String,
    /// Where in the document; the article that holds this place is returned. `None` for the first article.
    pub at: Option<u32>,
    /// What counts in the order by relevance.
    #[cfg(feature = "engine")]
    #[serde(default)]
    pub weights: Weights,
}

impl ReadRequest {
    /// What counts in the order by relevance.
    pub(crate) fn weights(&self) -> Weights {
        #[cfg(feature = "engine")]
        return self.weights;
        #[cfg(not(feature = "engine"))]
        Weights::default()
    }
}

/// An article to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadAnswer {
    /// Index of the document in [`Summary::documents`].
    pub document: u32,
    /// Index of the article in [`DocumentSummary::articles`].
    pub article: u32,
    /// Hits in each article of the document.
    pub n_hits: Vec<u32>,
    /// Where each article of the document begins, as `at` of a further request.
    pub starts: Vec<u32>,
    /// Headings and paragraphs; the title is the first.
    pub paragraphs: Vec<Paragraph>,
    /// The hits of this article in order.
    pub hits: Vec<HitPlace>,
    /// Index in `hits` of the one at or after [`ReadRequest::at`].
    pub current: Option<u32>,
    /// Hits in all results that come before the first one of this article.
    pub n_hits_before: u32,
    /// Hits in all results.
    pub n_hits_total: u32,
    /// The last hit of the result before this one.
    pub previous: Option<Place>,
    /// The first hit of the result after this one.
    pub next: Option<Place>,
    /// How the query was read.
    pub reading: Reading,
}

/// A place to open the reader at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Id of the document.
    pub document: String,
    /// Byte of its cleaned text.
    pub at: u32,
}

/// One hit in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HitPlace {
    /// Byte of the document's cleaned text.
    pub at: u32,
    /// Index in [`ReadAnswer::paragraphs`].
    pub paragraph: u32,
    /// From 0 (start of the article) to 1 (end).
    pub position: f32,
    /// Which term of the query.
    pub term: u8,
}

/// A paragraph or heading of an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text.
    pub text: String,
    /// Where it begins in the document's cleaned text.
    pub at: u32,
    /// A column or page break of the source was joined in front of this paragraph.
    pub is_after_seam: bool,
    /// Hits, in order; they may overlap when terms do.
    pub marks: Vec<Mark>,
    /// Mentions, in order, never overlapping.
    pub mentions: Vec<MentionMark>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParagraphKind {
    /// The article's title.
    Title,
    /// A heading inside the article.
    Heading,
    /// Running text.
    #[default]
    Body,
}

/// A mention in a paragraph.
#[cfg_attr(not(feature = "engine"), derive(Eq))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MentionMark {
    /// First byte of the paragraph.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// EDTF value of the date.
    pub edtf: String,
    /// How the year is known.
    pub year_basis: YearBasis,
    /// EDTF value that is more likely where the printed one contradicts its surroundings.
    pub suggested: Option<String>,
    /// What else it is, or tells; without, it is a date.
    #[cfg(feature = "engine")]
    #[serde(default)]
    pub told: annotation::Told,
}

/// What a name names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// An organisation.
    #[default]
    Organisation,
    /// A person.
    Person,
    /// A place.
    Place,
    /// A service or product.
    Service,
}

impl EntityKind {
    /// All kinds.
    pub const ALL: [EntityKind; 4] =
        [EntityKind::Organisation, EntityKind::Person, EntityKind::Place, EntityKind::Service];

    /// How JSON, addresses and the settings name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Organisation => "organisation",
            EntityKind::Person => "person",
            EntityKind::Place => "place",
            EntityKind::Service => "service",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<EntityKind> {
        EntityKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How exact a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Approximation {
    /// More than this: 超过, 余, 多.
    Over,
    /// Somewhat less than this: 近, 将近, 不足.
    Near,
    /// About this: 约, 左右.
    About,
    /// This or more: 至少, 以上.
    AtLeast,
}

impl Approximation {
    /// How JSON names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Approximation::Over => "over",
            Approximation::Near => "near",
            Approximation::About => "about",
            Approximation::AtLeast => "atleast",
        }
    }
}

/// How the year of a date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearBasis {
    /// Printed with the date.
    #[default]
    Text,
    /// From the document's own date.
    Document,
    /// From the document's other dates.
    Neighbours,
    /// A lunar date beside a solar one fits only one year.
    Lunar,
    /// From the other documents of the corpus.
    Corpus,
    /// Not known: the value has no year.
    Unknown,
}

// ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// Asks for the timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineRequest {
    /// What to keep. The range of days does not narrow the bars, only what counts as matching.
    pub filter: Filter,
    /// Entries to return at most.
    pub limit: u32,
}

/// Bars over time, and the dates behind them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineAnswer {
    /// Width of the bars.
    pub grain: Grain,
    /// Bars in order of time; long empty stretches are one gap.
    pub bins: Vec<Bin>,
    /// Dates (or publications) in all that match, the range of days included.
    pub n_entries: u32,
    /// The first of them, in order of time.
    pub entries: Vec<TimelineEntry>,
    /// Matching dates on no bar: their year is not known, or they are coarser than a bar, as a year among days.
    pub n_undated: u32,
}

/// Width of a bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// One day.
    #[default]
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
}

/// One bar, or a gap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Dates that begin in it, whatever the filter.
    pub n_all: u32,
    /// Those of matching articles, the range of days left aside.
    pub n_matching: u32,
    /// Whether the filter's range of days touches it; true without a range.
    pub is_selected: bool,
    /// A long stretch without any date, drawn short.
    pub is_gap: bool,
}

/// One date on the timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// EDTF value.
    pub edtf: String,
    /// First day, `YYYY-MM-DD`.
    pub first: String,
    /// Last day.
    pub last: String,
    /// How the year is known.
    pub year_basis: YearBasis,
    /// More likely reading of a date that contradicts its surroundings.
    pub suggested: Option<String>,
    /// Index of the document in [`Summary::documents`].
    pub document: u32,
    /// Index of the article in [`DocumentSummary::articles`].
    pub article: u32,
    /// The sentence around the date; the date itself is `mark`. On the axis of publication the document's title.
    pub text: String,
    /// The date in `text`.
    pub mark: Option<Mark>,
    /// Where it stands in the document.
    pub at: u32,
    /// Of whom what happened is told.
    #[cfg(feature = "engine")]
    #[serde(default)]
    pub who: Option<annotation::EntityName>,
}

// ── counting ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Asks how many results fall on the values of facets and on time.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CountRequest {
    /// What to keep.
    pub filter: Filter,
    /// The facets to count.
    pub facets: Vec<FacetRequest>,
    /// The axes of time to count along.
    pub times: Vec<TimeRequest>,
}

/// Asks for the values of one facet.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetRequest {
    /// Which.
    pub facet: Facet,
    /// Only values whose label has these characters, found as in a text; empty for all.
    #[serde(default)]
    pub contains: String,
    /// Values to return at most. What was chosen or excluded is returned besides.
    pub limit: u32,
    /// In which order.
    #[serde(default)]
    pub order: FacetOrder,
}

/// In which order the values of a facet come.
#[cfg(feature = "engine")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetOrder {
    /// Most articles first.
    #[default]
    Count,
    /// Documents and publishers as in the corpus, time in order.
    Value,
}

/// Asks for bins of time.
#[cfg(feature = "engine")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRequest {
    /// Which days.
    pub axis: Axis,
    /// How wide a bin is; `None` for the finest grain that takes at most 120 bins, of publications a month or a year.
    pub grain: Option<Grain>,
}

/// How many results fall on what.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CountAnswer {
    /// Occurrences in all matching articles; 0 without a query. In all counts of an answer `None` where hits stand in texts
    /// of a corpus in files that are not fetched for being counted; articles and documents are always exact.
    pub n_hits: Option<u32>,
    /// Matching articles, covers and contents pages not counted.
    pub n_articles: u32,
    /// Documents with a match.
    pub n_documents: u32,
    /// As they were asked for.
    pub facets: Vec<FacetAnswer>,
    /// As they were asked for.
    pub times: Vec<TimeAnswer>,
}

/// The values of a facet.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetAnswer {
    /// Which.
    pub facet: Facet,
    /// The values asked for, then those that were chosen or excluded and are not among them.
    pub values: Vec<ValueCount>,
    /// Values in all that have results and the characters asked for.
    pub n_values: u32,
    /// Articles that have no value.
    pub n_without: u32,
}

/// What falls on one value of a facet, its facet's own choice left aside: the number that choosing it adds.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// What a [`FacetChoice`] holds.
    pub id: String,
    /// What the reader sees; the id where no article has the value.
    pub label: String,
    /// Articles, covers and contents pages not counted.
    pub n_articles: u32,
    /// Hits in what has the value; `None` where they were not counted.
    pub n_hits: Option<u32>,
    /// Whether it was chosen.
    pub is_chosen: bool,
    /// Whether it was excluded; its counts then say what is left out.
    pub is_excluded: bool,
}

/// What falls on the days, months or years of one axis.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeAnswer {
    /// Which days.
    pub axis: Axis,
    /// How wide a bin is.
    pub grain: Grain,
    /// Bins with results, in order of time. On the filter's own axis its range of days does not narrow them.
    pub bins: Vec<TimeBin>,
    /// Articles in no bin: without a date, or with none so exact.
    pub n_undated: u32,
}

/// A day, month or year. An article counts in every one that a date of it touches.
#[cfg(feature = "engine")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeBin {
    /// First day.
    pub first: String,
    /// Last day.
    pub last: String,
    /// Articles, covers and contents pages not counted.
    pub n_articles: u32,
    /// Hits in these articles; `None` where they were not counted.
    pub n_hits: Option<u32>,
}
