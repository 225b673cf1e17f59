//! The header: seal, search box, tools.

use leptos::prelude::*;

use crate::view::search::SearchBox;
use crate::view::ui::Brand;
use crate::view::url::ViewState;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::tools::Tools;

/// The header of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let home = navigator.link(ViewState::bare);
    view! {
        <header class="frame-bar">
            <div class="wrap frame-bar__row">
                <a class="brand" href=home aria-label=words.brand_label()>
                    <Brand/>
                    <b class="brand__name">{words.brand()}</b>
                </a>
                <SearchBox/>
                <Tools/>
            </div>
        </header>
    }
}
