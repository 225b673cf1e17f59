//! A sentence whose numbers stand out.

use leptos::either::Either;
use leptos::prelude::*;

/// Shows a sentence with every number in it emphasised.
#[component]
pub(in crate::view) fn Numerals(
    /// The sentence.
    text: String,
) -> impl IntoView {
    runs(&text)
        .into_iter()
        .map(|(is_number, run)| {
            let run = run.to_owned();
            if is_number { Either::Left(view! { <b class="num">{run}</b> }) } else { Either::Right(run) }
        })
        .collect_view()
}

/// Cuts a sentence into numbers and what stands between them. A comma or stop belongs to a number between digits only.
fn runs(text: &str) -> Vec<(bool, &str)> {
    let bytes = text.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let is_number =
        |i: usize| is_digit(i) || (i > 0 && b",.".contains(&bytes[i]) && is_digit(i - 1) && is_digit(i + 1));
    let mut runs = Vec::new();
    let mut start = 0;
    for end in 1..=bytes.len() {
        if end == bytes.len() || is_number(end) != is_number(start) {
            runs.push((is_number(start), &text[start..end]));
            start = end;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_out() {
        for (text, expected) in [
            ("104 处，见于 6 篇文章", "[104] 处，见于 [6] 篇文章"),
            ("1,024 hits, 3 documents.", "[1,024] hits, [3] documents."),
            ("没有", "没有"),
            ("7", "[7]"),
            ("", ""),
        ] {
            let shown: String = runs(text)
                .iter()
                .map(|(is_number, run)| if *is_number { format!("[{run}]") } else { (*run).into() })
                .collect();
            assert_eq!(shown, expected);
        }
    }
}
