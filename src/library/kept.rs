//! [`Kept`]: what was used lately, up to a number of bytes.

use std::collections::HashMap;
use std::hash::Hash;

/// Values that can be had again, the ones used longest ago forgotten first.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    values: HashMap<K, (V, usize, u64)>,
    n_bytes: usize,
    most: usize,
    clock: u64,
}

impl<K: Copy + Eq + Hash + Ord, V: Clone> Kept<K, V> {
    /// Keeps values of at most so many bytes together, the last one in any case.
    pub(crate) fn new(most: usize) -> Kept<K, V> {
        Kept { values: HashMap::new(), n_bytes: 0, most, clock: 0 }
    }

    /// Bytes of all values.
    pub(crate) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    pub(crate) fn has(&self, key: K) -> bool {
        self.values.contains_key(&key)
    }

    pub(crate) fn get(&mut self, key: K) -> Option<V> {
        self.clock += 1;
        let clock = self.clock;
        self.values.get_mut(&key).map(|(value, _, used)| {
            *used = clock;
            value.clone()
        })
    }

    pub(crate) fn put(&mut self, key: K, value: V, n_bytes: usize) {
        self.clock += 1;
        self.n_bytes += n_bytes;
        if let Some((_, old, _)) = self.values.insert(key, (value, n_bytes, self.clock)) {
            self.n_bytes -= old;
        }
        if self.n_bytes > self.most {
            self.forget();
        }
    }

    /// Forgets until a quarter is free, so that this is seldom done.
    fn forget(&mut self) {
        let mut by_use: Vec<(u64, K)> = self.values.iter().map(|(key, (_, _, used))| (*used, *key)).collect();
        crate::order::sort_by_key(&mut by_use, |(used, _)| *used);
        by_use.pop();
        for (_, key) in by_use {
            if self.n_bytes <= self.most - self.most / 4 {
                break;
            }
            if let Some((_, n_bytes, _)) = self.values.remove(&key) {
                self.n_bytes -= n_bytes;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_lately_stays() {
        let mut kept = Kept::new(8);
        for key in 0..4 {
            kept.put(key, key, 2);
        }
        assert_eq!(kept.get(0), Some(0));
        kept.put(4, 4, 2);
        assert_eq!([0, 1, 2, 3, 4].map(|key| kept.has(key)), [true, false, false, true, true]);
        kept.put(5, 5, 100);
        assert_eq!([0, 3, 4, 5].map(|key| kept.has(key)), [false, false, false, true]);
    }
}
