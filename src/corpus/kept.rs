//! What documents say by themselves, kept from one run to the next, so that a document that has not changed is not parsed again.
//!
//! # What is kept?
//! All that follows from one document alone: what its markup says, what the rules changed, its articles and mentions. Not its text: that
//! comes with the document every time, and of the cleaned one only what differs is written down.
//!
//! # When does it hold?
//! A [`Key`] is the SHA-256 of all that the answer follows from: the document's name and bytes, what the settings say of it, the
//! user's own names. The program is not in it; whoever gives a [`Memory`] keeps the answers of different programs apart. What cannot be
//! read, or belongs to another text, is as if it were not there.
//!
//! # And what must not be published?
//! A document of which a rule takes out anything, in whatever writing, is never kept, nor is its key, from which what is short could be found
//! by trying. It is parsed anew every time. The rules themselves are in no key, for the same reason: what is recalled is searched again, and
//! forgotten when a rule finds anything in it.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::given::Given;
use super::parsed::{Annotated, plain_meta};
use super::redacted::{Redacted, Redactor, values};
use crate::annotate::name::Finder;
use crate::annotate::{Mention, MentionKind};
use crate::article::Split;
use crate::protocol::PublishedBasis;
use crate::source::{Document, File, Layout, MarkedLine, Meta};
use crate::text::CleanText;
use crate::text::diagnostic::Diagnostic;
use crate::text::draft::{Changes, Draft};
use crate::text::label::{self, Label};
use crate::text::quality::Quality;
use crate::text::{Dropped, Line};

/// Names what is kept of a document.
pub type Key = [u8; 32];

/// Keeps bytes by their keys, from one run to the next. It may forget any of them.
pub trait Memory: Debug + Send + Sync {
    /// The bytes that were kept under a key, by the same program.
    fn recall(&self, key: &Key) -> Option<Vec<u8>>;

    /// Keeps bytes under a key.
    fn keep(&self, key: &Key, bytes: &[u8]);

    /// Lets go of what is kept under a key: it must not be kept any longer.
    fn forget(&self, key: &Key);
}

/// A document that may have been parsed before.
#[derive(Clone)]
pub(super) enum Unread {
    /// A file that is one document.
    File(File),
    /// A document of a file of several, its markup read.
    Document(Box<Document>),
}

impl Unread {
    /// The document, its markup read.
    pub(super) fn read(self) -> Document {
        match self {
            Unread::File(file) => file.read(),
            Unread::Document(document) => *document,
        }
    }

    fn source(&self) -> &str {
        match self {
            Unread::File(file) => &file.source,
            Unread::Document(document) => &document.source,
        }
    }

    fn own_id(&self) -> Option<&str> {
        match self {
            Unread::File(_) => None,
            Unread::Document(document) => document.own_id.as_deref(),
        }
    }

    fn text(&self) -> &str {
        match self {
            Unread::File(file) => &file.decoded.text,
            Unread::Document(document) => &document.decoded.text,
        }
    }

    /// The key under which it is kept with its markup, or without; `names` stands for the user's own names.
    fn key(&self, names: &Key, is_bare: bool, given: &Given) -> Option<Key> {
        // The checksum of a file of lines is that of all its lines: a line is known by its fields.
        let own = match self {
            Unread::File(file) => postcard::to_allocvec(&(true, &file.source, &file.checksum, given)),
            Unread::Document(document) => {
                let said = (&document.meta, &document.diagnostics, given);
                let text = &document.decoded.text;
                postcard::to_allocvec(&(
                    false,
                    &document.source,
                    &document.own_id,
                    document.format,
                    said,
                    text,
                ))
            }
        };
        Some(
            Sha256::new_with_prefix(names)
                .chain_update([is_bare.into()])
                .chain_update(own.ok()?)
                .finalize()
                .into(),
        )
    }

    /// The document, with what its markup said when it was read.
    fn outlined(self, draft: Draft, outline: Outline) -> Document {
        let Outline { meta, layout, headings, articles, diagnostics, .. } = outline;
        let (source, own_id, checksum, format, decoded) = match self {
            Unread::File(File { source, checksum, format, decoded }) => {
                (source, None, checksum, format, decoded)
            }
            Unread::Document(document) => {
                let Document { source, own_id, checksum, format, decoded, .. } = *document;
                (source, own_id, checksum, format, decoded)
            }
        };
        Document {
            source,
            own_id,
            checksum,
            format,
            decoded,
            meta,
            draft,
            layout,
            headings,
            articles,
            diagnostics,
        }
    }
}

/// What the markup of a document said.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Outline {
    meta: Meta,
    layout: Layout,
    headings: Vec<MarkedLine>,
    articles: Vec<Range<usize>>,
    diagnostics: Vec<Diagnostic>,
    markup: Changes,
}

impl Outline {
    fn of(document: &Document) -> Outline {
        Outline {
            meta: plain_meta(&document.meta),
            layout: document.layout,
            headings: document.headings.clone(),
            articles: document.articles.clone(),
            diagnostics: document.diagnostics.clone(),
            markup: document.draft.changes(),
        }
    }
}

/// What is kept of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept<'a> {
    outline: Cow<'a, Outline>,
    repairs: Changes,
    lines: Cow<'a, [Line]>,
    dropped: Cow<'a, [Dropped]>,
    diagnostics: Cow<'a, [Diagnostic]>,
    split: Cow<'a, Split>,
    mentions: Cow<'a, [Mention]>,
    published: Cow<'a, Option<(String, PublishedBasis)>>,
    quality: Quality,
    #[serde(with = "label")]
    lang: Label,
}

impl Kept<'_> {
    fn of<'a>(outline: &'a Outline, annotated: &'a Annotated) -> Kept<'a> {
        let Redacted { text, split, .. } = &annotated.read;
        Kept {
            outline: Cow::Borrowed(outline),
            repairs: text.changes(),
            lines: Cow::Borrowed(&text.lines),
            dropped: Cow::Borrowed(&text.dropped),
            diagnostics: Cow::Borrowed(&text.diagnostics),
            split: Cow::Borrowed(split),
            mentions: Cow::Borrowed(&annotated.mentions),
            published: Cow::Borrowed(&annotated.published),
            quality: annotated.quality,
            lang: annotated.lang,
        }
    }

    /// Whether rules that apply to the document would take out anything of this.
    fn hides(&self, redactor: &Redactor, scope: &[bool]) -> bool {
        let finds = |words: &str| redactor.redaction.finds(words, scope);
        let imprint = &self.split.imprint;
        let said = [&imprint.title, &imprint.publisher, &imprint.issue, &imprint.date];
        let diagnostics = self.outline.diagnostics.iter().chain(self.diagnostics.iter());
        said.into_iter().flatten().any(|words| finds(words))
            || self.dropped.iter().any(|line| finds(&line.words))
            || diagnostics.map(|found| &found.message).any(|message| finds(message))
            || [&self.outline.markup, &self.repairs].into_iter().any(|changes| finds(changes.words()))
            || self.published.as_ref().as_ref().is_some_and(|(date, _)| finds(date))
            || self
                .mentions
                .iter()
                .any(|mention| values(mention).iter().any(|value| finds(value)) || told(mention).any(finds))
    }
}

/// What a mention says beside its values.
fn told(mention: &Mention) -> impl Iterator<Item = &str> {
    let told = match &mention.kind {
        MentionKind::Date(date) => [&date.suggested, &None],
        MentionKind::Quantity(figure) => [&figure.what, &None],
        MentionKind::Name(name) => [&name.parent, &name.role],
    };
    told.into_iter().flatten().map(String::as_str)
}

/// A document, parsed or recalled; says whether it was parsed.
pub(super) fn annotated(
    unread: Unread,
    given: Given,
    names: &Finder,
    redactor: Option<&Redactor>,
    memory: Option<&dyn Memory>,
) -> (Annotated, bool) {
    // Rules that do not apply to a document leave it as it is.
    let searching = redactor.filter(|redactor| redactor.applies(unread.source(), unread.own_id()));
    let key = memory.and_then(|memory| {
        let key = unread.key(names.checksum(), searching.is_some(), &given)?;
        Some((memory, key))
    });
    let Some((memory, key)) = key else {
        return (Annotated::new(unread.read(), given, names, redactor), true);
    };
    let fitting = memory.recall(&key).and_then(|bytes| Fitting::read(&bytes, &unread, searching.is_some()));
    let unread = match (fitting, searching) {
        (Some(fitting), None) => return (fitting.annotated(unread, given, redactor), false),
        (Some(fitting), Some(searching)) => {
            let spare = unread.clone();
            let hides = |annotated: &Annotated| fitting.kept.hides(searching, &annotated.read.scope);
            let annotated = fitting.clone().annotated(unread, given.clone(), redactor);
            if searching.is_whole(&annotated.read) && !hides(&annotated) {
                return (annotated, false);
            }
            memory.forget(&key);
            spare
        }
        (None, _) => unread,
    };
    let document = unread.read();
    let outline = Outline::of(&document);
    let told_id = given.id.clone();
    let annotated = Annotated::new(document, given, names, redactor);
    let kept = Kept::of(&outline, &annotated);
    let hides = searching.is_some_and(|redactor| kept.hides(redactor, &annotated.read.scope));
    // What the settings say stands in the key.
    if annotated.read.is_whole
        && annotated.given.id == told_id
        && !hides
        && let Ok(bytes) = postcard::to_allocvec(&kept)
    {
        memory.keep(&key, &bytes);
    }
    (annotated, true)
}

/// What was kept of a document, and the texts that follow from it.
#[derive(Clone)]
struct Fitting {
    kept: Kept<'static>,
    draft: Draft,
    cleaned: Draft,
}

impl Fitting {
    /// What bytes say of a document, if they are whole and speak of this one.
    fn read(bytes: &[u8], unread: &Unread, is_bare: bool) -> Option<Fitting> {
        let (kept, rest) = postcard::take_from_bytes::<Kept<'static>>(bytes).ok()?;
        if !rest.is_empty() {
            return None;
        }
        let draft = Draft::changed(unread.text(), &kept.outline.markup)?;
        let text = if is_bare { draft.text() } else { unread.text() };
        let cleaned = Draft::changed(text, &kept.repairs)?;
        Some(Fitting { kept, draft, cleaned })
    }

    /// The document as it was parsed.
    fn annotated(self, unread: Unread, given: Given, redactor: Option<&Redactor>) -> Annotated {
        let Fitting { kept, draft, cleaned } = self;
        let document = unread.outlined(draft, kept.outline.into_owned());
        let (lines, dropped) = (kept.lines.into_owned(), kept.dropped.into_owned());
        let text = CleanText::of_parts(cleaned, lines, dropped, kept.diagnostics.into_owned());
        let read = Redacted::recalled(document, text, kept.split.into_owned(), redactor);
        let given = given.redacted(redactor, &read.scope);
        Annotated {
            read,
            given,
            mentions: kept.mentions.into_owned(),
            published: kept.published.into_owned(),
            quality: kept.quality,
            lang: kept.lang,
        }
    }
}
