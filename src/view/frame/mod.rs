//! The frame around every page: header, pages, footer, and what listens to the whole window.

mod announcement;
mod footer;
mod header;
mod keys_sheet;
mod page_nav;
mod shortcut;
mod tools;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::about::About;
#[cfg(feature = "views")]
use super::concordance::Concordance;
#[cfg(feature = "views")]
use super::copies::Copies;
use super::day_text::show_range;
#[cfg(feature = "views")]
use super::embed::EmbedSheet;
#[cfg(feature = "views")]
use super::figures::Figures;
use super::history::{Arrival, focus, scroll_to};
#[cfg(feature = "views")]
use super::map::Map;
#[cfg(feature = "views")]
use super::names::Names;
use super::overview::Overview;
use super::reader::Reader;
use super::search::Results;
use super::settings::{Settings, Theme, browser_lang};
#[cfg(feature = "views")]
use super::take_away::TakeAway;
use super::timeline::Timeline;
#[cfg(feature = "views")]
use super::tray::{Float, Tray};
use super::ui::after_paint;
use super::ui::{Announcer, Fresh, live, live_text};
use super::url::View;
#[cfg(feature = "views")]
use super::word_lists::WordLists;
use super::words::{Lang, Words, use_words};
use super::{Explorer, use_explorer};
use announcement::announcement;
use footer::Footer;
use header::Header;
use keys_sheet::KeysSheet;
use page_nav::PageNav;

pub(super) use keys_sheet::KeyTable;

/// Everything on the screen, in the reader's language. Another language builds it anew.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let explorer = use_explorer();
    let lang = shown_lang(explorer);
    dress_document(explorer, lang);
    arrive(explorer);
    shortcut::listen(explorer);
    view! {
        {live(move || {
            provide_context(Words(lang.get()));
            let sheet = view! { <Sheet/> };
            #[cfg(feature = "views")]
            let sheet = (sheet, view! { <Float/> }, view! { <EmbedSheet/> });
            sheet
        })}
    }
}

/// The frame in one language.
#[component]
fn Sheet() -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let sentence = announcement(explorer, words);
    view! {
        <a class="skip" href="#main" on:click=skip>{words.skip()}</a>
        <Header/>
        <PageNav/>
        <PrintHead/>
        <main id="main" tabindex="-1"><Page/></main>
        <Footer/>
        <KeysSheet/>
        <Announcer sentence/>
    }
}

/// The page that the address names.
#[component]
fn Page() -> impl IntoView {
    let explorer = use_explorer();
    let view = explorer.navigator.view();
    let is_empty = explorer.answers.summary().n_documents == 0;
    live(move || match view.get() {
        View::About => Fresh::new(view! { <About/> }),
        _ if is_empty => Fresh::new(view! { <EmptyCorpus/> }),
        View::Overview => Fresh::new(view! { <Overview/> }),
        View::Results => Fresh::new(view! { <Results/> }),
        View::Reader => Fresh::new(view! { <Reader/> }),
        View::Timeline => Fresh::new(view! { <Timeline/> }),
        #[cfg(feature = "views")]
        View::Concordance => Fresh::new(view! { <Concordance/> }),
        #[cfg(feature = "views")]
        View::Figures => Fresh::new(view! { <Figures/> }),
        #[cfg(feature = "views")]
        View::Names => Fresh::new(view! { <Names/> }),
        #[cfg(feature = "views")]
        View::Map => Fresh::new(view! { <Map/> }),
        #[cfg(feature = "views")]
        View::Words => Fresh::new(view! { <WordLists/> }),
        #[cfg(feature = "views")]
        View::Copies => Fresh::new(view! { <Copies/> }),
        #[cfg(feature = "views")]
        View::Export => Fresh::new(view! { <TakeAway/> }),
        #[cfg(feature = "views")]
        View::Tray => Fresh::new(view! { <Tray/> }),
        // The browser is loading the program that shows it.
        #[cfg(not(feature = "views"))]
        _ => Fresh::new(view! { <Results/> }),
    })
}

/// What stands in the place of a corpus without documents.
#[component]
fn EmptyCorpus() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="wrap">
            <div class="nothing">
                <h1 class="nothing__title">{words.empty_corpus()}</h1>
                <p>{words.empty_corpus_hint()}</p>
            </div>
        </div>
    }
}

/// What stands on top of a printed page: which corpus, which query.
#[component]
fn PrintHead() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let summary = answers.summary();
    let query = navigator.part(move |state| {
        let days = show_range(state.from.as_deref(), state.to.as_deref(), words);
        let parts = [state.query.as_str(), &days];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(words.dot())
    });
    let today = String::from(js_sys::Date::new_0().to_iso_string());
    let address = location().origin().unwrap_or_default() + &location().pathname().unwrap_or_default();
    let today = today.get(..10).unwrap_or_default().to_owned();
    view! { <p class="print-head">{live_text(move || words.print_head(&summary.title, &summary.version, &query(), &today))} " · " {address}</p> }
}

/// The language that is shown: the link's, else the chosen one, else the browser's.
fn shown_lang(explorer: Explorer) -> Memo<Lang> {
    let asked = explorer.navigator.part(|state| state.lang);
    Memo::new(move |_| asked().or(explorer.settings.lang.get()).unwrap_or_else(browser_lang))
}

/// Keeps language, theme and title of the document.
fn dress_document(explorer: Explorer, lang: Memo<Lang>) {
    let Explorer { navigator, answers, settings: Settings { theme: chosen, .. }, .. } = explorer;
    let asked = navigator.part(|state| state.theme);
    let root = StoredValue::new_local(document().document_element());
    let subject = navigator.part(|state| (state.view, state.query.trim().to_owned()));
    Effect::new(move |last: Option<(Lang, Option<Theme>)>| {
        let dress = (lang.get(), asked().or(chosen.get()));
        // Only what is new: after an attribute of the root is set, even to what it was, all elements are styled again.
        if let Some(root) = root.get_value().filter(|_| last != Some(dress)) {
            let _ = root.set_attribute("lang", dress.0.tag());
            let _ = match dress.1 {
                Some(theme) => root.set_attribute("data-theme", theme.name()),
                None => root.remove_attribute("data-theme"),
            };
        }
        let (view, query) = subject();
        let article =
            (view == View::Reader).then(|| answers.with_article(|read| title_of(answers, read)).flatten());
        let title = &answers.summary().title;
        let page_title = Words(dress.0).page_title(view, article.flatten().as_deref(), &query, title);
        // Nobody looks at the tab before the page.
        after_paint(move || document().set_title(&page_title));
        dress
    });
}

fn title_of(answers: super::answers::Answers, read: &crate::protocol::ReadAnswer) -> Option<String> {
    let document = answers.document(read.document)?;
    let article = document.articles.get(read.article as usize)?;
    Some(if article.title.is_empty() { document.title } else { article.title.clone() })
}

/// Scrolls and focuses when another page comes up. The reader does that itself: only it knows its places.
fn arrive(Explorer { navigator, .. }: Explorer) {
    Effect::new(move |is_later: Option<bool>| {
        let arrival = navigator.arrival().get();
        match arrival {
            Arrival::Returned(visit) => scroll_to(visit.scroll),
            Arrival::Opened
                if is_later.is_some()
                    && navigator.state().with_untracked(|state| state.view) != View::Reader =>
            {
                scroll_to(0);
                request_animation_frame(focus_main);
            }
            _ => {}
        }
        true
    });
}

/// The link that was followed is gone with its page: the focus goes on to the new one.
fn focus_main() {
    let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if is_lost && let Some(main) = main_element() {
        focus(&main);
    }
}

fn skip(event: web_sys::MouseEvent) {
    if let Some(main) = main_element() {
        event.prevent_default();
        focus(&main);
        main.scroll_into_view();
    }
}

fn main_element() -> Option<HtmlElement> {
    document().get_element_by_id("main")?.dyn_into().ok()
}
