//! The provinces as a table.

use leptos::prelude::*;

use crate::protocol::annotation::EntityName;
use crate::view::ui::{live, live_flag};
use crate::view::url::View;
use crate::view::use_explorer;
use crate::view::words::{grouped, use_words};

use super::Page;
use super::province::{Chosen, Province};

/// Names of a province in its row.
const NAMES: usize = 6;

/// The same as a table, most mentions first.
#[component]
pub(super) fn ProvinceTable(page: Page) -> impl IntoView {
    let words = use_words();
    let rows = move || {
        let mut shown: Vec<(usize, Province)> = page.provinces.get().into_iter().enumerate().collect();
        shown.retain(|(_, province)| province.n_mentions > 0);
        shown.sort_by_key(|(_, province)| std::cmp::Reverse(province.n_mentions));
        shown.into_iter().map(|(index, province)| view! { <Row page index province/> }).collect_view()
    };
    let is_empty = move || page.provinces.with(|all| all.iter().all(|one| one.n_mentions == 0));
    let head = |text: &'static str| view! { <th scope="col">{text}</th> };
    view! {
        <table class="provinces" hidden=live_flag(is_empty)>
            <caption class="unseen">{words.tiles_label()}</caption>
            <thead><tr>{[words.province(), words.mentions(), words.names_of_province()].map(head).collect_view()}</tr></thead>
            <tbody>{live(rows)}</tbody>
        </table>
    }
}

#[component]
fn Row(page: Page, index: usize, province: Province) -> impl IntoView {
    let words = use_words();
    let n_rest = province.names.len().saturating_sub(NAMES);
    let rest = (n_rest > 0).then(|| words.and_others(u32::try_from(n_rest).unwrap_or(u32::MAX)));
    let names =
        province.names.into_iter().take(NAMES).map(|(name, n)| view! { <Name page name n/> }).collect_view();
    let is_chosen = Memo::new(move |_| page.chosen(index));
    view! {
        <tr class="provinces__row" class:provinces__row--chosen=move || is_chosen.get() == Chosen::All>
            <th scope="row">
                <button type="button" class="provinces__name" aria-pressed=move || (is_chosen.get() == Chosen::All).to_string() on:click=move |_| page.toggle(index)>
                    {province.tile.name(words.0)}
                </button>
            </th>
            <td class="num">{grouped(province.n_mentions)}</td>
            <td class="provinces__names">{names} {rest}</td>
        </tr>
    }
}

/// A name of a province, with a link to its page.
#[component]
fn Name(page: Page, name: EntityName, n: u32) -> impl IntoView {
    let lang = use_explorer().answers.summary().lang.clone();
    let href = page.navigator.link(move |state| {
        state.with(|next| {
            next.view = View::Names;
            (next.entity, next.part) = (Some(name.id.clone()), None);
        })
    });
    view! {
        <span class="provinces__one"><a lang=lang href=href>{name.name}</a> " " <small class="num">{grouped(n)}</small></span>
        " "
    }
}
