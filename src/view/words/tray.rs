//! Words of the tray, in 简体, 繁體 and English.

use super::number::{grouped, plural};
use super::{Lang, Words};
use crate::export::tray::{Added, Colour, MOST, Unread};

texts! {
    tray: "摘录", "摘錄", "Tray";
    collect: "摘录", "摘錄", "Collect";
    collect_sentence: "摘录这一句（s）", "摘錄這一句（s）", "Collect this sentence (s)";
    key_collect: "摘录选中的文字，或所在的一句", "摘錄選取的文字，或所在的一句", "collect the selection, or the sentence that has the focus";
    collected: "已摘录", "已摘錄", "Collected";
    already_collected: "已经摘录过了", "已經摘錄過了", "This is in the tray already";
    nothing_to_collect: "先选中要摘录的文字", "先選取要摘錄的文字", "Select what you want to collect";
    removed: "已移去", "已移去", "Removed";
    remove: "移去", "移去", "Remove";
    collected_passage: "摘录的文字", "摘錄的文字", "Collected passage";
    to_tray: "看全部摘录", "看全部摘錄", "Show the tray";
    annotate: "写批注", "寫批註", "Add a note";
    note: "批注", "批註", "Note";
    note_hint: "写批注……", "寫批註……", "Write a note …";
    colour: "颜色", "顏色", "Colour";
    all_colours: "全部", "全部", "All";
    ochre: "黄", "黃", "ochre";
    blue: "蓝", "藍", "blue";
    green: "绿", "綠", "green";
    rose: "红", "紅", "rose";
    tray_hint: "只存在这个浏览器里，边写边存。", "只存在這個瀏覽器裡，邊寫邊存。", "Kept in this browser only, as you write.";
    tray_not_kept: "浏览器没有存下：存储已满或被禁止，关闭页面前请先导出。", "瀏覽器沒有存下：儲存空間已滿或被禁止，關閉頁面前請先匯出。", "The browser does not keep this: storage is full or forbidden. Save a file before you close the page.";
    tray_is_empty: "还没有摘录", "還沒有摘錄", "Nothing collected yet";
    tray_how: "在全文里选中一段文字，点旁边的“摘录”或按 s；在结果和语境里，点每一句末尾的“＋”，或选到它再按 s。摘录可以加批注和颜色，也可以读入别人存下的文件。", "在全文裡選取一段文字，點旁邊的「摘錄」或按 s；在結果和語境裡，點每一句末尾的「＋」，或選到它再按 s。摘錄可以加批註和顏色，也可以讀入別人存下的檔案。", "Select a passage in the reader and press “Collect” beside it, or the key s; among results and in the concordance press ＋ at the end of a sentence, or s on its link. Passages take notes and colours, and files that others saved can be opened here.";
    no_such_passage: "没有这样的摘录", "沒有這樣的摘錄", "No such passage";
    find_in_notes: "在批注和摘录里查找", "在批註和摘錄裡查找", "Find in notes and quotations";
    tray_order: "次序", "次序", "Order";
    by_place: "按文献", "按文獻", "as in the documents";
    by_made: "新的在前", "新的在前", "newest first";
    save_as: "导出所列", "匯出所列", "Save these as";
    open_annotations: "读入文件", "讀入檔案", "Open a file";
    open_annotations_hint: "W3C Web Annotations（JSON-LD），这里或别处存下的", "W3C Web Annotations（JSON-LD），這裡或別處存下的", "W3C Web Annotations (JSON-LD), saved here or elsewhere";
    not_in_edition: "这一版里没有找到", "這一版裡沒有找到", "not found in this edition";
    file_too_large: "文件超过 8 MB，没有读入", "檔案超過 8 MB，沒有讀入", "The file is larger than 8 MB and was not read";
    file_has_no_annotations: "这不是 W3C Web Annotations 文件", "這不是 W3C Web Annotations 檔案", "This file holds no W3C Web Annotations";
}

phrases! {
    /// How many passages are shown, of how many.
    n_passages(n: u32, n_all: u32):
        if n == n_all { format!("{} 段", grouped(n)) } else { format!("{} 段，共 {} 段", grouped(n), grouped(n_all)) },
        if n == n_all { format!("{} 段", grouped(n)) } else { format!("{} 段，共 {} 段", grouped(n), grouped(n_all)) },
        if n == n_all { plural(n, "passage", "passages") } else { format!("{} of {}", grouped(n), plural(n_all, "passage", "passages")) };
    /// When a passage was collected.
    collected_on(day: &str): format!("{day} 摘"), format!("{day} 摘"), format!("collected {day}");
    /// What the browser keeps and nobody can read.
    tray_unread(n: u32):
        format!("存下的有 {} 条读不出来，已另存一份", grouped(n)),
        format!("存下的有 {} 條讀不出來，已另存一份", grouped(n)),
        format!("{} could not be read and was put aside", plural(n, "kept entry", "kept entries"));
    /// A passage's mark in the margin.
    collected_in(colour: &str, has_note: bool):
        format!("摘录，{colour}{}", if has_note { "，有批注" } else { "" }),
        format!("摘錄，{colour}{}", if has_note { "，有批註" } else { "" }),
        format!("Collected, {colour}{}", if has_note { ", with a note" } else { "" });
    /// No more will fit.
    tray_is_full():
        format!("摘录已满 {} 段，请先导出、移去一些", grouped(most())),
        format!("摘錄已滿 {} 段，請先匯出、移去一些", grouped(most())),
        format!("The tray holds {} passages at most; save and remove some first", grouped(most()));
    /// A file has more annotations than a tray holds.
    too_many_annotations():
        format!("文件里的批注超过 {} 条，没有读入", grouped(most())),
        format!("檔案裡的批註超過 {} 條，沒有讀入", grouped(most())),
        format!("The file holds more than {} annotations and was not read", grouped(most()));
}

fn most() -> u32 {
    u32::try_from(MOST).unwrap_or(u32::MAX)
}

impl Words {
    /// A colour.
    #[must_use]
    pub fn colour_name(self, colour: Colour) -> &'static str {
        match colour {
            Colour::Ochre => self.ochre(),
            Colour::Blue => self.blue(),
            Colour::Green => self.green(),
            Colour::Rose => self.rose(),
        }
    }

    /// Why a file was not read.
    #[must_use]
    pub fn refused(self, unread: Unread) -> String {
        match unread {
            Unread::TooLarge => self.file_too_large().to_owned(),
            Unread::NoAnnotations => self.file_has_no_annotations().to_owned(),
            Unread::TooMany => self.too_many_annotations(),
        }
    }

    /// What became of a file's annotations.
    #[must_use]
    pub fn imported(self, added: &Added, n_elsewhere: usize, n_unread: usize) -> String {
        let n = |n: usize| grouped(u32::try_from(n).unwrap_or(u32::MAX));
        let parts = [
            (added.n_new, true, ["读入 {} 段", "讀入 {} 段", "{} read"]),
            (added.n_changed, false, ["更新 {} 段", "更新 {} 段", "{} updated"]),
            (added.n_same, false, ["{} 段已经有了", "{} 段已經有了", "{} here already"]),
            (n_elsewhere, false, ["{} 段属于别的文献", "{} 段屬於別的文獻", "{} of other documents"]),
            (n_unread, false, ["{} 段读不出来", "{} 段讀不出來", "{} not readable"]),
            (added.n_over, false, ["{} 段放不下", "{} 段放不下", "{} that do not fit"]),
        ];
        let said = parts.into_iter().filter(|(number, is_always, _)| *is_always || *number > 0);
        let said: Vec<String> =
            said.map(|(number, _, texts)| self.choose(texts).replace("{}", &n(number))).collect();
        said.join(if self.0 == Lang::En { ", " } else { "，" })
    }
}
