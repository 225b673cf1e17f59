//! A built site → one HTML file: style, programs and corpus inside, so that a double click opens it, from a stick or out of a mail.
//!
//! The parts lie in the page as text (gzip, base64) that the browser does not run. A small script unpacks them; what it makes has addresses of
//! the kind `blob:`, and the page's policy allows scripts from there and this one script by its hash, and nothing from any network.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::{read, script, tag};

const SCRIPT: &str = include_str!("single.js");

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
    let mut parts = String::new();
    let mut put = |part: &str, kind: &str, bytes: &[u8]| -> Result<()> {
        let packed = BASE64_STANDARD.encode(gzipped(bytes)?);
        parts.push_str(&format!(
            "<script type=\"text/plain\" data-part=\"{part}\" data-type=\"{kind}\">{packed}</script>\n"
        ));
        Ok(())
    };
    put("worker", "text/javascript", &worker)?;
    put("classic", "text/javascript", classic.as_bytes())?;
    for (part, kind, name) in [
        ("boot", "text/javascript", "boot.js"),
        ("scripts", "text/javascript", "jianbao.js"),
        ("wasm", "application/wasm", named("wasm")?),
        ("pack", "application/octet-stream", named("pack")?),
    ] {
        put(part, kind, &read(&site.join(name))?)?;
    }
    let style = super::linked(&page, "stylesheet").ok_or_else(|| super::missing("style sheet"))?;
    let style = [read(&site.join(style))?, read(&site.join(named("style")?))?].concat();
    // Nothing in a style sheet may end the element that it stands in.
    let style = String::from_utf8_lossy(&style).replace("</", "<\\/");
    let script = script::lean(SCRIPT);
    let policy = format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval' blob: {}; worker-src blob:; style-src {}; img-src data:; connect-src blob:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(&style)
    );
    let page = without(&page, "<link", |link| !link.contains("data:image"));
    let page = without(&page, "<script", |script| script.contains("boot.js"));
    let page = with_policy(&page, &policy)?;
    let page = page.replacen("</title>", &format!("</title><style>{style}</style>"), 1);
    let end = page.rfind("</body>").ok_or_else(|| super::missing("</body>"))?;
    let (before, after) = page.split_at(end);
    let page = format!("{}{parts}<script>{script}</script>{after}", explorer_links(before));
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

fn gzipped(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// How a policy names an inline script or style.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// What a `meta` element of this name says.
fn content_of<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let meta =
        page.split('<').find(|tag| tag.starts_with("meta") && tag.contains(&format!("name=\"{name}\"")))?;
    meta.split_once("content=\"")?.1.split_once('"').map(|(content, _)| content)
}

/// The page without the elements that begin so and that are not wanted.
fn without(page: &str, begin: &str, is_gone: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((start, end)) = tag(rest, begin) {
        let (before, element) = (rest.get(..start).unwrap_or(""), rest.get(start..end).unwrap_or(""));
        out.push_str(before);
        rest = rest.get(end..).unwrap_or("");
        if is_gone(element) {
            if begin == "<script" {
                rest = rest.strip_prefix("</script>").unwrap_or(rest);
            }
        } else {
            out.push_str(element);
        }
    }
    out.push_str(rest);
    out
}

fn with_policy(page: &str, policy: &str) -> Result<String> {
    let place = page.find("Content-Security-Policy").ok_or_else(|| super::missing("policy"))?;
    let start =
        page.get(..place).and_then(|before| before.rfind("<meta")).ok_or_else(|| super::missing("policy"))?;
    let end =
        start + page.get(start..).and_then(|tag| tag.find('>')).ok_or_else(|| super::missing("policy"))? + 1;
    let mut page = page.to_owned();
    page.replace_range(
        start..end,
        &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
    );
    Ok(page)
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
        let page = with_policy(
            "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"old\"><title>",
            "new",
        )
        .unwrap();
        assert_eq!(
            page,
            "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"new\"><title>"
        );
    }
}
