//! Articles that say nearly the same: reprints, releases sent to many, a document that was handed in twice.
//!
//! An article is a set of *shingles*, runs of five folded characters; how near two are is the resemblance of their sets,
//! |A ∩ B| / |A ∪ B| (Broder 1997, "On the resemblance and containment of documents"). Pairs worth comparing are found by MinHash with
//! bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", §3.4), then their resemblance is counted exactly. The work grows
//! with the text, not with the number of pairs.

#[cfg(feature = "parse")]
use std::collections::HashMap;

#[cfg(feature = "parse")]
use super::builder::DocumentEntry;
use crate::text::fold::{HanClasses, fold_term};

/// Characters of a shingle.
const LENGTH: usize = 5;

/// Articles with fewer shingles are too short to be told apart from set phrases.
#[cfg(feature = "parse")]
const FEWEST: usize = 40;

/// How near copies are at least. Bulletins of one form with other numbers in it stay below.
#[cfg(feature = "parse")]
const RESEMBLANCE: f64 = 0.8;

/// Hash functions in a band, and bands: of pairs as near as 0.8 all but one in 10,000 meet in some band.
#[cfg(feature = "parse")]
const IN_BAND: usize = 4;
#[cfg(feature = "parse")]
const BANDS: usize = 16;

/// Earlier articles that one is compared with for each band, at most.
#[cfg(feature = "parse")]
const MOST: usize = 16;

/// Tells every article that nearly repeats an earlier one which that is: [`ArticleEntry::copy_of`](super::builder::ArticleEntry::copy_of).
/// Covers and contents pages are left alone.
#[cfg(feature = "parse")]
pub fn mark_copies(documents: &mut [DocumentEntry]) {
    let mut firsts: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut buckets: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    let mut number = 0;
    for document in documents {
        let text = &document.text;
        for article in &mut document.articles {
            let own = number;
            number += 1;
            if article.is_matter {
                continue;
            }
            let paragraphs = article.paragraphs.iter().filter_map(|place| text.get(place.start..place.end));
            let shingles = shingles(paragraphs, HanClasses::all());
            if shingles.len() < FEWEST {
                continue;
            }
            let bands = bands(&shingles);
            let mut candidates: Vec<usize> =
                bands.iter().filter_map(|band| buckets.get(band)).flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            let first = candidates.into_iter().find_map(|place| {
                firsts.get(place).filter(|first| resemblance(&first.1, &shingles) >= RESEMBLANCE)
            });
            article.copy_of = first.map(|first| first.0);
            if article.copy_of.is_none() {
                for band in bands {
                    let bucket = buckets.entry(band).or_default();
                    if bucket.len() < MOST {
                        bucket.push(firsts.len());
                    }
                }
                firsts.push((own, shingles));
            }
        }
    }
}

/// The shingles of a text as hashes, each once, in order. Only letters and digits count; other scripts and widths are the same.
pub fn shingles<'a>(paragraphs: impl Iterator<Item = &'a str>, classes: &HanClasses) -> Vec<u32> {
    let mut text: Vec<char> = Vec::new();
    for paragraph in paragraphs {
        text.extend(fold_term(paragraph, classes).chars().filter(|c| c.is_alphanumeric()));
    }
    let mut bytes = [0; LENGTH * 4];
    let hash = |run: &[char]| {
        for (place, c) in bytes.as_chunks_mut().0.iter_mut().zip(run) {
            *place = (*c as u32).to_le_bytes();
        }
        crate::checksum::hash(&bytes)
    };
    let mut all: Vec<u32> = text.windows(LENGTH).map(hash).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The least value of each hash function over the shingles, several together as one key for each band.
#[cfg(feature = "parse")]
fn bands(shingles: &[u32]) -> [(usize, u64); BANDS] {
    std::array::from_fn(|band| {
        let least = |function: usize| {
            let seed = mixed((band * IN_BAND + function) as u64 + 1);
            shingles.iter().map(|shingle| mixed(u64::from(*shingle) ^ seed)).min().unwrap_or(0)
        };
        (band, (0..IN_BAND).fold(0, |key, function| mixed(key ^ least(function))))
    })
}

/// Scatters a number over all 64 bits: the finalizer of splitmix64 (Steele, Lea and Flood 2014).
#[cfg(feature = "parse")]
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// |A ∩ B| / |A ∪ B| of two sets in order.
#[must_use]
pub fn resemblance(a: &[u32], b: &[u32]) -> f64 {
    let (mut left, mut right, mut n_shared) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        let order = x.cmp(y);
        n_shared += usize::from(order.is_eq());
        if order.is_le() {
            left.next();
        }
        if order.is_ge() {
            right.next();
        }
    }
    n_shared as f64 / (a.len() + b.len() - n_shared).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::builder::{ArticleEntry, ParagraphEntry};
    use super::*;

    /// Which article each one is a copy of, for documents of one article each.
    fn copies(texts: &[String]) -> Vec<Option<u32>> {
        let document = |text: &String| {
            let paragraphs = vec![ParagraphEntry { end: text.len(), ..ParagraphEntry::default() }];
            let articles = vec![ArticleEntry { paragraphs, ..ArticleEntry::default() }];
            DocumentEntry { text: text.clone(), articles, ..DocumentEntry::default() }
        };
        let mut documents: Vec<DocumentEntry> = texts.iter().map(document).collect();
        mark_copies(&mut documents);
        documents.iter().map(|document| document.articles[0].copy_of).collect()
    }

    /// Han characters that repeat nothing.
    fn passage(seed: u32, n: u32) -> String {
        (0..n)
            .filter_map(|at| char::from_u32(0x4e00 + (mixed(u64::from(seed * 1000 + at)) % 6000) as u32))
            .collect()
    }

    #[test]
    fn what_is_nearly_the_same_is_a_copy() {
        let first = passage(1, 300);
        let spaced: String = first.chars().flat_map(|c| [c, ' ']).collect();
        let changed = first.replacen(first.get(300..303).unwrap_or_default(), "改", 1);
        let longer = format!("{first}{}", passage(2, 40));
        let other = passage(3, 300);
        let half = format!("{}{}", first.get(..450).unwrap_or_default(), passage(4, 150));
        assert_eq!(
            copies(&[first.clone(), other, spaced, changed, longer, half, first]),
            [None, None, Some(0), Some(0), Some(0), None, Some(0)]
        );
    }

    #[test]
    fn scripts_and_widths_are_the_same_and_short_texts_are_left_alone() {
        let plain = "网络通信保障工作在各地有序展开，技术人员连夜抢修线路，确保医院与社区的网络畅通无阻，用户可以放心使用2020年的新业务，营业厅照常开放。";
        let other = "網絡通信保障工作在各地有序展開，技術人員連夜搶修線路，確保醫院與社區的網絡暢通無阻，用戶可以放心使用２０２０年的新業務，營業廳照常開放。";
        assert_eq!(copies(&[plain.to_owned(), other.to_owned()]), [None, Some(0)]);
        assert_eq!(copies(&["众志成城抗疫情".to_owned(), "众志成城抗疫情".to_owned()]), [None, None]);
        assert_eq!(copies(&[String::new(), String::new()]), [None, None]);
    }

    #[test]
    fn a_form_with_other_numbers_is_no_copy() {
        let report = |day: u32| {
            let seed = day * 37;
            format!(
                "{day}日，全省新增确诊病例{}例，其中甲市{}例，乙市{}例，丙市{}例；新增出院{}例，累计报告{}例，现有{}例，重症{}例，尚在观察{}人。",
                seed + 1,
                seed + 5,
                seed + 9,
                seed + 13,
                seed + 17,
                seed * 31,
                seed + 21,
                seed + 2,
                seed * 7
            )
        };
        assert_eq!(copies(&[report(3), report(4), report(5)]), [None, None, None]);
    }
}
