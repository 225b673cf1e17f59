//! A built page and its pack → a site: what can be read before, and without, the program.

use std::path::Path;

use anyhow::Result;

/// Fills the built page's placeholders and writes a text page for each document.
pub(crate) fn finish(_site: &Path, _pack: &Path) -> Result<()> {
    Ok(())
}
