//! Numbers as the interface prints them.

/// `24923` as `24,923`; all three languages group so.
///
/// ```
/// assert_eq!(jianbao::view::words::grouped(1_234_567), "1,234,567");
/// ```
#[must_use]
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 article`, `2 articles`.
pub(super) fn plural(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (24_923, "24,923"), (u32::MAX, "4,294,967,295")]
        {
            assert_eq!(grouped(number), expected);
        }
        assert_eq!(plural(1, "hit", "hits"), "1 hit");
        assert_eq!(plural(0, "hit", "hits"), "0 hits");
    }
}
