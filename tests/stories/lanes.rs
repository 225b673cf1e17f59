//! The lanes of the timeline: zoomed, moved, and drawn on.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::support::{Page, Setting, Texts, built_page, command, story, story_of, target_folder};
use crate::whole::open_whole;

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
fn story_35_from_years_to_hours() {
    let hours = days_with_hours();
    story_of("story_35_hours", Setting::default(), hours, |page| async move {
        open_whole(&page, "?view=timeline&by=one&lang=zh-Hans").await?;
        page.see(".lanes__entry").await?;
        let major = || async { page.texts(".lanes__mark--major").await };
        ensure!(major().await?.iter().all(|mark| mark.len() == 4), "years at first: {:?}", major().await?);
        // The wheel stays on the one day that is told by the hour.
        let script = "const mark = Array.from(document.querySelectorAll('.lanes__entry'))
                .find((mark) => /2020-01-2[45]/.test(mark.title));
            const frame = document.querySelector('.lanes__frame'); const box = mark.getBoundingClientRect();
            if (!document.querySelector('.lanes__list--moving')) frame.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, bubbles: true, cancelable: true,
                clientX: box.left + (box.width < 30 ? 6 : box.width / 2) }));
            return Array.from(document.querySelectorAll('.lanes__mark:not(.lanes__mark--major)'), (mark) => mark.textContent)";
        let is_hour = |mark: &String| mark.len() == 5 && mark.as_bytes().get(2) == Some(&b':');
        page.until("the ruler shows hours", || async {
            let minor: Vec<String> = page.script(script, json!([])).await?;
            Ok((!minor.is_empty() && minor.iter().all(is_hour)).then_some(()))
        })
        .await?;
        ensure!(major().await?.iter().all(|mark| mark.len() == 10), "days above: {:?}", major().await?);
        // At rest each time stands at its place, the day without one beside them over all of it.
        let places = "const mark = (words) => document.querySelector(`.lanes__entry[title*='${words}']`)?.getBoundingClientRect();
            const found = ['早会', '晚会', '全日'].map(mark);
            return document.querySelector('.lanes__list--moving') || found.includes(undefined) ? null
                : found.map((box) => [box.left, box.width])";
        let found = page
            .until("times and the day at rest", || async {
                page.script::<Option<Vec<(f64, f64)>>>(places, json!([])).await
            })
            .await?;
        let [(morning, _), (evening, _), (day, width)] = found[..] else { bail!("{found:?}") };
        ensure!(day <= morning && morning < evening && evening < day + width, "{found:?}");
        page.see(".lanes__entry--span[title*='全日']").await?;
        // Whole days are chosen, whatever is drawn out.
        drag(&page, ".lanes__ruler", (200.0, 30.0), 60.0).await?;
        page.until("whole days in the address", || async {
            let query = page.query().await?;
            Ok((query.contains("from=2020-01-2") && query.contains("to=2020-01-2")).then_some(()))
        })
        .await?;
        page.expect_quiet_console().await
    });
}

/// A site of a few dates over years, and of one day that is told by the hour.
fn days_with_hours() -> Result<PathBuf> {
    let folder = target_folder("lanes")?.join(std::process::id().to_string());
    fs::create_dir_all(&folder)?;
    let text = "2016年3月1日，开工。\n\n2024年5月6日，完工。\n\n2020年1月24日，全日值守。\n\n2020年1月24日8时，早会召开。\n\n2020年1月24日20时30分，晚会举行。";
    fs::write(folder.join("值班表.txt"), text)?;
    let site = folder.join("site");
    let mut build = Command::new(command());
    build
        .arg("build")
        .arg(folder.join("值班表.txt"))
        .arg("--out")
        .arg(&site)
        .arg("--page")
        .arg(built_page()?);
    let output = build.output().context("cannot run jianbao")?;
    ensure!(output.status.success(), "jianbao build: {}", String::from_utf8_lossy(&output.stderr));
    Ok(site)
}

#[test]
fn story_35_the_focus_stays_on_a_mark_while_keys_zoom() {
    story("story_35_focus", Setting::default(), |page| async move {
        open_whole(&page, "?view=timeline&by=one&lang=zh-Hans").await?;
        page.see(".lanes__entry").await?;
        page.script::<Value>("document.querySelectorAll('.lanes__entry')[3].focus(); return null", json!([]))
            .await?;
        let script = "const mark = document.activeElement; const box = mark.getBoundingClientRect();
            const all = Array.from(document.querySelectorAll('.lanes__entry'));
            const isInOrder = all.every((mark, place) => place === 0 || parseFloat(all[place - 1].style.translate) <= parseFloat(mark.style.translate));
            return [mark.matches('.lanes__entry[href][title]'), isInOrder, document.querySelector('.lanes-window__handle').style.width]";
        let look = || async { page.script::<(bool, bool, String)>(script, json!([])).await };
        let mut before = look().await?;
        ensure!(before.0, "a mark has the focus");
        for key in ["+", "+", ".", "-", ",", "-", "+"] {
            page.press(key).await?;
            let is_zoom = matches!(key, "+" | "-");
            before = page
                .until("the lanes moved", || async {
                    let now = look().await?;
                    Ok((!is_zoom || now.2 != before.2).then_some(now))
                })
                .await?;
            ensure!(before.0 && before.1, "after {key}: {before:?}");
        }
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

#[test]
fn story_35_lanes_and_window_are_moved_by_hand() {
    story("story_35_hand", Setting::default(), |page| async move {
        open_whole(&page, "?view=timeline&by=document&lang=zh-Hans").await?;
        page.see(".lanes__entry").await?;
        let handle = || async {
            let script =
                "const box = document.querySelector('.lanes-window__handle').getBoundingClientRect();
                return [box.left, box.width]";
            page.script::<(f64, f64)>(script, json!([])).await
        };
        // Zoomed in, the handle is a part of all time; dragged to the left, it shows earlier days.
        let whole = handle().await?;
        for _ in 0..6 {
            page.click(".lanes__zoom button:nth-of-type(2)").await?;
        }
        page.until("the handle is shorter", || async {
            Ok((handle().await?.1 < whole.1 * 0.7).then_some(()))
        })
        .await?;
        // Where it is taken hold of is reckoned from where it has come to rest.
        let (left, width) = page
            .until("the handle stands still", || async {
                let before = handle().await?;
                tokio::time::sleep(Duration::from_millis(300)).await;
                Ok((handle().await? == before).then_some(before))
            })
            .await?;
        drag(&page, ".lanes-window__handle", (width / 2.0, 7.0), -60.0).await?;
        page.until("the handle is farther left", || async {
            Ok((handle().await?.0 < left - 20.0).then_some(()))
        })
        .await?;
        // Days are drawn out over the lanes; what lies outside stays, pale.
        page.click(".lanes__zoom button:nth-of-type(3)").await?;
        page.until("all days are shown", || async { Ok((handle().await?.1 >= whole.1 - 2.0).then_some(())) })
            .await?;
        let n_rows = page.n_elements(".entries__row").await?;
        drag(&page, ".lanes__ruler", (60.0, 30.0), 240.0).await?;
        page.until("the days are in the address", || async {
            let query = page.query().await?;
            Ok((query.contains("from=") && query.contains("to=")).then_some(()))
        })
        .await?;
        page.until("fewer dates in the table", || async {
            let n = page.n_elements(".entries__row").await?;
            Ok((n > 0 && n < n_rows).then_some(()))
        })
        .await?;
        page.see(".lanes__entry--outside").await?;
        page.see(".lanes__chosen").await?;
        // A link brings the lanes, and what only the lanes show.
        let address = page.driver().current_url().await?;
        page.driver().goto(address.as_str()).await?;
        page.ready().await?;
        page.see(".lanes__entry--outside").await?;
        page.expect_quiet_console().await
    });
}

#[test]
fn story_35_two_fingers_pinch() {
    story("story_35_pinch", Setting::default(), |page| async move {
        open_whole(&page, "?view=timeline&by=document&lang=zh-Hans").await?;
        page.see(".lanes__entry").await?;
        let width = || async {
            let script =
                "return document.querySelector('.lanes-window__handle').getBoundingClientRect().width";
            page.script::<f64>(script, json!([])).await
        };
        let before = width().await?;
        let bounds = "const frame = document.querySelector('.lanes__frame'); frame.scrollIntoView();
            const box = frame.getBoundingClientRect(); return [box.left + box.width / 2, box.top + 60]";
        let (x, y): (f64, f64) = page.script(bounds, json!([])).await?;
        page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 2 }))
            .await?;
        let touch = |kind: &'static str, apart: Option<f64>| {
            let points: Vec<_> = apart.into_iter().flat_map(|apart| [(0, -apart), (1, apart)]).collect();
            let points: Vec<_> =
                points.into_iter().map(|(id, dx)| json!({ "x": x + dx, "y": y, "id": id })).collect();
            json!({ "type": kind, "touchPoints": points })
        };
        page.devtools("Input.dispatchTouchEvent", touch("touchStart", Some(40.0))).await?;
        for apart in [60.0, 90.0, 120.0] {
            page.devtools("Input.dispatchTouchEvent", touch("touchMove", Some(apart))).await?;
        }
        page.devtools("Input.dispatchTouchEvent", touch("touchEnd", None)).await?;
        page.until("fewer days are shown", || async { Ok((width().await? < before * 0.6).then_some(())) })
            .await?;
        page.expect_quiet_console().await
    });
}

/// Presses the mouse at a place of an element, in pixels, moves it so many to the right, and lets go.
async fn drag(page: &Page, selector: &str, (x, y): (f64, f64), by: f64) -> Result<()> {
    let script =
        "const element = document.querySelector(arguments[0]); element.scrollIntoView({ block: 'center' });
        const box = element.getBoundingClientRect(); return [box.left, box.top]";
    let (left, top): (f64, f64) = page.script(script, json!([selector])).await?;
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
    let place = |by: f64| ((left + x + by).round() as i64, (top + y).round() as i64);
    let (start, middle, end) = (place(0.0), place(by / 2.0), place(by));
    let chain = page.driver().action_chain();
    let chain = chain.move_to(start.0, start.1).click_and_hold().move_to(middle.0, middle.1);
    Ok(chain.move_to(end.0, end.1).release().perform().await?)
}
