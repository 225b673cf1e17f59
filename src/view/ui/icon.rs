//! Drawings. They are shown beside words or labels and say nothing by themselves.

use leptos::prelude::*;

/// The seal: three upright strokes crossed by a line.
#[component]
pub(in crate::view) fn Brand() -> impl IntoView {
    view! {
        <svg class="brand__seal" viewBox="0 0 32 32" aria-hidden="true">
            <rect class="brand__ground" x="1" y="1" width="30" height="30" rx="5"/>
            <path class="brand__strokes" d="M8.5 7.5v17M16 7.5v17M23.5 7.5v17"/>
            <path class="brand__gap" d="M4 12.6h24"/>
            <path class="brand__line" d="M6 12.6h20"/>
        </svg>
    }
}

/// A magnifying glass.
#[component]
pub(in crate::view) fn Lens() -> impl IntoView {
    view! {
        <svg class="search-box__lens" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="7" cy="7" r="4.6"/>
            <path d="m10.5 10.5 4 4"/>
        </svg>
    }
}

/// A disc, half light and half dark.
#[component]
pub(in crate::view) fn HalfDisc() -> impl IntoView {
    view! {
        <svg class="tools__disc" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <circle cx="9" cy="9" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/>
            <path d="M9 2.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>
        </svg>
    }
}

/// Where an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::view) enum Arrow {
    /// To what comes before.
    Up,
    /// To what comes after.
    Down,
    /// Onwards.
    Right,
}

/// An arrow.
#[component]
pub(in crate::view) fn ArrowIcon(
    /// Where it points.
    to: Arrow,
) -> impl IntoView {
    let path = match to {
        Arrow::Up => "m2 9 5-5 5 5",
        Arrow::Down => "m2 5 5 5 5-5",
        Arrow::Right => "M2 7h10M8 3l4 4-4 4",
    };
    view! {
        <svg class="arrow" viewBox="0 0 14 14" aria-hidden="true">
            <path d=path/>
        </svg>
    }
}
