//! Names of articles that match: what is named how often, with what, and where.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::annotation::sentence;
use super::told::entity_name;
use super::{Engine, count};
use crate::corpus::annotation::{EntityId, EntityRow};
use crate::corpus::{Article, Corpus};
use crate::order;
use crate::protocol::annotation::{
    EntityAnswer, EntityRequest, NameAnswer, NameCount, NameRequest, ProvinceCount, TOGETHER,
};
use crate::protocol::{Axis, CountRequest, EntityKind, Facet, FacetChoice, Filter, TimeRequest};
use crate::text::fold::needle;

impl Engine {
    /// What articles that match name.
    #[must_use]
    pub fn names(&self, request: &NameRequest) -> NameAnswer {
        let same = Same::new(self.corpus(), &request.merged, &request.hidden);
        let mut tallies: BTreeMap<EntityId, Tally> = BTreeMap::new();
        let mut provinces: BTreeMap<&str, (Tally, BTreeSet<EntityId>)> = BTreeMap::new();
        for (number, article) in (0..).zip(self.matching(&request.filter)) {
            for name in article.names() {
                let Some(entity) = same.meant(name.entity().number()) else { continue };
                tallies.entry(entity).or_default().add(number, article);
                let row = self.corpus().entity(entity);
                let has_place = matches!(row.kind(), EntityKind::Place | EntityKind::Organisation);
                if let Some(province) = row.province().filter(|_| has_place) {
                    let (tally, ids) = provinces.entry(province).or_default();
                    tally.add(number, article);
                    ids.insert(entity);
                }
            }
        }
        let mut kinds = [0; 4];
        let wanted = needle(&request.contains, self.index().classes());
        let holds = |name: &str| needle(name, self.index().classes()).contains(&wanted);
        let mut names = Vec::new();
        for (entity, tally) in &tallies {
            let row = self.corpus().entity(*entity);
            if !wanted.is_empty() && !holds(row.name()) && !row.aliases().any(holds) {
                continue;
            }
            if let Some(n) = kinds.get_mut(row.kind() as usize) {
                *n += 1;
            }
            if request.kind.is_none_or(|kind| kind == row.kind()) {
                names.push(tally.count(row));
            }
        }
        order::sort_by_key(&mut names, |name| std::cmp::Reverse((name.n_mentions, name.n_articles)));
        let n_names = count(names.len());
        names.truncate(request.limit as usize);
        let mut provinces: Vec<ProvinceCount> = provinces
            .into_iter()
            .map(|(province, (tally, ids))| ProvinceCount {
                province: province.to_owned(),
                n_mentions: tally.n_mentions,
                n_articles: tally.n_articles,
                ids: ids.into_iter().map(|id| self.corpus().entity(id).id().to_owned()).collect(),
            })
            .collect();
        order::sort_by_key(&mut provinces, |one| std::cmp::Reverse(one.n_mentions));
        NameAnswer { kinds, n_names, names, provinces }
    }

    /// One entity; `None` when there is none of this id.
    #[must_use]
    pub fn entity(&self, request: &EntityRequest) -> Option<EntityAnswer> {
        let corpus = self.corpus();
        let row = corpus.entities().find(|row| row.id() == request.id)?;
        let own = row.number();
        let same = Same::new(corpus, &request.merged, &request.hidden);
        let (mut tally, mut contexts) = (Tally::default(), Vec::new());
        let mut with: BTreeMap<EntityId, Tally> = BTreeMap::new();
        let matching = self.matching(&request.filter);
        for (number, article) in (0..).zip(matching.iter().copied()) {
            let names: Vec<(Range<usize>, EntityId)> = article
                .names()
                .filter_map(|name| Some((name.range(), same.meant(name.entity().number())?)))
                .collect();
            for paragraph in article.paragraphs().map(|paragraph| paragraph.range()) {
                let here = || names.iter().filter(|(range, _)| paragraph.contains(&range.start));
                if !here().any(|(_, entity)| *entity == own) {
                    continue;
                }
                for (range, entity) in here() {
                    if *entity == own {
                        tally.add(number, article);
                        contexts.push((article.document(), range.clone()));
                    } else {
                        with.entry(*entity).or_default().add(number, article);
                    }
                }
            }
        }
        let mut with: Vec<(EntityId, Tally)> = with.into_iter().collect();
        order::sort_by_key(&mut with, |(_, tally)| std::cmp::Reverse((tally.n_mentions, tally.n_articles)));
        with.truncate(request.n_others as usize);
        let nearest: Vec<EntityId> =
            [own].into_iter().chain(with.iter().map(|(entity, _)| *entity)).take(TOGETHER).collect();
        let page = contexts.into_iter().skip(request.offset as usize).take(request.limit as usize);
        let parts =
            corpus.entities().filter(|part| part.parent().is_some_and(|parent| parent.number() == own));
        let mut aliases: BTreeSet<&str> = row.aliases().collect();
        for other in corpus.entities().filter(|other| other.number() != own) {
            if same.meant(other.number()) == Some(own) {
                aliases.insert(other.name());
                aliases.extend(other.aliases());
            }
        }
        Some(EntityAnswer {
            count: tally.count(row),
            aliases: aliases.into_iter().map(str::to_owned).collect(),
            parent: row.parent().map(entity_name),
            parts: parts.map(entity_name).collect(),
            province: row.province().map(str::to_owned),
            role: row.role().map(str::to_owned),
            times: self.times_of(row, &request.filter),
            with: with.iter().map(|(entity, tally)| tally.count(corpus.entity(*entity))).collect(),
            together: together(&nearest, &matching, &same),
            contexts: page.filter_map(|(document, range)| sentence(document, range)).collect(),
        })
    }

    /// What articles that name an entity mention of time.
    fn times_of(&self, row: EntityRow<'_>, filter: &Filter) -> Vec<crate::protocol::TimeBin> {
        let chosen = FacetChoice {
            facet: Facet::of(row.kind()),
            chosen: vec![row.id().to_owned()],
            excluded: Vec::new(),
        };
        let mut filter = filter.clone();
        filter.facets.push(chosen);
        let times = vec![TimeRequest { axis: Axis::Mentioned, grain: None }];
        let answer = self.counts(&CountRequest { filter, facets: Vec::new(), times });
        answer.times.into_iter().next().map(|time| time.bins).unwrap_or_default()
    }
}

/// How many articles name two entities: row `i` has those that `nearest[i]` shares with each one before it.
fn together(nearest: &[EntityId], articles: &[Article<'_>], same: &Same) -> Vec<Vec<u32>> {
    let mut shared: Vec<Vec<u32>> = (0..nearest.len()).map(|row| vec![0; row]).collect();
    for article in articles {
        let named: BTreeSet<EntityId> =
            article.names().filter_map(|name| same.meant(name.entity().number())).collect();
        let is_named: Vec<bool> = nearest.iter().map(|entity| named.contains(entity)).collect();
        for (row, _) in shared.iter_mut().zip(&is_named).filter(|(_, is_named)| **is_named) {
            for (n, _) in row.iter_mut().zip(&is_named).filter(|(_, is_named)| **is_named) {
                *n += 1;
            }
        }
    }
    shared
}

/// Which entities a person takes for the same, and which for none.
struct Same {
    meant: HashMap<EntityId, EntityId>,
    hidden: HashSet<EntityId>,
}

impl Same {
    fn new(corpus: &Corpus, merged: &[(String, String)], hidden: &[String]) -> Same {
        let mut numbers: HashMap<&str, EntityId> = HashMap::new();
        if !merged.is_empty() || !hidden.is_empty() {
            numbers.extend(corpus.entities().map(|entity| (entity.id(), entity.number())));
        }
        let number = |id: &String| numbers.get(id.as_str()).copied();
        let meant = merged.iter().filter_map(|(one, other)| Some((number(one)?, number(other)?)));
        Same { meant: meant.collect(), hidden: hidden.iter().filter_map(number).collect() }
    }

    /// What a person takes an entity for; nothing where it is hidden.
    fn meant(&self, entity: EntityId) -> Option<EntityId> {
        let mut entity = entity;
        // As many steps as there are merges: a circle ends somewhere.
        for _ in 0..self.meant.len() {
            let Some(other) = self.meant.get(&entity) else { break };
            entity = *other;
        }
        (!self.hidden.contains(&entity)).then_some(entity)
    }
}

/// Mentions, articles and documents, told in order.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    n_mentions: u32,
    n_articles: u32,
    n_documents: u32,
    last_article: Option<u32>,
    last_document: Option<u32>,
}

impl Tally {
    fn add(&mut self, number: u32, article: Article<'_>) {
        self.n_mentions += 1;
        self.n_articles += u32::from(self.last_article.replace(number) != Some(number));
        let document = article.document().number().0;
        self.n_documents += u32::from(self.last_document.replace(document) != Some(document));
    }

    fn count(&self, row: EntityRow<'_>) -> NameCount {
        NameCount {
            entity: entity_name(row),
            n_mentions: self.n_mentions,
            n_articles: self.n_articles,
            n_documents: self.n_documents,
            is_ambiguous: row.is_ambiguous(),
        }
    }
}
