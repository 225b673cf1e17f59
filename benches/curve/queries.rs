//! Queries drawn from texts.

use std::collections::HashMap;

use crate::chain::Dice;

/// Sixty queries of the same kinds as those of the benchmark in the browser.
pub(crate) fn queries(texts: &[String]) -> Vec<String> {
    let mut dice = Dice(7);
    let chars: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
    let mut counts: HashMap<[char; 2], usize> = HashMap::new();
    for pair in chars.iter().flat_map(|text| text.windows(2)) {
        if let [first, second] = pair
            && is_han(*first)
            && is_han(*second)
        {
            *counts.entry([*first, *second]).or_default() += 1;
        }
    }
    let mut frequent: Vec<([char; 2], usize)> = counts.into_iter().collect();
    frequent.sort_unstable_by_key(|(pair, n)| (std::cmp::Reverse(*n), *pair));
    frequent.truncate(60);
    let mut queries: Vec<String> =
        (0..9).filter_map(|_| dice.of(&frequent).map(|(pair, _)| pair.iter().collect())).collect();
    for n in [2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 8, 8] {
        queries.push(stretch(&chars, &mut dice, n, is_han));
    }
    for _ in 0..6 {
        let text: Vec<char> = stretch(&chars, &mut dice, 4, is_han).chars().collect();
        let (start, end) = text.split_at(text.len() / 2);
        queries.push(end.iter().chain(start).collect());
    }
    for n in [2, 3, 3, 4, 4, 5] {
        queries.push(stretch(&chars, &mut dice, n, |c| c.is_ascii_alphanumeric()));
    }
    queries.extend(["2008年", "10%"].map(str::to_owned));
    for _ in 0..8 {
        let pair = stretch(&chars, &mut dice, 2, is_han);
        queries.push(format!("{pair} {}", stretch(&chars, &mut dice, 2, is_han)));
    }
    queries
}

/// So many neighbouring characters that all pass.
fn stretch(texts: &[Vec<char>], dice: &mut Dice, n: usize, passes: impl Fn(char) -> bool) -> String {
    for _ in 0..1_000_000 {
        let Some(text) = dice.of(texts) else { break };
        let start = dice.below(text.len());
        let found = text.get(start..start + n).filter(|found| found.iter().all(|c| passes(*c)));
        if let Some(found) = found {
            return found.iter().collect();
        }
    }
    String::new()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
