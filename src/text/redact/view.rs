//! [`View`]: a text as somebody who looks for words sees it, leading back to the characters as printed.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{Fold, HanClasses, fold, is_word};
use crate::text::rule::unified;

/// What is seen of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// Characters alone, as if no space stood anywhere.
    Bare,
    /// As [`Sight::Bare`], and without what parts the digits of a long number: hyphens, commas, points, slashes, brackets.
    Digits,
    /// White space as folding leaves it: one space between Latin words and numbers, none elsewhere.
    Spaced,
}

/// Folded characters that know which bytes of the text each of them came from.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    pub(super) text: String,
    /// For each character where it begins here, and its bytes in the source.
    places: Vec<(u32, u32, u32)>,
}

/// Marks that part digits, at most so many in one place.
const MOST_PARTING: usize = 2;

impl View {
    pub(super) fn of(source: &str, sight: Sight) -> View {
        let mut view = View::default();
        view.push(source, 0, sight);
        view
    }

    /// Appends text that begins at `offset` of the source.
    pub(super) fn push(&mut self, source: &str, offset: usize, sight: Sight) {
        let mut parting: Vec<(char, usize, usize)> = Vec::new();
        let mut has_space = false;
        let mut chars = source.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            // A word that a line's end divides.
            let is_line_end = chars.peek().is_some_and(|(_, next)| matches!(next, '\n' | '\r'));
            if is_line_end && matches!(c, '-' | '\u{2010}') && self.ends_in_letter() {
                continue;
            }
            let range = (offset + at, offset + at + c.len_utf8());
            let mut seen = |folded: Fold| match folded {
                Fold::Nothing => {}
                Fold::Space => has_space = true,
                Fold::Char(c) => {
                    let parts = matches!(c, '-' | ',' | '、' | '.' | '/' | '·' | '(' | ')')
                        && parting.len() < MOST_PARTING;
                    if sight == Sight::Digits && parts && self.ends_in_digit() {
                        parting.push((c, range.0, range.1));
                        return;
                    }
                    let is_within = c.is_ascii_digit();
                    for (mark, start, end) in parting.drain(..).filter(|_| !is_within) {
                        self.put(mark, start, end);
                    }
                    let is_apart = has_space && sight == Sight::Spaced && is_word(c);
                    if is_apart && self.text.chars().next_back().is_some_and(is_word) {
                        self.put(' ', range.0, range.1);
                    }
                    has_space = false;
                    self.put(c, range.0, range.1);
                }
            };
            unfolded(c, &mut seen);
            // An accent goes with its letter.
            if is_combining_mark(c)
                && let Some(last) = self.places.last_mut()
                && last.2 as usize == range.0
            {
                last.2 = small(range.1);
            }
        }
        for (mark, start, end) in parting {
            self.put(mark, start, end);
        }
    }

    fn ends_in_letter(&self) -> bool {
        self.text.ends_with(|c: char| c.is_alphabetic())
    }

    fn ends_in_digit(&self) -> bool {
        self.text.ends_with(|c: char| c.is_ascii_digit())
    }

    fn put(&mut self, c: char, start: usize, end: usize) {
        self.places.push((small(self.text.len()), small(start), small(end)));
        self.text.push(c);
    }

    /// The bytes of the source that a stretch of the view came from.
    pub(super) fn source_of(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let place = |at: usize| self.places.partition_point(|&(start, ..)| start as usize <= at);
        let at = |at: usize| place(at).checked_sub(1).and_then(|index| self.places.get(index));
        let (first, last) = (at(range.start), at(range.end.saturating_sub(1)));
        match (first, last) {
            (Some(&(_, start, _)), Some(&(.., end))) => start as usize..(end as usize).max(start as usize),
            _ => 0..0,
        }
    }
}

/// An offset as it is kept: documents hold less than 4 GiB.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What one character becomes: as for searching, and also compatibility characters, such as those that take up the place of a radical,
/// are what they look like, and accents, variation selectors and directions of writing are nothing.
fn unfolded(c: char, give: &mut dyn FnMut(Fold)) {
    let classes = HanClasses::all();
    let c = unified(c).unwrap_or(c);
    match c {
        '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' => give(fold(c, classes)),
        '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{180e}' | '\u{e0000}'..='\u{e007f}' => {}
        _ => {
            // What folding takes together already stays so: marks that compatibility forms would tell apart.
            match fold(c, classes) {
                Fold::Char(folded) if folded == c => {
                    for part in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
                        give(fold(part, classes));
                    }
                }
                folded => give(folded),
            }
        }
    }
}

/// Words as every view shows them.
pub(super) fn bare(words: &str, sight: Sight) -> String {
    View::of(words, sight).text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (source, expected) in [
            ("張　三", "张三"),
            ("李⽅", "李方"),
            ("赵⻓⺠", "赵长民"),
            ("Zhang\u{200b} SAN", "zhangsan"),
            ("José Jose\u{301}", "josejose"),
            ("①２", "12"),
            ("張\u{fe00}三\u{2069}", "张三"),
            ("《张三》", "《张三》"),
            ("Schmid-\nbauer 2020-\n02", "schmidbauer2020-02"),
        ] {
            assert_eq!(bare(source, Sight::Bare), expected, "{source}");
        }
        for (source, expected) in [
            ("138-0013-8000", "13800138000"),
            ("11,100元", "11100元"),
            ("5-a", "5-a"),
            ("1-", "1-"),
            ("138.0013·8000/1", "138001380001"),
            ("(138) 0013-8000", "(13800138000"),
        ] {
            assert_eq!(bare(source, Sight::Digits), expected, "{source}");
        }
        assert_eq!(bare("Zhang  San 张 三", Sight::Spaced), "zhang san张三");
    }

    #[test]
    fn every_character_leads_back() {
        let source = "據 張\n三，Ｚhang";
        let view = View::of(source, Sight::Bare);
        let start = view.text.find("张三").unwrap();
        assert_eq!(&source[view.source_of(start..start + 6)], "張\n三");
        let start = view.text.find("zh").unwrap();
        assert_eq!(&source[view.source_of(start..start + 1)], "Ｚ");
        assert_eq!(View::default().source_of(0..0), 0..0);
    }
}
