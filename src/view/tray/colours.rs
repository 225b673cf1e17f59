//! A choice of colours, each with its shape and its name.

use leptos::prelude::*;

use crate::export::tray::Colour;
use crate::view::words::use_words;

/// The class that gives a shape its colour.
pub(in crate::view) fn ink(colour: Colour) -> &'static str {
    match colour {
        Colour::Ochre => "tray-ink tray-ink--ochre",
        Colour::Blue => "tray-ink tray-ink--blue",
        Colour::Green => "tray-ink tray-ink--green",
        Colour::Rose => "tray-ink tray-ink--rose",
    }
}

/// Four shapes, one of which is chosen.
#[component]
pub(in crate::view) fn ColourChoice(
    /// The one that is chosen.
    #[prop(into)]
    chosen: Signal<Option<Colour>>,
    /// Hears of another choice.
    choose: impl Fn(Colour) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = use_words();
    let choice = move |colour: Colour| {
        let is_chosen = move || chosen.get() == Some(colour);
        view! {
            <button type="button" class="tray-colours__one" title=words.colour_name(colour) aria-label=words.colour_name(colour)
                aria-pressed=move || is_chosen().to_string() on:click=move |_| choose(colour)>
                <span class=ink(colour) aria-hidden="true"></span>
            </button>
        }
    };
    view! { <div class="tray-colours" role="group" aria-label=words.colour()>{Colour::ALL.map(choice).collect_view()}</div> }
}
