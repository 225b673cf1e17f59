//! A paragraph as characters that can be compared: full width narrowed, Traditional folded to Simplified, dashes made one.
//!
//! Positions are counted in characters; [`Line::byte`] leads back to the text.

use std::ops::Range;

use crate::text::fold::HanClasses;

/// The characters of a text, folded one for one.
#[derive(Debug, Default)]
pub struct Line {
    chars: Vec<char>,
    /// Where each character begins, in bytes, and one more for the end.
    offsets: Vec<usize>,
}

impl Line {
    /// Folds a text.
    ///
    /// ```
    /// use jianbao::annotate::numeral::line::Line;
    /// let line = Line::new("３．５萬個");
    /// assert!(line.has(0, "3.5万个") && !line.has(1, "5"));
    /// assert_eq!((line.at(3), line.byte(3), line.at(99)), ('万', 9, '\0'));
    /// ```
    #[must_use]
    pub fn new(words: &str) -> Line {
        let classes = HanClasses::all();
        let mut line = Line {
            chars: Vec::with_capacity(words.len() / 3 + 8),
            offsets: Vec::with_capacity(words.len() / 3 + 9),
        };
        for (offset, c) in words.char_indices() {
            line.chars.push(folded(c, classes));
            line.offsets.push(offset);
            // １，１２３: a comma between full-width digits is as wide as they are.
            if is_wide_digit(c) && line.chars.iter().rev().nth(1) == Some(&'，') {
                let place = line.chars.len() - 2;
                let is_between = line.chars.get(place.wrapping_sub(1)).is_some_and(char::is_ascii_digit);
                if let Some(comma) = line.chars.get_mut(place).filter(|_| is_between) {
                    *comma = ',';
                }
            }
        }
        line.offsets.push(words.len());
        line
    }

    /// How many characters there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The character at a position; `'\0'` behind the end.
    #[must_use]
    pub fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    /// The character before a position; `'\0'` before the first.
    #[must_use]
    pub fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |place| self.at(place))
    }

    /// Whether these words begin at a position.
    #[must_use]
    pub fn has(&self, place: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(n, c)| self.at(place + n) == c)
    }

    /// Whether these words end before a position.
    #[must_use]
    pub fn has_before(&self, place: usize, words: &str) -> bool {
        words.chars().rev().enumerate().all(|(n, c)| place > n && self.at(place - n - 1) == c)
    }

    /// The first of the words that begins at a position, and where it ends. Lists put longer words first.
    #[must_use]
    pub fn any<'a>(&self, place: usize, words: &[&'a str]) -> Option<(&'a str, usize)> {
        let found = words.iter().find(|words| self.has(place, words))?;
        Some((found, place + found.chars().count()))
    }

    /// The first of the words that ends before a position, and where it begins.
    #[must_use]
    pub fn any_before<'a>(&self, place: usize, words: &[&'a str]) -> Option<(&'a str, usize)> {
        let found = words.iter().find(|words| self.has_before(place, words))?;
        Some((found, place.saturating_sub(found.chars().count())))
    }

    /// The next position from here on that is no space.
    #[must_use]
    pub fn skip_spaces(&self, place: usize) -> usize {
        let mut place = place;
        while self.at(place) == ' ' {
            place += 1;
        }
        place
    }

    /// The position before which no space stands, counted from here back.
    #[must_use]
    pub fn skip_spaces_before(&self, place: usize) -> usize {
        let mut place = place;
        while self.before(place) == ' ' {
            place -= 1;
        }
        place
    }

    /// The folded characters of a range.
    #[must_use]
    pub fn chars(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or(&[])
    }

    /// Where the character at a position begins, in bytes of the text.
    #[must_use]
    pub fn byte(&self, place: usize) -> usize {
        self.offsets.get(place).or(self.offsets.last()).copied().unwrap_or(0)
    }

    /// A range of positions as bytes of the text.
    #[must_use]
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end)
    }
}

fn is_wide_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

fn folded(c: char, classes: &HanClasses) -> char {
    match c {
        '\t' | '\u{a0}' | '\u{3000}' => ' ',
        '\0'..='\u{7f}' => c,
        '，' | '：' | '；' | '！' | '？' | '（' | '）' | '幺' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2012}'..='\u{2015}' => '–',
        '〜' | '∼' => '~',
        '○' => '〇',
        '￥' => '¥',
        '￡' => '£',
        '\u{3400}'..='\u{9fff}' => classes.fold(c),
        _ => c,
    }
}
