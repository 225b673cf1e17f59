//! Values as readers of each language say them. Pure.

use crate::view::words::Lang;

/// A number with all its digits: `13,706,000,000`, `7.1`.
#[must_use]
pub(in crate::view) fn exact(value: f64) -> String {
    let (whole, fraction) = digits(value);
    let mut out = if value < 0.0 { "-".to_owned() } else { String::new() };
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &fraction
}

/// A number as it is said: `137亿600万` in Chinese, with all its digits in English.
#[must_use]
pub(super) fn said(value: f64, lang: Lang) -> String {
    let names = match lang {
        Lang::ZhHans => ["", "万", "亿", "万亿"],
        Lang::ZhHant => ["", "萬", "億", "萬億"],
        Lang::En => return exact(value),
    };
    let (whole, fraction) = digits(value);
    if whole.len() < 5 || whole.len() > 16 {
        return exact(value).replace(',', if whole.len() < 5 { "" } else { "," });
    }
    let mut out = if value < 0.0 { "-".to_owned() } else { String::new() };
    let mut start = 0;
    for power in (0..whole.len().div_ceil(4)).rev() {
        let end = whole.len() - power * 4;
        let group: u32 = whole[start..end].parse().unwrap_or_default();
        start = end;
        // 14万200亿: both groups share the last word.
        let shares = power == 3 && whole[end..end + 4] != *"0000";
        if group > 0 {
            out.push_str(&group.to_string());
            out.push_str(if shares { names[1] } else { names[power] });
        }
    }
    out + &fraction
}

/// Digits before the point, and the point with those behind it. Six decimals are enough for what people print.
fn digits(value: f64) -> (String, String) {
    let text = format!("{:.6}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    (whole.to_owned(), fraction)
}

/// What a power of ten is called on a ruler: `百`, `万`, `百万`; `100`, `10,000`, `1 million`.
#[must_use]
pub(super) fn power_name(power: i32, lang: Lang) -> String {
    if power <= 0 {
        return exact(10_f64.powi(power));
    }
    if lang == Lang::En {
        let names = ["", " million", " billion", " trillion"];
        let (name, rest) = if power < 6 { (0, power) } else { ((power / 3 - 1).min(3), power) };
        let rest = if name == 0 { rest } else { rest - (name + 1) * 3 };
        return exact(10_f64.powi(rest)) + names[usize::try_from(name).unwrap_or_default()];
    }
    let small = ["", "十", "百", "千"][usize::try_from(power % 4).unwrap_or_default()];
    let large = match (power / 4, lang) {
        (0, _) => "",
        (1, Lang::ZhHant) => "萬",
        (1, _) => "万",
        (2, Lang::ZhHant) => "億",
        (2, _) => "亿",
        (_, Lang::ZhHant) => "萬億",
        (_, _) => "万亿",
    };
    format!("{small}{large}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said() {
        for (value, hans, en) in [
            (13_706_000_000.0, "137亿600万", "13,706,000,000"),
            (326_000.0, "32万6000", "326,000"),
            (3148.0, "3148", "3,148"),
            (71_000.0, "7万1000", "71,000"),
            (14_020_000_000_000.0, "14万200亿", "14,020,000,000,000"),
            (2_000_000_000_000.0, "2万亿", "2,000,000,000,000"),
            (0.5, "0.5", "0.5"),
            (12_345.25, "1万2345.25", "12,345.25"),
            (0.0, "0", "0"),
            (-20_000.0, "-2万", "-20,000"),
            (99_999_999.999_999_9, "1亿", "100,000,000"),
        ] {
            assert_eq!(said(value, Lang::ZhHans), hans);
            assert_eq!(said(value, Lang::En), en);
        }
        assert_eq!(said(137_060_000.0, Lang::ZhHant), "1億3706萬");
        assert_eq!(said(1e17, Lang::ZhHans), "100,000,000,000,000,000");
    }

    #[test]
    fn powers_have_names() {
        for (power, hans, hant, en) in [
            (-1, "0.1", "0.1", "0.1"),
            (0, "1", "1", "1"),
            (2, "百", "百", "100"),
            (4, "万", "萬", "10,000"),
            (6, "百万", "百萬", "1 million"),
            (8, "亿", "億", "100 million"),
            (10, "百亿", "百億", "10 billion"),
            (12, "万亿", "萬億", "1 trillion"),
            (14, "百万亿", "百萬億", "100 trillion"),
        ] {
            let names = [Lang::ZhHans, Lang::ZhHant, Lang::En].map(|lang| power_name(power, lang));
            assert_eq!(names, [hans, hant, en]);
        }
    }
}
