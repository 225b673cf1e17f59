//! `low-quotes`: ‚ and ‛, which a PDF printed for “ and ”.
//!
//! `‚战疫‛` → `“战疫”`. Only pairs are changed: a low mark without its partner stays as it is.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::text::draft::Edit;

static PAIR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"‚([^‚‛]*)‛").expect("the pattern is fixed and valid"));

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    for pair in PAIR.find_iter(text) {
        edits.push(Edit::new(pair.start()..pair.start() + '‚'.len_utf8(), "“"));
        edits.push(Edit::new(pair.end() - '‛'.len_utf8()..pair.end(), "”"));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn pairs_become_quotation_marks() {
        check(edits, Layout::Printed, "‚战\n疫‛先进，‚互联网+‛", "“战\n疫”先进，“互联网+”");
    }

    #[test]
    fn single_marks_stay() {
        for source in ["‚战疫", "战疫‛", "rock ‚n’ roll", "‘抗疫’"] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
