//! The documents with their articles.

use leptos::prelude::*;

use crate::protocol::{ArticleSummary, DocumentSummary, PublishedBasis};
use crate::view::day_text::show_edtf;
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

/// The documents in corpus order.
#[component]
pub(super) fn DocumentList() -> impl IntoView {
    let documents = use_explorer().answers.summary().documents.clone();
    view! {
        <ol class="documents">
            {documents.into_iter().map(|document| view! { <DocumentItem document/> }).collect_view()}
        </ol>
    }
}

#[component]
fn DocumentItem(document: DocumentSummary) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let n_articles = document.articles.iter().filter(|article| !article.is_matter).count();
    let n_articles = u32::try_from(n_articles).unwrap_or(u32::MAX);
    let id = document.id.clone();
    let published =
        document.published.as_ref().map(|published| show_edtf(published.trim_end_matches('~'), words));
    let is_inferred = document.published_basis == Some(PublishedBasis::Inferred);
    let byline = [document.publisher.clone(), document.issue.as_deref().map(|issue| words.issue(issue))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <li class="documents__item">
            <p class="documents__date num">
                {published.unwrap_or_else(|| words.undated().to_owned())}
                {is_inferred.then(|| view! { " " <small>{words.concluded()}</small> })}
            </p>
            <div class="documents__body" lang=document.lang>
                <h3 class="documents__title song">
                    <a href=navigator.link(move |state| state.reading(&id, None))>{document.title}</a>
                </h3>
                {(!byline.is_empty()).then(|| view! { <p class="documents__byline">{byline}</p> })}
                <Articles document=document.id.clone() articles=document.articles/>
            </div>
            <p class="documents__size num">
                {words.n_articles(n_articles)} <span class="documents__characters">{words.n_characters(document.n_characters)}</span>
            </p>
        </li>
    }
}

/// The articles, unless the document is one.
#[component]
fn Articles(document: String, articles: Vec<ArticleSummary>) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let articles: Vec<ArticleSummary> = articles.into_iter().filter(|article| !article.is_matter).collect();
    let item = move |article: ArticleSummary| {
        let document = document.clone();
        let link = navigator.link(move |state| state.reading(&document, Some(article.at)));
        view! { <li><a class="plain" href=link>{article.title}</a></li> }
    };
    (articles.len() > 1).then(|| {
        view! { <ol class="documents__articles">{articles.into_iter().map(item).collect_view()}</ol> }
    })
}
