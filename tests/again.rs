//! `jianbao build` again: documents that have not changed are not parsed again, and nobody can tell by the site.

#[path = "support/built.rs"]
mod built;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use built::{Folder, said};
use encoding_rs::GB18030;
use jianbao::annotate::name::{EntityKind, Finder, OwnName};
use jianbao::corpus::parsed::{Given, Key, Memory, Parser};
use jianbao::text::redact::{Redaction, Rule, Sought};
use serde_json::json;

/// Files of every kind: the sample corpus, texts of the tests, markup, other encodings, several documents in one file.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["corpus", "tests/fixtures/clean"] {
        let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name != "jianbao.toml" {
                files.push((name, fs::read(path).unwrap()));
            }
        }
    }
    let text =
        "會議紀要\n\n　　2020年2月6日（正月十三），歐陽修主任出席會(huì)議，捐款１.５萬元。\n\n- 3 -\n";
    files.push(("gbk.txt".to_owned(), GB18030.encode(text).0.into_owned()));
    files.push(("broken.txt".to_owned(), [text.as_bytes(), b"\xff\xe4\n"].concat()));
    files.push(("empty.txt".to_owned(), Vec::new()));
    files.push(("value.txt".to_owned(), "2020年5月1日，公司捐款1.23万元。".into()));
    let html = "<!doctype html><title>通报 - 某某网</title><h1>通报</h1><article><p>2020年3月1日，&#27494;汉市建设基站200个。</p></article><article><h2>又</h2><p>二〇二〇年去年同期。</p></article>";
    files.push(("page.html".to_owned(), html.into()));
    files.push((
        "marked.md".to_owned(),
        format!("---\ntitle: 报告\ndate: 2020-03-01\n---\n# 一\n\n{text}").into(),
    ));
    let line =
        |id: &str, text: &str| json!({"id": id, "title": id, "date": "2021-05-06", "text": text}).to_string();
    let lines = [line("l1", text), "no JSON".to_owned(), line("l2", html), line("l3", "昨天下雨。")];
    files.push(("lines.jsonl".to_owned(), lines.join("\n").into()));
    files.sort();
    files
}

/// Files without the lines of JSON are as many documents.
fn n_documents() -> usize {
    files().len() - 1 + 3
}

/// Keeps all in memory.
#[derive(Debug, Default)]
struct Kept(Mutex<BTreeMap<Key, Vec<u8>>>);

impl Memory for Kept {
    fn recall(&self, key: &Key) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(key).cloned()
    }

    fn keep(&self, key: &Key, bytes: &[u8]) {
        self.0.lock().unwrap().insert(*key, bytes.to_vec());
    }

    fn forget(&self, key: &Key) {
        self.0.lock().unwrap().remove(key);
    }
}

fn rule(words: &str) -> Rule {
    Rule { sought: Sought::Words(words.to_owned()), ..Rule::default() }
}

/// All that a parser says of the files, and how many documents it parsed.
fn parsed(parser: Parser, memory: Option<&Arc<Kept>>) -> (String, usize) {
    let mut parser = match memory {
        Some(memory) => parser.remembering(memory.clone()),
        None => parser,
    };
    let documents = parser.parse(files());
    (format!("{documents:#?}"), parser.n_anew())
}

#[test]
fn what_is_recalled_is_all_that_was_parsed() {
    let redacting =
        || Parser::default().redacting(Redaction::new(vec![rule("欧阳修"), rule("12300")]).unwrap());
    let parsers: [(&str, &dyn Fn() -> Parser, usize); 3] = [
        ("plain", &Parser::default, 0),
        ("sparing", &|| Parser::default().sparing(), 0),
        // The documents that say it, in letters or as a value, are parsed every time.
        ("redacting", &redacting, 5),
    ];
    for (name, parser, n_always) in parsers {
        let memory = Arc::new(Kept::default());
        let (expected, n) = parsed(parser(), None);
        assert_eq!(n, n_documents());
        assert_eq!(parsed(parser(), Some(&memory)), (expected.clone(), n_documents()), "{name}, empty");
        let n_kept = memory.0.lock().unwrap().len();
        assert_eq!(n_kept, n_documents() - n_always, "{name}");
        let (again, n_anew) = parsed(parser(), Some(&memory));
        assert_eq!(n_anew, n_always, "{name}, full");
        assert!(again == expected, "{name}: what is recalled differs");
        // Half of it.
        let mut is_odd = false;
        memory.0.lock().unwrap().retain(|_, _| {
            is_odd = !is_odd;
            is_odd
        });
        let (again, n_anew) = parsed(parser(), Some(&memory));
        assert_eq!((n_anew, again == expected), (n_kept / 2 + n_always, true), "{name}, half");
    }
}

#[test]
fn what_a_document_is_told_by_is_in_its_key() {
    let memory = Arc::new(Kept::default());
    parsed(Parser::default(), Some(&memory));
    let check = |parser: &dyn Fn() -> Parser, n_anew: usize| {
        let (expected, _) = parsed(parser(), None);
        let (given, n) = parsed(parser(), Some(&memory));
        assert_eq!((n, given == expected), (n_anew, true));
    };
    let given = |name: &str, given: Given| Parser::default().told([(name.to_owned(), given)].into());
    let title = || Given { title: Some("题".to_owned()), ..Given::default() };
    check(&|| given("page.html", title()), 1);
    check(&|| given("page.html", title()), 0);
    check(&|| given("l2", Given { published: Some("2019".to_owned()), ..Given::default() }), 1);
    check(&|| given("marked.md", Given { publisher: Some("某社".to_owned()), ..Given::default() }), 1);
    check(&|| given("marked.md", Given { issue: Some("7".to_owned()), ..Given::default() }), 1);
    check(&|| given("marked.md", Given { id: Some("m".to_owned()), ..Given::default() }), 1);
    let own = OwnName {
        kind: EntityKind::Organisation,
        name: "正月会".to_owned(),
        aliases: vec!["正月".to_owned()],
        parent: None,
    };
    check(&|| Parser::new(Finder::new(std::slice::from_ref(&own))), n_documents());
    let with_parent = OwnName { parent: Some("某社".to_owned()), ..own.clone() };
    check(&|| Parser::new(Finder::new(std::slice::from_ref(&with_parent))), n_documents());
    check(&Parser::default, 0);
}

#[test]
fn nonsense_in_the_memory_is_as_nothing() {
    let memory = Arc::new(Kept::default());
    let (expected, _) = parsed(Parser::default(), Some(&memory));
    let whole = memory.0.lock().unwrap().clone();
    let spoil: [fn(&mut Vec<u8>); 5] = [
        Vec::clear,
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.push(0),
        |bytes| bytes.fill(0xff),
        |bytes| bytes.fill(0x80),
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let mut spoilt = whole.clone();
        spoilt.values_mut().for_each(spoil);
        *memory.0.lock().unwrap() = spoilt;
        let (again, n_anew) = parsed(Parser::default(), Some(&memory));
        assert_eq!((n_anew, again == expected), (n_documents(), true), "{number}");
    }
    // Of another document.
    let mut others: Vec<Vec<u8>> = whole.values().cloned().collect();
    others.rotate_left(1);
    *memory.0.lock().unwrap() = whole.keys().copied().zip(others).collect();
    let (again, n_anew) = parsed(Parser::default(), Some(&memory));
    assert_eq!((n_anew, again == expected), (n_documents(), true));
}

/// A folder with all the files.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(&format!("again-{name}"));
    fs::remove_dir_all(folder.0.join("documents")).unwrap();
    fs::create_dir(folder.0.join("documents")).unwrap();
    for (name, bytes) in files() {
        fs::write(folder.0.join("documents").join(name), bytes).unwrap();
    }
    folder
}

/// A site that replaces none, and how many documents were read anew.
fn build(folder: &Folder, more: &[&str]) -> (BTreeMap<PathBuf, Vec<u8>>, Option<usize>) {
    let _ = fs::remove_dir_all(folder.0.join("site"));
    let output = folder.build(more);
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    let line = said.lines().find_map(|line| line.strip_suffix(" documents read anew"));
    let n_anew = line.map(|line| line.split_once(" of ").unwrap().0.parse().unwrap());
    (folder.site(), n_anew)
}

#[test]
fn the_site_is_the_same_with_any_cache() {
    for (name, size) in [("embedded", "2000000"), ("in-files", "10")] {
        let folder = folder(name);
        let build = |more: &[&str]| build(&folder, &[&["--embed", size], more].concat());
        let (expected, n) = build(&["--no-cache"]);
        assert!(n.is_none() && folder.files("cache").is_empty());
        // Half of the documents first.
        let away = folder.0.join("away");
        fs::create_dir(&away).unwrap();
        let half: Vec<String> = files().into_iter().map(|(name, _)| name).step_by(2).collect();
        for name in &half {
            fs::rename(folder.0.join("documents").join(name), away.join(name)).unwrap();
        }
        assert!(folder.build(&["--embed", size]).status.success());
        for name in &half {
            fs::rename(away.join(name), folder.0.join("documents").join(name)).unwrap();
        }
        let (site, n_anew) = build(&[]);
        assert!(site == expected, "{name}, half");
        assert!(n_anew.is_some_and(|n| n > 0 && n < n_documents()), "{n_anew:?}");
        let check = |more: &[&str], n_anew: usize, what: &str| {
            let (site, n) = build(more);
            assert_eq!((n, site == expected), (Some(n_anew), true), "{name}, {what}");
        };
        check(&[], 0, "full");
        check(&["--cache", "other/cache"], n_documents(), "empty");
        check(&["--cache", "other/cache"], 0, "full in a folder of the user's own");
        assert_eq!(folder.files("other/cache").len(), 1, "one pack, and nothing left half");
    }
}

#[test]
fn what_has_changed_is_read_anew() {
    let folder = Folder::new("again-changed");
    for (name, bytes) in files() {
        if ["lines.jsonl", "empty.txt"].contains(&name.as_str()) {
            fs::write(folder.0.join("documents").join(name), bytes).unwrap();
        }
    }
    assert_eq!(build(&folder, &[]).1, Some(6));
    let lines = folder.0.join("documents/lines.jsonl");
    let changed = fs::read_to_string(&lines).unwrap().replace("昨天下雨", "今天下雨");
    fs::write(lines, changed).unwrap();
    folder.put("documents/empty.txt", "有了。");
    let (site, n_anew) = build(&folder, &[]);
    assert_eq!(n_anew, Some(2), "one line of a file, and a file");
    assert!(site == build(&folder, &["--no-cache"]).0);
    // Many small packs are put together.
    for n in 0..12 {
        folder.put("documents/empty.txt", &format!("第{n}次。"));
        assert_eq!(build(&folder, &[]).1, Some(1));
    }
    assert!(folder.files("cache").len() < 12, "{:?}", folder.files("cache").keys());
    assert_eq!(build(&folder, &[]).1, Some(0));
}

#[test]
fn what_is_still_used_moves_on_and_the_rest_grows_old() {
    let folder = Folder::new("again-moves");
    let names: Vec<String> = (0..6).map(|n| format!("documents/{n}.txt")).collect();
    for name in &names {
        folder.put(name, &format!("2020年2月6日，{name}开通宽带3148条。"));
    }
    assert_eq!(build(&folder, &[]).1, Some(8));
    let (old, _) = folder.files("cache").pop_first().unwrap();
    let file = fs::File::options().append(true).open(folder.0.join("cache").join(&old)).unwrap();
    let since = SystemTime::now() - Duration::from_secs(20 * 24 * 60 * 60);
    file.set_times(fs::FileTimes::new().set_modified(since)).unwrap();
    names.iter().for_each(|name| fs::remove_file(folder.0.join(name)).unwrap());
    for _ in 0..2 {
        assert_eq!(build(&folder, &[]).1, Some(0));
        assert_eq!(folder.files("cache").len(), 2);
        assert!(file.metadata().unwrap().modified().unwrap() <= since, "nobody uses what is left there");
    }
    fs::remove_file(folder.0.join("cache").join(old)).unwrap();
    assert_eq!(build(&folder, &[]).1, Some(0));
}

#[test]
fn a_damaged_cache_is_as_none() {
    // Two documents are enough: what matters is the file that keeps them.
    let folder = Folder::new("again-damaged");
    let n_documents = 2;
    let (expected, _) = build(&folder, &[]);
    let (name, whole) = folder.files("cache").pop_first().unwrap();
    let path = folder.0.join("cache").join(&name);
    let n = whole.len();
    let check = |bytes: &[u8], n_least: usize, what: &str| {
        fs::remove_dir_all(folder.0.join("cache")).unwrap();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        let (site, n_anew) = build(&folder, &[]);
        assert!(site == expected, "{what}");
        assert!(n_anew.is_some_and(|n| n >= n_least), "{what}: {n_anew:?} read anew");
    };
    for length in [0, 1, 14, 15, 40, 60, n / 2, n - 41, n - 40, n - 1] {
        check(&whole[..length], n_documents, &format!("cut to {length}"));
    }
    for place in [0, 3, n - 1, n - 35, n - 40, n - 45, n - 60] {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x40;
        check(&bytes, n_documents, &format!("a bit at {place}"));
    }
    let mut bytes = whole.clone();
    bytes[n / 3] ^= 1;
    check(&bytes, 1, "a bit in what is kept");
    check(&[&whole[..], b"more"].concat(), n_documents, "longer");
    check(&[0xff; 5000], n_documents, "foreign");
    // More rows than any file has.
    let mut bytes = whole.clone();
    bytes[n - 40..n - 32].copy_from_slice(&u64::MAX.to_le_bytes());
    check(&bytes, n_documents, "very many rows");
    // A folder in place of a pack, and a file in place of the cache.
    fs::remove_file(&path).unwrap();
    fs::create_dir_all(&path).unwrap();
    assert!(build(&folder, &[]).0 == expected);
    fs::remove_dir_all(folder.0.join("cache")).unwrap();
    folder.put("cache", "a file");
    assert_eq!(build(&folder, &[]), (expected, None));
}

#[test]
fn builds_at_once_do_not_disturb_each_other() {
    let folder = folder("at-once");
    let command = |out: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command.current_dir(&folder.0).env("XDG_CACHE_HOME", folder.0.join("cache"));
        command.args(["build", "documents", "--page", "page", "--embed", "10", "--out", out]);
        command.stderr(Stdio::null());
        command
    };
    for round in 0..3 {
        let outs: Vec<String> = (0..4).map(|n| format!("site-{round}-{n}")).collect();
        let builds: Vec<_> = outs.iter().map(|out| command(out).spawn().unwrap()).collect();
        for mut build in builds {
            assert!(build.wait().unwrap().success());
        }
        let sites: Vec<_> = outs.iter().map(|out| folder.files(out)).collect();
        assert!(!sites[0].is_empty() && sites.iter().all(|site| *site == sites[0]), "round {round}");
    }
    assert_eq!(build(&folder, &["--embed", "10"]).1, Some(0));
    let left: Vec<_> = folder.files("cache").into_keys().collect();
    assert!(left.iter().all(|name| name.extension().is_some_and(|ending| ending == "kept")), "{left:?}");
}

#[test]
fn a_cache_lies_outside_of_documents_and_site() {
    let folder = folder("place");
    for place in ["documents", "documents/cache", "site", "page/../documents/cache/x"] {
        let output = folder.build(&["--cache", place]);
        assert!(
            !output.status.success() && said(&output).contains("outside of documents and site"),
            "{place}"
        );
    }
    assert!(!folder.has("") && !folder.0.join("documents/cache").exists());
    build(&folder, &["--cache", "documents/../kept"]);
    let output = folder.build(&["--cache", "kept", "--no-cache"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_cache() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("own");
    build(&folder, &[]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.0.join("cache/jianbao")), 0o700);
    for name in folder.files("cache").keys() {
        assert_eq!(mode(&folder.0.join("cache").join(name)), 0o600, "{name:?}");
    }
}

/// A program with another byte is another program.
#[cfg(target_os = "linux")]
#[test]
fn another_program_reads_all_anew() {
    let folder = folder("program");
    build(&folder, &[]);
    let mut bytes = fs::read(env!("CARGO_BIN_EXE_jianbao")).unwrap();
    bytes.push(0);
    let other = folder.0.join("other");
    fs::copy(env!("CARGO_BIN_EXE_jianbao"), &other).unwrap();
    let build_with = || {
        let mut command = Command::new(&other);
        command.current_dir(&folder.0).env("XDG_CACHE_HOME", folder.0.join("cache"));
        command.args(["build", "documents", "--out", "site", "--page", "page"]);
        said(&command.output().unwrap())
    };
    assert!(build_with().contains("\n0 of "), "the same program elsewhere");
    fs::write(&other, bytes).unwrap();
    assert!(build_with().contains(&format!("{0} of {0} documents read anew", n_documents())));
}
