//! [`Redaction`]: words that must not be published, and where they stand in a text.
//!
//! # What is found?
//! Words of a list wherever a reader would take them for the same: in both scripts, any width and case, broken over lines, spaced
//! out, with invisible characters or accents in between; a number of five digits or more also with hyphens and commas between its
//! digits. More is found than by searching, since a word too many hurts less than one too few. A pattern is matched line by line: as
//! printed, and folded with and without spaces; also over one line's end, where the line alone does not match there.
//!
//! # Why is the mark always the same?
//! One that is as long as what it hides tells who is meant.
//!
//! This folder knows text, nothing of documents; `corpus` sees to it that nothing else derives from what is found.

mod pattern;
mod view;

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use self::pattern::Pattern;
use self::view::{Sight, View, bare};

/// What stands in place of words, where a rule names nothing else.
pub const MARK: &str = "■■■";

/// Digits of a number that is also found with marks between them.
const LEAST_DIGITS: usize = 5;

/// A rule as its author gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// What must not be published.
    pub sought: Sought,
    /// What stands in its place; [`MARK`] if `None`.
    pub replacement: Option<String>,
    /// Files and folders, by name, or ids that documents bring along, to which it is limited; empty for all.
    pub documents: Vec<String>,
}

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// These words.
    Words(String),
    /// What a regular expression matches, in the syntax of the crate `regex`.
    Pattern(String),
}

impl Default for Sought {
    fn default() -> Sought {
        Sought::Words(String::new())
    }
}

/// A rule that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its place in the list.
    pub rule: usize,
    /// Why.
    pub reason: String,
}

/// A stretch of a text that must not be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Place in the list of the first rule that found it.
    pub rule: usize,
}

/// For each rule whether it holds.
pub type Scope = Vec<bool>;

/// Rules that are ready to be applied.
#[derive(Debug, Default)]
pub struct Redaction {
    rules: Vec<Rule>,
    /// Words of rules as views show them, and the rule of each.
    words: Option<Words>,
    numbers: Option<Words>,
    patterns: Vec<(usize, Pattern)>,
}

/// Words that are looked for together.
#[derive(Debug)]
struct Words {
    finder: AhoCorasick,
    rules: Vec<usize>,
}

impl Words {
    fn new(words: Vec<(usize, String)>) -> Result<Option<Words>, String> {
        if words.is_empty() {
            return Ok(None);
        }
        let rules = words.iter().map(|(rule, _)| *rule).collect();
        let mut builder = AhoCorasickBuilder::new();
        builder.match_kind(MatchKind::Standard);
        let finder =
            builder.build(words.iter().map(|(_, words)| words)).map_err(|error| error.to_string())?;
        Ok(Some(Words { finder, rules }))
    }

    fn find(&self, view: &View, scope: &[bool], found: &mut Vec<Place>) {
        for hit in self.finder.find_overlapping_iter(&view.text) {
            let Some(&rule) = self.rules.get(hit.pattern().as_usize()) else { continue };
            if scope.get(rule) == Some(&true) {
                found.push(Place { range: view.source_of(hit.start()..hit.end()), rule });
            }
        }
    }
}

impl Redaction {
    /// Makes rules ready.
    ///
    /// # Errors
    /// When a rule has no words, a pattern makes no sense or matches nothing at all, or a replacement would itself be found.
    ///
    /// ```
    /// use jianbao::text::redact::{Redaction, Rule, Sought};
    /// let rule = Rule { sought: Sought::Words("张三".to_owned()), ..Rule::default() };
    /// let redaction = Redaction::new(vec![rule]).unwrap();
    /// assert_eq!(redaction.redacted("見張 三。", &redaction.everywhere()), "見■■■。");
    /// ```
    pub fn new(rules: Vec<Rule>) -> Result<Redaction, Refusal> {
        let (mut words, mut numbers, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        for (index, rule) in rules.iter().enumerate() {
            let refuse = |reason: String| Refusal { rule: index, reason };
            match &rule.sought {
                Sought::Words(text) => {
                    let seen = bare(text, Sight::Bare);
                    if seen.is_empty() {
                        return Err(refuse("text is empty; expected the words to remove".to_owned()));
                    }
                    words.push((index, seen));
                    let number = bare(text, Sight::Digits);
                    if number.bytes().filter(u8::is_ascii_digit).count() >= LEAST_DIGITS {
                        numbers.push((index, number));
                    }
                }
                Sought::Pattern(text) => patterns.push((index, Pattern::new(text).map_err(refuse)?)),
            }
        }
        let refuse = |reason: String| Refusal { rule: 0, reason };
        let (words, numbers) = (Words::new(words).map_err(refuse)?, Words::new(numbers).map_err(refuse)?);
        let redaction = Redaction { rules, words, numbers, patterns };
        redaction.check_marks()?;
        Ok(redaction)
    }

    /// A mark that is found itself would be looked for again and again.
    fn check_marks(&self) -> Result<(), Refusal> {
        for (index, rule) in self.rules.iter().enumerate() {
            let mark = self.mark(index);
            let refuse = |reason: String| Err(Refusal { rule: index, reason });
            if mark.trim().is_empty() || mark.chars().any(char::is_control) {
                return refuse(format!(
                    "cannot replace by {mark:?}; expected characters that show on one line that something is missing"
                ));
            }
            // A rule that is limited to some documents meets the marks of the others there.
            if let Some(place) = self.places(mark, &self.anywhere()).first() {
                let reason = match (&rule.replacement, place.rule == index) {
                    (None, _) => format!("rule {} matches any text, even the mark {mark}", place.rule + 1),
                    (Some(_), true) => format!("the rule finds its own replacement {mark:?}"),
                    (Some(_), false) => format!("rule {} finds the replacement {mark:?}", place.rule + 1),
                };
                return Err(Refusal {
                    rule: if rule.replacement.is_none() { place.rule } else { index },
                    reason,
                });
            }
        }
        Ok(())
    }

    /// The rules in the order in which they were given.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether there is any rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules that hold for every document, and for what is said of all.
    #[must_use]
    pub fn everywhere(&self) -> Scope {
        self.rules.iter().map(|rule| rule.documents.is_empty()).collect()
    }

    /// All rules, for words of which nobody knows where they belong.
    #[must_use]
    pub fn anywhere(&self) -> Scope {
        vec![true; self.rules.len()]
    }

    /// The rules that hold for a document, by its name and the id that it brings along.
    #[must_use]
    pub fn scope(&self, source: &str, own_id: Option<&str>) -> Scope {
        let is_in = |path: &String| is_within(source, path) || own_id == Some(path.trim_end_matches('/'));
        self.rules.iter().map(|rule| rule.documents.is_empty() || rule.documents.iter().any(is_in)).collect()
    }

    /// What stands in place of what a rule finds.
    #[must_use]
    pub fn mark(&self, rule: usize) -> &str {
        self.rules.get(rule).and_then(|rule| rule.replacement.as_deref()).unwrap_or(MARK)
    }

    /// Where rules find something; in order, without overlaps, what touches is one place.
    #[must_use]
    pub fn places(&self, text: &str, scope: &[bool]) -> Vec<Place> {
        let mut found = Vec::new();
        if let Some(words) = &self.words {
            words.find(&View::of(text, Sight::Bare), scope, &mut found);
        }
        if let Some(numbers) = &self.numbers {
            numbers.find(&View::of(text, Sight::Digits), scope, &mut found);
        }
        let patterns: Vec<&(usize, Pattern)> =
            self.patterns.iter().filter(|(rule, _)| scope.get(*rule) == Some(&true)).collect();
        if !patterns.is_empty() {
            pattern::find(&patterns, text, &mut found);
        }
        merged(found)
    }

    /// Whether a rule finds something.
    #[must_use]
    pub fn finds(&self, text: &str, scope: &[bool]) -> bool {
        !self.places(text, scope).is_empty()
    }

    /// A text with marks in place of what is found.
    #[must_use]
    pub fn redacted(&self, text: &str, scope: &[bool]) -> String {
        let mut redacted = String::with_capacity(text.len());
        let mut at = 0;
        for place in self.places(text, scope) {
            redacted.push_str(text.get(at..place.range.start).unwrap_or(""));
            redacted.push_str(self.mark(place.rule));
            at = place.range.end;
        }
        redacted.push_str(text.get(at..).unwrap_or(""));
        redacted
    }

    /// A name, as files and documents have them, with marks in place of what is found; where words of it are parted by signs or
    /// written in percent signs, all of it but the ending goes.
    #[must_use]
    pub fn redacted_name(&self, name: &str, scope: &[bool]) -> String {
        let redacted = self.redacted(name, scope);
        let Some(rule) = self.hidden_in(&redacted, scope) else { return redacted };
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let ending =
            ending.filter(|ending| ending.len() <= 8 && ending.bytes().all(|b| b.is_ascii_alphanumeric()));
        match ending {
            Some(ending) if !self.finds(ending, scope) => format!("{}.{ending}", self.mark(rule)),
            _ => self.mark(rule).to_owned(),
        }
    }

    /// The rule that finds something in a name only when its signs are resolved.
    pub(crate) fn hidden_in(&self, name: &str, scope: &[bool]) -> Option<usize> {
        // Of what is neither letter nor digit, only the mark stays, which stands for something.
        let is_parting = |c: char| !c.is_alphanumeric() && !MARK.contains(c);
        let plain = unescaped(name);
        let spaced: String = plain.chars().map(|c| if is_parting(c) { ' ' } else { c }).collect();
        let found = [plain, spaced].into_iter().find_map(|seen| self.places(&seen, scope).into_iter().next());
        found.map(|place| place.rule)
    }
}

/// Whether a file or folder is the one with this path, or lies below it.
#[must_use]
pub fn is_within(name: &str, path: &str) -> bool {
    let rest = name.strip_prefix(path.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// In order, what overlaps or touches put together.
pub(crate) fn merged(mut found: Vec<Place>) -> Vec<Place> {
    found.retain(|place| !place.range.is_empty());
    found.sort_by_key(|place| (place.range.start, place.rule));
    let mut merged: Vec<Place> = Vec::new();
    for place in found {
        match merged.last_mut().filter(|last| place.range.start <= last.range.end) {
            Some(last) => {
                last.range.end = last.range.end.max(place.range.end);
                last.rule = last.rule.min(place.rule);
            }
            None => merged.push(place),
        }
    }
    merged
}

/// A name with its percent signs resolved.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
