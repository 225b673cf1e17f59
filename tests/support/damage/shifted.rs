//! Runs of GBK that were read one byte out of phase.
//!
//! The first byte of a 。 was lost and a `?` printed for it; what follows was read in pairs that each take a byte of two characters.
//! Pairs that are no character vanished. At a byte below 0x80 where a pair should begin, the reader falls back into step.

use encoding_rs::GBK;

use super::dice::Dice;

/// Characters that must follow a full stop, so that a run is worth the name.
const SHORTEST: usize = 12;

/// A damaged paragraph, and how many of its characters nobody can restore because a byte of them vanished.
pub(super) struct Shifted {
    pub(super) words: String,
    pub(super) n_lost: usize,
}

/// Shifts the rest of a paragraph from one of its full stops on; `None` where it has none inside, or does not go into GBK.
pub(super) fn shifted(words: &str, dice: &mut Dice) -> Option<Shifted> {
    let stops: Vec<usize> = words
        .match_indices('。')
        .map(|(place, _)| place)
        .filter(|&place| words[place..].chars().count() > SHORTEST)
        .collect();
    if stops.is_empty() {
        return None;
    }
    let (before, after) = words.split_at(dice.pick(&stops));
    let run = read_shifted(after)?;
    Some(Shifted { words: format!("{before}{}", run.words), n_lost: run.n_lost })
}

/// Reads a text that begins with 。 one byte too late, to the end of its line.
fn read_shifted(after: &str) -> Option<Shifted> {
    let (bytes, _, has_unmappable) = GBK.encode(after);
    if has_unmappable {
        return None;
    }
    let n_bytes = bytes.len();
    let bytes = [&bytes, b"\r\n".as_slice()].concat();
    let mut words = String::from("?");
    let mut vanished = vec![false; bytes.len()];
    let mut at = 1;
    while at < n_bytes {
        if bytes[at] < 0x80 {
            words.push(char::from(bytes[at]));
            at += 1;
            continue;
        }
        match character(&bytes[at..at + 2]) {
            Some(c) => words.push(c),
            None => vanished[at..at + 2].fill(true),
        }
        at += 2;
    }
    Some(Shifted { words, n_lost: n_lost(after, &vanished) })
}

/// The character of two bytes. Areas that GBK leaves to its users hold none.
fn character(pair: &[u8]) -> Option<char> {
    let words = GBK.decode_without_bom_handling_and_without_replacement(pair)?;
    let mut chars = words.chars();
    let c = chars.next()?;
    (chars.next().is_none() && !('\u{e000}'..='\u{f8ff}').contains(&c)).then_some(c)
}

fn n_lost(after: &str, vanished: &[bool]) -> usize {
    let mut at = 0;
    after
        .chars()
        .filter(|c| {
            let start = at;
            at += if c.is_ascii() { 1 } else { 2 };
            vanished[start..at].contains(&true)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_to_the_first_byte_of_its_own() {
        let run = read_shifted("。网络60期，完。").unwrap();
        // The pairs F8 C2 and E7 36 are no characters: they take along a byte of 网, 络 and the 6.
        assert_eq!((run.words.as_str(), run.n_lost), ("?Ｍ0期，完。", 3));
    }
}
