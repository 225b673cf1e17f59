//! [`Navigator`]: the one place where the page's address is read and written.
//!
//! An address holds the state; the browser's history entry holds where the reader stood on that page, so that Back
//! finds it again. Links are plain `<a href="?…">`: one listener takes the plain clicks, all others are the browser's.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, HtmlElement, MouseEvent, ScrollRestoration};

use super::has_whole;
use super::ui::after_paint;
use super::url::{View, ViewState};

/// Results that are shown before a reader asks for more.
pub const PAGE: u32 = 10;

/// Safari refuses more than 100 changes of history in 30 seconds, so a scroll is noted once it rests.
const REST: Duration = Duration::from_millis(400);

/// Whether a step can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    /// A choice: Back undoes it.
    Push,
    /// A step: it changes the present entry.
    Replace,
    /// A keystroke: it changes the present entry once its results have been painted. Nobody looks at the address before.
    Type,
}

/// How the present state was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrival {
    /// By a link to another page or place.
    Opened,
    /// By Back, Forward or a reload.
    Returned(Visit),
    /// By a change of filter on the same page.
    Stayed,
}

/// Where the reader stood when leaving a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// Pixels from the top.
    pub scroll: i32,
    /// How many results were shown.
    pub limit: u32,
}

/// The state of the page, and the way to change it.
#[derive(Clone, Copy, Debug)]
pub struct Navigator {
    state: RwSignal<ViewState>,
    arrival: RwSignal<Arrival>,
    /// Results asked for, and the state that they were asked for in: another filter begins anew.
    grown: RwSignal<(ViewState, u32)>,
    /// Whether the address waits for the results of a keystroke.
    is_behind: StoredValue<bool>,
}

impl Visit {
    fn parse(text: &str) -> Option<Visit> {
        let (scroll, limit) = text.split_once(' ')?;
        Some(Visit { scroll: scroll.parse().ok()?, limit: limit.parse().ok()? })
    }

    fn print(self) -> String {
        format!("{} {}", self.scroll, self.limit)
    }
}

impl Navigator {
    /// Reads the present address; `typed` is what stood in the search box before the page was there.
    #[must_use]
    pub fn new(typed: Option<String>) -> Navigator {
        let state = ViewState::parse(&location().search().unwrap_or_default());
        let visit = history().and_then(|history| visit_of(&history.state().ok()?));
        let arrival = visit.map_or(Arrival::Opened, Arrival::Returned);
        let limit = visit.map_or(PAGE, |visit| visit.limit);
        let navigator = Navigator {
            state: RwSignal::new(state.clone()),
            arrival: RwSignal::new(arrival),
            grown: RwSignal::new((filter_of(&state), limit)),
            is_behind: StoredValue::new(false),
        };
        if let Some(typed) = typed.filter(|typed| !typed.is_empty() && *typed != state.query) {
            navigator.navigate(state.typing(&typed), Write::Replace);
        }
        navigator
    }

    /// Listens to the browser for as long as the page lives.
    pub fn listen(self) {
        if let Some(history) = history() {
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let _ = window_event_listener(leptos::ev::popstate, move |event| self.return_to(&event.state()));
        let _ = window_event_listener(leptos::ev::pagehide, move |_| {
            self.catch_up();
            self.note_visit();
        });
        let note = leptos::leptos_dom::helpers::debounce(REST, move |()| self.note_visit());
        let note = StoredValue::new_local(note);
        let _ = window_event_listener(leptos::ev::scroll, move |_| {
            note.update_value(|note| note(()));
        });
        let _ = window_event_listener(leptos::ev::click, move |event| self.take_click(&event));
    }

    /// The state; reading it subscribes to it.
    #[must_use]
    pub fn state(self) -> ReadSignal<ViewState> {
        self.state.read_only()
    }

    /// Looks at a part of the state. What looks is asked again whenever the state changes; where that costs more than
    /// a comparison, put a memo around it.
    pub fn part<T>(self, part: impl Fn(&ViewState) -> T + Copy) -> impl Fn() -> T + Copy {
        let state = self.state;
        move || state.with(part)
    }

    /// The page; changes only when another is shown.
    #[must_use]
    pub fn view(self) -> Memo<View> {
        let state = self.state;
        Memo::new(move |_| state.with(|state| state.view))
    }

    /// The address of a state made from the present one, for a link that follows it.
    pub fn link(
        self,
        next: impl Fn(&ViewState) -> ViewState + Send + 'static,
    ) -> Box<dyn Fn() -> String + Send> {
        let state = self.state;
        Box::new(move || state.with(|state| next(state).href()))
    }

    /// How the present state was reached; told anew at every change of state.
    #[must_use]
    pub fn arrival(self) -> ReadSignal<Arrival> {
        self.arrival.read_only()
    }

    /// Results to show.
    #[must_use]
    pub fn limit(self) -> u32 {
        let filter = self.state.with(filter_of);
        self.grown.with(|(grown, limit)| if *grown == filter { *limit } else { PAGE })
    }

    /// Shows one page of results more.
    pub fn show_more(self) {
        let limit = untrack(|| self.limit());
        self.grown.set((self.state.with_untracked(filter_of), limit + PAGE));
    }

    /// Goes to a state that is made from the present one.
    pub fn change(self, next: impl FnOnce(&ViewState) -> ViewState, write: Write) {
        let next = self.state.with_untracked(next);
        self.navigate(next, write);
    }

    /// Searches for what was typed. A first keystroke that leaves the overview can be taken back, the others cannot.
    pub fn type_query(self, query: &str) {
        let (next, is_elsewhere) = self.state.with_untracked(|now| {
            let next = now.typing(query);
            let is_elsewhere = next.view != now.view;
            (next, is_elsewhere)
        });
        self.navigate(next, if is_elsewhere { Write::Push } else { Write::Type });
    }

    /// Goes to a state.
    pub fn navigate(self, next: ViewState, write: Write) {
        if cfg!(not(feature = "views")) && next.is_of_whole() && has_whole() {
            // The browser loads the whole program.
            self.catch_up();
            self.note_visit();
            let _ = location().set_href(&next.href());
            return;
        }
        let arrival = self.state.with_untracked(|now| {
            let is_elsewhere =
                next.view == View::Reader && (&next.document, next.at) != (&now.document, now.at);
            let is_opened = now.view != next.view || (write == Write::Push && is_elsewhere);
            if is_opened { Arrival::Opened } else { Arrival::Stayed }
        });
        if self.state.with_untracked(|now| *now != next) {
            self.write(&next, write);
            self.state.set(next);
        }
        self.arrival.set(arrival);
    }

    /// The browser may refuse, as Safari does after a hundred changes; the page then only shows an old address.
    fn write(self, next: &ViewState, write: Write) {
        match write {
            Write::Push => {
                self.catch_up();
                self.note_visit();
            }
            Write::Replace => self.is_behind.set_value(false),
            Write::Type => {
                self.is_behind.set_value(true);
                return after_paint(move || self.catch_up());
            }
        }
        let Some(history) = history() else { return };
        let href = next.href();
        let url = if href == "?" { location().pathname().unwrap_or_default() } else { href };
        let fresh = JsValue::from_str(&Visit { scroll: 0, limit: PAGE }.print());
        let _ = match write {
            Write::Push => history.push_state_with_url(&fresh, "", Some(&url)),
            _ => history.replace_state_with_url(&fresh, "", Some(&url)),
        };
    }

    /// Writes the address that waits.
    fn catch_up(self) {
        if self.is_behind.get_value() {
            self.write(&self.state.get_untracked(), Write::Replace);
        }
    }

    /// Keeps with the history entry where the reader stands.
    fn note_visit(self) {
        #[expect(clippy::cast_possible_truncation, reason = "no page is so tall")]
        let scroll = window().scroll_y().unwrap_or_default().round() as i32;
        let visit = Visit { scroll, limit: untrack(|| self.limit()) };
        if let Some(history) = history() {
            let _ = history.replace_state_with_url(&JsValue::from_str(&visit.print()), "", None);
        }
    }

    fn return_to(self, entry: &JsValue) {
        let state = ViewState::parse(&location().search().unwrap_or_default());
        let visit = visit_of(entry);
        self.is_behind.set_value(false);
        if visit.is_none() {
            // Another script wrote the address (`state.js`): it is put as this page would.
            self.write(&state, Write::Replace);
        }
        self.grown.set((filter_of(&state), visit.map_or(PAGE, |visit| visit.limit)));
        self.state.set(state);
        self.arrival.set(visit.map_or(Arrival::Opened, Arrival::Returned));
    }

    /// Follows a link of this page without loading it again.
    fn take_click(self, event: &MouseEvent) {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || has_modifier {
            return;
        }
        let Some(search) = event.target().and_then(|target| own_link(&target)) else { return };
        let next = ViewState::parse(&search);
        event.prevent_default();
        if !is_selecting() {
            self.navigate(next, Write::Push);
        }
    }
}

/// The `?…` of the link around `target`, if it is a link of this page.
fn own_link(target: &web_sys::EventTarget) -> Option<String> {
    let link = target.dyn_ref::<web_sys::Element>()?.closest("a[href^='?']").ok()??;
    let is_own = link.unchecked_ref::<HtmlAnchorElement>().target().is_empty();
    is_own.then(|| link.get_attribute("href")).flatten()
}

/// Someone who drags over a sentence to copy it does not want to follow its link.
fn is_selecting() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// The part of a state that decides which results there are.
fn filter_of(state: &ViewState) -> ViewState {
    state.with(|filter| {
        filter.view = View::Results;
        filter.lang = None;
        filter.theme = None;
    })
}

fn history() -> Option<web_sys::History> {
    window().history().ok()
}

fn visit_of(entry: &JsValue) -> Option<Visit> {
    Visit::parse(&entry.as_string()?)
}

/// Scrolls the page to where it stood, once what is to be scrolled is there.
pub fn scroll_to(top: i32) {
    request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, f64::from(top)));
}

/// Gives the focus to an element without moving the page.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_survives() {
        let visit = Visit { scroll: 1234, limit: 40 };
        assert_eq!(Visit::parse(&visit.print()), Some(visit));
        for text in ["", "12", "a b", "1 -2", "1 2 3", "1.5 20"] {
            assert_eq!(Visit::parse(text), None, "{text}");
        }
    }
}
