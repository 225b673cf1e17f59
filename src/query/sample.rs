//! Samples that look random and that the same seed draws again, on every machine and in every version.

/// `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`: the upper half of the product with a random word. No number is likelier than another by more than `n` in 2⁶⁴.
    fn below(&mut self, n: usize) -> usize {
        let product = u128::from(self.next()) * n as u128;
        usize::try_from(product >> 64).unwrap_or(0)
    }
}

/// `n` of the numbers below `n_all`, in order: reservoir sampling (Vitter 1985, "Random sampling with a reservoir", algorithm R).
pub(super) fn sample(n_all: usize, n: usize, seed: u64) -> Vec<usize> {
    let mut random = SplitMix64(seed);
    let mut drawn: Vec<usize> = (0..n.min(n_all)).collect();
    for number in drawn.len()..n_all {
        let slot = random.below(number + 1);
        if let Some(slot) = drawn.get_mut(slot) {
            *slot = number;
        }
    }
    drawn.sort_unstable();
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_reference() {
        // The first numbers that Vigna's splitmix64.c gives for the seed 1234567.
        let mut random = SplitMix64(1_234_567);
        let numbers: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn samples_are_fair_and_come_again() {
        assert_eq!(sample(5, 9, 1), [0, 1, 2, 3, 4]);
        assert_eq!(sample(5, 0, 1), [0_usize; 0]);
        assert_eq!(sample(1000, 10, 7), sample(1000, 10, 7));
        assert_ne!(sample(1000, 10, 7), sample(1000, 10, 8));
        // Each of twenty numbers is drawn in about a quarter of 4,000 samples.
        let mut n_drawn = [0; 20];
        for seed in 0..4000 {
            let drawn = sample(20, 5, seed);
            assert!(drawn.len() == 5 && drawn.is_sorted_by(|a, b| a < b));
            drawn.into_iter().for_each(|number| n_drawn[number] += 1);
        }
        assert!(n_drawn.iter().all(|n| (880..1120).contains(n)), "{n_drawn:?}");
    }
}
