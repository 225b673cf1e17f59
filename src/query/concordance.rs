//! Every hit in its context: key words in context (KWIC).
//!
//! Contexts are printed characters of the same article. Sorting looks at folded characters, nearest to the keyword first; what no
//! key tells apart stays in the order of the text, so the same request always gives the same lines.

use std::cmp::Ordering;
use std::ops::Range;

use super::matcher::{Hit, Match, Matches, published_days};
use super::running_text::RunningText;
use super::sample::sample;
use crate::corpus::Corpus;
use crate::index::Index;
use crate::order;
use crate::protocol::analysis::{ConcordanceGroup, ConcordanceKey, ConcordanceLine, ConcordanceRequest};
use crate::text::fold::{Fold, HanClasses, fold};

/// Characters on each side that can be sorted by.
const DEPTH: usize = 3;

/// Characters of a context at most.
const WIDEST: usize = 1000;

/// Characters of a keyword that are shown at each of its ends when it is too long to be shown whole.
const KEYWORD_ENDS: usize = 100;

/// Stands for a character or day that is not there; comes behind all others.
const ABSENT: u32 = u32::MAX;

/// The lines that a request asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    /// Lines in all.
    pub n_lines: usize,
    /// The page.
    pub lines: Vec<ConcordanceLine>,
    /// All groups.
    pub groups: Vec<ConcordanceGroup>,
}

/// A hit with what it is sorted by.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Place of its article in [`Matches::found`].
    found: u32,
    /// Number of the hit in it.
    hit: u32,
    /// Folded characters to the right, the nearest first.
    right: [u32; DEPTH],
    /// Folded characters to the left, the nearest first.
    left: [u32; DEPTH],
    /// First day of its document's publication.
    day: u32,
}

/// Lists hits in their contexts.
#[must_use]
pub fn concordance(
    corpus: &Corpus,
    index: &Index,
    matches: &Matches,
    request: &ConcordanceRequest,
) -> Concordance {
    let mut lines = lines(matches);
    if let Some(drawn) = request.sample {
        let numbers = sample(lines.len(), drawn.n as usize, drawn.seed);
        lines = numbers.into_iter().filter_map(|number| lines.get(number).copied()).collect();
    }
    let context = Context { corpus, classes: index.classes(), matches };
    let keys = keys(request);
    context.fill(&mut lines, &keys);
    // The sort is stable: lines that no key tells apart stay in the order of the text.
    order::sort_by(&mut lines, |a, b| compare(a, b, &keys));
    let group_keys = keys.get(..(request.n_group_keys as usize).min(keys.len())).unwrap_or_default();
    let mut groups = stretches(&lines, group_keys);
    if request.is_by_frequency {
        order::sort_by_key(&mut groups, |group| std::cmp::Reverse(group.len()));
        lines = groups.iter().filter_map(|group| lines.get(group.clone())).flatten().copied().collect();
        groups = stretches(&lines, group_keys);
    }
    let groups = context.groups(&lines, &groups, group_keys);
    let from = (request.offset as usize).min(lines.len());
    let page = lines.get(from..from.saturating_add(request.limit as usize).min(lines.len()));
    let window = (request.window as usize).min(WIDEST);
    Concordance { n_lines: lines.len(), lines: context.printed(page.unwrap_or_default(), window), groups }
}

/// The keys that can still tell lines apart, within their bounds.
fn keys(request: &ConcordanceRequest) -> Vec<ConcordanceKey> {
    let mut keys: Vec<ConcordanceKey> = Vec::new();
    for key in &request.sort {
        let nearest = |n: u8| n.clamp(1, DEPTH as u8);
        let key = match *key {
            // Lines stand in this order already, and a stable sort keeps it.
            ConcordanceKey::Order => break,
            ConcordanceKey::Right(n) => ConcordanceKey::Right(nearest(n)),
            ConcordanceKey::Left(n) => ConcordanceKey::Left(nearest(n)),
            ConcordanceKey::Date => ConcordanceKey::Date,
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// All hits as lines that know nothing of their surroundings.
fn lines(matches: &Matches) -> Vec<Line> {
    let absent = [ABSENT; DEPTH];
    let line = |found: u32, hit: u32| Line { found, hit, right: absent, left: absent, day: ABSENT };
    let hits = (0_u32..)
        .zip(&matches.found)
        .flat_map(|(found, entry)| (0_u32..).zip(&entry.hits).map(move |(hit, _)| (found, hit)));
    hits.map(|(found, hit)| line(found, hit)).collect()
}

fn value(line: &Line, key: ConcordanceKey) -> u32 {
    let at = |side: &[u32; DEPTH], n: u8| side.get(usize::from(n) - 1).copied().unwrap_or(ABSENT);
    match key {
        ConcordanceKey::Right(n) => at(&line.right, n),
        ConcordanceKey::Left(n) => at(&line.left, n),
        ConcordanceKey::Date => line.day,
        ConcordanceKey::Order => 0,
    }
}

fn compare(a: &Line, b: &Line, keys: &[ConcordanceKey]) -> Ordering {
    let differing = keys.iter().map(|&key| value(a, key).cmp(&value(b, key)));
    differing.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Stretches of lines that agree in all of some keys.
fn stretches(lines: &[Line], keys: &[ConcordanceKey]) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for group in lines.chunk_by(|a, b| compare(a, b, keys).is_eq()) {
        stretches.push(start..start + group.len());
        start += group.len();
    }
    stretches
}

/// What lines are read from.
#[derive(Clone, Copy)]
struct Context<'a> {
    corpus: &'a Corpus,
    classes: &'a HanClasses,
    matches: &'a Matches,
}

impl<'a> Context<'a> {
    fn found(self, line: &Line) -> Option<(&'a Match, &'a Hit)> {
        let found = self.matches.found.get(line.found as usize)?;
        Some((found, found.hits.get(line.hit as usize)?))
    }

    /// Looks up what the lines, which stand in the order of the text, are sorted by.
    fn fill(self, lines: &mut [Line], keys: &[ConcordanceKey]) {
        let needs_text =
            keys.iter().any(|key| matches!(key, ConcordanceKey::Right(_) | ConcordanceKey::Left(_)));
        for own in lines.chunk_by_mut(|a, b| a.found == b.found) {
            let Some(found) = own.first().and_then(|line| self.found(line)).map(|(found, _)| found) else {
                continue;
            };
            let article = self.corpus.article(found.article);
            let day =
                published_days(article.document()).and_then(|(first, _)| u32::try_from(first.number()).ok());
            let text = if needs_text { RunningText::of(article) } else { RunningText::default() };
            for line in own {
                line.day = day.unwrap_or(ABSENT);
                if let Some(hit) = found.hits.get(line.hit as usize).filter(|_| needs_text) {
                    let range = text.range(hit.start, hit.end);
                    fill_side(&mut line.right, text.from(range.end), self.classes);
                    fill_side(&mut line.left, text.before(range.start), self.classes);
                }
            }
        }
    }

    /// The lines with their texts.
    fn printed(self, lines: &[Line], window: usize) -> Vec<ConcordanceLine> {
        // Each article is read once, however its lines are spread.
        let mut order: Vec<usize> = (0..lines.len()).collect();
        let article = |number: &usize| lines.get(*number).map(|line| line.found);
        order::put_in_order(&mut order, &|a, b| article(&a).cmp(&article(&b)));
        let mut printed = vec![ConcordanceLine::default(); lines.len()];
        for own in order.chunk_by(|a, b| article(a) == article(b)) {
            let first = own.first().and_then(|&number| self.found(lines.get(number)?));
            let Some((found, _)) = first else { continue };
            let text = RunningText::of(self.corpus.article(found.article));
            for &number in own {
                let line = lines.get(number).and_then(|line| self.found(line));
                if let (Some((found, hit)), Some(slot)) = (line, printed.get_mut(number)) {
                    *slot = self.line(found, hit, &text, window);
                }
            }
        }
        printed
    }

    fn line(self, found: &Match, hit: &Hit, text: &RunningText, window: usize) -> ConcordanceLine {
        let article = self.corpus.article(found.article);
        let document = article.document();
        let base = u32::try_from(document.text_range().start).unwrap_or(u32::MAX);
        let range = text.range(hit.start, hit.end);
        let keyword = if range.len() <= 2 * KEYWORD_ENDS + 1 {
            text.words(range.clone())
        } else {
            let (first, last) = (range.start + KEYWORD_ENDS, range.end - KEYWORD_ENDS);
            format!("{}…{}", text.words(range.start..first), text.words(last..range.end))
        };
        ConcordanceLine {
            document: document.id().to_owned(),
            article: article.id().to_owned(),
            published: document.published().map(str::to_owned),
            at: hit.start.saturating_sub(base),
            end: hit.end.saturating_sub(base),
            term: hit.term,
            left: text.words(range.start.saturating_sub(window)..range.start),
            keyword,
            right: text.words(range.end..range.end.saturating_add(window)),
        }
    }

    /// Groups of lines, headed by what their first line prints.
    fn groups(
        self,
        lines: &[Line],
        stretches: &[Range<usize>],
        keys: &[ConcordanceKey],
    ) -> Vec<ConcordanceGroup> {
        if keys.is_empty() {
            return Vec::new();
        }
        let mut keys = keys.to_vec();
        order::sort_by_key(&mut keys, |key| match *key {
            // In reading order: what is far to the left comes first.
            ConcordanceKey::Left(n) => DEPTH - usize::from(n),
            ConcordanceKey::Right(n) => DEPTH + usize::from(n),
            ConcordanceKey::Date | ConcordanceKey::Order => 0,
        });
        let firsts: Vec<Line> =
            stretches.iter().filter_map(|group| lines.get(group.start).copied()).collect();
        // Between characters there is one space at most.
        let firsts = self.printed(&firsts, 2 * DEPTH);
        let group = |(stretch, first): (&Range<usize>, ConcordanceLine)| {
            let mut group = ConcordanceGroup {
                n: u32::try_from(stretch.len()).unwrap_or(u32::MAX),
                first: u32::try_from(stretch.start).unwrap_or(u32::MAX),
                ..ConcordanceGroup::default()
            };
            for key in &keys {
                let nth = |n: u8| usize::from(n) - 1;
                match *key {
                    ConcordanceKey::Left(n) => {
                        group.left.extend(first.left.chars().rev().filter(|c| *c != ' ').nth(nth(n)));
                    }
                    ConcordanceKey::Right(n) => {
                        group.right.extend(first.right.chars().filter(|c| *c != ' ').nth(nth(n)));
                    }
                    ConcordanceKey::Date => group.published.clone_from(&first.published),
                    ConcordanceKey::Order => {}
                }
            }
            group
        };
        stretches.iter().zip(firsts).map(group).collect()
    }
}

fn fill_side(side: &mut [u32; DEPTH], chars: impl Iterator<Item = char>, classes: &HanClasses) {
    for (slot, c) in side.iter_mut().zip(chars) {
        *slot = match fold(c, classes) {
            Fold::Char(folded) => u32::from(folded),
            Fold::Space | Fold::Nothing => ABSENT,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};
    use crate::protocol::Filter;
    use crate::protocol::analysis::{ConcordanceKey::*, Sample};
    use crate::query::search;

    /// A corpus of one article a text; its paragraphs are parted by `¶`. Documents are published a day earlier each.
    fn corpus(texts: &[&str]) -> Corpus {
        let mut documents = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let mut document = DocumentEntry::default();
            for part in text.split('¶') {
                let start = document.text.len();
                document.text.push_str(part);
                let end = document.text.len();
                if document.articles.is_empty() {
                    document.articles.push(ArticleEntry::default());
                }
                let paragraph = ParagraphEntry { start, end, ..ParagraphEntry::default() };
                document.articles[0].paragraphs.push(paragraph);
            }
            document.published = Some(format!("2020-02-{:02}", 20 - number));
            documents.push(document);
        }
        Corpus::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap()
    }

    fn ask(texts: &[&str], query: &str, request: ConcordanceRequest) -> Concordance {
        let corpus = corpus(texts);
        let index = Index::new(&corpus);
        let filter = Filter { query: query.to_owned(), ..Filter::default() };
        concordance(&corpus, &index, &search(&corpus, &index, &filter), &request)
    }

    fn check(texts: &[&str], query: &str, sort: &[ConcordanceKey], expected: &str) {
        let request = ConcordanceRequest { window: 3, sort: sort.to_vec(), ..ConcordanceRequest::default() };
        let found = ask(texts, query, request);
        let lines = found.lines.iter().map(|line| format!("{}[{}]{}", line.left, line.keyword, line.right));
        assert_eq!(lines.collect::<Vec<_>>().join(" "), expected, "{query} in {texts:?}");
    }

    fn check_groups(text: &str, sort: &[ConcordanceKey], is_by_frequency: bool, expected: &str) {
        let request = ConcordanceRequest {
            sort: sort.to_vec(),
            n_group_keys: 2,
            is_by_frequency,
            ..ConcordanceRequest::default()
        };
        let groups = ask(&[text], "网络", request).groups;
        let groups =
            groups.iter().map(|group| format!("{}_{} {}@{}", group.left, group.right, group.n, group.first));
        assert_eq!(groups.collect::<Vec<_>>().join(", "), expected, "{text}");
    }

    #[test]
    fn contexts_are_printed_characters_of_the_article() {
        check(&["保障網絡暢通，不断"], "网络", &[], "保障[網絡]暢通，");
        check(&["保 障\n网\n络  畅\u{200b}通 服务"], "网络", &[], "保障[网络]畅通服");
        check(&["标题¶网络¶正文"], "网络", &[], "标题[网络]正文");
        check(&["甲网络", "乙"], "网络", &[], "甲[网络]");
        check(&["use  5G\n network now"], "5g", &[], "se [5G] ne");
        check(&["甲通信的网络乙"], "通*络", &[], "甲[通信的网络]乙");
    }

    #[test]
    fn lines_are_sorted_outwards_from_the_keyword() {
        let text = "乙丙网络丁甲，乙甲网络丁乙，网络";
        check(&[text], "网络", &[Right(1), Right(2)], "，乙甲[网络]丁乙， 乙丙[网络]丁甲， 丁乙，[网络]");
        check(&[text], "网络", &[], "乙丙[网络]丁甲， ，乙甲[网络]丁乙， 丁乙，[网络]");
        check(&[text], "网络", &[Left(1)], "丁乙，[网络] 乙丙[网络]丁甲， ，乙甲[网络]丁乙，");
        check(&["乙网络", "甲网络"], "网络", &[Date], "甲[网络] 乙[网络]");
        check(&["乙网络", "甲网络"], "网络", &[Order, Date], "乙[网络] 甲[网络]");
        // Traditional and Simplified characters stand together; no character comes last.
        let text = "网络，网络發，网络乙，网络发";
        check(
            &[text],
            "网络",
            &[Right(1)],
            "[网络]，网络 络發，[网络]乙，网 网络，[网络]發，网 络乙，[网络]发",
        );
    }

    #[test]
    fn groups_count_continuations() {
        let text = "网络工作，网络和工作，网络工作，网络";
        check_groups(text, &[Right(1), Right(2)], false, "_和工 1@0, _工作 2@1, _ 1@3");
        check_groups(text, &[Right(1), Right(2)], true, "_工作 2@0, _和工 1@2, _ 1@3");
        check_groups("甲乙网络，甲丙网络，甲乙网络", &[Left(1), Left(2)], false, "甲丙_ 1@0, 甲乙_ 2@1");
        check_groups("甲网络乙，甲网络丙", &[Left(1), Right(1)], false, "甲_丙 1@0, 甲_乙 1@1");
        check_groups("网络發，网络发", &[Right(1)], false, "_發 2@0");
    }

    #[test]
    fn samples_are_drawn_before_sorting() {
        let text = "网络".repeat(50);
        let sample = |seed| {
            let sample = Some(Sample { n: 5, seed });
            ask(&[&text], "网络", ConcordanceRequest { sample, ..ConcordanceRequest::default() })
        };
        assert_eq!((sample(1).n_lines, sample(1).lines.len()), (5, 5));
        assert_eq!(sample(1), sample(1));
        assert_ne!(sample(1), sample(2));
        assert!(sample(3).lines.is_sorted_by_key(|line| line.at));
    }

    #[test]
    fn pages_hold_what_is_asked() {
        let page = |offset, limit| {
            let request = ConcordanceRequest { offset, limit, ..ConcordanceRequest::default() };
            let found = ask(&["网络一网络二网络三"], "网络", request);
            assert_eq!(found.n_lines, 3);
            found.lines.iter().map(|line| line.right.chars().next().unwrap()).collect::<String>()
        };
        assert_eq!(
            (page(0, 2), page(2, 2), page(3, 2), page(9, u32::MAX)),
            ("一二".into(), "三".into(), "".into(), "".into())
        );
    }

    #[test]
    fn a_very_long_keyword_is_cut_in_its_middle() {
        let text = format!("甲{}乙", "一".repeat(500));
        let found = ask(&[&text], "甲 NEAR/600 乙", ConcordanceRequest::default());
        assert_eq!(found.lines[0].keyword, format!("甲{}…{}乙", "一".repeat(99), "一".repeat(99)));
    }
}
