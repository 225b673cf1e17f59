//! Two articles side by side, what only one of them has marked.

use leptos::prelude::*;

use crate::protocol::copies::{ComparedLine, ComparedPiece, CopiesAnswer, NearCopy};
use crate::view::use_explorer;
use crate::view::words::use_words;

/// The first article and the one that is compared with it.
#[component]
pub(super) fn Compared(answer: CopiesAnswer) -> Option<impl IntoView> {
    let answers = use_explorer().answers;
    let words = use_words();
    let document = move |copy: Option<&NearCopy>| answers.document(copy?.document);
    let first = document(answer.articles.first())?;
    let other = document(answer.articles.get(answer.other? as usize))?;
    let langs = (first.lang.clone(), other.lang.clone());
    let lines = answer.lines.into_iter().map(|line| view! { <Line line langs=langs.clone()/> });
    Some(view! {
        <h2 class="copies__heading">{words.differences()}</h2>
        <table class="compare">
            <caption class="unseen">{words.differences()}</caption>
            <thead>
                <tr>
                    <th scope="col" lang=first.lang>{first.title}</th>
                    <th scope="col" lang=other.lang>{other.title}</th>
                </tr>
            </thead>
            <tbody>{lines.collect_view()}</tbody>
        </table>
    })
}

#[component]
fn Line(line: ComparedLine, langs: (String, String)) -> impl IntoView {
    let words = use_words();
    let pieces = |pieces: Vec<ComparedPiece>, is_first: bool| {
        let piece = |ComparedPiece { text, is_own }| match (is_own, is_first) {
            (false, _) => text.into_any(),
            (true, true) => view! { <del class="change" title=words.only_here()>{text}</del> }.into_any(),
            (true, false) => view! { <ins class="change" title=words.only_here()>{text}</ins> }.into_any(),
        };
        pieces.into_iter().map(piece).collect_view()
    };
    view! {
        <tr>
            <td lang=langs.0>{pieces(line.first, true)}</td>
            <td lang=langs.1>{pieces(line.other, false)}</td>
        </tr>
    }
}
