//! BYTES → DOCUMENTS.
//!
//! [`read`] takes a file's name and bytes and gives its documents (a JSONL file holds many): decoded, their format found, and
//! what is markup told apart from what is text. Files and folders are the caller's business. Nothing here fails: what cannot be
//! read is said in a diagnostic and read as well as may be.

pub mod decode;
mod html;
mod jsonl;
mod markdown;
mod meta;
mod plain;

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use decode::{Certainty, Decoded, decode};
pub use meta::Meta;

pub use crate::protocol::Format;

use crate::text::diagnostic::Diagnostic;
use crate::text::draft::Draft;

/// A document as received, markup taken off and nothing else changed.
#[derive(Clone, Debug)]
pub struct Document {
    /// Name under which it was received, folders parted by `/`.
    pub source: String,
    /// Its own id, where the format has one (JSONL).
    pub own_id: Option<String>,
    /// SHA-256 of the file's bytes in hexadecimal.
    pub checksum: String,
    /// What was found to be inside.
    pub format: Format,
    /// The file, decoded.
    pub decoded: Decoded,
    /// What the format says beside the text.
    pub meta: Meta,
    /// The text, leading back to the decoded file.
    pub draft: Draft,
    /// What a line break means in `draft`.
    pub layout: Layout,
    /// Lines of `draft` that the markup calls headings, in order.
    pub headings: Vec<MarkedLine>,
    /// Articles that the markup tells apart, if there are several: byte ranges of `draft`, in order.
    pub articles: Vec<Range<usize>>,
    /// What looked odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line that the markup calls a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedLine {
    /// Byte offset of its beginning in the draft.
    pub start: usize,
    /// Level, 1–6.
    pub level: u8,
}

/// What a line break means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layout {
    /// Each line is a paragraph or heading: the markup said so.
    Flowed,
    /// A line may end in the middle of a sentence, as on a printed page.
    Printed,
}

/// The documents of a file.
///
/// ```
/// let documents = jianbao::source::read("a.md", "# 题目\n\n正文。".as_bytes());
/// assert_eq!(documents[0].draft.text(), "题目\n正文。");
/// ```
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Vec<Document> {
    match open(name, bytes) {
        Opened::One(file) => vec![file.read()],
        Opened::Several(documents) => documents,
    }
}

/// A file that is one document, or the documents of one that may hold several.
pub(crate) enum Opened {
    One(File),
    Several(Vec<Document>),
}

/// A file that is one document: decoded, and nothing else done.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) source: String,
    pub(crate) checksum: String,
    pub(crate) format: Format,
    pub(crate) decoded: Decoded,
}

/// Decodes a file and finds its format.
pub(crate) fn open(name: &str, bytes: &[u8]) -> Opened {
    let decoded = decode(bytes);
    if u32::try_from(decoded.text.len()).is_err() {
        return Opened::Several(vec![too_long(name)]);
    }
    let (source, checksum, format) = (name.to_owned(), checksum(bytes), detect(name, &decoded.text));
    if format != Format::Jsonl {
        return Opened::One(File { source, checksum, format, decoded });
    }
    let mut documents = jsonl::read(&decoded);
    for document in &mut documents {
        document.is_of(source.clone(), checksum.clone(), format);
    }
    Opened::Several(documents)
}

impl File {
    /// The document that the file is.
    pub(crate) fn read(self) -> Document {
        let mut document = match self.format {
            Format::Markdown => markdown::read(self.decoded),
            Format::Html => html::read(self.decoded),
            Format::Plain | Format::Jsonl => plain::read(self.decoded),
        };
        document.is_of(self.source, self.checksum, self.format);
        document
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Places in a text are kept in 32 bits; what is longer is said to be so and left out.
fn too_long(name: &str) -> Document {
    let mut document = Document::new(Decoded::from_text(String::new()), Draft::new(""), Layout::Printed);
    name.clone_into(&mut document.source);
    document.diagnostics.push(Diagnostic {
        code: "too-long",
        message: "the text is longer than 4 GiB; split it into several files".to_owned(),
        span: None,
    });
    document
}

impl Document {
    /// Says which file it is of.
    fn is_of(&mut self, source: String, checksum: String, format: Format) {
        (self.source, self.checksum, self.format) = (source, checksum, format);
        let broken = self.decoded.text.matches('\u{fffd}').count();
        if broken > 0 {
            self.diagnostics.push(Diagnostic {
                code: "undecodable-bytes",
                message: format!(
                    "{broken} places do not decode as {}; they are shown as \u{fffd}",
                    self.decoded.encoding
                ),
                span: None,
            });
        }
    }

    /// A document with nothing but its text; the readers fill in what they know.
    fn new(decoded: Decoded, draft: Draft, layout: Layout) -> Document {
        Document {
            source: String::new(),
            own_id: None,
            checksum: String::new(),
            format: Format::Plain,
            decoded,
            meta: Meta::default(),
            draft,
            layout,
            headings: Vec::new(),
            articles: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

/// Finds the format from the content, and asks the name where the content could be several.
fn detect(name: &str, text: &str) -> Format {
    let extension = name.rsplit('.').next().map(str::to_ascii_lowercase).unwrap_or_default();
    let start = text.trim_start();
    let head: String = start.chars().take(400).collect::<String>().to_ascii_lowercase();
    if jsonl::looks_like(start) || matches!(extension.as_str(), "jsonl" | "ndjson") {
        return Format::Jsonl;
    }
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Format::Html;
    }
    if meta::front_matter(text).is_some() {
        return Format::Markdown;
    }
    match extension.as_str() {
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        _ if html::looks_like(text) => Format::Html,
        _ => Format::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_is_found_from_content_then_name() {
        for (name, text, expected) in [
            ("a.txt", "疫情就是命令", Format::Plain),
            ("a.txt", "<!DOCTYPE html><p>好</p>", Format::Html),
            ("a.txt", "---\ntitle: 好\n---\n正文", Format::Markdown),
            ("a.md", "# 好", Format::Markdown),
            ("a.txt", "{\"id\":\"1\",\"text\":\"好\"}\n{\"id\":\"2\",\"text\":\"坏\"}\n", Format::Jsonl),
            ("a.txt", "<p>一</p>\n<p>二</p>", Format::Html),
            ("a.txt", "若 a < b 且 b > c，则 a<c", Format::Plain),
            ("a.txt", "--- \n一二三", Format::Plain),
            ("", "", Format::Plain),
        ] {
            assert_eq!(detect(name, text), expected, "{name}: {text}");
        }
    }
}
