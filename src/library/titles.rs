//! [`Titles`]: what documents are called, for `doc:` and for choosing documents by their titles.

use std::sync::OnceLock;

use memchr::memmem;

use super::catalog::MAGIC;
use super::columns::{DAMAGED, ends, number, sections};
use crate::corpus::format::{Writer, planes};
use crate::error::Result;
use crate::text::fold::{HanClasses, needle};

/// Strings of each document: title, issue and file name.
const N_FIELDS: usize = 3;

/// Titles, issues and file names of documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    text: String,
    /// End of each string in `text`.
    ends: Vec<u32>,
    /// The same folded, made when it is first searched.
    folded: OnceLock<Folded>,
}

/// Folded strings, each with a line feed behind it, and the end of each document.
#[derive(Clone, Debug, Default)]
struct Folded {
    text: String,
    ends: Vec<usize>,
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
        writer.planes(&self.ends.iter().map(len).collect::<Vec<u32>>());
        writer.finish(MAGIC)
    }

    /// Reads the column of `n_documents` documents.
    pub(crate) fn read(bytes: &[u8], n_documents: u32) -> Result<Titles> {
        let [text, lengths] = sections(bytes)?;
        let text = std::str::from_utf8(text).map_err(|_| DAMAGED)?.to_owned();
        let ends = ends(&planes(lengths), text.len()).ok_or(DAMAGED)?;
        if ends.len() != n_documents as usize * N_FIELDS {
            return Err(DAMAGED);
        }
        Ok(Titles { text, ends, folded: OnceLock::new() })
    }

    /// Titles of all documents in order.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).step_by(N_FIELDS).map(|place| self.string(place))
    }

    fn string(&self, place: usize) -> &str {
        let end = |place: usize| self.ends.get(place).copied().unwrap_or(0) as usize;
        self.text.get(place.checked_sub(1).map_or(0, end)..end(place)).unwrap_or("")
    }

    /// Numbers of the documents of which a string holds these folded words.
    pub(crate) fn with(&self, words: &str, classes: &HanClasses) -> Vec<u32> {
        let folded = self.folded.get_or_init(|| self.fold(classes));
        let mut found: Vec<u32> = Vec::new();
        for place in memmem::find_iter(folded.text.as_bytes(), words.as_bytes()) {
            let document = number(folded.ends.partition_point(|end| *end <= place));
            if found.last() != Some(&document) && (document as usize) < folded.ends.len() {
                found.push(document);
            }
        }
        found
    }

    fn fold(&self, classes: &HanClasses) -> Folded {
        let mut folded = Folded::default();
        for document in 0..self.ends.len() / N_FIELDS {
            for field in 0..N_FIELDS {
                folded.text.push_str(&needle(self.string(document * N_FIELDS + field), classes));
                // Folded words hold none, so nothing is found across two strings.
                folded.text.push('\n');
            }
            folded.ends.push(folded.text.len());
        }
        folded
    }

    pub(crate) fn n_bytes(&self) -> usize {
        let folded = self.folded.get().map_or(0, |folded| folded.text.len() + folded.ends.len() * 8);
        self.text.len() + self.ends.len() * 4 + folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_back_and_are_found_folded() {
        let mut titles = Titles::default();
        titles.push(["網絡通報", "第3期", "a.txt"]);
        titles.push(["简报", "", "b.txt"]);
        let read = Titles::read(&titles.write().unwrap(), 2).unwrap();
        assert_eq!(read.titles().collect::<Vec<&str>>(), ["網絡通報", "简报"]);
        assert!(Titles::read(&titles.write().unwrap(), 3).is_err());
        let classes = HanClasses::all();
        let with = |words: &str| read.with(&needle(words, classes), classes);
        assert_eq!([with("网络"), with("B.TXT"), with(".txt")], [vec![0], vec![1], vec![0, 1]]);
        // A string ends where the next one begins.
        assert_eq!([with("报第"), with("")], [vec![], vec![0, 1]]);
    }
}
