//! Units → all n-grams, sorted.
//!
//! Places of units are sorted by the n-grams that begin there: a suffix array that looks only as far as the longest n-gram (Nagao and
//! Mori 1994, "A new method of n-gram statistics for large number of n"). Each n-gram of each length is then one stretch of that
//! list, and a single walk along it counts them all.
//!
//! # Why sort, and not count in a hash map?
//! Sorting by counting takes one pass for each unit of the longest n-gram, whatever the text: one repeated character costs what prose
//! costs. Seventeen bytes for each unit hold everything, the text included, and the order of the characters comes for free.

use std::ops::Range;

use super::unit::{Units, is_unit};

/// Units of an n-gram at most.
pub(crate) const LONGEST: u8 = 6;

/// Of ten occurrences so many in a longer n-gram make an n-gram a part of it.
const PART_OF_TEN: u64 = 9;

/// Sorted n-grams of a text.
#[derive(Debug)]
pub(crate) struct Ngrams<'a> {
    units: &'a Units,
    longest: u8,
    /// Places of units, sorted by the units from there on; equal ones by place.
    order: Vec<u32>,
    /// For each place the units up to the next break, as far as they count.
    room: Vec<u8>,
}

/// An n-gram: a stretch of the sorted places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its units.
    pub(crate) n_units: u8,
    /// Its places, to be read with [`Ngrams::places`].
    pub(crate) stretch: Range<u32>,
    /// How many of its places lie in the first and in the second part of the text.
    pub(crate) counts: [u32; 2],
    /// Occurrences of the most frequent n-gram that has one unit more at its end and is still counted.
    n_longer: u32,
}

impl Run {
    /// Occurrences.
    pub(crate) fn n(&self) -> u32 {
        self.stretch.end - self.stretch.start
    }
}

/// A stretch that is not yet at its end.
#[derive(Clone, Copy, Default)]
struct Open {
    start: u32,
    counts: [u32; 2],
    n_longer: u32,
}

impl<'a> Ngrams<'a> {
    /// Sorts all n-grams up to a length.
    pub(crate) fn of(units: &'a Units, longest: u8) -> Ngrams<'a> {
        let longest = longest.clamp(1, LONGEST);
        let mut room = vec![0_u8; units.codes.len()];
        let mut next = 0;
        for (&code, slot) in units.codes.iter().zip(&mut room).rev() {
            next = if is_unit(code) { longest.min(next + 1) } else { 0 };
            *slot = next;
        }
        let places = (0_u32..).zip(&room).filter(|&(_, &room)| room > 0);
        let mut ngrams = Ngrams { units, longest, order: places.map(|(place, _)| place).collect(), room };
        let mut sorted = vec![0_u32; ngrams.order.len()];
        for n in (0..longest).rev() {
            ngrams.sort_by_unit(n, &mut sorted);
            std::mem::swap(&mut ngrams.order, &mut sorted);
        }
        ngrams
    }

    /// One pass of a counting sort: by the `n`-th unit from each place.
    fn sort_by_unit(&self, n: u8, sorted: &mut [u32]) {
        let mut next = vec![0_u32; self.units.n_codes + 1];
        for &place in &self.order {
            if let Some(slot) = next.get_mut(self.unit(place, n) as usize + 1) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut next {
            sum += *slot;
            *slot = sum;
        }
        for &place in &self.order {
            if let Some(slot) = next.get_mut(self.unit(place, n) as usize) {
                if let Some(target) = sorted.get_mut(*slot as usize) {
                    *target = place;
                }
                *slot += 1;
            }
        }
    }

    /// The `n`-th unit from a place, counted from 0; 0 behind the next break.
    fn unit(&self, place: u32, n: u8) -> u32 {
        let place = place as usize;
        if self.room.get(place).is_none_or(|&room| room <= n) {
            return 0;
        }
        self.units.codes.get(place + usize::from(n)).copied().unwrap_or(0)
    }

    /// Units that the n-grams at two places share from their beginnings.
    fn n_shared(&self, a: u32, b: u32) -> u8 {
        let is_same = |n: &u8| {
            let unit = self.unit(a, *n);
            unit != 0 && unit == self.unit(b, *n)
        };
        (0..self.longest).take_while(is_same).count() as u8
    }

    /// How many n-grams of a length begin in the text.
    pub(crate) fn n_places(&self, n_units: u8, is_counted: impl Fn(u32) -> bool) -> u32 {
        let is_long = |place: &&u32| self.room.get(**place as usize).is_some_and(|&room| room >= n_units);
        super::count(self.order.iter().filter(is_long).filter(|place| is_counted(**place)).count())
    }

    /// The places of an n-gram; in order only where it is of the longest.
    pub(crate) fn places(&self, run: &Run) -> &[u32] {
        self.order.get(run.stretch.start as usize..run.stretch.end as usize).unwrap_or_default()
    }

    /// Gives each different n-gram of `shortest` units and more; those of one length in the order of their characters.
    ///
    /// `parts` says for a place whether it lies in the first and in the second part.
    pub(crate) fn each(&self, shortest: u8, parts: impl Fn(u32) -> [bool; 2], mut give: impl FnMut(&Run)) {
        let shortest = shortest.clamp(1, self.longest);
        let mut open = [Open::default(); LONGEST as usize + 2];
        let mut counts = [0_u32; 2];
        let mut last: Option<u32> = None;
        let ends = self.order.iter().map(|&place| Some(place)).chain([None]);
        for (at, place) in (0_u32..).zip(ends) {
            let n_shared = last.zip(place).map_or(0, |(last, place)| self.n_shared(last, place));
            let n_last =
                last.and_then(|last| self.room.get(last as usize)).copied().unwrap_or(0).min(self.longest);
            for n_units in (n_shared + 1..=n_last).rev() {
                let Some(&Open { start, counts: [first, second], n_longer }) = open.get(usize::from(n_units))
                else {
                    continue;
                };
                let own = [counts[0] - first, counts[1] - second];
                if let Some(shorter) = open.get_mut(usize::from(n_units) - 1) {
                    shorter.n_longer = shorter.n_longer.max(at - start);
                }
                if n_units >= shortest {
                    give(&Run { n_units, stretch: start..at, counts: own, n_longer });
                }
            }
            let Some(place) = place else { break };
            for slot in open.iter_mut().skip(usize::from(n_shared) + 1) {
                *slot = Open { start: at, counts, n_longer: 0 };
            }
            let [is_first, is_second] = parts(place);
            counts = [counts[0] + u32::from(is_first), counts[1] + u32::from(is_second)];
            last = Some(place);
        }
    }

    /// A judge of whether an n-gram is nearly always part of a longer one.
    pub(crate) fn part_judge(&self) -> PartJudge<'_> {
        PartJudge { ngrams: self, tally: vec![0; self.units.n_codes], seen: Vec::new() }
    }
}

/// Tells n-grams that are nearly always part of one longer n-gram: at least nine times in ten, and the longer one is itself counted.
pub(crate) struct PartJudge<'a> {
    ngrams: &'a Ngrams<'a>,
    /// How often each unit stands before the n-gram.
    tally: Vec<u32>,
    seen: Vec<u32>,
}

impl PartJudge<'_> {
    pub(crate) fn is_part(&mut self, run: &Run) -> bool {
        if run.n_units >= self.ngrams.longest {
            return false;
        }
        let is_most = |n: u32| u64::from(n) * 10 >= u64::from(run.n()) * PART_OF_TEN;
        is_most(run.n_longer) || is_most(self.n_longer_before(run))
    }

    /// Occurrences of the most frequent n-gram that has one unit more at its beginning.
    fn n_longer_before(&mut self, run: &Run) -> u32 {
        let mut most = 0;
        for &place in self.ngrams.places(run) {
            let before =
                (place as usize).checked_sub(1).and_then(|before| self.ngrams.units.codes.get(before));
            let Some(&before) = before.filter(|code| is_unit(**code)) else { continue };
            if let Some(n) = self.tally.get_mut(before as usize) {
                if *n == 0 {
                    self.seen.push(before);
                }
                *n += 1;
                most = most.max(*n);
            }
        }
        for code in self.seen.drain(..) {
            if let Some(n) = self.tally.get_mut(code as usize) {
                *n = 0;
            }
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::ArticleId;
    use crate::measure::tests::corpus;
    use crate::measure::unit::Reader;
    use crate::text::fold::HanClasses;

    /// All n-grams with their counts, those of one length in order, the shorter first; parts of longer ones in brackets.
    fn check(text: &str, shortest: u8, longest: u8, expected: &str) {
        let corpus = corpus(&[text]);
        let reader =
            Reader { corpus: &corpus, classes: HanClasses::all(), is_exact: false, is_han_only: true };
        let units = Units::of(reader, &[ArticleId(0)]);
        let ngrams = Ngrams::of(&units, longest);
        let mut judge = ngrams.part_judge();
        let mut found: Vec<(u8, String)> = Vec::new();
        ngrams.each(
            shortest,
            |_| [true, false],
            |run| {
                let place = ngrams.places(run)[0];
                let shown = format!("{}{}", units.printed(&corpus, place, run.n_units), run.n());
                assert_eq!(run.counts, [run.n(), 0]);
                found.push((run.n_units, if judge.is_part(run) { format!("({shown})") } else { shown }));
            },
        );
        found.sort_by_key(|(n_units, _)| *n_units);
        let found: Vec<String> = found.into_iter().map(|(_, shown)| shown).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn n_grams_are_counted_at_every_length() {
        check("甲乙甲乙丙", 1, 1, "丙1 乙2 甲2");
        check("甲乙甲乙丙", 2, 3, "(乙丙1) (乙甲1) 甲乙2 乙甲乙1 甲乙丙1 甲乙甲1");
        check("", 1, 6, "");
        check("，。", 1, 6, "");
    }

    #[test]
    fn n_grams_end_at_breaks() {
        check("甲乙，甲乙", 1, 3, "(乙2) (甲2) 甲乙2");
        check("甲，乙", 2, 3, "");
    }

    #[test]
    fn overlapping_occurrences_count_each() {
        check("发发发发", 2, 3, "发发3 发发发2");
    }

    #[test]
    fn parts_of_longer_n_grams_are_told() {
        // Nine of ten times the second stands behind the first.
        let text = "甲乙，".repeat(9) + "乙";
        check(&text, 1, 2, "(乙10) (甲9) 甲乙9");
        let text = "甲乙，".repeat(8) + "乙，乙";
        check(&text, 1, 2, "乙10 (甲8) 甲乙8");
    }
}
