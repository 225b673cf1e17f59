//! [`Chain`]: texts that read like those of a file, of any length.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Bytes of the file that the chain learns from, at most.
const LEARNT: usize = 30_000_000;
/// Documents that queries are drawn from.
const N_DRAWN_FROM: usize = 2_000;

/// Numbers by chance, the same for the same seed (a linear congruential generator).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    pub(crate) fn of<'a, T>(&mut self, values: &'a [T]) -> Option<&'a T> {
        values.get(self.below(values.len()))
    }
}

/// What follows each pair of characters.
pub(crate) struct Chain {
    /// For each pair that was seen, where its followers begin in `next`.
    starts: Vec<u32>,
    /// A follower, and the number of the pair that it makes with the second of the pair.
    next: Vec<(char, u32)>,
    /// Pairs that texts begin with.
    openings: Vec<([char; 2], u32)>,
    /// Number of characters and day of each document.
    documents: Vec<(usize, Option<String>)>,
}

impl Chain {
    pub(crate) fn learn(path: &Path) -> Result<Chain> {
        let mut chain =
            Chain { starts: Vec::new(), next: Vec::new(), openings: Vec::new(), documents: Vec::new() };
        let mut numbers: HashMap<(char, char), u32> = HashMap::new();
        let mut seen: Vec<(u32, char, u32)> = Vec::new();
        let mut n_bytes = 0;
        for line in BufReader::new(File::open(path)?).lines() {
            let document: Value = serde_json::from_str(&line?)?;
            let text = document["text"].as_str().context("a document has no text")?;
            n_bytes += text.len();
            let chars: Vec<char> = text.chars().collect();
            let mut number = |pair: &[char]| {
                let next = numbers.len() as u32;
                let key = (pair.first().copied().unwrap_or(' '), pair.get(1).copied().unwrap_or(' '));
                *numbers.entry(key).or_insert(next)
            };
            let pairs: Vec<u32> = chars.windows(2).map(&mut number).collect();
            if let (Some(&pair), [first, second, ..]) = (pairs.first(), chars.as_slice()) {
                chain.openings.push(([*first, *second], pair));
                chain.documents.push((chars.len(), document["date"].as_str().map(str::to_owned)));
            }
            for (pairs, next) in pairs.windows(2).zip(chars.iter().skip(2)) {
                if let [pair, then] = pairs {
                    seen.push((*pair, *next, *then));
                }
            }
            if n_bytes > LEARNT {
                break;
            }
        }
        seen.sort_unstable();
        chain.starts = vec![0; numbers.len() + 1];
        for (pair, ..) in &seen {
            if let Some(start) = chain.starts.get_mut(*pair as usize + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut chain.starts {
            sum += *start;
            *start = sum;
        }
        chain.next = seen.into_iter().map(|(_, next, then)| (next, then)).collect();
        Ok(chain)
    }

    /// A document of made text.
    fn document(&self, dice: &mut Dice) -> (String, Option<&str>) {
        let (n, day) = dice.of(&self.documents).cloned().unwrap_or_default();
        let day = day.and_then(|_| dice.of(&self.documents)).and_then(|(_, day)| day.as_deref());
        let mut text = String::new();
        let mut n_left = n;
        while n_left > 0 {
            let Some((opening, mut pair)) = dice.of(&self.openings).copied() else { break };
            text.extend(opening);
            n_left = n_left.saturating_sub(2);
            while n_left > 0 {
                let range = self.starts.get(pair as usize).zip(self.starts.get(pair as usize + 1));
                let followers = range.and_then(|(start, end)| self.next.get(*start as usize..*end as usize));
                let Some((next, then)) = dice.of(followers.unwrap_or_default()) else { break };
                text.push(*next);
                pair = *then;
                n_left -= 1;
            }
        }
        (text, day)
    }

    /// Writes documents of so many bytes together; gives their number, and some of their texts.
    pub(crate) fn write(&self, path: &Path, size: usize) -> Result<(usize, Vec<String>)> {
        let mut dice = Dice(20_200_206);
        let mut file = BufWriter::new(File::create(path)?);
        let (mut n_bytes, mut n_documents, mut some) = (0, 0, Vec::new());
        while n_bytes < size {
            let (text, day) = self.document(&mut dice);
            let title: String = text.chars().filter(|c| !c.is_control()).take(16).collect();
            let mut document = json!({ "id": format!("d{n_documents}"), "title": title, "text": text });
            if let Some(day) = day {
                document["date"] = day.into();
            }
            serde_json::to_writer(&mut file, &document)?;
            file.write_all(b"\n")?;
            n_bytes += text.len();
            n_documents += 1;
            if some.len() < N_DRAWN_FROM {
                some.push(text);
            }
        }
        file.flush()?;
        Ok((n_documents, some))
    }
}
