//! Counting (feature `files`): requests and answers.

use serde::{Deserialize, Serialize};

use super::{Axis, Facet, Filter, Grain};

/// Asks how many results fall on the values of facets and on time.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRequest {
    /// Which days.
    pub axis: Axis,
    /// How wide a bin is; `None` for the finest grain that takes at most 120 bins, of publications a month or a year.
    pub grain: Option<Grain>,
}

/// How many results fall on what.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// What a [`FacetChoice`](super::FacetChoice) holds.
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
