//! Units to choose from, the most frequent first.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::protocol::annotation::UnitCount;
use crate::view::history::Write;
use crate::view::ui::{live, live_flag, live_text};
use crate::view::words::{grouped, use_words};

use super::Page;
use super::asked::{in_unit, tabs, unit_of};

/// A link for all figures and for each frequent unit, and a list of the others.
#[component]
pub(super) fn UnitTabs(page: Page) -> impl IntoView {
    let words = use_words();
    // Another unit has the same tabs: they stay, and the focus with them.
    let units = Memo::new(move |_| page.told.with(|told| told.answer.units.clone()));
    let nav = NodeRef::<html::Nav>::new();
    show_current(page, units, nav);
    let n_all = Memo::new(move |_| page.told.with(|told| told.answer.n_all));
    view! {
        <nav node_ref=nav class="unit-tabs" aria-label=words.field_unit() hidden=live_flag(move || units.with(Vec::is_empty))>
            {live(move || view! { <UnitTab page unit=None n=n_all.get()/> })}
            {live(move || {
                let units = units.get();
                let shown = tabs(&units).0.to_vec();
                shown.into_iter().map(|UnitCount { unit, n }| view! { <UnitTab page unit=Some(unit) n/> }).collect_view()
            })}
            {live(move || view! { <OtherUnits page units=units.with(|units| tabs(units).1.to_vec())/> })}
        </nav>
    }
}

/// Where the tabs take more than the window's width, the current one is brought into it.
fn show_current(page: Page, units: Memo<Vec<UnitCount>>, nav: NodeRef<html::Nav>) {
    let part = page.navigator.part(|state| state.part.clone());
    Effect::new(move |_| {
        units.track();
        part();
        request_animation_frame(move || {
            // The page may be gone by then.
            let Some(nav) = nav.try_get_untracked().flatten() else { return };
            let current = nav.query_selector("[aria-current='true']").ok().flatten();
            if let Some(current) = current.and_then(|current| current.dyn_into::<HtmlElement>().ok()) {
                let middle = current.offset_left() + current.offset_width() / 2 - nav.offset_left();
                nav.set_scroll_left(middle - nav.client_width() / 2);
            }
        });
    });
}

#[component]
fn UnitTab(page: Page, unit: Option<String>, n: u32) -> impl IntoView {
    let words = use_words();
    let navigator = page.navigator;
    let own = StoredValue::new(unit.clone());
    let is_current = navigator.part(move |state| own.with_value(|unit| unit_of(state) == unit.as_deref()));
    let lang = unit.is_some().then_some("zh-Hans");
    let label = match unit {
        Some(unit) if unit.is_empty() => words.without_unit().to_owned(),
        Some(unit) => unit,
        None => words.all_units().to_owned(),
    };
    view! {
        <a class="unit-tabs__tab" aria-current=move || is_current().then_some("true")
            href=navigator.link(move |state| own.with_value(|unit| in_unit(state, unit.as_deref())))>
            <span lang=lang>{label}</span> <small class="num">{grouped(n)}</small>
        </a>
    }
}

/// The rare units in one list.
#[component]
fn OtherUnits(page: Page, units: Vec<UnitCount>) -> impl IntoView {
    let words = use_words();
    let navigator = page.navigator;
    let is_none = units.is_empty();
    let n = units.iter().map(|unit| unit.n).sum::<u32>();
    let names = StoredValue::new(units.iter().map(|unit| unit.unit.clone()).collect::<Vec<_>>());
    // Options are known by their place: a unit may be empty.
    let chosen = navigator.part(move |state| {
        let unit = unit_of(state)?;
        names.with_value(|names| names.iter().position(|name| name == unit))
    });
    let choose = move |event| {
        let place: Option<usize> = event_target_value(&event).parse().ok();
        let unit = place.and_then(|place| names.with_value(|names| names.get(place).cloned()));
        navigator.change(|state| in_unit(state, unit.as_deref()), Write::Push);
    };
    let label = words.other_units(u32::try_from(units.len()).unwrap_or(u32::MAX), n);
    let option = move |(place, UnitCount { unit, n }): (usize, UnitCount)| {
        let (lang, unit) =
            if unit.is_empty() { (None, words.without_unit().to_owned()) } else { (Some("zh-Hans"), unit) };
        let text = format!("{unit}　{}", grouped(n));
        view! { <option value=place.to_string() lang=lang prop:selected=move || chosen() == Some(place)>{text}</option> }
    };
    view! {
        <select class="unit-tabs__others" hidden=is_none aria-label=label.clone()
            aria-current=live_text(move || chosen().is_some().to_string()) on:change=choose>
            <option value="" prop:selected=move || chosen().is_none()>{label.clone()}</option>
            {units.into_iter().enumerate().map(option).collect_view()}
        </select>
    }
}
