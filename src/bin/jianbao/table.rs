//! Columns in a terminal, where Chinese characters are two cells wide.

use std::io::Write;

use anyhow::Result;
use jianbao::text::fold::is_cjk;

use crate::search::{FAINT, printable};

/// Prints a table: the first column flush left, the others flush right.
pub(crate) fn print(out: &mut impl Write, header: &[&str], rows: &[Vec<String>]) -> Result<()> {
    let mut widths: Vec<usize> = header.iter().map(|cell| width(cell)).collect();
    for row in rows {
        for (slot, cell) in widths.iter_mut().zip(row) {
            *slot = width(cell).max(*slot);
        }
    }
    let header = line(&header.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>(), &widths);
    writeln!(out, "{FAINT}{header}{FAINT:#}")?;
    for row in rows {
        writeln!(out, "{}", line(row, &widths))?;
    }
    Ok(())
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (number, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if number == 0 {
            line.push_str(&flush_left(cell, *width));
        } else {
            line.push_str("  ");
            line.push_str(&flush_right(cell, *width));
        }
    }
    line
}

/// Text with spaces behind it, so that it fills a width.
fn flush_left(text: &str, cells: usize) -> String {
    format!("{}{}", printable(text), " ".repeat(cells.saturating_sub(width(text))))
}

/// Text with spaces before it, so that it fills a width.
pub(crate) fn flush_right(text: &str, cells: usize) -> String {
    format!("{}{}", " ".repeat(cells.saturating_sub(width(text))), printable(text))
}

/// Cells that a text takes. Quotation marks, dashes and dots that Chinese shares with other scripts take one.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_cjk(c) && c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let mut out = Vec::new();
        let rows = [vec!["网络".to_owned(), "12".to_owned()], vec!["5G".to_owned(), "3.25".to_owned()]];
        print(&mut out, &["text", "count"], &rows).unwrap();
        let printed = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = printed.lines().skip(1).collect();
        assert_eq!(lines, ["网络     12", "5G     3.25"]);
    }

    #[test]
    fn chinese_characters_are_two_cells_wide() {
        for (text, expected) in [("网络", 4), ("5G网", 4), ("“，”", 4), ("", 0)] {
            assert_eq!(width(text), expected, "{text}");
        }
    }
}
