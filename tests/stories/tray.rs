//! Collecting passages: notes, colours, files.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::support::{Page, Setting, story};
use crate::whole::{file, open_whole};

const SEARCH: &str = ".tray-tools__find";
const NOTE: &str = ".passage .tray-note";

/// Writes into a field as a reader does.
async fn write(page: &Page, selector: &str, text: &str) -> Result<()> {
    Ok(page.see(selector).await?.send_keys(text).await?)
}

/// Waits until the browser keeps so many passages, and gives them.
async fn kept(page: &Page, n: usize) -> Result<Vec<Value>> {
    page.until(&format!("{n} passages are kept"), || async {
        let script = "const key = Object.keys(localStorage).find((key) => /^jianbao.tray .*\\/$/.test(key));
            return key ? JSON.parse(localStorage[key]).passages : []";
        let passages: Vec<Value> = page.script(script, json!([])).await?;
        Ok((passages.len() == n).then_some(passages))
    })
    .await
}

/// Collects the sentence of the first result, by its button, and a selection in the reader, by the key; each gets a note and a colour.
async fn collect_two(page: &Page) -> Result<()> {
    open_whole(page, "?q=网络&lang=zh-Hans").await?;
    page.see(".hit__excerpt .tray-sentence, .hit__excerpt").await?;
    page.script::<Value>(
        "document.querySelector('.hit__excerpt .tray-sentence').click(); return null",
        json!([]),
    )
    .await?;
    kept(page, 1).await?;
    page.click(".hit__excerpt a").await?;
    page.see(".collected-mark").await?;
    page.click(".collected-mark").await?;
    write(page, ".tray-card .tray-note", "核對數字 <b>").await?;
    page.click(".tray-card .tray-colours__one:nth-child(2)").await?;
    page.click(".tray-card .card__close").await?;
    // The second half of a paragraph and the beginning of the next.
    let select = "const blocks = [...document.querySelectorAll('.article__paragraph')];
        const last = blocks.length - 1; const text = (block) => { const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
            const nodes = []; while (walk.nextNode()) if (walk.currentNode.length > 1) nodes.push(walk.currentNode); return nodes; };
        const [from] = text(blocks[last - 1]).slice(-1), [to] = text(blocks[last]);
        const range = document.createRange(); range.setStart(from, 1); range.setEnd(to, 2);
        const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); return range.toString()";
    let selected: String = page.script(select, json!([])).await?;
    page.see(".tray-collect").await?;
    page.press("s").await?;
    let passages = kept(page, 2).await?;
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let exact = passages[1]["exact"].as_str().context("a passage has words")?;
    ensure!(plain(exact) == plain(&selected), "{exact:?} is what was selected: {selected:?}");
    page.until("two marks", || async { Ok((page.n_elements(".collected-mark").await? >= 2).then_some(())) })
        .await
}

#[test]
fn story_30_passages_are_collected_with_notes_and_found_again() {
    story("story_30", Setting::default(), |page| async move {
        collect_two(&page).await?;
        page.open("?view=tray&lang=zh-Hans").await?;
        page.until("both are listed", || async {
            Ok((page.n_elements(".passage").await? == 2).then_some(()))
        })
        .await?;
        write(&page, ".passage:has(.tray-note:placeholder-shown) .tray-note", "second").await?;
        page.click(".passage:not(:has(b)):last-of-type .tray-colours__one:nth-child(3)").await?;
        page.driver().refresh().await?;
        page.ready().await?;
        page.until("both are still there", || async {
            Ok((page.n_elements(".passage").await? == 2).then_some(()))
        })
        .await?;
        let notes = "return [...document.querySelectorAll(arguments[0])].map((field) => field.value).sort()";
        let notes: Vec<String> = page.script(notes, json!([NOTE])).await?;
        ensure!(notes == ["second", "核對數字 <b>"], "{notes:?}");
        ensure!(page.n_elements(".passage b").await? == 0, "a note is no markup");
        ensure!(page.n_elements(".passage__shape .tray-ink--blue").await? == 1, "the colour is kept");
        // Only the notes are searched, in both scripts.
        write(&page, SEARCH, "核对数字").await?;
        page.until("one is left", || async { Ok((page.n_elements(".passage").await? == 1).then_some(())) })
            .await?;
        page.script::<Value>(
            "const field = document.querySelector(arguments[0]); field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true})); return null",
            json!([SEARCH]),
        )
        .await?;
        // What is removed comes back.
        page.click(".passage__remove").await?;
        kept(&page, 1).await?;
        page.click(".tray-notice .button").await?;
        kept(&page, 2).await?;
        // The source opens at the words.
        page.click(".passage:has(.tray-ink--blue) .passage__source a").await?;
        page.see(".collected--blue").await?;
        page.expect_quiet_console().await
    });
}

/// Puts a file into the field.
async fn put(page: &Page, text: &str) -> Result<()> {
    let script =
        "const input = document.querySelector('.tray-tools__open input'); const data = new DataTransfer();
        data.items.add(new File([arguments[0]], 'tray.jsonld')); input.files = data.files;
        input.dispatchEvent(new Event('change', {bubbles: true})); return null";
    page.script::<Value>(script, json!([text])).await?;
    Ok(())
}

async fn notice_has(page: &Page, part: &str) -> Result<()> {
    page.until(&format!("the notice says {part}"), || async {
        Ok(page.text(".tray-notice__text").await?.contains(part).then_some(()))
    })
    .await
}

#[test]
fn story_30_a_tray_goes_out_and_comes_in() {
    story("story_30_files", Setting::default(), |page| async move {
        collect_two(&page).await?;
        let passages = kept(&page, 2).await?;
        page.open("?view=tray&lang=en").await?;
        page.see(".passage").await?;
        let button = |n: usize| format!(".tray-tools__save .button:nth-of-type({n})");
        let (media, markdown) = file(&page, &button(1)).await?;
        ensure!(media.starts_with("text/markdown") && markdown.contains("\n> "), "{media} {markdown:.200}");
        ensure!(markdown.contains("核對數字 \\<b\\>") && markdown.contains("doc="), "{markdown}");
        let (media, csv) = file(&page, &button(2)).await?;
        ensure!(
            media.starts_with("text/csv")
                && csv.trim_start_matches('\u{feff}').starts_with("quote,note,colour"),
            "{csv:.80}"
        );
        let (_, annotations) = file(&page, &button(3)).await?;
        let collection: Value = serde_json::from_str(&annotations)?;
        ensure!(
            collection["@context"] == "http://www.w3.org/ns/anno.jsonld" && collection["total"] == 2,
            "{annotations}"
        );
        let selectors = &collection["first"]["items"][0]["target"]["selector"];
        ensure!(
            selectors[0]["type"] == "TextQuoteSelector" && selectors[1]["type"] == "TextPositionSelector",
            "{selectors}"
        );

        // A student has nothing yet.
        page.script::<Value>("localStorage.clear(); return null", json!([])).await?;
        page.open("?view=tray&lang=en").await?;
        page.see(".tray__empty").await?;
        put(&page, &annotations).await?;
        let again = kept(&page, 2).await?;
        let key = |passage: &Value| passage["id"].as_str().map(str::to_owned);
        for passage in &passages {
            let same = again.iter().find(|other| key(other) == key(passage)).context("each is there")?;
            ensure!(same == passage, "{same} is {passage}");
        }
        put(&page, &annotations).await?;
        notice_has(&page, "2 here already").await?;
        kept(&page, 2).await?;
        for (text, said) in [("<b>", "no W3C"), ("[3,{}]", "2 not readable"), (&"[".repeat(50_000), "no W3C")]
        {
            put(&page, text).await?;
            notice_has(&page, said).await?;
        }
        // What another tab has written in between stays.
        let other = "const key = Object.keys(localStorage).find((key) => key.startsWith('jianbao.tray ')); const kept = JSON.parse(localStorage[key]);
            kept.passages.push({...kept.passages[0], id: 'urn:other', exact: '绝无此语'}); localStorage[key] = JSON.stringify(kept); return null";
        page.script::<Value>(other, json!([])).await?;
        write(&page, NOTE, "!").await?;
        kept(&page, 3).await?;
        // Words that are not in the corpus are kept and marked.
        page.see(".passage .flag").await?;
        page.expect_quiet_console().await
    });
}
