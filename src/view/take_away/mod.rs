//! The page of what can be taken away: everything that the present filter finds, as files, and how to cite it.

mod download;

use leptos::prelude::*;

use super::embed::EmbedButton;
use super::search::{QueryChips, count_sentence};
use super::ui::live;
use super::url::{View, ViewState};
use super::words::use_words;
use super::{Explorer, use_explorer};
use crate::export::{self, Citation, Source, Style};
use crate::protocol::analysis::{ConcordanceAnswer, ConcordanceRequest};
use crate::protocol::annotation::{FigureRequest, NameRequest};
use crate::protocol::{Request, Response, SearchRequest, TimelineRequest};
use download::copy;

pub(super) use download::{save, site_address, today};

/// A file that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum File {
    HitsCsv,
    HitsJson,
    HitsMarkdown,
    Articles,
    DatesCsv,
    Calendar,
    Figures,
    Names,
}

impl File {
    /// What the engine is asked for it: everything, not a page of it.
    fn request(self, state: &ViewState) -> Request {
        let filter = state.filter();
        match self {
            File::HitsCsv | File::HitsJson | File::HitsMarkdown => Request::Concordance(ConcordanceRequest {
                filter,
                window: 40,
                limit: u32::MAX,
                ..ConcordanceRequest::default()
            }),
            File::Articles => Request::Search(SearchRequest {
                filter,
                sort: state.sort,
                limit: u32::MAX,
                ..SearchRequest::default()
            }),
            File::DatesCsv | File::Calendar => {
                Request::Timeline(TimelineRequest { filter, limit: u32::MAX, n_others: 0 })
            }
            File::Figures => {
                Request::Figures(FigureRequest { filter, limit: u32::MAX, ..FigureRequest::default() })
            }
            File::Names => Request::Names(NameRequest { filter, limit: u32::MAX, ..NameRequest::default() }),
        }
    }

    /// Its text; nothing where another answer came.
    fn text(self, answer: &Response, source: &Source<'_>) -> Option<String> {
        let hits = |write: fn(&ConcordanceAnswer, &Source<'_>) -> String| match answer {
            Response::Concordance(answer) => Some(write(answer, source)),
            _ => None,
        };
        match (self, answer) {
            (File::HitsCsv, _) => hits(export::hits_csv),
            (File::HitsJson, _) => hits(export::hits_json),
            (File::HitsMarkdown, _) => hits(export::hits_markdown),
            (File::Articles, Response::Search(answer)) => Some(export::articles_csv(answer, source)),
            (File::DatesCsv, Response::Timeline(answer)) => Some(export::dates_csv(answer, source)),
            (File::Calendar, Response::Timeline(answer)) => Some(export::calendar(answer, source)),
            (File::Figures, Response::Figures(answer)) => Some(export::figures_csv(answer, source)),
            (File::Names, Response::Names(answer)) => Some(export::names_csv(answer)),
            _ => None,
        }
    }

    /// Stem and ending of its name, and its media type.
    fn kind(self) -> (&'static str, &'static str, &'static str) {
        const CSV: &str = "text/csv;charset=utf-8";
        match self {
            File::HitsCsv => ("hits", "csv", CSV),
            File::HitsJson => ("hits", "json", "application/json"),
            File::HitsMarkdown => ("hits", "md", "text/markdown;charset=utf-8"),
            File::Articles => ("articles", "csv", CSV),
            File::DatesCsv => ("dates", "csv", CSV),
            File::Calendar => ("dates", "ics", "text/calendar;charset=utf-8"),
            File::Figures => ("figures", "csv", CSV),
            File::Names => ("names", "csv", CSV),
        }
    }
}

/// The page.
#[component]
pub(super) fn TakeAway() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let sentence = move || answers.search.with(|answer| count_sentence(answer, words));
    let has_query = move || answers.search.with(|answer| !answer.reading.chips.is_empty());
    view! {
        <QueryChips/>
        <div class="wrap take-away">
            <h1 class="take-away__title">{words.of_whole(View::Export)}</h1>
            <p class="take-away__count">{sentence}</p>
            <dl class="take-away__list">
                <dt>{words.every_hit()}</dt>
                <dd>
                    <Take file=File::HitsCsv label="CSV" is_off=Signal::derive(move || !has_query())/>
                    <Take file=File::HitsJson label="JSON" is_off=Signal::derive(move || !has_query())/>
                    <Take file=File::HitsMarkdown label="Markdown" is_off=Signal::derive(move || !has_query())/>
                    <small class="take-away__hint" hidden=has_query>{words.hits_need_a_query()}</small>
                </dd>
                <dt>{words.every_article()}</dt>
                <dd><Take file=File::Articles label="CSV"/></dd>
                <dt>{words.every_date()}</dt>
                <dd><Take file=File::Calendar label="iCalendar"/> <Take file=File::DatesCsv label="CSV"/></dd>
                <dt>{words.figures()}</dt>
                <dd><Take file=File::Figures label="CSV"/></dd>
                <dt>{words.names()}</dt>
                <dd><Take file=File::Names label="CSV"/></dd>
            </dl>
            <Cite/>
            <section class="take-away__cite" aria-label=words.embed_title()>
                <h2 class="take-away__heading">{words.embed_title()}</h2>
                <p class="take-away__count">{words.embed_hint()}</p>
                <EmbedButton class="button"/>
            </section>
        </div>
    }
}

/// A button that asks for everything and saves it as a file.
#[component]
fn Take(file: File, label: &'static str, #[prop(optional, into)] is_off: Signal<bool>) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let is_waiting = RwSignal::new(false);
    let take = move |_| {
        let state = navigator.state().get_untracked();
        is_waiting.set(true);
        answers.client.once(file.request(&state), move |answer| {
            is_waiting.set(false);
            let Ok(answer) = answer else { return };
            let (stem, ending, media) = file.kind();
            let text = with_source(answers, &state, |source| file.text(&answer, source));
            if let Some(text) = text {
                save(&format!("jianbao-{stem}-{}.{ending}", today()), media, &text);
            }
        });
    };
    view! {
        <button type="button" class="button take-away__file" disabled=move || is_off.get() || is_waiting.get() on:click=take>
            {label}
            <span class="take-away__state">{move || is_waiting.get().then(|| words.counting())}</span>
        </button>
    }
}

fn with_source<T>(
    answers: super::answers::Answers,
    state: &ViewState,
    write: impl FnOnce(&Source<'_>) -> T,
) -> T {
    let (summary, site, today) = (answers.summary(), site_address(), today());
    let shared = state.with(|next| {
        (next.lang, next.theme, next.embed) = (None, None, None);
        if next.view == View::Export {
            next.view = View::Results;
        }
    });
    let address = format!("{site}{}", shared.href());
    let place = |document: &str, at: Option<u32>| {
        format!("{site}{}", ViewState::default().reading(document, at).href())
    };
    write(&Source { summary: &summary, query: &state.query, address: &address, place: &place, today: &today })
}

/// How to cite what was found, and each document of it.
#[component]
fn Cite() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    // Empty for the result, else the id of a document.
    let cited = RwSignal::new(String::new());
    let written = move |style: Style| {
        let state = navigator.state().get();
        let found = answers.search.with(|answer| count_sentence(answer, words));
        with_source(answers, &state, |source| {
            let document = source.summary.documents.iter().find(|document| cited.read() == document.id);
            let citation = document.map_or(Citation::Result(&found), Citation::Document);
            export::cite(citation, style, source)
        })
    };
    let styles = [
        (Style::Plain, words.plain_citation()),
        (Style::Bibtex, "BibTeX"),
        (Style::Ris, "RIS"),
        (Style::Csl, "CSL-JSON"),
    ];
    let documents = answers.summary().documents.clone();
    view! {
        <section class="take-away__cite" aria-label=words.cite()>
            <h2 class="take-away__heading">{words.cite()}</h2>
            <label class="take-away__what choice">
                <span>{words.cited()}</span>
                <select class="choice__select" on:change=move |event| cited.set(event_target_value(&event))>
                    <option value="">{words.this_result()}</option>
                    {documents.into_iter().map(|document| view! {
                        <option value=document.id lang=document.lang>{document.title}</option>
                    }).collect_view()}
                </select>
            </label>
            {styles.map(|(style, name)| view! { <Written name text=Signal::derive(move || written(style))/> }).collect_view()}
        </section>
    }
}

/// A citation, and a button that copies it.
#[component]
fn Written(name: &'static str, text: Signal<String>) -> impl IntoView {
    view! {
        <div class="take-away__style">
            <h3>{name}</h3>
            <Copied name text/>
            <pre class="take-away__text" tabindex="0">{live(move || text.get())}</pre>
        </div>
    }
}

/// A button that copies a text of this name.
#[component]
pub(super) fn Copied(name: &'static str, text: Signal<String>) -> impl IntoView {
    let words = use_words();
    let is_copied = RwSignal::new(false);
    let label = move || if is_copied.get() { words.copied() } else { words.copy() };
    let take = move |_| {
        copy(&text.get_untracked());
        is_copied.set(true);
    };
    Effect::new(move |_| {
        text.track();
        is_copied.set(false);
    });
    view! {
        <button type="button" class="button button--quiet" on:click=take aria-label=move || format!("{} {name}", label())>{label}</button>
    }
}
