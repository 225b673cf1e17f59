//! HTML: whole pages and fragments.
//!
//! `html5gum` tokenises as browsers do and says where each token stands. Text stays, tags go under the rule `markup`; what
//! block elements part becomes a line of its own. Scripts, styles, navigation, footers and forms are no text.

use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use super::{Decoded, Document, Layout, Meta};
use crate::text::draft::{Draft, Edit};
use crate::text::fold::is_cjk;

/// Elements whose content is never text of the document.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "math", "nav", "footer", "button", "select", "iframe",
    "object", "video", "audio", "canvas", "textarea", "aside",
];

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
    let mut kept: Vec<KeptText> = Vec::new();
    let mut block: Vec<KeptText> = Vec::new();
    let (mut in_links, mut outside, mut link_depth, mut is_heading) = (0, 0, 0_usize, false);
    let mut reader = HtmlText::default();
    let source = &decoded.text;
    let mut end_block = |block: &mut Vec<KeptText>, in_links: &mut usize, outside: &mut usize| {
        if *in_links > 0 && *outside == 0 && !block.iter().any(|kept| kept.is_heading) {
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
            block.push(KeptText { range, replacement, starts_block: block.is_empty(), is_heading });
        }
        Piece::BlockEnd => end_block(&mut block, &mut in_links, &mut outside),
        // A tab keeps the figures of neighbouring cells apart.
        Piece::CellStart if !block.is_empty() => {
            let at = block.last().map_or(0, |kept| kept.range.end);
            block.push(KeptText {
                range: at..at,
                replacement: Some("\t".to_owned()),
                starts_block: false,
                is_heading,
            });
        }
        Piece::CellStart => {}
        Piece::HeadingStart => is_heading = true,
        Piece::HeadingEnd => is_heading = false,
        Piece::LinkStart => link_depth += 1,
        Piece::LinkEnd => link_depth = link_depth.saturating_sub(1),
    });
    end_block(&mut block, &mut in_links, &mut outside);
    let meta = reader.meta;
    let (edits, headings) = edits(source.len(), kept);
    let mut draft = Draft::new(source);
    draft.apply("markup", edits);
    let mut document = Document::new(decoded, draft, Layout::Flowed);
    document.meta = meta;
    document.headings = headings;
    document
}

/// What the tokens of HTML mean for text.
pub(super) enum Piece {
    /// Words and where they stand.
    Words(Range<usize>, String),
    /// A block ends here.
    BlockEnd,
    /// A cell of a table begins.
    CellStart,
    /// A heading begins.
    HeadingStart,
    /// A heading ends.
    HeadingEnd,
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
        if (SKIPPED.contains(&name.as_str()) || is_hidden)
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
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => give(Piece::HeadingStart),
            "a" => give(Piece::LinkStart),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, give: &mut dyn FnMut(Piece)) {
        if name == "title" {
            self.is_title = false;
        }
        if let Some(place) = self.skipped.iter().rposition(|skipped| skipped == name) {
            self.skipped.truncate(place);
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                give(Piece::BlockEnd);
                give(Piece::HeadingEnd);
            }
            "a" => give(Piece::LinkEnd),
            _ if BLOCKS.contains(&name) => give(Piece::BlockEnd),
            _ => {}
        }
    }
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
    pub(super) is_heading: bool,
}

/// The edits that leave the kept stretches, one line for each block, and the offsets of headings in the result.
pub(super) fn edits(len: usize, kept: impl IntoIterator<Item = KeptText>) -> (Vec<Edit>, Vec<usize>) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut headings = Vec::new();
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
        if piece.is_heading && piece.starts_block {
            headings.push(written);
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
    (edits, headings)
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
        check("<table><tr><td>12</td><td>34</td></tr><tr><td>56</td></tr></table>", "12\t34\n56");
        check("<h2><a href=a>标题</a></h2><p>正文</p>", "标题\n正文");
        check("<html><head><title>题</title><body><form><p>正文</p></form>", "正文");
        check("<p hidden>甲<p>乙", "甲\n乙");
    }

    #[test]
    fn pages_say_title_and_date() {
        let source = "<!doctype html><html><head><title>题目 - 某网</title><meta property=\"article:published_time\" content=\"2022-01-22\"></head><body><h1>题目</h1><p>正文</p></body></html>";
        let document = check(source, "题目\n正文");
        assert_eq!(document.meta.title.as_deref(), Some("题目 - 某网"));
        assert_eq!(document.meta.date.as_deref(), Some("2022-01-22"));
        assert_eq!(document.headings.len(), 1);
    }
}
