//! The order of results.

use leptos::prelude::*;

use crate::view::history::Write;
use crate::view::url::SORTS;
use crate::view::use_explorer;
use crate::view::words::use_words;

/// A choice of orders.
#[component]
pub(super) fn SortChoice() -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let sort = navigator.part(|state| state.sort);
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some((sort, _)) = SORTS.into_iter().find(|(_, known)| *known == name) {
            navigator.change(|state| state.with(|next| next.sort = sort), Write::Push);
        }
    };
    let option = move |(value, name): (_, &'static str)| {
        view! { <option value=name prop:selected=move || sort() == value>{words.sort(value)}</option> }
    };
    view! {
        <label class="choice">
            <span>{words.order()}</span>
            <select class="choice__select" on:change=choose>{SORTS.map(option).collect_view()}</select>
        </label>
    }
}
