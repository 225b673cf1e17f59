//! Lanes of dates with what happened, by document or by whom it is told.
//!
//! Points, spans, what is uncertain, and what is doubtful look different; dates that stand too near each other are one mark with
//! their number. Those on other days than the chosen ones are pale. Ctrl or ⌘ and the wheel, or two fingers, zoom; a mouse draws
//! out days, a finger moves on; the plain wheel scrolls the page. All of it stands in the table too.

mod chart;
mod hand;
mod layout;
mod row;
mod ruler;
mod strip;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::day::Day;
use crate::view::history::{Navigator, Write};
use crate::view::ui::{self, live, live_flag, live_text};
use crate::view::use_explorer;
use crate::view::words::use_words;
use chart::{Chart, Lane, chart_of, chosen_days, window_of};
use hand::Hand;
use layout::{Placed, Window, placed};
use row::LaneRow;
use ruler::marks;

pub(super) use strip::WindowStrip;

/// What the lanes are told by, with the names that addresses give them.
const BY: [&str; 3] = ["who", "document", "one"];

/// What the lanes and the strip below the bars share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lanes {
    navigator: Navigator,
    by: Memo<&'static str>,
    chart: Memo<Chart>,
    /// The days that the address chooses.
    chosen: Memo<Option<(i32, i32)>>,
    /// The days that are shown.
    window: Memo<Window>,
    /// What was zoomed to; nothing as long as the days that are chosen decide.
    zoomed: RwSignal<Option<Window>>,
    /// What the next frame shows; several wheel events or moves of a pointer in one frame are one.
    next: RwSignal<Option<Window>>,
    hand: RwSignal<Hand>,
}

impl Lanes {
    pub(super) fn new() -> Lanes {
        let navigator = use_explorer().navigator;
        let words = use_words();
        let by = navigator
            .part(|state| BY.into_iter().find(|by| state.by.as_deref() == Some(*by)).unwrap_or(BY[0]));
        let by = Memo::new(move |_| by());
        let chart = chart_of(by, words);
        let chosen = navigator.part(chosen_days);
        let chosen = Memo::new(move |_| chosen());
        let zoomed = RwSignal::new(None::<Window>);
        let window = Memo::new(move |_| {
            let usual = chart.read().usual;
            zoomed.get().or_else(|| chosen.get().map(window_of)).unwrap_or(usual)
        });
        let lanes = Lanes {
            navigator,
            by,
            chart,
            chosen,
            window,
            zoomed,
            next: RwSignal::new(None),
            hand: RwSignal::default(),
        };
        // Days chosen elsewhere are gone to; those that were drawn out here are in sight.
        Effect::new(move |last: Option<&'static str>| {
            let by = lanes.by.get();
            let is_in_sight = chosen.get().is_some_and(|(first, last)| {
                let window = window.get_untracked();
                window.first <= first && last <= window.last
            });
            if last != Some(by) || !is_in_sight {
                zoomed.set(None);
            }
            by
        });
        lanes
    }

    /// All days that there are dates on.
    fn all(self) -> Window {
        self.chart.read_untracked().all
    }

    /// Where the last change leads, whether it has been painted or not.
    fn coming(self) -> Window {
        self.next.get_untracked().unwrap_or_else(|| self.window.get_untracked())
    }

    /// Shows a window with the next frame.
    fn show(self, window: Window) {
        let is_first = self.next.get_untracked().is_none();
        self.next.set(Some(window));
        if is_first {
            request_animation_frame(move || {
                // The page may have gone since.
                if let Some(Some(window)) = self.next.try_update(Option::take) {
                    self.zoomed.set(Some(window));
                }
            });
        }
    }

    fn zoom(self, factor: f64, x: f64) {
        self.show(self.coming().zoomed(factor, x, self.all()));
    }

    /// Nearer, or farther, around the middle one of the dates in sight: the middle of the window may lie where there are none.
    fn step(self, factor: f64) {
        let window = self.coming();
        let chart = self.chart.read_untracked();
        let items = chart.lanes.iter().flat_map(|lane| &lane.items);
        let mut days: Vec<i32> = items
            .filter(|(_, item)| !item.is_outside && (window.first..=window.last).contains(&item.first))
            .map(|(_, item)| item.first)
            .collect();
        let middle = days.len() / 2;
        let x = if days.is_empty() { 50.0 } else { window.x(*days.select_nth_unstable(middle).1) };
        drop(chart);
        self.zoom(factor, x);
    }

    fn choose(self, days: Option<(i32, i32)>) {
        let day = |number| Day::from_number(number).map(|day| day.to_string());
        let days = days.and_then(|(first, last)| Some((day(first)?, day(last)?)));
        let window = self.coming();
        self.navigator.change(|state| super::with_days(state, days), Write::Push);
        self.zoomed.set(Some(window));
    }

    fn wheel(self, event: &WheelEvent) {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            self.zoom(if event.delta_y() < 0.0 { 0.8 } else { 1.25 }, place_of(event));
        }
    }

    fn key(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "+" | "=" => self.step(0.5),
            "-" => self.step(2.0),
            "0" => self.show(self.all()),
            "," => self.show(self.coming().moved(-1, self.all())),
            "." => self.show(self.coming().moved(1, self.all())),
            "Escape" if self.chosen.get_untracked().is_some() => self.choose(None),
            _ => return,
        }
        event.prevent_default();
    }

    fn press(self, event: &PointerEvent) {
        let x = place_of(event);
        let hand = if event.pointer_type() == "mouse" {
            // A mark is a link.
            let is_mark = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|target| target.closest(".lanes__entry").is_ok_and(|mark| mark.is_some()));
            if is_mark || event.button() != 0 {
                return;
            }
            Hand::press(self.chosen.get_untracked(), self.window.get_untracked(), x, event.shift_key())
        } else {
            self.hand.with_untracked(|hand| hand.touch(self.coming(), (event.pointer_id(), x)))
        };
        self.hand.set(hand);
    }

    fn slide(self, event: &PointerEvent) {
        // It was let go of where nobody heard it.
        if event.buttons() == 0 {
            return self.lift(event);
        }
        if self.hand.with_untracked(|hand| *hand == Hand::Idle) {
            return;
        }
        let x = place_of(event);
        if event.pointer_type() == "mouse" {
            let drawn = self.hand.with_untracked(|hand| hand.draw(self.window.get_untracked(), x));
            if let (Hand::Drawing { .. }, Some(frame)) = (&drawn, frame_of(event)) {
                let _ = frame.set_pointer_capture(event.pointer_id());
            }
            self.hand.set(drawn);
            return;
        }
        let (hand, window) = self.hand.with_untracked(|hand| hand.slide((event.pointer_id(), x), self.all()));
        self.hand.set(hand);
        if let Some(window) = window.filter(|window| *window != self.coming()) {
            // What lies under the finger is drawn anew; its way goes on here. A tap that does not move stays one on a link.
            if let Some(frame) = frame_of(event) {
                let _ = frame.set_pointer_capture(event.pointer_id());
            }
            self.show(window);
        }
    }

    fn release(self, event: &PointerEvent) {
        let drawn = self.hand.with_untracked(Hand::days);
        self.lift(event);
        if drawn.is_some() && drawn != self.chosen.get_untracked() {
            self.choose(drawn);
        }
    }

    fn lift(self, event: &PointerEvent) {
        let next = self.hand.with_untracked(|hand| hand.lift(event.pointer_id(), self.coming()));
        self.hand.set(next);
    }
}

/// The lanes, their ruler, and how to look at them.
#[component]
pub(super) fn LaneChart(lanes: Lanes) -> impl IntoView {
    let words = use_words();
    let frame = NodeRef::<html::Div>::new();
    let width =
        move || frame.get().map_or(960.0, |frame: web_sys::HtmlDivElement| f64::from(frame.client_width()));
    let body = move || {
        let (chart, window) = (lanes.chart.read(), lanes.window.get());
        let width = untrack(width);
        let lane = |lane: &Lane| {
            // A mark needs the first of its dates alone, however many it stands for.
            let first = |one: &Placed| chart.entry(*one.items.first()?).cloned();
            let placed = placed(&lane.items, window, width);
            let placed = placed.into_iter().filter_map(|one| Some((first(&one)?, one))).collect();
            let n_items = lane.items.iter().filter(|(_, item)| !item.is_outside).count();
            view! { <LaneRow name=lane.name.clone() lang=lane.lang.clone() n_items placed zoomed=lanes.zoomed window/> }
        };
        view! {
            <div class="lanes__ruler" aria-hidden="true">
                {marks(window).into_iter().map(|mark| view! {
                    <span class="lanes__mark" class:lanes__mark--major=mark.is_major style:left=percent(mark.x)>{mark.label}</span>
                }).collect_view()}
            </div>
            {chart.lanes.iter().map(lane).collect_view()}
        }
    };
    let fit = move |_| lanes.show(lanes.all());
    view! {
        <section class="lanes" hidden=move || lanes.chart.read().lanes.is_empty() aria-label=words.lanes_label()
            on:keydown=move |event| lanes.key(&event)>
            <div class="lanes__head">
                <ByChoice by=lanes.by/>
                <span class="lanes__zoom" role="group" aria-label=words.zoom()>
                    <button type="button" class="button button--quiet" aria-label=words.zoom_out() on:click=move |_| lanes.step(2.0)>"−"</button>
                    <button type="button" class="button button--quiet" aria-label=words.zoom_in() on:click=move |_| lanes.step(0.5)>"+"</button>
                    <button type="button" class="button button--quiet" on:click=fit>{words.fit_all()}</button>
                </span>
            </div>
            <div class="lanes__frame" node_ref=frame on:wheel=move |event| lanes.wheel(&event)
                on:pointerdown=move |event| lanes.press(&event) on:pointermove=move |event| lanes.slide(&event)
                on:pointerup=move |event| lanes.release(&event) on:pointercancel=move |event| lanes.lift(&event)>
                <ChosenDays lanes/>
                {live(body)}
            </div>
        </section>
    }
}

/// The days that are chosen, or being drawn out, behind the marks.
#[component]
fn ChosenDays(lanes: Lanes) -> impl IntoView {
    let bounds = move || {
        let (first, last) = lanes.hand.with(Hand::days).or_else(|| lanes.chosen.get())?;
        let window = lanes.window.get();
        let (left, right) = (window.x(first).clamp(0.0, 100.0), window.x(last + 1).clamp(0.0, 100.0));
        (left < right).then_some((left, right - left))
    };
    view! {
        <div class="lanes__chosen" aria-hidden="true" hidden=live_flag(move || bounds().is_none())
            style:left=live_text(move || percent(bounds().unwrap_or_default().0))
            style:width=live_text(move || percent(bounds().unwrap_or_default().1))>
            <i class="lanes__edge"></i>
            <i class="lanes__edge lanes__edge--end"></i>
        </div>
    }
}

/// What the lanes are told by.
#[component]
fn ByChoice(by: Memo<&'static str>) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    let choose = move |event| {
        // Also where it is what comes by itself: a link with it brings the lanes.
        let next = Some(event_target_value(&event));
        navigator.change(|state| state.with(|state| state.by = next), Write::Push);
    };
    let label = move |by: &str| match by {
        "who" => words.by_who(),
        "document" => words.documents(),
        _ => words.by_nothing(),
    };
    view! {
        <label class="choice">
            <span>{words.lanes_by()}</span>
            <select class="choice__select" on:change=choose>
                {BY.map(|value| view! { <option value=value prop:selected=move || by.get() == value>{label(value)}</option> }).collect_view()}
            </select>
        </label>
    }
}

/// The element that the pointer's event is watched on.
fn frame_of(event: &MouseEvent) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

/// Where the pointer is, in hundredths of the frame.
fn place_of(event: &MouseEvent) -> f64 {
    frame_of(event).map_or(50.0, |frame| {
        let bounds = frame.get_bounding_client_rect();
        ((f64::from(event.client_x()) - bounds.left()) * 100.0 / bounds.width().max(1.0)).clamp(0.0, 100.0)
    })
}

/// Hundredths as the style sheet takes them.
fn percent(x: f64) -> String {
    format!("{}%", ui::percent(x))
}
