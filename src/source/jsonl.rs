//! JSONL: one document a line, with `id`, `title`, `date` and `text`.
//!
//! The text of a document is a string inside JSON, so its own "raw file" is that string: offsets count in it.

use serde_json::Value;

use super::{Decoded, Document, Layout, Meta, html};
use crate::text::diagnostic::Diagnostic;
use crate::text::draft::Draft;

pub(super) fn looks_like(start: &str) -> bool {
    let Some(line) = start.lines().next().filter(|line| line.starts_with('{')) else { return false };
    serde_json::from_str::<Value>(line).is_ok_and(|value| value.get("text").is_some_and(Value::is_string))
}

pub(super) fn read(decoded: &Decoded) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut unread = Vec::new();
    for (number, line) in (1..).zip(decoded.text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let value = serde_json::from_str::<Value>(line);
        let text = value.as_ref().ok().and_then(|value| value.get("text")).and_then(Value::as_str);
        match (&value, text) {
            (Ok(value), Some(text)) => documents.push(document(value, text)),
            (Err(error), _) => unread.push(format!("line {number} is no JSON: {error}; it was left out")),
            (Ok(_), None) => unread.push(format!("line {number} has no field \"text\"; it was left out")),
        }
    }
    let messages = unread.into_iter().map(|message| Diagnostic { code: "unread-line", message, span: None });
    // A file of which no line can be read is an empty document, so that its diagnostics have a place.
    let messages: Vec<Diagnostic> = messages.collect();
    if documents.is_empty() && !messages.is_empty() {
        documents.push(Document::new(Decoded::from_text(String::new()), Draft::new(""), Layout::Printed));
    }
    if let Some(first) = documents.first_mut() {
        first.diagnostics.extend(messages);
    }
    documents
}

fn document(value: &Value, text: &str) -> Document {
    let field = |name: &str| match value.get(name) {
        Some(Value::String(string)) => Some(string.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let mut meta = Meta::default();
    for key in ["title", "date", "publisher", "source"] {
        if let Some(value) = field(key) {
            meta.set(key, &value);
        }
    }
    let decoded = Decoded::from_text(text.to_owned());
    let mut document = if html::looks_like(text) {
        html::read(decoded)
    } else {
        Document::new(decoded, Draft::new(text), Layout::Printed)
    };
    document.own_id = field("id");
    document.meta = meta;
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_documents_and_bad_ones_are_told() {
        let source = "{\"id\":7,\"title\":\"题\",\"date\":\"2020-02-01\",\"text\":\"一\"}\n坏行\n{\"id\":\"b\",\"text\":\"二\"}\n{\"id\":\"c\"}\n";
        let documents = read(&Decoded::from_text(source.to_owned()));
        let ids: Vec<Option<&str>> = documents.iter().map(|document| document.own_id.as_deref()).collect();
        assert_eq!(ids, [Some("7"), Some("b")]);
        assert_eq!(documents[0].meta.date.as_deref(), Some("2020-02-01"));
        assert_eq!(documents[0].diagnostics.len(), 2);
        assert_eq!(read(&Decoded::from_text("坏行".to_owned()))[0].diagnostics.len(), 1);
    }
}
