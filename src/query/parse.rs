//! Turns a typed search into a [`Query`].
//!
//! ```text
//! space = AND   OR |   NOT -   ( )   "phrase"   a NEAR/5 b   a*b a?b   /regex/
//! title:   doc:   after:   before:   on:   in:paragraph
//! org:   person:   place:   service:   unit:   value>3000   value<=1.5亿元
//! ```
//!
//! A field belongs to the word or phrase right behind its colon. `after:` and `on:` take a day, month or year with all of its days,
//! `before:` ends the day before it begins.
//!
//! Chinese input methods type “ ” 「 」 （ ） ｜ － and ＡＮＤ; each means the same as its ASCII twin. Readers type half-finished
//! things: a quote without its partner, an operator with nothing behind it. We always search for the part that we understood
//! and report the rest, so the page never empties while someone is typing.
//!
//! A pattern in slashes ends at the first slash that is neither escaped nor in a class and has nothing but a gap, a bracket or `|`
//! behind it; `/path/to/file` is a word. Without the feature `files` all of them are words; without `engine` a pattern is left
//! out with a remark, for the worker of a corpus in files to pass it on.
//!
//! This module knows the query language and nothing of the index.

use std::ops::Range;

#[cfg(feature = "engine")]
use super::amount::Amount;
use super::term::{NEAR, Pattern, Term};
use crate::day::{Day, edtf_bounds};
#[cfg(feature = "files")]
use crate::protocol::EntityKind;
use crate::protocol::QueryField;
use crate::protocol::{QueryRemark, QueryRemarkKind};
use crate::text::fold::squeeze;

/// Terms beyond this many are left out, with a remark.
pub const MAX_TERMS: usize = 32;

/// Words of a query, those that come again included; what is behind them is left out, with a remark.
const MAX_WORDS: usize = 4 * MAX_TERMS;

/// Brackets nest no deeper; what is inside deeper ones counts as inside the deepest.
const MAX_DEPTH: usize = 64;

/// A query as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What must hold; `None` when the query asks for nothing.
    pub root: Option<Node>,
    /// The terms that [`Node::Term`] numbers.
    pub terms: Vec<Term>,
    /// The conditions that [`Node::Test`] numbers.
    pub tests: Vec<Test>,
    /// `in:paragraph`, with its bytes: all conditions must hold in one paragraph.
    pub in_paragraph: Option<Range<usize>>,
    /// What could not be understood.
    pub remarks: Vec<QueryRemark>,
}

/// A condition on an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// The term with this number occurs.
    Term(usize),
    /// The condition with this number holds for the article, whatever its text.
    Test(usize),
    /// The condition does not hold; with the bytes of the query, minus sign included.
    Not(Box<Node>, Range<usize>),
    /// All hold.
    And(Vec<Node>),
    /// At least one holds.
    Or(Vec<Node>),
}

/// A condition that is not about an article's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Which field it came from.
    pub field: QueryField,
    /// What stood behind the colon.
    pub text: String,
    /// Bytes of the query.
    pub range: Range<usize>,
    /// What must hold.
    pub kind: TestKind,
}

/// What a [`Test`] asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestKind {
    /// The document's title, publisher, issue or file name holds these words.
    Document(String),
    /// A day of the article lies between these two.
    Days(Day, Day),
    /// It names such an entity by a name that holds these words.
    #[cfg(feature = "engine")]
    Named(EntityKind, String),
    /// It has a figure in a unit that is these words.
    #[cfg(feature = "engine")]
    Unit(String),
    /// It has a figure of this size.
    #[cfg(feature = "engine")]
    Value(Amount),
    /// It has a name or a figure, of which a corpus in files knows nothing.
    #[cfg(all(feature = "files", not(feature = "engine")))]
    Unknown,
}

impl Query {
    /// Terms that are looked for, with their numbers.
    pub fn wanted(&self) -> impl Iterator<Item = (usize, &Term)> {
        self.terms.iter().enumerate().filter(|(_, term)| !term.is_excluded)
    }

    /// Whether it holds a regular expression, which takes the whole engine: here nothing else is too large.
    #[cfg(all(feature = "worker", not(feature = "engine")))]
    pub(crate) fn has_pattern(&self) -> bool {
        self.remarks.iter().any(|remark| remark.kind == QueryRemarkKind::PatternTooLarge)
    }

    /// Leaves a term out, with a remark; it keeps its number and is never marked.
    #[cfg(feature = "engine")]
    pub(crate) fn leave_out(&mut self, number: usize, kind: QueryRemarkKind) {
        self.root = self.root.take().and_then(|root| root.without(number));
        if let Some(term) = self.terms.get_mut(number) {
            term.is_excluded = true;
            self.remarks.push(remark(kind, &term.range));
        }
    }
}

#[cfg(feature = "engine")]
impl Node {
    /// The condition without a term; nothing when it was about nothing else.
    fn without(self, number: usize) -> Option<Node> {
        let others = |nodes: Vec<Node>| -> Vec<Node> {
            nodes.into_iter().filter_map(|node| node.without(number)).collect()
        };
        match self {
            Node::Term(other) if other == number => None,
            Node::Term(_) | Node::Test(_) => Some(self),
            Node::Not(node, range) => Some(Node::Not(Box::new(node.without(number)?), range)),
            Node::And(nodes) => joined(others(nodes)),
            Node::Or(nodes) => Some(Node::Or(others(nodes))).filter(|node| *node != Node::Or(Vec::new())),
        }
    }
}

/// Reads a query; any string is one.
///
/// ```
/// let query = jianbao::query::parse("“通信保障” ＡＮＤ （移动 OR 电信） -培训");
/// assert_eq!(query.terms.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["通信保障", "移动", "电信", "培训"]);
/// assert!(query.remarks.is_empty());
/// ```
#[must_use]
pub fn parse(text: &str) -> Query {
    let mut remarks = Vec::new();
    let tokens = tokens(text, &mut remarks);
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
        n_words: 0,
        terms: Vec::new(),
        tests: Vec::new(),
        in_paragraph: None,
        remarks,
        text,
    };
    let mut nodes = Vec::new();
    while parser.at < parser.tokens.len() {
        nodes.extend(parser.alternatives(false));
        if let Some(token) = parser.peek().filter(|token| token.kind == TokenKind::Close) {
            let range = token.range.clone();
            parser.remark(QueryRemarkKind::OpenBracket, &range);
            parser.at += 1;
        }
    }
    let root = joined(nodes);
    if root.as_ref().is_some_and(only_excludes) {
        parser.remark(QueryRemarkKind::OnlyExclusions, &(0..text.len()));
    }
    let Parser { terms, tests, in_paragraph, remarks, .. } = parser;
    Query { root, terms, tests, in_paragraph, remarks }
}

fn joined(mut nodes: Vec<Node>) -> Option<Node> {
    match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(Node::And(nodes)),
    }
}

fn only_excludes(node: &Node) -> bool {
    match node {
        Node::Term(_) | Node::Test(_) => false,
        Node::Not(..) => true,
        Node::And(nodes) => nodes.iter().all(only_excludes),
        Node::Or(nodes) => nodes.iter().any(only_excludes),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TokenKind {
    Word,
    /// The characters that must lie between two terms at most.
    Near(u32),
    And,
    Or,
    Not,
    Open,
    Close,
}

#[derive(Clone, Debug)]
struct Token {
    kind: TokenKind,
    /// The words of a [`TokenKind::Word`], without quotation marks and field.
    inner: Range<usize>,
    range: Range<usize>,
    form: Form,
    field: Option<Field>,
}

/// What stood around a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Nothing: it may hold wildcards.
    Bare,
    /// Quotation marks: wildcards are characters.
    Quoted,
    /// Slashes: it is a regular expression.
    #[cfg(feature = "files")]
    Slashed,
}

/// A field in front of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    In,
    Test(QueryField),
    /// One that this engine does not know: who, where and how much.
    #[cfg(not(feature = "files"))]
    Unknown,
}

/// Bytes of a field's name, at most: full-width letters take three each.
const LONGEST_FIELD: usize = 33;

/// The field that a word begins with, and the bytes that its name and colon take.
fn field(word: &str) -> Option<(Field, usize)> {
    let (place, colon) = word
        .char_indices()
        .take_while(|(place, _)| *place <= LONGEST_FIELD)
        .find(|(_, c)| matches!(c, ':' | '：') || is_comparing(*c))?;
    let name = unfullwidth(word.get(..place)?).to_ascii_lowercase();
    if is_comparing(colon) {
        #[cfg(feature = "files")]
        return (name == "value").then_some((Field::Test(QueryField::Value), place));
        #[cfg(not(feature = "files"))]
        return (name == "value").then_some((Field::Unknown, place));
    }
    let field = match name.as_str() {
        "title" => Field::Title,
        "in" => Field::In,
        "doc" => Field::Test(QueryField::Document),
        "after" => Field::Test(QueryField::After),
        "before" => Field::Test(QueryField::Before),
        "on" => Field::Test(QueryField::On),
        #[cfg(not(feature = "files"))]
        "org" | "person" | "place" | "service" | "unit" | "value" => Field::Unknown,
        #[cfg(feature = "files")]
        "unit" => Field::Test(QueryField::Unit),
        #[cfg(feature = "files")]
        "value" => Field::Test(QueryField::Value),
        #[cfg(feature = "files")]
        name => Field::Test(QueryField::Named(match name {
            "org" => EntityKind::Organisation,
            _ => EntityKind::from_name(name)?,
        })),
        #[cfg(not(feature = "files"))]
        _ => return None,
    };
    Some((field, place + colon.len_utf8()))
}

/// The marks that may close what `open` opened.
fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '＂' | '“' | '”' | '„' | '〝' => Some(&['"', '＂', '”', '“', '〞', '〟']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

/// A mark behind `value`, which stays with what follows it.
fn is_comparing(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥' | '＜' | '＞' | '＝')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−')
}

fn tokens(text: &str, remarks: &mut Vec<QueryRemark>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let after = at + c.len_utf8();
        let single = |kind| Token::plain(kind, at..after);
        if c.is_whitespace() || c == '\u{feff}' {
            at = after;
            continue;
        }
        let token = match c {
            '(' | '（' => single(TokenKind::Open),
            ')' | '）' => single(TokenKind::Close),
            '|' | '｜' => single(TokenKind::Or),
            _ if is_minus(c) => single(TokenKind::Not),
            _ => match closing(c) {
                Some(marks) => phrase(text, at, after, marks, remarks),
                None => word(text, at, remarks),
            },
        };
        at = token.range.end;
        if token.kind != TokenKind::Word || !squeeze(text.get(token.inner.clone()).unwrap_or("")).is_empty() {
            tokens.push(token);
        }
    }
    tokens
}

fn phrase(text: &str, at: usize, after: usize, marks: &[char], remarks: &mut Vec<QueryRemark>) -> Token {
    let rest = text.get(after..).unwrap_or("");
    let (inner, end) = match rest.char_indices().find(|(_, c)| marks.contains(c)) {
        Some((place, mark)) => (after..after + place, after + place + mark.len_utf8()),
        None => {
            remarks.push(remark(QueryRemarkKind::OpenQuote, &(at..text.len())));
            (after..text.len(), text.len())
        }
    };
    Token { kind: TokenKind::Word, inner, range: at..end, form: Form::Quoted, field: None }
}

impl Token {
    fn plain(kind: TokenKind, range: Range<usize>) -> Token {
        Token { kind, inner: range.clone(), range, form: Form::Bare, field: None }
    }
}

fn word(text: &str, at: usize, remarks: &mut Vec<QueryRemark>) -> Token {
    let rest = text.get(at..).unwrap_or("");
    if let Some((field, name)) = field(rest) {
        let from = at + name;
        #[cfg(feature = "files")]
        if let Some(token) = slashed(text, from) {
            return Token { range: at..token.range.end, field: Some(field), ..token };
        }
        let value = text.get(from..).and_then(|value| value.chars().next());
        let token = match value.and_then(closing).zip(value) {
            Some((marks, mark)) => Some(phrase(text, from, from + mark.len_utf8(), marks, remarks)),
            None => {
                let token = bare(text, from);
                (!token.range.is_empty()).then_some(token)
            }
        };
        if let Some(token) = token {
            return Token { kind: TokenKind::Word, range: at..token.range.end, field: Some(field), ..token };
        }
    }
    #[cfg(feature = "files")]
    if let Some(token) = slashed(text, at) {
        return token;
    }
    bare(text, at)
}

/// A regular expression in slashes, if one begins here. A class that is never closed does not hide the closing slash.
#[cfg(feature = "files")]
fn slashed(text: &str, at: usize) -> Option<Token> {
    let is_slash = |c: char| matches!(c, '/' | '／');
    let rest = text.get(at..)?;
    let first = rest.chars().next().filter(|&c| is_slash(c))?.len_utf8();
    let closing_slash = |has_classes: bool| {
        let (mut is_escaped, mut is_in_class) = (false, false);
        rest.char_indices().skip(1).find(|&(_, c)| {
            let is_end = !is_escaped && !is_in_class && is_slash(c);
            if !is_escaped && has_classes {
                is_in_class = if is_in_class { c != ']' } else { c == '[' };
            }
            is_escaped = !is_escaped && c == '\\';
            is_end
        })
    };
    let (place, slash) = closing_slash(true).or_else(|| closing_slash(false))?;
    let end = place + slash.len_utf8();
    let next = rest.get(end..)?.chars().next();
    let is_apart =
        next.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '（' | ')' | '）' | '|' | '｜'));
    (place > first && is_apart).then(|| Token {
        kind: TokenKind::Word,
        inner: at + first..at + place,
        range: at..at + end,
        form: Form::Slashed,
        field: None,
    })
}

/// A word without field, up to white space or a mark.
fn bare(text: &str, at: usize) -> Token {
    let rest = text.get(at..).unwrap_or("");
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '(' | '（' | ')' | '）' | '|' | '｜') || closing(c).is_some()
    };
    let len = rest.find(ends).unwrap_or(rest.len());
    let kind = match unfullwidth(rest.get(..len).unwrap_or("")).as_str() {
        "AND" => TokenKind::And,
        "OR" => TokenKind::Or,
        "NOT" => TokenKind::Not,
        word => near(word).map_or(TokenKind::Word, TokenKind::Near),
    };
    Token::plain(kind, at..at + len)
}

/// Reads `NEAR` and `NEAR/5`.
fn near(word: &str) -> Option<u32> {
    let rest = word.strip_prefix("NEAR")?;
    if rest.is_empty() {
        return Some(NEAR);
    }
    rest.strip_prefix('/')?.parse().ok().filter(|n| *n <= MOST_NEAR)
}

/// Terms that are near a first one, at most; what is behind them is read as a query of its own.
const MOST_NEAR_TERMS: usize = 8;

/// Characters between terms that are near each other, at most.
const MOST_NEAR: u32 = 1000;

/// Full-width Latin letters as ASCII, case kept: operators are words in capitals.
fn unfullwidth(word: &str) -> String {
    let ascii = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    word.chars().map(ascii).collect()
}

fn remark(kind: QueryRemarkKind, range: &Range<usize>) -> QueryRemark {
    let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    QueryRemark { kind, start: offset(range.start), end: offset(range.end) }
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    n_words: usize,
    terms: Vec<Term>,
    tests: Vec<Test>,
    in_paragraph: Option<Range<usize>>,
    remarks: Vec<QueryRemark>,
    text: &'a str,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn remark(&mut self, kind: QueryRemarkKind, range: &Range<usize>) {
        self.remarks.push(remark(kind, range));
    }

    /// `a b OR c d`: alternatives of conjunctions, up to a closing bracket or the end.
    fn alternatives(&mut self, is_excluded: bool) -> Option<Node> {
        let mut alternatives = Vec::new();
        loop {
            let conjunction = self.conjunction(is_excluded);
            let has_left = conjunction.is_some();
            alternatives.extend(conjunction);
            match self.peek() {
                Some(token) if token.kind == TokenKind::Or => {
                    let range = token.range.clone();
                    self.at += 1;
                    let goes_on =
                        self.peek().is_some_and(|t| !matches!(t.kind, TokenKind::Close | TokenKind::Or));
                    if !has_left || !goes_on {
                        self.remark(QueryRemarkKind::LooseOperator, &range);
                    }
                }
                _ => break,
            }
        }
        match alternatives.len() {
            0 | 1 => alternatives.pop(),
            _ => Some(Node::Or(alternatives)),
        }
    }

    /// Everything up to an `OR`, a closing bracket or the end.
    fn conjunction(&mut self, is_excluded: bool) -> Option<Node> {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            match token.kind {
                TokenKind::Or | TokenKind::Close => break,
                TokenKind::And => {
                    let range = token.range.clone();
                    self.at += 1;
                    let goes_on = self.peek().is_some_and(|t| {
                        matches!(t.kind, TokenKind::Word | TokenKind::Open | TokenKind::Not)
                    });
                    if nodes.is_empty() || !goes_on {
                        self.remark(QueryRemarkKind::LooseOperator, &range);
                    }
                }
                _ => nodes.extend(self.condition(is_excluded)),
            }
        }
        joined(nodes)
    }

    fn condition(&mut self, is_excluded: bool) -> Option<Node> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token.kind {
            TokenKind::Word => self.word(&token, is_excluded),
            TokenKind::Near(_) => {
                self.remark(QueryRemarkKind::LooseOperator, &token.range);
                None
            }
            TokenKind::Not => {
                let next = self.peek().map(|next| next.kind.clone());
                if !matches!(next, Some(TokenKind::Word | TokenKind::Open | TokenKind::Not)) {
                    self.remark(QueryRemarkKind::LooseOperator, &token.range);
                    return None;
                }
                // However many minus signs stand here, one is enough: nobody means the opposite of the opposite.
                while self.peek().is_some_and(|next| next.kind == TokenKind::Not) {
                    self.at += 1;
                }
                let node = self.condition(true)?;
                let end =
                    self.tokens.get(self.at.saturating_sub(1)).map_or(token.range.end, |last| last.range.end);
                Some(Node::Not(Box::new(node), token.range.start..end))
            }
            TokenKind::Open => self.bracket(&token, is_excluded),
            TokenKind::And | TokenKind::Or | TokenKind::Close => None,
        }
    }

    fn bracket(&mut self, open: &Token, is_excluded: bool) -> Option<Node> {
        if self.depth >= MAX_DEPTH {
            self.remark(QueryRemarkKind::OpenBracket, &open.range);
            return None;
        }
        self.depth += 1;
        let node = self.alternatives(is_excluded);
        self.depth -= 1;
        match self.peek() {
            Some(token) if token.kind == TokenKind::Close => self.at += 1,
            _ => self.remark(QueryRemarkKind::OpenBracket, &open.range),
        }
        node
    }

    fn words(&self, token: &Token) -> &'_ str {
        self.text.get(token.inner.clone()).unwrap_or("").trim()
    }

    /// A word with its field, and the terms that it must be near to.
    fn word(&mut self, token: &Token, is_excluded: bool) -> Option<Node> {
        match token.field {
            Some(Field::Test(field)) => return self.test(field, token),
            #[cfg(not(feature = "files"))]
            Some(Field::Unknown) => {
                self.remark(QueryRemarkKind::NoField, &token.range);
                return None;
            }
            Some(Field::In) => {
                let place = unfullwidth(self.words(token)).to_ascii_lowercase();
                if matches!(place.as_str(), "paragraph" | "para" | "p") {
                    self.in_paragraph = Some(token.range.clone());
                    return None;
                }
            }
            Some(Field::Title) | None => {}
        }
        let is_in_title = token.field == Some(Field::Title);
        // `in:` anything else is no field.
        let words = match token.field {
            Some(Field::In) => self.text.get(token.range.clone()).unwrap_or("").to_owned(),
            _ => self.spelled(token),
        };
        let mut pattern = self.pattern(token, &words)?;
        let (mut text, mut range) = (words, token.range.clone());
        let mut others = Vec::new();
        while others.len() < MOST_NEAR_TERMS
            && let Some(Token { kind: TokenKind::Near(n), range: sign, .. }) = self.peek().cloned()
        {
            self.at += 1;
            let next =
                self.peek().filter(|next| next.kind == TokenKind::Word && next.field.is_none()).cloned();
            let Some(next) = next else {
                self.remark(QueryRemarkKind::LooseOperator, &sign);
                break;
            };
            self.at += 1;
            let words = self.spelled(&next);
            let Some(other) = self.pattern(&next, &words) else { continue };
            text = format!("{text} NEAR/{n} {words}");
            range.end = next.range.end;
            others.push((n, other));
        }
        if !others.is_empty() {
            pattern = Pattern::Near(Box::new(pattern), others);
        }
        self.term(Term { text, range, is_excluded, is_in_title, pattern })
    }

    /// What a word looks for; nothing, with a remark, when it is a pattern that cannot be read.
    fn pattern(&mut self, token: &Token, words: &str) -> Option<Pattern> {
        match token.form {
            Form::Bare => Some(Pattern::of_word(words)),
            Form::Quoted => Some(Pattern::Literal(words.to_owned())),
            #[cfg(all(feature = "files", not(feature = "engine")))]
            Form::Slashed => {
                // See [`Query::has_pattern`].
                self.remark(QueryRemarkKind::PatternTooLarge, &token.range);
                None
            }
            #[cfg(feature = "engine")]
            Form::Slashed => {
                let inner = token.inner.clone();
                match super::regex::Regex::new(self.text.get(inner.clone()).unwrap_or("")) {
                    Ok(regex) => Some(Pattern::Regex(regex)),
                    Err(fault) => {
                        let place = inner.start + fault.range.start..inner.start + fault.range.end;
                        let kind = match fault.is_too_large {
                            true => QueryRemarkKind::PatternTooLarge,
                            false => QueryRemarkKind::BadPattern,
                        };
                        self.remark(kind, &place);
                        None
                    }
                }
            }
        }
    }

    /// A word as it is named: without quotation marks, with slashes.
    fn spelled(&self, token: &Token) -> String {
        #[cfg(feature = "files")]
        if token.form == Form::Slashed {
            let before = self.text.get(..token.inner.start).unwrap_or("");
            let start = before.char_indices().next_back().map_or(0, |(place, _)| place);
            return self.text.get(start..token.range.end).unwrap_or("").to_owned();
        }
        self.words(token).to_owned()
    }

    fn term(&mut self, term: Term) -> Option<Node> {
        let same = |other: &Term| {
            other.pattern == term.pattern
                && other.is_excluded == term.is_excluded
                && other.is_in_title == term.is_in_title
        };
        self.n_words += 1;
        let known = self.terms.iter().position(same).filter(|_| self.n_words <= MAX_WORDS);
        if let Some(number) = known {
            return Some(Node::Term(number));
        }
        if self.terms.len() >= MAX_TERMS || self.n_words > MAX_WORDS {
            self.remark(QueryRemarkKind::TooManyTerms, &(term.range.start..self.text.len()));
            self.at = self.tokens.len();
            return None;
        }
        self.terms.push(term);
        Some(Node::Term(self.terms.len() - 1))
    }

    fn test(&mut self, field: QueryField, token: &Token) -> Option<Node> {
        let text = self.words(token).to_owned();
        let days = || edtf_bounds(&edtf(&text));
        let (first, last) = (Day::new(1, 1, 1), Day::new(9999, 12, 31));
        let kind = match field {
            QueryField::Document => Some(TestKind::Document(text.clone())),
            QueryField::On => days().map(|(from, to)| TestKind::Days(from, to)),
            QueryField::After => days().zip(last).map(|((from, _), last)| TestKind::Days(from, last)),
            QueryField::Before => {
                days().zip(first).map(|((from, _), first)| TestKind::Days(first, from.plus(-1)))
            }
            #[cfg(feature = "engine")]
            QueryField::Named(kind) => Some(TestKind::Named(kind, text.clone())),
            #[cfg(feature = "engine")]
            QueryField::Unit => Some(TestKind::Unit(text.clone())),
            #[cfg(feature = "engine")]
            QueryField::Value => Amount::read(&unfullwidth(&text)).map(TestKind::Value),
            #[cfg(all(feature = "files", not(feature = "engine")))]
            QueryField::Named(_) | QueryField::Unit | QueryField::Value => Some(TestKind::Unknown),
        };
        let Some(kind) = kind.filter(|_| self.tests.len() < MAX_TERMS) else {
            #[cfg(feature = "engine")]
            if field == QueryField::Value {
                self.remark(QueryRemarkKind::NoNumber, &token.range);
                return None;
            }
            self.remark(QueryRemarkKind::NoDay, &token.range);
            return None;
        };
        self.tests.push(Test { field, text, range: token.range.clone(), kind });
        Some(Node::Test(self.tests.len() - 1))
    }
}

/// A day, month or year as typed (`2020/2/6`, `2020年2月`) in EDTF.
fn edtf(typed: &str) -> String {
    let mut edtf = String::new();
    for part in unfullwidth(typed).split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()) {
        if !edtf.is_empty() {
            edtf.push_str(if part.len() < 2 { "-0" } else { "-" });
        }
        edtf.push_str(part);
    }
    edtf
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints how a query was read: `&` for AND, `|` for OR, `-` for NOT.
    fn shape(query: &Query, node: &Node) -> String {
        let list = |nodes: &[Node], sign: &str| {
            let parts: Vec<String> = nodes.iter().map(|node| shape(query, node)).collect();
            format!("({})", parts.join(sign))
        };
        match node {
            Node::Term(number) => {
                let term = &query.terms[*number];
                format!("{}{}", if term.is_in_title { "title:" } else { "" }, term.text)
            }
            Node::Test(number) => format!("{:?}:{}", query.tests[*number].field, query.tests[*number].text),
            Node::Not(node, _) => format!("-{}", shape(query, node)),
            Node::And(nodes) => list(nodes, " & "),
            Node::Or(nodes) => list(nodes, " | "),
        }
    }

    fn check(text: &str, expected: &str) -> Query {
        let query = parse(text);
        let read = query.root.as_ref().map_or(String::new(), |root| shape(&query, root));
        assert_eq!(read, expected, "reading of {text:?}");
        query
    }

    #[test]
    fn reads_every_spelling_of_an_operator() {
        for text in [
            r#""通信保障" AND (移动 OR 电信) -培训"#,
            "“通信保障” ＡＮＤ （移动 ＯＲ 电信） －培训",
            "「通信保障」（移动｜电信）NOT 培训",
            "『通信保障』 (移动|电信) −培训",
            "”通信保障“　移动|电信　-培训",
        ]
        .iter()
        .take(4)
        {
            let query = check(text, "(通信保障 & (移动 | 电信) & -培训)");
            assert!(query.remarks.is_empty(), "{text}: {:?}", query.remarks);
        }
        check("”通信保障“　移动|电信　-培训", "((通信保障 & 移动) | (电信 & -培训))");
    }

    #[test]
    fn fields_belong_to_what_is_behind_them() {
        for text in ["title:老井 淘井", "ｔｉｔｌｅ：老井　淘井", "TITLE：“老井” 淘井", "title:「老井」淘井"]
        {
            let query = check(text, "(title:老井 & 淘井)");
            assert!(query.remarks.is_empty(), "{text}: {:?}", query.remarks);
        }
        check(
            "doc:简报 after:2020-02 before:２０２０－０３ on:2020/2/6",
            "(Document:简报 & After:2020-02 & Before:２０２０－０３ & On:2020/2/6)",
        );
        check("on:2020-02-06", "On:2020-02-06");
        assert!(check("in:paragraph 甲 乙", "(甲 & 乙)").in_paragraph.is_some());
        // What is no field is words.
        check("来源：某网", "来源：某网");
        check("title:", "title:");
        check("in:甲", "in:甲");
        check("http://example.org", "http://example.org");
        for (text, kind) in [("on:昨天", QueryRemarkKind::NoDay), ("value>多 甲", QueryRemarkKind::NoNumber)]
        {
            assert_eq!(parse(text).remarks.first().map(|remark| remark.kind), Some(kind), "{text}");
        }
    }

    #[test]
    fn near_joins_terms() {
        check("移动 NEAR/5 网络", "移动 NEAR/5 网络");
        check("移动　ＮＥＡＲ／５　网络 甲", "(移动 NEAR/5 网络 & 甲)");
        check("甲 NEAR 乙 NEAR/3 “丙 丁”", "甲 NEAR/10 乙 NEAR/3 丙 丁");
        check("NEARBY NEAR/x", "(NEARBY & NEAR/x)");
        for text in ["甲 NEAR", "NEAR 甲", "甲 NEAR (乙)", "甲 NEAR title:乙"] {
            let query = parse(text);
            assert_eq!(query.remarks.first().map(|r| r.kind), Some(QueryRemarkKind::LooseOperator), "{text}");
        }
    }

    #[test]
    #[cfg(feature = "engine")]
    fn slashes_hold_a_pattern() {
        use QueryRemarkKind::{BadPattern, LooseOperator, PatternTooLarge};
        for (text, expected, remarks) in [
            ("/[0-9]+万/", "/[0-9]+万/", vec![]),
            ("／网 络／ 甲", "(／网 络／ & 甲)", vec![]),
            ("-/(a|b) c/ 甲", "(-/(a|b) c/ & 甲)", vec![]),
            ("(/甲/|/乙/)", "(/甲/ | /乙/)", vec![]),
            ("title:/甲.乙/", "title:/甲.乙/", vec![]),
            ("/甲/ NEAR/3 /乙/", "/甲/ NEAR/3 /乙/", vec![]),
            ("/[/]+/", "/[/]+/", vec![]),
            (r"/a\/b/", r"/a\/b/", vec![]),
            ("/path/to/file", "/path/to/file", vec![]),
            ("/甲 4G/5G", "(/甲 & 4G/5G)", vec![]),
            ("// /", "(// & /)", vec![]),
            ("甲 /[0-9/", "甲", vec![("[", BadPattern)]),
            ("/(/ 甲 OR 乙", "(甲 | 乙)", vec![("(", BadPattern)]),
            ("/a{2000}/ 甲", "甲", vec![("{2000", PatternTooLarge)]),
            ("甲 NEAR/3 /+/", "甲", vec![("+", BadPattern)]),
            ("/+/ NEAR/3 甲", "甲", vec![("+", BadPattern), ("NEAR/3", LooseOperator)]),
        ] {
            let query = check(text, expected);
            let found: Vec<_> =
                query.remarks.iter().map(|r| (&text[r.start as usize..r.end as usize], r.kind)).collect();
            assert_eq!(found, remarks, "remarks on {text}");
        }
    }

    #[test]
    #[cfg(feature = "engine")]
    fn a_term_can_be_left_out_afterwards() {
        for (text, expected) in [
            ("/甲/", ""),
            ("/甲/ 乙", "乙"),
            ("-/甲/ 乙", "乙"),
            ("/甲/ OR (/甲/ OR (/甲/))", ""),
            ("(/甲/ | 乙) 丙", "((乙) & 丙)"),
        ] {
            let mut query = parse(text);
            query.leave_out(0, QueryRemarkKind::PatternTooLarge);
            let read = query.root.as_ref().map_or(String::new(), |root| shape(&query, root));
            assert_eq!(read, expected, "{text}");
            assert!(query.terms[0].is_excluded && query.remarks.len() == 1);
        }
    }

    #[test]
    fn plain_words_stay_plain() {
        check("疫情", "疫情");
        check("5G 基站", "(5G & 基站)");
        check("COVID-19", "COVID-19");
        check("4G/5G", "4G/5G");
        check("and or not", "(and & or & not)");
        check("\"5G 技术\"", "5G 技术");
        check("", "");
        check("　 ", "");
        check("网络 网络", "(网络 & 网络)");
    }

    #[test]
    fn half_typed_queries_are_searched_as_far_as_they_go() {
        use QueryRemarkKind::{LooseOperator, OnlyExclusions, OpenBracket, OpenQuote};
        for (text, expected, remarks) in [
            ("“通信 保障", "通信 保障", vec![OpenQuote]),
            ("(移动 OR", "移动", vec![LooseOperator, OpenBracket]),
            ("移动)", "移动", vec![OpenBracket]),
            ("AND 移动", "移动", vec![LooseOperator]),
            ("移动 OR OR 电信", "(移动 | 电信)", vec![LooseOperator, LooseOperator]),
            ("移动 -", "移动", vec![LooseOperator]),
            ("-培训", "-培训", vec![OnlyExclusions]),
            ("--培训 网络", "(-培训 & 网络)", vec![]),
            ("()", "", vec![]),
            ("\"\"", "", vec![]),
            ("“", "", vec![OpenQuote]),
            (")(", "", vec![OpenBracket, OpenBracket]),
        ] {
            let query = check(text, expected);
            let kinds: Vec<QueryRemarkKind> = query.remarks.iter().map(|remark| remark.kind).collect();
            assert_eq!(kinds, remarks, "remarks on {text:?}");
        }
    }

    #[test]
    fn too_much_is_cut_with_a_remark() {
        let many: Vec<String> = (0..40).map(|n| format!("词{n}")).collect();
        let query = parse(&many.join(" "));
        assert_eq!(query.terms.len(), MAX_TERMS);
        assert_eq!(query.remarks.last().map(|r| r.kind), Some(QueryRemarkKind::TooManyTerms));
        let query = parse(&"-词 ".repeat(10_000));
        assert_eq!((query.terms.len(), query.remarks.len()), (1, 2));
        assert!(matches!(query.root, Some(Node::And(nodes)) if nodes.len() == MAX_WORDS));
        let deep = format!("{}网络{}", "(".repeat(5000), ")".repeat(5000));
        assert!(parse(&deep).root.is_some());
        assert!(parse(&"-(".repeat(5000)).root.is_none());
    }

    #[test]
    fn remarks_point_into_the_query() {
        for text in ["“通 (a OR ) -", "((((", "）（-“", "词 AND", "－"] {
            for remark in parse(text).remarks {
                assert!(text.get(remark.start as usize..remark.end as usize).is_some(), "{text}: {remark:?}");
            }
        }
    }
}
