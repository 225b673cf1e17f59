//! Which figures a text does not mean as quantities: ordinals, slogans, names with numbers, clock times, idioms.

use super::figure::Figure;
use super::unit::Kind;
use crate::annotate::numeral::line::Line;
use crate::annotate::numeral::{Form, decimal::Decimal};
use crate::text::fold::is_han;

/// Words shortly before digits that are a number to call, an account or a code.
const CALLED: &[&str] = &[
    "电话",
    "热线",
    "拨打",
    "客服",
    "号码",
    "编号",
    "文号",
    "QQ",
    "微信",
    "邮编",
    "账号",
    "帐号",
    "传真",
    "手机号",
    "热线：",
    "短号",
    "代码",
    "证号",
    "卡号",
    "型号",
    "ISBN",
    "ISSN",
];

/// What slogans count: no thing but an idea.
const IDEAS: &[&str] = &[
    "意识",
    "自信",
    "维护",
    "必须",
    "坚持",
    "全面",
    "保障",
    "确保",
    "方面",
    "阶段",
    "层面",
    "维度",
    "结合",
    "统一",
    "相互",
    "聚焦",
    "统筹",
    "原则",
    "要求",
    "转变",
    "到位",
    "落实",
    "一律",
    "务必",
    "强化",
    "注重",
    "严格",
    "走在",
    "不",
    "没有",
    "关键",
    "重点",
    "优先",
    "同步",
    "打通",
    "提升",
    "提高",
    "攻坚战",
    "字",
    "样",
    "时代",
    "世界",
    "代表",
    "时期",
    "中国",
    "文明",
    "方向",
    "目标",
    "百年",
    "体系",
    "责任制",
    "面向",
    "服务",
    "导向",
    "推动",
    "推进",
    "突出",
    "抓",
    "为主",
    "环节",
    "小时代",
    "领域",
    "覆盖",
    "就是",
    "新",
    "零",
    "不变",
    "延伸",
    "清零",
    "全覆盖",
    "融合",
    "见面",
];

/// Words before a serial that say it is counted: 共3期, 已出5版.
const COUNTING: &[&str] = &[
    "共", "累计", "已", "出", "编发", "印发", "发布", "举办", "开展", "完成", "编辑", "开办", "召开", "组织",
    "发", "办", "经过", "历时", "经",
];

/// Words before years that make them a stretch of time, and words behind.
const YEARS_BEFORE: &[&str] = &[
    "任职",
    "连续",
    "长达",
    "为期",
    "历时",
    "从业",
    "工作",
    "经过",
    "历经",
    "有着",
    "从教",
    "从医",
    "坚守",
    "服役",
    "参军",
    "入党",
    "具有",
    "有",
    "近",
    "约",
    "超过",
    "逾",
    "满",
    "党龄",
    "仅",
    "用",
    "未来",
    "过去",
    "最近",
    "期限",
    "刑期",
    "徒刑",
    "有效期",
    "有期徒刑",
];
const YEARS_BEHIND: &[&str] = &[
    "来",
    "间",
    "以上",
    "之久",
    "时间",
    "左右",
    "党龄",
    "工龄",
    "教龄",
    "如一日",
    "多",
    "余",
    "以来",
    "以内",
    "期",
    "有期",
    "的",
];

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
            Kind::Classifier => is_idea(line, figure),
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
    let is_clock = before == '：' && earlier.is_ascii_digit() || behind == '：' && line.at(figure.digits.end + 1).is_ascii_digit();
    let is_continued = is_clock || matches!(behind, ':' | '×' | '*' | '_' | '/')
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
        && (start.saturating_sub(5)..=start).any(|place| line.any_before(place, CALLED).is_some())
}

/// 万家灯火, 百姓: a multiplier alone counts only where 近, 余, 上 or the like stands with it.
fn is_bare(figure: &Figure) -> bool {
    // 零件, 零距离: nobody counts nothing in words.
    if figure.number.form == Form::Words && figure.number.value == Some(Decimal::ZERO) {
        return true;
    }
    figure.number.form == Form::Bare && figure.bound.is_none()
}

/// Words that look like a number and its measure word, and those before which a number is part of a name: 大年三十起.
const FIXED: &[&str] = &["四处", "四部", "三部", "三家", "两手", "两口", "三口", "百度", "三道", "五道口", "五台", "六部", "双百", "三只手"];
const CALENDAR: &[&str] = &["大年", "正月", "腊月", "农历", "初", "月", "年三十"];

/// 五花八门, 三番五次: four characters, two of them digits.
fn is_idiom(line: &Line, figure: &Figure) -> bool {
    let is_digit = |place: usize| crate::annotate::numeral::is_word_digit(line.at(place));
    let is_alone = |place: usize| is_digit(place) && !is_digit(place + 1);
    let place = figure.range.start;
    let is_fixed = line.any(place, FIXED).is_some_and(|(_, end)| end >= figure.range.end) && !is_han(line.at(figure.range.end));
    let is_adverb = line.has(place, "四处") && figure.number.form == Form::Words;
    if is_fixed || is_adverb || line.any_before(place, CALENDAR).is_some() {
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
    !is_measured && figure.bound.is_none_or(|_| !is_measured)
}

/// A slogan: a small number of ideas, or of anything within quotation marks that begin with it.
fn is_idea(line: &Line, figure: &Figure) -> bool {
    let end = figure.range.end;
    let behind = if line.at(end) == '大' { end + 1 } else { end };
    let is_small = figure.number.value.is_none_or(|value| value.is_less(Decimal::whole(21)));
    let is_word = figure.number.form == Form::Words;
    let is_name = matches!(
        figure.unit.map(|unit| unit.name),
        Some(
            "个" | "项"
                | "种"
                | "条"
                | "类"
                | "次"
                | "张"
                | "道"
                | "套"
                | "把"
                | "本"
                | "门"
                | "只"
                | "双"
                | "对"
                | "场"
                | "位"
                | "件"
                | "支"
                | "字"
        )
    );
    if !is_small || !is_name || figure.bound.is_some() {
        return false;
    }
    let place = figure.range.start;
    let is_quoted = matches!(line.before(place), '“' | '"' | '「' | '『' | '‘' | '《');
    let closes = (end..=end + 8).any(|place| matches!(line.at(place), '”' | '"' | '」' | '』' | '’' | '》'));
    let is_idea = line.any(behind, IDEAS).is_some();
    let is_open = !is_han(line.at(behind)) && !is_han(line.before(place));
    is_quoted && closes || line.at(end) == '大' || is_word && (is_idea || is_open || line.at(end) == '“')
}

/// Whether a serial is counted: 共编发60期, 近60期, but not 二期 and 3版.
fn is_counted(line: &Line, figure: &Figure) -> bool {
    let place = line.skip_spaces_before(figure.start);
    figure.bound.is_some()
        || figure.number.power >= 4
        || matches!(line.before(place), '了' | '过')
        || line.any_before(place, COUNTING).is_some()
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
                || line.any_before(place, YEARS_BEFORE).is_some()
                || line.any(end, YEARS_BEHIND).is_some()
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

/// Letters that are units elsewhere: 5G, 3M公司. One capital letter is a unit only for litres.
fn is_letter_name(line: &Line, figure: &Figure) -> bool {
    let printed = line.chars(figure.digits.end..figure.range.end);
    let is_single = printed.len() == 1 && printed.iter().all(|c| matches!(c, 'A'..='Z' if *c != 'L'));
    is_single
        || figure
            .unit
            .is_some_and(|unit| unit.name == "里" && !figure.bound.is_some() && figure.digits.len() < 2)
}
