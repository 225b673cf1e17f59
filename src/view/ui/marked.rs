//! Text with its hits marked.

use std::ops::Range;

use leptos::either::Either;
use leptos::prelude::*;

use crate::protocol::Mark;
use crate::view::piece::split;

/// A text with the hits of each term in the style of that term.
#[component]
pub(in crate::view) fn Marked(
    /// The text.
    text: String,
    /// Its hits.
    marks: Vec<Mark>,
) -> impl IntoView {
    split(&text, &ranges(&marks), &[])
        .into_iter()
        .map(|piece| {
            let stretch = text[piece.range.clone()].to_owned();
            match piece.marks.first() {
                None => Either::Left(stretch),
                Some(&mark) => {
                    Either::Right(view! { <mark class=mark_class(marks[mark].term)>{stretch}</mark> })
                }
            }
        })
        .collect_view()
}

/// The style of a term: three colours with a line each, then the same with a thicker line.
#[must_use]
pub(in crate::view) fn mark_class(term: u8) -> &'static str {
    match (term % 3, term < 3) {
        (0, true) => "mark mark--1",
        (1, true) => "mark mark--2",
        (_, true) => "mark mark--3",
        (0, false) => "mark mark--1 mark--again",
        (1, false) => "mark mark--2 mark--again",
        (_, false) => "mark mark--3 mark--again",
    }
}

/// The ranges of marks.
#[must_use]
pub(in crate::view) fn ranges(marks: &[Mark]) -> Vec<Range<usize>> {
    marks.iter().map(|mark| mark.start as usize..mark.end as usize).collect()
}
