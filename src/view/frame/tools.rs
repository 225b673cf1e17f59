//! Language and theme.

use leptos::html;
use leptos::prelude::*;

use crate::view::Explorer;
use crate::view::history::{Write, focus};
use crate::view::settings::Theme;
use crate::view::ui::{HalfDisc, live_text};
use crate::view::use_explorer;
use crate::view::words::{Lang, Words, use_words};

/// Buttons for language and theme.
#[component]
pub(super) fn Tools() -> impl IntoView {
    view! {
        <div class="tools">
            <LangChoice/>
            <ThemeButton/>
        </div>
    }
}

/// A button for each language.
#[component]
pub(super) fn LangChoice() -> impl IntoView {
    let words = use_words();
    view! {
        <div class="tools__langs" role="group" aria-label=words.language()>
            {Lang::ALL.map(|lang| view! { <LangButton lang/> }).collect_view()}
        </div>
    }
}

#[component]
fn LangButton(lang: Lang) -> impl IntoView {
    let Explorer { navigator, settings, .. } = use_explorer();
    let shown = use_words().0;
    let button = NodeRef::<html::Button>::new();
    let choose = move |_| {
        settings.choose_lang(lang);
        navigator.change(|state| state.with(|next| next.lang = None), Write::Replace);
        // The page is built anew in the other language; the focus stays on what was pressed.
        request_animation_frame(move || {
            let pressed = document().query_selector(".tools__lang[aria-pressed='true']").ok().flatten();
            if let Some(pressed) = pressed {
                focus(wasm_bindgen::JsCast::unchecked_ref(&pressed));
            }
        });
    };
    view! {
        <button type="button" class="tools__lang" node_ref=button lang=lang.tag() title=Words(lang).language_name()
            aria-pressed=(shown == lang).to_string() on:click=choose>
            <span aria-hidden="true">{Words(lang).language_sign()}</span>
            <span class="unseen">{Words(lang).language_name()}</span>
        </button>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let Explorer { navigator, settings, .. } = use_explorer();
    let words = use_words();
    let asked = navigator.part(|state| state.theme);
    let shown = move || asked().or(settings.theme.get());
    let choose = move |_| {
        settings.choose_theme(match untrack(shown) {
            None => Some(Theme::Light),
            Some(Theme::Light) => Some(Theme::Dark),
            Some(Theme::Dark) => None,
        });
        navigator.change(|state| state.with(|next| next.theme = None), Write::Replace);
    };
    let label = move || words.theme(shown()).to_owned();
    view! {
        <button type="button" class="tools__theme" aria-label=live_text(label) title=live_text(label) on:click=choose><HalfDisc/></button>
    }
}
