//! A built page and its pack → a site: what can be read before, and without, the program.
//!
//! Trunk leaves a page with two pairs of marks. Between them come the title, the overview as the program will show it, and links to
//! a text page for each document. Doing it again over the same page gives the same bytes.

mod shell;
mod text_page;
mod words;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use jianbao::engine::Engine;
use jianbao::protocol::TimelineRequest;

use words::Words;

/// Fills the built page's marks and writes a text page for each document.
pub(crate) fn finish(site: &Path, pack: &Path) -> Result<()> {
    let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let engine = Engine::open(read(pack)?)?;
    let summary = engine.summary();
    let n_dates = engine.timeline(&TimelineRequest::default()).n_entries;
    let words = Words::of(&summary.lang);
    let index = site.join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let boot = crc32fast::hash(&read(&site.join("boot.js"))?);
    let page = between(&page, "head", &shell::head(&summary).into_string())?;
    let page = between(&page, "body", &shell::body(&summary, n_dates, words, boot).into_string())?;
    let page =
        page.replacen("<html lang=\"zh-Hans\">", &format!("<html lang=\"{}\">", attribute(&summary.lang)), 1);
    let style =
        style_sheet(&page).ok_or_else(|| anyhow!("{} links no style sheet", index.display()))?.to_owned();
    fs::write(&index, &page).with_context(|| format!("cannot write {}", index.display()))?;

    let folder = site.join("doc");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for document in engine.corpus().documents() {
        let path = folder.join(text_page::file_name(document.id()));
        let text = text_page::page(&summary, document, &style, words).into_string();
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Replaces what stands between the marks `<!-- jianbao:NAME -->` and `<!-- /jianbao:NAME -->`.
fn between(page: &str, name: &str, content: &str) -> Result<String> {
    let (open, close) = (format!("<!-- jianbao:{name} -->"), format!("<!-- /jianbao:{name} -->"));
    let missing = || {
        anyhow!("the built page has no {open} … {close}; build it with Trunk from this project's index.html")
    };
    let start = page.find(&open).ok_or_else(missing)? + open.len();
    let end = page.find(&close).filter(|&end| end >= start).ok_or_else(missing)?;
    Ok(format!("{}{content}{}", page.get(..start).unwrap_or(""), page.get(end..).unwrap_or("")))
}

/// The address of the page's style sheet, relative to the site.
fn style_sheet(page: &str) -> Option<&str> {
    let link = page.split('<').find(|tag| tag.starts_with("link") && tag.contains("stylesheet"))?;
    let start = link.find("href=\"")? + 6;
    let rest = link.get(start..)?;
    rest.get(..rest.find('"')?).map(|href| href.trim_start_matches("./"))
}

/// A language tag as an attribute; anything else than letters, digits and hyphens is left out.
fn attribute(tag: &str) -> String {
    tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_filled_again_and_again() {
        let page = "a<!-- jianbao:head -->old<!-- /jianbao:head -->b";
        let once = between(page, "head", "new").unwrap();
        assert_eq!(once, "a<!-- jianbao:head -->new<!-- /jianbao:head -->b");
        assert_eq!(between(&once, "head", "new").unwrap(), once);
        assert!(between("a", "head", "new").is_err());
    }

    #[test]
    fn the_style_sheet_is_found() {
        let page = "<link rel=\"icon\" href=\"./a.svg\"><link rel=\"stylesheet\" href=\"./page-1.css\">";
        assert_eq!(style_sheet(page), Some("page-1.css"));
    }
}
