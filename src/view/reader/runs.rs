//! The pieces of a paragraph, those of one mention together. Pure.

use crate::protocol::{MentionMark, Paragraph};
use crate::view::piece::{Piece, split};
use crate::view::ui::ranges;

/// Neighbouring pieces that belong to the same mention, or to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Index of the mention.
    pub(super) mention: Option<usize>,
    /// Its pieces.
    pub(super) pieces: Vec<Piece>,
}

/// Mentions up to this many characters never break; longer ones may, or justified lines would gape.
const UNBROKEN: usize = 7;

/// Cuts a paragraph into runs.
#[must_use]
pub(super) fn runs(paragraph: &Paragraph) -> Vec<Run> {
    let range = |mention: &MentionMark| mention.start as usize..mention.end as usize;
    let mentions: Vec<_> = paragraph.mentions.iter().map(range).collect();
    let mut runs: Vec<Run> = Vec::new();
    for piece in split(&paragraph.text, &ranges(&paragraph.marks), &mentions) {
        match runs.last_mut() {
            Some(run) if run.mention == piece.mention => run.pieces.push(piece),
            _ => runs.push(Run { mention: piece.mention, pieces: vec![piece] }),
        }
    }
    runs
}

/// Whether a mention is short enough to stay on one line.
#[must_use]
pub(super) fn is_unbroken(text: &str, run: &Run) -> bool {
    let n_characters: usize = run.pieces.iter().map(|piece| text[piece.range.clone()].chars().count()).sum();
    n_characters <= UNBROKEN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Mark;

    #[test]
    fn a_mention_keeps_its_pieces_together() {
        let paragraph = Paragraph {
            text: "至2月20日，发送短信".into(),
            marks: vec![Mark { start: 4, end: 9, term: 0 }],
            mentions: vec![MentionMark { start: 3, end: 12, ..MentionMark::default() }],
            ..Paragraph::default()
        };
        let runs = runs(&paragraph);
        let shown: Vec<_> = runs
            .iter()
            .map(|run| (run.mention, run.pieces.len(), is_unbroken(&paragraph.text, run)))
            .collect();
        assert_eq!(shown, [(None, 1, true), (Some(0), 3, true), (None, 1, true)]);
    }
}
