//! Words of what only the whole program shows, in 简体, 繁體 and English.

use crate::protocol::Approximation;
use crate::protocol::Facet;
use crate::protocol::analysis::ConcordanceKey;
use crate::protocol::annotation::FigureSort;

use super::number::{grouped, plural};
use super::{Lang, Words};

texts! {
    // The reader.
    marked_kinds: "标注", "標註", "Mentions";
    event: "事件", "事件", "Event";
    who: "主体", "主體", "Who";
    exactness: "约数", "約數", "How exact";
    counted: "所计", "所計", "Counted";
    parent: "隶属", "隸屬", "Part of";
    same_unit: "同一单位的数据", "同一單位的數據", "Figures in this unit";
    name_page: "这个名称", "這個名稱", "This name";
    all_that_name_it: "提到它的全部文章", "提到它的全部文章", "All articles that name it";
    over: "超过", "超過", "over";
    near: "接近", "接近", "nearly";
    roughly: "大约", "大約", "about";
    at_least: "至少", "至少", "at least";

    // The timeline's lanes.
    lanes_label: "按行排列的日期", "按行排列的日期", "Dates in lanes";
    lanes_by: "分行", "分行", "Lanes by";
    by_who: "主体", "主體", "who";
    by_nothing: "不分", "不分", "none";
    by_nobody: "未指明", "未指明", "nobody in particular";
    other_lanes: "其他", "其他", "others";
    zoom: "缩放", "縮放", "Zoom";
    zoom_in: "放大（+）", "放大（+）", "Zoom in (+)";
    zoom_out: "缩小（-）", "縮小（-）", "Zoom out (-)";
    fit_all: "全览", "全覽", "Fit all";

    // Taking away.
    every_hit: "全部命中", "全部命中", "All hits";
    every_article: "全部文章", "全部文章", "All articles";
    every_date: "全部日期", "全部日期", "All dates";
    hits_need_a_query: "先输入检索词", "先輸入檢索詞", "search for something first";
    cite: "引用", "引用", "Cite";
    cited: "引用什么", "引用什麼", "What";
    this_result: "这次检索结果", "這次檢索結果", "this result";
    plain_citation: "文字", "文字", "Plain text";
    copy: "复制", "複製", "Copy";
    copied: "已复制", "已複製", "Copied";

    // Fields of a query.
    field_organisation: "机构", "機構", "organisation";
    field_person: "人物", "人物", "person";
    field_place: "地点", "地點", "place";
    field_service: "业务", "業務", "service";
    field_unit: "单位", "單位", "unit";
    field_value: "数值", "數值", "value";

    day_uncertain: "日子不确", "日子不確", "day uncertain";

    // Near copies.
    near_copies: "近似重复", "近似重複", "Near copies";
    near_copy: "与较早一篇近似", "與較早一篇近似", "repeats an earlier one";
    copies_measure: "相近度是两篇共有的五字片段占全部片段的比例，标点、字形、全角半角不计；0.8 以上列为近似。检索结果里近似的各篇合为一条，但处数、篇数照计；在筛选栏“近似重复”里可把重复的各篇排除，各种统计随之只计一次。", "相近度是兩篇共有的五字片段占全部片段的比例，標點、字形、全形半形不計；0.8 以上列為近似。檢索結果裡近似的各篇合為一條，但處數、篇數照計；在篩選欄「近似重複」裡可把重複的各篇排除，各種統計隨之只計一次。", "Resemblance is the share of runs of five characters that two articles have in common; punctuation, script and width do not count. From 0.8 on they are near copies: results show them as one entry, but hits and articles are all counted. Exclude copies under “Near copies” in the filter, and all statistics count them once.";
    no_copies: "没有近似的文章", "沒有近似的文章", "No article says nearly the same";
    resemblance: "相近度", "相近度", "Resemblance";
    first_copy: "最前一篇", "最前一篇", "the first";
    compare_with_first: "与最前一篇对照", "與最前一篇對照", "Compare with the first";
    differences: "差别", "差別", "What differs";
    only_here: "只有这边有", "只有這邊有", "only on this side";
    copies_counted: "近似重复的各篇都计入。", "近似重複的各篇都計入。", "Near copies are counted each time.";
    copies_left_out: "近似重复的各篇只计一次。", "近似重複的各篇只計一次。", "Near copies are counted once.";
    count_once: "只计一次", "只計一次", "Count them once";
    count_each: "都计入", "都計入", "Count each";

    // The concordance.
    concordance_no_query: "先输入一个词", "先輸入一個詞", "Type a word first";
    concordance_no_query_hint: "语境把一个词的每一处排成一行，词在正中，左右是它的上下文，可按左右的字排序、分组。", "語境把一個詞的每一處排成一行，詞在正中，左右是它的上下文，可按左右的字排序、分組。", "The concordance sets every hit of a word on a line of its own, the word in the middle and its context on both sides, sorted and grouped by the characters beside it.";
    concordance_no_term: "检索式里没有可以列出的词", "檢索式裡沒有可以列出的詞", "The query has no word whose places could be listed";
    frequent_here: "这里最常见的词语", "這裡最常見的詞語", "Most frequent expressions here";
    concordance_keys: "上下方向键逐行移动，Enter 打开原文。", "上下方向鍵逐行移動，Enter 開啟原文。", "Up and down arrows go along the lines, Enter opens the text.";
    key_lines: "在语境里逐行移动", "在語境裡逐行移動", "move along the lines of the concordance";
    groups: "左右接字", "左右接字", "What stands beside it";
    in_hits: "处数", "處數", "hits";
    fewer: "收起", "收起", "Show fewer";
    no_further_key: "—", "—", "—";
    group: "分组", "分組", "Groups";
    order_of_groups: "各组次序", "各組次序", "Order of groups";
    by_frequency: "多的在前", "多的在前", "Frequent first";
    by_character: "按字序", "按字序", "By character";
    window: "窗口", "視窗", "Window";
    sample: "抽样", "抽樣", "Sample";
    all_lines: "全部", "全部", "all lines";
    draw_again: "重抽", "重抽", "Draw again";

    // Facets.
    facet_publisher: "发布者", "發布者", "Publishers";
    facet_organisation: "机构", "機構", "Organisations";
    facet_person: "人物", "人物", "People";
    facet_place: "地点", "地點", "Places";
    facet_service: "业务", "業務", "Services";
    facet_unit: "数据单位", "數據單位", "Units of figures";
    facet_year: "年份", "年份", "Years";
    facet_month: "月份", "月份", "Months";
    facet_language: "语言", "語言", "Languages";
    by_articles: "按篇数", "按篇數", "by articles";
    by_pinyin: "按拼音", "按筆畫", "by pinyin";
    by_time: "按时间", "按時間", "in order";
    change_order: "换一种次序", "換一種次序", "Change the order";
    no_such_value: "没有这样的名称", "沒有這樣的名稱", "No such name";

    // Lists of expressions.
    list_frequent: "常见词语", "常見詞語", "Frequent expressions";
    list_collocates: "搭配", "搭配", "Neighbours";
    list_keyness: "两边比较", "兩邊比較", "Two sides compared";
    expression: "词语", "詞語", "Expression";
    length: "字数", "字數", "Characters";
    no_expressions: "没有出现两次以上的词语。", "沒有出現兩次以上的詞語。", "No expression occurs twice.";
    frequent_measure: "所数是各篇里相连的汉字，不分词，封面、目录不计；十有九次出现在一个更长的词语里的，不另列。“分布”（DP）说一个词语在各篇里是否均匀：0 最均匀，1 集中在一处。", "所數是各篇裡相連的漢字，不分詞，封面、目錄不計；十有九次出現在一個更長的詞語裡的，不另列。「分布」（DP）說一個詞語在各篇裡是否均勻：0 最均勻，1 集中在一處。", "Counted are runs of characters in articles, whatever the words, covers and contents pages left out; one that stands in a longer one nine times in ten is left out. Dispersion (DP) says how evenly an expression is spread over the articles: 0 as even as can be, 1 all in one place.";
    collocates_no_query: "先输入一个词", "先輸入一個詞", "Type a word first";
    collocates_no_query_hint: "搭配列出常在这个词左右出现的词语。", "搭配列出常在這個詞左右出現的詞語。", "Neighbours are the expressions that often stand beside a word.";
    collocates_measure: "“期望”是碰巧会有的次数。G²（对数似然）说实际次数偏离期望有多可靠，3.84 以上单看一词不大可能是碰巧，负号表示比期望少；Dice 说两者有多常在一起，从 0 到 1。", "「期望」是碰巧會有的次數。G²（對數似然）說實際次數偏離期望有多可靠，3.84 以上單看一詞不大可能是碰巧，負號表示比期望少；Dice 說兩者有多常在一起，從 0 到 1。", "Expected is what chance alone would bring. G² (log-likelihood) says how sure it is that the count differs from that: above 3.84 chance is unlikely for any one expression, a minus means fewer than expected; Dice says how often both are together, from 0 to 1.";
    keyness_measure: "“差距”是两边每万字次数之比，按翻倍计：+1 即 A 是 B 的两倍，−1 即一半。G²（对数似然）说这差距有多可靠，3.84 以上单看一词不大可能是碰巧。", "「差距」是兩邊每萬字次數之比，按翻倍計：+1 即 A 是 B 的兩倍，−1 即一半。G²（對數似然）說這差距有多可靠，3.84 以上單看一詞不大可能是碰巧。", "The difference counts doublings between the two rates: +1 means twice as often in A as in B, −1 half as often. G² (log-likelihood) says how sure that is: above 3.84 chance is unlikely for any one expression.";
    column_count: "次数", "次數", "Count";
    column_count_hint: "出现的次数", "出現的次數", "Occurrences";
    column_rate: "每万字", "每萬字", "Per 10,000";
    column_rate_hint: "每一万字里出现的次数", "每一萬字裡出現的次數", "Occurrences in 10,000 characters";
    column_articles: "篇数", "篇數", "Articles";
    column_articles_hint: "见于多少篇文章", "見於多少篇文章", "Articles with at least one";
    column_dispersion: "分布", "分布", "Dispersion";
    column_dispersion_hint: "DP：0 最均匀，1 集中在一处", "DP：0 最均勻，1 集中在一處", "DP: 0 as even as can be, 1 all in one place";
    column_near: "左右", "左右", "Near";
    column_near_hint: "在窗口里出现的次数", "在視窗裡出現的次數", "Occurrences in the window";
    column_expected: "期望", "期望", "Expected";
    column_expected_hint: "碰巧会在窗口里出现的次数", "碰巧會在視窗裡出現的次數", "Occurrences in the window by chance alone";
    column_near_rate: "左右每万", "左右每萬", "Near, per 10,000";
    column_near_rate_hint: "窗口里每一万个这样长的字串中的次数", "視窗裡每一萬個這樣長的字串中的次數", "Occurrences in 10,000 runs of this length in the window";
    column_all: "全部", "全部", "All";
    column_all_hint: "在全部文字里出现的次数", "在全部文字裡出現的次數", "Occurrences in all the text";
    column_all_rate: "全部每万", "全部每萬", "All, per 10,000";
    column_all_rate_hint: "全部文字里每一万个这样长的字串中的次数", "全部文字裡每一萬個這樣長的字串中的次數", "Occurrences in 10,000 runs of this length in all the text";
    column_dice: "Dice", "Dice", "Dice";
    column_dice_hint: "两者有多常在一起，从 0 到 1", "兩者有多常在一起，從 0 到 1", "How often both are together, from 0 to 1";
    column_likelihood: "G²", "G²", "G²";
    column_likelihood_hint: "对数似然：差别有多可靠", "對數似然：差別有多可靠", "Log-likelihood: how sure the difference is";
    column_first: "A 次数", "A 次數", "A";
    column_first_hint: "在 A 里出现的次数", "在 A 裡出現的次數", "Occurrences in A";
    column_first_rate: "A 每万字", "A 每萬字", "A per 10,000";
    column_second: "B 次数", "B 次數", "B";
    column_second_hint: "在 B 里出现的次数", "在 B 裡出現的次數", "Occurrences in B";
    column_second_rate: "B 每万字", "B 每萬字", "B per 10,000";
    column_ratio: "差距", "差距", "Difference";
    column_ratio_hint: "每万字次数之比，按翻倍计", "每萬字次數之比，按翻倍計", "Doublings between the two rates";
    typical_of: "哪一边的特色词语", "哪一邊的特色詞語", "Typical of which side";
    typical_of_first: "A 的特色", "A 的特色", "Typical of A";
    typical_of_second: "B 的特色", "B 的特色", "Typical of B";
    typical_of_either: "两边", "兩邊", "Either";
    side_first: "A 边", "A 邊", "Side A";
    side_second: "B 边", "B 邊", "Side B";
    side_present: "当前筛选", "目前篩選", "what the present filter finds";
    side_rest: "其余全部", "其餘全部", "all the rest";
    side_by_query: "检索式…", "檢索式…", "a query …";
    side_query: "这一边的检索式", "這一邊的檢索式", "The query of this side";
    periods: "时段", "時段", "Periods";
}

impl Words {
    /// A facet.
    #[must_use]
    pub fn facet(self, facet: Facet) -> &'static str {
        match facet {
            Facet::Document => self.documents(),
            Facet::Publisher => self.facet_publisher(),
            Facet::Year => self.facet_year(),
            Facet::Month => self.facet_month(),
            Facet::Language => self.facet_language(),
            Facet::Organisation => self.facet_organisation(),
            Facet::Person => self.facet_person(),
            Facet::Place => self.facet_place(),
            Facet::Service => self.facet_service(),
            Facet::Unit => self.facet_unit(),
            Facet::Copies => self.near_copies(),
        }
    }

    /// The order of a facet's values that is not that of their counts.
    #[must_use]
    pub fn by_name(self, facet: Facet) -> &'static str {
        if matches!(facet, Facet::Year | Facet::Month) { self.by_time() } else { self.by_pinyin() }
    }

    /// By what lines of a concordance are sorted.
    #[must_use]
    pub fn concordance_key(self, key: ConcordanceKey) -> String {
        match key {
            ConcordanceKey::Right(n) => self.nth_right(n),
            ConcordanceKey::Left(n) => self.nth_left(n),
            ConcordanceKey::Date => self.date().to_owned(),
            ConcordanceKey::Order => self.sort_order().to_owned(),
        }
    }
}

phrases! {
    /// Several dates in one mark, with the first of them.
    several_dates(n: usize, first: &str):
        format!("{n} 处日期：{first}"),
        format!("{n} 處日期：{first}"),
        format!("{n} dates: {first}");
    /// What is wrong with a size.
    remark_no_number(place: &str):
        format!("“{place}”里没有数字，已忽略"),
        format!("「{place}」裡沒有數字，已忽略"),
        format!("no number in “{place}”, left out");

    // The concordance.
    /// Which character to the right.
    nth_right(n: u8): format!("右 {n} 字"), format!("右 {n} 字"), format!("right {n}");
    /// Which character to the left.
    nth_left(n: u8): format!("左 {n} 字"), format!("左 {n} 字"), format!("left {n}");
    /// Which sort key.
    nth_key(n: usize): format!("第 {n} 排序项"), format!("第 {n} 排序項"), format!("Sort key {n}");
    /// Characters on each side of the keyword.
    n_wide(n: u32): format!("{n} 字"), format!("{n} 字"), n.to_string();
    /// How many sort keys make a group.
    grouped_by(n: usize):
        if n == 0 { "不分组".into() } else { format!("前 {n} 项") },
        if n == 0 { "不分組".into() } else { format!("前 {n} 項") },
        match n { 0 => "none".into(), 1 => "first key".into(), n => format!("first {n} keys") };
    /// How many lines are drawn.
    drawn(n: u32): format!("抽 {} 处", grouped(n)), format!("抽 {} 處", grouped(n)), format!("{} drawn", grouped(n));
    /// All counts, and how many lines were drawn of them.
    concordance_drawn(all: &str, n: u32):
        format!("{all}；随机抽取 {} 处", grouped(n)),
        format!("{all}；隨機抽取 {} 處", grouped(n)),
        format!("{all}; {} of them drawn by chance", grouped(n));
    /// A link to the lines that come before those shown.
    from_the_first(n: u32):
        format!("前面还有 {} 处，从头看起", grouped(n)),
        format!("前面還有 {} 處，從頭看起", grouped(n)),
        format!("{} before these, show from the first", plural(n, "line", "lines"));
    /// Values that are not shown.
    n_others(n: u32): format!("另 {} 种…", grouped(n)), format!("另 {} 種…", grouped(n)), format!("{} more …", grouped(n));

    // Facets.
    /// Values of a facet that are not shown.
    n_other_values(n: u32): format!("另 {} 个，查找…", grouped(n)), format!("另 {} 個，查找…", grouped(n)), format!("{} more, find …", grouped(n));
    /// A field that finds values of a facet.
    find_in(facet: &str): format!("在{facet}中查找"), format!("在{facet}中查找"), format!("Find in {}", facet.to_ascii_lowercase());
    /// A button that leaves a value out.
    exclude(text: &str): format!("排除 {text}"), format!("排除 {text}"), format!("Exclude {text}");

    // Lists of expressions.
    /// How many characters an expression has.
    n_long(shortest: u8, longest: u8):
        if shortest == longest { format!("{shortest} 字") } else { format!("{shortest}–{longest} 字") },
        if shortest == longest { format!("{shortest} 字") } else { format!("{shortest}–{longest} 字") },
        if shortest == longest { shortest.to_string() } else { format!("{shortest}–{longest}") };
    /// How wide the window of neighbours is.
    on_each_side(n: u32): format!("左右各 {n} 字"), format!("左右各 {n} 字"), format!("{n} on each side");
    /// How many expressions there are in how much text.
    n_frequent(n_rows: u32, n_units: u32, n_articles: u32):
        format!("{} 种词语，出自 {} 篇文章、{} 字", grouped(n_rows), grouped(n_articles), grouped(n_units)),
        format!("{} 種詞語，出自 {} 篇文章、{} 字", grouped(n_rows), grouped(n_articles), grouped(n_units)),
        format!("{} in {}, {}", plural(n_rows, "expression", "expressions"), plural(n_articles, "article", "articles"), plural(n_units, "character", "characters"));
    /// How many neighbours how many hits have.
    n_collocates(n_hits: u32, window: u32, n_rows: u32):
        format!("{} 处的左右各 {window} 字里，有 {} 种词语", grouped(n_hits), grouped(n_rows)),
        format!("{} 處的左右各 {window} 字裡，有 {} 種詞語", grouped(n_hits), grouped(n_rows)),
        format!("{} within {window} characters of {}", plural(n_rows, "expression", "expressions"), plural(n_hits, "hit", "hits"));
    /// How many expressions are typical.
    n_typical(n: u32):
        format!("{} 种特色词语", grouped(n)),
        format!("{} 種特色詞語", grouped(n)),
        plural(n, "typical expression", "typical expressions");
    /// How large a side is.
    side_size(n_units: u32, n_articles: u32, n_documents: u32):
        format!("{} 字，{} 篇文章、{} 份文献", grouped(n_units), grouped(n_articles), grouped(n_documents)),
        format!("{} 字，{} 篇文章、{} 份文獻", grouped(n_units), grouped(n_articles), grouped(n_documents)),
        format!("{} in {}, {}", plural(n_units, "character", "characters"), plural(n_articles, "article", "articles"), plural(n_documents, "document", "documents"));
    /// What a column sorts when not all rows are there.
    sorted_among(n: usize):
        format!("各栏排序只在列出的 {n} 种之内。"),
        format!("各欄排序只在列出的 {n} 種之內。"),
        format!("Columns sort among the {n} expressions that are listed.");
}

impl Words {
    /// How exact a figure is.
    #[must_use]
    pub fn approximation(self, approximation: Approximation) -> &'static str {
        match approximation {
            Approximation::Over => self.over(),
            Approximation::Near => self.near(),
            Approximation::About => self.roughly(),
            Approximation::AtLeast => self.at_least(),
        }
    }
}
// ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────

texts! {
    all_units: "全部", "全部", "all";
    without_unit: "无单位", "無單位", "no unit";
    no_figures: "这些文章里没有数", "這些文章裡沒有數", "No figures in these articles";
    no_figures_in_unit: "这些文章里没有以此计的数", "這些文章裡沒有以此計的數", "No figures of this unit in these articles";
    figures_table: "数一览", "數一覽", "All figures";
    figure_printed: "原文", "原文", "Printed";
    figure_value: "折合", "折合", "Value";
    figure_what: "所计", "所計", "What";
    figure_who: "何人", "何人", "Who";
    figures_largest: "由大到小", "由大到小", "largest first";
    figures_smallest: "由小到大", "由小到大", "smallest first";
    approx_over: "超过", "超過", "over";
    approx_near: "近", "近", "nearly";
    approx_about: "约", "約", "about";
    approx_atleast: "至少", "至少", "at least";
    plot_key: "对数尺；空心为约数，尾朝可能的一侧；横条为范围，菱形为存疑", "對數尺；空心為約數，尾朝可能的一側；橫條為範圍，菱形為存疑", "logarithmic ruler; hollow: approximate, its tail to where it may lie; bar: a range; diamond: in doubt";
    plot_all: "全部", "全部", "all";
    plot_fewer: "只画前几个", "只畫前幾個", "Draw only the first";
    doubts_title: "前后不合之处", "前後不合之處", "What does not agree";
    doubts_hint: "程序只指出，不改动原文。", "程式只指出，不改動原文。", "The program points these out; the text stays as it is.";
    doubt_figure: "既说不足又说有余", "既說不足又說有餘", "says both less and more";
    doubt_date: "日期与上下文不合", "日期與上下文不合", "date contradicts its surroundings";
    doubt_reversed: "止日早于起日", "止日早於起日", "ends before it begins";
    doubt_parts: "分项之和与总数不合", "分項之和與總數不合", "parts do not add up to the total";
    doubt_differing: "别处同句而数不同", "別處同句而數不同", "another figure in the same words elsewhere";
    doubt_other: "存疑", "存疑", "in doubt";
}

phrases! {
    /// Figures of any unit.
    n_figures(n: u32, n_units: u32):
        format!("{} 个数，{} 种单位", grouped(n), grouped(n_units)),
        format!("{} 個數，{} 種單位", grouped(n), grouped(n_units)),
        format!("{} in {}", plural(n, "figure", "figures"), plural(n_units, "unit", "units"));
    /// Figures of one unit.
    n_figures_in(n: u32, unit: &str):
        format!("{} 个以“{unit}”计的数", grouped(n)),
        format!("{} 個以「{unit}」計的數", grouped(n)),
        format!("{} in “{unit}”", plural(n, "figure", "figures"));
    /// Figures without a unit.
    n_figures_without(n: u32):
        format!("{} 个没有单位的数", grouped(n)),
        format!("{} 個沒有單位的數", grouped(n)),
        format!("{} without a unit", plural(n, "figure", "figures"));
    /// Units that share a list.
    other_units(n: u32, n_figures: u32):
        format!("其他 {} 种　{}", grouped(n), grouped(n_figures)),
        format!("其他 {} 種　{}", grouped(n), grouped(n_figures)),
        format!("{} · {}", plural(n, "more unit", "more units"), grouped(n_figures));
    /// What the ruler shows.
    plot_caption(unit: &str): format!("以“{unit}”计"), format!("以「{unit}」計"), format!("In “{unit}”");
    /// The ruler in words.
    plot_label(n: u32, least: &str, middle: &str, most: &str):
        format!("{} 个数，最小 {least}，居中 {middle}，最大 {most}", grouped(n)),
        format!("{} 個數，最小 {least}，居中 {middle}，最大 {most}", grouped(n)),
        format!("{}: least {least}, middle {middle}, most {most}", plural(n, "figure", "figures"));
    /// A likelier day.
    likely_day(day: &str): format!("疑为 {day}"), format!("疑為 {day}"), format!("rather {day}");
    /// What parts come to, and what is printed for the whole.
    sum_and_total(sum: &str, total: &str):
        format!("分项合计 {sum}，总数 {total}"),
        format!("分項合計 {sum}，總數 {total}"),
        format!("the parts come to {sum}, the total is {total}");
    /// Another figure in the same words.
    elsewhere(value: &str): format!("别处作 {value}，去看"), format!("別處作 {value}，去看"), format!("{value} elsewhere; go there");
    /// A button that draws all of them.
    plot_more(n: u32): format!("画出全部 {} 个", grouped(n)), format!("畫出全部 {} 個", grouped(n)), format!("Draw all {}", grouped(n));
}

impl Words {
    /// In which order figures come.
    #[must_use]
    pub fn figure_sort(self, sort: FigureSort) -> &'static str {
        match sort {
            FigureSort::Relevance => self.sort_relevance(),
            FigureSort::Largest => self.figures_largest(),
            FigureSort::Smallest => self.figures_smallest(),
            FigureSort::Date => self.sort_date(),
            FigureSort::Order => self.sort_order(),
        }
    }

    /// A value with its unit, and how exact it is.
    #[must_use]
    pub fn about_value(self, approximation: Option<Approximation>, value: &str, unit: &str) -> String {
        let about = match approximation {
            None => "",
            Some(Approximation::Over) => self.approx_over(),
            Some(Approximation::Near) => self.approx_near(),
            Some(Approximation::About) => self.approx_about(),
            Some(Approximation::AtLeast) => self.approx_atleast(),
        };
        let is_close = value.is_empty() || matches!(unit, "%" | "‰" | "℃");
        let parts = [about, value].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let space = if self.0 == Lang::En && !is_close && !unit.is_empty() { " " } else { "" };
        format!("{}{space}{unit}", parts.join(" "))
    }

    /// What is doubtful.
    #[must_use]
    pub fn doubt_of(self, code: &str) -> &'static str {
        match code {
            "doubtful-figure" => self.doubt_figure(),
            "doubtful-date" => self.doubt_date(),
            "reversed-dates" => self.doubt_reversed(),
            "parts-and-total" => self.doubt_parts(),
            "differing-figures" => self.doubt_differing(),
            _ => self.doubt_other(),
        }
    }
}

// ── names and map ─────────────────────────────────────────────────────────────────────────────────────────────

texts! {
    all_kinds: "全部", "全部", "all";
    kinds_of_names: "名称种类", "名稱種類", "Kind";
    filter_names: "找名称", "找名稱", "Find a name";
    name: "名称", "名稱", "name";
    mentions: "处数", "處數", "mentions";
    other_name: "换一个……", "換一個……", "Another name …";
    no_names: "这些文章里没有名称", "這些文章裡沒有名稱", "No names in these articles";
    no_such_name: "没有这样的名称", "沒有這樣的名稱", "There is no such name";
    no_mentions: "这些文章里没有提到", "這些文章裡沒有提到", "Not named in these articles";
    ambiguous: "可能另有所指", "可能另有所指", "may mean another";
    aliases: "又作", "又作", "also";
    role: "身份", "身分", "role";
    province: "省份", "省份", "province";
    part_of: "属于", "屬於", "part of";
    parts: "下属", "下屬", "parts";
    only_naming: "只看提到它的文章", "只看提到它的文章", "Only articles that name it";
    merge_name: "与另一名称合并……", "與另一名稱合併……", "Same as another name …";
    hide_name: "不是名称，隐去", "不是名稱，隱去", "Not a name: hide it";
    dates_beside: "同文出现的日期", "同文出現的日期", "Dates in the same articles";
    dates_beside_label: "同文出现的日期；左右键移动，回车按此筛选", "同文出現的日期；左右鍵移動，Enter 按此篩選", "Dates in the same articles; arrows move, Enter filters";
    window_strip: "拖动以移动上方所示时段，拖两端以伸缩", "拖動以移動上方所示時段，拖兩端以伸縮", "Drag to move what the lanes show, drag an end to widen it";
    named_with: "同段出现", "同段出現", "Named in the same paragraphs";
    named_together: "两两同见", "兩兩同見", "Named together";
    named_together_hint: "同时提到两者的文章数", "同時提到兩者的文章數", "articles that name both";
    more_names: "再显示一些", "再顯示一些", "Show more";
    contexts: "语境", "語境", "Where it is named";
    own_repairs: "我的更正", "我的更正", "Your corrections";
    own_repairs_hint: "只存在这个浏览器里。存成 TOML 可以并入 jianbao.toml，重新生成站点后人人可见。", "只存在這個瀏覽器裡。存成 TOML 可以併入 jianbao.toml，重新產生網站後人人可見。", "Kept in this browser only. Saved as TOML they go into jianbao.toml, and a new build shows them to everyone.";
    save_toml: "存成 TOML", "存成 TOML", "Save as TOML";
    save_json: "存成 JSON", "存成 JSON", "Save as JSON";
    open_json: "读入 JSON", "讀入 JSON", "Read JSON";
    wrong_file: "这不是存下的更正", "這不是存下的更正", "This file holds no corrections";
    merged_into: "合并", "合併", "merged";
    hidden_name: "隐去", "隱去", "hidden";
    undo: "撤销", "復原", "Undo";
    cancel: "取消", "取消", "Cancel";
    to_results_of_map: "看这些文章", "看這些文章", "Show the articles";
    no_provinces: "这些文章里没有可归入省份的名称", "這些文章裡沒有可歸入省份的名稱", "Nothing in these articles belongs to a province";
    tiles_label: "按省级区划的处数", "按省級區劃的處數", "Mentions by province";
    names_of_province: "其中", "其中", "names";
}

phrases! {
    /// Mentions.
    n_mentions(n: u32): format!("{} 处", grouped(n)), format!("{} 處", grouped(n)), plural(n, "mention", "mentions");
    /// Articles that name both of two names.
    names_together(one: &str, other: &str, n: u32):
        format!("{one}、{other}：{} 篇", grouped(n)),
        format!("{one}、{other}：{} 篇", grouped(n)),
        format!("{one} and {other}: {}", plural(n, "article", "articles"));
    /// Mentions, where they are.
    mention_counts(n: u32, n_articles: u32, n_documents: u32):
        format!("{} 处，见于 {} 篇文章、{} 份文献", grouped(n), grouped(n_articles), grouped(n_documents)),
        format!("{} 處，見於 {} 篇文章、{} 份文獻", grouped(n), grouped(n_articles), grouped(n_documents)),
        format!("{} in {}, {}", plural(n, "mention", "mentions"), plural(n_articles, "article", "articles"), plural(n_documents, "document", "documents"));
    /// How many more there are.
    and_others(n: u32): format!("等，另 {}", grouped(n)), format!("等，另 {}", grouped(n)), format!("and {} more", grouped(n));
    /// A number or more.
    and_more(n: u32): format!("{} 以上", grouped(n)), format!("{} 以上", grouped(n)), format!("{} and more", grouped(n));
    /// What a bar stands for.
    articles_of_days(days: &str, n: u32): format!("{days}：{} 篇", grouped(n)), format!("{days}：{} 篇", grouped(n)), format!("{days}: {}", plural(n, "article", "articles"));
    /// What is asked for while merging.
    choose_same(name: &str):
        format!("选出与“{name}”相同的名称，此后两者算作一个："),
        format!("選出與「{name}」相同的名稱，此後兩者算作一個："),
        format!("Choose what “{name}” is the same as; from then on both count as one:");
    /// A button that takes back a correction.
    undo_repair(name: &str): format!("撤销：{name}"), format!("復原：{name}"), format!("Undo: {name}");
    /// Mentions, of how many provinces.
    map_counts(n: u32, n_provinces: u32):
        format!("{} 处，分属 {} 个省级区划", grouped(n), grouped(n_provinces)),
        format!("{} 處，分屬 {} 個省級區劃", grouped(n), grouped(n_provinces)),
        format!("{} in {}", plural(n, "mention", "mentions"), plural(n_provinces, "province", "provinces"));
}
