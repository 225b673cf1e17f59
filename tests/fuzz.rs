//! Replays, without a fuzzer, the inputs that `make fuzz` starts from and those that once broke a promise.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

// The fuzz targets are built from these same files, in a package of their own.
#[expect(unreachable_pub, reason = "the files are the library of another package")]
#[path = "../fuzz/src/lib.rs"]
mod checks;

/// The inputs of a target that the repository holds.
fn inputs(target: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let folders = ["corpus", "regressions"].map(|folder| root.join(folder).join(target));
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let mut inputs: Vec<PathBuf> = files.map(|file| file.path()).collect();
    inputs.sort();
    inputs
}

#[test]
fn known_inputs_break_no_promise() {
    let mut broken = Vec::new();
    for (target, _) in checks::TARGETS {
        let inputs = inputs(target);
        assert!(!inputs.is_empty(), "fuzz/corpus/{target} holds no input");
        for input in inputs {
            let bytes = fs::read(&input).unwrap();
            if catch_unwind(|| checks::run(target, &bytes)).is_err() {
                broken.push(input);
            }
        }
    }
    // What each one broke was printed as it happened.
    assert!(broken.is_empty(), "these inputs break a promise: {broken:#?}");
}
