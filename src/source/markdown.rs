//! Markdown: front matter, CommonMark, and the HTML that people mix into it.
//!
//! `pulldown-cmark` says which bytes are text and where blocks end; everything else is dropped under the rule `markup`. Links
//! keep their words; a link that stands alone in its paragraph is navigation and goes.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::{HtmlText, Marked};
use super::meta::{FrontMatter, front_matter};
use super::{Decoded, Document, Layout, Meta};
use crate::text::draft::Draft;
use crate::text::fold::is_cjk;

pub(super) fn read(decoded: Decoded) -> Document {
    let matter = front_matter(&decoded.text);
    let body = matter.as_ref().map_or(0, |matter| matter.end);
    let meta =
        matter.as_ref().map(|matter: &FrontMatter<'_>| Meta::from_front_matter(matter)).unwrap_or_default();
    let mut pieces = Pieces::new(&decoded.text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let source = decoded.text.get(body..).unwrap_or("");
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        pieces.event(event, body + range.start..body + range.end);
    }
    pieces.end_block();
    let Marked { edits, headings, articles } = pieces.finish();
    let mut draft = Draft::new(&decoded.text);
    draft.apply("markup", edits);
    let mut document = Document::new(decoded, draft, Layout::Flowed);
    document.meta = meta;
    document.headings = headings;
    document.articles = articles;
    document
}

/// Collects the text that stays; what lies between becomes a line break or nothing.
struct Pieces<'a> {
    text: &'a str,
    kept: Vec<Kept>,
    block: Vec<Kept>,
    /// Characters of the block inside links and outside them.
    in_links: usize,
    outside_links: usize,
    link_depth: usize,
    /// Level of the heading that is open.
    level: Option<u8>,
    /// For each open list whether its items are numbered.
    lists: Vec<bool>,
    html: HtmlText,
}

/// A stretch of the source that stays, with the text that it becomes.
struct Kept {
    range: Range<usize>,
    /// Differs from the source where an entity or escape was resolved.
    replacement: Option<String>,
    starts_block: bool,
    level: Option<u8>,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str) -> Pieces<'a> {
        Pieces {
            text,
            kept: Vec::new(),
            block: Vec::new(),
            in_links: 0,
            outside_links: 0,
            link_depth: 0,
            level: None,
            lists: Vec::new(),
            html: HtmlText::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(words) | Event::Code(words) => self.words(&words, range),
            Event::SoftBreak => self.words(self.soft_break(), range),
            Event::HardBreak => self.words("\n", range),
            Event::Html(_) | Event::InlineHtml(_) => self.html_words(range),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.link_depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.link_depth = self.link_depth.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_block();
                self.level = Some(level as u8);
            }
            Event::End(TagEnd::Heading(_)) => {
                self.end_block();
                self.level = None;
            }
            Event::Start(Tag::TableCell) => self.words(" ", range.start..range.start),
            Event::FootnoteReference(_) => {}
            Event::Start(Tag::List(first)) => {
                self.end_block();
                self.lists.push(first.is_some());
            }
            Event::End(TagEnd::List(_)) => {
                self.end_block();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                self.end_block();
                if self.lists.last() == Some(&true) {
                    self.number(range);
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::TableCell) => {}
            _ => self.end_block(),
        }
    }

    /// What a line break inside a paragraph means: nothing in Chinese, a space in Latin text. Behind a finished sentence it stays,
    /// since many who write Chinese put each paragraph on one line and no blank line between.
    fn soft_break(&self) -> &'static str {
        let last = self.block.last().and_then(|kept| match &kept.replacement {
            Some(words) => words.chars().next_back(),
            None => self.text.get(kept.range.clone())?.chars().next_back(),
        });
        match last {
            Some('。' | '！' | '？' | '”' | '：') => "\n",
            Some(c) if is_cjk(c) => "",
            _ => " ",
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if words.trim().is_empty() && self.block.is_empty() {
            return;
        }
        let printed = self.text.get(range.clone()).unwrap_or("");
        // An inline code's range holds its backticks.
        let range = match printed.find(words).filter(|_| !words.trim().is_empty()) {
            Some(place) => range.start + place..range.start + place + words.len(),
            None => range,
        };
        let replacement = (self.text.get(range.clone()) != Some(words)).then(|| words.to_owned());
        let n = words.chars().filter(|c| c.is_alphanumeric()).count();
        if self.link_depth > 0 {
            self.in_links += n
        } else {
            self.outside_links += n
        }
        let level = self.level;
        self.block.push(Kept { range, replacement, starts_block: self.block.is_empty(), level });
    }

    /// The number of an item in an ordered list is text: others refer to it.
    fn number(&mut self, item: Range<usize>) {
        let words = self.text.get(item.clone()).unwrap_or("");
        let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let end = item.start + words.len() - rest.len();
        let starts_block = self.block.is_empty();
        self.block.push(Kept { range: item.start..end, replacement: None, starts_block, level: None });
    }

    /// Raw HTML inside Markdown: its words are text, its block tags end a block.
    fn html_words(&mut self, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let mut found = Vec::new();
        self.html.feed(source, range.start, &mut |piece| found.push(piece));
        for piece in found {
            match piece {
                super::html::Piece::Words(range, words) => self.words(&words, range),
                super::html::Piece::BlockEnd => self.end_block(),
                super::html::Piece::CellStart => self.words(" ", range.start..range.start),
                super::html::Piece::HeadingStart(level) => self.level = Some(level),
                super::html::Piece::HeadingEnd => self.level = None,
                super::html::Piece::ArticleStart | super::html::Piece::ArticleEnd => {}
                super::html::Piece::LinkStart => self.link_depth += 1,
                super::html::Piece::LinkEnd => self.link_depth = self.link_depth.saturating_sub(1),
            }
        }
    }

    fn end_block(&mut self) {
        // A block of links alone is navigation.
        let is_heading = self.block.iter().any(|kept| kept.level.is_some());
        let is_navigation = self.in_links > 0 && self.outside_links == 0 && !is_heading;
        if is_navigation {
            self.block.clear();
        }
        self.kept.append(&mut self.block);
        self.in_links = 0;
        self.outside_links = 0;
    }

    fn finish(self) -> Marked {
        super::html::edits(
            self.text.len(),
            self.kept.into_iter().map(|kept| super::html::KeptText {
                range: kept.range,
                replacement: kept.replacement,
                starts_block: kept.starts_block,
                level: kept.level,
                edge: None,
            }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MarkedLine;

    fn check(source: &str, expected: &str) -> Document {
        let document = read(Decoded::from_text(source.to_owned()));
        assert_eq!(document.draft.text(), expected, "{source}");
        document
    }

    #[test]
    fn markup_goes_and_words_stay() {
        check("# 题目\n\n第一段**要紧**。\n\n- 一\n- 二\n", "题目\n第一段要紧。\n一\n二");
        check("一段\n两行。\n三行。\n\n另一段。", "一段两行。\n三行。\n另一段。");
        check("one\ntwo", "one two");
        check("做法：\n\n1. 剥笋\n2. 切片\n   - 厚\n3. 下锅\n", "做法：\n1. 剥笋\n2. 切片\n厚\n3. 下锅");
        check("3)  上山\n4)  下山\n\n   歇脚\n", "3) 上山\n4) 下山\n歇脚");
        check("见[报告](http://example.org/a)。", "见报告。");
        check("[返回](//example.org)｜[首页](//example.org)\n\n正文。", "正文。");
        check("<http://example.org/a?b=c>\n\n正文。", "正文。");
        check("A &amp; B", "A & B");
        check("甲[^1]乙。\n\n[^1]: 注。", "甲乙。\n注。");
        check("## [标题](//example.org)\n\n正文。", "标题\n正文。");
        check("", "");
    }

    #[test]
    fn html_inside_is_read() {
        let source = "---\ntitle: \"题\"\n---\n<p><strong>讯</strong>一句。</p>\n <p>二句。</p><p class=\"x\">（来源）</p>\n";
        let document = check(source, "讯一句。\n二句。\n（来源）");
        assert_eq!(document.meta.title.as_deref(), Some("题"));
    }

    #[test]
    fn headings_are_known() {
        let document = check("正文。\n\n## 小标题\n\n又一段。", "正文。\n小标题\n又一段。");
        assert_eq!(document.headings, [MarkedLine { start: "正文。\n".len(), level: 2 }]);
    }
}
