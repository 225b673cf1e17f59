//! [`Client`]: typed calls to the engine.
//!
//! Everything asks through the client and holds answers in memos. Where the corpus is embedded, the engine runs in the page and
//! answers at once; where it lies in files beside the page (feature `remote`), a worker answers later, and
//! until then the views keep what they show.

#[cfg(not(feature = "remote"))]
mod here;
#[cfg(feature = "remote")]
mod remote;

use std::ops::Deref;
use std::sync::Arc;

#[cfg(not(feature = "remote"))]
pub use here::Client;
#[cfg(feature = "remote")]
pub use remote::{Client, open};

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
    #[cfg(any(not(feature = "remote"), test))]
    fn answer(&mut self, request: Q, ask: impl FnOnce(&Q) -> A) -> Shared<A> {
        self.known(&request).unwrap_or_else(|| {
            let answer = Shared(Arc::new(ask(&request)));
            self.keep(request, answer)
        })
    }

    /// The answer to `request`, if it is still known.
    fn known(&mut self, request: &Q) -> Option<Shared<A>> {
        let place = self.0.iter().position(|(known, _)| known == request)?;
        let (request, answer) = self.0.remove(place);
        Some(self.keep(request, answer))
    }

    fn keep(&mut self, request: Q, answer: Shared<A>) -> Shared<A> {
        self.0.retain(|(known, _)| *known != request);
        if self.0.len() == Self::KEPT {
            self.0.remove(0);
        }
        self.0.push((request, answer.clone()));
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
