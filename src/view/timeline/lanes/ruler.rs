//! The ruler above the lanes: years, months, days. Pure.

use super::layout::Window;
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

/// The marks of a window: of two rows, at most some twelve in each.
pub(super) fn marks(window: Window) -> Vec<Mark> {
    let n_days = window.n_days();
    let mut marks = Vec::new();
    let Some(first) = Day::from_number(window.first.max(1)) else { return marks };
    let mut push = |day: Day, label: String, is_major: bool| {
        if (window.first..=window.last).contains(&day.number()) {
            marks.push(Mark { x: window.x(day.number()), label, is_major });
        }
    };
    let (year, month, _) = first.ymd();
    let n_years = n_days / 365 + 2;
    if n_days > 3 * 366 {
        let step = YEARS.into_iter().find(|step| n_years / step <= 12).unwrap_or(200);
        for year in (year..=year + n_years).filter(|year| year % step == 0) {
            Day::new(year, 1, 1).into_iter().for_each(|day| push(day, year.to_string(), true));
        }
        return marks;
    }
    let n_months = n_days / 28 + 2;
    let step = [1, 3, 6].into_iter().find(|step| n_months / step <= 12).unwrap_or(12);
    for n in 0..=n_months {
        let (year, month) = (year + (i32::from(month) - 1 + n) / 12, (i32::from(month) - 1 + n) % 12 + 1);
        let Some(day) = u8::try_from(month).ok().and_then(|month| Day::new(year, month, 1)) else { continue };
        if (month - 1) % step == 0 {
            push(day, format!("{year}-{month:02}"), true);
        }
        if n_days <= 150 {
            let every: &[u8] =
                if n_days <= 31 { &[3, 5, 8, 10, 13, 15, 18, 20, 23, 25, 28, 30] } else { &[8, 15, 22] };
            for &number in every {
                let number_day = u8::try_from(month).ok().and_then(|month| Day::new(year, month, number));
                number_day.into_iter().for_each(|day| push(day, number.to_string(), false));
            }
        }
    }
    // The first label says where the window begins, where no month does.
    if !marks.iter().any(|mark| mark.is_major && mark.x < 12.0) {
        marks.insert(0, Mark { x: 0.0, label: format!("{year}-{month:02}"), is_major: true });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(first: &str, last: &str) -> String {
        let number = |text: &str| Day::parse(text).unwrap().number();
        let marks = marks(Window { first: number(first), last: number(last) });
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
        assert!(shown("2020-02-03", "2020-02-09").starts_with("2020-02 "));
    }
}
