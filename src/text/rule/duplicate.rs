//! `dropped-duplicate`: text that is given twice.
//!
//! Web pages repeat their first paragraph in a box, and converters give a whole page twice. Of two equal paragraphs the first stays, unless
//! it is labelled as a summary (【内容提要】…); a repeated heading goes with the repeated paragraph below it. A
//! paragraph that recurs alone and further off stays: clauses of a law do.

use std::hash::Hasher;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::Context;
use super::line_edit::{drop, lines};
use crate::text::draft::Edit;

/// Characters from which on equal paragraphs are no coincidence.
const LONG: usize = 30;

/// Lines by which a copy of one paragraph alone is apart from it, at most.
const NEAR: usize = 2;

/// Headings and short lines between two long paragraphs, at most.
const MOST_HEADINGS: usize = 12;

static SUMMARY: LazyLock<Regex> = LazyLock::new(|| {
    let label = r"^[【\[［(（]?(?:内容提要|內容提要|内容摘要|內容摘要|摘要|提要|导读|導讀|核心提示|编者按|简介|本文摘要|导语)[】\]］)）]?[:：]?\s*";
    Regex::new(label).expect("the pattern is fixed and valid")
});

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let lines = lines(text);
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.words.len() < LONG * 3 {
            continue;
        }
        let words = without_label(line.words);
        if let Some(first) = seen.insert(key(words), index).filter(|&first| is_same(&lines, first, words)) {
            copies.push((first, index));
        }
    }
    let mut n_at: FxHashMap<usize, usize> = FxHashMap::default();
    for (first, index) in &copies {
        *n_at.entry(index - first).or_default() += 1;
    }
    let mut found: Vec<usize> = Vec::new();
    for (first, index) in copies {
        let label =
            first.checked_sub(1).filter(|&before| lines.get(before).is_some_and(|line| is_label(line.words)));
        let is_summary = label.is_some() || lines.get(first).is_some_and(|line| SUMMARY.is_match(line.words));
        // A clause may recur, as in laws; a copy is a neighbour or has neighbours that are copies from as far.
        let is_run = n_at.get(&(index - first)).is_some_and(|&n| n > 1) || index - first <= NEAR;
        if is_summary {
            found.extend(label);
            found.push(first);
        } else if is_run {
            found.push(index);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let headings = repeated_headings(&lines, &found);
    found.extend(headings);
    found.sort_unstable();
    found.dedup();
    drop(&lines, found)
}

/// Whether a line is nothing but the label of a summary.
fn is_label(words: &str) -> bool {
    SUMMARY.find(words).is_some_and(|label| label.end() == words.len() && !words.is_empty())
}

/// Short lines that occurred before and stand over or between paragraphs that go.
fn repeated_headings(lines: &[super::line_edit::WholeLine<'_>], dropped: &[usize]) -> Vec<usize> {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    for (index, line) in lines.iter().enumerate() {
        first.entry(key(line.words)).or_insert(index);
    }
    let is_repeated = |index: usize| {
        lines.get(index).is_some_and(|line| first.get(&key(line.words)).is_some_and(|&first| first < index))
    };
    let known: FxHashSet<usize> = dropped.iter().copied().collect();
    let is_heading = |index: &usize| !known.contains(index) && is_repeated(*index);
    let mut headings = Vec::new();
    for &index in dropped {
        headings.extend((0..index).rev().take(MOST_HEADINGS).take_while(is_heading));
        headings.extend((index + 1..lines.len()).take(MOST_HEADINGS).take_while(is_heading));
    }
    headings
}

/// A fingerprint of words without white space: a copy may be broken into other lines.
fn key(words: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if words.contains(char::is_whitespace) {
        hasher.write(words.split_whitespace().collect::<String>().as_bytes());
    } else {
        hasher.write(words.as_bytes());
    }
    hasher.finish()
}

fn without_label(words: &str) -> &str {
    let label = SUMMARY.find(words).map_or(0, |label| label.end());
    words.get(label..).unwrap_or(words)
}

/// Whether an earlier paragraph has these words, its label aside.
fn is_same(lines: &[super::line_edit::WholeLine<'_>], first: usize, words: &str) -> bool {
    let Some(line) = lines.get(first) else { return false };
    let earlier = without_label(line.words);
    earlier.split_whitespace().flat_map(str::chars).eq(words.split_whitespace().flat_map(str::chars))
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    const FIRST: &str =
        "村里原来有九口井，现在只剩两口还有水，老人说九口井连起来是一条鱼，谁动土都要先问一问。";
    const SECOND: &str =
        "鱼眼井最深，井壁用的是城墙的砖，有几块上面还看得见字，讲这个故事的人当年只有十二岁。";

    #[test]
    fn copies_go() {
        check(
            edits,
            Layout::Printed,
            &format!("九口井\n{FIRST}\n{SECOND}\n九口井\n{FIRST}\n{SECOND}\n"),
            &format!("九口井\n{FIRST}\n{SECOND}\n"),
        );
        check(
            edits,
            Layout::Printed,
            &format!("【内容提要】{FIRST}\n{FIRST}\n{SECOND}"),
            &format!("{FIRST}\n{SECOND}"),
        );
    }

    #[test]
    fn refrains_stay() {
        let law = format!("第一条\n甲。\n乙。\n{FIRST}\n第二条\n丙。\n{FIRST}\n第三条\n丁。");
        check(edits, Layout::Printed, &law, &law);
        for source in ["大家下地干活。\n太阳出来了。\n大家下地干活。", "是。\n不是。\n是。"]
        {
            check(edits, Layout::Printed, source, source);
        }
    }
}
