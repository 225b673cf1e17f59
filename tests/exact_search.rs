//! Searching misses nothing and invents nothing: against a scan that shares no code with the engine, on many random queries.
//!
//! The queries are cut out of the texts at random, in both scripts, one to twelve characters long, some of them spoiled so that they do
//! not occur, alone and with operators. The scan below knows folding only by the committed table of character classes, walks through every
//! character of every article, and compares.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::engine::Engine;
use jianbao::protocol::{
    Axis, CountRequest, Facet, FacetChoice, FacetRequest, Filter, ReadRequest, SearchRequest, Sort,
    ValueCount,
};

/// Queries that are tried.
const N_QUERIES: usize = 10_000;

/// Characters of a query's terms, at most.
const LONGEST: usize = 12;

/// A small generator of its own (PCG, O'Neill 2014) keeps the queries the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (((self.0 >> 18) ^ self.0) >> 27) as u32;
        mixed.rotate_right((self.0 >> 59) as u32) as usize % n.max(1)
    }
}

/// Characters that match each other, read from the table that the program is made with.
fn classes() -> HashMap<char, char> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/data/han_classes.txt");
    let table = fs::read_to_string(path).unwrap();
    let mut classes = HashMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let members: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
        for &member in &members {
            classes.entry(member).or_insert(members[0]);
        }
    }
    classes
}

/// A character as the scan compares it; `None` for what is not compared at all.
fn compared(c: char, classes: &HashMap<char, char>) -> Option<char> {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
        '\u{3000}' => ' ',
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        c => c,
    };
    let c = c.to_lowercase().next().unwrap_or(c);
    Some(*classes.get(&c).unwrap_or(&c))
}

/// An article: its characters as they are compared, and the place of each in the document's text.
#[derive(Default)]
struct Scanned {
    chars: Vec<char>,
    places: Vec<usize>,
    /// Where each character stands in `chars`.
    by_char: HashMap<char, Vec<usize>>,
    /// For each of them the number of its paragraph.
    paragraphs: Vec<usize>,
}

fn scan_article(document: &ParsedDocument, index: usize, classes: &HashMap<char, char>) -> Scanned {
    let mut scanned = Scanned::default();
    for (number, paragraph) in document.articles[index].1.paragraphs.iter().enumerate() {
        let words = document.text.words(paragraph.span);
        for (place, c) in words.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            if let Some(c) = compared(c, classes) {
                scanned.by_char.entry(c).or_default().push(scanned.chars.len());
                scanned.chars.push(c);
                scanned.places.push(paragraph.span.start() + place);
                scanned.paragraphs.push(number);
            }
        }
    }
    scanned
}

/// Beginnings of a term in an article, counted from the left without overlap.
fn scan(scanned: &Scanned, term: &str, classes: &HashMap<char, char>) -> Vec<usize> {
    let length = term.chars().count();
    let mut end = 0;
    let mut found = all(scanned, term, classes);
    found.retain(|&at| {
        let is_free = at >= end;
        end = if is_free { at + length } else { end };
        is_free
    });
    found
}

/// All beginnings of a term, those that overlap too.
fn all(scanned: &Scanned, term: &str, classes: &HashMap<char, char>) -> Vec<usize> {
    let wanted: Vec<char> = term.chars().filter_map(|c| compared(c, classes)).collect();
    let Some(&first) = wanted.first() else { return Vec::new() };
    let places = scanned.by_char.get(&first).map_or(&[][..], Vec::as_slice);
    let begins = |at: &usize| scanned.chars.get(*at..at + wanted.len()) == Some(wanted.as_slice());
    places.iter().copied().filter(begins).collect()
}

struct Bench {
    documents: Vec<ParsedDocument>,
    /// Their characters.
    texts: Vec<Vec<char>>,
    engine: Engine,
    classes: HashMap<char, char>,
    /// The characters of each class.
    members: HashMap<char, Vec<char>>,
    /// By id.
    articles: BTreeMap<String, (Scanned, bool)>,
}

impl Bench {
    fn new() -> Bench {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        // The committed texts; where the real documents lie beside the project, those too.
        let folders = [root.join("corpus"), root.join("../shared/corpus")];
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for entry in folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "txt" || ending == "md") {
                files.push((
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    fs::read(&path).unwrap(),
                ));
            }
        }
        files.sort();
        let documents = parse(files);
        let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
        let engine = Engine::open(build(&CorpusEntry::default(), &entries).unwrap()).unwrap();
        let classes = classes();
        let mut members: HashMap<char, Vec<char>> = HashMap::new();
        for (&member, &class) in &classes.iter().collect::<BTreeMap<_, _>>() {
            members.entry(*class).or_default().push(*member);
        }
        let texts = documents.iter().map(|document| document.text.text().chars().collect()).collect();
        let mut articles = BTreeMap::new();
        for document in &documents {
            for (index, (id, article)) in document.articles.iter().enumerate() {
                articles.insert(id.clone(), (scan_article(document, index, &classes), article.is_matter));
            }
        }
        Bench { texts, members, documents, engine, classes, articles }
    }

    /// A stretch of text that can be typed as one term: Chinese characters, letters, digits.
    fn term(&self, random: &mut Random) -> String {
        loop {
            let chars = &self.texts[random.below(self.texts.len())];
            let length = 1 + random.below(LONGEST);
            let start = random.below(chars.len().saturating_sub(length));
            let mut term: Vec<char> = chars[start..start + length].to_vec();
            // The engine keeps spaces between Latin words; the scan knows none: such stretches say nothing.
            let is_plain = |c: &char| c.is_alphanumeric() && !c.is_ascii_alphanumeric();
            if !term.iter().all(is_plain) {
                continue;
            }
            match random.below(8) {
                // Often absent.
                0 => term.reverse(),
                // The other script.
                1 | 2 => {
                    for c in &mut term {
                        let others =
                            self.members.get(self.classes.get(c).unwrap_or(c)).map_or(&[][..], Vec::as_slice);
                        if !others.is_empty() {
                            *c = others[random.below(others.len())];
                        }
                    }
                }
                _ => {}
            }
            return term.into_iter().collect();
        }
    }

    /// Ids of the articles that a query finds, with the beginnings of the hits in the document's text, by term.
    fn found(&self, query: &str) -> BTreeMap<String, u32> {
        let filter = Filter { query: query.to_owned(), ..Filter::default() };
        let request = SearchRequest {
            filter,
            sort: Sort::Order,
            offset: 0,
            limit: 10_000,
            n_snippets: 1,
            ..SearchRequest::default()
        };
        let answer = self.engine.search(&request);
        assert_eq!(answer.n_hits, answer.articles.iter().map(|found| found.n_hits).sum::<u32>(), "{query}");
        answer.articles.into_iter().map(|found| (found.article.id, found.n_hits)).collect()
    }

    /// Articles of which `holds` is true.
    fn expected(&self, holds: impl Fn(&Scanned) -> Option<u32>) -> BTreeMap<String, u32> {
        let found = self.articles.iter().filter_map(|(id, (scanned, _))| Some((id.clone(), holds(scanned)?)));
        found.collect()
    }

    fn count(&self, scanned: &Scanned, term: &str) -> u32 {
        u32::try_from(scan(scanned, term, &self.classes).len()).unwrap()
    }

    fn check(&self, query: &str, holds: impl Fn(&Scanned) -> Option<u32>) {
        assert_eq!(self.found(query), self.expected(holds), "{query}");
    }
}

fn some(n: u32) -> Option<u32> {
    (n > 0).then_some(n)
}

/// Hits of two terms; those of equal ones count once.
fn both(a: &[usize], b: &[usize], is_same: bool) -> u32 {
    u32::try_from(if is_same { a.len() } else { a.len() + b.len() }).unwrap()
}

#[test]
fn ten_thousand_queries_find_what_a_scan_finds() {
    let bench = Bench::new();
    let mut random = Random(20_200_206);
    let mut n_found = 0;
    for number in 0..N_QUERIES {
        let (a, b) = (bench.term(&mut random), bench.term(&mut random));
        let of = |scanned: &Scanned, term: &str| scan(scanned, term, &bench.classes);
        let takes_both = matches!(number % 8, 4 | 5);
        // Terms that find the same places are one.
        let is_same =
            takes_both && bench.articles.values().all(|(scanned, _)| of(scanned, &a) == of(scanned, &b));
        let n = |scanned: &Scanned| both(&of(scanned, &a), &of(scanned, &b), is_same);
        match number % 8 {
            0..=3 => bench.check(&a, |scanned| some(bench.count(scanned, &a))),
            4 => bench.check(&format!("{a} {b}"), |scanned| {
                let has_both = !of(scanned, &a).is_empty() && !of(scanned, &b).is_empty();
                has_both.then(|| n(scanned))
            }),
            5 => bench.check(&format!("{a} OR {b}"), |scanned| some(n(scanned))),
            6 => bench.check(&format!("{a} -{b}"), |scanned| {
                some(bench.count(scanned, &a)).filter(|_| of(scanned, &b).is_empty())
            }),
            _ => {
                let within = random.below(40);
                let (near, length) = (format!("{a} NEAR/{within} {b}"), b.chars().count());
                let holds = |scanned: &Scanned| {
                    let (a_length, b_all) = (a.chars().count(), all(scanned, &b, &bench.classes));
                    all(scanned, &a, &bench.classes).iter().any(|&x| {
                        b_all.iter().any(|&y| {
                            let gap = if x <= y {
                                y.saturating_sub(x + a_length)
                            } else {
                                x.saturating_sub(y + length)
                            };
                            gap <= within && (x, a_length) != (y, length)
                        })
                    })
                };
                let found: BTreeSet<String> = bench.found(&near).into_keys().collect();
                let expected: BTreeSet<String> =
                    bench.expected(|scanned| holds(scanned).then_some(1)).into_keys().collect();
                assert_eq!(found, expected, "{near}");
            }
        }
        n_found += usize::from(bench.articles.values().any(|(scanned, _)| !of(scanned, &a).is_empty()));
    }
    // A test of queries that find nothing would prove little.
    assert!(n_found * 2 > N_QUERIES, "only {n_found} terms occur");
}

#[test]
fn highlights_stand_on_the_characters_that_match() {
    let bench = Bench::new();
    let mut random = Random(20_200_319);
    for _ in 0..400 {
        let term = bench.term(&mut random);
        let filter = Filter { query: term.clone(), ..Filter::default() };
        for document in &bench.documents {
            for (id, article) in &document.articles {
                let (scanned, _) = &bench.articles[id];
                let expected: Vec<usize> =
                    scan(scanned, &term, &bench.classes).iter().map(|&at| scanned.places[at]).collect();
                let at = article.paragraphs.first().map(|paragraph| paragraph.span.start());
                let request = ReadRequest {
                    filter: filter.clone(),
                    sort: Sort::Order,
                    document: document.id.clone(),
                    at: at.map(|at| u32::try_from(at).unwrap()),
                    ..ReadRequest::default()
                };
                let answer = bench.engine.read(&request).unwrap();
                let found: Vec<usize> = answer.hits.iter().map(|hit| hit.at as usize).collect();
                assert_eq!(found, expected, "{term} in {id}");
                // Every marked stretch folds to what was typed.
                for paragraph in &answer.paragraphs {
                    for mark in &paragraph.marks {
                        let words = &paragraph.text[mark.start as usize..mark.end as usize];
                        let printed: Vec<char> = words
                            .chars()
                            .filter(|c| !c.is_whitespace())
                            .filter_map(|c| compared(c, &bench.classes))
                            .collect();
                        let typed: Vec<char> =
                            term.chars().filter_map(|c| compared(c, &bench.classes)).collect();
                        let is_part = typed.windows(printed.len().max(1)).any(|window| window == printed);
                        assert!(is_part, "{words} is marked for {term}");
                    }
                }
            }
        }
    }
}

#[test]
fn paragraphs_fields_and_gaps_narrow_as_they_say() {
    let bench = Bench::new();
    let mut random = Random(20_200_122);
    for _ in 0..400 {
        let (a, b) = (bench.term(&mut random), bench.term(&mut random));
        let in_paragraphs = |scanned: &Scanned, term: &str| -> BTreeSet<usize> {
            let length = term.chars().count();
            let inside = |at: &usize| scanned.paragraphs[*at] == scanned.paragraphs[at + length - 1];
            scan(scanned, term, &bench.classes)
                .into_iter()
                .filter(inside)
                .map(|at| scanned.paragraphs[at])
                .collect()
        };
        let found: BTreeSet<String> = bench.found(&format!("{a} {b} in:paragraph")).into_keys().collect();
        let holds = |scanned: &Scanned| !in_paragraphs(scanned, &a).is_disjoint(&in_paragraphs(scanned, &b));
        let expected: BTreeSet<String> =
            bench.expected(|scanned| holds(scanned).then_some(1)).into_keys().collect();
        assert_eq!(found, expected, "{a} {b} in:paragraph");
        // A term with one character taken out and `?` in its place finds at least what the term finds, and a `*` at least that.
        let chars: Vec<char> = a.chars().collect();
        if chars.len() > 2 {
            let middle = 1 + random.below(chars.len() - 2);
            let with = |sign: char| -> String {
                chars.iter().enumerate().map(|(n, &c)| if n == middle { sign } else { c }).collect()
            };
            let keys = |query: &str| -> BTreeSet<String> { bench.found(query).into_keys().collect() };
            let (plain, one, any) = (keys(&a), keys(&with('?')), keys(&with('*')));
            assert!(plain.is_subset(&one) && one.is_subset(&any), "{a}");
        }
        // What stands in a title is found there.
        let titles = bench.found(&format!("title:{a}"));
        assert!(titles.keys().all(|id| bench.found(&a).contains_key(id)), "{a}");
    }
}

/// What a pattern is when its characters are compared as the scan compares them; the patterns below have no other escapes than these.
fn compared_pattern(pattern: &str, classes: &HashMap<char, char>) -> String {
    let pattern = pattern.replace(r"\p{Han}", "[一-鿿]").replace(r"\d", "[0-9]");
    pattern.chars().filter_map(|c| compared(c, classes)).collect()
}

#[test]
fn patterns_find_what_another_crate_finds() {
    let bench = Bench::new();
    let mut random = Random(20_210_518);
    let mut n_found = 0;
    for number in 0..600 {
        let (a, b) = (bench.term(&mut random), bench.term(&mut random));
        let short: String = a.chars().take(3).collect();
        let last: String = b.chars().take(1).collect();
        let pattern = match number % 12 {
            0 => a.clone(),
            1 => format!("{short}|{b}"),
            2 => format!("{last}.{{0,{}}}{short}", random.below(20)),
            3 => format!("[{a}]+"),
            4 => format!("[^{a}]{{2,5}}{last}"),
            5 => format!(r"\d+{last}"),
            6 => format!(r"\p{{Han}}*?{last}"),
            7 => format!("(?:{short})?{last}"),
            8 => format!("^.*{last}"),
            9 => format!("{last}[^。]*$"),
            10 => format!("({last}|{short}){{1,3}}[0-9]"),
            _ => format!(r"{last}+(?:[，。]|\d{{1,2}})"),
        };
        let reference = regex::Regex::new(&compared_pattern(&pattern, &bench.classes)).unwrap();
        let n = |scanned: &Scanned| {
            let text: String = scanned.chars.iter().collect();
            reference.find_iter(&text).filter(|found| !found.is_empty()).count()
        };
        let expected = bench.expected(|scanned| some(u32::try_from(n(scanned)).unwrap()));
        n_found += usize::from(!expected.is_empty());
        assert_eq!(bench.found(&format!("/{pattern}/")), expected, "{pattern}");
    }
    assert!(n_found > 300, "only {n_found} patterns occur");
}

/// What an article has in a facet on the axis of publication, read from the parsed documents.
fn values_of(document: &ParsedDocument, facet: Facet) -> Option<String> {
    let date = document.published.as_ref().map(|(date, _)| date.as_str());
    match facet {
        Facet::Document => Some(document.id.clone()),
        Facet::Publisher => document.imprint.publisher.clone(),
        Facet::Language => Some(document.lang.to_owned()),
        Facet::Year => date.and_then(|date| date.get(..4)).map(str::to_owned),
        Facet::Month => date.and_then(|date| date.get(..7)).map(str::to_owned),
        _ => None,
    }
}

/// What documents have one value of; names and units are checked in `tests/annotations.rs`.
const FACETS: [Facet; 5] = [Facet::Document, Facet::Publisher, Facet::Language, Facet::Year, Facet::Month];

#[test]
fn facets_count_what_a_scan_counts() {
    let bench = Bench::new();
    let mut random = Random(20_220_121);
    for number in 0..300 {
        let term = bench.term(&mut random);
        let term: String = term.chars().take(1 + number % 3).collect();
        let mut facets: Vec<FacetChoice> = Vec::new();
        for _ in 0..random.below(4) {
            let facet = FACETS[random.below(FACETS.len())];
            let document = &bench.documents[random.below(bench.documents.len())];
            let ids: Vec<String> = values_of(document, facet).into_iter().collect();
            let is_excluded = random.below(3) == 0;
            let (chosen, excluded) = if is_excluded { (Vec::new(), ids) } else { (ids, Vec::new()) };
            facets.push(FacetChoice { facet, chosen, excluded });
        }
        let filter = Filter {
            query: term.clone(),
            axis: Axis::Published,
            facets: facets.clone(),
            ..Filter::default()
        };
        let wanted = FACETS.map(|facet| FacetRequest { facet, limit: 100, ..FacetRequest::default() });
        let request = CountRequest { filter: filter.clone(), facets: wanted.into(), times: Vec::new() };
        let answer = bench.engine.counts(&request);
        // Every article with its hits, by its document.
        let found: Vec<(&ParsedDocument, u32, bool)> = bench
            .documents
            .iter()
            .flat_map(|document| document.articles.iter().map(move |(id, _)| (document, id)))
            .map(|(document, id)| (document, bench.count(&bench.articles[id].0, &term), bench.articles[id].1))
            .filter(|(_, n_hits, _)| *n_hits > 0)
            .collect();
        let admits = |document: &ParsedDocument, facet: Facet| {
            let own = values_of(document, facet);
            let of = |pick: fn(&FacetChoice) -> &Vec<String>| -> Vec<&String> {
                facets.iter().filter(|choice| choice.facet == facet).flat_map(pick).collect()
            };
            let (chosen, excluded) = (of(|choice| &choice.chosen), of(|choice| &choice.excluded));
            let has = |ids: &[&String]| own.as_ref().is_some_and(|own| ids.contains(&own));
            (chosen.is_empty() || has(&chosen)) && !has(&excluded)
        };
        for counted in &answer.facets {
            let mut expected: BTreeMap<String, (u32, u32)> = BTreeMap::new();
            for (document, n_hits, is_matter) in &found {
                let others = FACETS.into_iter().filter(|facet| *facet != counted.facet);
                if !others.into_iter().all(|facet| admits(document, facet)) {
                    continue;
                }
                if let Some(value) = values_of(document, counted.facet) {
                    let slot = expected.entry(value).or_default();
                    slot.0 += u32::from(!is_matter);
                    slot.1 += n_hits;
                }
            }
            let is_used = |value: &&ValueCount| value.n_hits.unwrap() > 0;
            let values = counted.values.iter().filter(is_used);
            let values: BTreeMap<String, (u32, u32)> =
                values.map(|value| (value.id.clone(), (value.n_articles, value.n_hits.unwrap()))).collect();
            assert_eq!(values, expected, "{:?} of {filter:?}", counted.facet);
            let pinned = facets.iter().filter(|choice| choice.facet == counted.facet);
            for id in pinned.flat_map(|choice| choice.chosen.iter().chain(&choice.excluded)) {
                assert!(counted.values.iter().any(|value| value.id == *id), "{id} has disappeared");
            }
        }
        let n_hits: u32 = found
            .iter()
            .filter(|(document, ..)| FACETS.into_iter().all(|facet| admits(document, facet)))
            .map(|(_, n_hits, _)| n_hits)
            .sum();
        let listed = bench.engine.search(&SearchRequest { filter, ..SearchRequest::default() });
        assert_eq!((answer.n_hits, listed.n_hits), (Some(n_hits), n_hits), "{term} {facets:?}");
    }
}

#[test]
fn chains_of_terms_near_each_other_are_all_found() {
    let bench = Bench::new();
    let mut random = Random(20_220_305);
    let mut n_found = 0;
    for _ in 0..300 {
        let terms: Vec<char> = (0..3).filter_map(|_| bench.term(&mut random).chars().next()).collect();
        let (n, m) = (random.below(12), random.below(12));
        let query = format!("{} NEAR/{n} {} NEAR/{m} {}", terms[0], terms[1], terms[2]);
        let places: Vec<BTreeMap<&String, Vec<usize>>> = terms
            .iter()
            .map(|term| {
                let term = term.to_string();
                let all = |scanned: &Scanned| all(scanned, &term, &bench.classes);
                bench.articles.iter().map(|(id, (scanned, _))| (id, all(scanned))).collect()
            })
            .collect();
        // Characters between two stretches, which may lie over each other.
        let gap = |a: (usize, usize), b: (usize, usize)| b.0.saturating_sub(a.1).max(a.0.saturating_sub(b.1));
        let holds = |id: &String| {
            places[0][id].iter().any(|&a| {
                let beside = |&&b: &&usize| b != a && gap((a, a + 1), (b, b + 1)) <= n;
                places[1][id].iter().filter(beside).any(|&b| {
                    let both = (a.min(b), a.max(b) + 1);
                    places[2][id].iter().any(|&c| gap(both, (c, c + 1)) <= m)
                })
            })
        };
        let expected: BTreeSet<String> = bench.articles.keys().filter(|id| holds(id)).cloned().collect();
        n_found += usize::from(!expected.is_empty());
        let found: BTreeSet<String> = bench.found(&query).into_keys().collect();
        assert_eq!(found, expected, "{query}");
    }
    assert!(n_found > 30, "only {n_found} chains occur");
}
