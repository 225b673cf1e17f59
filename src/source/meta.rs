//! What a document says of itself beside its text: front matter, `<head>`, fields of JSON.

use saphyr::{LoadableYamlNode, Yaml};
use serde::{Deserialize, Serialize};

/// Bytes of front matter, and marks of nested YAML lists on one of its lines, that are read at most.
const LONGEST_FRONT_MATTER: usize = 32 * 1024;
const MOST_MARKS: usize = 100;

/// What the format says beside the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Title.
    pub title: Option<String>,
    /// Date as written.
    pub date: Option<String>,
    /// Publisher or author as written.
    pub publisher: Option<String>,
}

/// The front matter of a text: its inner lines and where the text behind it begins.
pub(super) struct FrontMatter<'a> {
    pub(super) inner: &'a str,
    pub(super) end: usize,
    is_toml: bool,
}

/// Finds front matter: a first line `---` (YAML) or `+++` (TOML), and its partner, with at least one field between.
pub(super) fn front_matter(text: &str) -> Option<FrontMatter<'_>> {
    let start = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    let body = text.get(start..)?;
    let first = body.lines().next()?.trim_end();
    let is_toml = first == "+++";
    if first != "---" && !is_toml {
        return None;
    }
    let from = start + body.find('\n')? + 1;
    let mut at = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        if line.trim_end() == first {
            let inner = text.get(from..at)?;
            let sign = if is_toml { '=' } else { ':' };
            let has_field = inner.lines().any(|line| {
                line.split_once(sign).is_some_and(|(key, _)| {
                    !key.is_empty()
                        && key.trim_end().chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
                })
            });
            return has_field.then_some(FrontMatter { inner, end: at + line.len(), is_toml });
        }
        at += line.len();
    }
    None
}

impl Meta {
    /// Reads front matter; fields that cannot be read are left out.
    pub(super) fn from_front_matter(matter: &FrontMatter<'_>) -> Meta {
        if matter.is_toml { Meta::from_toml(matter.inner) } else { Meta::from_yaml(matter.inner) }
    }

    fn from_yaml(inner: &str) -> Meta {
        let mut meta = Meta::default();
        // The YAML reader goes down one call a level: front matter of thousands of levels would exhaust the stack.
        let deepest = inner.lines().map(|line| line.matches("- ").count() + line.matches("? ").count()).max();
        if inner.len() > LONGEST_FRONT_MATTER || deepest > Some(MOST_MARKS) {
            return meta;
        }
        let documents = Yaml::load_from_str(inner).unwrap_or_default();
        let Some(mapping) = documents.first().and_then(|document| document.as_mapping()) else {
            // One quotation mark too many breaks YAML; its other lines are still what they are.
            for (key, value) in inner.lines().filter_map(|line| line.split_once(':')) {
                let value = value.trim().trim_matches(['"', '\'']);
                if !value.starts_with(['[', '{', '|', '>', '&', '*']) {
                    meta.set(key, value);
                }
            }
            return meta;
        };
        for (key, value) in mapping {
            if let (Some(key), Some(value)) = (key.as_str(), value.as_str()) {
                meta.set(key, value);
            }
        }
        meta
    }

    fn from_toml(inner: &str) -> Meta {
        let mut meta = Meta::default();
        let Ok(table) = inner.parse::<toml::Table>() else { return meta };
        for (key, value) in &table {
            match value {
                toml::Value::String(value) => meta.set(key, value),
                toml::Value::Datetime(value) => meta.set(key, &value.to_string()),
                _ => {}
            }
        }
        meta
    }

    /// Takes a field under any of its usual names; the first one that says something stays.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let field = match key.trim().to_ascii_lowercase().as_str() {
            "title" | "og:title" | "标题" | "題名" | "题名" => &mut self.title,
            "date"
            | "published"
            | "pubdate"
            | "publishdate"
            | "published_time"
            | "article:published_time"
            | "dc.date"
            | "citation_date"
            | "citation_publication_date"
            | "日期"
            | "发布时间"
            | "發布時間" => &mut self.date,
            "publisher" | "source" | "author" | "og:site_name" | "citation_publisher" | "dc.publisher"
            | "来源" | "來源" => &mut self.publisher,
            _ => return,
        };
        if field.is_none() {
            *field = Some(value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, date: Option<&str>) {
        let meta = front_matter(text).map(|matter| Meta::from_front_matter(&matter)).unwrap_or_default();
        assert_eq!((meta.title.as_deref(), meta.date.as_deref()), (title, date), "{text}");
    }

    #[test]
    fn front_matter_is_read() {
        check(
            "---\ntitle: \"题\"\ndate: 2022-01-22 15:20:32 +0800\n---\n正文",
            Some("题"),
            Some("2022-01-22 15:20:32 +0800"),
        );
        check("+++\ntitle = '题'\ndate = 2022-01-22\n+++\n", Some("题"), Some("2022-01-22"));
        check("---\ntitle: [未完\n---\n", None, None);
        check("---\n一段文字\n---\n", None, None);
        check("---\ntitle: \"老井\" 今昔\ndate: 2022-01-22\n---\n", Some("老井\" 今昔"), Some("2022-01-22"));
        check(&format!("---\na:\n {}\n---\n正文", "- ".repeat(20_000)), None, None);
        check("正文\n---\ntitle: 题\n---\n", None, None);
    }
}
