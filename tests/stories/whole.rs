//! What only the whole program shows; the page by itself lets the browser load it.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::support::{Page, Setting, SiteOptions, Texts, pack_of, story};

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

/// A release, its reprint with one word changed, and something else.
fn reprinted() -> anyhow::Result<Vec<u8>> {
    let release = "江城各处的通信站点连夜抢修，技术人员分成六个小组赶到现场，检查光缆、更换电源、重新调试设备，\
        赶在清晨之前让医院与社区的网络恢复畅通。公司负责人说，后续还会派出巡查队伍，每天汇报一次情况，直到隐患全部排除为止。";
    let other = "港口的网络今天停了半天，风浪太大，船只在外面等候，码头工人清点仓库里的货物，记下每一箱的编号和去处。";
    pack_of(&[
        ("a.txt", format!("甲报\n\n{release}")),
        ("b.txt", format!("乙报\n\n{other}")),
        ("c.txt", format!("丙报\n\n{}", release.replace("六个", "七个"))),
    ])
}

#[test]
fn story_20_near_copies_are_one_result() {
    let pack = reprinted().map(Into::into).ok();
    let site = SiteOptions { pack, ..SiteOptions::default() };
    story("story_20", Setting { site, ..Setting::default() }, |page| async move {
        page.open("?view=export&lang=zh-Hans").await?;
        page.open("?q=网络&lang=zh-Hans").await?;
        page.counts_where("all three are counted", |counts| counts.n_articles == 3).await?;
        ensure!(page.n_elements(".hit").await? == 2, "two entries");
        // The entry unfolds, and two are compared.
        page.click(".hit__rest a[href*='view=copies']").await?;
        page.see(".copies__table").await?;
        ensure!(page.n_elements(".copies__table tbody tr").await? == 2, "the release and its reprint");
        ensure!(page.texts("del.change").await? == ["甲", "六"], "what the first has");
        ensure!(page.texts("ins.change").await? == ["丙", "七"], "what the other has");
        // The reader tells it too.
        page.click(".copies__table tbody tr:nth-child(2) th a").await?;
        page.see(".copies-line a[href*='view=copies']").await?;
        // Statistics say whether copies are counted, and count them once if asked to.
        page.open("?q=网络&view=words&lang=zh-Hans").await?;
        let said = || async { page.text(".copies-line").await };
        let before = said().await?;
        page.click(".copies-line button").await?;
        page.until("they are counted once", || async { Ok((said().await? != before).then_some(())) }).await?;
        page.click(".page-nav a[href^='?q=']:not([href*='view='])").await?;
        page.counts_where("the reprint is left out", |counts| counts.n_articles == 2).await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_28_an_uncertain_date_is_a_span_and_found_on_each_of_its_days() {
    story("story_28", Setting::default(), |page| async move {
        open_whole(&page, "?view=timeline&by=one&lang=zh-Hans").await?;
        page.see(".lanes__entry").await?;
        let n_vague = page.n_elements(".entries__vague").await?;
        ensure!(n_vague > 0, "some dates leave the day open");
        // Each row stands for one date, however many days it covers.
        let n_dates = page.counts_of(".timeline__head").await?;
        ensure!(page.n_elements(".entries__row").await? <= n_dates, "each date has one row");
        open_whole(&page, "?view=timeline&by=one&from=2020-02-10&to=2020-02-10&lang=zh-Hans").await?;
        page.see(".lanes__entry--uncertain").await?;
        let rows = page.texts(".entries__row:has(.entries__vague) time").await?;
        ensure!(rows.iter().any(|row| row.contains("2020-02")), "a date in February: {rows:?}");
        ensure!(rows.iter().all(|row| row.contains("2020")), "and none elsewhere: {rows:?}");
        let width: f64 = page
            .script(
                "return document.querySelector('.lanes__entry--uncertain').getBoundingClientRect().width",
                json!([]),
            )
            .await?;
        ensure!(width > 24.0, "a span of {width} pixels");
        Ok(())
    });
}

#[test]
fn story_27_long_lists_are_sorted_as_readers_expect() {
    story("story_27", Setting::default(), |page| async move {
        for (lang, order) in [("zh-Hans", "zh-Hans-u-co-pinyin"), ("zh-Hant", "zh-Hant-u-co-stroke")] {
            open_whole(&page, &format!("?q=网络&lang={lang}")).await?;
            let group = ".facets > .facet-group:nth-of-type(2)";
            page.see(&format!("{group} .facet-row")).await?;
            let names = || async { page.texts(&format!("{group} .facets__name")).await };
            let by_count = names().await?;
            let counts = page.texts(&format!("{group} .facets__count")).await?;
            let counts: Vec<u32> =
                counts.iter().filter_map(|count| count.replace(',', "").parse().ok()).collect();
            ensure!(counts.is_sorted_by(|a, b| a >= b), "{lang}: by count at first: {counts:?}");
            page.click(&format!("{group} .facet-group__more")).await?;
            page.click(&format!("{group} .facet-group__order")).await?;
            page.until("the order has changed", || async { Ok((names().await? != by_count).then_some(())) })
                .await?;
            page.until(&format!("{lang}: names in the order of {order}"), || async {
                let sorted = "return [...arguments[0]].sort(new Intl.Collator(arguments[1]).compare)";
                let names = names().await?;
                let wanted: Vec<String> = page.script(sorted, json!([names, order])).await?;
                Ok((names.len() > 6 && names == wanted).then_some(()))
            })
            .await?;
        }
        Ok(())
    });
}

#[test]
fn story_07_back_returns_from_every_page() {
    story("story_07_whole", Setting::default(), |page| async move {
        open_whole(&page, "?q=网络&lang=zh-Hans").await?;
        let counts = page.counts_where("results", |counts| counts.n_hits > 0).await?;
        for view in ["timeline", "concordance", "figures", "names", "map", "words", "export", "tray"] {
            page.click(&format!(".page-nav a[href*='view={view}']")).await?;
            page.see(&format!(".page-nav a[href*='view={view}'][aria-current='page']")).await?;
            page.driver().back().await?;
            page.counts_where(&format!("the same results after {view}"), |now| now == counts).await?;
        }
        page.expect_quiet_console().await
    });
}

#[test]
fn story_25_spans_are_marked_whole_and_bad_patterns_are_pointed_at() {
    story("story_25", Setting::default(), |page| async move {
        // Two words with a few characters between them are one mark.
        page.open("?q=网络 NEAR/20 保障&lang=zh-Hans").await?;
        page.see(".hit__text .mark").await?;
        let marked = page.texts(".hit__text .mark").await?;
        let has = |text: &String, words: [&str; 2]| words.iter().any(|word| text.contains(word));
        let has_both = |text: &&String| has(text, ["网络", "網絡"]) && text.contains("保障");
        // An excerpt ends with its sentence, and with it the mark of a span that goes on into the next.
        ensure!(marked.iter().filter(has_both).count() * 2 > marked.len(), "{marked:?}");
        ensure!(marked.iter().all(|text| text.chars().count() <= 24), "{marked:?}");
        // A pattern in slashes loads the whole program; each place is marked from end to end.
        page.open("?q=/[0-9]+[万萬]/&lang=zh-Hans").await?;
        page.see(".hit__text .mark").await?;
        let marked = page.texts(".hit__text .mark").await?;
        let is_number = |text: &String| {
            let digits = text.trim_end_matches(['万', '萬']);
            digits.len() < text.len() && digits.chars().all(|c| c.is_ascii_digit())
        };
        ensure!(marked.len() > 3 && marked.iter().all(is_number), "{marked:?}");
        // One that cannot be read is said and left out; the rest is searched.
        page.open("?q=网络 /[0-9/&lang=zh-Hans").await?;
        page.counts_where("the rest is searched", |counts| counts.n_hits > 0).await?;
        let said = page.text(".query-chips__remarks").await?;
        ensure!(said.contains('['), "the character is pointed at: {said}");
        page.expect_quiet_console().await
    });
}
