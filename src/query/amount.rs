//! `value>3000`, `value<=1.5亿元`: how large a figure must be.
//!
//! Units are compared as figures are normalised: 1.5亿元 asks for figures in 元.

use std::cmp::Ordering;

/// What a figure must be.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Whether a figure less than, equal to, and greater than `value` will do.
    wanted: [bool; 3],
    /// The number.
    pub value: f64,
    /// Its unit; empty for any.
    pub unit: String,
}

impl Eq for Amount {}

/// Marks that compare, the longer ones first: whether less, equal and greater will do.
const MARKS: [(&str, [bool; 3]); 8] = [
    (">=", [false, true, true]),
    ("<=", [true, true, false]),
    ("≥", [false, true, true]),
    ("≤", [true, true, false]),
    (">", [false, false, true]),
    ("<", [true, false, false]),
    ("=", EQUAL),
    (":", EQUAL),
];

const EQUAL: [bool; 3] = [false, true, false];

/// Characters that multiply the number before them.
const FACTORS: [(char, f64); 8] =
    [('百', 1e2), ('千', 1e3), ('万', 1e4), ('萬', 1e4), ('亿', 1e8), ('億', 1e8), ('兆', 1e12), ('k', 1e3)];

impl Amount {
    /// Reads what stands behind `value`, the mark included; `None` where there is no number.
    #[must_use]
    pub fn read(text: &str) -> Option<Amount> {
        let text = text.trim();
        let (wanted, rest) = MARKS
            .into_iter()
            .find_map(|(mark, wanted)| Some((wanted, text.strip_prefix(mark)?)))
            .unwrap_or((EQUAL, text));
        let rest = rest.trim_start();
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
        let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let digits: String = rest.get(..end)?.chars().filter(|c| *c != ',').collect();
        let mut value: f64 = digits.parse().ok()?;
        let mut unit = rest.get(end..)?.trim();
        while let Some((factor, behind)) = factor(unit) {
            value *= factor;
            unit = behind;
        }
        Some(Amount { wanted, value, unit: unit.to_owned() })
    }

    /// Whether a figure from `value` to `upper` is of this size; of a range any number within may be.
    #[must_use]
    pub fn is_met_by(&self, value: f64, upper: Option<f64>, unit: &str) -> bool {
        let [less, equal, greater] = self.wanted;
        let meets = |number: f64| match number.partial_cmp(&self.value) {
            Some(Ordering::Less) => less,
            Some(Ordering::Equal) => equal,
            Some(Ordering::Greater) => greater,
            None => false,
        };
        let upper = upper.unwrap_or(value);
        let is_within = equal && (value..=upper).contains(&self.value);
        (self.unit.is_empty() || self.unit == unit) && (meets(value) || meets(upper) || is_within)
    }
}

fn factor(text: &str) -> Option<(f64, &str)> {
    let c = text.chars().next()?;
    let (_, factor) = FACTORS.into_iter().find(|(known, _)| *known == c)?;
    Some((factor, text.get(c.len_utf8()..).unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, figures: &[(f64, &str)], expected: &[bool]) {
        let amount = Amount::read(typed).unwrap();
        let met: Vec<bool> =
            figures.iter().map(|(value, unit)| amount.is_met_by(*value, None, unit)).collect();
        assert_eq!(met, expected, "{typed}");
    }

    #[test]
    fn sizes_are_compared() {
        let figures = [(3000.0, "条"), (3148.0, "条"), (1.5e8, "元"), (2.0, "户")];
        check(">3000", &figures, &[false, true, true, false]);
        check(">=3,000条", &figures, &[true, true, false, false]);
        check("=1.5亿元", &figures, &[false, false, true, false]);
        check(":2", &figures, &[false, false, false, true]);
        check("<= 3千", &figures, &[true, false, false, true]);
        assert_eq!((Amount::read(">多"), Amount::read("")), (None, None));
    }

    #[test]
    fn a_range_is_met_where_any_number_in_it_is() {
        let amount = Amount::read("=7").unwrap();
        assert!(amount.is_met_by(5.0, Some(10.0), "人") && !amount.is_met_by(8.0, Some(10.0), "人"));
    }
}
