//! What a printed line looks like: how wide, how it ends, whether it could be a heading.
//!
//! Width is counted in columns of half a Chinese character, as a typewriter would.

use std::ops::Range;

use super::fold::is_cjk;

/// A line of a draft that is not blank.
#[derive(Clone, Debug)]
pub(super) struct PrintedLine {
    /// Its words, white space around them left out.
    pub(super) words: Range<usize>,
    /// Columns of its words.
    pub(super) width: usize,
    /// Columns of white space in front.
    pub(super) indent: usize,
    /// White space stands behind its words.
    pub(super) has_trailing_space: bool,
    /// Blank lines in front.
    pub(super) n_blank: usize,
}

impl PrintedLine {
    /// Columns up to the end of its words.
    pub(super) fn fill(&self) -> usize {
        self.indent + self.width
    }
}

/// A line without the white space around it. Most lines begin and end with a Chinese character, which their bytes show.
pub(super) fn trimmed(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let is_chinese = |lead: Option<&u8>| lead.is_some_and(|lead| (0xe4..=0xef).contains(lead));
    let bytes = line.as_bytes();
    let last = bytes.len().checked_sub(3).and_then(|last| bytes.get(last));
    if is_chinese(bytes.first()) && is_chinese(last) { line } else { line.trim() }
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<PrintedLine> {
    let mut lines = Vec::new();
    let (mut at, mut n_blank) = (0, 0);
    for line in text.split('\n') {
        let words = trimmed(line);
        if words.is_empty() {
            n_blank += 1;
        } else {
            let lead = words.as_ptr().addr() - line.as_ptr().addr();
            let start = at + lead;
            lines.push(PrintedLine {
                words: start..start + words.len(),
                width: width(words),
                indent: width(line.get(..lead).unwrap_or("")),
                has_trailing_space: lead + words.len() < line.len(),
                n_blank,
            });
            n_blank = 0;
        }
        at += line.len() + 1;
    }
    lines
}

/// Columns of half a Chinese character.
pub(super) fn width(words: &str) -> usize {
    let columns = |c: char| match c {
        '\0'..='~' => 1,
        '一'..='\u{9fff}' => 2,
        '·' => 1,
        c if is_cjk(c) || is_wide_mark(c) => 2,
        // Greek and Russian letters, signs of units, Roman and circled numbers are as wide as a Chinese character in Chinese fonts.
        '×' | '÷' | '±' | '°' | 'Α'..='ω' | 'А'..='я' | '\u{2100}'..='\u{26ff}' => 2,
        _ => 1,
    };
    words.chars().map(columns).sum()
}

/// Marks that Chinese fonts set full width although others do not.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '…' | '—' | '‚' | '‛')
}

/// Whether a line's last character ends a sentence, quotation marks and brackets behind it included.
pub(crate) fn ends_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(|c: char| {
        matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '"' | '‛') || c.is_whitespace()
    });
    bare.ends_with(['。', '！', '？', '!', '?', '；', ';', '：', ':', '…', '.']) || ends_with_note(words)
}

/// Whether a line ends with a bracket that stands behind a finished sentence or is all there is.
fn ends_with_note(words: &str) -> bool {
    let Some(open) = words.rfind(['（', '(']).filter(|_| words.ends_with(['）', ')'])) else {
        return false;
    };
    let before = words.get(..open).unwrap_or("").trim_end();
    before.is_empty() || before.ends_with(['。', '！', '？', '”', '…'])
}

/// Whether a line reads like running text: it holds a mark that headings do without.
pub(crate) fn is_running_text(words: &str) -> bool {
    let (mut n_chars, mut n_commas) = (0, 0);
    for c in words.chars() {
        n_chars += 1;
        n_commas += usize::from(matches!(c, '，' | '；' | '、' | ','));
        if c == '。' || n_commas >= 2 || n_chars > 44 {
            return true;
        }
    }
    n_commas == 1 && ends_sentence(words)
}

/// Whether a line could be a heading: short, one line of words, no sentence.
pub(crate) fn is_heading_like(words: &str) -> bool {
    let n = words.chars().filter(|c| !c.is_whitespace()).count();
    let inner = words.trim_end_matches(['！', '？', '!', '?', '”', '’', '」']);
    (2..=40).contains(&n)
        && !inner.contains(['。', '；', ';'])
        && !inner.ends_with(['，', '、', '：', ',', ':', '（', '《', '“'])
        && inner.matches(['，', ',']).count() <= 1
        && words.chars().any(|c| c.is_alphabetic())
        && balanced(words)
}

/// Whether every quotation mark and bracket that opens also closes: a line that is cut out of a sentence often has not.
fn balanced(words: &str) -> bool {
    [('“', '”'), ('（', '）'), ('《', '》'), ('「', '」'), ('『', '』'), ('(', ')')]
        .iter()
        .all(|&(open, close)| words.matches(open).count() == words.matches(close).count())
}

/// Whether a line begins an item of a list or a numbered section.
pub(crate) fn is_list_item(words: &str) -> bool {
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return false };
    if matches!(first, '•' | '●' | '■' | '◆' | '▲' | '★' | '-' | '*' | '·') {
        return true;
    }
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let head: String = words.chars().take(6).collect();
    let inner = head.trim_start_matches(['（', '(', '第']);
    let rest = inner.trim_start_matches(is_number);
    let is_numbered = rest.len() < inner.len();
    is_numbered
        && (rest.starts_with(['、', '）', ')', '．'])
            || (rest.starts_with('.') && !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()))
            || (head.starts_with('第') && rest.starts_with(['章', '节', '条', '部'])))
}

/// The width at which the lines of a page were broken, in columns; `None` where lines end where their authors ended them.
///
/// A page was broken at a width when many lines come close to it and hardly any go beyond.
pub(super) fn wrap_width(lines: &[PrintedLine]) -> Option<usize> {
    let mut fills: Vec<usize> = lines.iter().map(PrintedLine::fill).filter(|&fill| fill >= 16).collect();
    fills.sort_unstable();
    let up_to = |width: usize| fills.partition_point(|&fill| fill <= width);
    let near = |width: usize| up_to(width) - up_to(width.saturating_sub(SPREAD));
    let candidates = fills.iter().copied().filter(|width| (NARROWEST..=WIDEST).contains(width));
    let best = candidates.max_by_key(|&width| (near(width), width))?;
    let n_beyond = fills.len() - up_to(best + 2);
    let n_near = near(best);
    (n_near >= 4 && n_near * 100 >= fills.len() * 30 && n_beyond * 100 <= fills.len() * 12).then_some(best)
}

/// Columns of the narrowest and the widest page that lines are broken for.
const NARROWEST: usize = 24;
const WIDEST: usize = 160;

/// Columns by which full lines differ: marks that must not begin a line, words and numbers that stay whole.
const SPREAD: usize = 5;

/// Whether white space at the end of a line marks the end of a paragraph in this text, as it does where a word processor's page
/// was printed to PDF: few lines have it, and those that have it end sentences or are headings.
pub(super) fn trailing_space_ends_paragraph(text: &str, lines: &[PrintedLine]) -> bool {
    let words = |line: &PrintedLine| text.get(line.words.clone()).unwrap_or("").to_owned();
    let (with, without): (Vec<&PrintedLine>, Vec<&PrintedLine>) =
        lines.iter().partition(|line| line.has_trailing_space);
    if with.len() < 3 || without.len() < with.len() {
        return false;
    }
    let ends = |line: &&&PrintedLine| ends_sentence(&words(line)) || is_heading_like(&words(line));
    let n_with = with.iter().filter(ends).count();
    let n_without = without.iter().filter(|line| ends_sentence(&words(line))).count();
    n_with * 100 >= with.len() * 80 && n_without * 100 <= without.len() * 30
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_running_text() {
        for words in [
            "春天来了",
            "迎风冒雨 山东农民抢“收”",
            "县图书馆·展览读书两不误 今年添新馆",
            "“流动书车” 开进山里村小",
            "抗疫，我们在行动",
        ] {
            assert!(is_heading_like(words), "{words}");
        }
        for words in [
            "1月24日，全省启动响应。",
            "一要提高站位，二要落实，三要",
            "赶到现场的有：",
            "”他说",
            "12",
            "使用“借书卡",
        ] {
            assert!(!is_heading_like(words), "{words}");
        }
    }

    #[test]
    fn sentence_ends() {
        for words in ["好。", "“好！”", "如下：", "（来源：某网）", "等等……", "迎接大会召开。(本网记者)"]
        {
            assert!(ends_sentence(words), "{words}");
        }
        for words in ["修好水渠和", "一，", "5G", "“云视讯”", "（第五代）网络"] {
            assert!(!ends_sentence(words), "{words}");
        }
    }

    #[test]
    fn list_items() {
        for words in
            ["一、加强领导", "（二）落实责任", "1. 网络", "2、宽带", "(3) 服务", "第一章 总则", "• 项"]
        {
            assert!(is_list_item(words), "{words}");
        }
        for words in ["一是发挥优势", "1.7万人", "1月24日", "三家企业", "第一时间", "5G网络"]
        {
            assert!(!is_list_item(words), "{words}");
        }
    }

    #[test]
    fn wrapped_pages_show_their_width() {
        let wrapped = [
            "一".repeat(30),
            "二".repeat(30),
            "三".repeat(29),
            "四".repeat(30),
            "五".repeat(12),
            "六".repeat(30),
            "七".repeat(31),
        ];
        assert_eq!(wrap_width(&lines(&wrapped.join("\n"))), Some(62));
        let free: Vec<String> = (1..20).map(|n| "字".repeat(n * 17 % 90 + 9)).collect();
        assert_eq!(wrap_width(&lines(&free.join("\n"))), None);
    }
}
