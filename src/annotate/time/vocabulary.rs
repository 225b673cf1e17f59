//! Words of times, and what they stand for. Where one word begins another, the longer one comes first.

use std::sync::LazyLock;

use super::era::ERAS;
use super::festival;
use super::moment::{Count, DayPart};
use super::words::is_numeral;

/// Years by a word.
#[rustfmt::skip]
pub(super) const YEARS: &[(&str, i32)] = &[
    ("大前年", -3), ("大后年", 3), ("前年", -2), ("后年", 2), ("去年", -1), ("旧年", -1), ("上一年", -1),
    ("上年", -1), ("今年", 0), ("本年", 0), ("这一年", 0), ("明年", 1), ("来年", 1), ("次年", 1),
    ("翌年", 1), ("下一年", 1), ("下年", 1), ("出年", 1),
];

/// Days by a word, with the part of the day that the word tells too.
#[rustfmt::skip]
pub(super) const DAYS: &[(&str, (Count, Option<DayPart>))] = &[
    ("大大前天", (Count::From(-4), None)), ("大大后天", (Count::From(4), None)),
    ("大前天", (Count::From(-3), None)), ("大前日", (Count::From(-3), None)),
    ("大后天", (Count::From(3), None)), ("大后日", (Count::From(3), None)),
    ("前天", (Count::From(-2), None)), ("前日", (Count::From(-2), None)),
    ("前晚", (Count::From(-2), Some(DayPart::Evening))), ("昨天", (Count::From(-1), None)),
    ("昨日", (Count::From(-1), None)), ("寻日", (Count::From(-1), None)), ("琴日", (Count::From(-1), None)),
    ("昨晚", (Count::From(-1), Some(DayPart::Evening))),
    ("昨夜", (Count::From(-1), Some(DayPart::Evening))),
    ("昨早", (Count::From(-1), Some(DayPart::Morning))),
    ("寻晚", (Count::From(-1), Some(DayPart::Evening))),
    ("琴晚", (Count::From(-1), Some(DayPart::Evening))), ("今天", (Count::From(0), None)),
    ("今日", (Count::From(0), None)), ("本日", (Count::From(0), None)),
    ("今晚", (Count::From(0), Some(DayPart::Evening))), ("今夜", (Count::From(0), Some(DayPart::Evening))),
    ("今早", (Count::From(0), Some(DayPart::Morning))), ("今晨", (Count::From(0), Some(DayPart::Morning))),
    ("今朝", (Count::From(0), Some(DayPart::Morning))), ("明天", (Count::From(1), None)),
    ("明日", (Count::From(1), None)), ("听日", (Count::From(1), None)),
    ("明早", (Count::From(1), Some(DayPart::Morning))), ("明晚", (Count::From(1), Some(DayPart::Evening))),
    ("听晚", (Count::From(1), Some(DayPart::Evening))), ("听朝", (Count::From(1), Some(DayPart::Morning))),
    ("后天", (Count::From(2), None)), ("后日", (Count::From(2), None)),
    ("后晚", (Count::From(2), Some(DayPart::Evening))), ("次日", (Count::Same(1), None)),
    ("翌日", (Count::Same(1), None)), ("隔天", (Count::Same(1), None)), ("第二天", (Count::Same(1), None)),
    ("当天", (Count::Same(0), None)), ("当日", (Count::Same(0), None)), ("同日", (Count::Same(0), None)),
    ("同一天", (Count::Same(0), None)), ("当晚", (Count::Same(0), Some(DayPart::Evening))),
];

/// Months by a word.
#[rustfmt::skip]
pub(super) const MONTHS: &[(&str, Count)] = &[
    ("上上个月", Count::From(-2)), ("上上月", Count::From(-2)), ("上一个月", Count::From(-1)),
    ("上个月", Count::From(-1)), ("上月", Count::From(-1)), ("这个月", Count::From(0)),
    ("这一个月", Count::From(0)), ("今个月", Count::From(0)), ("本月", Count::From(0)),
    ("今月", Count::From(0)), ("这月", Count::From(0)), ("下下个月", Count::From(2)),
    ("下下月", Count::From(2)), ("下一个月", Count::From(1)), ("下个月", Count::From(1)),
    ("下月", Count::From(1)), ("当月", Count::Same(0)), ("同月", Count::Same(0)), ("次月", Count::Same(1)),
    ("首月", Count::Is(1)),
];

/// Quarters by a word.
#[rustfmt::skip]
pub(super) const QUARTERS: &[(&str, Count)] = &[
    ("上个季度", Count::From(-1)), ("上一季度", Count::From(-1)), ("上季度", Count::From(-1)),
    ("这个季度", Count::From(0)), ("这季度", Count::From(0)), ("本季度", Count::From(0)),
    ("下个季度", Count::From(1)), ("下一季度", Count::From(1)), ("下季度", Count::From(1)),
    ("首季度", Count::Is(1)), ("首季", Count::Is(1)),
];

/// Names of the parts of a day, longer ones first where one begins another.
#[rustfmt::skip]
pub(super) const DAY_PARTS: &[(&str, DayPart)] = &[
    ("凌晨", DayPart::Dawn), ("清早", DayPart::Morning), ("清晨", DayPart::Morning),
    ("早晨", DayPart::Morning), ("早上", DayPart::Morning), ("早间", DayPart::Morning),
    ("朝早", DayPart::Morning), ("上昼", DayPart::Forenoon), ("上午", DayPart::Forenoon),
    ("午前", DayPart::Forenoon), ("正午", DayPart::Noon), ("中午", DayPart::Noon), ("晌午", DayPart::Noon),
    ("午间", DayPart::Noon), ("下午", DayPart::Afternoon), ("午后", DayPart::Afternoon),
    ("下昼", DayPart::Afternoon), ("晏昼", DayPart::Afternoon), ("傍晚", DayPart::Dusk),
    ("黄昏", DayPart::Dusk), ("晚上", DayPart::Evening), ("晚间", DayPart::Evening),
    ("夜晚", DayPart::Evening), ("当晚", DayPart::Evening), ("午夜", DayPart::Midnight),
    ("半夜", DayPart::Night), ("深夜", DayPart::Night), ("夜里", DayPart::Night), ("夜间", DayPart::Night),
    ("白天", DayPart::Daytime),
];

/// Single characters for them, which only stand before an hour or behind a day.
#[rustfmt::skip]
pub(super) const SHORT_PARTS: &[(&str, DayPart)] = &[
    ("早", DayPart::Morning), ("晨", DayPart::Morning), ("晚", DayPart::Evening), ("夜", DayPart::Night),
];

/// The other characters that the words of a time begin with, beside numerals and festivals.
const FIRST: &str = concat!(
    "大上下今本这呢同正冬腊闰农阴旧夏公阳新初周星礼早晨晚夜半个几数每",
    "逢从自由截直最近前后过之接未往还再现此而依宜目当马立刚第约q春秋西纪",
);

/// Whether a time may begin with a (folded) character.
pub(in crate::annotate) fn may_begin(c: char) -> bool {
    static BEGINS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut bits = vec![0_u64; 1024];
        let eras = ERAS.iter().filter_map(|(name, _)| name.chars().next());
        let numerals = "0123456789〇零一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾".chars();
        fn first<T>(table: &'static [(&'static str, T)]) -> impl Iterator<Item = char> {
            table.iter().filter_map(|(word, _)| word.chars().next())
        }
        let tables = first(YEARS)
            .chain(first(DAYS))
            .chain(first(MONTHS))
            .chain(first(QUARTERS))
            .chain(first(DAY_PARTS));
        for c in FIRST.chars().chain(tables).chain(eras).chain(numerals).chain(festival::first_chars()) {
            if let Some(word) = bits.get_mut(c as usize / 64) {
                *word |= 1 << (c as usize % 64);
            }
        }
        bits
    });
    BEGINS.get(c as usize / 64).is_some_and(|word| word >> (c as usize % 64) & 1 == 1)
}

/// Pairs of characters that the words of a time begin with in running text, as a table of bits by a hash: a pair that is not in
/// it begins none. Most places of a text are left by this alone.
pub(in crate::annotate) fn may_begin_pair(first: char, second: char) -> bool {
    static PAIRS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut bits = vec![0_u64; 1024];
        let mut add = |word: &str| {
            let mut chars = word.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next())
                && let Some(word) = bits.get_mut(pair(first, second) / 64)
            {
                *word |= 1 << (pair(first, second) % 64);
            }
        };
        let others = "农历阴历旧历夏历公历阳历新历公元西元纪元个半正月冬月腊月大年这年";
        others
            .chars()
            .collect::<Vec<char>>()
            .chunks(2)
            .for_each(|word| add(&word.iter().collect::<String>()));
        YEARS.iter().for_each(|(word, _)| add(word));
        DAYS.iter().for_each(|(word, _)| add(word));
        MONTHS.iter().for_each(|(word, _)| add(word));
        QUARTERS.iter().for_each(|(word, _)| add(word));
        DAY_PARTS.iter().for_each(|(word, _)| add(word));
        ERAS.iter().for_each(|(word, _)| add(word));
        festival::names().for_each(&mut add);
        bits
    });
    match first {
        '每' | '半' => true,
        '早' | '晚' | '晨' | '夜' | '初' | '闰' | '约' if is_numeral(second) || second == ' ' => true,
        'q' | '前' if second.is_ascii_digit() => true,
        '上' | '下' | '这' | '本' if "周星礼个一上下月季半世".contains(second) => true,
        _ => PAIRS
            .get(pair(first, second) / 64)
            .is_some_and(|word| word >> (pair(first, second) % 64) & 1 == 1),
    }
}

fn pair(first: char, second: char) -> usize {
    (first as usize * 31 + second as usize) % 65_536
}

/// Whether a number that is followed by this character may tell a time.
pub(in crate::annotate) fn may_follow_number(c: char) -> bool {
    "年月日号时点周天个小分秒季世工星礼钟载昼刻多余来几半-./:~至到×*x ".contains(c)
}
