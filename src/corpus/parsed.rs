//! The whole way from files to a corpus: reads, cleans, splits and annotates, gives ids, and fills in what only all documents
//! together can say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::builder::{
    ArticleEntry, DocumentEntry, EntityEntry, EventEntry, FigureEntry, MentionEntry, NameEntry, NoteEntry,
    ParagraphEntry,
};
pub use super::given::Given;
use super::given::GivenAll;
use super::ids::Ids;
use super::kept::{self, Unread};
pub use super::kept::{Key, Memory};
use super::parallel;
pub use super::redacted::Tally;
use super::redacted::{Redacted, Redactor};
use crate::annotate::consistency::{self, Figures};
use crate::annotate::event::Event;
use crate::annotate::name::Finder;
use crate::annotate::name::entity::{self, Entity};
use crate::annotate::{Mention, MentionKind, annotate, year};
use crate::article::{Article, Imprint, without_site};
use crate::day::edtf_bounds;
use crate::protocol::{PublishedBasis, YearBasis};
use crate::source::{Certainty, Document, Format, Meta, Opened, open};
use crate::text::CleanText;
use crate::text::diagnostic::Diagnostic;
use crate::text::fold::{HanClasses, is_han};
use crate::text::label::Label;
use crate::text::quality::Quality;
use crate::text::redact::{Redaction, Scope};
use crate::text::rule::plain;
use crate::text::span::Span;

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
    redactor: Option<Redactor>,
    given: GivenAll,
    is_sparing: bool,
    memory: Option<Arc<dyn Memory>>,
    n_anew: usize,
}

impl Parser {
    /// A parser that finds names with this finder.
    #[must_use]
    pub fn new(names: Finder) -> Parser {
        Parser { names, ..Parser::default() }
    }

    /// The parser, taking out of documents what rules find: nothing that it gives holds any of that.
    #[must_use]
    pub fn redacting(mut self, redaction: impl Into<Arc<Redaction>>) -> Parser {
        let redaction = redaction.into();
        self.redactor = (!redaction.is_empty()).then(|| Redactor::new(redaction));
        self
    }

    /// The parser, taking title, date, publisher and issue from what is said of documents, by their names or own ids.
    #[must_use]
    pub fn told(mut self, given: BTreeMap<String, Given>) -> Parser {
        self.given = GivenAll::new(given);
        self
    }

    /// The parser, keeping the ids that files had in an earlier edition.
    #[must_use]
    pub fn keeping(mut self, ids: BTreeMap<String, String>) -> Parser {
        self.ids.keep(ids);
        self
    }

    /// The parser, reading one document after the other: on all processors it is faster, and holds a batch more in memory.
    #[must_use]
    pub fn sparing(mut self) -> Parser {
        self.is_sparing = true;
        self
    }

    /// The parser, taking documents that have not changed as an earlier run left them: all that it gives is the same as without.
    #[must_use]
    pub fn remembering(mut self, memory: Arc<dyn Memory>) -> Parser {
        self.memory = Some(memory);
        self
    }

    /// Documents that had to be parsed so far; all others came out of the memory.
    #[must_use]
    pub fn n_anew(&self) -> usize {
        self.n_anew
    }

    /// Names of which something is said and for which no document has come so far.
    #[must_use]
    pub fn not_come(&self) -> Vec<&str> {
        self.given.unused()
    }

    /// For each rule of redaction how often it has found something so far.
    #[must_use]
    pub fn redacted(&self) -> &[Tally] {
        self.redactor.as_ref().map_or(&[], |redactor| &redactor.tallies)
    }

    /// Gathers what the names of documents mean, and gives each name its entity.
    pub fn entities(&self, documents: &mut [ParsedDocument]) -> Vec<Entity> {
        let texts = documents.iter_mut();
        let mut texts: Vec<(&CleanText, &mut [Mention])> =
            texts.map(|document| (&document.text, document.mentions.as_mut_slice())).collect();
        let mut entities = entity::entities(&self.names, &mut texts);
        if let Some(redactor) = &self.redactor {
            redactor.redact_entities(documents, &mut entities);
        }
        entities
    }

    /// Parses the files of one batch.
    pub fn parse(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<ParsedDocument> {
        let annotated = self.annotate(files);
        let mut documents: Vec<ParsedDocument> = Vec::new();
        let mut scopes: Vec<Scope> = Vec::new();
        for (annotated, is_anew) in annotated {
            self.n_anew += usize::from(is_anew);
            if let Some(redactor) = &mut self.redactor {
                redactor.count(&annotated.read.counts);
            }
            scopes.push(annotated.read.scope.clone());
            documents.push(annotated.named(&mut self.ids, self.redactor.as_ref()));
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
        if let Some(redactor) = &self.redactor {
            for (document, scope) in documents.iter_mut().zip(&scopes) {
                redactor.redact_found(document, scope);
            }
        }
        documents
    }

    /// What each document says by itself, and whether it had to be parsed for that.
    fn annotate(&mut self, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<(Annotated, bool)> {
        let mut received: Vec<(Unread, Given)> = Vec::new();
        for (name, bytes) in files {
            match open(&name, &bytes) {
                Opened::One(file) => received.push((Unread::File(file), self.given.of(&name, None))),
                Opened::Several(documents) => received.extend(documents.into_iter().map(|document| {
                    let given = self.given.of(&document.source, document.own_id.as_deref());
                    (Unread::Document(Box::new(document)), given)
                })),
            }
        }
        let (names, redactor) = (&self.names, self.redactor.as_ref());
        let memory = self.memory.as_deref();
        let annotate = |(unread, given)| kept::annotated(unread, given, names, redactor, memory);
        match self.is_sparing {
            true => received.into_iter().map(annotate).collect(),
            false => parallel::map(received, annotate),
        }
    }
}

/// What a document says by itself, before it is told from others.
pub(super) struct Annotated {
    pub(super) read: Redacted,
    pub(super) given: Given,
    pub(super) mentions: Vec<Mention>,
    pub(super) published: Option<(String, PublishedBasis)>,
    pub(super) quality: Quality,
    pub(super) lang: Label,
}

impl Annotated {
    pub(super) fn new(
        mut document: Document,
        given: Given,
        names: &Finder,
        redactor: Option<&Redactor>,
    ) -> Annotated {
        document.meta = plain_meta(&document.meta);
        let mut read = match redactor {
            Some(redactor) => redactor.read(document),
            None => Redacted::untouched(document, Scope::new()),
        };
        let given = given.redacted(redactor, &read.scope);
        given.tell(&mut read);
        let mut mentions = annotate(&read.text, &read.split.articles, names);
        let published = match &given.published {
            Some(date) => Some((date.clone(), PublishedBasis::Config)),
            None => {
                let printed = read.split.imprint.date.as_deref().and_then(printed_date);
                printed.map(|date| (date, PublishedBasis::Printed))
            }
        };
        let date = published.as_ref().map(|(date, _)| date.as_str());
        year::resolve_document(&read.text, &mut mentions, date);
        let quality = Quality::of(&read.document.decoded.text, &read.text);
        let unread = read.split.imprint.date.as_deref().filter(|_| published.is_none());
        read.text.diagnostics.extend(unread.and_then(unread_date));
        read.text.diagnostics.extend(no_text(&read.text));
        let lang = language(read.text.text());
        Annotated { read, given, mentions, published, quality, lang }
    }

    fn named(self, ids: &mut Ids, redactor: Option<&Redactor>) -> ParsedDocument {
        let Annotated { read, given, mentions, published, quality, lang } = self;
        let Redacted { document, mut text, split, is_renamed, scope, .. } = read;
        let hides =
            |id: &str| redactor.is_some_and(|redactor| redactor.redaction.redacted_name(id, &scope) != id);
        let id = ids.document(&document, is_renamed, given.id.as_deref(), &hides);
        if given.id.is_none() && !is_renamed {
            text.diagnostics.extend(document.own_id.as_deref().and_then(|own| repeated_id(own, &id)));
        }
        let mut articles = Vec::new();
        for article in split.articles {
            articles.push((ids.article(&id, &article), article));
        }
        let title = given.title.unwrap_or_else(|| title(&split.imprint, &articles, &document));
        ParsedDocument {
            id,
            title,
            document,
            text,
            quality,
            imprint: split.imprint,
            published,
            lang,
            articles,
            mentions,
        }
    }
}

/// What a document says beside its text, without characters that turn the direction of writing or steer a terminal.
pub(super) fn plain_meta(meta: &Meta) -> Meta {
    let plain = |words: &Option<String>| words.as_deref().map(plain);
    Meta { title: plain(&meta.title), date: plain(&meta.date), publisher: plain(&meta.publisher) }
}

/// Said of a date of publication that is none.
fn unread_date(words: &str) -> Option<Diagnostic> {
    let message = format!(
        "\"{words}\" is no date that is understood (2020-02-06 is one); the document counts as undated"
    );
    (!words.trim().is_empty()).then_some(Diagnostic { code: "unread-date", message, span: None })
}

/// Said of a document of which nothing is left to read.
fn no_text(text: &CleanText) -> Option<Diagnostic> {
    let message = "there is no text in it".to_owned();
    text.text().trim().is_empty().then_some(Diagnostic { code: "no-text", message, span: None })
}

/// Said of an own id that another document had before.
fn repeated_id(own: &str, id: &str) -> Option<Diagnostic> {
    let message = format!("the id \"{own}\" is that of another document; this one is \"{id}\"");
    let is_other = !own.trim().is_empty() && own != id;
    is_other.then_some(Diagnostic { code: "repeated-id", message, span: None })
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
        .unwrap_or_else(|| plain(stem(&document.source)))
}

/// The file's name without folders and extension.
fn stem(source: &str) -> &str {
    let name = source.rsplit('/').next().unwrap_or(source);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Traditional or Simplified, by which of the forms that differ occurs more; not Chinese at all where few characters are.
fn language(text: &str) -> Label {
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
            source: plain(&self.document.source),
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
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn titles_cannot_turn_what_stands_beside_them() {
        let line = r#"{"title":"甲\u202e乙\u001b[2J\u2066","publisher":"丙\u202d社","text":"正文。"}"#;
        let files =
            [("a.jsonl".to_owned(), line.as_bytes().to_vec()), ("\u{202e}b.txt".to_owned(), Vec::new())];
        let documents = parse(files);
        let says = |n: usize| (documents[n].title.as_str(), documents[n].imprint.publisher.as_deref());
        assert_eq!((says(0), says(1)), (("甲乙[2J", Some("丙社")), ("b", None)));
    }

    #[test]
    fn lines_that_say_something_wrong_of_themselves_are_told() {
        let lines = [
            r#"{"id":"a","date":"2020-13-45","text":"甲。"}"#,
            r#"{"id":"a","date":"2020-02-06","text":"乙。"}"#,
            r#"{"id":"b","text":"\n"}"#,
            r#"{"id":"c","date":"","text":"丙。"}"#,
        ];
        let documents = parse([("a.jsonl".to_owned(), lines.join("\n").into_bytes())]);
        let codes = |n: usize| documents[n].text.diagnostics.iter().map(|told| told.code).collect::<Vec<_>>();
        assert_eq!(
            [0, 1, 2, 3].map(codes),
            [vec!["unread-date"], vec!["repeated-id"], vec!["no-text"], vec![]]
        );
        assert!(documents[1].text.diagnostics[0].message.contains(&documents[1].id));
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
