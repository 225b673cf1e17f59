//! The articles that match.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use leptos::prelude::*;

use crate::protocol::{ArticleHits, Mark};
use crate::view::history::Arrival;
use crate::view::ui::{after_paint, live_flag, live_text};
use crate::view::url::{View, ViewState};
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::hit_item::HitItem;

/// After so long a pause there is time to lay out everything.
const PAUSE: Duration = Duration::from_millis(300);

/// Rows that are drawn before the browser paints; the others follow right after, below what a reader sees first.
const FIRST: usize = 3;

/// The articles that match, and a button for more of them.
#[component]
pub(super) fn HitList() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let n_left = move || {
        let answer = answers.search.read();
        answer.n_entries.saturating_sub(u32::try_from(answer.articles.len()).unwrap_or(u32::MAX))
    };
    // Going on to another page changes no row.
    let state = Memo::new(move |_| navigator.state().read().on(View::Results));
    let drawn_whole = drawn_whole(use_explorer(), state);
    let rows = move || {
        let state = state.get();
        let n_rows = if drawn_whole.read().as_ref() == Some(&state) { usize::MAX } else { FIRST };
        let rows: Vec<ArticleHits> = answers.search.read().articles.iter().take(n_rows).cloned().collect();
        rows.into_iter()
            .map(move |hits| (fingerprint(&state, &hits), state.clone(), hits))
            .collect::<Vec<_>>()
    };
    let is_unsettled = unsettled(use_explorer());
    view! {
        <ol class="hit-list" class:hit-list--unsettled=is_unsettled>
            <For each=rows key=|row| row.0 let((_, state, hits))><HitItem state hits/></For>
        </ol>
        <p class="hit-list__more" hidden=live_flag(move || n_left() == 0)>
            <button type="button" class="button" on:click=move |_| navigator.show_more()>{live_text(move || words.more(n_left()))}</button>
        </p>
    }
}

/// The state whose rows may all be drawn: a new one gets there when its first rows have been painted.
///
/// A page that is returned to is drawn whole at once, so that its place is found again.
fn drawn_whole(explorer: Explorer, state: Memo<ViewState>) -> RwSignal<Option<ViewState>> {
    let is_returned = matches!(explorer.navigator.arrival().get_untracked(), Arrival::Returned(_));
    let drawn_whole = RwSignal::new(is_returned.then(|| state.get_untracked()));
    Effect::new(move |_| {
        let state = state.get();
        if drawn_whole.with_untracked(|drawn| drawn.as_ref() != Some(&state)) {
            after_paint(move || drop(drawn_whole.try_set(Some(state))));
        }
    });
    drawn_whole
}

/// Whether someone is typing: rows out of sight are then not laid out until there is time.
///
/// They are when the reader pauses, and from the start when a page is returned to: a place on the page is only found
/// again where every row has its height.
fn unsettled(Explorer { navigator, answers, .. }: Explorer) -> RwSignal<bool> {
    let is_returned = matches!(navigator.arrival().get_untracked(), Arrival::Returned(_));
    let is_unsettled = RwSignal::new(!is_returned);
    let mut settle = leptos::leptos_dom::helpers::debounce(PAUSE, move |()| is_unsettled.set(false));
    Effect::new(move |is_later: Option<bool>| {
        answers.search.track();
        if is_later.is_some() {
            is_unsettled.set(true);
        }
        settle(());
        true
    });
    is_unsettled
}

/// What a row shows and where it leads, in a number: a row is drawn again only when that changes, and so it need not
/// watch anything by itself.
fn fingerprint(state: &ViewState, hits: &ArticleHits) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mark = |mark: &Mark| (mark.start, mark.end, mark.term);
    state.href().hash(&mut hasher);
    (&hits.article.id, hits.n_hits, hits.n_unshown).hash(&mut hasher);
    hits.title_marks.iter().map(mark).for_each(|mark| mark.hash(&mut hasher));
    for (place, term) in &hits.strip {
        (place.to_bits(), term).hash(&mut hasher);
    }
    for snippet in &hits.snippets {
        (snippet.at, &snippet.text, snippet.is_cut_before, snippet.is_cut_after).hash(&mut hasher);
        snippet.marks.iter().map(mark).for_each(|mark| mark.hash(&mut hasher));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Snippet;

    #[test]
    fn a_row_is_drawn_again_when_a_mark_or_its_address_changes() {
        let hits = |start| ArticleHits {
            snippets: vec![Snippet {
                text: "网络".into(),
                marks: vec![Mark { start, end: 6, term: 0 }],
                ..Snippet::default()
            }],
            ..ArticleHits::default()
        };
        let state = ViewState::parse("?q=a");
        assert_eq!(fingerprint(&state, &hits(0)), fingerprint(&state, &hits(0)));
        assert_ne!(fingerprint(&state, &hits(0)), fingerprint(&state, &hits(3)));
        assert_ne!(fingerprint(&state, &hits(0)), fingerprint(&state.typing("b"), &hits(0)));
    }
}
