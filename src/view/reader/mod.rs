//! The page that reads one article.

mod article_body;
mod citing;
#[cfg(feature = "views")]
mod collected;
#[cfg(feature = "views")]
mod comparison;
mod contents;
mod hit_rail;
#[cfg(feature = "views")]
mod kinds;
mod mention_card;
mod paragraph;
pub(super) mod place;
mod provenance;
mod reader_bar;
#[cfg(feature = "views")]
mod row;
mod runs;
#[cfg(feature = "views")]
mod sides;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::history::{Arrival, Write, focus, scroll_to};
use super::ui::{Fresh, live};
use super::words::use_words;
use super::{Explorer, use_explorer};
use article_body::ArticleBody;
#[cfg(feature = "views")]
use comparison::Comparison;
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
    let has_article =
        Memo::new(move |_| explorer.answers.with_article(|_| ()).is_some() || explorer.answers.is_waiting());
    Effect::new(move |_| {
        explorer.answers.read.track();
        explorer.card.set(None);
    });
    arrive(explorer);
    follow(explorer);
    citing::cite_copies();
    live(move || match has_article.get() {
        true => Fresh::new(view! { <Desk/> }),
        false => Fresh::new(view! { <Missing/> }),
    })
}

/// The article with all that stands around it.
#[component]
fn Desk() -> impl IntoView {
    let words = use_words();
    let text = text();
    view! {
        <ReaderBar/>
        <div class="wrap reader">
            <aside class="reader__side" aria-label=words.this_document()>
                <Contents/>
                {copies_link()}
                <Provenance/>
            </aside>
            <div class="reader__text">
                {text}
                <Neighbours/>
            </div>
            <HitRail/>
            <MentionCard/>
        </div>
    }
}

/// The cleaned text.
#[cfg(not(feature = "views"))]
fn text() -> impl IntoView {
    view! { <ArticleBody/> }
}

/// The cleaned text, or the file's beside it.
#[cfg(feature = "views")]
fn text() -> impl IntoView {
    let explorer = use_explorer();
    let is_compared = explorer.navigator.part(|state| state.is_compared);
    let is_compared = Memo::new(move |_| is_compared());
    live(move || {
        // What was shown until now still stands on the page.
        let standing = standing();
        match is_compared.get() {
            true => Fresh::new(view! { <Comparison standing/> }),
            false => {
                standing.is_some().then(|| settle(explorer, standing));
                Fresh::new(view! { <ArticleBody/> })
            }
        }
    })
}

/// Where other articles say nearly the same; the page by itself tells it in the results only.
fn copies_link() -> impl IntoView {
    #[cfg(feature = "views")]
    return super::copies::CopiesLink();
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

/// Shows the cleaned text alone, or beside the file's.
pub(super) fn toggle_comparison(explorer: Explorer) {
    #[cfg(not(feature = "views"))]
    let at = standing().and_then(|(paragraph, _)| {
        untrack(|| explorer.answers.with_article(|article| Some(article.paragraphs.get(paragraph)?.at)))
            .flatten()
    });
    let toggle = |state: &super::url::ViewState| {
        state.with(|next| {
            next.is_compared = !next.is_compared;
            // Another program takes over, which knows the place from the address alone.
            #[cfg(not(feature = "views"))]
            (next.at = next.at.or(at));
        })
    };
    explorer.navigator.change(toggle, Write::Push);
}

/// A paragraph, and how many pixels below the top of the window it stands.
type Standing = (usize, f64);

/// Height of what stays at the top of the window.
const BAR: f64 = 120.0;

/// The first paragraph that can be read.
fn standing() -> Option<Standing> {
    let bounds = |index| Some((index, element(&paragraph_id(index))?.get_bounding_client_rect()));
    let mut paragraphs = (0..).map_while(bounds);
    paragraphs.find(|(_, bounds)| bounds.bottom() > BAR).map(|(index, bounds)| (index, bounds.top()))
}

/// Once another form of the article is on the page, scrolls to where the reader stood in the one before.
#[cfg(feature = "views")]
fn settle(explorer: Explorer, standing: Option<Standing>) {
    let Explorer { navigator, answers, .. } = explorer;
    request_animation_frame(move || match (navigator.arrival().get_untracked(), standing) {
        (Arrival::Returned(visit), _) => scroll_to(visit.scroll),
        (_, Some((paragraph, top))) => {
            if let Some(element) = element(&paragraph_id(paragraph)) {
                window().scroll_by_with_x_and_y(0.0, element.get_bounding_client_rect().top() - top);
            }
        }
        _ => {
            let at = navigator.state().with_untracked(|state| state.at);
            let target = untrack(|| answers.with_article(|article| place::target(article, at)));
            show_target(target.unwrap_or(Target::Top));
        }
    });
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
