//! Exact decimal numbers: a whole number and where its point stands.
//!
//! Figures are multiplied out (`137.06亿`) and added up (`5元3角`) before anybody compares them, so a sum of rounded parts would
//! not equal the figure that is printed elsewhere. Only the finished value is rounded, by [`Decimal::to_f64`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// Digits behind the point that are kept at most; what needs more is no figure.
const MAX_SCALE: u32 = 30;

/// `mantissa` divided by ten to the power of `scale`, without trailing zeros behind the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "(i128, u32)", try_from = "(i128, u32)")]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl From<Decimal> for (i128, u32) {
    fn from(number: Decimal) -> (i128, u32) {
        (number.mantissa, number.scale)
    }
}

impl TryFrom<(i128, u32)> for Decimal {
    type Error = &'static str;

    fn try_from((mantissa, scale): (i128, u32)) -> Result<Decimal, &'static str> {
        Decimal::new(mantissa, scale).ok_or("no decimal number: too many digits behind the point")
    }
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Decimal = Decimal { mantissa: 0, scale: 0 };

    /// A whole number.
    #[must_use]
    pub fn whole(value: i128) -> Decimal {
        Decimal { mantissa: value, scale: 0 }
    }

    /// `mantissa` with the last `scale` digits behind the point; `None` beyond 30 of them.
    ///
    /// ```
    /// use jianbao::annotate::numeral::decimal::Decimal;
    /// let price = Decimal::new(1250, 2).unwrap();
    /// assert_eq!((price.to_f64(), price.to_string()), (12.5, "12.5".to_owned()));
    /// assert_eq!(price.shifted(8).unwrap(), Decimal::whole(1_250_000_000));
    /// ```
    #[must_use]
    pub fn new(mantissa: i128, scale: u32) -> Option<Decimal> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (scale <= MAX_SCALE).then_some(Decimal { mantissa, scale })
    }

    /// Reads ASCII digits with at most one point; `None` for anything else and for what is too long.
    #[must_use]
    pub fn parse(words: &str) -> Option<Decimal> {
        let (whole, fraction) = words.split_once('.').unwrap_or((words, ""));
        let mut digits = whole.bytes().chain(fraction.bytes()).peekable();
        digits.peek()?;
        let mantissa = digits.try_fold(0_i128, |value, byte| {
            let digit = byte.is_ascii_digit().then(|| i128::from(byte - b'0'))?;
            value.checked_mul(10)?.checked_add(digit)
        })?;
        Decimal::new(mantissa, u32::try_from(fraction.len()).ok()?)
    }

    /// Times ten to the power of `n`, which may be negative.
    #[must_use]
    pub fn shifted(self, n: i32) -> Option<Decimal> {
        if n < 0 {
            return Decimal::new(self.mantissa, self.scale.checked_add(n.unsigned_abs())?);
        }
        let n = n.unsigned_abs();
        if n <= self.scale {
            return Decimal::new(self.mantissa, self.scale - n);
        }
        let factor = 10_i128.checked_pow(n - self.scale)?;
        Some(Decimal::whole(self.mantissa.checked_mul(factor)?))
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let aligned =
            |decimal: Decimal| decimal.mantissa.checked_mul(10_i128.checked_pow(scale - decimal.scale)?);
        Decimal::new(aligned(self)?.checked_add(aligned(other)?)?, scale)
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        Decimal::new(self.mantissa.checked_mul(other.mantissa)?, self.scale.checked_add(other.scale)?)
    }

    /// With the other sign.
    #[must_use]
    pub fn negated(self) -> Decimal {
        Decimal { mantissa: self.mantissa.saturating_neg(), ..self }
    }

    /// Whether nothing stands behind the point.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// Whether it is less than zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether it is less than another.
    #[must_use]
    pub fn is_less(self, other: Decimal) -> bool {
        other.negated().plus(self).map_or(self.to_f64() < other.to_f64(), Decimal::is_negative)
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // Reading the printed form rounds once; dividing would round twice.
        format!("{}e-{}", self.mantissa, self.scale).parse().unwrap_or(f64::NAN)
    }
}

/// Plain digits with a point, never an exponent.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = self.scale as usize;
        if scale == 0 {
            return f.write_str(&digits);
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        write!(f, "{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(words: &str) -> Decimal {
        match words.strip_prefix('-') {
            Some(words) => Decimal::parse(words).unwrap().negated(),
            None => Decimal::parse(words).unwrap(),
        }
    }

    #[test]
    fn sums_are_exact() {
        for (a, b, sum) in
            [("0.1", "0.2", "0.3"), ("5", "0.30", "5.3"), ("-1.5", "1.5", "0"), ("99.9", "0.1", "100")]
        {
            assert_eq!(decimal(a).plus(decimal(b)), Some(decimal(sum)), "{a} + {b}");
        }
    }

    #[test]
    fn products_are_exact() {
        for (words, n, product) in
            [("137.06", 8, "13706000000"), ("3.5", 4, "35000"), ("12", -2, "0.12"), ("1.005", 3, "1005")]
        {
            assert_eq!(decimal(words).shifted(n), Some(decimal(product)), "{words} × 10^{n}");
        }
        assert_eq!(decimal("1.5").times(decimal("-0.2")), Some(decimal("-0.3")));
    }

    #[test]
    fn what_is_too_long_is_none() {
        assert_eq!(Decimal::parse(&"9".repeat(60)), None);
        assert_eq!(decimal("9".repeat(38).as_str()).shifted(8), None);
        for words in ["", ".", "1.2.3", "1a", "一"] {
            assert_eq!(Decimal::parse(words), None, "{words}");
        }
    }

    #[test]
    fn order_and_print() {
        assert!(decimal("0.09").is_less(decimal("0.1")) && !decimal("2").is_less(decimal("2")));
        assert_eq!(decimal("-0.05").to_string(), "-0.05");
        assert_eq!(decimal("0.1").to_f64(), 0.1);
    }
}
