//! The page of organisations, people, places and services.

use leptos::prelude::*;

use super::search::QueryChips;
use super::url::View;
use super::words::use_words;

/// The page.
#[component]
pub(super) fn Names() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="unseen">{words.of_whole(View::Names)}</h1>
        <QueryChips/>
    }
}
