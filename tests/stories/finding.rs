//! Finding: from typing to the list of results.

use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::step::has_day;
use crate::support::{
    BrowserOptions, Counts, SEARCH_BOX, Setting, SiteOptions, Texts, n_divided, story, without_space,
};

#[test]
fn story_01_is_readable_before_the_program_is_there() {
    let site = SiteOptions { wasm_delay: Duration::from_secs(3), ..SiteOptions::default() };
    let browser = BrowserOptions { window: (500, 900), ..BrowserOptions::default() };
    story("story_01", Setting { site, browser }, |page| async move {
        let texts = Texts::read()?;
        page.go("").await?;
        let title = page.text("h1").await?;
        let facts = page.text("main").await?;
        let n_links = page.n_elements("a[href*='doc/']").await?;
        page.type_query("网络").await?;
        let state: String = page.script("return document.documentElement.dataset.jianbao", json!([])).await?;
        ensure!(state == "loading", "all this was there before the program: it is {state}");
        ensure!(!title.is_empty(), "the title is there");
        ensure!(
            facts.contains(&texts.n_documents().to_string()),
            "how many documents there are is said in {facts:?}"
        );
        ensure!(has_day(&facts), "from when to when is said in {facts:?}");
        ensure!(n_links >= texts.n_documents(), "every document has a text page, {n_links} are linked");

        page.ready().await?;
        let (n_hits, n_documents) = texts.count("网络");
        let wanted = |counts: Counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents);
        page.counts_where("what was typed early is searched", wanted).await?;
        Ok(())
    });
}

#[test]
fn story_01_nothing_moves_when_the_program_takes_over() {
    let site = SiteOptions { wasm_delay: Duration::from_secs(1), ..SiteOptions::default() };
    story("story_01_shift", Setting { site, ..Setting::default() }, |page| async move {
        let watch =
            "window.shifts = []; new PerformanceObserver((list) => { for (const shift of list.getEntries())
            window.shifts.push(shift.value); }).observe({ type: 'layout-shift', buffered: true });";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await?;
        page.open("").await?;
        page.see("main h1").await?;
        let painted = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts)))";
        let shifts: Vec<f64> = page.driver().execute_async(painted, Vec::new()).await?.convert()?;
        ensure!(shifts.iter().sum::<f64>() < 0.01, "the layout shifts by {shifts:?}");
        Ok(())
    });
}

#[test]
fn story_02_counts_as_you_type() {
    story("story_02", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        page.open("").await?;
        let mut typed = String::new();
        for character in "复工复产".chars() {
            page.type_query(&character.to_string()).await?;
            typed.push(character);
            if typed.chars().count() == 1 {
                // How wide the class of one character is, is the search's affair.
                page.counts_where(&typed, |counts| counts.n_hits > 0).await?;
                continue;
            }
            let (n_hits, n_documents) = texts.count(&typed);
            let wanted = |counts: Counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents);
            page.counts_where(&format!("{typed}: {n_hits} hits in {n_documents} documents"), wanted).await?;
        }
        Ok(())
    });
}

#[test]
fn story_02_finds_what_a_line_break_divides() {
    story("story_02_break", Setting::default(), |page| async move {
        let mut term = None;
        for candidate in ["复工复产", "疫情防控", "通信保障"] {
            if term.is_none() && n_divided(candidate)? > 0 {
                term = Some(candidate);
            }
        }
        let term = term.context("the corpus has one of the terms across a line break")?;
        let (n_hits, _) = Texts::read()?.count(term);
        page.open(&format!("?q={term}&sort=order")).await?;
        page.counts_where(&format!("{term}: {n_hits} hits"), |counts| counts.n_hits == n_hits).await?;
        // Every excerpt marks the whole term, also where it was divided.
        let marked = page.texts(".hit__text mark").await?;
        ensure!(
            !marked.is_empty() && marked.iter().all(|mark| without_space(mark).chars().count() == 4),
            "marked: {marked:?}"
        );
        Ok(())
    });
}

#[test]
fn story_03_both_scripts_or_exactly_as_typed() {
    story("story_03", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, n_documents) = texts.count("网络");
        let (n_exact, _) = texts.count_exact("網絡");
        ensure!(n_exact > 0 && n_exact < n_hits, "the corpus has both scripts");
        let both = |counts: Counts| (counts.n_hits, counts.n_documents) == (n_hits, n_documents);

        page.open("?q=网络").await?;
        page.counts_where("网络 finds both scripts", both).await?;
        page.open("?q=網絡").await?;
        page.counts_where("網絡 finds the same", both).await?;
        let marked = page.texts(".hit mark").await?;
        ensure!(
            marked.iter().any(|mark| mark == "网络") && marked.iter().any(|mark| mark == "網絡"),
            "printed: {marked:?}"
        );
        ensure!(
            marked.iter().all(|mark| matches!(without_space(mark).as_str(), "网络" | "網絡")),
            "printed: {marked:?}"
        );

        page.click(".query-chips__script button[aria-pressed='false']").await?;
        page.counts_where("as typed finds one script", |counts| counts.n_hits == n_exact).await?;
        ensure!(
            page.query().await?.contains("script=exact"),
            "the switch is in the address: {}",
            page.query().await?
        );
        page.driver().refresh().await?;
        page.ready().await?;
        page.counts_where("the address brings the same", |counts| counts.n_hits == n_exact).await?;
        Ok(())
    });
}

#[test]
fn story_05_an_input_method_is_left_alone() {
    story("story_05", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        page.open("?q=疫情").await?;
        let before = page.counts_where("a first count", |counts| counts.n_hits > 0).await?;
        let search_box = page.see(SEARCH_BOX).await?;
        search_box.click().await?;
        page.script::<Value>(
            "const box = arguments[0]; box.setSelectionRange(box.value.length, box.value.length)",
            json!([search_box.to_json()?]),
        )
        .await?;
        for text in ["f", "fang", "fangkong"] {
            let composition =
                json!({ "text": text, "selectionStart": text.len(), "selectionEnd": text.len() });
            page.devtools("Input.imeSetComposition", composition).await?;
        }
        let enter =
            json!({ "type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229 });
        page.devtools("Input.dispatchKeyEvent", enter).await?;
        ensure!(
            page.query().await? == "?q=疫情",
            "nothing is searched while composing: {}",
            page.query().await?
        );
        ensure!(page.counts().await? == Some(before), "the count stays while composing");
        page.devtools("Input.insertText", json!({ "text": "防控" })).await?;
        let (n_hits, _) = texts.count("疫情防控");
        page.counts_where("committed text is searched", |counts| counts.n_hits == n_hits).await?;
        Ok(())
    });
}

#[test]
fn story_08_days_are_chosen_on_the_bars() {
    story("story_08", Setting::default(), |page| async move {
        page.open("?q=通信").await?;
        let all = page.counts_where("some hits", |counts| counts.n_hits > 0).await?;
        page.see(".histogram__bar").await?;
        let bars = page.driver().find_all(By::Css(".histogram__bar")).await?;
        ensure!(bars.len() > 8, "there are bars to drag over");
        let drag =
            page.driver().action_chain().click_and_hold_element(&bars[2]).move_to_element_center(&bars[7]);
        drag.release().perform().await?;
        page.until("the days are in the address", || async {
            let query = page.query().await?;
            Ok((query.contains("from=") && query.contains("to=")).then_some(()))
        })
        .await?;
        page.see(".histogram__brush").await?;
        let some = page.counts_where("a count", |_| true).await?;
        ensure!(some.n_hits <= all.n_hits && some != all, "fewer than all: {some:?} of {all:?}");
        page.click(".histogram__days a").await?;
        page.counts_where("cleared, all are back", |counts| counts == all).await?;

        page.open("?q=通信&view=timeline").await?;
        let field = page.see("#day-from").await?;
        field.send_keys("2020年2月").await?;
        field.send_keys(Key::Enter + "").await?;
        page.until("the typed day is in the address", || async {
            Ok(page.query().await?.contains("from=2020-02-01").then_some(()))
        })
        .await?;
        // A range that only ends within the days belongs to them, and so does a year or month that they are part of.
        let outside = "return [...document.querySelectorAll('.entries time')]
            .filter((time) => time.dateTime < '2020-02-01' && !time.textContent.includes('–'))
            .filter((time) => !'2020-02-01'.startsWith(time.textContent.trim()))
            .map((time) => time.textContent)";
        let outside: Vec<String> = page.script(outside, json!([])).await?;
        ensure!(outside.is_empty(), "the table follows, but has {outside:?}");
        page.script::<Value>("document.activeElement.blur()", json!([])).await?;
        page.press(Key::Escape + "").await?;
        page.until("Esc clears", || async { Ok((!page.query().await?.contains("from=")).then_some(())) })
            .await?;
        Ok(())
    });
}

#[test]
fn story_13_zero_results_are_explained() {
    story("story_13", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, _) = texts.count("网络");
        page.open("?q=网络 没有的词").await?;
        let why = page.text("table.why").await?;
        ensure!(
            why.contains(&n_hits.to_string()) && why.contains("没有的词"),
            "each term has its count: {why}"
        );
        page.click("a.relax__link").await?;
        page.counts_where("the offer keeps its word", |counts| counts.n_hits == n_hits).await?;
        Ok(())
    });
}

#[test]
fn story_13_a_spelling_that_occurs_is_offered() {
    story("story_13_spelling", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, _) = texts.count("疫情防控");
        ensure!(n_hits > 0, "the texts say 疫情防控");
        page.open("?q=疫情防空").await?;
        let offers = page.texts("a.relax__link").await?;
        ensure!(offers.first().is_some_and(|offer| offer.contains("疫情防控")), "first of all: {offers:?}");
        page.click("a.relax__link").await?;
        page.counts_where("the offer keeps its word", |counts| counts.n_hits == n_hits).await?;
        Ok(())
    });
}

#[test]
fn story_02_conditions_are_read_back() {
    story("story_02_conditions", Setting::default(), |page| async move {
        page.open("?q=网络 ＮＥＡＲ／12 保障 after：2020-01 in:paragraph on:某日").await?;
        let near = page.counts_where("near words are found", |counts| counts.n_hits > 0).await?;
        let chips = page.texts(".chip").await?.join("|");
        ensure!(!chips.contains('='), "a stretch with other words in it is no other spelling: {chips}");
        for part in ["网络 NEAR/12 保障", "2020-01", "同在一段"] {
            ensure!(chips.contains(part), "{part} is among {chips}");
        }
        let remarks = page.text(".query-chips__remarks").await?;
        ensure!(remarks.contains("on:某日"), "what is no day is said: {remarks}");
        page.expect_quiet_console().await?;
        // A wider distance finds no less.
        page.open("?q=网络 NEAR/200 保障").await?;
        page.counts_where("further apart is found too", |counts| counts.n_documents >= near.n_documents)
            .await?;
        Ok(())
    });
}
