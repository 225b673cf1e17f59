//! What the page shows before its program runs: the same frame and overview, with links to the text pages.

use jianbao::corpus::{TEXT_PAGE, file_name};
use jianbao::protocol::{ArticleSummary, DocumentSummary, PublishedBasis, Summary};
use maud::{Markup, PreEscaped, html};

use super::metadata::plain;
use super::note::Note;
use super::oembed;
use super::publish::{FEED, OPEN_SEARCH};
use super::text_page::article_anchor;
use super::words::Words;
use crate::address::Address;

/// Title and description for the page's head, where the engine of the worker lies, and what programs read about the site.
pub(super) fn head(
    summary: &Summary,
    engine: Option<&str>,
    address: Option<&Address>,
    has_feed: bool,
) -> Markup {
    html! {
        title { (summary.title) }
        @if !summary.description.is_empty() {
            meta name="description" content=(summary.description);
        }
        @if let Some(engine) = engine {
            meta name="jianbao" content=(engine);
        }
        link rel="manifest" href="./manifest.webmanifest";
        @if let Some(address) = address {
            link rel="canonical" href=(address.of(""));
            link rel="search" type="application/opensearchdescription+xml" title=(plain(&summary.title)) href=(OPEN_SEARCH);
            @if has_feed {
                link rel="alternate" type="application/atom+xml" title=(plain(&summary.title)) href=(FEED);
            }
            link rel="alternate" type=(oembed::TYPE) title=(plain(&summary.title)) href=(address.of(oembed::OEMBED));
        }
    }
}

/// The page's body; `loader` is the address of the script that loads the program, where that lies beside the page.
pub(super) fn body(
    summary: &Summary,
    n_dates: u32,
    words: &Words,
    loader: Option<&str>,
    note: &Note<'_>,
) -> Markup {
    html! {
        p #notice .notice role="status" data-loading=(words.loading) hidden {}
        p.unstarted { (words.unstarted) }
        div #app {
            a.skip href="#main" { (words.skip) }
            (header(summary, words))
            (pages(summary, n_dates, words))
            main #main tabindex="-1" {
                noscript { div.wrap { p.notice { (words.no_script) } } }
                div."wrap"."overview" {
                    header.masthead lang=(summary.lang) {
                        h1.masthead__title { (summary.title) }
                        @if !summary.description.is_empty() { p.masthead__say { (summary.description) } }
                    }
                    (issue(summary, words))
                    section."overview__section"."overview__days" {
                        h2.overview__heading { (words.days_mentioned) }
                    }
                    // A corpus in files lists none.
                    @if !summary.documents.is_empty() {
                        section.overview__section {
                            h2.overview__heading { (words.documents) }
                            ol.documents {
                                @for document in &summary.documents { (item(document, words)) }
                            }
                        }
                    }
                }
            }
            footer.page-foot { div."wrap"."page-foot__row" { span { (words.privacy) } span { (words.version) " " (summary.version) } } }
        }
        (note.of_page())
        @if let Some(loader) = loader {
            script type="module" src=(format!("./{loader}")) {}
        }
    }
}

fn header(summary: &Summary, words: &Words) -> Markup {
    html! {
        header.frame-bar {
            div."wrap"."frame-bar__row" {
                a.brand href="./" aria-label=(words.brand) { (seal()) b.brand__name { (words.brand) } }
                div.search-box role="search" {
                    (lens())
                    input.search-box__input type="search" name="q" autocomplete="off" spellcheck="false"
                        enterkeyhint="search" aria-label=(words.search) placeholder=((words.hint)(summary.n_documents as usize));
                    kbd.search-box__key aria-hidden="true" { "/" }
                }
                // The tools come with the program; their place is kept, so that nothing moves.
                div.tools {
                    div.tools__langs aria-hidden="true" {
                        @for (tag, sign) in [("zh-Hans", "简"), ("zh-Hant", "繁"), ("en", "EN")] {
                            button.tools__lang type="button" lang=(tag) aria-pressed=((tag == summary.lang).to_string()) disabled { (sign) }
                        }
                    }
                    button.tools__theme type="button" aria-hidden="true" disabled { (disc()) }
                }
            }
        }
    }
}

fn pages(summary: &Summary, n_dates: u32, words: &Words) -> Markup {
    html! {
        nav.page-nav aria-label=(words.views) {
            div."wrap"."page-nav__row" {
                ul.page-nav__list {
                    li."page-nav__item"."page-nav__item--tucked" { a.page-nav__link href="./" aria-current="page" { (words.overview) } }
                    li.page-nav__item { a.page-nav__link href="?view=results" { (words.results) " " small."page-nav__count"."num" { (summary.n_articles) } } }
                    li.page-nav__item { a.page-nav__link href="?view=timeline" { (words.timeline) " " small."page-nav__count"."num" { (n_dates) } } }
                }
                span.page-nav__where { span lang=(summary.lang) { (summary.title) } " · " (summary.n_documents as usize) " " (words.unit_documents) }
            }
        }
    }
}

fn issue(summary: &Summary, words: &Words) -> Markup {
    let fact = |n: usize, unit: &str| html! { span { b { (grouped(n)) } " " (unit) } };
    html! {
        div."issue"."num" {
            p.issue__facts {
                (fact(summary.n_documents as usize, words.unit_documents))
                (fact(summary.n_articles as usize, words.unit_articles))
                (fact(summary.n_characters as usize, words.unit_characters))
                @if let (Some(first), Some(last)) = (&summary.first_day, &summary.last_day) {
                    span { (words.days_mentioned) " " b { (first) } " " (words.through) " " b { (last) } }
                }
            }
            span { (words.version) " " (summary.version) }
        }
    }
}

fn item(document: &DocumentSummary, words: &Words) -> Markup {
    let articles: Vec<(usize, &ArticleSummary)> =
        document.articles.iter().enumerate().filter(|(_, article)| !article.is_matter).collect();
    let page = format!("doc/{}", file_name(&document.id, TEXT_PAGE));
    let issue = document.issue.as_deref().map(words.issue);
    let byline: Vec<String> = [document.publisher.clone(), issue].into_iter().flatten().collect();
    let published = document.published.as_deref().map_or(words.undated, |date| date.trim_end_matches('~'));
    html! {
        li.documents__item {
            p."documents__date"."num" {
                (published)
                @if document.published_basis == Some(PublishedBasis::Inferred) { " " small { (words.concluded) } }
            }
            div.documents__body lang=(document.lang) {
                h3."documents__title"."song" { a href=(page) { (document.title) } }
                @if !byline.is_empty() { p.documents__byline { (byline.join(" · ")) } }
                @if articles.len() > 1 {
                    ol.documents__articles {
                        @for (index, article) in &articles {
                            li { a.plain href=(format!("{page}#{}", article_anchor(*index))) { (article.title) } }
                        }
                    }
                }
            }
            p."documents__size"."num" {
                (articles.len()) " " (words.unit_articles_short) " "
                span.documents__characters { (grouped(document.n_characters as usize)) " " (words.unit_characters) }
            }
        }
    }
}

/// Thousands parted by commas.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The seal, as `view/ui/icon.rs` draws it.
pub(super) fn seal() -> Markup {
    PreEscaped(
        concat!(
            r#"<svg class="brand__seal" viewBox="0 0 32 32" aria-hidden="true">"#,
            r#"<rect class="brand__ground" x="1" y="1" width="30" height="30" rx="5"/>"#,
            r#"<path class="brand__strokes" d="M8.5 7.5v17M16 7.5v17M23.5 7.5v17"/>"#,
            r#"<path class="brand__gap" d="M4 12.6h24"/><path class="brand__line" d="M6 12.6h20"/></svg>"#
        )
        .to_owned(),
    )
}

fn disc() -> Markup {
    PreEscaped(
        concat!(
            r#"<svg class="tools__disc" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">"#,
            r#"<circle cx="9" cy="9" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/>"#,
            r#"<path d="M9 2.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/></svg>"#
        )
        .to_owned(),
    )
}

fn lens() -> Markup {
    PreEscaped(
        concat!(
            r#"<svg class="search-box__lens" viewBox="0 0 16 16" aria-hidden="true">"#,
            r#"<circle cx="7" cy="7" r="4.6"/><path d="m10.5 10.5 4 4"/></svg>"#
        )
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_text_never_becomes_markup() {
        let document = DocumentSummary {
            title: "<script>alert(1)</script>".to_owned(),
            id: "\"><b>".to_owned(),
            ..DocumentSummary::default()
        };
        let summary = Summary { title: "a<b".to_owned(), documents: vec![document], ..Summary::default() };
        let page = body(&summary, 0, Words::of("en"), Some("boot.js"), &Note::default()).into_string();
        assert!(page.contains("a&lt;b") && page.contains("&lt;script&gt;alert(1)"));
        assert!(!page.contains("<script>alert") && !page.contains("\"><b>"));
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
