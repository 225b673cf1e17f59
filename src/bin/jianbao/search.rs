//! `jianbao search`: the page's engine in the terminal.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstyle::{AnsiColor, Style};
use anyhow::{Context, Result, bail};
use jianbao::corpus::builder::{CorpusEntry, DocumentEntry, build};
use jianbao::corpus::copies::mark_copies;
use jianbao::corpus::parsed::{ParsedDocument, entity_entry};
use jianbao::engine::Engine;
use jianbao::engine::listing::{Listed, ListedSnippet, Listing};
use jianbao::protocol::{
    Axis, CountAnswer, CountRequest, Facet, FacetRequest, QueryRemark, QueryRemarkKind, Reading,
    RelaxationKind, SearchRequest, TimeRequest,
};

use crate::cache::Cache;
use crate::input::Input;
use crate::report::Totals;
use crate::site::single;
use crate::{args, input, split};

/// The pack beside a built page.
pub(crate) const PACK: &str = "corpus.pack";

/// Values of a facet that are printed.
const N_VALUES: u32 = 20;

pub(crate) const TITLE: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const HIT: Style = AnsiColor::Red.on_default().bold();

/// A corpus to search, and how many of its files could not be read.
pub(crate) fn open(path: &Path) -> Result<(Engine, usize)> {
    if split::folder_in(path).is_some() && !path.join(PACK).is_file() {
        bail!(
            "{} holds a corpus in files, which only `search` looks into; name the documents that it was made of",
            path.display()
        );
    }
    let site = path.join(PACK);
    let pack = if site.is_file() { site } else { path.to_owned() };
    if let Some(bytes) = pack_in(&pack)? {
        let engine = Engine::open(bytes).with_context(|| format!("cannot open {}", pack.display()))?;
        return Ok((engine, 0));
    }
    let paths: [PathBuf; 1] = [path.to_owned()];
    let input = input::read(&paths)?;
    let n_unread = input.n_unread;
    Ok((Engine::open(packed(input, &paths)?.1)?, n_unread))
}

/// Parses what was read, and packs it.
pub(crate) fn packed(input: Input, paths: &[PathBuf]) -> Result<(Packed, Vec<u8>)> {
    let packed = parsed(input, paths, None, &mut |_| Ok(()))?;
    let pack = packed.whole()?;
    Ok((packed, pack))
}

/// Parses what was read; `each` gets every document before it goes, since it holds much more than its text.
///
/// With a cache, documents that have not changed are not parsed again.
///
/// # Errors
/// Those of `each`.
pub(crate) fn parsed(
    input: Input,
    paths: &[PathBuf],
    cache: Option<&Arc<Cache>>,
    each: &mut dyn FnMut(&ParsedDocument) -> Result<()>,
) -> Result<Packed> {
    let mut parser = input.settings.parser();
    if let Some(cache) = cache {
        parser = parser.remembering(cache.clone());
    }
    let mut documents = parser.parse(input.files);
    if let Some(cache) = cache {
        cache.finish();
    }
    input.settings.report(&parser);
    let entities = parser.entities(&mut documents);
    let mut corpus = input.settings.corpus(paths);
    corpus.entities = entities.iter().map(entity_entry).collect();
    let mut totals = Totals::default();
    totals.add(&documents);
    let mut entries = Vec::with_capacity(documents.len());
    for document in documents {
        each(&document)?;
        entries.push(document.entry());
    }
    mark_copies(&mut entries);
    Ok(Packed { corpus, entries, totals, n_anew: parser.n_anew() })
}

/// What goes into a pack.
pub(crate) struct Packed {
    pub(crate) corpus: CorpusEntry,
    /// Documents that had to be parsed.
    pub(crate) n_anew: usize,
    /// What was read, and what looked odd.
    pub(crate) totals: Totals,
    pub(crate) entries: Vec<DocumentEntry>,
}

impl Packed {
    /// A pack of all.
    pub(crate) fn whole(&self) -> Result<Vec<u8>> {
        Ok(build(&self.corpus, &self.entries)?)
    }

    /// A pack of the same documents without figures and names.
    pub(crate) fn slim(self) -> Result<Vec<u8>> {
        let corpus = CorpusEntry { entities: Vec::new(), ..self.corpus };
        let entries: Vec<_> = self.entries.into_iter().map(DocumentEntry::slim).collect();
        Ok(build(&corpus, &entries)?)
    }
}

/// The pack that a file is, or that a site in one file carries; `None` for anything else.
fn pack_in(path: &Path) -> Result<Option<Vec<u8>>> {
    if !path.is_file() {
        return Ok(None);
    }
    let read = || fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    if is_pack(path) {
        return Ok(Some(read()?));
    }
    let is_page = path.extension().is_some_and(|ending| ending == "html");
    if !is_page {
        return Ok(None);
    }
    single::pack_of(&String::from_utf8_lossy(&read()?))
        .with_context(|| format!("cannot open {}", path.display()))
}

fn is_pack(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; jianbao::corpus::format::MAGIC.len()];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == jianbao::corpus::format::MAGIC
}

/// Prints what a request finds.
pub(crate) fn print(engine: &Engine, request: &SearchRequest, has_facets: bool, is_json: bool) -> Result<()> {
    let mut listing = engine.list(request);
    listing.counts = has_facets.then(|| engine.counts(&count_request(request)));
    remark_reading(&request.filter.query, &engine.search(request).reading);
    print_listing(&listing, is_json, &|listed| name_of(engine, listed))?;
    remark_found(&listing);
    Ok(())
}

/// Prints what a request finds in a corpus in files.
pub(crate) fn print_from_files(
    folder: &Path,
    request: &SearchRequest,
    has_facets: bool,
    is_json: bool,
) -> Result<()> {
    let listing = split::list(folder, request, has_facets.then(|| count_request(request)))?;
    let remarks = jianbao::query::parse(&request.filter.query).remarks;
    remark_reading(&request.filter.query, &Reading { remarks, ..Reading::default() });
    print_listing(&listing, is_json, &|listed| listed.document.clone())?;
    remark_found(&listing);
    Ok(())
}

fn say_counts(listing: &Listing) {
    let hits = listing.total.map(|total| format!("{total} hits in ")).unwrap_or_default();
    eprintln!("{hits}{} articles of {} documents", listing.articles, listing.documents);
}

/// How results fall on every facet and on both axes of time.
fn count_request(request: &SearchRequest) -> CountRequest {
    let facet = |facet| FacetRequest { facet, limit: N_VALUES, ..FacetRequest::default() };
    let time = |axis| TimeRequest { axis, grain: None };
    CountRequest {
        filter: request.filter.clone(),
        facets: Facet::ALL.map(facet).into(),
        times: [Axis::Published, Axis::Mentioned].map(time).into(),
    }
}

fn print_counts(out: &mut impl Write, counts: &CountAnswer) -> Result<()> {
    for facet in &counts.facets {
        writeln!(
            out,
            "{TITLE}{}{TITLE:#}  {FAINT}{}{FAINT:#}",
            args::facet_name(facet.facet),
            facet.n_values
        )?;
        for value in &facet.values {
            let sign = match (value.is_excluded, value.is_chosen) {
                (true, _) => '-',
                (false, true) => '+',
                (false, false) => ' ',
            };
            let label = printable(&value.label);
            writeln!(out, "{sign} {:>7} {:>7}  {label}", value.n_articles, hits(value.n_hits))?;
        }
    }
    for time in &counts.times {
        let name = match time.axis {
            Axis::Published => "published",
            Axis::Mentioned => "mentioned",
        };
        writeln!(out, "{TITLE}{name}{TITLE:#}")?;
        for bin in &time.bins {
            let until = if bin.first == bin.last { String::new() } else { format!("/{}", bin.last) };
            writeln!(out, "  {:>7} {:>7}  {}{until}", bin.n_articles, hits(bin.n_hits), bin.first)?;
        }
    }
    Ok(())
}

/// A number of hits; nothing where they were not counted.
fn hits(n_hits: Option<u32>) -> String {
    n_hits.map_or_else(String::new, |n| n.to_string())
}

/// Prints results; `name` names the document of one.
fn print_listing(listing: &Listing, is_json: bool, name: &dyn Fn(&Listed) -> String) -> Result<()> {
    let mut out = anstream::stdout().lock();
    if is_json {
        serde_json::to_writer(&mut out, listing)?;
        writeln!(out)?;
    } else {
        for listed in &listing.hits {
            print_titled(&mut out, listed, &name(listed))?;
        }
        if let Some(counts) = &listing.counts {
            print_counts(&mut out, counts)?;
        }
    }
    Ok(out.flush()?)
}

/// Title of the document of a result.
fn name_of(engine: &Engine, listed: &Listed) -> String {
    let document = engine.corpus().documents().find(|document| document.id() == listed.document);
    document.map_or_else(String::new, |document| document.title().to_owned())
}

/// Prints an article with hits; `name` is its document's, which says enough where a cover has no title.
fn print_titled(out: &mut impl Write, listed: &Listed, name: &str) -> Result<()> {
    let title = if listed.title.is_empty() { name } else { listed.title.as_str() };
    write!(out, "{TITLE}{}{TITLE:#}", printable(title))?;
    let date = listed.published.as_deref().unwrap_or("");
    writeln!(out, "  {FAINT}{}  {date}  {}{FAINT:#}", listed.document, listed.spans.len())?;
    for snippet in &listed.snippets {
        writeln!(out, "  {}", marked(snippet))?;
    }
    Ok(())
}

/// An excerpt with its hits in colour.
fn marked(snippet: &ListedSnippet) -> String {
    let mut printed = String::new();
    let mut at = 0;
    for &(start, end) in &snippet.marks {
        // Hits of several terms may overlap.
        let start = (start as usize).max(at);
        let end = (end as usize).max(start);
        let part = |range: std::ops::Range<usize>| printable(snippet.text.get(range).unwrap_or(""));
        printed.push_str(&format!("{}{HIT}{}{HIT:#}", part(at..start), part(start..end)));
        at = end;
    }
    printed + &printable(snippet.text.get(at..).unwrap_or(""))
}

/// Text without what a terminal would obey.
pub(crate) fn printable(text: &str) -> String {
    let is_unfit = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if is_unfit(c) { ' ' } else { c }).collect()
}

/// Says on standard error how much was found, or what else would be.
fn remark_found(listing: &Listing) {
    say_counts(listing);
    for relaxation in &listing.relaxations {
        let what = match &relaxation.kind {
            RelaxationKind::Dates => "without the range of days".to_owned(),
            RelaxationKind::Documents => "in all documents".to_owned(),
            RelaxationKind::Facets => "without the choices in facets".to_owned(),
            RelaxationKind::Exact => "in both scripts".to_owned(),
            RelaxationKind::OnlyTerm(term) => format!("only {term}"),
            RelaxationKind::Without(part) => format!("without {part}"),
            RelaxationKind::Spelling(spelling) => format!("perhaps {spelling}"),
        };
        // Hits that were not counted, or without a query.
        let hits =
            if relaxation.n_hits > 0 { format!("{} hits in ", relaxation.n_hits) } else { String::new() };
        eprintln!("  {what}: {hits}{} articles", relaxation.n_articles);
    }
    for spelled in &listing.spellings {
        let text = printable(&spelled.text);
        eprintln!("  perhaps {text}: {} hits in {} articles", spelled.n_hits, spelled.n_articles);
    }
}

/// Says on standard error what of a query was not understood.
pub(crate) fn remark_reading(query: &str, reading: &Reading) {
    for QueryRemark { kind, start, end } in &reading.remarks {
        let place = query.get(*start as usize..*end as usize).unwrap_or_default();
        eprintln!("{}: {place}", meaning(*kind));
    }
}

fn meaning(kind: QueryRemarkKind) -> &'static str {
    match kind {
        QueryRemarkKind::OpenQuote => "a quotation mark without its partner",
        QueryRemarkKind::OpenBracket => "a bracket without its partner, left out",
        QueryRemarkKind::LooseOperator => "an operator with nothing to join, left out",
        QueryRemarkKind::OnlyExclusions => "only exclusions, all else is listed",
        QueryRemarkKind::TooManyTerms => "more than 32 terms, the rest is left out",
        QueryRemarkKind::NoField => "nothing of this kind was read, left out",
        QueryRemarkKind::NoDay => "no year, month or day, left out",
        QueryRemarkKind::NoNumber => "no number, left out",
        QueryRemarkKind::BadPattern => "cannot be read as a part of a regular expression, which is left out",
        QueryRemarkKind::PatternTooLarge => "a regular expression that takes or finds too much, left out",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_marked_once() {
        let snippet =
            |marks: &[(u32, u32)]| ListedSnippet { text: "网络畅通".to_owned(), marks: marks.to_vec() };
        assert_eq!(marked(&snippet(&[])), "网络畅通");
        let hit = |words: &str| format!("{HIT}{words}{HIT:#}");
        assert_eq!(marked(&snippet(&[(0, 6)])), format!("{}畅通", hit("网络")));
        assert_eq!(marked(&snippet(&[(0, 6), (3, 9)])), format!("{}{}通", hit("网络"), hit("畅")));
    }

    #[test]
    fn documents_cannot_speak_to_the_terminal() {
        assert_eq!(printable("甲\u{1b}[31m乙\n\u{202e}丙"), "甲 [31m乙  丙");
    }
}
