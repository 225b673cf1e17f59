//! Patterns: regular expressions that are matched as printed and folded, line by line.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::Place;
use super::view::{Sight, View, bare};

/// A pattern as typed, and one for folded text.
#[derive(Debug)]
pub(super) struct Pattern {
    printed: Regex,
    folded: Regex,
}

/// Characters on either side of a line's end in which a match across it is looked for.
const AROUND_END: usize = 200;

impl Pattern {
    /// Reads a pattern; says why where it cannot be used.
    pub(super) fn new(text: &str) -> Result<Pattern, String> {
        let build = |text: &str, is_folded: bool| RegexBuilder::new(text).case_insensitive(is_folded).build();
        let printed = build(text, false).map_err(|error| format!("the pattern makes no sense: {error}"))?;
        if printed.is_match("") {
            return Err("the pattern matches also where nothing stands; expected one that needs a character"
                .to_owned());
        }
        let folded = build(&folded(text), true).unwrap_or_else(|_| printed.clone());
        Ok(Pattern { printed, folded })
    }
}

/// A pattern with its own characters as views show them. The ends of ranges stay, since another order of characters would be another
/// range.
fn folded(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut folded = String::with_capacity(text.len());
    for (index, &c) in chars.iter().enumerate() {
        let is_dash = |place: Option<usize>| place.and_then(|place| chars.get(place)) == Some(&'-');
        let is_end = is_dash(index.checked_sub(1)) || is_dash(index.checked_add(1));
        if c.is_ascii() || is_end {
            folded.push(c);
        } else {
            let seen = bare(c.encode_utf8(&mut [0; 4]), Sight::Bare);
            folded.push_str(&regex::escape(&seen));
        }
    }
    folded
}

/// Where patterns match in a text.
pub(super) fn find(patterns: &[&(usize, Pattern)], text: &str, found: &mut Vec<Place>) {
    let mut at = 0;
    let mut before: Option<Range<usize>> = None;
    for line in text.split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let views = [View::of(line, Sight::Spaced), View::of(line, Sight::Bare)];
        let joint = before.replace(range.clone()).map(|before| Joint::new(text, before, range.clone()));
        for (rule, pattern) in patterns {
            let mut put = |range: Range<usize>| found.push(Place { range, rule: *rule });
            for hit in pattern.printed.find_iter(line) {
                put(range.start + hit.start()..range.start + hit.end());
            }
            for view in &views {
                for hit in pattern.folded.find_iter(&view.text) {
                    let place = view.source_of(hit.range());
                    put(range.start + place.start..range.start + place.end);
                }
            }
            if let Some(joint) = &joint {
                joint.find(pattern, &mut put);
            }
        }
    }
}

/// The end of a line and the beginning of the next.
struct Joint {
    view: View,
    /// Where the second line begins in the view.
    end: usize,
}

impl Joint {
    fn new(text: &str, before: Range<usize>, after: Range<usize>) -> Joint {
        let (first, second) = (text.get(before.clone()).unwrap_or(""), text.get(after.clone()).unwrap_or(""));
        let from = first.char_indices().rev().nth(AROUND_END - 1).map_or(0, |(place, _)| place);
        let to = second.char_indices().nth(AROUND_END).map_or(second.len(), |(place, _)| place);
        let mut view = View::of("", Sight::Bare);
        view.push(first.get(from..).unwrap_or(""), before.start + from, Sight::Bare);
        let end = view.text.len();
        view.push(second.get(..to).unwrap_or(""), after.start, Sight::Bare);
        Joint { view, end }
    }

    /// Gives matches that run over the line's end. One that the first line has by itself would run on without need: `患者：.*` means
    /// the rest of its line.
    fn find(&self, pattern: &Pattern, put: &mut dyn FnMut(Range<usize>)) {
        let alone = self.view.text.get(..self.end).unwrap_or("");
        for hit in pattern.folded.find_iter(&self.view.text) {
            let is_across = hit.start() < self.end && self.end < hit.end();
            if is_across && !pattern.folded.find_iter(alone).any(|own| own.end() > hit.start()) {
                put(self.view.source_of(hit.range()));
            }
        }
    }
}
