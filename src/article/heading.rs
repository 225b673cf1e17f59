//! Titles: the sender in front of them, and what only looks like one.

use std::sync::LazyLock;

use regex::Regex;

/// A sender and a title: `县图书馆·老地图展 今起开门`.
static KICKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([\p{Han}A-Za-z0-9]{2,14})\s*[·•・∙‧|｜]\s*([^·•・∙‧].{3,})$")
        .expect("the pattern is fixed and valid")
});

static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    let note = concat!(
        r"^[（(【\[]?(?:.{0,4}(?:以上)?信息(?:来源|來源)|文章来源|文章來源|来源|來源|资料来源|本文来源|原标题|原載|原载",
        r"|责任编辑|責任編輯|编辑|編輯|责编|責編|校对|審核|审核|供稿|撰稿|通讯员|图片?来源|摄影|发布时间|發布時間|发布日期)[:：].{0,60}$",
        r"|^[（(【\[]?(?:以上)?(?:信息|资料)(?:来自|由).{0,60}$|^[（(【\[]?(?:原载|原載|转载|轉載|摘|选)自.{0,60}$",
        r"|^[（(【\[]?(?:作者|记者|記者)[:：][\p{Han}A-Za-z .、　·]{1,24}[)）】\]]?$",
        r"|^(?:报|報|送|发|發|抄送|抄报|抄報|主送)[:：].{4,80}$|^.{2,30}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日印[发發]$",
        r"|^[（(](?:以上|信息|本期|本网|本報|本报|文章|来源|记者|完).{0,60}[)）]$",
        r"|^[（(][^（(]{0,50}(?:提供|转载|轉載|摘编)[)）]$|^[\p{Han}]{0,4}(?:地址|社址)[:：].{4,80}$",
        r"|^[（(](?:本网|本报|通讯员)?记者.{0,40}[)）]$"
    );
    Regex::new(note).expect("the pattern is fixed and valid")
});

/// Splits a line into sender and title.
pub(super) fn kicker(words: &str) -> Option<(&str, &str)> {
    let found = KICKER.captures(words)?;
    Some((found.get(1)?.as_str(), found.get(2)?.as_str()))
}

/// A body and what it reports: `某某苗圃：三万株树苗成活`.
static SENDER: LazyLock<Regex> = LazyLock::new(|| {
    let sender = r"^(\p{Han}{2,12}(?:[局会會处處站所校院馆館厂廠队隊部社村镇鎮乡鄉县縣市区區场場]|公司|园林|中心|大学|苗圃|银行|分行|支行|街道))[：:]\s*(.{3,})$";
    Regex::new(sender).expect("the pattern is fixed and valid")
});

/// Splits a title that begins with the name of a body and a colon.
pub(super) fn sender(words: &str) -> Option<(&str, &str)> {
    let found = SENDER.captures(words)?;
    Some((found.get(1)?.as_str(), found.get(2)?.as_str()))
}

/// The heading of a numbered part: `2.1 树种`, `第三章 结果`.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.\s　]+|第[一二三四五六七八九十0-9]{1,3}(?:章|节|節|部分)[\s　]*)\p{Han}")
        .expect("the pattern is fixed and valid")
});

/// Whether a heading is that of a numbered part.
pub(super) fn is_part(words: &str) -> bool {
    PART.is_match(words)
}

/// Where a text goes on in a newspaper.
static CONTINUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[（(](?:上接|下转|下轉|紧接|緊接)第?\s*[0-9一二三四五六七八九十A-D]{1,4}\s*版")
        .expect("the pattern is fixed and valid")
});

/// Whether a line says that its text goes on on another page of the newspaper.
pub(super) fn is_continued(words: &str) -> bool {
    // Found with some other words in a long text; the pattern is slow.
    words.contains(['接', '转', '轉']) && words.contains('版') && CONTINUED.is_match(words)
}

/// Who sent or wrote a text, in brackets at its end.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[（(](?:供稿|撰稿|作者|整理|文|图文|图片|文字|摄影|通讯员|通訊員)[:：／/]")
        .expect("the pattern is fixed and valid")
});

/// Whether a line says who made a text and belongs to it.
pub(super) fn is_credit(words: &str) -> bool {
    CREDIT.is_match(words)
}

/// Whether a line is a note about the text, not text: its source, its editor, its author.
pub(super) fn is_note(words: &str) -> bool {
    NOTE.is_match(words)
}

/// Lines of a document that are short and yet no heading: a day, a number of an official letter, a row of a table, an office and its holder.
static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    let line = concat!(
        r"^(?:[0-9〇零一二三四五六七八九○]{2,4}\s*年\s*)?[0-9一二三四五六七八九十]{1,3}\s*月\s*[0-9一二三四五六七八九十廿]{1,3}\s*日(?:\s|$)",
        r"|[〔\[【][0-9]{4}[〕\]】]\s*[0-9]+\s*号",
        r"|^(?:\S+[\s　\t]+){3,}\S+$|[0-9]\s?[:：]\s?[0-9]+(?:\s|\p{Han}|$)|^[表图圖附][\s0-9一二三四五六七八九十]{1,4}[\s　:：.]",
        r"|^(?:收稿日期|基金项目|作者简介|作者单位|关键词|摘要|中图分类号)[:：]|^(?:送|发|發|抄送|主送)[:：]",
        r"|^[（(](?:[0-9]{4}年[^（(]{0,20}|[^（(第]{1,5})[)）]$",
        r"|\s[0-9.]+[\s　]+[0-9.]+$",
        r"|^(?:会议|會議|活动|活動|报名|報名|开馆|开放|营业|演出|比赛|考试|培训)?(?:时间|時間|日期|地点|地點|地址|主持人?|出席|列席|缺席|请假|請假|记录人?|記錄人?|紀錄|参加人?|參加|对象|對象|人数|人數|费用|費用|票价|票價|主讲人?|主講人?|主办|主辦|承办|承辦|协办|協辦|方式|主送|抄送|抄报|印发|邮编|传真|傳真|网址|網址|邮箱|郵箱|信箱|热线|熱線|咨询|单位|單位|姓名|性别|年龄|籍贯|职务|职称|班级)[:：]",
        r"|^[\p{Han}]{0,4}(?:主任|主席|会长|會長|理事长|理事長|秘书长|委员|委員|组长|組長|成员|成員|联系人|聯絡人|电话|電話)[:：]"
    );
    Regex::new(line).expect("the pattern is fixed and valid")
});

/// Whether a short line is something else than a heading.
pub(super) fn is_no_title(words: &str) -> bool {
    NO_TITLE.is_match(words)
}

/// The opening words of a text without title, up to its first mark.
pub(super) fn opening(words: &str) -> String {
    let mut parts = words.split(['，', '。', ',', '；', '：', '！', '？', '\n']).map(str::trim);
    let part = parts.find(|part| !part.is_empty()).unwrap_or(words);
    part.chars().take(24).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_told_from_titles() {
        assert_eq!(kicker("县图书馆·老地图展 今起开门"), Some(("县图书馆", "老地图展 今起开门")));
        assert_eq!(kicker("云南某地农场•全力抢收早稻谷"), Some(("云南某地农场", "全力抢收早稻谷")));
        for words in ["春天来了", "• 列表项内容", "甲·乙"] {
            assert_eq!(kicker(words), None, "{words}");
        }
    }

    #[test]
    fn fields_are_no_titles() {
        for words in [
            "石榴红　1:1　江畔",
            "表1　里程石的分类",
            "时间：周六上午九时",
            "会议地点：三楼",
            "主持人：屈某",
            "2013年9月29日",
        ] {
            assert!(is_no_title(words), "{words}");
        }
        for words in ["老街：时间的另一种走法", "时间都去哪儿了"] {
            assert!(!is_no_title(words), "{words}");
        }
    }

    #[test]
    fn notes_are_no_headings() {
        for words in [
            "（以上信息由各县图书馆提供）",
            "（文章来源：某网）",
            "责任编辑：王某",
            "来源：新华网",
            "(本网记者)",
            "（信息来自官方网站）",
        ] {
            assert!(is_note(words), "{words}");
        }
        for words in [
            "来源于生活的故事",
            "（协会专刊）",
            "记者节的由来",
            "时间：周六上午",
            "作者：谁来写下一代的故事？",
            "记者由此登岛",
        ] {
            assert!(!is_note(words), "{words}");
        }
    }
}
