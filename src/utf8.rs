//! Whether bytes are UTF-8.
//!
//! Where the text of a whole corpus is looked at before anything is shown, that must be fast; a page that opens packs of 30 KB has the standard
//! library's way in it anyhow.

/// The bytes as text; `None` if they are no UTF-8.
#[cfg(any(feature = "engine", feature = "parse"))]
pub(crate) fn from_utf8(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// The bytes as text; `None` if they are no UTF-8.
#[cfg(not(any(feature = "engine", feature = "parse")))]
pub(crate) fn from_utf8(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
