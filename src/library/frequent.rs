//! Strings of three characters and more that pairs of characters narrow too little.
//!
//! The pairs of 第一条 stand together in articles all over a corpus of law: to tell which of them hold the string, nearly every
//! chunk would have to be fetched and scanned. So a string has a list of its own as soon as its *candidates*, the articles that
//! hold both the string without its last and that without its first character, stand in [`Catalog::scanned`] chunks or more.
//! The list is told among the candidates, which takes few bits. Where there are so many candidates and no list, the string
//! stands nowhere. Both sides count the candidates in the same way, so nothing says which strings have lists.
//!
//! Strings grow by one character at a time out of two that are frequent themselves, as item sets do in the Apriori algorithm
//! (Agrawal and Srikant 1994, "Fast Algorithms for Mining Association Rules"); for nearly all of them that ends soon.
//!
//! [`Catalog::scanned`]: super::Catalog::scanned

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::bits::BitWriter;
use super::entries::Entries;
use super::writer::{PairHasher, get, put};
use crate::error::Result;
use crate::text::fold::is_indexed;

/// Characters of the longest strings with lists.
pub(crate) const LONGEST: usize = 8;

/// Characters of a string as code points, filled up with zeros.
pub(crate) type Gram = [u32; LONGEST];

/// The characters as a [`Gram`], as many as fit.
pub(crate) fn gram(chars: &[u32]) -> Gram {
    let mut gram = Gram::default();
    gram.iter_mut().zip(chars).for_each(|(own, c)| *own = *c);
    gram
}

/// A string with a list of its own.
pub(crate) struct Longer {
    pub(crate) gram: Gram,
    /// Articles.
    pub(crate) n: u32,
    /// The articles as places among the candidates, and the occurrences beyond once an article.
    pub(crate) list: BitWriter,
}

/// No string.
const NONE: u32 = u32::MAX;

/// A list that was looked at and is not kept.
const NARROW: u32 = u32::MAX;

/// Numbers of strings by the numbers of what they are without their last and without their first character.
type Numbers = HashMap<(u32, u32), u32, BuildHasherDefault<PairHasher>>;

/// Gives every article of the corpus, its number and folded text, to a function.
pub(crate) type EachText<'a> = dyn FnMut(&mut dyn FnMut(u32, &str)) -> Result<()> + 'a;

/// The frequent strings of one length, and how they are found in a text.
pub(crate) struct Frequent {
    /// Chunk of each entry.
    chunks: Vec<u32>,
    scanned: u32,
    /// How to number strings of two, three and so on characters that stand in many chunks.
    numbers: Vec<Numbers>,
    /// Those of the greatest length so far.
    lists: Vec<List>,
}

/// The articles of a frequent string.
struct List {
    gram: Gram,
    n_hits: u32,
    articles: Articles,
}

/// Numbers of articles in few bytes.
enum Articles {
    /// Distances as bytes of seven bits.
    Few(Vec<u8>),
    Many(Entries),
}

/// A string whose candidates are many, while its articles come.
struct Growing {
    left: u32,
    right: u32,
    articles: Vec<u8>,
    /// The last article and one; 0 before the first.
    next: u32,
    n: u32,
    n_hits: u32,
    /// Byte behind the last hit in that article.
    end: usize,
}

impl Frequent {
    /// Begins with no pairs; `chunks` is the chunk of each entry.
    pub(crate) fn new(chunks: Vec<u32>, scanned: u32) -> Frequent {
        Frequent { chunks, scanned, numbers: vec![Numbers::default()], lists: Vec::new() }
    }

    /// Takes a pair, if it stands in many chunks.
    pub(crate) fn push_pair(&mut self, pair: (u32, u32), articles: &[u32], n_hits: u32) {
        let mut breadth = Breadth::default();
        if articles.iter().any(|article| breadth.is_reached(self, *article)) {
            self.push(pair, List::new(gram(&[pair.0, pair.1]), articles, n_hits, self.chunks.len()));
        }
    }

    fn push(&mut self, key: (u32, u32), list: List) {
        let number = u32::try_from(self.lists.len()).unwrap_or(NONE);
        if let Some(numbers) = self.numbers.last_mut() {
            numbers.insert(key, number);
            self.lists.push(list);
        }
    }

    /// All strings with lists, in order. The texts are gone through once or more for each length; about `most` occurrences at
    /// a time are in memory.
    pub(crate) fn grow(mut self, most: u64, texts: &mut EachText<'_>) -> Result<Vec<Longer>> {
        let mut all = Vec::new();
        for _ in 2..LONGEST {
            if self.lists.is_empty() {
                break;
            }
            let lists = self.longer(most, texts, &mut all)?;
            self.numbers.push(Numbers::default());
            self.lists.clear();
            lists.into_iter().for_each(|(key, list)| self.push(key, list));
        }
        all.sort_unstable_by_key(|longer| longer.gram);
        Ok(all)
    }

    /// The strings that are longer by one; those in many chunks are given back.
    fn longer(
        &self,
        most: u64,
        texts: &mut EachText<'_>,
        all: &mut Vec<Longer>,
    ) -> Result<Vec<((u32, u32), List)>> {
        let mut frequent = Vec::new();
        let mut first = 0;
        while first < self.lists.len() {
            let mut n_hits = 0;
            let rest = self.lists.iter().skip(first);
            let n = rest.take_while(|list| {
                let is_room = n_hits < most;
                n_hits += u64::from(list.n_hits);
                is_room
            });
            let last = first + n.count();
            for growing in self.grown(first..last, texts)? {
                let Some((left, right)) = self.pair(growing.left, growing.right) else { continue };
                let mut candidates = Vec::new();
                each_common(&left.articles, &right.articles, |article| {
                    candidates.push(article);
                    true
                });
                let articles = Articles::Few(growing.articles).to_vec();
                let place = |article: &u32| candidates.binary_search(article).unwrap_or(0);
                let places: Vec<u32> = articles.iter().map(|article| number(place(article))).collect();
                let mut list = BitWriter::default();
                list.rising(&places, 0, number(candidates.len()).saturating_sub(1));
                list.gamma(growing.n_hits.saturating_sub(growing.n) + 1);
                let mut gram = left.gram;
                if let Some((own, c)) = gram.get_mut(self.len()).zip(right.gram.get(self.len() - 1)) {
                    *own = *c;
                }
                all.push(Longer { gram, n: growing.n, list });
                let mut breadth = Breadth::default();
                if articles.iter().any(|article| breadth.is_reached(self, *article)) {
                    let list = List::new(gram, &articles, growing.n_hits, self.chunks.len());
                    frequent.push(((growing.left, growing.right), list));
                }
            }
            first = last;
        }
        Ok(frequent)
    }

    /// Characters of the strings in `lists`.
    fn len(&self) -> usize {
        self.numbers.len() + 1
    }

    fn pair(&self, left: u32, right: u32) -> Option<(&List, &List)> {
        self.lists.get(left as usize).zip(self.lists.get(right as usize))
    }

    /// The strings that go on from those numbered within `lefts` by one character, if their candidates are many.
    fn grown(&self, lefts: std::ops::Range<usize>, texts: &mut EachText<'_>) -> Result<Vec<Growing>> {
        let mut places = Numbers::default();
        let mut all: Vec<Growing> = Vec::new();
        let mut numbers = Vec::new();
        texts(&mut |entry, text| {
            self.number(text, &mut numbers);
            for (place, pair) in numbers.windows(2).enumerate() {
                let [(start, left), (_, right)] = *pair else { continue };
                if left == NONE || right == NONE || !lefts.contains(&(left as usize)) {
                    continue;
                }
                let slot = *places.entry((left, right)).or_insert_with(|| {
                    if !self.is_wide(left, right) {
                        return NARROW;
                    }
                    all.push(Growing::new(left, right));
                    number(all.len() - 1)
                });
                let Some(growing) = all.get_mut(slot as usize) else { continue };
                let end = numbers.get(place + self.len() + 1).map_or(text.len(), |(at, _)| *at);
                growing.meet(entry, start, end);
            }
        })?;
        Ok(all)
    }

    /// Where each character of a text stands, and the number of the string of the present length that begins there.
    fn number(&self, text: &str, numbers: &mut Vec<(usize, u32)>) {
        numbers.clear();
        let number = |c: char| if is_indexed(c) { u32::from(c) } else { NONE };
        numbers.extend(text.char_indices().map(|(place, c)| (place, number(c))));
        for table in &self.numbers {
            for place in 0..numbers.len() {
                let next = numbers.get(place + 1).map_or(NONE, |(_, next)| *next);
                let Some((_, own)) = numbers.get_mut(place) else { continue };
                let is_one = *own != NONE && next != NONE;
                *own = if is_one { table.get(&(*own, next)).copied().unwrap_or(NONE) } else { NONE };
            }
        }
    }

    /// Whether the candidates of the string made of these two are many.
    fn is_wide(&self, left: u32, right: u32) -> bool {
        let Some((left, right)) = self.pair(left, right) else { return false };
        let mut breadth = Breadth::default();
        let mut is_wide = false;
        each_common(&left.articles, &right.articles, |article| {
            is_wide = breadth.is_reached(self, article);
            !is_wide
        });
        is_wide
    }
}

/// In how many chunks articles stand that come one after the other.
#[derive(Default)]
struct Breadth {
    n: u32,
    last: Option<u32>,
}

impl Breadth {
    /// Takes the next article; whether these are many chunks now.
    fn is_reached(&mut self, frequent: &Frequent, article: u32) -> bool {
        let chunk = frequent.chunks.get(article as usize).copied();
        self.n += u32::from(self.last != chunk);
        self.last = chunk;
        self.n >= frequent.scanned
    }
}

impl Growing {
    fn new(left: u32, right: u32) -> Growing {
        Growing { left, right, articles: Vec::new(), next: 0, n: 0, n_hits: 0, end: 0 }
    }

    /// Takes an occurrence, bytes `start..end` of an article's text; hits are counted from the left and do not overlap.
    fn meet(&mut self, article: u32, start: usize, end: usize) {
        if self.next != article + 1 {
            put(&mut self.articles, u64::from(article - self.next));
            self.next = article + 1;
            self.n += 1;
        } else if start < self.end {
            return;
        }
        self.n_hits = self.n_hits.saturating_add(1);
        self.end = end;
    }
}

impl List {
    fn new(gram: Gram, articles: &[u32], n_hits: u32, n_entries: usize) -> List {
        // A set of bits costs about as much from here on, and is quicker to look into.
        let articles = if articles.len() > n_entries / 16 {
            Articles::Many(Entries::of(number(n_entries), articles))
        } else {
            let mut bytes = Vec::new();
            let mut next = 0;
            for article in articles {
                put(&mut bytes, u64::from(article - next));
                next = article + 1;
            }
            bytes.shrink_to_fit();
            Articles::Few(bytes)
        };
        List { gram, n_hits, articles }
    }
}

impl Articles {
    fn to_vec(&self) -> Vec<u32> {
        match self {
            Articles::Few(bytes) => rising(bytes).collect(),
            Articles::Many(entries) => entries.iter().collect(),
        }
    }
}

/// The numbers behind distances of seven bits.
fn rising(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (mut at, mut next) = (0, 0_u32);
    std::iter::from_fn(move || {
        let gap = get(bytes, &mut at)?;
        let article = next.wrapping_add(u32::try_from(gap).unwrap_or(0));
        next = article.wrapping_add(1);
        Some(article)
    })
}

/// Gives the numbers in both, rising, while they are wanted.
fn each_common(left: &Articles, right: &Articles, mut give: impl FnMut(u32) -> bool) {
    match (left, right) {
        (Articles::Many(left), Articles::Many(right)) => {
            left.common(right).all(give);
        }
        (Articles::Many(many), Articles::Few(few)) | (Articles::Few(few), Articles::Many(many)) => {
            rising(few).filter(|article| many.contains(*article)).all(give);
        }
        (Articles::Few(left), Articles::Few(right)) => {
            let (mut left, mut right) = (rising(left), rising(right));
            let (mut a, mut b) = (left.next(), right.next());
            while let (Some(own), Some(other)) = (a, b) {
                if own == other && !give(own) {
                    return;
                }
                a = if own <= other { left.next() } else { a };
                b = if other <= own { right.next() } else { b };
            }
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strings of `texts` with lists, articles and hits, if each text is a chunk.
    fn grown(texts: &[&str], scanned: u32, most: u64) -> Vec<(String, u32)> {
        let chunks = (0..number(texts.len())).collect();
        let mut frequent = Frequent::new(chunks, scanned);
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for text in texts {
            let chars: Vec<u32> = text.chars().map(u32::from).collect();
            pairs.extend(chars.windows(2).map(|pair| (pair[0], pair[1])));
        }
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs {
            let string: String = [pair.0, pair.1].into_iter().filter_map(char::from_u32).collect();
            let holds = |(place, text): (usize, &&str)| text.contains(&string).then(|| number(place));
            let articles: Vec<u32> = texts.iter().enumerate().filter_map(holds).collect();
            frequent.push_pair(pair, &articles, number(articles.len()));
        }
        let mut each = |give: &mut dyn FnMut(u32, &str)| {
            texts.iter().zip(0..).for_each(|(text, entry)| give(entry, text));
            Ok(())
        };
        let name = |longer: Longer| {
            let name: String =
                longer.gram.iter().filter(|c| **c > 0).filter_map(|c| char::from_u32(*c)).collect();
            (name, longer.n)
        };
        frequent.grow(most, &mut each).unwrap().into_iter().map(name).collect()
    }

    #[test]
    fn strings_grow_while_their_candidates_are_many() {
        let texts = ["甲乙丙丁", "甲乙丙，丙丁", "甲乙，乙丙", "丙丁"];
        let named = |names: &[(&str, u32)]| -> Vec<(String, u32)> {
            names.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
        };
        for most in [1, 100] {
            assert_eq!(grown(&texts, 3, most), named(&[("甲乙丙", 2)]), "{most}");
            let two = [("乙丙丁", 1), ("甲乙丙", 2)];
            assert_eq!(grown(&texts, 2, most), named(&two), "{most}");
            // 甲乙丙丁 has one candidate only.
            let one = [("乙丙丁", 1), ("甲乙丙", 2), ("甲乙丙丁", 1)];
            assert_eq!(grown(&texts, 1, most), named(&one), "{most}");
        }
    }

    #[test]
    fn strings_grow_up_to_the_longest() {
        let texts = ["一二三四五六七八九十", "一二三四五六七八九十"];
        let grown = grown(&texts, 2, 100);
        assert_eq!(grown.iter().map(|(name, _)| name.chars().count()).max(), Some(LONGEST));
        assert_eq!(grown.len(), 8 + 7 + 6 + 5 + 4 + 3);
    }
}
