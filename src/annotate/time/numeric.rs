//! Grammar of dates in numbers: 2020-03-18, 2020/3/18, and in queries 20200318, 12/1, 3-7-07.

use super::grammar::Grammar;
use super::moment::{Count, Moment, Year};

impl Grammar<'_> {
    /// A date in numbers: `2020-03-18`, `2020/3/18`, `20200318`.
    pub(super) fn numeric(&self, i: usize) -> Option<(usize, Moment)> {
        let w = self.words;
        let before = w.before(i);
        let is_joined = matches!(before, '.' | '/') || (before == '-' && !self.is_open);
        if before.is_ascii_digit() || (is_joined && w.before(i.wrapping_sub(1)).is_ascii_digit()) {
            return None;
        }
        let first = w.number(i)?;
        let at = i + first.n_chars;
        let point = |year: i32, month: u32, day: u32| {
            let is_real = (1..=12).contains(&month) && (1..=31).contains(&day);
            let count = |n: u32| i32::try_from(n).ok().map(Count::Is);
            is_real.then_some(Moment {
                year: Some(Year::Is(year)),
                month: count(month),
                day: count(day),
                ..Moment::default()
            })
        };
        if first.n_chars == 8 && self.is_open {
            let moment =
                point(i32::try_from(first.value / 10_000).ok()?, first.value / 100 % 100, first.value % 100)?;
            return (!w.has_any(at, ".-/")).then_some((at, moment));
        }
        let (second_at, separator) = self.separator(at)?;
        let second = w.number(second_at).filter(|n| n.n_chars <= 2 && n.is_ascii)?;
        let third = self.separator(second_at + second.n_chars).and_then(|(third_at, again)| {
            let third = w.number(third_at).filter(|n| n.is_ascii && matches!(n.n_chars, 1 | 2 | 4))?;
            (again == separator || self.is_open).then_some((third_at + third.n_chars, third))
        });
        if let Some((end, third)) = third {
            if w.at(end).is_ascii_digit()
                || (w.has_any(end, ".-/")
                    && w.at(end + 1).is_ascii_digit()
                    && !(self.is_open && w.at(end) == '-'))
            {
                return None;
            }
            let end = w.skip(end, &["日"]);
            if first.n_chars == 4 && third.n_chars <= 2 {
                let year = i32::try_from(first.value).ok()?;
                let is_year = (1000..2200).contains(&year) || self.is_open;
                return Some((end, point(year, second.value, third.value).filter(|_| is_year)?));
            }
            if !self.is_open || first.n_chars > 2 || separator == ' ' {
                return None;
            }
            return Some((end, self.short_date(separator, first.value, first.n_chars, second.value, third)?))
                .and_then(|(end, (year, month, day))| {
                    let moment = point(year, month, day).or_else(|| point(year, day, month))?;
                    Some((end, moment))
                });
        }
        let end = second_at + second.n_chars;
        if !self.is_open
            || w.at(end).is_ascii_digit()
            || w.has_any(end, "月日年号%倍点时:")
            || separator == ' '
        {
            return None;
        }
        if first.n_chars == 4 && separator != '.' && second.n_chars == 2 && (1..=12).contains(&second.value) {
            let month = Some(Count::Is(i32::try_from(second.value).ok()?));
            let year = Some(Year::Is(i32::try_from(first.value).ok()?));
            return Some((end, Moment { year, month, ..Moment::default() }));
        }
        if separator == '/' && first.n_chars <= 2 && w.at(end) != '/' {
            let moment =
                point(0, first.value, second.value).or_else(|| point(0, second.value, first.value))?;
            return Some((end, Moment { year: None, ..moment }));
        }
        None
    }

    pub(super) fn separator(&self, i: usize) -> Option<(usize, char)> {
        let c = self.words.at(i);
        let is_separator = matches!(c, '-' | '/' | '.') || (c == ' ' && self.is_open);
        is_separator.then_some((i + 1, c))
    }

    /// Year, month, day of a date with a year of two digits, or with the year last.
    pub(super) fn short_date(
        &self,
        separator: char,
        first: u32,
        n_first: usize,
        second: u32,
        third: super::words::Number,
    ) -> Option<(i32, u32, u32)> {
        let full = |year: u32| i32::try_from(if year < 50 { 2000 + year } else { 1900 + year }).ok();
        if third.n_chars == 4 {
            return Some((i32::try_from(third.value).ok()?, second, first));
        }
        if separator == '-' && (n_first == 2 || first > 31) && second <= 12 {
            return Some((full(first)?, second, third.value));
        }
        Some((full(third.value)?, second, first))
    }
}
