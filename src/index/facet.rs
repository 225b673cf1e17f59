//! Columns of values: what each article is counted and filtered by.
//!
//! A column is made when it is first asked for and kept. An article may have several values in one (the days that it mentions) or none (no
//! publisher). It knows nothing of what was chosen.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::corpus::annotation::EntityId;
use crate::corpus::{Article, ArticleId, Corpus, Document};
use crate::day::Day;
use crate::protocol::{Axis, EntityKind, Facet, Grain};
use crate::query::matcher::published_days;

/// Days, months or years, at most, that one date counts in; a longer range says nothing about any of them.
const MOST_BINS: i32 = 100;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Id and title of the document.
    Document,
    /// Publisher of the document.
    Publisher,
    /// BCP 47 tag of the document.
    Language,
    /// Days, months or years.
    Time(Axis, Grain),
    /// Entities that are named.
    Entity(EntityKind),
    /// Units of figures.
    Unit,
    /// Whether an article nearly repeats an earlier one.
    Copies,
}

/// All kinds; a column is kept in the place of its kind.
const KINDS: [ColumnKind; 15] = [
    ColumnKind::Document,
    ColumnKind::Publisher,
    ColumnKind::Language,
    ColumnKind::Time(Axis::Mentioned, Grain::Day),
    ColumnKind::Time(Axis::Mentioned, Grain::Month),
    ColumnKind::Time(Axis::Mentioned, Grain::Year),
    ColumnKind::Time(Axis::Published, Grain::Day),
    ColumnKind::Time(Axis::Published, Grain::Month),
    ColumnKind::Time(Axis::Published, Grain::Year),
    ColumnKind::Entity(EntityKind::Organisation),
    ColumnKind::Entity(EntityKind::Person),
    ColumnKind::Entity(EntityKind::Place),
    ColumnKind::Entity(EntityKind::Service),
    ColumnKind::Unit,
    ColumnKind::Copies,
];

impl ColumnKind {
    /// The column behind a facet; months and years are those of the axis.
    #[must_use]
    pub fn of(facet: Facet, axis: Axis) -> ColumnKind {
        match facet {
            Facet::Document => ColumnKind::Document,
            Facet::Publisher => ColumnKind::Publisher,
            Facet::Language => ColumnKind::Language,
            Facet::Year => ColumnKind::Time(axis, Grain::Year),
            Facet::Month => ColumnKind::Time(axis, Grain::Month),
            Facet::Organisation => ColumnKind::Entity(EntityKind::Organisation),
            Facet::Person => ColumnKind::Entity(EntityKind::Person),
            Facet::Place => ColumnKind::Entity(EntityKind::Place),
            Facet::Service => ColumnKind::Entity(EntityKind::Service),
            Facet::Unit => ColumnKind::Unit,
            Facet::Copies => ColumnKind::Copies,
        }
    }
}

/// The columns that were asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Columns([OnceLock<Column>; KINDS.len()]);

impl Columns {
    /// A column, which `make` makes if it was not asked for yet. `None` never happens: every kind has a place.
    pub(crate) fn column(&self, kind: ColumnKind, make: impl FnOnce() -> Column) -> Option<&Column> {
        let place = KINDS.iter().position(|known| *known == kind)?;
        Some(self.0.get(place)?.get_or_init(make))
    }

    /// Bytes of memory that they take, about.
    pub(crate) fn n_bytes(&self) -> usize {
        self.0.iter().filter_map(OnceLock::get).map(Column::n_bytes).sum()
    }
}

/// One value of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// What a filter holds: the document's id, the publisher's name, a tag of BCP 47, `2020`, `2020-02` or `2020-02-06`.
    pub id: String,
    /// What a reader sees.
    pub label: String,
}

/// The values of each article.
#[derive(Debug, Default)]
pub struct Column {
    /// Documents and publishers as they come in the corpus; time in order.
    values: Vec<Value>,
    /// For each article where its numbers begin in `numbers`, and the end of the last ones.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Column {
    pub(super) fn new(corpus: &Corpus, kind: ColumnKind) -> Column {
        match kind {
            ColumnKind::Document => by_document(corpus, |document| {
                Some(Value { id: document.id().to_owned(), label: document.title().to_owned() })
            }),
            ColumnKind::Publisher => by_document(corpus, |document| document.publisher().map(Value::named)),
            ColumnKind::Language => by_document(corpus, |document| Some(Value::named(document.lang()))),
            ColumnKind::Time(axis, grain) => by_time(corpus, axis, grain),
            ColumnKind::Entity(kind) => by_entity(corpus, kind),
            ColumnKind::Unit => by_unit(corpus),
            ColumnKind::Copies => by_copies(corpus),
        }
    }

    /// A column in which no article has a value.
    pub(crate) fn empty(n_articles: usize) -> Column {
        Column { starts: vec![0; n_articles + 1], ..Column::default() }
    }

    /// What documents have one value of or none: for each the number of its value, and how many articles it has.
    pub(crate) fn of_documents(
        values: Vec<Value>,
        documents: impl Iterator<Item = (Option<u32>, usize)>,
    ) -> Column {
        let mut column = Column { values, ..Column::default() };
        for (number, n_articles) in documents {
            for _ in 0..n_articles {
                column.push(number);
            }
        }
        column.finished()
    }

    /// The days, months or years that the dates of each article touch.
    pub(crate) fn of_dates<D>(articles: impl Iterator<Item = D>, grain: Grain) -> Column
    where
        D: IntoIterator<Item = (Day, Day)>,
    {
        let (mut ends, mut days) = (Vec::new(), Vec::new());
        let mut own = Vec::new();
        // The calendar is slow, and the same dates come again and again.
        let mut known: HashMap<(Day, Day), Vec<Day>> = HashMap::new();
        for dates in articles {
            own.clear();
            for range in dates {
                let found = known.entry(range).or_insert_with(|| {
                    let mut found = Vec::new();
                    bins(range, grain, &mut found);
                    found
                });
                own.extend_from_slice(found);
            }
            crate::order::sort(&mut own);
            own.dedup();
            days.extend_from_slice(&own);
            ends.push(days.len());
        }
        let mut all: Vec<Day> = known.into_values().flatten().collect();
        crate::order::sort(&mut all);
        all.dedup();
        let values = all.iter().map(|day| Value::named(day.to_string().get(..length(grain)).unwrap_or("")));
        let mut column = Column { values: values.collect(), ..Column::default() };
        let mut start = 0;
        for end in ends {
            let own = days.get(std::mem::replace(&mut start, end)..end).unwrap_or_default();
            column.push(own.iter().filter_map(|day| all.binary_search(day).ok()).map(count));
        }
        column.finished()
    }

    /// All values; an article has them by their number in this list.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Numbers of an article's values, each once.
    #[must_use]
    pub fn of(&self, article: ArticleId) -> &[u32] {
        let place = article.0 as usize;
        let bound = |place: usize| self.starts.get(place).map_or(0, |&start| start as usize);
        self.numbers.get(bound(place)..bound(place + 1)).unwrap_or_default()
    }

    fn push(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.starts.push(count(self.numbers.len()));
        self.numbers.extend(numbers);
    }

    /// Appends an article whose values may come several times.
    fn push_each(&mut self, mut numbers: Vec<u32>) {
        crate::order::sort(&mut numbers);
        numbers.dedup();
        self.push(numbers);
    }

    fn finished(mut self) -> Column {
        self.starts.push(count(self.numbers.len()));
        self
    }

    fn n_bytes(&self) -> usize {
        let strings = self.values.iter().map(|value| size_of::<Value>() + value.id.len() + value.label.len());
        strings.sum::<usize>() + (self.starts.len() + self.numbers.len()) * 4
    }
}

impl Value {
    /// A value that a filter holds as a reader sees it.
    pub(crate) fn named(name: &str) -> Value {
        Value { id: name.to_owned(), label: name.to_owned() }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn by_document(corpus: &Corpus, value: impl Fn(Document<'_>) -> Option<Value>) -> Column {
    let mut values = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    let mut documents = Vec::new();
    for document in corpus.documents() {
        let number = value(document).map(|value| {
            let next = count(values.len());
            *known.entry(value.id.clone()).or_insert_with(|| {
                values.push(value);
                next
            })
        });
        documents.push((number, document.articles().count()));
    }
    Column::of_documents(values, documents.into_iter())
}

fn by_time(corpus: &Corpus, axis: Axis, grain: Grain) -> Column {
    let articles = corpus.documents().flat_map(|document| {
        let published = published_days(document).filter(|_| axis == Axis::Published);
        document.articles().map(move |article| published.into_iter().chain(mentioned(article, axis)))
    });
    Column::of_dates(articles, grain)
}

/// The one value of near copies.
const COPY: &str = "copy";

fn by_copies(corpus: &Corpus) -> Column {
    let mut column = Column::default();
    let mut has_copies = false;
    for article in corpus.articles() {
        let is_copy = article.copy_of().is_some();
        has_copies |= is_copy;
        column.push(is_copy.then_some(0));
    }
    column.values.extend(has_copies.then(|| Value::named(COPY)));
    column.finished()
}

/// Entities in the order of the corpus; those that articles name.
fn by_entity(corpus: &Corpus, kind: EntityKind) -> Column {
    let mut numbers: HashMap<EntityId, u32> = HashMap::new();
    let mut column = Column::default();
    for entity in corpus.entities().filter(|entity| entity.kind() == kind) {
        numbers.insert(entity.number(), count(column.values.len()));
        column.values.push(Value { id: entity.id().to_owned(), label: entity.name().to_owned() });
    }
    for article in corpus.articles() {
        let own = article.names().filter_map(|name| numbers.get(&name.entity().number()).copied());
        column.push_each(own.collect());
    }
    column.finished()
}

fn by_unit(corpus: &Corpus) -> Column {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut column = Column::default();
    for article in corpus.articles() {
        let mut own = Vec::new();
        for unit in article.figures().map(|figure| figure.unit()).filter(|unit| !unit.is_empty()) {
            let next = count(numbers.len());
            own.push(*numbers.entry(unit).or_insert(next));
            if own.last() == Some(&next) && column.values.len() == next as usize {
                column.values.push(Value::named(unit));
            }
        }
        column.push_each(own);
    }
    column.finished()
}

fn mentioned<'a>(article: Article<'a>, axis: Axis) -> impl Iterator<Item = (Day, Day)> + 'a {
    let mentions = (axis == Axis::Mentioned).then(|| article.mentions());
    mentions.into_iter().flatten().filter_map(|mention| mention.days())
}

/// Bytes of `YYYY-MM-DD` that name a day, month or year.
fn length(grain: Grain) -> usize {
    match grain {
        Grain::Day => 10,
        Grain::Month => 7,
        Grain::Year => 4,
    }
}

/// First and last day of the day, month or year that holds a day.
#[must_use]
pub fn bin(day: Day, grain: Grain) -> (Day, Day) {
    match grain {
        Grain::Day => (day, day),
        Grain::Month => day.month(),
        Grain::Year => day.year(),
    }
}

/// First days of all that a date touches. One that is no more exact than a whole month or year is in no day, a whole year in no month.
fn bins((first, last): (Day, Day), grain: Grain, found: &mut Vec<Day>) {
    let is_coarse = match grain {
        Grain::Day => (first, last) == first.month() || (first, last) == first.year(),
        Grain::Month => (first, last) == first.year(),
        Grain::Year => false,
    };
    let days_each = match grain {
        Grain::Day => 1,
        Grain::Month => 28,
        Grain::Year => 365,
    };
    if is_coarse || last.since(first) >= MOST_BINS * days_each {
        return;
    }
    let mut day = first;
    while day <= last {
        let (start, end) = bin(day, grain);
        found.push(start);
        let next = end.plus(1);
        // The calendar ends with the year 9999.
        if next <= day {
            break;
        }
        day = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::edtf_bounds;

    fn check(edtf: &str, grain: Grain, expected: &str) {
        let mut found = Vec::new();
        bins(edtf_bounds(edtf).unwrap(), grain, &mut found);
        let found: Vec<String> =
            found.iter().map(|day| day.to_string()[..length(grain)].to_owned()).collect();
        assert_eq!(found.join(" "), expected, "{edtf}");
    }

    #[test]
    fn a_date_counts_in_all_that_it_touches() {
        check("2020-02-06", Grain::Day, "2020-02-06");
        check("2020-02-06", Grain::Month, "2020-02");
        check("2020-02-06", Grain::Year, "2020");
        check("2020-02-29/2020-03-01", Grain::Day, "2020-02-29 2020-03-01");
        check("2020-12-31/2021-01-01", Grain::Month, "2020-12 2021-01");
        check("2020", Grain::Year, "2020");
        check("2020", Grain::Month, "");
        check("2020-02", Grain::Day, "");
        check("2020-02", Grain::Month, "2020-02");
        check("1000/2000", Grain::Year, "");
        check("9999-12-31", Grain::Year, "9999");
        check("9999-12", Grain::Month, "9999-12");
    }
}
