//! Grammar of what is made of dates: ranges, before and after, so long ago, every so often.

use super::grammar::Grammar;
use super::moment::{Bound, Count, Length, Meaning, Moment, Unit, Weekday, Year};

impl Grammar<'_> {
    /// The words of a time that begin at `i`: the place behind them, and what they mean.
    pub(in crate::annotate) fn phrase(&self, i: usize) -> Option<(usize, Meaning)> {
        if let Some(found) = self.set(i) {
            return Some(found);
        }
        if self.is_open
            && let Some(found) = self.instant(i).or_else(|| self.led(i)).or_else(|| self.rolling(i))
        {
            return Some(found);
        }
        let dated = self.dated(i);
        let lasting = self.lasting(i);
        match (dated, lasting) {
            (Some(dated), Some(lasting)) if lasting.0 > dated.0 => Some(lasting),
            (Some(dated), _) => Some(dated),
            (None, lasting) => lasting,
        }
    }

    /// Behind 从 or 自: a range, or a beginning.
    fn led(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        if let Some((end, length)) = w.any(i, &["再过"]).and_then(|at| self.length(w.spaces(at))) {
            return Some((end, Meaning::Shift(length, 1)));
        }
        if let Some(at) = w.any(i, &["截止到", "截至到", "截止", "截至", "直到"]) {
            let (end, moment) = self.moment(w.spaces(at))?;
            return Some((end, Meaning::Bounded(moment, Bound::Before)));
        }
        let at = w.any(i, &["从", "自", "由"])?;
        if let Some((end, meaning)) = self.year_range(w.spaces(at)) {
            return Some((end, meaning));
        }
        let (end, meaning) = self.dated(w.spaces(at))?;
        match meaning {
            Meaning::Between(..) => Some((w.skip(end, &["止", "为止"]), meaning)),
            Meaning::Bounded(_, Bound::Since) => Some((end, meaning)),
            _ => None,
        }
    }

    /// `2016到2018`: years without 年, behind 从 only.
    fn year_range(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        let year = |i: usize| {
            let number = w.number(i).filter(|n| n.n_chars == 4 && n.is_digits)?;
            let year = Some(Year::Is(i32::try_from(number.value).ok()?));
            Some((i + 4, Moment { year, ..Moment::default() }))
        };
        let (at, first) = year(i)?;
        let (end, last) = year(self.joiner(at)?)?;
        let is_plain = !w.has_any(end, "年-/.月");
        is_plain.then_some((end, Meaning::Between(first, last)))
    }

    /// What joins the two ends of a range.
    pub(super) fn joiner(&self, i: usize) -> Option<usize> {
        let w = self.words;
        let i = w.spaces(i);
        let at = if w.at(i) == '-' {
            let n = (i..i + 4).take_while(|&at| w.at(at) == '-').count();
            i + n
        } else {
            w.any(i, &["起至", "起到", "一直到", "直到", "到", "至", "~"])?
        };
        Some(w.spaces(at))
    }

    /// A date or time, a range, or what lies on one side of it.
    pub(super) fn dated(&self, i: usize) -> Option<(usize, Meaning)> {
        if let Some(found) = self.short_range(i, Moment::default()) {
            return Some(found);
        }
        let (end, first) = self.moment(i)?;
        if let Some(found) = self.short_range(self.words.spaces(end), first) {
            return Some(found);
        }
        if let Some(found) = self.range_end(end, first) {
            return Some(found);
        }
        // 2020年前三季度 is a stretch for every reader; 前两周 asks for a moment to count from.
        let is_year = first.year.is_some() && first.month.is_none() && first.half.is_none();
        let portion = self.portion(end).filter(|(_, _, unit)| {
            let is_plain = !first.has_time() && first.day.is_none();
            is_plain && (self.is_open || is_year && matches!(unit, Unit::Month | Unit::Quarter))
        });
        if let Some((end, n, unit)) = portion {
            return Some((end, Meaning::Portion(first, n, unit)));
        }
        if !self.is_open {
            return Some((end, Meaning::At(first)));
        }
        Some(self.bound(end, first))
    }

    /// A range whose first end leaves out the unit: `20至21日`, `0—24时`, `1-五月`, `1995–1997年`.
    fn short_range(&self, i: usize, prefix: Moment) -> Option<(usize, Meaning)> {
        let w = self.words;
        let mut prefix = prefix;
        let mut i = i;
        if prefix.day_part.is_none()
            && let Some((at, part)) = self.day_part(i)
        {
            prefix.day_part = Some(part);
            i = at;
        }
        // 第1-3季度, 一至三季度
        i = w.skip(i, &["第"]);
        let number = w.number(i)?;
        let second_at = self.joiner(i + number.n_chars)?;
        let second = w.number(second_at)?;
        let value = i32::try_from(number.value).ok()?;
        let at = w.spaces(second_at + second.n_chars);
        let has_only_year = prefix.year.is_some() && prefix.month.is_none() && prefix.day.is_none();
        let is_empty = !prefix.has_date();
        match w.at(at) {
            '年' if is_empty && number.n_chars == 4 && number.is_digits && second.n_chars == 4 => {
                let (end, last) = self.moment(second_at)?;
                let year = Some(Year::Is(value));
                let is_year = last == Moment { year: last.year, ..Moment::default() };
                is_year.then_some((end, Meaning::Between(Moment { year, ..Moment::default() }, last)))
            }
            '月' if (has_only_year || is_empty) && (1..=12).contains(&value) && number.n_chars <= 2 => {
                let open = Grammar { words: w, is_open: true };
                let (end, last) = open.moment(second_at)?;
                let is_month = last.month.is_some() && last.day.is_none() && last.year.is_none();
                let month = Some(Count::Is(value));
                let last = Moment { year: prefix.year, ..last };
                is_month.then_some((end, Meaning::Between(Moment { month, ..prefix }, last)))
            }
            '季' if (has_only_year || is_empty)
                && (1..second.value).contains(&number.value)
                && second.value <= 4 =>
            {
                let last = i32::try_from(second.value).ok()?;
                let month = |n: i32| Moment { month: Some(Count::Is(n)), ..prefix };
                let (first, last) = (month(value * 3 - 2), month(last * 3));
                Some((w.skip(at + 1, &["度"]), Meaning::Between(first, last)))
            }
            '日' | '号' if prefix.month.is_some() && prefix.day.is_none() && (1..=31).contains(&value) => {
                if !(1..=31).contains(&second.value) || number.n_chars > 3 {
                    return None;
                }
                let day = Some(Count::Is(value));
                let last = Moment { day: Some(Count::Is(i32::try_from(second.value).ok()?)), ..prefix };
                Some((at + 1, Meaning::Between(Moment { day, ..prefix }, last)))
            }
            '时' | '点' | ':' if (0..=24).contains(&value) && number.n_chars <= 2 => {
                if !prefix.has_date() && !self.is_open && prefix.day_part.is_none() && w.at(at) == ':' {
                    return None;
                }
                let mut last = prefix;
                let end = self.clock(second_at, &mut last)?;
                let mut first = Moment { minute: None, second: None, is_hour_open: false, ..last };
                first.hour = u8::try_from(value).ok();
                let is_late = last.hour.is_some_and(|hour| hour > 12) && second.value <= 12;
                if is_late {
                    first.hour = first.hour.map(|hour| if hour < 12 { hour + 12 } else { hour });
                }
                Some((end, Meaning::Between(first, last)))
            }
            _ => None,
        }
    }

    /// The far end of a range.
    fn range_end(&self, end: usize, first: Moment) -> Option<(usize, Meaning)> {
        let w = self.words;
        let begun = w.skip(end, &["起", "开始"]);
        if self.is_open
            && let Some(end) = w.any(
                w.spaces(w.skip(begun, &[",", "，"])),
                &["至今为止", "到今天为止", "到现在为止", "至今", "到现在", "到目前"],
            )
        {
            return Some((end, Meaning::Bounded(first, Bound::Since)));
        }
        let joined = self.joiner(begun);
        let paired = || {
            let at = w.one(w.spaces(end), "和与及、").filter(|_| self.is_open)?;
            let (end, last) = self.moment(w.spaces(at))?;
            let end = w.any(end, &["之间", "间"]).filter(|&end| !w.has_any(end, "隔断"))?;
            Some((end, Meaning::Between(first, fill_in(first, last))))
        };
        let Some(at) = joined else { return paired() };
        // 初四 is only a day where a text counts so; asked for by itself it is a class of a school.
        let is_lunar_day = first.is_lunar && w.at(at) == '初';
        let open = Grammar { words: w, is_open: self.is_open || !is_lunar_day };
        let (end, last) = self.ancient_end(at, first).or_else(|| open.moment(at))?;
        // What may be asked for may not end a range of a text, unless its beginning says of what kind it is.
        let is_alike = last.day.is_some() == first.day.is_some()
            && last.has_time() == first.has_time()
            && (last.month.is_none() || first.month.is_some() || first.day.is_some());
        let is_hour = last.hour.is_some() && !last.has_date();
        if !(self.is_open || is_alike || is_hour) {
            return None;
        }
        if !self.is_open
            && last.year.is_none()
            && last.month.is_none()
            && last.day.is_none()
            && !last.has_time()
            && last.festival.is_none()
        {
            return None;
        }
        let end = w.skip(end, &["止", "为止"]);
        Some((end, Meaning::Between(first, fill_in(first, last))))
    }

    /// 之前, 以来, 起 behind a date.
    fn bound(&self, end: usize, moment: Moment) -> (usize, Meaning) {
        let bounds = [
            ("或之前", Bound::Until),
            ("或者之前", Bound::Until),
            ("及之前", Bound::Until),
            ("及以前", Bound::Until),
            ("或以前", Bound::Until),
            ("和之前", Bound::Until),
            ("或之后", Bound::Since),
            ("或者之后", Bound::Since),
            ("及之后", Bound::Since),
            ("及以后", Bound::Since),
            ("或以后", Bound::Since),
            ("之前", Bound::Before),
            ("以前", Bound::Before),
            ("之后", Bound::After),
            ("以后", Bound::After),
            ("过后", Bound::After),
            ("以来", Bound::Since),
            ("开始", Bound::Since),
            ("起", Bound::Since),
            ("前", Bound::Before),
            ("后", Bound::After),
        ];
        match self.words.entry(self.words.spaces(end), &bounds) {
            Some((at, bound)) if moment.festival.is_none() || at - end > 1 => {
                (at, Meaning::Bounded(moment, bound))
            }
            _ => (end, Meaning::At(moment)),
        }
    }

    /// How long, or so long ago.
    pub(super) fn lasting(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        if w.before(i) == '第' {
            return None;
        }
        if let Some(found) = self.day_and_night(i) {
            return Some(found);
        }
        if self.is_open
            && let Some(found) = self.short_length_range(i)
        {
            return Some(found);
        }
        let (end, length) = self.length(i)?;
        if !self.is_open {
            return self.plain_length(end, length);
        }
        let since = [("以来", -1), ("来", -1), ("以内", 1), ("之内", 1), ("内", 1)];
        if let Some((end, sign)) = w.entry(w.spaces(end), &since) {
            return Some((end, Meaning::Rolling(length, sign)));
        }
        let sides =
            [("之前", -1), ("以前", -1), ("前", -1), ("之后", 1), ("以后", 1), ("过后", 1), ("后", 1)];
        if let Some((end, sign)) = w.entry(w.spaces(end), &sides) {
            return Some((end, Meaning::Shift(length, sign)));
        }
        let above = w.skip(end, &["以上"]);
        if let Some(at) = self.joiner(end).or((above > end).then_some(above))
            && let Some((end, last)) = self.length(at)
        {
            return Some((w.skip(end, &["以下", "以内"]), Meaning::LastingBetween(length, last)));
        }
        Some((end, Meaning::Lasting(length)))
    }

    /// 3到5天: a first length that leaves its unit out.
    fn short_length_range(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        let number = w.number(i)?;
        let (end, last) = self.length(self.joiner(i + number.n_chars)?)?;
        let first = Length::new(number.value.checked_mul(100)?, last.grain());
        let is_plain = last.whole().is_some() && w.before(end) != '日' && w.before(end) != '年';
        is_plain.then_some((end, Meaning::LastingBetween(first, last)))
    }

    /// `三天三夜`, `七载春秋`: said twice, meant once.
    fn day_and_night(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        let number = w.number(i)?;
        if let Some(end) = w.word(i + number.n_chars, "载春秋") {
            return Some((end, Meaning::Lasting(Length::new(number.value.checked_mul(100)?, Unit::Year))));
        }
        let at = w.one(i + number.n_chars, "天日")?;
        let again = w.number(at).filter(|again| again.value == number.value)?;
        let end = w.one(at + again.n_chars, "夜晚")?;
        Some((end, Meaning::Lasting(Length::new(number.value.checked_mul(100)?, Unit::Day))))
    }

    /// A length in running text: not an age, a date, a class or one of a row.
    fn plain_length(&self, end: usize, length: Length) -> Option<(usize, Meaning)> {
        let w = self.words;
        let unit = length.grain();
        let is_day_number = unit == Unit::Day && w.before(end) == '日' && !w.has_any(end, "内");
        let is_other = w
            .any(end, &["以前", "之前", "前", "度", "版", "制", "生", "龄", "期", "两头", "一度", "如一日"])
            .is_some();
        let is_workday = unit == Unit::Workday;
        (!is_day_number && (!is_other || is_workday)).then_some((end, Meaning::Lasting(length)))
    }

    /// 近三年, 前两小时, 未来三天.
    fn rolling(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        let heads = [
            ("最近的", -1),
            ("最近", -1),
            ("过去的", -1),
            ("过去", -1),
            ("之前的", -1),
            ("近", -1),
            ("前", -1),
            ("上", -1),
            ("接下来的", 1),
            ("接下来", 1),
            ("未来的", 1),
            ("未来", 1),
            ("今后", 1),
            ("往后", 1),
            ("之后的", 1),
            ("还剩", 1),
            ("后", 1),
            ("下", 1),
        ];
        let (at, sign) = w.entry(i, &heads)?;
        let at = w.spaces(at);
        let (end, length) = self.length(at)?;
        // 上一周, 下个月 are named weeks and months, no lengths.
        let n = length.parts().map(|(hundredths, _)| hundredths).max().unwrap_or(0);
        // 下2009年: the number is a year.
        if n >= 100_000 {
            return None;
        }
        let is_one = length.whole().is_some_and(|(n, unit)| n == 1 && unit >= Unit::Week);
        if is_one && matches!(w.at(i), '上' | '下') {
            return None;
        }
        let is_left = w.word(i, "还剩").is_some();
        Some((end, if is_left { Meaning::Rolling(length, 2) } else { Meaning::Rolling(length, sign) }))
    }

    /// 现在, 最近, 马上.
    fn instant(&self, i: usize) -> Option<(usize, Meaning)> {
        let now = [
            "马上",
            "立刻",
            "立即",
            "刚刚",
            "刚才",
            "现在",
            "此刻",
            "此时此刻",
            "这会儿",
            "当前",
            "目前",
            "此时",
            "宜家",
            "而家",
            "依家",
        ];
        let vague = ["最近", "近期", "近日"];
        if let Some(end) = self.words.any(i, &now) {
            return Some((end, Meaning::At(Moment { is_now: true, ..Moment::default() })));
        }
        if self.words.any(i, &["最近", "近"]).is_some() && self.rolling(i).is_some() {
            return None;
        }
        let end = self.words.any(i, &vague)?;
        Some((end, Meaning::At(Moment { is_vague: true, ..Moment::default() })))
    }

    /// 每天7:30, 每周一下午, 每隔200秒, 7×24小时.
    fn set(&self, i: usize) -> Option<(usize, Meaning)> {
        let w = self.words;
        if let Some(end) = self.round_the_clock(i) {
            return Some((end, Meaning::Every(Length::new(100, Unit::Day), None, None)));
        }
        let at = w.any(i, &["每一个", "每逢", "每隔", "每个", "每一", "每", "逢"])?;
        if w.at(i) == '逢' && !self.is_open {
            return None;
        }
        let at = w.spaces(at);
        if let Some((end, unit)) = self.set_unit(at) {
            return Some(self.set_at(end, Length::new(100, unit)));
        }
        if let Some((end, moment)) = self.set_weekday(at) {
            return Some((end, Meaning::Every(Length::new(100, Unit::Week), Some(moment), None)));
        }
        let (end, length) = self.length(at)?;
        Some(self.set_at(end, length))
    }

    fn set_unit(&self, i: usize) -> Option<(usize, Unit)> {
        let w = self.words;
        let units = [
            ("工作日", Unit::Workday),
            ("小时", Unit::Hour),
            ("分钟", Unit::Minute),
            ("季度", Unit::Quarter),
            ("天", Unit::Day),
            ("日", Unit::Day),
            ("晚", Unit::Day),
            ("月", Unit::Month),
            ("年", Unit::Year),
            ("星期", Unit::Week),
            ("礼拜", Unit::Week),
            ("周", Unit::Week),
        ];
        let (end, unit) = w.entry(i, &units)?;
        let is_weekday = unit == Unit::Week && w.has_any(end, "一二三四五六日天末");
        (!is_weekday && !w.has_any(end, "度级")).then_some((end, unit))
    }

    fn set_weekday(&self, i: usize) -> Option<(usize, Moment)> {
        let (end, moment) = self.clone_open().moment(i)?;
        let is_weekday =
            matches!(moment.weekday, Some(Weekday::Day(_) | Weekday::Weekend)) && moment.week.is_none();
        (is_weekday && moment.month.is_none()).then_some((end, moment))
    }

    fn clone_open(&self) -> Grammar<'_> {
        Grammar { words: self.words, is_open: true }
    }

    /// What is said of when in each turn.
    fn set_at(&self, end: usize, length: Length) -> (usize, Meaning) {
        let w = self.words;
        let at = w.spaces(w.skip(end, &["的"]));
        let found = self.clone_open().dated(at);
        match found {
            Some((at, Meaning::At(moment))) if fits(length.grain(), &moment) => {
                (at, Meaning::Every(length, Some(moment), None))
            }
            Some((at, Meaning::Between(first, last))) if fits(length.grain(), &first) => {
                (at, Meaning::Every(length, Some(first), Some(last)))
            }
            _ => (end, Meaning::Every(length, None, None)),
        }
    }

    /// `7×24小时`, `24×7`.
    fn round_the_clock(&self, i: usize) -> Option<usize> {
        let w = self.words;
        let (at, first) = w.small(i, 7, 24)?;
        let at = w.spaces(w.one(w.spaces(at), "×*x")?);
        let (at, second) = w.small(at, 7, 24)?;
        let is_week = matches!((first, second), (7, 24) | (24, 7)) && !is_inside(w, i);
        is_week.then(|| w.skip(w.spaces(at), &["小时"]))
    }
}

fn is_inside(words: &super::words::Words, i: usize) -> bool {
    words.before(i).is_ascii_digit()
}

/// Whether a moment can lie within each turn of a unit.
fn fits(unit: Unit, moment: &Moment) -> bool {
    if moment.year.is_some()
        || moment.is_now
        || moment.is_vague
        || matches!(moment.day, Some(Count::From(_) | Count::Same(_)))
    {
        return false;
    }
    match unit {
        Unit::Day | Unit::Workday => moment.has_time() && !moment.has_date(),
        Unit::Week => moment.weekday.is_some() || (moment.has_time() && !moment.has_date()),
        Unit::Month => {
            moment.month.is_none()
                && (moment.day.is_some() || moment.part.is_some() || moment.weekday.is_some())
        }
        Unit::Year => {
            moment.month.is_some()
                || moment.festival.is_some()
                || moment.quarter.is_some()
                || moment.season.is_some()
        }
        _ => false,
    }
}

/// Gives the end of a range what only its beginning says.
fn fill_in(first: Moment, last: Moment) -> Moment {
    let mut last = last;
    let is_time_only = !last.has_date() && !last.is_now;
    if is_time_only {
        let part = last.day_part.or(first.day_part);
        let is_afternoon = first.hour.is_some_and(|hour| hour > 12) && last.day_part.is_none();
        let hour = last
            .hour
            .map(|hour| if is_afternoon && last.is_hour_open && hour < 12 { hour + 12 } else { hour });
        let hour =
            if hour < first.hour && hour.is_some() && last.day_part.is_none() { last.hour } else { hour };
        return Moment {
            hour,
            day_part: part,
            minute: last.minute,
            second: last.second,
            is_hour_open: last.is_hour_open && first.is_hour_open,
            ..first
        };
    }
    if last.is_now
        || last.festival.is_some()
        || matches!(last.day, Some(Count::From(_)))
        || matches!(last.year, Some(Year::Span(..)))
    {
        return last;
    }
    if last.year.is_none() && !matches!(last.month, Some(Count::From(_))) && last.week.is_none() {
        // The end of a range that runs over New Year lies in the next one.
        let number = |month: Option<Count>| match month {
            Some(Count::Is(month)) => Some(month),
            _ => None,
        };
        let is_next = number(last.month).zip(number(first.month)).is_some_and(|(last, first)| last < first);
        last.year = first.year.map(|year| match year {
            Year::Is(year) => Year::Is(year + i32::from(is_next)),
            Year::From(n) => Year::From(n + i32::from(is_next)),
            span @ Year::Span(..) => span,
        });
    }
    if last.month.is_none() && last.day.is_some() {
        last.month = first.month;
        last.is_lunar |= first.is_lunar;
    }
    if last.weekday.is_some() && last.week.is_none() && last.day.is_none() {
        last.week = first.week;
    }
    last
}
