//! Reads a pattern: the syntax of the crate `regex`, without what cannot be matched in linear time or needs tables of Unicode.
//!
//! No pattern is an error that stops a search: what is wrong with it is said with its place.

use std::ops::Range;

use super::set::CharSet;
use crate::text::fold::squeeze;

/// Brackets nest no deeper.
const MAX_DEPTH: usize = 32;

/// Repetitions that `{n,m}` may ask for.
const MAX_REPEAT: u32 = 1000;

/// A pattern taken apart, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// This character.
    Char(char),
    /// White space, which text is searched without: it may stand there or not.
    Space,
    /// One of these characters, or one of all others.
    Class { set: CharSet, is_negated: bool },
    /// The edge of the article or of a word.
    Edge(Edge),
    /// So often one after the other.
    Repeat { node: Box<Node>, least: u32, most: Option<u32>, is_lazy: bool },
    /// One behind the other.
    Sequence(Vec<Node>),
    /// One of these, the first one that fits.
    Choice(Vec<Node>),
}

/// A place between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// `^`, the beginning of the article.
    Start,
    /// `$`, its end.
    End,
    /// `\b`, between a letter or digit of ASCII and something else.
    Word,
    /// `\B`, elsewhere.
    NoWord,
}

/// What cannot be read, as bytes of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) range: Range<usize>,
    /// The pattern asks for more than a search may cost; else it makes no sense.
    pub(crate) is_too_large: bool,
}

type Parsed<T> = Result<T, Fault>;

/// Takes a pattern apart.
pub(super) fn parse(text: &str) -> Parsed<Node> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let node = parser.choice()?;
    match parser.peek() {
        Some(c) => Err(fault(parser.at..parser.at + c.len_utf8())),
        None => Ok(node),
    }
}

fn fault(range: Range<usize>) -> Fault {
    Fault { range, is_too_large: false }
}

/// The classes of ASCII that `[[:alpha:]]` names.
fn named_class(name: &str) -> Option<CharSet> {
    let ranges: &[(char, char)] = match name {
        "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => &[('A', 'Z'), ('a', 'z')],
        "ascii" => &[('\0', '\u{7f}')],
        "blank" => &[('\t', '\t'), (' ', ' ')],
        "cntrl" => &[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')],
        "digit" => &[('0', '9')],
        "graph" => &[('!', '~')],
        "lower" => &[('a', 'z')],
        "print" => &[(' ', '~')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => &SPACE,
        "upper" => &[('A', 'Z')],
        "word" => &WORD,
        "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => return None,
    };
    Some(CharSet::of(ranges))
}

const WORD: [(char, char); 4] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const SPACE: [(char, char); 2] = [('\t', '\r'), (' ', ' ')];

/// What a backslash and the characters behind it mean.
enum Escape {
    Char(char),
    Space,
    Class(CharSet),
    Edge(Edge),
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let is_here = self.rest().starts_with(sign);
        self.at += if is_here { sign.len() } else { 0 };
        is_here
    }

    /// Says that what begins at `from` and was read so far makes no sense.
    fn wrong<T>(&self, from: usize) -> Parsed<T> {
        Err(fault(from..self.at.max(from)))
    }

    fn choice(&mut self) -> Parsed<Node> {
        let mut nodes = vec![self.sequence()?];
        while self.eat("|") {
            nodes.push(self.sequence()?);
        }
        Ok(match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            last => Node::Choice(nodes.into_iter().chain(last).collect()),
        })
    }

    fn sequence(&mut self) -> Parsed<Node> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            let from = self.at;
            self.at += c.len_utf8();
            let node = match c {
                '(' => self.group(from)?,
                '[' => self.class(from)?,
                '.' => Node::Class { set: CharSet::all(), is_negated: false },
                '^' => Node::Edge(Edge::Start),
                '$' => Node::Edge(Edge::End),
                '\\' => match self.escape(from)? {
                    Escape::Char(c) => Node::Char(c),
                    Escape::Space => Node::Space,
                    Escape::Class(set) => Node::Class { set, is_negated: false },
                    Escape::Edge(edge) => Node::Edge(edge),
                },
                '*' | '+' | '?' | '{' => return self.wrong(from),
                _ if c.is_whitespace() => Node::Space,
                // An invisible character, which text is searched without.
                _ if squeeze(self.text.get(from..self.at).unwrap_or("")).is_empty() => {
                    Node::Sequence(Vec::new())
                }
                _ => Node::Char(c),
            };
            nodes.push(self.repeated(node)?);
        }
        Ok(match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            last => Node::Sequence(nodes.into_iter().chain(last).collect()),
        })
    }

    /// What stands in brackets. Whether they name or number a group makes no difference, nor whether case is to be ignored.
    fn group(&mut self, from: usize) -> Parsed<Node> {
        if self.depth >= MAX_DEPTH {
            return Err(Fault { range: from..self.at, is_too_large: true });
        }
        if self.eat("?") {
            let is_flag = self.eat("i");
            if is_flag && self.eat(")") {
                return Ok(Node::Sequence(Vec::new()));
            }
            if !self.eat(":") {
                let mut name = if self.eat("P<") || self.eat("<") { Some(self.at) } else { None };
                if let Some(start) = name {
                    let len = self.rest().find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
                    self.at += len;
                    name = Some(start).filter(|_| len > 0 && self.eat(">"));
                }
                if is_flag || name.is_none() {
                    self.next();
                    return self.wrong(from);
                }
            }
        }
        self.depth += 1;
        let node = self.choice()?;
        self.depth -= 1;
        if self.eat(")") { Ok(node) } else { Err(fault(from..from + 1)) }
    }

    /// A node with the signs behind it that say how often it stands.
    fn repeated(&mut self, mut node: Node) -> Parsed<Node> {
        let mut n_signs = 0;
        loop {
            let from = self.at;
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => (0, Some(0)),
                _ => return Ok(node),
            };
            let is_counted = self.next() == Some('{');
            let (least, most) = if is_counted { self.counts(from)? } else { (least, most) };
            n_signs += 1;
            if n_signs > MAX_DEPTH {
                return Err(Fault { range: from..self.at, is_too_large: true });
            }
            let is_lazy = self.eat("?");
            node = Node::Repeat { node: Box::new(node), least, most, is_lazy };
        }
    }

    /// `3}`, `3,}` or `3,5}`.
    fn counts(&mut self, from: usize) -> Parsed<(u32, Option<u32>)> {
        let least = self.number(from)?;
        let most = if !self.eat(",") {
            Some(least)
        } else if self.peek() == Some('}') {
            None
        } else {
            Some(self.number(from)?)
        };
        if !self.eat("}") || most.is_some_and(|most| most < least) {
            return self.wrong(from);
        }
        Ok((least, most))
    }

    fn number(&mut self, from: usize) -> Parsed<u32> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at).unwrap_or("");
        match digits.parse() {
            Ok(n) if n <= MAX_REPEAT => Ok(n),
            _ if digits.is_empty() => self.wrong(from),
            _ => Err(Fault { range: from..self.at, is_too_large: true }),
        }
    }

    fn escape(&mut self, from: usize) -> Parsed<Escape> {
        let Some(c) = self.next() else { return self.wrong(from) };
        let class = |ranges: &[(char, char)], is_negated| {
            let set = CharSet::of(ranges);
            Ok(Escape::Class(if is_negated { set.negated() } else { set }))
        };
        match c {
            'd' | 'D' => class(&[('0', '9')], c == 'D'),
            'w' | 'W' => class(&WORD, c == 'W'),
            's' | 'S' => class(&SPACE, c == 'S'),
            'b' => Ok(Escape::Edge(Edge::Word)),
            'B' => Ok(Escape::Edge(Edge::NoWord)),
            'A' => Ok(Escape::Edge(Edge::Start)),
            'z' => Ok(Escape::Edge(Edge::End)),
            'n' | 'r' | 't' | 'f' | 'v' => Ok(Escape::Space),
            'p' | 'P' => match ["{Han}", "{Script=Han}", "{sc=Han}"].iter().find(|name| self.eat(name)) {
                Some(_) => {
                    let han = CharSet::han();
                    Ok(Escape::Class(if c == 'P' { han.negated() } else { han }))
                }
                None => {
                    self.at += self.rest().find('}').map_or(0, |end| end + 1);
                    self.wrong(from)
                }
            },
            'x' => self.code(from, 2),
            'u' => self.code(from, 4),
            'U' => self.code(from, 8),
            _ if c.is_alphanumeric() => self.wrong(from),
            _ if c.is_whitespace() => Ok(Escape::Space),
            _ => Ok(Escape::Char(c)),
        }
    }

    /// A character by its number in hexadecimal: in braces, or of just so many digits.
    fn code(&mut self, from: usize, n_digits: usize) -> Parsed<Escape> {
        let is_braced = self.eat("{");
        let len = if is_braced { self.rest().find('}').unwrap_or(0) } else { n_digits };
        let digits = self.rest().get(..len).unwrap_or("").to_owned();
        let is_hex = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let c = u32::from_str_radix(&digits, 16).ok().filter(|_| is_hex).and_then(char::from_u32);
        self.at += digits.len();
        match c.filter(|_| !is_braced || self.eat("}")) {
            Some(c) => Ok(Escape::Char(c)),
            None => self.wrong(from),
        }
    }

    fn class(&mut self, from: usize) -> Parsed<Node> {
        let is_negated = self.eat("^");
        let mut set = CharSet::default();
        let mut is_first = true;
        loop {
            let start = self.at;
            let Some(c) = self.next() else { return Err(fault(from..from + 1)) };
            if c == ']' && !is_first {
                break;
            }
            is_first = false;
            if c == '['
                && let Some(class) = self.named(start)?
            {
                set.extend(&class);
                continue;
            }
            let Some(first) = self.class_char(c, start, &mut set)? else { continue };
            // A hyphen before the closing bracket is one of the characters.
            let is_range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            if !is_range {
                set.push(first, first);
                continue;
            }
            self.at += 1;
            let end = self.at;
            let Some(c) = self.next() else { return Err(fault(from..from + 1)) };
            match self.class_char(c, end, &mut set)? {
                Some(last) if first <= last => set.push(first, last),
                _ => return self.wrong(start),
            }
        }
        let set = set.tidied();
        if is_negated && set == CharSet::all() {
            return self.wrong(from);
        }
        Ok(Node::Class { set, is_negated })
    }

    /// `[:alpha:]` inside a class, whose first bracket has been read.
    fn named(&mut self, from: usize) -> Parsed<Option<CharSet>> {
        if !self.eat(":") {
            return Ok(None);
        }
        let is_negated = self.eat("^");
        let name = self.rest().split(":]").next().unwrap_or("").to_owned();
        let class = named_class(&name);
        if class.is_some() {
            self.at += name.len() + 2;
        }
        match class {
            Some(set) => Ok(Some(if is_negated { set.negated() } else { set })),
            None => self.wrong(from),
        }
    }

    /// A character of a class; `None` when it was a whole class, which is put into `set`.
    fn class_char(&mut self, c: char, from: usize, set: &mut CharSet) -> Parsed<Option<char>> {
        if c != '\\' {
            return Ok(Some(if c.is_whitespace() { ' ' } else { c }));
        }
        match self.escape(from)? {
            Escape::Char(c) => Ok(Some(c)),
            Escape::Space => Ok(Some(' ')),
            Escape::Class(class) => {
                set.extend(&class);
                Ok(None)
            }
            Escape::Edge(_) => self.wrong(from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_pointed_at() {
        for (pattern, expected) in [
            ("[0-9", "["),
            ("网(络", "("),
            ("网)", ")"),
            ("*", "*"),
            ("网|+", "+"),
            ("a{2,1}", "{2,1}"),
            ("a{x}", "{"),
            ("a{2", "{2"),
            ("[z-a]", "z-a"),
            (r"(a)\1", r"\1"),
            (r"\p{Greek}", r"\p{Greek}"),
            (r"\q", r"\q"),
            ("(?=a)", "(?="),
            ("(?<!a)", "(?<!"),
            (r"[\b]", r"\b"),
            ("[[:what:]]", "[:"),
            (r"\x{110000}", r"\x{110000"),
            (r"[^\s\S]", r"[^\s\S]"),
            ("\\", "\\"),
        ] {
            let fault = parse(pattern).unwrap_err();
            assert_eq!((&pattern[fault.range], fault.is_too_large), (expected, false), "{pattern}");
        }
        for pattern in ["a{1001}", &"(".repeat(40), &format!("a{}", "*".repeat(40))] {
            assert!(parse(pattern).unwrap_err().is_too_large, "{pattern}");
        }
    }

    #[test]
    fn what_makes_sense_is_read() {
        for pattern in [
            "",
            "a|",
            "(|)",
            "[]a]",
            "[^]]",
            "[a-]",
            "[-a]",
            r"[\d\p{Han}]",
            "[[:alpha:][:^digit:]x]",
            "(?:a)(?i)(?i:b)(?P<name>c)(?<n2>d)",
            "a{2}b{2,}c{2,3}?d*?e+?f??",
            r"\x41\x{7f51}\u7f51\u{7f51}\.\/\-",
            "]}",
            "网.络$",
        ] {
            assert!(parse(pattern).is_ok(), "{pattern}: {:?}", parse(pattern));
        }
    }
}
