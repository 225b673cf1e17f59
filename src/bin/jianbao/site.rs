//! A built page and its pack → a site: what can be read before, and without, the program, and what the program fetches later.
//!
//! The built page's head names what to load; its body is empty. Into it come the title, the overview as the program will show
//! it, and links to a text page for each document. Its scripts lose their comments. Doing it again over the same page gives
//! the same bytes.

mod help;
mod script;
mod shell;
mod text_page;
mod words;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::corpus::{Corpus, ORIGINAL, TEXT_PAGE, file_name};
use jianbao::engine::Engine;
use jianbao::library::{Answer, CATALOG, Question, Step, Task};
use jianbao::protocol::{Request, Response, Summary, TimelineRequest};

use words::Words;

/// Writes the original text of documents, line by line beside the cleaned one, into a folder from which [`finish`] takes it.
pub(crate) fn write_originals(folder: &Path, documents: &[ParsedDocument]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for document in documents {
        let pairs = jianbao::text::pair::pairs(&document.document.decoded.text, &document.text);
        let path = folder.join(file_name(&document.id, ORIGINAL));
        fs::write(&path, jianbao::text::pair::write(&pairs))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// What comes beside the page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Beside<'a> {
    /// Pack with all figures and names.
    pub(crate) whole: Option<&'a Path>,
    /// Folder of the original texts.
    pub(crate) originals: Option<&'a Path>,
    /// Folder of the worker's engine.
    pub(crate) engine: Option<&'a Path>,
    /// Style sheet of what only the whole program shows.
    pub(crate) whole_style: Option<&'a Path>,
    /// Folder of the corpus as files; used where the pack is empty.
    pub(crate) files: Option<&'a Path>,
}

/// Fills the built page, and writes what its program fetches. Where the corpus is embedded: for each document a text page and,
/// where there is a folder of originals, its original text.
pub(crate) fn finish(site: &Path, pack: &Path, beside: &Beside<'_>) -> Result<()> {
    let bytes = read(pack)?;
    let files = beside.files.filter(|_| bytes.is_empty());
    let embedded = if files.is_none() { Some(Engine::open(bytes)?) } else { None };
    let (summary, n_dates) = match (&embedded, files) {
        (Some(engine), _) => (engine.summary(), engine.timeline(&TimelineRequest::default()).n_entries),
        (None, Some(folder)) => of_files(folder)?,
        (None, None) => (Summary::default(), 0),
    };
    let words = Words::of(&summary.lang);
    let index = site.join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    for name in ["boot.js", "jianbao.js", linked(&page, "data-glue").ok_or_else(|| missing("glue"))?] {
        make_lean(&site.join(name))?;
    }
    let boot = crc32fast::hash(&read(&site.join("boot.js"))?);
    let corpus = if files.is_some() {
        format!("catalog={FILES}/{CATALOG}")
    } else {
        format!("pack={}", crate::search::PACK)
    };
    let mut page = page;
    let engine = match beside.engine {
        _ if files.is_some() => {
            // The program is its own worker's engine.
            let glue = linked(&page, "data-glue").ok_or_else(|| missing("glue"))?.to_owned();
            let wasm = linked(&page, "data-wasm").ok_or_else(|| missing("program"))?.to_owned();
            let worker = write_worker(&site.join(&glue), "app", site)?;
            page = page.replace(&glue, &worker);
            if worker != glue {
                let path = site.join(&glue);
                fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            }
            Some(format!("worker={worker} wasm={wasm} {corpus}"))
        }
        Some(folder) => Some(format!("{} {corpus}", copy_engine(folder, site)?)),
        None => None,
    };
    let mut engine = engine;
    if let (Some(engine), Some(style)) = (&mut engine, beside.whole_style) {
        let style = write_named(site, "whole", "css", &read(style)?)?;
        engine.push_str(&format!(" style={style}"));
    }
    let page = with_icon(&page, &read(&site.join("seal.svg"))?);
    let page = with_head(&page, &summary.lang, &shell::head(&summary, engine.as_deref()).into_string())?;
    let page = with_body(&page, &shell::body(&summary, n_dates, words, boot).into_string())?;
    let style = linked(&page, "stylesheet").ok_or_else(|| missing("style sheet"))?.to_owned();
    fs::write(&index, &page).with_context(|| format!("cannot write {}", index.display()))?;

    let first_pack = || Corpus::open(crate::split::first_pack(files?)?).ok();
    let sample = if embedded.is_some() { None } else { first_pack() };
    let corpus = embedded.as_ref().map(Engine::corpus).or(sample.as_ref());
    let help_page = help::page(&summary, corpus, &style, words).into_string();
    let path = site.join(help::HELP);
    fs::write(&path, help_page).with_context(|| format!("cannot write {}", path.display()))?;

    let Some(engine) = embedded else {
        return files.map_or(Ok(()), |folder| copy_folder(folder, &site.join(FILES)));
    };
    copy(beside.whole.unwrap_or(pack), &site.join(crate::search::PACK))?;
    let folder = site.join("doc");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for document in engine.corpus().documents() {
        let path = folder.join(file_name(document.id(), TEXT_PAGE));
        let text = text_page::page(&summary, document, &style, words).into_string();
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        if let Some(originals) = beside.originals {
            let name = file_name(document.id(), ORIGINAL);
            copy(&originals.join(&name), &folder.join(&name))?;
        }
    }
    Ok(())
}

/// Folder of a corpus as files in a site.
pub(crate) const FILES: &str = "data";

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::write(to, read(from)?).with_context(|| format!("cannot write {}", to.display()))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn make_lean(path: &Path) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(path, script::lean(&text)).with_context(|| format!("cannot write {}", path.display()))
}

/// Copies the worker's files under names that change with their bytes; gives these names as the page's head carries them.
fn copy_engine(folder: &Path, site: &Path) -> Result<String> {
    let worker = write_worker(&folder.join("engine.js"), "worker", site)?;
    let wasm = write_named(site, "engine", "wasm", &read(&folder.join("engine_bg.wasm"))?)?;
    Ok(format!("worker={worker} wasm={wasm}"))
}

/// Writes the worker's script behind the glue of its engine; gives the file's name.
fn write_worker(glue: &Path, stem: &str, site: &Path) -> Result<String> {
    let text = |path: &Path| Ok::<_, anyhow::Error>(String::from_utf8_lossy(&read(path)?).into_owned());
    let worker = site.join("worker.js");
    let script = script::joined(&text(glue)?, &text(&worker)?)
        .ok_or_else(|| anyhow!("{} and {} do not fit together", worker.display(), glue.display()))?;
    write_named(site, stem, "js", script::lean(&script).as_bytes())
}

/// Writes a file under a name that changes with its bytes; gives the name.
fn write_named(site: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<String> {
    let name = format!("{stem}-{:08x}.{ending}", crc32fast::hash(bytes));
    let path = site.join(&name);
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(name)
}

/// What a corpus in files is, and how many dates it mentions.
fn of_files(folder: &Path) -> Result<(Summary, u32)> {
    let mut library = crate::split::open(folder)?;
    let n_dates = library.catalog().n_dates;
    match Task::new(Question::Request(Request::Summary)).step(&mut library)? {
        Step::Done(answer) => match *answer {
            Answer::Response(Response::Summary(summary), _) => Ok((summary, n_dates)),
            _ => Ok((Summary::default(), 0)),
        },
        Step::Need { .. } => Ok((Summary::default(), 0)),
    }
}

/// The page with its icon inside, which is one file less to fetch. The build may have dropped quotes and `./`.
fn with_icon(page: &str, icon: &[u8]) -> String {
    let escaped = |c: char| match c {
        '"' => "'".to_owned(),
        '#' | '%' | '<' | '>' | '&' => format!("%{:02X}", u32::from(c)),
        '\n' => String::new(),
        _ => c.to_string(),
    };
    let icon: String = String::from_utf8_lossy(icon).chars().map(escaped).collect();
    let linked = ["href=\"./seal.svg\"", "href=./seal.svg", "href=seal.svg"];
    let found = linked.into_iter().find(|link| page.contains(link)).unwrap_or("href=\"seal.svg\"");
    page.replacen(found, &format!("href=\"data:image/svg+xml,{icon}\""), 1)
}

fn missing(what: &str) -> anyhow::Error {
    anyhow!("the built page has no {what}; build it with Trunk from this project's index.html")
}

/// Gives a page its language, title and description in place of those that it has.
fn with_head(page: &str, lang: &str, content: &str) -> Result<String> {
    let mut page = page.to_owned();
    let (start, end) = tag(&page, "<html").ok_or_else(|| missing("<html>"))?;
    page.replace_range(start..end, &format!("<html lang=\"{}\">", attribute(lang)));
    while let Some((start, end)) = written(&page) {
        page.replace_range(start..end, "");
    }
    let start = page.find("<title>").ok_or_else(|| missing("<title>"))?;
    let end = page.find("</title>").filter(|&end| end > start).ok_or_else(|| missing("</title>"))?;
    page.replace_range(start..end + "</title>".len(), content);
    Ok(page)
}

/// Gives a page a body in place of the one that it has; the end that minified markup leaves out is written out.
fn with_body(page: &str, content: &str) -> Result<String> {
    let (_, start) = tag(page, "<body").ok_or_else(|| missing("<body>"))?;
    Ok(format!("{}{content}</body></html>\n", page.get(..start).unwrap_or("")))
}

/// Where the first tag that begins so starts and ends.
fn tag(page: &str, begin: &str) -> Option<(usize, usize)> {
    let start = page.find(begin)?;
    let len = page.get(start..)?.find('>')? + 1;
    Some((start, start + len))
}

/// Where something that an earlier run wrote stands in the head.
fn written(page: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some((start, end)) = tag(page.get(from..)?, "<meta") {
        let range = (from + start, from + end);
        let tag = page.get(range.0..range.1)?;
        if tag.contains("name=\"description\"") || tag.contains("name=\"jianbao\"") {
            return Some(range);
        }
        from = range.1;
    }
    None
}

/// The address of what the page links with such an attribute, relative to the site.
fn linked<'a>(page: &'a str, attribute: &str) -> Option<&'a str> {
    let link = page.split('<').find(|tag| tag.starts_with("link") && tag.contains(attribute))?;
    let rest = link.get(link.find("href=")? + 5..)?.trim_start_matches('"');
    let end = rest.find(['"', ' ', '>'])?;
    rest.get(..end).map(|href| href.trim_start_matches("./"))
}

/// A language tag as an attribute; anything else than letters, digits and hyphens is left out.
fn attribute(tag: &str) -> String {
    tag.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_filled_again_and_again() {
        let page = "<!doctype html><html lang=en><head><meta charset=utf-8><title>x</title><body>old";
        let head = "<title>new</title><meta name=\"description\" content=\"d\">";
        let fill = |page: &str| with_body(&with_head(page, "zh-Hans", head).unwrap(), "<p>new</p>").unwrap();
        let once = fill(page);
        assert_eq!(
            once,
            format!(
                "<!doctype html><html lang=\"zh-Hans\"><head><meta charset=utf-8>{head}<body><p>new</p></body></html>\n"
            )
        );
        assert_eq!(fill(&once), once);
        assert!(with_head("<p>", "en", "").is_err() && with_body("<p>", "").is_err());
    }

    #[test]
    fn the_icon_is_put_inside() {
        let expected = "href=\"data:image/svg+xml,%3Ca b='c'%3E%231%3C/a%3E\"";
        for page in ["<link href=./seal.svg rel=icon>", "<link rel=\"icon\" href=\"./seal.svg\">"] {
            let filled = with_icon(page, "<a b=\"c\">#1</a>\n".as_bytes());
            assert!(filled.contains(expected), "{filled}");
            assert_eq!(with_icon(&filled, b"<a/>"), filled);
        }
    }

    #[test]
    fn the_style_sheet_is_found() {
        for page in [
            "<link rel=\"icon\" href=\"./a.svg\"><link rel=\"stylesheet\" href=\"./page-1.css\">",
            "<link href=./a.svg rel=icon><link href=./page-1.css rel=stylesheet>",
        ] {
            assert_eq!(linked(page, "stylesheet"), Some("page-1.css"));
        }
    }
}
