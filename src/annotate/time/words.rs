//! [`Words`]: a text as folded characters, and what is read at one of them.
//!
//! Width, case and Traditional forms are folded, dashes and tildes are one each, so that the grammar names every word once.
//! Every reader takes the place of a character and returns the place behind what it read; a place beyond the end is no
//! mistake, nothing stands there.

use crate::text::fold::HanClasses;

/// Folded characters of a text, each with the byte it begins at.
pub(in crate::annotate) struct Words {
    chars: Vec<char>,
    starts: Vec<u32>,
}

/// A whole number as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) struct Number {
    /// Its value.
    pub(in crate::annotate) value: u32,
    /// Characters that it takes.
    pub(in crate::annotate) n_chars: usize,
    /// Digit by digit, as 2020 and 二〇二〇, and not 三十.
    pub(in crate::annotate) is_digits: bool,
    /// In ASCII digits.
    pub(in crate::annotate) is_ascii: bool,
}

fn fold(c: char, classes: &HanClasses) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        '！'..='～' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            narrow.to_ascii_lowercase()
        }
        '○' => '〇',
        '—' | '–' | '―' | '─' | '−' => '-',
        '〜' | '∼' => '~',
        '·' | '・' | '‧' => '·',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => classes.fold(c),
    }
}

/// The value of a Chinese digit.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' => 10_000,
        _ => return None,
    })
}

/// Whether a (folded) character is part of a number.
pub(in crate::annotate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some() || matches!(c, '廿' | '卅' | '亿')
}

/// Longest numeral that is read; a longer run of digits is no number of a date.
const LONGEST: usize = 12;

impl Words {
    pub(in crate::annotate) fn new(text: &str) -> Words {
        let classes = HanClasses::all();
        let mut chars = Vec::with_capacity(text.len() / 3 + 4);
        let mut starts = Vec::with_capacity(text.len() / 3 + 5);
        for (at, c) in text.char_indices() {
            chars.push(fold(c, classes));
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Words { chars, starts }
    }

    pub(in crate::annotate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place; NUL beyond the end.
    pub(in crate::annotate) fn at(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or('\0')
    }

    /// The character before a place.
    pub(in crate::annotate) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\0', |i| self.at(i))
    }

    /// The byte at which a character begins.
    pub(in crate::annotate) fn byte(&self, i: usize) -> usize {
        self.starts.get(i).or(self.starts.last()).copied().unwrap_or(0) as usize
    }

    pub(in crate::annotate) fn has_any(&self, i: usize, chars: &str) -> bool {
        i < self.len() && chars.contains(self.at(i))
    }

    /// Reads one of these characters.
    pub(in crate::annotate) fn one(&self, i: usize, chars: &str) -> Option<usize> {
        self.has_any(i, chars).then_some(i + 1)
    }

    /// Reads a word.
    pub(in crate::annotate) fn word(&self, i: usize, word: &str) -> Option<usize> {
        let mut at = i;
        for c in word.chars() {
            if self.at(at) != c {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// Reads the first of the words that stands here.
    pub(in crate::annotate) fn any(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.word(i, word))
    }

    /// Reads the first word of a table that stands here; longer ones come first in it.
    pub(in crate::annotate) fn entry<T: Copy>(&self, i: usize, table: &[(&str, T)]) -> Option<(usize, T)> {
        table.iter().find_map(|(word, value)| Some((self.word(i, word)?, *value)))
    }

    /// Goes over a word if it stands here.
    pub(in crate::annotate) fn skip(&self, i: usize, words: &[&str]) -> usize {
        self.any(i, words).unwrap_or(i)
    }

    /// Goes over at most two spaces.
    pub(in crate::annotate) fn spaces(&self, i: usize) -> usize {
        let first = i + usize::from(self.at(i) == ' ');
        first + usize::from(first > i && self.at(first) == ' ')
    }

    /// Reads a whole number.
    pub(in crate::annotate) fn number(&self, i: usize) -> Option<Number> {
        if self.at(i).is_ascii_digit() {
            let n_chars = (i..i + LONGEST).take_while(|&at| self.at(at).is_ascii_digit()).count();
            if n_chars > 9 {
                return None;
            }
            let value =
                (i..i + n_chars).fold(0_u32, |value, at| value * 10 + digit(self.at(at)).unwrap_or(0));
            return Some(Number { value, n_chars, is_digits: true, is_ascii: true });
        }
        let n_chars = (i..i + LONGEST)
            .take_while(|&at| {
                let c = self.at(at);
                !c.is_ascii() && (digit(c).is_some() || unit(c).is_some() || matches!(c, '廿' | '卅'))
            })
            .count();
        self.han_number(i, n_chars)
    }

    fn han_number(&self, i: usize, n_chars: usize) -> Option<Number> {
        if n_chars == 0 {
            return None;
        }
        let run = || (i..i + n_chars).map(|at| self.at(at));
        if run().all(|c| digit(c).is_some()) {
            let value = run().take(9).fold(0_u32, |value, c| value * 10 + digit(c).unwrap_or(0));
            return (n_chars <= 9).then_some(Number { value, n_chars, is_digits: true, is_ascii: false });
        }
        let (mut total, mut section, mut pending) = (0_u32, 0_u32, None);
        for c in run() {
            match c {
                '廿' => section += 20,
                '卅' => section += 30,
                _ => match unit(c) {
                    Some(10_000) => {
                        total += (section + pending.take().unwrap_or(0)).max(1).saturating_mul(10_000);
                        section = 0;
                    }
                    Some(unit) => section += pending.take().unwrap_or(1) * unit,
                    // Two digits side by side are no numeral of this kind: 十五六.
                    None if pending.is_some_and(|digit| digit > 0) => return None,
                    None => pending = digit(c),
                },
            }
        }
        let value = total.saturating_add(section + pending.unwrap_or(0));
        Some(Number { value, n_chars, is_digits: false, is_ascii: false })
    }

    /// Reads a whole number that lies between two values.
    pub(in crate::annotate) fn number_in(&self, i: usize, from: u32, to: u32) -> Option<(usize, u32)> {
        let number = self.number(i)?;
        (from..=to).contains(&number.value).then_some((i + number.n_chars, number.value))
    }

    /// Reads a number of at most two digits that lies between two values, as a day is written.
    pub(in crate::annotate) fn small(&self, i: usize, from: u32, to: u32) -> Option<(usize, u8)> {
        let number = self.number(i)?;
        let is_short = !number.is_digits || number.n_chars <= 2;
        let value = u8::try_from(number.value).ok()?;
        (is_short && (from..=to).contains(&number.value)).then_some((i + number.n_chars, value))
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn numbers_are_read() {
        for (words, value) in [
            ("2020", 2020),
            ("二〇二〇", 2020),
            ("二○二○", 2020),
            ("三十一", 31),
            ("廿三", 23),
            ("一百零五", 105),
            ("两万四千", 24_000),
            ("１２", 12),
            ("十", 10),
        ] {
            assert_eq!(Words::new(words).number(0).map(|number| number.value), Some(value), "{words}");
        }
        for words in ["", "年", "十五六", "1234567890"] {
            assert_eq!(Words::new(words).number(0), None, "{words}");
        }
    }
}
