//! Which figures a text does not mean as quantities: ordinals, slogans, names with numbers, clock times, idioms.

use std::sync::OnceLock;

use super::figure::Figure;
use super::lists::{ADVERBS, CALLED, COUNTING, FIXED, IDEAS, TRAINS, YEARS_BEFORE, YEARS_BEHIND};
use super::unit::Kind;
use super::words::Words;
use crate::annotate::numeral::line::Line;
use crate::annotate::numeral::{Form, decimal::Decimal};
use crate::text::fold::is_han;
use crate::text::word::Words as WordList;

/// Whether a figure is no quantity.
#[must_use]
pub fn is_refused(line: &Line, figure: &Figure) -> bool {
    let Some(unit) = figure.unit else { return true };
    is_part_of_name(line, figure)
        || is_ordinal(line, figure)
        || is_called(line, figure)
        || is_bare(figure)
        || is_idiom(line, figure)
        || is_bare_one(line, figure)
        || match unit.kind {
            Kind::Classifier => is_idea(line, figure) || is_division(figure),
            Kind::Serial => !is_counted(line, figure),
            Kind::Time => is_date(line, figure),
            Kind::Money => unit.name == "元" && "化月旦朝".contains(line.at(figure.range.end)),
            Kind::Measure => is_letter_name(line, figure),
            Kind::Age | Kind::Percent => false,
        }
}

/// Digits that continue a word, a clock time, a ratio, a version: A380, 18:30, 7×24, 4G/5G, 1.2.3.
fn is_part_of_name(line: &Line, figure: &Figure) -> bool {
    if figure.range.start < figure.digits.start {
        return false;
    }
    let before = line.before(figure.range.start);
    let earlier = line.before(figure.range.start.saturating_sub(1));
    let is_joined = before.is_ascii_alphanumeric()
        || matches!(before, '_' | '×' | '*' | ':' | '/' | '.' | '#' | '@' | '+' | '=' | '&' | '〔')
        || matches!(before, '-' | '–' | '·') && (earlier.is_ascii_alphanumeric() || earlier == ')');
    let behind = line.at(figure.digits.end);
    let is_clock = before == '：' && earlier.is_ascii_digit()
        || behind == '：' && line.at(figure.digits.end + 1).is_ascii_digit();
    let is_continued = is_clock
        || matches!(behind, ':' | '×' | '*' | '_' | '/')
            && line.at(figure.digits.end + 1).is_ascii_alphanumeric();
    is_joined
        || is_continued
        || figure.number.divisor != Decimal::whole(1) && line.chars(figure.digits.clone()).contains(&'/')
        || matches!(figure.number.letter, Some('M' | 'G' | 'T'))
}

/// 第三, 前10名, 头三位.
fn is_ordinal(line: &Line, figure: &Figure) -> bool {
    let place = line.skip_spaces_before(figure.range.start);
    let before = line.before(place);
    let is_rank = matches!(before, '前' | '头')
        && figure
            .unit
            .is_some_and(|unit| matches!(unit.name, "名" | "位" | "个" | "家" | "季度" | "批" | "次" | "条"))
        && !line.has_before(place, "提前");
    before == '第' || is_rank
}

fn is_called(line: &Line, figure: &Figure) -> bool {
    let start = figure.range.start;
    let is_long = figure.digits.len() >= 5 && figure.number.form == Form::Arabic && figure.number.power == 0;
    let is_separated = line.chars(figure.digits.clone()).iter().any(|&c| matches!(c, ',' | '.'));
    is_long
        && !is_separated
        && (start.saturating_sub(5)..=start).any(|place| lists().called.before(line, place).is_some())
}

/// 万家灯火, 百姓: a multiplier alone counts only where 近, 余, 上 or the like stands with it.
fn is_bare(figure: &Figure) -> bool {
    // 零件, 零距离: nobody counts nothing in words.
    if figure.number.form == Form::Words && figure.number.value == Some(Decimal::ZERO) {
        return true;
    }
    figure.number.form == Form::Bare && figure.bound.is_none()
}

/// Words before which a number is a day of the lunar calendar, or its characters: 大年三十起, 生辰八字.
const CALENDAR: &[&str] = &["大年", "正月", "腊月", "农历", "生辰"];

/// Measure words of slogans.
const SLOGANS: &[&str] = &[
    "个", "项", "种", "条", "类", "次", "张", "道", "套", "把", "本", "门", "只", "双", "对", "场", "位",
    "件", "支", "字",
];

/// The lists of words, ready to look up.
struct Lists {
    called: Words,
    ideas: Words,
    counting: Words,
    years_before: Words,
    years_behind: Words,
    fixed: Words,
    adverbs: Words,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        called: Words::reversed(CALLED),
        ideas: Words::new(IDEAS),
        counting: Words::reversed(COUNTING),
        years_before: Words::reversed(YEARS_BEFORE),
        years_behind: Words::new(YEARS_BEHIND),
        fixed: Words::new(FIXED),
        adverbs: Words::new(ADVERBS),
    })
}

/// 徐奉洙九段: the rank of a player.
fn is_rank(line: &Line, figure: &Figure) -> bool {
    let place = figure.start;
    let is_ranked = figure.unit.is_some_and(|unit| unit.name == "段") && figure.digits.len() == 1;
    let is_name = |n: usize| {
        let name = place.checked_sub(n).map(|start| String::from_iter(line.chars(start..place)));
        name.is_some_and(|name| WordList::embedded().is_name(&name))
    };
    is_ranked && (is_name(3) || is_name(2))
}

/// 474次旅客列车: which train, unless somebody runs so many.
fn is_train(line: &Line, figure: &Figure) -> bool {
    let place = figure.range.end;
    let is_numbered = figure.unit.is_some_and(|unit| unit.name == "次")
        && figure.number.form == Form::Arabic
        && (place..place + 5).any(|place| line.any(place, TRAINS).is_some());
    is_numbered
        && line.any_before(figure.start, &["开行", "增开", "加开", "运行", "共", "累计", "了"]).is_none()
}

/// 五花八门, 三番五次: four characters, two of them digits.
fn is_idiom(line: &Line, figure: &Figure) -> bool {
    let is_digit = |place: usize| crate::annotate::numeral::is_word_digit(line.at(place));
    let is_alone = |place: usize| is_digit(place) && !is_digit(place + 1);
    let place = figure.range.start;
    let fixed = lists().fixed.at(line, place).filter(|len| place + len >= figure.range.end);
    let is_fixed = fixed.is_some() && !is_han(line.at(figure.range.end));
    let is_adverb = lists().adverbs.at(line, place).is_some();
    // 正月初三起
    let is_lunar = line.before(place) == '初' && figure.number.form == Form::Words;
    let is_cross = line.has(place, "十字") && line.before(place) == '红';
    if is_fixed
        || is_cross
        || is_train(line, figure)
        || is_rank(line, figure)
        || is_adverb
        || is_lunar
        || line.any_before(place, CALENDAR).is_some()
    {
        return true;
    }
    if figure.digits.len() != 1 || !is_digit(place) {
        return false;
    }
    let is_counted = |place| line.at(place) != '\0' && is_han(line.at(place)) && !is_digit(place);
    let is_measured = figure.is(Kind::Money) || figure.is(Kind::Measure) && figure.range.len() > 2;
    let begins = is_alone(place + 2) && is_counted(place + 1) && is_counted(place + 3);
    let ends = place >= 2 && is_alone(place - 2) && is_counted(place - 1) && is_counted(place + 1);
    !is_measured && figure.end == figure.range.end && (begins || ends)
}

/// 一个, 一天, 一度: 一 is an article, but before real measures and shares.
fn is_bare_one(line: &Line, figure: &Figure) -> bool {
    if !line.has(figure.digits.start, "一") || figure.digits.len() != 1 || figure.number.upper.is_some() {
        return false;
    }
    let is_measured = match figure.unit.map(|unit| unit.kind) {
        Some(Kind::Measure) => {
            figure.range.len() > 2 || matches!(line.at(figure.range.end - 1), '米' | '吨' | '斤' | '亩')
        }
        Some(Kind::Percent) => line.at(figure.range.end - 1) != '成' && line.at(figure.range.end - 1) != '折',
        Some(Kind::Age | Kind::Money) => line.at(figure.range.end - 1) != '块',
        Some(Kind::Time) => figure.unit.is_some_and(|unit| matches!(unit.name, "小时" | "分钟" | "个月")),
        _ => false,
    };
    !is_measured
}

/// A slogan: a small number of ideas, or of anything within quotation marks that begin with it.
fn is_idea(line: &Line, figure: &Figure) -> bool {
    let end = figure.range.end;
    let behind = if line.at(end) == '大' { end + 1 } else { end };
    let is_small = figure.number.value.is_none_or(|value| value.is_less(Decimal::whole(21)));
    let is_word = figure.number.form == Form::Words;
    let is_name = figure.unit.is_some_and(|unit| SLOGANS.contains(&unit.name));
    if !is_small || !is_name || figure.bound.is_some() {
        return false;
    }
    let place = figure.range.start;
    let is_quoted = matches!(line.before(place), '“' | '"' | '「' | '『' | '‘' | '《');
    let closes = (end..=end + 8).any(|place| matches!(line.at(place), '”' | '"' | '」' | '』' | '’' | '》'));
    let is_idea = lists().ideas.at(line, behind).is_some();
    let is_open = !is_han(line.at(behind)) && !is_han(line.before(place));
    is_quoted && closes || line.at(end) == '大' || is_word && (is_idea || is_open || line.at(end) == '“')
}

/// 三省, 两市: divisions without 个 are counted in digits only.
fn is_division(figure: &Figure) -> bool {
    let is_small = figure.number.value.is_none_or(|value| value.is_less(Decimal::whole(2)));
    let is_digits = figure.number.form == Form::Arabic && !is_small && figure.digits.len() <= 2;
    figure.unit.is_some_and(|unit| matches!(unit.name, "市" | "省" | "县" | "镇" | "乡" | "村")) && !is_digits
}

/// Whether a serial is counted: 共编发60期, 近60期, but not 二期 and 3版.
fn is_counted(line: &Line, figure: &Figure) -> bool {
    let place = line.skip_spaces_before(figure.start);
    figure.bound.is_some()
        || figure.number.power >= 4
        || matches!(line.before(place), '了' | '过')
        || lists().counting.before(line, place).is_some()
}

/// Years and days of the calendar; 年 counts where its surroundings say so.
fn is_date(line: &Line, figure: &Figure) -> bool {
    let Some(unit) = figure.unit else { return true };
    let end = figure.range.end;
    match unit.name {
        "年" => {
            let is_long = figure.number.value.is_none_or(|value| !value.is_less(Decimal::whole(200)));
            let is_spelled = figure.number.form == Form::Spelled;
            let place = line.skip_spaces_before(figure.start);
            let is_span = figure.bound.is_some()
                || figure.number.is_over
                || lists().years_before.before(line, place).is_some()
                || lists().years_behind.at(line, end).is_some()
                || line.before(place) == '了';
            is_long && figure.bound.is_none() || is_spelled || !is_span
        }
        "季度" => {
            figure.range.len() < 3 || figure.number.form == Form::Words && line.at(figure.digits.end) != '个'
        }
        "周" => figure.number.form == Form::Words && figure.bound.is_none() && !is_han(line.at(end)),
        _ => false,
    }
}

/// Letters that are units elsewhere: 5G, 3M公司. One capital letter is a unit only for litres, 4g a network.
fn is_letter_name(line: &Line, figure: &Figure) -> bool {
    let is_li = figure.unit.is_some_and(|unit| unit.name == "里");
    match line.chars(figure.digits.end..figure.range.end) {
        ['g'] => figure.digits.len() == 1,
        [letter @ 'A'..='Z'] => *letter != 'L',
        _ => is_li && figure.bound.is_none() && figure.digits.len() < 2,
    }
}
