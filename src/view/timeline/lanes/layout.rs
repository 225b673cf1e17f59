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
    /// Another day is likelier.
    pub(super) is_doubtful: bool,
    /// It lies on none of the chosen days.
    pub(super) is_outside: bool,
}

/// A date, or several that stand too near each other, in place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// One of its items is doubtful.
    pub(super) is_doubtful: bool,
    /// All of its items lie outside of the chosen days.
    pub(super) is_outside: bool,
    /// The first and the last of the days on which its items begin.
    pub(super) days: (i32, i32),
    /// There is room for the label.
    pub(super) has_label: bool,
    /// Number of the first item that it stands for.
    pub(super) first: usize,
    /// How many it stands for.
    pub(super) n: usize,
}

/// Pixels of a row of marks, and of what is free above all of them and below. The style sheet has the same.
pub(super) const ROW: f64 = 26.0;
pub(super) const MARGIN: f64 = 7.0;

/// Pixels: of a point left of its place, of what can be pointed at (WCAG 2.2, 2.5.8), between mark and label, of a character,
/// of the longest label. The style sheet has the same.
const HALF: f64 = 6.0;
const TARGET: f64 = 24.0;
const GAP: f64 = 8.0;
const CHARACTER: f64 = 14.0;
const LONGEST: f64 = 200.0;
/// Points nearer than this, in pixels, are one.
const NEAR: f64 = 14.0;
/// Rows of a lane that labels may take, and rows that spans without one may take.
const ROWS: usize = 3;
const SPAN_ROWS: usize = 6;

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
        self.later((self.n_days() / 10).max(1) * tenths, all)
    }

    /// So many days later; never beyond `all`.
    pub(super) fn later(self, n_days: i32, all: Window) -> Window {
        let step = n_days.clamp(all.first - self.first, (all.last - self.last).max(all.first - self.first));
        Window { first: self.first + step, last: self.last + step }
    }
}

impl Placed {
    /// Stands for another one as well.
    fn take(&mut self, other: &Placed) {
        self.n += other.n;
        self.is_uncertain |= other.is_uncertain;
        self.is_doubtful |= other.is_doubtful;
        self.is_outside &= other.is_outside;
        self.days = (self.days.0.min(other.days.0), self.days.1.max(other.days.1));
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
///
/// No mark covers another: what finds no room joins those that have taken it.
pub(super) fn placed(items: &[(usize, Item)], window: Window, width: f64) -> Vec<Placed> {
    let pixel = width.max(1.0) / 100.0;
    // Right edges of the rows, in pixels.
    let mut ends = [f64::NEG_INFINITY; SPAN_ROWS];
    let mut shown: Vec<Placed> = Vec::new();
    for (mut group, label) in gathered(items, window, pixel) {
        let is_span = group.width > 0.0;
        let start = group.x * pixel - if is_span { 0.0 } else { HALF };
        let mark = (group.width * pixel).max(TARGET);
        let is_wide = start + mark + label > width;
        // What stands before a point ends where its mark does; a span keeps its place, and has no label at the edge.
        let before = start + 2.0 * HALF;
        let can_be_before = is_wide && !is_span && before - TARGET - label > 0.0;
        let labelled = match (is_wide, can_be_before) {
            (false, _) => Some((start, start + mark + label)),
            (true, true) => Some((before - TARGET - label, before)),
            (true, false) => None,
        };
        let is_cut = !is_span && start + mark > width;
        let bare = if is_cut { (before - TARGET, before) } else { (start, start + mark) };
        let free = |ends: &[f64], from: f64| ends.iter().position(|end| *end + GAP <= from);
        let with_label = labelled.and_then(|room| Some((free(ends.get(..ROWS)?, room.0)?, room)));
        let near = shown
            .iter()
            .rposition(|other| other.width == 0.0 && !is_span && (group.x - other.x) * pixel < LONGEST);
        let n_rows = if is_span { SPAN_ROWS } else { ROWS };
        let without_label = || Some((free(ends.get(..n_rows)?, bare.0)?, bare));
        let place = with_label.or_else(|| if near.is_some() { None } else { without_label() });
        let Some((row, (_, to))) = place else {
            let last = shown.len().saturating_sub(1);
            if let Some(crowd) = shown.get_mut(near.unwrap_or(last)) {
                crowd.take(&group);
            }
            continue;
        };
        group.has_label = with_label.is_some();
        group.is_before = if group.has_label { can_be_before } else { is_cut };
        group.row = row;
        if let Some(end) = ends.get_mut(row) {
            *end = to;
        }
        shown.push(group);
    }
    shown
}

/// The items in the window, points that are near as one, each with the pixels of its first item's label.
/// A span too short to be pointed at is a point.
fn gathered(items: &[(usize, Item)], window: Window, pixel: f64) -> Vec<(Placed, f64)> {
    let mut groups: Vec<(Placed, f64)> = Vec::new();
    for (number, item) in items {
        if item.first > window.last {
            break;
        }
        if item.last < window.first {
            continue;
        }
        let x = window.x(item.first.max(window.first));
        let end = if item.last > item.first { window.x((item.last + 1).min(window.last + 1)) } else { x };
        let width = Some(end - x).filter(|width| width * pixel >= TARGET).unwrap_or(0.0);
        let near = groups
            .last_mut()
            .filter(|(last, _)| last.width == 0.0 && width == 0.0 && (x - last.x) * pixel < NEAR);
        let Item { is_uncertain, is_doubtful, is_outside, .. } = *item;
        if let Some((last, _)) = near {
            last.n += 1;
            last.is_uncertain |= is_uncertain;
            last.is_doubtful |= is_doubtful;
            last.is_outside &= is_outside;
            last.days = (last.days.0.min(item.first), last.days.1.max(item.first));
            continue;
        }
        let label = (item.n_characters as f64 * CHARACTER).min(LONGEST) + GAP;
        let days = (item.first, item.first);
        let one = Placed {
            x,
            width,
            is_uncertain,
            is_doubtful,
            is_outside,
            days,
            first: *number,
            n: 1,
            ..Placed::default()
        };
        groups.push((one, label));
    }
    groups
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
            format!("{:.0}+{:.0}:{}{sign}{label}×{}", one.x, one.width, one.row, one.n)
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
        assert_eq!(shown(&crowd, window), "10+0:0×1 12+0:1×1 14+0:2×3");
        let spans: Vec<Item> = (0..8).map(|n| item(10 + n, 20)).collect();
        assert_eq!(shown(&spans, window), "10+11:0×1 11+10:1×1 12+9:2×1 13+8:3-×1 14+7:4-×1 15+6:5-×3");
        assert_eq!(shown(&[item(10, 11), item(11, 11)], window), "10+0:0×2");
    }

    /// Where a mark can be pointed at: its row, from which pixel, to which.
    fn target(one: &Placed, width: f64) -> (usize, f64, f64) {
        let x = one.x * width / 100.0;
        match (one.width > 0.0, one.is_before) {
            (true, _) => (one.row, x, x + one.width * width / 100.0),
            (false, false) => (one.row, x - HALF, x - HALF + TARGET),
            (false, true) => (one.row, x + HALF - TARGET, x + HALF),
        }
    }

    #[test]
    fn no_mark_covers_another() {
        let mut state = 7_u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % limit
        };
        for _ in 0..500 {
            let width = f64::from(240 + below(1200));
            let mut items: Vec<Item> = Vec::new();
            for _ in 0..below(120) {
                let first = below(400) as i32;
                let last = first + below(40) as i32 * below(2) as i32;
                items.push(Item { first, last, n_characters: below(16) as usize, ..Item::default() });
            }
            items.sort_by_key(|item| item.first);
            let items: Vec<(usize, Item)> = items.into_iter().enumerate().collect();
            let placed = placed(&items, Window { first: 0, last: 420 }, width);
            assert_eq!(placed.iter().map(|one| one.n).sum::<usize>(), items.len());
            let mut targets: Vec<(usize, f64, f64)> = placed.iter().map(|one| target(one, width)).collect();
            assert!(targets.iter().all(|(_, from, to)| *from >= -HALF && *to <= width + 1e-6), "{targets:?}");
            targets.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let covered = targets.windows(2).find(|pair| pair[0].0 == pair[1].0 && pair[0].2 > pair[1].1);
            assert_eq!(covered, None, "{width} pixels");
        }
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
