//! The tray: passages that a reader collects, with notes and colours.
//!
//! A passage keeps its words as the source prints them, what stands around them and where that was, so that it is found again when its
//! document has changed. `kept` is how a browser keeps a tray; it goes out as Markdown, as a table and as W3C Web Annotations
//! (`annotation`), of which others come in.

mod annotation;
mod kept;
mod markdown;
mod rows;

use serde::{Deserialize, Serialize};

pub use annotation::{MOST_BYTES, Read, Unread, tray_annotations, tray_from_annotations};
pub use kept::{from_kept, to_kept};
pub use markdown::tray_markdown;
pub use rows::tray_csv;

use crate::protocol::passage::{FoundPassage, Quote};
use crate::text::fold::{HanClasses, fold_term};

/// Passages that a tray holds at most.
pub const MOST: usize = 2_000;

/// Bytes of words or of a note at most.
pub const LONGEST: usize = 60_000;

/// A passage that was collected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// An IRI that nothing else has.
    pub id: String,
    /// Id of the document.
    pub document: String,
    /// Id of the article.
    #[serde(default)]
    pub article: String,
    /// The article's title.
    #[serde(default)]
    pub title: String,
    /// EDTF date of the document.
    #[serde(default)]
    pub published: Option<String>,
    /// The words as the source prints them.
    pub exact: String,
    /// What stands before them.
    #[serde(default)]
    pub prefix: String,
    /// What stands behind them.
    #[serde(default)]
    pub suffix: String,
    /// Where they stood when they were last seen.
    #[serde(default)]
    pub place: Option<Stretch>,
    /// What the reader says of them, as plain text.
    #[serde(default)]
    pub note: String,
    /// The reader's colour.
    #[serde(default)]
    pub colour: Colour,
    /// When they were collected, ISO 8601.
    #[serde(default)]
    pub made: String,
    /// When note or colour were last changed, ISO 8601; empty for never.
    #[serde(default)]
    pub changed: String,
}

/// A stretch of a document's cleaned text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// First byte.
    pub at: u32,
    /// Byte after the last.
    pub end: u32,
    /// First character.
    pub first_character: u32,
    /// Character after the last.
    pub last_character: u32,
}

/// A colour, and with it a shape: nobody has to tell colours apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// ●
    #[default]
    Ochre,
    /// ▲
    Blue,
    /// ■
    Green,
    /// ★
    Rose,
}

impl Colour {
    /// All of them.
    pub const ALL: [Colour; 4] = [Colour::Ochre, Colour::Blue, Colour::Green, Colour::Rose];

    /// How files and addresses name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Colour::Ochre => "ochre",
            Colour::Blue => "blue",
            Colour::Green => "green",
            Colour::Rose => "rose",
        }
    }

    /// The colour of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Colour> {
        Colour::ALL.into_iter().find(|colour| colour.name() == name)
    }

    /// Its shape.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Colour::Ochre => "●",
            Colour::Blue => "▲",
            Colour::Green => "■",
            Colour::Rose => "★",
        }
    }
}

impl Passage {
    /// A passage of the corpus that is collected now.
    #[must_use]
    pub fn new(found: FoundPassage, id: String, now: &str) -> Passage {
        let mut passage = Passage { id, made: now.to_owned(), ..Passage::default() };
        passage.take(found);
        passage
    }

    /// Takes over what the corpus says now of these words.
    pub fn take(&mut self, found: FoundPassage) {
        self.place = Some(Stretch {
            at: found.at,
            end: found.end,
            first_character: found.first_character,
            last_character: found.last_character,
        });
        self.document = found.document;
        self.article = found.article;
        self.title = found.title;
        self.published = found.published;
        self.exact = found.exact;
        self.prefix = found.prefix;
        self.suffix = found.suffix;
    }

    /// What to look for to find it again.
    #[must_use]
    pub fn quote(&self) -> Quote {
        Quote {
            document: self.document.clone(),
            exact: self.exact.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
            // A position that counts characters only has no bytes.
            at: self.place.filter(|place| place.at < place.end).map(|place| place.at),
            character: self.place.map(|place| place.first_character),
        }
    }

    /// Whether both are the same words of the same place.
    #[must_use]
    pub fn is_same_place(&self, other: &Passage) -> bool {
        let is_near = match (self.place, other.place) {
            (Some(a), Some(b)) => a.first_character == b.first_character,
            _ => (&self.prefix, &self.suffix) == (&other.prefix, &other.suffix),
        };
        self.document == other.document && self.exact == other.exact && is_near
    }

    /// Whether it holds all of these words, each folded, in note, quotation or title.
    #[must_use]
    pub fn has(&self, words: &[String]) -> bool {
        let fold = |text: &str| fold_term(text, HanClasses::all());
        let texts = [fold(&self.note), fold(&self.exact), fold(&self.title)];
        words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}

/// The words of a search in notes, folded as the corpus is.
#[must_use]
pub fn folded_words(typed: &str) -> Vec<String> {
    let words = typed.split_whitespace().map(|word| fold_term(word, HanClasses::all()));
    words.filter(|word| !word.is_empty()).collect()
}

/// Where a stretch stands in a paragraph that begins at `base`, in bytes of the paragraph.
#[must_use]
pub fn within(place: Stretch, base: u32, text: &str) -> Option<std::ops::Range<usize>> {
    let (start, end) = (place.at.saturating_sub(base) as usize, place.end.saturating_sub(base) as usize);
    let range = start..end.min(text.len());
    (range.start < range.end && text.get(range.clone()).is_some()).then_some(range)
}

/// What became of passages that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// New ones.
    pub n_new: usize,
    /// Known ones whose note or colour is another and younger.
    pub n_changed: usize,
    /// Known ones.
    pub n_same: usize,
    /// Left out because the tray is full.
    pub n_over: usize,
}

/// Adds passages to others. Those with the id of one that is there are that one; of their notes the younger stays.
pub fn add(tray: &mut Vec<Passage>, passages: impl IntoIterator<Item = Passage>) -> Added {
    let mut added = Added::default();
    for passage in passages {
        let known = tray.iter_mut().find(|known| known.id == passage.id);
        if let Some(known) = known {
            let is_other = (&known.note, known.colour) != (&passage.note, passage.colour);
            if is_other && passage.last_touched() > known.last_touched() {
                (known.note, known.colour, known.changed) = (passage.note, passage.colour, passage.changed);
                added.n_changed += 1;
            } else {
                added.n_same += 1;
            }
        } else if tray.iter().any(|known| known.is_same_place(&passage) && known.note == passage.note) {
            added.n_same += 1;
        } else if tray.len() >= MOST {
            added.n_over += 1;
        } else {
            tray.push(passage);
            added.n_new += 1;
        }
    }
    added
}

impl Passage {
    /// When it was made or changed.
    fn last_touched(&self) -> &str {
        if self.changed.is_empty() { &self.made } else { &self.changed }
    }
}

/// An IRI made of 128 bits.
#[must_use]
pub fn iri(high: u64, low: u64) -> String {
    let (high, low) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
    format!(
        "urn:uuid:{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A passage of the corpus of [`crate::export::tests`].
    pub(crate) fn passage(number: u64, exact: &str, note: &str, colour: Colour) -> Passage {
        let at = u32::try_from(number).unwrap() * 9;
        let length = u32::try_from(exact.len()).unwrap();
        Passage {
            id: iri(0, number),
            document: "d".to_owned(),
            article: "d/1".to_owned(),
            title: "一篇".to_owned(),
            published: Some("2020-02-06".to_owned()),
            exact: exact.to_owned(),
            prefix: "保障".to_owned(),
            suffix: "畅通".to_owned(),
            place: Some(Stretch {
                at,
                end: at + length,
                first_character: at / 3,
                last_character: (at + length) / 3,
            }),
            note: note.to_owned(),
            colour,
            made: "2026-11-23T07:00:00.000Z".to_owned(),
            changed: String::new(),
        }
    }

    #[test]
    fn the_same_is_never_there_twice() {
        let one = passage(1, "网络", "甲", Colour::Blue);
        let mut tray = vec![one.clone()];
        let older = Passage { note: "乙".into(), changed: "2020-01-01T00:00:00Z".into(), ..one.clone() };
        let younger = Passage { note: "丙".into(), changed: "2027-01-01T00:00:00Z".into(), ..one.clone() };
        let copy = Passage { id: "urn:other".into(), note: "丙".into(), ..one.clone() };
        let another = Passage { id: "urn:other".into(), note: "别人的".into(), ..one.clone() };
        let added = add(&mut tray, [one, older, younger, copy, another]);
        assert_eq!(added, Added { n_new: 1, n_changed: 1, n_same: 3, n_over: 0 });
        let notes: Vec<&str> = tray.iter().map(|passage| passage.note.as_str()).collect();
        assert_eq!(notes, ["丙", "别人的"]);
        let many = (2..MOST as u64 + 9).map(|n| passage(n, "网络", "", Colour::Rose));
        assert_eq!((add(&mut tray, many).n_over, tray.len()), (9, MOST));
    }

    #[test]
    fn notes_are_searched_in_both_scripts() {
        let passage = passage(1, "網絡暢通", "见 VPN 一节", Colour::Ochre);
        for (typed, expected) in [
            ("网络", true),
            ("網絡 vpn", true),
            ("ＶＰＮ一節", true),
            ("一篇", true),
            ("", true),
            ("网络 电路", false),
        ] {
            assert_eq!(passage.has(&folded_words(typed)), expected, "{typed}");
        }
    }

    #[test]
    fn ids_are_uuids() {
        assert_eq!(iri(0, 1), "urn:uuid:00000000-0000-4000-8000-000000000001");
        assert_eq!(iri(u64::MAX, u64::MAX), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert!(Colour::ALL.iter().all(|colour| Colour::from_name(colour.name()) == Some(*colour)));
    }

    #[test]
    fn a_stretch_is_cut_to_its_paragraph() {
        let place = |at, end| Stretch { at, end, ..Stretch::default() };
        assert_eq!(within(place(10, 16), 10, "网络畅通"), Some(0..6));
        assert_eq!(within(place(13, 90), 10, "网络畅通"), Some(3..12));
        assert_eq!(within(place(0, 13), 10, "网络畅通"), Some(0..3));
        assert_eq!(within(place(0, 10), 10, "网络畅通"), None);
        assert_eq!(within(place(22, 30), 10, "网络畅通"), None);
        assert_eq!(within(place(11, 13), 10, "网络畅通"), None);
    }
}
