//! What the live region says: the counts of the page that is shown.

use leptos::prelude::*;

use crate::view::Explorer;
use crate::view::search::count_sentence;
use crate::view::url::View;
use crate::view::words::Words;

/// The sentence that says what changed last.
pub(super) fn announcement(explorer: Explorer, words: Words) -> Signal<String> {
    let Explorer { navigator, answers, .. } = explorer;
    let view = navigator.view();
    Signal::derive(move || match view.get() {
        View::Results => answers.search.with(|answer| count_sentence(answer, words)),
        View::Timeline => answers.timeline.with(|answer| words.n_dates(answer.n_entries)),
        View::Reader => reader_sentence(explorer, words),
        _ => String::new(),
    })
}

fn reader_sentence(Explorer { answers, .. }: Explorer, words: Words) -> String {
    let current = answers.current.get();
    let sentence = answers.with_article(|article| {
        let n_hits = u32::try_from(article.hits.len()).unwrap_or(u32::MAX);
        let current = current.and_then(|current| u32::try_from(current + 1).ok());
        current.map(|current| words.hit_of(current, n_hits))
    });
    sentence.flatten().unwrap_or_default()
}
