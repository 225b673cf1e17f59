//! Scanning by itself, which a library does only where its index leaves a doubt; for the benchmark alone.

use super::found::Plain;
use crate::index::Index;
use crate::protocol::Filter;
use crate::query;

/// Articles that match a query of nothing but characters, and hits in them; `None` for any other query.
#[must_use]
pub fn scan(index: &Index, query: &str) -> Option<(u64, u64)> {
    let query = query::parse(query);
    let plain = Plain::new(&query, &Filter::default(), index.classes())?;
    let hits = index.articles().filter_map(|(article, _)| plain.n_hits(index.article_text(article)));
    Some(hits.fold((0, 0), |(n_articles, n_hits), n| (n_articles + 1, n_hits + n)))
}
