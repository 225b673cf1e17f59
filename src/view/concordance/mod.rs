//! The page of every hit on a line of its own.

use leptos::prelude::*;

use super::search::QueryChips;
use super::url::View;
use super::words::use_words;

/// The page.
#[component]
pub(super) fn Concordance() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="unseen">{words.of_whole(View::Concordance)}</h1>
        <QueryChips/>
    }
}
