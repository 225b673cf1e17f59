//! The sheet of keys.

use leptos::prelude::*;

use crate::view::ui::Dialog;
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

/// Keys and what they do.
type KeyRows = [(&'static [&'static str], &'static str); if cfg!(feature = "views") { 12 } else { 10 }];

/// A dialog that lists the keys.
#[component]
pub(super) fn KeysSheet() -> impl IntoView {
    let is_open = use_explorer().is_keys_shown;
    let words = use_words();
    view! { <Dialog is_open title=words.keys() close=words.close()><KeyTable/></Dialog> }
}

/// The keys as a table.
#[component]
pub(in crate::view) fn KeyTable() -> impl IntoView {
    let row = |(keys, meaning): (&'static [&'static str], &'static str)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view();
        view! { <tr><th scope="row">{keys}</th><td>{meaning}</td></tr> }
    };
    view! { <table class="keys"><tbody>{rows(use_words()).map(row).collect_view()}</tbody></table> }
}

fn rows(words: Words) -> KeyRows {
    [
        (&["/", "Ctrl K", "⌘ K"], words.key_search()),
        (&["Esc"], words.key_escape()),
        (&["n", "N"], words.key_step()),
        (&["r"], words.key_compare()),
        (&["Enter", "Shift Enter"], words.key_enter()),
        (&["←", "→", "Home", "End"], words.key_bars()),
        (&["Shift ←", "Shift →"], words.key_extend()),
        (&["Enter", "Space"], words.key_choose()),
        #[cfg(feature = "views")]
        (&["↑", "↓"], words.key_lines()),
        #[cfg(feature = "views")]
        (&["s"], words.key_collect()),
        (&["Alt ←"], words.key_back()),
        (&["?"], words.key_keys()),
    ]
}
