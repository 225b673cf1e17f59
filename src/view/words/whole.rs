//! Words of what only the whole program shows, in 简体, 繁體 and English.

use super::{Lang, Words};

texts! {
    field_organisation: "机构", "機構", "organisation";
    field_person: "人物", "人物", "person";
    field_place: "地点", "地點", "place";
    field_service: "业务", "業務", "service";
    field_unit: "单位", "單位", "unit";
    field_value: "数值", "數值", "value";
}

phrases! {
    /// What is wrong with a size.
    remark_no_number(place: &str):
        format!("“{place}”里没有数字，已忽略"),
        format!("「{place}」裡沒有數字，已忽略"),
        format!("no number in “{place}”, left out");
}
