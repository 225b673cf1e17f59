//! The provinces as tiles to press. The grid is one stop of the focus; arrows go on inside.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::view::history::focus;
use crate::view::ui::{live, live_text};
use crate::view::words::{grouped, use_words};

use super::Page;
use super::province::Chosen;
use super::tile::{TILES, Tile, neighbour, step_of};

/// The grid and its key.
#[component]
pub(super) fn Tiles(page: Page) -> impl IntoView {
    let words = use_words();
    let grid = NodeRef::<html::Div>::new();
    let cursor = RwSignal::new(0);
    let tiles = TILES.iter().enumerate();
    let tiles =
        tiles.map(|(index, tile)| view! { <TileButton page cursor index tile=*tile/> }).collect_view();
    view! {
        <div class="map__tiles">
            <div node_ref=grid class="tiles" role="group" aria-label=words.tiles_label() on:keydown=move |event| step(&event, cursor, grid)>
                {tiles}
            </div>
            <Key page/>
        </div>
    }
}

/// Arrows go on to the next tile.
fn step(event: &KeyboardEvent, cursor: RwSignal<usize>, grid: NodeRef<html::Div>) {
    let way = match event.key().as_str() {
        "ArrowRight" => (1, 0),
        "ArrowLeft" => (-1, 0),
        "ArrowDown" => (0, 1),
        "ArrowUp" => (0, -1),
        _ => return,
    };
    event.prevent_default();
    let next = neighbour(cursor.get_untracked(), way).and_then(|next| u32::try_from(next).ok());
    let tile =
        next.and_then(|next| grid.get_untracked()?.children().item(next)?.dyn_into::<HtmlElement>().ok());
    if let Some(tile) = tile {
        focus(&tile);
    }
}

#[component]
fn TileButton(page: Page, cursor: RwSignal<usize>, index: usize, tile: Tile) -> impl IntoView {
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
            title=live_text(label)
            tabindex=move || if cursor.get() == index { "0" } else { "-1" }
            on:focus=move |_| cursor.set(index) on:click=move |_| page.toggle(index)>
            <span class="tiles__sign">{tile.sign(words.0)}</span>
            <span class="unseen">{live_text(label)}</span>
            <small class="num" aria-hidden="true">{live_text(move || if n.get() == 0 { "·".to_owned() } else { grouped(n.get()) })}</small>
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
