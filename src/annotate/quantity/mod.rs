//! Figures: numbers with the unit that they are counted in.
//!
//! # What is a quantity?
//! A number whose unit is printed (`3148条`, `50万元`, `99.84%`, `36小时`), or a large number before a noun that needs no
//! measure word (`9万用户`). Precision comes before recall: a number alone is none, nor are ordinals, slogans, dates, versions,
//! numbers to call, idioms and 一 as an article ([`refuse`]).
//!
//! # Which unit?
//! The one that is printed, in Simplified characters; plain synonyms have one name (`unit.rs`), so figures of one unit sort and
//! add up. 万 and 亿 are multiplied out. Where no measure word stands, the noun is the unit.
//!
//! # And ranges?
//! `value` is the lower end, `upper` the upper: 3—5万元 is 30000 to 50000.
//!
//! This folder knows nothing of dates and names; where they claim the same words, [`super::annotate`] decides.

pub mod bound;
pub mod counted;
pub mod figure;
mod lists;
mod part;
pub mod refuse;
pub mod unit;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::figure::{Figure, figure};
use self::unit::{Kind, Unit};
use super::numeral::decimal::Decimal;
use super::numeral::line::Line;
use super::numeral::{self, Form, Number};
use crate::text::fold::is_han;

/// A figure that a text mentions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuantityMention {
    /// The number, in `unit`, or the lower end of a range; `None` where the words tell none that could be reckoned with.
    pub value: Option<f64>,
    /// The same to the last digit; `None` for fractions such as 三分之一 too.
    pub exact: Option<Decimal>,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// The same to the last digit.
    pub exact_upper: Option<Decimal>,
    /// The unit, normalised: `元`, `人次`, `公里`, `%`.
    pub unit: String,
    /// How exact the words are.
    pub approximation: Option<Approximation>,
    /// What is counted, as the text says it.
    pub what: Option<String>,
}

pub use crate::protocol::Approximation;

/// The figures of a paragraph, in order, as bytes.
///
/// ```
/// use jianbao::annotate::quantity::find;
/// let words = "全年发送短信３．５億條，覆蓋第三批用户";
/// let (range, quantity) = find(words).remove(0);
/// assert_eq!(&words[range], "３．５億條");
/// assert_eq!((quantity.value, quantity.unit.as_str()), (Some(350_000_000.0), "条"));
/// assert_eq!(quantity.exact.unwrap().to_string(), "350000000");
/// assert_eq!(quantity.what.as_deref(), Some("短信"));
/// ```
#[must_use]
pub fn find(words: &str) -> Vec<(Range<usize>, QuantityMention)> {
    let line = Line::new(words);
    let mut found: Vec<(Range<usize>, QuantityMention)> = Vec::new();
    let mut memory = counted::Memory::default();
    let all = quantities(&line);
    let figures: Vec<Range<usize>> = all.iter().map(|(figure, _)| figure.range.clone()).collect();
    for (place, (figure, noun)) in all.into_iter().enumerate() {
        let what = noun.or_else(|| counted::counted(&line, &figure, &mut memory));
        let what = what.and_then(|what| without_figures(what, &figures, place));
        let what = what.and_then(|what| words.get(line.bytes(&what))).map(str::to_owned);
        let unit = figure.unit.map_or("", |unit| unit.name).to_owned();
        let mention = QuantityMention {
            value: figure.number.to_f64(),
            exact: numeral::exact(&figure.number),
            upper: figure.upper.and_then(|upper| upper.to_f64()),
            exact_upper: figure.upper.as_ref().and_then(numeral::exact),
            unit,
            approximation: figure.approximation(),
            what,
        };
        found.push((line.bytes(&figure.range), mention));
    }
    found
}

/// The part of what is counted that stands behind the neighbouring figures: 38名同志 counts 同志, and no figure counts a figure.
fn without_figures(what: Range<usize>, figures: &[Range<usize>], place: usize) -> Option<Range<usize>> {
    let near = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
    let start = near.filter_map(|near| figures.get(near)).fold(what.start, |start, figure| {
        let overlaps = figure.start < what.end && start < figure.end;
        if overlaps { figure.end } else { start }
    });
    (start < what.end).then_some(start..what.end)
}

/// All figures of a text, whatever they stand for.
#[must_use]
pub fn figures(line: &Line) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < line.len() {
        if !numeral::may_begin(line.at(place)) {
            place += 1;
            continue;
        }
        match figure(line, place) {
            Some(figure) => {
                place = figure.range.end.max(place + 1);
                found.push(figure);
            }
            None => place = numeral::skip(line, place),
        }
    }
    found
}

/// The figures that are quantities, and the noun where it is the unit as well.
fn quantities(line: &Line) -> Vec<(Figure, Option<Range<usize>>)> {
    let mut found = Vec::new();
    for mut figure in figures(line) {
        let mut noun = None;
        set_share(line, &mut figure);
        if figure.unit.is_none() {
            let Some((unit, range)) = noun_unit(line, &figure).or_else(|| unit_before(line, &figure)) else {
                continue;
            };
            figure.unit = Some(unit);
            if range.start >= figure.range.end {
                figure.range.end = range.end;
                figure.end = range.end;
            }
            noun = Some(range);
        }
        if figure.is(Kind::Percent) && figure.unit.is_some_and(|unit| unit.name == "折") {
            continue;
        }
        let is_free = found.last().is_none_or(|(last, _): &(Figure, _)| last.range.end <= figure.range.start);
        if is_free && !refuse::is_refused(line, &figure) {
            found.push((figure, noun));
        }
    }
    found
}

/// 三分之一 needs no unit; 千分之三 is 0.3 %.
fn set_share(line: &Line, figure: &mut Figure) {
    if figure.unit.is_some()
        || figure.number.divisor == Decimal::whole(1)
        || line.chars(figure.digits.clone()).contains(&'/')
    {
        return;
    }
    let power = match line.at(figure.digits.start) {
        '千' | '仟' => -1,
        '万' => -2,
        _ => 0,
    };
    let share = figure.number.shifted(power).filter(|_| power < 0);
    if let Some(number) = share {
        figure.number = Number { divisor: Decimal::whole(1), ..number };
    }
    figure.unit = Some(Unit { name: if share.is_some() { "%" } else { "" }, kind: Kind::Percent, power: 0 });
}

/// Nouns that large numbers stand before without a measure word.
const NOUNS: &[&str] = &[
    "贫困户",
    "用户",
    "客户",
    "商户",
    "农户",
    "住户",
    "租户",
    "员工",
    "职工",
    "干部",
    "党员",
    "群众",
    "学生",
    "师生",
    "教师",
    "医护",
    "家庭",
    "企业",
    "网民",
    "观众",
    "居民",
    "村民",
    "市民",
    "旅客",
    "乘客",
    "游客",
    "患者",
    "人员",
    "志愿者",
    "人口",
    "农民",
    "工人",
    "战士",
    "官兵",
    "基站",
    "门店",
    "终端",
    "设备",
    "考生",
    "粉丝",
    "读者",
    "会员",
    "消费者",
    "户",
    "人",
];

/// The noun behind a large number, and where the phrase stands that ends with it: 80余万重点客户.
fn noun_unit(line: &Line, figure: &Figure) -> Option<(Unit, Range<usize>)> {
    let is_large = figure.number.power >= 4 && figure.number.form != Form::Bare
        || figure.number.form == Form::Bare && figure.bound.is_some();
    if !is_large || figure.number.letter.is_some() {
        return None;
    }
    let start = line.skip_spaces(figure.range.end);
    for place in start..start + 7 {
        if let Some((name, end)) = line.any(place, NOUNS) {
            let name = if name == "贫困户" { "户" } else { name };
            return Some((Unit { name, kind: Kind::Classifier, power: 0 }, start..end));
        }
        let is_number = place > start && numeral::may_begin(line.at(place));
        if is_number || !is_han(line.at(place)) || "的和与及在为被将了等是有对".contains(line.at(place))
        {
            return None;
        }
    }
    None
}

/// Units that stand before their number: 观看人次超过4亿.
const BEFORE: &[(&str, &str)] = &[
    ("人次", "人次"),
    ("台次", "台次"),
    ("辆次", "辆次"),
    ("架次", "架次"),
    ("场次", "场次"),
    ("件次", "件次"),
    ("用户数", "用户"),
    ("用户", "用户"),
    ("人数", "人"),
    ("人口", "人"),
    ("户数", "户"),
];

fn unit_before(line: &Line, figure: &Figure) -> Option<(Unit, Range<usize>)> {
    let mut place = line.skip_spaces_before(figure.start);
    if let Some((_, start)) =
        line.any_before(place, &["已达", "达到", "累计", "高达", "达", "为", "已", "共"])
    {
        place = start;
    }
    let (printed, name) = BEFORE.iter().find(|(printed, _)| line.has_before(place, printed))?;
    let start = place - printed.chars().count();
    let is_free = figure.number.power >= 4 && !is_han(line.at(line.skip_spaces(figure.range.end)));
    let mut begin = start;
    while begin > 0 && start - begin < 6 && is_han(line.before(begin)) {
        begin -= 1;
    }
    is_free.then_some((Unit { name, kind: Kind::Classifier, power: 0 }, begin..place))
}

#[cfg(test)]
mod tests {
    use super::{Approximation, QuantityMention, find};

    fn only(words: &str) -> QuantityMention {
        let mut found = find(words);
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        found.remove(0).1
    }

    #[test]
    fn no_figure_counts_a_figure() {
        for words in [
            "38名同志捐款11100元。",
            "违法所得二倍以上十倍以下的罚款。",
            "成活率由百分之八十四提高到百分之九十三。",
        ] {
            for (_, quantity) in find(words) {
                let what = quantity.what.unwrap_or_default();
                assert!(find(&what).is_empty(), "{words}: {what}");
            }
        }
    }

    #[test]
    fn values_and_units_are_read() {
        for (words, value, unit) in [
            ("架设电缆52.8公里", 52.8, "公里"),
            ("路长十二千米", 12.0, "公里"),
            ("占地3500㎡", 3500.0, "平方米"),
            ("收入7.25亿元", 725_000_000.0, "元"),
            ("票价五元三毛", 5.3, "元"),
            ("标价￥1,280.50", 1280.5, "元"),
            ("出口US$30万", 300_000.0, "USD"),
            ("贷款五十万欧元", 500_000.0, "EUR"),
            ("满意率９９．２％", 99.2, "%"),
            ("下降百分之三点五", 3.5, "%"),
            ("六成受访者", 60.0, "%"),
            ("提高2.5个百分点", 2.5, "百分点"),
            ("千分之四的误差", 0.4, "%"),
            ("培训教师1,204人次", 1204.0, "人次"),
            ("運送物資三萬五千噸", 35_000.0, "吨"),
            ("停水3个半小时", 3.5, "小时"),
            ("相当于去年的2.4倍", 2.4, "倍"),
            ("全县走访80余万农户", 800_000.0, "农户"),
            ("气温降到零下5℃，积雪", -5.0, "摄氏度"),
            ("播放量高，观看人次突破2亿", 2e8, "人次"),
            ("时速300km/h", 300.0, "公里/小时"),
            ("年满十八周岁", 18.0, "岁"),
            ("编发简报，已出46期", 46.0, "期"),
            ("运来大米两千多公斤", 2000.0, "公斤"),
        ] {
            let quantity = only(words);
            assert_eq!((quantity.value, quantity.unit.as_str()), (Some(value), unit), "{words}");
        }
    }

    #[test]
    fn exactness_is_said() {
        use Approximation::{About, AtLeast, Near, Over};
        for (words, approximation) in [
            ("超过40台设备", Some(Over)),
            ("逾六百家企业", Some(Over)),
            ("三千余名队员", Some(Over)),
            ("20多座桥", Some(Over)),
            ("近千个摊位", Some(Near)),
            ("不足5公里", Some(Near)),
            ("约300吨", Some(About)),
            ("70人左右", Some(About)),
            ("至少12张床", Some(AtLeast)),
            ("65岁以上老人", Some(AtLeast)),
            ("上万名观众", Some(AtLeast)),
            ("最近3天", None),
            ("签约6家企业", None),
        ] {
            assert_eq!(only(words).approximation, approximation, "{words}");
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        for (words, low, high) in [
            ("3—5万元", 30_000.0, 50_000.0),
            ("20至30名护士", 20.0, 30.0),
            ("1.5-2.5米", 1.5, 2.5),
            ("三四个村民", 3.0, 4.0),
            ("七八百人", 700.0, 800.0),
            ("5%~8%", 5.0, 8.0),
            ("八千到一万元", 8000.0, 10_000.0),
        ] {
            let quantity = only(words);
            assert_eq!((quantity.value, quantity.upper), (Some(low), Some(high)), "{words}");
        }
        let vague = only("数十支队伍");
        assert_eq!((vague.value, vague.unit.as_str()), (None, "支"));
    }

    #[test]
    fn other_numbers_are_no_quantities() {
        for words in [
            "第三次会议",
            "前10名",
            "增强“四个意识”",
            "做到“两个维护”",
            "打好三大攻坚战",
            "三个必须",
            "5G基站",
            "4G/5G融合",
            "A380客机",
            "Web2.0时代",
            "H7N9病毒",
            "1. 总则",
            "（3）附则",
            "拨打12345热线",
            "电话010-66668888",
            "〔2020〕3号",
            "2020年3月5日",
            "3月5日",
            "18:30开会",
            "下午3点",
            "一心一意",
            "千方百计",
            "五花八门",
            "三番五次",
            "一方面",
            "一个人",
            "一些",
            "万一",
            "一定",
            "134团",
            "101大楼",
            "3号楼",
            "一线员工",
            "二级医院",
            "三甲医院",
            "7×24小时",
            "统一部署",
            "零距离服务",
            "百姓",
            "千家万户",
            "四处奔走",
            "大年三十起",
            "二期工程",
            "3版",
            "三年行动计划",
            "一度停工",
            "比分3-2",
            "比例1:3",
            "五四运动",
            "九三学社",
            "十四五规划",
            "八一电影厂",
            "一共",
            "两会",
            "三农",
            "双百",
            "四川",
            "2008年奥运会",
            "0731",
            "走到十字路口",
            "紅十字會",
            "五角星徽章",
            "二套房贷款利率",
            "生辰八字推算",
            "乘坐474次旅客列车",
            "正则表达式的1匹配第一组",
            "0则表示保持当前值",
            "徐奉洙九段对林海峰七段",
        ] {
            let found = find(words);
            assert!(found.is_empty(), "{words}: {found:?}");
        }
    }

    #[test]
    fn what_is_counted_stands_around() {
        for (words, what) in [
            ("新建充电桩320个，方便出行", "充电桩"),
            ("出动抢险人员1200人次", "抢险人员"),
            ("向灾区发送帐篷800顶", "帐篷"),
            ("320个充电桩投入使用", "充电桩"),
            ("派出5名工程师前往", "工程师"),
            ("3000余名医护人员的住宿", "医护人员"),
            ("减免学费超过50万元", "学费"),
            ("网络覆盖率达98%", "网络覆盖率"),
            ("捐赠4万元现金", "现金"),
            ("100余人的志愿者队伍", "志愿者"),
            ("由4架直升机空运灾区", "直升机"),
            ("两个数组相乘的函数", "数组"),
            ("为30名特困生买了返乡车票", "特困生"),
            ("为5个贫困县选配了干部", "贫困县"),
            ("两条直线相交", "直线"),
            ("有3万户家庭处于停电状态", "家庭"),
            ("两张图片之间有差异", "图片"),
            ("5类产品问题尤为突出", "产品问题"),
            ("65岁的老人独自出门", "老人"),
            ("两岸对台出口为26.54亿美元", "两岸对台出口"),
            ("使股票市值骤跌260亿英镑", "股票市值"),
            ("今錄詩十一首", "詩"),
            ("期间力争取得重大成果100项", "重大成果"),
            ("名称长度不超过64字符", "名称长度"),
            ("新增3个组成部分", "组成部分"),
        ] {
            let (_, quantity) = find(words).remove(0);
            assert_eq!(quantity.what.as_deref(), Some(what), "{words}");
        }
    }

    #[test]
    fn what_goes_on_is_not_counted() {
        for words in [
            "三十歲棄舉子業",
            "65岁的赵天衡告别岗位",
            "水在100摄氏度沸腾",
            "二人互相争辩",
            "一次最多可以关闭1000台",
        ] {
            let (_, quantity) = find(words).remove(0);
            assert_eq!(quantity.what, None, "{words}");
        }
    }

    #[test]
    fn what_is_left_out_is_taken_from_before() {
        let whats = |words: &str| -> Vec<String> {
            find(words).into_iter().map(|(_, quantity)| quantity.what.unwrap_or_default()).collect()
        };
        assert_eq!(whats("累计交付车位50个，其中30个已售"), ["车位", "车位"]);
        assert_eq!(whats("向居民寄送防汛手册，至月底，共寄送9万份"), ["防汛手册"]);
        // A comparison counts nothing; what is compared stands before it.
        assert_eq!(whats("犯罪案件较上年同期下降15％"), ["犯罪案件"]);
        assert_eq!(whats("出口比上一年度增长了6％"), ["出口"]);
        assert_eq!(whats("粮食总产量285亿公斤，比上年增产15亿公斤"), ["粮食总产量", "粮食总产量"]);
        assert_eq!(whats("救出3名玩耍的幼童"), ["幼童"]);
        assert_eq!(whats("来了10名学生的家长"), ["学生"]);
        assert_eq!(whats("新增故障12起（湖南4起，江西8起）"), ["新增故障", "新增故障", "新增故障"]);
    }

    #[test]
    fn any_words_are_read_without_harm() {
        let pieces: Vec<char> = "0193.,，:/-—~ 零一二两三十廿百千万亿兆半几数余多点分之又负第个元块毛成折%人次年月天小时公里斤（“大kG$¥约近上超过以左右的\n".chars().collect();
        // A fixed generator, so that a failure comes back.
        let mut state = 7_u64;
        for _ in 0..20_000 {
            let mut words = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                words.push(pieces[(state >> 33) as usize % pieces.len()]);
            }
            let mut end = 0;
            for (range, quantity) in find(&words) {
                assert!(range.start >= end && range.start < range.end, "{words}");
                assert!(words.get(range.clone()).is_some(), "{words}");
                assert!(quantity.value.is_none_or(f64::is_finite), "{words}");
                end = range.end;
            }
        }
    }

    #[test]
    fn spans_fall_on_characters() {
        let words = "共有３．５万人，二〇二〇年。";
        for (range, _) in find(words) {
            assert_eq!(words.get(range), Some("３．５万人"));
        }
    }
}
