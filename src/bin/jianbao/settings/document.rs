//! What settings say of a document.

use jianbao::corpus::parsed::Given;
use jianbao::day::edtf_bounds;
use serde::Deserialize;

/// What is said of a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentSetting {
    id: Option<String>,
    title: Option<String>,
    published: Option<Date>,
    publisher: Option<String>,
    issue: Option<String>,
}

/// A date in EDTF.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "DateSetting")]
struct Date(String);

/// TOML has dates of its own; both are meant.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a date such as \"2020-02-10\", \"2020-02\" or \"2020\"")]
enum DateSetting {
    Words(String),
    Day(toml::value::Datetime),
}

impl TryFrom<DateSetting> for Date {
    type Error = String;

    fn try_from(setting: DateSetting) -> Result<Date, String> {
        let date = match setting {
            DateSetting::Words(words) => words.trim().to_owned(),
            DateSetting::Day(day) => day.date.map(|date| date.to_string()).unwrap_or_default(),
        };
        match edtf_bounds(&date) {
            Some(_) => Ok(Date(date)),
            None => Err(format!(
                "{date:?} is no date; expected one such as \"2020-02-10\", \"2020-02\" or \"2020\""
            )),
        }
    }
}

impl DocumentSetting {
    /// As the parser takes it.
    pub(super) fn given(&self) -> Given {
        Given {
            id: self.id.clone().filter(|id| !id.trim().is_empty()),
            title: self.title.clone(),
            published: self.published.as_ref().map(|date| date.0.clone()),
            publisher: self.publisher.clone(),
            issue: self.issue.clone(),
        }
    }
}
