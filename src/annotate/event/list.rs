//! One date with several events: `1月24日，甲公司捐款100万元；乙公司捐款200万元；丙医院派出医生10名。`
//!
//! A date at the head of a sentence holds for the parts behind its semicolons as long as each has a subject of its own, none has
//! a date of its own, and nobody is speaking: what a meeting demands or a law rules is no list of what happened. Clauses parted by
//! commas or full stops are such parts only where they say the same of somebody else (…捐款100万元，乙公司捐款200万元).
//!
//! 一是 … 二是 … are events only behind words that announce some.

use std::ops::Range;

use super::words::{ADVERBS, HEADS, OPENERS, PREDICATES, RULES, SAYS};
use super::{Event, Finder, REACH};
use crate::annotate::MentionKind;
use crate::annotate::name::EntityKind;
use crate::text::fold::is_han;
use crate::text::span::Span;

/// Events that one date has at most.
const MOST: usize = 24;

/// Characters that a part must have beside its subject to say what happened.
const PREDICATE: usize = 3;

/// Heads of numbered items.
const ORDINALS: [&str; 18] = [
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "七是",
    "八是",
    "九是",
    "其一",
    "其二",
    "其三",
    "其四",
    "第一件",
    "第二件",
    "第三件",
    "第四件",
    "第五件",
];

/// Words that announce events.
const ANNOUNCED: [&str; 7] = ["件大事", "件事", "件喜事", "件要事", "大事件", "起事件", "起事故"];

impl Finder<'_> {
    /// The further events of a date that begins its sentence, behind the main one.
    pub(super) fn listed(&self, main: &Range<usize>, sentence: &Range<usize>) -> Vec<Event> {
        let mut events = Vec::new();
        let Some(subject) = self.told_of(main) else { return events };
        let pattern = self.pattern(subject, main.end);
        let mut part = main.end.min(sentence.end)..sentence.end;
        let mut before = main.start..sentence.end;
        // The rest of the first part can only go on in parallel.
        let mut is_semicolon = false;
        for _ in 0..2 * MOST {
            if self.is_spoken(&before) || events.len() >= MOST {
                break;
            }
            let is_first = part.start == main.end.min(sentence.end) && events.is_empty() && !is_semicolon;
            if !is_first && self.has_date(&part) {
                break;
            }
            let found = if is_semicolon { self.part(&part, pattern) } else { None };
            events.extend(found.clone().and_then(|span| event(&span)));
            let rest = found.map_or(part.start, |span| span.end)..part.end;
            let is_whole = self.parallels(&rest, pattern, is_first || is_semicolon, &mut events);
            let Some(stop) = self.text.get(part.end..self.paragraph.end).and_then(|rest| rest.chars().next())
            else {
                break;
            };
            is_semicolon = matches!(stop, '；' | ';');
            if !is_whole || !is_semicolon && (stop != '。' || pattern.is_none()) {
                break;
            }
            let next = part.end + stop.len_utf8();
            let Some(found) = self.sentence(&(next..next)).filter(|found| found.end > next) else { break };
            before = part;
            part = next..found.end;
            // Behind a full stop the list goes on only in parallel.
            if !is_semicolon && !self.begins_parallel(&part, pattern) {
                break;
            }
        }
        events
    }

    /// The items that a date announces: 有两件大事：一是…；二是….
    pub(super) fn numbered(&self, rest: &Range<usize>, sentence: &Range<usize>) -> Option<Vec<Event>> {
        let announced = self.text.get(rest.start..sentence.end)?;
        let first = ORDINALS.iter().filter_map(|head| announced.find(head)).min()?;
        let intro = announced.get(..first)?;
        let is_announced = ANNOUNCED.iter().any(|word| intro.contains(word));
        if !is_announced || intro.chars().count() > 40 {
            return None;
        }
        let far = self.boundary((rest.start + 4 * REACH).min(self.paragraph.end));
        let end = self.text.get(rest.start..far)?.find(['。', '！', '？', '\n']);
        let whole = rest.start + first..end.map_or(far, |end| rest.start + end);
        let words = self.text.get(whole.clone())?;
        let mut heads: Vec<(usize, usize)> =
            ORDINALS.iter().filter_map(|head| Some((words.find(head)?, head.len()))).collect();
        heads.sort_unstable();
        let mut events = Vec::new();
        for (place, (at, len)) in heads.iter().enumerate() {
            let end = heads.get(place + 1).map_or(words.len(), |(at, _)| *at);
            let item = whole.start + at + len..whole.start + end;
            if self.has_date(&item) {
                return None;
            }
            let clauses = self.clauses(&item);
            let first = clauses.first()?.clone();
            let span = self.trimmed(first.start..self.extended(&clauses, 0, first.start));
            events.extend((self.n_chars(&span) >= 4).then(|| event(&span)).flatten());
        }
        (events.len() > 1).then_some(events)
    }

    /// The event of a part that is told of somebody or something of its own.
    fn part(&self, part: &Range<usize>, pattern: Option<(char, char)>) -> Option<Range<usize>> {
        let whole = self.trimmed(part.clone());
        let subject = self.told_of(&whole).or_else(|| self.said_again(&whole, pattern))?;
        let words = self.text.get(subject..whole.end)?;
        let is_rule = RULES.iter().any(|rule| words.starts_with(rule));
        let n = words.chars().filter(|c| !c.is_whitespace()).count();
        let is_said = PREDICATES.iter().chain(OPENERS).any(|word| words.contains(word));
        if is_rule || n < PREDICATE || !is_said {
            return None;
        }
        let clauses = self.clauses(&whole);
        let span = self.trimmed(whole.start..self.extended(&clauses, 0, whole.start));
        (self.n_chars(&span) >= 6).then_some(span)
    }

    /// Adds the clauses of a stretch that say the same of somebody else; whether nothing else is told of anybody there.
    fn parallels(
        &self,
        rest: &Range<usize>,
        pattern: Option<(char, char)>,
        is_inner: bool,
        events: &mut Vec<Event>,
    ) -> bool {
        let clauses = self.clauses(rest);
        let mut end = rest.start;
        for (place, clause) in clauses.iter().enumerate() {
            let own = self.trimmed(clause.clone());
            // What stands behind the main event's end in the same clause begins no clause.
            let is_cut = place == 0 && is_inner && rest.start < clause.end;
            if own.is_empty() || is_cut || own.start < end {
                continue;
            }
            let is_parallel = self.is_parallel(&own, pattern);
            if !is_parallel && self.named(own.start).is_none() {
                continue;
            }
            if !is_parallel || self.has_date(clause) {
                return !self.is_actor_at(own.start);
            }
            let span = self.trimmed(own.start..self.extended(&clauses, place, own.start));
            end = span.end;
            events.extend(event(&span));
            if events.len() >= MOST {
                return false;
            }
        }
        true
    }

    fn begins_parallel(&self, part: &Range<usize>, pattern: Option<(char, char)>) -> bool {
        self.clauses(part)
            .first()
            .is_some_and(|first| self.is_parallel(&self.trimmed(first.clone()), pattern))
    }

    /// Whether a clause says the same of a subject of its own.
    fn is_parallel(&self, clause: &Range<usize>, pattern: Option<(char, char)>) -> bool {
        match self.named(clause.start) {
            Some(subject) => pattern.is_some() && self.pattern(subject, clause.end) == pattern,
            None => self.said_again(clause, pattern).is_some(),
        }
    }

    /// What is said first of a subject: two Han characters.
    fn pattern(&self, subject: usize, end: usize) -> Option<(char, char)> {
        let mut chars = self.text.get(subject..end)?.chars();
        let pair = (chars.next()?, chars.next()?);
        (is_han(pair.0) && is_han(pair.1)).then_some(pair)
    }

    /// Where the subject ends that a stretch begins with: a name, or a few words before a verb.
    fn told_of(&self, stretch: &Range<usize>) -> Option<usize> {
        self.named(stretch.start).or_else(|| {
            let clause = self.clauses(stretch).first()?.clone();
            let subject = self.subject_of(clause.start, clause.end)?;
            Some(subject.end())
        })
    }

    /// Where the subject ends behind which the same is said as of the first one.
    fn said_again(&self, stretch: &Range<usize>, pattern: Option<(char, char)>) -> Option<usize> {
        let pattern = String::from_iter(<[char; 2]>::from(pattern?));
        let words = self.words(stretch);
        let end = words.find(&pattern)?;
        let subject = words.get(..end)?;
        let n = subject.chars().count();
        let is_word = (3..=12).contains(&n) && subject.chars().all(is_han);
        let is_other = OPENERS.iter().chain(HEADS).chain(ADVERBS).any(|opener| subject.starts_with(opener));
        (is_word && !is_other).then_some(stretch.start + end)
    }

    /// Where the name ends that begins at a place.
    fn named(&self, at: usize) -> Option<usize> {
        let place = self.mentions.partition_point(|mention| mention.span.start() < at);
        let mention = self.mentions.get(place).filter(|mention| mention.span.start() == at)?;
        matches!(mention.kind, MentionKind::Name(_)).then_some(mention.span.end())
    }

    fn is_actor_at(&self, at: usize) -> bool {
        let place = self.mentions.partition_point(|mention| mention.span.start() < at);
        self.mentions.get(place).is_some_and(|mention| {
            mention.span.start() == at
                && matches!(&mention.kind, MentionKind::Name(name) if name.kind != EntityKind::Place)
        })
    }

    /// Whether somebody is speaking or ruling: what follows is what was said.
    fn is_spoken(&self, part: &Range<usize>) -> bool {
        let words = self.words(part);
        let n = |signs: [char; 2]| words.chars().filter(|c| signs.contains(c)).count();
        words.contains(['：', ':'])
            || n(['“', '“']) > n(['”', '”'])
            || n(['（', '(']) > n(['）', ')'])
            || SAYS.iter().any(|word| words.contains(word))
    }
}

fn event(span: &Range<usize>) -> Option<Event> {
    Some(Event { span: Span::new(span.start, span.end)?, who: None })
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::annotate::event::find;
    use crate::annotate::name::Finder as Names;
    use crate::article::split;
    use crate::source::read;
    use crate::text::clean;

    /// The events of all dates, those of one date joined by `|`.
    fn check(source: &str, expected: &[&str]) {
        let document = &read("a.txt", source.as_bytes())[0];
        let text = clean(document);
        let split = split(&text, &document.meta, document.layout);
        let mentions = annotate(&text, &split.articles, &Names::default());
        let found: Vec<String> = find(&text, &split.articles, &mentions)
            .into_iter()
            .filter(|events| !events.is_empty())
            .map(|events| events.iter().map(|event| text.words(event.span)).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(found, expected, "in {source}");
    }

    #[test]
    fn a_date_at_the_head_has_the_events_of_all_parts() {
        for (source, expected) in [
            (
                "各方行动迅速。1月24日，东山联通捐款100万元；济北电信捐款200万元；北城区医院派出医生10名。大家都很努力。",
                &["东山联通捐款100万元|济北电信捐款200万元|北城区医院派出医生10名"][..],
            ),
            (
                "2020年3月5日，武汉市新增病例126例；黄冈市新增病例5例；其余各地没有新增。",
                &["武汉市新增病例126例|黄冈市新增病例5例"],
            ),
            // A part that names nobody goes on with the one before it, and one with a date has its own.
            (
                "会议很多。3月5日，云中联通开通基站20个；共用工时300个；东山联通开通专线5条；3月6日，东山联通捐款10万元；济北电信派出队员5名。",
                &["云中联通开通基站20个|东山联通开通专线5条", "东山联通捐款10万元|济北电信派出队员5名"],
            ),
            // The same is said of somebody else.
            (
                "各方行动迅速。1月24日，东山联通捐款100万元，济北电信捐款200万元，并向医院送去口罩。大家都很努力。",
                &["东山联通捐款100万元|济北电信捐款200万元"],
            ),
            (
                "各方行动迅速。1月24日，东山联通捐款100万元。济北电信捐款200万元。云中联通派出队员。",
                &["东山联通捐款100万元|济北电信捐款200万元"],
            ),
            (
                "园区发展很快。2019年3月5日，园区有两件大事：一是东山联通大楼封顶；二是济北电信迁入新址。",
                &["东山联通大楼封顶|济北电信迁入新址"],
            ),
        ] {
            check(source, expected);
        }
    }

    #[test]
    fn what_is_no_list_of_events_stays_one() {
        for (source, expected) in [
            // Said, ruled or planned.
            (
                "会议很多。3月5日，市管理局召开会议，要求各县加强值守；东山联通派人到岗；济北电信派人到岗。",
                &["市管理局召开会议"][..],
            ),
            (
                "会议很多。3月5日，市管理局部署三项工作：一是东山联通加强值守；二是济北电信加强值守。",
                &["市管理局部署三项工作"],
            ),
            (
                "通知如下。自3月5日起，东山联通开放营业厅；济北电信应当同时开放营业厅。",
                &["东山联通开放营业厅"],
            ),
            (
                "会议很多。3月5日，东山联通说：“我们捐款100万元；济北电信捐款200万元。”",
                &["东山联通说：“我们捐款100万元"],
            ),
            // Not told of somebody, or of the same subject.
            (
                "会议很多。3月5日，东山联通捐款100万元；出动车辆20台次；派出队员30名。",
                &["东山联通捐款100万元"],
            ),
            // The date does not lead the list.
            (
                "会议很多。东山联通于3月5日捐款100万元；济北电信捐款200万元。",
                &["东山联通于3月5日捐款100万元"],
            ),
            // Another sentence says something else.
            ("会议很多。3月5日，东山联通捐款100万元。济北电信在全国有员工3000名。", &["东山联通捐款100万元"]),
            ("会议很多。3月5日，东山联通捐款100万元，济北电信员工到场祝贺。", &["东山联通捐款100万元"]),
            // A list of names says nothing of them.
            ("会议很多。3月5日，东山联通捐款100万元；济北电信；云中联通。", &["东山联通捐款100万元"]),
        ] {
            check(source, expected);
        }
    }
}
