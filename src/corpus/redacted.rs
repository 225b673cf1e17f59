//! Documents without what must not be published.
//!
//! What is found goes before anything is derived from it: a document is read anew from its redacted text, so that nothing further down
//! can hold it. What only shows when the text has been cleaned and split (words between which a page number stood, or another
//! article) is traced back to the document, taken out there, and the document read again, until nothing is found.
//!
//! Markup never goes with a document to which a rule applies: in attributes, addresses and scripts words stand in too many guises. So
//! its original text is the text that the markup marked, and places of repairs count in it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::parsed::ParsedDocument;
use crate::annotate::name::entity::Entity;
use crate::annotate::{Mention, MentionKind};
use crate::article::{Split, split};
use crate::source::{Decoded, Document, Format, checksum};
use crate::text::draft::{Draft, Edit};
use crate::text::redact::{Place, Redaction, Scope, merged};
use crate::text::span::Span;
use crate::text::{CleanText, clean};

/// How often a document is read again; what is left then is more rules than text.
const MOST_ROUNDS: usize = 12;

/// The rule that takes notes of pronunciation out of a text.
const PINYIN: &str = "removed-pinyin";

/// How often a rule found something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Places in texts, titles, names.
    pub n_places: usize,
    /// Documents that have such a place.
    pub n_documents: usize,
}

/// Takes out of documents what rules find.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    pub(super) redaction: Arc<Redaction>,
    /// One for each rule.
    pub(super) tallies: Vec<Tally>,
}

/// A document without what must not be published, cleaned and split.
pub(super) struct Redacted {
    pub(super) document: Document,
    pub(super) text: CleanText,
    pub(super) split: Split,
    pub(super) scope: Scope,
    /// Its name or its own id lost something, so that they tell it from no other.
    pub(super) is_renamed: bool,
    /// How many places each rule found.
    pub(super) counts: Vec<usize>,
    /// Nothing at all was taken out.
    pub(super) is_whole: bool,
}

/// A document that is ready to be searched: it has its redacted name, and no markup where a rule applies to it.
struct Ready {
    document: Document,
    scope: Scope,
    is_renamed: bool,
    counts: Vec<usize>,
}

impl Redacted {
    /// A document that was cleaned and split before; what stands beside its text is redacted.
    pub(super) fn recalled(
        document: Document,
        text: CleanText,
        split: Split,
        redactor: Option<&Redactor>,
    ) -> Redacted {
        let ready = match redactor {
            Some(redactor) => redactor.ready(document),
            None => Ready { document, scope: Scope::new(), is_renamed: false, counts: Vec::new() },
        };
        let Ready { document, scope, is_renamed, counts } = ready;
        let is_whole = !is_renamed && counts.iter().all(|n| *n == 0);
        Redacted { document, text, split, scope, is_renamed, counts, is_whole }
    }

    /// A document of which nothing is to be taken out.
    pub(super) fn untouched(document: Document, scope: Scope) -> Redacted {
        let text = clean(&document);
        let split = split(&text, &document.meta, document.layout);
        Redacted { document, text, split, scope, is_renamed: false, counts: Vec::new(), is_whole: true }
    }
}

impl Redactor {
    pub(super) fn new(redaction: Arc<Redaction>) -> Redactor {
        let tallies = vec![Tally::default(); redaction.rules().len()];
        Redactor { redaction, tallies }
    }

    /// Whether any rule applies to a document.
    pub(super) fn applies(&self, source: &str, own_id: Option<&str>) -> bool {
        self.redaction.scope(source, own_id).contains(&true)
    }

    /// Whether rules find nothing in a document that was cleaned and split without them.
    pub(super) fn is_whole(&self, read: &Redacted) -> bool {
        let finds = |words: &String| self.redaction.finds(words, &read.scope);
        read.is_whole
            && self.redaction.places(read.document.draft.text(), &read.scope).is_empty()
            && self.left(&read.text, &read.split, &read.scope).is_empty()
            && !read
                .split
                .articles
                .iter()
                .any(|article| std::iter::once(&article.title).chain(&article.kicker).any(finds))
    }

    /// Redacts what stands beside a document's text, and takes markup off.
    fn ready(&self, mut document: Document) -> Ready {
        let scope = self.redaction.scope(&document.source, document.own_id.as_deref());
        let mut counts = vec![0; scope.len()];
        if document.format == Format::Jsonl && !self.redaction.is_empty() {
            // It is the whole file's, and other lines may have lost something.
            self.forget_checksum(&mut document);
        }
        if !scope.contains(&true) {
            return Ready { document, scope, is_renamed: false, counts };
        }
        let is_renamed = self.rename(&mut document, &scope, &mut counts);
        if document.draft.text() != document.decoded.text {
            self.replace(&mut document, &[], &mut counts);
        }
        Ready { document, scope, is_renamed, counts }
    }

    /// Cleans and splits a document from which all that is found is gone.
    pub(super) fn read(&self, document: Document) -> Redacted {
        let Ready { mut document, scope, is_renamed, mut counts } = self.ready(document);
        if !scope.contains(&true) {
            return Redacted::untouched(document, scope);
        }
        let mut round = 0;
        let (text, mut split) = loop {
            let text = clean(&document);
            let split = split(&text, &document.meta, document.layout);
            let mut places = self.redaction.places(document.draft.text(), &scope);
            places.extend(self.left(&text, &split, &scope));
            if places.is_empty() {
                break (text, split);
            }
            let places = merged(places);
            round += 1;
            if round < MOST_ROUNDS {
                self.replace(&mut document, &places, &mut counts);
            } else {
                let rule = places.first().map_or(0, |place| place.rule);
                let range = 0..document.decoded.text.len();
                self.replace(&mut document, &[Place { range, rule }], &mut counts);
                let text = clean(&document);
                let split = self::split(&text, &document.meta, document.layout);
                break (text, split);
            }
        };
        let is_whole =
            !self.redact_words(&mut split, &scope) && !is_renamed && counts.iter().all(|n| *n == 0);
        if is_renamed || counts.iter().any(|n| *n > 0) {
            self.forget_checksum(&mut document);
        }
        Redacted { document, text, split, scope, is_renamed, counts, is_whole }
    }

    /// From the checksum of the file and the text that is left, what is short could be found by trying: it is that of the text.
    fn forget_checksum(&self, document: &mut Document) {
        document.checksum = checksum(document.decoded.text.as_bytes());
    }

    /// Takes notice of what was found in a document.
    pub(super) fn count(&mut self, counts: &[usize]) {
        for (tally, n) in self.tallies.iter_mut().zip(counts) {
            tally.n_places += n;
            tally.n_documents += usize::from(*n > 0);
        }
    }

    /// What a document is called, and what its format says of it.
    fn rename(&self, document: &mut Document, scope: &[bool], counts: &mut [usize]) -> bool {
        let redaction = &self.redaction;
        let mut redact = |words: &mut String, is_name: bool| {
            let redacted = match is_name {
                true => redaction.redacted_name(words, scope),
                false => redaction.redacted(words, scope),
            };
            if *words == redacted {
                return false;
            }
            // A name that is only found with its signs resolved has no place of its own.
            let places = redaction.places(words, scope);
            for rule in places.iter().map(|place| place.rule) {
                bump(counts, rule);
            }
            if places.is_empty()
                && let Some(rule) = redaction.hidden_in(words, scope)
            {
                bump(counts, rule);
            }
            *words = redacted;
            true
        };
        let mut is_renamed = redact(&mut document.source, true);
        if let Some(id) = &mut document.own_id {
            is_renamed |= redact(id, true);
        }
        let meta = &mut document.meta;
        for words in [&mut meta.title, &mut meta.date, &mut meta.publisher].into_iter().flatten() {
            redact(words, false);
        }
        for diagnostic in &mut document.diagnostics {
            diagnostic.message = redaction.redacted(&diagnostic.message, scope);
        }
        is_renamed
    }

    /// Gives a document a text without these places in it, as if it had been received so.
    fn replace(&self, document: &mut Document, places: &[Place], counts: &mut [usize]) {
        let edits = places.iter().map(|place| {
            bump(counts, place.rule);
            Edit::new(place.range.clone(), self.redaction.mark(place.rule))
        });
        let mut draft = Draft::new(document.draft.text());
        draft.apply("redacted", edits.collect());
        for heading in &mut document.headings {
            heading.start = draft.clean_of(heading.start);
        }
        for article in &mut document.articles {
            *article = draft.clean_of(article.start)..draft.clean_of(article.end);
        }
        let mut decoded = Decoded::from_text(draft.text().to_owned());
        (decoded.encoding, decoded.certainty) = (document.decoded.encoding, document.decoded.certainty);
        document.decoded = decoded;
        document.draft = Draft::new(draft.text());
    }

    /// What is found when a text has been cleaned and split, as places of the document.
    fn left(&self, text: &CleanText, split: &Split, scope: &[bool]) -> Vec<Place> {
        let redaction = &self.redaction;
        // A note of how the last character is pronounced goes with it.
        let notes: Vec<Range<usize>> =
            text.repairs().filter(|repair| repair.rule == PINYIN).map(|repair| repair.raw).collect();
        let raw = |range: Range<usize>| {
            let raw = text.raw_of(Span::new(range.start, range.end)?);
            let after = notes.partition_point(|note| note.start < raw.end);
            let end = notes.get(after).filter(|note| note.start == raw.end).map_or(raw.end, |note| note.end);
            Some(raw.start..end)
        };
        let mut found: Vec<Place> = Vec::new();
        for place in redaction.places(text.text(), scope) {
            found.extend(raw(place.range).map(|range| Place { range, rule: place.rule }));
        }
        for article in split.articles.iter().filter(|article| article.spans().len() > 1) {
            let (words, joints) = joined(text, article);
            for place in redaction.places(&words, scope) {
                let pieces = joints.iter().filter_map(|&(at, clean, len)| {
                    let (start, end) = (place.range.start.max(at), place.range.end.min(at + len));
                    (start < end).then(|| clean + start - at..clean + end - at)
                });
                found.extend(pieces.filter_map(raw).map(|range| Place { range, rule: place.rule }));
            }
        }
        found
    }

    /// Titles are put together from words that stood apart. Says whether something was taken out of them.
    fn redact_words(&self, split: &mut Split, scope: &[bool]) -> bool {
        let mut is_changed = false;
        for article in &mut split.articles {
            for words in std::iter::once(&mut article.title).chain(&mut article.kicker) {
                let redacted = self.redaction.redacted(words, scope);
                is_changed |= *words != redacted;
                *words = redacted;
            }
        }
        is_changed
    }

    /// Takes out what was concluded from a text: values that are written in another way than the text has them, names that are
    /// known by another name.
    pub(super) fn redact_found(&self, document: &mut ParsedDocument, scope: &[bool]) {
        let redaction = &self.redaction;
        let finds = |text: &str| redaction.finds(text, scope);
        document.mentions.retain(|mention| !values(mention).iter().any(|value| finds(value)));
        for mention in &mut document.mentions {
            match &mut mention.kind {
                MentionKind::Date(date) => date.suggested = date.suggested.take().filter(|day| !finds(day)),
                MentionKind::Quantity(figure) => {
                    figure.what = figure.what.take().map(|what| redaction.redacted(&what, scope));
                }
                MentionKind::Name(name) => {
                    name.parent = name.parent.take().filter(|parent| !finds(parent));
                    name.role = name.role.take().filter(|role| !finds(role));
                }
            }
        }
        document.published = document.published.take().filter(|(date, _)| !finds(date));
        let imprint = &mut document.imprint;
        let said = [&mut imprint.title, &mut imprint.publisher, &mut imprint.issue, &mut imprint.date];
        for words in said.into_iter().flatten().chain([&mut document.title]) {
            *words = redaction.redacted(words, scope);
        }
        for diagnostic in &mut document.text.diagnostics {
            diagnostic.message = redaction.redacted(&diagnostic.message, scope);
        }
    }

    /// Takes out entities that go by a name that is found: lists know names that no document has.
    pub(super) fn redact_entities(&self, documents: &mut [ParsedDocument], entities: &mut Vec<Entity>) {
        let scope = self.redaction.everywhere();
        let finds = |text: &str| self.redaction.finds(text, &scope);
        let gone: BTreeSet<String> =
            entities.iter().filter(|entity| finds(&entity.name)).map(|entity| entity.id.clone()).collect();
        entities.retain(|entity| !gone.contains(&entity.id));
        for entity in entities {
            entity.aliases.retain(|alias| !finds(alias));
            entity.parent = entity.parent.take().filter(|parent| !gone.contains(parent));
            entity.province = entity.province.take().filter(|name| !finds(name));
            entity.role = entity.role.take().filter(|role| !finds(role));
        }
        for document in documents {
            document.mentions.retain(|mention| match &mention.kind {
                MentionKind::Name(name) => !gone.contains(&name.entity),
                _ => true,
            });
        }
    }
}

fn bump(counts: &mut [usize], rule: usize) {
    if let Some(count) = counts.get_mut(rule) {
        *count += 1;
    }
}

/// What a mention says in other words than the text has.
pub(super) fn values(mention: &Mention) -> Vec<String> {
    match &mention.kind {
        MentionKind::Date(date) => vec![date.value.edtf()],
        MentionKind::Quantity(figure) => {
            let numbers = [figure.value, figure.upper].into_iter().flatten();
            numbers
                .flat_map(|n| [n.to_string(), format!("{n}{}", figure.unit)])
                .chain([figure.unit.clone()])
                .collect()
        }
        MentionKind::Name(name) => vec![name.name.clone()],
    }
}

/// The words of an article one behind the other, and for each paragraph where it begins in them, where in the text, and its length.
fn joined(text: &CleanText, article: &crate::article::Article) -> (String, Vec<(usize, usize, usize)>) {
    let (mut words, mut joints) = (String::new(), Vec::new());
    for paragraph in &article.paragraphs {
        let own = text.words(paragraph.span);
        joints.push((words.len(), paragraph.span.start(), own.len()));
        words.push_str(own);
        words.push('\n');
    }
    (words, joints)
}

#[cfg(test)]
mod tests {
    use crate::corpus::parsed::{ParsedDocument, Parser};
    use crate::text::redact::{Redaction, Rule, Sought};

    fn parse(rules: &[&str], name: &str, text: &str) -> ParsedDocument {
        let rule = |text: &&str| Rule { sought: Sought::Words((*text).to_owned()), ..Rule::default() };
        let redaction = Redaction::new(rules.iter().map(rule).collect()).unwrap();
        let mut parser = Parser::default().redacting(redaction);
        parser.parse([(name.to_owned(), text.as_bytes().to_vec())]).remove(0)
    }

    /// What is left of a text, and that nothing of what was derived from it holds the words.
    #[track_caller]
    fn check(rules: &[&str], name: &str, text: &str, expected: &str) {
        let document = parse(rules, name, text);
        assert_eq!(document.text.text(), expected);
        let all = format!("{document:?}");
        for words in rules {
            assert!(!all.contains(words), "{words} in {all}");
        }
    }

    #[test]
    fn words_go_from_the_text_and_from_the_file() {
        check(&["张三丰"], "a.txt", "见张三丰。", "见■■■。");
        check(&["张三丰"], "张三丰.txt", "见張(zhāng)三豐(fēng)。", "见■■■。");
        check(
            &["张三丰"],
            "a.md",
            "# 见*张*三<!-- 张三丰 -->丰\n\n[他](http://x/张三丰)来了。",
            "见■■■\n他来了。",
        );
        check(
            &["张三丰"],
            "a.html",
            "<!doctype html><title>张三丰</title><meta name=author content='张三丰'><h1>见<b title='张三丰'>张</b>&#19977;丰</h1><script>'张三丰'</script><p>好。</p>",
            "见■■■\n好。",
        );
    }

    #[test]
    fn words_go_that_only_cleaning_puts_together() {
        let text = "2020年2月6日，这一天早晨参加了会议的有全省通信业的代表以及张三\n\n— 3 —\n\n丰等一百二十人，大家听取了报告。\n";
        let document = parse(&["张三丰"], "a.txt", text);
        assert!(
            !document.text.text().contains("张三") && document.text.text().contains("■■■等一百二十人"),
            "{:?}",
            document.text.text()
        );
        assert!(!document.document.decoded.text.contains("张三"));
    }

    #[test]
    fn values_go_that_are_written_in_another_way() {
        let document = parse(&["2020-02-06", "11100"], "a.txt", "2020年2月6日，公司捐款1.11万元。");
        assert!(
            document.mentions.is_empty() && !format!("{:?}", document.published).contains("02-06"),
            "{:?}",
            document.mentions
        );
    }

    #[test]
    fn names_go_that_only_lists_know() {
        let rule = Rule { sought: Sought::Words("中国电信".to_owned()), ..Rule::default() };
        let mut parser = Parser::default().redacting(Redaction::new(vec![rule]).unwrap());
        let file = ("a.txt".to_owned(), "四川电信开通专线，四川电信发言。".as_bytes().to_vec());
        let mut documents = parser.parse([file]);
        let entities = parser.entities(&mut documents);
        assert!(!format!("{documents:?}{entities:?}").contains("中国电信"), "{entities:?}");
    }

    #[test]
    fn documents_that_lose_their_names_are_told_apart_by_their_texts() {
        let rule = Rule { sought: Sought::Words("张三".to_owned()), ..Rule::default() };
        let ids = |names: &[(&str, &str)]| -> Vec<String> {
            let mut parser = Parser::default().redacting(Redaction::new(vec![rule.clone()]).unwrap());
            let files = names.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
            parser.parse(files).into_iter().map(|document| document.id).collect()
        };
        let (one, two) = (ids(&[("张三.txt", "一。")]), ids(&[("張三.txt", "二。"), ("张三.txt", "一。")]));
        assert_eq!(one[0], two[1]);
        assert_ne!(two[0], two[1]);
    }
}
