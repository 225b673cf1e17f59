//! How likely characters follow each other.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::table::Table;
use crate::text::fold::{HanClasses, is_han};
use crate::text::word::Words;

/// First bytes that are tried for a character whose second one is known.
const LEADS: usize = 24;
/// How likely characters follow each other: by words, and by the document itself.
pub(super) struct Model {
    pairs: FxHashMap<(char, char), u32>,
    chars: FxHashMap<char, u32>,
    /// Characters with all their variants.
    classes: FxHashMap<char, u32>,
    /// For each second byte the first bytes that are tried before it, worked out when first asked for.
    leads: Vec<OnceCell<Leads>>,
    /// Scores that were worked out.
    scores: RefCell<FxHashMap<(char, char), f32>>,
}

/// For each byte whether it is tried as a first one.
pub(super) type Leads = [bool; 256];

impl Model {
    pub(super) fn new(text: &str) -> Model {
        let mut model = Model {
            pairs: FxHashMap::default(),
            chars: FxHashMap::default(),
            classes: FxHashMap::default(),
            leads: vec![OnceCell::new(); 256],
            scores: RefCell::default(),
        };
        // A sample is enough of a long document.
        let sample =
            text.char_indices().nth(200_000).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
        let mut before = '\n';
        for c in sample.chars() {
            *model.pairs.entry((before, c)).or_default() += 1;
            *model.chars.entry(before).or_default() += 1;
            *model.classes.entry(HanClasses::all().fold(c)).or_default() += 1;
            before = c;
        }
        model
    }

    /// Natural logarithm of how likely `next` is behind `before`; the same pairs are asked for again and again.
    pub(super) fn score(&self, before: char, next: char) -> f32 {
        if let Some(&score) = self.scores.borrow().get(&(before, next)) {
            return score;
        }
        let score = self.work_out_score(before, next);
        self.scores.borrow_mut().insert((before, next), score);
        score
    }

    fn work_out_score(&self, before: char, next: char) -> f32 {
        let by_words = if is_han(next) {
            // Every second sign of a text is neither a mark nor the end of one.
            Words::embedded().likelihood(before, next) * 0.8
        } else {
            mark_likelihood(next)
        };
        let n = self.chars.get(&before).copied().unwrap_or(0);
        // What is damaged counts itself; it is no evidence.
        let here = self.pairs.get(&(before, next)).copied().unwrap_or(0).saturating_sub(1);
        // Precision of a frequency does not matter.
        #[allow(clippy::cast_precision_loss)]
        let by_document = here as f32 / (n as f32 + 5.0);
        (0.7 * by_words + 0.3 * by_document).ln()
    }

    /// Natural logarithm of how likely a whole run is: by words, which the following of characters counts twice where they overlap.
    pub(super) fn score_whole(&self, run: &[char]) -> f32 {
        let mut score = 0.0;
        for stretch in run.chunk_by(|&a, &b| is_han(a) == is_han(b)) {
            if stretch.first().is_some_and(|&c| is_han(c)) {
                score += Words::embedded().log_likelihood_of(stretch);
            } else {
                // A second … or — comes with the first.
                let marks = stretch.chunk_by(|a, b| a == b && matches!(a, '…' | '—'));
                score += marks.filter_map(|mark| Some(mark_likelihood(*mark.first()?).ln())).sum::<f32>();
            }
        }
        for pair in run.windows(2) {
            if let &[a, b] = pair {
                score += self.variant(b);
                let here = self.pairs.get(&(a, b)).copied().unwrap_or(0);
                #[allow(clippy::cast_precision_loss)]
                let bonus = (here as f32 + 1.0).ln();
                score += 2.0 * bonus + after_mark(a, b);
            }
        }
        score
    }

    /// How often a character occurs, in words and here.
    fn frequency(&self, c: char) -> f32 {
        let here = self.chars.get(&c).copied().unwrap_or(0);
        // A rough measure is enough.
        #[allow(clippy::cast_precision_loss)]
        let here = here as f32 * 1000.0;
        here + Words::embedded().frequency(c)
    }

    /// Natural logarithm of how likely a run is between its neighbours, for each character.
    pub(super) fn mean(&self, before: char, run: &[char], after: &[char]) -> f32 {
        let mut last = before;
        let chars = run.iter().chain(after.first());
        let score: f32 = chars.map(|&c| self.score(std::mem::replace(&mut last, c), c)).sum();
        // Counts of characters are small.
        #[allow(clippy::cast_precision_loss)]
        let n = (run.len() + after.len().min(1)) as f32;
        score / n
    }

    /// The first bytes that make the more frequent characters with a second one, and those of punctuation.
    pub(super) fn likely_leads(&self, trail: u8) -> Leads {
        let Some(slot) = self.leads.get(usize::from(trail)) else { return [false; 256] };
        *slot.get_or_init(|| {
            let table = Table::standard();
            let mut chars: Vec<(f32, u8)> = (0x81..=0xfe_u8)
                .filter_map(|lead| Some((self.frequency(table.char(lead, trail)?), lead)))
                .collect();
            chars.sort_by(|a, b| b.0.total_cmp(&a.0));
            let mut leads = [false; 256];
            for lead in chars.iter().take(LEADS).map(|&(_, lead)| lead).chain([0xa1, 0xa3]) {
                if let Some(slot) = leads.get_mut(usize::from(lead)) {
                    *slot = true;
                }
            }
            leads
        })
    }

    /// Natural logarithm of the share that a character has among its variants in this document.
    fn variant(&self, c: char) -> f32 {
        let class = self.classes.get(&HanClasses::all().fold(c)).copied().unwrap_or(0);
        let here = self.chars.get(&c).copied().unwrap_or(0);
        // Counts are small.
        #[allow(clippy::cast_precision_loss)]
        let share = (here as f32 + 0.2) / (class as f32 + 0.2);
        share.ln()
    }
}

/// What a mark behind another mark costs where such marks do not meet.
pub(super) fn after_mark(before: char, c: char) -> f32 {
    let is_mark = |c: char| mark_likelihood(c) > 1e-4;
    let meets = !is_mark(before)
        || !is_mark(c)
        || matches!(c, '“' | '《' | '（' | '…' | '—')
        || (c == '‘' && before == '“')
        || (matches!(c, '”' | '’') && !matches!(before, '“' | '‘' | '”'))
        || (matches!(before, '”' | '’' | '》' | '）') && matches!(c, '，' | '、' | '：' | '；'));
    if meets { 0.0 } else { -6.0 }
}

/// About how often marks stand in Chinese text.
fn mark_likelihood(c: char) -> f32 {
    match c {
        '，' => 0.05,
        '。' => 0.03,
        '、' => 0.015,
        '“' | '”' => 0.01,
        '：' | '《' | '》' | '（' | '）' => 0.003,
        '；' | '！' | '？' => 0.0015,
        '…' => 0.0012,
        '—' | '·' => 0.001,
        '‘' | '’' => 0.0004,
        c if c.is_alphanumeric() && ('\u{ff00}'..='\u{ff5f}').contains(&c) => 1e-5,
        _ => 1e-8,
    }
}
