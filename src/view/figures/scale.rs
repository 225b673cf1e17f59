//! A ruler on which every step is ten times the one before: values from 3 to billions stand on one line. Pure.

use crate::protocol::Approximation;
use crate::protocol::annotation::Figure;

/// The powers of ten at both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LogScale {
    low: i32,
    high: i32,
}

/// A line of the ruler.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tick {
    /// Hundredths of the width.
    pub(super) x: f64,
    /// Power of ten.
    pub(super) power: i32,
    /// It has a name but no line, and none on narrow windows.
    pub(super) is_minor: bool,
}

/// Where 0 stands, which no such ruler reaches.
pub(super) const BEYOND: f64 = -2.0;
/// The shortest ruler, in powers of ten.
const SHORTEST: i32 = 2;

impl LogScale {
    /// A ruler that begins at 1, or lower where a value does; `None` without a value.
    #[must_use]
    pub(super) fn over(values: impl Iterator<Item = f64>) -> Option<LogScale> {
        let (low, high) = values.filter(|value| value.is_finite()).fold(None, |ends, value| {
            let (low, high) = ends.unwrap_or((value, value));
            Some((value.min(low), value.max(high)))
        })?;
        let low = if low > 0.0 { power_below(low).min(0) } else { 0 };
        let high = if high > 0.0 { power_above(high) } else { 0 };
        Some(LogScale { low, high: high.max(low + SHORTEST) })
    }

    /// Where a value stands, in hundredths of the width; what is not above 0 stands beyond the left end.
    #[must_use]
    pub(super) fn x(self, value: f64) -> f64 {
        if value <= 0.0 {
            return BEYOND;
        }
        let length = f64::from(self.high - self.low);
        ((value.log10() - f64::from(self.low)) / length * 100.0).clamp(0.0, 100.0)
    }

    /// Lines at 1, 万, 亿 and 万亿 with names half-way; on a short ruler at every power.
    #[must_use]
    pub(super) fn ticks(self) -> Vec<Tick> {
        let is_short = self.high - self.low <= 4;
        let tick = |power: i32| Tick {
            x: f64::from(power - self.low) / f64::from(self.high - self.low) * 100.0,
            power,
            is_minor: !is_short && power % 4 != 0,
        };
        (self.low..=self.high).filter(|power| is_short || power % 2 == 0).map(tick).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "logarithms of doubles are small")]
fn power_below(value: f64) -> i32 {
    (value.log10() + 1e-9).floor() as i32
}

#[expect(clippy::cast_possible_truncation, reason = "logarithms of doubles are small")]
fn power_above(value: f64) -> i32 {
    (value.log10() - 1e-9).ceil() as i32
}

/// How a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dot {
    /// Where it stands.
    pub(super) x: f64,
    /// Where a range ends.
    pub(super) until: Option<f64>,
    /// What the words leave open.
    pub(super) approximation: Option<Approximation>,
}

impl Dot {
    /// How a figure is drawn; not at all without a value.
    #[must_use]
    pub(super) fn of(figure: &Figure, scale: LogScale) -> Option<Dot> {
        let x = scale.x(figure.value?);
        let until = figure.upper.map(|upper| scale.x(upper)).filter(|until| *until > x);
        Some(Dot { x, until, approximation: figure.approximation })
    }
}

/// The values that a ruler for these figures must hold.
pub(super) fn values(figures: &[Figure]) -> impl Iterator<Item = f64> {
    figures.iter().flat_map(|figure| [figure.value, figure.upper]).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], ticks: &str) {
        let scale = LogScale::over(values.iter().copied()).unwrap();
        let shown: Vec<String> = scale
            .ticks()
            .iter()
            .map(|tick| format!("{}{}", tick.power, if tick.is_minor { "*" } else { "" }))
            .collect();
        assert_eq!(shown.join(" "), ticks, "{values:?}");
    }

    #[test]
    fn lines_fall_on_the_powers_that_have_words() {
        check(&[8.0, 13_706_000_000.0, 14_020_000_000_000.0], "0 2* 4 6* 8 10* 12 14*");
        check(&[3.0, 9_000.0], "0 1 2 3 4");
        check(&[5.0], "0 1 2");
        check(&[100.0], "0 1 2");
        check(&[101.0], "0 1 2 3");
        check(&[0.05, 12.0], "-2 -1 0 1 2");
        check(&[0.0], "0 1 2");
        check(&[1000.0, 1_000_000.0], "0 2* 4 6*");
    }

    #[test]
    fn values_stand_by_their_powers() {
        let scale = LogScale::over([1.0, 10_000.0].into_iter()).unwrap();
        for (value, expected) in
            [(1.0, 0.0), (10.0, 25.0), (10_000.0, 100.0), (0.0, BEYOND), (-5.0, BEYOND), (1e9, 100.0)]
        {
            assert!((scale.x(value) - expected).abs() < 1e-9, "{value}");
        }
        assert_eq!(LogScale::over(std::iter::empty()), None);
        assert_eq!(LogScale::over([f64::NAN, f64::INFINITY].into_iter()), None);
    }

    #[test]
    fn ranges_are_bars() {
        let figure = |value, upper| Figure { value, upper, ..Figure::default() };
        let scale = LogScale { low: 0, high: 4 };
        let dot = Dot::of(&figure(Some(10.0), Some(100.0)), scale).unwrap();
        assert_eq!((dot.x, dot.until), (25.0, Some(50.0)));
        assert_eq!(Dot::of(&figure(Some(10.0), Some(5.0)), scale).unwrap().until, None);
        assert_eq!(Dot::of(&figure(None, Some(5.0)), scale), None);
    }
}
