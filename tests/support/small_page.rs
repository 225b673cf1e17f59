//! A built page without a program.

use std::fs;
use std::path::Path;

/// Writes the least that a built page has into a folder, for tests that need no program.
pub(crate) fn write(folder: &Path) {
    let index = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>x</title>\
        <link rel=\"icon\" href=\"./seal.svg\"><link rel=\"stylesheet\" href=\"./page-1.css\">\
        <link rel=\"modulepreload\" href=\"./app-1.js\" data-glue><link rel=\"preload\" href=\"./app-1.wasm\" data-wasm></head><body></body></html>";
    let glue = "let a = 1;\nexport { initSync, __wbg_init as default };\n";
    for part in ["lite", "files"] {
        for (name, text) in [
            ("index.html", index),
            ("boot.js", "// b\n"),
            ("jianbao.js", "// j\n"),
            ("jianbao-1.js", "// e\n"),
            ("state.js", "// s\n"),
            ("embed.js", "// e\n"),
            ("theme.js", "// t\n"),
            ("loading.js", "// l\n"),
            ("offline.js", "// o\n"),
            ("sw.js", include_str!("../../public/sw.js")),
            ("worker.js", "import init from './engine.js';\ninit();\n"),
            ("app-1.js", glue),
            ("app-1.wasm", "\0asm\u{1}\0\0\0"),
            ("page-1.css", ":root{--paper:#fcfcfa;--seal-fill:#b02e1a}"),
            ("seal.svg", "<svg/>"),
            ("icon-192.png", ""),
            ("icon-512.png", ""),
            ("icon-mask-512.png", ""),
        ] {
            put(&folder.join(part).join(name), text);
        }
    }
    for (name, text) in [("engine.js", glue), ("engine_bg.wasm", "\0asm\u{1}\0\0\0"), ("whole.css", "b{}")] {
        put(&folder.join("whole").join(name), text);
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
