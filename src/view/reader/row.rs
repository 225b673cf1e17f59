//! Which lines of a document belong to the open article, and which hits stand in them. Pure.

use crate::protocol::{Mark, ReadAnswer};
use crate::text::pair::Pair;

use super::place::hits_by_paragraph;

/// A line of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Number of its first paragraph in the article.
    pub(super) paragraph: usize,
    /// Its hits, as bytes of the line.
    pub(super) marks: Vec<Mark>,
    /// Their numbers in the article.
    pub(super) hits: Vec<usize>,
}

/// What the article has in a line; `None` when the line is not its own.
#[must_use]
pub(super) fn row(article: &ReadAnswer, pair: &Pair<'_>) -> Option<Row> {
    let is_here = |at: usize| pair.at <= at && at < pair.at + pair.len;
    let touches = |at: usize, len: usize| at < pair.at + pair.len && pair.at < at + len;
    let paragraphs = &article.paragraphs;
    let first =
        paragraphs.iter().position(|paragraph| touches(paragraph.at as usize, paragraph.text.len()))?;
    let mut row = Row { paragraph: first, ..Row::default() };
    for (paragraph, hits) in paragraphs.iter().zip(hits_by_paragraph(article)).skip(first) {
        for (mark, hit) in paragraph.marks.iter().zip(hits) {
            let at = (paragraph.at + mark.start) as usize;
            if is_here(at) {
                let start = u32::try_from(at - pair.at).unwrap_or(u32::MAX);
                row.marks.push(Mark {
                    start,
                    end: start.saturating_add(mark.end - mark.start),
                    term: mark.term,
                });
                row.hits.push(hit);
            }
        }
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{HitPlace, Paragraph};

    #[test]
    fn an_article_has_its_own_lines() {
        let paragraph = |at, text: &str, start| Paragraph {
            at,
            text: text.to_owned(),
            marks: vec![Mark { start, end: start + 1, term: 0 }],
            ..Paragraph::default()
        };
        let hit = |at, paragraph| HitPlace { at, paragraph, ..HitPlace::default() };
        // Of three lines the article holds the last two; a hit in each.
        let article = ReadAnswer {
            paragraphs: vec![paragraph(3, "two", 1), paragraph(7, "three", 2)],
            hits: vec![hit(4, 0), hit(9, 1)],
            ..ReadAnswer::default()
        };
        let row = |at, len| row(&article, &Pair { at, len, pieces: Vec::new() });
        let expected = |paragraph, start, hit| Row {
            paragraph,
            marks: vec![Mark { start, end: start + 1, term: 0 }],
            hits: vec![hit],
        };
        assert_eq!(row(0, 3), None);
        assert_eq!(row(3, 4), Some(expected(0, 1, 0)));
        assert_eq!(row(7, 5), Some(expected(1, 2, 1)));
        assert_eq!(row(12, 1), None);
        let both = row(3, 9).expect("a line of two paragraphs");
        assert_eq!((both.paragraph, both.hits), (0, vec![0, 1]));
    }
}
