//! How the lines are sorted, grouped and drawn: what the address says in `by` and `part`. Pure.

use crate::protocol::analysis::{ConcordanceKey, ConcordanceRequest, Sample};
use crate::view::url::ViewState;

/// Keys to sort by at most: as many as there are inks.
pub(super) const N_KEYS: usize = 3;

/// Characters on each side, of which one can be chosen.
pub(super) const WINDOWS: [u32; 3] = [10, 20, 30];

/// Lines to draw, of which one can be chosen.
pub(super) const SAMPLES: [u32; 4] = [20, 50, 100, 200];

/// Half-width characters take less room: some more fill it.
const SPARE: u32 = 6;

/// The keys, with the names that addresses give them.
pub(super) const KEYS: [(ConcordanceKey, &str); 7] = [
    (ConcordanceKey::Right(1), "r1"),
    (ConcordanceKey::Right(2), "r2"),
    (ConcordanceKey::Right(3), "r3"),
    (ConcordanceKey::Left(1), "l1"),
    (ConcordanceKey::Left(2), "l2"),
    (ConcordanceKey::Left(3), "l3"),
    (ConcordanceKey::Date, "date"),
];

/// The name of the order of the text, in which nothing is sorted.
pub(super) const ORDER: &str = "order";

/// How the lines are arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrangement {
    /// By what they are sorted, the first key first; empty for the order of the text.
    pub(super) keys: Vec<ConcordanceKey>,
    /// How many of the keys make a group.
    pub(super) n_group_keys: u32,
    /// Large groups first.
    pub(super) is_by_frequency: bool,
    /// Characters shown on each side.
    pub(super) window: u32,
}

impl Default for Arrangement {
    fn default() -> Arrangement {
        Arrangement {
            keys: vec![ConcordanceKey::Right(1), ConcordanceKey::Right(2), ConcordanceKey::Left(1)],
            n_group_keys: 2,
            is_by_frequency: true,
            window: 20,
        }
    }
}

impl Arrangement {
    /// Reads what an address says; what makes no sense is passed over.
    #[must_use]
    pub(super) fn parse(by: Option<&str>) -> Arrangement {
        let mut read = Arrangement::default();
        let mut keys = None;
        for name in by.unwrap_or_default().split(',') {
            if let Some((key, _)) = KEYS.iter().find(|(_, known)| *known == name) {
                keys.get_or_insert_with(Vec::new).push(*key);
            } else if name == ORDER {
                keys.get_or_insert_with(Vec::new);
            } else if name == "text" {
                read.is_by_frequency = false;
            } else if let Some(n) = name.strip_prefix('g').and_then(|n| n.parse().ok()) {
                read.n_group_keys = n;
            } else if let Some(n) = name.strip_prefix('w').and_then(|n| n.parse().ok()) {
                read.window = if WINDOWS.contains(&n) { n } else { read.window };
            }
        }
        read.keys = distinct(keys.unwrap_or(read.keys));
        read.n_group_keys = read.n_group_keys.min(N_KEYS as u32);
        read
    }

    /// What an address says of it; nothing of what is usual.
    #[must_use]
    pub(super) fn print(&self) -> Option<String> {
        let usual = Arrangement::default();
        let mut names: Vec<String> = Vec::new();
        if self.keys.is_empty() {
            names.push(ORDER.to_owned());
        } else if self.keys != usual.keys {
            names.extend(self.keys.iter().map(|key| name_of(*key).to_owned()));
        }
        if self.n_group_keys != usual.n_group_keys {
            names.push(format!("g{}", self.n_group_keys));
        }
        if !self.is_by_frequency {
            names.push("text".to_owned());
        }
        if self.window != usual.window {
            names.push(format!("w{}", self.window));
        }
        (!names.is_empty()).then(|| names.join(","))
    }

    /// The same with another key at a place; none there ends the keys.
    #[must_use]
    pub(super) fn with_key(&self, place: usize, key: Option<ConcordanceKey>) -> Arrangement {
        let mut keys = self.keys.clone();
        match key {
            Some(key) if place < keys.len() => keys[place] = key,
            Some(key) => keys.push(key),
            None => keys.truncate(place),
        }
        // What moved to another place leaves its own.
        let place = place.min(keys.len().saturating_sub(1));
        let chosen = keys.get(place).copied();
        let mut index = 0;
        keys.retain(|other| {
            index += 1;
            index - 1 == place || Some(*other) != chosen
        });
        // Who asks for days wants them in order.
        let is_by_frequency = self.is_by_frequency && keys.first() != Some(&ConcordanceKey::Date);
        Arrangement { keys, is_by_frequency, ..self.clone() }
    }

    /// How many keys make a group, of those that there are.
    #[must_use]
    pub(super) fn n_grouping(&self) -> usize {
        self.keys.len().min(self.n_group_keys as usize)
    }
}

fn distinct(keys: Vec<ConcordanceKey>) -> Vec<ConcordanceKey> {
    let mut kept: Vec<ConcordanceKey> = Vec::new();
    for key in keys {
        if !kept.contains(&key) && kept.len() < N_KEYS {
            kept.push(key);
        }
    }
    kept
}

/// How addresses name a key.
#[must_use]
pub(super) fn name_of(key: ConcordanceKey) -> &'static str {
    KEYS.iter().find(|(known, _)| *known == key).map_or(ORDER, |(_, name)| name)
}

/// Which of the lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Only some, by chance.
    pub(super) sample: Option<Sample>,
    /// The first line that is shown, counted from 0.
    pub(super) from: u32,
}

impl Extent {
    /// Reads what an address says, such as `sample-50-1,from-24-9f3c`; where lines begin is told of one query only, whose
    /// checksum stands behind.
    #[must_use]
    pub(super) fn parse(part: Option<&str>, query: &str) -> Extent {
        let mut read = Extent::default();
        for name in part.unwrap_or_default().split(',') {
            if let Some((n, seed)) = name.strip_prefix("sample-").and_then(|rest| rest.split_once('-')) {
                let sample = n.parse().ok().zip(seed.parse().ok()).map(|(n, seed)| Sample { n, seed });
                read.sample = sample.filter(|sample| sample.n > 0);
            } else if let Some((from, of)) = name.strip_prefix("from-").and_then(|rest| rest.split_once('-'))
            {
                read.from = from.parse().ok().filter(|_| of == sum(query)).unwrap_or_default();
            }
        }
        read
    }

    /// What an address says of it; nothing of all lines from the first on.
    #[must_use]
    pub(super) fn print(self, query: &str) -> Option<String> {
        let sample = self.sample.map(|sample| format!("sample-{}-{}", sample.n, sample.seed));
        let from = (self.from > 0).then(|| format!("from-{}-{}", self.from, sum(query)));
        let names: Vec<String> = sample.into_iter().chain(from).collect();
        (!names.is_empty()).then(|| names.join(","))
    }
}

/// A few digits that tell queries apart.
fn sum(query: &str) -> String {
    format!("{:x}", crate::checksum::hash(query.trim().as_bytes()) & 0xffff)
}

/// The request that a state stands for.
#[must_use]
pub(super) fn request(state: &ViewState, limit: u32) -> ConcordanceRequest {
    let arrangement = Arrangement::parse(state.by.as_deref());
    let extent = Extent::parse(state.part.as_deref(), &state.query);
    ConcordanceRequest {
        filter: state.filter(),
        window: arrangement.window + SPARE,
        n_group_keys: arrangement.n_group_keys,
        is_by_frequency: arrangement.is_by_frequency,
        sort: arrangement.keys,
        sample: extent.sample,
        offset: extent.from,
        limit,
    }
}

/// The state with its lines arranged otherwise, from the first on.
#[must_use]
pub(super) fn arranged(state: &ViewState, change: impl FnOnce(Arrangement) -> Arrangement) -> ViewState {
    let arrangement = change(Arrangement::parse(state.by.as_deref()));
    state.with(|next| {
        next.by = arrangement.print();
        next.part = Extent { from: 0, ..Extent::parse(next.part.as_deref(), &next.query) }.print(&next.query);
    })
}

/// The state with other lines shown.
#[must_use]
pub(super) fn extended(state: &ViewState, change: impl FnOnce(Extent) -> Extent) -> ViewState {
    state.with(|next| next.part = change(Extent::parse(next.part.as_deref(), &next.query)).print(&next.query))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConcordanceKey::{Date, Left, Right};

    #[test]
    fn an_arrangement_survives_its_address() {
        for (by, keys, expected) in [
            (None, vec![Right(1), Right(2), Left(1)], None),
            (Some("r1,r2,l1"), vec![Right(1), Right(2), Left(1)], None),
            (Some("l1,date"), vec![Left(1), Date], Some("l1,date")),
            (Some("r2,r2,xx,l3,r1,date"), vec![Right(2), Left(3), Right(1)], Some("r2,l3,r1")),
            (Some("order,g0,text,w30"), vec![], Some("order,g0,text,w30")),
            (Some("w25,g9"), vec![Right(1), Right(2), Left(1)], Some("g3")),
        ] {
            let read = Arrangement::parse(by);
            assert_eq!((&read.keys, read.print().as_deref()), (&keys, expected), "{by:?}");
            assert_eq!(Arrangement::parse(read.print().as_deref()), read);
        }
    }

    #[test]
    fn a_key_is_there_once() {
        let keys = |by: &str, place, key| Arrangement::parse(Some(by)).with_key(place, key).keys;
        assert_eq!(keys("r1,r2,l1", 0, Some(Left(1))), [Left(1), Right(2)]);
        assert_eq!(keys("r1,r2,l1", 1, None), [Right(1)]);
        assert_eq!(keys("r1", 2, Some(Date)), [Right(1), Date]);
        assert_eq!(keys("r1", 1, Some(Right(1))), [Right(1)]);
        assert_eq!(keys("order", 0, Some(Right(3))), [Right(3)]);
        assert_eq!(keys("r1", 0, None), []);
    }

    #[test]
    fn an_extent_survives_its_address() {
        for (part, expected) in [
            ("sample-50-1", Some("sample-50-1")),
            ("from-24,sample-20-7", Some("sample-20-7")),
            ("sample-0-1", None),
            ("sample-x-1,from--3", None),
            ("", None),
        ] {
            assert_eq!(Extent::parse(Some(part), "a").print("a").as_deref(), expected, "{part}");
        }
        let extent = Extent { sample: Some(Sample { n: 20, seed: 7 }), from: 24 };
        let part = extent.print("网络");
        assert_eq!(Extent::parse(part.as_deref(), "网络"), extent);
        assert_eq!(Extent::parse(part.as_deref(), "另一个"), Extent { from: 0, ..extent });
    }

    #[test]
    fn sorting_begins_with_the_first_line() {
        let state = ViewState::parse("?q=a&view=concordance&part=sample-50-1,from-24-be43");
        let next = arranged(&state, |known| Arrangement { keys: vec![Date], ..known });
        assert_eq!(next.by.as_deref(), Some("date"));
        assert_eq!(next.part.as_deref(), Some("sample-50-1"));
    }
}
