//! How long annotating takes, and whether it grows with the length of the text alone, natively on one core.
//!
//! `make bench-annotate` measures the sample corpus again and again, each time with another number in its sentences;
//! `make bench-annotate CORPUS=documents.jsonl` the first megabytes of that file. Then come single documents that nobody would write: dates,
//! figures, names, lists and open brackets without end, in one line. Each is measured at a quarter of its length and in full; a
//! factor over four is more than linear.

// The table is the program's output.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use jianbao::annotate::annotate;
use jianbao::annotate::name::Finder;
use jianbao::article::split;
use jianbao::corpus::parsed::parse;
use jianbao::source::read;
use jianbao::text::clean;

/// Bytes of text.
const SIZES: [usize; 4] = [1_000_000, 3_000_000, 10_000_000, 30_000_000];

/// Bytes of a single document.
const LONG: usize = 5_000_000;

/// Bytes of one line without end.
const LINE: usize = 2_000_000;

/// Pieces that documents nobody would write are made of; `#` is another number every time.
const PIECES: [(&str, &str, usize, &str); 11] = [
    ("dates", "2020年3月5日，", LONG, ""),
    ("dates with events", "3月5日，东山联通捐款#元；北山医院派出医生#名。", LONG, ""),
    ("one date, many events", "东山联通捐款#元；北山医院派出医生#名；", LONG, "3月5日，"),
    ("figures", "开通专线#条、基站#个，", LONG, ""),
    ("names", "北京市朝阳区中国移动通信集团公司总经理王建国、", LONG, ""),
    ("names, a paragraph each", "山东省东山县人民医院院长李卫东到场。\n", LONG, ""),
    ("digits", "#", LONG, ""),
    ("numerals", "一二三四五六七八九十", LONG, ""),
    ("brackets and quotes", "（《“3月5日", LONG, ""),
    ("one line, no stop", "公司组织员工前往现场开展保障工作", LINE, ""),
    ("one line of commas", "公司派出员工#名，", LINE, ""),
];

fn main() {
    println!("{:<26} {:>8} {:>9} {:>9} {:>9}", "text", "MB", "s", "MB/s", "mentions");
    // Whatever is made once is made now.
    measure(&prose(10_000));
    let corpus = std::env::var("JIANBAO_ANNOTATE").ok();
    for size in SIZES {
        let files = corpus.as_deref().map_or_else(|| prose(size), |path| lines(Path::new(path), size));
        row("prose", &files);
        whole(&files);
    }
    for (name, piece, size, head) in PIECES {
        let times = [size / 4, size].map(|size| row(name, &[made(piece, size, head)]));
        let [quarter, full] = times.map(|time| time.as_secs_f64());
        println!("{:<26} {:>8} {:>9.1}", "", "factor", full / quarter.max(1e-9));
    }
}

/// Time that this thread has run, where the system tells it, so that others on the machine count for nothing; else time.
struct Clock {
    run: Option<u64>,
    started: Instant,
}

impl Clock {
    fn start() -> Clock {
        Clock { run: Clock::run(), started: Instant::now() }
    }

    fn run() -> Option<u64> {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split_whitespace().next()?.parse().ok()
    }

    fn elapsed(&self) -> Duration {
        let run = self.run.zip(Clock::run()).map(|(from, to)| Duration::from_nanos(to.saturating_sub(from)));
        run.unwrap_or_else(|| self.started.elapsed())
    }
}

fn row(name: &str, files: &[(String, Vec<u8>)]) -> Duration {
    let n_bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let (time, n_mentions) = measure(files);
    let (mb, s) = (n_bytes as f64 / 1e6, time.as_secs_f64());
    println!("{name:<26} {mb:>8.2} {s:>9.2} {:>9.1} {n_mentions:>9}", mb / s.max(1e-9));
    time
}

/// The whole way, from files to annotated documents.
fn whole(files: &[(String, Vec<u8>)]) {
    let n_bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let clock = Clock::start();
    let n = parse(files.to_vec()).len();
    let (mb, s) = (n_bytes as f64 / 1e6, clock.elapsed().as_secs_f64());
    println!("{:<26} {mb:>8.2} {s:>9.2} {:>9.1} {n:>9}", "  all of reading", mb / s.max(1e-9));
}

/// How long finding mentions takes in cleaned documents, and how many there are.
fn measure(files: &[(String, Vec<u8>)]) -> (Duration, usize) {
    let names = Finder::default();
    let (mut time, mut n_mentions) = (Duration::ZERO, 0);
    for (name, bytes) in files {
        for document in read(name, bytes) {
            let text = clean(&document);
            let articles = split(&text, &document.meta, document.layout).articles;
            let clock = Clock::start();
            n_mentions += annotate(&text, &articles, &names).len();
            time += clock.elapsed();
        }
    }
    (time, n_mentions)
}

/// The sample corpus, as often as it takes.
fn prose(size: usize) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let texts: Vec<String> = paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
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

/// The first lines of a JSONL file.
fn lines(path: &Path, size: usize) -> Vec<(String, Vec<u8>)> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if end >= size {
            break;
        }
        end += line.len();
    }
    vec![("documents.jsonl".to_owned(), text.get(..end).unwrap_or_default().as_bytes().to_vec())]
}

/// A document of one piece again and again.
fn made(piece: &str, size: usize, head: &str) -> (String, Vec<u8>) {
    let mut text = head.to_owned();
    let mut number = 10;
    while text.len() < size {
        for part in piece.split_inclusive('#') {
            text.push_str(part.trim_end_matches('#'));
            if part.ends_with('#') {
                number += 7;
                text.push_str(&number.to_string());
            }
        }
    }
    ("made.txt".to_owned(), text.into_bytes())
}
