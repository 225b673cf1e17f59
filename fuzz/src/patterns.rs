//! What regular expressions promise, compared with the crate `regex` where both mean the same.

use std::cell::OnceCell;

use jianbao::engine::Engine;
use jianbao::index::Index;
use jianbao::protocol::{Axis, Filter, QueryRemarkKind};
use jianbao::query::search;

use super::{answers, packs};

/// Characters of patterns that mean the same to both: nothing is folded to or from them. A hyphen is missing, since two of them are an
/// operator in a class.
const SHARED: &str = "ab网络通信发0123456789,。|()[]*+?{}.^$";

/// Any pattern; the first byte says whether it is matched against the characters as printed.
pub(super) fn regex(bytes: &[u8]) {
    thread_local!(static ENGINE: OnceCell<(Engine, Index)> = const { OnceCell::new() });
    let Some((first, rest)) = bytes.split_first() else { return };
    let pattern = String::from_utf8_lossy(rest).into_owned();
    let filter = Filter {
        query: format!("/{pattern}/ OR 网络"),
        exact: first & 1 != 0,
        axis: Axis::Mentioned,
        ..Filter::default()
    };
    ENGINE.with(|engine| {
        let (engine, index) = engine.get_or_init(|| {
            let engine = packs::sample_engine();
            let index = Index::new(engine.corpus());
            (engine, index)
        });
        answers::check(engine, &filter);
        if !filter.exact && !pattern.is_empty() && pattern.chars().all(|c| SHARED.contains(c)) {
            compare(engine, index, &pattern);
        }
    });
}

fn compare(engine: &Engine, index: &Index, pattern: &str) {
    // In `[[` one of them sees a class in a class.
    let parts: Vec<&str> = pattern.split('[').collect();
    let has_nested = parts.windows(2).skip(1).any(|pair| !pair[0].contains(']'));
    let Ok(reference) = regex::Regex::new(pattern) else { return };
    let filter = Filter { query: format!("/{pattern}/"), ..Filter::default() };
    let matches = search(engine.corpus(), index, &filter);
    if has_nested || !matches.reading.remarks.is_empty() {
        let is_bad = matches.reading.remarks.iter().any(|remark| remark.kind == QueryRemarkKind::BadPattern);
        assert!(has_nested || !is_bad, "{pattern} makes sense: {:?}", matches.reading.remarks);
        return;
    }
    let articles = index.text().split_terminator('\n');
    let expected: usize =
        articles.map(|text| reference.find_iter(text).filter(|found| !found.is_empty()).count()).sum();
    assert_eq!(matches.n_hits(), expected, "hits of {pattern}");
}
