//! `dropped-navigation`: what a web page prints around a text.
//!
//! Breadcrumbs (`首页 > 新闻 > 正文`), 上一篇 and 下一篇, share and print buttons, font sizes, lists of related texts with their heads, comments,
//! copyright and registration lines, words for search engines. Only whole lines go, and only such as are nothing else.

use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use super::byline::is_byline;
use super::line_edit::{WholeLine, drop, lines};
use crate::source::Layout;
use crate::text::draft::Edit;
use crate::text::fold::is_han;
use crate::text::line::{is_heading_like, is_running_text};

static LINE: LazyLock<Regex> = LazyLock::new(|| {
    let line = concat!(
        r"^(?:[【\[［<〈·•\s]*(?:上一篇|下一篇|上一页|下一页|上一頁|下一頁|上一條|下一條|上一条|下一条|上一則|下一則|前一篇|后一篇)(?:文章)?[】\]］>〉]?\s*(?:[:：].{0,60}|.{0,2})",
        r"|[■►▶>\s]*(?:您(?:当前|现在)?(?:所在)?的?位置|您現在的位置|您目前的位置|当前位置|當前位置|目前位置|现在的位置|所在位置)[:：].*",
        r"|[【\[［\s]*(?:返回(?:首页|首頁|顶部|頂部|列表|上页|上頁|目录)?|回首頁|關閉窗口|关闭窗口|關閉視窗|关闭本页|关闭|打印本页|打印本頁|打印|列印|收藏|复制链接|分享(?:到|至)?(?:[:：].{0,30}|\s*[0-9]{1,5})?|转发到?(?:[:：].{0,30})?|加入收藏|我要评论|点赞|举报|阅读原文)[】\]］]?",
        r"|(?:[【\[［(（]\s*(?:大|中|小|打印|打印本页|打印本頁|关闭|关闭窗口|關閉窗口|收藏|返回|返回顶部|字号|字體|纠错|推荐|评论|分享)\s*[】\]］)）][\s|｜]*)+",
        r"|[【\[［]?(?:字体|字號|字号|字體|文字大小)[】\]］]?[:：]?[\s【\[［|]*(?:超?大|小|T)[\s【】\[\]［］|/中小大超默认打印关闭T+-]{0,24}",
        r"|(?:微信)?(?:扫一扫|掃一掃|扫码关注|长按识别|長按識別)[^，。；、]{0,12}|(?:扫一扫|掃一掃|扫码|长按|長按|微信扫)[^。；]{0,10}(?:二维码|二維碼|关注|關注)[^。；]{0,16}|[^，。；、]{0,12}(?:扫描|掃描|识别)[^，。；、]{0,4}二[维維]码(?:[^，。；、]{0,4}(?:关注|關注|阅读|查看|下载|进群)[^，。；、]{0,10})?|[^，。；、]{0,12}(?:公众号|公眾號)二[维維][码碼][^，。；、]{0,6}",
        r"|(?:浏览|瀏覽|點擊|点击|阅读|閱讀)(?:次数|次數|量|数|數)?[:：(（]\s*\d+\s*次?[)）]?",
        r"|(?:版权所有|版權所有|Copyright|COPYRIGHT|©|\(c\)|Powered [Bb]y|網站備案).{0,100}|(?:技术支持|技術支援|主办单位|承办单位|网站标识码|備案號|备案号)\s*[:：].{0,100}",
        r"|点击(?:上方|下方|上面|下面)?[“「]?蓝字.{0,12}|[-—─\s]*(?:END|End|完|The End)[-—─\s]*|阅读原文.{0,30}|.{0,8}(?:转载请注明|未经授权(?:禁止|不得)转载|严禁转载).{0,20}|热门搜索[:：].*",
        r"|.{0,80}(?:ICP[备備]|公网安备|公網安備|网站标识码)\s?\d*.{0,60}|.{0,20}All [Rr]ights [Rr]eserved.{0,20}",
        r"|.{0,20}版[权權]所有(?:\s*[:：©].{0,40}|.{0,20}(?:ICP|证|備|备|必究).{0,20})?|[【\[](?:纠错|我要纠错|打印)[】\]]\s*[【\[].{2,20}[】\]]|上一[页頁][\s\d]*下一[页頁]",
        // The head of a page in the electronic edition of a paper.
        r"|上一[篇页頁條条則则期][\s　|｜]*下一[篇页頁條条則则期]|.{0,24}(?:上一版|下一版|上一期|下一期)[\s　]*(?:上一版|下一版|上一期|下一期)?[\s　]*(?:返回.{0,8})?|.{0,60}往期回[顾顧]|[\s　]*(?:放大|缩小|縮小|默认|放大字号)[+＋—-]?(?:[\s　]*(?:放大|缩小|縮小|默认|默认字号|朗读|打印|收藏|分享)[+＋—o○-]?)+",
        // The foot of a post in a messenger.
        r"|(?:如果)?(?:觉得|喜欢|覺得).{0,12}(?:点个|點個|点一下|點一下|点击|轻点|戳).{0,4}(?:在看|赞|讚|转发|星标).{0,16}|(?:点个|點個|点一下)[“「]?(?:在看|赞|讚)[”」]?(?:吧|再走)?|(?:阅读|閱讀)\s*[0-9万+.]+[\s　]*(?:赞|点赞|在看|分享|喜欢|转发).{0,24}|[▼▽↓⬇]+",
        // Links to other sites, pages of a list, languages, what the browser printed.
        r"|友情(?:链接|連結|鏈接)[:：].*|(?:[0-9]{1,3}[\s　]+)+(?:…[\s　]*)?(?:[0-9]{1,3}[\s　]*)?下一[页頁].{0,4}|(?:EN|ENG|English|简|繁|简体|繁體|中文)(?:\s*[|/｜·]\s*(?:EN|ENG|English|简|繁|简体|繁體|中文))+",
        r"|(?:你|您)可能(?:也|还|還)?(?:感兴趣|感興趣|喜欢|喜歡)的?(?:文章)?[:：].{0,80}",
        r"|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}[\s　]*[/|·｜].{1,40}(?:评论|評論|阅读|閱讀|浏览|瀏覽|回应|人气).{0,6}",
        r"|(?:[网網]友)?(?:评论|評論|跟帖)[\s　]*文明上[网網].{0,20}|(?:关于|關于|關於|联系|聯系|聯絡)我[们們](?:[\s　]*[|｜·-][\s　]*[^\s|｜，。]{2,8})+",
        r"|[0-9]{1,2} [A-Z][A-Za-z]{2,8} [0-9]{4}[\s　]*[/|·｜].{1,60}",
        r"|(?:首[页頁]|主[页頁]|网站首页|網站首頁)(?:[\s　|｜]+[^\s　，。]{2,6}){3,}|[【\[](?:广告|廣告|推广)[】\]].{0,60}",
        r"|今天是\s*[0-9〇○零一二三四五六七八九]{2,4}\s*年[^，。\s]{3,8}日(?:[\s　]*(?:星期[一二三四五六日天]|周[一二三四五六日]|农历\S{2,10}|農曆\S{2,10}|欢迎.{0,12}|天气.{0,12}))*",
        r"|※?\s*(?:来源|來源)[:：]\s*[·.].*(?:FROM|bbs).*|--|(?:[*＊·•~～]\s*){3,}|=+|-{3,}|_{3,}|\*{3,}|[—─━]{3,})$"
    );
    Regex::new(line).expect("the pattern is fixed and valid")
});

/// Heads over lists of other texts.
static LIST_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    let head = r"^[【\[［]?(?:相关|相關|延伸|推荐|推薦|热门|熱門|更多|最新|猜你|点击|點擊|阅读|閱讀|本周|本週)(?:阅读|閱讀|新闻|新聞|链接|鏈接|連結|文章|报道|報道|報導|推荐|推薦|评论|評論|喜欢|排行榜?|热点|熱點|专题|內容|内容|资讯|資訊|热门)[】\]］]?\s*[:：]?\s*(?:更多.{0,4})?$|^您?可能(?:也|还)?(?:感兴趣|喜欢)的?(?:文章|新闻|内容)?[:：]?$|^喜欢此内容的人还喜欢$|^(?:本版(?:新闻|新聞|目录|目錄|导航)|标题导航|標題導航|版面导航|版面導航)$|^(?:24|48|今日|一周)\s*(?:小时)?(?:热文|热点|热门|排行).{0,4}$";
    Regex::new(head).expect("the pattern is fixed and valid")
});

/// Heads over what readers wrote.
static COMMENTS: LazyLock<Regex> = LazyLock::new(|| {
    let head = r"^(?:读者|讀者|网友|網友|精选|精選|最新|热门)(?:留言|评论|評論|跟帖|回复|回覆|回應)(?:列表|区)?\s*(?:[（(]\s*[0-9]+\s*条?\s*[）)]|[0-9]+\s*条)?[:：]?$|^(?:全部|文章)?(?:留言|评论|評論|跟帖|回复|回覆|回應)\s*(?:[（(]\s*[0-9]+\s*条?\s*[）)]|[0-9]+\s*条)[:：]?$";
    Regex::new(head).expect("the pattern is fixed and valid")
});

/// What begins a breadcrumb.
static POSITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[■►▶>\s]*(?:您?(?:当前|现在|目前)?(?:所在)?的?位置|您現在的位置|您目前的位置|當前位置|目前位置|所在位置)[:：]")
        .expect("the pattern is fixed and valid")
});

/// Characters of a line above a breadcrumb, at most.
const LONGEST_FURNITURE: usize = 60;

/// The first word of a menu.
static HOME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:网站|網站|本站)?(?:首[页頁]|主[页頁])$").expect("the pattern is fixed and valid")
});

/// A breadcrumb: short parts behind arrows.
static BREADCRUMB: LazyLock<Regex> = LazyLock::new(|| {
    let crumb = r"^[^。，>»›→]{0,20}(?:\s*(?:>{1,2}|»|›|＞{1,2})\s*[^。，>»›→＞]{0,20}){2,}$|^(?:首页|首頁|主页|主頁)\s*(?:>|»|›|/|｜|\||-|－|＞|→).{1,40}$";
    Regex::new(crumb).expect("the pattern is fixed and valid")
});

/// Lines of a list of other texts, at most.
const LONGEST_LIST: usize = 30;

/// Bytes of a head over a list, at most.
const LONGEST_LIST_HEAD: usize = 100;

/// Characters of a comment, and lines of comments, at most.
const LONGEST_COMMENT: usize = 60;
const MOST_COMMENTS: usize = 60;

/// Lines among which a menu stands at the top of a page, and words that it has at least behind the first.
const LAST_OF_MENU: usize = 24;
const LEAST_OF_MENU: usize = 2;

/// Parts of a line of search words, at least.
const LEAST_KEYWORDS: usize = 4;

pub(super) fn edits(text: &str, context: Context) -> Vec<Edit> {
    let lines = lines(text);
    let mut found = Vec::new();
    let mut index = n_above_crumb(&lines);
    found.extend(0..index);
    while let Some(line) = lines.get(index) {
        let n = n_dropped(&lines, index, line, context);
        found.extend(index..index + n);
        index += n.max(1);
    }
    drop(&lines, found)
}

/// How many lines go from here on.
fn n_dropped(lines: &[WholeLine<'_>], index: usize, line: &WholeLine<'_>, context: Context) -> usize {
    let words = line.words;
    // A line of text is longer than any of these; the patterns need not look at it.
    if words.len() > 330 {
        return 0;
    }
    if words.len() <= LONGEST_LIST_HEAD
        && LIST_HEAD.is_match(words)
        && (context.layout == Layout::Printed || index > 0)
    {
        let list = n_listed(lines, index + 1);
        // Such a head over running text is the heading of a chapter.
        let is_at_end = index + 1 + list >= lines.len();
        return if list > 0 || is_at_end { 1 + list } else { 0 };
    }
    if words.len() <= LONGEST_LIST_HEAD && index > 0 && COMMENTS.is_match(words) {
        return 1 + n_comments(lines, index + 1);
    }
    if index < LAST_OF_MENU && HOME.is_match(words) {
        let rest = lines.iter().skip(index + 1).take(LONGEST_LIST);
        let n = rest.take_while(|line| is_menu_word(line.words)).count();
        return if n >= LEAST_OF_MENU { 1 + n } else { 0 };
    }
    if index == 0 && is_title_of_tab(lines, words) {
        return 1;
    }
    // None of these lines is a sentence.
    if words.contains(['。', '；']) {
        return 0;
    }
    usize::from(LINE.is_match(words) || is_breadcrumb(words) || is_keywords(lines, index, words))
}

/// Whether a line is numbered in Chinese, as chapters are.
fn is_chapter(words: &str) -> bool {
    let rest = words.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    rest.len() < words.len() && rest.starts_with('、')
}

fn is_breadcrumb(words: &str) -> bool {
    BREADCRUMB.is_match(words) && words.chars().any(is_han) && !words.contains(['：', '-', '='])
        || words.starts_with("首页 >")
}

/// How many lines from one on are a list of titles or comments. The title of the text that follows, and its author, are none of it.
fn n_listed(lines: &[WholeLine<'_>], from: usize) -> usize {
    let rest = lines.get(from..).unwrap_or_default();
    // A list with bullets ends where they end.
    let bullet = rest.first().and_then(|line| line.words.chars().next()).filter(|c| !c.is_alphanumeric());
    if let Some(bullet) = bullet.filter(|c| matches!(c, '●' | '·' | '•' | '■' | '▪' | '◆' | '-' | '>'))
    {
        return rest.iter().take(LONGEST_LIST).take_while(|line| line.words.starts_with(bullet)).count();
    }
    let n = rest.iter().take(LONGEST_LIST).take_while(|line| is_list_line(line.words)).count();
    if let Some(byline) = rest.iter().take(n).position(|line| is_byline(line.words)) {
        return byline.saturating_sub(1);
    }
    // Whole sentences behind a list are a text; what stands above them may be its title, and the list its beginning.
    let is_text = |line: &&WholeLine<'_>| line.words.contains('。') && is_running_text(line.words);
    if rest.get(n..).unwrap_or_default().iter().take(3).filter(is_text).count() > 1 { 0 } else { n }
}

/// Lines at the top of a page above its breadcrumb: the name of the site, its slogan, a menu. Below the breadcrumb stands the title.
fn n_above_crumb(lines: &[WholeLine<'_>]) -> usize {
    let is_crumb = |line: &WholeLine<'_>| {
        let names_home =
            line.words.contains("首页") || line.words.contains("首頁") || line.words.contains("主页");
        !line.words.contains('。')
            && (names_home && is_breadcrumb(line.words) || POSITION.is_match(line.words))
    };
    let Some(crumb) = lines.iter().take(LAST_OF_MENU).position(is_crumb) else { return 0 };
    let is_furniture = |line: &WholeLine<'_>| {
        line.words.chars().count() <= LONGEST_FURNITURE && !line.words.contains(['。', '，', '；', '：'])
    };
    let above = lines.get(..crumb).unwrap_or_default();
    let has_title = lines.get(crumb + 1).is_some_and(|line| is_heading_like(line.words));
    if has_title && above.iter().all(is_furniture) { crumb } else { 0 }
}

/// How many lines from one on are comments: short lines up to the end of the page, or to a head over a list.
fn n_comments(lines: &[WholeLine<'_>], from: usize) -> usize {
    let rest = lines.get(from..).unwrap_or_default();
    let is_comment = |line: &&WholeLine<'_>| {
        line.words.chars().count() <= LONGEST_COMMENT && !LIST_HEAD.is_match(line.words)
    };
    let n = rest.iter().take(MOST_COMMENTS + 1).take_while(is_comment).count();
    let is_end = rest.get(n).is_none_or(|line| LIST_HEAD.is_match(line.words) || LINE.is_match(line.words));
    if n <= MOST_COMMENTS && is_end { n } else { 0 }
}

/// Whether a line is a word of a menu.
fn is_menu_word(words: &str) -> bool {
    (2..=6).contains(&words.chars().count()) && words.chars().all(is_han)
}

/// Whether the first line is the title in the browser's tab: the name of the site stands behind it, and it comes again alone.
fn is_title_of_tab(lines: &[WholeLine<'_>], words: &str) -> bool {
    let is_title = |line: &WholeLine<'_>| {
        let rest = words.strip_prefix(line.words);
        let site =
            rest.and_then(|rest| rest.trim_start().strip_prefix(['-', '_', '|', '｜', '–', '—', '－']));
        line.words.chars().count() >= 4
            && site.is_some_and(|site| (2..=20).contains(&site.trim().chars().count()))
    };
    lines.iter().skip(1).take(LAST_OF_MENU).any(is_title)
}

/// A line of a list of titles or comments: no running text.
fn is_list_line(words: &str) -> bool {
    let is_comment =
        words.split_once('楼').is_some_and(|(floor, _)| floor.len() <= 3 && floor.parse::<u16>().is_ok());
    is_comment || (!is_chapter(words) && !is_running_text(words) && words.chars().count() <= 44)
}

/// Words for search engines above the title: a list and nothing else, on the first line.
fn is_keywords(lines: &[WholeLine<'_>], index: usize, words: &str) -> bool {
    if index > 0 || lines.len() < 3 {
        return false;
    }
    let parts: Vec<&str> = words.split([',', '|', '_', ';']).map(str::trim).collect();
    parts.len() >= LEAST_KEYWORDS
        && parts.iter().all(|part| (1..=12).contains(&part.chars().count()) && !part.ends_with('。'))
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;

    #[test]
    fn navigation_goes() {
        for line in [
            "上一篇：某某通知",
            "【下一篇】某某",
            "■ 您当前所在的位置:网站首页>>新闻",
            "首頁 > 新聞中心 > 醫療衛生",
            "某村史馆 >> 口述历史 >> 第七辑",
            "[返回首页]",
            "【关闭窗口】",
            "【关闭】【打印】【收藏】",
            "字体：[大 中 小]",
            "字號：[大] [中] [小]",
            "点击次数：12",
            "分享到：微信 微博",
            "版權所有：某縣人民政府網站　備案號：×ICP備05012345號",
            "网站标识码：3300000000　浙公网安备33000002000000号",
            "Powered by BlogEngine 2.1　© 2012 某村史馆",
        ] {
            check(edits, Layout::Printed, &format!("甲。\n{line}\n乙。"), "甲。\n乙。");
        }
    }

    #[test]
    fn lists_of_other_texts_go() {
        check(edits, Layout::Printed, "甲。\n相关阅读\n· 车票背后的三代人\n· 隧道里的年夜饭\n", "甲。\n");
        check(
            edits,
            Layout::Printed,
            "甲。\n最新评论\n1楼 访客：写得真好，我外婆也是本地人。\n2楼 路过：还在吗？",
            "甲。\n",
        );
        check(edits, Layout::Printed, "桥梁,河道,渡口,摆渡人\n渡口\n正文写在这里。", "渡口\n正文写在这里。");
    }

    #[test]
    fn text_about_navigation_stays() {
        for source in [
            "毕业那天\n大家都哭了。\n留言\n第二天清早，母亲端来一碗热粥。\n后来我去了城里。",
            "母亲\n父亲在看\n大家为他点赞\n爷爷不会转发\n他们都笑了。",
            "搬家\n今天是2020年2月3日，我们搬了新家，很高兴\n大家都来了。",
            "更多内容\n张家\n李家\n张家种了三亩地，收成很好。\n李家养了五头牛，也不错。",
            "点击排行榜的首位是新闻。",
            "打印机已经修好。",
            "上一篇文章说过，疫情已经过去。作者以为不然。",
            "收藏家",
            "甲。\n推荐阅读\n这本书写得好，值得一读。\n乙。",
            "从3>2可知，结论成立。",
            "技术支持团队连夜抢修，天亮前恢复了通信。",
            "地址选在村东头的老祠堂。",
            "分享丰收的喜悦",
            "字号大了，老人看报不费力。",
            "扫码乘车 出行更便捷",
            "村民扫描二维码领取种子",
            "该书版权所有者把稿费捐给了学校。",
            "专题\n抗旱保苗在行动\n正文写在这里，写得很长。",
            "申请→受理→审核→发证",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
