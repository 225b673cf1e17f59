//! `removed-pinyin`: glyph notes that a web converter put behind characters.
//!
//! `網(wǎng)絡` → `網絡`. A note is one syllable of pinyin with its tone mark, in brackets, right behind a Chinese character. Real brackets
//! (5G(第五代), 新冠(COVID)) hold something else. Converters set such notes behind characters whose Simplified form differs; a text that
//! explains readings, as in 重庆(chóng), does it behind any. So most notes of a text must stand behind the former, and there must be some.
//!
//! Where lines were broken at a width, the notes were broken with them: there they go only after the lines are joined.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::source::Layout;
use crate::text::draft::Edit;
use crate::text::fold::HanClasses;
use crate::text::line::{lines, wrap_width};

/// Bytes around a tone mark in which its note and the character before it stand, white space of broken lines included.
const AROUND: usize = 96;

/// Notes that a text must have before they count as damage.
const LEAST: usize = 2;

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let note =
        r"(\p{Han})\s*([(（]\s*(?:[a-zü]\s*){0,3}[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]\s*(?:[a-zɡ]\s*){0,3}[)）])";
    Regex::new(note).expect("the pattern is fixed and valid")
});

/// Notes of a text whose lines were not broken at a width.
pub(super) fn early_edits(text: &str, context: Context) -> Vec<Edit> {
    let edits = edits(text, context);
    if edits.is_empty() || (context.layout == Layout::Printed && wrap_width(&lines(text)).is_some()) {
        return Vec::new();
    }
    edits
}

/// All notes.
pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let (mut edits, mut n_differing) = (Vec::new(), 0);
    for near in near_tones(text) {
        for found in NOTE.captures_iter(text.get(near.clone()).unwrap_or("")) {
            let (Some(base), Some(note)) = (found.get(1), found.get(2)) else { continue };
            let base = base.as_str().chars().next().unwrap_or(' ');
            n_differing += usize::from(HanClasses::all().fold(base) != base);
            edits.push(Edit::new(near.start + note.start()..near.start + note.end(), ""));
        }
    }
    if edits.len() >= LEAST && n_differing * 10 >= edits.len() * 8 { edits } else { Vec::new() }
}

/// Stretches of text around vowels that may bear tone marks, in order and apart from each other; a search through all the text for
/// notes is slow.
fn near_tones(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    // Vowels with tone marks begin with these bytes, and little else in Chinese text.
    let first = memchr::memchr3_iter(0xc3, 0xc4, 0xc5, bytes);
    let mut places: Vec<usize> = first.chain(memchr::memchr_iter(0xc7, bytes)).collect();
    places.sort_unstable();
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for place in places {
        let is_boundary = |place: &usize| text.is_char_boundary(*place);
        let start = (0..=place.saturating_sub(AROUND)).rev().find(is_boundary).unwrap_or(0);
        let end = (place + AROUND..text.len()).find(is_boundary).unwrap_or(text.len());
        match stretches.last_mut().filter(|last| last.end >= start) {
            Some(last) => last.end = end,
            None => stretches.push(start..end),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn notes_go() {
        check(edits, Layout::Printed, "發(fā)布網(wǎng)絡,醫(yī)院", "發布網絡,醫院");
        check(edits, Layout::Printed, "網(w\nǎng)絡，發(f ā)布，醫\n(yī)院", "網絡，發布，醫\n院");
        check(edits, Layout::Printed, "東(dōng)書(shū)", "東書");
        check(edits, Layout::Printed, "優(yōu)統(tǒng)執(zhí)", "優統執");
    }

    #[test]
    fn real_brackets_stay() {
        for source in [
            "5G(第五代)、新冠(COVID)、中國移動(以下簡稱)",
            "重庆(chóng)的读音",
            "wǎng(網)dé(得)fā(發)",
            "甲(a)乙(b)丙(c)",
            "重庆(chóng)、重量(zhòng)、六安(lù)、阿盖(gě)",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
