//! Sets of characters, as the classes of a pattern name them.

use crate::text::fold::{HanClasses, needle};

/// Characters of a range, at most, of which each is folded; a longer one stays as it was typed.
const MOST_FOLDED: u32 = 512;

/// The characters of the Han script by Unicode's property `Script`; planes 2 and 3 hold nothing else.
const HAN: [(char, char); 14] = [
    ('\u{2e80}', '\u{2e99}'),
    ('\u{2e9b}', '\u{2ef3}'),
    ('\u{2f00}', '\u{2fd5}'),
    ('\u{3005}', '\u{3005}'),
    ('\u{3007}', '\u{3007}'),
    ('\u{3021}', '\u{3029}'),
    ('\u{3038}', '\u{303b}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{f900}', '\u{fa6d}'),
    ('\u{fa70}', '\u{fad9}'),
    ('\u{16fe2}', '\u{16fe3}'),
    ('\u{16ff0}', '\u{16ff1}'),
    ('\u{20000}', '\u{3fffd}'),
];

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CharSet {
    /// First and last characters; in order and apart once [`CharSet::tidied`].
    ranges: Vec<(char, char)>,
}

impl CharSet {
    pub(super) fn of(ranges: &[(char, char)]) -> CharSet {
        CharSet { ranges: ranges.to_vec() }.tidied()
    }

    /// Every character.
    pub(super) fn all() -> CharSet {
        CharSet::of(&[('\0', char::MAX)])
    }

    /// `\p{Han}`
    pub(super) fn han() -> CharSet {
        CharSet::of(&HAN)
    }

    pub(super) fn push(&mut self, first: char, last: char) {
        self.ranges.push((first, last));
    }

    pub(super) fn extend(&mut self, other: &CharSet) {
        self.ranges.extend(&other.ranges);
    }

    pub(super) fn ranges(&self) -> &[(char, char)] {
        &self.ranges
    }

    /// How many code points there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.iter().map(|&(first, last)| width(first, last) as usize).sum()
    }

    pub(super) fn contains(&self, c: char) -> bool {
        let after = self.ranges.partition_point(|&(first, _)| first <= c);
        after.checked_sub(1).and_then(|place| self.ranges.get(place)).is_some_and(|&(_, last)| c <= last)
    }

    /// The same characters in ranges that are in order and do not touch.
    pub(super) fn tidied(mut self) -> CharSet {
        crate::order::sort(&mut self.ranges);
        let mut ranges: Vec<(char, char)> = Vec::new();
        for (first, last) in self.ranges {
            match ranges.last_mut().filter(|range| after(range.1).is_none_or(|next| first <= next)) {
                Some(range) => range.1 = range.1.max(last),
                None => ranges.push((first, last)),
            }
        }
        CharSet { ranges }
    }

    /// All other characters; the set must be tidy.
    pub(super) fn negated(&self) -> CharSet {
        let mut ranges = Vec::new();
        let mut from = Some('\0');
        for &(first, last) in &self.ranges {
            if let (Some(from), Some(to)) = (from, before(first))
                && from <= to
            {
                ranges.push((from, to));
            }
            from = after(last);
        }
        if let Some(from) = from {
            ranges.push((from, char::MAX));
        }
        CharSet { ranges }
    }

    /// With what each character is folded to; of long ranges only marks are, which an index has in another form.
    pub(super) fn folded(&self, classes: &HanClasses) -> CharSet {
        let mut folded = self.clone();
        for &(first, last) in &self.ranges {
            let is_long = width(first, last) > MOST_FOLDED;
            let all = if is_long { '!'..='~' } else { first..=last };
            for c in all.filter(|c| (first..=last).contains(c) && (!is_long || c.is_ascii_punctuation())) {
                let mut buffer = [0; 4];
                folded.ranges.extend(needle(c.encode_utf8(&mut buffer), classes).chars().map(|c| (c, c)));
            }
        }
        folded.tidied()
    }
}

fn width(first: char, last: char) -> u32 {
    (last as u32).saturating_sub(first as u32) + 1
}

fn after(c: char) -> Option<char> {
    (c..=char::MAX).nth(1)
}

fn before(c: char) -> Option<char> {
    ('\0'..c).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ranges: &[(char, char)], expected: &[(char, char)]) {
        let set = CharSet::of(ranges);
        assert_eq!(set.ranges(), expected);
        assert_eq!(set.negated().negated(), set);
    }

    #[test]
    fn sets_are_kept_in_order_and_turned_round() {
        check(&[], &[]);
        check(&[('b', 'd'), ('a', 'a'), ('c', 'f'), ('x', 'x')], &[('a', 'f'), ('x', 'x')]);
        check(&[('\0', 'a')], &[('\0', 'a')]);
        assert!(CharSet::all().negated().ranges().is_empty());
        assert!(CharSet::han().contains('网') && !CharSet::han().contains('。'));
    }

    #[test]
    fn small_ranges_are_folded() {
        let set = CharSet::of(&[('A', 'C'), ('網', '網')]).folded(HanClasses::all());
        let long = CharSet::of(&[('\0', '\u{3ff}')]).folded(HanClasses::all());
        assert!(long.contains('，') && long.contains('（') && !long.contains('。'));
        assert!(set.contains('b') && set.contains('B') && set.contains('网'));
    }
}
