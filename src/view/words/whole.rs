//! Words of what only the whole program shows, in 简体, 繁體 and English.

use super::{Lang, Words};
use crate::protocol::Approximation;

texts! {
    // The reader.
    mentions: "标注", "標註", "Mentions";
    event: "事件", "事件", "Event";
    who: "主体", "主體", "Who";
    exactness: "约数", "約數", "How exact";
    counted: "所计", "所計", "Counted";
    aliases: "又作", "又作", "Also";
    parent: "隶属", "隸屬", "Part of";
    province: "省份", "省份", "Province";
    role: "身份", "身份", "Role";
    ambiguous: "同名不止一处", "同名不止一處", "The name may mean others";
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
