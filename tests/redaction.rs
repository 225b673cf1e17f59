//! What must not be published stands in no file of a site, whatever it is written in and however it was spelled.

#[path = "support/built.rs"]
mod built;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use built::{Folder, said};
use encoding_rs::{BIG5, GB18030};
use flate2::read::{DeflateDecoder, GzDecoder};
use jianbao::text::fold::{HanClasses, fold_term};
use serde_json::json;

/// What must not be published, in one spelling each.
const SECRETS: [&str; 5] = ["欧阳娜迦", "Ouyang Najia", "13800138000", "110101199003078515", "甲乙丙号密件"];

const RULES: &str = r#"
title = "歐陽娜迦文集"
description = "欧阳 娜迦的信"
address = "https://example.org/a/"

[[entities]]
name = "欧阳娜迦"
kind = "person"
aliases = ["Ouyang Najia"]

[[redact]]
text = ["欧阳娜迦", "Ouyang Najia", "13800138000"]

[[redact]]
pattern = '\d{17}[\dXx]'
replace = "〔证件号〕"

[[redact]]
pattern = '甲乙丙号.{2}'

[[redact]]
text = "無此人"
"#;

/// Documents that hold them in every guise that a file has room for.
fn hostile(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.put(
        "documents/歐陽娜迦來信.txt",
        "歐陽娜迦的信\n\n歐 陽 娜 迦，歐(ōu)陽(yáng)娜(nà)迦(jiā)，见欧阳\u{200b}娜迦与欧阳娜\n迦。電話１３８　００１３ 8000，138-0013-8000。\n\n证号１１０１０１19900307 8515、110101199003078515。\n\n他向欧\n\n— 3 —\n\n阳娜迦捐款1.38亿元，13,800,138,000元，于2020年2月6日。见甲乙丙号密件。\n",
    );
    folder.put(
        "documents/ouyang-najia/b.html",
        "<!doctype html><html><head><title>歐陽娜迦 - 某某网</title><meta name=\"author\" content=\"&#27431;&#38451;&#23068;&#36838;\"><meta name=description content='欧阳娜迦'>\
         <script>var a = '\\u6b27\\u9633\\u5a1c\\u8fe6', b = '欧阳娜迦';</script><script type=\"application/ld+json\">{\"author\":\"Ouyang Najia\"}</script></head>\
         <body><!-- 欧阳娜迦 --><h1>欧<b>阳</b>娜<i>迦</i>来信</h1><p title=\"欧阳娜迦\">见&#27431;&#x9633;娜<wbr>迦、<ruby>欧<rt>ōu</rt>阳<rt>yáng</ruby>娜迦，<a href=\"/%E6%AC%A7%E9%98%B3%E5%A8%9C%E8%BF%A6\">此</a>，\
         <span data-name=\"5qyn6Ziz5aic6L+m\">她</span>。2020年2月7日，Ouyang&nbsp;<em>Najia</em>到场。</p><table><tr><td>欧阳</td><td>娜迦</td></tr></table></body></html>",
    );
    folder.put(
        "documents/c.md",
        "---\ntitle: \"歐陽娜迦報告\"\ndate: 2020-03-01\nauthor: Ouyang Najia\n---\n# 报告\n\n见*欧阳*娜**迦**，[他](http://x/欧阳娜迦 \"Ouyang Najia\")。\n\n![欧阳娜迦](a.png)\n",
    );
    let line = |id: &str, title: &str, text: &str| {
        json!({"id": id, "title": title, "date": "2020-04-01", "publisher": "Ouyang Najia工作室", "text": text}).to_string()
    };
    let lines = [
        line("欧阳娜迦-1", "欧阳娜迦传", "<p>欧阳<b>娜迦</b>，&#27431;阳娜迦</p><p>二〇二〇年四月</p>"),
        line("ouyang_najia-2", "ＯＵＹＡＮＧ　ＮＡＪＩＡ", "全体人员名单：\n欧阳\n娜迦\n李四"),
    ];
    folder.put("documents/d.jsonl", &format!("{}\n", lines.join("\n")));
    let put = |name: &str, bytes: &[u8]| fs::write(folder.0.join("documents").join(name), bytes).unwrap();
    let text = "会议纪要\n\n出席会议的有歐陽娜迦等人，2020年5月1日，会议决定了通信业的全部事项。\n";
    put("e.txt", &GB18030.encode(text).0);
    put(
        "f.txt",
        &[&[0xff, 0xfe][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
    );
    put(
        "g.txt",
        &BIG5.encode("會議紀要\n\n出席會議的有歐陽娜迦等人，2020年5月1日，會議決定了通信業的全部事項。\n").0,
    );
    folder
}

/// A file, and what lies packed in it.
fn layers(name: &str, bytes: &[u8], found: &mut Vec<(String, Vec<u8>)>) {
    found.push((name.to_owned(), bytes.to_vec()));
    let mut inflated = Vec::new();
    if DeflateDecoder::new(bytes).read_to_end(&mut inflated).is_ok() && inflated.len() > bytes.len() / 2 {
        found.push((format!("{name} inflated"), inflated));
    }
    let text = String::from_utf8_lossy(bytes);
    for (index, part) in text.split("data-part=").enumerate().skip(1) {
        let packed = part.split_once('>').and_then(|(_, rest)| rest.split_once('<')).unwrap().0;
        let mut part = Vec::new();
        GzDecoder::new(&STANDARD.decode(packed).unwrap()[..]).read_to_end(&mut part).unwrap();
        found.push((format!("{name} part {index}"), part));
    }
}

/// Bytes that stand for a word in some writing.
fn writings(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16: Vec<u16> = word.encode_utf16().collect();
    let each = |write: &dyn Fn(char) -> String| word.chars().map(write).collect::<String>().into_bytes();
    let percent: String = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let base64 = STANDARD.encode(word);
    let mut writings = vec![
        ("UTF-8", word.as_bytes().to_vec()),
        ("UTF-16LE", utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        ("UTF-16BE", utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ("UTF-32", word.chars().flat_map(|c| (c as u32).to_le_bytes()).collect()),
        ("GB18030", GB18030.encode(word).0.into_owned()),
        ("Base64", base64.trim_end_matches('=').as_bytes().to_vec()),
    ];
    if !word.is_ascii() {
        writings.push(("file name", percent.replace('%', "=").to_ascii_lowercase().into_bytes()));
        writings.push(("percent", percent.into_bytes()));
        writings.push(("reference", each(&|c| format!("&#{};", c as u32))));
        writings.push(("escape", each(&|c| format!("\\u{:04x}", c as u32))));
    }
    writings
}

/// Where a secret stands in files, in any writing and any spelling that reads the same.
fn leaks(files: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in files {
        let name = name.to_string_lossy().into_owned();
        let mut parts = vec![(format!("name {name}"), name.clone().into_bytes())];
        layers(&name, bytes, &mut parts);
        for (name, bytes) in &parts {
            let text = String::from_utf8_lossy(bytes).replace("&nbsp;", " ");
            let folded = fold_term(&text, HanClasses::all());
            let bare: String = folded.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | ',')).collect();
            for secret in SECRETS {
                let own = fold_term(secret, HanClasses::all()).replace(' ', "");
                if bare.contains(&own) {
                    found.push(format!("{secret} in {name}, folded"));
                }
                for word in [secret, "歐陽娜迦"].iter().filter(|word| secret.is_ascii() == word.is_ascii())
                {
                    for (writing, word) in writings(word) {
                        if bytes.windows(word.len()).any(|part| part == word) {
                            found.push(format!("{secret} in {name} as {writing}"));
                        }
                    }
                }
            }
        }
    }
    found
}

/// A site and a single file, and what the command prints of the documents.
fn artefacts(folder: &Folder, more: &[&str]) -> (BTreeMap<PathBuf, Vec<u8>>, String) {
    let output = folder.build(more);
    assert!(output.status.success(), "{}", said(&output));
    let mut files = folder.site();
    if more.is_empty() {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command.current_dir(&folder.0).env("XDG_CACHE_HOME", folder.0.join("cache")).args([
            "build",
            "documents",
            "--page",
            "page",
            "--single-file",
            "one.html",
        ]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        files.insert("one.html".into(), fs::read(folder.0.join("one.html")).unwrap());
    }
    for (name, arguments) in [
        ("parse", &["parse", "documents", "--format", "json"][..]),
        ("text", &["parse", "documents"]),
        ("check", &["check", "documents"]),
        ("search", &["search", "会议 OR 报告 OR 信 OR 人", "--in", "documents", "--json", "--facets"]),
        ("words", &["words", "会", "--in", "documents"]),
        ("concordance", &["concordance", "会", "--in", "documents"]),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        let printed = command.current_dir(&folder.0).args(arguments).output().unwrap();
        assert!(printed.status.success(), "{name}: {}", said(&printed));
        assert!(!printed.stdout.is_empty(), "{name} prints nothing");
        files.insert(format!("printed-{name}").into(), [printed.stdout, printed.stderr].concat());
    }
    files.extend(
        folder.files("cache").into_iter().map(|(name, bytes)| (Path::new("cache").join(name), bytes)),
    );
    (files, said(&output))
}

#[test]
fn what_must_not_be_published_is_in_no_file() {
    for (name, more) in [("embedded", &[][..]), ("in-files", &["--embed", "10"])] {
        let folder = hostile(&format!("redacted-{name}"));
        // Without rules they are found: else nothing would be shown by not finding them.
        let (open, _) = artefacts(&folder, more);
        let found = leaks(&open).join("\n");
        let kinds: &[&str] = match name {
            "embedded" => &[
                "corpus.pack, folded",
                "app-",
                "original.txt as percent",
                "original.txt as escape",
                "original.txt as reference",
                "original.txt as Base64",
                "in doc/",
                "one.html part",
                "printed-parse",
                "printed-search",
                "index.html",
                "name doc/",
                "as file name",
                "cache/",
            ],
            _ => &["data/text-", "data/titles-", "data/names-", "printed-check", "cache/"],
        };
        for kind in kinds {
            assert!(found.contains(kind), "{kind} in\n{found}");
        }
        folder.put("documents/jianbao.toml", RULES);
        let (files, said) = artefacts(&folder, more);
        let found = leaks(&files);
        assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
        for secret in SECRETS {
            assert!(!said.contains(secret), "{said}");
        }
        // Each rule is reported, and one that finds nothing says so.
        assert!(said.contains("line 21): nothing was found"), "{said}");
        assert_eq!(said.matches("redacted (line").count(), 6, "{said}");
        // What stands around is still there, and can be told apart.
        let parsed = String::from_utf8_lossy(&files[Path::new("printed-parse")]).into_owned();
        for kept in ["■■■的信", "■■■文集", "〔证件号〕", "会议决定了通信业的全部事项", "来信", "2020-02-06"]
        {
            let is_in_head = kept == "■■■文集" && folder.text("index.html").contains(kept);
            assert!(parsed.contains(kept) || is_in_head, "{kept} in {parsed}");
        }
    }
}

#[test]
fn what_must_not_be_published_is_not_kept_for_the_next_build() {
    for (name, more) in [("embedded", &[][..]), ("in-files", &["--embed", "10"])] {
        let folder = hostile(&format!("redacted-kept-{name}"));
        let build = |expected: &str| {
            // What is new is told against the site that is there.
            let _ = fs::remove_dir_all(folder.0.join("site"));
            let output = folder.build(more);
            assert!(said(&output).contains(expected), "{expected} in {}", said(&output));
        };
        let is_clean = || {
            let found = leaks(&folder.files("cache"));
            assert!(found.is_empty() && !folder.files("cache").is_empty(), "{name}:\n{}", found.join("\n"));
        };
        // Without rules all is kept; rules let go of what earlier builds kept without them, of changed documents too.
        folder.put("documents/h.txt", "見歐陽娜迦。2020年5月1日，欧阳娜迦主任到场。\n");
        build("11 of 11 documents read anew");
        folder.put("documents/h.txt", "見他人。\n");
        build("1 of 11 documents read anew");
        assert!(leaks(&folder.files("cache")).join("\n").contains("欧阳娜迦"));
        folder.put("documents/jianbao.toml", RULES);
        build("11 of 11 documents read anew");
        is_clean();
        let redacted = folder.site();
        build("8 of 11 documents read anew");
        is_clean();
        assert_eq!(folder.site(), redacted);
        let needle = "宽带".as_bytes();
        let is_kept = || {
            folder.files("cache").values().any(|bytes| bytes.windows(needle.len()).any(|part| part == needle))
        };
        assert!(is_kept());
        // A rule more: what it finds is not kept any longer, and nothing else is read for it.
        folder.put("documents/jianbao.toml", &format!("{RULES}\n[[redact]]\ntext = \"宽带\"\n"));
        build("9 of 11 documents read anew");
        is_clean();
        assert!(!is_kept());
        let site = folder.site();
        fs::remove_dir_all(folder.0.join("cache")).unwrap();
        build("11 of 11 documents read anew");
        assert_eq!(folder.site(), site);
    }
}

#[test]
fn the_same_rules_give_the_same_bytes() {
    let folder = hostile("redacted-same");
    folder.put("documents/jianbao.toml", RULES);
    assert!(folder.build(&[]).status.success());
    let first = folder.site();
    assert!(folder.build(&[]).status.success());
    assert_eq!(folder.site(), first);
}

#[test]
fn rules_hold_for_a_file_that_is_named_alone() {
    let folder = hostile("redacted-alone");
    folder.put("documents/jianbao.toml", RULES);
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    let printed = command.current_dir(&folder.0).args(["parse", "documents/e.txt"]).output().unwrap();
    let text = String::from_utf8_lossy(&printed.stdout).into_owned();
    assert!(text.contains("有■■■等人"), "{text}");
}

#[test]
fn a_limited_rule_cannot_bring_its_own_words_back() {
    let folder = Folder::new("limited");
    folder.put("documents/a.txt", "王五到场。\n\n第二段也在。");
    folder.put(
        "documents/jianbao.toml",
        "[[redact]]\ntext = \"王五\"\nreplace = \"〔王五〕\"\ndocuments = [\"a.txt\"]\n",
    );
    let refused = folder.build(&[]);
    assert!(
        !refused.status.success() && said(&refused).contains("finds its own replacement"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_checksum_is_not_that_of_the_file() {
    let folder = Folder::new("checksum");
    let text = "会议由电话13800138000召集。";
    let line = |text: &str| format!("{{\"id\":\"{}\",\"text\":\"{text}\"}}\n", text.len());
    let lines = line(text) + &line("无关的一行。");
    folder.put("documents/a.txt", text);
    folder.put("documents/c.jsonl", &lines);
    folder.put("documents/jianbao.toml", "[[redact]]\ntext = \"13800138000\"\n");
    let parsed = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .current_dir(&folder.0)
        .args(["parse", "documents", "--format", "json"])
        .output()
        .unwrap();
    let (files, _) = artefacts(&folder, &[]);
    let mut all: Vec<Vec<u8>> = vec![parsed.stdout];
    for (name, bytes) in &files {
        let mut found = Vec::new();
        layers(&name.to_string_lossy(), bytes, &mut found);
        all.extend(found.into_iter().map(|(_, bytes)| bytes));
    }
    let says = |sum: &str| all.iter().any(|bytes| bytes.windows(sum.len()).any(|at| at == sum.as_bytes()));
    for whole in [text, &lines] {
        assert!(!says(&checksum(whole)), "the file's own checksum is there");
    }
    assert!(says(&checksum("会议由电话■■■召集。")), "that of the text is");
    // Where nothing was taken out it stays that of the file.
    assert!(says(&checksum("# 乙报\n\n2020年2月7日，網絡暢通。")));
}

fn checksum(text: &str) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn ids_hide_nothing_whatever_they_come_from() {
    let folder = Folder::new("ids");
    folder.put("documents/a.txt", "会议正文一。");
    folder.put("documents/Zhang, San.txt", "报告正文二。");
    folder.put("documents/jianbao.toml", "[documents.\"a.txt\"]\nid = \"zhang-san-brief\"\n");
    assert!(folder.build(&[]).status.success());
    assert!(folder.has("doc/zhang-san-brief.html"), "the id that was told");
    folder.put("documents/jianbao.toml", "[[redact]]\ntext = \"Zhang San\"\n");
    let (files, told) = artefacts(&folder, &[]);
    for (name, bytes) in files {
        let is_in = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            ["zhang-san", "zhang san", "zhang, san"].iter().any(|secret| text.contains(secret))
        };
        assert!(!is_in(name.to_string_lossy().as_bytes()) && !is_in(&bytes), "{}", name.display());
    }
    assert!(!told.to_lowercase().contains("zhang"), "{told}");
}

#[test]
fn an_id_that_is_told_stays_as_it_is() {
    let folder = Folder::new("told");
    folder.put("documents/张三来信.txt", "张三到场。");
    folder.put(
        "documents/jianbao.toml",
        "[documents.\"张三来信.txt\"]\nid = \"letter1\"\n\n[[redact]]\ntext = \"张三\"\n",
    );
    assert!(folder.build(&[]).status.success());
    assert!(folder.has("doc/letter1.html"));
}
