//! Answers the page's requests from one open corpus.
//!
//! The engine keeps the last few searches, since one state of the page asks several questions of the same filter. It knows
//! nothing of the page, of workers and of how requests reach it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use crate::Result;
use crate::corpus::{Article, ArticleId, Corpus, Document, Paragraph as CorpusParagraph};
use crate::day::Day;
use crate::index::Index;
use crate::protocol::{
    ArticleHits, ArticleSummary, DocumentSummary, FacetValue, Filter, HitPlace, MentionMark, Paragraph,
    ParagraphKind, Place, ReadAnswer, ReadRequest, Request, Response, SearchAnswer, SearchRequest, Summary,
    TimelineAnswer, TimelineRequest,
};
use crate::query::matcher::{Hit, Match, longest, marks_in};
use crate::query::{Matches, score, search, snippet};

#[cfg(feature = "engine")]
mod analysis;
#[cfg(feature = "engine")]
mod annotation;
#[cfg(feature = "engine")]
mod copies;
#[cfg(feature = "files")]
pub(crate) mod counts;
#[cfg(feature = "engine")]
mod list;
#[cfg(feature = "files")]
pub mod listing;
#[cfg(feature = "engine")]
mod names;
#[cfg(feature = "engine")]
mod passage;
pub(crate) mod relax;
#[cfg(feature = "engine")]
pub mod spelled;
pub(crate) mod timeline;
#[cfg(feature = "files")]
mod told;

/// Searches that are kept.
const N_KEPT: usize = 8;

/// Ticks in a hit strip at most.
const N_TICKS: usize = 200;

/// An open corpus that answers requests.
#[derive(Debug)]
pub struct Engine {
    corpus: Rc<Corpus>,
    index: Index,
    kept: RefCell<VecDeque<(Filter, Rc<Matches>)>>,
}

impl Engine {
    /// Opens a pack.
    ///
    /// # Errors
    /// When the bytes are no pack, of another version, or damaged.
    pub fn open(pack: impl Into<std::borrow::Cow<'static, [u8]>>) -> Result<Engine> {
        Corpus::open(pack).map(Engine::of_whole)
    }

    /// Opens a pack of so many bytes, of which `read` copies stretches; see [`Corpus::open_from`].
    ///
    /// # Errors
    /// When the bytes are no pack, of another version, or damaged.
    #[cfg(feature = "engine")]
    pub fn open_from(n_bytes: usize, read: impl Fn(std::ops::Range<usize>, &mut [u8])) -> Result<Engine> {
        Corpus::open_from(n_bytes, read).map(Engine::of_whole)
    }

    fn of_whole(corpus: Corpus) -> Engine {
        let corpus = Rc::new(corpus);
        Engine { index: Index::when_asked(corpus.clone()), corpus, kept: RefCell::default() }
    }

    /// Folds the text, for which the first search would wait.
    #[cfg(feature = "engine")]
    pub fn fold(&self) {
        let _ = self.index.text();
    }

    /// Takes over an open corpus and its index.
    #[cfg(feature = "files")]
    pub(crate) fn of(corpus: Corpus, index: Index) -> Engine {
        Engine { corpus: Rc::new(corpus), index, kept: RefCell::default() }
    }

    /// The folded text.
    #[cfg(feature = "files")]
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Bytes of memory that corpus and index take, about.
    #[cfg(feature = "files")]
    pub(crate) fn n_bytes(&self) -> usize {
        self.corpus.n_bytes() + self.index.n_bytes()
    }

    /// The corpus behind the answers.
    #[must_use]
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Answers any request.
    #[must_use]
    pub fn answer(&self, request: &Request) -> Response {
        match request {
            Request::Summary => Response::Summary(self.summary()),
            Request::Search(request) => Response::Search(self.search(request)),
            Request::Read(request) => Response::Read(self.read(request)),
            Request::Timeline(request) => Response::Timeline(self.timeline(request)),
            #[cfg(feature = "engine")]
            Request::Concordance(request) => Response::Concordance(self.concordance(request)),
            #[cfg(feature = "engine")]
            Request::Ngrams(request) => Response::Ngrams(self.ngrams(request)),
            #[cfg(feature = "engine")]
            Request::Collocates(request) => Response::Collocates(self.collocates(request)),
            #[cfg(feature = "engine")]
            Request::Keyness(request) => Response::Keyness(self.keyness(request)),
            #[cfg(feature = "files")]
            Request::Counts(request) => Response::Counts(self.counts(request)),
            #[cfg(feature = "engine")]
            Request::Figures(request) => Response::Figures(self.figures(request)),
            #[cfg(feature = "engine")]
            Request::Names(request) => Response::Names(self.names(request)),
            #[cfg(feature = "engine")]
            Request::Entity(request) => Response::Entity(self.entity(request).map(Box::new)),
            #[cfg(feature = "engine")]
            Request::Passages(request) => Response::Passages(self.passages(request)),
            #[cfg(feature = "engine")]
            Request::Copies(request) => Response::Copies(self.copies(request).map(Box::new)),
        }
    }

    /// What the corpus is.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let corpus = &self.corpus;
        let (first_day, last_day) = span_of_days(corpus);
        Summary {
            title: corpus.title().to_owned(),
            description: corpus.description().to_owned(),
            lang: corpus.lang().to_owned(),
            version: corpus.version(),
            n_documents: count(corpus.documents().count()),
            n_articles: count(corpus.articles().filter(|article| !article.is_matter()).count()),
            n_characters: corpus.documents().map(Document::n_characters).fold(0, u32::saturating_add),
            n_dates: count(corpus.articles().flat_map(Article::mentions).count()),
            #[cfg(feature = "files")]
            n_copies: count(corpus.articles().filter(|article| article.copy_of().is_some()).count()),
            first_day,
            last_day,
            documents: corpus.documents().map(document_summary).collect(),
        }
    }

    /// One page of results.
    #[must_use]
    pub fn search(&self, request: &SearchRequest) -> SearchAnswer {
        let matches = self.matches(&request.filter);
        let order = score::ranked(&self.corpus, &matches, request.sort, &request.weights());
        let order = folded(&self.corpus, &matches, &order);
        let page = order.iter().skip(request.offset as usize).take(request.limit as usize);
        let entries = page.filter_map(|&(place, n_copies)| Some((matches.found.get(place)?, n_copies)));
        let article = |(found, n_copies)| ArticleHits {
            n_copies,
            ..article_hits(&self.corpus, found, request.n_snippets as usize)
        };
        let articles = entries.map(article).collect();
        let is_empty = matches.found.is_empty();
        SearchAnswer {
            reading: matches.reading.clone(),
            n_hits: count(matches.n_hits()),
            n_articles: self.n_articles(&matches),
            n_documents: self.n_documents(&matches),
            n_entries: count(order.len()),
            articles,
            documents: self.document_facet(&request.filter),
            relaxations: if is_empty { self.relaxations(&request.filter, &matches) } else { Vec::new() },
        }
    }

    /// One article to read; `None` when the corpus has no such document.
    #[must_use]
    pub fn read(&self, request: &ReadRequest) -> Option<ReadAnswer> {
        let document = self.corpus.documents().find(|document| document.id() == request.document)?;
        let base = document.text_range().start;
        let articles: Vec<Article<'_>> = document.articles().collect();
        let wanted = request.at.map(|at| base.saturating_add(at as usize));
        let article_index = wanted
            .and_then(|at| articles.iter().position(|article| holds(*article, at)))
            .or_else(|| articles.iter().position(|article| !article.is_matter()))
            .unwrap_or(0);
        let article = *articles.get(article_index)?;
        let matches = self.matches(&request.filter);
        let order = score::ranked(&self.corpus, &matches, request.sort, &request.weights());
        let steps = Steps::new(&matches, &order, article.number());
        let hits = matches.of(article.number()).map_or(&[][..], |found| found.hits.as_slice());
        let hits = hit_places(article, hits, base);
        let current = request.at.filter(|_| !hits.is_empty()).map(|at| {
            let place = hits.iter().position(|hit| hit.at >= at).unwrap_or(hits.len().saturating_sub(1));
            count(place)
        });
        Some(ReadAnswer {
            document: document.number().0,
            article: count(article_index),
            n_hits: articles
                .iter()
                .map(|a| count(matches.of(a.number()).map_or(0, |m| m.hits.len())))
                .collect(),
            starts: articles.iter().map(|a| offset(first_byte(*a).unwrap_or(base), base)).collect(),
            paragraphs: self.paragraphs(article, &matches, base),
            hits,
            current,
            n_hits_before: count(steps.n_hits_before),
            n_hits_total: count(matches.n_hits()),
            previous: steps.previous.and_then(|found| self.place(found, found.hits.last())),
            next: steps.next.and_then(|found| self.place(found, found.hits.first())),
            #[cfg(feature = "engine")]
            n_copies: self.n_copies(article),
            #[cfg(all(feature = "files", not(feature = "engine")))]
            n_copies: 0,
            reading: matches.reading.clone(),
        })
    }

    /// Bars over time, and the dates behind them.
    #[must_use]
    pub fn timeline(&self, request: &TimelineRequest) -> TimelineAnswer {
        let unranged = Filter { from: None, to: None, ..request.filter.clone() };
        timeline::timeline(&self.corpus, &self.matches(&unranged), request)
    }

    /// What a filter finds, from the kept searches where it was asked before.
    pub(crate) fn matches(&self, filter: &Filter) -> Rc<Matches> {
        let kept =
            self.kept.borrow().iter().find(|(known, _)| known == filter).map(|(_, matches)| matches.clone());
        kept.unwrap_or_else(|| {
            let matches = Rc::new(search(&self.corpus, &self.index, filter));
            let mut kept = self.kept.borrow_mut();
            kept.truncate(N_KEPT - 1);
            kept.push_front((filter.clone(), matches.clone()));
            matches
        })
    }

    fn n_articles(&self, matches: &Matches) -> u32 {
        count(matches.found.iter().filter(|found| !self.corpus.article(found.article).is_matter()).count())
    }

    fn n_documents(&self, matches: &Matches) -> u32 {
        let mut documents: Vec<u32> = matches
            .found
            .iter()
            .map(|found| self.corpus.article(found.article).document().number().0)
            .collect();
        documents.dedup();
        count(documents.len())
    }

    fn document_facet(&self, filter: &Filter) -> Vec<FacetValue> {
        let open = Filter { documents: Vec::new(), ..filter.clone() };
        #[cfg(feature = "files")]
        let open = {
            let others = open.facets.iter().filter(|choice| choice.facet != crate::protocol::Facet::Document);
            Filter { facets: others.cloned().collect(), ..open }
        };
        let matches = self.matches(&open);
        let value = |document: Document<'_>| {
            let own = document.articles().filter(|a| !a.is_matter() && matches.of(a.number()).is_some());
            FacetValue {
                id: document.id().to_owned(),
                label: document.title().to_owned(),
                n_articles: count(own.count()),
            }
        };
        self.corpus.documents().map(value).collect()
    }

    fn paragraphs(&self, article: Article<'_>, matches: &Matches, base: usize) -> Vec<Paragraph> {
        let hits = matches.of(article.number()).map_or(&[][..], |found| found.hits.as_slice());
        let longest = longest(hits);
        let paragraph = |paragraph: CorpusParagraph<'_>| Paragraph {
            kind: paragraph.kind(),
            text: paragraph.text().to_owned(),
            at: offset(paragraph.range().start, base),
            is_after_seam: paragraph.is_after_seam(),
            marks: marks_in(hits, longest, &paragraph.range()),
            #[cfg(not(feature = "engine"))]
            mentions: mention_marks(article, &paragraph.range()),
            #[cfg(feature = "engine")]
            mentions: annotation::with_others(
                article,
                &paragraph.range(),
                mention_marks(article, &paragraph.range()),
            ),
        };
        article.paragraphs().map(paragraph).collect()
    }

    pub(crate) fn place(&self, found: &Match, hit: Option<&Hit>) -> Option<Place> {
        let article = self.corpus.article(found.article);
        let base = article.document().text_range().start;
        let at = hit.map(|hit| hit.start as usize).or_else(|| first_byte(article))?;
        Some(Place { document: article.document().id().to_owned(), at: offset(at, base) })
    }
}

/// Of near copies the one that comes first, with the number of the others; each is a place in [`Matches::found`].
fn folded(corpus: &Corpus, matches: &Matches, order: &[usize]) -> Vec<(usize, u32)> {
    let mut folded: Vec<(usize, u32)> = Vec::with_capacity(order.len());
    // For each article how many entries there were when the first of its near copies came.
    let mut entries = vec![0_usize; corpus.articles().count()];
    for &place in order {
        let Some(found) = matches.found.get(place) else { continue };
        let article = corpus.article(found.article);
        let first = article.copy_of().unwrap_or(article.number());
        let Some(entry) = entries.get_mut(first.0 as usize) else { continue };
        match entry.checked_sub(1).and_then(|entry| folded.get_mut(entry)) {
            Some((_, n_copies)) => *n_copies += 1,
            None => {
                folded.push((place, 0));
                *entry = folded.len();
            }
        }
    }
    folded
}

/// An article with its hits as a page of results shows it.
pub(crate) fn article_hits(corpus: &Corpus, found: &Match, n_snippets: usize) -> ArticleHits {
    let article = corpus.article(found.article);
    let (snippets, n_unshown) = if found.hits.is_empty() {
        (snippet::lead(article).into_iter().collect(), 0)
    } else {
        snippet::snippets(article, &found.hits, n_snippets)
    };
    let every = found.hits.len().div_ceil(N_TICKS).max(1);
    let progress = Progress::new(article);
    ArticleHits {
        document: article.document().number().0,
        article: article_summary(article),
        title_marks: title_marks(article, &found.hits),
        n_hits: count(found.hits.len()),
        strip: found
            .hits
            .iter()
            .step_by(every)
            .map(|hit| (progress.at(hit.start as usize), hit.term))
            .collect(),
        snippets,
        n_unshown: count(n_unshown),
        n_copies: 0,
    }
}

/// First and last day that the texts mention; months and years count only where nothing more exact is said.
fn span_of_days(corpus: &Corpus) -> (Option<String>, Option<String>) {
    let all: Vec<(Day, Day)> =
        corpus.articles().flat_map(Article::mentions).filter_map(|mention| mention.days()).collect();
    let is_exact = |days: &&(Day, Day)| **days != days.0.month() && **days != days.0.year();
    let exact: Vec<(Day, Day)> = all.iter().filter(is_exact).copied().collect();
    let days = if exact.is_empty() { all } else { exact };
    let first = days.iter().map(|days| days.0).min();
    let last = days.iter().map(|days| days.1).max();
    (first.map(|day| day.to_string()), last.map(|day| day.to_string()))
}

/// The results before and after an article, in the order of the results.
struct Steps<'a> {
    previous: Option<&'a Match>,
    next: Option<&'a Match>,
    n_hits_before: usize,
}

impl<'a> Steps<'a> {
    fn new(matches: &'a Matches, order: &[usize], article: ArticleId) -> Steps<'a> {
        let at = |place: usize| order.get(place).and_then(|&place| matches.found.get(place));
        let Some(own) =
            (0..order.len()).find(|&place| at(place).is_some_and(|found| found.article == article))
        else {
            return Steps { previous: None, next: None, n_hits_before: 0 };
        };
        Steps {
            previous: own.checked_sub(1).and_then(at),
            next: at(own + 1),
            n_hits_before: (0..own).filter_map(at).map(|found| found.hits.len()).sum(),
        }
    }
}

/// How far into an article a byte of the corpus stands, from 0 to 1.
struct Progress {
    paragraphs: Vec<Range<usize>>,
    len: usize,
}

impl Progress {
    fn new(article: Article<'_>) -> Progress {
        let paragraphs: Vec<Range<usize>> = article.paragraphs().map(CorpusParagraph::range).collect();
        let len = paragraphs.iter().map(ExactSizeIterator::len).sum::<usize>().max(1);
        Progress { paragraphs, len }
    }

    fn at(&self, place: usize) -> f32 {
        let mut before = 0;
        for paragraph in &self.paragraphs {
            if paragraph.contains(&place) {
                return (before + place - paragraph.start) as f32 / self.len as f32;
            }
            before += paragraph.len();
        }
        0.0
    }
}

fn holds(article: Article<'_>, place: usize) -> bool {
    article.paragraphs().any(|paragraph| paragraph.range().contains(&place))
}

fn first_byte(article: Article<'_>) -> Option<usize> {
    article.paragraphs().next().map(|paragraph| paragraph.range().start)
}

fn hit_places(article: Article<'_>, hits: &[Hit], base: usize) -> Vec<HitPlace> {
    let progress = Progress::new(article);
    let paragraphs: Vec<Range<usize>> = article.paragraphs().map(CorpusParagraph::range).collect();
    let place = |hit: &Hit| {
        let start = hit.start as usize;
        HitPlace {
            at: offset(start, base),
            paragraph: count(paragraphs.iter().position(|range| range.contains(&start)).unwrap_or(0)),
            position: progress.at(start),
            term: hit.term,
        }
    };
    hits.iter().map(place).collect()
}

fn mention_marks(article: Article<'_>, paragraph: &Range<usize>) -> Vec<MentionMark> {
    let inside = article
        .mentions()
        .filter(|mention| paragraph.contains(&mention.range().start) && mention.range().end <= paragraph.end);
    inside
        .map(|mention| MentionMark {
            start: offset(mention.range().start, paragraph.start),
            end: offset(mention.range().end, paragraph.start),
            edtf: mention.edtf().to_owned(),
            year_basis: mention.year_basis(),
            suggested: mention.suggested().map(str::to_owned),
            #[cfg(feature = "files")]
            told: told::told_of_date(article, mention),
        })
        .collect()
}

/// Hits in the printed title as marks of [`ArticleSummary::title`], where the title is one stretch of the text.
fn title_marks(article: Article<'_>, hits: &[Hit]) -> Vec<crate::protocol::Mark> {
    let titles = article.paragraphs().filter(|paragraph| paragraph.kind() == ParagraphKind::Title);
    let mut marks = Vec::new();
    for paragraph in titles {
        // A title of two printed lines is joined; each line is looked up where it stands in it.
        let Some(place) = article.title().find(paragraph.text()) else { continue };
        marks.extend(marks_in(hits, longest(hits), &paragraph.range()).into_iter().map(|mark| {
            crate::protocol::Mark {
                start: mark.start + count(place),
                end: mark.end + count(place),
                term: mark.term,
            }
        }));
    }
    marks
}

pub(crate) fn document_summary(document: Document<'_>) -> DocumentSummary {
    DocumentSummary {
        id: document.id().to_owned(),
        title: document.title().to_owned(),
        publisher: document.publisher().map(str::to_owned),
        issue: document.issue().map(str::to_owned),
        published: document.published().map(str::to_owned),
        published_basis: document.published_basis(),
        lang: document.lang().to_owned(),
        source: document.source().to_owned(),
        checksum: document.checksum().to_owned(),
        encoding: document.encoding().to_owned(),
        is_encoding_guessed: document.is_encoding_guessed(),
        format: document.format(),
        quality: document.quality(),
        n_characters: document.n_characters(),
        repairs: document.repairs().map(|(rule, n)| (rule.to_owned(), n)).collect(),
        n_diagnostics: document.n_diagnostics(),
        articles: document.articles().map(article_summary).collect(),
    }
}

fn article_summary(article: Article<'_>) -> ArticleSummary {
    ArticleSummary {
        id: article.id().to_owned(),
        title: article.title().to_owned(),
        kicker: article.kicker().map(str::to_owned),
        is_matter: article.is_matter(),
        at: offset(first_byte(article).unwrap_or(0), article.document().text_range().start),
        n_characters: article.n_characters(),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn offset(place: usize, base: usize) -> u32 {
    count(place.saturating_sub(base))
}
