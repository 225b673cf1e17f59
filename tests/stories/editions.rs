//! A site that is built again with more documents.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::support::{Page, Setting, Site, SiteOptions, story, target_folder};

/// Documents of the first edition; the second has all of the corpus.
const N_FIRST: usize = 3;

/// Names of the corpus's documents, those with most text first.
fn names() -> Result<Vec<String>> {
    let mut names: Vec<(u64, String)> = Vec::new();
    for entry in fs::read_dir(corpus()?)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "jianbao.toml" && name != "questions.md" && entry.file_type()?.is_file() {
            names.push((entry.metadata()?.len(), name));
        }
    }
    names.sort();
    Ok(names.into_iter().rev().map(|(_, name)| name).collect())
}

/// Builds a site of the documents in a folder, as the edition behind another.
fn build(folder: &Path, site: &str, previous: Option<&str>) -> Result<String> {
    let page = env::var_os("JIANBAO_PAGE").context("JIANBAO_PAGE is not set; use `make test-stories`")?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    command
        .args(["build", "--no-cache"])
        .arg(folder.join("documents"))
        .arg("--out")
        .arg(folder.join(site))
        .arg("--page")
        .arg(page);
    if let Some(previous) = previous {
        command.arg("--previous").arg(folder.join(previous));
    }
    let output = command.output().context("cannot run jianbao")?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "jianbao build: {said}");
    Ok(said)
}

fn corpus() -> Result<PathBuf> {
    let corpus =
        env::var_os("JIANBAO_CORPUS").context("JIANBAO_CORPUS is not set; use `make test-stories`")?;
    Ok(corpus.into())
}

/// What a reader sees behind a link: the document's title, what is marked first, and the words around that.
async fn place(page: &Page) -> Result<Value> {
    page.see(".reader__text .mark").await?;
    let script = "const mark = document.querySelector('.reader__text .mark--now') ?? document.querySelector('.reader__text .mark');
        const title = document.querySelector('.reader__text h1, .reader__text h2, .reader__title');
        return [document.title, title?.textContent ?? '', mark.textContent, mark.closest('p, h1, h2, h3')?.textContent ?? '']";
    page.script(script, json!([])).await
}

#[test]
fn story_40_old_links_lead_to_the_same_places() {
    story("story_40", Setting::default(), |page| async move {
        let folder = target_folder("editions")?.join(std::process::id().to_string());
        fs::create_dir_all(folder.join("documents"))?;
        let names = names()?;
        for name in &names[..N_FIRST] {
            fs::copy(corpus()?.join(name), folder.join("documents").join(name))?;
        }
        build(&folder, "first", None)?;
        let mut links: Vec<(String, Value)> = Vec::new();
        let served = Site::start(&folder.join("first"), &SiteOptions::default())?;
        let old = page.elsewhere(served);
        old.open("?q=网络").await?;
        ensure!(old.n_elements(".site-note").await? == 0, "the first edition has no news");
        old.see(".hit__title a").await?;
        let hrefs = "return [...document.querySelectorAll('.hit__title a, .hit a.plain')].map((link) => new URL(link.href).search)";
        let hrefs: Vec<String> = old.script(hrefs, json!([])).await?;
        ensure!(hrefs.len() >= 3, "{hrefs:?}");
        for href in hrefs.into_iter().take(6) {
            old.open(&href).await?;
            links.push((href, place(&old).await?));
        }
        for entry in fs::read_dir(corpus()?)? {
            let path = entry?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                fs::copy(&path, folder.join("documents").join(name))?;
            }
        }
        // It comes before the others, has the name of one of them, and says nothing of what they say.
        let twin = Path::new(&names[0]).with_extension("htm");
        fs::write(folder.join("documents").join(twin), "<h1>另一篇</h1><p>网络之外。</p>")?;
        let said = build(&folder, "second", Some("first"))?;
        let n_new = names.len() - N_FIRST + 1;
        ensure!(said.contains(&format!("edition 2: {n_new} new, 0 changed, 0 gone")), "{said}");
        let new = page.elsewhere(Site::start(&folder.join("second"), &SiteOptions::default())?);
        for (href, before) in links {
            new.open(&href).await?;
            let after = place(&new).await?;
            let same = |index: usize| before[index] == after[index];
            ensure!((1..4).all(same), "{href}: {before} became {after}");
        }
        new.open("").await?;
        let news = new.text(".site-note summary").await?;
        ensure!(news.contains('2') && news.contains(&n_new.to_string()), "{news}");
        new.click(".site-note summary").await?;
        new.click(".site-note li a").await?;
        new.ready().await?;
        new.see(".reader__text").await?;
        fs::remove_dir_all(folder)?;
        new.expect_quiet_console().await
    });
}
