//! Reads a number with its unit: `1.7万余人次`, `五元三毛`, `3—5万`, `百分之二十`, `至少40公里`.
//!
//! A figure is read here whatever it stands for; whether a text means it as a quantity is decided in [`super::refuse`].

use std::ops::Range;

use super::Approximation;
use super::unit::{Kind, PARTS, Unit, money_sign, unit};
use crate::annotate::numeral::line::Line;
use crate::annotate::numeral::{Form, Number, decimal::Decimal, is_row, percent_sign, scan};

/// What the words around a figure say about the thing counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// More than the figure: 超过, 大于, 余.
    Over,
    /// The figure or more: 至少, 以上.
    AtLeast,
    /// Less than the figure: 不足, 小于, 近.
    Under,
    /// The figure or less: 最多, 不超过.
    AtMost,
    /// Around it: 约, 左右.
    About,
}

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

/// Words before a figure, folded, longer ones first where one ends another.
const BEFORE: &[(&str, Bound)] = &[
    ("不超过", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("顶多", Bound::AtMost),
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("不下", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    ("起码", Bound::AtLeast),
    ("多达", Bound::AtLeast),
    ("不足", Bound::Under),
    ("不到", Bound::Under),
    ("不满", Bound::Under),
    ("未满", Bound::Under),
    ("少于", Bound::Under),
    ("小于", Bound::Under),
    ("低于", Bound::Under),
    ("将近", Bound::Under),
    ("接近", Bound::Under),
    ("近", Bound::Under),
    ("不止", Bound::Over),
    ("超过", Bound::Over),
    ("超出", Bound::Over),
    ("突破", Bound::Over),
    ("大于", Bound::Over),
    ("多于", Bound::Over),
    ("高于", Bound::Over),
    ("逾", Bound::Over),
    ("超", Bound::Over),
    ("大约", Bound::About),
    ("大概", Bound::About),
    ("约为", Bound::About),
    ("约", Bound::About),
    ("差不多", Bound::About),
    ("上", Bound::AtLeast),
];

/// Words behind a figure.
const BEHIND: &[(&str, Bound)] = &[
    ("及以上", Bound::AtLeast),
    ("或以上", Bound::AtLeast),
    ("或者以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("之上", Bound::AtLeast),
    ("开外", Bound::Over),
    ("有余", Bound::Over),
    ("及以下", Bound::AtMost),
    ("或以下", Bound::AtMost),
    ("或者以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("之下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("许", Bound::About),
];

/// Words that end in one of [`BEFORE`] and say nothing about a figure: 最近3天, 附近5公里, 签约4家, 以上3项.
const NOT_BEFORE: &[&str] = &[
    "最近", "附近", "邻近", "靠近", "临近", "远近", "签约", "节约", "预约", "合约", "履约", "条约", "以上",
    "网上", "线上", "会上", "路上", "身上", "早上", "晚上", "马上", "赶超", "马超", "反超", "如上", "上上",
    "加上", "赶上",
];

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
    let (end, number) = scan(line, place)?;
    let digits = place..end;
    let (mut end, mut number, mut unit) = with_unit(line, end, number)?;
    if number.is_percent {
        unit = Some(Unit { name: "%", kind: Kind::Percent, power: 0 });
    }
    let mut start = place;
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
    if let (Some(found), Some(value)) = (unit, number.value) {
        if let Some((part_end, sum)) = parts(line, end, found, value) {
            number.value = Some(sum);
            end = part_end;
        }
    }
    Some(Figure { range: start..end, digits, number, upper: None, unit, bound: None, start, end })
}

/// 半小时, 半公斤: half of a unit that can be halved.
fn half(line: &Line, place: usize) -> Option<Figure> {
    let unit_start = place + 1;
    let (end, unit) = unit(line, unit_start)?;
    let can_be_halved = match unit.kind {
        Kind::Measure | Kind::Age => end > unit_start + 1,
        Kind::Time => matches!(unit.name, "小时" | "年" | "分钟" | "个月"),
        _ => false,
    };
    let number = Number::new(Decimal::new(5, 1)?, Form::Words);
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
    let is_halved = matches!(unit.kind, Kind::Measure | Kind::Time | Kind::Money | Kind::Age);
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
    } else if is_halved && matches!(line.at(end), '多' | '余') && unit.kind != Kind::Money {
        number.is_over = true;
        end += 1;
    } else if unit.name == "个" && line.at(end) == '多' {
        if let Some(found) = months_over(line, end - 1, number) {
            return Some(found);
        }
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

/// 五元三毛, 3斤5两, 三米九: smaller units behind a larger one; where they end, and the sum in the larger.
fn parts(line: &Line, end: usize, unit: Unit, value: Decimal) -> Option<(usize, Decimal)> {
    match unit.kind {
        Kind::Money => money_parts(line, end, value),
        Kind::Percent if unit.name == "%" && line.before(end) == '成' => {
            let (part_end, part) = scan(line, line.skip_spaces(end))?;
            let part = part.value.filter(|part| part_end <= end + 2 && part.is_less(Decimal::whole(10)))?;
            Some((part_end, value.plus(part)?))
        }
        Kind::Measure => {
            let (small, power) = match unit.name {
                "米" => ("厘米", -2),
                "斤" => ("两", -1),
                _ => return None,
            };
            let (part_end, part) = scan(line, end)?;
            let part = part.value?;
            let printed = super::unit::unit(line, part_end).filter(|(_, found)| found.name == small);
            if let Some((unit_end, _)) = printed {
                return Some((unit_end, value.plus(part.shifted(power)?)?));
            }
            let is_digit = part_end == end + 1 && part.is_less(Decimal::whole(10));
            let is_free = super::unit::unit(line, part_end).is_none() && is_end(line, part_end);
            (is_digit && is_free).then_some(())?;
            Some((part_end, value.plus(part.shifted(-1)?)?))
        }
        _ => None,
    }
}

fn money_parts(line: &Line, end: usize, value: Decimal) -> Option<(usize, Decimal)> {
    let mut found = None;
    let (mut place, mut sum, mut power) = (end, value, 0);
    while let Some((part_end, part)) = scan(line, place) {
        let Some(part) = part.value.filter(|part| !part.is_negative() && part.is_less(Decimal::whole(100)))
        else {
            break;
        };
        let unit = PARTS.iter().find(|(name, _)| line.has(part_end, name));
        let (part_power, part_end) = match unit {
            Some((name, part_power)) => (*part_power, part_end + name.chars().count()),
            // 一块二: the next smaller unit goes without saying.
            None if part_end == place + 1 && is_end(line, part_end) && part.is_less(Decimal::whole(10)) => {
                (power - 1, part_end)
            }
            None => break,
        };
        if part_power >= power && found.is_some() || part_power < -2 {
            break;
        }
        sum = sum.plus(part.shifted(part_power)?)?;
        (place, power) = (part_end, part_power);
        found = Some((place, sum));
    }
    found.map(|(end, sum)| (if line.at(end) == '钱' { end + 1 } else { end }, sum))
}

/// Whether nothing stands at a position that the digit before could count.
fn is_end(line: &Line, place: usize) -> bool {
    matches!(
        line.at(place),
        '\0' | '\n' | ' ' | '，' | '。' | '；' | '、' | ',' | '.' | ';' | '！' | '？' | '）' | ')' | '”'
    ) || matches!(line.at(place), '左' | '以' | '上' | '的' | '-' | '~' | '到' | '至' | '高')
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

/// What the words before and behind say about the figure's exactness.
fn set_bound(line: &Line, figure: &mut Figure) {
    if figure.number.is_over {
        figure.bound = Some(Bound::Over);
    }
    let mut place = line.skip_spaces_before(figure.range.start);
    if matches!(line.before(place), '了' | '到' | '达' | '有' | '是' | '为' | '成' | '以')
        && !is_before(line, place)
    {
        place = line.skip_spaces_before(place - 1);
    }
    if is_before(line, place) {
        if let Some((word, bound)) = BEFORE.iter().find(|(word, _)| line.has_before(place, word)) {
            figure.bound = Some(*bound);
            figure.start = place - word.chars().count();
        }
    }
    let place = line.skip_spaces(figure.range.end);
    if let Some((word, bound)) = BEHIND.iter().find(|(word, _)| line.has(place, word)) {
        let is_word = matches!(line.at(place), '许') && crate::text::fold::is_han(line.at(place + 1));
        if figure.bound.is_none() && !is_word {
            figure.bound = Some(*bound);
            figure.end = place + word.chars().count();
        }
    }
}

fn is_before(line: &Line, place: usize) -> bool {
    let Some((word, _)) = BEFORE.iter().find(|(word, _)| line.has_before(place, word)) else { return false };
    // 上 only before a round number: 上百, 上万.
    let is_free = *word != "上" || matches!(line.at(place), '百' | '千' | '万' | '亿');
    let is_other = NOT_BEFORE
        .iter()
        .any(|other| other.ends_with(word) && *other != *word && line.has_before(place, other));
    is_free && !is_other
}
