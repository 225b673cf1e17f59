//! What the engine promises of its answers, whatever was typed.

use jianbao::corpus::Corpus;
use jianbao::engine::Engine;
use jianbao::index::Index;
use jianbao::protocol::{
    Axis, Chip, CountRequest, Facet, FacetRequest, Filter, Mark, ReadAnswer, ReadRequest, Reading,
    SearchAnswer, SearchRequest, Snippet, Sort, TimeRequest, TimelineRequest,
};
use jianbao::query::parse::{MAX_TERMS, parse};
use jianbao::query::search;
use jianbao::query::term::Pattern;
use jianbao::text::fold::fold_term;

use super::documents::part;

/// Asks everything and looks at nothing.
pub(super) fn ask(engine: &Engine, filter: &Filter) {
    drop(engine.counts(&CountRequest {
        filter: filter.clone(),
        facets: Facet::ALL.map(|facet| FacetRequest { facet, limit: 9, ..FacetRequest::default() }).into(),
        times: vec![TimeRequest::default()],
    }));
    drop((engine.summary(), engine.search(&all(filter, Sort::Date)), engine.timeline(&timeline(filter))));
    for document in engine.corpus().documents().take(4) {
        drop(engine.read(&read(filter, document.id(), Some(7))));
    }
}

/// Asks everything and checks the answers; for packs of our own.
pub(super) fn check(engine: &Engine, filter: &Filter) {
    check_query(&filter.query);
    check_hits(engine.corpus(), filter);
    for sort in [Sort::Relevance, Sort::Date, Sort::Order, Sort::Hits] {
        check_search(engine.corpus(), filter, &engine.search(&all(filter, sort)));
    }
    for document in engine.corpus().documents() {
        for at in [None, Some(0), Some(50)] {
            let answer = engine.read(&read(filter, document.id(), at));
            assert_eq!(answer.is_some(), document.articles().next().is_some());
            answer.inspect(|answer| check_read(engine.corpus(), filter, answer));
        }
    }
    check_timeline(engine, filter);
    check_counts(engine, filter);
}

/// What is counted is what is found, and nothing that was chosen disappears.
fn check_counts(engine: &Engine, filter: &Filter) {
    let facets = Facet::ALL.map(|facet| FacetRequest { facet, limit: 2, ..FacetRequest::default() });
    let times = [Axis::Mentioned, Axis::Published].map(|axis| TimeRequest { axis, grain: None });
    let request = CountRequest { filter: filter.clone(), facets: facets.into(), times: times.into() };
    let answer = engine.counts(&request);
    let found = engine.search(&all(filter, Sort::Order));
    let counted = (answer.n_hits, answer.n_articles, answer.n_documents);
    assert_eq!(counted, (Some(found.n_hits), found.n_articles, found.n_documents));
    for choice in &filter.facets {
        let values =
            answer.facets.iter().find(|facet| facet.facet == choice.facet).map(|facet| &facet.values);
        for id in choice.chosen.iter().chain(&choice.excluded) {
            assert!(values.is_some_and(|values| values.iter().any(|value| value.id == *id)), "{id}");
        }
    }
    for bin in answer.times.iter().flat_map(|time| &time.bins) {
        assert!(bin.first <= bin.last && (bin.n_articles > 0 || bin.n_hits > Some(0)), "{bin:?}");
    }
}

/// Numbers of the articles in which a word is found.
pub(super) fn articles_with(engine: &Engine, word: &str) -> Vec<u32> {
    let corpus = engine.corpus();
    let filter = Filter { query: format!("\"{word}\""), ..Filter::default() };
    search(corpus, &Index::new(corpus), &filter).found.iter().map(|found| found.article.0).collect()
}

fn all(filter: &Filter, sort: Sort) -> SearchRequest {
    SearchRequest {
        filter: filter.clone(),
        sort,
        offset: 0,
        limit: u32::MAX,
        n_snippets: 2,
        ..SearchRequest::default()
    }
}

fn read(filter: &Filter, document: &str, at: Option<u32>) -> ReadRequest {
    ReadRequest { filter: filter.clone(), document: document.to_owned(), at, ..ReadRequest::default() }
}

fn timeline(filter: &Filter) -> TimelineRequest {
    TimelineRequest { filter: filter.clone(), limit: 50, n_others: 50 }
}

fn stretch(text: &str, start: u32, end: u32) -> &str {
    part(text, start as usize..end as usize)
}

fn check_query(text: &str) {
    let query = parse(text);
    assert!(query.terms.len() <= MAX_TERMS);
    for term in &query.terms {
        let typed = part(text, term.range.clone());
        // Terms near each other are named in one way, however they were typed.
        assert!(matches!(term.pattern, Pattern::Near(..)) || typed.contains(&term.text), "{term:?}");
    }
    for remark in &query.remarks {
        stretch(text, remark.start, remark.end);
    }
}

/// Each hit reads, folded, like its term; and matching exactly finds no more than folding.
fn check_hits(corpus: &Corpus, filter: &Filter) {
    let index = Index::new(corpus);
    let matches = search(corpus, &index, filter);
    for found in &matches.found {
        for hit in &found.hits {
            let words = stretch(corpus.text(), hit.start, hit.end);
            let folded = |words: &str| fold_term(words, index.classes());
            let words = folded(words);
            match &matches.query.terms[usize::from(hit.term)].pattern {
                Pattern::Literal(text) => assert_eq!(words, folded(text)),
                Pattern::Gaps(first, rest) => {
                    let last = rest.last().map_or("", |(_, last)| last.as_str());
                    assert!(words.starts_with(&folded(first)) && words.ends_with(&folded(last)), "{words}");
                }
                Pattern::Near(..) | Pattern::Regex(_) => assert!(!words.is_empty()),
            }
            let in_article = corpus
                .article(found.article)
                .paragraphs()
                .any(|paragraph| paragraph.range().contains(&(hit.start as usize)));
            assert!(in_article, "{words} at {} stands in another article", hit.start);
        }
    }
    // Stretches with gaps may lie over each other in one way and not in the other.
    let is_literal = matches.query.terms.iter().all(|term| matches!(term.pattern, Pattern::Literal(_)));
    if matches.query.terms.len() == 1 && matches.query.wanted().count() == 1 && is_literal {
        let n_exact = search(corpus, &index, &Filter { exact: true, ..filter.clone() }).n_hits();
        let n_folded = search(corpus, &index, &Filter { exact: false, ..filter.clone() }).n_hits();
        assert!(n_exact <= n_folded, "{n_exact} exactly, {n_folded} folded");
    }
}

fn check_marks(text: &str, marks: &[Mark]) {
    for mark in marks {
        assert!(!stretch(text, mark.start, mark.end).is_empty(), "{mark:?} marks nothing");
        assert!(usize::from(mark.term) < MAX_TERMS, "{mark:?}");
    }
}

fn check_reading(typed: &str, reading: &Reading) {
    for chip in &reading.chips {
        if let Chip::Term { start, end, .. }
        | Chip::Not { start, end, .. }
        | Chip::Field { start, end, .. }
        | Chip::InParagraph { start, end } = chip
        {
            stretch(typed, *start, *end);
        }
    }
    for remark in &reading.remarks {
        stretch(typed, remark.start, remark.end);
    }
}

fn check_search(corpus: &Corpus, filter: &Filter, answer: &SearchAnswer) {
    check_reading(&filter.query, &answer.reading);
    assert_eq!(answer.articles.len(), answer.n_entries as usize);
    assert_eq!(answer.articles.iter().map(|article| article.n_hits).sum::<u32>(), answer.n_hits);
    assert!(answer.n_articles <= answer.n_entries && answer.n_documents <= answer.n_entries);
    for article in &answer.articles {
        check_marks(&article.article.title, &article.title_marks);
        assert!(article.n_unshown <= article.n_hits);
        assert!(article.strip.iter().all(|(place, _)| (0.0..=1.0).contains(place)), "{:?}", article.strip);
        for snippet in &article.snippets {
            check_snippet(corpus, article.document, snippet);
        }
    }
    for relaxation in &answer.relaxations {
        assert!(relaxation.filter != *filter && relaxation.n_hits + relaxation.n_articles > 0);
    }
}

fn check_snippet(corpus: &Corpus, document: u32, snippet: &Snippet) {
    check_marks(&snippet.text, &snippet.marks);
    assert!(text_of(corpus, document).is_char_boundary(snippet.at as usize), "{snippet:?}");
}

fn text_of(corpus: &Corpus, document: u32) -> &str {
    let document = corpus.documents().nth(document as usize).expect("the answer names a document");
    part(corpus.text(), document.text_range())
}

fn check_read(corpus: &Corpus, filter: &Filter, answer: &ReadAnswer) {
    check_reading(&filter.query, &answer.reading);
    let text = text_of(corpus, answer.document);
    for paragraph in &answer.paragraphs {
        let at = paragraph.at as usize;
        assert_eq!(part(text, at..at + paragraph.text.len()), paragraph.text);
        check_marks(&paragraph.text, &paragraph.marks);
        let mut end = 0;
        for mention in &paragraph.mentions {
            assert!(end <= mention.start, "{mention:?} overlaps the one before");
            stretch(&paragraph.text, mention.start, mention.end);
            end = mention.end;
        }
    }
    for hit in &answer.hits {
        let paragraph = answer.paragraphs.get(hit.paragraph as usize).expect("a hit stands in a paragraph");
        assert!(paragraph.text.is_char_boundary((hit.at - paragraph.at) as usize), "{hit:?}");
        assert!((0.0..=1.0).contains(&hit.position), "{hit:?}");
    }
    assert!(answer.current.is_none_or(|current| (current as usize) < answer.hits.len()));
    assert!(answer.n_hits_before as usize + answer.hits.len() <= answer.n_hits_total as usize);
    for place in answer.previous.iter().chain(&answer.next) {
        let document = corpus.documents().find(|document| document.id() == place.document);
        let document = document.expect("a place is in a document").number().0;
        assert!(text_of(corpus, document).is_char_boundary(place.at as usize), "{place:?}");
    }
}

fn check_timeline(engine: &Engine, filter: &Filter) {
    let answer = engine.timeline(&timeline(filter));
    for bin in &answer.bins {
        assert!(bin.first <= bin.last && bin.n_matching <= bin.n_all, "{bin:?}");
    }
    assert!(answer.entries.len() <= answer.n_entries as usize);
    for entry in &answer.entries {
        assert!(entry.first <= entry.last, "{entry:?}");
        check_marks(&entry.text, entry.mark.as_slice());
        assert!(text_of(engine.corpus(), entry.document).is_char_boundary(entry.at as usize), "{entry:?}");
    }
}
