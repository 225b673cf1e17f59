//! The article as a line: where its hits stand, where the window is. For the pointer only; the stepper does the same.

use leptos::html;
use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::protocol::ReadAnswer;
use crate::view::Explorer;
use crate::view::history::Write;
use crate::view::search::TickPaths;
use crate::view::ui::{live, live_flag, live_text, percent};
use crate::view::use_explorer;

/// A line with a tick for each hit; a click goes to the nearest.
#[component]
pub(super) fn HitRail() -> impl IntoView {
    let explorer = use_explorer();
    let rail = NodeRef::<html::Div>::new();
    let ticks = move || {
        let ticks = |article: &ReadAnswer| {
            article.hits.iter().map(|hit| (hit.position, hit.term)).collect::<Vec<_>>()
        };
        explorer.answers.with_article(ticks).unwrap_or_default()
    };
    let current = move || {
        let current = explorer.answers.current.get()?;
        explorer
            .answers
            .with_article(|article| article.hits.get(current).map(|hit| f64::from(hit.position) * 100.0))?
    };
    let window = window_on_article(explorer);
    view! {
        <div node_ref=rail class="hit-rail" aria-hidden="true" hidden=live_flag(move || ticks().is_empty())
            on:click=move |event| go_to_nearest(explorer, rail, &event)>
            <svg class="hit-rail__ticks" viewBox="0 0 16 1000" preserveAspectRatio="none">
                {live(move || TickPaths::down(&ticks()).into_paths())}
            </svg>
            <i class="hit-rail__window" style:--y=live_text(move || percent(window.get().0))
                style:--h=live_text(move || percent(window.get().1))></i>
            <i class="hit-rail__now" hidden=live_flag(move || current().is_none())
                style:--y=live_text(move || percent(current().unwrap_or_default()))></i>
        </div>
    }
}

/// Top and height of the window, in hundredths of the article's height.
fn window_on_article(Explorer { answers, .. }: Explorer) -> RwSignal<(f64, f64)> {
    let shown = RwSignal::new((0.0, 100.0));
    let measure = move || {
        let bounds =
            document().query_selector(".article").ok().flatten().map(|text| text.get_bounding_client_rect());
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        if let (Some(bounds), Some(window)) = (bounds.filter(|bounds| bounds.height() > 0.0), height) {
            // Between bounds that are not fixed, `clamp` can panic, and what it would print costs every reader 9 KB.
            let share = |place: f64| (place / bounds.height()).clamp(0.0, 1.0);
            let top = share(-bounds.top());
            let bottom = share(window - bounds.top()).max(top);
            shown.set((top * 100.0, (bottom - top) * 100.0));
        }
    };
    let scroll = window_event_listener(leptos::ev::scroll, move |_| measure());
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
    });
    Effect::new(move |_| {
        answers.read.track();
        request_animation_frame(measure);
    });
    shown
}

fn go_to_nearest(explorer: Explorer, rail: NodeRef<html::Div>, event: &MouseEvent) {
    let Some(bounds) = rail.get_untracked().map(|rail| rail.get_bounding_client_rect()) else { return };
    let place = (f64::from(event.client_y()) - bounds.top()) / bounds.height().max(1.0);
    let nearest = untrack(|| {
        explorer.answers.with_article(|article| {
            let distance = |position: f32| (f64::from(position) - place).abs();
            article
                .hits
                .iter()
                .min_by(|a, b| distance(a.position).total_cmp(&distance(b.position)))
                .map(|hit| hit.at)
        })
    });
    if let Some(at) = nearest.flatten() {
        explorer.navigator.change(|state| state.with(|next| next.at = Some(at)), Write::Replace);
    }
}
