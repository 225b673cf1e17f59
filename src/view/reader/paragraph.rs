//! One paragraph with its hits and mentions.

use leptos::either::Either;
use leptos::prelude::*;
use leptos::reactive::computed::Memo;
use web_sys::KeyboardEvent;

use crate::protocol::Paragraph;
use crate::view::piece::Piece;
use crate::view::ui::{live_text, mark_class};
use crate::view::use_explorer;

use super::runs::{Run, is_unbroken, runs};
use super::{hit_id, mention_id};

/// Tells each hit whether it is the current one, so that a step touches two hits and not all.
#[derive(Clone)]
pub(super) struct Now(Selector<Option<usize>>);

impl Now {
    /// Follows the current hit.
    pub(super) fn new(current: Memo<Option<usize>>) -> Now {
        Now(Selector::new(move || current.get()))
    }

    fn is(&self, hits: &[usize]) -> bool {
        // All are asked, so that each can tell when it changes.
        hits.iter().filter(|hit| self.0.selected(&Some(**hit))).count() > 0
    }
}

/// The text of a paragraph.
#[component]
pub(super) fn MarkedParagraph(
    /// The paragraph.
    paragraph: Paragraph,
    /// Its number in the article.
    index: usize,
    /// Numbers of its hits in the article, in the order of its marks.
    hits: Vec<usize>,
    /// Which hit is current.
    now: Now,
) -> impl IntoView {
    #[cfg(feature = "views")]
    let (paragraph, mut collected) = super::collected::with_collected(paragraph);
    let mut seen = Vec::new();
    let mut show = |piece: &Piece| {
        let text = paragraph.text[piece.range.clone()].to_owned();
        let Some(&mark) = piece.marks.first() else { return Either::Left(text) };
        let numbers: Vec<usize> = piece.marks.iter().filter_map(|mark| hits.get(*mark).copied()).collect();
        // A hit that a mention cuts has several pieces; its id goes to the first.
        let id = numbers.iter().find(|number| !seen.contains(*number)).map(|number| hit_id(*number));
        seen.extend(&numbers);
        Either::Right(view! { <Hit text term=paragraph.marks[mark].term id numbers now=now.clone()/> })
    };
    runs(&paragraph)
        .into_iter()
        .map(|run| {
            #[cfg(feature = "views")]
            let begins = collected.marks_before(&run);
            #[cfg(feature = "views")]
            let mut show = |piece: &Piece| collected.dress(piece, |piece| show(piece).into_any());
            let pieces = run.pieces.iter().map(&mut show).collect_view();
            let shown = match run.mention {
                None => Either::Left(pieces),
                Some(mention) => {
                    let is_unbroken = is_unbroken(&paragraph.text, &run);
                    let is_doubtful = is_doubtful(&paragraph, &run);
                    let kind = mention_class(&paragraph, mention);
                    Either::Right(
                        view! { <Mention place=(index, mention) kind is_unbroken is_doubtful>{pieces}</Mention> },
                    )
                }
            };
            #[cfg(feature = "views")]
            let shown = (begins, shown);
            shown
        })
        .collect_view()
}

/// Whether another reading of the mention is more likely.
fn is_doubtful(paragraph: &Paragraph, run: &Run) -> bool {
    run.mention
        .and_then(|mention| paragraph.mentions.get(mention))
        .is_some_and(|mention| mention.suggested.is_some())
}

/// A piece of a hit.
#[component]
fn Hit(text: String, term: u8, id: Option<String>, numbers: Vec<usize>, now: Now) -> impl IntoView {
    view! {
        <mark class=mark_class(term) class:mark--now=move || now.is(&numbers) id=id tabindex="-1">{text}</mark>
    }
}

/// The class of a mention, which says of what kind it is; a date is `mention` alone.
#[cfg(not(feature = "views"))]
fn mention_class(_: &Paragraph, _: usize) -> &'static str {
    "mention"
}

/// The class of a mention, which says of what kind it is.
#[cfg(feature = "views")]
fn mention_class(paragraph: &Paragraph, mention: usize) -> &'static str {
    paragraph.mentions.get(mention).map_or("mention", |mention| super::kinds::class(&mention.told))
}

/// A mention: a button inside the line.
#[component]
fn Mention(
    place: (usize, usize),
    kind: &'static str,
    is_unbroken: bool,
    is_doubtful: bool,
    children: Children,
) -> impl IntoView {
    let card = use_explorer().card;
    let toggle = move || card.update(|card| *card = (*card != Some(place)).then_some(place));
    let key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            toggle();
        }
    };
    view! {
        <span class=kind class:mention--unbroken=is_unbroken class:mention--doubtful=is_doubtful
            id=mention_id(place.0, place.1) role="button" tabindex="0" aria-expanded=live_text(move || (card.get() == Some(place)).to_string())
            on:click=move |_| toggle() on:keydown=key>
            {children()}
        </span>
    }
}
