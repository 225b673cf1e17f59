//! Grammar of lengths of time: 48小时, 两天半, 一年零三个月, 十多天.

use super::grammar::Grammar;
use super::moment::{Length, Unit};
use super::words::is_numeral;

/// Units with the hundredths of [`Unit`] that one of them is, longer names first where one begins another. The flag says
/// whether 个 is needed in front of the unit, for 三月 is March.
const UNITS: &[(&str, (Unit, u32, bool))] = &[
    ("秒钟", (Unit::Second, 100, false)),
    ("秒", (Unit::Second, 100, false)),
    ("分钟", (Unit::Minute, 100, false)),
    ("刻钟", (Unit::Minute, 1500, false)),
    ("小时", (Unit::Hour, 100, false)),
    ("钟头", (Unit::Hour, 100, false)),
    ("工作日", (Unit::Workday, 100, false)),
    ("天", (Unit::Day, 100, false)),
    ("日", (Unit::Day, 100, false)),
    ("昼夜", (Unit::Day, 100, false)),
    ("星期", (Unit::Week, 100, false)),
    ("礼拜", (Unit::Week, 100, false)),
    ("周", (Unit::Week, 100, false)),
    ("季度", (Unit::Quarter, 100, false)),
    ("世纪", (Unit::Century, 100, false)),
    ("年", (Unit::Year, 100, false)),
    ("载", (Unit::Year, 100, false)),
    ("月", (Unit::Month, 100, true)),
    ("钟", (Unit::Hour, 100, true)),
    ("字", (Unit::Minute, 500, true)),
];

impl Grammar<'_> {
    /// A unit of time, and in how many hundredths of it the length counts; `has_measure` says that 个 stood before it.
    pub(super) fn unit(&self, i: usize, has_measure: bool) -> Option<(usize, Unit, u32)> {
        let (end, (unit, hundredths, needs_measure)) = self.words.entry(i, UNITS)?;
        if needs_measure && !has_measure {
            return None;
        }
        // 45个天 are no days.
        let takes_measure =
            matches!(unit, Unit::Hour | Unit::Month | Unit::Quarter | Unit::Century | Unit::Workday)
                || needs_measure
                || self.words.has_any(i, "星礼昼周");
        if has_measure && !takes_measure {
            return None;
        }
        let is_other = match unit {
            Unit::Year => self.words.has_any(end, "代级月度初底末份"),
            Unit::Week => self.words.has_any(end, "年岁边围密刊报"),
            Unit::Day => self.words.has_any(end, "元本报津山河"),
            Unit::Second => self.words.has_any(end, "杀"),
            _ => false,
        };
        (!is_other).then_some((end, unit, hundredths))
    }

    /// A length of time.
    pub(super) fn length(&self, i: usize) -> Option<(usize, Length)> {
        let (mut end, mut length) = self.amount(i)?;
        for _ in 0..2 {
            let at = self.words.spaces(self.words.skip(end, &["零", "又", "加", "and"]));
            let Some((next, more)) = self.amount(at).or_else(|| self.bare_minutes(at, &length)) else {
                break;
            };
            let Some((hundredths, unit)) = more.parts().next() else { break };
            if unit >= length.grain() || unit == Unit::Workday {
                break;
            }
            length.push(hundredths, unit);
            length.is_approximate |= more.is_approximate;
            end = next;
        }
        Some((end, length))
    }

    /// Minutes behind hours, 两小时十分.
    fn bare_minutes(&self, i: usize, length: &Length) -> Option<(usize, Length)> {
        let (at, minutes) = self.words.small(i, 1, 59)?;
        let end = self.words.one(at, "分").filter(|_| length.grain() == Unit::Hour)?;
        Some((end, Length::new(u32::from(minutes) * 100, Unit::Minute)))
    }

    /// A number with a unit.
    fn amount(&self, i: usize) -> Option<(usize, Length)> {
        let w = self.words;
        if let Some(found) = self.half_amount(i) {
            return Some(found);
        }
        let (mut at, hundredths, mut is_approximate) = self.amount_number(i)?;
        at = w.spaces(at);
        let more = w.skip(at, &["多", "余", "来", "几"]);
        is_approximate |= more > at;
        at = more;
        let measured = w.skip(at, &["个", "個"]);
        let has_measure = measured > at;
        at = measured;
        let halved = w.skip(at, &["半"]);
        let is_half = halved > at && has_measure;
        if is_half {
            at = w.spaces(halved);
        }
        let more = w.skip(at, &["多"]);
        is_approximate |= more > at && has_measure;
        if has_measure {
            at = more;
        }
        let minutes = || w.word(at, "分半").map(|end| (end, Unit::Minute, 100)).filter(|_| self.is_open);
        let (mut end, unit, one) = self
            .unit(w.spaces(at), has_measure)
            .or_else(|| minutes().map(|(end, unit, one)| (end - 1, unit, one)))?;
        let mut hundredths = hundredths + if is_half { 50 } else { 0 };
        if !is_half && let Some(next) = w.word(end, "半").filter(|&next| !w.has_any(next, "导径数价路"))
        {
            hundredths += 50;
            end = next;
        }
        if matches!(unit, Unit::Year | Unit::Day | Unit::Month | Unit::Hour)
            && let Some(next) = w.word(end, "多")
        {
            is_approximate = true;
            end = next;
        }
        let length = u64::from(hundredths) * u64::from(one) / 100;
        let mut length = Length::new(u32::try_from(length).ok()?, unit);
        length.is_approximate = is_approximate;
        Some((end, length))
    }

    /// `半小时`, `半个月`, `个半月`.
    fn half_amount(&self, i: usize) -> Option<(usize, Length)> {
        let w = self.words;
        let (at, hundredths) = match w.word(i, "个半") {
            Some(at) if self.is_open || self.is_cantonese(i, at) => (at, 150),
            _ => (w.word(i, "半")?, 50),
        };
        let measured = w.skip(at, &["个"]);
        let (end, unit, one) = self.unit(w.spaces(measured), measured > at || hundredths == 150)?;
        Some((end, Length::new(hundredths * one / 100, unit)))
    }

    /// 個半鐘, 個半月: one and a half, where no number or pronoun is counted by the 个.
    fn is_cantonese(&self, i: usize, at: usize) -> bool {
        let w = self.words;
        let is_counted = is_numeral(w.before(i)) || w.has_any(i.wrapping_sub(1), "这那每几整数某各多呢");
        let is_unit = w.any(at, &["钟", "小时", "月", "礼拜", "星期"]).is_some();
        is_unit && !is_counted && i > 0
    }

    /// The number of an amount in hundredths: `5.5`, `四十八`, vague `几十`.
    fn amount_number(&self, i: usize) -> Option<(usize, u32, bool)> {
        let w = self.words;
        if let Some(number) = w.number(i) {
            let mut end = i + number.n_chars;
            // 三四天: about so many; 九七年 is a year.
            if number.is_digits && !number.is_ascii && number.n_chars > 1 {
                let (first, last) = (number.value / 10, number.value % 10);
                let is_about = number.n_chars == 2 && last == first + 1 && self.is_open;
                return is_about.then_some((end, first * 100, true));
            }
            let mut hundredths = number.value.checked_mul(100)?;
            let is_point = w.one(end, ".").or_else(|| w.one(end, "点").filter(|_| !number.is_ascii));
            if let Some(point) = is_point
                && let Some(fraction) = w.number(point).filter(|n| n.n_chars <= 2 && n.is_digits)
            {
                hundredths += if fraction.n_chars == 1 { fraction.value * 10 } else { fraction.value };
                end = point + fraction.n_chars;
            }
            return Some((end, hundredths, false));
        }
        let vague =
            [("几十", 2000), ("几百", 20_000), ("数十", 2000), ("数百", 20_000), ("几", 300), ("数", 300)];
        let (end, hundredths) = w.entry(i, &vague).filter(|_| self.is_open)?;
        Some((end, hundredths, true))
    }
}
