//! Which Han characters are taken for each other: those of one reading, and those that look alike.
//!
//! Characters stand here as folded text has them. `data/README.md` says where the two tables come from.
//!
//! # Why are the tables searched as text?
//! They are asked for a term that was not found, once for each of its few characters; reading 30 KB takes less than making anything of
//! them would.

use crate::order::put_in_order;

/// A reading without its tone, then its characters, the most frequent first.
static READINGS: &str = include_str!("data/readings.txt");

/// Groups of characters of which each looks like the others.
static SHAPES: &str = include_str!("data/shapes.txt");

/// In what two characters are alike, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They share a reading, its tone left aside, and look alike: 候 and 侯.
    SoundAndShape,
    /// They share a reading: 做 and 作.
    Sound,
    /// They look alike: 未 and 末.
    Shape,
    /// Their readings are often taken for each other: 金 and 京, 上 and 三.
    NearSound,
}

/// The characters that are like one, the closest and then the most frequent first; never itself.
///
/// ```
/// use jianbao::text::alike::{Likeness, alike};
/// assert_eq!(alike('候').first(), Some(&('侯', Likeness::SoundAndShape)));
/// assert!(alike('己').contains(&('已', Likeness::Shape)));
/// assert!(alike('a').is_empty());
/// ```
#[must_use]
pub fn alike(c: char) -> Vec<(char, Likeness)> {
    let shapes: Vec<char> =
        SHAPES.lines().filter(|group| group.contains(c)).flat_map(str::chars).filter(|&d| d != c).collect();
    let own: Vec<&str> = readings().filter(|(_, chars)| chars.contains(c)).map(|(sound, _)| sound).collect();
    let own_relaxed: Vec<String> = own.iter().map(|sound| relaxed(sound)).collect();
    let mut found: Vec<(Likeness, usize, char)> = shapes.iter().map(|&d| (Likeness::Shape, 0, d)).collect();
    for (sound, chars) in readings() {
        let is_same = own.contains(&sound);
        if !is_same && !own_relaxed.contains(&relaxed(sound)) {
            continue;
        }
        let likeness = |d: char| match (is_same, shapes.contains(&d)) {
            (true, true) => Likeness::SoundAndShape,
            (true, false) => Likeness::Sound,
            (false, true) => Likeness::Shape,
            (false, false) => Likeness::NearSound,
        };
        let others = chars.chars().enumerate().filter(|&(_, d)| d != c);
        found.extend(others.map(|(rank, d)| (likeness(d), rank, d)));
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    put_in_order(&mut order, &|a, b| found.get(a).cmp(&found.get(b)));
    let mut alike: Vec<(char, Likeness)> = Vec::with_capacity(found.len());
    for &(likeness, _, d) in order.into_iter().filter_map(|place| found.get(place)) {
        if !alike.iter().any(|&(known, _)| known == d) {
            alike.push((d, likeness));
        }
    }
    alike
}

/// Each reading with its characters.
fn readings() -> impl Iterator<Item = (&'static str, &'static str)> {
    READINGS.lines().map(|line| line.split_at(line.bytes().take_while(u8::is_ascii).count()))
}

/// A reading without what speakers of many regions do not tell apart: zh and z, ch and c, sh and s, n and l in front; ng and n at
/// the end.
fn relaxed(sound: &str) -> String {
    let sound = match sound.strip_suffix('g') {
        Some(shorter) if shorter.len() > 1 => shorter,
        _ => sound,
    };
    let mut letters = sound.chars();
    match (letters.next(), letters.as_str()) {
        (Some(first @ ('z' | 'c' | 's')), rest) => format!("{first}{}", rest.trim_start_matches('h')),
        (Some('n'), rest) if !rest.is_empty() => format!("l{rest}"),
        _ => sound.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::HanClasses;

    fn check(a: char, b: char, expected: Option<Likeness>) {
        for (a, b) in [(a, b), (b, a)] {
            let found = alike(a).into_iter().find(|&(c, _)| c == b).map(|(_, likeness)| likeness);
            assert_eq!(found, expected, "{a} and {b}");
        }
    }

    fn each_pair(pairs: &str, check: impl Fn(char, char)) {
        for pair in pairs.split(' ') {
            let mut chars = pair.chars();
            check(chars.next().unwrap(), chars.next().unwrap());
        }
    }

    #[test]
    fn characters_sound_or_look_alike() {
        for (pairs, likeness) in [
            ("候侯 辩辨 辫辩 幕慕", Likeness::SoundAndShape),
            ("帐账 做作 的得 的地 在再 带戴 座坐 必毕 防房 空控 洛络 讯训 报抱 绿率", Likeness::Sound),
            (
                "己已 已巳 己巳 未末 戊戌 戊戍 戌戍 土士 人入 大太 大犬 晴睛 拔拨 遣遗 贷货 折拆 冶治 鸟乌 兔免",
                Likeness::Shape,
            ),
            ("金京 上三 南兰 张脏 城层 林零 安昂 黄环 女旅 刘牛", Likeness::NearSound),
        ] {
            each_pair(pairs, |a, b| check(a, b, Some(likeness)));
        }
    }

    #[test]
    fn other_characters_are_not_alike() {
        each_pair("网络 中国 一二 的了 ab 1l", |a, b| check(a, b, None));
    }

    #[test]
    fn readings_are_relaxed() {
        for (sound, expected) in
            [("zhang", "zan"), ("sheng", "sen"), ("ning", "lin"), ("lin", "lin"), ("n", "n"), ("a", "a")]
        {
            assert_eq!(relaxed(sound), expected, "{sound}");
        }
    }

    #[test]
    fn the_tables_are_folded() {
        let chars =
            readings().flat_map(|(_, chars)| chars.chars()).chain(SHAPES.lines().flat_map(str::chars));
        for c in chars {
            assert_eq!(HanClasses::all().fold(c), c);
        }
        assert!(readings().all(|(sound, chars)| !sound.is_empty() && !chars.is_empty()));
        assert!(SHAPES.lines().all(|group| group.chars().count() > 1));
    }
}
