//! The engine's answers in WebAssembly, in a browser, are those of the native build.
//!
//! The same test runs in both (`cargo test`, `make test-wasm`) against one snapshot. After a wanted change,
//! `JIANBAO_UPDATE=1 cargo test --test web` writes it anew; reading the difference is the work.

use jianbao::corpus::builder::{
    ArticleEntry, CorpusEntry, DocumentEntry, MentionEntry, ParagraphEntry, build,
};
use jianbao::engine::Engine;
use jianbao::protocol::{
    Axis, Filter, ParagraphKind, PublishedBasis, ReadRequest, Request, SearchRequest, Sort, TimelineRequest,
    YearBasis,
};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

#[test]
fn answers_are_the_same_everywhere() {
    let engine = Engine::open(pack()).expect("the pack opens");
    let answers: Vec<String> =
        requests().iter().map(|request| format!("{request:#?}\n→ {:#?}\n", engine.answer(request))).collect();
    let answers = without_engine(&answers.join("\n"));
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("JIANBAO_UPDATE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/answers.txt"), &answers)
            .expect("the snapshot can be written");
        return;
    }
    let expected = include_str!("support/answers.txt");
    let difference = answers.lines().zip(expected.lines()).position(|(found, wanted)| found != wanted);
    assert!(
        answers == expected,
        "the answers differ from tests/support/answers.txt from line {} on:\n{}",
        difference.map_or(answers.lines().count().min(expected.lines().count()), |line| line) + 1,
        answers.lines().skip(difference.unwrap_or(0)).take(5).collect::<Vec<_>>().join("\n"),
    );
}

/// What was printed, less the parts of requests that only builds with the feature `engine` have.
fn without_engine(printed: &str) -> String {
    let mut end: Option<String> = None;
    let kept = printed.split_inclusive('\n').filter(|line| {
        let name = line.trim_start();
        if name == "facets: [],\n" {
            return false;
        }
        if end.is_none() && name.starts_with("weights: Weights {") {
            end = Some(format!("{}}},\n", &line[..line.len() - name.len()]));
            return false;
        }
        let is_part = end.is_some();
        end = end.take().filter(|end| end != line);
        !is_part
    });
    kept.collect()
}

#[test]
fn a_changed_byte_is_noticed() {
    let whole = pack();
    for place in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[place] ^= 0x20;
        assert!(Engine::open(changed).is_err(), "byte {place} was changed and the pack opened");
    }
    assert!(Engine::open(whole[..whole.len() / 2].to_vec()).is_err(), "half a pack opened");
}

/// One request of each kind, with and without filters.
fn requests() -> Vec<Request> {
    let query = |query: &str| Filter { query: query.to_owned(), ..Filter::default() };
    let search = |filter: Filter, sort: Sort| {
        Request::Search(SearchRequest {
            filter,
            sort,
            offset: 0,
            limit: 10,
            n_snippets: 3,
            #[cfg(feature = "files")]
            weights: jianbao::protocol::Weights::default(),
        })
    };
    let days = |axis: Axis| Filter {
        from: Some("2020-02-01".to_owned()),
        to: Some("2020-02-29".to_owned()),
        axis,
        ..query("网络")
    };
    vec![
        Request::Summary,
        search(query("網絡"), Sort::Relevance),
        search(Filter { exact: true, ..query("網絡") }, Sort::Order),
        search(query("复工复产 OR ＦＩＶＥ"), Sort::Date),
        search(query("网络 -保障 没有的词"), Sort::Relevance),
        search(days(Axis::Mentioned), Sort::Relevance),
        search(days(Axis::Published), Sort::Relevance),
        Request::Read(ReadRequest {
            filter: query("网络"),
            document: "two".to_owned(),
            at: Some(40),
            ..ReadRequest::default()
        }),
        Request::Read(ReadRequest { document: "none".to_owned(), ..ReadRequest::default() }),
        Request::Timeline(TimelineRequest { filter: query("网络"), limit: 10, n_others: 10 }),
    ]
}

/// Two documents in two scripts, one with a term across a line break.
fn pack() -> Vec<u8> {
    let corpus = CorpusEntry {
        title: "两份文献".to_owned(),
        description: "一简一繁".to_owned(),
        lang: "zh-Hans".to_owned(),
        ..CorpusEntry::default()
    };
    let one = DocumentEntry {
        published: Some("2020-02-06".to_owned()),
        published_basis: Some(PublishedBasis::Printed),
        ..document(
            "one",
            "zh-Hans",
            &["保障网络畅通", "2月6日，网络工程队到场。", "企业有序复工\n复产，ｆｉｖｅ家先行。"],
        )
    };
    let two = document(
        "two",
        "zh-Hant",
        &["網絡保障紀實", "2月29日，網絡與网络同樣找得到。", "後記：裡外都是網絡。"],
    );
    build(&corpus, &[one, two]).expect("the documents fit")
}

/// A document of one article: a title and paragraphs, a date at the start of the second.
fn document(id: &str, lang: &str, paragraphs: &[&str]) -> DocumentEntry {
    let mut text = String::new();
    let mut entries = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let start = text.len();
        text.push_str(paragraph);
        let kind = if index == 0 { ParagraphKind::Title } else { ParagraphKind::Body };
        entries.push(ParagraphEntry { start, end: text.len(), kind, is_after_seam: index == 2 });
        text.push('\n');
    }
    let date = paragraphs[1].split('，').next().unwrap_or_default();
    let day = date.trim_start_matches("2月").trim_end_matches('日').parse::<u32>().unwrap_or(1);
    let start = entries[1].start;
    let mention = MentionEntry {
        start,
        end: start + date.len(),
        edtf: format!("2020-02-{day:02}"),
        year_basis: YearBasis::Document,
        ..MentionEntry::default()
    };
    let article = ArticleEntry {
        id: format!("{id}-a"),
        title: paragraphs[0].to_owned(),
        kicker: None,
        is_matter: false,
        paragraphs: entries,
        mentions: vec![mention],
        ..ArticleEntry::default()
    };
    DocumentEntry {
        id: id.to_owned(),
        title: paragraphs[0].to_owned(),
        lang: lang.to_owned(),
        source: format!("{id}.txt"),
        checksum: "00".repeat(32),
        encoding: "UTF-8".to_owned(),
        text,
        repairs: vec![("joined-line".to_owned(), 1)],
        articles: vec![article],
        ..DocumentEntry::default()
    }
}
