//! Articles and entities as lines of JSON: an article with its dates, figures and names in it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use sha2::{Digest, Sha256};

use super::rows::{ARTICLES, DATES, ENTITIES, FIGURES, NAMES};
use super::table::{Cell, Column, Row, fields};

/// Bytes that an id may have in a search engine.
const MAX_ID: usize = 512;

/// An article with its mentions: one line.
pub(super) struct Article<'a> {
    pub(super) row: Row<'a>,
    pub(super) dates: Vec<Row<'a>>,
    pub(super) figures: Vec<Row<'a>>,
    pub(super) names: Vec<Row<'a>>,
}

impl<'a> Article<'a> {
    /// An article without its mentions.
    pub(super) fn new(row: Row<'a>) -> Article<'a> {
        Article { row, dates: Vec::new(), figures: Vec::new(), names: Vec::new() }
    }
}

impl Serialize for Article<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        fields(&mut map, ARTICLES.groups, &self.row)?;
        for (table, rows) in [(DATES, &self.dates), (FIGURES, &self.figures), (NAMES, &self.names)] {
            map.serialize_entry(table.name, &Nested { groups: own(table.groups), rows })?;
        }
        map.end()
    }
}

/// The columns of a mention inside its article, which says whose it is.
pub(super) fn own(groups: &'static [&'static [Column]]) -> &'static [&'static [Column]] {
    groups.get(1..).unwrap_or_default()
}

struct Nested<'a> {
    groups: &'static [&'static [Column]],
    rows: &'a [Row<'a>],
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| Object { groups: self.groups, row }))
    }
}

struct Object<'a> {
    groups: &'static [&'static [Column]],
    row: &'a [Cell<'a>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        fields(&mut map, self.groups, self.row)?;
        map.end()
    }
}

/// An entity: one line.
pub(super) struct EntityLine<'a>(pub(super) Row<'a>);

impl Serialize for EntityLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object { groups: ENTITIES.groups, row: &self.0 }.serialize(serializer)
    }
}

/// What the bulk interface is told to do with the line that follows.
#[derive(Serialize)]
pub(super) struct Action<'a> {
    index: Target<'a>,
}

#[derive(Serialize)]
struct Target<'a> {
    #[serde(rename = "_index")]
    index: &'a str,
    #[serde(rename = "_id")]
    id: String,
}

impl<'a> Action<'a> {
    /// Puts a line into an index, in place of one that has its id.
    pub(super) fn new(index: &'a str, row: &[Cell<'_>]) -> Action<'a> {
        let id = match row.first() {
            Some(Cell::Text(id)) if id.len() <= MAX_ID => id.to_string(),
            Some(Cell::Text(id)) => {
                Sha256::digest(id.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
            }
            _ => String::new(),
        };
        Action { index: Target { index, id } }
    }
}

/// The name of an index that Elasticsearch, OpenSearch and Quickwit take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IndexName(String);

impl IndexName {
    /// Reads a name.
    ///
    /// # Errors
    /// When an engine would refuse it; says what it may be made of.
    pub(crate) fn read(typed: &str) -> Result<IndexName, String> {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        let is_fine = typed.starts_with(|c: char| c.is_ascii_lowercase())
            && typed.chars().all(is_plain)
            && (3..=200).contains(&typed.len());
        if is_fine {
            return Ok(IndexName(typed.to_owned()));
        }
        Err(format!(
            "expected 3 to 200 characters, a small letter first and then a–z, 0–9, '-', '_' or '.', found {typed}"
        ))
    }

    pub(super) fn articles(&self) -> &str {
        &self.0
    }

    pub(super) fn entities(&self) -> String {
        format!("{}-entities", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_indexes_are_those_that_engines_take() {
        for typed in ["jianbao", "a.b-c_1"] {
            assert!(IndexName::read(typed).is_ok(), "{typed}");
        }
        for typed in ["", "ab", "Jianbao", "_a1", "简报索引", "a b c", "a/b", "..."] {
            assert!(IndexName::read(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn long_ids_are_replaced_by_their_checksums() {
        let id = |length: usize| Action::new("i", &[Cell::from("a".repeat(length))]).index.id;
        assert_eq!((id(512).len(), id(513).len()), (512, 64));
    }
}
