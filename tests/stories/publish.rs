//! What is published besides the page: text pages that programs understand, and a copy for readers without a network.

use std::fs;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::step::{EXCERPT_LINK, notice_says};
use crate::support::{Setting, SiteOptions, dist, story};

/// A site that browsers keep.
fn kept_site() -> Setting {
    let site = SiteOptions { is_kept: true, ..SiteOptions::default() };
    Setting { site, ..Setting::default() }
}

#[test]
fn story_32_a_text_page_says_what_it_is_and_leads_into_the_explorer() {
    story("story_32", Setting::default(), |page| async move {
        let mut names: Vec<String> = Vec::new();
        for entry in fs::read_dir(dist()?.join("doc"))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.ends_with(".html").then_some(name));
        }
        names.sort();
        let name = names.first().context("the site has text pages")?;
        page.go(&format!("doc/{name}")).await?;
        let title = page.text("h1").await?;
        let script = "const said = (name) => document.querySelector(`meta[name='${name}'], meta[property='${name}']`)?.content ?? '';
            return [said('og:title'), said('og:type'), said('description'), said('citation_title'),
                JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)]";
        let said: (String, String, String, String, Value) = page.script(script, json!([])).await?;
        let (og_title, og_type, description, citation_title, data) = said;
        ensure!(og_title == title && citation_title == title, "{og_title}, {citation_title}, shown {title}");
        ensure!(og_type == "article" && description.chars().count() > 10, "{og_type} {description}");
        ensure!(data["headline"] == title.as_str() && data["isPartOf"]["name"].is_string(), "{data}");
        // The policy has nothing to say about data.
        page.expect_quiet_console().await?;

        page.click(".read__open").await?;
        page.ready().await?;
        let shown = page.text(".reader__text").await?;
        ensure!(shown.chars().count() > 20, "the article is there: {shown}");
        ensure!(page.query().await?.contains("view=reader"), "{}", page.query().await?);
        page.expect_quiet_console().await
    });
}

#[test]
fn story_12_it_opens_again_without_a_network() {
    let site = SiteOptions { base: "/some/sub/path/", is_kept: true, ..SiteOptions::default() };
    story("story_12", Setting { site, ..Setting::default() }, |page| async move {
        page.open("?lang=zh-Hans").await?;
        page.kept().await?;
        page.expect_quiet_console().await?;

        page.site().shut();
        page.go_offline().await?;
        let n_answers = page.site().answers().len();
        page.open("?q=网络").await?;
        let counts = page.counts_where("some hits", |counts| counts.n_hits > 0).await?;
        page.click(EXCERPT_LINK).await?;
        page.see(".reader__text mark").await?;
        // The whole program too, which this reader never had asked for.
        page.open("?q=网络&view=concordance").await?;
        page.see("main").await?;
        page.open("?q=网络").await?;
        page.counts_where("the same hits", |found| found == counts).await?;
        let answered: Vec<_> = page.site().answers().split_off(n_answers);
        ensure!(
            answered.iter().all(|answer| answer.status == 503),
            "no file came from the site: {answered:?}"
        );
        page.open("?lang=zh-Hans").await?;
        let said = page.text(".page-foot").await?;
        ensure!(said.contains("版本") && said.contains("可离线使用"), "the footer says so: {said}");
        Ok(())
    });
}

#[test]
fn story_12_a_new_version_is_offered() {
    story("story_12_new", kept_site(), |page| async move {
        page.open("?lang=zh-Hans").await?;
        page.kept().await?;
        let loader = || async {
            page.script::<String>("return document.querySelector('script[src*=boot]').src", json!([])).await
        };
        let old = loader().await?;
        page.site().renew();
        page.script::<Value>(
            "navigator.serviceWorker.getRegistration().then((own) => own.update()); return null",
            json!([]),
        )
        .await?;
        notice_says(&page, "新版本").await?;
        page.click("#notice button").await?;
        page.until("the new page is there", || async { Ok((loader().await? != old).then_some(())) }).await?;
        page.ready().await?;
        page.kept().await?;
        let editions = "return (await caches.keys()).filter((name) => !name.endsWith('kept')).length";
        page.until("the old edition is gone", || async {
            Ok((page.promised(editions).await? == json!(1)).then_some(()))
        })
        .await?;
        ensure!(
            page.driver().find_all(By::Css("#notice:not([hidden])")).await?.is_empty(),
            "nothing more is said"
        );
        page.expect_quiet_console().await
    });
}

#[test]
fn story_12_the_copy_can_be_left_out() {
    story("story_12_without", kept_site(), |page| async move {
        page.open("").await?;
        page.kept().await?;
        page.open("?nosw").await?;
        page.until("nothing is kept", || async {
            let n: Value = page
                .promised("return [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]")
                .await?;
            Ok((n == json!([0, 0])).then_some(()))
        })
        .await?;
        page.expect_quiet_console().await
    });
}
