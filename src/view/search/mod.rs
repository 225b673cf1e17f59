//! The page of results.

mod chip_text;
#[cfg(feature = "files")]
mod facet_chips;
#[cfg(feature = "files")]
mod facet_counts;
#[cfg(feature = "files")]
mod facet_groups;
mod facet_panel;
mod hit_item;
mod hit_list;
mod hit_strip;
mod nothing;
mod query_chips;
mod search_box;
mod sort_choice;

use leptos::prelude::*;

use crate::protocol::SearchAnswer;

use super::timeline::Histogram;
use super::ui::{Fresh, Numerals, live};
use super::use_explorer;
use super::words::{Words, use_words};
#[cfg(not(feature = "files"))]
use facet_panel::{FACETS_ID, FacetPanel};
use hit_list::HitList;
#[cfg(not(feature = "files"))]
use nothing::Nothing;
use sort_choice::SortChoice;

#[cfg(feature = "files")]
pub(super) use facet_counts::FacetCounts;
#[cfg(feature = "files")]
pub(super) use facet_groups::FacetPanel;
#[cfg(feature = "files")]
pub(super) use facet_panel::FACETS_ID;
pub(super) use hit_strip::TickPaths;
#[cfg(feature = "files")]
pub(super) use nothing::Nothing;
pub(super) use query_chips::QueryChips;
pub(super) use search_box::SearchBox;

/// The results of the present filter.
#[component]
pub(super) fn Results() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let is_nothing =
        Memo::new(move |_| answers.search.with(|answer| answer.n_entries == 0) && !answers.is_waiting());
    view! {
        <h1 class="unseen">{words.results_title()}</h1>
        <QueryChips/>
        <div class="wrap columns">
            <FacetPanel/>
            <div class="results">
                <Histogram/>
                <ResultsHead/>
                {live(move || match is_nothing.get() {
                    true => Fresh::new(view! { <Nothing/> }),
                    false => Fresh::new(view! { <HitList/> }),
                })}
            </div>
        </div>
    }
}

/// How many there are, and in which order.
#[component]
fn ResultsHead() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let sentence = move || {
        let sentence = answers.search.with(|answer| count_sentence(answer, words));
        if cfg!(feature = "remote") && answers.is_waiting() {
            format!("{sentence} · {}", words.counting())
        } else {
            sentence
        }
    };
    view! {
        <div class="results__head">
            <p class="counts">{live(move || view! { <Numerals text=sentence()/> })}</p>
            <button type="button" class="button results__filter" popovertarget=FACETS_ID>{words.filter()}</button>
            <SortChoice/>
        </div>
    }
}

/// How many hits there are and where, in one sentence.
pub(in crate::view) fn count_sentence(answer: &SearchAnswer, words: Words) -> String {
    let is_query = !answer.reading.chips.is_empty();
    if is_query && (answer.n_hits > 0 || answer.n_entries == 0) {
        words.counts(answer.n_hits, answer.n_articles, answer.n_documents)
    } else {
        words.article_counts(answer.n_articles, answer.n_documents)
    }
}
