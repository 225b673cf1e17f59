//! Articles that say nearly the same, the whole way: files → pack → answers.

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::copies::mark_copies;
use jianbao::corpus::parsed::{ParsedDocument, Parser};
use jianbao::engine::Engine;
use jianbao::protocol::copies::{ComparedPiece, CopiesRequest};
use jianbao::protocol::{
    CountRequest, Facet, FacetChoice, FacetRequest, Filter, ReadRequest, SearchRequest, Sort,
};

const RELEASE: &str = "江城各处的通信站点连夜抢修，技术人员分成六个小组赶到现场，检查光缆、更换电源、重新调试设备，\
    赶在清晨之前让医院与社区的网络恢复畅通。公司负责人说，后续还会派出巡查队伍，每天汇报一次情况，直到隐患全部排除为止。";

fn engine() -> Engine {
    let other = "港口的起重机今天停了半天，风浪太大，船只在外面等候，码头工人清点仓库里的货物，记下每一箱的编号和去处。";
    let files = [
        ("a.txt", format!("甲报\n\n{RELEASE}")),
        ("b.txt", format!("乙报\n\n{other}")),
        ("c.txt", format!("丙报\n\n{}", RELEASE.replace("六个", "七个"))),
        ("d.txt", format!("丁报\n\n{}", RELEASE.replace("网络", "網絡"))),
    ];
    let documents = Parser::default().parse(files.map(|(name, text)| (name.to_owned(), text.into_bytes())));
    let mut entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
    mark_copies(&mut entries);
    Engine::open(build(&CorpusEntry::default(), &entries).unwrap()).unwrap()
}

fn request(query: &str) -> SearchRequest {
    let filter = Filter { query: query.to_owned(), ..Filter::default() };
    SearchRequest { filter, sort: Sort::Order, limit: 9, ..SearchRequest::default() }
}

#[test]
fn copies_share_an_entry_and_are_all_counted() {
    let engine = engine();
    let check = |query: &str, expected: &str| {
        let answer = engine.search(&request(query));
        let entries: Vec<String> =
            answer.articles.iter().map(|found| format!("{}+{}", found.document, found.n_copies)).collect();
        let counts = format!("{} {} {}", answer.n_hits, answer.n_articles, answer.n_entries);
        assert_eq!(format!("{counts}: {}", entries.join(" ")), expected, "{query}");
    };
    check("", "0 4 2: 0+2 1+0");
    check("网络", "3 3 1: 0+2");
    // One that says it otherwise stands for itself.
    check("七个", "1 1 1: 2+0");
    check("港口 OR 網絡", "4 4 2: 0+2 1+0");
    let page = engine.search(&SearchRequest { offset: 1, limit: 1, ..request("") });
    assert_eq!(page.articles.first().map(|found| found.document), Some(1));
}

#[test]
fn copies_can_be_left_out_of_all_counts() {
    let engine = engine();
    let choice =
        FacetChoice { facet: Facet::Copies, excluded: vec!["copy".to_owned()], ..FacetChoice::default() };
    let filter = Filter { facets: vec![choice], ..request("网络").filter };
    let answer = engine.search(&SearchRequest { filter: filter.clone(), ..request("") });
    assert_eq!((answer.n_hits, answer.n_articles), (1, 1));
    let facet = FacetRequest { facet: Facet::Copies, limit: 9, ..FacetRequest::default() };
    let counts = engine.counts(&CountRequest { filter, facets: vec![facet], times: Vec::new() });
    let copies: Vec<_> =
        counts.facets[0].values.iter().map(|value| (value.id.as_str(), value.n_articles)).collect();
    assert_eq!(copies, [("copy", 2)]);
}

#[test]
fn two_are_compared() {
    let engine = engine();
    let id = |document: usize| {
        let document = engine.corpus().documents().nth(document).unwrap();
        document
            .articles()
            .find(|article| article.copy_of().is_some() || document.number().0 == 0)
            .unwrap()
            .id()
            .to_owned()
    };
    let (first, third) = (id(0), id(2));
    let own = |pieces: &[ComparedPiece]| {
        pieces
            .iter()
            .filter(|piece| piece.is_own)
            .map(|piece| piece.text.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (article, other) in [(&first, Some(&third)), (&third, None)] {
        let answer =
            engine.copies(&CopiesRequest { article: article.clone(), other: other.cloned() }).unwrap();
        let documents: Vec<u32> = answer.articles.iter().map(|copy| copy.document).collect();
        assert_eq!((documents, answer.other), (vec![0, 2, 3], Some(1)));
        let resemblances: Vec<bool> = answer.articles.iter().map(|copy| copy.resemblance >= 0.8).collect();
        assert_eq!(resemblances, [true; 3]);
        let differences: Vec<(String, String)> = answer
            .lines
            .iter()
            .map(|line| (own(&line.first), own(&line.other)))
            .filter(|(first, other)| first != other)
            .collect();
        let expected =
            [("甲", "丙"), ("六", "七")].map(|(first, other)| (first.to_owned(), other.to_owned()));
        assert_eq!(differences, expected);
    }
    assert_eq!(engine.copies(&CopiesRequest { article: "none".to_owned(), other: None }), None);
    let read = engine.read(&ReadRequest { document: "a".to_owned(), ..ReadRequest::default() }).unwrap();
    assert_eq!(read.n_copies, 2);
    assert_eq!(engine.summary().n_copies, 2);
}
