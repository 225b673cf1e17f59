//! What only the whole program shows; the page by itself lets the browser load it.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::support::{Page, Setting, Texts, story};

/// Keeps every file that the page makes, instead of saving it, in `window.files`.
const KEEP_FILES: &str = "window.files = [];
    URL.createObjectURL = (blob) => { blob.text().then((text) => window.files.push([blob.type, text])); return '#'; };";

/// The file that a button makes: its media type and its text.
pub(crate) async fn file(page: &Page, selector: &str) -> anyhow::Result<(String, String)> {
    page.script::<Value>(&format!("{KEEP_FILES} return null"), json!([])).await?;
    page.click(selector).await?;
    page.until("a file is made", || async {
        let files: Vec<(String, String)> = page.script("return window.files", json!([])).await?;
        Ok(files.into_iter().next())
    })
    .await
}

#[test]
fn story_11_all_hits_open_in_a_spreadsheet() {
    story("story_11", Setting::default(), |page| async move {
        let (n_hits, _) = Texts::read()?.count("网络");
        page.open("?q=网络").await?;
        // The page by itself leads on to the whole program.
        page.click(".page-nav a[href*='view=export']").await?;
        page.ready().await?;
        let (media, text) = file(&page, ".take-away__list .button").await?;
        ensure!(media.starts_with("text/csv"), "{media}");
        // A blob's text drops the byte order mark; its first bytes do not.
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let head = lines.next().context("there is a heading")?;
        ensure!(head == "left,keyword,right,document_id,document,article,date,start,end,url", "{head}");
        let rows: Vec<&str> = lines.collect();
        ensure!(rows.len() == n_hits, "{} rows for {n_hits} hits", rows.len());
        ensure!(rows.iter().all(|row| row.contains("网络") || row.contains("網絡")), "each has the keyword");
        let link =
            rows.first().and_then(|row| row.rsplit(',').next()).context("a row ends with its address")?;
        page.driver().goto(link).await?;
        page.ready().await?;
        page.see(".reader__text").await?;

        page.open("?q=网络&view=export").await?;
        let bytes =
            "return new Promise((done) => { URL.createObjectURL = (blob) => { blob.slice(0, 3).arrayBuffer()
            .then((bytes) => done(Array.from(new Uint8Array(bytes)))); return '#'; };
            document.querySelector('.take-away__list .button').click(); })";
        let bytes = page.promised(bytes).await?;
        ensure!(bytes == json!([0xef, 0xbb, 0xbf]), "a byte order mark: {bytes}");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_11_dates_go_into_a_calendar() {
    story("story_11_calendar", Setting::default(), |page| async move {
        page.open("?view=export").await?;
        let (media, text) = file(&page, ".take-away__list dd:nth-of-type(3) .button").await?;
        ensure!(
            media.starts_with("text/calendar") && text.starts_with("BEGIN:VCALENDAR\r\n"),
            "{media} {text:.60}"
        );
        let n_events = text.matches("BEGIN:VEVENT").count();
        page.open("?view=timeline").await?;
        let shown = page.text(".timeline__head").await?;
        ensure!(shown.contains(&n_events.to_string()), "{n_events} events; the timeline says {shown}");
        Ok(())
    });
}

#[test]
fn story_31_results_and_documents_are_cited() {
    story("story_31", Setting::default(), |page| async move {
        let (n_hits, n_documents) = Texts::read()?.count("网络");
        page.open("?q=网络&view=export&lang=en").await?;
        let plain = page.text(".take-away__text").await?;
        let wanted = [
            format!("{n_hits} hits"),
            format!("{n_documents} documents"),
            "?q=%E7%BD%91%E7%BB%9C".to_owned(),
        ];
        ensure!(wanted.iter().all(|part| plain.contains(part)), "{plain}");
        let first = "const select = document.querySelector('.take-away__what select');
            select.selectedIndex = 1; select.dispatchEvent(new Event('change', {bubbles: true}));
            return select.options[1].textContent";
        let title: String = page.script(first, json!([])).await?;
        page.until("the document is cited in every style", || async {
            let written = page.texts(".take-away__text").await?;
            Ok((written.len() == 4 && written.iter().all(|text| text.contains("doc="))).then_some(()))
        })
        .await?;
        let written = page.texts(".take-away__text").await?;
        ensure!(written[0].contains(title.trim()), "{title} in {}", written[0]);
        serde_json::from_str::<Value>(&written[3])?;
        Ok(())
    });
}

#[test]
fn story_21_mentions_are_marked_by_kind() {
    story("story_21_reader", Setting::default(), |page| async move {
        // A field that the page by itself does not know loads the whole program.
        page.open("?q=org:移动&lang=zh-Hans").await?;
        page.click(".hit__title a").await?;
        page.see(".mention--organisation").await?;
        let line = "return getComputedStyle(document.querySelector('.reader__text .mention--organisation')).textDecorationLine";
        ensure!(page.script::<String>(line, json!([])).await? == "underline", "names are underlined");
        page.click(".kinds__label:has(.mention--organisation)").await?;
        ensure!(page.script::<String>(line, json!([])).await? == "none", "the kind is switched off");
        page.click(".kinds__label:has(.mention--organisation)").await?;
        page.click(".reader__text .mention--organisation").await?;
        page.click(".card__links a").await?;
        let query = page.query().await?;
        ensure!(query.contains("view=names") && query.contains("entity=organisation-"), "{query}");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_24_fields_of_names_and_sizes_are_understood() {
    story("story_24_fields", Setting::default(), |page| async move {
        for (query, has_hits) in
            [("place:武汉", true), ("value>1亿 unit:元", true), ("value>1亿元", true), ("person:龘龘", false)]
        {
            page.open(&format!("?q={query}&lang=zh-Hans")).await?;
            let n_found = page
                .until("results or the reason for none", || async {
                    let n_hits = page.n_elements(".hit").await?;
                    let n_nothing = page.n_elements(".nothing").await?;
                    Ok((n_hits + n_nothing > 0).then_some(n_hits))
                })
                .await?;
            ensure!((n_found > 0) == has_hits, "{query}: {n_found} results");
        }
        Ok(())
    });
}

/// Opens a path so that the whole program runs, also where the address alone would not need it.
pub(crate) async fn open_whole(page: &Page, path: &str) -> anyhow::Result<()> {
    page.open("?view=export").await?;
    page.open(path).await
}

#[test]
fn story_35_the_timeline_is_used_like_a_map() {
    story("story_35", Setting::default(), |page| async move {
        open_whole(&page, "?view=timeline").await?;
        page.see(".lanes__entry").await?;
        let places = "return Array.from(document.querySelectorAll('.lanes__mark'), (mark) => mark.textContent + mark.style.left)";
        let ruler = || async { page.script::<Vec<String>>(places, json!([])).await };
        let before = ruler().await?;
        let wheel = |is_control: bool| {
            let script = format!(
                "const frame = document.querySelector('.lanes__frame'); const bounds = frame.getBoundingClientRect();
                const event = new WheelEvent('wheel', {{deltaY: -100, ctrlKey: {is_control}, bubbles: true, cancelable: true,
                    clientX: bounds.left + bounds.width / 2}});
                return !frame.dispatchEvent(event)"
            );
            let page = page.clone();
            async move { page.script::<bool>(&script, json!([])).await }
        };
        ensure!(!wheel(false).await?, "the plain wheel scrolls the page");
        ensure!(ruler().await? == before, "and zooms nothing");
        for _ in 0..3 {
            ensure!(wheel(true).await?, "the wheel with Ctrl is taken");
        }
        page.until("it is zoomed", || async { Ok((ruler().await? != before).then_some(())) }).await?;
        // The keys: farther, nearer, all.
        page.script::<Value>("document.querySelector('.lanes__zoom button').focus(); return null", json!([]))
            .await?;
        let near = ruler().await?;
        page.press(".").await?;
        page.until("it is moved", || async { Ok((ruler().await? != near).then_some(())) }).await?;
        page.press("0").await?;
        let all = page
            .until("all is shown", || async { Ok(Some(ruler().await?).filter(|all| *all != near)) })
            .await?;
        // Several dates in one mark are zoomed to, one opens the reader.
        page.click(".lanes__entry--cluster").await?;
        page.until("the cluster is opened", || async { Ok((ruler().await? != all).then_some(())) }).await?;
        page.press("0").await?;
        page.click(".lanes__entry:not(.lanes__entry--cluster)").await?;
        page.see(".reader__text").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_29_two_axes_and_story_08_lanes_follow_the_chosen_days() {
    story("story_29", Setting::default(), |page| async move {
        open_whole(&page, "?view=timeline&by=document").await?;
        page.see(".lanes__entry").await?;
        let n_mentioned = page.n_elements(".entries__row").await?;
        page.click(".timeline__axis button[aria-pressed='false']").await?;
        page.until("the documents' own days", || async {
            let n = page.n_elements(".entries__row").await?;
            Ok((n != n_mentioned && n <= Texts::read()?.n_documents()).then_some(()))
        })
        .await?;
        open_whole(&page, "?view=timeline&by=document&from=2020-02-01&to=2020-02-20").await?;
        page.see(".lanes__entry").await?;
        let marks = page.texts(".lanes__mark--major").await?;
        ensure!(marks.iter().all(|mark| mark.starts_with("2020-0")), "{marks:?}");
        Ok(())
    });
}
