//! Where the text comes from and what was done to it.

use leptos::prelude::*;

use crate::protocol::DocumentSummary;
use crate::view::day_text::show_published;
use crate::view::ui::live;
use crate::view::use_explorer;
use crate::view::words::use_words;

/// Characters of the checksum that are shown; all of it is in the title.
const SHOWN: usize = 16;

/// File, checksum, encoding, repairs, doubts.
#[component]
pub(super) fn Provenance() -> impl IntoView {
    let answers = use_explorer().answers;
    live(move || {
        let document = answers.with_article(|read| answers.document(read.document)).flatten();
        document.map(|document| view! { <Facts document/> })
    })
}

#[component]
fn Facts(document: DocumentSummary) -> impl IntoView {
    let words = use_words();
    let published = show_published(&document, words);
    let basis =
        document.published.as_ref().and(document.published_basis).map(|basis| words.published_basis(basis));
    let checksum = document.checksum.get(..SHOWN).unwrap_or(&document.checksum).to_owned();
    let repairs: Vec<String> = document.repairs.iter().map(|(rule, n)| words.repair(rule, *n)).collect();
    view! {
        <section class="provenance">
            <h2 class="contents__title">{words.provenance()}</h2>
            <dl class="provenance__facts">
                <dt>{words.file()}</dt>
                <dd class="mono">{document.source}</dd>
                <dt>{words.checksum()}</dt>
                <dd class="mono" title=document.checksum>{checksum}</dd>
                <dt>{words.encoding()}</dt>
                <dd class="mono">{document.encoding}</dd>
                <dt>{words.date()}</dt>
                <dd>{published} {basis.map(|basis| view! { <br/> <span class="dim">{basis}</span> })}</dd>
                <dt>{words.repairs()}</dt>
                <dd>{if repairs.is_empty() { words.none().to_owned() } else { repairs.join(words.dot()) }}</dd>
                <dt>{words.diagnostics()}</dt>
                <dd class:flag=document.n_diagnostics != 0>{words.n_diagnostics(document.n_diagnostics)}</dd>
            </dl>
        </section>
    }
}
