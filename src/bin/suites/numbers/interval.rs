//! Intervals that comparisons tell: 大于100且小于300 → (100,300), 至少3 → [3,).

use std::ops::Range;

use jianbao::annotate::numeral;
use jianbao::annotate::numeral::decimal::Decimal;
use jianbao::annotate::numeral::line::Line;

/// A value, and whether it belongs to the interval.
type End = (Decimal, bool);

/// An interval and where it stands.
pub(crate) struct Interval {
    pub(crate) range: Range<usize>,
    pub(crate) low: Option<End>,
    pub(crate) high: Option<End>,
}

/// Where a comparison puts its number.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Above,
    AtLeast,
    Below,
    AtMost,
    Equal,
}

const BEFORE: &[(&str, Side)] = &[
    ("大于或等于", Side::AtLeast),
    ("大于或者等于", Side::AtLeast),
    ("大于等于", Side::AtLeast),
    ("小于或等于", Side::AtMost),
    ("小于或者等于", Side::AtMost),
    ("小于等于", Side::AtMost),
    ("不大于", Side::AtMost),
    ("不多于", Side::AtMost),
    ("不高于", Side::AtMost),
    ("不超过", Side::AtMost),
    ("不小于", Side::AtLeast),
    ("不少于", Side::AtLeast),
    ("不低于", Side::AtLeast),
    ("不等于", Side::Equal),
    ("最多", Side::AtMost),
    ("至多", Side::AtMost),
    ("最大", Side::AtMost),
    ("最高", Side::AtMost),
    ("至少", Side::AtLeast),
    ("最少", Side::AtLeast),
    ("最小", Side::AtLeast),
    ("最低", Side::AtLeast),
    ("起码", Side::AtLeast),
    ("大于", Side::Above),
    ("多于", Side::Above),
    ("高于", Side::Above),
    ("超过", Side::Above),
    ("超出", Side::Above),
    ("高过", Side::Above),
    ("大过", Side::Above),
    ("胜过", Side::Above),
    ("小于", Side::Below),
    ("少于", Side::Below),
    ("低于", Side::Below),
    ("不足", Side::Below),
    ("不到", Side::Below),
    ("未满", Side::Below),
    ("等于", Side::Equal),
    ("过", Side::Above),
    ("超", Side::Above),
];

const BEHIND: &[(&str, Side)] = &[
    ("或者以上", Side::AtLeast),
    ("或以上", Side::AtLeast),
    ("及以上", Side::AtLeast),
    ("或者更多", Side::AtLeast),
    ("或更多", Side::AtLeast),
    ("以上", Side::Above),
    ("之上", Side::Above),
    ("或者以下", Side::AtMost),
    ("或以下", Side::AtMost),
    ("及以下", Side::AtMost),
    ("或者更少", Side::AtMost),
    ("或更少", Side::AtMost),
    ("以下", Side::Below),
    ("之下", Side::Below),
    ("以内", Side::Below),
    ("以外", Side::Above),
];

/// The intervals of a text.
pub(crate) fn find(line: &Line) -> Vec<Interval> {
    let mut found: Vec<Interval> = Vec::new();
    let numbers = numeral::find(line);
    let mut skip_to = 0;
    for (n, (range, number)) in numbers.iter().enumerate() {
        let Some(value) = numeral::exact(number).filter(|_| range.start >= skip_to) else { continue };
        if let Some((next, upper)) = numbers.get(n + 1)
            && let Some(span) = between(line, range, next)
            && let Some(high) = numeral::exact(upper).filter(|high| value.is_less(*high))
        {
            skip_to = next.end;
            found.push(Interval { range: span, low: Some((value, true)), high: Some((high, false)) });
            continue;
        }
        let Some((span, side)) = compared(line, range) else { continue };
        let (low, high) = match side {
            Side::Above => (Some((value, false)), None),
            Side::AtLeast => (Some((value, true)), None),
            Side::Below => (None, Some((value, false))),
            Side::AtMost => (None, Some((value, true))),
            Side::Equal => (Some((value, true)), Some((value, true))),
        };
        let next = Interval { range: span, low, high };
        if let Some(last) = found.last_mut()
            && is_joined(line, last.range.end, next.range.start)
            && merge(last, &next)
        {
            continue;
        }
        found.push(next);
    }
    found
}

/// The words that compare a number, and how.
fn compared(line: &Line, range: &Range<usize>) -> Option<(Range<usize>, Side)> {
    let mut place = line.skip_spaces_before(range.start);
    if let Some(found) = than(line, place, range) {
        return Some(found);
    }
    if matches!(line.before(place), '是' | '有' | '为' | '了') {
        place = line.skip_spaces_before(place - 1);
    }
    if let Some((word, side)) = BEFORE.iter().find(|(word, _)| line.has_before(place, word)) {
        return Some((place - word.chars().count()..range.end, *side));
    }
    let mut end = line.skip_spaces(range.end);
    // One measure word may stand between: 20万次以上.
    for gap in [0, 1, 2] {
        if let Some((word, side)) = BEHIND.iter().find(|(word, _)| line.has(end + gap, word)) {
            end += gap;
            return Some((range.start..end + word.chars().count(), *side));
        }
    }
    None
}

/// 比170低.
fn than(line: &Line, place: usize, range: &Range<usize>) -> Option<(Range<usize>, Side)> {
    (line.before(place) == '比').then_some(())?;
    let mut end = line.skip_spaces(range.end);
    if matches!(line.at(end), '要' | '还' | '更') {
        end += 1;
    }
    let side = match line.at(end) {
        '大' | '高' | '多' => Side::Above,
        '小' | '低' | '少' => Side::Below,
        _ => return None,
    };
    Some((place - 1..end + 1, side))
}

/// 从3到5, 3和5之间, 3~5.
fn between(line: &Line, low: &Range<usize>, high: &Range<usize>) -> Option<Range<usize>> {
    let gap: String = line.chars(low.end..high.start).iter().filter(|c| **c != ' ').collect();
    let start = line.skip_spaces_before(low.start);
    let start = if matches!(line.before(start), '从' | '自') { start - 1 } else { low.start };
    let end = line.skip_spaces(high.end);
    let closes = line.has(end, "之间");
    match gap.as_str() {
        "到" | "至" | "~" | "-" | "–" | "––" | "并到" => {
            Some(start..if closes { end + 2 } else { high.end })
        }
        "和" | "与" | "跟" if closes => Some(start..end + 2),
        _ => None,
    }
}

fn is_joined(line: &Line, end: usize, start: usize) -> bool {
    let gap: String = line.chars(end..start).iter().filter(|c| **c != ' ').collect();
    matches!(
        gap.as_str(),
        "" | ","
            | "，"
            | "且"
            | "并"
            | "并且"
            | "而且"
            | "但"
            | "但是"
            | "而"
            | "又"
            | ",且"
            | ",并且"
            | "同时"
    )
}

/// Makes a lower and an upper end one interval, where they are in order.
fn merge(first: &mut Interval, next: &Interval) -> bool {
    let (low, high) = match (first.low, first.high, next.low, next.high) {
        (Some(low), None, None, Some(high)) | (None, Some(high), Some(low), None) => (low, high),
        _ => return false,
    };
    if !low.0.is_less(high.0) {
        return false;
    }
    (first.low, first.high) = (Some(low), Some(high));
    first.range.end = next.range.end;
    true
}
