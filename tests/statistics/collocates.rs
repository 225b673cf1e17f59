//! What stands near hits.

use std::collections::BTreeMap;

use jianbao::protocol::Filter;
use jianbao::protocol::analysis::{CollocateRequest, CollocateRow, CollocateSort, ConcordanceRequest};

use crate::counting::{Bench, Random, Unit, g2, is_near, key};

/// Distances of a unit from the nearest hit on its left and right, in units; hits and the ends of paragraphs as they are met.
fn is_in_window(paragraph: &[Unit], is_hit: &[bool], at: usize, window: usize) -> bool {
    let look = |places: &mut dyn Iterator<Item = usize>| {
        let mut n_between = 0;
        for place in places {
            if is_hit[place] {
                return n_between < window;
            }
            n_between += usize::from(paragraph[place].0.is_some());
        }
        false
    };
    look(&mut (0..at).rev()) || look(&mut (at + 1..paragraph.len()))
}

#[test]
fn collocates_are_what_looking_around_every_hit_finds() {
    let bench = Bench::new(true);
    let mut random = Random(20_200_122);
    for number in 0..40 {
        let word = bench.words[random.below(bench.words.len())].clone();
        let (window, n) = (random.below(9), 1 + number % 3);
        let filter = Filter { query: word.clone(), ..Filter::default() };
        let request = CollocateRequest {
            filter: filter.clone(),
            window: u32::try_from(window).unwrap(),
            n_units: u8::try_from(n).unwrap(),
            min_count: 1,
            sort: if number % 2 == 0 { CollocateSort::LogLikelihood } else { CollocateSort::Dice },
            limit: u32::MAX,
            ..CollocateRequest::default()
        };
        let answer = bench.engine.collocates(&request);
        let lines = bench.engine.concordance(&ConcordanceRequest {
            filter,
            limit: u32::MAX,
            ..ConcordanceRequest::default()
        });
        // Near, and anywhere.
        let mut counts: BTreeMap<String, [f64; 2]> = BTreeMap::new();
        let (mut n_near, mut n_all, mut n_hits) = (0.0, 0.0, 0);
        for (id, article) in bench.articles.iter().filter(|(_, article)| !article.is_matter) {
            let hits: Vec<(usize, usize)> = lines
                .lines
                .iter()
                .filter(|line| line.article == *id)
                .map(|line| (line.at as usize, line.end as usize))
                .collect();
            n_hits += hits.len();
            for paragraph in &article.paragraphs {
                let touches = |unit: &Unit| hits.iter().any(|hit| hit.0 < unit.2 && unit.1 < hit.1);
                let is_hit: Vec<bool> = paragraph.iter().map(touches).collect();
                for at in 0..paragraph.len().saturating_sub(n - 1) {
                    let own = at..at + n;
                    if own.clone().any(|at| is_hit[at] || paragraph[at].0.is_none()) {
                        continue;
                    }
                    let words: String =
                        paragraph[own.clone()].iter().filter_map(|unit| unit.0.clone()).collect();
                    let is_near = own.clone().all(|at| is_in_window(paragraph, &is_hit, at, window));
                    let entry = counts.entry(words).or_default();
                    entry[0] += f64::from(u8::from(is_near));
                    entry[1] += 1.0;
                    n_near += f64::from(u8::from(is_near));
                    n_all += 1.0;
                }
            }
        }
        assert_eq!(answer.n_hits as usize, n_hits, "{word}");
        assert!(
            is_near(f64::from(answer.n_near), n_near) && is_near(f64::from(answer.n_all), n_all),
            "{word}"
        );
        counts.retain(|_, [near, _]| *near > 0.0);
        let found: BTreeMap<String, [f64; 2]> = answer
            .rows
            .iter()
            .map(|row| (key(&row.text), [f64::from(row.observed), f64::from(row.n)]))
            .collect();
        assert_eq!(found, counts, "{word}, {n} units within {window}");
        for row in &answer.rows {
            let [a, c] = counts[&key(&row.text)];
            assert!(is_near(row.expected, n_near * c / n_all), "{row:?}");
            let g2 = g2([a, c - a, n_near - a, n_all - c - n_near + a]);
            assert!(is_near(row.log_likelihood, g2), "{row:?}: {g2}");
            assert!(is_near(row.dice, 2.0 * a / (n_near + c)), "{row:?}");
        }
        let signed = |row: &CollocateRow| {
            let sign = if f64::from(row.observed) < row.expected { -1.0 } else { 1.0 };
            if number % 2 == 0 { sign * row.log_likelihood } else { row.dice }
        };
        assert!(answer.rows.is_sorted_by(|a, b| signed(a) >= signed(b)), "{word}");
    }
}
