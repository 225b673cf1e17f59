//! Starts a browser's driver and a session, and reads the logs that only the driver sees.
//!
//! All that is particular to one browser stands here; stories speak WebDriver and run in any.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

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

/// Which browser tells the stories: `JIANBAO_BROWSER`, Chromium unless it says another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The one in which all stories are told.
    Chromium,
    /// Firefox; stories that use Chromium's own protocol cannot be told in it.
    Firefox,
    /// WebKit as GTK programs embed it, in the small browser that comes with its driver.
    WebKit,
}

impl Kind {
    /// What the environment asks for.
    pub fn asked_for() -> Result<Kind> {
        match env::var("JIANBAO_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Kind::Chromium),
            Ok("firefox") => Ok(Kind::Firefox),
            Ok("webkit") => Ok(Kind::WebKit),
            Ok(other) => bail!("JIANBAO_BROWSER is {other:?}; it may be chromium, firefox or webkit"),
        }
    }

    fn driver_program(self) -> &'static str {
        match self {
            Kind::Chromium => "chromedriver",
            Kind::Firefox => "geckodriver",
            Kind::WebKit => "WebKitWebDriver",
        }
    }

    fn capabilities(self, options: &BrowserOptions) -> Result<Capabilities> {
        match self {
            Kind::Chromium => chromium(options),
            Kind::Firefox => firefox(options),
            Kind::WebKit => webkit(options),
        }
    }
}

/// One line of a driver's log.
pub type LogEntry = thirtyfour::BrowserLogEntry;

/// A browser with one session.
pub struct Browser {
    driver: WebDriver,
    console: Console,
    // Ends with this value, after the session.
    _process: DriverProcess,
}

impl Browser {
    /// Starts a driver and a browser.
    pub async fn start(options: &BrowserOptions) -> Result<Browser> {
        let kind = Kind::asked_for()?;
        let process = DriverProcess::start(kind)?;
        let address = format!("http://127.0.0.1:{}", process.port);
        let driver =
            WebDriver::new(&address, kind.capabilities(options)?).await.context("no browser session")?;
        if kind != Kind::Chromium {
            let (width, height) = options.window;
            driver.set_window_rect(0, 0, width, height).await?;
        }
        Ok(Browser { driver, console: process.console.clone(), _process: process })
    }

    /// The session.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// What the browser's console said.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// Ends the session and the browser.
    pub async fn quit(self) {
        // A browser that is gone already needs no ending.
        let _ = self.driver.quit().await;
    }
}

/// Where a browser's console is read: Chromium's from its driver's log, Firefox's from what it prints. WebKit's driver keeps
/// it to itself, so nothing is known of it.
#[derive(Clone)]
pub struct Console {
    kind: Kind,
    printed: Arc<Mutex<Vec<String>>>,
}

impl Console {
    /// Warnings and errors since the last call.
    pub async fn problems(&self, driver: &WebDriver) -> Result<Vec<String>> {
        if self.kind == Kind::Chromium {
            let log = driver.browser_log().await?;
            let is_problem = |entry: &LogEntry| matches!(entry.level.as_str(), "WARNING" | "SEVERE");
            let line = |entry: LogEntry| format!("{}: {}", entry.level, entry.message);
            return Ok(log.into_iter().filter(is_problem).map(line).collect());
        }
        let printed =
            std::mem::take(&mut *self.printed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
        Ok(printed.into_iter().filter(|line| self.is_problem(line)).collect())
    }

    fn is_problem(&self, line: &str) -> bool {
        // What pages say is quoted; what Firefox says of itself is not.
        let marks = ["console.error: \"", "console.warn: \"", "JavaScript error: http"];
        self.kind == Kind::Firefox && marks.iter().any(|mark| line.starts_with(mark))
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

fn chromium(options: &BrowserOptions) -> Result<Capabilities> {
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
    let preferences = json!({
        "intl.accept_languages": options.language,
        "profile.managed_default_content_settings.javascript": scripts,
    });
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    capabilities.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

fn firefox(options: &BrowserOptions) -> Result<Capabilities> {
    let binary = find_program(&["firefox", "firefox-esr"])
        .context("there is no Firefox; `.ci/setup firefox` installs it")?;
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", json!("firefox"))?;
    capabilities.set(
        "moz:firefoxOptions",
        json!({
            "binary": binary,
            "args": ["-headless"],
            "prefs": {
                "intl.accept_languages": options.language,
                "javascript.enabled": options.has_javascript,
                // The console goes to where this program reads it.
                "devtools.console.stdout.content": true,
                "devtools.console.stdout.chrome": false,
                "browser.dom.window.dump.enabled": true,
                "javascript.options.showInConsole": true,
            },
        }),
    )?;
    Ok(capabilities)
}

fn webkit(options: &BrowserOptions) -> Result<Capabilities> {
    if !options.has_javascript {
        bail!("this browser cannot be told to run no scripts");
    }
    let binary = find_webkit().context("there is no MiniBrowser; `.ci/setup webkit` installs it")?;
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", json!("MiniBrowser"))?;
    capabilities.set(
        "webkitgtk:browserOptions",
        json!({
            "binary": binary,
            "args": ["--automation"],
        }),
    )?;
    Ok(capabilities)
}

/// A running driver program; it ends when dropped.
struct DriverProcess {
    child: Child,
    port: u16,
    console: Console,
    // Ends after the browser that draws on it.
    _screen: Option<Screen>,
}

impl DriverProcess {
    fn start(kind: Kind) -> Result<DriverProcess> {
        let program = kind.driver_program();
        // WebKit's driver neither chooses a port nor tells when it is ready.
        let chosen = if kind == Kind::WebKit { free_port()? } else { 0 };
        let screen = (kind == Kind::WebKit).then(Screen::start).transpose()?;
        let mut command = Command::new(program);
        if let Some(screen) = &screen {
            command.env("DISPLAY", &screen.name);
        }
        let mut child = command
            .arg(format!("--port={chosen}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(if kind == Kind::Chromium { Stdio::null() } else { Stdio::piped() })
            .spawn()
            .with_context(|| {
                format!("{program} does not start; `.ci/setup browser firefox webkit` installs it")
            })?;
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?).lines();
        let port = if kind == Kind::WebKit {
            answers(chosen).then_some(chosen)
        } else {
            lines.by_ref().map_while(Result::ok).find_map(|line| port_in(&line))
        };
        // Reading on, so that the driver never waits for its own output.
        let console = Console { kind, printed: Arc::default() };
        console.follow(lines);
        if let Some(stderr) = child.stderr.take() {
            console.follow(BufReader::new(stderr).lines());
        }
        match port {
            Some(port) => Ok(DriverProcess { child, port, console, _screen: screen }),
            None => {
                let _ = child.kill();
                bail!("{program} ended without saying its port")
            }
        }
    }
}

impl Console {
    /// Keeps what a browser prints, in a thread that ends with it.
    fn follow<R: Read + Send + 'static>(&self, lines: std::io::Lines<BufReader<R>>) {
        let console = self.clone();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok).filter(|line| console.is_problem(line)) {
                console.printed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(line);
            }
        });
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A screen in memory, for a browser that cannot do without one.
struct Screen {
    child: Child,
    name: String,
}

impl Screen {
    fn start() -> Result<Screen> {
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1600x1200x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb does not start; `.ci/setup webkit` installs it")?;
        let mut number = String::new();
        BufReader::new(child.stdout.take().context("stdout is piped")?).read_line(&mut number)?;
        Ok(Screen { child, name: format!(":{}", number.trim()) })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in “ChromeDriver was started successfully on port 12345.” or “geckodriver INFO Listening on 127.0.0.1:12345”.
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line
        .split_once("started successfully on port ")
        .or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').trim().parse().ok()
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Waits until something listens at a port; `false` when nothing does for a long time.
fn answers(port: u16) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(15) {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

fn folders_of_programs() -> Vec<PathBuf> {
    env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default()
}

fn find_program(names: &[&str]) -> Option<PathBuf> {
    let folders = folders_of_programs();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

/// The small browser lies beside WebKit's library, in a folder named after the machine.
fn find_webkit() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    let versions = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];
    let mut found: Vec<PathBuf> = folders
        .flat_map(|folder| versions.map(|version| folder.join(version).join("MiniBrowser")))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found.pop()
}
