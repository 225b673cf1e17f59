//! The order of the figures: as a list, and in the heads of columns.

use leptos::prelude::*;

use crate::protocol::annotation::FigureSort;
use crate::view::history::Write;
use crate::view::ui::live;
use crate::view::words::use_words;

use super::Page;
use super::asked::{SORTS, is_by_value, sort_of, sorted};

/// A choice of orders.
#[component]
pub(super) fn SortChoice(page: Page) -> impl IntoView {
    let words = use_words();
    let navigator = page.navigator;
    let has_unit = Memo::new(move |_| navigator.state().read().part.is_some());
    let sort = navigator.part(sort_of);
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some((sort, _)) = SORTS.into_iter().find(|(_, known)| *known == name) {
            navigator.change(|state| sorted(state, sort), Write::Push);
        }
    };
    let option = move |(value, name): (FigureSort, &'static str)| {
        view! { <option value=name prop:selected=move || sort() == value>{words.figure_sort(value)}</option> }
    };
    let has_query = Memo::new(move |_| !navigator.state().read().query.trim().is_empty());
    let options = move || {
        let is_possible = |(sort, _): &(FigureSort, _)| match sort {
            FigureSort::Relevance => has_query.get(),
            sort => has_unit.get() || !is_by_value(*sort),
        };
        let sorts = SORTS.into_iter().filter(is_possible);
        sorts.map(option).collect_view()
    };
    view! {
        <label class="choice">
            <span>{words.order()}</span>
            <select class="choice__select" on:change=choose>{live(options)}</select>
        </label>
    }
}

/// The head of a column that orders the table; pressed again, it turns the order round where that makes sense.
#[component]
pub(super) fn SortHead(page: Page, label: &'static str, sorts: &'static [FigureSort]) -> impl IntoView {
    let words = use_words();
    let navigator = page.navigator;
    let sort = navigator.part(sort_of);
    let can_sort =
        navigator.part(move |state| state.part.is_some() || !sorts.iter().any(|sort| is_by_value(*sort)));
    let next = move || {
        let place = sorts.iter().position(|known| *known == sort());
        place.map_or(sorts[0], |place| sorts[(place + 1) % sorts.len()])
    };
    let direction = move || match sort() {
        sort if !can_sort() || !sorts.contains(&sort) => None,
        FigureSort::Largest => Some("descending"),
        _ => Some("ascending"),
    };
    let press = move |_| navigator.change(|state| sorted(state, next()), Write::Push);
    view! {
        <th scope="col" class="figure-table__head" aria-sort=direction>
            <button type="button" class="figure-table__sort" disabled=move || !can_sort()
                title=move || words.figure_sort(next()) on:click=press>{label}</button>
        </th>
    }
}
