//! Contents pages: the titles that they list.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A contents page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// Its lines, the word 目录 included.
    pub(super) lines: Range<usize>,
    /// The titles that it lists, in order.
    pub(super) titles: Vec<String>,
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:本期)?(?:目\s*[录錄次]|要\s*目|contents)[:：]?$")
        .expect("the pattern is fixed and valid")
});

/// An entry: a number, a title, leaders, a page number; the number or the leaders may be missing.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    let entry = r"^(?:(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．)）]\s*|[•●◆■]\s*)?(.*?\p{Han}.*?)(?:[\s.…·．‥─-]{2,}|\t\s*|\s+)[（(]?(?:第\s*)?[0-9]{1,4}(?:\s*页)?[)）]?$";
    Regex::new(entry).expect("the pattern is fixed and valid")
});

/// The first contents page of a document.
pub(super) fn find(words: &[&str]) -> Option<Contents> {
    let head = words.iter().position(|line| HEAD.is_match(&line.to_lowercase()));
    let from = head.map_or(0, |head| head + 1);
    let mut titles = Vec::new();
    let mut end = from;
    let mut first = None;
    for (index, line) in words.iter().enumerate().skip(from) {
        match ENTRY.captures(line).and_then(|entry| entry.get(1)) {
            Some(title) => {
                first.get_or_insert(index);
                titles.push(title.as_str().trim().to_owned());
                end = index + 1;
            }
            None if titles.is_empty() && head.is_none() => {}
            None => break,
        }
    }
    // Without the word 目录 only a longer run of entries is a contents page.
    let least = if head.is_some() { 1 } else { 3 };
    let start = head.or(first)?;
    (titles.len() >= least).then_some(Contents { lines: start..end, titles })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: Option<(Range<usize>, &[&str])>) {
        let found = find(lines);
        let found = found
            .as_ref()
            .map(|c| (c.lines.clone(), c.titles.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!(found, expected.map(|(range, titles)| (range, titles.to_vec())));
    }

    #[test]
    fn entries_are_read() {
        check(
            &["协会", "目 录", "1. 甲·新气象\t1", "2. 乙（截至3月18日）\t11", "甲·新气象"],
            Some((1..4, &["甲·新气象", "乙（截至3月18日）"])),
        );
        check(
            &["目录", "一、工作动态……3", "二、经验交流 .... 12", "正文。"],
            Some((0..3, &["工作动态", "经验交流"])),
        );
        check(&["甲 1", "乙 2", "丙 3", "正文"], Some((0..3, &["甲", "乙", "丙"])));
    }

    #[test]
    fn text_is_no_contents_page() {
        check(&["疫情就是命令", "出动人员 99348", "全省平稳。"], None);
        check(&["目录", "正文从这里开始。"], None);
    }
}
