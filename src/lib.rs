//! Jianbao turns a folder of messy documents, Chinese first, into an explorer made of nothing but static files.
//!
//! The data walks in one direction, one folder an arrow; a folder knows the folders before it and none after:
//!
//! bytes → documents → cleaned text → articles → annotations → corpus → index → query → measure → view
//!
//! ```
//! # #[cfg(feature = "parse")] {
//! use jianbao::corpus::{builder, parsed};
//! use jianbao::engine::Engine;
//! use jianbao::protocol::{Filter, SearchRequest};
//!
//! let files = [("a.txt".to_owned(), "疫情防控期间，公司保障網絡暢通。".as_bytes().to_vec())];
//! let documents: Vec<_> = parsed::parse(files).iter().map(parsed::ParsedDocument::entry).collect();
//! let engine = Engine::open(builder::build(&builder::CorpusEntry::default(), &documents)?)?;
//!
//! let filter = Filter { query: "网络".to_owned(), ..Filter::default() };
//! let answer = engine.search(&SearchRequest { filter, limit: 10, n_snippets: 3, ..SearchRequest::default() });
//! assert_eq!((answer.n_hits, answer.n_articles), (1, 1));
//! # }
//! # Ok::<(), jianbao::Error>(())
//! ```

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
#[cfg(feature = "files")]
pub mod library;
#[cfg(feature = "engine")]
pub mod measure;

pub(crate) mod checksum;
pub(crate) mod utf8;
pub mod day;
pub mod engine;
pub mod error;
pub(crate) mod order;
pub mod protocol;

#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "app")]
pub mod view;
#[cfg(feature = "worker")]
pub mod worker;

pub use error::{Error, Result};
