//! What a document says of itself: title, publisher, issue, date. From its format first, then from the cover.

use std::sync::LazyLock;

use regex::Regex;

use crate::source::Meta;

/// What a document says of itself, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Title.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Issue number.
    pub issue: Option<String>,
    /// Date as written.
    pub date: Option<String>,
}

static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:第|总第)\s*([0-9〇零一二三四五六七八九十百]+)\s*期")
        .expect("the pattern is fixed and valid")
});

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let date = r"[0-9〇零一二三四五六七八九○]{4}\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月(?:\s*[0-9一二三四五六七八九十]{1,3}\s*[日号])?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}";
    Regex::new(date).expect("the pattern is fixed and valid")
});

static BODY: LazyLock<Regex> = LazyLock::new(|| {
    let body = r"^[\p{Han}（）]{2,30}(?:协会|協會|学会|學會|委员会|委員會|办公室|辦公室|秘书处|秘書處|公司|集团|集團|部|局|厅|廳|社|中心|大学|大學|研究院|研究所|图书馆|檔案館|档案馆|出版社)$";
    Regex::new(body).expect("the pattern is fixed and valid")
});

/// Reads what the format says and, where that is silent, the lines of the cover.
pub(super) fn imprint(cover: &[&str], meta: &Meta) -> Imprint {
    let mut imprint = Imprint {
        title: meta.title.clone(),
        publisher: meta.publisher.clone(),
        issue: None,
        date: meta.date.clone(),
    };
    let mut title: Vec<&str> = Vec::new();
    let mut is_title_done = false;
    for line in cover {
        let is_entry = line.contains('\t') || line.replace(' ', "").starts_with('目');
        if is_entry {
            break;
        }
        let issue = ISSUE.captures(line).and_then(|found| found.get(1));
        let date = DATE.find(line);
        if let Some(issue) = issue {
            imprint.issue.get_or_insert_with(|| issue.as_str().to_owned());
        }
        if let Some(date) = date {
            imprint
                .date
                .get_or_insert_with(|| date.as_str().chars().filter(|c| !c.is_whitespace()).collect());
        }
        let is_body = BODY.is_match(line);
        if is_body {
            imprint.publisher.get_or_insert_with(|| (*line).to_owned());
        }
        let is_title = issue.is_none() && date.is_none() && !is_body && !line.starts_with(['（', '(', '【']);
        if is_title && !is_title_done {
            title.push(line);
        }
        is_title_done |= !is_title && !title.is_empty();
    }
    if !title.is_empty() && title.iter().map(|line| line.chars().count()).sum::<usize>() <= 60 {
        imprint.title.get_or_insert_with(|| title.join(" "));
    }
    imprint
}
