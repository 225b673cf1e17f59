//! A built site → one HTML file: style, programs and corpus inside, so that a double click opens it, from a stick or out of a mail.
//!
//! The page's policy allows nothing from any network.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;

use super::inside::{Inside, without};
use super::{read, script};

/// Writes the site in a folder, which embeds its corpus, as one file.
pub(crate) fn write(site: &Path, file: &Path) -> Result<()> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let head = content_of(&page, "jianbao").ok_or_else(|| anyhow!("{} names no program", index.display()))?;
    let named = |key: &str| {
        let part = head.split(' ').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
        part.ok_or_else(|| {
            anyhow!("{} names no {key}; a corpus in files cannot be one file", index.display())
        })
    };
    let worker = read(&site.join(named("worker")?))?;
    let classic = script::classic(&String::from_utf8_lossy(&worker))
        .ok_or_else(|| anyhow!("the worker's script is of an unknown form"))?;
    let mut inside = Inside::default();
    inside.put("worker", "text/javascript", &worker)?;
    inside.put("classic", "text/javascript", classic.as_bytes())?;
    inside.put("boot", "text/javascript", &read(&site.join("boot.js"))?)?;
    inside.put("scripts", "text/javascript", &read(&site.join("jianbao.js"))?)?;
    inside.put("wasm", "application/wasm", &read(&site.join(named("wasm")?))?)?;
    inside.put("pack", "application/octet-stream", &read(&site.join(named("pack")?))?)?;
    let style = super::linked(&page, "stylesheet").ok_or_else(|| super::missing("style sheet"))?;
    let style = [read(&site.join(style))?, read(&site.join(named("style")?))?].concat();
    let page = page.replacen(head, "", 1);
    let page = without(&page, "<link", |link| !link.contains("data:image"));
    let page = without(&page, "<script", |script| script.contains("boot.js"));
    let page = inside.fill(&explorer_links(&page), &String::from_utf8_lossy(&style), &|hashes| {
        format!(
            "default-src 'none'; script-src 'wasm-unsafe-eval' blob: {}; worker-src blob:; style-src {}; img-src data:; connect-src blob:; base-uri 'none'; form-action 'none'",
            hashes.script, hashes.style
        )
    })?;
    let beside = file.with_extension("html.new");
    fs::write(&beside, page).with_context(|| format!("cannot write {}", beside.display()))?;
    fs::rename(&beside, file).with_context(|| format!("cannot write {}", file.display()))
}

/// The pack that a site in one file carries; `None` where the page is no such site.
///
/// # Errors
/// When the part that should hold it is damaged.
pub(crate) fn pack_of(page: &str) -> Result<Option<Vec<u8>>> {
    let Some((_, rest)) = page.split_once("<script type=\"text/plain\" data-part=\"pack\"") else {
        return Ok(None);
    };
    let packed = rest.split_once('>').and_then(|(_, rest)| rest.split_once("</script>"));
    let (packed, _) = packed.ok_or_else(|| anyhow!("the page ends within its corpus"))?;
    let packed = BASE64_STANDARD.decode(packed.trim()).map_err(|_| damaged())?;
    let mut pack = Vec::new();
    // No text is packed to less than a thousandth.
    let most = packed.len() as u64 * 1000;
    GzDecoder::new(packed.as_slice()).take(most).read_to_end(&mut pack).map_err(|_| damaged())?;
    Ok(Some(pack))
}

fn damaged() -> anyhow::Error {
    anyhow!("the corpus in the page is damaged; fetch or build the page again")
}

/// The text pages are other files: what leads to them leads to the explorer instead.
fn explorer_links(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("href=\"doc/") {
        let Some((_, behind)) = after.split_once('"') else { break };
        out.push_str(before);
        out.push_str("href=\"?view=results\"");
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What a `meta` element of this name says.
fn content_of<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let meta =
        page.split('<').find(|tag| tag.starts_with("meta") && tag.contains(&format!("name=\"{name}\"")))?;
    meta.split_once("content=\"")?.1.split_once('"').map(|(content, _)| content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_go_and_stay() {
        let page = "<head><link rel=icon href=\"data:image/x\"><link href=a.css><script type=\"module\" src=\"./boot.js?v=1\"></script><script>b</script>";
        let page = without(page, "<link", |link| !link.contains("data:image"));
        let page = without(&page, "<script", |script| script.contains("boot.js"));
        assert_eq!(page, "<head><link rel=icon href=\"data:image/x\"><script>b</script>");
        assert_eq!(explorer_links("a<a href=\"doc/x.html#1\">y</a>"), "a<a href=\"?view=results\">y</a>");
        assert_eq!(content_of("<meta name=\"jianbao\" content=\"a=b c=d\">", "jianbao"), Some("a=b c=d"));
    }
}
