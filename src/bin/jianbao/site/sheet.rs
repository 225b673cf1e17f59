//! The page's style sheet with what this site adds to it: its colour, how its foot looks, and what its program shows besides.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::note::Note;
use super::theme::Colour;
use super::{linked, missing, read, write, write_named};

/// How facets look, which the program of a corpus in files has and the one that embeds its corpus has not.
pub(super) const FACETS: &str = include_str!("../../../view/search/facet_groups.css");

/// The page with a style sheet of its own where the site has a colour, something to say at its foot, or `more`.
pub(super) fn with_style(
    site: &Path,
    page: String,
    accent: Option<Colour>,
    note: &Note<'_>,
    more: &str,
) -> Result<String> {
    if accent.is_none() && note.is_empty() && more.is_empty() {
        return Ok(page);
    }
    let name = linked(&page, "stylesheet").ok_or_else(|| missing("style sheet"))?.to_owned();
    let path = site.join(&name);
    let mut sheet = String::from_utf8_lossy(&read(&path)?).into_owned();
    if let Some(accent) = accent {
        sheet = accent.in_sheet(&sheet);
        let icon = site.join("seal.svg");
        write(&icon, accent.in_icon(&String::from_utf8_lossy(&read(&icon)?)).as_bytes())?;
    }
    sheet.push_str(note.style());
    sheet.push_str(more);
    let new = write_named(site, "page", "css", sheet.as_bytes())?;
    if new != name {
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    // The checksum that the builder of the page wrote is that of its own sheet.
    let (start, end) = tag_with(&page, &name).ok_or_else(|| missing("style sheet"))?;
    let link = page.get(start..end).unwrap_or("").replace(&name, &new);
    let link: Vec<&str> = link.split(' ').filter(|part| !part.starts_with("integrity=")).collect();
    let mut link = link.join(" ");
    if !link.ends_with('>') {
        link.push('>');
    }
    Ok(format!("{}{link}{}", page.get(..start).unwrap_or(""), page.get(end..).unwrap_or("")))
}

/// Where the tag that holds these words starts and ends.
fn tag_with(page: &str, words: &str) -> Option<(usize, usize)> {
    let place = page.find(words)?;
    let start = page.get(..place)?.rfind('<')?;
    Some((start, place + page.get(place..)?.find('>')? + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_tag_is_found() {
        let page = "<head><link href=./a.css integrity=sha384-x rel=stylesheet><title>a.css";
        assert_eq!(
            tag_with(page, "a.css").map(|(start, end)| &page[start..end]),
            Some("<link href=./a.css integrity=sha384-x rel=stylesheet>")
        );
        assert_eq!(tag_with(page, "b.css"), None);
    }
}
