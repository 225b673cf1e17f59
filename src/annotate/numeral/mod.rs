//! Numerals: `232`, `３．５万`, `二〇二〇`, `十七八亿`, `三又二分之一` → exact numbers.
//!
//! [`scan()`] reads the numeral at one place, [`read`] a text that is nothing but a numeral, [`find`] all numerals of a running
//! text. Reckoning is decimal ([`decimal::Decimal`]); nothing is rounded before it is asked for. This folder knows numbers and
//! neither units nor dates.

pub mod line;
mod glyph;
mod arabic;
pub mod decimal;
mod number;
mod token;
mod scan;
pub mod write;

use std::ops::Range;

use self::decimal::Decimal;
use self::glyph::{Glyph, digit as any_digit, glyph};
use self::line::Line;
pub use self::number::{Form, Number};
pub(crate) use self::scan::is_row;
pub use self::scan::scan;

/// Reads words that are one numeral and nothing else.
///
/// ```
/// use jianbao::annotate::numeral::read;
/// let value = |words| read(words).and_then(|number| number.to_f64());
/// assert_eq!(value("137.06亿"), Some(13_706_000_000.0));
/// assert_eq!((value("负十万零三"), value("三分之一")), (Some(-100_003.0), Some(1.0 / 3.0)));
/// assert_eq!((value("几十"), value("三月")), (None, None));
/// ```
#[must_use]
pub fn read(words: &str) -> Option<Number> {
    let line = Line::new(words);
    let (end, number) = scan(&line, line.skip_spaces(0))?;
    (line.skip_spaces(end) == line.len()).then_some(number)
}

/// Words in which characters of numerals count nothing.
const NO_NUMBER: &[&str] = &[
    "一定",
    "一些",
    "一样",
    "一般",
    "一直",
    "一起",
    "一共",
    "一旦",
    "一切",
    "一向",
    "一律",
    "一致",
    "一贯",
    "一再",
    "一时",
    "一同",
    "一边",
    "一面",
    "一方面",
    "一体",
    "万一",
    "统一",
    "唯一",
    "进一步",
    "十足",
    "十分",
    "四川",
    "千万别",
    "百姓",
    "三明治",
    "七夕",
    "九州",
    "万岁",
    "数据",
    "零下",
];

/// Forms of cheques that are ordinary characters as well: 大陆, 队伍, 放肆, 收拾, 参加.
fn is_ordinary(c: char) -> bool {
    matches!(c, '陆' | '伍' | '肆' | '拾' | '参')
}

/// All numerals of a text in order, as positions: counts, years, numbers of anything.
///
/// 百, 千 and 万 that no digit precedes are none, nor are idioms.
#[must_use]
pub fn find(line: &Line) -> Vec<(Range<usize>, Number)> {
    find_with(line, true)
}

/// As [`find`], but 百分之五 is one numeral, not 五 alone.
#[must_use]
pub fn find_whole(line: &Line) -> Vec<(Range<usize>, Number)> {
    find_with(line, false)
}

fn find_with(line: &Line, skips_percent: bool) -> Vec<(Range<usize>, Number)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.len() {
        let c = line.at(place);
        if glyph(c).is_none() && !matches!(c, '负' | '-' | '.') {
            place += 1;
            continue;
        }
        if let Some(end) = idiom(line, place) {
            place = end;
            continue;
        }
        // Each part of 百分之五 is not a number of its own.
        if let Some(end) = percent_sign(line, place).filter(|_| skips_percent) {
            place = end;
        }
        match scan(line, place) {
            Some((end, number)) => {
                let is_ordinary = end == place + 1 && line.len() > 1 && is_ordinary(line.at(place));
                if !is_ordinary && number.form != Form::Bare {
                    found.push((place..end, number));
                }
                place = end.max(place + 1);
            }
            None => place = skip(line, place),
        }
    }
    found
}

/// Where an idiom ends that the character at a position is part of.
fn idiom(line: &Line, place: usize) -> Option<usize> {
    let starts = [place, place.saturating_sub(1), place.saturating_sub(2)];
    let found = starts.iter().find_map(|&start| idiom_end(line, start).filter(|&end| end > place))?;
    let is_numeral = line.has(place, "十分之") || line.has(place, "十分钟");
    (!is_numeral).then_some(found)
}

fn idiom_end(line: &Line, start: usize) -> Option<usize> {
    // Converters print 壹 for 一 in words, too.
    let is_rest = |word: &&&str| word.strip_prefix('一').is_some_and(|rest| line.has(start + 1, rest));
    match line.at(start) {
        '壹' => NO_NUMBER.iter().find(is_rest).map(|word| start + word.chars().count()),
        _ => line.any(start, NO_NUMBER).map(|(_, end)| end),
    }
}

/// Where the number of parts begins: behind 百分之.
pub(crate) fn percent_sign(line: &Line, place: usize) -> Option<usize> {
    if !matches!(line.at(place), '百' | '佰') {
        return None;
    }
    let place = line.skip_spaces(place + 1);
    if line.at(place) != '分' {
        return None;
    }
    let place = line.skip_spaces(place + 1);
    (line.at(place) == '之').then(|| line.skip_spaces(place + 1))
}

/// The value of a spelled or Arabic row of digits as it is written, with its zeros: 零零三 → `003`.
#[must_use]
pub fn digits(words: &str) -> Option<String> {
    let line = Line::new(words);
    let mut row = String::new();
    for (place, &c) in line.chars(0..line.len()).iter().enumerate() {
        match c {
            '负' | '-' if place == 0 => row.push('-'),
            '点' | '.' if place > 0 => row.push('.'),
            _ => row.push(char::from(b'0' + any_digit(c)?)),
        }
    }
    Some(row).filter(|row| !row.is_empty())
}

/// Whether a numeral may begin with a character, its sign included.
#[must_use]
pub fn may_begin(c: char) -> bool {
    glyph(c).is_some() || matches!(c, '负' | '-' | '.' | '半')
}

/// Where to read on when no numeral begins at a position: behind the digits there, so that a long row is not read again and
/// again.
#[must_use]
pub fn skip(line: &Line, place: usize) -> usize {
    let is_row = |place: usize| matches!(glyph(line.at(place)), Some(glyph) if glyph != Glyph::Some);
    let mut place = place;
    if !is_row(place) {
        return place + 1;
    }
    while is_row(place) {
        place += 1;
    }
    place
}

/// Whether a character is a Chinese digit.
#[must_use]
pub fn is_word_digit(c: char) -> bool {
    glyph::word_digit(c).is_some()
}

/// The value of an exact whole number; `None` for fractions and what is vague.
#[must_use]
pub fn exact(number: &Number) -> Option<Decimal> {
    number.value.filter(|_| number.divisor == Decimal::whole(1))
}

/// The value of a digit, ASCII or Chinese.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '〇' | '零' | '○' => 0,
        '一' | '元' | '壹' => 1,
        '二' | '两' | '兩' | '贰' | '貳' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Reads a whole number below a million: digits in a row, or Chinese with 十 and 百.
///
/// ```
/// use jianbao::annotate::numeral::whole;
/// assert_eq!((whole("二〇二〇"), whole("三十一"), whole("十"), whole("07")), (Some(2020), Some(31), Some(10), Some(7)));
/// assert_eq!(whole("三月"), None);
/// ```
#[must_use]
pub fn whole(words: &str) -> Option<u32> {
    let n_chars = words.chars().count();
    if n_chars == 0 || n_chars > 6 {
        return None;
    }
    if words.chars().all(|c| digit(c).is_some()) {
        return words.chars().try_fold(0_u32, |value, c| Some(value * 10 + digit(c)?));
    }
    let (mut total, mut pending) = (0_u32, None);
    for c in words.chars() {
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '廿' => {
                total += 20;
                continue;
            }
            _ => {
                pending = Some(digit(c)?);
                continue;
            }
        };
        total += pending.take().unwrap_or(1) * unit;
    }
    Some(total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn numbers_are_read() {
        for (value, spellings) in [
            (0, &["0", "〇", "零"][..]),
            (10, &["10", "十", "一十"]),
            (12, &["12", "十二", "一十二"]),
            (23, &["23", "二十三", "廿三", "二三"]),
            (105, &["105", "一百零五", "一〇五"]),
            (2020, &["2020", "二〇二〇", "二零二零", "二○二○"]),
        ] {
            for spelling in spellings {
                assert_eq!(whole(spelling), Some(value), "{spelling}");
            }
        }
    }

    #[test]
    fn other_words_are_none() {
        for words in ["", "三月", "a", "1.5", "一万", "1234567"] {
            assert_eq!(whole(words), None, "{words}");
        }
    }
}
