//! What belongs to the person: language and theme, kept in the browser.
//!
//! The storage may be missing or forbidden; then a choice lasts as long as the page. Besides, only what a reader corrects of
//! names (`names/repairs.rs`), collects (`tray/store.rs`) and switches off is ever stored.

use leptos::prelude::*;

use super::words::Lang;

const LANG_KEY: &str = "jianbao.lang";
const THEME_KEY: &str = "jianbao.theme";

/// The person's choices, as signals.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Language of the interface, if one was chosen.
    pub lang: RwSignal<Option<Lang>>,
    /// Theme; `None` follows the system.
    pub theme: RwSignal<Option<Theme>>,
}

/// Paper or inkstone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark stone.
    Dark,
}

impl Theme {
    /// Reads the name that addresses and storage use.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Theme> {
        [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name)
    }

    /// The name that addresses, storage and the style sheet use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Settings {
    /// What was chosen on an earlier visit.
    #[must_use]
    pub fn load() -> Settings {
        Settings {
            lang: RwSignal::new(stored(LANG_KEY).and_then(|tag| Lang::from_tag(&tag))),
            theme: RwSignal::new(stored(THEME_KEY).and_then(|name| Theme::from_name(&name))),
        }
    }

    /// Remembers a language.
    pub fn choose_lang(self, lang: Lang) {
        self.lang.set(Some(lang));
        store(LANG_KEY, Some(lang.tag()));
    }

    /// Remembers a theme.
    pub fn choose_theme(self, theme: Option<Theme>) {
        self.theme.set(theme);
        store(THEME_KEY, theme.map(Theme::name));
    }
}

/// The language that suits the browser best.
#[must_use]
pub fn browser_lang() -> Lang {
    let tags = window().navigator().languages();
    Lang::preferred(tags.iter().filter_map(|tag| tag.as_string()))
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// What the browser keeps under a key.
pub(super) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// A full or forbidden storage forgets; the choice still holds on this page.
pub(super) fn store(key: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}
