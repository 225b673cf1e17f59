//! Which characters beside the keyword lines are sorted by, and in which ink they are shown. Pure.

use crate::protocol::analysis::{ConcordanceGroup, ConcordanceKey};

/// A side of the keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A stretch of text, and the place of the sort key that looks at it.
pub(super) type Inked = (Option<usize>, String);

/// Cuts what stands beside the keyword where a sort key looks at a character. White space is not counted, as in sorting.
#[must_use]
pub(super) fn inked(text: &str, side: Side, keys: &[ConcordanceKey]) -> Vec<Inked> {
    let chars: Vec<char> = text.chars().collect();
    let mut inks = vec![None; chars.len()];
    let visible = |index: &usize| !chars[*index].is_whitespace();
    let places: Vec<usize> = match side {
        Side::Right => (0..chars.len()).filter(visible).collect(),
        Side::Left => (0..chars.len()).rev().filter(visible).collect(),
    };
    for (ink, key) in keys.iter().enumerate() {
        let place = nth(*key, side).and_then(|n| places.get(n.checked_sub(1)?));
        if let Some(&place) = place {
            inks[place] = Some(ink);
        }
    }
    let mut stretches: Vec<Inked> = Vec::new();
    for (c, ink) in chars.into_iter().zip(inks) {
        match stretches.last_mut() {
            Some((last, stretch)) if *last == ink => stretch.push(c),
            _ => stretches.push((ink, c.to_string())),
        }
    }
    stretches
}

/// What stands beside the keyword in the heading of a group; characters that are passed over are three dots.
#[must_use]
pub(super) fn heading(group: &ConcordanceGroup, side: Side, keys: &[ConcordanceKey]) -> Vec<Inked> {
    let text = if side == Side::Left { &group.left } else { &group.right };
    let mut places: Vec<(usize, usize)> =
        keys.iter().enumerate().filter_map(|(ink, key)| Some((nth(*key, side)?, ink))).collect();
    crate::order::sort_by_key(&mut places, |place| place.0);
    let chars: Vec<char> = match side {
        Side::Left => text.chars().rev().collect(),
        Side::Right => text.chars().collect(),
    };
    let mut pieces: Vec<Inked> = Vec::new();
    let mut next = 1;
    for ((n, ink), c) in places.into_iter().zip(chars) {
        if n > next {
            pieces.push((None, "…".to_owned()));
        }
        pieces.push((Some(ink), c.to_string()));
        next = n + 1;
    }
    if side == Side::Left {
        pieces.reverse();
    }
    pieces
}

/// Which character of a side a key looks at, counted from 1.
fn nth(key: ConcordanceKey, side: Side) -> Option<usize> {
    match (key, side) {
        (ConcordanceKey::Left(n), Side::Left) | (ConcordanceKey::Right(n), Side::Right) => Some(n.into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConcordanceKey::{Date, Left, Right};

    fn shown(pieces: &[Inked]) -> String {
        let show = |(ink, text): &Inked| match ink {
            Some(ink) => format!("[{ink}{text}]"),
            None => text.clone(),
        };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn keys_ink_the_characters_that_they_look_at() {
        let keys = [Right(1), Right(2), Left(1)];
        for (text, side, keys, expected) in [
            ("工作。协助", Side::Right, &keys[..], "[0工][1作]。协助"),
            ("主动参与", Side::Left, &keys, "主动参[2与]"),
            ("a b", Side::Right, &keys, "[0a] [1b]"),
            ("x y", Side::Left, &[Left(2)], "[0x] y"),
            ("工", Side::Right, &[Right(3), Date], "工"),
            ("", Side::Left, &keys, ""),
        ] {
            assert_eq!(shown(&inked(text, side, keys)), expected, "{text}");
        }
    }

    #[test]
    fn headings_say_what_is_passed_over() {
        let group =
            ConcordanceGroup { left: "三一".into(), right: "作".into(), ..ConcordanceGroup::default() };
        let keys = [Left(1), Right(2), Left(3)];
        assert_eq!(shown(&heading(&group, Side::Left, &keys)), "[2三]…[0一]");
        assert_eq!(shown(&heading(&group, Side::Right, &keys)), "…[1作]");
    }
}
