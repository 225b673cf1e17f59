//! Where the browser keeps the tray: a place for each site, since several may share an origin.

use leptos::prelude::*;

/// How `boot.js` knows it too.
const KEY: &str = "jianbao.tray ";

fn key() -> String {
    let path = location().pathname().unwrap_or_default();
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    format!("{KEY}{folder}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Whether the browser keeps anything at all.
pub(super) fn can_keep() -> bool {
    storage().is_some()
}

/// What it keeps.
pub(super) fn read() -> Option<String> {
    storage()?.get_item(&key()).ok().flatten()
}

/// Whether it took that.
pub(super) fn write(text: Option<&str>) -> bool {
    let done = storage().map(|storage| match text {
        Some(text) => storage.set_item(&key(), text),
        None => storage.remove_item(&key()),
    });
    done.is_some_and(|done| done.is_ok())
}

/// Keeps what could not be read, before anything is written over it.
pub(super) fn put_aside(text: &str) {
    if let Some(storage) = storage() {
        let key = format!("{} unread", key());
        let aside = storage.get_item(&key).ok().flatten().unwrap_or_default();
        if !aside.contains(text) {
            let _ = storage.set_item(&key, &format!("{aside}{text}\n"));
        }
    }
}

/// The present moment, ISO 8601.
pub(super) fn now() -> String {
    String::from(js_sys::Date::new_0().to_iso_string())
}
