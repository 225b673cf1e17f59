//! The plain counting that the tests compare with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::engine::Engine;
use jianbao::protocol::{Filter, SearchRequest, Sort};
use jianbao::text::fold::{HanClasses, fold_term, is_han};
use regex::Regex;

/// `SplitMix64`.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % n.max(1)
    }

    pub(crate) fn pick<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[self.below(values.len())]
    }
}

/// A unit of a paragraph, or a break (`None`), with its first byte and the byte after its last in the document's text.
pub(crate) type Unit = (Option<String>, usize, usize);

pub(crate) struct Article {
    pub(crate) document: String,
    pub(crate) is_matter: bool,
    pub(crate) paragraphs: Vec<Vec<Unit>>,
}

pub(crate) struct Bench {
    pub(crate) documents: &'static [ParsedDocument],
    pub(crate) engine: Engine,
    /// By id.
    pub(crate) articles: BTreeMap<String, Article>,
    /// Of words that occur, to ask for.
    pub(crate) words: Vec<String>,
}

pub(crate) fn fold(text: &str) -> String {
    fold_term(text, HanClasses::all())
}

/// The units of a text that begins at a byte.
pub(crate) fn units(text: &str, start: usize, is_han_only: bool) -> Vec<Unit> {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        let east = r"[\p{Han}\p{Katakana}\p{Hiragana}]";
        let number = r"(?: [.．][0-9０-９]+ | ,[0-9]{3} )*";
        Regex::new(&format!(r"(?x) {east} | [\p{{L}}\p{{N}}--{east}]+ {number} | \s+ | (?s:.)")).unwrap()
    });
    let found = UNIT.find_iter(text).filter(|found| !found.as_str().trim().is_empty());
    let units = found.map(|found| {
        let words = fold(found.as_str());
        let is_unit =
            words.chars().next().is_some_and(|c| is_han(c) || (!is_han_only && c.is_alphanumeric()));
        (is_unit.then_some(words), start + found.start(), start + found.end())
    });
    units.collect()
}

/// The sample corpus. Reading it takes longer than most tests; they share it.
static DOCUMENTS: LazyLock<Vec<ParsedDocument>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_text = |ending: &std::ffi::OsStr| ending == "txt" || ending == "md";
    // The questions lie there too and are no document.
    let is_document = |path: &std::path::PathBuf| {
        path.extension().is_some_and(is_text) && path.file_name().is_some_and(|name| name != "questions.md")
    };
    let paths = paths.filter(is_document);
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = paths.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
    files.sort();
    parse(files)
});

impl Bench {
    pub(crate) fn new(is_han_only: bool) -> Bench {
        let documents: &'static [ParsedDocument] = &DOCUMENTS;
        let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
        let engine = Engine::open(build(&CorpusEntry::default(), &entries).unwrap()).unwrap();
        let mut articles = BTreeMap::new();
        let mut words = BTreeSet::new();
        for document in documents {
            for (id, article) in &document.articles {
                let read = |span| units(document.text.words(span), span.start(), is_han_only);
                let paragraphs: Vec<Vec<Unit>> =
                    article.paragraphs.iter().map(|paragraph| read(paragraph.span)).collect();
                for pair in paragraphs.iter().flatten().collect::<Vec<_>>().windows(2).step_by(7) {
                    words.extend(pair[0].0.as_ref().zip(pair[1].0.as_ref()).map(|(a, b)| format!("{a}{b}")));
                }
                let article =
                    Article { document: document.id.clone(), is_matter: article.is_matter, paragraphs };
                articles.insert(id.clone(), article);
            }
        }
        let words = words.into_iter().filter(|word| word.chars().all(is_han)).collect();
        Bench { documents, engine, articles, words }
    }

    /// A filter by chance: words, days, documents, or nothing.
    pub(crate) fn filter(&self, random: &mut Random) -> Filter {
        let (a, b) =
            (&self.words[random.below(self.words.len())], &self.words[random.below(self.words.len())]);
        let day = random.pick(&["2020-01", "2020-02", "2020-03", "2020", "2021", "2022", "2020-02-06"]);
        let query = match random.below(6) {
            0 => String::new(),
            1 => format!("{a} OR {b}"),
            2 => format!("-{a}"),
            3 => format!("on:{day}"),
            4 => format!("{a} OR after:{day}"),
            _ => a.clone(),
        };
        let document = self.documents[random.below(self.documents.len())].id.clone();
        let documents = if random.below(5) == 0 { vec![document] } else { Vec::new() };
        Filter { query, documents, ..Filter::default() }
    }

    /// Articles that a filter finds, covers and the like left out.
    pub(crate) fn found(&self, filter: &Filter) -> BTreeSet<&str> {
        let request = SearchRequest {
            filter: filter.clone(),
            sort: Sort::Order,
            offset: 0,
            limit: u32::MAX,
            n_snippets: 1,
            ..SearchRequest::default()
        };
        let found = self.engine.search(&request).articles.into_iter().map(|found| found.article.id);
        let own = found.filter_map(|id| self.articles.get_key_value(&id));
        own.filter(|(_, article)| !article.is_matter).map(|(id, _)| id.as_str()).collect()
    }

    /// How often each n-gram of `n` units occurs in each of some articles.
    pub(crate) fn counts(
        &self,
        articles: &BTreeSet<&str>,
        n: usize,
    ) -> BTreeMap<String, BTreeMap<String, u32>> {
        let mut counts: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for &id in articles {
            for units in self.articles[id].paragraphs.iter().flat_map(|paragraph| paragraph.windows(n)) {
                if let Some(words) = units.iter().map(|(unit, ..)| unit.clone()).collect::<Option<Vec<_>>>() {
                    *counts.entry(words.concat()).or_default().entry(id.to_owned()).or_default() += 1;
                }
            }
        }
        counts
    }

    pub(crate) fn size(&self, id: &str) -> u32 {
        let units = self.articles[id].paragraphs.iter().flatten();
        u32::try_from(units.filter(|(unit, ..)| unit.is_some()).count()).unwrap()
    }

    pub(crate) fn n_documents<'a>(&self, articles: impl Iterator<Item = &'a String>) -> usize {
        articles.map(|id| self.articles[id].document.as_str()).collect::<BTreeSet<_>>().len()
    }
}

/// What a row is about: its folded units without the spaces between Latin words.
pub(crate) fn key(text: &str) -> String {
    fold(text).replace(' ', "")
}

pub(crate) fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

/// G² from the marginals: 2 (Σ O ln O − Σ R ln R − Σ C ln C + N ln N).
pub(crate) fn g2([a, b, c, d]: [f64; 4]) -> f64 {
    let xlnx = |x: f64| if x > 0.0 { x * x.ln() } else { 0.0 };
    let cells = xlnx(a) + xlnx(b) + xlnx(c) + xlnx(d);
    let margins = xlnx(a + b) + xlnx(c + d) + xlnx(a + c) + xlnx(b + d);
    (2.0 * (cells - margins + xlnx(a + b + c + d))).max(0.0)
}
