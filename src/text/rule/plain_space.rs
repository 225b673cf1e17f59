//! `plain-space`: one kind of line break and of space, and no invisible characters.
//!
//! `甲\r\n乙` → `甲\n乙`; no-break and other odd spaces become plain ones; byte order marks, zero-width and control characters go. The
//! full-width space stays: titles are set with it.

use super::Context;
use crate::text::draft::Edit;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        let replacement = match c {
            '\r' if chars.peek().is_some_and(|&(_, next)| next == '\n') => "",
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
            '\t' => continue,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => " ",
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => "",
            '\n' => continue,
            _ if c.is_control() => "",
            _ => continue,
        };
        edits.push(Edit::new(place..place + c.len_utf8(), replacement));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn odd_spaces_become_plain() {
        for (source, expected) in [
            ("甲\r\n乙\r丙", "甲\n乙\n丙"),
            ("甲\u{a0}乙", "甲 乙"),
            ("\u{feff}甲\u{200b}乙\0", "甲乙"),
            ("甲\u{2028}乙", "甲\n乙"),
        ] {
            check(edits, Layout::Printed, source, expected);
        }
    }

    #[test]
    fn usual_text_stays() {
        for source in ["甲　乙\n丙\t1", ""] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
