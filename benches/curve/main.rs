//! How cost grows with the size of a corpus in files, natively: building it, holding it, asking it.
//!
//! `make bench-curve CORPUS=documents.jsonl` makes corpora of 1 MB to 1 GB out of that file, has `jianbao split` write them, and
//! asks sixty queries of each, with all files on this disk. The texts are made by a Markov chain (each character is
//! drawn from those that follow the same two in the file), so that long strings are as rare as in new text; lengths and days are
//! those of the file's documents. Figures and picture go to `benches/results/curve.*`. `JIANBAO_CURVE_MOST=10000000` leaves out what is larger.

// The table is the program's output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod chain;
mod picture;
mod queries;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use chain::Chain;
use flate2::read::DeflateDecoder;
use jianbao::library::{Answer, CATALOG, Library, Question, Step, Task};
use jianbao::protocol::{Filter, Sort};
use picture::picture;
use queries::queries;
use serde_json::{Value, json};

/// Bytes of text.
const SIZES: [usize; 4] = [1_000_000, 10_000_000, 100_000_000, 1_000_000_000];
const ROUNDS: usize = 5;

fn main() -> Result<()> {
    let Ok(corpus) = std::env::var("JIANBAO_CURVE") else {
        println!(
            "curve: say JIANBAO_CURVE=documents.jsonl, or run `make bench-curve CORPUS=documents.jsonl`"
        );
        return Ok(());
    };
    let most =
        std::env::var("JIANBAO_CURVE_MOST").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let chain = Chain::learn(Path::new(&corpus)).with_context(|| format!("{corpus} is not read"))?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("curve");
    fs::create_dir_all(&folder)?;
    let mut rows = Vec::new();
    println!("{}", Row::head());
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let row = measure(&chain, size, &folder)?;
        println!("{}", row.line());
        rows.push(row);
    }
    fs::remove_dir_all(&folder)?;
    write(&rows)
}

struct Row {
    size: usize,
    n_documents: usize,
    build_secs: f64,
    /// Most bytes of memory that building took; 0 where the system does not say.
    build_bytes: u64,
    index_bytes: u64,
    all_bytes: u64,
    open_millis: f64,
    first: (f64, f64),
    warm: (f64, f64),
    held_bytes: usize,
}

fn measure(chain: &Chain, size: usize, folder: &Path) -> Result<Row> {
    let corpus = folder.join("corpus.jsonl");
    eprintln!("{} MB: writing …", size / 1_000_000);
    let (n_documents, texts) = chain.write(&corpus, size)?;
    let queries = queries(&texts);
    eprintln!("{} MB: building …", size / 1_000_000);
    let data = folder.join("data");
    let (build_secs, build_bytes) = split(&corpus, &data)?;
    fs::remove_file(&corpus)?;
    eprintln!("{} MB: asking …", size / 1_000_000);

    let started = Instant::now();
    let mut desk = Desk { library: Library::open(&inflate(&data.join(CATALOG))?)?, folder: data.clone() };
    let open_millis = millis(started);
    let mut ask = |query: &String| -> Result<f64> {
        let started = Instant::now();
        desk.documents(query)?;
        Ok(millis(started))
    };
    let first = queries.iter().map(&mut ask).collect::<Result<Vec<f64>>>()?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(queries.iter().map(&mut ask).collect::<Result<Vec<f64>>>()?);
    }
    let warm = (0..queries.len())
        .map(|query| shares(rounds.iter().filter_map(|round| round.get(query).copied()).collect()).0)
        .collect();
    let mut row = Row {
        size,
        n_documents,
        build_secs,
        build_bytes,
        index_bytes: 0,
        all_bytes: 0,
        open_millis,
        first: shares(first),
        warm: shares(warm),
        held_bytes: desk.library.n_bytes(),
    };
    for entry in fs::read_dir(&data)? {
        let entry = entry?;
        let n_bytes = entry.metadata()?.len();
        row.all_bytes += n_bytes;
        if !entry.file_name().to_string_lossy().starts_with("text-") {
            row.index_bytes += n_bytes;
        }
    }
    fs::remove_dir_all(&data)?;
    Ok(row)
}

/// Has the command write the corpus as files; gives seconds and the most memory that it took.
fn split(corpus: &Path, data: &Path) -> Result<(f64, u64)> {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .arg("split")
        .arg(corpus)
        .arg("--out")
        .arg(data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0) * 1024);
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("jianbao split has failed");
            }
            return Ok((started.elapsed().as_secs_f64(), most));
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// A library in a folder.
struct Desk {
    library: Library,
    folder: PathBuf,
}

impl Desk {
    fn documents(&mut self, query: &str) -> Result<Vec<u32>> {
        let filter = Filter { query: query.to_owned(), ..Filter::default() };
        let mut task = Task::new(Question::Documents(filter, Sort::Relevance));
        loop {
            match task.step(&mut self.library)? {
                Step::Done(answer) => match *answer {
                    Answer::Documents(documents) => return Ok(documents),
                    _ => bail!("another answer than was asked for"),
                },
                Step::Need { parts, .. } => {
                    for part in parts {
                        let name = self.library.catalog().file_name(part).context("no such file")?;
                        let path = self.folder.join(name);
                        let bytes = if Library::is_packed(part) { inflate(&path)? } else { fs::read(&path)? };
                        self.library.supply(part, bytes)?;
                    }
                }
            }
        }
    }
}

fn inflate(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    DeflateDecoder::new(File::open(path)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn millis(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1e3
}

/// The middle, and the value that a twentieth is above.
fn shares(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((values.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
    (at(0.5), at(0.95))
}

impl Row {
    fn head() -> String {
        "| text MB | documents | build s | build peak MB | index MB | all files MB | open ms | first asked ms p50 / p95 | warm ms p50 / p95 | held MB |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|".to_owned()
    }

    fn line(&self) -> String {
        let mega = |n: u64| short(n as f64 / 1e6);
        format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} / {} | {} / {} | {} |",
            self.size / 1_000_000,
            self.n_documents,
            short(self.build_secs),
            mega(self.build_bytes),
            mega(self.index_bytes),
            mega(self.all_bytes),
            short(self.open_millis),
            short(self.first.0),
            short(self.first.1),
            short(self.warm.0),
            short(self.warm.1),
            mega(self.held_bytes as u64),
        )
    }

    fn json(&self) -> Value {
        json!({
            "text_bytes": self.size, "documents": self.n_documents, "build_seconds": self.build_secs,
            "build_peak_bytes": self.build_bytes, "index_bytes": self.index_bytes, "all_bytes": self.all_bytes,
            "open_ms": self.open_millis, "first_ms": { "p50": self.first.0, "p95": self.first.1 },
            "warm_ms": { "p50": self.warm.0, "p95": self.warm.1 }, "held_bytes": self.held_bytes,
        })
    }
}

/// Two or three digits.
fn short(value: f64) -> String {
    match value {
        _ if value >= 10.0 => format!("{value:.0}"),
        _ if value >= 1.0 => format!("{value:.1}"),
        _ if value >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

fn write(rows: &[Row]) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/results");
    fs::create_dir_all(&folder)?;
    let told = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output().ok();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name);
    let cpu = cpu.unwrap_or(std::env::consts::ARCH).trim().to_owned();
    let n_cores = thread::available_parallelism().map_or(0, usize::from);
    let (date, commit) = (told("date", &["+%F"]), told("git", &["rev-parse", "--short", "HEAD"]));
    let command = "make bench-curve CORPUS=…";
    let report = json!({
        "date": date, "commit": commit, "command": command, "machine": { "cpu": cpu, "cores": n_cores },
        "rows": rows.iter().map(Row::json).collect::<Vec<_>>(),
    });
    fs::write(folder.join("curve.json"), format!("{report:#}\n"))?;
    let table: Vec<String> = rows.iter().map(Row::line).collect();
    let page = format!(
        "# Cost against size\n\n\
         Made text: a Markov chain, each character drawn from those that follow the same two in real Chinese documents, whose\n\
         lengths and days it keeps. `jianbao split` writes the files; sixty queries ask for all documents, natively, with the files\n\
         on the disk of this machine. {date}, commit {commit}, {cpu}, {n_cores} cores. Command: `{command}`.\n\n\
         {}\n{}\n\n![The same as curves, both axes in powers of ten](curve.svg)\n\n\
         *index* is all but the texts; *held* is what the engine keeps of it in memory after the queries.\n",
        Row::head(),
        table.join("\n"),
    );
    fs::write(folder.join("curve.md"), page)?;
    fs::write(folder.join("curve.svg"), picture(rows))?;
    Ok(())
}
