//! Numbers → words.

use super::decimal::Decimal;

/// Which characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 一百二十: as one writes.
    Plain,
    /// 壹佰贰拾: as on cheques.
    Cheque,
}

impl Style {
    fn digits(self) -> [char; 10] {
        match self {
            Style::Plain => ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
            Style::Cheque => ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        }
    }

    fn digit(self, digit: u32) -> char {
        self.digits().get(digit as usize).copied().unwrap_or('零')
    }

    fn powers(self) -> [&'static str; 4] {
        match self {
            Style::Plain => ["", "十", "百", "千"],
            Style::Cheque => ["", "拾", "佰", "仟"],
        }
    }
}

/// The names of groups of four digits.
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// A decimal numeral, ASCII digits with at most one sign and point, in words; zeros behind the point are kept. `None` for other
/// words and for what has more than sixteen digits before the point.
///
/// ```
/// use jianbao::annotate::numeral::write::{Style, words};
/// assert_eq!(words("103453", Style::Plain).as_deref(), Some("十万三千四百五十三"));
/// assert_eq!(words("-10.50", Style::Cheque).as_deref(), Some("负壹拾点伍零"));
/// ```
#[must_use]
pub fn words(numeral: &str, style: Style) -> Option<String> {
    let (sign, numeral) = signed(numeral);
    let (whole, fraction) = numeral.split_once('.').unwrap_or((numeral, ""));
    let mut words = sign.to_owned();
    words.push_str(&whole_words(whole, style)?);
    if numeral.contains('.') {
        words.push('点');
        words.push_str(&spelled(fraction, style)?);
    }
    Some(words)
}

/// Digit by digit: `2020` → 二零二零.
#[must_use]
pub fn digit_words(numeral: &str, style: Style) -> Option<String> {
    let (sign, numeral) = signed(numeral);
    Some(format!("{sign}{}", spelled(numeral, style)?))
}

/// A sum of money as on cheques: `1.01` → 壹元零壹分. Less than a 分 is dropped.
#[must_use]
pub fn money_words(numeral: &str) -> Option<String> {
    let (sign, numeral) = signed(numeral);
    let fen = Decimal::parse(numeral)?.shifted(2)?.to_string();
    let fen = fen.split('.').next().filter(|digits| !digits.is_empty())?;
    let padded = format!("{fen:0>3}");
    let (yuan, rest) = padded.split_at(padded.len() - 2);
    let mut digits = rest.chars().filter_map(|c| c.to_digit(10));
    let (jiao, fen) = (digits.next()?, digits.next()?);
    let style = Style::Cheque;
    let mut words = sign.to_owned();
    let has_yuan = !yuan.trim_start_matches('0').is_empty();
    if has_yuan || (jiao, fen) == (0, 0) {
        words.push_str(&whole_words(yuan, style)?);
        words.push('元');
    }
    match (jiao, fen) {
        (0, 0) => words.push('整'),
        (0, _) if has_yuan => words.push('零'),
        (0, _) => {}
        _ => words.extend([style.digit(jiao), '角']),
    }
    if fen > 0 {
        words.extend([style.digit(fen), '分']);
    }
    Some(words)
}

fn signed(numeral: &str) -> (&'static str, &str) {
    numeral.strip_prefix('-').map_or(("", numeral), |rest| ("负", rest))
}

fn spelled(digits: &str, style: Style) -> Option<String> {
    digits
        .chars()
        .map(|c| if c == '.' { Some('点') } else { c.to_digit(10).map(|digit| style.digit(digit)) })
        .collect()
}

fn whole_words(digits: &str, style: Style) -> Option<String> {
    let digits = digits.trim_start_matches('0');
    if digits.len() > 4 * GROUPS.len() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if digits.is_empty() {
        return Some("零".to_owned());
    }
    let mut words = String::new();
    let mut is_gap = false;
    for (place, byte) in digits.bytes().enumerate() {
        let power = digits.len() - 1 - place;
        let (group, power) = (power / 4, power % 4);
        let digit = u32::from(byte - b'0');
        if digit == 0 {
            is_gap = true;
        } else {
            if is_gap && !words.is_empty() {
                words.push('零');
            }
            is_gap = false;
            // 十一, not 一十一, where it begins the number.
            let is_ten = style == Style::Plain && words.is_empty() && digit == 1 && power == 1;
            if !is_ten {
                words.push(style.digit(digit));
            }
            words.push_str(style.powers().get(power).copied().unwrap_or(""));
        }
        let is_group_end = power == 0;
        let start = (place + 1).saturating_sub(4);
        let has_digit =
            digits.get(start..place + 1).is_some_and(|group| group.bytes().any(|byte| byte != b'0'));
        if is_group_end && has_digit {
            // 十万三千: what a group ends with is no gap.
            is_gap = false;
            let name = GROUPS.get(group).copied().unwrap_or("");
            // 一万亿 and more: 亿 is said once, behind what it counts.
            let name = if group == 3 && digits.get(place + 1..place + 5).is_some_and(|next| next != "0000") {
                "万"
            } else {
                name
            };
            words.push_str(name);
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::{Style, digit_words, money_words, words};

    #[test]
    fn whole_numbers_become_words() {
        for (numeral, plain, cheque) in [
            ("0", "零", "零"),
            ("10", "十", "壹拾"),
            ("19", "十九", "壹拾玖"),
            ("110", "一百一十", "壹佰壹拾"),
            ("1005", "一千零五", "壹仟零伍"),
            ("20030", "二万零三十", "贰万零叁拾"),
            ("5000000", "五百万", "伍佰万"),
            ("100000008", "一亿零八", "壹亿零捌"),
            ("2000000000000", "二万亿", "贰万亿"),
            ("1200000000000", "一万二千亿", "壹万贰仟亿"),
            ("0012", "十二", "壹拾贰"),
        ] {
            assert_eq!(words(numeral, Style::Plain).as_deref(), Some(plain));
            assert_eq!(words(numeral, Style::Cheque).as_deref(), Some(cheque));
        }
    }

    #[test]
    fn points_and_digits_are_spelled() {
        assert_eq!(words("-3.140", Style::Plain).as_deref(), Some("负三点一四零"));
        assert_eq!(digit_words("2008.5", Style::Plain).as_deref(), Some("二零零八点五"));
        assert_eq!((words("1e5", Style::Plain), words(&"1".repeat(17), Style::Plain)), (None, None));
    }

    #[test]
    fn money_has_its_own_words() {
        for (numeral, expected) in [
            ("12", "壹拾贰元整"),
            ("3.50", "叁元伍角"),
            ("3.05", "叁元零伍分"),
            ("0.07", "柒分"),
            ("-0.3", "负叁角"),
            ("0", "零元整"),
        ] {
            assert_eq!(money_words(numeral).as_deref(), Some(expected));
        }
    }
}
