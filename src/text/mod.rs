//! DOCUMENTS → CLEANED TEXT.
//!
//! `clean` repairs what printing, copying and converting did to a text, rule by rule, and says what it changed. What can't be
//! repaired with certainty is left and flagged. Text is never converted between scripts; [`fold`] is for matching only.
//!
//! The page needs only [`fold`], [`pair`], [`sentence`] and [`span`]; the rest is there with the feature `parse`.

#[cfg(feature = "parse")]
mod clean;
#[cfg(feature = "parse")]
pub mod diagnostic;
#[cfg(feature = "parse")]
pub mod draft;
#[cfg(feature = "engine")]
pub mod alike;
pub mod fold;
#[cfg(feature = "parse")]
pub mod label;
#[cfg(feature = "parse")]
pub(crate) mod line;
pub mod pair;
#[cfg(feature = "parse")]
pub mod quality;
#[cfg(feature = "parse")]
pub mod offset;
#[cfg(feature = "parse")]
pub mod redact;
#[cfg(feature = "parse")]
pub mod rule;
pub mod sentence;
pub mod span;
#[cfg(feature = "parse")]
pub mod word;

#[cfg(feature = "parse")]
pub use clean::{CleanText, Dropped, Line, MarkedPlace, clean};
