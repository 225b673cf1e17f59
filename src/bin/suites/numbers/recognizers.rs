//! recognizers-number: numbers, ordinals, shares, ages, money and measures in text, with spans.
//!
//! Their convention: a percentage is written with its sign, a range as an interval, units in English.

use jianbao::annotate::numeral::decimal::Decimal;
use jianbao::annotate::numeral::line::Line;
use jianbao::annotate::numeral::{self, Number};
use jianbao::annotate::quantity::figure::Figure;
use jianbao::annotate::quantity::figures;
use jianbao::annotate::quantity::unit::Kind;
use serde_json::Value;

use super::interval;
use crate::Outcome;

/// Start, end, value, unit, ISO code.
type Found = (usize, usize, String, Option<&'static str>, Option<&'static str>);

pub(crate) fn score(case: &Value) -> Vec<Outcome> {
    let input = super::text(case, "text");
    let spec = super::text(case, "spec");
    let line = Line::new(input);
    let found = match spec {
        "NumberModel" => numbers(&line),
        "OrdinalModel" => ordinals(&line),
        "PercentModel" => percents(&line),
        "AgeModel" => ages(&line),
        "CurrencyModel" => money(&line),
        "DimensionModel" => dimensions(&line),
        "TemperatureModel" => temperatures(&line),
        spec if spec.starts_with("NumberRange") => ranges(&line),
        _ => Vec::new(),
    };
    let expect = case.get("expect").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is_right = expect.len() == found.len()
        && expect.iter().zip(&found).all(|(expect, found)| is_same(expect, found));
    super::exact(is_right, format!("{found:?}"))
}

fn is_same(expect: &Value, (start, end, value, unit, iso): &Found) -> bool {
    let span = expect.get("span").and_then(Value::as_array);
    let span = span.map(|span| span.iter().filter_map(Value::as_u64).collect::<Vec<_>>()).unwrap_or_default();
    let wanted = super::text(expect, "value");
    let is_value =
        match (wanted.trim_end_matches('%').parse::<f64>(), value.trim_end_matches('%').parse::<f64>()) {
            (Ok(a), Ok(b)) => {
                (a - b).abs() <= 1e-11 * a.abs().max(1e-6) && wanted.ends_with('%') == value.ends_with('%')
            }
            _ => wanted == value,
        };
    let is_unit = expect.get("unit").and_then(Value::as_str).is_none_or(|wanted| *unit == Some(wanted));
    let is_iso = expect.get("isoCurrency").and_then(Value::as_str).is_none_or(|wanted| *iso == Some(wanted));
    span == [*start as u64, *end as u64] && is_value && is_unit && is_iso
}

fn shown(number: &Number) -> Option<String> {
    if number.divisor == Decimal::whole(1) {
        return number.value.map(|value| value.to_string());
    }
    number.to_f64().map(|value| value.to_string())
}

fn numbers(line: &Line) -> Vec<Found> {
    let mut found = Vec::new();
    let halves =
        (0..line.len()).filter(|&place| line.has(place, "半打") && !numeral::may_begin(line.before(place)));
    found.extend(halves.map(|place| (place, place + 2, "6".to_owned(), None, None)));
    for (range, number) in numeral::find(line) {
        if number.upper.is_some() {
            continue;
        }
        let Some(mut value) = shown(&number) else { continue };
        let mut end = range.end;
        // A dozen is part of the number.
        if line.at(end) == '打' && !"电话听开造击工了完赢响字印破断扮扰卡包".contains(line.at(end + 1))
        {
            let Some(dozens) = number.value.and_then(|value| value.times(Decimal::whole(12))) else {
                continue;
            };
            value = dozens.to_string();
            end += 1;
        }
        found.push((range.start, end, value, None, None));
    }
    found.sort_by_key(|(start, ..)| *start);
    found
}

fn ordinals(line: &Line) -> Vec<Found> {
    let found = numeral::find(line).into_iter().filter_map(|(range, number)| {
        let start = line.skip_spaces_before(range.start);
        (line.before(start) == '第').then_some((start - 1, range.end, shown(&number)?, None, None))
    });
    found.collect()
}

fn percents(line: &Line) -> Vec<Found> {
    let mut found = Vec::new();
    for figure in figures(line) {
        let Some(share) = share(line, &figure) else { continue };
        if figure.upper.is_none() {
            found.push((figure.range.start, figure.range.end, share, None, None));
        }
    }
    for place in 0..line.len() {
        if line.has(place, "打对折") {
            found.push((place + 1, place + 3, "50%".to_owned(), None, None));
        }
    }
    found.sort_by_key(|(start, ..)| *start);
    found
}

/// A figure as a share of a hundred: 5折, 千分之三, 半成.
fn share(line: &Line, figure: &Figure) -> Option<String> {
    let number = &figure.number;
    if number.divisor != Decimal::whole(1) {
        let power = match line.at(figure.digits.start) {
            '千' | '仟' => 1,
            '万' => 2,
            _ => return None,
        };
        return Some(format!("{}%", number.value?.shifted(-power)?));
    }
    let unit = figure.unit.filter(|unit| unit.kind == Kind::Percent)?;
    let value = number.value?;
    // 75折 and 7.5折 both leave three quarters.
    let is_tenths = unit.name == "折" && (value.is_less(Decimal::whole(10)) || value == Decimal::whole(10));
    let value = if is_tenths { value.shifted(1)? } else { value };
    Some(format!("{value}%"))
}

fn ages(line: &Line) -> Vec<Found> {
    let mut found = Vec::new();
    for figure in figures(line) {
        let Some(unit) = figure.unit else { continue };
        let is_big = line.at(figure.range.end) == '大';
        let name = match (unit.kind, unit.name) {
            (Kind::Age, _) => "Year",
            (Kind::Time, "个月") if is_big => "Month",
            (Kind::Time, "周") if is_big => "Week",
            (Kind::Time, "天") if is_big => "Day",
            (Kind::Time, "年") if is_big => "Year",
            _ => continue,
        };
        let Some(value) = figure.upper.as_ref().or(Some(&figure.number)).and_then(shown) else { continue };
        // Their span of a range is its upper end.
        let start = if figure.upper.is_some() { upper_start(line, &figure) } else { figure.range.start };
        found.push((start, figure.range.end + usize::from(is_big), value, Some(name), None));
    }
    found
}

fn upper_start(line: &Line, figure: &Figure) -> usize {
    let mut place = figure.digits.end;
    while matches!(line.at(place), ' ' | '-' | '–' | '~' | '到' | '至') {
        place += 1;
    }
    place
}

fn money(line: &Line) -> Vec<Found> {
    let mut found = Vec::new();
    for figure in figures(line) {
        let Some(unit) = figure.unit.filter(|unit| unit.kind == Kind::Money) else { continue };
        let Some(value) = shown(&figure.number) else { continue };
        let (name, iso) = currency(unit.name);
        found.push((figure.range.start, figure.range.end, value, Some(name), iso));
    }
    found
}

/// Their names of currencies.
fn currency(name: &'static str) -> (&'static str, Option<&'static str>) {
    let english = match name {
        "元" => return ("Chinese yuan", Some("CNY")),
        "$" => return ("Dollar", None),
        "USD" => "United States dollar",
        "EUR" => "Euro",
        "GBP" => "British pound",
        "JPY" => "Japanese yen",
        "KRW" => "South Korean won",
        "HKD" => "Hong Kong dollar",
        "MOP" => "Macanese pataca",
        "TWD" => "New Taiwan dollar",
        "SGD" => "Singapore dollar",
        "AUD" => "Australian dollar",
        "NZD" => "New Zealand dollar",
        "CAD" => "Canadian dollar",
        "RUB" => "Russian ruble",
        "INR" => "Indian rupee",
        "THB" => "Thai baht",
        "VND" => "Vietnamese dong",
        "IDR" => "Indonesian rupiah",
        "MYR" => "Malaysian ringgit",
        "PHP" => "Philippine peso",
        "MXN" => "Mexican peso",
        "BRL" => "Brazilian real",
        "ZAR" => "South African rand",
        "TRY" => "Turkish lira",
        "SEK" => "Swedish krona",
        "NOK" => "Norwegian krone",
        "DKK" => "Danish krone",
        "CHF" => "Swiss franc",
        "AED" => "United Arab Emirates dirham",
        "NGN" => "Nigerian naira",
        "ILS" => "Israeli new shekel",
        _ => name,
    };
    (english, Some(name))
}

fn dimensions(line: &Line) -> Vec<Found> {
    let mut found = Vec::new();
    for figure in figures(line) {
        let Some(unit) = figure.unit.filter(|unit| matches!(unit.kind, Kind::Measure)) else { continue };
        let Some(value) = shown(&figure.number) else { continue };
        let name = match unit.name {
            "公里" => "Kilometer",
            "米" => "Meter",
            "分米" => "Decimeter",
            "厘米" => "Centimeter",
            "毫米" => "Millimeter",
            "微米" => "Micrometer",
            "纳米" => "Nanometer",
            "英里" => "Mile",
            "英尺" => "Foot",
            "英寸" => "Inch",
            "海里" => "Knot",
            "码" => "Yard",
            "英亩" => "Acre",
            "平方英里" => "Square mile",
            "平方英尺" => "Square foot",
            "光年" => "Light year",
            "丈" => "Zhang",
            "里" => "Li",
            "尺" => "Chi",
            "寸" => "Cun",
            "平方公里" => "Square kilometer",
            "平方米" => "Square meter",
            "公顷" => "Hectare",
            "亩" => "Mu",
            "升" => "Liter",
            "毫升" => "Milliliter",
            "立方米" => "Cubic meter",
            "加仑" => "Gallon",
            "吨" => "Metric ton",
            "公斤" => "Kilogram",
            "克" => "Gram",
            "毫克" => "Milligram",
            "斤" => "Jin",
            "两" => "Liang",
            "磅" => "Pound",
            "盎司" => "Ounce",
            "比特" => "Bit",
            "千比特" => "Kilobit",
            "兆比特" => "Megabit",
            "吉比特" => "Gigabit",
            "字节" => "Byte",
            "千字节" => "Kilobyte",
            "兆字节" => "Megabyte",
            "GB" => "Gigabyte",
            "TB" => "Terabyte",
            "公里/小时" => "Kilometer per hour",
            "米/秒" => "Meter per second",
            "克拉" => "Carat",
            _ => continue,
        };
        found.push((figure.range.start, figure.range.end, value, Some(name), None));
    }
    found
}

fn temperatures(line: &Line) -> Vec<Found> {
    let mut found = Vec::new();
    for figure in figures(line) {
        let name = match figure.unit.map(|unit| unit.name) {
            Some("摄氏度") => "C",
            Some("华氏度") => "F",
            Some("开尔文") => "K",
            Some("度") => "Degree",
            _ => continue,
        };
        let Some(value) = shown(&figure.number) else { continue };
        found.push((figure.range.start, figure.range.end, value, Some(name), None));
    }
    // They also report a unit that has no number.
    for place in 0..line.len() {
        let unit = jianbao::annotate::quantity::unit::unit(line, place);
        if let Some((end, unit)) = unit.filter(|(_, unit)| matches!(unit.name, "摄氏度" | "华氏度"))
            && found.iter().all(|(start, stop, ..)| place >= *stop || end <= *start)
        {
            let name = if unit.name == "摄氏度" { "C" } else { "F" };
            found.push((place, end, String::new(), Some(name), None));
        }
    }
    found.sort_by_key(|(start, ..)| *start);
    found
}

fn ranges(line: &Line) -> Vec<Found> {
    let shown = |end: Option<(Decimal, bool)>| end.map_or(String::new(), |(value, _)| value.to_string());
    let is_in = |end: Option<(Decimal, bool)>| end.is_some_and(|(_, is_in)| is_in);
    interval::find(line)
        .into_iter()
        .map(|found| {
            let open = if is_in(found.low) { '[' } else { '(' };
            let close = if is_in(found.high) { ']' } else { ')' };
            let value = format!("{open}{},{}{close}", shown(found.low), shown(found.high));
            (found.range.start, found.range.end, value, None, None)
        })
        .collect()
}
