//! Dates in order of time, and bars over them.

use crate::corpus::{Article, Corpus, Event, Mention};
use crate::day::Day;
use crate::order::put_in_order;
use crate::protocol::{Axis, Bin, Grain, Mark, TimelineAnswer, TimelineEntry, TimelineRequest, YearBasis};
use crate::query::Matches;
use crate::query::matcher::{days, published_days, touches};
use crate::text::sentence::sentences;

/// Bars that are drawn at most; more, and the next wider grain is taken.
const MAX_BINS: usize = 120;

/// Empty bars in a row that are drawn; a longer stretch becomes one gap.
const MAX_EMPTY: usize = 14;

/// One date to be counted.
struct Dated {
    days: (Day, Day),
    is_matching: bool,
    entry: TimelineEntry,
}

/// Dates on the same days, to be counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tick {
    /// First and last day.
    pub(crate) days: (Day, Day),
    /// Their articles match.
    pub(crate) is_matching: bool,
    /// How many.
    pub(crate) n: u32,
}

fn finest(axis: Axis) -> Grain {
    match axis {
        Axis::Mentioned => Grain::Day,
        // Publications are few, and many are known by their month only.
        Axis::Published => Grain::Month,
    }
}

/// Bars over dates of which nothing else is known; `filter` gives axis and range of days.
#[cfg(feature = "files")]
pub(crate) fn of_ticks(mut ticks: Vec<Tick>, filter: &crate::protocol::Filter) -> TimelineAnswer {
    crate::order::sort_by_key(&mut ticks, |tick| tick.days);
    let range = days(filter);
    let (grain, bins) = bins(&ticks, finest(filter.axis), range);
    let sum = |is_meant: &dyn Fn(&Tick) -> bool| {
        ticks.iter().filter(|tick| tick.is_matching && is_meant(tick)).map(|tick| tick.n).sum()
    };
    TimelineAnswer {
        n_entries: sum(&|tick| range.is_none_or(|range| touches(tick.days, range))),
        n_undated: sum(&|tick| !fits(tick.days, grain)),
        grain,
        bins,
        ..TimelineAnswer::default()
    }
}

/// Dates by their days and the time of day at which they begin, those without one first, then as in the corpus.
fn in_order(dated: Vec<Dated>) -> Vec<Dated> {
    let mut order: Vec<usize> = (0..dated.len()).collect();
    let key = |place: usize| {
        dated.get(place).map(|one| (one.days, time_of(&one.entry.edtf), one.entry.document, one.entry.at))
    };
    put_in_order(&mut order, &|a, b| key(a).cmp(&key(b)));
    let mut dated: Vec<Option<Dated>> = dated.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| dated.get_mut(place)?.take()).collect()
}

/// The `T20:00` of an EDTF value that begins with a day and a time.
fn time_of(edtf: &str) -> Option<&str> {
    edtf.get(10..16).filter(|time| time.starts_with('T'))
}

/// Bars and entries for a request; `matches` is found without the range of days.
pub(super) fn timeline(corpus: &Corpus, matches: &Matches, request: &TimelineRequest) -> TimelineAnswer {
    let (dated, n_undated) = match request.filter.axis {
        Axis::Mentioned => mentioned(corpus, matches),
        Axis::Published => published(corpus, matches),
    };
    let dated = in_order(dated);
    let range = days(&request.filter);
    let finest = finest(request.filter.axis);
    let tick = |one: &Dated| Tick { days: one.days, is_matching: one.is_matching, n: 1 };
    let (grain, bins) = bins(&dated.iter().map(tick).collect::<Vec<Tick>>(), finest, range);
    let is_coarse = |one: &&Dated| one.is_matching && !fits(one.days, grain);
    let n_undated = n_undated + dated.iter().filter(is_coarse).count();
    let is_shown = |one: &Dated| one.is_matching && range.is_none_or(|range| touches(one.days, range));
    let n_entries = dated.iter().filter(|one| is_shown(one)).count();
    let (shown, others): (Vec<Dated>, Vec<Dated>) =
        dated.into_iter().filter(|one| one.is_matching).partition(is_shown);
    let entries = |dated: Vec<Dated>, limit: u32| {
        dated.into_iter().take(limit as usize).map(|one| one.entry).collect::<Vec<_>>()
    };
    #[cfg(not(feature = "files"))]
    drop(others);
    TimelineAnswer {
        grain,
        bins,
        n_entries: super::count(n_entries),
        entries: entries(shown, request.limit),
        n_undated: super::count(n_undated),
        #[cfg(feature = "files")]
        others: entries(others, request.n_others),
    }
}

fn mentioned(corpus: &Corpus, matches: &Matches) -> (Vec<Dated>, usize) {
    let mut dated = Vec::new();
    let mut n_undated = 0;
    for document in corpus.documents() {
        for (index, article) in document.articles().enumerate() {
            let is_matching = matches.of(article.number()).is_some();
            for mention in article.mentions() {
                match mention.days() {
                    Some(days) => {
                        let mut events = mention.events();
                        let mut event = events.next();
                        // One entry an event, and one for a date without any.
                        loop {
                            let entry = mention_entry(article, super::count(index), mention, days, event);
                            dated.push(Dated { days, is_matching, entry });
                            event = events.next();
                            if event.is_none() {
                                break;
                            }
                        }
                    }
                    None => n_undated += usize::from(is_matching),
                }
            }
        }
    }
    (dated, n_undated)
}

fn published(corpus: &Corpus, matches: &Matches) -> (Vec<Dated>, usize) {
    let mut dated = Vec::new();
    let mut n_undated = 0;
    for document in corpus.documents() {
        let is_matching = document.articles().any(|article| matches.of(article.number()).is_some());
        let Some(days) = published_days(document) else {
            n_undated += usize::from(is_matching);
            continue;
        };
        let entry = TimelineEntry {
            edtf: document.published().unwrap_or_default().to_owned(),
            first: days.0.to_string(),
            last: days.1.to_string(),
            year_basis: YearBasis::Text,
            suggested: None,
            document: document.number().0,
            article: 0,
            text: document.title().to_owned(),
            mark: None,
            at: 0,
            #[cfg(feature = "files")]
            who: None,
        };
        dated.push(Dated { days, is_matching, entry });
    }
    (dated, n_undated)
}

fn mention_entry(
    article: Article<'_>,
    index: u32,
    mention: Mention<'_>,
    days: (Day, Day),
    event: Option<Event<'_>>,
) -> TimelineEntry {
    let base = article.document().text_range().start;
    let range = mention.range();
    let paragraph = article.paragraphs().find(|paragraph| paragraph.range().contains(&range.start));
    let (mut text, mut mark) = (String::new(), None);
    if let Some(event) = event.map(Event::range) {
        let words = article.words(event.clone());
        let lead = words.len() - words.trim_start().len();
        words.trim().clone_into(&mut text);
        let from = range.start.checked_sub(event.start + lead);
        mark = from.zip(event.end.checked_sub(range.end)).map(|(from, _)| Mark {
            start: super::count(from),
            end: super::count(from + range.len()),
            term: 0,
        });
    } else if let Some(paragraph) = paragraph {
        let start = range.start - paragraph.range().start;
        let found = sentences(paragraph.text()).into_iter().find(|sentence| sentence.contains(&start));
        if let Some(sentence) = found {
            let end = (range.end - paragraph.range().start).min(sentence.end);
            let raw = paragraph.text().get(sentence.clone()).unwrap_or("");
            // White space in front of a sentence is no part of what it says.
            let lead = raw.len() - raw.trim_start().len();
            let from = (start - sentence.start).saturating_sub(lead);
            let to = (end - sentence.start).saturating_sub(lead);
            mark = Some(Mark { start: super::count(from), end: super::count(to), term: 0 });
            raw.trim().clone_into(&mut text);
        }
    }
    TimelineEntry {
        edtf: mention.edtf().to_owned(),
        first: days.0.to_string(),
        last: days.1.to_string(),
        year_basis: mention.year_basis(),
        suggested: mention.suggested().map(str::to_owned),
        document: article.document().number().0,
        article: index,
        text,
        mark,
        at: super::offset(range.start, base),
        #[cfg(feature = "files")]
        who: event.and_then(Event::who).map(super::told::entity_name),
    }
}

/// First and last day of the bar that a day falls into.
fn bin_of(day: Day, grain: Grain) -> (Day, Day) {
    match grain {
        Grain::Day => (day, day),
        Grain::Month => day.month(),
        Grain::Year => day.year(),
    }
}

/// Whether a date is as exact as bars of this width: a year has no place among days. A range has, by its first day.
fn fits(days: (Day, Day), grain: Grain) -> bool {
    let (first, last) = days;
    let is_whole_month = days == first.month();
    let is_whole_year = days == first.year();
    match grain {
        Grain::Day => !is_whole_month && !is_whole_year,
        Grain::Month => !is_whole_year,
        Grain::Year => first <= last,
    }
}

fn bins(dated: &[Tick], finest: Grain, range: Option<(Day, Day)>) -> (Grain, Vec<Bin>) {
    let mut last = (Grain::Year, Vec::new());
    let grains = [Grain::Day, Grain::Month, Grain::Year];
    for grain in grains.into_iter().skip_while(|&grain| grain != finest) {
        last = (grain, bins_at(dated, grain, range));
        if last.1.len() <= MAX_BINS {
            break;
        }
    }
    last
}

/// A date that spans several bars is counted once, in the bar where it begins.
fn bins_at(dated: &[Tick], grain: Grain, range: Option<(Day, Day)>) -> Vec<Bin> {
    let mut bins: Vec<(Day, Day, u32, u32)> = Vec::new();
    for one in dated.iter().filter(|one| fits(one.days, grain)) {
        let (first, last) = bin_of(one.days.0, grain);
        let is_new = bins.last().is_none_or(|bin| bin.0 != first);
        if is_new {
            bins.push((first, last, 0, 0));
        }
        if let Some(bin) = bins.last_mut() {
            bin.2 += one.n;
            bin.3 += if one.is_matching { one.n } else { 0 };
        }
    }
    let is_selected = |days| range.is_none_or(|range| touches(days, range));
    let mut filled: Vec<Bin> = Vec::new();
    let mut next: Option<Day> = None;
    for (first, last, n_all, n_matching) in bins {
        if let Some(next) = next {
            fill(&mut filled, next, first, grain, &is_selected);
        }
        filled.push(Bin {
            first: first.to_string(),
            last: last.to_string(),
            n_all,
            n_matching,
            is_selected: is_selected((first, last)),
            is_gap: false,
        });
        next = Some(last.plus(1));
        if filled.len() > MAX_BINS * 2 {
            break;
        }
    }
    filled
}

/// Empty bars from `from` up to the day before `to`, or one gap if they are many.
fn fill(bins: &mut Vec<Bin>, from: Day, to: Day, grain: Grain, is_selected: &dyn Fn((Day, Day)) -> bool) {
    let empty = |first: Day, last: Day, is_gap| Bin {
        first: first.to_string(),
        last: last.to_string(),
        n_all: 0,
        n_matching: 0,
        is_selected: is_selected((first, last)),
        is_gap,
    };
    let mut stretch = Vec::new();
    let mut day = from;
    while day < to && stretch.len() <= MAX_EMPTY {
        let (first, last) = bin_of(day, grain);
        stretch.push(empty(first, last, false));
        day = last.plus(1);
    }
    if stretch.len() > MAX_EMPTY {
        stretch = vec![empty(from, to.plus(-1), true)];
    }
    bins.append(&mut stretch);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(days: &[&str]) -> Vec<Tick> {
        let one = |text: &&str| {
            let day = Day::parse(text).unwrap();
            Tick { days: (day, day), is_matching: true, n: 1 }
        };
        days.iter().map(one).collect()
    }

    #[test]
    fn within_a_day_the_time_decides() {
        let one = |(place, edtf): (usize, &&str)| {
            let days = crate::day::edtf_bounds(edtf).unwrap();
            let entry = TimelineEntry {
                edtf: (*edtf).to_owned(),
                at: super::super::count(place),
                ..TimelineEntry::default()
            };
            Dated { days, is_matching: true, entry }
        };
        let told = [
            "2020-01-24T24:00",
            "2020-01-24T09:30",
            "2020-01-24",
            "2020-01-24T09:00",
            "2020-01-23T23:00",
            "2020-01-24",
        ];
        let found = in_order(told.iter().enumerate().map(one).collect());
        let found: Vec<(&str, u32)> =
            found.iter().map(|one| (one.entry.edtf.as_str(), one.entry.at)).collect();
        let expected = [
            ("2020-01-23T23:00", 4),
            ("2020-01-24", 2),
            ("2020-01-24", 5),
            ("2020-01-24T09:00", 3),
            ("2020-01-24T09:30", 1),
            ("2020-01-24T24:00", 0),
        ];
        assert_eq!(found, expected);
    }

    fn check(days: &[&str], grain: Grain, expected: &[&str]) {
        let (found, bins) = bins(&dated(days), Grain::Day, None);
        let printed: Vec<String> = bins
            .iter()
            .map(|bin| {
                if bin.is_gap {
                    format!("{}..{}", bin.first, bin.last)
                } else {
                    format!("{}:{}", bin.first, bin.n_all)
                }
            })
            .collect();
        assert_eq!(
            (found, printed.as_slice()),
            (grain, expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().as_slice())
        );
    }

    #[test]
    fn short_holes_are_drawn_and_long_ones_are_gaps() {
        check(&[], Grain::Day, &[]);
        check(
            &["2020-02-28", "2020-02-28", "2020-03-01"],
            Grain::Day,
            &["2020-02-28:2", "2020-02-29:0", "2020-03-01:1"],
        );
        check(
            &["2020-01-01", "2022-01-21"],
            Grain::Day,
            &["2020-01-01:1", "2020-01-02..2022-01-20", "2022-01-21:1"],
        );
    }

    #[test]
    fn a_whole_year_has_no_place_among_days() {
        let mut dates = dated(&["2020-01-22", "2020-01-24"]);
        dates.push(Tick { days: Day::new(2020, 1, 1).unwrap().year(), is_matching: true, n: 1 });
        assert_eq!(bins(&dates, Grain::Day, None).1.iter().map(|bin| bin.n_all).sum::<u32>(), 2);
        assert_eq!(bins(&dates, Grain::Year, None).1.iter().map(|bin| bin.n_all).sum::<u32>(), 3);
    }

    #[test]
    fn many_days_become_months_and_many_months_years() {
        let days: Vec<String> = (0..300).map(|n| Day::new(2020, 1, 1).unwrap().plus(n).to_string()).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        let (grain, found) = bins(&dated(&days), Grain::Day, None);
        assert_eq!((grain, found.len()), (Grain::Month, 10));
        let days: Vec<String> = (0..200).map(|n| format!("{}-06-15", 1800 + n)).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        assert_eq!(bins(&dated(&days), Grain::Day, None).0, Grain::Year);
    }
}
