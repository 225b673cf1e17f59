//! [`Cut`]: a paragraph cut into its likeliest words and names.
//!
//! Only names are looked for in the result; search and display never see it. It knows the lexicon and nothing of what makes a
//! name of an organisation or a person, except that a surname and one or two characters of given names may be a word.

use std::ops::Range;

use super::lexicon::{Entry, Lexicon, NameChars, Tags};
use crate::text::fold::{Fold, HanClasses, fold, is_han, is_word};

/// A word of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// Characters of the cut.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) tags: Tags,
    /// What the lexicons know of it.
    pub(super) entry: Option<&'a Entry>,
    /// Whether it is one of the user's own names.
    pub(super) is_own: bool,
    /// Whether it may be a name of a person that no list has.
    pub(super) is_person: bool,
}

impl Token<'_> {
    /// Number of characters.
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// A paragraph in folded characters, and its words.
#[derive(Debug, Default)]
pub(super) struct Cut<'a> {
    /// Folded characters; white space is one blank.
    pub(super) chars: Vec<char>,
    /// Bytes of the paragraph at which each character begins, and its length.
    starts: Vec<(usize, usize)>,
    pub(super) tokens: Vec<Token<'a>>,
}

/// A word that may stand in a paragraph.
struct Word<'a> {
    start: usize,
    end: usize,
    entry: &'a Entry,
    is_own: bool,
}

/// Best way to a character.
#[derive(Clone, Copy)]
struct Way<'a> {
    log: f32,
    from: usize,
    entry: Option<&'a Entry>,
    is_own: bool,
    is_person: bool,
}

/// What ends the name of a place, not of a person.
pub(super) const PLACES: &str = "村镇乡路街庄桥寨屯堡沟坡湾湖河山岛港口站桩坝库园寺庙祠墓塔楼苑县市区省州";

/// Adverbs that stand behind a name more often than in one.
const TRAILING: &str = "正先又也已再就才都仍还均将便则即亦曾同在";

/// Logarithm of how likely a character is that no list has as a word.
const UNKNOWN: f32 = -18.5;

impl<'a> Cut<'a> {
    /// Cuts a paragraph; of `lexicons` the first is the user's.
    pub(super) fn new(words: &str, lexicons: [&'a Lexicon; 2]) -> Cut<'a> {
        let mut cut = Cut::fold(words);
        let ways = cut.ways(lexicons);
        let mut at = cut.chars.len();
        while let Some(way) = ways.get(at).filter(|_| at > 0) {
            let tags = way.entry.map_or(Tags::NONE, |entry| entry.tags);
            cut.tokens.push(Token {
                start: way.from,
                end: at,
                tags,
                entry: way.entry,
                is_own: way.is_own,
                is_person: way.is_person || tags.any(Tags::LIKELY_PERSON),
            });
            at = way.from;
        }
        cut.tokens.reverse();
        cut
    }

    fn fold(words: &str) -> Cut<'a> {
        let classes = HanClasses::all();
        let mut cut = Cut::default();
        cut.chars.reserve(words.len() / 3 + 8);
        cut.starts.reserve(words.len() / 3 + 8);
        for (place, c) in words.char_indices() {
            let folded = match fold(c, classes) {
                Fold::Char(folded) => folded,
                Fold::Space if cut.chars.last() != Some(&' ') => ' ',
                _ => continue,
            };
            cut.chars.push(folded);
            cut.starts.push((place, c.len_utf8()));
        }
        cut
    }

    /// The best way to each place between characters.
    fn ways(&self, lexicons: [&'a Lexicon; 2]) -> Vec<Way<'a>> {
        let n = self.chars.len();
        let start = Way { log: f32::NEG_INFINITY, from: 0, entry: None, is_own: false, is_person: false };
        let mut ways = vec![start; n + 1];
        if let Some(first) = ways.first_mut() {
            first.log = 0.0;
        }
        let words = self.words(lexicons);
        let titles = self.titles(&words);
        let mut words = words.into_iter().peekable();
        let mut at = 0;
        while at < n {
            let log = ways.get(at).map_or(0.0, |way| way.log);
            let mut relax = |end: usize, way: Way<'a>| {
                if let Some(best) = ways.get_mut(end).filter(|best| way.log > best.log) {
                    *best = way;
                }
            };
            let run = self.run(at);
            let is_letter = self.chars.get(at).is_some_and(|&c| is_word(c) && !c.is_ascii_digit());
            let plain = if self.is_han(at) || is_letter { UNKNOWN } else { -5.0 };
            let way = Way { log: log + plain, from: at, ..start };
            relax(at + run, way);
            while let Some(word) = words.next_if(|word| word.start == at) {
                let bonus = if word.is_own { 20.0 } else { 0.0 };
                let entry = word.entry;
                relax(
                    word.end,
                    Way { log: log + entry.log + bonus, entry: Some(entry), is_own: word.is_own, ..way },
                );
            }
            self.people(at, &titles, &mut |end, cost| {
                relax(end, Way { log: log + cost, is_person: true, ..way });
            });
            at += run;
        }
        ways
    }

    /// All words of the lexicons, in order of their beginnings.
    fn words(&self, lexicons: [&'a Lexicon; 2]) -> Vec<Word<'a>> {
        let mut words = Vec::with_capacity(self.chars.len() * 2);
        let mut start = 0;
        while start < self.chars.len() {
            for (lexicon, is_own) in lexicons.into_iter().zip([true, false]) {
                if !lexicon.is_empty() {
                    self.walk(lexicon, start, &mut |end, entry| {
                        words.push(Word { start, end, entry, is_own })
                    });
                }
            }
            start += self.run(start);
        }
        words
    }

    /// Length of the run of Latin letters or of digits at a place; 1 for all else.
    fn run(&self, at: usize) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        let class = |c: &char| (is_word(*c) && !c.is_ascii_digit(), c.is_ascii_digit());
        match rest.first().map(class) {
            Some((false, false)) | None => 1,
            first => rest.iter().take_while(|c| Some(class(c)) == first).count(),
        }
    }

    fn is_han(&self, at: usize) -> bool {
        self.chars.get(at).is_some_and(|&c| is_han(c))
    }

    /// The words of a lexicon that begin at a place and end at the end of a run.
    fn walk(&self, lexicon: &'a Lexicon, at: usize, found: &mut dyn FnMut(usize, &'a Entry)) {
        let mut node = 0;
        let rest = self.chars.get(at..).unwrap_or_default();
        let rest = match rest {
            // Where no word begins with both, the first is all there is to look up.
            [first, second, ..] if !lexicon.may_begin(*first, *second) => std::slice::from_ref(first),
            rest => rest,
        };
        for (end, &c) in rest.iter().enumerate().map(|(n, c)| (at + n, c)) {
            let Some(next) = lexicon.step(node, c) else { return };
            node = next;
            let is_inside = is_word(c)
                && self.chars.get(end + 1).is_some_and(|next| is_word(*next) && !self.is_seam(end));
            if let Some(entry) = lexicon.entry(node).filter(|_| !is_inside) {
                found(end + 1, entry);
            }
        }
    }

    /// Whether letters and digits meet behind a place.
    fn is_seam(&self, at: usize) -> bool {
        let is_digit = |at: usize| self.chars.get(at).is_some_and(char::is_ascii_digit);
        is_digit(at) != is_digit(at + 1)
    }

    /// Places at which a title ends, and at which one begins.
    fn titles(&self, words: &[Word<'a>]) -> (Vec<bool>, Vec<bool>) {
        let n = self.chars.len();
        let (mut behind, mut before) = (vec![false; n + 1], vec![false; n + 1]);
        for word in words {
            if word.entry.tags.any(Tags::TITLE_BEFORE.with(Tags::TITLE_WEAK)) {
                let mut end = word.end;
                while self.chars.get(end).is_some_and(|c| matches!(c, ' ' | ':' | '/')) {
                    end += 1;
                }
                behind.get_mut(end).into_iter().for_each(|place| *place = true);
            }
            if word.entry.tags.any(Tags::TITLE_AFTER) {
                before.get_mut(word.start).into_iter().for_each(|place| *place = true);
            }
        }
        (behind, before)
    }

    /// What may be a person's name at a place, with its logarithm.
    fn people(
        &self,
        at: usize,
        (behind, before): &(Vec<bool>, Vec<bool>),
        found: &mut dyn FnMut(usize, f32),
    ) {
        let names = NameChars::embedded();
        let char = |at: usize| self.chars.get(at).copied().filter(|&c| is_han(c));
        let Some(first) = char(at).filter(|&c| names.is_surname(c) || behind.get(at) == Some(&true)) else {
            return self.double(at, names, found);
        };
        self.double(at, names, found);
        let is_titled = behind.get(at) == Some(&true);
        let cost = match (names.is_frequent_surname(first), names.is_surname(first)) {
            (true, _) => -12.0,
            (_, true) => -14.5,
            _ => return,
        };
        let mut log = cost;
        for n in 1..=2 {
            let Some(c) = char(at + n) else { return };
            let near = is_titled || before.get(at + n + 1) == Some(&true);
            log += given(names, c, n == 2).max(if near { -7.5 } else { f32::NEG_INFINITY });
            found(at + n + 1, if near { log + 5.0 } else { log });
        }
    }

    fn double(&self, at: usize, names: &NameChars, found: &mut dyn FnMut(usize, f32)) {
        let char = |at: usize| self.chars.get(at).copied().filter(|&c| is_han(c));
        let (Some(a), Some(b)) = (char(at), char(at + 1)) else { return };
        if !names.is_double_surname(a, b) {
            return;
        }
        let mut log = -13.0;
        for n in 2..=3 {
            let Some(c) = char(at + n) else { return };
            log += given(names, c, n == 3);
            found(at + n + 1, log);
        }
    }

    /// The characters of a stretch.
    pub(super) fn text(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// Whether a token is this word, whose characters need not be folded.
    pub(super) fn is(&self, token: &Token<'_>, word: &str) -> bool {
        let classes = HanClasses::all();
        let mut chars = word.chars();
        let is_same = |&c: &char| chars.next().is_some_and(|other| other == c || classes.fold(other) == c);
        self.text(token.start..token.end).iter().all(is_same) && chars.next().is_none()
    }

    /// A stretch as the paragraph prints it, without white space.
    pub(super) fn printed(&self, range: &Range<usize>, words: &str) -> String {
        words.get(self.bytes(range)).unwrap_or("").split_whitespace().collect()
    }

    /// The bytes of the paragraph that a stretch of characters stands for.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.starts.get(range.start).map_or(0, |&(start, _)| start);
        let last = range.end.checked_sub(1).and_then(|last| self.starts.get(last));
        start..last.map_or(start, |&(start, len)| start + len).max(start)
    }
}

/// Logarithm of how likely a character is in a given name, and as its end.
fn given(names: &NameChars, c: char, is_end: bool) -> f32 {
    match (names.is_given(c), names.is_function(c) && is_end) {
        _ if is_end && PLACES.contains(c) => -14.0,
        _ if is_end && TRAILING.contains(c) => -8.0,
        (true, false) => -2.5,
        (true, true) => -6.0,
        (false, false) => -7.5,
        (false, true) => -11.0,
    }
}
