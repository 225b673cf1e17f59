//! CRC-32 as zlib, PNG and gzip reckon it (CRC-32/ISO-HDLC).
//!
//! Where a whole corpus is checked at once it must be fast, at the price of tables of 16 KB that no compression makes smaller; a page that opens
//! packs of 30 KB does with 1 KB.

#[cfg(any(feature = "engine", feature = "parse"))]
pub(crate) use crc32fast::{Hasher, hash};
#[cfg(not(any(feature = "engine", feature = "parse")))]
pub(crate) use small::{Hasher, hash};

#[cfg(any(test, not(any(feature = "engine", feature = "parse"))))]
mod small {
    use crc::{CRC_32_ISO_HDLC, Crc, Digest};

    static CRC: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

    /// The checksum of some bytes.
    pub(crate) fn hash(bytes: &[u8]) -> u32 {
        CRC.checksum(bytes)
    }

    /// A checksum in the making.
    pub(crate) struct Hasher(Digest<'static, u32>);

    impl Hasher {
        pub(crate) fn new() -> Hasher {
            Hasher(CRC.digest())
        }

        pub(crate) fn update(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }

        pub(crate) fn finalize(self) -> u32 {
            self.0.finalize()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{hash, small};

    #[test]
    fn both_reckon_alike() {
        // The check value that catalogues of CRC algorithms give.
        assert_eq!([hash(b"123456789"), small::hash(b"123456789")], [0xcbf4_3926; 2]);
        let mut parts = small::Hasher::new();
        [&b"1234"[..], b"", b"56789"].iter().for_each(|part| parts.update(part));
        assert_eq!(parts.finalize(), 0xcbf4_3926);
    }
}
