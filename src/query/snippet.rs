//! Excerpts: the sentences around hits, as marked text.

use std::ops::Range;

use super::matcher::{Hit, longest, marks_in};
use crate::corpus::Article;
use crate::protocol::{ParagraphKind, Snippet};
use crate::text::sentence::sentences;

/// Characters of a sentence that are shown whole.
const WHOLE: usize = 100;

/// Characters before and after the first hit where a longer sentence is cut.
const AROUND: (usize, usize) = (30, 60);

/// Characters shown of an article without a hit.
const LEAD: usize = 90;

/// Excerpts of an article in the order of its text, and how many hits they leave out. Hits in the title count as shown.
#[must_use]
pub fn snippets(article: Article<'_>, hits: &[Hit], max: usize) -> (Vec<Snippet>, usize) {
    let mut snippets: Vec<Snippet> = Vec::new();
    let mut n_shown = 0;
    let mut shown_to = 0;
    let base = article.document().text_range().start;
    for (number, paragraph) in (1..).zip(article.paragraphs()) {
        let range = paragraph.range();
        // Hits are in order.
        let from = hits.partition_point(|hit| (hit.start as usize) < range.start);
        let own = hits.iter().skip(from).take_while(|hit| (hit.start as usize) < range.end);
        for hit in own {
            let place = hit.start as usize;
            if paragraph.kind() == ParagraphKind::Title || place < shown_to {
                n_shown += 1;
                continue;
            }
            if snippets.len() >= max {
                continue;
            }
            let excerpt = excerpt(paragraph.text(), place - range.start, hit.end as usize - range.start);
            let mut snippet = marked(paragraph.text(), range.start, &excerpt, hits);
            snippet.paragraph = number;
            snippet.at = offset(place - base);
            shown_to = range.start + excerpt.end;
            n_shown += 1;
            snippets.push(snippet);
        }
    }
    (snippets, hits.len().saturating_sub(n_shown))
}

/// The beginning of an article, for lists without a query.
#[must_use]
pub fn lead(article: Article<'_>) -> Option<Snippet> {
    let base = article.document().text_range().start;
    let (number, paragraph) =
        (1..).zip(article.paragraphs()).find(|(_, paragraph)| paragraph.kind() == ParagraphKind::Body)?;
    let excerpt = 0..forward(paragraph.text(), 0, LEAD);
    let mut snippet = marked(paragraph.text(), paragraph.range().start, &excerpt, &[]);
    snippet.paragraph = number;
    snippet.at = offset(paragraph.range().start.saturating_sub(base));
    Some(snippet)
}

fn marked(text: &str, base: usize, excerpt: &Range<usize>, hits: &[Hit]) -> Snippet {
    let part = text.get(excerpt.clone()).unwrap_or("");
    let starts_sentence = sentences(text).iter().any(|sentence| sentence.start == excerpt.start);
    let ends_sentence = sentences(text).iter().any(|sentence| sentence.end == excerpt.end);
    Snippet {
        paragraph: 0,
        text: part.to_owned(),
        marks: marks_in(hits, longest(hits), &(base + excerpt.start..base + excerpt.end)),
        at: 0,
        is_cut_before: !starts_sentence,
        is_cut_after: !ends_sentence,
    }
}

/// The stretch of `text` to show for the hit `start..end`: its sentence, or a window of it.
fn excerpt(text: &str, start: usize, end: usize) -> Range<usize> {
    let end = end.min(text.len());
    let sentence =
        sentences(text).into_iter().find(|sentence| sentence.contains(&start)).unwrap_or(0..text.len());
    let words = text.get(sentence.clone()).unwrap_or("");
    if words.chars().count() <= WHOLE {
        return sentence.start..sentence.end.max(end);
    }
    let from = backward(text, start, AROUND.0).max(sentence.start);
    let to = forward(text, end, AROUND.1).min(sentence.end).max(end);
    from..to
}

/// The offset `n` characters before `at`.
fn backward(text: &str, at: usize, n: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    before.char_indices().rev().take(n).last().map_or(at, |(place, _)| place)
}

/// The offset `n` characters after `at`.
fn forward(text: &str, at: usize, n: usize) -> usize {
    let after = text.get(at..).unwrap_or("");
    after.char_indices().nth(n).map_or(text.len(), |(place, _)| at + place)
}

fn offset(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, hit: &str, expected: &str) {
        let start = text.find(hit).unwrap();
        assert_eq!(&text[excerpt(text, start, start + hit.len())], expected);
    }

    #[test]
    fn a_short_sentence_is_shown_whole() {
        check("前一句。网络畅通。后一句。", "畅通", "网络畅通。");
        check("只有半句", "半", "只有半句");
    }

    #[test]
    fn a_long_sentence_is_cut_on_characters() {
        let text = format!("{}网络{}。", "一".repeat(200), "二".repeat(200));
        check(&text, "网络", &format!("{}网络{}", "一".repeat(30), "二".repeat(60)));
    }
}
