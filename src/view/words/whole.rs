//! Words of what only the whole program shows, in 简体, 繁體 and English.

use crate::protocol::Approximation;
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
    named_with: "同段出现", "同段出現", "Named in the same paragraphs";
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
