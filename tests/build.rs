//! `jianbao build`: the same documents give the same site, a site is replaced as a whole or not at all, and nothing else is replaced.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

/// A folder of the test's own that goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = env::temp_dir().join(format!("jianbao-build-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("documents")).unwrap();
        let folder = Folder(path);
        folder.put(
            "documents/a.txt",
            "甲报\n\n2020年2月6日，中国移动湖北公司开通宽带3148条。武汉市共建设基站200个。",
        );
        folder.put("documents/b.md", "# 乙报\n\n2020年2月7日，網絡暢通。");
        folder.page();
        folder
    }

    /// The least that a built page has.
    fn page(&self) {
        let index = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>x</title>\
            <link rel=\"icon\" href=\"./seal.svg\"><link rel=\"stylesheet\" href=\"./page-1.css\">\
            <link rel=\"modulepreload\" href=\"./app-1.js\" data-glue><link rel=\"preload\" href=\"./app-1.wasm\" data-wasm></head><body></body></html>";
        let glue = "let a = 1;\nexport { initSync, __wbg_init as default };\n";
        for part in ["lite", "files"] {
            for (name, text) in [
                ("index.html", index),
                ("boot.js", "// b\n"),
                ("jianbao.js", "// j\n"),
                ("worker.js", "import init from './engine.js';\ninit();\n"),
                ("app-1.js", glue),
                ("app-1.wasm", "\0asm\u{1}\0\0\0"),
                ("page-1.css", "a{}"),
                ("seal.svg", "<svg/>"),
            ] {
                self.put(&format!("page/{part}/{name}"), text);
            }
        }
        for (name, text) in
            [("engine.js", glue), ("engine_bg.wasm", "\0asm\u{1}\0\0\0"), ("whole.css", "b{}")]
        {
            self.put(&format!("page/whole/{name}"), text);
        }
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command
            .current_dir(&self.0)
            .args(["build", "documents", "--out", "site", "--page", "page"])
            .args(more);
        command
    }

    fn build(&self, more: &[&str]) -> Output {
        self.command(more).output().unwrap()
    }

    fn spawn(&self) -> Child {
        self.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// All files of the site with their bytes.
    fn site(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let site = self.0.join("site");
        for entry in walkdir::WalkDir::new(&site).into_iter().map(Result::unwrap) {
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(&site).unwrap().to_owned();
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
        files
    }

    /// Names of what lies beside the site, besides what the test put there.
    fn left(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        entries.filter(|name| !["documents", "page", "site"].contains(&name.as_str())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_same_documents_give_the_same_site() {
    let folder = Folder::new("same");
    let output = folder.build(&["--title", "我的报纸", "--lang", "zh-Hans"]);
    assert!(output.status.success(), "{}", said(&output));
    let site = folder.site();
    let index = String::from_utf8(site[Path::new("index.html")].clone()).unwrap();
    assert!(
        index.contains("我的报纸") && index.contains("甲报") && index.contains("pack=corpus.pack"),
        "{index}"
    );
    let program = site
        .iter()
        .find(|(name, _)| name.to_string_lossy().starts_with("app-") && name.extension().unwrap() == "wasm")
        .unwrap();
    assert!(index.contains(program.0.to_str().unwrap()), "{:?} in {index}", program.0);
    let pack = "武汉市共建设基站".as_bytes();
    assert!(
        program.1.windows(pack.len()).any(|bytes| bytes == pack),
        "the program's file holds the documents"
    );
    assert!(site.contains_key(Path::new("doc/a.html")) && site.contains_key(Path::new("doc/a.original.txt")));
    folder.build(&["--title", "我的报纸", "--lang", "zh-Hans"]);
    assert_eq!(folder.site(), site);

    // A document goes, and all that was made of it.
    fs::remove_file(folder.0.join("documents/b.md")).unwrap();
    assert!(folder.build(&[]).status.success());
    let site = folder.site();
    assert!(!site.contains_key(Path::new("doc/b.html")));
    let gone = "網絡暢通".as_bytes();
    assert!(
        site.values().all(|bytes| !bytes.windows(gone.len()).any(|part| part == gone)),
        "nothing of it is left"
    );
    assert!(folder.left().is_empty(), "{:?}", folder.left());
}

#[test]
fn a_large_corpus_comes_as_files() {
    let folder = Folder::new("files");
    let output = folder.build(&["--embed", "10", "--title", "大报"]);
    assert!(output.status.success(), "{}", said(&output));
    let site = folder.site();
    let index = String::from_utf8(site[Path::new("index.html")].clone()).unwrap();
    assert!(index.contains("catalog=data/") && index.contains("大报"), "{index}");
    assert!(!site.contains_key(Path::new("corpus.pack")));
}

#[test]
fn only_sites_are_replaced() {
    let folder = Folder::new("foreign");
    folder.put("site/thesis.doc", "three years of work");
    let output = folder.build(&[]);
    assert!(
        !output.status.success() && said(&output).contains("something else than a site"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_to_string(folder.0.join("site/thesis.doc")).unwrap(), "three years of work");

    let folder = Folder::new("wrong");
    assert!(folder.build(&[]).status.success());
    let site = folder.site();
    for (name, text, expected) in [
        ("documents/jianbao.toml", "tilte = \"x\"", "tilte"),
        ("page/lite/app-1.wasm", "<!doctype html>", "no WebAssembly module"),
    ] {
        folder.put(name, text);
        let output = folder.build(&[]);
        assert!(!output.status.success() && said(&output).contains(expected), "{}", said(&output));
        assert_eq!(folder.site(), site, "the old site stays");
        assert!(folder.left().is_empty(), "{:?}", folder.left());
        fs::remove_file(folder.0.join(name)).unwrap();
    }
    let output = folder.command(&["--page", "nowhere"]).output().unwrap();
    assert!(!output.status.success());
}

#[test]
fn killed_at_any_moment_the_old_site_stays_whole() {
    let folder = Folder::new("killed");
    assert!(folder.build(&[]).status.success());
    let old = folder.site();
    folder.put("documents/c.txt", &"2020年3月1日，山东联通开通专线300余条。\n\n".repeat(2000));
    let started = std::time::Instant::now();
    let complete = Folder::new("complete");
    fs::copy(folder.0.join("documents/c.txt"), complete.0.join("documents/c.txt")).unwrap();
    assert!(complete.build(&[]).status.success());
    let (new, takes) = (complete.site(), started.elapsed());
    for part in 0..24 {
        let mut child = folder.spawn();
        thread::sleep(takes * part / 20 + Duration::from_millis(1));
        let _ = child.kill();
        child.wait().unwrap();
        let site = folder.site();
        assert!(
            site == old || site == new,
            "killed after {part}/20 of its time: {:?}",
            site.keys().collect::<Vec<_>>()
        );
    }
    assert!(folder.build(&[]).status.success());
    assert_eq!(folder.site(), new);
    assert!(folder.left().is_empty(), "{:?}", folder.left());
}
