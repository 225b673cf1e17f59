//! What `jianbao.toml` says of a corpus stands where readers and programs look for it.

#[path = "support/built.rs"]
mod built;

use std::fs;
use std::process::Command;

use built::{Folder, said};
use serde_json::Value;

const SETTINGS: &str = r##"
title = "两报"
address = "https://example.org/a/"
licence = "CC BY 4.0"

[theme]
accent = "#0a5c8a"

[documents."a.txt"]
title = "甲报（改题）"
published = 2020-02-10
publisher = "某某协会"
issue = "7"

[documents."没有.txt"]
title = "没有"
"##;

#[test]
fn what_settings_say_of_documents_goes_before_what_they_say_themselves() {
    let folder = Folder::new("settings-documents");
    folder.put("documents/jianbao.toml", SETTINGS);
    let output = folder.build(&[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("there is no document \"没有.txt\""), "{}", said(&output));
    let page = folder.text("doc/a.html");
    for part in ["甲报（改题）", "2020-02-10", "某某协会"] {
        assert!(page.contains(part) && folder.text("index.html").contains(part), "{part}");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    let printed =
        command.current_dir(&folder.0).args(["parse", "documents", "--format", "json"]).output().unwrap();
    let parsed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let document = &parsed["documents"][0];
    assert_eq!(document["published_basis"], "config");
    assert_eq!(document["read_from"]["title"], "settings");
    assert_eq!(document["id"], "a", "the id stays");
}

#[test]
fn the_licence_stands_where_documents_stand() {
    let folder = Folder::new("settings-licence");
    assert!(folder.build(&[]).status.success());
    assert!(
        !folder.text("index.html").contains("site-note") && !folder.text("doc/a.html").contains("license")
    );
    folder.put("documents/jianbao.toml", SETTINGS);
    assert!(folder.build(&[]).status.success());
    let url = "https://creativecommons.org/licenses/by/4.0/";
    for page in ["index.html", "doc/a.html", "doc/b.html"] {
        let text = folder.text(page);
        assert!(text.contains(&format!("<a rel=\"license\" href=\"{url}\">CC BY 4.0</a>")), "{page}: {text}");
        assert!(!text.contains(" style=\""), "{page}");
    }
    assert!(folder.text("doc/a.html").contains(&format!("\"license\":\"{url}\"")));
    assert!(folder.text("feed.xml").contains("<rights>CC BY 4.0</rights>"));
    // A licence is text.
    folder
        .put("documents/jianbao.toml", "licence = { name = \"a<b>\", url = \"https://example.org/?\\\"<\" }");
    assert!(folder.build(&[]).status.success());
    let page = folder.text("doc/a.html");
    assert!(page.contains("a&lt;b&gt;") && !page.contains("<b>\""), "{page}");
}

#[test]
fn the_accent_is_in_every_sheet_and_in_the_icon() {
    let folder = Folder::new("settings-theme");
    folder.put("page/lite/seal.svg", "<svg fill=\"#b02e1a\"/>");
    folder.put("page/whole/whole.css", ".a{--seal-soft:#f8e8e3}");
    let sheets = |folder: &Folder| -> Vec<(String, String)> {
        let files =
            folder.site().into_iter().map(|(name, bytes)| (name.to_string_lossy().into_owned(), bytes));
        files
            .filter(|(name, _)| name.ends_with(".css"))
            .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
            .collect()
    };
    assert!(folder.build(&[]).status.success());
    let plain = sheets(&folder);
    folder.put("documents/jianbao.toml", SETTINGS);
    assert!(folder.build(&[]).status.success());
    let themed = sheets(&folder);
    assert_eq!(themed.len(), plain.len());
    for (name, sheet) in &themed {
        assert!(!sheet.contains("b02e1a") && !sheet.contains("f8e8e3"), "{name}: {sheet}");
        assert!(plain.iter().all(|(other, _)| other != name), "{name} changes with its bytes");
        let page = folder.text("index.html");
        assert!(page.contains(name.as_str()), "{name} in {page}");
    }
    assert!(folder.text("seal.svg").contains("#0a5c8a"));
    assert!(folder.text("manifest.webmanifest").contains("\"theme_color\":\"#0a5c8a\""));
    assert!(
        folder
            .text("doc/a.html")
            .contains(&themed.iter().find(|(name, _)| name.starts_with("page-")).unwrap().0)
    );
}

#[test]
fn a_wrong_setting_is_refused_with_its_place() {
    let folder = Folder::new("settings-wrong");
    for (settings, expected) in [
        ("title = \"a\"\nlisence = \"MIT\"", &["jianbao.toml", "line 2", "licence"][..]),
        ("[theme]\naccent = \"#ffee00\"", &["line 2", "contrast", "darker"]),
        ("[[redact]]\ntext = \"甲\"\nreplace = \"甲\"", &["line 1", "own replacement"]),
        ("address = \"https://example.org/jia/\"\n[[redact]]\ntext = \"jia\"", &["address", "redaction"]),
    ] {
        folder.put("documents/jianbao.toml", settings);
        let output = folder.build(&[]);
        assert!(!output.status.success() && !folder.has("index.html"), "{settings}");
        for part in expected {
            assert!(said(&output).contains(part), "{part} in {}", said(&output));
        }
    }
    folder.put("documents/jianbao.toml", "title = \"a\"");
    folder.put("more/jianbao.toml", "title = \"b\"");
    folder.put("more/c.txt", "丙。");
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    let output = command.current_dir(&folder.0).args(["parse", "documents", "more"]).output().unwrap();
    assert!(!output.status.success() && said(&output).contains("expected one file"), "{}", said(&output));
}

#[test]
fn what_is_to_stay_private_is_not_published_by_a_slip() {
    let folder = Folder::new("slips");
    folder.put("documents/letters/a.txt", "张三到场。");
    folder.put("documents/drafts/b.txt", "草稿。");
    let rules = "[[redact]]\ntext = \"张三\"\n";
    // Rules that lie where nobody reads them.
    folder.put("documents/letters/jianbao.toml", rules);
    assert_refused(&folder, "documents", "not read there");
    fs::remove_file(folder.0.join("documents/letters/jianbao.toml")).unwrap();
    folder.put("documents/jianbao.toml", rules);
    assert_refused(&folder, "documents/letters", "lies above the documents");
    // Rules and exceptions for what is not there.
    folder.put("documents/jianbao.toml", &format!("{rules}documents = [\"leters/\"]\n"));
    assert_refused(&folder, "documents", "did you mean \"letters\"?");
    folder.put("documents/jianbao.toml", "leave_out = [\"drafs\"]\n");
    let output = folder.build(&[]);
    assert!(said(&output).contains("did you mean \"drafts\"?"), "{}", said(&output));
}

#[test]
fn a_site_among_the_documents_is_no_document() {
    let folder = Folder::new("inside");
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command.current_dir(&folder.0).args([
            "build",
            "documents",
            "--no-cache",
            "--out",
            "documents/site",
            "--page",
            "page",
        ]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    build();
    assert!(build().contains("nothing has changed"), "{}", build());
}

fn assert_refused(folder: &Folder, documents: &str, why: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    command.current_dir(&folder.0).args([
        "build",
        documents,
        "--no-cache",
        "--out",
        "site",
        "--page",
        "page",
    ]);
    let output = command.output().unwrap();
    assert!(!output.status.success() && said(&output).contains(why), "{}", said(&output));
    assert!(!folder.0.join("site").exists(), "nothing is published");
}
