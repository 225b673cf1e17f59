//! Numbers in as few bits as they need: Elias gamma codes, truncated binary codes, and binary interpolative coding of
//! sorted lists (Moffat and Stuiver 2000, "Binary Interpolative Coding for Effective Index Compression"), which pays least
//! where postings stand in clusters, as news of one event do.
//!
//! Bits fill bytes from the lowest one. Reading past the end gives zeros, so that no damage leads outside.

/// Writes bits.
#[derive(Clone, Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    n_bits: usize,
}

impl BitWriter {
    /// What was written before: `n_bits` bits of `bytes`.
    pub(crate) fn of(bytes: Vec<u8>, n_bits: usize) -> BitWriter {
        BitWriter { n_bits: n_bits.min(bytes.len() * 8), bytes }
    }

    /// Bits written so far.
    pub(crate) fn len(&self) -> usize {
        self.n_bits
    }

    /// The bytes so far; the last one is filled up with zeros.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes; the last one is filled up with zeros.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Writes the lowest `n_bits` (at most 32) bits of a number.
    pub(crate) fn put(&mut self, value: u32, n_bits: u32) {
        for bit in 0..n_bits {
            if self.n_bits.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let is_set = value.checked_shr(bit).unwrap_or(0) & 1 == 1;
            if let Some(byte) = self.bytes.last_mut().filter(|_| is_set) {
                *byte |= 1 << (self.n_bits % 8);
            }
            self.n_bits += 1;
        }
    }

    /// Writes a number from 1 as an Elias gamma code.
    pub(crate) fn gamma(&mut self, value: u32) {
        let value = value.max(1);
        let n_bits = value.ilog2();
        self.put(0, n_bits);
        self.put(1, 1);
        self.put(value, n_bits);
    }

    /// Writes a number as a Rice code.
    pub(crate) fn rice(&mut self, value: u32, parameter: u32) {
        for _ in 0..value >> parameter {
            self.put(0, 1);
        }
        self.put(1, 1);
        self.put(value, parameter);
    }

    /// Writes a number below `range` as a truncated binary code.
    fn below(&mut self, value: u32, range: u32) {
        let n_bits = range.max(1).ilog2();
        let n_short = short_codes(range, n_bits);
        if value < n_short {
            self.put(value, n_bits);
        } else {
            let long = value + n_short;
            self.put(long >> 1, n_bits);
            self.put(long, 1);
        }
    }

    /// Writes a list of rising numbers between `first` and `last`; whoever reads it knows its length.
    pub(crate) fn rising(&mut self, list: &[u32], first: u32, last: u32) {
        let middle = list.len() / 2;
        let (Some(&value), Some(left), Some(right)) =
            (list.get(middle), list.get(..middle), list.get(middle + 1..))
        else {
            return;
        };
        let (n_left, n_right) = (number(left.len()), number(right.len()));
        let (least, most) = (first + n_left, last - n_right);
        self.below(value - least, most - least + 1);
        if n_left > 0 {
            self.rising(left, first, value - 1);
        }
        if n_right > 0 {
            self.rising(right, value + 1, last);
        }
    }

    /// Appends what another writer has written.
    pub(crate) fn append(&mut self, other: &BitWriter) {
        let mut left = other.n_bits;
        for byte in &other.bytes {
            let n_bits = left.min(8);
            self.put(u32::from(*byte), u32::try_from(n_bits).unwrap_or(8));
            left -= n_bits;
        }
    }
}

/// How many of the codes of a truncated binary code are one bit shorter.
fn short_codes(range: u32, n_bits: u32) -> u32 {
    let all = 2_u64 << n_bits;
    u32::try_from(all - u64::from(range.max(1))).unwrap_or(u32::MAX)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Reads bits.
#[derive(Clone, Debug)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// Begins at a bit.
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> BitReader<'a> {
        BitReader { bytes, at }
    }

    /// The bit that is read next.
    #[cfg(test)]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes on so many bits further on.
    pub(crate) fn skip(&mut self, n_bits: usize) {
        self.at = self.at.saturating_add(n_bits);
    }

    /// Whether more was read than there is.
    pub(crate) fn is_past_end(&self) -> bool {
        self.at > self.bytes.len().saturating_mul(8)
    }

    /// The next 57 bits and more, the first one lowest; zeros behind the end.
    fn window(&self) -> u64 {
        let start = self.at / 8;
        let word = match self.bytes.get(start..start.saturating_add(8)).and_then(|word| word.try_into().ok())
        {
            Some(word) => u64::from_le_bytes(word),
            None => {
                let rest = self.bytes.get(start..).unwrap_or_default();
                rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
            }
        };
        word >> (self.at % 8)
    }

    /// The next `n_bits` (at most 32) bits.
    pub(crate) fn get(&mut self, n_bits: u32) -> u32 {
        let value = self.window() & ((1_u64 << n_bits) - 1);
        self.at += n_bits as usize;
        u32::try_from(value).unwrap_or(0)
    }

    /// An Elias gamma code; damaged ones read as some number.
    pub(crate) fn gamma(&mut self) -> u32 {
        let n_bits = self.window().trailing_zeros().min(31);
        self.at += n_bits as usize + 1;
        1 << n_bits | self.get(n_bits)
    }

    /// A Rice code; `None` where the end comes first or the number is too large.
    pub(crate) fn rice(&mut self, parameter: u32) -> Option<u32> {
        let mut high = 0_u32;
        while self.get(1) == 0 {
            high += 1;
            if self.is_past_end() {
                return None;
            }
        }
        let high = high.checked_shl(parameter).filter(|shifted| shifted >> parameter == high)?;
        Some(high | self.get(parameter))
    }

    fn below(&mut self, range: u32) -> u32 {
        let n_bits = range.max(1).ilog2();
        let n_short = short_codes(range, n_bits);
        let value = self.get(n_bits);
        if value < n_short {
            return value;
        }
        (value << 1 | self.get(1)) - n_short
    }

    /// Appends `n` rising numbers between `first` and `last` to a list; nothing where so many do not fit.
    pub(crate) fn rising(&mut self, n: u32, first: u32, last: u32, list: &mut Vec<u32>) {
        if n == 0 || last < first || last - first < n - 1 {
            return;
        }
        let n_left = n / 2;
        let n_right = n - n_left - 1;
        let least = first + n_left;
        let most = last - n_right;
        let value = least + self.below(most - least + 1).min(most - least);
        if n_left > 0 {
            self.rising(n_left, first, value - 1, list);
        }
        list.push(value);
        if n_right > 0 {
            self.rising(n_right, value + 1, last, list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let mut writer = BitWriter::default();
        for value in [1, 2, 3, 77, 4_000_000_000] {
            writer.gamma(value);
            writer.put(value, 5);
        }
        let bytes = writer.into_bytes();
        let mut reader = BitReader::new(&bytes, 0);
        for value in [1, 2, 3, 77, 4_000_000_000] {
            assert_eq!((reader.gamma(), reader.get(5)), (value, value & 31));
        }
        assert!(!reader.is_past_end());
        assert_eq!(reader.get(32), 0);
        assert!(reader.is_past_end());
    }

    #[test]
    fn lists_come_back_and_dense_ones_cost_nothing() {
        let lists: [&[u32]; 6] = [&[], &[0], &[9], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], &[1, 2, 7], &[0, 9]];
        for list in lists {
            let mut writer = BitWriter::default();
            writer.rising(list, 0, 9);
            let n_bits = writer.len();
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes, 0);
            let mut read = Vec::new();
            reader.rising(u32::try_from(list.len()).unwrap(), 0, 9, &mut read);
            assert_eq!(read, list);
            assert_eq!(reader.at(), n_bits);
            assert!(list.len() < 10 || n_bits == 0, "{list:?}: {n_bits} bits");
        }
    }

    #[test]
    fn damaged_lists_stay_in_bounds() {
        let bytes: Vec<u8> = (0..200_u32).map(|n| u8::try_from(n * 37 % 251).unwrap()).collect();
        for at in 0..800 {
            let mut list = Vec::new();
            BitReader::new(&bytes, at).rising(50, 3, 90, &mut list);
            assert!(list.len() == 50 && list.is_sorted_by(|a, b| a < b));
            assert!(list.iter().all(|value| (3..=90).contains(value)));
        }
        let mut none = Vec::new();
        BitReader::new(&bytes, 0).rising(50, 3, 20, &mut none);
        assert!(none.is_empty());
    }
}
