//! From what words say to a stretch of the calendar, given the moment they are said at.

use std::fmt;

use super::festival::{self, nth_weekday, weekday_of};
use super::lunar::{LunarDate, month_length};
use super::moment::{Bound, Count, DayPart, Length, Meaning, Moment, Part, Unit, Weekday, Year};
use crate::day::Day;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A second of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(i64);

impl Stamp {
    /// The second of a day; it may lie beyond the day's end.
    #[must_use]
    pub fn new(day: Day, second: i64) -> Stamp {
        Stamp(i64::from(day.number()) * DAY + second)
    }

    /// Its day.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        Day::from_number(i32::try_from(self.0.div_euclid(DAY)).ok()?)
    }

    /// Seconds since its day began.
    #[must_use]
    pub fn second(self) -> i64 {
        self.0.rem_euclid(DAY)
    }

    /// The moment so many seconds later.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Stamp {
        Stamp(self.0.saturating_add(seconds))
    }

    /// Seconds from `other` to this one.
    #[must_use]
    pub fn since(self, other: Stamp) -> i64 {
        self.0 - other.0
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS`, or a day alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Stamp> {
        let day = Day::parse(text.get(..10)?)?;
        let mut parts = text.get(11..).unwrap_or("").split(':').map(|part| part.parse::<i64>().unwrap_or(0));
        let mut next = || parts.next().unwrap_or(0);
        let (hour, minute, second) = (next(), next(), next());
        Some(Stamp::new(day, hour * 3600 + minute * 60 + second))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.second();
        match self.day() {
            Some(day) => write!(f, "{day}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60),
            None => f.write_str("?"),
        }
    }
}

/// A stretch of the calendar, open where an end is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its first second.
    pub start: Option<Stamp>,
    /// The second behind its last.
    pub end: Option<Stamp>,
    /// How finely the words tell it.
    pub grain: Unit,
}

/// Which of several times is meant where the words leave it open: 三月, 星期一.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bias {
    /// The one in the present year, month or week.
    Current,
    /// The next one.
    Future,
    /// The last one.
    Past,
}

/// What the words leave to custom.
#[derive(Clone, Copy, Debug)]
pub struct Convention {
    /// Which of several.
    pub bias: Bias,
    /// First hour of a part of the day, and the hour behind its last.
    pub day_parts: fn(DayPart) -> (u8, u8),
    /// 下周三 is the Wednesday of the week that follows, and not the next Wednesday.
    pub is_week_counted: bool,
    /// Lunar days are reckoned; otherwise their numbers are taken as they are.
    pub is_lunar_read: bool,
}

impl Default for Convention {
    fn default() -> Convention {
        Convention { bias: Bias::Current, day_parts, is_week_counted: true, is_lunar_read: true }
    }
}

/// The usual hours of a part of the day.
#[must_use]
pub fn day_parts(part: DayPart) -> (u8, u8) {
    match part {
        DayPart::Dawn => (0, 6),
        DayPart::Morning => (6, 9),
        DayPart::Forenoon => (7, 12),
        DayPart::Noon => (12, 14),
        DayPart::Afternoon => (13, 18),
        DayPart::Dusk => (17, 19),
        DayPart::Evening => (18, 24),
        DayPart::Night => (22, 24),
        DayPart::Midnight => (0, 1),
        DayPart::Daytime => (6, 18),
    }
}

/// The first day of a month; months beyond the year are those of the years around it.
pub fn month_first(year: i32, month: i32) -> Option<Day> {
    let month0 = month - 1;
    let year = year + month0.div_euclid(12);
    Day::new(year, u8::try_from(month0.rem_euclid(12) + 1).ok()?, 1)
}

/// Days from the first to the one behind the last.
type Days = (Day, Day, Unit);

struct Resolver<'a> {
    moment: Moment,
    reference: Stamp,
    today: Day,
    convention: &'a Convention,
}

/// The stretch that a moment means; `None` where the calendar has none.
#[must_use]
pub fn at(moment: &Moment, reference: Stamp, convention: &Convention) -> Option<Interval> {
    let today = reference.day()?;
    if moment.is_now || moment.is_vague {
        return Some(Interval { start: Some(reference), end: Some(reference.plus(1)), grain: Unit::Second });
    }
    let resolver = Resolver { moment: *moment, reference, today, convention };
    resolver.interval()
}

impl Resolver<'_> {
    fn interval(&self) -> Option<Interval> {
        if !self.moment.has_date() {
            let near = |turn: i32| {
                let day = self.today.plus(turn);
                self.timed((day, day.plus(1), Unit::Day))
            };
            return self.pick(near);
        }
        self.timed(self.days()?)
    }

    /// The turn that custom means: of this year, of the next, of the last.
    fn pick(&self, turn: impl Fn(i32) -> Option<Interval>) -> Option<Interval> {
        match self.convention.bias {
            Bias::Current => turn(0),
            Bias::Future => (0..=8).filter_map(&turn).find(|found| found.start >= Some(self.reference)),
            Bias::Past => (-8..=0).rev().filter_map(&turn).find(|found| found.start < Some(self.reference)),
        }
    }

    fn pick_days(&self, turn: impl Fn(i32) -> Option<Days>) -> Option<Days> {
        let reference = self.today;
        match self.convention.bias {
            Bias::Current => turn(0),
            Bias::Future => (0..=8).filter_map(&turn).find(|&(first, end, grain)| {
                if grain > Unit::Day { end > reference } else { first >= reference }
            }),
            Bias::Past => (-8..=0).rev().filter_map(&turn).find(|&(first, ..)| first < reference),
        }
    }

    fn year(&self) -> Option<i32> {
        let (year, ..) = self.today.ymd();
        match self.moment.year? {
            Year::Is(is) => Some(is),
            Year::From(n) => Some(year + n),
            Year::Span(first, _) => Some(first),
        }
    }

    fn days(&self) -> Option<Days> {
        let moment = &self.moment;
        if let Some(index) = moment.festival {
            return self.festival(index);
        }
        if moment.is_lunar && self.convention.is_lunar_read && moment.month.is_some() {
            return self.lunar();
        }
        if moment.month.is_some() {
            return self.in_month();
        }
        if let Some(Count::From(n) | Count::Same(n)) = moment.day {
            let day = self.today.plus(n);
            return Some((day, day.plus(1), Unit::Day));
        }
        if moment.quarter.is_some() || moment.half.is_some() || moment.season.is_some() {
            return self.part_of_year();
        }
        if moment.week.is_some() || (moment.weekday.is_some() && moment.nth.is_none()) {
            return self.week();
        }
        if let (Some(nth), Some(Weekday::Day(weekday))) = (moment.nth, moment.weekday) {
            let (year, month, _) = self.today.ymd();
            let day = nth_weekday(year, month, weekday, nth)?;
            return Some((day, day.plus(1), Unit::Day));
        }
        if let Some(Count::Is(day)) = moment.day {
            let (year, month, _) = self.today.ymd();
            return self.pick_days(|turn| day_of(year, i32::from(month) + turn, day));
        }
        self.whole_year()
    }

    fn festival(&self, index: u16) -> Option<Days> {
        let festival = festival::get(index)?;
        let day = |year: i32| festival.day(year).map(|day| (day, day.plus(1), Unit::Day));
        match self.year() {
            Some(year) => day(year),
            None => self.pick_days(|turn| day(self.today.ymd().0 + turn)),
        }
    }

    fn lunar(&self) -> Option<Days> {
        let moment = &self.moment;
        let lunar_today = {
            let (year, month, day) = self.today.ymd();
            LunarDate::of_solar(year, month, day)?
        };
        let month = match moment.month? {
            Count::Is(month) => u8::try_from(month).ok()?,
            Count::From(n) | Count::Same(n) => u8::try_from(i32::from(lunar_today.month) + n).ok()?,
        };
        let solar = |(year, month, day): (i32, u8, u8)| Day::new(year, month, day);
        let is_leap = moment.is_leap;
        let year = match moment.year {
            Some(Year::From(n)) => Some(self.today.ymd().0 + n),
            _ => self.year(),
        };
        let in_year = |year: i32| -> Option<Days> {
            let date = |day: u8| LunarDate { year, month, is_leap, day };
            match moment.day {
                Some(Count::Is(day)) => {
                    let day = solar(date(u8::try_from(day).ok()?).solar()?)?;
                    Some((day, day.plus(1), Unit::Day))
                }
                _ => {
                    let first = solar(date(1).solar()?)?;
                    let n_days = i32::from(month_length(year, month, is_leap)?);
                    Some((first, first.plus(n_days), Unit::Month))
                }
            }
        };
        match year {
            Some(year) => in_year(year),
            None => self.pick_days(|turn| in_year(self.today.ymd().0 + turn)),
        }
    }

    fn in_month(&self) -> Option<Days> {
        let (this_year, this_month, _) = self.today.ymd();
        let year = self.year().unwrap_or(this_year);
        match self.moment.month? {
            Count::From(n) | Count::Same(n) => self.month(year, i32::from(this_month) + n),
            Count::Is(month) if self.moment.year.is_some() => self.month(year, month),
            Count::Is(month) => self.pick_days(|turn| self.month(year + turn, month)),
        }
    }

    fn month(&self, year: i32, month: i32) -> Option<Days> {
        let first = month_first(year, month)?;
        let end = month_first(year, month + 1)?;
        let (year, month, _) = first.ymd();
        if let Some(Count::Is(day)) = self.moment.day {
            return day_of(year, i32::from(month), day);
        }
        if let (Some(nth), Some(Weekday::Day(weekday))) = (self.moment.nth, self.moment.weekday) {
            let day = nth_weekday(year, month, weekday, nth)?;
            return Some((day, day.plus(1), Unit::Day));
        }
        if let Some(Count::Is(nth)) = self.moment.week {
            let monday = first_monday(first).plus(7 * (nth - 1));
            return Some((monday, monday.plus(7), Unit::Week));
        }
        let days = match self.moment.part {
            None => return Some((first, end, Unit::Month)),
            Some(Part::Ten(0)) | Some(Part::Early) => (first, first.plus(10)),
            Some(Part::Ten(1)) | Some(Part::Middle) => (first.plus(10), first.plus(20)),
            Some(Part::Ten(_)) | Some(Part::Late) => (first.plus(20), end),
            Some(Part::Opening) => (first, first.plus(5)),
        };
        Some((days.0, days.1, Unit::Day))
    }

    fn part_of_year(&self) -> Option<Days> {
        let (this_year, this_month, _) = self.today.ymd();
        let year = self.year().unwrap_or(this_year);
        let months = |first: i32, n: i32, grain: Unit| {
            Some((month_first(year, first)?, month_first(year, first + n)?, grain))
        };
        if let Some(half) = self.moment.half {
            return months(i32::from(half) * 6 - 5, 6, Unit::Quarter);
        }
        if let Some(season) = self.moment.season {
            return months(i32::from(season) * 3 - 1, 3, Unit::Quarter);
        }
        let quarter = match self.moment.quarter? {
            Count::Is(nth) => nth,
            Count::From(n) | Count::Same(n) => (i32::from(this_month) + 2) / 3 + n,
        };
        let first = quarter * 3 - 2;
        match self.moment.part {
            Some(Part::Early | Part::Opening) => months(first, 1, Unit::Month),
            Some(Part::Middle) => months(first + 1, 1, Unit::Month),
            Some(Part::Late) => months(first + 2, 1, Unit::Month),
            _ => months(first, 3, Unit::Quarter),
        }
    }

    fn week(&self) -> Option<Days> {
        let monday = self.today.plus(-weekday_of(self.today));
        let week = match self.moment.week {
            Some(Count::Is(nth)) => {
                let (first, _) = Day::new(self.year().unwrap_or(self.today.ymd().0), 1, 1)?.month();
                first_monday(first).plus(7 * (nth - 1))
            }
            Some(Count::From(n) | Count::Same(n))
                if self.moment.weekday.is_some() && !self.convention.is_week_counted =>
            {
                return self.next_weekday(n);
            }
            Some(Count::From(n) | Count::Same(n)) => monday.plus(7 * n),
            None => return self.pick_days(|turn| self.weekday(monday.plus(7 * turn))),
        };
        match self.moment.weekday {
            Some(_) => self.weekday(week),
            None => Some((week, week.plus(7), Unit::Week)),
        }
    }

    fn weekday(&self, monday: Day) -> Option<Days> {
        match self.moment.weekday? {
            Weekday::Day(weekday) => {
                let day = monday.plus(i32::from(weekday) - 1);
                Some((day, day.plus(1), Unit::Day))
            }
            Weekday::Weekend => Some((monday.plus(5), monday.plus(7), Unit::Week)),
        }
    }

    /// The next such day of the week, the one after it, the last one.
    fn next_weekday(&self, n: i32) -> Option<Days> {
        let Some(Weekday::Day(weekday)) = self.moment.weekday else {
            return self.weekday(self.today.plus(-weekday_of(self.today) + 7 * n));
        };
        let ahead = (i32::from(weekday) - 1 - weekday_of(self.today)).rem_euclid(7);
        let ahead = match n {
            0 => ahead,
            1.. => {
                if ahead == 0 {
                    7 * n
                } else {
                    ahead + 7 * (n - 1)
                }
            }
            _ => ahead + 7 * n,
        };
        let day = self.today.plus(ahead);
        Some((day, day.plus(1), Unit::Day))
    }

    fn whole_year(&self) -> Option<Days> {
        let year = self.year()?;
        let n = match self.moment.year? {
            Year::Span(_, n) => n,
            _ => 1,
        };
        let grain = match n {
            1 => Unit::Year,
            100 => Unit::Century,
            _ => Unit::Decade,
        };
        let months = |first: i32, n: i32| {
            Some((month_first(year, first)?, month_first(year, first + n)?, Unit::Month))
        };
        match self.moment.part {
            None | Some(Part::Ten(_)) => {
                Some((Day::new(year, 1, 1)?, Day::new(year + n - 1, 12, 31)?.plus(1), grain))
            }
            Some(Part::Early) => months(1, 2),
            Some(Part::Opening) => months(1, 1),
            Some(Part::Middle) => months(5, 3),
            Some(Part::Late) => months(11, 2),
        }
    }

    /// The time of day within the first of these days.
    fn timed(&self, (first, end, grain): Days) -> Option<Interval> {
        let moment = &self.moment;
        let between = |from: i64, to: i64, grain: Unit| {
            let (start, end) = (Stamp::new(first, from), Stamp::new(first, to));
            Some(Interval { start: Some(start), end: Some(end), grain })
        };
        if let Some(hour) = moment.hour {
            let start = i64::from(hour) * 3600
                + i64::from(moment.minute.unwrap_or(0)) * 60
                + i64::from(moment.second.unwrap_or(0));
            return match (moment.minute, moment.second) {
                (_, Some(_)) => between(start, start + 1, Unit::Second),
                (Some(_), None) => between(start, start + 60, Unit::Minute),
                (None, None) => between(start, start + 3600, Unit::Hour),
            };
        }
        if let Some(part) = moment.day_part {
            let (from, to) = (self.convention.day_parts)(part);
            return between(i64::from(from) * 3600, i64::from(to) * 3600, Unit::Hour);
        }
        Some(Interval { start: Some(Stamp::new(first, 0)), end: Some(Stamp::new(end, 0)), grain })
    }
}

fn day_of(year: i32, month: i32, day: i32) -> Option<Days> {
    let (year, month, _) = month_first(year, month)?.ymd();
    let day = Day::new(year, month, u8::try_from(day).ok()?)?;
    Some((day, day.plus(1), Unit::Day))
}

fn first_monday(first: Day) -> Day {
    first.plus((7 - weekday_of(first)) % 7)
}

/// The moment `n` hundredths of a unit later, or earlier where negative.
#[must_use]
pub fn shift(from: Stamp, hundredths: i64, unit: Unit) -> Option<Stamp> {
    let seconds = |one: i64| Some(from.plus(hundredths * one / 100));
    let months = |n: i64| {
        let n = n.checked_mul(hundredths)?;
        let (year, month, day) = from.day()?.ymd();
        let first = month_first(year, i32::from(month) + i32::try_from(n.div_euclid(100)).ok()?)?;
        let (_, last) = first.month();
        let day = first.plus(i32::from(day) - 1).min(last);
        let rest = n.rem_euclid(100) * 30 * DAY / 100;
        Some(Stamp::new(day, from.second()).plus(rest))
    };
    match unit {
        Unit::Second => seconds(1),
        Unit::Minute => seconds(60),
        Unit::Hour => seconds(3600),
        Unit::Day | Unit::Workday => seconds(DAY),
        Unit::Week => seconds(7 * DAY),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
    }
}

/// The moment a whole length later (`sign` 1) or earlier (−1).
#[must_use]
pub fn shift_by(from: Stamp, length: &Length, sign: i64) -> Option<Stamp> {
    length.parts().try_fold(from, |from, (hundredths, unit)| shift(from, sign * i64::from(hundredths), unit))
}

/// The beginning of the unit that a moment lies in.
#[must_use]
pub fn floor(at: Stamp, unit: Unit) -> Option<Stamp> {
    let day = at.day()?;
    let (year, month, _) = day.ymd();
    let first = match unit {
        Unit::Second => return Some(at),
        Unit::Minute => return Some(at.plus(-(at.second() % 60))),
        Unit::Hour => return Some(at.plus(-(at.second() % 3600))),
        Unit::Day | Unit::Workday => day,
        Unit::Week => day.plus(-weekday_of(day)),
        Unit::Month => day.month().0,
        Unit::Quarter => month_first(year, (i32::from(month) - 1) / 3 * 3 + 1)?,
        Unit::Year => day.year().0,
        Unit::Decade => Day::new(year / 10 * 10, 1, 1)?,
        Unit::Century => Day::new(year / 100 * 100, 1, 1)?,
    };
    Some(Stamp::new(first, 0))
}

/// The stretch that words mean; `None` for lengths and sets, and where the calendar has none.
#[must_use]
pub fn interval(meaning: &Meaning, reference: Stamp, convention: &Convention) -> Option<Interval> {
    match meaning {
        Meaning::At(moment) => at(moment, reference, convention),
        Meaning::Between(first, last) => between(first, last, reference, convention),
        Meaning::Bounded(moment, bound) => {
            let Interval { start, end, grain } = at(moment, reference, convention)?;
            Some(match bound {
                Bound::Before => Interval { start: None, end: start, grain },
                Bound::Until => Interval { start: None, end, grain },
                Bound::After => Interval { start: end, end: None, grain },
                Bound::Since => Interval { start, end: None, grain },
            })
        }
        Meaning::Shift(length, sign) => {
            let at = shift_by(reference, length, i64::from(*sign))?;
            let grain = length.grain();
            let start = floor(at, grain)?;
            Some(Interval { start: Some(start), end: shift(start, 100, grain), grain })
        }
        Meaning::Rolling(length, sign) => {
            let there = shift_by(reference, length, i64::from(sign.signum()))?;
            let grain = length.grain();
            Some(Interval { start: Some(there.min(reference)), end: Some(there.max(reference)), grain })
        }
        Meaning::Portion(moment, n, unit) => {
            let Interval { start, end, .. } = at(moment, reference, convention)?;
            let (start, end) = (start?, end?);
            let n_hundredths = i64::from(*n) * 100;
            // Weeks of a year or month are those that begin on a Monday.
            let (start, end) = match (*unit, *n > 0) {
                (Unit::Week, false) => (start, floor(end, Unit::Week)?),
                _ => (start, end),
            };
            let (start, end) = if *n > 0 {
                (start, shift(start, n_hundredths, *unit)?)
            } else {
                (shift(end, n_hundredths, *unit)?, end)
            };
            Some(Interval { start: Some(start), end: Some(end), grain: *unit })
        }
        Meaning::Lasting(_) | Meaning::LastingBetween(..) | Meaning::Every(..) => None,
    }
}

fn between(first: &Moment, last: &Moment, reference: Stamp, convention: &Convention) -> Option<Interval> {
    let is_split = first.year.is_none() && last.year.is_some() && first.month.is_some();
    let found = at(first, reference, convention)?;
    let grain = found.grain;
    let start = found.start?;
    let year_of = |stamp: Stamp| stamp.day().map(|day| day.ymd().0);
    let found =
        if is_split { at(&Moment { year: last.year, ..*first }, reference, convention)? } else { found };
    let start = if is_split { found.start? } else { start };
    // An end without a year is the first one behind the beginning.
    let ends = |year: Option<i32>| {
        let year = year.map(Year::Is);
        let moment = if last.year.is_none() && last.month.is_some_and(|month| matches!(month, Count::Is(_))) {
            Moment { year, ..*last }
        } else {
            *last
        };
        let current = Convention { bias: Bias::Current, ..*convention };
        // A time of day lies on the day that the range begins, where it names no other.
        if last.has_time() && (!last.has_date() || last.date_only() == first.date_only()) {
            let hours = Moment {
                hour: last.hour,
                minute: last.minute,
                second: last.second,
                day_part: last.day_part,
                ..Moment::default()
            };
            return at(&hours, start, &current).and_then(|found| found.end);
        }
        at(&moment, reference, &current).and_then(|found| found.end)
    };
    let year = year_of(start);
    let mut end = ends(year)?;
    if end <= start && last.year.is_none() && last.month.is_some() {
        end = ends(year.map(|year| year + 1))?;
    }
    if end <= start && !last.has_date() {
        end = end.plus(DAY);
    }
    (end > start).then_some(Interval { start: Some(start), end: Some(end), grain })
}
