//! Flags exactly as typed.

mod analysis;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jianbao::protocol::{Facet, FacetChoice, Weights};
use serde::Serialize;

use crate::address::Address;
use crate::export::IndexName;

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
        /// Print also how results fall on documents, publishers, years, months and languages, and on time.
        #[arg(long)]
        facets: bool,
        /// Keep only what has this value, such as year=2020; several of one facet are alternatives.
        #[arg(long, value_name = "FACET=VALUE", value_parser = facet_value)]
        keep: Vec<(Facet, String)>,
        /// Leave out what has this value.
        #[arg(long, value_name = "FACET=VALUE", value_parser = facet_value)]
        drop: Vec<(Facet, String)>,
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
    /// Make a site of documents: a folder of static files that any web server shows.
    Build(BuildArgs),
    /// Write documents with all that was found in them as files for databases, spreadsheets and search engines.
    Export(ExportArgs),
    /// Pack documents into one file.
    Pack {
        /// Files and folders of documents.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// File to write.
        #[arg(long)]
        out: PathBuf,
        /// File to write with all figures and names; the other one is then without them, and smaller.
        #[arg(long)]
        whole: Option<PathBuf>,
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
    /// Show a site on this machine.
    Serve {
        /// Folder of the site.
        site: PathBuf,
        /// Port to listen on; the next free one is taken when it is in use.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
}

/// What `jianbao build` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct BuildArgs {
    /// Files and folders of documents.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Folder to write; a site that it holds is replaced when the new one is whole.
    #[arg(long, value_name = "FOLDER", required_unless_present = "single_file")]
    pub(crate) out: Option<PathBuf>,
    /// File to write: the whole site as one HTML file, which a double click opens.
    #[arg(long, value_name = "FILE")]
    pub(crate) single_file: Option<PathBuf>,
    /// Title of the corpus, in place of the one in `jianbao.toml`.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// One sentence that says what the corpus is.
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// Language of title and description, such as zh-Hant or en.
    #[arg(long)]
    pub(crate) lang: Option<String>,
    /// Where the site is going to lie, such as https://example.org/reports/; what names pages by full addresses needs it.
    #[arg(long, value_name = "URL", value_parser = Address::read)]
    pub(crate) address: Option<Address>,
    /// Bytes of documents that the page embeds at most; what is larger comes as files beside it.
    #[arg(long, value_name = "BYTES", default_value_t = 2_000_000)]
    pub(crate) embed: u64,
    /// Bytes of documents up to which a corpus in files has a pack besides, which readers fetch whole for what needs all of it: concordance,
    /// figures, names, map, word lists, lanes.
    #[arg(long, value_name = "BYTES", default_value_t = 64_000_000)]
    pub(crate) whole: u64,
    /// Site that this one replaces, to tell what is new and to keep the ids of its documents; else the one in --out. Its documents.jsonl and
    /// edition.json are enough.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) previous: Option<PathBuf>,
    /// Built page to make the site of, in place of the one that the command carries.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) page: Option<PathBuf>,
    /// Folder in which documents are kept as they were parsed, so that those that have not changed are not parsed again; else the user's
    /// cache.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) cache: Option<PathBuf>,
    /// Parse all documents, and keep none.
    #[arg(long, conflicts_with = "cache")]
    pub(crate) no_cache: bool,
}

/// What `jianbao export` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Files and folders of documents.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// What to write.
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Folder to write; an export that it holds is replaced when the new one is whole.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// Name of the search engine's index.
    #[arg(long, value_name = "NAME", value_parser = IndexName::read, default_value = "jianbao")]
    pub(crate) index: IndexName,
}

#[derive(Clone, Copy, Debug, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExportFormat {
    /// A line of JSON for each article with all its mentions, and for each entity; with mappings for search engines.
    Ndjson,
    /// A table for each kind of thing, for spreadsheets.
    Csv,
    /// The same tables for databases.
    Parquet,
    /// Requests for the bulk interface of Elasticsearch, OpenSearch and others, with mappings.
    ElasticBulk,
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

const FACETS: [(&str, Facet); 11] = [
    ("document", Facet::Document),
    ("publisher", Facet::Publisher),
    ("year", Facet::Year),
    ("month", Facet::Month),
    ("language", Facet::Language),
    ("organisation", Facet::Organisation),
    ("person", Facet::Person),
    ("place", Facet::Place),
    ("service", Facet::Service),
    ("unit", Facet::Unit),
    ("copies", Facet::Copies),
];

/// The name of a facet.
pub(crate) fn facet_name(facet: Facet) -> &'static str {
    FACETS.iter().find(|(_, known)| *known == facet).map_or("", |(name, _)| name)
}

/// Reads `year=2020`.
fn facet_value(typed: &str) -> Result<(Facet, String), String> {
    let (name, value) = typed.split_once('=').unwrap_or((typed, ""));
    match FACETS.iter().find(|(known, _)| *known == name) {
        Some((_, facet)) if !value.is_empty() => Ok((*facet, value.to_owned())),
        _ => Err(format!(
            "expected one of {} and a value, such as year=2020",
            FACETS.map(|(name, _)| name).join(", ")
        )),
    }
}

/// What is kept and left out, as a filter has it.
pub(crate) fn choices(keep: &[(Facet, String)], drop: &[(Facet, String)]) -> Vec<FacetChoice> {
    let one = |(facet, id): &(Facet, String), is_kept: bool| {
        let ids = |is_here: bool| if is_here { vec![id.clone()] } else { Vec::new() };
        FacetChoice { facet: *facet, chosen: ids(is_kept), excluded: ids(!is_kept) }
    };
    let kept = keep.iter().map(|value| one(value, true));
    kept.chain(drop.iter().map(|value| one(value, false))).collect()
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
    fn facets_are_read_by_their_names() {
        assert_eq!(facet_value("year=2020"), Ok((Facet::Year, "2020".to_owned())));
        assert_eq!(facet_value("publisher=a=b"), Ok((Facet::Publisher, "a=b".to_owned())));
        for typed in ["year", "year=", "colour=red", ""] {
            assert!(facet_value(typed).is_err(), "{typed}");
        }
        assert!(Facet::ALL.iter().all(|facet| !facet_name(*facet).is_empty()));
    }

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
