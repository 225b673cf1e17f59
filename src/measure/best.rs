//! The best n-grams of many, without keeping them all.

use super::ngram::Run;

/// Keeps the n-grams with the highest scores; of equal ones the longer, then the one whose characters come first.
#[derive(Debug)]
pub(super) struct Best {
    n_wanted: usize,
    /// At most twice as many as are wanted, and a few more.
    kept: Vec<(f64, Run)>,
    /// All that were offered.
    n_offered: usize,
}

impl Best {
    pub(super) fn new(n_wanted: usize) -> Best {
        Best { n_wanted, kept: Vec::new(), n_offered: 0 }
    }

    pub(super) fn offer(&mut self, score: f64, run: &Run) {
        self.n_offered += 1;
        self.kept.push((score, run.clone()));
        if self.kept.len() >= self.n_wanted.saturating_mul(2).max(1024) {
            self.shorten();
        }
    }

    fn shorten(&mut self) {
        if self.kept.len() > self.n_wanted {
            self.kept.select_nth_unstable_by(self.n_wanted, order);
            self.kept.truncate(self.n_wanted);
        }
    }

    /// How many were offered, and the best of them in order.
    pub(super) fn finish(mut self) -> (usize, Vec<Run>) {
        self.shorten();
        self.kept.sort_by(order);
        (self.n_offered, self.kept.into_iter().map(|(_, run)| run).collect())
    }
}

fn order(a: &(f64, Run), b: &(f64, Run)) -> std::cmp::Ordering {
    let score = b.0.total_cmp(&a.0);
    score.then(b.1.n_units.cmp(&a.1.n_units)).then(a.1.stretch.start.cmp(&b.1.stretch.start))
}
