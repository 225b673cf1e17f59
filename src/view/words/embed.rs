//! Words of the dialog that writes what another page takes in, in 简体, 繁體 and English.

use super::{Lang, Words};
use crate::view::settings::Theme;
use crate::view::url::Embed;

texts! {
    embed: "嵌入", "嵌入", "Embed";
    embed_title: "嵌入别的网页", "嵌入別的網頁", "Embed in another site";
    embed_hint: "把下面一行代码贴进博客或网页，现在看到的这一页就会出现在那里。", "把下面一行程式碼貼進部落格或網頁，現在看到的這一頁就會出現在那裡。", "Paste one line of code into a blog or a page, and what you see now appears there.";
    embed_what: "显示什么", "顯示什麼", "What is shown";
    embed_how_tall: "高度", "高度", "Height";
    embed_theme: "明暗", "明暗", "Theme";
    of_reader: "随读者", "隨讀者", "the reader's";
    embed_element: "标签", "標籤", "Element";
    embed_element_hint: "高度随内容变化，可以改颜色和字体；脚本被滤掉的地方，留下标题的链接和一句话。", "高度隨內容變化，可以改顏色和字體；指令碼被濾掉的地方，留下標題的連結和一句話。", "As tall as its content, in your colours and fonts; where scripts are taken out, a linked title and a sentence remain.";
    embed_frame: "框架（iframe）", "框架（iframe）", "Frame (iframe)";
    embed_frame_hint: "不需要脚本，高度固定。", "不需要指令碼，高度固定。", "Needs no script; its height is fixed.";
    embed_preview: "预览", "預覽", "Preview";
}

impl Words {
    /// A form of the embedded page.
    #[must_use]
    pub fn embed_form(self, embed: Embed) -> String {
        let names = match embed {
            Embed::Full => ["整个页面", "整個頁面", "the whole page"],
            Embed::Compact => ["检索和结果", "檢索和結果", "search and results"],
            Embed::Timeline => ["时间轴", "時間軸", "the timeline"],
            Embed::Reader => ["全文", "全文", "a text"],
            Embed::Search => ["检索框", "檢索框", "a search box"],
        };
        self.choose(names).to_owned()
    }

    /// A height in pixels, or that of what is shown.
    #[must_use]
    pub fn embed_height(self, pixels: Option<u32>) -> String {
        match (pixels, self.0) {
            (None, Lang::ZhHans) => "随内容".to_owned(),
            (None, Lang::ZhHant) => "隨內容".to_owned(),
            (None, Lang::En) => "as its content".to_owned(),
            (Some(pixels), Lang::En) => format!("{pixels} pixels"),
            (Some(pixels), _) => format!("{pixels} 像素"),
        }
    }

    /// A theme as a choice.
    #[must_use]
    pub fn theme_name(self, theme: Theme) -> &'static str {
        self.choose(match theme {
            Theme::Light => ["明", "明", "light"],
            Theme::Dark => ["暗", "暗", "dark"],
        })
    }
}
