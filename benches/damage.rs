//! How much of damaged texts cleaning gives back, and how fast it reads.
//!
//! `make bench` runs this among others, `cargo bench --profile native --bench damage` alone and without a browser. For each kind of
//! damage it prints how many characters are right again (the variants are those of `tests/damage.rs`), then the speed on one long
//! text and the memory it takes at most.

// The table is the program's output.
#![allow(clippy::print_stdout)]

// What only tests use is not used here.
#[allow(dead_code, unused_imports)]
#[path = "../tests/support/damage/mod.rs"]
mod damage;

use std::fs;
use std::time::Instant;

use damage::score::{outcomes, table};
use damage::{Variant, variants};

/// Bytes of the long text.
const N_BYTES: usize = 20_000_000;

fn main() {
    let variants = variants();
    println!("{}", table(&outcomes(&variants)));
    let text = long_text(&variants);
    drop(variants);
    measure_speed(&text);
}

/// The damaged texts one behind the other, again and again, as one file.
fn long_text(variants: &[Variant]) -> Vec<u8> {
    let files = variants.iter().cycle().map(|variant| variant.bytes.as_slice());
    let mut text = Vec::with_capacity(N_BYTES + 10_000);
    for (number, file) in files.enumerate() {
        if text.len() >= N_BYTES {
            break;
        }
        // A number in each sentence: what is given twice would be dropped, and little be left to read.
        let file = String::from_utf8_lossy(file).replace('。', &format!("{number}。"));
        text.extend_from_slice(file.as_bytes());
    }
    text
}

fn measure_speed(text: &[u8]) {
    let n_megabytes = text.len() as f64 / 1e6;
    let before = peak_megabytes();
    let started = Instant::now();
    let documents = jianbao::source::read("long.txt", text);
    let read = started.elapsed().as_secs_f64();
    let n_lines: usize = documents.iter().map(|document| jianbao::text::clean(document).lines.len()).sum();
    let all = started.elapsed().as_secs_f64();
    println!("Reading and cleaning {n_megabytes:.1} MB of text ({n_lines} lines):");
    println!("  read   {read:>8.2} s  {:>8.1} MB/s", n_megabytes / read);
    println!("  clean  {:>8.2} s  {:>8.1} MB/s", all - read, n_megabytes / (all - read));
    for (rule, seconds) in each_rule(text) {
        println!("    {rule:<24} {seconds:>6.2} s");
    }
    println!("  both   {all:>8.2} s  {:>8.1} MB/s", n_megabytes / all);
    if let (Some(before), Some(after)) = (before, peak_megabytes()) {
        println!("  peak memory {after:.0} MB, {before:.0} MB of them before");
    }
}

/// Seconds that each rule takes, in the order in which they run.
fn each_rule(text: &[u8]) -> Vec<(&'static str, f64)> {
    let Some(document) = jianbao::source::read("long.txt", text).into_iter().next() else {
        return Vec::new();
    };
    let mut draft = document.draft.clone();
    let context = jianbao::text::rule::Context { layout: document.layout };
    let mut spare = jianbao::text::draft::Spare::default();
    let rules = jianbao::text::rule::RULES.iter().map(|rule| {
        let start = Instant::now();
        let edits = (rule.edits)(draft.text(), context);
        draft.apply_with(rule.name, edits, &mut spare);
        (rule.name, start.elapsed().as_secs_f64())
    });
    rules.collect()
}

/// The most memory that the process had at once; `None` where the system does not say.
fn peak_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1e3)
}
