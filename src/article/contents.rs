//! Contents pages: the titles that they list.

use std::collections::BTreeMap;
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
    /// The word 目录 or the like stands over it.
    pub(super) has_head: bool,
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[【\[]?(?:本\s*期\s*)?(?:目\s*[录錄次]|[要导導]\s*[目读讀]|本期(?:要点|要點|内容|內容|导读|導讀|看点)|内\s*容\s*提\s*要|contents)[】\]]?[:：]?$")
        .expect("the pattern is fixed and valid")
});

/// An entry: a number, a title, leaders, a page number; the number or the leaders may be missing.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    let entry = r"^(?:(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．)）]\s*|[•●◆■]\s*)?(.*?\p{Han}.*?)(?:[\s.…·．‥─—-]{2,}|\t\s*|\s+|\s*[/／]\s*)[（(]?(?:第\s*)?[0-9]{1,4}(?:\s*[页頁])?[)）]?$";
    Regex::new(entry).expect("the pattern is fixed and valid")
});

/// A line with a number of its own.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．)）]")
        .expect("the pattern is fixed and valid")
});

/// Characters of a line that goes on in the next one inside a contents page.
const LONGEST_PART: usize = 40;

/// The first contents page of a document.
pub(super) fn find(words: &[&str]) -> Option<Contents> {
    let is_head = |line: &&str| -> bool { HEAD.is_match(&line.to_lowercase()) };
    let head = words.iter().position(&is_head);
    // The word may stand there in two languages.
    let from = head.map_or(0, |head| head + words.iter().skip(head).take_while(|line| is_head(line)).count());
    let mut titles = Vec::new();
    let mut end = from;
    let mut first = None;
    let mut part = "";
    for (index, line) in words.iter().enumerate().skip(from) {
        match ENTRY.captures(line).and_then(|entry| entry.get(1)) {
            Some(title) => {
                first.get_or_insert(index);
                titles.push(format!("{part}{}", title.as_str().trim()));
                part = "";
                end = index + 1;
            }
            None if titles.is_empty() && head.is_none() => {}
            None if head.is_some() && part.is_empty() && goes_on(words, index) => {
                if NUMBERED.is_match(line) {
                    // An entry without a page.
                    titles.push((*line).to_owned());
                } else {
                    part = line;
                }
            }
            None => break,
        }
    }
    // Numbers and marks may stand elsewhere than at the ends: then an entry is what comes again below.
    if head.is_some()
        && let Some(contents) =
            repeated(words, head.unwrap_or(from), from).filter(|other| other.titles.len() > titles.len())
    {
        return Some(contents);
    }
    // Without the word 目录 only a longer run of entries is a contents page.
    let least = if head.is_some() { 1 } else { 3 };
    let start = head.or(first)?;
    (titles.len() >= least).then_some(Contents { lines: start..end, titles, has_head: head.is_some() })
}

/// A contents page whose lines, numbers and marks aside, come again below as lines of their own.
fn repeated(words: &[&str], head: usize, from: usize) -> Option<Contents> {
    let entry = |line: &str| -> String {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() || c.is_ascii_digit());
        let line = line.trim_end_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || ".…·．‥─—-（(）)/".contains(c)
        });
        line.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let is_short = |line: &str| line.len() <= LONGEST_ENTRY;
    let bare = |line: &str| -> String { line.chars().filter(|c| c.is_alphanumeric()).collect() };
    let lines = words.iter().enumerate().skip(from).filter(|(_, line)| is_short(line));
    let below: BTreeMap<String, usize> = lines.map(|(index, line)| (bare(line), index)).collect();
    let titles: Vec<&str> = words
        .iter()
        .enumerate()
        .skip(from)
        .take(MOST_ENTRIES)
        .take_while(|(index, line)| {
            let entry = entry(line);
            entry.chars().count() >= 2 && below.get(&entry).is_some_and(|last| last > index)
        })
        .map(|(_, line)| *line)
        .collect();
    let titles: Vec<String> = titles
        .into_iter()
        .map(|line| {
            line.trim_start_matches(|c: char| {
                !c.is_alphanumeric() && !"“《「".contains(c) || c.is_ascii_digit()
            })
            .trim()
            .to_owned()
        })
        .collect();
    (titles.len() > 1).then_some(Contents { lines: head..from + titles.len(), titles, has_head: true })
}

/// Bytes of an entry, at most.
const LONGEST_ENTRY: usize = 300;

/// Entries of a contents page, at most.
const MOST_ENTRIES: usize = 60;

/// Whether a line is the first half of an entry.
fn goes_on(words: &[&str], index: usize) -> bool {
    let is_short =
        words.get(index).is_some_and(|line| line.chars().count() <= LONGEST_PART && !line.contains('。'));
    is_short && words.get(index + 1).is_some_and(|next| ENTRY.is_match(next))
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
        check(
            &["CONTENTS", "目次", "搬家史　卢某/2", "工业遗产保护", "——从锅炉房到图书室　冼某/7", "搬家史"],
            Some((0..5, &["搬家史　卢某", "工业遗产保护——从锅炉房到图书室　冼某"])),
        );
        check(
            &["目录", "01 三件小事", "03 出海路", "三件小事", "正文。", "出海路", "正文。"],
            Some((0..3, &["三件小事", "出海路"])),
        );
        check(
            &["本期要点", "★一场霜冻", "★新站长", "一场霜冻", "正文。", "新站长"],
            Some((0..3, &["一场霜冻", "新站长"])),
        );
        check(&["甲 1", "乙 2", "丙 3", "正文"], Some((0..3, &["甲", "乙", "丙"])));
    }

    #[test]
    fn text_is_no_contents_page() {
        check(&["疫情就是命令", "出动人员 99348", "全省平稳。"], None);
        check(&["目录", "正文从这里开始。"], None);
    }
}
