//! `trimmed-space`: white space around lines, blank lines, and runs of spaces inside lines.
//!
//! `\n\n  甲  乙\n\n\n丙 ` → `甲 乙\n丙`. What is left is one line a paragraph.

use super::Context;
use crate::text::draft::Edit;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(n) =
        text.as_bytes().get(at..).and_then(|rest| rest.iter().position(|&byte| may_be_space(byte)))
    {
        let start = at + n;
        let rest = text.get(start..).unwrap_or("");
        let run = rest.get(..rest.len() - rest.trim_start().len()).unwrap_or("");
        let end = start + run.len();
        if run.is_empty() {
            at = start + rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at = end;
        let is_edge = start == 0 || end == text.len();
        let is_between_digits = || {
            is_digit(text.get(..start).and_then(|before| before.chars().next_back()))
                && is_digit(text.get(end..).and_then(|after| after.chars().next()))
        };
        let kept = if is_edge {
            ""
        } else if run.contains('\n') {
            "\n"
        } else if run == "\u{3000}" || run == "\t" {
            run
        } else if run.contains('\t') || run.len() > 1 && is_between_digits() {
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

/// Whether white space may begin with a byte; no such byte stands inside a character.
fn may_be_space(byte: u8) -> bool {
    matches!(byte, 0x09..=0x0d | b' ' | 0xc2 | 0xe1 | 0xe2 | 0xe3)
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
