//! One passage of the tray.

use leptos::prelude::*;

use crate::view::day_text::show_edtf;
use crate::view::ui::{Fresh, live};
use crate::view::use_explorer;
use crate::view::words::use_words;

use super::{ColourChoice, Note, ink};

/// A passage: what is printed and where, and what the reader made of it.
#[component]
pub(super) fn Row(id: String) -> impl IntoView {
    let tray = use_explorer().tray;
    let words = use_words();
    let own = id.clone();
    let colour = Memo::new(move |_| tray.passage(&own).map(|passage| passage.colour));
    let shape = move || ink(colour.get().unwrap_or_default());
    let (painted, removed, printed) = (StoredValue::new(id.clone()), id.clone(), id.clone());
    let choose = move |colour| painted.with_value(|id| tray.paint(id, colour));
    let note = move || tray.passage(&printed).map(|passage| passage.note);
    view! {
        <li class="passage">
            <span class="passage__shape" title=move || colour.get().map(|colour| words.colour_name(colour))>
                <span class=shape aria-hidden="true"></span>
                <span class="unseen">{move || colour.get().map(|colour| words.colour_name(colour))}</span>
            </span>
            <Quotation id=id.clone()/>
            <div class="passage__own">
                <Note id/>
                // A field does not print all that it holds.
                <p class="passage__printed" aria-hidden="true">{note}</p>
                <div class="passage__tools">
                    <ColourChoice chosen=colour choose/>
                    <button type="button" class="button button--quiet passage__remove" on:click=move |_| tray.remove(&removed)>{words.remove()}</button>
                </div>
            </div>
        </li>
    }
}

/// The words, and where they stand.
#[component]
fn Quotation(id: String) -> impl IntoView {
    let explorer = use_explorer();
    let tray = explorer.tray;
    let words = use_words();
    let told = Memo::new(move |_| {
        // What a reader writes changes nothing here.
        let passage =
            tray.passages.with(|passages| passages.iter().find(|passage| passage.id == id).cloned())?;
        let found = tray.places.with(|places| places.get(&passage.id).cloned());
        Some((
            passage.document,
            passage.title,
            passage.published,
            passage.exact,
            passage.place,
            passage.made,
            found,
        ))
    });
    live(move || {
        let Some((document, title, published, exact, place, made, found)) = told.get() else {
            return Fresh::new(());
        };
        let summary = explorer.answers.summary();
        let known = summary.documents.iter().find(|known| known.id == document);
        let lang = known.map(|known| known.lang.clone());
        let name = known.map_or_else(|| document.clone(), |known| known.title.clone());
        let is_lost = matches!(found, Some(None));
        let at = found.flatten().map(|found| found.at).or(place.map(|place| place.at).filter(|at| *at > 0));
        let day = published.map_or_else(|| words.undated().to_owned(), |day| show_edtf(&day, words));
        let label = if title.is_empty() { name.clone() } else { title };
        let name = Some(name).filter(|name| *name != label);
        let link = known.is_some().then(|| {
            let document = document.clone();
            let href =
                explorer.navigator.link(move |state| state.reading(&document, at.filter(|_| !is_lost)));
            view! { <a href=href lang=lang.clone()>{label.clone()}</a> }
        });
        let plain = known.is_none().then(|| view! { <span>{label}</span> });
        Fresh::new(view! {
            <div class="passage__text">
                <blockquote class="passage__quote song" lang=lang.clone()>{exact}</blockquote>
                <p class="passage__source">
                    {link} {plain}
                    {name.map(|name| view! { <span lang=lang>{name}</span> })}
                    <span class="num">{day}</span>
                    {made.get(..10).map(|day| view! { <span class="num">{words.collected_on(day)}</span> })}
                    {is_lost.then(|| view! { <span class="flag">{words.not_in_edition()}</span> })}
                </p>
            </div>
        })
    })
}
