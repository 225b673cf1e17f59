//! Documents in, pack out.
//!
//! The builder takes documents as plain values, cleaned, split and annotated, and lays them out as columns. The same
//! values give the same bytes. It knows nothing of how they were read.

use super::format::{self, StringWriter, Writer};
use super::{ARTICLE_COLUMNS, DOCUMENT_COLUMNS, MENTION_COLUMNS, PARAGRAPH_COLUMNS};
use crate::day::edtf_bounds;
use crate::error::{Error, Result};
use crate::protocol::{Format, ParagraphKind, PublishedBasis, YearBasis};
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
}

/// A document ready to be packed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
}

/// An article, or a cover, contents page or note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
}

/// Lays documents out as a pack.
///
/// # Errors
/// [`Error::TooLarge`] when the text or the tables outgrow 4 GiB; [`Error::DamagedPack`] when a span lies outside its
/// text, which is a mistake of the caller.
pub fn build(corpus: &CorpusEntry, documents: &[DocumentEntry]) -> Result<Vec<u8>> {
    let mut builder = Builder::default();
    let mut meta = Vec::new();
    for string in [&corpus.title, &corpus.description, &corpus.lang] {
        builder.string(&mut meta, Some(string));
    }
    builder.meta = meta;
    for document in documents {
        builder.document(document)?;
    }
    builder.finish(true)
}

/// Lays some documents of a larger corpus out as a pack, without what the corpus says of itself and without the classes of
/// Han characters: both are kept once for all.
///
/// # Errors
/// As [`build`].
pub fn build_part(documents: &[DocumentEntry]) -> Result<Vec<u8>> {
    let mut builder = Builder { meta: vec![0; 6], ..Builder::default() };
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
}

fn count(n: usize) -> Result<u32> {
    u32::try_from(n).map_err(|_| Error::TooLarge { what: "over 4 GiB" })
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
        ]);
        self.articles.extend(row);
        Ok(())
    }

    fn mention(&mut self, mention: &MentionEntry, base: usize) -> Result<()> {
        let days = edtf_bounds(&mention.edtf).map_or([0, 0], |(first, last)| [first.number(), last.number()]);
        let mut row = vec![count(base + mention.start)?, count(base + mention.end)?];
        self.string(&mut row, Some(&mention.edtf));
        self.string(&mut row, mention.suggested.as_deref());
        row.extend(days.map(|day| u32::try_from(day).unwrap_or(0)));
        row.push(year_basis_number(mention.year_basis));
        self.mentions.extend(row);
        Ok(())
    }

    fn finish(self, has_classes: bool) -> Result<Vec<u8>> {
        let mut writer = Writer::default();
        let han_classes = if has_classes { HanClasses::lines_for(&self.text) } else { String::new() };
        writer.section(self.strings.into_bytes());
        writer.section(self.text.into_bytes());
        for table in [self.meta, self.documents, self.articles, self.paragraphs, self.mentions, self.repairs]
        {
            writer.table(&table);
        }
        writer.section(han_classes.into_bytes());
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
