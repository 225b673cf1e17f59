//! HITS → NUMBERS (feature `engine`).
//!
//! [`word_list`] counts n-grams, [`collocate`] what stands near hits, [`keyness`] what tells two parts of the corpus apart. Nothing
//! segments words: an n-gram is a run of units (`unit.rs`), and all n-grams of a text come from one sorted list of places (`ngram.rs`).
//! The numbers themselves are in [`contingency`] and [`dispersion`].
//!
//! This folder takes articles and hits as given; it knows nothing of queries, of the page and of how numbers are shown.

pub mod contingency;
pub mod dispersion;
pub(crate) mod unit;
pub(crate) mod ngram;
mod best;
pub mod word_list;
pub mod collocate;
pub mod keyness;

/// Occurrences in 10,000 units.
fn rate(n: u32, n_units: u32) -> f64 {
    if n_units == 0 { 0.0 } else { f64::from(n) * 1e4 / f64::from(n_units) }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::corpus::Corpus;
    use crate::corpus::builder::{ArticleEntry, CorpusEntry, DocumentEntry, ParagraphEntry, build};

    /// A corpus of one document; each text is an article of one paragraph.
    pub(crate) fn corpus(texts: &[&str]) -> Corpus {
        let mut document = DocumentEntry::default();
        for text in texts {
            let start = document.text.len();
            document.text.push_str(text);
            let paragraph = ParagraphEntry { start, end: document.text.len(), ..ParagraphEntry::default() };
            document.articles.push(ArticleEntry { paragraphs: vec![paragraph], ..ArticleEntry::default() });
        }
        Corpus::open(build(&CorpusEntry::default(), &[document]).unwrap()).unwrap()
    }
}
