//! Reads a number with its unit: `1.7万余人次`, `五元三毛`, `3—5万`, `百分之二十`, `至少40公里`.
//!
//! A figure is read here whatever it stands for; whether a text means it as a quantity is decided in [`super::refuse`].

use std::ops::Range;

use super::Approximation;
use super::bound::{Bound, set_bound};
use super::part::{parts, time_parts};
use super::unit::{Kind, Unit, money_sign, unit};
use crate::annotate::numeral::line::Line;
use crate::annotate::numeral::{Form, Number, decimal::Decimal, is_row, percent_sign, scan};

/// A number with its unit. Positions are characters of a [`Line`].
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// From the number, or the sign of money, to the end of the unit.
    pub range: Range<usize>,
    /// Where the number stands.
    pub digits: Range<usize>,
    /// The number, or the lower end of a range, in `unit`.
    pub number: Number,
    /// The upper end of a range.
    pub upper: Option<Number>,
    /// The unit, where one is printed.
    pub unit: Option<Unit>,
    /// What is said of its exactness.
    pub bound: Option<Bound>,
    /// Where the words begin that say so; the beginning of the range where they stand behind or are missing.
    pub start: usize,
    /// Where the words end that say so.
    pub end: usize,
}

impl Figure {
    /// How exact the words are, for a reader.
    #[must_use]
    pub fn approximation(&self) -> Option<Approximation> {
        match self.bound? {
            Bound::Over => Some(Approximation::Over),
            Bound::AtLeast => Some(Approximation::AtLeast),
            Bound::Under | Bound::AtMost => Some(Approximation::Near),
            Bound::About => Some(Approximation::About),
        }
    }

    /// Whether it is a figure of this kind.
    #[must_use]
    pub fn is(&self, kind: Kind) -> bool {
        self.unit.is_some_and(|unit| unit.kind == kind)
    }
}

/// The figure whose number begins at a position: with sign of money, unit, range and what is said about its exactness.
#[must_use]
pub fn figure(line: &Line, place: usize) -> Option<Figure> {
    let mut figure = single(line, place)?;
    join_range(line, &mut figure);
    set_bound(line, &mut figure);
    Some(figure)
}

/// A figure without what stands around it.
fn single(line: &Line, place: usize) -> Option<Figure> {
    // 百分之 … is read from its 百; a sign may stand before it.
    let sign = usize::from(matches!(line.at(place), '负' | '-'));
    if sign == 0 && percent_sign(line, place).is_none() && line.at(place) == '半' {
        return half(line, place);
    }
    // 零下5度
    let is_below = line.has(place, "零下");
    let (end, number) = scan(line, if is_below { place + 2 } else { place })?;
    let number = if is_below { number.negated() } else { number };
    let digits = place..end;
    let (mut end, mut number, mut unit) = with_unit(line, end, number)?;
    if number.is_percent {
        unit = Some(Unit { name: "%", kind: Kind::Percent, power: 0 });
    }
    if is_below && !unit.is_some_and(|unit| DEGREES.contains(&unit.name)) {
        return None;
    }
    let mut start = place;
    // 华氏72度
    if unit.is_some_and(|unit| unit.name == "度")
        && let Some((scale, scale_start)) = line.any_before(place, &["摄氏", "华氏"])
    {
        let name = if scale == "摄氏" { "摄氏度" } else { "华氏度" };
        unit = Some(Unit { name, kind: Kind::Measure, power: 0 });
        start = scale_start;
    }
    let prefix =
        if unit.is_none_or(|unit| unit.kind == Kind::Money) { money_sign(line, place) } else { None };
    if let Some((sign_start, sign)) = prefix {
        start = sign_start;
        unit = Some(unit.filter(|unit| unit.name != "元" || sign.name == "元").unwrap_or(sign));
    }
    if let Some(found) = unit.filter(|unit| unit.power != 0) {
        number = number.shifted(found.power)?;
        unit = Some(Unit { power: 0, ..found });
    }
    let sum = unit.zip(number.value).and_then(|(unit, value)| parts(line, end, unit, value));
    if let Some((part_end, sum)) = sum {
        number.value = Some(sum);
        end = part_end;
    }
    let whole = unit.zip(number.value).and_then(|(unit, value)| time_parts(line, end, unit, value));
    if let Some((part_end, sum, smaller)) = whole {
        number.value = Some(sum);
        unit = Some(smaller);
        end = part_end;
    }
    Some(Figure { range: start..end, digits, number, upper: None, unit, bound: None, start, end })
}

/// Units that 零下 counts down.
const DEGREES: &[&str] = &["度", "摄氏度", "华氏度"];

/// 半小时, 半公斤: half of a unit that can be halved.
fn half(line: &Line, place: usize) -> Option<Figure> {
    let unit_start = place + 1;
    let (end, unit) = unit(line, unit_start)?;
    let can_be_halved = match unit.kind {
        Kind::Measure | Kind::Age => end > unit_start + 1 || "斤升吨亩里".contains(line.before(end)),
        Kind::Percent => matches!(line.before(end), '成' | '折'),
        Kind::Time => matches!(unit.name, "小时" | "年" | "分钟" | "个月"),
        _ => false,
    };
    // 半成 is 5 %, 半折 half the price.
    let power = if unit.kind == Kind::Percent { 1 } else { 0 };
    let number = Number::new(Decimal::new(5, 1)?.shifted(power)?, Form::Words);
    let unit = Unit { power: 0, ..unit };
    let range = place..end;
    can_be_halved.then_some(Figure {
        digits: place..place + 1,
        start: place,
        end,
        range,
        number,
        upper: None,
        unit: Some(unit),
        bound: None,
    })
}

/// The unit behind a number; 千 and 兆 may belong to it.
fn with_unit(line: &Line, end: usize, number: Number) -> Option<(usize, Number, Option<Unit>)> {
    let mut number = number;
    let mut place = end;
    // 三千克 is 3 千克, 100兆 a hundred mega; 两千米 is two thousand metres, 5千米 five kilometres.
    let last = line.before(end);
    if matches!(last, '千' | '兆') && number.form != Form::Bare {
        let prefixed = unit(line, end - 1).filter(|(unit_end, unit)| {
            let is_metre = unit.name == "公里" && number.form != Form::Arabic;
            unit.kind == Kind::Measure && !is_metre && (last == '千' || !is_number_of(line, *unit_end))
        });
        if let Some((unit_end, unit)) = prefixed {
            let power = if last == '千' { 3 } else { 12 };
            return Some((unit_end, number.shifted(-power)?, Some(unit)));
        }
    }
    let is_vague = number.value.is_none() || number.form == Form::Bare;
    if matches!(line.at(place), '余' | '多' | '来') && (number.power > 0 || is_round(&number) || is_vague)
    {
        let next = line.skip_spaces(place + 1);
        if unit(line, next).is_some() || number.power >= 2 || line.at(place) == '余' {
            number.is_over = line.at(place) != '来' || number.is_over;
            place += 1;
        }
    }
    let next = line.skip_spaces(place);
    let gap = next - place;
    let found = unit(line, next).filter(|(_, unit)| gap <= 3 || unit.kind == Kind::Percent);
    let found = found.filter(|(_, unit)| gap == 0 || unit.kind != Kind::Money || line.at(next) != '块');
    if found.is_none() {
        return months_over(line, place, number).or(Some((place, number, None)));
    }
    let (mut end, unit) = found?;
    let unit = if line.at(next) == '块' && is_lump(line, next + 1) {
        Unit { name: "块", kind: Kind::Classifier, power: 0 }
    } else {
        unit
    };
    // 三四个 is three or four.
    if number.form == Form::Spelled && unit.kind != Kind::Age {
        number = row(number).unwrap_or(number);
    }
    // 5年多, 三公斤半, 一个半小时.
    let half = Decimal::new(5, 1)?;
    let is_share = unit.kind == Kind::Percent && matches!(line.before(end), '成' | '折');
    let is_halved = is_share || matches!(unit.kind, Kind::Measure | Kind::Time | Kind::Money | Kind::Age);
    if is_halved && line.at(end) == '半' && !is_half_word(line, end) {
        number.value = number.value.and_then(|value| value.plus(half));
        end += 1;
    } else if unit.name == "个" && line.at(end) == '半' {
        let time = ["小时", "月", "钟头", "星期"].iter().find(|time| line.has(end + 1, time));
        if let Some(time) = time {
            number.value = number.value.and_then(|value| value.plus(half));
            let name = if *time == "月" { "个月" } else { time };
            let unit = Unit { name, kind: Kind::Time, power: 0 };
            return Some((end + 1 + time.chars().count(), number, Some(unit)));
        }
    } else if is_halved && matches!(line.at(end), '多' | '余') && unit.kind != Kind::Money && !is_share {
        number.is_over = true;
        end += 1;
    } else if let Some(found) = months_over(line, end - 1, number) {
        return Some(found);
    }
    Some((end, number, Some(unit)))
}

/// 个多月, 个多小时 behind a number.
fn months_over(line: &Line, place: usize, number: Number) -> Option<(usize, Number, Option<Unit>)> {
    let (rest, end) = line.any(place, &["个多月", "个多小时", "个多星期"])?;
    let name = match rest {
        "个多月" => "个月",
        "个多小时" => "小时",
        _ => "周",
    };
    let unit = Unit { name, kind: Kind::Time, power: 0 };
    Some((end, Number { is_over: true, ..number }, Some(unit)))
}

/// Whether the 半 begins a word of its own: 3年半价.
fn is_half_word(line: &Line, place: usize) -> bool {
    "价岛导径数成天夜".contains(line.at(place + 1))
}

/// Whether 兆 was the multiplier after all: one of money or people.
fn is_number_of(line: &Line, place: usize) -> bool {
    unit(line, place).is_some_and(|(_, unit)| unit.kind == Kind::Money)
}

/// 块 counts pieces where the thing follows: 五块电路板.
fn is_lump(line: &Line, place: usize) -> bool {
    const PIECES: &[&str] = &[
        "板",
        "砖",
        "石",
        "屏",
        "地",
        "电",
        "硬盘",
        "玻璃",
        "木",
        "土",
        "肉",
        "糖",
        "展板",
        "牌",
        "芯片",
        "太阳能",
        "布",
        "显示",
    ];
    line.any(place, PIECES).is_some()
}

/// Whether a number is one that 余 or 多 may stand behind: it ends in 0 or has a multiplier.
fn is_round(number: &Number) -> bool {
    number.value.is_some_and(|value| value.is_whole() && value.shifted(-1).is_some_and(Decimal::is_whole))
}

/// Two spelled digits that tell a range.
fn row(number: Number) -> Option<Number> {
    let value = number.value?;
    let (a, b) = (1..=9_u8).find_map(|a| {
        (1..=9_u8)
            .find(|&b| is_row(a, b) && value == Decimal::whole(i128::from(a) * 10 + i128::from(b)))
            .map(|b| (a, b))
    })?;
    Some(Number { value: Some(Decimal::whole(a.into())), upper: Some(Decimal::whole(b.into())), ..number })
}

/// Reads on where the figure is the lower end of a range: 3—5万元, 1.6m-3.9m, 20至30人.
fn join_range(line: &Line, figure: &mut Figure) {
    if figure.number.upper.is_some() {
        figure.upper = Some(Number { value: figure.number.upper, upper: None, ..figure.number });
        return;
    }
    let place = line.skip_spaces(figure.range.end);
    let dash = matches!(line.at(place), '-' | '–' | '~' | '到' | '至' | '—');
    if !dash || figure.number.value.is_none() || figure.number.form == Form::Bare {
        return;
    }
    let mut next = place + 1;
    while matches!(line.at(next), '-' | '–' | ' ' | '¥' | '$') {
        next += 1;
    }
    let Some(upper) = single(line, next) else { return };
    let is_same_unit = figure.unit.is_none()
        || upper.unit.is_some_and(|unit| Some(unit.name) == figure.unit.map(|unit| unit.name));
    let is_shared = upper.unit.is_none() && figure.range.start < figure.digits.start;
    if upper.unit.is_none() && !is_shared && figure.unit.is_some() || !(is_same_unit || is_shared) {
        return;
    }
    if upper.number.upper.is_some()
        || upper.number.form == Form::Bare
        || upper.number.is_percent != figure.number.is_percent && figure.unit.is_some()
    {
        return;
    }
    let Some(lower) = shared_power(&figure.number, &upper.number, figure.unit.is_some()) else { return };
    figure.number = lower;
    figure.unit = upper.unit.or(figure.unit);
    figure.range.end = upper.range.end;
    figure.end = upper.range.end;
    figure.upper = Some(upper.number);
}

/// The lower end with the multiplier that only the upper end prints: 3—5万. `None` where the ends are out of order.
fn shared_power(lower: &Number, upper: &Number, has_unit: bool) -> Option<Number> {
    let (low, high) = (lower.value?, upper.value?);
    if !has_unit && lower.power < upper.power {
        let shared = lower.shifted(i32::try_from(upper.power).ok()?)?;
        if shared.value?.is_less(high) {
            return Some(shared);
        }
    }
    low.is_less(high).then_some(*lower)
}
