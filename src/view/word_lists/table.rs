//! A table of expressions that every column can sort.

use leptos::prelude::*;

use crate::view::history::Write;
use crate::view::ui::{by_name, live, live_text, percent};
use crate::view::use_explorer;
use crate::view::words::{Words, use_words};

use super::choice::{Choice, chosen};
use super::figure::Cell;

/// The name of the column of expressions.
const EXPRESSION: &str = "text";

/// A column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// How addresses name it.
    pub(super) name: &'static str,
    /// Its head.
    pub(super) label: &'static str,
    /// What it counts or measures.
    pub(super) hint: &'static str,
}

/// An expression with its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The expression.
    pub(super) text: String,
    /// Address of its concordance.
    pub(super) href: String,
    /// A number for each column.
    pub(super) cells: Vec<Cell>,
}

/// The rows in the order of a column; of equal ones, as the engine gives them.
#[must_use]
fn sorted(mut rows: Vec<Row>, column: Option<usize>, is_ascending: bool, words: Words) -> Vec<Row> {
    match column {
        Some(column) => {
            let value = |row: &Row| row.cells.get(column).map_or(0.0, |cell| cell.value);
            crate::order::sort_by(&mut rows, |a, b| match is_ascending {
                true => value(a).total_cmp(&value(b)),
                false => value(b).total_cmp(&value(a)),
            });
        }
        None => {
            let compare = by_name(words.0);
            crate::order::sort_by(&mut rows, |a, b| match is_ascending {
                true => compare(&b.text, &a.text),
                false => compare(&a.text, &b.text),
            });
        }
    }
    rows
}

/// The expressions; the first of `columns` that `usual` names sorts until another one is chosen.
#[component]
pub(super) fn WordTable(
    /// What it is.
    caption: String,
    /// Its columns of numbers.
    columns: Vec<Column>,
    /// The column that sorts at first.
    usual: &'static str,
    /// The expressions.
    rows: Memo<Vec<Row>>,
) -> impl IntoView {
    let explorer = use_explorer();
    let words = use_words();
    let choice =
        Memo::new(move |_| explorer.navigator.state().with(|state| Choice::parse(state.by.as_deref())));
    let names: Vec<&'static str> = columns.iter().map(|column| column.name).collect();
    let sorting = Memo::new(move |_| {
        let wanted = choice.with(|choice| choice.column.clone());
        let known = |wanted: &String| names.iter().copied().chain([EXPRESSION]).find(|name| name == wanted);
        wanted.as_ref().and_then(known).unwrap_or(usual)
    });
    let labels = columns.clone();
    let body = move || {
        let (column, is_ascending) = (sorting.get(), choice.read().is_ascending);
        let column = labels.iter().position(|known| known.name == column);
        let rows = sorted(rows.get(), column, is_ascending, words);
        let largest = rows.iter().filter_map(|row| row.cells.get(column?)).map(|cell| cell.value.abs());
        let largest = largest.fold(0.0, f64::max);
        let lang = explorer.answers.summary().lang.clone();
        rows.into_iter().map(|row| row_view(row, &labels, column, largest, &lang)).collect_view()
    };
    let expression = Column { name: EXPRESSION, label: words.expression(), hint: "" };
    view! {
        <table class="word-table" role="table">
            <caption class="unseen">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <Head column=expression sorting choice is_text=true/>
                    <td class="word-table__meter"></td>
                    {columns.into_iter().map(|column| view! { <Head column sorting choice is_text=false/> }).collect_view()}
                </tr>
            </thead>
            <tbody role="rowgroup">{live(body)}</tbody>
        </table>
    }
}

/// The head of a column: a button that sorts by it.
#[component]
fn Head(column: Column, sorting: Memo<&'static str>, choice: Memo<Choice>, is_text: bool) -> impl IntoView {
    let navigator = use_explorer().navigator;
    let is_sorting = move || sorting.get() == column.name;
    // Names stand as in a dictionary at first, numbers with the largest on top.
    let is_rising = move || choice.read().is_ascending != is_text;
    let order = move || match (is_sorting(), is_rising()) {
        (false, _) => "none",
        (true, true) => "ascending",
        (true, false) => "descending",
    };
    let sign = move || match order() {
        "ascending" => "↑",
        "descending" => "↓",
        _ => "",
    };
    let sort = move |_| {
        let next = |known: Choice| known.sorted_by(column.name, sorting.get_untracked());
        navigator.change(|state| chosen(state, next), Write::Replace);
    };
    view! {
        <th scope="col" role="columnheader" class="word-table__head" class:word-table__head--text=is_text aria-sort=order>
            <button type="button" title=column.hint on:click=sort>
                {column.label}
                <span class="word-table__sign" aria-hidden="true">{live_text(move || sign().to_owned())}</span>
            </button>
        </th>
    }
}

fn row_view(
    row: Row,
    columns: &[Column],
    sorting: Option<usize>,
    largest: f64,
    lang: &str,
) -> impl IntoView + use<> {
    let value = sorting.and_then(|column| row.cells.get(column)).map_or(0.0, |cell| cell.value.abs());
    let share = if largest > 0.0 { value / largest * 100.0 } else { 0.0 };
    let cell = |(index, (cell, column)): (usize, (Cell, &Column))| {
        let class = if sorting == Some(index) {
            "word-table__cell word-table__cell--sorting num"
        } else {
            "word-table__cell num"
        };
        let shown = match cell.href {
            Some(href) => view! { <a href=href>{cell.shown}</a> }.into_any(),
            None => cell.shown.into_any(),
        };
        view! { <td role="cell" class=class><span class="word-table__label" aria-hidden="true">{column.label}</span>{shown}</td> }
    };
    let cells = row.cells.into_iter().zip(columns).enumerate().map(cell).collect_view();
    view! {
        <tr role="row" class="word-table__row">
            <th scope="row" role="rowheader" class="word-table__text" lang=lang.to_owned()><a href=row.href>{row.text}</a></th>
            <td class="word-table__meter" aria-hidden="true"><span class="meter" style:--v=percent(share)><i></i></span></td>
            {cells}
        </tr>
    }
}
