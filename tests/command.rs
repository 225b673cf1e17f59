//! The command on a corpus in files: what it writes, it finds again.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

fn jianbao(arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jianbao")).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_is_split_is_found_again() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").to_string_lossy().into_owned();
    let folder = env::temp_dir().join(format!("jianbao-split-{}", std::process::id()));
    let site = folder.join("site");
    let files = site.join("data").to_string_lossy().into_owned();
    fs::create_dir_all(&site).unwrap();
    for _ in 0..2 {
        // The second time takes the place of the first.
        let (is_done, _, said) = jianbao(&["split", &corpus, "--out", &files]);
        assert!(is_done && said.contains("5 documents"), "{said}");
    }
    let found = |place: &str, query: &str| -> Value {
        let (is_done, printed, said) = jianbao(&["search", query, "--in", place, "--json", "--sort", "date"]);
        assert!(is_done, "{said}");
        serde_json::from_str(&printed).unwrap()
    };
    for query in ["网络", "网络 保障", "/网.安/", "龘", "title:通信"] {
        assert_eq!(found(&files, query), found(&corpus, query), "{query}");
        assert_eq!(found(&site.to_string_lossy(), query), found(&corpus, query), "{query}");
    }
    let counted = |place: &str| -> Value {
        let choice = ["--keep", "year=2020", "--drop", "language=en"];
        let asked = ["search", "网络安全", "--in", place, "--json", "--facets"];
        let (is_done, printed, said) = jianbao(&[&asked[..], &choice].concat());
        assert!(is_done, "{said}");
        let mut counts = serde_json::from_str::<Value>(&printed).unwrap()["counts"].take();
        // Files are without names and units.
        counts["facets"].as_array_mut().unwrap().truncate(5);
        counts
    };
    assert!(counted(&files)["facets"][0]["values"][0]["n_articles"].as_u64() > Some(0));
    assert_eq!(counted(&files), counted(&corpus));
    // What only one pack can answer is not answered with nothing.
    for command in ["concordance", "words", "collocates"] {
        let (is_done, _, said) = jianbao(&[command, "网络", "--in", &site.to_string_lossy()]);
        assert!(!is_done && said.contains("a corpus in files"), "{command}: {said}");
    }
    let index = fs::read_dir(&files).unwrap().flatten().map(|entry| entry.path());
    for path in
        index.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("index-")))
    {
        fs::write(path, "x").unwrap();
    }
    let (is_done, _, said) = jianbao(&["search", "网络", "--in", &files]);
    assert!(!is_done && said.contains("damaged") && said.contains("index-"), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").to_string_lossy().into_owned();
    let folder = env::temp_dir().join(format!("jianbao-fails-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let left = || {
        let names = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name());
        names.collect::<Vec<_>>()
    };
    // The second path is found to be missing when the first one is written already.
    let (is_done, _, said) = jianbao(&["split", &corpus, &path("missing"), "--out", &path("data")]);
    assert!(!is_done && said.contains("missing") && left().is_empty(), "{said} {:?}", left());
    // What stands there stays.
    assert!(jianbao(&["split", &corpus, "--out", &path("data")]).0);
    assert!(!jianbao(&["split", &path("missing"), "--out", &path("data")]).0);
    assert!(left() == ["data"] && folder.join("data/catalog.bin").is_file(), "{:?}", left());
    let files = fs::read_dir(folder.join("data")).unwrap().flatten();
    assert!(files.into_iter().all(|file| !file.file_name().to_string_lossy().starts_with("scratch")));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn own_names_are_found_and_wrong_ones_explained() {
    let folder = env::temp_dir().join(format!("jianbao-names-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.txt"), "清风昨天开会，中國移動到場。中国移动也来了。").unwrap();
    let entity = "[[entities]]\nname = \"清风读书会\"\nkind = \"organisation\"\naliases = [\"清风\"]\n";
    fs::write(folder.join("jianbao.toml"), entity).unwrap();
    let path = folder.to_string_lossy().into_owned();
    let (is_done, printed, said) = jianbao(&["parse", &path, "--format", "json"]);
    assert!(is_done, "{said}");
    let parsed: Value = serde_json::from_str(&printed).unwrap();
    let names: Vec<(&str, &Value)> = parsed["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| (entity["name"].as_str().unwrap(), &entity["aliases"]))
        .collect();
    assert_eq!(
        names,
        [("中国移动", &serde_json::json!(["中國移動"])), ("清风读书会", &serde_json::json!(["清风"]))]
    );
    for (settings, expected) in [
        ("[[entities]]\nname = \"清风\"\nkind = \"club\"\n", "club"),
        ("[[entities]]\nname = \"清\"\nkind = \"person\"\n", "line 1: the entity"),
        ("[[entities]]\nnme = \"清风\"\nkind = \"person\"\n", "nme"),
    ] {
        fs::write(folder.join("jianbao.toml"), settings).unwrap();
        let (is_done, _, said) = jianbao(&["parse", &path, "--format", "json"]);
        assert!(!is_done && said.contains("jianbao.toml") && said.contains(expected), "{said}");
    }
    fs::remove_dir_all(folder).unwrap();
}
