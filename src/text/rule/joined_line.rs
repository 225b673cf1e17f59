//! `joined-line`: lines that were broken in the middle of a paragraph.
//!
//! `图书馆在今年\n春天开放` → `图书馆在今年春天开放`. Three kinds of text are told apart:
//!
//! - Pages whose lines were broken at a width, and where a space at the end of a line tells the end of a paragraph.
//! - Pages broken at a width without such a mark: a line that is full goes on, one that had room for what follows ends. Beside a picture
//!   lines are full at a smaller width. Where paragraphs are set in, a line that is set in begins one.
//! - Text whose lines are paragraphs, cut only where a page or column ended: a line that stops in mid-sentence goes on in the next one,
//!   if that one is running text and neither heading nor list item, and if the two can be neighbours at all ([`Words::seam`]): where text
//!   is missing they mostly can't.
//!
//! Headings, list items and verses stay lines of their own.

use super::Context;
use crate::source::Layout;
use crate::text::draft::Edit;
use crate::text::line::{
    PrintedLine, ends_sentence, is_heading_like, is_list_item, is_running_text, lines,
    trailing_space_ends_paragraph, width, wrap_width,
};
use crate::text::word::Words;

/// Columns that a full line may lack beside those that the next word needs.
const SLACK: usize = 3;

/// Columns by which lines beside a picture differ.
const RAGGED: usize = 4;

/// Columns that a page is wider than the text beside a picture, at least.
const PICTURE: usize = 6;

/// Columns of the narrowest text beside a picture; what is narrower is verse.
const NARROW: usize = 16;

/// Columns by which a first line is set in, at most; what is set in more is centred.
const DEEPEST_INDENT: usize = 10;

/// Characters from which on a line with a comma is no heading.
const LONG: usize = 20;

/// Likelihood below which two halves are not neighbours.
const LEAST_SEAM: f32 = 0.15;

pub(super) fn edits(text: &str, context: Context) -> Vec<Edit> {
    if context.layout == Layout::Flowed {
        return Vec::new();
    }
    let lines = lines(text);
    let page = Page::new(text, &lines);
    let mut edits = Vec::new();
    for index in 1..lines.len() {
        let (Some(before), Some(after)) = (lines.get(index - 1), lines.get(index)) else { continue };
        if page.goes_on(index - 1) {
            edits.push(Edit::new(before.words.end..after.words.start, page.joint(before, after)));
        }
    }
    edits
}

struct Page<'a> {
    text: &'a str,
    lines: &'a [PrintedLine],
    /// Columns at which lines were broken.
    wrap: Option<usize>,
    /// A space at the end of a line ends a paragraph.
    marked: bool,
    /// First lines are set in.
    indented: bool,
    /// Blank lines between the lines of a paragraph.
    gap: usize,
    /// For each line the columns at which it is full, where that is less than `wrap`.
    narrow: Vec<Option<usize>>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, lines: &'a [PrintedLine]) -> Page<'a> {
        let wrap = wrap_width(lines);
        let mut page = Page {
            text,
            lines,
            wrap,
            marked: wrap.is_some() && trailing_space_ends_paragraph(text, lines),
            indented: false,
            gap: 0,
            narrow: vec![None; lines.len()],
        };
        if let Some(width) = wrap {
            page.indented = page.is_indented(width);
            page.gap = page.usual_gap(width);
            page.narrow = page.narrow_stretches(width);
        }
        page
    }

    fn words(&self, line: &PrintedLine) -> &str {
        self.text.get(line.words.clone()).unwrap_or("")
    }

    /// Whether paragraphs begin set in: a good part of the lines that are otherwise like their neighbours are.
    fn is_indented(&self, width: usize) -> bool {
        let n_in = self.lines.iter().filter(|line| is_set_in(line) && line.fill() + 12 >= width).count();
        let n_out = self.lines.iter().filter(|line| line.indent < 2).count();
        n_in >= 2 && n_in * 8 >= n_out && n_out > 0
    }

    /// Blank lines that most often stand behind a full line.
    fn usual_gap(&self, width: usize) -> usize {
        let full = self.lines.windows(2).filter_map(|pair| match pair {
            [line, next] => (line.fill() + 4 >= width).then_some(next.n_blank),
            _ => None,
        });
        let mut counts = [0_usize; 4];
        for gap in full {
            if let Some(count) = counts.get_mut(gap.min(3)) {
                *count += 1;
            }
        }
        counts
            .iter()
            .enumerate()
            .max_by_key(|&(gap, &n)| (n, std::cmp::Reverse(gap)))
            .map_or(0, |(gap, _)| gap)
    }

    /// Stretches of lines that stand beside a picture: equally wide, narrower than the page, and broken anywhere.
    fn narrow_stretches(&self, width: usize) -> Vec<Option<usize>> {
        let mut narrow = vec![None; self.lines.len()];
        let mut from = 0;
        while from < self.lines.len() {
            let mut widest = 0;
            let n = self
                .lines
                .iter()
                .skip(from)
                .take_while(|line| {
                    let fill = line.fill();
                    let fits = fill >= NARROW
                        && fill + PICTURE <= width
                        && (widest == 0 || fill.abs_diff(widest) <= RAGGED);
                    widest = if fits { widest.max(fill) } else { widest };
                    fits
                })
                .count();
            let stretch = self.lines.get(from..from + n).unwrap_or_default();
            if n >= 2 && self.is_beside_picture(stretch) {
                for slot in narrow.iter_mut().skip(from).take(n) {
                    *slot = Some(widest);
                }
            }
            from += n.max(1);
        }
        narrow
    }

    fn is_beside_picture(&self, stretch: &[PrintedLine]) -> bool {
        let marked = |line: &&PrintedLine| {
            let words = self.words(line);
            ends_sentence(words) || words.ends_with(['，', '、', ','])
        };
        let n_marked = stretch.iter().filter(marked).count();
        let has_marks = stretch.iter().any(|line| self.words(line).contains(['，', '。', '、', ',']));
        let begins_item =
            stretch.iter().skip(1).filter(|line| is_list_item(self.words(line)) || is_set_in(line)).count();
        // Of two lines the first could be the last one of a paragraph, or a heading.
        let is_pair = stretch.len() == 2
            && stretch
                .first()
                .is_some_and(|line| ends_sentence(self.words(line)) || is_heading_like(self.words(line)));
        let n_ends = stretch.iter().rev().skip(1).filter(|line| ends_sentence(self.words(line))).count();
        has_marks
            && !is_pair
            && n_ends * 2 < stretch.len()
            && n_marked * 10 < stretch.len() * 6
            && begins_item * 2 < stretch.len()
    }

    /// Whether the paragraph of a line goes on in the next one.
    fn goes_on(&self, index: usize) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(index), self.lines.get(index + 1)) else {
            return false;
        };
        if is_list_item(self.words(next)) && ends_sentence(self.words(line)) || is_entry(self.words(line)) {
            return false;
        }
        if is_row(self.words(line)) || is_row(self.words(next)) {
            return false;
        }
        if begins_caption(self.words(next)) || ends_caption(self.words(line)) {
            return false;
        }
        match self.wrap {
            Some(width) if self.marked => !line.has_trailing_space && !self.is_bare_heading(index, width),
            Some(width) => self.goes_on_wrapped(index, line, next, width),
            None => self.goes_on_unwrapped(line, next),
        }
    }

    fn goes_on_wrapped(&self, index: usize, line: &PrintedLine, next: &PrintedLine, width: usize) -> bool {
        let (words, next_words) = (self.words(line), self.words(next));
        // What is wider than the page was not set with it.
        if line.fill() > width + 4 || next.fill() > width + 4 {
            return self.goes_on_unwrapped(line, next);
        }
        // What is set in more than first lines are is centred or set to the right.
        if line.indent > DEEPEST_INDENT
            || self.indented && next.indent >= 2
            || next.indent > line.indent + DEEPEST_INDENT
        {
            return false;
        }
        if !self.is_full(index, line, next, width) {
            // A column may end early above a page break, and a line where an address stood behind it.
            let is_inside =
                index.checked_sub(1).and_then(|before| self.lines.get(before)).is_some_and(|before| {
                    self.is_full(index - 1, before, line, width)
                        && line.n_blank <= self.gap
                        && !ends_sentence(self.words(before))
                });
            let is_cut =
                is_inside && line.fill() * 2 >= width && !is_heading_like(words) && !ends_sentence(words);
            return (next.n_blank > self.gap || is_cut) && self.goes_on_unwrapped(line, next);
        }
        if ends_sentence(words) {
            return next.n_blank <= self.gap && !self.is_heading(index + 1, width);
        }
        let is_torn = Words::embedded().seam(words, next_words) < LEAST_SEAM;
        !(self.is_heading(index + 1, width)
            && (is_torn || next.n_blank > self.gap || !is_running_text(words)))
    }

    /// Whether a line without a space behind it is a heading all the same: words that fill less than half of the page and begin anew.
    fn is_bare_heading(&self, index: usize, width: usize) -> bool {
        let Some(line) = self.lines.get(index) else { return false };
        let words = self.words(line);
        let before = index.checked_sub(1).and_then(|before| self.lines.get(before));
        let begins = before.is_none_or(|before| {
            before.has_trailing_space || line.n_blank > self.gap || is_heading_like(self.words(before))
        });
        let is_narrow = self.narrow.get(index).copied().flatten().is_some();
        let is_short = line.fill() * 2 < width || words.contains(['•', '·', '●']) || is_spaced(words);
        begins && !is_narrow && is_short && is_heading_like(words) && !words.contains(['，', ','])
    }

    /// Whether the first word of the next line would not have fitted on a line.
    fn is_full(&self, index: usize, line: &PrintedLine, next: &PrintedLine, width: usize) -> bool {
        let full_at = self.narrow.get(index).copied().flatten().unwrap_or(width);
        line.fill() + self.needed(next) + SLACK > full_at
    }

    /// Columns that the first word of a line needs, marks behind it included.
    fn needed(&self, line: &PrintedLine) -> usize {
        let words = self.words(line);
        let latin = words.chars().take_while(char::is_ascii_alphanumeric).count();
        if latin > 0 {
            return latin.min(12);
        }
        let mut chars = words.chars();
        let first: String = chars.next().into_iter().collect();
        let marks: String = chars.take_while(|c| "，。、；：！？”’）》」』".contains(*c)).collect();
        width(&first) + width(&marks)
    }

    /// Whether a line in a page broken at a width is a heading: it could be one, it has room left, and what follows begins anew.
    fn is_heading(&self, index: usize, width: usize) -> bool {
        let Some(line) = self.lines.get(index) else { return false };
        let words = self.words(line);
        if !is_heading_like(words) || ends_sentence(words) {
            return false;
        }
        let Some(next) = self.lines.get(index + 1) else { return false };
        line.fill() + self.needed(next) + SLACK <= width
            && (!self.indented
                || is_set_in(next)
                || next.n_blank > self.gap
                || is_heading_like(self.words(next)))
    }

    fn goes_on_unwrapped(&self, line: &PrintedLine, next: &PrintedLine) -> bool {
        let (words, next_words) = (self.words(line), self.words(next));
        let is_long = words.contains(['，', '、', ',']) && words.chars().count() >= LONG;
        let is_cut = !ends_sentence(words)
            && (words.contains('。') || is_long || is_running_text(words) && words.contains('，'));
        is_cut
            && (is_running_text(next_words) || next_words.ends_with('。'))
            && !is_list_item(next_words)
            && Words::embedded().seam(words, next_words) >= LEAST_SEAM
    }

    /// What stands between the joined halves: a space between Latin words, nothing in Chinese.
    fn joint(&self, before: &PrintedLine, after: &PrintedLine) -> &'static str {
        let last = self.words(before).chars().next_back();
        let first = self.words(after).chars().next();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, ',' | ';'));
        if is_latin(last) && first.is_some_and(|c| c.is_ascii_alphanumeric()) { " " } else { "" }
    }
}

/// Whether the characters of a line are set apart.
fn is_spaced(words: &str) -> bool {
    words.chars().count() > 4 && words.split(' ').all(|part| part.chars().count() <= 1)
}

/// Whether a line is an entry of a contents page: leaders and a number stand at its end.
fn is_entry(words: &str) -> bool {
    let rest = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ')' | '）' | ' '));
    let is_leader = |c: char| matches!(c, '.' | '…' | '·' | '．' | '‥' | '─' | '\t');
    rest.len() < words.len() && rest.chars().rev().take_while(|&c| is_leader(c)).count() >= 2
}

/// Whether a line is the row of a table: wide gaps part its cells.
fn is_row(words: &str) -> bool {
    let mut n_gaps = 0;
    let mut n_spaces = 0;
    for c in words.chars() {
        match c {
            ' ' => n_spaces += 1,
            '\u{3000}' => n_spaces += 2,
            '\t' => n_spaces += 4,
            '。' | '，' | '；' => return false,
            _ => {
                n_gaps += usize::from(n_spaces >= 2);
                n_spaces = 0;
            }
        }
    }
    n_gaps >= 2
}

/// Whether a line begins the words below a picture.
fn begins_caption(words: &str) -> bool {
    words.starts_with(['▲', '▼', '△', '▽', '◀', '▶']) || CAPTION.iter().any(|head| words.starts_with(head))
}

/// Whether a line ends the words below a picture: with who took it.
fn ends_caption(words: &str) -> bool {
    let says_who = || PHOTOGRAPHER.iter().any(|office| words.contains(office));
    CREDIT.iter().any(|end| words.ends_with(end)) || words.ends_with(['摄', '攝']) && says_who()
}

/// Who takes pictures.
const PHOTOGRAPHER: [&str; 5] = ["记者", "記者", "通讯员", "通訊員", "▲"];

/// What captions begin with.
const CAPTION: [&str; 6] = ["（图：", "（圖：", "(图：", "(圖：", "图为", "圖為"];

/// With what the note of a picture's maker ends.
const CREDIT: [&str; 6] = ["摄）", "攝）", "摄)", "攝)", "供图）", "供圖）"];

/// Whether a line is set in as first lines are.
fn is_set_in(line: &PrintedLine) -> bool {
    (2..=DEEPEST_INDENT).contains(&line.indent)
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let lines = [
            "图书馆在今年春天办了三次展览第",
            "一次展出老地图第二次展出旧日历",
            "第三次展出孩子们画的街道来看的",
            "人比往年多出一倍有人从邻县坐车",
            "赶来还有人带着干粮看了一整天也",
            "不肯走。",
            "第二段从这里开始写到这一行的末",
            "尾再接着写下去直到全部都写完。",
        ];
        for gap in ["\n", "\n\n"] {
            let source = lines.join(gap);
            let expected = format!("{}{gap}{}", lines[..6].concat(), lines[6..].concat());
            check(edits, Layout::Printed, &source, &expected);
        }
    }

    #[test]
    fn paragraphs_that_are_set_in_begin_anew() {
        let source = "春耕\n　　从三月到四月，七支服务队走了十九个县，检修\n拖拉机、插秧机和各类农具，为农民省下一大笔钱，。\n把配件送到地头\n　　在红石乡，种粮大户的插秧机坏了，当地没有配\n件，队员连夜开车去取，第二天上午机器就下了田。\n　　大家说好。";
        let expected = "春耕\n　　从三月到四月，七支服务队走了十九个县，检修拖拉机、插秧机和各类农具，为农民省下一大笔钱，。\n把配件送到地头\n　　在红石乡，种粮大户的插秧机坏了，当地没有配件，队员连夜开车去取，第二天上午机器就下了田。\n　　大家说好。";
        check(edits, Layout::Printed, source, expected);
    }

    #[test]
    fn text_beside_a_picture_is_joined() {
        let lines = [
            "谈医生的手机里存着七百多个居民的电话，每个人名后面都",
            "有一个备注，怕打针的，女儿在外地的，耳背要大声讲的，",
            "她说这些备注比病历管用。上个月，有位老伯半夜胸闷，打",
            "给了谈医生。谈医生一边让他含",
            "服药片，一边替他叫救护车，又",
            "打电话给对门的邻居去开门。从",
            "发病到进手术室，一共只用了六十七分钟，全家人都很感激",
            "她，后来送来一面锦旗，她没有收，说这都是应该做的事情",
            "。",
        ];
        check(edits, Layout::Printed, &lines.join("\n"), &lines.concat());
    }

    #[test]
    fn a_sentence_that_a_page_cuts_is_joined() {
        check(
            edits,
            Layout::Printed,
            "5月6日，学校与农场签了约，县教\n\n\n\n育局局长、农场场长到场，双方分别签字。",
            "5月6日，学校与农场签了约，县教育局局长、农场场长到场，双方分别签字。",
        );
        check(
            edits,
            Layout::Printed,
            "we met in May, June,\nand in July, and went on.",
            "we met in May, June, and in July, and went on.",
        );
    }

    #[test]
    fn pieces_between_which_text_is_missing_stay_apart() {
        let source =
            "市医院改建，工期很短。抢修队第一时间奔赴现\n\n杆、道路指示牌的挂载方案，以及新院区的供电方案。";
        check(edits, Layout::Printed, source, source);
    }

    #[test]
    fn headings_and_paragraphs_stay_apart() {
        for source in [
            "春天来了\n\n柳树发芽，燕子飞回，大家下地干活。",
            "一段，二段，三段。\n四段，五段，六段。",
            "工作要求如下：\n一、加强领导，落实责任，抓好防控。\n二、加强宣传，做好服务，保障畅通。",
            "派出人手、车辆，修好水渠和\n\n迎风冒雨 山东某县农民抢“收”\n\n在收割季节，合作社调来机器，日夜不停。",
            "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
        ] {
            check(edits, Layout::Printed, source, source);
        }
        check(edits, Layout::Flowed, "甲，乙，丙\n丁，戊，己。", "甲，乙，丙\n丁，戊，己。");
    }
}
