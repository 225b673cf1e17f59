//! What happened on a date: the clause that says so.
//!
//! An event is the shortest span that a reader understands by itself: the clause that the date stands in or in front of, with
//! the next one where the first only leads up to it (接到任务后) or a figure follows, and with the one before where the clause
//! alone is too short. A subject that the clause leaves out is carried over from before, as a span of its own.
//!
//! A date at the head of a list has the events of all its parts (`list.rs`).
//!
//! A date that dates nothing has no event: in a title or a dateline, within 《》, a year that only tells which plan or report is
//! meant, a line that is nothing but a date. Neither has a length or a set.
//!
//! This module knows clauses, not grammar: which word is a verb it tells by a list of those that begin clauses.

mod list;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::words::{ADVERBS, ENDS, HEADS, OPENERS, TAILS};
use super::date::{DateValue, Sense};
use super::name::EntityKind;
use super::time::moment::Moment;
use super::{Mention, MentionKind};
use crate::article::{Article, Paragraph};
use crate::protocol::ParagraphKind;
use crate::text::CleanText;
use crate::text::fold::is_han;
use crate::text::span::Span;

/// What a dated clause says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The words, in bytes of the document's text.
    pub span: Span,
    /// The subject, where the clause leaves it out.
    pub who: Option<Span>,
}

/// Bytes to either side of a date that its event is looked for in: some hundred characters.
const REACH: usize = 720;

/// Clauses that are only dates, in a row, before what happened on them.
const DATES: usize = 4;

/// Characters that an event with a figure in its next clause may have.
const LONG: usize = 48;

/// Characters that a clause must have to be understood by itself.
const SHORT: usize = 8;

/// The events of each mention, in their order, the main one first; none for those that are no dates or date nothing.
#[must_use]
pub fn find(text: &CleanText, articles: &[Article], mentions: &[Mention]) -> Vec<Vec<Event>> {
    let mut events = Vec::with_capacity(mentions.len());
    let mut at = Cursor::default();
    for (index, mention) in mentions.iter().enumerate() {
        let own = mention.date().and_then(|date| {
            let paragraph = at.paragraph(articles, mention)?;
            let is_dating = matches!(date.value.kind(), "point" | "range");
            if !is_dating || paragraph.kind != ParagraphKind::Body {
                return None;
            }
            let finder = Finder { text: text.text(), mentions, paragraph: paragraph.span.range() };
            finder.events(index, mention, &date.value)
        });
        events.push(own.unwrap_or_default());
    }
    events
}

/// The paragraph that mentions stand in; they come in the order of the text, so the search goes on from the last.
#[derive(Default)]
struct Cursor {
    article: usize,
    paragraph: usize,
}

impl Cursor {
    fn paragraph(&mut self, articles: &[Article], mention: &Mention) -> Option<Paragraph> {
        let article = articles.get(mention.article).filter(|article| !article.is_matter)?;
        if self.article != mention.article {
            *self = Cursor { article: mention.article, paragraph: 0 };
        }
        let is_in = |paragraph: &&Paragraph| paragraph.span.contains(mention.span);
        let here = article.paragraphs.iter().skip(self.paragraph).position(|paragraph| is_in(&paragraph));
        match here {
            Some(n) => self.paragraph += n,
            None => self.paragraph = article.paragraphs.iter().position(|paragraph| is_in(&paragraph))?,
        }
        article.paragraphs.get(self.paragraph).copied()
    }
}

struct Finder<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    paragraph: Range<usize>,
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | ';' | '!' | '?' | '\n')
}

fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',' | '：' | ':')
}

impl Finder<'_> {
    fn events(&self, index: usize, mention: &Mention, value: &DateValue) -> Option<Vec<Event>> {
        let date = mention.span.range();
        let sentence = self.sentence(&date)?;
        let clauses = self.clauses(&sentence);
        let here = clauses.iter().position(|clause| clause.start <= date.start && date.start < clause.end)?;
        let clause = clauses.get(here)?.clone();
        if self.dates_nothing(&date, &clause, value) {
            return None;
        }
        let lead = self.lead(clause.start, date.start);
        let rest = self.behind(date.end, clause.end);
        let has_lead = lead.start < lead.end;
        let is_head = here == 0 && !has_lead;
        if let Some(items) = self.numbered(&rest, &sentence).filter(|_| is_head) {
            return Some(items);
        }
        let is_told = self.words(&rest).starts_with(['卒', '薨', '崩', '逝', '生']);
        let span = if rest.end.saturating_sub(rest.start) < 4 && !is_told {
            // The date closes its clause: what happened stands in the next one.
            let (first, last) = self.following(&clauses, here + 1)?;
            let start = if has_lead { lead.start } else { first };
            start..last
        } else {
            // 2月2日是最后一天: the date is the subject itself.
            let is_subject = self.words(&rest).starts_with('是');
            let start = if has_lead {
                clause.start.max(lead.start)
            } else if is_subject {
                date.start
            } else {
                rest.start
            };
            let end = self.extended(&clauses, here, start);
            start..end
        };
        let span = self.with_before(&clauses, here, span, &date);
        let span = self.trimmed(span);
        let n = self.n_chars(&span);
        if n < 4 {
            return None;
        }
        let who = self.carried(index, &span, &sentence);
        let mut events = vec![Event { span: Span::new(span.start, span.end)?, who }];
        if is_head && span.start >= date.end {
            events.extend(self.listed(&span, &sentence));
        }
        Some(events)
    }

    /// The sentence around a date, within the paragraph and within reach.
    fn sentence(&self, date: &Range<usize>) -> Option<Range<usize>> {
        let floor = self.boundary(date.start.saturating_sub(REACH).max(self.paragraph.start));
        let ceiling = self.boundary((date.end + REACH).min(self.paragraph.end));
        let before = self.text.get(floor..date.start)?;
        let after = self.text.get(date.end..ceiling)?;
        let start = before
            .char_indices()
            .rev()
            .find(|(_, c)| is_stop(*c))
            .map_or(floor, |(at, c)| floor + at + c.len_utf8());
        let end = after.char_indices().find(|(_, c)| is_stop(*c)).map_or(ceiling, |(at, _)| date.end + at);
        Some(start..end)
    }

    fn boundary(&self, at: usize) -> usize {
        (0..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }

    /// The clauses of a sentence; commas within 《》, brackets and numbers part none.
    fn clauses(&self, sentence: &Range<usize>) -> Vec<Range<usize>> {
        let words = self.text.get(sentence.clone()).unwrap_or("");
        let mut clauses = Vec::new();
        let (mut start, mut depth, mut before) = (sentence.start, 0_i32, ' ');
        let mut chars = words.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '《' | '（' | '(' => depth += 1,
                '》' | '）' | ')' => depth = (depth - 1).max(0),
                _ => {}
            }
            let is_number = c.is_ascii()
                && before.is_ascii_digit()
                && chars.peek().is_some_and(|(_, c)| c.is_ascii_digit());
            if is_comma(c) && depth == 0 && !is_number {
                clauses.push(start..sentence.start + at);
                start = sentence.start + at + c.len_utf8();
            }
            before = c;
        }
        clauses.push(start..sentence.end);
        clauses
    }

    fn words(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    fn n_chars(&self, range: &Range<usize>) -> usize {
        self.words(range).chars().filter(|c| !c.is_whitespace()).count()
    }

    /// What stands between a clause's beginning and its date, without what only leads up to the date.
    fn lead(&self, start: usize, end: usize) -> Range<usize> {
        let words = self.text.get(start..end).unwrap_or("");
        let mut kept = words.trim_end();
        while let Some(rest) = HEADS.iter().find_map(|head| kept.strip_suffix(head)) {
            kept = rest.trim_end();
        }
        // A dateline or a quotation that closes in front of the date is told before it; a name in quotation marks is not.
        let is_name = self.ends_with_name(kept) && !self.has_date(&(start..end));
        if kept.ends_with(['讯', '訊', '”', '」', '』']) && !is_name || is_reign(kept) {
            return end..end;
        }
        let told = after_heading(kept);
        let skipped = kept.len()
            - told.trim_start_matches(|c: char| c.is_whitespace() || "“”\"（(、".contains(c)).len();
        start + skipped..(start + kept.len()).max(start + skipped)
    }

    /// Whether words end with a name in quotation marks: 迎新春“亮起来工程”.
    fn ends_with_name(&self, words: &str) -> bool {
        let pair =
            [('”', '“'), ('」', '「'), ('』', '『')].into_iter().find(|(close, _)| words.ends_with(*close));
        let Some(open) = pair.and_then(|(_, open)| words.rfind(open)) else { return false };
        words.get(..open).is_some_and(|before| before.ends_with(is_han))
    }

    /// What stands between a date and its clause's end, without what still belongs to the time.
    fn behind(&self, start: usize, end: usize) -> Range<usize> {
        let words = self.text.get(start..end).unwrap_or("");
        let mut rest = words.trim_start();
        for _ in 0..3 {
            if let Some(bracket) = rest.strip_prefix(['（', '(']) {
                let Some(close) = bracket.find(['）', ')']) else { break };
                rest = bracket.get(close..).unwrap_or("").trim_start_matches(['）', ')']);
                continue;
            }
            match TAILS.iter().find_map(|tail| rest.strip_prefix(tail)) {
                Some(next) => rest = next.trim_start(),
                None => break,
            }
        }
        end - rest.len()..end
    }

    /// From where to where the clauses behind a date say what happened.
    fn following(&self, clauses: &[Range<usize>], first: usize) -> Option<(usize, usize)> {
        let dates =
            clauses.iter().skip(first).take(DATES).take_while(|clause| self.is_only_date(clause)).count();
        // What stands behind so many dates is told of none of them.
        if dates == DATES {
            return None;
        }
        let first = first + dates;
        if let Some(clause) = clauses.get(first) {
            return Some((clause.start, self.extended(clauses, first, clause.start)));
        }
        // The sentence says nothing else: the next one does.
        let stop = clauses.last()?.end;
        let next = stop + self.text.get(stop..)?.chars().next().map_or(0, char::len_utf8);
        if next >= self.paragraph.end {
            return None;
        }
        let clauses = self.clauses(&self.sentence(&(next..next))?);
        let clause = clauses.first()?;
        Some((clause.start, self.extended(&clauses, 0, clause.start)))
    }

    /// Whether a clause is a date and no more.
    fn is_only_date(&self, clause: &Range<usize>) -> bool {
        let first = self.mentions.partition_point(|mention| mention.span.start() < clause.start);
        let date = self
            .mentions
            .get(first)
            .filter(|mention| mention.span.end() <= clause.end && mention.date().is_some());
        date.is_some_and(|date| {
            let lead = self.lead(clause.start, date.span.start());
            let rest = self.behind(date.span.end(), clause.end);
            lead.is_empty() && self.n_chars(&rest) < 2
        })
    }

    /// The end of an event that begins at `start` and takes in a clause: further where that only leads up to the next, is
    /// short, or a figure follows.
    fn extended(&self, clauses: &[Range<usize>], first: usize, start: usize) -> usize {
        let Some(clause) = clauses.get(first) else { return start };
        let mut end = clause.end;
        let mut is_complete = !self.leads_up(&(start..end));
        for next in clauses.iter().skip(first + 1) {
            let n = self.n_chars(&(start..end));
            let with_next = self.n_chars(&(start..next.end));
            let adds_figure = self.words(next).contains(|c: char| c.is_ascii_digit()) && !self.has_date(next);
            let has_figure = self.has_figure(&(start..end));
            let is_wanted = !is_complete || n < SHORT || (adds_figure && !has_figure && with_next <= LONG);
            if !is_wanted || (self.has_date(next) && is_complete) {
                break;
            }
            end = next.end;
            is_complete = !self.leads_up(next);
        }
        end
    }

    fn has_date(&self, range: &Range<usize>) -> bool {
        let first = self.mentions.partition_point(|mention| mention.span.start() < range.start);
        let here = self.mentions.iter().skip(first).take_while(|mention| mention.span.start() < range.end);
        here.filter_map(Mention::date).any(|date| matches!(date.value.kind(), "point" | "range"))
    }

    /// Whether a number stands in a stretch, outside its dates.
    fn has_figure(&self, range: &Range<usize>) -> bool {
        let first = self.mentions.partition_point(|mention| mention.span.start() < range.start);
        let mut at = range.start;
        let is_figure = |from: usize, to: usize| {
            self.text.get(from..to).unwrap_or("").contains(|c: char| c.is_ascii_digit())
        };
        for mention in self.mentions.iter().skip(first).take_while(|mention| mention.span.start() < range.end)
        {
            if mention.date().is_some_and(|date| matches!(date.value.kind(), "point" | "range")) {
                if is_figure(at, mention.span.start()) {
                    return true;
                }
                at = mention.span.end();
            }
        }
        is_figure(at.min(range.end), range.end)
    }

    /// Whether a clause only leads up to the next: 接到任务后, 为加强领导.
    fn leads_up(&self, clause: &Range<usize>) -> bool {
        let words = self.words(clause).trim();
        let begins = [
            "据",
            "據",
            "为了",
            "為了",
            "为加强",
            "为做好",
            "为保障",
            "为满足",
            "为确保",
            "随着",
            "隨著",
            "面对",
            "面對",
            "针对",
            "針對",
            "按照",
            "根据",
            "根據",
            "由于",
            "由於",
            "受",
        ];
        ENDS.iter().any(|end| words.ends_with(end)) || begins.iter().any(|begin| words.starts_with(begin))
    }

    /// Takes the clause before in, where the event alone is too short to be understood.
    fn with_before(
        &self,
        clauses: &[Range<usize>],
        here: usize,
        span: Range<usize>,
        date: &Range<usize>,
    ) -> Range<usize> {
        let own =
            self.n_chars(&span).saturating_sub(if span.start <= date.start { self.n_chars(date) } else { 0 });
        let is_total = ["共", "累计", "累計", "总计", "總計"]
            .iter()
            .any(|word| self.words(&span).trim_start_matches(['，', ',']).starts_with(word));
        let before = here.checked_sub(1).and_then(|here| clauses.get(here));
        match before {
            Some(before)
                if (own < SHORT || is_total)
                    && self.n_chars(&(before.start..span.end)) <= LONG + 8
                    && !self.has_date(before) =>
            {
                before.start..span.end
            }
            _ => span,
        }
    }

    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let is_edge = |c: char| {
            c.is_whitespace() || is_comma(c) || is_stop(c) || matches!(c, '、' | '”' | '）' | ')' | '"')
        };
        let words = self.words(&span);
        let start = span.end - words.trim_start_matches(is_edge).len();
        let kept = self.text.get(start..span.end).unwrap_or("");
        let end = |words: &str| {
            words
                .trim_end_matches(|c: char| c.is_whitespace() || is_comma(c) || is_stop(c) || c == '、')
                .len()
        };
        let mut n = end(kept);
        // Where it is told stands behind it: 任知縣（《嘉靖志》卷一一）.
        while let Some(open) =
            kept.get(..n).filter(|kept| kept.ends_with(['）', ')'])).and_then(|kept| kept.rfind(['（', '(']))
        {
            let inside = kept.get(open..n).unwrap_or("");
            if !inside.contains(['《', '卷']) {
                break;
            }
            n = end(kept.get(..open).unwrap_or(""));
        }
        start..start + n
    }

    /// Whether a date does not say when something happened.
    fn dates_nothing(&self, date: &Range<usize>, clause: &Range<usize>, value: &DateValue) -> bool {
        let before = self.text.get(clause.start..date.start).unwrap_or("");
        let after =
            self.text.get(date.end..self.boundary((date.end + 24).min(self.paragraph.end))).unwrap_or("");
        let line = self.text.get(self.paragraph.start..date.start).unwrap_or("");
        let is_dateline =
            is_dateline(after) || is_agency(line) && after.starts_with(['电', '電', '讯', '訊']);
        // （見同治十三年刊《直隸澧州志》卷二四）
        let open = before.rfind(['（', '(']).and_then(|at| before.get(at..));
        let is_cited = open.is_some_and(|open| {
            !open.contains(['）', ')']) && open.trim_start_matches(['（', '(']).starts_with(['見', '见'])
        });
        let is_in_title = before.rfind('《') > before.rfind('》');
        let is_year = match value.sense {
            Sense::Reckoned(moment, _) => moment == Moment { year: moment.year, ..Moment::default() },
            _ => value.start.month.is_none(),
        };
        let is_of = self.words(date).ends_with('度') || after.starts_with(['版', '级', '級']);
        let is_inner_year = is_year && self.lead(clause.start, date.start).len() > 3;
        let metadata = [
            "时间", "時間", "日期", "来源", "來源", "版权", "版權", "©", "编辑", "編輯", "发布", "發布",
            "编号", "編號",
        ];
        let is_metadata = line.len() < 60
            && metadata.iter().any(|word| line.contains(word))
            && self.paragraph.len() < 240
            && !after.contains('。');
        let alone = self.paragraph.len().saturating_sub(date.len()) < 15;
        let is_festival = value.start.day.is_some() || matches!(value.sense, Sense::Reckoned(..));
        let named = ["春节", "春節", "国庆", "國慶", "元旦", "中秋", "端午", "清明", "五一", "除夕", "元宵"];
        let words = self.words(date);
        let is_attribute = is_festival
            && named.iter().any(|name| words.ends_with(name))
            && !["期间", "期間", "之夜", "当天", "當天", "前", "后", "後", "，", ",", "这", "這", "起", "夜"]
                .iter()
                .any(|word| after.starts_with(word));
        is_dateline
            || is_cited
            || is_in_title
            || is_of
            || is_inner_year
            || is_metadata
            || alone
            || is_attribute
    }

    /// The subject that an event leaves out: the last name before it that begins a clause, or else the words that do.
    fn carried(&self, index: usize, span: &Range<usize>, sentence: &Range<usize>) -> Option<Span> {
        let words = self.words(span).trim_start();
        if !OPENERS.iter().any(|opener| words.starts_with(opener)) && !self.begins_with_date(span) {
            return None;
        }
        // 接到任务后，铁塔成立队伍: the subject follows.
        let first = words.split(is_comma).next().unwrap_or("");
        if first.len() < words.len() && ENDS.iter().any(|end| first.ends_with(end))
            || words.contains('是') && self.begins_with_date(span)
        {
            return None;
        }
        let inside = self.mentions.iter().skip(index.saturating_sub(4)).take(12);
        let is_told = inside
            .filter(|mention| is_actor(mention))
            .any(|mention| span.start <= mention.span.start() && mention.span.start() < span.start + 12);
        if is_told {
            return None;
        }
        let article = self.mentions.get(index)?.article;
        let before = self.mentions.get(..index)?.iter().rev();
        let mut near = before
            .take_while(|mention| mention.article == article && mention.span.end() + 2 * REACH > span.start);
        let named = near.find(|mention| {
            is_actor(mention) && mention.span.end() <= span.start && self.begins_clause(mention.span.start())
        });
        named.map(|mention| mention.span).or_else(|| self.subject(span, sentence))
    }

    fn begins_with_date(&self, span: &Range<usize>) -> bool {
        self.mentions
            .binary_search_by_key(&span.start, |mention| mention.span.start())
            .ok()
            .and_then(|at| self.mentions.get(at))
            .is_some_and(|mention| mention.date().is_some())
    }

    fn begins_clause(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| is_stop(c) || is_comma(c) || c.is_whitespace())
    }

    /// The words that an earlier clause of the paragraph begins with, up to its verb.
    fn subject(&self, span: &Range<usize>, sentence: &Range<usize>) -> Option<Span> {
        let floor = self.boundary(span.start.saturating_sub(REACH).max(self.paragraph.start));
        let mut end = span.start.min(sentence.end);
        for _ in 0..4 {
            let words = self.text.get(floor..end)?;
            let words = words.trim_end_matches(|c: char| is_stop(c) || is_comma(c) || c.is_whitespace());
            if words.is_empty() {
                return None;
            }
            let cut = words.char_indices().rev().find(|(_, c)| is_stop(*c) || is_comma(*c));
            let start = floor + cut.map_or(0, |(at, c)| at + c.len_utf8());
            if let Some(subject) = self.subject_of(start, floor + words.len()) {
                return Some(subject);
            }
            end = start;
        }
        None
    }

    fn subject_of(&self, start: usize, end: usize) -> Option<Span> {
        let words = self.text.get(start..end)?;
        if OPENERS.iter().chain(HEADS).chain(ADVERBS).any(|opener| words.starts_with(opener)) {
            return None;
        }
        let verbs = OPENERS.iter().filter(|opener| opener.chars().count() >= 2).chain(&[
            "作为",
            "作為",
            "于",
            "在",
            "第一时间",
            "积极",
            "積極",
            "坚持",
            "堅持",
        ]);
        let verb = verbs.filter_map(|verb| words.find(verb)).min()?;
        let subject = words.get(..verb)?;
        if subject.contains(|c: char| c.is_ascii_digit() || c.is_whitespace() || "“”《》".contains(c)) {
            return None;
        }
        let n = subject.chars().count();
        (3..=16).contains(&n).then(|| Span::new(start, start + verb)).flatten()
    }
}

/// Whether a line begins as a dateline does: 据新华社乌兰巴托.
fn is_agency(line: &str) -> bool {
    line.len() < 60 && line.trim_start().chars().count() <= 14 && line.contains(['社', '报', '報', '台'])
}

/// The temple name of an emperor belongs to the year of his reign: 仁宗皇祐元年.
fn is_reign(words: &str) -> bool {
    let n = words.chars().count();
    (2..=3).contains(&n) && words.ends_with(['宗', '帝', '祖']) && words.chars().all(is_han)
}

/// The words behind a dateline (新华社东京1月6日电) or the number of an article of law (第四十八条).
fn after_heading(words: &str) -> &str {
    let dateline =
        ["日电", "日電", "日讯", "日訊"].iter().filter_map(|end| Some(words.find(end)? + end.len())).min();
    let begins = words.trim_start();
    let is_dated =
        |at: usize| words.get(..at).is_some_and(|head| head.contains(['社', '报', '報']) && head.len() < 60);
    if let Some(rest) = dateline.filter(|&at| is_dated(at)).and_then(|at| words.get(at..)) {
        // （记者谢美华）
        let rest = rest.trim_start();
        let close = rest.find(['）', ')']).filter(|_| rest.starts_with(['（', '(']));
        return close.and_then(|at| rest.get(at..)).map_or(rest, |rest| rest.trim_start_matches(['）', ')']));
    }
    let number = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c);
    begins
        .strip_prefix('第')
        .map(|rest| rest.trim_start_matches(number))
        .and_then(|rest| rest.strip_prefix(['条', '條']))
        .unwrap_or(words)
}

/// Whether a date's place in a dateline shows behind it: 1月21日讯, 5月3日电.
fn is_dateline(after: &str) -> bool {
    let after = after.trim_start();
    if let Some(rest) = after.strip_prefix(['讯', '訊']) {
        return !rest.starts_with(['息', '问', '問']);
    }
    after.strip_prefix(['电', '電']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_whitespace() || "（(：:，,".contains(c))
            || rest.starts_with("记者")
            || rest.starts_with("記者")
    })
}

fn is_actor(mention: &Mention) -> bool {
    matches!(&mention.kind, MentionKind::Name(name) if matches!(name.kind, EntityKind::Organisation | EntityKind::Person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::annotate::name::Finder as Names;
    use crate::article::split;
    use crate::source::read;
    use crate::text::clean;

    fn check(source: &str, expected: &[(&str, Option<&str>)]) {
        let document = &read("a.txt", source.as_bytes())[0];
        let text = clean(document);
        let split = split(&text, &document.meta, document.layout);
        let mentions = annotate(&text, &split.articles, &Names::default());
        let found: Vec<(&str, Option<&str>)> = find(&text, &split.articles, &mentions)
            .into_iter()
            .flatten()
            .map(|event| (text.words(event.span), event.who.map(|who| text.words(who))))
            .collect();
        assert_eq!(found, expected, "in {source}");
    }

    #[test]
    fn the_clause_of_a_date_is_its_event() {
        check(
            "疫情发生后行动迅速。1月22日，东山联通成立工作小组，要求各级单位落实到位。",
            &[("东山联通成立工作小组", None)],
        );
        check(
            "截至2月25日，东山铁塔累计交付任务31个，下一步继续推进。",
            &[("东山铁塔累计交付任务31个", None)],
        );
        check(
            "市管理局23日说明情况。3月5日下午，市管理局传达了会议精神，部署下一步工作。",
            &[("市管理局传达了会议精神", None)],
        );
        check("会议很多。从3月5日起，全体干部职工开始轮流值班。", &[("全体干部职工开始轮流值班", None)]);
    }

    #[test]
    fn what_leads_up_brings_the_next_clause() {
        check(
            "任务很急。2月29日，接到医院覆盖任务后，济北铁塔立即成立先锋队。",
            &[("接到医院覆盖任务后，济北铁塔立即成立先锋队", None)],
        );
        check(
            "大家行动起来。2月6日，机关党委向全体职工发出倡议，38名同志捐款11100元，并全部上交。",
            &[("机关党委向全体职工发出倡议，38名同志捐款11100元", None)],
        );
    }

    #[test]
    fn a_subject_left_out_is_carried_over() {
        check(
            "北城区医院作为定点医院，1月22日开工改建新楼，15天后交付。",
            &[("开工改建新楼，15天后交付", Some("北城区医院"))],
        );
    }

    #[test]
    fn what_stands_around_is_left_out() {
        check(
            "新华社东京1月6日电长野冬季奥运会的火炬接力6日从三个城市开始启程。",
            &[("长野冬季奥运会的火炬接力6日从三个城市开始启程", None)],
        );
        check("第四十八条 本法自2010年1月1日起施行，原办法同时废止。", &[("本法自2010年1月1日起施行", None)]);
        check(
            "全城灯火通明：武汉市迎新春“亮起来工程”1月24日准备就绪。",
            &[("武汉市迎新春“亮起来工程”1月24日准备就绪", None)],
        );
        check("許梁，哲宗元祐三年（一○八八）任天台縣令（《嘉定赤城志》卷一一）。", &[("任天台縣令", None)]);
        check(
            "新华社联合国1月20日电（记者谢美华）联合国秘书长发言人20日在此间宣布协议达成。",
            &[("联合国秘书长发言人20日在此间宣布协议达成", None)],
        );
        check("得益上人，寧宗嘉泰二年卒，年七十七。", &[("得益上人，寧宗嘉泰二年卒，年七十七", None)]);
        check("此山極高，可望百里（見同治十三年刊《直隸澧州志》卷二四）。", &[]);
    }

    #[test]
    fn dates_that_date_nothing_have_no_event() {
        check("本网1月21日讯，会议在济南召开，各方代表出席。", &[]);
        check("会议总结了2021年公司发展成果，部署了新的工作。", &[]);
        check("大家学习了《2020年3月5日讲话》，交流了体会。", &[]);
        check("用了48小时建成，每天早上7:30到岗，大家都很努力。", &[]);
    }
}
