//! A dialog that takes the focus and gives it back; the browser does both.

use leptos::html;
use leptos::prelude::*;

/// A modal dialog.
#[component]
pub(in crate::view) fn Dialog(
    /// Whether it is shown.
    is_open: RwSignal<bool>,
    /// Its heading.
    title: &'static str,
    /// What its closing button says.
    close: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let is_open = is_open.get();
        let Some(dialog) = dialog.get() else { return };
        match (is_open, dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog node_ref=dialog class="dialog" aria-label=title on:close=move |_| is_open.set(false)>
            <header class="dialog__head">
                <h2>{title}</h2>
                <button type="button" class="dialog__close" aria-label=close on:click=move |_| is_open.set(false)>"×"</button>
            </header>
            {children()}
        </dialog>
    }
}
