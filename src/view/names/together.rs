//! Who is named together: how many articles name both of two names.

use leptos::prelude::*;

use crate::protocol::Facet;
use crate::protocol::annotation::EntityName;
use crate::view::ui::{live, live_flag};
use crate::view::url::{Choice, ViewState};
use crate::view::use_explorer;
use crate::view::words::{grouped, use_words};

use super::{Page, with_entity};

/// Steps of shade.
const SHADES: u32 = 4;

/// A name with the numbers of articles that it shares with those before it.
type Row = (EntityName, Vec<u32>);

/// Half a square of names: what stands in a cell is a link to one of the two names in the articles that name both.
#[component]
pub(super) fn Together(page: Page) -> impl IntoView {
    let words = use_words();
    let rows = Memo::new(move |_| {
        page.with_entity(|entity| {
            let others = entity.with.iter().map(|other| &other.entity);
            let names = [&entity.count.entity].into_iter().chain(others).cloned();
            names.zip(entity.together.iter().cloned()).collect::<Vec<Row>>()
        })
        .unwrap_or_default()
    });
    let table = move || {
        let rows = rows.get();
        let most = rows.iter().flat_map(|(_, shared)| shared).copied().max().unwrap_or(0);
        let lang = use_explorer().answers.summary().lang.clone();
        let columns = rows.iter().rev().skip(1).rev().map(|(name, _)| {
            view! { <th scope="col" lang=lang.clone()><span class="together__column">{name.name.clone()}</span></th> }
        });
        let row = |(number, (name, shared)): (usize, &Row)| {
            let cells = rows.iter().zip(shared).map(|((other, _), n)| cell(page, name, other, *n, most));
            let empty = number.saturating_add(1)..rows.len();
            view! {
                <tr>
                    <th scope="row" lang=lang.clone()>{name.name.clone()}</th>
                    {cells.collect_view()}
                    {empty.map(|_| view! { <td></td> }).collect_view()}
                </tr>
            }
        };
        view! {
            <thead><tr><td></td>{columns.collect_view()}</tr></thead>
            <tbody>{rows.iter().enumerate().skip(1).map(row).collect_view()}</tbody>
        }
    };
    view! {
        // With one other name the list says it all.
        <section class="name__section" hidden=live_flag(move || rows.with(Vec::len) < 3)>
            <h3 class="name__heading">{words.named_together()} <small>{words.named_together_hint()}</small></h3>
            <table class="together">
                <caption class="unseen">{words.named_together()}</caption>
                {live(table)}
            </table>
        </section>
    }
}

fn cell(page: Page, one: &EntityName, other: &EntityName, n: u32, most: u32) -> impl IntoView + use<> {
    let (one, other) = (one.clone(), other.clone());
    let label = use_words().names_together(&other.name, &one.name, n);
    let link = (n > 0).then(|| {
        let href = page.repairs.with_untracked(|repairs| {
            let same: Vec<EntityName> = repairs.same_as(&one.id).cloned().collect();
            page.navigator.link(move |state| both(state, &other, &one, &same))
        });
        view! { <a class="together__link num" href=href title=label.clone() aria-label=label>{grouped(n)}</a> }
    });
    let shade = (n > 0).then(|| shade(n, most).to_string());
    view! { <td class="together__cell" data-shade=shade>{link}</td> }
}

/// A name in the articles that name another one too.
fn both(state: &ViewState, name: &EntityName, other: &EntityName, same: &[EntityName]) -> ViewState {
    let mut next = with_entity(state, Some(&name.id));
    // As in `entity::naming`: a choice of another kind would have to hold as well.
    for other in same.iter().filter(|same| same.kind == other.kind).chain([other]) {
        next.choose(Facet::of(other.kind), &other.id, Choice::Chosen);
    }
    next
}

/// How dark a cell is, from 1 to [`SHADES`]; the most is the darkest.
fn shade(n: u32, most: u32) -> u32 {
    (n * SHADES).div_ceil(most.max(1)).clamp(1, SHADES)
}

#[cfg(test)]
mod tests {
    use super::shade;

    #[test]
    fn shades_span_all_steps() {
        let shades: Vec<u32> = [1, 5, 6, 10, 11, 15, 16, 20].map(|n| shade(n, 20)).into();
        assert_eq!(shades, [1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(shade(1, 1), 4);
        assert_eq!(shade(0, 0), 1);
    }
}
