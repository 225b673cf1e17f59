//! Shares for the style sheet.

/// A share in hundredths with two decimals, as custom properties take it.
///
/// Written through whole numbers: printing and reading fractions would cost every reader 20 KB of tables.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "shares lie between 0 and 100")]
pub(in crate::view) fn percent(share: f64) -> String {
    let hundredths = (share * 100.0).round() as i32;
    format!(
        "{}{}.{:02}",
        if hundredths < 0 { "-" } else { "" },
        hundredths.abs() / 100,
        hundredths.abs() % 100
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_decimals() {
        for (share, expected) in
            [(0.0, "0.00"), (48.75, "48.75"), (100.0, "100.00"), (0.999, "1.00"), (-0.5, "-0.50")]
        {
            assert_eq!(percent(share), expected);
        }
    }
}
