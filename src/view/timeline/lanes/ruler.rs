//! The ruler above the lanes: years, months, days, hours. Pure.

use super::layout::{DAY, Window, day_of};
use crate::day::Day;

/// A mark on the ruler.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// In hundredths of the width.
    pub(super) x: f64,
    /// What it says.
    pub(super) label: String,
    /// In the upper row.
    pub(super) is_major: bool,
}

/// Steps of years, for centuries.
const YEARS: [i32; 7] = [1, 2, 5, 10, 20, 50, 100];

/// Steps of minutes, for days.
const MINUTES: [i64; 6] = [15, 30, 60, 120, 180, 360];

/// Pixels that labels take: a year or an hour, a month, a day.
const SHORT_ROOM: f64 = 48.0;
const MONTH_ROOM: f64 = 64.0;
const DAY_ROOM: f64 = 84.0;

/// How many labels of so many pixels have room.
fn most(width: f64, room: f64) -> f64 {
    (width / room).floor().clamp(3.0, 12.0)
}

/// The marks of a window: of two rows, at most some twelve in each. `width` is in pixels.
pub(super) fn marks(window: Window, width: f64) -> Vec<Mark> {
    if window.has_hours() {
        return hours(window, width);
    }
    let n_days = day_of(window.to - 1) - day_of(window.from) + 1;
    let mut marks = Vec::new();
    let Some(first) = Day::from_number(day_of(window.from).max(1)) else { return marks };
    let mut push = |day: Day, label: String, is_major: bool| {
        if (window.from..window.to).contains(&(i64::from(day.number()) * DAY)) {
            marks.push(Mark { x: window.x_of_day(day.number()), label, is_major });
        }
    };
    let (year, month, _) = first.ymd();
    let n_years = n_days / 365 + 2;
    if n_days > 3 * 366 {
        let step = YEARS
            .into_iter()
            .find(|step| f64::from(n_years / step) <= most(width, SHORT_ROOM))
            .unwrap_or(200);
        for year in (year..=year + n_years).filter(|year| year % step == 0) {
            Day::new(year, 1, 1).into_iter().for_each(|day| push(day, year.to_string(), true));
        }
        return marks;
    }
    let n_months = n_days / 28 + 2;
    let step = [1, 3, 6]
        .into_iter()
        .find(|step| f64::from(n_months / step) <= most(width, MONTH_ROOM))
        .unwrap_or(12);
    for n in 0..=n_months {
        let (year, month) = (year + (i32::from(month) - 1 + n) / 12, (i32::from(month) - 1 + n) % 12 + 1);
        let Some(day) = u8::try_from(month).ok().and_then(|month| Day::new(year, month, 1)) else { continue };
        if (month - 1) % step == 0 {
            push(day, format!("{year}-{month:02}"), true);
        }
        if n_days <= 150 {
            let every: Vec<u8> = match n_days {
                ..=12 => (2..=31).collect(),
                13..=31 => vec![3, 5, 8, 10, 13, 15, 18, 20, 23, 25, 28, 30],
                _ => vec![8, 15, 22],
            };
            for number in every {
                let number_day = u8::try_from(month).ok().and_then(|month| Day::new(year, month, number));
                number_day.into_iter().for_each(|day| push(day, number.to_string(), false));
            }
        }
    }
    // The first label says where the window begins, where no month does.
    let room = (MONTH_ROOM * 100.0 / width.max(1.0)).max(12.0);
    if !marks.iter().any(|mark| mark.is_major && mark.x < room) {
        marks.insert(0, Mark { x: 0.0, label: format!("{year}-{month:02}"), is_major: true });
    }
    marks
}

/// Days above hours, as many as there is room for.
fn hours(window: Window, width: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    let name = |minute: i64| Day::from_number(day_of(minute)).map(|day| day.to_string());
    let most = most(width, SHORT_ROOM);
    let step =
        MINUTES.into_iter().find(|step| window.n_minutes() as f64 / *step as f64 <= most).unwrap_or(720);
    let mut minute = (window.from + step - 1).div_euclid(step) * step;
    while minute < window.to {
        let time = minute.rem_euclid(DAY);
        let x = window.x(minute);
        match name(minute) {
            Some(label) if time == 0 => marks.push(Mark { x, label, is_major: true }),
            _ => marks.push(Mark { x, label: format!("{:02}:{:02}", time / 60, time % 60), is_major: false }),
        }
        minute += step;
    }
    // The first label says which day it is, where none begins.
    let room = DAY_ROOM * 100.0 / width.max(1.0);
    if !marks.iter().any(|mark| mark.is_major && mark.x < room)
        && let Some(label) = name(window.from)
    {
        marks.insert(0, Mark { x: 0.0, label, is_major: true });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(first: &str, last: &str) -> String {
        let number = |text: &str| Day::parse(text).unwrap().number();
        said(marks(Window::of_days(number(first), number(last)), 960.0))
    }

    fn narrow(first: &str, last: &str) -> String {
        let number = |text: &str| Day::parse(text).unwrap().number();
        said(marks(Window::of_days(number(first), number(last)), 358.0))
    }

    fn said(marks: Vec<Mark>) -> String {
        marks.into_iter().map(|mark| mark.label).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_ruler_says_as_much_as_there_is_room_for() {
        assert_eq!(shown("2020-01-20", "2020-03-31"), "2020-01 22 2020-02 8 15 22 2020-03 8 15 22");
        assert_eq!(shown("2020-01-01", "2020-12-31").split(' ').count(), 4);
        assert_eq!(
            shown("1900-01-01", "2000-12-31"),
            "1900 1910 1920 1930 1940 1950 1960 1970 1980 1990 2000"
        );
        assert_eq!(narrow("2019-10-20", "2022-02-10"), "2020-01 2020-07 2021-01 2021-07 2022-01");
        assert_eq!(narrow("1900-01-01", "2000-12-31"), "1900 1920 1940 1960 1980 2000");
        assert_eq!(shown("2020-02-03", "2020-02-09"), "2020-02 3 4 5 6 7 8 9");
    }

    #[test]
    fn days_are_above_hours() {
        assert_eq!(
            shown("2020-01-24", "2020-01-26"),
            "2020-01-24 06:00 12:00 18:00 2020-01-25 06:00 12:00 18:00 2020-01-26 06:00 12:00 18:00"
        );
        let day = i64::from(Day::parse("2020-01-24").unwrap().number()) * DAY;
        let evening = Window { from: day + 17 * 60 + 50, to: day + 20 * 60 + 50 };
        assert!(said(marks(evening, 960.0)).starts_with("2020-01-24 18:00 18:15 18:30 "));
        assert_eq!(said(marks(evening, 358.0)), "2020-01-24 18:00 18:30 19:00 19:30 20:00 20:30");
        // Where the next day begins at once, two labels would cover each other.
        let night = Window { from: day + 23 * 60 + 30, to: day + 29 * 60 + 30 };
        assert_eq!(said(marks(night, 358.0)), "2020-01-25 01:00 02:00 03:00 04:00 05:00");
        for (n_minutes, width) in [(180, 300.0), (1000, 358.0), (4320, 358.0), (4320, 1200.0), (181, 5000.0)]
        {
            let marks = marks(Window { from: day + 77, to: day + 77 + n_minutes }, width);
            assert!((3..=14).contains(&marks.len()), "{n_minutes} {width}: {}", marks.len());
            let majors: Vec<f64> = marks.iter().filter(|mark| mark.is_major).map(|mark| mark.x).collect();
            let nearest =
                majors.windows(2).map(|pair| (pair[1] - pair[0]) * width / 100.0).fold(f64::MAX, f64::min);
            assert!(nearest >= 84.0, "{n_minutes} {width}: {nearest}");
        }
    }
}
