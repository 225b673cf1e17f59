//! The one polite live region: says what changed once the reader has stopped typing.

use std::time::Duration;

use leptos::prelude::*;

/// Someone who types on does not want to hear each count in between.
const PAUSE: Duration = Duration::from_millis(600);

/// Says `sentence` a moment after its last change; silent at first.
#[component]
pub(in crate::view) fn Announcer(
    /// What there is to say.
    #[prop(into)]
    sentence: Signal<String>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let mut say = leptos::leptos_dom::helpers::debounce(PAUSE, move |()| {
        said.set(sentence.get_untracked());
    });
    Effect::new(move |is_later: Option<bool>| {
        sentence.track();
        if is_later.is_some() {
            say(());
        }
        true
    });
    view! { <p class="unseen" role="status" aria-live="polite" aria-atomic="true">{said}</p> }
}
