//! Articles → units: the text as numbers, ready to count.
//!
//! A unit is a Han character (or kana, or another character of East Asian text), a word of any other script, or a number such as
//! 137.06 or 99,348. Punctuation, symbols and the ends of paragraphs are breaks. White space is neither: it ends a Latin word and
//! nothing else. This module knows nothing of n-grams.

use std::collections::BTreeMap;

use crate::corpus::{ArticleId, Corpus, Paragraph};
use crate::text::fold::{Fold, HanClasses, fold, is_cjk, is_han, squeeze};

/// The code of a break inside a paragraph: punctuation, or what is not counted.
pub(crate) const BREAK: u32 = 0;

/// The code of the end of a paragraph.
pub(crate) const PARAGRAPH: u32 = 1;

/// Codes of words while the text is read; those of characters are their code points.
const FIRST_WORD: u32 = char::MAX as u32 + 1;

/// What is a unit, and which units are the same.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) classes: &'a HanClasses,
    /// Characters count as printed, not folded.
    pub(crate) is_exact: bool,
    /// All but Han characters is a break.
    pub(crate) is_han_only: bool,
}

/// The units of some articles, one behind the other, with the breaks between them.
#[derive(Debug, Default)]
pub(crate) struct Units {
    /// [`BREAK`], [`PARAGRAPH`], or a unit; units are numbered in the order of their folded characters.
    pub(crate) codes: Vec<u32>,
    /// Where each stands: first byte in [`Corpus::text`].
    pub(crate) starts: Vec<u32>,
    /// The articles, and the first place of each in `codes`.
    articles: Vec<(ArticleId, u32)>,
    /// Codes run up to this one, exclusive.
    pub(crate) n_codes: usize,
}

pub(crate) fn is_unit(code: u32) -> bool {
    code > PARAGRAPH
}

impl Units {
    pub(crate) fn of(reader: Reader<'_>, articles: &[ArticleId]) -> Units {
        let mut stream = Stream { reader, units: Units::default(), words: BTreeMap::new() };
        for &article in articles {
            let start = u32::try_from(stream.units.codes.len()).unwrap_or(u32::MAX);
            stream.units.articles.push((article, start));
            for paragraph in reader.corpus.article(article).paragraphs() {
                stream.paragraph(paragraph);
            }
        }
        stream.finish()
    }

    /// Articles that were read.
    pub(crate) fn n_articles(&self) -> usize {
        self.articles.len()
    }

    /// The article with this number among those that were read.
    pub(crate) fn article(&self, number: usize) -> Option<ArticleId> {
        self.articles.get(number).map(|(article, _)| *article)
    }

    /// Which of the articles that were read holds a place.
    pub(crate) fn article_at(&self, place: u32) -> usize {
        self.articles.partition_point(|&(_, start)| start <= place).saturating_sub(1)
    }

    /// Places of an article that was read.
    pub(crate) fn places_of(&self, number: usize) -> std::ops::Range<usize> {
        let start = |number: usize| self.articles.get(number).map(|&(_, start)| start as usize);
        start(number).unwrap_or(self.codes.len())..start(number + 1).unwrap_or(self.codes.len())
    }

    /// Units in each of the articles.
    pub(crate) fn sizes(&self) -> Vec<u32> {
        let n_units = |number: usize| {
            let codes = self.codes.get(self.places_of(number)).unwrap_or_default();
            super::count(codes.iter().filter(|&&code| is_unit(code)).count())
        };
        (0..self.n_articles()).map(n_units).collect()
    }

    /// Byte after a place: where the next one begins, or, at a seam that leads back, just behind.
    pub(crate) fn end(&self, place: usize) -> u32 {
        let start = self.starts.get(place).copied().unwrap_or(u32::MAX);
        self.starts.get(place + 1).copied().filter(|&next| next > start).unwrap_or(start.saturating_add(1))
    }

    /// What is printed from a place on, without line breaks and runs of spaces.
    pub(crate) fn printed(&self, corpus: &Corpus, place: u32, n_units: u8) -> String {
        let place = place as usize;
        let start = self.starts.get(place).copied().unwrap_or(0) as usize;
        let end = self.end(place + usize::from(n_units.max(1)) - 1) as usize;
        squeeze(corpus.text().get(start..end).unwrap_or(""))
    }
}

/// Units while they are read.
struct Stream<'a> {
    reader: Reader<'a>,
    units: Units,
    words: BTreeMap<String, u32>,
}

impl Stream<'_> {
    fn push(&mut self, code: u32, start: usize) {
        // One break says as much as several.
        if is_unit(code) || self.units.codes.last() != Some(&code) {
            self.units.codes.push(code);
            self.units.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph<'_>) {
        let range = paragraph.range();
        let text = paragraph.text();
        let mut word = Word::default();
        for (place, c) in text.char_indices() {
            let start = range.start + place;
            match fold(c, self.reader.classes) {
                Fold::Nothing => {}
                Fold::Space => self.finish_word(&mut word),
                Fold::Char(folded)
                    if is_word_part(folded) || word.goes_on(c, text.get(place + c.len_utf8()..)) =>
                {
                    word.push(if self.reader.is_exact { c } else { folded }, start);
                }
                Fold::Char(folded) => {
                    self.finish_word(&mut word);
                    let counts = is_han(folded) || (!self.reader.is_han_only && folded.is_alphanumeric());
                    let shown = if self.reader.is_exact { c } else { folded };
                    self.push(if counts { u32::from(shown) } else { BREAK }, start);
                }
            }
        }
        self.finish_word(&mut word);
        self.push(PARAGRAPH, range.end);
    }

    fn finish_word(&mut self, word: &mut Word) {
        if word.text.is_empty() {
            return;
        }
        let code = if self.reader.is_han_only {
            BREAK
        } else {
            let next = FIRST_WORD.saturating_add(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
            match self.words.get(&word.text) {
                Some(&code) => code,
                None => *self.words.entry(std::mem::take(&mut word.text)).or_insert(next),
            }
        };
        self.push(code, word.start);
        word.text.clear();
    }

    /// Numbers the units anew, in the order of their characters.
    fn finish(self) -> Units {
        let Stream { mut units, words, .. } = self;
        let mut numbers = vec![0_u32; FIRST_WORD as usize + words.len()];
        let mut order: Vec<(String, u32)> = Vec::new();
        for &code in units.codes.iter().filter(|&&code| is_unit(code) && code < FIRST_WORD) {
            if let Some(number) = numbers.get_mut(code as usize).filter(|number| **number == 0) {
                *number = code;
                order.extend(char::from_u32(code).map(|c| (c.to_string(), code)));
            }
        }
        order.extend(words);
        order.sort_unstable();
        for (number, (_, code)) in (PARAGRAPH + 1..).zip(&order) {
            if let Some(slot) = numbers.get_mut(*code as usize) {
                *slot = number;
            }
        }
        for code in units.codes.iter_mut().filter(|code| is_unit(**code)) {
            *code = numbers.get(*code as usize).copied().unwrap_or(BREAK);
        }
        units.n_codes = order.len() + PARAGRAPH as usize + 1;
        units
    }
}

/// A word or number while it is read.
#[derive(Default)]
struct Word {
    text: String,
    start: usize,
}

impl Word {
    fn push(&mut self, c: char, start: usize) {
        if self.text.is_empty() {
            self.start = start;
        }
        self.text.push(c);
    }

    /// Whether a sign belongs to the number that it stands in: 137.06, 99,348; or an accent to its letter.
    fn goes_on(&self, c: char, rest: Option<&str>) -> bool {
        if self.text.is_empty() {
            return false;
        }
        let rest = rest.unwrap_or("");
        let n_digits = || rest.chars().take(4).take_while(|c| is_digit(*c)).count();
        let is_number = || self.text.ends_with(is_digit);
        match c {
            '\u{300}'..='\u{36f}' => true,
            '.' | '．' => is_number() && n_digits() > 0,
            ',' => is_number() && n_digits() == 3,
            _ => false,
        }
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Whether a folded character is part of a word or number, and no unit by itself.
fn is_word_part(folded: char) -> bool {
    folded.is_ascii_alphanumeric() || (!folded.is_ascii() && !is_cjk(folded) && folded.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::tests::corpus;

    /// Units parted by spaces; breaks are `|`, the ends of paragraphs `¶`.
    fn check(text: &str, is_han_only: bool, expected: &str) {
        let corpus = corpus(&[text]);
        let reader = Reader { corpus: &corpus, classes: HanClasses::all(), is_exact: false, is_han_only };
        let units = Units::of(reader, &[ArticleId(0)]);
        let shown = units.codes.iter().zip(0..).map(|(&code, place)| match code {
            BREAK => "|".to_owned(),
            PARAGRAPH => "¶".to_owned(),
            _ => units.printed(&corpus, place, 1),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn texts_are_read_as_units() {
        check("网络畅通。", false, "网 络 畅 通 | ¶");
        check("“网络”，畅\n 通", false, "| 网 络 | 畅 通 ¶");
        check("共137.06亿条、99,348人次", false, "共 137.06 亿 条 | 99,348 人 次 ¶");
        check("1,2；1.；.5，３．５", false, "1 | 2 | 1 | 5 | ３．５ ¶");
        check("5G技术 VoLTE  line\nup", false, "5G 技 术 VoLTE line up ¶");
        check("COVID-19 don't café cafe\u{301}", false, "COVID | 19 don | t café cafe\u{301} ¶");
        check("カタ한국어 слово", false, "カ タ 한국어 слово ¶");
        check("5G技术VPN，网", true, "| 技 术 | 网 ¶");
        check("…", false, "| ¶");
        check("", false, "¶");
    }

    #[test]
    fn units_are_numbered_in_the_order_of_their_characters() {
        let corpus = corpus(&["络网a网b网"]);
        let reader =
            Reader { corpus: &corpus, classes: HanClasses::all(), is_exact: false, is_han_only: false };
        let units = Units::of(reader, &[ArticleId(0)]);
        assert_eq!(units.codes, [4, 5, 2, 5, 3, 5, PARAGRAPH]);
        assert_eq!(units.n_codes, 6);
        assert_eq!(units.sizes(), [6]);
    }

    #[test]
    fn units_are_the_same_in_both_scripts_unless_exact() {
        let corpus = corpus(&["网網"]);
        let reader =
            |is_exact| Reader { corpus: &corpus, classes: HanClasses::all(), is_exact, is_han_only: true };
        let n_codes = |is_exact| Units::of(reader(is_exact), &[ArticleId(0)]).n_codes;
        assert_eq!((n_codes(false), n_codes(true)), (3, 4));
    }
}
