//! The page that says what the corpus is.

mod document_list;

use leptos::prelude::*;

use super::Explorer;
use super::timeline::Histogram;
use super::url::View;
use super::use_explorer;
use super::words::{grouped, use_words};
use document_list::DocumentList;

/// Documents that are listed at most.
const MOST: usize = 2000;

/// Title, size and span of the corpus, its days and its documents.
#[component]
pub(super) fn Overview() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let summary = answers.summary();
    let lang = summary.lang.clone();
    view! {
        <div class="wrap overview">
            <header class="masthead" lang=lang>
                <h1 class="masthead__title">{summary.title.clone()}</h1>
                {(!summary.description.is_empty()).then(|| view! { <p class="masthead__say">{summary.description.clone()}</p> })}
            </header>
            <IssueLine/>
            <section class="overview__section overview__days">
                <h2 class="overview__heading">
                    {words.days()}
                    <small><a href=navigator.link(|state| state.on(View::Timeline))>{words.to_timeline()}</a></small>
                </h2>
                <Histogram/>
            </section>
            // A corpus in files lists none, and its pack has too many.
            {(1..=MOST).contains(&summary.documents.len()).then(|| view! {
                <section class="overview__section">
                    <h2 class="overview__heading">{words.documents()} <small>{words.in_order()}</small></h2>
                    <DocumentList/>
                </section>
            })}
        </div>
    }
}

/// How much there is, and from when to when.
#[component]
fn IssueLine() -> impl IntoView {
    let words = use_words();
    let summary = use_explorer().answers.summary();
    let n_documents = summary.n_documents;
    let fact = |n: u32, unit: String| view! { <span><b>{grouped(n)}</b> " " {unit}</span> };
    let days = summary.first_day.clone().zip(summary.last_day.clone()).map(|(first, last)| {
        view! { <span>{words.days_mentioned()} " " <b>{first}</b> " " {words.through()} " " <b>{last}</b></span> }
    });
    view! {
        <div class="issue num">
            <p class="issue__facts">
                {fact(n_documents, words.unit_documents(n_documents))}
                {fact(summary.n_articles, words.unit_articles(summary.n_articles))}
                {fact(summary.n_characters, words.unit_characters(summary.n_characters))}
                {days}
            </p>
            <span>{words.version(&summary.version)}</span>
        </div>
    }
}
