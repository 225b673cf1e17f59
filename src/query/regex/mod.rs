//! Regular expressions: `/[0-9]+万/` as a term of a query.
//!
//! # What is matched?
//! The text as all terms see it: folded, without line breaks and without white space in Chinese, one article at a time. With
//! [`Filter::exact`](crate::protocol::Filter::exact) it is the printed characters, white space treated the same. `^` and `$` are the
//! edges of the article. Places of one pattern do not overlap and are counted from the left; an empty one is none.
//!
//! # Is the pattern folded too?
//! Its own characters are, in classes too: `/網[絡路]/` finds 网络, `/[A-F]/` finds b. A range of more than 512 characters stays
//! as it was typed. White space in a pattern may be there or not, as the text is searched without it; `\s` is the one space that
//! parts Latin words.
//!
//! # Why not hand the pattern to the crate as it is?
//! It says neither where a pattern is wrong nor what a match must contain, and it cannot fold. Taken apart, a pattern tells which
//! stretches of a text are worth looking at at all, and what a search may cost at most; the crate `regex-lite`, whose time is
//! linear in the text, does the matching.
//!
//! This folder knows patterns and strings; it knows nothing of corpora.

mod parse;
mod scan;
mod set;

use crate::text::fold::{HanClasses, needle};
pub(crate) use parse::Fault;
use parse::{Edge, Node};
pub(crate) use scan::{Budget, Scanner};
use set::CharSet;

/// Bytes of a pattern, at most.
const MAX_LEN: usize = 1000;

/// Characters and classes of a pattern with its repetitions written out, at most.
const MAX_SIZE: usize = 2000;

/// A pattern that makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regex {
    root: Node,
}

impl Regex {
    /// Reads a pattern, without the slashes around it.
    pub(crate) fn new(text: &str) -> Result<Regex, Fault> {
        let too_large = || Fault { range: 0..text.len(), is_too_large: true };
        if text.len() > MAX_LEN {
            return Err(too_large());
        }
        let root = parse::parse(text)?;
        if root.size() > MAX_SIZE {
            return Err(too_large());
        }
        Ok(Regex { root })
    }

    /// The pattern made ready to match folded text, or text as it is printed.
    pub(crate) fn scanner(&self, fold: Option<&HanClasses>) -> Option<Scanner> {
        let root = match fold {
            Some(classes) => self.root.folded(classes),
            None => self.root.clone(),
        };
        Scanner::new(&root)
    }
}

impl Node {
    /// Characters and classes with repetitions written out: what a search may have to look at for each character of the text.
    fn size(&self) -> usize {
        match self {
            Node::Char(_) | Node::Space | Node::Class { .. } | Node::Edge(_) => 1,
            Node::Repeat { node, least, most, .. } => {
                let n_times = most.map_or(least.saturating_add(1), |most| most).max(1);
                node.size().saturating_add(1).saturating_mul(n_times as usize)
            }
            Node::Sequence(nodes) | Node::Choice(nodes) => {
                nodes.iter().map(Node::size).fold(1, usize::saturating_add)
            }
        }
    }

    /// Characters of a match, at most; `None` where there is no bound.
    fn longest(&self) -> Option<usize> {
        match self {
            Node::Char(_) | Node::Space | Node::Class { .. } => Some(1),
            Node::Edge(_) => Some(0),
            Node::Repeat { node, most, .. } => node.longest()?.checked_mul((*most)? as usize),
            Node::Sequence(nodes) => {
                nodes.iter().try_fold(0_usize, |sum, node| sum.checked_add(node.longest()?))
            }
            Node::Choice(nodes) => nodes.iter().try_fold(0, |most, node| Some(node.longest()?.max(most))),
        }
    }

    /// Every character that a match can hold.
    fn alphabet(&self, alphabet: &mut CharSet) {
        match self {
            Node::Char(c) => alphabet.push(*c, *c),
            Node::Space => alphabet.push(' ', ' '),
            Node::Class { set, is_negated: false } => alphabet.extend(set),
            Node::Class { set, is_negated: true } => alphabet.extend(&set.negated()),
            Node::Edge(_) => {}
            Node::Repeat { node, .. } => node.alphabet(alphabet),
            Node::Sequence(nodes) | Node::Choice(nodes) => {
                nodes.iter().for_each(|node| node.alphabet(alphabet))
            }
        }
    }

    /// Whether the edges of the text matter.
    fn has_edge(&self) -> bool {
        match self {
            Node::Edge(edge) => matches!(edge, Edge::Start | Edge::End),
            Node::Repeat { node, .. } => node.has_edge(),
            Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(Node::has_edge),
            Node::Char(_) | Node::Space | Node::Class { .. } => false,
        }
    }

    /// Collects stretches of characters that stand in every match; the last one may still grow.
    fn literals(&self, found: &mut Vec<String>) {
        match self {
            Node::Char(c) => match found.last_mut() {
                Some(last) => last.push(*c),
                None => found.push(c.to_string()),
            },
            Node::Sequence(nodes) => nodes.iter().for_each(|node| node.literals(found)),
            Node::Repeat { node, least: 1.., .. } => {
                found.push(String::new());
                node.literals(found);
                found.push(String::new());
            }
            // An edge stands between characters and parts none.
            Node::Edge(_) => {}
            Node::Space | Node::Class { .. } | Node::Repeat { .. } | Node::Choice(_) => {
                found.push(String::new())
            }
        }
    }

    /// The longest stretch of characters that stands in every match; may be empty.
    fn literal(&self) -> String {
        let mut found = Vec::new();
        self.literals(&mut found);
        found.into_iter().max_by_key(String::len).unwrap_or_default()
    }

    /// The pattern with its characters folded.
    fn folded(&self, classes: &HanClasses) -> Node {
        let all = |nodes: &[Node]| nodes.iter().map(|node| node.folded(classes)).collect();
        match self {
            Node::Char(c) => {
                let mut buffer = [0; 4];
                match needle(c.encode_utf8(&mut buffer), classes).chars().next() {
                    Some(c) => Node::Char(c),
                    // An invisible character.
                    None => Node::Sequence(Vec::new()),
                }
            }
            Node::Class { set, is_negated } => {
                Node::Class { set: set.folded(classes), is_negated: *is_negated }
            }
            Node::Repeat { node, least, most, is_lazy } => Node::Repeat {
                node: Box::new(node.folded(classes)),
                least: *least,
                most: *most,
                is_lazy: *is_lazy,
            },
            Node::Sequence(nodes) => Node::Sequence(all(nodes)),
            Node::Choice(nodes) => Node::Choice(all(nodes)),
            Node::Space | Node::Edge(_) => self.clone(),
        }
    }

    /// Writes the pattern for the crate.
    fn print(&self, out: &mut String) {
        match self {
            Node::Char(c) => print_char(*c, out),
            Node::Space => out.push_str(" ?"),
            Node::Class { set, is_negated } => {
                out.push_str(if *is_negated { "[^" } else { "[" });
                for &(first, last) in set.ranges() {
                    print_char(first, out);
                    out.push('-');
                    print_char(last, out);
                }
                out.push(']');
            }
            Node::Edge(edge) => out.push_str(match edge {
                Edge::Start => "^",
                Edge::End => "$",
                Edge::Word => r"\b",
                Edge::NoWord => r"\B",
            }),
            Node::Repeat { node, least, most, is_lazy } => {
                out.push_str("(?:");
                node.print(out);
                out.push_str(&match most {
                    Some(most) => format!("){{{least},{most}}}"),
                    None => format!("){{{least},}}"),
                });
                out.push_str(if *is_lazy { "?" } else { "" });
            }
            Node::Sequence(nodes) => nodes.iter().for_each(|node| node.print(out)),
            Node::Choice(nodes) => {
                out.push_str("(?:");
                for (index, node) in nodes.iter().enumerate() {
                    out.push_str(if index > 0 { "|" } else { "" });
                    node.print(out);
                }
                out.push(')');
            }
        }
    }
}

/// A character by its number, so that none of them means anything else.
fn print_char(c: char, out: &mut String) {
    if c.is_alphanumeric() {
        out.push(c);
    } else {
        out.push_str(&format!("\\x{{{:x}}}", c as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, literal: &str, longest: Option<usize>, n_alphabet: usize) {
        let node = Regex::new(pattern).unwrap().root.folded(HanClasses::all());
        let mut alphabet = CharSet::default();
        node.alphabet(&mut alphabet);
        let found = (node.literal(), node.longest(), alphabet.tidied().len());
        assert_eq!(found, (literal.to_owned(), longest, n_alphabet), "{pattern}");
    }

    #[test]
    fn a_pattern_says_what_a_match_looks_like() {
        check("[0-9]+万", "万", None, 11);
        check("網絡(?:保障)?", "网络", Some(4), 4);
        check("第[一二三]{1,2}条", "条", Some(4), 5);
        check("(通信)+网络", "网络", None, 4);
        check("通信|网络", "", Some(2), 4);
        check("5G 技术", "技术", Some(5), 5);
        check("^简报", "简报", Some(2), 2);
        check("a\u{200b}b", "ab", Some(2), 2);
    }

    #[test]
    fn patterns_that_cost_too_much_are_refused() {
        for pattern in ["a{1000}{1000}", "(a{50}){50}", &"一".repeat(400), &"(a|b)".repeat(600)] {
            assert!(Regex::new(pattern).unwrap_err().is_too_large, "{pattern}");
        }
        assert!(Regex::new(r"(\p{Han}{1,20}[0-9]{2,4}){1,3}").is_ok());
    }
}
