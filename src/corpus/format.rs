//! The packed bytes: header, checksum, columns in place.
//!
//! ```text
//! 0   8  magic "JIANBAO\n"
//! 8   4  format version
//! 12  4  CRC-32 of everything from byte 16 on
//! 16  4  number of sections
//! 20  …  for each section: offset and length in bytes, 4 + 4
//! …      the sections, each on a multiple of 4
//! ```
//!
//! All numbers are little-endian. Sections are UTF-8 text or tables of 32-bit numbers with a fixed count of columns.
//! Short strings lie in one section and are named by offset and length. Nothing is parsed at opening; it is
//! checked once, so that no offset of a hostile pack leads outside.
//!
//! This module knows bytes and nothing of documents.

use std::ops::Range;

use crate::error::{Error, Result};

/// First bytes of every pack.
pub const MAGIC: [u8; 8] = *b"JIANBAO\n";

/// Version of the format that this program writes and reads.
pub const VERSION: u32 = 6;

const HEADER: usize = 20;

/// A string's place in the section of strings: offset and length in bytes.
pub type StringPlace = (u32, u32);

/// The place that stands for “no string”.
pub const NO_STRING: StringPlace = (u32::MAX, 0);

/// Numbers that [`Writer::planes`] wrote; bytes that make no whole number are left out.
#[must_use]
pub fn planes(section: &[u8]) -> Vec<u32> {
    let n = section.len() / 4;
    let mut numbers = vec![0_u32; n];
    if n > 0 {
        for (byte, plane) in section.chunks_exact(n).take(4).enumerate() {
            numbers
                .iter_mut()
                .zip(plane)
                .for_each(|(number, part)| *number |= u32::from(*part) << (8 * byte));
        }
    }
    numbers
}

/// Collects sections and writes them out.
#[derive(Debug, Default)]
pub struct Writer {
    sections: Vec<Vec<u8>>,
}

impl Writer {
    /// Appends a section of bytes.
    pub fn section(&mut self, bytes: Vec<u8>) {
        self.sections.push(bytes);
    }

    /// Appends a section of numbers.
    pub fn table(&mut self, numbers: &[u32]) {
        self.section(numbers.iter().flat_map(|n| n.to_le_bytes()).collect());
    }

    /// Appends a section of numbers, all their lowest bytes first, then all the next ones, and so on: what is going to be packed becomes
    /// smaller so, since the higher bytes are much alike. [`planes`] reads it.
    pub fn planes(&mut self, numbers: &[u32]) {
        self.section((0..4).flat_map(|byte| numbers.iter().map(move |n| (n >> (8 * byte)) as u8)).collect());
    }

    /// The whole file, which begins with `magic`.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when it would not fit into 4 GiB.
    pub fn finish(self, magic: [u8; 8]) -> Result<Vec<u8>> {
        let too_large = Error::TooLarge { what: "over 4 GiB" };
        let mut directory = Vec::new();
        let mut body = Vec::new();
        let base = HEADER + self.sections.len() * 8;
        for section in &self.sections {
            body.resize(body.len().next_multiple_of(4), 0);
            let offset = u32::try_from(base + body.len()).map_err(|_| too_large.clone())?;
            let len = u32::try_from(section.len()).map_err(|_| too_large.clone())?;
            directory.extend([offset, len]);
            body.extend_from_slice(section);
        }
        let mut pack = Vec::with_capacity(base + body.len());
        pack.extend_from_slice(&magic);
        pack.extend_from_slice(&VERSION.to_le_bytes());
        pack.extend_from_slice(&[0; 4]);
        pack.extend_from_slice(&u32::try_from(self.sections.len()).map_err(|_| too_large)?.to_le_bytes());
        pack.extend(directory.iter().flat_map(|n| n.to_le_bytes()));
        pack.extend_from_slice(&body);
        let checksum = crate::checksum::hash(pack.get(16..).unwrap_or_default());
        if let Some(slot) = pack.get_mut(12..16) {
            slot.copy_from_slice(&checksum.to_le_bytes());
        }
        Ok(pack)
    }
}

/// Puts strings one behind the other.
#[derive(Debug, Default)]
pub struct StringWriter {
    text: String,
}

impl StringWriter {
    /// Appends a string and returns its place.
    pub fn put(&mut self, string: &str) -> StringPlace {
        let place =
            (u32::try_from(self.text.len()).unwrap_or(u32::MAX), u32::try_from(string.len()).unwrap_or(0));
        self.text.push_str(string);
        place
    }

    /// Appends a string if there is one.
    pub fn put_option(&mut self, string: Option<&str>) -> StringPlace {
        string.map_or(NO_STRING, |string| self.put(string))
    }

    /// The section's bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// Splits a pack, which begins with `magic`, into its checksum and sections.
///
/// # Errors
/// Says what is wrong: no pack, another version, cut short, changed bytes, a section outside the file.
pub fn sections(pack: &[u8], magic: [u8; 8]) -> Result<(u32, Vec<&[u8]>)> {
    let directory = Directory::read(pack, magic)?;
    directory.check([pack])?;
    let section = |range| pack.get(range).unwrap_or_default();
    Ok((directory.checksum, directory.sections(pack.len())?.into_iter().map(section).collect()))
}

/// Bytes at the beginning of a pack of so many sections, up to its first section.
#[must_use]
pub(super) fn n_bytes_of_head(n_sections: usize) -> usize {
    HEADER.saturating_add(n_sections.saturating_mul(8))
}

/// What the head of a pack says.
pub(super) struct Directory {
    /// Of everything from byte 16 on.
    pub(super) checksum: u32,
    /// Offset and length in bytes.
    places: Vec<(u32, u32)>,
}

impl Directory {
    /// Reads the head of a pack, which begins with `magic`.
    ///
    /// # Errors
    /// Says what is wrong: no pack, another version, cut short.
    pub(super) fn read(head: &[u8], magic: [u8; 8]) -> Result<Directory> {
        if head.is_empty() {
            return Err(Error::EmptyPack);
        }
        if !head.starts_with(&magic) {
            return Err(Error::NotAPack);
        }
        let cut = Error::DamagedPack { what: "it is cut short" };
        let word = |at: usize| number(head, at).ok_or_else(|| cut.clone());
        let version = word(8)?;
        if version != VERSION {
            return Err(Error::PackVersion { expected: VERSION, found: version });
        }
        let checksum = word(12)?;
        let end = n_bytes_of_head(word(16)? as usize);
        let places = head.get(HEADER..end).ok_or_else(|| cut.clone())?.chunks_exact(8);
        let places = places.filter_map(|place| number(place, 0).zip(number(place, 4))).collect();
        Ok(Directory { checksum, places })
    }

    /// Checks that the parts of a pack, one behind the other, are what was written. The first holds the first 16 bytes.
    ///
    /// # Errors
    /// When a byte was changed.
    pub(super) fn check<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> Result<()> {
        let mut hasher = crate::checksum::Hasher::new();
        for (number, part) in parts.into_iter().enumerate() {
            hasher.update(part.get(if number == 0 { 16 } else { 0 }..).unwrap_or_default());
        }
        if hasher.finalize() != self.checksum {
            return Err(Error::DamagedPack { what: "its checksum does not fit" });
        }
        Ok(())
    }

    /// Where the sections of a pack of so many bytes lie.
    ///
    /// # Errors
    /// When one lies outside.
    pub(super) fn sections(&self, n_bytes: usize) -> Result<Vec<Range<usize>>> {
        let range = |&(offset, len): &(u32, u32)| {
            let end = (offset as usize).checked_add(len as usize).filter(|end| *end <= n_bytes);
            end.map(|end| offset as usize..end)
        };
        let ranges: Option<Vec<_>> = self.places.iter().map(range).collect();
        ranges.ok_or(Error::DamagedPack { what: "a section lies outside the file" })
    }
}

/// The number at a byte offset.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// A table of numbers with a fixed count of columns, read in place.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    bytes: &'a [u8],
    n_columns: usize,
}

impl Default for Table<'_> {
    fn default() -> Self {
        Table { bytes: &[], n_columns: 1 }
    }
}

impl<'a> Table<'a> {
    /// Reads a section as rows of `n_columns` numbers.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when the section does not hold whole rows.
    pub fn new(bytes: &'a [u8], n_columns: usize) -> Result<Table<'a>> {
        if n_columns == 0 || !bytes.len().is_multiple_of(n_columns * 4) {
            return Err(Error::DamagedPack { what: "a table holds half a row" });
        }
        Ok(Table { bytes, n_columns })
    }

    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.bytes.len() / (self.n_columns * 4)
    }

    /// The number in a row and column; 0 outside the table.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> u32 {
        number(self.bytes, (row * self.n_columns + column) * 4).unwrap_or(0)
    }

    /// Two neighbouring numbers.
    #[must_use]
    pub fn pair(&self, row: usize, column: usize) -> (u32, u32) {
        (self.get(row, column), self.get(row, column + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.section("疫情".as_bytes().to_vec());
        writer.table(&[1, 2, 3, 4]);
        writer.finish(MAGIC).unwrap()
    }

    #[test]
    fn sections_come_back() {
        let pack = sample();
        let (_, sections) = sections(&pack, MAGIC).unwrap();
        assert_eq!(sections[0], "疫情".as_bytes());
        let table = Table::new(sections[1], 2).unwrap();
        assert_eq!((table.n_rows(), table.pair(1, 0)), (2, (3, 4)));
        assert_eq!(table.get(7, 0), 0);
    }

    #[test]
    fn other_bytes_are_refused_with_a_reason() {
        assert_eq!(sections(&[], MAGIC).unwrap_err(), Error::EmptyPack);
        assert_eq!(sections(b"<!doctype html>", MAGIC).unwrap_err(), Error::NotAPack);
        let mut newer = sample();
        newer[8] = 9;
        assert_eq!(sections(&newer, MAGIC).unwrap_err(), Error::PackVersion { expected: VERSION, found: 9 });
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_noticed() {
        let pack = sample();
        for len in 0..pack.len() {
            assert!(sections(&pack[..len], MAGIC).is_err(), "cut to {len} bytes");
        }
        for at in 0..pack.len() {
            let mut damaged = pack.clone();
            damaged[at] ^= 0x20;
            assert!(sections(&damaged, MAGIC).is_err(), "flipped byte {at}");
        }
    }
}
