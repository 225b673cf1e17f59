//! Figures of articles that match, and what mentions tell.

use std::collections::HashMap;
use std::ops::Range;

use super::told::entity_name;
use super::{Engine, count, offset};
use crate::corpus::annotation::{EntityRow, FigureRow};
use crate::corpus::{Article, Document, Mention};
use crate::order;
use crate::protocol::annotation::{
    Figure, FigureAnswer, FigureRequest, FigureSort, Note, Sentence, Told, UnitCount,
};
use crate::protocol::{Filter, Mark, MentionMark};
use crate::text::sentence::sentences;

impl Engine {
    /// Figures of articles that match.
    #[must_use]
    pub fn figures(&self, request: &FigureRequest) -> FigureAnswer {
        let mut units: HashMap<&str, u32> = HashMap::new();
        let (mut found, mut notes) = (Vec::new(), Vec::new());
        let mut n_all = 0;
        let mut last_document = None;
        for article in self.matching(&request.filter) {
            for figure in article.figures() {
                n_all += 1;
                *units.entry(figure.unit()).or_default() += 1;
                if request.unit.as_ref().is_none_or(|unit| unit == figure.unit()) {
                    found.push((article, figure));
                }
            }
            let document = article.document();
            if last_document.replace(document.number()) != Some(document.number()) {
                notes.extend(document.notes().filter_map(|note| {
                    let place = sentence(document, note.range())?;
                    Some(Note { code: note.code().to_owned(), message: note.message().to_owned(), place })
                }));
            }
        }
        match request.sort {
            FigureSort::Order => {}
            FigureSort::Relevance => {
                let matches = self.matches(&request.filter);
                let is_beside = |article: Article<'_>, figure: FigureRow<'_>| {
                    let hits = matches.of(article.number()).map_or(&[][..], |found| found.hits.as_slice());
                    let own = sentence_around(article, figure.range().start);
                    own.is_some_and(|own| hits.iter().any(|hit| own.contains(&(hit.start as usize))))
                };
                let (beside, others): (Vec<_>, Vec<_>) =
                    found.into_iter().partition(|(article, figure)| is_beside(*article, *figure));
                found = beside;
                found.extend(others);
            }
            FigureSort::Largest => order::sort_by(&mut found, |(_, a), (_, b)| by_value(b, a, false)),
            FigureSort::Smallest => order::sort_by(&mut found, |(_, a), (_, b)| by_value(a, b, true)),
            FigureSort::Date => {
                let mut dated: Vec<_> = found
                    .into_iter()
                    .map(|(article, figure)| (day_of(article, figure), article, figure))
                    .collect();
                order::sort_by_key(&mut dated, |(day, ..)| (day.is_none(), *day));
                found = dated.into_iter().map(|(_, article, figure)| (article, figure)).collect();
            }
        }
        let page = found.iter().skip(request.offset as usize).take(request.limit as usize);
        let figures = page.filter_map(|(article, figure)| shown(*article, *figure)).collect();
        let mut units: Vec<UnitCount> =
            units.into_iter().map(|(unit, n)| UnitCount { unit: unit.to_owned(), n }).collect();
        order::sort_by(&mut units, |a, b| b.n.cmp(&a.n).then_with(|| a.unit.cmp(&b.unit)));
        FigureAnswer { n_all, n_figures: count(found.len()), units, figures, notes }
    }

    /// Articles that match, in order.
    pub(super) fn matching(&self, filter: &Filter) -> Vec<Article<'_>> {
        let matches = self.matches(filter);
        self.corpus().articles().filter(|article| matches.of(article.number()).is_some()).collect()
    }
}

/// The dates of a paragraph with its figures and names, in order.
pub(super) fn with_others(
    article: Article<'_>,
    paragraph: &Range<usize>,
    dates: Vec<MentionMark>,
) -> Vec<MentionMark> {
    let is_inside = |range: Range<usize>| paragraph.contains(&range.start) && range.end <= paragraph.end;
    let mark = |range: Range<usize>, told: Told| MentionMark {
        start: offset(range.start, paragraph.start),
        end: offset(range.end, paragraph.start),
        told,
        ..MentionMark::default()
    };
    let figures = article.figures().filter(|figure| is_inside(figure.range()));
    let figures = figures.map(|figure| mark(figure.range(), told_of_figure(figure)));
    let names = article.names().filter(|name| is_inside(name.range()));
    let names = names.map(|name| mark(name.range(), told_of_name(name.entity())));
    let mut marks: Vec<MentionMark> = dates.into_iter().chain(figures).chain(names).collect();
    order::sort_by_key(&mut marks, |mark| (mark.start, mark.end));
    // A hostile pack may say that they overlap; the page counts on it that they do not.
    let mut end = 0;
    marks.retain(|mark| {
        let is_free = mark.start >= end && mark.start < mark.end;
        end = if is_free { mark.end } else { end };
        is_free
    });
    marks
}

fn told_of_figure(figure: FigureRow<'_>) -> Told {
    Told::Figure {
        value: figure.value(),
        upper: figure.upper(),
        unit: figure.unit().to_owned(),
        approximation: figure.approximation(),
        what: figure.what().map(str::to_owned),
        who: figure.who().map(entity_name),
    }
}

fn told_of_name(entity: EntityRow<'_>) -> Told {
    Told::Name {
        entity: entity_name(entity),
        aliases: entity.aliases().map(str::to_owned).collect(),
        parent: entity.parent().map(entity_name),
        province: entity.province().map(str::to_owned),
        role: entity.role().map(str::to_owned),
        is_ambiguous: entity.is_ambiguous(),
    }
}

/// Figures by value; those without one come last in either direction.
fn by_value(a: &FigureRow<'_>, b: &FigureRow<'_>, is_rising: bool) -> std::cmp::Ordering {
    let last = if is_rising { f64::INFINITY } else { f64::NEG_INFINITY };
    a.value().unwrap_or(last).total_cmp(&b.value().unwrap_or(last))
}

/// The date that a figure speaks of: the one that its sentence names, else the last one before it in its paragraph.
fn date_of<'a>(article: Article<'a>, figure: FigureRow<'_>) -> Option<Mention<'a>> {
    let at = figure.range().start;
    let paragraph = article.paragraphs().find(|paragraph| paragraph.range().contains(&at))?.range();
    let own = sentence_at(article.words(paragraph.clone()), at - paragraph.start);
    let own = own.start + paragraph.start..own.end + paragraph.start;
    let mut dates: Vec<_> =
        article.mentions().filter(|date| paragraph.contains(&date.range().start)).collect();
    dates.retain(|date| date.range().start < own.end);
    let in_sentence = dates.iter().copied().find(|date| own.contains(&date.range().start));
    in_sentence.or_else(|| dates.last().copied())
}

fn day_of(article: Article<'_>, figure: FigureRow<'_>) -> Option<(crate::day::Day, crate::day::Day)> {
    date_of(article, figure)?.days()
}

fn shown(article: Article<'_>, figure: FigureRow<'_>) -> Option<Figure> {
    Some(Figure {
        value: figure.value(),
        upper: figure.upper(),
        unit: figure.unit().to_owned(),
        approximation: figure.approximation(),
        what: figure.what().map(str::to_owned),
        who: figure.who().map(entity_name),
        when: date_of(article, figure).map(|date| date.edtf().to_owned()),
        place: sentence(article.document(), figure.range())?,
    })
}

/// The sentence of a paragraph that holds a byte.
fn sentence_at(text: &str, at: usize) -> Range<usize> {
    sentences(text).into_iter().find(|sentence| sentence.contains(&at)).unwrap_or(0..text.len())
}

/// The sentence around a place of an article.
fn sentence_around(article: Article<'_>, at: usize) -> Option<Range<usize>> {
    let paragraph =
        article.paragraphs().map(|paragraph| paragraph.range()).find(|range| range.contains(&at))?;
    let own = sentence_at(article.words(paragraph.clone()), at - paragraph.start);
    Some(paragraph.start + own.start..paragraph.start + own.end)
}

/// The sentence around a stretch of a document.
pub(super) fn sentence(document: Document<'_>, range: Range<usize>) -> Option<Sentence> {
    let (article, paragraph) = document.articles().find_map(|article| {
        let paragraph = article.paragraphs().find(|paragraph| paragraph.range().contains(&range.start))?;
        Some((article, paragraph.range()))
    })?;
    let words = article.words(paragraph.clone());
    let own = sentence_at(words, range.start - paragraph.start);
    let raw = words.get(own.clone())?;
    let lead = raw.len() - raw.trim_start().len();
    let text = raw.trim();
    let start = (range.start - paragraph.start).checked_sub(own.start + lead)?;
    let end = (start + range.len()).min(text.len());
    Some(Sentence {
        document: document.id().to_owned(),
        title: document.title().to_owned(),
        article: article.title().to_owned(),
        lang: document.lang().to_owned(),
        published: document.published().map(str::to_owned),
        text: text.to_owned(),
        mark: Some(Mark { start: count(start), end: count(end), term: 0 }),
        at: offset(range.start, document.text_range().start),
    })
}
