//! Cleaning rules, one a file, each with cases that must fire and cases that must not.
//!
//! A rule looks at the present text of a draft and asks for edits; it never changes text by itself. First goes what is no text: lines
//! that belong to the page. Then lines are joined, while they are still as wide as they were printed. What changes the width of a line
//! or can run over its end comes last.

mod byline;
mod doubled_mark;
mod dropped_line;
mod duplicate;
mod full_width;
mod joined_line;
mod line_edit;
mod low_quotes;
mod markdown_mark;
mod navigation;
mod plain_space;
mod radical;
mod removed_pinyin;
mod shifted_gbk;
mod spaced_digits;
mod spaced_heading;
mod trimmed_space;

pub use plain_space::plain;
pub(in crate::text) use radical::unified;

use super::draft::{Draft, Edit, Spare};
use crate::source::Layout;

/// What a rule may know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// What a line break means.
    pub layout: Layout,
}

/// A named repair.
pub struct Rule {
    /// Name in repairs and in the reader.
    pub name: &'static str,
    /// What to change in a text.
    pub edits: fn(&str, Context) -> Vec<Edit>,
}

/// All rules in the order in which they run.
pub const RULES: &[Rule] = &[
    Rule { name: "plain-space", edits: plain_space::edits },
    Rule { name: "radical", edits: radical::edits },
    Rule { name: "low-quotes", edits: low_quotes::edits },
    Rule { name: "removed-pinyin", edits: removed_pinyin::early_edits },
    Rule { name: "dropped-url", edits: dropped_line::url_edits },
    Rule { name: "dropped-navigation", edits: navigation::edits },
    Rule { name: "dropped-byline", edits: byline::edits },
    Rule { name: "dropped-running-head", edits: dropped_line::running_head_edits },
    Rule { name: "dropped-page-number", edits: dropped_line::page_number_edits },
    Rule { name: "markdown-mark", edits: markdown_mark::edits },
    Rule { name: "joined-line", edits: joined_line::edits },
    Rule { name: "dropped-duplicate", edits: duplicate::edits },
    Rule { name: "shifted-gbk", edits: shifted_gbk::edits },
    Rule { name: "removed-pinyin", edits: removed_pinyin::edits },
    Rule { name: "full-width", edits: full_width::edits },
    Rule { name: "doubled-mark", edits: doubled_mark::edits },
    Rule { name: "spaced-digits", edits: spaced_digits::edits },
    Rule { name: "trimmed-space", edits: trimmed_space::edits },
    Rule { name: "spaced-heading", edits: spaced_heading::edits },
];

/// Runs all rules.
pub fn run(draft: &mut Draft, context: Context) {
    let mut spare = Spare::default();
    for rule in RULES {
        let edits = (rule.edits)(draft.text(), context);
        draft.apply_with(rule.name, edits, &mut spare);
    }
}

/// Shows what a rule makes of a text; every rule's tests go through here.
#[cfg(test)]
fn check(edits: fn(&str, Context) -> Vec<Edit>, layout: Layout, source: &str, expected: &str) {
    let mut draft = Draft::new(source);
    draft.apply("test", edits(source, Context { layout }));
    assert_eq!(draft.text(), expected, "of {source:?}");
}
