//! CORPUS → INDEX.
//!
//! What searching needs beside the corpus: all text folded, article by article, and which stretch of it is which article.
//! A term is found by scanning; scanning folded bytes runs near the machine's limit and can miss nothing.
//!
//! # Why is the folded text not in the pack?
//! It would double what every reader downloads, and making it costs less than a frame for a small corpus.

#[cfg(feature = "files")]
pub mod facet;

use std::ops::Range;
use std::rc::Rc;

use crate::corpus::{ArticleId, Corpus};
use crate::text::fold::{Folded, HanClasses};

/// The folded text of a corpus.
#[derive(Debug, Default)]
pub struct Index {
    folded: Folded,
    classes: Rc<HanClasses>,
    /// First byte of each article in the folded text, and the end of the last one.
    starts: Vec<usize>,
    #[cfg(feature = "files")]
    columns: facet::Columns,
}

impl Index {
    /// Folds all text of a corpus.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Index {
        Index::with_classes(corpus, Rc::new(HanClasses::new(corpus.han_classes())))
    }

    /// Folds all text of a corpus by classes that it shares with others, of which each is a part of a larger corpus.
    #[must_use]
    pub fn with_classes(corpus: &Corpus, classes: Rc<HanClasses>) -> Index {
        let mut index = Index { classes, folded: Folded::for_index(), ..Index::default() };
        index.folded.reserve(corpus.text());
        for article in corpus.articles() {
            index.starts.push(index.folded.text().len());
            for paragraph in article.paragraphs() {
                // Paragraphs are joined: where a source broke a line in mid-word and no rule could be sure of it, the word
                // is found all the same.
                index.folded.push(" ", paragraph.range().start, &index.classes);
                index.folded.push(paragraph.text(), paragraph.range().start, &index.classes);
            }
            index.folded.push_boundary();
        }
        index.starts.push(index.folded.text().len());
        index
    }

    /// All folded text; articles end with a line feed, which occurs nowhere else.
    #[must_use]
    pub fn text(&self) -> &str {
        self.folded.text()
    }

    /// The classes by which terms are folded.
    #[must_use]
    pub fn classes(&self) -> &HanClasses {
        &self.classes
    }

    /// The folded text of an article, without the line feed at its end.
    #[must_use]
    pub fn article_text(&self, article: ArticleId) -> &str {
        let row = article.0 as usize;
        let range = self.starts.get(row).copied().zip(self.starts.get(row + 1).copied());
        let text = range.and_then(|(start, end)| self.folded.text().get(start..end)).unwrap_or("");
        text.strip_suffix('\n').unwrap_or(text)
    }

    /// Bytes of memory that it takes, about.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.folded.n_bytes() + self.starts.len() * size_of::<usize>()
    }

    /// The article that holds a byte of the folded text.
    #[must_use]
    pub fn article_at(&self, place: usize) -> ArticleId {
        let after = self.starts.partition_point(|&start| start <= place);
        ArticleId(u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX))
    }

    /// The values that articles are counted by, made at the first call.
    #[cfg(feature = "files")]
    pub(crate) fn column(&self, corpus: &Corpus, kind: facet::ColumnKind) -> Option<&facet::Column> {
        self.columns.column(kind, || facet::Column::new(corpus, kind))
    }

    /// All articles with their stretches of the folded text, the line feed left out.
    #[cfg(feature = "files")]
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, Range<usize>)> {
        let ends = self.starts.iter().skip(1).map(|end| end.saturating_sub(1));
        (0..).map(ArticleId).zip(self.starts.iter().copied().zip(ends).map(|(start, end)| start..end))
    }

    /// The bytes of [`Corpus::text`] that a stretch of folded text stands for.
    #[must_use]
    pub fn source_span(&self, corpus: &Corpus, folded: Range<usize>) -> Range<usize> {
        let (start, end) = self.folded.source_span(corpus.text(), folded.start, folded.end);
        // An article put together from several places may run backwards at a seam.
        start..end.max(start)
    }
}
