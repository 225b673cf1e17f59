//! `jianbao build`: the same documents give the same site, a site is replaced as a whole or not at all, and nothing else is replaced.

#[path = "support/built.rs"]
mod built;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::{fs, thread};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use built::{Folder, said};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use roxmltree::Document;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

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
    for (more, has_pack) in [(&["--whole", "20"][..], false), (&[], true)] {
        let output = folder.build(&[&["--embed", "10", "--title", "大报"], more].concat());
        assert!(output.status.success(), "{}", said(&output));
        let site = folder.site();
        let index = String::from_utf8(site[Path::new("index.html")].clone()).unwrap();
        assert!(index.contains("catalog=data/") && index.contains("大报"), "{index}");
        for name in ["corpus.pack", "doc/a.html", "doc/b.html"] {
            assert_eq!(site.contains_key(Path::new(name)), has_pack, "{name}");
        }
        assert_eq!(index.contains("whole.pack=corpus.pack"), has_pack, "{index}");
        // Nobody keeps all of a large corpus who has not asked for it.
        let worker = String::from_utf8(site[Path::new("sw.js")].clone()).unwrap();
        assert!(!worker.contains("\"corpus.pack\""), "{worker}");
        // What the page needs before it asks for anything of the corpus lies in it.
        let policy = index.split("Content-Security-Policy").nth(1).unwrap().split('>').next().unwrap();
        assert!(
            policy.contains("worker-src 'self' blob:") && policy.matches("'sha256-").count() == 2,
            "{policy}"
        );
        for part in ["worker", "boot", "scripts", "wasm", "inside"] {
            assert_eq!(index.matches(&format!("data-part=\"{part}\"")).count(), 1, "{part}");
        }
        let is_program = |name: &Path| name.to_string_lossy().starts_with("app-");
        assert!(!site.keys().any(|name| is_program(name)), "{:?}", site.keys());
        let links = Head::read(&index).links;
        assert!(
            !links.iter().any(|(rel, _)| ["stylesheet", "modulepreload", "preload"].contains(&rel.as_str())),
            "{links:?}"
        );
    }
    let found = |command: &str| {
        let mut jianbao = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        jianbao.current_dir(&folder.0).args([command, "網絡", "--in", "site", "--json"]).output().unwrap()
    };
    for command in ["search", "concordance"] {
        let output = found(command);
        assert!(output.status.success(), "{}", said(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains("暢通"), "{command}");
    }
}

#[test]
fn one_file_is_searched_as_its_documents_are() {
    let folder = Folder::new("one");
    let jianbao = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_jianbao")).current_dir(&folder.0).args(arguments).output().unwrap()
    };
    let built = jianbao(&["build", "documents", "--page", "page", "--single-file", "one.html"]);
    assert!(built.status.success(), "{}", said(&built));
    let found = |place: &str, command: &str| jianbao(&[command, "网络", "--in", place, "--json"]);
    for command in ["search", "concordance"] {
        let (file, documents) = (found("one.html", command), found("documents", command));
        assert!(file.status.success() && file.stdout == documents.stdout, "{}", said(&file));
        assert!(String::from_utf8_lossy(&file.stdout).contains("網絡"), "it is found");
    }
    let page = fs::read_to_string(folder.0.join("one.html")).unwrap();
    let place = page.find("data-part=\"pack\"").unwrap();
    fs::write(folder.0.join("one.html"), page.get(..place + 400).unwrap()).unwrap();
    let cut = found("one.html", "search");
    assert!(!cut.status.success() && said(&cut).contains("ends within its corpus"), "{}", said(&cut));
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
    let complete = Folder::new("complete");
    assert!(complete.build(&[]).status.success());
    fs::copy(folder.0.join("documents/c.txt"), complete.0.join("documents/c.txt")).unwrap();
    let started = std::time::Instant::now();
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

// ── what programs read ──────────────────────────────────────────────────────────────────────────────────────

const ADDRESS: &str = "https://example.org/a/";

/// A title that tries to leave whatever it is put into.
const HOSTILE: &str = "甲</script><script>alert(1)</script>\"><img src=x onerror='alert(1)'>]]>&lt;\u{202e}乙\u{2066}\u{0}\u{8}\u{1b}\u{ffff}丙";

fn hostile() -> Folder {
    let folder = Folder::new("hostile");
    let line = json!({
        "id": "\"><b>/../é", "title": HOSTILE, "date": "2020-03-01", "publisher": HOSTILE,
        "text": format!("{HOSTILE}\n\n{HOSTILE}第一段，2020年3月1日开通宽带3148条。\n\n</script><script>alert(2)</script>"),
    });
    folder.put("documents/c.jsonl", &format!("{line}\n"));
    folder
}

/// What a page says to programs.
#[derive(Debug, Default)]
struct Head {
    /// `name` or `property`, and `content`.
    metas: Vec<(String, String)>,
    /// `rel` and `href`.
    links: Vec<(String, String)>,
    /// Texts of scripts that are data.
    data: Vec<String>,
    /// How many elements of each name there are.
    elements: BTreeMap<String, usize>,
}

impl Head {
    fn read(page: &str) -> Head {
        let mut head = Head::default();
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut is_data = false;
        for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let name = text(&tag.name);
                    let attribute = |name: &str| {
                        let found = tag.attributes.iter().find(|(key, _)| text(key) == name);
                        found.map(|(_, value)| text(value)).unwrap_or_default()
                    };
                    match name.as_str() {
                        "meta" => {
                            let key = [attribute("name"), attribute("property")].concat();
                            head.metas.push((key, attribute("content")));
                        }
                        "link" => head.links.push((attribute("rel"), attribute("href"))),
                        "script" => {
                            is_data = attribute("type") == "application/ld+json";
                            if is_data {
                                head.data.push(String::new());
                            }
                        }
                        _ => {}
                    }
                    *head.elements.entry(name).or_default() += 1;
                }
                Token::EndTag(_) => is_data = false,
                Token::String(part) => {
                    if let Some(data) = head.data.last_mut().filter(|_| is_data) {
                        data.push_str(&text(&part));
                    }
                }
                _ => {}
            }
        }
        head
    }

    #[track_caller]
    fn meta(&self, name: &str) -> &str {
        let found: Vec<&str> =
            self.metas.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        found[0]
    }

    fn link(&self, rel: &str) -> Option<&str> {
        self.links.iter().find(|(known, _)| known == rel).map(|(_, href)| href.as_str())
    }
}

/// All elements of a name, whatever its namespace.
fn elements<'a>(document: &'a Document<'a>, name: &str) -> Vec<roxmltree::Node<'a, 'a>> {
    document.descendants().filter(|node| node.tag_name().name() == name).collect()
}

fn words(document: &Document<'_>, name: &str) -> Vec<String> {
    elements(document, name).iter().map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

/// The text page that is not one of the two harmless ones.
fn hostile_page(folder: &Folder) -> String {
    let names: Vec<String> = folder.site().keys().map(|name| name.to_string_lossy().into_owned()).collect();
    let is_hostile = |name: &&String| {
        name.starts_with("doc/")
            && name.ends_with(".html")
            && !["doc/a.html", "doc/b.html"].contains(&name.as_str())
    };
    names.iter().find(is_hostile).unwrap_or_else(|| panic!("{names:?}")).clone()
}

#[test]
fn a_text_page_tells_what_it_is() {
    let folder = Folder::new("metadata");
    folder.put(
        "documents/d.jsonl",
        &format!("{}\n", json!({ "id": "d", "title": "一篇报道", "date": "2020-03-01", "publisher": "某社", "text": "宽带开通了。\n\n网络畅通。" })),
    );
    let output = folder.build(&["--address", "https://example.org/a", "--title", "我的报纸"]);
    assert!(output.status.success(), "{}", said(&output));
    let page = folder.text("doc/d.html");
    let head = Head::read(&page);
    let own = "https://example.org/a/doc/d.html";
    for (name, expected) in [
        ("description", "宽带开通了。 网络畅通。"),
        ("og:description", "宽带开通了。 网络畅通。"),
        ("og:title", "一篇报道"),
        ("og:type", "article"),
        ("og:site_name", "我的报纸"),
        ("og:locale", "zh_CN"),
        ("og:url", own),
        ("article:published_time", "2020-03-01"),
        ("citation_title", "一篇报道"),
        ("citation_publication_date", "2020/03/01"),
        ("citation_publisher", "某社"),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", own),
    ] {
        assert_eq!(head.meta(name), expected, "{name}");
    }
    assert_eq!(head.link("canonical"), Some(own));
    let data: Value = serde_json::from_str(&head.data.concat()).unwrap();
    let expected = json!({
        "@context": "https://schema.org", "@type": "Article", "headline": "一篇报道",
        "description": "宽带开通了。 网络畅通。", "inLanguage": "zh-Hans", "datePublished": "2020-03-01",
        "publisher": { "@type": "Organization", "name": "某社" }, "url": own,
        "isPartOf": { "@type": "Collection", "name": "我的报纸", "url": ADDRESS },
    });
    assert_eq!(data, expected);
    assert!(
        page.contains("href=\"../?view=reader&amp;doc=d&amp;at="),
        "each article leads into the explorer"
    );
    assert!(page.contains("default-src 'none'; style-src 'self'"), "the policy is as strict as it was");

    let index = Head::read(&folder.text("index.html"));
    assert_eq!(
        ["canonical", "manifest", "search", "alternate"].map(|rel| index.link(rel)),
        [Some(ADDRESS), Some("./manifest.webmanifest"), Some("opensearch.xml"), Some("feed.xml")]
    );
    let manifest: Value = serde_json::from_str(&folder.text("manifest.webmanifest")).unwrap();
    assert_eq!(
        ["name", "start_url", "display", "background_color", "theme_color"]
            .map(|name| manifest[name].as_str()),
        [Some("我的报纸"), Some("./"), Some("standalone"), Some("#fcfcfa"), Some("#b02e1a")]
    );
    for icon in manifest["icons"].as_array().unwrap() {
        assert!(folder.has(icon["src"].as_str().unwrap()), "{icon}");
    }
    let site = folder.site();
    assert!(folder.build(&["--address", "https://example.org/a", "--title", "我的报纸"]).status.success());
    assert_eq!(folder.site(), site, "the same documents give the same site");
}

#[test]
fn each_page_says_what_it_is_inside_of_another_one() {
    let folder = Folder::new("oembed");
    assert!(folder.build(&["--address", ADDRESS, "--title", "我的报纸"]).status.success());
    for (page, name, title, place) in [
        ("index.html", "oembed.json", "我的报纸", "?embed=compact"),
        ("doc/a.html", "doc/a.oembed.json", "甲报", "?view=reader&amp;doc=a&amp;embed=reader"),
    ] {
        let links = Head::read(&folder.text(page)).links;
        let own = format!("{ADDRESS}{name}");
        assert!(links.iter().any(|(rel, href)| rel == "alternate" && *href == own), "{page}: {links:?}");
        let said: Value = serde_json::from_str(&folder.text(name)).unwrap();
        assert_eq!(
            ["version", "type", "title", "provider_name", "provider_url"].map(|name| said[name].as_str()),
            [Some("1.0"), Some("rich"), Some(title), Some("我的报纸"), Some(ADDRESS)]
        );
        let frame = said["html"].as_str().unwrap();
        assert!(frame.starts_with(&format!("<iframe src=\"{ADDRESS}{place}\" ")), "{frame}");
        assert!(said["width"].is_u64() && said["height"].is_u64(), "{said}");
    }
    assert!(folder.build(&[]).status.success());
    assert!(
        !folder.has("oembed.json") && !folder.has("doc/a.oembed.json"),
        "without an address nothing is made up"
    );
    assert!(!folder.text("index.html").contains("oembed"));
}

#[test]
fn hostile_titles_stay_text() {
    let folder = hostile();
    let settings = format!("title = {}\ndescription = {}\n", json!(HOSTILE), json!(HOSTILE));
    folder.put("documents/jianbao.toml", &settings);
    let output = folder.build(&["--address", ADDRESS]);
    assert!(output.status.success(), "{}", said(&output));
    let forbidden =
        |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{ffff}';
    let name = hostile_page(&folder);
    assert!(!name.contains(['"', '<', '>']), "{name}");
    for (name, scripts) in [(name.as_str(), 1), ("index.html", 1), ("help.html", 0)] {
        let head = Head::read(&folder.text(name));
        assert_eq!(head.elements.get("script").copied().unwrap_or_default(), scripts, "{name}: {head:?}");
        assert_eq!(head.elements.get("img"), None, "{name}: {head:?}");
    }
    let head = Head::read(&folder.text(&name));
    let data: Value = serde_json::from_str(&head.data.concat()).unwrap();
    for title in [head.meta("og:title"), head.meta("citation_title"), data["headline"].as_str().unwrap()] {
        assert!(
            title.contains("</script><script>alert(1)</script>\"><img") && !title.contains(forbidden),
            "{title:?}"
        );
    }
    for name in ["feed.xml", "opensearch.xml", "sitemap.xml"] {
        let text = folder.text(name);
        assert!(!text.contains(forbidden), "{name}: {text:?}");
        Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
    }
    let feed = folder.text("feed.xml");
    let feed = Document::parse(&feed).unwrap();
    assert!(
        words(&feed, "title").iter().any(|title| title.contains("<img src=x onerror='alert(1)'>]]>&lt;乙"))
    );
    let manifest: Value = serde_json::from_str(&folder.text("manifest.webmanifest")).unwrap();
    assert!(!manifest["name"].as_str().unwrap().contains(forbidden), "{manifest}");
}

#[test]
fn programs_find_every_document() {
    let folder = hostile();
    let output = folder.build(&["--address", ADDRESS]);
    assert!(output.status.success(), "{}", said(&output));
    let map = folder.text("sitemap.xml");
    let places = words(&Document::parse(&map).unwrap(), "loc");
    assert_eq!(places.len(), 5, "{places:?}");
    for place in &places {
        let name = place.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("{place}"));
        assert!(folder.has(if name.is_empty() { "index.html" } else { name }), "{place}");
    }
    assert_eq!(
        folder.text("robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://example.org/a/sitemap.xml\n"
    );

    let feed = folder.text("feed.xml");
    let feed = Document::parse(&feed).unwrap();
    assert_eq!(feed.root_element().tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    let ids = words(&feed, "id");
    let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!((ids.len(), unique.len()), (4, 4), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{ids:?}");
    let updated = words(&feed, "updated");
    assert_eq!(updated[..2], ["2020-03-01T00:00:00Z", "2020-03-01T00:00:00Z"], "{updated:?}");
    assert!(updated[1..].is_sorted_by(|a, b| a >= b), "the newest comes first: {updated:?}");
    for link in elements(&feed, "link") {
        let href = link.attribute("href").unwrap();
        let name = href.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("{href}"));
        assert!(name.is_empty() || folder.has(name), "{href}");
    }

    let search = folder.text("opensearch.xml");
    let search = Document::parse(&search).unwrap();
    let template = elements(&search, "Url")[0].attribute("template");
    assert_eq!(template, Some("https://example.org/a/?q={searchTerms}"));
    assert!(words(&search, "ShortName")[0].chars().count() <= 16);
    assert!(folder.has("seal.svg"));

    // A corrected title leaves the document's id.
    folder.put("documents/a.txt", "丁报\n\n2020年2月6日，宽带畅通。");
    assert!(folder.build(&["--address", ADDRESS]).status.success());
    let feed = folder.text("feed.xml");
    let mut again = words(&Document::parse(&feed).unwrap(), "id");
    let mut ids = ids;
    again.sort();
    ids.sort();
    assert_eq!(again, ids);
}

#[test]
fn without_an_address_nothing_is_made_up() {
    let folder = Folder::new("nowhere");
    let output = folder.build(&[]);
    assert!(output.status.success() && said(&output).contains("without an address"), "{}", said(&output));
    for name in ["sitemap.xml", "feed.xml", "opensearch.xml"] {
        assert!(!folder.has(name), "{name}");
    }
    assert_eq!(folder.text("robots.txt"), "User-agent: *\nAllow: /\n");
    for name in ["index.html", "help.html", "doc/a.html"] {
        let head = Head::read(&folder.text(name));
        assert_eq!(["canonical", "search", "alternate"].map(|rel| head.link(rel)), [None; 3], "{name}");
    }
    let head = Head::read(&folder.text("doc/a.html"));
    assert!(
        !head.metas.iter().any(|(name, _)| name == "og:url" || name == "citation_public_url"),
        "{head:?}"
    );

    folder.put("documents/jianbao.toml", "address = \"https://example.org\"");
    let output = folder.build(&[]);
    assert!(output.status.success() && !said(&output).contains("without an address"), "{}", said(&output));
    assert_eq!(Head::read(&folder.text("index.html")).link("canonical"), Some("https://example.org/"));
    let site = folder.site();
    // The command line goes before the settings.
    assert!(folder.build(&["--address", ADDRESS]).status.success());
    assert_eq!(Head::read(&folder.text("index.html")).link("canonical"), Some(ADDRESS));
    assert!(folder.build(&[]).status.success());
    assert_eq!(folder.site(), site);

    folder.put("documents/jianbao.toml", "address = \"example.org\"");
    for output in [folder.build(&[]), folder.build(&["--address", "ftp://example.org/"])] {
        let said = said(&output);
        assert!(!output.status.success() && said.contains("expected something like https://"), "{said}");
        assert_eq!(folder.site(), site, "the old site stays");
    }
}

/// What the service worker was told: version, the page's first script, addresses and checksums.
fn list(folder: &Folder) -> Value {
    let script = folder.text("sw.js");
    let line = script.lines().find_map(|line| line.strip_prefix("const SITE = ")).unwrap();
    serde_json::from_str(line.trim_end_matches(';')).unwrap()
}

#[test]
fn the_service_worker_knows_every_file_of_the_page() {
    let folder = Folder::new("offline");
    for more in [&[][..], &["--embed", "10"]] {
        folder.put("documents/a.txt", "甲报\n\n2020年2月6日，中国移动湖北公司开通宽带3148条。");
        assert!(folder.build(more).status.success());
        let first = list(&folder);
        let files: Vec<(String, String)> = serde_json::from_value(first["files"].clone()).unwrap();
        let index = folder.text("index.html");
        assert!(index.contains(first["page"].as_str().unwrap()), "{first}");
        for (address, sum) in &files {
            let name = if address == "./" { "index.html" } else { address.split('?').next().unwrap() };
            let bytes =
                fs::read(folder.0.join("site").join(name)).unwrap_or_else(|_| panic!("{address} is there"));
            let expected = format!("sha256-{}", STANDARD.encode(Sha256::digest(&bytes)));
            assert!(name.ends_with(".html") || *sum == expected, "{address}");
        }
        // All that the head names, and what the program fetches by itself.
        let fetched = Head::read(&index)
            .links
            .into_iter()
            .filter(|(rel, _)| rel != "icon" && rel != "manifest")
            .map(|(_, href)| href);
        let engine = index.split("name=\"jianbao\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        // All of a large corpus is kept when a reader has asked for it; its catalog, and the script, lie in the page.
        let has_inside = !more.is_empty();
        let parts = engine.split(' ').map(|pair| pair.split_once('=').unwrap());
        let parts = parts.filter(|(name, _)| !["catalog", "whole.pack", "whole.size"].contains(name));
        let engine = parts.map(|(_, address)| address.to_owned());
        assert_eq!(files.iter().any(|(name, _)| name == "jianbao.js"), !has_inside, "{files:?}");
        for address in fetched
            .chain(engine)
            .chain(["state.js", "embed.js", "theme.js", "offline.js", "help.html"].map(String::from))
        {
            let address = address.trim_start_matches("./");
            assert!(files.iter().any(|(known, _)| known == address), "{address} in {files:?}");
        }
        let is_for_others =
            |name: &str| name.starts_with("doc/") || ["sw.js", "jianbao-1.js", "oembed.json"].contains(&name);
        assert!(!files.iter().any(|(name, _)| is_for_others(name)), "{files:?}");

        assert!(folder.build(more).status.success());
        assert_eq!(list(&folder), first);
        folder.put("documents/a.txt", "甲报\n\n2020年2月6日，中国移动湖北公司开通宽带3149条。");
        assert!(folder.build(more).status.success());
        let second = list(&folder);
        assert!(second["version"] != first["version"] && second["page"] != first["page"], "{first} {second}");
    }
    assert!(!folder.has("feed.xml") && folder.has("robots.txt"));
    for (more, has_pages) in [(&[][..], true), (&["--whole", "20"], false)] {
        assert!(folder.build(&[&["--embed", "10", "--address", ADDRESS], more].concat()).status.success());
        let map = folder.text("sitemap.xml");
        let map = words(&Document::parse(&map).unwrap(), "loc");
        assert_eq!(map.get(..2).unwrap(), [ADDRESS, "https://example.org/a/help.html"]);
        assert_eq!(
            map.get(2..).unwrap().iter().all(|page| page.contains("/doc/")) && map.len() == 4,
            has_pages
        );
        assert!(folder.has("opensearch.xml") && folder.has("feed.xml") == has_pages);
    }
}
