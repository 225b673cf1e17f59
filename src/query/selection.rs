//! What was chosen and excluded in the facets: alternatives in one facet, conditions between facets.

use crate::corpus::ArticleId;
use crate::index::facet::{Column, ColumnKind};
use crate::protocol::{Facet, FacetChoice, Filter};

/// What was chosen and excluded in one facet.
#[derive(Debug)]
pub(crate) struct Selection<'a> {
    pub(crate) facet: Facet,
    pub(crate) column: &'a Column,
    /// As the filter has it, values that no article has included.
    pub(crate) choice: FacetChoice,
    /// For each value of the column.
    is_chosen: Vec<bool>,
    is_excluded: Vec<bool>,
}

impl<'a> Selection<'a> {
    /// A facet, by its column, under a filter.
    pub(crate) fn new(column: &'a Column, choice: FacetChoice) -> Selection<'a> {
        let is_in = |ids: &[String]| column.values().iter().map(|value| ids.contains(&value.id)).collect();
        let (is_chosen, is_excluded) = (is_in(&choice.chosen), is_in(&choice.excluded));
        Selection { facet: choice.facet, column, choice, is_chosen, is_excluded }
    }

    /// The facets in which a filter chooses or excludes something; other columns are not asked for.
    pub(crate) fn all(
        filter: &Filter,
        column: impl Fn(ColumnKind) -> Option<&'a Column>,
    ) -> Vec<Selection<'a>> {
        let selection = |choice: FacetChoice| {
            Some(Selection::new(column(ColumnKind::of(choice.facet, filter.axis))?, choice))
        };
        choices(filter).filter_map(selection).collect()
    }

    /// Whether an article has a chosen value, or none is chosen.
    pub(crate) fn has_chosen(&self, article: ArticleId) -> bool {
        self.choice.chosen.is_empty()
            || self.column.of(article).iter().any(|&number| holds(&self.is_chosen, number))
    }

    /// Whether an article has an excluded value.
    pub(crate) fn has_excluded(&self, article: ArticleId) -> bool {
        !self.choice.excluded.is_empty()
            && self.column.of(article).iter().any(|&number| self.excludes(number))
    }

    /// Whether the value with this number is excluded.
    pub(crate) fn excludes(&self, number: u32) -> bool {
        holds(&self.is_excluded, number)
    }

    /// Whether an article is let through.
    pub(crate) fn admits(&self, article: ArticleId) -> bool {
        self.has_chosen(article) && !self.has_excluded(article)
    }
}

/// What a filter says of a facet, in all of its parts.
pub(crate) fn choice(filter: &Filter, facet: Facet) -> FacetChoice {
    let mut choice = FacetChoice { facet, ..FacetChoice::default() };
    if facet == Facet::Document {
        choice.chosen.clone_from(&filter.documents);
    }
    for other in filter.facets.iter().filter(|other| other.facet == facet) {
        choice.chosen.extend(other.chosen.iter().cloned());
        choice.excluded.extend(other.excluded.iter().cloned());
    }
    choice
}

/// The choices of a filter in all facets where it has any.
pub(crate) fn choices(filter: &Filter) -> impl Iterator<Item = FacetChoice> {
    let choices = Facet::ALL.into_iter().map(|facet| choice(filter, facet));
    choices.filter(|choice| !choice.chosen.is_empty() || !choice.excluded.is_empty())
}

fn holds(flags: &[bool], number: u32) -> bool {
    flags.get(number as usize).copied().unwrap_or(false)
}
