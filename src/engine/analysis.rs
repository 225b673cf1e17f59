//! Concordance and word statistics of what filters find.

use super::{Engine, count};
use crate::corpus::ArticleId;
use crate::measure::collocate::collocates;
use crate::measure::keyness::keyness;
use crate::measure::word_list::word_list;
use crate::protocol::Filter;
use crate::protocol::analysis::{
    CollocateAnswer, CollocateRequest, ConcordanceAnswer, ConcordanceRequest, KeynessAnswer, KeynessRequest,
    NgramAnswer, NgramRequest,
};
use crate::query::Matches;
use crate::query::concordance::concordance;

impl Engine {
    /// Every occurrence of a query in its context.
    #[must_use]
    pub fn concordance(&self, request: &ConcordanceRequest) -> ConcordanceAnswer {
        let matches = self.matches(&request.filter);
        let found = concordance(&self.corpus, &self.index, &matches, request);
        ConcordanceAnswer {
            reading: matches.reading.clone(),
            n_hits: count(matches.n_hits()),
            n_articles: self.n_articles(&matches),
            n_documents: self.n_documents(&matches),
            n_lines: count(found.n_lines),
            lines: found.lines,
            groups: found.groups,
        }
    }

    /// The most frequent n-grams of the articles that a filter finds.
    #[must_use]
    pub fn ngrams(&self, request: &NgramRequest) -> NgramAnswer {
        let matches = self.matches(&request.filter);
        let articles = self.articles(&matches);
        let page = (request.offset, request.limit);
        let is_exact = request.filter.exact;
        let found = word_list(&self.corpus, &self.index, &articles, is_exact, request.options, page);
        NgramAnswer {
            reading: matches.reading.clone(),
            n_articles: count(articles.len()),
            n_units: found.n_units,
            n_rows: found.n_rows,
            rows: found.rows,
        }
    }

    /// What stands near the hits of a query more often than elsewhere.
    #[must_use]
    pub fn collocates(&self, request: &CollocateRequest) -> CollocateAnswer {
        let matches = self.matches(&request.filter);
        let everywhere = Filter { query: String::new(), ..request.filter.clone() };
        let articles = self.articles(&self.matches(&everywhere));
        let found = collocates(&self.corpus, &self.index, &articles, &matches, request);
        CollocateAnswer {
            reading: matches.reading.clone(),
            n_hits: found.n_hits,
            n_near: found.n_near,
            n_all: found.n_all,
            n_rows: found.n_rows,
            rows: found.rows,
        }
    }

    /// What is typical of the articles that one filter finds, and not of those of another.
    #[must_use]
    pub fn keyness(&self, request: &KeynessRequest) -> KeynessAnswer {
        let first = self.matches(&request.first);
        let second = request.second.as_ref().map(|filter| self.matches(filter));
        let first_articles = self.articles(&first);
        let second_articles = match &second {
            Some(second) => self.articles(second),
            None => {
                let all = self.corpus.articles().filter(|article| !article.is_matter());
                let rest = all.filter(|article| first.of(article.number()).is_none());
                rest.map(|article| article.number()).collect()
            }
        };
        let found = keyness(&self.corpus, &self.index, [&first_articles, &second_articles], request);
        KeynessAnswer {
            first_reading: first.reading.clone(),
            second_reading: second.map(|second| second.reading.clone()),
            first: found.sizes[0],
            second: found.sizes[1],
            n_rows: found.n_rows,
            rows: found.rows,
        }
    }

    /// The articles that match; covers, contents pages and notes left out.
    fn articles(&self, matches: &Matches) -> Vec<ArticleId> {
        let found = matches.found.iter().map(|found| found.article);
        found.filter(|article| !self.corpus.article(*article).is_matter()).collect()
    }
}
