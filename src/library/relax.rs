//! Why nothing was found in a corpus in files: weaker filters, as far as the index or a few packs can tell what they bring.

use super::catalog::Part;
use super::entries::Entries;
use super::found::Found;
use super::library::{Chunk, Library};
use super::task::Task;
use crate::engine::relax::{is_bare, letters, most_frequent, weaker, words_near};
use crate::error::Result;
use crate::protocol::{Filter, Relaxation, RelaxationKind};
use crate::query::find::Finder;
use crate::query::term::Term;
use crate::query::{self, Query};

/// Packs, at most, that are looked through for a weaker filter, or for the spellings of a term; what takes more is left out.
const MOST_CHUNKS: usize = 30;

/// Looking for what would be found instead of nothing.
#[derive(Debug)]
pub(super) struct Relaxing {
    spellings: Vec<Spelling>,
    /// Known when all spellings are.
    weaker: Option<Vec<Weaker>>,
}

/// Words that differ from a term in one character, in the making.
#[derive(Debug)]
struct Spelling {
    /// The term.
    text: String,
    letters: Vec<char>,
    /// Packs that are still to be looked through; `None` while it is not known which.
    chunks: Option<Vec<usize>>,
    words: Vec<String>,
}

/// A weaker filter, and what is known of it.
#[derive(Debug)]
struct Weaker {
    kind: RelaxationKind,
    filter: Filter,
    found: Option<Found>,
    /// It would take too many packs to know.
    is_left_out: bool,
}

impl Task {
    /// Goes on looking for what a filter that finds nothing would find with one condition less; names the files that this
    /// lacks. With none lacking, [`Task::relaxations`] are known.
    pub(super) fn relax(&mut self, library: &Library, filter: &Filter) -> Result<Vec<Part>> {
        let relaxing = self.relaxing.get_or_insert_with(|| Relaxing::new(filter));
        let mut lacking = Vec::new();
        for spelling in &mut relaxing.spellings {
            lacking.extend(spelling.step(library)?);
        }
        if lacking.is_empty() {
            let spellings = &relaxing.spellings;
            let weaker = relaxing.weaker.get_or_insert_with(|| all_weaker(filter, spellings));
            for one in weaker {
                lacking.extend(one.step(library)?);
            }
        }
        crate::order::sort(&mut lacking);
        lacking.dedup();
        Ok(lacking)
    }

    /// What is known of weaker filters that find something.
    pub(super) fn relaxations(&self, library: &Library) -> Vec<Relaxation> {
        let weaker = self.relaxing.iter().flat_map(|relaxing| &relaxing.weaker).flatten();
        weaker.filter_map(|one| one.relaxation(library)).collect()
    }
}

impl Relaxing {
    fn new(filter: &Filter) -> Relaxing {
        let query = query::parse(&filter.query);
        let spelling = |(_, term): (usize, &Term)| {
            let letters = letters(term).filter(|_| is_bare(filter, term))?;
            Some(Spelling { text: term.text.clone(), letters, chunks: None, words: Vec::new() })
        };
        Relaxing { spellings: query.wanted().filter_map(spelling).collect(), weaker: None }
    }
}

fn all_weaker(filter: &Filter, spellings: &[Spelling]) -> Vec<Weaker> {
    let query: Query = query::parse(&filter.query);
    let words = |term: &Term| {
        let own = spellings.iter().find(|spelling| spelling.text == term.text);
        own.map(|spelling| most_frequent(&spelling.words)).unwrap_or_default()
    };
    let weaker = weaker(filter, &query, words);
    weaker
        .into_iter()
        .map(|(kind, filter)| Weaker { kind, filter, found: None, is_left_out: false })
        .collect()
}

impl Spelling {
    /// Goes on; names what is lacking.
    fn step(&mut self, library: &Library) -> Result<Vec<Part>> {
        if self.chunks.is_none() {
            let lacking = self.plan(library)?;
            if !lacking.is_empty() {
                return Ok(lacking);
            }
        }
        let mut lacking = Vec::new();
        let mut left = Vec::new();
        for place in self.chunks.take().unwrap_or_default() {
            let Some(chunk) = library.open_chunk(place) else {
                lacking.push(Part::Chunk(place));
                left.push(place);
                continue;
            };
            if !self.look(&chunk) {
                (left, lacking) = (Vec::new(), Vec::new());
                self.words.clear();
                break;
            }
        }
        self.chunks = Some(left);
        Ok(lacking)
    }

    /// Chooses the packs to look through: those that can hold the term itself, without which nothing is to be said, then
    /// for each character those that can hold all others.
    fn plan(&mut self, library: &Library) -> Result<Vec<Part>> {
        let whole = all_of(&[&self.letters]);
        let others = (0..self.letters.len()).map(|place| self.others(place));
        let others: Vec<Query> = others.collect();
        let lacking = others.iter().chain([&whole]).flat_map(|query| library.lacking(query));
        let lacking: Vec<Part> = lacking.collect();
        if !lacking.is_empty() {
            return Ok(lacking);
        }
        let mut chunks = library.chunks_with(&whole)?;
        if chunks.len() > MOST_CHUNKS {
            self.chunks = Some(Vec::new());
            return Ok(Vec::new());
        }
        let mut others = others.iter().map(|query| library.chunks_with(query)).collect::<Result<Vec<_>>>()?;
        crate::order::sort_by_key(&mut others, Vec::len);
        for other in others {
            let mut both = [chunks.as_slice(), other.as_slice()].concat();
            crate::order::sort(&mut both);
            both.dedup();
            if both.len() <= MOST_CHUNKS {
                chunks = both;
            }
        }
        self.chunks = Some(chunks);
        Ok(Vec::new())
    }

    /// Asks for the characters before and behind a place, where the index tells much of them.
    fn others(&self, place: usize) -> Query {
        let (before, behind) = self.letters.split_at(place);
        let pieces = [before, behind.get(1..).unwrap_or_default()];
        all_of(&pieces.into_iter().filter(|piece| piece.len() > 1).collect::<Vec<&[char]>>())
    }

    /// Takes words out of a pack; `false` when it holds the term itself.
    fn look(&mut self, chunk: &Chunk) -> bool {
        let finder = Finder::new(chunk.engine.corpus(), chunk.engine.index(), false);
        if finder.occurs(&String::from_iter(&self.letters)) {
            return false;
        }
        words_near(&finder, &self.letters, &mut self.words);
        true
    }
}

/// A query for pieces of words, all of which must stand in an article; letters and digits need no escape.
fn all_of(pieces: &[&[char]]) -> Query {
    let quoted = pieces.iter().map(|piece| format!("\"{}\"", piece.iter().collect::<String>()));
    query::parse(&quoted.collect::<Vec<String>>().join(" "))
}

impl Weaker {
    /// Goes on; names what is lacking.
    fn step(&mut self, library: &Library) -> Result<Vec<Part>> {
        if self.is_left_out {
            return Ok(Vec::new());
        }
        let is_new = self.found.is_none();
        if is_new {
            self.found = library.known(&self.filter);
        }
        if self.found.is_none() {
            let query = query::parse(&self.filter.query);
            let mut lacking = library.lacking(&query);
            lacking.extend(library.lacking_columns(&self.filter, &query));
            if !lacking.is_empty() {
                return Ok(lacking);
            }
            self.found = Some(Found::new(library, &self.filter)?);
        }
        let Some(found) = &mut self.found else { return Ok(Vec::new()) };
        let mut chunks: Vec<usize> = found.unknown(false).map(|entry| library.chunk_of(entry)).collect();
        chunks.dedup();
        if is_new && chunks.len() > MOST_CHUNKS {
            self.is_left_out = true;
            return Ok(Vec::new());
        }
        let mut lacking = Vec::new();
        for place in chunks {
            match library.open_chunk(place) {
                Some(chunk) => found.look(library, place, &chunk, &self.filter),
                None => lacking.push(Part::Chunk(place)),
            }
        }
        library.keep(&self.filter, found);
        Ok(lacking)
    }

    fn relaxation(&self, library: &Library) -> Option<Relaxation> {
        let found = self.found.as_ref().filter(|found| !self.is_left_out && found.is_complete())?;
        let n_hits = found.n_all_hits().unwrap_or(0);
        let n_articles = library.n_articles(&found.entries);
        let (kind, filter) = (self.kind.clone(), self.filter.clone());
        (n_hits > 0 || n_articles > 0).then_some(Relaxation { kind, filter, n_hits, n_articles })
    }
}

impl Library {
    /// The packs that can hold what a query asks.
    fn chunks_with(&self, query: &Query) -> Result<Vec<usize>> {
        let possible = self.possible(query, &Filter::default())?.entries;
        let entries = possible.unwrap_or_else(|| Entries::all(self.catalog.n_entries));
        let mut chunks: Vec<usize> = entries.iter().map(|entry| self.chunk_of(entry)).collect();
        chunks.dedup();
        Ok(chunks)
    }

    /// How often a term of a filter occurs in the whole corpus, without anything else that the filter asks; `u32::MAX` where
    /// the index does not tell.
    pub(super) fn n_hits_alone(&self, filter: &Filter, term: &Term) -> Result<u32> {
        let query = filter.query.get(term.range.clone()).unwrap_or(&term.text).to_owned();
        let alone = Filter { query, exact: filter.exact, ..Filter::default() };
        if !self.lacking(&query::parse(&alone.query)).is_empty() {
            return Ok(u32::MAX);
        }
        let found = Found::new(self, &alone)?;
        Ok(if found.entries.len() == 0 { 0 } else { found.n_all_hits().unwrap_or(u32::MAX) })
    }

    /// How many of some entries are articles.
    pub(super) fn n_articles(&self, entries: &Entries) -> u32 {
        let matter = self.days.matter.iter();
        let n_matter = matter.filter(|entry| entries.contains(**entry)).count();
        u32::try_from(entries.len() - n_matter).unwrap_or(u32::MAX)
    }
}
