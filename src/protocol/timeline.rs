//! Time: requests and answers.

use serde::{Deserialize, Serialize};

use super::{Filter, Mark, YearBasis};

/// Asks for the timeline.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineRequest {
    /// What to keep. The range of days does not narrow the bars, only what counts as matching.
    pub filter: Filter,
    /// Entries to return at most.
    pub limit: u32,
    /// Entries on other days than the chosen ones to return at most.
    #[cfg(feature = "files")]
    pub n_others: u32,
}

/// Bars over time, and the dates behind them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineAnswer {
    /// Width of the bars.
    pub grain: Grain,
    /// Bars in order of time; long empty stretches are one gap.
    pub bins: Vec<Bin>,
    /// Dates (or publications) in all that match, the range of days included; one with several events counts for each.
    pub n_entries: u32,
    /// The first of them, in order of time.
    pub entries: Vec<TimelineEntry>,
    /// Matching dates on no bar: their year is not known, or they are coarser than a bar, as a year among days.
    pub n_undated: u32,
    /// Entries that match but lie on other days than the chosen ones, in order of time.
    #[cfg(feature = "files")]
    pub others: Vec<TimelineEntry>,
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

/// One date on the timeline, with one thing that happened then.
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
    /// Index of the document in [`Summary::documents`](super::Summary::documents).
    pub document: u32,
    /// Index of the article in [`DocumentSummary::articles`](super::DocumentSummary::articles).
    pub article: u32,
    /// What happened, or else the sentence around the date; the date itself is `mark`. On the axis of publication the document's
    /// title.
    pub text: String,
    /// The date in `text`.
    pub mark: Option<Mark>,
    /// Where it stands in the document.
    pub at: u32,
    /// Of whom what happened is told.
    #[cfg(feature = "files")]
    #[serde(default)]
    pub who: Option<super::annotation::EntityName>,
}
