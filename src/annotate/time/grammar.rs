//! Grammar of dates: what may stand in a date, from the year down to the day of the week.
//!
//! Each reader takes the place of a character and gives the place behind what it read. [`super::phrase`] puts dates together
//! to ranges and the rest; [`super::clock`] reads times of day, [`super::length`] lengths.

use super::clock::DAY_PARTS;
use super::era::ERAS;
use super::festival;
use super::moment::{Count, DayPart, Moment, Part, Unit, Weekday, Year};
use super::words::{Words, is_numeral};

/// Reads the words of times.
pub(in crate::annotate) struct Grammar<'a> {
    /// The words.
    pub(in crate::annotate) words: &'a Words,
    /// Also what is only a time when somebody asks for one: 12号, 下午, 18年, 3pm, 10/1. In running text it is too often none.
    pub(in crate::annotate) is_open: bool,
}

/// Years by a word.
const YEARS: &[(&str, i32)] = &[
    ("大前年", -3), ("大后年", 3), ("前年", -2), ("后年", 2), ("去年", -1), ("旧年", -1), ("上一年", -1), ("上年", -1),
    ("今年", 0), ("本年", 0), ("这一年", 0), ("明年", 1), ("来年", 1), ("次年", 1), ("翌年", 1), ("下一年", 1), ("下年", 1),
    ("出年", 1),
];

/// Days by a word, with the part of the day that the word tells too.
const DAYS: &[(&str, (Count, Option<DayPart>))] = &[
    ("大大前天", (Count::From(-4), None)), ("大大后天", (Count::From(4), None)),
    ("大前天", (Count::From(-3), None)), ("大前日", (Count::From(-3), None)), ("大后天", (Count::From(3), None)), ("大后日", (Count::From(3), None)),
    ("前天", (Count::From(-2), None)), ("前日", (Count::From(-2), None)), ("前晚", (Count::From(-2), Some(DayPart::Evening))),
    ("昨天", (Count::From(-1), None)), ("昨日", (Count::From(-1), None)), ("寻日", (Count::From(-1), None)), ("琴日", (Count::From(-1), None)),
    ("昨晚", (Count::From(-1), Some(DayPart::Evening))), ("昨夜", (Count::From(-1), Some(DayPart::Evening))), ("昨早", (Count::From(-1), Some(DayPart::Morning))),
    ("寻晚", (Count::From(-1), Some(DayPart::Evening))), ("琴晚", (Count::From(-1), Some(DayPart::Evening))),
    ("今天", (Count::From(0), None)), ("今日", (Count::From(0), None)), ("本日", (Count::From(0), None)), ("今晚", (Count::From(0), Some(DayPart::Evening))),
    ("今夜", (Count::From(0), Some(DayPart::Evening))), ("今早", (Count::From(0), Some(DayPart::Morning))), ("今晨", (Count::From(0), Some(DayPart::Morning))), ("今朝", (Count::From(0), Some(DayPart::Morning))),
    ("明天", (Count::From(1), None)), ("明日", (Count::From(1), None)), ("听日", (Count::From(1), None)), ("明早", (Count::From(1), Some(DayPart::Morning))),
    ("明晚", (Count::From(1), Some(DayPart::Evening))), ("听晚", (Count::From(1), Some(DayPart::Evening))), ("听朝", (Count::From(1), Some(DayPart::Morning))),
    ("后天", (Count::From(2), None)), ("后日", (Count::From(2), None)), ("后晚", (Count::From(2), Some(DayPart::Evening))),
    ("次日", (Count::Same(1), None)), ("翌日", (Count::Same(1), None)), ("隔天", (Count::Same(1), None)), ("第二天", (Count::Same(1), None)),
    ("当天", (Count::Same(0), None)), ("当日", (Count::Same(0), None)), ("同日", (Count::Same(0), None)), ("同一天", (Count::Same(0), None)),
    ("当晚", (Count::Same(0), Some(DayPart::Evening))),
];

/// Months by a word.
const MONTHS: &[(&str, Count)] = &[
    ("上上个月", Count::From(-2)), ("上上月", Count::From(-2)), ("上一个月", Count::From(-1)), ("上个月", Count::From(-1)), ("上月", Count::From(-1)),
    ("这个月", Count::From(0)), ("这一个月", Count::From(0)), ("今个月", Count::From(0)), ("本月", Count::From(0)), ("今月", Count::From(0)), ("这月", Count::From(0)),
    ("下下个月", Count::From(2)), ("下下月", Count::From(2)), ("下一个月", Count::From(1)), ("下个月", Count::From(1)), ("下月", Count::From(1)),
    ("当月", Count::Same(0)), ("同月", Count::Same(0)), ("次月", Count::Same(1)), ("首月", Count::Is(1)),
];

const QUARTERS: &[(&str, Count)] = &[
    ("上个季度", Count::From(-1)), ("上一季度", Count::From(-1)), ("上季度", Count::From(-1)), ("这个季度", Count::From(0)), ("这季度", Count::From(0)),
    ("本季度", Count::From(0)), ("下个季度", Count::From(1)), ("下一季度", Count::From(1)), ("下季度", Count::From(1)), ("首季度", Count::Is(1)), ("首季", Count::Is(1)),
];

/// The other characters that the words of a time begin with, beside numerals and festivals.
const FIRST: &str = "大上下今本这呢同正冬腊闰农阴旧夏公阳新初周星礼早晨晚夜半个几数每逢从自由截直最近前后过之接未往还再现此而依宜目当马立刚第约q春秋";

/// Whether a time may begin with a (folded) character.
pub(in crate::annotate) fn may_begin(c: char) -> bool {
    use std::sync::LazyLock;
    static BEGINS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut bits = vec![0_u64; 1024];
        let eras = ERAS.iter().filter_map(|(name, _)| name.chars().next());
        let numerals = "0123456789〇零一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾".chars();
        fn first<T>(table: &'static [(&'static str, T)]) -> impl Iterator<Item = char> {
            table.iter().filter_map(|(word, _)| word.chars().next())
        }
        let tables = first(YEARS).chain(first(DAYS)).chain(first(MONTHS)).chain(first(QUARTERS)).chain(first(DAY_PARTS));
        for c in FIRST.chars().chain(tables).chain(eras).chain(numerals).chain(festival::first_chars()) {
            if let Some(word) = bits.get_mut(c as usize / 64) {
                *word |= 1 << (c as usize % 64);
            }
        }
        bits
    });
    BEGINS.get(c as usize / 64).is_some_and(|word| word >> (c as usize % 64) & 1 == 1)
}

impl Grammar<'_> {
    /// A date, a time of day, or both.
    pub(in crate::annotate) fn moment(&self, i: usize) -> Option<(usize, Moment)> {
        if let Some((end, mut moment)) = self.date(i) {
            // 十一点 is an hour, not an hour behind the first of October.
            let mut hour = Moment::default();
            if moment.festival.is_some() && let Some(at) = self.clock(i, &mut hour).filter(|&at| at > end) {
                return Some((at, hour));
            }
            let end = self.weekday_note(end, &mut moment);
            let end = self.dated_weekday(end, &mut moment);
            let end = self.around(end, &mut moment);
            return Some(self.with_time(end, moment));
        }
        let mut moment = Moment::default();
        if let Some(end) = self.clock(i, &mut moment) {
            return Some((end, moment));
        }
        let (end, part) = self.day_part(i).filter(|_| self.is_open)?;
        moment.day_part = Some(part);
        Some((end, moment))
    }

    /// Reads the time of day behind a date that is known to the day.
    fn with_time(&self, end: usize, mut moment: Moment) -> (usize, Moment) {
        let is_day = moment.day.is_some() || moment.weekday.is_some() || moment.festival.is_some();
        if !is_day {
            return (end, moment);
        }
        let at = self.words.spaces(self.words.skip(end, &["的", "-", "t"]));
        if let Some(end) = self.clock(at, &mut moment) {
            return (end, moment);
        }
        if let Some((end, part)) = self.short_day_part(at).filter(|_| self.is_open && moment.day_part.is_none()) {
            let is_word = end > at + 1 || !self.words.has_any(end, "会报宴餐饭场间");
            if is_word {
                moment.day_part = Some(part);
                return (end, moment);
            }
        }
        (end, moment)
    }

    /// 左右, 前后 behind a date.
    fn around(&self, i: usize, moment: &mut Moment) -> usize {
        let end = self.words.skip(i, &["左右", "前后"]);
        moment.is_approximate |= end > i;
        end
    }

    /// The day of the week that is told beside a day: `(星期三)`, `，星期一`.
    fn weekday_note(&self, i: usize, moment: &mut Moment) -> usize {
        if moment.day.is_none() || moment.weekday.is_some() {
            return i;
        }
        let w = self.words;
        let at = w.spaces(i);
        let (at, is_bracketed) = match w.one(at, "(") {
            Some(at) => (at, true),
            None => (w.spaces(w.skip(at, &[",", "、"])), false),
        };
        let Some((end, weekday)) = self.bare_weekday(at) else { return i };
        let end = if is_bracketed { w.one(end, ")") } else { Some(end) };
        match end {
            Some(end) if weekday != Weekday::Weekend => end,
            _ => i,
        }
    }

    /// A day of the month behind the day of the week: 周日，二月十号.
    fn dated_weekday(&self, i: usize, moment: &mut Moment) -> usize {
        let w = self.words;
        let is_weekday = *moment == Moment { weekday: moment.weekday, ..Moment::default() };
        if !is_weekday || !self.is_open {
            return i;
        }
        let at = w.spaces(w.skip(w.spaces(i), &[",", "、"]));
        match self.date(at) {
            Some((end, date)) if date.month.is_some() && date.day.is_some() => {
                *moment = date;
                end
            }
            _ => i,
        }
    }

    fn date(&self, i: usize) -> Option<(usize, Moment)> {
        let w = self.words;
        if w.at(i).is_ascii_digit()
            && let Some(found) = self.numeric(i)
        {
            return Some(found);
        }
        if let Some(found) = self.festival(i) {
            return Some(found);
        }
        let calendar = w.skip(i, &["农历", "阴历", "旧历", "夏历"]);
        let is_lunar = calendar > i;
        let solar = w.skip(calendar, &["公历", "阳历", "新历", "公元"]);
        let at = w.spaces(solar);
        if let Some((end, year)) = self.year(at) {
            // Under the emperors months were the lunar calendar's.
            let is_reign = self.era_year(at).is_some() && matches!(year, Year::Is(year) if year < 1868);
            let moment = Moment { year: Some(year), is_lunar: is_lunar || is_reign, ..Moment::default() };
            return Some(self.year_tail(end, moment));
        }
        let moment = Moment { is_lunar, ..Moment::default() };
        self.below_year(at, moment)
            .or_else(|| self.relative_day(i))
            .or_else(|| self.week_date(i))
            .or_else(|| self.bare_day(at, moment))
    }

    /// A year with 年: 2020年, 二〇二〇年, 07年, 民国三十八年, 去年, 20世纪90年代.
    fn year(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        if let Some((end, offset)) = w.entry(i, YEARS) {
            let is_word = !w.has_any(end, "级轮");
            return is_word.then_some((w.skip(end, &["度"]), Year::From(offset)));
        }
        self.era_year(i).or_else(|| self.decade(i)).or_else(|| self.number_year(i))
    }

    fn era_year(&self, i: usize) -> Option<(usize, Year)> {
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

    fn decade(&self, i: usize) -> Option<(usize, Year)> {
        let w = self.words;
        let century = match w.entry(i, &[("上个世纪", 19), ("上世纪", 19), ("本世纪", 20)]) {
            Some((end, century)) => Some((end, century)),
            None => w.number_in(i, 1, 29).and_then(|(at, nth)| {
                Some((w.word(w.spaces(at), "世纪")?, i32::try_from(nth).ok()? - 1))
            }),
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
                let first = if decade < 30 { 2000 + decade } else if decade < 100 { 1900 + decade } else { decade };
                Some((end, Year::Span(first, 10)))
            }
            (None, None) => None,
        }
    }

    fn number_year(&self, i: usize) -> Option<(usize, Year)> {
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
    fn year_end(&self, end: usize) -> Option<usize> {
        if self.words.has_any(end, "级代") {
            return None;
        }
        Some(self.words.skip(end, &["度"]))
    }

    /// What may follow a year.
    fn year_tail(&self, end: usize, moment: Moment) -> (usize, Moment) {
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
            ("年初", Part::Early), ("年底", Part::Late), ("年末", Part::Late), ("年中", Part::Middle), ("伊始", Part::Opening),
            ("初", Part::Early), ("底", Part::Late), ("末", Part::Late),
        ];
        if let Some((end, part)) = w.entry(at, &parts)
            && !w.has_any(end, "步级中期次衷五六七八九十一二三四")
        {
            return (end, Moment { part: Some(part), ..moment });
        }
        (end, moment)
    }

    /// 初期, 末期 of a decade: its first or last years.
    fn decade_part(&self, end: usize, first: i32, n: i32) -> (usize, Moment) {
        let parts = [
            ("初期", 0), ("初", 0), ("早期", 0), ("中期", 1), ("中叶", 1), ("中后期", 1), ("末期", 2), ("后期", 2), ("晚期", 2), ("末", 2),
        ];
        let year = |first, n| Moment { year: Some(Year::Span(first, n)), ..Moment::default() };
        match self.words.entry(self.words.skip(end, &["的"]), &parts).filter(|_| n == 10) {
            Some((end, 0)) => (end, year(first, 3)),
            Some((end, 1)) => (end, year(first + 3, 4)),
            Some((end, _)) => (end, year(first + 7, 3)),
            None => (end, year(first, n)),
        }
    }

    /// Half, quarter, season or month of a year, with what follows.
    fn below_year(&self, i: usize, moment: Moment) -> Option<(usize, Moment)> {
        let w = self.words;
        let has_year = moment.year.is_some();
        let halves = [("上半年", 1), ("前半年", 1), ("下半年", 2), ("后半年", 2)];
        if let Some((end, half)) = w.entry(i, &halves) {
            return Some((end, Moment { half: Some(half), ..moment }));
        }
        if let Some((end, quarter)) = self.quarter(i) {
            let moment = Moment { quarter: Some(quarter), ..moment };
            return Some(self.part(end, moment).unwrap_or((end, moment)));
        }
        if let Some((end, count, is_lunar, is_leap)) = self.month(i) {
            let moment =
                Moment { month: Some(count), is_lunar: moment.is_lunar || is_lunar, is_leap, ..moment };
            return self.month_tail(i, end, moment);
        }
        let seasons = [("春", 1), ("夏", 2), ("秋", 3), ("冬", 4)];
        if let Some((end, season)) = w.entry(i, &seasons).filter(|_| has_year || self.is_open) {
            let named = w.skip(end, &["季", "天"]);
            let is_season = named > end || (has_year && !w.has_any(end, "节运晚分至秋招耕游联") );
            return is_season.then_some((named, Moment { season: Some(season), ..moment }));
        }
        None
    }

    /// The n-th week of a year; 2021年的第一周.
    fn nth_in_year(&self, i: usize, moment: Moment) -> Option<(usize, Moment)> {
        let (end, nth) = self.nth_week(i)?;
        Some((end, Moment { week: Some(Count::Is(nth)), ..moment }))
    }

    fn nth_week(&self, i: usize) -> Option<(usize, i32)> {
        let w = self.words;
        let at = w.word(w.skip(i, &["的"]), "第")?;
        let (at, nth) = w.small(w.spaces(at), 1, 53)?;
        let end = w.any(w.spaces(w.skip(at, &["个"])), &["周", "星期", "礼拜"])?;
        (!w.has_any(end, "年岁一二三四五六日天末")).then_some((end, i32::from(nth)))
    }

    fn quarter(&self, i: usize) -> Option<(usize, Count)> {
        let w = self.words;
        if let Some(found) = w.entry(i, QUARTERS) {
            return Some(found);
        }
        if let Some(at) = w.word(i, "q").filter(|_| !w.before(i).is_ascii_alphanumeric()) {
            let (end, nth) = w.small(at, 1, 4)?;
            return (!w.at(end).is_ascii_alphanumeric()).then_some((end, Count::Is(i32::from(nth))));
        }
        let numbered = w.skip(i, &["第"]);
        let (at, nth) = w.small(numbered, 1, 4)?;
        let at = w.skip(at, &["个"]);
        let end = w.word(at, "季度").or_else(|| w.word(at, "季").filter(|_| numbered > i && w.before(i) == '年'))?;
        let is_length = w.before(at) == '个' && numbered == i;
        (!is_length).then_some((end, Count::Is(i32::from(nth))))
    }

    /// A month: place behind it, its number, whether it is lunar, and a leap month.
    fn month(&self, i: usize) -> Option<(usize, Count, bool, bool)> {
        let w = self.words;
        if let Some((end, count)) = w.entry(i, MONTHS) {
            return (!w.has_any(end, "台子球亮")).then_some((end, count, false, false));
        }
        let lunar = [("正月", 1), ("冬月", 11), ("腊月", 12), ("臘月", 12)];
        if let Some((end, month)) = w.entry(i, &lunar) {
            return Some((end, Count::Is(month), true, false));
        }
        let leap = w.skip(i, &["闰"]);
        let (at, month) = w.small(leap, 1, 12)?;
        let end = w.one(w.spaces(at), "月")?;
        if w.has_any(end, "饼球台亮") || (leap == i && w.word(i, "零").is_some()) {
            return None;
        }
        let is_leap = leap > i;
        let end = if is_leap { end } else { w.skip(end, &["份"]) };
        Some((end, Count::Is(i32::from(month)), is_leap, is_leap))
    }

    /// What may follow a month that began at `i`.
    fn month_tail(&self, i: usize, end: usize, moment: Moment) -> Option<(usize, Moment)> {
        let w = self.words;
        let at = w.spaces(w.skip(end, &["的"]));
        if let Some((end, moment)) = self.part(at, moment) {
            return Some((end, moment));
        }
        if let Some((end, day, is_lunar)) = self.day_of_month(at, moment) {
            return Some((end, Moment { day: Some(Count::Is(day)), is_lunar, ..moment }));
        }
        if let Some((end, nth, weekday)) = self.nth_weekday(at) {
            return Some((end, Moment { nth: Some(nth), weekday: Some(Weekday::Day(weekday)), ..moment }));
        }
        if let Some((end, nth)) = self.nth_week(end) {
            return Some((end, Moment { week: Some(Count::Is(nth)), ..moment }));
        }
        if let Some((end, part)) = w.entry(at, &[("伊始", Part::Opening), ("中", Part::Middle)])
            && (part == Part::Opening || (self.is_open && at + 1 >= w.len()))
        {
            return Some((end, Moment { part: Some(part), ..moment }));
        }
        // A bare month in Chinese numerals is too often part of a name, or a length: 一月有余.
        let is_plain = w.at(i).is_ascii_digit() || moment.year.is_some() || !is_numeral(w.at(i));
        if !self.is_open && (!is_plain || moment.is_leap && moment.year.is_none()) {
            return None;
        }
        Some((end, moment))
    }

    /// A day behind its month; whether it is lunar.
    fn day_of_month(&self, i: usize, moment: Moment) -> Option<(usize, i32, bool)> {
        let w = self.words;
        if let Some((end, day)) = self.first_days(i) {
            return Some((end, day, true));
        }
        let number = w.number(i)?;
        let (at, day) = w.small(i, 1, 31)?;
        let day = i32::from(day);
        if let Some(end) = w.one(w.spaces(at), "日号") {
            return (!w.has_any(end, "线楼令机")).then_some((end, day, moment.is_lunar));
        }
        let is_han = !number.is_ascii && !number.is_digits;
        let is_ended = !w.has_any(at, "个点时分月年百千万多余,.:") || w.has_any(at, ",.") ;
        // 八月十五, 五月廿二, 腊月18: without 日 the lunar calendar counts so.
        if (is_han || moment.is_lunar) && is_ended && (2..=30).contains(&day) {
            let is_known = moment.is_lunar || w.has_any(i, "廿") || (self.is_open && day > 10);
            if is_known {
                return Some((at, day, true));
            }
        }
        let is_bare = self.is_open && is_ended && !w.has_any(at, "-~到至天周");
        is_bare.then_some((at, day, moment.is_lunar))
    }

    /// 初一 to 初十.
    fn first_days(&self, i: usize) -> Option<(usize, i32)> {
        let w = self.words;
        let at = w.one(i, "初")?;
        let number = w.number(at)?;
        let is_day = (1..=10).contains(&number.value) && number.n_chars == 1;
        is_day.then_some((at + 1, i32::try_from(number.value).ok()?))
    }

    /// 上旬, 初, 底 behind a month or quarter.
    fn part(&self, i: usize, moment: Moment) -> Option<(usize, Moment)> {
        let w = self.words;
        let parts = [
            ("上旬", Part::Ten(0)), ("中旬", Part::Ten(1)), ("下旬", Part::Ten(2)), ("月初", Part::Early), ("月底", Part::Late), ("月末", Part::Late),
            ("初", Part::Early), ("底", Part::Late), ("末", Part::Late),
        ];
        let (end, part) = w.entry(i, &parts)?;
        let is_other = match part {
            Part::Early => w.has_any(end, "一二三四五六七八九十1234567890步级中期次衷"),
            _ => false,
        };
        (!is_other).then_some((end, Moment { part: Some(part), ..moment }))
    }

    /// 第一个星期一, 最后一个周三.
    fn nth_weekday(&self, i: usize) -> Option<(usize, i32, u8)> {
        let w = self.words;
        let i = w.skip(i, &["的"]);
        let (at, nth) = match w.any(i, &["最后一个", "最后1个", "最后个"]) {
            Some(at) => (at, -1),
            None => {
                let (at, nth) = w.small(w.spaces(w.word(i, "第")?), 1, 5)?;
                (w.skip(w.spaces(at), &["个"]), i32::from(nth))
            }
        };
        match self.bare_weekday(w.spaces(at))? {
            (end, Weekday::Day(weekday)) => Some((end, nth, weekday)),
            _ => None,
        }
    }

    /// 星期三, 周日, 周末.
    fn bare_weekday(&self, i: usize) -> Option<(usize, Weekday)> {
        let w = self.words;
        let at = w.any(i, &["星期", "礼拜", "周"])?;
        let days = [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("日", 7), ("天", 7)];
        if let Some(end) = w.word(at, "末") {
            return Some((end, Weekday::Weekend));
        }
        if let Some((end, day)) = w.entry(at, &days) {
            return Some((end, Weekday::Day(day)));
        }
        let (end, day) = w.small(at, 1, 7).filter(|_| self.is_open && w.at(at).is_ascii_digit())?;
        (!w.has_any(end, "年岁次天个")).then_some((end, Weekday::Day(day)))
    }

    /// 上周, 下下周三, 这个星期, 周五.
    fn week_date(&self, i: usize) -> Option<(usize, Moment)> {
        let w = self.words;
        if let Some((end, nth, weekday)) = self.nth_weekday(i).filter(|_| self.is_open) {
            let moment = Moment { nth: Some(nth), weekday: Some(Weekday::Day(weekday)), ..Moment::default() };
            return Some((end, moment));
        }
        let (at, week) = self.week_prefix(i);
        if let Some((end, weekday)) = self.bare_weekday(at) {
            if week.is_none() && !self.is_open {
                return None;
            }
            let moment = Moment { week: week.map(Count::From), weekday: Some(weekday), ..Moment::default() };
            return Some((end, moment));
        }
        let week = week?;
        let end = w.any(at, &["星期", "礼拜", "周"])?;
        (!w.has_any(end, "期边围年岁报刊密")).then_some((end, Moment { week: Some(Count::From(week)), ..Moment::default() }))
    }

    /// What tells the week: 上上个, 这, 下; none where nothing of it stands there.
    fn week_prefix(&self, i: usize) -> (usize, Option<i32>) {
        let w = self.words;
        let run = |c: char| (i..i + 6).take_while(|&at| w.at(at) == c).count();
        let (n_last, n_next) = (run('上'), run('下'));
        let (at, week) = if n_last > 0 {
            (i + n_last, -i32::try_from(n_last).unwrap_or(1))
        } else if n_next > 0 {
            (i + n_next, i32::try_from(n_next).unwrap_or(1))
        } else if let Some(at) = w.any(i, &["这", "本", "今", "呢"]) {
            (at, 0)
        } else {
            return (i, None);
        };
        (w.skip(at, &["一个", "1个", "个", "一", "1"]), Some(week))
    }

    fn relative_day(&self, i: usize) -> Option<(usize, Moment)> {
        let w = self.words;
        if self.is_open && let Some((end, nth)) = w.word(i, "第").and_then(|at| w.small(at, 3, 31)) {
            let end = w.one(end, "天日")?;
            return Some((end, Moment { day: Some(Count::Same(i32::from(nth) - 1)), ..Moment::default() }));
        }
        let (end, (day, day_part)) = w.entry(i, DAYS)?;
        // 前日本首相 is no day, and 次日 follows the day before it.
        if w.has_any(end, "本元") && w.before(end) == '日' {
            return None;
        }
        Some((end, Moment { day: Some(day), day_part, ..Moment::default() }))
    }

    /// A day without its month: 23日; in the lunar calendar 初五, 大年初一.
    fn bare_day(&self, i: usize, moment: Moment) -> Option<(usize, Moment)> {
        let w = self.words;
        let new_year = w.skip(i, &["大年"]);
        if let Some((end, day)) = self.first_days(new_year) {
            let month = (new_year > i).then_some(Count::Is(1));
            let is_day = month.is_some() || (!self.is_open && !w.has_any(end, "学年级班中"));
            return is_day.then_some((end, Moment { month, day: Some(Count::Is(day)), is_lunar: true, ..moment }));
        }
        let number = w.number(i)?;
        let (at, day) = w.small(i, 1, 31)?;
        let end = w.one(w.spaces(at), "日号")?;
        let is_plain = number.is_ascii || self.is_open;
        let is_count = w.has_any(end, "内后前间均夜常益元報报電电游线楼") && !(self.is_open && w.has_any(end, "前后"));
        let is_inner = matches!(w.before(i), '月' | '第' | '每' | '近' | '约' | '逾' | '-' | '/' | '至' | '.');
        let is_joined = matches!(w.before(i), '-' | '至') && !w.before(i.saturating_sub(1)).is_ascii_digit();
        let is_inner = is_inner && !is_joined && !(self.is_open && w.before(i) == '月');
        (is_plain && !is_count && !is_inner).then_some((end, Moment { day: Some(Count::Is(i32::from(day))), ..moment }))
    }

    fn festival_at(&self, i: usize) -> Option<(usize, u16)> {
        let (n, index) = festival::find(self.words.at(i), |n| self.words.at(i + n))?;
        let festival = festival::get(index)?;
        (self.is_open || festival.is_common).then_some((n, index))
    }

    fn festival(&self, i: usize) -> Option<(usize, Moment)> {
        let w = self.words;
        let (n, index) = self.festival_at(i)?;
        let end = i + n;
        let festival = festival::get(index)?;
        let is_word = self.is_open || {
            let is_solar_word = matches!(festival.rule, festival::Rule::Term(_)) || n == 2;
            let is_number = is_numeral(w.at(i)) && (is_numeral(w.before(i)) || is_numeral(w.at(end)));
            let is_name = is_solar_word && w.has_any(end, "路街村镇乡县区市山桥河湖寺园社巷厅派联届大个级名项些点种号条国杯歌奖门人秋");
            let is_bare_term = matches!(festival.rule, festival::Rule::Term(_)) && w.word(i, "雨水").is_some();
            let is_snow = w.any(i, &["大雪", "小雪", "大寒", "小寒", "大暑", "小满", "清明", "惊蛰"]).is_some()
                && !w.has_any(end, "节前时当之后期,、)是这");
            !is_number && !is_name && !is_bare_term && !is_snow && !(n == 3 && w.word(i, "618").is_some())
        };
        is_word.then_some((end, Moment { festival: Some(index), ..Moment::default() }))
    }

    /// A date in numbers: `2020-03-18`, `2020/3/18`, `20200318`.
    fn numeric(&self, i: usize) -> Option<(usize, Moment)> {
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
            let moment = point(i32::try_from(first.value / 10_000).ok()?, first.value / 100 % 100, first.value % 100)?;
            return (!w.has_any(at, ".-/")).then_some((at, moment));
        }
        let (second_at, separator) = self.separator(at)?;
        let second = w.number(second_at).filter(|n| n.n_chars <= 2 && n.is_ascii)?;
        let third = self.separator(second_at + second.n_chars).and_then(|(third_at, again)| {
            let third = w.number(third_at).filter(|n| n.is_ascii && matches!(n.n_chars, 1 | 2 | 4))?;
            (again == separator || self.is_open).then_some((third_at + third.n_chars, third))
        });
        if let Some((end, third)) = third {
            if w.at(end).is_ascii_digit() || (w.has_any(end, ".-/") && w.at(end + 1).is_ascii_digit() && !(self.is_open && w.at(end) == '-')) {
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
            return Some((end, self.short_date(separator, first.value, first.n_chars, second.value, third)?)).and_then(
                |(end, (year, month, day))| {
                    let moment = point(year, month, day).or_else(|| point(year, day, month))?;
                    Some((end, moment))
                },
            );
        }
        let end = second_at + second.n_chars;
        if !self.is_open || w.at(end).is_ascii_digit() || w.has_any(end, "月日年号%倍点时:") || separator == ' ' {
            return None;
        }
        if first.n_chars == 4 && separator != '.' && second.n_chars == 2 && (1..=12).contains(&second.value) {
            let month = Some(Count::Is(i32::try_from(second.value).ok()?));
            let year = Some(Year::Is(i32::try_from(first.value).ok()?));
            return Some((end, Moment { year, month, ..Moment::default() }));
        }
        if separator == '/' && first.n_chars <= 2 && w.at(end) != '/' {
            let moment = point(0, first.value, second.value).or_else(|| point(0, second.value, first.value))?;
            return Some((end, Moment { year: None, ..moment }));
        }
        None
    }

    fn separator(&self, i: usize) -> Option<(usize, char)> {
        let c = self.words.at(i);
        let is_separator = matches!(c, '-' | '/' | '.') || (c == ' ' && self.is_open);
        is_separator.then_some((i + 1, c))
    }

    /// Year, month, day of a date with a year of two digits, or with the year last.
    fn short_date(&self, separator: char, first: u32, n_first: usize, second: u32, third: super::words::Number) -> Option<(i32, u32, u32)> {
        let full = |year: u32| i32::try_from(if year < 50 { 2000 + year } else { 1900 + year }).ok();
        if third.n_chars == 4 {
            return Some((i32::try_from(third.value).ok()?, second, first));
        }
        if separator == '-' && (n_first == 2 || first > 31) && second <= 12 {
            return Some((full(first)?, second, third.value));
        }
        Some((full(third.value)?, second, first))
    }

    /// The first or last units of a time: 前两个季度, 后三月, 最后3周.
    pub(super) fn portion(&self, i: usize) -> Option<(usize, i32, Unit)> {
        let w = self.words;
        let at = w.spaces(w.skip(i, &["的"]));
        let heads = [("前面", 1), ("前", 1), ("头", 1), ("最初", 1), ("最后", -1), ("后面", -1), ("后", -1), ("末", -1)];
        let (at, sign) = w.entry(at, &heads)?;
        let (at, n) = w.small(w.spaces(at), 1, 60)?;
        let at = w.spaces(at);
        let measured = w.skip(at, &["个"]);
        let (end, unit) = match w.any(measured, &["月", "季"]) {
            Some(end) if w.at(measured) == '月' => (w.skip(end, &["份"]), Unit::Month),
            Some(end) => (w.skip(end, &["度"]), Unit::Quarter),
            None => {
                let (end, unit, _) = self.unit(measured, measured > at)?;
                (end, unit)
            }
        };
        Some((end, sign * i32::from(n), unit))
    }
}
