//! Days as the interface prints them: ISO, so that columns of them align and sort by sight.
//!
//! Knows EDTF strings and words; reckons nothing.

use crate::protocol::{DocumentSummary, PublishedBasis};

use super::words::Words;

/// An EDTF value in words: `2020-02~` is “约 2020-02”.
#[must_use]
pub fn show_edtf(edtf: &str, words: Words) -> String {
    match edtf.split_once('/') {
        Some((first, "" | "..")) => words.since(&show_point(first, words)),
        Some(("" | "..", last)) => words.until(&show_point(last, words)),
        Some((first, last)) => {
            let last = last.strip_prefix(shared_year(first, last)).unwrap_or(last);
            format!("{} – {}", show_point(first, words), show_point(last, words))
        }
        None => show_point(edtf, words),
    }
}

/// A range of days as typed into the filter.
#[must_use]
pub fn show_range(from: Option<&str>, to: Option<&str>, words: Words) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_owned(),
        (Some(from), Some(to)) => {
            format!("{from} – {}", to.strip_prefix(shared_year(from, to)).unwrap_or(to))
        }
        (Some(from), None) => words.since(from),
        (None, Some(to)) => words.until(to),
        (None, None) => String::new(),
    }
}

/// Whether an EDTF value from `first` to `last` leaves open which day is meant, unlike a stretch that is told from end to end.
#[cfg(feature = "views")]
#[must_use]
pub fn is_vague(edtf: &str, first: &str, last: &str) -> bool {
    edtf.ends_with(['?', '~', '%']) || (first != last && !edtf.contains('/'))
}

/// When a document was published, and whether that is concluded.
#[must_use]
pub fn show_published(document: &DocumentSummary, words: Words) -> String {
    let Some(published) = &document.published else { return words.undated().to_owned() };
    let day = show_edtf(published, words);
    if document.published_basis == Some(PublishedBasis::Inferred) { words.inferred(&day) } else { day }
}

/// `2020-` where both begin so and more follows.
fn shared_year<'a>(first: &'a str, last: &str) -> &'a str {
    let is_full = first.len() >= 10 && last.len() >= 10;
    first.get(..5).filter(|year| is_full && last.starts_with(year)).unwrap_or_default()
}

fn show_point(point: &str, words: Words) -> String {
    let exact = point.trim_end_matches(['?', '~', '%']);
    let shown = exact.trim_start_matches("XXXX-").replace('T', " ");
    // EDTF counts the seasons on from the months: 21 is spring.
    #[cfg(feature = "views")]
    let season =
        |(year, part): (&str, &str)| Some(words.season(year, part.parse::<usize>().ok()?.checked_sub(21)?));
    #[cfg(feature = "views")]
    let shown = exact.split_once('-').filter(|(_, part)| part.len() == 2).and_then(season).unwrap_or(shown);
    let shown = if exact.starts_with("XXXX-") { words.some_year(&shown) } else { shown };
    if exact.len() < point.len() { words.about_day(&shown) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::words::Lang;

    #[test]
    fn edtf_is_readable() {
        #[cfg(feature = "views")]
        assert_eq!(show_edtf("2020-24~", Words(Lang::ZhHans)), "约 2020 年冬");
        for (edtf, expected) in [
            ("2020-01-24", "2020-01-24"),
            ("2020-02~", "约 2020-02"),
            ("2020-99", "2020-99"),
            ("2020-01-26/2020-02-01", "2020-01-26 – 02-01"),
            ("2019-12-26/2020-02-01", "2019-12-26 – 2020-02-01"),
            ("2020-02/2020-03", "2020-02 – 2020-03"),
            ("2020-03-18T24:00", "2020-03-18 24:00"),
            ("2020-01-24/..", "2020-01-24 起"),
            ("../2020-01-24", "至 2020-01-24"),
            ("XXXX-02-03", "02-03（年份不明）"),
            ("", ""),
        ] {
            assert_eq!(show_edtf(edtf, Words(Lang::ZhHans)), expected, "{edtf}");
        }
    }

    #[test]
    fn ranges_are_short() {
        let words = Words(Lang::ZhHans);
        assert_eq!(show_range(Some("2020-01-20"), Some("2020-03-31"), words), "2020-01-20 – 03-31");
        assert_eq!(show_range(Some("2020-01-20"), Some("2020-01-20"), words), "2020-01-20");
        assert_eq!(show_range(None, Some("2020-01-20"), words), "至 2020-01-20");
        assert_eq!(show_range(None, None, words), "");
    }
}
