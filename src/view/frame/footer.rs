//! The footer.

use leptos::prelude::*;

use crate::view::Explorer;
use crate::view::url::View;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::tools::LangChoice;

/// The footer of every page. A narrow header has no room for the languages; they stand here.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let Explorer { navigator, answers, is_keys_shown, .. } = use_explorer();
    let words = use_words();
    #[cfg(feature = "views")]
    let embed = view! { <crate::view::embed::EmbedButton class="page-foot__embed"/> };
    #[cfg(not(feature = "views"))]
    let embed = ();
    view! {
        <footer class="page-foot">
            <div class="wrap page-foot__row">
                <span>{words.privacy_line()}</span>
                <span>{words.version(&answers.summary().version)}</span>
                // `offline.js` says when that is so.
                <span class="page-foot__offline">{words.offline()}</span>
                <div class="page-foot__langs"><LangChoice/></div>
                <span class="page-foot__links">
                    <a href="./help.html">{words.asking()}</a>
                    <a href=navigator.link(|state| state.on(View::About))>{words.about()}</a>
                    {embed}
                    <button type="button" class="page-foot__keys" on:click=move |_| is_keys_shown.set(true)>
                        {words.keys()} " " <kbd aria-hidden="true">"?"</kbd>
                    </button>
                </span>
            </div>
        </footer>
    }
}
