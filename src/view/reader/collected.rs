//! Passages of the open article that the reader has collected: marks in the text, and the card with the note.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::export::tray::{Colour, within};
use crate::protocol::{Mark, Paragraph};
use crate::view::history::focus;
use crate::view::piece::Piece;
use crate::view::tray::{ColourChoice, Here, Note, ink};
use crate::view::ui::{Fresh, live};
use crate::view::url::View;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::element;
use super::runs::Run;

/// The collected passages of a paragraph. Their ranges stand behind the paragraph's hits, so that the text is cut at them too.
pub(super) struct Collected {
    n_hits: usize,
    passages: Vec<Here>,
    /// Whether each begins in this paragraph.
    begins: Vec<bool>,
    /// Those whose mark has been made.
    is_marked: Vec<bool>,
}

/// A paragraph with the ranges of what was collected of it.
pub(super) fn with_collected(mut paragraph: Paragraph) -> (Paragraph, Collected) {
    let n_hits = paragraph.marks.len();
    let (mut passages, mut begins) = (Vec::new(), Vec::new());
    for here in use_explorer().tray.here.get_untracked() {
        let Some(range) = within(here.place, paragraph.at, &paragraph.text) else { continue };
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        paragraph.marks.push(Mark { start: byte(range.start), end: byte(range.end), term: 0 });
        begins.push(here.place.at >= paragraph.at);
        passages.push(here);
    }
    let is_marked = vec![false; passages.len()];
    (paragraph, Collected { n_hits, passages, begins, is_marked })
}

impl Collected {
    /// The marks of passages that begin in a run; they stand before it, since a mention holds no button.
    pub(super) fn marks_before(&mut self, run: &Run) -> Vec<AnyView> {
        let own =
            run.pieces.iter().flat_map(|piece| &piece.marks).filter_map(|mark| mark.checked_sub(self.n_hits));
        let mut marks = Vec::new();
        for index in own {
            if self.begins[index] && !std::mem::replace(&mut self.is_marked[index], true) {
                marks.push(view! { <PassageMark here=self.passages[index].clone()/> }.into_any());
            }
        }
        marks
    }

    /// A piece of text in the tint of the passage that was collected last of those that hold it.
    pub(super) fn dress(&self, piece: &Piece, show: impl FnOnce(&Piece) -> AnyView) -> AnyView {
        let hits = piece.marks.iter().copied().filter(|mark| *mark < self.n_hits).collect();
        let holder =
            piece.marks.iter().rev().find_map(|mark| self.passages.get(mark.checked_sub(self.n_hits)?));
        let text = show(&Piece { marks: hits, ..piece.clone() });
        let Some(here) = holder else { return text };
        let class = tint(here.colour);
        if piece.mention.is_some() {
            return view! { <span class=class>{text}</span> }.into_any();
        }
        let (card, id) = (use_explorer().tray.card, here.id.clone());
        // Who drags over the text selects it. The mark in the margin does the same for the keyboard.
        let open = move |_| {
            let selection = window().get_selection().ok().flatten();
            if selection.is_none_or(|selection| selection.is_collapsed()) {
                card.set(Some((id.clone(), true)));
            }
        };
        view! { <span class=class on:click=open>{text}</span> }.into_any()
    }
}

fn tint(colour: Colour) -> &'static str {
    match colour {
        Colour::Ochre => "collected collected--ochre",
        Colour::Blue => "collected collected--blue",
        Colour::Green => "collected collected--green",
        Colour::Rose => "collected collected--rose",
    }
}

fn mark_id(id: &str) -> String {
    format!("collected-{id}")
}

/// The mark of a passage in the margin.
#[component]
fn PassageMark(here: Here) -> impl IntoView {
    let card = use_explorer().tray.card;
    let words = use_words();
    let id = here.id.clone();
    let own = here.id.clone();
    let is_open = move || card.with(|card| card.as_ref().is_some_and(|(open, _)| *open == own));
    view! {
        <button type="button" class="collected-mark" class:collected-mark--noted=here.has_note id=mark_id(&here.id)
            aria-label=words.collected_in(words.colour_name(here.colour), here.has_note) aria-expanded=move || is_open().to_string()
            on:click=move |_| card.set(Some((id.clone(), true)))>
            <span class=ink(here.colour) aria-hidden="true"></span>
        </button>
    }
}

/// The card of the passage that is open.
#[component]
pub(super) fn CollectedCard() -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let open = Memo::new(move |_| {
        let (id, takes_focus) = tray.card.get()?;
        tray.here.with(|here| here.iter().any(|here| here.id == id)).then_some((id, takes_focus))
    });
    // One card at a time.
    Effect::new(move |_| {
        if open.with(Option::is_some) {
            explorer.card.set(None);
        }
    });
    Effect::new(move |_| {
        if explorer.card.with(Option::is_some) && tray.card.with_untracked(Option::is_some) {
            tray.card.set(None);
        }
    });
    live(move || match open.get() {
        Some((id, takes_focus)) => Fresh::new(view! { <Card id takes_focus/> }),
        None => Fresh::new(()),
    })
}

#[component]
fn Card(id: String, takes_focus: bool) -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let words = use_words();
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| takes_focus) {
            focus(field.unchecked_ref());
        }
    });
    let own = id.clone();
    let colour = Memo::new(move |_| tray.passage(&own).map(|passage| passage.colour));
    let stored = StoredValue::new(id.clone());
    let close = move || {
        tray.card.set(None);
        if let Some(mark) = stored.with_value(|id| element(&mark_id(id))) {
            focus(&mark);
        }
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            close();
        }
    };
    view! {
        <div class="card tray-card" role="region" aria-label=words.collected_passage() on:keydown=escape>
            <p class="card__kind">
                <span>{words.collected_passage()}</span>
                <button type="button" class="card__close" aria-label=words.close() on:click=move |_| close()>"×"</button>
            </p>
            <Note id field/>
            <div class="passage__tools">
                <ColourChoice chosen=colour choose=move |colour| stored.with_value(|id| tray.paint(id, colour))/>
                <button type="button" class="button button--quiet passage__remove" on:click=move |_| stored.with_value(|id| tray.remove(id))>{words.remove()}</button>
            </div>
            <p class="card__links"><a href=explorer.navigator.link(|state| state.on(View::Tray))>{words.to_tray()}</a></p>
        </div>
    }
}
