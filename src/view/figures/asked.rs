//! What the page asks for, read from the address. Pure.

use crate::protocol::annotation::{FigureRequest, FigureSort, UnitCount};
use crate::view::url::ViewState;

/// Rows for every result that another page would show.
const ROWS: u32 = 5;
/// Units that have a tab of their own; the others share a list.
const TABS: usize = 12;

/// Orders, with the names that addresses give them.
pub(super) const SORTS: [(FigureSort, &str); 5] = [
    (FigureSort::Largest, "largest"),
    (FigureSort::Smallest, "smallest"),
    (FigureSort::Date, "date"),
    (FigureSort::Order, "order"),
    (FigureSort::Relevance, "relevance"),
];

/// What addresses say for figures without a unit.
const NO_UNIT: &str = "-";

/// The unit that a state asks for; an empty one for figures that have none.
#[must_use]
pub(super) fn unit_of(state: &ViewState) -> Option<&str> {
    state.part.as_deref().map(|part| if part == NO_UNIT { "" } else { part })
}

/// The order that a state asks for. Values of one unit can be compared, those of several cannot; nothing is near a query that is not there.
#[must_use]
pub(super) fn sort_of(state: &ViewState) -> FigureSort {
    let named = SORTS.iter().find(|(_, name)| state.by.as_deref() == Some(name)).map(|(sort, _)| *sort);
    let is_comparable = state.part.is_some();
    let has_query = !state.query.trim().is_empty();
    match named {
        Some(sort)
            if (is_comparable || !is_by_value(sort)) && (has_query || sort != FigureSort::Relevance) =>
        {
            sort
        }
        _ if is_comparable => FigureSort::Largest,
        _ if has_query => FigureSort::Relevance,
        _ => FigureSort::Order,
    }
}

/// Whether an order compares values.
#[must_use]
pub(super) fn is_by_value(sort: FigureSort) -> bool {
    matches!(sort, FigureSort::Largest | FigureSort::Smallest)
}

/// The state in another order; what stands anyway is not said.
#[must_use]
pub(super) fn sorted(state: &ViewState, sort: FigureSort) -> ViewState {
    state.with(|next| {
        next.by = None;
        if sort_of(next) != sort {
            next.by = SORTS.iter().find(|(known, _)| *known == sort).map(|(_, name)| (*name).to_owned());
        }
    })
}

/// The state with another unit, in the order that suits it.
#[must_use]
pub(super) fn in_unit(state: &ViewState, unit: Option<&str>) -> ViewState {
    state.with(|next| {
        next.part = unit.map(|unit| if unit.is_empty() { NO_UNIT } else { unit }.to_owned());
        next.by = next.by.take().filter(|by| by == "date");
    })
}

/// The question of a state; `limit` counts as the results of other pages do.
#[must_use]
pub(super) fn request(state: &ViewState, limit: u32) -> FigureRequest {
    FigureRequest {
        filter: state.filter(),
        unit: unit_of(state).map(str::to_owned),
        sort: sort_of(state),
        offset: 0,
        limit: limit.saturating_mul(ROWS),
    }
}

/// Units with a tab, and those in the list. Most units of a text occur once or twice.
#[must_use]
pub(super) fn tabs(units: &[UnitCount]) -> (&[UnitCount], &[UnitCount]) {
    // A list of one unit would be no shorter than its tab.
    units.split_at(if units.len() <= TABS + 1 { units.len() } else { TABS })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_survive_the_address() {
        for (address, sort) in [
            ("?view=figures", FigureSort::Order),
            ("?view=figures&by=largest", FigureSort::Order),
            ("?view=figures&by=date", FigureSort::Date),
            ("?view=figures&by=relevance", FigureSort::Order),
            ("?q=a&view=figures", FigureSort::Relevance),
            ("?q=a&view=figures&by=order", FigureSort::Order),
            ("?q=a&view=figures&part=b", FigureSort::Largest),
            ("?view=figures&part=a", FigureSort::Largest),
            ("?view=figures&part=a&by=smallest", FigureSort::Smallest),
            ("?view=figures&part=a&by=order", FigureSort::Order),
            ("?view=figures&part=a&by=up", FigureSort::Largest),
        ] {
            let state = ViewState::parse(address);
            assert_eq!(sort_of(&state), sort, "{address}");
            assert_eq!(sort_of(&sorted(&state, sort)), sort, "{address}");
        }
        let state = ViewState::parse("?view=figures&part=a&by=smallest");
        assert_eq!(sorted(&state, FigureSort::Largest).href(), "?view=figures&part=a");
        assert_eq!(in_unit(&state, None).href(), "?view=figures");
        assert_eq!(request(&state, 10).limit, 50);
        let without = in_unit(&state, Some(""));
        assert_eq!((unit_of(&without), without.href().as_str()), (Some(""), "?view=figures&part=-"));
    }

    #[test]
    fn rare_units_share_a_list() {
        let units = |n: usize| vec![UnitCount::default(); n];
        for (n, n_tabs) in [(0, 0), (12, 12), (13, 13), (14, 12), (40, 12)] {
            assert_eq!(tabs(&units(n)).0.len(), n_tabs);
        }
    }
}
