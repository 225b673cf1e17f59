//! What lets a site be opened without a network, and be put among a reader's programs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jianbao::protocol::Summary;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::metadata::{plain, shortened};

/// Name of the service worker.
pub(super) const WORKER: &str = "sw.js";

/// Name of the manifest.
const MANIFEST: &str = "manifest.webmanifest";

/// Where the service worker has its site.
const PLACE: &str = "const SITE = { version: '', page: '', files: [] };";

/// The seal as pictures, from `public/seal.svg`; the last one is what the page's head names for iOS.
const ICONS: [&str; 4] = ["icon-192.png", "icon-512.png", "icon-mask-512.png", "apple-touch-icon.png"];

/// Files beside the page that readers do not need for it: what is for other programs and pages, and a script that went into another. Browsers fetch
/// the manifest when they please; a worker that asks for it meanwhile may wait for ever.
const NOT_KEPT: [&str; 14] = [
    WORKER,
    MANIFEST,
    ICONS[0],
    ICONS[1],
    ICONS[2],
    ICONS[3],
    "worker.js",
    "robots.txt",
    super::publish::FEED,
    super::publish::OPEN_SEARCH,
    super::oembed::OEMBED,
    super::ELEMENT,
    crate::edition::LIST,
    crate::edition::EDITION,
];

/// Tells the service worker what the site is made of; all else must have been written. `loader` is the address of the page's first
/// script, or what would be where that lies in the page; what is left out is kept when a reader has asked for it, not before.
pub(super) fn write_list(site: &Path, loader: &str, is_left_out: &dyn Fn(&str) -> bool) -> Result<()> {
    let entries = fs::read_dir(site).with_context(|| format!("cannot read {}", site.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", site.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_for_programs = NOT_KEPT.contains(&name.as_str()) || name.starts_with("sitemap");
        if entry.path().is_file() && !is_for_programs && !is_left_out(&name) {
            names.push(name);
        }
    }
    names.sort();
    let mut files = Vec::new();
    let mut version = Sha256::new();
    for name in names {
        let sum = Sha256::digest(super::read(&site.join(&name))?);
        version.update(name.as_bytes());
        version.update(sum);
        let address = match name.as_str() {
            "index.html" => "./",
            "boot.js" => loader,
            name => name,
        };
        // Hosts put their own things into pages; these are checked by what they load.
        let sum =
            if name.ends_with(".html") { String::new() } else { format!("sha256-{}", STANDARD.encode(sum)) };
        files.push([address.to_owned(), sum]);
    }
    let version: String = version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let list = json!({ "version": version, "page": loader, "files": files });
    let path = site.join(WORKER);
    let script = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if !script.contains(PLACE) {
        return Err(anyhow!("{} has no place for the list of files", path.display()));
    }
    super::write(&path, script.replacen(PLACE, &format!("const SITE = {list};"), 1).as_bytes())
}

/// Writes what a system needs to know of the site to show it among its programs.
pub(super) fn write_manifest(site: &Path, corpus: &Summary, style: &str) -> Result<()> {
    let title = plain(&corpus.title);
    let style = String::from_utf8_lossy(&super::read(&site.join(style))?).into_owned();
    let manifest = json!({
        "name": title,
        "short_name": shortened(&title, 12),
        "description": plain(&corpus.description),
        "lang": corpus.lang,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": colour(&style, "paper").unwrap_or("#fcfcfa"),
        "theme_color": colour(&style, "seal-fill").unwrap_or("#b02e1a"),
        "icons": icons(),
    });
    super::write(&site.join(MANIFEST), format!("{manifest}\n").as_bytes())
}

/// The seal as it is drawn, and in the sizes that systems ask for which draw nothing themselves; the last one for those that cut icons into a
/// shape of their own.
fn icons() -> Value {
    let drawn = json!({ "src": "seal.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" });
    let icons =
        [(ICONS[0], "192x192", "any"), (ICONS[1], "512x512", "any"), (ICONS[2], "512x512", "maskable")];
    let pictures = icons.map(|(name, size, purpose)| {
        json!({ "src": name, "sizes": size, "type": "image/png", "purpose": purpose })
    });
    std::iter::once(drawn).chain(pictures).collect()
}

/// The first colour that a style sheet gives a name, which is the one by day.
fn colour<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = style.split_once(&format!("--{name}:"))?;
    let value = rest.split([';', '}']).next()?.trim();
    let is_colour =
        value.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_colour.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_day() {
        let style = ":root{--paper:#fcfcfa;--paper-2: #f5f5f1 ;--seal:red}[data-theme=dark]{--paper:#17191b}";
        assert_eq!(
            ["paper", "paper-2", "seal", "ink"].map(|name| colour(style, name)),
            [Some("#fcfcfa"), Some("#f5f5f1"), None, None]
        );
    }
}
