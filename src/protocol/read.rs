//! Reading: requests and answers.

use serde::{Deserialize, Serialize};

use super::{Filter, Mark, Reading, Sort, Weights};

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
    #[cfg(feature = "files")]
    #[serde(default)]
    pub weights: Weights,
}

impl ReadRequest {
    /// What counts in the order by relevance.
    pub(crate) fn weights(&self) -> Weights {
        #[cfg(feature = "files")]
        return self.weights;
        #[cfg(not(feature = "files"))]
        Weights::default()
    }
}

/// An article to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadAnswer {
    /// Index of the document in [`Summary::documents`](super::Summary::documents).
    pub document: u32,
    /// Index of the article in [`DocumentSummary::articles`](super::DocumentSummary::articles).
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
    /// Articles that say nearly the same.
    #[cfg(feature = "files")]
    #[serde(default)]
    pub n_copies: u32,
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
#[cfg_attr(not(feature = "files"), derive(Eq))]
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
    #[cfg(feature = "files")]
    #[serde(default)]
    pub told: super::annotation::Told,
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
