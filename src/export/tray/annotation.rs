//! A tray as W3C Web Annotations (Web Annotation Data Model, 2017), and others' annotations as passages.
//!
//! A collection with its one page inside. Each annotation points at a document's address in the reader, whose text is the cleaned text, by
//! its words ([TextQuoteSelector]) and by its characters ([TextPositionSelector]); the note is a comment, the colour a tag.
//!
//! [TextQuoteSelector]: https://www.w3.org/TR/annotation-model/#text-quote-selector
//! [TextPositionSelector]: https://www.w3.org/TR/annotation-model/#text-position-selector

use serde_json::{Map, Value, json};

use super::{Colour, LONGEST, MOST, Passage, Stretch, iri};
use crate::export::Source;

/// Bytes of a file at most.
pub const MOST_BYTES: usize = 8_000_000;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Selectors that refine each other at most.
const DEEPEST: usize = 4;

/// What a file of annotations holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Annotations of documents of this corpus.
    pub passages: Vec<Passage>,
    /// Annotations of something else.
    pub n_elsewhere: usize,
    /// What could not be read.
    pub n_unread: usize,
}

/// Why a file holds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// It is no JSON, or none of annotations.
    NoAnnotations,
    /// There are more than a tray holds.
    TooMany,
}

/// All passages as a collection of annotations.
#[must_use]
pub fn tray_annotations(passages: &[Passage], source: &Source<'_>) -> String {
    let items: Vec<Value> = passages.iter().map(|passage| annotation(passage, source)).collect();
    let collection = collection_id(passages);
    let page = json!({
        "id": format!("{collection}#page"),
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    });
    let whole = json!({
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": source.summary.title,
        "total": passages.len(),
        "first": page,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

fn annotation(passage: &Passage, source: &Source<'_>) -> Value {
    let mut bodies = Vec::new();
    if !passage.note.trim().is_empty() {
        bodies.push(json!({ "type": "TextualBody", "value": passage.note, "format": "text/plain", "purpose": "commenting" }));
    }
    bodies.push(json!({ "type": "TextualBody", "value": passage.colour.name(), "format": "text/plain", "purpose": "tagging" }));
    let mut selectors = vec![json!({
        "type": "TextQuoteSelector", "exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix,
    })];
    if let Some(place) = passage.place {
        let (start, end) = (place.first_character, place.last_character);
        selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
    }
    let mut annotation = Map::new();
    let mut put = |name: &str, value: Value| annotation.insert(name.to_owned(), value);
    put("id", json!(passage.id));
    put("type", json!("Annotation"));
    put("motivation", json!(if passage.note.trim().is_empty() { "highlighting" } else { "commenting" }));
    for (name, time) in [("created", &passage.made), ("modified", &passage.changed)] {
        if !time.is_empty() {
            put(name, json!(time));
        }
    }
    put("body", Value::Array(bodies));
    put("target", json!({ "source": source.place(&passage.document, None), "selector": selectors }));
    Value::Object(annotation)
}

/// The same passages make the same collection.
fn collection_id(passages: &[Passage]) -> String {
    let ids: Vec<&str> = passages.iter().map(|passage| passage.id.as_str()).collect();
    hashed(&ids)
}

/// An IRI of words; the same for the same words.
fn hashed(words: &[&str]) -> String {
    let hash = |start: u64| {
        let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
        // FNV-1a.
        bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    };
    iri(hash(0xcbf2_9ce4_8422_2325), hash(0x8422_2325_cbf2_9ce4))
}

/// Reads annotations that were saved here or elsewhere; `document_of` tells which document of the corpus an address means.
///
/// # Errors
/// When there are none to be read.
pub fn tray_from_annotations(
    text: &str,
    document_of: &dyn Fn(&str) -> Option<String>,
) -> Result<Read, Unread> {
    if text.len() > MOST_BYTES {
        return Err(Unread::TooLarge);
    }
    let whole: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| Unread::NoAnnotations)?;
    let items = items(&whole).ok_or(Unread::NoAnnotations)?;
    if items.len() > MOST {
        return Err(Unread::TooMany);
    }
    let mut read = Read::default();
    for item in items {
        match passage(item, document_of) {
            Some(Ok(passage)) => read.passages.push(passage),
            Some(Err(Elsewhere)) => read.n_elsewhere += 1,
            None => read.n_unread += 1,
        }
    }
    Ok(read)
}

/// The annotation is of no document of this corpus.
struct Elsewhere;

/// The annotations of a collection, of a page, of a list, or a single one.
fn items(whole: &Value) -> Option<Vec<&Value>> {
    let list = |value: &'_ Value| value.as_array().is_some();
    let (first, own) = (whole.get("first").and_then(|page| page.get("items")), whole.get("items"));
    let found = [Some(whole), own, first].into_iter().flatten().find(|value| list(value));
    match found.and_then(Value::as_array) {
        Some(items) => Some(items.iter().collect()),
        None => is_type(whole, "Annotation").then(|| vec![whole]),
    }
}

fn is_type(value: &Value, wanted: &str) -> bool {
    each(value.get("type")).any(|name| name.as_str() == Some(wanted))
}

/// One value or a list of them.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, list) = match value {
        Some(Value::Array(list)) => (None, list.as_slice()),
        one => (one, &[][..]),
    };
    one.into_iter().chain(list)
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| text.len() <= LONGEST)
}

fn passage(
    annotation: &Value,
    document_of: &dyn Fn(&str) -> Option<String>,
) -> Option<Result<Passage, Elsewhere>> {
    let with_quote = |target| Some((target, quote(target)?));
    let (target, (exact, prefix, suffix)) = each(annotation.get("target")).find_map(with_quote)?;
    let source = target.get("source")?;
    let Some(document) = source.as_str().or_else(|| text(source, "id")).and_then(document_of) else {
        return Some(Err(Elsewhere));
    };
    let (note, colour) = bodies(annotation)?;
    let time =
        |name: &str| text(annotation, name).filter(|time| is_time(time)).unwrap_or_default().to_owned();
    let id = text(annotation, "id").filter(|id| !id.is_empty() && id.len() <= 500);
    let id = id.map_or_else(|| hashed(&[&document, exact, prefix, suffix, &note]), str::to_owned);
    Some(Ok(Passage {
        id,
        document,
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        place: position(target),
        note,
        colour,
        made: time("created"),
        changed: time("modified"),
        ..Passage::default()
    }))
}

/// The selectors of a target, with those that refine them.
fn selectors(target: &Value) -> Vec<&Value> {
    let mut found: Vec<&Value> = each(target.get("selector")).collect();
    let mut refined = found.clone();
    for _ in 0..DEEPEST {
        refined = refined.into_iter().flat_map(|selector| each(selector.get("refinedBy"))).collect();
        found.extend(&refined);
    }
    found
}

fn quote(target: &Value) -> Option<(&str, &str, &str)> {
    let selector = selectors(target).into_iter().find(|selector| is_type(selector, "TextQuoteSelector"))?;
    let exact = text(selector, "exact").filter(|exact| !exact.trim().is_empty())?;
    Some((exact, text(selector, "prefix").unwrap_or_default(), text(selector, "suffix").unwrap_or_default()))
}

/// Only characters are known; bytes are when the words are found.
fn position(target: &Value) -> Option<Stretch> {
    let selector =
        selectors(target).into_iter().find(|selector| is_type(selector, "TextPositionSelector"))?;
    let number = |name: &str| u32::try_from(selector.get(name)?.as_u64()?).ok();
    let (first_character, last_character) = (number("start")?, number("end")?);
    (first_character < last_character).then_some(Stretch {
        first_character,
        last_character,
        ..Stretch::default()
    })
}

/// Note and colour; tags that are no colour go into the note. `None` for a note beyond all measure.
fn bodies(annotation: &Value) -> Option<(String, Colour)> {
    let (mut lines, mut colour) = (Vec::new(), None);
    if let Some(value) = annotation.get("bodyValue").and_then(Value::as_str) {
        lines.push(value.to_owned());
    }
    for body in each(annotation.get("body")) {
        let Some(value) = body.get("value").and_then(Value::as_str) else { continue };
        let is_tag = each(body.get("purpose")).any(|purpose| purpose.as_str() == Some("tagging"));
        match Colour::from_name(value.trim()).filter(|_| is_tag) {
            Some(named) => colour = colour.or(Some(named)),
            None if is_tag => lines.push(format!("#{value}")),
            None => lines.push(value.to_owned()),
        }
    }
    let note = lines.join("\n");
    (note.len() <= LONGEST).then_some((note, colour.unwrap_or_default()))
}

/// Whether this can be a time as ISO 8601 writes it.
fn is_time(text: &str) -> bool {
    let is_own = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | ':' | '.' | 'T' | 'Z');
    (10..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(is_own)
}

#[cfg(test)]
#[path = "annotation_tests.rs"]
mod tests;
