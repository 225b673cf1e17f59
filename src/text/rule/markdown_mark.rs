//! `markdown-mark`: remains of Markdown in plain text.
//!
//! `报告**新增34例**` → `报告新增34例`. Only bold marks that pair within a line, with words right inside them.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::text::draft::Edit;

static BOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*").expect("the pattern is fixed and valid")
});

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    for found in BOLD.find_iter(text) {
        edits.push(Edit::new(found.start()..found.start() + 2, ""));
        edits.push(Edit::new(found.end() - 2..found.end(), ""));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn bold_marks_go() {
        check(edits, Layout::Printed, "报告**新增34例，死亡8例。**", "报告新增34例，死亡8例。");
    }

    #[test]
    fn other_stars_stay() {
        for source in ["2**3", "** 注 **", "一 ** 二\n三 ** 四", "评分：*****"] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
