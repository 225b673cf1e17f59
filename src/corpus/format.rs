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

use crate::error::{Error, Result};

/// First bytes of every pack.
pub const MAGIC: [u8; 8] = *b"JIANBAO\n";

/// Version of the format that this program writes and reads.
pub const VERSION: u32 = 3;

const HEADER: usize = 20;

/// A string's place in the section of strings: offset and length in bytes.
pub type StringPlace = (u32, u32);

/// The place that stands for “no string”.
pub const NO_STRING: StringPlace = (u32::MAX, 0);

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
        let checksum = crc32fast::hash(pack.get(16..).unwrap_or_default());
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
    if pack.is_empty() {
        return Err(Error::EmptyPack);
    }
    if !pack.starts_with(&magic) {
        return Err(Error::NotAPack);
    }
    let cut = Error::DamagedPack { what: "it is cut short" };
    let word = |at: usize| number(pack, at).ok_or_else(|| cut.clone());
    let version = word(8)?;
    if version != VERSION {
        return Err(Error::PackVersion { expected: VERSION, found: version });
    }
    let checksum = word(12)?;
    let n_sections = word(16)? as usize;
    if pack.len() < HEADER.saturating_add(n_sections.saturating_mul(8)) {
        return Err(cut);
    }
    if crc32fast::hash(pack.get(16..).unwrap_or_default()) != checksum {
        return Err(Error::DamagedPack { what: "its checksum does not fit" });
    }
    let mut sections = Vec::with_capacity(n_sections);
    for index in 0..n_sections {
        let (offset, len) = (word(HEADER + index * 8)? as usize, word(HEADER + index * 8 + 4)? as usize);
        let section = offset.checked_add(len).and_then(|end| pack.get(offset..end));
        sections.push(section.ok_or(Error::DamagedPack { what: "a section lies outside the file" })?);
    }
    Ok((checksum, sections))
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
