//! What tells other programs of a site: a map for search engines, a feed of its documents, how a browser searches it.
//!
//! Nothing here asks for the time: the same documents give the same bytes.

use std::cmp::Reverse;

use jianbao::protocol::{DocumentSummary, Summary};
use maud::{Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::metadata::{first_day, page_name, plain, published_day, shortened};
use crate::address::Address;
use crate::edition::Editions;

/// Name of the feed.
pub(super) const FEED: &str = "feed.xml";

/// Name of what says how to search the site from a browser's own box.
pub(super) const OPEN_SEARCH: &str = "opensearch.xml";

/// Pages that a site map may name; for more there are several, and a map of these.
const PAGES_OF_A_MAP: usize = 50_000;

/// Documents in a feed.
const ENTRIES: usize = 200;

/// What may visit the site: everybody.
pub(super) fn robots(address: Option<&Address>) -> String {
    let map = address.map(|address| format!("Sitemap: {}\n", address.of("sitemap.xml")));
    format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default())
}

/// Names and texts of the site's maps.
pub(super) fn site_maps(address: &Address, pages: &[String]) -> Vec<(String, String)> {
    const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let map = |pages: &[String]| {
        xml(&html! { urlset xmlns=(SPACE) { @for page in pages { url { loc { (address.of(page)) } } } } })
    };
    if pages.len() <= PAGES_OF_A_MAP {
        return vec![("sitemap.xml".to_owned(), map(pages))];
    }
    let maps = pages.chunks(PAGES_OF_A_MAP).enumerate();
    let mut files: Vec<(String, String)> =
        maps.map(|(index, pages)| (format!("sitemap-{index}.xml"), map(pages))).collect();
    let index = xml(&html! {
        sitemapindex xmlns=(SPACE) { @for (name, _) in &files { sitemap { loc { (address.of(name)) } } } }
    });
    files.push(("sitemap.xml".to_owned(), index));
    files
}

/// The documents as an Atom feed (RFC 4287), first those that came with the last edition, of these the newest; each comes with how its text begins.
pub(super) fn feed(
    address: &Address,
    corpus: &Summary,
    documents: &[(&DocumentSummary, String)],
    rights: Option<&str>,
    editions: &Editions,
) -> String {
    let mut newest: Vec<&(&DocumentSummary, String)> = documents.iter().collect();
    newest.sort_by_key(|(document, _)| Reverse((editions.first(&document.id), first_day(document))));
    newest.truncate(ENTRIES);
    let updated = newest.iter().map(|(document, _)| moment(Some(document))).max();
    let updated = updated.unwrap_or_else(|| moment(None));
    xml(&html! {
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(plain(&corpus.lang)) {
            id { (urn(address, None)) }
            title { (plain(&corpus.title)) }
            @if !corpus.description.is_empty() { subtitle { (plain(&corpus.description)) } }
            updated { (updated) }
            author { name { (plain(&corpus.title)) } }
            generator { "Jianbao" }
            @if let Some(rights) = rights { rights { (plain(rights)) } }
            link rel="self" type="application/atom+xml" href=(address.of(FEED)) {}
            link rel="alternate" type="text/html" href=(address.of("")) {}
            @for (document, excerpt) in newest { (entry(address, document, excerpt)) }
        }
    })
}

fn entry(address: &Address, document: &DocumentSummary, excerpt: &str) -> Markup {
    let publisher = document.publisher.as_deref().map(plain).filter(|name| !name.is_empty());
    html! {
        entry xml:lang=(plain(&document.lang)) {
            id { (urn(address, Some(&document.id))) }
            title { (plain(&document.title)) }
            updated { (moment(Some(document))) }
            @if published_day(document).is_some() { published { (moment(Some(document))) } }
            @if let Some(publisher) = publisher { author { name { (publisher) } } }
            link rel="alternate" type="text/html" href=(address.of(&page_name(document))) {}
            @if !excerpt.is_empty() { summary { (excerpt) } }
        }
    }
}

/// The moment that stands for a document's publication; a feed must give one even where nothing is known.
fn moment(document: Option<&DocumentSummary>) -> String {
    match document.and_then(first_day) {
        Some(day) => format!("{day}T00:00:00Z"),
        None => "1970-01-01T00:00:00Z".to_owned(),
    }
}

/// A name that stays with a document, or with the feed, whatever is corrected: a UUID of version 8 (RFC 9562), made from the
/// site's place and the document's id.
fn urn(address: &Address, id: Option<&str>) -> String {
    let mut hash = Sha256::new();
    hash.update(address.place().as_bytes());
    if let Some(id) = id {
        hash.update(b"\0");
        hash.update(id.as_bytes());
    }
    let mut bytes: Vec<u8> = hash.finalize().iter().copied().take(16).collect();
    for (place, keep, set) in [(6, 0x0f, 0x80), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(place) {
            *byte = *byte & keep | set;
        }
    }
    let mut name = "urn:uuid:".to_owned();
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            name.push('-');
        }
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

/// How a browser searches the site from its own box (OpenSearch 1.1).
pub(super) fn open_search(address: &Address, corpus: &Summary) -> String {
    let title = plain(&corpus.title);
    let said = if corpus.description.is_empty() { title.clone() } else { plain(&corpus.description) };
    xml(&html! {
        OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/" {
            ShortName { (shortened(&title, 16)) }
            LongName { (shortened(&title, 48)) }
            Description { (shortened(&said, 1024)) }
            InputEncoding { "UTF-8" }
            Language { (plain(&corpus.lang)) }
            Image width="16" height="16" type="image/svg+xml" { (address.of("seal.svg")) }
            Url type="text/html" template=(address.of("?q={searchTerms}")) {}
        }
    })
}

/// A file of XML; what goes into it was made [`plain`] before.
fn xml(root: &Markup) -> String {
    html! { (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) (root) "\n" }.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address::read("https://example.org/a/").unwrap()
    }

    #[test]
    fn many_pages_need_several_maps() {
        let pages: Vec<String> = (0..=PAGES_OF_A_MAP).map(|n| format!("doc/{n}.html")).collect();
        let names: Vec<String> = site_maps(&address(), &pages).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["sitemap-0.xml", "sitemap-1.xml", "sitemap.xml"]);
    }

    #[test]
    fn names_of_entries_stay() {
        let id = urn(&address(), Some("a"));
        assert_eq!(id, urn(&Address::read("http://example.org/a").unwrap(), Some("a")));
        assert_ne!(id, urn(&address(), None));
        assert_ne!(id, urn(&address(), Some("b")));
        assert_eq!((id.len(), id.get(23..24), id.matches('-').count()), (45, Some("8"), 4), "{id}");
    }
}
