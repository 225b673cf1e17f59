//! A static server for looking at a site on this machine: relative paths, the right types, gzip as static hosts send it.

use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use tiny_http::{Header, Method, Request, Response, Server};

/// Ports that are tried one after the other.
const N_PORTS: u16 = 20;

/// Serves a folder until the process ends.
pub(crate) fn serve(site: &Path, port: u16) -> Result<()> {
    if !site.join("index.html").is_file() {
        bail!("{} holds no site (no index.html); build one first", site.display());
    }
    let server = (port..port.saturating_add(N_PORTS)).find_map(|port| Server::http(("127.0.0.1", port)).ok());
    let server = server.ok_or_else(|| {
        anyhow!(
            "ports {port} to {} are all in use; choose another with --port",
            port.saturating_add(N_PORTS - 1)
        )
    })?;
    let address = server.server_addr();
    eprintln!("the site is at http://{address}/ (stop with Ctrl+C)");
    for request in server.incoming_requests() {
        if let Err(error) = answer(site, request) {
            eprintln!("{error:#}");
        }
    }
    Ok(())
}

fn answer(site: &Path, request: Request) -> Result<()> {
    let path = file_of(site, request.url());
    let found = path.and_then(|path| Some((fs::read(&path).ok()?, path)));
    let Some((bytes, path)) = found.filter(|_| matches!(request.method(), Method::Get | Method::Head)) else {
        return request
            .respond(Response::from_string("not found").with_status_code(404))
            .context("cannot answer");
    };
    let takes_gzip = request
        .headers()
        .iter()
        .any(|header| header.field.equiv("Accept-Encoding") && header.value.as_str().contains("gzip"));
    let mut headers =
        vec![header("Content-Type", content_type(&path))?, header("Cache-Control", "no-cache")?];
    let body = if takes_gzip {
        headers.push(header("Content-Encoding", "gzip")?);
        headers.push(header("Vary", "Accept-Encoding")?);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&bytes)?;
        encoder.finish()?
    } else {
        bytes
    };
    let mut response = Response::from_data(body);
    for header in headers {
        response.add_header(header);
    }
    request.respond(response).context("cannot answer")
}

/// The file that an address names, never one outside the site.
fn file_of(site: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or("");
    let relative = PathBuf::from(decode(path.trim_start_matches('/'))?);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = site.join(relative);
    if file.is_dir() { Some(file.join("index.html")) } else { Some(file) }
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

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value).map_err(|()| anyhow!("{name}: {value} is no header"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside_the_site() {
        let site = Path::new("site");
        for (url, expected) in [
            ("/a.html?q=1", Some("site/a.html")),
            ("/doc/%E7%AE%80.html", Some("site/doc/简.html")),
            ("/../secret", None),
            ("/%2e%2e/secret", None),
            ("/a%2f..%2f..%2fb", None),
            ("/%zz", None),
        ] {
            assert_eq!(file_of(site, url), expected.map(PathBuf::from), "{url}");
        }
    }
}
