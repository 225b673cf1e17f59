//! Organisations, people, places and services.
//!
//! A paragraph is cut into its likeliest words (`cut.rs`) along a tree of all words and names that are known (`lexicon.rs`); each kind
//! has a file that finds its names among them. What only the whole document tells is added in `document.rs`; what all documents
//! together tell, in [`entity`]. The longest name stands, names inside it are not told apart.
//!
//! This folder knows words and lists, nothing of dates and figures.

mod cut;
mod document;
pub mod entity;
mod lexicon;
mod organisation;
mod person;
mod place;
mod service;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use cut::{Cut, Token};
use lexicon::{Known, Lexicon, Need};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use crate::protocol::EntityKind;

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameMention {
    /// What it names.
    pub kind: EntityKind,
    /// Name by which the same entity is known everywhere in the document, as far as the document tells.
    pub name: String,
    /// Id of its entity; empty until [`entity::entities`] gives one.
    pub entity: String,
    /// Name of the organisation that it is part of, or that runs it.
    pub parent: Option<String>,
    /// What a person is: 党组书记、局长.
    pub role: Option<String>,
    /// Code of a division of China, its first two digits the province.
    pub code: Option<u32>,
    /// Whether several places go by this name and nothing tells which is meant.
    pub is_ambiguous: bool,
}

/// A name of the user's own, as the settings give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnName {
    /// What it names.
    pub kind: EntityKind,
    /// The name by which it goes.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The organisation that it is part of.
    pub parent: Option<String>,
}

/// Finds names, with what is known of them.
///
/// ```
/// use jianbao::annotate::name::{EntityKind, Finder};
/// let finder = Finder::default();
/// let words = "山东省通信管理局局长李明在烟台调研。";
/// let names = finder.find(words);
/// let found: Vec<_> = names.iter().map(|(range, name)| (&words[range.clone()], name.kind)).collect();
/// assert_eq!(found, [
///     ("山东省通信管理局", EntityKind::Organisation),
///     ("李明", EntityKind::Person),
///     ("烟台", EntityKind::Place),
/// ]);
/// ```
#[derive(Clone, Debug)]
pub struct Finder {
    own: Arc<Lexicon>,
    /// SHA-256 of the user's own names.
    checksum: [u8; 32],
}

impl Default for Finder {
    fn default() -> Finder {
        Finder::new(&[])
    }
}

impl Finder {
    /// A finder that also knows the user's own names, and prefers them.
    #[must_use]
    pub fn new(names: &[OwnName]) -> Finder {
        let mut own = Lexicon::new();
        for name in names {
            for alias in std::iter::once(&name.name).chain(&name.aliases) {
                let known = Known {
                    kind: name.kind,
                    name: name.name.clone(),
                    parent: name.parent.clone(),
                    code: 0,
                    need: Need::Nothing,
                };
                own.add_name(alias, known);
            }
        }
        // Lists of strings can always be written into memory.
        let listed = postcard::to_allocvec(names).unwrap_or_default();
        Finder { own: Arc::new(own), checksum: Sha256::digest(listed).into() }
    }

    /// A checksum of the user's own names: two finders that have the same find the same.
    pub(crate) fn checksum(&self) -> &[u8; 32] {
        &self.checksum
    }

    /// The names of a paragraph that stands alone, in order, as bytes.
    #[must_use]
    pub fn find(&self, words: &str) -> Vec<(Range<usize>, NameMention)> {
        document::find(self, &[words]).pop().unwrap_or_default()
    }

    /// The names of each paragraph of a document, in order, as bytes of the paragraph.
    #[must_use]
    pub fn find_all(&self, paragraphs: &[&str]) -> Vec<Vec<(Range<usize>, NameMention)>> {
        document::find(self, paragraphs)
    }

    fn lexicons(&self) -> [&Lexicon; 2] {
        [&self.own, Lexicon::embedded()]
    }

    /// What is known of a word.
    fn known<'a>(&'a self, token: &Token<'a>) -> impl Iterator<Item = &'a Known> {
        let lexicon = if token.is_own { &*self.own } else { Lexicon::embedded() };
        token.entry.into_iter().flat_map(|entry| &entry.known).filter_map(|&index| lexicon.known(index))
    }

    /// What is known of the thing that goes by this name.
    fn named(&self, kind: EntityKind, name: &str) -> Option<&Known> {
        let [own, common] = self.lexicons();
        own.named(kind, name).or_else(|| common.named(kind, name))
    }

    /// The province with these two digits.
    fn province(&self, digits: u32) -> Option<&'static Known> {
        Lexicon::embedded().province(digits)
    }
}

/// A name that was found, or may be one.
#[derive(Clone, Debug)]
struct Found<'a> {
    kind: EntityKind,
    /// Characters of the cut.
    range: Range<usize>,
    name: String,
    parent: Option<String>,
    /// Characters of the titles beside a person's name.
    role: Option<Range<usize>>,
    /// The places that it may be.
    candidates: Vec<&'a Known>,
    /// Whether it is a name by what stands around it; what is not may become one by the document.
    is_sure: bool,
    /// Whether it stands in the gazetteer.
    is_known: bool,
    /// Whether quotation marks set it off.
    is_quoted: bool,
}

impl<'a> Found<'a> {
    fn new(kind: EntityKind, range: Range<usize>, name: String) -> Found<'a> {
        Found {
            kind,
            range,
            name,
            parent: None,
            role: None,
            candidates: Vec::new(),
            is_sure: true,
            is_known: false,
            is_quoted: false,
        }
    }

    /// A name that goes by its own words, which are filled in later.
    fn of(kind: EntityKind, range: Range<usize>) -> Found<'a> {
        Found::new(kind, range, String::new())
    }

    /// As the world sees it; `words` are those of the paragraph.
    fn mention(self, cut: &Cut<'_>, words: &str) -> (Range<usize>, NameMention) {
        let code = match self.candidates.as_slice() {
            [known] if known.code != 0 => Some(known.code),
            _ => None,
        };
        let mention = NameMention {
            kind: self.kind,
            name: self.name,
            entity: String::new(),
            parent: self.parent,
            role: self.role.map(|role| cut.printed(&role, words)),
            code,
            is_ambiguous: self.candidates.len() > 1,
        };
        (cut.bytes(&self.range), mention)
    }
}
