//! [`Library`]: an open catalog, and what was fetched of its files.

use std::cell::RefCell;
use std::rc::Rc;

use super::catalog::{Catalog, Part};
use super::columns::{Days, Mentions, Names};
use super::found::Found;
use super::frequent::Gram;
use super::kept::Kept;
use super::shard::{Postings, Shard};
use super::titles::Titles;
use crate::corpus::Corpus;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::index::{Index, facet};
use crate::protocol::Filter;
use crate::text::fold::HanClasses;

/// Bytes of packs that are held open at most, folded text included.
const CHUNKS: usize = 32 << 20;
/// Bytes of files of the index that are held at most.
const SHARDS: usize = 4 << 20;
/// Bytes of lists that are held at most.
const POSTINGS: usize = 4 << 20;
/// Bytes of what was found that are held at most.
const FOUND: usize = 4 << 20;

/// A corpus in files, as far as it was fetched.
#[derive(Debug)]
pub struct Library {
    pub(crate) catalog: Catalog,
    pub(crate) classes: Rc<HanClasses>,
    /// First document and first entry of each chunk, and the numbers of all.
    starts: Vec<(u32, u32)>,
    pub(crate) shards: RefCell<Kept<usize, Rc<Shard>>>,
    /// Lists of pairs and of longer strings.
    pub(crate) postings: RefCell<Kept<Gram, Rc<Postings>>>,
    pub(crate) chunks: RefCell<Kept<usize, Rc<Chunk>>>,
    pub(crate) days: Rc<Days>,
    pub(crate) names: Option<Rc<Names>>,
    pub(crate) mentions: Option<Rc<Mentions>>,
    pub(crate) titles: Option<Rc<Titles>>,
    /// What entries are counted and filtered by, made of these once they are at hand.
    pub(crate) facets: facet::Columns,
    /// Entries, those published last first.
    pub(crate) by_day: Rc<Vec<u32>>,
    /// What was found lately, with numbers for the filters.
    found: RefCell<Lately>,
}

/// Filters with numbers, and what was found for these.
type Lately = (Vec<(Filter, u64)>, Kept<u64, Found>);

/// Some documents of a library, open.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) engine: Engine,
    /// Number in the library of its first document.
    pub(crate) first_document: u32,
    /// Number in the library of its first entry.
    pub(crate) first_entry: u32,
}

impl Library {
    /// Opens a library by its catalog, unpacked.
    ///
    /// # Errors
    /// When the bytes are no catalog, of another version, or damaged.
    pub fn open(catalog: &[u8]) -> Result<Library> {
        let mut catalog = Catalog::read(catalog)?;
        let days = std::mem::take(&mut catalog.published);
        let mut starts = vec![(0, 0)];
        let (mut documents, mut entries) = (0, 0);
        for chunk in &catalog.chunks {
            (documents, entries) = (documents + chunk.0, entries + chunk.1);
            starts.push((documents, entries));
        }
        Ok(Library {
            classes: Rc::new(HanClasses::new(&catalog.han_classes)),
            catalog,
            starts,
            shards: RefCell::new(Kept::new(SHARDS)),
            postings: RefCell::new(Kept::new(POSTINGS)),
            chunks: RefCell::new(Kept::new(CHUNKS)),
            by_day: Rc::new(by_day(&days)),
            days: Rc::new(days),
            names: None,
            mentions: None,
            titles: None,
            facets: facet::Columns::default(),
            found: RefCell::new((Vec::new(), Kept::new(FOUND))),
        })
    }

    /// What there is.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Whether a file is packed: its bytes must go through raw inflate (RFC 1951) before they are given to
    /// [`Library::supply`].
    #[must_use]
    pub fn is_packed(part: Part) -> bool {
        !matches!(part, Part::Shard(_))
    }

    /// Takes the bytes of a file, unpacked.
    ///
    /// # Errors
    /// When the bytes are not what the catalog names.
    pub fn supply(&mut self, part: Part, bytes: Vec<u8>) -> Result<()> {
        let catalog = &self.catalog;
        match part {
            Part::Chunk(place) => {
                let chunk = Rc::new(self.chunk(place, bytes)?);
                let n_bytes = chunk.engine.n_bytes();
                self.chunks.borrow_mut().put(place, chunk, n_bytes);
            }
            Part::Shard(place) => {
                let shard = Rc::new(Shard::open(bytes, catalog.n_entries)?);
                if catalog.shards.get(place).is_none_or(|pair| !shard.begins_with(pair.0)) {
                    return Err(Error::DamagedPack {
                        what: "a file of the index is not the one that is named so",
                    });
                }
                let n_bytes = shard.n_bytes();
                self.shards.borrow_mut().put(place, shard, n_bytes);
            }
            Part::Names => self.names = Some(Rc::new(Names::read(&bytes, catalog.n_documents)?)),
            Part::Mentions => self.mentions = Some(Rc::new(Mentions::read(&bytes, catalog.n_entries)?)),
            Part::Titles => self.titles = Some(Rc::new(Titles::read(&bytes, catalog.n_documents)?)),
        }
        Ok(())
    }

    fn chunk(&self, place: usize, bytes: Vec<u8>) -> Result<Chunk> {
        let damaged = Error::DamagedPack { what: "it is not the pack that the catalog names" };
        let (first_document, first_entry) = self.starts.get(place).copied().ok_or(damaged.clone())?;
        let (n_documents, n_entries) = self.catalog.chunks.get(place).copied().unwrap_or_default();
        let corpus = Corpus::open(bytes)?;
        if corpus.documents().count() != n_documents as usize || corpus.n_articles() != n_entries as usize {
            return Err(damaged);
        }
        let index = Index::with_classes(&corpus, self.classes.clone());
        Ok(Chunk { engine: Engine::of(corpus, index), first_document, first_entry })
    }

    /// The chunk that holds an entry.
    pub(crate) fn chunk_of(&self, entry: u32) -> usize {
        self.starts.partition_point(|(_, first)| *first <= entry).saturating_sub(1)
    }

    /// The chunk that holds a document.
    pub(crate) fn chunk_with(&self, document: u32) -> usize {
        self.starts.partition_point(|(first, _)| *first <= document).saturating_sub(1)
    }

    /// Whether entries, given in order, stand in [`Catalog::scanned`] chunks or more, so that there are lists for what they may
    /// hold.
    pub(crate) fn is_wide(&self, entries: impl Iterator<Item = u32>) -> bool {
        let (mut n, mut next) = (0, 0);
        self.catalog.scanned > 0
            && entries.into_iter().any(|entry| {
                if entry >= next {
                    n += 1;
                    next = self.entries_of(self.chunk_of(entry)).end;
                }
                n >= self.catalog.scanned
            })
    }

    /// The entries of a chunk.
    pub(crate) fn entries_of(&self, chunk: usize) -> std::ops::Range<u32> {
        let at = |place: usize| self.starts.get(place).map_or(self.catalog.n_entries, |(_, entry)| *entry);
        at(chunk)..at(chunk + 1)
    }

    /// A chunk, if it is at hand.
    pub(crate) fn open_chunk(&self, place: usize) -> Option<Rc<Chunk>> {
        self.chunks.borrow_mut().get(place)
    }

    /// What was found for a filter, as far as that is still known.
    pub(crate) fn known(&self, filter: &Filter) -> Option<Found> {
        let mut found = self.found.borrow_mut();
        let number = found.0.iter().find(|(known, _)| known == filter).map(|(_, number)| *number)?;
        found.1.get(number)
    }

    /// Keeps what was found for a filter.
    pub(crate) fn keep(&self, filter: &Filter, new: &Found) {
        let mut found = self.found.borrow_mut();
        let (numbers, kept) = &mut *found;
        numbers.retain(|(_, number)| kept.has(*number));
        let number = numbers.iter().find(|(known, _)| known == filter).map(|(_, number)| *number);
        let number = number.unwrap_or_else(|| {
            let next = numbers.iter().map(|(_, number)| number + 1).max().unwrap_or(0);
            numbers.push((filter.clone(), next));
            next
        });
        kept.put(number, new.clone(), new.n_bytes());
    }

    /// Ids of all documents in order, once [`Part::Names`] is there.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flat_map(|names| names.ids())
    }

    /// Bytes that the fetched files take, about.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        let columns = self.days.n_bytes()
            + self.names.as_ref().map_or(0, |names| names.n_bytes())
            + self.mentions.as_ref().map_or(0, |mentions| mentions.n_bytes())
            + self.titles.as_ref().map_or(0, |titles| titles.n_bytes())
            + self.facets.n_bytes();
        columns
            + self.by_day.len() * 4
            + self.chunks.borrow().n_bytes()
            + self.shards.borrow().n_bytes()
            + self.postings.borrow().n_bytes()
    }
}

/// All entries, those published last first; equal ones, and those without a day behind all others, as in the corpus.
fn by_day(days: &Days) -> Vec<u32> {
    let n_entries = days.starts.last().copied().unwrap_or(0);
    let n_documents = days.published.len();
    let mut documents: Vec<u32> = (0..u32::try_from(n_documents).unwrap_or(u32::MAX)).collect();
    crate::order::sort_by_key(&mut documents, |document| std::cmp::Reverse(days.published(*document).1));
    let mut entries = Vec::with_capacity(n_entries as usize);
    documents.iter().for_each(|document| entries.extend(days.entries(*document)));
    entries
}
