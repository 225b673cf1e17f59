//! [`Answers`]: what the engine says about the present state, as memos that all views share.
//!
//! A memo asks only when someone looks at it, and once for all who look.

use leptos::prelude::*;

use crate::protocol::{
    DocumentSummary, ReadAnswer, ReadRequest, SearchAnswer, SearchRequest, Summary, TimelineAnswer,
    TimelineRequest,
};

use super::client::{Client, Shared};
use super::history::Navigator;
use super::reader::place;
use super::ui::after_paint;
use super::url::{View, ViewState};

/// Excerpts for an article at most.
const N_SNIPPETS: u32 = 3;
/// Rows of the timeline's table.
pub const ENTRIES: u32 = 200;

/// What the engine says about the present state.
#[derive(Clone, Copy, Debug)]
pub struct Answers {
    /// The engine, for what only one page asks.
    pub client: Client,
    /// Articles that match.
    pub search: Memo<Shared<SearchAnswer>>,
    /// Days, and how many mentions fall on each. Beside results they follow behind the frame that shows those: a
    /// reader who types looks at the results.
    pub timeline: Memo<Shared<TimelineAnswer>>,
    /// The open article.
    pub read: Memo<Option<Opened>>,
    /// Index of the current hit in the open article.
    pub current: Memo<Option<usize>>,
    /// The state that the last frame was painted for; at first none in particular.
    pub painted: RwSignal<ViewState>,
    /// Rows of the timeline's table that were asked for.
    pub n_rows: RwSignal<u32>,
    /// How many results fall on which values of facets.
    #[cfg(feature = "files")]
    pub facets: super::search::FacetCounts,
}

/// An answered request for an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    request: ReadRequest,
    answer: Shared<Option<ReadAnswer>>,
}

impl Answers {
    /// Derives the answers from the present state.
    #[must_use]
    pub fn new(client: Client, navigator: Navigator) -> Answers {
        let state = navigator.state();
        let painted = RwSignal::new(ViewState::default());
        Effect::new(move |_| {
            let state = state.get();
            after_paint(move || painted.set(state));
        });
        let n_rows = RwSignal::new(ENTRIES);
        let search = Memo::new(move |_| {
            let state = state.read();
            client.search(SearchRequest {
                filter: state.filter(),
                sort: state.sort,
                offset: 0,
                limit: if is_page_shown(&state) { navigator.limit() } else { 0 },
                n_snippets: N_SNIPPETS,
                #[cfg(feature = "files")]
                weights: crate::protocol::Weights::default(),
            })
        });
        let timeline = Memo::new(move |_| {
            let (state, painted) = (state.read(), painted.read());
            let is_subject = state.view == View::Timeline;
            let is_beside = !is_subject && state.view == painted.view;
            let filter = if is_beside { painted.filter() } else { state.filter() };
            client.timeline(TimelineRequest {
                filter,
                limit: if is_subject { limit(n_rows) } else { 0 },
                #[cfg(feature = "files")]
                n_others: if is_subject && cfg!(feature = "views") { u32::MAX } else { 0 },
            })
        });
        let read = Memo::new(move |last: Option<&Option<Opened>>| {
            let state = state.read();
            let document = state.document.clone()?;
            let request = ReadRequest {
                filter: state.filter(),
                sort: state.sort,
                document,
                at: state.at,
                #[cfg(feature = "files")]
                weights: crate::protocol::Weights::default(),
            };
            let last = last.and_then(Option::as_ref).filter(|last| last.serves(&request));
            Some(last.cloned().unwrap_or_else(|| {
                let (request, answer) = client.read(request);
                Opened { request, answer }
            }))
        });
        let current = Memo::new(move |_| {
            let at = state.read().at;
            read.with(|read| read.as_ref()?.article().and_then(|article| place::current(&article.hits, at)))
        });
        Answers {
            client,
            search,
            timeline,
            read,
            current,
            painted,
            n_rows,
            #[cfg(feature = "files")]
            facets: super::search::FacetCounts::new(client, navigator, painted),
        }
    }

    /// What the corpus is.
    #[must_use]
    pub fn summary(self) -> Shared<Summary> {
        self.client.summary()
    }

    /// Whether answers are still to come.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        self.client.is_waiting()
    }

    /// The document with this index.
    #[must_use]
    pub fn document(self, index: u32) -> Option<DocumentSummary> {
        self.client.document(index)
    }

    /// Looks at the open article.
    pub fn with_article<T>(self, look: impl FnOnce(&ReadAnswer) -> T) -> Option<T> {
        self.read.with(|read| read.as_ref().and_then(Opened::article).map(look))
    }
}

/// Dates that the timeline asks for: the table's rows.
#[cfg(not(feature = "views"))]
fn limit(n_rows: RwSignal<u32>) -> u32 {
    n_rows.get()
}

/// Dates that the timeline asks for: the lanes show all of them.
#[cfg(feature = "views")]
fn limit(_: RwSignal<u32>) -> u32 {
    u32::MAX
}

/// Whether results stand on the page. Where they would have to be fetched, the overview asks for their number only.
fn is_page_shown(state: &ViewState) -> bool {
    !cfg!(feature = "remote") || state.view == View::Results
}

impl Opened {
    /// The article, unless there is none at that place.
    #[must_use]
    pub fn article(&self) -> Option<&ReadAnswer> {
        self.answer.as_ref()
    }

    /// Whether a step inside the article has no need of a new answer.
    fn serves(&self, request: &ReadRequest) -> bool {
        let is_alike = self.request.filter == request.filter
            && self.request.sort == request.sort
            && self.request.document == request.document;
        let holds = |at| self.article().is_some_and(|article| place::holds(article, at));
        is_alike && (self.request.at == request.at || request.at.is_some_and(holds))
    }
}
