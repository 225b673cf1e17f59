//! Tables as CSV (RFC 4180), as spreadsheets and databases alike open it: UTF-8 behind a byte order mark, without which Excel takes
//! it for another encoding, and lines that end with CR LF.

use std::borrow::Cow;
use std::io::Write;

use anyhow::Result;

use super::table::{Cell, Table};

/// Writes one table.
pub(super) struct Sheet<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Sheet<W> {
    /// A table with its heading line.
    pub(super) fn new(mut out: W, table: Table) -> Result<Sheet<W>> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(table.columns().map(|column| column.name))?;
        Ok(Sheet { writer })
    }
}

impl<W: Write> super::Sheet for Sheet<W> {
    fn add(&mut self, row: &[Cell<'_>]) -> Result<()> {
        for cell in row {
            self.writer.write_field(printed(cell)?.as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.writer.flush()?;
        Ok(())
    }
}

fn printed<'a>(cell: &'a Cell<'_>) -> Result<Cow<'a, str>> {
    Ok(match cell {
        Cell::Nothing => Cow::Borrowed(""),
        Cell::Text(text) => harmless(text),
        Cell::Texts(texts) => Cow::Owned(serde_json::to_string(texts)?),
        Cell::Whole(number) => Cow::Owned(number.to_string()),
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Day(day) => Cow::Owned(day.to_string()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
    })
}

/// A text that no spreadsheet takes for a formula: an apostrophe goes before what looks like one, and before what looks as if one
/// had been put there, so that taking one off always gives the text back.
fn harmless(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let is_formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_number = bare.len() == text.len() && text.parse::<f64>().is_ok();
    if is_formula && !is_number { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_kept_from_spreadsheets() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("'=1", "''=1"),
            ("@a", "'@a"),
            ("-12.5", "-12.5"),
            ("-12 度", "'-12 度"),
            ("'甲'", "'甲'"),
            ("2020-02", "2020-02"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), expected);
        }
    }
}
