//! Tells the page where the pack lies that it embeds.
//!
//! `JIANBAO_PACK` names the file. Without it (clippy, documentation, tests) an empty file stands in, and a page built
//! so says that it has no corpus.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_REMOTE").is_some() {
        // This one embeds nothing.
        return;
    }
    println!("cargo:rerun-if-env-changed=JIANBAO_PACK");
    let pack = env::var("JIANBAO_PACK").unwrap_or_else(|_| {
        let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
        let empty = Path::new(&out).join("empty.pack");
        fs::write(&empty, []).expect("the build folder can be written to");
        empty.to_string_lossy().into_owned()
    });
    println!("cargo:rustc-env=JIANBAO_PACK={pack}");
}
