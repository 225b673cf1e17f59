//! The whole way from files to a corpus: reads, cleans, splits and annotates, gives ids, and fills in what only all documents
//! together can say.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::builder::{
    ArticleEntry, DocumentEntry, EntityEntry, EventEntry, FigureEntry, MentionEntry, NameEntry, NoteEntry,
    ParagraphEntry,
};
use crate::annotate::consistency::{self, Figures};
use crate::annotate::event::Event;
use crate::annotate::name::Finder;
use crate::annotate::name::entity::{self, Entity};
use crate::annotate::{Mention, MentionKind, annotate, year};
use crate::article::{Article, Imprint, split, without_site};
use crate::day::edtf_bounds;
use crate::protocol::{PublishedBasis, YearBasis};
use crate::source::{Certainty, Document, Format, read};
use crate::text::diagnostic::Diagnostic;
use crate::text::fold::{HanClasses, fold_term, is_han};
use crate::text::quality::Quality;
use crate::text::span::Span;
use crate::text::{CleanText, clean};

/// A document with all that was found in it.
#[derive(Clone, Debug)]
pub struct ParsedDocument {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// As received.
    pub document: Document,
    /// Cleaned.
    pub text: CleanText,
    /// How much was repaired and is in doubt.
    pub quality: Quality,
    /// What it says of itself.
    pub imprint: Imprint,
    /// EDTF date of publication and how it is known.
    pub published: Option<(String, PublishedBasis)>,
    /// BCP 47 tag.
    pub lang: &'static str,
    /// Articles and the matter around them, with their ids.
    pub articles: Vec<(String, Article)>,
    /// Mentions in order.
    pub mentions: Vec<Mention>,
}

/// Parses files, given by name and bytes, into documents.
///
/// ```
/// let files = [("a.txt".to_owned(), "2020年2月6日，公司捐款11100元。".as_bytes().to_vec())];
/// let documents = jianbao::corpus::parsed::parse(files);
/// assert_eq!(documents[0].published.as_ref().unwrap().0, "2020-02~");
/// ```
#[must_use]
pub fn parse(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<ParsedDocument> {
    Parser::default().parse(files)
}

/// Parses files batch by batch, where all together would not fit into memory. Ids stay unique over all batches; what only all
/// documents together can say of a year is said by those of its batch.
#[derive(Debug, Default)]
pub struct Parser {
    ids: Ids,
    names: Finder,
}

impl Parser {
    /// A parser that finds names with this finder.
    #[must_use]
    pub fn new(names: Finder) -> Parser {
        Parser { ids: Ids::default(), names }
    }

    /// Gathers what the names of documents mean, and gives each name its entity.
    pub fn entities(&self, documents: &mut [ParsedDocument]) -> Vec<Entity> {
        let documents = documents.iter_mut();
        let mut documents: Vec<(&CleanText, &mut [Mention])> =
            documents.map(|document| (&document.text, document.mentions.as_mut_slice())).collect();
        entity::entities(&self.names, &mut documents)
    }

    /// Parses the files of one batch.
    pub fn parse(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<ParsedDocument> {
        let mut documents: Vec<ParsedDocument> = Vec::new();
        for (name, bytes) in files {
            let read = read(&name, &bytes).into_iter();
            documents.extend(read.map(|document| parse_document(document, &mut self.ids, &self.names)));
        }
        let mut mentions: Vec<Vec<Mention>> =
            documents.iter_mut().map(|document| std::mem::take(&mut document.mentions)).collect();
        year::resolve_corpus(&mut mentions);
        for (document, mentions) in documents.iter_mut().zip(mentions) {
            document.mentions = mentions;
            if document.published.is_none() {
                document.published = inferred_date(&document.mentions);
            }
            let queries = consistency::queries(&document.text, &document.mentions);
            document.text.diagnostics.extend(queries);
        }
        let mut figures = Figures::default();
        let name =
            |number: usize| documents.get(number).map(|document| document.id.clone()).unwrap_or_default();
        let mut differing = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            differing.extend(figures.compare(number, &document.text, &document.mentions, name));
        }
        for (number, diagnostic) in differing {
            if let Some(document) = documents.get_mut(number) {
                document.text.diagnostics.push(diagnostic);
            }
        }
        documents
    }
}

fn parse_document(document: Document, ids: &mut Ids, names: &Finder) -> ParsedDocument {
    let text = clean(&document);
    let split = split(&text, &document.meta, document.layout);
    let mut mentions = annotate(&text, &split.articles, names);
    let published = split.imprint.date.as_deref().and_then(printed_date);
    year::resolve_document(&text, &mut mentions, published.as_deref());
    let id = ids.document(&document);
    let mut articles = Vec::new();
    for article in split.articles {
        articles.push((ids.article(&id, &article), article));
    }
    let lang = language(text.text());
    ParsedDocument {
        id,
        title: title(&split.imprint, &articles, &document),
        quality: Quality::of(&document.decoded.text, &text),
        document,
        text,
        imprint: split.imprint,
        published: published.map(|date| (date, PublishedBasis::Printed)),
        lang,
        articles,
        mentions,
    }
}

/// A printed date as EDTF, without its hour.
fn printed_date(words: &str) -> Option<String> {
    let found = crate::annotate::date::find(words, &mut crate::annotate::date::Context::default());
    let (_, mut value) = found.into_iter().find(|(_, value)| value.start.year.is_some())?;
    value.start.time = None;
    value.end = None;
    Some(value.edtf())
}

/// A document that prints no date appeared about when the last thing happened that it tells.
fn inferred_date(mentions: &[Mention]) -> Option<(String, PublishedBasis)> {
    let days = mentions.iter().filter_map(Mention::date).filter_map(|date| {
        let has_month = date.value.start.month.is_some();
        has_month.then(|| edtf_bounds(&date.value.edtf())).flatten()
    });
    let last = days.map(|(first, _)| first).max()?;
    let (year, month, _) = last.ymd();
    Some((format!("{year:04}-{month:02}~"), PublishedBasis::Inferred))
}

fn title(imprint: &Imprint, articles: &[(String, Article)], document: &Document) -> String {
    let first = articles.iter().map(|(_, article)| article).find(|article| !article.is_matter);
    let printed = || {
        let article = first?;
        let kicker = article.kicker.as_ref().map(|kicker| format!("{kicker}·")).unwrap_or_default();
        Some(format!("{kicker}{}", article.title)).filter(|title| !title.is_empty())
    };
    // The title of a web page names its site too; the heading is what is meant.
    let given = imprint.title.clone().map(|given| match first {
        Some(article)
            if article.title.chars().count() >= 4
                && given.starts_with(&article.title)
                && document.format == Format::Html =>
        {
            article.title.clone()
        }
        _ => given,
    });
    given
        .map(|given| without_site(&given).to_owned())
        .or_else(printed)
        .unwrap_or_else(|| stem(&document.source).to_owned())
}

/// The file's name without folders and extension.
fn stem(source: &str) -> &str {
    let name = source.rsplit('/').next().unwrap_or(source);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Traditional or Simplified, by which of the forms that differ occurs more; not Chinese at all where few characters are.
fn language(text: &str) -> &'static str {
    let (mut n_han, mut n_letters, mut n_traditional) = (0_usize, 0_usize, 0_usize);
    let classes = HanClasses::all();
    for c in text.chars() {
        n_letters += usize::from(c.is_ascii_alphabetic());
        if is_han(c) {
            n_han += 1;
            n_traditional += usize::from(classes.fold(c) != c);
        }
    }
    if n_han == 0 || n_han * 4 < n_letters {
        return if n_letters > 0 { "en" } else { "und" };
    }
    // Of running Traditional text about every fourth character has another simplified form.
    if n_traditional * 12 > n_han { "zh-Hant" } else { "zh-Hans" }
}

/// Gives ids that stay when documents are added: from names and titles, never from numbers.
#[derive(Debug, Default)]
struct Ids {
    given: BTreeSet<String>,
    /// The number that a base is tried with next.
    next: BTreeMap<String, usize>,
}

impl Ids {
    fn document(&mut self, document: &Document) -> String {
        let base = document
            .own_id
            .clone()
            .filter(|id| !id.trim().is_empty())
            .unwrap_or_else(|| slug(&document.source));
        let extension = document.source.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.unique(&base, extension)
    }

    fn article(&mut self, document: &str, article: &Article) -> String {
        let words = match &article.kicker {
            Some(kicker) => format!("{kicker}·{}", article.title),
            None => article.title.clone(),
        };
        let base = if article.is_matter {
            format!("{document}/-")
        } else {
            format!("{document}/{}", hash(&fold_term(&words, HanClasses::all())))
        };
        self.unique(&base, "")
    }

    fn unique(&mut self, base: &str, hint: &str) -> String {
        let mut id = base.to_owned();
        if self.given.contains(&id) && !hint.is_empty() {
            id = format!("{base}-{hint}");
        }
        let mut n = self.next.get(base).copied().unwrap_or(2);
        while !self.given.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
            self.next.insert(base.to_owned(), n);
        }
        id
    }
}

/// First six hexadecimal digits of a SHA-256.
fn hash(words: &str) -> String {
    Sha256::digest(words.as_bytes()).iter().take(3).map(|byte| format!("{byte:02x}")).collect()
}

/// A name for addresses: the path without extension in ASCII letters, digits and hyphens; where that loses something, a hash is added.
fn slug(source: &str) -> String {
    let name = source.rsplit_once('.').map_or(source, |(name, _)| name);
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-').to_owned();
    if name.is_ascii() && !slug.is_empty() {
        return slug;
    }
    format!("{slug}-{}", hash(name)).trim_start_matches('-').to_owned()
}

impl ParsedDocument {
    /// The document as the pack's builder takes it.
    #[must_use]
    pub fn entry(&self) -> DocumentEntry {
        let (published, published_basis) = match &self.published {
            Some((date, basis)) => (Some(date.clone()), Some(*basis)),
            None => (None, None),
        };
        DocumentEntry {
            id: self.id.clone(),
            title: self.title.clone(),
            publisher: self.imprint.publisher.clone(),
            issue: self.imprint.issue.clone(),
            published,
            published_basis,
            lang: self.lang.to_owned(),
            source: self.document.source.clone(),
            checksum: self.document.checksum.clone(),
            encoding: self.document.decoded.encoding.to_owned(),
            is_encoding_guessed: self.document.decoded.certainty == Certainty::Likely,
            format: self.document.format,
            quality: self.quality.score(),
            text: self.text.text().to_owned(),
            repairs: self.text.n_repairs().into_iter().map(|(rule, n)| (rule.to_owned(), n)).collect(),
            n_diagnostics: u32::try_from(self.text.diagnostics.len()).unwrap_or(u32::MAX),
            articles: self
                .articles
                .iter()
                .enumerate()
                .map(|(index, (id, article))| self.article(index, id, article))
                .collect(),
            notes: self.notes(),
        }
    }

    /// What a copy editor would query.
    fn notes(&self) -> Vec<NoteEntry> {
        let queries = self.text.diagnostics.iter().filter(|found| consistency::CODES.contains(&found.code));
        let note = |found: &Diagnostic| {
            let span = found.span?;
            let (start, end) = (span.start(), span.end());
            Some(NoteEntry { start, end, code: found.code.to_owned(), message: found.message.clone() })
        };
        queries.filter_map(note).collect()
    }

    /// Id of the entity of the name that stands at a place.
    #[must_use]
    pub fn entity_at(&self, span: Span) -> Option<&str> {
        let place = self.mentions.binary_search_by_key(&span, |mention| mention.span).ok()?;
        match &self.mentions.get(place)?.kind {
            MentionKind::Name(name) => Some(name.entity.as_str()),
            _ => None,
        }
    }

    /// Id of the entity that a mention is told of.
    fn who(&self, mention: &Mention) -> Option<String> {
        self.entity_at(mention.who?).map(str::to_owned)
    }

    fn mention(&self, mention: &Mention) -> Option<MentionEntry> {
        // How long and how often is no place on the timeline.
        let date = mention.date().filter(|date| matches!(date.value.kind(), "point" | "range"))?;
        Some(MentionEntry {
            start: mention.span.start(),
            end: mention.span.end(),
            edtf: date.value.edtf(),
            year_basis: date.year_basis,
            suggested: date.suggested.clone(),
            events: date.events.iter().map(|event| self.event(event)).collect(),
        })
    }

    fn event(&self, event: &Event) -> EventEntry {
        let who = event.who.and_then(|span| self.entity_at(span));
        EventEntry { start: event.span.start(), end: event.span.end(), who: who.map(str::to_owned) }
    }

    fn figure(&self, mention: &Mention) -> Option<FigureEntry> {
        let MentionKind::Quantity(quantity) = &mention.kind else { return None };
        Some(FigureEntry {
            start: mention.span.start(),
            end: mention.span.end(),
            value: quantity.value,
            upper: quantity.upper,
            unit: quantity.unit.clone(),
            approximation: quantity.approximation,
            what: quantity.what.clone(),
            who: self.who(mention),
        })
    }

    fn article(&self, index: usize, id: &str, article: &Article) -> ArticleEntry {
        let paragraphs = article.paragraphs.iter().map(|paragraph| ParagraphEntry {
            start: paragraph.span.start(),
            end: paragraph.span.end(),
            kind: paragraph.kind,
            is_after_seam: paragraph.is_after_seam,
        });
        let own = || self.mentions.iter().filter(|mention| mention.article == index);
        ArticleEntry {
            id: id.to_owned(),
            title: article.title.clone(),
            kicker: article.kicker.clone(),
            is_matter: article.is_matter,
            paragraphs: paragraphs.collect(),
            mentions: own().filter_map(|mention| self.mention(mention)).collect(),
            figures: own().filter_map(|mention| self.figure(mention)).collect(),
            names: own().filter_map(name_entry).collect(),
            copy_of: None,
        }
    }
}

fn name_entry(mention: &Mention) -> Option<NameEntry> {
    let MentionKind::Name(name) = &mention.kind else { return None };
    let entity = name.entity.clone();
    (!entity.is_empty()).then(|| NameEntry { start: mention.span.start(), end: mention.span.end(), entity })
}

/// An entity as the pack's builder takes it.
#[must_use]
pub fn entity_entry(entity: &Entity) -> EntityEntry {
    EntityEntry {
        id: entity.id.clone(),
        kind: entity.kind,
        name: entity.name.clone(),
        aliases: entity.aliases.clone(),
        parent: entity.parent.clone(),
        province: entity.province.clone(),
        role: entity.role.clone(),
        is_ambiguous: entity.is_ambiguous,
    }
}

/// How DESIGN's JSON names a basis.
#[must_use]
pub fn basis_name(basis: YearBasis) -> &'static str {
    match basis {
        YearBasis::Text => "text",
        YearBasis::Document => "document",
        YearBasis::Neighbours => "neighbours",
        YearBasis::Lunar => "lunar",
        YearBasis::Corpus => "corpus",
        YearBasis::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_names() {
        for (source, expected) in [("a/Bulletin 31.txt", "a-bulletin-31"), ("x.md", "x")] {
            assert_eq!(slug(source), expected);
        }
        assert_ne!(slug("简报一.txt"), slug("简报二.txt"));
        let file = |name: &str| (name.to_owned(), "正文。".as_bytes().to_vec());
        let ids: Vec<String> =
            parse([file("a.txt"), file("a.md"), file("a.txt")]).into_iter().map(|d| d.id).collect();
        assert_eq!(ids, ["a", "a-md", "a-txt"]);
    }

    #[test]
    fn languages_are_told() {
        assert_eq!(language("中國移動通信集團迅速行動，主動擔起央企責任"), "zh-Hant");
        assert_eq!(language("中国移动通信集团迅速行动，搭建全集团企业通訊录"), "zh-Hans");
        assert_eq!(language("A bulletin about 简报"), "en");
        assert_eq!(language("123"), "und");
    }

    #[test]
    fn names_that_mean_the_same_are_one_entity() {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let mut parser = Parser::default();
        let mut documents = parser.parse([
            file("a.txt", "四川省通信行业协会召开会议，四川行协会长王建国出席。市政府到场。"),
            file("b.txt", "中国電信四川公司发言，四川电信开通专线。绵阳海事局到场，海事局发言。福建省委、省政府表彰。福建联通获奖。"),
            file("c.txt", "鼓楼区举行活动。"),
        ]);
        let entities = parser.entities(&mut documents);
        let find = |name: &str| {
            entities.iter().find(|entity| entity.name == name).unwrap_or_else(|| panic!("{name}"))
        };
        assert_eq!(find("四川省通信行业协会").aliases, ["四川行协"]);
        assert_eq!(find("四川省通信行业协会").province.as_deref(), Some("四川省"));
        assert_eq!(find("王建国").role.as_deref(), Some("会长"));
        assert_eq!(find("绵阳海事局").aliases, ["海事局"]);
        assert!(find("市政府").is_ambiguous && find("鼓楼区").is_ambiguous);
        let telecom = find("中国電信四川公司");
        assert_eq!(telecom.aliases, ["四川电信"]);
        assert_eq!(telecom.parent.as_ref(), Some(&find("中国电信").id));
        let ids: BTreeSet<&str> = entities.iter().map(|entity| entity.id.as_str()).collect();
        assert_eq!(ids.len(), entities.len());
        for document in &documents {
            for mention in &document.mentions {
                if let crate::annotate::MentionKind::Name(name) = &mention.kind {
                    assert!(ids.contains(name.entity.as_str()), "{name:?}");
                }
            }
        }
    }
}
