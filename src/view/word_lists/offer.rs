//! What stands in the place of a page that needs a query: what to do, and three expressions to begin with.

use leptos::prelude::*;

use crate::protocol::analysis::{NgramOptions, NgramRequest};
use crate::view::ui::{Arrow, ArrowIcon, live};
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

/// Expressions that are offered.
const N_OFFERED: u32 = 3;

/// Says that a query is needed, and offers the most frequent expressions for it.
#[component]
pub(in crate::view) fn Offer(
    /// What is needed.
    title: &'static str,
    /// What for.
    hint: &'static str,
) -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let offered = Memo::new(move |_| {
        let filter = navigator.state().with(|state| state.filter());
        let options = NgramOptions { shortest: 4, longest: 6, drops_parts: true, ..NgramOptions::default() };
        answers.client.ngrams(NgramRequest { filter, options, offset: 0, limit: N_OFFERED }).1
    });
    let lang = answers.summary().lang.clone();
    let link = move |text: String, n: u32| {
        let query = text.clone();
        let href = navigator.link(move |state| state.with(|next| next.query.clone_from(&query)));
        view! {
            <li>
                <a class="relax__link" href=href>
                    <span lang=lang.clone()>{text}</span>
                    <span class="relax__count num">{words.n_hits(n)}</span>
                    <ArrowIcon to=Arrow::Right/>
                </a>
            </li>
        }
    };
    view! {
        <div class="nothing">
                <h2 class="nothing__title">{title}</h2>
                <p>{hint}</p>
                {live(move || {
                    let rows = offered.get().rows.clone();
                    (!rows.is_empty()).then(|| view! {
                        <section class="relax">
                            <h2>{words.frequent_here()}</h2>
                            <ul>{rows.into_iter().map(|row| link(row.text, row.n)).collect_view()}</ul>
                        </section>
                    })
                })}
        </div>
    }
}
