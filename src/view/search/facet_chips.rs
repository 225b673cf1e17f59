//! What was chosen and excluded in the facets, each with a way to take it back.

use leptos::prelude::*;

use crate::protocol::Facet;
use crate::view::ui::live;
use crate::view::url::{Choice, ViewState};
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::query_chips::DropLink;

/// A chip for each value; those of one facet are alternatives.
#[component]
pub(super) fn FacetChips() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let choices = Memo::new(move |_| navigator.state().with(|state| state.facets.clone()));
    let lang = answers.summary().lang.clone();
    live(move || {
        let mut chips = Vec::new();
        for choice in choices.get() {
            for (index, id) in choice.chosen.iter().enumerate() {
                chips.push(chip(choice.facet, id, index > 0, false, &lang));
            }
            for id in &choice.excluded {
                chips.push(chip(choice.facet, id, false, true, &lang));
            }
        }
        chips
    })
}

fn chip(facet: Facet, id: &str, is_further: bool, is_excluded: bool, lang: &str) -> impl IntoView + use<> {
    let facets = use_explorer().answers.facets;
    let words = use_words();
    let label = facets.label(facet, id, words).unwrap_or_else(|| id.to_owned());
    let sign = if is_excluded { Some(words.without()) } else { is_further.then(|| words.or()) };
    let class = if is_excluded { "chip chip--not" } else { "chip chip--document" };
    let id = id.to_owned();
    let drop = move |state: &ViewState| state.with(|next| next.choose(facet, &id, Choice::Neither));
    view! {
        {sign.map(|sign| view! { <li class="query-chips__sign">{sign}</li> })}
        <li class=class>
            <b class="chip__text" title=words.facet(facet) lang=lang.to_owned()>{label.clone()}</b>
            <DropLink label=words.leave_out(&label) next=drop/>
        </li>
    }
}
