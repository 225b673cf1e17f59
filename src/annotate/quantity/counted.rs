//! What a figure counts: the noun phrase that its measure word stands before or behind.
//!
//! No dictionary divides the words, so a phrase ends where punctuation, a function word or one of a list of verbs stands. What a
//! figure leaves out is taken from the verb's object in the clauses before (发送短信…，共发送3万条) or from the figure before that
//! has the same unit (病例34例（湖北8例）).

use std::ops::Range;
use std::sync::OnceLock;

use super::figure::Figure;
use super::lists::{ENDS, FIRMS, LEADS, NOT_COUNTED, NOUNS, OF_AGE, PERSONS, STOPS, VERBS};
use super::unit::{Kind, unit};
use super::words::Words;
use crate::annotate::numeral::line::Line;
use crate::text::fold::is_han;
use crate::text::word::Words as WordList;

/// Characters that a phrase has at most.
const MAX_LEN: usize = 16;

/// Characters that a comparison may begin before the figure: 比上一年度同期增长了.
const MAX_COMPARISON: usize = 14;

/// Characters that a verb's object may stand before the figure.
const MAX_REACH: usize = 120;

/// The lists of [`super::lists`], ready to look up.
struct Lists {
    stops: Words,
    nouns: Words,
    noun_ends: Words,
    leads: Words,
    ends: Words,
    verbs: Words,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        stops: Words::new(&format!("{STOPS} {VERBS}")),
        nouns: Words::new(NOUNS),
        noun_ends: Words::reversed(NOUNS),
        leads: Words::new(&format!("{LEADS} {VERBS}")),
        ends: Words::reversed(&format!("{ENDS} {LEADS} {VERBS}")),
        verbs: Words::reversed(VERBS),
    })
}

/// What was counted last, unit by unit.
#[derive(Debug, Default)]
pub struct Memory {
    /// The last of all.
    latest: Option<Range<usize>>,
    last: Vec<(&'static str, Range<usize>)>,
}

impl Memory {
    fn recall(&self, unit: &str) -> Option<Range<usize>> {
        self.last.iter().find(|(name, _)| *name == unit).map(|(_, what)| what.clone())
    }

    fn keep(&mut self, unit: &'static str, what: &Range<usize>) {
        self.last.retain(|(name, _)| *name != unit);
        self.last.push((unit, what.clone()));
        self.latest = Some(what.clone());
    }
}

/// Where the words stand that say what a figure counts. Figures of a paragraph are asked for in order, with one memory.
#[must_use]
pub fn counted(line: &Line, figure: &Figure, memory: &mut Memory) -> Option<Range<usize>> {
    let unit = figure.unit?;
    let behind = || behind(line, figure.end, true);
    let before = || before(line, figure.start).filter(|what| is_thing(line, what));
    // 犯罪案件较上年同期下降15%: what is compared stands before the comparison, or was said last.
    if let Some(place) = compared(line, figure.start) {
        let what = super::counted::before(line, place).filter(|what| is_thing(line, what));
        let last = || memory.recall(unit.name).or_else(|| memory.latest.clone());
        return what.or_else(last).or_else(behind);
    }
    let found = match unit.kind {
        Kind::Classifier | Kind::Serial => behind().or_else(before),
        Kind::Money => super::counted::behind(line, figure.end, false).or_else(before),
        Kind::Age => behind().and_then(|what| of_age(line, figure, what)).or_else(before),
        // 水在100度沸腾: a temperature measures nothing that stands behind it.
        Kind::Measure if matches!(unit.name, "摄氏度" | "华氏度" | "开尔文") => {
            let is_modifier = line.at(figure.end) == '的';
            if is_modifier { behind().or_else(before) } else { before() }
        }
        Kind::Measure => behind().or_else(before),
        Kind::Time => super::counted::behind(line, figure.end, false).or_else(before),
        Kind::Percent => before().or_else(behind),
    };
    let found = found.map(|what| what.start..head_end(line, unit.name, &what));
    let found = match found {
        // 万斤滞销的白菜
        Some(what) if unit.kind == Kind::Measure && what.start >= figure.range.end && what.len() <= 2 => {
            let is_modifier = line.at(what.end) == '的';
            let noun = if is_modifier { super::counted::behind(line, what.end, true) } else { None };
            noun.or(Some(what))
        }
        // 3名玩耍的幼童
        Some(what)
            if matches!(unit.name, "名" | "位" | "人")
                && line.at(what.end) == '的'
                && !names_person(line, &what) =>
        {
            super::counted::behind(line, what.end, true).or(Some(what))
        }
        found => found,
    };
    // What a place has of something: 病例34例（湖北8例）.
    let is_shared = matches!(unit.kind, Kind::Classifier | Kind::Serial);
    if is_shared && found.as_ref().is_none_or(|what| is_place(line, what)) {
        let found = object(line, figure).or_else(|| memory.recall(unit.name)).or(found);
        return found;
    }
    // 投资128亿元，同比增长12%: the share is one of what was said last.
    if unit.kind == Kind::Percent && found.is_none() {
        return memory.latest.clone();
    }
    if let Some(what) = found.as_ref().filter(|_| !is_nested(line, figure.start)) {
        memory.keep(unit.name, what);
    }
    found
}

/// The phrase that begins at a position; `takes_de` where 的 may stand between.
pub(super) fn behind(line: &Line, start: usize, takes_de: bool) -> Option<Range<usize>> {
    let lists = lists();
    let mut start = line.skip_spaces(start);
    if takes_de && line.at(start) == '的' {
        start += 1;
    }
    let is_quoted = matches!(line.at(start), '“' | '「' | '《');
    let mut place = start + usize::from(is_quoted);
    let end = start + MAX_LEN;
    // 新建、改扩建医院: what is done to the thing stands before it.
    while let Some((_, next)) = line.any(place, &["新建、改扩建", "新建和改扩建", "新建、改建", "在建"])
    {
        place = next;
        start = next;
    }
    while place < end && is_phrase(line, place) {
        match lists.nouns.at(line, place) {
            Some(len) => place += len,
            None if lists.stops.at(line, place).is_some_and(|len| !is_compound(line, place + len)) => break,
            None => place += 1,
        }
    }
    place = without_verb(line, start, place);
    if is_quoted {
        if matches!(line.at(place), '”' | '」' | '》') {
            // “和对讲”对讲机: the name and what it names.
            let rest = behind(line, place + 1, false).map_or(place + 1, |rest| rest.end);
            return Some(start..rest);
        }
        start += 1;
    }
    let is_word =
        place == start + 1 && "人车人床线塔站店楼房户省市县区村镇国船树牛羊猪鸡鱼书".contains(line.at(start));
    (place >= start + 2 || is_word).then_some(start..place)
}

/// Where a phrase ends before the verb that 了 or 着 stands behind: 特困生买了返乡车票, 贫困县选配了干部.
fn without_verb(line: &Line, start: usize, end: usize) -> usize {
    if !matches!(line.at(end), '了' | '着') || end < start + 3 {
        return end;
    }
    let is_pair = end >= start + 4 && WordList::embedded().is_word(line.chars(end - 2..end));
    end - if is_pair { 2 } else { 1 }
}

/// Who is of an age: 65岁的老人. A sentence that goes on (30岁棄舉子業, 65岁的赵天衡告别岗位) names nobody who is counted.
fn of_age(line: &Line, figure: &Figure, what: Range<usize>) -> Option<Range<usize>> {
    let named = |place| line.any(place, PERSONS).or_else(|| line.any(place, OF_AGE)).map(|(_, end)| end);
    let end = what.clone().find_map(named).filter(|&end| end <= what.end);
    let is_joined = what.start == figure.end || line.at(figure.end) == '的' && what.start == figure.end + 1;
    end.filter(|_| is_joined).map(|end| what.start..end)
}

/// Where a comparison with an earlier time begins that leads up to a figure: 比上年, 较去年同期.
fn compared(line: &Line, figure: usize) -> Option<usize> {
    const TIMES: &[&str] =
        &["上年", "上一年", "去年", "前年", "上月", "上季", "上半年", "同期", "年初", "往年", "前一"];
    let first = figure.saturating_sub(MAX_COMPARISON);
    let is_mark = |place: &usize| is_phrase(line, *place) || line.at(*place).is_ascii_digit();
    let mut places = (first..figure).rev().take_while(is_mark);
    places.find(|&place| {
        let is_sign = matches!(line.at(place), '比' | '较' | '較')
            && !matches!(line.before(place), '同' | '环' | '对' | '相');
        is_sign && line.any(place + 1, TIMES).is_some()
    })
}

/// Whether a phrase names persons by a word that does.
fn names_person(line: &Line, what: &Range<usize>) -> bool {
    what.clone().any(|place| line.any(place, PERSONS).is_some_and(|(_, end)| end <= what.end))
}

/// The phrase that ends before a position, verbs and adverbs left aside.
fn before(line: &Line, figure: usize) -> Option<Range<usize>> {
    let lists = lists();
    let mut end = line.skip_spaces_before(figure);
    let mut n_verbs = 0;
    loop {
        while matches!(line.before(end), '：' | ':' | ' ') {
            end -= 1;
        }
        // Verbs and adverbs right before the figure: 短信共发送3万条. Not if they are the end of a noun: 捐款.
        let Some(len) = lists.ends.before(line, end) else { break };
        // 基层党组织: no verb, but the end of a noun.
        if lists.noun_ends.before(line, end).is_some_and(|noun| noun > len) {
            break;
        }
        n_verbs += usize::from(lists.verbs.before(line, end).is_some());
        end -= len;
    }
    if matches!(line.before(end), '”' | '」' | '》') {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < MAX_LEN && is_phrase(line, start - 1) && !is_date_end(line, start - 1) {
        start -= 1;
    }
    // Behind another figure the phrase begins with its measure word.
    if line.before(start).is_ascii_digit() {
        while start < end && matches!(line.at(start), '万' | '亿' | '千' | '百' | '余' | '多') {
            start += 1;
        }
        start = unit(line, start).map_or(start, |(unit_end, _)| unit_end.min(end));
    }
    // What stands behind the last verb or preposition is the noun.
    let mut place = start;
    while place < end {
        let noun = lists.nouns.at(line, place).filter(|len| place + len <= end);
        match (noun, lists.leads.at(line, place)) {
            (Some(len), _) => place += len,
            (None, Some(len))
                if place + len <= end && !(place + len < end && is_compound(line, place + len)) =>
            {
                place += len;
                start = place;
            }
            _ => place += 1,
        }
    }
    let is_doer = n_verbs > 0 && is_doer(line, end);
    let is_word = end >= start + 2 || end == start + 1 && "长宽高重深厚诗词".contains(line.at(start));
    (is_word && !is_doer).then_some(start..end)
}

/// 接种率, 安置点: what stands behind a verb makes it a noun.
fn is_compound(line: &Line, place: usize) -> bool {
    const TAILS: &[&str] = &[
        "面积",
        "中心",
        "基地",
        "小组",
        "小分队",
        "团队",
        "率",
        "量",
        "额",
        "费",
        "点",
        "者",
        "站",
        "室",
        "器",
        "值",
    ];
    const WORDS: &[&str] = &["费用", "站点", "点位", "值班", "量化", "器材", "器械"];
    line.any(place, TAILS).is_some() && line.any(place, WORDS).is_none()
}

/// Whether the words before a verb name who does it, not what it is done to.
fn is_doer(line: &Line, end: usize) -> bool {
    const DOERS: &[&str] = &[
        "协会", "公司", "移动", "联通", "电信", "铁塔", "铁通", "集团", "中心", "部", "局", "银行", "大学",
        "政府", "医院", "同志", "他", "她", "我", "们", "省", "市", "县", "国", "厅", "委", "院", "会", "方",
        "队",
    ];
    line.any_before(end, DOERS).is_some()
}

/// The object of the verb right before the figure, where the verb had one earlier: 发送短信…，共发送3万条.
fn object(line: &Line, figure: &Figure) -> Option<Range<usize>> {
    let end = line.skip_spaces_before(figure.start);
    let len = lists().verbs.before(line, end)?;
    let verb = line.chars(end - len..end);
    let first = end.saturating_sub(MAX_REACH);
    (first..end.saturating_sub(2 * len))
        .rev()
        .filter(|&place| line.chars(place..place + len) == verb)
        .find_map(|place| behind(line, place + len, false))
}

/// Where the noun ends that a measure word of persons or firms counts, if more stands behind it: 7名医护人员通信费.
fn head_end(line: &Line, unit: &str, what: &Range<usize>) -> usize {
    let heads = match unit {
        "名" | "位" | "人" | "人次" | "岁" => PERSONS,
        "家" => FIRMS,
        _ => return what.end,
    };
    let end = (what.start..what.end).find_map(|place| line.any(place, heads).map(|(_, end)| end));
    end.filter(|&end| end < what.end).unwrap_or(what.end)
}

/// Whether a position stands within brackets.
fn is_nested(line: &Line, place: usize) -> bool {
    let first = place.saturating_sub(40);
    line.chars(first..place)
        .iter()
        .rev()
        .find(|c| "（(）)。".contains(**c))
        .is_some_and(|c| "（(".contains(*c))
}

/// Whether a phrase can be counted at all: not 全省, 今年, 单次.
fn is_thing(line: &Line, what: &Range<usize>) -> bool {
    !NOT_COUNTED.iter().any(|word| word.chars().count() == what.len() && line.has(what.start, word))
}

/// Whether a phrase is the name of a place, as far as its form tells.
fn is_place(line: &Line, what: &Range<usize>) -> bool {
    const PLACES: &[&str] = &[
        "北京",
        "天津",
        "河北",
        "山西",
        "内蒙古",
        "辽宁",
        "吉林",
        "黑龙江",
        "上海",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "广西",
        "海南",
        "重庆",
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "香港",
        "澳门",
        "台湾",
        "石家庄",
        "太原",
        "呼和浩特",
        "沈阳",
        "长春",
        "哈尔滨",
        "南京",
        "杭州",
        "合肥",
        "福州",
        "南昌",
        "济南",
        "郑州",
        "武汉",
        "长沙",
        "广州",
        "南宁",
        "海口",
        "成都",
        "贵阳",
        "昆明",
        "拉萨",
        "西安",
        "兰州",
        "西宁",
        "银川",
        "乌鲁木齐",
        "深圳",
        "大连",
        "青岛",
        "宁波",
        "厦门",
    ];
    let is_named = line.any(what.start, PLACES).is_some_and(|(_, end)| end == what.end);
    is_named
        || what.len() <= 8
            && line
                .any_before(what.end, &["特别行政区", "地区", "自治区", "自治州", "省", "市", "县", "州"])
                .is_some()
}

/// Digits are part of a name only beside a letter: 5G基站.
fn is_phrase(line: &Line, place: usize) -> bool {
    let c = line.at(place);
    if c.is_ascii_digit() {
        return line.at(place + 1).is_ascii_alphabetic() || line.before(place).is_ascii_alphabetic();
    }
    is_han(c) && !matches!(c, '〇' | '零') || c.is_ascii_alphabetic() || matches!(c, '+' | '/' | '-')
}

/// 2021年, 3月, 5日 end a date.
fn is_date_end(line: &Line, place: usize) -> bool {
    matches!(line.at(place), '年' | '月' | '日' | '时' | '号') && line.before(place).is_ascii_digit()
}
