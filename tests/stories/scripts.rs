//! Other scripts on the page: `window.jianbao`.

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::support::{Setting, Texts, story};

#[test]
fn scripts_search_and_get_ids() {
    story("scripts_search", Setting::default(), |page| async move {
        let texts = Texts::read()?;
        let (n_hits, n_documents) = texts.count("网络");
        page.open("").await?;
        let found = page.promised("await jianbao.ready; return jianbao.search('网络', {limit: 2})").await?;
        ensure!(found["total"] == n_hits && found["documents"] == n_documents, "{found}");
        let hits = found["hits"].as_array().context("hits are a list")?;
        ensure!(hits.len() == 2, "{found}");
        for hit in hits {
            let marks = hit["snippets"][0]["marks"].as_array().context("an excerpt has marks")?;
            ensure!(
                !marks.is_empty() && hit["spans"].as_array().is_some_and(|spans| !spans.is_empty()),
                "{hit}"
            );
        }
        let ids = page.promised("return jianbao.ids('网络')").await?;
        ensure!(ids.as_array().is_some_and(|ids| ids.len() == n_documents), "{ids}");
        ensure!(ids[0] == hits[0]["document"], "both put the best first: {ids}");
        let counts = page.promised("return jianbao.counts('网络', {facets: ['language']})").await?;
        ensure!(
            counts["n_hits"] == n_hits && counts["facets"][0]["values"][0]["n_articles"].is_u64(),
            "{counts}"
        );
        let memory = page.promised("return jianbao.memory()").await?;
        ensure!(memory.as_u64().is_some_and(|n| n > 100_000), "{memory}");
        // A regular expression is the worker's to find.
        let found = page.promised("return jianbao.search('/网.{1,2}[。，]/')").await?;
        ensure!(found["total"].as_u64().is_some_and(|n| n > 0), "{found}");
        page.expect_quiet_console().await
    });
}

#[test]
fn scripts_are_told_what_is_wrong() {
    story("scripts_wrong", Setting::default(), |page| async move {
        page.open("").await?;
        let said = |value: Value| value.as_str().unwrap_or_default().to_owned();
        let wrong = page.promised("await jianbao.ready; return jianbao.search('网', {sort: 'luck'})").await?;
        ensure!(said(wrong.clone()).contains("relevance, date, order, hits; found luck"), "{wrong}");
        let wrong = page.promised("return jianbao.search('网', {limit: -1})").await?;
        ensure!(said(wrong.clone()).contains("limit is a whole number"), "{wrong}");
        let stopped = "const control = new AbortController(); const found = jianbao.search('网', {signal: control.signal});
            control.abort(); return found";
        let stopped = page.promised(stopped).await?;
        ensure!(said(stopped.clone()).contains("Abort"), "{stopped}");
        let after = page.promised("return jianbao.ids('龘龘')").await?;
        ensure!(after.as_array().is_some_and(Vec::is_empty), "{after}");
        page.expect_quiet_console().await
    });
}

#[test]
fn a_lost_worker_is_said() {
    let site = crate::support::SiteOptions { missing: Some("engine-"), ..Default::default() };
    story("scripts_lost", Setting { site, ..Setting::default() }, |page| async move {
        page.open("").await?;
        let lost = page.promised("await jianbao.ready; return jianbao.ids('网络')").await?;
        ensure!(lost.as_str().is_some_and(|said| said.contains("Error")), "{lost}");
        Ok(())
    });
}

#[test]
fn story_33_scripts_of_the_page_set_its_state_and_hear_of_it() {
    story("story_33_scripts", Setting::default(), |page| async move {
        page.open("?q=网络&lang=zh-Hans").await?;
        let script = "await jianbao.ready; window.heard = [];
            await jianbao.on('statechange', ({state}) => heard.push(state)); await jianbao.on('select', (place) => heard.push(place));
            await jianbao.set({query: '复工', view: 'timeline'}); return jianbao.state";
        let state = page.promised(script).await?;
        ensure!(
            state["query"] == "复工" && state["view"] == "timeline" && state["lang"] == "zh-Hans",
            "{state}"
        );
        page.see(".histogram__bars").await?;
        // What the page makes of a value that means nothing is what its state says.
        let state =
            page.promised("await jianbao.set({view: 'nonsense', sort: 'up'}); return jianbao.state").await?;
        ensure!(state == serde_json::json!({ "query": "复工", "lang": "zh-Hans" }), "{state}");
        let wrong = page.promised("return jianbao.set('q=1')").await?;
        ensure!(wrong.as_str().is_some_and(|said| said.contains("a state is an object")), "{wrong}");
        // A text is opened at its beginning, then what only the whole program shows.
        let document = page.promised("return (await jianbao.ids('复工'))[0]").await?;
        let heard = page
            .promised(&format!("await jianbao.set({{doc: {document}}}); await null; return heard"))
            .await?;
        let selected = heard.as_array().and_then(|heard| heard.last()).cloned().unwrap_or_default();
        ensure!(selected == serde_json::json!({ "doc": document, "at": null }), "{heard}");
        page.see(".reader__text").await?;
        page.script::<Value>(
            "jianbao.set({doc: '', view: 'concordance'}); return null",
            serde_json::json!([]),
        )
        .await?;
        page.see(".concordance__line").await?;
        page.expect_quiet_console().await
    });
}
