//! A lane with its marks.

use leptos::prelude::*;

use crate::protocol::TimelineEntry;
use crate::view::url::View;
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::chart::label_of;
use super::layout::{Placed, Window};
use super::percent;

/// A lane: its name, and its marks.
#[component]
pub(super) fn LaneRow(
    name: String,
    lang: String,
    n_items: usize,
    placed: Vec<(TimelineEntry, Placed)>,
    zoomed: RwSignal<Option<Window>>,
    window: Window,
) -> impl IntoView {
    let n_rows = placed.iter().map(|(_, one)| one.row + 1).max().unwrap_or(1);
    let own_name = name.clone();
    let mark = move |(first, one): (TimelineEntry, Placed)| {
        view! { <MarkLink one first name=own_name.clone() zoomed window/> }
    };
    view! {
        <div class="lanes__lane">
            <h2 class="lanes__name" lang=lang title=name.clone()><span>{name.clone()}</span> <small class="num">{n_items}</small></h2>
            <div class="lanes__track" style:--rows=n_rows.to_string()>
                {placed.into_iter().map(mark).collect_view()}
            </div>
        </div>
    }
}

/// One date that opens the reader there, or several that are zoomed to.
#[component]
fn MarkLink(
    one: Placed,
    first: TimelineEntry,
    name: String,
    zoomed: RwSignal<Option<Window>>,
    window: Window,
) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let document = answers.document(first.document).unwrap_or_default();
    let n = one.items.len();
    let is_doubtful = one.is_doubtful;
    let label = label_of(&first, &name);
    let href = {
        let (id, at) = (document.id.clone(), first.at);
        navigator.link(move |state| state.on(View::Timeline).reading(&id, Some(at)))
    };
    let said = format!("{} {}", first.edtf, first.text);
    let (low, high) = one.days;
    let nearer = move |event: web_sys::MouseEvent| {
        if n > 1 && window.n_days() > 3 {
            event.prevent_default();
            event.stop_propagation();
            let margin = ((high - low) / 4).max(1);
            zoomed.set(Some(Window { first: low - margin, last: high + margin }));
        }
    };
    let is_cluster = n > 1;
    let spoken = if is_cluster { words.several_dates(n, &said) } else { said.clone() };
    view! {
        <a class="lanes__entry" class:lanes__entry--span=one.width.gt(&0.0) class:lanes__entry--cluster=is_cluster
            class:lanes__entry--uncertain=one.is_uncertain class:lanes__entry--doubtful=is_doubtful class:lanes__entry--before=one.is_before
            class:lanes__entry--outside=one.is_outside
            style:left=percent(one.x) style:--row=one.row.to_string() style:--width=percent(one.width)
            href=href title=said on:click=nearer>
            <span class="lanes__dot" aria-hidden="true" style:width=(one.width > 0.0).then_some("100%")>{(n > 1).then(|| n.to_string())}</span>
            <span class="unseen">{spoken}</span>
            {one.has_label.then(|| view! { <span class="lanes__label" aria-hidden="true" lang=document.lang>{label}</span> })}
        </a>
    }
    .into_any()
}
