//! What must hold for any input, one function a fuzz target.
//!
//! The fuzz targets call these with the bytes that libFuzzer thinks up, and `tests/fuzz.rs` with those that lie in the
//! repository. They know the public API and check what it promises, never how it keeps the promise.

mod answers;
mod documents;
mod files;
mod packs;
mod statistics;
mod patterns;

use jianbao::corpus::parsed::parse;
use jianbao::source::Layout;
use jianbao::text::draft::Draft;
use jianbao::text::rule::{Context, RULES};

/// What a target does with its input; it panics where a promise is broken.
pub type Check = fn(&[u8]);

/// Every target by its name: that of its file in `fuzz_targets/` and of its folders of inputs.
pub const TARGETS: &[(&str, Check)] = &[
    ("decode", decode),
    ("read_plain", read_plain),
    ("read_markdown", read_markdown),
    ("read_html", read_html),
    ("read_jsonl", read_jsonl),
    ("rules", rules),
    ("whole", packs::whole),
    ("pack", packs::hostile),
    ("query", packs::query),
    ("regex", patterns::regex),
    ("files", files::hostile),
];

/// Runs one target on one input.
///
/// # Panics
/// Where a promise is broken, or when there is no such target.
pub fn run(target: &str, bytes: &[u8]) {
    let (_, check) = TARGETS.iter().find(|(name, _)| *name == target).expect("the target is in the list");
    check(bytes);
}

/// Bytes in any encoding.
fn decode(bytes: &[u8]) {
    documents::check_decoding(bytes);
    documents::check(&parse([("a.txt".to_owned(), bytes.to_vec())]));
}

fn read_plain(bytes: &[u8]) {
    read("a.txt", bytes);
}

fn read_markdown(bytes: &[u8]) {
    read("a.md", bytes);
}

fn read_html(bytes: &[u8]) {
    read("a.html", bytes);
}

fn read_jsonl(bytes: &[u8]) {
    read("a.jsonl", bytes);
}

/// A file in UTF-8: what is none stands as U+FFFD, so that the fuzzer looks for formats and not for encodings.
fn read(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    documents::check(&parse([(name.to_owned(), text.into_bytes())]));
}

/// One rule alone on any text; the first byte says which rule and what a line break means.
fn rules(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let layout = if first < 128 { Layout::Printed } else { Layout::Flowed };
    let rule = &RULES[usize::from(first % 128) % RULES.len()];
    let text = String::from_utf8_lossy(rest);
    let edits = (rule.edits)(&text, Context { layout });
    let mut at = 0;
    for edit in &edits {
        // A draft leaves such an edit out without a word; a rule must not count on it.
        assert!(edit.range.start >= at, "{}: {edit:?} is out of order in {text:?}", rule.name);
        assert!(text.get(edit.range.clone()).is_some(), "{}: {edit:?} cuts {text:?}", rule.name);
        at = edit.range.end;
    }
    let mut draft = Draft::new(&text);
    draft.apply(rule.name, edits);
    documents::check_draft(&text, &draft);
}
