//! `jianbao parse --format json`: one object, documented in ARCHITECTURE.md. Spans are half-open byte ranges of `text`.

use std::io::{self, Write};

use anyhow::Result;
use jianbao::annotate::event::Event;
use jianbao::annotate::name::EntityKind;
use jianbao::annotate::name::entity::Entity;
use jianbao::annotate::quantity::Approximation;
use jianbao::annotate::{Mention, MentionKind};
use jianbao::corpus::parsed::{ParsedDocument, basis_name};
use jianbao::protocol::{ParagraphKind, PublishedBasis};
use jianbao::text::span::Span;
use serde::{Serialize, Serializer};

/// Prints documents as JSON.
pub(crate) fn print(documents: &[ParsedDocument], entities: &[Entity]) -> Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let documents = Sequence(|| documents.iter().map(document));
    let entities = Sequence(|| entities.iter().map(entity));
    serde_json::to_writer(&mut out, &Printed { documents, entities })?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}

/// An array whose items are made while it is written: a long text has many.
struct Sequence<F>(F);

impl<F, I> Serialize for Sequence<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct Printed<D, E> {
    documents: D,
    entities: E,
}

#[derive(Serialize)]
struct PrintedEntity<'a> {
    id: &'a str,
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    parent: Option<&'a str>,
    province: Option<&'a str>,
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ambiguous: bool,
}

#[derive(Serialize)]
struct PrintedDocument<'a, A, M, R, D> {
    id: &'a str,
    source: &'a str,
    title: &'a str,
    publisher: Option<&'a str>,
    issue: Option<&'a str>,
    published: Option<&'a str>,
    published_basis: Option<&'static str>,
    lang: &'static str,
    quality: u8,
    read_from: ReadFrom,
    text: &'a str,
    articles: A,
    mentions: M,
    repairs: R,
    diagnostics: D,
}

/// Where title, publisher, issue and date were read; a title that none of these places gives is the first article's, or the file's name.
#[derive(Serialize)]
struct ReadFrom {
    title: &'static str,
    publisher: Option<&'static str>,
    issue: Option<&'static str>,
    published: Option<&'static str>,
}

#[derive(Serialize)]
struct PrintedArticle<'a> {
    id: &'a str,
    title: &'a str,
    kicker: Option<&'a str>,
    spans: Vec<[usize; 2]>,
    headings: Vec<Heading<'a>>,
}

#[derive(Serialize)]
struct Heading<'a> {
    text: &'a str,
    span: [usize; 2],
}

/// A mention: where it stands, and what it says.
#[derive(Serialize)]
struct PrintedMention<'a> {
    span: [usize; 2],
    text: &'a str,
    #[serde(flatten)]
    value: PrintedValue<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum PrintedValue<'a> {
    Date {
        edtf: String,
        date_kind: &'static str,
        year_basis: &'static str,
        event: Option<PrintedEvent<'a>>,
        /// All of them, where there are several; the first is `event`.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        events: Vec<PrintedEvent<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suggested: Option<&'a str>,
    },
    Quantity {
        value: Option<f64>,
        /// Upper end of a range; its lower end is the value.
        #[serde(skip_serializing_if = "Option::is_none")]
        upper: Option<f64>,
        unit: &'a str,
        approx: Option<&'static str>,
        what: Option<&'a str>,
        who: Option<&'a str>,
    },
    Organisation {
        entity: &'a str,
    },
    Person {
        entity: &'a str,
    },
    Place {
        entity: &'a str,
    },
    Service {
        entity: &'a str,
    },
}

/// What happened on a date, and of whom it is told.
#[derive(Clone, Copy, Serialize)]
struct PrintedEvent<'a> {
    span: [usize; 2],
    who: Option<&'a str>,
}

#[derive(Serialize)]
struct PrintedRepair {
    rule: &'static str,
    raw: [usize; 2],
    clean: [usize; 2],
}

#[derive(Serialize)]
struct PrintedDiagnostic<'a> {
    code: &'static str,
    message: &'a str,
    span: Option<[usize; 2]>,
}

fn span(span: Span) -> [usize; 2] {
    [span.start(), span.end()]
}

fn entity(entity: &Entity) -> PrintedEntity<'_> {
    PrintedEntity {
        id: &entity.id,
        kind: entity.kind.name(),
        name: &entity.name,
        aliases: &entity.aliases,
        parent: entity.parent.as_deref(),
        province: entity.province.as_deref(),
        role: entity.role.as_deref(),
        ambiguous: entity.is_ambiguous,
    }
}

fn document(document: &ParsedDocument) -> impl Serialize {
    let decoded = &document.document.decoded;
    let repairs = move || {
        document.text.repairs().map(|repair| PrintedRepair {
            rule: repair.rule,
            raw: [decoded.byte_of(repair.raw.start), decoded.byte_of(repair.raw.end)],
            clean: [repair.clean.start, repair.clean.end],
        })
    };
    let diagnostics = move || {
        document.text.diagnostics.iter().map(|diagnostic| PrintedDiagnostic {
            code: diagnostic.code,
            message: &diagnostic.message,
            span: diagnostic.span.map(span),
        })
    };
    let (published, basis) = match &document.published {
        Some((date, basis)) => (Some(date.as_str()), Some(*basis)),
        None => (None, None),
    };
    let [title, publisher, issue, date] =
        document.imprint.places.map(|place| place.map(jianbao::article::Place::name));
    PrintedDocument {
        id: &document.id,
        source: &document.document.source,
        title: &document.title,
        publisher: document.imprint.publisher.as_deref(),
        issue: document.imprint.issue.as_deref(),
        published,
        published_basis: basis.map(|basis| match basis {
            PublishedBasis::Printed => "printed",
            PublishedBasis::Inferred => "inferred",
            PublishedBasis::Config => "config",
        }),
        lang: document.lang,
        quality: document.quality.score(),
        read_from: ReadFrom { title: title.unwrap_or("heading"), publisher, issue, published: date },
        text: document.text.text(),
        articles: Sequence(move || articles(document)),
        mentions: Sequence(move || document.mentions.iter().map(move |found| mention(document, found))),
        repairs: Sequence(repairs),
        diagnostics: Sequence(diagnostics),
    }
}

fn articles(document: &ParsedDocument) -> impl Iterator<Item = PrintedArticle<'_>> {
    let articles = document.articles.iter().filter(|(_, article)| !article.is_matter);
    articles.map(|(id, article)| {
        let headings = article.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Heading);
        let headings = headings
            .map(|heading| Heading { text: document.text.words(heading.span), span: span(heading.span) });
        PrintedArticle {
            id,
            title: &article.title,
            kicker: article.kicker.as_deref(),
            spans: article.spans().into_iter().map(span).collect(),
            headings: headings.collect(),
        }
    })
}

fn mention<'a>(document: &'a ParsedDocument, mention: &'a Mention) -> PrintedMention<'a> {
    let who = || mention.who.and_then(|span| document.entity_at(span));
    let event = |event: &Event| {
        let who = event.who.and_then(|span| document.entity_at(span));
        PrintedEvent { span: span(event.span), who }
    };
    let value = match &mention.kind {
        MentionKind::Date(date) => {
            let events: Vec<PrintedEvent> = date.events.iter().map(event).collect();
            PrintedValue::Date {
                edtf: date.value.edtf(),
                date_kind: date.value.kind(),
                year_basis: basis_name(date.year_basis),
                event: events.first().copied(),
                events: if events.len() > 1 { events } else { Vec::new() },
                suggested: date.suggested.as_deref(),
            }
        }
        MentionKind::Quantity(quantity) => PrintedValue::Quantity {
            value: quantity.value,
            upper: quantity.upper,
            unit: &quantity.unit,
            approx: quantity.approximation.map(Approximation::name),
            what: quantity.what.as_deref(),
            who: who(),
        },
        MentionKind::Name(name) => {
            let entity = name.entity.as_str();
            match name.kind {
                EntityKind::Organisation => PrintedValue::Organisation { entity },
                EntityKind::Person => PrintedValue::Person { entity },
                EntityKind::Place => PrintedValue::Place { entity },
                EntityKind::Service => PrintedValue::Service { entity },
            }
        }
    };
    PrintedMention { span: span(mention.span), text: document.text.words(mention.span), value }
}
