//! [`Desk`]: the passages that were collected, kept in the browser, and where they stand now.
//!
//! Other tabs may write too, so that every change is made to what the browser keeps at that moment. Where nothing can be kept, the passages
//! last as long as the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::export::tray::{Added, Colour, MOST, Passage, Stretch, add, from_kept, iri, to_kept};
use crate::protocol::passage::{FoundPassage, PassageRequest, Wanted};
use crate::protocol::{Request, Response};
use crate::view::client::Client;
use crate::view::history::{Navigator, focus};

use super::store;

/// Where each passage stands now, by its id; nothing for those that stand nowhere.
type Places = Arc<BTreeMap<String, Option<FoundPassage>>>;

/// What happened last.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::view) enum Told {
    /// A passage was collected.
    Collected(String),
    /// This one is there already.
    Known,
    /// There is nothing to collect.
    Nothing,
    /// No more will fit.
    Full,
    /// A passage was taken out; where it stood.
    Removed(Box<Passage>, usize),
    /// A file was read: what was added, what belongs to other documents, what could not be read.
    Imported(Added, usize, usize),
    /// A file holds nothing.
    Refused(crate::export::tray::Unread),
}

/// A passage of the open document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::view) struct Here {
    pub(in crate::view) id: String,
    pub(in crate::view) colour: Colour,
    pub(in crate::view) has_note: bool,
    pub(in crate::view) place: Stretch,
}

/// The tray.
#[derive(Clone, Copy, Debug)]
pub(in crate::view) struct Desk {
    /// The passages in the order in which they were collected.
    pub(in crate::view) passages: RwSignal<Vec<Passage>>,
    /// Whether the browser keeps them.
    pub(in crate::view) is_kept: RwSignal<bool>,
    /// Entries that the browser keeps and nobody can read.
    pub(in crate::view) n_unread: RwSignal<usize>,
    /// What happened last, numbered, so that the same twice is told twice.
    pub(in crate::view) told: RwSignal<Option<(u32, Told)>>,
    /// Id of the passage whose card is open in the reader, and whether the card takes the focus.
    pub(in crate::view) card: RwSignal<Option<(String, bool)>>,
    /// Where the passages stand now.
    pub(in crate::view) places: Memo<Places>,
    /// Those of the open document.
    pub(in crate::view) here: Memo<Vec<Here>>,
    /// The colour of the next one.
    colour: StoredValue<Colour>,
    /// What was read or written last.
    last: StoredValue<Option<String>>,
    client: Client,
}

impl Desk {
    /// Takes up what the browser keeps, and what other tabs change of it.
    pub(in crate::view) fn new(client: Client, navigator: Navigator) -> Desk {
        let (kept, is_kept) = (store::read(), store::can_keep());
        let (passages, n_unread) = kept.as_deref().map(from_kept).unwrap_or_default();
        if let Some(text) = kept.as_deref().filter(|_| n_unread > 0) {
            store::put_aside(text);
        }
        let passages = RwSignal::new(passages);
        let places = places(client, passages);
        let here = Memo::new(move |_| {
            let document = navigator.state().with(|state| state.document.clone());
            document.map(|document| here(&passages.read(), &places.read(), &document)).unwrap_or_default()
        });
        let desk = Desk {
            passages,
            is_kept: RwSignal::new(is_kept),
            n_unread: RwSignal::new(n_unread),
            told: RwSignal::new(None),
            card: RwSignal::new(None),
            places,
            here,
            colour: StoredValue::new(Colour::default()),
            last: StoredValue::new(kept),
            client,
        };
        let _ = window_event_listener_untyped("storage", move |_| desk.look_again());
        desk
    }

    /// Takes over what another tab wrote.
    fn look_again(self) {
        let text = store::read();
        // What could not be kept is only here.
        if !self.is_kept.get_untracked() || self.last.with_value(|last| *last == text) {
            return;
        }
        self.passages.set(text.as_deref().map(|text| from_kept(text).0).unwrap_or_default());
        self.last.set_value(text);
    }

    /// Changes what the browser keeps.
    pub(in crate::view) fn change(self, edit: impl FnOnce(&mut Vec<Passage>)) {
        self.look_again();
        let mut passages = self.passages.get_untracked();
        edit(&mut passages);
        // An empty tray leaves nothing behind.
        let text = (!passages.is_empty()).then(|| to_kept(&passages));
        self.is_kept.set(store::write(text.as_deref()));
        self.last.set_value(text);
        self.passages.set(passages);
    }

    /// Changes one passage.
    pub(in crate::view) fn edit(self, id: &str, edit: impl FnOnce(&mut Passage)) {
        self.change(|passages| {
            if let Some(passage) = passages.iter_mut().find(|passage| passage.id == id) {
                edit(passage);
                passage.changed = store::now();
            }
        });
    }

    /// Gives a passage a colour, which the next one has too.
    pub(in crate::view) fn paint(self, id: &str, colour: Colour) {
        self.colour.set_value(colour);
        self.edit(id, |passage| passage.colour = colour);
    }

    /// Says what happened.
    pub(in crate::view) fn tell(self, told: Told) {
        let number = self.told.with_untracked(|told| told.as_ref().map_or(0, |(number, _)| *number));
        self.told.set(Some((number.wrapping_add(1), told)));
    }

    /// Collects a passage.
    pub(in crate::view) fn collect(self, wanted: Wanted) {
        let request = Request::Passages(PassageRequest { wanted: vec![wanted] });
        self.client.once(request, move |answer| {
            let Ok(Response::Passages(answer)) = answer else { return };
            let found = answer.passages.into_iter().flatten().next();
            self.tell(found.map_or(Told::Nothing, |found| self.take(found)));
        });
    }

    fn take(self, found: FoundPassage) -> Told {
        let mut passage = Passage::new(found, new_id(), &store::now());
        passage.colour = self.colour.get_value();
        let id = passage.id.clone();
        let (mut known, mut is_full) = (None, false);
        self.change(|passages| {
            known = passages.iter().find(|other| other.is_same_place(&passage)).map(|other| other.id.clone());
            is_full = passages.len() >= MOST;
            if known.is_none() && !is_full {
                passages.push(passage);
            }
        });
        match known {
            Some(known) => {
                if has_margin() {
                    self.card.set(Some((known, false)));
                }
                Told::Known
            }
            None if is_full => Told::Full,
            None => {
                if has_margin() {
                    self.card.set(Some((id.clone(), false)));
                }
                Told::Collected(id)
            }
        }
    }

    /// Takes a passage out.
    pub(in crate::view) fn remove(self, id: &str) {
        let mut removed = None;
        self.change(|passages| {
            let place = passages.iter().position(|passage| passage.id == id);
            removed = place.map(|place| (passages.remove(place), place));
        });
        self.card.set(None);
        if let Some((passage, place)) = removed {
            self.tell(Told::Removed(Box::new(passage), place));
        }
        // The button that was pressed is gone.
        request_animation_frame(|| {
            let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            let main =
                document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
            if let Some(main) = main.filter(|_| is_lost) {
                focus(&main);
            }
        });
    }

    /// Takes back what happened last.
    pub(in crate::view) fn undo(self) {
        let told = self.told.with_untracked(|told| told.as_ref().map(|(_, told)| told.clone()));
        match told {
            Some(Told::Collected(id)) => {
                self.change(|passages| passages.retain(|passage| passage.id != id));
                self.card.set(None);
            }
            Some(Told::Removed(passage, place)) => self.change(|passages| {
                passages.retain(|other| other.id != passage.id);
                passages.insert(place.min(passages.len()), *passage);
            }),
            _ => {}
        }
        self.told.set(None);
    }

    /// Adds passages from a file; the corpus says first what it knows of them.
    pub(in crate::view) fn import(self, read: crate::export::tray::Read) {
        let wanted = read.passages.iter().map(|passage| Wanted::Quote(passage.quote())).collect();
        self.client.once(Request::Passages(PassageRequest { wanted }), move |answer| {
            let Ok(Response::Passages(answer)) = answer else { return };
            let now = store::now();
            let passages = read.passages.into_iter().zip(answer.passages).map(|(mut passage, found)| {
                found.into_iter().for_each(|found| passage.take(found));
                if passage.made.is_empty() {
                    passage.made.clone_from(&now);
                }
                passage
            });
            let mut added = Added::default();
            self.change(|kept| added = add(kept, passages));
            self.tell(Told::Imported(added, read.n_elsewhere, read.n_unread));
        });
    }

    /// A passage; reading it subscribes.
    pub(in crate::view) fn passage(self, id: &str) -> Option<Passage> {
        self.passages.with(|passages| passages.iter().find(|passage| passage.id == id).cloned())
    }
}

/// Asks where the passages stand; until that is known, what was known before counts.
fn places(client: Client, passages: RwSignal<Vec<Passage>>) -> Memo<Places> {
    let ids = Memo::new(move |_| {
        let quote = |passage: &Passage| (passage.id.clone(), Wanted::Quote(passage.quote()));
        passages.read().iter().map(quote).unzip::<_, _, Vec<String>, Vec<Wanted>>()
    });
    Memo::new(move |last: Option<&Places>| {
        let (ids, wanted) = ids.get();
        let last = || last.cloned().unwrap_or_default();
        if ids.is_empty() {
            return Places::default();
        }
        let request = PassageRequest { wanted };
        let (answered, answer) = client.passages(request.clone());
        if answered != request {
            return last();
        }
        Arc::new(ids.into_iter().zip(answer.passages.iter().cloned()).collect())
    })
}

fn here(passages: &[Passage], places: &Places, document: &str) -> Vec<Here> {
    let own = passages.iter().filter(|passage| passage.document == document);
    let here = own.filter_map(|passage| {
        let found = places.get(&passage.id)?.as_ref()?;
        Some(Here {
            id: passage.id.clone(),
            colour: passage.colour,
            has_note: !passage.note.trim().is_empty(),
            place: Stretch { at: found.at, end: found.end, ..Stretch::default() },
        })
    });
    here.collect()
}

/// Whether cards stand beside the text; elsewhere they cover it, and open only when asked for.
fn has_margin() -> bool {
    matches!(window().match_media("(min-width: 60.01rem)"), Ok(Some(query)) if query.matches())
}

/// An IRI that nothing else has.
fn new_id() -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "32 of the bits that there are"
    )]
    let bits = || u64::from((js_sys::Math::random() * 4_294_967_296.0) as u32);
    iri(bits() << 32 | bits(), bits() << 32 | bits())
}
