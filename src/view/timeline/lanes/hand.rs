//! What pointers do on the lanes: a mouse draws out days, a finger moves the window, two pinch it. Pure.

use super::layout::{Window, day_of};

/// A pointer that is down: its number, and where it is in hundredths of the width.
type Pointer = (i32, f64);

/// How near a pointer must be to an edge of what is chosen to take it, in hundredths of the width.
const GRIP: f64 = 0.9;
/// A drag is one from here on, in hundredths of the width; before, it may become a click.
const START: f64 = 0.4;

/// What pointers are doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Hand {
    /// Nothing.
    #[default]
    Idle,
    /// A mouse was pressed there; nothing happens before it moves. An edge of what is chosen keeps the day of the other one.
    Pressed { x: f64, anchor: i32 },
    /// Days are drawn out from one to another.
    Drawing { anchor: i32, head: i32 },
    /// One finger or two; the window as it was when the last of them came down, and where they were.
    Touching { window: Window, from: Vec<Pointer>, now: Vec<Pointer> },
}

impl Window {
    /// The day at `x` hundredths of the width.
    pub(super) fn day_at(self, x: f64) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "minutes of the calendar")]
        let minutes = (self.n_minutes() as f64 * x.clamp(0.0, 100.0) / 100.0).floor() as i64;
        day_of(self.from + minutes.min(self.n_minutes() - 1))
    }
}

impl Hand {
    /// A mouse is pressed at `x`: an edge of the chosen days moves, Shift draws them on, else a new choice begins.
    pub(super) fn press(chosen: Option<(i32, i32)>, window: Window, x: f64, is_shifted: bool) -> Hand {
        let day = window.day_at(x);
        let anchor = match chosen {
            Some((first, last)) if (window.x_of_day(last + 1) - x).abs() <= GRIP => first,
            Some((first, last)) if (window.x_of_day(first) - x).abs() <= GRIP => last,
            Some((first, last)) if is_shifted => {
                if (day - first).abs() > (day - last).abs() {
                    first
                } else {
                    last
                }
            }
            _ => day,
        };
        Hand::Pressed { x, anchor }
    }

    /// The mouse is at `x` now.
    pub(super) fn draw(&self, window: Window, x: f64) -> Hand {
        match *self {
            Hand::Pressed { x: from, .. } if (x - from).abs() < START => self.clone(),
            Hand::Pressed { anchor, .. } | Hand::Drawing { anchor, .. } => {
                Hand::Drawing { anchor, head: window.day_at(x) }
            }
            _ => self.clone(),
        }
    }

    /// The days that are being drawn out, the earlier one first.
    pub(super) fn days(&self) -> Option<(i32, i32)> {
        match *self {
            Hand::Drawing { anchor, head } => Some((anchor.min(head), anchor.max(head))),
            _ => None,
        }
    }

    /// Another finger comes down.
    pub(super) fn touch(&self, window: Window, pointer: Pointer) -> Hand {
        let mut now = self.fingers(pointer.0);
        now.push(pointer);
        Hand::Touching { window, from: now.clone(), now }
    }

    /// A finger moves: the hand, and the window that it makes.
    pub(super) fn slide(&self, pointer: Pointer, all: Window) -> (Hand, Option<Window>) {
        let Hand::Touching { window, from, now } = self else { return (self.clone(), None) };
        let mut now = now.clone();
        let Some(own) = now.iter_mut().find(|(id, _)| *id == pointer.0) else { return (self.clone(), None) };
        own.1 = pointer.1;
        let next = match (from.as_slice(), now.as_slice()) {
            ([(_, before)], [(_, x)]) => window.shifted(before - x, all),
            ([(_, a), (_, b), ..], [(_, x), (_, y), ..]) => {
                // Two fingers on one spot would be an endless pinch.
                let factor = (a - b).abs().max(2.0) / (x - y).abs().max(2.0);
                let middle = f64::midpoint(*a, *b);
                window.zoomed(factor, middle, all).shifted(middle - f64::midpoint(*x, *y), all)
            }
            _ => *window,
        };
        (Hand::Touching { window: *window, from: from.clone(), now }, Some(next))
    }

    /// A finger goes; those that stay begin anew from where they are.
    pub(super) fn lift(&self, id: i32, window: Window) -> Hand {
        let now = self.fingers(id);
        if now.is_empty() { Hand::Idle } else { Hand::Touching { window, from: now.clone(), now } }
    }

    /// The fingers that are down, except one.
    fn fingers(&self, id: i32) -> Vec<Pointer> {
        match self {
            Hand::Touching { now, .. } => now.iter().copied().filter(|(other, _)| *other != id).collect(),
            _ => Vec::new(),
        }
    }
}

impl Window {
    /// So many hundredths of it to the right; never beyond `all`.
    pub(super) fn shifted(self, hundredths: f64, all: Window) -> Window {
        #[expect(clippy::cast_possible_truncation, reason = "minutes of the calendar")]
        let step = (self.n_minutes() as f64 * hundredths / 100.0).round() as i64;
        self.later(step, all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::{DAY, SHORTEST};
    use super::*;

    const ALL: Window = Window { from: 0, to: 1000 * DAY };
    const HUNDRED: Window = Window { from: 100 * DAY, to: 200 * DAY };

    #[test]
    fn a_mouse_draws_out_days() {
        let pressed = Hand::press(None, HUNDRED, 20.5, false);
        assert_eq!(pressed.draw(HUNDRED, 20.6).days(), None, "a click is no drag");
        assert_eq!(pressed.draw(HUNDRED, 30.5).days(), Some((120, 130)));
        assert_eq!(pressed.draw(HUNDRED, 30.5).draw(HUNDRED, 10.5).days(), Some((110, 120)));
        assert_eq!(pressed.draw(HUNDRED, 250.0).days(), Some((120, 199)), "no farther than the window");
    }

    #[test]
    fn over_hours_whole_days_are_drawn_out() {
        let hours = Window { from: 100 * DAY + 12 * 60, to: 101 * DAY + 12 * 60 };
        let pressed = Hand::press(None, hours, 10.0, false);
        assert_eq!(pressed.draw(hours, 20.0).days(), Some((100, 100)));
        assert_eq!(pressed.draw(hours, 60.0).days(), Some((100, 101)), "midnight is passed");
        assert_eq!((hours.day_at(49.9), hours.day_at(50.1), hours.day_at(100.0)), (100, 101, 101));
    }

    #[test]
    fn edges_move_and_shift_draws_on() {
        for (x, is_shifted, to, expected) in [
            (40.3, false, 50.5, (120, 150)),
            (20.2, false, 10.5, (110, 139)),
            (80.5, true, 81.5, (120, 181)),
            (10.5, true, 12.5, (112, 139)),
            (30.5, false, 32.5, (130, 132)),
        ] {
            let hand = Hand::press(Some((120, 139)), HUNDRED, x, is_shifted).draw(HUNDRED, to);
            assert_eq!(hand.days(), Some(expected), "{x}");
        }
    }

    #[test]
    fn one_finger_moves_and_two_pinch() {
        let one = Hand::Idle.touch(HUNDRED, (7, 50.0));
        assert_eq!(one.slide((7, 40.0), ALL).1, Some(Window::of_days(110, 209)));
        assert_eq!(one.slide((7, 900.0), ALL).1, Some(Window::of_days(0, 99)), "no farther than all");
        let two = one.touch(HUNDRED, (8, 60.0));
        let (two, window) = two.slide((8, 70.0), ALL);
        let window = window.unwrap();
        assert_eq!(window.n_minutes(), 50 * DAY, "twice as far apart is twice as near");
        assert!((window.x_of_day(155) - 60.0).abs() < 3.0, "what was between them stays there: {window:?}");
        // The second finger goes; the first one moves on from there.
        let one = two.lift(8, window);
        assert_eq!(one.slide((7, 50.0), ALL).1, Some(window));
        assert_eq!(one.lift(7, window), Hand::Idle);
        assert_eq!(Hand::Idle.slide((1, 1.0), ALL).1, None);
    }

    #[test]
    fn fingers_on_one_spot_are_no_endless_pinch() {
        let two = Hand::Idle.touch(HUNDRED, (1, 50.0)).touch(HUNDRED, (2, 50.0));
        let (_, window) = two.slide((2, 100.0), ALL);
        assert!(window.is_some_and(|window| window.n_minutes() >= SHORTEST));
    }
}
