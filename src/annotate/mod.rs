//! ARTICLES → ANNOTATIONS.
//!
//! Each kind of mention has a file that finds it. So far there are dates. Precision comes before recall: what is vague is no
//! mention. This folder knows words and articles, nothing of packs and pages.

pub mod date;
pub mod numeral;
pub mod year;

use crate::article::Article;
use crate::protocol::YearBasis;
use crate::text::CleanText;
use crate::text::span::Span;

/// A stretch of an article that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where the words stand.
    pub span: Span,
    /// Which article of the document they stand in.
    pub article: usize,
    /// What they name.
    pub kind: MentionKind,
}

/// What a mention names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// A date.
    Date(DateMention),
}

/// A date that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// What the words say; its year may have been concluded.
    pub value: date::DateValue,
    /// How the year is known.
    pub year_basis: YearBasis,
    /// More likely reading where the printed one contradicts its surroundings, as EDTF.
    pub suggested: Option<String>,
}

/// The mentions of a document in order; years that are not printed are still open.
#[must_use]
pub fn annotate(text: &CleanText, articles: &[Article]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (index, article) in articles.iter().enumerate() {
        let mut context = date::Context::default();
        for paragraph in &article.paragraphs {
            let words = text.words(paragraph.span);
            for (range, value) in date::find(words, &mut context) {
                let start = paragraph.span.start();
                let Some(span) = Span::new(start + range.start, start + range.end) else { continue };
                let year_basis =
                    if value.start.year.is_some() { YearBasis::Text } else { YearBasis::Unknown };
                let kind = MentionKind::Date(DateMention { value, year_basis, suggested: None });
                mentions.push(Mention { span, article: index, kind });
            }
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions
}
