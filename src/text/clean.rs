//! Runs the rules over a document and gives the lines that are left.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::diagnostic::Diagnostic;
use super::draft::{Changes, Draft, Repair};
use super::label::{self, Label};
use super::line::{ends_sentence, is_running_text, width};
use super::rule::{self, Context};
use super::span::Span;
use crate::source::{Document, Layout};

/// Cleaned text with the way back to the file.
#[derive(Clone, Debug)]
pub struct CleanText {
    draft: Draft,
    /// Paragraphs and headings in order.
    pub lines: Vec<Line>,
    /// Lines that were dropped, in order.
    pub dropped: Vec<Dropped>,
    /// What looked odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line of cleaned text: a paragraph or a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands.
    pub span: Span,
    /// Level of the heading that the markup calls it, 1–6.
    pub level: Option<u8>,
    /// Where it stands among the articles that the markup tells apart.
    pub place: MarkedPlace,
    /// Stops in mid-sentence: what follows is missing or stands elsewhere.
    pub is_cut: bool,
    /// Blank lines before it in the file; 0 where the page ended in between, which says nothing.
    pub n_blank: usize,
    /// Columns by which it is set in in the file.
    pub indent: usize,
    /// A line that says who wrote it, or when, was dropped in front of it.
    pub is_after_byline: bool,
}

/// Where a line stands among the articles that the markup tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkedPlace {
    /// The markup tells none apart.
    Unknown,
    /// The first line of one.
    First,
    /// Further down in one.
    Inside,
    /// In none of them.
    Outside,
}

/// Words that a rule dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Name of the rule.
    #[serde(with = "label")]
    pub rule: Label,
    /// What stood there.
    pub words: String,
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
    let raw = |draft: &Draft, place: usize| draft.raw_of(place..place + 1).start;
    let headings: Vec<(usize, u8)> =
        document.headings.iter().map(|line| (raw(&draft, line.start), line.level)).collect();
    let articles: Vec<Range<usize>> =
        document.articles.iter().map(|range| draft.raw_of(range.clone())).collect();
    rule::run(&mut draft, Context { layout: document.layout });
    let headings: Vec<(usize, u8)> =
        headings.into_iter().map(|(raw, level)| (draft.clean_of(raw), level)).collect();
    let articles: Vec<Range<usize>> =
        articles.into_iter().map(|raw| draft.clean_of(raw.start)..draft.clean_of(raw.end)).collect();
    let mut n_begun = 0;
    let mut clean = CleanText {
        draft,
        lines: Vec::new(),
        dropped: Vec::new(),
        diagnostics: document.diagnostics.clone(),
    };
    let mut lines = Vec::new();
    let mut at = 0;
    for words in clean.text().split('\n') {
        if let Some(span) = Span::new(at, at + words.len()) {
            let next = headings.partition_point(|&(heading, _)| heading < span.start());
            let level =
                headings.get(next).filter(|&&(heading, _)| heading < span.end()).map(|&(_, level)| level);
            let n_before = n_begun;
            n_begun = articles.partition_point(|article| article.start < span.end());
            let last = n_begun.checked_sub(1).and_then(|last| articles.get(last));
            let place = match last {
                _ if articles.is_empty() => MarkedPlace::Unknown,
                Some(_) if n_begun > n_before => MarkedPlace::First,
                Some(last) if last.end > span.start() => MarkedPlace::Inside,
                _ => MarkedPlace::Outside,
            };
            let is_cut = level.is_none() && is_running_text(words) && !ends_sentence(words);
            lines.push(Line { span, level, place, is_cut, n_blank: 0, indent: 0, is_after_byline: false });
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
    clean.look_between(document);
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
    /// A text that was cleaned before, of its parts.
    pub(crate) fn of_parts(
        draft: Draft,
        lines: Vec<Line>,
        dropped: Vec<Dropped>,
        diagnostics: Vec<Diagnostic>,
    ) -> CleanText {
        CleanText { draft, lines, dropped, diagnostics }
    }

    /// What the rules changed.
    pub(crate) fn changes(&self) -> Changes {
        self.draft.changes()
    }

    /// Finds out what stood between the lines.
    fn look_between(&mut self, document: &Document) {
        let file = &document.decoded.text;
        let dropped: Vec<Repair> =
            self.repairs().filter(|repair| repair.rule.starts_with("dropped-")).collect();
        let mut last: Option<&Repair> = None;
        for repair in &dropped {
            let words = file.get(repair.raw.clone()).unwrap_or("");
            // What an earlier rule took out of the middle of a line parts it.
            let is_same = last.is_some_and(|last| {
                let between = file.get(last.raw.end..repair.raw.start).unwrap_or("");
                let is_line = !between.contains('\n')
                    && !file.get(last.raw.clone()).is_some_and(|words| words.ends_with('\n'));
                last.rule == repair.rule && last.clean.end == repair.clean.start && is_line
            });
            match self.dropped.last_mut().filter(|_| is_same) {
                Some(line) => line.words.push_str(words),
                None => self.dropped.push(Dropped { rule: repair.rule, words: words.to_owned() }),
            }
            last = Some(repair);
        }
        for line in &mut self.dropped {
            line.words = line.words.trim().to_owned();
        }
        let raws: Vec<Range<usize>> = self.lines.iter().map(|line| self.raw_of(line.span)).collect();
        let mut end = 0;
        for (line, raw) in self.lines.iter_mut().zip(raws) {
            let from = dropped.partition_point(|repair| repair.raw.end <= end);
            let between = dropped.iter().skip(from).take_while(|repair| repair.raw.start < raw.start);
            let (mut is_page_end, mut is_after_byline) = (false, false);
            for repair in between {
                is_page_end |=
                    matches!(repair.rule, "dropped-page-number" | "dropped-running-head" | "dropped-url");
                is_after_byline |= repair.rule == "dropped-byline";
            }
            let gap = file.get(end..raw.start).unwrap_or("");
            let n_blank = gap.split('\n').filter(|line| line.trim().is_empty()).count().saturating_sub(2);
            let is_known = document.layout == Layout::Printed && !is_page_end;
            line.n_blank = if is_known { n_blank } else { 0 };
            let before = gap.rsplit('\n').next().unwrap_or("");
            line.indent = if before.trim().is_empty() { width(before) } else { 0 };
            line.is_after_byline = is_after_byline;
            end = raw.end;
        }
    }

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
    pub fn raw_of(&self, span: Span) -> Range<usize> {
        self.draft.raw_of(span.range())
    }
}
