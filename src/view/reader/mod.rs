//! The page that reads one article.

mod article_body;
mod contents;
mod hit_rail;
mod mention_card;
mod paragraph;
pub(super) mod place;
mod provenance;
mod reader_bar;
mod runs;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::history::{Arrival, Write, focus, scroll_to};
use super::ui::{Fresh, live};
use super::words::use_words;
use super::{Explorer, use_explorer};
use article_body::ArticleBody;
use contents::{Contents, Neighbours};
use hit_rail::HitRail;
use mention_card::MentionCard;
use place::{Leap, Target};
use provenance::Provenance;
use reader_bar::ReaderBar;

pub(super) use place::Step;

/// The open article.
#[component]
pub(super) fn Reader() -> impl IntoView {
    let explorer = use_explorer();
    let has_article = Memo::new(move |_| explorer.answers.with_article(|_| ()).is_some());
    Effect::new(move |_| {
        explorer.answers.read.track();
        explorer.card.set(None);
    });
    arrive(explorer);
    follow(explorer);
    live(move || match has_article.get() {
        true => Fresh::new(view! { <Desk/> }),
        false => Fresh::new(view! { <Missing/> }),
    })
}

/// The article with all that stands around it.
#[component]
fn Desk() -> impl IntoView {
    let words = use_words();
    view! {
        <ReaderBar/>
        <div class="wrap reader">
            <aside class="reader__side" aria-label=words.this_document()>
                <Contents/>
                <Provenance/>
            </aside>
            <div class="reader__text">
                <ArticleBody/>
                <Neighbours/>
            </div>
            <HitRail/>
            <MentionCard/>
        </div>
    }
}

/// What an old or mistyped link leads to.
#[component]
fn Missing() -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    view! {
        <div class="wrap">
            <div class="nothing">
                <h1 class="nothing__title">{words.no_such_place()}</h1>
                <p><a href=navigator.link(|state| state.on(super::url::View::Results))>{words.to_results()}</a></p>
            </div>
        </div>
    }
}

/// Goes to the next hit or the one before, on into the next result where this article has no more.
pub(super) fn step(explorer: Explorer, way: Step) {
    let Explorer { navigator, answers, .. } = explorer;
    let current = answers.current.get_untracked();
    let leap = untrack(|| answers.with_article(|article| place::leap(article, current, way))).flatten();
    let (document, at) = match leap {
        None => return,
        Some(Leap::Here(at)) => (navigator.state().with_untracked(|state| state.document.clone()), at),
        Some(Leap::Elsewhere(place)) => (Some(place.document), place.at),
    };
    if let Some(document) = document {
        navigator.change(|state| state.reading(&document, Some(at)), Write::Replace);
    }
}

/// Whenever the reader comes to an article by a link, shows what the link points at and puts the focus there.
fn arrive(explorer: Explorer) {
    let Explorer { navigator, answers, .. } = explorer;
    Effect::new(move |_| {
        if navigator.arrival().get() != Arrival::Opened {
            return;
        }
        let at = navigator.state().with_untracked(|state| state.at);
        let target = untrack(|| answers.with_article(|article| place::target(article, at)));
        request_animation_frame(move || show_target(target.unwrap_or(Target::Top)));
    });
}

/// Keeps the current hit in sight while stepping.
fn follow(explorer: Explorer) {
    let Explorer { navigator, answers, .. } = explorer;
    Effect::new(move |last: Option<(Option<String>, Option<u32>)>| {
        let place = navigator.state().with(|state| (state.document.clone(), state.at));
        let is_step =
            last.is_some_and(|last| last != place) && navigator.arrival().get_untracked() == Arrival::Stayed;
        if let (true, Some(hit)) = (is_step, answers.current.get_untracked()) {
            request_animation_frame(move || {
                if let Some(mark) = element(&hit_id(hit)) {
                    bring_to_middle(&mark);
                }
            });
        }
        place
    });
}

fn show_target(target: Target) {
    let id = match target {
        Target::Hit(hit) => hit_id(hit),
        Target::Mention(paragraph, mention) => mention_id(paragraph, mention),
        Target::Paragraph(paragraph) => paragraph_id(paragraph),
        Target::Top => paragraph_id(0),
    };
    let Some(element) = element(&id) else { return scroll_to(0) };
    if target == Target::Top {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    } else {
        bring_to_middle(&element);
    }
    let is_typing = document().active_element().is_some_and(|active| active.tag_name() == "INPUT");
    if !is_typing {
        focus(&element);
    }
}

/// Scrolls at once: a page that glides away under the eye is harder to follow than one that has moved.
fn bring_to_middle(element: &HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_behavior(ScrollBehavior::Instant);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn hit_id(hit: usize) -> String {
    format!("hit-{hit}")
}

fn mention_id(paragraph: usize, mention: usize) -> String {
    format!("mention-{paragraph}-{mention}")
}

fn paragraph_id(paragraph: usize) -> String {
    format!("paragraph-{paragraph}")
}
