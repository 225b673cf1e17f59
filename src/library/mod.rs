//! A corpus in files: for what is too large for a browser to fetch, or to hold, as a whole.
//!
//! ```text
//! catalog.bin             what there is, and how everything is called
//! text-0.3fa2b1c0.bin …   packs of some documents each
//! index-0.91c04fd2.bin …  for pairs of characters: the articles that hold them
//! days-, names-, titles-, mentions-….bin   what is known of every document without its text
//! ```
//!
//! A query reads the files of the index that its pairs of characters stand in, and then only the packs that can hold
//! what it looks for; scanning those decides. So every answer is exact, and most of the corpus is never fetched.
//!
//! Where pairs narrow little, the index has the articles of longer strings too (`frequent.rs`), so that few packs are ever
//! scanned for a query that is nothing but characters.
//!
//! # Why pairs of characters, not words?
//! A pair is found wherever it stands; a segmenter decides where words begin, and loses what it cuts differently.
//!
//! # Why is nothing fetched here?
//! The engine says which files it lacks and goes on when it is given them. So the same code runs over HTTP, over
//! a folder, and in tests, and waiting, cancelling and showing progress are the business of who fetches.

#[cfg(feature = "bench")]
pub mod bench;
pub(crate) mod bits;
pub mod catalog;
mod choice;
pub(crate) mod columns;
mod counts;
pub(crate) mod entries;
mod found;
pub(crate) mod frequent;
mod kept;
#[allow(clippy::module_inception, reason = "the type gives the file its name")]
pub mod library;
mod plan;
mod relax;
mod runs;
pub(crate) mod shard;
pub mod task;
pub(crate) mod titles;
pub mod writer;

pub use catalog::{CATALOG, Catalog, Part};
pub use library::Library;
pub use runs::Scratch;
pub use task::{Answer, Question, Step, Task};
pub use writer::{LibraryWriter, Sink, Sizes, Written};
