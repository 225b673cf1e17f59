//! The file that says what all the others are.
//!
//! It is laid out as a pack is ([`crate::corpus::format`]), with a magic of its own and these sections: title, description
//! and language of the corpus, one behind the other with a line feed between; numbers about the whole; of the chunks the
//! numbers of documents and of entries, and stamps; of the shards both characters of the first pair, and stamps; the checksums of the columns;
//! the classes of Han characters, as the number of characters in each, its first one and its others; the days of publication. Every reader of a large corpus fetches it before
//! anything is found, so each byte of it counts.

use super::columns::{Days, steps, sums};
use crate::corpus::format::{self, Columns, Writer, planes};
use crate::error::{Error, Result};

/// First bytes of every catalog.
pub const MAGIC: [u8; 8] = *b"JIANBAO#";

/// Name of the catalog's file.
pub const CATALOG: &str = "catalog.bin";

const N_NUMBERS: usize = 8;

/// Which other file is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A pack of some documents, by its place.
    Chunk(usize),
    /// A part of the index, by its place.
    Shard(usize),
    /// Ids, publishers and languages of documents.
    Names,
    /// Days that articles mention.
    Mentions,
    /// Titles, issues and file names of documents.
    Titles,
}

/// Files that share a stamp, which is the CRC-32 of all their bytes and part of their names: so these change with what is in the files, and the
/// catalog of a large corpus stays small.
pub const STAMPED: usize = 64;

/// Entries for each byte of a catalog, and besides, at most; so no damaged number makes more work than the file warrants. A document takes
/// twenty bytes, and the longest books have a thousand chapters.
const MOST_ENTRIES: [u64; 2] = [64, 1_000_000];

/// What a corpus in files consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// Title of the corpus.
    pub title: String,
    /// One sentence that says what it is; may be empty.
    pub description: String,
    /// BCP 47 tag of title and description.
    pub lang: String,
    /// First 8 hexadecimal digits that tell it from others; set when it is read.
    pub version: String,
    /// Documents.
    pub n_documents: u32,
    /// Articles, and the matter around them.
    pub n_entries: u32,
    /// Articles.
    pub n_articles: u32,
    /// Characters of cleaned text, white space not counted, in thousands.
    pub n_thousand_characters: u32,
    /// Mentions of dates.
    pub n_dates: u32,
    /// First and last day that is mentioned, as numbers of days; 0 for none.
    pub days: (u32, u32),
    /// A string whose characters may stand together in so many chunks or more has a list of its own, or stands nowhere.
    pub scanned: u32,
    /// Number of documents and of entries in each chunk.
    pub chunks: Vec<(u32, u32)>,
    /// First pair of each shard.
    pub shards: Vec<(u32, u32)>,
    /// Stamps of [`STAMPED`] chunks each.
    pub chunk_stamps: Vec<u32>,
    /// Stamps of [`STAMPED`] shards each.
    pub shard_stamps: Vec<u32>,
    /// Checksums of [`Part::Names`], [`Part::Mentions`] and [`Part::Titles`].
    pub columns: [u32; 3],
    /// Lines of Han characters that match each other.
    pub han_classes: String,
    /// Days of publication, and which entries belong to which document. A [`Library`](super::Library) takes them out of its catalog.
    pub(crate) published: Days,
}

impl Catalog {
    /// The catalog as bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when it would not fit into 4 GiB.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        let line = |text: &str| text.replace(['\n', '\r'], " ");
        let words = [line(&self.title), line(&self.description), line(&self.lang)].join("\n");
        writer.section(words.into_bytes());
        let numbers = [
            self.n_documents,
            self.n_entries,
            self.n_articles,
            self.n_thousand_characters,
            self.n_dates,
            self.days.0,
            self.days.1,
            self.scanned,
        ];
        writer.table(N_NUMBERS, &numbers);
        for column in [0, 1] {
            let of_chunk = |chunk: &(u32, u32)| if column == 0 { chunk.0 } else { chunk.1 };
            writer.planes(&self.chunks.iter().map(of_chunk).collect::<Vec<u32>>());
        }
        writer.table(1, &self.chunk_stamps);
        // Few first characters begin several shards, and most follow soon.
        let mut last = 0;
        let step = |pair: &(u32, u32)| pair.0.saturating_sub(std::mem::replace(&mut last, pair.0));
        writer.planes(&self.shards.iter().map(step).collect::<Vec<u32>>());
        writer.planes(&self.shards.iter().map(|pair| pair.1).collect::<Vec<u32>>());
        writer.table(1, &self.shard_stamps);
        writer.table(1, &self.columns);
        write_classes(&self.han_classes, &mut writer);
        self.published.write(&mut writer);
        writer.finish(MAGIC)
    }

    /// Reads a catalog.
    ///
    /// # Errors
    /// When the bytes are no catalog, of another version, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Catalog> {
        let (checksum, sections) = format::sections(bytes, MAGIC)?;
        let damaged = |what| Error::DamagedPack { what };
        let [
            words,
            numbers,
            documents,
            entries,
            chunk_stamps,
            firsts,
            seconds,
            shard_stamps,
            columns,
            class_lengths,
            class_firsts,
            class_others,
            lengths,
            is_dated,
            first_days,
            n_days,
            matter,
        ] = <[&[u8]; 17]>::try_from(sections).map_err(|_| damaged("a section is missing"))?;
        let text = |bytes: &[u8]| {
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| damaged("its text is no UTF-8"))
        };
        let words = text(words)?;
        let mut words = words.split('\n').map(str::to_owned);
        let number_columns = Columns::read(numbers, N_NUMBERS)?;
        let numbers = number_columns.table(numbers);
        let (documents, entries) = (planes(documents), planes(entries));
        let mut first = 0_u32;
        let firsts = planes(firsts).into_iter().map(|step| {
            first = first.saturating_add(step);
            first
        });
        let stamps = |bytes| {
            let column = Columns::read(bytes, 1)?;
            let table = column.table(bytes);
            Ok::<Vec<u32>, Error>((0..table.n_rows()).map(|row| table.get(row, 0)).collect())
        };
        let (n_documents, n_entries) = (numbers.get(0, 0), numbers.get(0, 1));
        let [most_each, besides] = MOST_ENTRIES;
        if u64::from(n_entries) > bytes.len() as u64 * most_each + besides {
            return Err(damaged("it speaks of more than it has"));
        }
        let catalog = Catalog {
            title: words.next().unwrap_or_default(),
            description: words.next().unwrap_or_default(),
            lang: words.next().unwrap_or_default(),
            version: format!("{checksum:08x}"),
            n_documents,
            n_entries,
            n_articles: numbers.get(0, 2),
            n_thousand_characters: numbers.get(0, 3),
            n_dates: numbers.get(0, 4),
            days: numbers.pair(0, 5),
            scanned: numbers.get(0, 7),
            chunks: documents.into_iter().zip(entries).collect(),
            shards: firsts.zip(planes(seconds)).collect(),
            chunk_stamps: stamps(chunk_stamps)?,
            shard_stamps: stamps(shard_stamps)?,
            columns: stamps(columns)?.try_into().map_err(|_| damaged("a column is missing"))?,
            han_classes: read_classes(class_lengths, class_firsts, class_others),
            published: Days::read([lengths, is_dated, first_days, n_days, matter], n_documents, n_entries)?,
        };
        catalog.check()?;
        Ok(catalog)
    }

    /// The numbers of the whole must be the sums of the parts: so no damaged number makes more work than the files warrant.
    fn check(&self) -> Result<()> {
        let n_documents = self.chunks.iter().map(|chunk| chunk.0).try_fold(0, u32::checked_add);
        let n_entries = self.chunks.iter().map(|chunk| chunk.1).try_fold(0, u32::checked_add);
        let has_stamps = |n: usize, stamps: &[u32]| n.div_ceil(STAMPED) == stamps.len();
        let is_stamped = has_stamps(self.chunks.len(), &self.chunk_stamps)
            && has_stamps(self.shards.len(), &self.shard_stamps);
        if n_documents != Some(self.n_documents) || n_entries != Some(self.n_entries) || !is_stamped {
            return Err(Error::DamagedPack { what: "its parts do not add up" });
        }
        if !self.shards.is_sorted_by(|a, b| a < b) {
            return Err(Error::DamagedPack { what: "the files of the index are not in order" });
        }
        Ok(())
    }

    /// Name of a file, relative to the catalog's; it changes with what is in the file, so that no cache serves an old one.
    #[must_use]
    pub fn file_name(&self, part: Part) -> Option<String> {
        let stamp = |n: usize, stamps: &[u32], place: usize| {
            stamps.get(place / STAMPED).copied().filter(|_| place < n)
        };
        let [names, mentions, titles] = self.columns;
        let stamp = match part {
            Part::Chunk(place) => stamp(self.chunks.len(), &self.chunk_stamps, place)?,
            Part::Shard(place) => stamp(self.shards.len(), &self.shard_stamps, place)?,
            Part::Names => names,
            Part::Mentions => mentions,
            Part::Titles => titles,
        };
        Some(file_name(part, stamp))
    }

    /// The shard that may hold a pair.
    pub(crate) fn shard_of(&self, pair: (u32, u32)) -> Option<usize> {
        self.shards.partition_point(|first| *first <= pair).checked_sub(1)
    }

    /// The shards that may hold pairs with this first character.
    pub(crate) fn shards_of(&self, first: u32) -> std::ops::Range<usize> {
        let start = self.shards.partition_point(|pair| pair.0 < first).saturating_sub(1);
        start..self.shards.partition_point(|pair| pair.0 <= first)
    }
}

/// Appends three sections: how many characters each line has, the first ones, and all others.
fn write_classes(lines: &str, writer: &mut Writer) {
    let lines: Vec<Vec<u32>> = lines.lines().map(|line| line.chars().map(u32::from).collect()).collect();
    let firsts = lines.iter().map(|line| line.first().copied().unwrap_or(0));
    writer.section(lines.iter().map(|line| u8::try_from(line.len()).unwrap_or(u8::MAX)).collect());
    writer.planes(&steps(firsts));
    writer.planes(&lines.iter().flat_map(|line| line.iter().skip(1).copied()).collect::<Vec<u32>>());
}

/// The lines that [`write_classes`] wrote; what is no character is left out.
fn read_classes(lengths: &[u8], firsts: &[u8], others: &[u8]) -> String {
    let mut others = planes(others).into_iter();
    let mut lines = String::with_capacity(lengths.len() * 8);
    for (len, first) in lengths.iter().zip(sums(firsts)) {
        let others = others.by_ref().take(usize::from(*len).saturating_sub(1));
        lines.extend(std::iter::once(first).chain(others).filter_map(char::from_u32));
        lines.push('\n');
    }
    lines
}

/// Name of a file.
pub(crate) fn file_name(part: Part, stamp: u32) -> String {
    let (kind, place) = match part {
        Part::Chunk(place) => ("text", place),
        Part::Shard(place) => ("index", place),
        Part::Names => ("names", 0),
        Part::Mentions => ("mentions", 0),
        Part::Titles => ("titles", 0),
    };
    format!("{kind}-{place}.{stamp:08x}.bin")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Catalog {
        Catalog {
            title: "简报".to_owned(),
            lang: "zh-Hans".to_owned(),
            han_classes: "万萬\n么幺麼麽\n个個\n".to_owned(),
            n_documents: 3,
            n_entries: 4,
            chunks: vec![(1, 2), (2, 2)],
            shards: vec![(5, 0), (5, 9), (7, 1)],
            chunk_stamps: vec![0xabc],
            shard_stamps: vec![0xdef],
            published: Days {
                starts: vec![0, 2, 3, 4],
                published: vec![(0, 0), (7, 8), (0, 0)],
                matter: vec![1],
            },
            ..Catalog::default()
        }
    }

    #[test]
    fn a_catalog_comes_back() {
        let read = Catalog::read(&sample().write().unwrap()).unwrap();
        assert_eq!(Catalog { version: String::new(), ..read.clone() }, sample());
        assert_eq!(read.file_name(Part::Chunk(1)).as_deref(), Some("text-1.00000abc.bin"));
        assert_eq!([Part::Chunk(2), Part::Shard(3)].map(|part| read.file_name(part)), [None, None]);
        assert_eq!(
            [read.shard_of((5, 8)), read.shard_of((5, 9)), read.shard_of((4, 0))],
            [Some(0), Some(1), None]
        );
        assert_eq!([read.shards_of(5), read.shards_of(6), read.shards_of(7)], [0..2, 1..2, 1..3]);
    }

    #[test]
    fn a_damaged_catalog_is_refused() {
        let bytes = sample().write().unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x20;
            assert!(Catalog::read(&damaged).is_err(), "flipped byte {at}");
        }
        let wrong = Catalog { n_entries: 5, ..sample() };
        assert!(Catalog::read(&wrong.write().unwrap()).is_err());
    }
}
