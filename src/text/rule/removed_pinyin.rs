//! `removed-pinyin`: glyph notes that a web converter put behind characters.
//!
//! `網(wǎng)絡` → `網絡`. A note is one syllable of pinyin with its tone mark, in brackets, right behind a Chinese character. Real brackets
//! (5G(第五代), 新冠(COVID)) hold something else. A single note in a text may be meant for the reader, as in 重庆(chóng), so that at
//! least three are asked for.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::text::draft::Edit;

/// Notes that a text must have before they count as damage.
const LEAST: usize = 3;

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let note = r"[\p{Han}]([(（][a-zü]{0,3}[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ][a-zɡ]{0,3}[)）])";
    Regex::new(note).expect("the pattern is fixed and valid")
});

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let notes = NOTE.captures_iter(text).filter_map(|found| found.get(1));
    let edits: Vec<Edit> = notes.map(|note| Edit::new(note.range(), "")).collect();
    if edits.len() >= LEAST { edits } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn notes_go() {
        check(edits, Layout::Printed, "發(fā)布網(wǎng)絡,醫(yī)院", "發布網絡,醫院");
        check(edits, Layout::Printed, "優(yōu)統(tǒng)執(zhí)", "優統執");
    }

    #[test]
    fn real_brackets_stay() {
        for source in [
            "5G(第五代)、新冠(COVID)、中國移動(以下簡稱)",
            "重庆(chóng)的读音",
            "wǎng(網)dé(得)fā(發)",
            "甲(a)乙(b)丙(c)",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
