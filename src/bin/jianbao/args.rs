//! Flags exactly as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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
    /// Print what looks odd in documents.
    Check {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Pack documents into the one file that a page embeds.
    Pack {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Write what a built page says before its program runs, and a text page for each document.
    Finish {
        /// Folder of the built page.
        site: PathBuf,
        /// Pack that the page embeds.
        #[arg(long)]
        pack: PathBuf,
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
pub(crate) enum Format {
    /// One JSON object.
    Json,
    /// The cleaned text.
    Text,
}
