//! A built page and its pack → a site: what can be read before, and without, the program, and what the program fetches later.
//!
//! The built page's head names what to load; its body is empty. Into it come the title, the overview as the program will show
//! it, and links to a text page for each document. Its scripts lose their comments. Doing it again over the same page gives
//! the same bytes.

mod help;
mod inside;
mod metadata;
mod note;
mod oembed;
mod offline;
mod program;
mod publish;
mod script;
mod sheet;
mod shell;
pub(crate) mod single;
mod text_page;
mod theme;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::corpus::{Corpus, ORIGINAL, TEXT_PAGE, file_name};
use jianbao::engine::Engine;
use jianbao::library::{Answer, CATALOG, Question, Step, Task};
use jianbao::protocol::{DocumentSummary, Request, Response, Summary, TimelineRequest};

use crate::edition::Editions;
use inside::{Inside, policy_of, without};
pub(crate) use note::About;
use note::Note;
pub(crate) use theme::Colour;
use words::Words;

/// Where the original texts of documents come to lie, line by line beside the cleaned ones.
#[derive(Debug)]
pub(crate) struct Originals(PathBuf);

impl Originals {
    /// Makes the folder for them in a site.
    pub(crate) fn begin(site: &Path) -> Result<Originals> {
        let folder = site.join(TEXTS);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Originals(folder))
    }

    /// Writes that of a document.
    pub(crate) fn write(&self, document: &ParsedDocument) -> Result<()> {
        let pairs = jianbao::text::pair::pairs(&document.document.decoded.text, &document.text);
        write(&self.0.join(file_name(&document.id, ORIGINAL)), jianbao::text::pair::write(&pairs).as_bytes())
    }
}

/// What a page shows.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    /// Packs: the one that the page embeds, and the one with all figures and names.
    Packed {
        /// What the page embeds.
        slim: &'a [u8],
        /// What the worker reads.
        whole: &'a [u8],
    },
    /// A corpus as files, which lie in the site already.
    Files {
        /// The pack of all besides, for what needs the whole corpus.
        whole: Option<&'a [u8]>,
    },
}

/// The whole program beside a page that embeds its corpus.
#[derive(Debug)]
pub(crate) struct Whole {
    /// What wasm-bindgen wrote.
    pub(crate) glue: Vec<u8>,
    /// The program.
    pub(crate) wasm: Vec<u8>,
    /// The style sheet of what it shows besides.
    pub(crate) style: Vec<u8>,
}

/// Fills a built page, and writes what its program fetches. Where there is a pack: for each document a text page. What names pages by
/// full addresses is written where the site's is known.
pub(crate) fn finish(
    site: &Path,
    content: &Content<'_>,
    beside: Option<&Whole>,
    about: &About,
    editions: &Editions,
) -> Result<()> {
    let (address, licence) = (about.address.as_ref(), about.licence.as_ref());
    let packed = match content {
        Content::Packed { slim, .. } => Some(Engine::open(slim.to_vec())?),
        Content::Files { whole } => whole.map(|pack| Engine::open(pack.to_vec())).transpose()?,
    };
    let (summary, n_dates) = match (content, &packed) {
        (Content::Packed { .. }, Some(engine)) => {
            (engine.summary(), engine.timeline(&TimelineRequest::default()).n_entries)
        }
        _ => of_files(&site.join(FILES))?,
    };
    let words = Words::of(&summary.lang);
    let note = Note::new(about, &summary, editions);
    let index = site.join("index.html");
    let page = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let more = if matches!(content, Content::Files { .. }) { sheet::FACETS } else { "" };
    let page = sheet::with_style(site, page, about.accent, &note, more)?;
    for name in [
        "boot.js",
        "jianbao.js",
        ELEMENT,
        "state.js",
        "embed.js",
        "theme.js",
        "loading.js",
        "offline.js",
        offline::WORKER,
        linked(&page, "data-glue").ok_or_else(|| missing("glue"))?,
    ] {
        make_lean(&site.join(name))?;
    }
    let Programs { page, engine, inside } = with_program(site, page, content, beside, about.accent)?;
    let style = linked(&page, "stylesheet").ok_or_else(|| missing("style sheet"))?.to_owned();
    // The loader's address changes with all that it loads, so that a page can tell whether it is of the newest edition.
    let mut edition = crc32fast::Hasher::new();
    for part in [&read(&site.join("boot.js"))?, page.as_bytes(), summary.version.as_bytes()] {
        edition.update(part);
    }
    edition.update(engine.as_deref().unwrap_or_default().as_bytes());
    edition.update(inside.as_ref().map(Inside::markup).unwrap_or_default().as_bytes());
    let loader = format!("boot.js?v={:08x}", edition.finalize());
    if inside.is_some() {
        let boot = site.join("boot.js");
        fs::remove_file(&boot).with_context(|| format!("cannot remove {}", boot.display()))?;
    }
    let has_feed = packed.is_some();
    let page = with_icon(&page, &read(&site.join("seal.svg"))?);
    let head = shell::head(&summary, engine.as_deref(), address, has_feed).into_string();
    let page = with_head(&page, &summary.lang, &head)?;
    // What lies in files lists no documents; its pack does.
    let whole = packed.as_ref().map(Engine::summary);
    let mut shown = summary.clone();
    if let (true, Some(whole)) = (shown.documents.is_empty(), &whole) {
        shown.documents.extend(whole.documents.iter().take(MOST_LISTED).cloned());
    }
    let outside = inside.is_none().then_some(loader.as_str());
    let page = with_body(&page, &shell::body(&shown, n_dates, words, outside, &note).into_string())?;
    let page = match inside {
        Some(inside) => with_inside(site, &page, &style, &inside.of_edition(&loader))?,
        None => page,
    };
    write(&index, page.as_bytes())?;
    offline::write_manifest(site, &summary, &style)?;

    let first_pack = || Corpus::open(crate::split::first_pack(&site.join(FILES))?).ok();
    let sample = if packed.is_some() { None } else { first_pack() };
    let corpus = packed.as_ref().map(Engine::corpus).or(sample.as_ref());
    let help_page = help::page(&summary, corpus, &style, words, address).into_string();
    write(&site.join(help::HELP), help_page.as_bytes())?;

    let mut documents = Vec::new();
    if let (Some(engine), Some(whole)) = (&packed, &whole) {
        let folder = site.join(TEXTS);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        for (document, own) in engine.corpus().documents().zip(&whole.documents) {
            let excerpt = metadata::excerpt(document);
            let head = metadata::tags(&summary, own, &excerpt, address, licence);
            let text = text_page::page(&summary, document, own, &style, words, head, &note).into_string();
            write(&folder.join(file_name(document.id(), TEXT_PAGE)), text.as_bytes())?;
            documents.push((own, excerpt));
        }
    }
    write_for_programs(site, &summary, &documents, about, editions)?;
    match content {
        Content::Files { .. } => {
            // Nobody's browser keeps what few ask for: the pack of all, and an engine that is only there for regular expressions. What lies in
            // the page comes with it.
            let is_inside = |name: &str| name == "jianbao.js";
            let is_rare = |name: &str| name == crate::search::PACK || (whole.is_none() && is_of_engine(name));
            offline::write_list(site, &loader, &|name| is_inside(name) || is_rare(name))
        }
        Content::Packed { .. } => offline::write_list(site, &loader, &|_| false),
    }
}

/// Writes what search engines, feed readers and browsers' own search boxes ask for.
fn write_for_programs(
    site: &Path,
    summary: &Summary,
    documents: &[(&DocumentSummary, String)],
    about: &About,
    editions: &Editions,
) -> Result<()> {
    let (address, licence) = (about.address.as_ref(), about.licence.as_ref());
    write(&site.join("robots.txt"), publish::robots(address).as_bytes())?;
    let Some(address) = address else { return Ok(()) };
    let mut pages = vec![String::new(), help::HELP.to_owned()];
    pages.extend(documents.iter().map(|(document, _)| metadata::page_name(document)));
    for (name, map) in publish::site_maps(address, &pages) {
        write(&site.join(name), map.as_bytes())?;
    }
    write(&site.join(publish::OPEN_SEARCH), publish::open_search(address, summary).as_bytes())?;
    write(&site.join(oembed::OEMBED), oembed::of_site(address, summary).as_bytes())?;
    for (document, _) in documents {
        let said = oembed::of_document(address, summary, document);
        write(&site.join(oembed::name_of(document)), said.as_bytes())?;
    }
    if !documents.is_empty() {
        let rights = licence.map(|licence| licence.name.as_str());
        write(
            &site.join(publish::FEED),
            publish::feed(address, summary, documents, rights, editions).as_bytes(),
        )?;
    }
    Ok(())
}

/// A page with its programs.
#[derive(Debug)]
struct Programs {
    page: String,
    /// What the head says of those that the page does not load by itself.
    engine: Option<String>,
    /// What lies in the page.
    inside: Option<Inside>,
}

fn with_program(
    site: &Path,
    page: String,
    content: &Content<'_>,
    beside: Option<&Whole>,
    accent: Option<Colour>,
) -> Result<Programs> {
    match content {
        Content::Files { whole } => {
            let (page, inside) = take_in(site, &page)?;
            let mut engine = format!("catalog={FILES}/{CATALOG}");
            if let (Some(pack), Some(beside)) = (whole, beside) {
                write(&site.join(crate::search::PACK), pack)?;
                // Its address changes with its bytes: a copy of another edition must not meet this page.
                let address = format!("{}?{:08x}", crate::search::PACK, crc32fast::hash(pack));
                let parts = write_engine(beside, accent, &address, site)?;
                parts.split(' ').for_each(|part| engine.push_str(&format!(" {WHOLE}{part}")));
                engine.push_str(&format!(" {WHOLE}size={}", pack.len()));
            } else if let Some(beside) = beside {
                let (worker, wasm) = write_program(beside, site)?;
                engine.push_str(&format!(" {MORE}worker={worker} {MORE}wasm={wasm}"));
            }
            Ok(Programs { page, engine: Some(engine), inside: Some(inside) })
        }
        Content::Packed { slim, whole } => {
            let page = with_pack(site, &page, slim)?;
            write(&site.join(crate::search::PACK), whole)?;
            let engine = beside.map(|beside| write_engine(beside, accent, crate::search::PACK, site));
            Ok(Programs { page, engine: engine.transpose()?, inside: None })
        }
    }
}

/// Takes into the page of a corpus in files what it would fetch before it asks for anything of the corpus: its program, which is its own worker's
/// engine too, its scripts and the catalog. Results come some round trips sooner so; on a slow line, requests cost more than bytes.
fn take_in(site: &Path, page: &str) -> Result<(String, Inside)> {
    let glue = linked(page, "data-glue").ok_or_else(|| missing("glue"))?;
    let wasm = linked(page, "data-wasm").ok_or_else(|| missing("program"))?;
    let catalog = crate::split::unpacked(&site.join(FILES).join(CATALOG))?;
    let mut inside = Inside::default();
    inside.put("worker", "text/javascript", worker_script(&read(&site.join(glue))?, site)?.as_bytes())?;
    inside.put("boot", "text/javascript", &read(&site.join("boot.js"))?)?;
    inside.put("scripts", "text/javascript", &read(&site.join("jianbao.js"))?)?;
    inside.put("wasm", "application/wasm", &read(&site.join(wasm))?)?;
    inside.put("inside", "application/octet-stream", &catalog)?;
    for name in [glue, wasm] {
        let path = site.join(name);
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    let page = without(page, "<link", |link| link.contains("data-glue") || link.contains("data-wasm"));
    Ok((page, inside))
}

/// The page with what lies in it, and with its style sheet, which other pages of the site link to.
fn with_inside(site: &Path, page: &str, style: &str, inside: &Inside) -> Result<String> {
    let sheet = read(&site.join(style))?;
    let page = without(page, "<link", |link| link.contains("stylesheet"));
    let policy = policy_of(&page).ok_or_else(|| missing("policy"))?.to_owned();
    inside.fill(&page, &String::from_utf8_lossy(&sheet), &|hashes| {
        let more = [
            ("script-src", format!("blob: {}", hashes.script)),
            ("style-src", hashes.style.clone()),
            ("connect-src", "blob:".to_owned()),
            ("worker-src", "blob:".to_owned()),
        ];
        widened(&policy, &more)
    })
}

/// A policy that allows more: sources besides those that a directive has, which are its own site's where it has none.
fn widened(policy: &str, more: &[(&str, String)]) -> String {
    let mut directives: Vec<String> =
        policy.split(';').map(|directive| directive.trim().to_owned()).collect();
    directives.retain(|directive| !directive.is_empty());
    for (name, sources) in more {
        match directives.iter_mut().find(|known| known.split(' ').next() == Some(name)) {
            Some(directive) => directive.push_str(&format!(" {sources}")),
            None => directives.push(format!("{name} 'self' {sources}")),
        }
    }
    directives.join("; ")
}

/// What the page's head calls the parts of the whole program in a site whose own lies in files.
const WHOLE: &str = "whole.";

/// What the head calls the whole program where it is nothing but the engine for what the page's own leaves to it.
const MORE: &str = "more.";

/// Puts a pack into the page's program, whose name changes with its bytes.
fn with_pack(site: &Path, page: &str, pack: &[u8]) -> Result<String> {
    let name = linked(page, "data-wasm").ok_or_else(|| missing("program"))?.to_owned();
    let path = site.join(&name);
    let program = program::with_pack(&read(&path)?, pack)
        .ok_or_else(|| anyhow!("{} is no WebAssembly module", path.display()))?;
    let new = write_named(site, "app", "wasm", &program)?;
    if new != name {
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(page.replace(&name, &new))
}

/// Name of the script for pages of other sites, which never changes what it understands.
const ELEMENT: &str = "jianbao-1.js";

/// Documents of a corpus in files that the page lists before its program runs, so that there is something to read where none does.
const MOST_LISTED: usize = 20;

/// Folder of a document's text page and original text.
pub(crate) const TEXTS: &str = "doc";

/// Folder of a corpus as files in a site.
pub(crate) const FILES: &str = "data";

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn make_lean(path: &Path) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(path, script::lean(&text)).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes the files of the whole program under names that change with their bytes; gives these names, and the address of its pack, as the page's
/// head carries them.
fn write_engine(whole: &Whole, accent: Option<Colour>, pack: &str, site: &Path) -> Result<String> {
    let (worker, wasm) = write_program(whole, site)?;
    let sheet = String::from_utf8_lossy(&whole.style);
    let sheet = accent.map_or_else(|| sheet.to_string(), |accent| accent.in_sheet(&sheet));
    let style = write_named(site, "whole", "css", sheet.as_bytes())?;
    Ok(format!("worker={worker} wasm={wasm} pack={pack} style={style}"))
}

/// Writes the whole program, without what it shows; gives the names of its worker's script and of its WebAssembly.
fn write_program(whole: &Whole, site: &Path) -> Result<(String, String)> {
    let worker = worker_script(&whole.glue, site)?;
    let worker = write_named(site, "worker", "js", worker.as_bytes())?;
    Ok((worker, write_named(site, "engine", "wasm", &whole.wasm)?))
}

/// Whether a file is one of [`write_program`].
fn is_of_engine(name: &str) -> bool {
    name.starts_with("worker-") || name.starts_with("engine-")
}

/// The worker's script behind the glue of its engine.
fn worker_script(glue: &[u8], site: &Path) -> Result<String> {
    let path = site.join("worker.js");
    let script = script::joined(&String::from_utf8_lossy(glue), &String::from_utf8_lossy(&read(&path)?))
        .ok_or_else(|| anyhow!("{} and its glue do not fit together", path.display()))?;
    Ok(script::lean(&script))
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

/// How that begins which [`shell::head`] writes besides the title.
const WRITTEN: [&str; 6] = [
    "<meta name=\"description\"",
    "<meta name=\"jianbao\"",
    "<link rel=\"canonical\"",
    "<link rel=\"manifest\"",
    "<link rel=\"search\"",
    "<link rel=\"alternate\"",
];

/// Where something that an earlier run wrote stands in the head.
fn written(page: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some((start, end)) = tag(page.get(from..)?, "<") {
        let range = (from + start, from + end);
        let tag = page.get(range.0..range.1)?;
        if WRITTEN.iter().any(|begin| tag.starts_with(begin)) {
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
        let head =
            "<title>new</title><meta name=\"description\" content=\"d\"><link rel=\"manifest\" href=\"m\">";
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
    fn policies_allow_more() {
        let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';";
        let more = [("script-src", "blob:".to_owned()), ("worker-src", "blob:".to_owned())];
        let expected =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:";
        assert_eq!(widened(policy, &more), expected);
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
