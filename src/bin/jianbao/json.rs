//! `jianbao parse --format json`: one object, documented in ARCHITECTURE.md. Spans are half-open byte ranges of `text`.

use std::io::{self, Write};

use anyhow::Result;
use jianbao::annotate::{Mention, MentionKind};
use jianbao::corpus::parsed::{ParsedDocument, basis_name};
use jianbao::protocol::{ParagraphKind, PublishedBasis};
use jianbao::text::span::Span;
use serde_json::{Value, json};

/// Prints documents as JSON.
pub(crate) fn print(documents: &[ParsedDocument]) -> Result<()> {
    let documents: Vec<Value> = documents.iter().map(document).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &json!({ "documents": documents, "entities": [] }))?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

fn span(span: Span) -> Value {
    json!([span.start(), span.end()])
}

fn document(document: &ParsedDocument) -> Value {
    let articles = document.articles.iter().filter(|(_, article)| !article.is_matter);
    let articles: Vec<Value> = articles
        .map(|(id, article)| {
            let headings = article.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Heading);
            let headings: Vec<Value> = headings
                .map(|heading| json!({ "text": document.text.words(heading.span), "span": span(heading.span) }))
                .collect();
            let spans: Vec<Value> = article.spans().into_iter().map(span).collect();
            json!({ "id": id, "title": article.title, "kicker": article.kicker, "spans": spans, "headings": headings })
        })
        .collect();
    let repairs: Vec<Value> = document
        .text
        .repairs()
        .map(|repair| {
            let byte = |offset| document.document.decoded.byte_of(offset);
            json!({
                "rule": repair.rule,
                "raw": [byte(repair.raw.start), byte(repair.raw.end)],
                "clean": [repair.clean.start, repair.clean.end],
            })
        })
        .collect();
    let diagnostics: Vec<Value> = document
        .text
        .diagnostics
        .iter()
        .map(|d| json!({ "code": d.code, "message": d.message, "span": d.span.map(span) }))
        .collect();
    let (published, basis) = match &document.published {
        Some((date, basis)) => (Some(date), Some(*basis)),
        None => (None, None),
    };
    json!({
        "id": document.id,
        "source": document.document.source,
        "title": document.title,
        "publisher": document.imprint.publisher,
        "issue": document.imprint.issue,
        "published": published,
        "published_basis": basis.map(|basis| match basis {
            PublishedBasis::Printed => "printed",
            PublishedBasis::Inferred => "inferred",
            PublishedBasis::Config => "config",
        }),
        "lang": document.lang,
        "quality": document.quality.score(),
        "read_from": read_from(document),
        "text": document.text.text(),
        "articles": articles,
        "mentions": document.mentions.iter().map(|m| mention(document, m)).collect::<Vec<Value>>(),
        "repairs": repairs,
        "diagnostics": diagnostics,
    })
}

fn mention(document: &ParsedDocument, mention: &Mention) -> Value {
    let MentionKind::Date(date) = &mention.kind;
    let mut value = json!({
        "kind": "date",
        "span": span(mention.span),
        "text": document.text.words(mention.span),
        "edtf": date.value.edtf(),
        "date_kind": date.value.kind(),
        "year_basis": basis_name(date.year_basis),
        "event": null,
    });
    if let (Some(suggested), Some(object)) = (&date.suggested, value.as_object_mut()) {
        object.insert("suggested".to_owned(), json!(suggested));
    }
    value
}

/// Where title, publisher, issue and date were read; a title that none of these places gives is the first article's, or the file's name.
fn read_from(document: &ParsedDocument) -> Value {
    let names = document.imprint.places.map(|place| place.map(jianbao::article::Place::name));
    let [title, publisher, issue, published] = names;
    json!({"title": title.unwrap_or("heading"), "publisher": publisher, "issue": issue, "published": published})
}
