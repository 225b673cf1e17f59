//! The engine in the page.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Lately, Shared};
use crate::engine::Engine;
use crate::protocol::{
    DocumentSummary, ReadAnswer, ReadRequest, SearchAnswer, SearchRequest, Summary, TimelineAnswer,
    TimelineRequest,
};

/// A handle on the open corpus.
#[derive(Clone, Copy, Debug)]
pub struct Client(StoredValue<Desk, LocalStorage>);

/// The engine and what it was asked lately.
#[derive(Debug)]
struct Desk {
    engine: Engine,
    summary: Shared<Summary>,
    search: Lately<SearchRequest, SearchAnswer>,
    read: Lately<ReadRequest, Option<ReadAnswer>>,
    timeline: Lately<TimelineRequest, TimelineAnswer>,
}

impl Client {
    /// Takes over an open engine.
    #[must_use]
    pub fn new(engine: Engine) -> Client {
        let summary = Shared(Arc::new(engine.summary()));
        Client(StoredValue::new_local(Desk {
            engine,
            summary,
            search: Lately::default(),
            read: Lately::default(),
            timeline: Lately::default(),
        }))
    }

    /// What the corpus is.
    #[must_use]
    pub fn summary(self) -> Shared<Summary> {
        self.0.with_value(|desk| desk.summary.clone())
    }

    /// Articles that match.
    #[must_use]
    pub fn search(self, request: SearchRequest) -> Shared<SearchAnswer> {
        self.ask(|desk| desk.search.answer(request, |request| desk.engine.search(request)))
    }

    /// One article, and the request that it answers.
    #[must_use]
    pub fn read(self, request: ReadRequest) -> (ReadRequest, Shared<Option<ReadAnswer>>) {
        let answer = self.ask(|desk| desk.read.answer(request.clone(), |request| desk.engine.read(request)));
        (request, answer)
    }

    /// Days.
    #[must_use]
    pub fn timeline(self, request: TimelineRequest) -> Shared<TimelineAnswer> {
        self.ask(|desk| desk.timeline.answer(request, |request| desk.engine.timeline(request)))
    }

    /// Whether answers are still to come: never, they come at once.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        false
    }

    /// A document that an answer named.
    #[must_use]
    pub fn document(self, index: u32) -> Option<DocumentSummary> {
        self.summary().documents.get(index as usize).cloned()
    }

    fn ask<A>(self, ask: impl FnOnce(&mut Desk) -> A) -> A {
        let mut answer = None;
        self.0.update_value(|desk| answer = Some(ask(desk)));
        answer.expect("the client lives as long as the page")
    }
}
