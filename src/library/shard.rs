//! One file of the index: which articles hold which pair of characters.
//!
//! ```text
//! 0   4  number of groups; a group is the pairs with the same first character
//! 4   …  for each group: first character, number of pairs, first bit of the group, 4 + 4 + 4
//! …      bits
//! ```
//!
//! The bits of a group: the Rice parameter of its second characters (5 bits); for each pair the distance to the second
//! character before it, the number of articles, and where that is over [`LONG`] the number of bits of its list; then the
//! lists, long ones first. A list is the articles, the number of those whose title holds the pair, those themselves as
//! places in the list, and how often the pair occurs beyond once an article.
//!
//! A character that stands before none of those that are indexed makes a pair with [`ALONE`] in the articles where it stands
//! nowhere else: so the pairs of a group are all articles of its character.

use super::bits::{BitReader, BitWriter};
use crate::error::{Error, Result};

/// Second character of a pair that is only one character.
pub(crate) const ALONE: u32 = 0;

/// Articles above which a list says how long it is, so that others are found without reading it.
const LONG: u32 = 32;

const GROUP: usize = 12;

/// Two characters, folded, as code points.
pub(crate) type Pair = (u32, u32);

/// The articles of a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Postings {
    /// Numbers of articles, rising.
    pub(crate) articles: Vec<u32>,
    /// Places in `articles` of those whose title holds the pair.
    pub(crate) titles: Vec<u32>,
    /// Occurrences in all articles; those of one character twice are counted from the left and do not overlap.
    pub(crate) n_hits: u32,
}

/// Puts pairs into files of about the same size.
pub(crate) struct ShardWriter {
    n_articles: u32,
    /// Bytes after which a file is full, about.
    full: usize,
    groups: Vec<Group>,
    n_bytes: usize,
}

#[derive(Default)]
struct Group {
    first: u32,
    seconds: Vec<u32>,
    /// Number of articles, and the list.
    lists: Vec<(u32, BitWriter)>,
}

impl ShardWriter {
    pub(crate) fn new(n_articles: u32, full: usize) -> ShardWriter {
        ShardWriter { n_articles, full, groups: Vec::new(), n_bytes: 0 }
    }

    /// Takes the pair behind the last one; gives a file and its first pair when one is full.
    pub(crate) fn push(&mut self, pair: Pair, postings: &Postings) -> Option<(Pair, Vec<u8>)> {
        let full = if self.n_bytes >= self.full { self.finish() } else { None };
        let n = number(postings.articles.len());
        let mut list = BitWriter::default();
        list.rising(&postings.articles, 0, self.n_articles.saturating_sub(1));
        list.gamma(number(postings.titles.len()) + 1);
        list.rising(&postings.titles, 0, n.saturating_sub(1));
        list.gamma(postings.n_hits.saturating_sub(n) + 1);
        self.n_bytes += list.len() / 8 + 2;
        if self.groups.last().is_none_or(|group| group.first != pair.0) {
            self.groups.push(Group { first: pair.0, ..Group::default() });
            self.n_bytes += GROUP;
        }
        if let Some(group) = self.groups.last_mut() {
            group.seconds.push(pair.1);
            group.lists.push((n, list));
        }
        full
    }

    /// The file of what came since the last one.
    pub(crate) fn finish(&mut self) -> Option<(Pair, Vec<u8>)> {
        let groups = std::mem::take(&mut self.groups);
        self.n_bytes = 0;
        let first = groups.first()?;
        let pair = (first.first, first.seconds.first().copied().unwrap_or(0));
        let mut bits = BitWriter::default();
        let mut head = vec![number(groups.len())];
        for group in &groups {
            head.extend([group.first, number(group.lists.len()), number(bits.len())]);
            group.write(&mut bits);
        }
        let mut file: Vec<u8> = head.iter().flat_map(|n| n.to_le_bytes()).collect();
        file.extend(bits.into_bytes());
        Some((pair, file))
    }
}

impl Group {
    fn write(&self, bits: &mut BitWriter) {
        let mut gaps = Vec::new();
        let mut expected = 0;
        for &second in &self.seconds {
            gaps.push(second - expected);
            expected = second + 1;
        }
        let cost = |rice: u32| gaps.iter().map(|gap| u64::from((gap >> rice) + 1 + rice)).sum::<u64>();
        let rice = (0..22).min_by_key(|rice| cost(*rice)).unwrap_or(0);
        bits.put(rice, 5);
        for (gap, (n, list)) in gaps.iter().zip(&self.lists) {
            for _ in 0..gap >> rice {
                bits.put(0, 1);
            }
            bits.put(1, 1);
            bits.put(*gap, rice);
            bits.gamma(*n);
            if *n > LONG {
                bits.gamma(number(list.len()) + 1);
            }
        }
        for is_long in [true, false] {
            self.lists.iter().filter(|(n, _)| (*n > LONG) == is_long).for_each(|(_, list)| bits.append(list));
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A file of the index as received.
#[derive(Clone, Debug)]
pub(crate) struct Shard {
    bytes: Vec<u8>,
    n_articles: u32,
}

/// A pair as its group lists it.
struct Listed {
    second: u32,
    n: u32,
    /// Bits of a long list.
    n_bits: Option<usize>,
}

impl Shard {
    /// Takes the bytes of a file; they are checked as they are read.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when the file is too short for what it says it holds.
    pub(crate) fn open(bytes: Vec<u8>, n_articles: u32) -> Result<Shard> {
        let shard = Shard { bytes, n_articles };
        let n_groups = shard.word(0).unwrap_or(u32::MAX) as usize;
        if n_groups.checked_mul(GROUP).is_none_or(|len| len + 4 > shard.bytes.len()) {
            return Err(Error::DamagedPack { what: "a file of the index is cut short" });
        }
        Ok(shard)
    }

    /// Bytes of memory that it takes.
    pub(crate) fn n_bytes(&self) -> usize {
        self.bytes.capacity()
    }

    fn word(&self, at: usize) -> Option<u32> {
        self.bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn n_groups(&self) -> usize {
        self.word(0).unwrap_or(0) as usize
    }

    /// The articles of a pair.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when the bits say what cannot be.
    pub(crate) fn postings(&self, pair: Pair) -> Result<Postings> {
        let mut found = Postings::default();
        self.each(pair.0, |second| second == pair.1, |postings| found = postings)?;
        Ok(found)
    }

    /// The articles of every pair with this first character.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when the bits say what cannot be.
    pub(crate) fn all(&self, first: u32, give: impl FnMut(Postings)) -> Result<()> {
        self.each(first, |_| true, give)
    }

    fn each(
        &self,
        first: u32,
        is_wanted: impl Fn(u32) -> bool,
        mut give: impl FnMut(Postings),
    ) -> Result<()> {
        let damaged = Error::DamagedPack { what: "a file of the index does not fit" };
        let n_groups = self.n_groups();
        let group = (0..n_groups).find(|group| self.word(4 + group * GROUP) == Some(first));
        let Some(row) = group.map(|group| 4 + group * GROUP) else { return Ok(()) };
        let (n, at) = (self.word(row + 4).unwrap_or(0), self.word(row + 8).unwrap_or(0));
        let bits = self.bytes.get(4 + n_groups * GROUP..).unwrap_or_default();
        let mut reader = BitReader::new(bits, at as usize);
        let listed = self.dictionary(&mut reader, n).ok_or(damaged.clone())?;
        let is_last = |place: usize| listed.iter().skip(place).all(|listed| !is_wanted(listed.second));
        for listed in &listed {
            let Some(n_bits) = listed.n_bits else { continue };
            if is_wanted(listed.second) {
                give(self.list(&mut reader.clone(), listed.n));
            }
            reader.skip(n_bits);
        }
        for (place, listed) in listed.iter().enumerate().filter(|(_, listed)| listed.n_bits.is_none()) {
            if reader.is_past_end() {
                return Err(damaged);
            }
            let postings = self.list(&mut reader, listed.n);
            if is_wanted(listed.second) {
                give(postings);
                if is_last(place + 1) {
                    break;
                }
            }
        }
        Ok(())
    }

    fn dictionary(&self, reader: &mut BitReader<'_>, n: u32) -> Option<Vec<Listed>> {
        let rice = reader.get(5);
        let mut listed = Vec::new();
        let mut expected = 0_u32;
        for _ in 0..n {
            let mut gap = 0_u32;
            while reader.get(1) == 0 {
                gap += 1;
                if reader.is_past_end() {
                    return None;
                }
            }
            let second = expected.checked_add(gap.checked_shl(rice)? | reader.get(rice))?;
            expected = second.checked_add(1)?;
            let n = reader.gamma();
            let n_bits = (n > LONG).then(|| (reader.gamma() - 1) as usize);
            if n > self.n_articles || reader.is_past_end() {
                return None;
            }
            listed.push(Listed { second, n, n_bits });
        }
        Some(listed)
    }

    fn list(&self, reader: &mut BitReader<'_>, n: u32) -> Postings {
        let mut postings = Postings::default();
        reader.rising(n, 0, self.n_articles.saturating_sub(1), &mut postings.articles);
        let n_titles = (reader.gamma() - 1).min(n);
        reader.rising(n_titles, 0, n.saturating_sub(1), &mut postings.titles);
        postings.n_hits = n.saturating_add(reader.gamma() - 1);
        postings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<(Pair, Postings)> {
        let list = |articles: &[u32], titles: &[u32], n_hits| Postings {
            articles: articles.to_vec(),
            titles: titles.to_vec(),
            n_hits,
        };
        let many: Vec<u32> = (0..90).map(|n| n * 11).collect();
        vec![
            ((0x4e00, ALONE), list(&[999], &[], 1)),
            ((0x4e00, 0x4e8c), list(&[3, 4, 5], &[0, 2], 7)),
            ((0x4e00, 0x4e8d), list(&many, &[89], 300)),
            ((0x4e00, 0x9fff), list(&[0], &[0], 1)),
            ((0x7f51, 0x7edc), list(&many, &[], 90)),
        ]
    }

    #[test]
    fn postings_come_back_from_files_of_any_size() {
        for full in [1, 60, 10_000] {
            let mut writer = ShardWriter::new(1000, full);
            let mut files: Vec<(Pair, Vec<u8>)> = Vec::new();
            for (pair, postings) in sample() {
                files.extend(writer.push(pair, &postings));
            }
            files.extend(writer.finish());
            for (pair, postings) in sample() {
                let place = files.partition_point(|(first, _)| *first <= pair) - 1;
                let shard = Shard::open(files[place].1.clone(), 1000).unwrap();
                assert_eq!(shard.postings(pair).unwrap(), postings);
            }
            let shards = files.iter().map(|(_, file)| Shard::open(file.clone(), 1000).unwrap());
            let mut n = 0;
            shards.for_each(|shard| shard.all(0x4e00, |_| n += 1).unwrap());
            assert_eq!(n, 4, "{full}");
        }
    }

    #[test]
    fn damage_is_noticed_or_harmless() {
        let mut writer = ShardWriter::new(1000, 10_000);
        for (pair, postings) in sample() {
            assert!(writer.push(pair, &postings).is_none());
        }
        let (_, file) = writer.finish().unwrap();
        for at in 0..file.len() * 8 {
            let mut damaged = file.clone();
            damaged[at / 8] ^= 1 << (at % 8);
            let Ok(shard) = Shard::open(damaged, 1000) else { continue };
            for (pair, _) in sample() {
                let Ok(postings) = shard.postings(pair) else { continue };
                assert!(postings.articles.iter().all(|&article| article < 1000));
                assert!(postings.titles.iter().all(|&title| (title as usize) < postings.articles.len()));
            }
        }
        for len in 0..file.len() {
            if let Ok(shard) = Shard::open(file[..len].to_vec(), 1000) {
                let _ = shard.postings((0x7f51, 0x7edc));
            }
        }
    }
}
