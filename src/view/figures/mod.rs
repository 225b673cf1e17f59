//! The page of numbers with their units: a ruler for one unit, a table, and what does not agree.

mod asked;
mod doubt;
mod doubt_list;
mod dot_plot;
mod figure_table;
mod number;
mod scale;
mod sort_choice;
mod unit_tabs;

pub(super) use number::exact;

use leptos::prelude::*;

use crate::protocol::annotation::{Figure, FigureAnswer, FigureRequest, Note};

use super::client::Shared;
use super::history::{Navigator, focus};
use super::search::QueryChips;
use super::ui::{Announcer, Numerals, live, live_flag, live_text};
use super::url::View;
use super::words::{Words, use_words};
use super::{Explorer, use_explorer};
use dot_plot::DotPlot;
use doubt_list::DoubtList;
use figure_table::FigureTable;
use sort_choice::SortChoice;
use unit_tabs::UnitTabs;

/// What was answered, and to which question.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    request: FigureRequest,
    answer: Shared<FigureAnswer>,
}

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
struct Page {
    navigator: Navigator,
    told: Memo<Told>,
    /// The figure that was gone to from the ruler, by its place in the table.
    current: RwSignal<Option<usize>>,
}

impl Page {
    fn new(Explorer { navigator, answers, .. }: Explorer) -> Page {
        let told = Memo::new(move |_| {
            let state = navigator.state().read();
            let (request, answer) = answers.client.figures(asked::request(&state, navigator.limit()));
            Told { request, answer }
        });
        Page { navigator, told, current: RwSignal::new(None) }
    }

    /// Whether nothing has been answered yet.
    fn is_new(self) -> bool {
        self.told.with(|told| told.request.limit == 0)
    }

    /// Whether what is shown answers an earlier question.
    fn is_stale(self) -> bool {
        let request = asked::request(&self.navigator.state().read(), self.navigator.limit());
        self.told.with(|told| told.request != request)
    }

    /// Goes from the ruler to a row of the table.
    fn go_to(self, index: usize) {
        self.current.set(Some(index));
        let row = document().get_element_by_id(&row_id(index));
        if let Some(row) = row.and_then(|row| wasm_bindgen::JsCast::dyn_into(row).ok()) {
            focus(&row);
            row.scroll_into_view();
        }
    }
}

/// Id of the link of a row.
fn row_id(index: usize) -> String {
    format!("figure-{index}")
}

/// The page.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let words = use_words();
    let page = Page::new(use_explorer());
    let is_nothing = move || !page.is_new() && page.told.with(|told| told.answer.n_all == 0);
    let is_unit_empty = move || page.told.with(|told| told.answer.n_all > 0 && told.answer.n_figures == 0);
    view! {
        <h1 class="unseen">{words.of_whole(View::Figures)}</h1>
        <QueryChips/>
        <Announcer sentence=Signal::derive(move || sentence(page, words))/>
        <div class="wrap figures">
            <UnitTabs page/>
            <div class="figures__body" aria-busy=live_text(move || (page.is_new() || page.is_stale()).to_string())>
                <p class="figures__none" hidden=live_flag(move || !is_nothing())>{words.no_figures()}</p>
                <p class="figures__none" hidden=live_flag(move || !is_unit_empty())>{words.no_figures_in_unit()}</p>
                <div class="figures__waiting" hidden=live_flag(move || !page.is_new())>
                    <span class="unseen">{words.counting()}</span>
                    {["", "", "", "", "", ""].map(|empty| view! { <i>{empty}</i> }).collect_view()}
                </div>
                <DotPlot page/>
                <div class="figures__head" hidden=live_flag(move || page.told.with(|told| told.answer.n_figures == 0))>
                    <p class="counts">{live(move || view! { <Numerals text=sentence(page, words)/> })}</p>
                    <SortChoice page/>
                </div>
                <FigureTable page/>
                <DoubtList page/>
            </div>
        </div>
    }
}

/// How many figures there are.
fn sentence(page: Page, words: Words) -> String {
    page.told.with(|told| match &told.request.unit {
        _ if told.request.limit == 0 => String::new(),
        Some(unit) if unit.is_empty() => words.n_figures_without(told.answer.n_figures),
        Some(unit) => words.n_figures_in(told.answer.n_figures, unit),
        None => {
            words.n_figures(told.answer.n_figures, u32::try_from(told.answer.units.len()).unwrap_or(u32::MAX))
        }
    })
}

/// What the text prints for a figure.
fn printed(figure: &Figure) -> &str {
    let range = figure.place.mark.map_or(0..0, |mark| mark.start as usize..mark.end as usize);
    figure.place.text.get(range).unwrap_or_default()
}

/// Doubts in words, one after the other, each once.
fn doubts<'a>(notes: impl Iterator<Item = &'a Note>, words: Words) -> Option<String> {
    let mut said: Vec<&str> = Vec::new();
    for note in notes {
        let doubt = words.doubt_of(&note.code);
        if !said.contains(&doubt) {
            said.push(doubt);
        }
    }
    (!said.is_empty()).then(|| said.join(words.comma()))
}
