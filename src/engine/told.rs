//! What dates tell.

use crate::corpus::annotation::EntityRow;
use crate::corpus::{Article, Event, Mention};
use crate::protocol::annotation::{EntityName, Told};

pub(super) fn entity_name(row: EntityRow<'_>) -> EntityName {
    EntityName { id: row.id().to_owned(), kind: row.kind(), name: row.name().to_owned() }
}

/// What a date tells.
pub(super) fn told_of_date(article: Article<'_>, mention: Mention<'_>) -> Told {
    let told =
        |event: Event<'_>| (article.words(event.range()).trim().to_owned(), event.who().map(entity_name));
    Told::Date { events: mention.events().map(told).collect() }
}
