//! How much of a text is right again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::thread;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Kind, Variant};

/// What became of a variant.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) n_chars: usize,
    /// Characters to change, add or take away until the text is right, line breaks included.
    pub(crate) n_wrong: usize,
    pub(crate) n_lost: usize,
}

/// Cleans each variant and compares.
pub(crate) fn outcomes(variants: &[Variant]) -> Vec<Outcome> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let parts: Vec<_> = variants
            .chunks(variants.len().div_ceil(n_threads).max(1))
            .map(|part| scope.spawn(|| part.iter().map(outcome).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("cleaning does not panic")).collect()
    })
}

fn outcome(variant: &Variant) -> Outcome {
    let wanted: Vec<char> = variant.wanted.chars().collect();
    let cleaned: Vec<char> = cleaned(variant).chars().collect();
    let n_wrong = difference(&wanted, &cleaned).iter().map(n_wrong).sum();
    Outcome {
        kind: variant.kind,
        name: variant.name.clone(),
        n_chars: wanted.len(),
        n_wrong,
        n_lost: variant.n_lost,
    }
}

/// The text that the library makes of a variant.
fn cleaned(variant: &Variant) -> String {
    let documents = jianbao::source::read("variant.txt", &variant.bytes);
    let texts: Vec<String> =
        documents.iter().map(|document| jianbao::text::clean(document).text().to_owned()).collect();
    texts.join("\n")
}

fn difference(wanted: &[char], cleaned: &[char]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, wanted, cleaned)
}

fn n_wrong(change: &DiffOp) -> usize {
    match change {
        DiffOp::Equal { .. } => 0,
        change => change.old_range().len().max(change.new_range().len()),
    }
}

/// Every place where the cleaned text of a variant is not the wanted one, with its surroundings.
pub(crate) fn show(variant: &Variant) -> String {
    const AROUND: usize = 12;
    let wanted: Vec<char> = variant.wanted.chars().collect();
    let cleaned: Vec<char> = cleaned(variant).chars().collect();
    let visible = |chars: &[char]| chars.iter().collect::<String>().replace('\n', "⏎");
    let mut shown = String::new();
    for change in difference(&wanted, &cleaned).iter().filter(|change| n_wrong(change) > 0) {
        let (old, new) = (change.old_range(), change.new_range());
        let before = &wanted[old.start.saturating_sub(AROUND)..old.start];
        let after = &wanted[old.end..(old.end + AROUND).min(wanted.len())];
        let (old, new) = (&wanted[old], &cleaned[new]);
        let _ = writeln!(
            shown,
            "{}[-{}-]{{+{}+}}{}",
            visible(before),
            visible(old),
            visible(new),
            visible(after)
        );
    }
    shown
}

/// The outcomes of many variants together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) n_variants: usize,
    n_chars: usize,
    n_wrong: usize,
    n_lost: usize,
    worst: Option<(f64, String)>,
}

impl Tally {
    pub(crate) fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Tally {
        let mut tally = Tally::default();
        for outcome in outcomes {
            tally.n_variants += 1;
            tally.n_chars += outcome.n_chars;
            tally.n_wrong += outcome.n_wrong;
            tally.n_lost += outcome.n_lost;
            let right = percent_right(outcome.n_chars, outcome.n_wrong);
            if tally.worst.as_ref().is_none_or(|&(worst, _)| right < worst) {
                tally.worst = Some((right, outcome.name.clone()));
            }
        }
        tally
    }

    /// Characters right, of a hundred.
    pub(crate) fn percent(&self) -> f64 {
        percent_right(self.n_chars, self.n_wrong)
    }

    /// Characters that nobody can restore, of a hundred.
    pub(crate) fn percent_lost(&self) -> f64 {
        100.0 - percent_right(self.n_chars, self.n_lost)
    }
}

fn percent_right(n_chars: usize, n_wrong: usize) -> f64 {
    100.0 - 100.0 * n_wrong.min(n_chars) as f64 / n_chars.max(1) as f64
}

/// The tally of each kind that has variants.
pub(crate) fn by_kind(outcomes: &[Outcome]) -> BTreeMap<Kind, Tally> {
    let tally = |kind| Tally::of(outcomes.iter().filter(|outcome| outcome.kind == kind));
    Kind::ALL.into_iter().map(|kind| (kind, tally(kind))).collect()
}

/// A line for each kind, and one for all.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let mut table = String::from("damage             variants   right %  lost %  worst variant\n");
    let mut line = |name: &str, tally: &Tally| {
        let (right, worst) = tally.worst.clone().unwrap_or_default();
        let lost = tally.percent_lost();
        let _ = writeln!(
            table,
            "{name:<18} {:>8}  {:>8.3}  {lost:>6.3}  {right:>7.3}  {worst}",
            tally.n_variants,
            tally.percent()
        );
    };
    for (kind, tally) in by_kind(outcomes) {
        line(kind.name(), &tally);
    }
    line("all", &Tally::of(outcomes));
    table
}
