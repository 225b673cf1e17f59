//! How results fall on facets and on time, in a corpus in files: the columns say what is counted by, the index what is found.
//!
//! Packs are fetched only where the index does not know whether an article matches, and of these only those that hold an
//! article which counts somewhere: one that fails two choices does not. None is fetched for counting hits, unless that is asked for: those are
//! told where everything was looked at already.

use super::catalog::Part;
use super::entries::Entries;
use super::found::Found;
use super::library::Library;
use super::task::{BATCH, Step, Task, done};
use crate::corpus::ArticleId;
use crate::engine::counts::{Counting, Weighed, words_of};
use crate::error::Result;
use crate::index::facet::ColumnKind;
use crate::protocol::{CountAnswer, CountRequest, Grain, Response};
use crate::query::Query;
use crate::query::matcher::days;
use crate::query::parse::Node;
use crate::query::selection::choices;

impl Task {
    /// Answers [`crate::protocol::Request::Counts`].
    pub(super) fn counts(&mut self, library: &mut Library, request: &CountRequest) -> Result<Step> {
        let words = words_of(&request.filter);
        let mut parts = lacking(library, request);
        parts.extend(self.find(library, &words)?);
        crate::order::sort(&mut parts);
        parts.dedup();
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: 0.0 });
        }
        let Some(found) = &mut self.found else {
            return Ok(done(Response::Counts(CountAnswer::default()), Vec::new()));
        };
        let counting = Counting::new(&*library, request);
        let mut wanted: Vec<usize> = found
            .unknown(self.counts_all)
            .filter(|entry| counting.is_counted(ArticleId(*entry)))
            .map(|entry| library.chunk_of(entry))
            .collect();
        wanted.dedup();
        let mut lacking = Vec::new();
        for place in wanted {
            match library.open_chunk(place) {
                Some(chunk) => found.look(library, place, &chunk, &words),
                None if lacking.len() < BATCH => lacking.push(Part::Chunk(place)),
                None => {}
            }
        }
        library.keep(&words, found);
        if !lacking.is_empty() {
            let progress = self.progress(library);
            return Ok(Step::Need { parts: lacking, so_far: None, progress });
        }
        let counted: Vec<u32> =
            found.entries.iter().filter(|entry| counting.is_counted(ArticleId(*entry))).collect();
        let matter = matter(library);
        let knowing = Knowing::new(found, &counted, &matter);
        let parts = if knowing == Knowing::Some { library.lacking(&found.query) } else { Vec::new() };
        if !parts.is_empty() {
            return Ok(Step::Need { parts, so_far: None, progress: 1.0 });
        }
        let answer = counting.answer(weighed(library, found, &counted, (&matter, knowing))?.into_iter());
        let is_whole = choices(&request.filter).next().is_none() && days(&request.filter).is_none();
        let n_hits = answer.n_hits.or_else(|| found.n_all_hits().filter(|_| is_whole));
        Ok(done(Response::Counts(CountAnswer { n_hits, ..answer }), Vec::new()))
    }
}

/// The columns that a request counts and chooses by and that are not at hand.
fn lacking(library: &Library, request: &CountRequest) -> Vec<Part> {
    let filter = &request.filter;
    let facets = request.facets.iter().map(|facet| facet.facet);
    let facets = facets.chain(choices(filter).map(|choice| choice.facet));
    let mut kinds: Vec<ColumnKind> = facets.map(|facet| ColumnKind::of(facet, filter.axis)).collect();
    kinds.extend(request.times.iter().map(|time| ColumnKind::Time(time.axis, Grain::Year)));
    if days(filter).is_some() {
        kinds.push(ColumnKind::Time(filter.axis, Grain::Year));
    }
    let mut parts: Vec<Part> = kinds.into_iter().flat_map(|kind| library.lacking_for(kind)).collect();
    crate::order::sort(&mut parts);
    parts
}

/// What is known of the hits of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knowing {
    /// How many each has.
    Number,
    /// That each has some, or counts without.
    All,
    /// Which have some; the index says that.
    Some,
}

impl Knowing {
    fn new(found: &Found, counted: &[u32], matter: &Entries) -> Knowing {
        let query = &found.query;
        if query.wanted().next().is_none() || counted.iter().all(|entry| found.is_seen(*entry)) {
            Knowing::Number
        } else if query.root.as_ref().is_some_and(|root| always_hits(root, query))
            // An article counts whether it has hits or not.
            || !counted.iter().any(|entry| matter.contains(*entry))
        {
            Knowing::All
        } else {
            Knowing::Some
        }
    }
}

/// Covers and contents pages.
fn matter(library: &Library) -> Entries {
    Entries::of(library.catalog.n_entries, &library.days.matter)
}

fn weighed(
    library: &Library,
    found: &Found,
    counted: &[u32],
    (matter, knowing): (&Entries, Knowing),
) -> Result<Vec<Weighed>> {
    let n = library.catalog.n_entries;
    let days = &library.days;
    let hits = if knowing == Knowing::Number { found.hits_by_entry(n) } else { Vec::new() };
    let with_hits = match knowing {
        Knowing::Some => library.with_hits(&found.query)?,
        Knowing::All | Knowing::Number => Entries::all(n),
    };
    let mut document = 0;
    let weighed = counted.iter().map(|&entry| Weighed {
        id: ArticleId(entry),
        // Entries rise, and so do their documents.
        document: {
            while days.entries(document).end <= entry && document < library.catalog.n_documents {
                document += 1;
            }
            document
        },
        n_hits: match knowing {
            Knowing::Number => Some(hits.get(entry as usize).copied().unwrap_or(0)),
            Knowing::All | Knowing::Some => (!with_hits.contains(entry)).then_some(0),
        },
        is_matter: matter.contains(entry),
    });
    Ok(weighed.collect())
}

/// Whether whatever matches a condition has a hit, as `甲 | on:2020` has not.
fn always_hits(node: &Node, query: &Query) -> bool {
    match node {
        Node::Term(number) => query.terms.get(*number).is_some_and(|term| !term.is_excluded),
        Node::Test(_) | Node::Not(..) => false,
        Node::And(nodes) => nodes.iter().any(|node| always_hits(node, query)),
        Node::Or(nodes) => nodes.iter().all(|node| always_hits(node, query)),
    }
}
