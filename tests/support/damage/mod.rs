//! Known texts, damaged in every way that printing, copying and converting damage texts, and how much of them cleaning gives back.
//!
//! A variant is a kind of damage, a text and a seed, written `bare-lines:reading-room:3`; it is the same everywhere and always.
//! Shared by `tests/damage.rs`, which holds the figures to their floors, and `benches/damage.rs`, which prints them.

mod dice;
mod marks;
mod page;
pub(crate) mod score;
mod shifted;
mod text;
mod wrap;

use dice::Dice;
use page::{Blank, Pages, Setting};
use text::{Paragraph, Text};

/// What is done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Nothing: cleaning must leave a clean text alone.
    Untouched,
    /// Lines broken at 20 to 60 characters, and nothing that tells where paragraphs end.
    BareLines,
    /// Broken lines; paragraphs are set in by two ideographic spaces, headings may be centred.
    IndentedLines,
    /// Broken lines with a blank line behind each.
    SpacedLines,
    /// Broken lines; a space stands behind the last of a paragraph.
    TrailingSpaces,
    /// Broken lines with a blank line behind each paragraph.
    PartedParagraphs,
    /// Broken lines that cut Latin words and numbers in two.
    CutWords,
    /// Broken lines, some of them narrower for a picture.
    BesidePicture,
    /// Form feeds or blank lines in the middle of paragraphs.
    PageBreaks,
    /// Pages with numbers in one of eight shapes.
    PageNumbers,
    /// Pages with the same lines at their head, foot or both. None of these lines is text, the first no more than the last.
    RunningHeads,
    /// Addresses on lines of their own between two halves of a sentence.
    UrlLines,
    /// `發(fā)`, in texts with such characters.
    PinyinNotes,
    /// `‚战疫‛`.
    LowQuotes,
    /// `7 000`, `2 月 3 日`.
    SpacedDigits,
    /// `５Ｇ`, `８．５`.
    FullWidth,
    /// `，，` and `，,`.
    DoubledMarks,
    /// GBK read one byte out of phase, from one full stop on.
    ShiftedGbk,
    /// Any of these together.
    Combined,
}

impl Kind {
    pub(crate) const ALL: [Kind; 19] = [
        Kind::Untouched,
        Kind::BareLines,
        Kind::IndentedLines,
        Kind::SpacedLines,
        Kind::TrailingSpaces,
        Kind::PartedParagraphs,
        Kind::CutWords,
        Kind::BesidePicture,
        Kind::PageBreaks,
        Kind::PageNumbers,
        Kind::RunningHeads,
        Kind::UrlLines,
        Kind::PinyinNotes,
        Kind::LowQuotes,
        Kind::SpacedDigits,
        Kind::FullWidth,
        Kind::DoubledMarks,
        Kind::ShiftedGbk,
        Kind::Combined,
    ];

    /// Name in tables and variants.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Untouched => "untouched",
            Kind::BareLines => "bare-lines",
            Kind::IndentedLines => "indented-lines",
            Kind::SpacedLines => "spaced-lines",
            Kind::TrailingSpaces => "trailing-spaces",
            Kind::PartedParagraphs => "parted-paragraphs",
            Kind::CutWords => "cut-words",
            Kind::BesidePicture => "beside-picture",
            Kind::PageBreaks => "page-breaks",
            Kind::PageNumbers => "page-numbers",
            Kind::RunningHeads => "running-heads",
            Kind::UrlLines => "url-lines",
            Kind::PinyinNotes => "pinyin-notes",
            Kind::LowQuotes => "low-quotes",
            Kind::SpacedDigits => "spaced-digits",
            Kind::FullWidth => "full-width",
            Kind::DoubledMarks => "doubled-marks",
            Kind::ShiftedGbk => "shifted-gbk",
            Kind::Combined => "combined",
        }
    }

    /// Seeds for each text.
    fn n_seeds(self) -> u64 {
        match self {
            Kind::Untouched | Kind::LowQuotes => 1,
            Kind::Combined => 30,
            _ => 5,
        }
    }
}

/// A text, damaged in one way.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) kind: Kind,
    /// `kind:text:seed`.
    pub(crate) name: String,
    /// The file.
    pub(crate) bytes: Vec<u8>,
    /// What cleaning should give.
    pub(crate) wanted: String,
    /// Characters of `wanted` that nobody can restore, because the damage destroyed bytes of them.
    pub(crate) n_lost: usize,
}

/// All variants, always in the same order.
pub(crate) fn variants() -> Vec<Variant> {
    let texts = Text::all();
    let mut variants = Vec::new();
    for kind in Kind::ALL {
        for text in &texts {
            variants.extend((0..kind.n_seeds()).filter_map(|seed| variant(kind, text, seed)));
        }
    }
    variants
}

/// Damages a text; `None` where it has nothing to damage in that way.
fn variant(kind: Kind, text: &Text, seed: u64) -> Option<Variant> {
    let name = format!("{}:{}:{seed}", kind.name(), text.name);
    // Each variant has chances of its own: adding a text or a kind leaves the others as they were.
    let mixed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mut dice = Dice::new(mixed);
    let damage = Damage::new(kind, &mut dice);
    let mut paragraphs = text.paragraphs.clone();
    let n_lost = damage.hurt_characters(&mut paragraphs, &mut dice);
    let bytes = page::print(&paragraphs, &damage.setting, &mut dice).into_bytes();
    let wanted = text.words();
    let is_hurt = kind == Kind::Untouched || bytes != format!("{wanted}\n").into_bytes();
    is_hurt.then_some(Variant { kind, name, bytes, wanted, n_lost })
}

/// What happens to a text, in the order in which it happens.
struct Damage {
    has_pinyin_notes: bool,
    has_low_quotes: bool,
    has_spaced_digits: bool,
    has_full_width: bool,
    has_doubled_marks: bool,
    has_shifted_gbk: bool,
    setting: Setting,
}

impl Damage {
    fn new(kind: Kind, dice: &mut Dice) -> Damage {
        let is_any = |dice: &mut Dice, percent| kind == Kind::Combined && dice.chance(percent);
        Damage {
            has_pinyin_notes: kind == Kind::PinyinNotes || is_any(dice, 40),
            has_low_quotes: kind == Kind::LowQuotes || is_any(dice, 40),
            has_spaced_digits: kind == Kind::SpacedDigits || is_any(dice, 40),
            has_full_width: kind == Kind::FullWidth || is_any(dice, 30),
            has_doubled_marks: kind == Kind::DoubledMarks || is_any(dice, 30),
            has_shifted_gbk: kind == Kind::ShiftedGbk || is_any(dice, 10),
            setting: setting(kind, dice),
        }
    }

    /// Damages characters and counts those that are lost for good.
    fn hurt_characters(&self, paragraphs: &mut [Paragraph], dice: &mut Dice) -> usize {
        for Paragraph { words, .. } in paragraphs.iter_mut() {
            if self.has_doubled_marks {
                *words = marks::doubled_marks(words, dice);
            }
            if self.has_spaced_digits {
                *words = marks::spaced_digits(words, dice);
            }
            if self.has_full_width {
                *words = marks::full_width(words, dice);
            }
            if self.has_low_quotes {
                *words = marks::low_quotes(words);
            }
            if self.has_pinyin_notes {
                *words = marks::pinyin_notes(words, dice);
            }
        }
        if self.has_shifted_gbk { shift_one(paragraphs, dice) } else { 0 }
    }
}

/// Shifts a run in one of the paragraphs, and counts the characters that are lost.
fn shift_one(paragraphs: &mut [Paragraph], dice: &mut Dice) -> usize {
    for _ in 0..20 {
        let index = dice.between(0, paragraphs.len() - 1);
        let paragraph = &mut paragraphs[index];
        if let Some(shifted) = shifted::shifted(&paragraph.words, dice) {
            paragraph.words = shifted.words;
            return shifted.n_lost;
        }
    }
    0
}

fn setting(kind: Kind, dice: &mut Dice) -> Setting {
    match kind {
        Kind::Untouched
        | Kind::PinyinNotes
        | Kind::LowQuotes
        | Kind::SpacedDigits
        | Kind::FullWidth
        | Kind::DoubledMarks
        | Kind::ShiftedGbk => Setting::flowing(),
        Kind::BareLines => Setting::bare(dice),
        Kind::IndentedLines => {
            Setting { is_indented: true, is_centred: dice.chance(30), ..Setting::bare(dice) }
        }
        Kind::SpacedLines => Setting { blank: Blank::BetweenLines, ..Setting::bare(dice) },
        Kind::TrailingSpaces => {
            let blank = dice.pick(&[Blank::Nowhere, Blank::BetweenLines]);
            Setting { has_trailing_space: true, blank, ..Setting::bare(dice) }
        }
        Kind::PartedParagraphs => Setting { blank: Blank::BetweenParagraphs, ..Setting::bare(dice) },
        Kind::CutWords => Setting { cuts_words: true, ..Setting::marked(dice) },
        Kind::BesidePicture => Setting { n_pictures: dice.between(1, 2), ..Setting::marked(dice) },
        Kind::PageBreaks => Setting { pages: Some(Pages::new(dice)), ..paged(dice) },
        Kind::PageNumbers => Setting { pages: Some(Pages::new(dice).with_numbers(dice)), ..paged(dice) },
        Kind::RunningHeads => Setting { pages: Some(Pages::new(dice).with_heads(dice)), ..paged(dice) },
        Kind::UrlLines => Setting { n_urls: dice.between(1, 3), ..paged(dice) },
        Kind::Combined => combined(dice),
    }
}

/// A way of setting that a page break can cut: a third of the texts have a line for a paragraph.
fn paged(dice: &mut Dice) -> Setting {
    if dice.chance(33) { Setting::flowing() } else { Setting::marked(dice) }
}

fn combined(dice: &mut Dice) -> Setting {
    let mut setting = Setting::any(dice);
    if dice.chance(60) {
        let mut pages = Pages::new(dice);
        if dice.chance(60) {
            pages = pages.with_numbers(dice);
        }
        if dice.chance(40) {
            pages = pages.with_heads(dice);
        }
        setting.pages = Some(pages);
    }
    setting.n_urls = if dice.chance(30) { dice.between(1, 2) } else { 0 };
    setting.line_break = if dice.chance(25) { "\r\n" } else { "\n" };
    setting
}
