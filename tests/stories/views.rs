//! Concordance, figures, names, map and words.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::support::{Page, Setting, Texts, parsed, story};

/// The numbers in a sentence.
fn numbers(sentence: &str) -> Vec<usize> {
    let digits = |c: char| !(c.is_ascii_digit() || c == ',');
    sentence.split(digits).filter_map(|part| part.replace(',', "").parse().ok()).collect()
}

async fn focused(page: &Page) -> anyhow::Result<i64> {
    let script =
        "return Array.from(document.querySelectorAll('.concordance__link')).indexOf(document.activeElement)";
    page.script(script, json!([])).await
}

#[test]
fn story_14_every_hit_has_its_line() {
    story("story_14", Setting::default(), |page| async move {
        let (n_hits, _) = Texts::read()?.count("疫情防控");
        page.open("?q=疫情防控&view=concordance").await?;
        page.see(".concordance__line").await?;
        let n_lines = page.n_elements(".concordance__line").await?;
        ensure!(n_lines == n_hits.min(100), "{n_lines} lines for {n_hits} hits");
        let groups = page.texts(".concordance__head small").await?;
        let sum: usize = groups.iter().flat_map(|group| numbers(group)).sum();
        ensure!(sum == n_hits || n_hits > 100, "groups of {sum} in all: {groups:?}");
        let marked = page.texts(".concordance__line mark").await?;
        ensure!(marked.iter().all(|mark| matches!(mark.as_str(), "疫情防控")), "{marked:?}");
        // Sorted by what stands to the right, lines of a group agree in it.
        let right = "return Array.from(document.querySelector('.concordance__group').querySelectorAll('.concordance__right'),
            (right) => right.textContent.replace(/\\s/g, '').slice(0, 1))";
        let right: Vec<String> = page.script(right, json!([])).await?;
        ensure!(right.windows(2).all(|pair| pair[0] == pair[1]), "{right:?}");
        // Keys go along the lines, Enter opens the hit.
        page.script::<Value>("document.querySelector('.concordance__link').focus(); return null", json!([]))
            .await?;
        page.press(Key::Down).await?;
        page.press(Key::Down).await?;
        ensure!(focused(&page).await? == 2, "the third line has the focus");
        page.press(Key::Enter).await?;
        page.see(".mark--now").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_18_figures_are_sorted_by_value() {
    story("story_18", Setting::default(), |page| async move {
        let parsed = parsed()?;
        let documents = parsed["documents"].as_array().context("documents")?;
        let mentions = documents.iter().filter_map(|document| document["mentions"].as_array()).flatten();
        let figures: Vec<&Value> = mentions.filter(|mention| mention["kind"] == "quantity").collect();
        let yuan: Vec<&&Value> = figures.iter().filter(|figure| figure["unit"] == "元").collect();
        let largest = yuan.iter().filter_map(|figure| figure["value"].as_f64()).fold(0.0, f64::max);
        page.open("?view=figures").await?;
        page.see(".figure-table__row").await?;
        let said = page.text(".figures__head .counts").await?;
        ensure!(numbers(&said).first() == Some(&figures.len()), "{} figures: {said}", figures.len());

        page.open("?view=figures&part=元").await?;
        page.see(".figure-table__row").await?;
        let rows = page.n_elements(".figure-table__row").await?;
        ensure!(rows == yuan.len(), "{rows} rows for {} figures in 元", yuan.len());
        let first = page.texts(".figure-table__printed").await?.into_iter().next().context("a row")?;
        let printed: Vec<&str> = yuan
            .iter()
            .filter(|figure| figure["value"] == largest)
            .filter_map(|figure| figure["text"].as_str())
            .collect();
        ensure!(printed.contains(&first.as_str()), "{first} is the largest, of {printed:?}");
        ensure!(page.n_elements(".dot-plot__dot").await? > 0, "they are plotted");
        // A row jumps to its sentence.
        page.click(".figure-table__sentence a").await?;
        page.see(".reader__text .mention--figure").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_21_names_are_followed_and_corrected() {
    story("story_21", Setting::default(), |page| async move {
        page.open("?view=names&part=organisation").await?;
        page.see(".name__title").await?;
        let names = || async { page.texts(".name-list__name").await };
        let first = names().await?.into_iter().next().context("there are names")?;
        ensure!(page.text(".name__title").await?.trim() == first.trim(), "the first name is shown");
        ensure!(page.n_elements(".name-contexts__text .mark").await? > 0, "with the sentences that name it");
        ensure!(page.n_elements(".named-with tbody tr").await? > 0, "and what it is named with");
        // It is no name: it goes, stays away, and comes back.
        page.click(".name__actions button:last-of-type").await?;
        page.until("the name is gone", || async { Ok((!names().await?.contains(&first)).then_some(())) })
            .await?;
        page.open("?view=names&part=organisation").await?;
        page.see(".name-list__name").await?;
        ensure!(!names().await?.contains(&first), "it stays away");
        page.click(".repairs__row button").await?;
        page.until("the name is back", || async { Ok(names().await?.contains(&first).then_some(())) })
            .await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_21_what_is_named_together_leads_to_the_articles_that_name_both() {
    story("story_21_together", Setting::default(), |page| async move {
        page.open("?view=names").await?;
        page.see(".together__link").await?;
        let script = "const link = document.querySelector('.together__link');
            const column = link.closest('tr').children, row = link.closest('tr').querySelector('th').textContent;
            const place = [...column].indexOf(link.closest('td'));
            const head = link.closest('table').querySelectorAll('thead tr > *')[place].textContent;
            return [head, row, Number(link.textContent)]";
        let (one, other, n): (String, String, usize) = page.script(script, json!([])).await?;
        page.click(".together__link").await?;
        page.until("the articles that name both", || async {
            let is_one = page.text(".name__title").await?.trim() == one.trim();
            // 8 places, in 5 articles, in 4 documents.
            let counts = page.text(".name__counts").await?;
            let numbers: Vec<usize> =
                counts.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            Ok((is_one && numbers.get(1) == Some(&n)).then_some(()))
        })
        .await?;
        let chips = page.texts(".chip").await?.concat();
        ensure!(chips.contains(other.trim()), "{other} is chosen: {chips}");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_21_provinces_are_chosen_on_the_map() {
    story("story_21_map", Setting::default(), |page| async move {
        page.open("?view=map").await?;
        page.see(".tiles__tile").await?;
        ensure!(page.n_elements(".tiles__tile").await? == 34, "34 divisions");
        let chosen = page.until("tiles have counts", || async {
            Ok((page.n_elements(".tiles__tile[aria-disabled='false']").await? > 0).then_some(()))
        });
        chosen.await?;
        page.click(".tiles__tile[aria-disabled='false']").await?;
        page.until("the choice is in the address", || async {
            Ok(page.query().await?.contains("f.place=").then_some(()))
        })
        .await?;
        page.see(".chip--document").await?;
        page.click(".tiles__tile[aria-pressed='true']").await?;
        page.until("it is taken back", || async {
            Ok((!page.query().await?.contains("f.place=")).then_some(()))
        })
        .await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_19_expressions_are_listed_and_compared() {
    story("story_19", Setting::default(), |page| async move {
        page.open("?view=words").await?;
        page.see(".word-table__row").await?;
        let rows = page.texts(".word-table__row").await?;
        let counts: Vec<usize> = page
            .texts(".word-table__row td.word-table__cell--sorting")
            .await?
            .iter()
            .flat_map(|cell| numbers(cell))
            .collect();
        ensure!(counts.len() == rows.len() && counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
        let first = page.texts(".word-table__text").await?.into_iter().next().context("a row")?;
        let (n_hits, _) = Texts::read()?.count(first.trim());
        ensure!(n_hits >= counts[0], "{first}: {n_hits} in the texts, {} counted", counts[0]);
        page.click(".word-table__text a").await?;
        page.see(".concordance__line").await?;

        page.open("?q=网络&view=words&part=collocates").await?;
        page.see(".word-table__row").await?;
        page.open("?q=网络&view=words&part=keyness").await?;
        page.see(".word-table__row").await?;
        ensure!(page.n_elements(".word-sides__side").await? == 2, "two sides");
        page.expect_quiet_console().await
    });
}

#[test]
fn story_26_values_add_within_a_facet_and_restrict_between_them() {
    story("story_26", Setting::default(), |page| async move {
        // A choice in the address asks for the whole program.
        page.open("?view=results&f.year=2020").await?;
        page.see(".facet-row").await?;
        let n_articles = || async {
            let said = page.text(".results__head .counts").await?;
            Ok::<_, anyhow::Error>(numbers(&said).first().copied())
        };
        let all = page.until("results are counted", || async { n_articles().await }).await?;
        let script = "const row = document.querySelector('.facet-group:not(:has([value])) .facet-row');
            const count = Number(row.querySelector('.facets__count').textContent.replaceAll(',', ''));
            row.querySelector('input').click(); return count";
        let offered: usize = page.script(script, json!([])).await?;
        ensure!(offered > 0 && offered <= all, "{offered} of {all}");
        page.until("as many as were offered", || async {
            Ok((n_articles().await? == Some(offered)).then_some(()))
        })
        .await?;
        // A second value of the same facet adds, and what was chosen stays to be seen.
        page.script::<Value>("document.querySelectorAll('.facet-group')[0].querySelectorAll('.facet-row input')[1].click(); return null", json!([])).await?;
        page.until("values add", || async { Ok(n_articles().await?.filter(|n| *n >= offered)) }).await?;
        ensure!(page.n_elements(".facets__value--chosen").await? >= 2, "chosen values stay");
        // The button stands there for the pointer and the keys, and is pale otherwise.
        let exclude = "document.querySelector('.facet-row__exclude').click(); return null";
        page.script::<Value>(exclude, json!([])).await?;
        page.see(".chip--not").await?;
        page.expect_quiet_console().await
    });
}
