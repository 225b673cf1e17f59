//! Articles that say nearly the same, and how two of them differ.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Engine, article_summary, count};
use crate::corpus::{Article, copies};
use crate::protocol::copies::{ComparedLine, ComparedPiece, CopiesAnswer, CopiesRequest, NearCopy};

/// Characters on both sides of a passage up to which it is compared character by character; what is longer has changed as a whole.
const LONGEST: usize = 20_000;

impl Engine {
    /// Other articles that say nearly the same as one.
    pub(super) fn n_copies(&self, article: Article<'_>) -> u32 {
        let first = article.copy_of().unwrap_or(article.number());
        let copies = self.corpus().articles().filter(|other| other.copy_of() == Some(first));
        count(copies.count())
    }

    /// The near copies of an article; `None` when there is no article of this id.
    #[must_use]
    pub fn copies(&self, request: &CopiesRequest) -> Option<CopiesAnswer> {
        let corpus = self.corpus();
        let asked = corpus.articles().find(|article| article.id() == request.article)?;
        let first = asked.copy_of().unwrap_or(asked.number());
        let copies = corpus.articles().filter(|article| article.copy_of() == Some(first));
        let all: Vec<Article<'_>> = std::iter::once(corpus.article(first)).chain(copies).collect();
        let shingles = |article: Article<'_>| {
            copies::shingles(article.paragraphs().map(|paragraph| paragraph.text()), self.index().classes())
        };
        let own = shingles(corpus.article(first));
        let place =
            |id: &str| all.iter().skip(1).position(|article| article.id() == id).map(|place| place + 1);
        let other = request
            .other
            .as_deref()
            .and_then(place)
            .or_else(|| place(&request.article))
            .or((all.len() > 1).then_some(1));
        let lines =
            other.and_then(|other| all.get(other)).map(|other| compared(corpus.article(first), *other));
        let near = |article: &Article<'_>| NearCopy {
            document: article.document().number().0,
            article: article_summary(*article),
            resemblance: copies::resemblance(&own, &shingles(*article)),
        };
        Some(CopiesAnswer {
            articles: all.iter().map(near).collect(),
            other: other.map(count),
            lines: lines.unwrap_or_default(),
        })
    }
}

fn compared(first: Article<'_>, other: Article<'_>) -> Vec<ComparedLine> {
    let [first, other] = [first, other].map(|article| {
        article.paragraphs().map(|paragraph| paragraph.text().to_owned()).collect::<Vec<String>>()
    });
    lines(&first, &other)
}

/// Paragraphs that are the same stand side by side; what stands between them is compared character by character.
fn lines(first: &[String], other: &[String]) -> Vec<ComparedLine> {
    let mut lines = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, first, other) {
        let (tag, own, others) = op.as_tag_tuple();
        let of = |all: &[String], range: Range<usize>| all.get(range).unwrap_or_default().join("\n");
        if tag == DiffTag::Equal {
            let same = first.get(own).unwrap_or_default().iter();
            lines.extend(same.map(|text| {
                let piece = vec![ComparedPiece { text: text.clone(), is_own: false }];
                ComparedLine { first: piece.clone(), other: piece }
            }));
        } else if own.len() == others.len() {
            let pairs = own.zip(others).map(|(own, others)| (own..own + 1, others..others + 1));
            lines.extend(pairs.map(|(own, others)| passage(&of(first, own), &of(other, others))));
        } else {
            lines.push(passage(&of(first, own), &of(other, others)));
        }
    }
    lines
}

fn passage(first: &str, other: &str) -> ComparedLine {
    let [a, b] = [first, other].map(|text| text.chars().collect::<Vec<char>>());
    let mut line = ComparedLine::default();
    let mut put = |side: &[char], is_first: bool, is_own: bool| {
        let text: String = side.iter().collect();
        let pieces = if is_first { &mut line.first } else { &mut line.other };
        if !text.is_empty() {
            pieces.push(ComparedPiece { text, is_own });
        }
    };
    if a.len() + b.len() > LONGEST {
        put(&a, true, true);
        put(&b, false, true);
        return line;
    }
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let is_own = op.tag() != DiffTag::Equal;
        put(a.get(op.old_range()).unwrap_or_default(), true, is_own);
        put(b.get(op.new_range()).unwrap_or_default(), false, is_own);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &[&str], other: &[&str], expected: &str) {
        let [first, other] =
            [first, other].map(|side| side.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
        let side = |pieces: &[ComparedPiece]| {
            let piece = |piece: &ComparedPiece| match piece.is_own {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            };
            pieces.iter().map(piece).collect::<String>()
        };
        let lines = lines(&first, &other);
        let shown: Vec<String> =
            lines.iter().map(|line| format!("{}|{}", side(&line.first), side(&line.other))).collect();
        assert_eq!(shown.join("\n"), expected);
    }

    #[test]
    fn what_only_one_side_has_is_told() {
        check(&["题", "同一段"], &["题", "同一段"], "题|题\n同一段|同一段");
        check(
            &["一", "武汉网络畅通。", "三"],
            &["一", "武漢网络畅通！", "三"],
            "一|一\n武[汉]网络畅通[。]|武[漢]网络畅通[！]\n三|三",
        );
        check(&["一"], &["一", "二"], "一|一\n|[二]");
        check(&["一", "二"], &["二"], "[一]|\n二|二");
        check(&[], &[], "");
        let long = "长".repeat(LONGEST);
        check(&[&long], &["短"], &format!("[{long}]|[短]"));
    }
}
