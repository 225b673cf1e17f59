//! The page that says what this program is and what it does not do.

use leptos::prelude::*;

use super::frame::KeyTable;
use super::use_explorer;
use super::words::use_words;

/// What this is, how it searches, keys, privacy, version.
#[component]
pub(super) fn About() -> impl IntoView {
    let words = use_words();
    let summary = use_explorer().answers.summary();
    view! {
        <div class="wrap about">
            <h1 class="about__title">{words.about_title()}</h1>
            <p class="about__text">{words.about_what()}</p>
            <h2>{words.about_search_title()}</h2>
            <p class="about__text">{words.about_search()}</p>
            <h2>{words.about_privacy_title()}</h2>
            <p class="about__text">{words.about_privacy()}</p>
            <h2>{words.keys()}</h2>
            <KeyTable/>
            <h2>{words.about_version_title()}</h2>
            <p class="about__text num">
                {words.about_version(env!("CARGO_PKG_VERSION"), &summary.version, u32::try_from(summary.documents.len()).unwrap_or(u32::MAX))}
            </p>
        </div>
    }
}
