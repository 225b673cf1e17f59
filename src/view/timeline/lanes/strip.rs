//! Under the bars of all time: which of it the lanes show, as a handle that moves it.

use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::day::Day;
use crate::protocol::Bin;
use crate::view::ui::live_text;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::super::scale::Scale;
use super::layout::{DAY, SHORTEST, Window};
use super::{Lanes, frame_of, percent, place_of};

/// How near the pointer must be to an end of the handle to take it, in hundredths of the width.
const GRIP: f64 = 1.2;

/// How wide the handle is drawn at least, in hundredths of the width.
const NARROWEST: f64 = 2.0;

/// What a pointer holds: the minute at which it took it, and the window then.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    part: Part,
    minute: i64,
    window: Window,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Start,
    End,
    Whole,
}

/// Where days stand among the bars, which leave out long stretches without dates.
#[derive(Debug)]
struct Places {
    /// First and last day of each bar.
    days: Vec<(i32, i32)>,
    scale: Scale,
}

impl Places {
    fn new(bins: &[Bin]) -> Places {
        let number = |day: &str| Day::parse(day).map(Day::number);
        // A bar that tells no days would shift the others.
        let days: Option<Vec<_>> =
            bins.iter().map(|bin| Some((number(&bin.first)?, number(&bin.last)?))).collect();
        Places { days: days.unwrap_or_default(), scale: Scale::new(bins) }
    }

    /// Where a minute begins, in hundredths of the width.
    fn x(&self, minute: i64) -> f64 {
        let begins = |(first, _): &(i32, i32)| i64::from(*first) * DAY;
        let Some(bar) = self.days.partition_point(|days| begins(days) <= minute).checked_sub(1) else {
            return 0.0;
        };
        let (first, last) = self.days.get(bar).copied().unwrap_or_default();
        let bar_of = Window::of_days(first, last);
        let share = bar_of.x(minute) / 100.0;
        let (left, right) = (self.scale.left(bar), self.scale.right(bar));
        left + (right - left) * share.clamp(0.0, 1.0)
    }

    /// The minute at `x` hundredths.
    fn minute(&self, x: f64) -> Option<i64> {
        let bar = self.scale.bar_at(x)?;
        let (first, last) = *self.days.get(bar)?;
        let (left, right) = (self.scale.left(bar), self.scale.right(bar));
        let share = ((x - left) / (right - left).max(f64::EPSILON)).clamp(0.0, 1.0);
        let bar_of = Window::of_days(first, last);
        #[expect(clippy::cast_possible_truncation, reason = "minutes of the calendar")]
        let minutes = (bar_of.n_minutes() as f64 * share).floor() as i64;
        Some((bar_of.from + minutes).min(bar_of.to - 1))
    }

    /// What a pointer takes at `x`: an end of the handle, the handle, or the place to which it is to come.
    fn take(&self, window: Window, x: f64, all: Window) -> Option<(Held, Window)> {
        let minute = self.minute(x)?;
        let (left, right) = (self.x(window.from), self.x(window.to));
        // A handle that is no wider than its two ends is only moved.
        let has_ends = right - left > 3.0 * GRIP;
        let (part, window) = if has_ends && (x - left).abs() <= GRIP {
            (Part::Start, window)
        } else if has_ends && (x - right).abs() <= GRIP {
            (Part::End, window)
        } else if left - GRIP < x && x < right.max(left + NARROWEST) {
            (Part::Whole, window)
        } else {
            (Part::Whole, window.later(minute - i64::midpoint(window.from, window.to), all))
        };
        Some((Held { part, minute, window }, window))
    }
}

impl Held {
    /// The window when the pointer is over another minute.
    fn at(self, minute: i64, all: Window) -> Window {
        let Window { from, to } = self.window;
        let step = minute - self.minute;
        match self.part {
            Part::Start => Window { from: (from + step).max(all.from).min(to - SHORTEST), to },
            Part::End => Window { from, to: (to + step).min(all.to).max(from + SHORTEST) },
            Part::Whole => self.window.later(step, all),
        }
    }
}

/// The handle.
#[component]
pub(in crate::view::timeline) fn WindowStrip(lanes: Lanes) -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let places = Memo::new_with_compare(
        move |_| std::sync::Arc::new(Places::new(&answers.timeline.read().bins)),
        |_, _| true,
    );
    let held = RwSignal::new(None::<Held>);
    let press = move |event: PointerEvent| {
        let taken = places.get_untracked().take(lanes.coming(), place_of(&event), lanes.all());
        let Some((taken, window)) = taken.filter(|_| event.button() == 0) else { return };
        if let Some(frame) = frame_of(&event) {
            let _ = frame.set_pointer_capture(event.pointer_id());
        }
        held.set(Some(taken));
        lanes.show(window);
    };
    let slide = move |event: PointerEvent| {
        let Some(taken) = held.get_untracked() else { return };
        if let Some(minute) = places.get_untracked().minute(place_of(&event)) {
            lanes.glide(taken.at(minute, lanes.all()));
        }
    };
    let bounds = move || {
        let (window, places) = (lanes.window.get(), places.get());
        let left = places.x(window.from);
        (left, places.x(window.to) - left)
    };
    view! {
        <div class="lanes-window" hidden=move || lanes.chart.read().lanes.is_empty() title=words.window_strip()
            on:pointerdown=press on:pointermove=slide on:pointerup=move |_| held.set(None) on:pointercancel=move |_| held.set(None)>
            <i class="lanes-window__handle" aria-hidden="true" style:left=live_text(move || percent(bounds().0))
                style:width=live_text(move || percent(bounds().1))></i>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten days, a gap of eighty, ten days.
    fn places() -> Places {
        let start = Day::parse("2020-01-01").unwrap();
        let bin = |from: i32, n_days: i32, is_gap: bool| Bin {
            first: start.plus(from).to_string(),
            last: start.plus(from + n_days - 1).to_string(),
            is_gap,
            ..Bin::default()
        };
        let mut bins: Vec<Bin> = (0..10).map(|day| bin(day, 1, false)).collect();
        bins.push(bin(10, 80, true));
        bins.extend((90..100).map(|day| bin(day, 1, false)));
        Places::new(&bins)
    }

    fn day(n: i32) -> i32 {
        Day::parse("2020-01-01").unwrap().plus(n).number()
    }

    fn minute(n: i32) -> i64 {
        i64::from(day(n)) * DAY
    }

    #[test]
    fn times_and_places_agree() {
        let places = places();
        for n in (0..10).chain(90..100) {
            let found = places.minute(places.x(minute(n)) + 0.1).unwrap();
            assert_eq!(found.div_euclid(DAY), i64::from(day(n)), "day {n}");
            let noon = places.minute(places.x(minute(n) + DAY / 2)).unwrap() - minute(n);
            assert!((noon - DAY / 2).abs() <= 1, "noon of day {n}: {noon}");
        }
        assert!(places.x(minute(-500)).abs() < 1e-9 && (places.x(minute(900)) - 100.0).abs() < 1e-9);
        assert!((places.x(minute(50)) - 50.0).abs() < 1.0, "the middle of the gap");
        assert_eq!(Places::new(&[]).minute(50.0), None);
    }

    #[test]
    fn the_handle_moves_and_its_ends_do() {
        let places = places();
        let all = Window::of_days(day(0), day(99));
        let window = Window::of_days(day(2), day(7));
        let x = |n: i32| places.x(minute(n));
        // Where a pointer takes it, and over which day it lets go; the days in hundredths of one.
        let days = |minute: i64| ((minute - i64::from(day(0)) * DAY) * 100) as f64 / DAY as f64;
        for (from, to, expected) in [
            (x(5) + 0.2, 6, (3, 9)),
            (x(5) + 0.2, -90, (0, 6)),
            (x(5) + 0.2, 99, (94, 100)),
            (x(2) + 0.1, 0, (0, 8)),
            (x(2) + 0.1, 5, (5, 8)),
            (x(8) - 0.1, 90, (2, 91)),
            (x(95) + 0.2, 95, (92, 98)),
        ] {
            let (held, window) = places.take(window, from, all).unwrap();
            let moved = held.at(held.minute + minute(to) - minute(places_day(&places, from)), all);
            assert_eq!(moved.n_minutes() % DAY, 0, "{from} {to}");
            assert!(
                (days(moved.from) - f64::from(expected.0) * 100.0).abs() < 100.0,
                "{from} {to} {window:?} {moved:?}"
            );
            assert!(
                (days(moved.to) - f64::from(expected.1) * 100.0).abs() < 100.0,
                "{from} {to} {window:?} {moved:?}"
            );
        }
        // Its ends never meet.
        let (held, _) = places.take(window, x(2) + 0.1, all).unwrap();
        assert_eq!(held.at(minute(50), all).n_minutes(), SHORTEST);
        let (held, _) = places.take(window, x(8) - 0.1, all).unwrap();
        assert_eq!(held.at(minute(0), all).n_minutes(), SHORTEST);
        // Narrow as it is in the gap, it is moved and never squeezed.
        let window = Window::of_days(day(40), day(50));
        for offset in [-0.5, 0.1, 1.5] {
            let (held, _) = places.take(window, x(40) + offset, all).unwrap();
            assert_eq!(held.at(minute(0), all).n_minutes(), 11 * DAY, "{offset}");
        }
    }

    /// The day at a place, counted from the first.
    fn places_day(places: &Places, x: f64) -> i32 {
        i32::try_from(places.minute(x).unwrap().div_euclid(DAY)).unwrap() - day(0)
    }
}
