//! One file of the index: which articles hold which pair of characters.
//!
//! ```text
//! 0   4  number of groups; a group is the pairs with the same first character
//! 4   …  for each group: first character, number of pairs, first bit of the group, first bit of its longer strings or 0
//!        where it has none, 4 + 4 + 4 + 4
//! …      bits
//! end 4  CRC-32 of all before it
//! ```
//!
//! The bits of a group: the Rice parameter of its second characters (5 bits); for each pair the distance to the second
//! character before it, the number of articles, and where that is over [`LONG`] the number of bits of its list; then the
//! lists, long ones first. A list is the articles, the number of those whose title holds the pair, those themselves as
//! places in the list, and how often the pair occurs beyond once an article.
//!
//! The longer strings of a group (see [`super::frequent`]) are a tree. A node says how many branches it has, the Rice parameter
//! of their characters (5 bits), then for each branch: the distance to the character before it, the number of articles and one
//! (only one at the root, whose branches are the pairs themselves), the bits of the list and one, and the bits of its own node
//! and one; then the lists and nodes of all branches in turn. The list of a string is told among the articles that hold both
//! the string without its last and that without its first character; then come the occurrences beyond once an article.
//!
//! A character that stands before none of those that are indexed makes a pair with [`ALONE`] in the articles where it stands
//! nowhere else: so the pairs of a group are all articles of its character.

use super::bits::{BitReader, BitWriter};
use super::frequent::Longer;
use crate::checksum::hash;
use crate::error::{Error, Result};

/// Second character of a pair that is only one character.
pub(crate) const ALONE: u32 = 0;

/// Articles above which a list says how long it is, so that others are found without reading it.
const LONG: u32 = 32;

const GROUP: usize = 16;

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
    /// The longer strings that begin with each pair that has such.
    longer: Vec<Branch>,
}

/// A string as its node lists it.
struct Branch {
    last: u32,
    /// Articles and one; one for a pair.
    n: u32,
    list: BitWriter,
    node: BitWriter,
}

impl ShardWriter {
    pub(crate) fn new(n_articles: u32, full: usize) -> ShardWriter {
        ShardWriter { n_articles, full, groups: Vec::new(), n_bytes: 0 }
    }

    /// Takes the pair behind the last one, and in order the longer strings that begin with it; gives a file and its first pair
    /// when one is full.
    pub(crate) fn push(
        &mut self,
        pair: Pair,
        postings: &Postings,
        longer: &[Longer],
    ) -> Option<(Pair, Vec<u8>)> {
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
            if !longer.is_empty() {
                let node = node(&branches(longer, 2));
                self.n_bytes += node.len() / 8 + 6;
                group.longer.push(Branch { last: pair.1, n: 1, list: BitWriter::default(), node });
            }
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
            let start = number(bits.len());
            group.write(&mut bits);
            let longer = if group.longer.is_empty() { 0 } else { number(bits.len()) };
            if longer > 0 {
                bits.append(&node(&group.longer));
            }
            head.extend([group.first, number(group.lists.len()), start, longer]);
        }
        let mut file: Vec<u8> = head.iter().flat_map(|n| n.to_le_bytes()).collect();
        file.extend(bits.into_bytes());
        file.extend(hash(&file).to_le_bytes());
        Some((pair, file))
    }
}

impl Group {
    fn write(&self, bits: &mut BitWriter) {
        let gaps = gaps(&self.seconds);
        let rice = best_rice(&gaps);
        bits.put(rice, 5);
        for (gap, (n, list)) in gaps.iter().zip(&self.lists) {
            bits.rice(*gap, rice);
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

/// The strings that begin alike, by their character at `depth`.
fn branches(longer: &[Longer], depth: usize) -> Vec<Branch> {
    let at = |string: &Longer| string.gram.get(depth).copied().unwrap_or(0);
    let by_last = longer.chunk_by(|a, b| at(a) == at(b));
    let branch = |same: &[Longer]| {
        // The string itself stands before those that go on from it.
        let (own, further) = same.split_first()?;
        let node =
            if further.is_empty() { BitWriter::default() } else { node(&branches(further, depth + 1)) };
        Some(Branch { last: at(own), n: own.n.saturating_add(1), list: own.list.clone(), node })
    };
    by_last.filter_map(branch).collect()
}

fn node(branches: &[Branch]) -> BitWriter {
    let mut bits = BitWriter::default();
    let gaps = gaps(&branches.iter().map(|branch| branch.last).collect::<Vec<u32>>());
    let rice = best_rice(&gaps);
    bits.gamma(number(branches.len()));
    bits.put(rice, 5);
    for (gap, branch) in gaps.iter().zip(branches) {
        bits.rice(*gap, rice);
        bits.gamma(branch.n);
        bits.gamma(number(branch.list.len()) + 1);
        bits.gamma(number(branch.node.len()) + 1);
    }
    for branch in branches {
        bits.append(&branch.list);
        bits.append(&branch.node);
    }
    bits
}

/// Distances between rising numbers, less one each.
fn gaps(rising: &[u32]) -> Vec<u32> {
    let mut expected = 0;
    let gap = |n: &u32| n - std::mem::replace(&mut expected, n + 1);
    rising.iter().map(gap).collect()
}

/// The parameter with which Rice codes of these numbers are shortest.
fn best_rice(numbers: &[u32]) -> u32 {
    let cost = |rice: u32| numbers.iter().map(|n| u64::from((n >> rice) + 1 + rice)).sum::<u64>();
    (0..22).min_by_key(|rice| cost(*rice)).unwrap_or(0)
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
    /// Takes the bytes of a file; what they say is checked as they are read.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when a byte was changed, or the file is too short for what it says it holds.
    pub(crate) fn open(mut bytes: Vec<u8>, n_articles: u32) -> Result<Shard> {
        let checksum = bytes.split_off(bytes.len().saturating_sub(4));
        if checksum != hash(&bytes).to_le_bytes() {
            return Err(Error::DamagedPack { what: "the checksum of a file of the index does not fit" });
        }
        let shard = Shard { bytes, n_articles };
        let n_groups = shard.word(0).unwrap_or(u32::MAX) as usize;
        if n_groups.checked_mul(GROUP).is_none_or(|len| len + 4 > shard.bytes.len()) {
            return Err(Error::DamagedPack { what: "a file of the index is cut short" });
        }
        Ok(shard)
    }

    /// Whether it begins with the pairs of this character, as the catalog says of its place.
    pub(crate) fn begins_with(&self, first: u32) -> bool {
        self.word(4) == Some(first)
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

    /// The articles of a string of three characters or more, told among those that hold both the string without its last
    /// and that without its first character; `None` when it is not here, and so stands nowhere if that is where it would be.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when the bits say what cannot be.
    pub(crate) fn longer(&self, string: &[u32], among: &[u32]) -> Result<Option<Postings>> {
        let damaged = Error::DamagedPack { what: "a file of the index does not fit" };
        let Some((first, rest)) = string.split_first() else { return Ok(None) };
        let Some(row) = self.row(*first) else { return Ok(None) };
        let start = self.word(row + 12).unwrap_or(0);
        if start == 0 {
            return Ok(None);
        }
        let mut reader = BitReader::new(self.bits(), start as usize);
        let mut n = 0;
        for (place, &c) in rest.iter().enumerate() {
            let Some(branch) = branch(&mut reader, c).ok_or(damaged.clone())? else { return Ok(None) };
            if place + 1 == rest.len() {
                n = branch.n - 1;
            } else if branch.n_bits_of_node == 0 {
                return Ok(None);
            } else {
                reader.skip(branch.n_bits_of_list);
            }
        }
        if n as usize > among.len() {
            return Err(damaged);
        }
        let mut places = Vec::new();
        reader.rising(n, 0, number(among.len()).saturating_sub(1), &mut places);
        let articles: Vec<u32> =
            places.iter().filter_map(|place| among.get(*place as usize).copied()).collect();
        let n_hits = n.saturating_add(reader.gamma() - 1);
        if reader.is_past_end() {
            return Err(damaged);
        }
        Ok(Some(Postings { articles, titles: Vec::new(), n_hits }))
    }

    /// Where the head tells of a group.
    fn row(&self, first: u32) -> Option<usize> {
        let group = (0..self.n_groups()).find(|group| self.word(4 + group * GROUP) == Some(first));
        group.map(|group| 4 + group * GROUP)
    }

    fn bits(&self) -> &[u8] {
        self.bytes.get(4 + self.n_groups() * GROUP..).unwrap_or_default()
    }

    fn each(
        &self,
        first: u32,
        is_wanted: impl Fn(u32) -> bool,
        mut give: impl FnMut(Postings),
    ) -> Result<()> {
        let damaged = Error::DamagedPack { what: "a file of the index does not fit" };
        let Some(row) = self.row(first) else { return Ok(()) };
        let (n, at) = (self.word(row + 4).unwrap_or(0), self.word(row + 8).unwrap_or(0));
        let mut reader = BitReader::new(self.bits(), at as usize);
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
            let second = expected.checked_add(reader.rice(rice)?)?;
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

/// A branch of a node as received.
struct Found {
    /// Articles and one.
    n: u32,
    n_bits_of_list: usize,
    n_bits_of_node: usize,
}

/// Looks for a branch of the node that the reader stands at, and leads the reader to the branch's list. `None` for damage.
#[allow(clippy::option_option, reason = "damage is one thing, a string that is not there another")]
fn branch(reader: &mut BitReader<'_>, wanted: u32) -> Option<Option<Found>> {
    let n = reader.gamma();
    let rice = reader.get(5);
    let mut expected = 0_u32;
    let mut n_bits_before = 0_usize;
    let mut found = None;
    for _ in 0..n {
        let c = expected.checked_add(reader.rice(rice)?)?;
        expected = c.checked_add(1)?;
        let n = reader.gamma();
        let [n_bits_of_list, n_bits_of_node] = [reader.gamma(), reader.gamma()].map(|n| (n - 1) as usize);
        if reader.is_past_end() {
            return None;
        }
        if c == wanted {
            found = Some(Found { n, n_bits_of_list, n_bits_of_node });
        } else if found.is_none() {
            n_bits_before = n_bits_before.saturating_add(n_bits_of_list).saturating_add(n_bits_of_node);
        }
    }
    reader.skip(n_bits_before);
    Some(found)
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
                files.extend(writer.push(pair, &postings, &[]));
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

    /// A list told as places among candidates.
    fn longer(string: &str, places: &[u32], n_candidates: u32, n_hits: u32) -> Longer {
        let mut list = BitWriter::default();
        list.rising(places, 0, n_candidates - 1);
        let n = number(places.len());
        list.gamma(n_hits - n + 1);
        let chars: Vec<u32> = string.chars().map(u32::from).collect();
        Longer { gram: crate::library::frequent::gram(&chars), n, list }
    }

    fn with_longer() -> Vec<u8> {
        let mut writer = ShardWriter::new(1000, 10_000);
        let strings = [
            longer("一二三", &[0, 4], 5, 2),
            longer("一二三四", &[1], 2, 6),
            longer("一二三四五", &[0], 1, 1),
            longer("一二人", &[0, 1, 2], 3, 4),
        ];
        for (pair, postings) in sample() {
            let own: &[Longer] = if pair == (0x4e00, 0x4e8c) { &strings } else { &[] };
            assert!(writer.push(pair, &postings, own).is_none());
        }
        writer.finish().unwrap().1
    }

    #[test]
    fn longer_strings_come_back() {
        let shard = Shard::open(with_longer(), 1000).unwrap();
        let look = |string: &str, among: &[u32]| {
            let chars: Vec<u32> = string.chars().map(u32::from).collect();
            shard.longer(&chars, among).unwrap().map(|list| (list.articles, list.n_hits))
        };
        assert_eq!(look("一二三", &[3, 5, 8, 9, 12]), Some((vec![3, 12], 2)));
        assert_eq!(look("一二三四", &[3, 12]), Some((vec![12], 6)));
        assert_eq!(look("一二三四五", &[7]), Some((vec![7], 1)));
        assert_eq!(look("一二人", &[1, 2, 3]), Some((vec![1, 2, 3], 4)));
        for absent in ["一二四", "一二人三", "一三人", "网络安", "二二三"] {
            assert_eq!(look(absent, &[1, 2, 3]), None, "{absent}");
        }
        for (pair, postings) in sample() {
            assert_eq!(shard.postings(pair).unwrap(), postings);
        }
    }

    /// A file as one writes it who means harm: its checksum fits.
    fn mended(mut file: Vec<u8>) -> Vec<u8> {
        file.truncate(file.len().saturating_sub(4));
        file.extend(hash(&file).to_le_bytes());
        file
    }

    #[test]
    fn damage_is_noticed_or_harmless() {
        let file = with_longer();
        for at in 0..file.len() * 8 {
            let mut damaged = file.clone();
            damaged[at / 8] ^= 1 << (at % 8);
            assert!(Shard::open(damaged.clone(), 1000).is_err(), "flipped bit {at}");
            let Ok(shard) = Shard::open(mended(damaged), 1000) else { continue };
            for (pair, _) in sample() {
                let Ok(postings) = shard.postings(pair) else { continue };
                assert!(postings.articles.iter().all(|&article| article < 1000));
                assert!(postings.titles.iter().all(|&title| (title as usize) < postings.articles.len()));
            }
            let among = [3, 5, 8];
            if let Ok(Some(postings)) = shard.longer(&[0x4e00, 0x4e8c, 0x4e09, 0x56db], &among) {
                assert!(postings.articles.iter().all(|article| among.contains(article)));
            }
        }
        for len in 0..file.len() {
            if let Ok(shard) = Shard::open(mended(file[..len].to_vec()), 1000) {
                let _ = shard.postings((0x7f51, 0x7edc));
            }
        }
    }
}
