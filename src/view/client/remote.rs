//! The engine in a worker, which fetches what it needs of a corpus in files.
//!
//! The script `jianbao.js` passes messages: `jianbaoRelay(question, tell)` asks, calls `tell(kind, value)` with what comes back, and
//! gives a function that takes the question back. Questions and answers are bytes (postcard), errors are text.

use std::collections::BTreeMap;
use std::sync::Arc;

use js_sys::{Function, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::{Lately, Shared};
#[cfg(feature = "views")]
use crate::protocol::analysis::{
    CollocateAnswer, CollocateRequest, ConcordanceAnswer, ConcordanceRequest, KeynessAnswer, KeynessRequest,
    NgramAnswer, NgramRequest,
};
#[cfg(feature = "views")]
use crate::protocol::annotation::{
    EntityAnswer, EntityRequest, FigureAnswer, FigureRequest, NameAnswer, NameRequest,
};
#[cfg(feature = "views")]
use crate::protocol::copies::{CopiesAnswer, CopiesRequest};
#[cfg(feature = "views")]
use crate::protocol::passage::{PassageAnswer, PassageRequest};
use crate::protocol::{
    CountAnswer, CountRequest, DocumentSummary, ReadAnswer, ReadRequest, Request, Response, SearchAnswer,
    SearchRequest, Summary, TimelineAnswer, TimelineRequest,
};
use crate::view::words::{Lang, Words};

/// A handle on the corpus.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    desk: StoredValue<Desk, LocalStorage>,
    /// Grows when an answer has come, so that whoever asked looks again.
    n_come: RwSignal<u32>,
    /// Questions whose last answer has not come.
    n_waiting: RwSignal<u32>,
}

/// What was answered lately, and what is being asked.
#[derive(Debug)]
struct Desk {
    summary: Shared<Summary>,
    documents: BTreeMap<u32, DocumentSummary>,
    search: Asked<SearchRequest, SearchAnswer>,
    read: Asked<ReadRequest, Option<ReadAnswer>>,
    timeline: Asked<TimelineRequest, TimelineAnswer>,
    counts: Asked<CountRequest, CountAnswer>,
    #[cfg(feature = "views")]
    figures: Asked<FigureRequest, FigureAnswer>,
    #[cfg(feature = "views")]
    names: Asked<NameRequest, NameAnswer>,
    #[cfg(feature = "views")]
    entity: Asked<EntityRequest, Option<Box<EntityAnswer>>>,
    #[cfg(feature = "views")]
    copies: Asked<CopiesRequest, Option<Box<CopiesAnswer>>>,
    #[cfg(feature = "views")]
    concordance: Asked<ConcordanceRequest, ConcordanceAnswer>,
    #[cfg(feature = "views")]
    ngrams: Asked<NgramRequest, NgramAnswer>,
    #[cfg(feature = "views")]
    collocates: Asked<CollocateRequest, CollocateAnswer>,
    #[cfg(feature = "views")]
    keyness: Asked<KeynessRequest, KeynessAnswer>,
    #[cfg(feature = "views")]
    passages: Asked<PassageRequest, PassageAnswer>,
}

/// Questions of one kind.
#[derive(Debug)]
struct Asked<Q, A> {
    lately: Lately<Q, A>,
    /// The last answer that came, with its question.
    last: (Q, Shared<A>),
    /// The question whose answer is awaited, and how to take it back.
    waiting: Option<(Q, Function)>,
}

impl<Q: Default, A: Default> Default for Asked<Q, A>
where
    Lately<Q, A>: Default,
{
    fn default() -> Self {
        Asked {
            lately: Lately::default(),
            last: (Q::default(), Shared(Arc::new(A::default()))),
            waiting: None,
        }
    }
}

/// What the worker tells: an answer, with the documents that it names by their numbers.
type Told = (Response, Vec<(u32, DocumentSummary)>);

/// Asks the worker; `tell` hears of every answer, whole or not, or of what went wrong.
fn relay(request: &Request, tell: impl FnMut(Result<(Told, bool), String>) + 'static) -> Option<Function> {
    let question = Uint8Array::from(postcard::to_allocvec(request).ok()?.as_slice());
    let relay = Reflect::get(&js_sys::global(), &"jianbaoRelay".into()).ok()?.dyn_into::<Function>().ok()?;
    let mut tell = tell;
    let tell = Closure::<dyn FnMut(String, JsValue)>::new(move |kind: String, value: JsValue| {
        tell(match (kind.as_str(), value.dyn_ref::<Uint8Array>()) {
            (kind, Some(bytes)) => match postcard::from_bytes(&bytes.to_vec()) {
                Ok(told) => Ok((told, kind == "answer")),
                Err(_) => Err("the answer is not understood".to_owned()),
            },
            _ => Err(value.as_string().unwrap_or_default()),
        });
    });
    relay.call2(&JsValue::UNDEFINED, &question.into(), &tell.into_js_value()).ok()?.dyn_into().ok()
}

/// Asks what the corpus is, and goes on with it.
pub fn open(then: impl FnOnce(Result<Summary, String>) + 'static) {
    let mut then = Some(then);
    let tell = move |told| {
        let Some(then) = then.take() else { return };
        then(match told {
            Ok(((Response::Summary(summary), _), _)) => Ok(summary),
            Ok(_) => Err("another answer than expected".to_owned()),
            Err(error) => Err(error),
        });
    };
    relay(&Request::Summary, tell);
}

/// Says above the page that an answer did not come, and why.
fn tell_trouble(error: &str) {
    let Some(notice) = document().get_element_by_id("notice") else { return };
    let lang = document().document_element().and_then(|root| root.get_attribute("lang"));
    let lang = lang.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    notice.set_text_content(Some(&format!("{} {error}", Words(lang).unanswered())));
    let _ = notice.remove_attribute("hidden");
}

/// Questions whose answer comes with the request that it answers, which may be an earlier one.
macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident: $kind:ident($request:ty) -> $answer:ty;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name(self, request: $request) -> ($request, Shared<$answer>) {
                self.ask(request, |desk| &mut desk.$name, Request::$kind, |response| match response {
                    Response::$kind(answer) => Some(answer),
                    _ => None,
                })
            }
        )*
    };
}

impl Client {
    /// Takes over what [`open`] found.
    #[must_use]
    pub fn new(summary: Summary) -> Client {
        let desk = Desk {
            summary: Shared(Arc::new(summary)),
            documents: BTreeMap::new(),
            search: Asked::default(),
            read: Asked::default(),
            timeline: Asked::default(),
            counts: Asked::default(),
            #[cfg(feature = "views")]
            figures: Asked::default(),
            #[cfg(feature = "views")]
            names: Asked::default(),
            #[cfg(feature = "views")]
            entity: Asked::default(),
            #[cfg(feature = "views")]
            copies: Asked::default(),
            #[cfg(feature = "views")]
            concordance: Asked::default(),
            #[cfg(feature = "views")]
            ngrams: Asked::default(),
            #[cfg(feature = "views")]
            collocates: Asked::default(),
            #[cfg(feature = "views")]
            keyness: Asked::default(),
            #[cfg(feature = "views")]
            passages: Asked::default(),
        };
        Client { desk: StoredValue::new_local(desk), n_come: RwSignal::new(0), n_waiting: RwSignal::new(0) }
    }

    /// What the corpus is.
    #[must_use]
    pub fn summary(self) -> Shared<Summary> {
        self.desk.with_value(|desk| desk.summary.clone())
    }

    /// Articles that match.
    #[must_use]
    pub fn search(self, request: SearchRequest) -> Shared<SearchAnswer> {
        self.ask(
            request,
            |desk| &mut desk.search,
            Request::Search,
            |response| match response {
                Response::Search(answer) => Some(answer),
                _ => None,
            },
        )
        .1
    }

    /// One article, and the request that it answers.
    #[must_use]
    pub fn read(self, request: ReadRequest) -> (ReadRequest, Shared<Option<ReadAnswer>>) {
        self.ask(
            request,
            |desk| &mut desk.read,
            Request::Read,
            |response| match response {
                Response::Read(answer) => Some(answer),
                _ => None,
            },
        )
    }

    /// Days.
    #[must_use]
    pub fn timeline(self, request: TimelineRequest) -> Shared<TimelineAnswer> {
        self.ask(
            request,
            |desk| &mut desk.timeline,
            Request::Timeline,
            |response| match response {
                Response::Timeline(answer) => Some(answer),
                _ => None,
            },
        )
        .1
    }

    /// Asks once, for something that no view shows; hears of the last answer, or of what went wrong.
    pub fn once(self, request: Request, then: impl FnOnce(Result<Response, String>) + 'static) {
        let mut then = Some(then);
        relay(&request, move |told| match told {
            Ok((_, false)) => {}
            Ok(((response, documents), true)) => {
                self.desk.update_value(|desk| desk.documents.extend(documents));
                then.take().into_iter().for_each(|then| then(Ok(response.clone())));
            }
            Err(error) => {
                tell_trouble(&error);
                then.take().into_iter().for_each(|then| then(Err(error.clone())));
            }
        });
    }

    questions! {
        /// How many results fall on the values of facets and on time.
        counts: Counts(CountRequest) -> CountAnswer;
    }

    #[cfg(feature = "views")]
    questions! {
        /// Figures of what matches.
        figures: Figures(FigureRequest) -> FigureAnswer;
        /// What this names.
        names: Names(NameRequest) -> NameAnswer;
        /// One entity.
        entity: Entity(EntityRequest) -> Option<Box<EntityAnswer>>;
        /// Articles that say nearly the same.
        copies: Copies(CopiesRequest) -> Option<Box<CopiesAnswer>>;
        /// Occurrences in their contexts.
        concordance: Concordance(ConcordanceRequest) -> ConcordanceAnswer;
        /// The most frequent n-grams.
        ngrams: Ngrams(NgramRequest) -> NgramAnswer;
        /// What stands near hits.
        collocates: Collocates(CollocateRequest) -> CollocateAnswer;
        /// What tells two parts of the corpus apart.
        keyness: Keyness(KeynessRequest) -> KeynessAnswer;
        /// Where passages stand.
        passages: Passages(PassageRequest) -> PassageAnswer;
    }

    /// Whether answers are still to come.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        // Before anything has come, the first question is on its way.
        self.n_waiting.get() > 0 || self.n_come.get() == 0
    }

    /// A document that an answer named.
    #[must_use]
    pub fn document(self, index: u32) -> Option<DocumentSummary> {
        self.desk.with_value(|desk| {
            let known = desk.documents.get(&index);
            known.or_else(|| desk.summary.documents.get(index as usize)).cloned()
        })
    }

    /// The answer to a request, if it is known; else the last one that came, and the worker is asked.
    fn ask<Q: Clone + PartialEq + 'static, A: 'static>(
        self,
        request: Q,
        asked: fn(&mut Desk) -> &mut Asked<Q, A>,
        wrap: fn(Q) -> Request,
        unwrap: fn(Response) -> Option<A>,
    ) -> (Q, Shared<A>) {
        self.n_come.track();
        let (mut given, mut is_asked) = (None, false);
        self.desk.update_value(|desk| {
            let asked = asked(desk);
            let is_awaited = asked.waiting.as_ref().is_some_and(|(waited, _)| *waited == request);
            // What was shown first, before anything came, answers nothing, whatever its question.
            let known = asked.lately.known(&request);
            if known.is_some() && !is_awaited {
                self.take_back(asked);
            }
            is_asked = known.is_some() || is_awaited;
            given = Some(known.map_or_else(|| asked.last.clone(), |answer| (request.clone(), answer)));
        });
        if !is_asked {
            self.send(request.clone(), asked, wrap, unwrap);
        }
        given.expect("the client lives as long as the page")
    }

    fn send<Q: Clone + PartialEq + 'static, A: 'static>(
        self,
        request: Q,
        asked: fn(&mut Desk) -> &mut Asked<Q, A>,
        wrap: fn(Q) -> Request,
        unwrap: fn(Response) -> Option<A>,
    ) {
        self.desk.update_value(|desk| self.take_back(asked(desk)));
        let own = request.clone();
        let tell = move |told: Result<(Told, bool), String>| {
            let (answer, is_last) = match told {
                Ok(((response, documents), is_last)) => {
                    self.desk.update_value(|desk| desk.documents.extend(documents));
                    (unwrap(response), is_last)
                }
                Err(error) => {
                    tell_trouble(&error);
                    (None, true)
                }
            };
            self.desk.update_value(|desk| {
                let asked = asked(desk);
                if let Some(answer) = answer {
                    asked.last = (own.clone(), asked.lately.keep(own.clone(), Shared(Arc::new(answer))));
                }
                if is_last && asked.waiting.take_if(|(waited, _)| *waited == own).is_some() {
                    // An answer may come before the frame in which its question is counted.
                    request_animation_frame(move || self.n_waiting.update(|n| *n = n.saturating_sub(1)));
                }
            });
            self.n_come.update(|n| *n = n.wrapping_add(1));
        };
        if let Some(take_back) = relay(&wrap(request.clone()), tell) {
            self.desk.update_value(|desk| asked(desk).waiting = Some((request, take_back)));
            // Who asks is being computed; whoever waits is told when that is done.
            request_animation_frame(move || self.n_waiting.update(|n| *n += 1));
        }
    }

    fn take_back<Q, A>(self, asked: &mut Asked<Q, A>) {
        if let Some((_, take_back)) = asked.waiting.take() {
            let _ = take_back.call0(&JsValue::UNDEFINED);
            request_animation_frame(move || self.n_waiting.update(|n| *n = n.saturating_sub(1)));
        }
    }
}
