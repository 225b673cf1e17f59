//! Sorting. Every call of the library's sorting is two kilobytes that each reader loads; what the page needs sorted goes through here.

use std::cmp::Ordering;

/// Sorts numbers by a rule; equal ones stay in order.
pub(crate) fn put_in_order(numbers: &mut [usize], rule: &dyn Fn(usize, usize) -> Ordering) {
    numbers.sort_by(|&a, &b| rule(a, b));
}

/// Sorts by a rule; equal ones stay in order.
#[cfg(any(feature = "files", test))]
pub(crate) fn sort_by<T>(items: &mut [T], rule: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    put_in_order(&mut places, &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => rule(a, b),
        _ => Ordering::Equal,
    });
    // What belongs here stands where it was, unless it had to make room for another one.
    for here in 0..places.len() {
        let mut from = places.get(here).copied().unwrap_or(here);
        while from < here {
            from = places.get(from).copied().unwrap_or(here);
        }
        items.swap(here, from);
    }
}

/// Sorts; equal ones stay in order.
#[cfg(any(feature = "files", test))]
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by what is told of each; equal ones stay in order.
#[cfg(any(feature = "files", test))]
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
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
    fn equal_ones_stay_in_order() {
        for n in 0..40_u32 {
            // A few keys, in no order, each several times.
            let mut items: Vec<(u32, u32)> = (0..n).map(|place| (place * 7919 % 13 % 5, place)).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            assert_eq!(items, expected);
            items.reverse();
            expected.sort();
            sort(&mut items);
            assert_eq!(items, expected);
        }
    }

    #[test]
    fn words_are_counted() {
        let words: Vec<String> = "乙 甲 乙 丙".split(' ').map(str::to_owned).collect();
        let expected = [("乙", 2), ("丙", 1), ("甲", 1)].map(|(word, n)| (word.to_owned(), n));
        assert_eq!(counted(&words), expected);
    }
}
