//! What a single character of a numeral means.

/// What a character contributes to a numeral. Characters are folded: no 萬, no full-width digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    /// `0`–`9`.
    Arabic(u8),
    /// 〇, 一 … 九, 两 and the forms of cheques; 幺 for one.
    Word(u8),
    /// 十, 百, 千: ten to this power.
    Small(u32),
    /// 万, 亿, 兆: ten to this power.
    Big(u32),
    /// 廿, 卅, 卌: so many tens.
    Tens(u8),
    /// 几, 数: some.
    Some,
}

pub(super) fn glyph(c: char) -> Option<Glyph> {
    Some(match c {
        '0'..='9' => Glyph::Arabic(c as u8 - b'0'),
        '〇' | '零' => Glyph::Word(0),
        '一' | '壹' | '弌' | '幺' => Glyph::Word(1),
        '二' | '两' | '贰' | '弍' => Glyph::Word(2),
        '三' | '叁' | '参' | '弎' => Glyph::Word(3),
        '四' | '肆' => Glyph::Word(4),
        '五' | '伍' => Glyph::Word(5),
        '六' | '陆' => Glyph::Word(6),
        '七' | '柒' => Glyph::Word(7),
        '八' | '捌' => Glyph::Word(8),
        '九' | '玖' => Glyph::Word(9),
        '十' | '拾' => Glyph::Small(1),
        '百' | '佰' => Glyph::Small(2),
        '千' | '仟' => Glyph::Small(3),
        '万' => Glyph::Big(4),
        '亿' => Glyph::Big(8),
        '兆' => Glyph::Big(12),
        '廿' => Glyph::Tens(2),
        '卅' => Glyph::Tens(3),
        '卌' => Glyph::Tens(4),
        '几' | '数' => Glyph::Some,
        _ => return None,
    })
}

/// A digit, however it is written.
pub(super) fn digit(c: char) -> Option<u8> {
    match glyph(c)? {
        Glyph::Arabic(digit) | Glyph::Word(digit) => Some(digit),
        _ => None,
    }
}

/// A Chinese digit.
pub(super) fn word_digit(c: char) -> Option<u8> {
    match glyph(c)? {
        Glyph::Word(digit) => Some(digit),
        _ => None,
    }
}

/// Letters that multiply what they stand behind: `15k`, `30w`.
pub(super) fn letter_power(c: char) -> Option<u32> {
    Some(match c {
        'k' | 'K' => 3,
        'w' | 'W' => 4,
        'M' => 6,
        'G' => 9,
        'T' => 12,
        _ => return None,
    })
}
