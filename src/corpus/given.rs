//! What the user's settings say of a document goes before what the document says of itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::redacted::{Redacted, Redactor};
use crate::article::Place;

/// What is said of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Given {
    /// The id by which links name it.
    pub id: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Day, month or year of publication, in EDTF.
    pub published: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Issue number.
    pub issue: Option<String>,
}

/// What is said of documents, by their names or by the ids that they bring along.
#[derive(Debug, Default)]
pub(super) struct GivenAll {
    by_name: BTreeMap<String, Given>,
    used: BTreeSet<String>,
}

impl GivenAll {
    pub(super) fn new(by_name: BTreeMap<String, Given>) -> GivenAll {
        GivenAll { by_name, used: BTreeSet::new() }
    }

    /// What is said of a document; what names its id goes before what names its file.
    pub(super) fn of(&mut self, source: &str, own_id: Option<&str>) -> Given {
        let mut given = Given::default();
        for name in [own_id, Some(source)].into_iter().flatten() {
            let Some(said) = self.by_name.get(name) else { continue };
            self.used.insert(name.to_owned());
            let said = said.clone();
            given = Given {
                id: given.id.or(said.id),
                title: given.title.or(said.title),
                published: given.published.or(said.published),
                publisher: given.publisher.or(said.publisher),
                issue: given.issue.or(said.issue),
            };
        }
        given
    }

    /// Names for which no document has come.
    pub(super) fn unused(&self) -> Vec<&str> {
        self.by_name.keys().filter(|name| !self.used.contains(*name)).map(String::as_str).collect()
    }
}

impl Given {
    /// Without what must not be published in the id.
    pub(super) fn redacted(mut self, redactor: Option<&Redactor>, scope: &[bool]) -> Given {
        if let (Some(redactor), Some(id)) = (redactor, &mut self.id) {
            *id = redactor.redaction.redacted_name(id, scope);
        }
        self
    }

    /// Writes down what is said; title and date follow when the document is put together.
    pub(super) fn tell(&self, read: &mut Redacted) {
        let imprint = &mut read.split.imprint;
        let own = [&mut imprint.title, &mut imprint.publisher, &mut imprint.issue, &mut imprint.date];
        let said = [&self.title, &self.publisher, &self.issue, &self.published];
        for ((own, said), place) in own.into_iter().zip(said).zip(&mut imprint.places) {
            if said.is_some() {
                own.clone_from(said);
                *place = Some(Place::Settings);
            }
        }
    }
}
