//! What documents said, kept in files from one build to the next.
//!
//! A build reads the packs of its own program, appends what is new to a pack of its own, and gives that its name when it is whole: two builds
//! at once never see half of one. A pack is never changed; what no build has used for a month goes, and the oldest beyond a gigabyte.
//!
//! ```text
//! <program>-<pack>.kept   "jianbao kept 1\n", what is kept, rows in order of their keys, number of rows, SHA-256 of the rows
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

/// Packs of one program that a build reads from; small ones beyond are put together.
const MOST_PACKS: usize = 8;

/// Where documents are kept that have not changed.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    program: String,
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
    pub(crate) fn in_folder(folder: &Path, paths: &[PathBuf], out: Option<&Path>) -> Result<Option<Cache>> {
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let inside = paths.iter().map(PathBuf::as_path).chain(out);
        for other in inside.filter(|other| whole(folder).starts_with(whole(other))) {
            bail!(
                "the cache {} lies in {}; name a folder outside of documents and site",
                folder.display(),
                other.display()
            );
        }
        make_folder(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Cache::open(folder))
    }

    /// The cache of this user; none where the system says no place for it.
    pub(crate) fn of_user() -> Option<Cache> {
        let folder = user_folder()?;
        make_folder(&folder).ok()?;
        Cache::open(&folder)
    }

    /// Opens a folder that is there; `None` when this program cannot be told from others.
    fn open(folder: &Path) -> Option<Cache> {
        let program = program()?;
        let packs = tidy::packs(folder, &program).into_iter().filter_map(|path| Pack::open(&path)).collect();
        let new = NewPack::create(folder, &program).ok();
        let has_failed = AtomicBool::new(new.is_none());
        Some(Cache { folder: folder.to_owned(), program, packs, new: Mutex::new(new), has_failed })
    }

    /// Names what was parsed, and lets go of what is old. What cannot be written is parsed again next time.
    pub(crate) fn finish(&self) {
        let new = self.new.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut new) = new {
            let merged = self.merged();
            let is_copied = merged.iter().all(|pack| pack.copy_used(&mut new).is_ok());
            match new.finish(&self.folder, &self.program) {
                Ok(()) if is_copied => {
                    for pack in merged.iter().filter(|pack| pack.is_all_used()) {
                        // Another build may have done so.
                        let _ = fs::remove_file(pack.path());
                    }
                }
                Ok(()) => {}
                Err(_) => self.fail(),
            }
        }
        if self.has_failed.load(Ordering::Relaxed) {
            eprintln!("cannot keep documents in {}; they will be read anew", self.folder.display());
        }
        let used: BTreeSet<&Path> = self.packs.iter().filter(|pack| pack.is_used()).map(Pack::path).collect();
        tidy::tidy(&self.folder, &used, MOST_BYTES);
    }

    /// Packs whose used part goes into the new one: those of which little is used, and the smallest where there are many.
    fn merged(&self) -> Vec<&Pack> {
        let used = self.packs.iter().filter(|pack| pack.is_used());
        let (mut kept, mut merged): (Vec<&Pack>, Vec<&Pack>) = used.partition(|pack| pack.is_mostly_used());
        kept.sort_by_key(|pack| std::cmp::Reverse(pack.n_bytes()));
        merged.extend(kept.drain(kept.len().min(MOST_PACKS)..));
        merged
    }

    fn fail(&self) {
        self.has_failed.store(true, Ordering::Relaxed);
    }
}

impl Memory for Cache {
    fn recall(&self, key: &Key) -> Option<Vec<u8>> {
        self.packs.iter().find_map(|pack| pack.recall(key))
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

/// What tells this program from any other, also from one of the same version that was built since.
fn program() -> Option<String> {
    let bytes = fs::read(std::env::current_exe().ok()?).ok()?;
    let digest = Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(bytes).finalize();
    Some(hex(digest.get(..8)?))
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
