//! ANNOTATIONS → CORPUS.
//!
//! A [`Corpus`] is an open pack: documents, articles, paragraphs and mentions by their numbers, read where they lie in
//! the bytes. It is read-only; [`builder`] makes the bytes, [`mod@format`] says what they look like.
//!
//! This folder knows nothing of searching and of files.

#[cfg(feature = "files")]
pub mod annotation;
pub mod builder;
#[cfg(any(feature = "engine", feature = "parse"))]
pub mod copies;
mod file_name;
pub mod format;
#[cfg(feature = "parse")]
mod given;
#[cfg(feature = "parse")]
mod ids;
#[cfg(feature = "parse")]
mod kept;
#[cfg(feature = "parse")]
mod parallel;
#[cfg(feature = "parse")]
pub mod parsed;
#[cfg(feature = "parse")]
mod redacted;

use std::borrow::Cow;
use std::ops::Range;

use crate::checksum::Hasher;
use crate::day::Day;
use crate::error::{Error, Result};
use crate::protocol::{Format, ParagraphKind, PublishedBasis, YearBasis};
use crate::utf8::from_utf8;
#[cfg(feature = "files")]
use annotation::{FigureRow, NameRow};
pub use file_name::{ORIGINAL, TEXT_PAGE, file_name};
use format::{Columns, Directory, Table};

const META_COLUMNS: usize = 7;
const DOCUMENT_COLUMNS: usize = 30;
const ARTICLE_COLUMNS: usize = 18;
const PARAGRAPH_COLUMNS: usize = 3;
const REPAIR_COLUMNS: usize = 3;
const MENTION_COLUMNS: usize = 12;
const ENTITY_COLUMNS: usize = 12;
const FIGURE_COLUMNS: usize = 12;
const NAME_COLUMNS: usize = 3;
const NOTE_COLUMNS: usize = 6;
const EVENT_COLUMNS: usize = 4;

/// Number of a document, in corpus order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// Number of an article (or cover, contents page, note), in corpus order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// An open pack.
#[derive(Debug)]
pub struct Corpus {
    pack: Cow<'static, [u8]>,
    /// The section of text; checked once to be UTF-8, since looking again at every call would cost more than the answers.
    text: Cow<'static, str>,
    sections: [Range<usize>; N_SECTIONS],
    /// Of the sections that are tables.
    columns: [Columns; N_SECTIONS],
}

/// Order of the sections in a pack.
#[derive(Clone, Copy)]
enum Section {
    Strings,
    Text,
    Meta,
    Documents,
    Articles,
    Paragraphs,
    Mentions,
    Repairs,
    HanClasses,
    #[cfg_attr(
        not(feature = "files"),
        expect(dead_code, reason = "the page by itself knows nothing of entities")
    )]
    Entities,
    Figures,
    Names,
    Notes,
    Events,
}

const N_SECTIONS: usize = 14;

/// Columns of the sections, for those that are tables.
const N_COLUMNS: [Option<usize>; N_SECTIONS] = [
    None,
    None,
    Some(META_COLUMNS),
    Some(DOCUMENT_COLUMNS),
    Some(ARTICLE_COLUMNS),
    Some(PARAGRAPH_COLUMNS),
    Some(MENTION_COLUMNS),
    Some(REPAIR_COLUMNS),
    None,
    Some(ENTITY_COLUMNS),
    Some(FIGURE_COLUMNS),
    Some(NAME_COLUMNS),
    Some(NOTE_COLUMNS),
    Some(EVENT_COLUMNS),
];

/// Bytes of text that are read and checked at a time, at least 4.
const PIECE: usize = 1 << 16;

const NO_TEXT: Error = Error::DamagedPack { what: "its text is no UTF-8" };

/// Where the sections of a corpus lie in its pack.
fn of_corpus(directory: &Directory, n_bytes: usize) -> Result<[Range<usize>; N_SECTIONS]> {
    let sections = directory.sections(n_bytes)?;
    sections.try_into().map_err(|_| Error::DamagedPack { what: "a section is missing" })
}

impl Corpus {
    /// Opens a pack after checking that every offset in it leads to where it should.
    ///
    /// # Errors
    /// When the bytes are no pack, of another version, or damaged.
    pub fn open(pack: impl Into<Cow<'static, [u8]>>) -> Result<Corpus> {
        let bytes = match pack.into() {
            Cow::Borrowed(bytes) => bytes,
            Cow::Owned(bytes) => {
                return Corpus::open_from(bytes.len(), |range, into| {
                    if let Some(own) = bytes.get(range) {
                        into.copy_from_slice(own);
                    }
                });
            }
        };
        let directory = Directory::read(bytes, format::MAGIC)?;
        directory.check([bytes])?;
        let sections = of_corpus(&directory, bytes.len())?;
        let text = sections.get(Section::Text as usize).and_then(|range| bytes.get(range.clone()));
        let text = from_utf8(text.unwrap_or_default()).ok_or(NO_TEXT)?;
        Corpus::checked(Cow::Borrowed(bytes), Cow::Borrowed(text), sections)
    }

    /// Opens a pack of so many bytes that lies elsewhere, of which `read` puts stretches into slices of their lengths: text and
    /// all else are held apart, so that memory holds each byte once, at opening too.
    ///
    /// # Errors
    /// When the bytes are no pack, of another version, or damaged.
    pub fn open_from(n_bytes: usize, read: impl Fn(Range<usize>, &mut [u8])) -> Result<Corpus> {
        let mut head = vec![0; n_bytes.min(format::n_bytes_of_head(N_SECTIONS))];
        read(0..head.len(), &mut head);
        let directory = Directory::read(&head, format::MAGIC)?;
        // A text outside is found out below; here nothing is said before the checksum.
        let place = directory.sections(n_bytes).ok().and_then(|all| all.get(Section::Text as usize).cloned());
        let place = place.unwrap_or(n_bytes..n_bytes);
        let mut pack = vec![0; n_bytes - place.len()];
        let (before, after) = pack.split_at_mut(place.start);
        read(0..place.start, before);
        read(place.end..n_bytes, after);
        let mut checksum = Hasher::new();
        checksum.update(before.get(format::CHECKED..).unwrap_or_default());
        let text = read_text(place.clone(), read, &mut checksum);
        checksum.update(after);
        directory.compare(checksum)?;
        let mut sections = of_corpus(&directory, n_bytes)?;
        for section in sections.iter_mut().filter(|section| section.start >= place.end) {
            *section = section.start - place.len()..section.end - place.len();
        }
        sections[Section::Text as usize] = place.start..place.start;
        Corpus::checked(Cow::Owned(pack), Cow::Owned(text.ok_or(NO_TEXT)?), sections)
    }

    fn checked(
        pack: Cow<'static, [u8]>,
        text: Cow<'static, str>,
        sections: [Range<usize>; N_SECTIONS],
    ) -> Result<Corpus> {
        let mut corpus = Corpus { pack, text, sections, columns: <[Columns; N_SECTIONS]>::default() };
        let mut columns = <[Columns; N_SECTIONS]>::default();
        for ((columns, range), n_columns) in columns.iter_mut().zip(&corpus.sections).zip(N_COLUMNS) {
            if let Some(n_columns) = n_columns {
                *columns = Columns::read(corpus.pack.get(range.clone()).unwrap_or_default(), n_columns)?;
            }
        }
        corpus.columns = columns;
        corpus.check()?;
        Ok(corpus)
    }

    fn section(&self, section: Section) -> &[u8] {
        self.sections.get(section as usize).and_then(|range| self.pack.get(range.clone())).unwrap_or_default()
    }

    fn table(&self, section: Section) -> Table<'_> {
        #[expect(clippy::indexing_slicing, reason = "there is a place for each section")]
        self.columns[section as usize].table(self.section(section))
    }

    fn documents_table(&self) -> Table<'_> {
        self.table(Section::Documents)
    }

    fn articles_table(&self) -> Table<'_> {
        self.table(Section::Articles)
    }

    fn paragraphs_table(&self) -> Table<'_> {
        self.table(Section::Paragraphs)
    }

    fn mentions_table(&self) -> Table<'_> {
        self.table(Section::Mentions)
    }

    fn string(&self, place: (u32, u32)) -> &str {
        let (start, len) = (place.0 as usize, place.1 as usize);
        let bytes = start.checked_add(len).and_then(|end| self.section(Section::Strings).get(start..end));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    fn option(&self, place: (u32, u32)) -> Option<&str> {
        (place != format::NO_STRING).then(|| self.string(place))
    }

    /// Cleaned text of all documents, one behind the other.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Lines of Han characters that match each other, as far as the text has them.
    #[must_use]
    pub fn han_classes(&self) -> &str {
        std::str::from_utf8(self.section(Section::HanClasses)).unwrap_or("")
    }

    /// 8 hexadecimal digits that tell these documents from others, whatever else the pack says of them.
    #[must_use]
    pub fn version(&self) -> String {
        format!("{:08x}", self.table(Section::Meta).get(0, 6))
    }

    /// Title of the corpus.
    #[must_use]
    pub fn title(&self) -> &str {
        self.string(self.table(Section::Meta).pair(0, 0))
    }

    /// One sentence that says what the corpus is; may be empty.
    #[must_use]
    pub fn description(&self) -> &str {
        self.string(self.table(Section::Meta).pair(0, 2))
    }

    /// BCP 47 tag of title and description.
    #[must_use]
    pub fn lang(&self) -> &str {
        self.string(self.table(Section::Meta).pair(0, 4))
    }

    /// Bytes of memory that it takes, about.
    #[cfg(feature = "files")]
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.pack.len() + self.text.len()
    }

    /// All documents in order.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        (0..self.documents_table().n_rows()).map(|row| Document { corpus: self, row })
    }

    /// One document.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Document<'_> {
        Document { corpus: self, row: id.0 as usize }
    }

    /// All articles, and the matter around them, in order.
    pub fn articles(&self) -> impl Iterator<Item = Article<'_>> {
        (0..self.articles_table().n_rows()).map(|row| Article { corpus: self, row })
    }

    /// One article.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Article<'_> {
        Article { corpus: self, row: id.0 as usize }
    }

    /// How many articles there are, matter included.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        self.articles_table().n_rows()
    }

    fn check(&self) -> Result<()> {
        let damaged = |what| Err(Error::DamagedPack { what });
        let text = self.text();
        let (documents, articles) = (self.documents_table(), self.articles_table());
        let (paragraphs, mentions) = (self.paragraphs_table(), self.mentions_table());
        // Everything lies side by side in order, each thing once: so no pack makes more work than its size warrants.
        let n_rows = |section| self.table(section).n_rows();
        if !follow(documents, 19, text.len())
            || !follow(documents, 21, articles.n_rows())
            || !follow(documents, 23, n_rows(Section::Repairs))
            || !follow(articles, 8, paragraphs.n_rows())
            || !follow(articles, 10, mentions.n_rows())
            || !follow(articles, 13, n_rows(Section::Figures))
            || !follow(articles, 15, n_rows(Section::Names))
            || !follow(documents, 28, n_rows(Section::Notes))
        {
            return damaged("its parts do not lie side by side");
        }
        let events = self.table(Section::Events);
        let is_sorted = (1..events.n_rows()).all(|row| events.get(row - 1, 0) <= events.get(row, 0));
        if !is_sorted {
            return damaged("its events are out of order");
        }
        for document in self.documents() {
            let own = document.text_range();
            let lies_inside = |range: &Range<usize>| {
                own.start <= range.start && range.end <= own.end && text.get(range.clone()).is_some()
            };
            let mut n_bytes = 0;
            for article in document.articles() {
                if article.get(7) as usize != document.row {
                    return damaged("an article belongs to another document");
                }
                if article.copy_of().is_some_and(|first| first >= article.number()) {
                    return damaged("an article repeats a later one");
                }
                for range in article.paragraphs().map(Paragraph::range) {
                    n_bytes += range.len();
                    if !lies_inside(&range) || n_bytes > own.len() {
                        return damaged("a paragraph lies outside its document");
                    }
                }
                let mut mentions = article.mentions();
                if !mentions.all(|mention| {
                    lies_inside(&mention.range()) && mention.events().all(|event| lies_inside(&event.range()))
                }) {
                    return damaged("a mention lies outside its document");
                }
                #[cfg(feature = "files")]
                if !article.figures().map(FigureRow::range).all(|range| lies_inside(&range))
                    || !article.names().map(NameRow::range).all(|range| lies_inside(&range))
                {
                    return damaged("a mention lies outside its document");
                }
            }
        }
        Ok(())
    }
}

/// The text in a stretch of a pack, read piece by piece, and added to the pack's checksum; `None` if it is no UTF-8.
fn read_text(
    place: Range<usize>,
    read: impl Fn(Range<usize>, &mut [u8]),
    checksum: &mut Hasher,
) -> Option<String> {
    let mut text = String::with_capacity(place.len());
    let mut buffer = vec![0; PIECE.min(place.len())];
    let (mut at, mut n_left, mut is_text) = (place.start, 0, true);
    while at < place.end {
        let (_, rest) = buffer.split_at_mut(n_left);
        let n_read = rest.len().min(place.end - at);
        let (new, _) = rest.split_at_mut(n_read);
        read(at..at + n_read, new);
        checksum.update(new);
        at += n_read;
        let filled = buffer.get(..n_left + n_read).unwrap_or_default();
        // The character at the piece's end may go on in the next one.
        let last = filled.iter().rposition(|byte| byte & 0xc0 != 0x80).filter(|_| at < place.end);
        let end = last.filter(|last| last + 4 > filled.len()).unwrap_or(filled.len());
        match filled.get(..end).and_then(from_utf8) {
            Some(piece) => text.push_str(piece),
            None => is_text = false,
        }
        n_left = filled.len() - end;
        buffer.copy_within(end..end + n_left, 0);
    }
    Some(text).filter(|_| is_text)
}

/// Whether the ranges in two columns begin at 0, follow each other without gap, and end at `len`.
fn follow(table: Table<'_>, column: usize, len: usize) -> bool {
    let mut end = 0;
    for row in 0..table.n_rows() {
        let (first, last) = table.pair(row, column);
        if first != end || last < first {
            return false;
        }
        end = last;
    }
    end as usize == len
}

/// One document of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    corpus: &'a Corpus,
    row: usize,
}

impl<'a> Document<'a> {
    fn get(self, column: usize) -> u32 {
        self.corpus.documents_table().get(self.row, column)
    }

    fn string(self, column: usize) -> &'a str {
        self.corpus.string(self.corpus.documents_table().pair(self.row, column))
    }

    fn option(self, column: usize) -> Option<&'a str> {
        self.corpus.option(self.corpus.documents_table().pair(self.row, column))
    }

    fn range(self, column: usize) -> Range<usize> {
        let (first, last) = self.corpus.documents_table().pair(self.row, column);
        first as usize..last as usize
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> DocumentId {
        DocumentId(u32::try_from(self.row).unwrap_or(u32::MAX))
    }

    /// Stable id.
    #[must_use]
    pub fn id(self) -> &'a str {
        self.string(0)
    }

    /// Title.
    #[must_use]
    pub fn title(self) -> &'a str {
        self.string(2)
    }

    /// Publisher, where the document says so.
    #[must_use]
    pub fn publisher(self) -> Option<&'a str> {
        self.option(4)
    }

    /// Issue number as printed.
    #[must_use]
    pub fn issue(self) -> Option<&'a str> {
        self.option(6)
    }

    /// EDTF date of publication.
    #[must_use]
    pub fn published(self) -> Option<&'a str> {
        self.option(8)
    }

    /// How [`Document::published`] is known.
    #[must_use]
    pub fn published_basis(self) -> Option<PublishedBasis> {
        match self.get(18) {
            1 => Some(PublishedBasis::Printed),
            2 => Some(PublishedBasis::Inferred),
            3 => Some(PublishedBasis::Config),
            _ => None,
        }
    }

    /// BCP 47 tag.
    #[must_use]
    pub fn lang(self) -> &'a str {
        self.string(10)
    }

    /// File name as received.
    #[must_use]
    pub fn source(self) -> &'a str {
        self.string(12)
    }

    /// SHA-256 of the file in hexadecimal.
    #[must_use]
    pub fn checksum(self) -> &'a str {
        self.string(14)
    }

    /// Encoding that was read.
    #[must_use]
    pub fn encoding(self) -> &'a str {
        self.string(16)
    }

    /// Where its text stands in [`Corpus::text`].
    #[must_use]
    pub fn text_range(self) -> Range<usize> {
        self.range(19)
    }

    /// Its articles, and the matter around them, in order.
    pub fn articles(self) -> impl Iterator<Item = Article<'a>> {
        self.range(21).map(move |row| Article { corpus: self.corpus, row })
    }

    /// Cleaning rules that changed something, and how often.
    pub fn repairs(self) -> impl Iterator<Item = (&'a str, u32)> {
        let table = self.corpus.table(Section::Repairs);
        self.range(23).map(move |row| (self.corpus.string(table.pair(row, 0)), table.get(row, 2)))
    }

    /// Characters, white space not counted.
    #[must_use]
    pub fn n_characters(self) -> u32 {
        self.get(25)
    }

    /// What looked odd and was left.
    #[must_use]
    pub fn n_diagnostics(self) -> u32 {
        self.get(26)
    }

    /// Quality of its text, 0 to 100.
    #[must_use]
    pub fn quality(self) -> u8 {
        self.get(27).to_le_bytes()[0].min(100)
    }

    /// Whether its encoding was judged by how often characters occur.
    #[must_use]
    pub fn is_encoding_guessed(self) -> bool {
        self.get(27) & 0x100 != 0
    }

    /// Format that was found.
    #[must_use]
    pub fn format(self) -> Format {
        match self.get(27) >> 16 {
            1 => Format::Markdown,
            2 => Format::Html,
            3 => Format::Jsonl,
            _ => Format::Plain,
        }
    }
}

/// An article, or a cover, contents page or note.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    corpus: &'a Corpus,
    row: usize,
}

impl<'a> Article<'a> {
    fn get(self, column: usize) -> u32 {
        self.corpus.articles_table().get(self.row, column)
    }

    fn range(self, column: usize) -> Range<usize> {
        let (first, last) = self.corpus.articles_table().pair(self.row, column);
        first as usize..last as usize
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> ArticleId {
        ArticleId(u32::try_from(self.row).unwrap_or(u32::MAX))
    }

    /// Stable id.
    #[must_use]
    pub fn id(self) -> &'a str {
        self.corpus.string(self.corpus.articles_table().pair(self.row, 0))
    }

    /// Title; empty for matter.
    #[must_use]
    pub fn title(self) -> &'a str {
        self.corpus.string(self.corpus.articles_table().pair(self.row, 2))
    }

    /// What stands before the title.
    #[must_use]
    pub fn kicker(self) -> Option<&'a str> {
        self.corpus.option(self.corpus.articles_table().pair(self.row, 4))
    }

    /// Whether it is a cover, contents page or note.
    #[must_use]
    pub fn is_matter(self) -> bool {
        self.get(6) != 0
    }

    /// Its document.
    #[must_use]
    pub fn document(self) -> Document<'a> {
        Document { corpus: self.corpus, row: self.get(7) as usize }
    }

    /// The earlier article that it nearly repeats.
    #[must_use]
    pub fn copy_of(self) -> Option<ArticleId> {
        self.get(17).checked_sub(1).map(ArticleId)
    }

    /// Title, headings and paragraphs in reading order.
    pub fn paragraphs(self) -> impl Iterator<Item = Paragraph<'a>> {
        self.range(8).map(move |row| Paragraph { corpus: self.corpus, row })
    }

    /// The text at a place in [`Corpus::text`].
    #[must_use]
    pub fn words(self, range: Range<usize>) -> &'a str {
        self.corpus.text().get(range).unwrap_or("")
    }

    /// Date mentions in order.
    pub fn mentions(self) -> impl Iterator<Item = Mention<'a>> {
        self.range(10).map(move |row| Mention { corpus: self.corpus, row })
    }

    /// Characters, white space not counted.
    #[must_use]
    pub fn n_characters(self) -> u32 {
        self.get(12)
    }
}

/// A paragraph or heading.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    corpus: &'a Corpus,
    row: usize,
}

impl<'a> Paragraph<'a> {
    /// Where it stands in [`Corpus::text`].
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let (start, end) = self.corpus.paragraphs_table().pair(self.row, 0);
        start as usize..end as usize
    }

    /// Its text.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.corpus.text().get(self.range()).unwrap_or("")
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> ParagraphKind {
        match self.corpus.paragraphs_table().get(self.row, 2) & 0xff {
            0 => ParagraphKind::Title,
            1 => ParagraphKind::Heading,
            _ => ParagraphKind::Body,
        }
    }

    /// Whether a break of the source was joined in front of it.
    #[must_use]
    pub fn is_after_seam(self) -> bool {
        self.corpus.paragraphs_table().get(self.row, 2) & 0x100 != 0
    }
}

/// A date mention.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    corpus: &'a Corpus,
    row: usize,
}

/// What happened on a date.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    corpus: &'a Corpus,
    row: usize,
    /// It stands in the row of its date, not in one of its own.
    is_main: bool,
}

impl<'a> Event<'a> {
    /// The table that it stands in, and the first of its columns there.
    fn place(self) -> (Table<'a>, usize) {
        match self.is_main {
            true => (self.corpus.mentions_table(), 9),
            false => (self.corpus.table(Section::Events), 1),
        }
    }

    /// Where the words stand, in [`Corpus::text`].
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let (table, column) = self.place();
        let (start, end) = table.pair(self.row, column);
        start as usize..end as usize
    }
}

impl<'a> Mention<'a> {
    fn table(self) -> Table<'a> {
        self.corpus.mentions_table()
    }

    /// Where it stands in [`Corpus::text`].
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let (start, end) = self.table().pair(self.row, 0);
        start as usize..end as usize
    }

    /// EDTF value.
    #[must_use]
    pub fn edtf(self) -> &'a str {
        self.corpus.string(self.table().pair(self.row, 2))
    }

    /// More likely reading.
    #[must_use]
    pub fn suggested(self) -> Option<&'a str> {
        self.corpus.option(self.table().pair(self.row, 4))
    }

    /// First and last day; `None` when the year is not known.
    #[must_use]
    pub fn days(self) -> Option<(Day, Day)> {
        let (first, last) = self.table().pair(self.row, 6);
        let day = |number: u32| Day::from_number(i32::try_from(number).ok().filter(|&n| n > 0)?);
        Some((day(first)?, day(last)?))
    }

    /// What happened then, the main event first.
    pub fn events(self) -> impl Iterator<Item = Event<'a>> {
        let main = Event { corpus: self.corpus, row: self.row, is_main: true };
        let further = self.corpus.table(Section::Events);
        let number = |row: usize| further.get(row, 0) as usize;
        // The rows are in the order of their dates.
        let (mut first, mut behind) = (0, further.n_rows());
        while first < behind {
            let middle = first.midpoint(behind);
            if number(middle) < self.row { first = middle + 1 } else { behind = middle }
        }
        let own = (first..further.n_rows()).take_while(move |&row| further.get(row, 0) as usize == self.row);
        let further = own.map(move |row| Event { corpus: self.corpus, row, is_main: false });
        std::iter::once(main).filter(|main| !main.range().is_empty()).chain(further)
    }

    /// How the year is known.
    #[must_use]
    pub fn year_basis(self) -> YearBasis {
        match self.table().get(self.row, 8) {
            0 => YearBasis::Text,
            1 => YearBasis::Document,
            2 => YearBasis::Neighbours,
            3 => YearBasis::Lunar,
            4 => YearBasis::Corpus,
            _ => YearBasis::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};
    use super::*;

    fn pack() -> Vec<u8> {
        let document = |id: &str| DocumentEntry {
            id: id.to_owned(),
            text: "甲乙丙\n丁".to_owned(),
            articles: vec![ArticleEntry {
                paragraphs: vec![
                    ParagraphEntry { start: 0, end: 9, ..ParagraphEntry::default() },
                    ParagraphEntry { start: 10, end: 13, ..ParagraphEntry::default() },
                ],
                ..ArticleEntry::default()
            }],
            ..DocumentEntry::default()
        };
        build(&CorpusEntry::default(), &[document("a"), document("b")]).unwrap()
    }

    #[test]
    fn no_number_of_a_hostile_pack_leads_astray() {
        let good = pack();
        assert!(Corpus::open(good.clone()).is_ok());
        let mut n_refused = 0;
        for at in (20..good.len() - 3).step_by(4) {
            for value in [0, 1, 7, 10, u32::MAX] {
                let mut hostile = good.clone();
                hostile[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
                let checksum = crate::checksum::hash(&hostile[16..]);
                hostile[12..16].copy_from_slice(&checksum.to_le_bytes());
                let lent: &'static [u8] = Vec::leak(hostile.clone());
                assert_eq!(Corpus::open(lent).is_ok(), Corpus::open(hostile.clone()).is_ok());
                match crate::engine::Engine::open(hostile) {
                    Err(_) => n_refused += 1,
                    Ok(engine) => {
                        let request =
                            crate::protocol::SearchRequest { limit: 9, n_snippets: 3, ..Default::default() };
                        let filter =
                            crate::protocol::Filter { query: "乙".to_owned(), ..Default::default() };
                        let _ = engine.search(&crate::protocol::SearchRequest { filter, ..request.clone() });
                        let _ =
                            (engine.summary(), engine.search(&request), engine.timeline(&Default::default()));
                        let document = "a".to_owned();
                        let _ = engine.read(&crate::protocol::ReadRequest {
                            document,
                            at: Some(u32::MAX),
                            ..Default::default()
                        });
                    }
                }
            }
        }
        assert!(n_refused > 20, "{n_refused}");
    }

    #[test]
    fn text_is_read_in_pieces_wherever_these_end() {
        for shift in 0..4 {
            // Characters of one to four bytes, so that some lie across the end of a piece.
            let text = "x".repeat(shift) + &"a é 汉 𪨧".repeat(3 * PIECE / 12);
            let document = DocumentEntry { id: "a".to_owned(), text, ..DocumentEntry::default() };
            let pack = build(&CorpusEntry::default(), &[document]).unwrap();
            let lent: &'static [u8] = Vec::leak(pack.clone());
            assert_eq!(Corpus::open(lent).unwrap().text(), Corpus::open(pack.clone()).unwrap().text());
            // A byte that begins no character, at the end of a piece and elsewhere.
            for at in [PIECE - 2, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 17] {
                let mut hostile = pack.clone();
                let start =
                    Directory::read(&hostile, format::MAGIC).unwrap().sections(hostile.len()).unwrap()[1]
                        .start;
                hostile[start + at] = 0xff;
                let checksum = crate::checksum::hash(&hostile[16..]);
                hostile[12..16].copy_from_slice(&checksum.to_le_bytes());
                assert_eq!(Corpus::open(hostile).unwrap_err(), NO_TEXT);
            }
        }
    }
}
