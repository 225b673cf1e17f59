//! Figures and names: requests and answers (feature `files`).

use serde::{Deserialize, Serialize};

use super::{Approximation, EntityKind, Filter, Mark, TimeBin};

/// What a mention in a paragraph tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// A date, and what happened then.
    Date {
        /// The words that say what happened, and of whom it is told; the main event first.
        events: Vec<(String, Option<EntityName>)>,
    },
    /// A figure.
    Figure {
        /// The number in its unit, or the lower end of a range.
        value: Option<f64>,
        /// The upper end of a range.
        upper: Option<f64>,
        /// The unit.
        unit: String,
        /// How exact the words are.
        approximation: Option<Approximation>,
        /// What is counted.
        what: Option<String>,
        /// Of whom it is told.
        who: Option<EntityName>,
    },
    /// A name.
    Name {
        /// What it means.
        entity: EntityName,
        /// Other names, as printed.
        aliases: Vec<String>,
        /// The organisation that it is part of.
        parent: Option<EntityName>,
        /// Province of a place, or of an organisation named after one.
        province: Option<String>,
        /// What a person is.
        role: Option<String>,
        /// Whether the name may mean others.
        is_ambiguous: bool,
    },
}

impl Default for Told {
    fn default() -> Told {
        Told::Date { events: Vec::new() }
    }
}

// ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────

/// Asks for the figures of all articles that match.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureRequest {
    /// What to keep.
    pub filter: Filter,
    /// Only figures in this unit; `None` for all.
    pub unit: Option<String>,
    /// In which order.
    pub sort: FigureSort,
    /// Figures to skip.
    pub offset: u32,
    /// Figures to return at most.
    pub limit: u32,
}

/// In which order figures come. Those without a value come last, equal ones as in the corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FigureSort {
    /// As in the corpus.
    #[default]
    Order,
    /// The largest first.
    Largest,
    /// The smallest first.
    Smallest,
    /// By the day that they speak of; those without come last.
    Date,
    /// Those in a sentence with a hit first, otherwise as in the corpus.
    Relevance,
}

/// Figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureAnswer {
    /// Figures in all that match, in any unit.
    pub n_all: u32,
    /// Figures in the unit asked for, of which `figures` is one page.
    pub n_figures: u32,
    /// Units of the figures that match, the most frequent first.
    pub units: Vec<UnitCount>,
    /// This page of figures.
    pub figures: Vec<Figure>,
    /// What a copy editor would query in the articles that match.
    pub notes: Vec<Note>,
}

/// How many figures have a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCount {
    /// The unit.
    pub unit: String,
    /// Figures.
    pub n: u32,
}

/// A figure with the sentence that tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number in its unit, or the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// The unit.
    pub unit: String,
    /// How exact the words are.
    pub approximation: Option<Approximation>,
    /// What is counted.
    pub what: Option<String>,
    /// Of whom it is told.
    pub who: Option<EntityName>,
    /// EDTF date that the sentence names, or the one before it in its paragraph.
    pub when: Option<String>,
    /// Where it stands.
    pub place: Sentence,
}

/// A doubt about a place of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Fixed code, such as `differing-figures`.
    pub code: String,
    /// What is odd, in English.
    pub message: String,
    /// Where.
    pub place: Sentence,
}

/// A sentence with what it is shown for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Id of the document.
    pub document: String,
    /// Title of the document.
    pub title: String,
    /// Title of the article.
    pub article: String,
    /// BCP 47 tag of the document.
    pub lang: String,
    /// EDTF date on which the document was published.
    pub published: Option<String>,
    /// The sentence.
    pub text: String,
    /// What it is shown for, in `text`.
    pub mark: Option<Mark>,
    /// Where that stands in the document's cleaned text.
    pub at: u32,
}

// ── names ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// An entity by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityName {
    /// Stable id.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The name by which it goes.
    pub name: String,
}

/// Asks for what articles that match name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRequest {
    /// What to keep.
    pub filter: Filter,
    /// Only entities of this kind; `None` for all.
    pub kind: Option<EntityKind>,
    /// Only those with a name that has these characters, found as in a text; empty for all.
    pub contains: String,
    /// Ids of entities that count as another one, whose id stands second.
    pub merged: Vec<(String, String)>,
    /// Ids of entities to leave out.
    pub hidden: Vec<String>,
    /// Entities to return at most.
    pub limit: u32,
}

/// What articles name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameAnswer {
    /// How many entities of each kind there are, in the order of [`EntityKind::ALL`].
    pub kinds: [u32; 4],
    /// Entities in all that were asked for.
    pub n_names: u32,
    /// The entities, those with most mentions first.
    pub names: Vec<NameCount>,
    /// The provinces of all places and organisations that are named, whatever the kind asked for, most mentions first.
    pub provinces: Vec<ProvinceCount>,
}

/// How often an entity is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCount {
    /// Which.
    pub entity: EntityName,
    /// Mentions.
    pub n_mentions: u32,
    /// Articles that name it.
    pub n_articles: u32,
    /// Documents that name it.
    pub n_documents: u32,
    /// Whether the name may mean others.
    pub is_ambiguous: bool,
}

/// How often places and organisations of a province are named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceCount {
    /// Full name of the province.
    pub province: String,
    /// Mentions.
    pub n_mentions: u32,
    /// Articles.
    pub n_articles: u32,
    /// Ids of the places and organisations that were counted.
    pub ids: Vec<String>,
}

/// Asks for one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRequest {
    /// What to keep.
    pub filter: Filter,
    /// Id of the entity.
    pub id: String,
    /// As in a [`NameRequest`].
    pub merged: Vec<(String, String)>,
    /// As in a [`NameRequest`].
    pub hidden: Vec<String>,
    /// Others that it is named with to return at most.
    pub n_others: u32,
    /// Sentences to skip.
    pub offset: u32,
    /// Sentences to return at most.
    pub limit: u32,
}

/// Names whose common articles are counted at most.
pub const TOGETHER: usize = 12;

/// One entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityAnswer {
    /// Which, and how often it is named.
    pub count: NameCount,
    /// Other names, as printed.
    pub aliases: Vec<String>,
    /// The organisation that it is part of.
    pub parent: Option<EntityName>,
    /// Those that are part of it.
    pub parts: Vec<EntityName>,
    /// Province of a place, or of an organisation named after one.
    pub province: Option<String>,
    /// What a person is.
    pub role: Option<String>,
    /// Days, months or years that articles which name it mention.
    pub times: Vec<TimeBin>,
    /// What is named in the same paragraphs, most often first; `n_articles` and `n_mentions` count what they share.
    pub with: Vec<NameCount>,
    /// Articles that name two of these: the entity itself and the first of `with`, at most [`TOGETHER`] of them in all. Row `i` has
    /// `i` numbers, those shared with the ones before it.
    pub together: Vec<Vec<u32>>,
    /// A page of the sentences that name it.
    pub contexts: Vec<Sentence>,
}
