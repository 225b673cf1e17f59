//! [`Task`]: a question to a library, and how far its answer has come.

use std::rc::Rc;

use super::catalog::Part;
use super::entries::Entries;
use super::found::Found;
use super::library::{Chunk, Library};
use super::relax::Relaxing;
use crate::corpus::ArticleId;
use crate::day::Day;
use crate::engine::listing::{Listed, Listing, listed};
use crate::engine::{article_hits, document_summary, timeline};
#[cfg(feature = "engine")]
use crate::error::Error;
use crate::error::Result;
use crate::protocol::{
    ArticleHits, Axis, Chip, DocumentSummary, Filter, Place, ReadAnswer, ReadRequest, Reading, Request,
    Response, SearchAnswer, SearchRequest, Sort, Summary, TimelineAnswer, TimelineRequest,
};
use crate::query::matcher::Match;
use crate::query::{self, Query};

/// Chunks that are asked for at a time while the rest of an answer is looked up.
pub(super) const BATCH: usize = 24;

/// What a task answers with.
#[allow(clippy::large_enum_variant, reason = "there is one at a time, in a box")]
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The answer to a [`Request`], with the documents that it names by their numbers.
    Response(Response, Vec<(u32, DocumentSummary)>),
    /// A page of results as plain data.
    Listing(Listing),
    /// Numbers of all matching documents, best first.
    Documents(Vec<u32>),
}

/// How far a task has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It goes on when these files are supplied. What can be answered so far comes with it, once it is worth showing.
    Need {
        /// The files.
        parts: Vec<Part>,
        /// An answer whose page of results is final and whose counts are not.
        so_far: Option<Box<Answer>>,
        /// How much of the corpus was looked at that must be, from 0 to 1.
        progress: f32,
    },
    /// The answer.
    Done(Box<Answer>),
}

/// What a task is to find out.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Anything that the page asks.
    Request(Request),
    /// A page of results as plain data.
    List(SearchRequest),
    /// All matching documents.
    Documents(Filter, Sort),
}

/// A question under way.
#[derive(Debug)]
pub struct Task {
    question: Question,
    pub(super) found: Option<Found>,
    order: Option<Rc<Vec<u32>>>,
    page: Page,
    pub(super) relaxing: Option<Relaxing>,
    n_chunks: usize,
    has_shown: bool,
    pub(super) counts_all: bool,
}

/// A page of results in the making. What was shown once stays, whatever is forgotten of the files behind it.
#[derive(Debug, Default)]
struct Page {
    /// How many of the order were gone through, and how many of them matched.
    n_passed: usize,
    n_matched: usize,
    reading: Option<Reading>,
    articles: Vec<ArticleHits>,
    listed: Vec<Listed>,
    documents: Vec<(u32, DocumentSummary)>,
}

impl Task {
    /// Begins.
    #[must_use]
    pub fn new(question: Question) -> Task {
        Task {
            question,
            found: None,
            order: None,
            page: Page::default(),
            relaxing: None,
            n_chunks: 0,
            has_shown: false,
            counts_all: false,
        }
    }

    /// Counts hits even where much of the corpus must be fetched for nothing else. Otherwise their number stays unknown where
    /// [`Catalog::scanned`](super::Catalog::scanned) chunks or more would be; articles and documents are counted in any case.
    #[must_use]
    pub fn counting_all(mut self) -> Task {
        self.counts_all = true;
        self
    }

    /// Whether its answer stands beside results, which come first: bars over time, and counts.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        matches!(self.question, Question::Request(Request::Timeline(_) | Request::Counts(_)))
    }

    /// Goes on as far as the files at hand allow.
    ///
    /// # Errors
    /// When a file does not hold what the catalog says.
    pub fn step(&mut self, library: &mut Library) -> Result<Step> {
        match self.question.clone() {
            Question::Documents(filter, sort) => self.documents(library, &filter, sort),
            Question::Request(Request::Summary) => Ok(done(Response::Summary(summary(library)), Vec::new())),
            Question::Request(Request::Search(request)) => self.search(library, &request, false),
            Question::List(request) => self.search(library, &request, true),
            Question::Request(Request::Read(request)) => self.read(library, &request),
            Question::Request(Request::Timeline(request)) => self.timeline(library, &request),
            Question::Request(Request::Counts(request)) => self.counts(library, &request),
            #[cfg(feature = "engine")]
            // These count through all text; the command does that for a corpus of any size.
            Question::Request(_) => Err(Error::Unsupported { what: "counting words of a corpus in files" }),
        }
    }

    /// Makes sure that what the index says is known; names the files that this lacks.
    pub(super) fn find(&mut self, library: &mut Library, filter: &Filter) -> Result<Vec<Part>> {
        if self.found.is_some() {
            return Ok(Vec::new());
        }
        if let Some(found) = library.known(filter) {
            self.found = Some(found);
            return Ok(Vec::new());
        }
        let query = query::parse(&filter.query);
        let mut parts = library.lacking(&query);
        parts.extend(library.lacking_columns(filter, &query));
        if !parts.is_empty() {
            return Ok(parts);
        }
        let found = Found::new(library, filter)?;
        self.n_chunks = found.unseen_chunks(library).len();
        self.found = Some(found);
        Ok(Vec::new())
    }

    /// Looks at what is at hand, and says what else must be fetched to know all.
    fn look(
        &mut self,
        library: &mut Library,
        filter: &Filter,
        is_done: impl Fn(&Found) -> bool,
    ) -> Vec<Part> {
        let Some(found) = &mut self.found else { return Vec::new() };
        if is_done(found) {
            return Vec::new();
        }
        let mut lacking = Vec::new();
        for place in found.unseen_chunks(library) {
            match library.open_chunk(place) {
                Some(chunk) => found.look(library, place, &chunk, filter),
                None if lacking.len() < BATCH => lacking.push(Part::Chunk(place)),
                None => {}
            }
        }
        library.keep(filter, found);
        lacking
    }

    pub(super) fn progress(&self, library: &Library) -> f32 {
        let left = self.found.as_ref().map_or(0, |found| found.unseen_chunks(library).len());
        if self.n_chunks == 0 { 1.0 } else { 1.0 - left as f32 / self.n_chunks as f32 }
    }

    fn documents(&mut self, library: &mut Library, filter: &Filter, sort: Sort) -> Result<Step> {
        let parts = self.find(library, filter)?;
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: 0.0 });
        }
        let is_known = if sort == Sort::Hits { Found::is_all_seen } else { Found::is_complete };
        let parts = self.look(library, filter, is_known);
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: self.progress(library) });
        }
        let Some(found) = &self.found else {
            return Ok(Step::Done(Box::new(Answer::Documents(Vec::new()))));
        };
        library.keep(filter, found);
        let mut seen = Entries::none(library.catalog.n_documents);
        let mut documents = Vec::new();
        for entry in found.order(library, sort) {
            let document = library.days.document_of(entry);
            if !seen.contains(document) {
                seen.insert(document);
                documents.push(document);
            }
        }
        Ok(Step::Done(Box::new(Answer::Documents(documents))))
    }

    fn search(&mut self, library: &mut Library, request: &SearchRequest, is_list: bool) -> Result<Step> {
        let filter = &request.filter;
        let parts = self.find(library, filter)?;
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: 0.0 });
        }
        if request.sort == Sort::Hits {
            let parts = self.look(library, filter, Found::is_all_seen);
            if !parts.is_empty() {
                return Ok(Step::Need { parts, so_far: None, progress: self.progress(library) });
            }
        }
        let parts = self.fill_page(library, request, is_list);
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: self.progress(library) });
        }
        // What is at hand is looked at before the first showing; it costs no waiting.
        let mut parts = self.look(library, filter, |found| found.is_complete() && found.is_counted());
        let is_uncounted = self.found.as_ref().is_some_and(|found| found.is_too_wide_to_count(library));
        if is_uncounted && !self.counts_all {
            parts.clear();
        }
        if parts.is_empty() && self.found.as_ref().is_some_and(|found| found.entries.len() == 0) {
            parts = self.relax(library, filter)?;
        }
        let is_first = !std::mem::replace(&mut self.has_shown, true);
        if !parts.is_empty() && !is_first {
            return Ok(Step::Need { parts, so_far: None, progress: self.progress(library) });
        }
        let Some(found) = &self.found else {
            return Ok(done(Response::Search(SearchAnswer::default()), Vec::new()));
        };
        let relaxations = self.relaxations(library);
        let mut answer = SearchAnswer { relaxations, ..answer(library, found, &self.page) };
        if found.entries.len() == 0 {
            tell_terms(library, filter, &found.query, &mut answer.reading)?;
        }
        let answer = if is_list {
            Answer::Listing(Listing {
                total: (!is_uncounted || self.counts_all).then_some(answer.n_hits),
                articles: answer.n_articles,
                documents: answer.n_documents,
                hits: self.page.listed.clone(),
                relaxations: answer.relaxations,
                ..Listing::default()
            })
        } else {
            Answer::Response(Response::Search(answer), self.page.documents.clone())
        };
        if parts.is_empty() {
            return Ok(Step::Done(Box::new(answer)));
        }
        Ok(Step::Need { parts, so_far: Some(Box::new(answer)), progress: self.progress(library) })
    }

    /// Fills the page that is asked for; names what must be fetched to go on. Every entry before the page is looked at too.
    fn fill_page(&mut self, library: &mut Library, request: &SearchRequest, is_list: bool) -> Vec<Part> {
        let Some(found) = &mut self.found else { return Vec::new() };
        let order = self.order.get_or_insert_with(|| Rc::new(found.order(library, request.sort))).clone();
        let first = request.offset as usize;
        let end = first.saturating_add(request.limit as usize);
        let page = &mut self.page;
        while let Some(&entry) = order.get(page.n_passed).filter(|_| page.n_matched < end) {
            let is_known = found.is_exact || found.is_seen(entry);
            let is_shown = page.n_matched >= first;
            if is_known && !(is_shown && found.entries.contains(entry)) {
                page.n_matched += usize::from(found.entries.contains(entry));
                page.n_passed += 1;
                continue;
            }
            let place = library.chunk_of(entry);
            let Some(chunk) = library.open_chunk(place) else {
                // As if all matched: so all that this page can need is fetched at once.
                let ahead = order.iter().skip(page.n_passed).filter(|entry| found.entries.contains(**entry));
                let mut lacking: Vec<Part> = Vec::new();
                for &entry in ahead.take((end - page.n_matched).min(BATCH)) {
                    let part = Part::Chunk(library.chunk_of(entry));
                    if !lacking.contains(&part) && library.open_chunk(library.chunk_of(entry)).is_none() {
                        lacking.push(part);
                    }
                }
                return lacking;
            };
            found.look(library, place, &chunk, &request.filter);
            if found.entries.contains(entry) {
                if is_shown {
                    page.push(entry, &chunk, request, is_list);
                }
                page.n_matched += 1;
            }
            page.n_passed += 1;
        }
        Vec::new()
    }

    fn read(&mut self, library: &mut Library, request: &ReadRequest) -> Result<Step> {
        let need = |parts| Ok(Step::Need { parts, so_far: None, progress: 0.0 });
        let Some(names) = library.names.clone() else { return need(vec![Part::Names]) };
        let Some(document) = names.document(&request.document) else {
            return Ok(done(Response::Read(None), Vec::new()));
        };
        let place = library.chunk_with(document);
        let Some(chunk) = library.open_chunk(place) else { return need(vec![Part::Chunk(place)]) };
        let parts = self.find(library, &request.filter)?;
        if !parts.is_empty() {
            return need(parts);
        }
        let Some(mut read) = chunk.engine.read(request) else {
            return Ok(done(Response::Read(None), Vec::new()));
        };
        let entry = chunk.entry(&read);
        let parts = self.neighbours(library, request, entry, &mut read);
        if !parts.is_empty() {
            return need(parts);
        }
        let summary = chunk.document(read.document);
        read.document = document;
        Ok(done(Response::Read(Some(read)), summary.map(|summary| (document, summary)).into_iter().collect()))
    }

    /// Puts the results before and behind an entry into an answer; names what must be fetched to know them.
    fn neighbours(
        &mut self,
        library: &mut Library,
        request: &ReadRequest,
        entry: Option<u32>,
        read: &mut ReadAnswer,
    ) -> Vec<Part> {
        let Some(found) = &mut self.found else { return Vec::new() };
        let order = self.order.get_or_insert_with(|| Rc::new(found.order(library, request.sort))).clone();
        (read.previous, read.next, read.n_hits_before) = (None, None, 0);
        read.n_hits_total = u32::try_from(found.n_hits).unwrap_or(u32::MAX);
        let Some(entry) = entry else { return Vec::new() };
        let own = library.chunk_of(entry);
        if let Some(chunk) = library.open_chunk(own) {
            found.look(library, own, &chunk, &request.filter);
        }
        let place = order.iter().position(|other| *other == entry);
        let Some(at) = place.filter(|_| found.entries.contains(entry)) else { return Vec::new() };
        let mut lacking = Vec::new();
        let mut nearest = |places: &mut dyn Iterator<Item = usize>, is_last: bool| {
            for place in places {
                let Some(&entry) = order.get(place) else { break };
                if found.is_seen(entry) && !found.entries.contains(entry) {
                    continue;
                }
                let chunk_place = library.chunk_of(entry);
                let Some(chunk) = library.open_chunk(chunk_place) else {
                    lacking.push(Part::Chunk(chunk_place));
                    return None;
                };
                found.look(library, chunk_place, &chunk, &request.filter);
                if found.entries.contains(entry) {
                    return chunk.place(entry, &request.filter, is_last);
                }
            }
            None
        };
        read.previous = nearest(&mut (0..at).rev(), true);
        read.next = nearest(&mut (at + 1..order.len()), false);
        library.keep(&request.filter, found);
        lacking
    }

    fn timeline(&mut self, library: &mut Library, request: &TimelineRequest) -> Result<Step> {
        let unranged = Filter { from: None, to: None, ..request.filter.clone() };
        let mut parts = self.find(library, &unranged)?;
        if parts.is_empty() {
            parts = self.look(library, &unranged, Found::is_complete);
        }
        // Last, so that whoever fetches can let a page of results go first.
        if parts.is_empty() && library.mentions.is_none() && request.filter.axis == Axis::Mentioned {
            parts.push(Part::Mentions);
        }
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: self.progress(library) });
        }
        let answer = self.found.as_ref().map(|found| bars(library, found, request)).unwrap_or_default();
        Ok(done(Response::Timeline(answer), Vec::new()))
    }
}

pub(super) fn done(response: Response, documents: Vec<(u32, DocumentSummary)>) -> Step {
    Step::Done(Box::new(Answer::Response(response, documents)))
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Chunk {
    /// A document, by its number in the chunk.
    fn document(&self, number: u32) -> Option<DocumentSummary> {
        self.engine.corpus().documents().nth(number as usize).map(document_summary)
    }

    /// The entry that an answer shows.
    fn entry(&self, read: &ReadAnswer) -> Option<u32> {
        let document = self.engine.corpus().documents().nth(read.document as usize)?;
        let article = document.articles().nth(read.article as usize)?;
        Some(self.first_entry + article.number().0)
    }

    /// Where the first or last hit of an entry stands.
    fn place(&self, entry: u32, filter: &Filter, is_last: bool) -> Option<Place> {
        let matches = self.engine.matches(filter);
        let found = matches.of(ArticleId(entry.checked_sub(self.first_entry)?))?;
        let hit = if is_last { found.hits.last() } else { found.hits.first() };
        self.engine.place(found, hit)
    }
}

/// What there is, without the documents one by one.
fn summary(library: &Library) -> Summary {
    let catalog = &library.catalog;
    let day = |number: u32| {
        i32::try_from(number).ok().filter(|n| *n > 0).and_then(Day::from_number).map(|day| day.to_string())
    };
    Summary {
        title: catalog.title.clone(),
        description: catalog.description.clone(),
        lang: catalog.lang.clone(),
        version: catalog.version.clone(),
        n_documents: catalog.n_documents,
        n_articles: catalog.n_articles,
        n_characters: catalog.n_thousand_characters.saturating_mul(1000),
        n_dates: catalog.n_dates,
        n_copies: 0,
        first_day: day(catalog.days.0),
        last_day: day(catalog.days.1),
        documents: Vec::new(),
    }
}

impl Page {
    fn push(&mut self, entry: u32, chunk: &Chunk, request: &SearchRequest, is_list: bool) {
        let matches = chunk.engine.matches(&request.filter);
        self.reading.get_or_insert_with(|| matches.reading.clone());
        let article = ArticleId(entry - chunk.first_entry);
        let bare = Match { article, hits: Vec::new() };
        let found = matches.of(article).unwrap_or(&bare);
        let (corpus, n_snippets) = (chunk.engine.corpus(), request.n_snippets as usize);
        if is_list {
            self.listed.push(listed(corpus, found, n_snippets));
            return;
        }
        let mut hits = article_hits(corpus, found, n_snippets);
        let local = hits.document;
        hits.document += chunk.first_document;
        if self.documents.iter().all(|(known, _)| *known != hits.document) {
            self.documents.extend(chunk.document(local).map(|summary| (hits.document, summary)));
        }
        self.articles.push(hits);
    }
}

fn answer(library: &Library, found: &Found, page: &Page) -> SearchAnswer {
    let days = &library.days;
    let matter = Entries::of(library.catalog.n_entries, &days.matter);
    let n_matter = found.entries.iter().filter(|entry| matter.contains(*entry)).count();
    let mut last = None;
    let n_documents = found.entries.iter().filter(|entry| {
        let document = Some(days.document_of(*entry));
        std::mem::replace(&mut last, document) != document
    });
    SearchAnswer {
        reading: counted(page.reading.clone().unwrap_or_else(|| plain_reading(&found.query)), found),
        n_hits: if found.is_counted() { u32::try_from(found.n_hits).unwrap_or(u32::MAX) } else { 0 },
        n_articles: number(found.entries.len() - n_matter),
        n_documents: number(n_documents.count()),
        n_entries: number(found.entries.len()),
        articles: page.articles.clone(),
        ..SearchAnswer::default()
    }
}

/// A reading whose counts are of the whole library: of the only term all hits, if they
/// were counted; of several, which are looked for only where all
/// stand together, none is told.
fn counted(mut reading: Reading, found: &Found) -> Reading {
    let is_only = found.query.terms.len() == 1 && found.is_counted();
    for chip in &mut reading.chips {
        match chip {
            Chip::Term { n_hits, .. } => {
                *n_hits = if is_only { u32::try_from(found.n_hits).unwrap_or(u32::MAX) } else { u32::MAX };
            }
            Chip::Not { n_articles, .. } => *n_articles = u32::MAX,
            _ => {}
        }
    }
    reading
}

/// Puts into the reading of a query that finds nothing how often each term occurs, as far as the index knows.
fn tell_terms(library: &Library, filter: &Filter, query: &Query, reading: &mut Reading) -> Result<()> {
    for chip in &mut reading.chips {
        let Chip::Term { n_hits, term, .. } = chip else { continue };
        if let Some(term) = query.terms.get(usize::from(*term)) {
            *n_hits = library.n_hits_alone(filter, term)?;
        }
    }
    Ok(())
}

/// The terms of a query that finds nothing.
fn plain_reading(query: &Query) -> Reading {
    let chip = |(place, term): (usize, &crate::query::term::Term)| Chip::Term {
        text: term.text.clone(),
        also: Vec::new(),
        n_hits: 0,
        term: u8::try_from(place).unwrap_or(u8::MAX),
        start: number(term.range.start),
        end: number(term.range.end),
    };
    Reading { chips: query.terms.iter().enumerate().map(chip).collect(), remarks: query.remarks.clone() }
}

/// Bars over time; the dates behind them stand in texts that are not fetched for this.
fn bars(library: &Library, found: &Found, request: &TimelineRequest) -> TimelineAnswer {
    let mut ticks = Vec::new();
    let days = &library.days;
    let mut tick = |first: u32, last: u32, is_matching: bool, n: u32| {
        let day = |number: u32| i32::try_from(number).ok().filter(|n| *n > 0).and_then(Day::from_number);
        if let Some(days) = day(first).zip(day(last)) {
            ticks.push(timeline::Tick { days, is_matching, n });
        }
    };
    match request.filter.axis {
        Axis::Published => {
            for document in 0..library.catalog.n_documents {
                let is_matching = found.entries.within(days.entries(document)).next().is_some();
                let (first, last) = days.published(document);
                tick(first, last, is_matching, 1);
            }
        }
        Axis::Mentioned => {
            let mentions = library.mentions.clone().unwrap_or_default();
            for entry in 0..library.catalog.n_entries {
                let is_matching = found.entries.contains(entry);
                mentions.of(entry).for_each(|((first, last), n)| tick(first, last, is_matching, n));
            }
        }
    }
    timeline::of_ticks(ticks, &request.filter)
}
