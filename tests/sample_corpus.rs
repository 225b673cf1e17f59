//! The sample corpus is a retelling: it keeps every date and figure of the five real documents, and none of their sentences.
//!
//! `fixtures/sample_corpus/figures.tsv` lists the dates and figures, so that they are checked everywhere. Where the real documents
//! lie beside the project, the list itself is checked against them, and the texts are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::text::fold::is_han;
use regex::Regex;

/// Each real document's first characters of its name, and its retelling.
const PAIRS: [(&str, &str); 5] = [
    ("000", "shandong-telecom-page.txt"),
    ("001", "china-mobile-report.txt"),
    ("002", "association-bulletin-31.txt"),
    ("003", "telecom-annual-meeting.md"),
    ("004", "association-digest.txt"),
];

/// Chinese characters that a retelling may share in a row; names, titles of offices and fixed formulas aside.
const LONGEST_RUN: usize = 15;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> String {
    let path = root().join("tests/fixtures/sample_corpus").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn document(path: &Path) -> ParsedDocument {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    parse([(name, bytes)]).remove(0)
}

fn retelling(name: &str) -> ParsedDocument {
    document(&root().join("corpus").join(name))
}

/// The real document, where it is at hand.
fn original(start: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared/corpus");
    let mut files = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    files.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start)))
}

/// Dates and figures of a text, counted: numbers in digits with 万, 亿, 余, months and days; Chinese numerals of two characters and
/// more.
fn figures(text: &str) -> BTreeMap<String, usize> {
    let body =
        Regex::new(r"<?https?://\S+|\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]+\)").unwrap().replace_all(text, "");
    let figure = Regex::new(
        r"[0-9]{1,2}月(?:[0-9]{1,2}日|初|末|底)|[0-9]{4}年|[0-9]+(?:[.:×/—-][0-9]+)*[%％]?[万亿萬億]?|[一二三四五六七八九十百千万两]{2,}|[一二三四五六七八九十]分之[一二三四五六七八九十]",
    );
    let mut counts = BTreeMap::new();
    for found in figure.unwrap().find_iter(&body) {
        *counts.entry(found.as_str().to_owned()).or_default() += 1;
    }
    counts
}

/// The list: file, figure, how often.
fn listed() -> Vec<(String, String, usize)> {
    let rows = fixture("figures.tsv");
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let (file, figure) = (cells.next().unwrap(), cells.next().unwrap());
        (file, figure, cells.next().unwrap().parse().unwrap())
    };
    rows.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(row).collect()
}

#[test]
fn every_date_and_figure_is_told() {
    let mut missing = Vec::new();
    for (_, name) in PAIRS {
        let told = figures(retelling(name).text.text());
        for (file, figure, n) in listed().into_iter().filter(|(file, ..)| file == name) {
            let n_told = told.get(&figure).copied().unwrap_or(0);
            if n_told < n {
                missing.push(format!("{file}: {figure} stands {n_told} times instead of {n}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_list_of_figures_is_complete() {
    let listed: BTreeSet<(String, String)> =
        listed().into_iter().map(|(file, figure, _)| (file, figure)).collect();
    let words = fixture("idioms.txt");
    let idioms: BTreeSet<&str> = words.lines().filter(|line| !line.starts_with('#')).collect();
    let mut missing = Vec::new();
    for (start, name) in PAIRS {
        let Some(path) = original(start) else { continue };
        for (figure, n) in figures(document(&path).text.text()) {
            if !idioms.contains(figure.as_str()) && !listed.contains(&(name.to_owned(), figure.clone())) {
                missing.push(format!("{name}\t{figure}\t{n}"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "add to figures.tsv, or to idioms.txt what is no figure:\n{}",
        missing.join("\n")
    );
}

#[test]
fn no_sentence_is_taken_over() {
    let allowed = fixture("allowed_runs.txt");
    let allowed: Vec<String> = allowed.lines().filter(|line| !line.starts_with('#')).map(han).collect();
    let mut taken = Vec::new();
    for (start, name) in PAIRS {
        let Some(path) = original(start) else { continue };
        let (ours, theirs) = (han(retelling(name).text.text()), han(document(&path).text.text()));
        for run in shared_runs(&ours, &theirs, LONGEST_RUN + 1) {
            if !is_made_of(&run, &allowed) {
                taken.push(format!("{name}: {run}"));
            }
        }
    }
    assert!(taken.is_empty(), "say it in other words, or allow a name or title:\n{}", taken.join("\n"));
}

#[test]
fn each_retelling_is_about_as_long_as_its_original() {
    for (start, name) in PAIRS {
        let Some(path) = original(start) else { continue };
        let (ours, theirs) = (han(retelling(name).text.text()), han(document(&path).text.text()));
        let share = ours.chars().count() as f64 / theirs.chars().count() as f64;
        assert!((0.9..=1.12).contains(&share), "{name} is {share:.2} of its original");
    }
}

#[test]
fn articles_are_as_many_as_a_reader_counts() {
    let counts = |paths: Vec<PathBuf>| -> Vec<usize> {
        let n =
            |path: PathBuf| document(&path).articles.iter().filter(|(_, article)| !article.is_matter).count();
        paths.into_iter().map(n).collect()
    };
    assert_eq!(counts(PAIRS.map(|(_, name)| root().join("corpus").join(name)).to_vec()), [5, 1, 7, 1, 8]);
    let originals: Vec<PathBuf> = PAIRS.iter().filter_map(|(start, _)| original(start)).collect();
    if originals.len() == PAIRS.len() {
        assert_eq!(counts(originals), [5, 1, 7, 1, 8]);
    }
}

fn han(text: &str) -> String {
    text.chars().filter(|&c| is_han(c)).collect()
}

/// The longest runs of at least `n` characters that both texts have.
fn shared_runs(ours: &str, theirs: &str, n: usize) -> Vec<String> {
    let theirs: Vec<char> = theirs.chars().collect();
    let known: BTreeSet<&[char]> = theirs.windows(n).collect();
    let ours: Vec<char> = ours.chars().collect();
    let mut runs = Vec::new();
    let mut at = 0;
    while at + n <= ours.len() {
        let mut end = at;
        while end + n <= ours.len() && known.contains(&ours[end..end + n]) {
            end += 1;
        }
        if end > at {
            runs.push(ours[at..end + n - 1].iter().collect());
            at = end + n - 1;
        } else {
            at += 1;
        }
    }
    runs
}

/// Whether what is left of a run beside allowed names is short enough not to be a sentence.
fn is_made_of(run: &str, allowed: &[String]) -> bool {
    let mut rest = run.to_owned();
    for name in allowed {
        rest = rest.replace(name.as_str(), "|");
    }
    rest.split('|').all(|part| part.chars().count() <= LONGEST_RUN)
}
