//! What a page has inside in place of files beside it: programs, style and more, so that it takes one request.
//!
//! The parts lie in the page as text (gzip, base64) that the browser does not run. A small script unpacks them; what it makes has addresses of
//! the kind `blob:`, and the page's policy allows scripts from there, and this one script and the style by their hashes.

use std::io::Write;
use std::num::NonZeroU64;

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::{missing, script, tag};

const SCRIPT: &str = include_str!("inside.js");

/// The parts, as they come to stand in a page.
#[derive(Debug, Default)]
pub(super) struct Inside {
    markup: String,
    /// What the loader's address would be, which tells editions apart.
    edition: Option<String>,
}

/// How a policy names what stands in a page.
#[derive(Debug)]
pub(super) struct Hashes {
    pub(super) script: String,
    pub(super) style: String,
}

impl Inside {
    /// Puts a part in: the name under which the page's head is going to tell its address, its media type, and its bytes.
    pub(super) fn put(&mut self, part: &str, kind: &str, bytes: &[u8]) -> Result<()> {
        let packed = BASE64_STANDARD.encode(gzipped(bytes)?);
        self.markup.push_str(&format!(
            "<script type=\"text/plain\" data-part=\"{part}\" data-type=\"{kind}\">{packed}</script>\n"
        ));
        Ok(())
    }

    /// The parts, one behind the other.
    pub(super) fn markup(&self) -> &str {
        &self.markup
    }

    /// The same with what tells its edition from others: `boot.js` with a number, as pages have it that load it from beside them.
    pub(super) fn of_edition(mut self, loader: &str) -> Inside {
        self.edition = Some(loader.to_owned());
        self
    }

    /// The page with the parts and a style inside, under the policy that allows them.
    pub(super) fn fill(&self, page: &str, style: &str, policy: &dyn Fn(&Hashes) -> String) -> Result<String> {
        // Nothing in a style sheet may end the element that it stands in.
        let style = style.replace("</", "<\\/");
        let script = script::lean(SCRIPT);
        let policy = policy(&Hashes { script: hash(&script), style: hash(&style) });
        let page = with_policy(page, &policy)?;
        // Behind what programs read that look at the beginning of a page only.
        let behind_title = || page.find("</title>").map(|place| place + "</title>".len());
        let place = page.find("</head>").or_else(behind_title).ok_or_else(|| missing("</head>"))?;
        let (head, rest) = page.split_at(place);
        let page = format!("{head}<style>{style}</style>{rest}");
        let end = page.rfind("</body>").ok_or_else(|| missing("</body>"))?;
        let (before, after) = page.split_at(end);
        let edition = self.edition.as_ref().map(|loader| format!(" data-edition=\"{loader}\""));
        let edition = edition.unwrap_or_default();
        let last = "<script type=\"text/plain\" data-last></script>";
        Ok(format!("{before}<script{edition}>{script}</script>\n{}{last}\n{after}", self.markup))
    }
}

/// Most bytes that are packed as small as can be, which takes a second a megabyte.
const MOST_SQUEEZED: usize = 1 << 20;

fn gzipped(bytes: &[u8]) -> Result<Vec<u8>> {
    if bytes.len() <= MOST_SQUEEZED {
        let mut packed = Vec::new();
        let options = zopfli::Options { iteration_count: N_ITERATIONS, ..zopfli::Options::default() };
        zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut packed)?;
        return Ok(packed);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// More make a part smaller by less than a thousandth.
const N_ITERATIONS: NonZeroU64 = NonZeroU64::new(5).unwrap();

/// How a policy names an inline script or style.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The page without the elements that begin so and that are not wanted.
pub(super) fn without(page: &str, begin: &str, is_gone: impl Fn(&str) -> bool) -> String {
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

/// Where the element stands that has the page's policy.
fn policy_place(page: &str) -> Option<(usize, usize)> {
    let place = page.find("Content-Security-Policy")?;
    let start = page.get(..place)?.rfind("<meta")?;
    // A policy holds no such sign.
    Some((start, start + page.get(start..)?.find('>')? + 1))
}

/// What the page's policy says. The build may have put the attributes in another order.
pub(super) fn policy_of(page: &str) -> Option<&str> {
    let (start, end) = policy_place(page)?;
    page.get(start..end)?.split_once("content=\"")?.1.split_once('"').map(|(policy, _)| policy)
}

fn with_policy(page: &str, policy: &str) -> Result<String> {
    let (start, end) = policy_place(page).ok_or_else(|| missing("policy"))?;
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
    fn parts_stand_in_the_page() {
        let page = "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"old\"><title>a</title><body>b</body></html>";
        let mut inside = Inside::default();
        inside.put("wasm", "application/wasm", b"\0asm").unwrap();
        let policy = |hashes: &Hashes| format!("script-src {}; style-src {}", hashes.script, hashes.style);
        let filled = inside.of_edition("boot.js?v=1").fill(page, "a{}/*</style>*/", &policy).unwrap();
        assert!(filled.starts_with(
            "<meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'sha256-"
        ));
        assert!(filled.contains(
            "<title>a</title><style>a{}/*<\\/style>*/</style><body>b<script data-edition=\"boot.js?v=1\">"
        ));
        assert!(
            filled.ends_with("</script>\n</body></html>")
                && filled.contains("data-part=\"wasm\" data-type=\"application/wasm\">H4s")
        );
        assert!(Inside::default().fill("<title>a</title>", "", &policy).is_err());
    }
}
