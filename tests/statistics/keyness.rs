//! What tells two parts of the corpus apart.

use std::collections::{BTreeMap, BTreeSet};

use jianbao::protocol::analysis::{
    KeynessRequest, KeynessRow, KeynessSide, KeynessSort, NgramOptions, PartCount,
};

use crate::counting::{Bench, Random, g2, is_near, key};

#[test]
fn keyness_is_what_two_maps_give() {
    let bench = Bench::new(true);
    let mut random = Random(20_200_319);
    for number in 0..30 {
        let first = bench.filter(&mut random);
        let second = (number % 3 > 0).then(|| bench.filter(&mut random));
        let n = 1 + number % 4;
        let length = u8::try_from(n).unwrap();
        let options = NgramOptions {
            shortest: length,
            longest: length,
            min_count: 2,
            is_han_only: true,
            drops_parts: false,
        };
        let sort = if number % 2 == 0 { KeynessSort::LogLikelihood } else { KeynessSort::LogRatio };
        let ask = |side| {
            let request = KeynessRequest {
                first: first.clone(),
                second: second.clone(),
                options,
                side,
                sort,
                offset: 0,
                limit: u32::MAX,
            };
            bench.engine.keyness(&request)
        };
        let answer = ask(KeynessSide::Either);
        let articles = bench.found(&first);
        let others: BTreeSet<&str> = match &second {
            Some(second) => bench.found(second),
            None => {
                let rest = bench
                    .articles
                    .iter()
                    .filter(|(id, article)| !article.is_matter && !articles.contains(id.as_str()));
                rest.map(|(id, _)| id.as_str()).collect()
            }
        };
        let size = |ids: &BTreeSet<&str>| ids.iter().map(|id| f64::from(bench.size(id))).sum::<f64>();
        let (n_first, n_second) = (size(&articles), size(&others));
        assert!(is_near(f64::from(answer.first.n_units), n_first));
        assert!(is_near(f64::from(answer.second.n_units), n_second));
        assert_eq!(
            (answer.first.n_articles as usize, answer.second.n_articles as usize),
            (articles.len(), others.len())
        );
        let (counts, other_counts) = (bench.counts(&articles, n), bench.counts(&others, n));
        let all: BTreeSet<&String> = counts.keys().chain(other_counts.keys()).collect();
        let sum = |by: Option<&BTreeMap<String, u32>>| by.map_or(0, |by| by.values().sum::<u32>());
        let frequent =
            all.into_iter().filter(|words| sum(counts.get(*words)) + sum(other_counts.get(*words)) >= 2);
        let expected: BTreeSet<String> = frequent.cloned().collect();
        let found: BTreeSet<String> = answer.rows.iter().map(|row| key(&row.text)).collect();
        assert_eq!(found, expected, "{first:?} {second:?}");
        for row in &answer.rows {
            let check = |part: PartCount, by: Option<&BTreeMap<String, u32>>, n_all: f64| {
                assert_eq!(part.n, sum(by), "{}", row.text);
                assert_eq!(part.n_articles as usize, by.map_or(0, BTreeMap::len), "{}", row.text);
                let n_documents = by.map_or(0, |by| bench.n_documents(by.keys()));
                assert_eq!(part.n_documents as usize, n_documents, "{}", row.text);
                let rate = if n_all > 0.0 { f64::from(part.n) * 1e4 / n_all } else { 0.0 };
                assert!(is_near(part.rate, rate), "{row:?}");
            };
            check(row.first, counts.get(&key(&row.text)), n_first);
            check(row.second, other_counts.get(&key(&row.text)), n_second);
            let (a, b) = (f64::from(row.first.n), f64::from(row.second.n));
            assert!(is_near(row.log_likelihood, g2([a, b, n_first - a, n_second - b])), "{row:?}");
            let half = |n: f64| if n > 0.0 { n } else { 0.5 };
            let is_empty = n_first == 0.0 || n_second == 0.0;
            let ratio = if is_empty { 0.0 } else { (half(a) * n_second / (half(b) * n_first)).log2() };
            assert!(is_near(row.log_ratio, ratio), "{row:?}: {ratio}");
        }
        // Each side shows its own, and together with what is equal they show all.
        let (left, right) = (ask(KeynessSide::First), ask(KeynessSide::Second));
        assert!(left.rows.iter().all(|row| row.first.rate > row.second.rate));
        assert!(right.rows.iter().all(|row| row.first.rate < row.second.rate));
        let n_equal = answer.rows.iter().filter(|row| is_near(row.first.rate, row.second.rate)).count();
        assert_eq!(left.rows.len() + right.rows.len() + n_equal, answer.rows.len());
        let score = |row: &KeynessRow| match sort {
            KeynessSort::LogLikelihood => row.log_likelihood,
            KeynessSort::LogRatio => row.log_ratio.abs(),
        };
        assert!(answer.rows.is_sorted_by(|a, b| score(a) >= score(b)));
    }
}
