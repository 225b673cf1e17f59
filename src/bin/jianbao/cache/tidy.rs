//! Which packs there are, and which are let go. Nothing but what has the name of a pack is ever touched.

use std::collections::BTreeSet;
use std::fs::{self, File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Ending of a pack that is whole.
pub(super) const KEPT: &str = ".kept";

/// Ending of a pack that is being written.
pub(super) const NEW: &str = ".kept-new";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a pack stays that no build uses.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A pack and when it was used last.
struct Found {
    path: PathBuf,
    since: SystemTime,
    n_bytes: u64,
}

/// The packs that a program wrote, the newest first.
pub(super) fn packs(folder: &Path, program: &str) -> Vec<PathBuf> {
    let is_own = |found: &Found| name(&found.path).starts_with(program) && name(&found.path).ends_with(KEPT);
    let mut found: Vec<Found> = found(folder).into_iter().filter(is_own).collect();
    found.sort_by(|a, b| b.since.cmp(&a.since).then_with(|| a.path.cmp(&b.path)));
    found.into_iter().map(|found| found.path).collect()
}

/// Notes that packs were used, and removes those that no build has used for a month, what killed builds left, and, the oldest first,
/// what is more than so many bytes; packs in use stay.
pub(super) fn tidy(folder: &Path, used: &BTreeSet<&Path>, most_bytes: u64) {
    let now = SystemTime::now();
    for path in used {
        let file = File::options().append(true).open(path);
        // Where that cannot be noted, the pack goes a month after it was written.
        let _ = file.and_then(|file| file.set_times(FileTimes::new().set_modified(now)));
    }
    let mut found = found(folder);
    found.sort_by_key(|found| std::cmp::Reverse(found.since));
    let mut n_bytes = 0;
    for found in found {
        n_bytes += found.n_bytes;
        let age = now.duration_since(found.since).unwrap_or_default();
        let is_left = name(&found.path).ends_with(NEW) && age > DAY;
        let is_old = age > LONGEST || n_bytes > most_bytes;
        if is_left || (is_old && !used.contains(found.path.as_path())) {
            // Another build may have done so.
            let _ = fs::remove_file(&found.path);
        }
    }
}

/// What lies in the folder under names that packs have.
fn found(folder: &Path) -> Vec<Found> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let found = entries.flatten().filter(|entry| is_pack(&name(&entry.path()))).filter_map(|entry| {
        let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Found { path: entry.path(), since: about.modified().ok()?, n_bytes: about.len() })
    });
    found.collect()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file is called as packs are: `<program>-<…>.kept`.
fn is_pack(name: &str) -> bool {
    let Some((stem, _)) =
        name.split_once('.').filter(|(stem, _)| [KEPT, NEW].contains(&name.get(stem.len()..).unwrap_or("")))
    else {
        return false;
    };
    let is_hex = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    stem.split('-').count() >= 2 && stem.split('-').all(is_hex)
}
