//! What the page asks for, read from the address. Pure.

use crate::protocol::EntityKind;
use crate::protocol::annotation::{EntityRequest, NameRequest};
use crate::view::url::ViewState;

use super::repairs::Repairs;

/// Rows of the list for every result that another page would show.
const ROWS: u32 = 4;
/// Sentences, and other names, that are shown first and that each step adds.
pub(super) const CONTEXTS: u32 = 10;
pub(super) const OTHERS: u32 = 12;

/// What a reader asked to see of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grown {
    /// Of whom.
    pub(super) id: String,
    /// Sentences beyond the first.
    pub(super) n_contexts: u32,
    /// Other names beyond the first.
    pub(super) n_others: u32,
}

impl Grown {
    /// What was asked of this name; of another one, nothing yet.
    #[must_use]
    pub(super) fn of(&self, id: &str) -> Grown {
        let own = (self.id == id).then(|| self.clone());
        own.unwrap_or_else(|| Grown { id: id.to_owned(), ..Grown::default() })
    }
}

/// The kind that a state asks for.
#[must_use]
pub(super) fn kind_of(state: &ViewState) -> Option<EntityKind> {
    state.part.as_deref().and_then(EntityKind::from_name)
}

/// The question for the list; `limit` counts as the results of other pages do.
#[must_use]
pub(super) fn names(state: &ViewState, repairs: &Repairs, limit: u32) -> NameRequest {
    let (merged, hidden) = repairs.for_request();
    NameRequest {
        filter: state.filter(),
        kind: kind_of(state),
        contains: state.by.clone().unwrap_or_default(),
        merged,
        hidden,
        limit: limit.saturating_mul(ROWS),
    }
}

/// The question for one name.
#[must_use]
pub(super) fn entity(state: &ViewState, id: String, repairs: &Repairs, grown: &Grown) -> EntityRequest {
    let (merged, hidden) = repairs.for_request();
    let grown = grown.of(&id);
    EntityRequest {
        filter: state.filter(),
        id,
        merged,
        hidden,
        n_others: OTHERS + grown.n_others,
        offset: 0,
        limit: CONTEXTS + grown.n_contexts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_ask() {
        let state = ViewState::parse("?view=names&part=place&by=%E6%B9%96&q=a");
        let request = names(&state, &Repairs::default(), 10);
        assert_eq!((request.kind, request.contains.as_str()), (Some(EntityKind::Place), "湖"));
        assert_eq!((request.filter.query.as_str(), request.limit), ("a", 40));
        assert_eq!(kind_of(&ViewState::parse("?view=names&part=colour")), None);
    }

    #[test]
    fn another_name_begins_anew() {
        let grown = Grown { id: "a".into(), n_contexts: 20, n_others: 5 };
        let asked = |id: &str| entity(&ViewState::default(), id.into(), &Repairs::default(), &grown);
        assert_eq!((asked("a").limit, asked("a").n_others), (30, 17));
        assert_eq!((asked("b").limit, asked("b").n_others), (10, 12));
    }
}
