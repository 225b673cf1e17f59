//! What only a whole document tells of its names: aliases that it introduces (以下简称), people named without their title, which
//! of several places of one name is meant.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cut::Cut;
use super::lexicon::{Known, Lexicon, Need, Tags, level};
use super::{EntityKind, Finder, Found, NameMention, organisation, person, place, service};

/// Bytes of paragraphs that are looked at together; what they teach holds for those after them too.
const WINDOW: usize = 1 << 17;

/// A paragraph's names in order: bytes and what they name.
pub(super) type Names = Vec<(Range<usize>, NameMention)>;

/// A name that the document taught.
#[derive(Clone, Debug)]
struct Lesson {
    chars: Vec<char>,
    kind: EntityKind,
    name: String,
    parent: Option<String>,
}

/// What the document taught so far.
#[derive(Debug, Default)]
struct Learned {
    lessons: Vec<Lesson>,
    /// Lessons by their first character.
    by_char: FxHashMap<char, Vec<usize>>,
    taken: FxHashSet<(EntityKind, Vec<char>)>,
    /// How often each province is named.
    provinces: FxHashMap<u32, usize>,
}

/// The names of a document's paragraphs.
pub(super) fn find(finder: &Finder, paragraphs: &[&str]) -> Vec<Names> {
    let mut learned = Learned::default();
    let mut names = Vec::with_capacity(paragraphs.len());
    let mut first = 0;
    while first < paragraphs.len() {
        let mut n_bytes = 0;
        let window = paragraphs.iter().skip(first).take_while(|words| {
            let is_taken = n_bytes < WINDOW;
            n_bytes += words.len();
            is_taken
        });
        let window: Vec<&str> = window.copied().collect();
        first += window.len().max(1);
        find_window(finder, &window, &mut learned, &mut names);
    }
    names
}

fn find_window(finder: &Finder, window: &[&str], learned: &mut Learned, names: &mut Vec<Names>) {
    let mut cuts: Vec<(Cut<'_>, Vec<Found<'_>>)> = Vec::with_capacity(window.len());
    for words in window {
        let cut = Cut::new(words, finder.lexicons());
        let mut found = Vec::new();
        place::find(finder, &cut, &mut found);
        organisation::find(finder, &cut, words, &mut found);
        person::find(&cut, &mut found);
        service::find(finder, &cut, &mut found);
        for found in found.iter_mut().filter(|found| found.name.is_empty()) {
            found.name = cut.printed(&found.range, words);
        }
        learned.learn(&cut, &found);
        cuts.push((cut, found));
    }
    for ((cut, mut found), words) in cuts.into_iter().zip(window) {
        learned.apply(&cut, &mut found);
        for place in found.iter_mut().filter(|found| found.kind == EntityKind::Place) {
            learned.settle(place);
        }
        found.retain(|found| found.is_sure);
        let kept = outermost(found);
        names.push(kept.into_iter().map(|found| found.mention(&cut, words)).collect());
    }
}

/// Names in order that lie in no longer one.
fn outermost(mut found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    found.sort_by_key(|found| {
        (found.range.start, std::cmp::Reverse(found.range.end), !found.is_known, found.kind)
    });
    let mut kept: Vec<Found<'_>> = Vec::new();
    for next in found {
        match kept.last_mut() {
            Some(last) if next.range.start < last.range.end => {
                if next.range.len() > last.range.len() {
                    *last = next;
                }
            }
            _ => kept.push(next),
        }
    }
    kept
}

impl Learned {
    fn learn(&mut self, cut: &Cut<'_>, found: &[Found<'_>]) {
        for found in found.iter().filter(|found| found.is_sure) {
            let lesson = |chars: Vec<char>| Lesson {
                chars,
                kind: found.kind,
                name: found.name.clone(),
                parent: found.parent.clone(),
            };
            match found.kind {
                EntityKind::Person => self.take(lesson(cut.text(found.range.clone()).to_vec())),
                EntityKind::Service if found.is_quoted => {
                    self.take(lesson(cut.text(found.range.clone()).to_vec()));
                }
                EntityKind::Organisation => {
                    if found.is_quoted {
                        self.take(lesson(cut.text(found.range.clone()).to_vec()));
                    }
                    for alias in aliases(cut, found.range.end) {
                        self.take(lesson(alias));
                    }
                }
                EntityKind::Service => {}
                EntityKind::Place => {
                    if let [known] = found.candidates.as_slice()
                        && known.code != 0
                    {
                        *self.provinces.entry(known.code / 10_000).or_default() += 1;
                    }
                }
            }
        }
    }

    fn take(&mut self, lesson: Lesson) {
        let Some(&first) = lesson.chars.first() else { return };
        if self.taken.insert((lesson.kind, lesson.chars.clone())) {
            self.by_char.entry(first).or_default().push(self.lessons.len());
            self.lessons.push(lesson);
        }
    }

    /// Finds what the document taught where nothing else tells it.
    fn apply<'a>(&self, cut: &Cut<'a>, found: &mut Vec<Found<'a>>) {
        if self.lessons.is_empty() {
            return;
        }
        let sure: FxHashSet<(usize, usize)> = found
            .iter()
            .filter(|found| found.is_sure)
            .map(|found| (found.range.start, found.range.end))
            .collect();
        for (index, token) in cut.tokens.iter().enumerate() {
            let Some(&c) = cut.chars.get(token.start) else { continue };
            for lesson in self.by_char.get(&c).into_iter().flatten().filter_map(|&at| self.lessons.get(at)) {
                let end = token.start + lesson.chars.len();
                let is_here = cut.text(token.start..end) == lesson.chars;
                let is_person = lesson.kind == EntityKind::Person;
                let is_whole = is_person && (lesson.chars.len() > 2 || token.is_person)
                    || cut.tokens.iter().skip(index).take(6).any(|token| token.end == end);
                if is_here && is_whole && !sure.contains(&(token.start, end)) {
                    found.push(Found {
                        parent: lesson.parent.clone(),
                        is_known: true,
                        ..Found::new(lesson.kind, token.start..end, lesson.name.clone())
                    });
                }
            }
        }
    }

    /// Decides which of several places is meant, and whether a place is meant at all.
    fn settle(&self, found: &mut Found<'_>) {
        let n_named = |known: &Known| self.provinces.get(&(known.code / 10_000)).copied().unwrap_or(0);
        if !found.is_sure {
            found.candidates.retain(|known| known.need != Need::Province || n_named(known) > 0);
            found.is_sure = found.candidates.iter().any(|known| known.need != Need::Neighbour);
        }
        // A province before a city, a city before a county.
        let rank = |known: &Known| level(known.code);
        if let Some(best) = found.candidates.iter().map(|known| rank(known)).min().filter(|&best| best < 2) {
            found.candidates.retain(|known| rank(known) == best);
        }
        let most = found.candidates.iter().map(|known| n_named(known)).max().unwrap_or(0);
        if most > 0 {
            found.candidates.retain(|known| n_named(known) == most);
        }
        if let [known] = found.candidates.as_slice() {
            found.name.clone_from(&known.name);
        }
    }
}

/// The aliases that a note behind a name introduces: （以下简称“中国移动”）, (CNNIC).
fn aliases(cut: &Cut<'_>, end: usize) -> Vec<Vec<char>> {
    let rest = cut.text(end..cut.chars.len().min(end + 40));
    let Some((&'(', note)) = rest.split_first() else { return Vec::new() };
    let Some(close) = note.iter().position(|&c| c == ')') else { return Vec::new() };
    let note: String = note.iter().take(close).collect();
    let introductions = ["以下统一简称", "以下简称", "下文简称", "下称", "以下称", "简称"];
    let words = introductions.iter().find_map(|words| note.strip_prefix(words));
    let is_latin = (2..=12).contains(&note.len()) && note.chars().all(|c| c.is_ascii_alphabetic());
    let names = match words {
        Some(words) => words,
        None if is_latin => note.as_str(),
        None => return Vec::new(),
    };
    let names = names.trim_start_matches(['为', ':', ' ']);
    let names = names.split(['"', '、', '或', ',']).map(str::trim).filter(|name| !name.is_empty());
    let names = names.map(|name| name.chars().collect::<Vec<char>>());
    names.filter(|name| (2..=14).contains(&name.len()) && !is_general(name)).collect()
}

/// Whether an alias is a word for any organisation, such as 公司.
fn is_general(name: &[char]) -> bool {
    let entry = Lexicon::embedded().look_up(name);
    let words: String = name.iter().collect();
    entry.is_some_and(|entry| entry.tags.any(Tags::ENDING))
        || ["本公司", "该公司", "我公司", "本行", "本院", "本会"].contains(&words.as_str())
}
