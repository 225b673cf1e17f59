//! A stretch of a sentence with what it is shown for standing out.

use std::ops::Range;

use leptos::prelude::*;

use crate::protocol::Mark;

/// Punctuation behind which a stretch may begin and end.
const PAUSES: [char; 10] = ['，', '。', '；', '：', '、', '？', '！', ',', ';', '…'];

/// Text around a mark, cut where it grows too long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::view) struct Excerpt {
    pub(in crate::view) before: String,
    pub(in crate::view) marked: String,
    pub(in crate::view) after: String,
}

impl Excerpt {
    /// The text with at most `room` characters on either side of the mark; a cut falls behind a pause where there is one near.
    #[must_use]
    pub(in crate::view) fn new(text: &str, mark: Option<Mark>, room: usize) -> Excerpt {
        let range = mark.map_or(0..0, |mark| mark.start as usize..mark.end as usize);
        let Some((before, marked, after)) = cut(text, range) else {
            return Excerpt { after: text.to_owned(), ..Excerpt::default() };
        };
        Excerpt { before: last(before, room), marked: marked.to_owned(), after: first(after, room) }
    }
}

fn cut(text: &str, range: Range<usize>) -> Option<(&str, &str, &str)> {
    Some((text.get(..range.start)?, text.get(range.clone())?, text.get(range.end..)?))
}

/// The end of a text.
fn last(text: &str, room: usize) -> String {
    let n_dropped = text.chars().count().saturating_sub(room);
    if n_dropped == 0 {
        return text.to_owned();
    }
    let start = text.char_indices().nth(n_dropped).map_or(text.len(), |(start, _)| start);
    let tail = &text[start..];
    let pause = tail.char_indices().take(room * 2 / 3).find(|(_, c)| PAUSES.contains(c));
    let from = pause.map_or(0, |(at, c)| at + c.len_utf8());
    format!("…{}", tail[from..].trim_start())
}

/// The beginning of a text.
fn first(text: &str, room: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(room) else { return text.to_owned() };
    let head = &text[..end];
    let pause = head.char_indices().skip(room / 3).filter(|(_, c)| PAUSES.contains(c)).last();
    format!("{}…", head[..pause.map_or(head.len(), |(at, _)| at)].trim_end())
}

/// A text with what it is shown for standing out; that is no hit and not drawn as one.
#[component]
pub(in crate::view) fn Picked(
    /// The text.
    text: String,
    /// What it is shown for.
    mark: Option<Mark>,
    /// Class of what stands out.
    class: &'static str,
    /// Characters on either side at most; all without.
    #[prop(default = usize::MAX)]
    room: usize,
) -> impl IntoView {
    let Excerpt { before, marked, after } = Excerpt::new(&text, mark, room.min(text.len()));
    view! { {before}<b class=class>{marked}</b>{after} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marked: &str, room: usize, expected: &str) {
        let start = u32::try_from(text.find(marked).unwrap()).unwrap();
        let mark = Mark { start, end: start + u32::try_from(marked.len()).unwrap(), term: 0 };
        let excerpt = Excerpt::new(text, Some(mark), room);
        assert_eq!(format!("{}[{}]{}", excerpt.before, excerpt.marked, excerpt.after), expected);
    }

    #[test]
    fn cuts_fall_on_pauses() {
        check("共发送12条。", "12条", 9, "共发送[12条]。");
        check("一二三四五，六七12条，八九十。", "12条", 5, "…六七[12条]，八九十。");
        check("一二三四五六七八12条一二，三四五六", "12条", 4, "…五六七八[12条]一二…");
        check("一二三四五六12条一二三四五六", "12条", 3, "…四五六[12条]一二三…");
        check("12条", "12条", 0, "[12条]");
    }

    #[test]
    fn unsound_marks_lose_no_text() {
        let mark = |start, end| Some(Mark { start, end, term: 0 });
        for mark in [None, mark(1, 2), mark(0, 99), mark(5, 3)] {
            let Excerpt { before, marked, after } = Excerpt::new("网络。", mark, 9);
            assert_eq!(before + &marked + &after, "网络。", "{mark:?}");
        }
    }
}
