//! `jianbao export`: the same documents give the same files, a folder is replaced as a whole or not at all, and every field of a line
//! is one that the mappings know. `make test-export` reads the files with DuckDB.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::Value;

const FORMATS: [&str; 4] = ["ndjson", "csv", "parquet", "elastic-bulk"];

/// A folder of the test's own that goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = env::temp_dir().join(format!("jianbao-export-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn export(&self, documents: &Path, format: &str, out: &str, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .current_dir(&self.0)
            .arg("export")
            .arg(documents)
            .args(["--format", format, "--out", out])
            .args(more)
            .output()
            .unwrap()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Names and bytes of all files in a folder.
    fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.0.join(name)).unwrap().flatten();
        let file =
            |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap());
        entries.map(file).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_same_documents_give_the_same_files() {
    let folder = Folder::new("same");
    for format in FORMATS {
        for out in ["one", "two", "one"] {
            let output = folder.export(&sample(), format, out, &[]);
            assert!(output.status.success(), "{format}: {}", said(&output));
        }
        let files = folder.files("one");
        assert_eq!(files, folder.files("two"), "{format}");
        let manifest: Value = serde_json::from_slice(&files["export.json"]).unwrap();
        assert_eq!(manifest["format"], format);
        let named: Vec<&String> = manifest["files"].as_object().unwrap().keys().collect();
        let others: Vec<&String> = files.keys().filter(|name| *name != "export.json").collect();
        assert_eq!(named, others, "{format}");
        // What grew beside is gone.
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
        for out in ["one", "two"] {
            fs::remove_dir_all(folder.0.join(out)).unwrap();
        }
    }
}

#[test]
fn only_an_export_is_replaced() {
    let folder = Folder::new("foreign");
    assert!(folder.export(&sample(), "csv", "out", &[]).status.success());
    let before = folder.files("out");
    fs::write(folder.0.join("out/mine.txt"), "mine").unwrap();
    let output = folder.export(&sample(), "parquet", "out", &[]);
    assert!(
        !output.status.success() && said(&output).contains("something else than an export"),
        "{output:?}"
    );
    fs::remove_file(folder.0.join("out/mine.txt")).unwrap();
    // What cannot be read stops before anything is replaced.
    let output = folder.export(&folder.0.join("missing"), "parquet", "out", &[]);
    assert!(!output.status.success() && said(&output).contains("missing"), "{output:?}");
    assert_eq!(folder.files("out"), before);
    // Another format takes its place, and no file of the first stays.
    assert!(folder.export(&sample(), "parquet", "out", &[]).status.success());
    assert!(folder.files("out").keys().all(|name| name.ends_with(".parquet") || name == "export.json"));
    for index in ["Jianbao", "a b", "_x1"] {
        let output = folder.export(&sample(), "elastic-bulk", "other", &["--index", index]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("a small letter first"), "{}", said(&output));
    }
}

#[test]
fn tables_have_what_the_documents_say() {
    let folder = Folder::new("tables");
    fs::create_dir_all(folder.0.join("documents")).unwrap();
    let text = "# =1+1\n\n甲报于2020年2月6日捐款1234567890123456789.25元，又捐3—5万元，占三分之一。\n\n# 乙\n\n2020年3月复工。\n";
    fs::write(folder.0.join("documents/a.md"), text).unwrap();
    let output = folder.export(Path::new("documents"), "csv", "out", &[]);
    assert!(output.status.success(), "{}", said(&output));
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        let text = folder.text(&format!("out/{name}.csv"));
        assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().unwrap().clone();
        let row = |row: csv::StringRecord| head.iter().zip(&row).map(|(a, b)| (a.into(), b.into())).collect();
        reader.records().map(|record| row(record.unwrap())).collect()
    };
    let titles: Vec<String> = rows("articles").iter().map(|row| row["title"].clone()).collect();
    assert_eq!(titles, ["'=1+1", "乙"]);
    let figures: Vec<[String; 4]> = rows("figures")
        .iter()
        .map(|row| ["value_exact", "upper_exact", "value", "unit"].map(|column| row[column].clone()))
        .collect();
    let [first, range, share] = figures.as_slice() else { panic!("{figures:?}") };
    assert_eq!(first.each_ref().map(String::as_str)[..2], ["1234567890123456789.25", ""]);
    assert_eq!(range.each_ref().map(String::as_str), ["30000", "50000", "30000", "元"]);
    assert!(share[0].is_empty() && share[2].starts_with("33.3") || share[2].starts_with("0.33"), "{share:?}");
    let dates = rows("dates");
    let days = |n: usize| ["edtf", "first_day", "last_day"].map(|column| dates[n][column].clone());
    assert_eq!(days(0), ["2020-02-06", "2020-02-06", "2020-02-06"]);
    assert_eq!(days(1), ["2020-03", "2020-03-01", "2020-03-31"]);
    assert_eq!((dates[0]["before"].as_str(), dates[0]["event"].contains("捐款")), ("甲报于", true));
}

fn keys(object: &serde_json::Map<String, Value>) -> BTreeSet<&str> {
    object.keys().map(String::as_str).collect()
}

/// Whether an object has just the fields that a mapping knows, and of their types.
fn check_fields(object: &Value, mapping: &Value, path: &str) {
    let (object, known) = (object.as_object().unwrap(), mapping["properties"].as_object().unwrap());
    assert_eq!(keys(object), keys(known), "{path}");
    for (name, value) in object {
        let (field, path) = (&known[name], format!("{path}.{name}"));
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values.iter().filter(|value| !value.is_null()) {
            let is_right = match field["type"].as_str().unwrap() {
                "keyword" | "text" => value.is_string(),
                "long" => value.is_i64(),
                "double" => value.is_f64(),
                "boolean" => value.is_boolean(),
                "date" => value.as_str().is_some_and(|day| day.len() == 10),
                "date_range" => value["gte"].as_str() <= value["lte"].as_str() && value["gte"].is_string(),
                "nested" => {
                    check_fields(value, field, &path);
                    true
                }
                other => panic!("{path}: {other}"),
            };
            assert!(is_right, "{path}: {value} is no {}", field["type"]);
        }
    }
}

#[test]
fn mappings_know_every_field() {
    let folder = Folder::new("mapping");
    assert!(folder.export(&sample(), "ndjson", "lines", &[]).status.success());
    let output = folder.export(&sample(), "elastic-bulk", "bulk", &["--index", "reports"]);
    assert!(output.status.success(), "{}", said(&output));
    let json = |name: &str| -> Value { serde_json::from_str(&folder.text(name)).unwrap() };
    let mut lines = Vec::new();
    for (file, mapping) in [("articles", "mapping"), ("entities", "mapping-entities")] {
        let mapping = json(&format!("lines/{mapping}.json"));
        let text = folder.text(&format!("lines/{file}.ndjson"));
        let index = if file == "articles" { "reports" } else { "reports-entities" };
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            check_fields(&line, &mapping["mappings"], file);
            lines.push((index, line));
        }
    }
    assert!(lines.len() > 200, "{}", lines.len());
    let bulk = folder.text("bulk/bulk-00001.ndjson");
    let bulk: Vec<Value> = bulk.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(bulk.len() == 2 * lines.len());
    for (pair, (index, line)) in bulk.chunks(2).zip(&lines) {
        let [action, source] = pair else { panic!() };
        assert_eq!(
            (&action["index"]["_index"], &action["index"]["_id"]),
            (&Value::from(*index), &line["id"])
        );
        assert_eq!(source, line);
    }
    // JSON is YAML too; the engine knows the same fields.
    let quickwit = json("lines/quickwit.yaml");
    let fields = quickwit["doc_mapping"]["field_mappings"].as_array().unwrap();
    let names: BTreeSet<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names, keys(lines[0].1.as_object().unwrap()));
}
