//! Ids of documents and articles, by which links name them: a link that was sent must lead to the same place for years.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::article::Article;
use crate::source::{Document, Format};
use crate::text::fold::{HanClasses, fold_term};

/// Gives ids that stay when documents are added: from names, titles and contents, never from numbers where there is another way.
///
/// Where two names come to the same id, the first document gets it. That one may have come later, with the next edition: so the ids of an
/// earlier edition can be kept, and nobody else gets them while their files are there.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    /// The number that a base is tried with next.
    next: BTreeMap<String, usize>,
    /// Ids of an earlier edition, by files.
    kept: BTreeMap<String, String>,
    /// The same ids, as long as their files have not come.
    reserved: BTreeSet<String>,
}

impl Ids {
    /// Keeps ids of an earlier edition, by the files that they belong to.
    pub(super) fn keep(&mut self, kept: BTreeMap<String, String>) {
        self.reserved = kept.values().cloned().collect();
        self.kept = kept;
    }

    /// The id of a document; `told` is what the settings want it to be. One that has lost its name, and a line that brings none along, is
    /// told from others by what it says.
    ///
    /// An id that `hides` something must not be published, whatever it comes from.
    pub(super) fn document(
        &mut self,
        document: &Document,
        is_renamed: bool,
        told: Option<&str>,
        hides: &dyn Fn(&str) -> bool,
    ) -> String {
        let own_id = document.own_id.clone().filter(|id| !id.trim().is_empty());
        let is_line = document.format == Format::Jsonl;
        if let Some(id) = self.kept.get(&document.source) {
            // Nobody else waits for it now.
            let is_free = self.reserved.remove(id);
            let is_own = !is_line && !is_renamed && told.is_none() && !hides(id);
            if is_own && is_free && self.given.insert(id.clone()) {
                return id.clone();
            }
        }
        let is_told = told.is_some();
        let told = told.map(str::to_owned);
        let is_named = told.is_some() || own_id.is_some() || !is_line;
        let mut base = told.or(own_id).unwrap_or_else(|| slug(&document.source));
        let text = || hash(&document.decoded.text);
        // What parts the words of a name is a hyphen here.
        let is_hiding = hides(&base);
        if is_hiding {
            base = "document".to_owned();
        }
        // What the settings say stays as it is.
        if (is_renamed && !is_told) || is_hiding {
            base = format!("{base}-{}", text());
        } else if !is_named {
            let title = document.meta.title.as_deref().filter(|title| !title.trim().is_empty());
            base = format!("{base}-{}", title.map_or_else(text, hash));
        }
        let extension = document.source.rsplit_once('.').map_or("", |(_, extension)| extension);
        let further = if is_line { text() } else { hash(&document.source) };
        let hints: &[&str] = if is_line { &[&further] } else { &[extension, &further] };
        self.unique(&base, hints)
    }

    /// The id of an article: its document's, and what its title says.
    pub(super) fn article(&mut self, document: &str, article: &Article) -> String {
        let words = match &article.kicker {
            Some(kicker) => format!("{kicker}·{}", article.title),
            None => article.title.clone(),
        };
        let base = if article.is_matter {
            format!("{document}/-")
        } else {
            format!("{document}/{}", hash(&fold_term(&words, HanClasses::all())))
        };
        self.unique(&base, &[])
    }

    /// The base, or the base and the first hint that makes it an id of its own, or a number.
    fn unique(&mut self, base: &str, hints: &[&str]) -> String {
        let hints = hints.iter().filter(|hint| !hint.is_empty()).map(|hint| format!("{base}-{hint}"));
        for id in std::iter::once(base.to_owned()).chain(hints) {
            if !self.reserved.contains(&id) && self.given.insert(id.clone()) {
                return id;
            }
        }
        let mut n = self.next.get(base).copied().unwrap_or(2);
        loop {
            let id = format!("{base}-{n}");
            n += 1;
            if !self.reserved.contains(&id) && self.given.insert(id.clone()) {
                self.next.insert(base.to_owned(), n);
                return id;
            }
        }
    }
}

/// First six hexadecimal digits of a SHA-256.
fn hash(words: &str) -> String {
    Sha256::digest(words.as_bytes()).iter().take(3).map(|byte| format!("{byte:02x}")).collect()
}

/// A name for addresses: the path without extension in ASCII letters, digits and hyphens; where that loses something, a hash is added.
fn slug(source: &str) -> String {
    let name = source.rsplit_once('.').map_or(source, |(name, _)| name);
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-').to_owned();
    if name.is_ascii() && !slug.is_empty() {
        return slug;
    }
    format!("{slug}-{}", hash(name)).trim_start_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::parsed::{Parser, parse};

    #[test]
    fn ids_come_from_names() {
        for (source, expected) in [("a/Bulletin 31.txt", "a-bulletin-31"), ("x.md", "x")] {
            assert_eq!(slug(source), expected);
        }
        assert_ne!(slug("简报一.txt"), slug("简报二.txt"));
        assert_eq!(ids(&["a.txt", "a.md", "a.txt"]), ["a", "a-md", "a-txt"]);
    }

    fn ids(names: &[&str]) -> Vec<String> {
        kept_ids(&[], names)
    }

    /// Ids of documents in this order, with ids kept from an earlier edition.
    fn kept_ids(kept: &[(&str, &str)], names: &[&str]) -> Vec<String> {
        let file = |name: &&str| ((*name).to_owned(), "正文。".as_bytes().to_vec());
        let kept = kept.iter().map(|(name, id)| ((*name).to_owned(), (*id).to_owned())).collect();
        let documents = Parser::default().keeping(kept).parse(names.iter().map(file));
        documents.into_iter().map(|document| document.id).collect()
    }

    #[test]
    fn ids_of_an_earlier_edition_are_kept() {
        let old = [("a.txt", "a"), ("b c.txt", "b-c")];
        assert_eq!(kept_ids(&old, &["a.md", "a.txt", "b c.txt", "b-c.txt"]), ["a-md", "a", "b-c", "b-c-txt"]);
        assert_eq!(kept_ids(&old, &["b-c.txt", "a.txt", "b c.txt"]), ["b-c-txt", "a", "b-c"]);
        // A file that comes twice gets it once.
        assert_eq!(kept_ids(&old, &["a.txt", "a.txt"]), ["a", "a-txt"]);
    }

    #[test]
    fn lines_without_ids_are_told_apart_by_what_they_say() {
        let ids = |lines: &[&str]| -> Vec<String> {
            let documents = parse([("x.jsonl".to_owned(), lines.join("\n").into_bytes())]);
            documents.into_iter().map(|document| document.id).collect()
        };
        let (a, b) = (r#"{"title":"甲","text":"一。"}"#, r#"{"text":"二。"}"#);
        let one = ids(&[a, b]);
        let more = ids(&[r#"{"text":"新。"}"#, b, a, r#"{"title":"甲","text":"另一。"}"#]);
        assert_eq!((&more[1], &more[2]), (&one[1], &one[0]));
        // A title that comes twice is told apart by the text.
        assert!(more[3].starts_with(&format!("{}-", one[0])) && !more[3].ends_with("-2"), "{more:?}");
    }
}
