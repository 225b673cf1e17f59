//! [`Pair`]: a line of cleaned text beside the stretch of the file that it came from.
//!
//! Every byte of the file and every byte of the cleaned text belongs to exactly one pair: joined, the raw sides are the file's text, and
//! the clean sides are the cleaned text. What was dropped between two lines stands with the line behind it.
//!
//! `write` and [`read`] carry pairs to the page as a plain file: a line of rules, a line of lengths, and the text.
//!
//! ```text
//! joined-line removed-pinyin          names of the rules, counted from 0
//! 12 3,0,0 9;6 7,0,1? 3               pairs parted by `;`, pieces by a space: bytes kept, or bytes raw, bytes clean, rule, `?` for doubt
//! …                                   kept text once; of what changed, the raw words and behind them the clean ones
//! ```
//!
//! Knows text and names, nothing of rules and articles.

/// A line of cleaned text and the stretch of the file that it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Where the line begins in the cleaned text.
    pub at: usize,
    /// Bytes of cleaned text, the line break at the end included.
    pub len: usize,
    /// What was kept and what was changed, in order.
    pub pieces: Vec<Piece<'a>>,
}

/// A stretch that was kept or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// As in the file.
    pub raw: &'a str,
    /// As in the cleaned text.
    pub clean: &'a str,
    /// The rule that changed it; `None` where nothing changed.
    pub rule: Option<&'a str>,
    /// The rule was not sure of what it wrote.
    pub is_doubtful: bool,
}

impl<'a> Pair<'a> {
    fn push(&mut self, piece: Piece<'a>) {
        if !piece.raw.is_empty() || !piece.clean.is_empty() {
            self.len += piece.clean.len();
            self.pieces.push(piece);
        }
    }
}

/// Pairs the lines of a cleaned text with the file's text.
#[cfg(feature = "parse")]
#[must_use]
pub fn pairs<'a>(raw: &'a str, text: &'a super::CleanText) -> Vec<Pair<'a>> {
    let clean = text.text();
    let mut lines = Lines { pairs: vec![Pair::default()], has_words: false };
    let (mut raw_at, mut clean_at) = (0, 0);
    for repair in text.repairs() {
        lines.keep(clean.get(clean_at..repair.clean.start).unwrap_or(""));
        lines.put(Piece {
            raw: raw.get(repair.raw.clone()).unwrap_or(""),
            clean: clean.get(repair.clean.clone()).unwrap_or(""),
            rule: Some(repair.rule),
            is_doubtful: repair.is_doubtful,
        });
        (raw_at, clean_at) = (repair.raw.end, repair.clean.end);
    }
    debug_assert_eq!(
        raw.get(raw_at..),
        clean.get(clean_at..),
        "what no rule changed is the same on both sides"
    );
    lines.keep(clean.get(clean_at..).unwrap_or(""));
    lines.close()
}

/// Pairs so far; the last one still grows.
#[cfg(feature = "parse")]
struct Lines<'a> {
    pairs: Vec<Pair<'a>>,
    /// Whether the last one has words; asking all its pieces again for each would take forever where a million are dropped.
    has_words: bool,
}

#[cfg(feature = "parse")]
impl<'a> Lines<'a> {
    /// Adds text that was kept, line by line.
    fn keep(&mut self, words: &'a str) {
        for line in words.split_inclusive('\n') {
            self.put(Piece { raw: line, clean: line, rule: None, is_doubtful: false });
        }
    }

    /// Adds a piece to the last pair; a line break behind words begins another.
    fn put(&mut self, piece: Piece<'a>) {
        let Some(pair) = self.pairs.last_mut() else { return };
        pair.push(piece);
        self.has_words |= !piece.clean.trim().is_empty();
        if self.has_words && piece.clean.contains('\n') {
            let at = pair.at + pair.len;
            self.pairs.push(Pair { at, ..Pair::default() });
            self.has_words = false;
        }
    }

    /// What is left without words goes to the last line.
    fn close(mut self) -> Vec<Pair<'a>> {
        if let Some(rest) = self.pairs.pop() {
            match self.pairs.last_mut().filter(|_| !self.has_words) {
                Some(last) => rest.pieces.into_iter().for_each(|piece| last.push(piece)),
                None => self.pairs.push(rest),
            }
        }
        self.pairs
    }
}

/// Writes pairs down for the page.
#[cfg(feature = "parse")]
#[must_use]
pub fn write(pairs: &[Pair<'_>]) -> String {
    let mut rules: Vec<&str> =
        pairs.iter().flat_map(|pair| &pair.pieces).filter_map(|piece| piece.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let lengths = |piece: &Piece<'_>| match piece.rule.and_then(|rule| rules.binary_search(&rule).ok()) {
        None => piece.raw.len().to_string(),
        Some(rule) => {
            format!(
                "{},{},{rule}{}",
                piece.raw.len(),
                piece.clean.len(),
                if piece.is_doubtful { "?" } else { "" }
            )
        }
    };
    let line = |pair: &Pair<'_>| pair.pieces.iter().map(lengths).collect::<Vec<_>>().join(" ");
    let table: Vec<String> = pairs.iter().map(line).collect();
    let mut file = format!("{}\n{}\n", rules.join(" "), table.join(";"));
    for piece in pairs.iter().flat_map(|pair| &pair.pieces) {
        file.push_str(piece.raw);
        if piece.rule.is_some() {
            file.push_str(piece.clean);
        }
    }
    file
}

/// Reads what `write` wrote; `None` when it is something else.
#[must_use]
pub fn read(file: &str) -> Option<Vec<Pair<'_>>> {
    let (rules, rest) = file.split_once('\n')?;
    let (table, mut text) = rest.split_once('\n')?;
    let mut take = |len: &str| {
        let (words, rest) = text.split_at_checked(len.parse().ok()?)?;
        text = rest;
        Some(words)
    };
    let mut at = 0;
    let mut pairs = Vec::new();
    for line in table.split(';') {
        let mut pair = Pair { at, ..Pair::default() };
        for piece in line.split(' ').filter(|piece| !piece.is_empty()) {
            let mut parts = piece.trim_end_matches('?').split(',');
            let raw = take(parts.next()?)?;
            let (clean, rule) = match parts.next() {
                None => (raw, None),
                Some(len) => (take(len)?, Some(rules.split(' ').nth(parts.next()?.parse().ok()?)?)),
            };
            pair.push(Piece { raw, clean, rule, is_doubtful: piece.ends_with('?') });
        }
        at += pair.len;
        pairs.push(pair);
    }
    text.is_empty().then_some(pairs)
}

#[cfg(all(test, feature = "parse"))]
mod tests {
    use super::*;
    use crate::text::clean;

    /// Prints pairs as `raw|clean`, changes as `<rule:raw|clean>`.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let document = &crate::source::read("a.txt", source.as_bytes())[0];
        let text = clean(document);
        let pairs = pairs(&document.decoded.text, &text);
        let print = |piece: &Piece<'_>| match piece.rule {
            None => piece.raw.to_owned(),
            Some(rule) => format!("<{rule}:{}|{}>", piece.raw, piece.clean),
        };
        let printed: Vec<String> = pairs
            .iter()
            .map(|pair| pair.pieces.iter().map(print).collect::<String>().replace('\n', "↵"))
            .collect();
        assert_eq!(printed, expected);
        check_whole(&document.decoded.text, text.text(), &pairs);
    }

    /// Nothing is lost on either side, and nothing on the way to the page.
    #[track_caller]
    fn check_whole(raw: &str, clean: &str, pairs: &[Pair<'_>]) {
        let side = |side: fn(&Piece<'_>) -> String| -> String {
            pairs.iter().flat_map(|pair| &pair.pieces).map(side).collect()
        };
        assert_eq!(side(|piece| piece.raw.to_owned()), raw);
        assert_eq!(side(|piece| piece.clean.to_owned()), clean);
        let mut at = 0;
        for pair in pairs {
            assert_eq!(pair.at, at);
            at += pair.len;
        }
        assert_eq!(read(&write(pairs)).as_deref(), Some(pairs));
    }

    #[test]
    fn each_line_has_its_stretch() {
        check(
            "發(fā)布網(wǎng)絡。
醫(yī)院。",
            &["發<removed-pinyin:(fā)|>布網<removed-pinyin:(wǎng)|>絡。↵", "醫<removed-pinyin:(yī)|>院。"],
        );
    }

    #[test]
    fn what_is_dropped_stands_with_the_line_behind_it() {
        check(
            "第一行，说完了。\nhttps://example.org/a.html\n第二行，也说完了。\n",
            &[
                "第一行，说完了。↵",
                "<dropped-url:https://example.org/a.html↵|>第二行，也说完了。<trimmed-space:↵|>",
            ],
        );
    }

    #[test]
    fn nothing_is_one_empty_pair() {
        check("", &[""]);
        check(" \n\n", &["<trimmed-space: ↵↵|>"]);
    }

    #[test]
    fn any_text_keeps_every_byte() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
        let mut n_files = 0;
        for entry in std::fs::read_dir(folder).expect("the sample is there") {
            let path = entry.expect("a file").path();
            let bytes = std::fs::read(&path).expect("it can be read");
            for document in crate::source::read(&path.to_string_lossy(), &bytes) {
                let text = clean(&document);
                check_whole(&document.decoded.text, text.text(), &pairs(&document.decoded.text, &text));
                n_files += 1;
            }
        }
        assert!(n_files >= 5);
        // A small generator of its own keeps the cases the same everywhere.
        let mut state = 11_u64;
        let mut random = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n.max(1)
        };
        for _ in 0..40 {
            let parts = [
                "中文",
                "，",
                "。",
                "\n",
                "\n\n",
                " ",
                "(fā)",
                "１２",
                "?",
                ";",
                "发布",
                "<p>",
                "http://a.cn/\n",
                "\u{fffd}",
                "— 3 —\n",
            ];
            let file: String = (0..random(40)).map(|_| parts[random(parts.len())]).collect();
            for name in ["a.txt", "a.html", "a.md"] {
                for document in crate::source::read(name, file.as_bytes()) {
                    let text = clean(&document);
                    check_whole(&document.decoded.text, text.text(), &pairs(&document.decoded.text, &text));
                }
            }
        }
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        for file in [
            "",
            "<!doctype html>\n<p>404</p>\n",
            "a b\n3 9,0,0\n中",
            "a\n3,0,4\n中",
            "a\n2\n中",
            "a\n3\n中文",
        ] {
            assert_eq!(read(file), None, "{file:?}");
        }
    }
}
