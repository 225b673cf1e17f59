//! [`Quality`]: how much of a document had to be repaired, and how much of it is in doubt, as one number.
//!
//! What does the number say? 100: nothing was repaired and nothing looked odd. Lower: the document counts as if so many characters
//! stood between its own as its damage weighs. What is certain weighs little, what is lost or guessed much:
//!
//! | damage | weighs |
//! |---|---|
//! | a change of form only: a joined line, trimmed space, another width | 1/10 character |
//! | a character that was dropped as noise: an address, a page number, a note of pinyin | 1/2 character |
//! | a character that was written anew with certainty | 1 character |
//! | something else that looked odd | 10 characters |
//! | a character that was guessed or does not decode | 20 characters |
//! | a sentence that stops in its middle | 40 characters, about the length of a sentence |
//!
//! With *n* characters and damage that weighs *d*, the score is 100 · *n* / (*n* + *d*), rounded down, so that any damage at all costs
//! the 100. Markup and blank lines are no damage. White space never counts as a character.
//!
//! It is no judgement of what a document says, and two documents are compared by it as texts, not as sources.

use serde::{Deserialize, Serialize};

use super::clean::CleanText;
use super::draft::Repair;
use super::fold::{HanClasses, fold_term};

/// What was repaired in a document and what is in doubt, and the score that follows.
///
/// ```
/// use jianbao::text::quality::Quality;
/// // Twenty joined lines weigh 2, twelve dropped characters 6, a sentence cut short 40: 100 · 1000 / 1048.
/// let damaged = Quality { n_characters: 1000, n_reset: 20, n_dropped: 12, n_cut: 1, ..Quality::default() };
/// assert_eq!(damaged.score(), 95);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// Characters of the cleaned text.
    pub n_characters: usize,
    /// Changes of form: the characters stayed, their width or the space around them changed.
    pub n_reset: usize,
    /// Characters dropped as noise.
    pub n_dropped: usize,
    /// Characters written anew with certainty.
    pub n_rewritten: usize,
    /// Characters that were guessed, and places that do not decode.
    pub n_lost: usize,
    /// Sentences that stop in their middle.
    pub n_cut: usize,
    /// Whatever else looked odd.
    pub n_odd: usize,
}

impl Quality {
    /// Takes stock of a cleaned text; `raw` is the file's text.
    #[must_use]
    pub fn of(raw: &str, text: &CleanText) -> Quality {
        let mut quality = Quality { n_characters: n_printed(text.text()), ..Quality::default() };
        quality.n_lost = text.text().matches('\u{fffd}').count();
        for repair in text.repairs().filter(|repair| repair.rule != MARKUP) {
            let from = raw.get(repair.raw.clone()).unwrap_or("");
            let to = text.text().get(repair.clean.clone()).unwrap_or("");
            if !is_blank_line(text.text(), &repair, from) {
                quality.count(&repair, from, to);
            }
        }
        for diagnostic in &text.diagnostics {
            match diagnostic.code {
                "cut-sentence" => quality.n_cut += 1,
                // Counted by their characters.
                "guessed-characters" | "undecodable-bytes" => {}
                _ => quality.n_odd += 1,
            }
        }
        quality
    }

    /// From 0, nothing can be relied on, to 100, nothing was touched. An empty document has no damage.
    #[must_use]
    pub fn score(&self) -> u8 {
        let tenths = [
            (self.n_reset, 1),
            (self.n_dropped, 5),
            (self.n_rewritten, 10),
            (self.n_odd, 100),
            (self.n_lost, 200),
            (self.n_cut, 400),
        ];
        let damage: u128 = tenths.into_iter().map(|(n, weight)| n as u128 * weight).sum();
        let whole = self.n_characters as u128 * 10;
        let share = (whole * 100).checked_div(whole + damage).unwrap_or(100);
        u8::try_from(share).unwrap_or(100)
    }

    fn count(&mut self, repair: &Repair, from: &str, to: &str) {
        let n_touched = n_printed(from).max(n_printed(to));
        if repair.is_doubtful {
            self.n_lost += n_touched.max(1);
        } else if same_when_folded(from, to) {
            self.n_reset += 1;
        } else if n_printed(to) == 0 {
            self.n_dropped += n_touched;
        } else {
            self.n_rewritten += n_touched;
        }
    }
}

/// Name under which the readers take markup off.
const MARKUP: &str = "markup";

/// Whether a change only takes away an empty line, or the line break at the end of the file.
fn is_blank_line(text: &str, repair: &Repair, from: &str) -> bool {
    let (before, after) = (text.get(..repair.clean.start), text.get(repair.clean.end..));
    let is_edge = before.is_none_or(|text| text.is_empty() || text.ends_with('\n'))
        || after.is_none_or(|text| text.is_empty() || text.starts_with('\n'));
    is_edge && from.chars().all(|c| matches!(c, '\n' | '\r'))
}

/// Characters without white space.
fn n_printed(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn same_when_folded(from: &str, to: &str) -> bool {
    let folded = |text: &str| fold_term(text, HanClasses::all()).replace(char::is_whitespace, "");
    folded(from) == folded(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read;
    use crate::text::clean;

    fn quality(name: &str, bytes: &[u8]) -> Quality {
        let document = &read(name, bytes)[0];
        Quality::of(&document.decoded.text, &clean(document))
    }

    const CLEAN: &str =
        "县图书馆添了新馆\n一月以来，全县借书十万册，读者十分满意。\n新馆下月开放，欢迎读者前来。\n";

    #[test]
    fn a_clean_text_scores_100() {
        for (name, text) in [
            ("a.txt", CLEAN.to_owned()),
            ("a.md", format!("# 题目\n\n{CLEAN}")),
            ("a.html", "<!doctype html><p>一月以来，全县借书十万册。</p>".to_owned()),
            ("empty.txt", String::new()),
        ] {
            assert_eq!(quality(name, text.as_bytes()).score(), 100, "{name}");
        }
    }

    #[test]
    fn damage_lowers_the_score() {
        let with = |line: &str| format!("{CLEAN}{line}\n");
        for (what, text) in [
            ("space", with("　　 读者来自各乡镇，老少都有。  ")),
            ("an address", with("读者来自各乡镇，老少都有。\nhttps://example.org/a/b.html")),
            ("pinyin", with("新館開發(fā)了網(wǎng)上借書，醫(yī)生稱便。")),
            ("a cut sentence", with("读者来自各乡镇，老少都有，有的走了十里路，有的")),
            ("what does not decode", with("读者来自各乡镇，老\u{fffd}都有。")),
        ] {
            let quality = quality("a.txt", text.as_bytes());
            assert!(quality.score() < 100, "{what}: {quality:?}");
        }
    }

    #[test]
    fn more_damage_never_scores_higher() {
        let whole = Quality { n_characters: 500, ..Quality::default() };
        let worse: [fn(&mut Quality); 6] = [
            |q| q.n_reset += 1,
            |q| q.n_dropped += 1,
            |q| q.n_rewritten += 1,
            |q| q.n_odd += 1,
            |q| q.n_lost += 1,
            |q| q.n_cut += 1,
        ];
        let mut after_100 = Vec::new();
        for worsen in worse {
            let mut quality = whole;
            let mut scores = Vec::new();
            for _ in 0..3000 {
                worsen(&mut quality);
                scores.push(quality.score());
            }
            assert!(scores[0] < 100 && scores.is_sorted_by(|before, after| before >= after), "{scores:?}");
            after_100.push(scores[99]);
        }
        assert!(after_100.is_sorted_by(|lighter, heavier| lighter > heavier), "{after_100:?}");
    }

    #[test]
    fn the_score_keeps_its_bounds() {
        let all = |n| Quality {
            n_characters: 0,
            n_reset: n,
            n_dropped: n,
            n_rewritten: n,
            n_odd: n,
            n_lost: n,
            n_cut: n,
        };
        assert_eq!((all(0).score(), all(1).score(), all(usize::MAX).score()), (100, 0, 0));
        let long = Quality { n_characters: usize::MAX, ..all(1) };
        assert_eq!(long.score(), 99);
    }
}
