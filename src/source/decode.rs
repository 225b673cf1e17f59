//! Which encoding the bytes are in, and how sure we are.
//!
//! A byte order mark or valid UTF-8 settles it; else `chardetng` guesses from frequencies, as browsers do. GBK is read as
//! GB18030, of which it is a part.

use std::collections::BTreeMap;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How sure the encoding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// A byte order mark, or valid UTF-8.
    Certain,
    /// Judged by how often characters occur.
    Likely,
}

/// Decoded text that knows which bytes each character came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; what does not decode is U+FFFD.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
    /// Stretches of characters of equal sizes: text offset, byte offset, size in the text, size in the file.
    runs: Vec<(usize, usize, usize, usize)>,
    n_bytes: usize,
}

impl Decoded {
    /// Text that is itself a file in UTF-8.
    #[must_use]
    pub fn from_text(text: String) -> Decoded {
        let n_bytes = text.len();
        Decoded {
            text,
            encoding: UTF_8.name(),
            certainty: Certainty::Certain,
            runs: vec![(0, 0, 1, 1)],
            n_bytes,
        }
    }

    /// Offset in the file of the character at a text offset.
    ///
    /// ```
    /// let decoded = jianbao::source::decode(b"\xff\xfea\0\x2d\x4e");
    /// assert_eq!((decoded.text.as_str(), decoded.byte_of(1)), ("a中", 4));
    /// ```
    #[must_use]
    pub fn byte_of(&self, offset: usize) -> usize {
        if offset >= self.text.len() {
            return self.n_bytes;
        }
        let after = self.runs.partition_point(|run| run.0 <= offset);
        match after.checked_sub(1).and_then(|run| self.runs.get(run)) {
            Some(&(text, byte, text_size, byte_size)) => {
                byte + (offset - text) / text_size.max(1) * byte_size
            }
            None => 0,
        }
    }
}

/// Decodes a file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return walk(bytes, mark, encoding, Certainty::Certain);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::from_text(text.to_owned());
    }
    if is_broken_utf8(bytes) {
        return walk(bytes, 0, UTF_8, Certainty::Likely);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return walk(bytes, 0, encoding, Certainty::Likely);
    }
    let guess = guess(bytes);
    let is_dense = || bytes.iter().filter(|byte| !byte.is_ascii()).count() * 10 > bytes.len() * 3;
    let guess = if guess.is_single_byte() && is_dense() { by_lines(bytes).unwrap_or(guess) } else { guess };
    let encoding = if guess == GBK { GB18030 } else { guess };
    // Where the guess leaves more holes than the two Chinese encodings would, the detector was led astray by a few bytes.
    let best = [encoding, GB18030, BIG5, UTF_8].into_iter().min_by_key(|candidate| n_holes(bytes, candidate));
    let encoding =
        best.filter(|best| n_holes(bytes, best) * 4 < n_holes(bytes, encoding)).unwrap_or(encoding);
    walk(bytes, 0, encoding, Certainty::Likely)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// What most lines are in, where that has characters of several bytes. One byte that cannot be makes the detector give an encoding up for
/// the whole file, and what is left for Chinese text are encodings of one byte.
fn by_lines(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut n_bytes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        *n_bytes.entry(guess(line).name()).or_default() += line.len();
    }
    let n_all: usize = n_bytes.values().sum();
    let (name, n) = n_bytes.into_iter().max_by_key(|(_, n)| *n)?;
    let encoding = Encoding::for_label(name.as_bytes())?;
    (n * 2 > n_all && !encoding.is_single_byte()).then_some(encoding)
}

/// Whether a file is UTF-8 but for a few bytes: it was cut off inside a character, or something else was pasted into it.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut n_wide, mut n_broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_wide >= n_broken * 3 && n_wide > 0
}

fn n_holes(bytes: &[u8], encoding: &'static Encoding) -> usize {
    encoding.decode_without_bom_handling(bytes).0.matches('\u{fffd}').count()
}

/// UTF-16 shows in zero bytes: Latin letters, digits and line breaks have one each, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = (bytes.len() / 200).max(1);
    if odd >= enough && even * 20 < odd {
        Some(UTF_16LE)
    } else if even >= enough && odd * 20 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Decodes byte by byte, so that each character's bytes are known.
fn walk(bytes: &[u8], mark: usize, encoding: &'static Encoding, certainty: Certainty) -> Decoded {
    let body = bytes.get(mark..).unwrap_or_default();
    let mut decoded = Decoded {
        text: String::with_capacity(body.len() / 2 * 3),
        encoding: encoding.name(),
        certainty,
        runs: Vec::new(),
        n_bytes: bytes.len(),
    };
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(body)
    {
        text.clone_into(&mut decoded.text);
        decoded.runs.push((0, mark, 1, 1));
        return decoded;
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut from = mark;
    let mut out = [0_u8; 32];
    for (place, byte) in body.iter().enumerate() {
        let is_last = place + 1 == body.len();
        let mut fed = 0;
        loop {
            let source = if fed == 0 { std::slice::from_ref(byte) } else { &[] };
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(source, &mut out, is_last);
            fed += read;
            let mut chunk = String::from_utf8_lossy(out.get(..written).unwrap_or_default()).into_owned();
            let is_malformed = matches!(result, DecoderResult::Malformed(..));
            if is_malformed {
                chunk.push('\u{fffd}');
            }
            let to = mark + place + fed.min(1);
            decoded.push(&chunk, from, to.max(from));
            if !chunk.is_empty() {
                from = to.max(from);
            }
            if !is_malformed && (fed > 0 || result == DecoderResult::InputEmpty) {
                break;
            }
        }
    }
    decoded
}

impl Decoded {
    /// Appends characters that stand for the bytes `from..to`.
    fn push(&mut self, chunk: &str, from: usize, to: usize) {
        let n_chars = chunk.chars().count();
        for (index, c) in chunk.chars().enumerate() {
            // Where bytes give several characters, the first one stands for all of them.
            let (byte, size) = if index == 0 { (from, to - from) } else { (to, 0) };
            let (text, text_size) = (self.text.len(), c.len_utf8());
            let goes_on = n_chars == 1
                && self.runs.last().is_some_and(|&(start, at, last_text, last_byte)| {
                    (last_text, last_byte) == (text_size, size)
                        && at + (text - start) / text_size * size == byte
                });
            if !goes_on {
                self.runs.push((text, byte, text_size, size));
            }
            self.text.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, certainty: Certainty, text: &str) -> Decoded {
        let decoded = decode(bytes);
        assert_eq!((decoded.encoding, decoded.certainty, decoded.text.as_str()), (encoding, certainty, text));
        decoded
    }

    const SAMPLE: &str = "山东省通信管理局组织通信业全力以赴，做好疫情防控的通信保障工作。5G基站232处。";

    #[test]
    fn one_byte_that_cannot_be_does_not_make_chinese_text_western() {
        for encoding in [GB18030, BIG5] {
            let text = if encoding == BIG5 {
                "某局通知：張三到場。\n他說，網絡暢通。\n"
            } else {
                "某局通知：张三到场。\n他说，网络畅通。\n"
            };
            let text = text.repeat(20);
            let mut bytes = encoding.encode(&text).0.into_owned();
            bytes[20] = 0xff;
            let decoded = decode(&bytes);
            assert_eq!(decoded.encoding, encoding.name());
            let second = text.lines().nth(1).unwrap();
            assert_eq!(decoded.text.matches(second).count(), 20, "{}", decoded.text);
        }
        let russian = "Сеть работает, связь есть, люди довольны. ".repeat(20);
        let mut bytes = encoding_rs::WINDOWS_1251.encode(&russian).0.into_owned();
        bytes[20] = 0x98;
        assert!(!["gb18030", "Big5"].contains(&decode(&bytes).encoding), "other scripts stay what they are");
    }

    #[test]
    fn encodings_are_found() {
        check(SAMPLE.as_bytes(), "UTF-8", Certainty::Certain, SAMPLE);
        let marked = [b"\xef\xbb\xbf", SAMPLE.as_bytes()].concat();
        assert_eq!(check(&marked, "UTF-8", Certainty::Certain, SAMPLE).byte_of(3), 6);
        check(&GB18030.encode(SAMPLE).0, "gb18030", Certainty::Likely, SAMPLE);
        let traditional = "山東省通信管理局組織通信業全力以赴，做好疫情防控的通信保障工作。";
        check(&BIG5.encode(traditional).0, "Big5", Certainty::Likely, traditional);
        let units: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[&[0xff, 0xfe][..], &units].concat(), "UTF-16LE", Certainty::Certain, SAMPLE);
        check(&units, "UTF-16LE", Certainty::Likely, SAMPLE);
        let units: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[&[0xfe, 0xff][..], &units].concat(), "UTF-16BE", Certainty::Certain, SAMPLE);
        check(b"", "UTF-8", Certainty::Certain, "");
    }

    #[test]
    fn every_character_knows_its_bytes() {
        let text = "5G基站𠀀x，232处";
        let bytes = GB18030.encode(text).0.into_owned();
        let decoded = walk(&bytes, 0, GB18030, Certainty::Likely);
        assert_eq!(decoded.text, text);
        for (offset, c) in text.char_indices() {
            let (from, to) = (decoded.byte_of(offset), decoded.byte_of(offset + c.len_utf8()));
            assert_eq!(GB18030.decode_without_bom_handling(&bytes[from..to]).0, c.to_string());
        }
    }

    #[test]
    fn a_few_bad_bytes_leave_utf8_what_it_is() {
        for (bytes, expected) in [
            (b"\xe6\xb8\xa1\xe5\x8f\xa3\xe6\x9d\x91\xe5\x8f\xb2\xff".as_slice(), "渡口村史\u{fffd}"),
            (b"\xe6\xb8\xa1\xe5\x8f\xa3\xe6\x9d\x91\xe5\x8f\xb2\xe7\x94".as_slice(), "渡口村史\u{fffd}"),
        ] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (expected, "UTF-8"));
        }
    }

    #[test]
    fn broken_bytes_are_shown_and_nothing_else_is_lost() {
        let mut bytes = GB18030.encode(SAMPLE).0.into_owned();
        bytes.insert(10, 0xff);
        bytes.push(0x81);
        let decoded = walk(&bytes, 0, GB18030, Certainty::Likely);
        assert!(decoded.text.ends_with("232处。\u{fffd}"), "{}", decoded.text);
        assert_eq!(decoded.byte_of(decoded.text.len()), bytes.len());
    }
}
