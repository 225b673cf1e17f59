//! Lists the built page for a command that carries it (feature `page`): the files that `make page` wrote, as a table for
//! `src/bin/jianbao/template.rs`.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_PAGE").is_none() {
        return;
    }
    let page = Path::new("target/jianbao/page");
    println!("cargo:rerun-if-changed={}", page.display());
    let mut rows = String::from("&[");
    for part in ["lite", "files", "whole"] {
        let entries = fs::read_dir(page.join(part)).expect("the page is built; `make install` does both");
        let mut paths: Vec<_> =
            entries.map(|entry| entry.expect("the built page can be read").path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file()) {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let path = path.canonicalize().expect("the file is there");
            rows.push_str(&format!("({:?}, include_bytes!({:?})),", format!("{part}/{name}"), path));
        }
    }
    rows.push(']');
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("page.rs"), rows).expect("the build folder can be written to");
}
