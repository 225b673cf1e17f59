//! `plain-space`: one kind of line break and of space, and no invisible characters.
//!
//! `甲\r\n乙` → `甲\n乙`; no-break and other odd spaces become plain ones; byte order marks, zero-width and control characters go. The
//! full-width space stays: titles are set with it.

use super::Context;
use super::radical::unified;
use crate::text::draft::Edit;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(n) =
        text.as_bytes().get(at..).and_then(|rest| rest.iter().position(|&byte| may_be_odd(byte)))
    {
        let place = at + n;
        let mut behind = text.get(place..).unwrap_or("").chars();
        let Some(c) = behind.next() else { break };
        if let Some(replacement) = replacement(c, behind.next()) {
            edits.push(Edit::new(place..place + c.len_utf8(), replacement));
        }
        at = place + c.len_utf8();
    }
    edits
}

/// Words on one line without odd spaces, invisible characters and signs of radicals, for what a document says of itself beside its text.
///
/// ```
/// assert_eq!(jianbao::text::rule::plain("甲\u{202e}乙\n丙"), "甲乙 丙");
/// ```
#[must_use]
pub fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    let mut chars = words.chars().map(|c| unified(c).unwrap_or(c)).peekable();
    while let Some(c) = chars.next() {
        match replacement(c, chars.peek().copied()) {
            Some(other) => plain.push_str(other),
            None => plain.push(c),
        }
    }
    plain.replace(['\n', '\t'], " ")
}

/// Whether a character that [`replacement`] changes may begin with a byte; no such byte stands inside a character.
fn may_be_odd(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef)
}

/// What stands for a character in plain text; `None` where it stays.
fn replacement(c: char, next: Option<char>) -> Option<&'static str> {
    match c {
        '\t' | '\n' => None,
        '\r' if next == Some('\n') => Some(""),
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("\n"),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(" "),
        // It makes one sign of two emoji.
        '\u{200d}' if next.is_some_and(|c| matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..)) => None,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => Some(""),
        c if c.is_control() => Some(""),
        _ => None,
    }
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
    fn titles_turn_no_direction() {
        assert_eq!(plain("甲\u{202e}乙\u{2066}\0\u{1b}[2J\u{2028}丙\t丁\r\n戊　己"), "甲乙[2J 丙 丁 戊　己");
    }

    #[test]
    fn usual_text_stays() {
        for source in ["甲　乙\n丙\t1", "👩\u{200d}🌾来了", ""] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
