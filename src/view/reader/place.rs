//! Places in an open article: which hit is current, what a step leads to, what a link points at. Pure.

use crate::protocol::{HitPlace, Place, ReadAnswer};

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the hit before.
    Back,
    /// To the hit after.
    On,
}

/// Where a step leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leap {
    /// To a place in the same article.
    Here(u32),
    /// To a hit of another article.
    Elsewhere(Place),
}

/// What a link to a place points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The hit with this index.
    Hit(usize),
    /// A mention, by paragraph and index.
    Mention(usize, usize),
    /// The paragraph with this index.
    Paragraph(usize),
    /// The beginning of the article.
    Top,
}

/// Whether the article holds the place `at`.
///
/// An article that columns interrupt has several stretches, so its bounds alone do not tell.
#[must_use]
pub fn holds(article: &ReadAnswer, at: u32) -> bool {
    paragraph_at(article, at).is_some() || article.hits.iter().any(|hit| hit.at == at)
}

/// The hit at `at`, else the next one after it.
#[must_use]
pub fn current(hits: &[HitPlace], at: Option<u32>) -> Option<usize> {
    let at = at.unwrap_or(0);
    hits.iter().position(|hit| hit.at == at).or_else(|| hits.iter().position(|hit| hit.at >= at))
}

/// Where a step from the current hit leads; `None` at either end of all results.
#[must_use]
pub fn leap(article: &ReadAnswer, current: Option<usize>, step: Step) -> Option<Leap> {
    let index = match (step, current) {
        (Step::On, Some(current)) => Some(current + 1),
        (Step::On, None) => None,
        (Step::Back, Some(current)) => current.checked_sub(1),
        (Step::Back, None) => article.hits.len().checked_sub(1),
    };
    if let Some(hit) = index.and_then(|index| article.hits.get(index)) {
        return Some(Leap::Here(hit.at));
    }
    let place = match step {
        Step::Back => &article.previous,
        Step::On => &article.next,
    };
    place.clone().map(Leap::Elsewhere)
}

/// What a link to `at` points at.
#[must_use]
pub fn target(article: &ReadAnswer, at: Option<u32>) -> Target {
    let Some(at) = at else { return Target::Top };
    if let Some(index) = article.hits.iter().position(|hit| hit.at == at) {
        return Target::Hit(index);
    }
    let Some(index) = paragraph_at(article, at) else { return Target::Top };
    let paragraph = &article.paragraphs[index];
    match paragraph.mentions.iter().position(|mention| paragraph.at + mention.start == at) {
        Some(mention) => Target::Mention(index, mention),
        None if index == 0 => Target::Top,
        None => Target::Paragraph(index),
    }
}

/// Numbers of the hits in each paragraph, in the order of its marks.
#[must_use]
pub fn hits_by_paragraph(article: &ReadAnswer) -> Vec<Vec<usize>> {
    let mut numbers = vec![Vec::new(); article.paragraphs.len()];
    for (number, hit) in article.hits.iter().enumerate() {
        if let Some(numbers) = numbers.get_mut(hit.paragraph as usize) {
            numbers.push(number);
        }
    }
    numbers
}

fn paragraph_at(article: &ReadAnswer, at: u32) -> Option<usize> {
    article.paragraphs.iter().position(|paragraph| {
        let end = paragraph.at.saturating_add(u32::try_from(paragraph.text.len()).unwrap_or(u32::MAX));
        paragraph.at <= at && at < end
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{MentionMark, Paragraph};

    /// Two paragraphs, the second before the first in the document, with hits at 110, 120 and 30.
    fn article() -> ReadAnswer {
        let paragraph = |at, text: &str, starts: &[u32]| Paragraph {
            at,
            text: text.into(),
            mentions: starts.iter().map(|&start| MentionMark { start, ..MentionMark::default() }).collect(),
            ..Paragraph::default()
        };
        let hit = |at, paragraph| HitPlace { at, paragraph, ..HitPlace::default() };
        ReadAnswer {
            paragraphs: vec![paragraph(100, &"x".repeat(40), &[]), paragraph(20, &"x".repeat(30), &[4, 10])],
            hits: vec![hit(110, 0), hit(120, 0), hit(30, 1)],
            next: Some(Place { document: "b".into(), at: 7 }),
            ..ReadAnswer::default()
        }
    }

    #[test]
    fn an_article_holds_its_stretches_only() {
        let article = article();
        let held: Vec<u32> =
            [0, 19, 20, 49, 50, 99, 100, 139, 140].into_iter().filter(|&at| holds(&article, at)).collect();
        assert_eq!(held, [20, 49, 100, 139]);
    }

    #[test]
    fn the_current_hit_is_at_or_after_the_place() {
        let article = article();
        for (at, expected) in [
            (None, Some(0)),
            (Some(120), Some(1)),
            (Some(115), Some(1)),
            (Some(30), Some(2)),
            (Some(121), None),
        ] {
            assert_eq!(current(&article.hits, at), expected, "{at:?}");
        }
        assert_eq!(current(&[], Some(1)), None);
    }

    #[test]
    fn steps_lead_on_and_out() {
        let article = article();
        let elsewhere = Some(Leap::Elsewhere(Place { document: "b".into(), at: 7 }));
        for (current, step, expected) in [
            (Some(0), Step::On, Some(Leap::Here(120))),
            (Some(1), Step::On, Some(Leap::Here(30))),
            (Some(2), Step::On, elsewhere.clone()),
            (None, Step::On, elsewhere),
            (Some(2), Step::Back, Some(Leap::Here(120))),
            (None, Step::Back, Some(Leap::Here(30))),
            (Some(0), Step::Back, None),
        ] {
            assert_eq!(leap(&article, current, step), expected, "{current:?} {step:?}");
        }
    }

    #[test]
    fn a_link_points_at_the_smallest_thing_there() {
        let article = article();
        for (at, expected) in [
            (None, Target::Top),
            (Some(100), Target::Top),
            (Some(120), Target::Hit(1)),
            (Some(30), Target::Hit(2)),
            (Some(24), Target::Mention(1, 0)),
            (Some(25), Target::Paragraph(1)),
            (Some(500), Target::Top),
        ] {
            assert_eq!(target(&article, at), expected, "{at:?}");
        }
    }

    #[test]
    fn hits_are_numbered_through_the_article() {
        assert_eq!(hits_by_paragraph(&article()), [vec![0, 1], vec![2]]);
    }
}
