//! Sets up what the tests of the built site share: a server for `dist/`, a browser, and an independent count.
//!
//! A story gets a [`Page`] and returns a result; when it fails, a picture of the page, its console and its address
//! are left behind. Nothing here knows what a single story is about.

// Each program that includes this module uses its own part of it and exports none; it speaks through its output.
#![allow(dead_code, unused_imports, unreachable_pub, clippy::print_stderr)]

mod browser;
mod corpus;
// The server of `jianbao serve`.
#[path = "../../src/bin/jianbao/http.rs"]
mod http;
mod page;
mod python;
mod site;

use std::future::Future;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, panic};

use anyhow::{Context, Result, bail};

pub use browser::{Browser, BrowserOptions, Console, Kind, LogEntry};
pub use corpus::{Texts, n_divided, pack_of, parsed, without_space};
pub use page::{Counts, Page, SEARCH_BOX};
pub use site::{Site, SiteOptions};

/// What a story starts with.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// How the server behaves.
    pub site: SiteOptions,
    /// How the browser is set up.
    pub browser: BrowserOptions,
}

/// Runs one story in a fresh browser against its own server.
///
/// With `JIANBAO_TELL_TWICE` in the environment a story that failed is told once more, in another browser: on a machine that is
/// busy with other things a driver may lose a message. What was told twice is said, and noted in
/// `target/screenshots/failed/told-twice.txt`.
///
/// # Panics
/// When the story fails, after leaving `target/screenshots/failed/<name>.png`.
pub fn story<Told>(name: &str, setting: Setting, tell: impl FnOnce(Page) -> Told + Clone)
where
    Told: Future<Output = Result<()>> + Send + 'static,
{
    story_of(name, setting, dist(), tell);
}

/// The same against another site than the one that `make test` built.
///
/// # Panics
/// As [`story`].
pub fn story_of<Told>(
    name: &str,
    setting: Setting,
    site: Result<PathBuf>,
    tell: impl FnOnce(Page) -> Told + Clone,
) where
    Told: Future<Output = Result<()>> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime starts");
    let site = site.unwrap_or_else(|error| panic!("{name}: {error:#}"));
    let mut outcome = runtime.block_on(tell_once(name, &setting, &site, tell.clone()));
    if let Err(failure) = &outcome
        && env::var_os("JIANBAO_TELL_TWICE").is_some()
    {
        note_second_telling(name, failure);
        outcome = runtime.block_on(tell_once(name, &setting, &site, tell));
    }
    match outcome {
        Ok(()) => {}
        Err(Failure::Panic(payload)) => panic::resume_unwind(payload),
        Err(Failure::Error(error)) => panic!("{name}: {error:#}"),
    }
}

async fn tell_once<Told>(
    name: &str,
    setting: &Setting,
    site: &Path,
    tell: impl FnOnce(Page) -> Told,
) -> Result<(), Failure>
where
    Told: Future<Output = Result<()>> + Send + 'static,
{
    let site = Site::start(site, &setting.site).map_err(Failure::Error)?;
    let browser = Browser::start(&setting.browser).await.map_err(Failure::Error)?;
    let page = Page::new(&browser, site);
    // A task of its own, so that a failed assertion is caught as well as an error.
    let outcome = match tokio::spawn(tell(page.clone())).await {
        Ok(result) => result.map_err(Failure::Error),
        Err(join) => Err(Failure::Panic(join.into_panic())),
    };
    if outcome.is_err() {
        page.leave_evidence(name).await;
    }
    browser.quit().await;
    outcome
}

fn note_second_telling(name: &str, failure: &Failure) {
    let why = match failure {
        Failure::Error(error) => format!("{error:#}"),
        Failure::Panic(_) => "an assertion failed".to_owned(),
    };
    let line = format!("{name}: told a second time, since it failed: {why}");
    eprintln!("{line}");
    let noted = target_folder("screenshots/failed").and_then(|folder| {
        let mut file = fs::File::options().create(true).append(true).open(folder.join("told-twice.txt"))?;
        Ok(writeln!(file, "{line}")?)
    });
    if let Err(error) = noted {
        eprintln!("{name}: this could not be noted: {error:#}");
    }
}

enum Failure {
    Error(anyhow::Error),
    Panic(Box<dyn std::any::Any + Send>),
}

/// The built site, as `make test` says it.
pub fn dist() -> Result<PathBuf> {
    let Some(dist) = env::var_os("JIANBAO_DIST").map(PathBuf::from) else {
        bail!(
            "JIANBAO_DIST is not set; these tests look at the built site, run them with `make test-stories`"
        );
    };
    if !dist.join("index.html").is_file() {
        bail!("{} holds no built site; run the tests with `make test-stories`", dist.display());
    }
    Ok(dist)
}

/// The command that makes sites: the optimised one where there is one, since some stories give it much to do.
pub fn command() -> PathBuf {
    let optimised = env::var_os("JIANBAO_COMMAND").map(PathBuf::from).filter(|path| path.is_file());
    optimised.unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_jianbao")))
}

/// The page that sites are made of.
pub fn built_page() -> Result<PathBuf> {
    let page = env::var_os("JIANBAO_PAGE").context("JIANBAO_PAGE is not set; use `make test-stories`")?;
    Ok(PathBuf::from(page))
}

/// A folder below `target/` for what tests leave behind; made when missing.
pub fn target_folder(name: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
