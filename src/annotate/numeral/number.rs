//! What a numeral says.

use super::decimal::Decimal;

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `1,234.5`.
    Arabic,
    /// 三千五百.
    Words,
    /// 二〇二〇: digits in a row.
    Spelled,
    /// 3万五千.
    Mixed,
    /// 百, 千, 万 with no digit before it.
    Bare,
}

/// What a numeral says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The value, or the lower end; `None` for 几十, 数百.
    pub value: Option<Decimal>,
    /// The upper end, where digits in a row tell a range: 七八百.
    pub upper: Option<Decimal>,
    /// What both are divided by: 1, but for fractions.
    pub divisor: Decimal,
    /// Whether it is so many of a hundred: 百分之五.
    pub is_percent: bool,
    /// Whether 余 or 多 stands within: 十余万.
    pub is_over: bool,
    /// How it is written.
    pub form: Form,
    /// The power of ten of its last 千, 万 …; 0 without one.
    pub power: u32,
    /// The letter that multiplies it: `15k`.
    pub letter: Option<char>,
}

impl Number {
    /// An exact number.
    #[must_use]
    pub fn new(value: Decimal, form: Form) -> Number {
        let divisor = Decimal::whole(1);
        Number {
            value: Some(value),
            upper: None,
            divisor,
            is_percent: false,
            is_over: false,
            form,
            power: 0,
            letter: None,
        }
    }

    /// The value with the division done; `None` where there is none.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.quotient(self.value)
    }

    /// The upper end with the division done.
    #[must_use]
    pub fn upper_to_f64(&self) -> Option<f64> {
        self.quotient(self.upper)
    }

    fn quotient(&self, value: Option<Decimal>) -> Option<f64> {
        let value = value?;
        if self.divisor == Decimal::whole(1) {
            return Some(value.to_f64());
        }
        Some(value.to_f64() / self.divisor.to_f64()).filter(|value| value.is_finite())
    }

    fn map(self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Number> {
        let value = match self.value {
            Some(value) => Some(f(value)?),
            None => None,
        };
        Some(Number { value, upper: self.upper.and_then(f), ..self })
    }

    /// With the other sign.
    #[must_use]
    pub fn negated(self) -> Number {
        Number { value: self.value.map(Decimal::negated), upper: self.upper.map(Decimal::negated), ..self }
    }

    /// Times a power of ten.
    #[must_use]
    pub fn shifted(self, power: i32) -> Option<Number> {
        self.map(|value| value.shifted(power))
    }
}
