//! HTML: whole pages and fragments.
//!
//! `html5gum` tokenises as browsers do and says where each token stands. Text stays, tags go under the rule `markup`; what
//! block elements part becomes a line of its own. Scripts, styles, navigation, footers and forms are no text.

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use super::{Decoded, Document, Layout, MarkedLine, Meta};
use crate::text::draft::{Draft, Edit};
use crate::text::fold::is_cjk;

/// Elements whose content is never text of the document.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "math", "nav", "footer", "button", "select", "iframe",
    "object", "video", "audio", "canvas", "textarea", "aside",
];

/// Elements that say how characters are pronounced, and the parentheses around that: `张<rt>zhāng</rt>三` reads 张三. Their end tags may be
/// left out.
const PRONOUNCED: [&str; 3] = ["rt", "rp", "rtc"];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 37] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "hr",
    "br",
    "address",
    "body",
    "html",
    "center",
    "title",
    "fieldset",
    "details",
];

/// Elements without content.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "meta", "link", "source", "wbr"];

pub(super) fn looks_like(text: &str) -> bool {
    const TAGS: [&str; 10] =
        ["<p>", "<p ", "</p>", "<div", "</div>", "<br", "<span", "<td", "<li>", "<a href"];
    let places = memchr::memchr_iter(b'<', text.as_bytes());
    let is_tag =
        |&place: &usize| text.get(place..).is_some_and(|rest| TAGS.iter().any(|tag| rest.starts_with(tag)));
    let n_tags = places.filter(is_tag).count();
    n_tags >= 2 && n_tags * 400 >= text.chars().count()
}

pub(super) fn read(decoded: Decoded) -> Document {
    let (meta, marked) = marked(&decoded.text, true);
    // A page of nothing but links is a list, and the links are its text.
    let is_empty = |marked: &Marked| {
        let edits = &marked.edits;
        edits.iter().all(|edit| edit.replacement.trim().is_empty())
            && edits.iter().map(|edit| edit.range.len()).sum::<usize>() == decoded.text.len()
    };
    let marked = if is_empty(&marked) { self::marked(&decoded.text, false).1 } else { marked };
    let mut draft = Draft::new(&decoded.text);
    draft.apply("markup", marked.edits);
    let mut document = Document::new(decoded, draft, Layout::Flowed);
    document.meta = meta;
    document.headings = marked.headings;
    document.articles = marked.articles;
    document
}

/// What a page says of itself, and its text without markup; `drops_links` leaves out blocks of links alone.
fn marked(source: &str, drops_links: bool) -> (Meta, Marked) {
    let mut kept: Vec<KeptText> = Vec::new();
    let mut block: Vec<KeptText> = Vec::new();
    let (mut in_links, mut outside, mut link_depth) = (0, 0, 0_usize);
    let (mut level, mut article_depth, mut edge) = (None, 0_usize, None);
    let mut reader = HtmlText::default();
    let mut end_block = |block: &mut Vec<KeptText>, in_links: &mut usize, outside: &mut usize| {
        if drops_links && *in_links > 0 && *outside == 0 && !block.iter().any(|kept| kept.level.is_some()) {
            block.clear();
        }
        kept.append(block);
        (*in_links, *outside) = (0, 0);
    };
    reader.feed(source, 0, &mut |piece| match piece {
        Piece::Words(range, words) => {
            if words.trim().is_empty() && block.is_empty() {
                return;
            }
            let n = words.chars().filter(|c| c.is_alphanumeric()).count();
            if link_depth > 0 {
                in_links += n
            } else {
                outside += n
            }
            let replacement = (source.get(range.clone()) != Some(words.as_str())).then_some(words);
            let starts_block = block.is_empty();
            block.push(KeptText { range, replacement, starts_block, level, edge: edge.take() });
        }
        Piece::BlockEnd => end_block(&mut block, &mut in_links, &mut outside),
        // A tab keeps the figures of neighbouring cells apart.
        Piece::CellStart if !block.is_empty() => {
            let at = block.last().map_or(0, |kept| kept.range.end);
            block.push(KeptText {
                range: at..at,
                replacement: Some("\t".to_owned()),
                starts_block: false,
                level,
                edge: None,
            });
        }
        Piece::CellStart => {}
        Piece::HeadingStart(found) => level = Some(found),
        Piece::HeadingEnd => level = None,
        Piece::ArticleStart => {
            if article_depth == 0 {
                edge = Some(Edge::Begin);
            }
            article_depth += 1;
        }
        Piece::ArticleEnd => {
            article_depth = article_depth.saturating_sub(1);
            if article_depth == 0 {
                edge = Some(Edge::End);
            }
        }
        Piece::LinkStart => link_depth += 1,
        Piece::LinkEnd => link_depth = link_depth.saturating_sub(1),
    });
    end_block(&mut block, &mut in_links, &mut outside);
    (reader.meta, edits(source.len(), kept))
}

/// What the tokens of HTML mean for text.
pub(super) enum Piece {
    /// Words and where they stand.
    Words(Range<usize>, String),
    /// A block ends here.
    BlockEnd,
    /// A cell of a table begins.
    CellStart,
    /// A heading of a level begins.
    HeadingStart(u8),
    /// A heading ends.
    HeadingEnd,
    /// An article element begins.
    ArticleStart,
    /// An article element ends.
    ArticleEnd,
    /// A link begins.
    LinkStart,
    /// A link ends.
    LinkEnd,
}

/// Reads HTML piece by piece; Markdown feeds it the scattered pieces between which its own text stands.
#[derive(Default)]
pub(super) struct HtmlText {
    skipped: Vec<String>,
    is_title: bool,
    pub(super) meta: Meta,
}

impl HtmlText {
    pub(super) fn feed(&mut self, source: &str, base: usize, give: &mut dyn FnMut(Piece)) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(source, emitter).flatten() {
            match token {
                Token::StartTag(tag) => self.start(&tag, give),
                Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name), give),
                Token::String(string) => {
                    let words = String::from_utf8_lossy(&string.value).into_owned();
                    if self.is_title {
                        self.meta.set("title", &words);
                    } else if self.skipped.is_empty() {
                        let words = unbroken(&words);
                        give(Piece::Words(base + string.span.start..base + string.span.end, words));
                    }
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &StartTag<usize>, give: &mut dyn FnMut(Piece)) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| {
            let found = tag.attributes.iter().find(|(key, _)| key.as_slice() == name.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
        };
        if name == "meta"
            && let Some((key, value)) =
                attribute("name").or_else(|| attribute("property")).zip(attribute("content"))
        {
            self.meta.set(&key, &value);
        }
        if name == "title" {
            self.is_title = true;
        }
        let is_hidden = matches!(name.as_str(), "div" | "section" | "ul" | "ol" | "table")
            && (attribute("hidden").is_some() || attribute("role").as_deref() == Some("navigation"));
        let is_pronounced = PRONOUNCED.contains(&name.as_str());
        if is_pronounced || name == "rb" || BLOCKS.contains(&name.as_str()) {
            self.skipped.retain(|skipped| !PRONOUNCED.contains(&skipped.as_str()));
        }
        if (SKIPPED.contains(&name.as_str()) || is_hidden || is_pronounced)
            && !tag.self_closing
            && !VOID.contains(&name.as_str())
        {
            self.skipped.push(name.clone());
        }
        if BLOCKS.contains(&name.as_str()) {
            give(Piece::BlockEnd);
        }
        match name.as_str() {
            "td" | "th" => give(Piece::CellStart),
            "article" => give(Piece::ArticleStart),
            "a" => give(Piece::LinkStart),
            name => {
                if let Some(level) = level(name) {
                    give(Piece::HeadingStart(level));
                }
            }
        }
    }

    fn end(&mut self, name: &str, give: &mut dyn FnMut(Piece)) {
        if name == "title" {
            self.is_title = false;
        }
        if name == "ruby" || BLOCKS.contains(&name) {
            self.skipped.retain(|skipped| !PRONOUNCED.contains(&skipped.as_str()));
        }
        if let Some(place) = self.skipped.iter().rposition(|skipped| skipped == name) {
            self.skipped.truncate(place);
        }
        match name {
            name if level(name).is_some() => {
                give(Piece::BlockEnd);
                give(Piece::HeadingEnd);
            }
            "a" => give(Piece::LinkEnd),
            "article" => {
                give(Piece::BlockEnd);
                give(Piece::ArticleEnd);
            }
            _ if BLOCKS.contains(&name) => give(Piece::BlockEnd),
            _ => {}
        }
    }
}

/// The level of a heading element.
fn level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Line breaks in HTML mean no more than spaces; between Chinese characters they mean nothing.
fn unbroken(words: &str) -> String {
    if !words.contains('\n') {
        return words.to_owned();
    }
    let lines: Vec<&str> = words.split('\n').collect();
    let mut joined = String::with_capacity(words.len());
    for (index, line) in lines.iter().enumerate() {
        let line = if index > 0 { line.trim_start() } else { line };
        let line = if index + 1 < lines.len() { line.trim_end() } else { line };
        if index > 0
            && !joined.chars().next_back().is_none_or(is_cjk)
            && !line.chars().next().is_none_or(is_cjk)
        {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// A stretch of the source that stays, with the text that it becomes.
pub(super) struct KeptText {
    pub(super) range: Range<usize>,
    pub(super) replacement: Option<String>,
    pub(super) starts_block: bool,
    /// Level of the heading that it belongs to.
    pub(super) level: Option<u8>,
    /// The outermost article element that began or ended right before it.
    pub(super) edge: Option<Edge>,
}

/// Where an article element begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Begin,
    End,
}

/// What taking off the markup comes to.
pub(super) struct Marked {
    pub(super) edits: Vec<Edit>,
    pub(super) headings: Vec<MarkedLine>,
    /// Article elements with headings; none where there is only one.
    pub(super) articles: Vec<Range<usize>>,
}

/// The edits that leave the kept stretches, one line for each block, and the offsets of headings and articles in the result.
pub(super) fn edits(len: usize, kept: impl IntoIterator<Item = KeptText>) -> Marked {
    let mut edits: Vec<Edit> = Vec::new();
    let mut headings: Vec<MarkedLine> = Vec::new();
    let mut articles: Vec<Range<usize>> = Vec::new();
    let (mut at, mut written) = (0, 0);
    let mut wants_break = false;
    for piece in kept {
        if piece.range.start < at {
            continue;
        }
        let is_blank = piece.replacement.as_deref().is_some_and(|words| words.trim().is_empty());
        wants_break |= piece.starts_block && written > 0;
        if is_blank && wants_break {
            continue;
        }
        let gap = if wants_break { "\n" } else { "" };
        wants_break = false;
        if piece.range.start > at || !gap.is_empty() {
            edits.push(Edit::new(at..piece.range.start, gap));
            written += gap.len();
        }
        if let Some(level) = piece.level.filter(|_| piece.starts_block) {
            headings.push(MarkedLine { start: written, level });
        }
        if piece.edge.is_some()
            && let Some(last) = articles.last_mut().filter(|last| last.end == usize::MAX)
        {
            last.end = written;
        }
        if piece.edge == Some(Edge::Begin) {
            articles.push(written..usize::MAX);
        }
        match piece.replacement {
            Some(words) => {
                written += words.len();
                edits.push(Edit::new(piece.range.clone(), words));
            }
            None => written += piece.range.len(),
        }
        at = piece.range.end;
    }
    if at < len {
        edits.push(Edit::new(at..len, ""));
    }
    if let Some(last) = articles.last_mut() {
        last.end = last.end.min(written);
    }
    let articles = with_headings(articles, &headings);
    Marked { edits, headings, articles }
}

/// The articles that begin with a heading, if there are several; comments are marked as articles too.
fn with_headings(mut articles: Vec<Range<usize>>, headings: &[MarkedLine]) -> Vec<Range<usize>> {
    articles.retain(|article| {
        let next = headings.partition_point(|heading| heading.start < article.start);
        headings.get(next).is_some_and(|heading| heading.start < article.end)
    });
    if articles.len() > 1 { articles } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) -> Document {
        let document = read(Decoded::from_text(source.to_owned()));
        let lines: Vec<&str> =
            document.draft.text().lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.join("\n"), expected, "{source}");
        document
    }

    #[test]
    fn words_stay_and_the_rest_goes() {
        check("<p>一段<b>要紧</b>。</p><p>二段<br>三段</p>", "一段要紧。\n二段\n三段");
        check("<nav><a href=x>首页</a></nav><p>正文</p><footer>版权</footer>", "正文");
        check("<script>alert(1)</script><style>p{}</style><p>正文</p>", "正文");
        check("<p>A&nbsp;&amp;&#20013;</p>", "A\u{a0}&中");
        check("<p>未关的<p>段落<div>和<i>标签", "未关的\n段落\n和标签");
        check(
            "<ul><li><a href=a>上一篇</a></li><li><a href=b>下一篇</a></li></ul><p>见<a href=c>此</a>。</p>",
            "见此。",
        );
        check("文<!-- 注 -->字", "文字");
        check("<p>见<ruby>张<rp>(</rp><rt>zhāng</rt><rp>)</rp>三<rt>sān</rt></ruby>丰</p>", "见张三丰");
        check("<p><ruby>张<rt>zhāng<rb>三<rt>sān</ruby>丰</p>", "张三丰");
        check("<p><ruby>张<rt>zhāng</p><p>三</p>", "张\n三");
        check("<table><tr><td>12</td><td>34</td></tr><tr><td>56</td></tr></table>", "12\t34\n56");
        check("<h2><a href=a>标题</a></h2><p>正文</p>", "标题\n正文");
        check("<html><head><title>题</title><body><form><p>正文</p></form>", "正文");
        check("<p hidden>甲<p>乙", "甲\n乙");
        check("<ul><li><a href=a>甲村</a><li><a href=b>乙村</a></ul>", "甲村\n乙村");
    }

    #[test]
    fn pages_say_title_and_date() {
        let source = "<!doctype html><html><head><title>题目 - 某网</title><meta property=\"article:published_time\" content=\"2022-01-22\"></head><body><h1>题目</h1><p>正文</p></body></html>";
        let document = check(source, "题目\n正文");
        assert_eq!(document.meta.title.as_deref(), Some("题目 - 某网"));
        assert_eq!(document.meta.date.as_deref(), Some("2022-01-22"));
        assert_eq!(document.headings.len(), 1);
        assert!(document.articles.is_empty());
    }

    #[test]
    fn articles_are_told_apart() {
        let source = "<h1>周报</h1><article><h2>一</h2><p>甲</p></article><article><h2>二</h2><p>乙</p><article><p>评</p></article></article><p>地址</p>";
        let document = check(source, "周报\n一\n甲\n二\n乙\n评\n地址");
        let text = document.draft.text();
        let articles: Vec<&str> = document.articles.iter().map(|range| text[range.clone()].trim()).collect();
        assert_eq!(articles, ["一\n甲", "二\n乙\n评"]);
        let comments = check("<article><h1>一</h1>甲</article><article>评</article>", "一\n甲\n评");
        assert!(comments.articles.is_empty());
    }
}
