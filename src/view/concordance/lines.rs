//! The lines: what stands left of the keyword ends at it, what stands right of it begins there.

use std::collections::BTreeMap;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::protocol::DocumentSummary;
use crate::protocol::analysis::{ConcordanceGroup, ConcordanceKey, ConcordanceLine};
use crate::view::day_text::show_edtf;
use crate::view::tray::CollectSentence;
use crate::view::ui::{live, live_flag, live_text, mark_class, percent};
use crate::view::url::{View, ViewState};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::Found;
use super::choice::{Extent, extended};
use super::groups::{group_name, keyword, pieces};
use super::ink::{Side, inked};

/// Rows that stand for the lines until these come.
const N_AWAITED: usize = 12;

/// The lines in their groups, and more of them.
#[component]
pub(super) fn Lines(found: Found, is_waiting: Memo<bool>) -> impl IntoView {
    let Explorer { navigator, .. } = use_explorer();
    let words = use_words();
    let list = NodeRef::<html::Div>::new();
    let n_left = move || {
        found.with(|(asked, answer)| {
            let n_shown = u32::try_from(answer.lines.len()).unwrap_or(u32::MAX);
            answer.n_lines.saturating_sub(asked.offset.saturating_add(n_shown))
        })
    };
    let is_cut = move || found.with(|(asked, _)| asked.offset > 0);
    let is_bare = move || is_waiting.get() && found.with(|(_, answer)| answer.lines.is_empty());
    let state = Memo::new(move |_| navigator.state().with(|state| state.on(View::Concordance)));
    view! {
        <p class="concordance__before" hidden=live_flag(move || !is_cut())>
            <a class="button button--quiet" href=navigator.link(|state| extended(state, |extent| Extent { from: 0, ..extent }))>
                {live_text(move || words.from_the_first(found.with(|(asked, _)| asked.offset)))}
            </a>
        </p>
        <p class="unseen" id="concordance-keys">{words.concordance_keys()}</p>
        <div node_ref=list class="concordance__lines" on:keydown=move |event| key(&event, list)>
            {live(move || blocks(found, &state.get(), words))}
        </div>
        {live(move || is_bare().then(|| view! {
            <div class="concordance__awaited" aria-hidden="true">{(0..N_AWAITED).map(|_| view! { <i></i> }).collect_view()}</div>
        }))}
        <p class="hit-list__more" hidden=live_flag(move || n_left() == 0)>
            <button type="button" class="button" on:click=move |_| navigator.show_more()>{live_text(move || words.more(n_left()))}</button>
        </p>
    }
}

/// What all lines share.
struct Setting<'a> {
    state: &'a ViewState,
    documents: BTreeMap<&'a str, &'a DocumentSummary>,
    keys: &'a [ConcordanceKey],
    words: Words,
}

/// Groups with their headings, or all lines as one.
fn blocks(found: Found, state: &ViewState, words: Words) -> impl IntoView + use<> {
    let (asked, answer) = found.get();
    let summary = use_explorer().answers.summary();
    let documents = summary.documents.iter().map(|document| (document.id.as_str(), document)).collect();
    let setting = Setting { state, documents, keys: &asked.sort, words };
    let grouping = asked.sort.get(..(asked.n_group_keys as usize).min(asked.sort.len())).unwrap_or_default();
    let largest = answer.groups.iter().map(|group| group.n).max().unwrap_or(1);
    let end = asked.offset as usize + answer.lines.len();
    let whole = ConcordanceGroup { n: answer.n_lines, ..ConcordanceGroup::default() };
    let groups = if answer.groups.is_empty() { std::slice::from_ref(&whole) } else { &answer.groups };
    let mut blocks = Vec::new();
    for group in groups {
        let (first, last) = (group.first as usize, (group.first as usize + group.n as usize).min(end));
        let first = first.max(asked.offset as usize);
        if first >= last {
            continue;
        }
        let lines = &answer.lines[first - asked.offset as usize..last - asked.offset as usize];
        let lang = lines.first().and_then(|line| setting.documents.get(line.document.as_str()));
        let lang = lang.map(|document| document.lang.clone()).unwrap_or_default();
        let head = (!answer.groups.is_empty()).then(|| {
            let keyword = keyword(&asked, &answer, group).unwrap_or_else(|| "～".to_owned());
            let share = f64::from(group.n) / f64::from(largest) * 100.0;
            view! {
                <h2 class="concordance__head">
                    <span lang=lang>{group_name(group, grouping, keyword, words)}</span>
                    <small class="num">{words.n_hits(group.n)}</small>
                    <span class="meter" aria-hidden="true" style:--v=percent(share)><i></i></span>
                </h2>
            }
        });
        let is_first = blocks.is_empty();
        let rows = lines.iter().enumerate();
        let rows = rows.map(|(index, line)| row(line, &setting, is_first && index == 0)).collect_view();
        blocks.push(view! {
            <section class="concordance__group">
                {head}
                <ol aria-describedby="concordance-keys">{rows}</ol>
            </section>
        });
    }
    blocks.collect_view()
}

/// One line; all of it leads to its place. Only one of all lines is a stop of the Tab key, arrows go on from it.
fn row(line: &ConcordanceLine, setting: &Setting<'_>, is_stop: bool) -> impl IntoView + use<> {
    let words = setting.words;
    let document = setting.documents.get(line.document.as_str());
    let href = setting.state.reading(&line.document, Some(line.at)).href();
    let title = document.map_or_else(|| line.document.clone(), |document| document.title.clone());
    let article =
        document.and_then(|document| document.articles.iter().find(|article| article.id == line.article));
    let hint = article.map(|article| article.title.clone()).filter(|title| !title.is_empty());
    let day =
        line.published.as_deref().map_or_else(|| words.undated().to_owned(), |day| show_edtf(day, words));
    let is_dated = setting.keys.iter().position(|key| *key == ConcordanceKey::Date);
    let day_class = match is_dated {
        Some(0) => "concordance__day num concordance__ink--1",
        Some(1) => "concordance__day num concordance__ink--2",
        Some(_) => "concordance__day num concordance__ink--3",
        None => "concordance__day num",
    };
    let collected = href.clone();
    view! {
        <li class="concordance__line" lang=document.map(|document| document.lang.clone())>
            <a class="concordance__link" href=href draggable="false" tabindex=if is_stop { "0" } else { "-1" }>
                <span class="concordance__left"><span>{pieces(inked(&line.left, Side::Left, setting.keys))}</span></span>
                <mark class=mark_class(line.term)>{line.keyword.clone()}</mark>
                <span class="concordance__right">{pieces(inked(&line.right, Side::Right, setting.keys))}</span>
                " "
                <span class="concordance__source" title=hint>{title}</span>
                " "
                <span class=day_class lang=words.0.tag()>{day}</span>
            </a>
            <CollectSentence href=collected/>
        </li>
    }
}

/// Goes along the lines.
fn key(event: &KeyboardEvent, list: NodeRef<html::Div>) {
    let Some(list) = list.get_untracked() else { return };
    let Some(link) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Ok(links) = list.query_selector_all(".concordance__link") else { return };
    let Some(last) = links.length().checked_sub(1) else { return };
    let Some(here) = (0..=last).find(|&index| links.item(index).as_ref() == Some(link.as_ref())) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowDown" => (here + 1).min(last),
        "ArrowUp" => here.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    let at = |index| links.item(index).and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let (Some(link), Some(next)) = (at(here), at(next)) {
        link.set_tab_index(-1);
        next.set_tab_index(0);
        let _ = next.focus();
    }
}
