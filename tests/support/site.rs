//! Serves a built site as GitHub Pages does, or with one fault.
//!
//! Plain files, gzip for what compresses, ten minutes of caching, 404 for the rest. Faults are what happens to static
//! sites in the wild: a wrong MIME type, a file that is missing or arrived damaged, a slow line.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::task::{self, Poll};
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::runtime::Runtime;

use super::http::{self, Question};

use super::python::Python;

/// How the server behaves.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// Path that the site lies at; begins and ends with a slash.
    pub base: &'static str,
    /// MIME type of `.wasm` files.
    pub wasm_type: &'static str,
    /// How long `.wasm` files are held back.
    pub wasm_delay: Duration,
    /// Whether a byte of the embedded corpus is changed on the way.
    pub is_pack_damaged: bool,
    /// Whether the `.wasm` file is cut in half.
    pub is_wasm_cut: bool,
    /// What the names of files have that are not to be found.
    pub missing: Option<&'static str>,
    /// What the names of files have that come a little at a time, some kilobytes a second.
    pub trickling: Option<&'static str>,
    /// A pack that the whole program gets in place of the site's own.
    pub pack: Option<Arc<[u8]>>,
    /// Whether browsers keep the site to open it without a network; the other stories are about what the network gives.
    pub is_kept: bool,
    /// Whether answers are compressed.
    pub is_compressed: bool,
    /// Whether scripts of other origins may read it, as GitHub Pages allows and most hosts do not.
    pub is_shared: bool,
    /// Whether Python's own server shows the files instead: HTTP/1.0, never compressed, nothing said of caching. No other option
    /// but the base means anything to it.
    pub is_python: bool,
}

impl Default for SiteOptions {
    fn default() -> SiteOptions {
        SiteOptions {
            base: "/",
            wasm_type: "application/wasm",
            wasm_delay: Duration::ZERO,
            is_pack_damaged: false,
            is_wasm_cut: false,
            missing: None,
            trickling: None,
            pack: None,
            is_kept: false,
            is_compressed: true,
            is_shared: false,
            is_python: false,
        }
    }
}

/// One answer that the server gave.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Path below the site.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Bytes of the body as sent.
    pub n_bytes: usize,
}

/// A running server; it stops when dropped.
pub struct Site {
    origin: String,
    base: &'static str,
    // Ends with this value.
    _python: Option<Python>,
    answers: Arc<Mutex<Vec<Answer>>>,
    is_shut: Arc<AtomicBool>,
    is_renewed: Arc<AtomicBool>,
    runtime: Option<Runtime>,
}

/// Headers by their names.
type Headers = Vec<(HeaderName, &'static str)>;

impl Site {
    /// Serves `dist` on a free port of this machine.
    pub fn start(dist: &Path, options: &SiteOptions) -> Result<Site> {
        if options.is_python {
            return Site::start_python(dist, options.base);
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
        let port = listener.local_addr()?.port();
        let answers: Arc<Mutex<Vec<Answer>>> = Arc::default();
        let (is_shut, is_renewed) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        let handler = Handler {
            dist: dist.to_path_buf(),
            options: options.clone(),
            is_shut: is_shut.clone(),
            is_renewed: is_renewed.clone(),
            answers: answers.clone(),
        };
        let runtime = http::start(listener, move |question| handler.answer(question))?;
        let origin = format!("http://127.0.0.1:{port}");
        Ok(Site {
            origin,
            base: options.base,
            answers,
            is_shut,
            is_renewed,
            runtime: Some(runtime),
            _python: None,
        })
    }

    fn start_python(dist: &Path, base: &'static str) -> Result<Site> {
        let python = Python::start(dist, base)?;
        Ok(Site {
            origin: format!("http://127.0.0.1:{}", python.port),
            base,
            answers: Arc::default(),
            is_shut: Arc::default(),
            is_renewed: Arc::default(),
            runtime: None,
            _python: Some(python),
        })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Full address of a path below the site, such as `?q=网络`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.base)
    }

    /// Gives nothing but errors from now on, as a site does behind a network that is gone.
    pub fn shut(&self) {
        self.is_shut.store(true, Ordering::Relaxed);
    }

    /// Has another edition of the site from now on: its page and its service worker name the loader by another address.
    pub fn renew(&self) {
        self.is_renewed.store(true, Ordering::Relaxed);
    }

    /// What has been answered so far.
    pub fn answers(&self) -> Vec<Answer> {
        self.answers.lock().expect("no worker panics").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Where a story ends there is no time to wait for a browser's connections.
        self.runtime.take().into_iter().for_each(Runtime::shutdown_background);
    }
}

struct Handler {
    dist: PathBuf,
    options: SiteOptions,
    is_shut: Arc<AtomicBool>,
    is_renewed: Arc<AtomicBool>,
    answers: Arc<Mutex<Vec<Answer>>>,
}

/// A body that comes at once, or a little at a time.
#[derive(Default)]
struct Flow {
    rest: Bytes,
    is_slow: bool,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Flow {
    const LITTLE: usize = 1000;
    const PAUSE: Duration = Duration::from_millis(200);
}

impl Body for Flow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        if !self.is_slow {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.rest)))));
        }
        if let Some(pause) = &mut self.pause {
            std::task::ready!(pause.as_mut().poll(context));
        }
        self.pause = Some(Box::pin(tokio::time::sleep(Flow::PAUSE)));
        let n = Flow::LITTLE.min(self.rest.len());
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(n)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}

/// What a path leads to.
enum Found {
    File(PathBuf),
    Folder(&'static str),
    Nothing,
}

impl Handler {
    fn answer(&self, question: &Question) -> Response<Flow> {
        let path = question.uri().path().to_owned();
        let (status, body, headers) = match self.find(&path) {
            _ if self.is_shut.load(Ordering::Relaxed) => (503, b"503".to_vec(), Vec::new()),
            Found::File(file) => self.file(&file, accepts_gzip(question)),
            Found::Folder(address) => (301, Vec::new(), vec![(header::LOCATION, address)]),
            Found::Nothing => (404, b"404".to_vec(), vec![(header::CONTENT_TYPE, "text/plain")]),
        };
        let is_slow = self.options.trickling.is_some_and(|part| path.contains(part));
        let answer = Answer { path, status, n_bytes: body.len() };
        self.answers.lock().expect("no worker panics").push(answer);
        let mut response = Response::new(Flow { rest: body.into(), is_slow, pause: None });
        *response.status_mut() = StatusCode::from_u16(status).expect("a status of HTTP");
        for (name, value) in headers {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    fn find(&self, path: &str) -> Found {
        let base = self.options.base;
        if path == base.trim_end_matches('/') && base != "/" {
            return Found::Folder(base);
        }
        let Some(inside) = path.strip_prefix(base).map(percent_decode) else { return Found::Nothing };
        if inside.split('/').any(|part| part == "..") {
            return Found::Nothing;
        }
        let mut file = self.dist.join(&inside);
        if inside.is_empty() || inside.ends_with('/') {
            file.push("index.html");
        }
        let is_hidden = self.options.missing.is_some_and(|part| inside.contains(part));
        if file.is_file() && !is_hidden { Found::File(file) } else { Found::Nothing }
    }

    fn file(&self, file: &Path, takes_gzip: bool) -> (u16, Vec<u8>, Headers) {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_wasm = ending == "wasm";
        let mime_type = if is_wasm { self.options.wasm_type } else { mime_type(ending) };
        let mut headers = vec![(header::CONTENT_TYPE, mime_type), (header::CACHE_CONTROL, "max-age=600")];
        if self.options.is_shared {
            headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
        }
        let Ok(mut body) = fs::read(file) else { return (500, Vec::new(), headers) };
        let mut is_changed = false;
        if file.ends_with("offline.js") && !self.options.is_kept {
            body = Vec::new();
            is_changed = true;
        }
        if let Some(pack) = self.options.pack.as_ref().filter(|_| ending == "pack") {
            body = pack.to_vec();
            is_changed = true;
        }
        let has_edition = ["index.html", "sw.js"].iter().any(|name| file.ends_with(name));
        if has_edition && self.is_renewed.load(Ordering::Relaxed) {
            let text = String::from_utf8_lossy(&body);
            let text = text.replace("boot.js?v=", "boot.js?v=f").replace("\"version\":\"", "\"version\":\"f");
            body = text.into_bytes();
            is_changed = true;
        }
        if is_wasm {
            thread::sleep(self.options.wasm_delay);
            is_changed = self.damage(&mut body);
        }
        if takes_gzip && self.options.is_compressed && mime_type != "image/png" {
            headers.push((header::CONTENT_ENCODING, "gzip"));
            headers.push((header::VARY, "Accept-Encoding"));
            body = if is_changed { gzip(&body) } else { gzipped(file, &body) };
        }
        (200, body, headers)
    }

    fn damage(&self, wasm: &mut Vec<u8>) -> bool {
        if self.options.is_wasm_cut {
            wasm.truncate(wasm.len() / 2);
        }
        if self.options.is_pack_damaged {
            damage_pack(wasm, &self.dist);
        }
        self.options.is_wasm_cut || self.options.is_pack_damaged
    }
}

/// Changes one byte of the corpus inside a WebAssembly file: one in the midst of a sentence that a text page shows.
fn damage_pack(wasm: &mut [u8], dist: &Path) {
    let pages = fs::read_dir(dist.join("doc")).expect("the site has text pages");
    let pages = pages.filter_map(|page| fs::read_to_string(page.ok()?.path()).ok());
    let place =
        pages.flat_map(|page| long_sentences(&page)).find_map(|sentence| find(wasm, sentence.as_bytes()));
    wasm[place.expect("the embedded corpus holds the sentences of its text pages") + 30] ^= 1;
}

/// Stretches of an HTML page without markup that no interface text is as long as.
fn long_sentences(page: &str) -> Vec<String> {
    page.split(['<', '>', '&'])
        .filter(|text| text.chars().count() > 60 && !text.contains('='))
        .map(str::to_owned)
        .collect()
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn accepts_gzip(question: &Question) -> bool {
    let accepted = question.headers().get(header::ACCEPT_ENCODING);
    accepted.and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("gzip"))
}

/// Compresses a file once for all stories of a program.
fn gzipped(file: &Path, bytes: &[u8]) -> Vec<u8> {
    static DONE: LazyLock<Mutex<HashMap<PathBuf, Vec<u8>>>> = LazyLock::new(Mutex::default);
    let mut done = DONE.lock().expect("compressing does not panic");
    done.entry(file.to_path_buf()).or_insert_with(|| gzip(bytes)).clone()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("writing to memory succeeds");
    encoder.finish().expect("writing to memory succeeds")
}

fn mime_type(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "application/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "txt" | "xml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match (*first, code.and_then(|code| u8::from_str_radix(code, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
