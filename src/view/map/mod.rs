//! The page of provinces as tiles.

use leptos::prelude::*;

use super::search::QueryChips;
use super::url::View;
use super::words::use_words;

/// The page.
#[component]
pub(super) fn Map() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="unseen">{words.of_whole(View::Map)}</h1>
        <QueryChips/>
    }
}
