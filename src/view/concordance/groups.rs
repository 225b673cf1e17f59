//! The groups with their frequencies, the most frequent first; each leads to its first line.

use leptos::prelude::*;

use crate::protocol::analysis::{
    ConcordanceAnswer, ConcordanceGroup, ConcordanceKey, ConcordanceLine, ConcordanceRequest,
};
use crate::view::day_text::show_edtf;
use crate::view::ui::{live, live_flag, percent};
use crate::view::use_explorer;
use crate::view::words::{Words, grouped, use_words};

use super::Found;
use super::choice::{Extent, extended};
use super::ink::{Inked, Side, heading};

/// Groups that are listed before a reader asks for all.
const FIRST: usize = 12;

/// Characters of a keyword that is written out in the list.
const LONGEST: usize = 6;

/// The groups beside the lines.
#[component]
pub(super) fn GroupList(found: Found) -> impl IntoView {
    let words = use_words();
    let is_whole = RwSignal::new(false);
    let n_groups = move || found.with(|(_, answer)| answer.groups.len());
    let listed = move || {
        let (asked, answer) = found.get();
        let n_shown = if is_whole.get() { usize::MAX } else { FIRST };
        let largest = answer.groups.iter().map(|group| group.n).max().unwrap_or(1);
        let item = |group: &ConcordanceGroup| item(group, &asked, &answer, largest, words);
        // Large ones first, whatever the order of the lines.
        let mut groups: Vec<&ConcordanceGroup> = answer.groups.iter().collect();
        crate::order::sort_by_key(&mut groups, |group| std::cmp::Reverse(group.n));
        groups.into_iter().take(n_shown).map(item).collect_view()
    };
    view! {
        <section class="concordance-groups" hidden=live_flag(move || n_groups() < 2)>
            <h2 class="facets__legend"><span>{words.groups()}</span><small>{words.in_hits()}</small></h2>
            <ol class="concordance-groups__list">{live(listed)}</ol>
            <button type="button" class="button button--quiet concordance-groups__more" hidden=live_flag(move || n_groups() <= FIRST)
                aria-expanded=move || is_whole.get().to_string() on:click=move |_| is_whole.update(|whole| *whole = !*whole)>
                {move || if is_whole.get() { words.fewer().to_owned() } else { words.n_others(count(n_groups() - FIRST.min(n_groups()))) }}
            </button>
        </section>
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn item(
    group: &ConcordanceGroup,
    asked: &ConcordanceRequest,
    answer: &ConcordanceAnswer,
    largest: u32,
    words: Words,
) -> impl IntoView + use<> {
    let explorer = use_explorer();
    let first = group.first;
    let keys = asked.sort.iter().take(asked.n_group_keys as usize).copied().collect::<Vec<_>>();
    let href =
        explorer.navigator.link(move |state| extended(state, |extent| Extent { from: first, ..extent }));
    let lang = explorer.answers.summary().lang.clone();
    // Beside a long one there is no room for what the group is about.
    let keyword = keyword(asked, answer, group).filter(|keyword| keyword.chars().count() <= LONGEST);
    let keyword = keyword.unwrap_or_else(|| "～".to_owned());
    let share = f64::from(group.n) / f64::from(largest) * 100.0;
    view! {
        <li>
            <a class="concordance-groups__link" href=href>
                <span class="concordance-groups__name" lang=lang>
                    {group_name(group, &keys, keyword, words)}
                </span>
                <span class="meter" aria-hidden="true" style:--v=percent(share)><i></i></span>
                <span class="num">{grouped(group.n)}</span>
            </a>
        </li>
    }
}

/// What a group is about: the keyword with the characters beside it, or a day.
pub(super) fn group_name(
    group: &ConcordanceGroup,
    keys: &[ConcordanceKey],
    keyword: String,
    words: Words,
) -> impl IntoView + use<> {
    let day = keys.contains(&ConcordanceKey::Date).then(|| {
        let day = group
            .published
            .as_deref()
            .map_or_else(|| words.undated().to_owned(), |day| show_edtf(day, words));
        view! { <span class="num" lang=words.0.tag()>{day}</span> " " }
    });
    let has_characters = keys.iter().any(|key| *key != ConcordanceKey::Date);
    let (left, right) = (heading(group, Side::Left, keys), heading(group, Side::Right, keys));
    view! {
        {day}
        {has_characters.then(|| view! { {pieces(left)}<span class="concordance__word">{keyword}</span>{pieces(right)} })}
    }
}

/// Text whose sorted characters have the ink of their key.
pub(super) fn pieces(pieces: Vec<Inked>) -> impl IntoView {
    let piece = |(ink, text): Inked| match ink.and_then(|ink| INKS.get(ink)) {
        Some(class) => view! { <b class=*class>{text}</b> }.into_any(),
        None => text.into_any(),
    };
    pieces.into_iter().map(piece).collect_view()
}

/// The inks of the first, second and third key.
const INKS: [&str; 3] = ["concordance__ink--1", "concordance__ink--2", "concordance__ink--3"];

/// The keyword of a group, where all its lines have one term: that of its first line, or of any line at hand.
pub(super) fn keyword(
    asked: &ConcordanceRequest,
    answer: &ConcordanceAnswer,
    group: &ConcordanceGroup,
) -> Option<String> {
    let is_one_term = |lines: &[ConcordanceLine]| lines.windows(2).all(|pair| pair[0].term == pair[1].term);
    let start = group.first.saturating_sub(asked.offset) as usize;
    let end = (group.first + group.n).saturating_sub(asked.offset) as usize;
    match answer.lines.get(start..end).filter(|own| !own.is_empty()) {
        Some(own) => own.first().filter(|_| is_one_term(own)),
        None => answer.lines.get(start).or(answer.lines.first()).filter(|_| is_one_term(&answer.lines)),
    }
    .map(|line| line.keyword.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_several_terms_has_no_keyword() {
        let line = |term, keyword: &str| ConcordanceLine {
            term,
            keyword: keyword.to_owned(),
            ..ConcordanceLine::default()
        };
        let answer = ConcordanceAnswer {
            lines: vec![line(0, "甲"), line(0, "甲"), line(1, "乙"), line(0, "甲"), line(1, "丙")],
            ..ConcordanceAnswer::default()
        };
        let asked = ConcordanceRequest { offset: 10, ..ConcordanceRequest::default() };
        let keyword = |first, n| {
            keyword(&asked, &answer, &ConcordanceGroup { first, n, ..ConcordanceGroup::default() })
        };
        assert_eq!(keyword(10, 2).as_deref(), Some("甲"));
        assert_eq!(keyword(12, 1).as_deref(), Some("乙"));
        assert_eq!(keyword(12, 2), None);
        assert_eq!(keyword(14, 3), None);
        assert_eq!(keyword(90, 3), None);
    }
}
