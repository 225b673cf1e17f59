//! ARTICLES → ANNOTATIONS.
//!
//! Each kind of mention has a folder or file that finds it in a paragraph. Precision comes before recall: what is vague is no
//! mention. Where two finders claim the same words, the longer mention stands. This folder knows words and articles, nothing of
//! packs and pages.

pub mod consistency;
pub mod date;
pub mod event;
pub mod name;
pub mod numeral;
pub mod quantity;

mod subject;
pub mod time;
mod verse;
pub mod year;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::name::NameMention;
use self::quantity::QuantityMention;
use crate::article::Article;
use crate::protocol::{EntityKind, YearBasis};
use crate::text::CleanText;
use crate::text::span::Span;

/// A stretch of an article that names something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where the words stand.
    pub span: Span,
    /// Which article of the document they stand in.
    pub article: usize,
    /// What they name.
    pub kind: MentionKind,
    /// The name that the clause speaks of, as the span of its mention; a name that is a subject has its own.
    pub who: Option<Span>,
}

impl Mention {
    /// The date, if it is one.
    #[must_use]
    pub fn date(&self) -> Option<&DateMention> {
        match &self.kind {
            MentionKind::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The date, if it is one.
    pub fn date_mut(&mut self) -> Option<&mut DateMention> {
        match &mut self.kind {
            MentionKind::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// What a mention names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MentionKind {
    /// A date.
    Date(DateMention),
    /// A figure.
    Quantity(QuantityMention),
    /// An organisation, a person, a place or a service.
    Name(NameMention),
}

/// A date that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// What the words say; its year may have been concluded.
    pub value: date::DateValue,
    /// How the year is known.
    pub year_basis: YearBasis,
    /// More likely reading where the printed one contradicts its surroundings, as EDTF.
    pub suggested: Option<String>,
    /// What happened then, the main event first; each with the name that it is told of, wherever that stands.
    pub events: Vec<event::Event>,
}

/// The mentions of a document in order; years that are not printed are still open.
#[must_use]
pub fn annotate(text: &CleanText, articles: &[Article], names: &name::Finder) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let paragraphs = articles.iter().flat_map(|article| &article.paragraphs);
    let paragraphs: Vec<&str> = paragraphs.map(|paragraph| text.words(paragraph.span)).collect();
    let mut names = names.find_all(&paragraphs).into_iter();
    for (index, article) in articles.iter().enumerate() {
        let mut context = date::Context::default();
        let is_verse = verse::is_verse(text, article);
        for paragraph in &article.paragraphs {
            let words = text.words(paragraph.span);
            let mut found: Vec<(Range<usize>, MentionKind)> = Vec::new();
            for (range, value) in date::find(words, &mut context) {
                let is_told = value.lack() == date::Lack::Nothing;
                let year_basis = if is_told { YearBasis::Text } else { YearBasis::Unknown };
                found.push((
                    range,
                    MentionKind::Date(DateMention { value, year_basis, suggested: None, events: Vec::new() }),
                ));
            }
            let names = names.next().unwrap_or_default();
            found.extend(names.into_iter().map(|(range, name)| (range, MentionKind::Name(name))));
            let quantities = quantity::find(words).into_iter();
            found.extend(quantities.map(|(range, quantity)| (range, MentionKind::Quantity(quantity))));
            if is_verse {
                found.retain(|(_, kind)| is_sure_in_verse(kind));
            }
            let start = paragraph.span.start();
            for (range, kind) in longest(found) {
                let Some(span) = Span::new(start + range.start, start + range.end) else { continue };
                mentions.push(Mention { span, article: index, kind, who: None });
            }
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    let subjects = subject::subjects(text, articles, &mentions);
    mentions.iter_mut().zip(subjects).for_each(|(mention, who)| mention.who = who);
    let mut events = event::find(text, articles, &mentions);
    for event in events.iter_mut().flatten() {
        event.who = subject_of(*event, &mentions);
    }
    let names = mentions.iter().filter(|mention| matches!(mention.kind, MentionKind::Name(_)));
    let begins: BTreeSet<usize> = names.map(|name| name.span.start()).collect();
    for (mention, mut events) in mentions.iter_mut().zip(events) {
        // What the main event leaves open its clause says, unless it has a subject that is no name.
        if let Some(main) = events.first_mut() {
            let is_open = main.span.start() >= mention.span.end() && !begins.contains(&main.span.start());
            main.who = main.who.or(mention.who.filter(|who| is_open || main.span.contains(*who)));
            mention.who = main.who;
        }
        if let Some(date) = mention.date_mut() {
            date.events = events;
        }
    }
    mentions
}

/// Whether a mention means in a poem what it means in prose.
fn is_sure_in_verse(kind: &MentionKind) -> bool {
    match kind {
        MentionKind::Date(date) => date.value.start.year.is_some(),
        MentionKind::Quantity(_) => false,
        MentionKind::Name(name) => name.kind == EntityKind::Place && name.code.is_some(),
    }
}

/// Bytes that a title may take in front of a name.
const TITLE: usize = 30;

/// The name that an event begins with, or that it carries over.
fn subject_of(event: event::Event, mentions: &[Mention]) -> Option<Span> {
    let from = mentions.partition_point(|mention| mention.span.start() < event.span.start());
    let inside = mentions.iter().skip(from).take_while(|mention| event.span.contains(mention.span));
    let is_name = |mention: &&Mention| matches!(mention.kind, MentionKind::Name(_));
    let mut leading = inside.clone().filter(is_name).filter(|mention| mention.who == Some(mention.span));
    // 国务院总理李鹏会见 …: a title stands before the name.
    let is_actor = |mention: &&Mention| {
        let MentionKind::Name(name) = &mention.kind else { return false };
        matches!(name.kind, EntityKind::Person | EntityKind::Organisation)
    };
    let near = event.span.start() + TITLE;
    let titled = inside.clone().filter(is_actor).find(|mention| mention.span.start() <= near);
    let carried =
        event.who.filter(|span| mentions.binary_search_by_key(span, |mention| mention.span).is_ok());
    leading.next().map(|mention| mention.span).or(carried).or(titled.map(|mention| mention.span))
}

/// The mentions that do not overlap a longer one; of equally long ones the first in the list.
fn longest(mut found: Vec<(Range<usize>, MentionKind)>) -> Vec<(Range<usize>, MentionKind)> {
    found.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
    let mut kept: BTreeMap<usize, (usize, MentionKind)> = BTreeMap::new();
    for (range, kind) in found {
        let is_before = kept.range(..range.end).next_back().is_none_or(|(_, (end, _))| *end <= range.start);
        if is_before && !range.is_empty() {
            kept.insert(range.start, (range.end, kind));
        }
    }
    kept.into_iter().map(|(start, (end, kind))| (start..end, kind)).collect()
}
