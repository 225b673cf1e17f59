//! The figures as a table: what is printed, what it comes to, of what, of whom, where and when.

use leptos::prelude::*;

use crate::protocol::annotation::{EntityName, Figure, FigureSort, Sentence};
use crate::view::day_text::show_edtf;
use crate::view::ui::{Picked, live, live_flag, live_text};
use crate::view::url::{View, ViewState};
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

use super::number::{exact, said};
use super::sort_choice::SortHead;
use super::{Page, doubt, doubts, printed, row_id};

/// Characters of the sentence on either side of the figure.
const ROOM: usize = 20;

/// One row a figure; each opens the reader there.
#[component]
pub(super) fn FigureTable(page: Page) -> impl IntoView {
    let words = use_words();
    let n_left = move || {
        page.told.with(|told| {
            let n_shown = u32::try_from(told.answer.figures.len()).unwrap_or(u32::MAX);
            told.answer.n_figures.saturating_sub(n_shown)
        })
    };
    let state = Memo::new(move |_| page.navigator.state().read().on(View::Results));
    let rows = move || {
        let (state, told) = (state.get(), page.told.get());
        let row = |(index, figure): (usize, &Figure)| {
            let row = FigureRow::new(figure, &told.answer.notes, words);
            view! { <Row page index row state=state.clone()/> }
        };
        told.answer.figures.iter().enumerate().map(row).collect_view()
    };
    let is_empty = move || page.told.with(|told| told.answer.figures.is_empty());
    let head = |text: &'static str| view! { <th scope="col">{text}</th> };
    view! {
        <table class="figure-table" hidden=live_flag(is_empty)>
            <caption class="unseen">{words.figures_table()}</caption>
            <thead>
                <tr>
                    <th scope="col" class="figure-table__head--end">{words.figure_printed()}</th>
                    <SortHead page label=words.figure_value() sorts=&[FigureSort::Largest, FigureSort::Smallest]/>
                    {[words.figure_what(), words.figure_who(), words.sentence()].map(head).collect_view()}
                    <SortHead page label=words.date() sorts=&[FigureSort::Date]/>
                    <th scope="col">{words.documents()}</th>
                </tr>
            </thead>
            <tbody>{live(rows)}</tbody>
        </table>
        <p class="figures__more" hidden=live_flag(move || n_left() == 0)>
            <button type="button" class="button" on:click=move |_| page.navigator.show_more()>{live_text(move || words.more(n_left()))}</button>
        </p>
    }
}

/// What a row says.
struct FigureRow {
    printed: String,
    value: String,
    exact: String,
    what: Option<String>,
    who: Option<EntityName>,
    when: String,
    doubt: Option<String>,
    date_doubt: Option<String>,
    place: Sentence,
}

impl FigureRow {
    fn new(figure: &Figure, notes: &[crate::protocol::annotation::Note], words: Words) -> FigureRow {
        let number = |say: &dyn Fn(f64) -> String| {
            let ends: Vec<String> = [figure.value, figure.upper].into_iter().flatten().map(say).collect();
            ends.join(" – ")
        };
        let value = number(&|value| said(value, words.0));
        let approximation = figure.approximation.filter(|_| !value.is_empty());
        FigureRow {
            printed: printed(figure).to_owned(),
            value: words.about_value(approximation, &value, &figure.unit),
            exact: words.about_value(approximation, &number(&exact), &figure.unit),
            what: figure.what.clone(),
            who: figure.who.clone(),
            when: figure.when.as_deref().map(|when| show_edtf(when, words)).unwrap_or_default(),
            doubt: doubts(doubt::of_figure(figure, notes), words),
            date_doubt: doubts(doubt::of_date(figure, notes), words),
            place: figure.place.clone(),
        }
    }
}

#[component]
fn Row(page: Page, index: usize, row: FigureRow, state: ViewState) -> impl IntoView {
    let FigureRow { printed, value, exact, what, who, when, doubt, date_doubt, place } = row;
    let href = state.reading(&place.document, Some(place.at)).href();
    let lang = place.lang.clone();
    let is_current = move || page.current.get() == Some(index);
    let title = place.text.clone();
    view! {
        <tr class="figure-table__row" class:figure-table__row--current=is_current>
            <td class="figure-table__printed num" lang=lang.clone()>{printed}</td>
            <td class="figure-table__value num" title=exact>
                {value} {doubt.map(|doubt| view! { <span class="flag figure-table__doubt">{doubt}</span> })}
            </td>
            <td class="figure-table__what" lang=lang.clone()>{what}</td>
            <td class="figure-table__who">{who.map(|who| view! { <Who who state/> })}</td>
            <td class="figure-table__sentence" lang=lang.clone()>
                <a id=row_id(index) draggable="false" href=href title=title>
                    <Picked text=place.text mark=place.mark class="figure-table__mark" room=ROOM/>
                </a>
            </td>
            <td class="figure-table__when num">
                <When when/> {date_doubt.map(|doubt| view! { <span class="flag figure-table__doubt">{doubt}</span> })}
            </td>
            <td class="figure-table__source" lang=lang title=place.article>{place.title}</td>
        </tr>
    }
}

/// Days, of which a line never breaks one.
#[component]
fn When(when: String) -> impl IntoView {
    let days: Vec<String> = when.split(" – ").map(str::to_owned).collect();
    let n_days = days.len();
    let day = |(index, day): (usize, String)| {
        let sign = if index + 1 < n_days { " –" } else { "" };
        view! { <span class="figure-table__day">{day}{sign}</span> " " }
    };
    days.into_iter().enumerate().map(day).collect_view()
}

/// A name, with a link to its page.
#[component]
fn Who(who: EntityName, state: ViewState) -> impl IntoView {
    let lang = use_explorer().answers.summary().lang.clone();
    let href = state
        .with(|next| {
            next.view = View::Names;
            next.entity = Some(who.id);
        })
        .href();
    view! { <a lang=lang href=href>{who.name}</a> }
}
