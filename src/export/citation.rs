//! Citations of a document and of a result, for people and for reference managers.

use serde::Serialize;

use super::Source;
use crate::protocol::DocumentSummary;

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A sentence for a footnote.
    Plain,
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    Csl,
}

/// What is cited.
#[derive(Clone, Copy, Debug)]
pub enum Citation<'a> {
    /// A document.
    Document(&'a DocumentSummary),
    /// What a search found: the sentence that says how much.
    Result(&'a str),
}

/// The parts of a citation.
struct Parts {
    key: String,
    title: String,
    container: String,
    publisher: Option<String>,
    /// Year, month, day as far as they are known.
    issued: Vec<u32>,
    url: String,
    note: String,
    accessed: String,
}

/// Writes a citation.
#[must_use]
pub fn cite(citation: Citation<'_>, style: Style, source: &Source<'_>) -> String {
    let parts = parts(citation, source);
    match style {
        Style::Plain => plain(&parts),
        Style::Bibtex => bibtex(&parts),
        Style::Ris => ris(&parts),
        Style::Csl => csl(&parts),
    }
}

fn parts(citation: Citation<'_>, source: &Source<'_>) -> Parts {
    let version = &source.summary.version;
    let container = format!("{} (v{version})", source.summary.title);
    let accessed = source.today.to_owned();
    match citation {
        Citation::Document(document) => Parts {
            key: key(&document.id),
            title: document.title.clone(),
            container,
            publisher: document.publisher.clone(),
            issued: issued(document.published.as_deref().unwrap_or_default()),
            url: source.place(&document.id, None),
            note: document.issue.clone().unwrap_or_default(),
            accessed,
        },
        Citation::Result(found) => Parts {
            key: format!("jianbao-{version}"),
            title: if source.query.trim().is_empty() {
                source.summary.title.clone()
            } else {
                source.query.to_owned()
            },
            container,
            publisher: None,
            issued: issued(source.today),
            url: source.address.to_owned(),
            note: found.to_owned(),
            accessed,
        },
    }
}

/// An id as a key that every program takes.
fn key(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// Year, month and day of an EDTF date, as far as it tells them.
fn issued(edtf: &str) -> Vec<u32> {
    let first = edtf.split('/').next().unwrap_or_default();
    let numbers = first.split(['-', 'T', '~', '?']).map_while(|part| part.parse().ok());
    numbers.take(3).collect()
}

fn plain(parts: &Parts) -> String {
    let date: Vec<String> = parts.issued.iter().map(|n| format!("{n:02}")).collect();
    let said = [
        parts.publisher.clone().unwrap_or_default(),
        parts.title.clone(),
        parts.note.clone(),
        parts.container.clone(),
        date.join("-"),
        format!("{} ({})", parts.url, parts.accessed),
    ];
    let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(". ")
}

fn bibtex(parts: &Parts) -> String {
    let mut fields =
        vec![("title", format!("{{{}}}", parts.title)), ("howpublished", parts.container.clone())];
    fields.extend(parts.publisher.clone().map(|publisher| ("publisher", publisher)));
    for (name, n) in ["year", "month", "day"].into_iter().zip(&parts.issued) {
        fields.push((name, n.to_string()));
    }
    fields.push(("note", parts.note.clone()));
    fields.push(("url", parts.url.clone()));
    fields.push(("urldate", parts.accessed.clone()));
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let lines: Vec<String> = fields
        .map(|(name, value)| {
            let value = if name == "title" || name == "url" { value } else { tex(&value) };
            format!("  {name} = {{{}}}", if name == "title" { braced(&value) } else { value })
        })
        .collect();
    format!("@misc{{{},\n{}\n}}\n", parts.key, lines.join(",\n"))
}

/// A title whose capitals are kept; the outer braces are the field's.
fn braced(title: &str) -> String {
    let inner = title.strip_prefix('{').and_then(|title| title.strip_suffix('}')).unwrap_or(title);
    format!("{{{}}}", tex(inner))
}

/// Words that TeX prints as they are.
fn tex(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '{' | '}' | '$' | '%' | '&' | '#' | '_' => text.extend(['\\', c]),
            '\\' => text.push_str("\\textbackslash{}"),
            '~' => text.push_str("\\textasciitilde{}"),
            '^' => text.push_str("\\textasciicircum{}"),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    text
}

fn ris(parts: &Parts) -> String {
    let date: Vec<String> = parts.issued.iter().map(|n| format!("{n:02}")).collect();
    let fields = [
        ("TY", "ELEC"),
        ("TI", &parts.title),
        ("T2", &parts.container),
        ("PB", parts.publisher.as_deref().unwrap_or_default()),
        ("PY", &parts.issued.first().map(u32::to_string).unwrap_or_default()),
        ("DA", &date.join("/")),
        ("N1", &parts.note),
        ("UR", &parts.url),
        ("Y2", &parts.accessed.replace('-', "/")),
    ];
    let mut text = String::new();
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        text += &format!("{name}  - {value}\r\n");
    }
    text + "ER  - \r\n"
}

#[derive(Serialize)]
struct Csl<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(rename = "container-title")]
    container: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate<'a>>,
    #[serde(rename = "URL")]
    url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    accessed: CslDate<'a>,
}

#[derive(Serialize)]
struct CslDate<'a> {
    #[serde(rename = "date-parts")]
    parts: [&'a [u32]; 1],
}

fn csl(parts: &Parts) -> String {
    let accessed = issued(&parts.accessed);
    let item = Csl {
        id: &parts.key,
        kind: "webpage",
        title: &parts.title,
        container: &parts.container,
        publisher: parts.publisher.as_deref(),
        issued: (!parts.issued.is_empty()).then_some(CslDate { parts: [&parts.issued] }),
        url: &parts.url,
        note: &parts.note,
        accessed: CslDate { parts: [&accessed] },
    };
    serde_json::to_string_pretty(&[item]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{source, summary};

    #[test]
    fn a_document_is_cited_in_every_style() {
        let summary = summary();
        let source = source(&summary, "");
        let written = |style| cite(Citation::Document(&summary.documents[0]), style, &source);
        assert_eq!(
            written(Style::Plain),
            "某社. 甲报，“乙”. 简报集 (v0123abcd). 2020-02-06. https://x/?doc=d (2026-11-23)"
        );
        let bibtex = written(Style::Bibtex);
        assert!(bibtex.starts_with("@misc{d,\n  title = {{甲报，“乙”}},\n"), "{bibtex}");
        assert!(bibtex.contains("  year = {2020},\n  month = {2},\n  day = {6},\n"), "{bibtex}");
        let ris = written(Style::Ris);
        assert!(ris.starts_with("TY  - ELEC\r\nTI  - 甲报") && ris.ends_with("ER  - \r\n"), "{ris}");
        let csl: serde_json::Value = serde_json::from_str(&written(Style::Csl)).unwrap();
        assert_eq!(csl[0]["issued"]["date-parts"][0], serde_json::json!([2020, 2, 6]));
    }

    #[test]
    fn a_result_is_cited_with_what_was_found() {
        let summary = summary();
        let source = source(&summary, "网络 {a}");
        let plain = cite(Citation::Result("128 hits"), Style::Plain, &source);
        assert!(
            plain.starts_with("网络 {a}. 128 hits. 简报集 (v0123abcd). 2026-11-23. https://x/?q ("),
            "{plain}"
        );
        assert!(cite(Citation::Result(""), Style::Bibtex, &source).contains("title = {{网络 \\{a\\}}}"));
        assert_eq!(issued("2020-02~"), [2020, 2]);
        assert_eq!(issued("2020-01-26/2020-02-01"), [2020, 1, 26]);
        assert_eq!(issued("unknown"), [] as [u32; 0]);
    }
}
