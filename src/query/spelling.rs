//! Near spellings: strings that a reader may have meant who typed a term that stands nowhere.
//!
//! `Speller::scan` finds those that stand in a text, in one pass: for each character of the text a few operations on words of bits say
//! which beginnings of the term end there, as they are, with alike characters, or with one slip (Wu and Manber 1992; a swap of
//! two neighbours counts as one slip). [`Speller::guesses`] names the likeliest ones where no text is at hand, and whoever
//! asks has to look which of them occur. [`Speller::compare`] decides for both.
//!
//! All strings are folded. This module knows nothing of queries and of what is in a corpus.

use std::cmp::Reverse;
use std::ops::Range;

use serde::Serialize;

use crate::order::put_in_order;
use crate::text::alike::{Likeness, alike};
use crate::text::fold::{is_indexed, is_word};

/// Characters of a term, at most: one for each bit, and one that is added.
const LONGEST: usize = 31;

/// Characters of a term, at least, in which any slip counts. Of two characters, one of which is another, nothing remains.
const SHORTEST: usize = 3;

/// The same for letters, of which short words share many.
const SHORTEST_OF_LETTERS: usize = 4;

/// What alike characters may cost together: three of the same sound.
const MOST_ALIKE: u32 = 6;

/// How a spelling differs from the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Characters are others of the same or a near sound.
    Sound,
    /// Characters are others that look alike, and perhaps some of the same sound.
    Shape,
    /// Two neighbours have changed places.
    Swapped,
    /// A character is left out.
    LeftOut,
    /// A character is added.
    Added,
    /// A character is another one.
    Replaced,
}

/// A near spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Its characters, folded.
    pub text: String,
    /// How it differs.
    pub change: Change,
    /// How much it differs: the smaller, the likelier it is meant.
    pub cost: u32,
}

/// A near spelling that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) spelling: Spelling,
    /// How often, those included that overlap.
    pub(crate) n: usize,
    /// Byte of the text where it stands first.
    pub(crate) place: usize,
}

/// Knows the near spellings of one term.
#[derive(Debug)]
pub struct Speller {
    term: Vec<char>,
    /// For each character those that are like it, the closest first.
    alike: Vec<Vec<(char, Likeness)>>,
    /// Whether any slip counts.
    may_slip: bool,
}

impl Speller {
    /// Takes a folded term; `None` for one that is empty or too long.
    ///
    /// ```
    /// use jianbao::query::spelling::Speller;
    /// let guesses = Speller::new("时侯").map(|speller| speller.guesses(5)).unwrap_or_default();
    /// assert!(guesses.iter().any(|spelling| spelling.text == "时候"));
    /// ```
    #[must_use]
    pub fn new(folded: &str) -> Option<Speller> {
        let term: Vec<char> = folded.chars().collect();
        let shortest = if term.iter().all(|&c| is_word(c)) { SHORTEST_OF_LETTERS } else { SHORTEST };
        let is_fit = (1..=LONGEST).contains(&term.len()) && !folded.contains('\n');
        is_fit.then(|| Speller {
            alike: term.iter().map(|&c| alike(c)).collect(),
            may_slip: term.len() >= shortest,
            term,
        })
    }

    /// How a string differs from the term and how much; `None` where it is the term, or none of its near spellings.
    #[must_use]
    pub fn compare(&self, other: &str) -> Option<(Change, u32)> {
        let n = self.term.len();
        let n_other = other.chars().count();
        if n_other == n {
            let ways = [self.replaced(other), self.swapped(other)];
            return ways.into_iter().flatten().min_by_key(|(_, cost)| *cost);
        }
        if !self.may_slip {
            return None;
        }
        // Where the two part, coming from the left.
        let same = self.term.iter().zip(other.chars()).take_while(|(a, b)| **a == *b).count();
        let rest = |chars: &[char]| other.chars().skip(same).eq(chars.iter().copied());
        if n_other + 1 == n {
            let dropped = *self.term.get(same)?;
            return (can_slip(dropped) && rest(self.term.get(same + 1..)?)).then_some((Change::LeftOut, 5));
        }
        let added = other.chars().nth(same)?;
        let is_added =
            n_other == n + 1 && other.chars().skip(same + 1).eq(self.term.get(same..)?.iter().copied());
        (is_added && can_slip(added)).then_some((Change::Added, 5))
    }

    /// A string of the same length with other characters in some places.
    fn replaced(&self, other: &str) -> Option<(Change, u32)> {
        let (mut n_changed, mut n_strange, mut cost) = (0, 0, 0);
        let mut change = Change::Sound;
        let mut farthest = Likeness::SoundAndShape;
        for ((&a, alike), b) in
            self.term.iter().zip(&self.alike).zip(other.chars()).filter(|((a, _), b)| **a != *b)
        {
            n_changed += 1;
            match alike.iter().find(|(c, _)| *c == b) {
                Some(&(_, likeness)) => {
                    cost += cost_of(likeness);
                    farthest = farthest.max(likeness);
                    if likeness == Likeness::Shape {
                        change = Change::Shape;
                    }
                }
                None if can_slip(a) && can_slip(b) => n_strange += 1,
                None => return None,
            }
        }
        let is_single = n_changed == 1;
        match n_strange {
            // Of a character that only sounds like another, and of none that is as typed, too many would do.
            0 if n_changed == 0 || cost > MOST_ALIKE => None,
            0 if self.term.len() == 1 && change != Change::Shape && cost > 1 => None,
            0 if !is_single && n_changed == self.term.len() && farthest > Likeness::Sound => None,
            0 => Some((change, cost)),
            1 if is_single && self.may_slip => Some((Change::Replaced, 6)),
            _ => None,
        }
    }

    fn swapped(&self, other: &str) -> Option<(Change, u32)> {
        let mut differing =
            self.term.iter().copied().zip(other.chars()).enumerate().filter(|(_, (a, b))| a != b);
        let (first, (a, b)) = differing.next()?;
        let (second, (c, d)) = differing.next()?;
        let is_swap = second == first + 1 && (a, b) == (d, c) && differing.next().is_none();
        (is_swap && can_slip(a) && can_slip(c)).then_some((Change::Swapped, 3))
    }

    /// The likeliest spellings, closest first, at most so many: one character alike, two neighbours swapped, one character left
    /// out. What else a slip can make is without number.
    #[must_use]
    pub fn guesses(&self, most: usize) -> Vec<Spelling> {
        let joined = |parts: [&[char]; 3]| parts.concat().into_iter().collect::<String>();
        let mut texts: Vec<(usize, String)> = Vec::new();
        for (index, alike) in self.alike.iter().enumerate() {
            let (before, after) = (self.term.get(..index), self.term.get(index + 1..));
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            let spelled = alike.iter().enumerate();
            texts.extend(spelled.map(|(rank, &(c, _))| (rank, joined([before, &[c], after]))));
            if let Some((next, rest)) = after.split_first() {
                let own = self.term.get(index).copied().unwrap_or(*next);
                texts.push((index, joined([before, &[*next, own], rest])));
            }
            texts.push((index, joined([before, &[], after])));
        }
        let mut guesses: Vec<(u32, usize, Spelling)> = Vec::new();
        for (rank, text) in texts {
            if let Some((change, cost)) = self.compare(&text) {
                guesses.push((cost, rank, Spelling { text, change, cost }));
            }
        }
        crate::order::sort_by_key(&mut guesses, |(cost, rank, _)| (*cost, *rank));
        let mut spellings: Vec<Spelling> = Vec::new();
        for (_, _, spelling) in guesses {
            if spellings.len() < most && !spellings.iter().any(|known| known.text == spelling.text) {
                spellings.push(spelling);
            }
        }
        spellings
    }

    /// The near spellings that stand in a folded text, the closest and then the most frequent first.
    pub(crate) fn scan(&self, text: &str) -> Vec<Found> {
        let n = self.term.len();
        let (shortest, longest) = if self.may_slip { (n - 1, n + 1) } else { (n, n) };
        let mut places: Vec<Range<usize>> = Vec::new();
        self.each_end(text, &mut |end| {
            let before = text.get(..end).unwrap_or_default();
            let begins = before.char_indices().rev().map(|(begin, _)| begin).take(longest);
            for place in begins.skip(shortest - 1).map(|begin| begin..end) {
                let stretch = text.get(place.clone()).unwrap_or_default();
                if is_whole(text, &place) && self.compare(stretch).is_some() {
                    places.push(place);
                }
            }
        });
        self.counted(text, &places)
    }

    /// The different strings at some places, the closest and then the most frequent first.
    fn counted(&self, text: &str, places: &[Range<usize>]) -> Vec<Found> {
        let at =
            |number: usize| places.get(number).and_then(|place| text.get(place.clone())).unwrap_or_default();
        let mut order: Vec<usize> = (0..places.len()).collect();
        put_in_order(&mut order, &|a, b| at(a).cmp(at(b)));
        let mut found: Vec<Found> = Vec::new();
        for number in order {
            match found.last_mut().filter(|last| last.spelling.text == at(number)) {
                Some(last) => last.n += 1,
                None => {
                    let Some((change, cost)) = self.compare(at(number)) else { continue };
                    let spelling = Spelling { text: at(number).to_owned(), change, cost };
                    let place = places.get(number).map_or(0, |place| place.start);
                    found.push(Found { spelling, n: 1, place });
                }
            }
        }
        let rank = |number: usize| found.get(number).map(|found| (found.spelling.cost, Reverse(found.n)));
        let mut order: Vec<usize> = (0..found.len()).collect();
        put_in_order(&mut order, &|a, b| rank(a).cmp(&rank(b)));
        order.into_iter().filter_map(|number| found.get(number).cloned()).collect()
    }

    /// Calls `give` with each byte of a text before which a near spelling may end.
    fn each_end(&self, text: &str, give: &mut dyn FnMut(usize)) {
        let masks = Masks::new(self);
        let last = 1_u32 << (self.term.len() - 1);
        let slips = if self.may_slip { u32::MAX } else { 0 };
        // Bit i says that the first i + 1 characters of the term end here: as typed, with alike characters, after one slip; or
        // that the first i do, and behind them the one after the next.
        let (mut typed, mut alike, mut slipped, mut crossed) = (0_u32, 0_u32, slips & 1, 0_u32);
        for (place, c) in text.char_indices() {
            let (as_typed, as_alike) = masks.of(c);
            if as_alike | typed == 0 {
                // Most characters are like none of the term, and nothing is under way that one slip would save.
                (alike, slipped, crossed) = (0, slips & 1, 0);
                continue;
            }
            let typed_before = typed;
            typed = (typed_before << 1 | 1) & as_typed;
            alike = (alike << 1 | 1) & as_alike;
            // Went on as typed; or this character is added, stands for another, or has another left out behind it.
            let slip = (slipped << 1 & as_typed) | typed_before | (typed_before << 1) | (typed << 1) | 1;
            slipped = (slip & slips) | ((crossed & as_typed) << 1);
            crossed = (typed_before << 1 | 1) & (as_typed >> 1);
            if (alike | slipped) & last != 0 {
                give(place + c.len_utf8());
            }
        }
    }
}

/// What a kind of likeness costs.
fn cost_of(likeness: Likeness) -> u32 {
    match likeness {
        Likeness::SoundAndShape => 1,
        Likeness::Sound | Likeness::Shape => 2,
        Likeness::NearSound => 3,
    }
}

/// Whether a slip may take, give or change a character. Another number is no slip, and marks say too little.
fn can_slip(c: char) -> bool {
    is_indexed(c) && !c.is_ascii_digit()
}

/// Whether a stretch of folded text cuts no word of letters.
fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let behind = text.get(place.end..).and_then(|behind| behind.chars().next());
    let stretch = text.get(place.clone()).unwrap_or_default();
    let cuts = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
    !cuts(before, stretch.chars().next()) && !cuts(stretch.chars().next_back(), behind)
}

/// For each character the places of the term that it can stand in: bits, as typed, and with alike characters besides.
struct Masks {
    /// Number of the character's masks, for the Basic Multilingual Plane.
    numbers: Vec<u16>,
    masks: Vec<(u32, u32)>,
    /// Other characters.
    others: Vec<(char, (u32, u32))>,
}

impl Masks {
    fn new(speller: &Speller) -> Masks {
        let mut masks = Masks { numbers: vec![0; 0x1_0000], masks: vec![(0, 0)], others: Vec::new() };
        for (place, (&c, alike)) in speller.term.iter().zip(&speller.alike).enumerate() {
            let bit = 1_u32 << place;
            masks.add(c, bit, bit);
            for &(c, _) in alike {
                masks.add(c, 0, bit);
            }
        }
        masks
    }

    fn add(&mut self, c: char, as_typed: u32, as_alike: u32) {
        let own = match self.numbers.get_mut(c as usize) {
            Some(number) => {
                if *number == 0 {
                    *number = u16::try_from(self.masks.len()).unwrap_or(0);
                    self.masks.push((0, 0));
                }
                self.masks.get_mut(usize::from(*number))
            }
            None => {
                if !self.others.iter().any(|(other, _)| *other == c) {
                    self.others.push((c, (0, 0)));
                }
                self.others.iter_mut().find(|(other, _)| *other == c).map(|(_, own)| own)
            }
        };
        if let Some(own) = own {
            *own = (own.0 | as_typed, own.1 | as_alike);
        }
    }

    fn of(&self, c: char) -> (u32, u32) {
        match self.numbers.get(c as usize) {
            Some(&number) => self.masks.get(usize::from(number)).copied().unwrap_or_default(),
            None => self.others.iter().find(|(other, _)| *other == c).map_or((0, 0), |(_, masks)| *masks),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What a change is called in the tables below.
    fn check(term: &str, other: &str, expected: Option<(Change, u32)>) {
        assert_eq!(Speller::new(term).unwrap().compare(other), expected, "{term} and {other}");
    }

    #[test]
    fn spellings_are_told_apart() {
        use Change::{Added, LeftOut, Replaced, Shape, Sound, Swapped};
        for (change, cost, pairs) in [
            (Sound, 1, "时侯=时候 幕名=慕名 候=侯"),
            (Sound, 2, "帐号=账号 疫情防空=疫情防控 做业=作业 必竟=毕竟 再说=在说 网洛=网络 很得=很的"),
            (Sound, 3, "北金=北京 三海=上海 零居=邻居"),
            (Sound, 4, "疫情房空=疫情防控 攻是=公式 攻式=公事"),
            (Sound, 6, "一情房空=疫情防控"),
            (Shape, 2, "自已=自己 周未=周末 干里=千里 己=已 徒步=徙步"),
            (Shape, 4, "自已防空=自己防控"),
            (Swapped, 3, "络网=网络 通保障信=通保信障 netwrok=network"),
            (LeftOut, 5, "疫情情=疫情 疫情防控战=疫情防控 抗疫情防控=疫情防控 networkk=network"),
            (Added, 5, "疫防控=疫情防控 情防控=疫情防控 疫情防=疫情防控 netwrk=network"),
            (Replaced, 6, "疫情网控=疫情防控 甲情防控=疫情防控 natwork=network"),
        ] {
            for pair in pairs.split(' ') {
                let (term, other) = pair.split_once('=').unwrap();
                check(term, other, Some((change, cost)));
            }
        }
    }

    #[test]
    fn other_words_are_none() {
        for pair in "网络=网络 网络=保障 网络=网 网=网络 网络=网页 网=王 金=京 疫情防控=疫情工作 2019年=2020年 2019年=2091年 abc=abd 4g网=5g网 \
            通信网=通信, 疫情=未末 5g网络=6g网络 通信保=通信1保"
            .split_whitespace()
        {
            let (term, other) = pair.split_once('=').unwrap();
            check(term, other, None);
        }
        assert!(Speller::new("").is_none() && Speller::new(&"网".repeat(32)).is_none());
    }

    /// Pieces of a text, changed at random, so that many have near spellings in it.
    fn terms(text: &str, n: usize) -> Vec<String> {
        let chars: Vec<char> = text.chars().filter(|&c| c != '\n').collect();
        let mut seed = 17_u64;
        let mut below = move |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % n
        };
        let mut terms = Vec::new();
        for _ in 0..n {
            let (len, start) = (1 + below(6), below(chars.len() - 8));
            let mut term: Vec<char> = chars[start..start + len].to_vec();
            for _ in 0..=below(2) {
                let (place, other) = (below(term.len().max(1)), chars[below(chars.len())]);
                let known = term.get(place).copied().unwrap_or(other);
                match below(5) {
                    0 => term = [&term[..place], &[other], &term[place..]].concat(),
                    1 if term.len() > 1 => drop(term.remove(place)),
                    2 if place + 1 < term.len() => term.swap(place, place + 1),
                    3 => term[place] = other,
                    _ => {
                        let alike = alike(known);
                        term[place] = alike.get(below(alike.len().max(1))).map_or(other, |(c, _)| *c);
                    }
                }
            }
            terms.push(term.into_iter().collect());
        }
        terms
    }

    /// A text with everything in it that matters here: both scripts folded, letters, digits, marks, articles.
    const TEXT: &str = "疫情防控期间,公司保障网络畅通,vo lte业务,自己的账号不作他用。时候到了,周末未完\n\
        network services 5g网络覆盖2020年2月全省,做好通信保障工作,作业已经完成,已经三千里\n未末戊戌戍侯候再在干千于土士\n";

    #[test]
    fn a_scan_finds_what_comparing_every_stretch_finds() {
        let places: Vec<usize> = TEXT.char_indices().map(|(place, _)| place).chain([TEXT.len()]).collect();
        let mut n_found = 0;
        for term in terms(TEXT, 600) {
            let Some(speller) = Speller::new(&term) else { continue };
            if TEXT.contains(&term) {
                continue;
            }
            let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
            for (number, &begin) in places.iter().enumerate() {
                for &end in places.iter().skip(number + 1).take(12) {
                    if is_whole(TEXT, &(begin..end)) && speller.compare(&TEXT[begin..end]).is_some() {
                        *expected.entry(&TEXT[begin..end]).or_default() += 1;
                    }
                }
            }
            let found = speller.scan(TEXT);
            for Found { spelling, n, place } in &found {
                assert_eq!(expected.remove(spelling.text.as_str()), Some(*n), "{term}: {}", spelling.text);
                assert!(TEXT[*place..].starts_with(&spelling.text) && spelling.text != term);
                assert_eq!(speller.compare(&spelling.text), Some((spelling.change, spelling.cost)));
            }
            assert!(expected.is_empty(), "{term}: {expected:?}");
            assert!(found.is_sorted_by_key(|found| (found.spelling.cost, Reverse(found.n))));
            n_found += found.len();
        }
        assert!(n_found > 200, "{n_found}");
    }

    #[test]
    fn guesses_are_near_spellings() {
        for term in terms(TEXT, 300) {
            let Some(speller) = Speller::new(&term) else { continue };
            let guesses = speller.guesses(50);
            assert!(guesses.len() <= 50 && guesses.is_sorted_by_key(|guess| guess.cost));
            for guess in &guesses {
                assert_eq!(speller.compare(&guess.text), Some((guess.change, guess.cost)), "{term}");
            }
        }
        let first = |term| Speller::new(term).unwrap().guesses(1).pop().map(|guess| guess.text);
        assert_eq!(first("时侯").as_deref(), Some("时候"));
    }
}
