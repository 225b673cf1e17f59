//! The two-byte characters of GBK, and which pairs of bytes have none.

use std::sync::OnceLock;

use encoding_rs::GBK;
use rustc_hash::FxHashMap;

/// The two-byte characters of GBK.
pub(super) struct Table {
    chars: Vec<Option<char>>,
    pub(super) codes: FxHashMap<char, (u8, u8)>,
    /// First bytes of pairs without a character, each with its second bytes.
    pub(super) gaps: Vec<(u8, Vec<u8>)>,
}

impl Table {
    pub(super) fn standard() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table =
                Table { chars: vec![None; 0x1_0000], codes: FxHashMap::default(), gaps: Vec::new() };
            for lead in 0x81..=0xfe_u8 {
                for trail in 0x40..=0xfe_u8 {
                    let bytes = [lead, trail];
                    let decoded = GBK.decode_without_bom_handling_and_without_replacement(&bytes);
                    let mut chars = decoded.as_deref().unwrap_or("").chars();
                    let Some(c) = chars.next().filter(|&c| chars.next().is_none() && !is_private(c)) else {
                        continue;
                    };
                    if let Some(slot) = table.chars.get_mut(usize::from(lead) << 8 | usize::from(trail)) {
                        *slot = Some(c);
                    }
                    table.codes.entry(c).or_insert((lead, trail));
                }
            }
            for lead in 0x81..=0xfe_u8 {
                let trails: Vec<u8> = (0x81..=0xfe).filter(|&trail| table.vanishes(lead, trail)).collect();
                if !trails.is_empty() {
                    table.gaps.push((lead, trails));
                }
            }
            table
        })
    }

    pub(super) fn char(&self, lead: u8, trail: u8) -> Option<char> {
        self.chars.get(usize::from(lead) << 8 | usize::from(trail)).copied().flatten()
    }

    /// Whether a converter takes the bytes for a pair and finds no character for it.
    pub(super) fn vanishes(&self, lead: u8, trail: u8) -> bool {
        lead >= 0x81 && trail >= 0x80 && self.char(lead, trail).is_none()
    }
}

fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}
