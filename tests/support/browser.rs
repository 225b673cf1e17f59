//! Starts a browser's driver and a session, and reads the logs that only the driver sees.
//!
//! All that is particular to one browser stands here; stories speak WebDriver and run in any.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

/// How the browser is set up.
#[derive(Clone, Copy, Debug)]
pub struct BrowserOptions {
    /// Width and height of the window.
    pub window: (u32, u32),
    /// Language that the browser asks sites for.
    pub language: &'static str,
    /// Whether pages may run scripts.
    pub has_javascript: bool,
}

impl Default for BrowserOptions {
    fn default() -> BrowserOptions {
        BrowserOptions { window: (1280, 900), language: "zh-CN", has_javascript: true }
    }
}

/// One line of a driver's log.
pub type LogEntry = thirtyfour::BrowserLogEntry;

/// A browser with one session.
pub struct Browser {
    driver: WebDriver,
    // Ends with this value, after the session.
    _process: DriverProcess,
}

impl Browser {
    /// Starts a driver and a browser.
    pub async fn start(options: &BrowserOptions) -> Result<Browser> {
        let process = DriverProcess::start()?;
        let address = format!("http://127.0.0.1:{}", process.port);
        let driver = WebDriver::new(&address, chromium(options)?).await.context("no browser session")?;
        Ok(Browser { driver, _process: process })
    }

    /// The session.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Ends the session and the browser.
    pub async fn quit(self) {
        // A browser that is gone already needs no ending.
        let _ = self.driver.quit().await;
    }
}

/// What a headless Chromium needs in order to run anywhere, as root and without a network.
const CHROMIUM_FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

fn chromium(options: &BrowserOptions) -> Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    if let Some(binary) = find_program(&["chromium", "chromium-browser", "google-chrome"]) {
        capabilities.set_binary(&binary.to_string_lossy())?;
    }
    for flag in CHROMIUM_FLAGS {
        capabilities.add_arg(flag)?;
    }
    let (width, height) = options.window;
    capabilities.add_arg(&format!("--window-size={width},{height}"))?;
    capabilities.add_arg(&format!("--lang={}", options.language))?;
    let scripts = if options.has_javascript { 1 } else { 2 };
    let preferences = serde_json::json!({
        "intl.accept_languages": options.language,
        "profile.managed_default_content_settings.javascript": scripts,
    });
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

/// A running driver program; it ends when dropped.
struct DriverProcess {
    child: Child,
    port: u16,
}

impl DriverProcess {
    fn start() -> Result<DriverProcess> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver does not start; `.ci/setup browser` installs it")?;
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line));
        // Reading on, so that the driver never waits for its own output.
        thread::spawn(move || lines.for_each(drop));
        match port {
            Some(port) => Ok(DriverProcess { child, port }),
            None => {
                let _ = child.kill();
                bail!("chromedriver ended without saying its port")
            }
        }
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in “ChromeDriver was started successfully on port 12345.”
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').trim().parse().ok()
}

fn find_program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}
