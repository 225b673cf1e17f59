//! [`Draft`]: text under repair that never forgets where it came from.
//!
//! A draft begins as a copy of the decoded file. Rules replace stretches of it; the draft records which rule changed what, and
//! leads from any byte of its text back to the file's text. Every byte of the file belongs to exactly one run, so nothing can
//! get lost unsaid.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::label::{self, Label};

/// A replacement that a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the draft's present text; empty for an insertion.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub replacement: String,
    /// The rule is not sure of what it writes.
    pub is_doubtful: bool,
}

impl Edit {
    /// Replaces `range`.
    #[must_use]
    pub fn new(range: Range<usize>, replacement: impl Into<String>) -> Edit {
        Edit { range, replacement: replacement.into(), is_doubtful: false }
    }
}

/// A change that a rule made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Name of the rule.
    pub rule: Label,
    /// Bytes of the file's text.
    pub raw: Range<usize>,
    /// Bytes of the cleaned text.
    pub clean: Range<usize>,
    /// The rule was not sure of what it wrote.
    pub is_doubtful: bool,
}

/// A stretch that was copied (`change` is [`COPIED`], both lengths are equal) or changed. A long text has many: they are small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    clean: u32,
    raw: u32,
    clean_len: u32,
    raw_len: u32,
    change: u16,
}

/// No rule changed a run.
const COPIED: u16 = 0;

/// Mark in a change of which its rule was not sure.
const DOUBTFUL: u16 = 1 << 15;

impl Run {
    fn clean(self) -> usize {
        self.clean as usize
    }

    fn raw(self) -> usize {
        self.raw as usize
    }

    fn clean_len(self) -> usize {
        self.clean_len as usize
    }

    fn raw_len(self) -> usize {
        self.raw_len as usize
    }

    fn is_copied(self) -> bool {
        self.change == COPIED
    }
}

/// A length as it is kept; [`crate::source::read`] takes no longer text.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Text under repair; up to 4 GiB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    text: String,
    runs: Vec<Run>,
    /// Names of the rules that changed something; a run's change is a place here, counted from one.
    rules: Vec<Label>,
}

impl Draft {
    /// A draft of `text`, unchanged.
    #[must_use]
    pub fn new(text: &str) -> Draft {
        let run = Run {
            clean: 0,
            raw: 0,
            clean_len: small(text.len()),
            raw_len: small(text.len()),
            change: COPIED,
        };
        Draft { text: text.to_owned(), runs: vec![run], rules: Vec::new() }
    }

    /// The present text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes a rule's changes; edits come in order and do not overlap, and one that breaks this is left out.
    ///
    /// ```
    /// use jianbao::text::draft::{Draft, Edit};
    /// let mut draft = Draft::new("網(wǎng)絡");
    /// draft.apply("removed-pinyin", vec![Edit::new(3..10, "")]);
    /// assert_eq!(draft.text(), "網絡");
    /// assert_eq!(draft.raw_of(3..6), 10..13);
    /// ```
    pub fn apply(&mut self, rule: &'static str, edits: Vec<Edit>) {
        self.apply_with(rule, edits, &mut Spare::default());
    }

    /// As [`Draft::apply`], with memory that an earlier change left over.
    pub fn apply_with(&mut self, rule: &'static str, edits: Vec<Edit>, spare: &mut Spare) {
        if edits.is_empty() {
            return;
        }
        let change = self.change(rule);
        let mut writer = Writer::new(self, edits.len(), std::mem::take(spare));
        for edit in edits {
            let fits = edit.range.start >= writer.at && self.text.get(edit.range.clone()).is_some();
            let changes = fits && self.text.get(edit.range.clone()) != Some(edit.replacement.as_str());
            if changes {
                writer.copy_to(edit.range.start);
                let doubt = if edit.is_doubtful { DOUBTFUL } else { 0 };
                writer.replace(edit.range.end, &edit.replacement, change | doubt);
            }
        }
        writer.copy_to(self.text.len());
        let (text, runs) = writer.finish();
        spare.text = std::mem::replace(&mut self.text, text);
        spare.runs = std::mem::replace(&mut self.runs, runs);
    }

    /// The number that stands for a rule in runs.
    fn change(&mut self, rule: &'static str) -> u16 {
        let known = self.rules.iter().position(|&known| known == rule);
        let place = known.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        });
        u16::try_from(place + 1).unwrap_or(u16::MAX) & !DOUBTFUL
    }

    /// The bytes of the file's text that a stretch of the present text came from. Where a stretch ends inside a change, the
    /// whole change is meant.
    #[must_use]
    pub fn raw_of(&self, clean: Range<usize>) -> Range<usize> {
        let start = self.run_at(clean.start).map_or(0, |run| match run.is_copied() {
            true => run.raw() + (clean.start - run.clean()),
            false => run.raw(),
        });
        let last = clean.end.saturating_sub(1).max(clean.start);
        let end = self.run_at(last).map_or(0, |run| match run.is_copied() {
            true => run.raw() + (clean.end.max(run.clean()) - run.clean()),
            false => run.raw() + run.raw_len(),
        });
        start..end.max(start)
    }

    /// Where a byte of the file's text stands now; inside a change, where the change stands.
    #[must_use]
    pub fn clean_of(&self, raw: usize) -> usize {
        let after = self.runs.partition_point(|run| run.raw() <= raw);
        match after.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) if run.is_copied() => run.clean() + (raw - run.raw()).min(run.clean_len()),
            Some(run) => run.clean(),
            None => 0,
        }
    }

    /// The run that holds a byte of the text; of several that begin there, the one with text.
    fn run_at(&self, clean: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.clean() <= clean);
        self.runs.get(after.checked_sub(1)?)
    }

    /// All changes in order.
    pub fn repairs(&self) -> impl Iterator<Item = Repair> {
        self.runs.iter().filter(|run| !run.is_copied()).filter_map(|run| {
            let place = usize::from(run.change & !DOUBTFUL).checked_sub(1)?;
            Some(Repair {
                rule: self.rules.get(place)?,
                is_doubtful: run.change & DOUBTFUL != 0,
                raw: run.raw()..run.raw() + run.raw_len(),
                clean: run.clean()..run.clean() + run.clean_len(),
            })
        })
    }
}

/// What was changed in a file's text: from that text and this its draft can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Changes {
    /// For each stretch: 0 and how many bytes were copied; or which change, how many bytes of the file, and how many of the text.
    runs: Vec<u32>,
    /// What the changes wrote, one behind the other.
    words: String,
    #[serde(with = "label::several")]
    rules: Vec<Label>,
}

impl Changes {
    /// All that the changes wrote.
    pub(crate) fn words(&self) -> &str {
        &self.words
    }
}

impl Draft {
    /// What was changed.
    pub(crate) fn changes(&self) -> Changes {
        let (mut runs, mut words) = (Vec::new(), String::new());
        for run in &self.runs {
            runs.extend([u32::from(run.change), run.raw_len]);
            if !run.is_copied() {
                runs.push(run.clean_len);
                let range = run.clean()..run.clean() + run.clean_len();
                words.push_str(self.text.get(range).unwrap_or(""));
            }
        }
        Changes { runs, words, rules: self.rules.clone() }
    }

    /// The draft of `file` that these changes make; `None` where they are those of another text.
    pub(crate) fn changed(file: &str, changes: &Changes) -> Option<Draft> {
        let mut draft =
            Draft { text: String::with_capacity(file.len()), runs: Vec::new(), rules: changes.rules.clone() };
        let (mut raw, mut written) = (0_usize, 0_usize);
        let mut numbers = changes.runs.iter().copied();
        while let Some(change) = numbers.next() {
            let change = u16::try_from(change).ok()?;
            let raw_len = numbers.next()?;
            let from = file.get(raw..raw.checked_add(raw_len as usize)?)?;
            let clean = small(draft.text.len());
            let clean_len = if change == COPIED { raw_len } else { numbers.next()? };
            if change == COPIED {
                draft.text.push_str(from);
            } else {
                let end = written.checked_add(clean_len as usize)?;
                draft.text.push_str(changes.words.get(written..end)?);
                written = end;
            }
            draft.runs.push(Run { clean, raw: small(raw), clean_len, raw_len, change });
            raw += raw_len as usize;
        }
        (raw == file.len() && written == changes.words.len()).then_some(draft)
    }
}

/// Memory of a text that was replaced: to ask for as much anew for each rule costs more than most rules do.
#[derive(Debug, Default)]
pub struct Spare {
    text: String,
    runs: Vec<Run>,
}

/// Writes a changed draft from the old one.
struct Writer<'a> {
    old: &'a Draft,
    /// Byte of the old text up to which all is written.
    at: usize,
    /// The old run that holds `at`, and how much of its text and of its share of the file is used up.
    index: usize,
    done: usize,
    raw_done: usize,
    text: String,
    runs: Vec<Run>,
    raw: usize,
}

impl<'a> Writer<'a> {
    fn new(old: &'a Draft, n_edits: usize, spare: Spare) -> Writer<'a> {
        let Spare { mut text, mut runs } = spare;
        text.clear();
        text.reserve(old.text.len());
        runs.clear();
        runs.reserve(old.runs.len() + n_edits + n_edits.min(old.runs.len()));
        Writer { old, at: 0, index: 0, done: 0, raw_done: 0, text, runs, raw: 0 }
    }

    /// Copies the old text up to `to`, changes that were made earlier included.
    fn copy_to(&mut self, to: usize) {
        while let Some(&run) = self.old.runs.get(self.index) {
            if run.clean_len > 0 && self.at >= to {
                return;
            }
            let from = self.at;
            let raw_len = self.use_up(run, to);
            self.push(self.old.text.get(from..self.at).unwrap_or(""), raw_len, run.change);
        }
    }

    /// Leaves out the old text up to `to` and writes `words` in its place. What an earlier rule dropped inside stays that rule's
    /// doing.
    fn replace(&mut self, to: usize, words: &str, change: u16) {
        let (mut raw_len, mut is_written) = (0, false);
        while let Some(&run) = self.old.runs.get(self.index).filter(|_| self.at < to) {
            let used = self.use_up(run, to);
            if run.clean_len > 0 || run.is_copied() {
                raw_len += used;
                continue;
            }
            // The words stand at the first part; the others leave out.
            self.push(if is_written { "" } else { words }, raw_len, change);
            is_written = true;
            raw_len = 0;
            self.push("", used, run.change);
        }
        self.push(if is_written { "" } else { words }, raw_len, change);
    }

    /// Moves on in the present run, at most to `to`, and tells how much of the file that was. A change that is cut in two
    /// keeps its share of the file with its first part.
    fn use_up(&mut self, run: Run, to: usize) -> usize {
        let take = (run.clean_len() - self.done).min(to.saturating_sub(self.at));
        let raw_len = if run.is_copied() { take } else { run.raw_len() - self.raw_done };
        self.at += take;
        self.done += take;
        self.raw_done += raw_len;
        if self.done == run.clean_len() {
            (self.index, self.done, self.raw_done) = (self.index + 1, 0, 0);
        }
        raw_len
    }

    fn push(&mut self, words: &str, raw_len: usize, change: u16) {
        if words.is_empty() && raw_len == 0 {
            return;
        }
        let clean = small(self.text.len());
        self.text.push_str(words);
        let joins = change == COPIED && self.runs.last().is_some_and(|run| run.is_copied());
        let (clean_len, len) = (small(words.len()), small(raw_len));
        match self.runs.last_mut().filter(|_| joins) {
            Some(run) => {
                run.clean_len += clean_len;
                run.raw_len += len;
            }
            None => self.runs.push(Run { clean, raw: small(self.raw), clean_len, raw_len: len, change }),
        }
        self.raw += raw_len;
    }

    fn finish(self) -> (String, Vec<Run>) {
        (self.text, self.runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte of the file in exactly one run, every byte of the text too, copies true.
    fn check_whole(draft: &Draft, file: &str) {
        let (mut clean, mut raw) = (0, 0);
        for run in &draft.runs {
            assert_eq!((run.clean(), run.raw()), (clean, raw), "{draft:?}");
            if run.is_copied() {
                assert_eq!(run.clean_len, run.raw_len);
                assert_eq!(draft.text[clean..clean + run.clean_len()], file[raw..raw + run.raw_len()]);
            }
            clean += run.clean_len();
            raw += run.raw_len();
        }
        assert_eq!((clean, raw), (draft.text.len(), file.len()), "{draft:?}");
    }

    #[test]
    fn edits_are_made_and_traced() {
        let file = "abc\ndef\nghi";
        let mut draft = Draft::new(file);
        draft.apply("one", vec![Edit::new(3..4, ""), Edit::new(7..8, " / ")]);
        assert_eq!(draft.text(), "abcdef / ghi");
        check_whole(&draft, file);
        assert_eq!(draft.raw_of(3..6), 4..7);
        assert_eq!(draft.raw_of(9..12), 8..11);
        assert_eq!((draft.clean_of(4), draft.clean_of(8), draft.clean_of(11)), (3, 9, 12));
        draft.apply("two", vec![Edit::new(2..4, "X"), Edit::new(6..9, ""), Edit::new(12..12, "!")]);
        assert_eq!(draft.text(), "abXefghi!");
        check_whole(&draft, file);
        let rules: Vec<&str> = draft.repairs().map(|repair| repair.rule).collect();
        // What "one" dropped inside stays its doing.
        assert_eq!(rules, ["two", "one", "two", "two", "two"]);
    }

    #[test]
    fn changes_fit_their_own_text_alone() {
        let file = "網(wǎng)絡";
        let mut draft = Draft::new(file);
        draft.apply("removed-pinyin", vec![Edit::new(3..10, "，")]);
        let changes = draft.changes();
        assert_eq!(Draft::changed(file, &changes), Some(draft));
        for other in ["網(wǎng)絡。", "網絡", "", "網(wang)絡絡"] {
            assert_eq!(Draft::changed(other, &changes), None, "{other}");
        }
        for broken in [
            Changes { runs: vec![0], ..changes.clone() },
            Changes { runs: vec![0, u32::MAX, 0, u32::MAX], ..changes.clone() },
            Changes { runs: vec![u32::MAX, 13, 3], ..changes.clone() },
            Changes { words: "，，".to_owned(), ..changes.clone() },
            Changes { words: String::new(), ..changes },
        ] {
            assert_eq!(Draft::changed(file, &broken), None, "{broken:?}");
        }
    }

    #[test]
    fn edits_out_of_order_or_out_of_reach_are_left_out() {
        let mut draft = Draft::new("中文");
        draft.apply(
            "one",
            vec![Edit::new(3..6, "字"), Edit::new(0..3, "x"), Edit::new(7..9, "y"), Edit::new(4..5, "z")],
        );
        assert_eq!(draft.text(), "中字");
        check_whole(&draft, "中文");
    }

    #[test]
    fn any_edits_leave_every_byte_in_one_run() {
        // A small generator of its own keeps the cases the same everywhere.
        let mut state = 7_u64;
        let mut random = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n.max(1)
        };
        for _ in 0..500 {
            let file: String = (0..random(30)).map(|_| ['中', 'a', '\n', '，'][random(4)]).collect();
            let mut draft = Draft::new(&file);
            for rule in ["a", "b", "c", "d"] {
                let text = draft.text().to_owned();
                let places: Vec<usize> =
                    text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
                let mut edits = Vec::new();
                let mut at = 0;
                while at < places.len() {
                    let end = (at + random(3)).min(places.len() - 1);
                    edits.push(Edit::new(places[at]..places[end], ["", "x", "文字"][random(3)]));
                    at = end + 1 + random(4);
                }
                draft.apply(rule, edits);
                check_whole(&draft, &file);
                let again = Draft::changed(&file, &draft.changes());
                assert_eq!(again.as_ref(), Some(&draft));
                for (place, c) in draft.text().char_indices() {
                    let raw = draft.raw_of(place..place + c.len_utf8());
                    assert!(file.get(raw.clone()).is_some(), "{raw:?} of {file:?}");
                }
            }
        }
    }
}
