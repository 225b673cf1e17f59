//! Numbers as the tables of expressions print them. Pure.

use crate::view::words::grouped;

/// A number in a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// What it is sorted by.
    pub(super) value: f64,
    /// What is printed.
    pub(super) shown: String,
    /// Where it leads.
    pub(super) href: Option<String>,
}

impl Cell {
    /// A number of things.
    #[must_use]
    pub(super) fn count(n: u32) -> Cell {
        Cell { value: n.into(), shown: grouped(n), href: None }
    }

    /// A measure with so many decimals.
    #[must_use]
    pub(super) fn measure(value: f64, n_decimals: usize) -> Cell {
        Cell { value, shown: decimal(value, n_decimals), href: None }
    }

    /// A difference: its sign is always printed.
    #[must_use]
    pub(super) fn difference(value: f64) -> Cell {
        let shown = decimal(value, 1);
        let is_above = value > 0.0 && shown != "0.0";
        Cell { value, shown: if is_above { format!("+{shown}") } else { shown }, href: None }
    }

    /// The same as a link.
    #[must_use]
    pub(super) fn to(self, href: String) -> Cell {
        Cell { href: Some(href), ..self }
    }
}

/// A number with a true minus, and without one before zero.
fn decimal(value: f64, n_decimals: usize) -> String {
    let digits = format!("{:.n_decimals$}", value.abs());
    let is_zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !is_zero { format!("−{digits}") } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_with_their_signs() {
        assert_eq!(Cell::count(1234).shown, "1,234");
        assert_eq!(Cell::measure(0.456, 2).shown, "0.46");
        for (value, expected) in [(1.26, "+1.3"), (-0.5, "−0.5"), (0.04, "0.0"), (-0.04, "0.0"), (0.0, "0.0")]
        {
            assert_eq!(Cell::difference(value).shown, expected);
        }
    }
}
