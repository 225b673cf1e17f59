//! [`Entity`]: what several names mean.
//!
//! Names that mean the same are one entity in all documents and both scripts. An organisation's name is compared by its place, its
//! company and what is left: 山东联通 and 中国联通山东分公司 are one, 湖北行协 is 湖北省通信行业协会 where no other name could be
//! meant by it. 湖北公司 belongs to the company that its document speaks of. A place of which several of that name exist stays apart
//! as long as its document does not tell which one is meant.
//!
//! This file knows names and where they stand in documents, nothing of how they were found.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::cut::Cut;
use super::lexicon::{Known, Lexicon, Tags, level};
use super::organisation::BRANCHES;
use super::{EntityKind, Finder, NameMention};
use crate::annotate::{Mention, MentionKind};
use crate::text::CleanText;
use crate::text::fold::{HanClasses, fold_term};

/// What several names mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Made from kind and name, and the same in every corpus that uses the name.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The name by which it goes.
    pub name: String,
    /// All other names by which the documents call it, as printed, sorted.
    pub aliases: Vec<String>,
    /// Id of the organisation that it is part of, or that runs it.
    pub parent: Option<String>,
    /// Province of a place, or of an organisation named after one.
    pub province: Option<String>,
    /// What a person is.
    pub role: Option<String>,
    /// Whether several places go by this name and nothing tells which is meant.
    pub is_ambiguous: bool,
}

/// What makes two names mean the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: EntityKind,
    /// A name in folded characters; of organisations what is left without place and company.
    words: String,
    /// Code of a place, or of the last place in an organisation's name; 0 for none.
    code: u32,
    /// The company of a branch, or of an organisation within one.
    company: Option<String>,
    /// The document, for names such as 市政府 that mean another one in each; 0 for all.
    document: usize,
}

/// What is gathered for a key.
#[derive(Clone, Debug, Default)]
struct Group {
    /// Printed names and how often they occur.
    printed: BTreeMap<String, usize>,
    /// The name that the gazetteer or an introduction gives.
    name: Option<String>,
    parent: Option<String>,
    roles: BTreeMap<String, usize>,
    is_ambiguous: bool,
}

/// Gathers the entities of some documents, sorted by kind and name, and gives each name its entity.
pub fn entities(finder: &Finder, documents: &mut [(&CleanText, &mut [Mention])]) -> Vec<Entity> {
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    let mut keys: Vec<Vec<Option<Key>>> = Vec::new();
    for (index, (text, mentions)) in documents.iter().enumerate() {
        let own = document_keys(finder, index + 1, mentions);
        for (mention, key) in mentions.iter().zip(&own) {
            let (MentionKind::Name(name), Some(key)) = (&mention.kind, key) else { continue };
            let group = groups.entry(key.clone()).or_default();
            let printed: String = text.words(mention.span).split_whitespace().collect();
            *group.printed.entry(printed).or_default() += 1;
            if let Some(known) = finder.named(name.kind, &name.name) {
                group.name = Some(known.name.clone());
            }
            group.parent = group.parent.take().or_else(|| name.parent.clone());
            if let Some(role) = &name.role {
                *group.roles.entry(role.clone()).or_default() += 1;
            }
            group.is_ambiguous |= name.is_ambiguous || key.document != 0;
        }
        keys.push(own);
    }
    let same = abbreviations(&groups);
    for (short, long) in &same {
        let Some(group) = groups.remove(short) else { continue };
        groups.entry(long.clone()).or_default().take(group);
    }
    let (entities, ids) = finish(finder, &groups);
    for ((_, mentions), keys) in documents.iter_mut().zip(keys) {
        for (mention, key) in mentions.iter_mut().zip(keys) {
            let (MentionKind::Name(name), Some(key)) = (&mut mention.kind, key) else { continue };
            let key = same.get(&key).unwrap_or(&key);
            name.entity = ids.get(key).cloned().unwrap_or_default();
        }
    }
    entities
}

/// The key of each name of a document.
fn document_keys(finder: &Finder, document: usize, mentions: &[Mention]) -> Vec<Option<Key>> {
    let mut provinces: BTreeMap<u32, usize> = BTreeMap::new();
    for mention in mentions {
        if let MentionKind::Name(NameMention { code: Some(code), .. }) = &mention.kind {
            *provinces.entry(code / 10_000).or_default() += 1;
        }
    }
    let mut keys: Vec<Option<Key>> = Vec::new();
    let (mut article, mut main) = (None, None);
    for mention in mentions {
        if article != Some(mention.article) {
            article = Some(mention.article);
            main = main_company(mentions.iter().filter(|other| other.article == mention.article))
                .or_else(|| main_company(mentions.iter()));
        }
        keys.push(match &mention.kind {
            MentionKind::Name(name) => Some(key(finder, name, main.as_deref(), &provinces)),
            _ => None,
        });
    }
    settle_general(document, mentions, &provinces, &mut keys);
    keys
}

/// Gives names such as 海事局 and 省政府 the key of the last name in front that ends so, 天津海事局, and else one of their document.
fn settle_general(
    document: usize,
    mentions: &[Mention],
    provinces: &BTreeMap<u32, usize>,
    keys: &mut [Option<Key>],
) {
    let n_named: usize = provinces.values().sum();
    let province =
        provinces.iter().find(|(_, n)| **n * 3 > n_named * 2).map(|(province, _)| province * 10_000);
    let mut full: Vec<(String, Key)> = Vec::new();
    for (mention, key) in mentions.iter().zip(keys) {
        let (MentionKind::Name(name), Some(key)) = (&mention.kind, key.as_mut()) else { continue };
        if name.kind != EntityKind::Organisation {
            continue;
        }
        let words = fold_term(&name.name, HanClasses::all());
        if !is_general(&words, key) {
            full.push((words, key.clone()));
            continue;
        }
        let meant = full.iter().rev().find(|(name, _)| name.len() > words.len() && name.ends_with(&words));
        match (meant, province) {
            (Some((_, meant)), _) => key.clone_from(meant),
            (None, Some(province)) if words.starts_with('省') => key.code = province,
            _ => key.document = document,
        }
    }
}

/// Whether a name fits many organisations: it begins with a level of government, or is a word of government alone.
fn is_general(words: &str, key: &Key) -> bool {
    let chars: Vec<char> = words.chars().collect();
    let starts_with_level = chars.first().is_some_and(|&c| super::place::is_level(c));
    let is_body = || Lexicon::embedded().look_up(&chars).is_some_and(|entry| entry.tags.any(Tags::BODY));
    key.code == 0 && key.company.is_none() && (starts_with_level || is_body())
}

impl Group {
    fn take(&mut self, other: Group) {
        for (printed, n) in other.printed {
            *self.printed.entry(printed).or_default() += n;
        }
        self.name = self.name.take().or(other.name);
        self.parent = self.parent.take().or(other.parent);
    }
}

/// The company that a text speaks of: the one that stands in it most often and has branches.
fn main_company<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions {
        let MentionKind::Name(name) = &mention.kind else { continue };
        let companies = [Some(name.name.as_str()), name.parent.as_deref()];
        let mut companies = companies.into_iter().flatten();
        let branch = companies.find_map(|name| BRANCHES.iter().find(|(_, company)| *company == name));
        if let Some((_, company)) = branch.filter(|_| name.kind == EntityKind::Organisation) {
            *counts.entry(company).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|&(_, n)| n).map(|(company, _)| company.to_owned())
}

fn key(finder: &Finder, name: &NameMention, main: Option<&str>, provinces: &BTreeMap<u32, usize>) -> Key {
    let words = fold_term(&name.name, HanClasses::all());
    let plain = Key { kind: name.kind, words, code: 0, company: None, document: 0 };
    match name.kind {
        EntityKind::Place => {
            let code = if name.is_ambiguous { 0 } else { name.code.unwrap_or(0) };
            Key { code, ..plain }
        }
        EntityKind::Organisation if finder.named(name.kind, &name.name).is_none() => {
            organisation(finder, &name.name, main, provinces).unwrap_or(plain)
        }
        _ => plain,
    }
}

/// Words of an organisation's name that tell nothing apart.
const EMPTY: [&str; 7] = ["公司", "分公司", "集团", "集团公司", "有限公司", "有限责任公司", "股份有限公司"];

fn organisation(
    finder: &Finder,
    name: &str,
    main: Option<&str>,
    provinces: &BTreeMap<u32, usize>,
) -> Option<Key> {
    let cut = Cut::new(name, finder.lexicons());
    let (mut code, mut company, mut words, mut has_branch) = (0, None, String::new(), false);
    for token in &cut.tokens {
        let is_place = token.tags.any(Tags::PLACE.with(Tags::WEAK_PLACE));
        if is_place
            && words.is_empty()
            && let Some(inner) = place_code(finder.known(token), code, provinces)
        {
            code = inner;
            continue;
        }
        let branch = BRANCHES.iter().find(|(word, _)| cut.is(token, word)).map(|&(_, company)| company);
        let organisation = finder.known(token).find(|known| known.kind == EntityKind::Organisation);
        let organisation = organisation.map(|known| known.name.as_str());
        match branch.filter(|_| code != 0).or(organisation) {
            Some(known) if company.is_none() && words.is_empty() => company = Some(known.to_owned()),
            _ if EMPTY.iter().any(|word| cut.is(token, word)) => has_branch = true,
            _ => words.extend(cut.text(token.start..token.end)),
        }
    }
    if words.is_empty() && company.is_none() {
        // 湖北公司
        company = main.filter(|_| has_branch && code != 0).map(ToOwned::to_owned);
        company.as_ref()?;
    }
    Some(Key { kind: EntityKind::Organisation, words, code, company, document: 0 })
}

/// Code of the place that a word in an organisation's name means, behind the place `outer`; `None` where it is likely none.
fn place_code<'k>(
    known: impl Iterator<Item = &'k Known>,
    outer: u32,
    provinces: &BTreeMap<u32, usize>,
) -> Option<u32> {
    let codes =
        known.filter(|known| known.kind == EntityKind::Place && known.code != 0).map(|known| known.code);
    let is_within = |code: u32| outer != 0 && code / 10_000 == outer / 10_000;
    let n_named = |code: u32| provinces.get(&(code / 10_000)).copied().unwrap_or(0);
    // A county's name is often another word; something must speak for it.
    let codes = codes.filter(|&code| level(code) < 2 || is_within(code) || outer == 0 && n_named(code) > 0);
    codes.min_by_key(|&code| (!is_within(code), level(code), std::cmp::Reverse(n_named(code))))
}

/// Short names and the long ones that they stand for, where only one fits.
fn abbreviations(groups: &BTreeMap<Key, Group>) -> BTreeMap<Key, Key> {
    let mut by_place: BTreeMap<u32, Vec<&Key>> = BTreeMap::new();
    for key in groups.keys().filter(|key| key.kind == EntityKind::Organisation && key.company.is_none()) {
        by_place.entry(key.code).or_default().push(key);
    }
    let mut same = BTreeMap::new();
    for (_, keys) in by_place.into_iter().filter(|(code, _)| *code != 0) {
        for short in keys.iter().filter(|key| (2..=7).contains(&key.words.chars().count())) {
            let mut long = keys.iter().filter(|long| is_short_for(&short.words, &long.words));
            if let (Some(long), None) = (long.next(), long.next()) {
                same.insert((*short).clone(), (*long).clone());
            }
        }
    }
    // 湖北行协 leads to 湖北通信行业协会, and that to the name in full.
    let steps = same.clone();
    for long in same.values_mut() {
        while let Some(next) = steps.get(long) {
            *long = next.clone();
        }
    }
    same
}

/// Whether a name is formed from a longer one by leaving characters out, as 行协 from 通信行业协会.
fn is_short_for(short: &str, long: &str) -> bool {
    const KINDS: [(&str, &str); 7] = [
        ("协", "协会"),
        ("协会", "协会"),
        ("学会", "学会"),
        ("局", "局"),
        ("委", "委员会"),
        ("厅", "厅"),
        ("办", "办公室"),
    ];
    let is_kind = KINDS.iter().any(|(ending, full)| short.ends_with(ending) && long.ends_with(full));
    let mut rest = long.chars();
    let is_within = short.chars().all(|c| rest.any(|other| other == c));
    is_kind && is_within && short.len() < long.len()
}

/// Makes entities of the groups.
fn finish(finder: &Finder, groups: &BTreeMap<Key, Group>) -> (Vec<Entity>, BTreeMap<Key, String>) {
    let mut ids = BTreeMap::new();
    let mut given = BTreeSet::new();
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    let mut made: Vec<(Entity, &Key, Option<String>)> = Vec::new();
    for (key, group) in groups {
        let name = title(key, group);
        let id = unique(key.kind, &name, key.code, &mut given);
        ids.insert(key.clone(), id.clone());
        if key.kind == EntityKind::Organisation {
            by_name.entry(name.clone()).or_insert_with(|| id.clone());
            for printed in group.printed.keys() {
                by_name.entry(fold_term(printed, HanClasses::all())).or_insert_with(|| id.clone());
            }
        }
        let code = key.code;
        let entity = Entity {
            id,
            kind: key.kind,
            aliases: group.printed.keys().filter(|alias| **alias != name).cloned().collect(),
            name,
            parent: None,
            province: finder.province(code / 10_000).map(|known| known.name.clone()).filter(|_| code != 0),
            role: most(&group.roles),
            is_ambiguous: group.is_ambiguous,
        };
        made.push((entity, key, group.parent.clone()));
    }
    let mut parents: Vec<(String, Option<String>)> = Vec::new();
    for (entity, key, parent) in &mut made {
        let company = key.company.clone().filter(|company| *company != entity.name);
        let named = parent.take().filter(|parent| *parent != entity.name);
        let within = by_name
            .iter()
            .filter(|(name, _)| key.kind == EntityKind::Organisation && is_part_of(&entity.name, name))
            .max_by_key(|(name, _)| name.len())
            .map(|(name, _)| name.clone());
        let name =
            if finder.named(key.kind, &entity.name).is_some() { named } else { within.or(company).or(named) };
        if let Some(name) = &name {
            parents.push((
                name.clone(),
                finder.named(EntityKind::Organisation, name).and_then(|known| known.parent.clone()),
            ));
        }
        *parent = name;
    }
    // Parents that no document names themselves.
    let mut added = Vec::new();
    while let Some((name, parent)) = parents.pop() {
        if by_name.contains_key(&name) {
            continue;
        }
        let id = unique(EntityKind::Organisation, &name, 0, &mut given);
        by_name.insert(name.clone(), id.clone());
        if let Some(parent) = &parent {
            let above = finder.named(EntityKind::Organisation, parent).and_then(|known| known.parent.clone());
            parents.push((parent.clone(), above));
        }
        let entity = Entity {
            id,
            kind: EntityKind::Organisation,
            name,
            aliases: Vec::new(),
            parent: None,
            province: None,
            role: None,
            is_ambiguous: false,
        };
        added.push((entity, parent));
    }
    let made = made.into_iter().map(|(entity, _, parent)| (entity, parent));
    let mut entities: Vec<Entity> = made
        .chain(added)
        .map(|(entity, parent)| {
            let parent = parent.and_then(|name| by_name.get(&name).cloned()).filter(|id| *id != entity.id);
            Entity { parent, ..entity }
        })
        .collect();
    entities.sort_by(|a, b| (a.kind, &a.name, &a.id).cmp(&(b.kind, &b.name, &b.id)));
    (entities, ids)
}

/// Whether an organisation is named as a part of another: 湖北联通党委 of 湖北联通.
fn is_part_of(name: &str, whole: &str) -> bool {
    name.chars().count() > whole.chars().count() + 1 && whole.chars().count() > 3 && name.starts_with(whole)
}

/// The name of an entity: as the gazetteer has it, else the one printed most often, the longer of equals.
fn title(key: &Key, group: &Group) -> String {
    if let Some(name) = &group.name {
        return name.clone();
    }
    let most = group.printed.values().max().copied().unwrap_or(0);
    let best = group.printed.iter().max_by_key(|(printed, n)| {
        // The full name, unless it is a rare slip.
        let is_full = key.kind == EntityKind::Organisation && key.company.is_none() && **n * 10 >= most;
        (if is_full { printed.chars().count() } else { 0 }, **n, printed.chars().count())
    });
    best.map(|(printed, _)| printed.clone()).unwrap_or_default()
}

fn most(counts: &BTreeMap<String, usize>) -> Option<String> {
    counts.iter().max_by_key(|(words, n)| (**n, words.chars().count())).map(|(words, _)| words.clone())
}

/// An id of kind and name; places of one name differ by their code.
fn unique(kind: EntityKind, name: &str, code: u32, given: &mut BTreeSet<String>) -> String {
    let mut words = format!("{} {}", kind.name(), fold_term(name, HanClasses::all()));
    if kind == EntityKind::Place && code != 0 {
        words.push_str(&format!(" {code}"));
    }
    let digest = Sha256::digest(words.as_bytes());
    let hash: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let mut id = format!("{}-{hash}", kind.name());
    let mut n = 2;
    while !given.insert(id.clone()) {
        id = format!("{}-{hash}-{n}", kind.name());
        n += 1;
    }
    id
}
