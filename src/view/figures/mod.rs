//! The page of numbers with their units.

use leptos::prelude::*;

use super::search::QueryChips;
use super::url::View;
use super::words::use_words;

/// The page.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="unseen">{words.of_whole(View::Figures)}</h1>
        <QueryChips/>
    }
}
