//! Sets of words that are looked up where they begin or end.

use std::collections::HashMap;

use crate::annotate::numeral::line::Line;

/// Words by one of their ends.
pub(super) struct Words {
    by_end: HashMap<char, Vec<Vec<char>>>,
}

impl Words {
    /// Words to look up by their first character.
    pub(super) fn new(words: &str) -> Words {
        Words::from_chars(words.split_whitespace().map(|word| word.chars().collect()))
    }

    /// Words to look up by their last character.
    pub(super) fn reversed(words: &str) -> Words {
        Words::from_chars(words.split_whitespace().map(|word| word.chars().rev().collect()))
    }

    fn from_chars(words: impl Iterator<Item = Vec<char>>) -> Words {
        let mut words: Vec<Vec<char>> = words.collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut by_end: HashMap<char, Vec<Vec<char>>> = HashMap::new();
        for word in words {
            if let Some(&end) = word.first() {
                by_end.entry(end).or_default().push(word);
            }
        }
        Words { by_end }
    }

    /// How long the longest of the words is that begins at a position.
    pub(super) fn at(&self, line: &Line, place: usize) -> Option<usize> {
        let words = self.by_end.get(&line.at(place))?;
        let is_there = |word: &&Vec<char>| word.iter().enumerate().all(|(n, &c)| line.at(place + n) == c);
        words.iter().find(is_there).map(Vec::len)
    }

    /// How long the longest of the words is that ends before a position; for words that are reversed.
    pub(super) fn before(&self, line: &Line, place: usize) -> Option<usize> {
        let words = self.by_end.get(&line.before(place))?;
        let is_there = |word: &&Vec<char>| {
            place >= word.len() && word.iter().enumerate().all(|(n, &c)| line.at(place - 1 - n) == c)
        };
        words.iter().find(is_there).map(Vec::len)
    }
}
