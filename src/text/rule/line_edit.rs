//! What the rules that drop whole lines share: lines with their breaks, and edits that take them out.

use std::ops::Range;

use crate::text::draft::Edit;
use crate::text::line::trimmed;

/// A line of a text.
#[derive(Clone, Debug)]
pub(super) struct WholeLine<'a> {
    /// Its bytes, the break behind it included.
    pub(super) range: Range<usize>,
    /// Its words without the white space around them.
    pub(super) words: &'a str,
    /// A blank line, or the edge of the text, stands before it.
    pub(super) is_after_blank: bool,
    /// A blank line, or the edge of the text, stands behind it.
    pub(super) is_before_blank: bool,
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<WholeLine<'_>> {
    let mut lines: Vec<WholeLine<'_>> = Vec::new();
    let mut at = 0;
    let mut is_after_blank = true;
    for line in text.split_inclusive('\n') {
        let (start, words) = (at, trimmed(line));
        at += line.len();
        if words.is_empty() {
            is_after_blank = true;
            if let Some(last) = lines.last_mut() {
                last.is_before_blank = true;
            }
        } else {
            lines.push(WholeLine { range: start..at, words, is_after_blank, is_before_blank: false });
            is_after_blank = false;
        }
    }
    if let Some(last) = lines.last_mut() {
        last.is_before_blank = true;
    }
    lines
}

/// Takes out the lines at these indices.
pub(super) fn drop(lines: &[WholeLine<'_>], indices: impl IntoIterator<Item = usize>) -> Vec<Edit> {
    let dropped = indices.into_iter().filter_map(|index| lines.get(index));
    // Lines that stood apart stay apart: the blank line next to them is not theirs.
    dropped.map(|line| Edit::new(line.range.clone(), "")).collect()
}
