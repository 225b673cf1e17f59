//! Documents of somebody who means harm: nothing of them runs, nothing leaves the site, and the page goes on answering.

mod documents;

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use self::documents::{Hostile, SET, expect_no_others};
use crate::support::{Page, Setting, story_of};

/// What an attack has set, and where the page's links and sources lead that lead elsewhere or run something.
const DAMAGE: &str = r"const own = new URL('.', document.baseURI).protocol;
    const leads = [...document.querySelectorAll('[href], [src], [action], [data], [srcdoc], [formaction]')].flatMap((element) =>
        ['href', 'src', 'action', 'data', 'srcdoc', 'formaction'].filter((name) => element.hasAttribute(name)).map((name) => [element, element.getAttribute(name)]));
    const isAstray = ([element, address]) => {
        const url = new URL(address, document.baseURI);
        if (element.matches('link[rel=canonical], link[rel=search], link[rel=alternate]')) return url.host !== 'reports.invalid' && url.host !== location.host;
        // What the page offers as a file is made of addresses that hold it.
        if (element.hasAttribute('download') && /^data:application\/(json|toml)[;,]/.test(address)) return false;
        return url.protocol === 'data:' ? !address.startsWith('data:image/') : url.protocol !== 'blob:' && (url.protocol !== own || url.host !== location.host);
    };
    const handlers = [...document.querySelectorAll('*')].filter((element) => [...element.attributes].some((attribute) => /^on/i.test(attribute.name)));
    const strange = [...document.querySelectorAll('iframe, object, embed, base, meta[http-equiv=refresh], svg[onload], animate')];
    // The comparison shows a file as it is, in a column of its own; anywhere else a turned direction would turn the page's own words.
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const around = texts.currentNode.parentElement;
        if (/[\u202a-\u202e\u2066-\u2069]/.test(texts.currentNode.data) && !around.closest('.compare, script')) strange.push(around);
    }
    return [window.broken ?? null, leads.filter(isAstray).map(([element, address]) => address),
        [...handlers, ...strange].map((element) => element.outerHTML.slice(0, 200))]";

/// Fails when something of a document ran, or became markup that could.
async fn expect_unharmed(page: &Page, place: &str) -> Result<()> {
    let damage: Value = page.script(DAMAGE, json!([])).await.with_context(|| place.to_owned())?;
    ensure!(damage == json!([null, [], []]), "{place}: {damage}");
    page.expect_quiet_console().await.with_context(|| place.to_owned())
}

/// Fails when a request went anywhere but to the site; those that were only wished for count too.
async fn expect_no_strangers(page: &Page) -> Result<()> {
    let own = page.site().address("");
    for (method, event) in page.network().await? {
        let address = event["request"]["url"].as_str().unwrap_or_default();
        let is_own = ["file:", "blob:", "data:", &own].iter().any(|begin| address.starts_with(begin));
        ensure!(method != "Network.requestWillBeSent" || is_own, "a request leaves the site: {address}");
    }
    Ok(())
}

/// All views of the whole program.
const VIEWS: [&str; 9] =
    ["results", "timeline", "names", "figures", "map", "concordance", "words", "export", "about"];

#[test]
fn story_7_nothing_that_a_document_says_runs() {
    let hostile = Hostile::attacks("runs").expect("documents can be written");
    let site = hostile.build("--out", "site");
    let n_documents = hostile.n_documents("网络").expect("documents are parsed");
    let folder = hostile.folder.clone();
    story_of("story_7_attacks", Setting::default(), site, |page| async move {
        expect_no_others(&folder, &["documents", "site"])?;
        page.open("").await?;
        expect_unharmed(&page, "the overview").await?;
        page.open("?q=网络").await?;
        ensure!(n_documents >= 20, "{n_documents} documents");
        page.counts_where("all documents answer", |counts| counts.n_documents == n_documents).await?;
        expect_unharmed(&page, "the results").await?;
        let shown = page.texts(".hit__title").await?.concat();
        ensure!(shown.contains("<script>") && shown.contains(SET), "titles stand there as they are: {shown}");
        // What was typed is text as well.
        page.open(
            "?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.broken%3D1%3E&from=%22%3E%3Cscript%3E&f.org=%3Cb%3E",
        )
        .await?;
        expect_unharmed(&page, "a hostile address").await?;
        for view in VIEWS {
            page.open(&format!("?q=网络&view={view}")).await?;
            page.see("main").await?;
            expect_unharmed(&page, view).await?;
        }
        let documents = page.promised("return jianbao.ids('网络')").await?;
        let documents = documents.as_array().context("ids are a list")?.clone();
        ensure!(documents.len() == n_documents, "{documents:?}");
        for id in &documents {
            let id = id.as_str().unwrap_or_default();
            let address =
                page.script::<String>("return encodeURIComponent(arguments[0])", json!([id])).await?;
            page.open(&format!("?view=reader&doc={address}&text=both")).await?;
            page.see(".reader__text, .compare").await.with_context(|| format!("document {id:?}"))?;
            expect_unharmed(&page, id).await?;
        }
        expect_no_strangers(&page).await
    });
}

#[test]
fn story_7_text_pages_show_attacks_as_text() {
    let hostile = Hostile::attacks("texts").expect("documents can be written");
    let site = hostile.build("--out", "site");
    let folder = hostile.folder.join("site");
    story_of("story_7_texts", Setting::default(), site, |page| async move {
        let mut n_pages = 0;
        for entry in fs::read_dir(folder.join("doc"))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".html") {
                continue;
            }
            let is_plain =
                name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '='));
            ensure!(is_plain && !name.starts_with('.'), "{name:?} is a name for an address");
            page.go(&format!("doc/{name}")).await?;
            page.see("h1").await?;
            expect_unharmed(&page, &name).await?;
            n_pages += 1;
        }
        ensure!(n_pages >= 20, "{n_pages} text pages");
        page.go("help.html").await?;
        expect_unharmed(&page, "help").await?;
        expect_no_strangers(&page).await
    });
}

#[test]
fn story_7_one_file_holds_attacks_as_text() {
    let hostile = Hostile::attacks("file").expect("documents can be written");
    let site = hostile.build("--out", "site");
    let n_documents = hostile.n_documents("网络").expect("documents are parsed");
    let file = hostile.build("--single-file", "one.html").expect("one file can be built");
    story_of("story_7_file", Setting::default(), site, |page| async move {
        for query in
            ["", "?q=网络", "?q=网络&view=names", "?q=网络&view=concordance", "?q=网络&view=timeline"]
        {
            page.driver().goto(format!("file://{}{query}", file.display())).await?;
            page.ready().await?;
            page.see("main").await?;
            if query == "?q=网络" {
                page.counts_where("all documents answer", |counts| counts.n_documents == n_documents).await?;
            }
            expect_unharmed(&page, query).await?;
        }
        expect_no_strangers(&page).await
    });
}

#[test]
fn story_7_documents_that_wear_a_program_out_are_searched() {
    let hostile = Hostile::heavy("heavy").expect("documents can be written");
    let site = hostile.build("--out", "site");
    let n_documents = hostile.n_documents("网络").expect("documents are parsed");
    story_of("story_7_heavy", Setting::default(), site, |page| async move {
        page.open("?q=网络").await?;
        page.counts_where("all documents answer", |counts| counts.n_documents == n_documents).await?;
        page.open("?q=标题99999").await?;
        page.counts_where("the last of many headings", |counts| counts.n_hits == 1).await?;
        page.open("?q=网络&view=timeline").await?;
        page.see("main").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_7_a_line_without_an_end_is_searched() {
    let hostile = Hostile::new("line").expect("a folder can be made");
    let sentence = "各单位要保障网络畅通，";
    let n_sentences = 10_000_000 / sentence.len();
    hostile.put("line.txt", sentence.repeat(n_sentences)).expect("documents can be written");
    hostile
        .put("words.txt", format!("{}\n网络尽头", "x".repeat(10_000_000)))
        .expect("documents can be written");
    let site = hostile.build("--out", "site");
    story_of("story_7_line", Setting::default(), site, |page| async move {
        page.open("?q=网络").await?;
        page.counts_where("every sentence", |counts| counts.n_hits == n_sentences + 1).await?;
        page.open("?q=网络尽头").await?;
        page.counts_where("the end of the other", |counts| counts.n_documents == 1).await?;
        page.expect_quiet_console().await
    });
}
