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
    let is_quoted = |place: &usize| words[place + '。'.len_utf8()..].starts_with(['“', '”']);
    let beside_quotes: Vec<usize> = stops.iter().copied().filter(is_quoted).collect();
    let stops = if beside_quotes.is_empty() || dice.chance(40) { stops } else { beside_quotes };
    if stops.is_empty() {
        return None;
    }
    let (before, after) = words.split_at(dice.pick(&stops));
    // Of some pages all marks were set half width afterwards.
    let run = read_shifted(after, dice.chance(30))?;
    Some(Shifted { words: format!("{before}{}", run.words), n_lost: run.n_lost })
}

/// Reads a text that begins with 。 one byte too late, until it falls into step or its line ends.
fn read_shifted(after: &str, is_half_width: bool) -> Option<Shifted> {
    let (bytes, _, has_unmappable) = GBK.encode(after);
    if has_unmappable {
        return None;
    }
    let n_bytes = bytes.len();
    let bytes = [&bytes, b"\r\n".as_slice()].concat();
    let mut starts = Vec::from([0]);
    starts.extend(after.chars().scan(0, |at, c| {
        *at += if c.is_ascii() { 1 } else { 2 };
        Some(*at)
    }));
    let mut words = String::from("?");
    let mut vanished = vec![false; bytes.len()];
    let mut at = 1;
    while at < n_bytes && !(bytes[at] >= 0x80 && starts.contains(&at)) {
        if bytes[at] < 0x80 {
            words.push(char::from(bytes[at]));
            at += 1;
            continue;
        }
        match character(&bytes[at..at + 2]) {
            Some(c) => words.push(if is_half_width { half_width(c) } else { c }),
            None => vanished[at..at + 2].fill(true),
        }
        at += 2;
    }
    let in_step = starts.iter().position(|&start| start == at).unwrap_or(starts.len());
    words.extend(after.chars().skip(in_step));
    let n_lost = starts.windows(2).filter(|bounds| vanished[bounds[0]..bounds[1]].contains(&true)).count();
    Some(Shifted { words, n_lost })
}

fn half_width(c: char) -> char {
    if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c }
}

/// The character of two bytes. Areas that GBK leaves to its users hold none.
fn character(pair: &[u8]) -> Option<char> {
    let words = GBK.decode_without_bom_handling_and_without_replacement(pair)?;
    let mut chars = words.chars();
    let c = chars.next()?;
    (chars.next().is_none() && !('\u{e000}'..='\u{f8ff}').contains(&c)).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_to_the_first_byte_of_its_own() {
        let run = read_shifted("。网络60期，完。", false).unwrap();
        // The pairs F8 C2 and E7 36 are no characters: they take along a byte of 网, 络 and the 6.
        assert_eq!((run.words.as_str(), run.n_lost), ("?Ｍ0期，完。", 3));
        let run = read_shifted("。“人人都要先護好自己", true).unwrap();
        assert_eq!((run.words.as_str(), run.n_lost), ("?!叭巳硕家茸o好自己", 2));
    }
}
