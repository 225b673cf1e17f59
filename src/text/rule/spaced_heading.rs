//! `spaced-heading`: headings whose characters were set apart.
//!
//! `目  录` → `目录`, `农 机 通 讯` → `农机通讯`. Only whole lines of single characters, up to twenty of them.

use super::Context;
use super::line_edit::lines;
use crate::text::draft::Edit;
use crate::text::fold::is_han;

/// Characters of the longest heading that is set so.
const LONGEST: usize = 20;

pub(super) fn edits(text: &str, _context: Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    for line in lines(text) {
        if line.words.len() > LONGEST * 8 || !is_spaced(line.words) {
            continue;
        }
        let start = line.range.start
            + text.get(line.range.clone()).map_or(0, |whole| whole.len() - whole.trim_start().len());
        let joined: String = line.words.chars().filter(|c| !c.is_whitespace()).collect();
        edits.push(Edit::new(start..start + line.words.len(), joined));
    }
    edits
}

fn is_spaced(words: &str) -> bool {
    let parts: Vec<&str> = words.split_whitespace().collect();
    (2..=LONGEST).contains(&parts.len())
        && parts.iter().enumerate().all(|(index, part)| {
            // 四、几 点 建 议.
            let part = if index == 0 { without_number(part) } else { part };
            let mut chars = part.chars();
            chars.next().is_some_and(is_han) && chars.next().is_none()
        })
}

/// A part without the number of a section in front.
fn without_number(part: &str) -> &str {
    let rest = part.trim_start_matches(['（', '(']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let rest = rest.trim_start_matches(['）', ')']);
    rest.strip_prefix(['、', '.', '．']).unwrap_or(if rest.is_empty() { part } else { rest })
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::source::Layout;

    #[test]
    fn headings_close() {
        check(
            edits,
            Layout::Printed,
            "目  录\n四、几 点 建 议\n农 机 通 讯\n第 四 届 理 事 会\n某 某 县 农 业 农 村 工 作 简 报",
            "目录\n四、几点建议\n农机通讯\n第四届理事会\n某某县农业农村工作简报",
        );
    }

    #[test]
    fn others_stay() {
        for source in [
            "担当尽责 山东联通",
            "戎 芳　查建平",
            "甲",
            "1 2 3",
            "春 天 来 了 吗 大 家 都 问 一 问 春 天 来 了 吗 大 家 都 问 一",
        ] {
            check(edits, Layout::Printed, source, source);
        }
    }
}
