//! What a text page says of its document to programs: search engines, social networks, citation managers.
//!
//! All of it is said by the document itself or counted from it; what is not known is left out.

use jianbao::corpus::{Article, Document, TEXT_PAGE, file_name};
use jianbao::day::{Day, edtf_bounds};
use jianbao::protocol::{ArticleSummary, DocumentSummary, ParagraphKind, Summary};
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value, json};

use super::oembed;
use super::text_page::article_anchor;
use crate::address::Address;
use crate::settings::Licence;

/// Characters of a description, which is about what search engines show.
const LONGEST: usize = 160;

/// Text on one line, without the characters that XML 1.0 forbids and those that turn the direction of whatever follows.
pub(super) fn plain(text: &str) -> String {
    let is_unfit = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().filter(|c| !is_unfit(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some(_) => text.chars().take(longest.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// How a document's text begins.
pub(super) fn excerpt(document: Document<'_>) -> String {
    let articles = document.articles().filter(|article| !article.is_matter());
    let bodies = articles.flat_map(Article::paragraphs).filter(|part| part.kind() == ParagraphKind::Body);
    let mut text = String::new();
    for paragraph in bodies {
        text.push(' ');
        text.push_str(&plain(paragraph.text()));
        if text.chars().count() > LONGEST + 1 {
            break;
        }
    }
    shortened(text.trim(), LONGEST)
}

/// The year, month or day of publication, where it is known for certain.
fn published(document: &DocumentSummary) -> Option<&str> {
    let date = document.published.as_deref()?;
    let is_digits = date.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    // EDTF has seasons as months from 21 on.
    let is_month = date.get(5..7).is_none_or(|month| ("01"..="12").contains(&month));
    (is_digits && is_month && edtf_bounds(date).is_some()).then_some(date)
}

/// The day of publication, where it is known for certain.
pub(super) fn published_day(document: &DocumentSummary) -> Option<&str> {
    published(document).filter(|date| date.len() == 10)
}

/// The first day on which a document can have been published.
pub(super) fn first_day(document: &DocumentSummary) -> Option<Day> {
    edtf_bounds(document.published.as_deref()?).map(|(first, _)| first)
}

/// A language as Open Graph has it, with a country; only where that goes without saying.
fn locale(tag: &str) -> Option<String> {
    let known = match tag {
        "zh" | "zh-Hans" => "zh_CN",
        "zh-Hant" => "zh_TW",
        "en" => "en_US",
        _ => {
            let (language, country) = tag.split_once('-')?;
            let is_country = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
            return is_country.then(|| format!("{language}_{country}"));
        }
    };
    Some(known.to_owned())
}

/// The name of a document's text page, from the site's folder on.
pub(super) fn page_name(document: &DocumentSummary) -> String {
    format!("{}/{}", super::TEXTS, file_name(&document.id, TEXT_PAGE))
}

/// What the head of a document's page says of it.
pub(super) fn tags(
    corpus: &Summary,
    document: &DocumentSummary,
    excerpt: &str,
    address: Option<&Address>,
    licence: Option<&Licence>,
) -> Markup {
    let title = plain(&document.title);
    let own = address.map(|address| address.of(&page_name(document)));
    let publisher = document.publisher.as_deref().map(plain).filter(|name| !name.is_empty());
    html! {
        @if !excerpt.is_empty() {
            meta name="description" content=(excerpt);
            meta property="og:description" content=(excerpt);
        }
        meta property="og:type" content="article";
        meta property="og:title" content=(title);
        meta property="og:site_name" content=(plain(&corpus.title));
        @if let Some(locale) = locale(&document.lang) { meta property="og:locale" content=(locale); }
        @if let Some(day) = published_day(document) { meta property="article:published_time" content=(day); }
        @if let Some(own) = &own {
            link rel="canonical" href=(own);
            meta property="og:url" content=(own);
            meta name="citation_public_url" content=(own);
        }
        @if let Some(address) = address {
            link rel="alternate" type=(oembed::TYPE) title=(title) href=(address.of(&oembed::name_of(document)));
        }
        meta name="citation_title" content=(title);
        @if let Some(date) = published(document) {
            meta name="citation_publication_date" content=(date.replace('-', "/"));
        }
        @if let Some(publisher) = &publisher { meta name="citation_publisher" content=(publisher); }
        @if let Some(url) = licence.and_then(|licence| licence.url.as_ref()) { link rel="license" href=(url); }
        @if !document.lang.is_empty() { meta name="citation_language" content=(document.lang); }
        // No script: browsers never run what has this type, so the policy has nothing to say about it.
        script type="application/ld+json" {
            (PreEscaped(in_script(&linked_data(corpus, document, excerpt, address, licence))))
        }
    }
}

/// The document in the terms of schema.org.
fn linked_data(
    corpus: &Summary,
    document: &DocumentSummary,
    excerpt: &str,
    address: Option<&Address>,
    licence: Option<&Licence>,
) -> Value {
    let articles: Vec<(usize, &ArticleSummary)> =
        document.articles.iter().enumerate().filter(|(_, article)| !article.is_matter).collect();
    let own = address.map(|address| address.of(&page_name(document)));
    let mut data = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value.filter(|value| value.as_str() != Some("")) {
            data.insert(name.to_owned(), value);
        }
    };
    put("@context", Some(json!("https://schema.org")));
    put("@type", Some(json!(if articles.len() > 1 { "CreativeWork" } else { "Article" })));
    put("headline", Some(json!(plain(&document.title))));
    put("description", Some(json!(excerpt)));
    put("inLanguage", Some(json!(document.lang)));
    put("datePublished", published(document).map(Value::from));
    let publisher = document.publisher.as_deref().map(plain).filter(|name| !name.is_empty());
    put("publisher", publisher.map(|name| json!({ "@type": "Organization", "name": name })));
    put("url", own.as_deref().map(Value::from));
    put(
        "license",
        licence.map(|licence| json!(licence.url.as_ref().map_or(licence.name.as_str(), |url| url.as_str()))),
    );
    let mut whole = json!({ "@type": "Collection", "name": plain(&corpus.title) });
    if let (Some(whole), Some(address)) = (whole.as_object_mut(), address) {
        whole.insert("url".to_owned(), json!(address.of("")));
    }
    put("isPartOf", Some(whole));
    if articles.len() > 1 {
        let parts = articles.into_iter().map(|(index, article)| {
            let mut part = json!({ "@type": "Article", "headline": plain(&article.title) });
            if let (Some(part), Some(own)) = (part.as_object_mut(), &own) {
                part.insert("url".to_owned(), json!(format!("{own}#{}", article_anchor(index))));
            }
            part
        });
        put("hasPart", Some(parts.collect()));
    }
    Value::Object(data)
}

/// JSON as the text of a script element, which nothing in it can end.
fn in_script(data: &Value) -> String {
    let mut text = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(date: &str) -> DocumentSummary {
        DocumentSummary { published: Some(date.to_owned()), ..DocumentSummary::default() }
    }

    #[test]
    fn only_certain_dates_are_told() {
        for (edtf, expected) in [
            ("2020-02-06", Some("2020-02-06")),
            ("2020-02", Some("2020-02")),
            ("2020", Some("2020")),
            ("2020-02~", None),
            ("2020?", None),
            ("2020-02-30", None),
            ("2020-21", None),
            ("202X", None),
            ("2020-02/2020-03", None),
            ("-0220", None),
            ("", None),
            ("二〇二〇", None),
        ] {
            assert_eq!(published(&dated(edtf)), expected, "{edtf}");
            assert_eq!(published_day(&dated(edtf)), expected.filter(|date| date.len() == 10), "{edtf}");
        }
        assert_eq!(first_day(&dated("2020-02~")).map(|day| day.to_string()).as_deref(), Some("2020-02-01"));
    }

    #[test]
    fn text_fits_into_anything() {
        assert_eq!(plain("a\n\t b\u{0}\u{8}c \u{202e}d\u{2066}\u{ffff}"), "a bc d");
        assert_eq!([shortened("简报简报", 4), shortened("简报简报", 3)], ["简报简报", "简报…"]);
        let data = json!({ "a": "</script><script>\u{2028}&" });
        let text = in_script(&data);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), data);
    }

    #[test]
    fn languages_have_a_country_where_it_goes_without_saying() {
        for (tag, expected) in [
            ("zh-Hans", Some("zh_CN")),
            ("zh-Hant", Some("zh_TW")),
            ("zh-HK", Some("zh_HK")),
            ("en", Some("en_US")),
            ("fr", None),
            ("sr-Latn", None),
            ("", None),
        ] {
            assert_eq!(locale(tag).as_deref(), expected, "{tag}");
        }
    }
}
