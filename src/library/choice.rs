//! What entries are counted and filtered by: values and days from the columns, without any text.

use std::collections::HashMap;

use super::catalog::Part;
use super::entries::Entries;
use super::library::Library;
use crate::corpus::ArticleId;
use crate::day::Day;
use crate::engine::counts::Countable;
use crate::index::facet::{Column, ColumnKind, Value};
use crate::protocol::{Axis, Facet, FacetChoice, Filter, Grain};
use crate::query::Query;
use crate::query::matcher::days;
use crate::query::parse::{Test, TestKind};
use crate::query::selection::{Selection, choices};
use crate::text::fold::{HanClasses, needle};

impl Countable for Library {
    fn classes(&self) -> &HanClasses {
        &self.classes
    }

    fn column(&self, kind: ColumnKind) -> Option<&Column> {
        if self.lacking_for(kind).next().is_some() {
            return None;
        }
        self.facets.column(kind, || self.make(kind))
    }

    fn has_day(&self, article: ArticleId, axis: Axis, range: (Day, Day)) -> bool {
        self.has_day(article.0, axis, numbers(range))
    }
}

impl Library {
    /// The files that a column is made of and that are not at hand.
    pub(crate) fn lacking_for(&self, kind: ColumnKind) -> impl Iterator<Item = Part> {
        let (names, titles, mentions) =
            (self.names.is_none(), self.titles.is_none(), self.mentions.is_none());
        let columns = match kind {
            ColumnKind::Document => [Some((Part::Names, names)), Some((Part::Titles, titles))],
            ColumnKind::Publisher | ColumnKind::Language => [Some((Part::Names, names)), None],
            ColumnKind::Time(Axis::Mentioned, _) => [Some((Part::Mentions, mentions)), None],
            ColumnKind::Time(Axis::Published, _)
            | ColumnKind::Entity(_)
            | ColumnKind::Unit
            | ColumnKind::Copies => [None, None],
        };
        columns.into_iter().flatten().filter(|(_, is_lacking)| *is_lacking).map(|(part, _)| part)
    }

    /// The columns that a filter and the tests in its query ask and that are not at hand.
    pub(crate) fn lacking_columns(&self, filter: &Filter, query: &Query) -> Vec<Part> {
        // What a document is called plays no part in choosing it by its id.
        let choice = |choice: FacetChoice| match ColumnKind::of(choice.facet, filter.axis) {
            ColumnKind::Document => ColumnKind::Publisher,
            kind => kind,
        };
        let dated = ColumnKind::Time(filter.axis, Grain::Year);
        let test = |test: &Test| match test.kind {
            TestKind::Document(_) => ColumnKind::Document,
            TestKind::Days(..) => dated,
            #[cfg(not(feature = "engine"))]
            TestKind::Unknown => ColumnKind::Unit,
            #[cfg(feature = "engine")]
            TestKind::Named(..) | TestKind::Unit(_) | TestKind::Value(_) => ColumnKind::Unit,
        };
        let mut kinds: Vec<ColumnKind> = choices(filter).map(choice).collect();
        kinds.extend(query.tests.iter().map(test));
        kinds.push(if days(filter).is_some() {
            dated
        } else {
            ColumnKind::Time(Axis::Published, Grain::Year)
        });
        let mut parts: Vec<Part> = kinds.into_iter().flat_map(|kind| self.lacking_for(kind)).collect();
        crate::order::sort(&mut parts);
        parts.dedup();
        parts
    }

    /// Leaves out what was not chosen, or was excluded; says whether there was any choice. The columns are at hand.
    pub(crate) fn choose(&self, filter: &Filter, entries: &mut Entries) -> bool {
        let mut has_choice = false;
        for choice in choices(filter) {
            has_choice = true;
            if choice.facet == Facet::Document {
                self.choose_documents(&choice, entries);
            } else if let Some(column) = self.column(ColumnKind::of(choice.facet, filter.axis)) {
                let selection = Selection::new(column, choice);
                let kept = entries.iter().filter(|entry| selection.admits(ArticleId(*entry)));
                *entries = Entries::of(self.catalog.n_entries, &kept.collect::<Vec<u32>>());
            }
        }
        has_choice
    }

    fn choose_documents(&self, choice: &FacetChoice, entries: &mut Entries) {
        let of = |ids: &[String]| {
            let all = self.names.iter().flat_map(|names| names.ids());
            let documents = (0..).zip(all).filter(|(_, id)| ids.iter().any(|other| other == id));
            self.entries_in(documents.map(|(document, _)| document))
        };
        if !choice.chosen.is_empty() {
            entries.and(&of(&choice.chosen));
        }
        if !choice.excluded.is_empty() {
            entries.and(&of(&choice.excluded).not());
        }
    }

    /// The entries of documents whose title, publisher, issue or file name holds words; `None` where these are not at hand.
    pub(crate) fn named(&self, words: &str) -> Option<Entries> {
        let (names, titles) = self.names.as_ref().zip(self.titles.as_ref())?;
        let words = needle(words, &self.classes);
        let mut entries = self.entries_in(titles.with(&words, &self.classes).into_iter());
        let holds = |name: &String| needle(name, &self.classes).contains(&words);
        let publishers: Vec<bool> = names.publishers.iter().map(holds).collect();
        let is_meant = |place: u32| publishers.get(place as usize).copied().unwrap_or(false);
        let documents = (0..).zip(&names.publisher_of).filter(|(_, place)| is_meant(**place));
        entries.or(&self.entries_in(documents.map(|(document, _)| document)));
        Some(entries)
    }

    /// The entries of which a day lies in a range; the column that says so is at hand.
    pub(crate) fn dated(&self, axis: Axis, range: (Day, Day)) -> Entries {
        let (n, range) = (self.catalog.n_entries, numbers(range));
        Entries::of(n, &(0..n).filter(|entry| self.has_day(*entry, axis, range)).collect::<Vec<u32>>())
    }

    fn entries_in(&self, documents: impl Iterator<Item = u32>) -> Entries {
        let mut entries = Entries::none(self.catalog.n_entries);
        documents.for_each(|document| self.days.entries(document).for_each(|entry| entries.insert(entry)));
        entries
    }

    /// Whether a day of an entry lies in a range of numbers of days; the column that says so is at hand.
    pub(crate) fn has_day(&self, entry: u32, axis: Axis, range: (u32, u32)) -> bool {
        let touches = |days: (u32, u32)| days.1 > 0 && days.0 <= range.1 && range.0 <= days.1;
        match axis {
            Axis::Published => touches(self.days.published(self.days.document_of(entry))),
            Axis::Mentioned => self
                .mentions
                .as_ref()
                .is_some_and(|mentions| mentions.of(entry).any(|(days, _)| touches(days))),
        }
    }

    fn make(&self, kind: ColumnKind) -> Column {
        match kind {
            ColumnKind::Document => self.by_document(),
            // The first publisher stands for none.
            ColumnKind::Publisher => self.by_name(1),
            ColumnKind::Language => self.by_name(0),
            ColumnKind::Time(axis, grain) => self.by_time(axis, grain),
            // The texts are kept without them.
            ColumnKind::Entity(_) | ColumnKind::Unit | ColumnKind::Copies => {
                Column::empty(self.catalog.n_entries as usize)
            }
        }
    }

    /// Publishers, if the first name stands for none, else languages.
    fn by_name(&self, n_none: u32) -> Column {
        let names = self.names.clone().unwrap_or_default();
        let (all, of) = if n_none > 0 {
            (&names.publishers, &names.publisher_of)
        } else {
            (&names.langs, &names.lang_of)
        };
        let values = all.iter().skip(n_none as usize).map(|name| Value::named(name)).collect();
        Column::of_documents(
            values,
            of.iter().map(|place| place.checked_sub(n_none)).zip(self.n_entries_each()),
        )
    }

    fn by_document(&self) -> Column {
        let (names, titles) =
            (self.names.clone().unwrap_or_default(), self.titles.clone().unwrap_or_default());
        let mut values: Vec<Value> = Vec::new();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut numbers = Vec::new();
        for (id, title) in names.ids().zip(titles.titles()) {
            let next = u32::try_from(values.len()).unwrap_or(u32::MAX);
            numbers.push(Some(*known.entry(id).or_insert_with(|| {
                values.push(Value { id: id.to_owned(), label: title.to_owned() });
                next
            })));
        }
        Column::of_documents(values, numbers.into_iter().zip(self.n_entries_each()))
    }

    /// Entries of each document.
    fn n_entries_each(&self) -> impl Iterator<Item = usize> {
        self.days
            .starts
            .windows(2)
            .map(|pair| pair.iter().rev().copied().reduce(u32::wrapping_sub).unwrap_or(0) as usize)
    }

    fn by_time(&self, axis: Axis, grain: Grain) -> Column {
        let (days, mentions) = (&self.days, self.mentions.clone().unwrap_or_default());
        let dates = (0..self.catalog.n_entries).map(|entry| {
            let is_published = axis == Axis::Published;
            let published = is_published.then(|| days.published(days.document_of(entry)));
            let mentioned = (!is_published).then(|| mentions.of(entry).map(|(days, _)| days));
            let all = published.into_iter().chain(mentioned.into_iter().flatten());
            all.filter_map(|(first, last)| day(first).zip(day(last)))
        });
        Column::of_dates(dates, grain)
    }
}

/// The day with a number; 0 stands for none.
fn day(number: u32) -> Option<Day> {
    i32::try_from(number).ok().filter(|n| *n > 0).and_then(Day::from_number)
}

/// Days as their numbers.
pub(crate) fn numbers(range: (Day, Day)) -> (u32, u32) {
    let number = |day: Day| u32::try_from(day.number()).unwrap_or(0);
    (number(range.0), number(range.1))
}
