//! `suites diff`: which mentions came, went or changed since the last run that was looked at.
//!
//! A reviewed run is a file of lines `document, first byte, byte after the last, kind, CRC-32 of the value`, parted by tabs: enough to see
//! what differs, and no text of documents that are not to be passed on. What stood there is shown from the documents themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jianbao::annotate::{Mention, MentionKind};
use jianbao::corpus::parsed::{ParsedDocument, parse};

/// Where a mention stands: document, first byte, byte after the last.
type Place = (String, usize, usize);

/// What a mention says.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    kind: String,
    checksum: u32,
    /// The value; empty for one of the reviewed run.
    value: String,
}

/// Compares the documents in `paths` with the reviewed run, prints what differs, and with `accepts` takes the new run for
/// reviewed. Returns how many mentions differ.
pub(crate) fn diff(reviewed: &Path, paths: &[PathBuf], accepts: bool) -> Result<usize> {
    let mut files = Vec::new();
    for path in paths {
        super::collect(path, &mut files)?;
    }
    // Closed suites and their descriptions are no documents.
    let endings = ["txt", "md", "html", "htm", "jsonl"];
    let is_document =
        |path: &PathBuf| path.extension().is_some_and(|own| endings.iter().any(|ending| own == *ending));
    files.retain(|path| is_document(path) && path.file_name().is_some_and(|name| name != "README.md"));
    files.sort();
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
    };
    let documents = parse(files.iter().map(read).collect::<Result<Vec<_>>>()?);
    let new = run(&documents);
    let old = match fs::read_to_string(reviewed) {
        Ok(text) => stored(&text),
        Err(_) => BTreeMap::new(),
    };
    let mut n = 0;
    for (place, said) in &new {
        match old.get(place) {
            None => n += print("gained", place, said, &documents),
            Some(before) if (&before.kind, before.checksum) != (&said.kind, said.checksum) => {
                n += print("changed", place, said, &documents);
            }
            Some(_) => {}
        }
    }
    for (place, said) in old.iter().filter(|(place, _)| !new.contains_key(*place)) {
        n += print("lost", place, said, &documents);
    }
    eprintln!("{} mentions, {n} differ from {}", new.len(), reviewed.display());
    if accepts {
        let lines = new.iter().map(|((document, start, end), said)| {
            format!("{document}\t{start}\t{end}\t{}\t{:08x}\n", said.kind, said.checksum)
        });
        fs::write(reviewed, lines.collect::<String>())
            .with_context(|| format!("cannot write {}", reviewed.display()))?;
    }
    Ok(n)
}

fn print(what: &str, place: &Place, said: &Said, documents: &[ParsedDocument]) -> usize {
    let (id, start, end) = place;
    let document = documents.iter().find(|document| document.id == *id);
    let words = document.and_then(|document| document.text.text().get(*start..*end));
    println!("{what}\t{id}\t{start}..{end}\t{}\t{}\t{}", said.kind, words.unwrap_or("?"), said.value);
    1
}

fn run(documents: &[ParsedDocument]) -> BTreeMap<Place, Said> {
    let mut run = BTreeMap::new();
    for document in documents {
        for mention in &document.mentions {
            let place = (document.id.clone(), mention.span.start(), mention.span.end());
            let (kind, value) = said(mention);
            let checksum = crc32fast::hash(value.as_bytes());
            run.insert(place, Said { kind: kind.to_owned(), checksum, value });
        }
    }
    run
}

fn said(mention: &Mention) -> (&'static str, String) {
    match &mention.kind {
        MentionKind::Date(date) => ("date", date.value.edtf()),
        MentionKind::Quantity(quantity) => {
            let value = quantity.value.map(|value| value.to_string()).unwrap_or_default();
            let what = quantity.what.as_deref().unwrap_or("");
            ("quantity", format!("{value} {} {:?} {what}", quantity.unit, quantity.approximation))
        }
        MentionKind::Name(name) => {
            let kind = match name.kind {
                jianbao::annotate::name::EntityKind::Organisation => "organisation",
                jianbao::annotate::name::EntityKind::Person => "person",
                jianbao::annotate::name::EntityKind::Place => "place",
                jianbao::annotate::name::EntityKind::Service => "service",
            };
            (kind, name.name.clone())
        }
    }
}

fn stored(text: &str) -> BTreeMap<Place, Said> {
    let line = |line: &str| {
        let mut fields = line.split('\t');
        let place = (fields.next()?.to_owned(), fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let kind = fields.next()?.to_owned();
        let checksum = u32::from_str_radix(fields.next()?, 16).ok()?;
        Some((place, Said { kind, checksum, value: String::new() }))
    };
    text.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_comes_back() {
        let documents = parse([("a.txt".to_owned(), "2020年2月6日，公司捐款。".as_bytes().to_vec())]);
        let new = run(&documents);
        assert!(!new.is_empty());
        let lines: String = new
            .iter()
            .map(|((document, start, end), said)| {
                format!("{document}\t{start}\t{end}\t{}\t{:08x}\n", said.kind, said.checksum)
            })
            .collect();
        let old = stored(&lines);
        assert!(new.iter().all(|(place, said)| old[place].checksum == said.checksum));
        assert_eq!(stored("broken\nx\t1\t2\tdate"), BTreeMap::new());
    }
}
