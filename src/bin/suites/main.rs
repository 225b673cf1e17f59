//! Scores the annotators against test suites of others: `suites FOLDER…` reads every `.jsonl` in the folders, one case a line, and
//! prints for each suite how many cases come out as expected, then those that do not.
//!
//! A suite is known by its file's name up to the first point. Each case has an `id`, a `text` and an `expect`; what else it has,
//! and what counts as right, is said with each suite's scorer.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its terminal")]

mod datetime;
mod numbers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

/// How one case came out under one metric.
pub(crate) struct Outcome {
    /// What was compared: `exact`, `span and type`.
    pub(crate) metric: &'static str,
    pub(crate) is_right: bool,
    /// What was found instead.
    pub(crate) found: String,
}

/// Judges a case; nothing where the case asks for what is not annotated, which then counts as wrong under every metric of the
/// suite.
pub(crate) type Scorer = fn(&Value) -> Vec<Outcome>;

fn scorer(suite: &str) -> Option<Scorer> {
    datetime::scorer(suite).or_else(|| numbers::scorer(suite))
}

fn main() -> ExitCode {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        eprintln!("usage: suites FOLDER…");
        return ExitCode::from(2);
    }
    let mut files = Vec::new();
    for folder in &folders {
        if let Err(error) = collect(folder, &mut files) {
            eprintln!("{error:#}");
            return ExitCode::from(2);
        }
    }
    files.sort();
    let mut is_read = true;
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let suite = name.split('.').next().unwrap_or_default();
        let Some(scorer) = scorer(suite) else { continue };
        if let Err(error) = score(suite, file, scorer) {
            eprintln!("{error:#}");
            is_read = false;
        }
    }
    if is_read { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "jsonl") {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn score(suite: &str, file: &Path, scorer: Scorer) -> Result<()> {
    let lines = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut scores: Vec<(&'static str, usize, usize)> = Vec::new();
    let mut wrong = Vec::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let case: Value = serde_json::from_str(line)
            .with_context(|| format!("line {} of {} is no JSON", number + 1, file.display()))?;
        for outcome in scorer(&case) {
            let place = scores.iter().position(|(metric, ..)| *metric == outcome.metric);
            let place = place.unwrap_or_else(|| {
                scores.push((outcome.metric, 0, 0));
                scores.len() - 1
            });
            if let Some((_, n_right, n)) = scores.get_mut(place) {
                *n += 1;
                *n_right += usize::from(outcome.is_right);
            }
            if !outcome.is_right {
                wrong.push(format!(
                    "  {} {}: {}\n    expected {}\n    found    {}",
                    outcome.metric,
                    text(&case, "id"),
                    text(&case, "text"),
                    case.get("expect").unwrap_or(&Value::Null),
                    outcome.found,
                ));
            }
        }
    }
    for (metric, n_right, n) in scores {
        println!("{suite}\t{metric}\t{n_right}/{n}\t{:.3}", n_right as f64 / n.max(1) as f64);
    }
    wrong.iter().for_each(|case| println!("{case}"));
    Ok(())
}

/// A string of a case; empty where it has none.
pub(crate) fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case.get(key).and_then(Value::as_str).unwrap_or("")
}
