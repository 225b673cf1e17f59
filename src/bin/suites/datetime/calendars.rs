//! Conversion between the solar and the lunar calendar: every value of a case that can be reckoned from the others must come
//! out exactly.

use jianbao::annotate::time::lunar::{LunarDate, cycle_name};
use serde_json::Value;

use super::{Outcome, outcome, text};

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// `lunar-convert`, `lunar-table`: exact.
pub(super) fn lunar(case: &Value) -> Vec<Outcome> {
    let found = convert(case);
    let is_right = found.as_ref().is_some_and(|(lunar, solar)| agrees(case, *lunar, *solar));
    vec![outcome("exact", is_right, format!("{found:?}"))]
}

type Solar = (i32, u8, u8);

fn convert(case: &Value) -> Option<(LunarDate, Solar)> {
    if let Some(solar) = solar_of(text(case, "solar")).filter(|_| text(case, "text").starts_with("solar")) {
        return Some((LunarDate::of_solar(solar.0, solar.1, solar.2)?, solar));
    }
    let lunar = lunar_of(case)?;
    Some((lunar, lunar.solar()?))
}

fn solar_of(words: &str) -> Option<Solar> {
    let mut parts = words.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn lunar_of(case: &Value) -> Option<LunarDate> {
    let lunar = case.get("lunar")?;
    let number = |key: &str| lunar.get(key).and_then(Value::as_i64);
    Some(LunarDate {
        year: i32::try_from(number("year")?).ok()?,
        month: u8::try_from(number("month")?).ok()?,
        is_leap: lunar.get("leap").and_then(Value::as_bool)?,
        day: u8::try_from(number("day")?).ok()?,
    })
}

fn agrees(case: &Value, lunar: LunarDate, solar: Solar) -> bool {
    let has = |key: &str| case.get(key).is_some_and(|value| !value.is_null());
    (!has("lunar") || lunar_of(case) == Some(lunar))
        && (!has("solar") || solar_of(text(case, "solar")) == Some(solar))
        && (!has("lunar_text") || text(case, "lunar_text") == lunar_text(lunar))
        && (!has("ganzhi_year") || text(case, "ganzhi_year") == cycle_name(lunar.year))
}

/// The usual spelling: 二〇二〇年闰四月初一.
fn lunar_text(lunar: LunarDate) -> String {
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or('?');
    let year: String = lunar.year.to_string().bytes().map(|b| digit(usize::from(b - b'0'))).collect();
    let leap = if lunar.is_leap { "闰" } else { "" };
    let month = match lunar.month {
        1 => "正".to_owned(),
        10 => "十".to_owned(),
        11 => "冬".to_owned(),
        12 => "腊".to_owned(),
        month => digit(usize::from(month)).to_string(),
    };
    let (tens, units) = (lunar.day / 10, usize::from(lunar.day % 10));
    let day = match (tens, units) {
        (0, _) => format!("初{}", digit(units)),
        (1, 0) => "初十".to_owned(),
        (2, 0) => "二十".to_owned(),
        (3, 0) => "三十".to_owned(),
        (1, _) => format!("十{}", digit(units)),
        _ => format!("廿{}", digit(units)),
    };
    format!("{year}年{leap}{month}月{day}")
}
