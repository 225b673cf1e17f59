//! Where each date stands in its lane: places, rows, and what is drawn as one. Pure.

/// Minutes of a day, of the shortest window, and of the longest one that shows hours.
pub(super) const DAY: i64 = 24 * 60;
pub(super) const SHORTEST: i64 = 3 * 60;
pub(super) const HOURS: i64 = 3 * DAY;

/// A stretch of time that is shown, from one minute up to another, which is no part of it. Minutes are counted as days are:
/// a day with number `n` begins with minute `n * DAY`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// A date before it has a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// Its first minute.
    pub(super) from: i64,
    /// The minute after its last; the first one for a time of day.
    pub(super) to: i64,
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
    /// From the first minute of its first item to that of its last, or to the end of the day on which that begins without a time.
    pub(super) times: (i64, i64),
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
    /// Whole days, both ends included, as numbers of days.
    pub(super) fn of_days(first: i32, last: i32) -> Window {
        Window { from: i64::from(first) * DAY, to: (i64::from(last) + 1) * DAY }
    }

    /// Minutes in it, at least one.
    pub(super) fn n_minutes(self) -> i64 {
        (self.to - self.from).max(1)
    }

    /// Where a minute begins, in hundredths of the width.
    pub(super) fn x(self, minute: i64) -> f64 {
        (minute - self.from) as f64 * 100.0 / self.n_minutes() as f64
    }

    /// Where a day begins.
    pub(super) fn x_of_day(self, day: i32) -> f64 {
        self.x(i64::from(day) * DAY)
    }

    /// Whether it is so short that it shows hours, and each day as a stretch of them.
    pub(super) fn has_hours(self) -> bool {
        self.n_minutes() <= HOURS
    }

    /// Nearer (a factor under 1) or farther, with what is at `x` hundredths staying where it is; never beyond `all`.
    pub(super) fn zoomed(self, factor: f64, x: f64, all: Window) -> Window {
        let n_minutes = self.n_minutes() as f64;
        let wanted = (n_minutes * factor).max(SHORTEST as f64).min(all.n_minutes() as f64);
        let at = self.from as f64 + n_minutes * x / 100.0;
        let from = (at - wanted * x / 100.0).max(all.from as f64);
        let to = (from + wanted).min(all.to as f64);
        #[expect(clippy::cast_possible_truncation, reason = "minutes of the calendar")]
        Window { from: (to - wanted).max(all.from as f64).round() as i64, to: to.round() as i64 }
    }

    /// What several dates in one mark are zoomed to, unless it is no nearer: they begin within `times`.
    pub(super) fn on(self, (low, high): (i64, i64)) -> Option<Window> {
        let margin = ((high - low) / 4).max((SHORTEST - (high - low)) / 2);
        let near = Window { from: low - margin, to: high + margin };
        Some(near).filter(|near| near.n_minutes() < self.n_minutes())
    }

    /// So many tenths of it to the right, or left; never beyond `all`.
    pub(super) fn moved(self, tenths: i64, all: Window) -> Window {
        self.later((self.n_minutes() / 10).max(1) * tenths, all)
    }

    /// So many minutes later; never beyond `all`.
    pub(super) fn later(self, n_minutes: i64, all: Window) -> Window {
        let least = (all.from - self.from).min(0);
        let step = n_minutes.clamp(least, (all.to - self.to).max(least));
        Window { from: self.from + step, to: self.to + step }
    }
}

impl Item {
    /// Whether it is a stretch in a window, however short that may be drawn: a day is one where there are hours.
    fn is_stretch(&self, window: Window) -> bool {
        self.to - self.from > if window.has_hours() { 0 } else { DAY }
    }

    /// The day on which it ends, by its number.
    pub(super) fn last_day(&self) -> i32 {
        day_of(self.to.max(self.from + 1) - 1)
    }
}

/// The number of the day that a minute is part of.
pub(super) fn day_of(minute: i64) -> i32 {
    i32::try_from(minute.div_euclid(DAY)).unwrap_or(0)
}

impl Placed {
    /// Stands for another one as well.
    fn take(&mut self, other: &Placed) {
        self.n += other.n;
        self.is_uncertain |= other.is_uncertain;
        self.is_doubtful |= other.is_doubtful;
        self.is_outside &= other.is_outside;
        self.times = (self.times.0.min(other.times.0), self.times.1.max(other.times.1));
    }
}

/// The window that shows most dates well: all of them, unless a few lie far away from the others.
pub(super) fn usual(items: &[Item]) -> Window {
    let mut days: Vec<i32> = items.iter().map(|item| day_of(item.from)).collect();
    days.sort_unstable();
    let at =
        |hundredths: usize| days.get((days.len().saturating_sub(1)) * hundredths / 100).copied().unwrap_or(0);
    let (first, last, low, high) = (at(0), at(100), at(5), at(95));
    let core = (high - low).max(14);
    let (first, last) = if last - first > core * 3 { (low, high) } else { (first, last) };
    let margin = ((last - first + 1) / 20).max(1);
    Window::of_days(first - margin, last + margin)
}

/// Puts the items of one lane into place; `width` is in pixels. Items come in order of their first minute.
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
        if item.from >= window.to {
            break;
        }
        if item.to.max(item.from + 1) <= window.from {
            continue;
        }
        let x = window.x(item.from.max(window.from));
        let end = if item.is_stretch(window) { window.x(item.to.min(window.to)) } else { x };
        let width = Some(end - x).filter(|width| width * pixel >= TARGET).unwrap_or(0.0);
        let near = groups
            .last_mut()
            .filter(|(last, _)| last.width == 0.0 && width == 0.0 && (x - last.x) * pixel < NEAR);
        let times = (item.from, item.to.min(item.from + DAY));
        let Item { is_uncertain, is_doubtful, is_outside, .. } = *item;
        if let Some((last, _)) = near {
            last.n += 1;
            last.is_uncertain |= is_uncertain;
            last.is_doubtful |= is_doubtful;
            last.is_outside &= is_outside;
            last.times = (last.times.0.min(times.0), last.times.1.max(times.1));
            continue;
        }
        let label = (item.n_characters as f64 * CHARACTER).min(LONGEST) + GAP;
        let one = Placed {
            x,
            width,
            is_uncertain,
            is_doubtful,
            is_outside,
            times,
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

    /// Days without a time.
    fn item(first: i32, last: i32) -> Item {
        let Window { from, to } = Window::of_days(first, last);
        Item { from, to, n_characters: 4, ..Item::default() }
    }

    /// A time of day.
    fn time(day: i32, hour: i64) -> Item {
        let from = i64::from(day) * DAY + hour * 60;
        Item { from, to: from, n_characters: 4, ..Item::default() }
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
        let window = Window::of_days(0, 99);
        assert_eq!(shown(&[item(0, 0), item(1, 1), item(50, 50)], window), "0+0:0×2 50+0:0×1");
        assert_eq!(shown(&[item(10, 19), item(12, 12)], window), "10+10:0×1 12+0:1×1");
        assert_eq!(shown(&[item(99, 99)], window), "99+0:0<×1");
        assert_eq!(shown(&[item(-50, -1), item(100, 120)], window), "");
        assert_eq!(shown(&[item(-50, 9)], window), "0+10:0×1");
    }

    #[test]
    fn labels_stand_in_rows_while_there_is_room() {
        let window = Window::of_days(0, 99);
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
                let one = if below(3) == 0 { time(first, i64::from(below(25))) } else { item(first, last) };
                items.push(Item { n_characters: below(16) as usize, ..one });
            }
            items.sort_by_key(|item| item.from);
            let items: Vec<(usize, Item)> = items.into_iter().enumerate().collect();
            // All of it, or three days in hours.
            let window = if below(2) == 0 { Window::of_days(0, 440) } else { Window::of_days(200, 202) };
            let placed = placed(&items, window, width);
            if !window.has_hours() {
                assert_eq!(placed.iter().map(|one| one.n).sum::<usize>(), items.len());
            }
            let mut targets: Vec<(usize, f64, f64)> = placed.iter().map(|one| target(one, width)).collect();
            assert!(targets.iter().all(|(_, from, to)| *from >= -HALF && *to <= width + 1e-6), "{targets:?}");
            targets.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let covered = targets.windows(2).find(|pair| pair[0].0 == pair[1].0 && pair[0].2 > pair[1].1);
            assert_eq!(covered, None, "{width} pixels");
        }
    }

    #[test]
    fn what_is_under_the_pointer_stays() {
        let (window, all) = (Window::of_days(0, 99), Window::of_days(-100, 300));
        assert_eq!(window.zoomed(0.5, 50.0, all), Window::of_days(25, 74));
        assert_eq!(window.zoomed(100.0, 50.0, all), all);
        assert_eq!(window.zoomed(0.000_01, 50.0, all).n_minutes(), SHORTEST);
        assert_eq!(window.moved(2, all), Window::of_days(20, 119));
        assert_eq!(window.moved(-99, all), Window::of_days(-100, -1));
        // Over hours it is the minute that stays.
        let near = Window::of_days(10, 10).zoomed(0.25, 75.0, all);
        assert_eq!((near.from - 10 * DAY, near.n_minutes()), (13 * 60 + 30, 6 * 60));
    }

    #[test]
    fn hours_show_times_at_their_place_and_days_as_stretches() {
        let items = [item(10, 10), time(10, 6), time(10, 18), item(11, 12), time(11, 24)];
        assert_eq!(shown(&items, Window::of_days(10, 11)), "0+50:0×1 12+0:1×1 38+0:1×1 50+50:1-×1");
        assert_eq!(
            shown(&items, Window::of_days(12, 12)),
            "0+100:0-×1 0+0:1×1",
            "24:00 is the next day's first minute"
        );
        // Over weeks a day is a point again.
        assert_eq!(shown(&[item(10, 10), time(10, 6), time(10, 12)], Window::of_days(0, 49)), "20+0:0×3");
        assert_eq!(shown(&[item(10, 10), item(10, 10)], Window::of_days(9, 11)), "33+33:0×1 33+33:1×1");
    }

    #[test]
    fn several_dates_are_zoomed_to_while_that_is_nearer() {
        let year = Window::of_days(0, 364);
        let day = i64::from(40) * DAY;
        assert_eq!(year.on((day, day + DAY)), Some(Window { from: day - 6 * 60, to: day + 30 * 60 }));
        assert_eq!(year.on((day, day)).map(Window::n_minutes), Some(SHORTEST));
        let near = year.on((day, day + DAY)).unwrap_or_default();
        assert_eq!(near.on((day, day + DAY)), None);
        assert_eq!(near.on((day + 60, day + 60)).map(Window::n_minutes), Some(SHORTEST));
    }

    #[test]
    fn a_few_far_dates_do_not_press_the_others_together() {
        let mut items: Vec<Item> = (0..60).map(|n| item(n, n)).collect();
        assert_eq!(usual(&items), Window::of_days(-3, 62));
        items.push(item(5000, 5000));
        assert!(usual(&items).to < 100 * DAY);
        assert!(usual(&[]).n_minutes() >= DAY);
    }
}
