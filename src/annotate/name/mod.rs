//! Organisations, people, places and services.

use std::ops::Range;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// An organisation.
    Organisation,
    /// A person.
    Person,
    /// A place.
    Place,
    /// A service or product.
    Service,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// What it names.
    pub kind: EntityKind,
    /// Name by which the same entity is known everywhere in the document, as far as the document tells.
    pub name: String,
}

/// Finds names, with what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Finder {}

impl Finder {
    /// The names in a paragraph, in order, as bytes.
    #[must_use]
    pub fn find(&self, _words: &str) -> Vec<(Range<usize>, NameMention)> {
        Vec::new()
    }
}
