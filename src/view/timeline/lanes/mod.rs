//! Lanes of dates with what happened, by document or by whom it is told.
//!
//! Points, spans, what is uncertain, and what is doubtful look different; dates that stand too near each other are one mark with
//! their number. Those on other days than the chosen ones are pale. Ctrl or ⌘ and the wheel, or two fingers, zoom; a mouse draws
//! out days, a finger moves on; the plain wheel scrolls the page. All of it stands in the table too.

mod chart;
mod hand;
mod layout;
mod ruler;
mod sketch;
mod strip;
mod track;

use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, ResizeObserver, WheelEvent,
};

use crate::day::Day;
use crate::view::answers::Answers;
use crate::view::history::{Navigator, Write, focus};
use crate::view::ui::{self, live, live_flag, live_text};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};
use chart::{Chart, chart_of, chosen_days, window_of};
use hand::Hand;
use layout::Window;
use ruler::marks;
use sketch::Sketch;
use track::{Saying, Tracks};

pub(super) use strip::WindowStrip;

/// What the lanes are told by, with the names that addresses give them.
const BY: [&str; 3] = ["who", "document", "one"];

/// How long nothing has moved when the lanes are at rest.
const REST: Duration = Duration::from_millis(150);

/// What the lanes and the strip below the bars share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lanes {
    navigator: Navigator,
    answers: Answers,
    words: Words,
    by: Memo<&'static str>,
    chart: Memo<Arc<Chart>>,
    /// The days that the address chooses.
    chosen: Memo<Option<(i32, i32)>>,
    /// The stretch of time that is shown.
    window: Memo<Window>,
    /// What was zoomed to; nothing as long as the days that are chosen decide.
    zoomed: RwSignal<Option<Window>>,
    /// What the next frame shows; several wheel events or moves of a pointer in one frame are one.
    next: RwSignal<Option<Window>>,
    hand: RwSignal<Hand>,
    tracks: StoredValue<Tracks, LocalStorage>,
    sketch: StoredValue<Option<Sketch>, LocalStorage>,
    list: NodeRef<html::Div>,
    /// Of the lanes, in pixels.
    width: RwSignal<f64>,
    canvas: NodeRef<html::Canvas>,
    /// Something goes on and on: the canvas shows it.
    is_moving: RwSignal<bool>,
    rest: StoredValue<Box<dyn FnMut(())>, LocalStorage>,
}

impl Lanes {
    pub(super) fn new() -> Lanes {
        let Explorer { navigator, answers, .. } = use_explorer();
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
        let is_moving = RwSignal::new(false);
        let rest: Box<dyn FnMut(())> = Box::new(debounce(REST, move |()| is_moving.set(false)));
        let list = NodeRef::new();
        let lanes = Lanes {
            navigator,
            answers,
            words,
            by,
            chart,
            chosen,
            window,
            zoomed,
            next: RwSignal::new(None),
            hand: RwSignal::default(),
            tracks: StoredValue::new_local(Tracks::default()),
            sketch: StoredValue::new_local(None),
            list,
            width: width_of(list),
            canvas: NodeRef::new(),
            is_moving,
            rest: StoredValue::new_local(rest),
        };
        // Days chosen elsewhere are gone to; those that were drawn out here are in sight.
        Effect::new(move |last: Option<&'static str>| {
            let by = lanes.by.get();
            let is_in_sight = chosen.get().is_some_and(|(first, last)| {
                let window = window.get_untracked();
                let chosen = Window::of_days(first, last);
                window.from <= chosen.from && chosen.to <= window.to
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

    /// The same for what goes on and on, as wheels and fingers do.
    fn glide(self, window: Window) {
        if !self.is_moving.get_untracked() {
            self.is_moving.set(true);
        }
        self.rest.update_value(|rest| rest(()));
        self.show(window);
    }

    /// Nearer, or farther, around the middle one of the dates in sight: the middle of the window may lie where there are none.
    fn step(self, factor: f64) -> Window {
        let window = self.coming();
        let chart = self.chart.read_untracked();
        let items = chart.lanes.iter().flat_map(|lane| &lane.items);
        let mut times: Vec<i64> = items
            .filter(|(_, item)| !item.is_outside && (window.from..window.to).contains(&item.from))
            .map(|(_, item)| item.from)
            .collect();
        let middle = times.len() / 2;
        let x = if times.is_empty() { 50.0 } else { window.x(*times.select_nth_unstable(middle).1) };
        drop(chart);
        window.zoomed(factor, x, self.all())
    }

    /// Draws the lanes whenever something else is to be seen.
    fn follow(self) {
        Effect::new(move |_| {
            let chart = self.chart.get();
            let (window, width) = (self.window.get(), self.width.get());
            if !self.is_moving.get() || !self.sketch(&chart, window) {
                self.navigator.state().track();
                self.draw(&chart, window, width);
            }
        });
    }

    /// Draws the lanes as they look; `false` where a canvas cannot be had.
    fn sketch(self, chart: &Chart, window: Window) -> bool {
        let (Some(list), Some(canvas)) = (self.list.get_untracked(), self.canvas.get_untracked()) else {
            return false;
        };
        self.sketch.update_value(|sketch| {
            if sketch.is_none() {
                *sketch = Sketch::new(&canvas, &list);
            }
        });
        self.sketch.with_value(|sketch| sketch.as_ref().map(|sketch| sketch.draw(chart, window)).is_some())
    }

    /// Draws the lanes with links and words.
    fn draw(self, chart: &Arc<Chart>, window: Window, width: f64) {
        let Some(list) = self.list.get() else { return };
        let Lanes { answers, words, .. } = self;
        let has_focus = self.navigator.state().with_untracked(|state| {
            let saying = Saying { state, answers, words };
            let drawn = |tracks: &mut Tracks| tracks.draw(&list, chart, window, width, &saying);
            self.tracks.try_update_value(drawn).unwrap_or(true)
        });
        // The keys that zoom go on working.
        if !has_focus {
            focus(&list);
        }
        if let Some(Some(sketch)) = self.sketch.try_update_value(Option::take) {
            sketch.end(&list);
        }
    }

    /// The focus comes to an element.
    fn focus(self, event: &Event) {
        if let Some(target) = element_of(event) {
            self.tracks.update_value(|tracks| tracks.hold(&target));
        }
    }

    /// Several dates in one mark are zoomed to; one is a link.
    fn click(self, event: &MouseEvent) {
        let mark =
            element_of(event).and_then(|target| self.tracks.with_value(|tracks| tracks.mark_at(&target)));
        let near = mark.filter(|mark| mark.n > 1).and_then(|mark| self.coming().on(mark.times));
        if let Some(near) = near {
            event.prevent_default();
            event.stop_propagation();
            self.show(near);
        }
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
            let factor = if event.delta_y() < 0.0 { 0.8 } else { 1.25 };
            self.glide(self.coming().zoomed(factor, place_of(event), self.all()));
        }
    }

    fn key(self, event: &KeyboardEvent) {
        // With these they are the browser's.
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let window = match event.key().as_str() {
            "+" | "=" => self.step(0.5),
            "-" => self.step(2.0),
            "0" => self.all(),
            "," => self.coming().moved(-1, self.all()),
            "." => self.coming().moved(1, self.all()),
            "Escape" if self.chosen.get_untracked().is_some() => {
                event.prevent_default();
                return self.choose(None);
            }
            _ => return,
        };
        event.prevent_default();
        if event.repeat() { self.glide(window) } else { self.show(window) }
    }

    fn press(self, event: &PointerEvent) {
        let x = place_of(event);
        let hand = if event.pointer_type() == "mouse" {
            // A mark is a link.
            let is_mark = element_of(event)
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
            self.glide(window);
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
    lanes.follow();
    let ruler = move || {
        let marks = marks(lanes.window.get(), lanes.width.get()).into_iter();
        marks
            .map(|mark| {
                view! { <span class="lanes__mark" class:lanes__mark--major=mark.is_major style:left=percent(mark.x)>{mark.label}</span> }
            })
            .collect_view()
    };
    let fit = move |_| lanes.show(lanes.all());
    view! {
        <section class="lanes" hidden=move || lanes.chart.read().lanes.is_empty() aria-label=words.lanes_label()
            on:keydown=move |event| lanes.key(&event)>
            <div class="lanes__head">
                <ByChoice by=lanes.by/>
                <span class="lanes__zoom" role="group" aria-label=words.zoom()>
                    <button type="button" class="button button--quiet" aria-label=words.zoom_out() on:click=move |_| lanes.show(lanes.step(2.0))>"−"</button>
                    <button type="button" class="button button--quiet" aria-label=words.zoom_in() on:click=move |_| lanes.show(lanes.step(0.5))>"+"</button>
                    <button type="button" class="button button--quiet" on:click=fit>{words.fit_all()}</button>
                </span>
            </div>
            <div class="lanes__frame" on:wheel=move |event| lanes.wheel(&event)
                on:click=move |event| lanes.click(&event) on:focusin=move |event| lanes.focus(&event)
                on:pointerdown=move |event| lanes.press(&event) on:pointermove=move |event| lanes.slide(&event)
                on:pointerup=move |event| lanes.release(&event) on:pointercancel=move |event| lanes.lift(&event)>
                <ChosenDays lanes/>
                <div class="lanes__ruler" aria-hidden="true">{live(ruler)}</div>
                <div class="lanes__list" tabindex="-1" node_ref=lanes.list></div>
                <canvas class="lanes__sketch" hidden aria-hidden="true" node_ref=lanes.canvas></canvas>
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
        let (left, right) =
            (window.x_of_day(first).clamp(0.0, 100.0), window.x_of_day(last + 1).clamp(0.0, 100.0));
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

/// How wide an element is, in pixels; tells whenever that changes.
fn width_of(element: NodeRef<html::Div>) -> RwSignal<f64> {
    let width = RwSignal::new(960.0);
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let watched = element.clone();
        let look = move || {
            let found = f64::from(watched.client_width());
            // It is hidden as long as there is nothing to show.
            if found > 0.0 && width.try_get_untracked().is_some_and(|width| (found - width).abs() > 0.5) {
                width.set(found);
            }
        };
        let look = Closure::<dyn FnMut()>::new(look).into_js_value();
        if let Ok(watching) = ResizeObserver::new(look.unchecked_ref()) {
            watching.observe(&element);
            observer.set_value(Some(watching));
        }
    });
    on_cleanup(move || {
        observer.try_update_value(|observer: &mut Option<ResizeObserver>| {
            observer.take().as_ref().map(ResizeObserver::disconnect)
        });
    });
    width
}

/// The element that an event happens to.
fn element_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
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
