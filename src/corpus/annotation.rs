//! Figures, names, entities and notes of a pack, read in place.
//!
//! A page that shows words and days has them not; its pack is slim, and these tables are empty.

use std::ops::Range;

use super::{Article, Corpus, Document, Section};
use crate::protocol::{Approximation, EntityKind};

/// Number of an entity, in the order of the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// What several names mean.
#[derive(Clone, Copy, Debug)]
pub struct EntityRow<'a> {
    corpus: &'a Corpus,
    row: usize,
}

/// A figure in an article.
#[derive(Clone, Copy, Debug)]
pub struct FigureRow<'a> {
    corpus: &'a Corpus,
    row: usize,
}

/// A name in an article.
#[derive(Clone, Copy, Debug)]
pub struct NameRow<'a> {
    corpus: &'a Corpus,
    row: usize,
}

/// What a copy editor would query.
#[derive(Clone, Copy, Debug)]
pub struct NoteRow<'a> {
    corpus: &'a Corpus,
    row: usize,
}

impl Corpus {
    /// All entities in order.
    pub fn entities(&self) -> impl Iterator<Item = EntityRow<'_>> {
        (0..self.table(Section::Entities).n_rows()).map(|row| EntityRow { corpus: self, row })
    }

    /// One entity; one that is not there has empty names.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> EntityRow<'_> {
        EntityRow { corpus: self, row: id.0 as usize }
    }

    /// The entity behind a number that stands for none where it is 0.
    fn who(&self, number: u32) -> Option<EntityRow<'_>> {
        Some(EntityRow { corpus: self, row: number.checked_sub(1)? as usize })
    }
}

impl<'a> Article<'a> {
    /// Figures in order.
    pub fn figures(self) -> impl Iterator<Item = FigureRow<'a>> {
        self.range(13).map(move |row| FigureRow { corpus: self.corpus, row })
    }

    /// Names in order.
    pub fn names(self) -> impl Iterator<Item = NameRow<'a>> {
        self.range(15).map(move |row| NameRow { corpus: self.corpus, row })
    }
}

impl<'a> Document<'a> {
    /// What a copy editor would query.
    pub fn notes(self) -> impl Iterator<Item = NoteRow<'a>> {
        self.range(28).map(move |row| NoteRow { corpus: self.corpus, row })
    }
}

impl<'a> EntityRow<'a> {
    fn string(self, column: usize) -> &'a str {
        self.corpus.string(self.corpus.table(Section::Entities).pair(self.row, column))
    }

    fn option(self, column: usize) -> Option<&'a str> {
        self.corpus.option(self.corpus.table(Section::Entities).pair(self.row, column))
    }

    fn get(self, column: usize) -> u32 {
        self.corpus.table(Section::Entities).get(self.row, column)
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> EntityId {
        EntityId(u32::try_from(self.row).unwrap_or(u32::MAX))
    }

    /// Stable id.
    #[must_use]
    pub fn id(self) -> &'a str {
        self.string(0)
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> EntityKind {
        EntityKind::ALL.get((self.get(11) & 0xff) as usize).copied().unwrap_or_default()
    }

    /// The name by which it goes.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.string(2)
    }

    /// Other names, as printed.
    pub fn aliases(self) -> impl Iterator<Item = &'a str> {
        self.string(4).lines()
    }

    /// The organisation that it is part of.
    #[must_use]
    pub fn parent(self) -> Option<EntityRow<'a>> {
        self.corpus.who(self.get(6))
    }

    /// Province of a place, or of an organisation named after one.
    #[must_use]
    pub fn province(self) -> Option<&'a str> {
        self.option(7)
    }

    /// What a person is.
    #[must_use]
    pub fn role(self) -> Option<&'a str> {
        self.option(9)
    }

    /// Whether the name may mean others.
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        self.get(11) & 0x100 != 0
    }
}

impl<'a> FigureRow<'a> {
    fn table(self) -> super::format::Table<'a> {
        self.corpus.table(Section::Figures)
    }

    fn number(self, column: usize) -> Option<f64> {
        let (low, high) = self.table().pair(self.row, column);
        Some(f64::from_bits(u64::from(low) | u64::from(high) << 32)).filter(|value| value.is_finite())
    }

    /// Where it stands in [`Corpus::text`].
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let (start, end) = self.table().pair(self.row, 0);
        start as usize..end as usize
    }

    /// The number in its unit, or the lower end of a range.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        self.number(2)
    }

    /// The upper end of a range.
    #[must_use]
    pub fn upper(self) -> Option<f64> {
        self.number(4)
    }

    /// The unit.
    #[must_use]
    pub fn unit(self) -> &'a str {
        self.corpus.string(self.table().pair(self.row, 6))
    }

    /// What is counted.
    #[must_use]
    pub fn what(self) -> Option<&'a str> {
        self.corpus.option(self.table().pair(self.row, 8))
    }

    /// How exact the words are.
    #[must_use]
    pub fn approximation(self) -> Option<Approximation> {
        match self.table().get(self.row, 10) {
            1 => Some(Approximation::Over),
            2 => Some(Approximation::Near),
            3 => Some(Approximation::About),
            4 => Some(Approximation::AtLeast),
            _ => None,
        }
    }

    /// Of whom it is told.
    #[must_use]
    pub fn who(self) -> Option<EntityRow<'a>> {
        self.corpus.who(self.table().get(self.row, 11))
    }
}

impl<'a> NameRow<'a> {
    /// Where it stands in [`Corpus::text`].
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let (start, end) = self.corpus.table(Section::Names).pair(self.row, 0);
        start as usize..end as usize
    }

    /// What it means.
    #[must_use]
    pub fn entity(self) -> EntityRow<'a> {
        let row = self.corpus.table(Section::Names).get(self.row, 2) as usize;
        EntityRow { corpus: self.corpus, row }
    }
}

impl<'a> NoteRow<'a> {
    fn table(self) -> super::format::Table<'a> {
        self.corpus.table(Section::Notes)
    }

    /// Where it stands in [`Corpus::text`].
    #[must_use]
    pub fn range(self) -> Range<usize> {
        let (start, end) = self.table().pair(self.row, 0);
        start as usize..end as usize
    }

    /// Fixed code, such as `differing-figures`.
    #[must_use]
    pub fn code(self) -> &'a str {
        self.corpus.string(self.table().pair(self.row, 2))
    }

    /// One sentence for a person.
    #[must_use]
    pub fn message(self) -> &'a str {
        self.corpus.string(self.table().pair(self.row, 4))
    }
}

impl<'a> super::Event<'a> {
    /// Of whom it is told.
    #[must_use]
    pub fn who(self) -> Option<EntityRow<'a>> {
        let (table, column) = self.place();
        self.corpus.who(table.get(self.row, column + 2))
    }
}
