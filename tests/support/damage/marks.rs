//! Damage to single characters: notes, quotation marks, spaces, widths, doubled marks.

use super::dice::Dice;

/// Traditional characters and the notes that a converter puts behind them.
const NOTES: &str = "發fā 網wǎng 醫yī 產chǎn 業yè 經jīng 學xué 應yīng 現xiàn 進jìn 電diàn 開kāi 關guān \
    統tǒng 數shù 據jù 實shí 報bào 務wù 員yuán 時shí 長zhǎng 過guò 還hái 這zhè 說shuō \
    讓ràng 從cóng 個gè 動dòng 點diǎn 線xiàn 設shè 門mén 問wèn 題tí 病bìng 藥yào 鄉xiāng \
    費fèi 價jià 錢qián 賣mài 買mǎi 輕qīng 車chē 農nóng 氣qì 溫wēn 預yù 風fēng 結jié \
    記jì 錄lù 寫xiě 讀dú 書shū";

/// A note behind most of the characters that have one.
pub(super) fn pinyin_notes(words: &str, dice: &mut Dice) -> String {
    let notes: Vec<(char, &str)> = NOTES
        .split_whitespace()
        .filter_map(|note| {
            let han = note.chars().next()?;
            Some((han, note.get(han.len_utf8()..)?))
        })
        .collect();
    let mut damaged = String::new();
    for c in words.chars() {
        damaged.push(c);
        let note = notes.iter().find(|&&(han, _)| han == c);
        if let Some((_, pinyin)) = note.filter(|_| dice.chance(90)) {
            damaged.push_str(&format!("({pinyin})"));
        }
    }
    damaged
}

/// `“战疫”` → `‚战疫‛`.
pub(super) fn low_quotes(words: &str) -> String {
    words.replace('“', "‚").replace('”', "‛")
}

/// Gaps between Chinese and digits or Latin letters, and between the thousands of a number.
pub(super) fn spaced_digits(words: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = words.chars().collect();
    let mut damaged = String::new();
    for (index, &c) in chars.iter().enumerate() {
        damaged.push(c);
        let Some(&next) = chars.get(index + 1) else { continue };
        let is_seam = (is_chinese(c) && next.is_ascii_alphanumeric())
            || ((c.is_ascii_alphanumeric() || c == '%') && is_chinese(next));
        if (is_seam && dice.chance(70)) || is_thousand(&chars, index) {
            damaged.push(' ');
        }
    }
    damaged
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Whether typesetters put a gap behind the digit at `index`: three or six digits are left of a number that is no year.
fn is_thousand(chars: &[char], index: usize) -> bool {
    let is_digit = |c: &&char| c.is_ascii_digit();
    let (before, after) = chars.split_at(index + 1);
    let n_before = before.iter().rev().take_while(is_digit).count();
    let n_after = after.iter().take_while(is_digit).count();
    let next = after.get(n_after);
    let is_part = before.iter().rev().nth(n_before).is_some_and(|c| ".-:".contains(*c))
        || next.is_some_and(|c| ".-:年".contains(*c));
    n_before > 0 && n_after > 0 && n_after % 3 == 0 && !is_part
}

/// `5G` → `５Ｇ`, a stretch of digits and letters at a time.
pub(super) fn full_width(words: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = words.chars().collect();
    let mut is_wide = false;
    let mut damaged = String::new();
    for (index, &c) in chars.iter().enumerate() {
        let is_digit = |place: Option<usize>| {
            place.and_then(|place| chars.get(place)).is_some_and(|c: &char| c.is_ascii_digit())
        };
        let is_point = c == '.' && is_digit(index.checked_sub(1)) && is_digit(Some(index + 1));
        if !c.is_ascii_alphanumeric() && !is_point {
            is_wide = dice.chance(70);
        }
        let is_damaged = is_wide && (c.is_ascii_alphanumeric() || is_point);
        damaged.push(if is_damaged { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c });
    }
    damaged
}

/// `，` → `，，` or `，,`: some marks were typed twice.
pub(super) fn doubled_marks(words: &str, dice: &mut Dice) -> String {
    let mut damaged = String::new();
    for c in words.chars() {
        damaged.push(c);
        let twin = match c {
            '，' => ',',
            '：' => ':',
            '；' => ';',
            '。' | '、' => c,
            _ => continue,
        };
        if dice.chance(8) {
            damaged.push(if dice.chance(70) { c } else { twin });
        }
    }
    damaged
}
