//! Headlines: which headings begin an article, and which only part one.
//!
//! A heading in the middle of a page begins a new article when its author or a dateline (本报讯) stands below it; when it interrupts a sentence
//! of the text before it; when a second title (——…) follows; when it has several parts, as newspaper headlines have, and says who acts, by a
//! place; when it names a column (简讯, 启事); and, in a number of a periodical, when it is as long as titles are. Other headings belong to
//! their article.

use std::sync::LazyLock;

use regex::Regex;

use super::Page;
use super::boundary::{Start, untitled};
use super::front::{Front, is_imprint};
use super::heading::{kicker, sender};
use crate::source::Layout;

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

/// What a report begins with.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let dateline = r"^(?:[【\[(（]?(?:本[报報刊社网網台會会][讯訊]|[\p{Han}]{2,4}社[\p{Han}]{2,8}[0-9]{1,2}月[0-9]{1,2}日[电電]|[\p{Han}]{2,4}[网網][0-9]{1,2}月[0-9]{1,2}日[讯訊])|[（(](?:本[报報])?(?:记者|記者|通讯员|通訊員))";
    Regex::new(dateline).expect("the pattern is fixed and valid")
});

/// Names of columns.
static COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    let column = r"^[\p{Han}]{0,4}(?:简讯|簡訊|短讯|短訊|要闻|要聞|动态|動態|快讯|快訊|通知|启事|啟事|公告|预告|預告|天气|天氣|见闻|見聞|手记|札记|日记|园地|之窗|之声|之聲|信箱|来信|來信|来稿|风采|風采|文摘|诗选|诗抄|芳名录|芳名錄|声明|聲明|更正|补白|编后|卷首语|致辞|报告|報告|拾零|集锦|点滴|撷英)(?:[一二三四五六七八九十两]{1,2}[则則])?$|^短波$";
    Regex::new(column).expect("the pattern is fixed and valid")
});

/// Those of them that are headings of parts as often.
static REPORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:报告|報告|致辞|声明|聲明|通知|公告|手记|札记|日记|来信|來信|天气|天氣)$")
        .expect("the pattern is fixed and valid")
});

/// Names of columns of short notes, each with a heading of its own.
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\p{Han}{0,4}(?:简讯|簡訊|短讯|短訊|快讯|快訊|动态|動態|拾零|集锦|点滴|见闻|見聞|园地)(?:[一二三四五六七八九十两]{1,2}[则則])?$")
        .expect("the pattern is fixed and valid")
});

/// The title over several short texts of one kind: 诗二首.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[一二三四五六七八九十两兩0-9]{1,2}[则則首篇封章题題]$")
        .expect("the pattern is fixed and valid")
});

/// Who told, wrote or sent an article, at its end.
static SIGNATURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[（(][^（(。]{2,30}(?:口述|回忆|回憶|整理|供稿|撰稿|来稿|來稿|投稿)[)）]$|^[（(](?:供稿|作者|撰稿|口述|整理|文|图文)[:：／/][^（(。]{2,30}[)）]$")
        .expect("the pattern is fixed and valid")
});

/// Lines that a headline has at most.
const LONGEST_HEADLINE: usize = 6;

/// Characters of a title in a periodical, at least; shorter headings part an article.
const SHORTEST_TITLE: usize = 7;

/// Characters of a column's name over a title, at most.
const LONGEST_LABEL: usize = 8;

/// Characters of a first part's heading, at most.
const LONGEST_PART: usize = 3;

/// Titles that begin with a body and a colon, at least; a single one is a title that quotes.
const LEAST_SENDERS: usize = 2;

/// Characters of the name of a column, at most.
const LONGEST_COLUMN: usize = 5;

/// Characters of the first title in a column, at least.
const SHORTEST_IN_COLUMN: usize = 5;

/// Articles of a page with headlines.
pub(super) fn starts(page: &Page<'_>, front: &Front) -> Vec<Start> {
    let has_several = has_several(page, front);
    let n_senders = (0..page.words.len())
        .filter(|&line| sender(page.words(line)).is_some() && page.is_title(line))
        .count();
    let has_senders = front.is_periodical && n_senders >= LEAST_SENDERS;
    let has_columns = has_columns(page, front);
    let mut starts: Vec<Start> = Vec::new();
    let mut line = front.n_lines;
    while line < page.words.len() {
        let n = n_title_lines(page, line);
        // What stands behind an author is text, however short its lines are.
        let is_below_author = line > front.n_lines && is_after_byline(page, line) && page.is_title(line - 1);
        if n > 0 && !starts.is_empty() && is_below_author {
            line += (line..page.words.len()).take_while(|&next| page.is_title(next)).count();
            continue;
        }
        if n == 0 || n > LONGEST_HEADLINE {
            // So many short lines are a list or a poem.
            if starts.is_empty() {
                starts.push(untitled(page, line));
            }
            line += n.max(1);
            continue;
        }
        let mut group = Group {
            page,
            line,
            n,
            is_periodical: front.is_periodical,
            has_several,
            has_senders,
            has_columns: false,
        };
        group.has_columns = has_columns;
        if starts.is_empty() || group.is_start(starts.last()) {
            starts.push(group.start());
        }
        line += n;
    }
    starts
}

/// Whether names of columns stand over several notes each in a periodical.
fn has_columns(page: &Page<'_>, front: &Front) -> bool {
    let group = |line: usize| Group {
        page,
        line,
        n: n_title_lines(page, line),
        is_periodical: front.is_periodical,
        has_several: false,
        has_senders: false,
        has_columns: false,
    };
    let is_first = |line: &usize| *line == front.n_lines || !page.is_title(line.saturating_sub(1));
    front.is_periodical
        && (front.n_lines..page.words.len())
            .filter(|line| page.is_title(*line) && is_first(line))
            .any(|line| group(line).is_column() && group(line).has_notes())
}

/// Lines from one on that may be a title: headings up to the author.
fn n_title_lines(page: &Page<'_>, line: usize) -> usize {
    let is_next = |&next: &usize| {
        let goes_on = next == line || !is_after_byline(page, next) && !is_imprint(page.words(next));
        page.is_title(next) && goes_on
    };
    (line..page.words.len()).take_while(is_next).count()
}

fn is_after_byline(page: &Page<'_>, line: usize) -> bool {
    page.lines.get(line).is_some_and(|line| line.is_after_byline)
}

/// Whether a page shows that it has several articles: a heading further down has an author or dateline, names who acts, or stands in
/// the middle of a sentence. A text from a web page has one.
fn has_several(page: &Page<'_>, front: &Front) -> bool {
    if page.is_web || page.layout != Layout::Printed {
        return false;
    }
    let mut line = front.n_lines;
    let mut is_first = true;
    while line < page.words.len() {
        let n = n_title_lines(page, line);
        let group = Group {
            page,
            line,
            n,
            is_periodical: false,
            has_several: false,
            has_senders: false,
            has_columns: false,
        };
        let is_headline = (1..=LONGEST_HEADLINE).contains(&n);
        if is_headline && !is_first && (group.is_signed() || group.names_who() || group.interrupts()) {
            return true;
        }
        is_first &= n == 0;
        line += n.max(1);
    }
    false
}

/// Headings that follow each other.
struct Group<'a> {
    page: &'a Page<'a>,
    line: usize,
    n: usize,
    is_periodical: bool,
    /// The page has several articles.
    has_several: bool,
    /// Titles begin with the bodies that send the articles.
    has_senders: bool,
    /// Names of columns stand over several notes each.
    has_columns: bool,
}

impl<'a> Group<'a> {
    fn words(&self) -> impl Iterator<Item = &'a str> {
        let page = self.page;
        (self.line..self.line + self.n).map(move |line| page.words(line))
    }

    fn is_start(&self, before: Option<&Start>) -> bool {
        let first = self.page.words(self.line);
        // Notes of a column of short notes are no articles of their own.
        let is_in_column = before.is_some_and(|start| start.is_column);
        self.is_signed()
            || self.interrupts()
            || self.words().skip(1).any(|words| words.starts_with('—'))
            || self.names_who()
            || (!self.page.is_web
                && COLUMN.is_match(first)
                && (self.is_one_of_several() || !REPORT.is_match(first)))
            || self.is_column()
            || self.is_sent()
            || self.is_periodical && (self.is_behind_signature() || self.is_set_apart())
            || self.label().is_some()
            || self.is_set_as_title(before)
            || ((self.is_periodical || self.page.is_newspaper)
                && !is_in_column
                && first.chars().count() >= SHORTEST_TITLE)
    }

    /// On a page of several articles: it has several lines, or one of a single part, and the article before it has got going.
    fn is_set_as_title(&self, before: Option<&Start>) -> bool {
        let first = self.page.words(self.line);
        let begins = before.map_or(0, |start| start.line + start.n_title_lines);
        let mut text = (begins..self.line).filter(|&line| !self.page.is_heading(line));
        let is_part = first.contains([' ', '　']) || first.chars().count() < SHORTEST_TITLE;
        self.has_several && (self.n >= 2 || !is_part) && text.nth(1).is_some()
    }

    /// Whether the page is known to have several articles.
    fn is_one_of_several(&self) -> bool {
        self.has_several || self.is_periodical || self.page.is_newspaper
    }

    /// An author or a dateline stands below it.
    fn is_signed(&self) -> bool {
        let behind = self.line + self.n;
        DATELINE.is_match(self.page.words(behind))
            || (self.line + 1..=behind)
                .any(|line| self.page.lines.get(line).is_some_and(|line| line.is_after_byline))
    }

    /// Whoever told or wrote the article before it stands in brackets at its end.
    fn is_behind_signature(&self) -> bool {
        self.line.checked_sub(1).is_some_and(|before| SIGNATURE.is_match(self.page.words(before)))
    }

    /// Blank lines stand before and behind it, and between hardly any others.
    fn is_set_apart(&self) -> bool {
        let is_apart = |line: usize| self.page.lines.get(line).is_some_and(|line| line.n_blank > 0);
        is_apart(self.line) && is_apart(self.line + self.n) && !self.page.is_spaced
    }

    /// It stands in the middle of a sentence.
    fn interrupts(&self) -> bool {
        let before = self.line.checked_sub(1).and_then(|line| self.page.lines.get(line));
        before.is_some_and(|line| line.is_cut)
    }

    /// It has several parts and names a place.
    fn names_who(&self) -> bool {
        let parts = self.words().map(|line| line.split([' ', '　']).filter(|part| !part.is_empty()).count());
        parts.sum::<usize>() >= 2 && self.words().any(|line| PROVINCES.iter().any(|name| line.contains(name)))
    }

    /// It names who sends the article.
    fn is_sent(&self) -> bool {
        let first = self.page.words(self.line);
        self.is_periodical && kicker(first).is_some() || self.has_senders && sender(first).is_some()
    }

    /// The name of a column stands over the first title in it.
    fn is_column(&self) -> bool {
        let first = self.page.words(self.line);
        let is_named =
            NOTES.is_match(first) || (self.is_periodical && first.chars().count() <= LONGEST_COLUMN);
        let second = self.page.words(self.line + 1);
        let is_title = second.chars().count() >= SHORTEST_IN_COLUMN && !second.starts_with('—');
        let has_notes =
            || self.has_columns || NOTES.is_match(first) || COUNTED.is_match(first) || self.has_notes();
        self.n == 2 && is_named && is_title && has_notes()
    }

    /// The next heading stands alone, as those of further notes in a column do.
    fn has_notes(&self) -> bool {
        let page = self.page;
        let Some(next) = (self.line + self.n..page.words.len()).find(|&line| page.is_title(line)) else {
            return false;
        };
        !page.is_title(next + 1)
            && page.words(next).chars().count() <= page.words(self.line + 1).chars().count() + 2
    }

    /// The name of a column stands over the title, as 【医疗动态】 or 邻里之间 in a periodical do.
    fn label(&self) -> Option<&'a str> {
        let first = self.page.words(self.line);
        let inner = first.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
        // Headlines of newspapers have several lines, and the first may be short.
        let is_short = self.is_periodical
            && !self.page.is_newspaper
            && self.n == 2
            && first.chars().count() <= LONGEST_COLUMN;
        let second = self.page.words(self.line + 1);
        let is_title = second.chars().count() >= SHORTEST_IN_COLUMN && !second.starts_with('—');
        let label = inner.or(is_short.then_some(first))?;
        (self.n >= 2
            && is_title
            && !self.is_column()
            && !COUNTED.is_match(first)
            && label.chars().count() <= LONGEST_LABEL)
            .then_some(label)
    }

    /// In a periodical the heading of a first part stands below the title, much shorter than it.
    fn has_part_below(&self) -> bool {
        let n_chars = |line: usize| self.page.words(line).chars().count();
        self.is_periodical
            && self.n == 2
            && n_chars(self.line) >= SHORTEST_IN_COLUMN
            && n_chars(self.line + 1) <= LONGEST_PART
    }

    fn start(&self) -> Start {
        // What stands behind the author is a heading of the text.
        let signed = (self.line + 1..self.line + self.n)
            .find(|&line| self.page.lines.get(line).is_some_and(|line| line.is_after_byline));
        let n = match signed {
            Some(line) => line - self.line,
            None if self.is_column() || self.has_part_below() => 1,
            None => self.n,
        };
        let words: Vec<&str> = self.words().take(n).collect();
        let printed = words.join(" ");
        let mut start = Start::new(self.line, n, &printed);
        if let Some(label) = self.label()
            && n > 1
            && start.kicker.is_none()
        {
            start.kicker = Some(label.to_owned());
            start.title = words.get(1..).unwrap_or_default().join(" ");
        }
        if let Some((body, title)) = sender(&printed).filter(|_| self.has_senders && start.kicker.is_none()) {
            start.kicker = Some(body.to_owned());
            start.title = title.to_owned();
        }
        let is_column = self.is_column() || NOTES.is_match(&start.title);
        Start { is_column, ..start }
    }
}
