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

    /// A year or century counted from the birth of Christ: 公元前221年, 西元618年, 公元元年, 公元前3世纪.
    pub(super) fn common_era(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        if let Some(at) = w.any(i, &["公元前", "西元前", "纪元前"]) {
            return self.before_christ(w.spaces(at));
        }
        let at = w.spaces(w.any(i, &["公元", "西元"])?);
        if let Some(end) = w.word(at, "元年") {
            return Some((end, Year::Is(1)));
        }
        let (at, n) = w.number_in(at, 1, 2999)?;
        let at = w.spaces(at);
        let n = i32::try_from(n).ok()?;
        if let Some(end) = w.word(at, "世纪").filter(|_| n < 30) {
            return Some((end, Year::Span(n * 100 - 100, 100)));
        }
        Some((self.year_end(w.one(at, "年")?)?, Year::Is(n)))
    }

    /// What stands behind 前: the year before 1 is 0, as EDTF and ISO 8601 count.
    fn before_christ(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        let (at, n) = w.number_in(i, 1, 9999)?;
        let at = w.spaces(at);
        let n = i32::try_from(n).ok()?;
        if let Some(end) = w.word(at, "世纪").filter(|_| n < 100) {
            return Some((end, Year::Span(1 - n * 100, 100)));
        }
        Some((self.year_end(w.one(at, "年")?)?, Year::Is(1 - n)))
    }

    /// 前259年 in brackets, and 618年, which by themselves may be how long.
    pub(super) fn bracketed_year(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        if w.before(i) != '(' {
            return None;
        }
        let (end, year) = match w.one(i, "前") {
            Some(at) => self.before_christ(at)?,
            None => {
                let number = w.number(i).filter(|number| number.is_ascii && number.n_chars == 3)?;
                (w.one(i + 3, "年")?, Year::Is(i32::try_from(number.value).ok()?))
            }
        };
        let is_whole = w.has_any(end, ")") || self.joiner(end).is_some();
        is_whole.then_some((end, year))
    }

    /// The far end of a range that begins before Christ, where it does not say so again: 公元前770年至前476年.
    pub(super) fn ancient_end(&self, i: usize, first: Moment) -> Option<(usize, Moment)> {
        let w = self.words;
        let from = match first.year? {
            Year::Is(year) => year,
            Year::Span(year, _) => year,
            Year::From(_) => return None,
        };
        let at = w.skip(i, &["前"]);
        let (end, year) = self.before_christ(at).filter(|_| from <= 0)?;
        let is_later = matches!(year, Year::Is(year) | Year::Span(year, _) if year > from);
        (at > i || is_later).then_some((end, Moment { year: Some(year), ..Moment::default() }))
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
            ("年尾", Part::Late),
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
