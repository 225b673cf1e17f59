//! Places: divisions to county level, countries, well-known cities, rivers and mountains, and the towns and villages that a text
//! names with their kind.
//!
//! A short name that is also a word (和平, 新华) is a place only behind one of the same province. Which of several places of one
//! name is meant is told by the place in front; else the document decides (see [`super::document`]).

use super::cut::{Cut, Token};
use super::lexicon::{Known, NameChars, Need, Tags, level};
use super::{EntityKind, Finder, Found};

/// What makes a street or a building of the place in front of it.
const STREETS: [&str; 18] = [
    "路", "街", "大街", "大道", "东路", "西路", "南路", "北路", "中路", "大桥", "隧道", "高速", "大厦", "话",
    "苑", "花园", "小区", "公寓",
];

/// Kinds of places below a county.
const KINDS: [&str; 5] = ["乡", "镇", "村", "街道", "社区"];

/// Provinces by their short names, those left out that are words too often.
const ABBREVIATIONS: &str = "京11津12冀13晋14辽21沪31苏32浙33皖34闽35赣36鲁37豫41鄂42湘43粤44桂45琼46渝50黔52滇53藏54陕61疆65港81澳82";

/// Characters behind which a province's short name stands.
const MOVES: &str = "赴援驻来在离返入抵进出留支回";

/// The places of a paragraph.
pub(super) fn find<'a>(finder: &'a Finder, cut: &Cut<'a>, found: &mut Vec<Found<'a>>) {
    let mut before: Option<(usize, Vec<&'a Known>)> = None;
    for (index, token) in cut.tokens.iter().enumerate() {
        if token.tags.any(Tags::PLACE.with(Tags::WEAK_PLACE)) {
            let is_weak = !token.tags.any(Tags::PLACE);
            let all: Vec<&Known> =
                finder.known(token).filter(|known| known.kind == EntityKind::Place).collect();
            let neighbours = before.as_ref().filter(|(end, _)| *end == token.start);
            let near: Vec<&Known> = neighbours
                .map(|(_, outer)| {
                    all.iter()
                        .copied()
                        .filter(|inner| outer.iter().any(|outer| is_within(inner, outer)))
                        .collect()
                })
                .unwrap_or_default();
            let is_near = !near.is_empty();
            // 马山 behind 章丘 is no county of another province.
            let is_foreign = !is_near
                && neighbours.is_some_and(|(_, outer)| outer.iter().any(|outer| level(outer.code) > 0))
                && all_counties(&all);
            let candidates = if is_near { near } else { all };
            if is_foreign {
                continue;
            }
            before = Some((token.end, candidates.clone()));
            let is_small = !is_near && all_counties(&candidates);
            if is_weak && !is_near
                || is_small && is_transcription(cut, index)
                || is_street(cut, index)
                || is_slogan(cut, index)
            {
                continue;
            }
            let need = candidates.iter().map(|known| known.need).min().unwrap_or(Need::Nothing);
            let name = candidates.first().map(|known| known.name.clone()).unwrap_or_default();
            found.push(Found {
                is_sure: is_near || need == Need::Nothing,
                candidates,
                ..Found::new(EntityKind::Place, token.start..token.end, name)
            });
            continue;
        }
        if let Some(start) = lesser(cut, index) {
            found.push(Found::of(EntityKind::Place, start..token.end));
        }
        if let Some(code) = abbreviation(cut, token) {
            let start = token.end - 1;
            let known = finder.province(code);
            found.push(Found {
                candidates: known.into_iter().collect(),
                ..Found::new(
                    EntityKind::Place,
                    start..token.end,
                    known.map(|known| known.name.clone()).unwrap_or_default(),
                )
            });
        }
    }
}

/// Whether a place may lie in the one named in front of it.
fn is_within(inner: &Known, outer: &Known) -> bool {
    let is_below = match level(outer.code) {
        0 => true,
        1 => inner.code / 100 == outer.code / 100,
        _ => false,
    };
    outer.code != 0 && inner.code != outer.code && inner.code / 10_000 == outer.code / 10_000 && is_below
}

fn all_counties(candidates: &[&Known]) -> bool {
    candidates.iter().all(|known| level(known.code) > 1)
}

/// Whether a name of two characters is the middle of a foreign one: 特|兰西|瓦尼亚.
fn is_transcription(cut: &Cut<'_>, index: usize) -> bool {
    let chars = NameChars::embedded();
    let is_single = |token: Option<&Token<'_>>| {
        token.is_some_and(|token| {
            let c = cut.chars.get(token.start).copied().unwrap_or(' ');
            token.len() == 1 && chars.is_foreign(c) && !token.tags.any(Tags::FUNCTION)
        })
    };
    let before = index.checked_sub(1).and_then(|before| cut.tokens.get(before));
    cut.tokens.get(index).is_some_and(|token| token.len() == 2)
        && (is_single(before) || is_single(cut.tokens.get(index + 1)))
}

/// Whether the name goes on as that of a street.
fn is_street(cut: &Cut<'_>, index: usize) -> bool {
    cut.tokens.get(index + 1).is_some_and(|next| STREETS.iter().any(|street| cut.is(next, street)))
}

/// Whether a word in front makes a slogan of a country's name: 数字中国.
fn is_slogan(cut: &Cut<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| cut.tokens.get(before)) else { return false };
    let is_country = cut.tokens.get(index).is_some_and(|token| cut.is(token, "中国"));
    is_country && ["数字", "健康", "美丽", "平安", "法治", "智慧"].iter().any(|word| cut.is(before, word))
}

/// Where a town or village begins whose kind is the token: two to four characters that are no words.
fn lesser(cut: &Cut<'_>, index: usize) -> Option<usize> {
    let kind = cut.tokens.get(index)?;
    if !KINDS.iter().any(|word| cut.is(kind, word)) {
        return None;
    }
    let places = Tags::PLACE.with(Tags::WEAK_PLACE);
    let mut start = kind.start;
    for (index, token) in cut.tokens.get(..index)?.iter().enumerate().rev() {
        let before = index.checked_sub(1).and_then(|before| cut.tokens.get(before));
        let is_behind_place = before.is_some_and(|before| before.tags.any(places));
        let is_listed = before.is_some_and(|before| cut.is(before, "、"));
        let is_odd = token.tags.any(places) && start < kind.start;
        let is_free = !token.tags.any(Tags::FUNCTION.with(Tags::ENDING).with(places));
        let is_name = is_odd
            || token.is_person
            || token.len() == 1 && (is_free || is_behind_place && !token.tags.any(places))
            || token.len() < 4 && is_free && (is_behind_place || is_listed);
        let is_han = cut
            .chars
            .get(token.start)
            .is_some_and(|&c| crate::text::fold::is_han(c) && !is_level(c) && !"等各每全某".contains(c));
        if !is_name || !is_han || kind.start - token.start > 4 {
            break;
        }
        start = token.start;
    }
    (kind.start - start >= 2).then_some(start)
}

/// Whether a character is a level of administration.
pub(super) fn is_level(c: char) -> bool {
    matches!(c, '省' | '市' | '县' | '区' | '州' | '镇' | '乡' | '村' | '旗')
}

/// The province whose short name ends a token such as 援鄂.
fn abbreviation(cut: &Cut<'_>, token: &Token<'_>) -> Option<u32> {
    let last = *cut.chars.get(token.end.checked_sub(1)?)?;
    let before = *cut.chars.get(token.end.checked_sub(2)?)?;
    if token.len() > 2 || !MOVES.contains(before) || token.is_person {
        return None;
    }
    let (_, rest) = ABBREVIATIONS.split_once(last)?;
    rest.get(..2)?.parse().ok()
}
