//! `radical`: signs for radicals where the character of the same shape is meant.
//!
//! `⼯信部⻓` → `工信部长`. Fonts draw both with one glyph, and programs that take text out of a PDF give whichever comes first. Which
//! character a sign stands for is Unicode's: by compatibility for the 214 radicals of the Kangxi dictionary, by the list
//! `EquivalentUnifiedIdeograph.txt` for the supplement (Unicode licence). Signs of the supplement that are no character by themselves, as of a
//! lone bamboo head, stay.

use unicode_normalization::UnicodeNormalization;

use super::Context;
use crate::text::draft::Edit;

/// Each sign of the supplement with its character.
const SUPPLEMENT: &str = "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王\
    ⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风\
    ⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The character that a sign stands for; `None` for all that is no such sign.
pub(in crate::text) fn unified(c: char) -> Option<char> {
    match c {
        '\u{2f00}'..='\u{2fd5}' => std::iter::once(c).nfkc().next(),
        '\u{2e80}'..='\u{2ef3}' => {
            let mut signs = SUPPLEMENT.chars();
            signs.find(|sign| *sign == c)?;
            signs.next()
        }
        _ => None,
    }
}

/// The one sign that stands for a traditional and a simplified character alike.
const DOOR: char = '⼾';

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    // All of them begin with this byte.
    let places = memchr::memchr_iter(0xe2, text.as_bytes());
    let door = if text.contains(DOOR) && is_traditional(text) { '戶' } else { '户' };
    let edit = |place: usize| {
        let c = text.get(place..)?.chars().next()?;
        let character = if c == DOOR { door } else { unified(c)? };
        Some(Edit::new(place..place + c.len_utf8(), character))
    };
    places.filter_map(edit).collect()
}

/// Whether frequent characters stand mostly in their traditional form.
fn is_traditional(text: &str) -> bool {
    let n = |characters: &str| text.chars().filter(|c| characters.contains(*c)).count();
    n("們個來時這國對學會後說過與為開無現間") > n("们个来时这国对学会后说过与为开无现间")
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn signs_become_characters() {
        for (source, expected) in [
            (
                "⽇前，⼯信部⻓江电信公司⼆⽉⼗⽇捐款⼀百万元。",
                "日前，工信部长江电信公司二月十日捐款一百万元。",
            ),
            ("⻛险⾼、⻋辆、⻔户、⺠族、⻄安、⻰江、⻢⻥⻦", "风险高、车辆、门户、民族、西安、龙江、马鱼鸟"),
            ("“⽤⼾”（⼀）……", "“用户”（一）……"),
            ("為⽤⼾開通", "為用戶開通"),
        ] {
            check(edits, Layout::Printed, source, expected);
        }
    }

    #[test]
    fn all_else_stays() {
        for source in ["工信部长", "“一”——二…", "⺮⺳", "→ ■ ☆ ⿰", ""] {
            check(edits, Layout::Printed, source, source);
        }
    }

    #[test]
    fn the_list_has_pairs_in_order() {
        let signs: Vec<char> = SUPPLEMENT.chars().collect();
        assert!(signs.len().is_multiple_of(2) && signs.chunks(2).is_sorted_by(|a, b| a[0] < b[0]));
        let is_pair = |pair: &[char]| {
            ('\u{2e80}'..='\u{2ef3}').contains(&pair[0]) && ('\u{4e00}'..='\u{9fff}').contains(&pair[1])
        };
        assert!(signs.chunks(2).all(is_pair));
        assert!(('\u{2f00}'..='\u{2fd5}').all(|sign| unified(sign).is_some_and(|c| c != sign)));
    }
}
