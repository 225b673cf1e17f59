//! [`Diagnostic`]: what looked odd, and where.

use super::span::Span;

/// Something in a document that a person should look at; never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Fixed code, such as `cut-sentence`.
    pub code: &'static str,
    /// One sentence for a person.
    pub message: String,
    /// Where in the cleaned text; `None` when it concerns the whole document.
    pub span: Option<Span>,
}
