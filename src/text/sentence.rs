//! Sentences of a paragraph.
//!
//! A sentence ends with 。！？…… and the like, together with the quotation marks and brackets that close right after
//! it. A full stop of Latin text ends one only before white space, so that 3.5 and www.example.org stay whole. A mark
//! inside a bracket ends nothing, as in （疫情過後！）的.

use std::ops::Range;

/// Whether a character ends a sentence wherever it stands.
fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡' | '；' | ';')
}

/// Whether a character closes what was opened before the end of the sentence.
fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '"' | '‛')
}

/// The byte ranges of the sentences of `paragraph`; joined they give the paragraph.
///
/// ```
/// use jianbao::text::sentence::sentences;
/// let text = "“好，保证完成！”他说。增长3.5%。";
/// let parts: Vec<&str> = sentences(text).into_iter().map(|s| &text[s]).collect();
/// assert_eq!(parts, ["“好，保证完成！”", "他说。", "增长3.5%。"]);
/// ```
#[must_use]
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut brackets = 0_usize;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        match c {
            '（' | '(' => brackets += 1,
            '）' | ')' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        let next = chars.peek().map(|&(_, c)| c);
        let ends = is_end(c)
            || (c == '…' && next != Some('…'))
            || (c == '.' && next.is_some_and(char::is_whitespace));
        if !ends || brackets > 0 {
            continue;
        }
        let mut end = place + c.len_utf8();
        while let Some(&(_, c)) = chars.peek() {
            if !is_end(c) && !is_closing(c) && !c.is_whitespace() {
                break;
            }
            end += c.len_utf8();
            chars.next();
        }
        found.push(start..end);
        start = end;
    }
    if start < paragraph.len() {
        found.push(start..paragraph.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn check(text: &str, expected: &[&str]) {
        let parts: Vec<&str> = sentences(text).into_iter().map(|s| &text[s]).collect();
        assert_eq!(parts, expected);
        assert_eq!(parts.concat(), text);
    }

    #[test]
    fn ends_where_a_reader_stops() {
        check("", &[]);
        check("没有句号", &["没有句号"]);
        check("一。二。", &["一。", "二。"]);
        check("她说：“我住得近！”随后出门。", &["她说：“我住得近！”", "随后出门。"]);
        check("等等……再看。", &["等等……", "再看。"]);
        check("增长3.5%，见www.example.org。", &["增长3.5%，见www.example.org。"]);
        check("It works. Well.", &["It works. ", "Well."]);
        check("（疫情过后！）大家再见。", &["（疫情过后！）大家再见。"]);
        check("「好。」他想。", &["「好。」", "他想。"]);
    }
}
