//! What was read, and what looked odd.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::text::quality::Quality;

use crate::search::printable;

/// Prints the cleaned text of documents, article by article.
pub(crate) fn print_text(documents: &[ParsedDocument]) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for document in documents {
        writeln!(out, "══ {} ══ {}", document.title, printable(&document.document.source))?;
        for (_, article) in &document.articles {
            match (article.is_matter, &article.kicker) {
                (true, _) => writeln!(out, "\n── ·")?,
                (false, Some(kicker)) => writeln!(out, "\n── {kicker} · {}", article.title)?,
                (false, None) => writeln!(out, "\n── {}", article.title)?,
            }
            for paragraph in &article.paragraphs {
                writeln!(out, "{}", document.text.words(paragraph.span))?;
            }
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

/// Prints what looked odd: file, place in the cleaned text, code, sentence, words. Each document ends with its quality.
pub(crate) fn print_diagnostics(documents: &[ParsedDocument]) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for document in documents {
        for diagnostic in &document.text.diagnostics {
            let place = diagnostic.span.map_or(String::new(), |span| format!(":{}", span.start()));
            let words = diagnostic.span.map_or("", |span| document.text.words(span));
            let tail: Vec<char> = words.chars().rev().take(20).collect();
            let tail: String = tail.into_iter().rev().collect();
            writeln!(
                out,
                "{}{place}\t{}\t{}\t{tail}",
                printable(&document.document.source),
                diagnostic.code,
                diagnostic.message
            )?;
        }
        writeln!(out, "{}\tquality\t{}\t", printable(&document.document.source), quality(document.quality))?;
    }
    out.flush()?;
    Ok(())
}

/// A quality with what it follows from.
fn quality(quality: Quality) -> String {
    let reasons = [
        (quality.n_cut, "cut sentences"),
        (quality.n_lost, "lost or guessed characters"),
        (quality.n_odd, "other oddities"),
        (quality.n_rewritten, "rewritten characters"),
        (quality.n_dropped, "dropped characters"),
        (quality.n_reset, "changes of form"),
    ];
    let reasons: Vec<String> =
        reasons.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {n}")).collect();
    let reasons = if reasons.is_empty() { "nothing repaired".to_owned() } else { reasons.join(", ") };
    format!("{} of 100 for {} characters: {reasons}", quality.score(), quality.n_characters)
}

/// Ends with counts.
pub(crate) fn summary(documents: &[ParsedDocument], n_unread: usize) {
    let mut totals = Totals::default();
    totals.add(documents);
    totals.print(n_unread);
}

/// Says how many documents were parsed; the others were taken as an earlier build had left them.
pub(crate) fn anew(n_anew: usize, n_documents: usize) {
    eprintln!("{n_anew} of {n_documents} documents read anew");
}

/// What there was in all.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) n_documents: usize,
    n_articles: usize,
    n_mentions: usize,
    /// What looked odd, by kind.
    odd: BTreeMap<&'static str, usize>,
}

impl Totals {
    /// Counts documents.
    pub(crate) fn add(&mut self, documents: &[ParsedDocument]) {
        self.n_documents += documents.len();
        for document in documents {
            self.n_articles += document.articles.iter().filter(|(_, article)| !article.is_matter).count();
            self.n_mentions += document.mentions.len();
            for diagnostic in &document.text.diagnostics {
                *self.odd.entry(diagnostic.code).or_default() += 1;
            }
        }
    }

    /// Says what there was, and of what looked odd the most frequent first.
    pub(crate) fn print(&self, n_unread: usize) {
        let n_odd: usize = self.odd.values().sum();
        eprintln!(
            "{} documents, {} articles, {} mentions, {n_odd} things to look at, {n_unread} files not read",
            self.n_documents, self.n_articles, self.n_mentions
        );
        let mut odd: Vec<(&str, usize)> = self.odd.iter().map(|(code, n)| (*code, *n)).collect();
        odd.sort_by_key(|(code, n)| (Reverse(*n), *code));
        if !odd.is_empty() {
            let odd: Vec<String> = odd.iter().map(|(code, n)| format!("{code} {n}")).collect();
            eprintln!("  to look at: {}; `jianbao check` says where", odd.join(", "));
        }
    }
}
