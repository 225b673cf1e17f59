//! Plain text: nothing is markup, and a line break may mean anything.

use super::{Decoded, Document, Layout};
use crate::text::draft::Draft;

pub(super) fn read(decoded: Decoded) -> Document {
    let draft = Draft::new(&decoded.text);
    Document::new(decoded, draft, Layout::Printed)
}
