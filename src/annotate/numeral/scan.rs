//! Reads the numeral that begins at a position.
//!
//! First the characters become tokens (`三`, `千`, `五百`, `3.5`, `万`), which stops where the next character would be the
//! beginning of another numeral; then the tokens are reckoned up, once for the lower and, where digits tell a range
//! (`三五千`), once for the upper end.

use super::arabic::arabic;
use super::decimal::Decimal;
use super::glyph::{Glyph, digit, glyph, letter_power, word_digit};
use super::line::Line;
use super::number::{Form, Number};
use super::token::{Token, reckon};

/// Reads the numeral at a position, sign and fractions included; also says where it ends.
#[must_use]
pub fn scan(line: &Line, start: usize) -> Option<(usize, Number)> {
    match line.at(start) {
        '负' => {
            let mut place = line.skip_spaces(start + 1);
            if line.at(place) == '的' {
                place += 1;
            }
            let (end, number) = scan_unsigned(line, place)?;
            Some((end, number.negated()))
        }
        '-' if is_sign(line, start) => {
            let (end, number) = scan_unsigned(line, line.skip_spaces(start + 1))?;
            Some((end, number.negated()))
        }
        _ => scan_unsigned(line, start),
    }
}

/// A hyphen is a sign unless it joins what stands on its sides; a space behind it makes it a dash, but at the beginning.
fn is_sign(line: &Line, place: usize) -> bool {
    let before = line.before(place);
    // 1998年-2000年
    let is_dated = matches!(before, '年' | '月' | '日' | '时' | '分' | '秒' | '元' | '米');
    let is_joining =
        is_dated || before.is_ascii_alphanumeric() || digit(before).is_some() || "%)-".contains(before);
    let is_close = matches!(line.at(place + 1), '0'..='9' | '.') || digit(line.at(place + 1)).is_some();
    !is_joining && (is_close || place == 0)
}

fn scan_unsigned(line: &Line, start: usize) -> Option<(usize, Number)> {
    let (end, number) = scan_plain(line, start)?;
    if let Some(found) = scan_parts(line, end, number) {
        return Some(found);
    }
    // 三又五分之一
    let place = line.skip_spaces(end);
    if line.at(place) == '又' {
        let parts = scan_plain(line, line.skip_spaces(place + 1)).and_then(|(end, divisor)| {
            scan_parts(line, end, divisor).or_else(|| scan_slash(line, end, divisor))
        });
        if let Some((end, fraction)) = parts {
            return Some((end, mixed(number, fraction)?));
        }
    }
    if let Some(found) = scan_slash(line, end, number) {
        return Some(found);
    }
    // 4 6/3
    if number.form == Form::Arabic && line.at(end) == ' ' && line.at(end + 1).is_ascii_digit() {
        let slash = scan_plain(line, end + 1).and_then(|(end, top)| scan_slash(line, end, top));
        if let Some((end, fraction)) = slash {
            return Some((end, mixed(number, fraction)?));
        }
    }
    Some((end, number))
}

/// A whole number and a fraction.
fn mixed(whole: Number, fraction: Number) -> Option<Number> {
    let value = whole.value?.times(fraction.divisor)?.plus(fraction.value?)?;
    Some(Number { value: Some(value), ..fraction })
}

/// 分之 and the number of parts, behind the number that divides.
fn scan_parts(line: &Line, end: usize, divisor: Number) -> Option<(usize, Number)> {
    let place = line.skip_spaces(end);
    // Cantonese writes 份 and may leave out 之.
    let is_short = line.at(place) == '份';
    if !is_short && line.at(place) != '分' {
        return None;
    }
    let mut place = line.skip_spaces(place + 1);
    if line.at(place) == '之' {
        place = line.skip_spaces(place + 1);
    } else if !is_short {
        return None;
    }
    let (end, parts) = scan_plain(line, place)?;
    let bottom = divisor.value.filter(|&value| value != Decimal::ZERO)?;
    let is_percent = divisor.form == Form::Bare && bottom == Decimal::whole(100);
    let divisor = if is_percent { Decimal::whole(1) } else { bottom };
    Some((end, Number { divisor, is_percent, form: parts.form, ..parts }))
}

/// `3/5`.
fn scan_slash(line: &Line, end: usize, top: Number) -> Option<(usize, Number)> {
    if top.form != Form::Arabic || line.at(end) != '/' || !line.at(end + 1).is_ascii_digit() {
        return None;
    }
    let (end, bottom) = scan_plain(line, end + 1)?;
    let divisor = bottom.value.filter(|&value| value.is_whole() && value != Decimal::ZERO)?;
    if bottom.form != Form::Arabic || !top.value?.is_whole() || line.at(end) == '/' {
        return None;
    }
    Some((end, Number { divisor, ..top }))
}

/// A numeral without sign and parts.
fn scan_plain(line: &Line, start: usize) -> Option<(usize, Number)> {
    let scan = Scan::run(line, start)?;
    let form = scan.form()?;
    let mut number = Number::new(Decimal::ZERO, form);
    number.value = None;
    number.is_over = scan.is_over;
    number.power = scan.tokens.iter().rev().find_map(Token::power).unwrap_or(0);
    if !scan.tokens.iter().any(|token| matches!(token, Token::Some)) {
        number.value = Some(reckon(&scan.tokens, false)?);
        number.upper = if scan.has_range() { reckon(&scan.tokens, true) } else { None };
    }
    let mut end = scan.end;
    let is_letter_free = line.before(end).is_ascii_digit() && !line.at(end + 1).is_ascii_alphanumeric();
    if let Some(power) = letter_power(line.at(end)).filter(|_| is_letter_free) {
        number = number.shifted(i32::try_from(power).ok()?)?;
        number.letter = Some(line.at(end));
        number.power = power;
        end += 1;
    }
    Some((end, number))
}

/// The tokens of a numeral, and where it ends.
struct Scan<'a> {
    line: &'a Line,
    start: usize,
    end: usize,
    tokens: Vec<Token>,
    is_over: bool,
    /// Whether 零 stood right before: 10万零5 is no 10万5.
    is_gap: bool,
    /// How many tokens there were, and where, behind the last 百, 千, 万 …: what follows may turn out to be another numeral.
    safe: (usize, usize),
    /// The power of the last 十, 百, 千 since 万.
    small: Option<u32>,
    /// The powers of 万, 亿 so far that nothing larger has taken in.
    big: Vec<u32>,
}

impl<'a> Scan<'a> {
    fn run(line: &'a Line, start: usize) -> Option<Scan<'a>> {
        let is_start = glyph(line.at(start)).is_some()
            || (line.at(start) == '.' && line.at(start + 1).is_ascii_digit() && !digit_before(line, start));
        if !is_start {
            return None;
        }
        let mut scan = Scan {
            line,
            start,
            end: start,
            tokens: Vec::new(),
            is_over: false,
            is_gap: false,
            safe: (0, start),
            small: None,
            big: Vec::new(),
        };
        while scan.step() {}
        (!scan.tokens.is_empty()).then_some(scan)
    }

    fn is_pending(&self) -> bool {
        matches!(self.tokens.last(), Some(Token::Digits { .. } | Token::Some | Token::Fraction(_)))
    }

    fn has_power(&self) -> bool {
        self.tokens.iter().any(|token| token.power().is_some())
    }

    /// Takes one more token; whether there was one.
    fn step(&mut self) -> bool {
        let mut place = self.end;
        if place > self.start && self.line.at(place) == ' ' {
            place = self.line.skip_spaces(place);
            let is_numeral = match glyph(self.line.at(place)) {
                Some(Glyph::Small(_) | Glyph::Big(_)) => true,
                Some(Glyph::Word(_)) => self.has_power() && !self.is_pending(),
                Some(Glyph::Arabic(_)) => self.has_power() && !self.is_pending() && self.is_multiplied(place),
                None if self.line.at(place) == '点' => {
                    digit(self.line.at(self.line.skip_spaces(place + 1))).is_some()
                }
                _ => self.is_over_mark(place),
            };
            if !is_numeral {
                return false;
            }
        }
        let c = self.line.at(place);
        if self.is_over_mark(place) {
            self.is_over = true;
            self.end = place + 1;
            return true;
        }
        match glyph(c) {
            Some(Glyph::Arabic(_)) => !self.is_pending() && self.arabic(place),
            None if c == '.' && place == self.start => self.arabic(place),
            Some(Glyph::Word(_)) => !self.is_pending() && self.words(place),
            Some(Glyph::Tens(n)) => !self.is_pending() && self.tens(place, n),
            Some(Glyph::Small(power)) => self.small_power(place, power),
            Some(Glyph::Big(power)) => self.big_power(place, power),
            Some(Glyph::Some) => !self.is_pending() && self.some(place),
            None if c == '点' => self.point(place),
            None => false,
        }
    }

    /// Whether Arabic digits at a position are followed by 千, 百: `7万 5千`.
    fn is_multiplied(&self, place: usize) -> bool {
        let mut place = place;
        while self.line.at(place).is_ascii_digit() {
            place += 1;
        }
        matches!(glyph(self.line.at(place)), Some(Glyph::Small(_) | Glyph::Big(_)))
    }

    /// 余 or 多 between a number and 万.
    fn is_over_mark(&self, place: usize) -> bool {
        let next = self.line.skip_spaces(place + 1);
        matches!(self.line.at(place), '余' | '多' | '来')
            && !self.tokens.is_empty()
            && matches!(glyph(self.line.at(next)), Some(Glyph::Big(_)))
    }

    fn push(&mut self, token: Token, end: usize) -> bool {
        self.tokens.push(token);
        self.end = end;
        true
    }

    /// `1,234,567.8`, `1 234`, `.5`, `2.1E3`.
    fn arabic(&mut self, start: usize) -> bool {
        let Some((end, low)) = arabic(self.line, start) else { return false };
        let n_digits = end - start;
        let is_zero_led = self.line.at(start) == '0' || self.is_gap;
        self.push(Token::Digits { low, high: None, n_digits, is_word: false, is_zero_led }, end)
    }

    /// Chinese digits in a row.
    fn words(&mut self, start: usize) -> bool {
        let mut digits = Vec::new();
        let mut end = start;
        while let Some(digit) = word_digit(self.line.at(end)) {
            if !self.may_take(end, &digits) {
                break;
            }
            digits.push(digit);
            end += 1;
        }
        if digits.is_empty() {
            return false;
        }
        let is_zero = digits.iter().all(|&digit| digit == 0);
        let next = glyph(self.line.at(self.line.skip_spaces(end)));
        if is_zero && self.has_power() {
            // 零 between 万 and 十 only says that there are no thousands; at the end it belongs to something else.
            let goes_on = matches!(next, Some(Glyph::Small(1) | Glyph::Arabic(_)));
            if goes_on {
                self.end = end;
                self.is_gap = true;
            }
            return goes_on;
        }
        let Some(low) = joined(&digits) else { return false };
        let is_beside_power = self.has_power() || matches!(next, Some(Glyph::Small(_) | Glyph::Big(_)));
        let high = match digits.as_slice() {
            &[a, b] if is_row(a, b) && is_beside_power => {
                Some((Decimal::whole(a.into()), Decimal::whole(b.into())))
            }
            _ => None,
        };
        let is_zero_led = digits.first() == Some(&0) && digits.len() > 1;
        let n_digits = if high.is_some() { 1 } else { digits.len() };
        let (low, high) = high.map_or((low, None), |(low, high)| (low, Some(high)));
        self.push(Token::Digits { low, high, n_digits, is_word: true, is_zero_led }, end)
    }

    /// 两 counts 百 and larger, or stands alone, or in 两三 and 一两; elsewhere it is the weight: 三十两.
    fn may_take(&self, place: usize, digits: &[u8]) -> bool {
        let is_liang = |place| self.line.at(place) == '两';
        if !digits.is_empty() && is_liang(place.saturating_sub(1)) {
            return self.line.at(place) == '三' && digits.len() == 1;
        }
        if !is_liang(place) {
            return true;
        }
        let next = self.line.at(place + 1);
        let is_counting = matches!(glyph(next), Some(Glyph::Small(2 | 3) | Glyph::Big(_)));
        match digits {
            [] => !self.has_power() || is_counting || next == '三',
            [1] => is_counting || "个天次年名位种周".contains(next),
            _ => false,
        }
    }

    fn tens(&mut self, place: usize, n: u8) -> bool {
        if self.small.is_some_and(|small| small <= 1) {
            return false;
        }
        let low = Decimal::whole(n.into());
        self.tokens.push(Token::Digits { low, high: None, n_digits: 1, is_word: true, is_zero_led: false });
        self.small = Some(1);
        self.push(Token::Power(1), place + 1)
    }

    /// 几 counts before 十 and 百, and behind them: 几十, 十几.
    fn some(&mut self, place: usize) -> bool {
        let is_before = matches!(glyph(self.line.at(place + 1)), Some(Glyph::Small(_) | Glyph::Big(_)));
        let is_behind = self.line.at(place) == '几' && self.small == Some(1);
        // 人数, 指数: a noun that numbers stand behind.
        let is_noun = self.line.at(place) == '数'
            && "人总次户指系多少参函件台个位基倍岁票分为常级".contains(self.line.before(place));
        !is_noun && (is_before || is_behind) && self.push(Token::Some, place + 1)
    }

    /// 点 with the digits behind it.
    fn point(&mut self, place: usize) -> bool {
        if self.tokens.iter().any(|token| matches!(token, Token::Fraction(_))) || self.tokens.is_empty() {
            return false;
        }
        let mut digits = Vec::new();
        let mut end = self.line.skip_spaces(place + 1);
        while let Some(digit) = word_digit(self.line.at(end)) {
            digits.push(digit);
            end += 1;
        }
        let is_time = (self.line.at(end) == '分' && self.line.at(end + 1) != '之')
            || matches!(self.line.at(end), '刻' | '十' | '拾' | '廿');
        if digits.is_empty() || is_time {
            return false;
        }
        let Some(value) = joined(&digits).and_then(|value| value.shifted(-i32::try_from(digits.len()).ok()?))
        else {
            return false;
        };
        self.push(Token::Fraction(value), end)
    }

    fn small_power(&mut self, place: usize, power: u32) -> bool {
        if self.small.is_some_and(|small| small <= power) {
            // 十五千克: the 千 is one of the unit.
            let is_unit = power == 3 && "克瓦米卡赫帕伏比字焦".contains(self.line.at(place + 1));
            return !is_unit && self.give_up(power);
        }
        // Inside a numeral only 十 may lack its 一: 一千零十.
        if !self.is_pending() && !self.tokens.is_empty() && power != 1 {
            return false;
        }
        self.small = Some(power);
        self.push(Token::Power(power), place + 1);
        self.set_safe();
        true
    }

    fn big_power(&mut self, place: usize, power: u32) -> bool {
        let has_section = self.small.is_some() || self.is_pending();
        if has_section && self.big.last().is_some_and(|&big| big == power) {
            return self.give_up(power);
        }
        self.big.retain(|&big| big > power);
        self.big.push(power);
        self.small = None;
        self.push(Token::Power(power), place + 1);
        self.set_safe();
        true
    }

    fn set_safe(&mut self) {
        self.safe = (self.tokens.len(), self.end);
    }

    /// What was taken since the last power belongs to the next numeral: 五万六万. Not so for 十七十八.
    fn give_up(&mut self, power: u32) -> bool {
        let (n_tokens, end) = self.safe;
        if power > 1 && n_tokens > 0 {
            self.tokens.truncate(n_tokens);
            self.end = end;
        }
        false
    }

    fn has_range(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Digits { high: Some(_), .. }))
    }

    fn form(&self) -> Option<Form> {
        let is_arabic = |token: &Token| matches!(token, Token::Digits { is_word: false, .. });
        let is_word = |token: &Token| matches!(token, Token::Digits { is_word: true, .. });
        let has_word = self.tokens.iter().any(is_word);
        Some(match self.tokens.as_slice() {
            [] => return None,
            tokens if tokens.iter().all(is_arabic) => Form::Arabic,
            [Token::Power(1), ..] => Form::Words,
            [Token::Power(_), ..] if !has_word => Form::Bare,
            [Token::Digits { n_digits: 2.., is_word: true, .. }] => Form::Spelled,
            tokens if !tokens.iter().any(is_arabic) => Form::Words,
            [first, rest @ ..] if is_arabic(first) && !rest.iter().any(|t| is_arabic(t) || is_word(t)) => {
                Form::Arabic
            }
            _ => Form::Mixed,
        })
    }
}

/// Two digits that tell a range: 三四, and 三五 by custom.
pub(crate) fn is_row(a: u8, b: u8) -> bool {
    a > 0 && (b == a + 1 || (a, b) == (3, 5))
}

fn digit_before(line: &Line, place: usize) -> bool {
    line.before(place).is_ascii_alphanumeric()
}

fn joined(digits: &[u8]) -> Option<Decimal> {
    let value = digits
        .iter()
        .try_fold(0_i128, |value, &digit| value.checked_mul(10)?.checked_add(i128::from(digit)))?;
    Some(Decimal::whole(value))
}

#[cfg(test)]
mod tests {
    use super::{Form, scan};
    use crate::annotate::numeral::line::Line;
    use crate::annotate::numeral::read;

    #[test]
    fn numerals_are_read() {
        for (value, spellings) in [
            (0.0, &["0", "零", "〇"][..]),
            (0.5, &["0.5", "零点五", "二分之一", "1/2", "２分之１", ".5"]),
            (-7.0, &["-7", "负七", "－７", "负 7"]),
            (12.0, &["12", "十二", "一十二", "壹拾贰", "拾贰"]),
            (26.0, &["26", "二十六", "廿六", "贰拾陆"]),
            (105.0, &["105", "一百零五", "一百〇五", "壹佰零伍"]),
            (150.0, &["150", "一百五", "一百五十", "百五"]),
            (2300.0, &["2,300", "2 300", "二千三", "两千三百", "兩千三", "2.3千"]),
            (2024.0, &["2024", "二〇二四", "二零二四", "２０２４"]),
            (35_000.0, &["3.5万", "三万五", "三万五千", "３．５萬", "3万5千", "35k", "3.5w"]),
            (100_000.0, &["十万", "10万", "拾萬"]),
            (1_234_567.0, &["1,234,567", "1 234 567", "一百二十三万四千五百六十七", "123.4567万"]),
            (40_000_006.0, &["四千万零六"]),
            (1_200_000_000_000.0, &["一万二千亿", "1.2万亿", "1.2兆", "一兆二千亿"]),
            (5_006_200_000_000.0, &["五兆六十二亿", "五万零六十二亿"]),
            (4.669_2, &["4.6692", "四点六六九二"]),
            (20.1e4, &["二十点一万", "20.1万"]),
            (8.0 / 3.0, &["二又三分之二", "2 2/3"]),
        ] {
            for spelling in spellings {
                let number = read(spelling).unwrap_or_else(|| panic!("{spelling} is not read"));
                assert_eq!(number.to_f64(), Some(value), "{spelling}");
            }
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        for (words, low, high) in [
            ("二三十", 20.0, 30.0),
            ("七八百", 700.0, 800.0),
            ("三五千", 3000.0, 5000.0),
            ("十七八万", 170_000.0, 180_000.0),
            ("一万六七", 16_000.0, 17_000.0),
        ] {
            let number = read(words).unwrap();
            assert_eq!((number.to_f64(), number.upper_to_f64()), (Some(low), Some(high)), "{words}");
        }
    }

    #[test]
    fn vague_numerals_have_no_value() {
        for words in ["几十", "数百", "十几", "几千万", "二十几亿"] {
            assert_eq!(read(words).map(|number| number.value), Some(None), "{words}");
        }
        assert_eq!(read("百万").map(|number| number.form), Some(Form::Bare));
        assert!(read("三十余万").unwrap().is_over && read("十多亿").unwrap().is_over);
    }

    #[test]
    fn other_words_are_no_numeral() {
        for words in
            ["", "点", "零点", "三月", "一百百", "十七十八", "五万六万", "1.2.3", "3 45", "12a", "分之一"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn a_numeral_ends_where_the_next_begins() {
        for (words, numeral) in [
            ("五万六万", "五万"),
            ("十七十八", "十七"),
            ("三十两黄金", "三十"),
            ("三点十分", "三"),
            ("15千克", "15千"),
            ("2020年", "2020"),
            ("12,34", "12"),
        ] {
            let line = Line::new(words);
            let (end, _) = scan(&line, 0).unwrap();
            assert_eq!(words.chars().take(end).collect::<String>(), numeral, "{words}");
        }
    }
}
