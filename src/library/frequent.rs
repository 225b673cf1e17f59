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
use std::hash::{BuildHasherDefault, Hasher};

use super::bits::BitWriter;
use super::entries::Entries;
use super::runs::{Merge, RunWriter, Runs, Scratch, Tape, TapeReader, get, put};
use super::shard::{Pair, Postings};
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
#[derive(Clone)]
pub(crate) struct Longer {
    pub(crate) gram: Gram,
    /// Articles.
    pub(crate) n: u32,
    /// The articles as places among the candidates, and the occurrences beyond once an article.
    pub(crate) list: BitWriter,
}

/// No string.
const NONE: u32 = u32::MAX;

/// Numbers of strings by the numbers of what they are without their last and without their first character.
type Numbers = HashMap<(u32, u32), u32, BuildHasherDefault<PairHasher>>;

/// Mixes two numbers; the keys are not chosen by an enemy who could gain from it.
#[derive(Default)]
struct PairHasher(u64);

impl Hasher for PairHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, n: u32) {
        // Fibonacci hashing; the multiplier is 2⁶⁴ divided by the golden ratio.
        self.0 = (self.0.rotate_left(21) ^ u64::from(n)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Takes an article's number and folded text.
pub(crate) type TakeText<'a> = dyn FnMut(u32, &str) -> Result<()> + 'a;

/// What is needed to look for strings in all texts.
pub(crate) trait Store {
    /// A place for what does not fit into memory.
    fn scratch(&mut self) -> Result<Box<dyn Scratch>>;

    /// Gives every article of the corpus in order.
    fn each_text(&mut self, take: &mut TakeText<'_>) -> Result<()>;
}

/// The frequent strings of one length, and how they are found in a text.
pub(crate) struct Frequent {
    /// Chunk of each entry.
    chunks: Vec<u32>,
    scanned: u32,
    /// How to number strings of two, three and so on characters that stand in many chunks.
    numbers: Vec<Numbers>,
    /// Those of the greatest length so far, in the order of their characters, which is that of their numbers.
    lists: Lists,
}

/// Strings of the same length, and their articles.
#[derive(Default)]
struct Lists {
    /// Characters of all strings.
    chars: Vec<u32>,
    articles: Vec<Articles>,
    /// Distances between articles as bytes of seven bits.
    bytes: Vec<u8>,
}

/// Numbers of articles in few bytes.
enum Articles {
    /// Where [`Lists::bytes`] has them.
    Few(usize, u32),
    Many(Box<Entries>),
}

impl Frequent {
    /// Begins with no pairs; `chunks` is the chunk of each entry.
    pub(crate) fn new(chunks: Vec<u32>, scanned: u32) -> Frequent {
        Frequent { chunks, scanned, numbers: vec![Numbers::default()], lists: Lists::default() }
    }

    /// Takes the next pair in order, if it stands in many chunks.
    pub(crate) fn push_pair(&mut self, pair: Pair, articles: &[u32]) {
        if self.is_wide(articles) {
            self.push(pair, &[pair.0, pair.1], articles);
        }
    }

    fn push(&mut self, key: (u32, u32), chars: &[u32], articles: &[u32]) {
        let number = number(self.lists.articles.len());
        if let Some(numbers) = self.numbers.last_mut() {
            numbers.insert(key, number);
            self.lists.push(chars, articles, self.chunks.len());
        }
    }

    /// All strings with lists. The texts are gone through once for each length; of what they say about longer strings,
    /// `listed` records at a time are in memory.
    pub(crate) fn grow(mut self, listed: usize, store: &mut dyn Store) -> Result<LongerStrings> {
        let mut lengths = Vec::new();
        for _ in 2..LONGEST {
            if self.lists.articles.is_empty() {
                break;
            }
            let runs = self.gather(listed, store)?;
            let mut longer = LongerTape(Tape::new(store.scratch()?));
            let mut frequent = Tape::new(store.scratch()?);
            let chars = self.narrow(runs, &mut longer, &mut frequent)?;
            lengths.push(longer.0.into_reader()?);
            // Only now is there room for the next lists.
            self.lists = Lists::default();
            self.numbers.push(Numbers::default());
            let n_chars = self.n_chars();
            let mut frequent = Merge::of(frequent)?;
            let mut postings = Postings::default();
            for string in chars.chunks_exact(n_chars) {
                let Some(key) = frequent.next(&mut postings)? else { break };
                self.push(halves(key), string, &postings.articles);
            }
        }
        LongerStrings::new(lengths)
    }

    /// What the texts say of strings that are longer by one and of which both parts are frequent.
    fn gather(&self, listed: usize, store: &mut dyn Store) -> Result<Runs> {
        let mut runs = Runs::new(store.scratch()?, listed);
        let mut numbers = Vec::new();
        let mut found: Vec<(u64, usize, usize)> = Vec::new();
        store.each_text(&mut |entry, text| {
            self.number(text, &mut numbers);
            found.clear();
            for (place, pair) in numbers.windows(2).enumerate() {
                let [(start, left), (_, right)] = *pair else { continue };
                if left != NONE && right != NONE {
                    let end = numbers.get(place + self.n_chars() + 1).map_or(text.len(), |(at, _)| *at);
                    found.push((whole(left, right), start, end));
                }
            }
            found.sort_unstable();
            for same in found.chunk_by(|a, b| a.0 == b.0) {
                // Hits are counted from the left and do not overlap.
                let (mut n_hits, mut last) = (0, 0);
                for (_, start, end) in same {
                    if n_hits == 0 || *start >= last {
                        n_hits += 1;
                        last = *end;
                    }
                }
                if let Some((key, ..)) = same.first() {
                    runs.push(*key, entry, n_hits, false)?;
                }
            }
            Ok(())
        })?;
        Ok(runs)
    }

    /// Writes those of many candidates to `longer`, those in many chunks to `frequent`; gives the characters of the latter.
    fn narrow(&self, runs: Runs, longer: &mut LongerTape, frequent: &mut Tape) -> Result<Vec<u32>> {
        let mut chars = Vec::new();
        let mut merge = runs.merge()?;
        let mut writer = RunWriter::default();
        let mut postings = Postings::default();
        let (mut candidates, mut places) = (Vec::new(), Vec::new());
        let mut left = (NONE, Entries::default());
        while let Some(key) = merge.next(&mut postings)? {
            let (first, second) = halves(key);
            if left.0 != first {
                left = (first, self.lists.entries(first, self.chunks.len()));
            }
            self.lists.common(&left.1, second, &mut candidates);
            if !self.is_wide(&candidates) {
                continue;
            }
            places.clear();
            let mut rest = candidates.iter().zip(0..);
            places.extend(postings.articles.iter().filter_map(|article| {
                rest.find(|(candidate, _)| *candidate == article).map(|(_, place)| place)
            }));
            let n = number(postings.articles.len());
            let mut list = BitWriter::default();
            list.rising(&places, 0, number(candidates.len()).saturating_sub(1));
            list.gamma(postings.n_hits.saturating_sub(n) + 1);
            let n_chars = self.n_chars();
            let mut string = gram(self.lists.string(first, n_chars));
            if let Some((own, c)) = string.get_mut(n_chars).zip(self.lists.string(second, n_chars).last()) {
                *own = *c;
            }
            longer.write(&Longer { gram: string, n, list })?;
            if self.is_wide(&postings.articles) {
                chars.extend(string.iter().take(n_chars + 1));
                writer.write(frequent, key, &postings)?;
            }
        }
        Ok(chars)
    }

    /// Characters of the strings in `lists`.
    fn n_chars(&self) -> usize {
        self.numbers.len() + 1
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

    /// Whether articles, which rise, stand in many chunks.
    fn is_wide(&self, articles: &[u32]) -> bool {
        let mut n = 0;
        let mut last = None;
        articles.iter().any(|article| {
            let chunk = self.chunks.get(*article as usize).copied();
            n += u32::from(last != chunk);
            last = chunk;
            n >= self.scanned
        })
    }
}

/// The two numbers in one.
pub(crate) fn whole(left: u32, right: u32) -> u64 {
    u64::from(left) << 32 | u64::from(right)
}

/// What [`whole`] put together.
pub(crate) fn halves(key: u64) -> (u32, u32) {
    let half = |key: u64| u32::try_from(key & u64::from(u32::MAX)).unwrap_or(0);
    (half(key >> 32), half(key))
}

impl Lists {
    fn push(&mut self, chars: &[u32], articles: &[u32], n_entries: usize) {
        self.chars.extend(chars);
        // A set of bits costs about as much from here on, and is quicker to look into.
        let own = if articles.len() > n_entries / 16 {
            Articles::Many(Box::new(Entries::of(number(n_entries), articles)))
        } else {
            let start = self.bytes.len();
            let mut next = 0;
            for article in articles {
                put(&mut self.bytes, u64::from(article - next));
                next = article + 1;
            }
            Articles::Few(start, number(self.bytes.len() - start))
        };
        self.articles.push(own);
    }

    /// The characters of a string of `n_chars`.
    fn string(&self, string: u32, n_chars: usize) -> &[u32] {
        let start = string as usize * n_chars;
        self.chars.get(start..start + n_chars).unwrap_or_default()
    }

    fn few(&self, start: usize, len: u32) -> impl Iterator<Item = u32> {
        rising(self.bytes.get(start..start + len as usize).unwrap_or_default())
    }

    /// The articles of a string.
    fn entries(&self, string: u32, n_entries: usize) -> Entries {
        match self.articles.get(string as usize) {
            Some(Articles::Many(entries)) => (**entries).clone(),
            Some(Articles::Few(start, len)) => {
                let mut entries = Entries::none(number(n_entries));
                self.few(*start, *len).for_each(|article| entries.insert(article));
                entries
            }
            None => Entries::none(number(n_entries)),
        }
    }

    /// Which of these articles hold a string too, rising.
    fn common(&self, left: &Entries, right: u32, common: &mut Vec<u32>) {
        common.clear();
        match self.articles.get(right as usize) {
            Some(Articles::Many(right)) => common.extend(left.common(right)),
            Some(Articles::Few(start, len)) => {
                common.extend(self.few(*start, *len).filter(|article| left.contains(*article)));
            }
            None => {}
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

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Strings of one length in order, put aside: characters, articles, bits of the list, the list.
struct LongerTape(Tape);

impl LongerTape {
    fn write(&mut self, longer: &Longer) -> Result<()> {
        longer.gram.iter().for_each(|c| self.0.put(u64::from(*c)));
        self.0.put(u64::from(longer.n));
        self.0.put(longer.list.len() as u64);
        self.0.append(longer.list.bytes())
    }
}

/// All strings with lists, in order.
pub(crate) struct LongerStrings {
    /// For each length the next string, and where those behind it are.
    lengths: Vec<(Option<Longer>, TapeReader)>,
}

impl LongerStrings {
    fn new(tapes: Vec<TapeReader>) -> Result<LongerStrings> {
        let mut lengths = Vec::new();
        for mut tape in tapes {
            lengths.push((read(&mut tape)?, tape));
        }
        Ok(LongerStrings { lengths })
    }

    /// The strings that begin with the pair, in order; pairs are asked for in order.
    pub(crate) fn of(&mut self, pair: Pair) -> Result<Vec<Longer>> {
        let mut found = Vec::new();
        for (next, tape) in &mut self.lengths {
            while let Some(longer) = next.take_if(|next| next.gram.starts_with(&[pair.0, pair.1])) {
                found.push(longer);
                *next = read(tape)?;
            }
        }
        found.sort_unstable_by_key(|longer| longer.gram);
        Ok(found)
    }
}

fn read(tape: &mut TapeReader) -> Result<Option<Longer>> {
    let mut gram = Gram::default();
    for c in &mut gram {
        let Some(code) = tape.get()? else { return Ok(None) };
        *c = u32::try_from(code).unwrap_or(0);
    }
    let n = u32::try_from(tape.get()?.unwrap_or(0)).unwrap_or(u32::MAX);
    let n_bits = tape.get()?.unwrap_or(0);
    let bytes = tape.take(n_bits.div_ceil(8))?.to_vec();
    Ok(Some(Longer { gram, n, list: BitWriter::of(bytes, usize::try_from(n_bits).unwrap_or(0)) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Texts<'a>(&'a [&'a str]);

    impl Store for Texts<'_> {
        fn scratch(&mut self) -> Result<Box<dyn Scratch>> {
            Ok(Box::new(std::io::Cursor::new(Vec::new())))
        }

        fn each_text(&mut self, take: &mut TakeText<'_>) -> Result<()> {
            self.0.iter().zip(0..).try_for_each(|(text, entry)| take(entry, text))
        }
    }

    /// The strings of `texts` with lists, articles and hits, if each text is a chunk.
    fn grown(texts: &[&str], scanned: u32, listed: usize) -> Vec<(String, u32)> {
        let chunks = (0..number(texts.len())).collect();
        let mut frequent = Frequent::new(chunks, scanned);
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for text in texts {
            let chars: Vec<u32> = text.chars().map(u32::from).collect();
            pairs.extend(chars.windows(2).map(|pair| (pair[0], pair[1])));
        }
        pairs.sort_unstable();
        pairs.dedup();
        for pair in &pairs {
            let string: String = [pair.0, pair.1].into_iter().filter_map(char::from_u32).collect();
            let holds = |(place, text): (usize, &&str)| text.contains(&string).then(|| number(place));
            let articles: Vec<u32> = texts.iter().enumerate().filter_map(holds).collect();
            frequent.push_pair(*pair, &articles);
        }
        let name = |longer: Longer| {
            let name: String =
                longer.gram.iter().filter(|c| **c > 0).filter_map(|c| char::from_u32(*c)).collect();
            (name, longer.n)
        };
        let mut longer = frequent.grow(listed, &mut Texts(texts)).unwrap();
        pairs.iter().flat_map(|pair| longer.of(*pair).unwrap()).map(name).collect()
    }

    #[test]
    fn strings_grow_while_their_candidates_are_many() {
        let texts = ["甲乙丙丁", "甲乙丙，丙丁", "甲乙，乙丙", "丙丁"];
        let named = |names: &[(&str, u32)]| -> Vec<(String, u32)> {
            names.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
        };
        for listed in [1, 100] {
            assert_eq!(grown(&texts, 3, listed), named(&[("甲乙丙", 2)]), "{listed}");
            let two = [("乙丙丁", 1), ("甲乙丙", 2)];
            assert_eq!(grown(&texts, 2, listed), named(&two), "{listed}");
            // 甲乙丙丁 has one candidate only.
            let one = [("乙丙丁", 1), ("甲乙丙", 2), ("甲乙丙丁", 1)];
            assert_eq!(grown(&texts, 1, listed), named(&one), "{listed}");
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
