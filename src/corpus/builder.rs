//! Documents in, pack out.
//!
//! The builder takes documents as plain values, cleaned, split and annotated, and lays them out as columns. The same
//! values give the same bytes. It knows nothing of how they were read.

use std::collections::BTreeMap;

use super::format::{self, StringWriter, Writer};
use super::{
    ARTICLE_COLUMNS, DOCUMENT_COLUMNS, ENTITY_COLUMNS, EVENT_COLUMNS, FIGURE_COLUMNS, MENTION_COLUMNS,
    META_COLUMNS, NAME_COLUMNS, NOTE_COLUMNS, PARAGRAPH_COLUMNS, REPAIR_COLUMNS,
};
use crate::day::edtf_bounds;
use crate::error::{Error, Result};
use crate::protocol::{Approximation, EntityKind, Format, ParagraphKind, PublishedBasis, YearBasis};
use crate::text::fold::HanClasses;

/// What the whole corpus says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorpusEntry {
    /// Title.
    pub title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// BCP 47 tag of title and description.
    pub lang: String,
    /// What the names in its documents mean.
    pub entities: Vec<EntityEntry>,
}

/// A document ready to be packed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentEntry {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher, where the document says so.
    pub publisher: Option<String>,
    /// Issue number as printed.
    pub issue: Option<String>,
    /// EDTF date of publication.
    pub published: Option<String>,
    /// How `published` is known.
    pub published_basis: Option<PublishedBasis>,
    /// BCP 47 tag.
    pub lang: String,
    /// File name as received.
    pub source: String,
    /// SHA-256 of the file in hexadecimal.
    pub checksum: String,
    /// Encoding that was read.
    pub encoding: String,
    /// The encoding was judged by how often characters occur.
    pub is_encoding_guessed: bool,
    /// Format that was found.
    pub format: Format,
    /// Quality of the text, 0 to 100.
    pub quality: u8,
    /// Cleaned text.
    pub text: String,
    /// Rules that changed something, and how often.
    pub repairs: Vec<(String, u32)>,
    /// What looked odd and was left.
    pub n_diagnostics: u32,
    /// Articles, and the matter around them, in order.
    pub articles: Vec<ArticleEntry>,
    /// What a copy editor would query.
    pub notes: Vec<NoteEntry>,
}

/// An article, or a cover, contents page or note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleEntry {
    /// Stable id.
    pub id: String,
    /// Title; empty for matter.
    pub title: String,
    /// What stands before the title.
    pub kicker: Option<String>,
    /// Not an article.
    pub is_matter: bool,
    /// Title, headings and paragraphs in reading order.
    pub paragraphs: Vec<ParagraphEntry>,
    /// Date mentions in order of their place.
    pub mentions: Vec<MentionEntry>,
    /// Figures in order of their place.
    pub figures: Vec<FigureEntry>,
    /// Names in order of their place.
    pub names: Vec<NameEntry>,
    /// Number of the earlier article that it nearly repeats, counted from 0 over the whole corpus.
    pub copy_of: Option<u32>,
}

/// A paragraph as bytes of the document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParagraphEntry {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: ParagraphKind,
    /// A break of the source was joined in front of it.
    pub is_after_seam: bool,
}

/// A date mention as bytes of the document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentionEntry {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// EDTF value.
    pub edtf: String,
    /// How the year is known.
    pub year_basis: YearBasis,
    /// More likely reading.
    pub suggested: Option<String>,
    /// What happened then, the main event first.
    pub events: Vec<EventEntry>,
}

/// The words that say what happened, as bytes of the document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventEntry {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Id of the entity that it is told of.
    pub who: Option<String>,
}

/// A figure as bytes of the document's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureEntry {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The number, or the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// Unit.
    pub unit: String,
    /// How exact the words are.
    pub approximation: Option<Approximation>,
    /// What is counted.
    pub what: Option<String>,
    /// Id of the entity that it is told of.
    pub who: Option<String>,
}

/// A name as bytes of the document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameEntry {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Id of the entity.
    pub entity: String,
}

/// A doubt about a stretch of the document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoteEntry {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Fixed code, such as `differing-figures`.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
}

/// What several names mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityEntry {
    /// Stable id.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The name by which it goes.
    pub name: String,
    /// Other names, as printed.
    pub aliases: Vec<String>,
    /// Id of the organisation that it is part of.
    pub parent: Option<String>,
    /// Province of a place, or of an organisation named after one.
    pub province: Option<String>,
    /// What a person is.
    pub role: Option<String>,
    /// Whether the name may mean others.
    pub is_ambiguous: bool,
}

impl DocumentEntry {
    /// The same without figures, names and notes: what a page needs that shows words and days.
    #[must_use]
    pub fn slim(mut self) -> DocumentEntry {
        self.notes.clear();
        for article in &mut self.articles {
            article.figures.clear();
            article.names.clear();
            let events = article.mentions.iter_mut().flat_map(|mention| &mut mention.events);
            events.for_each(|event| event.who = None);
        }
        self
    }
}

/// Lays documents out as a pack. What an id names that is not among the entities is left out.
///
/// # Errors
/// [`Error::TooLarge`] when the text or the tables outgrow 4 GiB; [`Error::DamagedPack`] when a span lies outside its
/// text, which is a mistake of the caller.
pub fn build(corpus: &CorpusEntry, documents: &[DocumentEntry]) -> Result<Vec<u8>> {
    let mut builder = Builder::default();
    builder.entities(&corpus.entities)?;
    let mut meta = Vec::new();
    for string in [&corpus.title, &corpus.description, &corpus.lang] {
        builder.string(&mut meta, Some(string));
    }
    builder.meta = meta;
    let mut version = crate::checksum::Hasher::new();
    for document in documents {
        builder.document(document)?;
        for part in [&document.id, &document.title, &document.text] {
            version.update(part.as_bytes());
        }
    }
    builder.meta.push(version.finalize());
    builder.finish(true)
}

/// Lays some documents of a larger corpus out as a pack, without what the corpus says of itself and without the classes of
/// Han characters: both are kept once for all.
///
/// # Errors
/// As [`build`].
pub fn build_part(documents: &[DocumentEntry]) -> Result<Vec<u8>> {
    let mut builder = Builder { meta: vec![0; 7], ..Builder::default() };
    for document in documents {
        builder.document(document)?;
    }
    builder.finish(false)
}

#[derive(Default)]
struct Builder {
    strings: StringWriter,
    text: String,
    meta: Vec<u32>,
    documents: Vec<u32>,
    articles: Vec<u32>,
    paragraphs: Vec<u32>,
    mentions: Vec<u32>,
    repairs: Vec<u32>,
    entities: Vec<u32>,
    figures: Vec<u32>,
    names: Vec<u32>,
    notes: Vec<u32>,
    events: Vec<u32>,
    /// Rows of the entities by their ids.
    row_of: BTreeMap<String, u32>,
}

fn count(n: usize) -> Result<u32> {
    u32::try_from(n).map_err(|_| Error::TooLarge { what: "over 4 GiB" })
}

/// A stretch of a document whose text begins at `base`.
fn place(base: usize, start: usize, end: usize) -> Result<[u32; 2]> {
    Ok([count(base + start)?, count(base + end)?])
}

/// Characters that are not white space.
fn n_characters(text: &str) -> Result<u32> {
    count(text.chars().filter(|c| !c.is_whitespace()).count())
}

impl Builder {
    fn string(&mut self, row: &mut Vec<u32>, string: Option<&str>) {
        let (offset, len) = self.strings.put_option(string);
        row.extend([offset, len]);
    }

    fn document(&mut self, document: &DocumentEntry) -> Result<()> {
        let text_start = self.text.len();
        self.text.push_str(&document.text);
        let first_article = self.articles.len() / ARTICLE_COLUMNS;
        let index = self.documents.len() / DOCUMENT_COLUMNS;
        for article in &document.articles {
            self.article(article, index, text_start, &document.text)?;
        }
        let first_repair = self.repairs.len() / 3;
        for (rule, n) in &document.repairs {
            let mut row = Vec::new();
            self.string(&mut row, Some(rule));
            row.push(*n);
            self.repairs.extend(row);
        }
        let first_note = self.notes.len() / NOTE_COLUMNS;
        for note in &document.notes {
            let mut row = place(text_start, note.start, note.end)?.to_vec();
            self.string(&mut row, Some(&note.code));
            self.string(&mut row, Some(&note.message));
            self.notes.extend(row);
        }
        let mut row = Vec::with_capacity(DOCUMENT_COLUMNS);
        for string in [
            Some(&document.id),
            Some(&document.title),
            document.publisher.as_ref(),
            document.issue.as_ref(),
            document.published.as_ref(),
            Some(&document.lang),
            Some(&document.source),
            Some(&document.checksum),
            Some(&document.encoding),
        ] {
            self.string(&mut row, string.map(String::as_str));
        }
        row.extend([
            basis_number(document.published_basis),
            count(text_start)?,
            count(self.text.len())?,
            count(first_article)?,
            count(self.articles.len() / ARTICLE_COLUMNS)?,
            count(first_repair)?,
            count(self.repairs.len() / 3)?,
            n_characters(&document.text)?,
            document.n_diagnostics,
            u32::from(document.quality)
                | u32::from(document.is_encoding_guessed) << 8
                | format_number(document.format) << 16,
            count(first_note)?,
            count(self.notes.len() / NOTE_COLUMNS)?,
        ]);
        self.documents.extend(row);
        Ok(())
    }

    fn article(&mut self, article: &ArticleEntry, document: usize, base: usize, text: &str) -> Result<()> {
        let first_paragraph = self.paragraphs.len() / PARAGRAPH_COLUMNS;
        let mut length = 0;
        for paragraph in &article.paragraphs {
            let words = text
                .get(paragraph.start..paragraph.end)
                .ok_or(Error::DamagedPack { what: "a paragraph lies outside its text" })?;
            length += n_characters(words)?;
            let kind = match paragraph.kind {
                ParagraphKind::Title => 0,
                ParagraphKind::Heading => 1,
                ParagraphKind::Body => 2,
            };
            self.paragraphs.extend([
                count(base + paragraph.start)?,
                count(base + paragraph.end)?,
                kind | u32::from(paragraph.is_after_seam) << 8,
            ]);
        }
        let first_mention = self.mentions.len() / MENTION_COLUMNS;
        for mention in &article.mentions {
            self.mention(mention, base)?;
        }
        let first = [self.figures.len() / FIGURE_COLUMNS, self.names.len() / NAME_COLUMNS];
        for figure in &article.figures {
            self.figure(figure, base)?;
        }
        for name in &article.names {
            let [start, end] = place(base, name.start, name.end)?;
            let entity = self.row_of.get(&name.entity).copied();
            self.names.extend(entity.into_iter().flat_map(|entity| [start, end, entity]));
        }
        let mut row = Vec::with_capacity(ARTICLE_COLUMNS);
        for string in [Some(&article.id), Some(&article.title), article.kicker.as_ref()] {
            self.string(&mut row, string.map(String::as_str));
        }
        row.extend([
            u32::from(article.is_matter),
            count(document)?,
            count(first_paragraph)?,
            count(self.paragraphs.len() / PARAGRAPH_COLUMNS)?,
            count(first_mention)?,
            count(self.mentions.len() / MENTION_COLUMNS)?,
            length,
            count(first[0])?,
            count(self.figures.len() / FIGURE_COLUMNS)?,
            count(first[1])?,
            count(self.names.len() / NAME_COLUMNS)?,
            article.copy_of.map_or(0, |first| first + 1),
        ]);
        self.articles.extend(row);
        Ok(())
    }

    fn mention(&mut self, mention: &MentionEntry, base: usize) -> Result<()> {
        let days = edtf_bounds(&mention.edtf).map_or([0, 0], |(first, last)| [first.number(), last.number()]);
        let mut row = place(base, mention.start, mention.end)?.to_vec();
        self.string(&mut row, Some(&mention.edtf));
        self.string(&mut row, mention.suggested.as_deref());
        row.extend(days.map(|day| u32::try_from(day).unwrap_or(0)));
        row.push(year_basis_number(mention.year_basis));
        let mut events = mention.events.iter();
        row.extend(self.event(events.next(), base)?);
        let number = count(self.mentions.len() / MENTION_COLUMNS)?;
        self.mentions.extend(row);
        for event in events {
            self.events.push(number);
            let columns = self.event(Some(event), base)?;
            self.events.extend(columns);
        }
        Ok(())
    }

    /// Where an event stands and of whom it is told.
    fn event(&self, event: Option<&EventEntry>, base: usize) -> Result<[u32; 3]> {
        let Some(event) = event else { return Ok([0; 3]) };
        let [start, end] = place(base, event.start, event.end)?;
        Ok([start, end, self.who(event.who.as_deref())])
    }

    fn entities(&mut self, entities: &[EntityEntry]) -> Result<()> {
        for (row, entity) in (0..).zip(entities) {
            self.row_of.insert(entity.id.clone(), row);
        }
        for entity in entities {
            let mut row = Vec::with_capacity(ENTITY_COLUMNS);
            let aliases = entity.aliases.join("\n");
            for string in [&entity.id, &entity.name, &aliases] {
                self.string(&mut row, Some(string));
            }
            row.push(self.who(entity.parent.as_deref()));
            self.string(&mut row, entity.province.as_deref());
            self.string(&mut row, entity.role.as_deref());
            row.push(entity.kind as u32 | u32::from(entity.is_ambiguous) << 8);
            self.entities.extend(row);
        }
        Ok(())
    }

    fn figure(&mut self, figure: &FigureEntry, base: usize) -> Result<()> {
        let mut row = place(base, figure.start, figure.end)?.to_vec();
        for value in [figure.value, figure.upper] {
            let bits = value.unwrap_or(f64::NAN).to_bits();
            row.extend([bits as u32, (bits >> 32) as u32]);
        }
        self.string(&mut row, Some(&figure.unit));
        self.string(&mut row, figure.what.as_deref());
        row.push(match figure.approximation {
            None => 0,
            Some(Approximation::Over) => 1,
            Some(Approximation::Near) => 2,
            Some(Approximation::About) => 3,
            Some(Approximation::AtLeast) => 4,
        });
        row.push(self.who(figure.who.as_deref()));
        self.figures.extend(row);
        Ok(())
    }

    /// Row of an entity and one; 0 for none.
    fn who(&self, id: Option<&str>) -> u32 {
        id.and_then(|id| self.row_of.get(id)).map_or(0, |row| row + 1)
    }

    fn finish(self, has_classes: bool) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        let han_classes = if has_classes { HanClasses::lines_for(&self.text) } else { String::new() };
        writer.section(self.strings.into_bytes());
        writer.section(self.text.into_bytes());
        writer.table(META_COLUMNS, &self.meta);
        writer.table(DOCUMENT_COLUMNS, &self.documents);
        writer.table(ARTICLE_COLUMNS, &self.articles);
        writer.table(PARAGRAPH_COLUMNS, &self.paragraphs);
        writer.table(MENTION_COLUMNS, &self.mentions);
        writer.table(REPAIR_COLUMNS, &self.repairs);
        writer.section(han_classes.into_bytes());
        writer.table(ENTITY_COLUMNS, &self.entities);
        writer.table(FIGURE_COLUMNS, &self.figures);
        writer.table(NAME_COLUMNS, &self.names);
        writer.table(NOTE_COLUMNS, &self.notes);
        writer.table(EVENT_COLUMNS, &self.events);
        writer.finish(format::MAGIC)
    }
}

fn basis_number(basis: Option<PublishedBasis>) -> u32 {
    match basis {
        None => 0,
        Some(PublishedBasis::Printed) => 1,
        Some(PublishedBasis::Inferred) => 2,
        Some(PublishedBasis::Config) => 3,
    }
}

fn format_number(format: Format) -> u32 {
    match format {
        Format::Plain => 0,
        Format::Markdown => 1,
        Format::Html => 2,
        Format::Jsonl => 3,
    }
}

fn year_basis_number(basis: YearBasis) -> u32 {
    match basis {
        YearBasis::Text => 0,
        YearBasis::Document => 1,
        YearBasis::Neighbours => 2,
        YearBasis::Lunar => 3,
        YearBasis::Corpus => 4,
        YearBasis::Unknown => 5,
    }
}
