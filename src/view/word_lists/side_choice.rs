//! Which part of the corpus stands on a side.

use leptos::prelude::*;

use crate::protocol::annotation::{NameAnswer, NameRequest};
use crate::protocol::{EntityKind, Summary};
use crate::view::client::Shared;
use crate::view::history::Write;
use crate::view::ui::{live, live_flag};
use crate::view::words::{Words, use_words};
use crate::view::{Explorer, use_explorer};

use super::choice::{Choice, chosen};
use super::side::{Side, periods};

/// Organisations that are offered.
const N_ORGANISATIONS: u32 = 30;

/// A list of sides, and a field for a query.
#[component]
pub(super) fn SideChoice(is_first: bool, sides: Memo<(Side, Side)>) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let side =
        Memo::new(move |_| sides.with(|(first, second)| if is_first { first } else { second }.clone()));
    let choose = move |side: Option<Side>| {
        let Some(side) = side else { return };
        let change = |known| match is_first {
            true => Choice { first: Some(side), ..known },
            false => Choice { second: Some(side), ..known },
        };
        navigator.change(|state| chosen(state, change), Write::Push);
    };
    let names = Memo::new(move |_| {
        let kind = Some(EntityKind::Organisation);
        answers.client.names(NameRequest { kind, limit: N_ORGANISATIONS, ..NameRequest::default() }).1
    });
    let query =
        move || side.with(|side| if let Side::Query(query) = side { query.clone() } else { String::new() });
    let is_query = move || side.with(|side| matches!(side, Side::Query(_)));
    let (label, letter) = if is_first { (words.side_first(), "A") } else { (words.side_second(), "B") };
    view! {
        <div class="word-sides__side">
            <label class="word-sides__label">
                <b class="word-sides__letter" aria-hidden="true">{letter}</b>
                <span class="unseen">{label}</span>
                <select class="choice__select word-sides__select" on:change=move |event| choose(Side::parse(&event_target_value(&event)))>
                    {live(move || options(&answers.summary(), &names.get(), &side.get(), is_first, words))}
                </select>
            </label>
            <input class="word-sides__query" type="text" autocomplete="off" spellcheck="false" aria-label=words.side_query()
                placeholder=words.side_query() hidden=live_flag(move || !is_query()) prop:value=query
                on:change=move |event| choose(Some(Side::Query(event_target_value(&event).trim().to_owned())))/>
        </div>
    }
}

/// All sides that can be chosen, in groups.
fn options(
    summary: &Summary,
    names: &Shared<NameAnswer>,
    side: &Side,
    is_first: bool,
    words: Words,
) -> impl IntoView + use<> {
    let documents = summary
        .documents
        .iter()
        .map(|document| (Side::Document(document.id.clone()), document.title.clone()));
    let mut publishers: Vec<&String> =
        summary.documents.iter().filter_map(|document| document.publisher.as_ref()).collect();
    publishers.sort();
    publishers.dedup();
    let publishers = publishers.into_iter().map(|name| (Side::Publisher(name.clone()), name.clone()));
    let periods = periods(summary.first_day.as_deref(), summary.last_day.as_deref()).into_iter();
    let periods = periods.map(|period| (Side::Period(period.clone()), period));
    let names = names.names.iter().filter(|name| name.entity.kind == EntityKind::Organisation);
    let names = names.map(|name| (Side::Organisation(name.entity.id.clone()), name.entity.name.clone()));
    let groups: [(&'static str, Vec<(Side, String)>); 4] = [
        (words.documents(), documents.collect()),
        (words.periods(), periods.collect()),
        (words.facet_organisation(), names.collect()),
        (words.facet_publisher(), publishers.collect()),
    ];
    let mut single = vec![(Side::Present, words.side_present().to_owned())];
    if !is_first {
        single.push((Side::Rest, words.side_rest().to_owned()));
    }
    let query = if let Side::Query(_) = side { side.clone() } else { Side::Query(String::new()) };
    single.push((query, words.side_by_query().to_owned()));
    // What a link names is offered too.
    let is_known = |known: &(Side, String)| known.0 == *side;
    if !single.iter().any(is_known) && !groups.iter().any(|(_, sides)| sides.iter().any(is_known)) {
        let value = side.print();
        single.push((
            side.clone(),
            value.split_once(':').map_or(value.as_str(), |(_, value)| value).to_owned(),
        ));
    }
    let option = |(value, text): (Side, String)| {
        let is_chosen = value == *side;
        view! { <option value=value.print() selected=is_chosen>{text}</option> }
    };
    let single = single.into_iter().map(option).collect_view();
    let groups: Vec<_> = groups.into_iter().filter(|(_, sides)| !sides.is_empty()).collect();
    let groups = groups.into_iter().map(|(label, sides)| {
        view! { <optgroup label=label>{sides.into_iter().map(option).collect_view()}</optgroup> }
    });
    (single, groups.collect_view())
}
