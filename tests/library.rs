//! A corpus in files answers as the same corpus in one pack does: same hits, articles, documents and excerpts, whatever is
//! fetched when, and however little is kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jianbao::corpus::builder::{CorpusEntry, DocumentEntry, build};
use jianbao::corpus::parsed::parse;
use jianbao::engine::Engine;
use jianbao::library::{
    Answer, CATALOG, Library, LibraryWriter, Part, Question, Scratch, Sink, Sizes, Step, Task,
};
use jianbao::protocol::{
    Axis, Chip, CountAnswer, CountRequest, Facet, FacetChoice, FacetOrder, FacetRequest, Filter, Grain,
    ReadRequest, RelaxationKind, Request, Response, SearchAnswer, SearchRequest, Sort, Summary, TimeRequest,
    TimelineRequest,
};

/// Files in memory, unpacked.
#[derive(Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Sink for Files {
    fn pack(&self, bytes: &[u8]) -> Vec<u8> {
        bytes.to_vec()
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.0.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn load(&mut self, name: &str) -> std::io::Result<Vec<u8>> {
        self.0.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn scratch(&mut self) -> std::io::Result<Box<dyn Scratch>> {
        Ok(Box::new(std::io::Cursor::new(Vec::new())))
    }
}

/// A library, and the files that it is given when it asks.
struct Open {
    library: Library,
    files: Files,
    fetched: RefCell<BTreeSet<Part>>,
}

impl Open {
    fn new(documents: &[DocumentEntry], chunk: usize, shard: usize, listed: usize, scanned: u32) -> Open {
        let sizes = Sizes { chunk, shard, listed, scanned };
        let mut files = Files::default();
        let mut writer = LibraryWriter::new(&CorpusEntry::default(), &mut files).with_sizes(sizes);
        documents.iter().for_each(|document| writer.add(document.clone()).unwrap());
        writer.finish().unwrap();
        Open { library: Library::open(&files.0[CATALOG]).unwrap(), files, fetched: RefCell::default() }
    }

    /// The answer to a question with all hits counted, and all that was shown before it was whole.
    fn ask(&mut self, question: Question) -> (Answer, Vec<Answer>) {
        self.finish(Task::new(question).counting_all())
    }

    fn finish(&mut self, mut task: Task) -> (Answer, Vec<Answer>) {
        let mut shown = Vec::new();
        loop {
            match task.step(&mut self.library).unwrap() {
                Step::Done(answer) => return (*answer, shown),
                Step::Need { parts, so_far, progress } => {
                    assert!(!parts.is_empty() && (0.0..=1.0).contains(&progress));
                    shown.extend(so_far.map(|answer| *answer));
                    for part in parts {
                        let name = self.library.catalog().file_name(part).unwrap();
                        self.fetched.borrow_mut().insert(part);
                        self.library.supply(part, self.files.0[&name].clone()).unwrap();
                    }
                }
            }
        }
    }

    fn search(&mut self, request: &SearchRequest) -> (SearchAnswer, Vec<SearchAnswer>) {
        let (answer, shown) = self.ask(Question::Request(Request::Search(request.clone())));
        let unwrap = |answer| match answer {
            Answer::Response(Response::Search(answer), _) => answer,
            other => panic!("{other:?}"),
        };
        (unwrap(answer), shown.into_iter().map(unwrap).collect())
    }

    fn ids(&mut self, filter: &Filter) -> Vec<String> {
        let (answer, _) = self.ask(Question::Documents(filter.clone(), Sort::Relevance));
        let Answer::Documents(numbers) = answer else { panic!("{answer:?}") };
        if self.library.ids().next().is_none() {
            let name = self.library.catalog().file_name(Part::Names).unwrap();
            self.library.supply(Part::Names, self.files.0[&name].clone()).unwrap();
        }
        let ids: Vec<&str> = self.library.ids().collect();
        numbers.iter().map(|number| ids[*number as usize].to_owned()).collect()
    }
}

/// The sample corpus, and again in pieces of a few paragraphs, each a document.
fn documents() -> Vec<DocumentEntry> {
    let mut files = Vec::new();
    for path in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap() {
        let path = path.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push((name, fs::read(&path).unwrap()));
    }
    files.sort();
    let whole = parse(files);
    let mut pieces = Vec::new();
    for document in &whole {
        let text = document.text.text();
        let lines: Vec<&str> = text.lines().collect();
        for (number, piece) in lines.chunks(7).enumerate() {
            let line = serde_json::json!({
                "id": format!("{}-{number}", document.id),
                "title": piece[0],
                "date": format!("20{:02}-{:02}-11", 10 + number % 12, 1 + number % 12),
                "publisher": (["甲社", "乙報", ""][number % 3]),
                "text": piece.join("\n"),
            });
            pieces.push(line.to_string());
        }
    }
    let parsed = parse([("all.jsonl".to_owned(), pieces.join("\n").into_bytes())]);
    // Files are without figures and names.
    parsed.iter().chain(&whole).map(|document| document.entry().slim()).collect()
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// What stands in titles, publishers, issues and file names.
const DOCUMENT_WORDS: [&str; 7] = ["乙报", "甲社", "all.jsonl", "通信", "第", "没有", "\"2020\""];

/// Queries cut out of the texts, alone and with operators.
fn queries(documents: &[DocumentEntry], n: usize) -> Vec<Filter> {
    let chars: Vec<char> = documents.iter().flat_map(|document| document.text.chars()).collect();
    let mut random = Random(7);
    let mut word = |most: usize| {
        let start = random.below(chars.len() - most);
        let len = 1 + random.below(most);
        let word: String = chars[start..start + len].iter().filter(|c| !c.is_whitespace()).collect();
        format!("“{}”", word.replace(['"', '“', '”', '「', '」', '『', '』'], ""))
    };
    let mut filters = Vec::new();
    for number in 0..n {
        let (a, b, c) = (word(6), word(3), word(2));
        let query = match number % 18 {
            0..=3 => a,
            4 => format!("{b} {c}"),
            5 => format!("{a} OR {b}"),
            6 => format!("{b} -{c}"),
            7 => format!("title:{c}"),
            8 => format!("{b} NEAR/9 {c}"),
            9 => format!("{b} {c} in:paragraph"),
            10 => format!("{} on:{}", c, 2010 + number % 12),
            11 => format!("/{}.?[0-9]/", c.trim_matches(['“', '”'])),
            12 => format!("{b} -{c} in:paragraph"),
            13 => format!("doc:{} {c}", DOCUMENT_WORDS[number / 18 % DOCUMENT_WORDS.len()]),
            14 => format!("{c} | after:{}", 2018 + number % 3),
            15 => format!("-doc:{} before:2014-05", DOCUMENT_WORDS[number / 18 % DOCUMENT_WORDS.len()]),
            16 => format!("{c} -(on:2020-02 | doc:乙報)"),
            _ => format!("({a} | {b}) {c}"),
        };
        let days = number % 7 == 0;
        filters.push(Filter {
            query,
            exact: number % 5 == 0,
            from: days.then(|| "2012-03-01".to_owned()),
            to: (days && number % 2 == 0).then(|| "2020-02-03".to_owned()),
            axis: if number % 3 == 0 { Axis::Published } else { Axis::Mentioned },
            documents: if number % 17 == 0 {
                vec![documents[3].id.clone(), documents[5].id.clone()]
            } else {
                Vec::new()
            },
            facets: if number % 11 == 0 {
                vec![
                    FacetChoice {
                        facet: Facet::Publisher,
                        excluded: vec!["甲社".to_owned()],
                        ..FacetChoice::default()
                    },
                    FacetChoice {
                        facet: Facet::Language,
                        chosen: vec!["zh-Hans".to_owned()],
                        ..FacetChoice::default()
                    },
                ]
            } else {
                Vec::new()
            },
        });
    }
    filters.push(Filter::default());
    filters.push(Filter { from: Some("2015-01-01".to_owned()), axis: Axis::Published, ..Filter::default() });
    filters
}

#[test]
fn files_answer_as_one_pack_does() {
    let documents = documents();
    let engine = Engine::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap();
    let mut libraries = [
        (1, 200, 3_000, 3),
        (900, 2_000, 50_000, 20),
        (20_000, 4_000, 50_000, 1),
        (1 << 30, 1 << 30, 1 << 30, 32),
    ]
    .map(|(chunk, shard, listed, scanned)| Open::new(&documents, chunk, shard, listed, scanned));
    for (number, filter) in queries(&documents, 1500).into_iter().enumerate() {
        let all = SearchRequest {
            filter: filter.clone(),
            limit: u32::MAX,
            n_snippets: 2,
            sort: Sort::Order,
            ..SearchRequest::default()
        };
        let expected = engine.search(&all);
        let ids = |answer: &SearchAnswer| {
            answer.articles.iter().map(|hit| hit.article.id.clone()).collect::<Vec<_>>()
        };
        let whole: BTreeSet<&str> =
            expected.articles.iter().map(|hit| documents[hit.document as usize].id.as_str()).collect();
        for open in &mut libraries {
            let found = open.ids(&filter);
            assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<&str>>(), whole, "{filter:?}");
            assert_eq!(found.len(), whole.len(), "{filter:?}");
            let (answer, _) = open.search(&all);
            assert_eq!(
                (answer.n_articles, answer.n_documents, answer.n_entries),
                (expected.n_articles, expected.n_documents, expected.n_entries),
                "{filter:?}"
            );
            // All was fetched, so all was counted.
            assert_eq!(answer.n_hits, expected.n_hits, "{filter:?}");
            assert_eq!(answer.articles, expected.articles, "{filter:?}");
            let sort = [Sort::Relevance, Sort::Date, Sort::Order][number % 3];
            let page = SearchRequest { offset: 2, limit: 3, sort, ..all.clone() };
            let (answer, shown) = open.search(&page);
            assert!(
                shown.iter().all(|shown| ids(shown) == ids(&answer)),
                "{filter:?}: what was shown changed"
            );
            assert_eq!(answer.n_hits, expected.n_hits);
            if sort != Sort::Relevance {
                assert_eq!(ids(&answer), ids(&engine.search(&page)), "{filter:?} {sort:?}");
            }
            let most = SearchRequest { limit: 5, sort: Sort::Hits, ..all.clone() };
            let n_hits =
                |answer: &SearchAnswer| answer.articles.iter().map(|hit| hit.n_hits).collect::<Vec<u32>>();
            assert_eq!(n_hits(&open.search(&most).0), n_hits(&engine.search(&most)), "{filter:?}");
        }
    }
}

#[test]
fn the_files_are_the_same_however_little_memory_there_is() {
    let documents = documents();
    let documents: Vec<DocumentEntry> = documents.into_iter().rev().take(40).collect();
    let all = Open::new(&documents, 2000, 2000, usize::MAX, 2).files.0;
    assert!(all.len() > 30, "{}", all.len());
    for listed in [0, 1, 500] {
        assert!(Open::new(&documents, 2000, 2000, listed, 2).files.0 == all, "{listed}");
    }
}

#[test]
fn reading_and_days_are_the_same() {
    let documents = documents();
    let engine = Engine::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap();
    let mut open = Open::new(&documents, 1, 4_000, 1 << 30, 32);
    for (number, filter) in queries(&documents, 120).into_iter().enumerate() {
        let document = documents[number % documents.len()].id.clone();
        let request = ReadRequest {
            filter: filter.clone(),
            sort: Sort::Order,
            document,
            at: None,
            ..ReadRequest::default()
        };
        let (answer, _) = open.ask(Question::Request(Request::Read(request.clone())));
        let Answer::Response(Response::Read(Some(read)), named) = answer else { panic!("{filter:?}") };
        let expected = engine.read(&request).unwrap();
        assert_eq!(named[0].1.id, request.document);
        assert_eq!(
            (read.document, &read.paragraphs, &read.hits),
            (expected.document, &expected.paragraphs, &expected.hits)
        );
        assert_eq!((read.previous, read.next), (expected.previous, expected.next), "{filter:?}");

        let request = TimelineRequest { filter: filter.clone(), limit: 0, n_others: 0 };
        let (answer, _) = open.ask(Question::Request(Request::Timeline(request.clone())));
        let Answer::Response(Response::Timeline(days), _) = answer else { panic!("{filter:?}") };
        let expected = engine.timeline(&request);
        assert_eq!(
            (days.grain, days.bins, days.n_entries),
            (expected.grain, expected.bins, expected.n_entries),
            "{filter:?}"
        );
    }
    let (answer, _) = open.ask(Question::Request(Request::Summary));
    let Answer::Response(Response::Summary(summary), _) = answer else { panic!("{answer:?}") };
    let expected = engine.summary();
    assert_eq!(
        Summary { n_characters: 0, version: String::new(), ..summary },
        Summary { n_characters: 0, version: String::new(), documents: Vec::new(), ..expected }
    );
}

/// Filters that find nothing, each for another reason.
fn fruitless(documents: &[DocumentEntry], n: usize) -> Vec<Filter> {
    let mut random = Random(5);
    let mut filters = Vec::new();
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let chars: Vec<char> =
        documents.iter().flat_map(|document| document.text.chars()).filter(is_han).collect();
    for number in 0..n {
        let mut word = |len: usize| {
            let start = random.below(chars.len() - len);
            chars[start..start + len].to_vec()
        };
        let (a, b) = (word(2), word(3));
        let mut wrong = word(3 + number % 4);
        let place = number % wrong.len();
        wrong[place] = ['龘', '的', '网'][number % 3];
        let [a, b, wrong] = [a, b, wrong].map(String::from_iter);
        let day = Some("1905-01-01".to_owned());
        let plain = |query: String| Filter { query, ..Filter::default() };
        filters.push(match number % 9 {
            0 => plain(format!("{a} {b} on:1905")),
            1 => Filter { to: day, ..plain(format!("{a} -{b}")) },
            2 => Filter { documents: vec!["没有".to_owned()], to: day, ..plain(b) },
            3 => Filter { facets: vec![chosen(Facet::Publisher, "没有")], ..plain(format!("{a} {b}")) },
            4 => plain(format!("{a} {b} 龘龘 in:paragraph")),
            5 => Filter { exact: true, facets: vec![chosen(Facet::Year, "1905")], ..plain(a) },
            6 => plain(format!("doc:没有 {wrong} {a}")),
            _ => plain(wrong),
        });
    }
    filters
}

fn chosen(facet: Facet, id: &str) -> FacetChoice {
    FacetChoice { facet, chosen: vec![id.to_owned()], ..FacetChoice::default() }
}

#[test]
fn nothing_is_explained_as_far_as_it_costs_little() {
    let documents = documents();
    let engine = Engine::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap();
    // In the last one all is told.
    let mut libraries = [(1, 200, 3_000, 4), (20_000, 4_000, 50_000, 32), (1 << 30, 1 << 30, 1 << 30, 32)]
        .map(|(chunk, shard, listed, scanned)| Open::new(&documents, chunk, shard, listed, scanned));
    let (mut n_told, mut n_counted) = ([0, 0, 0], 0);
    for filter in fruitless(&documents, 400) {
        let request = SearchRequest { filter: filter.clone(), limit: 3, ..SearchRequest::default() };
        let expected = engine.search(&request);
        for (place, open) in libraries.iter_mut().enumerate() {
            let (answer, _) = open.search(&request);
            for told in &answer.relaxations {
                let like = expected.relaxations.iter().find(|other| other.filter == told.filter);
                let like = like.or_else(|| {
                    // Files are looked through for one other character only, a pack for all that sounds and looks alike.
                    assert!(matches!(told.kind, RelaxationKind::Spelling(_)), "{told:?}");
                    None
                });
                let n_hits = like.map_or(told.n_hits, |like| like.n_hits);
                let n_articles = like.map_or(told.n_articles, |like| like.n_articles);
                assert_eq!(told.n_articles, n_articles, "{told:?}");
                assert!(told.n_hits == 0 || told.n_hits == n_hits, "{told:?}");
                n_counted += usize::from(told.n_hits > 0);
                n_told[place] += 1;
            }
            if place == 2 {
                let kinds = |answer: &SearchAnswer| {
                    let kinds = answer.relaxations.iter().map(|told| told.kind.clone());
                    kinds.filter(|kind| !matches!(kind, RelaxationKind::Spelling(_))).collect::<Vec<_>>()
                };
                assert_eq!(kinds(&answer), kinds(&expected), "{filter:?}");
            }
            if answer.n_entries == 0 {
                let n_hits = |answer: &SearchAnswer| {
                    let terms = answer.reading.chips.iter().filter_map(|chip| match chip {
                        Chip::Term { n_hits, .. } => Some(*n_hits),
                        _ => None,
                    });
                    terms.collect::<Vec<u32>>()
                };
                for (told, n_hits) in n_hits(&answer).into_iter().zip(n_hits(&expected)) {
                    assert!(told == u32::MAX || told == n_hits, "{filter:?}");
                }
            }
        }
    }
    assert!(n_told.iter().all(|n| *n > 200) && n_counted > 300, "{n_told:?}, {n_counted} with hits");
}

/// Values that a filter can choose, and some that no document has.
const VALUES: [(Facet, &[&str]); 4] = [
    (Facet::Publisher, &["甲社", "乙報", "没有"]),
    (Facet::Year, &["2020", "2015", "2012", "1900"]),
    (Facet::Month, &["2020-02", "2019-10", "2016-07"]),
    (Facet::Language, &["zh-Hans", "en"]),
];

/// Choices and exclusions in any facets.
fn choices(documents: &[DocumentEntry], random: &mut Random) -> Vec<FacetChoice> {
    let mut choices = Vec::new();
    for (facet, values) in VALUES {
        if random.below(3) == 0 {
            let mut some = |n: usize| {
                let n = random.below(n);
                (0..n).map(|_| values[random.below(values.len())].to_owned()).collect::<Vec<String>>()
            };
            choices.push(FacetChoice { facet, chosen: some(3), excluded: some(2) });
        }
    }
    if random.below(4) == 0 {
        let ids: Vec<String> = (0..4).map(|_| documents[random.below(documents.len())].id.clone()).collect();
        let (chosen, excluded) = if random.below(2) == 0 { (ids, Vec::new()) } else { (Vec::new(), ids) };
        choices.push(FacetChoice { facet: Facet::Document, chosen, excluded });
    }
    choices
}

/// A request that counts something of everything.
fn count_request(filter: Filter, random: &mut Random) -> CountRequest {
    let contains = ["", "", "", "社", "通报", "2"][random.below(6)];
    let limit = if random.below(3) == 0 { 4 } else { u32::MAX };
    let facets = Facet::ALL.into_iter().filter(|_| random.below(4) > 0).map(|facet| FacetRequest {
        facet,
        contains: contains.to_owned(),
        limit,
        order: FacetOrder::Value,
    });
    let facets = facets.collect();
    let grains = [None, Some(Grain::Day), Some(Grain::Month), Some(Grain::Year)];
    let times = [Axis::Published, Axis::Mentioned].into_iter().filter(|_| random.below(4) > 0);
    let times = times.map(|axis| TimeRequest { axis, grain: grains[axis as usize] });
    CountRequest { filter, facets, times: times.collect() }
}

/// An answer without the numbers of hits that another does not tell; tells whether that was any.
fn as_told(mut answer: CountAnswer, other: &CountAnswer) -> (CountAnswer, bool) {
    let mut is_all = true;
    let mut forget = |own: &mut Option<u32>, other: Option<&Option<u32>>| {
        if other == Some(&None) {
            *own = None;
            is_all = false;
        }
    };
    forget(&mut answer.n_hits, Some(&other.n_hits));
    for (own, other) in answer.facets.iter_mut().zip(&other.facets) {
        for (place, value) in own.values.iter_mut().enumerate() {
            forget(&mut value.n_hits, other.values.get(place).map(|value| &value.n_hits));
        }
    }
    for (own, other) in answer.times.iter_mut().zip(&other.times) {
        for (place, bin) in own.bins.iter_mut().enumerate() {
            forget(&mut bin.n_hits, other.bins.get(place).map(|bin| &bin.n_hits));
        }
    }
    (answer, is_all)
}

#[test]
fn counts_are_the_same() {
    let documents = documents();
    let engine = Engine::open(build(&CorpusEntry::default(), &documents).unwrap()).unwrap();
    let mut libraries = [(1, 200, 3_000, 4), (20_000, 4_000, 50_000, 32), (1 << 30, 1 << 30, 1 << 30, 32)]
        .map(|(chunk, shard, listed, scanned)| Open::new(&documents, chunk, shard, listed, scanned));
    let mut random = Random(11);
    let (mut n_told, mut n_untold) = (0, 0);
    for (number, mut filter) in queries(&documents, 600).into_iter().enumerate() {
        filter.facets = if number % 3 == 0 { Vec::new() } else { choices(&documents, &mut random) };
        let request = count_request(filter, &mut random);
        let expected = engine.counts(&request);
        for open in &mut libraries {
            let question = Question::Request(Request::Counts(request.clone()));
            let (answer, shown) = open.finish(Task::new(question));
            let Answer::Response(Response::Counts(answer), _) = answer else { panic!("{answer:?}") };
            let (expected, is_all) = as_told(expected.clone(), &answer);
            assert!(shown.is_empty());
            assert_eq!(answer, expected, "{request:?}");
            (n_told, n_untold) = if is_all { (n_told + 1, n_untold) } else { (n_told, n_untold + 1) };
            let by_count = |facet: &FacetRequest| FacetRequest { order: FacetOrder::Count, ..facet.clone() };
            let facets = request.facets.iter().map(by_count).collect();
            let sorted = CountRequest { facets, ..request.clone() };
            let (answer, _) = open.ask(Question::Request(Request::Counts(sorted.clone())));
            let Answer::Response(Response::Counts(answer), _) = answer else { panic!("{answer:?}") };
            assert_eq!(answer, engine.counts(&sorted), "{sorted:?}");
        }
    }
    assert!(n_told > 500 && n_untold > 100, "{n_told} with hits, {n_untold} without");
}

#[test]
fn counting_by_what_the_index_knows_fetches_no_text() {
    let documents = documents();
    let mut open = Open::new(&documents, 1, 1_000, 1 << 30, 32);
    for query in
        ["", "通信", "通信 -网络", "通信 | 网络", "on:2020", "doc:甲社", "通信 -doc:甲社 before:2021"]
    {
        let facets = vec![FacetChoice {
            facet: Facet::Publisher,
            excluded: vec!["乙報".to_owned()],
            ..FacetChoice::default()
        }];
        let filter = Filter { query: query.to_owned(), facets, ..Filter::default() };
        let (answer, _) = open.ask(Question::Documents(filter.clone(), Sort::Date));
        assert!(matches!(answer, Answer::Documents(documents) if !documents.is_empty()));
        let request = count_request(filter, &mut Random(1));
        let (answer, _) = open.finish(Task::new(Question::Request(Request::Counts(request))));
        let Answer::Response(Response::Counts(answer), _) = answer else { panic!("{answer:?}") };
        assert!(answer.n_articles > 0);
    }
    assert!(open.fetched.borrow().iter().all(|part| !matches!(part, Part::Chunk(_))));
}

#[test]
fn a_rare_word_fetches_little() {
    let documents = documents();
    let mut open = Open::new(&documents, 1, 1_000, 1 << 30, 32);
    let n_with = |word: &str| documents.iter().filter(|document| document.text.contains(word)).count();
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let text: Vec<char> = documents[9].text.chars().collect();
    let words =
        text.windows(2).filter(|pair| pair.iter().all(is_han)).map(|pair| pair.iter().collect::<String>());
    let word = words.into_iter().find(|word| (1..4).contains(&n_with(word))).unwrap();
    let request = SearchRequest {
        filter: Filter { query: word, ..Filter::default() },
        limit: 10,
        ..SearchRequest::default()
    };
    let (answer, _) = open.search(&request);
    assert!(answer.n_articles > 0);
    let n_fetched = open.fetched.borrow().iter().filter(|part| matches!(part, Part::Chunk(_))).count();
    assert_eq!(n_fetched, answer.n_articles as usize);
    assert!(n_fetched * 4 < open.library.catalog().chunks.len(), "{n_fetched} chunks");
}

#[test]
fn a_string_of_characters_fetches_few_packs() {
    let documents = documents();
    let chars: Vec<char> = documents.iter().flat_map(|document| document.text.chars()).collect();
    let is_word = |word: &[char]| word.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let mut open = Open::new(&documents, 1, 1_000, 1 << 30, 4);
    let mut n_wide = 0;
    for len in 3..7 {
        for word in chars.windows(len).filter(|word| is_word(word)).step_by(41) {
            let query: String = word.iter().collect();
            let expected = documents.iter().filter(|document| document.text.contains(&query)).count();
            open.library = Library::open(&open.files.0[CATALOG]).unwrap();
            open.fetched.borrow_mut().clear();
            let found = open.ids(&Filter { query: query.clone(), ..Filter::default() });
            assert!(found.len() >= expected, "{query}");
            let n_fetched =
                open.fetched.borrow().iter().filter(|part| matches!(part, Part::Chunk(_))).count();
            assert!(n_fetched < 4, "{query} fetches {n_fetched} packs");
            n_wide += usize::from(found.len() >= 4);
        }
    }
    assert!(n_wide > 20, "{n_wide}");
}

#[test]
fn near_copies_may_lie_far_apart() {
    let text = |n: u32| {
        (0..120)
            .filter_map(|place| char::from_u32(0x4e00 + (n * 977 + place * 131) % 5000))
            .collect::<String>()
    };
    let files = (0..40)
        .map(|n| (format!("{n:02}.txt"), format!("{}。\n", text(if n < 39 { n } else { 20 })).into_bytes()));
    let mut documents: Vec<_> =
        parse(files).iter().map(jianbao::corpus::parsed::ParsedDocument::entry).collect();
    jianbao::corpus::copies::mark_copies(&mut documents);
    let copies =
        documents.iter().flat_map(|document| &document.articles).filter(|article| article.copy_of.is_some());
    assert_eq!(copies.count(), 1);
    // Two documents a chunk: the last one is a copy of one long before it.
    let mut open = Open::new(&documents, 600, 4_000, 1 << 30, 32);
    let filter = Filter { query: text(20).chars().take(100).collect(), ..Filter::default() };
    let request = SearchRequest { filter, limit: 5, ..SearchRequest::default() };
    let (answer, _) = open.ask(Question::List(request));
    let Answer::Listing(listing) = answer else { panic!("a listing") };
    assert_eq!((listing.documents, listing.hits.len()), (2, 2));
}

#[test]
fn damaged_files_are_errors_or_harmless() {
    let documents = documents();
    let open = Open::new(&documents, 20_000, 4_000, 1 << 30, 32);
    let mut random = Random(3);
    for _ in 0..400 {
        let mut library = Library::open(&open.files.0[CATALOG]).unwrap();
        let mut task = Task::new(Question::Request(Request::Search(SearchRequest {
            filter: Filter { query: "通信 网络".to_owned(), ..Filter::default() },
            limit: 5,
            ..SearchRequest::default()
        })));
        for _ in 0..50 {
            let Ok(Step::Need { parts, .. }) = task.step(&mut library) else { break };
            for part in parts {
                let mut bytes = open.files.0[&library.catalog().file_name(part).unwrap()].clone();
                let at = random.below(bytes.len());
                if random.below(2) == 0 {
                    bytes[at] ^= 1 << random.below(8);
                } else {
                    bytes.truncate(at);
                }
                let _ = library.supply(part, bytes);
            }
        }
    }
}
