//! What the site's pages are inside of another page, for programs that make a frame of a pasted address (<https://oembed.com>).
//!
//! A static site cannot answer questions about any address: each page names a file of its own.

use jianbao::corpus::file_name;
use jianbao::protocol::{DocumentSummary, Summary};
use maud::html;
use serde_json::{Value, json};

use super::metadata::plain;
use super::text_page::percent;
use crate::address::Address;

/// Name of what is said of the page; of a text, the ending of its name.
pub(super) const OEMBED: &str = "oembed.json";

/// The media type by which the pages name the files.
pub(super) const TYPE: &str = "application/json+oembed";

/// Pixels that suit a text's measure; a host gives the frame less where it has less.
const WIDTH: u32 = 800;
const HEIGHT: u32 = 600;

/// As in `public/jianbao-1.js`.
const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads";

/// What is said of the page.
pub(super) fn of_site(address: &Address, corpus: &Summary) -> String {
    written(address, corpus, &corpus.title, "?embed=compact")
}

/// What is said of a text.
pub(super) fn of_document(address: &Address, corpus: &Summary, document: &DocumentSummary) -> String {
    let place = format!("?view=reader&doc={}&embed=reader", percent(&document.id));
    written(address, corpus, &document.title, &place)
}

/// Name of the file of a text, from the site's folder on.
pub(super) fn name_of(document: &DocumentSummary) -> String {
    format!("{}/{}", super::TEXTS, file_name(&document.id, OEMBED))
}

fn written(address: &Address, corpus: &Summary, title: &str, place: &str) -> String {
    let title = plain(title);
    let frame = html! {
        iframe src=(address.of(place)) title=(title) width=(WIDTH) height=(HEIGHT) style="border:0;max-width:100%" loading="lazy" sandbox=(SANDBOX) {}
    };
    let said: Value = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": plain(&corpus.title),
        "provider_url": address.of(""),
        "width": WIDTH,
        "height": HEIGHT,
        "html": frame.into_string(),
    });
    format!("{said}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stay_text_in_the_frame() {
        let address = Address::read("https://example.org/a/").unwrap();
        let document = DocumentSummary {
            id: "a/b\"c".to_owned(),
            title: "\"><script>\u{202e}".to_owned(),
            ..DocumentSummary::default()
        };
        let said: Value =
            serde_json::from_str(&of_document(&address, &Summary::default(), &document)).unwrap();
        let frame = said["html"].as_str().unwrap();
        assert!(
            frame.starts_with("<iframe src=\"https://example.org/a/?view=reader&amp;doc=a%2Fb%22c&amp;embed=reader\" title=\"&quot;&gt;&lt;script&gt;\""),
            "{frame}"
        );
        assert_eq!((said["type"].as_str(), said["version"].as_str()), (Some("rich"), Some("1.0")));
        assert_eq!(name_of(&document), "doc/a=2fb=22c.oembed.json");
    }
}
