//! [`Client`]: typed calls to the engine.
//!
//! The engine runs in the page for now. Everything else asks through the client and holds answers in memos, so a
//! worker can take over here without any view noticing more than a later answer.

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

use crate::engine::Engine;
use crate::protocol::{
    ReadAnswer, ReadRequest, SearchAnswer, SearchRequest, Summary, TimelineAnswer, TimelineRequest,
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

    /// One article.
    #[must_use]
    pub fn read(self, request: ReadRequest) -> Shared<Option<ReadAnswer>> {
        self.ask(|desk| desk.read.answer(request, |request| desk.engine.read(request)))
    }

    /// Days.
    #[must_use]
    pub fn timeline(self, request: TimelineRequest) -> Shared<TimelineAnswer> {
        self.ask(|desk| desk.timeline.answer(request, |request| desk.engine.timeline(request)))
    }

    fn ask<A>(self, ask: impl FnOnce(&mut Desk) -> A) -> A {
        let mut answer = None;
        self.0.update_value(|desk| answer = Some(ask(desk)));
        answer.expect("the client lives as long as the page")
    }
}

/// An answer that several views look at. Two are the same when they are the very same answer, so comparing is free.
#[derive(Debug)]
pub struct Shared<T>(Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The last few answers, so that Back and a click forth and back cost nothing.
#[derive(Debug)]
struct Lately<Q, A>(Vec<(Q, Shared<A>)>);

impl<Q, A> Default for Lately<Q, A> {
    fn default() -> Self {
        Lately(Vec::new())
    }
}

impl<Q: PartialEq, A> Lately<Q, A> {
    const KEPT: usize = 8;

    /// The answer to `request`, asked for unless it is still known.
    fn answer(&mut self, request: Q, ask: impl FnOnce(&Q) -> A) -> Shared<A> {
        let entry = match self.0.iter().position(|(known, _)| *known == request) {
            Some(index) => self.0.remove(index),
            None => {
                let answer = Shared(Arc::new(ask(&request)));
                (request, answer)
            }
        };
        let answer = entry.1.clone();
        if self.0.len() == Self::KEPT {
            self.0.remove(0);
        }
        self.0.push(entry);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_once_for_what_it_was_asked_lately() {
        let mut lately = Lately::default();
        let mut asked = Vec::new();
        for request in [1, 2, 1, 3, 4, 5, 6, 7, 8, 9, 1, 2] {
            let answer = lately.answer(request, |request| {
                asked.push(*request);
                request * 10
            });
            assert_eq!(*answer, request * 10);
        }
        assert_eq!(asked, [1, 2, 3, 4, 5, 6, 7, 8, 9, 2]);
    }
}
