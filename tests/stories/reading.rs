//! Reading: from a hit to the text and back.

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::step::{
    CURRENT_HIT, EXCERPT_LINK, parameter, row_with_hits, scroll_top, stepper, stepper_says, visible_link,
};
use crate::support::{Browser, BrowserOptions, Page, SEARCH_BOX, Setting, story};

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
        let link = visible_link(&page).await?;
        let top = scroll_top(&page).await?;
        link.click().await?;
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
        let theirs = Page::sharing(colleague.driver().clone(), &page);
        theirs.driver().goto(address.as_str()).await?;
        let same = theirs.counts_where("a colleague sees the same numbers", |found| found == counts).await;
        colleague.quit().await;
        same.map(drop)
    });
}
