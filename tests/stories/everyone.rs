//! Everywhere and for everyone: any path, any reader, nothing leaves.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::step::{CURRENT_HIT, EXCERPT_LINK, first_place, repaired_document, walk};
use crate::support::{
    BrowserOptions, Counts, Page, Setting, SiteOptions, Texts, built_page, command, dist, story, story_of,
    target_folder,
};

#[test]
fn story_34_nothing_leaves_the_site() {
    story("story_34", Setting::default(), |page| async move {
        walk(&page).await?;
        page.expect_quiet_console().await?;
        let own = page.site().address("");
        for (method, event) in page.network().await? {
            if method != "Network.requestWillBeSent" {
                continue;
            }
            let address = event["request"]["url"].as_str().unwrap_or_default();
            ensure!(
                address.starts_with(&own) || address.starts_with("data:"),
                "a request leaves the site: {address}"
            );
        }
        ensure!(page.driver().get_all_cookies().await?.is_empty(), "there are no cookies");
        Ok(())
    });
}

#[test]
fn story_10_works_at_any_path() {
    let site = SiteOptions { base: "/some/sub/path/", ..SiteOptions::default() };
    story("story_10", Setting { site, ..Setting::default() }, |page| async move {
        walk(&page).await?;
        page.expect_quiet_console().await?;
        let astray: Vec<_> =
            page.site().answers().into_iter().filter(|answer| answer.status != 200).collect();
        ensure!(astray.is_empty(), "every file is found: {astray:?}");
        Ok(())
    });
}

/// The corpus as a site of files, in a folder of the story's own.
fn site_of_files() -> Result<PathBuf> {
    let out = target_folder("files")?.join(std::process::id().to_string());
    let corpus =
        env::var_os("JIANBAO_CORPUS").context("JIANBAO_CORPUS is not set; use `make test-stories`")?;
    let output = Command::new(command())
        .args(["build", "--no-cache"])
        .arg(corpus)
        .args(["--embed", "0", "--out"])
        .arg(&out)
        .arg("--page")
        .arg(built_page()?)
        .output()
        .context("cannot run jianbao")?;
    ensure!(output.status.success(), "jianbao build: {}", String::from_utf8_lossy(&output.stderr));
    Ok(out)
}

/// A server that has nothing in common with GitHub's.
fn plain_server(base: &'static str) -> Setting {
    Setting { site: SiteOptions { base, is_python: true, ..SiteOptions::default() }, ..Setting::default() }
}

#[test]
fn story_10_another_server_shows_the_same() {
    for (name, base) in [("story_10_root", "/"), ("story_10_path", "/some/sub/path/")] {
        story(name, plain_server(base), |page| async move {
            let (n_hits, n_documents) = Texts::read()?.count("网络");
            walk(&page).await?;
            for query in ["?q=网络", "index.html?q=网络", "?q=网络&view=concordance"] {
                page.open(query).await?;
                let is_right = |counts: Counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents);
                page.counts_where("all hits", is_right).await?;
            }
            page.expect_quiet_console().await
        });
    }
}

#[test]
fn story_10_another_server_shows_a_corpus_in_files() {
    let site = site_of_files();
    let folder = site.as_ref().ok().cloned();
    story_of("story_10_files", plain_server("/some/sub/path/"), site, |page| async move {
        let (n_hits, n_documents) = Texts::read()?.count("网络");
        page.open("?q=网络").await?;
        let is_right = |counts: Counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents);
        page.counts_where("all hits", is_right).await?;
        page.click(EXCERPT_LINK).await?;
        page.see(CURRENT_HIT).await?;
        page.expect_quiet_console().await
    });
    folder.into_iter().for_each(|folder| drop(fs::remove_dir_all(folder)));
}

/// Browsers run no program from a folder on the disk (`--single-file` makes one that they run); the page says so, and texts can be read there all
/// the same.
#[test]
fn story_10_a_folder_on_the_disk_can_be_read() {
    story("story_10_disk", Setting::default(), |page| async move {
        let index = dist()?.join("index.html");
        page.driver().goto(format!("file://{}", index.display())).await?;
        let seal = "return document.querySelector('.brand__seal').getBoundingClientRect().width";
        let width: f64 = page.script(seal, json!([])).await?;
        ensure!(width > 0.0 && width < 64.0, "the page has its style: the seal is {width} wide");
        ensure!(page.text(".unstarted").await?.contains("--single-file"), "it says why there is no search");
        page.click("a[href*='doc/']").await?;
        page.until("a text page opens", || async {
            Ok(page.driver().current_url().await?.path().contains("/doc/").then_some(()))
        })
        .await?;
        ensure!(page.text("body").await?.chars().count() > 200, "the text page has the text");
        Ok(())
    });
}

#[test]
fn story_15_the_count_is_announced_once() {
    story("story_15", Setting::default(), |page| async move {
        page.open("?q=疫").await?;
        page.counts_where("a first count", |counts| counts.n_hits > 0).await?;
        let watch = "window.said = [];
            const region = document.querySelector('[role=status][aria-live=polite]');
            new MutationObserver(() => window.said.push(region.textContent))
                .observe(region, { childList: true, characterData: true, subtree: true });";
        page.script::<Value>(watch, json!([])).await?;
        page.type_query("情防控").await?;
        let said = || async { page.script::<Vec<String>>("return window.said", json!([])).await };
        page.until("something is said", || async { Ok((!said().await?.is_empty()).then_some(())) }).await?;
        // Nothing more may follow; only time can tell.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let said = said().await?;
        let count_line = page.texts(".counts").await?.concat();
        ensure!(said == [count_line.clone()], "said {said:?}, shown {count_line:?}");
        Ok(())
    });
}

#[test]
fn story_16_the_focus_is_always_visible() {
    story("story_16", Setting::default(), |page| async move {
        let compared = format!("{}&text=both", repaired_document()?);
        for path in ["", "?q=网络", "?view=timeline", "?view=about", &compared] {
            page.open(path).await?;
            page.see("main").await?;
            if path == compared {
                // Its first row takes the focus when the original has come.
                page.see(".compare").await?;
            }
            for n_presses in 1..=20 {
                page.press(Key::Tab + "").await?;
                if !is_focus_seen(&page, path, n_presses).await? {
                    break;
                }
            }
        }
        Ok(())
    });
}

/// Whether something has the focus, which then can be seen.
async fn is_focus_seen(page: &Page, path: &str, n_presses: usize) -> Result<bool> {
    let script = "const here = document.activeElement;
        if (!here || here === document.body) return null;
        const style = getComputedStyle(here), box = here.getBoundingClientRect();
        const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const isShown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
        return [here.outerHTML.slice(0, 120), isOutlined && isShown];";
    let last = Mutex::new(String::new());
    let look = || async {
        let focus: Option<(String, bool)> = page.script(script, json!([])).await?;
        let Some((element, is_seen)) = focus else { return Ok(Some(false)) };
        *last.lock().expect("nobody else writes") = element;
        Ok(is_seen.then_some(true))
    };
    let outcome = page.until("the focus can be seen", look).await;
    outcome.with_context(|| format!("{path}, Tab {n_presses}, on {last:?}"))
}

#[test]
fn story_36_speaks_three_languages() {
    let browser = BrowserOptions { language: "zh-TW", ..BrowserOptions::default() };
    story("story_36", Setting { browser, ..Setting::default() }, |page| async move {
        page.open("?q=网络").await?;
        let counts = page.counts_where("some hits", |counts| counts.n_hits > 0).await?;
        let shown =
            || async { page.script::<String>("return document.documentElement.lang", json!([])).await };
        ensure!(shown().await? == "zh-Hant", "the browser's language is taken");
        let excerpts = page.texts(".hit__text").await?;
        page.click(".tools__lang[lang='en']").await?;
        page.until("the page is English", || async { Ok((shown().await? == "en").then_some(())) }).await?;
        ensure!(page.texts(".hit__text").await? == excerpts, "documents keep their own characters");
        page.open("?q=网络").await?;
        ensure!(shown().await? == "en", "the choice is remembered");
        page.counts_where("the numbers are the same", |found| found == counts).await?;
        ensure!(page.n_elements(".hit__excerpts:not([lang])").await? == 0, "document text says its language");
        Ok(())
    });
}

#[test]
fn story_37_fits_a_phone() {
    story("story_37", Setting::default(), |page| async move {
        let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true });
        page.devtools("Emulation.setDeviceMetricsOverride", phone).await?;
        page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await?;
        let compared = format!("{}&text=both", repaired_document()?);
        let place = first_place(&page).await?;
        for path in ["", "?q=网络 通信", "?view=timeline", "?view=about", &place, &compared] {
            page.open(path).await?;
            page.see("main").await?;
            let width: i64 = page.script("return document.documentElement.scrollWidth", json!([])).await?;
            ensure!(width <= 390, "{path}: the page is {width} wide");
            let script =
                "return [...document.querySelectorAll('button, nav a, select, input:not([type=checkbox])')]
                .map((element) => [element.outerHTML.slice(0, 100), element.getBoundingClientRect()])
                .filter(([, box]) => box.width > 0 && box.height > 0 && (box.height < 41.5 || box.width < 24))
                .map(([name, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} ${name}`)";
            let small: Vec<String> = page.script(script, json!([])).await?;
            ensure!(small.is_empty(), "{path}: too small for a finger:\n{}", small.join("\n"));
        }
        Ok(())
    });
}

/// What paper shows: whether an element is there, what stands before and behind it, and how it is drawn.
const ON_PAPER: &str = "const [selector, pseudo] = arguments; const element = document.querySelector(selector);
    if (!element) return null;
    const style = getComputedStyle(element, pseudo || null);
    return {isThere: element.checkVisibility(), content: style.content, weight: style.fontWeight, ground: style.backgroundColor}";

#[test]
fn story_38_paper_says_what_was_searched_and_shows_highlights_without_colour() {
    story("story_38", Setting::default(), |page| async move {
        page.open("?q=网络&from=2020-01-01&to=2020-03-31&lang=zh-Hans").await?;
        page.see(".hit__title .mark, .hit__text .mark").await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        let look = |selector: &'static str, pseudo: &'static str| {
            let page = page.clone();
            async move { page.script::<Value>(ON_PAPER, json!([selector, pseudo])).await }
        };
        let head = page.text(".print-head").await?;
        ensure!(head.contains("网络") && head.contains("http://") && head.contains("2020-01-01"), "{head}");
        ensure!(look(".query-chips", "").await?["isThere"] == true, "how the query was read");
        ensure!(look(".histogram", "").await?["isThere"] == true, "the days");
        for gone in [".search-box", ".page-nav", ".facets", ".tools"] {
            ensure!(look(gone, "").await?["isThere"] == false, "{gone} is no use on paper");
        }
        let mark = look(".hit__text .mark", "").await?;
        ensure!(
            mark["weight"] == "700" && mark["ground"] == "rgba(0, 0, 0, 0)",
            "highlights in black and white: {mark}"
        );
        let address = look(".hit__title a", "::after").await?;
        ensure!(
            address["content"].as_str().is_some_and(|content| content.contains("doc=")),
            "addresses: {address}"
        );
        page.open("?q=网络&view=timeline&lang=zh-Hans").await?;
        ensure!(look(".entries__row", "").await?["isThere"] == true, "the timeline as a table");
        page.open("?q=网络&lang=zh-Hans").await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;
        page.click(".hit__title a").await?;
        page.see(".reader__text .mark").await?;
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        let mark = look(".reader__text .mark", "").await?;
        ensure!(mark["weight"] == "700" && mark["ground"] == "rgba(0, 0, 0, 0)", "{mark}");
        let paper = page.devtools("Page.printToPDF", json!({})).await?;
        ensure!(
            paper["data"].as_str().is_some_and(|pdf| pdf.starts_with("JVBERi") && pdf.len() > 10_000),
            "a PDF"
        );
        page.expect_quiet_console().await
    });
}
