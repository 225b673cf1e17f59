//! What the words of a time say, before anything is known of the day they are said on.

use serde::{Deserialize, Serialize};

/// A number that is said outright, or reckoned from the day of speaking, or from the date before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    /// This one.
    Is(i32),
    /// So many after the reference's own: 昨天 is −1, 下个月 is 1.
    From(i32),
    /// So many after that of the date that was told before: 当天 is 0, 次日 is 1.
    Same(i32),
}

/// A year, or a span of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Year {
    /// This one.
    Is(i32),
    /// So many after the reference's own.
    From(i32),
    /// A decade or century: its first year and how many.
    Span(i32, i32),
}

/// A part of a month, a quarter or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// 初.
    Early,
    /// 中.
    Middle,
    /// 底, 末.
    Late,
    /// 上旬, 中旬, 下旬: 0, 1, 2.
    Ten(u8),
    /// 伊始.
    Opening,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayPart {
    /// 凌晨.
    Dawn,
    /// 早上, 清晨.
    Morning,
    /// 上午.
    Forenoon,
    /// 中午.
    Noon,
    /// 下午.
    Afternoon,
    /// 傍晚.
    Dusk,
    /// 晚上.
    Evening,
    /// 深夜, 半夜.
    Night,
    /// 午夜.
    Midnight,
    /// 白天.
    Daytime,
}

/// What a day or stretch of days is called by: a stretch that begins on a day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weekday {
    /// Monday is 1, Sunday 7.
    Day(u8),
    /// 周末.
    Weekend,
}

/// A time as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Year.
    pub year: Option<Year>,
    /// Half of the year, 1 or 2.
    pub half: Option<u8>,
    /// Quarter of the year, 1–4.
    pub quarter: Option<Count>,
    /// Season: spring is 1.
    pub season: Option<u8>,
    /// Month.
    pub month: Option<Count>,
    /// Month and day are the lunar calendar's.
    pub is_lunar: bool,
    /// The lunar month is a leap month.
    pub is_leap: bool,
    /// Week: the n-th of its month or year, or reckoned from the reference's.
    pub week: Option<Count>,
    /// Day of the week.
    pub weekday: Option<Weekday>,
    /// Which of such days in the month: −1 is the last.
    pub nth: Option<i32>,
    /// Day of the month, or reckoned from the reference's day.
    pub day: Option<Count>,
    /// A named day, as its place in the table of [`super::festival`].
    pub festival: Option<u16>,
    /// A part of the smallest of the above.
    pub part: Option<Part>,
    /// Part of the day.
    pub day_part: Option<DayPart>,
    /// Hour, 0–24, with the part of the day reckoned in.
    pub hour: Option<u8>,
    /// Minute.
    pub minute: Option<u8>,
    /// Second.
    pub second: Option<u8>,
    /// The words leave open which half of the day is meant.
    pub is_hour_open: bool,
    /// 左右, 大约, 前后.
    pub is_approximate: bool,
    /// This very instant: 现在.
    pub is_now: bool,
    /// 最近, 刚才: no time that could be dated.
    pub is_vague: bool,
}

impl Moment {
    /// Whether anything of the date is said.
    #[must_use]
    pub fn has_date(&self) -> bool {
        let moment =
            Moment { day_part: None, hour: None, minute: None, second: None, is_hour_open: false, ..*self };
        moment != Moment { is_approximate: self.is_approximate, ..Moment::default() }
    }

    /// Whether anything of the time of day is said.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.hour.is_some() || self.day_part.is_some()
    }

    /// The same date without its time of day.
    #[must_use]
    pub fn date_only(&self) -> Moment {
        Moment { day_part: None, hour: None, minute: None, second: None, is_hour_open: false, ..*self }
    }
}

/// A unit of time, from small to large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Second.
    Second,
    /// Minute.
    Minute,
    /// Hour.
    Hour,
    /// Day.
    Day,
    /// Working day.
    Workday,
    /// Week.
    Week,
    /// Month.
    Month,
    /// Quarter of a year.
    Quarter,
    /// Year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// A length of time: up to three amounts, each in hundredths of its unit, from large to small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    parts: [(u32, Unit); 3],
    n_parts: u8,
    /// 多, 余, 几: more or less.
    pub is_approximate: bool,
}

impl Length {
    /// A length of so many hundredths of a unit.
    #[must_use]
    pub fn new(hundredths: u32, unit: Unit) -> Length {
        Length {
            parts: [(hundredths, unit), (0, Unit::Second), (0, Unit::Second)],
            n_parts: 1,
            is_approximate: false,
        }
    }

    /// Adds an amount of a smaller unit; a fourth one is dropped.
    pub fn push(&mut self, hundredths: u32, unit: Unit) {
        if let Some(part) = self.parts.get_mut(usize::from(self.n_parts)) {
            *part = (hundredths, unit);
            self.n_parts += 1;
        }
    }

    /// Amounts in hundredths with their units, from large to small.
    pub fn parts(&self) -> impl Iterator<Item = (u32, Unit)> + '_ {
        self.parts.iter().copied().take(usize::from(self.n_parts))
    }

    /// The smallest unit.
    #[must_use]
    pub fn grain(&self) -> Unit {
        self.parts().last().map_or(Unit::Day, |(_, unit)| unit)
    }

    /// Whole units, where there is one amount and it is whole.
    #[must_use]
    pub fn whole(&self) -> Option<(i32, Unit)> {
        let (hundredths, unit) = self.parts().next()?;
        let is_whole = self.n_parts == 1 && hundredths.is_multiple_of(100);
        is_whole.then_some((i32::try_from(hundredths / 100).ok()?, unit))
    }

    /// ISO 8601: `PT48H`, `P2.5D`, `P1Y6M`.
    #[must_use]
    pub fn iso(&self) -> String {
        let mut date = String::from("P");
        let mut time = String::new();
        for (hundredths, unit) in self.parts() {
            let (hundredths, sign, is_time) = match unit {
                Unit::Second => (hundredths, 'S', true),
                Unit::Minute => (hundredths, 'M', true),
                Unit::Hour => (hundredths, 'H', true),
                Unit::Day | Unit::Workday => (hundredths, 'D', false),
                Unit::Week => (hundredths, 'W', false),
                Unit::Month => (hundredths, 'M', false),
                Unit::Quarter => (hundredths.saturating_mul(3), 'M', false),
                Unit::Year => (hundredths, 'Y', false),
                Unit::Decade => (hundredths.saturating_mul(10), 'Y', false),
                Unit::Century => (hundredths.saturating_mul(100), 'Y', false),
            };
            let printed = f64::from(hundredths) / 100.0;
            let part = if is_time { &mut time } else { &mut date };
            part.push_str(&format!("{printed}{sign}"));
        }
        if !time.is_empty() {
            date.push('T');
            date.push_str(&time);
        }
        date
    }
}

/// On which side of a time something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// 之前, without the time itself.
    Before,
    /// 及以前, 截至: up to and with it.
    Until,
    /// 之后, without the time itself.
    After,
    /// 起, 以来: from it on.
    Since,
}

/// What the words of a time mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A point or a named stretch.
    At(Moment),
    /// From one to another.
    Between(Moment, Moment),
    /// Open on one side.
    Bounded(Moment, Bound),
    /// So long ago, or so long from now.
    Shift(Length, i8),
    /// The last, or next, so many units: 近三年, 未来三天.
    Rolling(Length, i8),
    /// The first (positive) or last (negative) units of a time: 2021年前两个季度.
    Portion(Moment, i32, Unit),
    /// How long.
    Lasting(Length),
    /// Between how long and how long.
    LastingBetween(Length, Length),
    /// Again and again: how often, and when.
    Every(Length, Option<Moment>, Option<Moment>),
}
