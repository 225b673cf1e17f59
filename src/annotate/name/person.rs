//! People: a surname and one or two characters of a given name beside a title, in a list with such a name, or, where three
//! characters leave hardly a doubt, alone. A name that is found once is then known in the whole document.

use std::ops::Range;

use super::cut::{Cut, PLACES, Token};
use super::lexicon::{Lexicon, NameChars, Tags};
use super::{EntityKind, Found};
use crate::text::fold::is_han;

/// Surnames that are prepositions and adverbs far more often.
const PREPOSITIONS: &str = "于向从和与为时连常同将由经及";

/// The people of a paragraph.
pub(super) fn find<'a>(cut: &Cut<'a>, found: &mut Vec<Found<'a>>) {
    let mut is_person = vec![false; cut.tokens.len()];
    for (index, token) in cut.tokens.iter().enumerate() {
        let sure = token.tags.any(Tags::PERSON) || token.is_person && is_sure(cut, index);
        is_person.get_mut(index).into_iter().for_each(|place| *place = sure);
    }
    // A list may be entered from either end.
    let n = cut.tokens.len();
    for index in (0..n).chain((0..n).rev()) {
        let is_listed = is_in_list(cut, index, &is_person);
        is_person.get_mut(index).into_iter().for_each(|place| *place |= is_listed);
    }
    for (index, token) in cut.tokens.iter().enumerate() {
        if !token.is_person && !token.tags.any(Tags::PERSON) {
            continue;
        }
        found.push(Found {
            is_sure: is_person.get(index).copied().unwrap_or(false),
            role: role(cut, index),
            ..Found::of(EntityKind::Person, token.start..token.end)
        });
    }
    foreign(cut, found);
}

fn is_sure(cut: &Cut<'_>, index: usize) -> bool {
    let Some(token) = cut.tokens.get(index) else { return false };
    let name = cut.text(token.start..token.end);
    let Some(given) = name.get(1..) else { return false };
    let chars = NameChars::embedded();
    let is_good = given.iter().all(|&c| chars.is_given(c));
    let is_titled = title_before(cut, index).is_some() || title_after(cut, index).is_some();
    let next = cut.tokens.get(index + 1);
    let last = name.last().copied().unwrap_or(' ');
    let is_place = next.is_some_and(|next| {
        let word = cut.text(next.start..next.end);
        word.first().is_some_and(|&c| PLACES.contains(c) && word.len() == 1)
            || cut.is(next, "社区")
            || cut.is(next, "街道")
            || cut.is(next, "大道")
    });
    if is_place {
        return false;
    }
    let word = Lexicon::embedded().look_up(name);
    // 封城 is done, 高兴 one is; with a title it may be a name all the same.
    if !is_titled && word.is_some_and(|entry| entry.tags.any(Tags::FUNCTION)) {
        return false;
    }
    let word = word.filter(|entry| entry.tags.any(Tags::WORD) && !entry.tags.any(Tags::LIKELY_PERSON));
    if word.is_some_and(|entry| entry.log > -13.2) {
        return false;
    }
    // 于 and 向 are surnames, and more often they are not.
    let is_preposition = name.first().is_some_and(|c| PREPOSITIONS.contains(*c));
    if is_preposition && title_after(cut, index).is_none() {
        let is_closed = next.is_none_or(|next| cut.chars.get(next.start).is_some_and(|&c| !is_han(c)));
        return is_closed && is_titled && is_good;
    }
    if is_titled {
        let is_known_surname = name.first().is_some_and(|&c| chars.is_frequent_surname(c));
        return is_good
            || name.len() > 2 && is_known_surname
            || title_before(cut, index).is_some() && is_end(cut, next);
    }
    let weak = index.checked_sub(1).and_then(|before| cut.tokens.get(before));
    let is_weak = weak.is_some_and(|before| before.tags.any(Tags::TITLE_WEAK));
    let is_frequent = name.first().is_some_and(|&c| chars.is_frequent_surname(c));
    if is_weak && (is_good || is_frequent && is_end(cut, next)) {
        return true;
    }
    let is_double = name.len() > 3;
    (is_double || name.len() == 3 && is_frequent)
        && is_good
        && !PLACES.contains(last)
        && word.is_none()
        && is_edge(cut, weak)
        && is_edge(cut, next)
}

/// Whether a token cannot be part of a longer unknown word.
fn is_edge(cut: &Cut<'_>, token: Option<&Token<'_>>) -> bool {
    token.is_none_or(|token| {
        let is_han = cut.chars.get(token.start).is_some_and(|&c| is_han(c));
        let is_name = token.is_person;
        let is_dot = cut.chars.get(token.start) == Some(&'·');
        !is_dot && (!is_han || !is_name && (token.len() > 1 || token.tags.any(Tags::FUNCTION)))
    })
}

/// Whether a clause ends in front of a token, or a verb begins.
fn is_end(cut: &Cut<'_>, token: Option<&Token<'_>>) -> bool {
    token.is_none_or(|token| {
        let is_han = cut.chars.get(token.start).is_some_and(|&c| is_han(c));
        !is_han || token.tags.any(Tags::FUNCTION)
    })
}

/// Marks that stand between a title and a name.
fn is_link(cut: &Cut<'_>, token: &Token<'_>) -> bool {
    matches!(cut.text(token.start..token.end), [' ' | ':' | '/'])
}

/// The title directly in front of a name.
fn title_before(cut: &Cut<'_>, index: usize) -> Option<usize> {
    let mut before = index.checked_sub(1)?;
    while is_link(cut, cut.tokens.get(before)?) {
        before = before.checked_sub(1)?;
    }
    cut.tokens.get(before)?.tags.any(Tags::TITLE_BEFORE).then_some(before)
}

/// The title directly behind a name.
fn title_after(cut: &Cut<'_>, index: usize) -> Option<usize> {
    let mut after = index + 1;
    if matches!(cut.tokens.get(after).map(|token| cut.text(token.start..token.end)), Some([' '])) {
        after += 1;
    }
    cut.tokens.get(after)?.tags.any(Tags::TITLE_AFTER).then_some(after)
}

/// Whether a name stands in a list with one that is sure.
fn is_in_list(cut: &Cut<'_>, index: usize, is_person: &[bool]) -> bool {
    let Some(token) = cut.tokens.get(index).filter(|token| token.is_person) else { return false };
    let chars = NameChars::embedded();
    let given = cut.text(token.start + 1..token.end);
    let is_comma = |index: usize| {
        cut.tokens.get(index).is_some_and(|token| {
            matches!(cut.text(token.start..token.end), ['、' | '和' | '与' | '及' | ' ' | ','])
        })
    };
    let is_sure = |index: usize| is_person.get(index).copied().unwrap_or(false);
    let is_known = Lexicon::embedded()
        .look_up(cut.text(token.start..token.end))
        .is_some_and(|entry| entry.tags.any(Tags::WORD) && entry.log > -14.0);
    let before = index >= 2 && is_comma(index - 1) && is_sure(index - 2);
    let after = is_comma(index + 1) && is_sure(index + 2);
    !is_known && given.iter().all(|&c| chars.is_given(c)) && (before || after)
}

/// What a person is, by the titles around the name.
fn role(cut: &Cut<'_>, index: usize) -> Option<Range<usize>> {
    if let Some(last) = title_before(cut, index) {
        let mut first = last;
        while let Some(before) = first.checked_sub(2).filter(|&before| {
            let is_comma = cut
                .tokens
                .get(before + 1)
                .is_some_and(|token| matches!(cut.text(token.start..token.end), ['、' | '兼' | ',']));
            is_comma && cut.tokens.get(before).is_some_and(|token| token.tags.any(Tags::TITLE_BEFORE))
        }) {
            first = before;
        }
        let (first, last) = (cut.tokens.get(first)?, cut.tokens.get(last)?);
        return Some(first.start..last.end);
    }
    let after = cut.tokens.get(title_after(cut, index)?)?;
    let words: String = cut.text(after.start..after.end).iter().collect();
    let says_nothing = ["同志", "先生", "女士", "小姐", "事迹", "先进事迹"].contains(&words.as_str());
    (!says_nothing).then_some(after.start..after.end)
}

/// Foreign names of one word behind a title: 总理|默克尔.
fn titled_foreign(cut: &Cut<'_>, chars: &NameChars, found: &mut Vec<Found<'_>>) {
    for (index, title) in
        cut.tokens.iter().enumerate().filter(|(_, title)| title.tags.any(Tags::TITLE_BEFORE))
    {
        let is_foreign = |token: &&Token<'_>| {
            let is_name = cut.text(token.start..token.end).iter().all(|&c| chars.is_foreign(c));
            let is_word = token.len() > 1 && token.tags.any(Tags::FUNCTION);
            is_name && !is_word && !token.tags.any(Tags::PLACE.with(Tags::ORGANISATION))
        };
        let name = cut.tokens.iter().skip(index + 1).take_while(is_foreign).last();
        let Some(name) = name.filter(|name| (2..=5).contains(&(name.end - title.end))) else { continue };
        let is_word = Lexicon::embedded().look_up(cut.text(title.end..name.end)).is_some();
        if !is_word && (name.end - title.end > 2 || title_after(cut, index).is_none()) {
            found.push(Found {
                role: Some(title.start..title.end),
                ..Found::of(EntityKind::Person, title.end..name.end)
            });
        }
    }
}

/// Foreign names: 约翰·肯尼迪.
fn foreign<'a>(cut: &Cut<'a>, found: &mut Vec<Found<'a>>) {
    let chars = NameChars::embedded();
    titled_foreign(cut, chars, found);
    let is_foreign = |at: usize| cut.chars.get(at).is_some_and(|&c| chars.is_foreign(c));
    let mut done = 0;
    for (at, _) in cut.chars.iter().enumerate().filter(|(_, c)| **c == '·') {
        if at < done {
            continue;
        }
        let mut start = at;
        while start > done && at - start < 6 && is_foreign(start - 1) {
            start -= 1;
        }
        let mut end = at + 1;
        while is_foreign(end) || cut.chars.get(end) == Some(&'·') && is_foreign(end + 1) {
            end += 1;
        }
        done = end;
        let is_whole = cut.tokens.binary_search_by_key(&start, |token| token.start).is_ok();
        if at - start >= 2 && end - at > 2 && end - start <= 20 && is_whole {
            found.push(Found::of(EntityKind::Person, start..end));
        }
    }
}
