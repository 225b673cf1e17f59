//! Reading: from a hit to the text and back.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::step::{
    CURRENT_HIT, EXCERPT_LINK, first_place, parameter, repaired_document, row_with_hits, scroll_top, stepper,
    stepper_says, visible_link,
};
use crate::support::{Browser, BrowserOptions, Page, SEARCH_BOX, Setting, SiteOptions, story};

#[test]
fn story_06_opens_at_the_hit() {
    story("story_06", Setting::default(), |page| async move {
        page.open("?q=网络&sort=order").await?;
        let all = page.counts_where("some hits", |counts| counts.n_hits > 3).await?;
        let row = row_with_hits(&page, 3).await?;
        page.click(&format!(".hit:nth-child({row}) {EXCERPT_LINK}")).await?;
        let (first, n_hits) = stepper(&page).await?;
        page.until("the current hit is in the window", || async {
            Ok(page.is_in_window(CURRENT_HIT).await?.then_some(()))
        })
        .await?;
        ensure!(
            page.n_elements(CURRENT_HIT).await? >= 1 && page.n_elements("article mark").await? >= n_hits,
            "all hits are marked"
        );

        page.press("n").await?;
        stepper_says(&page, first + 1, n_hits).await?;
        page.press("N").await?;
        stepper_says(&page, first, n_hits).await?;
        page.see(SEARCH_BOX).await?.click().await?;
        page.press(Key::Enter + "").await?;
        stepper_says(&page, first + 1, n_hits).await?;
        page.press(Key::Shift + Key::Enter).await?;
        stepper_says(&page, first, n_hits).await?;
        page.driver().action_chain().key_up(Key::Shift).perform().await?;
        page.script::<Value>("document.activeElement.blur()", json!([])).await?;

        let document = parameter(&page.query().await?, "doc");
        let mut n_steps = 0;
        while parameter(&page.query().await?, "doc") == document {
            ensure!(n_steps <= all.n_hits, "n leads on into the next document");
            let before = (page.query().await?, stepper(&page).await?);
            page.press("n").await?;
            page.until("the step is taken", || async {
                Ok((before != (page.query().await?, stepper(&page).await?)).then_some(()))
            })
            .await?;
            n_steps += 1;
        }
        page.until("the hit of the next document is in the window", || async {
            Ok(page.is_in_window(CURRENT_HIT).await?.then_some(()))
        })
        .await?;
        ensure!(stepper(&page).await?.0 == 1, "it begins with its first hit");
        Ok(())
    });
}

#[test]
fn story_07_back_and_a_shared_link_bring_the_same() {
    story("story_07", Setting::default(), |page| async move {
        page.open("?q=通信&sort=date").await?;
        page.counts_where("some hits", |counts| counts.n_hits > 0).await?;
        page.click(".facets input[type='checkbox']").await?;
        page.until("the choice is in the address", || async {
            Ok(page.query().await?.contains("f.doc=").then_some(()))
        })
        .await?;
        page.click(".facets__value:nth-of-type(2) input").await?;
        let n_chosen = |page: Page| async move { page.n_elements(".facets input:checked").await };
        page.until("two documents are chosen", || async {
            Ok((n_chosen(page.clone()).await? == 2).then_some(()))
        })
        .await?;
        let counts = page.counts().await?.context("a count")?;
        let address = page.driver().current_url().await?;

        page.script::<Value>("scrollTo({ top: 700, behavior: 'instant' })", json!([])).await?;
        page.until("the page has scrolled", || async {
            Ok((scroll_top(&page).await? > 300.0).then_some(()))
        })
        .await?;
        // Some browsers refuse a click while they still scroll.
        let click = || async {
            let link = visible_link(&page).await?;
            let top = scroll_top(&page).await?;
            link.click().await?;
            Ok(Some(top))
        };
        let top = page.until("an excerpt can be clicked", click).await?;
        page.see(CURRENT_HIT).await?;
        page.driver().back().await?;
        page.counts_where("Back brings the same numbers", |found| found == counts).await?;
        ensure!(n_chosen(page.clone()).await? == 2, "Back brings the same choice");
        page.until("Back scrolls to where it was", || async {
            Ok(((scroll_top(&page).await? - top).abs() < 3.0).then_some(()))
        })
        .await?;

        let colleague =
            Browser::start(&BrowserOptions { language: "en-US", ..BrowserOptions::default() }).await?;
        let theirs = Page::sharing(&colleague, &page);
        theirs.driver().goto(address.as_str()).await?;
        let same = theirs.counts_where("a colleague sees the same numbers", |found| found == counts).await;
        colleague.quit().await;
        same.map(drop)
    });
}

#[test]
fn story_17_raw_and_cleaned_side_by_side() {
    story("story_17", Setting::default(), |page| async move {
        page.open(&format!("{}&lang=zh-Hans", repaired_document()?)).await?;
        let facts = page.text(".provenance").await?;
        for part in [".txt", "SHA-256", "UTF-8", "去注音", "/ 100"] {
            ensure!(facts.contains(part), "the panel says {part}: {facts}");
        }
        let fetched =
            |page: &Page| page.site().answers().iter().filter(|a| a.path.contains(".original.")).count();
        ensure!(fetched(&page) == 0, "the original is not fetched before somebody asks");

        page.press("r").await?;
        page.see(".compare del").await?;
        ensure!(page.query().await?.contains("text=both"), "the address says so");
        ensure!(fetched(&page) == 1, "the original is fetched once");
        let change =
            "[...document.querySelectorAll('.compare del')].find((change) => change.title === '去注音')";
        let script = format!(
            "const change = {change}, row = change.closest('tr');
            return [change.textContent, row.cells[0].textContent, row.cells[1].textContent]"
        );
        let (note, raw, clean): (String, String, String) = page.script(&script, json!([])).await?;
        ensure!(
            note.starts_with('(') && raw.contains(&note) && !clean.contains(&note),
            "{note}: {raw} | {clean}"
        );
        ensure!(page.n_elements(".compare del.doubtful").await? > 0, "doubtful repairs are told apart");

        // Each side, joined, is the whole text of the article.
        let script = "return [...document.querySelectorAll('.compare tr')].slice(1).map((row) => row.cells[1].textContent).join('')";
        let cleaned: String = page.script(script, json!([])).await?;
        page.press("r").await?;
        page.see("article.article").await?;
        ensure!(!page.query().await?.contains("text="), "the key takes it back");
        let script = "return [...document.querySelectorAll('.article__paragraph')].map((p) => p.textContent)";
        let paragraphs: Vec<String> = page.script(script, json!([])).await?;
        ensure!(paragraphs.len() > 3, "the article has paragraphs");
        for paragraph in paragraphs {
            ensure!(cleaned.contains(&paragraph), "the comparison has {paragraph}");
        }
        page.expect_quiet_console().await
    });
}

#[test]
fn story_17_a_rule_leads_from_change_to_change() {
    story("story_17_legend", Setting::default(), |page| async move {
        page.open(&format!("{}&text=both", repaired_document()?)).await?;
        page.see(".compare del").await?;
        let focused = || async {
            let script =
                "return [...document.querySelectorAll('del.removed-pinyin')].indexOf(document.activeElement)";
            page.script::<i64>(script, json!([])).await
        };
        page.click(".compare__rule[data-kind='removed-pinyin']").await?;
        ensure!(focused().await? == 0, "the first change has the focus");
        ensure!(page.is_in_window("del:focus").await?, "it is in the window");
        page.press(Key::Enter + "").await?;
        ensure!(focused().await? == 1, "Enter leads to the next");
        page.click(".compare__rule[data-kind='removed-pinyin']").await?;
        page.click(".compare__rule[data-kind='removed-pinyin']").await?;
        ensure!(focused().await? == 2, "the legend goes on where it was");
        let label = page.text(".compare__rule[data-kind='removed-pinyin']").await?;
        let n_changes = page.n_elements("del.removed-pinyin").await?;
        ensure!(label == format!("去注音 {n_changes}"), "{label}, {n_changes} changes");
        page.click(".tools__lang[lang='zh-Hant']").await?;
        page.see(".compare del[title='去注音']").await?;
        page.click(".tools__lang[lang='en']").await?;
        page.see(".compare del[title='removed pinyin']").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_17_hits_are_marked_beside_the_original() {
    story("story_17_hits", Setting::default(), |page| async move {
        let place = first_place(&page).await?;
        page.open(&format!("{place}&text=both")).await?;
        page.see(".compare mark.mark--now").await?;
        page.until("the hit is in the window", || async {
            Ok(page.is_in_window(CURRENT_HIT).await?.then_some(()))
        })
        .await?;
        let (first, n_hits) = stepper(&page).await?;
        if first < n_hits {
            page.press("n").await?;
            stepper_says(&page, first + 1, n_hits).await?;
            page.until("the next hit is marked and in the window", || async {
                let id = format!("#hit-{first}.mark--now");
                Ok((page.n_elements(&id).await? == 1 && page.is_in_window(&id).await?).then_some(()))
            })
            .await?;
        }
        Ok(())
    });
}

#[test]
fn story_17_a_missing_original_is_said() {
    let site = SiteOptions { missing: Some(".original."), ..SiteOptions::default() };
    story("story_17_missing", Setting { site, ..Setting::default() }, |page| async move {
        page.open(&format!("{}&text=both", repaired_document()?)).await?;
        page.see(".compare__note[role='alert']").await?;
        let n_asked =
            || page.site().answers().iter().filter(|answer| answer.path.contains(".original.")).count();
        ensure!(n_asked() == 1, "it is asked for once");
        page.click(".compare__note button").await?;
        page.until("it is asked for again", || async { Ok((n_asked() == 2).then_some(())) }).await?;
        let text_page =
            format!("/doc/{}.html", parameter(&page.query().await?, "doc").context("a document")?);
        page.click(".compare__note a").await?;
        page.until("the text page opens", || async {
            Ok(page.driver().current_url().await?.path().ends_with(&text_page).then_some(()))
        })
        .await
    });
}

#[test]
fn story_04_a_copied_quote_says_where_it_stands() {
    story("story_04", Setting::default(), |page| async move {
        page.open("?q=网络&lang=zh-Hans").await?;
        page.click(".hit__title a").await?;
        page.see(".article__paragraph").await?;
        // The second sentence of the longest paragraph, as a reader would select it.
        let copy =
            "const [n] = arguments; const blocks = [...document.querySelectorAll('.article__paragraph')];
            const block = blocks.sort((a, b) => b.textContent.length - a.textContent.length)[0];
            const from = block.textContent.indexOf('。') + 1;
            const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            let place = 0; const range = document.createRange();
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const end = place + node.length;
                if (place <= from && from < end) range.setStart(node, from - place);
                if (place < from + n && from + n <= end) range.setEnd(node, from + n - place);
                place = end;
            }
            getSelection().removeAllRanges(); getSelection().addRange(range);
            const data = new DataTransfer();
            const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
            window.dispatchEvent(event);
            return [String(getSelection()), data.getData('text/plain'), event.defaultPrevented]";
        let (quote, copied, is_ours): (String, String, bool) = page.script(copy, json!([20])).await?;
        ensure!(is_ours && copied.starts_with(&quote), "the characters of the source: {copied}");
        let title = page.text(".article__title").await?;
        let told =
            copied.split_once("——《").and_then(|(_, told)| told.split_once('》')).context("a title")?.0;
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).take(8).collect::<String>();
        let shown: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        ensure!(shown.contains(&plain(told)), "{title}: {copied}");
        let link = copied.lines().last().context("a link is the last line")?.to_owned();
        page.driver().goto(link.as_str()).await?;
        page.ready().await?;
        page.until("the quote is in the window", || async {
            let script = "return [...document.querySelectorAll('.article__paragraph')].some((block) => {
                const box = block.getBoundingClientRect();
                return block.textContent.includes(arguments[0]) && box.bottom > 0 && box.top < innerHeight; })";
            Ok(page.script::<bool>(script, json!([quote])).await?.then_some(()))
        })
        .await?;
        // A word is copied as it is.
        page.open("?q=网络&lang=zh-Hans").await?;
        page.click(".hit__title a").await?;
        page.see(".article__paragraph").await?;
        let (_, copied, is_ours): (String, String, bool) = page.script(copy, json!([4])).await?;
        ensure!(!is_ours && copied.is_empty(), "{copied}");
        Ok(())
    });
}
