//! n-grams, their articles and how evenly they are spread.

use std::collections::{BTreeMap, BTreeSet};

use jianbao::protocol::Filter;
use jianbao::protocol::analysis::{NgramOptions, NgramRequest};

use crate::counting::{Bench, Random, is_near, key};

#[test]
fn n_grams_are_what_a_map_counts() {
    for is_han_only in [true, false] {
        let bench = Bench::new(is_han_only);
        let mut random = Random(20_200_206);
        for number in 0..30 {
            let filter = bench.filter(&mut random);
            let n = 1 + number % 6;
            let length = u8::try_from(n).unwrap();
            let options = NgramOptions {
                shortest: length,
                longest: length,
                min_count: 1,
                is_han_only,
                drops_parts: false,
            };
            let answer = bench.engine.ngrams(&NgramRequest {
                filter: filter.clone(),
                options,
                offset: 0,
                limit: u32::MAX,
            });
            let articles = bench.found(&filter);
            let sizes: BTreeMap<&str, f64> =
                articles.iter().map(|&id| (id, f64::from(bench.size(id)))).collect();
            let n_all: f64 = sizes.values().sum();
            assert_eq!(answer.n_articles as usize, articles.len());
            assert!(answer.rows.is_sorted_by(|a, b| a.n >= b.n), "{filter:?}");
            let expected = bench.counts(&articles, n);
            let found: BTreeMap<String, u32> =
                answer.rows.iter().map(|row| (key(&row.text), row.n)).collect();
            let sums: BTreeMap<String, u32> = expected
                .iter()
                .map(|(words, by_article)| (words.clone(), by_article.values().sum()))
                .collect();
            assert_eq!(found, sums, "{filter:?}, {n} units");
            assert_eq!(answer.n_rows as usize, answer.rows.len());
            assert!(is_near(f64::from(answer.n_units), n_all), "{filter:?}");
            let smallest = sizes.values().copied().filter(|size| *size > 0.0).fold(f64::INFINITY, f64::min);
            for row in &answer.rows {
                let by_article = &expected[&key(&row.text)];
                assert_eq!(row.n_articles as usize, by_article.len(), "{}", row.text);
                let share = |id: &str| f64::from(by_article.get(id).copied().unwrap_or(0)) / f64::from(row.n);
                let dp: f64 =
                    sizes.iter().map(|(id, size)| (share(id) - size / n_all).abs()).sum::<f64>() / 2.0;
                let most = 1.0 - smallest / n_all;
                let dp_norm = if most > 0.0 { dp / most } else { 0.0 };
                assert!(is_near(row.dp, dp) && is_near(row.dp_norm, dp_norm), "{row:?}: {dp} {dp_norm}");
                assert!(is_near(row.rate, f64::from(row.n) * 1e4 / n_all), "{row:?}");
            }
        }
    }
}

#[test]
fn parts_of_longer_n_grams_are_left_out() {
    let bench = Bench::new(true);
    let ask = |drops_parts| {
        let options = NgramOptions { shortest: 1, longest: 4, min_count: 3, is_han_only: true, drops_parts };
        let request = NgramRequest { options, limit: u32::MAX, ..NgramRequest::default() };
        let answer = bench.engine.ngrams(&request);
        assert_eq!(answer.n_rows as usize, answer.rows.len());
        answer.rows.into_iter().map(|row| key(&row.text)).collect::<BTreeSet<String>>()
    };
    let articles = bench.found(&Filter::default());
    let counts: Vec<BTreeMap<String, u32>> = (1..=4)
        .map(|n| bench.counts(&articles, n).into_iter().map(|(w, by)| (w, by.values().sum())).collect())
        .collect();
    let is_part = |words: &String| {
        let n = words.chars().count();
        let own = counts[n - 1][words];
        counts.get(n).is_some_and(|longer| {
            longer.iter().any(|(other, count)| {
                *count * 10 >= own * 9 && (other.starts_with(words) || other.ends_with(words))
            })
        })
    };
    let (all, kept) = (ask(false), ask(true));
    let expected: BTreeSet<String> = all.iter().filter(|words| !is_part(words)).cloned().collect();
    assert_eq!(kept, expected);
    assert!(kept.len() * 5 < all.len() * 4, "{} of {}", kept.len(), all.len());
}

#[test]
fn pages_of_n_grams_are_cut_out_of_all() {
    let bench = Bench::new(true);
    let ask = |offset, limit| {
        let request = NgramRequest { offset, limit, ..NgramRequest::default() };
        bench.engine.ngrams(&request).rows
    };
    let all = ask(0, u32::MAX);
    for (offset, limit) in [(0, 0), (0, 1), (0, 10), (7, 13), (600, 50), (0, 3000), (100_000, 5)] {
        let expected: Vec<_> = all.iter().skip(offset as usize).take(limit as usize).cloned().collect();
        assert_eq!(ask(offset, limit), expected, "{limit} from {offset}");
    }
}
