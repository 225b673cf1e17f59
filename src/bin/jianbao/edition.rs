//! Editions of a site: what is new, changed and gone since the one that it replaces.
//!
//! A site lists its documents in `documents.jsonl`, a line for each with its checksum and the editions in which it came and last changed, and
//! says in `edition.json` which edition it is. The next build reads both from the site that it replaces. Nothing here asks for the
//! time, and an edition in which nothing has changed is still the same: building again gives the same bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use jianbao::corpus::builder::DocumentEntry;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Name of the list in a site.
pub(crate) const LIST: &str = "documents.jsonl";

/// Name of what says which edition a site is.
pub(crate) const EDITION: &str = "edition.json";

/// Documents that came with an edition of which it is known what they say, to find files that were renamed.
const MOST_NEW: usize = 10_000;

/// Ids of lost documents that are printed at most.
const MOST_PRINTED: usize = 20;

/// What an edition brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct News {
    /// Number of the edition, from 1.
    pub(crate) edition: u32,
    /// Documents that were not there before; in the first edition all.
    pub(crate) new: u32,
    /// Documents that say something else than before.
    pub(crate) changed: u32,
    /// Documents that are not there any more.
    pub(crate) gone: u32,
}

/// A document, as the list has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Listed {
    id: String,
    source: String,
    title: String,
    checksum: String,
    first: u32,
    changed: u32,
}

/// What is remembered of a document of the edition before; a corpus may have many.
#[derive(Clone, Copy, Debug)]
struct Before {
    checksum: [u8; 8],
    first: u32,
    changed: u32,
    is_here: bool,
}

/// Compares the documents of an edition with those of the one before, and writes the list of the new site as they come.
#[derive(Debug)]
pub(crate) struct Editions {
    /// The list of the edition before, and what that brought.
    before: Option<(PathBuf, News)>,
    known: HashMap<[u8; 8], Before>,
    site: PathBuf,
    list: BufWriter<fs::File>,
    n_new: u32,
    n_changed: u32,
    /// Files that came with this edition, by the checksums of what they say.
    new: HashMap<[u8; 8], String>,
}

/// Bytes of an id at most.
const LONGEST_ID: usize = 1000;

impl Editions {
    /// Reads the list of the site that is going to be replaced, if there is one, and begins that of the new one.
    ///
    /// # Errors
    /// When the old list cannot be read or is none; says the line.
    pub(crate) fn begin(before: Option<&Path>, site: &Path) -> Result<Editions> {
        let path = site.join(LIST);
        let file = fs::File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        let mut editions = Editions {
            before: None,
            known: HashMap::new(),
            site: site.to_owned(),
            list: BufWriter::new(file),
            n_new: 0,
            n_changed: 0,
            new: HashMap::new(),
        };
        let Some(before) = before else { return Ok(editions) };
        let (list, edition) = (before.join(LIST), before.join(EDITION));
        if !edition.is_file() {
            return Ok(editions);
        }
        let text =
            fs::read_to_string(&edition).with_context(|| format!("cannot read {}", edition.display()))?;
        let news =
            serde_json::from_str(&text).map_err(|_| anyhow!("{} says no edition", edition.display()))?;
        each_listed(&list, &mut |listed| {
            let before = Before {
                checksum: read_hash(&listed.checksum)?,
                first: listed.first,
                changed: listed.changed,
                is_here: false,
            };
            editions.known.insert(hash(&[&listed.id]), before);
            Some(())
        })?;
        editions.before = Some((list, news));
        Ok(editions)
    }

    /// Ids of files that are still there, which they keep. Lines of JSONL bring theirs along.
    pub(crate) fn kept_ids(&self, is_there: &dyn Fn(&str) -> bool) -> Result<BTreeMap<String, String>> {
        let mut kept: BTreeMap<String, String> = BTreeMap::new();
        let Some((list, _)) = &self.before else { return Ok(kept) };
        let mut several: BTreeSet<String> = BTreeSet::new();
        each_listed(list, &mut |listed| {
            if several.contains(&listed.source) || kept.insert(listed.source.clone(), listed.id).is_some() {
                kept.remove(&listed.source);
                several.insert(listed.source);
            }
            Some(())
        })?;
        kept.retain(|source, _| is_there(source));
        Ok(kept)
    }

    fn next(&self) -> u32 {
        self.before.as_ref().map_or(0, |(_, news)| news.edition).saturating_add(1)
    }

    /// Takes notice of a document.
    pub(crate) fn add(&mut self, document: &DocumentEntry) -> Result<()> {
        let known = |words: &Option<String>| words.clone().unwrap_or_default();
        let checksum = hash(&[
            &document.title,
            &known(&document.publisher),
            &known(&document.issue),
            &known(&document.published),
            &document.text,
        ]);
        let edition = self.next();
        let (mut first, mut changed) = (edition, edition);
        match self.known.get_mut(&hash(&[&document.id])) {
            Some(before) => {
                before.is_here = true;
                first = before.first;
                if before.checksum == checksum {
                    changed = before.changed;
                } else {
                    self.n_changed += 1;
                }
            }
            None => {
                self.n_new += 1;
                if self.before.is_some() && self.new.len() < MOST_NEW {
                    self.new.insert(checksum, document.source.clone());
                }
            }
        }
        let listed = Listed {
            id: document.id.clone(),
            source: document.source.clone(),
            title: document.title.clone(),
            checksum: checksum.iter().map(|byte| format!("{byte:02x}")).collect(),
            first,
            changed,
        };
        serde_json::to_writer(&mut self.list, &listed)?;
        writeln!(self.list).with_context(|| format!("cannot write {LIST}"))
    }

    /// What this edition brings. One that brings nothing is the one before.
    pub(crate) fn news(&self) -> News {
        let gone = self.known.values().filter(|before| !before.is_here).count();
        let gone = u32::try_from(gone).unwrap_or(u32::MAX);
        let news = News { edition: self.next(), new: self.n_new, changed: self.n_changed, gone };
        match &self.before {
            Some((_, before)) if (news.new, news.changed, news.gone) == (0, 0, 0) => *before,
            _ => news,
        }
    }

    /// The edition in which a document came.
    pub(crate) fn first(&self, id: &str) -> u32 {
        self.known.get(&hash(&[id])).map_or_else(|| self.next(), |before| before.first)
    }

    /// Ends the list of the new site.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.list.flush().with_context(|| format!("cannot write {LIST}"))?;
        let path = self.site.join(EDITION);
        let news = serde_json::to_string(&self.news())?;
        fs::write(&path, news + "\n").with_context(|| format!("cannot write {}", path.display()))
    }

    /// Says what changed since the edition before, and which links lead nowhere now; `shown` is what may be said of a name, and `is_whole`
    /// tells whether it is one by which settings find a file.
    pub(crate) fn report(
        &self,
        shown: &dyn Fn(&str) -> String,
        is_whole: &dyn Fn(&str) -> bool,
    ) -> Result<()> {
        let Some((list, before)) = &self.before else { return Ok(()) };
        let news = self.news();
        if news == *before {
            eprintln!("edition {}: nothing has changed", news.edition);
            return Ok(());
        }
        eprintln!("edition {}: {} new, {} changed, {} gone", news.edition, news.new, news.changed, news.gone);
        if news.gone == 0 {
            return Ok(());
        }
        let mut n_lost = 0;
        each_listed(list, &mut |lost| {
            let is_lost = self.known.get(&hash(&[&lost.id])).is_some_and(|before| !before.is_here);
            n_lost += usize::from(is_lost);
            if is_lost && n_lost <= MOST_PRINTED {
                let (id, source) = (shown(&lost.id), shown(&lost.source));
                match read_hash(&lost.checksum).and_then(|checksum| self.new.get(&checksum)) {
                    Some(now) if is_whole(now) && is_whole(&id) => eprintln!(
                        "  links to {id} ({source}) lead nowhere now; {now} says the same, and with [documents.{now:?}] id = {id:?} in jianbao.toml they lead there"
                    ),
                    _ => eprintln!("  links to {id} ({source}) lead nowhere now"),
                }
            }
            Some(())
        })?;
        if n_lost > MOST_PRINTED {
            eprintln!("  and to {} more", n_lost - MOST_PRINTED);
        }
        Ok(())
    }
}

/// Gives the documents of a list one by one; `give` refuses what makes no sense.
fn each_listed(list: &Path, give: &mut dyn FnMut(Listed) -> Option<()>) -> Result<()> {
    let file = fs::File::open(list).with_context(|| format!("cannot read {}", list.display()))?;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.with_context(|| format!("cannot read {}", list.display()))?;
        let listed = serde_json::from_str(&line).ok().filter(|listed: &Listed| is_id(&listed.id));
        listed.and_then(&mut *give).ok_or_else(|| {
            anyhow!("{} is no list of documents: line {number} makes no sense; without {EDITION} beside it the site begins with its first edition", list.display())
        })?;
    }
    Ok(())
}

/// Whether an id can be one: it names a page.
fn is_id(id: &str) -> bool {
    !id.trim().is_empty() && id.len() <= LONGEST_ID && !id.chars().any(char::is_control)
}

/// The first 64 bits of a SHA-256 over parts.
fn hash(parts: &[&str]) -> [u8; 8] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    first
}

fn read_hash(written: &str) -> Option<[u8; 8]> {
    let is_written = written.len() == 16 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
    let value = u64::from_str_radix(written, 16).ok().filter(|_| is_written)?;
    Some(value.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str, text: &str) -> DocumentEntry {
        DocumentEntry {
            id: id.to_owned(),
            source: format!("{id}.txt"),
            text: text.to_owned(),
            ..DocumentEntry::default()
        }
    }

    /// Builds an edition over the one in the folder.
    fn edition(folder: &Path, documents: &[(&str, &str)]) -> (News, String) {
        let new = folder.join("new");
        fs::create_dir_all(&new).unwrap();
        let mut editions = Editions::begin(Some(folder), &new).unwrap();
        for (id, text) in documents {
            editions.add(&document(id, text)).unwrap();
        }
        editions.finish().unwrap();
        editions.report(&str::to_owned, &|_| true).unwrap();
        for name in [LIST, EDITION] {
            fs::rename(new.join(name), folder.join(name)).unwrap();
        }
        let list = fs::read_to_string(folder.join(LIST)).unwrap();
        (editions.news(), fs::read_to_string(folder.join(EDITION)).unwrap() + &list)
    }

    #[test]
    fn editions_tell_what_changed() {
        let folder = std::env::temp_dir().join(format!("jianbao-editions-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let news = |edition, new, changed, gone| News { edition, new, changed, gone };
        let (first, one) = edition(&folder, &[("a", "一"), ("b", "二")]);
        assert_eq!(first, news(1, 2, 0, 0));
        let (again, same) = edition(&folder, &[("a", "一"), ("b", "二")]);
        assert_eq!((again, &same), (first, &one));
        let documents = [("a", "一"), ("b", "两"), ("c", "三"), ("d", "四")];
        let (second, two) = edition(&folder, &documents);
        assert_eq!(second, news(2, 2, 1, 0));
        let (again, same) = edition(&folder, &documents);
        assert_eq!((again, &same), (second, &two));
        let (third, _) = edition(&folder, &[("b", "两"), ("d", "四")]);
        assert_eq!(third, news(3, 0, 0, 2));
        let new = folder.join("new");
        let editions = Editions::begin(Some(&folder), &new).unwrap();
        assert_eq!((editions.first("b"), editions.first("d"), editions.first("e")), (1, 2, 4));
        let kept = editions.kept_ids(&|source| source == "b.txt").unwrap();
        assert_eq!(kept, [("b.txt".to_owned(), "b".to_owned())].into());
        for (name, wrong) in [(LIST, "x\n"), (LIST, "{}\n"), (EDITION, "")] {
            let right = fs::read(folder.join(name)).unwrap();
            fs::write(folder.join(name), wrong).unwrap();
            assert!(Editions::begin(Some(&folder), &new).is_err(), "{wrong}");
            fs::write(folder.join(name), right).unwrap();
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
