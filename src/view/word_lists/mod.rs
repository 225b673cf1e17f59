//! The page of expressions: frequent ones, neighbours of the query, those typical of one of two sides.

mod choice;
mod collocates;
mod figure;
mod frequent;
mod keyness;
mod offer;
mod parts;
mod side;
mod side_choice;
mod table;

use leptos::prelude::*;

use super::copies::CopiesCounted;
use super::search::QueryChips;
use super::ui::{Fresh, live};
use super::url::View;
use super::use_explorer;
use super::words::use_words;
use choice::{LISTS, List};
use collocates::Collocates;
use frequent::Frequent;
use keyness::Keyness;

pub(super) use offer::Offer;

/// The page.
#[component]
pub(super) fn WordLists() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let list = Memo::new(move |_| navigator.state().with(|state| List::parse(state.part.as_deref())));
    view! {
        <h1 class="unseen">{words.of_whole(View::Words)}</h1>
        <QueryChips/>
        <div class="wrap word-lists">
            <nav class="parts" aria-label=words.of_whole(View::Words)>
                <ul class="parts__list">
                    {LISTS.map(|(list, _)| view! { <PartLink list/> }).collect_view()}
                </ul>
            </nav>
            <CopiesCounted/>
            {live(move || match list.get() {
                List::Frequent => Fresh::new(view! { <Frequent/> }),
                List::Collocates => Fresh::new(view! { <Collocates/> }),
                List::Keyness => Fresh::new(view! { <Keyness/> }),
            })}
        </div>
    }
}

#[component]
fn PartLink(list: List) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let label = match list {
        List::Frequent => words.list_frequent(),
        List::Collocates => words.list_collocates(),
        List::Keyness => words.list_keyness(),
    };
    let is_current = navigator.part(move |state| List::parse(state.part.as_deref()) == list);
    let href = navigator.link(move |state| {
        state.with(|next| {
            next.part = list.print();
            next.by = None;
        })
    });
    view! {
        <li><a class="parts__link" href=href aria-current=move || is_current().then_some("true")>{label}</a></li>
    }
}
