//! The engine in a web worker: plain calls that take and give values of JavaScript.
//!
//! The script `worker.js` fetches files and passes messages; what is asked and answered is decided here. A call is a name and two
//! values; what it gives is said with each of them in [`Desk::call`]. Failures are strings behind the key `error`.
//!
//! # Why no exported functions?
//! The macro that makes them writes unsafe code, which this package forbids; closures handed to JavaScript need none.

mod ask;

use std::collections::HashMap;
#[cfg(feature = "engine")]
use std::ops::Range;

use js_sys::{Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

#[cfg(feature = "engine")]
use crate::engine::Engine;
use crate::engine::listing::Listing;
use crate::library::{Answer, Library, Part, Question, Step, Task};
use crate::protocol::{
    CountAnswer, CountRequest, DocumentSummary, Filter, Request, Response, SearchRequest, Sort,
};
#[cfg(not(feature = "engine"))]
use crate::query::parse;

/// What a message asks.
#[derive(Debug)]
enum Ask {
    /// Anything that the page asks; comes as bytes (postcard), all else as values of JavaScript.
    Request(Box<Request>),
    /// A page of results as plain data.
    Search(Box<SearchRequest>),
    /// Numbers of all matching documents.
    Ids(Filter, Sort),
    /// How results fall on facets and time.
    Counts(Box<CountRequest>),
    /// Ids of all documents, in the order of their numbers.
    Names,
    /// Bytes of memory that the engine holds.
    Memory,
}

#[cfg(not(feature = "engine"))]
impl Ask {
    /// What is looked for.
    fn filter(&self) -> Option<&Filter> {
        match self {
            Ask::Request(request) => match &**request {
                Request::Summary => None,
                Request::Search(request) => Some(&request.filter),
                Request::Read(request) => Some(&request.filter),
                Request::Timeline(request) => Some(&request.filter),
                Request::Counts(request) => Some(&request.filter),
            },
            Ask::Search(request) => Some(&request.filter),
            Ask::Ids(filter, _) => Some(filter),
            Ask::Counts(request) => Some(&request.filter),
            Ask::Names | Ask::Memory => None,
        }
    }
}

/// An answer: to a request as bytes (postcard), to all else as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Told {
    #[serde(skip)]
    Response(Response, Vec<(u32, DocumentSummary)>),
    Listing(Listing),
    Counts(CountAnswer),
    Names(Vec<String>),
    Memory(usize),
}

/// A corpus.
enum Source {
    #[cfg(feature = "engine")]
    Pack(Box<Engine>),
    Library(Box<Library>),
}

/// A question to a library, or the answer of a pack that is still to be taken.
enum Work {
    Task(Box<Task>),
    /// As above; its answer goes to a script, as JSON.
    Counts(Box<Task>),
    Names,
    Answered(Told),
    #[cfg(feature = "engine")]
    Documents(Vec<u32>),
}

/// An open corpus and the questions under way.
#[derive(Default)]
struct Desk {
    source: Option<Source>,
    work: HashMap<u32, Work>,
    next: u32,
}

/// Whether this runs in a worker, not in a page.
#[must_use]
pub fn is_worker() -> bool {
    !Reflect::has(&js_sys::global(), &"document".into()).unwrap_or(false)
}

/// Puts the engine where the worker's script finds it: `globalThis.jianbaoEngine(name, a, b)`.
pub fn start() {
    let mut desk = Desk::default();
    let call = move |name: JsValue, a: JsValue, b: JsValue| -> JsValue {
        let name = name.as_string().unwrap_or_default();
        desk.call(&name, &a, b).unwrap_or_else(|error| object(&[("error", error.into())]))
    };
    let call = Closure::<dyn FnMut(JsValue, JsValue, JsValue) -> JsValue>::new(call);
    let _ = Reflect::set(&js_sys::global(), &"jianbaoEngine".into(), &call.into_js_value());
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

fn bytes(value: JsValue) -> Vec<u8> {
    value.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default()
}

fn number(value: &JsValue) -> u32 {
    // A number of JavaScript that is no whole number from 0 names nothing.
    value.as_f64().filter(|n| *n >= 0.0 && *n < f64::from(u32::MAX)).map_or(u32::MAX, |n| n as u32)
}

impl Desk {
    fn call(&mut self, name: &str, a: &JsValue, b: JsValue) -> Result<JsValue, String> {
        match name {
            // The bytes of a pack.
            #[cfg(feature = "engine")]
            "pack" => {
                let pack: Uint8Array = b.dyn_into().map_err(|_| NO_CORPUS)?;
                let end = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
                let read = |range: Range<usize>, bytes: &mut [u8]| {
                    pack.subarray(end(range.start), end(range.end)).copy_to(bytes);
                };
                let engine =
                    Engine::open_from(pack.length() as usize, read).map_err(|error| error.to_string())?;
                self.source = Some(Source::Pack(Box::new(engine)));
                Ok(JsValue::UNDEFINED)
            }
            // Folds the text of a pack, before a search waits for it.
            #[cfg(feature = "engine")]
            "fold" => {
                if let Some(Source::Pack(engine)) = &self.source {
                    engine.fold();
                }
                Ok(JsValue::UNDEFINED)
            }
            // The bytes of a catalog, unpacked.
            "library" => {
                let library = Library::open(&bytes(b)).map_err(|error| error.to_string())?;
                self.source = Some(Source::Library(Box::new(library)));
                Ok(JsValue::UNDEFINED)
            }
            // A question, as plain data or as bytes; gives its number, or says that only the whole engine can answer it.
            "begin" => {
                let ask = match a.dyn_ref::<Uint8Array>() {
                    Some(bytes) => {
                        let request = postcard::from_bytes(&bytes.to_vec())
                            .map_err(|error| format!("the question is not understood: {error}"))?;
                        Ask::Request(Box::new(request))
                    }
                    None => ask::read(a)?,
                };
                #[cfg(not(feature = "engine"))]
                if ask.filter().is_some_and(|filter| parse(&filter.query).has_pattern()) {
                    return Ok(BEYOND.into());
                }
                let work = self.begin(ask)?;
                self.next = self.next.wrapping_add(1);
                self.work.insert(self.next, work);
                Ok(self.next.into())
            }
            // Goes on with a question, by its number.
            "step" => self.step(number(a)),
            // Forgets a question.
            "end" => {
                self.work.remove(&number(a));
                Ok(JsValue::UNDEFINED)
            }
            // The bytes of a file that a step asked for, unpacked, by the file's key.
            "supply" => {
                let Some(Source::Library(library)) = &mut self.source else {
                    return Err(NO_CORPUS.to_owned());
                };
                let part = part(&a.as_string().unwrap_or_default()).ok_or("no such file")?;
                library.supply(part, bytes(b)).map_err(|error| error.to_string())?;
                Ok(JsValue::UNDEFINED)
            }
            _ => Err(format!("no call is named {name}")),
        }
    }

    fn begin(&self, ask: Ask) -> Result<Work, String> {
        let question = match (&self.source, ask) {
            (_, Ask::Memory) => return Ok(Work::Answered(Told::Memory(n_bytes_of_memory()))),
            (None, _) => return Err(NO_CORPUS.to_owned()),
            #[cfg(feature = "engine")]
            (Some(Source::Pack(engine)), ask) => return Ok(answered(engine, ask)),
            (Some(Source::Library(_)), Ask::Names) => return Ok(Work::Names),
            (Some(Source::Library(_)), Ask::Request(request)) => Question::Request(*request),
            (Some(Source::Library(_)), Ask::Search(request)) => Question::List(*request),
            (Some(Source::Library(_)), Ask::Ids(filter, sort)) => Question::Documents(filter, sort),
            (Some(Source::Library(_)), Ask::Counts(request)) => {
                let task = Task::new(Question::Request(Request::Counts(*request)));
                return Ok(Work::Counts(Box::new(task)));
            }
        };
        Ok(Work::Task(Box::new(Task::new(question))))
    }

    /// Either `{need: [[key, name, is packed], …], progress, soFar, isBeside}`, or `{answer}` or `{documents: Uint32Array}`.
    fn step(&mut self, number: u32) -> Result<JsValue, String> {
        match self.work.remove(&number) {
            None => Err("no such question".to_owned()),
            Some(Work::Answered(told)) => as_value(&told).map(|json| object(&[("answer", json)])),
            #[cfg(feature = "engine")]
            Some(Work::Documents(documents)) => Ok(numbers(&documents)),
            Some(Work::Names) => {
                let Some(Source::Library(library)) = &self.source else { return Err(NO_CORPUS.to_owned()) };
                let names: Vec<String> = library.ids().map(str::to_owned).collect();
                if names.is_empty() && library.catalog().n_documents > 0 {
                    let need = need(library, &[Part::Names], 0.0, JsValue::UNDEFINED, false);
                    self.work.insert(number, Work::Names);
                    return Ok(need);
                }
                as_value(&Told::Names(names)).map(|json| object(&[("answer", json)]))
            }
            Some(Work::Task(task)) => self.go_on(number, task, Work::Task),
            Some(Work::Counts(task)) => self.go_on(number, task, Work::Counts),
        }
    }

    /// Goes on with a question to a library; `keep` says what it is kept as where files are lacking.
    fn go_on(
        &mut self,
        number: u32,
        mut task: Box<Task>,
        keep: fn(Box<Task>) -> Work,
    ) -> Result<JsValue, String> {
        let Some(Source::Library(library)) = &mut self.source else {
            return Err(NO_CORPUS.to_owned());
        };
        let step = task.step(library).map_err(|error| error.to_string())?;
        let is_beside = task.is_beside();
        let work = keep(task);
        let told = |answer| match (&work, answer) {
            (Work::Counts(_), Answer::Response(Response::Counts(counts), _)) => Told::Counts(counts),
            (_, answer) => told(answer),
        };
        match step {
            Step::Done(answer) => match *answer {
                Answer::Documents(documents) => Ok(numbers(&documents)),
                answer => as_value(&told(answer)).map(|value| object(&[("answer", value)])),
            },
            Step::Need { parts, so_far, progress } => {
                let so_far = match so_far.map(|answer| as_value(&told(*answer))) {
                    Some(value) => value?,
                    None => JsValue::UNDEFINED,
                };
                let need = need(library, &parts, progress, so_far, is_beside);
                self.work.insert(number, work);
                Ok(need)
            }
        }
    }
}

/// Bytes of WebAssembly's memory, which never shrinks: so the most that was needed so far.
fn n_bytes_of_memory() -> usize {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    0
}

/// What is said of a question that only the whole engine can answer.
#[cfg(not(feature = "engine"))]
const BEYOND: &str = "beyond";

const NO_CORPUS: &str = "no corpus is open";

/// What an open pack answers at once.
#[cfg(feature = "engine")]
fn answered(engine: &Engine, ask: Ask) -> Work {
    match ask {
        Ask::Request(request) => Work::Answered(Told::Response(engine.answer(&request), Vec::new())),
        Ask::Search(request) => Work::Answered(Told::Listing(engine.list(&request))),
        Ask::Counts(request) => Work::Answered(Told::Counts(engine.counts(&request))),
        Ask::Ids(filter, sort) => Work::Documents(engine.matching_documents(&filter, sort)),
        Ask::Memory => Work::Answered(Told::Memory(n_bytes_of_memory())),
        Ask::Names => {
            let ids = engine.corpus().documents().map(|document| document.id().to_owned());
            Work::Answered(Told::Names(ids.collect()))
        }
    }
}

fn told(answer: Answer) -> Told {
    match answer {
        Answer::Response(response, documents) => Told::Response(response, documents),
        Answer::Listing(listing) => Told::Listing(listing),
        Answer::Documents(_) => Told::Names(Vec::new()),
    }
}

fn as_value(told: &Told) -> Result<JsValue, String> {
    if let Told::Response(response, documents) = told {
        let bytes = postcard::to_allocvec(&(response, documents)).map_err(|error| error.to_string())?;
        return Ok(Uint8Array::from(bytes.as_slice()).into());
    }
    serde_json::to_string(told).map(JsValue::from).map_err(|error| error.to_string())
}

fn numbers(documents: &[u32]) -> JsValue {
    object(&[("documents", Uint32Array::from(documents).into())])
}

fn need(library: &Library, parts: &[Part], progress: f32, so_far: JsValue, is_beside: bool) -> JsValue {
    let files = js_sys::Array::new();
    for part in parts {
        let Some(name) = library.catalog().file_name(*part) else { continue };
        let file = js_sys::Array::of3(&key(*part).into(), &name.into(), &Library::is_packed(*part).into());
        files.push(&file);
    }
    object(&[
        ("need", files.into()),
        ("progress", progress.into()),
        ("soFar", so_far),
        ("isBeside", is_beside.into()),
    ])
}

/// How JavaScript names a part.
fn key(part: Part) -> String {
    match part {
        Part::Chunk(place) => format!("c{place}"),
        Part::Shard(place) => format!("s{place}"),
        Part::Names => "names".to_owned(),
        Part::Mentions => "mentions".to_owned(),
        Part::Titles => "titles".to_owned(),
    }
}

fn part(key: &str) -> Option<Part> {
    match key {
        "names" => Some(Part::Names),
        "mentions" => Some(Part::Mentions),
        "titles" => Some(Part::Titles),
        _ => {
            let place = key.get(1..)?.parse().ok()?;
            match key.get(..1)? {
                "c" => Some(Part::Chunk(place)),
                "s" => Some(Part::Shard(place)),
                _ => None,
            }
        }
    }
}
