//! Who a sentence speaks of: the organisation or person that a figure belongs to.
//!
//! Chinese leaves a subject out as long as it stays the same: `联通开通电路12条，保障会议3次。出动人员40人次。` tells three figures of one
//! company. So the subject of a clause is the name that it begins with, behind times, places and words that only connect; a clause without
//! one goes on with the subject before it, in its paragraph, in the article, and at last with the name in the article's title.

use super::{Mention, MentionKind};
use crate::annotate::name::EntityKind;
use crate::article::Article;
use crate::protocol::ParagraphKind;
use crate::text::CleanText;
use crate::text::span::Span;

/// Words that stand before a subject and are none.
const BEFORE: [&str; 34] = [
    "截至", "截止", "自", "从", "在", "于", "据", "目前", "同时", "此外", "另外", "其中", "近日", "日前",
    "当天", "当日", "期间", "以来", "至今", "为此", "随后", "到", "，", "、", "：", "“", "（", "）", "而",
    "并", "又", "今年", "去年", "全年",
];

/// Ends of sentences.
const ENDS: [char; 6] = ['。', '！', '？', '；', '!', '?'];

/// For each mention of a document, which are in order, the name that its clause speaks of, as the span of that name's mention; a name that a clause
/// begins with has itself, other names have none.
#[must_use]
pub(super) fn subjects(text: &CleanText, articles: &[Article], mentions: &[Mention]) -> Vec<Option<Span>> {
    let mut subjects = vec![None; mentions.len()];
    for (index, article) in articles.iter().enumerate() {
        let mut running: Option<Span> = None;
        let mut titled: Option<Span> = None;
        for paragraph in &article.paragraphs {
            let from = mentions.partition_point(|mention| mention.span.start() < paragraph.span.start());
            let own = mentions.iter().enumerate().skip(from);
            let own = own.take_while(|(_, mention)| mention.span.start() < paragraph.span.end());
            let words = text.words(paragraph.span);
            let start = paragraph.span.start();
            let is_title = paragraph.kind != ParagraphKind::Body;
            let mut last: Option<Span> = None;
            for (place, mention) in own.filter(|(_, mention)| mention.article == index) {
                if is_name(mention) {
                    let before = words.get(..mention.span.start() - start).unwrap_or_default();
                    let after = words.get(mention.span.end() - start..).unwrap_or_default();
                    let clause = clause_before(before);
                    let inside: Vec<&str> = named_before(mentions, place, start, clause, before, words);
                    if is_title {
                        titled = titled.or(Some(mention.span));
                    } else if leads(clause, &inside) && !after.starts_with(['）', ')']) && !is_agency(after)
                    {
                        last = Some(mention.span);
                        running = last;
                        if let Some(slot) = subjects.get_mut(place) {
                            *slot = last;
                        }
                    }
                } else if let Some(slot) = subjects.get_mut(place) {
                    *slot = last.or(running).or(titled);
                }
            }
        }
    }
    subjects
}

fn is_name(mention: &Mention) -> bool {
    match &mention.kind {
        MentionKind::Name(name) => matches!(name.kind, EntityKind::Organisation | EntityKind::Person),
        MentionKind::Date(_) | MentionKind::Quantity(_) => false,
    }
}

/// Bytes that a clause may have in front of its subject; in front of a longer one nothing leads.
const LONGEST: usize = 300;

/// What stands in a clause before its end, as far as it may lead up to a subject.
fn clause_before(before: &str) -> &str {
    let cut = before.len().saturating_sub(LONGEST);
    let cut = (cut..before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(0);
    let before = before.get(cut..).unwrap_or_default();
    let start = before.rfind(|c| ENDS.contains(&c) || matches!(c, '，' | ',' | '：' | ':'));
    let start = start
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    before.get(start..).unwrap_or_default()
}

/// The words of mentions that stand in the clause before the one at `place`.
fn named_before<'a>(
    mentions: &[Mention],
    place: usize,
    start: usize,
    clause: &str,
    before: &str,
    words: &'a str,
) -> Vec<&'a str> {
    let from = start + before.len() - clause.len();
    let inside = mentions.get(..place).unwrap_or_default().iter().rev();
    let inside = inside.take_while(|mention| mention.span.start() >= from);
    inside
        .filter(|mention| !is_name(mention))
        .filter_map(|mention| words.get(mention.span.start() - start..mention.span.end() - start))
        .collect()
}

/// Whether a name stands at the head of a dateline, and so is nobody that the text speaks of: 新华社北京1月6日电.
fn is_agency(after: &str) -> bool {
    const CLOSES: [&str; 6] = ["日电", "日電", "日讯", "日訊", "讯", "訊"];
    let head = after.char_indices().nth(16).map_or(after, |(at, _)| after.get(..at).unwrap_or(after));
    let head = head.split(['，', '。', '、', '；', '“', '《']).next().unwrap_or("");
    CLOSES.iter().any(|close| head.find(close).is_some_and(|at| close.chars().count() > 1 || at == 0))
}

/// Whether nothing but times, places and connecting words stand in a clause before a name.
fn leads(clause: &str, inside: &[&str]) -> bool {
    let mut rest = clause.trim_start();
    while !rest.is_empty() {
        let known = inside.iter().copied().chain(BEFORE);
        let Some(next) = known.filter(|word| !word.is_empty()).find_map(|word| rest.strip_prefix(word))
        else {
            return false;
        };
        rest = next.trim_start();
    }
    true
}
