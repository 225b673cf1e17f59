//! Bins of time made into bars that stand where their days are. Pure.

use crate::day::Day;
use crate::protocol::{Bin, Grain, TimeBin};

/// Empty bins that are drawn; a longer stretch is one gap.
const MOST_EMPTY: usize = 12;

/// How wide the bins are, and all of them with the empty ones between.
#[must_use]
pub(super) fn bars(times: &[TimeBin]) -> (Grain, Vec<Bin>) {
    let grain = times.first().map_or(Grain::Day, grain_of);
    let mut bars: Vec<Bin> = Vec::new();
    for time in times {
        if let Some(last) = bars.last().map(|bar| bar.last.clone()) {
            bars.extend(between(&last, &time.first, grain));
        }
        bars.push(Bin {
            first: time.first.clone(),
            last: time.last.clone(),
            n_all: time.n_articles,
            n_matching: time.n_articles,
            ..Bin::default()
        });
    }
    (grain, bars)
}

fn grain_of(time: &TimeBin) -> Grain {
    let (Some(first), Some(last)) = (Day::parse(&time.first), Day::parse(&time.last)) else {
        return Grain::Day;
    };
    match last.since(first) {
        0 => Grain::Day,
        1..=31 => Grain::Month,
        _ => Grain::Year,
    }
}

/// What stands between two bins.
fn between(last: &str, first: &str, grain: Grain) -> Vec<Bin> {
    let (Some(last), Some(first)) = (Day::parse(last), Day::parse(first)) else { return Vec::new() };
    let mut empty = Vec::new();
    let mut next = last.plus(1);
    while next < first {
        if empty.len() == MOST_EMPTY {
            let gap = (last.plus(1), first.plus(-1));
            return vec![Bin {
                first: gap.0.to_string(),
                last: gap.1.to_string(),
                is_gap: true,
                ..Bin::default()
            }];
        }
        let (start, end) = match grain {
            Grain::Day => (next, next),
            Grain::Month => next.month(),
            Grain::Year => next.year(),
        };
        empty.push(Bin { first: start.to_string(), last: end.to_string(), ..Bin::default() });
        next = end.plus(1);
    }
    empty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(times: &[(&str, &str)], grain: Grain, expected: &str) {
        let bin = |(first, last): &(&str, &str)| TimeBin {
            first: (*first).into(),
            last: (*last).into(),
            n_articles: 2,
            n_hits: None,
        };
        let (found, bars) = bars(&times.iter().map(bin).collect::<Vec<_>>());
        assert_eq!(found, grain);
        let sign = |bar: &Bin| {
            if bar.is_gap {
                '/'
            } else if bar.n_all > 0 {
                '|'
            } else {
                '.'
            }
        };
        assert_eq!(bars.iter().map(sign).collect::<String>(), expected);
        for pair in bars.windows(2) {
            assert!(pair[0].last < pair[1].first, "{pair:?}");
        }
    }

    #[test]
    fn empty_stretches_keep_their_width_up_to_a_limit() {
        check(&[], Grain::Day, "");
        check(&[("2020-02-01", "2020-02-01")], Grain::Day, "|");
        check(
            &[("2020-02-01", "2020-02-01"), ("2020-02-02", "2020-02-02"), ("2020-02-05", "2020-02-05")],
            Grain::Day,
            "||..|",
        );
        check(&[("2020-02-01", "2020-02-01"), ("2020-02-14", "2020-02-14")], Grain::Day, "|............|");
        check(&[("2020-02-01", "2020-02-01"), ("2020-02-15", "2020-02-15")], Grain::Day, "|/|");
        check(&[("2020-01-01", "2020-01-31"), ("2020-04-01", "2020-04-30")], Grain::Month, "|..|");
        check(&[("1950-01-01", "1950-12-31"), ("1952-01-01", "1952-12-31")], Grain::Year, "|.|");
    }
}
