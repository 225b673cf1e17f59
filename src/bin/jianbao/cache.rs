//! What documents said, kept in files from one build to the next.
//!
//! A build reads the packs of its own program and corpus, writes what is new into a pack of its own, and gives that its name when it is whole:
//! two builds at once never see half of one. A pack is never changed; what no build has used for a month goes, and the oldest beyond a
//! gigabyte.
//!
//! Where something must not be published, what a build has not used goes at once: earlier builds may not have known the rules.
//!
//! ```text
//! <program>-<corpus>-<pack>.kept
//!         "jianbao kept 1\n", what is kept, rows in order of their keys, number of rows, SHA-256 of the rows
//! row                     key (32), offset (8), length (4), first bytes of the SHA-256 of what is kept (8)
//! ```
//!
//! Nothing here is ever an error: without a cache, or with a damaged one, documents are parsed.

mod pack;
mod tidy;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use jianbao::corpus::parsed::{Key, Memory};
use sha2::{Digest, Sha256};

use pack::{NewPack, Pack};

/// Bytes that are kept in all; what is older goes.
const MOST_BYTES: u64 = 1 << 30;

/// Packs of a corpus that stay: of those that a build has used, the smallest beyond are put together; of the others, the oldest beyond go.
const MOST_PACKS: usize = 8;

/// Where documents are kept that have not changed.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    /// How the names of its packs begin: program and corpus.
    stem: String,
    corpus: String,
    /// Nothing stays that was not used.
    is_strict: bool,
    /// The newest first.
    packs: Vec<Pack>,
    /// What this run has parsed; nothing when it could not be written.
    new: Mutex<Option<NewPack>>,
    has_failed: AtomicBool,
}

impl Cache {
    /// The cache in a folder that the user names.
    ///
    /// # Errors
    /// When it lies among the documents, where it would be read as one of them, or in the site, with which it would be replaced.
    pub(crate) fn in_folder(
        folder: &Path,
        paths: &[PathBuf],
        out: Option<&Path>,
        is_strict: bool,
    ) -> Result<Option<Cache>> {
        let mut above = paths.iter().map(PathBuf::as_path).chain(out);
        if let Some(other) = above.find(|other| whole(folder).starts_with(whole(other))) {
            bail!(
                "the cache {} lies in {}; name a folder outside of documents and site",
                folder.display(),
                other.display()
            );
        }
        make_folder(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Cache::open(folder, paths, is_strict))
    }

    /// The cache of this user; none where the system says no place for it.
    pub(crate) fn of_user(paths: &[PathBuf], is_strict: bool) -> Option<Cache> {
        let folder = user_folder()?;
        make_folder(&folder).ok()?;
        Cache::open(&folder, paths, is_strict)
    }

    /// Opens a folder that is there; `None` when this program cannot be told from others.
    fn open(folder: &Path, paths: &[PathBuf], is_strict: bool) -> Option<Cache> {
        let corpus = corpus(paths);
        let stem = format!("{}-{corpus}-", program()?);
        let packs = tidy::packs(folder, &stem).into_iter().filter_map(|path| Pack::open(&path)).collect();
        let new = NewPack::create(folder, &stem).ok();
        let has_failed = AtomicBool::new(new.is_none());
        let folder = folder.to_owned();
        Some(Cache { folder, stem, corpus, is_strict, packs, new: Mutex::new(new), has_failed })
    }

    /// Names what was parsed, and lets go of what is old. What cannot be written is parsed again next time.
    pub(crate) fn finish(&self) {
        let new = self.new.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut written = PathBuf::new();
        let (staying, merged) = self.staying_and_merged();
        if let Some(mut new) = new {
            let is_copied = merged.iter().all(|pack| pack.copy_used(&mut new).is_ok());
            match new.finish(&self.folder, &self.stem) {
                Ok(path) => {
                    written = path;
                    // What was copied and nothing else is the same pack under the same name.
                    let is_over = |pack: &&&Pack| is_copied && pack.is_all_used() && pack.path() != written;
                    for pack in merged.iter().filter(is_over) {
                        // Another build may have done so.
                        let _ = fs::remove_file(pack.path());
                    }
                }
                Err(_) => self.fail(),
            }
        }
        if self.has_failed.load(Ordering::Relaxed) {
            eprintln!("cannot keep documents in {}; they will be read anew", self.folder.display());
        }
        for pack in self.packs.iter().filter(|pack| !pack.is_used()).skip(MOST_PACKS) {
            let _ = fs::remove_file(pack.path());
        }
        // What was copied grows old where it was.
        let used: BTreeSet<&Path> = staying.iter().map(|pack| pack.path()).collect();
        if self.is_strict {
            tidy::remove_others(&self.folder, &self.corpus, &used, &written);
        }
        tidy::tidy(&self.folder, &used, MOST_BYTES);
    }

    /// Packs that were used and stay, and those whose used part goes into the new one: of which little is used, and the smallest where there
    /// are many.
    fn staying_and_merged(&self) -> (Vec<&Pack>, Vec<&Pack>) {
        let used = self.packs.iter().filter(|pack| pack.is_used());
        let stays = |pack: &&Pack| if self.is_strict { pack.is_all_used() } else { pack.is_mostly_used() };
        let (mut staying, mut merged): (Vec<&Pack>, Vec<&Pack>) = used.partition(stays);
        staying.sort_by_key(|pack| std::cmp::Reverse(pack.n_bytes()));
        merged.extend(staying.drain(staying.len().min(MOST_PACKS)..));
        (staying, merged)
    }

    fn fail(&self) {
        self.has_failed.store(true, Ordering::Relaxed);
    }
}

impl Memory for Cache {
    fn recall(&self, key: &Key) -> Option<Vec<u8>> {
        self.packs.iter().find_map(|pack| pack.recall(key))
    }

    fn forget(&self, key: &Key) {
        self.packs.iter().for_each(|pack| pack.forget(key));
    }

    fn keep(&self, key: &Key, bytes: &[u8]) {
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = new.as_ref().is_some_and(|new| new.n_bytes() + bytes.len() as u64 > MOST_BYTES);
        if !is_full && new.as_mut().is_some_and(|new| new.add(key, bytes).is_err()) {
            *new = None;
            self.fail();
        }
    }
}

/// A path without links and dots, as far as it is there.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match there.and_then(|(above, whole)| Some(whole.join(path.strip_prefix(above).ok()?))) {
        Some(whole) => whole,
        None => path,
    }
}

/// What tells this program from any other, also from one of the same version that was built since.
fn program() -> Option<String> {
    let bytes = fs::read(std::env::current_exe().ok()?).ok()?;
    let digest = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(bytes).finalize();
    Some(hex(digest.get(..8)?))
}

/// What tells a corpus from others: where its documents lie.
fn corpus(paths: &[PathBuf]) -> String {
    let mut hash = Sha256::new();
    for path in paths {
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        hash.update(whole.as_os_str().as_encoded_bytes());
        hash.update([0]);
    }
    hex(hash.finalize().get(..8).unwrap_or_default())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where this user's programs keep what they can do without.
fn user_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || std::env::home_dir().filter(|path| path.is_absolute());
    let caches = named("XDG_CACHE_HOME").or_else(|| match std::env::consts::OS {
        "macos" => Some(home()?.join("Library").join("Caches")),
        "windows" => named("LOCALAPPDATA"),
        _ => Some(home()?.join(".cache")),
    });
    Some(caches?.join("jianbao"))
}

/// Makes a folder that nobody else can look into; one that is there stays as it is.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
