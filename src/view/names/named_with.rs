//! What is named in the same paragraphs.

use leptos::prelude::*;

use crate::protocol::annotation::NameCount;
use crate::view::ui::{live, live_flag, percent};
use crate::view::use_explorer;
use crate::view::words::{grouped, use_words};

use super::asked::OTHERS;
use super::{Page, with_entity};

/// The names that stand beside this one, most often first.
#[component]
pub(super) fn NamedWith(page: Page) -> impl IntoView {
    let words = use_words();
    let with = Memo::new(move |_| page.with_entity(|entity| entity.with.clone()).unwrap_or_default());
    let rows = move || {
        let with = with.get();
        let most = with.iter().map(|name| name.n_mentions).max().unwrap_or(1).max(1);
        with.into_iter().map(|count| view! { <Row page count most/> }).collect_view()
    };
    // There are more where as many came as were asked for.
    let has_more = move || {
        let n_asked = page.told.with(|told| told.as_ref().map_or(0, |told| told.request.n_others));
        with.with(Vec::len) >= n_asked as usize
    };
    let more = move |_| {
        let id = page.id.get_untracked().unwrap_or_default();
        page.grown.update(|grown| {
            *grown = grown.of(&id);
            grown.n_others += 2 * OTHERS;
        });
    };
    view! {
        <section class="name__section" hidden=live_flag(move || with.with(Vec::is_empty))>
            <h3 class="name__heading">{words.named_with()}</h3>
            <table class="named-with">
                <caption class="unseen">{words.named_with()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.name()}</th>
                        <th scope="col"><span class="unseen">{words.kinds_of_names()}</span></th>
                        <td></td>
                        <th scope="col">{words.mentions()}</th>
                        <th scope="col">{words.in_articles()}</th>
                    </tr>
                </thead>
                <tbody>{live(rows)}</tbody>
            </table>
            <button type="button" class="button button--quiet" hidden=live_flag(move || !has_more()) on:click=more>{words.more_names()}</button>
        </section>
    }
}

#[component]
fn Row(page: Page, count: NameCount, most: u32) -> impl IntoView {
    let words = use_words();
    let lang = use_explorer().answers.summary().lang.clone();
    let NameCount { entity, n_mentions, n_articles, .. } = count;
    let id = entity.id;
    let href = page.navigator.link(move |state| with_entity(state, Some(&id)));
    let share = percent(f64::from(n_mentions) / f64::from(most) * 100.0);
    view! {
        <tr>
            <th scope="row"><a lang=lang href=href>{entity.name}</a></th>
            <td class="named-with__kind">{words.entity_kind(entity.kind)}</td>
            <td class="named-with__meter" aria-hidden="true"><i style:--w=share></i></td>
            <td class="num">{grouped(n_mentions)}</td>
            <td class="num">{grouped(n_articles)}</td>
        </tr>
    }
}
