//! What a mention means and how that is known.

use leptos::html;
use leptos::prelude::*;

use crate::day::edtf_bounds;
use crate::protocol::MentionMark;
use crate::view::day_text::show_edtf;
use crate::view::history::focus;
use crate::view::timeline::with_days;
use crate::view::ui::live;
use crate::view::url::{View, ViewState};
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

#[cfg(feature = "views")]
use super::kinds;
use super::{element, mention_id};

/// An open mention.
#[derive(Clone, Debug, PartialEq)]
struct Opened {
    text: String,
    mention: MentionMark,
    lang: String,
}

/// The card of the mention that was clicked. It takes the focus and gives it back.
#[component]
pub(super) fn MentionCard() -> impl IntoView {
    let Explorer { answers, card, .. } = use_explorer();
    let words = use_words();
    let opened = Memo::new(move |_| {
        let (paragraph, mention) = card.get()?;
        answers.with_article(|article| {
            let paragraph = article.paragraphs.get(paragraph)?;
            let mention = paragraph.mentions.get(mention)?.clone();
            let text = paragraph.text.get(mention.start as usize..mention.end as usize)?.to_owned();
            let lang = answers.document(article.document)?.lang;
            Some(Opened { text, mention, lang })
        })?
    });
    Effect::new(move |last: Option<Option<(usize, usize)>>| {
        let now = card.get();
        if let (None, Some(Some((paragraph, mention)))) = (now, last)
            && let Some(mention) = element(&mention_id(paragraph, mention))
        {
            focus(&mention);
        }
        now
    });
    view! {
        <aside class="margin" aria-label=words.margin()>
            {live(move || opened.get().map(|opened| view! { <Card opened/> }))}
            {kind_list()}
        </aside>
    }
}

#[cfg(not(feature = "views"))]
fn kind_list() {}

/// Which kinds are shown.
#[cfg(feature = "views")]
fn kind_list() -> impl IntoView {
    view! { <super::collected::CollectedCard/> <kinds::KindList/> }
}

#[component]
fn Card(opened: Opened) -> impl IntoView {
    let card = use_explorer().card;
    let words = use_words();
    let close = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(close) = close.get() {
            focus(&close);
        }
    });
    let Opened { text, mention, lang } = opened;
    #[cfg(feature = "views")]
    if kinds::is_other(&mention.told) {
        return view! { <kinds::OtherCard text lang told=mention.told close/> }.into_any();
    }
    #[cfg(feature = "views")]
    let more = view! { <kinds::DateFacts told=mention.told.clone() lang=lang.clone()/> };
    #[cfg(not(feature = "views"))]
    let more = ();
    let date_card = view! {
        <div class="card" role="region" aria-label=words.date()>
            <p class="card__kind">
                <span>{words.date()}</span>
                <button type="button" class="card__close" node_ref=close aria-label=words.close() on:click=move |_| card.set(None)>
                    "×"
                </button>
            </p>
            <p class="card__value num">{show_edtf(&mention.edtf, words)}</p>
            <dl class="card__facts">
                <dt>{words.printed()}</dt>
                <dd lang=lang>{text}</dd>
                <dt>{words.year()}</dt>
                <dd>{words.year_basis(mention.year_basis)}</dd>
                {more}
                {mention.suggested.as_deref().map(|suggested| view! {
                    <dt>{words.doubt()}</dt>
                    <dd class="flag">{words.rather(&show_edtf(suggested, words))}</dd>
                })}
            </dl>
            <CardLinks edtf=mention.edtf/>
        </div>
    };
    #[cfg(feature = "views")]
    return date_card.into_any();
    #[cfg(not(feature = "views"))]
    date_card
}

/// Ways on from a date: to all that falls on the same days.
#[component]
fn CardLinks(edtf: String) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let days = edtf_bounds(&edtf).map(|(first, last)| (first.to_string(), last.to_string()));
    days.map(|days| {
        let same_days = move |state: &ViewState| {
            let other = ViewState {
                query: String::new(),
                documents: Vec::new(),
                ..with_days(state, Some(days.clone()))
            };
            other.on(View::Timeline)
        };
        view! { <p class="card__links"><a href=navigator.link(same_days)>{words.same_days()}</a></p> }
    })
}
