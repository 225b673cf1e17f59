//! What was read, and what looked odd.

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
    let n_articles: usize =
        documents.iter().map(|d| d.articles.iter().filter(|(_, a)| !a.is_matter).count()).sum();
    let n_mentions: usize = documents.iter().map(|document| document.mentions.len()).sum();
    let n_diagnostics: usize = documents.iter().map(|document| document.text.diagnostics.len()).sum();
    eprintln!(
        "{} documents, {n_articles} articles, {n_mentions} mentions, {n_diagnostics} things to look at, {n_unread} files not read",
        documents.len()
    );
}
