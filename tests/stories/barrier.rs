//! No barrier that a program can find: axe-core looks at every view, wide and narrow, on paper and on stone.

use std::env;
use std::fs;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::support::{BrowserOptions, Page, Setting, story};

/// Every view, the whole program's included, with something in it.
const VIEWS: [&str; 14] = [
    "overview",
    "results",
    "timeline",
    "concordance",
    "figures",
    "figures&part=元",
    "names",
    "map",
    "words",
    "words&part=collocates",
    "words&part=keyness",
    "export",
    "tray",
    "about",
];

/// What axe-core finds on the page as it is: rules of WCAG 2.2 A and AA, and what it takes for good practice.
const LOOK: &str = "const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, {runOnly: tags}).then(({violations}) => done(violations.map(({id, nodes}) =>
        `${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 200)}`)))";

async fn look(page: &Page, axe: &str, view: &str, theme: &str) -> anyhow::Result<Vec<String>> {
    page.open(&format!("?q=网络&view={view}&theme={theme}&lang=zh-Hans")).await?;
    let still = || async {
        let script =
            "const done = arguments[arguments.length - 1]; const before = document.body.textContent.length;
            setTimeout(() => done(document.body.textContent.length === before), 300)";
        let is_still: bool = page.driver().execute_async(script, Vec::new()).await?.convert()?;
        Ok(is_still.then_some(()))
    };
    page.until("the view stands still", still).await?;
    page.script::<Value>(&format!("{axe}; return null"), json!([])).await?;
    Ok(page.driver().execute_async(LOOK, Vec::new()).await?.convert()?)
}

fn no_barrier(name: &'static str, window: (u32, u32), theme: &'static str) {
    let browser = BrowserOptions { window, ..BrowserOptions::default() };
    story(name, Setting { browser, ..Setting::default() }, move |page| async move {
        let path = env::var("JIANBAO_AXE").context("`make test-stories` says where axe-core lies")?;
        let axe = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        // The whole program shows all of them.
        page.open("?q=网络&view=concordance").await?;
        // The tray holds something.
        page.see(".concordance__link").await?.focus().await?;
        page.press("s").await?;
        page.see(".tray-notice__text").await?;
        let mut found = Vec::new();
        for view in VIEWS {
            for barrier in look(&page, &axe, view, theme).await? {
                found.push(format!("{view}: {barrier}"));
            }
        }
        ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    });
}

#[test]
fn story_15_no_barrier_on_a_wide_light_page() {
    no_barrier("story_15_wide", (1280, 900), "light");
}

#[test]
fn story_15_no_barrier_on_a_narrow_dark_page() {
    no_barrier("story_15_narrow", (500, 900), "dark");
}
