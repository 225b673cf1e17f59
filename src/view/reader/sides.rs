//! The two sides of an article as a table, made by hand: it is long, and nothing in it changes.

use web_sys::Element;

use crate::protocol::{DocumentSummary, ReadAnswer};
use crate::text::pair::{Pair, Piece};
use crate::view::piece::split;
use crate::view::ui::{add, add_text, made, mark_class, ranges};
use crate::view::words::Words;

use super::row::{Row, row};
use super::{hit_id, paragraph_id};

/// A heading, a legend of the changes, and a line for each line of the article.
pub(super) fn sides(
    document: &DocumentSummary,
    article: &ReadAnswer,
    pairs: &[Pair<'_>],
    words: Words,
) -> Element {
    let table = made("table", "compare", "");
    let head = made("tr", "", "");
    for name in [words.as_in_file(), words.cleaned()] {
        add(&head, &made("th", "", name));
    }
    add(&table, &head);
    let mut kinds: Vec<(&str, &str, u32)> = Vec::new();
    let mut count = |selector, name| match kinds.iter_mut().find(|kind| kind.1 == name) {
        Some(kind) => kind.2 += 1,
        None => kinds.push((selector, name, 1)),
    };
    for pair in pairs {
        let Some(row) = row(article, pair) else { continue };
        add(&table, &line(&row, pair, &document.lang, words));
        for piece in &pair.pieces {
            if let Some(rule) = piece.rule {
                count(rule, words.rule(rule));
            }
            if piece.is_doubtful {
                count(DOUBTFUL, words.doubt());
            }
        }
    }
    let legend = made("div", "compare__legend", if kinds.is_empty() { words.no_repairs() } else { "" });
    for (class, name, n) in kinds {
        let button = made("button", "compare__rule num", &words.repair_count(name, n));
        put(&button, "type", "button");
        put(&button, "data-kind", class);
        add(&legend, &button);
    }
    let sides = made("div", "", "");
    let title = made("h1", "compare__title", &document.title);
    put(&title, "lang", &document.lang);
    add(&title, &made("small", "mono", &document.source));
    add(&sides, &title);
    add(&sides, &legend);
    add(&sides, &table);
    sides
}

/// Class of changes that are in doubt.
const DOUBTFUL: &str = "doubtful";

/// A line on both sides.
fn line(row: &Row, pair: &Pair<'_>, lang: &str, words: Words) -> Element {
    let line = made("tr", "", "");
    put(&line, "lang", lang);
    put(&line, "id", &paragraph_id(row.paragraph));
    put(&line, "tabindex", "-1");
    let (raw, clean) = (made("td", "compare__raw", ""), made("td", "compare__clean", ""));
    let mut text = String::new();
    let mut changes = Vec::new();
    let mut changed = Vec::new();
    for piece in &pair.pieces {
        let start = text.len();
        text.push_str(piece.clean);
        let Some(rule) = piece.rule else {
            add_text(&raw, piece.raw);
            continue;
        };
        changes.push(start..text.len());
        changed.push((piece, rule));
        let mark = change("del", piece, rule, words);
        add_text(&mark, piece.raw);
        put(&mark, "data-kind", rule);
        put(&mark, "tabindex", "0");
        add(&raw, &mark);
    }
    let mut last = None;
    for piece in split(&text, &ranges(&row.marks), &changes) {
        let parent = match piece.mention.and_then(|index| changed.get(index)) {
            None => clean.clone(),
            Some((piece, rule)) => {
                let parent = change("ins", piece, rule, words);
                add(&clean, &parent);
                parent
            }
        };
        let words = &text[piece.range];
        let Some(index) = piece.marks.first() else {
            add_text(&parent, words);
            continue;
        };
        let id = hit_id(row.hits[*index]);
        let mark = made("mark", mark_class(row.marks[*index].term), words);
        let _ = mark.class_list().add_1(&id);
        // A hit that a change cuts has several pieces; its id goes to the first.
        if last != Some(*index) {
            put(&mark, "id", &id);
            put(&mark, "tabindex", "-1");
            last = Some(*index);
        }
        add(&parent, &mark);
    }
    add(&line, &raw);
    add(&line, &clean);
    line
}

/// A change, with its name for whoever points at it.
fn change(tag: &str, piece: &Piece<'_>, rule: &str, words: Words) -> Element {
    // What shows nothing by itself gets a sign.
    let is_break = piece.raw.contains('\n') && piece.raw.trim().is_empty();
    let doubt = if piece.is_doubtful { [words.dot(), words.doubt()].concat() } else { String::new() };
    let mark = made(tag, if is_break { "change change--break" } else { "change" }, "");
    let _ = mark.class_list().add_1(rule);
    if piece.is_doubtful {
        let _ = mark.class_list().add_1(DOUBTFUL);
    }
    put(&mark, "title", &[words.rule(rule), &doubt].concat());
    mark
}

fn put(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}
