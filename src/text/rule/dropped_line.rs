//! Lines that are no text of the document: addresses, page numbers, navigation.
//!
//! `dropped-url`: a line that is nothing but an address. `dropped-page-number`: `9`, `- 9 -`, `第 9 页 共 12 页`. `dropped-navigation`: 上一篇,
//! 返回首页, breadcrumbs, share buttons. A line goes with its line break, so that the halves of a sentence around it can be joined.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::source::Layout;
use crate::text::draft::Edit;

static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^<?(?:https?://|ftp://|www\.)[!-~]+>?$").expect("the pattern is fixed and valid")
});

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"^(?:[-—–·•~～]*\s*\d{1,4}\s*[-—–·•~～]*|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$";
    Regex::new(number).expect("the pattern is fixed and valid")
});

static NAVIGATION: LazyLock<Regex> = LazyLock::new(|| {
    let line = concat!(
        r"^(?:[【\[［]?(?:上一篇|下一篇|上一页|下一页|上一條|下一條|上一条|下一条)(?:[】\]］:：].{0,60})?",
        r"|[■►▶>\s]*(?:您(?:当前)?(?:所在)?的?位置|您現在的位置|当前位置|目前位置)[:：是].*",
        r"|[【\[［]?(?:返回(?:首页|顶部|列表|上页)|關閉窗口|关闭窗口|关闭本页|打印本页|打印|收藏|分享到?[:：]?.{0,30}|加入收藏)[】\]］]?",
        r"|[【\[［]?(?:字体|字號|字号)[】\]］]?[:：]?[\s【\[［]*(?:大|小)[\s\]］】/|]*(?:中)[\s\]］】/|【\[［]*(?:小|大).{0,20}",
        r"|(?:相关阅读|相關閱讀|相关新闻|延伸阅读|点击排行|热门推荐|猜你喜欢|扫一扫.{0,20}|.{0,12}扫描二维码.{0,20})[:：]?",
        r"|(?:浏览|點擊|点击|阅读)(?:次数|量|数)[:：]?\s*\d*(?:\s*次)?",
        r"|(?:版权所有|Copyright|©).{0,80}|.{0,12}ICP备\s?\d+.{0,20})$"
    );
    Regex::new(line).expect("the pattern is fixed and valid")
});

pub(super) fn url_edits(text: &str, _context: Context) -> Vec<Edit> {
    lines(text).filter(|(_, words)| URL.is_match(words)).map(|(range, _)| Edit::new(range, "")).collect()
}

pub(super) fn page_number_edits(text: &str, context: Context) -> Vec<Edit> {
    if context.layout == Layout::Flowed {
        return Vec::new();
    }
    let numbers: Vec<Range<usize>> =
        lines(text).filter(|(_, words)| PAGE_NUMBER.is_match(words)).map(|(range, _)| range).collect();
    let n_lines = lines(text).filter(|(_, words)| !words.is_empty()).count();
    // Where every fifth line is a number, the numbers are a table.
    if numbers.len() * 5 > n_lines {
        return Vec::new();
    }
    numbers.into_iter().map(|range| Edit::new(range, "")).collect()
}

pub(super) fn navigation_edits(text: &str, _context: Context) -> Vec<Edit> {
    lines(text)
        .filter(|(_, words)| NAVIGATION.is_match(words))
        .map(|(range, _)| Edit::new(range, ""))
        .collect()
}

/// Lines with their breaks, and their words.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start..at, line.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn addresses_go() {
        check(
            url_edits,
            Layout::Printed,
            "在家开\n\nhttp://www.example.org/link?url=Qg_Y-1\n 启办公",
            "在家开\n\n 启办公",
        );
        check(url_edits, Layout::Flowed, "甲\n<http://example.org/a?b=c&d>\n", "甲\n");
    }

    #[test]
    fn addresses_in_text_stay() {
        for source in ["详见http://example.org/a。", "http://example.org 是网址", "www"] {
            check(url_edits, Layout::Printed, source, source);
        }
    }

    #[test]
    fn page_numbers_go() {
        let body = "一段文字。\n又一段文字。\n再一段文字。\n还有一段。\n";
        for number in ["9", "- 9 -", "— 12 —", "第 9 页", "第9页 共12页", "3/12"] {
            check(
                page_number_edits,
                Layout::Printed,
                &format!("{body}{number}\n{body}"),
                &format!("{body}{body}"),
            );
        }
    }

    #[test]
    fn other_numbers_stay() {
        for source in ["1\n2\n3\n合计\n", "2020年\n一\n二\n三\n四\n", "9人\n一\n二\n三\n四\n五"]
        {
            check(page_number_edits, Layout::Printed, source, source);
        }
        check(page_number_edits, Layout::Flowed, "一\n二\n三\n四\n五\n9\n六", "一\n二\n三\n四\n五\n9\n六");
    }

    #[test]
    fn navigation_goes() {
        for line in [
            "上一篇：某某通知",
            "【下一篇】某某",
            "■ 您当前所在的位置:网站首页>>新闻",
            "[返回首页]",
            "【关闭窗口】",
            "字体：[大 中 小]",
            "相关阅读",
            "点击次数：12",
            "分享到：微信 微博",
        ] {
            check(navigation_edits, Layout::Printed, &format!("甲。\n{line}\n乙。"), "甲。\n乙。");
        }
    }

    #[test]
    fn text_about_navigation_stays() {
        for source in [
            "点击排行榜的首位是新闻。",
            "打印机已经修好。",
            "上一篇文章说过，疫情已经过去。作者以为不然。",
            "收藏家",
        ] {
            check(navigation_edits, Layout::Printed, source, source);
        }
    }
}
