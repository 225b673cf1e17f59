//! Hits with what stands around them, and the articles that they are in.

use serde::Serialize;

use super::Source;
use super::table::table;
use crate::protocol::SearchAnswer;
use crate::protocol::analysis::{ConcordanceAnswer, ConcordanceLine};

/// A hit as it is taken away.
#[derive(Serialize)]
struct Hit<'a> {
    document_id: &'a str,
    document: &'a str,
    article: &'a str,
    published: Option<&'a str>,
    left: &'a str,
    keyword: &'a str,
    right: &'a str,
    start: u32,
    end: u32,
    url: String,
}

#[derive(Serialize)]
struct Hits<'a> {
    corpus: &'a str,
    version: &'a str,
    query: &'a str,
    url: &'a str,
    date: &'a str,
    n_hits: u32,
    hits: Vec<Hit<'a>>,
}

fn hit<'a>(line: &'a ConcordanceLine, source: &Source<'a>) -> Hit<'a> {
    Hit {
        document_id: &line.document,
        document: source.title_of(&line.document),
        article: source.article(&line.document, &line.article),
        published: line.published.as_deref(),
        left: &line.left,
        keyword: &line.keyword,
        right: &line.right,
        start: line.at,
        end: line.end,
        url: source.place(&line.document, Some(line.at)),
    }
}

/// All hits as a table, one a line; offsets count bytes of the document's cleaned text.
#[must_use]
pub fn hits_csv(answer: &ConcordanceAnswer, source: &Source<'_>) -> String {
    let head =
        ["left", "keyword", "right", "document_id", "document", "article", "date", "start", "end", "url"];
    let rows = answer.lines.iter().map(|line| {
        let hit = hit(line, source);
        [
            hit.left.to_owned(),
            hit.keyword.to_owned(),
            hit.right.to_owned(),
            hit.document_id.to_owned(),
            hit.document.to_owned(),
            hit.article.to_owned(),
            hit.published.unwrap_or_default().to_owned(),
            hit.start.to_string(),
            hit.end.to_string(),
            hit.url,
        ]
    });
    table(head, rows)
}

/// The same as JSON, with what was searched.
#[must_use]
pub fn hits_json(answer: &ConcordanceAnswer, source: &Source<'_>) -> String {
    let hits = Hits {
        corpus: &source.summary.title,
        version: &source.summary.version,
        query: source.query,
        url: source.address,
        date: source.today,
        n_hits: answer.n_hits,
        hits: answer.lines.iter().map(|line| hit(line, source)).collect(),
    };
    serde_json::to_string_pretty(&hits).unwrap_or_default()
}

/// The same as Markdown: quotations with their sources, one article after another.
#[must_use]
pub fn hits_markdown(answer: &ConcordanceAnswer, source: &Source<'_>) -> String {
    let mut text = format!("# {}\n\n", plain(&source.summary.title));
    if !source.query.trim().is_empty() {
        text += &format!("`{}` · {} · <{}>\n", source.query.replace('`', "'"), source.today, source.address);
    }
    let mut last = None;
    for line in &answer.lines {
        if last.replace(&line.article) != Some(&line.article) {
            let title = source.article(&line.document, &line.article);
            let heading = if title.is_empty() { source.title_of(&line.document) } else { title };
            text += &format!("\n## {}\n\n", plain(heading));
        }
        let (left, keyword, right) = (plain(&line.left), plain(&line.keyword), plain(&line.right));
        let url = source.place(&line.document, Some(line.at));
        text += &format!(
            "- …{left}**{keyword}**{right}… ([{}]({url}))\n",
            plain(source.title_of(&line.document))
        );
    }
    text
}

/// Words of a document as Markdown that stays these words.
pub(super) fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            text.push('\\');
        }
        text.push(if c.is_control() { ' ' } else { c });
    }
    text
}

/// The articles of a page of results.
#[must_use]
pub fn articles_csv(answer: &SearchAnswer, source: &Source<'_>) -> String {
    let head = [
        "article_id",
        "article",
        "document_id",
        "document",
        "publisher",
        "date",
        "hits",
        "characters",
        "url",
    ];
    let rows = answer.articles.iter().filter_map(|found| {
        let document = source.summary.documents.get(found.document as usize)?;
        Some([
            found.article.id.clone(),
            found.article.title.clone(),
            document.id.clone(),
            document.title.clone(),
            document.publisher.clone().unwrap_or_default(),
            document.published.clone().unwrap_or_default(),
            found.n_hits.to_string(),
            found.article.n_characters.to_string(),
            source.place(&document.id, Some(found.article.at)),
        ])
    });
    table(head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{source, summary};

    fn answer() -> ConcordanceAnswer {
        let line = ConcordanceLine {
            document: "d".to_owned(),
            article: "d/1".to_owned(),
            published: Some("2020-02-06".to_owned()),
            at: 9,
            end: 15,
            left: "保障".to_owned(),
            keyword: "网*络".to_owned(),
            right: "畅通，<b>".to_owned(),
            ..ConcordanceLine::default()
        };
        ConcordanceAnswer { n_hits: 1, lines: vec![line], ..ConcordanceAnswer::default() }
    }

    #[test]
    fn hits_say_where_they_stand() {
        let summary = summary();
        let source = source(&summary, "网络");
        assert_eq!(
            hits_csv(&answer(), &source).lines().nth(1),
            Some("保障,网*络,畅通，<b>,d,甲报，“乙”,一篇,2020-02-06,9,15,https://x/?doc=d&at=9")
        );
        let json: serde_json::Value = serde_json::from_str(&hits_json(&answer(), &source)).unwrap();
        assert_eq!((json["n_hits"].as_u64(), json["hits"][0]["start"].as_u64()), (Some(1), Some(9)));
        let markdown = hits_markdown(&answer(), &source);
        assert!(
            markdown.contains("## 一篇\n\n- …保障**网\\*络**畅通，\\<b\\>… ([甲报，“乙”]("),
            "{markdown}"
        );
    }
}
