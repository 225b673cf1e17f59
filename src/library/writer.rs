//! Documents in, files out, one batch after another.
//!
//! In memory are one chunk's documents, what is known of all documents without their text (some hundred bytes each) and, while
//! longer strings are looked for, the articles of the frequent ones, about a third of the text's bytes. All that the articles say
//! of pairs and longer strings is sorted by parts in scratch files, which come to a third more than the text.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::catalog::{CATALOG, Catalog, Part, STAMPED, file_name};
use super::columns::{Days, Mentions, Names};
use super::frequent::{Frequent, Store, TakeText, halves, whole};
use super::runs::{Merge, RunWriter, Runs, Scratch, Tape};
use super::shard::{ALONE, Pair, Postings, ShardWriter};
use super::titles::Titles;
use crate::corpus::builder::{CorpusEntry, DocumentEntry, build_part};
use crate::corpus::{Article, Corpus, Document};
use crate::day::{Day, edtf_bounds};
use crate::error::{Error, Result};
use crate::index::Index;
use crate::protocol::ParagraphKind;
use crate::text::fold::{HanClasses, is_indexed};

/// How large things grow; the defaults were measured on a hundred megabytes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Bytes of cleaned text in a chunk, about: some ten documents of a newspaper. Smaller chunks bring fewer bytes with each
    /// result, larger ones fewer files.
    pub chunk: usize,
    /// Bytes of a file of the index, about.
    pub shard: usize,
    /// What articles say of so many strings, sixteen bytes each, is kept in memory; more is put into a scratch file.
    pub listed: usize,
    /// Chunks that are scanned for a string of characters are fewer than this: see [`Catalog::scanned`].
    pub scanned: u32,
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes { chunk: 16 << 10, shard: 12 << 10, listed: 2_000_000, scanned: 32 }
    }
}

impl Sizes {
    /// For so many bytes of documents: over a hundred megabytes, chunks and shards grow as the root of these do, so that neither is a file
    /// too large for those who wait nor are the files too many for those who host them.
    #[must_use]
    pub fn of_corpus(n_bytes: u64) -> Sizes {
        const SMALL: f64 = 100e6;
        let own = Sizes::default();
        let factor = (n_bytes as f64 / SMALL).sqrt().max(1.0);
        let grown = |size: usize| (size as f64 * factor) as usize;
        Sizes { chunk: grown(own.chunk), shard: grown(own.shard), ..own }
    }
}

/// Where the files go, and how they are packed (raw deflate, RFC 1951).
pub trait Sink {
    /// Packs a file's bytes.
    fn pack(&self, bytes: &[u8]) -> Vec<u8>;

    /// Keeps a file.
    ///
    /// # Errors
    /// When it cannot be kept; the writer stops.
    fn keep(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()>;

    /// The bytes of a file that was kept, unpacked.
    ///
    /// # Errors
    /// When it cannot be read; the writer stops.
    fn load(&mut self, name: &str) -> std::io::Result<Vec<u8>>;

    /// An empty file for what does not fit into memory; the writer drops it before it is done.
    ///
    /// # Errors
    /// When there can be none; the writer stops.
    fn scratch(&mut self) -> std::io::Result<Box<dyn Scratch>>;
}

/// Writes a corpus as files.
pub struct LibraryWriter<'a> {
    catalog: Catalog,
    sink: &'a mut dyn Sink,
    sizes: Sizes,
    waiting: Vec<DocumentEntry>,
    n_waiting: usize,
    /// What articles say of pairs; begun with the first article.
    pairs: Option<Runs>,
    present: BTreeSet<char>,
    n_characters: u64,
    days: Days,
    names: Names,
    mentions: Mentions,
    titles: Titles,
    /// Mentions of exact days, and of others.
    spans: [Option<(u32, u32)>; 2],
    /// Chunks, or shards, whose stamp is not known yet.
    unstamped: Vec<Vec<u8>>,
    n_bytes: [u64; 2],
}

/// What a writer has written.
#[derive(Clone, Debug)]
pub struct Written {
    /// What there is.
    pub catalog: Catalog,
    /// Bytes of all packs of documents.
    pub n_bytes_of_text: u64,
    /// Bytes of all files of the index.
    pub n_bytes_of_index: u64,
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What an article says of a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    pair: Pair,
    is_in_title: bool,
    n_hits: u32,
}

impl<'a> LibraryWriter<'a> {
    /// Begins.
    #[must_use]
    pub fn new(corpus: &CorpusEntry, sink: &'a mut dyn Sink) -> LibraryWriter<'a> {
        let catalog = Catalog {
            title: corpus.title.clone(),
            description: corpus.description.clone(),
            lang: corpus.lang.clone(),
            ..Catalog::default()
        };
        LibraryWriter {
            catalog,
            sink,
            sizes: Sizes::default(),
            waiting: Vec::new(),
            n_waiting: 0,
            pairs: None,
            present: BTreeSet::new(),
            n_characters: 0,
            days: Days { starts: vec![0], ..Days::default() },
            names: Names::default(),
            mentions: Mentions::default(),
            titles: Titles::default(),
            spans: [None; 2],
            unstamped: Vec::new(),
            n_bytes: [0; 2],
        }
    }

    /// With other sizes.
    #[must_use]
    pub fn with_sizes(mut self, sizes: Sizes) -> LibraryWriter<'a> {
        self.sizes = sizes;
        self
    }

    /// Takes the next document, without its figures and names: these would grow what every result brings by a third. Nor does a chunk know
    /// of which article in another chunk one is a near copy.
    ///
    /// # Errors
    /// [`Error::Write`] when a file cannot be kept, [`Error::TooLarge`] past 2³² documents.
    pub fn add(&mut self, document: DocumentEntry) -> Result<()> {
        self.n_waiting += document.text.len();
        let mut document = document.slim();
        document.articles.iter_mut().for_each(|article| article.copy_of = None);
        self.waiting.push(document);
        if self.n_waiting >= self.sizes.chunk { self.flush() } else { Ok(()) }
    }

    /// Writes what is left, the index and the catalog.
    ///
    /// # Errors
    /// As [`LibraryWriter::add`].
    pub fn finish(mut self) -> Result<Written> {
        self.flush()?;
        self.stamp(Part::Chunk)?;
        self.write_index()?;
        self.stamp(Part::Shard)?;
        let parts = [
            (Part::Names, self.names.write()?),
            (Part::Mentions, self.mentions.write()?),
            (Part::Titles, self.titles.write()?),
        ];
        for (slot, (part, bytes)) in parts.into_iter().enumerate() {
            let packed = self.sink.pack(&bytes);
            let stamp = crate::checksum::hash(&packed);
            self.keep(part, stamp, &packed)?;
            if let Some(column) = self.catalog.columns.get_mut(slot) {
                *column = stamp;
            }
        }
        self.catalog.days = self.spans.iter().flatten().next().copied().unwrap_or_default();
        self.catalog.n_thousand_characters = u32::try_from(self.n_characters / 1000).unwrap_or(u32::MAX);
        self.catalog.han_classes = HanClasses::lines_for_chars(&self.present);
        self.catalog.published = std::mem::take(&mut self.days);
        let bytes = self.catalog.write()?;
        let packed = self.sink.pack(&bytes);
        self.sink.keep(CATALOG, &packed).map_err(|error| Error::Write { what: error.to_string() })?;
        let [n_bytes_of_text, n_bytes_of_index] = self.n_bytes;
        Ok(Written { catalog: self.catalog, n_bytes_of_text, n_bytes_of_index })
    }

    fn keep(&mut self, part: Part, stamp: u32, bytes: &[u8]) -> Result<()> {
        self.sink
            .keep(&file_name(part, stamp), bytes)
            .map_err(|error| Error::Write { what: error.to_string() })
    }

    /// Writes the chunks or shards that wait for it, under names with their stamp.
    fn stamp(&mut self, part: fn(usize) -> Part) -> Result<()> {
        let files = std::mem::take(&mut self.unstamped);
        if files.is_empty() {
            return Ok(());
        }
        let mut stamp = crate::checksum::Hasher::new();
        files.iter().for_each(|file| stamp.update(file));
        let stamp = stamp.finalize();
        let is_text = matches!(part(0), Part::Chunk(_));
        let stamps = if is_text { &mut self.catalog.chunk_stamps } else { &mut self.catalog.shard_stamps };
        let first = stamps.len() * STAMPED;
        stamps.push(stamp);
        for (place, file) in files.iter().enumerate() {
            self.n_bytes[usize::from(!is_text)] += file.len() as u64;
            self.keep(part(first + place), stamp, file)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let documents = std::mem::take(&mut self.waiting);
        self.n_waiting = 0;
        if documents.is_empty() {
            return Ok(());
        }
        let pack = build_part(&documents)?;
        self.unstamped.push(self.sink.pack(&pack));
        if self.unstamped.len() == STAMPED {
            self.stamp(Part::Chunk)?;
        }
        let corpus = Corpus::open(pack)?;
        let index = Index::with_classes(&corpus, Rc::new(HanClasses::all().clone()));
        for document in corpus.documents() {
            self.document(document);
        }
        let first = self.catalog.n_entries;
        let too_large = || Error::TooLarge { what: "over 4,294,967,295 articles" };
        for article in corpus.articles() {
            let entry = first.checked_add(article.number().0).ok_or_else(too_large)?;
            self.article(article, entry, &index)?;
        }
        let (n_documents, n_entries) = (number(documents.len()), number(corpus.n_articles()));
        self.catalog.chunks.push((n_documents, n_entries));
        self.catalog.n_documents = self.catalog.n_documents.checked_add(n_documents).ok_or_else(too_large)?;
        self.catalog.n_entries = first.checked_add(n_entries).ok_or_else(too_large)?;
        Ok(())
    }

    fn document(&mut self, document: Document<'_>) {
        let day = |day: Day| u32::try_from(day.number()).unwrap_or(0);
        let published = document.published().and_then(edtf_bounds);
        self.days.published.push(published.map_or((0, 0), |(first, last)| (day(first), day(last))));
        let n = number(document.articles().count());
        self.days.starts.push(self.days.starts.last().copied().unwrap_or(0).saturating_add(n));
        self.names.push(document.id(), document.publisher().unwrap_or(""), document.lang());
        self.titles.push([document.title(), document.issue().unwrap_or(""), document.source()]);
        self.n_characters += u64::from(document.n_characters());
    }

    fn article(&mut self, article: Article<'_>, entry: u32, index: &Index) -> Result<()> {
        if article.is_matter() {
            self.days.matter.push(entry);
        } else {
            self.catalog.n_articles = self.catalog.n_articles.saturating_add(1);
        }
        let mut days = Vec::new();
        for mention in article.mentions() {
            self.catalog.n_dates = self.catalog.n_dates.saturating_add(1);
            let Some((first, last)) = mention.days() else { continue };
            let is_vague = (first, last) == first.month() || (first, last) == first.year();
            let span = [first, last].map(|day| u32::try_from(day.number()).unwrap_or(0));
            let [first, last] = span;
            // As on the timeline of a pack, a date counts for each of its events.
            days.extend(std::iter::repeat_n((first, last), mention.events().count().max(1)));
            if let Some(all) = self.spans.get_mut(usize::from(is_vague)) {
                *all = Some(all.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
            }
        }
        self.mentions.push(days);
        for paragraph in article.paragraphs() {
            self.present.extend(paragraph.text().chars().filter(|c| !c.is_ascii()));
        }
        let n_title = title_len(article, index);
        let runs = match &mut self.pairs {
            Some(runs) => runs,
            runs => runs.insert(Runs::new(scratch(self.sink)?, self.sizes.listed)),
        };
        for seen in pairs(index.article_text(article.number()), n_title) {
            runs.push(whole(seen.pair.0, seen.pair.1), entry, seen.n_hits, seen.is_in_title)?;
        }
        Ok(())
    }

    fn write_index(&mut self) -> Result<()> {
        self.catalog.scanned = self.sizes.scanned;
        let Some(runs) = self.pairs.take() else { return Ok(()) };
        let mut chunks = Vec::new();
        for (chunk, (_, n_entries)) in self.catalog.chunks.iter().enumerate() {
            chunks.extend(std::iter::repeat_n(number(chunk), *n_entries as usize));
        }
        let mut frequent = Frequent::new(chunks, self.sizes.scanned);
        let mut postings = Postings::default();
        let mut sorted = Tape::new(scratch(self.sink)?);
        let mut writer = RunWriter::default();
        let mut merge = runs.merge()?;
        while let Some(key) = merge.next(&mut postings)? {
            let pair = halves(key);
            if pair.1 != ALONE {
                frequent.push_pair(pair, &postings.articles);
            }
            writer.write(&mut sorted, key, &postings)?;
        }
        drop(merge);
        let mut longer = frequent.grow(self.sizes.listed, self)?;
        let mut writer = ShardWriter::new(self.catalog.n_entries, self.sizes.shard);
        let mut sorted = Merge::of(sorted)?;
        while let Some(key) = sorted.next(&mut postings)? {
            let pair = halves(key);
            let full = writer.push(pair, &postings, &longer.of(pair)?);
            self.keep_shard(full)?;
        }
        self.keep_shard(writer.finish())
    }

    fn keep_shard(&mut self, full: Option<(Pair, Vec<u8>)>) -> Result<()> {
        if let Some((pair, bytes)) = full {
            self.catalog.shards.push(pair);
            self.unstamped.push(bytes);
            if self.unstamped.len() == STAMPED {
                self.stamp(Part::Shard)?;
            }
        }
        Ok(())
    }
}

impl Store for LibraryWriter<'_> {
    fn scratch(&mut self) -> Result<Box<dyn Scratch>> {
        scratch(self.sink)
    }

    /// Gives the folded text of every entry, from the packs that were written.
    fn each_text(&mut self, take: &mut TakeText<'_>) -> Result<()> {
        let classes = Rc::new(HanClasses::all().clone());
        let mut first = 0;
        for place in 0..self.catalog.chunks.len() {
            let Some(name) = self.catalog.file_name(Part::Chunk(place)) else { continue };
            let pack = self.sink.load(&name).map_err(|error| Error::Write { what: error.to_string() })?;
            let corpus = Corpus::open(pack)?;
            let index = Index::with_classes(&corpus, classes.clone());
            for article in corpus.articles() {
                take(first + article.number().0, index.article_text(article.number()))?;
            }
            first += number(corpus.n_articles());
        }
        Ok(())
    }
}

fn scratch(sink: &mut dyn Sink) -> Result<Box<dyn Scratch>> {
    sink.scratch().map_err(|error| Error::Write { what: error.to_string() })
}

impl std::fmt::Debug for LibraryWriter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LibraryWriter").field("n_chunks", &self.catalog.chunks.len()).finish_non_exhaustive()
    }
}

/// Bytes of an article's folded text that are its title: its first paragraphs, as far as they are titles.
fn title_len(article: Article<'_>, index: &Index) -> usize {
    let titles = article.paragraphs().take_while(|paragraph| paragraph.kind() == ParagraphKind::Title);
    let text: String = titles.flat_map(|paragraph| [" ", paragraph.text()]).collect();
    crate::text::fold::needle(&text, index.classes()).len()
}

/// The pairs of an article, each once, in order. `n_title` bytes of the text are its title.
fn pairs(text: &str, n_title: usize) -> Vec<Seen> {
    let mut all: Vec<(Pair, u32, bool)> = Vec::new();
    let mut before: Option<char> = None;
    for (place, c) in text.char_indices() {
        let c = Some(c).filter(|c| is_indexed(*c));
        if let Some(before) = before {
            let is_in_title = place + c.map_or(0, char::len_utf8) <= n_title;
            all.push(((u32::from(before), c.map_or(ALONE, u32::from)), number(place), is_in_title));
        }
        before = c;
    }
    all.extend(before.map(|c| ((u32::from(c), ALONE), number(text.len()), text.len() <= n_title)));
    all.sort_unstable();
    let mut seen: Vec<Seen> = Vec::new();
    let mut last_place = 0;
    for (pair, place, is_in_title) in all {
        match seen.last_mut().filter(|last| last.pair == pair) {
            // Of 发发发 only the first two are a hit.
            Some(last) => {
                let is_over = pair.0 == pair.1 && place < last_place + 2 * width(pair.0);
                last.is_in_title |= is_in_title;
                if is_over {
                    continue;
                }
                last.n_hits += 1;
            }
            None => seen.push(Seen { pair, is_in_title, n_hits: 1 }),
        }
        last_place = place;
    }
    // What stands before another character somewhere needs no pair of its own.
    let is_needed = |place: usize| {
        let seen: Option<(&Seen, &Seen)> = seen.get(place).zip(seen.get(place + 1));
        !seen.is_some_and(|(own, next)| own.pair.1 == ALONE && next.pair.0 == own.pair.0)
    };
    let mut place = 0;
    let mut needed = seen.clone();
    needed.retain(|_| {
        place += 1;
        is_needed(place - 1)
    });
    needed
}

fn width(code: u32) -> u32 {
    char::from_u32(code).map_or(0, |c| number(c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, n_title: usize, expected: &[(&str, u32, bool)]) {
        let name = |seen: &Seen| {
            let second = char::from_u32(seen.pair.1).filter(|c| *c != '\0');
            char::from_u32(seen.pair.0).into_iter().chain(second).collect::<String>()
        };
        let found: Vec<(String, u32, bool)> =
            pairs(text, n_title).iter().map(|seen| (name(seen), seen.n_hits, seen.is_in_title)).collect();
        let found: Vec<(&str, u32, bool)> = found.iter().map(|(a, b, c)| (a.as_str(), *b, *c)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pairs_of_an_article() {
        check("", 0, &[]);
        check("网", 0, &[("网", 1, false)]);
        check("网络。网，络网", 6, &[("络网", 1, false), ("网络", 1, true)]);
        check("网络。络", 0, &[("络", 2, false), ("网络", 1, false)]);
        check("发发发发发", 0, &[("发发", 2, false)]);
        check("发发，发发发", 6, &[("发发", 2, true)]);
        check("5g。", 0, &[("5g", 1, false), ("g", 1, false)]);
    }
}
