//! Where each bar stands, in hundredths of the width. Pure.

use crate::protocol::Bin;

/// Width of a long stretch without dates, in hundredths.
const GAP: f64 = 2.5;

/// Where bars stand: the left edge of each, and the right edge of the last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::view) struct Scale {
    edges: Vec<f64>,
}

impl Scale {
    /// Gives every bar the same width, and every gap a small one.
    #[must_use]
    pub(in crate::view) fn new(bins: &[Bin]) -> Scale {
        let n_gaps = bins.iter().filter(|bin| bin.is_gap).count();
        let n_bars = bins.len() - n_gaps;
        let gap =
            if n_bars == 0 { 100.0 / n_gaps.max(1) as f64 } else { GAP.min(50.0 / n_gaps.max(1) as f64) };
        let bar = (100.0 - gap * n_gaps as f64) / n_bars.max(1) as f64;
        let mut edge = 0.0;
        let mut edges = vec![edge];
        for bin in bins {
            edge += if bin.is_gap { gap } else { bar };
            edges.push(edge);
        }
        Scale { edges }
    }

    /// Left edge of a bar.
    #[must_use]
    pub(in crate::view) fn left(&self, index: usize) -> f64 {
        self.edges.get(index).or(self.edges.last()).copied().unwrap_or_default()
    }

    /// Right edge of a bar.
    #[must_use]
    pub(in crate::view) fn right(&self, index: usize) -> f64 {
        self.left(index + 1)
    }

    /// The bar at `x` hundredths, the nearest at the ends.
    #[must_use]
    pub(in crate::view) fn bar_at(&self, x: f64) -> Option<usize> {
        let n_bars = self.edges.len().checked_sub(1).filter(|n| *n > 0)?;
        Some(self.edges.partition_point(|edge| *edge <= x).clamp(1, n_bars) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(pattern: &str) -> Vec<Bin> {
        pattern.chars().map(|c| Bin { is_gap: c == '/', ..Bin::default() }).collect()
    }

    #[test]
    fn bars_share_what_gaps_leave() {
        let scale = Scale::new(&bins("||/||"));
        assert_eq!(
            (scale.left(0), scale.left(2), scale.right(2), scale.right(4)),
            (0.0, 48.75, 51.25, 100.0)
        );
        for (x, expected) in [(-5.0, 0), (0.0, 0), (24.3, 0), (24.4, 1), (49.0, 2), (99.0, 4), (120.0, 4)] {
            assert_eq!(scale.bar_at(x), Some(expected), "{x}");
        }
    }

    #[test]
    fn no_bars_no_places() {
        assert_eq!(Scale::new(&[]).bar_at(5.0), None);
        assert_eq!(Scale::default().bar_at(5.0), None);
        assert_eq!(Scale::new(&bins("/")).bar_at(5.0), Some(0));
        assert!(Scale::new(&bins(&"/|".repeat(40))).right(79) <= 100.001);
    }
}
