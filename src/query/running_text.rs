//! An article as one line of printed characters, each with its place.
//!
//! Paragraphs follow each other as they are read. Line breaks, spaces and invisible characters are left out; between Latin words one
//! space stays, as in folded text.

use crate::corpus::{Article, Paragraph};
use crate::text::fold::{Fold, HanClasses, fold, is_word};

/// An article as one line.
#[derive(Debug, Default)]
pub(super) struct RunningText {
    chars: Vec<char>,
    /// First byte of each character in the text of the corpus; a space has that of the character behind it.
    places: Vec<u32>,
    /// Numbers of the characters, sorted by place; empty when they are sorted as they stand.
    by_place: Vec<u32>,
}

impl RunningText {
    pub(super) fn of(article: Article<'_>) -> RunningText {
        let mut text = RunningText::default();
        let mut last: Option<char> = None;
        let classes = HanClasses::default();
        for paragraph in article.paragraphs() {
            let mut has_space = true;
            for (place, c) in paragraph.text().char_indices() {
                match fold(c, &classes) {
                    Fold::Nothing => {}
                    Fold::Space => has_space = true,
                    Fold::Char(folded) => {
                        let place = start(paragraph) + place;
                        if has_space && last.is_some_and(is_word) && is_word(folded) {
                            text.push(' ', place);
                        }
                        has_space = false;
                        text.push(c, place);
                        last = Some(folded);
                    }
                }
            }
        }
        // An article that another one interrupts may run backwards at a seam.
        if !text.places.is_sorted() {
            let mut order: Vec<u32> = (0..).take(text.places.len()).collect();
            crate::order::sort_by_key(&mut order, |number| text.places.get(*number as usize));
            text.by_place = order;
        }
        text
    }

    fn push(&mut self, c: char, place: usize) {
        self.chars.push(c);
        self.places.push(u32::try_from(place).unwrap_or(u32::MAX));
    }

    /// The characters that a stretch of the corpus covers, from the one at its first byte to the one at its last.
    pub(super) fn range(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        let mut first = self.number(self.n_before(start));
        if self.is_space(first) && self.places.get(first) == self.places.get(first + 1) {
            first += 1;
        }
        let behind = self.n_before(end).checked_sub(1).map_or(0, |last| self.number(last) + 1);
        first..behind.max(first + 1).min(self.chars.len())
    }

    /// How many characters begin before a byte.
    fn n_before(&self, byte: u32) -> usize {
        if self.by_place.is_empty() {
            return self.places.partition_point(|&place| place < byte);
        }
        self.by_place
            .partition_point(|&number| self.places.get(number as usize).is_some_and(|&place| place < byte))
    }

    /// The number of the character that is the `rank`-th by place.
    fn number(&self, rank: usize) -> usize {
        if self.by_place.is_empty() { rank } else { self.by_place.get(rank).map_or(rank, |&n| n as usize) }
    }

    fn is_space(&self, number: usize) -> bool {
        self.chars.get(number) == Some(&' ')
    }

    /// Some characters.
    pub(super) fn words(&self, range: std::ops::Range<usize>) -> String {
        let len = self.chars.len();
        self.chars.get(range.start.min(len)..range.end.min(len)).unwrap_or_default().iter().collect()
    }

    /// The characters before one, from right to left; spaces left out.
    pub(super) fn before(&self, number: usize) -> impl Iterator<Item = char> {
        self.chars.get(..number).unwrap_or_default().iter().rev().copied().filter(|c| *c != ' ')
    }

    /// The characters from one on; spaces left out.
    pub(super) fn from(&self, number: usize) -> impl Iterator<Item = char> {
        self.chars.get(number..).unwrap_or_default().iter().copied().filter(|c| *c != ' ')
    }
}

fn start(paragraph: Paragraph<'_>) -> usize {
    paragraph.range().start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};
    use crate::corpus::{ArticleId, Corpus};

    /// The characters that a stretch of the text covers, when its two halves are read in this order.
    fn check(halves: [&str; 2], is_backwards: bool, stretch: &str, expected: &str) {
        let text = halves.concat();
        let middle = halves[0].len();
        let paragraph = |start, end| ParagraphEntry { start, end, ..ParagraphEntry::default() };
        let mut paragraphs = vec![paragraph(0, middle), paragraph(middle, text.len())];
        if is_backwards {
            paragraphs.reverse();
        }
        let article = ArticleEntry { paragraphs, ..ArticleEntry::default() };
        let start = u32::try_from(text.find(stretch).unwrap()).unwrap();
        let end = start + u32::try_from(stretch.len()).unwrap();
        let document = DocumentEntry { text, articles: vec![article], ..DocumentEntry::default() };
        let corpus = Corpus::open(build(&CorpusEntry::default(), &[document]).unwrap()).unwrap();
        let running = RunningText::of(corpus.article(ArticleId(0)));
        let range = running.range(start, end);
        let words = |range| running.words(range);
        let shown = format!("{}[{}]{}", words(0..range.start), words(range.clone()), words(range.end..99));
        assert_eq!(shown, expected, "{stretch} in {halves:?}");
    }

    #[test]
    fn stretches_are_found_among_the_characters() {
        check(["网络", "畅通"], false, "络畅", "网[络畅]通");
        check(["网 络\n", "畅\u{200b}通"], false, "畅\u{200b}通", "网络[畅通]");
        check(["use 5G", "network"], false, "network", "use 5G [network]");
        check(["use 5G", "network"], false, "5G", "use [5G] network");
    }

    #[test]
    fn an_article_may_run_backwards() {
        check(["后半", "前半的"], true, "后", "前半的[后]半");
        check(["后半", "前半的"], true, "前半", "[前半]的后半");
        check(["network up", "the 5G"], true, "network", "the 5G [network] up");
    }
}
