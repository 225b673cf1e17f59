//! The page of days: bars to choose from, two fields to type into, and the same as a table.

mod bars;
mod brush;
mod day_fields;
mod entry_table;
mod histogram;
#[cfg(feature = "views")]
mod lanes;
mod scale;
mod tick;

use leptos::prelude::*;

use crate::protocol::Axis;

#[cfg(not(feature = "views"))]
use super::has_whole;
use super::history::Write;
use super::search::QueryChips;
use super::ui::{Numerals, live, live_text};
use super::url::ViewState;
use super::words::use_words;
use super::{Explorer, use_explorer};
use day_fields::DayFields;
use entry_table::EntryTable;

pub(super) use histogram::Histogram;
#[cfg(feature = "views")]
pub(super) use scale::Scale;
#[cfg(feature = "views")]
pub(super) use tick::{Tick, ticks};

/// The days of the present filter.
#[component]
pub(super) fn Timeline() -> impl IntoView {
    let words = use_words();
    view! {
        <h1 class="unseen">{words.timeline_title()}</h1>
        <QueryChips/>
        <div class="wrap timeline">
            <TimelineHead/>
            {lanes()}
            <DayFields/>
            <EntryTable/>
        </div>
    }
}

/// The bars, which are the page's subject.
#[cfg(not(feature = "views"))]
fn lanes() -> impl IntoView {
    view! { <Histogram is_tall=true/> }
}

/// The lanes of the days that are looked at, and the bars of all days with a handle on those.
#[cfg(feature = "views")]
fn lanes() -> impl IntoView {
    let lanes = lanes::Lanes::new();
    view! {
        <lanes::LaneChart lanes/>
        <Histogram/>
        <lanes::WindowStrip lanes/>
    }
}

/// How many days there are, and which days count.
#[component]
fn TimelineHead() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let sentence = move || {
        let answer = answers.timeline.read();
        match navigator.state().read().axis {
            Axis::Mentioned => words.n_dates(answer.n_entries),
            Axis::Published => words.n_publications(answer.n_entries),
        }
    };
    let undated = move || {
        Some(answers.timeline.read().n_undated)
            .filter(|n| *n > 0)
            .map_or_else(String::new, |n| words.n_undated(n))
    };
    view! {
        <div class="timeline__head">
            <p class="counts">{live(move || view! { <Numerals text=sentence()/> })}</p>
            <span class="timeline__undated">{live_text(undated)}</span>
            {lanes_link()}
            <AxisToggle/>
        </div>
    }
}

/// Leads to the lanes, which come with the whole program; a large corpus in files has none.
#[cfg(not(feature = "views"))]
fn lanes_link() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let href = navigator.link(ViewState::in_lanes);
    has_whole().then(|| view! { <a class="timeline__lanes" href=href>{use_words().in_lanes()}</a> })
}

#[cfg(feature = "views")]
fn lanes_link() {}

/// Days of publication, or days that the texts mention.
#[component]
fn AxisToggle() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let axis = navigator.part(|state| state.axis);
    let button = move |value: Axis| {
        let choose = move |_| navigator.change(|state| state.with(|next| next.axis = value), Write::Push);
        view! {
            <button type="button" aria-pressed=live_text(move || (axis() == value).to_string()) on:click=choose>
                {words.axis(value)}
            </button>
        }
    };
    view! {
        <div class="toggle timeline__axis" role="group" aria-label=words.which_days()>
            {button(Axis::Published)} {button(Axis::Mentioned)}
        </div>
    }
}

/// The state with other days; what only shows the corpus gives way to results.
pub(super) fn with_days(state: &ViewState, days: Option<(String, String)>) -> ViewState {
    use super::url::View;
    state.with(|next| {
        (next.from, next.to) = days.unzip();
        if matches!(next.view, View::Overview | View::About) {
            next.view = View::Results;
        }
    })
}
