//! [`OffsetMap`]: from the cleaned text to the bytes of the file and to UTF-16, and back.
//!
//! Browsers and JavaScript count UTF-16 units, files bytes of whatever encoding, and we bytes of UTF-8. The map answers for any place; it
//! keeps one mark for each block of text and counts from there.

use std::ops::Range;

use super::CleanText;
use super::span::Span;
use crate::source::Decoded;

/// Bytes of text between two marks, about.
const BLOCK: usize = 256;

/// Places of a cleaned text in other measures.
#[derive(Clone, Debug)]
pub struct OffsetMap<'a> {
    text: &'a CleanText,
    file: &'a Decoded,
    /// Ends of blocks: bytes of the text, UTF-16 units.
    marks: Vec<(usize, usize)>,
}

impl<'a> OffsetMap<'a> {
    /// A map of a cleaned text and the file that it was read from.
    ///
    /// ```
    /// use jianbao::text::offset::OffsetMap;
    /// use jianbao::text::span::Span;
    ///
    /// let document = &jianbao::source::read("a.txt", "發(fā)布網(wǎng)絡，𠮷。".as_bytes())[0];
    /// let text = jianbao::text::clean(document);
    /// let map = OffsetMap::new(&text, &document.decoded);
    /// assert_eq!(text.text(), "發布網絡，𠮷。");
    /// assert_eq!(map.bytes(Span::new(3, 6).unwrap()), 8..11);
    /// assert_eq!((map.utf16(19), map.utf8(7)), (7, 19));
    /// ```
    #[must_use]
    pub fn new(text: &'a CleanText, file: &'a Decoded) -> OffsetMap<'a> {
        let mut marks = vec![(0, 0)];
        let (mut units, mut next) = (0, BLOCK);
        for (place, c) in text.text().char_indices() {
            if place >= next {
                marks.push((place, units));
                next = place + BLOCK;
            }
            units += c.len_utf16();
        }
        OffsetMap { text, file, marks }
    }

    /// Bytes of the file that a span came from; where it ends inside a change, the whole change.
    #[must_use]
    pub fn bytes(&self, span: Span) -> Range<usize> {
        let raw = self.text.raw_of(span);
        self.file.byte_of(raw.start)..self.file.byte_of(raw.end)
    }

    /// UTF-16 units in front of a byte of the text; inside a character, in front of that.
    #[must_use]
    pub fn utf16(&self, byte: usize) -> usize {
        let (start, units) = self.mark(|mark| mark.0 <= byte);
        let rest = self.text.text().get(start..).unwrap_or("").char_indices();
        units
            + rest
                .take_while(|(place, c)| start + place + c.len_utf8() <= byte)
                .map(|(_, c)| c.len_utf16())
                .sum::<usize>()
    }

    /// Bytes of the text in front of a UTF-16 unit; inside a pair of surrogates, in front of that.
    #[must_use]
    pub fn utf8(&self, unit: usize) -> usize {
        let (start, mut units) = self.mark(|mark| mark.1 <= unit);
        let mut byte = start;
        for c in self.text.text().get(start..).unwrap_or("").chars() {
            units += c.len_utf16();
            if units > unit {
                break;
            }
            byte += c.len_utf8();
        }
        byte
    }

    /// The last mark for which something holds.
    fn mark(&self, holds: impl Fn(&(usize, usize)) -> bool) -> (usize, usize) {
        let after = self.marks.partition_point(holds);
        after.checked_sub(1).and_then(|place| self.marks.get(place)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read;
    use crate::text::clean;

    #[test]
    fn any_place_goes_there_and_back() {
        let body = "第一行写到这里，還有發(fā)網(wǎng)𠮷😀 7 000余名\r\nABC\n\n- 3 -\n又一行。".repeat(40);
        for (name, bytes) in [
            ("a.txt", body.clone().into_bytes()),
            (
                "b.txt",
                [b"\xff\xfe".to_vec(), body.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            ),
            ("c.html", format!("<p>{}</p>", body.replace('\n', "<br>")).into_bytes()),
            ("d.txt", Vec::new()),
        ] {
            let document = &read(name, &bytes)[0];
            let text = clean(document);
            let map = OffsetMap::new(&text, &document.decoded);
            let mut units = 0;
            let mut end = 0;
            for (place, c) in text.text().char_indices() {
                assert_eq!(map.utf16(place), units, "{name} {place}");
                assert_eq!(map.utf8(units), place, "{name} {place}");
                let span = Span::new(place, place + c.len_utf8()).unwrap();
                let raw = map.bytes(span);
                assert!(raw.start <= raw.end && raw.end <= bytes.len(), "{name} {raw:?}");
                assert!(raw.start >= end || raw.end >= end, "{name}: places go forward");
                end = end.max(raw.start);
                units += c.len_utf16();
            }
            assert_eq!(map.utf16(text.text().len()), text.text().encode_utf16().count());
            assert_eq!(map.utf8(units), text.text().len());
        }
    }
}
