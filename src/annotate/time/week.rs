//! Grammar of weeks and their days: 上周五, 这个星期, 十月的第一个星期一.

use super::grammar::Grammar;
use super::moment::{Count, Moment, Weekday};

impl Grammar<'_> {
    /// The day of the week that is told beside a day: `(星期三)`, `，星期一`.
    pub(super) fn weekday_note(&self, i: usize, moment: &mut Moment) -> usize {
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
    pub(super) fn dated_weekday(&self, i: usize, moment: &mut Moment) -> usize {
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

    /// The n-th week of a year; 2021年的第一周.
    pub(super) fn nth_in_year(&self, i: usize, moment: Moment) -> Option<(usize, Moment)> {
        let (end, nth) = self.nth_week(i)?;
        Some((end, Moment { week: Some(Count::Is(nth)), ..moment }))
    }

    pub(super) fn nth_week(&self, i: usize) -> Option<(usize, i32)> {
        let w = self.words;
        let at = w.word(w.skip(i, &["的"]), "第")?;
        let (at, nth) = w.small(w.spaces(at), 1, 53)?;
        let end = w.any(w.spaces(w.skip(at, &["个"])), &["周", "星期", "礼拜"])?;
        (!w.has_any(end, "年岁一二三四五六日天末")).then_some((end, i32::from(nth)))
    }

    /// 第一个星期一, 最后一个周三.
    pub(super) fn nth_weekday(&self, i: usize) -> Option<(usize, i32, u8)> {
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
    pub(super) fn bare_weekday(&self, i: usize) -> Option<(usize, Weekday)> {
        let w = self.words;
        // 上個拜三
        let short =
            w.word(i, "拜").filter(|_| w.before(i) == '个' && w.has_any(i.wrapping_sub(2), "上下今呢这"));
        let at = w.any(i, &["星期", "礼拜", "周"]).or(short)?;
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
    pub(super) fn week_date(&self, i: usize) -> Option<(usize, Moment)> {
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
        (!w.has_any(end, "期边围年岁报刊密"))
            .then_some((end, Moment { week: Some(Count::From(week)), ..Moment::default() }))
    }

    /// What tells the week: 上上个, 这, 下; none where nothing of it stands there.
    pub(super) fn week_prefix(&self, i: usize) -> (usize, Option<i32>) {
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
}
