//! A page that is one file, opened from the disk.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::support::{Counts, Page, Setting, Texts, built_page, story, target_folder};

/// The corpus as one file, in a folder of the story's own.
fn one_file() -> Result<PathBuf> {
    let file = target_folder("one-file")?.join(format!("{}.html", std::process::id()));
    let corpus =
        env::var_os("JIANBAO_CORPUS").context("JIANBAO_CORPUS is not set; use `make test-stories`")?;
    let page = built_page()?;
    let output = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(["build", "--no-cache"])
        .arg(corpus)
        .arg("--single-file")
        .arg(&file)
        .arg("--page")
        .arg(page)
        .output()
        .context("cannot run jianbao")?;
    ensure!(output.status.success(), "jianbao build: {}", String::from_utf8_lossy(&output.stderr));
    Ok(file)
}

async fn open(page: &Page, file: &str, query: &str) -> Result<()> {
    page.driver().goto(format!("file://{file}{query}")).await?;
    page.ready().await
}

#[test]
fn story_23_one_file_opens_by_a_double_click() {
    story("story_23", Setting::default(), |page| async move {
        let path = one_file()?;
        let file = path.to_string_lossy().into_owned();
        let (n_hits, n_documents) = Texts::read()?.count("网络");
        open(&page, &file, "").await?;
        // Typing searches, links lead on, Back returns.
        page.type_query("网络").await?;
        let is_right = |counts: Counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents);
        page.counts_where("all hits", is_right).await?;
        page.click(".page-nav a[href*='view=figures']").await?;
        page.see(".figure-table__row").await?;
        page.driver().back().await?;
        page.counts_where("all hits again", is_right).await?;
        page.click(".hit__title a").await?;
        page.see(".reader__text .mark").await?;
        // Every view opens by its address.
        for (view, selector) in [
            ("timeline", ".entries__row"),
            ("names", ".name__title"),
            ("map", ".tiles__tile"),
            ("concordance", ".concordance__line"),
            ("words", ".word-lists"),
            ("export", ".take-away__list"),
        ] {
            open(&page, &file, &format!("?q=网络&view={view}")).await?;
            page.see(selector).await?;
        }
        // Nothing was asked of any network or of any other file.
        let asked = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !/^(blob|data):/.test(name))";
        let asked: Vec<String> = page.script(asked, json!([])).await?;
        ensure!(asked.is_empty(), "{asked:?}");
        let policy = "return document.querySelector('meta[http-equiv]').content";
        let policy: Value = page.script(policy, json!([])).await?;
        ensure!(
            policy
                .as_str()
                .is_some_and(|policy| !policy.contains("unsafe-inline") && !policy.contains("http")),
            "{policy}"
        );
        fs::remove_file(path)?;
        page.expect_quiet_console().await
    });
}
