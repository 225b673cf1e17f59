//! How long concordances and word statistics take on larger corpora, natively.
//!
//! `cargo bench --profile native --bench statistics` runs this alone. The texts are the sample corpus again and again, each time with
//! another number in its sentences, and three texts that nobody would write, ten megabytes in one line each: one character, two characters
//! in turn, and the characters of the sample corpus drawn by chance, which repeat nothing. Each request is asked once, of a newly opened engine.

// The table is the program's output.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::time::Instant;

use jianbao::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::engine::Engine;
use jianbao::protocol::analysis::{
    CollocateRequest, ConcordanceKey, ConcordanceRequest, KeynessRequest, NgramOptions, NgramRequest,
};
use jianbao::protocol::{Filter, Request, Response};
use jianbao::text::fold::is_han;

/// Bytes of text in the corpora.
const SIZES: [usize; 2] = [1_000_000, 10_000_000];

fn main() {
    println!("{:<16} {:>8}   {:<34} {:>10} {:>9}", "corpus", "text MB", "request", "rows", "ms");
    for size in SIZES {
        let documents = parse(prose(size));
        let entries: Vec<DocumentEntry> = documents.iter().map(ParsedDocument::entry).collect();
        measure("prose", &entries, "保障");
    }
    let size = SIZES[1];
    measure("drawn by chance", &[one_line(&drawn(size / 3))], "保障");
    measure("one character", &[one_line(&"发".repeat(size / 3))], "发发");
    measure("two characters", &[one_line(&"发展".repeat(size / 6))], "展发");
}

/// The sample corpus, as often as it takes.
fn prose(size: usize) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort();
    let is_text = |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    let texts: Vec<String> =
        paths.iter().filter(is_text).filter_map(|path| fs::read_to_string(path).ok()).collect();
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
    files
}

/// So many characters of the sample corpus, each drawn by chance (a linear congruential generator).
fn drawn(n: usize) -> String {
    let files = prose(1).into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    let chars: Vec<char> =
        files.flat_map(|text| text.chars().collect::<Vec<char>>()).filter(|c| is_han(*c)).collect();
    let mut state = 20_200_206_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        chars.get((state >> 33) as usize % chars.len().max(1)).copied().unwrap_or('一')
    };
    (0..n).map(|_| draw()).collect()
}

fn one_line(text: &str) -> DocumentEntry {
    let paragraph = ParagraphEntry { start: 0, end: text.len(), ..ParagraphEntry::default() };
    let article = ArticleEntry { paragraphs: vec![paragraph], ..ArticleEntry::default() };
    DocumentEntry { text: text.to_owned(), articles: vec![article], ..DocumentEntry::default() }
}

fn measure(corpus: &str, documents: &[DocumentEntry], query: &str) {
    let n_bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let Ok(pack) = build(&CorpusEntry::default(), documents) else { return };
    for (name, request) in requests(query) {
        let Ok(engine) = Engine::open(pack.clone()) else { return };
        let started = Instant::now();
        let n_rows = n_rows(&engine.answer(&request));
        let millis = started.elapsed().as_secs_f64() * 1e3;
        println!("{corpus:<16} {:>8.1}   {name:<34} {n_rows:>10} {millis:>9.1}", n_bytes as f64 / 1e6);
    }
}

fn requests(query: &str) -> Vec<(&'static str, Request)> {
    let filter = Filter { query: query.to_owned(), ..Filter::default() };
    let ngrams = |shortest, longest, drops_parts| {
        let options = NgramOptions { shortest, longest, drops_parts, ..NgramOptions::default() };
        Request::Ngrams(NgramRequest { options, limit: 100, ..NgramRequest::default() })
    };
    let sort = [1, 2, 3].map(ConcordanceKey::Right).to_vec();
    let lines = ConcordanceRequest { filter: filter.clone(), sort, n_group_keys: 2, ..Default::default() };
    vec![
        ("concordance, sorted and grouped", Request::Concordance(lines)),
        ("n-grams of 2", ngrams(2, 2, false)),
        ("n-grams of 2 to 4", ngrams(2, 4, false)),
        ("n-grams of 1 to 6", ngrams(1, 6, false)),
        ("n-grams of 1 to 6, without parts", ngrams(1, 6, true)),
        (
            "collocates",
            Request::Collocates(CollocateRequest { filter: filter.clone(), ..Default::default() }),
        ),
        (
            "keyness against the rest",
            Request::Keyness(KeynessRequest { first: filter, ..Default::default() }),
        ),
    ]
}

fn n_rows(answer: &Response) -> u32 {
    match answer {
        Response::Concordance(answer) => answer.n_lines,
        Response::Ngrams(answer) => answer.n_rows,
        Response::Collocates(answer) => answer.n_rows,
        Response::Keyness(answer) => answer.n_rows,
        _ => 0,
    }
}
