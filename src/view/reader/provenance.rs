//! Where the text comes from and what was done to it.

use leptos::prelude::*;

use crate::protocol::DocumentSummary;
use crate::view::day_text::show_published;
use crate::view::ui::{Fresh, add, live, made};
use crate::view::use_explorer;
use crate::view::words::use_words;

/// File, checksum, format, encoding, repairs, doubts, quality.
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
    let format = [words.format(document.format), &document.encoding].join(words.dot());
    let is_guessed = document.is_encoding_guessed;
    let certainty = if is_guessed { words.encoding_guessed() } else { words.encoding_certain() };
    let repairs: Vec<String> = document.repairs.iter().map(|(rule, n)| words.repair(rule, *n)).collect();
    let repairs = if repairs.is_empty() { words.none().to_owned() } else { repairs.join(words.dot()) };
    let doubts = words.n_diagnostics(document.n_diagnostics);
    let doubt_class = if document.n_diagnostics == 0 { "" } else { "flag" };
    let quality = format!("{} / 100", document.quality);
    let facts: [(&str, &str, String, &str); 7] = [
        (words.file(), "mono", document.source, ""),
        ("SHA-256", "mono", document.checksum, ""),
        (words.format_and_encoding(), "", format, certainty),
        (words.date(), "", published, basis.unwrap_or_default()),
        (words.repairs(), "", repairs, ""),
        (words.diagnostics(), doubt_class, doubts, ""),
        (words.quality(), "num", quality, words.quality_meaning()),
    ];
    let list = move || {
        let list = made("dl", "provenance__facts", "");
        for (name, class, value, note) in facts {
            add(&list, &made("dt", "", name));
            let value = made("dd", class, &value);
            if !note.is_empty() {
                add(&value, &made("p", "dim", note));
            }
            add(&list, &value);
        }
        list
    };
    view! {
        <section class="provenance">
            <h2 class="contents__title">{words.provenance()}</h2>
            {Fresh::made(list)}
        </section>
    }
}
