//! The page of provinces as tiles: how often names of each stand in the texts, and a way to choose by them.

mod province;
mod province_table;
mod tile;
mod tiles;

use leptos::prelude::*;

use crate::protocol::EntityKind;
use crate::protocol::annotation::{NameAnswer, NameRequest};

use super::client::Shared;
use super::history::{Navigator, Write};
use super::names::kept;
use super::search::QueryChips;
use super::ui::{Announcer, Numerals, live, live_flag, live_text};
use super::url::View;
use super::use_explorer;
use super::words::{Words, use_words};
use province::{Chosen, Province, chosen, cleared, kind_of, provinces, request, toggled};
use province_table::ProvinceTable;
use tile::steps;
use tiles::Tiles;

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
struct Page {
    navigator: Navigator,
    told: Memo<(NameRequest, Shared<NameAnswer>)>,
    /// In the order of the tiles.
    provinces: Memo<Vec<Province>>,
    /// Where the steps of the scale begin.
    steps: Memo<[u32; 4]>,
}

impl Page {
    fn new() -> Page {
        let explorer = use_explorer();
        let navigator = explorer.navigator;
        let repairs = kept();
        let told =
            Memo::new(move |_| explorer.answers.client.names(request(&navigator.state().read(), &repairs)));
        let provinces = Memo::new(move |_| told.with(|told| provinces(&told.1)));
        let steps = Memo::new(move |_| {
            steps(provinces.with(|all| all.iter().map(|one| one.n_mentions).max().unwrap_or_default()))
        });
        Page { navigator, told, provinces, steps }
    }

    /// Whether nothing has been answered yet.
    fn is_new(self) -> bool {
        self.told.with(|told| told.0.limit == 0)
    }

    fn n_mentions(self, index: usize) -> u32 {
        self.provinces.with(|all| all.get(index).map_or(0, |province| province.n_mentions))
    }

    fn chosen(self, index: usize) -> Chosen {
        let state = self.navigator.state().read();
        self.provinces.with(|all| all.get(index).map_or(Chosen::None, |province| chosen(&state, province)))
    }

    /// Chooses a province, or takes that back.
    fn toggle(self, index: usize) {
        let province = self.provinces.with_untracked(|all| all.get(index).cloned());
        if let Some(province) = province.filter(|province| !province.names.is_empty()) {
            self.navigator.change(|state| toggled(state, &province), Write::Push);
        }
    }
}

/// The page.
#[component]
pub(super) fn Map() -> impl IntoView {
    let words = use_words();
    let page = Page::new();
    let has_chosen = page.navigator.part(|state| cleared(state) != *state);
    let is_nothing =
        move || !page.is_new() && page.provinces.with(|all| all.iter().all(|one| one.n_mentions == 0));
    view! {
        <h1 class="unseen">{words.of_whole(View::Map)}</h1>
        <QueryChips/>
        <Announcer sentence=Signal::derive(move || sentence(page, words))/>
        <div class="wrap">
            <div class="map__head">
                <p class="counts">{live(move || view! { <Numerals text=sentence(page, words)/> })}</p>
                <KindChoice page/>
                <a class="map__results" hidden=live_flag(move || !has_chosen()) href=page.navigator.link(cleared)>{words.clear()}</a>
                <a class="map__results" href=page.navigator.link(|state| state.on(View::Results))>{words.to_results_of_map()}</a>
            </div>
            <p class="map__none" hidden=live_flag(move || !is_nothing())>{words.no_provinces()}</p>
            <div class="map" aria-busy=live_text(move || page.is_new().to_string())>
                <Tiles page/>
                <ProvinceTable page/>
            </div>
        </div>
    }
}

/// How many mentions there are, and of how many provinces.
fn sentence(page: Page, words: Words) -> String {
    if page.is_new() {
        return String::new();
    }
    page.provinces.with(|all| {
        let n_mentions = all.iter().map(|one| one.n_mentions).sum();
        let n_provinces = all.iter().filter(|one| one.n_mentions > 0).count();
        words.map_counts(n_mentions, u32::try_from(n_provinces).unwrap_or(u32::MAX))
    })
}

/// Places, or organisations.
#[component]
fn KindChoice(page: Page) -> impl IntoView {
    let words = use_words();
    let kind = page.navigator.part(kind_of);
    let button = move |value: EntityKind| {
        let part = (value != EntityKind::Place).then(|| value.name().to_owned());
        let choose =
            move |_| page.navigator.change(|state| state.with(|next| next.part = part.clone()), Write::Push);
        view! {
            <button type="button" aria-pressed=live_text(move || (kind() == value).to_string()) on:click=choose>{words.entity_kind(value)}</button>
        }
    };
    view! {
        <div class="toggle map__kinds" role="group" aria-label=words.kinds_of_names()>
            {button(EntityKind::Place)} {button(EntityKind::Organisation)}
        </div>
    }
}
