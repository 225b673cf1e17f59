//! The page of every hit on a line of its own: the keyword in a column, sorted by what stands beside it.

mod choice;
mod groups;
mod ink;
mod lines;
mod tools;

use leptos::prelude::*;

use crate::protocol::analysis::{ConcordanceAnswer, ConcordanceRequest};

use super::client::Shared;
use super::history::PAGE;
use super::search::{FACETS_ID, FacetPanel, Nothing, QueryChips};
use super::ui::{Announcer, Fresh, Numerals, live, live_flag, live_text};
use super::url::View;
use super::word_lists::Offer;
use super::words::{Words, use_words};
use super::{Explorer, use_explorer};
use choice::request;
use groups::GroupList;
use lines::Lines;
use tools::Tools;

/// Lines that are shown before a reader asks for more.
const LINES: u32 = 100;

/// The lines that are shown, and the question that they answer.
type Found = Memo<(ConcordanceRequest, Shared<ConcordanceAnswer>)>;

/// The page.
#[component]
pub(super) fn Concordance() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let has_query = Memo::new(move |_| navigator.state().with(|state| !state.query.trim().is_empty()));
    view! {
        <h1 class="unseen">{words.of_whole(View::Concordance)}</h1>
        <QueryChips/>
        {live(move || match has_query.get() {
            true => Fresh::new(view! { <Listing/> }),
            false => Fresh::new(view! {
                <div class="wrap">
                    <Offer title=words.concordance_no_query() hint=words.concordance_no_query_hint()/>
                </div>
            }),
        })}
    }
}

/// The lines of a query.
#[component]
fn Listing() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let asked = Memo::new(move |_| {
        navigator.state().with(|state| request(state, LINES * (navigator.limit() / PAGE).max(1)))
    });
    let found: Found = Memo::new(move |_| answers.client.concordance(asked.get()));
    let is_waiting = Memo::new(move |_| found.with(|(answered, _)| asked.with(|asked| answered != asked)));
    let is_nothing = Memo::new(move |_| found.with(|(_, answer)| answer.n_hits == 0) && !is_waiting.get());
    // A query of fields alone finds articles, and no place in them.
    let has_articles = Memo::new(move |_| found.with(|(_, answer)| answer.n_articles > 0));
    let sentence = Signal::derive(move || found.with(|(_, answer)| count_sentence(answer, words)));
    let is_wide = Memo::new(move |_| asked.with(|asked| asked.window > 30));
    view! {
        <div class="wrap columns concordance" class:concordance--wide=is_wide aria-busy=live_text(move || is_waiting.get().to_string())>
            <div class="concordance__rail">
                <GroupList found/>
                <FacetPanel/>
            </div>
            <div class="concordance__main">
                <div class="results__head">
                    <p class="counts" class:concordance__counts--old=is_waiting>
                        {live(move || view! { <Numerals text=sentence.get()/> })}
                    </p>
                    <button type="button" class="button results__filter" popovertarget=FACETS_ID>{words.filter()}</button>
                </div>
                <div hidden=live_flag(move || is_nothing.get())>
                    <Tools/>
                    <Lines found is_waiting/>
                </div>
                {live(move || match (is_nothing.get(), has_articles.get()) {
                    (false, _) => Fresh::new(()),
                    (true, false) => Fresh::new(view! { <Nothing/> }),
                    (true, true) => Fresh::new(view! {
                        <Offer title=words.concordance_no_term() hint=words.concordance_no_query_hint()/>
                    }),
                })}
            </div>
        </div>
        <Announcer sentence/>
    }
}

/// How many hits there are and where, and how many of them were drawn.
fn count_sentence(answer: &ConcordanceAnswer, words: Words) -> String {
    let all = words.counts(answer.n_hits, answer.n_articles, answer.n_documents);
    if answer.n_lines < answer.n_hits { words.concordance_drawn(&all, answer.n_lines) } else { all }
}
