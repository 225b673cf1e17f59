//! Keys that work on the whole page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::view::Explorer;
use crate::view::history::Write;
use crate::view::reader::{Step, step, toggle_comparison};
use crate::view::url::View;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Search,
    Keys,
    Step(Step),
    Compare,
    #[cfg(feature = "views")]
    Collect,
    Escape,
}

/// Listens to keys for as long as the page lives.
pub(super) fn listen(explorer: Explorer) {
    let _ = window_event_listener(leptos::ev::keydown, move |event| {
        if event.is_composing() || event.default_prevented() || is_dialog_open() {
            return;
        }
        let is_typing = event.target().is_some_and(|target| takes_text(&target));
        let command = command(&event.key(), event.ctrl_key() || event.meta_key(), event.alt_key(), is_typing);
        if command.is_some_and(|command| obey(explorer, command)) {
            event.prevent_default();
        }
    });
}

fn command(key: &str, is_control: bool, is_alt: bool, is_typing: bool) -> Option<Command> {
    match (key, is_control, is_alt) {
        ("k" | "K", true, false) => Some(Command::Search),
        _ if is_control || is_alt || is_typing => None,
        ("/" | "／", ..) => Some(Command::Search),
        ("?" | "？", ..) => Some(Command::Keys),
        ("n", ..) => Some(Command::Step(Step::On)),
        ("N", ..) => Some(Command::Step(Step::Back)),
        ("r", ..) => Some(Command::Compare),
        #[cfg(feature = "views")]
        ("s", ..) => Some(Command::Collect),
        ("Escape", ..) => Some(Command::Escape),
        _ => None,
    }
}

/// Does what is asked; tells whether that was anything here.
fn obey(explorer: Explorer, command: Command) -> bool {
    let view = explorer.navigator.state().with_untracked(|state| state.view);
    match command {
        Command::Search => return focus_search(),
        Command::Keys => explorer.is_keys_shown.set(true),
        Command::Step(way) if view == View::Reader => step(explorer, way),
        Command::Compare if view == View::Reader => toggle_comparison(explorer),
        #[cfg(feature = "views")]
        Command::Collect if view != View::Tray => crate::view::tray::collect(explorer),
        Command::Escape if explorer.card.get_untracked().is_some() => explorer.card.set(None),
        Command::Escape if view == View::Timeline => clear_days(explorer),
        _ => return false,
    }
    true
}

fn clear_days(explorer: Explorer) {
    let clear = |state: &crate::view::url::ViewState| {
        state.with(|next| {
            next.from = None;
            next.to = None;
        })
    };
    explorer.navigator.change(clear, Write::Push);
}

fn focus_search() -> bool {
    let found = document().query_selector("input[name=q]").ok().flatten();
    let input = found.and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| {
        input.select();
        input.focus().is_ok()
    })
}

fn is_dialog_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}

fn takes_text(target: &web_sys::EventTarget) -> bool {
    let fields = "input:not([type=checkbox]), textarea, select, [contenteditable]";
    target.dyn_ref::<Element>().is_some_and(|element| element.matches(fields).unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_nothing_while_typing() {
        for (key, is_control, is_typing, expected) in [
            ("/", false, false, Some(Command::Search)),
            ("/", false, true, None),
            ("k", true, true, Some(Command::Search)),
            ("k", false, false, None),
            ("n", false, false, Some(Command::Step(Step::On))),
            ("n", true, false, None),
            ("N", false, false, Some(Command::Step(Step::Back))),
            ("N", false, true, None),
            ("r", false, false, Some(Command::Compare)),
            ("r", true, false, None),
            ("r", false, true, None),
            ("Escape", false, false, Some(Command::Escape)),
        ] {
            assert_eq!(command(key, is_control, false, is_typing), expected, "{key}");
        }
    }

    #[cfg(feature = "views")]
    #[test]
    fn s_collects() {
        assert_eq!(command("s", false, false, false), Some(Command::Collect));
        // The browser saves the page.
        assert_eq!(command("s", true, false, false), None);
        assert_eq!(command("s", false, false, true), None);
    }
}
