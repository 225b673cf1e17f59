//! The pages, with how much each holds under the present filter.

use leptos::prelude::*;

use crate::view::Explorer;
use crate::view::ui::live_text;
use crate::view::url::View;
use crate::view::words::{grouped, use_words};
use crate::view::{has_whole, use_explorer};

/// Links to the pages.
#[component]
pub(super) fn PageNav() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let summary = answers.summary();
    let n_documents = summary.n_documents;
    let n_results = move || answers.search.read().n_articles;
    let n_dates = move || answers.timeline.read().n_entries;
    // Of a large corpus in files nobody lists figures and names.
    let of_whole = (has_whole() && n_documents > 0).then(|| {
        let link = |view| view! { <PageLink view label=words.of_whole(view) count=None/> };
        let links = [View::Concordance, View::Figures, View::Names, View::Map, View::Words, View::Export]
            .map(link)
            .collect_view();
        #[cfg(feature = "views")]
        let links = (links, view! { <TrayLink/> });
        links
    });
    view! {
        <nav class="page-nav" aria-label=words.pages()>
            <div class="wrap page-nav__row">
                <ul class="page-nav__list">
                    <PageLink view=View::Overview label=words.overview() count=None/>
                    <PageLink view=View::Results label=words.results() count=Some(Box::new(n_results))/>
                    <PageLink view=View::Timeline label=words.timeline() count=Some(Box::new(n_dates))/>
                    {of_whole}
                </ul>
                <span class="page-nav__where">
                    <span lang=summary.lang.clone()>{summary.title.clone()}</span>
                    " · "
                    {words.n_documents(n_documents)}
                </span>
            </div>
        </nav>
    }
}

/// The tray, with how many passages it holds.
#[cfg(feature = "views")]
#[component]
fn TrayLink() -> impl IntoView {
    let tray = use_explorer().tray;
    let label = use_words().of_whole(View::Tray);
    view! { <PageLink view=View::Tray label count=Some(Box::new(move || crate::view::tray::n_passages(tray)))/> }
}

#[component]
fn PageLink(view: View, label: &'static str, count: Option<Box<dyn Fn() -> u32 + Send>>) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    // The reader reads results: it belongs to them.
    let is_current = navigator
        .part(move |state| state.view == view || (view == View::Results && state.view == View::Reader));
    view! {
        <li class="page-nav__item" class:page-nav__item--tucked=view == View::Overview>
            <a class="page-nav__link" href=navigator.link(move |state| state.on(view))
                aria-current=move || is_current().then_some("page")>
                {label}
                {count.map(|count| view! { " " <small class="page-nav__count num">{live_text(move || grouped(count()))}</small> })}
            </a>
        </li>
    }
}
