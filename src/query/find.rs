//! Where a pattern stands in the folded text.

use std::ops::Range;

use memchr::memmem;

use super::term::{Gap, Pattern};
use crate::corpus::Corpus;
use crate::index::Index;
use crate::order::put_in_order;
use crate::text::fold::{needle, squeeze};

/// Bytes of a character, at most.
const LONGEST_CHAR: usize = 4;

/// Whether a chain of `NEAR` tries more than the nearest of each term's places. The page by itself has no room for it.
const IS_THOROUGH: bool = cfg!(feature = "files");

/// Looks for patterns in a corpus.
#[derive(Clone, Copy)]
pub(crate) struct Finder<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) index: &'a Index,
    /// Characters count as they were typed; only white space is bridged.
    pub(crate) exact: bool,
    /// Places of the regular expressions, found beforehand.
    #[cfg(feature = "engine")]
    pub(crate) scanned: &'a [super::scanned::Scanned],
}

/// Characters to look for, folded, and as they were typed where that matters.
struct Needle {
    folded: String,
    typed: Option<String>,
}

impl<'a> Finder<'a> {
    /// Looks for all but regular expressions.
    pub(crate) fn new(corpus: &'a Corpus, index: &'a Index, exact: bool) -> Finder<'a> {
        Finder {
            corpus,
            index,
            exact,
            #[cfg(feature = "engine")]
            scanned: &[],
        }
    }

    /// Places of a pattern in the folded text: in order, counted from the left, none over another.
    pub(crate) fn places(&self, pattern: &Pattern) -> Vec<Range<usize>> {
        let mut end = 0;
        let mut places = Vec::new();
        self.each(pattern, &mut |place| {
            // The next place may begin inside one that is left out: 发发 in 發发发.
            if place.start >= end {
                end = place.end;
                places.push(place);
            }
        });
        places
    }

    /// All places of a pattern, those that overlap too, in order of their beginnings.
    fn each(&self, pattern: &Pattern, give: &mut dyn FnMut(Range<usize>)) {
        match pattern {
            Pattern::Literal(text) => self.literals(&self.needle(text), give),
            Pattern::Gaps(first, rest) => self.gaps(first, rest, give),
            Pattern::Near(first, rest) => {
                let mut near = self.all(first);
                for (index, (n, next)) in rest.iter().enumerate() {
                    near = self.join(&near, &self.all(next), *n, index + 1 == rest.len());
                }
                if rest.len() > 1 && IS_THOROUGH {
                    keep_shortest(&mut near);
                }
                near.into_iter().for_each(give);
            }
            #[cfg(feature = "engine")]
            Pattern::Regex(regex) => {
                let found = self.scanned.iter().find(|scanned| scanned.regex == *regex);
                found.iter().flat_map(|scanned| &scanned.places).cloned().for_each(give);
            }
        }
    }

    fn all(&self, pattern: &Pattern) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        self.each(pattern, &mut |place| places.push(place));
        places
    }

    fn needle(&self, text: &str) -> Needle {
        let typed = self.exact.then(|| squeeze(text));
        Needle { folded: needle(text, self.index.classes()), typed }
    }

    fn literals(&self, needle: &Needle, give: &mut dyn FnMut(Range<usize>)) {
        if needle.folded.is_empty() {
            return;
        }
        let text = self.index.text();
        let finder = memmem::Finder::new(needle.folded.as_bytes());
        // Characters that repeat inside the needle let its places overlap.
        let step = step(&needle.folded);
        let mut from = 0;
        while let Some(place) = text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let place = from + place;
            let range = place..place + needle.folded.len();
            from = place + step;
            if self.is_typed(needle, &range) {
                give(range);
            }
        }
    }

    /// Whether the printed characters are the typed ones, where that is asked.
    fn is_typed(&self, needle: &Needle, place: &Range<usize>) -> bool {
        needle.typed.as_ref().is_none_or(|typed| {
            let source = self.index.source_span(self.corpus, place.clone());
            squeeze(self.corpus.text().get(source).unwrap_or("")) == *typed
        })
    }

    /// Whether characters stand anywhere.
    pub(crate) fn occurs(&self, text: &str) -> bool {
        let needle = self.needle(text);
        memmem::find(self.index.text().as_bytes(), needle.folded.as_bytes()).is_some()
    }

    /// Places where two pieces stand with one character between them; either may be empty.
    pub(crate) fn with_one_other(&self, before: &str, after: &str) -> Vec<Range<usize>> {
        let (before, after) = (self.needle(before), self.needle(after));
        let text = self.index.text();
        let mut places = Vec::new();
        let is_behind = before.folded.len() >= after.folded.len();
        let longer = if is_behind { &before } else { &after };
        self.literals(longer, &mut |place| {
            let (left, right) = (text.get(..place.start).unwrap_or(""), text.get(place.end..).unwrap_or(""));
            let found = if is_behind {
                right.chars().next().and_then(|c| {
                    let end = place.end + c.len_utf8();
                    text.get(end..)?
                        .starts_with(&after.folded)
                        .then_some(place.start..end + after.folded.len())
                })
            } else {
                left.chars().next_back().and_then(|c| {
                    let start = place.start - c.len_utf8();
                    text.get(..start)?
                        .ends_with(&before.folded)
                        .then(|| start - before.folded.len()..place.end)
                })
            };
            places.extend(
                found.filter(|place| text.get(place.clone()).is_some_and(|words| !words.contains('\n'))),
            );
        });
        places
    }

    /// From each place of the first piece the shortest stretch that ends with the last one.
    fn gaps(&self, first: &str, rest: &[(Gap, String)], give: &mut dyn FnMut(Range<usize>)) {
        let rest: Vec<(Gap, Needle)> = rest.iter().map(|(gap, text)| (*gap, self.needle(text))).collect();
        let first = self.needle(first);
        self.literals(&first, &mut |start| {
            let mut ends = vec![start.end];
            for (gap, needle) in &rest {
                ends = self.ends_behind(&ends, *gap, needle);
            }
            if let Some(&end) = ends.first() {
                give(start.start..end);
            }
        });
    }

    /// Where a needle ends that begins within a gap behind one of `ends`; in order. Each character is looked at once, however many of
    /// `ends` it stands behind.
    fn ends_behind(&self, ends: &[usize], gap: Gap, needle: &Needle) -> Vec<usize> {
        let text = self.index.text();
        let mut found = Vec::new();
        let mut ahead = ends.iter().copied().peekable();
        let Some(mut at) = ahead.peek().copied() else { return found };
        let mut chars = text.get(at..).unwrap_or("").chars();
        // Which characters the ends so far stand before, and how many of them are at least the gap away.
        let (mut passed, mut n_behind) = (Vec::new(), 0);
        for n in 0.. {
            while ahead.next_if(|&end| end <= at).is_some() {
                passed.push(n);
            }
            while passed.get(n_behind).is_some_and(|end| end + gap.least <= n) {
                n_behind += 1;
            }
            let nearest = n_behind.checked_sub(1).and_then(|last| passed.get(last));
            let range = at..at + needle.folded.len();
            if nearest.is_some_and(|end| n <= end + gap.most)
                && text.get(at..).is_some_and(|rest| rest.starts_with(&needle.folded))
                && self.is_typed(needle, &range)
            {
                found.push(range.end);
            }
            let is_over = ahead.peek().is_none() && passed.last().is_some_and(|end| n >= end + gap.most);
            match chars.next() {
                Some(c) if c != '\n' && !is_over => at += c.len_utf8(),
                _ => break,
            }
        }
        found
    }

    /// For each of `places` the stretch to the nearest of `others`, if that is at most `n` characters away in the same article. When
    /// further terms follow, the farthest ones on either side too: a wider stretch is near to all that a narrower one is near to.
    fn join(
        &self,
        places: &[Range<usize>],
        others: &[Range<usize>],
        n: u32,
        is_last: bool,
    ) -> Vec<Range<usize>> {
        let mut joined: Vec<Range<usize>> = Vec::new();
        for place in places {
            let at = others.partition_point(|other| other.start < place.start);
            let around = [at.checked_sub(1), Some(at), at.checked_add(1)];
            let near = around.into_iter().flatten().filter_map(|at| others.get(at));
            let nearest = near
                .filter(|other| *other != place)
                .filter_map(|other| Some((self.distance(place, other, n)?, other)))
                .min_by_key(|(distance, _)| *distance);
            let Some((_, other)) = nearest else { continue };
            let mut join = |other: &Range<usize>| {
                if other != place {
                    joined.push(place.start.min(other.start)..place.end.max(other.end));
                }
            };
            join(other);
            if !is_last && IS_THOROUGH {
                let reach = self.reach(place, n);
                let first = others.partition_point(|other| other.end < reach.start);
                let after = others.partition_point(|other| other.start <= reach.end);
                let farthest = [others.get(first), after.checked_sub(1).and_then(|last| others.get(last))];
                farthest.into_iter().flatten().for_each(join);
            }
        }
        let key = |place: usize| joined.get(place).map(|place| (place.start, place.end));
        let mut order: Vec<usize> = (0..joined.len()).collect();
        put_in_order(&mut order, &|a, b| key(a).cmp(&key(b)));
        let mut sorted: Vec<Range<usize>> =
            order.into_iter().filter_map(|place| joined.get(place).cloned()).collect();
        sorted.dedup();
        sorted
    }

    /// From `n` characters before a place to `n` behind it, inside its article.
    fn reach(&self, place: &Range<usize>, n: u32) -> Range<usize> {
        let text = self.index.text();
        let before = text.get(..place.start).unwrap_or("").chars().rev();
        let after = text.get(place.end..).unwrap_or("").chars();
        let len = |chars: &mut dyn Iterator<Item = char>| -> usize {
            chars.take(n as usize).take_while(|&c| c != '\n').map(char::len_utf8).sum()
        };
        place.start - len(&mut { before })..place.end + len(&mut { after })
    }

    /// Characters between two places, if they are at most `n` and in one article.
    fn distance(&self, a: &Range<usize>, b: &Range<usize>, n: u32) -> Option<usize> {
        let (end, start) = if a.start <= b.start { (a.end, b.start) } else { (b.end, a.start) };
        if start <= end {
            return Some(0);
        }
        if start - end > n as usize * LONGEST_CHAR {
            return None;
        }
        let between = self.index.text().get(end..start)?;
        let n_between = between.chars().count();
        (n_between <= n as usize && !between.contains('\n')).then_some(n_between)
    }
}

/// Leaves out the places that hold another one; they are in order of their beginnings.
fn keep_shortest(places: &mut Vec<Range<usize>>) {
    let mut end = usize::MAX;
    places.reverse();
    places.retain(|place| {
        let is_short = place.end < end;
        end = end.min(place.end);
        is_short
    });
    places.reverse();
}

/// By how many bytes the next place of a needle can lie behind one at least: its shortest period.
fn step(needle: &str) -> usize {
    let bytes = needle.as_bytes();
    (1..bytes.len())
        .find(|&step| needle.is_char_boundary(step) && bytes.get(step..) == bytes.get(..bytes.len() - step))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needles_repeat_after_their_period() {
        for (needle, expected) in [("网络", 6), ("发发", 3), ("一二一二", 6), ("一二一", 6), ("a", 1)]
        {
            assert_eq!(step(needle), expected, "{needle}");
        }
    }
}
