//! A site whose corpus lies in files beside the page, in a real browser: the same sample corpus, of which nothing is embedded.
//!
//! Expected counts come from [`support::Texts`], which shares no code with the search.

#[path = "../support/mod.rs"]
mod support;

use std::env::var_os;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use support::{Page, Setting, SiteOptions, Texts, built_page, command, dist, story, story_of, target_folder};

/// The number behind the link to the timeline.
fn n_dates(nav: &str) -> u32 {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let words: Vec<&str> = nav.split_whitespace().collect();
    let place = words.iter().position(|word| word.contains("时间") || word.contains("Time"));
    let behind = place.and_then(|place| words.get(place..place + 2)).map(|words| digits(&words.concat()));
    behind.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[test]
fn results_come_from_files() {
    story("files_results", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, n_documents) = texts.count("网络");
        page.open("?q=网络&view=results").await?;
        page.counts_where("hits", |counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents))
            .await?;
        page.see(".hit mark, .hit .hit__excerpts").await?;
        let fetched: Vec<String> = page.site().answers().into_iter().map(|answer| answer.path).collect();
        ensure!(fetched.iter().any(|path| path.contains("data/index-")), "the index is asked: {fetched:?}");
        ensure!(!fetched.iter().any(|path| path.contains("corpus.pack")), "there is no pack: {fetched:?}");
        // What is typed behind it is found nowhere; alone it is.
        page.type_query("龘口罩").await?;
        page.see(".nothing").await?;
        page.go("?view=results").await?;
        page.ready().await?;
        page.type_query("口罩").await?;
        let (n_hits, n_documents) = texts.count("口罩");
        page.counts_where("hits", |counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents))
            .await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn a_result_opens_in_the_reader() {
    story("files_reader", Setting::default(), |page| async move {
        page.open("?q=网络&view=results").await?;
        page.see(".hit").await?;
        page.click(".hit a").await?;
        page.see(".reader__text p").await?;
        let text = page.text(".reader__text").await?;
        ensure!(text.contains("网络") || text.contains("網絡"), "the article holds the word");
        page.open("").await?;
        page.until("the number of dates", || async {
            let nav = page.text(".page-nav").await?;
            Ok((n_dates(&nav) > 10).then_some(()))
        })
        .await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn what_needs_all_of_the_corpus_fetches_it() {
    story("files_whole", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, _) = texts.count("网络");
        page.open("?q=网络").await?;
        let some = page.counts_where("hits", |counts| counts.n_hits == n_hits).await?;
        let is_fetched = || page.site().answers().iter().any(|answer| answer.path.contains("corpus.pack"));
        ensure!(!is_fetched(), "results need no pack");
        page.click("a[href*='view=concordance']").await?;
        page.ready().await?;
        page.until("all lines", || async {
            Ok((page.n_elements(".concordance__line").await? >= n_hits.min(50)).then_some(()))
        })
        .await?;
        ensure!(is_fetched(), "a concordance does");
        page.click("a[href*='view=figures']").await?;
        page.see(".figure-table__row").await?;
        // From here on all of it answers; the numbers are the same.
        page.click(".page-nav a[href='?q=%E7%BD%91%E7%BB%9C']").await?;
        page.counts_where("the same hits", |counts| counts == some).await?;
        page.open("?view=timeline").await?;
        page.click(".timeline__lanes").await?;
        page.ready().await?;
        page.see(".lanes__entry").await?;
        page.open("?view=names").await?;
        page.see(".name-list__name").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn how_much_has_come_is_said_and_can_be_left() {
    let site = SiteOptions { trickling: Some("corpus.pack"), ..SiteOptions::default() };
    story("files_bar", Setting { site, ..Setting::default() }, |page| async move {
        page.open("?q=网络").await?;
        page.counts_where("hits", |counts| counts.n_hits > 0).await?;
        page.click("a[href*='view=words']").await?;
        page.see("#notice progress").await?;
        page.click("#notice button").await?;
        page.ready().await?;
        page.counts_where("results again", |counts| counts.n_hits > 0).await?;
        ensure!(page.query().await?.contains("网络"), "under the same query");
        Ok(())
    });
}

#[test]
fn scripts_ask_too() {
    story("files_scripts", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, n_documents) = texts.count("网络");
        page.open("").await?;
        let found = page.promised("await jianbao.ready; return jianbao.search('网络', {limit: 3})").await?;
        ensure!(found["total"] == n_hits && found["documents"] == n_documents, "{found}");
        let hits = found["hits"].as_array().context("hits are a list")?;
        ensure!(hits.len() == 3 && hits.iter().all(|hit| hit["title"].is_string()), "{found}");
        let ids = page.promised("return jianbao.ids('网络')").await?;
        ensure!(ids.as_array().is_some_and(|ids| ids.len() == n_documents), "{ids}");
        // What is kept of an answer is not the caller's.
        let again = "const first = await jianbao.ids('网络'); first.length = 0; return jianbao.ids('网络')";
        ensure!(page.promised(again).await? == ids, "the same, asked again");
        let ordered = page.promised("return jianbao.ids('网络', {sort: 'order'})").await?;
        ensure!(ordered.as_array().is_some_and(|ids| ids.len() == n_documents), "{ordered}");
        let counts = page.promised("return jianbao.counts('网络')").await?;
        ensure!(
            counts["n_documents"] == n_documents && counts["n_articles"] == found["articles"],
            "{counts}"
        );
        ensure!(counts["facets"][1]["values"].as_array().is_some_and(|years| !years.is_empty()), "{counts}");
        ensure!(counts["times"][0]["bins"].as_array().is_some_and(|bins| !bins.is_empty()), "{counts}");
        page.expect_quiet_console().await
    });
}

/// Regular expressions take another program than the page's own, which answers from then on.
async fn patterns_are_found(page: Page) -> Result<()> {
    let texts = Texts::read()?;
    let (n_hits, n_documents) = texts.count("口罩");
    let engines = || page.site().answers().iter().filter(|answer| answer.path.contains("engine-")).count();
    page.open("?q=网络&view=results").await?;
    page.counts_where("hits", |counts| counts.n_hits == texts.count("网络").0).await?;
    ensure!(engines() == 0, "words need no other program");
    page.go("?q=/口罩/&view=results").await?;
    page.ready().await?;
    page.counts_where("hits", |counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents)).await?;
    page.see(".hit").await?;
    let n_engines = engines();
    ensure!(n_engines > 0, "a pattern does");
    let both =
        page.promised("return Promise.all([jianbao.search('/口罩/'), jianbao.search('网络')])").await?;
    ensure!(both[0]["total"] == n_hits && both[1]["total"] == texts.count("网络").0, "{both}");
    // What the page's own program does not read, it shows.
    page.go("?q=/口罩/ unit:龘&view=results").await?;
    page.ready().await?;
    page.see(".nothing").await?;
    page.expect_quiet_console().await
}

#[test]
fn patterns_take_the_whole_engine() {
    story("files_patterns", Setting::default(), patterns_are_found);
}

#[test]
fn words_are_found_where_the_whole_engine_is_missing() {
    let site = SiteOptions { missing: Some("engine-"), ..SiteOptions::default() };
    story("files_no_engine", Setting { site, ..Setting::default() }, |page| async move {
        let texts = Texts::read()?;
        page.open("?q=/口罩/&view=results").await?;
        page.until("a notice", || async {
            Ok(page.text("#notice").await.unwrap_or_default().contains("engine-").then_some(()))
        })
        .await?;
        let found = page.promised("return jianbao.search('口罩')").await?;
        ensure!(found["total"] == texts.count("口罩").0, "{found}");
        Ok(())
    });
}

#[test]
fn patterns_are_found_where_there_is_no_pack() {
    let site = || {
        let folder = target_folder("files/without-pack")?;
        let mut build = Command::new(command());
        build.arg("build").arg(var_os("JIANBAO_CORPUS").context("JIANBAO_CORPUS is not set")?);
        build.args(["--embed", "0", "--whole", "0", "--no-cache", "--page"]).arg(built_page()?);
        let built = build.arg("--out").arg(&folder).output()?;
        ensure!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        Ok(folder)
    };
    story_of("files_patterns_alone", Setting::default(), site(), patterns_are_found);
}

#[test]
fn a_missing_file_is_said() {
    let site = SiteOptions { missing: Some("index-"), ..SiteOptions::default() };
    story("files_missing", Setting { site, ..Setting::default() }, |page| async move {
        page.open("?q=网络&view=results").await?;
        page.until("a notice", || async {
            let said = page.text("#notice").await.unwrap_or_default();
            Ok((said.contains("index-") && said.contains("404")).then_some(()))
        })
        .await
    });
}

/// A site that browsers keep.
fn kept_site() -> Setting {
    Setting {
        site: SiteOptions { base: "/a/b/", is_kept: true, ..SiteOptions::default() },
        ..Setting::default()
    }
}

#[test]
fn what_was_asked_is_there_without_a_network() {
    story("files_offline", kept_site(), |page| async move {
        page.open("?q=网络&view=results").await?;
        page.kept().await?;
        // What came before the copy was there comes again.
        page.open("?q=网络&view=results").await?;
        page.see(".hit mark, .hit .hit__excerpts").await?;
        let counts = page.counts_where("some hits", |counts| counts.n_hits > 0).await?;
        page.site().shut();
        page.go_offline().await?;
        let n_answers = page.site().answers().len();
        page.open("?q=网络&view=results").await?;
        page.counts_where("the same hits", |found| found == counts).await?;
        page.click(".hit a").await?;
        page.see(".reader__text mark").await?;
        let answered: Vec<_> = page.site().answers().split_off(n_answers);
        ensure!(answered.iter().all(|answer| answer.status == 503), "nothing came: {answered:?}");
        Ok(())
    });
}

#[test]
fn a_new_version_is_offered() {
    story("files_new", kept_site(), |page| async move {
        page.open("?lang=zh-Hans").await?;
        page.kept().await?;
        page.site().renew();
        let update = "navigator.serviceWorker.getRegistration().then((own) => own.update()); return null";
        page.script::<Value>(update, json!([])).await?;
        page.until("a notice", || async {
            Ok(page.text("#notice").await.unwrap_or_default().contains("新版本").then_some(()))
        })
        .await?;
        page.click("#notice button").await?;
        let edition = "return document.querySelector('script[data-edition]').dataset.edition";
        page.until("the new page is there", || async {
            let edition: String = page.script(edition, json!([])).await.unwrap_or_default();
            Ok(edition.starts_with("boot.js?v=f").then_some(()))
        })
        .await?;
        page.ready().await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn results_take_few_requests() {
    story("files_requests", Setting::default(), |page| async move {
        page.open("?q=网络&view=results").await?;
        page.see(".hit .hit__excerpts").await?;
        let names: Vec<String> = page.site().answers().into_iter().map(|answer| answer.path).collect();
        // These the browser fetches when it pleases.
        let own = |name: &str| name.ends_with("/manifest.webmanifest") || name.ends_with("/seal.svg");
        let of_page = names.iter().filter(|name| !name.contains("/data/") && !own(name)).count();
        ensure!(of_page == 1, "the page, and nothing else beside the corpus: {names:?}");
        ensure!(!names.iter().any(|name| name.contains("catalog")), "it lies in the page: {names:?}");
        Ok(())
    });
}

#[test]
fn a_page_that_did_not_arrive_whole_says_so() {
    let site = || {
        let folder = target_folder("files/cut")?;
        let index = fs::read_to_string(dist()?.join("index.html"))?;
        fs::write(
            folder.join("index.html"),
            index.get(..index.len() / 2).context("it is cut in its parts")?,
        )?;
        Ok(folder)
    };
    story_of("files_cut", Setting::default(), site(), |page| async move {
        page.go("").await?;
        page.until("a notice", || async {
            Ok(page.text("#notice").await.unwrap_or_default().contains("没有完整下载").then_some(()))
        })
        .await?;
        let state = "return [document.documentElement.dataset.jianbao, document.querySelector('input[name=q]').disabled]";
        ensure!(page.script::<Value>(state, json!([])).await? == json!(["failed", true]), "it has failed");
        page.see("#notice button").await.map(drop)
    });
}

#[test]
fn a_folder_on_the_disk_says_what_to_do() {
    story("files_disk", Setting::default(), |page| async move {
        page.driver().goto(format!("file://{}", dist()?.join("index.html").display())).await?;
        page.until("the reason", || async {
            Ok(page.text(".unstarted").await.unwrap_or_default().contains("--single-file").then_some(()))
        })
        .await?;
        let seal = "return document.querySelector('.brand__seal').getBoundingClientRect().width";
        let width: f64 = page.script(seal, json!([])).await?;
        ensure!(width > 0.0 && width < 64.0, "the page has its style: the seal is {width} wide");
        Ok(())
    });
}
