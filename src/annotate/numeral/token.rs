//! The tokens of a numeral, and what they add up to.

use super::decimal::Decimal;

/// A part of a numeral.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    /// A number without multiplier, and its upper end where digits in a row may tell a range.
    Digits {
        low: Decimal,
        high: Option<Decimal>,
        n_digits: usize,
        is_word: bool,
        is_zero_led: bool,
    },
    /// 几.
    Some,
    /// 点三: what stands behind the point.
    Fraction(Decimal),
    Power(u32),
}

impl Token {
    /// The power of ten, where it is a multiplier.
    pub(super) fn power(&self) -> Option<u32> {
        match self {
            Token::Power(power) => Some(*power),
            _ => None,
        }
    }
}

/// The value of tokens that are in order.
pub(super) fn reckon(tokens: &[Token], is_upper: bool) -> Option<Decimal> {
    // What 万 and 亿 have closed, with their powers; what 十, 百, 千 have made since; the digits that wait for theirs.
    let mut closed: Vec<(Decimal, u32)> = Vec::new();
    let mut section = Decimal::ZERO;
    let mut pending: Option<Decimal> = None;
    for (place, token) in tokens.iter().enumerate() {
        match *token {
            Token::Digits { low, high, n_digits, is_zero_led, .. } => {
                let mut value = if is_upper { high.unwrap_or(low) } else { low };
                let before = place.checked_sub(1).and_then(|place| tokens.get(place)).and_then(Token::power);
                let is_last = place + 1 == tokens.len();
                // 一万三 is 13000.
                if let Some(power) =
                    before.filter(|&power| power >= 2 && is_last && n_digits == 1 && !is_zero_led)
                {
                    value = value.shifted(i32::try_from(power).ok()? - 1)?;
                }
                pending = Some(value);
            }
            Token::Fraction(value) => pending = Some(pending.unwrap_or_default().plus(value)?),
            Token::Some => return None,
            Token::Power(power @ ..4) => {
                let value = pending.take().unwrap_or(Decimal::whole(1));
                section = section.plus(value.shifted(i32::try_from(power).ok()?)?)?;
            }
            Token::Power(power) => {
                let is_empty = section == Decimal::ZERO && pending.is_none();
                let mut sum = section.plus(pending.take().unwrap_or_default())?;
                if is_empty && closed.is_empty() {
                    sum = Decimal::whole(1);
                }
                // 万 takes in all that is smaller: 一万二千亿, 二十万亿.
                while let Some((value, _)) =
                    closed.pop_if(|(_, closed)| *closed < power || is_empty && *closed == power)
                {
                    sum = sum.plus(value)?;
                }
                closed.push((sum.shifted(i32::try_from(power).ok()?)?, power));
                section = Decimal::ZERO;
            }
        }
    }
    let total = section.plus(pending.unwrap_or_default())?;
    closed.iter().try_fold(total, |total, (value, _)| total.plus(*value))
}
