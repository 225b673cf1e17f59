//! When something is wrong: the reader is told, and the texts still open.

use anyhow::ensure;
use serde_json::json;

use crate::step::{notice_says, texts_still_open};
use crate::support::{BrowserOptions, Setting, SiteOptions, story};

#[test]
fn a_wrong_mime_type_does_no_harm() {
    let site = SiteOptions { wasm_type: "application/octet-stream", ..SiteOptions::default() };
    story("wrong_mime", Setting { site, ..Setting::default() }, |page| async move {
        page.open("?q=网络").await?;
        page.counts_where("search works", |counts| counts.n_hits > 0).await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn without_javascript_the_text_is_there() {
    let browser = BrowserOptions { has_javascript: false, ..BrowserOptions::default() };
    story("no_javascript", Setting { browser, ..Setting::default() }, |page| async move {
        page.go("").await?;
        ensure!(!page.text("h1").await?.is_empty(), "the title is there");
        let said = page.text("noscript .notice").await?;
        ensure!(said.contains("JavaScript"), "the page says what is missing: {said}");
        page.click("a[href*='doc/']").await?;
        ensure!(page.text("main, body").await?.chars().count() > 200, "the text page has the text");
        Ok(())
    });
}

#[test]
fn a_damaged_corpus_is_said_and_texts_still_open() {
    let site = SiteOptions { is_pack_damaged: true, ..SiteOptions::default() };
    story("damaged_pack", Setting { site, ..Setting::default() }, |page| async move {
        page.go("").await?;
        page.see("[role='alert']").await?;
        let said = page.text("[role='alert']").await?;
        ensure!(said.chars().count() > 10, "the page says what is wrong: {said}");
        texts_still_open(&page).await
    });
}

#[test]
fn a_damaged_program_is_said_and_texts_still_open() {
    let site = SiteOptions { is_wasm_cut: true, ..SiteOptions::default() };
    story("damaged_program", Setting { site, ..Setting::default() }, |page| async move {
        page.go("").await?;
        notice_says(&page, "损坏").await?;
        texts_still_open(&page).await
    });
}

#[test]
fn a_missing_program_is_said_and_texts_still_open() {
    let site = SiteOptions { missing: Some("app-"), ..SiteOptions::default() };
    let browser = BrowserOptions { language: "en-US", ..BrowserOptions::default() };
    story("missing_program", Setting { site, browser }, |page| async move {
        page.go("").await?;
        notice_says(&page, "could not be fetched").await?;
        texts_still_open(&page).await
    });
}

#[test]
fn without_webassembly_it_is_said_and_texts_still_open() {
    let browser = BrowserOptions { language: "zh-TW", ..BrowserOptions::default() };
    story("no_webassembly", Setting { browser, ..Setting::default() }, |page| async move {
        let remove = json!({ "source": "delete globalThis.WebAssembly" });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", remove).await?;
        page.go("").await?;
        notice_says(&page, "不能執行 WebAssembly").await?;
        texts_still_open(&page).await
    });
}

#[test]
fn works_without_workers() {
    story("no_workers", Setting::default(), |page| async move {
        let remove = json!({ "source": "delete globalThis.Worker; delete globalThis.SharedWorker" });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", remove).await?;
        page.open("?q=网络").await?;
        page.counts_where("search works", |counts| counts.n_hits > 0).await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn works_without_storage() {
    story("no_storage", Setting::default(), |page| async move {
        let forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": forbid })).await?;
        page.open("?q=网络").await?;
        page.click(".tools__lang[lang='en']").await?;
        page.counts_where("search works", |counts| counts.n_hits > 0).await?;
        page.expect_quiet_console().await
    });
}
