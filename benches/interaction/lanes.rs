//! The lanes of the timeline with a hundred thousand dates: how long the main thread works on each frame while they are zoomed and moved.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::quantile;
use super::support::{Page, Site, SiteOptions, built_page, command, target_folder};

const N_DOCUMENTS: u32 = 10_000;
const N_SENTENCES: u32 = 10;

/// Moves the lanes at every frame.
const MOVE: &str = include_str!("lanes.js");

const WHO: [&str; 8] = [
    "中国移动",
    "中国电信",
    "中国联通",
    "国家卫生健康委员会",
    "武汉市人民政府",
    "中兴通讯",
    "中国铁塔",
    "中国红十字会",
];
const WHAT: [&str; 5] = ["开通基站", "捐赠设备", "调派人员", "召开会议", "恢复线路"];

/// Frames of one kind of movement, in milliseconds.
pub(super) struct Frames {
    name: &'static str,
    works: Vec<f64>,
    intervals: Vec<f64>,
    n_marks: u64,
}

/// Builds a site of so many dates and moves its lanes.
pub(super) async fn measure(page: &Page) -> Result<Vec<Frames>> {
    let folder = target_folder("bench")?;
    let (documents, site) = (folder.join("lanes.jsonl"), folder.join("lanes-site"));
    fs::write(&documents, texts())?;
    let mut build = Command::new(command());
    build.arg("build").arg(&documents).arg("--out").arg(&site).arg("--page").arg(built_page()?);
    let output = build.args(["--embed", "50000000"]).output().context("cannot run jianbao")?;
    ensure!(output.status.success(), "jianbao build: {}", String::from_utf8_lossy(&output.stderr));
    // So much is open later than stories wait, and sooner where nothing has to be compressed.
    let options = SiteOptions { is_compressed: false, ..SiteOptions::default() };
    let page = page.elsewhere(Site::start(&site, &options)?);
    let mut opened = page.open("?view=timeline&by=who").await;
    for _ in 0..5 {
        opened = page.see(".lanes__entry").await.map(drop);
        if opened.is_ok() {
            break;
        }
    }
    opened?;
    let found = page.driver().execute_async(MOVE, Vec::new()).await?.json().clone();
    Ok([("lanes, zoomed", "zoom"), ("lanes, moved", "move")]
        .into_iter()
        .map(|(name, key)| {
            let numbers = |of: &str| {
                let list = found[key][of].as_array().cloned().unwrap_or_default();
                list.iter().filter_map(Value::as_f64).collect::<Vec<f64>>()
            };
            let n_marks = found[key]["n_marks"].as_u64().unwrap_or(0);
            Frames { name, works: numbers("works"), intervals: numbers("intervals"), n_marks }
        })
        .collect())
}

pub(super) fn report(frames: &[Frames]) {
    let n_dates = N_DOCUMENTS * N_SENTENCES;
    println!(
        "Frames, {n_dates} dates    marks      n   work median      p95      max   interval median      p95      max"
    );
    for Frames { name, works, intervals, n_marks } in frames {
        let part = |values: &[f64], part: f64| quantile(values.to_vec(), part);
        println!(
            "  {name:<20} {n_marks:>7} {:>6} {:>10.1} ms {:>5.1} ms {:>5.1} ms {:>14.1} ms {:>5.1} ms {:>5.1} ms",
            works.len(),
            part(works, 0.5),
            part(works, 0.95),
            part(works, 1.0),
            part(intervals, 0.5),
            part(intervals, 0.95),
            part(intervals, 1.0)
        );
    }
}

pub(super) fn raw(frames: &[Frames]) -> impl Iterator<Item = Value> {
    frames.iter().map(|one| json!({"name": one.name, "works": one.works, "intervals": one.intervals}))
}

/// Documents as lines of JSON, the same each time. Two dates of three fall into one spring, as they do where something happened; a
/// third have a time, some last weeks.
fn texts() -> String {
    let mut state = 7_u32;
    let mut below = |limit: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % limit
    };
    let mut lines = String::new();
    for document in 0..N_DOCUMENTS {
        let mut text = String::new();
        for _ in 0..N_SENTENCES {
            let (year, month) =
                if below(3) == 0 { (2019 + below(3), 1 + below(12)) } else { (2020, 1 + below(4)) };
            let day = 1 + below(28);
            let when = match below(12) {
                0..=3 => format!("{}时{}分", below(24), below(60)),
                4 => format!("至{year}年12月{day}日"),
                _ => String::new(),
            };
            let (who, what) = (WHO[below(8) as usize], WHAT[below(5) as usize]);
            let _ = write!(text, "{year}年{month}月{day}日{when}，{who}{what}{}次。\\n\\n", below(900) + 2);
        }
        let _ = writeln!(lines, r#"{{"id":"d{document}","title":"第{document}号简报","text":"{text}"}}"#);
    }
    lines
}
