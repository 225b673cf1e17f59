//! Labels under the bars: beginnings of years and months, as many as there is room for. Pure.

use crate::protocol::{Bin, Grain};

use super::scale::Scale;

/// A label under a bar.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::view) struct Tick {
    /// Left edge of its bar, in hundredths.
    pub(in crate::view) x: f64,
    /// What it says.
    pub(in crate::view) label: String,
    /// Only wide windows have room for it.
    pub(in crate::view) is_minor: bool,
    /// It stands so far right that it is written to the left, on any window or on narrow ones.
    pub(in crate::view) is_last: bool,
    pub(in crate::view) is_late: bool,
}

/// Room that a label takes on a wide window and on a narrow one, in hundredths.
const ROOM: f64 = 8.5;
const NARROW_ROOM: f64 = 22.0;

/// Labels for the bars; the first and all that follow a gap say their year.
#[must_use]
pub(in crate::view) fn ticks(bins: &[Bin], grain: Grain, scale: &Scale) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    for rank in 0..=2 {
        for (index, bin) in bins.iter().enumerate().filter(|(_, bin)| !bin.is_gap) {
            if rank_of(bins, index, grain) == Some(rank) {
                let x = scale.left(index);
                let has_room = |room: f64, tick: &Tick| (tick.x - x).abs() >= room;
                if ticks.iter().all(|tick| has_room(ROOM, tick)) {
                    let is_minor = !ticks.iter().all(|tick| tick.is_minor || has_room(NARROW_ROOM, tick));
                    let (is_last, is_late) = (x > 100.0 - ROOM, x > 100.0 - NARROW_ROOM);
                    let place = ticks.partition_point(|tick| tick.x < x);
                    ticks.insert(
                        place,
                        Tick { x, label: label(bin, grain, rank == 0), is_minor, is_last, is_late },
                    );
                }
            }
        }
    }
    ticks
}

/// How much a bar deserves a label: 0 begins a stretch or a year, 1 a month (or anything rarer), 2 is some round day.
fn rank_of(bins: &[Bin], index: usize, grain: Grain) -> Option<u8> {
    let first = &bins[index].first;
    let begins = index == 0 || bins[index - 1].is_gap;
    let (month, day) = (first.get(5..7)?, first.get(8..10)?);
    match (grain, month, day) {
        _ if begins => Some(0),
        (Grain::Year, ..) => Some(1),
        (Grain::Month, "01", _) => Some(0),
        (Grain::Month, "04" | "07" | "10", _) => Some(1),
        (Grain::Day, "01", "01") => Some(0),
        (Grain::Day, _, "01") => Some(1),
        (Grain::Day, _, "15") | (Grain::Month, ..) => Some(2),
        _ => None,
    }
}

fn label(bin: &Bin, grain: Grain, is_first: bool) -> String {
    let full = match grain {
        Grain::Year => 4,
        Grain::Month => 7,
        Grain::Day => 10,
    };
    let from = if is_first || grain == Grain::Year { 0 } else { 5 };
    bin.first.get(from..full).unwrap_or(&bin.first).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;

    fn days(first: &str, n: i32) -> Vec<Bin> {
        let first = Day::parse(first).unwrap();
        (0..n).map(|i| Bin { first: first.plus(i).to_string(), ..Bin::default() }).collect()
    }

    #[track_caller]
    fn check(bins: &[Bin], grain: Grain, expected: &str) {
        let ticks = ticks(bins, grain, &Scale::new(bins));
        let shown: Vec<String> = ticks
            .iter()
            .map(|tick| format!("{}{}", tick.label, if tick.is_minor { "*" } else { "" }))
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn labels_have_room() {
        check(&days("2020-01-20", 72), Grain::Day, "2020-01-20 02-01* 02-15* 03-01 03-15*");
        check(&days("2020-01-30", 40), Grain::Day, "2020-01-30 02-15 03-01");
        check(&days("2020-02-03", 5), Grain::Day, "2020-02-03");
        check(&[], Grain::Day, "");
    }

    #[test]
    fn what_follows_a_gap_says_its_year() {
        let mut bins = days("2020-03-01", 20);
        bins.push(Bin { is_gap: true, ..Bin::default() });
        bins.extend(days("2022-01-18", 5));
        check(&bins, Grain::Day, "2020-03-01 03-15 2022-01-18");
    }

    #[test]
    fn months_and_years() {
        let month =
            |i: u32| Bin { first: format!("{}-{:02}-01", 2020 + i / 12, i % 12 + 1), ..Bin::default() };
        let months: Vec<Bin> = (0..24).map(month).collect();
        check(&months, Grain::Month, "2020-01 04* 07 10* 2021-01 04* 07 10*");
        let years: Vec<Bin> =
            (1990..2020).map(|y| Bin { first: format!("{y}-01-01"), ..Bin::default() }).collect();
        check(&years, Grain::Year, "1990 1993* 1996* 1999 2002* 2005* 2008 2011* 2014* 2017");
    }
}
