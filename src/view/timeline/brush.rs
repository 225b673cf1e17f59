//! Choosing a stretch of bars with pointer or keys. Pure.

use crate::protocol::Bin;

use super::scale::Scale;

/// Bars from one to another, both included; the first is where the choice began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Brush {
    pub(super) anchor: usize,
    pub(super) head: usize,
}

/// How near the pointer must be to an edge to take it, in hundredths of the width.
const GRIP: f64 = 1.2;

impl Brush {
    /// One bar.
    #[must_use]
    pub(super) fn at(index: usize) -> Brush {
        Brush { anchor: index, head: index }
    }

    /// The bars that the range of days touches; `None` without a range or when it lies outside.
    #[must_use]
    pub(super) fn of_days(bins: &[Bin], from: Option<&str>, to: Option<&str>) -> Option<Brush> {
        if from.is_none() && to.is_none() {
            return None;
        }
        let touches = |bin: &Bin| {
            from.is_none_or(|from| bin.last.as_str() >= from) && to.is_none_or(|to| bin.first.as_str() <= to)
        };
        let anchor = bins.iter().position(|bin| !bin.is_gap && touches(bin))?;
        let head = bins.iter().rposition(|bin| !bin.is_gap && touches(bin))?;
        Some(Brush { anchor, head })
    }

    /// The leftmost and rightmost bar.
    #[must_use]
    pub(super) fn bounds(self) -> (usize, usize) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// The days from the first bar's first to the last bar's last.
    #[must_use]
    pub(super) fn days(self, bins: &[Bin]) -> Option<(String, String)> {
        let (first, last) = self.bounds();
        Some((bins.get(first)?.first.clone(), bins.get(last)?.last.clone()))
    }

    /// The same choice drawn on to another bar.
    #[must_use]
    pub(super) fn to(self, head: usize) -> Brush {
        Brush { head, ..self }
    }

    /// What Shift and an arrow choose: the end that the cursor is on moves along.
    #[must_use]
    pub(super) fn drawn_on(chosen: Option<Brush>, cursor: usize, next: usize) -> Brush {
        match chosen.map(Brush::bounds) {
            Some((first, last)) if last == cursor => Brush { anchor: first, head: next },
            Some((first, last)) if first == cursor => Brush { anchor: last, head: next },
            _ => Brush { anchor: cursor, head: next },
        }
    }

    /// What pressing at `x` hundredths begins: an edge of what is chosen moves, Shift draws it on, else a new choice.
    #[must_use]
    pub(super) fn press(chosen: Option<Brush>, scale: &Scale, x: f64, is_shifted: bool) -> Option<Brush> {
        let index = scale.bar_at(x)?;
        let Some((first, last)) = chosen.map(Brush::bounds) else { return Some(Brush::at(index)) };
        let is_near = |edge: f64| (edge - x).abs() <= GRIP;
        Some(if is_near(scale.right(last)) {
            Brush { anchor: first, head: last }
        } else if is_near(scale.left(first)) {
            Brush { anchor: last, head: first }
        } else if is_shifted {
            let anchor = if index.abs_diff(first) > index.abs_diff(last) { first } else { last };
            Brush { anchor, head: index }
        } else {
            Brush::at(index)
        })
    }
}

/// The next bar in the given direction, gaps passed over; the same at the ends.
#[must_use]
pub(super) fn neighbour(bins: &[Bin], index: usize, is_forward: bool) -> usize {
    let is_bar = |&index: &usize| bins.get(index).is_some_and(|bin| !bin.is_gap);
    let found = if is_forward { (index + 1..bins.len()).find(is_bar) } else { (0..index).rev().find(is_bar) };
    found.unwrap_or(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten days, the fifth a gap.
    fn bins() -> Vec<Bin> {
        let bin = |i: usize| {
            let day = format!("2020-02-{:02}", i + 1);
            Bin { first: day.clone(), last: day, is_gap: i == 4, ..Bin::default() }
        };
        (0..10).map(bin).collect()
    }

    #[test]
    fn days_and_bars_agree() {
        let bins = bins();
        for (from, to, expected) in [
            (None, None, None),
            (Some("2020-02-02"), Some("2020-02-03"), Some((1, 2))),
            (Some("2020-02-09"), None, Some((8, 9))),
            (None, Some("2020-02-05"), Some((0, 3))),
            (Some("2020-02-05"), Some("2020-02-05"), None),
            (Some("2021-01-01"), None, None),
        ] {
            assert_eq!(Brush::of_days(&bins, from, to).map(Brush::bounds), expected, "{from:?} {to:?}");
        }
        let days = Brush { anchor: 3, head: 1 }.days(&bins);
        assert_eq!(days, Some(("2020-02-02".into(), "2020-02-04".into())));
    }

    #[test]
    fn edges_move_and_shift_draws_on() {
        let scale = Scale::new(&bins());
        let middle = |index| (scale.left(index) + scale.right(index)) / 2.0;
        let chosen = Some(Brush { anchor: 2, head: 6 });
        for (x, is_shifted, expected) in [
            (middle(3), false, (3, 3)),
            (scale.right(6) + 0.5, false, (2, 6)),
            (scale.left(2) - 0.5, false, (6, 2)),
            (middle(8), true, (2, 8)),
            (middle(0), true, (6, 0)),
        ] {
            let brush = Brush::press(chosen, &scale, x, is_shifted).unwrap();
            assert_eq!((brush.anchor, brush.head), expected, "{x} {is_shifted}");
        }
        assert_eq!(Brush::press(None, &scale, 100.0, true), Some(Brush::at(9)));
        assert_eq!(Brush::press(None, &Scale::default(), 1.0, false), None);
    }

    #[test]
    fn shift_moves_the_end_that_the_cursor_is_on() {
        for (chosen, cursor, next, expected) in [
            (None, 3, 5, (3, 5)),
            (Some((3, 5)), 5, 6, (3, 6)),
            (Some((3, 5)), 3, 2, (2, 5)),
            (Some((3, 5)), 3, 5, (5, 5)),
            (Some((3, 3)), 3, 2, (2, 3)),
            (Some((3, 5)), 8, 9, (8, 9)),
        ] {
            let chosen = chosen.map(|(anchor, head)| Brush { anchor, head });
            assert_eq!(
                Brush::drawn_on(chosen, cursor, next).bounds(),
                expected,
                "{chosen:?} {cursor} {next}"
            );
        }
    }

    #[test]
    fn keys_pass_over_gaps() {
        let bins = bins();
        assert_eq!(neighbour(&bins, 3, true), 5);
        assert_eq!(neighbour(&bins, 5, false), 3);
        assert_eq!(neighbour(&bins, 9, true), 9);
        assert_eq!(neighbour(&bins, 0, false), 0);
    }
}
