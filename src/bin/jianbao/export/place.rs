//! Where mentions stand, in characters.

use jianbao::corpus::parsed::ParsedDocument;
use jianbao::text::span::Span;

/// Bytes between two places of a text whose characters are counted.
const STEP: usize = 1024;

/// Characters on either side of a mention.
const AROUND: usize = 32;

/// How many characters stand before each byte of a text, in time that does not grow with the text.
struct Characters<'a> {
    text: &'a str,
    /// Characters that begin before every `STEP`th byte.
    before: Vec<usize>,
}

impl<'a> Characters<'a> {
    fn new(text: &'a str) -> Characters<'a> {
        let mut n = 0;
        let mut before = vec![0];
        for block in text.as_bytes().chunks(STEP) {
            n += begun(block);
            before.push(n);
        }
        Characters { text, before }
    }

    fn before(&self, byte: usize) -> usize {
        let block = byte / STEP;
        let rest = self.text.as_bytes().get(block * STEP..byte).unwrap_or_default();
        self.before.get(block).copied().unwrap_or_default() + begun(rest)
    }
}

/// Characters that begin in some bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// A stretch of an article's own text.
pub(super) struct Place<'a> {
    /// Characters of the article's text before it.
    pub(super) start: usize,
    /// Characters of the article's text up to its end.
    pub(super) end: usize,
    /// Words in front of it in its paragraph.
    pub(super) before: &'a str,
    /// Words behind it in its paragraph.
    pub(super) after: &'a str,
}

/// Finds the places of a document's mentions in its articles' texts.
pub(super) struct Places<'a> {
    document: &'a ParsedDocument,
    characters: Characters<'a>,
    /// For each article its paragraphs by where they stand, each with the characters of the article's text before it.
    paragraphs: Vec<Vec<(Span, usize)>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a ParsedDocument) -> Places<'a> {
        let characters = Characters::new(document.text.text());
        let paragraphs = document.articles.iter().map(|(_, article)| {
            let mut n = 0;
            let mut paragraphs: Vec<(Span, usize)> = Vec::new();
            for paragraph in &article.paragraphs {
                paragraphs.push((paragraph.span, n));
                n += characters.before(paragraph.span.end()) - characters.before(paragraph.span.start()) + 1;
            }
            paragraphs.sort_unstable();
            paragraphs
        });
        let paragraphs = paragraphs.collect();
        Places { document, characters, paragraphs }
    }

    /// Where a stretch of the document's text stands in the text of an article; `None` where it stands in none of its paragraphs.
    pub(super) fn find(&self, article: usize, span: Span) -> Option<Place<'a>> {
        let paragraphs = self.paragraphs.get(article)?;
        let next = paragraphs.partition_point(|(paragraph, _)| paragraph.start() <= span.start());
        let (paragraph, n) = *paragraphs.get(next.checked_sub(1)?)?;
        if !paragraph.contains(span) {
            return None;
        }
        let start = n + self.characters.before(span.start()) - self.characters.before(paragraph.start());
        let words = self.document.text.words(span);
        let text = self.document.text.text();
        let front = text.get(paragraph.start()..span.start()).unwrap_or_default();
        let back = text.get(span.end()..paragraph.end()).unwrap_or_default();
        let from = front.char_indices().rev().take(AROUND).last().map_or(front.len(), |(place, _)| place);
        let to = back.char_indices().nth(AROUND).map_or(back.len(), |(place, _)| place);
        Some(Place {
            start,
            end: start + words.chars().count(),
            before: front.get(from..).unwrap_or_default(),
            after: back.get(..to).unwrap_or_default(),
        })
    }
}

/// The text of an article: its paragraphs, a line each.
pub(super) fn article_text(document: &ParsedDocument, article: usize) -> String {
    let article = document.articles.get(article);
    let paragraphs = article.iter().flat_map(|(_, article)| &article.paragraphs);
    let paragraphs: Vec<&str> = paragraphs.map(|paragraph| document.text.words(paragraph.span)).collect();
    paragraphs.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_at_every_place() {
        let text = "简报a𠀀".repeat(700);
        let characters = Characters::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.before(byte), n);
        }
        assert_eq!(characters.before(text.len()), text.chars().count());
    }

    #[test]
    fn places_lead_into_the_articles_text() {
        let text = "甲报\n\n2020年2月6日，捐款11100元。\n\n次日又捐5万元，全文完。".to_owned();
        let documents = jianbao::corpus::parsed::parse([("a.txt".to_owned(), text.into_bytes())]);
        let document = &documents[0];
        let places = Places::new(document);
        let mut n = 0;
        for mention in &document.mentions {
            let place = places.find(mention.article, mention.span).unwrap();
            let text: Vec<char> = article_text(document, mention.article).chars().collect();
            let words: String = text[place.start..place.end].iter().collect();
            assert_eq!(words, document.text.words(mention.span));
            n += 1;
        }
        assert!(n >= 3, "{n}");
    }
}
