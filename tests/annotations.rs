//! What documents say of whom and how much, the whole way: files → pack → answers.

use std::collections::BTreeSet;

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, Parser, entity_entry};
use jianbao::engine::Engine;
use jianbao::protocol::{CountRequest, Facet, FacetRequest, Filter, SearchRequest};

const FILES: [(&str, &str); 3] = [
    ("a.txt", "甲报\n\n2020年2月6日，中国移动湖北公司开通宽带3148条，捐款1.5亿元。武汉市共建设基站200个。"),
    ("b.txt", "乙报\n\n2020年2月7日，中國移動湖北公司董事长王建国到武汉市。四川省捐款800万元。"),
    ("c.txt", "丙报\n\n没有名字，也没有数目。"),
];

fn engine() -> Engine {
    let mut parser = Parser::default();
    let files = FILES.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let mut documents = parser.parse(files);
    let entities = parser.entities(&mut documents).iter().map(entity_entry).collect();
    let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
    Engine::open(build(&CorpusEntry { entities, ..CorpusEntry::default() }, &entries).unwrap()).unwrap()
}

fn filter(query: &str) -> Filter {
    Filter { query: query.to_owned(), ..Filter::default() }
}

/// Documents that a query finds, without `.txt`.
#[track_caller]
fn check(engine: &Engine, query: &str, expected: &str) {
    let request = SearchRequest { filter: filter(query), limit: 9, ..SearchRequest::default() };
    let answer = engine.search(&request);
    let names: BTreeSet<String> = answer
        .articles
        .iter()
        .map(|found| engine.corpus().documents().nth(found.document as usize).unwrap().id().to_owned())
        .collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>().join(" "), expected, "{query}");
    assert!(answer.reading.remarks.is_empty(), "{query}: {:?}", answer.reading.remarks);
}

#[test]
fn names_are_fields() {
    let engine = engine();
    check(&engine, "org:移动", "a b");
    check(&engine, "org：移動湖北", "a b");
    check(&engine, "person:王建国", "b");
    check(&engine, "place:武汉", "a b");
    check(&engine, "place:四川", "b");
    check(&engine, "person:武汉", "");
    check(&engine, "org:移动 -place:四川", "a");
    check(&engine, "service:移动", "");
}

#[test]
fn sizes_are_fields() {
    let engine = engine();
    check(&engine, "unit:元", "a b");
    check(&engine, "unit:条", "a");
    check(&engine, "value>1亿元", "a");
    check(&engine, "value＞＝800万元", "a b");
    check(&engine, "value>1亿条", "");
    check(&engine, "value:200 宽带", "a");
    check(&engine, "value<201个", "a");
}

#[test]
fn names_and_units_are_counted() {
    let engine = engine();
    let counted = |facet, query: &str| {
        let facets = vec![FacetRequest { facet, limit: 9, ..FacetRequest::default() }];
        let answer = engine.counts(&CountRequest { filter: filter(query), facets, times: Vec::new() });
        let values = answer.facets[0].values.iter();
        values.map(|value| format!("{} {}", value.label, value.n_articles)).collect::<Vec<_>>().join(", ")
    };
    assert!(counted(Facet::Place, "").starts_with("武汉市 2"), "{}", counted(Facet::Place, ""));
    assert_eq!(counted(Facet::Person, ""), "王建国 1");
    assert_eq!(counted(Facet::Unit, "宽带"), "条 1, 元 1, 个 1");
    let organisations = counted(Facet::Organisation, "");
    assert!(organisations.contains("湖北公司 2"), "{organisations}");
    // What was chosen narrows as any facet does.
    let place =
        engine.corpus().entities().find(|entity| entity.name().starts_with("四川")).unwrap().id().to_owned();
    let chosen =
        jianbao::protocol::FacetChoice { facet: Facet::Place, chosen: vec![place], excluded: Vec::new() };
    let request = SearchRequest {
        filter: Filter { facets: vec![chosen], ..Filter::default() },
        limit: 9,
        ..SearchRequest::default()
    };
    assert_eq!(engine.search(&request).n_articles, 1);
}
