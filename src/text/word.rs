//! [`Words`]: how well characters stand side by side, judged by a list of frequent words.
//!
//! Two repairs must know whether text can go on as it seems to: joining the halves of a broken sentence, and choosing among the readings
//! of damaged bytes. Both ask here. The list (`data/README.md` says where it comes from) holds words of up to four Chinese characters
//! with their frequencies; Traditional characters are folded to the same classes.
//!
//! This is no segmenter, and nothing that searches or shows text uses it.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::{HanClasses, is_han};

static LIST: &str = include_str!("data/words.txt");

static SURNAMES: &str = include_str!("data/surnames.txt");

/// Characters of the longest words of the list.
const LONGEST_WORD: usize = 4;

/// Numerals behind which a measure word must come.
const NUMERALS: &str = "二三四五六七八九十百";

/// Measure words, units, and what else goes on a number; both scripts where they differ.
const MEASURES: &str = concat!(
    "一二三四五六七八九十百千万亿萬億零〇点點分半多几幾来來余餘成倍之",
    "个個只隻条條张張把台臺部座辆輛艘架件位名人口家户戶所间間栋棟层層级級次回遍趟场場届屆期批轮輪年月日天周週旬季时時刻秒岁歲世代",
    "元角块塊毛圆圓吨噸斤克两兩米里尺寸丈亩畝升度平立公海英种種类類样樣项項份本册冊页頁字句段篇章节節首支枝根棵株朵颗顆粒滴杯碗瓶盒箱包袋筐",
    "车車船班组組队隊排行列双雙对對副套群片面道处處方笔筆门門盏盞盆壶壺桌声聲股团團堆串阵陣番号號码碼路线線楼樓区區镇鎮乡鄉县縣市省村街是大小中"
);

/// How often a character or a pair occurs in words, and on which side of them.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// In all.
    all: f32,
    /// As the beginning of a word.
    begins: f32,
    /// As the end of a word.
    ends: f32,
    /// As a word of its own.
    alone: f32,
}

/// Frequencies of Chinese words, as pairs of neighbouring characters.
#[derive(Debug)]
pub struct Words {
    chars: FxHashMap<char, Count>,
    pairs: FxHashMap<(char, char), Count>,
    /// Frequencies of whole words, by [`key`].
    words: FxHashMap<u128, f32>,
    /// Frequency of all words together.
    n: f32,
    /// Surnames of one character.
    surnames: FxHashSet<char>,
}

impl Words {
    /// The list that comes with the program.
    #[must_use]
    pub fn embedded() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::new(LIST))
    }

    /// The words of the list with their frequencies.
    pub(crate) fn list() -> impl Iterator<Item = (&'static str, f32)> {
        let lines = LIST.lines().filter_map(|line| line.split_once(' '));
        lines.map(|(word, frequency)| (word, frequency.parse().unwrap_or(0.0)))
    }

    /// Reads lines of a word and its frequency.
    fn new(list: &str) -> Words {
        let n_lines = memchr::memchr_iter(b'\n', list.as_bytes()).count();
        let mut chars: FxHashMap<char, Count> = FxHashMap::default();
        let mut pairs: FxHashMap<(char, char), Count> = FxHashMap::default();
        let mut words = FxHashMap::with_capacity_and_hasher(n_lines, rustc_hash::FxBuildHasher);
        let mut word: Vec<char> = Vec::new();
        let mut n = 0.0;
        for (printed, frequency) in list.lines().filter_map(|line| line.split_once(' ')) {
            let frequency: f32 = frequency.parse().unwrap_or(0.0);
            word.clear();
            word.extend(printed.chars().map(folded));
            let last = word.len().saturating_sub(1);
            n += frequency;
            for (index, &c) in word.iter().enumerate() {
                add(chars.entry(c).or_default(), frequency, index == 0, index == last);
            }
            for (index, pair) in word.windows(2).enumerate() {
                if let &[a, b] = pair {
                    add(pairs.entry((a, b)).or_default(), frequency, index == 0, index + 2 == word.len());
                }
            }
            words.insert(key(&word), frequency);
        }
        let surnames = SURNAMES.trim().chars().map(folded).collect();
        Words { chars, pairs, words, n, surnames }
    }

    /// How likely it is, between 0 and 1, that `right` goes on where `left` stops: because a word runs across, or because a word may
    /// end here and another begin. What is not Chinese says nothing and counts as 1.
    ///
    /// ```
    /// let words = jianbao::text::word::Words::embedded();
    /// assert!(words.seam("花了两天半时间完", "成全部调试") > 0.9);
    /// assert!(words.seam("队员第一时间奔赴现", "杆、道路指示牌") < 0.1);
    /// ```
    #[must_use]
    pub fn seam(&self, left: &str, right: &str) -> f32 {
        let mut before = left.chars().rev().map(Some).chain([None, None]);
        let mut after = right.chars().map(Some).chain([None, None]);
        let (last, before_last) = (before.next().flatten(), before.next().flatten());
        let (first, second) = (after.next().flatten(), after.next().flatten());
        let (Some(last), Some(first)) = (han(last), han(first)) else { return 1.0 };
        let across = self.shares_word(last, first);
        if self.is_number(han(before_last), last) && !is_measure(first) {
            return across;
        }
        let can_stop = self.ends_word(han(before_last), last);
        let can_start = self.begins_word(first, han(second));
        across + (1.0 - across) * can_stop * can_start
    }

    /// Whether a numeral stands at the end, and not as the end of a word such as 统一.
    fn is_number(&self, before: Option<char>, last: char) -> bool {
        let is_word_end = before.is_some_and(|before| self.pair(before, last).ends > 0.0);
        NUMERALS.contains(last) && !is_word_end
    }

    /// How likely `next` is behind `before`, the beginning of a text standing for what is no Chinese.
    #[must_use]
    pub fn likelihood(&self, before: char, next: char) -> f32 {
        let next_count = self.count(next);
        let Some(before) = han(Some(before)) else {
            return (next_count.begins + 0.5) / self.n;
        };
        let before_count = self.count(before);
        let within = self.pair(before, next).all;
        let apart = (before_count.ends + 0.5) * (next_count.begins + 0.5) / self.n;
        (within + apart) / (before_count.all + 2.0)
    }

    /// How often a character occurs in the words of the list.
    #[must_use]
    pub fn frequency(&self, c: char) -> f32 {
        self.count(c).all
    }

    /// Whether characters are a word of the list.
    #[must_use]
    pub fn is_word(&self, word: &[char]) -> bool {
        word.len() <= LONGEST_WORD && self.words.contains_key(&key(word))
    }

    /// Natural logarithm of how likely a stretch of Chinese characters is, cut into words in the likeliest way.
    #[must_use]
    pub fn log_likelihood_of(&self, stretch: &[char]) -> f32 {
        let stretch: Vec<char> = stretch.iter().map(|&c| folded(c)).collect();
        let unknown = (0.1 / self.n).ln();
        let mut best: Vec<f32> = vec![0.0];
        for end in 1..=stretch.len() {
            let ways = (end.saturating_sub(LONGEST_WORD)..end).map(|start| {
                let word = stretch.get(start..end).unwrap_or_default();
                let known = self.words.get(&key(word)).map(|frequency| (frequency / self.n).ln());
                #[allow(clippy::cast_precision_loss)]
                let score = known.unwrap_or(unknown * word.len() as f32);
                best.get(start).copied().unwrap_or(0.0) + score
            });
            let way = ways.fold(f32::NEG_INFINITY, f32::max);
            best.push(way);
        }
        best.last().copied().unwrap_or(0.0)
    }

    /// Share of the cases in which two neighbours belong to one word.
    fn shares_word(&self, a: char, b: char) -> f32 {
        let within = self.pair(a, b).all;
        let apart = (self.count(a).ends + 0.5) * (self.count(b).begins + 0.5) / self.n;
        within / (within + apart)
    }

    /// How likely a word ends with `c`.
    fn ends_word(&self, before: Option<char>, c: char) -> f32 {
        let count = self.count(c);
        let alone = (count.alone + 0.5) / (count.begins + 1.0);
        let Some(before) = before else { return alone };
        let shares = self.shares_word(before, c);
        let pair = self.pair(before, c);
        shares * (pair.ends / pair.all.max(1.0)) + (1.0 - shares) * alone
    }

    /// How likely a word begins with `c`.
    fn begins_word(&self, c: char, after: Option<char>) -> f32 {
        let count = self.count(c);
        let alone = (count.alone + 0.5) / (count.ends + 1.0);
        let Some(after) = after else { return alone };
        let shares = self.shares_word(c, after);
        let pair = self.pair(c, after);
        shares * (pair.begins / pair.all.max(1.0)) + (1.0 - shares) * alone
    }

    fn count(&self, c: char) -> Count {
        self.chars.get(&folded(c)).copied().unwrap_or_default()
    }

    fn pair(&self, a: char, b: char) -> Count {
        self.pairs.get(&(folded(a), folded(b))).copied().unwrap_or_default()
    }
}

/// A word of up to [`LONGEST_WORD`] characters as a number; a character takes 21 bits, and none is 0.
fn key(word: &[char]) -> u128 {
    word.iter().fold(0, |key, &c| key << 21 | u128::from(u32::from(c)))
}

impl Words {
    /// Whether words are likely a person's name: a surname and one or two characters behind it, together no word of the list.
    ///
    /// ```
    /// let words = jianbao::text::word::Words::embedded();
    /// assert!(words.is_name("费墨林") && words.is_name("李 明"));
    /// assert!(!words.is_name("方法") && !words.is_name("高温天气"));
    /// ```
    #[must_use]
    pub fn is_name(&self, words: &str) -> bool {
        let chars: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).map(folded).collect();
        let is_surname = chars.first().is_some_and(|c| self.surnames.contains(c));
        let is_given = (2..=3).contains(&chars.len()) && chars.iter().all(|&c| is_han(c));
        is_surname && is_given && !self.words.contains_key(&key(&chars))
    }
}

/// Whether a character is a measure word, a unit, or goes on a number in another way.
pub(crate) fn is_measure(c: char) -> bool {
    MEASURES.contains(c)
}

fn han(c: Option<char>) -> Option<char> {
    c.filter(|&c| is_han(c))
}

fn folded(c: char) -> char {
    HanClasses::all().fold(c)
}

fn add(count: &mut Count, frequency: f32, begins: bool, ends: bool) {
    count.all += frequency;
    if begins {
        count.begins += frequency;
    }
    if ends {
        count.ends += frequency;
    }
    if begins && ends {
        count.alone += frequency;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(left: &str, right: &str, goes_on: bool) {
        let seam = Words::embedded().seam(left, right);
        assert_eq!(seam >= 0.15, goes_on, "{left}|{right}: {seam}");
    }

    #[test]
    fn words_and_neighbours_go_on() {
        for (left, right) in [
            ("时间完", "成全部"),
            ("仔细检测，为", "省里各市"),
            ("湖北通", "信行业"),
            ("园区建设", "技术方案"),
            ("会议服务", "方面还要"),
            ("採", "購防護用品"),
            ("使用5", "G网络"),
            ("县教", "育局长"),
            ("只用了九", "秒七"),
            ("全县统一", "安排培训"),
            ("种了三十", "亩水稻"),
        ] {
            check(left, right, true);
        }
    }

    #[test]
    fn torn_words_do_not() {
        for (left, right) in [
            ("只用了九", "鲁某在会上"),
            ("赶到现", "杆、道路"),
            ("正在抢", "络和宽带"),
            ("已经恢", "器和电缆"),
        ] {
            check(left, right, false);
        }
    }

    #[test]
    fn frequent_neighbours_are_likelier() {
        let words = Words::embedded();
        assert!(words.likelihood('防', '護') > words.likelihood('依', '護'));
        assert!(words.likelihood('。', '我') > words.likelihood('。', '耙'));
    }
}
