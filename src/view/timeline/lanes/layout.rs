//! Where each date stands in its lane: places, rows, and what is drawn as one. Pure.

/// Days that are shown, both ends included, as numbers of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// A date before it has a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// First day.
    pub(super) first: i32,
    /// Last day; the same for a point.
    pub(super) last: i32,
    /// Characters of its label.
    pub(super) n_characters: usize,
    /// Its words are no more exact than a month, or say so.
    pub(super) is_uncertain: bool,
}

/// A date, or several that stand too near each other, in place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placed {
    /// Left edge, in hundredths of the width.
    pub(super) x: f64,
    /// Width, in hundredths; 0 for a point.
    pub(super) width: f64,
    /// Row in its lane, counted from 0.
    pub(super) row: usize,
    /// The label stands before it, since there is no room behind.
    pub(super) is_before: bool,
    /// One of its items is uncertain.
    pub(super) is_uncertain: bool,
    /// There is room for the label.
    pub(super) has_label: bool,
    /// Items that it stands for, by their numbers.
    pub(super) items: Vec<usize>,
}

/// Pixels: of a mark, between mark and label, of a character, of the longest label.
const MARK: f64 = 12.0;
const GAP: f64 = 8.0;
const CHARACTER: f64 = 13.0;
const LONGEST: f64 = 200.0;
/// Points nearer than this, in pixels, are one.
const NEAR: f64 = 14.0;
/// Rows of a lane at most; what finds none has no label.
const ROWS: usize = 3;

impl Window {
    /// Days in it, at least one.
    pub(super) fn n_days(self) -> i32 {
        (self.last - self.first + 1).max(1)
    }

    /// Where a day begins, in hundredths of the width.
    pub(super) fn x(self, day: i32) -> f64 {
        f64::from(day - self.first) * 100.0 / f64::from(self.n_days())
    }

    /// Nearer (a factor under 1) or farther, with the day at `x` hundredths staying where it is; never beyond `all`.
    pub(super) fn zoomed(self, factor: f64, x: f64, all: Window) -> Window {
        let n_days = f64::from(self.n_days());
        let wanted = (n_days * factor).clamp(3.0, f64::from(all.n_days()));
        let at = f64::from(self.first) + n_days * x / 100.0;
        let first = (at - wanted * x / 100.0).max(f64::from(all.first));
        let last = (first + wanted - 1.0).min(f64::from(all.last));
        #[expect(clippy::cast_possible_truncation, reason = "days of the calendar")]
        Window {
            first: (last - wanted + 1.0).max(f64::from(all.first)).round() as i32,
            last: last.round() as i32,
        }
    }

    /// So many tenths of it to the right, or left; never beyond `all`.
    pub(super) fn moved(self, tenths: i32, all: Window) -> Window {
        let step = (self.n_days() / 10).max(1) * tenths;
        let step = step.clamp(all.first - self.first, (all.last - self.last).max(all.first - self.first));
        Window { first: self.first + step, last: self.last + step }
    }
}

/// The window that shows most dates well: all of them, unless a few lie far away from the others.
pub(super) fn usual(items: &[Item]) -> Window {
    let mut days: Vec<i32> = items.iter().map(|item| item.first).collect();
    days.sort_unstable();
    let at =
        |hundredths: usize| days.get((days.len().saturating_sub(1)) * hundredths / 100).copied().unwrap_or(0);
    let (first, last, low, high) = (at(0), at(100), at(5), at(95));
    let core = (high - low).max(14);
    let window =
        if last - first > core * 3 { Window { first: low, last: high } } else { Window { first, last } };
    let margin = (window.n_days() / 20).max(1);
    Window { first: window.first - margin, last: window.last + margin }
}

/// Puts the items of one lane into place; `width` is in pixels. Items come in order of their first day.
pub(super) fn placed(items: &[(usize, Item)], window: Window, width: f64) -> Vec<Placed> {
    let mut groups: Vec<Placed> = Vec::new();
    // Widths of their labels, those of their first items.
    let mut labels: Vec<f64> = Vec::new();
    let pixel = width.max(1.0) / 100.0;
    for (number, item) in items {
        if item.last < window.first || item.first > window.last {
            continue;
        }
        let x = window.x(item.first.max(window.first));
        let is_span = item.last > item.first;
        let end = if is_span { window.x((item.last + 1).min(window.last + 1)) } else { x };
        let near = groups.last_mut().filter(|last| {
            let is_point = last.width == 0.0 && !is_span;
            is_point && (x - last.x) * pixel < NEAR
        });
        match near {
            Some(last) => {
                last.items.push(*number);
                last.is_uncertain |= item.is_uncertain;
            }
            None => {
                labels.push((item.n_characters as f64 * CHARACTER).min(LONGEST) + GAP);
                let is_uncertain = item.is_uncertain;
                groups.push(Placed {
                    x,
                    width: end - x,
                    is_uncertain,
                    items: vec![*number],
                    ..Placed::default()
                });
            }
        }
    }
    // Right edges of the rows, in pixels.
    let mut ends = [f64::NEG_INFINITY; ROWS];
    let mut shown: Vec<Placed> = Vec::new();
    for (mut group, label) in groups.into_iter().zip(labels) {
        let (start, mark) = (group.x * pixel - MARK / 2.0, (group.width * pixel).max(MARK));
        // A span keeps its place; behind one that ends at the edge there is no label.
        let is_wide = start + mark + label > width;
        group.is_before = is_wide && group.width == 0.0 && start - label > 0.0;
        let (from, to) =
            if group.is_before { (start - label, start + mark) } else { (start, start + mark + label) };
        let is_possible = group.width == 0.0 || !is_wide;
        let free = ends.iter().position(|end| *end + GAP <= from).filter(|_| is_possible);
        let crowd =
            shown.iter_mut().rev().find(|other| other.width == 0.0 && (group.x - other.x) * pixel < LONGEST);
        if let (None, Some(crowd)) = (free, crowd.filter(|_| group.width == 0.0)) {
            // No room for it: it joins those that have taken it.
            crowd.items.append(&mut group.items);
            crowd.is_uncertain |= group.is_uncertain;
            continue;
        }
        group.has_label = free.is_some();
        // Without room for its label a mark stands where it covers least.
        let least = || ends.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map(|(row, _)| row);
        group.row = free.or_else(least).unwrap_or_default();
        if let Some(end) = ends.get_mut(group.row) {
            *end = end.max(if group.has_label { to } else { start + mark });
        }
        shown.push(group);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(first: i32, last: i32) -> Item {
        Item { first, last, n_characters: 4, ..Item::default() }
    }

    fn shown(items: &[Item], window: Window) -> String {
        let items: Vec<(usize, Item)> = items.iter().copied().enumerate().collect();
        let mark = |one: &Placed| {
            let (sign, label) = (if one.is_before { "<" } else { "" }, if one.has_label { "" } else { "-" });
            format!("{:.0}+{:.0}:{}{sign}{label}×{}", one.x, one.width, one.row, one.items.len())
        };
        placed(&items, window, 1000.0).iter().map(mark).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dates_that_are_near_are_one() {
        let window = Window { first: 0, last: 99 };
        assert_eq!(shown(&[item(0, 0), item(1, 1), item(50, 50)], window), "0+0:0×2 50+0:0×1");
        assert_eq!(shown(&[item(10, 19), item(12, 12)], window), "10+10:0×1 12+0:1×1");
        assert_eq!(shown(&[item(99, 99)], window), "99+0:0<×1");
        assert_eq!(shown(&[item(-50, -1), item(100, 120)], window), "");
        assert_eq!(shown(&[item(-50, 9)], window), "0+10:0×1");
    }

    #[test]
    fn labels_stand_in_rows_while_there_is_room() {
        let window = Window { first: 0, last: 99 };
        let crowd: Vec<Item> = (0..5).map(|n| item(10 + n * 2, 10 + n * 2)).collect();
        assert_eq!(shown(&crowd, window), "10+0:0×1 12+0:1×1 14+0:2×2 18+0:0×1");
    }

    #[test]
    fn the_day_under_the_pointer_stays() {
        let (window, all) = (Window { first: 0, last: 99 }, Window { first: -100, last: 300 });
        let near = window.zoomed(0.5, 50.0, all);
        assert_eq!((near.first, near.n_days()), (25, 50));
        assert_eq!(window.zoomed(100.0, 50.0, all), all);
        assert!(window.zoomed(0.001, 50.0, all).n_days() >= 3);
        assert_eq!(window.moved(2, all), Window { first: 20, last: 119 });
        assert_eq!(window.moved(-99, all), Window { first: -100, last: -1 });
    }

    #[test]
    fn a_few_far_dates_do_not_press_the_others_together() {
        let mut items: Vec<Item> = (0..60).map(|n| item(n, n)).collect();
        assert_eq!(usual(&items), Window { first: -3, last: 62 });
        items.push(item(5000, 5000));
        assert!(usual(&items).last < 100);
        assert!(usual(&[]).n_days() >= 1);
    }
}
