//! Years that are not printed.
//!
//! They are concluded, in this order, from the document's own date, from the document's other dates, from a lunar date that
//! stands beside a solar one (`1月24日大年三十` fits 2020), from the other documents of the corpus. Every mention says which.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::date::{Lack, contradiction, is_real};
use super::time::lunar::LunarDate;
use super::{DateMention, Mention};
use crate::day::{Day, edtf_bounds};
use crate::protocol::YearBasis;
use crate::text::CleanText;

/// Years in which a lunar date may lie: what the calendar tables cover and living documents speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1912..=2060;

/// Days after publication that a date may still lie in the same year: announcements look ahead.
const AHEAD: i32 = 60;

/// A lunar day behind a solar one, an opening bracket between.
static LUNAR: LazyLock<Regex> = LazyLock::new(|| {
    let lunar = r"^[\s，,]*(?:正值|正是|恰逢|适逢|也就是|就是|即|是|为)?[（(“]?(?:农历|農曆)?(大年三十|除夕|大年初[一二三四五六七八九十]|正月初[一二三四五六七八九十]|正月十五|元宵)";
    Regex::new(lunar).expect("the pattern is fixed and valid")
});

fn date_of(mention: &mut Mention) -> Option<&mut DateMention> {
    mention.date_mut()
}

/// Concludes what a document can say by itself; `published` is its own printed date as EDTF.
pub fn resolve_document(text: &CleanText, mentions: &mut [Mention], published: Option<&str>) {
    if let Some((first, last)) = published.and_then(edtf_bounds) {
        for date in open_dates(mentions).filter(|date| date.value.lack() == Lack::Reference) {
            // What is told by the day of writing needs that day; what is told by its month, the month.
            if first == last {
                date.value.set_reference(last);
            }
            if date.value.lack() == Lack::Nothing {
                date.year_basis = YearBasis::Document;
            }
        }
        fill(mentions, YearBasis::Document, |date| nearest_year(date, last));
    }
    let printed = printed_years(mentions);
    if let Some(year) = most_common(&printed) {
        fill(mentions, YearBasis::Neighbours, |_| Some(year));
    }
    if let Some(year) = lunar_year(text, mentions) {
        fill(mentions, YearBasis::Lunar, |_| Some(year));
    }
    contradiction::flag(text, mentions);
}

/// Fills what is still open with the year that the corpus mostly speaks of; what then cannot be told is dropped.
pub fn resolve_corpus(documents: &mut [Vec<Mention>]) {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for mentions in documents.iter() {
        for (year, n) in printed_years(mentions) {
            *years.entry(year).or_default() += n;
        }
    }
    let year = most_common(&years);
    for mentions in documents {
        if let Some(year) = year {
            fill(mentions, YearBasis::Corpus, |_| Some(year));
        }
        mentions.retain(|mention| {
            mention
                .date()
                .is_none_or(|date| date.value.lack() == Lack::Nothing || date.value.start.month.is_some())
        });
    }
}

fn open_dates(mentions: &mut [Mention]) -> impl Iterator<Item = &mut DateMention> {
    mentions.iter_mut().filter_map(date_of).filter(|date| date.year_basis == YearBasis::Unknown)
}

fn fill(mentions: &mut [Mention], basis: YearBasis, year: impl Fn(&DateMention) -> Option<i32>) {
    for date in open_dates(mentions).filter(|date| date.value.lack() == Lack::Year) {
        let mut value = date.value;
        if let Some(year) = year(date) {
            value.set_year(year);
            // A 29th of February belongs to a leap year only; in any other it stays open.
            if value.lack() == Lack::Nothing && is_real(&value) {
                date.value = value;
                date.year_basis = basis;
            }
        }
    }
}

/// The year that puts a date closest before the day of publication, or a little after it.
fn nearest_year(date: &DateMention, published: Day) -> Option<i32> {
    let (year, _, _) = published.ymd();
    if date.value.is_year_relative() {
        return Some(year);
    }
    let fits = |&year: &i32| {
        let mut value = date.value;
        value.set_year(year);
        let Some(month) = value.start.month.filter(|&month| month <= 12) else {
            return value.start.year.is_some();
        };
        let day = Day::new(value.start.year.unwrap_or(year), month, value.start.day.unwrap_or(1));
        day.is_some_and(|day| day.since(published) <= AHEAD)
    };
    // A 29th of February may lie eight years back.
    (year - 8..=year).rev().find(fits)
}

/// Years of dates that have one, counted; those of days and months only, since a bare year says little of when things happen.
fn printed_years(mentions: &[Mention]) -> BTreeMap<i32, usize> {
    let mut years = BTreeMap::new();
    for mention in mentions {
        let Some(date) = mention.date() else { continue };
        if let Some(year) = date
            .value
            .start
            .year
            .filter(|&year| year > 0 && date.value.start.month.is_some_and(|month| month <= 12))
        {
            *years.entry(year).or_default() += 1;
        }
    }
    years
}

fn most_common(years: &BTreeMap<i32, usize>) -> Option<i32> {
    years.iter().max_by_key(|&(year, n)| (*n, *year)).map(|(year, _)| *year)
}

/// The one year that every lunar date of the document fits.
fn lunar_year(text: &CleanText, mentions: &[Mention]) -> Option<i32> {
    let mut named: BTreeSet<(u8, u8, &str)> = BTreeSet::new();
    for mention in mentions {
        let Some(date) = mention.date() else { continue };
        let Some((month, day)) = date.value.month_day() else { continue };
        let rest = text.text().get(mention.span.end()..).unwrap_or("");
        if let Some(name) = LUNAR.captures(rest).and_then(|found| found.get(1)) {
            named.insert((month, day, name.as_str()));
        }
    }
    let mut years: Option<Vec<i32>> = None;
    // The calendar is slow, and the same day is named again and again.
    for (month, day, name) in named {
        let fitting = YEARS.filter(|&year| is_lunar_day(year, month, day, name)).collect::<Vec<i32>>();
        years = Some(match years {
            None => fitting,
            Some(years) => years.into_iter().filter(|year| fitting.contains(year)).collect(),
        });
    }
    // A solar and a lunar day meet again about every nineteen years; the latest that is not far ahead is meant.
    years?.into_iter().filter(|&year| year <= 2030).max()
}

fn is_lunar_day(year: i32, month: u8, day: u8, name: &str) -> bool {
    if matches!(name, "大年三十" | "除夕") {
        let next = Day::new(year, month, day).map(|day| day.plus(1).ymd());
        let lunar = next.and_then(|(year, month, day)| LunarDate::of_solar(year, month, day));
        return lunar.is_some_and(|lunar| (lunar.month, lunar.day, lunar.is_leap) == (1, 1, false));
    }
    let wanted = match name {
        "正月十五" | "元宵" => Some(15),
        _ => name.chars().next_back().and_then(|c| super::numeral::whole(&c.to_string())),
    };
    let lunar = LunarDate::of_solar(year, month, day);
    lunar.is_some_and(|lunar| lunar.month == 1 && !lunar.is_leap && Some(u32::from(lunar.day)) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::annotate::name::Finder;
    use crate::article::split;
    use crate::source::read;
    use crate::text::clean;

    fn mentions(source: &str, published: Option<&str>) -> Vec<Mention> {
        let document = &read("a.txt", source.as_bytes())[0];
        let text = clean(document);
        let split = split(&text, &document.meta, document.layout);
        let mut mentions = annotate(&text, &split.articles, &Finder::default());
        resolve_document(&text, &mut mentions, published);
        mentions
    }

    fn check(source: &str, published: Option<&str>, expected: &[(&str, YearBasis)]) {
        let found: Vec<(String, YearBasis)> = mentions(source, published)
            .into_iter()
            .filter_map(|mut mention| date_of(&mut mention).map(|date| (date.value.edtf(), date.year_basis)))
            .collect();
        let found: Vec<(&str, YearBasis)> =
            found.iter().map(|(edtf, basis)| (edtf.as_str(), *basis)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn years_are_concluded_and_say_from_what() {
        use YearBasis::{Document, Lunar, Neighbours, Text, Unknown};
        check("从1月24日大年三十起值班，2月6日捐款。", None, &[("2020-01-24", Lunar), ("2020-02-06", Lunar)]);
        check("1月25日（正月初一）上班。", None, &[("2020-01-25", Lunar)]);
        check("2020年2月1日部署，2月6日捐款。", None, &[("2020-02-01", Text), ("2020-02-06", Neighbours)]);
        check(
            "12月30日报告，1月3日再报。",
            Some("2020-01-22"),
            &[("2019-12-30", Document), ("2020-01-03", Document)],
        );
        check("2月6日捐款。", None, &[("XXXX-02-06", Unknown)]);
        check("2月29日开会。", Some("2022-01-22"), &[("2020-02-29", Document)]);
        check("2月29日开会，2021年3月1日散会。", None, &[("XXXX-02-29", Unknown), ("2021-03-01", Text)]);
        check(
            "从26日到2月1日值班，12月30日至1月2日放假。",
            Some("2020-02-10"),
            &[("2020-01-26/2020-02-01", Document), ("2019-12-30/2020-01-02", Document)],
        );
    }

    #[test]
    fn the_corpus_fills_the_rest() {
        let mut documents = vec![mentions("2月6日捐款。", None), mentions("2020年3月1日复工。", None)];
        resolve_corpus(&mut documents);
        let date = date_of(&mut documents[0][0]).unwrap();
        assert_eq!((date.value.edtf().as_str(), date.year_basis), ("2020-02-06", YearBasis::Corpus));
    }
}
