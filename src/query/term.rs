//! What a term asks for: characters, gaps between them, other terms near them.

use std::ops::Range;

/// Characters that a `*` stands for at most. It stays inside an article; without a bound it would join what has nothing to do with
/// each other, and take time that grows with the square of the text.
pub const LONGEST_GAP: usize = 30;

/// Pieces of a term with gaps, at most; what is behind them counts as characters.
const MOST_PIECES: usize = 8;

/// Characters between two terms of `NEAR` without a number.
pub const NEAR: u32 = 10;

/// A term of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it looks for, without quotation marks and fields; `通*网`, `移动 NEAR/5 网络`.
    pub text: String,
    /// Bytes of the query.
    pub range: Range<usize>,
    /// Stands under an exclusion only: it is never marked.
    pub is_excluded: bool,
    /// Must stand in a title.
    pub is_in_title: bool,
    /// What it looks for, taken apart.
    pub pattern: Pattern,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// These characters.
    Literal(String),
    /// The first characters, then gaps and further characters in turn.
    Gaps(String, Vec<(Gap, String)>),
    /// The first pattern, and each further one at most so many characters from what was found before it, on either side.
    Near(Box<Pattern>, Vec<(u32, Pattern)>),
    /// What a regular expression matches.
    #[cfg(feature = "engine")]
    Regex(super::regex::Regex),
}

/// Any characters, within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// At least so many.
    pub least: usize,
    /// At most so many.
    pub most: usize,
}

impl Pattern {
    /// Reads the wildcards of a word: `?` is one character, `*` any up to [`LONGEST_GAP`]. They count between characters only: at the
    /// ends a `*` says nothing that containment does not, and a `?` is the mark that it looks like.
    ///
    /// ```
    /// use jianbao::query::term::Pattern;
    /// assert_eq!(Pattern::of_word("怎么办?"), Pattern::Literal("怎么办?".to_owned()));
    /// assert_eq!(Pattern::of_word("*网络*"), Pattern::Literal("网络".to_owned()));
    /// assert!(matches!(Pattern::of_word("通?网*"), Pattern::Gaps(..)));
    /// ```
    #[must_use]
    pub fn of_word(word: &str) -> Pattern {
        let bare = word.trim_matches(is_star);
        // A word of nothing but stars looks for stars.
        let word = if bare.is_empty() { word } else { bare };
        let inner = word.trim_matches('?');
        let start = inner.as_ptr().addr() - word.as_ptr().addr();
        if !inner.contains(is_wild) || inner.chars().all(is_wild) {
            return Pattern::Literal(word.to_owned());
        }
        let (head, tail) = (word.get(..start).unwrap_or(""), word.get(start + inner.len()..).unwrap_or(""));
        let mut first = head.to_owned();
        let mut rest: Vec<(Gap, String)> = Vec::new();
        let mut gap: Option<Gap> = None;
        for c in inner.chars().chain(tail.chars().map(literal_mark)) {
            if is_wild(c) && rest.len() < MOST_PIECES {
                let gap = gap.get_or_insert(Gap { least: 0, most: 0 });
                if is_star(c) {
                    gap.most = LONGEST_GAP.max(gap.most);
                } else {
                    gap.least += 1;
                    gap.most += 1;
                }
                continue;
            }
            let c = if c == MARK { '?' } else { c };
            match (gap.take(), rest.last_mut()) {
                (Some(gap), _) => rest.push((gap, c.to_string())),
                (None, Some((_, piece))) => piece.push(c),
                (None, None) => first.push(c),
            }
        }
        Pattern::Gaps(first, rest)
    }
}

/// Stands for a `?` at an end, which is no wildcard, while a word is read.
const MARK: char = '\u{f8ff}';

fn literal_mark(c: char) -> char {
    if c == '?' { MARK } else { c }
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊')
}

fn is_wild(c: char) -> bool {
    is_star(c) || c == '?'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &str) {
        let printed = match Pattern::of_word(word) {
            Pattern::Literal(text) => text,
            Pattern::Gaps(first, rest) => {
                let rest: Vec<String> =
                    rest.iter().map(|(gap, text)| format!("{{{},{}}}{text}", gap.least, gap.most)).collect();
                format!("{first}{}", rest.concat())
            }
            _ => String::new(),
        };
        assert_eq!(printed, expected, "{word}");
    }

    #[test]
    fn wildcards_stand_between_characters() {
        check("网络", "网络");
        check("通*网", "通{0,30}网");
        check("通?网", "通{1,1}网");
        check("通??网＊络", "通{2,2}网{0,30}络");
        check("通*?网", "通{1,31}网");
        check("*通*网*", "通{0,30}网");
        check("办?", "办?");
        check("?办", "?办");
        check("怎?办?", "怎{1,1}办?");
        check("**", "**");
        check("?", "?");
        check("?*?", "?*?");
    }

    #[test]
    fn too_many_gaps_become_characters() {
        let word = "一*".repeat(20) + "一";
        let Pattern::Gaps(_, rest) = Pattern::of_word(&word) else { panic!("{word}") };
        assert_eq!(rest.len(), MOST_PIECES);
        assert!(rest.last().is_some_and(|(_, piece)| piece.contains('*')));
    }
}
