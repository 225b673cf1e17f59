//! Words of what only the whole program shows, in 简体, 繁體 and English.

use crate::protocol::Facet;
use crate::protocol::analysis::ConcordanceKey;

use super::number::{grouped, plural};
use super::{Lang, Words};

texts! {
    field_organisation: "机构", "機構", "organisation";
    field_person: "人物", "人物", "person";
    field_place: "地点", "地點", "place";
    field_service: "业务", "業務", "service";
    field_unit: "单位", "單位", "unit";
    field_value: "数值", "數值", "value";

    // The concordance.
    concordance_no_query: "先输入一个词", "先輸入一個詞", "Type a word first";
    concordance_no_query_hint: "语境把一个词的每一处排成一行，词在正中，左右是它的上下文，可按左右的字排序、分组。", "語境把一個詞的每一處排成一行，詞在正中，左右是它的上下文，可按左右的字排序、分組。", "The concordance sets every hit of a word on a line of its own, the word in the middle and its context on both sides, sorted and grouped by the characters beside it.";
    frequent_here: "这里最常见的词语", "這裡最常見的詞語", "Most frequent expressions here";
    concordance_keys: "上下方向键逐行移动，Enter 打开原文。", "上下方向鍵逐行移動，Enter 開啟原文。", "Up and down arrows go along the lines, Enter opens the text.";
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
    find_in(facet: &str): format!("在{facet}中查找"), format!("在{facet}中查找"), format!("Find in {}", facet.to_lowercase());
    /// A button that leaves a value out.
    exclude(text: &str): format!("排除 {text}"), format!("排除 {text}"), format!("Exclude {text}");
}
