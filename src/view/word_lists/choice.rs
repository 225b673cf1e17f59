//! Which expressions are counted and in which order: what the address says in `part` and `by`. Pure.

use crate::protocol::analysis::KeynessSide;
use crate::view::url::ViewState;

use super::side::Side;

/// A kind of list, with its name in addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum List {
    /// What is frequent.
    #[default]
    Frequent,
    /// What stands near the hits of the query.
    Collocates,
    /// What is typical of one side.
    Keyness,
}

/// The lists, with the names that addresses give them.
pub(super) const LISTS: [(List, &str); 3] =
    [(List::Frequent, "ngrams"), (List::Collocates, "collocates"), (List::Keyness, "keyness")];

impl List {
    /// The list that a part names.
    #[must_use]
    pub(super) fn parse(part: Option<&str>) -> List {
        LISTS.iter().find(|(_, name)| Some(*name) == part).map(|(list, _)| *list).unwrap_or_default()
    }

    /// How addresses name it; the first has no need of a name.
    #[must_use]
    pub(super) fn print(self) -> Option<String> {
        let name = LISTS.iter().find(|(list, _)| *list == self).map(|(_, name)| (*name).to_owned());
        name.filter(|_| self != List::default())
    }
}

/// Lengths of expressions that can be chosen, in characters.
pub(super) const LENGTHS: [(u8, u8); 6] = [(2, 6), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)];
/// Widths of the window of collocates.
pub(super) const WINDOWS: [u32; 4] = [2, 5, 10, 20];
const SIDES: [(KeynessSide, &str); 3] =
    [(KeynessSide::First, "of-a"), (KeynessSide::Second, "of-b"), (KeynessSide::Either, "of-both")];

/// What is counted, and how the rows stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Characters of the shortest and the longest; `None` for what is usual in the list.
    pub(super) length: Option<(u8, u8)>,
    /// Characters on each side of a hit; `None` for five.
    pub(super) window: Option<u32>,
    /// The column that sorts; `None` for the first one of the list that does.
    pub(super) column: Option<String>,
    /// Small values first.
    pub(super) is_ascending: bool,
    /// Of which side the expressions must be typical.
    pub(super) typical_of: KeynessSide,
    /// The side that is looked at; `None` until one is chosen.
    pub(super) first: Option<Side>,
    /// The side that it is compared with.
    pub(super) second: Option<Side>,
}

impl Choice {
    /// Reads what an address says; what makes no sense is passed over.
    #[must_use]
    pub(super) fn parse(by: Option<&str>) -> Choice {
        let mut read = Choice::default();
        for token in by.unwrap_or_default().split(',') {
            if token == "up" {
                read.is_ascending = true;
            } else if let Some((side, _)) = SIDES.iter().find(|(_, name)| *name == token) {
                read.typical_of = *side;
            } else if let Some(column) = token.strip_prefix("s-") {
                read.column = Some(column.to_owned());
            } else if let Some(side) = token.strip_prefix("a-") {
                read.first = Side::parse(side);
            } else if let Some(side) = token.strip_prefix("b-") {
                read.second = Side::parse(side);
            } else if let Some(length) = token.strip_prefix('n') {
                read.length = parse_length(length);
            } else if let Some(window) = token.strip_prefix('w') {
                read.window = window.parse().ok().filter(|window| WINDOWS.contains(window));
            }
        }
        read
    }

    /// What an address says of it; nothing of what is usual.
    #[must_use]
    pub(super) fn print(&self) -> Option<String> {
        let side =
            |name: &str, side: &Option<Side>| side.as_ref().map(|side| format!("{name}-{}", side.print()));
        let typical_of = SIDES.iter().find(|(known, _)| *known == self.typical_of).map(|(_, name)| *name);
        let tokens = [
            self.length.map(print_length),
            self.window.map(|window| format!("w{window}")),
            side("a", &self.first),
            side("b", &self.second),
            typical_of.filter(|_| self.typical_of != KeynessSide::default()).map(str::to_owned),
            self.column.as_ref().map(|column| format!("s-{column}")),
            self.is_ascending.then(|| "up".to_owned()),
        ];
        let tokens: Vec<String> = tokens.into_iter().flatten().collect();
        (!tokens.is_empty()).then(|| tokens.join(","))
    }

    /// The same, sorted by a column: large values first, and the other way round when it sorts already.
    #[must_use]
    pub(super) fn sorted_by(&self, column: &str, sorting: &str) -> Choice {
        let is_ascending = column == sorting && !self.is_ascending;
        Choice { column: Some(column.to_owned()), is_ascending, ..self.clone() }
    }
}

/// The name of a length, such as `n2-6`.
#[must_use]
pub(super) fn print_length((shortest, longest): (u8, u8)) -> String {
    if shortest == longest { format!("n{shortest}") } else { format!("n{shortest}-{longest}") }
}

/// Reads a length without its first letter.
#[must_use]
pub(super) fn parse_length(text: &str) -> Option<(u8, u8)> {
    let (shortest, longest) = text.split_once('-').unwrap_or((text, text));
    let length = (shortest.parse().ok()?, longest.parse().ok()?);
    LENGTHS.contains(&length).then_some(length)
}

/// The state with another choice.
#[must_use]
pub(super) fn chosen(state: &ViewState, change: impl FnOnce(Choice) -> Choice) -> ViewState {
    let choice = change(Choice::parse(state.by.as_deref()));
    state.with(|next| next.by = choice.print())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_survives_its_address() {
        for (by, expected) in [
            (None, None),
            (Some("n4,s-articles,up"), Some("n4,s-articles,up")),
            (Some("up,n2-6,w10,zz"), Some("n2-6,w10,up")),
            (Some("n7,w3"), None),
            (Some("a-doc:x%2Cy,b-rest,of-b"), Some("a-doc:x%2Cy,b-rest,of-b")),
            (Some("of-a,b-q:通信"), Some("b-q:通信")),
        ] {
            let read = Choice::parse(by);
            assert_eq!(read.print().as_deref(), expected, "{by:?}");
            assert_eq!(Choice::parse(read.print().as_deref()), read);
        }
    }

    #[test]
    fn a_column_turns_when_it_sorts_already() {
        let choice = Choice::default();
        let once = choice.sorted_by("n", "rate");
        assert_eq!(once.print().as_deref(), Some("s-n"));
        assert_eq!(once.sorted_by("n", "n").print().as_deref(), Some("s-n,up"));
        assert_eq!(choice.sorted_by("n", "n").print().as_deref(), Some("s-n,up"));
    }

    #[test]
    fn a_list_survives_its_address() {
        for (list, name) in LISTS {
            assert_eq!(List::parse(Some(name)), list);
            assert_eq!(List::parse(list.print().as_deref()), list);
        }
        assert_eq!(List::parse(Some("?")), List::Frequent);
    }
}
