//! The bar above the text: back to the results, and from hit to hit.

use leptos::prelude::*;

use crate::view::ui::{Arrow, ArrowIcon, live_flag, live_text};
use crate::view::url::View;
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::place::{Step, leap};
use super::step;

/// Where the current hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    /// Number of the current hit in the article, from 1.
    current: Option<u32>,
    n_hits: u32,
    n_before: u32,
    n_total: u32,
    has_back: bool,
    has_on: bool,
}

/// The bar above the text.
#[component]
pub(super) fn ReaderBar() -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let has_query = navigator.part(|state| !state.query.trim().is_empty());
    view! {
        <div class="reader-bar">
            <div class="wrap reader-bar__row">
                <a class="button button--quiet reader-bar__back" href=navigator.link(|state| state.on(View::Results))
                    aria-label=words.to_results()>
                    "← " <span class="reader-bar__back-text">{words.results()}</span>
                </a>
                <div class="reader-bar__hits" hidden=live_flag(move || !has_query())><Stepper/></div>
                <div class="toggle reader-bar__texts" role="group" aria-label=words.text()>
                    <TextLink is_compared=false label=words.cleaned()/>
                    <TextLink is_compared=true label=words.compared()/>
                </div>
            </div>
        </div>
    }
}

/// A link to the cleaned text alone, or beside the file's.
#[component]
fn TextLink(is_compared: bool, label: &'static str) -> impl IntoView {
    let explorer = use_explorer();
    let navigator = explorer.navigator;
    let is_now = navigator.part(move |state| state.is_compared == is_compared);
    // What shows both sides is another program: it is told where the reader stands.
    let leave = move |event: leptos::ev::MouseEvent| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if cfg!(not(feature = "views")) && is_compared && is_plain {
            event.prevent_default();
            super::toggle_comparison(explorer);
        }
    };
    view! {
        <a href=navigator.link(move |state| state.with(|next| next.is_compared = is_compared)) on:click=leave
            aria-current=live_text(move || is_now().to_string())>
            {label}
        </a>
    }
}

/// Two buttons and the number of the current hit.
#[component]
fn Stepper() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let standing = move || standing(explorer);
    let all = live_text(move || {
        let standing = standing();
        match standing.current {
            Some(current) => words.hit_of_all(current, standing.n_before + current, standing.n_total),
            None if standing.n_hits == 0 => words.no_hit_here(standing.n_total),
            None => words.hits_in_all(standing.n_total),
        }
    });
    let button = move |way: Step, icon: Arrow, label: &'static str| {
        let is_off = move || {
            let standing = standing();
            !(if way == Step::On { standing.has_on } else { standing.has_back })
        };
        view! {
            <button type="button" class="stepper__button" aria-label=label aria-disabled=live_text(move || is_off().to_string())
                on:click=move |_| step(explorer, way)>
                <ArrowIcon to=icon/>
            </button>
        }
    };
    view! {
        <div class="stepper" role="group" aria-label=words.stepper()>
            {button(Step::Back, Arrow::Up, words.hit_before())}
            <span class="stepper__count num">
                <b>{live_text(move || standing().current.map_or_else(|| "–".to_owned(), |current| current.to_string()))}</b>
                " / " {live_text(move || standing().n_hits.to_string())}
            </span>
            {button(Step::On, Arrow::Down, words.hit_after())}
        </div>
        <span class="reader-bar__all num">{all}</span>
    }
}

fn standing(Explorer { answers, .. }: Explorer) -> Standing {
    let current = answers.current.get();
    let standing = answers.with_article(|article| Standing {
        current: current.and_then(|current| u32::try_from(current + 1).ok()),
        n_hits: u32::try_from(article.hits.len()).unwrap_or(u32::MAX),
        n_before: article.n_hits_before,
        n_total: article.n_hits_total,
        has_back: leap(article, current, Step::Back).is_some(),
        has_on: leap(article, current, Step::On).is_some(),
    });
    standing.unwrap_or(Standing {
        current: None,
        n_hits: 0,
        n_before: 0,
        n_total: 0,
        has_back: false,
        has_on: false,
    })
}
