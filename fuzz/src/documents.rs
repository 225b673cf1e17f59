//! What parsing promises of any file.

use std::collections::BTreeSet;
use std::ops::Range;

use encoding_rs::Encoding;
use jianbao::corpus::parsed::ParsedDocument;
use jianbao::day::edtf_bounds;
use jianbao::protocol::YearBasis;
use jianbao::source::{Format, Layout, decode};
use jianbao::text::draft::{Draft, Repair};
use jianbao::text::span::Span;

/// Decoding byte by byte gives what decoding at once gives, and each character knows its place.
pub(super) fn check_decoding(bytes: &[u8]) {
    let decoded = decode(bytes);
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).expect("the name is an encoding's");
    assert_eq!(decoded.text, encoding.decode_with_bom_removal(bytes).0, "as {}", decoded.encoding);
    let mut last = 0;
    for (offset, c) in decoded.text.char_indices() {
        let place = decoded.byte_of(offset);
        assert!(last <= place && place <= bytes.len(), "{c} at {offset} stands at {place}");
        last = place;
    }
    assert_eq!(decoded.byte_of(decoded.text.len()), bytes.len());
}

/// All promises, for all documents of a corpus.
pub(super) fn check(documents: &[ParsedDocument]) {
    let mut ids = BTreeSet::new();
    for document in documents {
        assert!(ids.insert(document.id.as_str()), "the id {} is given twice", document.id);
        for (id, _) in &document.articles {
            assert!(ids.insert(id), "the id {id} is given twice");
        }
        check_source(document);
        check_text(document);
        check_articles(document);
        check_mentions(document);
        if let Some((date, _)) = &document.published {
            assert!(edtf_bounds(date).is_some(), "published on {date:?}");
        }
    }
}

/// Every byte of the file was copied or belongs to one repair, and places lead both ways.
pub(super) fn check_draft(file: &str, draft: &Draft) {
    let text = draft.text();
    check_repairs(file, text, draft.repairs());
    let mut last = 0;
    for (place, c) in text.char_indices() {
        let raw = draft.raw_of(place..place + c.len_utf8());
        assert!(file.get(raw.clone()).is_some(), "{c} at {place} comes from {raw:?}");
        assert!(last <= raw.start, "{c} at {place} comes from {raw:?}, behind {last}");
        last = raw.start;
    }
    let mut last = 0;
    for place in (0..=file.len()).filter(|&place| file.is_char_boundary(place)) {
        let clean = draft.clean_of(place);
        assert!(text.is_char_boundary(clean), "{place} stands now at {clean}");
        assert!(last <= clean, "{place} stands now at {clean}, behind {last}");
        last = clean;
    }
}

/// Repairs come in order, and what lies between them is the same in both texts: so no byte is lost or thought up.
fn check_repairs(file: &str, text: &str, repairs: impl Iterator<Item = Repair>) {
    let (mut raw, mut clean) = (0, 0);
    for repair in repairs {
        assert_eq!(part(file, raw..repair.raw.start), part(text, clean..repair.clean.start), "{repair:?}");
        part(file, repair.raw.clone());
        part(text, repair.clean.clone());
        (raw, clean) = (repair.raw.end, repair.clean.end);
    }
    assert_eq!(part(file, raw..file.len()), part(text, clean..text.len()), "behind the last repair");
}

/// A stretch of text; panics where it is none.
pub(super) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range.clone()).unwrap_or_else(|| panic!("{range:?} is no stretch of {text:?}"))
}

fn check_source(document: &ParsedDocument) {
    let source = &document.document;
    check_draft(&source.decoded.text, &source.draft);
    for heading in source
        .headings
        .iter()
        .map(|line| line.start)
        .chain(source.articles.iter().flat_map(|range| [range.start, range.end]))
    {
        assert!(source.draft.text().is_char_boundary(heading), "a heading at {heading}");
    }
    // The text in a line of JSON may be HTML.
    if source.format == Format::Plain || source.format == Format::Jsonl && source.layout == Layout::Printed {
        assert_eq!((source.layout, source.draft.repairs().count()), (Layout::Printed, 0));
    }
}

fn check_text(document: &ParsedDocument) {
    let (file, clean) = (&document.document.decoded.text, &document.text);
    let text = clean.text();
    check_repairs(file, text, clean.repairs());
    for (place, c) in text.char_indices() {
        let span = Span::new(place, place + c.len_utf8()).expect("a character is not empty");
        part(file, clean.raw_of(span));
    }
    let mut at = 0;
    for line in &clean.lines {
        assert!(line.span.start() >= at, "{line:?} overlaps the line before");
        assert!(!part(text, line.span.range()).contains('\n'), "{line:?}");
        at = line.span.end();
    }
    for span in clean.diagnostics.iter().filter_map(|diagnostic| diagnostic.span) {
        part(text, span.range());
    }
}

/// Each word stands in one article, or in one piece of matter.
fn check_articles(document: &ParsedDocument) {
    let text = document.text.text();
    let articles = || document.articles.iter().map(|(_, article)| article);
    let mut spans: Vec<Span> =
        articles().flat_map(|article| &article.paragraphs).map(|paragraph| paragraph.span).collect();
    spans.sort_unstable();
    let mut at = 0;
    for span in spans {
        assert!(at <= span.start(), "{span:?} stands in two paragraphs");
        assert_eq!(part(text, at..span.start()).trim(), "", "these words stand in no article");
        part(text, span.range());
        at = span.end();
    }
    assert_eq!(part(text, at..text.len()).trim(), "", "these words stand in no article");
    for article in articles() {
        for span in article.spans() {
            part(text, span.range());
        }
        assert!(!article.is_matter || article.title.is_empty(), "{:?} is no article", article.title);
    }
}

/// A mention stands in one paragraph of its article, overlaps no other, and says a date that the calendar has.
fn check_mentions(document: &ParsedDocument) {
    let mut at = 0;
    for mention in &document.mentions {
        let words = part(document.text.text(), mention.span.range());
        let (_, article) = document.articles.get(mention.article).expect("a mention has an article");
        let is_inside = article.paragraphs.iter().any(|paragraph| paragraph.span.contains(mention.span));
        assert!(is_inside, "{words} stands in no paragraph of its article");
        assert!(mention.span.start() >= at, "{words} overlaps the mention before");
        at = mention.span.end();
        // How long and how often lie nowhere on the calendar.
        let date = mention.date().filter(|date| matches!(date.value.kind(), "point" | "range"));
        let Some(date) = date else { continue };
        let edtf = date.value.edtf();
        let is_dated = date.year_basis != YearBasis::Unknown;
        assert_eq!(is_dated, edtf_bounds(&edtf).is_some(), "{words} is {edtf}");
    }
}
