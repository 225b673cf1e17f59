//! The Chinese lunar calendar, as the crate `tyme4rs` reckons it.
//!
//! Days before 15 October 1582 are the Julian calendar's.
//!
//! The crate's months begin a day too early or too late in 65 cases between 1643 and 1960: the corrections that tell the
//! printed calendars of the time from the reckoned new moons are not applied there (it counts them from the wrong day). The
//! months are listed here, as they differ from two other reckonings that agree with each other.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use tyme4rs::tyme::Tyme;
use tyme4rs::tyme::jd::JulianDay;
use tyme4rs::tyme::lunar::{LunarMonth, LunarYear};
use tyme4rs::tyme::solar::{SolarDay, SolarTerm};

/// Julian days on which the crate begins a month, a day too early.
const EARLY: [i32; 19] = [
    2_321_202, 2_333_191, 2_339_511, 2_342_051, 2_356_284, 2_356_668, 2_373_146, 2_376_040, 2_387_705,
    2_392_518, 2_394_320, 2_399_281, 2_403_829, 2_410_355, 2_410_709, 2_417_324, 2_419_037, 2_420_956,
    2_435_899,
];

/// Julian days on which the crate begins a month, a day too late.
const LATE: [i32; 46] = [
    2_328_143, 2_338_212, 2_339_039, 2_340_752, 2_346_629, 2_347_721, 2_349_464, 2_349_523, 2_362_959,
    2_363_609, 2_365_233, 2_368_511, 2_368_895, 2_369_928, 2_370_106, 2_370_549, 2_371_405, 2_371_789,
    2_374_092, 2_374_683, 2_376_986, 2_377_193, 2_377_961, 2_379_437, 2_380_175, 2_384_133, 2_386_406,
    2_388_267, 2_388_651, 2_389_094, 2_389_921, 2_393_848, 2_395_561, 2_395_915, 2_396_742, 2_399_636,
    2_404_361, 2_405_070, 2_413_604, 2_418_565, 2_422_640, 2_425_180, 2_425_534, 2_430_614, 2_431_057,
    2_434_778,
];

/// A day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDate {
    /// Lunar year, named by the solar year in which it begins.
    pub year: i32,
    /// Month, 1–12.
    pub month: u8,
    /// The month is the leap month behind the one of this number.
    pub is_leap: bool,
    /// Day, 1–30.
    pub day: u8,
}

/// Years that are reckoned.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9998;

/// A month of the lunar calendar.
#[derive(Clone, Copy, Debug)]
struct Month {
    number: u8,
    is_leap: bool,
    /// Julian day on which it begins.
    first: i32,
    n_days: i32,
}

/// Year, month and day.
type SolarDate = (i32, u8, u8);

thread_local! {
    /// Months and solar terms as they have been reckoned: each takes the crate thousands of sines, and a corpus speaks of few years.
    static RECKONED: RefCell<Reckoned> = RefCell::default();
}

#[derive(Default)]
struct Reckoned {
    months: HashMap<i32, Rc<[Month]>>,
    terms: HashMap<(i32, u8), Option<SolarDate>>,
}

/// Years that are remembered at most; a text that names more begins anew.
const MOST: usize = 1024;

/// The twelve or thirteen months of a lunar year, in order; none outside of [`YEARS`].
fn months(year: i32) -> Rc<[Month]> {
    if let Some(known) = RECKONED.with_borrow(|reckoned| reckoned.months.get(&year).cloned()) {
        return known;
    }
    let months: Rc<[Month]> = reckon(year).unwrap_or_default().into();
    RECKONED.with_borrow_mut(|reckoned| {
        if reckoned.months.len() >= MOST {
            reckoned.months.clear();
        }
        reckoned.months.insert(year, months.clone());
    });
    months
}

fn reckon(year: i32) -> Option<Vec<Month>> {
    if !YEARS.contains(&year) {
        return None;
    }
    let leap = LunarYear::new(year as isize).ok()?.get_leap_month();
    let mut months = Vec::new();
    for number in 1..=12_u8 {
        for is_leap in [false, true] {
            if is_leap && leap != usize::from(number) {
                continue;
            }
            let signed = isize::from(number) * if is_leap { -1 } else { 1 };
            let month = LunarMonth::new(year as isize, signed).ok()?;
            let first = first_day(&month);
            months.push(Month { number, is_leap, first, n_days: first_day(&month.next(1)) - first });
        }
    }
    Some(months)
}

/// Julian day on which a lunar month begins.
fn first_day(month: &LunarMonth) -> i32 {
    let day = julian(&month.get_first_julian_day());
    let is_in = |days: &[i32]| days.binary_search(&day).is_ok();
    day + i32::from(is_in(&EARLY)) - i32::from(is_in(&LATE))
}

fn julian(day: &JulianDay) -> i32 {
    (day.get_day() + 0.5).floor() as i32
}

fn lunar_month(year: i32, number: u8, is_leap: bool) -> Option<Month> {
    months(year).iter().find(|month| (month.number, month.is_leap) == (number, is_leap)).copied()
}

/// Days of a lunar month; `None` where the year has no such month.
#[must_use]
pub fn month_length(year: i32, month: u8, is_leap: bool) -> Option<u8> {
    u8::try_from(lunar_month(year, month, is_leap)?.n_days).ok()
}

impl LunarDate {
    /// Year, month and day of the solar calendar; `None` where the lunar calendar has no such day.
    ///
    /// ```
    /// use jianbao::annotate::time::lunar::LunarDate;
    /// let day = LunarDate { year: 2020, month: 1, is_leap: false, day: 1 };
    /// assert_eq!(day.solar(), Some((2020, 1, 25)));
    /// ```
    #[must_use]
    pub fn solar(self) -> Option<(i32, u8, u8)> {
        let month = lunar_month(self.year, self.month, self.is_leap)?;
        let day = i32::from(self.day);
        if !(1..=month.n_days).contains(&day) {
            return None;
        }
        ymd(&JulianDay::from_julian_day(f64::from(month.first + day - 1)).get_solar_day())
    }

    /// The lunar day of a solar one; `None` where the solar calendar has no such day.
    #[must_use]
    pub fn of_solar(year: i32, month: u8, day: u8) -> Option<LunarDate> {
        let solar = SolarDay::new(year as isize, usize::from(month), usize::from(day)).ok()?;
        if !YEARS.contains(&year) {
            return None;
        }
        let today = julian(&solar.get_julian_day());
        // Lunar years begin in January or February; a few of old began in November.
        [year, year - 1, year + 1].into_iter().find_map(|year| {
            let months = months(year);
            let month =
                months.iter().find(|month| (month.first..month.first + month.n_days).contains(&today))?;
            let day = u8::try_from(today - month.first + 1).ok()?;
            Some(LunarDate { year, month: month.number, is_leap: month.is_leap, day })
        })
    }

    /// The last day of a lunar year.
    #[must_use]
    pub fn eve(year: i32) -> Option<LunarDate> {
        let last = LunarDate { year, month: 12, is_leap: false, day: month_length(year, 12, false)? };
        match month_length(year, 12, true) {
            Some(day) => Some(LunarDate { is_leap: true, day, ..last }),
            None => Some(last),
        }
    }
}

fn ymd(day: &SolarDay) -> Option<(i32, u8, u8)> {
    Some((
        i32::try_from(day.get_year()).ok()?,
        u8::try_from(day.get_month()).ok()?,
        u8::try_from(day.get_day()).ok()?,
    ))
}

/// The day of a solar term: 0 is the winter solstice of the year before, 2 大寒, 3 立春, 23 大雪.
#[must_use]
pub fn solar_term(year: i32, index: u8) -> Option<(i32, u8, u8)> {
    if !YEARS.contains(&year) {
        return None;
    }
    if let Some(known) = RECKONED.with_borrow(|reckoned| reckoned.terms.get(&(year, index)).copied()) {
        return known;
    }
    let day = ymd(&SolarTerm::from_index(year as isize, isize::from(index)).get_julian_day().get_solar_day());
    RECKONED.with_borrow_mut(|reckoned| {
        if reckoned.terms.len() >= MOST * TERMS.len() {
            reckoned.terms.clear();
        }
        reckoned.terms.insert((year, index), day);
    });
    day
}

/// The names of the solar terms as [`solar_term`] counts them.
pub const TERMS: [&str; 24] = [
    "冬至", "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪",
];

/// Name of the year in the cycle of sixty: 2020 is 庚子.
#[must_use]
pub fn cycle_name(year: i32) -> String {
    const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];
    let n = usize::try_from((year - 4).rem_euclid(60)).unwrap_or(0);
    [STEMS.get(n % 10), BRANCHES.get(n % 12)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_and_solar_days_meet() {
        for (lunar, solar) in [
            ((2019, 12, false, 30), (2020, 1, 24)),
            ((2020, 1, false, 1), (2020, 1, 25)),
            ((2020, 4, true, 1), (2020, 5, 23)),
            ((1949, 8, false, 10), (1949, 10, 1)),
            ((1957, 2, false, 7), (1957, 3, 8)),
            ((1957, 2, false, 1), (1957, 3, 2)),
            ((1957, 1, false, 30), (1957, 3, 1)),
        ] {
            let (year, month, is_leap, day) = lunar;
            let lunar = LunarDate { year, month, is_leap, day };
            assert_eq!(lunar.solar(), Some(solar));
            assert_eq!(LunarDate::of_solar(solar.0, solar.1, solar.2), Some(lunar));
        }
        let none = LunarDate { year: 2020, month: 5, is_leap: true, day: 1 };
        assert_eq!(none.solar(), None);
        assert_eq!(LunarDate { year: 2019, month: 1, is_leap: false, day: 31 }.solar(), None);
        assert_eq!(LunarDate { year: 0, month: 1, is_leap: false, day: 1 }.solar(), None);
        assert_eq!(LunarDate::of_solar(2020, 2, 30), None);
    }

    /// What is remembered is what the crate says of each day.
    #[test]
    fn days_are_those_of_the_crate() {
        let mut n_other = 0;
        for number in (-800_000..720_000).step_by(997) {
            let Some(day) = crate::day::Day::from_number(number) else { continue };
            let (year, month, day) = day.ymd();
            let Ok(solar) = SolarDay::new(year as isize, usize::from(month), usize::from(day)) else {
                continue;
            };
            let Some(found) = LunarDate::of_solar(year, month, day) else { continue };
            let told = solar.get_lunar_day();
            let month = told.get_lunar_month();
            let expected =
                (month.get_lunar_year().get_year(), month.get_month(), month.is_leap(), told.get_day());
            let found =
                (found.year as isize, usize::from(found.month), found.is_leap, usize::from(found.day));
            // The crate's own months are a day off here and there.
            n_other += usize::from(found != expected);
        }
        assert!(n_other < 3, "{n_other} days differ");
    }

    #[test]
    fn each_day_has_one_place_in_both_calendars() {
        let first = crate::day::Day::new(1640, 1, 1).unwrap().number();
        let last = crate::day::Day::new(2101, 1, 1).unwrap().number();
        for number in first..last {
            let (year, month, day) = crate::day::Day::from_number(number).unwrap().ymd();
            let lunar = LunarDate::of_solar(year, month, day).unwrap();
            assert_eq!(lunar.solar(), Some((year, month, day)));
        }
    }

    #[test]
    fn terms_fall_on_their_days() {
        assert_eq!(solar_term(2020, 3), Some((2020, 2, 4)));
        assert_eq!(solar_term(2020, 7), Some((2020, 4, 4)));
        assert_eq!(cycle_name(2020), "庚子");
    }
}
