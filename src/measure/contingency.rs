//! Four counts, and what can be said of them.
//!
//! # Why the log-likelihood of all four cells?
//! Keyness is often computed from the two cells of the word alone (Rayson and Garside 2000, "Comparing corpora using frequency
//! profiling"), which is nearly the same for rare words and less so for frequent ones. A Chinese character can be one in twenty.
//! The four cells are Dunning's own measure, and serve collocates as well.

/// Occurrences of something and of all else, in two parts.
///
/// ```
/// use jianbao::measure::contingency::Contingency;
/// // "the swiss" in Dunning 1993, table 2.
/// let counts = Contingency { here: 110, elsewhere: 111, others_here: 2442, others_elsewhere: 29114 };
/// assert_eq!(format!("{:.2}", counts.log_likelihood()), "270.72");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contingency {
    /// Of the thing, in the part that is asked about: O₁₁.
    pub here: u32,
    /// Of the thing, in the other part: O₂₁.
    pub elsewhere: u32,
    /// Of all else, in the part that is asked about: O₁₂.
    pub others_here: u32,
    /// Of all else, in the other part: O₂₂.
    pub others_elsewhere: u32,
}

impl Contingency {
    /// The counts of a thing that occurs `here` and `elsewhere` times, in parts of these sizes.
    #[must_use]
    pub fn of_parts(here: u32, n_here: u32, elsewhere: u32, n_elsewhere: u32) -> Contingency {
        Contingency {
            here,
            elsewhere,
            others_here: n_here.saturating_sub(here),
            others_elsewhere: n_elsewhere.saturating_sub(elsewhere),
        }
    }

    /// How often the thing would occur here if it cared for neither part: R₁ · C₁ ÷ N.
    #[must_use]
    pub fn expected(self) -> f64 {
        let [here, elsewhere, others_here, others_elsewhere] = self.cells();
        let all = here + elsewhere + others_here + others_elsewhere;
        if all == 0.0 { 0.0 } else { (here + others_here) * (here + elsewhere) / all }
    }

    /// G² = 2 Σ O ln(O ÷ E) over the four cells (Dunning 1993, "Accurate methods for the statistics of surprise and coincidence",
    /// Computational Linguistics 19(1)). Above 3.84, 6.63, 10.83 and 15.13 chance alone is less likely than 5, 1, 0.1 and 0.01 %.
    #[must_use]
    pub fn log_likelihood(self) -> f64 {
        let [here, elsewhere, others_here, others_elsewhere] = self.cells();
        let (row, other_row) = (here + others_here, elsewhere + others_elsewhere);
        let (column, other_column) = (here + elsewhere, others_here + others_elsewhere);
        let all = row + other_row;
        let term = |observed: f64, row: f64, column: f64| {
            if observed == 0.0 { 0.0 } else { observed * (observed * all / (row * column)).ln() }
        };
        let sum = term(here, row, column)
            + term(others_here, row, other_column)
            + term(elsewhere, other_row, column)
            + term(others_elsewhere, other_row, other_column);
        // Rounding may leave a little less than nothing.
        (2.0 * sum).max(0.0)
    }

    /// Dice's coefficient 2 · O₁₁ ÷ (R₁ + C₁), from 0 to 1.
    #[must_use]
    pub fn dice(self) -> f64 {
        let [here, elsewhere, others_here, _] = self.cells();
        if here == 0.0 { 0.0 } else { 2.0 * here / (here + others_here + here + elsewhere) }
    }

    /// Log ratio (Hardie 2014): the binary logarithm of the rate here over the rate elsewhere. Where one count is 0, it is taken as
    /// 0.5; where both are, or a part is empty, the ratio is 0.
    #[must_use]
    pub fn log_ratio(self) -> f64 {
        let [here, elsewhere, others_here, others_elsewhere] = self.cells();
        let (n_here, n_elsewhere) = (here + others_here, elsewhere + others_elsewhere);
        if here + elsewhere == 0.0 || n_here == 0.0 || n_elsewhere == 0.0 {
            return 0.0;
        }
        let counted = |n: f64| if n == 0.0 { 0.5 } else { n };
        ((counted(here) / n_here) / (counted(elsewhere) / n_elsewhere)).log2()
    }

    fn cells(self) -> [f64; 4] {
        [self.here, self.elsewhere, self.others_here, self.others_elsewhere].map(f64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts([here, elsewhere, others_here, others_elsewhere]: [u32; 4]) -> Contingency {
        Contingency { here, elsewhere, others_here, others_elsewhere }
    }

    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.005, "found {found}, expected {expected}");
    }

    #[test]
    fn log_likelihood_is_dunnings() {
        // The first rows of table 2 in Dunning 1993: k(A B), k(~A B), k(A ~B), k(~A ~B).
        for (cells, expected) in [
            ([110, 111, 2442, 29114], 270.72),
            ([29, 123, 13, 31612], 263.90),
            ([31, 139, 23, 31584], 256.84),
            ([10, 3, 0, 31764], 167.23),
            ([76, 2476, 104, 29121], 157.21),
            ([16, 51, 16, 31694], 157.03),
        ] {
            check(counts(cells).log_likelihood(), expected);
        }
    }

    #[test]
    fn log_likelihood_by_hand() {
        // Equal rates say nothing.
        check(counts([5, 10, 95, 190]).log_likelihood(), 0.0);
        // 2 (10 ln 2 + 10 ln 2): each thing in its own part.
        check(counts([10, 0, 0, 10]).log_likelihood(), 27.73);
        check(counts([0, 0, 10, 10]).log_likelihood(), 0.0);
        check(counts([0, 0, 0, 0]).log_likelihood(), 0.0);
    }

    #[test]
    fn expected_and_dice_by_hand() {
        check(counts([10, 20, 90, 880]).expected(), 3.0);
        check(counts([10, 20, 90, 880]).dice(), 20.0 / 130.0);
        check(counts([0, 0, 0, 0]).expected(), 0.0);
        check(counts([0, 0, 0, 0]).dice(), 0.0);
        check(counts([7, 0, 0, 9]).dice(), 1.0);
    }

    #[test]
    fn log_ratio_counts_doublings() {
        for (here, n_here, elsewhere, n_elsewhere, expected) in [
            (8, 1000, 2, 1000, 2.0),
            (2, 1000, 8, 1000, -2.0),
            (8, 1000, 8, 4000, 2.0),
            (4, 1000, 0, 1000, 3.0),
            (0, 1000, 4, 1000, -3.0),
            (0, 1000, 0, 1000, 0.0),
            (4, 1000, 0, 0, 0.0),
        ] {
            check(Contingency::of_parts(here, n_here, elsewhere, n_elsewhere).log_ratio(), expected);
        }
    }

    #[test]
    fn the_largest_counts_overflow_nothing() {
        let counts = counts([u32::MAX; 4]);
        check(counts.log_likelihood(), 0.0);
        check(counts.dice(), 0.5);
        assert!(counts.expected().is_finite() && counts.log_ratio().is_finite());
    }
}
