//! The page of near copies: the articles that say nearly the same, and how one of them differs from the first.

mod compared;

use leptos::prelude::*;

use crate::protocol::Facet;
use crate::protocol::copies::{CopiesAnswer, CopiesRequest, NearCopy};

use super::client::Shared;
use super::day_text::show_published;
use super::history::Write;
use super::ui::{Fresh, live, live_flag};
use super::url::{Choice, View, ViewState};
use super::words::use_words;
use super::{Explorer, use_explorer};
use compared::Compared;

/// The value of [`Facet::Copies`].
const COPY: &str = "copy";

/// An answer, with the request that it belongs to.
type Told = (CopiesRequest, Shared<Option<Box<CopiesAnswer>>>);

/// The page.
#[component]
pub(super) fn Copies() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let told: Memo<Told> = Memo::new(move |_| {
        let request = navigator.state().with(|state| CopiesRequest {
            article: state.entity.clone().unwrap_or_default(),
            other: state.part.clone(),
        });
        answers.client.copies(request)
    });
    let body = move || {
        let (request, answer) = told.get();
        match answer.as_ref() {
            Some(answer) if answer.articles.len() > 1 => {
                Fresh::new(view! { <Listed answer=(**answer).clone() asked=request.article/> })
            }
            // Nothing has been answered yet.
            _ if request == CopiesRequest::default() => Fresh::new(()),
            _ => Fresh::new(view! { <p class="copies__note" role="status">{words.no_copies()}</p> }),
        }
    };
    view! {
        <div class="wrap copies">
            <h1 class="copies__title">{words.of_whole(View::Copies)}</h1>
            <p class="copies__note">{words.copies_measure()}</p>
            {live(body)}
        </div>
    }
}

/// The articles, and two of them side by side.
#[component]
fn Listed(answer: CopiesAnswer, asked: String) -> impl IntoView {
    let words = use_words();
    let other = answer.other;
    let rows = (0..).zip(answer.articles.clone()).map(|(index, copy)| {
        view! { <Row index copy asked=asked.clone() is_compared=other == Some(index)/> }
    });
    view! {
        <table class="copies__table">
            <caption class="unseen">{words.near_copies()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words.article()}</th>
                    <th scope="col">{words.date()}</th>
                    <th scope="col">{words.resemblance()}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <Compared answer/>
    }
}

#[component]
fn Row(index: u32, copy: NearCopy, asked: String, is_compared: bool) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let document = answers.document(copy.document).unwrap_or_default();
    let published = show_published(&document, words);
    let (id, at) = (document.id, copy.article.at);
    let read = navigator.link(move |state| state.reading(&id, Some(at)));
    let other = copy.article.id;
    let compare = navigator.link(move |state| {
        state.with(|next| (next.entity, next.part) = (Some(asked.clone()), Some(other.clone())))
    });
    let title = if copy.article.title.is_empty() { document.title.clone() } else { copy.article.title };
    let share = format!("{:.0}%", (copy.resemblance * 100.0).floor());
    view! {
        <tr aria-current=is_compared.then_some("true")>
            <th scope="row" lang=document.lang>
                <a class="song" href=read>{title}</a>
                <small>{document.title} <span class="mono">{document.source}</span></small>
            </th>
            <td class="copies__published num">{published}</td>
            <td class="num">{if index == 0 { words.first_copy().to_owned() } else { share }}</td>
            <td class="copies__compare">
                {(index > 0).then(|| view! { <a href=compare>{words.compare_with_first()}</a> })}
            </td>
        </tr>
    }
}

/// In the reader: how many articles say nearly the same as the open one, with a link to them.
#[component]
pub(super) fn CopiesLink() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    live(move || {
        let (n_copies, id) = answers.with_article(|read| {
            let document = answers.document(read.document)?;
            let article = document.articles.get(read.article as usize)?;
            Some((read.n_copies, article.id.clone()))
        })??;
        let href =
            navigator.link(move |state| state.on(View::Copies).with(|next| next.entity = Some(id.clone())));
        (n_copies > 0)
            .then(|| view! { <p class="copies-line"><a href=href>{words.n_copies(n_copies)}</a></p> })
    })
}

/// Beside statistics: whether near copies are counted, and a way to change that. Nothing where the corpus has none.
#[component]
pub(super) fn CopiesCounted() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let is_once = move |state: &ViewState| {
        state
            .facets
            .iter()
            .any(|choice| choice.facet == Facet::Copies && choice.excluded.iter().any(|id| id == COPY))
    };
    let once = navigator.part(is_once);
    let once = Memo::new(move |_| once());
    let toggle = move |_| {
        let next = move |state: &ViewState| {
            let choice = if is_once(state) { Choice::Neither } else { Choice::Excluded };
            state.with(|next| next.choose(Facet::Copies, COPY, choice))
        };
        navigator.change(next, Write::Push);
    };
    let has_none = answers.summary().n_copies == 0;
    view! {
        <p class="copies-line" hidden=live_flag(move || has_none)>
            {live(move || if once.get() { words.copies_left_out() } else { words.copies_counted() })} " "
            <button type="button" class="button button--quiet" on:click=toggle>
                {live(move || if once.get() { words.count_each() } else { words.count_once() })}
            </button>
        </p>
    }
}
