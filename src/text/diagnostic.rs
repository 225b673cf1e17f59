//! [`Diagnostic`]: what looked odd, and where.

use serde::{Deserialize, Serialize};

use super::label::{self, Label};
use super::span::Span;

/// Something in a document that a person should look at; never an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Fixed code, such as `cut-sentence`.
    #[serde(with = "label")]
    pub code: Label,
    /// One sentence for a person.
    pub message: String,
    /// Where in the cleaned text; `None` when it concerns the whole document.
    pub span: Option<Span>,
}
