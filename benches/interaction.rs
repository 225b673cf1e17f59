//! How soon the page answers whatever a reader does: the Event Timing API's duration from the event to the next paint, for keys and
//! clicks on every page, with long tasks and layout shifts on the way. Besides, the work on each frame while the lanes of the
//! timeline move, of a site with a hundred thousand dates that is made for it.
//!
//! `make bench-interaction` measures the built site, or the one that `DIST` names; raw figures go to `target/bench/interaction.json`.
//! Durations come in steps of 8 ms; what takes less than 16 ms is not told and counts as 16.

// The table is the program's output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "interaction/lanes.rs"]
mod lanes;
#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;

use anyhow::Result;
use serde_json::{Value, json};
use support::{Browser, BrowserOptions, Page, SEARCH_BOX, Site, SiteOptions, dist, target_folder};
use thirtyfour::prelude::*;

/// Keeps what the browser tells of events, of long tasks, and of layout that shifts.
const WATCH: &str = r"
window.bench = { events: [], tasks: [], shifts: [] };
new PerformanceObserver((list) => {
  for (const { name, duration, interactionId, startTime } of list.getEntries()) {
    if (interactionId) window.bench.events.push({ name, duration, id: interactionId, startTime });
  }
}).observe({ type: 'event', durationThreshold: 16 });
new PerformanceObserver((list) => {
  for (const { duration, startTime } of list.getEntries()) window.bench.tasks.push({ duration, startTime });
}).observe({ type: 'longtask' });
new PerformanceObserver((list) => {
  for (const { value, startTime, hadRecentInput } of list.getEntries()) {
    if (!hadRecentInput) window.bench.shifts.push({ value, startTime });
  }
}).observe({ type: 'layout-shift' });
";

/// Words that are typed key by key.
const TYPED: [&str; 6] = ["复工复产", "网络安全", "中国移动", "2020年", "5G基站", "医院"];

/// What is clicked, page by page; what a site does not have is left out.
const CLICKED: [(&str, &[&str]); 5] = [
    (
        "results",
        &[
            "?q=网络",
            ".facets__value",
            ".facets__value",
            ".query-chips .toggle > :last-child",
            ".hit__title a",
        ],
    ),
    (
        "reader",
        &[
            "?q=网络",
            ".hit__title a",
            ".stepper__button:last-of-type",
            ".stepper__button:last-of-type",
            ".contents__link",
            ".mention",
        ],
    ),
    (
        "timeline",
        &[
            "?q=网络&view=timeline",
            ".timeline__axis button[aria-pressed='false']",
            ".timeline__axis button[aria-pressed='false']",
            ".lanes__zoom button:last-of-type",
        ],
    ),
    ("figures", &["?view=figures", ".figures a[href*='part=']"]),
    ("names", &["?view=names", ".name-list__name", ".name-list__row:nth-child(3) .name-list__name"]),
];

/// Interactions of one kind: each with its duration, in milliseconds.
struct Kind {
    name: &'static str,
    durations: Vec<f64>,
    /// Those over 50 ms.
    tasks: Vec<f64>,
    /// Sum of what shifted unasked, as the Layout Instability API reckons it: not within half a second of a key or click.
    shifted: f64,
}

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let site = Site::start(&dist()?, &SiteOptions::default())?;
        let browser = Browser::start(&BrowserOptions::default()).await?;
        let page = Page::new(&browser, site);
        let mut kinds = vec![typing(&page).await?];
        for (name, steps) in CLICKED {
            eprintln!("{name} …");
            kinds.push(clicking(&page, name, steps).await?);
        }
        eprintln!("lanes …");
        let frames = lanes::measure(&page).await;
        browser.quit().await;
        let frames = frames?;
        report(&kinds, &frames)
    })
}

async fn typing(page: &Page) -> Result<Kind> {
    eprintln!("typing …");
    page.open("?q=%E5%B7%A5").await?;
    page.see("main mark").await?;
    let search = page.see(SEARCH_BOX).await?;
    let mut n_keys = 0;
    settle(page).await?;
    page.script::<Value>(WATCH, Value::Null).await?;
    for word in TYPED {
        search.send_keys(Key::Control + "a").await?;
        search.send_keys(Key::Delete).await?;
        n_keys += 2;
        for key in word.chars() {
            search.send_keys(key.to_string()).await?;
            n_keys += 1;
            settle(page).await?;
        }
    }
    measured(page, "typing", n_keys).await
}

async fn clicking(page: &Page, name: &'static str, steps: &[&str]) -> Result<Kind> {
    let mut kind = Kind { name, durations: Vec::new(), tasks: Vec::new(), shifted: 0.0 };
    let Some((address, clicks)) = steps.split_first() else { return Ok(kind) };
    for _ in 0..3 {
        page.open(address).await?;
        settle(page).await?;
        page.script::<Value>(WATCH, Value::Null).await?;
        let mut n_clicks = 0;
        for selector in clicks {
            // Some pages have nothing of the kind.
            let is_there = "return !!document.querySelector(arguments[0])?.checkVisibility()";
            let is_there: bool = page.script(is_there, json!([selector])).await?;
            if is_there && page.click(selector).await.is_ok() {
                n_clicks += 1;
            }
            settle(page).await?;
        }
        let more = measured(page, name, n_clicks).await?;
        kind.durations.extend(more.durations);
        kind.tasks.extend(more.tasks);
        kind.shifted += more.shifted;
    }
    Ok(kind)
}

/// Waits until nothing happens on the page any more.
async fn settle(page: &Page) -> Result<()> {
    let script = "const done = arguments[arguments.length - 1]; let last = null;
        const look = () => { const now = document.body.textContent.length; if (now === last) done(true); else { last = now; setTimeout(look, 120); } };
        setTimeout(look, 120)";
    page.driver().execute_async(script, Vec::new()).await?;
    Ok(())
}

/// What was noted since [`WATCH`], of so many interactions.
async fn measured(page: &Page, name: &'static str, n: usize) -> Result<Kind> {
    let noted: Value = page.script("return window.bench", Value::Null).await?;
    let list = |what: &str| noted[what].as_array().cloned().unwrap_or_default();
    let number = |value: &Value, of: &str| value[of].as_f64().unwrap_or(0.0);
    // The events of one interaction share their number; it takes as long as the longest.
    let mut interactions: Vec<(u64, f64)> = Vec::new();
    for event in list("events") {
        let (id, duration) = (event["id"].as_u64().unwrap_or(0), number(&event, "duration"));
        match interactions.iter_mut().find(|known| known.0 == id) {
            Some(known) => known.1 = known.1.max(duration),
            None => interactions.push((id, duration)),
        }
    }
    let mut durations: Vec<f64> = interactions.into_iter().map(|(_, duration)| duration).collect();
    durations.resize(n.max(durations.len()), 16.0);
    let tasks = list("tasks").iter().map(|task| number(task, "duration")).collect();
    let shifted = list("shifts").iter().map(|shift| number(shift, "value")).sum();
    Ok(Kind { name, durations, tasks, shifted })
}

fn report(kinds: &[Kind], frames: &[lanes::Frames]) -> Result<()> {
    println!(
        "Interaction to next paint     n   median      p95      max   long tasks (longest)   layout shift"
    );
    let line = |name: &str, durations: Vec<f64>, tasks: &[f64], shifted: f64| {
        let (n, most) = (durations.len(), quantile(durations.clone(), 1.0));
        let (median, late) = (quantile(durations.clone(), 0.5), quantile(durations, 0.95));
        let longest = tasks.iter().copied().fold(0.0, f64::max);
        let n_tasks = tasks.len();
        println!(
            "  {name:<22} {n:>6} {median:>5.0} ms {late:>5.0} ms {most:>5.0} ms   {n_tasks:>4} ({longest:>4.0} ms)   {shifted:>19.3}"
        );
    };
    for kind in kinds {
        line(kind.name, kind.durations.clone(), &kind.tasks, kind.shifted);
    }
    let all = |of: fn(&Kind) -> Vec<f64>| kinds.iter().flat_map(of).collect::<Vec<f64>>();
    let tasks = all(|kind| kind.tasks.clone());
    line("all", all(|kind| kind.durations.clone()), &tasks, kinds.iter().map(|kind| kind.shifted).sum());
    let raw: Vec<Value> = kinds
        .iter()
        .map(|kind| json!({"name": kind.name, "durations": kind.durations, "long_tasks": kind.tasks, "layout_shift": kind.shifted}))
        .chain(lanes::raw(frames))
        .collect();
    lanes::report(frames);
    let path = target_folder("bench")?.join("interaction.json");
    fs::write(&path, serde_json::to_string_pretty(&raw)?)?;
    println!("Raw figures: {}", path.display());
    Ok(())
}

fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len().saturating_sub(1) as f64 * part).round() as usize;
    values.get(place).copied().unwrap_or(f64::NAN)
}
