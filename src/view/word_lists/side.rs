//! A part of the corpus that is compared with another one. Pure.

use crate::day::{Day, edtf_bounds};
use crate::protocol::{Facet, FacetChoice, Filter};

/// A part of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What the present filter finds.
    Present,
    /// All that is not on the other side.
    Rest,
    /// One document.
    Document(String),
    /// What was published by somebody.
    Publisher(String),
    /// What names an organisation.
    Organisation(String),
    /// What mentions a day of a year, month or other stretch of time.
    Period(String),
    /// What a query finds.
    Query(String),
}

impl Side {
    /// Reads what [`Side::print`] wrote.
    #[must_use]
    pub(super) fn parse(text: &str) -> Option<Side> {
        let (kind, value) = text.split_once(':').unwrap_or((text, ""));
        let value = unescape(value);
        Some(match (kind, value.is_empty()) {
            ("now", true) => Side::Present,
            ("rest", true) => Side::Rest,
            ("q", _) => Side::Query(value),
            ("doc", false) => Side::Document(value),
            ("publisher", false) => Side::Publisher(value),
            ("org", false) => Side::Organisation(value),
            ("days", false) => Side::Period(edtf_bounds(&value).map(|_| value)?),
            _ => return None,
        })
    }

    /// The side as a part of an address.
    #[must_use]
    pub(super) fn print(&self) -> String {
        match self {
            Side::Present => "now".to_owned(),
            Side::Rest => "rest".to_owned(),
            Side::Document(id) => format!("doc:{}", escape(id)),
            Side::Publisher(name) => format!("publisher:{}", escape(name)),
            Side::Organisation(id) => format!("org:{}", escape(id)),
            Side::Period(edtf) => format!("days:{}", escape(edtf)),
            Side::Query(query) => format!("q:{}", escape(query)),
        }
    }

    /// What finds its articles; `None` for the rest. Only the present filter narrows a side further.
    #[must_use]
    pub(super) fn filter(&self, present: &Filter) -> Option<Filter> {
        let whole = Filter { exact: present.exact, ..Filter::default() };
        let facet = |facet, id: &String| Filter {
            facets: vec![FacetChoice { facet, chosen: vec![id.clone()], excluded: Vec::new() }],
            ..whole.clone()
        };
        Some(match self {
            Side::Present => present.clone(),
            Side::Rest => return None,
            Side::Document(id) => Filter { documents: vec![id.clone()], ..whole },
            Side::Publisher(name) => facet(Facet::Publisher, name),
            Side::Organisation(id) => facet(Facet::Organisation, id),
            Side::Period(edtf) => {
                let (from, to) = edtf_bounds(edtf).unzip();
                let print = |day: Day| day.to_string();
                Filter { from: from.map(print), to: to.map(print), ..whole }
            }
            Side::Query(query) => Filter { query: query.clone(), ..whole },
        })
    }
}

/// Commas part the tokens of an address.
fn escape(text: &str) -> String {
    text.replace('%', "%25").replace(',', "%2C")
}

fn unescape(text: &str) -> String {
    text.replace("%2C", ",").replace("%25", "%")
}

/// The years from one day to another, and their months where these are few enough to be listed.
#[must_use]
pub(super) fn periods(first: Option<&str>, last: Option<&str>) -> Vec<String> {
    const MOST: i32 = 48;
    let month = |day: Option<&str>| {
        let (first, _) = edtf_bounds(day?)?;
        let (year, month, _) = first.ymd();
        Some(year * 12 + i32::from(month) - 1)
    };
    let (Some(first), Some(last)) = (month(first), month(last)) else { return Vec::new() };
    let mut periods: Vec<String> =
        (first.div_euclid(12)..=last.div_euclid(12)).take(100).map(|year| format!("{year:04}")).collect();
    if last - first < MOST {
        let print = |month: i32| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        periods.extend((first..=last).map(print));
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_survives_its_address() {
        for text in
            ["now", "rest", "doc:a", "publisher:甲，乙", "org:o-1", "days:2020-02", "q:", "q:甲%2C乙%25"]
        {
            let side = Side::parse(text).unwrap();
            assert_eq!(side.print(), text);
        }
        for text in ["", "doc:", "days:x", "now:1", "zz:a"] {
            assert_eq!(Side::parse(text), None, "{text}");
        }
        assert_eq!(Side::parse("q:甲%2C乙%252C"), Some(Side::Query("甲,乙%2C".into())));
    }

    #[test]
    fn a_side_has_its_own_filter() {
        let present = Filter { query: "通信".into(), exact: true, ..Filter::default() };
        assert_eq!(Side::Present.filter(&present).as_ref(), Some(&present));
        assert_eq!(Side::Rest.filter(&present), None);
        let february = Side::Period("2020-02".into()).filter(&present).unwrap();
        assert_eq!(
            (february.from.as_deref(), february.to.as_deref()),
            (Some("2020-02-01"), Some("2020-02-29"))
        );
        assert!(february.query.is_empty() && february.exact);
    }

    #[test]
    fn periods_are_years_and_months() {
        assert_eq!(
            periods(Some("2019-12-24"), Some("2020-02-03")),
            ["2019", "2020", "2019-12", "2020-01", "2020-02"]
        );
        assert_eq!(periods(Some("2001-01-01"), Some("2005-01-01")).len(), 5);
        assert!(periods(None, Some("2020-01-01")).is_empty());
    }
}
