//! Where the browser keeps what a reader corrects.

use crate::view::settings::{store, stored};

use super::repairs::Repairs;

const KEY: &str = "jianbao.names";

/// What was corrected on earlier visits; ids of names stay the same from corpus to corpus.
#[must_use]
pub(in crate::view) fn kept() -> Repairs {
    stored(KEY).and_then(|text| Repairs::from_json(&text)).unwrap_or_default()
}

/// Keeps what is corrected.
pub(super) fn keep(repairs: &Repairs) {
    let text = (!repairs.is_empty()).then(|| repairs.to_json());
    store(KEY, text.as_deref());
}
