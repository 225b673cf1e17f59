//! What stands in front of the articles: the name of a periodical, its number and day, who makes it.

use std::sync::LazyLock;

use regex::Regex;

use super::Page;
use super::cover::{BODY, DATE, ISSUE, LETTER_NUMBER};
use crate::text::line::is_running_text;

/// The lines in front of the articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// How many lines.
    pub(super) n_lines: usize,
    /// The document is a number of a periodical, which has several articles.
    pub(super) is_periodical: bool,
}

/// Lines in which a front ends at the latest.
const LONGEST: usize = 24;

/// Names of periodicals.
static PERIODICAL: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"^[《“]?[\p{Han}A-Za-z·\s]{0,24}(?:简报|簡報|通讯|通訊|会讯|會訊|会刊|會刊|社刊|馆刊|校刊|月报|月報|月刊|季刊|双月刊|周刊|週刊|周报|週報|专刊|專刊|公报|公報|快报|快報|内参|學刊|学刊|校报|校報|晚报|日报|晨报|時報|时报|会员简讯|简讯|電子報|电子报|年报|选编|選編|选辑|選輯|丛刊|叢刊|年鉴|年鑑|大学报|大學報|学报|學報|年卷)[》”]?(?:[（(].{1,12}[)）])?(?:\s.*)?$";
    Regex::new(name).expect("the pattern is fixed and valid")
});

/// Offices with their names, and what else a front page says.
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    let role = r"^(?:[\p{Han}]{0,6}(?:主任|主席|会长|會長|理事长|理事長|秘书长|秘書長|委员|委員|董事长?|監事|监事|理事|顾问|顧問|主编|主編|编辑|編輯|编委|发行人|發行人|总编辑|總編輯|主办|主辦|承办|协办|编印|編印|出版|地址|会址|會址|电话|電話|准印证号|刊号|社长|社長)\s*[:：].*|(?:第[一二三四五六七八九十]+[届屆])?[\p{Han}]{0,4}(?:编委会|编辑委员会|編輯委員會|董事会成员|理事会|理事會|监事会)(?:成员|名单)?|.*内部资料.*|.*免费交流.*|.*(?:主办|主辦|编印|編印|出版|出刊|[\s　][编編])$|[（(][\p{Han}]{2,8}[刊版][)）]|[A-Z][A-Z &'.-]{8,})$";
    Regex::new(role).expect("the pattern is fixed and valid")
});

/// The front of a document.
pub(super) fn find(page: &Page<'_>) -> Front {
    let n_before_text = page.words.iter().take(LONGEST).take_while(|words| !is_text(words)).count();
    let lines = page.words.get(..n_before_text).unwrap_or_default();
    let says_number = |words: &&str| names_periodical(words);
    let is_front = |words: &&str| {
        says_number(words)
            || ROLE.is_match(words)
            || BODY.is_match(words)
            || (DATE.is_match(words) && words.chars().count() <= 36)
    };
    let is_periodical = lines.iter().take(8).any(says_number);
    if !is_periodical {
        let n_lines = n_official(lines).max(n_of_book(page, lines));
        return Front { n_lines, is_periodical };
    }
    let n_lines = lines.iter().rposition(is_front).map_or(0, |last| last + 1);
    // A document that is nothing else is an article with a title.
    if n_lines >= page.words.len() {
        return Front::default();
    }
    Front { n_lines, is_periodical }
}

/// The cover of a book or report: behind its title stand who made it and when, and then a title again.
fn n_of_book(page: &Page<'_>, lines: &[&str]) -> usize {
    let is_made = |words: &&str| is_imprint(words);
    let Some(last) = lines.iter().take(LONGEST_COVER).rposition(is_made).filter(|last| *last > 0) else {
        return 0;
    };
    let begins_again = page.is_title(last + 1) && page.words(last + 1).chars().count() >= 2;
    if begins_again && page.is_title(0) { last + 1 } else { 0 }
}

/// Lines of a cover, at most.
const LONGEST_COVER: usize = 8;

/// Whether a line says who made a document, or when.
pub(super) fn is_imprint(words: &str) -> bool {
    let is_short = words.chars().count() <= 36 && !words.contains(['。', '，']);
    // A headline that ends with a body says what it does.
    let is_body = BODY.is_match(words)
        && !words.contains([
            '了', '把', '给', '給', '在', '到', '进', '進', '走', '向', '为', '為', '让', '被', '将', '將',
            '来', '來', '去',
        ]);
    is_short && (ROLE.is_match(words) || is_body || DAY.is_match(words))
}

/// A line with a day at its end, a body in front of it or not.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"^(?:[\p{Han}]{2,24}[\s　]+)?(?:[0-9]{4}|[〇零○一二三四五六七八九]{4})\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月(?:\s*[0-9一二三四五六七八九十]{1,3}\s*日)?\s*印?$";
    Regex::new(day).expect("the pattern is fixed and valid")
});

/// The head of an official letter: who sends it, with the word 文件, and its number.
fn n_official(lines: &[&str]) -> usize {
    let is_head = lines.first().is_some_and(|line| line.ends_with("文件") && line.chars().count() >= 5);
    let number = lines.iter().take(4).position(|line| LETTER_NUMBER.is_match(line));
    number.filter(|_| is_head).map_or(0, |number| number + 1)
}

/// Whether words are the name of a periodical, or of one of its numbers.
pub(super) fn names_periodical(words: &str) -> bool {
    let is_name = PERIODICAL.is_match(words) && !words.starts_with(['关', '關']);
    !words.contains(['。', '，']) && (ISSUE.is_match(words) || is_name)
}

/// Whether a line is text of an article, and no list of offices.
fn is_text(words: &str) -> bool {
    is_running_text(words) && !ROLE.is_match(words) && (words.contains('。') || !ISSUE.is_match(words))
}
