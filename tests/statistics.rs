//! Concordances and word statistics are what plain counting gives, on the sample corpus and on many random filters.
//!
//! The counting below shares nothing with the engine but the fold of single characters: it cuts paragraphs into units with a regular
//! expression, keeps every n-gram in a map, looks at every unit around every hit, and writes the measures in other forms.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use jianbao::corpus::builder::{CorpusEntry, build};
use jianbao::corpus::parsed::{ParsedDocument, parse};
use jianbao::day::edtf_bounds;
use jianbao::engine::Engine;
use jianbao::protocol::analysis::{
    CollocateRequest, CollocateSort, ConcordanceKey, ConcordanceRequest, KeynessRequest, KeynessSide,
    KeynessSort, NgramOptions, NgramRequest, PartCount, Sample,
};
use jianbao::protocol::{Filter, SearchRequest, Sort};
use jianbao::text::fold::{HanClasses, fold_term, is_han};
use regex::Regex;

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % n.max(1)
    }

    fn pick<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[self.below(values.len())]
    }
}

/// A unit of a paragraph, or a break (`None`), with its first byte and the byte after its last in the document's text.
type Unit = (Option<String>, usize, usize);

struct Article {
    document: String,
    is_matter: bool,
    paragraphs: Vec<Vec<Unit>>,
}

struct Bench {
    documents: Vec<ParsedDocument>,
    engine: Engine,
    /// By id.
    articles: BTreeMap<String, Article>,
    /// Of words that occur, to ask for.
    words: Vec<String>,
}

fn fold(text: &str) -> String {
    fold_term(text, HanClasses::all())
}

/// The units of a text that begins at a byte.
fn units(text: &str, start: usize, is_han_only: bool) -> Vec<Unit> {
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

impl Bench {
    fn new(is_han_only: bool) -> Bench {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let is_text = |ending: &std::ffi::OsStr| ending == "txt" || ending == "md";
        let paths = paths.filter(|path| path.extension().is_some_and(is_text));
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let mut files: Vec<_> = paths.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
        files.sort();
        let documents = parse(files);
        let entries: Vec<_> = documents.iter().map(ParsedDocument::entry).collect();
        let engine = Engine::open(build(&CorpusEntry::default(), &entries).unwrap()).unwrap();
        let mut articles = BTreeMap::new();
        let mut words = BTreeSet::new();
        for document in &documents {
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
    fn filter(&self, random: &mut Random) -> Filter {
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
    fn found(&self, filter: &Filter) -> BTreeSet<&str> {
        let request = SearchRequest {
            filter: filter.clone(),
            sort: Sort::Order,
            offset: 0,
            limit: u32::MAX,
            n_snippets: 1,
        };
        let found = self.engine.search(&request).articles.into_iter().map(|found| found.article.id);
        let own = found.filter_map(|id| self.articles.get_key_value(&id));
        own.filter(|(_, article)| !article.is_matter).map(|(id, _)| id.as_str()).collect()
    }

    /// How often each n-gram of `n` units occurs in each of some articles.
    fn counts(&self, articles: &BTreeSet<&str>, n: usize) -> BTreeMap<String, BTreeMap<String, u32>> {
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

    fn size(&self, id: &str) -> u32 {
        let units = self.articles[id].paragraphs.iter().flatten();
        u32::try_from(units.filter(|(unit, ..)| unit.is_some()).count()).unwrap()
    }

    fn n_documents<'a>(&self, articles: impl Iterator<Item = &'a String>) -> usize {
        articles.map(|id| self.articles[id].document.as_str()).collect::<BTreeSet<_>>().len()
    }
}

/// What a row is about: its folded units without the spaces between Latin words.
fn key(text: &str) -> String {
    fold(text).replace(' ', "")
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

/// G² from the marginals: 2 (Σ O ln O − Σ R ln R − Σ C ln C + N ln N).
fn g2([a, b, c, d]: [f64; 4]) -> f64 {
    let xlnx = |x: f64| if x > 0.0 { x * x.ln() } else { 0.0 };
    let cells = xlnx(a) + xlnx(b) + xlnx(c) + xlnx(d);
    let margins = xlnx(a + b) + xlnx(c + d) + xlnx(a + c) + xlnx(b + d);
    (2.0 * (cells - margins + xlnx(a + b + c + d))).max(0.0)
}

#[test]
fn n_grams_are_what_a_map_counts() {
    for is_han_only in [true, false] {
        let bench = Bench::new(is_han_only);
        let mut random = Random(20_200_206);
        for number in 0..30 {
            let filter = bench.filter(&mut random);
            let n = 1 + number % 6;
            let length = u8::try_from(n).unwrap();
            let options = NgramOptions {
                shortest: length,
                longest: length,
                min_count: 1,
                is_han_only,
                drops_parts: false,
            };
            let answer = bench.engine.ngrams(&NgramRequest {
                filter: filter.clone(),
                options,
                offset: 0,
                limit: u32::MAX,
            });
            let articles = bench.found(&filter);
            let sizes: BTreeMap<&str, f64> =
                articles.iter().map(|&id| (id, f64::from(bench.size(id)))).collect();
            let n_all: f64 = sizes.values().sum();
            assert_eq!(answer.n_articles as usize, articles.len());
            assert!(answer.rows.is_sorted_by(|a, b| a.n >= b.n), "{filter:?}");
            let expected = bench.counts(&articles, n);
            let found: BTreeMap<String, u32> =
                answer.rows.iter().map(|row| (key(&row.text), row.n)).collect();
            let sums: BTreeMap<String, u32> = expected
                .iter()
                .map(|(words, by_article)| (words.clone(), by_article.values().sum()))
                .collect();
            assert_eq!(found, sums, "{filter:?}, {n} units");
            assert_eq!(answer.n_rows as usize, answer.rows.len());
            assert!(is_near(f64::from(answer.n_units), n_all), "{filter:?}");
            let smallest = sizes.values().copied().filter(|size| *size > 0.0).fold(f64::INFINITY, f64::min);
            for row in &answer.rows {
                let by_article = &expected[&key(&row.text)];
                assert_eq!(row.n_articles as usize, by_article.len(), "{}", row.text);
                let share = |id: &str| f64::from(by_article.get(id).copied().unwrap_or(0)) / f64::from(row.n);
                let dp: f64 =
                    sizes.iter().map(|(id, size)| (share(id) - size / n_all).abs()).sum::<f64>() / 2.0;
                let most = 1.0 - smallest / n_all;
                let dp_norm = if most > 0.0 { dp / most } else { 0.0 };
                assert!(is_near(row.dp, dp) && is_near(row.dp_norm, dp_norm), "{row:?}: {dp} {dp_norm}");
                assert!(is_near(row.rate, f64::from(row.n) * 1e4 / n_all), "{row:?}");
            }
        }
    }
}

#[test]
fn parts_of_longer_n_grams_are_left_out() {
    let bench = Bench::new(true);
    let ask = |drops_parts| {
        let options = NgramOptions { shortest: 1, longest: 4, min_count: 3, is_han_only: true, drops_parts };
        let request = NgramRequest { options, limit: u32::MAX, ..NgramRequest::default() };
        let answer = bench.engine.ngrams(&request);
        assert_eq!(answer.n_rows as usize, answer.rows.len());
        answer.rows.into_iter().map(|row| key(&row.text)).collect::<BTreeSet<String>>()
    };
    let articles = bench.found(&Filter::default());
    let counts: Vec<BTreeMap<String, u32>> = (1..=4)
        .map(|n| bench.counts(&articles, n).into_iter().map(|(w, by)| (w, by.values().sum())).collect())
        .collect();
    let is_part = |words: &String| {
        let n = words.chars().count();
        let own = counts[n - 1][words];
        counts.get(n).is_some_and(|longer| {
            longer.iter().any(|(other, count)| {
                *count * 10 >= own * 9 && (other.starts_with(words) || other.ends_with(words))
            })
        })
    };
    let (all, kept) = (ask(false), ask(true));
    let expected: BTreeSet<String> = all.iter().filter(|words| !is_part(words)).cloned().collect();
    assert_eq!(kept, expected);
    assert!(kept.len() * 5 < all.len() * 4, "{} of {}", kept.len(), all.len());
}

#[test]
fn pages_of_n_grams_are_cut_out_of_all() {
    let bench = Bench::new(true);
    let ask = |offset, limit| {
        let request = NgramRequest { offset, limit, ..NgramRequest::default() };
        bench.engine.ngrams(&request).rows
    };
    let all = ask(0, u32::MAX);
    for (offset, limit) in [(0, 0), (0, 1), (0, 10), (7, 13), (600, 50), (0, 3000), (100_000, 5)] {
        let expected: Vec<_> = all.iter().skip(offset as usize).take(limit as usize).cloned().collect();
        assert_eq!(ask(offset, limit), expected, "{limit} from {offset}");
    }
}

#[test]
fn keyness_is_what_two_maps_give() {
    let bench = Bench::new(true);
    let mut random = Random(20_200_319);
    for number in 0..30 {
        let first = bench.filter(&mut random);
        let second = (number % 3 > 0).then(|| bench.filter(&mut random));
        let n = 1 + number % 4;
        let length = u8::try_from(n).unwrap();
        let options = NgramOptions {
            shortest: length,
            longest: length,
            min_count: 2,
            is_han_only: true,
            drops_parts: false,
        };
        let sort = if number % 2 == 0 { KeynessSort::LogLikelihood } else { KeynessSort::LogRatio };
        let ask = |side| {
            let request = KeynessRequest {
                first: first.clone(),
                second: second.clone(),
                options,
                side,
                sort,
                offset: 0,
                limit: u32::MAX,
            };
            bench.engine.keyness(&request)
        };
        let answer = ask(KeynessSide::Either);
        let articles = bench.found(&first);
        let others: BTreeSet<&str> = match &second {
            Some(second) => bench.found(second),
            None => {
                let rest = bench
                    .articles
                    .iter()
                    .filter(|(id, article)| !article.is_matter && !articles.contains(id.as_str()));
                rest.map(|(id, _)| id.as_str()).collect()
            }
        };
        let size = |ids: &BTreeSet<&str>| ids.iter().map(|id| f64::from(bench.size(id))).sum::<f64>();
        let (n_first, n_second) = (size(&articles), size(&others));
        assert!(is_near(f64::from(answer.first.n_units), n_first));
        assert!(is_near(f64::from(answer.second.n_units), n_second));
        assert_eq!(
            (answer.first.n_articles as usize, answer.second.n_articles as usize),
            (articles.len(), others.len())
        );
        let (counts, other_counts) = (bench.counts(&articles, n), bench.counts(&others, n));
        let all: BTreeSet<&String> = counts.keys().chain(other_counts.keys()).collect();
        let sum = |by: Option<&BTreeMap<String, u32>>| by.map_or(0, |by| by.values().sum::<u32>());
        let frequent =
            all.into_iter().filter(|words| sum(counts.get(*words)) + sum(other_counts.get(*words)) >= 2);
        let expected: BTreeSet<String> = frequent.cloned().collect();
        let found: BTreeSet<String> = answer.rows.iter().map(|row| key(&row.text)).collect();
        assert_eq!(found, expected, "{first:?} {second:?}");
        for row in &answer.rows {
            let check = |part: PartCount, by: Option<&BTreeMap<String, u32>>, n_all: f64| {
                assert_eq!(part.n, sum(by), "{}", row.text);
                assert_eq!(part.n_articles as usize, by.map_or(0, BTreeMap::len), "{}", row.text);
                let n_documents = by.map_or(0, |by| bench.n_documents(by.keys()));
                assert_eq!(part.n_documents as usize, n_documents, "{}", row.text);
                let rate = if n_all > 0.0 { f64::from(part.n) * 1e4 / n_all } else { 0.0 };
                assert!(is_near(part.rate, rate), "{row:?}");
            };
            check(row.first, counts.get(&key(&row.text)), n_first);
            check(row.second, other_counts.get(&key(&row.text)), n_second);
            let (a, b) = (f64::from(row.first.n), f64::from(row.second.n));
            assert!(is_near(row.log_likelihood, g2([a, b, n_first - a, n_second - b])), "{row:?}");
            let half = |n: f64| if n > 0.0 { n } else { 0.5 };
            let is_empty = n_first == 0.0 || n_second == 0.0;
            let ratio = if is_empty { 0.0 } else { (half(a) * n_second / (half(b) * n_first)).log2() };
            assert!(is_near(row.log_ratio, ratio), "{row:?}: {ratio}");
        }
        // Each side shows its own, and together with what is equal they show all.
        let (left, right) = (ask(KeynessSide::First), ask(KeynessSide::Second));
        assert!(left.rows.iter().all(|row| row.first.rate > row.second.rate));
        assert!(right.rows.iter().all(|row| row.first.rate < row.second.rate));
        let n_equal = answer.rows.iter().filter(|row| is_near(row.first.rate, row.second.rate)).count();
        assert_eq!(left.rows.len() + right.rows.len() + n_equal, answer.rows.len());
        let score = |row: &jianbao::protocol::analysis::KeynessRow| match sort {
            KeynessSort::LogLikelihood => row.log_likelihood,
            KeynessSort::LogRatio => row.log_ratio.abs(),
        };
        assert!(answer.rows.is_sorted_by(|a, b| score(a) >= score(b)));
    }
}

/// Distances of a unit from the nearest hit on its left and right, in units; hits and the ends of paragraphs as they are met.
fn is_in_window(paragraph: &[Unit], is_hit: &[bool], at: usize, window: usize) -> bool {
    let look = |places: &mut dyn Iterator<Item = usize>| {
        let mut n_between = 0;
        for place in places {
            if is_hit[place] {
                return n_between < window;
            }
            n_between += usize::from(paragraph[place].0.is_some());
        }
        false
    };
    look(&mut (0..at).rev()) || look(&mut (at + 1..paragraph.len()))
}

#[test]
fn collocates_are_what_looking_around_every_hit_finds() {
    let bench = Bench::new(true);
    let mut random = Random(20_200_122);
    for number in 0..40 {
        let word = bench.words[random.below(bench.words.len())].clone();
        let (window, n) = (random.below(9), 1 + number % 3);
        let filter = Filter { query: word.clone(), ..Filter::default() };
        let request = CollocateRequest {
            filter: filter.clone(),
            window: u32::try_from(window).unwrap(),
            n_units: u8::try_from(n).unwrap(),
            min_count: 1,
            sort: if number % 2 == 0 { CollocateSort::LogLikelihood } else { CollocateSort::Dice },
            limit: u32::MAX,
            ..CollocateRequest::default()
        };
        let answer = bench.engine.collocates(&request);
        let lines = bench.engine.concordance(&ConcordanceRequest {
            filter,
            limit: u32::MAX,
            ..ConcordanceRequest::default()
        });
        // Near, and anywhere.
        let mut counts: BTreeMap<String, [f64; 2]> = BTreeMap::new();
        let (mut n_near, mut n_all, mut n_hits) = (0.0, 0.0, 0);
        for (id, article) in bench.articles.iter().filter(|(_, article)| !article.is_matter) {
            let hits: Vec<(usize, usize)> = lines
                .lines
                .iter()
                .filter(|line| line.article == *id)
                .map(|line| (line.at as usize, line.end as usize))
                .collect();
            n_hits += hits.len();
            for paragraph in &article.paragraphs {
                let touches = |unit: &Unit| hits.iter().any(|hit| hit.0 < unit.2 && unit.1 < hit.1);
                let is_hit: Vec<bool> = paragraph.iter().map(touches).collect();
                for at in 0..paragraph.len().saturating_sub(n - 1) {
                    let own = at..at + n;
                    if own.clone().any(|at| is_hit[at] || paragraph[at].0.is_none()) {
                        continue;
                    }
                    let words: String =
                        paragraph[own.clone()].iter().filter_map(|unit| unit.0.clone()).collect();
                    let is_near = own.clone().all(|at| is_in_window(paragraph, &is_hit, at, window));
                    let entry = counts.entry(words).or_default();
                    entry[0] += f64::from(u8::from(is_near));
                    entry[1] += 1.0;
                    n_near += f64::from(u8::from(is_near));
                    n_all += 1.0;
                }
            }
        }
        assert_eq!(answer.n_hits as usize, n_hits, "{word}");
        assert!(
            is_near(f64::from(answer.n_near), n_near) && is_near(f64::from(answer.n_all), n_all),
            "{word}"
        );
        counts.retain(|_, [near, _]| *near > 0.0);
        let found: BTreeMap<String, [f64; 2]> = answer
            .rows
            .iter()
            .map(|row| (key(&row.text), [f64::from(row.observed), f64::from(row.n)]))
            .collect();
        assert_eq!(found, counts, "{word}, {n} units within {window}");
        for row in &answer.rows {
            let [a, c] = counts[&key(&row.text)];
            assert!(is_near(row.expected, n_near * c / n_all), "{row:?}");
            let g2 = g2([a, c - a, n_near - a, n_all - c - n_near + a]);
            assert!(is_near(row.log_likelihood, g2), "{row:?}: {g2}");
            assert!(is_near(row.dice, 2.0 * a / (n_near + c)), "{row:?}");
        }
        let signed = |row: &jianbao::protocol::analysis::CollocateRow| {
            let sign = if f64::from(row.observed) < row.expected { -1.0 } else { 1.0 };
            if number % 2 == 0 { sign * row.log_likelihood } else { row.dice }
        };
        assert!(answer.rows.is_sorted_by(|a, b| signed(a) >= signed(b)), "{word}");
    }
}

/// The characters of an article, white space left out, with their places.
fn characters(document: &ParsedDocument, article: &jianbao::article::Article) -> Vec<(usize, char)> {
    let paragraphs = article.paragraphs.iter().map(|paragraph| paragraph.span);
    let chars = paragraphs
        .flat_map(|span| document.text.words(span).char_indices().map(move |(at, c)| (span.start() + at, c)));
    chars.filter(|(_, c)| !fold(&c.to_string()).is_empty()).collect()
}

#[test]
fn concordances_show_and_sort_what_stands_around() {
    let bench = Bench::new(true);
    let mut texts = BTreeMap::new();
    for document in &bench.documents {
        for (id, article) in &document.articles {
            texts.insert(id.clone(), characters(document, article));
        }
    }
    let mut random = Random(20_211_231);
    for number in 0..60 {
        let filter = bench.filter(&mut random);
        let window = 4 + random.below(30);
        let sort = match number % 4 {
            0 => vec![ConcordanceKey::Right(1), ConcordanceKey::Right(2), ConcordanceKey::Left(1)],
            1 => vec![ConcordanceKey::Left(1), ConcordanceKey::Left(2), ConcordanceKey::Left(3)],
            2 => vec![ConcordanceKey::Date, ConcordanceKey::Right(3)],
            _ => Vec::new(),
        };
        let request = ConcordanceRequest {
            filter: filter.clone(),
            window: u32::try_from(window).unwrap(),
            sort: sort.clone(),
            n_group_keys: 1 + number % 2,
            limit: u32::MAX,
            ..ConcordanceRequest::default()
        };
        let answer = bench.engine.concordance(&request);
        let search = SearchRequest { filter, limit: u32::MAX, ..SearchRequest::default() };
        let n_hits = bench.engine.search(&search).n_hits;
        assert_eq!((answer.n_hits, answer.n_lines, answer.lines.len()), (n_hits, n_hits, n_hits as usize));
        let mut keys: Vec<Vec<u32>> = Vec::new();
        for line in &answer.lines {
            let text = &texts[&line.article];
            let inside: Vec<usize> = (0..text.len())
                .filter(|&at| (line.at as usize..line.end as usize).contains(&text[at].0))
                .collect();
            let (first, behind) = (inside[0], inside[inside.len() - 1] + 1);
            let bare = |words: &str| words.chars().filter(|c| *c != ' ').collect::<String>();
            let shown: String = text[first..behind].iter().map(|(_, c)| c).collect();
            assert_eq!(bare(&line.keyword), shown, "{line:?}");
            let left: String = text[..first].iter().map(|(_, c)| c).collect();
            let right: String = text[behind..].iter().map(|(_, c)| c).collect();
            assert!(left.ends_with(&bare(&line.left)) && right.starts_with(&bare(&line.right)), "{line:?}");
            let is_full =
                |part: &str, side: &str| part.chars().count() == window || bare(part).len() == side.len();
            assert!(is_full(&line.left, &left) && is_full(&line.right, &right), "{line:?}");
            let folded = |c: Option<char>| {
                c.and_then(|c| fold(&c.to_string()).chars().next()).map_or(u32::MAX, u32::from)
            };
            let key = |key: &ConcordanceKey| match *key {
                ConcordanceKey::Right(n) => folded(right.chars().nth(usize::from(n) - 1)),
                ConcordanceKey::Left(n) => folded(left.chars().rev().nth(usize::from(n) - 1)),
                _ => {
                    let days = line.published.as_deref().and_then(edtf_bounds);
                    days.map_or(u32::MAX, |(first, _)| u32::try_from(first.number()).unwrap())
                }
            };
            keys.push(sort.iter().map(key).collect());
        }
        assert!(keys.is_sorted(), "{sort:?}");
        // Lines with equal keys stand as the text goes.
        let order: BTreeMap<&str, usize> = bench
            .documents
            .iter()
            .flat_map(|document| &document.articles)
            .enumerate()
            .map(|(number, (id, _))| (id.as_str(), number))
            .collect();
        let place = |at: usize| (order[answer.lines[at].article.as_str()], answer.lines[at].at);
        assert!((1..keys.len()).all(|at| keys[at - 1] != keys[at] || place(at - 1) <= place(at)));
        let n_keys = (1 + number as usize % 2).min(sort.len());
        let mut groups: Vec<(u32, u32)> = Vec::new();
        for group in keys.chunk_by(|a, b| a[..n_keys] == b[..n_keys]).filter(|_| n_keys > 0) {
            let first = groups.last().map_or(0, |(first, n)| first + n);
            groups.push((first, u32::try_from(group.len()).unwrap()));
        }
        assert_eq!(answer.groups.iter().map(|group| (group.first, group.n)).collect::<Vec<_>>(), groups);
    }
}

#[test]
fn samples_are_lines_of_the_whole() {
    let bench = Bench::new(true);
    let filter = Filter { query: "通信 OR 企业".to_owned(), ..Filter::default() };
    let ask = |sample| {
        let request =
            ConcordanceRequest { filter: filter.clone(), sample, limit: u32::MAX, ..Default::default() };
        bench.engine.concordance(&request)
    };
    let all = ask(None);
    let some = ask(Some(Sample { n: 12, seed: 2020 }));
    assert_eq!((some.n_hits, some.n_lines, some.lines.len()), (all.n_hits, 12, 12));
    let mut rest = all.lines.iter();
    assert!(
        some.lines.iter().all(|line| rest.any(|other| other == line)),
        "not lines of the whole, in order"
    );
    assert_eq!(ask(Some(Sample { n: 12, seed: 2020 })), some);
    assert_eq!(ask(Some(Sample { n: u32::MAX, seed: 3 })).lines, all.lines);
}

#[test]
fn commands_print_what_the_engine_answers() {
    let bench = Bench::new(true);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let run = |args: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        let output = command.args(args.split(' ')).arg("--in").arg(&folder).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let check = |args: &str, expected: String| {
        assert_eq!(run(&format!("{args} --json")), (Some(0), format!("{expected}\n")), "{args}");
        let (code, printed) = run(args);
        assert!(code == Some(0) && printed.lines().count() > 5, "{args}: {printed}");
    };
    let filter = Filter { query: "通信".to_owned(), ..Filter::default() };
    let concordance = ConcordanceRequest {
        filter: filter.clone(),
        window: 7,
        sort: vec![ConcordanceKey::Right(1), ConcordanceKey::Left(2)],
        n_group_keys: 2,
        sample: Some(Sample { n: 20, seed: 5 }),
        limit: 9,
        ..ConcordanceRequest::default()
    };
    let answer = serde_json::to_string(&bench.engine.concordance(&concordance)).unwrap();
    check("concordance 通信 --window 7 --sort R1,L2 --sample 20 --seed 5 --group --limit 9", answer);
    let options =
        NgramOptions { shortest: 1, longest: 3, min_count: 4, is_han_only: false, drops_parts: true };
    let words = NgramRequest { filter: filter.clone(), options, offset: 3, limit: 8 };
    let answer = serde_json::to_string(&bench.engine.ngrams(&words)).unwrap();
    check("words 通信 --n 1..3 --min 4 --latin --drop-parts --offset 3 --limit 8", answer);
    let collocates = CollocateRequest {
        filter: filter.clone(),
        window: 3,
        n_units: 1,
        sort: CollocateSort::Dice,
        ..CollocateRequest::default()
    };
    let answer = serde_json::to_string(&bench.engine.collocates(&collocates)).unwrap();
    check("collocates 通信 --window 3 --n 1 --sort dice", answer);
    let second = Some(Filter { query: "－通信".to_owned(), ..Filter::default() });
    let keyness = KeynessRequest { first: filter, second, side: KeynessSide::Second, ..Default::default() };
    let answer = serde_json::to_string(&bench.engine.keyness(&keyness)).unwrap();
    check("keyness 通信 －通信 --side second", answer);
    assert_eq!(run("words --n 7").0, Some(2));
}
