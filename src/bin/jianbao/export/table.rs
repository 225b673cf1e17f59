//! A table's columns, and the cells of a row: one description for every format.

use std::borrow::Cow;

use jianbao::day::Day;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Text,
    /// A list of texts; in CSV a JSON array.
    Texts,
    /// A whole number.
    Whole,
    /// A floating-point number.
    Number,
    /// `YYYY-MM-DD`.
    Day,
    Flag,
}

/// A column.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) is_optional: bool,
    pub(crate) says: &'static str,
}

/// A column that every row fills.
pub(super) const fn filled(name: &'static str, kind: Kind, says: &'static str) -> Column {
    Column { name, kind, is_optional: false, says }
}

/// A column that rows may leave empty.
pub(super) const fn open(name: &'static str, kind: Kind, says: &'static str) -> Column {
    Column { name, kind, is_optional: true, says }
}

/// A table: a file of its own in CSV and Parquet, objects in JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Groups of columns, one behind the other.
    pub(crate) groups: &'static [&'static [Column]],
}

impl Table {
    /// All columns in order.
    pub(crate) fn columns(self) -> impl Iterator<Item = Column> {
        self.groups.iter().copied().flatten().copied()
    }
}

/// What stands in a row under a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Texts(Vec<&'a str>),
    Whole(i64),
    Number(f64),
    Day(Day),
    Flag(bool),
}

/// The cells of a row, in the order of its table's columns.
pub(crate) type Row<'a> = Vec<Cell<'a>>;

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Cell<'static> {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Cell<'static> {
        Cell::Number(number)
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Cell<'static> {
        Cell::Day(day)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Cell<'static> {
        Cell::Flag(flag)
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Cell<'static> {
        Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Cell<'a> {
        value.map_or(Cell::Nothing, Into::into)
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Nothing => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Texts(texts) => serializer.collect_seq(texts),
            Cell::Whole(number) => serializer.serialize_i64(*number),
            Cell::Number(number) => serializer.serialize_f64(*number),
            Cell::Day(day) => serializer.collect_str(day),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

/// First and last day, as search engines take a range of dates.
#[derive(Serialize)]
struct Days {
    gte: String,
    lte: String,
}

/// A row as a JSON object: every object of a table has all its fields, since readers guess columns from them; a pair of days is a
/// range as well.
pub(super) fn fields<M: SerializeMap>(
    map: &mut M,
    groups: &[&'static [Column]],
    row: &[Cell<'_>],
) -> Result<(), M::Error> {
    let mut before = &Cell::Nothing;
    for (column, cell) in groups.iter().copied().flatten().zip(row) {
        map.serialize_entry(column.name, cell)?;
        if let Some(name) = range_name(column.name) {
            let days = match (before, cell) {
                (Cell::Day(first), Cell::Day(last)) => {
                    Some(Days { gte: first.to_string(), lte: last.to_string() })
                }
                _ => None,
            };
            map.serialize_entry(name, &days)?;
        }
        before = cell;
    }
    Ok(())
}

/// The name of the range that a column ends; the column before it begins it.
pub(super) fn range_name(last: &str) -> Option<&'static str> {
    match last {
        "published_last" => Some("published_days"),
        "last_day" => Some("days"),
        _ => None,
    }
}
