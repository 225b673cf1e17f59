//! No results: why, and what would bring some.

use leptos::prelude::*;

use crate::protocol::{Chip, Relaxation, RelaxationKind, SearchAnswer};
use crate::view::ui::{Arrow, ArrowIcon, live};
use crate::view::url::ViewState;
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::query_chips::{is_counted, swatch_class};

/// Says condition by condition what there is, and offers weaker filters with their counts.
#[component]
pub(in crate::view) fn Nothing() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let answer = answers.search;
    view! {
        <div class="nothing">
            {live(move || {
                let terms = terms(&answer.read());
                let title = words.nothing_title(terms.len());
                view! {
                    <h2 class="nothing__title">{title}</h2>
                    {(!terms.is_empty()).then(|| view! { <Why terms/> })}
                }
            })}
            {live(move || {
                let relaxations = answer.read().relaxations.clone();
                (!relaxations.is_empty()).then(|| view! { <Relaxations relaxations/> })
            })}
        </div>
    }
}

/// A term of the query and how often it occurs.
struct TermCount {
    text: String,
    term: u8,
    n_hits: u32,
}

fn terms(answer: &SearchAnswer) -> Vec<TermCount> {
    let term = |chip: &Chip| match chip {
        Chip::Term { text, n_hits, term, .. } => {
            Some(TermCount { text: text.clone(), term: *term, n_hits: *n_hits })
        }
        _ => None,
    };
    answer.reading.chips.iter().filter_map(term).collect()
}

/// How often each term occurs by itself.
#[component]
fn Why(terms: Vec<TermCount>) -> impl IntoView {
    let words = use_words();
    let row = move |term: TermCount| {
        let n_hits = if is_counted(term.n_hits) { words.n_hits(term.n_hits) } else { String::new() };
        view! {
            <tr>
                <th scope="row"><span class=swatch_class(term.term) aria-hidden="true"></span>{term.text}</th>
                <td class="num">{n_hits}</td>
                <td>{(term.n_hits == 0).then(|| words.absent())}</td>
            </tr>
        }
    };
    view! {
        <table class="why">
            <caption>{words.one_by_one()}</caption>
            <tbody>{terms.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Relaxations(relaxations: Vec<Relaxation>) -> impl IntoView {
    let words = use_words();
    view! {
        <section class="relax">
            <h2>{words.relax()}</h2>
            <ul>{relaxations.into_iter().map(|relaxation| view! { <RelaxLink relaxation/> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn RelaxLink(relaxation: Relaxation) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let Relaxation { kind, filter, n_hits, n_articles } = relaxation;
    let next = move |state: &ViewState| state.filtered_by(&filter);
    view! {
        <li>
            <a class="relax__link" href=navigator.link(next)>
                <span>{relax_text(&kind, words)}</span>
                <span class="relax__count num">{words.hits_and_articles(n_hits, n_articles)}</span>
                <ArrowIcon to=Arrow::Right/>
            </a>
        </li>
    }
}

fn relax_text(kind: &RelaxationKind, words: Words) -> String {
    match kind {
        RelaxationKind::Dates => words.relax_days().to_owned(),
        RelaxationKind::Documents => words.relax_documents().to_owned(),
        #[cfg(feature = "files")]
        RelaxationKind::Facets => words.relax_facets().to_owned(),
        RelaxationKind::Exact => words.relax_exact().to_owned(),
        RelaxationKind::OnlyTerm(term) => words.relax_to_term(term),
        RelaxationKind::Without(part) => words.relax_without(part),
        RelaxationKind::Spelling(spelling) => words.relax_to_spelling(spelling),
    }
}
