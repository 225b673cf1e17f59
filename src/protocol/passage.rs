//! Passages of documents that a reader keeps: requests and answers.

use serde::{Deserialize, Serialize};

/// Asks where passages stand, and what stands around them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRequest {
    /// The passages.
    pub wanted: Vec<Wanted>,
}

/// A passage that is looked for, in the document of an id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// The sentence that holds a byte of the cleaned text.
    Sentence {
        /// Id of the document.
        document: String,
        /// The byte.
        at: u32,
    },
    /// A stretch of the cleaned text.
    Stretch {
        /// Id of the document.
        document: String,
        /// First byte.
        at: u32,
        /// Byte after the last.
        end: u32,
    },
    /// These words, wherever they stand now.
    Quote(Quote),
}

/// Words with what stood around them, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Id of the document.
    pub document: String,
    /// The words.
    pub exact: String,
    /// What stood before them.
    pub prefix: String,
    /// What stood behind them.
    pub suffix: String,
    /// At which byte.
    pub at: Option<u32>,
    /// At which character, where only that is known.
    pub character: Option<u32>,
}

/// Answers a [`PassageRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageAnswer {
    /// For each that was wanted the passage; `None` for what is not in the corpus.
    pub passages: Vec<Option<FoundPassage>>,
}

/// A passage and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPassage {
    /// Id of the document.
    pub document: String,
    /// Id of the article that it begins in.
    pub article: String,
    /// The article's title, or the document's where it has none.
    pub title: String,
    /// EDTF date of the document.
    pub published: Option<String>,
    /// The words as they are printed.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
    /// First byte of the document's cleaned text.
    pub at: u32,
    /// Byte after the last.
    pub end: u32,
    /// First character of the document's cleaned text.
    pub first_character: u32,
    /// Character after the last.
    pub last_character: u32,
}
