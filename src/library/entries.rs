//! [`Entries`]: a set of entries, a bit for each.

/// A set of numbers below a bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries {
    words: Vec<u64>,
    n: u32,
}

impl Entries {
    /// None of `n`.
    pub(crate) fn none(n: u32) -> Entries {
        Entries { words: vec![0; n.div_ceil(64) as usize], n }
    }

    /// All of `n`.
    pub(crate) fn all(n: u32) -> Entries {
        let mut all = Entries { words: vec![u64::MAX; n.div_ceil(64) as usize], n };
        all.trim();
        all
    }

    /// These of `n`.
    pub(crate) fn of(n: u32, entries: &[u32]) -> Entries {
        let mut set = Entries::none(n);
        entries.iter().for_each(|entry| set.insert(*entry));
        set
    }

    fn trim(&mut self) {
        let over = self.n % 64;
        if let Some(last) = self.words.last_mut().filter(|_| over > 0) {
            *last &= (1 << over) - 1;
        }
    }

    pub(crate) fn insert(&mut self, entry: u32) {
        if let Some(word) = self.words.get_mut(entry as usize / 64).filter(|_| entry < self.n) {
            *word |= 1 << (entry % 64);
        }
    }

    pub(crate) fn remove(&mut self, entry: u32) {
        if let Some(word) = self.words.get_mut(entry as usize / 64) {
            *word &= !(1 << (entry % 64));
        }
    }

    pub(crate) fn contains(&self, entry: u32) -> bool {
        self.words.get(entry as usize / 64).is_some_and(|word| word >> (entry % 64) & 1 == 1)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// What is in both.
    pub(crate) fn and(&mut self, other: &Entries) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// What is in either.
    pub(crate) fn or(&mut self, other: &Entries) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// What is not in it.
    pub(crate) fn not(mut self) -> Entries {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
        self
    }

    /// All in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        numbers(self.words.iter().copied())
    }

    /// What is in both, in order.
    pub(crate) fn common(&self, other: &Entries) -> impl Iterator<Item = u32> {
        numbers(self.words.iter().zip(&other.words).map(|(word, other)| word & other))
    }

    /// Those within a range, in order.
    pub(crate) fn within(&self, range: std::ops::Range<u32>) -> impl Iterator<Item = u32> {
        range.filter(|entry| self.contains(*entry))
    }
}

/// The numbers whose bits are set.
fn numbers(words: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    words.zip(0_u32..).filter(|(word, _)| *word != 0).flat_map(|(word, place)| {
        let mut left = word;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros())?;
            left &= left - 1;
            Some(place * 64 + bit)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_as_sets() {
        let list = |set: &Entries| set.iter().collect::<Vec<u32>>();
        let mut set = Entries::of(70, &[0, 63, 64, 69, 70]);
        assert_eq!(list(&set), [0, 63, 64, 69]);
        assert_eq!((set.len(), set.clone().not().len(), Entries::all(70).len()), (4, 66, 70));
        set.and(&Entries::of(70, &[63, 1]));
        set.or(&Entries::of(70, &[2]));
        assert_eq!(list(&set), [2, 63]);
        set.remove(2);
        assert_eq!(set.within(60..70).collect::<Vec<u32>>(), [63]);
        assert_eq!(list(&Entries::all(0)), [] as [u32; 0]);
    }
}
