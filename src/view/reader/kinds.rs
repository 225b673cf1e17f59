//! Mentions that are no dates: what their cards say, and which kinds are shown.

use leptos::html;
use leptos::prelude::*;

use crate::protocol::annotation::{EntityName, Told};
use crate::protocol::{EntityKind, Facet};
use crate::view::figures::exact as number;
use crate::view::settings::{store, stored as kept};
use crate::view::url::{Choice, View, ViewState};
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

/// Where a browser keeps the kinds that a reader has switched off.
const HIDDEN: &str = "jianbao.hidden-kinds";

/// Kinds in the order of the list, with the names that classes and the storage use.
const KINDS: [&str; 6] = ["date", "figure", "organisation", "person", "place", "service"];

fn name(told: &Told) -> &'static str {
    match told {
        Told::Date { .. } => "date",
        Told::Figure { .. } => "figure",
        Told::Name { entity, .. } => entity.kind.name(),
    }
}

fn label(kind: &str, words: Words) -> &'static str {
    match (kind, EntityKind::from_name(kind)) {
        (_, Some(kind)) => words.entity_kind(kind),
        ("figure", _) => words.figures(),
        _ => words.date(),
    }
}

/// The classes of a mention.
pub(super) fn class(told: &Told) -> &'static str {
    match told {
        Told::Date { .. } => "mention mention--date",
        Told::Figure { .. } => "mention mention--figure",
        Told::Name { entity, .. } => match entity.kind {
            EntityKind::Organisation => "mention mention--organisation",
            EntityKind::Person => "mention mention--person",
            EntityKind::Place => "mention mention--place",
            EntityKind::Service => "mention mention--service",
        },
    }
}

/// The kinds of mentions in the open article, each to be switched off and on.
#[component]
pub(super) fn KindList() -> impl IntoView {
    let answers = use_explorer().answers;
    let words = use_words();
    let hidden = RwSignal::new(stored());
    Effect::new(move |_| {
        let hidden = hidden.read().join(" ");
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hidden-kinds", &hidden);
        }
        store(HIDDEN, Some(&hidden));
    });
    let count = move |kind: &'static str| {
        let n = answers.with_article(|article| {
            let mentions = article.paragraphs.iter().flat_map(|paragraph| &paragraph.mentions);
            mentions.filter(|mention| name(&mention.told) == kind).count()
        });
        n.unwrap_or_default()
    };
    let switch = move |kind: &'static str| {
        let is_hidden = move || hidden.read().iter().any(|other| other == kind);
        let toggle = move |_| {
            hidden.update(|hidden| match hidden.iter().position(|other| other == kind) {
                Some(place) => drop(hidden.remove(place)),
                None => hidden.push(kind.to_owned()),
            });
        };
        view! {
            <li class="kinds__item" hidden=move || count(kind) == 0>
                <label class="kinds__label">
                    <input type="checkbox" prop:checked=move || !is_hidden() on:change=toggle/>
                    <span class=format!("kinds__name mention--{kind}")>{label(kind, words)}</span>
                    <small class="num">{move || count(kind)}</small>
                </label>
            </li>
        }
    };
    view! {
        <fieldset class="kinds">
            <legend class="kinds__legend">{words.marked_kinds()}</legend>
            <ul class="kinds__list">{KINDS.map(switch).collect_view()}</ul>
        </fieldset>
    }
}

fn stored() -> Vec<String> {
    let known = |kind: &&str| KINDS.contains(kind);
    kept(HIDDEN).unwrap_or_default().split(' ').filter(known).map(str::to_owned).collect()
}

/// What a card says of a date beside its days.
#[component]
pub(super) fn DateFacts(told: Told, lang: String) -> impl IntoView {
    let words = use_words();
    let Told::Date { events } = told else { return ().into_any() };
    let fact = move |(event, who): (String, Option<EntityName>)| {
        let who =
            who.map(|who| view! { <dt>{words.who()}</dt> <dd lang=lang.clone()><NameLink entity=who/></dd> });
        view! { <dt>{words.event()}</dt> <dd lang=lang.clone()>{event}</dd> {who} }
    };
    events.into_iter().map(fact).collect_view().into_any()
}

/// The card of a figure or a name.
#[component]
pub(super) fn OtherCard(
    /// As printed.
    text: String,
    /// Language of the document.
    lang: String,
    /// What it tells.
    told: Told,
    /// The button that closes the card.
    close: NodeRef<html::Button>,
) -> impl IntoView {
    let card = use_explorer().card;
    let words = use_words();
    let kind = label(name(&told), words);
    let value = match &told {
        Told::Figure { value, upper, unit, .. } => {
            amount(*value, *upper, unit).unwrap_or_else(|| text.clone())
        }
        Told::Name { entity, .. } => entity.name.clone(),
        Told::Date { .. } => text.clone(),
    };
    view! {
        <div class="card" role="region" aria-label=kind>
            <p class="card__kind">
                <span>{kind}</span>
                <button type="button" class="card__close" node_ref=close aria-label=words.close()
                    on:click=move |_| card.set(None)>"×"</button>
            </p>
            <p class="card__value num" lang=lang.clone()>{value}</p>
            <dl class="card__facts">
                <dt>{words.printed()}</dt>
                <dd lang=lang.clone()>{text}</dd>
                <Facts told=told.clone() lang/>
            </dl>
            <Ways told/>
        </div>
    }
}

#[component]
fn Facts(told: Told, lang: String) -> impl IntoView {
    let words = use_words();
    let fact = |name: &'static str, text: Option<String>| {
        let lang = lang.clone();
        text.map(|text| view! { <dt>{name}</dt> <dd lang=lang>{text}</dd> })
    };
    let link = |name: &'static str, entity: Option<EntityName>| {
        let lang = lang.clone();
        entity.map(|entity| view! { <dt>{name}</dt> <dd lang=lang><NameLink entity/></dd> })
    };
    match told {
        Told::Date { .. } => ().into_any(),
        Told::Figure { approximation, what, who, .. } => view! {
            {approximation.map(|how| view! { <dt>{words.exactness()}</dt> <dd>{words.approximation(how)}</dd> })}
            {fact(words.counted(), what)}
            {link(words.who(), who)}
        }
        .into_any(),
        Told::Name { aliases, parent, province, role, is_ambiguous, .. } => view! {
            {fact(words.aliases(), Some(aliases.join("、")).filter(|aliases| !aliases.is_empty()))}
            {link(words.parent(), parent)}
            {fact(words.province(), province)}
            {fact(words.role(), role)}
            {is_ambiguous.then(|| view! { <dt>{words.doubt()}</dt> <dd class="flag">{words.ambiguous()}</dd> })}
        }
        .into_any(),
    }
}

/// Ways on: to a name's own page, and to all that names it; to all figures of a unit.
#[component]
fn Ways(told: Told) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let words = use_words();
    match told {
        Told::Date { .. } => ().into_any(),
        Told::Figure { unit, .. } => {
            let figures = move |state: &ViewState| {
                state.with(|next| {
                    next.view = View::Figures;
                    next.part = Some(unit.clone()).filter(|unit| !unit.is_empty());
                })
            };
            view! { <p class="card__links"><a href=navigator.link(figures)>{words.same_unit()}</a></p> }
                .into_any()
        }
        Told::Name { entity, .. } => {
            let own = name_state(entity.clone());
            let everywhere = move |state: &ViewState| {
                let mut all = state.bare();
                all.choose(Facet::of(entity.kind), &entity.id, Choice::Chosen);
                all.on(View::Results)
            };
            view! {
                <p class="card__links"><a href=navigator.link(own)>{words.name_page()}</a></p>
                <p class="card__links"><a href=navigator.link(everywhere)>{words.all_that_name_it()}</a></p>
            }
            .into_any()
        }
    }
}

fn name_state(entity: EntityName) -> impl Fn(&ViewState) -> ViewState + Send + 'static {
    move |state| {
        state.with(|next| {
            next.view = View::Names;
            next.part = Some(entity.kind.name().to_owned());
            next.entity = Some(entity.id.clone());
        })
    }
}

/// A name that leads to its page.
#[component]
fn NameLink(entity: EntityName) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let name = entity.name.clone();
    view! { <a href=navigator.link(name_state(entity))>{name}</a> }
}

/// `13,706,000,000 条`, `5–10 人`; nothing where the words tell no number.
fn amount(value: Option<f64>, upper: Option<f64>, unit: &str) -> Option<String> {
    let upper = upper.map(|upper| format!("–{}", number(upper))).unwrap_or_default();
    Some(format!("{}{upper} {unit}", number(value?)).trim_end().to_owned())
}

/// Whether a mention has a card of its own.
pub(super) fn is_other(told: &Told) -> bool {
    !matches!(told, Told::Date { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, expected) in [
            (13_706_000_000.0, "13,706,000,000"),
            (0.5, "0.5"),
            (-1234.25, "-1,234.25"),
            (999.0, "999"),
            (1000.0, "1,000"),
        ] {
            assert_eq!(number(value), expected);
        }
        assert_eq!(amount(Some(5.0), Some(10.0), "人").as_deref(), Some("5–10 人"));
        assert_eq!(amount(Some(3.0), None, "").as_deref(), Some("3"));
        assert_eq!(amount(None, None, "元"), None);
    }
}
