//! What the words around a figure say of its exactness: 超过, 近, 约, 以上.

use std::sync::OnceLock;

use super::figure::Figure;
use super::words::Words;
use crate::annotate::numeral::line::Line;
use crate::text::fold::is_han;

/// What the words around a figure say about the thing counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// More than the figure: 超过, 大于, 余.
    Over,
    /// The figure or more: 至少, 以上.
    AtLeast,
    /// Less than the figure: 不足, 小于, 近.
    Under,
    /// The figure or less: 最多, 不超过.
    AtMost,
    /// Around it: 约, 左右.
    About,
}

/// Words before a figure, folded.
const BEFORE: &[(Bound, &str)] = &[
    (Bound::AtMost, "不超过 不多于 多过 不大于 不高于 最多 至多 顶多"),
    (Bound::AtLeast, "不少于 少过 不低于 不小于 不下 至少 最少 最低 起码 多达 上"),
    (Bound::Under, "不足 不到 不满 未满 少于 小于 低于 将近 接近 近"),
    (Bound::Over, "不止 超过 超出 突破 大于 多于 高于 逾 超"),
    (Bound::About, "大约 大概 约为 约 差不多"),
];

/// Words behind a figure.
const BEHIND: &[(Bound, &str)] = &[
    (Bound::AtLeast, "及以上 或以上 或者以上 以上 之上"),
    (Bound::Over, "开外 有余"),
    (Bound::AtMost, "及以下 或以下 或者以下 以下 之下 以内 之内"),
    (Bound::About, "左右 上下 许"),
];

/// Words that end like one of [`BEFORE`] and say nothing of the figure: 最近3天, 签约4家.
const NOT_BEFORE: &str = "最近 附近 邻近 靠近 临近 远近 签约 节约 预约 合约 履约 条约 以上 网上 线上 会上 路上 身上 早上 晚上 马上 赶超 马超 反超 如上 上上 加上 赶上";

/// The lists, ready to look up.
struct Lists {
    before: Vec<(Bound, Words)>,
    behind: Vec<(Bound, Words)>,
    not_before: Words,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        before: BEFORE.iter().map(|(bound, words)| (*bound, Words::reversed(words))).collect(),
        behind: BEHIND.iter().map(|(bound, words)| (*bound, Words::new(words))).collect(),
        not_before: Words::reversed(NOT_BEFORE),
    })
}

/// Sets what the words before and behind a figure say of its exactness.
pub(super) fn set_bound(line: &Line, figure: &mut Figure) {
    if figure.number.is_over {
        figure.bound = Some(Bound::Over);
    }
    let place = line.skip_spaces_before(figure.range.start);
    // 超过了, 不少于是: one character may stand between.
    let is_link = matches!(line.before(place), '了' | '到' | '达' | '有' | '是' | '为' | '成' | '以');
    let found = before(line, place)
        .or_else(|| if is_link { before(line, line.skip_spaces_before(place - 1)) } else { None });
    if let Some((start, bound)) = found {
        figure.bound = Some(bound);
        figure.start = start;
    }
    let place = line.skip_spaces(figure.range.end);
    let found = lists().behind.iter().filter_map(|(bound, words)| Some((words.at(line, place)?, *bound)));
    if let Some((len, bound)) = found.max_by_key(|(len, _)| *len) {
        // 许 is a surname and half of 许多.
        let is_word = line.at(place) == '许' && is_han(line.at(place + 1));
        if figure.bound.is_none() && !is_word {
            figure.bound = Some(bound);
            figure.end = place + len;
        }
    }
}

/// Where the longest word begins that ends before a position and says how exact a figure is.
fn before(line: &Line, place: usize) -> Option<(usize, Bound)> {
    let lists = lists();
    let found = lists.before.iter().filter_map(|(bound, words)| Some((words.before(line, place)?, *bound)));
    let (len, bound) = found.max_by_key(|(len, _)| *len)?;
    let is_other = lists.not_before.before(line, place).is_some_and(|other| other > len);
    // 上 only before a round number: 上百, 上万.
    let is_free = line.before(place) != '上' || matches!(line.at(place), '百' | '千' | '万' | '亿');
    (is_free && !is_other).then_some((place - len, bound))
}
