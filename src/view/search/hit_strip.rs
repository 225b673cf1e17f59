//! Where in an article the hits fall: one tick a hit, reading left to right.

use leptos::prelude::*;

/// Length of the line and of a tick, in the drawing's own units.
const LENGTH: f32 = 1000.0;
const TICK: u32 = 16;

/// Ticks on a line, one path for each term's style.
#[component]
pub(super) fn HitStrip(
    /// Places from 0 to 1, with their terms.
    ticks: Vec<(f32, u8)>,
) -> impl IntoView {
    view! {
        <svg class="strip" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">
            {TickPaths::across(&ticks).into_paths()}
        </svg>
    }
}

/// The paths of ticks, by style of term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::view) struct TickPaths([String; 3]);

impl TickPaths {
    /// Upright ticks along a level line; each style has its own height, so that they differ without colour.
    fn across(ticks: &[(f32, u8)]) -> TickPaths {
        TickPaths::new(ticks, |place, style| {
            let top = [4, 7, 10][style];
            format!("M{place} {top}V{TICK}")
        })
    }

    /// Level ticks along an upright line.
    pub(in crate::view) fn down(ticks: &[(f32, u8)]) -> TickPaths {
        TickPaths::new(ticks, |place, _| format!("M0 {place}H{TICK}"))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places lie between 0 and 1")]
    fn new(ticks: &[(f32, u8)], draw: impl Fn(u32, usize) -> String) -> TickPaths {
        let mut paths = TickPaths::default();
        for &(place, term) in ticks {
            let style = usize::from(term % 3);
            paths.0[style].push_str(&draw((place.clamp(0.0, 1.0) * LENGTH).round() as u32, style));
        }
        paths
    }

    /// The paths to draw.
    pub(in crate::view) fn into_paths(self) -> impl IntoView {
        let classes = ["tick tick--1", "tick tick--2", "tick tick--3"];
        let path = |(path, class)| view! { <path class=class d=path/> };
        self.0.into_iter().zip(classes).filter(|(path, _)| !path.is_empty()).map(path).collect_view()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_style_has_one_path() {
        let ticks = [(0.051, 0), (0.5, 1), (1.5, 3), (-1.0, 2)];
        let TickPaths(across) = TickPaths::across(&ticks);
        assert_eq!(across, ["M51 4V16M1000 4V16", "M500 7V16", "M0 10V16"]);
        let TickPaths(down) = TickPaths::down(&ticks[..1]);
        assert_eq!(down, ["M0 51H16", "", ""]);
    }
}
