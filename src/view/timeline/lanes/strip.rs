//! Under the bars of all time: which of it the lanes show, as a handle that moves it.

use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::day::Day;
use crate::protocol::Bin;
use crate::view::ui::live_text;
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::super::scale::Scale;
use super::layout::Window;
use super::{Lanes, frame_of, percent, place_of};

/// How near the pointer must be to an end of the handle to take it, in hundredths of the width.
const GRIP: f64 = 1.2;

/// How wide the handle is drawn at least, in hundredths of the width.
const NARROWEST: f64 = 2.0;

/// Fewest days that are shown.
const FEWEST: i32 = 3;

/// What a pointer holds: the day at which it took it, and the window then.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    part: Part,
    day: i32,
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

    /// Where a day begins, in hundredths of the width.
    fn x(&self, day: i32) -> f64 {
        let Some(bar) = self.days.partition_point(|(first, _)| *first <= day).checked_sub(1) else {
            return 0.0;
        };
        let (first, last) = self.days.get(bar).copied().unwrap_or_default();
        let share = f64::from(day - first) / f64::from((last - first + 1).max(1));
        let (left, right) = (self.scale.left(bar), self.scale.right(bar));
        left + (right - left) * share.clamp(0.0, 1.0)
    }

    /// The day at `x` hundredths.
    fn day(&self, x: f64) -> Option<i32> {
        let bar = self.scale.bar_at(x)?;
        let (first, last) = *self.days.get(bar)?;
        let (left, right) = (self.scale.left(bar), self.scale.right(bar));
        let share = ((x - left) / (right - left).max(f64::EPSILON)).clamp(0.0, 1.0);
        #[expect(clippy::cast_possible_truncation, reason = "days of the calendar")]
        let days = (f64::from(last - first + 1) * share).floor() as i32;
        Some((first + days).min(last))
    }

    /// What a pointer takes at `x`: an end of the handle, the handle, or the place to which it is to come.
    fn take(&self, window: Window, x: f64, all: Window) -> Option<(Held, Window)> {
        let day = self.day(x)?;
        let (left, right) = (self.x(window.first), self.x(window.last + 1));
        // A handle that is no wider than its two ends is only moved.
        let has_ends = right - left > 3.0 * GRIP;
        let (part, window) = if has_ends && (x - left).abs() <= GRIP {
            (Part::Start, window)
        } else if has_ends && (x - right).abs() <= GRIP {
            (Part::End, window)
        } else if left - GRIP < x && x < right.max(left + NARROWEST) {
            (Part::Whole, window)
        } else {
            let middle = window.first + window.n_days() / 2;
            (Part::Whole, moved(window, day - middle, all))
        };
        Some((Held { part, day, window }, window))
    }
}

impl Held {
    /// The window when the pointer is over another day.
    fn at(self, day: i32, all: Window) -> Window {
        let Window { first, last } = self.window;
        let step = day - self.day;
        match self.part {
            Part::Start => Window { first: (first + step).max(all.first).min(last - FEWEST + 1), last },
            Part::End => Window { first, last: (last + step).min(all.last).max(first + FEWEST - 1) },
            Part::Whole => moved(self.window, step, all),
        }
    }
}

/// So many days later; never beyond `all`.
fn moved(window: Window, n_days: i32, all: Window) -> Window {
    let step = n_days.clamp(
        (all.first - window.first).min(0),
        (all.last - window.last).max((all.first - window.first).min(0)),
    );
    Window { first: window.first + step, last: window.last + step }
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
        if let Some(day) = places.get_untracked().day(place_of(&event)) {
            lanes.glide(taken.at(day, lanes.all()));
        }
    };
    let bounds = move || {
        let (window, places) = (lanes.window.get(), places.get());
        let left = places.x(window.first);
        (left, places.x(window.last + 1) - left)
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

    #[test]
    fn days_and_places_agree() {
        let places = places();
        for n in (0..10).chain(90..100) {
            assert_eq!(places.day(places.x(day(n)) + 0.1), Some(day(n)), "day {n}");
        }
        assert!(places.x(day(-500)).abs() < 1e-9 && (places.x(day(900)) - 100.0).abs() < 1e-9);
        assert!((places.x(day(50)) - 50.0).abs() < 1.0, "the middle of the gap");
        assert_eq!(Places::new(&[]).day(50.0), None);
    }

    #[test]
    fn the_handle_moves_and_its_ends_do() {
        let places = places();
        let all = Window { first: day(0), last: day(99) };
        let window = Window { first: day(2), last: day(7) };
        let x = |n: i32| places.x(day(n));
        let days = |window: Window| (window.first - day(0), window.last - day(0));
        for (from, to, expected) in [
            (x(5) + 0.2, 6, (3, 8)),
            (x(5) + 0.2, -90, (0, 5)),
            (x(5) + 0.2, 99, (94, 99)),
            (x(2) + 0.1, 0, (0, 7)),
            (x(2) + 0.1, 50, (5, 7)),
            (x(8) - 0.1, 90, (2, 90)),
            (x(8) - 0.1, 0, (2, 4)),
            (x(95) + 0.2, 95, (92, 97)),
        ] {
            let (held, _) = places.take(window, from, all).unwrap();
            assert_eq!(days(held.at(day(to), all)), expected, "{from} {to}");
        }
        // Narrow as it is in the gap, it is moved and never squeezed.
        let window = Window { first: day(40), last: day(50) };
        for offset in [-0.5, 0.1, 1.5] {
            let (held, _) = places.take(window, x(40) + offset, all).unwrap();
            assert_eq!(held.at(day(0), all).n_days(), 11, "{offset}");
        }
    }
}
