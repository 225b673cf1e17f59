//! CLEANED TEXT → ARTICLES.
//!
//! [`split`] says where one article ends and the next begins, what its title is, and what is no article at all: a cover, a contents
//! page, a source note. It knows lines and their words. Dates and names it knows only as
//! far as covers, bylines and headlines print them; what they mean is for [`crate::annotate`] to say.

mod boundary;
mod continuation;
mod contents;
mod cover;
mod front;
mod heading;
mod headline;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::ParagraphKind;
use crate::source::{Layout, Meta};
use crate::text::line::{is_heading_like, is_running_text};
use crate::text::span::Span;
use crate::text::{CleanText, Line, MarkedPlace};

pub use cover::{Imprint, Place};

/// An article, or a piece of matter around the articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Title; empty for matter. An article without one carries its opening words.
    pub title: String,
    /// What stands before the title, such as the sender.
    pub kicker: Option<String>,
    /// Cover, contents page or note: no article.
    pub is_matter: bool,
    /// Title, headings and paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// The article was interrupted in front of it, or a break of the source was joined there.
    pub is_after_seam: bool,
}

/// A document split into its articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Articles and the matter around them, in order of their beginnings.
    pub articles: Vec<Article>,
    /// What the document says of itself.
    pub imprint: Imprint,
}

impl Article {
    /// The stretches of text that make up the article: neighbouring paragraphs are one stretch.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for paragraph in &self.paragraphs {
            match spans.last_mut().filter(|last| {
                paragraph.span.start() >= last.end() && paragraph.span.start() <= last.end() + 1
            }) {
                Some(last) => *last = Span::new(last.start(), paragraph.span.end()).unwrap_or(*last),
                None => spans.push(paragraph.span),
            }
        }
        spans
    }
}

/// Splits a cleaned document into articles.
#[must_use]
pub fn split(text: &CleanText, meta: &Meta, layout: Layout) -> Split {
    let words: Vec<&str> = text.lines.iter().map(|line| text.words(line.span)).collect();
    let is_newspaper =
        text.dropped.iter().any(cover::is_folio) || words.iter().any(|words| heading::is_continued(words));
    let is_rule = |words: &str| words.chars().all(|c| !c.is_alphanumeric());
    let is_web = text.dropped.iter().any(|line| line.rule == "dropped-navigation" && !is_rule(&line.words));
    let n_apart = text.lines.iter().filter(|line| line.n_blank > 0).count();
    let is_spaced = n_apart * 2 > text.lines.len();
    let mut page = Page {
        lines: &text.lines,
        words: &words,
        layout,
        is_newspaper,
        is_web,
        is_spaced,
        headings: text.lines.iter().zip(&words).map(|(line, words)| is_heading(line, words)).collect(),
        titles: Vec::new(),
    };
    page.titles = page.find_titles();
    let contents = contents::find(&words);
    let starts = boundary::starts(&page, contents.as_ref(), meta);
    let first = starts.first().map_or(words.len(), |start| start.line);
    let mut imprint = cover::imprint(words.get(..first).unwrap_or_default(), &text.dropped, meta);
    if starts.len() == 1 {
        imprint.take_day(words.get(first..).unwrap_or_default());
    }
    let mut articles = Vec::new();
    if first > 0 {
        articles.push(matter(&page, 0..first));
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(words.len(), |next| next.line);
        let note = boundary::trailing_note(&page, start.line + start.n_title_lines..end);
        articles.push(article(&page, start, note));
        if note < end {
            articles.push(matter(&page, note..end));
        }
    }
    // Only a page set in columns lets one article interrupt another.
    if page.layout == Layout::Printed
        && contents.is_none()
        && !front::find(&page).is_periodical
        && articles.iter().all(|article| article.kicker.is_none())
    {
        continuation::reunite(text, &mut articles);
    }
    Split { articles, imprint }
}

/// A title without the name of the site that web pages put behind it.
pub(crate) fn without_site(title: &str) -> &str {
    let Some((place, mark)) =
        title.char_indices().rev().find(|(_, c)| matches!(c, '_' | '|' | '｜' | '-' | '–' | '—'))
    else {
        return title;
    };
    let site = title.get(place + mark.len_utf8()..).unwrap_or("").trim();
    let bare = title.get(..place).unwrap_or("").trim_end_matches(['_', '|', '｜', '-', '–', '—', ' ']);
    let is_site = [
        "网",
        "網",
        "网站",
        "報",
        "报",
        "政府",
        "在线",
        "在線",
        "博客",
        "门户",
        "新闻",
        "频道",
        "中心",
        "博物馆",
        "大学",
    ]
    .iter()
    .any(|end| site.ends_with(end));
    if is_site && site.chars().count() <= 16 && bare.chars().count() >= 4 { bare } else { title }
}

/// The lines of a document with their words.
struct Page<'a> {
    lines: &'a [Line],
    words: &'a [&'a str],
    layout: Layout,
    /// The name, day and page of a newspaper stood on it.
    is_newspaper: bool,
    /// What web pages print around a text stood around it.
    is_web: bool,
    /// Blank lines stand between most lines.
    is_spaced: bool,
    /// For each line whether it is a heading: marked as one, or, on a printed page, set like one.
    headings: Vec<bool>,
    /// For each line whether it may be a line of a title: a heading that is neither set in as the paragraphs are, nor that of a numbered
    /// part.
    titles: Vec<bool>,
}

/// Columns by which paragraphs are set in, at least and at most.
const INDENTS: std::ops::RangeInclusive<usize> = 2..=8;

/// Titles that are not set in, at least, before those that are count as short paragraphs.
const LEAST_TITLES: usize = 2;

impl Page<'_> {
    fn words(&self, line: usize) -> &str {
        self.words.get(line).copied().unwrap_or("")
    }

    /// Where a line stands among the articles that the markup tells apart.
    fn place(&self, line: usize) -> MarkedPlace {
        self.lines.get(line).map_or(MarkedPlace::Unknown, |line| line.place)
    }

    fn is_heading(&self, line: usize) -> bool {
        self.headings.get(line) == Some(&true)
    }

    fn is_title(&self, line: usize) -> bool {
        self.titles.get(line) == Some(&true)
    }

    fn find_titles(&self) -> Vec<bool> {
        let set_in = self.paragraph_indent();
        let titles = self.lines.iter().enumerate().map(|(number, line)| {
            let is_part = || set_in == Some(line.indent) || heading::is_part(self.words(number));
            self.is_heading(number) && (line.level.is_some() || !is_part())
        });
        titles.collect()
    }

    /// The columns by which nearly all paragraphs are set in; `None` where they are not, or titles are as well.
    fn paragraph_indent(&self) -> Option<usize> {
        if self.layout != Layout::Printed {
            return None;
        }
        let indents = self.lines.iter().zip(self.words).filter(|(_, words)| is_running_text(words));
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (line, _) in indents {
            *counts.entry(line.indent).or_default() += 1;
        }
        let n: usize = counts.values().sum();
        let (&indent, &most) = counts.iter().max_by_key(|&(_, n)| *n)?;
        let is_usual = most * 10 >= n * 8 && INDENTS.contains(&indent);
        let n_titles = (0..self.words.len())
            .filter(|&line| {
                self.is_heading(line) && self.lines.get(line).is_some_and(|line| line.indent != indent)
            })
            .count();
        (is_usual && n_titles >= LEAST_TITLES).then_some(indent)
    }
}

fn is_heading(line: &Line, words: &str) -> bool {
    line.level.is_some()
        || (is_heading_like(words)
            && !heading::is_note(words)
            && !heading::is_no_title(words)
            && !crate::text::line::is_list_item(words))
}

fn matter(page: &Page<'_>, lines: std::ops::Range<usize>) -> Article {
    let paragraphs = lines.filter_map(|line| {
        let span = page.lines.get(line)?.span;
        Some(Paragraph { span, kind: ParagraphKind::Body, is_after_seam: false })
    });
    Article { title: String::new(), kicker: None, is_matter: true, paragraphs: paragraphs.collect() }
}

fn article(page: &Page<'_>, start: &boundary::Start, end: usize) -> Article {
    let mut paragraphs = Vec::new();
    for line in start.line..end {
        let Some(span) = page.lines.get(line).map(|line| line.span) else { continue };
        let kind = if line < start.line + start.n_title_lines {
            ParagraphKind::Title
        } else if page.is_heading(line) {
            ParagraphKind::Heading
        } else {
            ParagraphKind::Body
        };
        paragraphs.push(Paragraph { span, kind, is_after_seam: false });
    }
    Article { title: start.title.clone(), kicker: start.kicker.clone(), is_matter: false, paragraphs }
}

#[cfg(test)]
mod tests {
    use crate::source::read;
    use crate::text::clean;

    use super::*;

    /// Prints articles as `kicker|title|number of paragraphs`, matter as `-|number`.
    fn check(name: &str, source: &str, expected: &[&str]) -> Split {
        let document = &read(name, source.as_bytes())[0];
        let split = split(&clean(document), &document.meta, document.layout);
        let printed: Vec<String> = split
            .articles
            .iter()
            .map(|article| match article.is_matter {
                true => format!("-|{}", article.paragraphs.len()),
                false => format!(
                    "{}|{}|{}",
                    article.kicker.as_deref().unwrap_or(""),
                    article.title,
                    article.paragraphs.len()
                ),
            })
            .collect();
        assert_eq!(printed, expected);
        split
    }

    #[test]
    fn a_contents_page_names_the_articles() {
        let source = "某某协会\n\n工作简报\n\n第 12 期\n\n2021 年 5 月 6 日\n\n目 录\n\n1. 甲行协·新年新气象\t1\n2. 乙行协·送服务到基层 办实事见真情\t3\n\n甲行协·新年新气象\n\n新年伊始，甲行协召开会议，部署工作。\n\n抓培训\n\n全年培训三次，参加人员踊跃。\n\n乙行协·送服务到基层\n\n办实事见真情\n\n乙行协走进基层，送去服务，受到欢迎。\n\n（以上信息由各单位提供）";
        let split = check(
            "a.txt",
            source,
            &["-|7", "甲行协|新年新气象|4", "乙行协|送服务到基层 办实事见真情|3", "-|1"],
        );
        assert_eq!(split.imprint.title.as_deref(), Some("工作简报"));
        assert_eq!(split.imprint.publisher.as_deref(), Some("某某协会"));
        assert_eq!(split.imprint.issue.as_deref(), Some("12"));
        assert_eq!(
            split.imprint.date.as_deref(),
            Some("2021 年 5 月 6 日").map(|d| d.replace(' ', "")).as_deref()
        );
    }

    #[test]
    fn kickers_part_the_articles() {
        let source = "甲联通•下沉社区 志愿者在行动\n疫情发生后，公司组织党员，对接社区。\n党旗飘扬\n大家踊跃报名，深入一线。\n乙移动•助力春耕\n眼下，春耕进入关键时节，队员帮助农户。";
        check("a.txt", source, &["甲联通|下沉社区 志愿者在行动|4", "乙移动|助力春耕|2"]);
    }

    #[test]
    fn a_text_without_title_carries_its_opening_words() {
        let source =
            "新型疫情发生后，公司迅速行动，担起责任。\n提高站位全力保障\n公司召开会议，部署工作，落实责任。";
        check("a.txt", source, &["|新型疫情发生后|3"]);
    }

    #[test]
    fn front_matter_gives_the_title() {
        let source = "---\ntitle: \"公司召开会议\"\ndate: 2022-01-22\n---\n<p>会议总结了工作，部署了任务。</p>\n<p>要点</p>\n<p>一是抓安全，二是抓服务。</p><p>（文章来源：某网）</p>\n";
        let split = check("a.md", source, &["|公司召开会议|3", "-|1"]);
        assert_eq!(split.imprint.date.as_deref(), Some("2022-01-22"));
    }

    #[test]
    fn markup_parts_the_articles() {
        let page = "<title>井台周报</title><h1>井台周报</h1><p>第3期</p><article><p>发布：6月</p><h2>淘井</h2><p>男人下井，女人提绳。</p><h3>规矩</h3><p>小孩敲锣，老人看水。</p></article><article><h2>晒书</h2><p>六月初六，家家晒书。</p></article><p>地址：井台街1号</p>";
        check("a.html", page, &["-|2", "|淘井|4", "|晒书|2", "-|1"]);
        check("a.md", "# 淘井\n\n下井。\n\n## 规矩\n\n敲锣。\n\n# 晒书\n\n六月。\n", &["|淘井|4", "|晒书|2"]);
        let paper = "# 井台通讯 第3期\n\n## 淘井\n\n下井。\n\n### 规矩\n\n敲锣。\n\n## 晒书\n\n六月。\n";
        check("a.md", paper, &["-|1", "|淘井|4", "|晒书|2"]);
        check("a.md", "# 老井\n\n九口井。\n\n## 淘井\n\n下井。\n\n## 井水\n\n很甜。\n", &["|老井|6"]);
    }

    #[test]
    fn an_interrupted_article_has_several_spans() {
        let source = "红旗农场抢收\n\n红旗农场出动三十台收割机，场长李满仓带着职工日夜不停，晒场上堆满了稻谷，仓库门口排起长队，人人都说今年的收成好，连烘干机也不够用了，李满仓只好去邻县借了两台，连夜运回来，装在晒场边上，\n\n青山县 书店通宵开门 读者排起长队\n\n青山县的书店从这个月起通宵开门，店员王小棠说，来得最多的是学生，也有下夜班的司机。\n\n书店备了热水和毯子，王小棠每晚要添四次水。\n\n李满仓说，收割机再好也要人来开，红旗农场今年送了十二名职工去学修收割机，烘干机也要学，晒场明年要加一倍。\n";
        let split = check("a.txt", source, &["|红旗农场抢收|3", "|青山县 书店通宵开门 读者排起长队|3"]);
        assert_eq!(split.articles[0].spans().len(), 2);
        assert_eq!(
            split.articles[0].paragraphs.iter().filter(|paragraph| paragraph.is_after_seam).count(),
            1
        );
    }

    #[test]
    fn a_periodical_has_several_articles() {
        let source = "某某街坊福利會\n街坊通訊　第八十七期\n二零零六年十二月\n\n會務報告\n本會理事會於上月開會，商定三件事，分頭去辦。\n長者飯堂下月起加開星期日\n飯堂開辦一年，長者都說星期日最難過，理事會決定加開。\n墟市見聞\n賣涼茶的人\n涼茶已經擺了四十年，發燒的人來買，不收錢。\n修鐘錶的人\n鐘錶檔只有半張桌子大，師傅眼睛還好。\n";
        let split =
            check("a.txt", source, &["-|3", "|會務報告|2", "|長者飯堂下月起加開星期日|2", "|墟市見聞|5"]);
        let imprint = split.imprint;
        assert_eq!(imprint.title.as_deref(), Some("街坊通訊"));
        assert_eq!(imprint.publisher.as_deref(), Some("某某街坊福利會"));
        assert_eq!(
            (imprint.issue.as_deref(), imprint.date.as_deref()),
            (Some("八十七"), Some("二零零六年十二月"))
        );
    }

    #[test]
    fn a_newspaper_page_has_several_articles() {
        let source = "某某晚报　2016年7月8日　星期五　第3版\n\n一夜守堤\n——洪峰过境目击\n本报记者 罗某 通讯员 沈某\n洪水漫过了警戒线，全镇的劳力分成四组，轮流上堤。\n村民敲锣，抢险队赶来，天亮时水退了。\n粮站抢运稻谷\n本报通讯员 秦某\n老仓返潮，站长决定腾仓，把早稻运到高处。\n";
        let split = check("a.txt", source, &["|一夜守堤 ——洪峰过境目击|4", "|粮站抢运稻谷|2"]);
        assert_eq!(split.imprint.publisher.as_deref(), Some("某某晚报"));
        assert_eq!(split.imprint.date.as_deref(), Some("2016年7月8日"));
    }

    #[test]
    fn headings_of_a_web_post_part_it() {
        let source = "首页 > 新闻 > 正文\n\n老井\n来源：某某村　发布时间：2012-11-30 08:42　浏览次数：12\n\n村里有九口井，如今只剩两口，老人都记得它们的名字。\n淘井的规矩\n每年六月，男人下井，女人提绳，小孩敲锣。\n自来水来了以后\n井台空了，井口盖上石板，没有人再来。\n";
        let split = check("a.txt", source, &["|老井|6"]);
        assert_eq!(
            (split.imprint.publisher.as_deref(), split.imprint.date.as_deref()),
            (Some("某某村"), Some("2012-11-30"))
        );
    }

    #[test]
    fn nothing_gives_no_article() {
        check("a.txt", " \n\n", &[]);
        check("a.txt", "以上信息", &["|以上信息|1"]);
    }
}
