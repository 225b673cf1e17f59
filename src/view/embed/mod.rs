//! The dialog that writes what a reader pastes into another page to have this one there.

mod code;

use leptos::prelude::*;

use super::settings::Theme;
use super::take_away::{Copied, site_address};
use super::ui::{Dialog, live, live_text};
use super::url::{EMBEDS, Embed, View, ViewState};
use super::words::{Lang, use_words};
use super::{Explorer, use_explorer};
use code::{Form, Height, Pasted};

/// What was chosen in the dialog.
#[derive(Clone, Copy, Debug)]
struct Choice {
    embed: RwSignal<Embed>,
    height: RwSignal<Height>,
    lang: RwSignal<Option<Lang>>,
    theme: RwSignal<Option<Theme>>,
}

impl Choice {
    /// What is shown now as the other page is to show it.
    fn state(self, now: &ViewState) -> ViewState {
        now.with(|next| {
            next.embed = Some(self.embed.get());
            next.lang = self.lang.get();
            next.theme = self.theme.get();
            // These are about the reader, or about files.
            if matches!(next.view, View::Tray | View::Export | View::About) {
                next.view = if next.query.is_empty() { View::Overview } else { View::Results };
            }
        })
    }
}

/// A button that opens the dialog; a page that is a file on the reader's disk cannot stand in another one.
#[component]
pub(super) fn EmbedButton(class: &'static str) -> impl IntoView {
    let is_open = use_explorer().is_embed_shown;
    let words = use_words();
    let is_published = location().protocol().is_ok_and(|protocol| protocol.starts_with("http"));
    is_published.then(|| {
        view! { <button type="button" class=class on:click=move |_| is_open.set(true)>{words.embed()}</button> }
    })
}

/// The dialog; what it shows is made when it is opened.
#[component]
pub(super) fn EmbedSheet() -> impl IntoView {
    let is_open = use_explorer().is_embed_shown;
    let words = use_words();
    view! {
        <Dialog is_open title=words.embed_title() close=words.close()>
            {live(move || is_open.get().then(|| view! { <Sheet/> }))}
        </Dialog>
    }
}

#[component]
fn Sheet() -> impl IntoView {
    let Explorer { navigator, answers, .. } = use_explorer();
    let words = use_words();
    let now = navigator.state().get_untracked();
    let choice = Choice {
        embed: RwSignal::new(usual(now.view)),
        height: RwSignal::new(Height::Content),
        lang: RwSignal::new(None),
        theme: RwSignal::new(None),
    };
    let state = Memo::new(move |_| choice.state(&now));
    let pasted = move |form: Form| {
        let summary = answers.summary();
        let sentence = if summary.description.is_empty() {
            words.n_documents(summary.n_documents)
        } else {
            summary.description.clone()
        };
        let site = site_address();
        let state = state.get();
        Pasted {
            site: &site,
            state: &state,
            height: choice.height.get(),
            title: &summary.title,
            sentence: &sentence,
        }
        .write(form)
    };
    view! {
        <div class="embed">
            <div class="embed__made">
                <p class="embed__hint">{words.embed_hint()}</p>
                <Choices choice/>
                <Code name=words.embed_element() hint=words.embed_element_hint()
                    text=Signal::derive(move || pasted(Form::Element))/>
                <Code name=words.embed_frame() hint=words.embed_frame_hint()
                    text=Signal::derive(move || pasted(Form::Frame))/>
            </div>
            <figure class="embed__shown">
                <figcaption>{words.embed_preview()}</figcaption>
                {live(move || view! { <iframe class="embed__frame" title=words.embed_preview() src=state.get().href()></iframe> })}
            </figure>
        </div>
    }
}

/// The form that suits what is shown.
fn usual(view: View) -> Embed {
    match view {
        View::Timeline => Embed::Timeline,
        View::Reader => Embed::Reader,
        View::Overview | View::Results => Embed::Compact,
        _ => Embed::Full,
    }
}

/// How much of the page, how tall, in which language, on which paper.
#[component]
fn Choices(choice: Choice) -> impl IntoView {
    let words = use_words();
    let Choice { embed, height, lang, theme } = choice;
    let embeds = EMBEDS
        .map(|(one, name)| (name, words.embed_form(one), Box::new(move || embed.get() == one) as IsChosen));
    let heights = Height::ALL.map(|one| {
        let is_chosen: IsChosen = Box::new(move || height.get() == one);
        (one.name(), words.embed_height(one.pixels()), is_chosen)
    });
    let langs = [None, Some(Lang::ZhHans), Some(Lang::ZhHant), Some(Lang::En)].map(|one| {
        let name = one.map_or(words.of_reader(), |lang| super::words::Words(lang).language_name());
        (one.map_or("", Lang::tag), name.to_owned(), Box::new(move || lang.get() == one) as IsChosen)
    });
    let themes = [None, Some(Theme::Light), Some(Theme::Dark)].map(|one| {
        let name =
            one.map_or_else(|| words.of_reader().to_owned(), |theme| words.theme_name(theme).to_owned());
        (one.map_or("", Theme::name), name, Box::new(move || theme.get() == one) as IsChosen)
    });
    let take_embed = move |name: String| {
        if let Some((one, _)) = EMBEDS.into_iter().find(|(_, known)| *known == name) {
            embed.set(one);
        }
    };
    let take_height = move |name: String| height.set(Height::from_name(&name));
    view! {
        <div class="embed__choices">
            <Select label=words.embed_what() options=embeds.into() take=take_embed/>
            <Select label=words.embed_how_tall() options=heights.into() take=take_height/>
            <Select label=words.language() options=langs.into() take=move |tag: String| lang.set(Lang::from_tag(&tag))/>
            <Select label=words.embed_theme() options=themes.into() take=move |name: String| theme.set(Theme::from_name(&name))/>
        </div>
    }
}

type IsChosen = Box<dyn Fn() -> bool + Send>;

#[component]
fn Select(
    label: &'static str,
    /// Value, text, and whether it is chosen.
    options: Vec<(&'static str, String, IsChosen)>,
    take: impl Fn(String) + 'static,
) -> impl IntoView {
    let options = options.into_iter().map(|(value, text, is_chosen)| {
        view! { <option value=value selected=is_chosen>{text}</option> }
    });
    view! {
        <label class="choice"><span>{label}</span>
            <select class="choice__select" on:change=move |event| take(event_target_value(&event))>{options.collect_view()}</select>
        </label>
    }
}

/// What is pasted, and a button that copies it.
#[component]
fn Code(name: &'static str, hint: &'static str, text: Signal<String>) -> impl IntoView {
    view! {
        <section class="embed__code">
            <div class="embed__row"><h3>{name}</h3><Copied name text/></div>
            <p class="embed__hint">{hint}</p>
            <pre class="embed__text mono" tabindex="0" aria-label=name><code>{live_text(move || text.get())}</code></pre>
        </section>
    }
}
