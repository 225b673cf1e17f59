//! Where one article ends and the next begins.
//!
//! What says so, in this order: a contents page that lists the titles; titles that name their senders (`湖北行协·…`); the title that the
//! format gives; headlines. A headline in the middle of a page begins a new article when it has several parts, as newspaper headlines
//! have, and says who acts, by a place or company; other headings belong to their article.

use std::ops::Range;

use super::Page;
use super::contents::Contents;
use super::heading::{is_note, kicker, opening};
use crate::source::{Layout, Meta};
use crate::text::fold::{HanClasses, fold_term};
use crate::text::line::is_running_text;

/// Where an article begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// Its first line.
    pub(super) line: usize,
    /// Lines of its title.
    pub(super) n_title_lines: usize,
    /// Title.
    pub(super) title: String,
    /// Sender in front of the title.
    pub(super) kicker: Option<String>,
}

impl Start {
    fn new(line: usize, n_title_lines: usize, printed: &str) -> Start {
        let (kicker, title) = match kicker(printed) {
            Some((kicker, title)) => (Some(kicker.to_owned()), title),
            None => (None, printed),
        };
        Start { line, n_title_lines, title: title.to_owned(), kicker }
    }
}

/// Short names of the provincial divisions, both scripts where they differ.
const PROVINCES: &[&str] = &[
    "北京",
    "天津",
    "上海",
    "重庆",
    "重慶",
    "河北",
    "山西",
    "内蒙古",
    "內蒙古",
    "辽宁",
    "遼寧",
    "吉林",
    "黑龙江",
    "黑龍江",
    "江苏",
    "江蘇",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "山東",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "廣東",
    "广西",
    "廣西",
    "海南",
    "四川",
    "贵州",
    "貴州",
    "云南",
    "雲南",
    "西藏",
    "陕西",
    "陝西",
    "甘肃",
    "甘肅",
    "青海",
    "宁夏",
    "寧夏",
    "新疆",
    "台湾",
    "臺灣",
    "台灣",
    "香港",
    "澳门",
    "澳門",
];

/// Where the articles of a document begin; a document with any text has at least one.
pub(super) fn starts(page: &Page<'_>, contents: Option<&Contents>, meta: &Meta) -> Vec<Start> {
    let listed = contents.map(|contents| listed(page, contents)).unwrap_or_default();
    if !listed.is_empty() {
        return listed;
    }
    if page.words.is_empty() {
        return Vec::new();
    }
    let sent = sent(page);
    if sent.len() > 1 || sent.first().is_some_and(|start| start.line == 0) {
        return sent;
    }
    if let Some(title) = &meta.title {
        return vec![titled(page, title)];
    }
    if page.layout == Layout::Flowed {
        return vec![first(page)];
    }
    headlined(page)
}

/// Articles that a contents page lists.
fn listed(page: &Page<'_>, contents: &Contents) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut from = contents.lines.end;
    for title in &contents.titles {
        let wanted = fold_term(title, HanClasses::all()).replace(' ', "");
        let found = (from..page.words.len()).find_map(|line| {
            (1..=3)
                .find(|&n| {
                    let printed: String = (line..line + n).map(|line| page.words(line)).collect();
                    fold_term(&printed, HanClasses::all()).replace(' ', "") == wanted
                })
                .map(|n| (line, n))
        });
        if let Some((line, n)) = found {
            starts.push(Start::new(line, n, title));
            from = line + n;
        }
    }
    starts
}

/// Articles whose titles name their senders.
fn sent(page: &Page<'_>) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut line = 0;
    while line < page.words.len() {
        let words = page.words(line);
        if kicker(words).is_none() || !page.is_heading(line) {
            line += 1;
            continue;
        }
        let n =
            1 + (line + 1..page.words.len()).take(2).take_while(|&next| is_title_rest(page, next)).count();
        let printed: Vec<&str> = (line..line + n).map(|line| page.words(line)).collect();
        starts.push(Start::new(line, n, &printed.join(" ")));
        line += n;
    }
    starts
}

/// Whether a line goes on the title above it: a heading that is followed by running text.
fn is_title_rest(page: &Page<'_>, line: usize) -> bool {
    let words = page.words(line);
    page.is_heading(line)
        && kicker(words).is_none()
        && !words.starts_with(['—', '-', '─'])
        && is_running_text(page.words(line + 1))
}

/// The one article of a document whose format gives a title.
fn titled(page: &Page<'_>, title: &str) -> Start {
    let wanted = fold_term(title, HanClasses::all());
    let is_printed = |line: &usize| {
        let words = fold_term(page.words(*line), HanClasses::all());
        words.chars().count() >= 4 && (wanted == words || wanted.starts_with(&words))
    };
    let printed = (0..page.words.len().min(6)).find(is_printed);
    // What stands above the printed title (a breadcrumb, a date) still belongs to the article: nothing gets lost.
    match printed {
        Some(0) => Start::new(0, 1, page.words(0)),
        _ => Start::new(0, 0, title),
    }
}

/// The one article of marked-up text without a title of its own: its first heading, else its opening words.
fn first(page: &Page<'_>) -> Start {
    let marked = page.lines.first().is_some_and(|line| line.is_marked_heading);
    if marked || page.is_heading(0) { Start::new(0, 1, page.words(0)) } else { untitled(page) }
}

fn untitled(page: &Page<'_>) -> Start {
    Start { line: 0, n_title_lines: 0, title: opening(page.words(0)), kicker: None }
}

/// Lines that a headline has at most.
const LONGEST_HEADLINE: usize = 6;

/// Articles of a page with headlines.
fn headlined(page: &Page<'_>) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut has_text = false;
    let mut line = 0;
    while line < page.words.len() {
        if !page.is_heading(line) {
            if starts.is_empty() {
                starts.push(untitled(page));
            }
            has_text = true;
            line += 1;
            continue;
        }
        let n = (line..page.words.len()).take_while(|&next| page.is_heading(next)).count();
        if n > LONGEST_HEADLINE {
            // So many short lines are a list or a poem.
            if starts.is_empty() {
                starts.push(untitled(page));
            }
            has_text = true;
            line += n;
            continue;
        }
        let group: Vec<&str> = (line..line + n).map(|line| page.words(line)).collect();
        if (!has_text && starts.is_empty()) || is_headline(&group) {
            starts.push(Start::new(line, n, &group.join("　")));
        }
        line += n;
    }
    starts
}

/// Whether headings in the middle of a page are a new article's headline.
fn is_headline(group: &[&str]) -> bool {
    let n_parts: usize =
        group.iter().map(|line| line.split([' ', '　']).filter(|part| !part.is_empty()).count()).sum();
    let names_who = group.iter().any(|line| PROVINCES.iter().any(|name| line.contains(name)));
    n_parts >= 2 && names_who
}

/// The line from which on an article's last lines are only notes about it.
pub(super) fn trailing_note(page: &Page<'_>, lines: Range<usize>) -> usize {
    let is_note_line = |line: &usize| is_note(page.words(*line));
    lines.end - lines.clone().rev().take_while(is_note_line).count()
}
