//! Bars over time, and the brush that filters by them.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

use crate::view::day_text::show_range;
use crate::view::history::{Write, focus};
use crate::view::ui::{live, live_flag, live_text, percent};
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::bars::bars;
use super::brush::{Brush, neighbour};
use super::scale::Scale;
use super::tick::ticks;
use super::with_days;

/// The bars and what is happening to them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) explorer: Explorer,
    /// What a drag is choosing.
    pub(super) drag: RwSignal<Option<Brush>>,
    /// The bar that the keys are on.
    pub(super) cursor: RwSignal<usize>,
}

/// Bars over time: click one, drag over several, draw on with Shift, clear with Escape.
#[component]
pub(in crate::view) fn Histogram(
    /// Whether the bars are the page's subject.
    #[prop(optional)]
    is_tall: bool,
) -> impl IntoView {
    let explorer = use_explorer();
    let plot = Plot { explorer, drag: RwSignal::new(None), cursor: RwSignal::new(0) };
    let words = use_words();
    let list = NodeRef::<html::Div>::new();
    let is_empty = move || explorer.answers.timeline.read().bins.is_empty();
    view! {
        <figure class="histogram" class:histogram--tall=is_tall hidden=live_flag(is_empty)>
            <Caption plot/>
            <div class="histogram__frame" on:pointerdown=move |event| plot.press(&event)
                on:pointermove=move |event| plot.draw(&event) on:pointerup=move |event| plot.release(&event)
                on:pointercancel=move |_| plot.drag.set(None)>
                <div node_ref=list class="histogram__bars" role="listbox" aria-multiselectable="true"
                    aria-orientation="horizontal" aria-label=words.bars_label() on:keydown=move |event| plot.key(&event, list)>
                    {move || {
                        // A state that changes a bar brings another answer.
                        explorer.answers.timeline.track();
                        plot.drag.track();
                        plot.cursor.track();
                        untrack(|| bars(plot, words))
                    }}
                </div>
                <BrushFrame plot/>
            </div>
            <Ticks plot/>
        </figure>
        <p class="histogram__none" hidden=live_flag(move || !is_empty())>{words.no_days()}</p>
    }
}

impl Plot {
    fn scale(self) -> Scale {
        Scale::new(&self.explorer.answers.timeline.read().bins)
    }

    /// What the address chooses.
    fn chosen(self) -> Option<Brush> {
        let state = self.explorer.navigator.state().read();
        Brush::of_days(
            &self.explorer.answers.timeline.read().bins,
            state.from.as_deref(),
            state.to.as_deref(),
        )
    }

    /// What is shown as chosen.
    pub(super) fn brush(self) -> Option<Brush> {
        self.drag.get().or_else(|| self.chosen())
    }

    fn choose(self, brush: Option<Brush>) {
        let days =
            untrack(|| brush.and_then(|brush| brush.days(&self.explorer.answers.timeline.read().bins)));
        self.explorer.navigator.change(|state| with_days(state, days), Write::Push);
    }

    fn press(self, event: &PointerEvent) {
        let (Some(frame), 0) = (frame(event), event.button()) else { return };
        let Some(x) = place(event, &frame) else { return };
        self.drag.set(untrack(|| Brush::press(self.chosen(), &self.scale(), x, event.shift_key())));
        let _ = frame.set_pointer_capture(event.pointer_id());
    }

    fn draw(self, event: &PointerEvent) {
        let Some(drag) = self.drag.get_untracked() else { return };
        let head = frame(event)
            .and_then(|frame| place(event, &frame))
            .and_then(|x| untrack(|| self.scale().bar_at(x)));
        if let Some(head) = head.filter(|head| *head != drag.head) {
            self.drag.set(Some(drag.to(head)));
        }
    }

    /// A click on the one bar that is chosen lets go of it.
    fn release(self, event: &PointerEvent) {
        self.draw(event);
        let Some(drag) = self.drag.get_untracked() else { return };
        self.drag.set(None);
        self.cursor.set(drag.head);
        let is_same = untrack(|| self.chosen()).map(Brush::bounds) == Some(drag.bounds());
        let is_click = drag.anchor == drag.head;
        if !is_same || is_click {
            self.choose((!is_same).then_some(drag));
        }
    }

    fn key(self, event: &KeyboardEvent, list: NodeRef<html::Div>) {
        let answer = self.explorer.answers.timeline.get_untracked();
        let last = answer.bins.len().saturating_sub(1);
        let cursor = self.cursor.get_untracked().min(last);
        let chosen = untrack(|| self.chosen());
        let next = match event.key().as_str() {
            "ArrowRight" => neighbour(&answer.bins, cursor, true),
            "ArrowLeft" => neighbour(&answer.bins, cursor, false),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                return self.choose(Some(Brush::at(cursor)));
            }
            "Escape" if chosen.is_some() => {
                event.prevent_default();
                return self.choose(None);
            }
            _ => return,
        };
        event.prevent_default();
        self.cursor.set(next);
        if let Some(bar) = list.get_untracked().and_then(|list| bar(&list, next)) {
            focus(&bar);
        }
        if event.shift_key() {
            self.choose(Some(Brush::drawn_on(chosen, cursor, next)));
        }
    }
}

fn bar(list: &Element, index: usize) -> Option<HtmlElement> {
    list.children().item(u32::try_from(index).ok()?)?.dyn_into().ok()
}

/// The element that the bars fill.
fn frame(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// Where the pointer is, in hundredths of the width.
fn place(event: &PointerEvent, frame: &Element) -> Option<f64> {
    let bounds = frame.get_bounding_client_rect();
    (bounds.width() > 0.0).then(|| (f64::from(event.client_x()) - bounds.left()) / bounds.width() * 100.0)
}

/// What the bars are, and which days are chosen.
#[component]
fn Caption(plot: Plot) -> impl IntoView {
    let words = use_words();
    let Explorer { navigator, answers, .. } = plot.explorer;
    let axis = move || words.axis(navigator.state().read().axis).to_owned();
    let grain = move || words.per_bar(answers.timeline.read().grain).to_owned();
    let shown = move || {
        let days = plot.drag.get().and_then(|drag| drag.days(&answers.timeline.read().bins)).unzip();
        let state = navigator.state().read();
        let (from, to) = (days.0.as_ref().or(state.from.as_ref()), days.1.as_ref().or(state.to.as_ref()));
        show_range(from.map(String::as_str), to.map(String::as_str), words)
    };
    view! {
        <figcaption class="histogram__caption">
            <span><b>{live_text(axis)}</b>{words.comma()}{live_text(grain)}</span>
            <span class="histogram__key" hidden=live_flag(move || !navigator.state().read().is_narrowed())>{words.bars_key()}</span>
            <span class="histogram__days" hidden=live_flag(move || !navigator.state().read().has_days() && plot.drag.get().is_none())>
                <b class="num">{live_text(shown)}</b> " "
                <a href=navigator.link(|state| with_days(state, None))>{words.clear()}</a>
            </span>
        </figcaption>
    }
}

/// The frame around what is chosen, with its two edges.
#[component]
fn BrushFrame(plot: Plot) -> impl IntoView {
    let bounds = move || {
        let (first, last) = plot.brush()?.bounds();
        let scale = plot.scale();
        Some((scale.left(first), scale.right(last) - scale.left(first)))
    };
    view! {
        <div class="histogram__brush" aria-hidden="true" hidden=live_flag(move || bounds().is_none())
            style:--x=live_text(move || percent(bounds().unwrap_or_default().0))
            style:--w=live_text(move || percent(bounds().unwrap_or_default().1))>
            <i class="histogram__edge"></i>
            <i class="histogram__edge histogram__edge--end"></i>
        </div>
    }
}

/// Labels under the bars.
#[component]
fn Ticks(plot: Plot) -> impl IntoView {
    let shown = move || {
        let answer = plot.explorer.answers.timeline.read();
        ticks(&answer.bins, answer.grain, &plot.scale())
            .into_iter()
            .map(|tick| {
                let class = match (tick.is_minor, tick.is_last, tick.is_late) {
                    (true, true, _) => "histogram__tick histogram__tick--minor histogram__tick--last",
                    (true, false, _) => "histogram__tick histogram__tick--minor",
                    (false, true, _) => "histogram__tick histogram__tick--last",
                    (false, false, true) => "histogram__tick histogram__tick--late",
                    (false, false, false) => "histogram__tick",
                };
                view! { <span class=class style:--x=percent(tick.x)>{tick.label}</span> }
            })
            .collect_view()
    };
    view! { <div class="histogram__ticks num" aria-hidden="true">{live(shown)}</div> }
}
