//! Grammar of the time of day: 下午3点半, 晚上18:30, 零点一刻, 3pm.

use super::grammar::Grammar;
use super::moment::{DayPart, Moment};
use super::vocabulary::{DAY_PARTS, SHORT_PARTS};

impl Grammar<'_> {
    /// A part of the day by its full name.
    pub(in crate::annotate) fn day_part(&self, i: usize) -> Option<(usize, DayPart)> {
        self.words.entry(i, DAY_PARTS)
    }

    /// A part of the day, also by a single character.
    pub(super) fn short_day_part(&self, i: usize) -> Option<(usize, DayPart)> {
        self.day_part(i).or_else(|| self.words.entry(i, SHORT_PARTS))
    }

    /// A time of day with at least an hour, put into `moment`; a part of the day said before is in it already.
    pub(super) fn clock(&self, i: usize, moment: &mut Moment) -> Option<usize> {
        let w = self.words;
        let mut i = w.spaces(i);
        let mut part = moment.day_part;
        let about = w.skip(i, &["大约", "大概", "约"]);
        let mut is_approximate = about > i;
        i = about;
        if let Some((end, found)) = self.short_day_part(i) {
            part = Some(found);
            i = w.spaces(w.skip(end, &["的"]));
        }
        let about = w.skip(i, &["大约", "大概", "约"]);
        is_approximate |= about > i;
        i = about;
        let mut time = Moment { day_part: part, ..*moment };
        let mut end = self.colon_time(i, &mut time).or_else(|| self.hour_time(i, &mut time))?;
        let around = w.skip(end, &["左右", "前后"]);
        is_approximate |= around > end;
        end = around;
        time.is_approximate |= is_approximate;
        place_in_half(&mut time)?;
        *moment = time;
        Some(end)
    }

    /// `15:15`, `17:55:23`, `3:30pm`, `11:00时`.
    fn colon_time(&self, i: usize, time: &mut Moment) -> Option<usize> {
        let w = self.words;
        let (mut at, hour) = w.small(i, 0, 24).filter(|_| w.at(i).is_ascii_digit())?;
        at = w.spaces(at);
        at = w.spaces(w.one(at, ":")?);
        let minutes = w.number(at).filter(|n| n.n_chars == 2 && n.value < 60 && n.is_ascii)?;
        at += 2;
        time.hour = Some(hour);
        time.minute = u8::try_from(minutes.value).ok();
        time.second = None;
        if let Some(next) = w.one(at, ":") {
            let seconds = w.number(next).filter(|n| n.n_chars == 2 && n.value < 60 && n.is_ascii);
            if let Some(seconds) = seconds {
                time.second = u8::try_from(seconds.value).ok();
                at = next + 2;
                // Fractions of a second.
                if let Some(fraction) = w.one(at, ".").filter(|&next| w.at(next).is_ascii_digit()) {
                    at = fraction + w.number(fraction)?.n_chars;
                }
            }
        }
        if w.at(at).is_ascii_digit() {
            return None;
        }
        at = w.skip(at, &["时", "分"]);
        time.is_hour_open = hour <= 12 && hour > 0 && time.day_part.is_none();
        Some(self.latin_half(at, time).unwrap_or(at))
    }

    /// `a.m.`, `pm` behind a time.
    fn latin_half(&self, i: usize, time: &mut Moment) -> Option<usize> {
        let w = self.words;
        let at = w.spaces(i);
        let halves = [
            ("a.m.", DayPart::Forenoon),
            ("p.m.", DayPart::Afternoon),
            ("a.m", DayPart::Forenoon),
            ("p.m", DayPart::Afternoon),
            ("am", DayPart::Forenoon),
            ("pm", DayPart::Afternoon),
            ("a", DayPart::Forenoon),
            ("p", DayPart::Afternoon),
        ];
        let (end, part) = w.entry(at, &halves)?;
        if w.at(end).is_ascii_alphanumeric() {
            return None;
        }
        time.day_part = Some(part);
        time.is_hour_open = false;
        Some(end)
    }

    /// `三点`, `3时15分`, `三点一刻`, `20时30分15秒`, `3pm`.
    fn hour_time(&self, i: usize, time: &mut Moment) -> Option<usize> {
        let w = self.words;
        let (at, hour) = w.small(i, 0, 24)?;
        time.hour = Some(hour);
        time.minute = None;
        time.second = None;
        time.is_hour_open = (1..=12).contains(&hour) && time.day_part.is_none() && !w.has_any(i, "0零");
        let at = w.spaces(at);
        if let Some(end) = self.latin_half(at, time).filter(|_| self.is_open && w.at(i).is_ascii_digit()) {
            return Some(end);
        }
        let more = w.skip(at, &["来", "多"]);
        let mut end = w.one(more, "点时")?;
        if w.any(end, &["间", "候", "代", "期", "尚", "评", "赞", "击", "名", "心", "滴", "子", "球", "数"])
            .is_some()
        {
            return None;
        }
        if let Some(at) = w.any(end, &["多钟", "多"]) {
            time.is_approximate = true;
            return Some(at);
        }
        if let Some(at) = w.word(end, "整") {
            time.minute = Some(0);
            return Some(at);
        }
        // 零点五 and 二十点六 are decimals.
        let is_decimal = time.day_part.is_none()
            && w.before(end) == '点'
            && w.number(end).is_some_and(|n| n.n_chars == 1 && !w.has_any(end + 1, "分刻"));
        if is_decimal {
            return None;
        }
        end = w.skip(end, &["钟"]);
        Some(self.minutes(w.spaces(end), time).unwrap_or(end))
    }

    /// What follows the hour: `半`, `一刻`, `15分20秒`, `零五`, Cantonese `搭三`.
    fn minutes(&self, i: usize, time: &mut Moment) -> Option<usize> {
        let w = self.words;
        let i = w.skip(i, &["过"]);
        for (word, minute) in [("半", 30), ("搭半", 30), ("一刻", 15), ("1刻", 15), ("三刻", 45), ("3刻", 45)]
        {
            if let Some(end) = w.word(i, word) {
                time.minute = Some(minute);
                return Some(w.skip(end, &["钟"]));
            }
        }
        if let Some((end, fives)) = w.one(i, "搭踏").and_then(|at| w.small(at, 1, 11)) {
            time.minute = Some(fives * 5);
            return Some(w.skip(end, &["个字"]));
        }
        let number = w.number(i)?;
        let (at, minute) = w.small(i, 0, 59)?;
        let at = w.spaces(at);
        if let Some(mut end) = w.one(at, "分") {
            end = w.skip(end, &["钟"]);
            time.minute = Some(minute);
            if let Some((at, second)) = w.small(w.spaces(end), 0, 59)
                && let Some(at) = w.one(w.spaces(at), "秒")
            {
                time.second = Some(second);
                end = w.skip(at, &["钟"]);
            }
            return Some(end);
        }
        // Bare minutes: two digits, or 零五, 二十. A single one is Cantonese for fives, or the decimal of a number.
        let is_two = number.n_chars >= 2 && number.n_chars <= 3 && w.number(i).is_some_and(|n| n.value < 60);
        let is_ended = !w.has_any(at, "月日号年天点时个万千百%度元岁人名.:");
        if is_two && is_ended && (self.is_open || number.is_ascii) {
            time.minute = Some(minute);
            return Some(at);
        }
        if self.is_open
            && is_ended
            && number.n_chars == 1
            && (1..=11).contains(&minute)
            && !number.is_ascii
            && time.day_part.is_some()
            && at >= w.len()
        {
            time.minute = Some(minute * 5);
            return Some(at);
        }
        None
    }
}

/// Reckons the part of the day into the hour; `None` where there is no such time.
fn place_in_half(time: &mut Moment) -> Option<()> {
    let hour = time.hour?;
    let late = match time.day_part {
        Some(DayPart::Afternoon | DayPart::Dusk) => hour < 12,
        Some(DayPart::Noon) => hour < 10,
        Some(DayPart::Evening) => (5..12).contains(&hour),
        Some(DayPart::Night) => (6..12).contains(&hour),
        _ => false,
    };
    let is_midnight =
        matches!(time.day_part, Some(DayPart::Evening | DayPart::Night | DayPart::Midnight)) && hour == 12;
    let is_dawn = time.day_part == Some(DayPart::Dawn) && hour == 12;
    time.hour = Some(match () {
        () if is_midnight => 24,
        () if is_dawn => 0,
        () if late => hour + 12,
        () => hour,
    });
    let minute = time.minute.unwrap_or(0);
    if time.hour == Some(24) && minute > 0 {
        // Half past midnight belongs to the next day, which the words do not say; only the hour itself closes a day.
        time.hour = Some(0);
    }
    (time.hour? <= 24).then_some(())
}
