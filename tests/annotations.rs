//! What documents say of whom and how much, the whole way: files → pack → answers.

use std::collections::BTreeSet;

use jianbao::corpus::builder::{CorpusEntry, DocumentEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, Parser, entity_entry};
use jianbao::engine::Engine;
use jianbao::protocol::annotation::{EntityRequest, FigureRequest, FigureSort, NameRequest};
use jianbao::protocol::{
    CountRequest, EntityKind, Facet, FacetRequest, Filter, SearchRequest, TimelineEntry, TimelineRequest,
};

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

/// Figures as `value unit who when`, of one unit and in one order.
fn figures(engine: &Engine, query: &str, unit: Option<&str>, sort: FigureSort) -> String {
    let request = FigureRequest {
        filter: filter(query),
        unit: unit.map(str::to_owned),
        sort,
        limit: 9,
        ..FigureRequest::default()
    };
    let answer = engine.figures(&request);
    assert_eq!(answer.n_figures as usize, answer.figures.len());
    let shown = |figure: &jianbao::protocol::annotation::Figure| {
        let mark = figure.place.mark.unwrap();
        let printed = &figure.place.text[mark.start as usize..mark.end as usize];
        assert!(printed.starts_with(|c: char| c.is_ascii_digit()), "{printed}");
        let who = figure.who.as_ref().map_or("-", |who| who.name.as_str());
        format!("{}{} {who} {}", figure.value.unwrap(), figure.unit, figure.when.as_deref().unwrap_or("-"))
    };
    answer.figures.iter().map(shown).collect::<Vec<_>>().join(", ")
}

#[test]
fn figures_are_listed_and_sorted() {
    let engine = engine();
    // Of names that are printed equally often, one stands for both.
    let company = "中國移動湖北公司";
    assert_eq!(
        figures(&engine, "宽带", None, FigureSort::Order),
        format!("3148条 {company} 2020-02-06, 150000000元 {company} 2020-02-06, 200个 {company} 2020-02-06")
    );
    let smallest = figures(&engine, "", Some("元"), FigureSort::Smallest);
    let [small, large] = ["8000000元", "150000000元"].map(|value| format!("{value} {company}"));
    assert_eq!(smallest, format!("{small} 2020-02-07, {large} 2020-02-06"));
    assert!(figures(&engine, "", Some("元"), FigureSort::Largest).starts_with("150000000元"));
    assert!(figures(&engine, "", Some("元"), FigureSort::Date).starts_with("150000000元"));
    assert_eq!(figures(&engine, "没有", None, FigureSort::Order), "");
    // What stands in a sentence with a hit comes first.
    let near = figures(&engine, "基站", None, FigureSort::Relevance);
    assert!(near.starts_with("200个"), "{near}");
}

#[test]
fn names_are_listed_hidden_and_merged() {
    let engine = engine();
    let listed = |request: &NameRequest| {
        let answer = engine.names(request);
        let names = answer.names.iter().map(|name| format!("{} {}", name.entity.name, name.n_mentions));
        (names.collect::<Vec<_>>().join(", "), answer)
    };
    let all = NameRequest { limit: 20, ..NameRequest::default() };
    let places = NameRequest { kind: Some(EntityKind::Place), ..all.clone() };
    let (shown, answer) = listed(&places);
    assert_eq!(shown, "武汉市 2, 四川省 1");
    assert_eq!((answer.kinds[EntityKind::Person as usize], answer.n_names), (1, 2));
    let provinces: Vec<_> =
        answer.provinces.iter().map(|one| (one.province.as_str(), one.n_mentions)).collect();
    assert_eq!(provinces, [("湖北省", 4), ("四川省", 1)]);
    let id = |name: &str| {
        let found = answer.names.iter().find(|one| one.entity.name == name).unwrap();
        found.entity.id.clone()
    };
    let (wuhan, sichuan) = (id("武汉市"), id("四川省"));
    let merged = NameRequest { merged: vec![(sichuan.clone(), wuhan.clone())], ..places.clone() };
    assert_eq!(listed(&merged).0, "武汉市 3");
    let hidden = NameRequest { hidden: vec![wuhan.clone()], ..places.clone() };
    assert_eq!(listed(&hidden).0, "四川省 1");
    assert_eq!(listed(&NameRequest { contains: "漢".to_owned(), ..places }).0, "武汉市 2");
    // A circle of merges ends.
    let circle = vec![(sichuan.clone(), wuhan.clone()), (wuhan.clone(), sichuan)];
    assert_eq!(listed(&NameRequest { merged: circle, ..all }).1.kinds[EntityKind::Place as usize], 2);

    let request = EntityRequest { id: wuhan, n_others: 9, limit: 9, ..EntityRequest::default() };
    let answer = engine.entity(&request).unwrap();
    assert_eq!((answer.count.n_mentions, answer.count.n_documents, answer.contexts.len()), (2, 2, 2));
    assert_eq!(answer.province.as_deref(), Some("湖北省"));
    assert_eq!(
        answer.times.iter().map(|bin| bin.first.as_str()).collect::<Vec<_>>(),
        ["2020-02-06", "2020-02-07"]
    );
    let with: Vec<_> = answer.with.iter().map(|one| one.entity.name.as_str()).collect();
    assert!(with.contains(&"王建国") && with.contains(&"中國移動湖北公司"), "{with:?}");
    assert_eq!(answer.contexts[0].text, "武汉市共建设基站200个。");
    assert_eq!(engine.entity(&EntityRequest::default()), None);
}

#[test]
fn a_date_with_several_events_has_an_entry_for_each() {
    let text = "甲报\n\n各方行动迅速。2020年1月24日，中国联通捐款100万元；中国电信捐款200万元；武汉市新增病例10例。大家都很努力。";
    let mut parser = Parser::default();
    let mut documents = parser.parse([("a.txt".to_owned(), text.as_bytes().to_vec())]);
    let entities = parser.entities(&mut documents).iter().map(entity_entry).collect();
    let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
    let corpus = CorpusEntry { entities, ..CorpusEntry::default() };
    let told = |entries: &[_]| {
        let engine = Engine::open(build(&corpus, entries).unwrap()).unwrap();
        let request = TimelineRequest { limit: 9, ..TimelineRequest::default() };
        let answer = engine.timeline(&request);
        assert_eq!(answer.n_entries as usize, answer.entries.len());
        assert_eq!(answer.bins.iter().map(|bin| bin.n_all).sum::<u32>(), answer.n_entries);
        assert_eq!(engine.summary().n_dates, 1);
        let who = |entry: &TimelineEntry| entry.who.as_ref().map_or("-".to_owned(), |who| who.name.clone());
        answer.entries.iter().map(|entry| format!("{} {}", entry.text, who(entry))).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&entries),
        ["中国联通捐款100万元 中国联通", "中国电信捐款200万元 中国电信", "武汉市新增病例10例 -"]
    );
    // A slim pack has the same entries, and nobody's names.
    let slim: Vec<_> = entries.into_iter().map(DocumentEntry::slim).collect();
    assert_eq!(told(&slim).len(), 3);
}
