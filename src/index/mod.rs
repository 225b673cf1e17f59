//! CORPUS → INDEX.
//!
//! What searching needs beside the corpus: all text folded, article by article, and which stretch of it is which article.
//! A term is found by scanning; scanning folded bytes runs near the machine's limit and can miss nothing.
//!
//! # Why is the folded text not in the pack?
//! It would double what every reader downloads, and making it costs less than a frame for a small corpus.

#[cfg(feature = "files")]
pub mod facet;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use crate::corpus::{ArticleId, Corpus};
use crate::text::fold::{Folded, HanClasses};

/// The folded text of a corpus.
#[derive(Debug, Default)]
pub struct Index {
    text: OnceCell<Text>,
    /// What is folded when it is first asked for; nothing where that is done.
    unfolded: Option<Rc<Corpus>>,
    classes: Rc<HanClasses>,
    #[cfg(feature = "files")]
    columns: facet::Columns,
}

#[derive(Debug, Default)]
struct Text {
    folded: Folded,
    /// First byte of each article in the folded text, and the end of the last one.
    starts: Vec<usize>,
}

impl Text {
    fn new(corpus: &Corpus, classes: &HanClasses) -> Text {
        let mut text =
            Text { folded: Folded::for_index(), starts: Vec::with_capacity(corpus.n_articles() + 1) };
        text.folded.reserve(corpus.text());
        for article in corpus.articles() {
            text.starts.push(text.folded.text().len());
            for paragraph in article.paragraphs() {
                // Paragraphs are joined: where a source broke a line in mid-word and no rule could be sure of it, the word
                // is found all the same.
                let start = paragraph.range().start;
                text.folded.push(" ", start, classes);
                text.folded.push(paragraph.text(), start, classes);
            }
            text.folded.push_boundary();
        }
        text.starts.push(text.folded.text().len());
        text
    }
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
        Index { text: Text::new(corpus, &classes).into(), classes, ..Index::default() }
    }

    /// Folds all text of a corpus when it is first asked for: much of what a reader sees needs none, and comes sooner so.
    #[must_use]
    pub fn when_asked(corpus: Rc<Corpus>) -> Index {
        let classes = Rc::new(HanClasses::new(corpus.han_classes()));
        Index { unfolded: Some(corpus), classes, ..Index::default() }
    }

    fn inner(&self) -> &Text {
        self.text.get_or_init(|| {
            self.unfolded.as_ref().map_or_else(Text::default, |corpus| Text::new(corpus, &self.classes))
        })
    }

    /// All folded text; articles end with a line feed, which occurs nowhere else.
    #[must_use]
    pub fn text(&self) -> &str {
        self.inner().folded.text()
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
        let Text { folded, starts } = self.inner();
        let range = starts.get(row).copied().zip(starts.get(row + 1).copied());
        let text = range.and_then(|(start, end)| folded.text().get(start..end)).unwrap_or("");
        text.strip_suffix('\n').unwrap_or(text)
    }

    /// Bytes of memory that it takes so far, about.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.text.get().map_or(0, |text| text.folded.n_bytes() + text.starts.len() * size_of::<usize>())
    }

    /// The article that holds a byte of the folded text.
    #[must_use]
    pub fn article_at(&self, place: usize) -> ArticleId {
        let after = self.inner().starts.partition_point(|&start| start <= place);
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
        let starts = &self.inner().starts;
        let ends = starts.iter().skip(1).map(|end| end.saturating_sub(1));
        (0..).map(ArticleId).zip(starts.iter().copied().zip(ends).map(|(start, end)| start..end))
    }

    /// The bytes of [`Corpus::text`] that a stretch of folded text stands for.
    #[must_use]
    pub fn source_span(&self, corpus: &Corpus, folded: Range<usize>) -> Range<usize> {
        let (start, end) = self.inner().folded.source_span(corpus.text(), folded.start, folded.end);
        // An article put together from several places may run backwards at a seam.
        start..end.max(start)
    }
}
