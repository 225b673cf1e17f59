//! The packed bytes: header, checksum, columns in place.
//!
//! ```text
//! 0   8  magic "JIANBAO\n"
//! 8   4  format version
//! 12  4  CRC-32 of everything from byte 16 on
//! 16  4  number of sections
//! 20  …  for each section: offset and length in bytes, 4 + 4
//! …      the sections, one behind the other
//! ```
//!
//! All numbers are little-endian. Sections are UTF-8 text or tables with a fixed count of columns. A table begins with a byte for
//! each column, which says how many bytes its numbers take, 1 to 4; then come the rows without gaps, and 3 bytes of nothing, so that four
//! bytes can be read at any number. A number of nothing but ones stands for [`u32::MAX`].
//!
//! Short strings lie in one section, each once, and are named by offset and length. Nothing is parsed at opening; it is
//! checked once, so that no offset of a hostile pack leads outside.
//!
//! This module knows bytes and nothing of documents.

use std::collections::HashMap;
use std::ops::Range;

use crate::checksum::Hasher;
use crate::error::{Error, Result};

/// First bytes of every pack.
pub const MAGIC: [u8; 8] = *b"JIANBAO\n";

/// Version of the format that this program writes and reads.
pub const VERSION: u32 = 7;

const HEADER: usize = 20;

/// From here on the checksum is of everything.
pub(super) const CHECKED: usize = 16;

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

    /// Appends a table of so many columns, its rows one behind the other.
    pub fn table(&mut self, n_columns: usize, numbers: &[u32]) {
        let mut widths = vec![1_usize; n_columns];
        for row in numbers.chunks_exact(n_columns.max(1)) {
            for (width, &number) in widths.iter_mut().zip(row).filter(|(_, number)| **number != u32::MAX) {
                // One more: what is all ones stands for `u32::MAX`.
                let n_bits = (u64::from(number) + 1).ilog2() + 1;
                *width = (n_bits.div_ceil(8) as usize).clamp(*width, 4);
            }
        }
        let mut bytes: Vec<u8> = widths.iter().map(|&width| width as u8).collect();
        for (number, &width) in numbers.iter().zip(widths.iter().cycle()) {
            bytes.extend(number.to_le_bytes().iter().take(width));
        }
        bytes.extend([0; PADDING]);
        self.section(bytes);
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
        let checksum = crate::checksum::hash(pack.get(CHECKED..).unwrap_or_default());
        if let Some(slot) = pack.get_mut(12..16) {
            slot.copy_from_slice(&checksum.to_le_bytes());
        }
        Ok(pack)
    }
}

/// Puts strings one behind the other, each once.
#[derive(Debug, Default)]
pub struct StringWriter {
    text: String,
    places: HashMap<String, StringPlace>,
}

impl StringWriter {
    /// Appends a string that is not there yet, and returns its place.
    pub fn put(&mut self, string: &str) -> StringPlace {
        if let Some(place) = self.places.get(string) {
            return *place;
        }
        let place =
            (u32::try_from(self.text.len()).unwrap_or(u32::MAX), u32::try_from(string.len()).unwrap_or(0));
        self.text.push_str(string);
        self.places.insert(string.to_owned(), place);
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
        let mut hasher = Hasher::new();
        for (number, part) in parts.into_iter().enumerate() {
            hasher.update(part.get(if number == 0 { CHECKED } else { 0 }..).unwrap_or_default());
        }
        self.compare(hasher)
    }

    /// Checks that the checksum of everything from byte [`CHECKED`] on is what was written.
    ///
    /// # Errors
    /// When a byte was changed.
    pub(super) fn compare(&self, checksum: Hasher) -> Result<()> {
        if checksum.finalize() != self.checksum {
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

/// Bytes behind the rows of a table.
const PADDING: usize = 3;

/// How the rows of a table are made up.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// For each column where its numbers begin within the first row, from the section's beginning, and the bits that belong to them.
    places: Box<[(usize, u32)]>,
    n_bytes_of_row: usize,
    n_rows: usize,
}

impl Columns {
    /// Reads how a section holds rows of `n_columns` numbers.
    ///
    /// # Errors
    /// [`Error::DamagedPack`] when the section does not hold whole rows.
    pub fn read(section: &[u8], n_columns: usize) -> Result<Columns> {
        let damaged = Error::DamagedPack { what: "a table holds half a row" };
        let (widths, rows) = section.split_at_checked(n_columns).ok_or_else(|| damaged.clone())?;
        let mut end = n_columns;
        let place = |&width: &u8| {
            let begin = end;
            end += usize::from(width);
            // Of 1 to 4 bytes.
            let mask = u32::MAX.checked_shr(u32::BITS.checked_sub(8 * u32::from(width))?)?;
            Some((begin, mask))
        };
        let places = widths.iter().map(place).collect::<Option<Box<[_]>>>();
        let n_bytes_of_row = end - n_columns;
        let n_bytes =
            rows.len().checked_sub(PADDING).filter(|n_bytes| n_bytes.checked_rem(n_bytes_of_row) == Some(0));
        let (places, n_bytes) = places.zip(n_bytes).ok_or(damaged)?;
        Ok(Columns { places, n_bytes_of_row, n_rows: n_bytes / n_bytes_of_row })
    }

    /// The table that a section holds, of which this was read.
    #[must_use]
    pub fn table<'a>(&'a self, section: &'a [u8]) -> Table<'a> {
        Table { section, columns: self }
    }
}

/// A table of numbers with a fixed count of columns, read in place.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    section: &'a [u8],
    columns: &'a Columns,
}

impl Table<'_> {
    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.columns.n_rows
    }

    /// The number in a row and column; 0 outside the table.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> u32 {
        let Some(&(place, mask)) = self.columns.places.get(column).filter(|_| row < self.columns.n_rows)
        else {
            return 0;
        };
        match number(self.section, place + row * self.columns.n_bytes_of_row).unwrap_or(0) & mask {
            ones if ones == mask => u32::MAX,
            number => number,
        }
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
        writer.table(2, &[1, 2, 3, 4]);
        writer.finish(MAGIC).unwrap()
    }

    #[test]
    fn sections_come_back() {
        let pack = sample();
        let (_, sections) = sections(&pack, MAGIC).unwrap();
        assert_eq!(sections[0], "疫情".as_bytes());
        let columns = Columns::read(sections[1], 2).unwrap();
        let table = columns.table(sections[1]);
        assert_eq!((table.n_rows(), table.pair(1, 0)), (2, (3, 4)));
        assert_eq!((table.get(2, 0), table.get(7, 0), table.get(0, 2)), (0, 0, 0));
    }

    #[test]
    fn numbers_of_every_width_come_back() {
        let edges = [0, 1, 0xfe, 0xff, 0x100, 0xfffe, 0xffff, 0xff_fffe, 0xff_ffff, 0xffff_fffe, u32::MAX];
        for most in 0..edges.len() {
            let numbers: Vec<u32> = edges[..=most].iter().flat_map(|&number| [number, u32::MAX, 7]).collect();
            let mut writer = Writer::default();
            writer.table(3, &numbers);
            let section = writer.sections.remove(0);
            let columns = Columns::read(&section, 3).unwrap();
            let table = columns.table(&section);
            let back = (0..table.n_rows()).flat_map(|row| [0, 1, 2].map(|column| table.get(row, column)));
            assert_eq!(back.collect::<Vec<u32>>(), numbers);
            assert!(Columns::read(&section[..section.len() - 1], 3).is_err());
        }
        let mut empty = Writer::default();
        empty.table(3, &[]);
        assert_eq!(Columns::read(&empty.sections[0], 3).unwrap().n_rows, 0);
        for hostile in [&b"\0\0\0\0\0\0"[..], b"\x05\x01\x01\0\0\0", b"\xff\xff\xff\0\0\0", b"\x01\x01", b""]
        {
            assert!(Columns::read(hostile, 3).is_err(), "{hostile:?}");
        }
    }

    #[test]
    fn a_string_is_kept_once() {
        let mut writer = StringWriter::default();
        let places = ["zh-Hans", "", "zh-Hant", "zh-Hans", ""].map(|string| writer.put(string));
        assert_eq!((places[0], places[1]), (places[3], places[4]));
        assert_eq!(writer.into_bytes(), b"zh-Hanszh-Hant");
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
