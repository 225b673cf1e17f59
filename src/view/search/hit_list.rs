//! The articles that match.

use std::time::Duration;

use leptos::prelude::*;

use crate::protocol::ArticleHits;
use crate::view::history::Arrival;
use crate::view::ui::{live_flag, live_text};
use crate::view::url::View;
use crate::view::words::use_words;
use crate::view::{Explorer, use_explorer};

use super::hit_item::HitItem;

/// After so long a pause there is time to lay out everything.
const PAUSE: Duration = Duration::from_millis(300);

/// Rows that are drawn before the browser paints; the others follow right after, below what a reader sees first. The
/// style sheet counts on them too: these are laid out at once.
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
    // A page that is returned to is drawn whole at once, so that its place is found again.
    let is_returned = matches!(navigator.arrival().get_untracked(), Arrival::Returned(_));
    let returned = is_returned.then(|| state.get_untracked());
    let rows = move || {
        let state = state.get();
        let is_painted = answers.painted.read().on(View::Results) == state;
        let n_rows = if is_painted || returned.as_ref() == Some(&state) { usize::MAX } else { FIRST };
        let rows: Vec<ArticleHits> = answers.search.read().articles.iter().take(n_rows).cloned().collect();
        rows.into_iter().map(|hits| view! { <HitItem state=state.clone() hits/> }).collect_view()
    };
    let is_unsettled = unsettled(use_explorer());
    view! {
        <ol class="hit-list" class:hit-list--unsettled=is_unsettled>
            {rows}
        </ol>
        <p class="hit-list__more" hidden=live_flag(move || n_left() == 0)>
            <button type="button" class="button" on:click=move |_| navigator.show_more()>{live_text(move || words.more(n_left()))}</button>
        </p>
    }
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
