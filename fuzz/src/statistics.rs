//! What concordances and word statistics promise, whatever was typed and whatever the texts are.

use jianbao::corpus::Corpus;
use jianbao::engine::Engine;
use jianbao::protocol::analysis::{
    CollocateRequest, ConcordanceAnswer, ConcordanceKey, ConcordanceRequest, KeynessRequest, KeynessSide,
    NgramOptions, NgramRequest,
};
use jianbao::protocol::{Filter, SearchRequest};

use super::documents::part;

/// Asks everything and looks at nothing.
pub(super) fn ask(engine: &Engine, filter: &Filter) {
    drop((engine.concordance(&concordance(filter)), engine.ngrams(&ngrams(filter))));
    drop((engine.collocates(&collocates(filter)), engine.keyness(&keyness(filter))));
}

/// Asks everything and checks the answers; for packs of our own.
pub(super) fn check(engine: &Engine, filter: &Filter) {
    let n_hits = engine.search(&SearchRequest { filter: filter.clone(), ..SearchRequest::default() }).n_hits;
    let lines = engine.concordance(&concordance(filter));
    assert_eq!((lines.n_hits, lines.n_lines, lines.lines.len()), (n_hits, n_hits, n_hits as usize));
    check_lines(engine.corpus(), &lines);
    check_ngrams(engine, filter);
    check_collocates(engine, filter);
    check_keyness(engine, filter);
}

fn concordance(filter: &Filter) -> ConcordanceRequest {
    ConcordanceRequest {
        filter: filter.clone(),
        sort: vec![ConcordanceKey::Right(1), ConcordanceKey::Left(3), ConcordanceKey::Date],
        n_group_keys: 2,
        is_by_frequency: true,
        limit: u32::MAX,
        ..ConcordanceRequest::default()
    }
}

fn ngrams(filter: &Filter) -> NgramRequest {
    let options =
        NgramOptions { shortest: 1, longest: 6, min_count: 1, is_han_only: false, drops_parts: true };
    NgramRequest { filter: filter.clone(), options, offset: 0, limit: u32::MAX }
}

fn collocates(filter: &Filter) -> CollocateRequest {
    let filter = filter.clone();
    CollocateRequest {
        filter,
        min_count: 1,
        is_han_only: false,
        limit: u32::MAX,
        ..CollocateRequest::default()
    }
}

fn keyness(filter: &Filter) -> KeynessRequest {
    KeynessRequest {
        first: filter.clone(),
        options: NgramOptions { shortest: 1, min_count: 1, is_han_only: false, ..NgramOptions::default() },
        side: KeynessSide::Either,
        limit: u32::MAX,
        ..KeynessRequest::default()
    }
}

fn check_lines(corpus: &Corpus, answer: &ConcordanceAnswer) {
    for line in &answer.lines {
        let document = corpus.documents().find(|document| document.id() == line.document);
        let text = part(corpus.text(), document.expect("a line is of a document").text_range());
        part(text, line.at as usize..line.end as usize);
        assert!(!line.keyword.is_empty() && !line.keyword.contains('\n'), "{line:?}");
        for side in [&line.left, &line.right] {
            assert!(side.chars().count() <= 20 && !side.contains(['\n', '\t']), "{line:?}");
        }
    }
    let mut first = 0;
    for group in &answer.groups {
        assert!(group.first == first && group.n > 0, "{group:?}");
        first += group.n;
    }
    assert_eq!(first, answer.n_lines);
    assert!(answer.groups.is_sorted_by(|a, b| a.n >= b.n), "{:?}", answer.groups);
}

fn check_ngrams(engine: &Engine, filter: &Filter) {
    let answer = engine.ngrams(&ngrams(filter));
    assert_eq!(answer.rows.len(), answer.n_rows as usize);
    for row in &answer.rows {
        assert!(!row.text.is_empty() && (1..=6).contains(&row.n_units), "{row:?}");
        assert!(
            row.n_articles <= row.n && row.n_articles <= answer.n_articles && row.n <= answer.n_units,
            "{row:?}"
        );
        assert!(
            (0.0..=1.0).contains(&row.dp) && row.dp <= row.dp_norm + 1e-9 || row.dp_norm == 0.0,
            "{row:?}"
        );
    }
}

fn check_collocates(engine: &Engine, filter: &Filter) {
    let answer = engine.collocates(&collocates(filter));
    assert!(answer.n_near <= answer.n_all);
    assert_eq!(answer.rows.iter().map(|row| row.observed).sum::<u32>(), answer.n_near);
    for row in &answer.rows {
        assert!(row.observed <= row.n && row.n <= answer.n_all, "{row:?}");
        assert!(
            row.expected > 0.0 && row.log_likelihood >= 0.0 && (0.0..=1.0).contains(&row.dice),
            "{row:?}"
        );
    }
}

fn check_keyness(engine: &Engine, filter: &Filter) {
    let answer = engine.keyness(&keyness(filter));
    for part in [0, 1] {
        let of = |row: &jianbao::protocol::analysis::KeynessRow| [row.first, row.second][part];
        // Every unit is an n-gram of one unit.
        let single = answer.rows.iter().filter(|row| row.n_units == 1);
        assert_eq!(single.map(|row| of(row).n).sum::<u32>(), [answer.first, answer.second][part].n_units);
        for row in &answer.rows {
            assert!(of(row).n_documents <= of(row).n_articles && of(row).n_articles <= of(row).n, "{row:?}");
        }
    }
    let is_number = |number: f64| number.is_finite();
    assert!(answer.rows.iter().all(|row| is_number(row.log_likelihood) && is_number(row.log_ratio)));
}
