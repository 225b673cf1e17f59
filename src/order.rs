//! Sorting. Every call of the library's sorting is two kilobytes that each reader loads; what the page needs sorted goes through here.

use std::cmp::Ordering;

/// Sorts numbers by a rule; equal ones stay in order.
pub(crate) fn put_in_order(numbers: &mut [usize], rule: &dyn Fn(usize, usize) -> Ordering) {
    numbers.sort_by(|&a, &b| rule(a, b));
}

/// Different words, the most frequent first, with how often each occurs; equally frequent ones by their characters.
pub(crate) fn counted(words: &[String]) -> Vec<(String, usize)> {
    let word = |place: usize| words.get(place).map_or("", String::as_str);
    let mut order: Vec<usize> = (0..words.len()).collect();
    put_in_order(&mut order, &|a, b| word(a).cmp(word(b)));
    let mut counts: Vec<(String, usize)> = Vec::new();
    for place in order {
        match counts.last_mut().filter(|(last, _)| last == word(place)) {
            Some((_, n)) => *n += 1,
            None => counts.push((word(place).to_owned(), 1)),
        }
    }
    let n = |place: usize| counts.get(place).map(|(_, n)| *n);
    let mut order: Vec<usize> = (0..counts.len()).collect();
    put_in_order(&mut order, &|a, b| n(b).cmp(&n(a)));
    order.into_iter().filter_map(|place| counts.get(place).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        let words: Vec<String> = "乙 甲 乙 丙".split(' ').map(str::to_owned).collect();
        let expected = [("乙", 2), ("丙", 1), ("甲", 1)].map(|(word, n)| (word.to_owned(), n));
        assert_eq!(counted(&words), expected);
    }
}
