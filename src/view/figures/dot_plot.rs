//! The figures of one unit on a ruler whose lines fall on 1, 万, 亿 and 万亿.

use leptos::either::Either;
use leptos::prelude::*;

use crate::protocol::Approximation;
use crate::protocol::annotation::{Figure, FigureSort};
use crate::view::day_text::show_edtf;
use crate::view::ui::{live, live_flag, live_text, percent};
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

use super::number::power_name;
use super::scale::{BEYOND, Dot, LogScale, values};
use super::{Page, Told, doubt, doubts, printed};

/// Rows on the ruler before a reader asks for all.
const ROWS: usize = 12;

/// The ruler; only where there is one unit and something to compare.
#[component]
pub(super) fn DotPlot(page: Page) -> impl IntoView {
    let words = use_words();
    let is_whole = RwSignal::new(false);
    let n_dots = move || page.told.with(n_dots);
    let caption = move || page.told.with(|told| caption(told, words));
    let lines = move || page.told.with(|told| ruler(told).map(|scale| view! { <Lines scale/> }));
    let names = move || {
        page.told.with(|told| ruler(told).map(|scale| view! { <Names scale has_zero=values(&told.answer.figures).any(|value| value <= 0.0)/> }))
    };
    let all =
        move || page.told.with(|told| ruler(told).map(|scale| view! { <All scale told=told.clone()/> }));
    let rows = move || {
        let told = page.told.get();
        let scale = ruler(&told)?;
        let n_rows = if is_whole.get() { usize::MAX } else { ROWS };
        let figures = told.answer.figures.iter().enumerate();
        let dots = figures.filter_map(|(index, figure)| Some((index, figure, Dot::of(figure, scale)?)));
        Some(
            dots.take(n_rows)
                .map(|(index, figure, dot)| row(page, index, figure, dot, &told, words))
                .collect_view(),
        )
    };
    let more = move || match is_whole.get() {
        true => words.plot_fewer().to_owned(),
        false => words.plot_more(u32::try_from(n_dots()).unwrap_or(u32::MAX)),
    };
    view! {
        <figure class="dot-plot" hidden=live_flag(move || n_dots() < 2)>
            <figcaption class="dot-plot__caption">
                {live_text(caption)} <small>{words.plot_key()}</small>
            </figcaption>
            <div class="dot-plot__grid">
                {live(lines)}
                {live(all)}
                <ol class="dot-plot__rows">{live(rows)}</ol>
                {live(names)}
            </div>
            <button type="button" class="button button--quiet" hidden=live_flag(move || n_dots() <= ROWS)
                on:click=move |_| is_whole.update(|is_whole| *is_whole = !*is_whole)>{live_text(more)}</button>
        </figure>
    }
}

fn caption(told: &Told, words: Words) -> String {
    match told.request.unit.as_deref() {
        None | Some("") => words.without_unit().to_owned(),
        Some(unit) => words.plot_caption(unit),
    }
}

/// The ruler of what is shown.
fn ruler(told: &Told) -> Option<LogScale> {
    told.request.unit.as_ref().and_then(|_| LogScale::over(values(&told.answer.figures)))
}

fn n_dots(told: &Told) -> usize {
    let n_values = told.answer.figures.iter().filter(|figure| figure.value.is_some()).count();
    if told.request.unit.is_some() { n_values } else { 0 }
}

#[component]
fn Lines(scale: LogScale) -> impl IntoView {
    let lines = scale.ticks().into_iter().filter(|tick| !tick.is_minor);
    let lines =
        lines.map(|tick| view! { <i class="dot-plot__line" style:--x=percent(tick.x)></i> }).collect_view();
    view! { <div class="dot-plot__lines" aria-hidden="true">{lines}</div> }
}

#[component]
fn Names(scale: LogScale, has_zero: bool) -> impl IntoView {
    let lang = use_words().0;
    let name = |tick: super::scale::Tick| {
        let class = if tick.is_minor { "dot-plot__name dot-plot__name--minor" } else { "dot-plot__name" };
        view! { <span class=class style:--x=percent(tick.x)>{power_name(tick.power, lang)}</span> }
    };
    let zero = has_zero.then(|| view! { <span class="dot-plot__name" style:--x=percent(BEYOND)>"0"</span> });
    view! { <div class="dot-plot__names num" aria-hidden="true">{zero} {scale.ticks().into_iter().map(name).collect_view()}</div> }
}

/// All values as ticks on one line: where most of them lie.
#[component]
fn All(scale: LogScale, told: Told) -> impl IntoView {
    let words = use_words();
    let mut known: Vec<f64> = told.answer.figures.iter().filter_map(|figure| figure.value).collect();
    known.sort_by(f64::total_cmp);
    let say =
        |value: Option<&f64>| value.map(|value| super::number::said(*value, words.0)).unwrap_or_default();
    let middle = known.get(known.len().saturating_sub(1) / 2);
    let n = u32::try_from(known.len()).unwrap_or(u32::MAX);
    let label = words.plot_label(n, &say(known.first()), &say(middle), &say(known.last()));
    let ticks = known.iter().map(|value| view! { <i style:--x=percent(scale.x(*value))></i> }).collect_view();
    view! {
        <div class="dot-plot__row dot-plot__all">
            <span class="dot-plot__label">{words.plot_all()}</span>
            <span class="dot-plot__axis" role="img" aria-label=label>{ticks}</span>
            <span class="dot-plot__value"></span>
        </div>
    }
}

/// A figure: what and whose it is, where it stands, how it is printed. It leads to its row in the table.
fn row(
    page: Page,
    index: usize,
    figure: &Figure,
    dot: Dot,
    told: &Told,
    words: Words,
) -> impl IntoView + use<> {
    let what = figure.what.clone().unwrap_or_default();
    // A series says when.
    let beside = match told.request.sort {
        FigureSort::Date => figure.when.as_deref().map(|when| (None, show_edtf(when, words))),
        _ => figure.who.as_ref().map(|who| (Some(corpus_lang()), who.name.clone())),
    };
    let doubt = doubts(doubt::of_figure(figure, &told.answer.notes), words);
    let (printed, lang) = (printed(figure).to_owned(), figure.place.lang.clone());
    let class = dot_class(dot, doubt.is_some());
    let heard = doubt.clone();
    let is_current = move || page.current.get() == Some(index);
    let bar =
        dot.until.map(|until| view! { <em style:--x=percent(dot.x) style:--w=percent(until - dot.x)></em> });
    let end = dot.until.map(|until| view! { <i class="dot-plot__dot" style:--x=percent(until)></i> });
    let label = match (what.is_empty(), beside) {
        (true, None) => Either::Left(view! { <span class="dim">{figure.place.article.clone()}</span> }),
        (_, beside) => Either::Right(
            view! { {what} {beside.map(|(lang, text)| view! { <small class="num" lang=lang>{text}</small> })} },
        ),
    };
    view! {
        <li>
            <button type="button" class="dot-plot__row" class:dot-plot__row--current=is_current title=doubt on:click=move |_| page.go_to(index)>
                <span class="dot-plot__label" lang=lang.clone()>{label}</span>
                <span class="dot-plot__axis" aria-hidden="true">
                    {bar}
                    <i class=class style:--x=percent(dot.x)></i>
                    {end}
                </span>
                <span class="dot-plot__value num" lang=lang>{printed}</span>
                {heard.map(|doubt| view! { <span class="unseen">{doubt}</span> })}
            </button>
        </li>
    }
}

fn corpus_lang() -> String {
    use_explorer().answers.summary().lang.clone()
}

/// Full where the figure is exact; hollow with a tail to where it may lie otherwise; a diamond in doubt.
fn dot_class(dot: Dot, is_doubtful: bool) -> &'static str {
    match dot.approximation {
        _ if is_doubtful => "dot-plot__dot dot-plot__dot--doubtful",
        Some(Approximation::Over | Approximation::AtLeast) => "dot-plot__dot dot-plot__dot--over",
        Some(Approximation::Near) => "dot-plot__dot dot-plot__dot--near",
        Some(Approximation::About) => "dot-plot__dot dot-plot__dot--about",
        None => "dot-plot__dot",
    }
}
