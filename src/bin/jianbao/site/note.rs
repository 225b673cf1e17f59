//! What a site says at the foot of every page besides what the program shows there: what is new, and the terms of use.
//!
//! It stands outside of what the program draws, so that it costs readers nothing where there is nothing to say.

use jianbao::protocol::{DocumentSummary, Summary};
use maud::{Markup, html};

use super::text_page::percent;
use super::theme::Colour;
use super::words::Words;
use crate::address::Address;
use crate::edition::{Editions, News};
use crate::settings::Licence;

/// What is said of a site besides its corpus.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    /// Where it is going to lie.
    pub(crate) address: Option<Address>,
    /// Under which terms its documents are published.
    pub(crate) licence: Option<Licence>,
    /// Its colour.
    pub(crate) accent: Option<Colour>,
    /// What its edition brought.
    pub(crate) news: News,
}

/// What is said, if anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Note<'a> {
    licence: Option<&'a Licence>,
    /// What the edition brought, unless it is the first.
    news: Option<News>,
    /// Documents that came with it, as far as the page can name them.
    new: Vec<&'a DocumentSummary>,
}

/// New documents that are named.
const MOST_NAMED: usize = 20;

/// How it looks; behind the page's own style sheet. On narrow screens the pages' bar lies over the foot. Words are there in the three
/// languages of the page, which says in its root which one is read.
const STYLE: &str = ".site-note{border-top:var(--hair) solid var(--line);color:var(--ink-3);font-size:var(--t-sm)}\
.site-note__row{display:flex;flex-wrap:wrap;gap:4px var(--s3);padding-block:10px;align-items:baseline}\
.site-note summary{cursor:pointer}.site-note ul{margin-block:4px;padding-inline-start:1.25em}\
:root:lang(en) .site-note__word:lang(zh),:root:lang(zh-Hans) .site-note__word:not(:lang(zh-Hans)),\
:root:lang(zh-Hant) .site-note__word:not(:lang(zh-Hant)){display:none}\
@media (max-width:40rem){#app:has(~.site-note){padding-bottom:0}.site-note{padding-bottom:calc(52px + env(safe-area-inset-bottom))}.text-page .site-note{padding-bottom:0}}\
@media print{.site-note{border:0}.site-note details{display:none}}";

impl<'a> Note<'a> {
    pub(super) fn new(about: &'a About, corpus: &'a Summary, editions: &Editions) -> Note<'a> {
        let news = Some(about.news).filter(|news| news.edition > 1 && (news.new > 0 || news.changed > 0));
        let is_new = |document: &&DocumentSummary| {
            news.is_some_and(|news| editions.first(&document.id) == news.edition)
        };
        let new = corpus.documents.iter().filter(is_new).take(MOST_NAMED).collect();
        Note { licence: about.licence.as_ref(), news, new }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.licence.is_none() && self.news.is_none()
    }

    /// What the style sheet needs for it.
    pub(super) fn style(&self) -> &'static str {
        if self.is_empty() { "" } else { STYLE }
    }

    /// At the foot of the page, whose language readers choose.
    pub(super) fn of_page(&self) -> Markup {
        let all = ["zh-Hans", "zh-Hant", "en"];
        let word = |said: &dyn Fn(&Words) -> String| {
            html! { @for lang in all { span.site-note__word lang=(lang) { (said(Words::of(lang))) } } }
        };
        let news = self.news.map(|news| word(&|words| (words.news)(news.edition, news.new, news.changed)));
        html! {
            @if !self.is_empty() {
                div.site-note {
                    div."wrap"."site-note__row" {
                        @match news {
                            Some(news) if !self.new.is_empty() => {
                                details {
                                    summary { (news) }
                                    ul { @for document in &self.new { (item(document)) } }
                                }
                            }
                            Some(news) => span { (news) },
                            None => "",
                        }
                        @if let Some(licence) = self.licence {
                            span { (word(&|words| format!("{} ", words.licence))) (terms(licence)) }
                        }
                    }
                }
            }
        }
    }

    /// At the foot of a text page.
    pub(super) fn of_text(&self, lang: &str, words: &Words) -> Markup {
        html! {
            @if let Some(licence) = self.licence {
                div.site-note lang=(lang) {
                    div."wrap"."site-note__row" { span { (words.licence) " " (terms(licence)) } }
                }
            }
        }
    }
}

fn item(document: &DocumentSummary) -> Markup {
    html! {
        li lang=(document.lang) {
            a.plain href=(format!("./?view=reader&doc={}", percent(&document.id))) { (document.title) }
        }
    }
}

/// The name of the terms, leading to them where it is known where they are written.
fn terms(licence: &Licence) -> Markup {
    html! {
        @match &licence.url {
            Some(url) => a rel="license" href=(url) { (licence.name) },
            None => (licence.name),
        }
    }
}
