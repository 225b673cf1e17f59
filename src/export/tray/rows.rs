//! A tray as a table.

use super::Passage;
use crate::export::Source;
use crate::export::table::table;

/// All passages, one a line; offsets count bytes of the document's cleaned text.
#[must_use]
pub fn tray_csv(passages: &[Passage], source: &Source<'_>) -> String {
    let head = [
        "quote",
        "note",
        "colour",
        "document_id",
        "document",
        "article",
        "date",
        "start",
        "end",
        "before",
        "after",
        "made",
        "changed",
        "url",
    ];
    let rows = passages.iter().map(|passage| {
        let byte = |byte: Option<u32>| byte.map(|byte| byte.to_string()).unwrap_or_default();
        let place = passage.place.filter(|place| place.at < place.end);
        [
            passage.exact.clone(),
            passage.note.clone(),
            passage.colour.name().to_owned(),
            passage.document.clone(),
            source.title_of(&passage.document).to_owned(),
            passage.title.clone(),
            passage.published.clone().unwrap_or_default(),
            byte(place.map(|place| place.at)),
            byte(place.map(|place| place.end)),
            passage.prefix.clone(),
            passage.suffix.clone(),
            passage.made.clone(),
            passage.changed.clone(),
            source.place(&passage.document, place.map(|place| place.at)),
        ]
    });
    table(head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{source, summary};
    use crate::export::tray::Colour;
    use crate::export::tray::tests::passage;

    #[test]
    fn spreadsheets_read_the_tray() {
        let summary = summary();
        let tray = [passage(1, "网络", "=1+1", Colour::Blue), passage(2, "a\"b", "两\n行", Colour::Rose)];
        let text = tray_csv(&tray, &source(&summary, ""));
        assert!(text.starts_with("\u{feff}quote,note,colour,document_id,"), "{text}");
        let line = "网络,'=1+1,blue,d,甲报，“乙”,一篇,2020-02-06,9,15,保障,畅通,2026-11-23T07:00:00.000Z,,https://x/?doc=d&at=9\r\n";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("\"a\"\"b\",\"两\n行\",rose,"), "{text}");
    }
}
