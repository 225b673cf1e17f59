//! What packs and the engine promise: of our own packs everything, of hostile ones that they are refused or harmless.

use std::cell::OnceCell;

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::format::{MAGIC, VERSION};
use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::engine::Engine;
use jianbao::protocol::{Axis, Facet, FacetChoice, Filter};
use jianbao::text::fold::is_han;

use super::{answers, documents, statistics};

/// Names of the files that [`whole`] makes; the last comes twice, as happens when folders are put together.
const NAMES: [&str; 5] = ["a.txt", "b.md", "c.html", "d.jsonl", "a.txt"];

/// Parts the files of [`whole`].
const BETWEEN_FILES: &str = "\n%%%%\n";

/// The whole way, from files to answers; the same files give the same bytes.
pub(super) fn whole(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let files = || NAMES.iter().zip(text.split(BETWEEN_FILES)).map(|(name, text)| file(name, text));
    let documents = parse(files());
    documents::check(&documents);
    let pack = pack(&documents);
    assert!(pack == self::pack(&parse(files())), "the same files gave two packs");
    let engine = Engine::open(pack).expect("our own pack opens");
    for (number, word) in words(&engine) {
        let is_found = answers::articles_with(&engine, &word).contains(&number);
        assert!(is_found, "{word} was not found in article {number}");
    }
    let queries = ["", "通信 -网络", "2020"].map(str::to_owned);
    for query in queries.into_iter().chain(words(&engine).take(2).map(|(_, word)| word)) {
        let filter = Filter { query, ..Filter::default() };
        answers::check(&engine, &filter);
        statistics::check(&engine, &filter);
    }
}

fn file(name: &str, text: &str) -> (String, Vec<u8>) {
    (name.to_owned(), text.as_bytes().to_vec())
}

fn pack(documents: &[ParsedDocument]) -> Vec<u8> {
    let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
    build(&CorpusEntry::default(), &entries).expect("parsed documents fit into a pack")
}

/// Some words that stand in the articles, with the numbers of the articles.
fn words(engine: &Engine) -> impl Iterator<Item = (u32, String)> {
    engine.corpus().articles().take(5).filter_map(|article| {
        let text = article.paragraphs().last()?.text();
        let word: String =
            text.chars().skip_while(|&c| !is_han(c)).take_while(|&c| is_han(c)).take(4).collect();
        (!word.is_empty()).then_some((article.number().0, word))
    })
}

/// A small corpus that looks a bit like the real thing.
fn sample() -> Vec<u8> {
    pack(&sample_documents())
}

/// Its documents.
pub(super) fn sample_documents() -> Vec<ParsedDocument> {
    parse([
        file(
            "a.txt",
            "某某协会\n简报\n2020年2月6日\n\n县图书馆·老地图展 今起开门\n\n1月24日，通信網絡暢通，COVID-19防控有序。\n乙行协·送服务到基层\n网络\n网络发发發，５Ｇ基站232處。",
        ),
        file(
            "b.md",
            "# 题目\n\n“通信保障”和网络，从26日到2月1日。\n\n## VPN line\n\n(疫情 OR 复工) and 移动|电信。",
        ),
    ])
}

/// Bytes that claim to be a pack. An even first byte: each six bytes that follow put a number somewhere into a good pack; an odd one:
/// they are all of it. The header is made good, since no fuzzer guesses a checksum.
pub(super) fn hostile(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut pack = rest.to_vec();
    drop(Engine::open(pack.clone()));
    if first % 2 == 0 {
        pack = with_sample(Clone::clone);
        for edit in rest.chunks_exact(6) {
            let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) * 4 % pack.len();
            if let Some(number) = pack.get_mut(at..at + 4) {
                number.copy_from_slice(&edit[2..]);
            }
        }
    }
    mend(&mut pack);
    if let Ok(engine) = Engine::open(pack) {
        for query in ["", "网络", "-通信"] {
            let filter = Filter { query: query.to_owned(), ..Filter::default() };
            answers::ask(&engine, &filter);
            statistics::ask(&engine, &filter);
        }
    }
}

fn with_sample<T>(use_it: impl FnOnce(&Vec<u8>) -> T) -> T {
    thread_local!(static SAMPLE: OnceCell<Vec<u8>> = const { OnceCell::new() });
    SAMPLE.with(|pack| use_it(pack.get_or_init(sample)))
}

/// Writes magic, version and checksum.
fn mend(pack: &mut Vec<u8>) {
    mend_as(pack, MAGIC);
}

/// Writes a magic, version and checksum.
pub(super) fn mend_as(pack: &mut Vec<u8>, magic: [u8; 8]) {
    pack.resize(pack.len().max(20), 0);
    pack[..8].copy_from_slice(&magic);
    pack[8..12].copy_from_slice(&VERSION.to_le_bytes());
    let checksum = crc32fast::hash(&pack[16..]);
    pack[12..16].copy_from_slice(&checksum.to_le_bytes());
}

/// An engine on the sample.
pub(super) fn sample_engine() -> Engine {
    Engine::open(sample()).expect("our own pack opens")
}

/// Values that are chosen and excluded, as two bits say; the last byte picks them.
fn choices(bits: u8, bytes: &[u8]) -> Vec<FacetChoice> {
    let picked = usize::from(bytes.last().copied().unwrap_or(0));
    let (facet, id) = [
        (Facet::Document, "b"),
        (Facet::Year, "2020"),
        (Facet::Month, "2020-02"),
        (Facet::Publisher, "某某协会"),
        (Facet::Language, "zh-Hans"),
        (Facet::Year, "no year"),
    ][picked % 6];
    let ids = |bit: u8| if bits & bit != 0 { vec![id.to_owned()] } else { Vec::new() };
    vec![FacetChoice { facet, chosen: ids(32), excluded: ids(64) }]
}

/// Anything typed into the search box; bits of the first byte set the rest of the filter.
pub(super) fn query(bytes: &[u8]) {
    thread_local!(static ENGINE: OnceCell<Engine> = const { OnceCell::new() });
    let Some((first, rest)) = bytes.split_first() else { return };
    let query = String::from_utf8_lossy(rest).into_owned();
    // What is typed is also tried as a day, and so half of all days are none.
    let day = |bit: u8| (first & bit != 0).then(|| query.chars().take(10).collect());
    let filter = Filter {
        exact: first & 1 != 0,
        axis: if first & 2 != 0 { Axis::Published } else { Axis::Mentioned },
        from: day(4),
        to: day(8),
        documents: if first & 16 != 0 { vec!["b".to_owned()] } else { Vec::new() },
        query,
        facets: choices(*first, rest),
    };
    ENGINE.with(|engine| {
        let engine = engine.get_or_init(sample_engine);
        answers::check(engine, &filter);
        statistics::check(engine, &filter);
    });
}
