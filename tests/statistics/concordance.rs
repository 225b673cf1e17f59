//! Lines of a concordance: what they show, their order, their groups, samples of them.

use std::collections::BTreeMap;

use jianbao::article::Article;
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::day::edtf_bounds;
use jianbao::protocol::analysis::{ConcordanceKey, ConcordanceRequest, Sample};
use jianbao::protocol::{Filter, SearchRequest};

use crate::counting::{Bench, Random, fold};

/// The characters of an article, white space left out, with their places.
fn characters(document: &ParsedDocument, article: &Article) -> Vec<(usize, char)> {
    let paragraphs = article.paragraphs.iter().map(|paragraph| paragraph.span);
    let chars = paragraphs
        .flat_map(|span| document.text.words(span).char_indices().map(move |(at, c)| (span.start() + at, c)));
    chars.filter(|(_, c)| !fold(&c.to_string()).is_empty()).collect()
}

#[test]
fn concordances_show_and_sort_what_stands_around() {
    let bench = Bench::new(true);
    let mut texts = BTreeMap::new();
    for document in bench.documents {
        for (id, article) in &document.articles {
            texts.insert(id.clone(), characters(document, article));
        }
    }
    let mut random = Random(20_211_231);
    for number in 0..60 {
        let filter = bench.filter(&mut random);
        let window = 4 + random.below(30);
        let sort = match number % 4 {
            0 => vec![ConcordanceKey::Right(1), ConcordanceKey::Right(2), ConcordanceKey::Left(1)],
            1 => vec![ConcordanceKey::Left(1), ConcordanceKey::Left(2), ConcordanceKey::Left(3)],
            2 => vec![ConcordanceKey::Date, ConcordanceKey::Right(3)],
            _ => Vec::new(),
        };
        let request = ConcordanceRequest {
            filter: filter.clone(),
            window: u32::try_from(window).unwrap(),
            sort: sort.clone(),
            n_group_keys: 1 + number % 2,
            limit: u32::MAX,
            ..ConcordanceRequest::default()
        };
        let answer = bench.engine.concordance(&request);
        let search = SearchRequest { filter, limit: u32::MAX, ..SearchRequest::default() };
        let n_hits = bench.engine.search(&search).n_hits;
        assert_eq!((answer.n_hits, answer.n_lines, answer.lines.len()), (n_hits, n_hits, n_hits as usize));
        let mut keys: Vec<Vec<u32>> = Vec::new();
        for line in &answer.lines {
            let text = &texts[&line.article];
            let inside: Vec<usize> = (0..text.len())
                .filter(|&at| (line.at as usize..line.end as usize).contains(&text[at].0))
                .collect();
            let (first, behind) = (inside[0], inside[inside.len() - 1] + 1);
            let bare = |words: &str| words.chars().filter(|c| *c != ' ').collect::<String>();
            let shown: String = text[first..behind].iter().map(|(_, c)| c).collect();
            assert_eq!(bare(&line.keyword), shown, "{line:?}");
            let left: String = text[..first].iter().map(|(_, c)| c).collect();
            let right: String = text[behind..].iter().map(|(_, c)| c).collect();
            assert!(left.ends_with(&bare(&line.left)) && right.starts_with(&bare(&line.right)), "{line:?}");
            let is_full =
                |part: &str, side: &str| part.chars().count() == window || bare(part).len() == side.len();
            assert!(is_full(&line.left, &left) && is_full(&line.right, &right), "{line:?}");
            let folded = |c: Option<char>| {
                c.and_then(|c| fold(&c.to_string()).chars().next()).map_or(u32::MAX, u32::from)
            };
            let key = |key: &ConcordanceKey| match *key {
                ConcordanceKey::Right(n) => folded(right.chars().nth(usize::from(n) - 1)),
                ConcordanceKey::Left(n) => folded(left.chars().rev().nth(usize::from(n) - 1)),
                _ => {
                    let days = line.published.as_deref().and_then(edtf_bounds);
                    days.map_or(u32::MAX, |(first, _)| u32::try_from(first.number()).unwrap())
                }
            };
            keys.push(sort.iter().map(key).collect());
        }
        assert!(keys.is_sorted(), "{sort:?}");
        // Lines with equal keys stand as the text goes.
        let order: BTreeMap<&str, usize> = bench
            .documents
            .iter()
            .flat_map(|document| &document.articles)
            .enumerate()
            .map(|(number, (id, _))| (id.as_str(), number))
            .collect();
        let place = |at: usize| (order[answer.lines[at].article.as_str()], answer.lines[at].at);
        assert!((1..keys.len()).all(|at| keys[at - 1] != keys[at] || place(at - 1) <= place(at)));
        let n_keys = (1 + number as usize % 2).min(sort.len());
        let mut groups: Vec<(u32, u32)> = Vec::new();
        for group in keys.chunk_by(|a, b| a[..n_keys] == b[..n_keys]).filter(|_| n_keys > 0) {
            let first = groups.last().map_or(0, |(first, n)| first + n);
            groups.push((first, u32::try_from(group.len()).unwrap()));
        }
        assert_eq!(answer.groups.iter().map(|group| (group.first, group.n)).collect::<Vec<_>>(), groups);
    }
}

#[test]
fn samples_are_lines_of_the_whole() {
    let bench = Bench::new(true);
    let filter = Filter { query: "通信 OR 企业".to_owned(), ..Filter::default() };
    let ask = |sample| {
        let request =
            ConcordanceRequest { filter: filter.clone(), sample, limit: u32::MAX, ..Default::default() };
        bench.engine.concordance(&request)
    };
    let all = ask(None);
    let some = ask(Some(Sample { n: 12, seed: 2020 }));
    assert_eq!((some.n_hits, some.n_lines, some.lines.len()), (all.n_hits, 12, 12));
    let mut rest = all.lines.iter();
    assert!(
        some.lines.iter().all(|line| rest.any(|other| other == line)),
        "not lines of the whole, in order"
    );
    assert_eq!(ask(Some(Sample { n: 12, seed: 2020 })), some);
    assert_eq!(ask(Some(Sample { n: u32::MAX, seed: 3 })).lines, all.lines);
}
