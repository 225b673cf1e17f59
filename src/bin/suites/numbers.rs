//! Suites of numbers, figures and money.

use super::Scorer;

/// The scorer of a suite.
pub(crate) fn scorer(_suite: &str) -> Option<Scorer> {
    None
}
