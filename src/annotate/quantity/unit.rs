//! Units: measure words, measures, money.
//!
//! The lists are our own, written down from general knowledge of the language, the metric system and ISO 4217. A unit keeps the
//! name that Chinese prints, so figures read as they stand; only plain synonyms become one: 千米, km → 公里, 平米, m² → 平方米,
//! 人民币, 块 → 元, other currencies their ISO 4217 code. Units are not converted into each other: 吨 stay 吨.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::annotate::numeral::line::Line;

/// What a unit measures, as far as the reading depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A measure word: 个, 条, 人次.
    Classifier,
    /// A measure word that also numbers things: 期, 批. It counts only where something says so.
    Serial,
    /// A length, weight, area, voltage …
    Measure,
    /// A stretch of time.
    Time,
    /// An age.
    Age,
    /// A currency.
    Money,
    /// A share of a whole; the value is in hundredths.
    Percent,
}

/// A unit under one of its names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// The name that stands for all synonyms.
    pub name: &'static str,
    /// What it measures.
    pub kind: Kind,
    /// The figure's value is multiplied by ten to this power: 5成 is 50 %.
    pub power: i32,
}

/// Measure words, one name each, longest first where one begins another.
const CLASSIFIERS: &str = "个 项 件 条 张 份 台 套 部 辆 架 艘 列 座 栋 幢 间 处 所 家 户 口 头 只 匹 羽 尾 株 棵 枚 颗 粒 片 \
    根 支 枝 把 盏 顶 双 对 副 场 次 起 例 宗 笔 篇 首 幅 本 册 种 类 门 道 桌 针 剂 瓶 箱 袋 包 盒 桶 罐 车 趟 站 \
    人 名 位 倍 单 票 股 顿 遍 扇 串 盆 束 朵 滴 堆 捆 卷 匣 樽 杯 碗 盘 盏 壶 具 封 则 段 句 字 声 胎 窝 层 孔 芯 杆 帧 \
    人次 人份 户次 家次 件次 条次 例次 场次 批次 班次 车次 台次 辆次 架次 航次 艘次 列次 趟次 剂次 支次 枚次 只次 人天 人日 \
    台套 课时 学时 工时 工日 标箱 车皮 床位 席位 市 省 县 镇 乡 村 篇次 份次 点次 项次 宗次 单次 处次 \
    字节 字符 字元 位元组";

/// Measure words that number as well as count.
const SERIALS: &str = "期 批 轮 届 版 章 节 页 集 回 班 队 组";

/// `name synonym synonym …`, one unit a line.
const MEASURES: &str = "公里 千米 km KM Km\n米 m 公尺\n厘米 cm 公分\n毫米 mm\n微米 μm um\n纳米 nm\n分米 dm\n英里 mile miles 哩\n英尺 呎 英呎 feet foot ft\n\
    英寸 吋 英吋 inch inches\n海里\n里\n尺\n寸\n平方公里 平方千米 km² km2\n平方米 平米 ㎡ m² m2 平方\n公顷\n英亩\n平方英里\n平方英尺\n码\n亩\n升 L l 公升 litre litres\n毫升 ml mL cc\n\
    立方米 m³ m3 立方\n加仑 gallon gallons\n吨 t 公吨\n公斤 千克 kg KG Kg kgs\n克 g 公克\n毫克 mg\n斤 市斤\n两\n磅 lb lbs\n盎司 安士 oz\n千瓦 kW KW kw\n兆瓦 MW\n瓦 瓦特 W\n\
    千瓦时 kWh kwh KWh KWH\n瓦时 Wh\n兆瓦时 MWh\n伏 V 伏特\n千伏 kV KV\n安培\n千伏安 kVA KVA\n欧姆\n赫兹 Hz 赫\n千赫 kHz 千赫兹\n兆赫 MHz 兆赫兹\n\
    吉赫 GHz 吉赫兹\n分贝 dB\n兆字节 MB\n千字节 KB\nGB\nTB\nPB\nMbps\nGbps\nkbps Kbps\n比特 bit\n千比特\n兆比特\n吉比特\n兆\n帕 Pa\n千帕 kPa\n\
    兆帕 MPa\n千卡 大卡 kcal\n焦耳\n千焦\n摄氏度 ℃ °C 摄氏°\n华氏度 ℉ °F 华氏°\n开尔文 开氏度\n度 °\n公里/小时 km/h 千米/小时 千米每小时 公里每小时\n米/秒 m/s 米每秒\n\
    皮长公里\n芯公里\n对公里\n沟公里\n杆程公里\n克拉\n光年\n马力\nrpm\n像素 万像素\n毫秒 ms\n微秒\n纳秒";

const TIMES: &str = "小时 个小时 钟头 个钟头\n分钟\n秒 秒钟\n天\n周 个星期 星期 个礼拜\n个月\n年\n刻钟\n季度 个季度\n昼夜 个昼夜\n毫秒 ms\n微秒";

const AGES: &str = "岁 周岁";

/// `ISO 4217 code`, then names and signs; the yuan keeps its Chinese name.
const MONEY: &str = "元 人民币 块钱 块 圆 元人民币 元整 圆整 元钱 CNY RMB\n$ 蚊\nUSD 美元 美金 美圆 美刀 元美元 元美金\nEUR 欧元 元欧元\nGBP 英镑\n\
    JPY 日元 日圆 日币 元日币 円\nKRW 韩元 韩圆 韩币 韩圜 元韩币\nKPW 朝鲜元 朝鲜圆\nHKD 港元 港币 港圆 港纸 元港币\nMOP 澳门元 澳门币 葡币\n\
    TWD 新台币 台币 新台币元 元台币 元新台币\nSGD 新加坡元 新加坡币 新币 坡币\nAUD 澳元 澳币 澳大利亚元\nNZD 新西兰元 纽元 纽币\nCAD 加元 加币 加拿大元\n\
    RUB 卢布 俄罗斯卢布\nINR 印度卢比 印度卢布 卢比\nTHB 泰铢 泰国铢 铢\nVND 越南盾 越盾\nIDR 印尼盾 印度尼西亚卢比 印尼卢比\nMYR 马来西亚令吉 马来西亚林吉特 林吉特 令吉 马币\n\
    PHP 菲律宾比索\nMXN 墨西哥比索\nBRL 巴西雷亚尔 雷亚尔\nZAR 南非兰特 兰特\nTRY 土耳其里拉 里拉\nSEK 瑞典克朗\nNOK 挪威克朗\nDKK 丹麦克朗\n\
    CZK 捷克克朗\nCHF 瑞士法郎\nAED 阿联酋迪拉姆 迪拉姆\nSAR 沙特里亚尔\nNGN 尼日利亚奈拉 奈拉\nILS 以色列谢克尔 谢克尔\nHUF 福林 匈牙利福林\n\
    PLN 兹罗提 波兰兹罗提\nMMK 缅元 缅甸元\nLAK 基普\nKHR 瑞尔\nMNT 图格里克\nKZT 坚戈\nEGP 埃及镑\nIRR 伊朗里亚尔\nARS 阿根廷比索\nCLP 智利比索\n\
    KES 肯尼亚先令\nPKR 巴基斯坦卢比\nLKR 斯里兰卡卢比\nBDT 塔卡 孟加拉塔卡\nUAH 格里夫纳\nISK 冰岛克朗\nKWD 科威特第纳尔\nBTC 比特币";

/// Signs of money that stand before the number.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("JPY¥", "JPY"),
    ("CNY¥", "元"),
    ("人民币", "元"),
    ("港币", "HKD"),
    ("美金", "USD"),
    ("新台币", "TWD"),
    ("CNY", "元"),
    ("RMB", "元"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("JPY", "JPY"),
    ("HKD", "HKD"),
    ("TWD", "TWD"),
    ("KRW", "KRW"),
    ("SGD", "SGD"),
    ("AUD", "AUD"),
    ("CAD", "CAD"),
    ("CHF", "CHF"),
    ("¥", "元"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("₹", "INR"),
];

/// Money parts: a tenth, a hundredth.
pub(super) const PARTS: &[(&str, i32)] =
    &[("角钱", -1), ("毛钱", -1), ("分钱", -2), ("角", -1), ("毛", -1), ("毫", -1), ("分", -2), ("仙", -2)];

/// Words whose first character is a unit in other places. What they stand behind is counted by no measure word.
const WORDS: &str = "个体 个别 个性 项目 条件 条例 条款 台湾 台州 台风 部门 部委 部队 部长 部分 部署 处长 处理 处于 处置 家庭 家长 家属 \
    口罩 口岸 口号 口径 头部 只有 只要 只能 只是 只为 场景 场所 场地 场馆 场合 次日 次数 次要 起来 起到 例如 例外 首次 首个 首先 首批 首家 \
    本地 本次 本人 本市 本省 本报 种植 种子 类似 类别 类型 门店 门诊 门户 门槛 道路 道德 道理 针对 包括 包含 包装 车辆 车间 车站 车型 人民 人工 \
    人大 人员 人社 人均 人口 名单 名额 名义 名称 位于 位置 位数 位居 位列 单位 单次 单个 票价 股份 股权 股东 扇区 串联 户外 户籍 户口 \
    天津 天然 天气 天翼 天线 天河 天猫 周年 周边 周期 周一 周二 周三 周四 周五 周六 周日 周末 升级 升至 升到 升高 升温 元素 元旦 元件 元宇 \
    度假 成立 成为 成功 成员 成果 成都 成本 成绩 成熟 成长 成效 成就 成人 成交 成套 成品 成型 成片 成分 折叠 折合 折算 克服 里面 里程 \
    封闭 封控 段时 字幕 声音 声明 层面 层级 支持 支撑 支付 支部 支援 支局 支行 把握 把关 根据 根本 颗粒 副局 副总 副主 副书 副省 副市 \
    对于 对接 对口 对应 对讲 对比 对话 双方 双向 座谈 间隔 间接 套餐 套装 篇幅 片区 盘活 盘点 尾部 列入 列为 架设 架构 套牌 处方 年度 年代 \
    年级 年初 年末 年底 年中 年份 年第 秒杀 分之 米其 期间 期末 期货 批准 批示 批发 批复 轮岗 轮流 届时 版本 版权 章程 节点 节目 节约 节能 节日 \
    页面 集团 集中 集成 集体 集合 回家 回应 回复 班子 班长 队伍 队员 队长 组织 组成 组长 组建 环节 路线 份额 份量 站点 站长 站在 件事 笔记 笔试 \
    口腔 口头 杯赛 包揽 箱体 桶装 袋装 盒装 卷入 册页 平方根 升学 帕金 磅礴 亩产 斤斤 吨位 两会 两个 两次 两年 两级 两岸 两侧 两地 两种 两项 \
    两人 两条 两大 两手 两天 两名 两位 两家 两处 两支 两台 市场 市民 市长 市委 市政 市区 市内 市级 省委 省内 省份 省长 省道 省级 省政 县委 县长 县道 县级 县政 镇长 镇政 镇级 村民 村委 村级 乡镇 乡村 乡级 蚊子 蚊虫 毛病 毛巾 毛发 毛衣 字段 字母 字体 字典 字库 字串 字型 字形 位址 段落 匹配 则认 则表 则为 则不 则会 则是 则将 则使 则需 则可 则返 角度 角落 角色 角逐 角形 角洲";

struct Table {
    words: HashMap<char, Vec<&'static str>>,
    by_first: HashMap<char, Vec<(&'static str, Unit)>>,
}

impl Table {
    fn new() -> Table {
        let mut table = Table { words: HashMap::new(), by_first: HashMap::new() };
        for word in WORDS.split_whitespace() {
            if let Some(first) = word.chars().next() {
                table.words.entry(first).or_default().push(word);
            }
        }
        let one = |kind| move |name| Unit { name, kind, power: 0 };
        CLASSIFIERS.split_whitespace().for_each(|name| table.add(name, one(Kind::Classifier)(name)));
        SERIALS.split_whitespace().for_each(|name| table.add(name, one(Kind::Serial)(name)));
        for (lines, kind) in
            [(MEASURES, Kind::Measure), (TIMES, Kind::Time), (AGES, Kind::Age), (MONEY, Kind::Money)]
        {
            for line in lines.lines() {
                let mut names = line.split_whitespace();
                let Some(name) = names.next() else { continue };
                let unit = one(kind)(name);
                table.add(name, unit);
                names.for_each(|synonym| table.add(synonym, unit));
            }
        }
        for (printed, name, power) in [
            ("%", "%", 0),
            ("个百分点", "百分点", 0),
            ("百分点", "百分点", 0),
            ("‰", "%", -1),
            ("成", "%", 1),
            ("折", "折", 0),
        ] {
            table.add(printed, Unit { name, kind: Kind::Percent, power });
        }
        for (printed, name) in [("美分", "USD"), ("欧分", "EUR"), ("便士", "GBP"), ("港仙", "HKD")] {
            table.add(printed, Unit { name, kind: Kind::Money, power: -2 });
        }
        for (printed, power) in PARTS.iter().filter(|(printed, _)| !matches!(*printed, "分" | "毫" | "仙"))
        {
            table.add(printed, Unit { name: "元", kind: Kind::Money, power: *power });
        }
        table
    }

    fn add(&mut self, printed: &'static str, unit: Unit) {
        let Some(first) = printed.chars().next() else { return };
        let names = self.by_first.entry(first).or_default();
        // 块 and 两 are measure words and units: the first list that names one decides.
        if names.iter().all(|(other, _)| *other != printed) {
            // Longer names first, so the first that fits is the longest.
            let len = printed.chars().count();
            let place =
                names.iter().position(|(other, _)| other.chars().count() < len).unwrap_or(names.len());
            names.insert(place, (printed, unit));
        }
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new)
}

/// The longest unit that begins at a position, and where it ends.
#[must_use]
pub fn unit(line: &Line, place: usize) -> Option<(usize, Unit)> {
    let names = table().by_first.get(&line.at(place))?;
    for &(printed, unit) in names {
        let end = place + printed.chars().count();
        // A word of letters is not cut: 5 months is no 5 m.
        let is_whole = !line.before(end).is_ascii_alphabetic() || !line.at(end).is_ascii_alphanumeric();
        let is_spaced = spaced_end(line, place, printed);
        if line.has(place, printed) && is_whole {
            let words = table().words.get(&line.at(place));
            let is_word = end == place + 1 && words.is_some_and(|words| line.any(place, words).is_some());
            return (!is_word).then_some((end, unit));
        }
        if let Some(end) = is_spaced {
            return Some((end, unit));
        }
    }
    None
}

/// Where a name of more than one Chinese character ends that is printed with spaces between: 个 百 分 点.
fn spaced_end(line: &Line, place: usize, printed: &str) -> Option<usize> {
    if !printed.ends_with("百分点") {
        return None;
    }
    let mut place = place;
    for c in printed.chars() {
        place = line.skip_spaces(place);
        if line.at(place) != c {
            return None;
        }
        place += 1;
    }
    Some(place)
}

/// The sign of money that ends before a position, and where it begins.
#[must_use]
pub fn money_sign(line: &Line, place: usize) -> Option<(usize, Unit)> {
    let place = line.skip_spaces_before(place);
    if !matches!(line.before(place), '$' | '¥' | '€' | '£' | '₩' | '₹' | '币' | '金' | 'A'..='Z') {
        return None;
    }
    let (sign, name) = SIGNS.iter().find(|(sign, _)| line.has_before(place, sign))?;
    let start = place - sign.chars().count();
    let is_whole =
        !sign.starts_with(|c: char| c.is_ascii_alphabetic()) || !line.before(start).is_ascii_alphanumeric();
    let is_free = !crate::annotate::numeral::may_begin(line.before(start));
    (is_whole && is_free).then_some((start, Unit { name, kind: Kind::Money, power: 0 }))
}

#[cfg(test)]
mod tests {
    use super::{Kind, money_sign, unit};
    use crate::annotate::numeral::line::Line;

    #[test]
    fn synonyms_have_one_name() {
        for (printed, name, kind) in [
            ("公里路", "公里", Kind::Measure),
            ("km", "公里", Kind::Measure),
            ("千米", "公里", Kind::Measure),
            ("㎡", "平方米", Kind::Measure),
            ("人民币", "元", Kind::Money),
            ("美圓", "USD", Kind::Money),
            ("個小時", "小时", Kind::Time),
            ("個人", "个", Kind::Classifier),
            ("人次", "人次", Kind::Classifier),
            ("百分点", "百分点", Kind::Percent),
        ] {
            let (_, found) = unit(&Line::new(printed), 0).unwrap();
            assert_eq!((found.name, found.kind), (name, kind), "{printed}");
        }
        for printed in ["months", "", "，", "gram", "G网络"] {
            assert_eq!(unit(&Line::new(printed), 0), None, "{printed}");
        }
    }

    #[test]
    fn signs_stand_before_the_number() {
        for (printed, name) in [("US$", "USD"), ("￥", "元"), ("共€ ", "EUR"), ("人民币", "元")] {
            let line = Line::new(printed);
            assert_eq!(money_sign(&line, line.len()).map(|(_, unit)| unit.name), Some(name), "{printed}");
        }
    }
}
