//! The command `jianbao`: reads the arguments, does what they ask, tells how it went.
//!
//! Data goes to standard output, remarks to standard error. Exit codes: 0 done, 1 something could not be read or written, 2 wrong
//! usage.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its terminal")]

mod address;
mod analysis;
mod args;
mod build;
mod cache;
mod edition;
mod export;
mod http;
mod input;
mod json;
mod progress;
mod report;
mod search;
mod serve;
mod settings;
mod site;
mod split;
mod table;
mod template;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use args::{Args, Command, Format, Order};
use jianbao::protocol::{Filter, SearchRequest, Sort};

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("jianbao: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// Does what is asked; `false` when some documents could not be read.
fn run(args: &Args) -> Result<bool> {
    match &args.command {
        Command::Parse { paths, format } => {
            let input = input::read(paths)?;
            let mut parser = input.settings.parser();
            let mut documents = parser.parse(input.files);
            input.settings.report(&parser);
            match format {
                Format::Json => {
                    let entities = parser.entities(&mut documents);
                    json::print(&documents, &entities)?;
                }
                Format::Text => report::print_text(&documents)?,
            }
            report::summary(&documents, input.n_unread);
            Ok(input.n_unread == 0)
        }
        Command::Check { paths } => {
            let input = input::read(paths)?;
            let mut parser = input.settings.parser();
            let documents = parser.parse(input.files);
            input.settings.report(&parser);
            report::print_diagnostics(&documents)?;
            report::summary(&documents, input.n_unread);
            Ok(input.n_unread == 0)
        }
        Command::Search { query, path, json, exact, sort, weights, facets, keep, drop, limit, offset } => {
            let sort = match sort {
                Order::Relevance => Sort::Relevance,
                Order::Date => Sort::Date,
                Order::Corpus => Sort::Order,
                Order::Hits => Sort::Hits,
            };
            let filter = Filter {
                query: query.clone(),
                exact: *exact,
                facets: args::choices(keep, drop),
                ..Filter::default()
            };
            let request = SearchRequest {
                filter,
                sort,
                offset: *offset,
                limit: *limit,
                n_snippets: 3,
                weights: *weights,
            };
            if let Some(folder) = split::folder_in(path) {
                search::print_from_files(&folder, &request, *facets, *json)?;
                return Ok(true);
            }
            let (engine, n_unread) = search::open(path)?;
            search::print(&engine, &request, *facets, *json)?;
            Ok(n_unread == 0)
        }
        Command::Concordance(args) => analysis::concordance(args),
        Command::Words(args) => analysis::words(args),
        Command::Collocates(args) => analysis::collocates(args),
        Command::Keyness(args) => analysis::keyness(args),
        Command::Build(args) => build::build(args),
        Command::Export(args) => export::export(args),
        Command::Pack { paths, out, whole } => {
            let input = input::read(paths)?;
            let n_unread = input.n_unread;
            let (packed, mut pack) = search::packed(input, paths)?;
            packed.totals.print(n_unread);
            if let Some(whole) = whole {
                std::fs::write(whole, &pack).with_context(|| format!("cannot write {}", whole.display()))?;
                pack = packed.slim()?;
            }
            std::fs::write(out, &pack).with_context(|| format!("cannot write {}", out.display()))?;
            eprintln!("packed {} bytes into {}", pack.len(), out.display());
            Ok(n_unread == 0)
        }
        Command::Split { paths, out } => {
            let n_unread = split::split(paths, &settings::Said::default(), out, None, None)?;
            Ok(n_unread == 0)
        }
        Command::Serve { site, port } => {
            serve::serve(site, *port)?;
            Ok(true)
        }
    }
}
