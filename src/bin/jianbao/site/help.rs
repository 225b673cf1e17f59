//! The page that explains how to ask, with examples that can be followed: each is a query to the corpus at hand.

use std::collections::HashMap;

use jianbao::corpus::Corpus;
use jianbao::protocol::Summary;
use jianbao::text::fold::is_han;
use maud::{DOCTYPE, Markup, html};

use super::shell::seal;
use super::text_page::{head, percent};
use super::words::Words;
use crate::address::Address;

/// Name of the page.
pub(super) const HELP: &str = "help.html";

/// Characters that stand in nearly every text and tell nothing.
const GRAMMAR: &str = "的了是在和有不为為与與及等上中下年月日时時个個一二三四五六七八九十这這那也就都而或之其于於对對从從到将將被把由以所";

/// An example: the query, and what it asks for in three languages.
struct Example {
    query: String,
    says: [&'static str; 3],
}

/// The page; `style` is the style sheet's address, `corpus` where the examples' words are taken from.
pub(super) fn page(
    summary: &Summary,
    corpus: Option<&Corpus>,
    style: &str,
    words: &Words,
    address: Option<&Address>,
) -> Markup {
    let examples = examples(summary, corpus.map(frequent_words).unwrap_or_default());
    let languages = [("zh-Hans", "怎样检索"), ("zh-Hant", "怎樣檢索"), ("en", "How to ask")];
    let own = languages.iter().position(|(tag, _)| Words::of(tag).brand == words.brand).unwrap_or(0);
    let title = languages.get(own).map_or("", |(_, title)| title);
    let order = std::iter::once(own).chain((0..languages.len()).filter(|place| *place != own));
    let canonical =
        html! { @if let Some(address) = address { link rel="canonical" href=(address.of(HELP)); } };
    html! {
        (DOCTYPE)
        html lang=(summary.lang) {
            (head(&format!("{title} · {}", summary.title), "./", style, canonical))
            body.text-page {
                header.frame-bar {
                    div."wrap"."text-page__bar" {
                        a.brand href="./" { (seal()) b.brand__name { (words.brand) } }
                        a href="./" { (words.all) }
                    }
                }
                main #main ."wrap" ."text-page__body" {
                    @for place in order {
                        @if let Some((tag, title)) = languages.get(place) {
                            article.read lang=(tag) {
                                h1 { (title) }
                                p { (INTRODUCTION.get(place).copied().unwrap_or_default()) }
                                dl {
                                    @for example in &examples {
                                        dt { a href=(format!("./?q={}&view=results", percent(&example.query))) { code { (example.query) } } }
                                        dd { (example.says.get(place).copied().unwrap_or_default()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

const INTRODUCTION: [&str; 3] = [
    "字在那里，就找得到：不分词，一个字也能查，次数准确。繁体、简体、异体，全角、半角，大写、小写，跨行断开的字，都算同一个；要逐字照原样，打开“照原样”。任何字串都是检索式，看不懂的部分会指出来，其余照查。",
    "字在那裡，就找得到：不分詞，一個字也能查，次數準確。繁體、簡體、異體，全形、半形，大寫、小寫，跨行斷開的字，都算同一個；要逐字照原樣，打開「照原樣」。任何字串都是檢索式，看不懂的部分會指出來，其餘照查。",
    "What stands there is found: no words are cut, one character is enough, and counts are exact. Traditional and Simplified, full and half width, upper and lower case, and characters parted by a line break are the same, unless you ask for exactly what you typed. Any string is a query; what is not understood is pointed out, and the rest is searched.",
];

fn examples(summary: &Summary, words: Vec<String>) -> Vec<Example> {
    let mut words = words.into_iter();
    let a = words.next().unwrap_or_else(|| "通信".to_owned());
    let b = words.next().unwrap_or_else(|| "网络".to_owned());
    let first = a.chars().next().map(String::from).unwrap_or_default();
    let year = summary.last_day.as_deref().and_then(|day| day.get(..4)).unwrap_or("2020").to_owned();
    let example = |query: String, says| Example { query, says };
    vec![
        example(
            a.clone(),
            ["这些字连在一起出现的地方", "這些字連在一起出現的地方", "these characters, next to each other"],
        ),
        example(format!("{a} {b}"), ["一篇文章里两者都有", "一篇文章裡兩者都有", "articles that have both"]),
        example(
            format!("{a} OR {b}"),
            ["有一个即可；也可写 |", "有一個即可；也可寫 |", "either of them; | means the same"],
        ),
        example(
            format!("{a} -{b}"),
            [
                "有前者而无后者；也可写 NOT",
                "有前者而無後者；也可寫 NOT",
                "the first without the second; NOT means the same",
            ],
        ),
        example(
            format!("({a} OR {b}) {first}"),
            ["括号先算；（ ）也行", "括號先算；（ ）也行", "parentheses come first; （ ） do as well"],
        ),
        example(
            format!("“{a}”"),
            [
                "引号里的一切照字面，“ ”「」『』\"\" 都行",
                "引號裡的一切照字面，“ ”「」『』\"\" 都行",
                "quotation marks of any kind: everything inside is meant literally",
            ],
        ),
        example(
            format!("{a} NEAR/10 {b}"),
            ["相隔不到十个字", "相隔不到十個字", "with fewer than ten characters between them"],
        ),
        example(
            format!("{first}?"),
            [
                "? 代表任何一个字，* 代表几个字",
                "? 代表任何一個字，* 代表幾個字",
                "? stands for any character, * for some",
            ],
        ),
        example(format!("{a} {b} in:paragraph"), ["在同一段里", "在同一段裡", "both in one paragraph"]),
        example(format!("title:{a}"), ["在题名里", "在題名裡", "in the title"]),
        example(
            format!("{a} on:{year}"),
            [
                "提到这一年（月、日）的文章；也有 after: before:",
                "提到這一年（月、日）的文章；也有 after: before:",
                "in articles that mention the year (or month, or day); there are after: and before: as well",
            ],
        ),
        example(
            "/[0-9]+[年月日天个個]/".to_owned(),
            [
                "正则表达式；在分成许多文件的大语料和命令行里可用",
                "正則表達式；在分成許多檔案的大語料和命令列裡可用",
                "a regular expression, in large corpora that lie in files and in the terminal",
            ],
        ),
    ]
}

/// The pairs of Han characters that stand most often in a corpus and share no character.
fn frequent_words(corpus: &Corpus) -> Vec<String> {
    let mut counts: HashMap<(char, char), usize> = HashMap::new();
    let is_telling = |c: char| is_han(c) && !GRAMMAR.contains(c);
    let mut before: Option<char> = None;
    for c in corpus.text().chars() {
        let c = Some(c).filter(|c| is_telling(*c));
        if let Some(pair) = before.zip(c) {
            *counts.entry(pair).or_default() += 1;
        }
        before = c;
    }
    let mut pairs: Vec<((char, char), usize)> = counts.into_iter().collect();
    pairs.sort_unstable_by_key(|(pair, n)| (std::cmp::Reverse(*n), *pair));
    let mut words: Vec<String> = Vec::new();
    for ((first, second), _) in pairs.into_iter().take(200) {
        let is_new = words.iter().all(|word| !word.contains(first) && !word.contains(second));
        if words.len() < 2 && is_new {
            words.push(String::from_iter([first, second]));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use jianbao::query::parse;

    #[test]
    fn every_example_is_understood() {
        let words = vec!["通信".to_owned(), "保障".to_owned()];
        for example in examples(&Summary::default(), words) {
            let remarks = parse(&example.query).remarks;
            assert!(remarks.is_empty(), "{}: {remarks:?}", example.query);
        }
    }

    #[test]
    fn the_words_are_those_of_the_corpus() {
        let summary = Summary { lang: "en".to_owned(), ..Summary::default() };
        let page = page(&summary, None, "page.css", Words::of("en"), None).into_string();
        assert!(
            page.contains("q=%E9%80%9A%E4%BF%A1%20%E7%BD%91%E7%BB%9C") && page.contains("lang=\"zh-Hant\"")
        );
        assert!(page.find("How to ask") < page.find("怎样检索"));
    }
}
