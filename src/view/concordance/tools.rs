//! By what the lines are sorted and grouped, how wide they are, and how many.

use leptos::prelude::*;

use crate::protocol::analysis::Sample;
use crate::view::history::Write;
use crate::view::ui::{live_flag, live_text};
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::choice::{
    Arrangement, Extent, KEYS, N_KEYS, ORDER, SAMPLES, WINDOWS, arranged, extended, name_of,
};

/// All choices above the lines.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="concordance-tools">
            <div class="concordance-tools__sort" role="group" aria-label=words.order()>
                <span class="concordance-tools__label" aria-hidden="true">{words.order()}</span>
                {(0..N_KEYS).map(|place| view! { <KeyChoice place/> }).collect_view()}
            </div>
            <GroupChoice/>
            <FrequencyToggle/>
            <WindowChoice/>
            <SampleChoice/>
        </div>
    }
}

/// One sort key, in its ink.
#[component]
fn KeyChoice(place: usize) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let key = Memo::new(move |_| {
        let key =
            navigator.state().with(|state| Arrangement::parse(state.by.as_deref()).keys.get(place).copied());
        key.map_or(ORDER, name_of)
    });
    let choose = move |event| {
        let name = event_target_value(&event);
        let key = KEYS.iter().find(|(_, known)| *known == name).map(|(key, _)| *key);
        navigator.change(|state| arranged(state, |known| known.with_key(place, key)), Write::Push);
    };
    // A further key does not begin before the last one that there is.
    let is_open = Memo::new(move |_| {
        navigator.state().with(|state| Arrangement::parse(state.by.as_deref()).keys.len() >= place)
    });
    let none = if place == 0 { words.sort_order() } else { words.no_further_key() };
    let options = KEYS.into_iter().map(|(key, name)| (name, words.concordance_key(key)));
    let options = options.chain([(ORDER, none.to_owned())]);
    let option = move |(name, text): (&'static str, String)| {
        view! { <option value=name prop:selected=move || key.get() == name>{text}</option> }
    };
    let class = ["concordance-tools__key--1", "concordance-tools__key--2", "concordance-tools__key--3"];
    view! {
        <select class=format!("concordance-tools__key {}", class.get(place).unwrap_or(&"")) aria-label=words.nth_key(place + 1)
            hidden=live_flag(move || !is_open.get()) on:change=choose>
            {options.map(option).collect_view()}
        </select>
    }
}

#[component]
fn GroupChoice() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let n_keys = Memo::new(move |_| {
        navigator.state().with(|state| Arrangement::parse(state.by.as_deref()).n_grouping())
    });
    let choose = move |event| {
        let n = event_target_value(&event).parse().unwrap_or_default();
        navigator
            .change(|state| arranged(state, |known| Arrangement { n_group_keys: n, ..known }), Write::Push);
    };
    let option = move |n: usize| {
        view! { <option value=n.to_string() prop:selected=move || n_keys.get() == n>{words.grouped_by(n)}</option> }
    };
    view! {
        <label class="choice">
            <span>{words.group()}</span>
            <select class="choice__select" on:change=choose>{(0..=N_KEYS).map(option).collect_view()}</select>
        </label>
    }
}

#[component]
fn FrequencyToggle() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let arrangement =
        Memo::new(move |_| navigator.state().with(|state| Arrangement::parse(state.by.as_deref())));
    let button = move |value: bool, text: &'static str| {
        let choose = move |_| {
            let change = |known| Arrangement { is_by_frequency: value, ..known };
            navigator.change(|state| arranged(state, change), Write::Push);
        };
        let is_pressed = move || arrangement.read().is_by_frequency == value;
        view! {
            <button type="button" aria-pressed=live_text(move || is_pressed().to_string()) on:click=choose>{text}</button>
        }
    };
    view! {
        <div class="toggle" role="group" aria-label=words.order_of_groups() hidden=live_flag(move || arrangement.read().n_grouping() == 0)>
            {button(true, words.by_frequency())} {button(false, words.by_character())}
        </div>
    }
}

#[component]
fn WindowChoice() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let window =
        Memo::new(move |_| navigator.state().with(|state| Arrangement::parse(state.by.as_deref()).window));
    let choose = move |event| {
        let window = event_target_value(&event).parse().unwrap_or(20);
        navigator.change(|state| arranged(state, |known| Arrangement { window, ..known }), Write::Push);
    };
    let option = move |n: u32| {
        view! { <option value=n.to_string() prop:selected=move || window.get() == n>{words.n_wide(n)}</option> }
    };
    view! {
        <label class="choice concordance-tools__window">
            <span>{words.window()}</span>
            <select class="choice__select" on:change=choose>{WINDOWS.map(option).collect_view()}</select>
        </label>
    }
}

/// All lines, or some that are drawn; the address has the seed, so that another reader draws the same.
#[component]
fn SampleChoice() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let sample = Memo::new(move |_| {
        navigator.state().with(|state| Extent::parse(state.part.as_deref(), &state.query).sample)
    });
    let draw = move |sample: Option<Sample>| {
        navigator.change(|state| extended(state, |_| Extent { sample, from: 0 }), Write::Push);
    };
    let choose = move |event| {
        let n = event_target_value(&event).parse().unwrap_or_default();
        let seed = sample.get_untracked().map_or(1, |sample| sample.seed);
        draw((n > 0).then_some(Sample { n, seed }));
    };
    let again = move |_| {
        let next = |sample: Sample| Sample { seed: sample.seed.wrapping_add(1), ..sample };
        draw(sample.get_untracked().map(next));
    };
    let n_drawn = move || sample.get().map_or(0, |sample| sample.n);
    let option = move |n: u32| {
        let text = if n == 0 { words.all_lines().to_owned() } else { words.drawn(n) };
        view! { <option value=n.to_string() prop:selected=move || n_drawn() == n>{text}</option> }
    };
    view! {
        <label class="choice">
            <span>{words.sample()}</span>
            <select class="choice__select" on:change=choose>
                {option(0)} {SAMPLES.map(option).collect_view()}
            </select>
        </label>
        <button type="button" class="button button--quiet concordance-tools__again" hidden=live_flag(move || n_drawn() == 0) on:click=again>
            {words.draw_again()}
        </button>
    }
}
