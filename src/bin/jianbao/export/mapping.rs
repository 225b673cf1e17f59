//! What search engines must be told of the fields: settings and mapping for Elasticsearch and OpenSearch, an index configuration for
//! Quickwit.

use serde_json::{Map, Value, json};

use super::lines::{IndexName, own};
use super::rows::{ARTICLES, DATES, ENTITIES, FIGURES, NAMES};
use super::table::{Column, Kind, range_name};

/// Fields in running words; all other texts are looked for as a whole.
const WORDS: [&str; 10] =
    ["title", "document_title", "kicker", "text", "before", "after", "event", "events", "what", "aliases"];

/// Those of them that are too long to be looked for as a whole as well.
const LONG: [&str; 3] = ["text", "before", "after"];

/// The body of the request that makes the index of articles.
pub(super) fn articles() -> Value {
    let mut fields = properties(ARTICLES.groups);
    for table in [DATES, FIGURES, NAMES] {
        let mut own = properties(own(table.groups));
        // The words of a mention are short.
        own.insert("text".to_owned(), words(true));
        fields.insert(table.name.to_owned(), json!({ "type": "nested", "properties": own }));
    }
    index(fields)
}

/// The body of the request that makes the index of entities.
pub(super) fn entities() -> Value {
    let mut fields = properties(ENTITIES.groups);
    fields.insert("name".to_owned(), words(true));
    index(fields)
}

/// Chinese text is indexed by characters and by pairs of neighbouring characters, and looked for by pairs; a single character is
/// found as well.
fn index(fields: Map<String, Value>) -> Value {
    let filter = |last: &str| json!(["cjk_width", "lowercase", last]);
    json!({
        "settings": {
            "analysis": {
                "filter": { "characters_and_pairs": { "type": "cjk_bigram", "output_unigrams": true } },
                "analyzer": {
                    "chinese": { "type": "custom", "tokenizer": "standard", "filter": filter("characters_and_pairs") },
                    "chinese_query": { "type": "custom", "tokenizer": "standard", "filter": filter("cjk_bigram") },
                },
            },
            // A long article has more mentions than the engine's own limit of ten thousand.
            "index.mapping.nested_objects.limit": 1_000_000,
        },
        "mappings": { "dynamic": "strict", "properties": fields },
    })
}

fn properties(groups: &[&[Column]]) -> Map<String, Value> {
    let mut fields = Map::new();
    for column in groups.iter().copied().flatten() {
        fields.insert(column.name.to_owned(), property(column));
        if let Some(range) = range_name(column.name) {
            fields.insert(range.to_owned(), json!({ "type": "date_range", "format": "strict_date" }));
        }
    }
    fields
}

fn property(column: &Column) -> Value {
    match column.kind {
        Kind::Text | Kind::Texts if WORDS.contains(&column.name) => words(!LONG.contains(&column.name)),
        Kind::Text | Kind::Texts => json!({ "type": "keyword", "ignore_above": 8191 }),
        Kind::Whole => json!({ "type": "long" }),
        Kind::Number => json!({ "type": "double" }),
        Kind::Day => json!({ "type": "date", "format": "strict_date" }),
        Kind::Flag => json!({ "type": "boolean" }),
    }
}

/// A field in running words, which may be looked for as a whole too.
fn words(is_short: bool) -> Value {
    let mut field = json!({ "type": "text", "analyzer": "chinese", "search_analyzer": "chinese_query" });
    if is_short {
        // What is longer in UTF-8 than the engine's longest term would be refused.
        field["fields"] = json!({ "exact": { "type": "keyword", "ignore_above": 8191 } });
    }
    field
}

/// The configuration of Quickwit's index of articles, as JSON, which is YAML too.
pub(super) fn quickwit(index: &IndexName) -> Value {
    let mut fields: Vec<Value> = Vec::new();
    for column in ARTICLES.columns() {
        fields.push(quickwit_field(&column));
        if let Some(range) = range_name(column.name) {
            let days = ["gte", "lte"].map(|name| json!({ "name": name, "type": "text", "tokenizer": "raw" }));
            fields.push(json!({ "name": range, "type": "object", "field_mappings": days }));
        }
    }
    for table in [DATES, FIGURES, NAMES] {
        fields.push(json!({
            "name": table.name, "type": "array<json>", "tokenizer": "chinese_compatible", "record": "position",
            "stored": true, "expand_dots": false,
        }));
    }
    json!({
        "version": "0.8",
        "index_id": index.articles(),
        "doc_mapping": { "mode": "strict", "field_mappings": fields },
        "search_settings": { "default_search_fields": ["title", "text"] },
    })
}

fn quickwit_field(column: &Column) -> Value {
    let name = column.name;
    match column.kind {
        Kind::Text if WORDS.contains(&name) => {
            json!({ "name": name, "type": "text", "tokenizer": "chinese_compatible", "record": "position" })
        }
        Kind::Text => json!({ "name": name, "type": "text", "tokenizer": "raw", "fast": true }),
        Kind::Texts => json!({ "name": name, "type": "array<text>", "tokenizer": "raw" }),
        Kind::Whole => json!({ "name": name, "type": "i64", "fast": true }),
        Kind::Number => json!({ "name": name, "type": "f64", "fast": true }),
        Kind::Flag => json!({ "name": name, "type": "bool", "fast": true }),
        Kind::Day => {
            let formats = ["%Y-%m-%d"];
            json!({ "name": name, "type": "datetime", "input_formats": formats, "output_format": "%Y-%m-%d", "fast": true })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_type() {
        let mapping = articles();
        let fields = &mapping["mappings"]["properties"];
        for (field, expected) in [
            ("id", "keyword"),
            ("text", "text"),
            ("published", "keyword"),
            ("published_first", "date"),
            ("published_days", "date_range"),
            ("is_matter", "boolean"),
            ("dates", "nested"),
        ] {
            assert_eq!(fields[field]["type"], expected, "{field}");
        }
        assert_eq!(fields["dates"]["properties"]["days"]["type"], "date_range");
        assert_eq!(fields["figures"]["properties"]["value"]["type"], "double");
        assert_eq!(fields["dates"]["properties"]["text"]["fields"]["exact"]["type"], "keyword");
        assert!(fields["dates"]["properties"]["document_id"].is_null());
        assert!(fields["text"]["fields"].is_null());
    }
}
