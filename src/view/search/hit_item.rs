//! One article that matches: title, where it stands, excerpts, number of hits.
//!
//! A row watches nothing: it is compared with the one that stands in its place, and only what differs is written. That
//! keeps a keystroke cheap.

use leptos::prelude::*;

use crate::protocol::{ArticleHits, DocumentSummary, Mark, Snippet};
use crate::view::day_text::show_published;
use crate::view::ui::{Marked, Numerals};
use crate::view::url::ViewState;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::hit_strip::HitStrip;

/// One article that matches.
#[component]
pub(super) fn HitItem(
    /// The state that its links go on from.
    state: ViewState,
    /// The article.
    hits: ArticleHits,
) -> impl IntoView {
    let words = use_words();
    let document = use_explorer().answers.document(hits.document).unwrap_or_default();
    let href = |at: Option<u32>| state.reading(&document.id, at).href();
    let title_href = href(hits.snippets.first().map(|snippet| snippet.at));
    let copies =
        (hits.n_copies > 0).then(|| (state.copies_of(&hits.article.id), words.n_copies(hits.n_copies)));
    let rest_href = href(hits.snippets.last().map(|snippet| snippet.at));
    let excerpts: Vec<_> =
        hits.snippets.into_iter().map(|snippet| (href(Some(snippet.at)), snippet)).collect();
    let lang = document.lang.clone();
    let rest = (hits.n_unshown > 0).then(|| words.n_more_hits(hits.n_unshown));
    view! {
        <li class="hit">
            <article class="hit__body">
                <Title href=title_href title=hits.article.title kicker=hits.article.kicker marks=hits.title_marks
                    of=(document.title.clone(), document.lang.clone())/>
                <Source document n_characters=hits.article.n_characters/>
                <ul class="hit__excerpts" lang=lang>
                    {excerpts.into_iter().map(|(href, snippet)| view! { <Excerpt href snippet/> }).collect_view()}
                </ul>
                {rest.map(|rest| view! { <p class="hit__rest"><a href=rest_href>{rest}</a></p> })}
                {copies.map(|(href, copies)| view! { <p class="hit__rest"><a href=href>{copies}</a></p> })}
            </article>
            {(hits.n_hits > 0).then(|| view! { <Side n_hits=hits.n_hits strip=hits.strip/> })}
        </li>
    }
}

/// The title; the pages around the articles have none and are named by their document.
#[component]
fn Title(
    href: String,
    title: String,
    kicker: Option<String>,
    marks: Vec<Mark>,
    of: (String, String),
) -> impl IntoView {
    let (document_title, lang) = of;
    let matter = title.is_empty().then(|| use_words().matter());
    let text = if title.is_empty() { document_title } else { title };
    view! {
        <h2 class="hit__title song" lang=lang>
            <a draggable="false" href=href>
                {kicker.map(|kicker| view! { <span class="hit__kicker">{kicker}" · "</span> })}
                <Marked text marks/>
            </a>
            {matter.map(|matter| view! { " " <small class="hit__matter">{matter}</small> })}
        </h2>
    }
}

#[component]
fn Source(document: DocumentSummary, n_characters: u32) -> impl IntoView {
    let words = use_words();
    let published = show_published(&document, words);
    view! {
        <p class="hit__source">
            <span lang=document.lang>{document.title}</span>
            <span class="num">{published}</span>
            <span class="num">{words.n_characters(n_characters)}</span>
        </p>
    }
}

/// A sentence with its hits, and a button that collects it. The page by itself has another template, since it must not grow by this one.
#[cfg(feature = "views")]
#[component]
fn Excerpt(href: String, snippet: Snippet) -> impl IntoView {
    let words = use_words();
    let ellipsis = |is_cut: bool| if is_cut { "……" } else { "" };
    view! {
        <li class="hit__excerpt">
            <a draggable="false" href=href.clone()>
                <span class="hit__paragraph num">{words.paragraph(snippet.paragraph)}</span>
                <span class="hit__text">
                    {ellipsis(snippet.is_cut_before)}
                    <Marked text=snippet.text marks=snippet.marks/>
                    {ellipsis(snippet.is_cut_after)}
                </span>
            </a>
            <crate::view::tray::CollectSentence href/>
        </li>
    }
}

/// A sentence with its hits; all of it leads to its place.
#[cfg(not(feature = "views"))]
#[component]
fn Excerpt(href: String, snippet: Snippet) -> impl IntoView {
    let words = use_words();
    let ellipsis = |is_cut: bool| if is_cut { "……" } else { "" };
    view! {
        <li class="hit__excerpt">
            <a draggable="false" href=href>
                <span class="hit__paragraph num">{words.paragraph(snippet.paragraph)}</span>
                <span class="hit__text">
                    {ellipsis(snippet.is_cut_before)}
                    <Marked text=snippet.text marks=snippet.marks/>
                    {ellipsis(snippet.is_cut_after)}
                </span>
            </a>
        </li>
    }
}

#[component]
fn Side(n_hits: u32, strip: Vec<(f32, u8)>) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="hit__side num">
            <span class="hit__count"><Numerals text=words.n_hits(n_hits)/></span>
            <HitStrip ticks=strip/>
        </div>
    }
}
