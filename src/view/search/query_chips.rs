//! How the query was read: a chip for each condition, and what was not understood.

use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::protocol::{Chip, QueryRemark, Reading};
use crate::view::day_text::show_range;
use crate::view::history::Write;
use crate::view::ui::{live, live_flag, live_text};
use crate::view::url::ViewState;
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::chip_text::without;

/// The conditions of the present filter, each with a way to take it out.
#[component]
pub(in crate::view) fn QueryChips() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let is_narrowed = navigator.part(|state| state.is_narrowed() || state.is_exact);
    let reading = Memo::new(move |_| answers.search.with(|answer| answer.reading.clone()));
    view! {
        <div class="query-chips" hidden=live_flag(move || !is_narrowed())>
            <div class="wrap query-chips__row">
                <span class="query-chips__label" id="query-chips">{words.read_as()}</span>
                <ul class="query-chips__list" aria-labelledby="query-chips">
                    {live(move || view! { <TermChips reading=reading.get()/> })}
                    <DaysChip/>
                    <DocumentChips/>
                </ul>
                <ScriptToggle/>
            </div>
            {live(move || view! { <Remarks reading=reading.get()/> })}
        </div>
    }
}

#[component]
fn TermChips(reading: Reading) -> impl IntoView {
    let words = use_words();
    let sign = |class: &'static str, sign: &'static str| {
        EitherOf3::C(view! { <li class=class>{sign}</li> }.into_any())
    };
    without_double_signs(reading.chips)
        .into_iter()
        .map(|chip| match chip {
            Chip::Term { text, also, n_hits, term, start, end } => {
                EitherOf3::A(view! { <TermChip text also n_hits term start end/> })
            }
            Chip::Not { text, n_articles, start, end } => {
                EitherOf3::B(view! { <NotChip text n_articles start end/> })
            }
            Chip::Field { field, text, start, end } => {
                let text = format!("{} {text}", words.query_field(field));
                EitherOf3::C(view! { <FieldChip text start end/> }.into_any())
            }
            Chip::InParagraph { start, end } => EitherOf3::C(
                view! { <FieldChip text=words.field_paragraph().to_owned() start end/> }.into_any(),
            ),
            Chip::And => sign("query-chips__sign", words.and()),
            Chip::Or => sign("query-chips__sign", words.or()),
            Chip::Open => sign("query-chips__bracket", "("),
            Chip::Close => sign("query-chips__bracket", ")"),
        })
        .collect_view()
}

/// An exclusion says “without” by itself and needs no “and” before it.
fn without_double_signs(chips: Vec<Chip>) -> Vec<Chip> {
    let is_not = |chip: Option<&Chip>| matches!(chip, Some(Chip::Not { .. }));
    let keep = |index: usize| chips[index] != Chip::And || !is_not(chips.get(index + 1));
    (0..chips.len()).filter(|index| keep(*index)).map(|index| chips[index].clone()).collect()
}

/// Whether the engine tells a count: of a corpus in files it does not tell what it would have to fetch everything for.
pub(super) fn is_counted(n: u32) -> bool {
    !cfg!(feature = "remote") || n != u32::MAX
}

#[component]
fn TermChip(text: String, also: Vec<String>, n_hits: u32, term: u8, start: u32, end: u32) -> impl IntoView {
    let words = use_words();
    let label = words.leave_out(&text);
    let also = also.into_iter().map(|other| view! { " = " <span>{other}</span> }).collect_view();
    view! {
        <li class="chip">
            <span class=swatch_class(term) aria-hidden="true"></span>
            <b class="chip__text">{text}{also}</b>
            {is_counted(n_hits).then(|| view! { <span class="chip__count num">{crate::view::words::grouped(n_hits)}</span> })}
            <DropLink label next=move |state| state.with(|next| next.query = without(&state.query, start, end))/>
        </li>
    }
}

#[component]
fn NotChip(text: String, n_articles: u32, start: u32, end: u32) -> impl IntoView {
    let words = use_words();
    let label = words.leave_out(&text);
    view! {
        <li class="query-chips__sign">{words.without()}</li>
        <li class="chip chip--not">
            <b class="chip__text">{text}</b>
            {is_counted(n_articles).then(|| view! { <span class="chip__count num">{words.minus_articles(n_articles)}</span> })}
            <DropLink label next=move |state| state.with(|next| next.query = without(&state.query, start, end))/>
        </li>
    }
}

#[component]
fn FieldChip(text: String, start: u32, end: u32) -> impl IntoView {
    let words = use_words();
    let label = words.leave_out(&text);
    view! {
        <li class="chip chip--days">
            <b class="chip__text num">{text}</b>
            <DropLink label next=move |state| state.with(|next| next.query = without(&state.query, start, end))/>
        </li>
    }
}

#[component]
fn DaysChip() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let days = navigator.part(|state| (state.from.clone(), state.to.clone(), state.axis));
    let clear = |state: &ViewState| {
        state.with(|next| {
            next.from = None;
            next.to = None;
        })
    };
    live(move || {
        let (from, to, axis) = days();
        let range = show_range(from.as_deref(), to.as_deref(), words);
        (!range.is_empty()).then(|| {
            view! {
                <li class="chip chip--days">
                    <b class="chip__text num">{words.axis(axis)} " " {range}</b>
                    <DropLink label=words.clear_days().to_owned() next=clear/>
                </li>
            }
        })
    })
}

#[component]
fn DocumentChips() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let chosen = navigator.part(|state| state.documents.clone());
    let chip = move |id: String| {
        let document = answers.summary().documents.iter().find(|document| document.id == id).cloned();
        let (title, lang) =
            document.map_or((id.clone(), String::new()), |document| (document.title, document.lang));
        let label = words.leave_out(&title);
        let drop = move |state: &ViewState| state.with(|next| next.documents.retain(|other| *other != id));
        view! {
            <li class="chip chip--document">
                <b class="chip__text" lang=lang>{title}</b>
                <DropLink label next=drop/>
            </li>
        }
    };
    let chips = move || chosen().into_iter().map(chip).collect_view();
    #[cfg(feature = "files")]
    return (live(chips), view! { <super::facet_chips::FacetChips/> });
    #[cfg(not(feature = "files"))]
    live(chips)
}

/// A cross that leads to the state without a condition.
#[component]
pub(super) fn DropLink<F>(label: String, next: F) -> impl IntoView
where
    F: Fn(&ViewState) -> ViewState + Send + 'static,
{
    let navigator = use_explorer().navigator;
    view! { <a class="chip__drop" href=navigator.link(next) aria-label=label>"×"</a> }
}

/// Both scripts, or exactly as typed.
#[component]
fn ScriptToggle() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let is_exact = navigator.part(|state| state.is_exact);
    let has_script = navigator.part(|state| state.is_exact || !state.query.trim().is_empty());
    let choose =
        move |exact: bool| navigator.change(|state| state.with(|next| next.is_exact = exact), Write::Push);
    view! {
        <div class="toggle query-chips__script" role="group" aria-label=words.script() hidden=live_flag(move || !has_script())>
            <button type="button" aria-pressed=live_text(move || (!is_exact()).to_string()) on:click=move |_| choose(false)>
                {words.both_scripts()}
            </button>
            <button type="button" aria-pressed=live_text(move || is_exact().to_string()) on:click=move |_| choose(true)>
                {words.as_typed()}
            </button>
        </div>
    }
}

/// What was not understood, with the words in question.
#[component]
fn Remarks(reading: Reading) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let query = navigator.state().with_untracked(|state| state.query.clone());
    let remarks: Vec<_> = reading.remarks.iter().map(|remark| show_remark(remark, &query, words)).collect();
    (!remarks.is_empty()).then(|| {
        let items = remarks.into_iter().map(|remark| view! { <li class="flag">{remark}</li> }).collect_view();
        view! { <ul class="wrap query-chips__remarks">{items}</ul> }
    })
}

fn show_remark(remark: &QueryRemark, query: &str, words: Words) -> String {
    let place = query.get(remark.start as usize..remark.end as usize).unwrap_or_default();
    words.remark(remark.kind, place)
}

/// The legend of a term: the same fill and line as its hits.
pub(super) fn swatch_class(term: u8) -> &'static str {
    match (term % 3, term < 3) {
        (0, true) => "swatch swatch--1",
        (1, true) => "swatch swatch--2",
        (_, true) => "swatch swatch--3",
        (0, false) => "swatch swatch--1 swatch--again",
        (1, false) => "swatch swatch--2 swatch--again",
        (_, false) => "swatch swatch--3 swatch--again",
    }
}
