//! [`Day`]: a day of the Gregorian calendar, and the days that an EDTF string covers.
//!
//! Calendar reckoning is the `time` crate's; this module only knows the strings.

use std::fmt;

use time::{Date, Month};

/// A day of the Gregorian calendar, as its Julian day number.
///
/// ```
/// use jianbao::day::Day;
/// let day = Day::parse("2020-02-29").unwrap();
/// assert_eq!(day.plus(1).to_string(), "2020-03-01");
/// assert_eq!(Day::parse("2021-02-29"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day with this year, month (1–12) and day of the month, if the calendar has it.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok().map(|d| Day(d.to_julian_day()))
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        Day::new(digits(year)?, u8::try_from(digits(month)?).ok()?, u8::try_from(digits(day)?).ok()?)
    }

    /// Year, month (1–12), day of the month.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = Date::from_julian_day(self.0).unwrap_or(Date::MIN);
        (date.year(), u8::from(date.month()), date.day())
    }

    /// The day `n` days later.
    #[must_use]
    pub fn plus(self, n: i32) -> Day {
        Day(self.0.saturating_add(n).clamp(Date::MIN.to_julian_day(), Date::MAX.to_julian_day()))
    }

    /// Days from `other` to this one.
    #[must_use]
    pub fn since(self, other: Day) -> i32 {
        self.0 - other.0
    }

    /// First and last day of this day's month.
    #[must_use]
    pub fn month(self) -> (Day, Day) {
        let (year, month, _) = self.ymd();
        month_bounds(year, month).unwrap_or((self, self))
    }

    /// First and last day of this day's year.
    #[must_use]
    pub fn year(self) -> (Day, Day) {
        let (year, _, _) = self.ymd();
        Day::new(year, 1, 1).zip(Day::new(year, 12, 31)).unwrap_or((self, self))
    }

    /// The number that a pack stores.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day that a pack stored as `number`, if the calendar reaches so far.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Day> {
        Date::from_julian_day(number)
            .ok()
            .filter(|date| (1..=9999).contains(&date.year()))
            .map(|_| Day(number))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn digits(text: &str) -> Option<i32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

fn month_bounds(year: i32, month: u8) -> Option<(Day, Day)> {
    let first = Day::new(year, month, 1)?;
    let next = if month == 12 { Day::new(year, 12, 31)?.plus(1) } else { Day::new(year, month + 1, 1)? };
    Some((first, next.plus(-1)))
}

/// First and last day that an EDTF level 1 string covers; `None` where the year is unspecified or the string is none.
///
/// Months 21 to 24 are seasons from spring to winter. Times of day and the marks of uncertainty `?`, `~`, `%` do not change the days. `24:00` belongs to the day that ends.
///
/// ```
/// use jianbao::day::edtf_bounds;
/// let (first, last) = edtf_bounds("2020-02~").unwrap();
/// assert_eq!((first.to_string(), last.to_string()), ("2020-02-01".into(), "2020-02-29".into()));
/// ```
#[must_use]
pub fn edtf_bounds(edtf: &str) -> Option<(Day, Day)> {
    // A `Day` begins with the year 1.
    if edtf.starts_with('-') {
        return None;
    }
    if let Some((first, last)) = edtf.split_once('/').filter(|(_, last)| !last.contains('/')) {
        return match (edtf_bounds(first), edtf_bounds(last)) {
            (Some((first, _)), Some((_, last))) => (first <= last).then_some((first, last)),
            (Some(bounds), None) | (None, Some(bounds)) => Some(bounds),
            (None, None) => None,
        };
    }
    let date = edtf.split('T').next()?.trim_end_matches(['?', '~', '%']);
    match date.len() {
        10 => Day::parse(date).map(|day| (day, day)),
        7 => {
            let (year, month) = date.split_once('-')?;
            let (year, month) = (digits(year)?, u8::try_from(digits(month)?).ok()?);
            match month {
                // Spring from March to winter up to February.
                21..=24 => {
                    let first = 3 * (month - 20);
                    let (next, last) = if month == 24 { (year + 1, 2) } else { (year, first + 2) };
                    Some((month_bounds(year, first)?.0, month_bounds(next, last)?.1))
                }
                _ => month_bounds(year, month),
            }
        }
        4 => {
            let year = digits(date)?;
            Day::new(year, 1, 1).zip(Day::new(year, 12, 31))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_covers_days() {
        for (edtf, expected) in [
            ("2020-01-24", "2020-01-24 2020-01-24"),
            ("2020-02", "2020-02-01 2020-02-29"),
            ("2021-12", "2021-12-01 2021-12-31"),
            ("2020", "2020-01-01 2020-12-31"),
            ("2020-01-26/2020-02-01", "2020-01-26 2020-02-01"),
            ("2020-03-18T24:00", "2020-03-18 2020-03-18"),
            ("2020-03-18T00:00/2020-03-18T24:00", "2020-03-18 2020-03-18"),
            ("2020-02~", "2020-02-01 2020-02-29"),
            ("2020-02-01/..", "2020-02-01 2020-02-01"),
            ("2020-02/2020-03-05", "2020-02-01 2020-03-05"),
            ("2020-21", "2020-03-01 2020-05-31"),
            ("2019-24", "2019-12-01 2020-02-29"),
        ] {
            let (first, last) = edtf_bounds(edtf).unwrap();
            assert_eq!(format!("{first} {last}"), expected, "{edtf}");
        }
    }

    #[test]
    fn other_strings_cover_nothing() {
        for edtf in [
            "",
            "XXXX-02-03",
            "2020-13",
            "2020-02-30",
            "abcd",
            "2020-02-03/2020-02-01",
            "二〇二〇",
            "+020",
            "T",
        ] {
            assert_eq!(edtf_bounds(edtf), None, "{edtf}");
        }
    }
}
