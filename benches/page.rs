//! How fast the built page loads on a slow line, and how fast it answers a key.
//!
//! `make bench` prints the table and leaves the raw figures in `target/bench/page.json`. Loading is measured in a
//! fresh browser with an empty cache on a line of 1.6 Mbit/s and 150 ms, as the median of five runs; keys are measured
//! without a limit on the line. All times are the browser's own.

// The table is the program's output.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::process::Command;
use std::{fs, thread};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use support::{Browser, BrowserOptions, Page, Site, SiteOptions, dist, target_folder};

const N_RUNS: usize = 5;

/// All that a reader downloads until search works, as gzip sends it.
const MAX_BYTES: usize = 350_000;

/// What is typed key by key; the box is emptied after each.
const TYPED: [&str; 14] = [
    "复工复产",
    "网络",
    "网络安全",
    "疫情防控",
    "中国移动",
    "通信保障",
    "2020年",
    "山东联通",
    "5G",
    "医院",
    "信息通信业",
    "宽带提速",
    "专线",
    "满格信号",
];

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let mut loads = Vec::new();
        for run in 1..=N_RUNS {
            eprintln!("load {run} of {N_RUNS} …");
            loads.push(load().await?);
        }
        eprintln!("keys …");
        let keys = keys().await?;
        let report = Report { loads, keys };
        report.print();
        report.write()
    })
}

/// One cold load, in milliseconds after the navigation began.
struct Load {
    first_paint: f64,
    largest_paint: f64,
    ready: f64,
    first_result: f64,
    /// Bytes of each file's body as sent.
    files: BTreeMap<String, usize>,
}

/// Notes when the page was painted and ready, types as soon as it is, and notes when the result is on the screen.
const WATCH_LOAD: &str = r"
const times = { largest_paint: 0 };
window.benchTimes = times;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.entryType === 'largest-contentful-paint') times.largest_paint = entry.startTime;
    else if (entry.name === 'first-contentful-paint') times.first_paint = entry.startTime;
  }
}).observe({ type: 'paint', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) times.largest_paint = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
const look = () => {
  if (times.ready === undefined && document.documentElement?.dataset.jianbao === 'ready') {
    times.ready = performance.now();
    const box = document.querySelector('input[name=q]');
    box.focus();
    box.value = '网络';
    box.dispatchEvent(new InputEvent('input', { bubbles: true, data: '网络', inputType: 'insertText' }));
  }
  if (times.ready !== undefined && times.first_result === undefined && document.querySelector('main mark')) {
    times.first_result = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => { times.first_result = performance.now(); }));
  }
};
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-jianbao'] });
";

async fn load() -> Result<Load> {
    let site = Site::start(&dist()?, &SiteOptions::default())?;
    let browser = Browser::start(&BrowserOptions::default()).await?;
    let page = Page::new(&browser, site);
    page.devtools("Network.enable", json!({})).await?;
    let line = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750 });
    page.devtools("Network.emulateNetworkConditions", line).await?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH_LOAD })).await?;
    page.go("").await?;
    let times: Value = page
        .until("the first result is painted", || async {
            let times: Value = page.script("return window.benchTimes", json!([])).await?;
            Ok(times["first_result"].as_f64().filter(|&time| time > 0.0).map(|_| times))
        })
        .await?;
    let time = |name: &str| times[name].as_f64().with_context(|| format!("the browser says no {name}"));
    let answers = page.site().answers();
    let load = Load {
        first_paint: time("first_paint")?,
        largest_paint: time("largest_paint")?,
        ready: time("ready")?,
        first_result: time("first_result")?,
        files: answers.into_iter().map(|answer| (answer.path, answer.n_bytes)).collect(),
    };
    browser.quit().await;
    Ok(load)
}

/// One key, in milliseconds after the browser received it.
struct Keystroke {
    /// Until the new count stood in the document.
    answered: f64,
    /// Until the new page was laid out, which is forced here at once; what is left is painting, and waiting for the
    /// screen's next frame.
    laid_out: f64,
    /// Until the next frame began. One begins every 16.7 ms, so a key waits up to that long, and 8.3 ms in the middle,
    /// even when there is nothing to do.
    framed: f64,
    /// Until the frame with it was painted, which is when the page can go on to something else.
    painted: f64,
    /// Until the frame was handed to the screen, in steps of 8 ms: the Event Timing API's own duration of the event.
    /// Beyond `painted` it holds drawing the pixels, here without a graphics card, and the browser's other processes.
    /// The API says nothing of what is below 16 ms; that counts as 16.
    presented: f64,
}

/// Notes for each key when the count line changed and when the next frame was painted.
const WATCH_KEYS: &str = r"
window.benchKeys = [];
window.benchIsMeasuring = true;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const key = window.benchKeys.find((key) => key.started === entry.startTime);
    if (key && entry.name === 'input') key.presented = entry.duration;
  }
}).observe({ type: 'event', durationThreshold: 16 });
document.addEventListener('input', (event) => {
  if (!window.benchIsMeasuring) return;
  const started = event.timeStamp;
  const key = { started, answered: null, laid_out: null, framed: null, painted: null, presented: 16 };
  const watch = new MutationObserver(() => {
    key.answered = performance.now() - started;
    document.body.getBoundingClientRect();
    key.laid_out = performance.now() - started;
  });
  watch.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  requestAnimationFrame(() => {
    key.framed = performance.now() - started;
    // A message is handled after the frame that this callback belongs to.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      watch.disconnect();
      key.painted = performance.now() - started;
      window.benchKeys.push(key);
    };
    channel.port2.postMessage(0);
  });
}, { capture: true });
";

async fn keys() -> Result<Vec<Keystroke>> {
    let site = Site::start(&dist()?, &SiteOptions::default())?;
    let browser = Browser::start(&BrowserOptions::default()).await?;
    let page = Page::new(&browser, site);
    page.open("?q=%E5%B7%A5").await?;
    page.see("main mark").await?;
    page.script::<Value>(WATCH_KEYS, json!([])).await?;
    let search_box = page.see(support::SEARCH_BOX).await?;
    let mut n_typed = 0;
    for word in TYPED {
        page.script::<Value>("window.benchIsMeasuring = false", json!([])).await?;
        search_box.clear().await?;
        page.script::<Value>("window.benchIsMeasuring = true", json!([])).await?;
        for key in word.chars() {
            search_box.send_keys(key.to_string()).await?;
            n_typed += 1;
            page.until("the key is handled", || async {
                let n_handled: usize = page.script("return window.benchKeys.length", json!([])).await?;
                Ok((n_handled >= n_typed).then_some(()))
            })
            .await?;
        }
    }
    let keys: Vec<Value> = page.script("return window.benchKeys", json!([])).await?;
    browser.quit().await;
    let time = |key: &Value, name: &str| key[name].as_f64().or(key["painted"].as_f64()).unwrap_or(f64::NAN);
    Ok(keys
        .iter()
        .map(|key| Keystroke {
            answered: time(key, "answered"),
            laid_out: time(key, "laid_out"),
            framed: time(key, "framed"),
            painted: time(key, "painted"),
            presented: time(key, "presented"),
        })
        .collect())
}

struct Report {
    loads: Vec<Load>,
    keys: Vec<Keystroke>,
}

impl Report {
    fn print(&self) {
        let load = |of: fn(&Load) -> f64| quantile(self.loads.iter().map(of).collect(), 0.5);
        println!("Cold load, 1.6 Mbit/s, 150 ms (median of {}):", self.loads.len());
        println!("  title and text painted (FCP)  {:>8.0} ms", load(|load| load.first_paint));
        println!("  largest paint (LCP)           {:>8.0} ms", load(|load| load.largest_paint));
        println!("  program ready                 {:>8.0} ms", load(|load| load.ready));
        println!("  first result painted          {:>8.0} ms", load(|load| load.first_result));
        println!("Bytes until search works, as gzip sends them:");
        for (path, n_bytes) in self.files() {
            println!("  {n_bytes:>9}  {path}");
        }
        let n_bytes = self.n_bytes();
        let verdict = if n_bytes <= MAX_BYTES { "ok" } else { "OVER" };
        println!("  {n_bytes:>9}  in all, {verdict}: at most {MAX_BYTES}");
        let keys = |of: fn(&Keystroke) -> f64, part: f64| quantile(self.keys.iter().map(of).collect(), part);
        println!("Key to result ({} keys):      median      p95", self.keys.len());
        let print = |step: &str, of: fn(&Keystroke) -> f64| {
            println!("  {step:<24} {:>8.1} ms {:>6.1} ms", keys(of, 0.5), keys(of, 0.95));
        };
        print("in the document", |key| key.answered);
        print("laid out", |key| key.laid_out);
        print("next frame begins", |key| key.framed);
        print("painted", |key| key.painted);
        print("on screen, in 8 ms steps", |key| key.presented);
    }

    /// The files of the last run; all runs fetch the same.
    fn files(&self) -> BTreeMap<String, usize> {
        self.loads.last().map(|load| load.files.clone()).unwrap_or_default()
    }

    fn n_bytes(&self) -> usize {
        self.files().values().sum()
    }

    fn write(&self) -> Result<()> {
        let loads = self.loads.iter().map(|load| {
            json!({
                "first_paint": load.first_paint, "largest_paint": load.largest_paint, "ready": load.ready,
                "first_result": load.first_result, "files": load.files,
            })
        });
        let keys = self.keys.iter().map(|key| {
            json!({
                "answered": key.answered, "laid_out": key.laid_out, "framed": key.framed, "painted": key.painted,
                "presented": key.presented,
            })
        });
        let report = json!({
            "command": "make bench",
            "commit": output_of("git", &["rev-parse", "--short", "HEAD"]),
            "date": output_of("date", &["+%Y-%m-%d"]),
            "browser": output_of("chromedriver", &["--version"]),
            "n_cores": thread::available_parallelism().map_or(0, usize::from),
            "line": { "bits_per_second": 1_600_000, "latency_millis": 150 },
            "n_bytes": self.n_bytes(),
            "loads": loads.collect::<Vec<_>>(),
            "keys": keys.collect::<Vec<_>>(),
        });
        let path = target_folder("bench")?.join("page.json");
        fs::write(&path, serde_json::to_string_pretty(&report)?)?;
        println!("Raw figures: {}", path.display());
        Ok(())
    }
}

fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len().saturating_sub(1) as f64 * part).round() as usize;
    values.get(place).copied().unwrap_or(f64::NAN)
}

fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
