//! Flags of the commands that count and list: concordance, words, collocates, keyness.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What is read, and how it is printed.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// Files or folder of documents, a pack, or a built site.
    #[arg(long = "in", value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell characters apart as they are printed: Traditional from Simplified, full from half width.
    #[arg(long)]
    pub(crate) exact: bool,
    /// Rows to print at most.
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
    /// Rows to skip.
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
}

/// Which runs of characters count.
#[derive(Debug, Args)]
pub(crate) struct NgramArgs {
    /// Characters of a run: one number from 1 to 6, or a range.
    #[arg(long, value_name = "N..M", default_value = "2..4", value_parser = lengths)]
    pub(crate) n: RangeInclusive<u8>,
    /// Count Latin words and numbers too, each as one character.
    #[arg(long)]
    pub(crate) latin: bool,
    /// Leave out what is, nine times in ten, part of the same longer run.
    #[arg(long)]
    pub(crate) drop_parts: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ConcordanceArgs {
    /// What to look for, as in `search`.
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) page: Page,
    /// By what to sort: characters to the right or left of the keyword, the nearest is 1; the date of publication; the order of the text.
    #[arg(long, value_enum, value_delimiter = ',', ignore_case = true)]
    pub(crate) sort: Vec<Key>,
    /// Characters on each side.
    #[arg(long, default_value_t = 20)]
    pub(crate) window: u32,
    /// Draw so many lines by chance.
    #[arg(long, value_name = "N")]
    pub(crate) sample: Option<u32>,
    /// Another number draws other lines, the same number the same ones.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sample")]
    pub(crate) seed: u64,
    /// Group the lines by what they are sorted by; without --sort by the next two characters.
    #[arg(long)]
    pub(crate) group: bool,
    /// Large groups first.
    #[arg(long, requires = "group")]
    pub(crate) by_frequency: bool,
}

#[derive(Debug, Args)]
pub(crate) struct WordsArgs {
    /// In which articles, as in `search`; all without it.
    #[arg(default_value = "")]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) page: Page,
    #[command(flatten)]
    pub(crate) ngrams: NgramArgs,
    /// Occurrences at least.
    #[arg(long, default_value_t = 2)]
    pub(crate) min: u32,
}

#[derive(Debug, Args)]
pub(crate) struct CollocatesArgs {
    /// Near what, as in `search`.
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) page: Page,
    /// Characters of a collocate, 1 to 6.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=6))]
    pub(crate) n: u8,
    /// Characters on each side that count as near.
    #[arg(long, default_value_t = 5)]
    pub(crate) window: u32,
    /// Count Latin words and numbers too, each as one character.
    #[arg(long)]
    pub(crate) latin: bool,
    /// Occurrences near the words at least.
    #[arg(long, default_value_t = 2)]
    pub(crate) min: u32,
    /// In which order.
    #[arg(long, value_enum, default_value_t = CollocateOrder::LogLikelihood)]
    pub(crate) sort: CollocateOrder,
}

#[derive(Debug, Args)]
pub(crate) struct KeynessArgs {
    /// Which articles, as in `search`, such as on:2020-02.
    pub(crate) first: String,
    /// Which articles they are compared with; all others without it.
    pub(crate) second: Option<String>,
    #[command(flatten)]
    pub(crate) page: Page,
    #[command(flatten)]
    pub(crate) ngrams: NgramArgs,
    /// Occurrences in both parts together at least.
    #[arg(long, default_value_t = 3)]
    pub(crate) min: u32,
    /// Of which part they are typical.
    #[arg(long, value_enum, default_value_t = Part::First)]
    pub(crate) side: Part,
    /// In which order.
    #[arg(long, value_enum, default_value_t = KeynessOrder::LogLikelihood)]
    pub(crate) sort: KeynessOrder,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Key {
    R1,
    R2,
    R3,
    L1,
    L2,
    L3,
    Date,
    Order,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CollocateOrder {
    /// Surest first.
    LogLikelihood,
    /// Closest first.
    Dice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum KeynessOrder {
    /// Surest first.
    LogLikelihood,
    /// Largest difference first.
    LogRatio,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Part {
    /// The articles named first.
    First,
    /// Those that they are compared with.
    Second,
    /// Both.
    Either,
}

/// Reads `3` and `2..4`.
fn lengths(typed: &str) -> Result<RangeInclusive<u8>, String> {
    let number = |part: &str| part.trim().parse::<u8>().ok().filter(|n| (1..=6).contains(n));
    let (first, last) = typed.split_once("..").unwrap_or((typed, typed));
    match (number(first), number(last.trim_start_matches('='))) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        _ => Err("expected a number from 1 to 6 or a range such as 2..4".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_numbers_and_ranges() {
        for (typed, expected) in [
            ("3", Some(3..=3)),
            ("2..4", Some(2..=4)),
            ("1..=6", Some(1..=6)),
            ("4..2", None),
            ("0..2", None),
            ("7", None),
            ("", None),
            ("2..", None),
        ] {
            assert_eq!(lengths(typed).ok(), expected, "{typed}");
        }
    }
}
