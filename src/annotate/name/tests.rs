//! Tables of what is a name and what is none. `[…|O]` marks an organisation, P a person, L a place, S a service.

use super::{EntityKind, Finder, OwnName};

fn mark(finder: &Finder, words: &str) -> String {
    let (mut marked, mut at) = (String::new(), 0);
    for (range, name) in finder.find(words) {
        let kind = match name.kind {
            EntityKind::Organisation => 'O',
            EntityKind::Person => 'P',
            EntityKind::Place => 'L',
            EntityKind::Service => 'S',
        };
        marked.push_str(&words[at..range.start]);
        marked.push_str(&format!("[{}|{kind}]", &words[range.clone()]));
        at = range.end;
    }
    marked.push_str(&words[at..]);
    marked
}

/// Checks that exactly the marked names are found.
fn check(marked: &str) {
    let words =
        marked.replace('[', "").replace("|O]", "").replace("|P]", "").replace("|L]", "").replace("|S]", "");
    assert_eq!(mark(&Finder::default(), &words), marked);
}

#[test]
fn organisations_are_found() {
    for marked in [
        "[工业和信息化部|O]、[国家卫健委|O]联合印发通知。",
        "[四川省通信管理局|O]要求各企业做好保障。",
        "[湖南省委|O][省政府|O]高度重视。",
        "[贵州省黔东南苗族侗族自治州人民政府|O]发布公告。",
        "[安徽联通|O]开通专线，[合肥移动|O]派出应急车。",
        "[云南保山电信|O]完成抢修。",
        "[中国移动|O]与[华为|O]合作。",
        "[TCL|O]发布新品。",
        "[中国電信廣東分公司|O]獲獎。",
        "由[南昌市第一医院|O]收治。",
        "[浙江大学|O]与[宁波银行|O]签约。",
        "[福建省互联网协会|O]举办论坛。",
        "[甘肃省应对暴雨灾害工作领导小组|O]召开会议。",
        "受到[市教育局|O]表扬，[省应急管理厅|O]通报。",
        "（文章来源：[东山湖网|O]）",
        "据[新华社|O]报道，《[人民日报|O]》刊文。",
        "[辽宁公司大连分公司|O]值班人员到岗。",
        "[北京星辰远航科技有限公司|O]中标。",
        "[世界卫生组织|O]发布报告。",
        "公安、[卫健委|O]等部门到场。",
    ] {
        check(marked);
    }
}

#[test]
fn other_words_are_no_organisations() {
    for words in [
        "这里用Tcl写脚本。",
        "各级政府和定点医院做好准备。",
        "公司召开会议，协会发出倡议。",
        "这所学校新建了三个中心。",
        "教育部门要求各地学校推迟开学。",
        "移动办公需求旺盛，联通上下游。",
        "相关部门成立了工作领导小组。",
        "在平原与山地之间，他在天台上休息。",
        "经济社会发展取得进展。",
        "大局意识和全局观念",
    ] {
        check(words);
    }
}

#[test]
fn people_are_found() {
    for marked in [
        "董事长[王建国|P]到现场慰问。",
        "局长[张伟|P]、副局长[李晓红|P]出席。",
        "[陈志强|P]同志连续值守三天。",
        "记者[刘洋|P]报道",
        "本报记者 [赵敏|P] 通讯员 [周立|P]",
        "（责任编辑：[孙丽|P]）",
        "[欧阳振华|P]教授认为，",
        "医生[何静|P]、[吴磊|P]和[郑爽|P]赶到。",
        "党支部書記[趙志剛|P]帶領團隊。",
        "法国总统[马克龙|P]与德国总理[默克尔|P]通话。",
        "响应[习近平|P]总书记号召，[鍾南山|P]说。",
        "作家[加西亚·马尔克斯|P]去世。",
        "员工[林晓东|P]说，[林晓东|P]的同事也说。",
    ] {
        let marked = marked.replace("法国", "[法国|L]").replace("德国", "[德国|L]");
        check(&marked);
    }
}

#[test]
fn other_words_are_no_people() {
    for words in [
        "方法得当，高温天气，安全生产。",
        "书记高度重视，局长会议召开。",
        "记者从现场了解到，",
        "主任办公会研究部署。",
        "党员干部下沉一线，员工关怀到位。",
        "经理部门负责安排。",
        "湖畔·春天里的故事",
        "万余名医护人员",
    ] {
        check(words);
    }
}

#[test]
fn places_are_found() {
    for marked in [
        "在[江西|L][赣州|L]，[信丰县|L]的农户",
        "赴[武漢|L]支援，返回[臺灣|L]。",
        "[浙江省|L][杭州市|L][余杭区|L]",
        "[北京|L][朝阳|L]、[上海|L][浦东|L]",
        "[京津冀|L]与[粤港澳大湾区|L]",
        "援[鄂|L]医疗队从[纽约|L]回国。",
        "[凉山|L][西昌|L]发生火灾。",
        "[内蒙古自治区|L][呼和浩特|L]降雪。",
        "[清河县|L]张家屯镇",
    ] {
        let finder = Finder::default();
        let words = marked.replace('[', "").replace("|L]", "");
        let places: Vec<&str> =
            marked.split('[').skip(1).filter_map(|rest| rest.split_once("|L]")).map(|(p, _)| p).collect();
        let names = finder.find(&words);
        let found: Vec<&str> = names.iter().map(|(range, _)| &words[range.clone()]).collect();
        assert!(places.iter().all(|place| found.contains(place)), "{words}: {found:?}");
    }
}

#[test]
fn other_words_are_no_places() {
    for words in [
        "和平年代，平安无事，新华书店。",
        "向阳而生，团结一致，东方欲晓。",
        "发展中国家的经验",
        "南京路步行街上的北京东路",
        "资源整合，合作共赢，光明磊落。",
        "数字中国建设",
    ] {
        check(words);
    }
}

#[test]
fn services_are_found() {
    for marked in [
        "使用[钉钉|S]和[腾讯会议|S]办公。",
        "“[随申码|S]”小程序上线。",
        "推出“[农技云|S]”服务，注册“[农技云|S]”的农户",
        "下载[中国移动App|S]。",
        "通過[微信|S]群通知。",
    ] {
        check(marked);
    }
}

#[test]
fn slogans_are_no_services() {
    for words in ["开展“满意服务年”活动。", "坚持“一站式”服务。", "“最美逆行者”的故事", "“双线作战”新模式"]
    {
        check(words);
    }
}

#[test]
fn aliases_hold_in_the_whole_document() {
    let finder = Finder::default();
    let paragraphs =
        ["四川省蜀光通信工程有限公司（以下简称“蜀光通信”）成立。", "蜀光通信获奖，公司表示感谢。"];
    let names = finder.find_all(&paragraphs);
    let found: Vec<(&str, &str)> =
        names[1].iter().map(|(range, name)| (&paragraphs[1][range.clone()], name.name.as_str())).collect();
    assert_eq!(found, [("蜀光通信", "四川省蜀光通信工程有限公司")]);
}

#[test]
fn counties_of_one_name_are_told_apart_by_what_stands_near() {
    let finder = Finder::default();
    for (words, code) in
        [("江苏省南京市鼓楼区", Some(320_106)), ("福州鼓楼区", Some(350_102)), ("鼓楼区", None)]
    {
        let names = finder.find(words);
        let (_, last) = names.last().unwrap();
        assert_eq!((last.code, last.is_ambiguous), (code, code.is_none()), "{words}");
    }
}

#[test]
fn roles_are_as_printed() {
    let names = Finder::default().find("党組書記、董事長楊華，工程师李雷。");
    let roles: Vec<Option<&str>> = names.iter().map(|(_, name)| name.role.as_deref()).collect();
    assert_eq!(roles, [Some("党組書記、董事長"), Some("工程师")]);
}

#[test]
fn the_users_own_names_come_first() {
    let own = |name: &str, kind, aliases: &[&str]| OwnName {
        kind,
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        parent: None,
    };
    let finder = Finder::new(&[
        own("清风读书会", EntityKind::Organisation, &["清风"]),
        own("钉钉", EntityKind::Organisation, &[]),
    ]);
    assert_eq!(mark(&finder, "清风用钉钉开会"), "[清风|O]用[钉钉|O]开会");
    assert_eq!(finder.find("清风")[0].1.name, "清风读书会");
}

#[test]
fn any_text_is_read() {
    let finder = Finder::default();
    for words in [
        "",
        " ",
        "\n",
        "局",
        "省",
        "“",
        "““”",
        "王",
        "书记王",
        "·",
        "（以下简称",
        "中国移动（以下简称“”）",
        "a·b",
        "𠮷",
    ] {
        for (range, _) in finder.find(words) {
            assert!(words.get(range).is_some(), "{words}");
        }
    }
}
