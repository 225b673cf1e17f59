//! Times in words, read against the moment they are said at: 下周三下午3点, 去年上半年, 前两个季度, 每周一.
//!
//! What words say ([`moment`]) is kept apart from where that lies on the calendar ([`calendar`]), for half of it depends on when
//! they are said and on custom. The grammar is written by hand and reads each place of a text once: no word of a time is
//! longer than a few characters, so the time it takes grows with the text and nothing else.
//!
//! This folder knows words and the calendar, nothing of documents: which of the times of a text count as its dates is said in
//! [`super::date`].
//!
//! # Two grammars?
//! One, with what is only a time when somebody asks for one (12号, 下午, 3pm) switched off in running text, where it is too
//! often none: the 12th building, the afternoon edition.

pub mod calendar;
mod clock;
mod era;
pub mod festival;
pub(in crate::annotate) mod grammar;
mod length;
mod numeric;
pub mod lunar;
pub mod moment;
mod phrase;
mod week;
mod year;
pub(in crate::annotate) mod vocabulary;
pub(in crate::annotate) mod words;

use std::ops::Range;

use self::calendar::{Convention, Interval, Stamp};
use self::grammar::Grammar;
use self::moment::{Length, Meaning};
use self::vocabulary::may_begin;
use self::words::{Words, is_numeral};

/// The words of a time, and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Where they stand, in bytes.
    pub range: Range<usize>,
    /// What they say.
    pub meaning: Meaning,
    /// Where that lies; none for lengths and sets, and where the calendar has no such day.
    pub interval: Option<Interval>,
}

/// The times in words, in order, none overlapping, read against the moment they are said at.
///
/// ```
/// use jianbao::annotate::time::calendar::Stamp;
/// use jianbao::annotate::time::resolve;
/// let reference = Stamp::parse("2020-03-18T09:00:00").unwrap();
/// let found = resolve("明天下午3点开会", reference);
/// let start = found[0].interval.and_then(|interval| interval.start);
/// assert_eq!(start.map(|start| start.to_string()).as_deref(), Some("2020-03-19T15:00:00"));
/// ```
#[must_use]
pub fn resolve(words: &str, reference: Stamp) -> Vec<Expression> {
    resolve_by(words, reference, &Convention::default())
}

/// As [`resolve`], by another custom.
#[must_use]
pub fn resolve_by(words: &str, reference: Stamp, convention: &Convention) -> Vec<Expression> {
    let words = Words::new(words);
    let grammar = Grammar { words: &words, is_open: true };
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let read =
            if may_begin(words.at(i)) && !is_inside_number(&words, i) { grammar.phrase(i) } else { None };
        match read {
            Some((end, meaning)) if end > i => {
                let interval = calendar::interval(&meaning, reference, convention);
                found.push(Expression { range: words.byte(i)..words.byte(end), meaning, interval });
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

/// The length of time that words tell, all of them.
#[must_use]
pub fn length(words: &str) -> Option<Length> {
    let words = Words::new(words);
    let (end, length) = Grammar { words: &words, is_open: true }.length(0)?;
    (end == words.len()).then_some(length)
}

/// Whether a number goes on in front of a place: a digit touches it, with at most a point or colon between.
pub(in crate::annotate) fn is_inside_number(words: &Words, i: usize) -> bool {
    if !is_numeral(words.at(i)) || i == 0 {
        return false;
    }
    match words.before(i) {
        '.' | ':' => i >= 2 && words.at(i - 2).is_ascii_digit() && words.at(i).is_ascii_digit(),
        c => is_numeral(c),
    }
}

#[cfg(test)]
mod tests;
