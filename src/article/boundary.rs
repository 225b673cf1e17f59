//! Where one article ends and the next begins.
//!
//! What says so, in this order: a contents page that lists the titles; titles that name their senders (`县图书馆·…`); the title that the
//! format gives; headlines ([`super::headline`]).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Page;
use super::contents::Contents;
use super::front::Front;
use super::heading::{is_credit, is_note, kicker, opening};
use super::{front, headline};
use crate::source::{Layout, Meta};
use crate::text::MarkedPlace;
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
    /// The title names a column; headings below it part the column.
    pub(super) is_column: bool,
}

impl Start {
    pub(super) fn new(line: usize, n_title_lines: usize, printed: &str) -> Start {
        let (kicker, title) = match kicker(printed) {
            Some((kicker, title)) => (Some(kicker.to_owned()), title),
            None => (None, printed),
        };
        Start { line, n_title_lines, title: title.to_owned(), kicker, is_column: false }
    }
}

/// Where the articles of a document begin; a document with any text has at least one.
pub(super) fn starts(page: &Page<'_>, contents: Option<&Contents>, meta: &Meta) -> Vec<Start> {
    let front = front::find(page);
    let listed = contents.map(|contents| listed(page, contents, &front)).unwrap_or_default();
    if !listed.is_empty() {
        return listed;
    }
    if page.words.is_empty() {
        return Vec::new();
    }
    let marked = marked(page, &front, meta);
    if marked.len() > 1 {
        return marked;
    }
    let sent = sent(page);
    // On a page of several articles those that name their senders say nothing of the others.
    let is_page = page.is_newspaper || front.is_periodical;
    if sent.len() > 1 && !front.is_periodical
        || !is_page && sent.first().is_some_and(|start| start.line <= front.n_lines)
    {
        return sent;
    }
    if let Some(title) = &meta.title {
        return vec![titled(page, title)];
    }
    if page.layout == Layout::Flowed {
        return vec![first(page)];
    }
    headline::starts(page, &front)
}

/// Articles that the markup tells apart: article elements, or headings of the first level; below the name of a periodical headings of
/// the highest level that there is.
fn marked(page: &Page<'_>, front: &Front, meta: &Meta) -> Vec<Start> {
    let is_first = |line: &usize| page.place(*line) == MarkedPlace::First;
    let elements: Vec<usize> = (0..page.words.len()).filter(is_first).collect();
    if elements.len() > 1 {
        return elements.into_iter().map(|line| begun(page, line)).collect();
    }
    let level = |line: usize| page.lines.get(line).and_then(|line| line.level);
    let is_periodical = front.is_periodical || meta.title.as_deref().is_some_and(front::names_periodical);
    let from = if is_periodical { front.n_lines } else { 0 };
    let lines = from..page.words.len();
    let highest = if is_periodical { lines.clone().filter_map(level).min() } else { Some(1) };
    let has_level = lines.filter(|&line| highest.is_some() && level(line) == highest);
    // A heading right above another one names the whole.
    let own = has_level.filter(|&line| level(line + 1).is_none() || level(line + 1) > highest);
    own.map(|line| Start::new(line, 1, page.words(line))).collect()
}

/// The article that an article element begins at a line; its first heading is its title.
fn begun(page: &Page<'_>, line: usize) -> Start {
    let is_marked = |&line: &usize| page.lines.get(line).is_some_and(|line| line.level.is_some());
    let title = (line..page.words.len()).find(is_marked).unwrap_or(line);
    Start { line, n_title_lines: usize::from(title == line), ..Start::new(line, 1, page.words(title)) }
}

/// Articles that a contents page lists.
fn listed(page: &Page<'_>, contents: &Contents, front: &Front) -> Vec<Start> {
    // A paragraph is no title; what stands for it begins none either.
    let of_line = |words: &&str| if words.len() > LONGEST_TITLE { "\0".to_owned() } else { bare(words) };
    let lines: Vec<String> = page.words.iter().map(of_line).collect();
    let behind = listed_from(page, &lines, contents, contents.lines.end);
    // Some bulletins have it at the end.
    let found = if behind.is_empty() && contents.lines.start > 0 {
        listed_from(page, &lines, contents, 0)
    } else {
        behind
    };
    // The parts of one text that has a contents page, numbered there and in the text, are no articles.
    let are_parts = !front.is_periodical && found.iter().all(|start| is_part(&start.title));
    if let Some(first) = found.first().filter(|_| are_parts) {
        let title = (contents.lines.end..first.line).find(|&line| page.is_heading(line));
        let n =
            title.map_or(0, |title| (title..first.line).take_while(|&line| page.is_heading(line)).count());
        let words: Vec<&str> =
            title.into_iter().flat_map(|title| (title..title + n).map(|line| page.words(line))).collect();
        return vec![match title {
            Some(title) => Start::new(title, n, &words.join(" ")),
            None => untitled(page, contents.lines.end.min(first.line)),
        }];
    }
    // Without its head a list with numbers may be a table.
    let is_sure = contents.has_head || found.len() * 2 >= contents.titles.len();
    if is_sure { found } else { Vec::new() }
}

/// Whether a title is the heading of a numbered part.
fn is_part(title: &str) -> bool {
    PART.is_match(title)
}

static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:第[一二三四五六七八九十0-9]{1,3}[章节節部编編]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
        .expect("the pattern is fixed and valid")
});

fn listed_from(page: &Page<'_>, bares: &[String], contents: &Contents, from: usize) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let mut from = from;
    let end = if from == 0 { contents.lines.start } else { page.words.len() };
    for title in contents.titles.iter().take(MOST_TITLES) {
        let wanted = bare(title);
        let found = (from..end)
            .find_map(|line| (1..=3).find(|&n| is_listed(bares, line, n, &wanted)).map(|n| (line, n)));
        if let Some((line, n)) = found {
            // A title over several lines is whole in the contents page.
            let lines: Vec<&str> = (line..line + n).map(|line| page.words(line)).collect();
            let is_whole = bare(title) == bare(&lines.concat());
            let printed = if n > 1 && is_whole { title.clone() } else { lines.join(" ") };
            starts.push(Start::new(line, n, &printed));
            from = line + n;
        }
    }
    starts
}

/// Whether `n` lines are the title that a contents page lists; there its author may stand behind it.
fn is_listed(bares: &[String], line: usize, n: usize, wanted: &str) -> bool {
    let Some(lines) = bares.get(line..line + n) else { return false };
    let mut rest = Some(wanted);
    for words in lines {
        rest = rest.and_then(|rest| rest.strip_prefix(words.as_str()));
    }
    let Some(rest) = rest else { return false };
    let n_printed = wanted.chars().count() - rest.chars().count();
    let is_title =
        n_printed > 0 && rest.is_empty() || (n_printed >= 4 && rest.chars().count() <= LONGEST_AUTHOR);
    is_title && !(n < 3 && !rest.is_empty() && is_listed(bares, line, n + 1, wanted))
}

/// Titles of a contents page that are looked for.
const MOST_TITLES: usize = 400;

/// Bytes of a line of a title, at most.
const LONGEST_TITLE: usize = 300;

/// Characters of an author behind a title in a contents page.
const LONGEST_AUTHOR: usize = 6;

/// A title without marks and spaces, folded.
fn bare(title: &str) -> String {
    let title = NUMBER.replace(title, "");
    fold_term(&title, HanClasses::all()).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The number in front of a title; a contents page may have it or leave it out.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[.、．)）]\s*")
        .expect("the pattern is fixed and valid")
});

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
    let wanted = bare(title);
    let printed = (0..page.words.len().min(6))
        .find_map(|line| (1..=3).rev().find(|&n| is_title(page, line, n, &wanted)).map(|n| (line, n)));
    match printed {
        Some((line, n)) => {
            let lines: Vec<&str> = (line..line + n).map(|line| page.words(line)).collect();
            // What stands above the printed title (a breadcrumb, a date) still belongs to the article: nothing gets lost.
            Start {
                line: 0,
                n_title_lines: if line == 0 { n } else { 0 },
                ..Start::new(0, 0, &lines.join(" "))
            }
        }
        None => Start::new(0, 0, crate::article::without_site(title)),
    }
}

/// Whether `n` lines are the title that the format gives; there the name of the site may stand behind it.
fn is_title(page: &Page<'_>, line: usize, n: usize, wanted: &str) -> bool {
    if line + n > page.words.len() {
        return false;
    }
    let printed: String = (line..line + n).map(|line| bare(page.words(line))).collect();
    printed.chars().count() >= 4 && wanted.starts_with(&printed)
}

/// The one article of marked-up text without a title of its own: its first heading, else its opening words.
fn first(page: &Page<'_>) -> Start {
    let marked = page.lines.first().is_some_and(|line| line.level.is_some());
    if marked || page.is_heading(0) { Start::new(0, 1, page.words(0)) } else { untitled(page, 0) }
}

pub(super) fn untitled(page: &Page<'_>, line: usize) -> Start {
    Start { line, n_title_lines: 0, title: opening(page.words(line)), kicker: None, is_column: false }
}

/// The line from which on an article's last lines are only notes about it, or stand outside all articles.
pub(super) fn trailing_note(page: &Page<'_>, lines: Range<usize>) -> usize {
    let is_note_line = |line: &usize| is_note(page.words(*line)) && !is_credit(page.words(*line));
    let is_outside = |line: &usize| page.place(*line) == MarkedPlace::Outside;
    let end = lines.clone().find(is_outside).unwrap_or(lines.end);
    end - (lines.start..end).rev().take_while(is_note_line).count()
}
