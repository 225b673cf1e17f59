//! Breaks a paragraph into lines as a typesetter does.

use super::page::Setting;

/// What may stand where a line begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinsoku {
    /// Anything.
    Free,
    /// No closing mark begins a line: the character before comes along.
    Carry,
    /// No closing mark begins a line: it hangs over the edge of the line before.
    Hang,
}

/// Columns of half a Chinese character.
pub(super) fn columns(words: &str) -> usize {
    words.chars().map(column).sum()
}

fn column(c: char) -> usize {
    if c < '\u{250}' { 1 } else { 2 }
}

/// Marks that close something and must not begin a line.
fn closes(c: char) -> bool {
    "，。、；：？！”’‛）》」』…—%,.;:!?)".contains(c)
}

/// Marks that open something and must not end a line.
fn opens(c: char) -> bool {
    "“‘‚（《「『(".contains(c)
}

/// The lines of a paragraph; `room` says how many columns the line of a number has.
pub(super) fn lines(words: &str, room: impl Fn(usize) -> usize, setting: &Setting) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line: Vec<String> = Vec::new();
    for piece in pieces(words, setting.cuts_words) {
        let width: usize = line.iter().map(|piece| columns(piece)).sum();
        let fits = width + columns(&piece) <= room(lines.len());
        let hangs = setting.kinsoku == Kinsoku::Hang && piece.starts_with(closes);
        if fits || hangs || line.is_empty() {
            line.push(piece);
            continue;
        }
        let carried = match setting.kinsoku {
            Kinsoku::Free => Vec::new(),
            Kinsoku::Carry | Kinsoku::Hang => carried(&mut line, &piece),
        };
        lines.push(line.concat());
        // A space at the break was not copied.
        line = carried.into_iter().chain([piece]).filter(|piece| piece != " ").collect();
    }
    lines.push(line.concat());
    lines
}

/// What goes to the next line together with `piece`, so that no line begins with a closing mark or ends with an opening one.
fn carried(line: &mut Vec<String>, piece: &str) -> Vec<String> {
    let mut from = line.len();
    let mut next = piece;
    while from > 1 && (next.starts_with(closes) || line[from - 1].ends_with(opens)) {
        from -= 1;
        next = &line[from];
    }
    if from == 1 { Vec::new() } else { line.split_off(from) }
}

/// The words' smallest parts: Latin words and numbers as wholes unless they are cut like everything else.
fn pieces(words: &str, cuts_words: bool) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before = '\n';
    for c in words.chars() {
        let is_part = |c: char| (c < '\u{250}' && c.is_alphanumeric()) || matches!(c, '.' | '-' | '%');
        match pieces.last_mut() {
            Some(piece) if !cuts_words && is_part(before) && is_part(c) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        before = c;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::dice::Dice;
    use super::*;

    fn check(words: &str, kinsoku: Kinsoku, cuts_words: bool, expected: &[&str]) {
        let setting = Setting { kinsoku, cuts_words, ..Setting::bare(&mut Dice::new(0)) };
        assert_eq!(lines(words, |_| 8, &setting), expected);
    }

    #[test]
    fn lines_break_where_typesetters_break_them() {
        check("一二三四五六", Kinsoku::Free, false, &["一二三四", "五六"]);
        check("一二三四。五", Kinsoku::Free, false, &["一二三四", "。五"]);
        check("一二三四。五", Kinsoku::Carry, false, &["一二三", "四。五"]);
        check("一二三四。五", Kinsoku::Hang, false, &["一二三四。", "五"]);
        check("一二三“四五", Kinsoku::Carry, false, &["一二三", "“四五"]);
        check("一二三2020年", Kinsoku::Free, false, &["一二三", "2020年"]);
        check("一二三2020年", Kinsoku::Free, true, &["一二三20", "20年"]);
        check("一二三四 open", Kinsoku::Free, false, &["一二三四", "open"]);
    }
}
