//! Numerals: `232`, `二〇二〇`, `三十一` → number.

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
