//! What the names of each province come to, for one kind of names. Pure.

use std::collections::HashMap;

use crate::protocol::annotation::{EntityName, NameAnswer, NameRequest};
use crate::protocol::{EntityKind, Facet, FacetChoice};
use crate::view::names::Repairs;
use crate::view::url::{Choice, ViewState};

use super::tile::{TILES, Tile};

/// A province, with what of it is named.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Province {
    /// Where it stands.
    pub(super) tile: Tile,
    /// Mentions of its names.
    pub(super) n_mentions: u32,
    /// Its names, those with most mentions first.
    pub(super) names: Vec<(EntityName, u32)>,
}

/// How much of a province is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    All,
    Some,
    None,
}

/// The kind of names that a state counts.
///
/// One kind at a time: choices of several facets must all hold, so that places and organisations together would find only
/// articles that name both.
#[must_use]
pub(super) fn kind_of(state: &ViewState) -> EntityKind {
    let named = state.part.as_deref().and_then(EntityKind::from_name);
    named.filter(|kind| *kind == EntityKind::Organisation).unwrap_or(EntityKind::Place)
}

/// The question of a state. What is chosen of this kind is left aside: a tile shows what choosing it adds.
#[must_use]
pub(super) fn request(state: &ViewState, repairs: &Repairs) -> NameRequest {
    let kind = kind_of(state);
    let mut filter = state.filter();
    for choice in filter.facets.iter_mut().filter(|choice| choice.facet == Facet::of(kind)) {
        choice.chosen.clear();
    }
    filter.facets.retain(|choice: &FacetChoice| !choice.chosen.is_empty() || !choice.excluded.is_empty());
    let (merged, hidden) = repairs.for_request();
    NameRequest { filter, kind: Some(kind), contains: String::new(), merged, hidden, limit: u32::MAX }
}

/// All provinces in the order of their tiles.
#[must_use]
pub(super) fn provinces(answer: &NameAnswer) -> Vec<Province> {
    let counts: HashMap<&str, (usize, u32)> = answer
        .names
        .iter()
        .enumerate()
        .map(|(rank, name)| (name.entity.id.as_str(), (rank, name.n_mentions)))
        .collect();
    let province = |tile: &Tile| {
        let found = answer.provinces.iter().find(|province| province.province == tile.province);
        let ids = found.map_or(&[][..], |province| &province.ids);
        let mut known: Vec<(usize, u32)> =
            ids.iter().filter_map(|id| counts.get(id.as_str()).copied()).collect();
        known.sort_unstable();
        Province {
            tile: *tile,
            n_mentions: known.iter().map(|(_, n)| n).sum(),
            names: known.iter().map(|(rank, n)| (answer.names[*rank].entity.clone(), *n)).collect(),
        }
    };
    TILES.iter().map(province).collect()
}

/// How much of a province a state chooses.
#[must_use]
pub(super) fn chosen(state: &ViewState, province: &Province) -> Chosen {
    let facet = Facet::of(kind_of(state));
    let choice = state.facets.iter().find(|choice| choice.facet == facet);
    let is_chosen =
        |name: &(EntityName, u32)| choice.is_some_and(|choice| choice.chosen.contains(&name.0.id));
    match province.names.iter().filter(|name| is_chosen(name)).count() {
        0 => Chosen::None,
        n if n == province.names.len() => Chosen::All,
        _ => Chosen::Some,
    }
}

/// The state with all names of a province chosen, or none of them where all were.
#[must_use]
pub(super) fn toggled(state: &ViewState, province: &Province) -> ViewState {
    let choice = if chosen(state, province) == Chosen::All { Choice::Neither } else { Choice::Chosen };
    let facet = Facet::of(kind_of(state));
    state.with(|next| province.names.iter().for_each(|(name, _)| next.choose(facet, &name.id, choice)))
}

/// The state with no names of its kind chosen.
#[must_use]
pub(super) fn cleared(state: &ViewState) -> ViewState {
    let facet = Facet::of(kind_of(state));
    let ids = state.facets.iter().filter(|choice| choice.facet == facet).flat_map(|choice| &choice.chosen);
    state.with(|next| ids.for_each(|id| next.choose(facet, id, Choice::Neither)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::annotation::{NameCount, ProvinceCount};

    fn answer() -> NameAnswer {
        let name = |id: &str, n_mentions| NameCount {
            entity: EntityName { id: id.into(), kind: EntityKind::Place, name: id.into() },
            n_mentions,
            ..NameCount::default()
        };
        let province = |province: &str, ids: &[&str]| ProvinceCount {
            province: province.into(),
            ids: ids.iter().map(|id| (*id).into()).collect(),
            ..ProvinceCount::default()
        };
        NameAnswer {
            names: vec![name("a", 9), name("b", 5), name("c", 2)],
            provinces: vec![province("湖北省", &["c", "organisation-1", "a"]), province("青海省", &["b"])],
            ..NameAnswer::default()
        }
    }

    #[test]
    fn names_of_one_kind_are_counted() {
        let provinces = provinces(&answer());
        assert_eq!(provinces.len(), 34);
        let hubei = provinces.iter().find(|province| province.tile.province == "湖北省").unwrap();
        let names: Vec<_> = hubei.names.iter().map(|(name, n)| (name.id.as_str(), *n)).collect();
        assert_eq!((hubei.n_mentions, names), (11, vec![("a", 9), ("c", 2)]));
        assert_eq!(provinces.iter().map(|province| province.n_mentions).sum::<u32>(), 16);
    }

    #[test]
    fn a_tile_is_chosen_and_taken_back() {
        let provinces = provinces(&answer());
        let hubei = provinces.iter().find(|province| province.tile.province == "湖北省").unwrap();
        for (address, before, after) in [
            ("?view=map", Chosen::None, "?f.place=a&f.place=c&view=map"),
            ("?view=map&f.place=a", Chosen::Some, "?f.place=a&f.place=c&view=map"),
            ("?view=map&f.place=b&f.place=c&f.place=a", Chosen::All, "?f.place=b&view=map"),
            ("?view=map&part=organisation", Chosen::None, "?f.org=a&f.org=c&view=map&part=organisation"),
        ] {
            let state = ViewState::parse(address);
            assert_eq!(chosen(&state, hubei), before, "{address}");
            assert_eq!(toggled(&state, hubei).href(), after, "{address}");
        }
        let state = ViewState::parse("?view=map&f.place=a&f.place=c&x.place=b&f.org=c");
        assert_eq!(cleared(&state).href(), "?f.org=c&x.place=b&view=map");
    }

    #[test]
    fn tiles_count_what_choosing_them_adds() {
        let state = ViewState::parse("?view=map&f.place=a&x.place=b&f.org=c");
        let facets = request(&state, &Repairs::default()).filter.facets;
        assert_eq!(facets.len(), 2);
        assert!(facets.iter().all(|choice| choice.facet != Facet::Place || choice.chosen.is_empty()));
    }
}
