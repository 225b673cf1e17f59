//! Flags exactly as typed.

mod analysis;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use analysis::{CollocateOrder, KeynessOrder};
pub(crate) use analysis::{
    CollocatesArgs, ConcordanceArgs, Key, KeynessArgs, NgramArgs, Page, Part, WordsArgs,
};

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
        /// What to look for, as in the page: space for AND, OR, -, "phrase", NEAR/5, a*b, title:, doc:, after:, before:, on:.
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
        /// Articles to print at most.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Articles to skip.
        #[arg(long, default_value_t = 0)]
        offset: u32,
    },
    /// List every occurrence of words in its context, sorted by what stands beside it.
    Concordance(ConcordanceArgs),
    /// Count runs of characters; no dictionary decides what is a word.
    Words(WordsArgs),
    /// Find what stands near words more often than elsewhere.
    Collocates(CollocatesArgs),
    /// Find the runs of characters that are typical of some articles and not of others.
    Keyness(KeynessArgs),
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
        /// Folder to write the corpus into as files, and leave the pack empty, where the documents are too large to embed.
        #[arg(long)]
        files: Option<PathBuf>,
        /// Bytes of documents that are embedded at most.
        #[arg(long, default_value_t = 2_000_000, requires = "files")]
        embed: u64,
    },
    /// Write a corpus as files beside a page, which fetches only those that a query needs: for what is too large to embed.
    Split {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Folder to write; what it held before is replaced when all is written.
        #[arg(long)]
        out: PathBuf,
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
        /// Folder of the worker's engine, as wasm-bindgen wrote it.
        #[arg(long)]
        engine: Option<PathBuf>,
        /// Folder of the corpus as files, for a page that embeds none.
        #[arg(long)]
        files: Option<PathBuf>,
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
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// One JSON object.
    Json,
    /// The cleaned text.
    Text,
}
