//! Near copies: requests and answers.

use serde::{Deserialize, Serialize};

use super::ArticleSummary;

/// Asks which articles say nearly the same as one, and how two of them differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiesRequest {
    /// Id of any article.
    pub article: String,
    /// Id of the article that is compared with the first of them; without it, the one asked for, or the second.
    pub other: Option<String>,
}

/// Articles that say nearly the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CopiesAnswer {
    /// The first in the order of the corpus, then its near copies; one only where there are none.
    pub articles: Vec<NearCopy>,
    /// Index in `articles` of the one that is compared with the first.
    pub other: Option<u32>,
    /// Both texts in lines that belong together.
    pub lines: Vec<ComparedLine>,
}

/// One of the articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NearCopy {
    /// Index of its document in [`Summary::documents`](super::Summary::documents).
    pub document: u32,
    /// The article.
    pub article: ArticleSummary,
    /// How near it is to the first: what both share, from 0 to 1.
    pub resemblance: f64,
}

/// A line of both texts; one side is empty where only the other has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedLine {
    /// Of the first article.
    pub first: Vec<ComparedPiece>,
    /// Of the other.
    pub other: Vec<ComparedPiece>,
}

/// A stretch of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedPiece {
    /// The text.
    pub text: String,
    /// The other side does not have it here.
    pub is_own: bool,
}
