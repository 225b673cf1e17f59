//! `doubled-mark`: a comma, full stop or like mark that a converter set twice.
//!
//! `上涨，，接下` → `上涨，接下`, `最好。。` → `最好。`. Three and more are an ellipsis of their writer and stay, as do ！！ and ？？.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::text::draft::Edit;

static RUN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[，,。、；：][，,。、；：,;]+").expect("the pattern is fixed and valid"));

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    for run in RUN.find_iter(text) {
        let marks: Vec<char> = run.as_str().chars().collect();
        let &[first, second] = marks.as_slice() else { continue };
        let is_same = wide(first) == wide(second);
        if is_same && !(first.is_ascii() && second.is_ascii()) {
            edits.push(Edit::new(run.range(), if first.is_ascii() { second } else { first }.to_string()));
        }
    }
    edits
}

fn wide(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn doubles_go() {
        check(
            edits,
            Layout::Printed,
            "上涨，，接下的订单，,最好。。又,，又、、",
            "上涨，接下的订单，最好。又，又、",
        );
    }

    #[test]
    fn others_stay() {
        for source in ["好。。。", "真的！！", "什么？？", "a,,b", "甲，。乙", "……"] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
