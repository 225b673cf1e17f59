//! Jianbao turns a folder of messy documents, Chinese first, into an explorer made of nothing but static files.
//!
//! The data walks in one direction, one folder an arrow; a folder knows the folders before it and none after:
//!
//! bytes → documents → cleaned text → articles → annotations → corpus → index → query → view

#[cfg(feature = "parse")]
pub mod source;
pub mod text;
#[cfg(feature = "parse")]
pub mod article;
#[cfg(feature = "parse")]
pub mod annotate;
pub mod corpus;
pub mod index;
pub mod query;

pub mod day;
pub mod engine;
pub mod error;
pub mod protocol;

#[cfg(feature = "app")]
pub mod view;

pub use error::{Error, Result};
