//! The table of words: a line for each thing that is said, in 简体, 繁體 and English.
//!
//! An entry without all three does not match the macros and fails the build.

use crate::view::url::View;

use super::Lang;
use super::number::{grouped, plural};

/// What the interface says, in one language.
///
/// ```
/// use jianbao::view::words::{Lang, Words};
/// assert_eq!(Words(Lang::ZhHans).counts(104, 6, 3), "104 处，见于 6 篇文章、3 份文献");
/// assert_eq!(Words(Lang::En).counts(1, 1, 1), "1 hit in 1 article, 1 document");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Lang);

impl Words {
    /// A page that only the whole program shows.
    #[must_use]
    pub fn of_whole(self, view: View) -> &'static str {
        match view {
            View::Concordance => self.concordance(),
            View::Figures => self.figures(),
            View::Names => self.names(),
            View::Map => self.map(),
            #[cfg(feature = "files")]
            View::Copies => self.near_copies(),
            View::Export => self.export_view(),
            #[cfg(feature = "views")]
            View::Tray => self.tray(),
            _ => self.words_view(),
        }
    }

    pub(super) fn choose(self, texts: [&'static str; 3]) -> &'static str {
        texts[self.0 as usize]
    }

    /// The title of the browser's window.
    #[must_use]
    pub fn page_title(self, view: View, article: Option<&str>, query: &str, corpus: &str) -> String {
        let page = match (view, query) {
            (View::Overview, _) => None,
            (View::Results, "") => Some(self.results_title().to_owned()),
            (View::Results, query) => Some(self.results_for(query)),
            (View::Reader, _) => article.map(str::to_owned),
            (View::Timeline, _) => Some(self.timeline_title().to_owned()),
            (View::About, _) => Some(self.about_title().to_owned()),
            (view, _) => Some(self.of_whole(view).to_owned()),
        };
        let parts = [page.as_deref(), Some(corpus), Some(self.brand())];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(self.dot())
    }
}

texts! {
    // The frame.
    brand: "简报", "簡報", "Jianbao";
    brand_label: "简报，回到概览", "簡報，回到概覽", "Jianbao, back to the overview";
    language_name: "简体中文", "繁體中文", "English";
    language_sign: "简", "繁", "EN";
    language: "语言", "語言", "Language";
    skip: "跳到正文", "跳到正文", "Skip to the content";
    pages: "视图", "檢視", "Views";
    overview: "概览", "概覽", "Overview";
    results: "结果", "結果", "Results";
    timeline: "时间", "時間", "Time";
    #[cfg(not(feature = "views"))]
    in_lanes: "分行细看", "分行細看", "In lanes";
    about: "关于", "關於", "About";
    asking: "怎样检索", "怎樣檢索", "How to ask";
    keys: "快捷键", "快速鍵", "Keys";
    unanswered: "没有查完，请检查网络后再试。原因：", "沒有查完，請檢查網路後再試。原因：", "The search did not finish; check the network and try again. Cause:";
    counting: "仍在查找…", "仍在查找…", "still looking…";
    close: "关闭", "關閉", "Close";
    dot: " · ", " · ", " · ";
    comma: "，", "，", ", ";
    none: "无", "無", "none";
    theme_system: "外观：随系统", "外觀：隨系統", "Appearance: as the system";
    theme_light: "外观：浅色", "外觀：淺色", "Appearance: light";
    theme_dark: "外观：深色", "外觀：深色", "Appearance: dark";
    privacy_line: "一切检索在本机完成，没有数据离开这台设备", "一切檢索在本機完成，沒有資料離開這部裝置", "All searching is done on this device; nothing leaves it";
    search_label: "检索全部文献", "檢索全部文獻", "Search all documents";
    search_is_off: "检索暂不可用", "檢索暫不可用", "Search is not available";

    // Keys.
    key_search: "到检索框", "到檢索框", "to the search box";
    key_escape: "关闭打开的；清空检索框；清除时段", "關閉打開的；清空檢索框；清除時段", "close what is open; clear the search box; clear the days";
    key_step: "阅读时到下一处、上一处", "閱讀時到下一處、上一處", "in the reader: next and previous hit";
    key_compare: "阅读时看原文与整理后对照，或收起", "閱讀時看原文與整理後對照，或收起", "in the reader: original and cleaned text side by side, and back";
    key_enter: "在检索框里：下一处、上一处，或到第一条结果", "在檢索框裡：下一處、上一處，或到第一條結果", "in the search box: next and previous hit, or on to the first result";
    key_bars: "在柱图上移动", "在柱圖上移動", "move along the bars";
    key_extend: "在柱图上扩展时段", "在柱圖上擴展時段", "extend the days along the bars";
    key_choose: "选取一柱；打开日期；对照时到下一处同类整理", "選取一柱；打開日期；對照時到下一處同類整理", "choose a bar; open a date; on a repair, go to the next of its kind";
    key_back: "回到上一页，位置不变", "回到上一頁，位置不變", "back to the last page, where you were";
    key_keys: "显示这张表", "顯示這張表", "show this list";

    concordance: "语境", "語境", "Concordance";
    figures: "数据", "數據", "Figures";
    names: "名称", "名稱", "Names";
    map: "地图", "地圖", "Map";
    words_view: "词语", "詞語", "Words";
    export_view: "取用", "取用", "Export";

    // Search and results.
    results_title: "检索结果", "檢索結果", "Search results";
    read_as: "读作", "讀作", "Read as";
    and: "且", "且", "and";
    or: "或", "或", "or";
    without: "不含", "不含", "without";
    script: "字形", "字形", "Script";
    both_scripts: "简繁同查", "簡繁同查", "Both scripts";
    as_typed: "完全照字", "完全照字", "Exactly as typed";
    clear: "清除", "清除", "Clear";
    clear_days: "清除时段", "清除時段", "Clear the days";
    filter: "筛选", "篩選", "Filter";
    documents: "文献", "文獻", "Documents";
    in_articles: "篇数", "篇數", "articles";
    order: "排序", "排序", "Order";
    sort_relevance: "相关", "相關", "relevance";
    sort_date: "日期", "日期", "date";
    sort_order: "原序", "原序", "as in the corpus";
    #[cfg(feature = "files")]
    sort_hits: "命中最多在前", "命中最多在前", "most hits first";
    matter: "封面、目录与说明", "封面、目錄與說明", "cover, contents, notes";
    one_by_one: "逐条来看", "逐條來看", "One by one";
    absent: "全部文献里都没有", "全部文獻裡都沒有", "in none of the documents";
    relax: "放宽一步", "放寬一步", "One step wider";
    relax_days: "不限日期", "不限日期", "any days";
    relax_documents: "不限文献", "不限文獻", "any document";
    #[cfg(feature = "files")]
    relax_facets: "不限其他条件", "不限其他條件", "Without the other choices";
    relax_exact: "简繁、全半角、大小写同查", "簡繁、全半形、大小寫同查", "both scripts, any width and case";

    // The reader.
    this_document: "本份文献", "本份文獻", "This document";
    contents: "目录", "目錄", "Contents";
    neighbours: "前后篇", "前後篇", "Neighbouring articles";
    article_before: "上一篇", "上一篇", "Previous article";
    article_after: "下一篇", "下一篇", "Next article";
    to_results: "回到结果", "回到結果", "Back to the results";
    stepper: "逐处查看", "逐處檢視", "Hit by hit";
    hit_before: "上一处（N）", "上一處（N）", "Previous hit (N)";
    hit_after: "下一处（n）", "下一處（n）", "Next hit (n)";
    seam: "原文在此断栏，下文依文意接自另一栏", "原文在此斷欄，下文依文意接自另一欄", "A column breaks off here in the source; the text goes on from another";
    margin: "旁注", "旁註", "Notes";
    printed: "原文", "原文", "Printed";
    year: "年份", "年份", "Year";
    doubt: "存疑", "存疑", "Doubt";
    same_days: "同日的全部日期", "同日的全部日期", "all dates of these days";
    provenance: "来历", "來歷", "Provenance";
    file: "文件", "檔案", "File";
    format_and_encoding: "格式", "格式", "Format";
    plain_text: "纯文本", "純文字", "plain text";
    field_document: "文件", "文件", "document";
    field_after: "不早于", "不早於", "from";
    field_before: "早于", "早於", "before";
    field_on: "日期", "日期", "on";
    field_paragraph: "同在一段", "同在一段", "in one paragraph";
    encoding_certain: "编码确定", "編碼確定", "encoding certain";
    encoding_guessed: "编码据字频推定", "編碼據字頻推定", "encoding judged by its characters";
    quality: "质量", "品質", "Quality";
    quality_meaning: "100 为无须整理、毫无存疑；换行、空格之类扣得少，缺失或猜补的字和断句扣得多", "100 為無須整理、毫無存疑；換行、空格之類扣得少，缺失或猜補的字和斷句扣得多", "100: nothing repaired, nothing in doubt. Line breaks and spaces cost little, lost or guessed characters and cut sentences much";
    text: "文本", "文本", "Text";
    cleaned: "整理后", "整理後", "Cleaned";
    compared: "对照", "對照", "Compare";
    as_in_file: "原文（照文件）", "原文（照檔案）", "As in the file";
    fetching: "正在取原文……", "正在取原文……", "Fetching the original text …";
    no_original: "原文没有取到：可能没有网络，或网站刚刚更新。整理后的全文仍可阅读：", "原文沒有取到：可能沒有網路，或網站剛剛更新。整理後的全文仍可閱讀：", "The original text could not be had: there may be no network, or the site has just been updated. The cleaned text can still be read:";
    text_page: "全文页", "全文頁", "text page";
    again: "再试一次", "再試一次", "Try again";
    no_repairs: "本篇没有整理", "本篇沒有整理", "Nothing was repaired in this article";
    repairs: "整理", "整理", "Repairs";
    diagnostics: "存疑", "存疑", "Doubts";
    no_such_place: "没有这一篇", "沒有這一篇", "There is no such article";

    // Days.
    timeline_title: "时间", "時間", "Time";
    days: "文中日期", "文中日期", "Dates in the texts";
    which_days: "以何日为准", "以何日為準", "Which days";
    axis_published: "发布日期", "發布日期", "Published";
    axis_mentioned: "文中日期", "文中日期", "Mentioned";
    per_day: "每柱一日", "每柱一日", "a bar a day";
    per_month: "每柱一月", "每柱一月", "a bar a month";
    per_year: "每柱一年", "每柱一年", "a bar a year";
    bars_label: "按日期分布；左右键移动，Shift 扩展，回车选取，Esc 清除", "按日期分布；左右鍵移動，Shift 擴展，Enter 選取，Esc 清除", "Dates over time; arrows move, Shift extends, Enter chooses, Escape clears";
    bars_key: "浅色为全部，深色为本次结果", "淺色為全部，深色為本次結果", "pale: all; strong: these results";
    no_days: "没有日期", "沒有日期", "No dates";
    from: "起", "起", "From";
    to: "止", "止", "To";
    wrong_day: "请写成 2020-02-01、2020-02 或 2020", "請寫成 2020-02-01、2020-02 或 2020", "write 2020-02-01, 2020-02 or 2020";
    days_table: "日期一览", "日期一覽", "All dates";
    date: "日期", "日期", "Date";
    sentence: "句子", "句子", "Sentence";
    article: "文章", "文章", "Article";
    basis: "依据", "依據", "Basis";
    undated: "日期不详", "日期不詳", "undated";
    concluded: "推定", "推定", "inferred";
    year_text: "原文写明", "原文寫明", "printed";
    year_document: "由文献日期", "由文獻日期", "from the document's date";
    year_neighbours: "由文中其他日期推定", "由文中其他日期推定", "inferred from the document's other dates";
    year_lunar: "由并列的农历推定", "由並列的農曆推定", "inferred from the lunar date beside it";
    year_corpus: "由其他文献推定", "由其他文獻推定", "inferred from the other documents";
    year_unknown: "年份不明", "年份不明", "unknown";
    published_printed: "原文载明", "原文載明", "printed";
    published_inferred: "由文中日期推定", "由文中日期推定", "inferred from the dates in the text";
    published_config: "由设置给定", "由設定給定", "from the settings";

    // The overview.
    to_timeline: "到时间轴", "到時間軸", "To the timeline";
    in_order: "按日期", "按日期", "by date";
    days_mentioned: "文中日期", "文中日期", "dates from";
    through: "至", "至", "to";
    empty_corpus: "这里还没有文献", "這裡還沒有文獻", "There are no documents here yet";
    empty_corpus_hint: "把文件放进 corpus 文件夹，重新生成这个站点。", "把檔案放進 corpus 資料夾，重新產生這個網站。", "Put files into the folder corpus and build the site again.";

    // When the corpus cannot be opened.
    trouble_title: "检索打不开", "檢索打不開", "Search cannot start";
    trouble_with_texts: "下面的文献仍可逐份阅读；检索、时间轴要等语料修好。请重新载入此页，仍不行时请告知站点管理者。", "下面的文獻仍可逐份閱讀；檢索、時間軸要等語料修好。請重新載入此頁，仍不行時請告知網站管理者。", "The documents below can still be read one by one; searching and the timeline need the corpus. Load the page again, and if that does not help, tell whoever runs this site.";
    trouble_without_texts: "请重新载入此页，仍不行时请告知站点管理者。", "請重新載入此頁，仍不行時請告知網站管理者。", "Load the page again, and if that does not help, tell whoever runs this site.";
    trouble_cause: "原因：", "原因：", "Cause:";

    // About.
    about_title: "关于简报", "關於簡報", "About Jianbao";
    about_what: "简报把一个文件夹的文献变成可检索、可阅读的站点，全部由静态文件构成。文献经过整理、分篇、标出日期，连同检索程序一起放进这个页面。", "簡報把一個資料夾的文獻變成可檢索、可閱讀的網站，全部由靜態檔案構成。文獻經過整理、分篇、標出日期，連同檢索程式一起放進這個頁面。", "Jianbao turns a folder of documents into a site for searching and reading that is nothing but static files. The documents are cleaned, divided into articles and their dates marked; they are part of this page, and so is the search.";
    about_search_title: "怎样检索", "怎樣檢索", "How it searches";
    about_search: "按字查找，不分词：只要这些字在文中相连，就一定找到，断行、空格、全半角、简繁都不碍事。空格表示“且”，OR 表示“或”，- 表示“不含”，引号表示整句，括号可以分组。所有数目都是准确的。", "按字查找，不分詞：只要這些字在文中相連，就一定找到，斷行、空格、全半形、簡繁都不礙事。空格表示「且」，OR 表示「或」，- 表示「不含」，引號表示整句，括號可以分組。所有數目都是準確的。", "By characters, without guessing at words: what stands in the text is found, across line breaks and spaces, in any width and in both scripts. A space means AND, OR means either, - means without, quotation marks hold a phrase together, brackets group. All counts are exact.";
    about_privacy_title: "隐私", "隱私", "Privacy";
    about_privacy: "检索、筛选、阅读都在您的浏览器里完成。页面打开以后，只向本站取您对照的原文和离线用的副本，此外不发出任何请求，没有 Cookie，没有统计，没有第三方。浏览器里只留下这份副本、您的选择和更正。", "檢索、篩選、閱讀都在您的瀏覽器裡完成。頁面開啟以後，只向本站取您對照的原文和離線用的副本，此外不發出任何請求，沒有 Cookie，沒有統計，沒有第三方。瀏覽器裡只留下這份副本、您的選擇和更正。", "Searching, filtering and reading happen in your browser. Once loaded, the page asks only this site, for the original text of a document that you compare and for its own copy for use offline: no cookies, no statistics, no third parties. The browser keeps that copy, and what you choose and correct.";
    about_version_title: "版本", "版本", "Version";
    offline: "可离线使用", "可離線使用", "available offline";
}

phrases! {
    // The frame.
    /// What the empty search box says.
    search_hint(n_documents: u32):
        format!("检索 {} 份文献：词语、日期、数字……", grouped(n_documents)),
        format!("檢索 {} 份文獻：詞語、日期、數字……", grouped(n_documents)),
        format!("Search {}: words, dates, figures …", plural(n_documents, "document", "documents"));
    /// Which version of the corpus this is.
    version(version: &str): format!("版本 {version}"), format!("版本 {version}"), format!("Version {version}");
    /// What stands on top of a printed page.
    print_head(title: &str, version: &str, query: &str, today: &str):
        format!("{title}（版本 {version}）· 检索式：{} · {today} 打印", if query.is_empty() { "（无）" } else { query }),
        format!("{title}（版本 {version}）· 檢索式：{} · {today} 列印", if query.is_empty() { "（無）" } else { query }),
        format!("{title} (version {version}) · query: {} · printed {today}", if query.is_empty() { "(none)" } else { query });
    /// A season of a year, counted from spring.
    season(year: &str, n: usize):
        "春夏秋冬".chars().nth(n).map_or_else(|| format!("{year}-{}", n + 21), |season| format!("{year} 年{season}")),
        "春夏秋冬".chars().nth(n).map_or_else(|| format!("{year}-{}", n + 21), |season| format!("{year} 年{season}")),
        ["spring", "summer", "autumn", "winter"].get(n).map_or_else(|| format!("{year}-{}", n + 21), |season| format!("{season} {year}"));
    /// Which programs and corpus this is.
    about_version(program: &str, corpus: &str, n_documents: u32):
        format!("简报 {program} · 语料 {corpus}，{} 份文献", grouped(n_documents)),
        format!("簡報 {program} · 語料 {corpus}，{} 份文獻", grouped(n_documents)),
        format!("Jianbao {program} · corpus {corpus}, {}", plural(n_documents, "document", "documents"));

    // Counts.
    /// Hits, where they are.
    counts(n_hits: u32, n_articles: u32, n_documents: u32):
        format!("{} 处，见于 {} 篇文章、{} 份文献", grouped(n_hits), grouped(n_articles), grouped(n_documents)),
        format!("{} 處，見於 {} 篇文章、{} 份文獻", grouped(n_hits), grouped(n_articles), grouped(n_documents)),
        format!("{} in {}, {}", plural(n_hits, "hit", "hits"), plural(n_articles, "article", "articles"), plural(n_documents, "document", "documents"));
    /// Articles without a query.
    article_counts(n_articles: u32, n_documents: u32):
        format!("{} 篇文章，{} 份文献", grouped(n_articles), grouped(n_documents)),
        format!("{} 篇文章，{} 份文獻", grouped(n_articles), grouped(n_documents)),
        format!("{} in {}", plural(n_articles, "article", "articles"), plural(n_documents, "document", "documents"));
    /// Hits and articles that a weaker filter would bring.
    hits_and_articles(n_hits: u32, n_articles: u32):
        if n_hits == 0 { format!("{} 篇", grouped(n_articles)) } else { format!("{} 处 · {} 篇", grouped(n_hits), grouped(n_articles)) },
        if n_hits == 0 { format!("{} 篇", grouped(n_articles)) } else { format!("{} 處 · {} 篇", grouped(n_hits), grouped(n_articles)) },
        if n_hits == 0 { plural(n_articles, "article", "articles") } else { format!("{} · {}", plural(n_hits, "hit", "hits"), plural(n_articles, "article", "articles")) };
    /// Hits.
    n_hits(n: u32): format!("{} 处", grouped(n)), format!("{} 處", grouped(n)), plural(n, "hit", "hits");
    /// Hits that are not shown.
    n_more_hits(n: u32): format!("还有 {} 处", grouped(n)), format!("還有 {} 處", grouped(n)), plural(n, "more hit", "more hits");
    /// What stands behind a copied quote: article, document, day.
    quoted_from(title: &str, document: &str, day: &str):
        format!("——《{title}》，{document}，{day}"),
        format!("——《{title}》，{document}，{day}"),
        format!("— “{title}”, {document}, {day}");
    /// Articles that say nearly the same.
    n_copies(n: u32): format!("另有近似的 {} 篇", grouped(n)), format!("另有近似的 {} 篇", grouped(n)), plural(n, "near copy", "near copies");
    /// Articles.
    n_articles(n: u32): format!("{} 篇", grouped(n)), format!("{} 篇", grouped(n)), plural(n, "article", "articles");
    /// Articles that an exclusion takes away.
    minus_articles(n: u32): format!("−{} 篇", grouped(n)), format!("−{} 篇", grouped(n)), format!("−{}", plural(n, "article", "articles"));
    /// Documents.
    n_documents(n: u32): format!("{} 份文献", grouped(n)), format!("{} 份文獻", grouped(n)), plural(n, "document", "documents");
    /// Characters.
    n_characters(n: u32): format!("{} 字", grouped(n)), format!("{} 字", grouped(n)), plural(n, "character", "characters");
    /// Dates.
    n_dates(n: u32): format!("{} 处日期", grouped(n)), format!("{} 處日期", grouped(n)), plural(n, "date", "dates");
    /// Documents that were published.
    n_publications(n: u32): format!("{} 份文献", grouped(n)), format!("{} 份文獻", grouped(n)), plural(n, "document", "documents");
    /// Dates that no bar shows.
    n_undated(n: u32): format!("{} 处只到年月或年份不明，不在柱上", grouped(n)), format!("{} 處只到年月或年份不明，不在柱上", grouped(n)), format!("{} without a day or a year are on no bar", grouped(n));
    /// Doubts.
    n_diagnostics(n: u32):
        if n == 0 { "无".into() } else { format!("{} 处", grouped(n)) },
        if n == 0 { "無".into() } else { format!("{} 處", grouped(n)) },
        if n == 0 { "none".into() } else { grouped(n) };
    /// The unit of a number that stands before it.
    unit_documents(n: u32): "份文献".into(), "份文獻".into(), if n == 1 { "document" } else { "documents" }.into();
    /// The unit of a number that stands before it.
    unit_articles(n: u32): "篇文章".into(), "篇文章".into(), if n == 1 { "article" } else { "articles" }.into();
    /// The unit of a number that stands before it.
    unit_characters(n: u32): "字".into(), "字".into(), if n == 1 { "character" } else { "characters" }.into();
    /// A button for more rows.
    more(n: u32): format!("再显示一些（还有 {}）", grouped(n)), format!("再顯示一些（還有 {}）", grouped(n)), format!("Show more ({} left)", grouped(n));
    /// The button that closes the filter.
    done(n: u32): format!("完成，看 {} 篇", grouped(n)), format!("完成，看 {} 篇", grouped(n)), format!("Done, show {}", plural(n, "article", "articles"));

    // The query.
    /// The title of results.
    results_for(query: &str): format!("{query}：检索结果"), format!("{query}：檢索結果"), format!("{query}: search results");
    /// The label of a chip's cross.
    leave_out(text: &str): format!("去掉 {text}"), format!("去掉 {text}"), format!("Leave out {text}");
    /// A quotation mark without its partner.
    remark_open_quote(place: &str): format!("引号没有配对，读到末尾：{place}"), format!("引號沒有配對，讀到末尾：{place}"), format!("quotation mark without its partner, read to the end: {place}");
    /// A bracket without its partner.
    remark_open_bracket(place: &str): format!("括号没有配对，已略去：{place}"), format!("括號沒有配對，已略去：{place}"), format!("bracket without its partner, left out: {place}");
    /// An operator with nothing to join.
    remark_loose_operator(place: &str): format!("前后缺词，已略去：{place}"), format!("前後缺詞，已略去：{place}"), format!("nothing to join, left out: {place}");
    /// Only exclusions.
    remark_only_exclusions(place: &str): format!("只有排除的词，其余全部列出：{place}"), format!("只有排除的詞，其餘全部列出：{place}"), format!("only exclusions, all else is listed: {place}");
    /// Too many terms.
    remark_too_many(place: &str): format!("超过 32 个词，其后略去：{place}"), format!("超過 32 個詞，其後略去：{place}"), format!("more than 32 terms, the rest is left out: {place}");
    /// A field of a query that nothing was read for.
    remark_no_field(place: &str): format!("资料里没有这一项，略去：{place}"), format!("資料裡沒有這一項，略去：{place}"), format!("nothing of this kind was read, left out: {place}");
    /// No day behind a field that takes one.
    remark_no_day(place: &str): format!("不是年、月或日，略去：{place}"), format!("不是年、月或日，略去：{place}"), format!("no year, month or day, left out: {place}");
    /// A part of a regular expression that makes no sense.
    #[cfg(feature = "files")]
    remark_bad_pattern(place: &str): format!("正则表达式此处有误，已略去：{place}"), format!("正規表示式此處有誤，已略去：{place}"), format!("cannot be read as a part of a regular expression, which is left out: {place}");
    /// A regular expression that costs too much.
    #[cfg(feature = "files")]
    remark_pattern_too_large(place: &str): format!("正则表达式过大或命中过多，已略去：{place}"), format!("正規表示式過大或命中過多，已略去：{place}"), format!("regular expression that takes or finds too much, left out: {place}");
    /// Nothing matches; several conditions or one.
    nothing_title(n_terms: usize):
        if n_terms > 1 { "没有一篇同时合乎这些条件" } else { "没有找到" }.into(),
        if n_terms > 1 { "沒有一篇同時合乎這些條件" } else { "沒有找到" }.into(),
        if n_terms > 1 { "No article meets all these conditions" } else { "Nothing found" }.into();
    /// A part of the query is left out.
    relax_without(part: &str): format!("不要 {part}"), format!("不要 {part}"), format!("Without {part}");
    /// A word that differs in one character.
    relax_to_spelling(spelling: &str): format!("是不是“{spelling}”"), format!("是不是「{spelling}」"), format!("Perhaps “{spelling}”");
    /// All but one term is left out.
    relax_to_term(term: &str): format!("只留 {term}"), format!("只留 {term}"), format!("only {term}");

    // The reader.
    /// Number of a paragraph.
    paragraph(n: u32): format!("段 {n}"), format!("段 {n}"), format!("¶ {n}");
    /// Number of an article in its document.
    nth_article(n: usize): format!("第 {n} 篇"), format!("第 {n} 篇"), format!("article {n}");
    /// What is heard after a step.
    hit_of(n: u32, n_hits: u32): format!("第 {n} 处，共 {n_hits} 处"), format!("第 {n} 處，共 {n_hits} 處"), format!("hit {n} of {n_hits}");
    /// Where the current hit stands in the article and in all results.
    hit_of_all(n: u32, overall: u32, total: u32):
        format!("本篇第 {n} 处，全部结果第 {} / {} 处", grouped(overall), grouped(total)),
        format!("本篇第 {n} 處，全部結果第 {} / {} 處", grouped(overall), grouped(total)),
        format!("hit {n} in this article, {} / {} in all results", grouped(overall), grouped(total));
    /// The article has no hit.
    no_hit_here(total: u32): format!("本篇没有，全部结果 {} 处", grouped(total)), format!("本篇沒有，全部結果 {} 處", grouped(total)), format!("none in this article, {} in all results", grouped(total));
    /// How many hits there are in all.
    hits_in_all(total: u32): format!("全部结果 {} 处", grouped(total)), format!("全部結果 {} 處", grouped(total)), format!("{} in all results", grouped(total));
    /// A cleaning rule and how often it changed something.
    repair_count(rule: &str, n: u32): format!("{rule} {}", grouped(n)), format!("{rule} {}", grouped(n)), format!("{rule} {}", grouped(n));

    // Documents.
    /// The issue of a bulletin; what is no number says by itself what it is.
    issue(issue: &str):
        if is_number(issue) { format!("第 {issue} 期") } else { issue.into() },
        if is_number(issue) { format!("第 {issue} 期") } else { issue.into() },
        if is_number(issue) { format!("no. {issue}") } else { issue.into() };

    // Days.
    /// From a day on.
    since(day: &str): format!("{day} 起"), format!("{day} 起"), format!("since {day}");
    /// Up to a day.
    until(day: &str): format!("至 {day}"), format!("至 {day}"), format!("until {day}");
    /// Some time about a day.
    about_day(day: &str): format!("约 {day}"), format!("約 {day}"), format!("c. {day}");
    /// A day whose year is not known.
    some_year(day: &str): format!("{day}（年份不明）"), format!("{day}（年份不明）"), format!("{day} (year unknown)");
    /// A concluded day.
    inferred(day: &str): format!("{day}（推定）"), format!("{day}（推定）"), format!("{day} (inferred)");
    /// A likelier reading.
    rather(day: &str): format!("原文前后不合，疑为 {day}"), format!("原文前後不合，疑為 {day}"), format!("contradicts its surroundings; rather {day}");
    /// What a bar stands for.
    bar(days: &str, n_all: u32, n_matching: u32):
        format!("{days}：{} 处，本次结果 {} 处", grouped(n_all), grouped(n_matching)),
        format!("{days}：{} 處，本次結果 {} 處", grouped(n_all), grouped(n_matching)),
        format!("{days}: {}, {} in these results", plural(n_all, "date", "dates"), grouped(n_matching));
    /// A stretch without dates.
    no_days_between(days: &str): format!("{days} 没有日期"), format!("{days} 沒有日期"), format!("no dates {days}");
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_page_corpus_and_program() {
        let words = Words(Lang::ZhHans);
        for (view, article, query, expected) in [
            (View::Overview, None, "", "通信业 · 简报"),
            (View::Results, None, "网络", "网络：检索结果 · 通信业 · 简报"),
            (View::Reader, Some("第一篇"), "网络", "第一篇 · 通信业 · 简报"),
            (View::Reader, None, "", "通信业 · 简报"),
        ] {
            assert_eq!(words.page_title(view, article, query, "通信业"), expected);
        }
    }
}
