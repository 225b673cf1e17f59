//! Looks for a pattern in a text, and only where it can be.

use std::ops::Range;

use memchr::memmem;

use super::Node;
use super::set::CharSet;

/// Bytes that a compiled pattern may take.
const MAX_COMPILED: usize = 1 << 20;

/// Characters of an alphabet, at most, for which a text is cut where other characters stand; with more, little would be cut away.
const SMALL_ALPHABET: usize = 3000;

/// Bytes of a character, at most.
const LONGEST_CHAR: usize = 4;

/// What a search for a pattern may still cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Bytes of text, each held against so many characters and classes as the pattern has.
    pub(crate) work: usize,
    /// Matches.
    pub(crate) places: usize,
}

/// A pattern made ready to match.
#[derive(Debug)]
pub(crate) struct Scanner {
    regex: regex_lite::Regex,
    /// Stands in every match; may be empty.
    literal: String,
    /// Bytes of a match, at most, where that is of use.
    longest: Option<usize>,
    /// All that a match can hold, where that is of use.
    alphabet: Option<CharSet>,
    /// Work for a byte of text, at most.
    size: usize,
}

impl Scanner {
    /// `None` when the pattern is too large after all.
    pub(super) fn new(root: &Node) -> Option<Scanner> {
        let mut printed = String::new();
        root.print(&mut printed);
        let regex = regex_lite::RegexBuilder::new(&printed).size_limit(MAX_COMPILED).build().ok()?;
        let (literal, has_edge) = (root.literal(), root.has_edge());
        let mut alphabet = CharSet::default();
        root.alphabet(&mut alphabet);
        let alphabet = Some(alphabet.tidied()).filter(|alphabet| alphabet.len() <= SMALL_ALPHABET);
        // A stretch that is cut out of the text must not pass for all of it.
        let longest = root.longest().filter(|_| !has_edge && !literal.is_empty());
        let longest = longest.and_then(|longest| longest.checked_mul(LONGEST_CHAR));
        Some(Scanner { regex, literal, longest, alphabet, size: root.size() })
    }

    /// Characters that stand in every match, so that a text without them need not be looked at; may be empty.
    pub(crate) fn literal(&self) -> &str {
        &self.literal
    }

    /// Every match in a text that is not empty, in order; `None` when that could take more than the budget, or finds more.
    pub(crate) fn scan(&self, text: &str, budget: &mut Budget) -> Option<Vec<Range<usize>>> {
        let stretches = self.stretches(text);
        let n_bytes: usize = stretches.iter().map(ExactSizeIterator::len).sum();
        budget.work = budget.work.checked_sub(n_bytes.checked_mul(self.size)?)?;
        let mut places = Vec::new();
        for stretch in stretches {
            let (start, words) = (stretch.start, text.get(stretch).unwrap_or(""));
            for found in self.regex.find_iter(words).filter(|found| !found.is_empty()) {
                budget.places = budget.places.checked_sub(1)?;
                places.push(start + found.start()..start + found.end());
            }
        }
        Some(places)
    }

    /// Stretches outside of which nothing matches. Each has one more character on either side, which takes no part in a match and
    /// shows what the match stands beside.
    fn stretches(&self, text: &str) -> Vec<Range<usize>> {
        if let Some(longest) = self.longest {
            return self.around_literals(text, longest);
        }
        if memmem::find(text.as_bytes(), self.literal.as_bytes()).is_none() {
            return Vec::new();
        }
        match &self.alphabet {
            Some(alphabet) => self.of_alphabet(text, alphabet),
            None => std::iter::once(0..text.len()).collect(),
        }
    }

    fn around_literals(&self, text: &str, longest: usize) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for place in memmem::find_iter(text.as_bytes(), self.literal.as_bytes()) {
            let end = place + self.literal.len();
            let start = before(text, end.saturating_sub(longest).min(place));
            let end = after(text, place.saturating_add(longest).max(end));
            match stretches.last_mut().filter(|last| start <= last.end) {
                Some(last) => last.end = last.end.max(end),
                None => stretches.push(start..end),
            }
        }
        stretches
    }

    fn of_alphabet(&self, text: &str, alphabet: &CharSet) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        let mut is_ascii = [false; 128];
        for (slot, c) in is_ascii.iter_mut().zip('\0'..) {
            *slot = alphabet.contains(c);
        }
        let holds = |c: char| match is_ascii.get(c as usize) {
            Some(is_in) => *is_in,
            None => alphabet.contains(c),
        };
        let mut close = |stretch: Range<usize>| {
            let words = text.get(stretch.clone()).unwrap_or("");
            if memmem::find(words.as_bytes(), self.literal.as_bytes()).is_some() {
                stretches.push(before(text, stretch.start)..after(text, stretch.end));
            }
        };
        for (place, c) in text.char_indices() {
            match start {
                None if holds(c) => start = Some(place),
                Some(from) if !holds(c) => {
                    close(from..place);
                    start = None;
                }
                _ => {}
            }
        }
        if let Some(from) = start {
            close(from..text.len());
        }
        stretches
    }
}

/// The start of the character that ends at `at`, or holds it.
fn before(text: &str, at: usize) -> usize {
    (0..at).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0)
}

/// The end of the character that begins at `at`, or holds it.
fn after(text: &str, at: usize) -> usize {
    (at.saturating_add(1)..text.len()).find(|&place| text.is_char_boundary(place)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::super::Regex;
    use crate::text::fold::{HanClasses, needle};

    fn check(pattern: &str, text: &str, expected: &[&str]) {
        let scanner = Regex::new(pattern).unwrap().scanner(Some(HanClasses::all())).unwrap();
        let text = needle(text, HanClasses::all());
        let mut budget = super::Budget { work: 10_000, places: 10 };
        let places = scanner.scan(&text, &mut budget).unwrap();
        let found: Vec<&str> = places.into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, expected, "{pattern} in {text}");
    }

    #[test]
    fn matches_are_found_and_nothing_else() {
        check("[0-9]+万", "有３００万和4万，5千", &["300万", "4万"]);
        check("網.{0,2}絡", "网络、网的络、网很长的络", &["网络", "网的络"]);
        check("VoLTE|vpn", "volte与ＶＰＮ", &["volte", "vpn"]);
        check("[A-C]+", "abcd", &["abc"]);
        check("[^一-龥]+", "网络abc好", &["abc"]);
        check(r"\p{Han}+", "网络abc好。", &["网络", "好"]);
        check(r"\P{Han}+", "网络abc好。", &["abc", "。"]);
        check("x*", "axxbx", &["xx", "x"]);
        check("5G 技术", "5G技术，5G 技术", &["5g技术", "5g技术"]);
        check(r"it\sis", "it is it's", &["it is"]);
        check(r"\b5g", "5G、x5G、 5G", &["5g", "5g"]);
        check("^网", "网网", &["网"]);
        check("网$", "网网", &["网"]);
        check("^[0-9]+$", "123", &["123"]);
        check("^[0-9]+$", "123网", &[]);
        check("a{2}", "aaaaa", &["aa", "aa"]);
        check("「网」", "“网”", &["“网“"]);
        check("(发|發展)+", "发展發展", &["发", "发"]);
        check("网络", "", &[]);
    }

    #[test]
    fn what_costs_too_much_is_not_looked_for() {
        let scanner = Regex::new("[ab]{1,9}c").unwrap().scanner(None).unwrap();
        let text = "abc".repeat(20);
        let scan = |work, places| {
            scanner.scan(&text, &mut super::Budget { work, places }).map(|places| places.len())
        };
        assert_eq!((scan(5000, 20), scan(5000, 19), scan(600, 20)), (Some(20), None, None));
    }
}
