//! What a person must be able to do, in a real browser on the built site.
//!
//! Each test is a story of the project's list and is named after its number. Expected counts come from
//! [`support::Texts`], which shares no code with the search.

#[path = "../support/mod.rs"]
mod support;

mod step;
mod tray;

mod barrier;
mod editions;
mod embed;
mod everyone;
mod fault;
mod finding;
mod hostile;
mod lanes;
mod one_file;
mod picture;
mod publish;
mod questions;
mod reading;
mod scripts;
mod views;
mod whole;
