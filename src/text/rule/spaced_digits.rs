//! `spaced-digits`: spaces inside numbers, and between Chinese and digits or Latin letters.
//!
//! `7 000余名` → `7000余名`, `编发近60 期` → `编发近60期`, `5G 技术` → `5G技术`. Typesetting puts such gaps; a text does not mean them. Groups
//! of three digits close only behind one to three digits, so that two numbers side by side stay apart.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::text::draft::Edit;
use crate::text::fold::is_han;
use crate::text::word::is_measure;

static GROUPS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]{1,3}(?: [0-9]{3})+").expect("the pattern is fixed and valid"));

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut has_groups = false;
    let mut row = Row::default();
    let mut at = 0;
    while let Some(n) = memchr::memchr2(b' ', b'\t', text.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + n;
        let gap = text.get(start..).unwrap_or("");
        let end = start + gap.len() - gap.trim_start_matches([' ', '\t']).len();
        at = end;
        let mut before = text.get(..start).unwrap_or("").chars().rev();
        let (last, next) =
            (before.next().unwrap_or(' '), text.get(end..).and_then(|rest| rest.chars().next()));
        let next = next.unwrap_or(' ');
        let is_open =
            last == '-' && next.is_ascii_digit() && before.next().is_some_and(|c| c.is_ascii_digit());
        let is_gap = is_chinese(last) && next.is_ascii_alphanumeric()
            || (last.is_ascii_alphanumeric() || matches!(last, '%' | '％' | '+')) && is_chinese(next)
            || is_open;
        // A tab leads to a page number in a contents page and parts the columns of a table.
        let is_tab = gap.get(..end - start).is_some_and(|gap| gap.contains('\t'));
        if is_gap && !is_tab && !row.parts(text, start..end) {
            edits.push(Edit::new(start..end, ""));
        }
        has_groups |= last.is_ascii_digit() && next.is_ascii_digit();
    }
    if has_groups {
        for found in GROUPS.find_iter(text).filter(|found| is_number(text, found)) {
            let spaces = found.as_str().match_indices(' ');
            edits.extend(spaces.map(|(place, space)| {
                let start = found.start() + place;
                Edit::new(start..start + space.len(), "")
            }));
        }
        edits.sort_by_key(|edit| edit.range.start);
    }
    edits
}

/// The line around a gap, as far as it looks like the row of a table or like parts set side by side, in which gaps mean something.
#[derive(Default)]
struct Row {
    line: Range<usize>,
    /// No sentence: no mark of one stands in it.
    is_bare: bool,
    /// Some gap stands between two numbers or two Chinese characters.
    is_parted: bool,
    /// Two cells side by side are of one kind.
    is_row: bool,
}

impl Row {
    /// Whether a gap parts two cells.
    fn parts(&mut self, text: &str, gap: Range<usize>) -> bool {
        if gap.start >= self.line.end {
            *self = Row::around(text, gap.start);
        }
        let before = text.get(self.line.start..gap.start).unwrap_or("");
        let after = text.get(gap.end..self.line.end).unwrap_or("");
        if !self.is_bare || before.trim().is_empty() || after.trim().is_empty() {
            return false;
        }
        // The number of a section: 2.1 树种.
        let is_number = before.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
        if is_number && after.chars().next().is_some_and(|c| is_han(c) && !is_measure(c)) {
            return true;
        }
        let last = before.rsplit([' ', '\t', '\u{3000}']).next().unwrap_or("");
        if self.is_row || gap.len() > 1 && self.is_parted {
            return true;
        }
        // A day, or a label, begins something of its own.
        if last.chars().count() >= 3 && (DAY.is_match(after) || LABEL.is_match(after)) {
            return true;
        }
        let (a, b) = (last.chars().next_back().unwrap_or(' '), after.chars().next().unwrap_or(' '));
        let number =
            after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '%'));
        let unit = if b.is_ascii_digit() { number.trim_start_matches(' ').chars().next() } else { Some(b) };
        let is_unit = unit.is_some_and(is_measure);
        self.is_parted && !is_unit && !"第约共近达超逾至于（总".contains(a)
    }

    fn around(text: &str, place: usize) -> Row {
        let start = text.get(..place).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = text.get(place..).and_then(|after| after.find('\n')).map_or(text.len(), |at| place + at);
        let words = text.get(start..end).unwrap_or("").trim();
        let is_bare = !words.contains(['。', '，', '；', '！', '？']) && words.chars().count() <= LONGEST_ROW;
        let parts: Vec<&str> = words.split([' ', '\t', '\u{3000}']).filter(|part| !part.is_empty()).collect();
        let is_parted = parts.windows(2).any(|pair| {
            let &[left, right] = pair else { return false };
            let (a, b) = (left.chars().next_back().unwrap_or(' '), right.chars().next().unwrap_or(' '));
            let is_number = |part: &str| {
                part.ends_with(|c: char| c.is_ascii_digit() || c == '%')
                    && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '%'))
            };
            // 120 000 is one number.
            let is_group = right.len() == 3 && (left.len() < 3 || left.len() == 3 && !words.ends_with(right));
            is_number(left) && is_number(right) && !is_group
                || is_han(a) && is_han(b) && left.chars().count() > 1 && right.chars().count() > 1
        });
        let is_kind = |cell: &str| cell.chars().any(is_han) && cell.chars().any(|c| c.is_ascii_digit());
        let is_row = parts.windows(2).any(|pair| {
            pair.first().is_some_and(|cell| is_kind(cell))
                && pair.first().map(|cell| shape(cell)) == pair.last().map(|cell| shape(cell))
        });
        Row { line: start..end, is_bare, is_parted, is_row }
    }
}

/// A cell with all digits the same: 12月6日 and 12月7日 are two of one column, or of one row.
fn shape(cell: &str) -> String {
    let mut shape: String = cell.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    while shape.contains("00") {
        shape = shape.replace("00", "0");
    }
    shape
}

/// Characters of a row, at most.
const LONGEST_ROW: usize = 60;

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[0-9]{4}\s?(?:年\s?[0-9]{1,2}\s?月|[-./][0-9]{1,2}[-./][0-9]{1,2})")
        .expect("the pattern is fixed and valid")
});

static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Han}{2,6}[:：]").expect("the pattern is fixed and valid"));

fn is_chinese(c: char) -> bool {
    is_han(c)
        || matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '（' | '）' | '《' | '》' | '“' | '”')
}

/// Whether groups of digits are one number: they stand alone, and words or marks stand beside them, unlike in the row of a table.
fn is_number(text: &str, found: &regex::Match<'_>) -> bool {
    let before = text.get(..found.start()).unwrap_or("").chars().next_back();
    let after = text.get(found.end()..).unwrap_or("").trim_start_matches(' ').chars().next();
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_digit());
    stands_alone(text, found.start(), found.end()) && (is_word(before) || is_word(after))
}

/// Whether a group of digits is a whole number: no digit touches it, and none stands before it behind a point, comma or space.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let mut before = text.get(..start).unwrap_or("").chars().rev();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let last = before.next();
    let goes_on = is_digit(text.get(end..).unwrap_or("").chars().next());
    let is_part = matches!(last, Some('.' | ',' | ' ')) && is_digit(before.next());
    !(goes_on || is_digit(last) || is_part)
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn gaps_close() {
        for (source, expected) in [
            ("减免7 000余名医护", "减免7000余名医护"),
            ("近6 000余万元,140 200亿條", "近6000余万元,140200亿條"),
            ("编发近60 期， 200 多篇", "编发近60期，200多篇"),
            ("5G 技术和 IT 服务", "5G技术和IT服务"),
            ("2 月 3 日", "2月3日"),
            ("（总第 112 期）", "（总第112期）"),
            ("2020 年 3 月 19 日 某某协会", "2020年3月19日 某某协会"),
            ("4001- 888-976", "4001-888-976"),
            ("接通率 99.84%，VoLTE 接通率", "接通率99.84%，VoLTE接通率"),
        ] {
            check(edits, Layout::Printed, source, expected);
        }
    }

    #[test]
    fn other_spaces_stay() {
        for source in [
            "担当尽责 山东联通",
            "IT service 2020",
            "2020 100",
            "12 3456",
            "1. 题目\t4",
            "3 14 15",
            "2.1 树种",
            "1 基本情况",
            "甲类 14 阴刻双线 北段",
            "乡镇 12月6日 12月7日",
            "黄泥坳 3.1 -2.4 -3.0",
            "合计 170 180",
            "12 345 678",
            "某某县气象局 2018年12月14日",
            "收稿日期：2015-09-08 责任编辑：闻某",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
