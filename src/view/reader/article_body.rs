//! The text of the article.

use std::sync::Arc;

use leptos::prelude::*;

use crate::protocol::{ArticleSummary, DocumentSummary, Paragraph, ParagraphKind};
use crate::view::day_text::show_published;
use crate::view::ui::live;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::paragraph::{MarkedParagraph, Now};
use super::paragraph_id;
use super::place::hits_by_paragraph;

/// What the body needs of an answer; a step inside the article changes none of it.
#[derive(Clone, Debug, PartialEq)]
struct Body {
    document: DocumentSummary,
    article: ArticleSummary,
    number: usize,
    paragraphs: Arc<Vec<Paragraph>>,
    hits: Vec<Vec<usize>>,
    /// What was collected of it.
    #[cfg(feature = "views")]
    collected: Vec<crate::view::tray::Here>,
}

/// The article: its heading and paragraphs, hits and mentions marked.
#[component]
pub(super) fn ArticleBody() -> impl IntoView {
    let answers = use_explorer().answers;
    let body = Memo::new(move |_| {
        answers.with_article(|read| {
            let document = answers.document(read.document).unwrap_or_default();
            let article = document.articles.get(read.article as usize).cloned().unwrap_or_default();
            let is_counted = |article: &&ArticleSummary| !article.is_matter;
            let number = document.articles.iter().take(read.article as usize + 1).filter(is_counted).count();
            let paragraphs = Arc::new(read.paragraphs.clone());
            Body {
                document,
                article,
                number,
                paragraphs,
                hits: hits_by_paragraph(read),
                #[cfg(feature = "views")]
                collected: use_explorer().tray.here.get(),
            }
        })
    });
    live(move || {
        let body = body.get()?;
        let now = Now::new(answers.current);
        let lang = body.document.lang.clone();
        let title = body.paragraphs.iter().position(|paragraph| paragraph.kind == ParagraphKind::Title);
        let paragraphs = (0..body.paragraphs.len()).filter(|index| Some(*index) != title).map({
            let (paragraphs, hits, now) = (Arc::clone(&body.paragraphs), body.hits.clone(), now.clone());
            move |index| {
                view! { <BodyParagraph paragraph=paragraphs[index].clone() index hits=hits[index].clone() now=now.clone()/> }
            }
        });
        let paragraphs = paragraphs.collect_view();
        Some(view! {
            <article class="article song" lang=lang>
                <Head body title now/>
                {paragraphs}
            </article>
        })
    })
}

/// Where the article stands, its title, who published it and when.
#[component]
fn Head(body: Body, title: Option<usize>, now: Now) -> impl IntoView {
    let words = use_words();
    let Body { document, article, number, paragraphs, hits, .. } = body;
    let published = show_published(&document, words);
    // A printed title may begin with its kicker.
    let printed = title.map_or(article.title.as_str(), |index| paragraphs[index].text.as_str());
    let kicker = article.kicker.clone().filter(|kicker| !printed.starts_with(kicker.as_str()));
    let heading = match title {
        Some(index) => {
            let (paragraph, hits) = (paragraphs[index].clone(), hits[index].clone());
            view! { <MarkedParagraph paragraph index hits now/> }.into_any()
        }
        None if article.title.is_empty() => document.title.clone().into_any(),
        None => article.title.clone().into_any(),
    };
    let position = if article.is_matter { words.matter().to_owned() } else { words.nth_article(number) };
    view! {
        <header class="article__head">
            <p class="article__where"><span>{document.title}</span>" · "{position}</p>
            <h1 class="article__title" id=paragraph_id(title.unwrap_or(0)) tabindex="-1">
                {kicker.map(|kicker| view! { <span class="article__kicker">{kicker}</span> })}
                {heading}
            </h1>
            <p class="article__byline">
                {document.publisher.map(|publisher| view! { <span>{publisher}</span> })}
                <span class="num">{published}</span>
                <span class="num">{words.n_characters(article.n_characters)}</span>
            </p>
        </header>
    }
}

#[component]
fn BodyParagraph(paragraph: Paragraph, index: usize, hits: Vec<usize>, now: Now) -> impl IntoView {
    let words = use_words();
    let is_heading = paragraph.kind != ParagraphKind::Body;
    let seam =
        paragraph.is_after_seam.then(|| view! { <p class="article__seam" role="note">{words.seam()}</p> });
    let text = view! { <MarkedParagraph paragraph index hits now/> };
    let id = paragraph_id(index);
    let block = if is_heading {
        view! { <h2 class="article__heading" id=id tabindex="-1">{text}</h2> }.into_any()
    } else {
        view! { <p class="article__paragraph" id=id tabindex="-1">{text}</p> }.into_any()
    };
    view! { {seam} {block} }
}
