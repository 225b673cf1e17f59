//! `full-width`: Latin letters and digits that were typed full width.
//!
//! `５Ｇ网络３．５万` → `5G网络3.5万`. Chinese punctuation stays full width; a full-width point between digits is a decimal point.

use super::Context;
use crate::text::draft::Edit;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let mut edits = Vec::new();
    // All of them begin with this byte.
    for place in memchr::memchr_iter(0xef, text.as_bytes()) {
        let mut behind = text.get(place..).unwrap_or("").chars();
        let Some(c) = behind.next() else { continue };
        let is_letter = matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        let mut is_point = || {
            let before = text.get(..place).and_then(|before| before.chars().next_back());
            c == '．' && is_digit(before) && is_digit(behind.next())
        };
        if is_letter || is_point() {
            let ascii = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            edits.push(Edit::new(place..place + c.len_utf8(), ascii));
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn letters_and_digits_become_ascii() {
        check(edits, Layout::Printed, "５Ｇ网络３．５万", "5G网络3.5万");
    }

    #[test]
    fn punctuation_stays() {
        for source in ["（一），好！", "一．二", "5G"] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
