//! Cuts a text at every boundary of its marks and mentions, so that overlapping stretches can be drawn.
//!
//! Knows byte ranges and nothing of documents or the screen.

use std::ops::Range;

/// A stretch of text within which the same marks and the same mention hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Indices of the marks that cover it, in order.
    pub marks: Vec<usize>,
    /// Index of the mention that covers it.
    pub mention: Option<usize>,
}

/// Cuts `text` into pieces; joined, they give the text again.
///
/// Ranges that are empty, reversed, out of bounds or that split a character are left out: the text is never lost.
///
/// ```
/// use jianbao::view::piece::split;
/// let pieces = split("疫情防控", &[0..6], &[3..12]);
/// let texts: Vec<_> = pieces.iter().map(|piece| &"疫情防控"[piece.range.clone()]).collect();
/// assert_eq!(texts, ["疫", "情", "防控"]);
/// ```
#[must_use]
pub fn split(text: &str, marks: &[Range<usize>], mentions: &[Range<usize>]) -> Vec<Piece> {
    let (marks, mentions) = (sound(text, marks), sound(text, mentions));
    // Marks come in order, so each cut goes near the end; a sorting routine would be a kilobyte that every reader loads.
    let mut cuts = vec![0];
    for cut in
        marks.iter().chain(&mentions).flat_map(|(_, range)| [range.start, range.end]).chain([text.len()])
    {
        if let Err(place) = cuts.binary_search(&cut) {
            cuts.insert(place, cut);
        }
    }
    cuts.windows(2)
        .map(|pair| {
            let range = pair[0]..pair[1];
            let mention = covering(&mentions, &range).next();
            Piece { marks: covering(&marks, &range).collect(), mention, range }
        })
        .collect()
}

/// The ranges that can be cut out of `text`, with their indices.
fn sound<'a>(text: &str, ranges: &'a [Range<usize>]) -> Vec<(usize, &'a Range<usize>)> {
    let is_sound = |range: &Range<usize>| range.start < range.end && text.get(range.clone()).is_some();
    ranges.iter().enumerate().filter(|(_, range)| is_sound(range)).collect()
}

/// Indices of the ranges that hold all of `piece`.
fn covering<'a>(
    ranges: &'a [(usize, &Range<usize>)],
    piece: &'a Range<usize>,
) -> impl Iterator<Item = usize> + 'a {
    ranges
        .iter()
        .filter(|(_, range)| range.start <= piece.start && piece.end <= range.end)
        .map(|(index, _)| *index)
}

#[cfg(test)]
#[expect(
    clippy::single_range_in_vec_init,
    clippy::reversed_empty_ranges,
    reason = "lists of ranges, sound or not"
)]
mod tests {
    use super::*;

    /// Writes marks as `[0,1:text]` and mentions as `<0:text>`.
    #[track_caller]
    fn check(text: &str, marks: &[Range<usize>], mentions: &[Range<usize>], expected: &str) {
        let pieces = split(text, marks, mentions);
        let joined: String = pieces.iter().map(|piece| &text[piece.range.clone()]).collect();
        assert_eq!(joined, text);
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| {
                let mut shown = text[piece.range.clone()].to_owned();
                if !piece.marks.is_empty() {
                    shown = format!(
                        "[{}:{shown}]",
                        piece.marks.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
                    );
                }
                piece.mention.map_or(shown.clone(), |i| format!("<{i}:{shown}>"))
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn cuts_at_every_boundary() {
        check("", &[], &[], "");
        check("abcdef", &[], &[], "abcdef");
        check("abcdef", &[0..6], &[], "[0:abcdef]");
        check("abcdef", &[1..3, 2..5], &[], "a [0:b] [0,1:c] [1:de] f");
        check("abcdef", &[1..3], &[2..4], "a [0:b] <0:[0:c]> <0:d> ef");
        check("abcdef", &[1..3, 1..3], &[0..6], "<0:a> <0:[0,1:bc]> <0:def>");
        check("1月24日起", &[1..4], &[0..9], "<0:1> <0:[0:月]> <0:24日> 起");
    }

    #[test]
    fn unsound_ranges_lose_no_text() {
        check("网络", &[1..3, 3..3, 0..99], &[2..1], "网络");
        check("网络", &[0..3], &[0..5], "[0:网] 络");
    }

    #[test]
    fn any_ranges_give_the_text_again() {
        let text = "第31期：5G网络, 复工复产。";
        let mut seed = 7_usize;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % (text.len() + 3)
        };
        for _ in 0..500 {
            let mut ranges = || (0..4).map(|_| next()..next()).collect::<Vec<_>>();
            let (marks, mentions) = (ranges(), ranges());
            let joined: String =
                split(text, &marks, &mentions).iter().map(|p| &text[p.range.clone()]).collect();
            assert_eq!(joined, text);
        }
    }
}
