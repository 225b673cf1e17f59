//! Verse: lines of five or seven characters.
//!
//! A poem tells of no day that a calendar has when it says 今日, counts nothing with 三千丈, and its couplets bring surnames and
//! other characters together by chance. So little is claimed of it.

use crate::article::Article;
use crate::protocol::ParagraphKind;
use crate::text::CleanText;
use crate::text::fold::is_han;

/// Lines that say whether it is verse.
const LEAST: usize = 4;

/// Characters of numbers.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万萬亿億两兩";

/// Whether an article is a poem: nine lines in ten have five characters, or seven, and few have another length.
pub(super) fn is_verse(text: &CleanText, article: &Article) -> bool {
    let (mut n_fives, mut n_sevens, mut n_lines) = (0, 0, 0);
    let (mut n_characters, mut n_numerals) = (0, 0);
    for paragraph in article.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Body) {
        let words = text.words(paragraph.span);
        n_characters += words.chars().filter(|c| is_han(*c)).count();
        n_numerals += words.chars().filter(|c| NUMERALS.contains(*c)).count();
        for line in lines(words) {
            n_lines += 1;
            n_fives += usize::from(line == 5);
            n_sevens += usize::from(line == 7);
        }
    }
    // A list of numbers is none, however long its lines.
    n_lines >= LEAST && n_fives.max(n_sevens) * 10 >= n_lines * 9 && n_numerals * 4 <= n_characters
}

/// Characters of each line: what stands between punctuation. A line with anything but Han characters has none.
fn lines(words: &str) -> impl Iterator<Item = usize> {
    let is_end = |c: char| matches!(c, '，' | '。' | '；' | '？' | '！' | ',' | '.' | ';' | '?' | '!' | '\n');
    let lines = words.split(is_end).map(|line| line.trim_matches(|c: char| c.is_whitespace() || is_mark(c)));
    lines.filter(|line| !line.is_empty()).map(|line| {
        let n = line.chars().filter(|c| !c.is_whitespace()).count();
        if line.chars().all(|c| is_han(c) || c.is_whitespace()) { n } else { 0 }
    })
}

/// Quotation marks and brackets, which come and go at either end of a line.
fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '「' | '」' | '‘' | '’' | '『' | '』' | '（' | '）' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::parsed::parse;

    #[track_caller]
    fn check(words: &str, expected: bool) {
        let parsed = parse([("a.txt".to_owned(), format!("题目\n\n{words}").into_bytes())]);
        let found = parsed[0].articles.iter().any(|(_, article)| is_verse(&parsed[0].text, article));
        assert_eq!(found, expected, "{words}");
    }

    #[test]
    fn poems_are_told_from_prose() {
        check("白日依山尽，黄河入海流。欲穷千里目，更上一层楼。", true);
        check("朝辞白帝彩云间，千里江陵一日还。\n两岸猿声啼不住，轻舟已过万重山。", true);
        check("今日开会，明日放假。公司捐款三千元，王建国到场。", false);
        check("白日依山尽，黄河入海流。", false);
        check("一百二十三\n二百三十四\n三百四十五\n四百五十六", false);
        check("2020年2月6日，开会，开会，开会，开会。", false);
    }

    #[test]
    fn little_is_claimed_of_a_poem() {
        let verse = "题目\n\n今日江南水，何人赠一枝。\n白发三千丈，王孙归不归。\n江城佐股肱，飞鸟入云中。";
        let parsed = parse([("a.txt".to_owned(), verse.as_bytes().to_vec())]);
        assert!(parsed[0].mentions.is_empty(), "{:?}", parsed[0].mentions);
    }
}
