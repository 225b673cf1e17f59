//! A document as a page of plain text: readable without the program.

use jianbao::corpus::{Article, Document};
use jianbao::protocol::{DocumentSummary, ParagraphKind, Summary};
use maud::{DOCTYPE, Markup, html};

use super::note::Note;
use super::shell::seal;
use super::words::Words;

/// The page of a document; `style` is the style sheet's address relative to the site, `metadata` goes into the head.
pub(super) fn page(
    summary: &Summary,
    document: Document<'_>,
    about: &DocumentSummary,
    style: &str,
    words: &Words,
    metadata: Markup,
    note: &Note<'_>,
) -> Markup {
    let explorer = format!("../?view=reader&doc={}", percent(document.id()));
    html! {
        (DOCTYPE)
        html lang=(document.lang()) {
            (head(&format!("{} · {}", document.title(), summary.title), "../", style, metadata))
            body.text-page {
                header.frame-bar lang=(summary.lang) {
                    div."wrap"."text-page__bar" {
                        a.brand href="../" { (seal()) b.brand__name { (words.brand) } }
                        a href="../" { (words.all) }
                        a href=(&explorer) { (words.open) }
                    }
                }
                main #main ."wrap" ."text-page__body" {
                    h1."text-page__title"."song" { (document.title()) }
                    p."text-page__about"."num" lang=(summary.lang) {
                        @if let Some(publisher) = document.publisher() { span lang=(document.lang()) { (publisher) } " · " }
                        (document.published().map_or(words.undated, |date| date.trim_end_matches('~')))
                        " · " (words.source) " " (document.source())
                    }
                    @for (index, (article, at)) in document.articles().zip(&about.articles).enumerate() {
                        @let place = format!("{explorer}&at={}", at.at);
                        (section(index, article, &place, summary, words))
                    }
                }
                (note.of_text(&summary.lang, words))
            }
        }
    }
}

/// The head of a page without scripts; `root` leads to the site's folder.
pub(super) fn head(title: &str, root: &str, style: &str, more: Markup) -> Markup {
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (title) }
            link rel="icon" href=(format!("{root}seal.svg")) type="image/svg+xml";
            link rel="stylesheet" href=(format!("{root}{style}"));
            (more)
        }
    }
}

/// An article; `place` is its address in the explorer.
fn section(index: usize, article: Article<'_>, place: &str, summary: &Summary, words: &Words) -> Markup {
    let is_titled = article.paragraphs().any(|paragraph| paragraph.kind() == ParagraphKind::Title);
    html! {
        article."read"."song" id=(article_anchor(index)) {
            @if !article.is_matter() && !is_titled { h2 { (article.title()) } }
            @for paragraph in article.paragraphs() {
                @match paragraph.kind() {
                    ParagraphKind::Title => h2 { (paragraph.text()) },
                    ParagraphKind::Heading => h3 { (paragraph.text()) },
                    ParagraphKind::Body => p { (paragraph.text()) },
                }
            }
            @if !article.is_matter() {
                a.read__open href=(place) lang=(summary.lang) { (words.open_article) }
            }
        }
    }
}

/// Where an article begins on its document's page.
pub(super) fn article_anchor(index: usize) -> String {
    format!("a{index}")
}

/// Percent-encodes a value for an address.
pub(super) fn percent(value: &str) -> String {
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
