//! How fast the engine answers on larger corpora, natively.
//!
//! `make bench` runs this among others, `cargo bench --profile native --bench search` alone. The texts are the sample corpus again and
//! again, each time with another number in its sentences; the queries are cut out of them. The table says how long opening takes and
//! what the middle and the slowest twentieth of the queries take, each asked for the first time.

// The table is the program's output.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::time::Instant;

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::engine::Engine;
use jianbao::protocol::{
    Axis, CountRequest, Facet, FacetChoice, FacetRequest, Filter, SearchRequest, TimeRequest,
};

/// Bytes of text in the corpora.
const SIZES: [usize; 2] = [1_000_000, 10_000_000];

/// Queries of each kind.
const N_QUERIES: usize = 40;

fn main() {
    let texts = texts();
    println!(
        "{:<10} {:>9} {:>9} {:>9}   {:<14} {:>9} {:>9} {:>9}",
        "text MB", "documents", "pack MB", "open ms", "query", "hits", "p50 ms", "p95 ms"
    );
    for size in SIZES {
        measure(&texts, size);
    }
}

fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort();
    let is_text = |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    paths.iter().filter(is_text).filter_map(|path| fs::read_to_string(path).ok()).collect()
}

fn measure(texts: &[String], size: usize) {
    let mut files = Vec::new();
    let mut n_bytes = 0;
    for (number, text) in texts.iter().cycle().enumerate() {
        if n_bytes >= size {
            break;
        }
        let text = text.replace('。', &format!("{number}。"));
        n_bytes += text.len();
        files.push((format!("{number}.txt"), text.into_bytes()));
    }
    let documents = parse(files);
    let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
    let Ok(pack) = build(&CorpusEntry::default(), &entries) else { return };
    let n_pack = pack.len();
    let started = Instant::now();
    let Ok(engine) = Engine::open(pack) else { return };
    let open = started.elapsed().as_secs_f64() * 1e3;
    let corpus = format!(
        "{:<10.1} {:>9} {:>9.1} {open:>9.1}",
        n_bytes as f64 / 1e6,
        documents.len(),
        n_pack as f64 / 1e6
    );
    for (kind, queries) in queries(&documents) {
        print_row(
            &corpus,
            kind,
            queries.into_iter().map(|query| {
                let filter = Filter { query, ..Filter::default() };
                let request = SearchRequest { filter, limit: 10, n_snippets: 3, ..SearchRequest::default() };
                timed(|| engine.search(&request).n_hits)
            }),
        );
    }
    // The columns are made once.
    let _ = engine.counts(&counts(String::new(), Vec::new()));
    let year = FacetChoice { facet: Facet::Year, chosen: vec!["2020".to_owned()], excluded: Vec::new() };
    for (kind, choices) in [("a b c, counted", Vec::new()), ("… of 2020", vec![year])] {
        print_row(
            &corpus,
            kind,
            threes(&documents).into_iter().map(|query| {
                let request = counts(query, choices.clone());
                timed(|| engine.counts(&request).n_hits.unwrap_or(0))
            }),
        );
    }
}

fn timed(ask: impl FnOnce() -> u32) -> (u32, f64) {
    let started = Instant::now();
    (ask(), started.elapsed().as_secs_f64() * 1e3)
}

fn print_row(corpus: &str, kind: &str, answers: impl Iterator<Item = (u32, f64)>) {
    let (hits, mut times): (Vec<u32>, Vec<f64>) = answers.unzip();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    let n_hits: u32 = hits.iter().sum();
    println!("{corpus}   {kind:<14} {n_hits:>9} {:>9.2} {:>9.2}", at(50), at(95));
}

/// Every facet, and bins on both axes.
fn counts(query: String, facets: Vec<FacetChoice>) -> CountRequest {
    CountRequest {
        filter: Filter { query, facets, ..Filter::default() },
        facets: Facet::ALL.map(|facet| FacetRequest { facet, limit: 20, ..FacetRequest::default() }).into(),
        times: [Axis::Mentioned, Axis::Published].map(|axis| TimeRequest { axis, grain: None }).into(),
    }
}

/// Three terms each, any of which will do.
fn threes(documents: &[ParsedDocument]) -> Vec<String> {
    let chars = chars(documents);
    let term = |place: usize| {
        chars.get(place..place + 2).map(|term| term.iter().collect::<String>()).unwrap_or_default()
    };
    let step = (chars.len() / (N_QUERIES + 1)).max(1);
    (0..N_QUERIES)
        .map(|n| n * step)
        .map(|n| format!("{} OR {} OR {}", term(n), term(n + 7), term(n + 19)))
        .collect()
}

fn chars(documents: &[ParsedDocument]) -> Vec<char> {
    let texts = documents.iter().take(5).flat_map(|document| document.text.text().chars());
    texts.filter(|c| c.is_alphanumeric() && !c.is_ascii()).collect()
}

/// Queries by kind, cut out of the texts at even distances.
fn queries(documents: &[ParsedDocument]) -> Vec<(&'static str, Vec<String>)> {
    let chars = chars(documents);
    let cut = |length: usize, shift: usize| -> Vec<String> {
        let step = (chars.len() / (N_QUERIES + 1)).max(1);
        let places = (0..N_QUERIES).map(|number| number * step + shift);
        places.filter_map(|place| Some(chars.get(place..place + length)?.iter().collect())).collect()
    };
    let pairs = cut(2, 0).into_iter().zip(cut(2, 7));
    let slipped = cut(4, 0).into_iter().zip(cut(1, 11)).map(|(term, other)| {
        let kept = |skip: usize, take: usize| term.chars().skip(skip).take(take).collect::<String>();
        format!("{}{other}{}", kept(0, 2), kept(3, 1))
    });
    let patterns = cut(2, 0).into_iter().map(|term| format!("/[0-9]+.?{term}/"));
    vec![
        ("2 characters", cut(2, 0)),
        ("4 characters", cut(4, 0)),
        ("8 characters", cut(8, 0)),
        ("absent", cut(4, 0).into_iter().map(|term| term.chars().rev().collect()).collect()),
        ("one other", slipped.collect()),
        ("/[0-9]+.?a/", patterns.take(10).collect()),
        ("/[0-9]+./", vec![r"/[0-9]+[年月日]/".to_owned(), r"/\d+\p{Han}/".to_owned()]),
        ("a b", pairs.clone().map(|(a, b)| format!("{a} {b}")).collect()),
        ("a NEAR/9 b", pairs.map(|(a, b)| format!("{a} NEAR/9 {b}")).collect()),
    ]
}
