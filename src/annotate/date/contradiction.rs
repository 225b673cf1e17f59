//! Dates that contradict what stands beside them: kept as they are printed, with the likely reading beside.
//!
//! One slip is told with some certainty: within a sentence something is ordered on a day and done some days *before* it. Where
//! the first date read with the month before would lie just ahead of the second, its month is a slip of the pen.

use super::{DateValue, Sense};
use crate::annotate::Mention;
use crate::day::Day;
use crate::text::CleanText;

/// Days that lie between an order and its being done, as a slip is told by.
const APART: i32 = 5;

/// Suggests a reading for dates that a later one of the same sentence contradicts.
pub(in crate::annotate) fn flag(text: &CleanText, mentions: &mut [Mention]) {
    let mut last: Option<(usize, usize, DateValue)> = None;
    for index in 0..mentions.len() {
        let Some(mention) = mentions.get(index) else { continue };
        let Some(value) = mention.date().map(|date| date.value).filter(is_day) else { continue };
        let (start, end, article) = (mention.span.start(), mention.span.end(), mention.article);
        let before = last.replace((index, end, value));
        let Some((earlier, earlier_end, first)) = before else { continue };
        let is_near = mentions.get(earlier).is_some_and(|other| other.article == article);
        let between = text.text().get(earlier_end..start).unwrap_or("");
        if !is_near || !is_told_on(between) {
            continue;
        }
        if let Some(suggested) = slipped_month(&first, &value)
            && let Some(date) = mentions.get_mut(earlier).and_then(Mention::date_mut)
        {
            date.suggested = Some(suggested.to_string());
        }
    }
}

fn is_day(value: &DateValue) -> bool {
    value.end.is_none()
        && value.start.year.is_some()
        && value.start.day.is_some()
        && value.sense == Sense::Printed
}

/// Whether what follows a date is told of the same matter: up to the end of the sentence or the one after it.
fn is_told_on(between: &str) -> bool {
    let n_ends = between.chars().filter(|c| matches!(c, '。' | '！' | '？' | '\n')).count();
    n_ends <= 1 && between.len() < 360
}

/// The first day with the month before, where that puts it just ahead of the second.
fn slipped_month(first: &DateValue, second: &DateValue) -> Option<Day> {
    let day = |value: &DateValue| {
        let (month, day) = value.month_day()?;
        Day::new(value.start.year?, month, day)
    };
    let (ordered, done) = (day(first)?, day(second)?);
    let (year, month, n) = ordered.ymd();
    let earlier = if month == 1 { Day::new(year - 1, 12, n)? } else { Day::new(year, month - 1, n)? };
    (done < ordered && (0..=APART).contains(&done.since(earlier))).then_some(earlier)
}
