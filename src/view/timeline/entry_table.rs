//! The days as a table: date, sentence, article. It says all that the bars show, and more.

use leptos::prelude::*;

use crate::protocol::{TimelineEntry, YearBasis};
use crate::view::answers::ENTRIES;
#[cfg(feature = "views")]
use crate::view::day_text::is_vague;
use crate::view::day_text::show_edtf;
use crate::view::ui::{live, live_flag, live_text};
use crate::view::url::{View, ViewState};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

/// One row a date; each opens the reader there.
#[component]
pub(super) fn EntryTable() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let state = Memo::new(move |_| navigator.state().read().on(View::Timeline));
    let rows = move || {
        let state = state.get();
        let n_rows = answers.n_rows.get() as usize;
        let entries: Vec<_> = answers.timeline.read().entries.iter().take(n_rows).cloned().collect();
        entries.into_iter().map(|entry| view! { <Row state=state.clone() entry/> }).collect_view()
    };
    let n_left = move || {
        let answer = answers.timeline.read();
        let n_shown = u32::try_from(answer.entries.len()).unwrap_or(u32::MAX).min(answers.n_rows.get());
        answer.n_entries.saturating_sub(n_shown)
    };
    let is_empty = move || answers.timeline.read().entries.is_empty();
    let heading = |text: &'static str| view! { <th scope="col">{text}</th> };
    view! {
        <table class="entries" hidden=live_flag(is_empty)>
            <caption class="unseen">{words.days_table()}</caption>
            <thead>
                <tr>{[words.date(), words.sentence(), words.article(), words.basis()].map(heading).collect_view()}</tr>
            </thead>
            <tbody>{live(rows)}</tbody>
        </table>
        <p class="entries__none" hidden=live_flag(move || !is_empty())>{words.no_days()}</p>
        <button type="button" class="button" hidden=live_flag(move || n_left() == 0) on:click=move |_| answers.n_rows.update(|n| *n += ENTRIES)>
            {live_text(move || words.more(n_left()))}
        </button>
    }
}

#[component]
fn Row(state: ViewState, entry: TimelineEntry) -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let document = answers.document(entry.document).unwrap_or_default();
    let article = document.articles.get(entry.article as usize).map(|article| article.title.clone());
    let source = article.filter(|title| !title.is_empty()).unwrap_or_else(|| document.title.clone());
    let href = state.reading(&document.id, Some(entry.at)).href();
    let vague = vague(&entry, words);
    view! {
        <tr class="entries__row">
            <td class="entries__date"><time class="num" datetime=entry.first>{show_edtf(&entry.edtf, words)}</time>{vague}</td>
            <td lang=document.lang.clone()>
                <a class="entries__text" draggable="false" href=href>
                    <DateInText text=entry.text mark=entry.mark/>
                </a>
            </td>
            <td class="entries__source" lang=document.lang>{source}</td>
            <td class="entries__basis">
                <Basis year_basis=entry.year_basis suggested=entry.suggested/>
            </td>
        </tr>
    }
}

/// What stands beside a date that leaves open which day is meant.
#[cfg_attr(
    not(feature = "views"),
    expect(unused_variables, reason = "the page by itself has no room for it")
)]
fn vague(entry: &TimelineEntry, words: Words) -> impl IntoView + use<> {
    #[cfg(feature = "views")]
    return is_vague(&entry.edtf, &entry.first, &entry.last)
        .then(|| view! { <small class="entries__vague">{words.day_uncertain()}</small> });
}

/// The sentence with its date standing out; a date is no hit and is not drawn as one.
#[component]
fn DateInText(text: String, mark: Option<crate::protocol::Mark>) -> impl IntoView {
    let bounds = mark.map(|mark| (mark.start as usize, mark.end as usize));
    let cut =
        bounds.and_then(|(start, end)| Some((text.get(..start)?, text.get(start..end)?, text.get(end..)?)));
    match cut.map(|(before, date, after)| (before.to_owned(), date.to_owned(), after.to_owned())) {
        Some((before, date, after)) => {
            view! { {before}<b class="entries__mark">{date}</b>{after} }.into_any()
        }
        None => text.into_any(),
    }
}

#[component]
fn Basis(year_basis: YearBasis, suggested: Option<String>) -> impl IntoView {
    let words = use_words();
    match suggested {
        Some(suggested) => {
            view! { <span class="flag">{words.rather(&show_edtf(&suggested, words))}</span> }.into_any()
        }
        None => words.year_basis(year_basis).into_any(),
    }
}
