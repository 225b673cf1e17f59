//! Dates in Chinese text, as EDTF.
//!
//! A first version: days, months, years, ranges of days, hours of the day, parts of a month, ISO dates. A day without a month
//! takes the month of the date before it in the same article. Years that are not printed are concluded in [`super::year`].

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::numeral::whole;
use crate::day::Day;

/// A point on the calendar, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// Year.
    pub year: Option<i32>,
    /// Month, 1–12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// Hour and minute; 24:00 is the end of the day.
    pub time: Option<(u8, u8)>,
}

/// What a date's words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateValue {
    /// The point, or where the range begins.
    pub start: Point,
    /// Where the range ends.
    pub end: Option<Point>,
    /// Only roughly there, as in 2月初.
    pub is_approximate: bool,
}

impl DateValue {
    fn point(point: Point) -> DateValue {
        DateValue { start: point, end: None, is_approximate: false }
    }

    /// Month and day, where both are said.
    #[must_use]
    pub fn month_day(&self) -> Option<(u8, u8)> {
        self.start.month.zip(self.start.day)
    }

    /// Fills in the year of the start; an end that is earlier in the calendar falls into the next year.
    pub fn set_year(&mut self, year: i32) {
        if self.start.year.is_none() {
            self.start.year = Some(year);
        }
        let start = self.start;
        if let Some(end) = self.end.as_mut().filter(|end| end.year.is_none()) {
            let is_before = (end.month, end.day) < (start.month, start.day);
            end.year = start.year.map(|year| year + i32::from(is_before));
        }
    }

    /// `point` or `range`, as DESIGN names them.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        if self.end.is_some() { "range" } else { "point" }
    }

    /// EDTF level 1; a year that is not known is `XXXX`.
    #[must_use]
    pub fn edtf(&self) -> String {
        let sign = if self.is_approximate { "~" } else { "" };
        match self.end {
            Some(end) => format!("{}{sign}/{end}{sign}", self.start),
            None => format!("{}{sign}", self.start),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
                if let Some((hour, minute)) = self.time {
                    write!(f, "T{hour:02}:{minute:02}")?;
                }
            }
        }
        Ok(())
    }
}

/// What the dates before say about the next one: a bare day continues the last month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    month: Option<u8>,
}

const DATE: &str = concat!(
    r"(?:(?P<y>[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})\s?年\s?)?",
    r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?\s?",
    r"(?:(?P<d>[12][0-9]|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?)",
    r"(?:\s?[日号號]|(?P<open>\s?[至到—–~～-]+\s?))|(?P<part>上旬|中旬|下旬|初|底|末))?",
);

/// A date that begins with its month, with or without a year in front.
static MONTH_DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(DATE).expect("the pattern is fixed and valid"));

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<y>[12][0-9]{3})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P<t>[-/.])(?P<d>[0-9]{1,2})")
        .expect("the pattern is fixed and valid")
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<y>[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})\s?年")
        .expect("the pattern is fixed and valid")
});

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<d>[12][0-9]|3[01]|0?[1-9])\s?[日号號]").expect("the pattern is fixed and valid")
});

/// What joins the two ends of a range, behind the first one.
static JOINER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s?(?:至|到|—+|–|-|~|～|－)\s?").expect("the pattern is fixed and valid"));

/// Characters that join the two ends of a range.
const JOINS: [char; 8] = ['至', '到', '—', '–', '-', '~', '～', '－'];

/// An hour behind a day.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let time = concat!(
        r"^\s?(?P<half>凌晨|清晨|早晨|早上|早|上午|中午|下午|傍晚|晚上|晚间|晚|夜里|深夜|夜)?\s?",
        r"(?P<h>[0-9]{1,2})(?:\s?[—–~～-]+\s?(?P<to>[0-9]{1,2}))?",
        r"(?:[:：](?P<min>[0-9]{2})|\s?(?:时|時|点|點)(?:(?P<cmin>[0-9]{1,2})分|(?P<hm>半))?)"
    );
    Regex::new(time).expect("the pattern is fixed and valid")
});

/// Dates of a paragraph in order, none overlapping.
pub fn find(words: &str, context: &mut Context) -> Vec<(Range<usize>, DateValue)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((mut range, mut value)) = next(words, at, context) {
        if value.end.is_none() {
            match range_end(words, range.end, &value.start) {
                Some((end, to)) => {
                    value.end = Some(to);
                    range.end = end;
                }
                None => range.end = time_of_day(words, range.end, &mut value),
            }
        }
        let has_month = words
            .get(range.clone())
            .unwrap_or("")
            .split(JOINS)
            .next()
            .is_some_and(|first| first.contains('月'));
        let is_settled = has_month || value.start.year.is_some();
        settle(&mut value, is_settled);
        at = range.end.max(at + 1);
        if is_real(&value) {
            let last = value.end.unwrap_or(value.start);
            context.month = last.month.or(context.month);
            found.push((range, value));
        }
    }
    found
}

/// Bytes that are looked through at a time, and bytes that no date's words are longer than. Looking on to the end of a long
/// paragraph at every date would make time grow with the square of its length.
const WINDOW: usize = 512;
const LONGEST: usize = 96;

/// The beginning of `words` up to about `end`.
fn clip(words: &str, end: usize) -> &str {
    let mut end = end.min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    words.get(..end).unwrap_or(words)
}

/// The first date from `at` on.
fn next(words: &str, at: usize, context: &Context) -> Option<(Range<usize>, DateValue)> {
    let mut from = at;
    loop {
        let window = clip(words, from.saturating_add(WINDOW));
        let is_last = window.len() == words.len();
        match next_in(words, window, from, context) {
            // What reaches the window's end may go on behind it: look again from where it begins.
            Some((range, _)) if !is_last && range.start > from && range.end + LONGEST > window.len() => {
                from = range.start
            }
            Some(found) => return Some(found),
            None if is_last => return None,
            None => from = clip(words, window.len() - LONGEST).len().max(from + 1),
        }
        while !words.is_char_boundary(from) {
            from += 1;
        }
    }
}

/// The first date that stands in a window of the words.
fn next_in(words: &str, window: &str, at: usize, context: &Context) -> Option<(Range<usize>, DateValue)> {
    let candidates = [
        first_match(&ISO, words, window, at, iso),
        first_match(&MONTH_DAY, words, window, at, month_day),
        first_match(&YEAR, words, window, at, year),
        first_match(&DAY, words, window, at, |words, found| day(words, found, context)),
    ];
    candidates.into_iter().flatten().min_by_key(|(range, _)| (range.start, usize::MAX - range.end))
}

/// The first match that a reader accepts.
fn first_match(
    pattern: &Regex,
    words: &str,
    window: &str,
    mut at: usize,
    read: impl Fn(&str, &Captures<'_>) -> Option<(Range<usize>, DateValue)>,
) -> Option<(Range<usize>, DateValue)> {
    while let Some(found) = pattern.captures_at(window, at) {
        if let Some(date) = read(words, &found) {
            return Some(date);
        }
        let whole = found.get(0)?;
        at = whole.start() + whole.as_str().chars().next().map_or(1, char::len_utf8);
    }
    None
}

fn number(found: &Captures<'_>, name: &str) -> Option<u32> {
    found.name(name).and_then(|digits| whole(digits.as_str()))
}

fn small(found: &Captures<'_>, name: &str) -> Option<u8> {
    number(found, name).and_then(|n| u8::try_from(n).ok())
}

fn before(words: &str, at: usize) -> Option<char> {
    words.get(..at)?.chars().next_back()
}

fn after(words: &str, at: usize) -> Option<char> {
    words.get(at..)?.chars().next()
}

/// Whether a number goes on in front of `at`: a digit touches it, with at most a point or colon between.
fn is_inside_number(words: &str, at: usize) -> bool {
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿".contains(c);
    let mut before = words.get(..at).unwrap_or("").chars().rev();
    match before.next() {
        Some('.' | '．' | ':' | '：') => before.next().is_some_and(is_numeral),
        Some(c) => is_numeral(c),
        None => false,
    }
}

fn iso(words: &str, found: &Captures<'_>) -> Option<(Range<usize>, DateValue)> {
    let whole = found.get(0)?;
    if is_inside_number(words, whole.start()) || after(words, whole.end()).is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    if found.name("s")?.as_str() != found.name("t")?.as_str() {
        return None;
    }
    let year = i32::try_from(number(found, "y")?).ok();
    let point = Point { year, month: small(found, "m"), day: small(found, "d"), time: None };
    Some((whole.range(), DateValue::point(point)))
}

fn month_day(words: &str, found: &Captures<'_>) -> Option<(Range<usize>, DateValue)> {
    let whole = found.get(0)?;
    if is_inside_number(words, whole.start()) {
        return None;
    }
    let printed_month = found.name("m")?.as_str();
    let has_year = found.name("y").is_some();
    let year = number(found, "y").and_then(|year| i32::try_from(year).ok());
    let point = Point { year, month: small(found, "m"), day: small(found, "d"), time: None };
    let mut value = DateValue::point(point);
    let mut end = whole.end();
    if found.name("open").is_some() {
        // `1月20至21日`: the second day follows; without it there is no date here.
        let day = DAY
            .captures_at(clip(words, whole.end() + LONGEST), whole.end())
            .filter(|day| day.get(0).is_some_and(|d| d.start() == whole.end()))?;
        value.end = Some(Point { year, month: point.month, day: small(&day, "d"), time: None });
        end = day.get(0)?.end();
        return Some((whole.start()..end, value));
    }
    if let Some(part) = found.name("part") {
        value.is_approximate = true;
        if matches!(part.as_str(), "初" | "底" | "末")
            && after(words, end).is_some_and(|c| "一二三四五六七八九十".contains(c))
        {
            return None;
        }
    } else if point.day.is_none() {
        // A bare month in Chinese numerals is too often part of a name.
        let is_digits = printed_month.chars().all(|c| c.is_ascii_digit());
        if !has_year && !is_digits {
            return None;
        }
        let printed = whole.as_str().trim_end();
        end = whole.start() + printed.len();
    }
    Some((whole.start()..end, value))
}

fn year(words: &str, found: &Captures<'_>) -> Option<(Range<usize>, DateValue)> {
    let whole = found.get(0)?;
    if is_inside_number(words, whole.start()) {
        return None;
    }
    let year = i32::try_from(number(found, "y")?).ok()?;
    let point = Point { year: Some(year), ..Point::default() };
    (1000..2200).contains(&year).then_some((whole.range(), DateValue::point(point)))
}

/// A bare day: only behind another date of the article, and not as a count of days.
fn day(words: &str, found: &Captures<'_>, context: &Context) -> Option<(Range<usize>, DateValue)> {
    let whole = found.get(0)?;
    let previous = before(words, whole.start());
    let is_inner = is_inside_number(words, whole.start())
        || previous.is_some_and(|c| matches!(c, '月' | '第' | '每' | '近' | '约' | '逾' | '-' | '/'));
    let is_count = after(words, whole.end()).is_some_and(|c| "内后前间均夜常益元报電电游".contains(c));
    if is_inner || is_count {
        return None;
    }
    let reaches_month = range_month(words, whole.end());
    let point = Point { year: None, month: context.month, day: small(found, "d"), time: None };
    (context.month.is_some() || reaches_month).then_some((whole.range(), DateValue::point(point)))
}

/// Whether a range's far end with a month of its own follows, as in `26日到2月1日`.
fn range_month(words: &str, at: usize) -> bool {
    let Some(joiner) = JOINER.find(words.get(at..).unwrap_or("")) else { return false };
    MONTH_DAY
        .find_at(clip(words, at + joiner.end() + LONGEST), at + joiner.end())
        .is_some_and(|found| found.start() == at + joiner.end())
}

/// The far end of a range that goes on at `at`: where its words end, and its point.
fn range_end(words: &str, at: usize, start: &Point) -> Option<(usize, Point)> {
    let joiner = JOINER.find(words.get(at..)?)?;
    let from = at + joiner.end();
    let window = clip(words, from + LONGEST);
    let (range, value) = next_in(words, window, from, &Context { month: start.month })?;
    let is_near = range.start == from && value.end.is_none() && !value.is_approximate;
    let is_same_grain = value.start.day.is_some() == start.day.is_some()
        && value.start.month.is_some() == (start.month.is_some() || start.day.is_some());
    (is_near && is_same_grain).then_some((range.end, value.start))
}

/// Gives a range's ends the months and years that only the other end prints. The first day's month is printed when its words say 月.
fn settle(value: &mut DateValue, has_month: bool) {
    if let Some(end) = value.end {
        if !has_month && value.start.day.is_some() {
            // `26日到2月1日`: a first day that is later in its month than the last lies in the month before.
            let is_before = value.start.day > end.day;
            let month = end.month.map(|month| {
                if !is_before {
                    month
                } else if month == 1 {
                    12
                } else {
                    month - 1
                }
            });
            value.start.month = month;
        }
        if value.start.year.is_none() {
            let is_before = value.start.month > end.month;
            value.start.year = end.year.map(|year| year - i32::from(is_before));
        }
    }
    if let Some(year) = value.start.year {
        value.set_year(year);
    }
}

/// Reads an hour behind a single day into `value`; returns where the words end.
fn time_of_day(words: &str, at: usize, value: &mut DateValue) -> usize {
    if value.start.day.is_none() {
        return at;
    }
    let Some(found) = words.get(at..).and_then(|rest| TIME.captures(rest)) else { return at };
    let (Some(whole), Some(hour)) = (found.get(0), small(&found, "h")) else { return at };
    let minute = small(&found, "min").or_else(|| small(&found, "cmin"));
    let minute = if found.name("hm").is_some() { 30 } else { minute.unwrap_or(0) };
    let to = small(&found, "to");
    let half = found.name("half").map_or("", |half| half.as_str());
    let is_late = matches!(half, "下午" | "傍晚" | "晚上" | "晚间" | "晚" | "夜里" | "夜" | "深夜");
    let shifted = |hour: u8| match hour {
        12 if is_late && half != "下午" => 24,
        0..12 if is_late => hour + 12,
        _ => hour,
    };
    let (hour, to) = (shifted(hour), to.map(shifted));
    if hour > 24 || minute > 59 || (hour == 24 && minute > 0) || to.is_some_and(|to| to > 24) {
        return at;
    }
    value.start.time = Some((hour, minute));
    if let Some(to) = to {
        value.end = Some(Point { time: Some((to, 0)), ..value.start });
    }
    at + whole.end()
}

/// Whether the calendar has these days, in this order; without a year a leap year is granted.
pub(super) fn is_real(value: &DateValue) -> bool {
    let has_day = |point: &Point| match (point.month, point.day) {
        (Some(month), day) => Day::new(point.year.unwrap_or(2020), month, day.unwrap_or(1)).is_some(),
        (None, None) => point.year.is_some(),
        (None, Some(_)) => false,
    };
    let day = |point: &Point| (point.year, point.month, point.day);
    let is_ordered = |end: &Point| end.year.is_none() || day(&value.start) <= day(end);
    has_day(&value.start) && value.end.as_ref().is_none_or(|end| has_day(end) && is_ordered(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &[(&str, &str)]) {
        let found = find(words, &mut Context::default());
        let printed: Vec<(&str, String)> =
            found.iter().map(|(range, value)| (&words[range.clone()], value.edtf())).collect();
        let printed: Vec<(&str, &str)> =
            printed.iter().map(|(words, edtf)| (*words, edtf.as_str())).collect();
        assert_eq!(printed, expected, "in {words}");
    }

    #[test]
    fn dates_are_found() {
        check("1月24日大年三十起，2月6日捐款", &[("1月24日", "XXXX-01-24"), ("2月6日", "XXXX-02-06")]);
        check("2020年3月19日", &[("2020年3月19日", "2020-03-19")]);
        check("二〇二〇年三月十九日", &[("二〇二〇年三月十九日", "2020-03-19")]);
        check("2020 年 3 月 19 日", &[("2020 年 3 月 19 日", "2020-03-19")]);
        check("2022-01-22 15:20", &[("2022-01-22 15:20", "2022-01-22T15:20")]);
        check("发布时间：2020年3月19日", &[("2020年3月19日", "2020-03-19")]);
        let long = "1月24日，网络通信企业。".repeat(60);
        assert_eq!(find(&long, &mut Context::default()).len(), 60);
        let far = format!("{}2020年3月19日", "网络".repeat(300));
        assert_eq!(find(&far, &mut Context::default())[0].1.edtf(), "2020-03-19");
        check("会议时间：1月24日", &[("1月24日", "XXXX-01-24")]);
        check("编号12020-01-01，2020-03-04", &[("2020-03-04", "2020-03-04")]);
        check("2021年5G基站", &[("2021年", "2021")]);
        check("2020年2月发布", &[("2020年2月", "2020-02")]);
        check("原计划在2月末开班，3月初复工", &[("2月末", "XXXX-02~"), ("3月初", "XXXX-03~")]);
    }

    #[test]
    fn ranges_are_one_date() {
        check("1月20至21日在济南召开", &[("1月20至21日", "XXXX-01-20/XXXX-01-21")]);
        check("从26日到2月1日，组织", &[("26日到2月1日", "XXXX-01-26/XXXX-02-01")]);
        check(
            "1月24日启动。1月26日到3月2日",
            &[("1月24日", "XXXX-01-24"), ("1月26日到3月2日", "XXXX-01-26/XXXX-03-02")],
        );
        check("12月28日至1月3日", &[("12月28日至1月3日", "XXXX-12-28/XXXX-01-03")]);
        check("12月28日至2021年1月3日", &[("12月28日至2021年1月3日", "2020-12-28/2021-01-03")]);
        check("从2月1日到2月6日", &[("2月1日到2月6日", "XXXX-02-01/XXXX-02-06")]);
        check("2020年1月20日—2月3日", &[("2020年1月20日—2月3日", "2020-01-20/2020-02-03")]);
        check(
            "1月24日启动。山东电信从26日到2月1日",
            &[("1月24日", "XXXX-01-24"), ("26日到2月1日", "XXXX-01-26/XXXX-02-01")],
        );
    }

    #[test]
    fn bare_days_follow_a_month() {
        check("1月23日下午传达，23日即调度", &[("1月23日", "XXXX-01-23"), ("23日", "XXXX-01-23")]);
        check("23日即调度", &[]);
        check(
            "12月20日开会，28日至1月3日放假",
            &[("12月20日", "XXXX-12-20"), ("28日至1月3日", "XXXX-12-28/XXXX-01-03")],
        );
    }

    #[test]
    fn hours_belong_to_their_day() {
        check("3月18日0—24时", &[("3月18日0—24时", "XXXX-03-18T00:00/XXXX-03-18T24:00")]);
        check("截至3月18日24时", &[("3月18日24时", "XXXX-03-18T24:00")]);
        check("1月30日16时交付", &[("1月30日16时", "XXXX-01-30T16:00")]);
        check("3月26日晚上18:30抵达", &[("3月26日晚上18:30", "XXXX-03-26T18:30")]);
        check("3月1日下午2—4时", &[("3月1日下午2—4时", "XXXX-03-01T14:00/XXXX-03-01T16:00")]);
        check("3月1日晚上12点", &[("3月1日晚上12点", "XXXX-03-01T24:00")]);
        check("1月27日早晨6点启用", &[("1月27日早晨6点", "XXXX-01-27T06:00")]);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for words in [
            "14日内到访地",
            "3个月",
            "5G",
            "3148条",
            "一月有余",
            "13月5日",
            "2月30日",
            "2020年3月5日至2019年3月1日",
            "2020年1月31至30日",
            "2020年至2019年",
            "第31期",
            "每日",
            "7×24小时",
            "330特大火灾",
            "134团",
            "60岁",
            "1.7万余人次",
            "99348人次",
            "目前",
            "近日",
            "4001-888-976",
            "48小时",
            "2G、4G",
        ] {
            check(words, &[]);
        }
    }
}
