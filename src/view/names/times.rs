//! When: the dates that articles mention beside a name, as bars to filter by.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::protocol::{Axis, Bin};
use crate::view::day_text::show_range;
use crate::view::history::focus;
use crate::view::timeline::{Scale, Tick, ticks};
use crate::view::ui::{live, live_flag, live_text, percent};
use crate::view::words::{Words, use_words};

use super::Page;
use super::time_bins::bars;

/// The bars.
#[component]
pub(super) fn Times(page: Page) -> impl IntoView {
    let words = use_words();
    let times = Memo::new(move |_| page.with_entity(|entity| entity.times.clone()).unwrap_or_default());
    let drawn = Memo::new(move |_| times.with(|times| bars(times)));
    let row = NodeRef::<html::Div>::new();
    let shown = move || drawn.with(|(_, bins)| columns(page, bins, words));
    let names = move || {
        drawn
            .with(|(grain, bins)| ticks(bins, *grain, &Scale::new(bins)).into_iter().map(name).collect_view())
    };
    view! {
        <section class="name__section" hidden=live_flag(move || times.with(Vec::is_empty))>
            <h3 class="name__heading">
                {words.dates_beside()} <small>{live_text(move || drawn.with(|(grain, _)| words.per_bar(*grain).to_owned()))}</small>
            </h3>
            <div node_ref=row class="name-times" role="group" aria-label=words.dates_beside_label() on:keydown=move |event| step(&event, row)>
                {live(shown)}
            </div>
            <div class="histogram__ticks num" aria-hidden="true">{live(names)}</div>
        </section>
    }
}

/// A link for each bar; it filters by its days. The keys go from one to the next, and the first takes the focus.
fn columns(page: Page, bins: &[Bin], words: Words) -> impl IntoView + use<> {
    let scale = Scale::new(bins);
    let most = bins.iter().map(|bin| bin.n_all).max().unwrap_or(1).max(1);
    let first = bins.iter().position(|bin| bin.n_all > 0);
    let column = |(index, bin): (usize, &Bin)| {
        let width = percent(scale.right(index) - scale.left(index));
        if bin.n_all == 0 {
            let class = if bin.is_gap { "histogram__gap" } else { "name-times__empty" };
            return view! { <i class=class style:--w=width></i> }.into_any();
        }
        let days = (bin.first.clone(), bin.last.clone());
        let label = words.articles_of_days(&show_range(Some(&days.0), Some(&days.1), words), bin.n_all);
        let href = page.navigator.link(move |state| {
            state.with(|next| {
                (next.from, next.to) = (Some(days.0.clone()), Some(days.1.clone()));
                next.axis = Axis::Mentioned;
            })
        });
        view! {
            <a class="name-times__bar" href=href title=label.clone() aria-label=label.clone()
                tabindex=if first == Some(index) { "0" } else { "-1" } style:--w=width
                style:--h=percent(f64::from(bin.n_all) / f64::from(most) * 100.0)></a>
        }
        .into_any()
    };
    bins.iter().enumerate().map(column).collect_view()
}

fn name(tick: Tick) -> impl IntoView {
    let mut class = "histogram__tick".to_owned();
    for (holds, part) in
        [(tick.is_minor, "minor"), (tick.is_last, "last"), (tick.is_late && !tick.is_last, "late")]
    {
        if holds {
            class.push_str(" histogram__tick--");
            class.push_str(part);
        }
    }
    view! { <span class=class style:--x=percent(tick.x)>{tick.label}</span> }
}

/// Arrows go on to the next bar.
fn step(event: &KeyboardEvent, row: NodeRef<html::Div>) {
    let step = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return,
    };
    let Some(bars) = row.get_untracked().and_then(|row| row.query_selector_all("a").ok()) else { return };
    let bars: Vec<HtmlElement> =
        (0..bars.length()).filter_map(|index| bars.item(index)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let place = bars.iter().position(|bar| active.as_ref() == Some(bar.as_ref()));
    if let Some(next) = place.and_then(|place| bars.get(place.checked_add_signed(step)?)) {
        event.prevent_default();
        focus(next);
    }
}
