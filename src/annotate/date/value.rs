//! [`DateValue`]: what a date of a text says, and how it is printed as EDTF.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::annotate::time::calendar::{self, Convention, Interval, Stamp, month_first};
use crate::annotate::time::lunar::month_length;
use crate::annotate::time::moment::{Count, Length, Moment, Part, Unit, Year};
use crate::day::Day;

/// A point on the calendar, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Year.
    pub year: Option<i32>,
    /// Month, 1–12; 21–24 are the seasons from spring on.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Hour and minute; 24:00 is the end of the day.
    pub time: Option<(u8, u8)>,
}

/// What a date's words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateValue {
    /// The point, or where the range begins.
    pub start: Point,
    /// Where the range ends.
    pub end: Option<Point>,
    /// Only roughly there, as in 2月初.
    pub is_approximate: bool,
    /// What the words say beyond the points.
    pub sense: Sense,
}

/// What a date is, beside a point or range that its words print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sense {
    /// Nothing else.
    Printed,
    /// It has to be reckoned from a year or a day that the words do not tell: 大年三十, 上周.
    Reckoned(Moment, Option<Moment>),
    /// How long something lasts.
    Lasting(Length),
    /// How often something happens, and when.
    Every(Length, Option<Moment>, Option<Moment>),
}

/// What a value lacks to be a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing.
    Nothing,
    /// A year.
    Year,
    /// The day on which the text was written.
    Reference,
}

impl DateValue {
    /// A point.
    #[must_use]
    pub fn point(point: Point) -> DateValue {
        DateValue { start: point, end: None, is_approximate: false, sense: Sense::Printed }
    }

    /// Something else than a point, without one so far.
    #[must_use]
    pub fn of(sense: Sense) -> DateValue {
        DateValue { sense, ..DateValue::point(Point::default()) }
    }

    /// Month and day, where both are said.
    #[must_use]
    pub fn month_day(&self) -> Option<(u8, u8)> {
        self.start.month.zip(self.start.day)
    }

    /// What is missing.
    #[must_use]
    pub fn lack(&self) -> Lack {
        if self.start.year.is_some() {
            return Lack::Nothing;
        }
        match self.sense {
            Sense::Printed => Lack::Year,
            Sense::Lasting(_) | Sense::Every(..) => Lack::Nothing,
            Sense::Reckoned(first, last) => {
                if needs_reference(&first) || last.as_ref().is_some_and(needs_reference) {
                    Lack::Reference
                } else {
                    Lack::Year
                }
            }
        }
    }

    /// Whether the words tell the year by the year of writing: 去年, 今年初.
    #[must_use]
    pub fn is_year_relative(&self) -> bool {
        matches!(self.sense, Sense::Reckoned(Moment { year: Some(Year::From(_)), .. }, _))
    }

    /// Fills in the year of the start; an end that is earlier in the calendar falls into the next year. Where the year is told
    /// by the year of writing, `year` is that one.
    pub fn set_year(&mut self, year: i32) {
        if let Sense::Reckoned(first, last) = self.sense {
            if self.start.year.is_none()
                && let Some(reference) = Day::new(year, 7, 1)
            {
                self.reckon(&first, last.as_ref(), reference, Some(year));
            }
            return;
        }
        if self.start.year.is_none() {
            self.start.year = Some(year);
        }
        let start = self.start;
        if let Some(end) = self.end.as_mut().filter(|end| end.year.is_none()) {
            let is_before = (end.month, end.day) < (start.month, start.day);
            end.year = start.year.map(|year| year + i32::from(is_before));
        }
    }

    /// Reckons the date from the day of writing.
    pub fn set_reference(&mut self, reference: Day) {
        if let Sense::Reckoned(first, last) = self.sense {
            self.reckon(&first, last.as_ref(), reference, None);
        }
    }

    fn reckon(&mut self, first: &Moment, last: Option<&Moment>, reference: Day, year: Option<i32>) {
        let Some(value) = reckoned(first, reference, year) else { return };
        let end = match last {
            None => value.end,
            Some(last) => match reckoned(last, reference, year) {
                Some(value) => Some(value.end.unwrap_or(value.start)),
                None => return,
            },
        };
        (self.start, self.end) = (value.start, end);
        self.is_approximate |= value.is_approximate;
    }

    /// `point`, `range`, `duration` or `set`, as DESIGN names them.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.sense {
            Sense::Lasting(_) => "duration",
            Sense::Every(..) => "set",
            _ if self.end.is_some() => "range",
            _ => "point",
        }
    }

    /// EDTF level 1; a year that is not known is `XXXX`. A length is an ISO 8601 duration, a set the repeating interval `R/…/P1D`.
    #[must_use]
    pub fn edtf(&self) -> String {
        let sign = if self.is_approximate { "~" } else { "" };
        match self.sense {
            Sense::Lasting(length) => length.iso(),
            Sense::Every(length, first, last) => {
                let at = |moment: Option<Moment>| {
                    moment.and_then(|moment| set_point(&moment)).map_or(String::new(), |at| format!("{at}/"))
                };
                format!("R/{}{}{}", at(first), at(last), length.iso())
            }
            _ => match self.end {
                Some(end) => format!("{}{sign}/{end}{sign}", self.start),
                None => format!("{}{sign}", self.start),
            },
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            // The sign is a place of its own.
            Some(year) if year < 0 => write!(f, "{year:05}")?,
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
                if let Some((hour, minute)) = self.time {
                    write!(f, "T{hour:02}:{minute:02}")?;
                }
            }
        }
        Ok(())
    }
}

/// When something happens in each turn of a set: an hour, or a day of the year or month.
fn set_point(moment: &Moment) -> Option<String> {
    let number = |count: Option<Count>| match count {
        Some(Count::Is(n)) => Some(n),
        _ => None,
    };
    let date = match (number(moment.month), number(moment.day)) {
        (Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (Some(month), None) => format!("--{month:02}"),
        (None, Some(day)) => format!("---{day:02}"),
        (None, None) => String::new(),
    };
    let time = moment.hour.map(|hour| format!("T{hour:02}:{:02}", moment.minute.unwrap_or(0)));
    let point = format!("{date}{}", time.unwrap_or_default());
    (!point.is_empty()).then_some(point)
}

fn is_relative(count: Option<Count>) -> bool {
    matches!(count, Some(Count::From(_) | Count::Same(_)))
}

/// Whether a moment is told by the day of writing, more closely than by its year.
fn needs_reference(moment: &Moment) -> bool {
    is_relative(moment.month)
        || is_relative(moment.day)
        || is_relative(moment.quarter)
        || is_relative(moment.week)
        || (moment.weekday.is_some() && moment.month.is_none())
}

/// The date that a moment means, as seen from a day; a year that is not told is the one that is given.
fn reckoned(moment: &Moment, reference: Day, year: Option<i32>) -> Option<DateValue> {
    let mut moment = *moment;
    if moment.year.is_none() && !needs_reference(&moment) {
        moment.year = Some(Year::Is(year.unwrap_or(reference.ymd().0)));
        // A lunar day that falls into the next solar year is that of the lunar year before.
        if moment.is_lunar && moment.festival.is_none() {
            return lunar_in(&moment, reference, year.unwrap_or(reference.ymd().0));
        }
    }
    if let Some(Year::From(n)) = moment.year {
        moment.year = Some(Year::Is(reference.ymd().0 + n));
        if let Some(value) = printed(&moment) {
            return Some(value);
        }
    }
    let value =
        from_interval(&calendar::at(&moment.date_only(), Stamp::new(reference, 0), &Convention::default())?)?;
    Some(with_time(value, &moment))
}

fn lunar_in(moment: &Moment, reference: Day, year: i32) -> Option<DateValue> {
    [year, year - 1].into_iter().find_map(|lunar_year| {
        let moment = Moment { year: Some(Year::Is(lunar_year)), ..*moment };
        let found = calendar::at(&moment.date_only(), Stamp::new(reference, 0), &Convention::default())?;
        let value = from_interval(&found)?;
        (value.start.year == Some(year)).then(|| with_time(value, &moment))
    })
}

fn with_time(value: DateValue, moment: &Moment) -> DateValue {
    let approximate = matches!(moment.part, Some(Part::Early | Part::Late | Part::Middle | Part::Opening))
        || moment.is_approximate;
    let mut value = DateValue { is_approximate: approximate, ..value };
    if value.start.day.is_some() && value.end.is_none() {
        value.start.time = moment.hour.map(|hour| (hour, moment.minute.unwrap_or(0)));
    }
    if approximate && value.start.day.is_some() && value.end.is_some() && moment.month.is_some() {
        // 本月初 is told by its month, as 2月初 is.
        value.start.day = None;
        value.end = None;
    }
    value
}

/// The points of a stretch of days, months or years.
fn from_interval(interval: &Interval) -> Option<DateValue> {
    let first = interval.start?.day()?;
    let last = interval.end?.plus(-1).day()?;
    let point = |day: Day| {
        let (year, month, day) = day.ymd();
        let (month, day) = match interval.grain {
            Unit::Year | Unit::Decade | Unit::Century => (None, None),
            Unit::Month | Unit::Quarter => (Some(month), None),
            _ => (Some(month), Some(day)),
        };
        Point { year: Some(year), month, day, time: None }
    };
    let (start, end) = (point(first), point(last));
    Some(DateValue { end: (start != end).then_some(end), ..DateValue::point(start) })
}

/// The value that a moment's words print by themselves; `None` where it has to be reckoned.
pub(super) fn printed(moment: &Moment) -> Option<DateValue> {
    let number = |count: Option<Count>| match count {
        None => Some(None),
        Some(Count::Is(n)) => u8::try_from(n).ok().map(Some),
        Some(_) => None,
    };
    let year = match moment.year {
        None => None,
        Some(Year::Is(year)) => Some(year),
        Some(Year::Span(first, n)) => {
            let point = |year| Point { year: Some(year), ..Point::default() };
            return Some(DateValue { end: Some(point(first + n - 1)), ..DateValue::point(point(first)) });
        }
        Some(Year::From(_)) => return None,
    };
    let is_other =
        moment.festival.is_some() || moment.is_lunar || moment.week.is_some() || moment.weekday.is_some();
    if is_other {
        return None;
    }
    let (month, day, quarter) = (number(moment.month)?, number(moment.day)?, number(moment.quarter)?);
    let point = |month: Option<u8>| Point { year, month, ..Point::default() };
    let months = |first: u8, last: u8| DateValue {
        end: Some(point(Some(last))),
        ..DateValue::point(point(Some(first)))
    };
    let mut value = match (moment.half, quarter, moment.season, month, moment.part) {
        (Some(half), ..) => months(half * 6 - 5, half * 6),
        (_, Some(quarter), _, _, None) => months(quarter.checked_mul(3)?.checked_sub(2)?, quarter * 3),
        (_, Some(quarter), _, _, Some(part)) => {
            let first = quarter.checked_mul(3)?.checked_sub(2)?;
            DateValue::point(point(Some(match part {
                Part::Late => first + 2,
                Part::Middle => first + 1,
                _ => first,
            })))
        }
        (_, _, Some(season), ..) => DateValue::point(point(Some(season + 20))),
        (_, _, _, Some(month), Some(Part::Ten(ten))) => return ten_days(year, month, ten),
        (_, _, _, None, Some(part)) if day.is_none() => DateValue::point(point(Some(match part {
            Part::Late => 12,
            Part::Middle => 6,
            _ => 1,
        }))),
        _ => DateValue::point(Point { day, ..point(month) }),
    };
    value.is_approximate = moment.part.is_some() || moment.is_approximate;
    if value.start.day.is_some() {
        value.start.time = moment.hour.map(|hour| (hour, moment.minute.unwrap_or(0)));
    }
    Some(value)
}

/// 上旬, 中旬, 下旬 of a month.
fn ten_days(year: Option<i32>, month: u8, ten: u8) -> Option<DateValue> {
    let first = ten * 10 + 1;
    let last = match (ten, year) {
        (0 | 1, _) => ten * 10 + 10,
        // Without a year February's last days are reckoned when it is known.
        (_, None) if month == 2 => return None,
        (_, year) => month_first(year.unwrap_or(2020), i32::from(month))?.month().1.ymd().2,
    };
    let point = |day: u8| Point { year, month: Some(month), day: Some(day), time: None };
    Some(DateValue { end: Some(point(last)), ..DateValue::point(point(first)) })
}

/// The lunar month that a moment leaves its reader in: what 初五 behind it belongs to.
pub(super) fn lunar_month(moment: &Moment) -> Option<u8> {
    use crate::annotate::time::festival::{self, Rule};
    if let Some(festival) = moment.festival.and_then(festival::get) {
        return match festival.rule {
            Rule::Eve => Some(1),
            Rule::Lunar(month, _) => Some(month),
            _ => None,
        };
    }
    let month = match moment.month {
        Some(Count::Is(month)) if moment.is_lunar => u8::try_from(month).ok()?,
        _ => return None,
    };
    // The thirtieth is the last day there may be.
    let is_last = moment.day == Some(Count::Is(30)) && month_length(2020, month, false).is_some();
    Some(if is_last { month % 12 + 1 } else { month })
}
