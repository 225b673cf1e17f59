//! How many results fall on the values of facets, and which values readers want to see.
//!
//! One question serves all who look: the panel shows values, the chips only need the names of those that were chosen.

use leptos::prelude::*;

use crate::protocol::{CountAnswer, CountRequest, Facet, FacetRequest, ValueCount};
use crate::view::client::{Client, Shared};
use crate::view::history::Navigator;
use crate::view::url::ViewState;
use crate::view::words::Words;

/// Values of a facet that are shown before a reader asks for more.
pub(super) const FIRST: usize = 6;
/// Values that are shown then.
const MOST: u32 = 200;
/// Values among which those are found whose names come first.
const NAMED: u32 = 1000;

/// The facets in the order of the panel; documents stand before them.
pub(super) const FACETS: [Facet; 8] = [
    Facet::Organisation,
    Facet::Person,
    Facet::Place,
    Facet::Service,
    Facet::Unit,
    Facet::Publisher,
    Facet::Year,
    Facet::Copies,
];

/// What a reader wants to see of one facet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wish {
    pub(super) facet: Facet,
    /// All values, not only the first.
    pub(super) is_whole: bool,
    /// Only those whose names have these characters.
    pub(super) contains: String,
    /// In the order of their names, not of their counts.
    pub(super) is_by_name: bool,
}

impl Wish {
    fn request(&self) -> FacetRequest {
        let limit = match self {
            Wish { is_by_name: true, .. } => NAMED,
            Wish { is_whole: true, .. } => MOST,
            _ => FIRST as u32,
        };
        let contains = if self.is_whole { self.contains.clone() } else { String::new() };
        FacetRequest { facet: self.facet, contains, limit, ..FacetRequest::default() }
    }
}

/// The counts, and what is wanted of them.
#[derive(Clone, Copy, Debug)]
pub struct FacetCounts {
    wishes: RwSignal<Vec<Wish>>,
    /// Panels on the page.
    n_panels: RwSignal<u32>,
    /// What fell on the values, when it was last counted.
    pub answer: Memo<Shared<CountAnswer>>,
}

impl FacetCounts {
    /// Counts what matches; beside results, behind the frame that shows those.
    #[must_use]
    pub fn new(client: Client, navigator: Navigator, painted: RwSignal<ViewState>) -> FacetCounts {
        // Years read better in order.
        let wish = |facet| Wish { facet, is_by_name: facet == Facet::Year, ..Wish::default() };
        let wishes = RwSignal::new(FACETS.map(wish).to_vec());
        let n_panels = RwSignal::new(0);
        let answer = Memo::new(move |last: Option<&Shared<CountAnswer>>| {
            let (state, painted) = (navigator.state().read(), painted.read());
            let filter = if state.view == painted.view { painted.filter() } else { state.filter() };
            let facets: Vec<FacetRequest> = if n_panels.get() > 0 {
                wishes.read().iter().map(Wish::request).collect()
            } else {
                let named = |choice: &crate::protocol::FacetChoice| choice.facet;
                let request = |facet| FacetRequest { facet, ..FacetRequest::default() };
                filter.facets.iter().map(named).map(request).collect()
            };
            match last.filter(|_| facets.is_empty()) {
                Some(last) => last.clone(),
                None => client.counts(CountRequest { filter, facets, times: Vec::new() }).1,
            }
        });
        FacetCounts { wishes, n_panels, answer }
    }

    /// Counts all facets for as long as the present component is on the page.
    pub(super) fn show_panel(self) {
        self.n_panels.update(|n| *n += 1);
        on_cleanup(move || {
            self.n_panels.try_update(|n| *n = n.saturating_sub(1));
        });
    }

    /// Looks at what is wanted of a facet.
    pub(super) fn wish<T>(self, facet: Facet, look: impl Fn(&Wish) -> T + Copy) -> impl Fn() -> T + Copy {
        move || {
            self.wishes.with(|wishes| {
                let wish = wishes.iter().find(|wish| wish.facet == facet);
                wish.map_or_else(|| look(&Wish::default()), look)
            })
        }
    }

    /// Wants something else of a facet.
    pub(super) fn wish_for(self, facet: Facet, change: impl FnOnce(&mut Wish)) {
        self.wishes.update(|wishes| {
            if let Some(wish) = wishes.iter_mut().find(|wish| wish.facet == facet) {
                change(wish);
            }
        });
    }

    /// The name of a value, if it was told.
    pub(super) fn label(self, facet: Facet, id: &str, words: Words) -> Option<String> {
        if facet == Facet::Copies {
            return Some(words.near_copy().to_owned());
        }
        self.answer.with(|answer| {
            let values = &answer.facets.iter().find(|known| known.facet == facet)?.values;
            values.iter().find(|value| value.id == id).map(|value| value.label.clone())
        })
    }
}

/// Which values are shown: the first ones, and always what was chosen or excluded.
#[must_use]
pub(super) fn shown(values: Vec<ValueCount>, is_whole: bool) -> Vec<ValueCount> {
    let is_shown = |(index, value): &(usize, ValueCount)| {
        is_whole || *index < FIRST || value.is_chosen || value.is_excluded
    };
    values.into_iter().enumerate().filter(is_shown).map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_never_disappears() {
        let value = |n: usize| ValueCount {
            id: n.to_string(),
            is_chosen: n == 8,
            is_excluded: n == 9,
            ..ValueCount::default()
        };
        let values: Vec<ValueCount> = (0..12).map(value).collect();
        let ids = |values: Vec<ValueCount>| values.into_iter().map(|value| value.id).collect::<Vec<_>>();
        assert_eq!(ids(shown(values.clone(), false)), ["0", "1", "2", "3", "4", "5", "8", "9"]);
        assert_eq!(shown(values, true).len(), 12);
    }

    #[test]
    fn names_are_put_in_order_among_all() {
        let wish = Wish { contains: "山".into(), ..Wish::default() };
        assert_eq!((wish.request().limit, wish.request().contains.as_str()), (6, ""));
        let wish = Wish { is_whole: true, ..wish };
        assert_eq!((wish.request().limit, wish.request().contains.as_str()), (200, "山"));
        assert_eq!(Wish { is_by_name: true, ..wish }.request().limit, 1000);
    }
}
