//! Folding: bringing characters that a reader takes for the same to one form, for matching only.
//!
//! What is folded: width (Ａ → a), case, Traditional, Simplified and regional variants (網 → 网), quotation marks, dashes
//! and middle dots. White space and line breaks vanish, except that a run of them between two Latin words or numbers is one
//! space.
//!
//! # Why one character to at most one character?
//! So that a match in folded text leads back to printed characters with nothing but a list of shifts
//! ([`Folded::source_span`]), and the fold of a joined text is the joined fold of its parts.
//!
//! # Why classes, not a conversion?
//! 后 stands for both 后 and 後, 发 for 發 and 髮. A reader who types any of them wants all of them; a false guess would
//! lose matches, a wide class only adds what is printed alike.
//!
//! Text itself is never converted; this module knows nothing of documents and queries.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// All classes of Han characters; `data/README.md` says where they come from.
static ALL_CLASSES: &str = include_str!("data/han_classes.txt");

/// First and last code point of the table's dense part: CJK Unified Ideographs.
const DENSE: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;

/// Which Han characters stand for each other.
///
/// A pack carries only the classes that its text has a character of: a character of any other class matches nothing in it
/// anyhow, and the page is smaller by all the rest.
#[derive(Clone, Debug, Default)]
pub struct HanClasses {
    /// For each code point of [`DENSE`] the representative of its class; 0 where it stands for itself.
    dense: Vec<u16>,
    /// The others, sorted.
    sparse: Vec<(char, char)>,
    /// For each code point of the Basic Multilingual Plane a bit that is set where folding for an index leaves it as it is; empty for none.
    /// The page by itself, whose corpus is small, does without.
    #[cfg(feature = "files")]
    plain: Vec<u64>,
}

impl HanClasses {
    /// All classes that are known.
    #[must_use]
    pub fn all() -> &'static HanClasses {
        static ALL: OnceLock<HanClasses> = OnceLock::new();
        ALL.get_or_init(|| HanClasses::new(ALL_CLASSES))
    }

    /// Classes from lines; the first character of each stands for the others.
    #[must_use]
    pub fn new(lines: &str) -> HanClasses {
        let mut classes = HanClasses { dense: vec![0; 0x5200], ..HanClasses::default() };
        for class in lines.lines() {
            let mut members = class.chars();
            let Some(representative) = members.next() else { continue };
            for member in members {
                let code = member as u32;
                match u16::try_from(representative as u32) {
                    Ok(representative) if DENSE.contains(&code) => {
                        if let Some(slot) = classes.dense.get_mut((code - DENSE.start()) as usize) {
                            *slot = representative;
                        }
                    }
                    _ => {
                        let slot = classes.sparse.partition_point(|&(other, _)| other < member);
                        classes.sparse.insert(slot, (member, representative));
                    }
                }
            }
        }
        #[cfg(feature = "files")]
        {
            let plain = |code: u32| {
                let folded = char::from_u32(code).map(|c| (c, fold(c, &classes)));
                folded.is_some_and(|(c, folded)| matches!(folded, Fold::Char(own) if wide_mark(own) == c))
            };
            let word =
                |first: u32| (0..64).fold(0_u64, |word, bit| word | u64::from(plain(first + bit)) << bit);
            classes.plain = (0..0x1_0000).step_by(64).map(word).collect();
        }
        classes
    }

    /// Bytes at the beginning of UTF-8 text that folding leaves as they are; 0 also where that is not known.
    ///
    /// The last byte of a character is its code point's place within 64, those before it are which 64: so a word of the
    /// table is found without putting the code point together.
    #[cfg(feature = "files")]
    fn plain_len(&self, text: &[u8]) -> usize {
        let is_plain =
            |word: usize, bit: u8| self.plain.get(word).is_some_and(|word| word >> (bit & 0x3f) & 1 == 1);
        let low = |byte: u8| usize::from(byte & 0x3f);
        let mut rest = text;
        loop {
            rest = match rest {
                // Chinese characters take three bytes each, and come by the dozen.
                [a @ 0xe0..=0xef, b, c, rest @ ..] if is_plain(usize::from(a & 0xf) << 6 | low(*b), *c) => {
                    rest
                }
                [a @ ..=0x7f, rest @ ..] if is_plain(usize::from(a >> 6), *a) => rest,
                [a @ 0xc0..=0xdf, b, rest @ ..] if is_plain(usize::from(a & 0x1f), *b) => rest,
                _ => return text.len() - rest.len(),
            };
        }
    }

    #[cfg(not(feature = "files"))]
    fn plain_len(&self, _: &[u8]) -> usize {
        0
    }

    /// What the character at the beginning of UTF-8 text folds to, if that is another Han character of as many bytes, three, which is by far the
    /// most frequent change.
    fn as_long(&self, text: &[u8]) -> Option<char> {
        let &[a @ 0xe0..=0xef, b, c, ..] = text else { return None };
        let code = u32::from(a & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f);
        let place = code.checked_sub(*DENSE.start())? as usize;
        let representative = self.dense.get(place).copied().filter(|&code| code >= 0x800)?;
        char::from_u32(u32::from(representative))
    }

    /// The lines of the classes that `text` has a character of.
    #[must_use]
    pub fn lines_for(text: &str) -> String {
        HanClasses::lines_for_chars(&text.chars().filter(|&c| is_han(c)).collect())
    }

    /// The lines of the classes that have one of these characters.
    #[must_use]
    pub fn lines_for_chars(present: &BTreeSet<char>) -> String {
        let needed = ALL_CLASSES.lines().filter(|class| class.chars().any(|c| present.contains(&c)));
        needed.flat_map(|class| [class, "\n"]).collect()
    }

    /// The character that stands for the class of `c`; `c` itself where it has none.
    #[must_use]
    pub fn fold(&self, c: char) -> char {
        let code = c as u32;
        if DENSE.contains(&code) {
            let representative = self.dense.get((code - DENSE.start()) as usize).copied().unwrap_or(0);
            return match representative {
                0 => c,
                code => char::from_u32(u32::from(code)).unwrap_or(c),
            };
        }
        match self.sparse.binary_search_by_key(&c, |&(member, _)| member) {
            Ok(place) => self.sparse.get(place).map_or(c, |&(_, representative)| representative),
            Err(_) => c,
        }
    }
}

/// The half-width katakana and symbols U+FF61–U+FFEE that are compatibility forms of one character.
fn fold_half_width(c: char) -> char {
    const KATAKANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゙゚";
    match c {
        '\u{ff61}'..='\u{ff9f}' => KATAKANA.chars().nth((c as usize) - 0xff61).unwrap_or(c),
        '\u{ffe0}' => '¢',
        '\u{ffe1}' => '£',
        '\u{ffe2}' => '¬',
        '\u{ffe3}' => '¯',
        '\u{ffe4}' => '¦',
        '\u{ffe5}' => '¥',
        '\u{ffe6}' => '₩',
        _ => c,
    }
}

/// What a character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// This character.
    Char(char),
    /// White space: one space between Latin words, nothing elsewhere.
    Space,
    /// Nothing: it is invisible.
    Nothing,
}

/// What one character becomes, whatever stands around it.
pub(crate) fn fold(c: char, classes: &HanClasses) -> Fold {
    if c.is_ascii() {
        return match c {
            '\'' => Fold::Char('"'),
            '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' => Fold::Space,
            _ => Fold::Char(c.to_ascii_lowercase()),
        };
    }
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}' => {
            Fold::Char(classes.fold(c))
        }
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some('\'') => Fold::Char('"'),
            Some(ascii) => Fold::Char(ascii.to_ascii_lowercase()),
            None => Fold::Char(c),
        },
        '‘'..='‟' | '「'..='』' | '〝'..='〟' | '«' | '»' | '‹' | '›' | '｢' | '｣' => {
            Fold::Char('"')
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{fe58}' | '\u{fe63}' => Fold::Char('-'),
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}' | '\u{fe52}' => {
            Fold::Char('·')
        }
        '〜' => Fold::Char('~'),
        '\u{ff61}'..='\u{ffee}' => Fold::Char(fold_half_width(c)),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => Fold::Nothing,
        _ if c.is_whitespace() => Fold::Space,
        _ => Fold::Char(lower(c)),
    }
}

/// Whether white space between two such (folded) characters parts words: letters and digits of Latin, Greek, Cyrillic text.
pub(crate) fn is_word(folded: char) -> bool {
    folded.is_ascii_alphanumeric() || matches!(folded, 'à'..='ɏ' | 'ͱ'..='ԯ' | 'ḁ'..='ỿ')
}

/// The small form of a letter of the Latin, Greek or Cyrillic script, as Unicode's `CaseFolding` pairs them.
///
/// The standard library knows every script, by a table of 11 KB that each reader of the page would download.
fn lower(c: char) -> char {
    let code = c as u32;
    let shift = match c {
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ⅰ'..='Ⅿ' => 16,
        'Ⓐ'..='Ⓩ' => 26,
        'Ā'..='ķ' | 'Ŋ'..='ŷ' | 'Ѡ'..='ҁ' | 'Ҋ'..='ҿ' | 'Ӑ'..='ԯ' | 'Ḁ'..='ẕ' | 'Ạ'..='ỿ'
            if c != 'ı' && c != 'İ' =>
        {
            1 - code % 2
        }
        'Ĺ'..='ň' | 'Ź'..='ž' => code % 2,
        'Ÿ' => return 'ÿ',
        _ => 0,
    };
    char::from_u32(code + shift).unwrap_or(c)
}

/// Whether a character belongs to Chinese or Japanese text, punctuation and full-width forms included.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{303f}' | '\u{3040}'..='\u{30ff}' | '\u{3100}'..='\u{312f}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' | '…' | '—' | '‘'..='‟' | '·')
}

/// Whether an index of pairs of characters takes up a (folded) character: Han characters, kana, letters, digits, and the marks
/// that belong to a word, a number or a title, as in 10%, C++, 3.5 and 《诗经》. Other marks and spaces stand beside nearly
/// everything and tell little.
#[must_use]
pub fn is_indexed(c: char) -> bool {
    is_word(c)
        || is_han(c)
        || matches!(c, '々' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '가'..='힣')
        || matches!(
            c,
            '%' | '‰'
                | '℃'
                | '°'
                | '.'
                | '-'
                | '/'
                | '_'
                | '&'
                | '#'
                | '@'
                | '+'
                | '='
                | '$'
                | '¥'
                | '€'
                | '£'
        )
        || matches!(c, '《' | '》')
}

/// Whether a character is a Han ideograph.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Folded text that knows where each of its characters stands in the source.
///
/// ```
/// use jianbao::text::fold::{Folded, HanClasses};
/// let mut folded = Folded::default();
/// folded.push("通信網\n絡", 0, HanClasses::all());
/// assert_eq!(folded.text(), "通信网络");
/// assert_eq!(folded.source_span("通信網\n絡", 6, 12), (6, 13));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// Marks stand as Chinese text has them.
    has_wide_marks: bool,
    /// Folded and source offset of each character after which the two drift apart; sorted by both.
    anchors: Vec<(u32, u32)>,
    last: Option<char>,
    pending_space: bool,
}

impl Folded {
    /// For an index, in which [`needle`]s are looked for: marks are wide, as Chinese text has them. So they are as long as they were, and most
    /// text is taken over in long pieces; of ASCII marks that grow so there are few.
    #[must_use]
    pub fn for_index() -> Folded {
        Folded { has_wide_marks: true, ..Folded::default() }
    }

    /// Appends text that begins at `offset` of the source.
    pub fn push(&mut self, text: &str, offset: usize, classes: &HanClasses) {
        let mut place = 0;
        // Whether folded and source text may have drifted apart since the last anchor.
        let mut may_drift = true;
        while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
            // Most text folds to itself and is taken over in one piece, and most of the rest to a character as long.
            if self.has_wide_marks && !self.pending_space {
                let len = classes.plain_len(rest.as_bytes());
                let (plain, behind) = rest.split_at_checked(len).unwrap_or(("", rest));
                let variant = classes.as_long(behind.as_bytes());
                if may_drift && (len > 0 || variant.is_some()) {
                    self.anchor(offset + place);
                    may_drift = false;
                }
                if len > 0 {
                    self.text.push_str(plain);
                    self.last = plain.chars().next_back();
                    place += len;
                }
                if let Some(folded) = variant {
                    self.text.push(folded);
                    self.last = Some(folded);
                    place += folded.len_utf8();
                }
                if len > 0 || variant.is_some() {
                    continue;
                }
            }
            let Some(c) = rest.chars().next() else { break };
            self.push_char(c, offset + place, classes);
            place += c.len_utf8();
            may_drift = true;
        }
    }

    fn push_char(&mut self, c: char, source: usize, classes: &HanClasses) {
        match fold(c, classes) {
            Fold::Nothing => {}
            Fold::Space => self.pending_space = true,
            Fold::Char(folded) => {
                let folded = if self.has_wide_marks { wide_mark(folded) } else { folded };
                if self.pending_space && self.last.is_some_and(is_word) && is_word(folded) {
                    // The space takes the place of the character before it, so that no match ends on it.
                    self.anchor(source);
                    self.text.push(' ');
                }
                self.pending_space = false;
                self.anchor(source);
                self.text.push(folded);
                self.last = Some(folded);
            }
        }
    }

    /// Makes room for a text; growing would take twice as much.
    pub fn reserve(&mut self, text: &str) {
        let n_bytes = text.len();
        let n_ascii_marks = [[b',', b'(', b')'], [b':', b';', b'"'], [b'!', b'?', b'\'']]
            .map(|[a, b, c]| memchr::memchr3_iter(a, b, c, text.as_bytes()).count());
        let n_grown = if self.has_wide_marks { 2 * n_ascii_marks.iter().sum::<usize>() } else { 0 };
        self.text.reserve(n_bytes + n_grown);
        // Where a line ends, a space goes, or a letter is wide.
        self.anchors.reserve(n_bytes / 64);
    }

    /// Bytes of memory that it takes, about.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.text.capacity() + self.anchors.capacity() * size_of::<(u32, u32)>()
    }

    /// Appends a character that nothing matches across.
    pub fn push_boundary(&mut self) {
        self.text.push('\n');
        self.last = None;
        self.pending_space = false;
    }

    fn anchor(&mut self, source: usize) {
        let folded = self.text.len();
        let expected = self.anchors.last().map(|&(f, s)| s as usize + (folded - f as usize));
        if expected != Some(source) {
            // Offsets fit: a pack holds less than 4 GiB of text.
            self.anchors
                .push((u32::try_from(folded).unwrap_or(u32::MAX), u32::try_from(source).unwrap_or(u32::MAX)));
        }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Source offset of the folded character that begins at byte `folded`.
    fn source_of(&self, folded: usize) -> usize {
        let after = self.anchors.partition_point(|&(f, _)| f as usize <= folded);
        match after.checked_sub(1).and_then(|place| self.anchors.get(place)) {
            Some(&(f, s)) => s as usize + (folded - f as usize),
            None => folded,
        }
    }

    /// The bytes of `source` that the folded bytes `start..end` stand for.
    #[must_use]
    pub fn source_span(&self, source: &str, start: usize, end: usize) -> (usize, usize) {
        let last = self.source_of(self.last_char_start(start, end));
        let len = source.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (self.source_of(start), last + len)
    }

    fn last_char_start(&self, start: usize, end: usize) -> usize {
        let matched = self.text.get(start..end).unwrap_or("");
        matched.char_indices().next_back().map_or(start, |(place, _)| start + place)
    }
}

/// A (folded) mark in the form that Chinese text has it in; everything else as it is.
fn wide_mark(folded: char) -> char {
    match folded {
        ',' => '，',
        '!' => '！',
        '?' => '？',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '"' => '“',
        _ => folded,
    }
}

/// A term as it stands in an index ([`Folded::for_index`]).
///
/// ```
/// use jianbao::text::fold::{HanClasses, needle};
/// assert_eq!(needle("網絡(5G)", HanClasses::all()), needle("网络（5g）", HanClasses::all()));
/// ```
#[must_use]
pub fn needle(term: &str, classes: &HanClasses) -> String {
    let mut folded = Folded::for_index();
    folded.push(term, 0, classes);
    folded.text
}

/// Folds a search term.
///
/// ```
/// use jianbao::text::fold::{HanClasses, fold_term};
/// assert_eq!(fold_term("ＶＰＮ 專線", HanClasses::all()), "vpn专线");
/// ```
#[must_use]
pub fn fold_term(term: &str, classes: &HanClasses) -> String {
    let mut folded = Folded::default();
    folded.push(term, 0, classes);
    folded.text
}

/// A term as the switch “exactly as typed” compares it: white space as in folded text, invisible characters away, all else
/// untouched.
///
/// ```
/// assert_eq!(jianbao::text::fold::squeeze("網\n絡 VPN  line"), "網絡VPN line");
/// ```
#[must_use]
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    let mut pending_space = false;
    let classes = HanClasses::default();
    for c in text.chars() {
        match fold(c, &classes) {
            Fold::Nothing => {}
            Fold::Space => pending_space = true,
            Fold::Char(folded) => {
                if pending_space && last.is_some_and(is_word) && is_word(folded) {
                    squeezed.push(' ');
                }
                pending_space = false;
                squeezed.push(c);
                last = Some(folded);
            }
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(fold_term(source, HanClasses::all()), expected, "fold of {source:?}");
    }

    #[test]
    fn folds_what_readers_take_for_the_same() {
        for (source, expected) in [
            ("網絡", "网络"),
            ("网络", "网络"),
            ("於", "于"),
            ("裡裏里", "里里里"),
            ("發髮发", "发发发"),
            ("後后", "后后"),
            ("ＡＢＣ１２３", "abc123"),
            ("VoLTE", "volte"),
            ("“战疫”", "\"战疫\""),
            ("「戰疫」", "\"战疫\""),
            ("‚战疫‛", "\"战疫\""),
            ("湖北行协•抗击", "湖北行协·抗击"),
            ("复工\n复产", "复工复产"),
            ("复 工 复 产", "复工复产"),
            ("5G 技术", "5g技术"),
            ("IT  service\nlevel", "it service level"),
            ("截至３月　１８日", "截至3月18日"),
            ("ｶﾀｶﾅ", "カタカナ"),
            ("不\u{200b}见", "不见"),
            ("你好！ Hello, world", "你好!hello,world"),
            ("", ""),
        ] {
            check(source, expected);
        }
    }

    #[test]
    fn small_letters_are_unicodes() {
        let scripts = [
            '\u{80}'..='\u{17f}',
            '\u{391}'..='\u{3a9}',
            '\u{400}'..='\u{4bf}',
            '\u{4d0}'..='\u{52f}',
            '\u{1e00}'..='\u{1e95}',
            '\u{1ea0}'..='\u{1eff}',
            '\u{2160}'..='\u{216f}',
            '\u{24b6}'..='\u{24cf}',
        ];
        for c in scripts.into_iter().flatten().filter(|&c| c != 'İ') {
            assert_eq!(lower(c), c.to_lowercase().next().unwrap_or(c), "{c}");
        }
    }

    #[test]
    fn keeps_apart_what_differs() {
        for (a, b) in [("网络", "网路"), ("已", "己"), ("1 0", "10"), ("。", "."), ("、", ",")] {
            assert_ne!(fold_term(a, HanClasses::all()), fold_term(b, HanClasses::all()), "{a} and {b}");
        }
    }

    #[test]
    fn spans_lead_back_to_printed_characters() {
        let source = "據悉，Ｖｏ LTE 網\n\n絡 暢通";
        let mut folded = Folded::default();
        folded.push(source, 0, HanClasses::all());
        let start = folded.text().find("网络").unwrap();
        let (from, to) = folded.source_span(source, start, start + "网络".len());
        assert_eq!(&source[from..to], "網\n\n絡");
        let start = folded.text().find("vo lte").unwrap();
        let (from, to) = folded.source_span(source, start, start + "vo lte".len());
        assert_eq!(&source[from..to], "Ｖｏ LTE");
    }

    #[test]
    fn every_character_leads_back_to_its_own() {
        let source = "中國移動 5G（第五代）Ａ b\r\nC　“好”…ﾊﾟ 𪨧x";
        let mut folded = Folded::default();
        folded.push(source, 0, HanClasses::all());
        for (place, c) in folded.text().char_indices().filter(|&(_, c)| c != ' ') {
            let (from, to) = folded.source_span(source, place, place + c.len_utf8());
            let printed: Vec<char> = source[from..to].chars().collect();
            assert_eq!(printed.len(), 1, "{c} at {place}");
            assert_eq!(fold(printed[0], HanClasses::all()), Fold::Char(c));
        }
    }

    #[test]
    fn nothing_matches_across_a_boundary() {
        let mut folded = Folded::default();
        folded.push("通信", 0, HanClasses::all());
        folded.push_boundary();
        folded.push("保障", 6, HanClasses::all());
        assert!(!folded.text().contains("通信保障"));
        assert_eq!(folded.source_span("通信保障", 7, 13), (6, 12));
    }

    #[test]
    fn the_classes_of_a_text_fold_it_as_all_do() {
        let text = "中國移動网络發展，於裡裏𪨧";
        let own = HanClasses::new(&HanClasses::lines_for(text));
        for term in [text, "网络", "網絡", "发", "髮"] {
            assert_eq!(fold_term(term, &own), fold_term(term, HanClasses::all()));
        }
        assert!(HanClasses::lines_for(text).lines().count() < 20);
    }
}
