//! `shifted-gbk`: stretches of GBK that were read one byte out of step.
//!
//! How they come to be: a converter loses the first byte of a character, usually of 。 (A1 A3), and prints `?` for it. From there on
//! it takes the second byte of each character together with the first byte of the next one. Pairs that GBK does not define vanish. The
//! reader falls back into step at the first byte below 80 in leading position, which it prints as the ASCII character that it is.
//! `他说?！罢飧`… is `他说。“这个`…
//!
//! How they are undone: printed characters become their bytes again, and the bytes are paired the other way. Where pairs have vanished,
//! bytes are missing; every filling that the converter would have printed the same way is possible, and the likeliest one, judged by
//! words and by the rest of the document, is taken and marked as doubtful. What is taken is run forward again and must give exactly the
//! printed characters. Where the result reads no better than what is printed, nothing is changed.

mod model;
mod table;

use std::ops::Range;

use model::{Leads, Model, after_mark};
use table::Table;

use super::Context;
use crate::text::draft::Edit;

/// Characters that a run may have, and all runs of a document together; what is beyond stays as it is.
const LONGEST_RUN: usize = 400;
const MOST_CHARS: usize = 4000;

/// Readings that are followed at a time.
const BEAM: usize = 40;

/// Of them, how many are followed over a vanished pair.
const HEADS: usize = 16;

/// Ways to the same missing byte that are followed.
const WAYS: usize = 4;

/// Vanished pairs side by side that are looked for.
const MOST_LOST: usize = 2;

/// By how much, as natural logarithm for each character, a restored run must be likelier than what is printed.
const GAIN: f32 = 1.0;

/// How much likelier a lost byte is A1, the first byte of Chinese punctuation, than any other.
const A1_BONUS: f32 = 4.0;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut model = None;
    let mut end = 0;
    let mut n_chars = 0;
    for start in starts(text) {
        if start < end || n_chars > MOST_CHARS {
            continue;
        }
        let Some(printed) = Printed::read(text, start) else { continue };
        n_chars += printed.pairs.len();
        let model = model.get_or_insert_with(|| Model::new(text));
        if let Some(run) = restore(&printed, model) {
            end = printed.end;
            edits.extend(run);
        }
    }
    edits
}

/// Places of question marks that may stand for a lost byte: behind text, in front of a character of two bytes.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'?', text.as_bytes()).filter(move |&place| {
        let mut behind = text.get(place + 1..).unwrap_or("").chars();
        let (next, second) = (behind.next(), behind.next());
        // A later converter narrows the full-width letter or mark that often comes first.
        let is_pair = |c: char| !c.is_ascii();
        let is_run = next.is_some_and(is_pair)
            || (next.is_some_and(|c| c.is_ascii_graphic()) && second.is_some_and(is_pair));
        let before = text.get(..place).and_then(|before| before.chars().next_back());
        is_run && before.is_some_and(is_pair)
    })
}

/// What is printed in place of a run.
struct Printed {
    /// What stands before it.
    before: char,
    /// Its characters with their places and bytes; the first one includes the question mark.
    pairs: Vec<(Range<usize>, char, (u8, u8))>,
    /// The ASCII letter at which the converter fell back into step.
    last: Option<(Range<usize>, u8)>,
    end: usize,
    /// What goes on behind it.
    after: Vec<char>,
}

impl Printed {
    fn read(text: &str, start: usize) -> Option<Printed> {
        let before = text.get(..start)?.chars().next_back()?;
        let mut printed = Printed { before, pairs: Vec::new(), last: None, end: start, after: Vec::new() };
        for (offset, c) in text.get(start + 1..)?.char_indices().take(LONGEST_RUN + 1) {
            let place = start + 1 + offset;
            let range = if printed.pairs.is_empty() {
                start..place + c.len_utf8()
            } else {
                place..place + c.len_utf8()
            };
            let is_first = printed.pairs.is_empty();
            let wide = if is_first && c.is_ascii_graphic() { full_width(c) } else { c };
            if wide.is_ascii() {
                let code = u8::try_from(u32::from(c)).unwrap_or(0);
                if (0x40..0x7f).contains(&code) {
                    printed.end = range.end;
                    printed.last = Some((range, code));
                }
                break;
            }
            let bytes = *Table::standard().codes.get(&wide)?;
            printed.end = range.end;
            printed.pairs.push((range, wide, bytes));
        }
        printed.after = text.get(printed.end..)?.chars().take(4).collect();
        (printed.pairs.len() > 1 && printed.pairs.len() <= LONGEST_RUN).then_some(printed)
    }
}

fn full_width(c: char) -> char {
    char::from_u32(c as u32 + 0xfee0).unwrap_or(c)
}

/// A reading up to a byte.
#[derive(Clone, Copy)]
struct Reading {
    score: f32,
    last: char,
    /// The first byte of the character that is not whole yet.
    lead: u8,
    /// Marks … or — side by side at the end; they come in pairs.
    n_marks: usize,
    /// Its last step's place among all steps.
    step: Option<usize>,
}

/// A restored character behind those before it.
#[derive(Clone, Copy)]
struct Step {
    /// Place of the step before it.
    before: Option<usize>,
    c: char,
    /// The printed character that it uses up.
    index: Option<usize>,
    /// One of its bytes was missing.
    is_doubtful: bool,
}

/// The search for the likeliest reading of a run.
struct Search<'a> {
    model: &'a Model,
    table: &'static Table,
    /// The steps of all readings that are or were followed.
    steps: Vec<Step>,
}

/// The edits that restore a run, if what they give is the likelier text.
fn restore(printed: &Printed, model: &Model) -> Option<Vec<Edit>> {
    let steps = Search { model, table: Table::standard(), steps: Vec::new() }.read(printed)?;
    let restored: Vec<char> = steps.iter().map(|step| step.c).collect();
    let given: Vec<char> = printed.pairs.iter().map(|&(_, c, _)| c).collect();
    let now = model.mean(printed.before, &given, &printed.after);
    let then = model.mean(printed.before, &restored, &printed.after);
    (then > now + GAIN && forward(&restored, printed)).then(|| steps_to_edits(&steps, printed))
}

impl Search<'_> {
    /// `reading` gone on with `c`, which uses up the printed character `index`, if any.
    fn with(
        &mut self,
        reading: &Reading,
        c: char,
        lead: u8,
        (index, is_doubtful): (Option<usize>, bool),
    ) -> Reading {
        let model = self.model;
        let is_double = matches!(c, '…' | '—');
        let wants_second = reading.n_marks % 2 == 1;
        let gain = match (wants_second, is_double && c == reading.last) {
            (true, true) => -0.03,
            (true, false) => model.score(reading.last, c) - 3.5,
            (false, true) => -4.6,
            (false, false) => model.score(reading.last, c) + after_mark(reading.last, c),
        };
        let n_marks = match (is_double, c == reading.last) {
            (true, true) => reading.n_marks + 1,
            (true, false) => 1,
            (false, _) => 0,
        };
        self.steps.push(Step { before: reading.step, c, index, is_doubtful });
        let step = self.steps.len().checked_sub(1);
        Reading { score: reading.score + gain, last: c, lead, n_marks, step }
    }

    /// Restored characters of a reading, in order.
    fn steps_of(&self, reading: &Reading) -> Vec<Step> {
        let step = |place: Option<usize>| place.and_then(|place| self.steps.get(place).copied());
        let mut steps: Vec<Step> =
            std::iter::successors(step(reading.step), |last| step(last.before)).collect();
        steps.reverse();
        steps
    }

    /// The likeliest reading.
    fn read(&mut self, printed: &Printed) -> Option<Vec<Step>> {
        let (_, _, (first, lead)) = printed.pairs.first()?;
        let start = Reading { score: 0.0, last: printed.before, lead: 0, n_marks: 0, step: None };
        let mut readings = Vec::new();
        for lost in 0x81..=0xfe_u8 {
            if let Some(c) = self.table.char(lost, *first) {
                let mut reading = self.with(&start, c, *lead, (Some(0), lost != 0xa1));
                reading.score += if lost == 0xa1 { A1_BONUS } else { 0.0 };
                readings.push(reading);
            }
        }
        prune(&mut readings, BEAM);
        let rest = printed.pairs.iter().enumerate().skip(1).map(|(index, &(_, _, bytes))| (index, bytes));
        let last = printed.last.as_ref().map(|&(_, code)| (printed.pairs.len(), (code, 0)));
        for (index, (trail, lead)) in rest.chain(last) {
            readings = self.follow(&readings, index, trail, lead);
            if readings.is_empty() {
                return None;
            }
        }
        if printed.last.is_none() {
            readings = self.close(&readings);
        }
        for reading in &mut readings {
            let restored = self.steps_of(reading).into_iter().map(|step| step.c);
            let run: Vec<char> = restored.chain(printed.after.iter().copied()).collect();
            reading.score = reading.score * 0.5 + self.model.score_whole(&run) * 0.5;
        }
        let best = readings.into_iter().max_by(|a, b| a.score.total_cmp(&b.score))?;
        Some(self.steps_of(&best))
    }

    /// Goes on to the next printed character, whose first byte is `trail`, with up to [`MOST_LOST`] vanished pairs before it.
    fn follow(&mut self, readings: &[Reading], index: usize, trail: u8, lead: u8) -> Vec<Reading> {
        let mut next = Vec::new();
        let mut open: Vec<Reading> = readings.to_vec();
        let leads = self.model.likely_leads(trail);
        for n_lost in 0..=MOST_LOST {
            for reading in &open {
                if let Some(c) = self.table.char(reading.lead, trail) {
                    next.push(self.with(reading, c, lead, (Some(index), n_lost > 0)));
                }
            }
            if n_lost < MOST_LOST {
                // Two vanished pairs side by side are nearly always a …… or ——.
                if n_lost > 0 {
                    open.retain(|reading| matches!(reading.last, '…' | '—'));
                }
                open = self.lose(&open, &leads);
            }
        }
        prune(&mut next, BEAM);
        next
    }

    /// The readings with one more vanished pair: a character whose second byte is missing, and the first byte of another.
    fn lose(&mut self, readings: &[Reading], likely: &Leads) -> Vec<Reading> {
        let mut heads: Vec<(Reading, &[u8])> = Vec::new();
        // The same character before the same missing byte goes on alike: only the likeliest way there counts.
        let mut seen = [0_usize; 256];
        for reading in readings {
            if let Some(n) = seen.get_mut(usize::from(reading.lead)) {
                *n += 1;
                if *n > WAYS {
                    continue;
                }
            }
            for (trail, leads) in &self.table.gaps {
                let is_double = matches!(reading.last, '…' | '—') && reading.n_marks % 2 == 1;
                let c = self.table.char(reading.lead, *trail).filter(|&c| !is_double || c == reading.last);
                if let Some(c) = c {
                    heads.push((self.with(reading, c, 0, (None, true)), leads.as_slice()));
                }
            }
        }
        heads.sort_by(|a, b| b.0.score.total_cmp(&a.0.score));
        heads.truncate(HEADS);
        let lost = heads.iter().flat_map(|&(head, leads)| {
            let leads = leads.iter().filter(|&&lead| likely.get(usize::from(lead)) == Some(&true));
            leads.map(move |&lead| Reading { lead, ..head })
        });
        lost.collect()
    }

    /// Ends a run whose last byte is missing: the line ends there, or plain ASCII goes on.
    fn close(&mut self, readings: &[Reading]) -> Vec<Reading> {
        let mut ends = Vec::new();
        for reading in readings {
            for trail in 0x81..=0xfe_u8 {
                if let Some(c) = self.table.char(reading.lead, trail) {
                    ends.push(self.with(reading, c, 0, (None, true)));
                }
            }
        }
        prune(&mut ends, BEAM);
        ends
    }
}

/// Keeps the likeliest readings, in order; of equally likely ones those that came first.
fn prune(readings: &mut Vec<Reading>, n: usize) {
    let order = |a: &Reading, b: &Reading| b.score.total_cmp(&a.score).then(a.step.cmp(&b.step));
    if readings.len() > n {
        readings.select_nth_unstable_by(n, order);
        readings.truncate(n);
    }
    readings.sort_by(order);
}

/// Whether the converter would print the restored characters as they are printed.
fn forward(restored: &[char], printed: &Printed) -> bool {
    let table = Table::standard();
    let codes = restored.iter().filter_map(|c| table.codes.get(c));
    let bytes: Vec<u8> = codes.flat_map(|&(lead, trail)| [lead, trail]).skip(1).collect();
    let mut expected = printed.pairs.iter().map(|&(_, c, _)| c);
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        let Some(&trail) = bytes.get(at + 1) else { break };
        match table.char(lead, trail) {
            Some(c) if expected.next() != Some(c) => return false,
            None if !table.vanishes(lead, trail) => return false,
            _ => at += 2,
        }
    }
    let rest = bytes.get(at).copied();
    expected.next().is_none() && printed.last.as_ref().is_none_or(|&(_, code)| rest == Some(code))
}

/// One edit for neighbours of the same certainty.
fn steps_to_edits(steps: &[Step], printed: &Printed) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = printed.pairs.first().map_or(0, |(range, ..)| range.start);
    let mut held = String::new();
    for &Step { index, c, is_doubtful, .. } in steps {
        held.push(c);
        let Some(index) = index else { continue };
        let pair = printed.pairs.get(index).map(|(range, ..)| range);
        let Some(end) = pair.or(printed.last.as_ref().map(|(range, _)| range)).map(|range| range.end) else {
            continue;
        };
        let words = std::mem::take(&mut held);
        match edits.last_mut().filter(|edit| edit.is_doubtful == is_doubtful) {
            Some(edit) => {
                edit.range.end = end;
                edit.replacement.push_str(&words);
            }
            None => edits.push(Edit { range: at..end, replacement: words, is_doubtful }),
        }
        at = end;
    }
    if !held.is_empty() {
        edits.push(Edit { range: at..at, replacement: held, is_doubtful: true });
    }
    edits
}

#[cfg(test)]
mod tests {
    use encoding_rs::GBK;

    use super::super::check;
    use super::*;
    use crate::source::Layout;

    /// What the converter makes of a text from a 。 on.
    fn damaged(text: &str) -> String {
        let (before, run) = text.split_at(text.find('。').unwrap());
        let bytes = GBK.encode(run).0.into_owned();
        let table = Table::standard();
        let mut printed = format!("{before}?");
        let mut at = 1;
        while at < bytes.len() {
            if bytes[at] < 0x80 {
                printed.push_str(&GBK.decode(&bytes[at..]).0);
                break;
            }
            match bytes.get(at + 1) {
                Some(&trail) if trail >= 0x40 => printed.extend(table.char(bytes[at], trail)),
                _ => {
                    at += 1;
                    continue;
                }
            }
            at += 2;
        }
        printed
    }

    #[test]
    fn runs_are_restored() {
        for (text, before) in [
            ("大家都站在河邊。“一定要注意漲水，愛護堤壩，明天再來看。", "注意漲水，愛護堤壩。"),
            (
                "他說得很輕鬆。”在這樣的天氣裏，所有的隊員都沒有離開，夜裏還在巡護河堤。",
                "巡護河堤的隊員沒有離開。",
            ),
            ("老人說，只有把樹種下去，心裏才踏實。”在江蘇，他守了三十年。", "江蘇的老人，江蘇的樹。"),
            ("我這就到。”……在這樣的天氣裏，所有的隊員都趕來維護。", "維護的隊員。"),
        ] {
            check(
                edits,
                Layout::Printed,
                &format!("{before}\n{}", damaged(text)),
                &format!("{before}\n{text}"),
            );
        }
    }

    #[test]
    fn vanished_pairs_are_filled_in_from_words_and_marked() {
        let (before, text) =
            ("要防護，要防護！\n", "今年的收成不錯。“我們一定要防護好果園，讓大家都有一個好年景。");
        let printed = format!("{before}{}", damaged(text));
        assert!(!printed.contains("防護好"));
        check(edits, Layout::Printed, &printed, &format!("{before}{text}"));
        let edits = edits(&printed, Context { layout: Layout::Printed });
        let doubtful = edits.iter().filter(|edit| edit.is_doubtful).map(|edit| edit.replacement.as_str());
        assert_eq!(doubtful.collect::<Vec<_>>(), ["要防"]);
    }

    #[test]
    fn questions_stay() {
        for source in [
            "怎么办?！我不知道，大家也不知道。",
            "什么?“你再说一遍”，他问。",
            "真的吗?真的。",
            "?!",
            "他问?",
            "在哪里?？？请告诉我",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
