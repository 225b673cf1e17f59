//! A site that is built again with more documents: old links lead where they led, and what is new is told.

#[path = "support/built.rs"]
mod built;

use std::collections::BTreeMap;
use std::fs;

use built::{Folder, said};
use serde_json::Value;

/// Ids of a site's documents, and how each text page begins.
fn documents(folder: &Folder) -> BTreeMap<String, Value> {
    let list = folder.text("documents.jsonl");
    let lines = list.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| (line["id"].as_str().unwrap().to_owned(), line)).collect()
}

fn edition(folder: &Folder) -> Value {
    serde_json::from_str(&folder.text("edition.json")).unwrap()
}

fn build(folder: &Folder, more: &[&str]) -> String {
    let output = folder.build(more);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

/// Where the words of a text page begin that stand between its title and its foot.
fn body(page: &str) -> &str {
    let start = page.find("text-page__body").unwrap();
    &page[start..page.find("</main>").unwrap()]
}

#[test]
fn links_to_documents_lead_where_they_led() {
    for more in [&[][..], &["--embed", "10"]] {
        let folder = Folder::new(&format!("editions-links-{}", more.len()));
        folder.put("documents/通信 简报.txt", "丙报\n\n2020年3月8日，复工复产。");
        folder.put(
            "documents/d.jsonl",
            "{\"text\":\"丁。\"}\n{\"title\":\"戊\",\"text\":\"戊说。\"}\n{\"id\":\"f\",\"text\":\"己。\"}\n",
        );
        build(&folder, more);
        let (before, old) = (documents(&folder), folder.site());
        assert_eq!((before.len(), edition(&folder)["edition"].as_u64()), (6, Some(1)));
        // What would take the ids of others comes in front of them, and at the head of the lines.
        folder.put("documents/a.html", "<!doctype html><p>另一篇。</p>");
        folder.put("documents/a.md", "# 另一篇\n\n又一篇。");
        folder.put("documents/B.md", "# 大写\n\n又一篇。");
        folder.put("documents/通信 简报.html", "<!doctype html><p>第三篇。</p>");
        folder.put("documents/d.jsonl", "{\"text\":\"新。\"}\n{\"title\":\"戊\",\"text\":\"戊说。\"}\n{\"text\":\"丁。\"}\n{\"id\":\"f\",\"text\":\"己。\"}\n");
        let said = build(&folder, more);
        assert!(said.contains("edition 2: 5 new, 0 changed, 0 gone"), "{said}");
        let after = documents(&folder);
        for (id, line) in &before {
            for key in ["source", "title", "checksum", "first"] {
                assert_eq!(after[id][key], line[key], "{id}");
            }
        }
        assert_eq!(after.len(), 11);
        let pages = old.keys().filter(|name| name.starts_with("doc") && name.extension().unwrap() == "html");
        for name in pages {
            let name = name.to_str().unwrap();
            let page = std::str::from_utf8(&old[std::path::Path::new(name)]).unwrap();
            assert_eq!(body(&folder.text(name)), body(page), "{name}");
        }
    }
}

#[test]
fn what_is_new_is_told() {
    let folder = Folder::new("editions-news");
    folder.put("documents/jianbao.toml", "address = \"https://example.org/a/\"");
    build(&folder, &[]);
    assert!(!folder.text("index.html").contains("site-note"), "the first edition has no news");
    folder.put("documents/c.txt", "丙<x>报\n\n2019年3月8日，复工复产。");
    folder.put("documents/b.md", "# 乙报\n\n2020年2月7日，網絡不暢。");
    let said = build(&folder, &[]);
    assert!(said.contains("edition 2: 1 new, 1 changed, 0 gone"), "{said}");
    let index = folder.text("index.html");
    for part in [
        "第 2 版：新增 1 份，修改 1 份",
        "Edition 2: 1 new, 1 changed",
        "?view=reader&amp;doc=c",
        "丙&lt;x&gt;报",
    ] {
        assert!(index.contains(part), "{part} in {index}");
    }
    assert!(!index.contains("丙<x>"));
    // The feed has first what came last, whatever its date.
    let feed = folder.text("feed.xml");
    let place = |part: &str| feed.find(part).unwrap_or_else(|| panic!("{part} in {feed}"));
    assert!(place("doc/c.html") < place("doc/a.html") && place("doc/c.html") < place("doc/b.html"));
    assert!(feed.contains("<updated>2020-02-01T00:00:00Z</updated>"), "{feed}");
    // Nothing has changed: the same edition, the same bytes.
    let site = folder.site();
    let said = build(&folder, &[]);
    assert!(said.contains("edition 2: nothing has changed"), "{said}");
    assert_eq!(folder.site(), site);
    // A site that lies elsewhere is as good.
    let away = folder.0.join("away");
    fs::create_dir_all(&away).unwrap();
    for name in ["documents.jsonl", "edition.json"] {
        fs::copy(folder.0.join("site").join(name), away.join(name)).unwrap();
    }
    fs::remove_dir_all(folder.0.join("site")).unwrap();
    build(&folder, &["--previous", "away"]);
    assert_eq!(folder.site(), site);
    let output = folder.build(&["--previous", "nowhere"]);
    assert!(
        !output.status.success() && built::said(&output).contains("edition.json"),
        "{}",
        built::said(&output)
    );
}

#[test]
fn links_that_break_are_reported_and_can_be_kept() {
    let folder = Folder::new("editions-gone");
    folder.put("documents/c.txt", "丙报\n\n2020年3月8日，复工复产。");
    build(&folder, &[]);
    fs::rename(folder.0.join("documents/c.txt"), folder.0.join("documents/renamed.txt")).unwrap();
    fs::remove_file(folder.0.join("documents/a.txt")).unwrap();
    let before = fs::read(folder.0.join("site/edition.json")).unwrap();
    let said = build(&folder, &[]);
    assert!(
        said.contains("1 new, 0 changed, 2 gone") && said.contains("links to a (a.txt) lead nowhere now\n"),
        "{said}"
    );
    let advice = "[documents.\"renamed.txt\"] id = \"c\"";
    assert!(said.contains(advice), "{said}");
    folder.put("documents/jianbao.toml", "[documents.\"renamed.txt\"]\nid = \"c\"");
    let said = build(&folder, &[]);
    assert!(documents(&folder).contains_key("c") && folder.has("doc/c.html"), "{said}");
    assert_ne!(before, fs::read(folder.0.join("site/edition.json")).unwrap());
    // What must not be published is not told of an old site either.
    folder.put("documents/jianbao.toml", "[[redact]]\ntext = \"renamed\"");
    fs::remove_file(folder.0.join("documents/renamed.txt")).unwrap();
    let said = build(&folder, &[]);
    assert!(said.contains("1 gone") && !said.contains("renamed"), "{said}");
}
