//! Runs the rules over a document and gives the lines that are left.

use std::collections::BTreeMap;

use super::diagnostic::Diagnostic;
use super::draft::{Draft, Repair};
use super::line::{ends_sentence, is_running_text};
use super::rule::{self, Context};
use super::span::Span;
use crate::source::Document;

/// Cleaned text with the way back to the file.
#[derive(Clone, Debug)]
pub struct CleanText {
    draft: Draft,
    /// Paragraphs and headings in order.
    pub lines: Vec<Line>,
    /// What looked odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line of cleaned text: a paragraph or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub span: Span,
    /// The markup calls it a heading.
    pub is_marked_heading: bool,
    /// Stops in mid-sentence: what follows is missing or stands elsewhere.
    pub is_cut: bool,
}

/// Cleans a document's text.
///
/// ```
/// let document = &jianbao::source::read("a.txt", "發(fā)布網(wǎng)絡，醫(yī)院。".as_bytes())[0];
/// assert_eq!(jianbao::text::clean(document).text(), "發布網絡，醫院。");
/// ```
#[must_use]
pub fn clean(document: &Document) -> CleanText {
    let mut draft = document.draft.clone();
    let headings: Vec<usize> =
        document.headings.iter().map(|&place| draft.raw_of(place..place + 1).start).collect();
    rule::run(&mut draft, Context { layout: document.layout });
    let headings: Vec<usize> = headings.into_iter().map(|raw| draft.clean_of(raw)).collect();
    let mut clean = CleanText { draft, lines: Vec::new(), diagnostics: document.diagnostics.clone() };
    let mut lines = Vec::new();
    let mut at = 0;
    for words in clean.text().split('\n') {
        if let Some(span) = Span::new(at, at + words.len()) {
            let next = headings.partition_point(|&heading| heading < span.start());
            let is_marked_heading = headings.get(next).is_some_and(|&heading| heading < span.end());
            let is_cut = !is_marked_heading && is_running_text(words) && !ends_sentence(words);
            lines.push(Line { span, is_marked_heading, is_cut });
        }
        at += words.len() + 1;
    }
    for line in lines.iter().filter(|line| line.is_cut) {
        clean.diagnostics.push(Diagnostic {
            code: "cut-sentence",
            message: "a sentence stops here; what follows is missing or stands elsewhere".to_owned(),
            span: Some(line.span),
        });
    }
    clean.lines = lines;
    let doubtful = clean.repairs().filter(|repair| repair.is_doubtful);
    let doubts: Vec<Diagnostic> = doubtful
        .map(|repair| Diagnostic {
            code: "guessed-characters",
            message: "bytes of these characters are lost; they were chosen to fit the words around them"
                .to_owned(),
            span: Span::new(repair.clean.start, repair.clean.end),
        })
        .collect();
    clean.diagnostics.extend(doubts);
    clean
}

impl CleanText {
    /// The text; each line is a paragraph or a heading.
    #[must_use]
    pub fn text(&self) -> &str {
        self.draft.text()
    }

    /// The words of a span.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or("")
    }

    /// All changes in order, with their places in the file's text.
    pub fn repairs(&self) -> impl Iterator<Item = Repair> {
        self.draft.repairs()
    }

    /// How often each rule changed something.
    #[must_use]
    pub fn n_repairs(&self) -> BTreeMap<&'static str, u32> {
        let mut counts = BTreeMap::new();
        for repair in self.repairs() {
            *counts.entry(repair.rule).or_default() += 1;
        }
        counts
    }

    /// The bytes of the file's text that a span came from.
    #[must_use]
    pub fn raw_of(&self, span: Span) -> std::ops::Range<usize> {
        self.draft.raw_of(span.range())
    }
}
