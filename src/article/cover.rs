//! What a document says of itself: title, publisher, issue, date. From its format first, then from the cover.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::source::Meta;
use crate::text::Dropped;
use crate::text::fold::is_han;

/// What a document says of itself, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// Title.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Issue number.
    pub issue: Option<String>,
    /// Date as written.
    pub date: Option<String>,
    /// Where each of them was read, in this order.
    pub places: [Option<Place>; 4],
}

/// Where a document says something of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In what its format says beside the text: front matter, the head of a page, fields.
    Format,
    /// On its cover.
    Cover,
    /// In a line that is no text: a source note, the head of a newspaper's page.
    DroppedLine,
    /// In the text: the day under its title or at its end.
    Text,
    /// In the user's settings.
    Settings,
}

impl Place {
    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Place::Format => "format",
            Place::Cover => "cover",
            Place::DroppedLine => "dropped-line",
            Place::Text => "text",
            Place::Settings => "settings",
        }
    }
}

pub(super) static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"第\s*([0-9０-９〇零一二三四五六七八九十百]+)\s*[期号號辑輯]")
        .expect("the pattern is fixed and valid")
});

pub(super) static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let date = r"(?:[0-9０-９〇零一二三四五六七八九○]{4}|民國\s*[0-9一二三四五六七八九十○〇]{1,4})\s*年\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月(?:\s*[0-9０-９一二三四五六七八九十廿卅]{1,3}\s*[日号])?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}";
    Regex::new(date).expect("the pattern is fixed and valid")
});

pub(super) static BODY: LazyLock<Regex> = LazyLock::new(|| {
    let body = r"^[\p{Han}（）]{2,30}(?:[协協学學商促进進福利联聯工校友总總同业業基金]+[会會]|委员会|委員會|办公室|辦公室|秘书处|秘書處|公司|集团|集團|部|局|厅|廳|社|中心|大学|大學|研究院|研究所|图书馆|圖書館|博物馆|檔案館|档案馆|医院|醫院|政府|学校|中学|小学)$";
    Regex::new(body).expect("the pattern is fixed and valid")
});

/// The number of a periodical with its year, whole.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:[0-9０-９〇零一二三四五六七八九]{4}\s*年\s*)?(?:[（(]?\s*总?第\s*[0-9０-９〇零一二三四五六七八九十百]+\s*[期号號辑輯]\s*[)）]?)|[0-9]{4}\s*年[春夏秋冬]季[号號]";
    Regex::new(number).expect("the pattern is fixed and valid")
});

/// Who makes a periodical.
static MAKER: LazyLock<Regex> = LazyLock::new(|| {
    let maker = r"(?:主办单位|主辦單位|主办|主辦|编印|編印|出版)\s*[:：]\s*([\p{Han}]{3,30})|([\p{Han}]{3,30}?)\s*(?:主办|主辦|编印|編印|出版|编制)(?:\s|$)|([\p{Han}]{2,30}?[会會局部处處室组組馆館院社心])\s*[编編]$";
    Regex::new(maker).expect("the pattern is fixed and valid")
});

/// A body whose name ends in a word with which titles end too.
static STATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{Han}]{2,12}(?:局|处|處|公司|大学|中心|委员会|协会|研究院)[\p{Han}]{2,8}(?:站|处|處|科|室|所|队|部)$")
        .expect("the pattern is fixed and valid")
});

/// The number of an official letter.
pub(super) static LETTER_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[〔\[【（(][0-9]{4}[〕\]】）)]\s*(?:第\s*)?[0-9]+\s*[号號]$")
        .expect("the pattern is fixed and valid")
});

/// The head of an official letter.
static LETTER_HEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Han}{3,40}文件$").expect("the pattern is fixed and valid"));

/// What a periodical calls itself.
static KIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:工作)?(?:文件|简报|簡報|简讯|簡訊|通讯|通訊|会刊|會刊|会讯|會訊|快报|快報|月报|月報|季刊|月刊)$",
    )
    .expect("the pattern is fixed and valid")
});

/// A line that is a day and nothing else.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"^[(（]?(?:[0-9]{4}|[〇零一二三四五六七八九○]{4})\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月\s*[0-9一二三四五六七八九十廿]{1,3}\s*日[)）]?$";
    Regex::new(day).expect("the pattern is fixed and valid")
});

/// Where a text came from and when, in a line that was dropped.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    let source = r"(?:来源|來源|出处|发布机构|发布单位)\s*[:：]\s*([\p{Han}A-Za-z0-9·《》“”]{2,30})";
    Regex::new(source).expect("the pattern is fixed and valid")
});

/// The name in front of a newspaper's page and day.
static PAPER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[《]?([\p{Han}]{2,12}?(?:[报報刊]|周刊|[时時][报報]))[》]?(?:[\s　0-9０-９A-DＡ-Ｄ第]|$)")
        .expect("the pattern is fixed and valid")
});

/// The number of a newspaper's page.
static PAGE_CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-DＡ-Ｄ][0-9０-９]{1,2}(?:\D|$)").expect("the pattern is fixed and valid")
});

/// Whether a dropped line is the head of a newspaper's page.
pub(super) fn is_folio(line: &Dropped) -> bool {
    line.rule == "dropped-running-head"
        && DATE.is_match(&line.words)
        && (line.words.contains('版') || line.words.contains("星期") || PAGE_CODE.is_match(&line.words))
}

/// Reads what the format says and, where that is silent, the lines of the cover and the lines that were dropped as no text.
pub(super) fn imprint(cover: &[&str], dropped: &[Dropped], meta: &Meta) -> Imprint {
    let mut imprint = Imprint {
        title: meta.title.clone(),
        publisher: meta.publisher.clone(),
        issue: None,
        date: meta.date.clone(),
        places: [None; 4],
    };
    imprint.mark(Place::Format);
    let mut title: Vec<String> = Vec::new();
    let mut is_title_done = false;
    for line in cover {
        let is_entry = line.contains('\t')
            || line.replace(' ', "").starts_with(['目', '要']) && line.chars().count() < 6;
        if is_entry {
            break;
        }
        imprint.take_line(line);
        let rest = without_numbers(line);
        let is_title = !rest.is_empty()
            && !line.starts_with(['（', '(', '【'])
            && !rest.contains(['：', ':'])
            && !BODY.is_match(&rest)
            && !STATION.is_match(&rest)
            && !LETTER_HEAD.is_match(line)
            && !LETTER_NUMBER.is_match(line)
            && !MAKER.is_match(line)
            && rest.chars().any(is_han);
        if is_title && !is_title_done {
            title.push(rest);
        }
        is_title_done |= !is_title && !title.is_empty();
    }
    if !title.is_empty() && title.iter().map(|line| line.chars().count()).sum::<usize>() <= 60 {
        imprint.title.get_or_insert_with(|| title.join(" "));
    }
    imprint.mark(Place::Cover);
    imprint.take_dropped(dropped);
    imprint.mark(Place::DroppedLine);
    imprint
}

impl Imprint {
    /// Notes where what has become known was read.
    fn mark(&mut self, place: Place) {
        let known = [&self.title, &self.publisher, &self.issue, &self.date].map(Option::is_some);
        for (slot, _) in self.places.iter_mut().zip(known).filter(|(slot, known)| slot.is_none() && *known) {
            *slot = Some(place);
        }
    }

    /// Takes the day under the title or at the end of a document's only article.
    pub(super) fn take_day(&mut self, lines: &[&str]) {
        if self.date.is_some() {
            return;
        }
        let first = lines.iter().skip(1).take(NEAR_TITLE);
        let last = lines.iter().rev().take(NEAR_END);
        if let Some(day) = first.chain(last).find(|line| DAY.is_match(line)) {
            self.take_date(day);
            self.mark(Place::Text);
        }
    }

    /// What a line of the cover says.
    fn take_line(&mut self, line: &str) {
        if let Some(issue) = ISSUE.captures(line).and_then(|found| found.get(1)) {
            self.issue.get_or_insert_with(|| issue.as_str().to_owned());
        }
        self.take_date(line);
        let maker = MAKER.captures(line).and_then(|found| found.get(1).or(found.get(2)).or(found.get(3)));
        let name = without_numbers(line);
        let is_body = |words: &str| BODY.is_match(words) && !words.contains(['编', '編']);
        let named = KIND.find(&name).and_then(|kind| name.get(..kind.start()));
        let body = if is_body(&name) || STATION.is_match(&name) {
            Some(name.as_str())
        } else {
            // 某某协会简讯.
            named.filter(|words| is_body(words))
        };
        if let Some(maker) = maker.map(|maker| maker.as_str()).or(body) {
            self.publisher.get_or_insert_with(|| maker.to_owned());
        }
    }

    fn take_date(&mut self, line: &str) {
        let line: String = line.chars().map(plain).collect();
        if let Some(date) = DATE.find(&line) {
            self.date.get_or_insert_with(|| {
                western(&date.as_str().chars().filter(|c| !c.is_whitespace()).collect::<String>())
            });
        }
    }

    /// What lines say that are no text.
    fn take_dropped(&mut self, dropped: &[Dropped]) {
        for line in
            dropped.iter().filter(|line| matches!(line.rule, "dropped-byline" | "dropped-running-head"))
        {
            for words in line.words.lines() {
                if let Some(source) = SOURCE.captures(words).and_then(|found| found.get(1)) {
                    self.publisher.get_or_insert_with(|| source.as_str().to_owned());
                }
                if let Some(paper) = PAPER.captures(words).and_then(|found| found.get(1)) {
                    self.publisher.get_or_insert_with(|| paper.as_str().to_owned());
                }
                if let Some(issue) = ISSUE.captures(words).and_then(|found| found.get(1)) {
                    self.issue.get_or_insert_with(|| issue.as_str().to_owned());
                }
                self.take_date(words);
            }
        }
    }
}

/// Lines under the title, and at the end, among which a day is looked for.
const NEAR_TITLE: usize = 4;
const NEAR_END: usize = 3;

/// Full-width digits as plain ones.
fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// A line of a cover without number and day.
fn without_numbers(line: &str) -> String {
    let rest = NUMBER.replace_all(line, " ");
    let rest = rest.replace("中華民國", "民國");
    let rest = DATE.replace_all(&rest, " ");
    let rest = rest.replace("出刊", " ").replace("出版", " ");
    rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '·' | '，' | '(' | '（' | ')' | '）'))
        .to_owned()
}

/// A date of the Republic's calendar (民國 1 is 1912) with the year of ours.
fn western(date: &str) -> String {
    let Some(rest) = date.strip_prefix("民國") else { return date.to_owned() };
    let Some((year, days)) = rest.split_once('年') else { return date.to_owned() };
    let digits = year.chars().map(|c| {
        c.to_digit(10).or_else(|| {
            "〇一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok())
        })
    });
    let year = digits
        .collect::<Option<Vec<u32>>>()
        .map(|digits| digits.iter().fold(0_u32, |sum, d| (sum * 10 + d) % 10_000));
    year.map_or(date.to_owned(), |year| format!("{}年{days}", year + 1911))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cover: &[&str], expected: [Option<&str>; 4]) {
        let found = imprint(cover, &[], &Meta::default());
        let found = [&found.title, &found.publisher, &found.issue, &found.date];
        assert_eq!(found.map(Option::as_deref), expected, "{cover:?}");
    }

    #[test]
    fn covers_are_read() {
        check(
            &["某某协会", "工作简报", "第 12 期", "2021 年 5 月 6 日", "目 录"],
            [Some("工作简报"), Some("某某协会"), Some("12"), Some("2021年5月6日")],
        );
        check(
            &["街坊通訊　第八十七期", "二零零六年十二月"],
            [Some("街坊通訊"), None, Some("八十七"), Some("二零零六年十二月")],
        );
        check(
            &["北岭电网", "2013年第9期　总第205期", "北岭供电公司党群工作部编印　2013年9月10日"],
            [Some("北岭电网"), Some("北岭供电公司党群工作部"), Some("9"), Some("2013年9月10日")],
        );
        check(
            &["云台市统计通报", "第 3 期", "云台市统计学会编", "二〇二一年三月二十日"],
            [Some("云台市统计通报"), Some("云台市统计学会"), Some("3"), Some("二〇二一年三月二十日")],
        );
        check(
            &["苍山湖监测简报", "苍山湖管理局监测站　2022年7月15日"],
            [Some("苍山湖监测简报"), Some("苍山湖管理局监测站"), None, Some("2022年7月15日")],
        );
        check(
            &["某某行业协会简讯", "2020年第6期"],
            [Some("某某行业协会简讯"), Some("某某行业协会"), Some("6"), None],
        );
        check(
            &["會訊", "第 42 期　中華民國 108 年 9 月 1 日出刊"],
            [Some("會訊"), None, Some("42"), Some("2019年9月1日")],
        );
    }

    #[test]
    fn dropped_lines_are_read() {
        let dropped = |rule, words: &str| Dropped { rule, words: words.to_owned() };
        let lines = [
            dropped("dropped-running-head", "某某晚报　　２０１６年７月８日　星期五　　第 3 版"),
            dropped("dropped-byline", "来源：某某公司　发布时间：2021-05-06 10:22"),
        ];
        let first = imprint(&[], &lines, &Meta::default());
        let dropped_line = Some(Place::DroppedLine);
        assert_eq!(first.places, [None, dropped_line, None, dropped_line]);
        assert_eq!(
            (first.publisher.as_deref(), first.date.as_deref()),
            (Some("某某晚报"), Some("2016年7月8日"))
        );
        let second = imprint(&[], &lines[1..], &Meta::default());
        assert_eq!(
            (second.publisher.as_deref(), second.date.as_deref()),
            (Some("某某公司"), Some("2021-05-06"))
        );
    }
}
