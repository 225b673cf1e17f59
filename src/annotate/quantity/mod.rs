//! Figures: numbers with the unit that they are counted in.
//!
//! # What is a quantity?
//! A number whose unit is printed (`3148条`, `50万元`, `99.84%`, `36小时`), or a large number before a noun that needs no
//! measure word (`9万用户`). Precision comes before recall: a number alone is none, nor are ordinals, slogans, dates, versions,
//! numbers to call, idioms and 一 as an article ([`refuse`]).
//!
//! # Which unit?
//! The one that is printed, in Simplified characters; plain synonyms have one name ([`unit`]), so figures of one unit sort and
//! add up. 万 and 亿 are multiplied out. Where no measure word stands, the noun is the unit.
//!
//! # And ranges?
//! `value` is the lower end, `upper` the upper: 3—5万元 is 30000 to 50000.
//!
//! This folder knows nothing of dates and names; where they claim the same words, [`super::annotate`] decides.

pub mod counted;
pub mod figure;
mod lists;
pub mod refuse;
pub mod unit;
mod words;

use std::ops::Range;

use self::figure::{Figure, figure};
use self::unit::{Kind, Unit};
use super::numeral::line::Line;
use super::numeral::decimal::Decimal;
use super::numeral::{self, Form, Number};
use crate::text::fold::is_han;

/// A figure that a text mentions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuantityMention {
    /// The number, in `unit`, or the lower end of a range; `None` where the words tell none that could be reckoned with.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// The unit, normalised: `元`, `人次`, `公里`, `%`.
    pub unit: String,
    /// How exact the words are.
    pub approximation: Option<Approximation>,
    /// What is counted, as the text says it.
    pub what: Option<String>,
}

/// How exact a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// More than this: 超过, 余, 多.
    Over,
    /// Somewhat less than this: 近, 将近, 不足.
    Near,
    /// About this: 约, 左右.
    About,
    /// This or more: 至少, 以上.
    AtLeast,
}

/// The figures of a paragraph, in order, as bytes.
///
/// ```
/// use jianbao::annotate::quantity::find;
/// let words = "全年发送短信３．５億條，覆蓋第三批用户";
/// let (range, quantity) = find(words).remove(0);
/// assert_eq!(&words[range], "３．５億條");
/// assert_eq!((quantity.value, quantity.unit.as_str()), (Some(350_000_000.0), "条"));
/// assert_eq!(quantity.what.as_deref(), Some("短信"));
/// ```
#[must_use]
pub fn find(words: &str) -> Vec<(Range<usize>, QuantityMention)> {
    let line = Line::new(words);
    let mut found: Vec<(Range<usize>, QuantityMention)> = Vec::new();
    let mut memory = counted::Memory::default();
    for (figure, noun) in quantities(&line) {
        let what = noun.or_else(|| counted::counted(&line, &figure, &mut memory));
        let what = what.and_then(|what| words.get(line.bytes(&what))).map(str::to_owned);
        let unit = figure.unit.map_or("", |unit| unit.name).to_owned();
        let mention = QuantityMention {
            value: figure.number.to_f64(),
            upper: figure.upper.and_then(|upper| upper.to_f64()),
            unit,
            approximation: figure.approximation(),
            what,
        };
        found.push((line.bytes(&figure.range), mention));
    }
    found
}

/// All figures of a text, whatever they stand for.
#[must_use]
pub fn figures(line: &Line) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.len() {
        if !numeral::may_begin(line.at(place)) {
            place += 1;
            continue;
        }
        match figure(line, place) {
            Some(figure) => {
                place = figure.range.end.max(place + 1);
                found.push(figure);
            }
            None => place += 1,
        }
    }
    found
}

/// The figures that are quantities, and the noun where it is the unit as well.
fn quantities(line: &Line) -> Vec<(Figure, Option<Range<usize>>)> {
    let mut found = Vec::new();
    for mut figure in figures(line) {
        let mut noun = None;
        set_share(line, &mut figure);
        if figure.unit.is_none() {
            let Some((unit, range)) = noun_unit(line, &figure).or_else(|| unit_before(line, &figure)) else {
                continue;
            };
            figure.unit = Some(unit);
            if range.start >= figure.range.end {
                figure.range.end = range.end;
                figure.end = range.end;
            }
            noun = Some(range);
        }
        if figure.is(Kind::Percent) && figure.unit.is_some_and(|unit| unit.name == "折") {
            continue;
        }
        if !refuse::is_refused(line, &figure) {
            found.push((figure, noun));
        }
    }
    found
}

/// 三分之一 needs no unit; 千分之三 is 0.3 %.
fn set_share(line: &Line, figure: &mut Figure) {
    if figure.unit.is_some() || figure.number.divisor == Decimal::whole(1) || line.chars(figure.digits.clone()).contains(&'/') {
        return;
    }
    let power = match line.at(figure.digits.start) {
        '千' | '仟' => -1,
        '万' => -2,
        _ => 0,
    };
    let share = figure.number.shifted(power).filter(|_| power < 0);
    if let Some(number) = share {
        figure.number = Number { divisor: Decimal::whole(1), ..number };
    }
    figure.unit = Some(Unit { name: if share.is_some() { "%" } else { "" }, kind: Kind::Percent, power: 0 });
}

/// Nouns that large numbers stand before without a measure word.
const NOUNS: &[&str] = &[
    "贫困户",
    "用户",
    "客户",
    "商户",
    "农户",
    "住户",
    "租户",
    "员工",
    "职工",
    "干部",
    "党员",
    "群众",
    "学生",
    "师生",
    "教师",
    "医护",
    "家庭",
    "企业",
    "网民",
    "观众",
    "居民",
    "村民",
    "市民",
    "旅客",
    "乘客",
    "游客",
    "患者",
    "人员",
    "志愿者",
    "人口",
    "农民",
    "工人",
    "战士",
    "官兵",
    "基站",
    "门店",
    "终端",
    "设备",
    "考生",
    "粉丝",
    "读者",
    "会员",
    "消费者",
    "户",
    "人",
];

/// The noun behind a large number, and where the phrase stands that ends with it: 80余万重点客户.
fn noun_unit(line: &Line, figure: &Figure) -> Option<(Unit, Range<usize>)> {
    let is_large = figure.number.power >= 4 && figure.number.form != Form::Bare
        || figure.number.form == Form::Bare && figure.bound.is_some();
    if !is_large || figure.number.letter.is_some() {
        return None;
    }
    let start = line.skip_spaces(figure.range.end);
    for place in start..start + 7 {
        if let Some((name, end)) = line.any(place, NOUNS) {
            let name = if name == "贫困户" { "户" } else { name };
            return Some((Unit { name, kind: Kind::Classifier, power: 0 }, start..end));
        }
        if !is_han(line.at(place)) || "的和与及在为被将了等是有对".contains(line.at(place)) {
            return None;
        }
    }
    None
}

/// Units that stand before their number: 观看人次超过4亿.
const BEFORE: &[&str] = &["人次", "台次", "辆次", "架次", "场次", "件次"];

fn unit_before(line: &Line, figure: &Figure) -> Option<(Unit, Range<usize>)> {
    let mut place = line.skip_spaces_before(figure.start);
    if let Some((_, start)) =
        line.any_before(place, &["已达", "达到", "累计", "高达", "达", "为", "已", "共"])
    {
        place = start;
    }
    let (name, start) = line.any_before(place, BEFORE)?;
    let is_free = figure.number.power >= 4 || figure.bound.is_some();
    let mut begin = start;
    while begin > 0 && start - begin < 6 && is_han(line.before(begin)) {
        begin -= 1;
    }
    is_free.then_some((Unit { name, kind: Kind::Classifier, power: 0 }, begin..place))
}
