//! Smaller units behind a larger one: 五元三毛, 3斤5两, 三米九, 七成六.

use super::unit::{Kind, PARTS, Unit, unit};
use crate::annotate::numeral::decimal::Decimal;
use crate::annotate::numeral::line::Line;
use crate::annotate::numeral::scan;

/// 五元三毛, 3斤5两, 三米九: smaller units behind a larger one; where they end, and the sum in the larger.
pub(super) fn parts(line: &Line, end: usize, large: Unit, value: Decimal) -> Option<(usize, Decimal)> {
    match large.kind {
        Kind::Money => money_parts(line, end, value),
        Kind::Percent if large.name == "%" && line.before(end) == '成' => {
            let (part_end, part) = scan(line, line.skip_spaces(end))?;
            let part = part.value.filter(|part| part_end <= end + 2 && part.is_less(Decimal::whole(10)))?;
            Some((part_end, value.plus(part)?))
        }
        Kind::Measure => {
            let (small, power) = match large.name {
                "米" => ("厘米", -2),
                "斤" => ("两", -1),
                _ => return None,
            };
            let (part_end, part) = scan(line, end)?;
            let part = part.value?;
            let printed = unit(line, part_end).filter(|(_, found)| found.name == small);
            if let Some((unit_end, _)) = printed {
                return Some((unit_end, value.plus(part.shifted(power)?)?));
            }
            let is_digit = part_end == end + 1 && part.is_less(Decimal::whole(10));
            let is_free = unit(line, part_end).is_none() && is_end(line, part_end);
            (is_digit && is_free).then_some(())?;
            Some((part_end, value.plus(part.shifted(-1)?)?))
        }
        _ => None,
    }
}

/// 4小时18分, 3分20秒: the whole in the smaller unit, and where it ends.
pub(super) fn time_parts(
    line: &Line,
    end: usize,
    large: Unit,
    value: Decimal,
) -> Option<(usize, Decimal, Unit)> {
    let (names, name): (&[&str], _) = match large.name {
        "小时" => (&["分钟", "分"], "分钟"),
        "分钟" => (&["秒钟", "秒"], "秒"),
        _ => return None,
    };
    let (part_end, part) = scan(line, end)?;
    let (_, end) = line.any(part_end, names)?;
    let part = part.value.filter(|part| part.is_less(Decimal::whole(60)) && !part.is_negative())?;
    let sum = value.times(Decimal::whole(60))?.plus(part)?;
    Some((end, sum, Unit { name, ..large }))
}

fn money_parts(line: &Line, end: usize, value: Decimal) -> Option<(usize, Decimal)> {
    let mut found = None;
    // 两毛五 begins with the tenths.
    let first = if matches!(line.before(end), '毛' | '角') { -1 } else { 0 };
    let (mut place, mut sum, mut power) = (end, value, first);
    while let Some((part_end, part)) = scan(line, place) {
        let Some(part) = part.value.filter(|part| !part.is_negative() && part.is_less(Decimal::whole(100)))
        else {
            break;
        };
        let unit = PARTS.iter().find(|(name, _)| line.has(part_end, name));
        let (part_power, part_end) = match unit {
            Some((name, part_power)) => (*part_power, part_end + name.chars().count()),
            // 一块二: the next smaller unit goes without saying.
            None if part_end == place + 1 && is_end(line, part_end) && part.is_less(Decimal::whole(10)) => {
                (power - 1, part_end)
            }
            None => break,
        };
        if part_power >= power || part_power < -2 {
            break;
        }
        sum = sum.plus(part.shifted(part_power)?)?;
        (place, power) = (part_end, part_power);
        found = Some((place, sum));
    }
    found.map(|(end, sum)| (if line.at(end) == '钱' { end + 1 } else { end }, sum))
}

/// Whether nothing stands at a position that the digit before could count.
fn is_end(line: &Line, place: usize) -> bool {
    matches!(
        line.at(place),
        '\0' | '\n' | ' ' | '，' | '。' | '；' | '、' | ',' | '.' | ';' | '！' | '？' | '）' | ')' | '”'
    ) || matches!(line.at(place), '左' | '以' | '上' | '的' | '-' | '~' | '到' | '至' | '高')
}
