//! The page of provinces as tiles: how often names of each stand in the texts, and a way to choose by them.

mod province;
mod tile;

use leptos::prelude::*;

use crate::protocol::EntityKind;
use crate::protocol::annotation::{EntityName, NameAnswer, NameRequest};

use super::client::Shared;
use super::history::{Navigator, Write};
use super::names::kept;
use super::search::QueryChips;
use super::ui::{Announcer, Numerals, live, live_flag, live_text};
use super::url::View;
use super::use_explorer;
use super::words::{Words, grouped, use_words};
use province::{Chosen, Province, chosen, kind_of, provinces, request, toggled};
use tile::{TILES, Tile, step_of, steps};

/// Names of a province in its row.
const NAMES: usize = 6;

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
                <a class="map__results" href=page.navigator.link(|state| state.on(View::Results))>{words.to_results_of_map()}</a>
            </div>
            <p class="map__none" hidden=live_flag(move || !is_nothing())>{words.no_provinces()}</p>
            <div class="map" aria-busy=live_text(move || page.is_new().to_string())>
                <div class="map__tiles">
                    <div class="tiles" role="group" aria-label=words.tiles_label()>
                        {TILES.iter().enumerate().map(|(index, tile)| view! { <TileButton page index tile=*tile/> }).collect_view()}
                    </div>
                    <Key page/>
                </div>
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

#[component]
fn TileButton(page: Page, index: usize, tile: Tile) -> impl IntoView {
    let words = use_words();
    let n = Memo::new(move |_| page.n_mentions(index));
    let label = move || format!("{}{}{}", tile.name(words.0), words.comma(), words.n_mentions(n.get()));
    let pressed = move || match page.chosen(index) {
        Chosen::All => "true",
        Chosen::Some => "mixed",
        Chosen::None => "false",
    };
    view! {
        <button type="button" class="tiles__tile" style:--column=tile.column.to_string() style:--row=tile.row.to_string()
            data-step=move || step_of(n.get(), page.steps.get()).to_string() aria-pressed=pressed
            aria-disabled=live_text(move || (n.get() == 0).to_string())
            aria-label=live_text(label) title=live_text(label) on:click=move |_| page.toggle(index)>
            <span class="tiles__sign">{tile.sign(words.0)}</span>
            <small class="num">{live_text(move || if n.get() == 0 { "·".to_owned() } else { grouped(n.get()) })}</small>
        </button>
    }
}

/// What the fills mean.
#[component]
fn Key(page: Page) -> impl IntoView {
    let words = use_words();
    let entry = |(step, text): (usize, String)| {
        view! { <li><i data-step=step.to_string()></i><span class="num">{text}</span></li> }
    };
    let entries = move || {
        let steps = page.steps.get();
        let range = |place: usize| match steps.get(place + 1) {
            Some(next) if next - steps[place] == 1 => grouped(steps[place]),
            Some(next) => format!("{}–{}", grouped(steps[place]), grouped(next - 1)),
            None => words.and_more(steps[place]),
        };
        let ranges = (0..steps.len()).map(|place| (place + 1, range(place)));
        std::iter::once((0, words.none().to_owned())).chain(ranges).map(entry).collect_view()
    };
    view! { <ul class="tiles__key" aria-hidden="true">{live(entries)}</ul> }
}

/// The same as a table, most mentions first.
#[component]
fn ProvinceTable(page: Page) -> impl IntoView {
    let words = use_words();
    let rows = move || {
        let mut shown: Vec<(usize, Province)> = page.provinces.get().into_iter().enumerate().collect();
        shown.retain(|(_, province)| province.n_mentions > 0);
        shown.sort_by_key(|(_, province)| std::cmp::Reverse(province.n_mentions));
        shown.into_iter().map(|(index, province)| view! { <Row page index province/> }).collect_view()
    };
    let is_empty = move || page.provinces.with(|all| all.iter().all(|one| one.n_mentions == 0));
    let head = |text: &'static str| view! { <th scope="col">{text}</th> };
    view! {
        <table class="provinces" hidden=live_flag(is_empty)>
            <caption class="unseen">{words.tiles_label()}</caption>
            <thead><tr>{[words.province(), words.mentions(), words.names_of_province()].map(head).collect_view()}</tr></thead>
            <tbody>{live(rows)}</tbody>
        </table>
    }
}

#[component]
fn Row(page: Page, index: usize, province: Province) -> impl IntoView {
    let words = use_words();
    let n_rest = province.names.len().saturating_sub(NAMES);
    let rest = (n_rest > 0).then(|| words.and_others(u32::try_from(n_rest).unwrap_or(u32::MAX)));
    let names =
        province.names.into_iter().take(NAMES).map(|(name, n)| view! { <Name page name n/> }).collect_view();
    let is_chosen = Memo::new(move |_| page.chosen(index));
    view! {
        <tr class="provinces__row" class:provinces__row--chosen=move || is_chosen.get() == Chosen::All>
            <th scope="row">
                <button type="button" class="provinces__name" aria-pressed=move || (is_chosen.get() == Chosen::All).to_string() on:click=move |_| page.toggle(index)>
                    {province.tile.name(words.0)}
                </button>
            </th>
            <td class="num">{grouped(province.n_mentions)}</td>
            <td class="provinces__names">{names} {rest}</td>
        </tr>
    }
}

/// A name of a province, with a link to its page.
#[component]
fn Name(page: Page, name: EntityName, n: u32) -> impl IntoView {
    let lang = use_explorer().answers.summary().lang.clone();
    let href = page.navigator.link(move |state| {
        state.with(|next| {
            next.view = View::Names;
            (next.entity, next.part) = (Some(name.id.clone()), None);
        })
    });
    view! { <a lang=lang href=href>{name.name}</a> " " <small class="num">{grouped(n)}</small> " " }
}
