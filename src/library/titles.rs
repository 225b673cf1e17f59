//! [`Titles`]: what documents are called, for choosing them by their titles.

use super::catalog::MAGIC;
use super::columns::{DAMAGED, ends, number, plain, sections};
use crate::corpus::format::{Table, Writer};
use crate::error::Result;

/// Strings of each document: title, issue and file name.
const N_FIELDS: usize = 3;

/// Titles, issues and file names of documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    text: String,
    /// End of each string in `text`.
    ends: Vec<u32>,
}

impl Titles {
    /// Appends a document.
    pub(crate) fn push(&mut self, fields: [&str; N_FIELDS]) {
        for field in fields {
            self.text.push_str(field);
            self.ends.push(number(self.text.len()));
        }
    }

    pub(crate) fn write(&self) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        writer.section(self.text.clone().into_bytes());
        let mut start = 0;
        let len = |end: &u32| end - std::mem::replace(&mut start, *end);
        writer.table(&self.ends.iter().map(len).collect::<Vec<u32>>());
        writer.finish(MAGIC)
    }

    /// Reads the column of `n_documents` documents.
    pub(crate) fn read(bytes: &[u8], n_documents: u32) -> Result<Titles> {
        let [text, lengths] = sections(bytes)?;
        let text = std::str::from_utf8(text).map_err(|_| DAMAGED)?.to_owned();
        let ends = ends(&plain(Table::new(lengths, 1)?), text.len()).ok_or(DAMAGED)?;
        if ends.len() != n_documents as usize * N_FIELDS {
            return Err(DAMAGED);
        }
        Ok(Titles { text, ends })
    }

    /// Titles of all documents in order.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).step_by(N_FIELDS).map(|place| self.string(place))
    }

    fn string(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).copied().unwrap_or(0) as usize;
        self.text.get(place.checked_sub(1).map_or(0, end)..end(place)).unwrap_or("")
    }

    pub(crate) fn n_bytes(&self) -> usize {
        self.text.len() + self.ends.len() * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_back() {
        let mut titles = Titles::default();
        titles.push(["網絡通報", "第3期", "a.txt"]);
        titles.push(["简报", "", "b.txt"]);
        let read = Titles::read(&titles.write().unwrap(), 2).unwrap();
        assert_eq!(read.titles().collect::<Vec<&str>>(), ["網絡通報", "简报"]);
        assert!(Titles::read(&titles.write().unwrap(), 3).is_err());
    }
}
