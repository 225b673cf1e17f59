//! What the static pages say of themselves, in the language of the corpus.

/// Words in one language; a new one must be given in all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) brand: &'static str,
    pub(super) skip: &'static str,
    pub(super) search: &'static str,
    pub(super) hint: fn(usize) -> String,
    pub(super) documents: &'static str,
    pub(super) unit_documents: &'static str,
    pub(super) unit_articles: &'static str,
    pub(super) unit_articles_short: &'static str,
    pub(super) issue: fn(&str) -> String,
    pub(super) unit_characters: &'static str,
    pub(super) days_mentioned: &'static str,
    pub(super) through: &'static str,
    pub(super) concluded: &'static str,
    pub(super) undated: &'static str,
    pub(super) no_script: &'static str,
    pub(super) loading: &'static str,
    pub(super) unstarted: &'static str,
    pub(super) privacy: &'static str,
    pub(super) open: &'static str,
    pub(super) open_article: &'static str,
    pub(super) all: &'static str,
    pub(super) source: &'static str,
    pub(super) views: &'static str,
    pub(super) overview: &'static str,
    pub(super) results: &'static str,
    pub(super) timeline: &'static str,
    pub(super) version: &'static str,
    pub(super) licence: &'static str,
    /// Number of the edition, and how many documents are new and changed.
    pub(super) news: fn(u32, u32, u32) -> String,
}

const HANS: Words = Words {
    brand: "简报",
    skip: "跳到正文",
    search: "检索全部文献",
    hint: |n| format!("检索 {n} 份文献：词语、日期、数字……"),
    documents: "文献",
    unit_documents: "份文献",
    unit_articles: "篇文章",
    unit_articles_short: "篇",
    issue: |n| if is_number(n) { format!("第 {n} 期") } else { n.to_owned() },
    unit_characters: "字",
    days_mentioned: "文中日期",
    through: "至",
    concluded: "推定",
    undated: "日期不详",
    no_script: "检索、时间轴需要浏览器运行脚本（JavaScript 与 WebAssembly），现在它们没有开启。全文仍可阅读：请点下面的题名。",
    loading: "正在载入搜索…",
    unstarted: "检索没有启动。浏览器不运行磁盘上文件夹里的程序：请用 jianbao serve 打开这个文件夹，或用 jianbao build --single-file 做成单个文件。全文仍可阅读：请点下面的题名。",
    privacy: "一切检索在本机完成，没有数据离开这台设备",
    open: "在简报中打开、检索",
    open_article: "在简报中打开这一篇",
    all: "全部文献",
    source: "文件",
    views: "视图",
    overview: "概览",
    results: "结果",
    timeline: "时间",
    version: "版本",
    licence: "许可协议",
    news: |edition, new, changed| {
        said(
            format!("第 {edition} 版："),
            "，",
            [(new, format!("新增 {new} 份")), (changed, format!("修改 {changed} 份"))],
        )
    },
};

const HANT: Words = Words {
    brand: "簡報",
    skip: "跳到正文",
    search: "檢索全部文獻",
    hint: |n| format!("檢索 {n} 份文獻：詞語、日期、數字……"),
    documents: "文獻",
    unit_documents: "份文獻",
    unit_articles: "篇文章",
    unit_articles_short: "篇",
    issue: |n| if is_number(n) { format!("第 {n} 期") } else { n.to_owned() },
    unit_characters: "字",
    days_mentioned: "文中日期",
    through: "至",
    concluded: "推定",
    undated: "日期不詳",
    no_script: "檢索、時間軸需要瀏覽器執行指令碼（JavaScript 與 WebAssembly），現在它們沒有開啟。全文仍可閱讀：請點下面的題名。",
    loading: "正在載入搜尋…",
    unstarted: "檢索沒有啟動。瀏覽器不執行磁碟上資料夾裡的程式：請用 jianbao serve 開啟這個資料夾，或用 jianbao build --single-file 做成單一檔案。全文仍可閱讀：請點下面的題名。",
    privacy: "一切檢索在本機完成，沒有資料離開這台裝置",
    open: "在簡報中開啟、檢索",
    open_article: "在簡報中開啟這一篇",
    all: "全部文獻",
    source: "檔案",
    views: "檢視",
    overview: "概覽",
    results: "結果",
    timeline: "時間",
    version: "版本",
    licence: "授權條款",
    news: |edition, new, changed| {
        said(
            format!("第 {edition} 版："),
            "，",
            [(new, format!("新增 {new} 份")), (changed, format!("修改 {changed} 份"))],
        )
    },
};

const EN: Words = Words {
    brand: "Jianbao",
    skip: "Skip to the text",
    search: "Search all documents",
    hint: |n| format!("Search {n} documents: words, dates, figures …"),
    documents: "Documents",
    unit_documents: "documents",
    unit_articles: "articles",
    unit_articles_short: "articles",
    issue: |n| if is_number(n) { format!("no. {n}") } else { n.to_owned() },
    unit_characters: "characters",
    days_mentioned: "dates from",
    through: "to",
    concluded: "concluded",
    undated: "undated",
    no_script: "Searching and the timeline need scripts (JavaScript and WebAssembly), which are switched off. The full texts can still be read: follow the titles below.",
    loading: "Loading the search…",
    unstarted: "Searching has not started. Browsers do not run programs from a folder on the disk: open it with jianbao serve, or make one file of it with jianbao build --single-file. The full texts can still be read: follow the titles below.",
    privacy: "All searching happens on this device; nothing leaves it",
    open: "Open and search in Jianbao",
    open_article: "Open this article in Jianbao",
    all: "All documents",
    source: "File",
    views: "Views",
    overview: "Overview",
    results: "Results",
    timeline: "Timeline",
    version: "Version",
    licence: "Licence",
    news: |edition, new, changed| {
        said(
            format!("Edition {edition}: "),
            ", ",
            [(new, format!("{new} new")), (changed, format!("{changed} changed"))],
        )
    },
};

fn is_number(issue: &str) -> bool {
    issue.bytes().all(|byte| byte.is_ascii_digit())
}

/// What there is of several things, behind a beginning.
fn said(mut begin: String, between: &str, parts: [(u32, String); 2]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part).collect();
    begin.push_str(&parts.join(between));
    begin
}

impl Words {
    /// The words for a BCP 47 tag.
    pub(super) fn of(tag: &str) -> &'static Words {
        match tag {
            "zh-Hant" | "zh-TW" | "zh-HK" | "zh-MO" => &HANT,
            tag if tag.starts_with("zh") => &HANS,
            _ => &EN,
        }
    }
}
