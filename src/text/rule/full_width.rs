//! `full-width`: Latin letters and digits that were typed full width.
//!
//! `５Ｇ网络３．５万` → `5G网络3.5万`. Chinese punctuation stays full width; a full-width point between digits is a decimal point.

use super::Context;
use crate::text::draft::Edit;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_digit =
        |c: Option<&(usize, char)>| c.is_some_and(|&(_, c)| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let mut edits = Vec::new();
    for (index, &(place, c)) in chars.iter().enumerate() {
        let is_letter = matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        let is_point = c == '．'
            && is_digit(index.checked_sub(1).and_then(|before| chars.get(before)))
            && is_digit(chars.get(index + 1));
        if is_letter || is_point {
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
