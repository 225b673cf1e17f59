//! A passage's note, kept as it is typed.

use leptos::html;
use leptos::prelude::*;

use crate::view::use_explorer;
use crate::view::words::use_words;

/// A field for the note of a passage.
#[component]
pub(in crate::view) fn Note(
    /// Id of the passage.
    id: String,
    /// The field, for whoever gives it the focus.
    #[prop(optional)]
    field: NodeRef<html::Textarea>,
) -> impl IntoView {
    let tray = use_explorer().tray;
    let words = use_words();
    let (own, typed) = (id.clone(), id);
    let note = Memo::new(move |_| tray.passage(&own).map(|passage| passage.note).unwrap_or_default());
    let n_rows = move || note.with(|note| note.lines().count().clamp(2, 12)).to_string();
    view! {
        <textarea node_ref=field class="tray-note" rows=n_rows maxlength="20000" aria-label=words.note() placeholder=words.note_hint() prop:value=note
            on:input=move |event| {
                let text = event_target_value(&event);
                tray.edit(&typed, |passage| passage.note = text);
            }></textarea>
    }
}
