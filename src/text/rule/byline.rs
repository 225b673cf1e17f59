//! `dropped-byline`: lines that say who wrote, edited or published a text, and when.
//!
//! `来源：某某公司　发布时间：2021-05-06 10:22　浏览次数：123`, `本报记者 张三 通讯员 李四`, `文／王五`, `责任编辑：赵六`. They are no text of an article;
//! what they say of the document is read from them ([`crate::article`]). Notes in brackets, such as （以上信息由各单位提供）, stay.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use super::line_edit::{WholeLine, drop, lines};
use crate::source::Layout;
use crate::text::draft::Edit;
use crate::text::fold::is_han;
use crate::text::line::{is_heading_like, is_running_text};
use crate::text::word::Words;

/// A part of a line that says who, where from or when.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    let field = concat!(
        r"^[※◎○●■\[【(（]?\s*(?:",
        r"(?:文章|信息|稿件|新闻|新聞|图片|圖片|资料)?(?:来源|來源|出处|出處)|(?:发布|發布|發佈|发表|發表|更新|录入|刊登|上传|发稿|成文|印发)(?:时间|時間|日期|于)?",
        r"|(?:责任|責任|执行|執行|总|總|副总|主|副主|本期|本版|网络|美术|文字|新媒体)?(?:编辑|編輯|编|編|责编|責編|审|審|编审|校|版式|美编)|责编|責編|主编|主編|副主编|编者|责任校对",
        r"|作\s*者|文\s*字|撰\s*文|撰\s*稿|供\s*稿|投\s*稿|摄\s*影|攝\s*影|图\s*片|插\s*图|绘\s*图|制\s*图|校\s*对|校\s*對|审\s*核|審\s*核|审\s*签|审\s*稿|审\s*校|签\s*发|值班主任|值班编委|监\s*制|统\s*筹|版\s*式|设\s*计|排\s*版|印\s*数|录\s*入|发布者|发布人|發布者|整\s*理|通讯员|通訊員|记\s*者|記\s*者",
        r"|浏览(?:次数|量|人次)?|瀏覽(?:次數|量|人次)?|人气|人氣|[点點][阅閱](?:次[数數]|率)?|(?:发布|發布|發佈|供稿|撰稿)(?:单位|單位|处室|部门|部門)|信息员|更新日期|点击(?:次数|量|数)?|點擊(?:次數|率)?|阅读(?:次数|量|数)?|閱讀(?:次數)?|评论|評論|点赞|字号|字號|字体|字體|分享(?:到|至)?|分类|分類|标签|標籤|關鍵字|关键词|关键字|热点关键词|熱點關鍵詞|我要评论|我要評論|纠错|采访人|採訪人|栏目|類別|责任科室",
        r"|发信人|發信人|信区|看板|标\s*题|標\s*題|发信站|發信站",
        r")\s*[】\]]?\s*(?:[:：].{0,40}|[(（][0-9]+[)）].{0,20}|[／/|｜]\s*\p{Han}{1,4}(?:[\s　、]+\p{Han}{1,4}){0,3}(?:\s.*)?)$|^[【\[]?(?:关键词|關鍵詞|热点关键词|熱點關鍵詞|标签|標籤)[】\]].{1,60}$|^(?:时间|時間|日期)\s*[:：]\s*[0-9]{4}\s*[-年./]\s*[0-9]{1,2}\s*[-月./]\s*[0-9]{1,2}\s*日?(?:\s*[0-9]{1,2}[:：][0-9:：]{2,5})?$|^[0-9]{4}\s*[-年./]\s*[0-9]{1,2}\s*[-月./]\s*[0-9]{1,2}\s*日?\s*[0-9]{1,2}[:：][0-9:：]{2,5}$|^(?:索\s*引\s*号|信息索引号?|发布机构|生成日期|发文机关|成文日期|主题分类|公文种类|发文字号|信息分类)[\s:：]+.{0,60}$|^(?:刊|原载|原載|載|载|摘自|选自|轉載自|转载自)[於于自]?[：:]?《.{2,20}》.{0,30}$|^(?:原创|原創)\s+\p{Han}{2,4}(?:\s.*)?$"
    );
    Regex::new(field).expect("the pattern is fixed and valid")
});

/// An office.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    let office = r"^\p{Han}{0,4}(?:编辑|編輯|编|編|校|审|審|美编|编者|作\s*者|文\s*字|撰\s*文|撰\s*稿|供\s*稿|摄\s*影|攝\s*影|图\s*片|校\s*对|校\s*對|审\s*核|審\s*核|审\s*签|审\s*稿|审\s*校|签\s*发|主任|编委|监\s*制|统\s*筹|版\s*式|设\s*计|排\s*版|录\s*入|发布者|发布人|發布者|整\s*理|通讯员|通訊員|记\s*者|記\s*者|标签|標籤|分类|分類)\s*[:：]";
    Regex::new(office).expect("the pattern is fixed and valid")
});

/// An office with the names of who holds it.
static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    let holder = r"^\p{Han}{0,7}\s*\p{Han}?\s*[:：]\s*(?:[\p{Han}·]{1,4}(?:[\s　、，,/／(（)）]+[\p{Han}·]{1,4}){0,8}[)）]?|[A-Za-z0-9._ -]{2,24}|[\p{Han}]{2,12}(?:部|处|處|室|组|組|社|局|会|會|中心|记者|記者)(?:\s.*)?|本.{1,14}|下.{1,4}人)(?:[,，].*)?$";
    Regex::new(holder).expect("the pattern is fixed and valid")
});

/// A line of names behind an office.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    let names = concat!(
        r"^[【\[(（]?(?:(?:(?:本报|本報|本刊|本网|本網|本台|本站)(?:见习|見習|实习|實習|特约|特約|首席|全媒体|驻\p{Han}{1,4})*(?:记者|記者|通讯员|通訊員|评论员)[\s　：:]*",
        r"|(?:见习|見習|实习|實習|特约|特約|首席|全媒体|学生|學生|校园|小)?(?:记者|記者|通讯员|通訊員|评论员|撰稿人|特约撰稿人)[\s　：:]+",
        r"|(?:文|图|圖|摄影|文字|文图|图文|撰文|作者)\s*[／/｜|]\s*)",
        r"(?:\p{Han}{1,4}|[A-Za-z.]{2,12})(?:[\s　、，,／/]+(?:(?:本报|通讯|特约|见习|实习)?(?:记者|記者|通讯员|通訊員)?\p{Han}{1,4}|[A-Za-z.]{2,12})){0,8})[】\])）]?$",
        r"|^[□■◎○●◇◆☆★△▲]\s*[\p{Han}]{1,2}\s?[\p{Han}]{1,3}(?:[\s　、]+[\p{Han}]{1,2}\s?[\p{Han}]{1,3}){0,3}(?:\s*[文图图摄/／]+)?$",
        // A student, with department and year.
        r"|^\p{Han}{2,8}(?:系|学院|學院|专业|專業|班|级)?\s?[0-9]{2,4}\s?[级級](?:\p{Han}{0,6}班)?[\s　]+\p{Han}{2,4}$",
        r"|^【本[报報][讯訊]】(?:记者|記者)\s*[\p{Han}\s　、]{2,12}$",
        r"|^(?:责任编辑|責任編輯|责编|編輯|编辑|校对|校對|版式|审核|美编|主编|组版|值班总编)[\s　]+[\p{Han}]{1,2}\s?[\p{Han}]{1,2}(?:[\s　]+(?:责任编辑|責任編輯|责编|編輯|编辑|校对|校對|版式|审核|美编|主编|组版|值班总编)?[\s　]*[\p{Han}]{1,2}\s?[\p{Han}]{1,2})*$"
    );
    Regex::new(names).expect("the pattern is fixed and valid")
});

/// Where and when a text appeared.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    let dated = r"^[《]?[\p{Han}]{2,12}[》]?[\s　]+[0-9]{4}\s*[-年./]\s*[0-9]{1,2}\s*[-月./]\s*[0-9]{1,2}\s*日?(?:\s+[0-9:]{4,8})?$";
    Regex::new(dated).expect("the pattern is fixed and valid")
});

/// A label whose characters were set apart: `标  题:`.
static SPACED_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\p{Han})[\s　]+(\p{Han})(\s*[:：])").expect("the pattern is fixed and valid")
});

/// What begins a field.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let label = r"^[※◎○●\[【(（]?[\p{Han}]{1,6}\s*(?:[:：／]|[(（]\d)|^发表于|^[\[【]";
    Regex::new(label).expect("the pattern is fixed and valid")
});

/// Marks in front of an author, or of the items of a list.
const BULLETS: [char; 13] = ['□', '■', '◎', '○', '●', '◇', '◆', '☆', '★', '△', '▲', '※', '·'];

/// Whether a line that is no byline would hold this character: it ends a sentence.
fn ends_clause(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | '!' | '?' | '”')
}

/// Whether a character is one of those without which a line is no byline; the patterns are slow and are tried on nothing else.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '創' | '｜'
            | '|'
            | '（'
            | '发'
            | '关'
            | '關'
            | '《'
            | '创'
            | '索'
            | '布'
            | '成'
            | '题'
            | '分'
            | ':'
            | '：'
    ) || matches!(c, '／' | '/' | '记' | '記' | '通' | '编' | '編' | '校' | '撰' | '评' | '(')
        || matches!(c, '级' | '級' | '□' | '■' | '◎' | '○' | '●' | '◇' | '◆' | '☆' | '★' | '△' | '▲')
}

pub(super) fn edits(text: &str, context: Context) -> Vec<Edit> {
    let lines = lines(text);
    let is_text = |index: usize| {
        let next = lines.iter().skip(index).find(|line| !is_byline(line.words));
        next.is_some_and(|line| is_running_text(line.words))
    };
    let found = (0..lines.len()).filter(|&index| {
        let Some(line) = lines.get(index) else { return false };
        // A name and a day right above the text; on a cover no text follows.
        let is_bulleted = |index: Option<usize>| {
            let near = index.and_then(|index| lines.get(index));
            near.is_some_and(|near| near.words.chars().next() == line.words.chars().next())
        };
        let is_list = line.words.starts_with(BULLETS)
            && (is_bulleted(index.checked_sub(1)) || is_bulleted(Some(index + 1)));
        !is_list && is_byline(line.words) && !is_among_fields(&lines, index)
            || context.layout == Layout::Printed && is_author(&lines, index)
            || (line.words.len() < 120
                && line.words.ends_with(|c: char| c.is_ascii_digit() || c == '日')
                && DATED.is_match(line.words)
                && is_text(index + 1))
    });
    drop(&lines, found)
}

/// Whether a line with a label stands beside lines with labels of other kinds: a dialogue, a list of properties, a notice.
fn is_among_fields(lines: &[WholeLine<'_>], index: usize) -> bool {
    let is_other = |near: Option<usize>| {
        let near = near.and_then(|near| lines.get(near));
        near.is_some_and(|line| SPEAKER.is_match(line.words) && !is_byline(line.words))
    };
    let is_labelled = lines.get(index).is_some_and(|line| SPEAKER.is_match(line.words));
    is_labelled && (is_other(index.checked_sub(1)) || is_other(Some(index + 1)))
}

/// A short label and what it says.
static SPEAKER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Han}{1,6}[:：]\S{1,30}$").expect("the pattern is fixed and valid"));

/// Whether a line is nothing but names, below a title and above the text.
fn is_author(lines: &[WholeLine<'_>], index: usize) -> bool {
    let Some(line) = lines.get(index).filter(|line| line.words.len() <= LONGEST_NAMES) else { return false };
    // Most lines are none; this is quickly seen.
    if !line
        .words
        .chars()
        .all(|c| is_han(c) || c.is_whitespace() || c.is_ascii_digit() || matches!(c, '、' | '·'))
    {
        return false;
    }
    let parts = || line.words.split([' ', '　', '、']).filter(|part| !part.is_empty());
    let before = index.checked_sub(1).and_then(|before| lines.get(before));
    let is_below_title = before.is_some_and(|before| {
        is_heading_like(before.words)
            && before.words.chars().count() >= SHORTEST_TITLE
            && !is_byline(before.words)
    });
    let is_above_text = lines
        .get(index + 1)
        .is_some_and(|next| is_running_text(next.words) || next.words.chars().count() >= SHORTEST_LINE);
    let words = Words::embedded();
    // 李 明 is one name.
    let is_one = parts().count() == 2 && line.words.chars().filter(|c| is_han(*c)).count() <= 3;
    let is_maker = MAKERS.contains(&line.words)
        || parts().count() == 2
            && parts().next().is_some_and(|part| ORIGIN.iter().any(|end| part.ends_with(end)))
            && parts().next_back().is_some_and(|part| words.is_name(part));
    is_below_title && is_above_text && is_maker
        || is_below_title
            && is_above_text
            && (is_one && words.is_name(line.words) || parts().all(|part| words.is_name(part)))
}

/// Who signs instead of a person.
const MAKERS: [&str; 6] = ["秘书处", "秘書處", "编辑部", "編輯部", "本刊编辑部", "编委会"];

/// What ends the word in front of an author's name that says where the author comes from.
const ORIGIN: [&str; 22] = [
    "毕业", "畢業", "级", "級", "届", "屆", "班", "校友", "会员", "會員", "学生", "老师", "科", "处", "室",
    "站", "院", "所", "系", "队", "村", "社区",
];

/// Bytes of a line of names, at most.
const LONGEST_NAMES: usize = 60;

/// Characters of a title above its author, at least.
const SHORTEST_TITLE: usize = 5;

/// Characters of a first line of text on a narrow page, at least.
const SHORTEST_LINE: usize = 16;

/// Whether a line says nothing but who, where from or when.
pub(crate) fn is_byline(words: &str) -> bool {
    if words.len() > 300
        || words.contains(ends_clause)
        || words.ends_with(['，', ','])
        || !words.contains(is_sign)
    {
        return false;
    }
    // In brackets it is a note of the text.
    if words.starts_with(['（', '(']) && words.ends_with(['）', ')']) {
        return false;
    }
    if NAMES.is_match(words) && words.chars().count() <= 40 {
        return true;
    }
    let parts = fields(words);
    // Behind an office stand names; anything else is said by somebody, or a clause.
    if parts.first().is_some_and(|part| OFFICE.is_match(part) && !HOLDER.is_match(part)) {
        return false;
    }
    let n_fields = parts.iter().filter(|part| FIELD.is_match(part)).count();
    let n_other: usize =
        parts.iter().filter(|part| !FIELD.is_match(part)).map(|part| part.chars().count()).sum();
    n_fields > 0 && FIELD.is_match(parts.first().map_or("", String::as_str)) && n_other <= 12 * n_fields
}

/// The parts of a line, each with its label: `来源：甲 乙　时间：丙` is two.
pub(crate) fn fields(words: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let words = words.trim_start_matches(['■', '●', '◆', '※', '·', ' ', '　']);
    let words = SPACED_LABEL.replace(words, "$1$2$3");
    for piece in
        words.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜')).filter(|piece| !piece.is_empty())
    {
        match parts.last_mut().filter(|_| !LABEL.is_match(piece)) {
            // A time behind its day, the second half of a name or of a label.
            Some(last) => {
                last.push(' ');
                last.push_str(piece);
            }
            None => parts.push(piece.to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn authors_below_titles_go() {
        for (name, text) in [
            ("费墨林", "驿道从县城出发，走了九十里。"),
            ("谈 永　年小川", ""),
            ("谈永年　巩小川", "糜子耐旱，种得晚。"),
        ] {
            let source = format!("旱地里的糜子\n{name}\n{text}");
            let expected =
                if text.is_empty() { source.clone() } else { format!("旱地里的糜子\n{text}") };
            check(edits, Layout::Printed, &source, &expected);
        }
        for source in ["旱地里的糜子\n方法\n驿道从县城出发，走了九十里。", "诗二首\n金山\n一座山，两条河。"]
        {
            check(edits, Layout::Printed, source, source);
        }
    }

    #[test]
    fn bylines_go() {
        for line in [
            "来源：某某公司　发布时间：2021-05-06 10:22　浏览次数：123　字号：[大][中][小]",
            "發布時間：2019-11-04 09:15　來源：本站原創　瀏覽次數：731",
            "本报记者 张三 通讯员 李小四",
            "本报通讯员 秦某芳",
            "文／許某豪",
            "【本報訊】記者 何某詩",
            "□ 祝某星",
            "责任编辑：唐 某",
            "责任编辑 马某华　版式 小 周　校对 何 某",
            "作者：下塘人　发表于 2012-11-30 08:42:17　分类：口述历史　阅读(286)　评论(4)",
            "编辑：苗 某　审核：殷某平　印数：600份",
            "标签：老井 古井 口述",
            "发信人: laozhan (老站), 信区: Railway",
        ] {
            check(edits, Layout::Printed, &format!("甲。\n{line}\n乙。"), "甲。\n乙。");
        }
    }

    #[test]
    fn text_stays() {
        for source in [
            "记者：您好\n校长：你好\n记者：办学多久了\n校长：十年",
            "性味：甘寒\n来源：菊科植物\n用法：泡水",
            "（以上信息由各单位提供）",
            "（文章来源：某网）",
            "（本刊通讯员 夏某）",
            "来源于生活的故事",
            "记者节的由来",
            "本报讯（记者 罗某明）7月6日，水尺读数停在31.86米。",
            "时间：十月二十日（星期日）上午九时三十分报到，十时开会。",
            "编辑部的故事",
            "他说：“记者来了，通讯员也来了。”",
            "通讯员培训班开班",
            "本报通讯员培训班开班",
            "本报记者走进百年老街",
            "记者：这回是真的要走了",
            "审核：同意把第三季度的预算提高到两万元",
            "整理：把锅洗干净",
            "●豆腐\n●油条\n●馄饨",
            "记者：您当年为什么留在村里？",
            "信息分类管理办法公布",
            "总校（东区）举行开学典礼",
            "设计／施工一体化项目开工",
            "原创 话剧走进校园",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
