//! How a browser keeps a tray. What cannot be read of it is left out and counted; nothing in it can stop the page.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Passage;

#[derive(Serialize)]
struct Kept<'a> {
    version: u32,
    passages: &'a [Passage],
}

/// As the browser keeps it.
#[must_use]
pub fn to_kept(passages: &[Passage]) -> String {
    serde_json::to_string(&Kept { version: 1, passages }).unwrap_or_default()
}

/// The passages that can be read, and how many cannot.
#[must_use]
pub fn from_kept(text: &str) -> (Vec<Passage>, usize) {
    let Ok(Value::Object(mut kept)) = serde_json::from_str(text) else { return (Vec::new(), 1) };
    let Some(Value::Array(entries)) = kept.remove("passages") else { return (Vec::new(), 1) };
    let n_entries = entries.len();
    let mut passages: Vec<Passage> = Vec::new();
    for entry in entries {
        let Some(passage) = passage(entry) else { continue };
        if passages.iter().all(|known| known.id != passage.id) {
            passages.push(passage);
        }
    }
    let n_unread = n_entries - passages.len();
    (passages, n_unread)
}

/// Words and document must be there; of everything else what can be read.
fn passage(entry: Value) -> Option<Passage> {
    let read = Passage::deserialize(&entry).ok().or_else(|| {
        let text = |name: &str| entry.get(name)?.as_str().map(str::to_owned);
        Some(Passage {
            id: text("id")?,
            document: text("document")?,
            exact: text("exact")?,
            article: text("article").unwrap_or_default(),
            title: text("title").unwrap_or_default(),
            prefix: text("prefix").unwrap_or_default(),
            suffix: text("suffix").unwrap_or_default(),
            note: text("note").unwrap_or_default(),
            made: text("made").unwrap_or_default(),
            ..Passage::default()
        })
    });
    read.filter(|passage| !passage.id.is_empty() && !passage.exact.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tray::Colour;
    use crate::export::tray::tests::passage;

    #[test]
    fn a_tray_survives_storage() {
        let tray = [passage(1, "网络", "甲\n\"乙\"", Colour::Blue), passage(2, "畅通", "", Colour::Rose)];
        assert_eq!(from_kept(&to_kept(&tray)), (tray.to_vec(), 0));
        assert_eq!(from_kept(&to_kept(&[])), (Vec::new(), 0));
    }

    #[test]
    fn what_can_be_read_of_a_broken_store_is_read() {
        for text in ["", "null", "3", "[]", "{}", "{\"passages\":3}", "{\"passages\":[", &"[".repeat(100_000)]
        {
            assert_eq!(from_kept(text), (Vec::new(), 1), "{text:.20}");
        }
        let text = "{\"passages\":[3,{\"id\":\"a\",\"document\":\"d\",\"exact\":\"网络\",\"colour\":\"mauve\",\"note\":\"n\",\"place\":[]},
            {\"id\":\"a\",\"document\":\"d\",\"exact\":\"again\"},{\"id\":\"b\",\"exact\":\"x\"},{\"id\":\"c\",\"document\":\"d\",\"exact\":\" \"}]}";
        let (passages, n_unread) = from_kept(text);
        assert_eq!((passages.len(), n_unread), (1, 4));
        assert_eq!((passages[0].note.as_str(), passages[0].colour), ("n", Colour::Ochre));
    }
}
