//! Opens the corpus and puts the page in the place of the static one.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, HtmlInputElement};

use super::Explorer;
use super::answers::Answers;
use super::client::Client;
use super::frame::Frame;
use super::history::{Navigator, focus};
use super::settings::{Settings, browser_lang};
use super::words::{Lang, Words};

/// Shows the corpus that lies in the program's file, where `boot.js` has found it.
///
/// The static page stays where it is until the corpus is open, and for good when it cannot be opened: a message then
/// says what is wrong and what still works.
#[cfg(not(feature = "remote"))]
pub fn start() {
    let pack = js_sys::Reflect::get(&js_sys::global(), &"jianbaoPack".into());
    let pack = pack.ok().and_then(|pack| pack.dyn_into::<js_sys::Uint8Array>().ok());
    match crate::engine::Engine::open(pack.map(|pack| pack.to_vec()).unwrap_or_default()) {
        Ok(engine) => after_composition(move || show(Client::new(engine))),
        Err(error) => report(error.to_string()),
    }
}

/// Shows the corpus in the files beside the page; nothing is embedded.
#[cfg(feature = "remote")]
pub fn start() {
    super::client::open(|summary| match summary {
        Ok(summary) => after_composition(move || {
            show(Client::new(summary));
            say_shown(true);
        }),
        Err(error) => {
            report(error);
            say_shown(false);
        }
    });
}

/// Tells the script that loaded the program, which has waited for it, whether the corpus is there.
#[cfg(feature = "remote")]
fn say_shown(is_there: bool) {
    let say = js_sys::Reflect::get(&js_sys::global(), &"jianbaoShow".into());
    if let Some(say) = say.ok().and_then(|say| say.dyn_into::<js_sys::Function>().ok()) {
        let _ = say.call1(&wasm_bindgen::JsValue::UNDEFINED, &is_there.into());
    }
}

/// What a reader did in the static search box before the page took over.
struct Typed {
    text: String,
    selection: Option<(u32, u32)>,
}

/// Waits while an input method is at work in the static search box; taking the box away would undo its work.
fn after_composition(show: impl FnOnce() + 'static) {
    let is_composing = |input: &HtmlInputElement| input.has_attribute("data-composing");
    match static_input().filter(is_composing) {
        None => show(),
        Some(input) => {
            let show = Closure::once_into_js(show);
            let _ = input.add_event_listener_with_callback("compositionend", show.unchecked_ref());
        }
    }
}

fn show(client: Client) {
    let typed = static_input().map(|input| {
        let is_active = document().active_element().is_some_and(|active| active == *input.unchecked_ref());
        let selection = input.selection_start().ok().flatten().zip(input.selection_end().ok().flatten());
        Typed { text: input.value(), selection: selection.filter(|_| is_active) }
    });
    let Some(root) = root() else { return };
    root.set_text_content(None);
    let selection = typed.as_ref().and_then(|typed| typed.selection);
    mount_to(root, move || {
        let navigator = Navigator::new(typed.map(|typed| typed.text));
        navigator.listen();
        provide_context(Explorer {
            navigator,
            answers: Answers::new(client, navigator),
            settings: Settings::load(),
            is_keys_shown: RwSignal::new(false),
            #[cfg(feature = "views")]
            is_embed_shown: RwSignal::new(false),
            card: RwSignal::new(None),
            #[cfg(feature = "views")]
            tray: super::tray::Desk::new(client, navigator),
        });
        view! { <Frame/> }
    })
    .forget();
    if let (Some((start, end)), Some(input)) = (selection, static_input()) {
        focus(&input);
        // The text is put into the box a moment after the box.
        request_animation_frame(move || {
            let _ = input.set_selection_range(start, end);
        });
    }
}

/// The search box, static or not.
fn static_input() -> Option<HtmlInputElement> {
    document().query_selector("input[name=q]").ok()??.dyn_into().ok()
}

/// Where the page goes; a page without a static one gets a place of its own.
fn root() -> Option<HtmlElement> {
    let found = document().get_element_by_id("app").and_then(|root| root.dyn_into().ok());
    found.or_else(|| {
        let root = place()?;
        root.set_id("app");
        Some(root)
    })
}

/// An element of its own at the top of the page.
fn place() -> Option<HtmlElement> {
    let place = document().create_element("div").ok()?;
    document().body()?.prepend_with_node_1(&place).ok()?;
    place.dyn_into().ok()
}

/// Says above the static page why there is no more than that.
fn report(error: String) {
    let lang = Settings::load().lang.get_untracked().unwrap_or_else(browser_lang);
    let words = Words(lang);
    let has_texts =
        matches!(document().query_selector("#app a[href^='doc/'], #app a[href^='./doc/']"), Ok(Some(_)));
    if let Some(input) = static_input() {
        input.set_disabled(true);
        input.set_placeholder(words.search_is_off());
    }
    if let Some(place) = place() {
        mount_to(place, move || view! { <Trouble error lang has_texts/> }).forget();
    }
}

/// Why the corpus cannot be opened, and what still works.
#[component]
fn Trouble(error: String, lang: Lang, has_texts: bool) -> impl IntoView {
    let words = Words(lang);
    view! {
        <section class="trouble" role="alert" lang=lang.tag()>
            <div class="wrap">
                <h2>{words.trouble_title()}</h2>
                <p>{if has_texts { words.trouble_with_texts() } else { words.trouble_without_texts() }}</p>
                <p class="trouble__cause"><span>{words.trouble_cause()}</span>" "<code lang="en">{error}</code></p>
            </div>
        </section>
    }
}
