//! Grammar of years: 2020年, 二〇二〇年, 07年, 民国三十八年, 去年, 20世纪90年代, and what may follow them.

use super::era::ERAS;
use super::grammar::Grammar;
use super::moment::{Moment, Part, Year};
use super::vocabulary::YEARS;
use super::words::is_numeral;

impl Grammar<'_> {
    /// A year with 年: 2020年, 二〇二〇年, 07年, 民国三十八年, 去年, 20世纪90年代.
    pub(super) fn year(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        if let Some((end, offset)) = w.entry(i, YEARS) {
            let is_word = !w.has_any(end, "级轮");
            return is_word.then_some((w.skip(end, &["度"]), Year::From(offset)));
        }
        self.era_year(i).or_else(|| self.decade(i)).or_else(|| self.number_year(i))
    }

    pub(super) fn era_year(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        if is_numeral(w.at(i)) || w.at(i).is_ascii() {
            return None;
        }
        let (at, first) = w.entry(i, ERAS)?;
        let at = w.spaces(at);
        let (end, nth) = match w.word(at, "元") {
            Some(end) => (end, 1),
            None => w.number_in(at, 1, 120)?,
        };
        let end = w.one(w.spaces(end), "年")?;
        Some((end, Year::Is(first + i32::try_from(nth).ok()? - 1)))
    }

    pub(super) fn decade(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        let century = match w.entry(i, &[("上个世纪", 19), ("上世纪", 19), ("本世纪", 20)]) {
            Some((end, century)) => Some((end, century)),
            None => w
                .number_in(i, 1, 29)
                .and_then(|(at, nth)| Some((w.word(w.spaces(at), "世纪")?, i32::try_from(nth).ok()? - 1))),
        };
        let at = century.map_or(i, |(end, _)| w.skip(end, &["的"]));
        let decade = || -> Option<(usize, i32)> {
            let (at, decade) = w.number_in(at, 10, 1990).filter(|(_, n)| n % 10 == 0)?;
            Some((w.word(w.spaces(at), "年代")?, i32::try_from(decade).ok()?))
        };
        match (century, decade()) {
            (Some((_, century)), Some((end, decade))) if decade < 100 => {
                Some((end, Year::Span(century * 100 + decade, 10)))
            }
            (Some((end, century)), _) => Some((end, Year::Span(century * 100, 100))),
            (None, Some((end, decade))) => {
                let first = if decade < 30 {
                    2000 + decade
                } else if decade < 100 {
                    1900 + decade
                } else {
                    decade
                };
                Some((end, Year::Span(first, 10)))
            }
            (None, None) => None,
        }
    }

    pub(super) fn number_year(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        let number = w.number(i)?;
        let at = w.spaces(i + number.n_chars);
        let year = i32::try_from(number.value).ok()?;
        let end = w.one(at, "年")?;
        if number.is_digits && number.n_chars == 4 {
            let is_year = (1000..2200).contains(&year) || self.is_open;
            return is_year.then_some((self.year_end(end)?, Year::Is(year)));
        }
        let is_month_next = self.month(w.spaces(end)).is_some() || self.quarter(end).is_some();
        let century = if year <= 30 { 2000 } else { 1900 };
        match number.n_chars {
            3 if number.is_digits && (self.is_open || is_month_next) => Some((end, Year::Is(year))),
            2 if number.is_digits && is_month_next => Some((end, Year::Is(century + year))),
            2 if number.is_digits && self.is_open => {
                // 20年 may be how long; 07年, 98年, 五八年 hardly are.
                let is_year = !number.is_ascii || w.at(i) == '0' || year >= 60;
                let is_bare = at < end && end >= w.len() && i == 0 && (10..=30).contains(&year);
                (is_year || is_bare).then_some((end, Year::Is(century + year)))
            }
            _ => None,
        }
    }

    /// Behind 年 in a year: 度 belongs to it, 代 and 级 make it something else.
    pub(super) fn year_end(&self, end: usize) -> Option<usize> {
        if self.words.has_any(end, "级代") {
            return None;
        }
        Some(self.words.skip(end, &["度"]))
    }

    /// What may follow a year.
    pub(super) fn year_tail(&self, end: usize, moment: Moment) -> (usize, Moment) {
        let w = self.words;
        let at = w.spaces(w.skip(end, &["的", "里的"]));
        if let Some(Year::Span(first, n)) = moment.year {
            return self.decade_part(end, first, n);
        }
        let at = if let Some(next) = w.word(at, "同期") { return (next, moment) } else { at };
        if let Some((end, found)) = self.below_year(at, moment).or_else(|| self.nth_in_year(at, moment)) {
            return (end, found);
        }
        if let Some((n, festival)) = self.festival_at(at) {
            return (at + n, Moment { festival: Some(festival), ..moment });
        }
        let parts = [
            ("年初", Part::Early),
            ("年底", Part::Late),
            ("年末", Part::Late),
            ("年中", Part::Middle),
            ("伊始", Part::Opening),
            ("初", Part::Early),
            ("底", Part::Late),
            ("末", Part::Late),
        ];
        if let Some((end, part)) = w.entry(at, &parts)
            && !w.has_any(end, "步级中期次衷五六七八九十一二三四")
        {
            return (end, Moment { part: Some(part), ..moment });
        }
        (end, moment)
    }

    /// 初期, 末期 of a decade: its first or last years.
    pub(super) fn decade_part(&self, end: usize, first: i32, n: i32) -> (usize, Moment) {
        let parts = [
            ("初期", 0),
            ("初", 0),
            ("早期", 0),
            ("中期", 1),
            ("中叶", 1),
            ("中后期", 1),
            ("末期", 2),
            ("后期", 2),
            ("晚期", 2),
            ("末", 2),
        ];
        let year = |first, n| Moment { year: Some(Year::Span(first, n)), ..Moment::default() };
        match self.words.entry(self.words.skip(end, &["的"]), &parts).filter(|_| n == 10) {
            Some((end, 0)) => (end, year(first, 3)),
            Some((end, 1)) => (end, year(first + 3, 4)),
            Some((end, _)) => (end, year(first + 7, 3)),
            None => (end, year(first, n)),
        }
    }
}
