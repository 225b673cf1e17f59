//! The page: shows what the engine answers.
//!
//! Where does the state live? What a shared link restores is in the address ([`url`], [`history`]); what belongs to
//! the person is in [`settings`]; what the corpus says comes from the engine ([`client`], [`answers`]); what is open
//! or under the pointer is a signal of the component that shows it. Everything else is derived.
//!
//! This room holds no knowledge of its own about documents, matching or dates.

#![allow(unreachable_pub, reason = "the component macro makes public what it generates")]

pub mod answers;
pub mod client;
pub mod day_text;
pub mod history;
pub mod piece;
pub mod settings;
pub mod url;
pub mod words;

mod about;
#[cfg(feature = "views")]
mod concordance;
#[cfg(feature = "views")]
mod copies;
#[cfg(feature = "views")]
mod embed;
#[cfg(feature = "views")]
mod figures;
mod frame;
#[cfg(feature = "views")]
mod map;
#[cfg(feature = "views")]
mod names;
mod overview;
mod reader;
mod search;
mod start;
#[cfg(feature = "views")]
mod take_away;
mod timeline;
#[cfg(feature = "views")]
mod tray;
mod ui;
#[cfg(feature = "views")]
mod word_lists;

pub use start::start;

use leptos::prelude::*;

use answers::Answers;
use history::Navigator;
use settings::Settings;

/// What every component may reach: the address, the answers, the person's choices.
#[derive(Clone, Copy, Debug)]
struct Explorer {
    navigator: Navigator,
    answers: Answers,
    settings: Settings,
    /// Whether the sheet of keys is shown.
    is_keys_shown: RwSignal<bool>,
    /// Whether the dialog is shown that writes what another page takes in.
    #[cfg(feature = "views")]
    is_embed_shown: RwSignal<bool>,
    /// The mention whose card is open, by paragraph and index.
    card: RwSignal<Option<(usize, usize)>>,
    /// What the person collects.
    #[cfg(feature = "views")]
    tray: tray::Desk,
}

/// Whether the whole program is there, or can be loaded.
fn has_whole() -> bool {
    cfg!(feature = "views")
        || matches!(document().query_selector("meta[name=jianbao][content*='pack=']"), Ok(Some(_)))
}

/// The explorer that surrounds the present component.
fn use_explorer() -> Explorer {
    expect_context()
}
