//! Where passages stand that a reader keeps, also when their document has changed since.
//!
//! Words are looked for as they are; where they stand nowhere, without their white space, which converting changes most. Of several places
//! that one counts which has the most of the same text around it; of equal ones the nearest to where the words stood.

use std::ops::Range;

use super::{Engine, count};
use crate::corpus::{Article, Document};
use crate::protocol::passage::{FoundPassage, PassageAnswer, PassageRequest, Quote, Wanted};
use crate::text::sentence::sentences;

/// Characters that are kept on either side.
const CONTEXT: usize = 32;

/// Characters of context that are compared.
const COMPARED: usize = 64;

/// Places that are weighed against each other.
const MOST_PLACES: usize = 2_000;

impl Engine {
    /// Where passages stand.
    #[must_use]
    pub fn passages(&self, request: &PassageRequest) -> PassageAnswer {
        // Passages of one document follow each other more often than not.
        let mut last: Option<Bare> = None;
        let passages = request.wanted.iter().map(|wanted| self.passage(wanted, &mut last)).collect();
        PassageAnswer { passages }
    }

    fn passage(&self, wanted: &Wanted, last: &mut Option<Bare>) -> Option<FoundPassage> {
        let id = match wanted {
            Wanted::Sentence { document, .. } | Wanted::Stretch { document, .. } => document,
            Wanted::Quote(quote) => &quote.document,
        };
        let document = self.corpus.documents().find(|document| document.id() == id)?;
        let text = self.corpus.text().get(document.text_range())?;
        let range = match wanted {
            Wanted::Sentence { at, .. } => sentence(document, *at as usize)?,
            Wanted::Stretch { at, end, .. } => *at as usize..*end as usize,
            Wanted::Quote(quote) => {
                if last.as_ref().is_none_or(|bare| bare.document != *id) {
                    *last = Some(Bare::new(id, text));
                }
                anchored(text, last.as_ref()?, quote)?
            }
        };
        found(document, text, range)
    }
}

/// A text without its white space, and where its bytes stood.
struct Bare {
    document: String,
    text: std::cell::OnceCell<(String, Vec<u32>)>,
    is_ascii: bool,
}

impl Bare {
    fn new(document: &str, text: &str) -> Bare {
        Bare { document: document.to_owned(), text: std::cell::OnceCell::new(), is_ascii: text.is_ascii() }
    }

    /// Made when the first words are not found as they are.
    fn of(&self, text: &str) -> &(String, Vec<u32>) {
        self.text.get_or_init(|| {
            let mut bare = String::with_capacity(text.len());
            let mut places = Vec::with_capacity(text.len());
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                bare.push(c);
                places.resize(bare.len(), count(at));
            }
            (bare, places)
        })
    }

    fn characters_before(&self, text: &str, at: usize) -> usize {
        if self.is_ascii { at } else { text.get(..at).map_or(0, |before| before.chars().count()) }
    }
}

/// Where words stand now.
fn anchored(text: &str, bare: &Bare, quote: &Quote) -> Option<Range<usize>> {
    let exact = quote.exact.as_str();
    if exact.trim().is_empty() {
        return None;
    }
    if let Some(range) = quote.at.map(|at| at as usize..at as usize + exact.len())
        && text.get(range.clone()) == Some(exact)
        && text[..range.start].ends_with(&quote.prefix)
        && text[range.end..].starts_with(&quote.suffix)
    {
        return Some(range);
    }
    let same: Vec<Range<usize>> =
        text.match_indices(exact).take(MOST_PLACES).map(|(at, words)| at..at + words.len()).collect();
    let places = if same.is_empty() { without_white_space(bare.of(text), text, exact) } else { same };
    let distance = |range: &Range<usize>| match (quote.at, quote.character) {
        (Some(at), _) => range.start.abs_diff(at as usize),
        (None, Some(character)) => bare.characters_before(text, range.start).abs_diff(character as usize),
        (None, None) => 0,
    };
    let weighed = |range: &Range<usize>| {
        let before = alike(text[..range.start].chars().rev(), quote.prefix.chars().rev());
        let behind = alike(text[range.end..].chars(), quote.suffix.chars());
        (std::cmp::Reverse(before + behind), distance(range))
    };
    // The first of equal ones.
    places.into_iter().min_by_key(weighed)
}

/// How many characters are the same from the beginning on, white space left out.
fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let printed = |c: &char| !c.is_whitespace();
    a.filter(printed).zip(b.filter(printed)).take(COMPARED).take_while(|(a, b)| a == b).count()
}

fn without_white_space((bare, places): &(String, Vec<u32>), text: &str, exact: &str) -> Vec<Range<usize>> {
    let words: String = exact.chars().filter(|c| !c.is_whitespace()).collect();
    let place = |at: usize| places.get(at).map(|&at| at as usize);
    let found = bare.match_indices(&words).take(MOST_PLACES).filter_map(|(at, _)| {
        let start = place(at)?;
        let last = place(at + words.len() - 1)?;
        Some(start..last + text[last..].chars().next()?.len_utf8())
    });
    found.collect()
}

/// The article that holds a byte of the document, and the paragraph, in the bytes of the document.
fn holding(document: Document<'_>, at: usize) -> Option<(Article<'_>, Range<usize>)> {
    let base = document.text_range().start;
    document.articles().find_map(|article| {
        let own = |range: Range<usize>| range.start.saturating_sub(base)..range.end.saturating_sub(base);
        let mut paragraphs = article.paragraphs().map(|paragraph| own(paragraph.range()));
        Some((article, paragraphs.find(|paragraph| paragraph.contains(&at))?))
    })
}

fn sentence(document: Document<'_>, at: usize) -> Option<Range<usize>> {
    let (article, paragraph) = holding(document, at)?;
    let base = document.text_range().start;
    let words = article.words(base + paragraph.start..base + paragraph.end);
    let all = || 0..words.len();
    let own =
        sentences(words).into_iter().find(|own| own.contains(&(at - paragraph.start))).unwrap_or_else(all);
    let raw = words.get(own.clone())?;
    let start = paragraph.start + own.start + raw.len() - raw.trim_start().len();
    Some(start..start + raw.trim().len())
}

/// The passage in a stretch of a document's text.
fn found(document: Document<'_>, text: &str, range: Range<usize>) -> Option<FoundPassage> {
    let exact = text.get(range.clone()).filter(|words| !words.trim().is_empty())?;
    let (article, _) = holding(document, range.start)?;
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let prefix = before.char_indices().rev().take(CONTEXT).last().map_or("", |(at, _)| &before[at..]);
    let suffix = behind.char_indices().nth(CONTEXT).map_or(behind, |(at, _)| &behind[..at]);
    let first = before.chars().count();
    let title = Some(article.title()).filter(|title| !title.is_empty()).unwrap_or(document.title());
    Some(FoundPassage {
        document: document.id().to_owned(),
        article: article.id().to_owned(),
        title: title.to_owned(),
        published: document.published().map(str::to_owned),
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        at: count(range.start),
        end: count(range.end),
        first_character: count(first),
        last_character: count(first + exact.chars().count()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, quote: (&str, &str, &str), at: Option<u32>, expected: Option<usize>) {
        let (prefix, exact, suffix) = quote;
        let quote = Quote {
            exact: exact.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            at,
            ..Quote::default()
        };
        let found = anchored(text, &Bare::new("", text), &quote);
        assert_eq!(found.as_ref().map(|range| text[..range.start].chars().count()), expected, "{quote:?}");
    }

    #[test]
    fn words_are_found_by_what_stands_around_them() {
        let text = "甲网络乙，丙网络丁，戊网络己";
        check(text, ("甲", "网络", "乙"), Some(3), Some(1));
        // What is around it counts more than where it stood.
        check(text, ("丙", "网络", "丁"), Some(3), Some(6));
        check(text, ("", "网络", "己"), None, Some(11));
        // Without context the nearest counts, without a place the first.
        check(text, ("", "网络", ""), Some(20), Some(6));
        check(text, ("", "网络", ""), None, Some(1));
        check(text, ("", "绝无", ""), Some(3), None);
        check(text, ("", " ", ""), Some(0), None);
        check(text, ("", "", ""), Some(0), None);
    }

    #[test]
    fn white_space_is_left_out_where_it_changed() {
        check("通信\n保 障\n网络", ("", "通信保障", "网络"), None, Some(0));
        check("通信保障网络", ("通 信", "保障 网\n络", ""), Some(90), Some(2));
    }

    #[test]
    fn places_from_elsewhere_harm_nothing() {
        check("网络", ("", "网络", ""), Some(1), Some(0));
        check("网络", ("", "网络", ""), Some(u32::MAX), Some(0));
        check("", ("", "网络", ""), Some(0), None);
    }
}
