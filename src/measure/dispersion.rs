//! How evenly something is spread over parts.
//!
//! DP, the deviation of proportions (Gries 2008, "Dispersions and adjusted frequencies in corpora", International Journal of Corpus
//! Linguistics 13(4), 403–437), is half the sum of the differences between the share of a part in the text and its share in the
//! occurrences. 0 says that every part has its due, values towards 1 that all stand in a small part. Its largest value is
//! 1 − the smallest share; divided by that it can be compared between corpora (Lijffijt and Gries 2012, 17(1), 147–149).

/// Sizes of the parts, ready to weigh occurrences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    sizes: Vec<u32>,
    n_all: f64,
    smallest: f64,
}

/// DP as such, and normalised.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dispersion {
    /// DP.
    pub dp: f64,
    /// DP ÷ (1 − the smallest share); 0 where there is only one part.
    pub dp_norm: f64,
}

impl Parts {
    /// Parts of these sizes; empty ones are no parts.
    #[must_use]
    pub fn new(sizes: Vec<u32>) -> Parts {
        let n_all: f64 = sizes.iter().copied().map(f64::from).sum();
        let smallest = sizes.iter().copied().filter(|&size| size > 0).min().map_or(0.0, f64::from);
        Parts { sizes, n_all, smallest }
    }

    /// Dispersion of something that occurs so often in these parts, each named once, and nowhere else.
    ///
    /// ```
    /// use jianbao::measure::dispersion::Parts;
    /// // The word "a" in the example of Gries 2008.
    /// let parts = Parts::new(vec![9, 10, 10, 10, 11]);
    /// let dispersion = parts.dispersion([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)].into_iter());
    /// assert_eq!(format!("{:.2} {:.2}", dispersion.dp, dispersion.dp_norm), "0.18 0.22");
    /// ```
    #[must_use]
    pub fn dispersion(&self, occurrences: impl Iterator<Item = (usize, u32)> + Clone) -> Dispersion {
        let n: f64 = occurrences.clone().map(|(_, n)| f64::from(n)).sum();
        if n == 0.0 || self.n_all == 0.0 {
            return Dispersion::default();
        }
        // Parts without an occurrence differ by their whole share.
        let mut rest = 1.0;
        let mut sum = 0.0;
        for (part, n_here) in occurrences {
            let share = self.sizes.get(part).copied().map_or(0.0, f64::from) / self.n_all;
            rest -= share;
            sum += (f64::from(n_here) / n - share).abs();
        }
        let dp = ((sum + rest) / 2.0).clamp(0.0, 1.0);
        let most = 1.0 - self.smallest / self.n_all;
        Dispersion { dp, dp_norm: if most > 0.0 { (dp / most).clamp(0.0, 1.0) } else { 0.0 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sizes: &[u32], occurrences: &[(usize, u32)], dp: f64, dp_norm: f64) {
        let found = Parts::new(sizes.to_vec()).dispersion(occurrences.iter().copied());
        let is_near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(
            is_near(found.dp, dp) && is_near(found.dp_norm, dp_norm),
            "{occurrences:?} in {sizes:?}: {found:?}"
        );
    }

    #[test]
    fn dispersion_by_hand() {
        check(&[10, 10], &[(0, 3), (1, 3)], 0.0, 0.0);
        check(&[10, 10], &[(0, 3)], 0.5, 1.0);
        check(&[10, 30], &[(0, 1)], 0.75, 1.0);
        check(&[10, 30], &[(1, 8)], 0.25, 1.0 / 3.0);
        check(&[10, 30, 0], &[(0, 1), (1, 3)], 0.0, 0.0);
        check(&[9, 10, 10, 10, 11], &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)], 0.18, 0.18 / 0.82);
        check(&[40], &[(0, 8)], 0.0, 0.0);
        check(&[40], &[], 0.0, 0.0);
        check(&[], &[], 0.0, 0.0);
    }
}
