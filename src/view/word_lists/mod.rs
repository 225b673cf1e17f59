//! The page of frequent, neighbouring and typical expressions.

use leptos::prelude::*;

use super::search::QueryChips;
use super::url::View;
use super::words::use_words;

/// The page.
#[component]
pub(super) fn WordLists() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="unseen">{words.of_whole(View::Words)}</h1>
        <QueryChips/>
    }
}
