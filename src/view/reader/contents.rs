//! The articles of the document, and the way to the neighbours of the open one.

use leptos::either::Either;
use leptos::prelude::*;

use crate::protocol::ArticleSummary;
use crate::view::ui::live;
use crate::view::words::{grouped, use_words};
use crate::view::{Explorer, use_explorer};

/// One line of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    title: String,
    is_matter: bool,
    at: u32,
    n_hits: u32,
    is_open: bool,
}

/// What the contents show.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listing {
    id: String,
    lang: String,
    n_articles: u32,
    lines: Vec<Line>,
}

/// The articles of the document with their number of hits.
#[component]
pub(super) fn Contents() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    live(move || {
        let Listing { id, lang, n_articles, lines } = listing(explorer)?;
        let lines = lines.into_iter().map(|line| view! { <ContentsLine id=id.clone() line/> }).collect_view();
        Some(view! {
            <nav class="contents" aria-label=words.contents()>
                <h2 class="contents__title">{words.this_document()} " · " {words.n_articles(n_articles)}</h2>
                <ol class="contents__list" lang=lang>{lines}</ol>
            </nav>
        })
    })
}

#[component]
fn ContentsLine(id: String, line: Line) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let Line { title, is_matter, at, n_hits, is_open } = line;
    let title = if title.is_empty() { Either::Left(words.matter()) } else { Either::Right(title) };
    view! {
        <li>
            <a class="contents__link" class:contents__link--matter=is_matter aria-current=is_open.then_some("true")
                href=navigator.link(move |state| state.reading(&id, Some(at)))>
                <span>{title}</span>
                <span class="contents__count num">{(n_hits > 0).then(|| grouped(n_hits))}</span>
            </a>
        </li>
    }
}

/// Links to the article before and the one after, at the end of the text.
#[component]
pub(super) fn Neighbours() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    live(move || {
        let Listing { id, lang, lines, .. } = listing(explorer)?;
        let open = lines.iter().position(|line| line.is_open)?;
        let link = |index: Option<usize>, label: &'static str, class: &'static str| {
            let line = lines.get(index?)?.clone();
            let id = id.clone();
            Some(view! { <NeighbourLink id line label class/> })
        };
        let before = link(open.checked_sub(1), words.article_before(), "neighbours__link");
        let after = link(Some(open + 1), words.article_after(), "neighbours__link neighbours__link--next");
        Some(view! { <nav class="neighbours" aria-label=words.neighbours() lang=lang>{before}{after}</nav> })
    })
}

#[component]
fn NeighbourLink(id: String, line: Line, label: &'static str, class: &'static str) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let title = if line.title.is_empty() { words.matter().to_owned() } else { line.title };
    view! {
        <a class=class href=navigator.link(move |state| state.reading(&id, Some(line.at)))>
            <small lang=words.0.tag()>{label}</small>
            <span class="song">{title}</span>
        </a>
    }
}

fn listing(Explorer { answers, .. }: Explorer) -> Option<Listing> {
    answers.with_article(|read| {
        let document = answers.document(read.document)?;
        let line = |(index, article): (usize, &ArticleSummary)| Line {
            title: article.title.clone(),
            is_matter: article.is_matter,
            at: read.starts.get(index).copied().unwrap_or_default(),
            n_hits: read.n_hits.get(index).copied().unwrap_or_default(),
            is_open: index == read.article as usize,
        };
        let lines: Vec<Line> = document.articles.iter().enumerate().map(line).collect();
        let n_articles = lines.iter().filter(|line| !line.is_matter).count();
        let n_articles = u32::try_from(n_articles).unwrap_or(u32::MAX);
        Some(Listing { id: document.id, lang: document.lang, n_articles, lines })
    })?
}
