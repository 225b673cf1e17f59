//! Which doubts concern which figure. Pure.

use std::ops::Range;

use crate::protocol::annotation::{Figure, Note, Sentence};

/// Codes of doubts about dates.
const OF_DATES: [&str; 2] = ["doubtful-date", "reversed-dates"];

/// Whether a doubt is about a date.
#[must_use]
pub(super) fn is_of_date(note: &Note) -> bool {
    OF_DATES.contains(&note.code.as_str())
}

/// The doubts about what a figure says: those whose place it touches.
pub(super) fn of_figure<'a>(figure: &'a Figure, notes: &'a [Note]) -> impl Iterator<Item = &'a Note> {
    notes.iter().filter(|note| {
        !is_of_date(note)
            && note.place.document == figure.place.document
            && touch(&stretch(&note.place), &stretch(&figure.place))
    })
}

/// The doubts about the date that a figure goes with: those of its own sentence.
pub(super) fn of_date<'a>(figure: &'a Figure, notes: &'a [Note]) -> impl Iterator<Item = &'a Note> {
    notes.iter().filter(|note| {
        is_of_date(note)
            && figure.when.is_some()
            && note.place.document == figure.place.document
            && touch(&whole(&note.place), &whole(&figure.place))
    })
}

/// What a doubt says besides its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What is likely instead.
    Likely(String),
    /// What the parts come to, and what is printed for the whole.
    Sum(String, String),
    /// Another figure in the same words, with its document and place.
    Elsewhere { value: String, document: String, at: u32 },
}

/// Reads the detail from the message, which is English; `None` where it says no more than its kind, or other words than expected.
#[must_use]
pub(super) fn detail(note: &Note) -> Option<Detail> {
    let message = note.message.as_str();
    match note.code.as_str() {
        "doubtful-date" => {
            let likely = message.strip_suffix(" is likely")?.rsplit("; ").next()?;
            Some(Detail::Likely(likely.to_owned()))
        }
        "parts-and-total" => {
            let (sum, total) =
                message.strip_prefix("the parts in parentheses add up to ")?.split_once(", not to ")?;
            Some(Detail::Sum(sum.to_owned(), total.to_owned()))
        }
        "differing-figures" => {
            let (values, place) = message.split_once(" there, in the same words, in ")?;
            let (document, at) = place.rsplit_once(" at byte ")?;
            let value = values.split_once(" here and ")?.1.to_owned();
            Some(Detail::Elsewhere { value, document: document.to_owned(), at: at.parse().ok()? })
        }
        _ => None,
    }
}

/// Where a mark stands in its document.
fn stretch(place: &Sentence) -> Range<u32> {
    let length = place.mark.map_or(1, |mark| mark.end.saturating_sub(mark.start).max(1));
    place.at..place.at.saturating_add(length)
}

/// Where a sentence stands in its document.
fn whole(place: &Sentence) -> Range<u32> {
    let start = place.at.saturating_sub(place.mark.map_or(0, |mark| mark.start));
    start..start.saturating_add(u32::try_from(place.text.len()).unwrap_or(u32::MAX))
}

fn touch(one: &Range<u32>, other: &Range<u32>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Mark;

    #[test]
    fn details_are_read_from_messages() {
        let read = |code: &str, message: &str| {
            detail(&Note { code: code.into(), message: message.into(), ..Note::default() })
        };
        assert_eq!(
            read("doubtful-date", "2020-02-29 contradicts its surroundings; 2020-01-29 is likely"),
            Some(Detail::Likely("2020-01-29".into()))
        );
        assert_eq!(
            read("parts-and-total", "the parts in parentheses add up to 13, not to 12.5"),
            Some(Detail::Sum("13".into(), "12.5".into()))
        );
        assert_eq!(
            read("differing-figures", "5 人 here and 6 there, in the same words, in 002-ab at byte 77"),
            Some(Detail::Elsewhere { value: "6".into(), document: "002-ab".into(), at: 77 })
        );
        for (code, message) in [
            ("doubtful-figure", "近6000余万 says both less and more"),
            ("differing-figures", "5 here and 6 there, in the same words, in a at byte x"),
            ("doubtful-date", ""),
            ("new-code", "2020 is likely"),
        ] {
            assert_eq!(read(code, message), None, "{message}");
        }
    }

    fn place(document: &str, at: u32, start: u32, length: u32) -> Sentence {
        Sentence {
            document: document.into(),
            at,
            text: "x".repeat(40),
            mark: Some(Mark { start, end: start + length, term: 0 }),
            ..Sentence::default()
        }
    }

    #[test]
    fn doubts_concern_what_they_touch() {
        let figure =
            Figure { place: place("a", 110, 10, 6), when: Some("2020-02".into()), ..Figure::default() };
        let note = |code: &str, document: &str, at, start| Note {
            code: code.into(),
            place: place(document, at, start, 4),
            ..Note::default()
        };
        for (note, is_of_figure, is_of_date) in [
            (note("doubtful-figure", "a", 108, 8), true, false),
            (note("parts-and-total", "a", 115, 15), true, false),
            (note("differing-figures", "a", 116, 16), false, false),
            (note("differing-figures", "b", 110, 10), false, false),
            (note("doubtful-date", "a", 130, 30), false, true),
            (note("reversed-dates", "a", 150, 10), false, false),
        ] {
            let notes = [note];
            assert_eq!(of_figure(&figure, &notes).count() == 1, is_of_figure, "{:?}", notes[0]);
            assert_eq!(of_date(&figure, &notes).count() == 1, is_of_date, "{:?}", notes[0]);
        }
    }
}
