//! Dates in Chinese text, as EDTF.
//!
//! Which of the times that [`super::time`] reads count as dates of a text, and what the dates around them say of them: a day
//! without a month takes the month of the date before it in the same article, 当天 its day, 凌晨2:30 its day or the next. Years
//! that are not printed, and days that are told by the day of writing, are concluded in [`super::year`].
//!
//! What is vague (近日, 目前) is no date. A range that would run backwards is two dates.

pub(super) mod contradiction;
mod value;

use std::ops::Range;

pub use self::value::{DateValue, Lack, Point, Sense};
use self::value::{lunar_month, printed};
use super::time::festival;
use super::time::grammar::Grammar;
use super::time::is_inside_number;
use super::time::moment::{Count, DayPart, Length, Meaning, Moment, Unit, Year};
use super::time::vocabulary::{may_begin, may_begin_pair, may_follow_number};
use super::time::words::{Words, is_numeral};
use crate::day::Day;

/// What the dates before say about the next one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// A bare day continues the last month.
    month: Option<u8>,
    /// What 初五 is counted in.
    lunar_month: Option<u8>,
    /// The last day that was told; 当天 is the same, and hours lie on it.
    last: Option<DateValue>,
    /// Paragraphs since then: further on, an hour by itself is not told of that day.
    age: u32,
    /// Something happened on its afternoon or evening: what happens before dawn is on the next day.
    is_late: bool,
}

/// Dates of a paragraph in order, none overlapping.
pub fn find(words: &str, context: &mut Context) -> Vec<(Range<usize>, DateValue)> {
    let words = Words::new(words);
    let finder = Finder { words: &words, grammar: Grammar { words: &words, is_open: false } };
    let mut found = Vec::new();
    let mut i = 0;
    context.age = context.age.saturating_add(1);
    if context.age > 2 {
        context.last = None;
    }
    while i < words.len() {
        let is_start = may_begin(words.at(i)) && finder.is_start(i);
        match is_start.then(|| finder.date(i, context)).flatten() {
            Some((end, next, value)) => {
                found.push((words.byte(i)..words.byte(end), value));
                i = next.max(i + 1);
            }
            None => i += 1,
        }
    }
    found
}

struct Finder<'a> {
    words: &'a Words,
    grammar: Grammar<'a>,
}

impl Finder<'_> {
    /// Whether a date may begin here; a number that begins one stands by itself.
    fn is_start(&self, i: usize) -> bool {
        let w = self.words;
        if !is_numeral(w.at(i)) {
            return may_begin_pair(w.at(i), w.at(i + 1));
        }
        let before = w.before(i);
        if is_inside_number(w, i) || before == '第' || before.is_ascii_alphabetic() {
            return false;
        }
        let follows = w.number(i).is_some_and(|number| may_follow_number(w.at(i + number.n_chars)));
        follows || may_begin_pair(w.at(i), w.at(i + 1))
    }

    /// The date that begins here: where its words end, where to go on, and what it says.
    fn date(&self, i: usize, context: &mut Context) -> Option<(usize, usize, DateValue)> {
        let (end, meaning) = self.grammar.phrase(i)?;
        if let Some(value) = self.value(i, end, meaning, context) {
            let next = self.lunar_note(end, &value);
            self.note(&meaning, end, &value, context);
            return Some((end, next, value));
        }
        // A range that cannot be one leaves its beginning.
        let (Meaning::Between(..) | Meaning::Portion(..)) = meaning else { return None };
        let (end, first) = self.grammar.moment(i)?;
        let meaning = Meaning::At(first);
        let value = self.value(i, end, meaning, context)?;
        self.note(&meaning, end, &value, context);
        Some((end, end, value))
    }

    fn value(&self, i: usize, end: usize, meaning: Meaning, context: &Context) -> Option<DateValue> {
        let value = match meaning {
            Meaning::At(moment) => self.point(i, end, &moment, context)?,
            Meaning::Between(first, last) => self.range(i, end, &first, &last, context)?,
            Meaning::Portion(moment, n, unit) => self.portion(i, end, &moment, n, unit, context)?,
            Meaning::Lasting(length) => self.lasting(i, end, length)?,
            Meaning::Every(length, first, last) => DateValue::of(Sense::Every(length, first, last)),
            _ => return None,
        };
        let is_dated = !matches!(value.sense, Sense::Printed) || is_real(&value);
        is_dated.then_some(value)
    }

    fn point(&self, i: usize, end: usize, moment: &Moment, context: &Context) -> Option<DateValue> {
        if !moment.has_date() {
            // 周一上午9点 is on no day that was told.
            let is_on_weekday = "一二三四五六日天".contains(self.words.before(i))
                && i.checked_sub(2).is_some_and(|at| matches!(self.words.at(at), '周' | '期' | '拜'));
            return if is_on_weekday { None } else { time_of_day(moment, context) };
        }
        if let Some(Count::Same(n)) = moment.day {
            return same_day(n, moment, context);
        }
        let moment = in_context(moment, context)?;
        let is_bare_day = moment.month.is_some() && !self.has_month(i, end) && moment.year.is_none();
        if is_bare_day && !moment.is_lunar && !self.is_bare_day(i, end) {
            return None;
        }
        if !self.is_dating(i, end, &moment) {
            return None;
        }
        Some(match printed(&moment) {
            Some(value) => value,
            None => reckoned(&moment, None)?,
        })
    }

    fn has_month(&self, i: usize, end: usize) -> bool {
        (i..end).any(|at| matches!(self.words.at(at), '月' | '-' | '/' | '.' | '大'))
    }

    /// A day without its month: not as a count, and behind another date of the article.
    fn is_bare_day(&self, i: usize, _end: usize) -> bool {
        !matches!(self.words.before(i), '月' | '第' | '每' | '近' | '约' | '逾' | '-' | '/')
    }

    /// Whether words that tell a time by the day of writing are meant so here.
    fn is_dating(&self, i: usize, end: usize, moment: &Moment) -> bool {
        let w = self.words;
        let is_today = matches!(moment.day, Some(Count::From(0 | 1))) && !moment.has_time();
        // 今天的中国, 明天会更好: figures of speech.
        if is_today && w.has_any(end, "的会之") {
            return false;
        }
        if matches!(moment.week, Some(Count::Same(_))) || matches!(moment.month, Some(Count::Same(_))) {
            return false;
        }
        // 以前年度, 目前年产: the word begins in front.
        let is_cut = w.has_any(i, "前后")
            && matches!(w.before(i), '以' | '之' | '目' | '日' | '当' | '生' | '先' | '今');
        let is_next_before = w.has_any(i, "上下") && matches!(w.before(i), '以' | '线' | '如' | '之' | '加');
        !is_cut && !is_next_before
    }

    /// The first or last months or quarters of a year: 2020年前三季度. Without a year 前两个月 may be any two months.
    fn portion(
        &self,
        i: usize,
        end: usize,
        year: &Moment,
        n: i32,
        unit: Unit,
        context: &Context,
    ) -> Option<DateValue> {
        let n_months = match unit {
            Unit::Month if year.year.is_some() => n,
            Unit::Quarter => n.checked_mul(3)?,
            _ => return None,
        };
        let is_whole_year = year.month.is_none() && year.quarter.is_none() && year.half.is_none();
        if !is_whole_year || !(1..12).contains(&n_months.abs()) {
            return None;
        }
        let (first, last) = if n_months > 0 { (1, n_months) } else { (13 + n_months, 12) };
        let month = |month| Moment { month: Some(Count::Is(month)), ..*year };
        self.range(i, end, &month(first), &month(last), context)
    }

    fn range(
        &self,
        i: usize,
        end: usize,
        first: &Moment,
        last: &Moment,
        context: &Context,
    ) -> Option<DateValue> {
        if !first.has_date() {
            let mut value = time_of_day(first, context)?;
            let to = last.hour.map(|hour| (hour, last.minute.unwrap_or(0)))?;
            value.end = Some(Point { time: Some(to), ..value.start });
            return Some(value);
        }
        if let (Some(Count::Is(_)), None, false) = (first.day, first.month, first.is_lunar)
            && last.month.is_none()
            && context.month.is_none()
        {
            return None;
        }
        let is_month_said = first.month.is_some();
        let (first, last) =
            (in_range_context(first, last, context)?, in_range_context(last, first, context)?);
        match (printed(&first), printed(&last)) {
            (Some(start), Some(to)) => {
                let far = to.end.unwrap_or(to.start);
                let is_alike = start.start.day.is_some() == far.day.is_some();
                let mut value = DateValue {
                    end: Some(far),
                    is_approximate: start.is_approximate || to.is_approximate,
                    ..start
                };
                settle(&mut value, is_month_said || first.year.is_some() && self.has_month(i, end));
                (is_alike || start.start.day.is_none() || start.start.month.is_none())
                    .then_some(value)
                    .filter(is_real)
            }
            _ => reckoned(&first, Some(last)),
        }
    }

    fn lasting(&self, i: usize, end: usize, length: Length) -> Option<DateValue> {
        let w = self.words;
        // 一天 and 一年 mostly count nothing.
        let is_one =
            matches!(w.at(i), '一') && !is_numeral(w.at(i + 1)) && w.at(i + 1) != '个' && end == i + 2;
        let is_named = matches!(w.before(i), '第' | '同' | '这' | '那' | '某' | '有' | '每') && is_one;
        let is_long = matches!(length.grain(), Unit::Century | Unit::Decade);
        // 公元前221年, 98年夏天: years, not lengths.
        let is_before_christ = w.before(i) == '前' && w.before(i.saturating_sub(1)) == '元';
        let is_year = length.grain() == Unit::Year && (is_before_christ || w.has_any(end, "春夏秋冬"));
        (!is_one && !is_named && !is_long && !is_year).then(|| DateValue::of(Sense::Lasting(length)))
    }

    /// Goes over a lunar day that is told beside a solar one: 1月24日大年三十, 1月25日（正月初一）.
    fn lunar_note(&self, end: usize, value: &DateValue) -> usize {
        let w = self.words;
        if value.start.day.is_none() || value.end.is_some() || value.sense != Sense::Printed {
            return end;
        }
        let mut at = w.spaces(end);
        at = w.spaces(w.skip(at, &[",", "(", "“", "\""]));
        at = w.skip(at, &["正值", "正是", "恰逢", "适逢", "也就是", "就是", "即", "是", "为"]);
        at = w.skip(at, &["(", "“"]);
        match self.grammar.moment(at) {
            Some((next, moment)) if !moment.has_time() && moment.year.is_none() => {
                let is_eve = moment.festival.and_then(festival::get).is_some_and(|festival| {
                    matches!(festival.rule, festival::Rule::Eve | festival::Rule::Lunar(1, 15))
                });
                let is_lunar = is_eve || (moment.is_lunar && moment.day.is_some());
                if is_lunar { next } else { end }
            }
            _ => end,
        }
    }

    /// Keeps what the next dates may lean on.
    fn note(&self, meaning: &Meaning, end: usize, value: &DateValue, context: &mut Context) {
        let (first, last) = match meaning {
            Meaning::At(moment) => (moment, moment),
            Meaning::Between(first, last) => (first, last),
            _ => return,
        };
        let is_late = |moment: &Moment| {
            moment.hour.is_some_and(|hour| hour >= 12)
                || matches!(
                    moment.day_part,
                    Some(DayPart::Afternoon | DayPart::Dusk | DayPart::Evening | DayPart::Night)
                )
        };
        let follows = self.grammar.day_part(self.words.spaces(end)).map(|(_, part)| part);
        let is_followed_late =
            matches!(follows, Some(DayPart::Afternoon | DayPart::Dusk | DayPart::Evening | DayPart::Night));
        if !first.has_date() {
            context.is_late |= is_late(first);
            return;
        }
        context.is_late = is_late(first) || is_followed_late;
        context.lunar_month = lunar_month(last).or(context.lunar_month);
        let far = value.end.unwrap_or(value.start);
        context.month = far.month.filter(|&month| month <= 12).or(context.month);
        let has_day = value.start.day.is_some()
            || matches!(value.sense, Sense::Reckoned(first, None) if first.day.is_some() || first.festival.is_some());
        if has_day {
            context.last = Some(*value);
            context.age = 0;
        }
    }
}

/// The moment with the month that its context tells; `None` where nothing tells it.
fn in_context(moment: &Moment, context: &Context) -> Option<Moment> {
    let mut moment = *moment;
    if moment.month.is_none() && matches!(moment.day, Some(Count::Is(_))) {
        let month = if moment.is_lunar { context.lunar_month } else { context.month };
        moment.month = Some(Count::Is(i32::from(month?)));
    }
    Some(moment)
}

/// As [`in_context`] for one end of a range, whose month the other end may tell.
fn in_range_context(moment: &Moment, other: &Moment, context: &Context) -> Option<Moment> {
    if moment.month.is_none()
        && matches!(moment.day, Some(Count::Is(_)))
        && matches!(other.month, Some(Count::Is(_)))
    {
        return Some(Moment { month: other.month, ..*moment });
    }
    in_context(moment, context)
}

/// A time of day by itself lies on the day that was told last.
fn time_of_day(moment: &Moment, context: &Context) -> Option<DateValue> {
    let part = moment.day_part?;
    let hour = moment.hour?;
    let last = context.last?;
    let is_next = context.is_late && matches!(part, DayPart::Dawn) && hour < 12;
    let mut value =
        same_day(i32::from(is_next), &Moment::default(), &Context { last: Some(last), ..*context })?;
    value.start.time = Some((hour, moment.minute.unwrap_or(0)));
    if let Sense::Reckoned(moment, _) = &mut value.sense {
        (moment.hour, moment.minute) = (Some(hour), value.start.time.map(|(_, minute)| minute));
    }
    Some(value)
}

/// The day that was told last, or one some days later.
fn same_day(n: i32, moment: &Moment, context: &Context) -> Option<DateValue> {
    let mut value = context.last?;
    value.end = None;
    value.start.time = moment.hour.map(|hour| (hour, moment.minute.unwrap_or(0)));
    if let Sense::Reckoned(first, last) = &mut value.sense {
        (first.hour, first.minute, first.day_part) = (moment.hour, moment.minute, None);
        *last = None;
        return (n == 0).then_some(value);
    }
    if n != 0 {
        let (month, day) = value.month_day()?;
        let next = Day::new(value.start.year.unwrap_or(2020), month, day)?.plus(n);
        let (year, month, day) = next.ymd();
        value.start.year = value.start.year.map(|_| year);
        (value.start.month, value.start.day) = (Some(month), Some(day));
    }
    Some(value)
}

/// A value that must be reckoned from the year or the day of writing; at once where the words tell enough.
fn reckoned(first: &Moment, last: Option<Moment>) -> Option<DateValue> {
    let mut value = DateValue::of(Sense::Reckoned(*first, last));
    if let (Some(Year::Is(year)), Lack::Year) = (first.year, value.lack()) {
        value.set_year(year);
        value.sense = Sense::Printed;
        return value.start.year.is_some().then_some(value);
    }
    Some(value)
}

/// Gives a range's ends the months and years that only the other end prints. The first day's month is printed when its words say 月.
fn settle(value: &mut DateValue, has_month: bool) {
    if let Some(end) = value.end {
        if !has_month && value.start.day.is_some() {
            // `26日到2月1日`: a first day that is later in its month than the last lies in the month before.
            let is_before = value.start.day > end.day;
            let month = end.month.map(|month| match month {
                month if !is_before => month,
                1 => 12,
                month => month - 1,
            });
            value.start.month = month;
        }
        if value.start.year.is_none() {
            let is_before = value.start.month > end.month;
            value.start.year = end.year.map(|year| year - i32::from(is_before));
        }
    }
    if let Some(year) = value.start.year {
        value.set_year(year);
    }
}

/// Whether the calendar has these days, in this order; without a year a leap year is granted.
pub(super) fn is_real(value: &DateValue) -> bool {
    let has_day = |point: &Point| match (point.month, point.day) {
        (Some(21..=24), None) => true,
        (Some(month), day) => {
            // Before Christ the calendar goes on as it comes back every 400 years.
            let year =
                point.year.map_or(2020, |year| if year > 0 { year } else { 2000 + year.rem_euclid(400) });
            Day::new(year, month, day.unwrap_or(1)).is_some()
        }
        (None, None) => point.year.is_some(),
        (None, Some(_)) => false,
    };
    let day = |point: &Point| (point.year, point.month, point.day);
    // Within a month the days must run forwards even while the year is open.
    let is_ordered = |end: &Point| match end.year {
        Some(_) => day(&value.start) <= day(end),
        None => value.start.month != end.month || value.start.day <= end.day,
    };
    has_day(&value.start) && value.end.as_ref().is_none_or(|end| has_day(end) && is_ordered(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &[(&str, &str)]) {
        let found = find(words, &mut Context::default());
        let printed: Vec<(&str, String)> =
            found.iter().map(|(range, value)| (&words[range.clone()], value.edtf())).collect();
        let printed: Vec<(&str, &str)> =
            printed.iter().map(|(words, edtf)| (*words, edtf.as_str())).collect();
        assert_eq!(printed, expected, "in {words}");
    }

    #[test]
    fn dates_are_found() {
        check("1月24日大年三十起，2月6日捐款", &[("1月24日", "XXXX-01-24"), ("2月6日", "XXXX-02-06")]);
        check("2020年3月19日", &[("2020年3月19日", "2020-03-19")]);
        check("二〇二〇年三月十九日", &[("二〇二〇年三月十九日", "2020-03-19")]);
        check("2020 年 3 月 19 日", &[("2020 年 3 月 19 日", "2020-03-19")]);
        check("2022-01-22 15:20", &[("2022-01-22 15:20", "2022-01-22T15:20")]);
        check("发布时间：2020年3月19日", &[("2020年3月19日", "2020-03-19")]);
        let long = "1月24日，网络通信企业。".repeat(60);
        assert_eq!(find(&long, &mut Context::default()).len(), 60);
        let far = format!("{}2020年3月19日", "网络".repeat(300));
        assert_eq!(find(&far, &mut Context::default())[0].1.edtf(), "2020-03-19");
        check("会议时间：1月24日", &[("1月24日", "XXXX-01-24")]);
        check("编号12020-01-01，2020-03-04", &[("2020-03-04", "2020-03-04")]);
        check("2021年5G基站", &[("2021年", "2021")]);
        check("2020年2月发布", &[("2020年2月", "2020-02")]);
        check("原计划在2月末开班，3月初复工", &[("2月末", "XXXX-02~"), ("3月初", "XXXX-03~")]);
    }

    #[test]
    fn ranges_are_one_date() {
        check("1月20至21日在济南召开", &[("1月20至21日", "XXXX-01-20/XXXX-01-21")]);
        check("从26日到2月1日，组织", &[("26日到2月1日", "XXXX-01-26/XXXX-02-01")]);
        check(
            "1月24日启动。1月26日到3月2日",
            &[("1月24日", "XXXX-01-24"), ("1月26日到3月2日", "XXXX-01-26/XXXX-03-02")],
        );
        check("12月28日至1月3日", &[("12月28日至1月3日", "XXXX-12-28/XXXX-01-03")]);
        check("12月28日至2021年1月3日", &[("12月28日至2021年1月3日", "2020-12-28/2021-01-03")]);
        check("从2月1日到2月6日", &[("2月1日到2月6日", "XXXX-02-01/XXXX-02-06")]);
        check("2020年1月20日—2月3日", &[("2020年1月20日—2月3日", "2020-01-20/2020-02-03")]);
        check(
            "1月24日启动。山东电信从26日到2月1日",
            &[("1月24日", "XXXX-01-24"), ("26日到2月1日", "XXXX-01-26/XXXX-02-01")],
        );
    }

    #[test]
    fn bare_days_follow_a_month() {
        check("1月23日下午传达，23日即调度", &[("1月23日", "XXXX-01-23"), ("23日", "XXXX-01-23")]);
        check("23日即调度", &[]);
        check(
            "12月20日开会，28日至1月3日放假",
            &[("12月20日", "XXXX-12-20"), ("28日至1月3日", "XXXX-12-28/XXXX-01-03")],
        );
    }

    #[test]
    fn hours_belong_to_their_day() {
        check("3月18日0—24时", &[("3月18日0—24时", "XXXX-03-18T00:00/XXXX-03-18T24:00")]);
        check("截至3月18日24时", &[("3月18日24时", "XXXX-03-18T24:00")]);
        check("1月30日16时交付", &[("1月30日16时", "XXXX-01-30T16:00")]);
        check("3月26日晚上18:30抵达", &[("3月26日晚上18:30", "XXXX-03-26T18:30")]);
        check("3月1日下午2—4时", &[("3月1日下午2—4时", "XXXX-03-01T14:00/XXXX-03-01T16:00")]);
        check("3月1日晚上12点", &[("3月1日晚上12点", "XXXX-03-01T24:00")]);
        check("1月27日早晨6点启用", &[("1月27日早晨6点", "XXXX-01-27T06:00")]);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for words in [
            "5G",
            "3148条",
            "一月有余",
            "13月5日",
            "2月30日",
            "今天的网络",
            "一天天好起来",
            "有一年",
            "春天来了",
            "初一学生",
            "清明上河图",
            "五一路",
            "以前年度",
            "第3天",
            "2101只",
            "45个天线",
            "三四天",
            "九七年",
            "第31期",
            "330特大火灾",
            "134团",
            "60岁",
            "1.7万余人次",
            "99348人次",
            "目前",
            "近日",
            "4001-888-976",
            "2G、4G",
        ] {
            check(words, &[]);
        }
    }

    #[test]
    fn years_are_counted_from_the_common_era() {
        // EDTF and ISO 8601 have a year 0, so 221 BC is -0220 (loc.gov/standards/datetime, level 1).
        for (words, span, edtf) in [
            ("公元前221年，秦统一六国", "公元前221年", "-0220"),
            ("西元前202年劉邦稱帝", "西元前202年", "-0201"),
            ("公元前二百二十一年", "公元前二百二十一年", "-0220"),
            ("公元前二二一年", "公元前二二一年", "-0220"),
            ("公元前1年", "公元前1年", "0000"),
            ("公元元年", "公元元年", "0001"),
            ("公元8年，王莽称帝", "公元8年", "0008"),
            ("公元618年，李渊称帝", "公元618年", "0618"),
            ("公元六一八年", "公元六一八年", "0618"),
            ("公元2020年3月5日", "公元2020年3月5日", "2020-03-05"),
            ("公元前1046年1月20日", "公元前1046年1月20日", "-1045-01-20"),
            ("公元前3世纪", "公元前3世纪", "-0299/-0200"),
            ("公元7世纪", "公元7世纪", "0600/0699"),
            ("公元前770年至前476年为春秋", "公元前770年至前476年", "-0769/-0475"),
            ("公元前770年至公元前476年", "公元前770年至公元前476年", "-0769/-0475"),
            ("公元前221年—207年", "公元前221年—207年", "-0220/-0206"),
            ("公元前202年—公元8年", "公元前202年—公元8年", "-0201/0008"),
            ("公元前5世纪到前3世纪", "公元前5世纪到前3世纪", "-0499/-0200"),
            ("嬴政（前259年－前210年）", "前259年－前210年", "-0258/-0209"),
            ("贞观（627年－649年）", "627年－649年", "0627/0649"),
        ] {
            check(words, &[(span, edtf)]);
        }
        for words in [
            "公元前后",
            "公元前几百年",
            "公元前的中国",
            "鲁隐公元年",
            "主公元气大伤",
            "前3年",
            "前221名",
            "西元公司",
        ] {
            let found = find(words, &mut Context::default());
            assert!(found.iter().all(|(_, value)| value.start.year.is_none()), "{words}: {found:?}");
        }
    }

    #[test]
    fn cantonese_is_read() {
        for (words, span, edtf) in [
            ("等咗個半鐘", "個半鐘", "PT1.5H"),
            ("等咗個半月先至出院", "個半月", "P1.5M"),
            ("行咗三個半鐘", "三個半鐘", "PT3.5H"),
        ] {
            check(words, &[(span, edtf)]);
        }
        for (words, span, expected) in [
            ("上個禮拜三佢返嚟", "上個禮拜三", "2020-03-11"),
            ("上個拜三佢返嚟", "上個拜三", "2020-03-11"),
            ("尋日落雨", "尋日", "2020-03-17"),
            ("琴日好熱", "琴日", "2020-03-17"),
            ("前日開會", "前日", "2020-03-16"),
            ("聽日上晝十點開會", "聽日上晝十點", "2020-03-19T10:00"),
            ("今個月尾放假", "今個月尾", "2020-03~"),
            ("下個禮拜一返工", "下個禮拜一", "2020-03-23"),
        ] {
            let found = find(words, &mut Context::default());
            let (range, mut value) = found.into_iter().next().unwrap_or_else(|| panic!("{words}"));
            value.set_reference(Day::new(2020, 3, 18).unwrap());
            assert_eq!((&words[range], value.edtf().as_str()), (span, expected), "{words}");
        }
        for words in ["听日语广播", "前日本首相", "一个个半成品", "這個半月形", "拜三拜", "大拜三"]
        {
            let found = find(words, &mut Context::default());
            assert!(found.is_empty(), "{words}: {found:?}");
        }
    }

    #[test]
    fn lengths_and_sets_are_told_apart() {
        check("48小时内建成", &[("48小时", "PT48H")]);
        check("用时2天半完成", &[("2天半", "P2.5D")]);
        check("兩天半", &[("兩天半", "P2.5D")]);
        check("14日内到访", &[("14日", "P14D")]);
        check("历时3个月", &[("3个月", "P3M")]);
        check("７小时打通", &[("７小时", "PT7H")]);
        check("每天早上7:30到岗", &[("每天早上7:30", "R/T07:30/P1D")]);
        check("7×24小时值守", &[("7×24小时", "R/P1D")]);
        check("每周例会", &[("每周", "R/P1W")]);
    }

    #[test]
    fn a_range_that_runs_backwards_is_two_dates() {
        check("2020年1月31日至30日", &[("2020年1月31日", "2020-01-31"), ("30日", "XXXX-01-30")]);
        check(
            "2020年3月5日至2019年3月1日",
            &[("2020年3月5日", "2020-03-05"), ("2019年3月1日", "2019-03-01")],
        );
    }

    #[test]
    fn days_lean_on_the_one_before() {
        check("3月18日报告，当日治愈9例", &[("3月18日", "XXXX-03-18"), ("当日", "XXXX-03-18")]);
        check("2月28日下雪，次日放晴", &[("2月28日", "XXXX-02-28"), ("次日", "XXXX-02-29")]);
        check("当日治愈9例", &[]);
        check(
            "3月26日下午接到任务，晚上18:30抵达，直到凌晨2:30",
            &[("3月26日", "XXXX-03-26"), ("晚上18:30", "XXXX-03-26T18:30"), ("凌晨2:30", "XXXX-03-27T02:30")],
        );
    }

    #[test]
    fn other_calendars_and_parts_are_read() {
        check("民国三十八年十月一日", &[("民国三十八年十月一日", "1949-10-01")]);
        check("康熙六十年", &[("康熙六十年", "1721")]);
        check("光绪二十六年七月二十日", &[("光绪二十六年七月二十日", "1900-08-14")]);
        check("2020年春节", &[("2020年春节", "2020-01-25")]);
        check("2020年正月初三", &[("2020年正月初三", "2020-01-27")]);
        check("2020年第一季度", &[("2020年第一季度", "2020-01/2020-03")]);
        check("2020年前三季度", &[("2020年前三季度", "2020-01/2020-09")]);
        check("2020年前两个月", &[("2020年前两个月", "2020-01/2020-02")]);
        check("2020年最后一个季度", &[("2020年最后一个季度", "2020-10/2020-12")]);
        check("2020年前四个季度", &[("2020年", "2020"), ("四个季度", "P12M")]);
        check("2020年第1-3季度", &[("2020年第1-3季度", "2020-01/2020-09")]);
        check("2020年一至三季度", &[("2020年一至三季度", "2020-01/2020-09")]);
        check("8月11日开会，周一上午9点再来", &[("8月11日", "XXXX-08-11")]);
        check("2020年上半年", &[("2020年上半年", "2020-01/2020-06")]);
        check("2020年2月下旬", &[("2020年2月下旬", "2020-02-21/2020-02-29")]);
        check("2020年底", &[("2020年底", "2020-12~")]);
        check("20世纪80年代", &[("20世纪80年代", "1980/1989")]);
        check("２０２０年３月５日", &[("２０２０年３月５日", "2020-03-05")]);
    }
}
