//! [`Lexicon`]: every word and name that is known, as one tree of characters.
//!
//! A paragraph is cut along this tree, so that 发展|中国家 never wins over 发展中|国家 and a name never begins in the middle of a
//! word. It holds the frequent words of `text/data`, the gazetteers of `data/` (whose README says where they come from), the words
//! at which no name goes on, the endings of organisations' names and the words beside which people's names stand.
//!
//! It knows lists and nothing of texts.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{EntityKind, service};
use crate::text::fold::{HanClasses, fold_term};
use crate::text::word::Words;

static DIVISIONS: &str = include_str!("data/divisions.txt");
static PLACES: &str = include_str!("data/places.txt");
static ORGANISATIONS: &str = include_str!("data/organisations.txt");
static SERVICES: &str = include_str!("data/services.txt");
static WELL_KNOWN: &str = include_str!("data/well_known.txt");
static ENDINGS: &str = include_str!("data/endings.txt");
static TITLES: &str = include_str!("data/titles.txt");
static FUNCTION_WORDS: &str = include_str!("data/function_words.txt");
static GIVEN_NAMES: &str = include_str!("data/given_names.txt");
static PEOPLE: &str = include_str!("data/people.txt");
static SURNAMES: &str = include_str!("data/surnames.txt");

/// What a word may be; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tags(u32);

impl Tags {
    pub(super) const NONE: Tags = Tags(0);
    /// In the list of frequent words.
    pub(super) const WORD: Tags = Tags(1);
    /// A verb, preposition, pronoun, number: no organisation's name goes on to the left of it.
    pub(super) const FUNCTION: Tags = Tags(1 << 1);
    /// A place whose name alone tells that it is one.
    pub(super) const PLACE: Tags = Tags(1 << 2);
    /// A place whose name is also a word, or little known.
    pub(super) const WEAK_PLACE: Tags = Tags(1 << 3);
    /// An organisation.
    pub(super) const ORGANISATION: Tags = Tags(1 << 4);
    /// A service.
    pub(super) const SERVICE: Tags = Tags(1 << 5);
    /// A person.
    pub(super) const PERSON: Tags = Tags(1 << 6);
    /// A title that stands before a name.
    pub(super) const TITLE_BEFORE: Tags = Tags(1 << 7);
    /// A title that stands behind a name.
    pub(super) const TITLE_AFTER: Tags = Tags(1 << 8);
    /// A word for people before a name, such as 员工.
    pub(super) const TITLE_WEAK: Tags = Tags(1 << 9);
    /// Endings of organisations' names.
    pub(super) const COMPANY: Tags = Tags(1 << 10);
    pub(super) const BRANCH: Tags = Tags(1 << 11);
    pub(super) const GOVERNMENT: Tags = Tags(1 << 12);
    pub(super) const PARTY: Tags = Tags(1 << 13);
    pub(super) const ASSOCIATION: Tags = Tags(1 << 14);
    pub(super) const HOSPITAL: Tags = Tags(1 << 15);
    pub(super) const SCHOOL: Tags = Tags(1 << 16);
    pub(super) const MEDIUM: Tags = Tags(1 << 17);
    pub(super) const UNIT: Tags = Tags(1 << 18);
    pub(super) const TASK: Tags = Tags(1 << 19);
    /// A word of government of three characters or more, which is a name by itself: 卫健委.
    pub(super) const BODY: Tags = Tags(1 << 20);
    /// A word of the list that is likely a person's name.
    pub(super) const LIKELY_PERSON: Tags = Tags(1 << 21);
    /// Any ending of an organisation's name.
    pub(super) const ENDING: Tags = Tags(0x3ff << 10);

    /// Whether any of these bits is set.
    pub(super) fn any(self, other: Tags) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub(super) const fn with(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }
}

/// How much a name of a place needs around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Nothing.
    Nothing,
    /// A place of the same province somewhere in the document.
    Province,
    /// A place of the same province directly in front.
    Neighbour,
}

/// What is known of a name.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) kind: EntityKind,
    /// The name by which it goes.
    pub(super) name: String,
    /// The organisation that it is part of, or that runs it.
    pub(super) parent: Option<String>,
    /// Code of the division; the first two digits are the province. 0 for none.
    pub(super) code: u32,
    /// What it needs to be taken for a place.
    pub(super) need: Need,
}

/// Level of the division with a code: 0 a province, 1 a city, 2 a county.
pub(super) fn level(code: u32) -> u8 {
    match (code.is_multiple_of(10_000), code.is_multiple_of(100)) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

/// A word or name of the tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Natural logarithm of how likely it is.
    pub(super) log: f32,
    pub(super) tags: Tags,
    /// Places in [`Lexicon::known`].
    pub(super) known: Vec<u32>,
}

/// Every word and name that is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    /// From a node and a character to a node; the root is 0.
    edges: FxHashMap<u64, u32>,
    /// The nodes behind the root, by their characters of the Basic Multilingual Plane; 0 for none.
    first: Vec<u32>,
    /// A set bit for each hash of two characters with which a word begins. Most neighbours begin none, and this small table
    /// says so without a look into the large one.
    pairs: Vec<u64>,
    /// The entry of each node and one more; 0 for none.
    nodes: Vec<u32>,
    entries: Vec<Entry>,
    known: Vec<Known>,
    by_name: FxHashMap<(EntityKind, String), u32>,
}

/// Logarithm of the number of words that the list's frequencies were counted in.
const LOG_ALL: f32 = 17.9;

impl Lexicon {
    /// The lists that come with the program.
    pub(super) fn embedded() -> &'static Lexicon {
        static EMBEDDED: OnceLock<Lexicon> = OnceLock::new();
        EMBEDDED.get_or_init(Lexicon::read)
    }

    /// A tree of nothing.
    pub(super) fn new() -> Lexicon {
        Lexicon {
            nodes: vec![0],
            first: vec![0; 0x1_0000],
            pairs: vec![0; 1 << (PAIR_BITS - 6)],
            ..Lexicon::default()
        }
    }

    fn read() -> Lexicon {
        let mut lexicon = Lexicon::new();
        let endings = lines(ENDINGS).filter_map(|line| line.split_once(' '));
        let endings: Vec<(Tags, &str)> = endings
            .flat_map(|(class, words)| words.split(' ').map(move |word| (ending_tag(class), word)))
            .collect();
        let of_ending: FxHashMap<&str, Tags> = endings.iter().map(|&(tag, word)| (word, tag)).collect();
        lexicon.read_divisions();
        for (word, frequency) in Words::list() {
            if lexicon.is_phrase(word, &of_ending) {
                continue;
            }
            // A word such as 市政府 ends as the names do that end in 政府.
            let ending = word.char_indices().skip(1).find_map(|(at, _)| {
                let rest = word.get(at..).filter(|rest| rest.chars().count() > 1)?;
                of_ending.get(rest).copied()
            });
            lexicon.add(word, frequency, Tags::WORD.with(ending.unwrap_or(Tags::NONE)), None);
        }
        for word in lines(FUNCTION_WORDS) {
            lexicon.add(word, 100.0, Tags::FUNCTION, None);
        }
        for word in lines(PEOPLE) {
            lexicon.add(word, 20.0, Tags::LIKELY_PERSON, None);
        }
        for (tag, word) in endings {
            let is_body = tag == Tags::GOVERNMENT && word.chars().count() > 2 && !is_general(word);
            // 湖南|省委, not 湖南省|委.
            let frequency = if word.starts_with(super::place::is_level) { 20_000.0 } else { 2000.0 };
            lexicon.add(word, frequency, if is_body { tag.with(Tags::BODY) } else { tag }, None);
        }
        for (class, words) in lines(TITLES).filter_map(|line| line.split_once(' ')) {
            let tag = match class {
                "X" => Tags::TITLE_BEFORE.with(Tags::TITLE_AFTER),
                "B" => Tags::TITLE_BEFORE,
                "A" => Tags::TITLE_AFTER,
                _ => Tags::TITLE_WEAK,
            };
            for word in words.split(' ') {
                lexicon.add(word, 2000.0, tag, None);
            }
        }
        for word in service::PLATFORMS.iter().chain(&service::OFFERS) {
            lexicon.add(word, 2000.0, Tags::NONE, None);
        }
        lexicon.read_names(PLACES, EntityKind::Place);
        lexicon.read_names(ORGANISATIONS, EntityKind::Organisation);
        lexicon.read_names(SERVICES, EntityKind::Service);
        lexicon.read_names(WELL_KNOWN, EntityKind::Person);
        lexicon
    }

    /// Whether a word of the list is two: a place and its kind or an ending, such as 台湾地区, or two places, such as 上海浦东.
    fn is_phrase(&self, word: &str, endings: &FxHashMap<&str, Tags>) -> bool {
        let chars: Vec<char> = word.chars().collect();
        let is_place = |word: &[char]| self.look_up(word).is_some_and(|entry| entry.tags.any(Tags::PLACE));
        let has_kind = ["地区", "市区", "城区"].iter().any(|kind| word.ends_with(kind))
            || chars.get(..2).is_some_and(is_place)
                && word
                    .char_indices()
                    .nth(2)
                    .and_then(|(at, _)| word.get(at..))
                    .is_some_and(|rest| endings.contains_key(rest));
        chars.len() > 3 && (has_kind || chars.chunks(2).all(is_place))
    }

    fn read_divisions(&mut self) {
        for line in lines(DIVISIONS) {
            let mut words = line.split(' ');
            let Some(code) = words.next().and_then(|code| code.parse().ok()) else { continue };
            let mut name = "";
            for word in words {
                let (word, need) = match (word.strip_prefix('?'), word.strip_prefix('!')) {
                    (Some(word), _) => (word, Need::Province),
                    (_, Some(word)) => (word, Need::Neighbour),
                    _ => (word, Need::Nothing),
                };
                if name.is_empty() {
                    name = word;
                }
                self.add_name(
                    word,
                    Known { kind: EntityKind::Place, name: name.to_owned(), parent: None, code, need },
                );
            }
        }
    }

    fn read_names(&mut self, list: &str, kind: EntityKind) {
        for line in lines(list) {
            let (mut names, mut parent, mut code) = (Vec::new(), None, 0);
            for word in line.split(' ') {
                if let Some(word) = word.strip_prefix('<') {
                    parent = Some(word.to_owned());
                } else if let Some(province) = word.strip_prefix('=') {
                    code = province.parse().unwrap_or(0) * 10_000;
                } else {
                    names.push(word);
                }
            }
            let Some(name) = names.first().copied() else { continue };
            for alias in &names {
                let name = name.to_owned();
                self.add_name(alias, Known { kind, name, parent: parent.clone(), code, need: Need::Nothing });
            }
        }
    }

    /// Adds a name by which something is called.
    pub(super) fn add_name(&mut self, alias: &str, known: Known) {
        let tag = match (known.kind, known.need) {
            (EntityKind::Place, Need::Nothing | Need::Province) => Tags::PLACE,
            (EntityKind::Place, Need::Neighbour) => Tags::WEAK_PLACE,
            (EntityKind::Organisation, _) => Tags::ORGANISATION,
            (EntityKind::Service, _) => Tags::SERVICE,
            (EntityKind::Person, _) => Tags::PERSON,
        };
        // A word that is only now and then a place keeps its own frequency.
        let frequency = match known.need {
            Need::Nothing if alias.chars().count() > 3 => 10_000.0,
            Need::Nothing if alias.chars().count() > 2 => 3000.0,
            Need::Nothing => 1000.0,
            _ => 50.0,
        };
        let index = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.by_name.entry((known.kind, known.name.clone())).or_insert(index);
        self.known.push(known);
        self.add(alias, frequency, tag, Some(index));
    }

    fn add(&mut self, word: &str, frequency: f32, tags: Tags, known: Option<u32>) {
        let mut node = 0;
        let word = fold_term(word, HanClasses::all());
        let mut chars = word.chars();
        if let (Some(a), Some(b)) = (chars.next(), chars.next()) {
            let bit = pair_bit(a, b);
            self.pairs.get_mut(bit >> 6).into_iter().for_each(|bits| *bits |= 1 << (bit & 63));
        }
        for c in word.chars() {
            let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let target = *self.edges.entry(edge(node, c)).or_insert(next);
            if target == next {
                self.nodes.push(0);
                if node == 0 {
                    self.first.get_mut(c as usize).into_iter().for_each(|first| *first = target);
                }
            }
            node = target;
        }
        let Some(slot) = self.nodes.get_mut(node as usize) else { return };
        if *slot == 0 {
            self.entries.push(Entry { log: f32::NEG_INFINITY, ..Entry::default() });
            *slot = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        }
        if let Some(entry) = self.entries.get_mut((*slot).saturating_sub(1) as usize) {
            entry.log = entry.log.max((frequency + 1.0).ln() - LOG_ALL);
            entry.tags = entry.tags.with(tags);
            entry.known.extend(known);
        }
    }

    /// Whether it has no word.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a word may begin with two characters.
    pub(super) fn may_begin(&self, a: char, b: char) -> bool {
        let bit = pair_bit(a, b);
        self.pairs.get(bit >> 6).is_some_and(|bits| bits >> (bit & 63) & 1 == 1)
    }

    /// The node behind `node` along a character.
    pub(super) fn step(&self, node: u32, c: char) -> Option<u32> {
        if node == 0
            && let Some(&first) = self.first.get(c as usize)
        {
            return Some(first).filter(|first| *first != 0);
        }
        self.edges.get(&edge(node, c)).copied()
    }

    /// The entry that ends at a node.
    pub(super) fn entry(&self, node: u32) -> Option<&Entry> {
        let entry = self.nodes.get(node as usize).copied()?.checked_sub(1)?;
        self.entries.get(entry as usize)
    }

    /// What is known under a place in [`Entry::known`].
    pub(super) fn known(&self, index: u32) -> Option<&Known> {
        self.known.get(index as usize)
    }

    /// What is known of the thing that goes by this very name.
    pub(super) fn named(&self, kind: EntityKind, name: &str) -> Option<&Known> {
        self.by_name.get(&(kind, name.to_owned())).and_then(|&index| self.known(index))
    }

    /// The province whose code begins with these two digits.
    pub(super) fn province(&self, digits: u32) -> Option<&Known> {
        let is_it = |known: &&Known| known.kind == EntityKind::Place && known.code == digits * 10_000;
        self.known.iter().find(is_it)
    }

    /// The entry of a word in folded characters.
    pub(super) fn look_up(&self, word: &[char]) -> Option<&Entry> {
        let node = word.iter().try_fold(0, |node, &c| self.step(node, c))?;
        self.entry(node)
    }
}

/// Binary logarithm of the number of bits for pairs of characters.
const PAIR_BITS: u32 = 20;

fn pair_bit(a: char, b: char) -> usize {
    let hash = (u64::from(u32::from(a)) << 21 | u64::from(u32::from(b))).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(hash >> (64 - PAIR_BITS)).unwrap_or(0)
}

fn edge(node: u32, c: char) -> u64 {
    u64::from(node) << 21 | u64::from(u32::from(c))
}

fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn ending_tag(class: &str) -> Tags {
    match class {
        "C" => Tags::COMPANY,
        "B" => Tags::BRANCH,
        "G" => Tags::GOVERNMENT,
        "P" => Tags::PARTY,
        "S" => Tags::ASSOCIATION,
        "H" => Tags::HOSPITAL,
        "E" => Tags::SCHOOL,
        "M" => Tags::MEDIUM,
        "T" => Tags::TASK,
        _ => Tags::UNIT,
    }
}

/// Whether an ending of a government's name says too little to be a name by itself.
fn is_general(word: &str) -> bool {
    const GENERAL: [&str; 22] = [
        "管理局",
        "监管局",
        "监督管理局",
        "人民政府",
        "派出所",
        "看守所",
        "交警支队",
        "交警大队",
        "消防支队",
        "消防大队",
        "街道办",
        "居委会",
        "村委会",
        "居民委员会",
        "村民委员会",
        "管委会",
        "管理委员会",
        "街道办事处",
        "疾控中心",
        "公安分局",
        "检察院",
        "人民法院",
    ];
    GENERAL.contains(&word)
}

fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Characters of people's names.
pub(super) struct NameChars {
    /// Surnames that many people have.
    frequent: FxHashSet<char>,
    /// Other surnames.
    rare: FxHashSet<char>,
    /// Surnames of two characters.
    double: FxHashSet<[char; 2]>,
    /// Characters that given names are made of.
    given: FxHashSet<char>,
    /// Characters that foreign names are written with.
    foreign: FxHashSet<char>,
    /// Characters that are words at which a name ends.
    function: FxHashSet<char>,
}

impl NameChars {
    pub(super) fn embedded() -> &'static NameChars {
        static EMBEDDED: OnceLock<NameChars> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let classes = HanClasses::all();
            let chars = |words: &str| words.chars().map(|c| classes.fold(c)).collect();
            let mut lists = lines(SURNAMES);
            let mut next = || lists.next().unwrap_or("");
            let (frequent, rare, double, foreign) = (next(), next(), next(), next());
            let double = double.split(' ').filter_map(|word| {
                let word: Vec<char> = word.chars().map(|c| classes.fold(c)).collect();
                <[char; 2]>::try_from(word).ok()
            });
            NameChars {
                frequent: chars(frequent),
                rare: chars(rare),
                double: double.collect(),
                given: chars(GIVEN_NAMES.trim()),
                foreign: chars(foreign),
                function: lines(FUNCTION_WORDS).filter_map(single).map(|c| classes.fold(c)).collect(),
            }
        })
    }

    pub(super) fn is_frequent_surname(&self, c: char) -> bool {
        self.frequent.contains(&c)
    }

    pub(super) fn is_surname(&self, c: char) -> bool {
        self.frequent.contains(&c) || self.rare.contains(&c)
    }

    pub(super) fn is_double_surname(&self, a: char, b: char) -> bool {
        self.double.contains(&[a, b])
    }

    pub(super) fn is_given(&self, c: char) -> bool {
        self.given.contains(&c)
    }

    pub(super) fn is_function(&self, c: char) -> bool {
        self.function.contains(&c)
    }

    pub(super) fn is_foreign(&self, c: char) -> bool {
        self.foreign.contains(&c)
    }
}
