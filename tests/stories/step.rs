//! Steps that several stories take.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::support::{Page, dist};

/// The current hit in the reader.
pub(crate) const CURRENT_HIT: &str = "mark.mark--now";
/// “3 / 12” in the reader.
const STEPPER: &str = ".stepper__count";
/// A link from an excerpt to its place.
pub(crate) const EXCERPT_LINK: &str = ".hit__excerpt a";

/// Goes through all views as a reader would: search, results, reader, timeline, about, a text page.
pub(crate) async fn walk(page: &Page) -> Result<()> {
    page.open("").await?;
    page.see("main h1").await?;
    page.type_query("网络").await?;
    page.counts_where("some hits", |counts| counts.n_hits > 0).await?;
    page.click(EXCERPT_LINK).await?;
    page.see(CURRENT_HIT).await?;
    for view in ["timeline", "about"] {
        page.click(&format!("a[href*='view={view}']")).await?;
        page.until("the view is in the address", || async {
            Ok(page.query().await?.contains(&format!("view={view}")).then_some(()))
        })
        .await?;
        page.see("main").await?;
    }
    let text_page = fs::read_dir(dist()?.join("doc"))?.next().context("the site has text pages")??;
    page.go(&format!("doc/{}", text_page.file_name().to_string_lossy())).await?;
    page.see("h1").await?;
    Ok(())
}

pub(crate) async fn texts_still_open(page: &Page) -> Result<()> {
    page.click("a[href*='doc/']").await?;
    page.until("the text page opens", || async {
        Ok(page.driver().current_url().await?.path().contains("/doc/").then_some(()))
    })
    .await?;
    ensure!(page.text("body").await?.chars().count() > 200, "the text page has the text");
    Ok(())
}

pub(crate) async fn notice_says(page: &Page, part: &str) -> Result<()> {
    page.until(&format!("the notice says {part}"), || async {
        Ok(page.text("#notice").await?.contains(part).then_some(()))
    })
    .await
}

/// The two numbers of “3 / 12”.
pub(crate) async fn stepper(page: &Page) -> Result<(usize, usize)> {
    page.until("the stepper says where it is", || async {
        let text = page.text(STEPPER).await?;
        let mut numbers = text
            .split(|character: char| !character.is_ascii_digit())
            .filter_map(|number| number.parse().ok());
        Ok(numbers.next().zip(numbers.next()))
    })
    .await
}

pub(crate) async fn stepper_says(page: &Page, current: usize, n_hits: usize) -> Result<()> {
    page.until(&format!("the stepper says {current} / {n_hits}"), || async {
        Ok((stepper(page).await? == (current, n_hits)).then_some(()))
    })
    .await
}

/// The first result with that many hits, counted from 1.
pub(crate) async fn row_with_hits(page: &Page, n_hits: usize) -> Result<usize> {
    let counts = page.texts(".hit .hit__count").await?;
    let digits =
        |text: &String| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
    let row = counts.iter().map(digits).position(|n: usize| n >= n_hits);
    Ok(row.with_context(|| format!("a result with {n_hits} hits among {counts:?}"))? + 1)
}

pub(crate) async fn scroll_top(page: &Page) -> Result<f64> {
    page.script("return scrollY", json!([])).await
}

/// An excerpt's link that can be clicked without scrolling.
pub(crate) async fn visible_link(page: &Page) -> Result<WebElement> {
    let script = "return [...document.querySelectorAll(arguments[0])].findIndex((link) => {
        const box = link.getBoundingClientRect(); return box.top > innerHeight / 3 && box.bottom < innerHeight * 0.8; })";
    let place: usize =
        page.script(script, json!([EXCERPT_LINK])).await.context("an excerpt is in the window")?;
    let mut links = page.driver().find_all(By::Css(EXCERPT_LINK)).await?;
    Ok(links.swap_remove(place))
}

/// The address of the reader at some hit.
pub(crate) async fn first_place(page: &Page) -> Result<String> {
    page.open("?q=网络").await?;
    page.see(EXCERPT_LINK).await?;
    page.script("return document.querySelector(arguments[0]).getAttribute('href')", json!([EXCERPT_LINK]))
        .await
}

/// The address of a document in which notes of pinyin were removed and some characters guessed.
pub(crate) fn repaired_document() -> Result<String> {
    for entry in fs::read_dir(dist()?.join("doc"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(id) = name.strip_suffix(".original.txt") else { continue };
        let file = fs::read_to_string(&path)?;
        let mut lines = file.lines();
        let has = |line: Option<&str>, part: &str| line.is_some_and(|line| line.contains(part));
        if has(lines.next(), "removed-pinyin") && has(lines.next(), "?") {
            return Ok(format!("?view=reader&doc={id}"));
        }
    }
    bail!("no document has notes of pinyin and guessed characters")
}

pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(known, _)| *known == name).map(|(_, value)| value.to_owned()).next()
}

/// Whether a text names a day such as 2020-02-06.
pub(crate) fn has_day(text: &str) -> bool {
    let shape = |window: &[char]| {
        window.iter().enumerate().all(|(place, character)| {
            if matches!(place, 4 | 7) { *character == '-' } else { character.is_ascii_digit() }
        })
    };
    text.chars().collect::<Vec<_>>().windows(10).any(shape)
}
