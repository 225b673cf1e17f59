//! A tray as Markdown: quotations with their sources, the notes under them.

use super::Passage;
use crate::export::Source;
use crate::export::hits::plain;

/// All passages, those of one article that follow each other under its title.
#[must_use]
pub fn tray_markdown(passages: &[Passage], source: &Source<'_>) -> String {
    let mut text = format!("# {}\n\n{} · <{}>\n", plain(&source.summary.title), source.today, source.address);
    let mut last = None;
    for passage in passages {
        let document = source.title_of(&passage.document);
        if last.replace((&passage.document, &passage.title)) != Some((&passage.document, &passage.title)) {
            let heading = if passage.title.is_empty() { document } else { &passage.title };
            text += &format!("\n## {}\n", plain(heading));
        }
        text.push('\n');
        for line in passage.exact.lines() {
            text += &format!("> {}\n", words(line));
        }
        let place = passage.place.filter(|place| place.at < place.end);
        let url = source.place(&passage.document, place.map(|place| place.at));
        let date = passage.published.as_ref().map(|date| format!(" · {}", plain(date))).unwrap_or_default();
        let (shape, colour) = (passage.colour.shape(), passage.colour.name());
        text += &format!("\n— [{}](<{url}>){date} · {shape} {colour}\n", plain(document));
        let note: Vec<String> = passage.note.lines().map(words).collect();
        if !passage.note.trim().is_empty() {
            // Two spaces keep the reader's lines.
            text += &format!("\n{}\n", note.join("  \n").trim());
        }
    }
    text
}

/// A line that begins no list, no heading and no rule.
fn words(line: &str) -> String {
    let line = plain(line.trim());
    let n_digits = line.chars().take_while(char::is_ascii_digit).count();
    let is_numbered = n_digits > 0 && line[n_digits..].starts_with(['.', ')']);
    match line.chars().next() {
        Some('-' | '+' | '=') => format!("\\{line}"),
        _ if is_numbered => format!("{}\\{}", &line[..n_digits], &line[n_digits..]),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{source, summary};
    use crate::export::tray::Colour;
    use crate::export::tray::tests::passage;

    #[test]
    fn notes_stand_under_their_quotations() {
        let summary = summary();
        let tray = [
            passage(1, "网*络\n畅通", "- 一\n2. 二 <b>", Colour::Blue),
            passage(2, "保障", " ", Colour::Rose),
        ];
        let expected = "# 简报集\n\n2026-11-23 · <https://x/?q>\n\n## 一篇\n\n\
            > 网\\*络\n> 畅通\n\n— [甲报，“乙”](<https://x/?doc=d&at=9>) · 2020-02-06 · ▲ blue\n\n\
            \\- 一  \n2\\. 二 \\<b\\>\n\n\
            > 保障\n\n— [甲报，“乙”](<https://x/?doc=d&at=18>) · 2020-02-06 · ★ rose\n";
        assert_eq!(tray_markdown(&tray, &source(&summary, "")), expected);
    }
}
