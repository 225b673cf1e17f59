//! `trimmed-space`: white space around lines, blank lines, and runs of spaces inside lines.
//!
//! `\n\n  甲  乙\n\n\n丙 ` → `甲 乙\n丙`. What is left is one line a paragraph.

use super::Context;
use crate::text::draft::Edit;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((start, c)) = chars.next() {
        if !c.is_whitespace() {
            before = Some(c);
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut has_break = c == '\n';
        while let Some(&(place, c)) = chars.peek().filter(|(_, c)| c.is_whitespace()) {
            has_break |= c == '\n';
            end = place + c.len_utf8();
            chars.next();
        }
        let is_edge = start == 0 || end == text.len();
        let run = text.get(start..end).unwrap_or("");
        let kept = if is_edge {
            ""
        } else if has_break {
            "\n"
        } else if run == "\u{3000}" || run == "\t" {
            run
        } else if run.contains('\t') {
            "\t"
        } else if run.len() > 1 && is_digit(before) && is_digit(chars.peek().map(|&(_, next)| next)) {
            // Columns of numbers stay apart.
            "\t"
        } else {
            " "
        };
        if kept != run {
            edits.push(Edit::new(start..end, kept));
        }
    }
    edits
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn white_space_is_trimmed() {
        check(edits, Layout::Printed, "\n\n  甲  乙\n\n\n丙 ", "甲 乙\n丙");
        check(edits, Layout::Printed, "　　甲。 \n　　乙。", "甲。\n乙。");
        check(edits, Layout::Printed, " \n ", "");
        check(edits, Layout::Printed, "甲县  31   340", "甲县 31\t340");
    }

    #[test]
    fn single_spaces_stay() {
        for source in ["担当尽责　山东联通", "a b\nc", "1. 题目\t4", ""] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
