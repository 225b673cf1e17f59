use super::*;

fn rule(text: &str) -> Rule {
    let sought = match text.strip_prefix('/') {
        Some(pattern) => Sought::Pattern(pattern.to_owned()),
        None => Sought::Words(text.to_owned()),
    };
    Rule { sought, ..Rule::default() }
}

#[track_caller]
fn check(rules: &[&str], text: &str, expected: &str) {
    let redaction = Redaction::new(rules.iter().map(|text| rule(text)).collect()).unwrap();
    assert_eq!(redaction.redacted(text, &redaction.everywhere()), expected, "{rules:?}");
}

#[test]
fn words_are_found_in_every_guise() {
    for text in ["张三丰", "張三豐", "张 三　丰", "张\n三\r\n丰", "张\u{200b}三\u{ad}丰", "张\u{fe00}三丰"]
    {
        check(&["张三丰"], &format!("见{text}。"), "见■■■。");
        check(&["張三豐"], &format!("见{text}。"), "见■■■。");
    }
    check(&["Zhang San"], "ZHANG SAN, ｚｈａｎｇ　ｓａｎ, zhang\nsan, ZhangSan", "■■■, ■■■, ■■■, ■■■");
    check(&["José"], "Jose\u{301}", "■■■");
    check(&["方舟"], "⽅舟", "■■■");
    check(&["13800138000"], "138-0013-8000、１３８ 0013 8000", "■■■、■■■");
    check(&["11100元"], "11,100元", "■■■");
    check(&["1-2"], "12、1-2", "12、■■■");
    check(&["张三"], "张二三", "张二三");
}

#[test]
fn what_touches_is_one_place() {
    check(&["张三", "三丰", "李四"], "张三丰李四、李四", "■■■、■■■");
}

#[test]
fn patterns_are_matched_line_by_line() {
    check(&[r"/\d{17}[\dXx]"], "号11010119900307851X。", "号■■■。");
    check(&[r"/\d{17}[\dXx]"], "１１０１０１ 19900307 ８５１Ｘ", "■■■");
    check(&[r"/\d{17}[\dXx]"], "号1101011990\n\n0307851X。", "号■■■。");
    check(&["/患者：.*"], "患者：张三\n诊断：感冒", "■■■\n诊断：感冒");
    check(&["/網[絡路]"], "网络、網路", "■■■、■■■");
    check(&["/[一-龥]{2}局"], "某海事局", "某■■■");
    check(&["/（密）"], "甲(密)乙", "甲■■■乙");
    check(&[r"/\bAnn\b"], "Ann, Annals", "■■■, Annals");
}

#[test]
fn rules_that_cannot_work_are_refused() {
    for (rules, place, expected) in [
        (vec![rule("")], 0, "empty"),
        (vec![rule(" \u{200b}")], 0, "empty"),
        (vec![rule("甲"), rule("/(")], 1, "makes no sense"),
        (vec![rule("/a*")], 0, "nothing stands"),
        (vec![rule("甲"), rule("/.+")], 1, "any text"),
        (vec![Rule { replacement: Some("甲氏".to_owned()), ..rule("甲") }], 0, "own replacement"),
        (vec![rule("乙"), Rule { replacement: Some("乙".to_owned()), ..rule("甲") }], 1, "rule 1 finds"),
        (vec![Rule { replacement: Some(String::new()), ..rule("甲") }], 0, "cannot replace"),
        (vec![Rule { replacement: Some("a\nb".to_owned()), ..rule("甲") }], 0, "cannot replace"),
    ] {
        let refusal = Redaction::new(rules).unwrap_err();
        assert_eq!(refusal.rule, place, "{refusal:?}");
        assert!(refusal.reason.contains(expected), "{refusal:?}");
    }
}

#[test]
fn rules_hold_where_they_are_said_to() {
    let limited =
        Rule { documents: vec!["b.txt".to_owned(), "c/".to_owned(), "id-7".to_owned()], ..rule("甲") };
    let redaction = Redaction::new(vec![limited, rule("乙")]).unwrap();
    let redacted =
        |source: &str, id: Option<&str>| redaction.redacted("甲丙乙", &redaction.scope(source, id));
    assert_eq!(redacted("a.txt", None), "甲丙■■■");
    for (source, id) in [("b.txt", None), ("c/d.txt", None), ("x.jsonl", Some("id-7"))] {
        assert_eq!(redacted(source, id), "■■■丙■■■", "{source}");
    }
    assert_eq!(redacted("cc/d.txt", Some("id-77")), "甲丙■■■");
    assert_eq!(redaction.redacted("甲丙乙", &redaction.everywhere()), "甲丙■■■");
}

#[test]
fn names_are_redacted_more_boldly() {
    let redaction = Redaction::new(vec![rule("张三"), rule("Zhang San")]).unwrap();
    for (name, expected) in [
        ("张三.txt", "■■■.txt"),
        ("2020/關於張三的信.md", "2020/关于.md"),
        ("zhang-san_2020.html", "■■■.html"),
        ("张-三/信.txt", "■■■.txt"),
        ("%E5%BC%A0%E4%B8%89.html", "■■■.html"),
        ("李四.txt", "李四.txt"),
        ("100%.txt", "100%.txt"),
    ] {
        let expected = expected.replace("关于", "關於■■■的信");
        assert_eq!(redaction.redacted_name(name, &redaction.everywhere()), expected, "{name}");
    }
}

#[test]
fn any_text_can_be_redacted() {
    let redaction = Redaction::new(vec![rule("张三"), rule(r"/\d{3}"), rule("/[^a]b")]).unwrap();
    let pieces = ["张", "三", "\n", " ", "-", "1", "２", "三", "a", "b", "\u{301}", "，", "\u{e0100}", "é"];
    let mut state = 11_u64;
    for _ in 0..2000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let mut redacted = redaction.redacted(&text, &redaction.everywhere());
        for _ in 0..20 {
            redacted = redaction.redacted(&redacted, &redaction.everywhere());
        }
        assert!(!redaction.finds(&redacted, &redaction.everywhere()), "{text:?} → {redacted:?}");
    }
}
