//! Documents → rows of the tables.

use std::collections::{BTreeMap, BTreeSet};

use jianbao::annotate::event::Event;
use jianbao::annotate::name::entity::Entity;
use jianbao::annotate::quantity::Approximation;
use jianbao::annotate::{DateMention, Mention, MentionKind};
use jianbao::corpus::parsed::{ParsedDocument, basis_name};
use jianbao::day::edtf_bounds;
use jianbao::protocol::PublishedBasis;

use super::place::{Places, article_text};
use super::table::Kind::{Day, Flag, Number, Text, Texts, Whole};
use super::table::{Cell, Column, Row, Table, filled, open};

/// What a document says of itself.
const IMPRINT: &[Column] = &[
    filled("source", Text, "path of the file, below the folder that was named"),
    open("publisher", Text, "who published the document"),
    open("issue", Text, "number of the issue"),
    open("published", Text, "when the document was published, as EDTF"),
    open("published_first", Day, "first day that this can mean"),
    open("published_last", Day, "last day that this can mean"),
    open("published_basis", Text, "printed, inferred or config"),
    filled("lang", Text, "language as BCP 47 tag"),
];

/// Where a mention stands: its document and article.
const OWNER: &[Column] =
    &[filled("document_id", Text, "id of the document"), filled("article_id", Text, "id of the article")];

/// Where a mention stands, and its words.
const PLACE: &[Column] = &[
    filled("start_byte", Whole, "first byte in the document's text, in UTF-8"),
    filled("end_byte", Whole, "byte behind the last in the document's text"),
    filled(
        "start_character",
        Whole,
        "first character in the article's text, counted in Unicode code points from 0",
    ),
    filled("end_character", Whole, "character behind the last in the article's text"),
    filled("text", Text, "the words"),
    filled("before", Text, "up to 32 characters in front of them, in the same paragraph"),
    filled("after", Text, "up to 32 characters behind them, in the same paragraph"),
];

const DATE: &[Column] = &[
    filled("edtf", Text, "what the words mean on a calendar, as EDTF"),
    open("first_day", Day, "first day that this covers"),
    open("last_day", Day, "last day that this covers"),
    filled("date_kind", Text, "point, range, duration or set"),
    filled("year_basis", Text, "how the year is known: text, document, neighbours, lunar, corpus or unknown"),
    open("suggested", Text, "a likelier reading where the printed one contradicts its surroundings, as EDTF"),
    open("event", Text, "the clause that says what happened then"),
    open("who", Text, "id of the entity that this is told of"),
    open("who_name", Text, "its name"),
    filled("events", Texts, "all that happened then, the main event first"),
];

const FIGURE: &[Column] = &[
    open("value", Number, "the number in its unit, or the lower end of a range"),
    open("value_exact", Text, "the same as decimal digits; empty for fractions such as 三分之一"),
    open("upper", Number, "upper end of a range"),
    open("upper_exact", Text, "the same as decimal digits"),
    filled("unit", Text, "unit in simplified characters, 万 and 亿 multiplied out"),
    open("approx", Text, "over, near, about or atleast"),
    open("what", Text, "what is counted"),
    open("who", Text, "id of the entity that this is told of"),
    open("who_name", Text, "its name"),
];

const NAME: &[Column] = &[
    filled("kind", Text, "organisation, person, place or service"),
    filled("entity_id", Text, "id of the entity"),
    filled("name", Text, "the name by which the entity goes"),
];

pub(super) const DOCUMENTS: Table = Table {
    name: "documents",
    groups: &[
        &[filled("id", Text, "id of the document"), filled("title", Text, "title of the document")],
        IMPRINT,
        &[
            filled("quality", Whole, "0 to 100: how little had to be repaired and is in doubt"),
            filled("text", Text, "the cleaned text; bytes of mentions are counted in it"),
        ],
    ],
};

pub(super) const ARTICLES: Table = Table {
    name: "articles",
    groups: &[
        &[
            filled("id", Text, "id of the article"),
            filled("document_id", Text, "id of its document"),
            filled("number", Whole, "its place in the document, from 1"),
            filled("is_matter", Flag, "cover, contents page or note: no article"),
            filled("title", Text, "title of the article; none for matter"),
            open("kicker", Text, "what stands before the title, such as the sender"),
            filled("document_title", Text, "title of the document"),
        ],
        IMPRINT,
        &[
            filled(
                "spans",
                Text,
                "stretches of the document's text that it is made of: bytes, such as 0-90 120-180",
            ),
            filled("text", Text, "its paragraphs, a line each; characters of mentions are counted in it"),
        ],
    ],
};

pub(super) const DATES: Table = Table { name: "dates", groups: &[OWNER, PLACE, DATE] };
pub(super) const FIGURES: Table = Table { name: "figures", groups: &[OWNER, PLACE, FIGURE] };
pub(super) const NAMES: Table = Table { name: "names", groups: &[OWNER, PLACE, NAME] };

pub(super) const ENTITIES: Table = Table {
    name: "entities",
    groups: &[&[
        filled("id", Text, "id of the entity, the same in every corpus"),
        filled("kind", Text, "organisation, person, place or service"),
        filled("name", Text, "the name by which it goes"),
        filled("aliases", Texts, "all other names in these documents"),
        open("parent", Text, "id of the organisation that it belongs to"),
        open("province", Text, "province of China"),
        open("role", Text, "what a person is"),
        filled("is_ambiguous", Flag, "several places go by this name, and nothing tells which is meant"),
        filled("n_mentions", Whole, "how often it is named"),
        filled("n_documents", Whole, "how many documents name it"),
    ]],
};

/// All tables.
pub(super) const TABLES: [Table; 6] = [DOCUMENTS, ARTICLES, DATES, FIGURES, NAMES, ENTITIES];

/// Which table a mention is a row of, or none: with its cells behind those of [`OWNER`].
pub(super) struct Found<'a> {
    pub(super) table: Table,
    pub(super) article: usize,
    pub(super) cells: Row<'a>,
}

/// All documents, and what their names mean.
pub(super) struct Corpus<'a> {
    pub(super) documents: &'a [ParsedDocument],
    pub(super) entities: &'a [Entity],
    names: BTreeMap<&'a str, &'a str>,
}

impl<'a> Corpus<'a> {
    pub(super) fn new(documents: &'a [ParsedDocument], entities: &'a [Entity]) -> Corpus<'a> {
        let names = entities.iter().map(|entity| (entity.id.as_str(), entity.name.as_str())).collect();
        Corpus { documents, entities, names }
    }

    /// Id and name of an entity.
    fn entity(&self, id: Option<&'a str>) -> [Cell<'a>; 2] {
        [id.into(), id.and_then(|id| self.names.get(id).copied()).into()]
    }

    /// The mentions of a document in their order.
    pub(super) fn mentions(&self, document: &'a ParsedDocument) -> impl Iterator<Item = Found<'a>> {
        let places = Places::new(document);
        document.mentions.iter().map(move |mention| {
            let (start, end) = (mention.span.start(), mention.span.end());
            let place = places.find(mention.article, mention.span);
            let (from, to) = place.as_ref().map_or((0, 0), |place| (place.start, place.end));
            let (before, after) = place.as_ref().map_or(("", ""), |place| (place.before, place.after));
            let mut cells: Row = vec![start.into(), end.into(), from.into(), to.into()];
            cells.extend([document.text.words(mention.span), before, after].map(Cell::from));
            let table = self.value(document, mention, &mut cells);
            Found { table, article: mention.article, cells }
        })
    }

    /// What a mention says, behind where it stands.
    fn value(&self, document: &'a ParsedDocument, mention: &'a Mention, cells: &mut Row<'a>) -> Table {
        match &mention.kind {
            MentionKind::Date(date) => {
                self.date(document, date, cells);
                DATES
            }
            MentionKind::Quantity(quantity) => {
                cells.extend([
                    quantity.value.into(),
                    quantity.exact.map(|value| value.to_string()).into(),
                    quantity.upper.into(),
                    quantity.exact_upper.map(|value| value.to_string()).into(),
                    quantity.unit.as_str().into(),
                    quantity.approximation.map(Approximation::name).into(),
                    quantity.what.as_deref().into(),
                ]);
                cells.extend(self.entity(mention.who.and_then(|span| document.entity_at(span))));
                FIGURES
            }
            MentionKind::Name(name) => {
                let [id, known] = self.entity(Some(&name.entity));
                cells.extend([name.kind.name().into(), id]);
                cells.push(if known == Cell::Nothing { name.name.as_str().into() } else { known });
                NAMES
            }
        }
    }

    fn date(&self, document: &'a ParsedDocument, date: &'a DateMention, cells: &mut Row<'a>) {
        let words = |event: &Event| document.text.words(event.span);
        let edtf = date.value.edtf();
        // How long and how often is no place on the calendar.
        let bounds = matches!(date.value.kind(), "point" | "range").then(|| edtf_bounds(&edtf)).flatten();
        let event = date.events.first();
        cells.push(edtf.into());
        cells.extend([bounds.map(|(first, _)| first).into(), bounds.map(|(_, last)| last).into()]);
        cells.extend([date.value.kind(), basis_name(date.year_basis)].map(Cell::from));
        cells.extend([date.suggested.as_deref().into(), event.map(words).into()]);
        let who = event.and_then(|event| event.who).and_then(|span| document.entity_at(span));
        cells.extend(self.entity(who));
        cells.push(Cell::Texts(date.events.iter().map(words).collect()));
    }

    /// The entities, with how often they are named.
    pub(super) fn entity_rows(&self) -> impl Iterator<Item = Row<'a>> {
        let mut counts: BTreeMap<&str, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for (number, document) in self.documents.iter().enumerate() {
            for mention in &document.mentions {
                let MentionKind::Name(name) = &mention.kind else { continue };
                let (n_mentions, documents) = counts.entry(name.entity.as_str()).or_default();
                *n_mentions += 1;
                documents.insert(number);
            }
        }
        self.entities.iter().map(move |entity| {
            let count = counts.get(entity.id.as_str());
            vec![
                entity.id.as_str().into(),
                entity.kind.name().into(),
                entity.name.as_str().into(),
                Cell::Texts(entity.aliases.iter().map(String::as_str).collect()),
                entity.parent.as_deref().into(),
                entity.province.as_deref().into(),
                entity.role.as_deref().into(),
                entity.is_ambiguous.into(),
                count.map_or(0, |(n_mentions, _)| *n_mentions).into(),
                count.map_or(0, |(_, documents)| documents.len()).into(),
            ]
        })
    }
}

fn imprint(document: &ParsedDocument) -> [Cell<'_>; 8] {
    let published = document.published.as_ref();
    let bounds = published.and_then(|(edtf, _)| edtf_bounds(edtf));
    let basis = published.map(|(_, basis)| match basis {
        PublishedBasis::Printed => "printed",
        PublishedBasis::Inferred => "inferred",
        PublishedBasis::Config => "config",
    });
    [
        document.document.source.as_str().into(),
        document.imprint.publisher.as_deref().into(),
        document.imprint.issue.as_deref().into(),
        published.map(|(edtf, _)| edtf.as_str()).into(),
        bounds.map(|(first, _)| first).into(),
        bounds.map(|(_, last)| last).into(),
        basis.into(),
        document.lang.into(),
    ]
}

/// The row of a document.
pub(super) fn document(document: &ParsedDocument) -> Row<'_> {
    let mut row: Row = vec![document.id.as_str().into(), document.title.as_str().into()];
    row.extend(imprint(document));
    row.extend([usize::from(document.quality.score()).into(), document.text.text().into()]);
    row
}

/// The rows of a document's articles and of the matter around them, in order.
pub(super) fn articles(document: &ParsedDocument) -> impl Iterator<Item = Row<'_>> {
    document.articles.iter().enumerate().map(|(index, (id, article))| {
        let spans: Vec<String> =
            article.spans().iter().map(|span| format!("{}-{}", span.start(), span.end())).collect();
        let mut row: Row = vec![
            id.as_str().into(),
            document.id.as_str().into(),
            (index + 1).into(),
            article.is_matter.into(),
            article.title.as_str().into(),
            article.kicker.as_deref().into(),
            document.title.as_str().into(),
        ];
        row.extend(imprint(document));
        row.extend([spans.join(" ").into(), article_text(document, index).into()]);
        row
    })
}

/// The cells that say whose a mention is.
pub(super) fn owner(document: &ParsedDocument, article: usize) -> [Cell<'_>; 2] {
    let id = document.articles.get(article).map_or("", |(id, _)| id.as_str());
    [document.id.as_str().into(), id.into()]
}
