//! `joined-line`: lines that were broken in the middle of a paragraph.
//!
//! `图书馆在今年\n春天开放` → `图书馆在今年春天开放`. Three kinds of text are told apart:
//!
//! - Pages whose lines were broken at a width, and where a space at the end of a line tells the end of a paragraph.
//! - Pages broken at a width without such a mark: a full line goes on; a short one ends, unless its neighbours are as short because
//!   a picture stood beside them.
//! - Text whose lines are paragraphs, cut only where a page or column ended: a line that stops in mid-sentence goes on in the next one,
//!   if that one is running text and neither heading nor list item.
//!
//! Headings, list items and verses stay lines of their own.

use super::Context;
use crate::source::Layout;
use crate::text::draft::Edit;
use crate::text::line::{
    PrintedLine, ends_sentence, is_list_item, is_running_text, lines, trailing_space_ends_paragraph,
    wrap_width,
};

/// Columns that a full line may lack: a mark that must not begin a line takes its neighbour along.
const SLACK: usize = 4;

/// Characters from which on a line with a comma is no heading.
const LONG: usize = 20;

pub(super) fn edits(text: &str, context: Context) -> Vec<Edit> {
    if context.layout == Layout::Flowed {
        return Vec::new();
    }
    let lines = lines(text);
    let page = Page {
        text,
        wrap: wrap_width(&lines),
        marked: trailing_space_ends_paragraph(text, &lines),
        lines: &lines,
    };
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
    wrap: Option<usize>,
    marked: bool,
}

impl Page<'_> {
    fn words(&self, line: &PrintedLine) -> &str {
        self.text.get(line.words.clone()).unwrap_or("")
    }

    /// Whether the paragraph of a line goes on in the next one.
    fn goes_on(&self, index: usize) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(index), self.lines.get(index + 1)) else {
            return false;
        };
        if is_list_item(self.words(next)) && ends_sentence(self.words(line)) {
            return false;
        }
        match self.wrap {
            Some(_) if self.marked => !line.has_trailing_space,
            Some(width) => self.goes_on_wrapped(index, line, next, width),
            None => self.goes_on_unwrapped(line, next),
        }
    }

    fn goes_on_wrapped(&self, index: usize, line: &PrintedLine, next: &PrintedLine, width: usize) -> bool {
        let ends = ends_sentence(self.words(line));
        if line.width + SLACK >= width {
            // A full line that ends a sentence ends its paragraph when the next one is set in.
            return !(ends && next.indent >= 2);
        }
        !ends && (is_near(line, next) || self.is_beside_picture(index))
    }

    /// Whether a short line follows one of about its own width: both stood beside a picture.
    fn is_beside_picture(&self, index: usize) -> bool {
        let line = self.lines.get(index);
        let before = index.checked_sub(1).and_then(|before| self.lines.get(before));
        line.zip(before)
            .is_some_and(|(line, before)| is_near(line, before) && !ends_sentence(self.words(before)))
    }

    fn goes_on_unwrapped(&self, line: &PrintedLine, next: &PrintedLine) -> bool {
        let (words, next_words) = (self.words(line), self.words(next));
        let is_long = words.contains(['，', ',']) && words.chars().count() >= LONG;
        let is_cut = !ends_sentence(words) && (is_running_text(words) || is_long);
        is_cut && is_running_text(next_words) && !is_list_item(next_words)
    }

    /// What stands between the joined halves: a space between Latin words, nothing in Chinese.
    fn joint(&self, before: &PrintedLine, after: &PrintedLine) -> &'static str {
        let last = self.words(before).chars().next_back();
        let first = self.words(after).chars().next();
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, ',' | ';'));
        if is_latin(last) && first.is_some_and(|c| c.is_ascii_alphanumeric()) { " " } else { "" }
    }
}

fn is_near(a: &PrintedLine, b: &PrintedLine) -> bool {
    a.width.abs_diff(b.width) <= SLACK
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
        let source = lines.join("\n\n");
        let expected = format!("{}\n\n{}", lines[..6].concat(), lines[6..].concat());
        check(edits, Layout::Printed, &source, &expected);
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
