//! Flags exactly as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jianbao::protocol::Weights;

/// Turns a folder of documents into an explorer made of static files.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print what was read out of documents.
    Parse {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print what looks odd in documents, and their quality.
    Check {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Find words in documents, in a pack or in a built site.
    Search {
        /// What to look for, as in the page: space for AND, OR, -, "phrase", NEAR/5, a*b, /regex/, title:, doc:, after:, before:, on:.
        query: String,
        /// Files or folder of documents, a pack, or a built site.
        #[arg(long = "in", value_name = "PATH")]
        path: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// Match characters exactly as typed.
        #[arg(long)]
        exact: bool,
        /// In which order.
        #[arg(long, value_enum, default_value_t = Order::Relevance)]
        sort: Order,
        /// What counts in the order by relevance, such as title=8,near=0: k1, b, title, rarity, position, density, near, phrase.
        #[arg(long, value_parser = weights, default_value = "", hide_default_value = true)]
        weights: Weights,
        /// Articles to print at most.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Articles to skip.
        #[arg(long, default_value_t = 0)]
        offset: u32,
    },
    /// Pack documents into the one file that a page embeds.
    Pack {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
        /// Folder to write the original texts into, which a page fetches when a reader compares.
        #[arg(long)]
        originals: Option<PathBuf>,
    },
    /// Write what a built page says before its program runs, and a text page and the original text of each document.
    Finish {
        /// Folder of the built page.
        site: PathBuf,
        /// Pack that the page embeds.
        #[arg(long)]
        pack: PathBuf,
        /// Folder of the original texts that were written with the pack.
        #[arg(long)]
        originals: Option<PathBuf>,
    },
    /// Show a site on this machine.
    Serve {
        /// Folder of the site.
        site: PathBuf,
        /// Port to listen on; the next free one is taken when it is in use.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Order {
    /// Most relevant first.
    Relevance,
    /// By publication, oldest first.
    Date,
    /// As the documents come.
    Corpus,
    /// Most hits first.
    Hits,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object.
    Json,
    /// The cleaned text.
    Text,
}

/// Reads `title=8,near=0`; what is not named keeps its weight.
fn weights(typed: &str) -> Result<Weights, String> {
    let mut weights = Weights::default();
    for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) =
            part.split_once('=').ok_or_else(|| format!("expected NAME=NUMBER, found {part}"))?;
        let number = value.trim().parse().ok().filter(|number| weights.set(name.trim(), *number));
        if number.is_none() {
            let names = Weights::NAMES.join(", ");
            return Err(format!("expected a number from 0 (to 1 for b) behind one of {names}, found {part}"));
        }
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_by_their_names() {
        let read = weights(" title=8, near = 0").unwrap();
        assert_eq!((read.title, read.near, read.k1), (8.0, 0.0, Weights::default().k1));
        for typed in ["title", "title=", "title=x", "b=2", "colour=1", "near=-1", "near=NaN"] {
            assert!(weights(typed).is_err(), "{typed}");
        }
        for name in Weights::NAMES {
            assert!(weights(&format!("{name}=0.5")).is_ok(), "{name}");
        }
    }
}
