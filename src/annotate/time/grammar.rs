//! Grammar of dates: what may stand in a date, from the year down to the day of the week.
//!
//! Each reader takes the place of a character and gives the place behind what it read. [`super::phrase`] puts dates together
//! to ranges and the rest; [`super::clock`] reads times of day, [`mod@super::length`] lengths.

use super::festival;
use super::moment::{Count, Moment, Part, Unit, Weekday, Year};
use super::vocabulary::{DAYS, MONTHS, QUARTERS};
use super::words::{Words, is_numeral};

/// Reads the words of times.
pub(in crate::annotate) struct Grammar<'a> {
    /// The words.
    pub(in crate::annotate) words: &'a Words,
    /// Also what is only a time when somebody asks for one: 12号, 下午, 18年, 3pm, 10/1. In running text it is too often none.
    pub(in crate::annotate) is_open: bool,
}

impl Grammar<'_> {
    /// A date, a time of day, or both.
    pub(in crate::annotate) fn moment(&self, i: usize) -> Option<(usize, Moment)> {
        if let Some((end, mut moment)) = self.date(i) {
            // 十一点 is an hour, not an hour behind the first of October.
            let mut hour = Moment::default();
            if moment.festival.is_some()
                && let Some(at) = self.clock(i, &mut hour).filter(|&at| at > end)
            {
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
        if let Some((end, part)) =
            self.short_day_part(at).filter(|_| self.is_open && moment.day_part.is_none())
        {
            let is_word = end > at + 1 || !self.words.has_any(end, "会报宴餐饭场间");
            if is_word {
                moment.day_part = Some(part);
                return (end, moment);
            }
        }
        (end, moment)
    }

    /// 左右, 前后 behind a date.
    pub(super) fn around(&self, i: usize, moment: &mut Moment) -> usize {
        let end = self.words.skip(i, &["左右", "前后"]);
        moment.is_approximate |= end > i;
        end
    }

    pub(super) fn date(&self, i: usize) -> Option<(usize, Moment)> {
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
        if let Some((end, year)) = self.common_era(calendar).or_else(|| self.bracketed_year(calendar)) {
            return Some(self.year_tail(end, Moment { year: Some(year), is_lunar, ..Moment::default() }));
        }
        let solar = w.skip(calendar, &["公历", "阳历", "新历", "公元"]);
        let at = w.spaces(solar);
        if let Some((end, year)) = self.year(at) {
            // Under the emperors months were the lunar calendar's; in Japan they no longer were from Meiji's time on.
            let is_reign = self.era_year(at).is_some()
                && w.word(at, "明治").is_none()
                && matches!(year, Year::Is(year) if year < 1912);
            let moment = Moment { year: Some(year), is_lunar: is_lunar || is_reign, ..Moment::default() };
            return Some(self.year_tail(end, moment));
        }
        let moment = Moment { is_lunar, ..Moment::default() };
        self.below_year(at, moment)
            .or_else(|| self.relative_day(i))
            .or_else(|| self.week_date(i))
            .or_else(|| self.bare_day(at, moment))
    }

    /// Half, quarter, season or month of a year, with what follows.
    pub(super) fn below_year(&self, i: usize, moment: Moment) -> Option<(usize, Moment)> {
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
            let is_season = named > end || (has_year && !w.has_any(end, "节运晚分至秋招耕游联"));
            return is_season.then_some((named, Moment { season: Some(season), ..moment }));
        }
        None
    }

    pub(super) fn quarter(&self, i: usize) -> Option<(usize, Count)> {
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
        let end = w
            .word(at, "季度")
            .or_else(|| w.word(at, "季").filter(|_| numbered > i && w.before(i) == '年'))?;
        let is_length = w.before(at) == '个' && numbered == i;
        (!is_length).then_some((end, Count::Is(i32::from(nth))))
    }

    /// A month: place behind it, its number, whether it is lunar, and a leap month.
    pub(super) fn month(&self, i: usize) -> Option<(usize, Count, bool, bool)> {
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
        let is_ended = !w.has_any(at, "个点时分月年百千万多余,.:") || w.has_any(at, ",.");
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
            ("上旬", Part::Ten(0)),
            ("中旬", Part::Ten(1)),
            ("下旬", Part::Ten(2)),
            ("月初", Part::Early),
            ("月底", Part::Late),
            ("月尾", Part::Late),
            ("月末", Part::Late),
            ("初", Part::Early),
            ("底", Part::Late),
            ("末", Part::Late),
            ("尾", Part::Late),
        ];
        let (end, part) = w.entry(i, &parts)?;
        let is_other = match part {
            Part::Late if w.before(end) == '尾' => w.has_any(end, "声随巴盘货款部端数气牌"),
            Part::Early => w.has_any(end, "一二三四五六七八九十1234567890步级中期次衷"),
            _ => false,
        };
        (!is_other).then_some((end, Moment { part: Some(part), ..moment }))
    }

    fn relative_day(&self, i: usize) -> Option<(usize, Moment)> {
        let w = self.words;
        if self.is_open
            && let Some((end, nth)) = w.word(i, "第").and_then(|at| w.small(at, 3, 31))
        {
            let end = w.one(end, "天日")?;
            return Some((end, Moment { day: Some(Count::Same(i32::from(nth) - 1)), ..Moment::default() }));
        }
        let (end, (day, day_part)) = w.entry(i, DAYS)?;
        // 前日本首相 is no day, and 次日 follows the day before it.
        if w.has_any(end, "本元") && w.before(end) == '日' {
            return None;
        }
        // 听日语, 寻日方: only Cantonese makes days of these.
        if w.has_any(i, "听寻琴") && w.has_any(end, "语文剧方军系式韩中俄美德法媒记期照")
        {
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
            return is_day
                .then_some((end, Moment { month, day: Some(Count::Is(day)), is_lunar: true, ..moment }));
        }
        let number = w.number(i)?;
        let (at, day) = w.small(i, 1, 31)?;
        let end = w.one(w.spaces(at), "日号")?;
        let is_plain = number.is_ascii || self.is_open;
        let is_count =
            w.has_any(end, "内后前间均夜常益元報报電电游线楼") && !(self.is_open && w.has_any(end, "前后"));
        let is_inner =
            matches!(w.before(i), '月' | '第' | '每' | '近' | '约' | '逾' | '-' | '/' | '至' | '.');
        let is_joined = matches!(w.before(i), '-' | '至') && !w.before(i.saturating_sub(1)).is_ascii_digit();
        let is_inner = is_inner && !is_joined && !(self.is_open && w.before(i) == '月');
        (is_plain && !is_count && !is_inner)
            .then_some((end, Moment { day: Some(Count::Is(i32::from(day))), ..moment }))
    }

    pub(super) fn festival_at(&self, i: usize) -> Option<(usize, u16)> {
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
            let is_name = is_solar_word
                && w.has_any(
                    end,
                    "路街村镇乡县区市山桥河湖寺园社巷厅派联届大个级名项些点种号条国杯歌奖门人秋",
                );
            let is_bare_term =
                matches!(festival.rule, festival::Rule::Term(_)) && w.word(i, "雨水").is_some();
            let is_snow =
                w.any(i, &["大雪", "小雪", "大寒", "小寒", "大暑", "小满", "清明", "惊蛰"]).is_some()
                    && !w.has_any(end, "节前时当之后期,、)是这");
            let is_plain_number = n == 3 && w.word(i, "618").is_some();
            !(is_number || is_name || is_bare_term || is_snow || is_plain_number)
        };
        is_word.then_some((end, Moment { festival: Some(index), ..Moment::default() }))
    }

    /// The first or last units of a time: 前两个季度, 后三月, 最后3周.
    pub(super) fn portion(&self, i: usize) -> Option<(usize, i32, Unit)> {
        let w = self.words;
        let at = w.spaces(w.skip(i, &["的"]));
        let heads = [
            ("前面", 1),
            ("前", 1),
            ("头", 1),
            ("最初", 1),
            ("最后", -1),
            ("后面", -1),
            ("后", -1),
            ("末", -1),
        ];
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
