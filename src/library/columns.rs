//! What is known of every document without its text: files of columns, each laid out as a pack is.
//!
//! Numbers that rise slowly are kept as the zigzag of their distance to the one before, which packs well.

use std::collections::BTreeMap;
use std::ops::Range;

use super::catalog::MAGIC;
use crate::corpus::format::{self, Writer, planes};
use crate::error::{Error, Result};

pub(super) const DAMAGED: Error = Error::DamagedPack { what: "its columns do not fit" };

/// Days of publication, and which entries belong to which document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// First entry of each document, and the number of all.
    pub(crate) starts: Vec<u32>,
    /// First and last day of publication, as numbers of days; 0 where it is not known.
    pub(crate) published: Vec<(u32, u32)>,
    /// Entries that are no articles but matter around them; rising.
    pub(crate) matter: Vec<u32>,
}

/// Ids, publishers and languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    ids: String,
    ends: Vec<u32>,
    /// All publishers; the first one is empty and stands for none.
    pub(crate) publishers: Vec<String>,
    /// For each document the place of its publisher.
    pub(crate) publisher_of: Vec<u32>,
    /// All languages.
    pub(crate) langs: Vec<String>,
    /// For each document the place of its language.
    pub(crate) lang_of: Vec<u32>,
    /// Where publishers stand, while documents are appended: each may have its own.
    places: BTreeMap<String, u32>,
}

/// Days that entries mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mentions {
    /// First day of each entry in `days`, and the number of all.
    ends: Vec<u32>,
    /// First and last days, each pair once an entry.
    days: Vec<(u32, u32)>,
    /// For each of `days` how many mentions of the entry cover them.
    n: Vec<u32>,
}

pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Distances between numbers that follow each other.
pub(super) fn steps(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut last = 0_u32;
    let step = |n: u32| {
        let step = n.wrapping_sub(last).cast_signed();
        last = n;
        (step << 1 ^ step >> 31).cast_unsigned()
    };
    numbers.map(step).collect()
}

/// The numbers of which [`steps`] made distances.
pub(super) fn sums(column: &[u8]) -> Vec<u32> {
    let mut last = 0;
    planes(column).into_iter().map(|step| next(&mut last, step)).collect()
}

/// Numbers as distances between those that follow each other where that is shorter, else as distances from the smallest; which it is stands
/// first, and the smallest behind it.
fn told(numbers: &[u32]) -> Vec<u32> {
    let smallest = numbers.iter().copied().min().unwrap_or(0);
    let (near, far) =
        (steps(numbers.iter().copied()), numbers.iter().map(|n| n - smallest).collect::<Vec<u32>>());
    let n_bits = |all: &[u32]| all.iter().map(|n| u64::from(u32::BITS - n.leading_zeros())).sum::<u64>();
    let is_near = n_bits(&near) <= n_bits(&far);
    let mut told = vec![u32::from(is_near), smallest];
    told.extend(if is_near { near } else { far });
    told
}

/// The numbers that [`told`] wrote.
fn read_told(column: &[u8]) -> Vec<u32> {
    let told = planes(column);
    let [is_near, smallest, ref numbers @ ..] = told[..] else { return Vec::new() };
    let mut last = 0;
    let read = |n: &u32| if is_near == 1 { next(&mut last, *n) } else { n.saturating_add(smallest) };
    numbers.iter().map(read).collect()
}

/// The number so many steps behind the last one.
fn next(last: &mut u32, step: u32) -> u32 {
    *last = last.wrapping_add((step >> 1) ^ (step & 1).wrapping_neg());
    *last
}

/// Ends of stretches from their lengths; `None` where they outgrow `most`.
pub(super) fn ends(lengths: &[u32], most: usize) -> Option<Vec<u32>> {
    let mut end = 0_u32;
    let mut ends = Vec::with_capacity(lengths.len());
    for len in lengths {
        end = end.checked_add(*len).filter(|end| *end as usize <= most)?;
        ends.push(end);
    }
    Some(ends)
}

fn strings(text: &[u8]) -> Result<Vec<String>> {
    let text = std::str::from_utf8(text).map_err(|_| DAMAGED)?;
    Ok(text.split('\n').map(str::to_owned).collect())
}

fn lines(strings: &[String]) -> Vec<u8> {
    let line = |text: &String| text.replace(['\n', '\r'], " ");
    strings.iter().map(line).collect::<Vec<String>>().join("\n").into_bytes()
}

pub(super) fn sections<const N: usize>(bytes: &[u8]) -> Result<[&[u8]; N]> {
    <[&[u8]; N]>::try_from(format::sections(bytes, MAGIC)?.1).map_err(|_| DAMAGED)
}

impl Days {
    /// Appends its five sections.
    pub(crate) fn write(&self, writer: &mut Writer) {
        let lengths = self.starts.windows(2).map(|pair| pair.iter().rev().copied().reduce(u32::wrapping_sub));
        writer.planes(&lengths.flatten().collect::<Vec<u32>>());
        // Most documents of a corpus are dated, or few: whether one is takes a bit.
        let mut is_dated = vec![0_u8; self.published.len().div_ceil(8)];
        let mut dated: Vec<(u32, u32)> = Vec::new();
        for (place, days) in self.published.iter().enumerate().filter(|(_, days)| **days != (0, 0)) {
            if let Some(byte) = is_dated.get_mut(place / 8) {
                *byte |= 1 << (place % 8);
            }
            dated.push(*days);
        }
        writer.section(is_dated);
        writer.planes(&told(&dated.iter().map(|days| days.0).collect::<Vec<u32>>()));
        writer.planes(&dated.iter().map(|days| days.1.saturating_sub(days.0)).collect::<Vec<u32>>());
        writer.planes(&steps(self.matter.iter().copied()));
    }

    /// Reads the sections of `n_documents` documents with `n_entries` entries.
    pub(crate) fn read(sections: [&[u8]; 5], n_documents: u32, n_entries: u32) -> Result<Days> {
        let [lengths, is_dated, first, len, matter] = sections;
        let lengths = planes(lengths);
        let mut starts = vec![0];
        starts.extend(ends(&lengths, n_entries as usize).ok_or(DAMAGED)?);
        let mut dated = read_told(first).into_iter().zip(planes(len));
        let published: Vec<(u32, u32)> = (0..lengths.len())
            .map(|place| {
                let is_dated = is_dated.get(place / 8).is_some_and(|byte| byte >> (place % 8) & 1 == 1);
                let days = if is_dated { dated.next() } else { None };
                days.map_or((0, 0), |(first, len)| (first, first.saturating_add(len)))
            })
            .collect();
        if lengths.len() != n_documents as usize || starts.last() != Some(&n_entries) {
            return Err(DAMAGED);
        }
        let matter = sums(matter);
        if !matter.is_sorted_by(|a, b| a < b) || matter.last().is_some_and(|last| *last >= n_entries) {
            return Err(DAMAGED);
        }
        Ok(Days { starts, published, matter })
    }

    /// The document that holds an entry.
    pub(crate) fn document_of(&self, entry: u32) -> u32 {
        number(self.starts.partition_point(|start| *start <= entry).saturating_sub(1))
    }

    /// The entries of a document.
    pub(crate) fn entries(&self, document: u32) -> Range<u32> {
        let at = |place: usize| self.starts.get(place).or(self.starts.last()).copied().unwrap_or(0);
        at(document as usize)..at(document as usize + 1)
    }

    /// When a document was published; 0 and 0 where that is not known.
    pub(crate) fn published(&self, document: u32) -> (u32, u32) {
        self.published.get(document as usize).copied().unwrap_or_default()
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.starts.len() * 4 + self.published.len() * 8
    }
}

impl Names {
    /// Appends a document.
    pub(crate) fn push(&mut self, id: &str, publisher: &str, lang: &str) {
        self.ids.push_str(id);
        self.ends.push(number(self.ids.len()));
        if self.publishers.is_empty() {
            self.publishers.push(String::new());
            self.places.insert(String::new(), 0);
        }
        let place = self.places.get(publisher).copied().unwrap_or_else(|| {
            let place = number(self.publishers.len());
            self.publishers.push(publisher.to_owned());
            self.places.insert(publisher.to_owned(), place);
            place
        });
        self.publisher_of.push(place);
        let lang_of = self.langs.iter().position(|other| other == lang).unwrap_or_else(|| {
            self.langs.push(lang.to_owned());
            self.langs.len() - 1
        });
        self.lang_of.push(number(lang_of));
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        writer.section(self.ids.clone().into_bytes());
        let mut start = 0;
        let len = |end: &u32| end - std::mem::replace(&mut start, *end);
        writer.planes(&self.ends.iter().map(len).collect::<Vec<u32>>());
        writer.section(lines(&self.publishers));
        writer.planes(&self.publisher_of);
        writer.section(lines(&self.langs));
        writer.planes(&self.lang_of);
        writer.finish(MAGIC)
    }

    pub(crate) fn read(bytes: &[u8], n_documents: u32) -> Result<Names> {
        let [ids, lengths, publishers, publisher_of, langs, lang_of] = sections(bytes)?;
        let ids = std::str::from_utf8(ids).map_err(|_| DAMAGED)?.to_owned();
        let names = Names {
            ends: ends(&planes(lengths), ids.len()).ok_or(DAMAGED)?,
            ids,
            publishers: strings(publishers)?,
            publisher_of: planes(publisher_of),
            langs: strings(langs)?,
            lang_of: planes(lang_of),
            places: BTreeMap::new(),
        };
        let lens = [names.ends.len(), names.publisher_of.len(), names.lang_of.len()];
        if lens != [n_documents as usize; 3] {
            return Err(DAMAGED);
        }
        Ok(names)
    }

    /// Id of a document.
    pub(crate) fn id(&self, document: u32) -> &str {
        let end = |place: usize| self.ends.get(place).copied().unwrap_or(0) as usize;
        let start = (document as usize).checked_sub(1).map_or(0, end);
        self.ids.get(start..end(document as usize)).unwrap_or("")
    }

    /// All ids in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        (0..number(self.ends.len())).map(|document| self.id(document))
    }

    /// The document with an id.
    pub(crate) fn document(&self, id: &str) -> Option<u32> {
        self.ids().position(|other| other == id).map(number)
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.ids.len() + self.ends.len() * 12
    }
}

impl Mentions {
    /// Appends an entry with the days of its mentions.
    pub(crate) fn push(&mut self, mut days: Vec<(u32, u32)>) {
        days.sort_unstable();
        for group in days.chunk_by(|a, b| a == b) {
            self.days.extend(group.first());
            self.n.push(number(group.len()));
        }
        self.ends.push(number(self.days.len()));
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        let mut start = 0;
        let len = |end: &u32| end - std::mem::replace(&mut start, *end);
        writer.planes(&self.ends.iter().map(len).collect::<Vec<u32>>());
        writer.planes(&steps(self.days.iter().map(|days| days.0)));
        writer.planes(&self.days.iter().map(|days| days.1.saturating_sub(days.0)).collect::<Vec<u32>>());
        writer.planes(&self.n);
        writer.finish(MAGIC)
    }

    pub(crate) fn read(bytes: &[u8], n_entries: u32) -> Result<Mentions> {
        let [lengths, first, len, n] = sections(bytes)?;
        let (first, len, n) = (sums(first), planes(len), planes(n));
        let ends = ends(&planes(lengths), first.len()).ok_or(DAMAGED)?;
        let is_whole = ends.last().is_none_or(|end| *end as usize == first.len());
        if ends.len() != n_entries as usize || first.len() != len.len() || n.len() != len.len() || !is_whole {
            return Err(DAMAGED);
        }
        let days = first.iter().zip(len).map(|(first, len)| (*first, first.saturating_add(len))).collect();
        Ok(Mentions { ends, days, n })
    }

    /// The days that an entry mentions, and how often.
    pub(crate) fn of(&self, entry: u32) -> impl Iterator<Item = ((u32, u32), u32)> {
        let end = |place: usize| self.ends.get(place).copied().unwrap_or(0) as usize;
        let range = (entry as usize).checked_sub(1).map_or(0, end)..end(entry as usize);
        let days = self.days.get(range.clone()).unwrap_or_default();
        days.iter().copied().zip(self.n.get(range).unwrap_or_default().iter().copied())
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.ends.len() * 4 + self.days.len() * 12
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back() {
        let days = Days {
            starts: vec![0, 1, 1, 4],
            published: vec![(100, 100), (0, 0), (90, 120)],
            matter: vec![0, 3],
        };
        let mut writer = Writer::default();
        days.write(&mut writer);
        let bytes = writer.finish(MAGIC).unwrap();
        let own = sections::<5>(&bytes).unwrap();
        assert_eq!(Days::read(own, 3, 4).unwrap(), days);
        assert_eq!([0, 1, 3].map(|entry| days.document_of(entry)), [0, 2, 2]);
        for (numbers, is_near) in [((100..130).collect(), 1), (vec![900, 1, 901], 0), (vec![], 1)] {
            let mut writer = Writer::default();
            writer.planes(&told(&numbers));
            let bytes = writer.finish(MAGIC).unwrap();
            let [column] = sections::<1>(&bytes).unwrap();
            assert_eq!((planes(column)[0], read_told(column)), (is_near, numbers));
        }
        assert!(Days::read(own, 3, 5).is_err() && Days::read([&[]; 5], 1, 0).is_err());

        let mut names = Names::default();
        for (id, publisher, lang) in [("a", "", "zh-Hans"), ("二", "社", "zh-Hans"), ("c", "社", "en")] {
            names.push(id, publisher, lang);
        }
        let names = Names::read(&names.write().unwrap(), 3).unwrap();
        assert_eq!(names.ids().collect::<Vec<&str>>(), ["a", "二", "c"]);
        assert_eq!((names.document("c"), names.document("d")), (Some(2), None));
        assert_eq!(
            (names.publisher_of.as_slice(), names.lang_of.as_slice()),
            (&[0, 1, 1][..], &[0, 0, 1][..])
        );

        let mut mentions = Mentions::default();
        mentions.push(vec![(5, 5), (3, 9), (5, 5)]);
        mentions.push(Vec::new());
        let mentions = Mentions::read(&mentions.write().unwrap(), 2).unwrap();
        assert_eq!(mentions.of(0).collect::<Vec<_>>(), [((3, 9), 1), ((5, 5), 2)]);
        assert_eq!(mentions.of(1).count(), 0);
    }
}
