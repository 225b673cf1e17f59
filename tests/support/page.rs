//! What a reader sees and does: open, type, press, look.
//!
//! Every look waits until what it wants is there; nothing sleeps for a guessed time.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::{Browser, Console, LogEntry, Site, target_folder};

/// Longer than anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// The search box, in the static page and in the program.
pub const SEARCH_BOX: &str = "input[name='q']";
/// The line that says how many hits there are.
pub const COUNT_LINE: &str = ".counts";

/// One browser window on one site.
#[derive(Clone)]
pub struct Page {
    driver: WebDriver,
    console: Console,
    site: Arc<Site>,
}

/// The numbers of the line “104 处，见于 6 篇文章、3 份文献”.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Occurrences.
    pub n_hits: usize,
    /// Articles that have one.
    pub n_articles: usize,
    /// Documents that have one.
    pub n_documents: usize,
}

impl Page {
    /// Waits until the browser has a copy of the site.
    pub async fn kept(&self) -> Result<()> {
        let script =
            "return 'offline' in document.documentElement.dataset && !!navigator.serviceWorker.controller";
        self.until("the site is available offline", || async {
            let is_kept: bool = self.script(script, json!([])).await?;
            Ok(is_kept.then_some(()))
        })
        .await
    }

    /// Takes the network away from the page; the worker that keeps the site has its own, and finds no server when that is gone.
    pub async fn go_offline(&self) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        let line = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.emulateNetworkConditions", line).await?;
        Ok(())
    }

    /// A session that looks at a site.
    pub fn new(browser: &Browser, site: Site) -> Page {
        Page { driver: browser.driver().clone(), console: browser.console().clone(), site: Arc::new(site) }
    }

    /// Another session that looks at the same site.
    pub fn sharing(browser: &Browser, other: &Page) -> Page {
        Page {
            driver: browser.driver().clone(),
            console: browser.console().clone(),
            site: other.site.clone(),
        }
    }

    /// The same session, looking at another site.
    pub fn elsewhere(&self, site: Site) -> Page {
        Page { site: Arc::new(site), ..self.clone() }
    }

    /// The session, for what has no method here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The server.
    pub fn site(&self) -> &Site {
        &self.site
    }

    // ── going somewhere ─────────────────────────────────────────────────────────────────────────────────────

    /// Opens a path below the site and waits for the program.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.go(path).await?;
        self.ready().await
    }

    /// Opens a path below the site.
    pub async fn go(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(self.site.address(path)).await?)
    }

    /// Waits until the program has taken over.
    pub async fn ready(&self) -> Result<()> {
        self.until("the program is ready", || async {
            let state: Option<String> =
                self.script("return document.documentElement.dataset.jianbao", json!([])).await?;
            match state.as_deref() {
                Some("ready") => Ok(Some(())),
                Some("failed") => bail!("the page says: {}", self.text("#notice").await.unwrap_or_default()),
                _ => Ok(None),
            }
        })
        .await
    }

    /// The part of the address from `?` on, decoded.
    pub async fn query(&self) -> Result<String> {
        self.script("return decodeURIComponent(location.search.replaceAll('+', ' '))", json!([])).await
    }

    // ── doing ───────────────────────────────────────────────────────────────────────────────────────────────

    /// Types into the search box, after what is there.
    pub async fn type_query(&self, text: &str) -> Result<()> {
        Ok(self.see(SEARCH_BOX).await?.send_keys(text).await?)
    }

    /// Clicks what a selector finds, once it is there and can be clicked.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let element = self.see(selector).await?;
        element.scroll_into_view().await?;
        Ok(element.click().await?)
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.active_element().await?.send_keys(keys).await?)
    }

    // ── looking ─────────────────────────────────────────────────────────────────────────────────────────────

    /// The first visible element that a selector finds.
    pub async fn see(&self, selector: &str) -> Result<WebElement> {
        self.until(&format!("`{selector}` is visible"), || async {
            for element in self.driver.find_all(By::Css(selector)).await? {
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// How many elements a selector finds now.
    pub async fn n_elements(&self, selector: &str) -> Result<usize> {
        self.script("return document.querySelectorAll(arguments[0]).length", json!([selector])).await
    }

    /// The text of the first element that a selector finds, hidden parts left out.
    pub async fn text(&self, selector: &str) -> Result<String> {
        Ok(self.see(selector).await?.text().await?)
    }

    /// The texts of all elements that a selector finds now, as they are marked up.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent)";
        self.script(script, json!([selector])).await
    }

    /// The numbers of the count line; `None` while there is none.
    pub async fn counts(&self) -> Result<Option<Counts>> {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let line: String = self.script(script, json!([COUNT_LINE])).await?;
        Ok(Counts::read(&line))
    }

    /// The first number in the text of an element.
    pub async fn counts_of(&self, selector: &str) -> Result<usize> {
        let text = self.text(selector).await?.replace(',', "");
        let number = text.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty());
        Ok(number.with_context(|| format!("a number in {text:?}"))?.parse()?)
    }

    /// Waits until the count line says something that `wanted` accepts, and the rows below it are drawn.
    pub async fn counts_where(&self, what: &str, wanted: impl Fn(Counts) -> bool) -> Result<Counts> {
        let found =
            self.until(what, || async { Ok(self.counts().await?.filter(|&counts| wanted(counts))) }).await;
        match found {
            Ok(counts) => {
                self.painted().await?;
                Ok(counts)
            }
            Err(error) => Err(error.context(format!("the count line says {:?}", self.counts().await?))),
        }
    }

    /// Waits until a frame has been painted and what the page does behind it is done: the count line and the first
    /// rows stand before the other rows.
    pub async fn painted(&self) -> Result<()> {
        let script = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => setTimeout(done, 0))";
        self.driver.execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// Whether an element lies within the window, so that the reader sees it.
    pub async fn is_in_window(&self, selector: &str) -> Result<bool> {
        let script = "const box = document.querySelector(arguments[0])?.getBoundingClientRect();
            return !!box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth";
        self.script(script, json!([selector])).await
    }

    /// Runs a script in the page and reads what it returns.
    pub async fn script<T: DeserializeOwned>(&self, script: &str, arguments: Value) -> Result<T> {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        Ok(self.driver.execute(script, arguments).await?.convert()?)
    }

    /// What a script gives, once `window.jianbao` is there and its promise is kept; an error as text.
    pub async fn promised(&self, script: &str) -> Result<Value> {
        self.until("the interface for scripts", || async {
            let is_there: bool = self.script("return 'jianbao' in window", Value::Null).await?;
            Ok(is_there.then_some(()))
        })
        .await?;
        let script = format!(
            "const done = arguments[arguments.length - 1];
            (async () => {{ {script} }})().then(done, (error) => done(String(error)))"
        );
        Ok(self.driver.execute_async(script, Vec::new()).await?.json().clone())
    }

    /// Looks again and again until there is something; an error ends it at once, unless the page just changed.
    pub async fn until<T, Look>(&self, what: &str, mut look: impl FnMut() -> Look) -> Result<T>
    where
        Look: Future<Output = Result<Option<T>>>,
    {
        let start = Instant::now();
        let mut last_error = None;
        while start.elapsed() < PATIENCE {
            match look().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => last_error = None,
                // An element of a moment ago may be gone now.
                Err(error) if error.downcast_ref::<WebDriverError>().is_some() => last_error = Some(error),
                Err(error) => return Err(error),
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        match last_error {
            Some(error) => Err(error.context(format!("waited in vain: {what}"))),
            None => bail!("waited in vain: {what}"),
        }
    }

    // ── what only the driver sees ───────────────────────────────────────────────────────────────────────────

    /// Sends a command of Chromium's own protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(method, parameters).await?)
    }

    /// Warnings and errors on the console since the last call.
    pub async fn problems(&self) -> Result<Vec<String>> {
        self.console.problems(&self.driver).await
    }

    /// Events of the network since the last call, each with its method and parameters.
    pub async fn network(&self) -> Result<Vec<(String, Value)>> {
        let log = self.driver.get_log("performance").await?;
        let event = |entry: LogEntry| {
            let mut entry: Value = serde_json::from_str(&entry.message).ok()?;
            let method = entry["message"]["method"].as_str()?.to_owned();
            method.starts_with("Network.").then(|| (method, entry["message"]["params"].take()))
        };
        Ok(log.into_iter().filter_map(event).collect())
    }

    /// Fails when the console holds a warning or an error.
    pub async fn expect_quiet_console(&self) -> Result<()> {
        let problems = self.problems().await?;
        ensure!(problems.is_empty(), "the console is not quiet:\n{}", problems.join("\n"));
        Ok(())
    }

    /// Leaves a picture and says where the page was, for whoever looks into a failure.
    pub(super) async fn leave_evidence(&self, name: &str) {
        if let Err(error) = self.try_leave_evidence(name).await {
            eprintln!("{name}: no evidence could be kept: {error:#}");
        }
    }

    async fn try_leave_evidence(&self, name: &str) -> Result<()> {
        let path = target_folder("screenshots/failed")?.join(format!("{name}.png"));
        self.driver.screenshot(&path).await.context("no screenshot")?;
        eprintln!("{name}: failed at {}; see {}", self.driver.current_url().await?, path.display());
        for problem in self.problems().await? {
            eprintln!("{name}: console: {problem}");
        }
        Ok(())
    }
}

impl Counts {
    /// Reads “104 处，见于 6 篇文章、3 份文献”, in any language that keeps the order.
    fn read(line: &str) -> Option<Counts> {
        let line = line.replace(',', "");
        let mut numbers =
            line.split(|character: char| !character.is_ascii_digit()).filter_map(|n| n.parse().ok());
        Some(Counts { n_hits: numbers.next()?, n_articles: numbers.next()?, n_documents: numbers.next()? })
    }
}
