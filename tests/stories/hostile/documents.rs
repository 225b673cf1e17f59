//! Documents of somebody who means harm: each tries to run something, to fetch something or to wear the program out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::support::{built_page, command, target_folder};

/// What each attack would set.
pub(super) const SET: &str = "window.broken=1";

/// Leaves whatever it is put into: text, attribute, title, script, style, comment, data.
pub(super) const TITLE: &str = "甲</title></script></style><script>window.broken=1</script>\"'><img src=x onerror=window.broken=1><!--]]>&lt;b&gt;\u{202e}乙\u{2066}\u{2028}丙";

/// Markup that runs or fetches where it becomes markup.
const MARKUP: &[&str] = &[
    "<script>window.broken=1</script>",
    "<SCRIPT SRC=//evil.invalid/a.js></SCRIPT>",
    "<img src=x onerror=window.broken=1>",
    "<svg onload=window.broken=1><animate onbegin=window.broken=1 attributeName=x></svg>",
    "<iframe srcdoc='<script>parent.broken=1</script>'></iframe>",
    "<iframe src=https://evil.invalid/></iframe>",
    "<object data=https://evil.invalid/a.swf></object><embed src=https://evil.invalid/b>",
    "<base href=https://evil.invalid/>",
    "<meta http-equiv=refresh content='0;url=https://evil.invalid/'>",
    "<link rel=stylesheet href=https://evil.invalid/a.css>",
    "<style>@import url(https://evil.invalid/b.css); body{background:url(//evil.invalid/c.png)} *{width:expression(window.broken=1)}</style>",
    "<p style='background:url(https://evil.invalid/d.png);position:fixed;inset:0'>覆盖网络</p>",
    "<a href=\"javascript:window.broken=1\">链接网络</a> <a href='data:text/html,<script>1</script>'>数据网络</a>",
    "<form action=https://evil.invalid/><input name=q autofocus onfocus=window.broken=1></form>",
    "<details open ontoggle=window.broken=1>开合</details><body onload=window.broken=1>",
    "[链接](javascript:window.broken=1) ![图](https://evil.invalid/e.png) <javascript:window.broken=1>",
    "</textarea></template></noscript><script>window.broken=1</script>",
    "{{constructor.constructor('window.broken=1')()}} ${window.broken=1} <%= 1 %>",
    "--><script>window.broken=1</script><!-- ]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.broken=1</x:script>",
];

/// A folder that holds documents and what is made of them; it goes with this value.
pub(super) struct Hostile {
    pub(super) folder: PathBuf,
}

impl Drop for Hostile {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Hostile {
    pub(super) fn new(name: &str) -> Result<Hostile> {
        let folder = target_folder("hostile")?.join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("documents"))?;
        Ok(Hostile { folder })
    }

    pub(super) fn put(&self, name: &str, text: impl AsRef<[u8]>) -> Result<()> {
        let path = self.folder.join("documents").join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Builds a site of the documents, or one file.
    pub(super) fn build(&self, option: &str, name: &str) -> Result<PathBuf> {
        let out = self.folder.join(name);
        let output = Command::new(command())
            .args(["build", "--no-cache"])
            .arg(self.folder.join("documents"))
            .arg(option)
            .arg(&out)
            .arg("--page")
            .arg(built_page()?)
            .args(["--address", "https://reports.invalid/"])
            .output()
            .context("cannot run jianbao")?;
        ensure!(output.status.success(), "jianbao build: {}", String::from_utf8_lossy(&output.stderr));
        Ok(out)
    }

    /// How many documents have some words, as `jianbao parse` tells without searching.
    pub(super) fn n_documents(&self, words: &str) -> Result<usize> {
        let output = Command::new(command())
            .args(["parse", "--format", "json"])
            .arg(self.folder.join("documents"))
            .output()
            .context("cannot run jianbao")?;
        let parsed: Value = serde_json::from_slice(&output.stdout)?;
        let documents = parsed["documents"].as_array().context("parse prints documents")?;
        Ok(documents
            .iter()
            .filter(|one| one["text"].as_str().is_some_and(|text| text.contains(words)))
            .count())
    }

    /// Documents that try to run and to fetch, in every format, under names of every kind.
    pub(super) fn attacks(name: &str) -> Result<Hostile> {
        let hostile = Hostile::new(name)?;
        // An open comment swallows what follows, so what is looked for stands first.
        let markup = format!("开头的网络。\n\n{}", MARKUP.join("\n\n"));
        let dated = format!("2020年2月6日，{TITLE}公司开通网络3148条。");
        hostile.put("plain.txt", format!("{TITLE}\n\n{markup}\n\n{dated}"))?;
        hostile.put(
            "mark.md",
            format!("---\ntitle: {}\n---\n\n# {TITLE}\n\n{markup}\n\n{dated}", json!(TITLE)),
        )?;
        let page = format!(
            "<html><head><title>{TITLE}</title></head><body><p>开头的网络。</p><h1>{TITLE}</h1>{markup}<p>{dated}</p>"
        );
        hostile.put("page.html", page)?;
        for name in names() {
            hostile.put(name, format!("{TITLE}\n\n{dated}"))?;
        }
        let mut lines = String::new();
        for id in [
            "../../up",
            "a/b",
            "a\nb",
            "\"><script>window.broken=1</script>",
            "",
            "..",
            ".",
            "CON",
            "?q=x#y",
            "%2e%2e",
        ] {
            let line = json!({ "id": id, "title": TITLE, "publisher": TITLE, "date": "2020-02-06", "text": format!("{markup}\n\n{dated}") });
            lines += &format!("{line}\n");
        }
        // Half a pair of surrogates is no character; the line may be refused, the others stay.
        lines += "{\"title\":\"\\ud800半个\",\"text\":\"\\udfff 网络 \\u0000 \\ud83d\"}\n";
        lines += "{\"title\":\"没有结束\n";
        hostile.put("lines.jsonl", lines)?;
        hostile
            .put("nul.txt", "\0网\0络\0\u{1b}[2J\u{7}\u{8}畅通。\n\u{feff}\u{fffe}\u{ffff}".repeat(200))?;
        let name = "清风<img src=x onerror=window.broken=1>社";
        let settings = format!(
            "title = {}\ndescription = {}\nlang = {}\n\n[[entities]]\nname = {}\nkind = \"organisation\"\naliases = [{}]\n",
            json!(TITLE),
            json!(TITLE),
            json!("zh\" onload=\"window.broken=1"),
            json!(name),
            json!("<script>window.broken=1</script>")
        );
        hostile.put("jianbao.toml", settings)?;
        hostile.put(
            "own.txt",
            format!("自己的名称\n\n2020年2月7日，{name}来到网络<script>window.broken=1</script>。"),
        )?;
        Ok(hostile)
    }

    /// Documents that are small, and cost much where something is done for each part once for every other; together they are embedded.
    pub(super) fn heavy(name: &str) -> Result<Hostile> {
        let hostile = Hostile::new(name)?;
        let headings: String = (0..100_000).map(|n| format!("# 标题{n}\n\n")).collect();
        hostile.put("headings.md", format!("{headings}网络。\n"))?;
        let open = |tag: &str, n: usize| format!("<p>网络</p>{}深处的网络", tag.repeat(n));
        hostile.put("deep.html", open("<div>", 20_000))?;
        hostile.put("deeper.html", open("<blockquote><ul><li><table>", 4_000))?;
        hostile.put("deep.md", format!("网络\n\n{} 网络\n\n{}", ">".repeat(20_000), "[".repeat(20_000)))?;
        hostile.put("deep.jsonl", format!("{}\n{{\"text\":\"网络\"}}\n", "[".repeat(50_000)))?;
        let mut bomb = "---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for n in 1..10 {
            bomb += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","));
        }
        hostile.put("bomb.md", format!("{bomb}title: *a9\n---\n\n网络。\n"))?;
        hostile.put("nul.txt", format!("{}网络", "\0".repeat(100_000)))?;
        hostile.put("dots.txt", format!("网络{}", "·".repeat(50_000)))?;
        hostile.put("repeat.txt", "网络，2020年2月6日捐款3万元。\n".repeat(2_000))?;
        Ok(hostile)
    }
}

/// Names of files that are not what a program expects.
fn names() -> Vec<&'static str> {
    let mut names = vec![
        "a'b;c&d.txt",
        "--out.txt",
        "a..txt",
        "%2e%2e%2f.txt",
        "{{x}} ${y}.md",
        "\u{202e}txt.exe.txt",
        "\u{1f4a9}\u{200b}\u{0301}.txt",
        "index.html.txt",
    ];
    if cfg!(unix) {
        names.extend([
            "\"><img src=x onerror=window.broken=1>.txt",
            "line\nbreak.txt",
            "a\\..\\b?c#d:e.txt",
            "tab\there.md",
        ]);
    }
    names
}

/// Nothing but the site's own files lies in and beside a folder.
pub(super) fn expect_no_others(folder: &Path, allowed: &[&str]) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        ensure!(allowed.contains(&name.as_str()), "{name:?} lies in {}", folder.display());
    }
    Ok(())
}
