//! The file that says what all the others are.
//!
//! It is laid out as a pack is ([`crate::corpus::format`]), with a magic of its own and these sections: title, description
//! and language of the corpus, one behind the other with a line feed between; numbers about the whole; a row for each chunk,
//! shard and column; the classes of Han characters.

use crate::corpus::format::{self, Table, Writer};
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
    /// Days of publication.
    Days,
    /// Ids, publishers and languages of documents.
    Names,
    /// Days that articles mention.
    Mentions,
    /// Titles, issues and file names of documents.
    Titles,
}

/// A file: how long it is, and the CRC-32 of its bytes, which is part of its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileEntry {
    /// Bytes.
    pub n_bytes: u32,
    /// CRC-32.
    pub checksum: u32,
}

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
    /// Number of documents and of entries in each chunk, and its file.
    pub chunks: Vec<(u32, u32, FileEntry)>,
    /// First pair of each shard, and its file.
    pub shards: Vec<((u32, u32), FileEntry)>,
    /// The files of [`Part::Days`], [`Part::Names`], [`Part::Mentions`] and [`Part::Titles`].
    pub columns: [FileEntry; 4],
    /// Lines of Han characters that match each other.
    pub han_classes: String,
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
        writer.table(&numbers);
        let chunks = self
            .chunks
            .iter()
            .flat_map(|(documents, entries, file)| [*documents, *entries, file.n_bytes, file.checksum]);
        writer.table(&chunks.collect::<Vec<u32>>());
        let shards =
            self.shards.iter().flat_map(|(pair, file)| [pair.0, pair.1, file.n_bytes, file.checksum]);
        writer.table(&shards.collect::<Vec<u32>>());
        let columns = self.columns.iter().flat_map(|file| [file.n_bytes, file.checksum]);
        writer.table(&columns.collect::<Vec<u32>>());
        writer.section(self.han_classes.clone().into_bytes());
        writer.finish(MAGIC)
    }

    /// Reads a catalog.
    ///
    /// # Errors
    /// When the bytes are no catalog, of another version, or damaged.
    pub fn read(bytes: &[u8]) -> Result<Catalog> {
        let (checksum, sections) = format::sections(bytes, MAGIC)?;
        let damaged = |what| Error::DamagedPack { what };
        let [words, numbers, chunks, shards, columns, han_classes] =
            <[&[u8]; 6]>::try_from(sections).map_err(|_| damaged("a section is missing"))?;
        let text = |bytes: &[u8]| {
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| damaged("its text is no UTF-8"))
        };
        let words = text(words)?;
        let mut words = words.split('\n').map(str::to_owned);
        let numbers = Table::new(numbers, N_NUMBERS)?;
        let file = |table: &Table<'_>, row, column| {
            let (n_bytes, checksum) = table.pair(row, column);
            FileEntry { n_bytes, checksum }
        };
        let chunk_rows = Table::new(chunks, 4)?;
        let shard_rows = Table::new(shards, 4)?;
        let column_rows = Table::new(columns, 2)?;
        let chunk = |row| (chunk_rows.get(row, 0), chunk_rows.get(row, 1), file(&chunk_rows, row, 2));
        let catalog = Catalog {
            title: words.next().unwrap_or_default(),
            description: words.next().unwrap_or_default(),
            lang: words.next().unwrap_or_default(),
            version: format!("{checksum:08x}"),
            n_documents: numbers.get(0, 0),
            n_entries: numbers.get(0, 1),
            n_articles: numbers.get(0, 2),
            n_thousand_characters: numbers.get(0, 3),
            n_dates: numbers.get(0, 4),
            days: numbers.pair(0, 5),
            scanned: numbers.get(0, 7),
            chunks: (0..chunk_rows.n_rows()).map(chunk).collect(),
            shards: (0..shard_rows.n_rows())
                .map(|row| (shard_rows.pair(row, 0), file(&shard_rows, row, 2)))
                .collect(),
            columns: [0, 1, 2, 3].map(|row| file(&column_rows, row, 0)),
            han_classes: text(han_classes)?,
        };
        catalog.check()?;
        Ok(catalog)
    }

    /// The numbers of the whole must be the sums of the parts: so no damaged number makes more work than the files warrant.
    fn check(&self) -> Result<()> {
        let n_documents = self.chunks.iter().map(|chunk| chunk.0).try_fold(0, u32::checked_add);
        let n_entries = self.chunks.iter().map(|chunk| chunk.1).try_fold(0, u32::checked_add);
        // A document or article takes more than a byte of a chunk, however well that is packed.
        let is_light = self.chunks.iter().any(|chunk| u64::from(chunk.1) > u64::from(chunk.2.n_bytes) * 1024);
        if n_documents != Some(self.n_documents) || n_entries != Some(self.n_entries) || is_light {
            return Err(Error::DamagedPack { what: "its parts do not add up" });
        }
        if !self.shards.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(Error::DamagedPack { what: "the files of the index are not in order" });
        }
        Ok(())
    }

    /// A file's entry.
    #[must_use]
    pub fn file(&self, part: Part) -> Option<FileEntry> {
        match part {
            Part::Chunk(place) => self.chunks.get(place).map(|chunk| chunk.2),
            Part::Shard(place) => self.shards.get(place).map(|shard| shard.1),
            Part::Days => self.columns.first().copied(),
            Part::Names => self.columns.get(1).copied(),
            Part::Mentions => self.columns.get(2).copied(),
            Part::Titles => self.columns.get(3).copied(),
        }
    }

    /// Name of a file, relative to the catalog's; it changes with its bytes, so that no cache serves an old one.
    #[must_use]
    pub fn file_name(&self, part: Part) -> Option<String> {
        self.file(part).map(|file| file_name(part, file))
    }

    /// The shard that may hold a pair.
    pub(crate) fn shard_of(&self, pair: (u32, u32)) -> Option<usize> {
        self.shards.partition_point(|(first, _)| *first <= pair).checked_sub(1)
    }

    /// The shards that may hold pairs with this first character.
    pub(crate) fn shards_of(&self, first: u32) -> std::ops::Range<usize> {
        let start = self.shards.partition_point(|(pair, _)| pair.0 < first).saturating_sub(1);
        start..self.shards.partition_point(|(pair, _)| pair.0 <= first)
    }
}

/// Name of a file.
pub(crate) fn file_name(part: Part, file: FileEntry) -> String {
    let (kind, place) = match part {
        Part::Chunk(place) => ("text", place),
        Part::Shard(place) => ("index", place),
        Part::Days => ("days", 0),
        Part::Names => ("names", 0),
        Part::Mentions => ("mentions", 0),
        Part::Titles => ("titles", 0),
    };
    format!("{kind}-{place}.{:08x}.bin", file.checksum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Catalog {
        let file = FileEntry { n_bytes: 10, checksum: 0xabc };
        Catalog {
            title: "简报".to_owned(),
            lang: "zh-Hans".to_owned(),
            n_documents: 3,
            n_entries: 4,
            chunks: vec![(1, 2, file), (2, 2, file)],
            shards: vec![((5, 0), file), ((5, 9), file), ((7, 1), file)],
            ..Catalog::default()
        }
    }

    #[test]
    fn a_catalog_comes_back() {
        let read = Catalog::read(&sample().write().unwrap()).unwrap();
        assert_eq!(Catalog { version: String::new(), ..read.clone() }, sample());
        assert_eq!(read.file_name(Part::Chunk(1)).as_deref(), Some("text-1.00000abc.bin"));
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
