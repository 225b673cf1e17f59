//! What a figure counts: the noun phrase that its measure word stands before or behind.
//!
//! No dictionary divides the words, so a phrase ends where punctuation, a function word or one of the verbs below stands.

use std::ops::Range;

use super::figure::Figure;
use super::unit::Kind;
use crate::annotate::numeral::line::Line;
use crate::text::fold::is_han;

/// Characters longest that a phrase may have.
const MAX_LEN: usize = 14;

/// Words that a noun phrase does not go across, longer ones first where one begins another.
const STOPS: &str = "以及 并且 同时 其中 进行 参加 参与 下沉 奔赴 前往 捐款 捐赠 提供 开展 开通 完成 实现 实施 发往 发送 发放 组织 成立 派出 出动 选派 抽调 \
    投入 用于 开始 继续 坚持 坚守 得到 受到 获得 获评 达到 接入 接受 接到 送往 赶赴 进驻 入驻 覆盖 累计 分别 全部 已经 正在 负责 协助 帮助 支援 支持 支撑 \
    保障 配合 围绕 通过 根据 按照 利用 采取 采用 使用 做好 确保 落实 建成 建设 新建 改建 扩建 扩容 安装 交付 抢通 抢修 打通 修复 退服 断电 中断 \
    办理 受理 处理 处置 化解 解决 惠及 服务 走访 慰问 发现 查处 破获 逮捕 抓获 收到 收集 整理 编发 编辑 印发 报道 刊发 转发 采用 推送 发布 推出 \
    签订 签约 签署 注册 登记 增长 增加 下降 减少 减免 提高 提升 降低 上升 超过 位居 位列 排名 约占 占比 占 其余 均 都 也 将 把 被 让 使 给 对 向 \
    在 于 为 从 由 用 以 与 和 及 或 跟 至 到 的 地 得 了 着 等 是 有 无 不 未 已 就 又 再 还 而 但 则 因 如 若 来 去 要 会 能 可 需 应 须 纳入 列入 计入 共 \
    发生 出现 存在 产生 形成 涉及 包括 包含 组成 构成 其 该 此 这 那 并 送 分 驰 奋战 开工 开业 开课 观看 收看 浏览 点击 下载 播放 配送 运输 抵达 离开 返回 出院 \
    同步 左右 以上 以下 以内 一体 火速 迅速 紧急 实时 免费 接龙 仅 只 才 向 后 前 时 中 内 里 上 下 期间";

/// Words that begin with a stop but are nouns of their own.
const NOUNS: &str = "服务器 服务台 服务点 服务站 服务队 服务小分队 服务小组 服务人员 服务中心 服务热线 服务商 服务企业 组织部 组织者 组织机构 支援队 保障队 保障组 保障人员 保障车 保障车辆 \
    保障任务 保障团队 保障小组 保障点 建设者 建设任务 建设项目 建设工程 应急 应用 应收 应届 中国 中心 中小 中学 中职 中医 中型 中高 中层 中央 中继 中断点 上市 上海 上级 上网 上门 上游 下级 下属 下游 下辖 内容 内科 \
    内外 内地 里程 前端 前线 前台 后台 后勤 后端 时间 时段 地区 地市 地级 地方 地点 地铁 地址 对讲机 对口 对象 用户 用电 用工 用房 用品 用水 用地 与会 和谐 会议 会员 会场 会诊 会计 \
    能源 能力 能手 有线 有关 有效 有色 无线 无人机 无线电 不动产 不锈钢 可视 可研 要素 要求 需求 等级 以太网 为民 因素 如厕 分公司 分支 分中心 分局 分厂 分会 分行 分店 送餐 给水 把手 都市 \
    使者 使馆 通过率 使用率 采用率 共享 共建 共产党员 共青团员 分类 于都 到访 到账 并网 并购 则 其他 来电 来信 来访 去向 在线 在岗 在校 在建 在册 在职 在京 在院 均价 在研 新建项目 同步课堂 参与者 \
    支撑人员 支撑团队 支撑系统 实时 建设用地 建设基站 处理器 接入点 接入网 开通单 发布会 发送量 紧急通知 已婚 未成年 地质 地面 后备 后方 前沿 得分 于 了望 是非 有机 再生 还款 而 再贷款 应聘 \
    应急保障 报道组 会客 中标 上岗 下岗 下线 上线 时尚 时速 时长 里 里弄 减少量 和田 到期 至尊";

/// Verbs and adverbs before a figure that are no part of what is counted; the noun stands behind them.
const LEADS: &str = "累计 共计 总计 合计 总共 一共 共 已 已经 先后 现有 现 新增加 出动 派出 派驻 选派 抽调 调派 调配 调度 组织 组建 安装 开通 新开通 新建 建成 建立 建设 交付 完成 提供 发送 发放 \
    下发 发布 推送 捐赠 捐款 捐献 募集 筹集 投入 投资 减免 减少 增加 受理 处理 处置 解决 排除 收到 收集 接收 接听 接到 接待 抢修 抢通 修复 扩容 改造 保障 覆盖 服务 惠及 帮助 救助 慰问 走访 \
    排查 检查 检测 巡检 培训 开展 举办 召开 实现 达成 签订 签署 签约 采购 购置 配备 配送 运送 运输 派送 免费 每天 每日 日均 平均 平均每天 为 向 给 对 将 把 使 让 由 被 在 从 于 至 到 及 和 与 或 \
    以及 其中 的 了 达 达到 有 是 等 约 近 仅 只 才 整理 梳理 汇总 报送 上报 追踪 追踪到 报告 通报 采用 转发 编发 编辑 报道 刊发 出 具备 拥有 需 需要 要 计划 预计 设立 设置 成立 搭建 部署 上线 \
    打造 建 新建设 支持 支援 支撑 参与 参加 协助 配合 同步 分别 全部 均 都 也 还 又 再 就 便 即 并 同时 合同 单日 当日 当天 目前 截至 今年 去年 全年 比 较 占 超 超过 突破 增 减 增长 下降 提高 提升 降低 \
    上升 完善 新增设 架设 铺设 敷设 加固 维修 更换 清点 发现 查处 破获 办理 注册 登记 进场 重保 纳入 陆续 新 多";

struct Words {
    by_first: std::collections::HashMap<char, Vec<Vec<char>>>,
}

impl Words {
    fn new(words: &str, is_reversed: bool) -> Words {
        let mut by_first: std::collections::HashMap<char, Vec<Vec<char>>> = std::collections::HashMap::new();
        for word in words.split_whitespace() {
            let mut chars: Vec<char> = word.chars().collect();
            if is_reversed {
                chars.reverse();
            }
            if let Some(&first) = chars.first() {
                by_first.entry(first).or_default().push(chars);
            }
        }
        by_first.values_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.len())));
        Words { by_first }
    }

    /// How long the longest of the words is that begins at a position.
    fn at(&self, line: &Line, place: usize) -> Option<usize> {
        let words = self.by_first.get(&line.at(place))?;
        let is_there = |word: &&Vec<char>| word.iter().enumerate().all(|(n, &c)| line.at(place + n) == c);
        words.iter().find(is_there).map(Vec::len)
    }

    /// How long the longest of the words is that ends before a position.
    fn before(&self, line: &Line, place: usize) -> Option<usize> {
        let words = self.by_first.get(&line.before(place))?;
        let is_there = |word: &&Vec<char>| {
            place >= word.len() && word.iter().enumerate().all(|(n, &c)| line.at(place - 1 - n) == c)
        };
        words.iter().find(is_there).map(Vec::len)
    }
}

/// The lists of this module, ready to look up.
struct Lists {
    stops: Words,
    nouns: Words,
    leads: Words,
    lead_ends: Words,
}

fn lists() -> &'static Lists {
    static LISTS: std::sync::OnceLock<Lists> = std::sync::OnceLock::new();
    LISTS.get_or_init(|| Lists {
        stops: Words::new(STOPS, false),
        nouns: Words::new(NOUNS, false),
        leads: Words::new(LEADS, false),
        lead_ends: Words::new(LEADS, true),
    })
}

/// Where the words stand that say what a figure counts.
#[must_use]
pub fn counted(line: &Line, figure: &Figure) -> Option<Range<usize>> {
    let unit = figure.unit?;
    match unit.kind {
        Kind::Classifier | Kind::Serial => behind(line, figure.end).or_else(|| before(line, figure)),
        _ => before(line, figure).or_else(|| behind(line, figure.end)),
    }
}

/// The phrase that begins at a position.
pub(super) fn behind(line: &Line, start: usize) -> Option<Range<usize>> {
    let mut start = line.skip_spaces(start);
    if line.at(start) == '的' {
        start += 1;
    }
    let is_quoted = matches!(line.at(start), '“' | '「' | '《');
    let lists = lists();
    let mut place = start + usize::from(is_quoted);
    while place < start + MAX_LEN && is_phrase(line.at(place)) {
        if let Some(len) = lists.nouns.at(line, place) {
            place += len;
        } else if lists.stops.at(line, place).is_some() {
            break;
        } else {
            place += 1;
        }
    }
    if is_quoted {
        if matches!(line.at(place), '”' | '」' | '》') {
            place += 1;
            return Some(start..place);
        }
        start += 1;
    }
    (place >= start + 2 || place == start + 1 && "人车人床线塔站".contains(line.at(start)))
        .then_some(start..place)
}

/// The phrase that ends before the figure.
fn before(line: &Line, figure: &Figure) -> Option<Range<usize>> {
    let lists = lists();
    let mut end = line.skip_spaces_before(figure.start);
    while line.before(end) == '：' || line.before(end) == ':' || line.before(end) == ' ' {
        end -= 1;
    }
    // Verbs and adverbs right before the figure: 短信共发送3万条.
    while let Some(len) = lists.lead_ends.before(line, end) {
        end -= len;
    }
    let mut start = end;
    while start > 0 && end - start < MAX_LEN && is_phrase(line.before(start)) {
        start -= 1;
    }
    // What stands behind the last verb or preposition is the noun.
    let mut place = start;
    while place < end {
        let is_noun = lists.nouns.at(line, place);
        match lists.leads.at(line, place) {
            _ if is_noun.is_some_and(|len| place + len <= end) => place += is_noun.unwrap_or(1),
            Some(len) if place + len < end => {
                place += len;
                start = place;
            }
            _ => place += 1,
        }
    }
    (end >= start + 2).then_some(start..end)
}

fn is_phrase(c: char) -> bool {
    is_han(c) && !matches!(c, '〇' | '零') || c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-')
}
