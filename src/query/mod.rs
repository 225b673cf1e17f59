//! INDEX → HITS.
//!
//! [`mod@parse`] reads the typed string, [`matcher`] finds what matches, [`score`] orders it, [`snippet`] shows it. What leaves
//! this folder is plain data; it knows nothing of the page. `concordance` (feature `engine`) lists every hit in its context.

pub(crate) mod find;
#[cfg(feature = "engine")]
pub mod amount;
pub mod matcher;
pub mod parse;
#[cfg(feature = "engine")]
pub mod regex;
#[cfg(feature = "engine")]
pub(crate) mod scanned;
pub mod score;
#[cfg(feature = "files")]
pub(crate) mod selection;
pub mod snippet;
#[cfg(feature = "engine")]
pub mod concordance;
#[cfg(feature = "engine")]
mod running_text;
#[cfg(feature = "engine")]
mod sample;
#[cfg(feature = "engine")]
pub mod spelling;
pub mod term;

pub use matcher::{Matches, search};
pub use parse::{Query, parse};
