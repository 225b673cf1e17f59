//! The bars of the histogram.

use leptos::prelude::*;

use crate::protocol::Bin;
use crate::view::day_text::show_range;
use crate::view::ui::percent;
use crate::view::words::Words;

use super::histogram::Plot;
use super::scale::Scale;

/// The bars: pale for all dates, strong for those of matching articles. A gap is no bar and cannot be chosen.
///
/// They are drawn together: a keystroke changes most of them, and watching each by itself would cost more than
/// comparing all.
pub(super) fn bars(plot: Plot, words: Words) -> impl IntoView {
    let answer = plot.explorer.answers.timeline.read();
    let is_narrowed = plot.explorer.navigator.state().read().is_narrowed();
    let chosen = plot.brush().map(|brush| brush.bounds().0..=brush.bounds().1);
    let cursor = plot.cursor.get();
    let scale = Scale::new(&answer.bins);
    let top = answer.bins.iter().map(|bin| bin.n_all).max().unwrap_or(1).max(1);
    let height = |n: u32| percent(f64::from(n) / f64::from(top) * 100.0);
    let bar = |(index, bin): (usize, &Bin)| {
        let is_chosen = chosen.as_ref().is_some_and(|chosen| chosen.contains(&index));
        let is_strong = is_narrowed && (is_chosen || chosen.is_none());
        let days = show_range(Some(&bin.first), Some(&bin.last), words);
        let is_bar = !bin.is_gap;
        let label =
            if is_bar { words.bar(&days, bin.n_all, bin.n_matching) } else { words.no_days_between(&days) };
        view! {
            <div class=if is_bar { "histogram__bar" } else { "histogram__gap" } role=if is_bar { "option" } else { "presentation" }
                tabindex=is_bar.then_some(if index == cursor { "0" } else { "-1" })
                aria-selected=is_bar.then(|| is_chosen.to_string()) aria-label=is_bar.then(|| label.clone())
                title=label.clone()
                style:--w=percent(scale.right(index) - scale.left(index))
                style:--all=height(bin.n_all)
                style:--on=height(if is_strong { bin.n_matching } else { 0 })>
            </div>
        }
    };
    answer.bins.iter().enumerate().map(bar).collect_view()
}
