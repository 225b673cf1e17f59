//! A static server for looking at a site on this machine: relative paths, the right types, gzip as static hosts send it.

use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, StatusCode};

use crate::http::{self, Answer, Question};

/// Ports that are tried one after the other.
const N_PORTS: u16 = 20;

/// Pages that may hold the site in a frame: those of this machine. What holds it can read it.
const FRAMES: &str = "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*";

/// Serves a folder until the process ends.
pub(crate) fn serve(site: &Path, port: u16) -> Result<()> {
    if !site.join("index.html").is_file() {
        bail!("{} holds no site (no index.html); build one first", site.display());
    }
    let listener = (port..port.saturating_add(N_PORTS))
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .with_context(|| {
            format!(
                "ports {port} to {} are all in use; choose another with --port",
                port.saturating_add(N_PORTS - 1)
            )
        })?;
    let address = listener.local_addr().context("cannot tell the port")?;
    let site = site.to_owned();
    let _runtime = http::start(listener, move |question| answer(&site, question)).context("cannot serve")?;
    eprintln!("the site is at http://{address}/ (stop with Ctrl+C)");
    loop {
        thread::park();
    }
}

fn answer(site: &Path, question: &Question) -> Answer {
    if !is_local(said(question, header::HOST)) {
        return refusal(StatusCode::FORBIDDEN, "this server answers to localhost and 127.0.0.1 only");
    }
    let file = file_of(site, question.uri().path());
    let found = file.and_then(|file| Some((read(site, &file)?, file)));
    let Some((bytes, file)) = found.filter(|_| matches!(*question.method(), Method::GET | Method::HEAD))
    else {
        return refusal(StatusCode::NOT_FOUND, "not found");
    };
    let compressed =
        accepts_gzip(said(question, header::ACCEPT_ENCODING)).then(|| gzip(&bytes).ok()).flatten();
    let is_compressed = compressed.is_some();
    let mut answer = Answer::new(compressed.unwrap_or(bytes).into());
    let headers = answer.headers_mut();
    let content_type = content_type(&file);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if content_type.starts_with("text/html") {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMES));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    answer
}

fn refusal(status: StatusCode, why: &'static str) -> Answer {
    let mut answer = Answer::new(why.into());
    *answer.status_mut() = status;
    answer
}

/// What a header says; nothing when it is missing.
fn said(question: &Question, name: HeaderName) -> &str {
    question.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// Whether a host is this machine, at any port. Any other name may be one that a hostile page has bound to this machine's address, by
/// which the site would lie on that page's own origin.
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| name.eq_ignore_ascii_case(local))
}

/// Whether an `Accept-Encoding` lets gzip in; `*` speaks for what is not named.
fn accepts_gzip(accepted: &str) -> bool {
    let is_let_in = |wanted: &str| {
        accepted.split(',').find_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let is_wanted = parts.next()?.eq_ignore_ascii_case(wanted);
            let is_refused = parts
                .filter_map(|part| part.split_once('='))
                .filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
                .any(|(_, quality)| !quality.trim().parse::<f32>().is_ok_and(|quality| quality > 0.0));
            is_wanted.then_some(!is_refused)
        })
    };
    is_let_in("gzip").or_else(|| is_let_in("*")).unwrap_or(false)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The file that the path of an address names, never one outside the site.
fn file_of(site: &Path, path: &str) -> Option<PathBuf> {
    let relative = PathBuf::from(decode(path.trim_start_matches('/'))?);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = site.join(relative);
    if file.is_dir() { Some(file.join("index.html")) } else { Some(file) }
}

/// Reads a file, unless a link leads out of the site or the file has no end, as a pipe.
fn read(site: &Path, file: &Path) -> Option<Vec<u8>> {
    let file = file.canonicalize().ok()?;
    let is_inside = file.starts_with(site.canonicalize().ok()?);
    if is_inside && file.metadata().ok()?.is_file() { fs::read(file).ok() } else { None }
}

/// Undoes percent encoding.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside_the_site() {
        let site = Path::new("site");
        for (url, expected) in [
            ("/a.html", Some("site/a.html")),
            ("/doc/%E7%AE%80.html", Some("site/doc/简.html")),
            ("/../secret", None),
            ("/%2e%2e/secret", None),
            ("/a%2f..%2f..%2fb", None),
            ("/%zz", None),
        ] {
            assert_eq!(file_of(site, url), expected.map(PathBuf::from), "{url}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]", "[::1]:8080"] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "example.org:8080",
            "localhost.example.org",
            "127.0.0.1:x",
            "127.0.0.1.nip.io:8080",
            "::1",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn gzip_is_sent_where_it_is_accepted() {
        for accepted in ["gzip", "br, GZIP;q=0.5", "*", "deflate, gzip ; q=1.0", "*;q=0, gzip"] {
            assert!(accepts_gzip(accepted), "{accepted}");
        }
        for accepted in ["", "br", "gzip;q=0", "gzip; q=0.000, br", "gzip;q=0, *", "*;q=0", "x-gzippy"] {
            assert!(!accepts_gzip(accepted), "{accepted}");
        }
    }

    #[test]
    fn only_files_of_the_site_are_sent() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("jianbao-serve-{}", std::process::id()));
        let site = folder.join("site");
        fs::create_dir_all(&site)?;
        fs::write(folder.join("secret.txt"), "secret")?;
        fs::write(site.join("index.html"), "page")?;
        let ask = |host: &'static str, path: &str| -> Result<Answer> {
            let mut question = Question::new(());
            *question.uri_mut() = path.parse()?;
            question.headers_mut().insert(header::HOST, HeaderValue::from_static(host));
            Ok(answer(&site, &question))
        };
        let page = ask("localhost:8080", "/")?;
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.headers()[header::CONTENT_SECURITY_POLICY], FRAMES);
        assert_eq!(ask("example.org:8080", "/")?.status(), StatusCode::FORBIDDEN);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("index.html", site.join("inside.html"))?;
            std::os::unix::fs::symlink("../secret.txt", site.join("outside.txt"))?;
            std::os::unix::fs::symlink("..", site.join("above"))?;
            let is_made = std::process::Command::new("mkfifo").arg(site.join("pipe.txt")).status()?.success();
            assert!(is_made, "mkfifo makes a pipe");
            assert_eq!(ask("127.0.0.1", "/inside.html")?.status(), StatusCode::OK);
            for path in ["/outside.txt", "/above/secret.txt", "/above", "/pipe.txt"] {
                assert_eq!(ask("127.0.0.1", path)?.status(), StatusCode::NOT_FOUND, "{path}");
            }
        }
        fs::remove_dir_all(folder)?;
        Ok(())
    }
}
