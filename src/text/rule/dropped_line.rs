//! Lines that belong to the page and not to the text: addresses, page numbers, running heads.
//!
//! `dropped-url`: a line that is nothing but an address. `dropped-page-number`: `9`, `- 9 -`, `第 9 页 共 12 页`, `A05`. A number that
//! stands among other numbers or short cells is part of a table and stays. `dropped-running-head`: what is printed at the top or foot of
//! each page, the name of the paper for instance: a line that recurs beside page numbers or in the middle of sentences, one that recurs and
//! says what only heads and feet say (编印, a number of a periodical), one beside a page number that repeats the words of the document's first
//! lines, and the name, day and page at the top of a newspaper. A line goes with its line break, so that the halves of a sentence around it can be joined.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashSet, FxHasher};

use super::Context;
use super::line_edit::{WholeLine, drop, lines};
use crate::source::Layout;
use crate::text::draft::Edit;
use crate::text::fold::is_han;
use crate::text::line::{ends_sentence, is_list_item, width};

static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^<?(?:https?://|ftp://|www\.)[!-~]+>?$").expect("the pattern is fixed and valid")
});

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = concat!(
        r"^(?:[-－–—―~～·•∙*\[【(（]{1,3}\s*\d{1,4}\s*[-－–—―~～·•∙*\]】)）]{1,3}",
        r"|第\s*\d{1,4}\s*[页頁](?:[\s,，/]*共\s*\d{1,4}\s*[页頁])?",
        r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]\.?\s?\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$"
    );
    Regex::new(number).expect("the pattern is fixed and valid")
});

static CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-DＡ-Ｄ]\s?[0-9０-９]{1,2}$").expect("the pattern is fixed and valid"));

static BARE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[0-9０-９]{1,4}$").expect("the pattern is fixed and valid"));

/// The line at the top of a newspaper page: its name, the day, the page.
static FOLIO: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?:[0-9０-９]{4}\s*[年.-]\s*[0-9０-９]{1,2}\s*[月.-]\s*[0-9０-９]{1,2}\s*日?)";
    let page = r"(?:第\s*[A-Z]?[0-9０-９一二三四五六七八九十]{1,3}\s*[版頁页]|[A-DＡ-Ｄ][0-9０-９]{1,2}|[星周]期?[一二三四五六日天]|[0-9]{1,2}版)";
    Regex::new(&format!("{day}.*{page}|{page}.*{day}")).expect("the pattern is fixed and valid")
});

/// The number of a newspaper's page.
static PAGE_CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-DＡ-Ｄ][0-9０-９]{1,2}(?:\D|$)").expect("the pattern is fixed and valid")
});

/// A head with the number of its page.
static PAGE_IN_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[-－–—~·•]\s*([0-9０-９]{1,4})\s*[-－–—~·•]";
    let head = format!(
        r"^(?:{number}[\s　]*\S.*|\S.*?[\s　]*{number}|.*[^0-9０-９年月第.\s][\s　]*([0-9０-９]{{1,3}})|([0-9０-９]{{1,3}})[\s　]+\S.*)$"
    );
    Regex::new(&head).expect("the pattern is fixed and valid")
});

/// A head at whose edge the number stands between dots or strokes.
static DECORATED: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[-－–—~·•]\s*[0-9０-９]{1,4}\s*[-－–—~·•]";
    Regex::new(&format!(r"^{number}[\s　]*\S|\S[\s　]*{number}$")).expect("the pattern is fixed and valid")
});

/// The head that a browser prints over each page: day, hour and title.
static PRINT: LazyLock<Regex> = LazyLock::new(|| {
    let head = r"^[0-9]{2,4}[/-][0-9]{1,2}[/-][0-9]{1,2}[,，]?\s*(?:上午|下午|AM|PM)?\s*[0-9]{1,2}:[0-9]{2}(?:\s?[AP]M)?[\s　]*\S.{2,80}$";
    Regex::new(head).expect("the pattern is fixed and valid")
});

/// Words of which heads and feet consist, and headings do not.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"编印|編印|主办|主辦|内部资料|免费交流|@|邮箱|印刷|版权|第.{1,6}[期辑輯卷]|选辑|汇编|简报|簡報|通讯|通訊|会刊|會刊|月刊|周刊|季刊|月报";
    Regex::new(words).expect("the pattern is fixed and valid")
});

/// Lines of heads and feet that stand between the halves of a sentence, at most.
const NEAR: usize = 12;

/// Columns of a running head.
const LONGEST_HEAD: usize = 40;

pub(super) fn url_edits(text: &str, _context: Context) -> Vec<Edit> {
    // A search of the whole text is much faster than one of each line.
    if memchr::memmem::find(text.as_bytes(), b"://").is_none() && !text.contains("www.") {
        return Vec::new();
    }
    let lines = lines(text);
    let is_url = |index: usize| lines.get(index).is_some_and(|line| URL.is_match(line.words));
    // Behind 网址是 or a colon the address is part of the sentence.
    let is_named = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| lines.get(before));
        before.is_some_and(|line| line.words.ends_with(['是', '为', '為', '址', '见', '：', ':']))
    };
    let found: Vec<usize> = (0..lines.len()).filter(|&index| is_url(index) && !is_named(index)).collect();
    // A list of addresses is what the text is about.
    if found.len() > 1 && found.len() * 3 > lines.len() {
        return Vec::new();
    }
    drop(&lines, found)
}

pub(super) fn page_number_edits(text: &str, context: Context) -> Vec<Edit> {
    if context.layout == Layout::Flowed {
        return Vec::new();
    }
    let lines = lines(text);
    drop(&lines, page_numbers(&lines))
}

/// The lines that are page numbers.
fn page_numbers(lines: &[WholeLine<'_>]) -> Vec<usize> {
    let is_bare = |index: usize| lines.get(index).is_some_and(|line| BARE_NUMBER.is_match(line.words));
    let counted = counted_pages(lines);
    let numbers = (0..lines.len()).filter(|&index| {
        let Some(line) = lines.get(index).filter(|line| line.words.len() <= 48) else { return false };
        if !line.words.ends_with(|c: char| c.is_numeric() || "页頁-－–—―~～·•∙*]】)）".contains(c))
        {
            return false;
        }
        (PAGE_NUMBER.is_match(line.words)
            && (has_own_form(line.words) || line.is_after_blank || line.is_before_blank))
            || (is_bare(index) && stands_apart(lines, index))
            || is_page_code(lines, index)
            || counted.binary_search(&index).is_ok()
    });
    let numbers: Vec<usize> = numbers.collect();
    // A long number without the next one anywhere is none of a page.
    let values: BTreeSet<u32> = numbers.iter().filter_map(|&index| value(lines, index)).collect();
    let has_next = |index: usize| {
        value(lines, index).is_none_or(|n| {
            n < 100 || (1..=2).any(|by| values.contains(&(n + by)) || values.contains(&(n - by)))
        })
    };
    let numbers: Vec<usize> =
        numbers.into_iter().filter(|&index| !is_bare(index) || has_next(index)).collect();
    // Where every third line is a number, the numbers are a table.
    if numbers.len() > 2 && numbers.len() * 3 > lines.len() { Vec::new() } else { numbers }
}

/// Bare numbers that count up one by one through the text, far from each other: page numbers, whatever stands around them.
fn counted_pages(lines: &[WholeLine<'_>]) -> Vec<usize> {
    let bare: Vec<usize> = (0..lines.len())
        .filter(|&index| lines.get(index).is_some_and(|line| BARE_NUMBER.is_match(line.words)))
        .collect();
    let mut pages: Vec<usize> = Vec::new();
    for &index in &bare {
        let is_next = match pages.last() {
            Some(&last) => {
                let next = value(lines, last).map(|last| last + 1);
                index - last >= SHORTEST_PAGE && value(lines, index) == next
            }
            None => value(lines, index).is_some_and(|first| first <= LAST_FIRST),
        };
        if is_next {
            pages.push(index);
        }
    }
    // Other numbers between them would be a table's or a list's.
    // The numbers of chapters stand between sentences, always.
    let cuts = |index: &usize| {
        let before = index.checked_sub(1).and_then(|before| lines.get(before));
        before.is_some_and(|before| !ends_sentence(before.words) && width(before.words) >= SHORTEST_CUT)
    };
    if pages.len() > 1 && pages.len() * 2 > bare.len() && pages.iter().any(cuts) { pages } else { Vec::new() }
}

/// Columns of a line that a page cuts, at least; shorter ones are headings.
const SHORTEST_CUT: usize = 24;

/// The number of the first page, at most.
const LAST_FIRST: u32 = 40;

/// Lines of a page, at least.
const SHORTEST_PAGE: usize = 6;

/// The number that a line holds.
fn value(lines: &[WholeLine<'_>], index: usize) -> Option<u32> {
    let digits: String = lines.get(index)?.words.chars().map(plain).filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Whether the code of a newspaper's page stands where such codes do: apart, or at an edge of the text, and not in a list of them.
fn is_page_code(lines: &[WholeLine<'_>], index: usize) -> bool {
    let code = |index: usize| lines.get(index).is_some_and(|line| CODE.is_match(line.words));
    let is_apart = lines.get(index).is_some_and(|line| line.is_after_blank || line.is_before_blank);
    let is_edge = index == 0 || index + 1 == lines.len();
    let is_in_list = index.checked_sub(1).is_some_and(code) || code(index + 1);
    code(index) && (is_apart || is_edge) && !is_in_list
}

/// Whether a page number has a form that nothing else has: `- 9 -`, `第 9 页`.
fn has_own_form(words: &str) -> bool {
    words.starts_with(['-', '－', '–', '—', '―', '~', '～', '·', '•', '第'])
}

/// Whether a bare number stands apart from the text, not in a column of a table, and is no year.
fn stands_apart(lines: &[WholeLine<'_>], index: usize) -> bool {
    let Some(line) = lines.get(index) else { return false };
    let is_cell = |index: Option<usize>| {
        let near = index.and_then(|index| lines.get(index));
        near.is_some_and(|line| line.words.chars().count() <= 4 || BARE_NUMBER.is_match(line.words))
    };
    let digits: String = line.words.chars().map(plain).collect();
    let is_year = digits.len() == 4 && digits.starts_with(['1', '2']);
    let has_blank = line.is_after_blank || line.is_before_blank;
    let is_number = |index: Option<usize>| {
        index.and_then(|index| lines.get(index)).is_some_and(|line| BARE_NUMBER.is_match(line.words))
    };
    let is_in_table = (is_cell(index.checked_sub(1)) && !line.is_after_blank)
        || (is_cell(Some(index + 1)) && !line.is_before_blank)
        || is_number(index.checked_sub(1))
        || is_number(Some(index + 1));
    has_blank && !is_year && !is_in_table
}

pub(super) fn running_head_edits(text: &str, context: Context) -> Vec<Edit> {
    if context.layout == Layout::Flowed {
        return Vec::new();
    }
    let lines = lines(text);
    let numbers = LineSet::new(lines.len(), page_numbers(&lines));
    let masthead = masthead(&lines);
    let recurring = recurring(&lines, &numbers);
    let repeated = LineSet::new(lines.len(), recurring.iter().flatten().copied());
    let mut heads: BTreeSet<usize> = BTreeSet::new();
    for places in &recurring {
        let n_by_number = places.iter().filter(|&&place| is_beside(&numbers, place)).count();
        let n_cuts =
            places.iter().filter(|&&place| cuts_sentence(&lines, &repeated, &numbers, place)).count();
        let is_on_each_page = n_by_number * 2 + 1 >= places.len() && n_by_number > 1;
        let is_furniture = places.len() > 2
            && is_same_line(&lines, places)
            && places
                .iter()
                .all(|&place| lines.get(place).is_some_and(|line| FURNITURE.is_match(line.words)));
        let is_counted = || {
            let pages = places.iter().map(|&place| page_in_head(lines.get(place)?.words));
            let pages: Option<Vec<u32>> = pages.collect();
            pages.is_some_and(|pages| pages.windows(2).all(|pair| pair.first() < pair.last()))
        };
        let is_seldom_text = n_cuts * 2 + 1 >= places.len() || n_cuts > 0 && is_spread(places);
        if is_on_each_page
            || is_furniture
            || (places.len() > 2 && is_seldom_text)
            || n_cuts > 0 && is_counted()
        {
            // The first one may be the title of the paper itself.
            let is_title =
                |place: usize| place < masthead.n_lines && !is_beside(&numbers, place) && n_by_number > 0;
            heads.extend(places.iter().filter(|&&place| !is_title(place)));
        }
    }
    for (index, line) in lines.iter().enumerate() {
        if index < 3
            && line.words.chars().count() <= LONGEST_HEAD + 20
            && !line.words.contains(['。', '，'])
            && FOLIO.is_match(line.words)
            && (line.words.contains(['版', '报', '報', '刊'])
                || line.words.contains(['星', '週', '周']) && line.words.ends_with(|c: char| c.is_numeric())
                || PAGE_CODE.is_match(line.words))
        {
            heads.insert(index);
        }
    }
    for (index, line) in lines.iter().enumerate().skip(masthead.n_lines) {
        let is_at_edge = || {
            is_beside(&numbers, index)
                || DECORATED.is_match(line.words)
                || page_in_head(line.words).is_some() && cuts_sentence(&lines, &repeated, &numbers, index)
        };
        if is_head_like(line.words) && masthead.holds(line.words) && is_at_edge() {
            heads.insert(index);
        }
    }
    let usual = if numbers.0.is_empty() { 0 } else { usual_width(&lines) };
    let is_lone = |index: &usize| {
        let Some(line) = lines.get(*index) else { return false };
        // Below the number of a page, in the middle of a sentence, and too short to be a part of it.
        index.checked_sub(1).is_some_and(|before| numbers.contains(before))
            && is_head_like(line.words)
            && width(line.words) * 10 < usual * 8
            && !is_list_item(line.words)
            && cuts_sentence(&lines, &repeated, &numbers, *index)
    };
    let lone: Vec<usize> = (0..lines.len()).filter(is_lone).collect();
    heads.extend(lone);
    heads.extend((0..lines.len()).filter(|&index| lines.get(index).is_some_and(|line| is_print(line.words))));
    drop(&lines, heads)
}

/// Whether a line is what a browser prints over a page.
fn is_print(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit()) && PRINT.is_match(words)
}

/// Columns that most lines come close to: the widest tenth aside, what the widest line has.
fn usual_width(lines: &[WholeLine<'_>]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| width(line.words)).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

/// The number of the page at an edge of a head: `某某试验站 12`, `· 52 · 某某学报`.
fn page_in_head(words: &str) -> Option<u32> {
    let found = PAGE_IN_HEAD.captures(words)?;
    let digits = (1..=4).find_map(|group| found.get(group))?;
    digits.as_str().chars().map(plain).collect::<String>().parse().ok()
}

/// Some of the lines of a text. Whether a line is among them is asked many times for each line.
struct LineSet(Vec<bool>);

impl LineSet {
    fn new(n_lines: usize, lines: impl IntoIterator<Item = usize>) -> LineSet {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return LineSet(Vec::new());
        }
        let mut set = vec![false; n_lines];
        for line in lines {
            if let Some(slot) = set.get_mut(line) {
                *slot = true;
            }
        }
        LineSet(set)
    }

    fn contains(&self, line: usize) -> bool {
        self.0.get(line) == Some(&true)
    }
}

/// Whether places lie about as far from each other as the tops of pages do.
fn is_spread(places: &[usize]) -> bool {
    let gaps = places.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?));
    let (least, most) = gaps.fold((usize::MAX, 0), |(least, most), gap| (least.min(gap), most.max(gap)));
    least >= 4 && most <= least * 3
}

/// Whether lines are the same, numbers included.
fn is_same_line(lines: &[WholeLine<'_>], places: &[usize]) -> bool {
    let mut words = places.iter().filter_map(|&place| lines.get(place)).map(|line| line.words);
    words.next().is_some_and(|first| words.all(|other| other == first))
}

/// Whether a line stands in the middle of a sentence; what else belongs to the page may stand beside it.
fn cuts_sentence(lines: &[WholeLine<'_>], repeated: &LineSet, numbers: &LineSet, index: usize) -> bool {
    let is_text = |place: &usize| !repeated.contains(*place) && !numbers.contains(*place);
    let before = (0..index).rev().take(NEAR).find(is_text).and_then(|place| lines.get(place));
    let has_text_behind = (index + 1..lines.len()).take(NEAR).any(|place| is_text(&place));
    has_text_behind && before.is_some_and(|line| !ends_sentence(line.words) && width(line.words) >= 24)
}

fn is_beside(numbers: &LineSet, index: usize) -> bool {
    numbers.contains(index.wrapping_sub(1))
        || numbers.contains(index + 1)
        || numbers.contains(index.wrapping_sub(2)) && !numbers.contains(index)
}

fn is_head_like(words: &str) -> bool {
    if words.len() > LONGEST_HEAD * 8 {
        return false;
    }
    let mut n = 0;
    for c in words.chars() {
        n += usize::from(!c.is_whitespace());
        if n > LONGEST_HEAD || matches!(c, '。' | '；' | '，') {
            return false;
        }
    }
    !ends_sentence(words)
}

/// Lines that could be running heads and occur more than once, numbers in them aside.
fn recurring(lines: &[WholeLine<'_>], numbers: &LineSet) -> Vec<Vec<usize>> {
    let candidates = lines
        .iter()
        .enumerate()
        .filter(|(index, line)| is_head_like(line.words) && !numbers.contains(*index));
    let mut shapes: Vec<(u64, usize)> =
        candidates.filter_map(|(index, line)| Some((shape(line.words)?, index))).collect();
    shapes.sort_unstable();
    let same = shapes.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    same.map(|same| same.iter().map(|&(_, index)| index).collect()).collect()
}

/// A fingerprint of a line without its numbers and spaces; `None` where nothing is left.
fn shape(words: &str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let mut n = 0;
    let is_meant = |c: char| is_han(c) || !c.is_numeric() && !c.is_whitespace() && !c.is_ascii_punctuation();
    for c in words.chars().filter(|&c| is_meant(c)) {
        c.hash(&mut hasher);
        n += 1;
    }
    (n > 1).then(|| hasher.finish())
}

/// The first lines of a document: its name, number and date.
struct Masthead {
    n_lines: usize,
    chars: FxHashSet<char>,
}

fn masthead(lines: &[WholeLine<'_>]) -> Masthead {
    let is_contents = |words: &str| {
        matches!(
            words.chars().filter(|c| !c.is_whitespace()).collect::<String>().as_str(),
            "目录" | "目錄" | "目次" | "本期目录" | "本期要目" | "要目" | "本期要点"
        )
    };
    let is_head = |line: &&WholeLine<'_>| !line.words.contains(['。', '，']) && !is_contents(line.words);
    let n_lines = lines.iter().take(8).take_while(is_head).count();
    let chars = lines.iter().take(n_lines).flat_map(|line| line.words.chars()).map(plain).collect();
    Masthead { n_lines, chars }
}

impl Masthead {
    /// Whether the words of a line are words of the masthead.
    fn holds(&self, words: &str) -> bool {
        let (mut n, mut n_held) = (0, 0);
        for c in words.chars().filter(|c| c.is_alphanumeric()) {
            n += 1;
            n_held += usize::from(self.chars.contains(&plain(c)));
            // Most lines are something else, and their first characters tell.
            if n >= 3 && n_held * 2 < n {
                return false;
            }
        }
        n >= 3 && n_held * 10 >= n * 9
    }
}

/// Full-width digits and letters as plain ones.
fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn addresses_go() {
        check(
            url_edits,
            Layout::Printed,
            "在家开\n\nhttp://www.example.org/link?url=Qg_Y-1\n 启办公",
            "在家开\n\n 启办公",
        );
        check(url_edits, Layout::Flowed, "甲\n<http://example.org/a?b=c&d>\n", "甲\n");
    }

    #[test]
    fn addresses_in_text_stay() {
        for source in [
            "详见http://example.org/a。",
            "http://example.org 是网址",
            "www",
            "报名网址是\nhttp://example.org/a",
        ] {
            check(url_edits, Layout::Printed, source, source);
        }
    }

    #[test]
    fn page_numbers_go() {
        let body = "一段文字。\n又一段文字。\n再一段文字。\n还有一段。\n\n";
        let long = format!("{body}167\n{body}168\n{body}");
        check(page_number_edits, Layout::Printed, &long, &body.repeat(3));
        for number in [
            "9",
            "- 9 -",
            "— 12 —",
            "第 9 页",
            "第9页 共12页",
            "3/12",
            "～ 1 ～",
            "－1－",
            "A05",
            "Ａ６",
            "·3·",
            "[7]",
        ] {
            check(
                page_number_edits,
                Layout::Printed,
                &format!("{body}{number}\n{body}"),
                &format!("{body}{body}"),
            );
        }
    }

    #[test]
    fn other_numbers_stay() {
        for source in [
            "1\n天亮了。\n他出门。\n走到河边。\n坐下来。\n看水。\n看鱼。\n2\n天黑了。\n他回家。\n点灯。\n睡觉。",
            "1\n2\n3\n合计\n",
            "2020年\n一\n二\n三\n四\n",
            "9人\n一\n二\n三\n四\n五",
            "一段文字。\n甲县\n31\n34\n乙县\n22\n27\n又一段文字。\n还有一段文字。",
            "一段文字。\n\n2020\n\n又一段文字。",
            "一段文字。\n\n２０２０\n\n又一段文字。",
            "一段文字。\n\n1895\n\n又一段文字。",
            "一段文字。\n\n368\n\n又一段文字。",
            "考场在东楼。\nA1\n一班的三十人在此。\nA2\n二班的三十人在此。\n请看好。",
            "一段文字。\n（1）\n又一段文字。\n（2）\n再一段文字。\n还有一段。\n末段。",
            "一段文字。\n12\n又一段文字。\n再一段。\n还有一段。\n末段。",
        ] {
            check(page_number_edits, Layout::Printed, source, source);
        }
        check(
            page_number_edits,
            Layout::Flowed,
            "一\n二\n三\n四\n五\n\n9\n\n六",
            "一\n二\n三\n四\n五\n\n9\n\n六",
        );
    }

    #[test]
    fn running_heads_go() {
        let body = "第一行写到这里，还没有写\n完，又写了一行。\n";
        check(
            running_head_edits,
            Layout::Printed,
            &format!(
                "某县商会\n商 会 通 讯\n第3期　2021年5月\n\n{body}\n- 1 -\n\n商会通讯 2021年第3期\n{body}"
            ),
            &format!("某县商会\n商 会 通 讯\n第3期　2021年5月\n\n{body}\n- 1 -\n\n{body}"),
        );
        check(
            running_head_edits,
            Layout::Printed,
            &format!("{body}1\n\n学校简报\n{body}2\n\n学校简报\n{body}3\n\n学校简报\n{body}"),
            &format!("{body}1\n\n{body}2\n\n{body}3\n\n{body}"),
        );
        let page = |n: usize| {
            format!(
                "县志资料选辑 · 第三辑\n第{n}页写到这里，还要再写三行才能把这一页\n写完，又写了一行，这一行是为了凑满这一页\n用的，下一行才是这一页的最后一行，它写到\n"
            )
        };
        let pages: String = (0..4).map(page).collect();
        let bare = pages.replace("县志资料选辑 · 第三辑\n", "");
        check(running_head_edits, Layout::Printed, &pages, &bare);
    }

    #[test]
    fn the_first_line_of_a_newspaper_page_goes() {
        for head in [
            "某某晚报　　２０１６年７月８日　星期五　　第 3 版",
            "某某日報　A6　港聞　2018-09-20　星期四",
            "某某周报2008年8月14日 第5版",
        ] {
            check(
                running_head_edits,
                Layout::Printed,
                &format!("{head}\n\n守堤\n村民守在堤上。"),
                "\n守堤\n村民守在堤上。",
            );
        }
    }

    #[test]
    fn repeated_headings_stay() {
        let letters = "第一封信写到这里。\n县防汛办公室\n第二封信写到这里。\n县防汛办公室\n第三封信写到这里。\n县防汛办公室\n完了。";
        check(running_head_edits, Layout::Printed, letters, letters);
        let notice = "关于2021年5月6日星期四停水的通知\n各单位：停水一天，请备好用水。";
        check(running_head_edits, Layout::Printed, notice, notice);
        let source = "甲村\n\n主要做法\n抓好防汛，备足沙袋。\n\n乙村\n\n主要做法\n抓好排水，清理河道。\n\n- 1 -\n\n丙村的桥\n修好了，通了车。";
        check(running_head_edits, Layout::Printed, source, source);
    }
}
